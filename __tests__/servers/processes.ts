/**
 * Child processes of tests. Whatever a test file starts here is stopped after its last test, and dies with the test
 * process even if that is killed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from '@jest/globals';
import { findTool } from './tools.ts';

const STOP_PATIENCE_MS = 5_000;
const OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;

const running = new Set<ServerProcess>();
const directories = new Set<string>();

// Importing this file registers the clean-up of the test file that does so.
afterAll(async () => {
  await Promise.all([...running].map((server) => server.stop()));
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
});

export interface ServerProcess {
  readonly pid: number;
  /** False once the process has ended, for whatever reason. */
  isRunning(): boolean;
  /** SIGTERM, then SIGKILL after five seconds; resolves when the process is gone. */
  stop(): Promise<void>;
  /** Sends a signal, for example SIGSTOP to make a server that answers nothing. */
  signal(name: NodeJS.Signals): void;
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and standard error are appended to these files. */
  readonly stdoutFile: string;
  readonly stderrFile: string;
}

/** Starts a server in the background. It has not necessarily begun to listen: see `waitUntil`. */
export function startServer(command: string, args: readonly string[], options: ServerOptions): ServerProcess {
  const outputs = [openSync(options.stdoutFile, 'a'), openSync(options.stderrFile, 'a')] as const;
  const [file, argv] = dyingWithParent(command, args);
  const child = spawn(file, argv, { env: { ...process.env, ...options.env }, stdio: ['ignore', ...outputs] });
  for (const output of outputs) closeSync(output);
  const server = serverOf(child);
  running.add(server);
  return server;
}

/** The kernel kills the child when this process dies: jest's workers run no exit handlers of tests. */
function dyingWithParent(command: string, args: readonly string[]): [string, string[]] {
  const setpriv = process.platform === 'linux' ? findTool('setpriv') : null;
  return setpriv === null ? [command, [...args]] : [setpriv, ['--pdeathsig', 'KILL', '--', command, ...args]];
}

function serverOf(child: ChildProcess): ServerProcess {
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const isRunning = (): boolean =>
    child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const server: ServerProcess = {
    pid: child.pid ?? -1,
    isRunning,
    signal: (name) => void child.kill(name),
    stop: async () => {
      running.delete(server);
      if (!isRunning()) return;
      child.kill('SIGTERM');
      child.kill('SIGCONT'); // a stopped process does not see SIGTERM
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await ended;
      clearTimeout(killer);
    },
  };
  return server;
}

/** Polls until `probe` gives a value; throws with `what` and the last words of the server when it ends or time is up. */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | null> | T | null,
  { timeoutMs = 15_000, intervalMs = 10, lastWords = () => '' }: WaitOptions = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const value = await probe();
    if (value !== null) return value;
    await sleep(intervalMs);
  }
  throw new Error(`${what} did not happen within ${timeoutMs} ms\n${lastWords()}`);
}

export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  readonly lastWords?: () => string;
}

/** The longest file that a process may write from now on (needs the tool `prlimit`, and no rights); null lifts the limit. It then
 *  fails with EFBIG, as on a disk that takes no more. */
export async function limitFileSize(pid: number, sizeBytes: number | null): Promise<void> {
  const prlimit = findTool('prlimit');
  if (prlimit === null) throw new Error('prlimit is not installed (Debian package util-linux)');
  await runOk(prlimit, ['--pid', String(pid), `--fsize=${sizeBytes ?? 'unlimited'}:`]);
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. A non-zero exit is a value, not an error; output is limited to 64 MiB. */
export function run(
  command: string,
  args: readonly string[],
  {
    timeoutMs = 60_000,
    env = {},
  }: { readonly timeoutMs?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const options = { timeout: timeoutMs, maxBuffer: OUTPUT_LIMIT_BYTES, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(command, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr: code === -1 ? `${stderr}${String(error)}` : stderr });
    });
  });
}

/** Runs a command that must succeed; throws with its standard error. Returns its standard output. */
export async function runOk(
  command: string,
  args: readonly string[],
  options: Parameters<typeof run>[2] = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr.trim()}`);
  return stdout;
}

/** A directory that is removed after the test file's last test. */
export function temporaryDirectory(purpose: string): string {
  const directory = mkdtempSync(join(tmpdir(), `mirror-action-${purpose}-`));
  directories.add(directory);
  return directory;
}
