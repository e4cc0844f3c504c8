import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { withLock } from '../../../src/stores/layout/lock-file.ts';
import { run, temporaryDirectory } from '../../servers/processes.ts';

const PATIENCE = { waitMs: 2000, staleMs: 60_000 };
const IMPATIENT = { waitMs: 100, staleMs: 60_000 };

function newLock(): string {
  return join(temporaryDirectory('lock'), 'index.json.lock');
}

describe('the lock between processes', () => {
  test('one at a time holds it', async () => {
    const path = newLock();
    let holders = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++holders);
      await sleep(2);
      holders--;
    };
    await Promise.all(Array.from({ length: 15 }, () => withLock(path, PATIENCE, work)));
    expect(most).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  test('is given back when the work fails', async () => {
    const path = newLock();
    const failed = withLock(path, PATIENCE, async () => {
      throw new Error('broken');
    });
    await expect(failed).rejects.toThrow('broken');
    expect(existsSync(path)).toBe(false);
  });

  test('of a process that is gone is taken over at once', async () => {
    const path = newLock();
    const gone = await run(process.execPath, ['-p', 'process.pid']);
    writeFileSync(path, `${gone.stdout.trim()} ${hostname()} token`);
    expect(await withLock(path, IMPATIENT, async (stillHeld) => await stillHeld())).toBe(true);
  });

  test('of a process that lives, here or elsewhere, is waited for, and then named', async () => {
    for (const holder of [`${process.pid} ${hostname()} token`, '1 another-machine token', '']) {
      const path = newLock();
      writeFileSync(path, holder);
      const refused = withLock(path, IMPATIENT, async () => undefined);
      await expect(refused).rejects.toMatchObject({ code: 'io', where: path });
      expect(readFileSync(path, 'utf8')).toBe(holder);
    }
  });

  test('without a name, of a process that was killed while it made it, is taken over after two seconds', async () => {
    const path = newLock();
    writeFileSync(path, '');
    const before = new Date(Date.now() - 3_000);
    utimesSync(path, before, before);
    expect(await withLock(path, IMPATIENT, async (stillHeld) => await stillHeld())).toBe(true);
  });

  test('that is too old is taken over', async () => {
    const path = newLock();
    writeFileSync(path, '1 another-machine token');
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(path, longAgo, longAgo);
    expect(await withLock(path, IMPATIENT, async () => 'done')).toBe('done');
    expect(existsSync(path)).toBe(false);
  });

  test('that somebody took over is noticed, and left to them', async () => {
    const path = newLock();
    const held = await withLock(path, PATIENCE, async (stillHeld) => {
      writeFileSync(path, 'somebody else');
      return await stillHeld();
    });
    expect(held).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('somebody else');
  });
});
