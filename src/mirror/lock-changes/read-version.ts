/** Reads what a digest is at a source: its manifests and image configs, no layer. */
import { MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf, shortDigest } from '../../oci/digest.ts';
import { isAttestation, keptChildren } from '../../oci/graph.ts';
import { parseImageConfig } from '../../oci/image-config.ts';
import { readJsonDocument } from '../../oci/json-document.ts';
import { objectShape } from '../../oci/json-scan.ts';
import { type IndexNode, type ManifestNode, type Node, parseManifest } from '../../oci/manifest.ts';
import { DOCKER_CONFIG, OCI_CONFIG } from '../../oci/media-type.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import type { Source } from '../../oci/store.ts';
import { mapEach } from '../each.ts';
import type { ImageFacts, VersionContent } from './compare.ts';

/** Images of one index that are read; the largest official images have about ten. */
export const MOST_IMAGES = 24;
const IMAGES_AT_ONCE = 4;

export type ReadVersion =
  | { readonly kind: 'read'; readonly content: VersionContent }
  /** `why` is for people, in one line. */
  | { readonly kind: 'unread'; readonly why: string };

export interface Reading {
  readonly source: Source;
  /** Null: all. */
  readonly platforms: readonly Platform[] | null;
  readonly signal: AbortSignal;
}

/** At most 1 + 2 × MOST_IMAGES requests. Never throws. */
export async function readVersion(digest: Digest, reading: Reading): Promise<ReadVersion> {
  try {
    const root = await readNode(digest, reading);
    const children = root.kind === 'index' ? imagesOf(root, reading.platforms) : null;
    if (children !== null && children.length > MOST_IMAGES)
      return unread(`it has ${children.length} images; at most ${MOST_IMAGES} are read`);
    const images =
      root.kind === 'manifest'
        ? [await imageFacts(root, undefined, reading)]
        : await mapEach(children ?? [], IMAGES_AT_ONCE, (child) => readChild(child, reading));
    return { kind: 'read', content: { root: blobOf(root.raw.descriptor), images } };
  } catch (error) {
    return unread(toMirrorError(error).message);
  }
}

function unread(why: string): ReadVersion {
  return { kind: 'unread', why };
}

async function readNode(digest: Digest, { source, signal }: Reading, from?: Descriptor): Promise<Node> {
  const parsed = parseManifest(await source.readManifest(digest, signal, from?.size), from?.mediaType);
  if (!parsed.ok) throw new MirrorError('invalid-response', `manifest ${shortDigest(digest)}: ${parsed.why}`);
  return parsed.node;
}

function imagesOf(index: IndexNode, platforms: readonly Platform[] | null): readonly Descriptor[] {
  const images = keptChildren(index, platforms).kept.filter((child) => !isAttestation(child));
  return images.map(({ descriptor }) => descriptor);
}

async function readChild(descriptor: Descriptor, reading: Reading): Promise<ImageFacts> {
  const node = await readNode(descriptor.digest, reading, descriptor);
  if (node.kind === 'manifest') return await imageFacts(node, descriptor.platform, reading);
  const what = `${shortDigest(descriptor.digest)} is an index within an index, which is not compared`;
  throw new MirrorError('unsupported', what);
}

async function imageFacts(
  node: ManifestNode,
  platform: Platform | undefined,
  reading: Reading,
): Promise<ImageFacts> {
  const config = await readConfig(node, reading);
  const runsOn = platform ?? config.platform;
  return {
    platform: runsOn === null ? null : formatPlatform(runsOn),
    created: config.created,
    manifest: blobOf(node.raw.descriptor),
    config: node.config === null ? null : blobOf(node.config),
    layers: node.layers.map(blobOf),
  };
}

interface ConfigFacts {
  readonly platform: Platform | null;
  readonly created: string | null;
}

/** What artifacts call their config is theirs, and is not read. */
async function readConfig({ config }: ManifestNode, { source, signal }: Reading): Promise<ConfigFacts> {
  if (config === null || (config.mediaType !== OCI_CONFIG && config.mediaType !== DOCKER_CONFIG))
    return { platform: null, created: null };
  const blob = await source.readSmallBlob(config, signal);
  if (blob.kind !== 'read' || digestOf(blob.bytes, config.digest) !== config.digest)
    throw new MirrorError(
      'not-found',
      `image config ${shortDigest(config.digest)} is not whole at ${source.name}`,
    );
  const parsed = parseImageConfig(blob.bytes);
  return { platform: parsed.ok ? parsed.config.platform : null, created: createdIn(blob.bytes) };
}

/** RFC 3339 (image-spec config.md), in UTC and whole seconds; null for anything else. */
function createdIn(bytes: Uint8Array): string | null {
  const document = readJsonDocument(bytes, objectShape({ created: null }));
  const written = document.ok ? document.body.created : null;
  if (typeof written !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(written)) return null;
  const atMs = Date.parse(written);
  return Number.isNaN(atMs) ? null : `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

function blobOf({ digest, size }: Descriptor): { readonly digest: Digest; readonly size: number } {
  return { digest, size };
}
