import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findJsonFault } from '../../../src/stores/credentials/json-fault.ts';

describe('findJsonFault', () => {
  test.each([
    ['{"a": x}', 1, 7],
    ['{', 1, 2],
    ['', 1, 1],
    ['{"a":1,}', 1, 8],
    ['[1,]', 1, 4],
    ['{"a" 1}', 1, 6],
    ['{"a":1 "b":2}', 1, 8],
    ['{"a":1}}', 1, 8],
    ['{]', 1, 2],
    ['[}', 1, 2],
    ['{"a":"line\nbreak"}', 1, 6],
    ['{"a":"\\x"}', 1, 6],
    ['{1:2}', 1, 2],
    ["{'a':1}", 1, 2],
    ['{\n  "auths": {\n    "reg": {"auth": oops}\n  }\n}', 3, 21],
    ['{\n  "auths": {\n', 3, 1],
    ['nul', 1, 1],
    ['[01]', 1, 3],
    ['"a" "b"', 1, 5],
  ])('%j stops being JSON at %i:%i', (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  test('valid JSON is walked to its end, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findJsonFault(text)).toEqual({ line: 1, column: text.length + 1 });
      }),
    );
  });

  test('a string of a megabyte is no trouble', () => {
    const text = `{"a":"${'x'.repeat(500_000)}${'\\n'.repeat(250_000)}"`;
    expect(findJsonFault(text)).toEqual({ line: 1, column: text.length + 1 });
  });
});
