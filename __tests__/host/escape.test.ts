import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeCommands, escapeLog } from '../../src/host/escape.ts';
import { commandsIn, HOSTILE } from '../fakes/runner-commands.ts';

test('the parser of these tests sees the commands that a runner sees', () => {
  expect(commandsIn('a\n  ::add-mask::x\nb ##[error]c\n::')).toEqual([
    { name: 'add-mask', data: 'x' },
    { name: 'error', data: 'c' },
  ]);
  expect(HOSTILE.filter((text) => commandsIn(text).length > 0).length).toBeGreaterThan(12);
});

describe('CVE-2020-15228: text from outside is no workflow command', () => {
  test.each(HOSTILE)('%j', (text) => {
    const lines = escapeLog(text);
    expect(commandsIn(lines.join('\n'))).toEqual([]);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
  test('whatever is strung together', () => {
    const unit = fc.constantFrom(
      ':',
      '::',
      '#',
      '##',
      '[',
      ']',
      ' ',
      '\n',
      '\r',
      '\u00ad',
      '\u00a0',
      'a',
      'ü',
      '\u200b',
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), (parts) => {
        expect(commandsIn(escapeLog(parts.join('')).join('\n'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

test('the escape shows, and other text stays as it is', () => {
  expect(escapeCommands('::set-env name=a::b')).toBe(':\\:set-env name=a::b');
  expect(escapeCommands('x ##[error]y')).toBe('x ##\\[error]y');
  for (const plain of ['std::string', 'a: b:: c', '# title [1]', '[::1]:5000', 'sha256:abc']) {
    expect(escapeCommands(plain)).toBe(plain);
  }
});
