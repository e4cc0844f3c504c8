/** Whether two manifests are the same image: same config, or the same file systems by diff IDs. Pure. */
import { type Digest, isDigest } from '../../oci/digest.ts';
import type { ManifestNode, Node } from '../../oci/manifest.ts';
import { DOCKER_CONFIG, OCI_CONFIG } from '../../oci/media-type.ts';
import type { Platform } from '../../oci/platform.ts';

/** One thing to read, and where it should be: on the side of what is wanted (source, or a mirror that has it), or on the mirror
 *  that differs. */
export interface Read {
  readonly what: 'manifest' | 'config';
  readonly digest: Digest;
  readonly from: 'wanted' | 'found';
}

export interface ImageConfig {
  readonly platform: Platform | null;
  /** Lowest layer first; never empty. */
  readonly diffIds: readonly string[];
}

/** What has been read. Undefined: not read yet; `unusable`: it could not be read or understood. */
export interface ImageContent {
  node(digest: Digest): Node | 'unusable' | undefined;
  /** By `parseImageConfig`. */
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
export function parseImageConfig(bytes: Uint8Array): ImageConfig | 'unusable' {
  let body: ConfigBody | null;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'unusable';
  }
  const diffIds = body?.rootfs?.diff_ids;
  if (!Array.isArray(diffIds) || diffIds.length === 0) return 'unusable';
  if (!diffIds.every((one) => typeof one === 'string' && isDigest(one))) return 'unusable';
  return { platform: platformIn(body), diffIds };
}

/** As read: anything may be missing or of another type. */
interface ConfigBody {
  readonly os?: unknown;
  readonly architecture?: unknown;
  readonly variant?: unknown;
  readonly rootfs?: { readonly diff_ids?: unknown } | null;
}

function platformIn(body: ConfigBody | null): Platform | null {
  const { os, architecture, variant } = body ?? {};
  if (typeof os !== 'string' || typeof architecture !== 'string') return null;
  return { os, architecture, ...(typeof variant === 'string' && variant !== '' && { variant }) };
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
