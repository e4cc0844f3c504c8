/** What each row was like on each mirror when it was last compared, and what has changed since. Pure. */
import type { Digest } from '../../oci/digest.ts';
import type { Drift, JudgedCell, JudgedRow } from './compare.ts';
import type { DriftName } from './state.ts';

export interface LastState {
  readonly state: DriftName;
  /** What the mirror held; while it cannot be read, what it held before. */
  readonly found: Digest | null;
  /** When it was first seen to be in sync, or not to be, without a break. */
  readonly sinceMs: number;
  readonly atMs: number;
}

/** Last states by row and place on a mirror, never by the mirror's name: renaming a mirror changes nothing there. */
export class LastStates {
  readonly #byKey: Map<string, LastState>;

  constructor(entries: Iterable<readonly [string, LastState]> = []) {
    this.#byKey = new Map(entries);
  }

  get(row: Pick<JudgedRow, 'name'>, cell: Pick<JudgedCell, 'address'>): LastState | null {
    return this.#byKey.get(keyOf(row, cell)) ?? null;
  }

  /** Notes every row that was compared; what is known of others stays. */
  note({ rows }: Pick<Drift, 'rows'>, nowMs: number): void {
    for (const row of rows)
      for (const cell of row.cells) {
        const next = nextState(cell, this.get(row, cell), nowMs);
        if (next !== null) this.#byKey.set(keyOf(row, cell), next);
      }
  }

  /** Keys with their states, oldest first. */
  entries(): [string, LastState][] {
    return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
  }
}

/** `new`: it has begun to differ, or does so in another way. `moved`: the mirror holds something else, and is as right or wrong as before. */
export type ChangeKind = 'new' | 'healed' | 'moved';

export interface Changes {
  /** When the rows were last compared; null: never, or nobody remembers. */
  readonly lastRunMs: number | null;
  readonly byCell: ReadonlyMap<JudgedCell, ChangeKind>;
  /** Since when a cell that differs was seen to differ, run after run. */
  readonly driftingSinceMs: ReadonlyMap<JudgedCell, number>;
}

/** What has changed since `last` was noted. Where there was no run before, nothing is called new. */
export function changesSince(drift: Pick<Drift, 'rows'>, last: LastStates, nowMs: number): Changes {
  const cells = drift.rows.flatMap((row) => row.cells.map((cell) => ({ cell, before: last.get(row, cell) })));
  const times = cells.flatMap(({ before }) => (before === null ? [] : [before.atMs]));
  const lastRunMs = times.length === 0 ? null : times.reduce((one, other) => Math.max(one, other));
  const byCell = new Map<JudgedCell, ChangeKind>();
  const driftingSinceMs = new Map<JudgedCell, number>();
  for (const { cell, before } of cells) {
    const change = changeOf(cell, before, lastRunMs !== null);
    if (change !== null) byCell.set(cell, change);
    const next = nextState(cell, before, nowMs);
    if (next !== null && !isInSync(next.state)) driftingSinceMs.set(cell, next.sinceMs);
  }
  return { lastRunMs, byCell, driftingSinceMs };
}

function changeOf({ drift, view }: JudgedCell, before: LastState | null, hasRun: boolean): ChangeKind | null {
  if (drift === null) return null;
  const found = view.kind === 'present' ? view.digest : null;
  if (before === null) return hasRun && !isInSync(drift.state) ? 'new' : null;
  const hasMoved = drift.state !== 'unreadable' && before.found !== found;
  if (isInSync(drift.state)) return isInSync(before.state) ? (hasMoved ? 'moved' : null) : 'healed';
  if (isInSync(before.state)) return 'new';
  if (hasMoved) return 'moved';
  // Read again after it could not be, it holds what it held: nothing new.
  return drift.state === before.state || before.state === 'unreadable' ? null : 'new';
}

function nextState({ drift, view }: JudgedCell, before: LastState | null, nowMs: number): LastState | null {
  if (drift === null) return null;
  const isSame = before !== null && isInSync(before.state) === isInSync(drift.state);
  return {
    state: drift.state,
    found:
      view.kind === 'present' ? view.digest : drift.state === 'unreadable' ? (before?.found ?? null) : null,
    sinceMs: isSame ? before.sinceMs : nowMs,
    atMs: nowMs,
  };
}

function isInSync(state: DriftName): boolean {
  return state === 'in-sync';
}

function keyOf({ name }: Pick<JudgedRow, 'name'>, { address }: Pick<JudgedCell, 'address'>): string {
  return `${name}\n${address}`;
}
