/** What the ports in `oci/store.ts` promise, asked of every store. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { isMirrorError } from '../../src/errors.ts';
import type { Tag } from '../../src/oci/reference.ts';
import type { Target } from '../../src/oci/store.ts';
import { describeAborting } from './aborting-contract.ts';
import { describeMounts, describeReadingBlobs, describeWritingBlobs } from './blobs-contract.ts';
import { blobOf, collect, neverAborted, newImage, push } from './content.ts';
import { describeManifests, describeReferences, describeTags } from './manifests-contract.ts';
import { describeReferrers } from './referrers-contract.ts';

export interface StoreUnderTest {
  /** Another repository of the same place. */
  open(repository: string): Target;
  /** Whether manifests are refused whose content is not there. */
  readonly isStrict: boolean;
}
const V1 = 'v1' as Tag;
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
    describeReferrers(fresh);
    describeAborting(fresh);
    describeHeldRoots(fresh);
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
