/** The promises of the ports about referrers: how they are listed, and that nobody's entries are lost. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { cosignTagsOf, fallbackTagOf } from '../../src/oci/referrer.ts';
import type { RawManifest, Target } from '../../src/oci/store.ts';
import { type Image, jsonBlob, manifestOf, neverAborted, newImage, push, upload } from './content.ts';

const SBOM = 'application/vnd.example.sbom';
const signal = neverAborted();

export function describeReferrers(fresh: () => Target): void {
  describe('referrers', () => {
    test('a repository that is not there has none', async () => {
      const { digest } = newImage().manifest.descriptor;
      expect((await fresh().referrers(digest, signal)).referrers).toEqual([]);
    });

    test('of an image that nothing refers to are none', async () => {
      const [target, image] = [fresh(), newImage()];
      await push(target, image);
      const list = await target.referrers(image.manifest.descriptor.digest, signal);
      expect(list).toMatchObject({ referrers: [], remarks: [] });
    });

    test('are listed after attach, with their type and annotations', async () => {
      const [target, image] = [fresh(), newImage()];
      await push(target, image);
      const { digest } = image.manifest.descriptor;
      const referrer = await pushReferrer(target, image);
      await target.attach(digest, [referrer], signal);
      const { referrers } = await target.referrers(digest, signal);
      expect(referrers).toHaveLength(1);
      expect(referrers[0]?.descriptor).toMatchObject({
        digest: referrer.descriptor.digest,
        size: referrer.bytes.length,
        mediaType: OCI_MANIFEST,
        artifactType: SBOM,
        annotations: { 'org.example.of': 'a test' },
      });
      expect(referrers[0]?.tag).toBeNull();
    });

    test('attached again change nothing, and each is listed once', async () => {
      const [target, image] = [fresh(), newImage()];
      await push(target, image);
      const { digest } = image.manifest.descriptor;
      const all = [await pushReferrer(target, image), await pushReferrer(target, image)];
      await target.attach(digest, all, signal);
      await target.attach(digest, all, signal);
      expect(await digestsAt(target, digest)).toEqual(digestsOf(all));
    });

    test('of two writers at the same time are all listed', async () => {
      const [target, image] = [fresh(), newImage()];
      await push(target, image);
      const { digest } = image.manifest.descriptor;
      const all = await Promise.all([1, 2, 3, 4].map(() => pushReferrer(target, image)));
      await Promise.all(all.map((one) => target.attach(digest, [one], signal)));
      expect(await digestsAt(target, digest)).toEqual(digestsOf(all));
    });

    test('may be of a subject that is not there yet', async () => {
      const [target, image] = [fresh(), newImage()];
      const referrer = await pushReferrer(target, image);
      await target.attach(image.manifest.descriptor.digest, [referrer], signal);
      expect(await digestsAt(target, image.manifest.descriptor.digest)).toEqual(digestsOf([referrer]));
    });

    test('are found in an index under the fallback tag, which keeps what else it says', async () => {
      const [target, image] = [fresh(), newImage()];
      await push(target, image);
      const { digest } = image.manifest.descriptor;
      const [theirs, ours] = [await pushReferrer(target, image), await pushReferrer(target, image)];
      const index = manifestOf(OCI_INDEX, {
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [{ ...theirs.descriptor, artifactType: 'a lie', annotations: { mine: 'yes' } }],
        annotations: { kept: 'yes' },
      });
      await target.tag(fallbackTagOf(digest), index, signal);
      expect(await digestsAt(target, digest)).toContain(theirs.descriptor.digest);
      await target.attach(digest, [ours], signal);
      expect(await digestsAt(target, digest)).toEqual(digestsOf([theirs, ours]));
      const after = await target.readManifest(fallbackTagOf(digest), signal);
      const document = JSON.parse(Buffer.from(after.bytes).toString());
      expect(document.annotations).toEqual({ kept: 'yes' });
      expect(document.manifests[0]).toMatchObject({ artifactType: 'a lie', annotations: { mine: 'yes' } });
    });

    test('are remarked on where the fallback tag holds an image', async () => {
      const [target, image, other] = [fresh(), newImage(), newImage()];
      await push(target, image);
      await push(target, other);
      const { digest } = image.manifest.descriptor;
      await target.tag(fallbackTagOf(digest), other.manifest, signal);
      const { referrers, remarks } = await target.referrers(digest, signal);
      expect(referrers).toEqual([]);
      expect(remarks).toHaveLength(1);
      expect(remarks[0]).toContain(fallbackTagOf(digest));
    });

    test('of cosign are found by their tags, whether the tags are known or not', async () => {
      const [target, image, signature] = [fresh(), newImage(), newImage()];
      await push(target, image);
      await push(target, signature);
      const { digest } = image.manifest.descriptor;
      const [tag = '' as Tag] = cosignTagsOf(digest);
      await target.tag(tag, signature.manifest, signal);
      const wanted = [{ foundBy: 'cosign-tag', tag, descriptor: signature.manifest.descriptor }];
      expect((await target.referrers(digest, signal)).referrers).toEqual(wanted);
      const tags = new Set(await target.tags(signal));
      expect((await target.referrers(digest, signal, { tags, hasApi: null })).referrers).toEqual(wanted);
    });
  });
}

/** An artifact that refers to `subject`, never seen before; blobs and manifest are there, nothing is listed. */
async function pushReferrer(target: Target, subject: Image): Promise<RawManifest> {
  const config = jsonBlob({}, 'application/vnd.oci.empty.v1+json');
  const layer = jsonBlob({ id: randomUUID() }, SBOM);
  for (const blob of [config, layer]) await upload(target, blob);
  const manifest = manifestOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: SBOM,
    config: config.descriptor,
    layers: [layer.descriptor],
    subject: subject.manifest.descriptor,
    annotations: { 'org.example.of': 'a test' },
  });
  await target.writeManifest(manifest, signal);
  return manifest;
}

async function digestsAt(target: Target, subject: Digest): Promise<readonly Digest[]> {
  const { referrers } = await target.referrers(subject, signal);
  return referrers.map(({ descriptor }) => descriptor.digest).sort();
}

function digestsOf(manifests: readonly RawManifest[]): readonly Digest[] {
  return manifests.map(({ descriptor }) => descriptor.digest).sort();
}
