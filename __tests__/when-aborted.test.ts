import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { whenAborted } from '../src/when-aborted.ts';

test('all are told in the order of asking, without those that took it back', () => {
  const controller = new AbortController();
  const told: string[] = [];
  const [, forgetTwo] = ['one', 'two', 'three'].map((name) =>
    whenAborted(controller.signal, () => told.push(name)),
  );
  forgetTwo?.();
  forgetTwo?.();
  whenAborted(controller.signal, () => told.push('four'));
  controller.abort();
  expect(told).toEqual(['one', 'three', 'four']);
});

test('who is taken back while others are told is not told', () => {
  const controller = new AbortController();
  const told: string[] = [];
  let forgetLast = (): void => {};
  whenAborted(controller.signal, () => {
    told.push('first');
    forgetLast();
  });
  forgetLast = whenAborted(controller.signal, () => told.push('last'));
  controller.abort();
  expect(told).toEqual(['first']);
});

test('a signal that has fired tells at once', () => {
  const told: string[] = [];
  whenAborted(AbortSignal.abort('stopped'), () => told.push('now'))();
  expect(told).toEqual(['now']);
});

test('requests of a long run are one listener of its signal, and leave nothing behind that holds them', () => {
  const { signal } = new AbortController();
  for (let request = 0; request < 1_000; request += 1) {
    const forget = whenAborted(signal, () => undefined);
    if (request % 2 === 0) forget();
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});
