/**
 * What a run has carried out is what its tags were accepted to mean (contract, section 4, "Rollback"). It is decided here,
 * once, from the outcomes: they know of what was there already, of rows that share a place, and of what a stop left undone.
 */
import type { History } from './history.ts';
import type { CellOutcome, Row } from './row.ts';

const CARRIED_OUT: readonly CellOutcome['outcome'][] = ['copied', 'repaired', 'up-to-date', 'incomplete'];

/** Accepts the source's digest for every row that at least one mirror has as wanted, and for rows that others stand for. */
export function acceptOutcomes(
  rows: readonly Row[],
  outcomes: readonly CellOutcome[],
  history: History,
): void {
  const done = new Set(
    outcomes.filter(({ outcome }) => CARRIED_OUT.includes(outcome)).map(({ step }) => step.row),
  );
  const standIns = new Set([...done].map(({ repository, sourceDigest }) => `${repository} ${sourceDigest}`));
  for (const row of rows) {
    const { repository, sourceDigest, sourceTags, problem } = row;
    if (sourceDigest === null || problem !== null) continue;
    const isStoodFor = row.cells.length === 0 && standIns.has(`${repository} ${sourceDigest}`);
    if (!done.has(row) && !isStoodFor) continue;
    for (const tag of sourceTags) history.accept(`${repository}:${tag}`, sourceDigest);
  }
}
