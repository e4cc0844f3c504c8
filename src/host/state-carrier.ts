/**
 * One job for the Actions cache, done in a process of its own: its library repeats requests for half a minute, cannot be
 * told to stop, and puts red lines beside the code by itself. What the process prints is read, not shown, and it is ended
 * when its time is up or when it begins to repeat itself.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { assertNever } from '../errors.ts';

export interface CarrierJob {
  readonly kind: 'restore' | 'save';
  readonly directory: string;
  /** Entries are found by `<key>-` and saved as `<key>-<runKey>`. */
  readonly key: string;
  readonly runKey: string;
}

export type CarrierEnd =
  | { readonly kind: 'done'; readonly key: string }
  /** Restore: there is no entry. */
  | { readonly kind: 'none' }
  /** There is no cache service. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed' | 'late'; readonly why: string };

/** What the process sends back; `key` is null where there was no entry or nothing was saved. */
export type CarrierAnswer =
  | { readonly kind: 'ended'; readonly key: string | null }
  | { readonly kind: 'absent' }
  | { readonly kind: 'threw'; readonly message: string };

/** The argument that makes the Action's program do a job instead of a step. */
export const CARRY_ARGUMENT = 'carry-state';

export interface CarrierProcess {
  /** The program to start; it calls `serveCarrier` when its first argument is CARRY_ARGUMENT. */
  readonly program: string;
  /** Told of every value that must not be shown: the addresses of cache entries are. */
  readonly addSecret: (secret: string) => void;
  readonly debug: (line: string) => void;
}

/** Never rejects. Resolves within `timeoutMs`, and then nothing of the process is left. */
export async function carryState(
  job: CarrierJob,
  timeoutMs: number,
  { program, addSecret, debug }: CarrierProcess,
): Promise<CarrierEnd> {
  // a group of its own, so that the tar it has started ends with it
  const isGroup = process.platform !== 'win32';
  const child = fork(program, [CARRY_ARGUMENT], { silent: true, detached: isGroup });
  const down = Promise.withResolvers<'down'>();
  const said = listen(child, { addSecret, debug, onRepeat: () => down.resolve('down') });
  const answer = await Promise.race([answerOf(child, job, timeoutMs), down.promise]);
  stop(child, isGroup);
  if (answer === 'down') return { kind: 'failed', why: said.reason() ?? 'the service is down' };
  if (answer === 'late') return { kind: 'late', why: `not done within ${timeoutMs / 1000} s` };
  if (answer === 'gone') return { kind: 'failed', why: said.reason() ?? 'its process ended' };
  switch (answer.kind) {
    case 'threw':
      return { kind: 'failed', why: answer.message };
    case 'absent':
      return answer;
    case 'ended':
      return endOf(job, answer.key, said.reason());
    default:
      return assertNever(answer);
  }
}

function endOf({ kind }: CarrierJob, key: string | null, reason: string | null): CarrierEnd {
  if (key !== null) return { kind: 'done', key };
  if (kind === 'restore' && reason === null) return { kind: 'none' };
  return { kind: 'failed', why: reason ?? 'the cache does not say why' };
}

/** Once all that was printed before the answer has been read, too. */
function answerOf(
  child: ChildProcess,
  job: CarrierJob,
  timeoutMs: number,
): Promise<CarrierAnswer | 'late' | 'gone'> {
  return new Promise((resolve) => {
    let answer: CarrierAnswer | 'gone' = 'gone';
    const timer = setTimeout(() => resolve('late'), timeoutMs);
    const end = () => {
      clearTimeout(timer);
      resolve(answer);
    };
    child.once('message', (message) => {
      answer = message as CarrierAnswer;
    });
    child.once('error', end);
    child.once('close', end);
    child.send(job, () => undefined);
  });
}

function stop(child: ChildProcess, isGroup: boolean): void {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    if (isGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // it has ended in this very moment
  }
  child.stdout?.destroy();
  child.stderr?.destroy();
}

const COMMAND = /^::([a-z-]+)(?: [^:]*)?::(.*)$/;
/** How the library begins the lines in which it says why something was not done. */
const REFUSAL = /^(?:Failed to |Cache (?:restore|save) skipped)/;
/** What it says before it waits and asks once more. */
const REPEAT = /^Attempt (\d+) of \d+ failed with error: (.*?)\.? Retrying request in /;
/** A moment's trouble is worth one more try (three seconds), not four (half a minute). */
const MOST_ATTEMPTS = 2;

/** Collects why something was not done: the last warning, error or refusal. */
function listen(
  child: ChildProcess,
  {
    addSecret,
    debug,
    onRepeat,
  }: Pick<CarrierProcess, 'addSecret' | 'debug'> & { readonly onRepeat: () => void },
): { reason(): string | null } {
  let reason: string | null = null;
  const hear = (line: string) => {
    const [, command, data = ''] = COMMAND.exec(line) ?? [];
    const text = command === undefined ? line : unescaped(data);
    if (text === '') return;
    if (command === 'add-mask') return addSecret(text);
    if (command === 'warning' || command === 'error' || REFUSAL.test(text)) reason = text;
    const [, attempt = 0, why = text] = REPEAT.exec(text) ?? [];
    if (Number(attempt) >= MOST_ATTEMPTS) {
      reason = why;
      onRepeat();
    }
    debug(`cache: ${text}`);
  };
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, hear);
  return { reason: () => reason };
}

/** The last line counts without its end, too. */
function eachLine(stream: ChildProcess['stdout'], hear: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
  stream?.once('end', () => hear(rest));
}

function unescaped(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
