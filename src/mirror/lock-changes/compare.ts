/** What has changed between two versions of a tag, from what was read of each. Pure. */
import type { Digest } from '../../oci/digest.ts';

/** One image of a version: of an index a child, else the root itself. */
export interface ImageFacts {
  /** `linux/arm64/v8`; null where neither index nor config says one. */
  readonly platform: string | null;
  /** When it was built, by its config: ISO 8601, UTC. Null where it says nothing usable. */
  readonly created: string | null;
  readonly manifest: Blob;
  /** Config and layers, in order, duplicates kept. */
  readonly config: Blob | null;
  readonly layers: readonly Blob[];
}

export interface Blob {
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
}

/** What a digest is: its images, those of wanted platforms only, without attestations. */
export interface VersionContent {
  readonly root: Blob;
  /** In the order of the index. */
  readonly images: readonly ImageFacts[];
}

/** What is said of one version. */
export interface VersionFacts {
  /** When its youngest image was built. ISO 8601, UTC. */
  readonly created: string | null;
  /** Of all its manifests, configs and layers, each digest once. */
  readonly bytes: number;
  /** Each once, sorted. */
  readonly platforms: readonly string[];
}

export interface ContentChange {
  readonly platformsAdded: readonly string[];
  readonly platformsRemoved: readonly string[];
  /** Different layers of the new version, and how many of them the old one did not have. */
  readonly layers: { readonly total: number; readonly changed: number };
}

export function factsOf({ root, images }: VersionContent): VersionFacts {
  const blobs = [root, ...images.flatMap(({ manifest, config, layers }) => [manifest, config, ...layers])];
  const sizes = new Map(blobs.flatMap((blob) => (blob === null ? [] : [[blob.digest, blob.size] as const])));
  const times = images.flatMap(({ created }) => created ?? []).sort();
  return {
    created: times.at(-1) ?? null,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    platforms: [...new Set(images.flatMap(({ platform }) => platform ?? []))].sort(),
  };
}

export function compareVersions(before: VersionContent, after: VersionContent): ContentChange {
  const [old, now] = [factsOf(before).platforms, factsOf(after).platforms];
  const known = layersOf(before);
  const layers = layersOf(after);
  return {
    platformsAdded: now.filter((platform) => !old.includes(platform)),
    platformsRemoved: old.filter((platform) => !now.includes(platform)),
    layers: { total: layers.size, changed: [...layers].filter((digest) => !known.has(digest)).length },
  };
}

function layersOf({ images }: VersionContent): ReadonlySet<Digest> {
  return new Set(images.flatMap(({ layers }) => layers.map(({ digest }) => digest)));
}
