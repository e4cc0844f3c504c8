/** The promises of the ports about blobs: reading, writing, mounting. */
import { describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { SMALL_BLOB_LIMIT_BYTES, type Target } from '../../src/oci/store.ts';
import { type Blob, collect, inChunks, neverAborted, randomBlob, upload } from './content.ts';
import { openUpload, uploadOf } from './open-upload.ts';

const FIVE_MEGABYTES = 5 * 1024 * 1024;
const signal = neverAborted();

export function describeReadingBlobs(fresh: () => Target): void {
  describe('reading blobs', () => {
    test.each([
      ['no byte', 0],
      ['one byte', 1],
      ['five megabytes', FIVE_MEGABYTES],
    ])('%s', async (_name, sizeBytes) => {
      const target = fresh();
      const blob = randomBlob(sizeBytes);
      await upload(target, blob);
      const read = await collect(target.readBlob(blob.descriptor, signal));
      expect(Buffer.compare(read, blob.bytes)).toBe(0);
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
      expect(await target.statBlob(blob.descriptor, signal)).toMatchObject({ kind: 'present' });
      expect(await checkedBytes(target, blob.descriptor)).toBe(sizeBytes);
    });

    test.each([0, 1, 70_000, SMALL_BLOB_LIMIT_BYTES])(
      'a small one of %i bytes at once',
      async (sizeBytes) => {
        const target = fresh();
        const blob = randomBlob(sizeBytes);
        await upload(target, blob);
        const read = await target.readSmallBlob(blob.descriptor, signal);
        expect(read.kind === 'read' && Buffer.compare(read.bytes, blob.bytes)).toBe(0);
      },
    );

    test('one that is not small is not read at once', async () => {
      const target = fresh();
      const blob = randomBlob(SMALL_BLOB_LIMIT_BYTES + 1);
      await upload(target, blob);
      await expect(
        Promise.resolve().then(() => target.readSmallBlob(blob.descriptor, signal)),
      ).rejects.toMatchObject({ code: 'too-large' });
    });

    test('an absent blob is absent and not-found', async () => {
      const target = fresh();
      await upload(target, randomBlob(3));
      for (const blob of [randomBlob(7), randomBlob(70_000)]) {
        expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
        expect(await target.statBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
        expect(await target.readSmallBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
        await expect(collect(target.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
          code: 'not-found',
        });
        await expect(checkedBytes(target, blob.descriptor)).rejects.toMatchObject({ code: 'not-found' });
      }
    });

    test('a blob of another size is damaged, and never yielded to its end', async () => {
      const target = fresh();
      const blob = randomBlob(1000);
      await upload(target, blob);
      for (const size of [999, 1001]) {
        const wrong = { ...blob.descriptor, size };
        const probe = await target.probeBlob(wrong, signal);
        expect(probe).toEqual({ kind: 'damaged', reason: 'size', actualSize: 1000 });
        expect(await target.statBlob(wrong, signal)).toEqual(probe);
        expect(await target.readSmallBlob(wrong, signal)).toEqual(probe);
        await expect(collect(target.readBlob(wrong, signal))).rejects.toMatchObject({
          code: 'size-mismatch',
        });
        await expect(checkedBytes(target, wrong)).rejects.toMatchObject({ code: 'size-mismatch' });
      }
    });

    test('the memory of a chunk belongs to the consumer', async () => {
      const target = fresh();
      const blob = randomBlob(300_000);
      await upload(target, blob);
      for await (const chunk of target.readBlob(blob.descriptor, signal)) chunk.fill(0);
      expect(Buffer.compare(await collect(target.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
    });

    test('ending the iteration early gives the connection free', async () => {
      const target = fresh();
      const blob = randomBlob(FIVE_MEGABYTES);
      await upload(target, blob);
      for (let round = 0; round < 40; round++) {
        for await (const chunk of target.readBlob(blob.descriptor, signal)) {
          expect(chunk.length).toBeGreaterThan(0);
          break;
        }
      }
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
    });
  });
}

/** How many bytes `checkBlob` told of. */
async function checkedBytes(target: Target, blob: Descriptor): Promise<number> {
  let toldBytes = 0;
  const onBytes = (bytes: number): void => {
    toldBytes += bytes;
  };
  await target.checkBlob(blob, { onBytes, signal });
  return toldBytes;
}

export function describeWritingBlobs(fresh: () => Target): void {
  describe('writing blobs', () => {
    const expectAbsent = async (target: Target, blob: Blob): Promise<void> => {
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
    };

    test('a cancelled upload leaves nothing', async () => {
      const target = fresh();
      const blob = randomBlob(10);
      await (await openUpload(target, blob)).cancel();
      await expectAbsent(target, blob);
    });

    test.each([
      ['at once', 0],
      ['midway', 100_000],
    ])('a body that fails %s abandons the upload, and its error comes back', async (_name, after) => {
      const target = fresh();
      const blob = randomBlob(200_000);
      const broken = new Error('the source broke');
      const opened = await openUpload(target, blob);
      await expect(opened.send(failing(blob.bytes.subarray(0, after), broken), signal)).rejects.toBe(broken);
      await expectAbsent(target, blob);
    });

    test('wrong bytes of the right length never land', async () => {
      const target = fresh();
      const blob = randomBlob(100_000);
      const opened = await openUpload(target, blob);
      const other = randomBlob(100_000);
      await expect(opened.send(inChunks(other.bytes), signal)).rejects.toMatchObject({ name: 'MirrorError' });
      await expectAbsent(target, blob);
      await expectAbsent(target, other);
    });

    test.each([
      ['few', 99_999],
      ['many', 100_001],
    ])('too %s bytes never land', async (_name, sizeBytes) => {
      const target = fresh();
      const blob = randomBlob(100_000);
      const bytes = Buffer.concat([blob.bytes, Buffer.from('x')]).subarray(0, sizeBytes);
      const opened = await openUpload(target, blob);
      await expect(opened.send(inChunks(bytes), signal)).rejects.toMatchObject({ name: 'MirrorError' });
      await expectAbsent(target, blob);
    });

    test('after a failure the same blob can be uploaded', async () => {
      const target = fresh();
      const blob = randomBlob(100_000);
      const opened = await openUpload(target, blob);
      await expect(opened.send(inChunks(randomBlob(100_000).bytes), signal)).rejects.toThrow();
      await upload(target, blob);
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
    });

    test('uploading what is there is no error', async () => {
      const target = fresh();
      const blob = randomBlob(1000);
      await upload(target, blob);
      await upload(target, blob);
      expect(Buffer.compare(await collect(target.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
    });

    test('many uploads run side by side', async () => {
      const target = fresh();
      const blobs = Array.from({ length: 20 }, () => randomBlob(50_000));
      await Promise.all([...blobs, ...blobs.slice(0, 5)].map((blob) => upload(target, blob)));
      for (const blob of blobs) {
        expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
      }
    });
  });
}

export function describeMounts(fresh: () => Target): void {
  describe('mounts', () => {
    test('a blob of another repository is there afterwards', async () => {
      const [from, to] = [fresh(), fresh()];
      const blob = randomBlob(1000);
      await upload(from, blob);
      const begun = await to.beginUpload(blob.descriptor, [from.repository], signal);
      expect(begun).toEqual({ kind: 'mounted', from: from.repository });
      expect(Buffer.compare(await collect(to.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
    });

    test('a mount from where it is not becomes an upload', async () => {
      const [from, to] = [fresh(), fresh()];
      const blob = randomBlob(1000);
      const begun = await to.beginUpload(blob.descriptor, [from.repository], signal);
      await uploadOf(begun).send(inChunks(blob.bytes), signal);
      expect(Buffer.compare(await collect(to.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
    });
  });
}

async function* failing(bytes: Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield* inChunks(bytes);
  throw error;
}
