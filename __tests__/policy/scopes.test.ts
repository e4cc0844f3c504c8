import { describe, expect, test } from '@jest/globals';
import { isNestedScope } from '../../src/policy/scopes.ts';

describe('a scope lies in another', () => {
  test.each([
    ['quay.io', 'quay.io', true],
    ['quay.io/a', 'quay.io', true],
    ['quay.io/a/b', 'quay.io/a', true],
    ['quay.io:443', 'quay.io', false],
    ['quay.iox', 'quay.io', false],
    ['quay.io/ab', 'quay.io/a', false],
    ['quay.io', 'quay.io/a', false],
    ['bar.example.com/x', '*.example.com', true],
    ['bar.example.com:5000/x', '*.example.com', true],
    ['*.foo.example.com', '*.example.com', true],
    ['example.com', '*.example.com', false],
    ['quay/bar.foo', '*.foo', false],
    ['quay/bar.foo:400', '*.foo', false],
    ['quay/bar.foo/example', '*.foo', false],
    ['a.foo/x:1', '*.foo', false],
  ])('%s in %s: %s', (inner, outer, expected) => {
    expect(isNestedScope(inner, outer)).toBe(expected);
  });
});
