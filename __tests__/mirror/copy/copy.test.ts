import { describe, expect, test } from '@jest/globals';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { ends, keepTag, manifest, SOURCE, World } from '../world.ts';

const image = makeImage({ seed: 'a' });

describe('when three mirrors lack an image', () => {
  test('each blob and manifest is read once and every mirror is complete under its keep tag', async () => {
    const world = new World();
    const digest = world.push(SOURCE, 'app', { tree: image, tag: '1' });
    const file = manifest(['a', 'b', 'c'], `  - ${SOURCE}/app:1@${digest}`);
    const { outcomes, meter, findings } = await world.sync(file);
    expect(findings).toEqual([]);
    expect(ends(outcomes)).toEqual(['a copied', 'b copied', 'c copied']);
    expect(world.count('readBlob', SOURCE)).toBe(image.blobs.size);
    expect(world.count('readManifest', SOURCE)).toBe(1);
    for (const host of ['a', 'b', 'c'].map((name) => `${name}.example.com`)) {
      expect(world.tagsOf(host, 'app')).toEqual({ [keepTag(digest)]: digest });
      expect(world.missing(host, 'app', digest)).toEqual([]);
    }
    expect(meter.rereads).toBe(0);
  });
});
void makeIndex;
