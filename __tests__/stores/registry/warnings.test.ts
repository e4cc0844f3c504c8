import { expect, test } from '@jest/globals';
import { createWarner, readWarnings } from '../../../src/stores/registry/warnings.ts';

test('only 299 with agent "-" counts; escapes and controls are dealt with', () => {
  expect(readWarnings(['299 - "old \\"api\\"", 199 - "no", 299 - "two\u0007"', '299 x "no"'])).toEqual([
    'old "api"',
    'two',
  ]);
});

test('at most 4096 bytes are read', () => {
  expect(readWarnings([`299 - "${'x'.repeat(5000)}"`])).toEqual([]);
});

test('each is shown once, and a registry cannot fill the log', () => {
  const shown: string[] = [];
  const warn = createWarner('reg.example', (message) => shown.push(message));
  for (let round = 0; round < 3; round += 1) warn(['299 - "same"']);
  expect(shown).toEqual(['reg.example says: same']);
  for (let number = 0; number < 1000; number += 1) warn([`299 - "${number}"`]);
  expect(shown.length).toBe(20);
});
