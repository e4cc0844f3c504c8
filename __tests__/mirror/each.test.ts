import { expect, test } from '@jest/globals';
import { mapEach } from '../../src/mirror/each.ts';

test('results are in item order, whichever is ready first, and no more than asked run at once', async () => {
  let running = 0;
  let most = 0;
  const results = await mapEach([3, 1, 2, 0], 2, async (turns, index) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    running -= 1;
    return `${index}:${turns}`;
  });
  expect(results).toEqual(['0:3', '1:1', '2:2', '3:0']);
  expect(most).toBe(2);
});

test('every child is waited for, then the first error in item order is thrown', async () => {
  const ended: number[] = [];
  const work = mapEach([0, 1, 2], 3, async (item) => {
    for (let turn = 0; turn < 3 - item; turn += 1) await Promise.resolve();
    ended.push(item);
    if (item !== 1) throw new Error(`${item}`);
  });
  await expect(work).rejects.toThrow('0');
  expect(ended.toSorted()).toEqual([0, 1, 2]);
});

test('what waits for its turn has not begun', async () => {
  const begun: number[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const work = mapEach(gates, 2, async ({ promise }, index) => {
    begun.push(index);
    await promise;
  });
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await gates[1]?.promise;
  await new Promise((turn) => setImmediate(turn));
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await work;
});

test('no items are no work, at any concurrency', async () => {
  expect(await mapEach([], 0, async () => 1)).toEqual([]);
});
