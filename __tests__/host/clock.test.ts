import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/host/clock.ts';

test('sleep ends with the time or with the reason of the signal', async () => {
  await systemClock.sleep(1, new AbortController().signal);
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, controller.signal);
  controller.abort('SIGTERM');
  await expect(sleeping).rejects.toBe('SIGTERM');
  await expect(systemClock.sleep(1, controller.signal)).rejects.toBe('SIGTERM');
});
