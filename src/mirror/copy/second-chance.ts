/** Mirrors and sources that did not answer are tried once more at the end of a run. */
import type { Finding } from '../../finding.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import { isUnreachable } from '../health.ts';
import { lookAgain } from '../observe.ts';
import { makePlan } from '../plan.ts';
import type { CellOutcome, Plan, Row, Step } from '../row.ts';
import type { Copied } from './copy.ts';
import { pause } from './or-after.ts';

/** A registry of several machines may say on one that it has what another has not got yet. */
const VANISHED_PAUSE_MS = 1_000;

/** Looks again at the steps whose mirror or source did not answer; where it answers by now they are planned and copied. Never throws. */
export async function tryAgain(first: Copied, context: RunContext, signal: AbortSignal): Promise<Copied> {
  const waiting = first.outcomes.filter(isWaiting);
  if (waiting.length === 0 || signal.aborted) return first;
  if (waiting.some(hasVanished)) await pause(VANISHED_PAUSE_MS, signal);
  const back = await placesThatAnswer(waiting, context, signal);
  const retried = waiting.filter((outcome) => back.has(placeOf(outcome)));
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

/** Of sources only those that could not be connected to, or take back what they said: one that answers 503 or 429 has been asked
 *  with patience. */
function isWaiting(outcome: CellOutcome): boolean {
  const { failure, step } = outcome;
  if (failure === null || step.row.wanted === null) return false;
  if (failure.side === 'mirror') return isUnreachable(failure.error);
  const isAway = failure.error.code === 'unavailable' && failure.error.status === undefined;
  return isAway || hasVanished(outcome);
}

/** The source has just said that its tag means this, and that it does not have it. */
function hasVanished({ failure, step: { row } }: CellOutcome): boolean {
  return failure?.side === 'source' && failure.error.code === 'not-found' && row.sourceNow === row.wanted;
}

/** The place that did not answer, as `health` calls it. */
function placeOf({ failure, step }: CellOutcome): string {
  return failure?.side === 'source' ? `source ${step.row.source.origin}` : step.cell.mirror.name;
}

async function placesThatAnswer(
  waiting: readonly CellOutcome[],
  context: RunContext,
  signal: AbortSignal,
): Promise<Set<string>> {
  const byPlace = Map.groupBy(waiting, placeOf);
  const answers = await mapEach(byPlace, byPlace.size, async ([place, [first]]) => {
    const isBack = first !== undefined && (await answersNow(first, signal));
    if (isBack) context.health.revive(place);
    return isBack ? [place] : [];
  });
  return new Set(answers.flat());
}

/** Also what says no says something. */
async function answersNow({ failure, step }: CellOutcome, signal: AbortSignal): Promise<boolean> {
  const { wanted, source } = step.row;
  if (wanted === null) return false;
  try {
    const found = await (failure?.side === 'source' ? source : step.cell.target).resolve(wanted, signal);
    return found !== null || failure?.error.code !== 'not-found';
  } catch (error) {
    return !isUnreachable(error);
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
