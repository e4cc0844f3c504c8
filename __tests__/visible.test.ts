import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutText, makeVisible, visibleLines } from '../src/visible.ts';

describe('makeVisible', () => {
  test('writes out what cannot be seen and keeps what can', () => {
    expect(makeVisible('a\x1b[31mb\u202ec\u00add\r\n\u0085\u{e0041}\tü 日本')).toBe(
      'a\\x1b[31mb\\u202ec\\xadd\\r\\n\\x85\\u{e0041} ü 日本',
    );
  });
  test('leaves no control, format or separator character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(makeVisible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

test('visibleLines splits at line ends only', () => {
  expect(visibleLines('a\r\nb\rc\n\nd\n')).toEqual(['a', 'b\\rc', '', 'd']);
});

test('cutText counts characters and splits none', () => {
  expect(cutText('abcdef', 4)).toBe('abc…');
  expect(cutText('😀😀😀', 3)).toBe('😀😀😀');
  expect(cutText('😀😀😀😀', 3)).toBe('😀😀…');
});
