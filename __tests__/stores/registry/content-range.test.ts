import { expect, test } from '@jest/globals';
import { parseContentRange } from '../../../src/stores/registry/content-range.ts';

test.each([
  [['bytes 5-9/10'], { span: { first: 5, last: 9 }, sizeBytes: 10 }],
  [['bytes 5-9/*'], { span: { first: 5, last: 9 }, sizeBytes: null }],
  [['bytes */10'], { span: null, sizeBytes: 10 }],
  [['bytes 9-5/10'], null],
  [['bytes 5-10/10'], null],
  [['bytes=5-9/10'], null],
  [['items 5-9/10'], null],
  [['bytes 5-9/10', 'bytes 5-9/10'], null],
  [['bytes 5-9/10, bytes 5-9/10'], null],
  [[], null],
])('%j', (lines, expected) => {
  expect(parseContentRange(lines)).toEqual(expected);
});
