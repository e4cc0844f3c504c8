/** Manifests read in this run, so that a digest that several rows share is read once. Bounded; what falls out is read again from a sibling. */
import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/store.ts';

/** A manifest and the name of the place that gave it. */
export interface ReadManifest extends RawManifest {
  readonly from: string;
}

const SHELF_LIMIT_BYTES = 32 * 1024 * 1024;

export class ManifestShelf {
  readonly #byDigest = new Map<Digest, Promise<ReadManifest>>();
  #bytes = 0;

  /** The manifest, read by `read` unless it is here or on its way. A failed read is forgotten, and whoever waited for it
   *  reads by itself: it may know a better place. */
  get(digest: Digest, read: () => Promise<ReadManifest>): Promise<ReadManifest> {
    const known = this.#byDigest.get(digest);
    if (known !== undefined) return known.catch(() => this.get(digest, read));
    const reading = read();
    this.#byDigest.set(digest, reading);
    reading.then(
      (manifest) => this.#weigh(manifest.bytes.byteLength),
      () => this.#byDigest.delete(digest),
    );
    return reading;
  }

  /** Keeps a manifest that was read anyway. */
  put(manifest: ReadManifest): void {
    const { digest } = manifest.descriptor;
    if (this.#byDigest.has(digest)) return;
    this.#byDigest.set(digest, Promise.resolve(manifest));
    this.#weigh(manifest.bytes.byteLength);
  }

  #weigh(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= SHELF_LIMIT_BYTES) return;
    // Sizes are not kept per entry: half of the entries, the oldest, make room for about half of the bytes.
    const oldest = [...this.#byDigest.keys()].slice(0, Math.ceil(this.#byDigest.size / 2));
    for (const digest of oldest) this.#byDigest.delete(digest);
    this.#bytes = Math.floor(this.#bytes / 2);
  }
}
