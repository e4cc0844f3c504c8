import { expect, test } from '@jest/globals';
import { parseContentRange } from '../../../src/stores/registry/content-range.ts';

test.each([
  [['bytes 5-9/10'], { span: { first: 5, last: 9 }, sizeBytes: 10 }],
  [['bytes 5-9/*'], { span: { first: 5, last: 9 }, sizeBytes: null }],
  [['bytes */10'], { span: null, sizeBytes: 10 }],
  [['bytes */*'], { span: null, sizeBytes: null }],
  [['bytes 0-0/1'], { span: { first: 0, last: 0 }, sizeBytes: 1 }],
  [['bytes 123-456/789'], { span: { first: 123, last: 456 }, sizeBytes: 789 }],
  [[' bytes 5-9/10 '], { span: { first: 5, last: 9 }, sizeBytes: 10 }],
  [[`bytes 0-${'9'.repeat(15)}/*`], { span: { first: 0, last: 999_999_999_999_999 }, sizeBytes: null }],
  [[`bytes 0-${'9'.repeat(16)}/*`], null],
  [[`bytes ${'1'.repeat(16)}-${'9'.repeat(15)}/*`], null],
  [[`bytes 0-1/${'9'.repeat(16)}`], null],
  [['some bytes 5-9/10'], null],
  [['bytes 5-9/10 of it'], null],
  [['bytes 5/10'], null],
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
