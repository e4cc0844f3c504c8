/** How often stores are asked what refers to what. */
import { describe, expect, test } from '@jest/globals';
import { Health } from '../../../src/mirror/health.ts';
import { ReferrerSearch } from '../../../src/mirror/referrers/search.ts';
import { type Call, FaultyTarget, fails, failure, type Interference } from '../../fakes/faulty-target.ts';
import { makeImage } from '../../fixtures/images.ts';
import { orasReferrer, SPDX } from '../../fixtures/referrers.ts';
import { neverAborted, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'search' });
const sbom = orasReferrer(image.root, SPDX);
const PLACE = { place: 'source here' };

function searching(interfere: Interference = () => undefined) {
  const world = new World();
  for (const tree of [image, sbom]) world.push(SOURCE, 'app', { tree });
  const calls: Call[] = [];
  const store = new FaultyTarget(world.registry(SOURCE).open('app'), async (call) => {
    calls.push(call);
    await interfere(call);
  });
  const search = new ReferrerSearch(new Health(), neverAborted());
  return { store, search, methods: () => calls.map(({ method }) => method) };
}

describe('a search', () => {
  test('asks for each subject once, and for the tags of a repository once', async () => {
    const { store, search, methods } = searching();
    const { digest } = image.root;
    const lists = await Promise.all([1, 2, 3].map(() => search.of(store, digest, PLACE)));
    await search.of(store, sbom.root.digest, PLACE);
    expect(lists.every(({ referrers }) => referrers[0]?.descriptor.digest === sbom.root.digest)).toBe(true);
    expect(methods().sort()).toEqual(['referrers', 'referrers', 'tags']);
  });

  test.each(['too-large', 'denied', 'refused'] as const)(
    'looks names up where tags are not listed: %s',
    async (code) => {
      const { store, search } = searching(fails('tags', failure(code), { times: 9 }));
      expect(await search.tagsOf(store, PLACE)).toBeNull();
      expect((await search.of(store, image.root.digest, PLACE)).referrers).toHaveLength(1);
    },
  );

  test('fails where the store is in trouble, and asks anew the next time', async () => {
    const { store, search } = searching(fails('tags', failure('unavailable', { status: 503 })));
    await expect(search.of(store, image.root.digest, PLACE)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await search.of(store, image.root.digest, PLACE)).referrers).toHaveLength(1);
  });
});
