/** The Host of the GitHub Action. Only the `github*` files of this folder know @actions/*. */
import { stat } from 'node:fs/promises';
import * as core from '@actions/core';
import { MirrorError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { cutText, visibleLines } from '../visible.ts';
import { systemClock } from './clock.ts';
import { escapeCommands, escapeLog } from './escape.ts';
import { createFiles } from './files.ts';
import { createGit } from './git.ts';
import { type AnnotationOptions, annotateFindings } from './github-annotations.ts';
import { createGithubLog } from './github-log.ts';
import { createStateCarrier } from './github-state.ts';
import type { Host, Log, LogLevel, RunIdentity } from './host.ts';
import { isPrinted } from './log-level.ts';
import { createLineDisplay } from './progress-display.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { trapSignals } from './signals.ts';
import { carryState } from './state-carrier.ts';
import { writeAll } from './streams.ts';

/** The runner drops a whole summary above 1 MiB. */
const SUMMARY_LIMIT_BYTES = 900 * 1024;
const CUT_NOTICE = '\n\n… cut here; the rest is in the report.\n';
const LONGEST_ANNOTATION = 4096;

export interface GithubHost extends Host {
  /** Takes its handlers off the process. */
  dispose(): void;
}

export function createGithubHost(): GithubHost {
  const env = process.env;
  const workspace = env.GITHUB_WORKSPACE || null;
  const redactor = createRedactor();
  const settings: { level: LogLevel; quiet: boolean } = { level: 'info', quiet: false };
  const log = createGithubLog({ redact: redactor.redact, settings });
  const run = runIdentity(env);
  const addSecret = (secret: string) => {
    for (const form of redactor.addSecret(secret)) core.setSecret(form);
  };
  const carrier = { program: process.argv[1] ?? '', addSecret, debug: log.debug };
  const state = createStateCarrier({
    env,
    log,
    runKey: runKeyOf(run),
    carry: (job, timeoutMs) => carryState(job, timeoutMs, carrier),
  });
  const progress = createLineDisplay({ write: log.info, writeLine: log.info });
  // the runner kills a cancelled step itself: a second signal need not
  const trap = trapSignals({
    onFirst: (name) => log.warning(`${name} received, stopping …`),
    onSecond: () => undefined,
  });
  const place = { workingDirectory: process.cwd(), workspace, redact: redactor.redact };
  return {
    kind: 'action',
    env,
    workingDirectory: place.workingDirectory,
    workspace,
    files: createFiles({
      workingDirectory: place.workingDirectory,
      redact: redactor.redactData,
      signal: trap.signal,
    }),
    git: createGit({ workingDirectory: place.workingDirectory, env }),
    clock: systemClock,
    log,
    signal: trap.signal,
    addSecret,
    redact: redactor.redact,
    configureLog: (wanted) => {
      Object.assign(settings, wanted);
    },
    display: { columns: null, style: (_name, text) => text, show: (text) => log.info(text) },
    showProgress: (read) => (isPrinted('info', settings) ? progress.show(read) : () => undefined),
    writeStdout: (text) => writeAll(process.stdout, escapeResult(redactor.redactData(text))),
    readStdin: async () => '',
    ...createOutlets(redactor, log, place),
    run,
    restoreState: state.restore,
    saveState: state.save,
    dispose: trap.dispose,
  };
}

/** Where a run's results show up in GitHub. */
function createOutlets(redactor: Redactor, log: Log, place: AnnotationOptions) {
  return {
    annotate: (findings: readonly Finding[]) => {
      const leftOut = annotateFindings(findings, place);
      if (leftOut > 0) log.info(`${leftOut} more findings are in the job summary and the report`);
    },
    annotateFailure: (message: string) => {
      const text = escapeLog(redactor.redact(message)).join('\n');
      core.error(cutText(text, LONGEST_ANNOTATION), { title: 'mirror-action' });
    },
    setOutput: (name: string, value: string) => setOutput(name, redactor.redactData(value)),
    writeSummary: (markdown: string) => writeSummary(redactor.redact(markdown), log),
  };
}

/** The inputs as GitHub hands them over, trimmed; '' where one is not set. */
export function readInputs(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, core.getInput(name)]));
}

/** Null outside a workflow run. */
function runIdentity(env: Readonly<Record<string, string | undefined>>): RunIdentity | null {
  const id = env.GITHUB_RUN_ID ?? '';
  if (id === '') return null;
  return {
    url: `${env.GITHUB_SERVER_URL ?? ''}/${env.GITHUB_REPOSITORY ?? ''}/actions/runs/${id}`,
    id,
    attempt: Number(env.GITHUB_RUN_ATTEMPT ?? '1') || 1,
    actor: env.GITHUB_ACTOR ?? '',
    event: env.GITHUB_EVENT_NAME ?? '',
  };
}

/** Steps and jobs of one run share its id and attempt, and none may lose its state to another. */
function runKeyOf(run: RunIdentity | null): string {
  return `${run?.id ?? '0'}-${run?.attempt ?? 1}-${Date.now().toString(36)}`;
}

/** Our own JSON has nothing to escape; anything else loses its power before it loses its bytes. */
function escapeResult(text: string): string {
  const end = text.endsWith('\n') ? '\n' : '';
  return visibleLines(text).map(escapeCommands).join('\n') + end;
}

function setOutput(name: string, value: string): void {
  try {
    core.setOutput(name, value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MirrorError('io', `cannot set output ${name}: ${reason}`, {
      where: 'GITHUB_OUTPUT',
      cause: error,
    });
  }
}

async function writeSummary(markdown: string, log: Log): Promise<void> {
  const path = process.env.GITHUB_STEP_SUMMARY ?? '';
  if (path === '') return;
  try {
    const usedBytes = (await stat(path)).size;
    await core.summary.addRaw(cutToBytes(markdown, SUMMARY_LIMIT_BYTES - usedBytes)).write();
  } catch (error) {
    core.summary.emptyBuffer();
    log.info(
      `notice: the job summary could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whole lines only. The renderer has its own limit; this one is for summaries of several parts. */
function cutToBytes(text: string, limitBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limitBytes) return text;
  const room = Math.max(0, limitBytes - Buffer.byteLength(CUT_NOTICE));
  const whole = bytes.subarray(0, room).lastIndexOf('\n');
  return whole < 0 ? '' : bytes.subarray(0, whole).toString('utf8') + CUT_NOTICE;
}
