/** Checks one blob on one mirror as deep as asked (contract, section 8). */
import { isMirrorError, type MirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { digestOf } from '../../oci/digest.ts';
import { type ImageConfig, parseImageConfig } from '../../oci/image-config.ts';
import { type LayerContent, readLayerContent } from '../../oci/layer-content.ts';
import { type Probe, SMALL_BLOB_LIMIT_BYTES, type SmallBlob, type Source } from '../../oci/store.ts';
import type { Depth } from '../proofs.ts';

/** Read whole in one request instead of being probed first and then streamed. */
const AT_ONCE_BYTES = 256 * 1024;

export interface BlobFault {
  readonly kind: 'fault';
  readonly rule: Rule;
  readonly why: string;
}

/** `proven` is false where a proof was asked for and only the store's word could be had. */
export interface FineBlob {
  readonly kind: 'fine';
  readonly proven: boolean;
}

export interface CheckedConfig {
  readonly kind: 'config';
  readonly config: ImageConfig;
}

export interface CheckedLayer {
  readonly kind: 'layer';
  readonly layer: LayerContent;
}

export type BlobCheck = FineBlob | CheckedConfig | CheckedLayer | BlobFault;

export interface BlobChecking {
  readonly target: Source;
  readonly depth: Depth;
  /** Told of content as it is read. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Throws MirrorError where the mirror gives no answer about the blob. */
export function checkBlob(blob: Descriptor, checking: BlobChecking): Promise<BlobCheck> {
  return listedOrThrown(() => lookAt(blob, checking));
}

/** A registry answers 500 for a blob whose link is empty, as a full disk leaves it. */
async function listedOrThrown(check: () => Promise<BlobCheck>): Promise<BlobCheck> {
  try {
    return await check();
  } catch (error) {
    if (!isMirrorError(error, 'unavailable') || error.status !== 500) throw error;
    return missing('is listed but the registry answers 500 for it');
  }
}

async function lookAt(blob: Descriptor, checking: BlobChecking): Promise<BlobCheck> {
  const { target, depth, signal } = checking;
  switch (depth) {
    case 'manifests':
      return { kind: 'fine', proven: true };
    case 'exists': {
      // Its word is all that is asked for.
      const said = ofProbe(blob, await target.statBlob(blob, signal));
      return said.kind === 'fine' ? { kind: 'fine', proven: true } : said;
    }
    case 'probe':
      return ofProbe(blob, await target.probeBlob(blob, signal));
    case 'content':
    case 'rootfs':
      return readContent(blob, checking, plainReading(blob, checking));
  }
}

/** An image config: small, and read whole even where others are probed, because it says what the image is for. */
export function checkConfig(blob: Descriptor, checking: BlobChecking): Promise<BlobCheck> {
  return listedOrThrown(() => lookAtConfig(blob, checking));
}

async function lookAtConfig(blob: Descriptor, checking: BlobChecking): Promise<BlobCheck> {
  const isRead = checking.depth !== 'manifests' && checking.depth !== 'exists';
  if (!isRead || blob.size > SMALL_BLOB_LIMIT_BYTES) return lookAt(blob, checking);
  const read = await readTwiceIfCorrupt(blob, checking);
  if (read.kind === 'fault') return read;
  const parsed = parseImageConfig(read.bytes);
  if (!parsed.ok) return { kind: 'fault', rule: 'manifest-unparsable', why: `cannot be used: ${parsed.why}` };
  return { kind: 'config', config: parsed.config };
}

/** A layer at depth `rootfs`: decompressed as it is read. */
export function checkLayer(blob: Descriptor, checking: BlobChecking): Promise<BlobCheck> {
  const unpack = async (chunks: AsyncIterable<Uint8Array>): Promise<BlobCheck> => {
    const layer = await readLayerContent(counted(chunks, checking.onBytes), blob, {
      signal: checking.signal,
    });
    return { kind: 'layer', layer };
  };
  const { target, signal } = checking;
  const reading = { first: () => unpack(target.readBlob(blob, signal)), read: unpack };
  return listedOrThrown(() => readContent(blob, checking, reading));
}

interface Reading {
  /** The first look at a large blob, which is the last one unless it shows damage. */
  readonly first: () => Promise<BlobCheck>;
  readonly read: (chunks: AsyncIterable<Uint8Array>) => Promise<BlobCheck>;
}

/** Nothing but size and digest is of interest. */
function plainReading(blob: Descriptor, { target, onBytes, signal }: BlobChecking): Reading {
  return {
    async first() {
      await target.checkBlob(blob, { onBytes, signal });
      return { kind: 'fine', proven: true };
    },
    async read(chunks) {
      for await (const chunk of chunks) onBytes(chunk.byteLength);
      return { kind: 'fine', proven: true };
    },
  };
}

/** Large blobs are probed first: what is gone costs one request then, not a download that breaks again and again. */
async function readContent(
  blob: Descriptor,
  checking: BlobChecking,
  { first, read }: Reading,
): Promise<BlobCheck> {
  if (blob.size <= AT_ONCE_BYTES) {
    const small = await readTwiceIfCorrupt(blob, checking);
    return small.kind === 'fault' ? small : read(once(small.bytes));
  }
  const { target, signal } = checking;
  const probed = ofProbe(blob, await target.probeBlob(blob, signal));
  if (probed.kind === 'fault') return probed;
  try {
    return await first();
  } catch (error) {
    if (!isMirrorError(error, 'digest-mismatch', 'size-mismatch')) return faultOfReading(error);
  }
  // Bytes that were wrong on the way may be right the second time; twice is what the mirror serves.
  try {
    return await read(target.readBlob(blob, signal));
  } catch (error) {
    return faultOfReading(error);
  }
}

function faultOfReading(error: unknown): BlobFault {
  if (isMirrorError(error, 'not-found')) return missing('is not there');
  if (isMirrorError(error, 'digest-mismatch')) return corrupt(error);
  if (isMirrorError(error, 'size-mismatch'))
    return { kind: 'fault', rule: 'blob-size-mismatch', why: `has another size: ${error.message}` };
  throw error;
}

type WholeBlob = { readonly kind: 'read'; readonly bytes: Uint8Array } | BlobFault;

async function readTwiceIfCorrupt(blob: Descriptor, checking: BlobChecking): Promise<WholeBlob> {
  const first = await readWhole(blob, checking);
  const isCorrupt = first.kind === 'fault' && first.rule === 'blob-digest-mismatch';
  return isCorrupt ? readWhole(blob, checking) : first;
}

async function readWhole(blob: Descriptor, { target, onBytes, signal }: BlobChecking): Promise<WholeBlob> {
  const read: SmallBlob = await target.readSmallBlob(blob, signal);
  if (read.kind !== 'read') return faultOf(blob, read);
  onBytes(read.bytes.byteLength);
  const found = digestOf(read.bytes, blob.digest);
  if (found === blob.digest) return read;
  return {
    kind: 'fault',
    rule: 'blob-digest-mismatch',
    why: `is served with content that hashes to ${found}`,
  };
}

function ofProbe(blob: Descriptor, probe: Probe): FineBlob | BlobFault {
  return probe.kind === 'present' ? { kind: 'fine', proven: probe.proven } : faultOf(blob, probe);
}

function faultOf({ size }: Descriptor, probe: Exclude<Probe, { kind: 'present' }>): BlobFault {
  if (probe.kind === 'absent') return missing('is not there');
  if (probe.reason === 'missing') return missing('is listed but cannot be served');
  const found = probe.actualSize === undefined ? 'another size' : `${probe.actualSize} bytes`;
  return { kind: 'fault', rule: 'blob-size-mismatch', why: `has ${found} where ${size} are expected` };
}

function missing(why: string): BlobFault {
  return { kind: 'fault', rule: 'blob-missing', why };
}

function corrupt({ message }: MirrorError): BlobFault {
  return { kind: 'fault', rule: 'blob-digest-mismatch', why: `is damaged: ${message}` };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
}
