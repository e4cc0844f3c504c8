/** The Host port: everything a run needs from where it runs, so that the Action and the command line share one core. */
import type { Finding } from '../finding.ts';

/** Wall-clock time comes in as values; waits are monotonic. */
export interface Clock {
  /** Now, in milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The files a run reads and writes. Paths are absolute, or relative to the working directory. */
export interface Files {
  /** UTF-8 text. Throws MirrorError `input` with the path and the cause (no such file, not readable, over `limitBytes`). */
  readText(path: string, limitBytes?: number): Promise<string>;
  exists(path: string): Promise<boolean>;
  /** Replaces the file in one step (temporary name, fsync, rename), making parent directories. Throws `io`/`no-space`. */
  writeText(path: string, text: string | Iterable<string>): Promise<void>;
  /** Renames a file that cannot be trusted to `<path>.bad-<n>`; never throws. Returns the new name or null. */
  setAside(path: string): Promise<string | null>;
  /** Absolute path with symbolic links resolved as far as it exists. */
  realPath(path: string): Promise<string>;
  /** What is there, links followed; null where nothing is, or it cannot be looked at. */
  kindOf(path: string): Promise<'file' | 'directory' | 'other' | null>;
  /** Whether the name itself is a file: false for a link, whatever it leads to, and for anything else; null where nothing is. */
  isPlainFile(path: string): Promise<boolean | null>;
  /** At most `most` entries of a directory, links not followed, by name. Throws MirrorError `input`. */
  list(path: string, most: number): Promise<readonly DirectoryEntry[]>;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
}

/** Git, for questions about a checkout that nobody trusts: nothing in the checkout can make it run a program or reach out. */
export interface Git {
  /**
   * Runs one of the plumbing commands `rev-parse`, `merge-base`, `ls-tree` and `cat-file`, without a shell, in the working
   * directory. An exit code other than 0 is a value. Throws MirrorError `input` (no git here), `too-large` (more output
   * than `limitBytes`), `aborted`.
   */
  run(args: readonly string[], options: GitOptions): Promise<GitAnswer>;
}

export interface GitOptions {
  /** Its standard input. */
  readonly input?: string;
  readonly limitBytes: number;
  readonly signal: AbortSignal;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Uint8Array;
  /** Text of git, not to be trusted more than any other text from outside. */
  readonly stderr: string;
}

/** Where a person reads what happens. Text is escaped for the surface by the implementation; no secret ever comes here
 *  un-masked, because `addSecret` is called first. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** Runs `work` with its log lines under one heading (a fold in Actions). Groups do not nest. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** What a progress display shows. Counts only grow, except totals, which may grow as more is known. */
export interface Progress {
  readonly phase: string; // "resolve", "copy", …
  readonly imagesDone: number;
  readonly imagesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly retries: number;
  /** What is in flight, largest first, at most a few: for bars on a terminal. */
  readonly active: readonly {
    readonly label: string;
    readonly bytesDone: number;
    readonly bytesTotal: number;
  }[];
}

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

export type StyleName = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Where a rendered report is shown to a person: standard error on a terminal, the log in Actions. */
export interface Display {
  /** Width in characters; null where there is no edge. */
  readonly columns: number | null;
  /** Colours where the place has them, else `text` unchanged. */
  style(name: StyleName, text: string): string;
  /** Prints text that the renderer has already escaped and styled; ends it with a line end. */
  show(text: string): void;
}

export interface Host {
  readonly kind: 'action' | 'terminal';
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly workingDirectory: string;
  /** Set in Actions: `tls` and `oci:` paths stay inside it. */
  readonly workspace: string | null;
  readonly files: Files;
  readonly git: Git;
  readonly clock: Clock;
  readonly log: Log;
  /** Fires on SIGINT/SIGTERM; `signal.reason` is the name of the signal. */
  readonly signal: AbortSignal;
  /** Masks a value in everything printed from now on, also its base64 and URL-encoded forms. */
  addSecret(secret: string): void;
  /** `text` with every secret replaced by `***`: for the wording that goes into a report. */
  redact(text: string): string;
  /** What is logged from now on: messages of `level` and worse; `quiet` also turns the progress off. */
  configureLog(settings: { readonly level: LogLevel; readonly quiet: boolean }): void;
  readonly display: Display;
  /** Shows progress from now on by calling `read` when it wants to draw; the returned function stops it. */
  showProgress(read: () => Progress): () => void;
  /** Results asked for with `-`. */
  writeStdout(text: string): Promise<void>;
  readStdin(): Promise<string>;
  /** The worst findings beside the code (Actions) – ignored on a terminal, which prints them in the text report. */
  annotate(findings: readonly Finding[]): void;
  /** Why the run could not be done at all, beside the code (Actions) – ignored on a terminal. */
  annotateFailure(message: string): void;
  setOutput(name: string, value: string): void;
  /** Appends Markdown to the job summary; ignored on a terminal. */
  writeSummary(markdown: string): Promise<void>;
  /** The run in Actions; null on a terminal. */
  readonly run: RunIdentity | null;
  /** Brings the state directory from an earlier run / takes it to the next one. Best effort, never throws. */
  restoreState(directory: string, key: string): Promise<void>;
  saveState(directory: string, key: string): Promise<void>;
}

export interface RunIdentity {
  readonly url: string;
  readonly id: string;
  readonly attempt: number;
  readonly actor: string;
  readonly event: string;
}
