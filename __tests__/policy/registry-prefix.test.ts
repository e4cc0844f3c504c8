import { describe, expect, test } from '@jest/globals';
import { matchedLength, rewriteName } from '../../src/policy/registry-prefix.ts';

describe('a prefix covers a name', () => {
  test.each<[string, string, number | null]>([
    ['docker.io/library/redis', 'docker.io', 9],
    ['docker.io/library/redis', 'docker.io/library/redis', 23],
    ['docker.io/library/redis', 'docker.io/library', 17],
    ['docker.io/library/redis', 'docker.io/redis', null],
    ['docker.io/library/redis', 'docker.io/lib', null],
    ['docker.io/library/redis', 'docker.io/library/redis:7', null],
    ['example.com:5000/a', 'example.com', 11],
    ['a.example.com/x', '*.example.com', 13],
    ['a.b.example.com:5000/x', '*.example.com', 15],
    ['example.com/x', '*.example.com', null],
    ['q.io/a.example.com/x', '*.example.com', null],
    ['a.x.y.x/i', '*.x', null],
  ])('%s under %s: %s', (name, prefix, expected) => {
    expect(matchedLength(name, prefix)).toBe(expected);
  });
});

describe('a name is rewritten', () => {
  test.each<[string, string, string, string | null]>([
    ['quay.io/a/b', 'quay.io', 'm.io/q', 'm.io/q/a/b'],
    ['quay.io/a/b', 'quay.io/a', 'm.io', 'm.io/b'],
    ['quay.io/a/b', 'quay.io/a/b', 'm.io/z', 'm.io/z'],
    ['quay.io/a/b', 'quay.io/a/b', 'm.io', null],
    ['quay.io/a/b', 'quay.io/a/b', 'm.io:5000', null],
    ['quay.io/a/b', 'quay.io', 'mirror', null],
    ['quay.io/a/b', 'quay.io', 'mirror:5000', 'mirror:5000/a/b'],
    ['quay.io/a/b', 'quay.io', 'localhost', 'localhost/a/b'],
    ['quay.io/a/b', 'quay.io', 'index.docker.io', null],
    ['quay.io/b', 'quay.io', 'docker.io', null],
    ['quay.io/a/b', 'quay.io', 'm.io/', null],
    ['h.x.io:5000/a', '*.x.io', 'loc.io', 'loc.io:5000/a'],
    ['h.x.io/a', '*.x.io', '', 'h.x.io/a'],
  ])('%s, %s to %s: %s', (name, prefix, location, expected) => {
    const rewritten = rewriteName(name, prefix, location);
    expect(rewritten === null ? null : `${rewritten.host}/${rewritten.path}`).toBe(expected);
  });
});
