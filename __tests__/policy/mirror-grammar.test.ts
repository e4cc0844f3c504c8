import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { whyNotMirror, whyNotScope, whyNotSource } from '../../src/policy/mirror-grammar.ts';
import { processorMs } from './reading.ts';

const MIRRORS = [
  'quay.io',
  'localhost',
  'mirror',
  'mirror/foo',
  '10.0.0.1:5000/a',
  'QUAY.io/x',
  'quay.io/a__b',
  'quay.io/a---b',
];
const WILDCARDS = ['*.redhat.io', '*.a'];
const REJECTED = [
  ...[
    '*',
    '*.redhat.io/foo',
    '*.redhat.io:5000',
    'quay.io/Foo',
    'quay.io/a:tag',
    `quay.io/a@sha256:${'a'.repeat(64)}`,
  ],
  ...[
    'quay.io/',
    'https://quay.io',
    '[::1]:5000',
    'host_x.io',
    '-x.io',
    'a..b',
    'quay.io/a_._b',
    'quay.io/foo_',
    ' quay.io',
  ],
  ...['quay.io ', '', 'x-.io', 'quay.io//a', 'quay.io:', 'quay.io/a\n', 'a.*.b', '**.a', '*.'],
];

describe('what OpenShift takes', () => {
  test.each(MIRRORS)('%s is a mirror and a source', (text) => {
    expect([whyNotMirror(text), whyNotSource(text)]).toEqual([null, null]);
  });

  test.each(WILDCARDS)('%s is a source and no mirror', (text) => {
    expect(whyNotSource(text)).toBeNull();
    expect(whyNotMirror(text)).not.toBeNull();
  });

  test.each(REJECTED)('%j is neither', (text) => {
    expect(whyNotSource(text)).not.toBeNull();
    expect(whyNotMirror(text)).not.toBeNull();
  });

  test('agrees with the pattern of the platform on short texts', () => {
    const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
    const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
    const mirror = `${label}(?:\\.${label})*(?::[0-9]+)?(?:/${component})*`;
    const source = new RegExp(`^(?:\\*(?:\\.${label})+|${mirror})$`);
    const text = fc.string({ unit: fc.constantFrom(...'aB0.-_/:*@ '), maxLength: 12 });
    fc.assert(
      fc.property(text, (value) => {
        expect(whyNotSource(value) === null).toBe(source.test(value));
        expect(whyNotMirror(value) === null).toBe(new RegExp(`^${mirror}$`).test(value));
      }),
      { numRuns: 2000 },
    );
  });

  test('a text made to make patterns backtrack takes no time', () => {
    const texts = [`quay.io/${'a-'.repeat(250)}!`, `${'a-'.repeat(250)}!`, 'a.'.repeat(1_000_000)];
    const spent = processorMs(() => {
      for (const text of texts) expect(whyNotMirror(text)).not.toBeNull();
    });
    expect(spent).toBeLessThan(500);
  });

  test.each(['quay.io', '*.x', 'quay.io/a'])('%s is a scope', (text) => expect(whyNotScope(text)).toBeNull());
  test.each(['', '*', '*.x/y', '*.x:1', 'a.*', '*.*.x'])('%j is no scope', (text) =>
    expect(whyNotScope(text)).not.toBeNull(),
  );
});
