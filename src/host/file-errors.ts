/** Node's file system errors as typed errors that say what a person can do. */
import { isMirrorError, MirrorError } from '../errors.ts';

/** Why a file that is needed cannot be read: `input`, or `aborted` where the run was stopped while it waited for a pipe. */
export function readError(path: string, error: unknown): MirrorError {
  if (typeof error === 'string') return stoppedAt(`reading ${path}`, error);
  const reason = reasonOf(error, READ_REASONS) ?? { why: plainReason(error), fix: 'check the path' };
  return new MirrorError('input', `cannot read ${path}: ${reason.why}`, {
    where: path,
    fix: reason.fix,
    cause: error,
  });
}

/** Why a file cannot be written: `no-space` where the disk or quota is full, else `io`. */
export function writeError(path: string, error: unknown): MirrorError {
  if (typeof error === 'string') return stoppedAt(`writing ${path}`, error);
  const errno = errnoOf(error);
  const reason = reasonOf(error, WRITE_REASONS) ?? {
    why: plainReason(error),
    fix: 'check the path and the disk',
  };
  const code = errno === 'ENOSPC' || errno === 'EDQUOT' ? 'no-space' : 'io';
  return new MirrorError(code, `cannot write ${path}: ${reason.why}`, {
    where: path,
    fix: reason.fix,
    cause: error,
  });
}

/** Node's name for the fault (`ENOENT`), '' where it has none. Asks for no class: errors may come from another realm. */
export function errnoOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : '';
}

/** `reason` is that of an abort signal: the name of what stopped the run. */
function stoppedAt(what: string, reason: string): MirrorError {
  return new MirrorError('aborted', `stopped while ${what}`, { cause: reason });
}

interface Reason {
  readonly why: string;
  readonly fix: string;
}

const READ_REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: { why: 'there is no such file', fix: 'check the path, or make the file' },
  ENOTDIR: { why: 'a part of its path is not a directory', fix: 'check the path' },
  EISDIR: { why: 'it is a directory', fix: 'name a file' },
  EACCES: { why: 'permission denied', fix: 'let this user read it' },
  EPERM: { why: 'permission denied', fix: 'let this user read it' },
  ELOOP: { why: 'its symbolic links lead in a circle', fix: 'mend the links' },
};

const WRITE_REASONS: Readonly<Record<string, Reason>> = {
  ENOSPC: { why: 'no space left on the device', fix: 'free space or choose another place' },
  EDQUOT: { why: 'the disk quota is used up', fix: 'free space or choose another place' },
  EACCES: { why: 'permission denied', fix: 'let this user write there or choose another place' },
  EPERM: { why: 'permission denied', fix: 'let this user write there or choose another place' },
  EROFS: { why: 'the file system is read-only', fix: 'choose another place' },
  EISDIR: { why: 'it is a directory', fix: 'name a file' },
  ENOTDIR: { why: 'a part of its path is not a directory', fix: 'choose another place' },
  EEXIST: { why: 'a part of its path is not a directory', fix: 'choose another place' },
  ENAMETOOLONG: { why: 'the name is too long', fix: 'choose a shorter name' },
};

function reasonOf(error: unknown, reasons: Readonly<Record<string, Reason>>): Reason | undefined {
  if (isMirrorError(error, 'stalled'))
    return { why: error.message, fix: 'name a file, or a pipe whose other end is in use' };
  return reasons[errnoOf(error)];
}

function plainReason(error: unknown): string {
  return errnoOf(error) || (error instanceof Error ? error.message : String(error));
}
