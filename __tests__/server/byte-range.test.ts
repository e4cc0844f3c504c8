import { describe, expect, test } from '@jest/globals';
import { parseByteRange } from '../../src/server/byte-range.ts';

const part = (from: number, to: number) => ({ kind: 'part', span: { from, to } });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

describe('Range of a blob of 10 bytes', () => {
  test.each([
    ['bytes=0-0', part(0, 1)],
    ['bytes=9-9', part(9, 10)],
    ['bytes=0-9', part(0, 10)],
    ['bytes=5-', part(5, 10)],
    ['bytes=5-100', part(5, 10)],
    ['bytes=-3', part(7, 10)],
    ['bytes=-100', part(0, 10)],
    ['bytes=10-', unsatisfiable],
    ['bytes=10-10', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    ['bytes=-', whole],
    ['bytes=5-4', whole],
    ['bytes=0-1,3-4', whole],
    ['bytes=a-b', whole],
    ['items=0-1', whole],
    ['bytes=99999999999999999-', whole],
    [undefined, whole],
  ])('%s', (header, expected) => {
    expect(parseByteRange(header, 10)).toEqual(expected);
  });

  test('nothing of nothing can be had', () => {
    expect(parseByteRange('bytes=0-0', 0)).toEqual(unsatisfiable);
    expect(parseByteRange('bytes=-1', 0)).toEqual(unsatisfiable);
  });
});
