/** Writes manifests to one mirror, children before parents, and proves each by one HEAD. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, parseDigest, shortDigest } from '../../oci/digest.ts';
import { manifestRole } from '../../oci/media-type.ts';
import type { RawManifest, Target } from '../../oci/store.ts';
import { isUnreachable } from '../health.ts';
import type { Meter } from '../meter.ts';
import type { BlobExchange } from './blob-exchange.ts';
import type { CellWork, Mended } from './cell-work.ts';
import { blaming, CopyFailure } from './failure.ts';
import type { Graph } from './graph.ts';
import type { ReadManifest } from './manifest-shelf.ts';
import type { OncePerPlace } from './once-per-place.ts';
import type { Places, Reader } from './places.ts';

export interface ManifestWriting {
  readonly exchange: BlobExchange;
  /** Shared by all rows of a run. */
  readonly once: OncePerPlace;
  readonly places: Places;
  readonly meter: Meter;
  readonly readers: readonly Reader[];
  readonly signal: AbortSignal;
}

/** What of a graph has to be known to write its manifests. */
export type Written = Pick<Graph, 'manifests' | 'blobs' | 'omitted'>;

/** Writes what the mirror of `work` lacks of the graph's manifests. Its blobs must be there. Throws CopyFailure. */
export async function writeManifests(
  work: CellWork,
  graph: Written,
  writing: ManifestWriting,
): Promise<void> {
  for (const manifest of graph.manifests) {
    const { digest } = manifest.descriptor;
    if (!work.manifests.has(digest)) {
      let isOwn = false;
      await writing.once.run(work.target, digest, async () => {
        await write(manifest, work, { graph, writing });
        isOwn = true;
      });
      note(manifest, work, isOwn);
    }
    writing.places.add(digest, work.target);
  }
}

interface Within {
  readonly graph: Written;
  readonly writing: ManifestWriting;
}

async function write(manifest: ReadManifest, work: CellWork, within: Within): Promise<void> {
  const { meter, signal } = within.writing;
  await putOrRefill(manifest, work, within);
  await prove(manifest, work, signal);
  meter.mirrorBytes += manifest.descriptor.size;
}

/** Rows of one repository share manifests: each knows that it is there, the one that wrote it counts and tells it. */
function note({ descriptor, from }: ReadManifest, work: CellWork, isOwn: boolean): void {
  const { digest, size } = descriptor;
  work.manifests.add(digest);
  work.written += 1;
  if (!isOwn) return;
  work.bytesWritten += size;
  const rule = work.damaged.get(digest);
  if (rule !== undefined) work.mended.push({ rule, digest, from, bytes: size });
}

/** One HEAD; what was damaged before is read again. */
async function prove(
  manifest: RawManifest,
  { target, damaged }: CellWork,
  signal: AbortSignal,
): Promise<void> {
  const { digest, size } = manifest.descriptor;
  const rule = damaged.get(digest);
  try {
    const written = await blaming('mirror', () => resolveTaken(manifest, target, signal));
    if (written === null) await heal(manifest, target, signal);
    else if (rule !== undefined) await blaming('mirror', () => target.readManifest(digest, signal, size));
  } catch (error) {
    // An answer of 500 for one damaged manifest does not say that the mirror is down; no answer does not say that it is damaged.
    if (rule === undefined || signal.aborted || isUnanswered(error)) throw error;
    throw stillDamaged(manifest, { target, rule, cause: error });
  }
}

/** Distribution takes a file that a full disk has left empty for the manifest: 201 to its PUT, and 500 ever after. */
async function resolveTaken(
  { descriptor }: RawManifest,
  target: Target,
  signal: AbortSignal,
): Promise<Descriptor | null> {
  try {
    return await target.resolve(descriptor.digest, signal);
  } catch (error) {
    if (!isMirrorError(error, 'unavailable') || error.status !== 500) throw error;
    const message = `the registry took manifest ${shortDigest(descriptor.digest)}, but answers 500 for it`;
    const fix = `run again; if it stays so, ${DAMAGED_AT_REST}`;
    throw new MirrorError('unavailable', message, { where: target.name, status: 500, fix, cause: error });
  }
}

const DAMAGED_AT_REST =
  'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again';

function isUnanswered(error: unknown): boolean {
  return error instanceof CopyFailure && isUnreachable(error.error);
}

function stillDamaged(
  { descriptor }: RawManifest,
  { target, rule, cause }: { target: Target; rule: Rule; cause: unknown },
): CopyFailure {
  const message = `the registry took manifest ${shortDigest(descriptor.digest)} anew but still cannot serve it`;
  return new CopyFailure(
    'mirror',
    new MirrorError('refused', message, { where: target.name, fix: DAMAGED_AT_REST, cause }),
    rule,
  );
}

/** A registry that answered "I have it" for what it has not says so now: what it names is brought again, once. */
async function putOrRefill(manifest: ReadManifest, work: CellWork, within: Within): Promise<void> {
  const { signal } = within.writing;
  try {
    await blaming('mirror', () => work.target.writeManifest(manifest, signal));
  } catch (error) {
    const unknown = unknownOf(error);
    if (unknown === null) throw error;
    if (isSparse(manifest, unknown, within.graph)) throw refusedSparse(manifest, error);
    await refill(manifest, unknown, { work, ...within });
    await blaming('mirror', () => work.target.writeManifest(manifest, signal));
  }
}

/** The digests that a registry says it misses; null when the error is another one. */
function unknownOf(error: unknown): readonly Digest[] | null {
  if (!(error instanceof CopyFailure) || !isMirrorError(error.error, 'refused', 'not-found')) return null;
  const { registryCodes, unknownDigests } = error.error;
  if (!registryCodes.some((code) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN')) return null;
  return unknownDigests.flatMap((text) => parseDigest(text) ?? []);
}

function isSparse({ descriptor }: RawManifest, unknown: readonly Digest[], { omitted }: Written): boolean {
  if (omitted.size === 0 || manifestRole(descriptor.mediaType) !== 'index') return false;
  return unknown.length === 0 || unknown.some((digest) => omitted.has(digest));
}

function refusedSparse(manifest: RawManifest, cause: unknown): CopyFailure {
  return new CopyFailure(
    'mirror',
    new MirrorError(
      'refused',
      `the registry refuses the index ${shortDigest(manifest.descriptor.digest)} without all of its children`,
      {
        fix: 'set index: omit to mirror the wanted platforms alone, leave platforms out to mirror all, or let the registry accept sparse indexes',
        cause,
      },
    ),
    'sparse-index-refused',
  );
}

/** Brings what the refusal of `parent` names; everything that may be below it where nothing is named. */
async function refill(
  parent: ReadManifest,
  unknown: readonly Digest[],
  { work, graph, writing }: Within & { readonly work: CellWork },
): Promise<void> {
  const { exchange, readers, signal } = writing;
  const isMeant = ({ digest }: Descriptor) => unknown.length === 0 || unknown.includes(digest);
  const blobs = graph.blobs.filter(isMeant);
  const arrivals = await Promise.all(
    blobs.map((blob) => exchange.bringAgain({ blob, readers, signal }, work.target)),
  );
  const mended = arrivals.flatMap(({ from, bytes }, index): Mended[] => {
    const digest = blobs[index]?.digest;
    return digest === undefined ? [] : [{ rule: 'blob-missing', digest, from, bytes }];
  });
  const bytes = mended.reduce((sum, one) => sum + one.bytes, 0);
  work.bytesWritten += bytes;
  work.written += mended.length;
  const told = new Set(work.mended.map(({ digest }) => digest));
  if (unknown.length > 0) work.mended.push(...mended.filter(({ digest }) => !told.has(digest)));
  // Which of them was missing is not known then: it is told of the manifest, once.
  else
    work.mended.push({
      rule: 'blob-missing',
      digest: parent.descriptor.digest,
      from: mended[0]?.from ?? parent.from,
      bytes,
    });
  for (const child of graph.manifests.slice(0, graph.manifests.indexOf(parent))) {
    if (isMeant(child.descriptor)) await blaming('mirror', () => work.target.writeManifest(child, signal));
  }
}

/** A registry that lost a manifest's file may answer 201 to its PUT and still not have it: its bytes written as a blob bring it back. */
async function heal(manifest: RawManifest, target: Target, signal: AbortSignal): Promise<void> {
  const { descriptor, bytes } = manifest;
  await blaming('mirror', async () => {
    const begun = await target.beginUpload(descriptor, [], signal);
    if (begun.kind === 'upload') await begun.upload.send(once(bytes), signal);
    await target.writeManifest(manifest, signal);
    await target.readManifest(descriptor.digest, signal, descriptor.size);
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
