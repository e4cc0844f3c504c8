/** What every stage of one run shares: the user's files, what is remembered, and the ways out. */
import type { LockFile } from '../files/lockfile.ts';
import type { MirrorFile } from '../files/mirrorfile.ts';
import type { Trust } from '../signatures/trust.ts';
import type { LastStates } from './drift/last-states.ts';
import type { Relations } from './drift/relations.ts';
import type { Health } from './health.ts';
import type { History } from './history.ts';
import type { IndexMemory } from './index-memory.ts';
import type { Meter } from './meter.ts';
import type { ProofAge, Proofs } from './proofs.ts';
import type { CarriedMemory, IsReferrerRequired } from './referrers/carried.ts';
import type { CellOutcome } from './row.ts';
import type { Selection } from './selection.ts';
import type { Signers } from './signatures/signers.ts';
import type { Stores } from './stores.ts';

/** When sources are asked what their tags mean: where neither pin nor lock says it, never, or for every tag. */
export type AsksSources = 'as-needed' | 'never' | 'always';

export interface RunContext {
  readonly file: MirrorFile;
  /** Null: there is no lock file. */
  readonly lock: LockFile | null;
  /** `--locked`: nothing unlocked may be resolved. */
  readonly locked: boolean;
  readonly asks: AsksSources;
  readonly history: History;
  readonly proofs: Proofs;
  readonly indexes: IndexMemory;
  /** Differences between digests that were explained. */
  readonly relations: Relations;
  /** What images carry. */
  readonly carried: CarriedMemory;
  /** Whether a signature policy needs a referrer, so that a mirror without it is an error. Absent: none does. */
  readonly isReferrerRequired?: IsReferrerRequired;
  /** Opens what signatures are judged by, once however often it is called. Absent: nothing can be judged, so that what a
   *  policy matches is not pushed. */
  readonly openTrust?: () => Promise<Trust>;
  /** Whose signatures this run has verified. */
  readonly signers: Signers;
  /** How rows were on mirrors when they were last compared. */
  readonly lastStates: LastStates;
  readonly age: ProofAge;
  readonly stores: Stores;
  readonly health: Health;
  readonly meter: Meter;
  readonly selection: Selection;
  /** Told of every step that was worked on, when it has ended. */
  readonly onOutcome: (outcome: CellOutcome) => void;
  /** A clock that only goes forward, in milliseconds, for measuring how long things take. */
  readonly monotonicMs: () => number;
}
