/**
 * Typed errors: thrown when a unit of work cannot go on. Faults in what the user asked us to examine are
 * findings (`finding.ts`), not errors.
 */

/** What went wrong, as a closed set that callers may decide on. */
export type ErrorCode =
  | 'usage' // a wrong option or argument
  | 'input' // a file the command needs cannot be used
  | 'not-found' // the registry says: no such manifest, blob, tag or repository
  | 'unauthorized' // 401 for good: credentials missing or refused
  | 'denied' // 403
  | 'rate-limited' // 429, or a Retry-After beyond what this run may wait
  | 'refused' // any other 4xx: the registry understood and said no
  | 'too-large' // 413, or a body over a stated limit
  | 'unavailable' // no connection, DNS, reset, 5xx after all retries
  | 'stalled' // the peer stopped moving bytes
  | 'tls' // certificate or handshake trouble; never downgraded
  | 'digest-mismatch' // bytes do not hash to their digest
  | 'size-mismatch' // more or fewer bytes than the descriptor says
  | 'invalid-response' // the peer broke the protocol
  | 'unsafe' // following the peer would leak credentials or leave the allowed origins
  | 'no-space' // the disk or the registry's store is full
  | 'io' // any other file system trouble
  | 'unsupported' // valid, but this tool does not do it
  | 'aborted' // stopped by the user or by the time budget
  | 'internal'; // a bug

export interface ErrorDetails {
  /** What was being worked on: `registry.example.com/app@sha256:1a2b…`, or `mirror.yaml:12:5`. */
  readonly where?: string | undefined;
  /** What the user can do about it, as an imperative clause. */
  readonly fix?: string | undefined;
  /** HTTP status, where one was received. */
  readonly status?: number | undefined;
  /** Error codes of the distribution spec found in the answer, upper case (`MANIFEST_UNKNOWN`). */
  readonly registryCodes?: readonly string[];
  /** Digests that a MANIFEST_BLOB_UNKNOWN answer named. */
  readonly unknownDigests?: readonly string[];
  /** It has been tried as often as it is worth: whoever gets it does not try again. */
  readonly isFinal?: boolean;
  readonly cause?: unknown;
}

/** The one error class of this project. `message` never holds a secret; text from outside is already one line. */
export class MirrorError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly fix: string | undefined;
  readonly status: number | undefined;
  readonly registryCodes: readonly string[];
  readonly unknownDigests: readonly string[];
  readonly isFinal: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MirrorError';
    this.code = code;
    this.where = details.where;
    this.fix = details.fix;
    this.status = details.status;
    this.registryCodes = details.registryCodes ?? [];
    this.unknownDigests = details.unknownDigests ?? [];
    this.isFinal = details.isFinal ?? false;
  }
}

export function isMirrorError(error: unknown, ...codes: readonly ErrorCode[]): error is MirrorError {
  return error instanceof MirrorError && (codes.length === 0 || codes.includes(error.code));
}

/** Any thrown value as a MirrorError: abort signals become `aborted`, everything unknown `internal`. */
export function toMirrorError(error: unknown): MirrorError {
  if (error instanceof MirrorError) return error;
  // The reason of an abort signal: a stop signal's name, or the time budget.
  if (typeof error === 'string') return new MirrorError('aborted', `stopped: ${error}`);
  if (nameOf(error) === 'AbortError' || nameOf(error) === 'TimeoutError') {
    return new MirrorError('aborted', 'stopped', { cause: error });
  }
  const message = messageOf(error);
  return new MirrorError('internal', `unexpected failure: ${message}`, {
    fix: 'report this as a bug of mirror-action',
    cause: error,
  });
}

/** Errors of other realms (workers, test environments) are no instances of this one's Error. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

/** One line for a person: `what (where); fix`. */
export function describeError(error: MirrorError): string {
  const where = error.where === undefined ? '' : ` (${error.where})`;
  const fix = error.fix === undefined ? '' : `; ${error.fix}`;
  return `${error.message}${where}${fix}`;
}

/** Closes a switch over a union: a new member fails to compile. */
export function assertNever(value: never): never {
  throw new MirrorError('internal', `unhandled case: ${JSON.stringify(value)}`);
}
