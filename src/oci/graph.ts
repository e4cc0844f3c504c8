/** Questions about one node of the graph that need nothing but the node. */
import type { Descriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
import type { Child, IndexNode, ManifestNode, Node } from './manifest.ts';
import { isForeignLayer } from './media-type.ts';
import { type Platform, platformMatches } from './platform.ts';

export interface KeptChildren {
  /** In the index's order, as `omitted`. */
  readonly kept: readonly Child[];
  readonly omitted: readonly Child[];
  /** Asked for, and no child has it. Empty where an index without platform is kept, since they may be inside it. */
  readonly missingPlatforms: readonly Platform[];
}

/** The digest of the two bytes `{}`, config or layer of many artifacts. */
export const EMPTY_JSON_DIGEST =
  'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' as Digest;

/**
 * Which children are wanted when only `platforms` are (null: all). Kept are children of these platforms, children that
 * have no platform, and the attestations of kept children.
 */
export function keptChildren(index: IndexNode, platforms: readonly Platform[] | null): KeptChildren {
  if (platforms === null) return { kept: index.children, omitted: [], missingPlatforms: [] };
  const images = index.children.filter((child) => !isAttestation(child) && isWanted(child, platforms));
  const imageDigests = new Set(images.map((child) => child.descriptor.digest));
  const kept = new Set([...images, ...index.children.filter((child) => attestsAny(child, imageDigests))]);
  return {
    kept: index.children.filter((child) => kept.has(child)),
    omitted: index.children.filter((child) => !kept.has(child)),
    missingPlatforms: missingPlatforms(images, platforms),
  };
}

/** Config and layers, each digest once, in order, without foreign layers. */
export function blobsOf(manifest: ManifestNode): readonly Descriptor[] {
  const own = manifest.layers.filter((layer) => !isForeignLayer(layer));
  return uniqueByDigest(manifest.config === null ? own : [manifest.config, ...own]);
}

/** Layers that may live outside of registries, each digest once, in order. */
export function foreignLayersOf(manifest: ManifestNode): readonly Descriptor[] {
  return uniqueByDigest(manifest.layers.filter(isForeignLayer));
}

/** BuildKit marks attestations by annotations; without them the platform `unknown/unknown` is the only sign. */
export function isAttestation(child: Child): boolean {
  const platform = child.descriptor.platform;
  return child.attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}

function isWanted(child: Child, platforms: readonly Platform[]): boolean {
  const have = child.descriptor.platform;
  return have === undefined || platforms.some((wanted) => platformMatches(wanted, have));
}

function attestsAny(child: Child, digests: ReadonlySet<Digest>): boolean {
  return child.attestationFor !== null && digests.has(child.attestationFor);
}

function missingPlatforms(images: readonly Child[], platforms: readonly Platform[]): readonly Platform[] {
  if (images.some((child) => child.role === 'index' && child.descriptor.platform === undefined)) return [];
  return platforms.filter((wanted) => {
    return !images.some(({ descriptor: { platform } }) => platform && platformMatches(wanted, platform));
  });
}

function uniqueByDigest(descriptors: readonly Descriptor[]): readonly Descriptor[] {
  const seen = new Set<Digest>();
  return descriptors.filter(({ digest }) => {
    const isFirst = !seen.has(digest);
    seen.add(digest);
    return isFirst;
  });
}

/** What `index: omit` keeps of `node`: images, no attestations; a manifest is its own only child. `missing` have none. */
export function keptImages(
  node: Node,
  platforms: readonly Platform[],
): { readonly kept: readonly Descriptor[]; readonly missing: readonly Platform[] } {
  if (node.kind === 'manifest') return { kept: [node.raw.descriptor], missing: [] };
  const kept = keptChildren(node, platforms)
    .kept.filter(({ role, attestationFor }) => role === 'manifest' && attestationFor === null)
    .map(({ descriptor }) => descriptor);
  const isMissing = (platform: Platform) =>
    !kept.some((child) => child.platform && platformMatches(platform, child.platform));
  return { kept, missing: platforms.filter(isMissing) };
}
