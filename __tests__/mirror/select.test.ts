import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Select } from '../../src/files/mirrorfile.ts';
import { selectTags } from '../../src/mirror/select.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { manifest } from './world.ts';

function select(written: string): Select {
  const file = manifest(['eu'], `  - { source: docker.io/library/redis, select: { ${written} } }`);
  const found = file.images[0]?.select ?? null;
  if (found === null) throw new Error('no select');
  return found;
}

function chosen(tags: readonly string[], written: string): readonly string[] {
  return selectTags(tags as readonly Tag[], select(written));
}

const HEX = 'a'.repeat(64);

describe('semver', () => {
  test('takes what the range holds and nothing without three numbers', () => {
    const tags = ['7', '7.1', '7.1.0', '7.2.0', '7.9.9', '8.0.0', 'latest', '7.2.0.1', 'stable'];
    expect(chosen(tags, 'semver: ">=7.2 <8"')).toEqual(['7.2.0', '7.9.9']);
  });

  test('sees through a leading v and keeps the tag as it is', () => {
    expect(chosen(['v1.2.3', 'V1.2.4', 'version1.2.5'], 'semver: "1.x"')).toEqual(['v1.2.3']);
  });

  test('takes a suffix for a pre-release: outside of a plain range, inside of one that names it', () => {
    const tags = ['7.4.0', '7.4.0-rc1', '7.4.1-alpine'];
    expect(chosen(tags, 'semver: ">=7.2 <8"')).toEqual(['7.4.0']);
    expect(chosen(tags, 'semver: ">=7.4.0-0 <7.4.1"')).toEqual(['7.4.0', '7.4.0-rc1']);
  });
});

describe('latest', () => {
  test('keeps the newest by version, not by text or by order', () => {
    const tags = ['1.9.0', '1.10.0', '1.2.0', '1.11.0', '1.1.0'];
    expect(chosen(tags, 'semver: "1", latest: 2')).toEqual(['1.10.0', '1.11.0']);
  });

  test('counts after include and exclude', () => {
    const tags = ['1.1.0', '1.2.0', '1.3.0'];
    expect(chosen(tags, 'semver: "1", exclude: "^1\\\\.3", latest: 1')).toEqual(['1.2.0']);
  });

  test('larger than what there is takes everything', () => {
    expect(chosen(['1.1.0'], 'semver: "1", latest: 5')).toEqual(['1.1.0']);
  });
});

describe('include and exclude', () => {
  test('match anywhere in the tag and both count', () => {
    const tags = ['7.4-alpine', 'alpine', '7.4-rc1-alpine', 'bookworm'];
    expect(chosen(tags, 'include: "alpine", exclude: "-rc"')).toEqual(['7.4-alpine', 'alpine']);
  });
});

test('tags that hold a digest are never taken', () => {
  const holders = [
    `sha256-${HEX}`,
    `sha256-${HEX}.sig`,
    `sha256-${HEX}.att`,
    `sha512-${HEX}${HEX}`.slice(0, 128),
    `keep-sha256-${HEX}`,
  ];
  expect(chosen([...holders, 'sha256-short', 'keep-me'], 'include: "."')).toEqual([
    'keep-me',
    'sha256-short',
  ]);
});

test('the order of what the source lists and repeats in it change nothing', () => {
  const version = fc
    .tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.constantFrom('', '-rc1', '-alpine'))
    .map(([major, minor, patch, suffix]) => `${major}.${minor}.${patch}${suffix}`);
  fc.assert(
    fc.property(fc.array(version), fc.nat(5), (tags, latest) => {
      const written = `semver: ">=3 <9", latest: ${latest + 1}`;
      const once = chosen(tags, written);
      expect(chosen([...tags].reverse().concat(tags), written)).toEqual(once);
      expect(once.length).toBeLessThanOrEqual(latest + 1);
      expect([...once].sort()).toEqual(once);
    }),
  );
});
