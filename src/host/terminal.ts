/** The Host of the command line: logs and progress on standard error, results on standard output. */
import { visibleLines } from '../visible.ts';
import { systemClock } from './clock.ts';
import { createFiles } from './files.ts';
import { createGit } from './git.ts';
import type { Host, Log, LogLevel } from './host.ts';
import { isPrinted } from './log-level.ts';
import { createBarDisplay, createLineDisplay, type ProgressDisplay } from './progress-display.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { EXIT_CODE_OF, trapSignals } from './signals.ts';
import { ignoreFaults, readAll, writeAll } from './streams.ts';
import { canRedraw, type Style, styleFor } from './style.ts';

export interface TerminalStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Absolute. */
  readonly cwd: string;
  readonly logLevel?: LogLevel;
  readonly quiet?: boolean;
  /** Time between progress lines where there are no bars. */
  readonly lineIntervalMs?: number;
  /** Leaves the process at once; `process.exit` unless a test looks on. */
  readonly exit?: (code: number) => void;
}

export interface TerminalHost extends Host {
  /** Takes its handlers off the process and the streams. */
  dispose(): void;
}

/** What only a workflow run has. */
const WITHOUT_ACTIONS = {
  annotate: () => undefined,
  annotateFailure: () => undefined,
  setOutput: () => undefined,
  writeSummary: async () => undefined,
  run: null,
  restoreState: async () => undefined,
  saveState: async () => undefined,
} as const;

interface LogSettings {
  level: LogLevel;
  quiet: boolean;
}

export function createTerminalHost(options: TerminalOptions): TerminalHost {
  const { env, stdin, stdout, stderr, cwd } = options;
  const redactor = createRedactor();
  const settings: LogSettings = { level: options.logLevel ?? 'info', quiet: options.quiet ?? false };
  const style = styleFor(env, stderr);
  const display = createDisplay(options, style);
  const log = createTerminalLog({ display, redactor, settings, style });
  const trap = trapOn(log, display, options.exit ?? ((code) => process.exit(code)));
  const releases = [trap.dispose, ignoreFaults(stdout), ignoreFaults(stderr)];
  return {
    kind: 'terminal',
    env,
    workingDirectory: cwd,
    workspace: null,
    files: createFiles({
      workingDirectory: cwd,
      redact: redactor.redactData,
      signal: trap.signal,
    }),
    git: createGit({ workingDirectory: cwd, env }),
    clock: systemClock,
    log,
    signal: trap.signal,
    addSecret: (secret) => {
      redactor.addSecret(secret);
    },
    redact: redactor.redact,
    configureLog: (wanted) => {
      Object.assign(settings, wanted);
    },
    display: {
      columns: stderr.isTTY === true ? stderr.columns || 80 : null,
      style,
      show: (text) => display.print(`${redactor.redact(text).replace(/\n$/, '')}\n`),
    },
    showProgress: (read) => (isPrinted('info', settings) ? display.show(read) : () => undefined),
    writeStdout: (text) => writeAll(stdout, redactor.redactData(text)),
    readStdin: () => readAll(stdin, trap.signal),
    ...WITHOUT_ACTIONS,
    dispose: () => {
      for (const release of releases) release();
    },
  };
}

function createDisplay({ env, stderr, lineIntervalMs }: TerminalOptions, style: Style): ProgressDisplay {
  if (canRedraw(env, stderr)) return createBarDisplay(stderr, style);
  const write = (text: string) => {
    stderr.write(text);
  };
  return createLineDisplay({
    write,
    writeLine: (line) => write(`${line}\n`),
    ...(lineIntervalMs === undefined ? {} : { intervalMs: lineIntervalMs }),
  });
}

interface TerminalLogParts {
  readonly display: ProgressDisplay;
  readonly redactor: Redactor;
  readonly settings: LogSettings;
  readonly style: Style;
}

function createTerminalLog({ display, redactor, settings, style }: TerminalLogParts): Log {
  const at = (level: LogLevel, decorate: (line: string) => string) => (message: string) => {
    if (!isPrinted(level, settings)) return;
    const lines = visibleLines(redactor.redact(message));
    display.print(lines.map((line) => `${decorate(line)}\n`).join(''));
  };
  return {
    debug: at('debug', (line) => style('dim', line)),
    info: at('info', (line) => line),
    warning: at('warning', (line) => `${style('yellow', 'warning:')} ${line}`),
    error: at('error', (line) => `${style('red', 'error:')} ${line}`),
    group: (title, work) => {
      at('info', (line) => style('bold', line))(title);
      return work();
    },
  };
}

function trapOn(log: Log, display: ProgressDisplay, exit: (code: number) => void) {
  return trapSignals({
    onFirst: (name) => {
      const again = name === 'SIGINT' ? 'press Ctrl-C again' : 'send it again';
      log.warning(`${name} received, stopping …; ${again} to quit at once`);
    },
    onSecond: (name) => {
      display.print('');
      exit(EXIT_CODE_OF[name]);
    },
  });
}
