/** What `verify` knows of one image on one mirror in the end. */
import type { CarriedReferrer } from '../referrers/carried.ts';
import type { CellOutcome } from '../row.ts';
import type { Walk } from './fault.ts';
import type { WalkedReferrers } from './referrers.ts';

/** How one step ended; `walk` is null where nothing could be walked. */
export interface VerifiedStep {
  readonly outcome: CellOutcome;
  readonly walk: Walk | null;
  /** What the mirror lists for the image; null or absent where that was not looked at. */
  readonly referrers?: WalkedReferrers | null;
  /** What belongs to the image, by all mirrors and by memory, and what of it this mirror does not list. */
  readonly expected?: readonly CarriedReferrer[];
  readonly lacking?: readonly CarriedReferrer[];
  /** Whether a signature policy needs some of what it lacks. */
  readonly lacksRequired?: boolean;
}
