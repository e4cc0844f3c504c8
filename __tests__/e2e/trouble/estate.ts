/** A small estate to mirror in bad times: shared layers, an index, what refers to images, one larger blob. */
import { expect } from '@jest/globals';
import type { ImageTree } from '../../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { pushImage, pushManifest, withConnection } from '../../fixtures/push.ts';
import { cosignSignature, fallbackIndex, orasReferrer, referrerTag, SPDX } from '../../fixtures/referrers.ts';
import type { DockerRegistry } from '../../servers/docker-registry.ts';
import { digestOfTag } from '../registry-content.ts';
import { faultsOfRegistry } from './storage.ts';

export interface EstateImage {
  readonly repository: string;
  readonly tag: string;
  readonly tree: ImageTree;
}

const SHARED = ['estate/base-0', 'estate/base-1'];
const LARGE_BYTES = 6 * 1024 * 1024;
const ARM64 = { os: 'linux', architecture: 'arm64' };

const signed = makeImage({ seed: 'estate/signed', layerSeeds: [...SHARED, 'estate/signed'] });

export const ESTATE: readonly EstateImage[] = [
  { repository: 'team/base', tag: '1', tree: makeImage({ seed: 'estate/base', layerSeeds: SHARED }) },
  {
    repository: 'team/web',
    tag: '1',
    tree: makeImage({ seed: 'estate/web', layerSeeds: [...SHARED, 'web'] }),
  },
  {
    repository: 'team/api',
    tag: '1',
    tree: makeIndex(
      [
        makeImage({ seed: 'estate/api', layerSeeds: [...SHARED, 'api'] }),
        makeImage({ seed: 'estate/api-arm', platform: ARM64 }),
      ],
      { attestations: true },
    ),
  },
  { repository: 'team/signed', tag: '1', tree: signed },
  {
    repository: 'team/model',
    tag: '1',
    tree: makeImage({ seed: 'estate/model', layers: 1, layerBytes: LARGE_BYTES }),
  },
];

const SBOM = orasReferrer(signed.root, SPDX);
const SIGNATURE = cosignSignature(signed.root, 'somebody');

/** Puts the estate where it comes from. */
export async function pushEstate({ url }: DockerRegistry): Promise<void> {
  for (const { repository, tag, tree } of ESTATE) await pushImage(url, repository, { tag, tree });
  await pushImage(url, 'team/signed', { tag: null, tree: SBOM });
  await pushImage(url, 'team/signed', { tag: referrerTag(signed.root, '.sig'), tree: SIGNATURE });
  await withConnection(url, 'team/signed', {}, (connection) =>
    pushManifest(connection, referrerTag(signed.root), fallbackIndex([SBOM])),
  );
}

/** `images` of a mirror manifest, from the source at `host`. */
export function imagesFrom(host: string): readonly string[] {
  return ESTATE.map(({ repository, tag }) => `${host}/${repository}:${tag}`);
}

/** What belongs to the estate besides its images. */
export const BESIDE: readonly ImageTree[] = [SBOM, SIGNATURE];

/** Every tag as wanted, the signature's too, and nothing in the storage that a tag promises and that is not there. */
export function expectEstateOn(registry: Pick<DockerRegistry, 'storage'>, prefix = ''): void {
  for (const { repository, tag, tree } of ESTATE)
    expect({ repository, digest: digestOfTag(registry, `${prefix}${repository}`, tag) }).toEqual({
      repository,
      digest: tree.root.digest,
    });
  expect(digestOfTag(registry, `${prefix}team/signed`, referrerTag(signed.root, '.sig'))).toBe(
    SIGNATURE.root.digest,
  );
  expect(digestOfTag(registry, `${prefix}team/signed`, referrerTag(signed.root))).not.toBeNull();
  expect(faultsOfRegistry(registry)).toEqual([]);
}

/** The right content or none: what stands under the tags of the estate, whatever has happened. */
export function expectNoWrongTag(registry: Pick<DockerRegistry, 'storage'>, prefix = ''): void {
  for (const { repository, tag, tree } of ESTATE)
    expect([null, tree.root.digest]).toContain(digestOfTag(registry, `${prefix}${repository}`, tag));
  expect(faultsOfRegistry(registry)).toEqual([]);
}
