/** The composition root: what the user asked for and a host in, an exit code out. The only place that names implementations. */
import { homedir, tmpdir } from 'node:os';
import { checkUsage } from './commands/check-usage.ts';
import {
  type CommandDoor,
  type CommandEnd,
  doesWrite,
  type OpenStores,
  type Servers,
} from './commands/command.ts';
import { findCommand } from './commands/commands.ts';
import { type Options, type RawOptions, readOptions } from './commands/options.ts';
import { publish } from './commands/publish.ts';
import { UnusableFiles } from './commands/unusable-files.ts';
import { describeError, MirrorError, toMirrorError } from './errors.ts';
import type { Host } from './host/host.ts';
import { assembleFailure } from './report/assemble.ts';
import { VERSION } from './version.ts';

export interface Invocation {
  readonly command: string;
  readonly positionals: readonly string[];
  readonly options: RawOptions;
}

const EXIT_CANNOT_RUN = 2;
/** About 24.8 days; a timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const EXIT_INTERRUPTED: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Runs one command to its end. Never throws. */
export async function run(invocation: Invocation, host: Host): Promise<number> {
  const start: Start = { host, startedAtMs: host.clock.now(), opened: [] };
  // where results go is text that cannot be wrong: enough to say why nothing was done
  let options = readOptions(placesOf(invocation.options));
  try {
    options = readOptions(invocation.options);
    host.configureLog({ level: options.logLevel, quiet: options.quiet });
    const { report, exitCode, afterReport } = await carryOut(invocation, options, start);
    const isWritten = report === null || (await publish(report, options, host));
    await afterReport?.();
    return interruptedCode(host) ?? (isWritten ? exitCode : EXIT_CANNOT_RUN);
  } catch (error) {
    await tellFailure(toMirrorError(error), { command: invocation.command, options, ...start });
    return interruptedCode(host) ?? EXIT_CANNOT_RUN;
  } finally {
    // after the report: giving uploads up may take longer than a runner waits for what it has stopped
    await Promise.all(start.opened.map((stores) => stores.close()));
  }
}

/** Reports an invocation that could not even be read, everywhere `options` ask for a report. Never throws. Returns the exit code. */
export async function reportFailure(
  error: unknown,
  { command, options: raw, host }: { command: string; options: RawOptions; host: Host },
): Promise<number> {
  const options = readOptions(placesOf(raw));
  await tellFailure(toMirrorError(error), {
    command,
    options,
    host,
    startedAtMs: host.clock.now(),
    opened: [],
  });
  return EXIT_CANNOT_RUN;
}

const PLACES: readonly (keyof RawOptions)[] = ['json', 'summary', 'html', 'sarif'];

function placesOf(raw: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => PLACES.some((place) => place === key)));
}

interface Start {
  readonly host: Host;
  readonly startedAtMs: number;
  /** Stores that the command has opened, to be closed at the end. */
  readonly opened: OpenStores[];
}

async function carryOut(
  invocation: Invocation,
  options: Options,
  { host, startedAtMs, opened }: Start,
): Promise<CommandEnd> {
  const command = findCommand(invocation.command);
  if (command === null)
    throw new MirrorError('usage', `there is no command ${JSON.stringify(invocation.command)}`, {
      fix: 'see --help',
    });
  checkUsage(command, invocation);
  if (doesWrite(command.writes, options)) refusePullRequests(command.name, options, host);
  const budget = timeBudget(options.timeBudgetMs);
  const door: CommandDoor = {
    host,
    options,
    positionals: invocation.positionals,
    signal: AbortSignal.any([host.signal, budget.signal]),
    startedAtMs,
    version: VERSION,
    openStores: async (file) => {
      const { openStores } = await import('./open-stores.ts');
      const stores = await openStores(file, { host, options, command: command.name });
      opened.push(stores);
      return stores;
    },
    examineConnections: async (file) => {
      const { examineConnections } = await import('./open-stores.ts');
      return examineConnections(file, { host, options });
    },
    servers: lazyServers(host),
    home: homedir(),
    temporary: tmpdir(),
  };
  try {
    return await command.run(door);
  } finally {
    budget.clear();
  }
}

/** Most commands serve nothing. */
function lazyServers(host: Host): Servers {
  const load = async () => (await import('./servers.ts')).servers(host);
  return {
    serveLayout: async (options) => (await load()).serveLayout(options),
    startEmbedded: async () => (await load()).startEmbedded(),
  };
}

function timeBudget(budgetMs: number | null): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  if (budgetMs === null) return { signal: controller.signal, clear: () => undefined };
  const timer = setTimeout(() => controller.abort('time budget'), Math.min(budgetMs, LONGEST_TIMER_MS));
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

/** What a pull request proposes has not been reviewed: it must not change what clusters run. */
function refusePullRequests(command: string, { allowPrWrite }: Options, host: Host): void {
  const event = host.run?.event ?? host.env.GITHUB_EVENT_NAME ?? '';
  if (host.kind !== 'action' || allowPrWrite || !event.startsWith('pull_request')) return;
  throw new MirrorError('usage', `${command} writes to mirrors and does not run for the event ${event}`, {
    fix: 'run what only reads here instead (plan, or verify without repair), or set allow-pr-write: true if whoever may open a pull request may also write to the mirrors',
  });
}

interface FailedRun extends Start {
  readonly command: string;
  readonly options: Options;
}

/** Says why nothing could be done, everywhere a report was asked for. */
async function tellFailure(
  error: MirrorError,
  { command, options, host, startedAtMs }: FailedRun,
): Promise<void> {
  const findings = error instanceof UnusableFiles ? error.findings : [];
  if (error.code === 'internal')
    host.log.debug(String(error.cause instanceof Error ? error.cause.stack : error.stack));
  const report = assembleFailure(
    { command, startedAtMs, endedAtMs: host.clock.now(), version: VERSION, run: host.run },
    {
      code: error.code,
      message: error.where === undefined ? error.message : `${error.message} (${error.where})`,
      help: error.fix ?? null,
    },
    findings,
  );
  await publish(report, options, host);
  if (findings.length === 0) host.annotateFailure(describeError(error));
}

function interruptedCode(host: Host): number | null {
  if (!host.signal.aborted) return null;
  return EXIT_INTERRUPTED[String(host.signal.reason)] ?? null;
}
