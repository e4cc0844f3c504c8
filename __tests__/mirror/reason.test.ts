import { expect, test } from '@jest/globals';
import { reasonOf } from '../../src/mirror/reason.ts';
import { failure } from '../fakes/faulty-target.ts';

test('a mirror that does not answer is named, in the same words for every row', () => {
  const error = failure('unavailable', { where: 'eu.example.com/app' });
  expect(reasonOf({ side: 'mirror', error }, 'eu')).toBe('mirror eu does not answer: injected: unavailable');
});

test('what a mirror refuses, and any failure of the source, is told as it is, with its place', () => {
  const where = 'eu.example.com/app';
  const cases = [
    { side: 'mirror', error: failure('denied', { where }) },
    { side: 'source', error: failure('unavailable', { where }) },
  ] as const;
  for (const one of cases) {
    expect(reasonOf(one, 'eu')).toContain(one.error.message);
    expect(reasonOf(one, 'eu')).not.toContain('mirror eu');
  }
});
