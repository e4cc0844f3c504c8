/** What walks found, as findings: one cause is one finding, with the images that it touches. Pure. */
import { type Finding, finding, type Rule } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import { helpOf } from '../advice.ts';
import type { Step } from '../row.ts';
import type { Fault, Remark, Walk } from './fault.ts';
import { inspect } from './inspect.ts';
import { lackingFindings } from './lacking.ts';
import type { VerifiedStep } from './verified-step.ts';

interface Walked {
  readonly step: Step;
  readonly walk: Walk;
}

/** In no particular order; the report sorts. */
export function findingsOfWalks(verified: readonly VerifiedStep[]): readonly Finding[] {
  const walked = verified.flatMap(({ outcome: { step }, walk }) => (walk === null ? [] : [{ step, walk }]));
  return [
    ...faultFindings(walked),
    ...remarkFindings(walked),
    ...foreignFindings(walked),
    ...sparseFindings(walked),
    ...rangeFindings(walked),
    ...unwalkedFindings(verified),
    ...lackingFindings(verified),
  ];
}

interface Told<T> {
  readonly step: Step;
  readonly told: T;
}

/** One lost blob of one registry is one finding, in however many repositories and images it is missed. */
function faultFindings(walked: readonly Walked[]): Finding[] {
  const all = walked.flatMap(({ step, walk }) => walk.faults.map((told): Told<Fault> => ({ step, told })));
  const byCause = Map.groupBy(all, ({ step, told }) => `${step.cell.target.origin} ${causeOf(told)}`);
  return [...byCause.values()].map((group) => faultFinding(group));
}

function faultFinding(group: readonly Told<Fault>[]): Finding {
  const { step, told } = weightiest(group);
  const { rule, digest, why, what } = told;
  const { cell, row } = step;
  return finding(rule, {
    message: `${cell.target.name}: ${what} (${shortDigest(digest)}) ${why}`,
    help: helpOf(rule),
    source: row.name,
    mirror: cell.mirror.name,
    target: cell.address,
    digest,
    at: row.at,
    ...affected(group),
  });
}

/** A finding is judged by its mirror: where one registry is several mirrors, not by one that is only being filled. */
function weightiest<T>(group: readonly Told<T>[]): Told<T> {
  return group.find(({ step }) => step.cell.mirror.state === 'serving') ?? firstOf(group);
}

/** What the image itself says is the same on every mirror and told once. */
function remarkFindings(walked: readonly Walked[]): Finding[] {
  const all = walked.flatMap(({ step, walk }) =>
    [...walk.remarks, ...inspect(walk.manifests)].map((told): Told<Remark> => ({ step, told })),
  );
  const byCause = Map.groupBy(all, ({ step, told }) =>
    told.isOfMirror
      ? `${step.cell.mirror.name} ${causeOf(told)} ${told.why}`
      : `${causeOf(told)} ${told.why}`,
  );
  return [...byCause.values()].map((group) => remarkFinding(group));
}

function remarkFinding(group: readonly Told<Remark>[]): Finding {
  const { step, told } = firstOf(group);
  const { rule, digest, why, isOfMirror } = told;
  const { cell, row } = step;
  const where = isOfMirror ? cell.target.name : row.name;
  return finding(rule, {
    message: `${where}: ${shortDigest(digest)} ${why}`,
    help: helpOf(rule),
    source: row.name,
    ...(isOfMirror ? { mirror: cell.mirror.name, target: cell.address } : {}),
    digest,
    at: row.at,
    ...affected(group),
  });
}

function foreignFindings(walked: readonly Walked[]): Finding[] {
  return perImage(walked, ({ foreignLayers }) => foreignLayers.length > 0).map((group) => {
    const { step, told } = firstOf(group);
    const digests = told.foreignLayers.map(({ digest }) => shortDigest(digest)).join(', ');
    return imageFinding('foreign-layer', step, {
      told,
      message: `${step.row.name}: ${formatCount(told.foreignLayers.length, 'foreign layer')} may live outside of registries and was not looked for (${digests})`,
    });
  });
}

function sparseFindings(walked: readonly Walked[]): Finding[] {
  return perImage(walked, ({ omitted }) => omitted > 0).map((group) => {
    const { step, told } = firstOf(group);
    return imageFinding('sparse-index', step, {
      told,
      message: `${step.row.name}: ${formatCount(told.omitted, 'child', 'children')} of the index left out, as platforms asks`,
    });
  });
}

function perImage(walked: readonly Walked[], holds: (walk: Walk) => boolean): Told<Walk>[][] {
  const some = walked.filter(({ walk }) => holds(walk)).map(({ step, walk }) => ({ step, told: walk }));
  return [...Map.groupBy(some, ({ step, told }) => `${step.row.name} ${told.root}`).values()];
}

function imageFinding(
  rule: Rule,
  { row }: Step,
  { told, message }: { readonly told: Walk; readonly message: string },
): Finding {
  return finding(rule, { message, help: helpOf(rule), source: row.name, digest: told.root, at: row.at });
}

/** Registries that ignore ranges, each named once. */
function rangeFindings(walked: readonly Walked[]): Finding[] {
  const unproven = walked.filter(({ walk }) => !walk.isProven);
  return [...Map.groupBy(unproven, ({ step }) => step.cell.mirror.name)].map(([mirror, group]) =>
    finding('range-ignored', {
      message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
      help: helpOf('range-ignored'),
      mirror,
      ...affected(group),
    }),
  );
}

/** Without a digest to bring back there is nothing for a repair to do. */
const NO_TAG_HELP =
  'Whoever pulls this tag from the mirror gets an error. Run sync, which brings it; with a pin or a lock entry verify --repair does too.';

/** Rows of which nothing could be walked, or that are known to be damaged deeper than this walk went. */
function unwalkedFindings(verified: readonly VerifiedStep[]): Finding[] {
  return verified.flatMap(({ outcome, walk }) => {
    const isTold = walk !== null && walk.faults.length > 0;
    if (outcome.outcome !== 'incomplete' || isTold) return [];
    const { row, cell } = outcome.step;
    const rule = walk === null ? 'manifest-missing' : 'incomplete';
    return finding(rule, {
      message: `${cell.address}: ${outcome.reason}`,
      help: walk === null ? NO_TAG_HELP : helpOf(rule),
      source: row.name,
      mirror: cell.mirror.name,
      target: cell.address,
      ...(walk === null ? {} : { digest: walk.root }),
      at: row.at,
    });
  });
}

function causeOf({ rule, digest }: Fault | Remark): string {
  return `${rule} ${digest}`;
}

function affected(group: readonly { readonly step: Step }[]) {
  const names = [...new Set(group.map(({ step }) => step.row.name))];
  return { affects: names, affectedCount: names.length };
}

/** Groups are never empty. */
function firstOf<T>(group: readonly T[]): T {
  const [first] = group;
  if (first === undefined) throw new Error('a group without a member');
  return first;
}
