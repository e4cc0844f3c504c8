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
