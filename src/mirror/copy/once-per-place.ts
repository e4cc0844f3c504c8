/** Work on one digest in one repository that several rows want at the same time: several tags of one image. */
import type { Digest } from '../../oci/digest.ts';
import type { Target } from '../../oci/store.ts';

export class OncePerPlace {
  readonly #done = new Map<Target, Map<Digest, Promise<void>>>();

  /** Runs `work` unless it has succeeded here before; waits for one that is under way and tries itself only when that fails. */
  run(target: Target, digest: Digest, work: () => Promise<void>): Promise<void> {
    const ofTarget = this.#done.get(target) ?? new Map<Digest, Promise<void>>();
    const underWay = ofTarget.get(digest);
    const attempt = underWay === undefined ? work() : underWay.catch(work);
    this.#done.set(target, ofTarget.set(digest, attempt));
    return attempt;
  }
}
