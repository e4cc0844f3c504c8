/** Where content has been proven in this run: the siblings that serve others, and what can be mounted. */
import type { Digest } from '../../oci/digest.ts';
import type { Source, Target } from '../../oci/store.ts';

/** Somewhere content can be read from, best first in lists. */
export interface Reader {
  readonly store: Source;
  readonly kind: 'source' | 'mirror';
}

/** Repositories of one registry that are remembered for one digest. A layer that thousands of repositories share is as well
 *  mounted from a few of them, and looking through all for each of them would take the square of their number. */
const MOST_OF_ONE_ORIGIN = 8;

export class Places {
  readonly #byDigest = new Map<Digest, Target[]>();

  add(digest: Digest, target: Target): void {
    const known = this.#byDigest.get(digest);
    if (known === undefined) this.#byDigest.set(digest, [target]);
    else if (!known.includes(target) && hasRoom(known, target)) known.push(target);
  }

  remove(digest: Digest, target: Target): void {
    const known = this.#byDigest.get(digest);
    if (known !== undefined)
      this.#byDigest.set(
        digest,
        known.filter((other) => other !== target),
      );
  }

  /** Repositories of the target's own origin that have the content, to mount it from. */
  mountableInto(target: Target, digest: Digest): string[] {
    const known = this.#byDigest.get(digest) ?? [];
    return known
      .filter((other) => other.origin === target.origin && other !== target)
      .map((other) => other.repository);
  }

  /** Mirrors that have just proven the content, other than `except`. */
  readersOf(digest: Digest, except: readonly Target[]): Reader[] {
    const known = this.#byDigest.get(digest) ?? [];
    return known.filter((target) => !except.includes(target)).map((store) => ({ store, kind: 'mirror' }));
  }
}

function hasRoom(known: readonly Target[], { origin }: Target): boolean {
  return known.filter((other) => other.origin === origin).length < MOST_OF_ONE_ORIGIN;
}
