/** Mirrors that did not answer are tried once more at the end of a run. */
import type { Finding } from '../../finding.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import { isUnreachable } from '../health.ts';
import { lookAgain } from '../observe.ts';
import { makePlan } from '../plan.ts';
import type { CellOutcome, Plan, Row, Step } from '../row.ts';
import type { Copied } from './copy.ts';

/** Looks again at the steps whose mirror did not answer; where it answers by now they are planned and copied. Never throws. */
export async function tryAgain(first: Copied, context: RunContext, signal: AbortSignal): Promise<Copied> {
  const waiting = first.outcomes.filter(isWaiting);
  if (waiting.length === 0 || signal.aborted) return first;
  const back = await mirrorsThatAnswer(waiting, context, signal);
  const retried = waiting.filter(({ step }) => back.has(step.cell.mirror.name));
  if (retried.length === 0) return first;
  const steps = retried.map(({ step }) => step);
  const again = await copyAgain(steps, first, { context, signal });
  const replaced = new Map(retried.map((outcome, index) => [outcome, again.outcomes[index] ?? outcome]));
  return {
    ...first,
    outcomes: first.outcomes.map((outcome) => replaced.get(outcome) ?? outcome),
    findings: [...first.findings, ...again.findings],
  };
}

function isWaiting({ failure }: CellOutcome): boolean {
  return failure !== null && failure.side === 'mirror' && isUnreachable(failure.error);
}

async function mirrorsThatAnswer(
  waiting: readonly CellOutcome[],
  context: RunContext,
  signal: AbortSignal,
): Promise<Set<string>> {
  const byMirror = Map.groupBy(waiting, ({ step }) => step.cell.mirror.name);
  const answers = await mapEach(byMirror, byMirror.size, async ([mirror, [first]]) => {
    const isBack = first !== undefined && (await answersNow(first.step, context, signal));
    return isBack ? [mirror] : [];
  });
  return new Set(answers.flat());
}

async function answersNow(
  { cell, row }: Step,
  { health }: RunContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { wanted } = row;
  if (wanted === null) return false;
  try {
    await cell.target.resolve(wanted, signal);
    health.revive(cell.mirror.name);
    return true;
  } catch (error) {
    if (isUnreachable(error)) return false;
    health.revive(cell.mirror.name); // it said no, but it said something
    return true;
  }
}

interface Again {
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

/** Outcomes are in the order of `steps`, and speak of their rows. What the first run brought serves the second. */
async function copyAgain(
  steps: readonly Step[],
  first: Copied,
  { context, signal }: Again,
): Promise<Pick<Copied, 'outcomes' | 'findings'>> {
  const rows = await lookAgain(steps, context, signal);
  const plan = makePlan([...rows.values()], context);
  const copied = await first.carryOn(plannedAgain(steps, rows, plan));
  const written = new Map<Step | undefined, number>(first.outcomes.map(({ step, bytes }) => [step, bytes]));
  const outcomes = copied.outcomes.map((outcome, index) => {
    const row = steps[index]?.row ?? outcome.step.row;
    return {
      ...outcome,
      bytes: outcome.bytes + (written.get(steps[index]) ?? 0),
      step: { ...outcome.step, row },
    };
  });
  return { outcomes, findings: [...newFindings(steps, plan), ...copied.findings] };
}

/** The new steps of these old ones; rows have a cell for every mirror, and the others are done with. */
function plannedAgain(steps: readonly Step[], rows: ReadonlyMap<Row, Row>, plan: Plan): Step[] {
  const byRow = Map.groupBy(plan.steps, ({ row }) => row);
  return steps.map((old) => {
    const ofRow = byRow.get(rows.get(old.row) ?? old.row) ?? [];
    return ofRow.find(({ cell }) => cell.mirror === old.cell.mirror) ?? old;
  });
}

/** What the plan has to tell of mirrors that could not be looked at before; the rest has been told. */
function newFindings(steps: readonly Step[], plan: Plan): Finding[] {
  const unseen = steps.filter(({ cell }) => cell.seen.kind === 'unreadable').map(({ cell }) => cell.address);
  return plan.findings.filter(({ target }) => target !== undefined && unseen.includes(target));
}
