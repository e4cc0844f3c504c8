/** What the log of a long run shows meanwhile. Alone in its file: times are taken here, and nothing else may keep this process busy. */
import { expect, test } from '@jest/globals';
import { makeSlowWork } from './slow-work.ts';

const PROGRESS = /^\[(\d+)\/(\d+)\] (\d+) % (\S.*)$/;

test('prints a line of progress at least every ten seconds', async () => {
  const { job } = await makeSlowWork({ pieces: 18, pauseMs: 1000 });
  const { code, lines, durationMs } = await job.run({ timeoutMs: 50_000 });
  expect(code).toBe(0);
  expect(durationMs).toBeGreaterThan(17_000);
  const seen = lines.filter(({ text }) => PROGRESS.test(text));
  const start = lines[0]?.atMs ?? 0; // how long Node needs to start is not ours
  const times = [start, ...seen.map(({ atMs }) => atMs), durationMs];
  const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(10_000);
  const shown = seen.map(({ text }) => (PROGRESS.exec(text) ?? []).slice(1, 4).map(Number));
  expect(shown.map(([, total]) => total)).toEqual(shown.map(() => 3));
  expect(shown.map(([, , percent]) => percent)).toEqual(
    shown.map(([, , percent]) => percent).toSorted((a = 0, b = 0) => a - b),
  );
  expect(seen.at(-1)?.text).toMatch(/^\[3\/3\] 100 % /);
  expect(seen[0]?.text).toMatch(/^\[1\/3\] \d+ % [\d.]+\/1\.1 MiB [\d.]+ kB\/s ETA \d+:\d\d$/);
});
