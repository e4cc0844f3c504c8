// A layer that compresses as programs and texts do, to about two fifths, for what decompresses.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { digestOf, noiseOf, tarOf } from './images.mjs';

const PIECE_BYTES = 4_096;
/** Of each piece; the rest is text that the compressor has seen before. */
const NOISE_BYTES = 1_400;

/** `{ digest, bytes, diffId, tarBytes }` of a gzipped tar of one file of `sizeBytes`. */
export function wordyLayerOf(seed, sizeBytes) {
  const key = createHash('sha256').update(seed).digest();
  const noise = noiseOf(key, Math.ceil(sizeBytes / PIECE_BYTES) * NOISE_BYTES);
  const words = Buffer.from(
    'the quick brown fox jumps over the lazy dog; usr/lib/x86_64-linux-gnu/ '.repeat(60),
  );
  const content = Buffer.alloc(sizeBytes);
  for (let at = 0, from = 0; at < sizeBytes; at += PIECE_BYTES, from += NOISE_BYTES) {
    words.copy(content, at, 0, PIECE_BYTES);
    noise.copy(content, at, from, from + NOISE_BYTES);
  }
  const tar = tarOf(`files/${key.toString('hex', 0, 6)}`, content);
  const bytes = gzipSync(tar, { level: 6 });
  return { digest: digestOf(bytes), bytes, diffId: digestOf(tar), tarBytes: tar.length };
}
