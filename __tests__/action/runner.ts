/** Runs the committed bundle as an Actions runner runs a node24 step: inputs and files by environment, nothing else. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from '@jest/globals';
import { parse, stringify } from 'yaml';
import type { Report } from '../../src/report/model.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { type Command, commandsOf } from './commands-of.ts';
import { readFileCommands } from './file-commands.ts';

const ROOT = resolve(import.meta.dirname, '../..');

interface Metadata {
  readonly runs: { readonly using: string; readonly main: string };
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, object>>;
}

export const METADATA: Metadata = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

/** Node keeps compiled code here; a runner has no such folder, but the tests start the bundle often. */
const COMPILE_CACHE = join(tmpdir(), 'mirror-action-bundle-compile-cache');
const TIMEOUT_MS = 40_000;

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Inputs as written under `with:`; env is added to the environment of the step. */
export interface StepOptions {
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface StepEnd {
  readonly code: number | null;
  /** Standard output and standard error as they came: the runner reads commands from both. */
  readonly log: string;
  readonly stderr: string;
  /** What the runner would obey. */
  readonly commands: readonly Command[];
  /** Lines of the log with the time at which they were seen, in milliseconds since the start. */
  readonly lines: readonly { readonly text: string; readonly atMs: number }[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The file that the output `report` names. */
  readonly report: Report;
  readonly durationMs: number;
}

export interface StartedStep {
  signal(name: NodeJS.Signals): void;
  logSoFar(): string;
  /** Rejects when the step had to be killed because it did not end in time. */
  readonly ended: Promise<StepEnd>;
}

/** A job on a fresh machine: its workspace, its temporary folder, and the steps that run in it. */
export interface Job {
  readonly workspace: string;
  readonly temporary: string;
  /** A path in the workspace. */
  path(...names: string[]): string;
  /** Writes `mirror.yaml`; `version: 1` is added. */
  manifest(value: object): void;
  write(name: string, text: string): void;
  run(options?: StepOptions): Promise<StepEnd>;
  start(options?: StepOptions): StartedStep;
}

export function makeJob(): Job {
  const directory = temporaryDirectory('action');
  const workspace = join(directory, 'workspace');
  const temporary = join(directory, '_temp');
  for (const folder of [workspace, temporary, join(directory, 'home')]) mkdirSync(folder);
  const path = (...names: string[]): string => join(workspace, ...names);
  let steps = 0;
  const start = (options: StepOptions = {}): StartedStep => {
    steps += 1;
    return startStep({ directory, workspace, temporary, number: steps, options });
  };
  return {
    workspace,
    temporary,
    path,
    write: (name, text) => writeFileSync(path(name), text),
    manifest: (value) => writeFileSync(path('mirror.yaml'), stringify({ version: 1, ...value })),
    start,
    run: (options) => start(options).ended,
  };
}

interface Step {
  readonly directory: string;
  readonly workspace: string;
  readonly temporary: string;
  readonly number: number;
  readonly options: StepOptions;
}

interface StepFiles {
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_STEP_SUMMARY: string;
  readonly GITHUB_STATE: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_PATH: string;
}

function startStep(step: Step): StartedStep {
  const files = makeFiles(step);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(ROOT, METADATA.runs.main)], {
    cwd: step.workspace,
    env: { ...environment(step), ...files, ...inputs(step.options.with ?? {}), ...step.options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const log = collect([child.stdout, child.stderr], startedAt);
  const stderr = collect([child.stderr], startedAt);
  const timeoutMs = step.options.timeoutMs ?? TIMEOUT_MS;
  const ended = new Promise<StepEnd>((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`the step ran for more than ${timeoutMs} ms:\n${log.text()}`));
    }, timeoutMs);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      const outputs = readFileCommands(readFileSync(files.GITHUB_OUTPUT, 'utf8'));
      done({
        code,
        log: log.text(),
        stderr: stderr.text(),
        commands: commandsOf(log.text()),
        lines: log.lines(),
        outputs,
        summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
        get report() {
          return readReport(outputs.report, step.workspace, log.text());
        },
        durationMs: performance.now() - startedAt,
      });
    });
  });
  return { signal: (name) => void child.kill(name), logSoFar: log.text, ended };
}

function makeFiles({ temporary, number }: Step): StepFiles {
  const folder = join(temporary, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const file = (name: string): string => {
    const path = join(folder, `${name}_${number}`);
    writeFileSync(path, '');
    return path;
  };
  return {
    GITHUB_OUTPUT: file('set_output'),
    GITHUB_STEP_SUMMARY: file('step_summary'),
    GITHUB_STATE: file('save_state'),
    GITHUB_ENV: file('set_env'),
    GITHUB_PATH: file('add_path'),
  };
}

function environment({ directory, workspace, temporary }: Step): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: join(directory, 'home'),
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'org/app',
    GITHUB_RUN_ATTEMPT: '3',
    GITHUB_RUN_ID: '4711',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: workspace,
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temporary,
  };
}

/** Every input of action.yml has a variable: what was written, else its default, else nothing. */
function inputs(written: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const defaults = Object.entries(METADATA.inputs).map(([name, input]) => [name, input.default ?? '']);
  return Object.fromEntries(
    [...defaults, ...Object.entries(written)].map(([name = '', value = '']) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

function collect(streams: readonly NodeJS.ReadableStream[], startedAt: number) {
  const chunks: { readonly bytes: Buffer; readonly atMs: number }[] = [];
  for (const stream of streams) {
    stream.on('data', (bytes: Buffer) => chunks.push({ bytes, atMs: performance.now() - startedAt }));
  }
  return {
    text: () => Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('utf8'),
    lines: () =>
      chunks.flatMap(({ bytes, atMs }) =>
        bytes
          .toString('utf8')
          .split('\n')
          .map((text) => ({ text, atMs })),
      ),
  };
}

function readReport(path: string | undefined, workspace: string, log: string): Report {
  const file = resolve(workspace, path ?? '');
  if (path === undefined || !existsSync(file)) throw new Error(`no report was written:\n${log}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
