import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Blob,
  compareVersions,
  factsOf,
  type ImageFacts,
  type VersionContent,
} from '../../../src/mirror/lock-changes/compare.ts';
import type { Digest } from '../../../src/oci/digest.ts';
import { digestNumber } from '../../fakes/report.ts';

const blob = (number: number, size = 10): Blob => ({ digest: digestNumber(number) as Digest, size });

function image(number: number, layers: readonly number[], parts: Partial<ImageFacts> = {}): ImageFacts {
  return {
    platform: 'linux/amd64',
    created: '2026-11-01T00:00:00Z',
    manifest: blob(number, 1),
    config: blob(number + 1, 2),
    layers: layers.map((layer) => blob(layer)),
    ...parts,
  };
}

const version = (...images: ImageFacts[]): VersionContent => ({ root: blob(1, 5), images });

describe('what is said of a version', () => {
  test('its youngest image, its platforms, and every blob once', () => {
    const content = version(
      image(10, [100, 101, 100]),
      image(20, [100, 102], { platform: 'linux/arm64', created: '2026-11-02T00:00:00Z' }),
      image(30, [], { platform: null, created: null, config: null }),
    );
    expect(factsOf(content)).toEqual({
      created: '2026-11-02T00:00:00Z',
      bytes: 5 + 1 + 2 + 1 + 2 + 1 + 3 * 10,
      platforms: ['linux/amd64', 'linux/arm64'],
    });
  });

  test('an image that is its own root is counted once', () => {
    const root = blob(1, 5);
    expect(factsOf({ root, images: [image(1, [7], { manifest: root })] }).bytes).toBe(5 + 2 + 10);
  });
});

describe('what has changed', () => {
  test('layers that the old version has not, of all that the new one has', () => {
    const change = compareVersions(version(image(10, [100, 101])), version(image(20, [100, 102, 103, 103])));
    expect(change).toEqual({
      platformsAdded: [],
      platformsRemoved: [],
      layers: { total: 3, changed: 2 },
    });
  });

  test('platforms that came and went', () => {
    const [old, now] = [
      [image(10, []), image(20, [], { platform: 'linux/386' })],
      [image(10, []), image(30, [], { platform: 'linux/arm64' })],
    ];
    expect(compareVersions(version(...old), version(...now))).toMatchObject({
      platformsAdded: ['linux/arm64'],
      platformsRemoved: ['linux/386'],
    });
  });

  const anyImage = fc
    .record({
      number: fc.integer({ min: 10, max: 40 }),
      layers: fc.array(fc.integer({ min: 100, max: 110 })),
      platform: fc.constantFrom('linux/amd64', 'linux/arm64', null),
    })
    .map(({ number, layers, platform }) => image(2 * number, layers, { platform }));
  const anyVersion = fc.array(anyImage, { maxLength: 4 }).map((images) => version(...images));

  test('nothing between a version and itself, whatever the order', () => {
    fc.assert(
      fc.property(anyVersion, (one) => {
        const other = { ...one, images: one.images.toReversed() };
        expect(compareVersions(one, other)).toMatchObject({
          platformsAdded: [],
          platformsRemoved: [],
          layers: { changed: 0 },
        });
        expect(factsOf(one)).toEqual(factsOf(other));
      }),
    );
  });

  test('what is added one way is removed the other way', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (one, other) => {
        const [forth, back] = [compareVersions(one, other), compareVersions(other, one)];
        expect(forth.platformsAdded).toEqual(back.platformsRemoved);
        expect(forth.layers.changed).toBeLessThanOrEqual(forth.layers.total);
        expect(forth.layers.total - forth.layers.changed).toBe(back.layers.total - back.layers.changed);
      }),
    );
  });
});
