/** What the ports in `oci/store.ts` promise, asked of every store. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { isMirrorError } from '../../src/errors.ts';
import type { Tag } from '../../src/oci/reference.ts';
import type { BeginUpload, Target, Upload } from '../../src/oci/store.ts';
import {
  type Blob,
  blobOf,
  collect,
  inChunks,
  indexOf,
  neverAborted,
  newImage,
  push,
  randomBlob,
  upload,
} from './content.ts';

export interface StoreUnderTest {
  /** Another repository of the same place. */
  open(repository: string): Target;
  /** Whether manifests are refused whose content is not there. */
  readonly isStrict: boolean;
}

const FIVE_MEGABYTES = 5 * 1024 * 1024;
const V1 = 'v1' as Tag;
const V2 = 'v2' as Tag;
const signal = neverAborted();

/** `start` is called once; every test works in a repository of its own. */
export function describeStoreContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${name}`, () => {
    let store: StoreUnderTest;
    beforeAll(async () => {
      store = await start();
    });
    const fresh = (): Target => store.open(`test/r${randomUUID()}`);
    describeReferences(fresh);
    describeManifests(fresh, () => store.isStrict);
    describeTags(fresh);
    describeReadingBlobs(fresh);
    describeWritingBlobs(fresh);
    describeMounts(fresh);
    describeAborting(fresh);
    describeHeldRoots(fresh);
  });
}

function describeReferences(fresh: () => Target): void {
  describe('resolve and tags', () => {
    test('a repository that is not there has nothing', async () => {
      const target = fresh();
      const { digest } = newImage().manifest.descriptor;
      expect(await target.resolve(V1, signal)).toBeNull();
      expect(await target.resolve(digest, signal)).toBeNull();
      expect(await target.tags(signal)).toEqual([]);
    });

    test('a manifest is found by digest and by tag, as the same descriptor', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      await target.tag(V1, image.manifest, signal);
      expect(await target.resolve(image.manifest.descriptor.digest, signal)).toEqual(
        image.manifest.descriptor,
      );
      expect(await target.resolve(V1, signal)).toEqual(image.manifest.descriptor);
    });

    test('beside something that is there, another tag and another digest are not', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      await target.tag(V1, image.manifest, signal);
      expect(await target.resolve(V2, signal)).toBeNull();
      expect(await target.resolve(newImage().manifest.descriptor.digest, signal)).toBeNull();
    });

    test('origin and repository say where it is', () => {
      const target = fresh();
      expect(target.repository).toMatch(/^test\/r/);
      expect(target.name).toContain(target.repository);
      expect(fresh().origin).toBe(target.origin);
    });
  });
}

function describeManifests(fresh: () => Target, isStrict: () => boolean): void {
  describe('manifests', () => {
    test('come back byte for byte, by digest and by tag', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      await target.tag(V1, image.manifest, signal);
      for (const reference of [V1, image.manifest.descriptor.digest]) {
        const read = await target.readManifest(reference, signal, image.manifest.bytes.length);
        expect(Buffer.compare(read.bytes, image.manifest.bytes)).toBe(0);
        expect(read.descriptor).toEqual(image.manifest.descriptor);
      }
    });

    test('an index comes after its children', async () => {
      const target = fresh();
      const images = [newImage(), newImage()];
      for (const image of images) await push(target, image);
      const index = indexOf(images);
      await target.writeManifest(index, signal);
      expect((await target.readManifest(index.descriptor.digest, signal)).descriptor).toEqual(
        index.descriptor,
      );
    });

    test('that are absent are not-found', async () => {
      const target = fresh();
      const { digest } = newImage().manifest.descriptor;
      await expect(target.readManifest(digest, signal)).rejects.toMatchObject({ code: 'not-found' });
      await expect(target.readManifest(V1, signal)).rejects.toMatchObject({ code: 'not-found' });
    });

    test('of another size than expected are a size-mismatch', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      const { digest, size } = image.manifest.descriptor;
      await expect(target.readManifest(digest, signal, size + 1)).rejects.toMatchObject({
        code: 'size-mismatch',
      });
    });

    test('written by digest make no tag', async () => {
      const target = fresh();
      await push(target, newImage());
      expect(await target.tags(signal)).toEqual([]);
    });

    test('written twice are there once', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      await target.writeManifest(image.manifest, signal);
      expect(await target.resolve(image.manifest.descriptor.digest, signal)).toEqual(
        image.manifest.descriptor,
      );
    });

    test('whose bytes are not those of their digest are not written', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      const other = newImage(image.layers);
      await upload(target, other.config);
      const forged = { ...other.manifest, bytes: image.manifest.bytes };
      await expect(target.writeManifest(forged, signal)).rejects.toMatchObject({ name: 'MirrorError' });
      expect(await target.resolve(other.manifest.descriptor.digest, signal)).toBeNull();
    });

    test('with missing content are refused, naming it, where the store is strict', async () => {
      const target = fresh();
      const image = newImage([randomBlob(10), randomBlob(11)]);
      for (const blob of [image.config, ...image.layers.slice(1)]) await upload(target, blob);
      const written = target.writeManifest(image.manifest, signal);
      if (!isStrict()) {
        await written;
        return;
      }
      const missing = image.layers[0]?.descriptor.digest;
      await expect(written).rejects.toMatchObject({
        code: 'refused',
        registryCodes: ['MANIFEST_BLOB_UNKNOWN'],
        unknownDigests: [missing],
      });
      expect(await target.resolve(image.manifest.descriptor.digest, signal)).toBeNull();
    });

    test('an index with a missing child is refused where the store is strict', async () => {
      const target = fresh();
      const images = [newImage(), newImage()];
      await push(target, images[0] ?? newImage());
      const written = target.writeManifest(indexOf(images), signal);
      if (isStrict()) await expect(written).rejects.toMatchObject({ code: 'refused' });
      else await written;
    });
  });
}

function describeTags(fresh: () => Target): void {
  describe('tags', () => {
    test('are listed, each once', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      const wanted = ['1.0', '1.0-rc.1', 'Latest', '_x', 'v1'] as Tag[];
      await Promise.all(wanted.map((tag) => target.tag(tag, image.manifest, signal)));
      expect([...(await target.tags(signal))].sort()).toEqual([...wanted].sort());
    });

    test('move, and leave the other tags and the old manifest where they are', async () => {
      const target = fresh();
      const [before, after] = [newImage(), newImage()];
      await push(target, before);
      await push(target, after);
      await target.tag(V1, before.manifest, signal);
      await target.tag(V2, before.manifest, signal);
      await target.tag(V1, after.manifest, signal);
      expect((await target.resolve(V1, signal))?.digest).toBe(after.manifest.descriptor.digest);
      expect((await target.resolve(V2, signal))?.digest).toBe(before.manifest.descriptor.digest);
      expect(await target.resolve(before.manifest.descriptor.digest, signal)).toEqual(
        before.manifest.descriptor,
      );
    });

    test('set again to the same manifest change nothing', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      await target.tag(V1, image.manifest, signal);
      await target.tag(V1, image.manifest, signal);
      expect(await target.tags(signal)).toEqual([V1]);
      expect(await target.resolve(V1, signal)).toEqual(image.manifest.descriptor);
    });

    test('of one repository are not those of another', async () => {
      const [target, other] = [fresh(), fresh()];
      const image = newImage();
      await push(target, image);
      await target.tag(V1, image.manifest, signal);
      expect(await other.tags(signal)).toEqual([]);
      expect(await other.resolve(V1, signal)).toBeNull();
    });

    test('checkPush makes none', async () => {
      const target = fresh();
      await target.checkPush(signal);
      expect(await target.tags(signal)).toEqual([]);
    });
  });
}

function describeReadingBlobs(fresh: () => Target): void {
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
    });

    test('an absent blob is absent and not-found', async () => {
      const target = fresh();
      await upload(target, randomBlob(3));
      for (const blob of [randomBlob(7), randomBlob(70_000)]) {
        expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
        await expect(collect(target.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
          code: 'not-found',
        });
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
        await expect(collect(target.readBlob(wrong, signal))).rejects.toMatchObject({
          code: 'size-mismatch',
        });
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

function describeWritingBlobs(fresh: () => Target): void {
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

function describeMounts(fresh: () => Target): void {
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

function describeAborting(fresh: () => Target): void {
  describe('when the signal has fired', () => {
    test('every method stops', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      const { manifest, config } = image;
      const aborted = AbortSignal.abort();
      const calls = [
        () => target.resolve(V1, aborted),
        () => target.tags(aborted),
        () => target.readManifest(manifest.descriptor.digest, aborted),
        () => collect(target.readBlob(config.descriptor, aborted)),
        () => target.probeBlob(config.descriptor, aborted),
        () => target.checkPush(aborted),
        () => target.beginUpload(config.descriptor, [], aborted),
        () => target.writeManifest(manifest, aborted),
        () => target.tag(V1, manifest, aborted),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'aborted' });
      expect(await target.tags(signal)).toEqual([]);
    });

    test('midway, an upload stops and leaves nothing', async () => {
      const target = fresh();
      const blob = randomBlob(400_000);
      const stop = new AbortController();
      const opened = await openUpload(target, blob);
      const sent = opened.send(abortingAfter(blob.bytes, stop), stop.signal);
      await expect(sent).rejects.toMatchObject({ code: 'aborted' });
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
    });

    test('midway, reading a blob stops', async () => {
      const target = fresh();
      const blob = randomBlob(FIVE_MEGABYTES);
      await upload(target, blob);
      const stop = new AbortController();
      const read = async (): Promise<void> => {
        for await (const chunk of target.readBlob(blob.descriptor, stop.signal)) {
          expect(chunk.length).toBeGreaterThan(0);
          stop.abort();
        }
      };
      await expect(read()).rejects.toMatchObject({ code: 'aborted' });
    });
  });
}

function describeHeldRoots(fresh: () => Target): void {
  test('holdRoot is there exactly where roots are held by being listed', async () => {
    const target = fresh();
    const image = newImage();
    await push(target, image);
    expect(target.holdRoot !== undefined).toBe(target.holdsUntaggedRoots);
    await target.holdRoot?.(image.manifest, signal);
    await target.holdRoot?.(image.manifest, signal);
    expect(await target.tags(signal)).toEqual([]);
    expect(await target.resolve(image.manifest.descriptor.digest, signal)).toEqual(image.manifest.descriptor);
  });

  test('only MirrorErrors are thrown', async () => {
    const target = fresh();
    const missing = blobOf(Buffer.from('nobody has this'));
    const errors = await Promise.all([
      target.readManifest(V1, signal).catch((error: unknown) => error),
      collect(target.readBlob(missing.descriptor, signal)).catch((error: unknown) => error),
    ]);
    expect(errors.map((error) => isMirrorError(error, 'not-found'))).toEqual([true, true]);
  });
}

async function openUpload(target: Target, blob: Blob): Promise<Upload> {
  return uploadOf(await target.beginUpload(blob.descriptor, [], signal));
}

function uploadOf(begun: BeginUpload): Upload {
  if (begun.kind === 'upload') return begun.upload;
  throw new Error('an upload was expected, the blob was mounted');
}

async function* failing(bytes: Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield* inChunks(bytes);
  throw error;
}

async function* abortingAfter(bytes: Uint8Array, stop: AbortController): AsyncGenerator<Uint8Array> {
  for await (const chunk of inChunks(bytes)) {
    yield chunk;
    stop.abort();
  }
}
