/**
 * Credential helpers: programs `docker-credential-<name>` that are asked with `get` (docker-credential-helpers
 * protocol).
 */
import { type ExecFileException, execFile } from 'node:child_process';
import { MirrorError } from '../../errors.ts';
import type { Credential } from '../registry/credential.ts';
import { findProgram } from './program.ts';
import { helperServerUrl } from './registry-key.ts';

export interface HelperOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** How long a helper may take, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HelperQuestion {
  /** What stands after `docker-credential-`. */
  readonly helper: string;
  readonly host: string;
  /** The file or variable that names the helper. */
  readonly namedBy: string;
}

export const HELPER_TIMEOUT_MS = 30_000;
const OUTPUT_LIMIT_BYTES = 64 * 1024;
const NOT_FOUND = 'credentials not found in native keychain';

/**
 * What a helper has for a registry, or null when it says that it has nothing. No shell takes part, and only
 * absolute folders of PATH are searched. Throws MirrorError `input` naming helper and registry when it cannot
 * be asked, takes longer than `timeoutMs`, answers more than 64 KiB or something else than credentials: going
 * on without credentials would hide the cause. Nothing that the helper printed is in a message, since it may be
 * the secret.
 */
export async function askHelper(
  question: HelperQuestion,
  options: HelperOptions,
  signal: AbortSignal,
): Promise<Credential | null> {
  checkHelperName(question);
  const program = await findProgram(`docker-credential-${question.helper}`, options);
  if (program === null) throw failed(question, `there is no docker-credential-${question.helper} on PATH`);
  const answer = await run(program, question, options, signal);
  return answer.kind === 'not-found' ? null : readAnswer(answer.stdout, question);
}

/** The name comes from a file and becomes a program to run: nothing that could leave PATH is let through. */
function checkHelperName({ helper, host, namedBy }: HelperQuestion): void {
  if (/^[A-Za-z0-9._-]{1,128}$/.test(helper)) return;
  throw new MirrorError(
    'input',
    `cannot get credentials for ${host}: ${namedBy} names a helper with an unusable name`,
    {
      where: namedBy,
      fix: 'use letters, digits, dots, dashes and underscores, as in docker-credential-NAME without the docker-credential-',
    },
  );
}

type HelperAnswer = { readonly kind: 'answered'; readonly stdout: string } | { readonly kind: 'not-found' };

function run(
  program: string,
  question: HelperQuestion,
  options: HelperOptions,
  signal: AbortSignal,
): Promise<HelperAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HelperAnswer>();
  const child = execFile(
    program,
    ['get'],
    {
      env: { ...options.env },
      encoding: 'utf8',
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: OUTPUT_LIMIT_BYTES,
      windowsHide: true,
      signal,
    },
    (error, stdout, stderr) => {
      if (error === null) resolve({ kind: 'answered', stdout });
      else if (signal.aborted) reject(new MirrorError('aborted', 'stopped', { cause: signal.reason }));
      else if (stdout.trim() === NOT_FOUND) resolve({ kind: 'not-found' });
      else reject(failed(question, whyItFailed(error, `${stdout}\n${stderr}`, options.timeoutMs)));
    },
  );
  // A helper may end without reading its input; its exit says what happened.
  child.stdin?.on('error', () => {});
  child.stdin?.end(helperServerUrl(question.host));
  return promise;
}

function whyItFailed(error: ExecFileException, output: string, timeoutMs: number): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `it printed more than ${OUTPUT_LIMIT_BYTES} bytes`;
  if (error.killed === true) return `it did not answer within ${timeoutMs / 1000} s`;
  if (typeof error.code === 'string') return `it could not be started (${error.code})`;
  const exit =
    error.code === undefined || error.code === null
      ? `was ended by ${error.signal ?? 'a signal'}`
      : `ended with exit code ${error.code}`;
  return `it ${exit}${guessCause(output)}`;
}

/** Own words for what helpers commonly complain about: their text is recognised, not repeated. */
const COMMON_CAUSES: readonly (readonly [RegExp, string])[] = [
  [/expired/i, 'its login seems to have expired'],
  [
    /keychain|keyring|secret service|dbus|d-bus|pass(word)? store|gpg/i,
    'its key store seems to be locked or out of reach',
  ],
  [/no such host|dial tcp|connection|timed? ?out|network|proxy/i, 'it seems not to reach its service'],
  [/denied|forbidden|unauthori[sz]ed|not authori[sz]ed/i, 'its service seems to refuse it'],
  [
    /login|log in|logged in|sign in|no (valid )?credential|could not find.*credential/i,
    'it seems to need a login first',
  ],
];

function guessCause(output: string): string {
  const known = COMMON_CAUSES.find(([pattern]) => pattern.test(output));
  return known === undefined ? '' : `; ${known[1]}`;
}

function readAnswer(stdout: string, question: HelperQuestion): Credential | null {
  const answer = parseAnswer(stdout);
  if (answer === null) throw failed(question, 'it answered something that is not {"Username", "Secret"}');
  const { username, secret } = answer;
  if (username === '' && secret === '') return null;
  return username === '<token>'
    ? { kind: 'identity-token', token: secret }
    : { kind: 'basic', username, password: secret };
}

function parseAnswer(stdout: string): { readonly username: string; readonly secret: string } | null {
  try {
    const answer: unknown = JSON.parse(stdout);
    if (typeof answer !== 'object' || answer === null) return null;
    const { Username: username = '', Secret: secret = '' } = answer as Record<string, unknown>;
    return typeof username === 'string' && typeof secret === 'string' ? { username, secret } : null;
  } catch {
    return null;
  }
}

function failed({ helper, host, namedBy }: HelperQuestion, why: string): MirrorError {
  return new MirrorError('input', `credential helper ${helper} failed for ${host}: ${why}`, {
    where: namedBy,
    fix: `see what docker-credential-${helper} get says to ${helperServerUrl(host)} on its standard input, or take the helper out of ${namedBy}`,
  });
}
