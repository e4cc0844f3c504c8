/** One step being carried out: what its mirror has been seen to have, what was written, what was wrong. */
import type { Rule } from '../../finding.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import type { Target } from '../../oci/store.ts';
import type { Proof } from '../proofs.ts';
import type { Step } from '../row.ts';

/** Something that was wrong on the mirror and has been mended. */
export interface Mended {
  readonly rule: Rule;
  readonly digest: Digest;
  readonly from: string;
  readonly bytes: number;
}

export class CellWork {
  readonly step: Step;
  readonly target: Target;
  /** Manifests found there and hashed, or written and proven, in this run. */
  readonly manifests = new Set<Digest>();
  readonly mended: Mended[] = [];
  /** Manifests that the mirror should have had and could not serve, by what was wrong. */
  readonly damaged = new Map<Digest, Rule>();
  /** Tags of cosign that somebody else had put there. */
  readonly overwritten: { readonly tag: Tag; readonly found: Digest; readonly wanted: Digest }[] = [];
  failure: Error | null = null;
  /** Whether it failed only after the run had been stopped. */
  isStopped = false;
  /** Blobs whose arrival has been counted. */
  readonly counted = new Set<Digest>();
  /** Carried out, with or without failure; false while it waits or was never reached. */
  isDone = false;
  /** Bytes whose writing this work started; those of work shared with another row are counted there. */
  bytesWritten = 0;
  /** Blobs and manifests that were not there before, whichever row's work brought them. */
  written = 0;
  /** Those of `written` that are referrers, and tags of cosign that were set. */
  attached = 0;
  readonly #settled = Promise.withResolvers<void>();
  /** Resolves when the work of this try is over, whatever became of it. */
  readonly settled: Promise<void> = this.#settled.promise;
  isSettled = false;
  /** Everything but the tag is there and proven. */
  isProven = false;
  /** Damage that an earlier, deeper walk has found and this one could not look at. */
  stillDamaged: Proof | null = null;
  /** False when the store ignores ranges somewhere in this image. */
  isProbed = true;

  readonly #signal: AbortSignal;

  constructor(step: Step, signal: AbortSignal) {
    this.#signal = signal;
    this.step = step;
    this.target = step.cell.target;
    const { wanted } = step.row;
    if (step.cell.seen.kind === 'damaged' && wanted !== null)
      this.damaged.set(wanted, 'manifest-digest-mismatch');
  }

  /** Whether the mirror was seen to have the wanted root before this run. */
  get hadRoot(): boolean {
    const { seen } = this.step.cell;
    const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
    return root !== null && root.digest === this.step.row.wanted;
  }

  settle(): void {
    this.isSettled = true;
    this.#settled.resolve();
  }

  fail(error: Error): void {
    if (this.failure !== null) return;
    this.failure = error;
    this.isStopped = this.#signal.aborted;
  }
}
