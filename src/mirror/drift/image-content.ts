/** Whether two manifests are the same image: same config, or the same file systems by diff IDs. Pure. */
import type { Digest } from '../../oci/digest.ts';
import { type ImageConfig, parseImageConfig } from '../../oci/image-config.ts';
import type { ManifestNode, Node } from '../../oci/manifest.ts';
import { DOCKER_CONFIG, OCI_CONFIG } from '../../oci/media-type.ts';

/** One thing to read, and where it should be: on the side of what is wanted (source, or a mirror that has it), or on the mirror
 *  that differs. */
export interface Read {
  readonly what: 'manifest' | 'config';
  readonly digest: Digest;
  readonly from: 'wanted' | 'found';
}

/** What has been read. Undefined: not read yet; `unusable`: it could not be read or understood. */
export interface ImageContent {
  node(digest: Digest): Node | 'unusable' | undefined;
  /** By `configContent`. */
  config(digest: Digest): ImageConfig | 'unusable' | undefined;
}

export type Compared =
  | { readonly kind: 'read'; readonly reads: readonly Read[] }
  | { readonly kind: 'same'; readonly by: 'configs' | 'diff-ids' }
  | { readonly kind: 'different' }
  | { readonly kind: 'unknown' };

export function compareImages(wanted: Digest, found: Digest, content: ImageContent): Compared {
  const nodes = bothOf('manifest', { wanted, found }, (digest) => content.node(digest));
  if (nodes.kind !== 'both') return nodes;
  const { wanted: one, found: other } = nodes;
  if (one.kind !== 'manifest' || other.kind !== 'manifest') return { kind: 'different' };
  if (one.config === null || other.config === null) return { kind: 'different' };
  if (!hasImageConfig(one) || !hasImageConfig(other)) return compareArtifacts(one, other);
  // A config holds its diff IDs: the same config is the same image.
  if (one.config.digest === other.config.digest) return { kind: 'same', by: 'configs' };
  const configs = { wanted: one.config.digest, found: other.config.digest };
  const read = bothOf('config', configs, (digest) => content.config(digest));
  if (read.kind !== 'both') return read;
  const isSame = isSameList(read.wanted.diffIds, read.found.diffIds);
  return isSame ? { kind: 'same', by: 'diff-ids' } : { kind: 'different' };
}

/** What an image config says of its file systems; `unusable` where it is none, or lists no layers: two such may be of anything. */
export function configContent(bytes: Uint8Array): ImageConfig | 'unusable' {
  const parsed = parseImageConfig(bytes);
  return parsed.ok && parsed.config.diffIds.length > 0 ? parsed.config : 'unusable';
}

export function hasImageConfig(node: Node): node is ManifestNode {
  if (node.kind !== 'manifest') return false;
  return node.config?.mediaType === OCI_CONFIG || node.config?.mediaType === DOCKER_CONFIG;
}

interface Pair {
  readonly wanted: Digest;
  readonly found: Digest;
}

type Both<T> =
  | { readonly kind: 'both'; readonly wanted: T; readonly found: T }
  | { readonly kind: 'read'; readonly reads: readonly Read[] }
  | { readonly kind: 'unknown' };

function bothOf<T>(
  what: Read['what'],
  pair: Pair,
  known: (digest: Digest) => T | 'unusable' | undefined,
): Both<T> {
  const [wanted, found] = [known(pair.wanted), known(pair.found)];
  if (wanted === 'unusable' || found === 'unusable') return { kind: 'unknown' };
  if (wanted !== undefined && found !== undefined) return { kind: 'both', wanted, found };
  const reads = (['wanted', 'found'] as const)
    .filter((from) => (from === 'wanted' ? wanted : found) === undefined)
    .map((from) => ({ what, digest: pair[from], from }));
  return { kind: 'read', reads };
}

/** A config that is no image config need not say anything of the content: the layers must be the same too. */
function compareArtifacts(one: ManifestNode, other: ManifestNode): Compared {
  const digests = ({ config, layers }: ManifestNode) => [
    config?.digest ?? '',
    ...layers.map(({ digest }) => digest),
  ];
  return isSameList(digests(one), digests(other)) ? { kind: 'same', by: 'configs' } : { kind: 'different' };
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
