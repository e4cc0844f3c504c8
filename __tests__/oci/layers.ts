/** Layers for tests: compressed as writers do it, cut and delivered as networks do it. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { type LayerContent, type ReadLayerOptions, readLayerContent } from '../../src/oci/layer-content.ts';
import { verified } from '../../src/stores/verified-stream.ts';

export const NEVER = new AbortController().signal;

export function layerOf(bytes: Uint8Array, mediaType = ''): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

/** Reads `bytes` as a layer through the check of a store; `chunkBytes` is how it is delivered. */
export function read(
  bytes: Uint8Array,
  mediaType = '',
  { chunkBytes = 1000, ...options }: Partial<ReadLayerOptions> & { readonly chunkBytes?: number } = {},
): Promise<LayerContent> {
  const layer = layerOf(bytes, mediaType);
  return readLayerContent(verified(chunked(bytes, chunkBytes), layer), layer, { signal: NEVER, ...options });
}

export async function* chunked(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** One compressed stream per part, one after the other. */
export function compressed(kind: 'gzip' | 'zstd', parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts.map((part) => (kind === 'gzip' ? gzipSync(part) : zstdCompressSync(part))));
}

/** A zstd frame without content; `nibble` is 0 to 15. */
export function skippableFrame(content: Uint8Array, nibble = 0): Buffer {
  const header = Buffer.from([0x50 + nibble, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

/** `content` cut into as many parts as there are `cuts` (each from 0 to 1) and one more; parts may be empty. */
export function cutAt(content: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => Math.round(cut * content.length)), content.length];
  places.sort((one, other) => one - other);
  return places.slice(1).map((end, index) => content.subarray(places[index], end));
}
