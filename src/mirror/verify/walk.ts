/**
 * Walks one image on one mirror from its wanted digest: indexes, the children asked for, attestations, configs, layers
 * (contract, section 8). Only what is there is judged here; what documents say is judged by `inspect`.
 */
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { foreignLayersOf, keptChildren } from '../../oci/graph.ts';
import { isEncryptedLayer, isFilesystemLayer } from '../../oci/layer-type.ts';
import type { Child, IndexNode, ManifestNode } from '../../oci/manifest.ts';
import { isLayerType, isLegacyConfig, isRunnableConfig } from '../../oci/media-type.ts';
import { formatPlatform, type Platform } from '../../oci/platform.ts';
import { mapEach } from '../each.ts';
import type { BlobCheck } from './blob-check.ts';
import type { Walk } from './fault.ts';
import { type Found, joined, NOTHING } from './found.ts';
import type { ManifestCheck, PlaceCheck } from './place-check.ts';
import { judgeFileSystem } from './root-file-system.ts';
import type { WalkedManifest } from './walked.ts';

const CHILDREN_AT_ONCE = 8;
const BLOBS_AT_ONCE = 16;
/** Deeper nesting is no image but an attack on readers. */
const NESTING_LIMIT = 8;

export interface Walking {
  readonly place: PlaceCheck;
  readonly platforms: readonly Platform[] | null;
}

/** Throws MirrorError where the mirror does not answer; everything that it answers becomes part of the walk. */
export async function walkImage(root: Digest, walking: Walking): Promise<Walk> {
  const found = await visit(
    { digest: root, statedType: '', statedSize: null, nesting: 0, platform: null, attestationFor: null },
    { ...walking, walked: new Set(), statements: new Set() },
  );
  return {
    root,
    manifests: firstOfEach(found.manifests, ({ digest }) => digest),
    faults: firstOfEach(found.faults, ({ rule, digest }) => `${rule} ${digest}`),
    remarks: firstOfEach(found.remarks, ({ rule, digest }) => `${rule} ${digest}`),
    foreignLayers: firstOfEach(found.foreignLayers, ({ digest }) => digest),
    omitted: found.omitted,
    isProven: found.isProven,
    fileSystems: firstOfEach(found.fileSystems, ({ manifest }) => manifest),
  };
}

/** A manifest and where in the graph it was met. */
interface Met
  extends Pick<WalkedManifest, 'digest' | 'statedType' | 'nesting' | 'platform' | 'attestationFor'> {
  /** Bytes by the descriptor that names it; null for the root. */
  readonly statedSize: number | null;
}

/** Of one image. What is met again is not walked again: an index may list one child a thousand times, on every level. */
interface Visiting extends Walking {
  readonly walked: Set<Digest>;
  /** `DIGEST TYPE SIZE PLATFORM`, as descriptors state them. */
  readonly statements: Set<string>;
}

async function visit(met: Met, walking: Visiting): Promise<Found> {
  if (!isNew(walking.statements, statementOf(met))) return NOTHING;
  if (met.nesting > NESTING_LIMIT)
    return ofFault(met, 'manifest-ambiguous', `is nested deeper than ${NESTING_LIMIT} indexes`);
  const check = await walking.place.manifest(met.digest, met.statedType);
  if (check.kind === 'fault') return ofFault(met, check.rule, check.why);
  return visitRead(met, check, walking);
}

async function visitRead(
  met: Met,
  check: Extract<ManifestCheck, { kind: 'read' }>,
  walking: Visiting,
): Promise<Found> {
  const { content, sizeBytes, servedType } = check;
  const { digest, statedType, nesting, platform, attestationFor } = met;
  const self: WalkedManifest = {
    digest,
    sizeBytes,
    statedType,
    servedType,
    nesting,
    platform,
    attestationFor,
    content,
  };
  const own = joined([{ ...NOTHING, manifests: [self] }, ofWrongSize(met, sizeBytes)]);
  if (content.kind === 'refused') {
    // Schema 1 is told as what it is, not as damage: the mirror serves what was pushed.
    if (content.rule === 'schema1-manifest') return own;
    return joined([own, ofFault(met, content.rule, `cannot be used: ${content.why}`)]);
  }
  // Named again with something else said of it: only that is judged anew.
  if (content.node.kind === 'index' && !isNew(walking.walked, digest)) return own;
  const below =
    content.node.kind === 'index'
      ? await visitIndex(content.node, met, walking)
      : await visitManifest(content.node, met, walking);
  return joined([own, below]);
}

function statementOf({ digest, statedType, statedSize, platform }: Met): string {
  const named = platform === null ? '' : formatPlatform(platform);
  return `${digest} ${statedType} ${statedSize} ${named}`;
}

function isNew<T>(seen: Set<T>, one: T): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  return true;
}

function ofWrongSize(met: Met, sizeBytes: number): Found {
  if (met.statedSize === null || met.statedSize === sizeBytes) return NOTHING;
  const why = `has ${sizeBytes} bytes where the index that names it says ${met.statedSize}`;
  return ofFault(met, 'manifest-size-mismatch', why);
}

async function visitIndex(index: IndexNode, met: Met, walking: Visiting): Promise<Found> {
  const { kept, omitted, missingPlatforms } = keptChildren(index, walking.platforms);
  const children = await mapEach(kept, CHILDREN_AT_ONCE, (child) => visitChild(child, met, walking));
  // A nested index need not have every platform: its siblings may.
  const lacks = met.nesting === 0 && missingPlatforms.length > 0;
  const names = missingPlatforms.map(formatPlatform).join(', ');
  return joined([
    { ...NOTHING, omitted: omitted.length },
    lacks ? ofFault(met, 'manifest-missing', `has no image for ${names}`) : NOTHING,
    ...children,
  ]);
}

async function visitChild(
  { descriptor, role, attestationFor }: Child,
  parent: Met,
  walking: Visiting,
): Promise<Found> {
  const platform = descriptor.platform ?? null;
  const what = `child of the index${platform === null ? '' : ` for ${formatPlatform(platform)}`}`;
  if (role === 'blob') return ofBlob(await walking.place.blob(descriptor), descriptor, what);
  const { digest, mediaType, size } = descriptor;
  const met: Met = {
    digest,
    statedType: mediaType,
    statedSize: size,
    nesting: parent.nesting + 1,
    platform,
    attestationFor,
  };
  if (role !== 'unknown') return visit(met, walking);
  // An unknown type may be a manifest or a blob: only who has it can tell.
  const check = await walking.place.manifest(digest, mediaType);
  const isManifest = check.kind === 'read' || check.rule !== 'manifest-missing';
  return isManifest ? visit(met, walking) : ofBlob(await walking.place.blob(descriptor), descriptor, what);
}

async function visitManifest(node: ManifestNode, met: Met, { place }: Walking): Promise<Found> {
  const of = nameOf(met);
  const isImage = node.config !== null && isImageConfig(node.config, node.layers);
  const foreign = new Set(foreignLayersOf(node).map(({ digest }) => digest));
  const own = node.layers.filter(({ digest }) => !foreign.has(digest));
  const isDecoded = (layer: Descriptor) => isImage && place.depth === 'rootfs' && isPlainLayer(layer);
  const [config, layers] = await Promise.all([
    node.config === null ? null : isImage ? place.config(node.config) : place.blob(node.config),
    mapEach(own, BLOBS_AT_ONCE, (layer) => (isDecoded(layer) ? place.layer(layer) : place.blob(layer))),
  ]);
  const checks = new Map(own.map((layer, index) => [layer.digest, layers[index]]));
  return joined([
    { ...NOTHING, foreignLayers: foreignLayersOf(node) },
    config === null || node.config === null ? NOTHING : ofBlob(config, node.config, `config of ${of}`),
    ...own.map((layer, index) => {
      const check = layers[index];
      return check === undefined ? NOTHING : ofBlob(check, layer, `layer ${index + 1} of ${of}`);
    }),
    isImage ? ofFileSystem(node, { met, config, checks, isDecoded: place.depth === 'rootfs' }) : NOTHING,
  ]);
}

/** Old builders called an image's config by a type that says nothing; the layers then say that it is an image. */
function isImageConfig({ mediaType }: Descriptor, layers: readonly Descriptor[]): boolean {
  if (isRunnableConfig(mediaType)) return true;
  return isLegacyConfig(mediaType) && layers.length > 0 && layers.every((one) => isLayerType(one.mediaType));
}

/** Only the holder of a key can tell what an encrypted layer unpacks to. */
function isPlainLayer({ mediaType }: Descriptor): boolean {
  return isFilesystemLayer(mediaType) && !isEncryptedLayer(mediaType);
}

interface CheckedParts {
  readonly met: Met;
  readonly config: BlobCheck | null;
  readonly checks: ReadonlyMap<Digest, BlobCheck | undefined>;
  readonly isDecoded: boolean;
}

function ofFileSystem(node: ManifestNode, { met, config, checks, isDecoded }: CheckedParts): Found {
  if (config?.kind !== 'config') return NOTHING;
  const judged = judgeFileSystem(node, {
    digest: met.digest,
    platform: met.platform,
    config: config.config,
    checks,
    isDecoded,
  });
  return { ...NOTHING, ...judged };
}

function ofBlob(check: BlobCheck, { digest }: Descriptor, what: string): Found {
  if (check.kind === 'fault') {
    return { ...NOTHING, faults: [{ rule: check.rule, digest, why: check.why, what }] };
  }
  return check.kind === 'fine' && !check.proven ? { ...NOTHING, isProven: false } : NOTHING;
}

function ofFault(met: Met, rule: Rule, why: string): Found {
  return { ...NOTHING, faults: [{ rule, digest: met.digest, why, what: nameOf(met) }] };
}

/** `root`, `linux/amd64`, `attestation`, `child`. */
function nameOf({ nesting, platform, attestationFor }: Met): string {
  if (attestationFor !== null) return 'the attestation';
  if (platform !== null) return formatPlatform(platform);
  return nesting === 0 ? 'the image' : 'a child';
}

function firstOfEach<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => isNew(seen, key(item)));
}
