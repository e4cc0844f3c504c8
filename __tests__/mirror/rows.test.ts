import { describe, expect, test } from '@jest/globals';
import type { Image } from '../../src/files/mirrorfile.ts';
import type { Wanted } from '../../src/mirror/resolved-want.ts';
import { type BareRow, groupIntoRows, rowName, rowsOfKeptChildren } from '../../src/mirror/rows.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/oci/media-type.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { digestNumber } from '../fakes/report.ts';
import { manifest } from './world.ts';

const REDIS = 'docker.io/library/redis';
const [A, B] = [digestNumber(1) as Digest, digestNumber(2) as Digest];

function image(more = ''): Image {
  const [one] = manifest(['eu'], `  - { source: ${REDIS}, tags: ["7.4"]${more} }`).images;
  if (one === undefined) throw new Error('no image');
  return one;
}

function wanted(tag: string | null, digest: Digest | null, parts: Partial<Wanted> = {}): Wanted {
  return {
    image: image(),
    name: tag === null ? `${REDIS}@${digest}` : `${REDIS}:${tag}`,
    tag: tag as Tag | null,
    digest,
    root: null,
    by: null,
    sourceNow: null,
    sourceSays: 'not-known',
    locked: null,
    problem: null,
    at: image().at,
    ...parts,
  };
}

function shape({ tag, wanted: digest, sourceTags }: BareRow) {
  return { tag, digest, sourceTags };
}

describe('without managed tags', () => {
  test('there is one row per digest, standing for all its tags', () => {
    const rows = groupIntoRows([wanted('7.4', A), wanted('7', A), wanted('7.2', B), wanted(null, A)]);
    expect(rows.map(shape)).toEqual([
      { tag: null, digest: A, sourceTags: ['7.4', '7'] },
      { tag: null, digest: B, sourceTags: ['7.2'] },
    ]);
  });

  test('what has no digest, or a problem, stays a row of its own', () => {
    const problem = { outcome: 'refused' as const, reason: 'went back' };
    const rows = groupIntoRows([
      wanted('a', null, { problem: { outcome: 'failed', reason: 'gone' } }),
      wanted('b', null, { problem: { outcome: 'failed', reason: 'gone' } }),
      wanted('c', A, { problem }),
      wanted('d', A),
    ]);
    expect(rows.map(({ first }) => first.name)).toEqual(['a', 'b', 'c', 'd'].map((tag) => `${REDIS}:${tag}`));
    expect(rows.map(({ first }) => first.problem?.outcome ?? null)).toEqual([
      'failed',
      'failed',
      'refused',
      null,
    ]);
  });

  test('the descriptor is taken from whoever knows it', () => {
    const root: Descriptor = { mediaType: OCI_MANIFEST, digest: A, size: 3 };
    expect(groupIntoRows([wanted('7.4', A), wanted('7', A, { root })])[0]?.root).toEqual(root);
  });
});

describe('with managed tags', () => {
  const managed = { image: image(', allowMirrorByTags: true') };

  test('there is one row per tag, and one per digest that is wanted without a tag', () => {
    const rows = groupIntoRows([
      wanted('7.4', A, managed),
      wanted('7', A, managed),
      wanted(null, A, managed),
    ]);
    expect(rows.map(shape)).toEqual([
      { tag: '7.4', digest: A, sourceTags: ['7.4'] },
      { tag: '7', digest: A, sourceTags: ['7'] },
      { tag: null, digest: A, sourceTags: [] },
    ]);
  });
});

describe('the children that index: omit keeps', () => {
  const child = (digest: Digest): Descriptor => ({ mediaType: OCI_MANIFEST, digest, size: 3 });
  const managed = { image: image(', allowMirrorByTags: true, platforms: [linux/amd64], index: omit') };
  const [row] = groupIntoRows([wanted('7.4', digestNumber(9) as Digest, managed)]);
  if (row === undefined) throw new Error('no row');

  test('one child takes the place and the tag of the index, as a whole image', () => {
    const rows = rowsOfKeptChildren(row, [child(A)]);
    expect(rows.map(shape)).toEqual([{ tag: '7.4', digest: A, sourceTags: ['7.4'] }]);
    expect(rows[0]).toMatchObject({ root: child(A), platforms: null });
    expect(rows.map(rowName)).toEqual([`${REDIS}:7.4`]);
  });

  test('several are rows of their own without a tag', () => {
    const rows = rowsOfKeptChildren(row, [child(A), child(B)]);
    expect(rows.map(({ tag, wanted: digest, platforms }) => ({ tag, digest, platforms }))).toEqual([
      { tag: null, digest: A, platforms: null },
      { tag: null, digest: B, platforms: null },
    ]);
    expect(rows.map(rowName)).toEqual([`${REDIS}@${A}`, `${REDIS}@${B}`]);
  });
});
