/**
 * Sees to it that repositories have blobs. What is found or mounted is proven by its last byte, what is uploaded where
 * nothing was by the registry's answer, what is uploaded over damage by its last byte again.
 */
import { isMirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Probe, Target, Upload } from '../../oci/store.ts';
import type { Meter } from '../meter.ts';
import { blaming, CopyFailure } from './failure.ts';
import { look } from './look.ts';
import type { Places } from './places.ts';
import type { BlobWish, Damage, ExchangeParts } from './transfer-request.ts';
import { Transfers } from './transfers.ts';

/** Where nothing should be, the request that opens the upload of a smaller blob also asks whether it is there. A larger one is looked
 *  for: a request is little beside its bytes, which would be sent again to a registry that does not say. */
const LOOKED_FOR_FROM_BYTES = 1024 * 1024;
/** Times one blob is brought to one repository before it is given up. */
const ATTEMPTS = 3;

/** How a repository came to have a blob. */
export interface BlobArrival {
  readonly kind: 'found' | 'mounted' | 'uploaded';
  readonly damage: Damage | null;
  /** False when the store ignores ranges, so that only its word stands. */
  readonly proven: boolean;
  /** Bytes written to the mirror. */
  readonly bytes: number;
  /** Where the content came from, for people; '' when it was there. */
  readonly from: string;
}

/** What one who asked for a blob gets to know. */
export interface Brought extends BlobArrival {
  /** Whether this wish started the arrival; false for those that found it done or under way, who must not count it again. */
  readonly isOwn: boolean;
}

/** A repository that is to have a blob. */
export interface Recipient {
  readonly target: Target;
  /** Whether it may have the blob already: then it is looked at before anything is mounted or sent. */
  readonly mayHaveIt: boolean;
}

export class BlobExchange {
  readonly #places: Places;
  readonly #meter: Meter;
  readonly #transfers: Transfers;
  /** Each digest is looked after once per repository and run. */
  readonly #arrivals = new Map<Target, Map<Digest, Promise<BlobArrival>>>();

  constructor(parts: ExchangeParts) {
    this.#places = parts.places;
    this.#meter = parts.meter;
    this.#transfers = new Transfers(parts);
  }

  /** One promise per target, each settling on its own: CopyFailure or FellBehind when the blob could not be brought. */
  bring(wish: BlobWish, recipients: readonly Recipient[]): Promise<Brought>[] {
    const { digest } = wish.blob;
    const fresh = recipients.filter(({ target }) => this.#known(target, digest) === undefined);
    this.#transfers.expect(digest, fresh.length);
    this.#meter.bytesTotal += wish.blob.size * fresh.length;
    return recipients.map((recipient) => {
      const { target } = recipient;
      const known = this.#known(target, digest);
      const arrival = known ?? this.#remember(target, wish, this.#arrive(recipient, wish));
      return arrival.then((how) => ({ ...how, isOwn: known === undefined }));
    });
  }

  /** Uploads a blob although the target says that it has it. */
  bringAgain(wish: BlobWish, target: Target): Promise<BlobArrival> {
    this.#forget(target, wish.blob.digest);
    this.#meter.bytesTotal += wish.blob.size;
    const lacking: Lacking = { target, wish, damage: 'missing', isLookedFor: true };
    return this.#remember(target, wish, this.#tryUntilThere(lacking));
  }

  #known(target: Target, digest: Digest): Promise<BlobArrival> | undefined {
    return this.#arrivals.get(target)?.get(digest);
  }

  #remember(target: Target, { blob }: BlobWish, arrival: Promise<BlobArrival>): Promise<BlobArrival> {
    const ofTarget = this.#arrivals.get(target) ?? new Map<Digest, Promise<BlobArrival>>();
    this.#arrivals.set(target, ofTarget.set(blob.digest, arrival));
    arrival.then(
      ({ kind }) => {
        this.#places.add(blob.digest, target);
        if (kind !== 'uploaded') this.#meter.bytesDone += blob.size;
      },
      () => {
        this.#forget(target, blob.digest);
        this.#meter.bytesTotal -= blob.size;
      },
    );
    return arrival;
  }

  #forget(target: Target, digest: Digest): void {
    this.#arrivals.get(target)?.delete(digest);
    this.#places.remove(digest, target);
  }

  async #arrive({ target, mayHaveIt }: Recipient, wish: BlobWish): Promise<BlobArrival> {
    const { digest, size } = wish.blob;
    // Where nothing should be, a mount is tried before a look: there is one probe either way, and a request is saved.
    const isMountable = this.#places.mountableInto(target, digest).length > 0;
    const isLookedFor = mayHaveIt || (!isMountable && size >= LOOKED_FOR_FROM_BYTES);
    if (!isLookedFor) return this.#tryUntilThere({ target, wish, damage: null, isLookedFor }, 'announced');
    const probe = await this.#lookAnnounced(target, wish);
    if (probe.kind === 'present') return found(probe);
    return this.#tryUntilThere({ target, wish, damage: damageOf(probe), isLookedFor }, 'announced');
  }

  /** A repository that has the blob, or does not say whether it has, is waited for no longer. */
  async #lookAnnounced(target: Target, wish: BlobWish): Promise<Probe> {
    let isLacking = false;
    try {
      const probe = await look(target, wish);
      isLacking = probe.kind !== 'present';
      // before those that wait for this answer look for a sibling
      if (!isLacking) this.#places.add(wish.blob.digest, target);
      return probe;
    } finally {
      if (!isLacking) this.#transfers.pass(wish.blob.digest);
    }
  }

  async #tryUntilThere(lacking: Lacking, announced?: 'announced'): Promise<BlobArrival> {
    const { wish } = lacking;
    let isAnnounced = announced !== undefined;
    const passOnce = () => {
      if (isAnnounced) this.#transfers.pass(wish.blob.digest);
      isAnnounced = false;
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#bringOnce({ ...lacking, join: () => takeFlag() });
      } catch (error) {
        if (attempt >= ATTEMPTS || !isWorthAnotherTry(error)) throw error;
      } finally {
        passOnce();
      }
    }
    function takeFlag(): boolean {
      const was = isAnnounced;
      isAnnounced = false;
      return was;
    }
  }

  async #bringOnce(errand: Errand): Promise<BlobArrival> {
    const { target, wish, damage, isLookedFor } = errand;
    const mounted = damage === null ? await this.#mount(target, wish) : null;
    if (mounted?.kind === 'arrived') return mounted.arrival;
    const wrong = mounted?.kind === 'damaged' ? ('missing' as const) : damage;
    const upload = mounted?.kind === 'upload' ? mounted.upload : null;
    const mayMount = mounted === null && damage === null;
    const joined = await this.#transfers.join({
      target,
      wish,
      upload,
      damage: wrong,
      mayMount,
      mayBeThere: !isLookedFor && wrong === null,
      isAnnounced: errand.join(),
    });
    if (joined.kind === 'mountable') return this.#bringOnce(errand);
    if (joined.kind === 'found') {
      if (joined.probe.kind === 'present') return found(joined.probe);
      return this.#bringOnce({ ...errand, damage: damageOf(joined.probe), isLookedFor: true });
    }
    return { kind: 'uploaded', damage: wrong, proven: true, bytes: wish.blob.size, from: joined.from };
  }

  async #mount(target: Target, { blob, signal }: BlobWish): Promise<Mounted | null> {
    const from = this.#places.mountableInto(target, blob.digest);
    if (from.length === 0) return null;
    const begun = await blaming('mirror', () => target.beginUpload(blob, from, signal));
    if (begun.kind === 'upload') return begun;
    const probe = await blaming('mirror', () => target.probeBlob(blob, signal));
    if (probe.kind !== 'present') return { kind: 'damaged' };
    this.#meter.mountedBlobs += 1;
    return {
      kind: 'arrived',
      arrival: { kind: 'mounted', damage: null, proven: probe.proven, bytes: 0, from: begun.from },
    };
  }
}

function found({ proven }: Extract<Probe, { kind: 'present' }>): BlobArrival {
  return { kind: 'found', damage: null, proven, bytes: 0, from: '' };
}

function damageOf(probe: Probe): Damage | null {
  return probe.kind === 'damaged' ? probe.reason : null;
}

interface Lacking {
  readonly target: Target;
  readonly wish: BlobWish;
  readonly damage: Damage | null;
  /** False where nobody has asked yet whether the blob is there. */
  readonly isLookedFor: boolean;
}

interface Errand extends Lacking {
  /** Whether this is the announced joining of the batch; true once. */
  readonly join: () => boolean;
}

type Mounted =
  | { readonly kind: 'arrived'; readonly arrival: BlobArrival }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'upload'; readonly upload: Upload };

/** Trouble on the way that a new upload may not meet again; a plain refusal is final. */
function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof CopyFailure) || error.side !== 'mirror') return false;
  return isMirrorError(
    error.error,
    'unavailable',
    'stalled',
    'digest-mismatch',
    'size-mismatch',
    'too-large',
    'not-found',
    'invalid-response',
  );
}
