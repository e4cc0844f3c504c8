import { execFileSync } from 'node:child_process';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { DEFAULT_EXPANSION_LIMITS, readLayerContent } from '../../src/oci/layer-content.ts';
import { DOCKER_LAYER, OCI_LAYER } from '../../src/oci/media-type.ts';
import { randomBytesOf } from '../fixtures/bytes.ts';
import { tarOf } from '../fixtures/tar.ts';
import { chunked, compressed, layerOf, NEVER, read, skippableFrame } from './layers.ts';

const TAR = tarOf('etc/os-release', randomBytesOf('content', 300_000));
const DIFF_ID = digestOf(TAR);
const SMALL = Buffer.from('a small file\n');

describe('the content of a layer', () => {
  test.each([
    ['none', TAR, OCI_LAYER],
    ['gzip', gzipSync(TAR), `${OCI_LAYER}+gzip`],
    ['zstd', zstdCompressSync(TAR), `${OCI_LAYER}+zstd`],
    ['gzip', gzipSync(TAR), DOCKER_LAYER],
    ['none', TAR, DOCKER_LAYER],
    ['zstd', zstdCompressSync(TAR), `${DOCKER_LAYER}.zstd`],
  ])('%s', async (found, bytes, mediaType) => {
    expect(await read(bytes, mediaType)).toMatchObject({
      kind: 'decoded',
      found,
      contradiction: null,
      diffId: DIFF_ID,
      compressedBytes: bytes.length,
      decompressedBytes: TAR.length,
    });
  });

  test('goes by the bytes, and says when the media type says otherwise', async () => {
    expect(await read(zstdCompressSync(TAR), `${OCI_LAYER}+gzip`)).toMatchObject({
      kind: 'decoded',
      found: 'zstd',
      stated: 'gzip',
      contradiction: 'its media type says gzip, its content is zstd',
      diffId: DIFF_ID,
    });
    expect(await read(gzipSync(TAR), OCI_LAYER)).toMatchObject({ found: 'gzip', stated: 'none' });
    expect((await read(TAR, `${OCI_LAYER}+gzip`)).contradiction).toContain('is not compressed');
  });

  test('is hashed as the wanted diff ID is', async () => {
    const wantedDiffId = `sha512:${'0'.repeat(128)}` as Digest;
    expect(await read(gzipSync(TAR), '', { wantedDiffId })).toMatchObject({
      diffId: digestOf(TAR, wantedDiffId),
    });
  });

  test('of no bytes is nothing', async () => {
    const nothing = {
      kind: 'decoded',
      found: 'none',
      diffId: digestOf(Buffer.alloc(0)),
      decompressedBytes: 0,
    };
    expect(await read(Buffer.alloc(0))).toMatchObject(nothing);
    expect(await read(gzipSync(''))).toMatchObject({ ...nothing, found: 'gzip' });
    expect(await read(zstdCompressSync(''))).toMatchObject({ ...nothing, found: 'zstd' });
    expect(await read(skippableFrame(SMALL))).toMatchObject({ ...nothing, found: 'zstd' });
  });

  test.each([1, 3, 7, 64_000, 65_536, 1_000_000])('delivered in chunks of %i bytes', async (chunkBytes) => {
    // Fewer bytes where they come one by one, so that the test stays quick.
    const content = chunkBytes < 10 ? TAR.subarray(0, 100_000) : TAR;
    const parts = [content.subarray(0, 40_000), content.subarray(40_000)];
    for (const kind of ['gzip', 'zstd'] as const) {
      const found = await read(compressed(kind, parts), '', { chunkBytes });
      expect(found).toMatchObject({ diffId: digestOf(content) });
    }
  });
});

describe('what writers of layers really do', () => {
  test('eStargz: a gzip member per chunk, and empty ones at the end', async () => {
    const parts = [SMALL, TAR, SMALL, Buffer.alloc(0), Buffer.alloc(0)];
    const footer = gzipSync('', { level: 0 });
    const bytes = Buffer.concat([compressed('gzip', parts), footer]);
    expect(await read(bytes)).toMatchObject({ diffId: digestOf(Buffer.concat(parts)) });
  });

  test('zstd:chunked: a frame per file, skippable frames with the table of contents at the end', async () => {
    const parts = [SMALL, TAR, SMALL, Buffer.alloc(0), TAR];
    const bytes = Buffer.concat([
      compressed('zstd', parts),
      skippableFrame(randomBytesOf('toc', 200_000)),
      skippableFrame(Buffer.alloc(64), 15),
    ]);
    expect(await read(bytes)).toMatchObject({ found: 'zstd', diffId: digestOf(Buffer.concat(parts)) });
  });

  test('pzstd: a skippable frame before each frame', async () => {
    const bytes = Buffer.concat([
      skippableFrame(SMALL),
      zstdCompressSync(TAR),
      skippableFrame(Buffer.alloc(0)),
    ]);
    expect(await read(bytes)).toMatchObject({ found: 'zstd', diffId: DIFF_ID });
  });

  test('zstd with checksums, without sizes, and with the longest window', async () => {
    const params = {
      [constants.ZSTD_c_checksumFlag]: 1,
      [constants.ZSTD_c_contentSizeFlag]: 0,
      [constants.ZSTD_c_windowLog]: 27,
    };
    expect(await read(zstdCompressSync(TAR, { params }))).toMatchObject({ diffId: DIFF_ID });
  });

  test.each(['-1', '-6', '-9'])('the program gzip %s', async (level) => {
    const bytes = execFileSync('gzip', [level, '-c'], { input: TAR, maxBuffer: 10_000_000 });
    expect(await read(bytes, `${OCI_LAYER}+gzip`)).toMatchObject({ kind: 'decoded', diffId: DIFF_ID });
    const twice = Buffer.concat([bytes, bytes]);
    expect(await read(twice)).toMatchObject({ diffId: digestOf(Buffer.concat([TAR, TAR])) });
  });
});

describe('a layer that cannot be decoded', () => {
  const gzip = gzipSync(TAR);
  const zstd = zstdCompressSync(TAR, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    const index = at < 0 ? copy.length + at : at;
    copy[index] = (copy[index] ?? 0) ^ 0x01;
    return copy;
  };

  test.each([
    ['a gzip checksum that is wrong', flipped(gzip, -6), 'corrupt'],
    ['a gzip length that is wrong', flipped(gzip, -2), 'corrupt'],
    ['a gzip method that does not exist', flipped(gzip, 2), 'corrupt'],
    ['gzip cut in its data', gzip.subarray(0, 1000), 'truncated'],
    ['gzip cut in its trailer', gzip.subarray(0, -1), 'truncated'],
    ['gzip cut in its header', gzip.subarray(0, 5), 'truncated'],
    ['a second gzip member that is cut', Buffer.concat([gzip, gzip.subarray(0, 12)]), 'truncated'],
    ['bytes behind gzip', Buffer.concat([gzip, Buffer.from('more')]), 'trailing-garbage'],
    ['zeros behind gzip', Buffer.concat([gzip, Buffer.alloc(512)]), 'trailing-garbage'],
    ['one zero behind gzip', Buffer.concat([gzip, Buffer.alloc(1)]), 'trailing-garbage'],
    ['zeros between gzip members', Buffer.concat([gzip, Buffer.alloc(512), gzip]), 'trailing-garbage'],
    ['many zeros behind gzip', Buffer.concat([gzip, Buffer.alloc(700_000)]), 'trailing-garbage'],
    ['a zstd checksum that is wrong', flipped(zstd, -2), 'corrupt'],
    ['zstd cut in its data', zstd.subarray(0, 1000), 'truncated'],
    ['zstd cut in its checksum', zstd.subarray(0, -1), 'truncated'],
    ['zstd cut in its header', zstd.subarray(0, 5), 'truncated'],
    ['a second zstd frame that is cut', Buffer.concat([zstd, zstd.subarray(0, 9)]), 'truncated'],
    ['a skippable frame that is cut', skippableFrame(SMALL).subarray(0, -1), 'truncated'],
    ['bytes behind zstd', Buffer.concat([zstd, Buffer.from('more')]), 'trailing-garbage'],
    ['zeros behind zstd', Buffer.concat([zstd, Buffer.alloc(512)]), 'trailing-garbage'],
    ['a byte behind zstd', Buffer.concat([zstd, Buffer.alloc(1)]), 'trailing-garbage'],
    ['gzip behind zstd', Buffer.concat([zstd, gzip]), 'trailing-garbage'],
    ['zstd behind gzip', Buffer.concat([gzip, zstd]), 'trailing-garbage'],
    ['xz', Buffer.from('\xfd7zXZ\0 and so on', 'latin1'), 'unsupported-compression'],
    ['bzip2', Buffer.from('BZh91AY&SY and so on'), 'unsupported-compression'],
  ])('%s', async (_, bytes, reason) => {
    for (const chunkBytes of [13, 100_000]) {
      expect(await read(bytes, '', { chunkBytes })).toMatchObject({
        kind: 'undecodable',
        reason,
        isWholeRead: true,
        compressedBytes: bytes.length,
      });
    }
  });

  test('a zstd window over 128 MiB', async () => {
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 18 << 3, 0x01, 0x00, 0x00]);
    expect(await read(head)).toMatchObject({
      reason: 'window-too-large',
      why: 'a zstd frame needs a window of 256 MiB, more than 128 MiB',
    });
    const allowed = Buffer.from(head);
    allowed[5] = 17 << 3;
    expect(await read(allowed)).toMatchObject({ kind: 'decoded', decompressedBytes: 0 });
  });

  test('a zstd dictionary', async () => {
    const bytes = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x50, 0x07, 0x01, 0x00, 0x00]);
    expect(await read(bytes)).toMatchObject({ reason: 'dictionary' });
  });

  test('reserved bits and block types of zstd', async () => {
    const head = [0x28, 0xb5, 0x2f, 0xfd];
    expect(await read(Buffer.from([...head, 0x08, 0x50, 0x01, 0, 0]))).toMatchObject({ reason: 'corrupt' });
    expect(await read(Buffer.from([...head, 0x00, 0x50, 0x07, 0, 0]))).toMatchObject({ reason: 'corrupt' });
  });
});

describe('a layer that expands too much', () => {
  const limits = { maxBytes: 10_000_000, maxRatio: 10, freeBytes: 1_000_000, maxFrames: 3 };

  test.each(['gzip', 'zstd'] as const)('in %s is left as soon as it passes the limit', async (kind) => {
    const zeros = compressed(kind, [Buffer.alloc(900_000), Buffer.alloc(900_000)]);
    const bytes = Buffer.concat([zeros, compressed('gzip', [randomBytesOf('tail', 300_000)])]);
    let delivered = 0;
    let isReleased = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for await (const chunk of chunked(bytes, 1000)) {
          delivered += chunk.length;
          yield chunk;
        }
      } finally {
        isReleased = true;
      }
    }
    const layer = { ...layerOf(bytes), size: zeros.length };
    const content = await readLayerContent(source(), layer, { signal: NEVER, limits });
    expect(content).toMatchObject({ kind: 'undecodable', reason: 'too-large', isWholeRead: false });
    expect(isReleased).toBe(true);
    expect(delivered).toBeLessThan(bytes.length);
  });

  test('is told by the size in a zstd header before anything is decompressed', async () => {
    const bytes = zstdCompressSync(Buffer.alloc(3_000_000));
    expect(await read(bytes, '', { limits })).toMatchObject({
      reason: 'too-large',
      why: 'its zstd frames say that they expand to 2.9 MiB, more than 977 KiB',
    });
  });

  test('may expand up to each of the limits', async () => {
    const content = randomBytesOf('x', 400_000);
    const atFree = await read(gzipSync(Buffer.alloc(1_000_000)), '', { limits });
    const atRatio = await read(gzipSync(Buffer.concat([content, Buffer.alloc(3_000_000)])), '', { limits });
    expect([atFree.kind, atRatio.kind]).toEqual(['decoded', 'decoded']);
    const more = await read(gzipSync(Buffer.concat([content, Buffer.alloc(9_700_000)])), '', {
      limits: { ...limits, maxRatio: 1000 },
    });
    expect(more).toMatchObject({ reason: 'too-large' });
  });

  test('no limit is about content that is not compressed', async () => {
    expect(await read(TAR, '', { limits: { ...limits, maxBytes: 1 } })).toMatchObject({ diffId: DIFF_ID });
  });

  test('too many zstd frames', async () => {
    const frames = compressed('zstd', [SMALL, SMALL, SMALL]);
    expect(await read(frames, '', { limits })).toMatchObject({ kind: 'decoded' });
    expect(
      await read(Buffer.concat([frames, skippableFrame(Buffer.alloc(200_000))]), '', { limits }),
    ).toMatchObject({
      reason: 'too-many-frames',
      isWholeRead: false,
    });
  });

  test('by default a gzip of nothing but zeros passes', async () => {
    const bytes = gzipSync(Buffer.alloc(20_000_000), { level: 9 });
    expect(20_000_000 / bytes.length).toBeGreaterThan(1000);
    expect(DEFAULT_EXPANSION_LIMITS.maxRatio).toBeGreaterThan(20_000_000 / bytes.length);
    const limits = { ...DEFAULT_EXPANSION_LIMITS, freeBytes: 0 };
    expect(await read(bytes, '', { limits })).toMatchObject({ kind: 'decoded' });
  });
});
