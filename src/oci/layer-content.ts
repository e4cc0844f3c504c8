/** What is inside of a layer: its compression, and the digest of its content, read as a stream. */
import { createHash } from 'node:crypto';
import { MirrorError } from '../errors.ts';
import { formatBytes } from '../quantities.ts';
import { decompressed } from './decompress.ts';
import type { Descriptor } from './descriptor.ts';
import { type Digest, digestAlgorithm } from './digest.ts';
import { LayerInput } from './layer-input.ts';
import {
  type Compression,
  type StatedCompression,
  sniffCompression,
  statedCompression,
  whyCompressionContradicts,
} from './layer-type.ts';
import { Undecodable, type UndecodableReason } from './undecodable.ts';

interface LayerFacts {
  /** By magic numbers. */
  readonly found: Compression;
  /** By media type. */
  readonly stated: StatedCompression;
  /** How these two contradict each other; null where they do not. */
  readonly contradiction: string | null;
  /** As far as it was read. */
  readonly compressedBytes: number;
}

export interface DecodedLayer extends LayerFacts {
  readonly kind: 'decoded';
  /** Digest of the content. */
  readonly diffId: Digest;
  readonly decompressedBytes: number;
}

export interface UndecodableLayer extends LayerFacts {
  readonly kind: 'undecodable';
  readonly reason: UndecodableReason;
  /** Part of a sentence about the layer: `it ends in the middle of its compressed data`. */
  readonly why: string;
  /** False where reading on would have cost too much, so that the bytes are not proven by their digest either. */
  readonly isWholeRead: boolean;
}

export type LayerContent = DecodedLayer | UndecodableLayer;

/** How far a layer may expand. Memory does not depend on it; these bound the time that a hostile layer can take. */
export interface ExpansionLimits {
  /** Never more content than this. */
  readonly maxBytes: number;
  /** Content of up to this many times the layer's size is fine. */
  readonly maxRatio: number;
  /** Content up to this size is fine whatever the ratio. */
  readonly freeBytes: number;
  /** zstd frames, each of which costs a trip to the thread pool. */
  readonly maxFrames: number;
}

const GIB = 1024 ** 3;

/**
 * 128 GiB, ten times the largest layers in use. gzip cannot exceed a ratio of 1032, so the ratio is about zstd, which
 * comes to 30,000 for zeros: these are let through up to 4 GiB. zstd:chunked makes a frame per file, or per part of one.
 */
export const DEFAULT_EXPANSION_LIMITS: ExpansionLimits = {
  maxBytes: 128 * GIB,
  maxRatio: 1100,
  freeBytes: 4 * GIB,
  maxFrames: 4_000_000,
};

export interface ReadLayerOptions {
  readonly signal: AbortSignal;
  /** The diff ID to be compared with; only its algorithm counts here. Default sha256. */
  readonly wantedDiffId?: Digest | undefined;
  readonly limits?: ExpansionLimits | undefined;
}

/**
 * Reads a layer's bytes to their end and hashes their content. `chunks` is a store's verified stream of `layer`: what it
 * throws comes through as it is, and it is read to its end even where the content cannot be decoded, so that damaged bytes
 * are told as damaged bytes (`digest-mismatch`). Only a layer over its limits is left where it is. Throws `aborted`.
 */
export async function readLayerContent(
  chunks: AsyncIterable<Uint8Array>,
  layer: Descriptor,
  options: ReadLayerOptions,
): Promise<LayerContent> {
  const input = new LayerInput(chunks, options.signal);
  const stated = statedCompression(layer.mediaType);
  let found: Compression = 'none';
  const facts = (): LayerFacts => ({
    found,
    stated,
    contradiction: whyCompressionContradicts(stated, found),
    compressedBytes: input.receivedBytes,
  });
  try {
    const blocks = input.blocks();
    const { value: head = new Uint8Array() } = await blocks.next();
    found = sniffCompression(head);
    const content = await hashContent(startingWith(head, blocks), found, { layer, ...options });
    return { kind: 'decoded', ...facts(), ...content };
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
    if (!isOverLimit(error.reason)) await input.drain();
    const { reason, message: why } = error;
    return { kind: 'undecodable', ...facts(), reason, why, isWholeRead: input.isEnded };
  } finally {
    await input.close();
  }
}

async function* startingWith(
  head: Uint8Array,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  if (head.byteLength > 0) yield head;
  yield* blocks;
}

interface HashOptions extends ReadLayerOptions {
  readonly layer: Descriptor;
}

async function hashContent(
  blocks: AsyncIterable<Uint8Array>,
  compression: Compression,
  { layer, signal, wantedDiffId, limits = DEFAULT_EXPANSION_LIMITS }: HashOptions,
): Promise<Pick<DecodedLayer, 'diffId' | 'decompressedBytes'>> {
  const limitBytes = compression === 'none' ? Number.POSITIVE_INFINITY : contentLimit(layer, limits);
  const algorithm = wantedDiffId === undefined ? 'sha256' : digestAlgorithm(wantedDiffId);
  const hash = createHash(algorithm);
  let decompressedBytes = 0;
  const decoderLimits = { contentBytes: limitBytes, frames: limits.maxFrames };
  for await (const piece of decompressed(blocks, compression, decoderLimits)) {
    // The input notices too, but a layer that expands a lot is not read from for a long time.
    if (signal.aborted) throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
    decompressedBytes += piece.byteLength;
    if (decompressedBytes > limitBytes) throw tooLarge(limitBytes, layer);
    hash.update(piece);
  }
  return { diffId: `${algorithm}:${hash.digest('hex')}` as Digest, decompressedBytes };
}

function contentLimit({ size }: Descriptor, { maxBytes, maxRatio, freeBytes }: ExpansionLimits): number {
  return Math.min(maxBytes, Math.max(freeBytes, maxRatio * size));
}

function tooLarge(limitBytes: number, layer: Descriptor): Undecodable {
  const limit = formatBytes(limitBytes);
  return new Undecodable(
    'too-large',
    `its ${formatBytes(layer.size)} expand to more than ${limit}, the limit for it`,
  );
}

function isOverLimit(reason: UndecodableReason): boolean {
  return reason === 'too-large' || reason === 'too-many-frames';
}
