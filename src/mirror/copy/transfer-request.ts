/** What a repository that lacks a blob asks for: the words that `blob-exchange`, `transfers` and `blob-transfer` share. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Probe, Target, Upload } from '../../oci/store.ts';
import type { Meter } from '../meter.ts';
import type { Places, Reader } from './places.ts';

/** What transfers stand on. */
export interface ExchangeParts {
  readonly places: Places;
  readonly meter: Meter;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
}

/** What was wrong with a blob that the store claimed to have. */
export type Damage = 'missing' | 'size';

/** A blob that repositories are to have. */
export interface BlobWish {
  readonly blob: Descriptor;
  /** Where it can be read besides the siblings of this run, best first. */
  readonly readers: readonly Reader[];
  readonly signal: AbortSignal;
}

export interface TransferRequest {
  readonly target: Target;
  readonly wish: BlobWish;
  /** An upload that a refused mount has opened already. */
  readonly upload: Upload | null;
  /** Set when what is sent replaces damage: the transfer then proves it before it ends. */
  readonly damage: Damage | null;
  /** Whether to be told when the blob can be mounted instead. */
  readonly mayMount: boolean;
  /** Whether nobody has asked yet if the blob is there: opening its upload does. */
  readonly mayBeThere: boolean;
  /** Whether this repository was counted by `expect`. */
  readonly isAnnounced: boolean;
}

export type TransferEnd =
  | { readonly kind: 'uploaded'; readonly from: string }
  /** The repository claims it, and this is what a look at it says. */
  | { readonly kind: 'found'; readonly probe: Probe }
  | { readonly kind: 'mountable' };

/** A repository that waits for a blob. */
export interface Waiting extends TransferRequest {
  readonly resolve: (end: TransferEnd) => void;
  readonly reject: (error: Error) => void;
}
