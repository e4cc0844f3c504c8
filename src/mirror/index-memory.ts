/**
 * The indexes that `index: omit` has read, so that a run with nothing to do need not read them again; an image that is no
 * index is kept as its own only child. Kept are the exact bytes, by digest: a record proves itself, and whoever can write
 * to the state directory cannot make an index name other children.
 */
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import { keptImages } from '../oci/graph.ts';
import { parseManifest } from '../oci/manifest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { RawManifest } from '../oci/store.ts';

/** A manifest as it is remembered: its media type as it was served, and its bytes as text. */
export interface RememberedManifest {
  readonly mediaType: string;
  readonly text: string;
}

export class IndexMemory {
  readonly #manifests: Map<string, RememberedManifest>;
  readonly #kept = new Map<string, readonly Descriptor[] | null>();

  constructor(entries: Iterable<readonly [string, RememberedManifest]> = []) {
    this.#manifests = new Map(entries);
  }

  /** The children that are kept of an index; null where it is not remembered, or has no image for a platform. */
  get(index: Digest, platforms: readonly Platform[]): readonly Descriptor[] | null {
    const key = `${index} ${platforms.map(formatPlatform).sort().join(',')}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const kept = keptOf(index, this.#manifests.get(index), platforms);
    this.#kept.set(key, kept);
    return kept;
  }

  /** `raw` must have the digest that its descriptor says. */
  remember({ descriptor: { digest, mediaType }, bytes }: RawManifest): void {
    this.#manifests.set(digest, {
      mediaType,
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    });
    this.#kept.clear();
  }

  entries(): [string, RememberedManifest][] {
    return [...this.#manifests];
  }
}

function keptOf(
  index: Digest,
  remembered: RememberedManifest | undefined,
  platforms: readonly Platform[],
): readonly Descriptor[] | null {
  if (remembered === undefined) return null;
  const bytes = Buffer.from(remembered.text);
  if (digestOf(bytes, index) !== index) return null;
  const parsed = parseManifest({
    descriptor: { mediaType: remembered.mediaType, digest: index, size: bytes.length },
    bytes,
  });
  if (!parsed.ok) return null;
  const { kept, missing } = keptImages(parsed.node, platforms);
  return missing.length === 0 ? kept : null;
}
