/** Any content, compressed in any parts and delivered in any pieces; and the same with damage. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decompressed } from '../../src/oci/decompress.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { ZstdFrameScanner } from '../../src/oci/zstd-frames.ts';
import { randomBytesOf } from '../fixtures/bytes.ts';
import { compressed, cutAt, read, skippableFrame } from './layers.ts';

const LIMITS = { contentBytes: 1e9, frames: 1000 };
const kinds = fc.constantFrom('gzip' as const, 'zstd' as const);
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

/** From nothing to some zlib pieces, and from random to repeating. */
const contents = fc
  .tuple(fc.integer({ min: 0, max: 600_000 }), fc.string(), fc.boolean())
  .map(([size, seed, repeats]) => {
    const sample = randomBytesOf(seed, repeats ? 100 : size);
    return repeats ? Buffer.alloc(size, sample) : sample;
  });

async function* inPieces(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  yield* cutAt(bytes, places);
}

describe('any content', () => {
  test('has its diff ID, however it is compressed and delivered', async () => {
    await fc.assert(
      fc.asyncProperty(contents, kinds, cuts, fc.integer({ min: 1, max: 200_000 }), async (...drawn) => {
        const [content, kind, members, chunkBytes] = drawn;
        const bytes = compressed(kind, cutAt(content, members));
        expect(await read(bytes, '', { chunkBytes })).toMatchObject({
          kind: 'decoded',
          found: kind,
          diffId: digestOf(content),
          decompressedBytes: content.length,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('comes out of the decoder whole, wherever the blocks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(contents, kinds, cuts, cuts, async (content, kind, members, blocks) => {
        const parts = cutAt(content, members).map((part) => compressed(kind, [part]));
        const between =
          kind === 'zstd' ? skippableFrame(randomBytesOf('s', members.length)) : Buffer.alloc(0);
        const bytes = Buffer.concat(parts.flatMap((part) => [part, between]));
        const pieces: Uint8Array[] = [];
        for await (const piece of decompressed(inPieces(bytes, blocks), kind, LIMITS)) pieces.push(piece);
        expect(digestOf(Buffer.concat(pieces))).toBe(digestOf(content));
      }),
      { numRuns: 60 },
    );
  });

  test('of zstd: the scanner hands over every byte of the frames, and no piece reaches over an end', () => {
    const frames = fc.array(
      fc.record({ isSkippable: fc.boolean(), bytes: fc.uint8Array({ maxLength: 50 }) }),
    );
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 40 }), (drawn, chunkBytes) => {
        const written = drawn.map(({ isSkippable, bytes }) => {
          return isSkippable ? skippableFrame(bytes) : compressed('zstd', [bytes]);
        });
        const wanted = written.filter((_, index) => drawn[index]?.isSkippable === false);
        const scanner = new ZstdFrameScanner({ ...LIMITS, windowBytes: 2 ** 27 });
        const stream = Buffer.concat(written);
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += chunkBytes) {
          pieces.push(...scanner.contentOf(stream.subarray(at, at + chunkBytes)));
        }
        scanner.finish();
        expect(Buffer.concat(pieces).equals(Buffer.concat(wanted))).toBe(true);
        expect(endsOf(wanted).filter((end) => !endsOf(pieces).includes(end))).toEqual([]);
      }),
    );
  });
});

function endsOf(parts: readonly Uint8Array[]): readonly number[] {
  let end = 0;
  return parts.map((part) => (end += part.length));
}

describe('damage', () => {
  const small = fc.uint8Array({ minLength: 1, maxLength: 2000 });

  test('a flipped bit is never fine, unless the content is the same', async () => {
    await fc.assert(
      fc.asyncProperty(small, kinds, cuts, fc.nat(), async (content, kind, members, bit) => {
        const bytes = compressed(kind, cutAt(content, members));
        const at = Math.floor(bit / 8) % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit % 8));
        const found = await read(bytes);
        if (found.kind === 'undecodable' || found.found !== kind) return;
        const isSame = found.diffId === digestOf(content);
        // Without a checksum zstd cannot see everything; the diff ID does.
        expect(isSame || kind === 'zstd').toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('what is cut off is truncated, or what remains are whole members', async () => {
    await fc.assert(
      fc.asyncProperty(small, kinds, cuts, fc.double({ min: 0, max: 1, noNaN: true }), async (...drawn) => {
        const [content, kind, members, share] = drawn;
        const parts = cutAt(content, members);
        const written = parts.map((part) => compressed(kind, [part]));
        const bytes = Buffer.concat(written);
        const kept = bytes.subarray(0, Math.floor(share * bytes.length));
        const whole = [0, ...endsOf(written)].indexOf(kept.length);
        const found = await read(kept);
        if (whole >= 0) {
          expect(found).toMatchObject({ diffId: digestOf(Buffer.concat(parts.slice(0, whole))) });
        } else if (found.found === kind) {
          expect(found.kind).toBe('undecodable');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('no bytes at all break the reader', async () => {
    const starts = fc.constantFrom([0x1f, 0x8b, 8], [0x28, 0xb5, 0x2f, 0xfd], [0x50, 0x2a, 0x4d, 0x18], []);
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        const bytes = Uint8Array.from([...start, ...rest]);
        const found = await read(bytes);
        expect(found.compressedBytes).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});
