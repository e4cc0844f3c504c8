/** Failures of steps as findings: one cause is one finding, however many images it touches. */
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { isUnreachable } from '../health.ts';
import type { CellOutcome, Failure, Step } from '../row.ts';
import { UnjudgedSignatures } from '../signatures/trust-of.ts';
import { isSignatureRule } from './failure.ts';

interface FailedStep {
  readonly step: Step;
  readonly failure: Failure;
}

/** What was being done when it failed. */
export type Doing = 'copy' | 'verify' | 'compare';

/** One finding per cause, in the order of the first step it touched. */
export function findingsOfFailures(outcomes: readonly CellOutcome[], doing: Doing = 'copy'): Finding[] {
  const failed = outcomes.flatMap(({ step, failure }) =>
    failure === null || isSignatureRule(failure.rule) ? [] : [{ step, failure }],
  );
  const full = new Set(failed.filter(({ failure }) => saysFull(failure)).map(mirrorOf));
  const byCause = Map.groupBy(failed, (one) => causeOf(one, full));
  return [...byCause.values()].flatMap((group) => {
    const first = group.find(({ failure }) => saysFull(failure)) ?? group[0];
    return first === undefined ? [] : [findingOf(first, group, doing)];
  });
}

function mirrorOf({ step }: FailedStep): string {
  return step.cell.mirror.name;
}

function saysFull({ side, error }: Failure): boolean {
  return side === 'mirror' && error.code === 'no-space';
}

/** `full`: mirrors that have said of something that their storage takes no more. Registries do not say it every time. */
function causeOf({ step, failure }: FailedStep, full: ReadonlySet<string>): string {
  const { error, side, rule } = failure;
  if (error instanceof UnjudgedSignatures) return error.message;
  if (side === 'mirror' && isUnreachable(error)) return `unreachable ${step.cell.mirror.name}`;
  const what = [rule, error.code, error.status ?? '', ...error.registryCodes].join(' ');
  // A full disk is about the whole mirror, refusals of access are about a repository, anything else is about the one image.
  const mayBeFull = side === 'mirror' && error.status === 500 && full.has(step.cell.mirror.name);
  if (saysFull(failure) || mayBeFull) return `full ${step.cell.mirror.name} ${rule}`;
  const isAboutPlace = ['unauthorized', 'denied', 'no-space', 'rate-limited', 'unavailable'].includes(
    error.code,
  );
  if (side === 'source') return `source ${step.row.repository} ${isAboutPlace ? '' : step.row.name} ${what}`;
  return `mirror ${step.cell.mirror.name} ${step.cell.target.repository} ${isAboutPlace ? '' : step.cell.address} ${what}`;
}

function findingOf(first: FailedStep, group: readonly FailedStep[], doing: Doing): Finding {
  const { step, failure } = first;
  const affects = [
    ...new Set(group.map(({ step: { cell, row } }) => (failure.side === 'source' ? row.name : cell.address))),
  ];
  const counted = { affects, affectedCount: affects.length };
  const help = failure.error.fix ?? defaultHelp(failure);
  if (failure.side === 'mirror' && isUnreachable(failure.error)) {
    const message = `mirror ${step.cell.mirror.name} (${step.cell.mirror.target}) does not answer: ${failure.error.message}`;
    return finding('mirror-unreachable', { message, help, mirror: step.cell.mirror.name, ...counted });
  }
  if (failure.side === 'source') {
    const name = `${step.row.name}${digestOf(step)}`;
    const message =
      failure.error instanceof UnjudgedSignatures
        ? `${name}: ${failure.error.message}`
        : `cannot read ${name} from its source: ${failure.error.message}`;
    return finding(failure.rule, {
      message,
      help,
      source: step.row.name,
      at: step.row.at,
      ...wanted(step),
      ...counted,
    });
  }
  return finding(failure.rule, {
    message: `${whatFailed(step, doing)} mirror ${step.cell.mirror.name}: ${failure.error.message}`,
    help,
    source: step.row.name,
    mirror: step.cell.mirror.name,
    target: step.cell.address,
    at: step.row.at,
    ...wanted(step),
    ...counted,
  });
}

function whatFailed(step: Step, doing: Doing): string {
  const name = `${step.row.name}${digestOf(step)}`;
  return doing === 'copy' ? `cannot copy ${name} to` : `cannot ${doing} ${name} on`;
}

function defaultHelp({ side }: Failure): string {
  const what = side === 'source' ? 'source' : 'mirror';
  return `Nothing was put under a tag. Mend what the ${what} says and run again: what has been copied stays.`;
}

function digestOf({ row }: Step): string {
  return row.wanted === null || row.name.includes(row.wanted) ? '' : ` (${shortDigest(row.wanted)})`;
}

function wanted({ row }: Step) {
  return row.wanted === null ? {} : { digest: row.wanted };
}
