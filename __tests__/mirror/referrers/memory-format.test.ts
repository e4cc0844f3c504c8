/** The written form of what images carry: what is not exactly as written is not trusted. */
import { describe, expect, test } from '@jest/globals';
import { CARRIED_LIMIT, CarriedMemory, type CarriedReferrer } from '../../../src/mirror/referrers/carried.ts';
import { formatCarried, parseCarried } from '../../../src/mirror/referrers/memory-format.ts';
import { type Digest, digestOf } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';

const digest = (seed: string): Digest => digestOf(Buffer.from(seed));
const KEY = { repository: 'docker.io/library/redis', root: digest('root'), platforms: null };

function referrer(seed: string, parts: Partial<CarriedReferrer> = {}): CarriedReferrer {
  return {
    subject: KEY.root,
    digest: digest(seed),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: 'application/spdx+json',
    kind: 'sbom',
    predicateType: null,
    size: 900,
    manifestSize: 500,
    foundBy: 'api',
    tag: null,
    ...parts,
  };
}

function memoryOf(...referrers: readonly CarriedReferrer[]): CarriedMemory {
  const memory = new CarriedMemory();
  memory.remember(KEY, { referrers, count: referrers.length, atMs: 5, wholeAtMs: 4, hasApi: true });
  return memory;
}

describe('what images carry', () => {
  test('comes back as it was written', () => {
    const tag = `${KEY.root.replace(':', '-')}.sig` as Tag;
    const memory = memoryOf(
      referrer('a'),
      referrer('b', { kind: 'signature', tag, foundBy: 'cosign-tag', predicateType: 'https://x.example/v1' }),
    );
    const read = parseCarried(formatCarried(memory));
    expect(read.ok && read.value.entries()).toEqual(memory.entries());
  });

  test('is kept for different platforms of one image apart', () => {
    const memory = memoryOf(referrer('a'));
    expect(memory.get({ ...KEY, platforms: [{ os: 'linux', architecture: 'arm64' }] })).toBeNull();
    expect(memory.get(KEY)?.count).toBe(1);
  });

  test('is bounded, and counts what it leaves out', () => {
    const many = Array.from({ length: CARRIED_LIMIT + 7 }, (_, each) => referrer(`${each}`));
    const memory = memoryOf(...many);
    expect(memory.get(KEY)).toMatchObject({ count: CARRIED_LIMIT + 7 });
    expect(memory.get(KEY)?.referrers).toHaveLength(CARRIED_LIMIT);
  });

  const good = formatCarried(memoryOf(referrer('a')));
  test.each([
    ['a digest that is none', good.replace(digest('a'), 'sha256:short')],
    ['a kind that nobody knows', good.replace('"sbom"', '"spell"')],
    ['a place that nobody looks in', good.replace('"api"', '"cellar"')],
    ['a negative time', good.replace(',5,4,true', ',-5,4,true')],
    ['a tag that is none', good.replace('"api",null', '"api","no tag"')],
    ['a word without end', good.replace('spdx', 'x'.repeat(1_000))],
    ['a record that is cut', good.replace(',"api",null]]', ']]')],
    ['another version', good.replace('"version":1', '"version":2')],
  ])('is set aside as a whole with %s', (_name, text) => {
    expect(text).not.toBe(good);
    expect(parseCarried(text).ok).toBe(false);
  });
});
