/** Runs the command line as a child process, as a person or a pipeline does. A run that hangs is killed and fails. */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';

/** The sources; another build of the program, such as dist/cli/index.js, where the variable names it. */
const ENTRY = resolve(import.meta.dirname, '../..', process.env.MIRROR_E2E_ENTRY ?? 'src/cli.ts');
/** Node keeps the compiled sources here, checked by content: every start takes half the time. */
const COMPILE_CACHE = join(tmpdir(), 'mirror-action-e2e-compile-cache');
const TIMEOUT_MS = 60_000;

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export interface CliOptions {
  readonly cwd: string;
  /** The whole environment besides PATH: nothing of the machine's own reaches the program. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutMs?: number;
}

export interface CliEnd {
  /** Null when it was killed by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface StartedCli {
  readonly pid: number;
  signal(name: NodeJS.Signals): void;
  /** What has been written to standard error so far. */
  stderrSoFar(): string;
  /** Rejects when the program had to be killed because it did not end in time. */
  readonly ended: Promise<CliEnd>;
}

/** Runs to the end. Rejects only when the program did not end in time. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliEnd> {
  return startCli(args, options).ended;
}

export function startCli(args: readonly string[], options: CliOptions): StartedCli {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.on('error', () => undefined); // a program that does not read its input may close it
  child.stdin.end(options.stdin ?? '');
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const ended = new Promise<CliEnd>((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`mirror-action ${args.join(' ')} ran for more than ${timeoutMs} ms:\n${stderr()}`));
    }, timeoutMs);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      done({ code, stdout: stdout(), stderr: stderr(), durationMs: performance.now() - startedAt });
    });
  });
  return { pid: child.pid ?? -1, signal: (name) => void child.kill(name), stderrSoFar: stderr, ended };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
