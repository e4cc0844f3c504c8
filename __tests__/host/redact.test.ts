import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRedactor } from '../../src/host/redact.ts';

const SECRET = 'p@ss "wörd"/+&1';

describe('a secret is taken out', () => {
  const redactor = createRedactor();
  redactor.addSecret(SECRET);
  test.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ a: SECRET }).toString()],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in JSON', JSON.stringify({ a: SECRET })],
  ])('%s', (_name, text) => {
    expect(redactor.redact(`before ${text} after`)).toContain('***');
    expect(redactor.redact(text)).not.toContain('rd%22');
    expect(redactor.redact(text)).not.toContain(SECRET.slice(2, 8));
  });
});

test('base64 of `user:secret` is recognised at every offset', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
      (before, after) => {
        const redactor = createRedactor();
        redactor.addSecret('correct-horse-1');
        const header = Buffer.from(`${before}:correct-horse-1${after}`).toString('base64');
        const redacted = redactor.redact(header);
        expect(redacted).toContain('***');
        expect(Buffer.from(redacted.split('***').join(''), 'base64').toString()).not.toContain('horse');
      },
    ),
  );
});

test('the lines of a key are secrets, its headers are not', () => {
  const redactor = createRedactor();
  redactor.addSecret('-----BEGIN KEY-----\nMIIBVgIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n');
  expect(redactor.redact('x MIIBVgIBADANBg y\n-----BEGIN KEY-----')).toBe('x *** y\n-----BEGIN KEY-----');
});

test('a short secret is masked only where it stands alone, and never by a runner', () => {
  const redactor = createRedactor();
  expect(redactor.addSecret('abc')).toEqual([]);
  expect(redactor.redact('abc abcd password=abc; xabc')).toBe('*** abcd password=***; xabc');
  expect(redactor.addSecret('')).toEqual([]);
  expect(redactor.redact('untouched')).toBe('untouched');
});

test('the longer of two secrets wins', () => {
  const redactor = createRedactor();
  redactor.addSecret('hunter');
  redactor.addSecret('hunter2-long');
  expect(redactor.redact('hunter2-long hunter')).toBe('*** ***');
});

test('data keeps words that happen to be a password', () => {
  const redactor = createRedactor();
  redactor.addSecret('registry');
  redactor.addSecret('tok-3n/value');
  expect(redactor.redactData('{"registry":"tok-3n/value"}')).toBe('{"registry":"***"}');
  expect(redactor.redact('registry')).toBe('***');
});

test('characters that patterns know are only characters', () => {
  const redactor = createRedactor();
  redactor.addSecret('a.*+?^{$}()|[]\\-b');
  expect(redactor.redact('x a.*+?^{$}()|[]\\-b y aXb')).toBe('x *** y aXb');
});
