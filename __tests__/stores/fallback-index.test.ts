/** The fallback index with other writers on the same tag, who read before us and write after us. */
import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../src/errors.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { fallbackTagOf } from '../../src/oci/referrer.ts';
import type { RawManifest, Target } from '../../src/oci/store.ts';
import { mergeIntoFallbackIndex } from '../../src/stores/fallback-index.ts';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { manifestOf, newImage, randomBlob, upload } from '../contract/content.ts';

const signal = new AbortController().signal;
const SUBJECT = newImage().manifest.descriptor;
const TAG = fallbackTagOf(SUBJECT.digest);

/** A registry without the API, and a way to put referrers and indexes there by hand. */
async function world() {
  const store = createMemoryStore('memory://plain', { referrersApi: false }).open('a/b');
  const referrer = async (): Promise<RawManifest> => {
    const blob = randomBlob(10);
    await upload(store, blob);
    const more = { subject: SUBJECT, config: blob.descriptor, layers: [] };
    const manifest = manifestOf(OCI_MANIFEST, { schemaVersion: 2, mediaType: OCI_MANIFEST, ...more });
    await store.writeManifest(manifest, signal);
    return manifest;
  };
  const write = (...manifests: readonly RawManifest[]) => store.tag(TAG, indexOf(manifests), signal);
  const listed = async () => {
    const { referrers } = await store.referrers(SUBJECT.digest, signal);
    return referrers.map(({ descriptor }) => descriptor.digest).sort();
  };
  return { store, referrer, write, listed };
}

function indexOf(manifests: readonly RawManifest[]): RawManifest {
  const entries = manifests.map(({ descriptor }) => descriptor);
  return manifestOf(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries });
}

/** `store`, with something done after each of its writes of a tag; `times` times. */
function afterTag(
  store: Target,
  times: number,
  work: () => Promise<void>,
): Pick<Target, 'readManifest' | 'tag' | 'name'> {
  let left = times;
  return {
    name: store.name,
    readManifest: (...args) => store.readManifest(...args),
    tag: async (...args) => {
      await store.tag(...args);
      left -= 1;
      if (left >= 0) await work();
    },
  };
}

function refusing({ descriptor }: RawManifest): MirrorError {
  return new MirrorError('refused', 'content that the manifest names is not in this repository', {
    status: 400,
    registryCodes: ['MANIFEST_BLOB_UNKNOWN'],
    unknownDigests: [descriptor.digest],
  });
}

const digests = (...manifests: readonly RawManifest[]) =>
  manifests.map(({ descriptor }) => descriptor.digest).sort();

describe('merging into the fallback index', () => {
  test('ours survives a writer who read before us and writes after us', async () => {
    const { store, referrer, write, listed } = await world();
    const [first, theirs, ours] = [await referrer(), await referrer(), await referrer()];
    await write(first);
    const contested = afterTag(store, 2, () => write(first, theirs));
    await mergeIntoFallbackIndex(contested, { subject: SUBJECT.digest, referrers: [ours] }, signal);
    expect(await listed()).toEqual(digests(first, theirs, ours));
  });

  test('what another writer drops because he had not seen it is brought back', async () => {
    const { store, referrer, write, listed } = await world();
    const [first, ours] = [await referrer(), await referrer()];
    await write(first);
    const contested = afterTag(store, 1, () => write(ours));
    await mergeIntoFallbackIndex(contested, { subject: SUBJECT.digest, referrers: [ours] }, signal);
    expect(await listed()).toEqual(digests(first, ours));
  });

  test('writers who never stop are an error, not an endless loop', async () => {
    const { store, referrer, write } = await world();
    const [theirs, ours] = [await referrer(), await referrer()];
    const contested = afterTag(store, 1_000, () => write(theirs));
    const merging = mergeIntoFallbackIndex(contested, { subject: SUBJECT.digest, referrers: [ours] }, signal);
    await expect(merging).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('entries of manifests that are gone make no registry refuse the index', async () => {
    const { store, referrer, write, listed } = await world();
    const [there, gone, ours] = [await referrer(), await referrer(), await referrer()];
    await write(there, gone);
    const strict: Pick<Target, 'readManifest' | 'tag' | 'name'> = {
      name: store.name,
      readManifest: (...args) => store.readManifest(...args),
      tag: async (tag, manifest, stop) => {
        const names = Buffer.from(manifest.bytes).toString();
        if (names.includes(gone.descriptor.digest)) throw refusing(gone);
        await store.tag(tag, manifest, stop);
      },
    };
    await mergeIntoFallbackIndex(strict, { subject: SUBJECT.digest, referrers: [ours] }, signal);
    expect(await listed()).toEqual(digests(there, ours));
  });

  test('a tag that holds an image is not taken away from its owner', async () => {
    const { store, referrer } = await world();
    const [image, ours] = [await referrer(), await referrer()];
    await store.tag(TAG, image, signal);
    const merging = mergeIntoFallbackIndex(store, { subject: SUBJECT.digest, referrers: [ours] }, signal);
    await expect(merging).rejects.toMatchObject({ code: 'refused' });
    expect((await store.resolve(TAG, signal))?.digest).toBe(image.descriptor.digest);
  });
});
