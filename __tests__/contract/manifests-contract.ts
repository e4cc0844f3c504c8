/** The promises of the ports about references, manifests and tags. */
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../src/oci/reference.ts';
import type { Target } from '../../src/oci/store.ts';
import { indexOf, neverAborted, newImage, push, randomBlob, upload } from './content.ts';

const V1 = 'v1' as Tag;
const V2 = 'v2' as Tag;
const signal = neverAborted();

export function describeReferences(fresh: () => Target): void {
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

export function describeManifests(fresh: () => Target, isStrict: () => boolean): void {
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

export function describeTags(fresh: () => Target): void {
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
