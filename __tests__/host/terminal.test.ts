import { PassThrough, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Progress } from '../../src/host/host.ts';
import { createTerminalHost, type TerminalHost, type TerminalOptions } from '../../src/host/terminal.ts';
import { HOSTILE } from '../fakes/runner-commands.ts';
import { startProgram } from './programs/run-program.ts';

const hosts: TerminalHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.dispose();
});

function open(parts: Partial<TerminalOptions> & { readonly tty?: boolean; readonly input?: string } = {}) {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => {
    const through = new PassThrough();
    through.on('data', (chunk) => {
      texts[name] += String(chunk);
    });
    return Object.assign(through, { isTTY: parts.tty ?? false, columns: 60 });
  };
  const host = createTerminalHost({
    env: {},
    stdin: Readable.from(parts.input === undefined ? [] : [Buffer.from(parts.input)]),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: '/tmp',
    ...parts,
  });
  hosts.push(host);
  return { host, texts };
}

const PROGRESS: Progress = {
  phase: 'copy',
  imagesDone: 1,
  imagesTotal: 4,
  bytesDone: 512,
  bytesTotal: 1024,
  retries: 0,
  active: [{ label: 'library/redis', bytesDone: 1, bytesTotal: 2 }],
};

describe('log', () => {
  test('goes to standard error, results to standard output, both without secrets', async () => {
    const { host, texts } = open();
    host.addSecret('hunter2-x');
    host.log.info('a hunter2-x b');
    host.log.warning('careful');
    await host.writeStdout('{"token":"hunter2-x"}\n');
    expect(texts.stderr).toBe('a *** b\nwarning: careful\n');
    expect(texts.stdout).toBe('{"token":"***"}\n');
  });
  test.each(HOSTILE)('cannot be disturbed by %j', (text) => {
    const { host, texts } = open({ tty: true, env: { NO_COLOR: '1' } });
    host.log.info(text);
    expect(texts.stderr).toMatch(/\n$/);
    expect(texts.stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
  });
  test('level and quiet decide what is printed', () => {
    const { host, texts } = open();
    const all = () => {
      for (const level of ['debug', 'info', 'warning', 'error'] as const) host.log[level](level);
      return texts.stderr.match(/debug|info|careful|warning(?=\n)|error(?=\n)/g);
    };
    expect(all()).toEqual(['info', 'warning', 'error']);
    texts.stderr = '';
    host.configureLog({ level: 'debug', quiet: true });
    expect(all()).toEqual(['warning', 'error']);
    texts.stderr = '';
    host.configureLog({ level: 'debug', quiet: false });
    expect(all()).toEqual(['debug', 'info', 'warning', 'error']);
    texts.stderr = '';
    host.configureLog({ level: 'error', quiet: false });
    expect(all()).toEqual(['error']);
  });
  test.each([
    [{ tty: true, env: {} }, true],
    [{ tty: true, env: { NO_COLOR: '1' } }, false],
    [{ tty: true, env: { TERM: 'dumb' } }, false],
    [{ tty: false, env: {} }, false],
    [{ tty: false, env: { FORCE_COLOR: '1' } }, true],
    [{ tty: true, env: { FORCE_COLOR: '0' } }, false],
  ])('colours with %j: %s', (options, expected) => {
    const { host, texts } = open(options);
    host.log.error('x');
    expect(texts.stderr.includes('\x1b[31m')).toBe(expected);
    expect(host.display.style('red', 'x') !== 'x').toBe(expected);
  });
});

describe('progress', () => {
  test('is plain lines without a terminal, in CI and on dumb terminals', async () => {
    for (const options of [
      { tty: false },
      { tty: true, env: { CI: 'true' } },
      { tty: true, env: { TERM: 'dumb' } },
    ]) {
      const { host, texts } = open({ ...options, lineIntervalMs: 10 });
      const stop = host.showProgress(() => PROGRESS);
      await wait(40);
      stop();
      expect(texts.stderr.split('\n')[0]).toMatch(/^\[1\/4\] 50 % 0\.5\/1\.0 KiB/);
      expect(texts.stderr).not.toContain('\x1b');
    }
  });
  test('is bars on a terminal, gone when it ends', () => {
    const { host, texts } = open({ tty: true });
    host.showProgress(() => PROGRESS)();
    expect(texts.stderr).toContain('█');
    expect(texts.stderr).toContain('library/redis');
    expect(texts.stderr.endsWith('\x1b[J')).toBe(true);
  });
  test('is silent when quiet', () => {
    const { host, texts } = open({ tty: true, quiet: true });
    host.showProgress(() => PROGRESS)();
    expect(texts.stderr).toBe('');
  });
});

test('standard input is read to its end', async () => {
  expect(await open({ input: 'redis\nnginx ü\n' }).host.readStdin()).toBe('redis\nnginx ü\n');
});

describe('signals', () => {
  test('the first asks to stop and says how to leave at once', async () => {
    const program = startProgram('terminal-waiting.ts', ['0']);
    await program.sees('ready');
    program.child.kill('SIGINT');
    const ended = await program.ended;
    expect(ended.stderr).toContain('reason SIGINT');
    expect(ended.stderr).toContain('again');
    expect(ended.code).toBe(0);
  });
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('a second %s leaves with %d', async (name, code) => {
    const program = startProgram('terminal-waiting.ts', ['30000']);
    await program.sees('ready');
    program.child.kill(name);
    await program.sees(`reason ${name}`);
    program.child.kill(name);
    expect((await program.ended).code).toBe(code);
  });
  test('dispose takes the handlers away', () => {
    const before = process.listenerCount('SIGINT');
    const { host } = open();
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    host.dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
