/**
 * Reads the graph of one image: from the mirrors that should have it (which proves them), else from the readers. Only
 * manifests are held in memory.
 */
import { isMirrorError, MirrorError, toMirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { blobsOf, foreignLayersOf, keptChildren } from '../../oci/graph.ts';
import { type Child, type Node, parseManifest } from '../../oci/manifest.ts';
import { OCTET_STREAM } from '../../oci/media-type.ts';
import type { Platform } from '../../oci/platform.ts';
import { mapEach } from '../each.ts';
import type { Meter } from '../meter.ts';
import type { CellWork } from './cell-work.ts';
import { asFailure, CopyFailure } from './failure.ts';
import { missing, refuse, wrongSize } from './graph-refusal.ts';
import type { ManifestShelf, ReadManifest } from './manifest-shelf.ts';
import type { Reader } from './places.ts';

/** Manifests of one graph: more than any real image has. */
const MANIFEST_COUNT_LIMIT = 5_000;
const NESTING_LIMIT = 8;
const CHILDREN_AT_ONCE = 8;

export interface Graph {
  readonly root: ReadManifest;
  /** Every kept manifest once, children before parents; the root is last. `descriptor.mediaType` is what to write it as. */
  readonly manifests: readonly ReadManifest[];
  /** Every blob once. */
  readonly blobs: readonly Descriptor[];
  /** Children left out by `platforms`. */
  readonly omitted: ReadonlySet<Digest>;
  readonly foreignLayers: readonly Descriptor[];
  /** Manifests whose config is called application/octet-stream. */
  readonly vagueManifests: readonly Digest[];
}

export interface GraphReading {
  readonly works: readonly CellWork[];
  readonly readers: readonly Reader[];
  readonly platforms: readonly Platform[] | null;
  readonly shelf: ManifestShelf;
  readonly meter: Meter;
  readonly signal: AbortSignal;
  /** A referrer may be new at the source: a mirror that lacks it is not damaged. */
  readonly isOfReferrer?: boolean;
  /** What the list that names the root says it is. */
  readonly statedType?: string;
}

/** Throws CopyFailure when the graph cannot be read from anywhere or is not one that can be mirrored. A mirror that answers with an
 *  error fails its own work only; one that lacks a manifest is noted in `damaged`. */
export async function readGraph(root: Digest, reading: GraphReading): Promise<Graph> {
  const draft: Draft = {
    visits: new Map(),
    named: new Set(),
    manifests: new Map(),
    blobs: new Map(),
    omitted: new Set(),
    foreign: new Map(),
    vague: new Set(),
  };
  const holders = reading.works.filter((work) => work.hadRoot);
  const mediaType = reading.statedType ?? '';
  await visit({ digest: root, mediaType, size: undefined, depth: 0 }, holders, { draft, reading });
  const manifests = [...draft.manifests.values()];
  const last = manifests.at(-1);
  if (last === undefined)
    throw new CopyFailure('source', new MirrorError('internal', 'the graph has no root'));
  return {
    root: last,
    manifests,
    blobs: [...draft.blobs.values()],
    omitted: draft.omitted,
    foreignLayers: [...draft.foreign.values()],
    vagueManifests: [...draft.vague],
  };
}

interface Draft {
  /** By what is said of a manifest: what is met again is not visited again, an index may name one child thousands of times. */
  readonly visits: Map<string, Promise<void>>;
  /** Manifests that were asked for, there or not. */
  readonly named: Set<Digest>;
  /** In order of completion: children are done before their parent. */
  readonly manifests: Map<Digest, ReadManifest>;
  readonly blobs: Map<Digest, Descriptor>;
  readonly omitted: Set<Digest>;
  readonly foreign: Map<Digest, Descriptor>;
  readonly vague: Set<Digest>;
}

interface Visiting {
  readonly draft: Draft;
  readonly reading: GraphReading;
}

interface Place {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly size: number | undefined;
  readonly depth: number;
}

function visit(place: Place, holders: readonly CellWork[], visiting: Visiting): Promise<void> {
  const { visits } = visiting.draft;
  const key = `${place.digest} ${place.mediaType} ${place.size} ${place.depth}`;
  const known = visits.get(key);
  if (known !== undefined) return known;
  const visit = visitOnce(place, holders, visiting);
  visits.set(key, visit);
  return visit;
}

async function visitOnce(place: Place, holders: readonly CellWork[], visiting: Visiting): Promise<void> {
  const { draft, reading } = visiting;
  if (place.depth > NESTING_LIMIT)
    throw refuse(place.digest, 'manifest-ambiguous', `indexes are nested deeper than ${NESTING_LIMIT}`);
  if (draft.named.add(place.digest).size > MANIFEST_COUNT_LIMIT)
    throw refuse(place.digest, 'copy-failed', `it names more than ${MANIFEST_COUNT_LIMIT} manifests`);
  const raw = await readEverywhere(place, holders, reading);
  if (place.size !== undefined && place.size !== raw.bytes.length) throw wrongSize(raw, place.size);
  const parsed = parseManifest(raw, place.mediaType);
  if (!parsed.ok) throw refuse(place.digest, parsed.rule, parsed.why);
  await visitParts(parsed.node, place, visiting);
  if (draft.manifests.has(place.digest)) return;
  draft.manifests.set(place.digest, {
    ...raw,
    descriptor: { ...raw.descriptor, mediaType: parsed.node.mediaType },
  });
}

async function visitParts(node: Node, place: Place, visiting: Visiting): Promise<void> {
  const { draft, reading } = visiting;
  if (node.kind === 'manifest') {
    for (const blob of blobsOf(node)) draft.blobs.set(blob.digest, blob);
    if (node.config?.mediaType === OCTET_STREAM) draft.vague.add(place.digest);
    for (const layer of foreignLayersOf(node)) draft.foreign.set(layer.digest, layer);
    return;
  }
  const { kept, omitted, missingPlatforms } = keptChildren(node, reading.platforms);
  // A nested index need not have every platform: its siblings may.
  if (place.depth === 0 && missingPlatforms.length > 0) throw missing(place.digest, missingPlatforms);
  for (const child of omitted) draft.omitted.add(child.descriptor.digest);
  const holders = reading.works.filter((work) => work.manifests.has(place.digest));
  await mapEach(kept, CHILDREN_AT_ONCE, (child) =>
    visitChild(child, holders, { visiting, depth: place.depth + 1 }),
  );
}

async function visitChild(
  { descriptor, role }: Child,
  holders: readonly CellWork[],
  { visiting, depth }: { visiting: Visiting; depth: number },
): Promise<void> {
  if (role === 'blob') {
    visiting.draft.blobs.set(descriptor.digest, descriptor);
    return;
  }
  const { digest, mediaType, size } = descriptor;
  try {
    await visit({ digest, mediaType, size, depth }, holders, visiting);
  } catch (error) {
    // An unknown type may be a manifest or a blob: only who has it can tell.
    const isNoManifest =
      role === 'unknown' && error instanceof CopyFailure && isMirrorError(error.error, 'not-found');
    if (!isNoManifest) throw error;
    visiting.draft.blobs.set(digest, descriptor);
  }
}

/** Reads a manifest from every mirror that should have it, which proves them; from the readers where none gave it. */
async function readEverywhere(
  place: Place,
  holders: readonly CellWork[],
  reading: GraphReading,
): Promise<ReadManifest> {
  const found = await Promise.all(holders.map((work) => readFromHolder(work, place, reading)));
  const first = found.find((raw) => raw !== null);
  if (first === undefined || first === null)
    return reading.shelf.get(place.digest, () => readFromReaders(place, reading));
  reading.shelf.put(first);
  return first;
}

async function readFromHolder(
  work: CellWork,
  place: Place,
  { signal, isOfReferrer = false }: GraphReading,
): Promise<ReadManifest | null> {
  if (work.failure !== null || work.manifests.has(place.digest)) return null;
  try {
    const raw = await work.target.readManifest(place.digest, signal, place.size);
    work.manifests.add(place.digest);
    return { ...raw, from: work.target.name };
  } catch (error) {
    const rule = damageOf(error);
    if (rule === null) work.fail(asFailure('mirror', error));
    else if (isOfReferrer && rule === 'manifest-missing') return null;
    else work.damaged.set(place.digest, rule);
    return null;
  }
}

/** What an error says about a manifest that should be there; null when it says nothing about the manifest. A registry
 *  answers 500 for a manifest file that is cut. */
function damageOf(error: unknown): Rule | null {
  if (isMirrorError(error, 'not-found')) return 'manifest-missing';
  if (isMirrorError(error, 'digest-mismatch', 'size-mismatch')) return 'manifest-digest-mismatch';
  if (isMirrorError(error, 'unavailable') && error.status === 500) return 'manifest-digest-mismatch';
  return null;
}

async function readFromReaders(
  place: Place,
  { readers, meter, signal, isOfReferrer = false }: GraphReading,
): Promise<ReadManifest> {
  let failure: MirrorError = new MirrorError(
    'not-found',
    `there is nowhere to read ${shortDigest(place.digest)} from`,
  );
  for (const { store, kind } of readers) {
    try {
      const raw = await store.readManifest(place.digest, signal, place.size);
      if (kind === 'source') meter.sourceBytes += raw.bytes.byteLength;
      else meter.siblingBytes += raw.bytes.byteLength;
      return { ...raw, from: store.name };
    } catch (error) {
      // That one mirror lacks a referrer says nothing about a source that did not answer.
      if (!isOfReferrer || isMirrorError(failure, 'not-found')) failure = toMirrorError(error);
      signal.throwIfAborted();
    }
  }
  throw new CopyFailure('source', failure);
}
