/** A Host that remembers everything, over real files in a temporary directory. Call `dispose()` when done. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/finding.ts';
import { systemClock } from '../../src/host/clock.ts';
import { createFiles } from '../../src/host/files.ts';
import { createGit } from '../../src/host/git.ts';
import type { Clock, Host, LogLevel, Progress, RunIdentity } from '../../src/host/host.ts';
import { createRedactor } from '../../src/host/redact.ts';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** Title of the group it was logged in. */
  readonly group: string | null;
}

export interface RecordingHostOptions {
  readonly kind?: Host['kind'];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text by path relative to the working directory, written before anything else. */
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly clock?: Clock;
  readonly run?: RunIdentity | null;
  /** Set to the working directory by default where `kind` is `action`. */
  readonly workspace?: string | null;
}

export interface RecordingHost extends Host {
  readonly logs: readonly LogLine[];
  /** All messages of `level`, in order. */
  messages(level: LogLevel): readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
  readonly annotations: readonly Finding[];
  readonly failures: readonly string[];
  readonly stdout: string;
  /** What was shown through `display`. */
  readonly shown: string;
  readonly secrets: readonly string[];
  /** The states that `showProgress` saw when it was stopped. */
  readonly progress: readonly Progress[];
  readonly restored: readonly { readonly directory: string; readonly key: string }[];
  readonly saved: readonly { readonly directory: string; readonly key: string }[];
  /** Absolute path of `path` in the working directory. */
  path(path: string): string;
  interrupt(name: 'SIGINT' | 'SIGTERM'): void;
  dispose(): void;
}

export function createRecordingHost(options: RecordingHostOptions = {}): RecordingHost {
  const kind = options.kind ?? 'terminal';
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'mirror-action-test-')));
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const redactor = createRedactor();
  const interruption = new AbortController();
  const logs: LogLine[] = [];
  const outputs = new Map<string, string>();
  const annotations: Finding[] = [];
  const failures: string[] = [];
  const secrets: string[] = [];
  const progress: Progress[] = [];
  const restored: { directory: string; key: string }[] = [];
  const saved: { directory: string; key: string }[] = [];
  let group: string | null = null;
  let summary = '';
  let stdout = '';
  let shown = '';
  const log = (level: LogLevel) => (message: string) => {
    logs.push({ level, message: redactor.redact(message), group });
  };
  return {
    kind,
    env: options.env ?? {},
    workingDirectory: directory,
    workspace: options.workspace === undefined ? (kind === 'action' ? directory : null) : options.workspace,
    files: createFiles({ workingDirectory: directory, redact: redactor.redactData }),
    git: createGit({ workingDirectory: directory, env: { PATH: process.env.PATH, ...options.env } }),
    clock: options.clock ?? systemClock,
    log: {
      debug: log('debug'),
      info: log('info'),
      warning: log('warning'),
      error: log('error'),
      group: async (title, work) => {
        group = title;
        return work().finally(() => {
          group = null;
        });
      },
    },
    signal: interruption.signal,
    addSecret: (secret) => {
      secrets.push(secret);
      redactor.addSecret(secret);
    },
    redact: redactor.redact,
    configureLog: () => undefined,
    display: {
      columns: null,
      style: (_name, text) => text,
      show: (text) => {
        shown += `${text}\n`;
      },
    },
    showProgress: (read) => () => {
      progress.push(read());
    },
    writeStdout: async (text) => {
      stdout += redactor.redactData(text);
    },
    readStdin: async () => options.stdin ?? '',
    annotate: (findings) => {
      annotations.push(...findings);
    },
    annotateFailure: (message) => {
      failures.push(redactor.redact(message));
    },
    setOutput: (name, value) => {
      outputs.set(name, value);
    },
    writeSummary: async (markdown) => {
      summary += redactor.redact(markdown);
    },
    run: options.run ?? null,
    restoreState: async (stateDirectory, key) => {
      restored.push({ directory: stateDirectory, key });
    },
    saveState: async (stateDirectory, key) => {
      saved.push({ directory: stateDirectory, key });
    },
    logs,
    messages: (level) => logs.filter((line) => line.level === level).map((line) => line.message),
    outputs,
    annotations,
    failures,
    secrets,
    progress,
    restored,
    saved,
    get summary() {
      return summary;
    },
    get stdout() {
      return stdout;
    },
    get shown() {
      return shown;
    },
    path: (path) => join(directory, path),
    interrupt: (name) => interruption.abort(name),
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}
