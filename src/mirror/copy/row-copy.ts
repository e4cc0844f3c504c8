/** Copies one image to the mirrors that lack it: graph, blobs, manifests, tag. Each mirror goes its own way after the graph. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Target } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import { isUnreachable } from '../health.ts';
import { subjectOf } from '../observe.ts';
import type { Row } from '../row.ts';
import type { BlobExchange, Brought } from './blob-exchange.ts';
import type { CellWork } from './cell-work.ts';
import { asFailure, blaming, CopyFailure } from './failure.ts';
import { type Graph, readGraph } from './graph.ts';
import type { ManifestShelf } from './manifest-shelf.ts';
import { writeManifests } from './manifests.ts';
import type { OncePerPlace } from './once-per-place.ts';
import type { Places, Reader } from './places.ts';

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
  readonly signal: AbortSignal;
}

/** Carries out the works of one row; each ends with or without `failure`. Never throws. */
export async function copyRow(row: Row, works: readonly CellWork[], tools: CopyTools): Promise<Graph | null> {
  const readers = readersFor(row, works, tools);
  try {
    if (row.wanted === null)
      throw new CopyFailure('source', new MirrorError('internal', 'a row without a digest was planned'));
    const { context, shelf, signal } = tools;
    const graph = await readGraph(row.wanted, {
      works,
      readers,
      platforms: row.platforms,
      shelf,
      meter: context.meter,
      signal,
    });
    const live = works.filter((work) => work.failure === null);
    const arrivals = graph.blobs.map((blob) => bringBlob(blob, live, { readers, tools }));
    await Promise.all(
      live.map((work, index) =>
        finish(
          work,
          arrivals.map((ofBlob) => ofBlob[index]),
          { graph, readers, tools },
        ),
      ),
    );
    return graph;
  } catch (error) {
    for (const work of works) work.fail(asFailure('source', error));
    return null;
  }
}

/** Points the tag at a root that is there and proven, or has a layout list it. Never throws. */
export async function retag(work: CellWork, { signal }: CopyTools): Promise<void> {
  const { row, cell } = work.step;
  const tag = cell.tag ?? cell.keepTag;
  const { wanted } = row;
  if (wanted === null) return;
  try {
    await blaming('mirror', async () => {
      const root = await work.target.readManifest(wanted, signal);
      if (tag === null) await work.target.holdRoot?.(root, signal);
      else await work.target.tag(tag, root, signal);
    });
  } catch (error) {
    work.fail(asFailure('mirror', error));
  } finally {
    work.settle();
  }
}

/** A root that was there and could not be proven is not believed to be complete any more, unless its mirror just did not answer. */
export function doubtProof(
  work: CellWork,
  { side, error, rule }: CopyFailure,
  { context, signal }: CopyTools,
): void {
  const { row, action } = work.step;
  if (row.wanted === null || !work.hadRoot || signal.aborted) return;
  // A tag that could not be set says nothing about what it was to point to.
  if (action === 'retag' && !isMirrorError(error, 'not-found', 'digest-mismatch', 'size-mismatch')) return;
  const subject = subjectOf(work.target, row.wanted, row);
  if (work.damaged.size > 0 || rule.startsWith('blob-'))
    context.proofs.damage(subject, 'probe', context.age.nowMs);
  else if (side === 'source' || !isUnreachable(error)) context.proofs.forget(subject);
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
}

/** Waits for one mirror's blobs, then writes its manifests and its tag. */
async function finish(
  work: CellWork,
  arrivals: readonly (Promise<Brought> | undefined)[],
  finishing: Finishing,
): Promise<void> {
  const { graph, readers, tools } = finishing;
  const settled = await Promise.allSettled(arrivals);
  settled.forEach((result, index) => {
    const blob = graph.blobs[index];
    if (result.status === 'fulfilled' && blob !== undefined && result.value !== undefined)
      noteArrival(work, { blob, arrival: result.value, told: tools.told });
  });
  try {
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    const { exchange, once, places, context, signal } = tools;
    await writeManifests(work, graph, { exchange, once, places, meter: context.meter, readers, signal });
    await setTag(work, graph, signal);
    recordSuccess(work, tools);
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
}

/** Rows of one repository share what arrives there: each knows of it, the one that started it counts it, and one tells it. */
function noteArrival(work: CellWork, { blob: { digest }, arrival, told }: Arrived): void {
  if (!arrival.proven) work.isProbed = false;
  if (arrival.kind === 'found' || work.counted.has(digest)) return;
  work.counted.add(digest);
  work.written += 1;
  if (arrival.isOwn) work.bytesWritten += arrival.bytes;
  // A row whose root was there missed the blob, whoever brought it: a row that is new has nothing to tell of that.
  const isMended = work.hadRoot || (arrival.isOwn && arrival.damage !== null);
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

async function setTag(work: CellWork, graph: Graph, signal: AbortSignal): Promise<void> {
  const { cell } = work.step;
  const tag = cell.tag ?? cell.keepTag;
  if (tag === null) {
    await blaming('mirror', async () => work.target.holdRoot?.(graph.root, signal));
    return;
  }
  const isThere = cell.seen.kind === 'present' && cell.seen.root.digest === graph.root.descriptor.digest;
  if (!isThere) await blaming('mirror', () => work.target.tag(tag, graph.root, signal));
}

function recordSuccess(work: CellWork, { context, places }: CopyTools): void {
  const { row } = work.step;
  if (row.wanted === null) return;
  const subject = subjectOf(work.target, row.wanted, row);
  context.proofs.prove(subject, work.isProbed ? 'probe' : 'exists', context.age.nowMs);
  const known = context.proofs.get(subject);
  if (known?.kind === 'damaged') work.stillDamaged = known;
  places.add(row.wanted, work.target);
}
