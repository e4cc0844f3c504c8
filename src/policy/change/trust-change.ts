/** A change of what the mirror manifest and its lock trust, as data. */
import type { LockFile } from '../../files/lockfile.ts';
import type { MirrorFile } from '../../files/mirrorfile.ts';
import type { Position } from '../../finding.ts';

export type TrustChangeKind =
  | 'new-host'
  | 'new-variable'
  | 'skip-verify'
  | 'plain-http'
  | 'tags-allowed'
  | 'wider-select'
  | 'rollback-allowed'
  | 'unlocked-allowed'
  | 'immutable-dropped'
  | 'rule-weakened'
  | 'accepted'
  | 'pin-moved'
  | 'not-locked'
  | 'tag-moved';

export interface TrustChange {
  readonly kind: TrustChangeKind;
  /** The host, variable, image, tag or rule. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: Position | null;
}

/** The mirror manifest and its lock, each null where there is none. */
export interface TrustedFiles {
  readonly file: MirrorFile | null;
  readonly lock: LockFile | null;
}
