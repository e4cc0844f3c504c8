/** Git for questions about a checkout that nobody trusts: four plumbing commands, no shell, no programs of the checkout. */
import { type ExecFileException, execFile } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';
import { MirrorError } from '../errors.ts';
import { errnoOf } from './file-errors.ts';
import type { Git, GitAnswer, GitOptions } from './host.ts';

const TIMEOUT_MS = 60_000;
/** None of them runs hooks, filters or a pager, or looks at the index. */
const COMMANDS: ReadonlySet<string> = new Set(['rev-parse', 'merge-base', 'ls-tree', 'cat-file']);

/** What a configuration could still do is turned off; folders that look like a repository are not taken for one. */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'safe.bareRepository=explicit',
  // a partial clone would fetch what it lacks
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

export interface GitPlace {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createGit(place: GitPlace): Git {
  return { run: (args, options) => runGit(args, options, place) };
}

function runGit(args: readonly string[], options: GitOptions, place: GitPlace): Promise<GitAnswer> {
  const [command = ''] = args;
  if (!COMMANDS.has(command)) throw new MirrorError('internal', `git ${command} is not to be run`);
  const { promise, resolve, reject } = Promise.withResolvers<GitAnswer>();
  const child = execFile(
    'git',
    ['--no-pager', '--no-replace-objects', '--literal-pathspecs', ...SETTINGS, ...args],
    {
      cwd: place.workingDirectory,
      env: environmentOf(place.env),
      encoding: 'buffer',
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: options.limitBytes,
      windowsHide: true,
      signal: options.signal,
    },
    (error, stdout, stderr) => {
      const failure = error === null ? null : failureOf(error, options);
      if (failure !== null) reject(failure);
      else resolve({ code: exitCodeOf(error), stdout, stderr: stderr.toString('utf8').trim() });
    },
  );
  // git may end without reading its input; its exit says what happened
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  return promise;
}

/** The user's own configuration counts (it holds `safe.directory`); variables that steer git do not. */
function environmentOf(env: GitPlace['env']): Record<string, string> {
  const kept = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SYSTEMROOT', 'TEMP'];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    PATH: absoluteFolders(env.PATH ?? env.Path ?? ''),
    NoDefaultCurrentDirectoryInExePath: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/** What lies in the working directory, such as a checkout, never becomes a program. */
function absoluteFolders(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter);
}

/** Null where git ran to its end and said what it had to say. */
function failureOf(error: ExecFileException, { signal, limitBytes }: GitOptions): MirrorError | null {
  if (signal.aborted) return new MirrorError('aborted', 'stopped', { cause: signal.reason });
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new MirrorError('too-large', `git printed more than ${limitBytes} bytes`);
  if (error.killed === true)
    return new MirrorError('input', `git did not answer within ${TIMEOUT_MS / 1000} s`);
  const errno = errnoOf(error);
  if (errno === '') return null;
  return new MirrorError('input', `git could not be started (${errno})`, {
    fix: 'install git, or compare with a folder: --base DIR',
    cause: error,
  });
}

function exitCodeOf(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : 1;
}
