/** Runs one of these programs as its own process, with nothing of a workflow in its environment but what is given. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves once `text` was seen on standard error. */
  sees(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

export function startProgram(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, ['--no-warnings', join(here, name), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    texts.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    texts.stderr += String(chunk);
  });
  return {
    child,
    sees: async (text) => {
      while (!texts.stderr.includes(text)) await once(child.stderr, 'data');
    },
    ended: once(child, 'close').then(([code]) => ({ code, ...texts })),
  };
}
