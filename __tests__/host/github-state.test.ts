/** What is asked of the Actions cache, and what its answers are worth. The real library runs in __tests__/action. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { doJob } from '../../src/host/github-carrier.ts';
import { createStateCarrier } from '../../src/host/github-state.ts';
import { type CarrierEnd, type CarrierJob, carryState } from '../../src/host/state-carrier.ts';
import { temporaryDirectory } from '../servers/processes.ts';

const WITH_CACHE = { ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/' };
const PROGRAMS = join(import.meta.dirname, 'programs');

function carrier(ends: readonly CarrierEnd[], env: Readonly<Record<string, string>> = WITH_CACHE) {
  const lines: string[] = [];
  const asked: { readonly job: CarrierJob; readonly timeoutMs: number }[] = [];
  const log = {
    debug: (line: string) => void lines.push(`debug ${line}`),
    info: (line: string) => void lines.push(`info ${line}`),
  };
  const carry = async (job: CarrierJob, timeoutMs: number) => {
    asked.push({ job, timeoutMs });
    return ends[asked.length - 1] ?? ({ kind: 'none' } as const);
  };
  return { lines, asked, state: createStateCarrier({ env, log, runKey: '77-2-x', carry }) };
}

describe('the carrier', () => {
  test('asks for a restore and a save under one key', async () => {
    const { asked, lines, state } = carrier([{ kind: 'none' }, { kind: 'done', key: 'mirror-77-2-x' }]);
    await state.restore('/nowhere/state', 'mirror');
    await state.save('/nowhere/state', 'mirror');
    const common = { directory: '/nowhere/state', key: 'mirror', runKey: '77-2-x' };
    expect(asked.map(({ job }) => job)).toEqual([
      { kind: 'restore', ...common },
      { kind: 'save', ...common },
    ]);
    expect(lines.every((line) => line.startsWith('debug'))).toBe(true);
  });

  test.each(['failed', 'late'] as const)('one that %s is a notice', async (kind) => {
    const { lines, state } = carrier([{ kind, why: '503' }]);
    await state.restore('/nowhere/state', 'mirror');
    expect(lines).toEqual([expect.stringMatching(/^info notice: .*503/)]);
  });

  test('waits less for the save when the restore took too long', async () => {
    const { asked, state } = carrier([{ kind: 'late', why: '' }]);
    await state.restore('/nowhere/state', 'mirror');
    await state.save('/nowhere/state', 'mirror');
    const [first = 0, second = 0] = asked.map(({ timeoutMs }) => timeoutMs);
    expect(second).toBeLessThan(first);
  });

  test('asks nobody where there is no cache service', async () => {
    const { asked, lines, state } = carrier([], {});
    await state.save('/nowhere/state', 'mirror');
    expect(asked).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^debug no Actions cache/)]);
  });

  test('leaves the state of an earlier step alone', async () => {
    const directory = join(temporaryDirectory('state'), 'mirror-action');
    const { asked, state } = carrier([]);
    mkdirSync(directory);
    await state.restore(directory, 'mirror');
    expect(asked).toHaveLength(1);
    writeFileSync(join(directory, 'proofs.jsonl'), 'newer');
    await state.restore(directory, 'mirror');
    expect(asked).toHaveLength(1);
  });
});

describe('a job', () => {
  const job: CarrierJob = { kind: 'restore', directory: '/state', key: 'mirror', runKey: '77-2-x' };
  const calls: unknown[] = [];
  const cache = {
    isFeatureAvailable: () => true,
    restoreCache: async (...call: unknown[]) => {
      calls.push(call.slice(0, 3));
      return undefined;
    },
    saveCache: async (...call: unknown[]) => {
      calls.push(call);
      return calls.length === 2 ? 1 : -1;
    },
  };
  test('restores by prefix and saves under the run', async () => {
    expect(await doJob(job, cache)).toEqual({ kind: 'ended', key: null });
    expect(await doJob({ ...job, kind: 'save' }, cache)).toEqual({ kind: 'ended', key: 'mirror-77-2-x' });
    expect(await doJob({ ...job, kind: 'save' }, cache)).toEqual({ kind: 'ended', key: null });
    expect(calls.slice(0, 2)).toEqual([
      [['/state'], 'mirror-77-2-x', ['mirror-']],
      [['/state'], 'mirror-77-2-x'],
    ]);
  });
  test('tells what was thrown, and that there is no service', async () => {
    const restoreCache = async () => {
      throw new Error('no such key');
    };
    expect(await doJob(job, { ...cache, restoreCache })).toEqual({ kind: 'threw', message: 'no such key' });
    expect(await doJob(job, { ...cache, isFeatureAvailable: () => false })).toEqual({ kind: 'absent' });
  });
});

describe('the process', () => {
  const job: CarrierJob = { kind: 'save', directory: '/state', key: 'mirror', runKey: '1' };
  const run = async (program: string, timeoutMs = 20_000) => {
    const secrets: string[] = [];
    const heard: string[] = [];
    const end = await carryState(job, timeoutMs, {
      program: join(PROGRAMS, program),
      addSecret: (secret) => void secrets.push(secret),
      debug: (line) => void heard.push(line),
    });
    return { end, secrets, heard };
  };
  test('tells why nothing was saved, and keeps secrets and commands to itself', async () => {
    const { end, secrets, heard } = await run('carrier-refused.ts');
    expect(end).toEqual({ kind: 'failed', why: 'Rate limited: 429\nslow down' });
    expect(secrets).toEqual(['https://entry.example.com/?sig=secret']);
    expect(heard.some((line) => line.startsWith('::'))).toBe(false);
  });
  test('is ended when its time is up, with what it has started', async () => {
    const startedAt = performance.now();
    const { end, heard } = await run('carrier-endless.ts', 3_000);
    expect(end.kind).toBe('late');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    const pids = heard.flatMap((line) => /pid (\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
  });
  test('is ended when it asks for the third time', async () => {
    const { end } = await run('carrier-repeating.ts');
    expect(end).toEqual({ kind: 'failed', why: 'Failed request: (503) Service Unavailable' });
  });
  test('one that cannot even start is a failure', async () => {
    expect((await run('no-such-program.ts')).end.kind).toBe('failed');
  });
});

/** The kernel needs a moment; a zombie that waits for its parent is gone, too. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
      const { readFileSync } = await import('node:fs');
      if (/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return true;
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
