/** Faults of our own process, its memory and its files. The numbers are rows of the table in docs/reliability.md. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { first, hang } from '../rig/effects.ts';
import { faulty, IMAGE, type Rig } from '../rig/rig.ts';

describe('signals', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    faulty(
      `58 · ${signal} in the middle of an upload: sessions are cancelled, the report is written`,
      async (rig) => {
        rig.mirror.fault('PUT upload', 1, (exchange) => {
          rig.interrupt(signal);
          return hang()(exchange);
        });
        const run = await rig.sync();
        expect([run.exitCode, run.outcomes]).toEqual([code, ['deferred']]);
        expect(rig.mirror.count('DELETE upload')).toBeGreaterThan(0);
        expect(rig.mirror.tags('app')).toEqual({});
        return run;
      },
    );
  }

  faulty('58 · SIGINT just before the tag: no tag, all content is kept for the next run', async (rig) => {
    rig.mirror.fault(
      'HEAD manifest',
      'always',
      first(() => rig.interrupt('SIGINT')),
    );
    const run = await rig.sync();
    expect([run.exitCode, rig.mirror.tags('app')]).toEqual([130, {}]);
    return run;
  });
});

const stateOf = (rig: Rig) => join(rig.directory, 'state');

describe('memory between runs', () => {
  for (const [how, damage] of [
    ['empty', () => ''],
    ['cut in its middle', (text: string) => text.slice(0, text.length / 2)],
    ['no JSON', () => '\u0000\u0001garbage'],
    ['of a newer version', (text: string) => text.replace(/"version":\s*\d+/, '"version": 999')],
    ['an array', () => '[]'],
    ['nested without end', () => '['.repeat(200_000)],
  ] as const) {
    faulty(`60 · a file of it is ${how}: set aside, told, and never believed`, async (rig) => {
      await rig.sync();
      const files = readdirSync(stateOf(rig)).filter((name) => name.endsWith('.jsonl'));
      expect(files.length).toBeGreaterThan(0);
      for (const name of files) {
        const path = join(stateOf(rig), name);
        writeFileSync(path, damage(readFileSync(path, 'utf8')));
      }
      const run = await rig.sync();
      expect(run.outcomes).toEqual(['up-to-date']);
      expect(readdirSync(stateOf(rig)).some((name) => name.includes('.bad-'))).toBe(true);
      expect(rig.mirror.count('GET manifest')).toBeGreaterThan(0); // walked again, not taken from memory
      return run;
    });
  }

  faulty('60 · all of it is lost: looked at again, nothing is sent', async (rig) => {
    await rig.sync();
    const sent = rig.mirror.count('PUT upload');
    rmSync(stateOf(rig), { recursive: true });
    const run = await rig.sync();
    expect([run.outcomes, rig.mirror.count('PUT upload')]).toEqual([['up-to-date'], sent]);
    return run;
  });

  faulty(
    '60 · it says complete, and the mirror has lost everything: HEAD tells, all is brought again',
    async (rig) => {
      await rig.sync();
      const { repositories, blobs } = rig.mirror.backend.content;
      repositories.clear();
      blobs.clear();
      const run = await rig.sync();
      expect([run.outcomes, rig.mirror.missing('app', IMAGE.root.digest)]).toEqual([['copied'], []]);
      return run;
    },
  );

  faulty(
    '59 · the state directory is a file: told, the copy is made all the same or nothing is',
    async (rig) => {
      const blocked = join(rig.directory, 'blocked');
      writeFileSync(blocked, '');
      const run = await rig.run('sync', { state: join(blocked, 'state') });
      expect(run.said).toContain('blocked');
      return run;
    },
  );

  faulty(
    '62 · the clock of the registry is a year off: waits are ours, not its',
    async ({ source, mirror, sync }) => {
      for (const registry of [source, mirror])
        registry.fault('* *', 'always', ({ response }) => {
          response.setHeader('date', 'Thu, 01 Jan 1970 00:00:00 GMT');
          return false;
        });
      const run = await sync();
      expect([run.outcomes, run.elapsedMs < 60_000]).toEqual([['copied'], true]);
      return run;
    },
  );

  faulty(
    '62 · our clock goes back a year between two runs: proofs of the future count for nothing bad',
    async (rig) => {
      await rig.sync();
      rig.time.setBack(365 * 24 * 3_600_000);
      const run = await rig.sync();
      expect(run.outcomes).toEqual(['up-to-date']);
      return run;
    },
  );
});

describe('reports', () => {
  faulty('59 · the report cannot be written: the copy is made, and the exit code is 2', async (rig) => {
    const run = await rig.run('sync', { summary: join(rig.directory, 'report.json', 'below-a-file.md') });
    expect(run.exitCode).toBe(2);
    expect(existsSync(join(rig.directory, 'report.json'))).toBe(true);
    expect(rig.mirror.tags('app')).toEqual({ 1: IMAGE.root.digest });
    return run;
  });
});
