import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { readRefName, taggedRefName, untaggedRefName } from '../../../src/stores/layout/ref-name.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as Digest;

describe('ref.name', () => {
  test.each([
    ['library/redis:7.4', 'library/redis', '7.4'],
    [`library/redis@${DIGEST}`, 'library/redis', null],
    [`library/redis:7.4@${DIGEST}`, 'library/redis', null],
    ['docker.io/library/redis:7.4', 'docker.io/library/redis', '7.4'],
    ['localhost:5000/redis', 'localhost:5000/redis', null],
    ['localhost:5000/redis:1', 'localhost:5000/redis', '1'],
    ['1.2', '', '1.2'],
    ['latest', '', 'latest'],
    ['a/b', 'a/b', null],
    [`redis:${'x'.repeat(129)}`, `redis:${'x'.repeat(129)}`, null],
    ['', '', null],
  ])('%s', (text, name, tag) => {
    expect(readRefName(text)).toEqual({ name, tag });
  });

  test('what is written is read back', () => {
    expect(readRefName(taggedRefName('a/b', 'v1' as Tag))).toEqual({ name: 'a/b', tag: 'v1' });
    expect(readRefName(taggedRefName('', 'v1' as Tag))).toEqual({ name: '', tag: 'v1' });
    expect(readRefName(untaggedRefName('a/b', DIGEST))).toEqual({ name: 'a/b', tag: null });
  });
});
