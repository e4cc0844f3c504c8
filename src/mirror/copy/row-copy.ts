/** Copies one image to the mirrors that lack it: graph, blobs, manifests, tag. Each mirror goes its own way after the graph. */
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Target } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import type { ReferrerSearch } from '../referrers/search.ts';
import type { Row } from '../row.ts';
import { writeAttachments } from './attach.ts';
import type { BlobExchange, Brought } from './blob-exchange.ts';
import type { CellWork } from './cell-work.ts';
import { asFailure, CopyFailure } from './failure.ts';
import { type Graph, type GraphReading, readGraph } from './graph.ts';
import type { ManifestShelf } from './manifest-shelf.ts';
import { writeManifests } from './manifests.ts';
import type { OncePerPlace } from './once-per-place.ts';
import type { Places, Reader } from './places.ts';
import { setTag } from './root-tag.ts';
import { attachmentsOfRow, type ReferrerFacts, type RowAttachments } from './row-attachments.ts';
import { recordSuccess } from './work-proofs.ts';

export interface CopyTools {
  readonly context: RunContext;
  readonly exchange: BlobExchange;
  /** Manifests written in this run. */
  readonly once: OncePerPlace;
  readonly places: Places;
  /** Repositories where this run saw any image before it wrote: blobs may be there, so they are looked for before they are mounted. */
  readonly inhabited: ReadonlySet<Target>;
  /** What of each repository has been told as mended. */
  readonly told: Map<Target, Set<Digest>>;
  readonly shelf: ManifestShelf;
  /** What refers to what, as sources list it. */
  readonly search: ReferrerSearch;
  readonly signal: AbortSignal;
}

/** What was found out about the image of a row. */
export interface CopiedGraph extends Pick<Graph, 'foreignLayers' | 'omitted' | 'vagueManifests'> {
  readonly referrers: ReferrerFacts;
}

/** Carries out the works of one row, which are all of one action; each ends with or without `failure`. Never throws. */
export async function copyRow(
  row: Row,
  works: readonly CellWork[],
  tools: CopyTools,
): Promise<CopiedGraph | null> {
  const readers = readersFor(row, works, tools);
  const { context, shelf, search, signal } = tools;
  const reading = { readers, shelf, meter: context.meter, signal };
  try {
    const graph = await readImage(row, works, reading);
    const found = await attachmentsOfRow(row, graph, { ...reading, works, search, context });
    if (found.attachments === null) failUntagged(works, found.facts);
    const live = works.filter((work) => work.failure === null);
    await bringAll(live, { graph, found, readers, tools });
    // Works that failed for it tell it themselves.
    const referrers = live.length === 0 ? { ...found.facts, unread: null } : found.facts;
    const { foreignLayers, omitted, vagueManifests } = graph;
    return { foreignLayers, omitted, vagueManifests, referrers };
  } catch (error) {
    for (const work of works) work.fail(asFailure('source', error));
    return null;
  }
}

type Reading = Omit<GraphReading, 'works' | 'platforms'>;

/** Mirrors that should have the image are proven by reading it there, unless it is proven already and only read to see what belongs to it. */
function readImage({ wanted, platforms }: Row, works: readonly CellWork[], reading: Reading): Promise<Graph> {
  if (wanted === null)
    throw new CopyFailure('source', new MirrorError('internal', 'a row without a digest was planned'));
  if (!works.every(isAttaching)) return readGraph(wanted, { ...reading, works, platforms });
  const there = works.map(({ target }): Reader => ({ store: target, kind: 'mirror' }));
  return readGraph(wanted, { ...reading, works: [], platforms, readers: [...there, ...reading.readers] });
}

function isAttaching({ step }: CellWork): boolean {
  return step.action === 'attach';
}

/** No tag is put on an image of which nobody says what belongs to it; one that has its tag is left as it is, and that is told. */
function failUntagged(works: readonly CellWork[], { unread }: ReferrerFacts): void {
  const error = unread?.error ?? new MirrorError('internal', 'nobody knows what refers to it');
  for (const work of works)
    if (!work.hadRoot) work.fail(new CopyFailure('source', error, 'referrers-unreadable'));
}

async function bringAll(live: readonly CellWork[], bringing: Finishing): Promise<void> {
  const { graph, found } = bringing;
  const own = live.every(isAttaching) ? [] : graph.blobs;
  const blobs = uniqueBlobs([...own, ...(found.attachments?.blobs ?? [])]);
  const arrivals = blobs.map((blob) => bringBlob(blob, live, bringing));
  await Promise.all(
    live.map((work, index) => {
      const ofWork = arrivals.map((ofBlob) => ofBlob[index]);
      return finish(work, { blobs, arrivals: ofWork }, bringing);
    }),
  );
}

function uniqueBlobs(blobs: readonly Descriptor[]): readonly Descriptor[] {
  return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}

/** Siblings of this run first; then the mirrors that an earlier run has proven and the source, in the order asked for. */
function readersFor(row: Row, works: readonly CellWork[], { context, places }: CopyTools): Reader[] {
  const writing = works.map(({ target }) => target);
  const siblings = row.wanted === null ? [] : places.readersOf(row.wanted, writing);
  const proven = row.cells
    .filter(
      ({ proof, seen, target }) => proof !== null && seen.kind === 'present' && !writing.includes(target),
    )
    .map(({ target }) => target);
  const mirrors = [...proven, ...row.provenElsewhere].map((store): Reader => ({ store, kind: 'mirror' }));
  const source: Reader = { store: row.source, kind: 'source' };
  return context.file.readFrom === 'mirrors-first'
    ? [...siblings, ...mirrors, source]
    : [...siblings, source, ...mirrors];
}

interface Bringing {
  readonly readers: readonly Reader[];
  readonly tools: CopyTools;
}

function bringBlob(
  blob: Descriptor,
  works: readonly CellWork[],
  { readers, tools }: Bringing,
): Promise<Brought>[] {
  const recipients = works.map(({ target }) => ({ target, mayHaveIt: tools.inhabited.has(target) }));
  return tools.exchange.bring({ blob, readers, signal: tools.signal }, recipients);
}

interface Finishing extends Bringing {
  readonly graph: Graph;
  readonly found: RowAttachments;
}

interface Arriving {
  readonly blobs: readonly Descriptor[];
  /** In the order of `blobs`. */
  readonly arrivals: readonly (Promise<Brought> | undefined)[];
}

/** Waits for one mirror's blobs, then writes its manifests, what refers to them, and its tag. */
async function finish(
  work: CellWork,
  { blobs, arrivals }: Arriving,
  { graph, found, readers, tools }: Finishing,
): Promise<void> {
  const isOwn = new Set(graph.blobs.map(({ digest }) => digest));
  const settled = await Promise.allSettled(arrivals);
  settled.forEach((result, index) => {
    const blob = blobs[index];
    if (result.status === 'fulfilled' && blob !== undefined && result.value !== undefined)
      noteArrival(work, { blob, arrival: result.value, told: tools.told, isOwn: isOwn.has(blob.digest) });
  });
  try {
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    const { exchange, once, places, context, signal } = tools;
    const writing = { exchange, once, places, meter: context.meter, readers, signal };
    if (!isAttaching(work)) await writeManifests(work, graph, writing);
    const { attachments, knownBefore } = found;
    if (attachments !== null) await writeAttachments(work, attachments, { ...writing, knownBefore });
    work.isProven = true;
    await setTag(work, graph.root, signal);
    recordSuccess(work, attachments !== null, tools);
  } catch (error) {
    work.fail(asFailure('mirror', error));
  } finally {
    work.settle();
  }
}

interface Arrived {
  readonly blob: Descriptor;
  readonly arrival: Brought;
  readonly told: CopyTools['told'];
  /** Whether it is the image's own, and no referrer's. */
  readonly isOwn: boolean;
}

/** Rows of one repository share what arrives there: each knows of it, the one that started it counts it, and one tells it. */
function noteArrival(work: CellWork, { blob: { digest }, arrival, told, isOwn }: Arrived): void {
  if (!arrival.proven) work.isProbed = false;
  if (arrival.kind === 'found' || work.counted.has(digest)) return;
  work.counted.add(digest);
  work.written += 1;
  if (!isOwn) work.attached += 1;
  if (arrival.isOwn) work.bytesWritten += arrival.bytes;
  // A row whose root was there missed the blob, whoever brought it: a row that is new has nothing to tell of that.
  const isMended = (work.hadRoot && isOwn) || (arrival.isOwn && arrival.damage !== null);
  if (!isMended || !isFirstToTell(work.target, digest, told)) return;
  const rule = arrival.damage === 'size' ? 'blob-size-mismatch' : 'blob-missing';
  work.mended.push({ rule, digest, from: arrival.from, bytes: arrival.bytes });
}

function isFirstToTell(target: Target, digest: Digest, told: CopyTools['told']): boolean {
  const ofTarget = told.get(target) ?? new Set();
  if (ofTarget.has(digest)) return false;
  told.set(target, ofTarget.add(digest));
  return true;
}
