/** What is tried again, after how long, and how often. */
import { MirrorError } from '../../errors.ts';
import type { PatienceOptions } from './settings.ts';

/** No server there, or no such name: waiting long seldom helps. */
const FEW_ATTEMPTS = 3;
/** 500 is also what a registry answers for good when one stored file is damaged. */
const SERVER_ERROR_ATTEMPTS = 4;
/** A server that takes connections and then says nothing: each attempt costs the whole headers timeout. */
const SILENT_ATTEMPTS = 2;
const NOBODY_HOME = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** 429 without Retry-After: the first wait is this many times the base. */
const RATE_LIMIT_FACTOR = 4;
/** Numbers above this in Retry-After are seconds since 1970, as some registries send them. */
const EPOCH_SECONDS_FROM = 1_000_000_000;

/** Less patience: fewer attempts, closer together. */
export type BriefPatience = Pick<PatienceOptions, 'attempts' | 'backoffBaseMs'>;

/** `patience`, or less of it where `error` is a 500 that the request meets in its own way. */
export function patienceWith(
  error: MirrorError,
  onServerError: (() => BriefPatience | null) | undefined,
  patience: PatienceOptions,
): PatienceOptions {
  const brief = error.status === 500 ? (onServerError?.() ?? null) : null;
  if (brief === null) return patience;
  return {
    ...patience,
    attempts: Math.min(patience.attempts, brief.attempts),
    backoffBaseMs: Math.min(patience.backoffBaseMs, brief.backoffBaseMs),
  };
}

/** How many attempts `error` is worth in all; 1 is: never again. */
export function attemptsFor(error: MirrorError, patience: PatienceOptions): number {
  if (error.isFinal) return 1;
  switch (error.code) {
    case 'unavailable':
      if (error.status === 500) return Math.min(SERVER_ERROR_ATTEMPTS, patience.attempts);
      if (causeCode(error) === 'UND_ERR_HEADERS_TIMEOUT') return Math.min(SILENT_ATTEMPTS, patience.attempts);
      return NOBODY_HOME.has(causeCode(error))
        ? Math.min(FEW_ATTEMPTS, patience.attempts)
        : patience.attempts;
    case 'stalled':
      return patience.attempts;
    case 'rate-limited': // without a status the gate has given the origin up
      return error.status === undefined ? 1 : patience.attempts;
    case 'invalid-response': // bytes that are not HTTP: once more, it may have been a broken connection
      return isParserError(error.cause) ? Math.min(2, patience.attempts) : 1;
    default:
      return 1;
  }
}

/** The wait before the next attempt after `failures` in a row: doubling, capped, with up to as much again at random. */
export function backoffMs(
  failures: number,
  error: MirrorError,
  { patience, random }: { readonly patience: PatienceOptions; readonly random: () => number },
): number {
  const base = patience.backoffBaseMs * (error.code === 'rate-limited' ? RATE_LIMIT_FACTOR : 1);
  const doubled = base * 2 ** Math.min(failures - 1, 30);
  return Math.min(patience.backoffCapMs, doubled * (1 + random()));
}

/** Milliseconds that Retry-After asks for: seconds, an HTTP date, or seconds since 1970; null when it says nothing usable. */
export function retryAfterMs(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,15}(?:\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    return seconds >= EPOCH_SECONDS_FROM ? Math.max(0, seconds * 1000 - nowMs) : seconds * 1000;
  }
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** The code of the deepest cause that has one (`ECONNREFUSED`), or ''. */
export function causeCode(error: unknown): string {
  let found = '';
  let current: unknown = error instanceof MirrorError ? error.cause : error;
  for (let depth = 0; depth < 5 && isObject(current); depth += 1) {
    if (typeof current.code === 'string') found = current.code;
    // of several addresses that were tried, the first speaks for all
    current = (Array.isArray(current.errors) ? current.errors[0] : undefined) ?? current.cause;
  }
  return found;
}

/** Whether the HTTP library could not read an answer as HTTP. */
export function isParserError(error: unknown): boolean {
  return isObject(error) && error.name === 'HTTPParserError';
}

/** By shape: errors of Node itself may come from another realm than ours, where `instanceof Error` is false. */
function isObject(
  value: unknown,
): value is { name?: unknown; code?: unknown; errors?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null;
}
