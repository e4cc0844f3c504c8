import { describe, expect, test } from '@jest/globals';
import {
  ALONE_PATIENCE_MS,
  isHandedOver,
  openPatiently,
  readPatiently,
  SILENT_PATIENCE_MS,
  writePatiently,
} from '../src/patient-reading.ts';

const AGAIN = Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });

/** A pipe that gives these, one a time: text, nothing yet (null), or its end (''); the last one for ever. */
function pipe(...answers: readonly (string | null)[]) {
  let waitedMs = 0;
  let at = 0;
  const next = () => answers[Math.min(at++, answers.length - 1)];
  return {
    waitedMs: () => waitedMs,
    wait: async (ms: number) => {
      waitedMs += ms;
    },
    read: async (room: Uint8Array) => {
      const answer = next();
      if (answer === null || answer === undefined) throw AGAIN;
      return Buffer.from(answer).copy(room);
    },
    write: async (part: Uint8Array) => {
      if (next() === null) throw AGAIN;
      return Math.min(part.length, 3);
    },
  };
}
const read = async (from: ReturnType<typeof pipe>, mayBeAlone = true, mostBytes = 1000) =>
  Buffer.from(await readPatiently({ ...from, mayBeAlone, mostBytes })).toString();

describe('a pipe is read', () => {
  test('once somebody writes, to the end', async () => {
    expect(await read(pipe('', '', null, 'one ', null, 'two', ''))).toBe('one two');
  });
  test('and is empty where its writer is gone already', async () => {
    expect(await read(pipe(''), false)).toBe('');
  });
  test('no further than allowed', async () => {
    expect(await read(pipe('x'.repeat(10)), true, 25)).toBe('x'.repeat(25));
  });
  test.each([
    ['that nobody opens is left', [''], ALONE_PATIENCE_MS],
    ['that somebody opens and says nothing into is left', [null], SILENT_PATIENCE_MS],
    ['that falls silent is left', ['x', null], SILENT_PATIENCE_MS],
  ])('one %s', async (_what, answers, patienceMs) => {
    const silent = pipe(...answers);
    await expect(read(silent)).rejects.toMatchObject({ code: 'stalled' });
    expect(silent.waitedMs()).toBe(patienceMs);
  });
  test('for longer than that, while something comes now and then', async () => {
    const slow = Array.from({ length: 3 }, () => [
      ...Array(SILENT_PATIENCE_MS / 20 - 1).fill(null),
      'x',
    ]).flat();
    expect(await read(pipe(...slow, ''))).toBe('xxx');
  });
  test('until the signal, whatever happens', async () => {
    const stop = async () => Promise.reject('SIGINT');
    await expect(readPatiently({ ...pipe(null), wait: stop, mayBeAlone: true, mostBytes: 1 })).rejects.toBe(
      'SIGINT',
    );
  });
});

test('a pipe is written whole, and left when nobody reads', async () => {
  const parts: number[] = [];
  const taking = pipe(null, 'x', null, 'x');
  await writePatiently(
    Buffer.from('abcdefgh'),
    async (part) => {
      const taken = await taking.write(part);
      parts.push(taken);
      return taken;
    },
    taking.wait,
  );
  expect(parts).toEqual([3, 3, 2]);
  const full = pipe(null);
  await expect(writePatiently(Buffer.from('x'), full.write, full.wait)).rejects.toMatchObject({
    code: 'stalled',
  });
  expect(full.waitedMs()).toBe(SILENT_PATIENCE_MS);
});

test('a pipe that nobody has opened to read is tried again for a while; other faults are told at once', async () => {
  const none = Object.assign(new Error('ENXIO'), { code: 'ENXIO' });
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries < 3) throw none;
    return 'open';
  };
  expect(await openPatiently(attempt, 'ENXIO', async () => undefined)).toBe('open');
  const never = pipe('');
  await expect(openPatiently(() => Promise.reject(none), 'ENXIO', never.wait)).rejects.toMatchObject({
    code: 'stalled',
  });
  expect(never.waitedMs()).toBe(ALONE_PATIENCE_MS);
  await expect(openPatiently(() => Promise.reject(AGAIN), 'ENXIO', never.wait)).rejects.toBe(AGAIN);
});

test.each([
  ['/dev/fd/63', true],
  ['/dev/stdin', true],
  ['/proc/self/fd/0', true],
  ['/proc/123/fd/4', true],
  ['/dev/fd/63x', false],
  ['/tmp/dev/fd/63', false],
  ['/tmp/pipe', false],
])('%s was handed to this process: %s', (path, expected) => {
  expect(isHandedOver(path)).toBe(expected);
});
