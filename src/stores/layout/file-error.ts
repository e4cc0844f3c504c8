/** What the file system answered, as typed errors. */
import { type ErrorCode, MirrorError, toMirrorError } from '../../errors.ts';

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS']);

/** The errno name of a failed system call (`ENOENT`), or null. */
export function errnoOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** `error` as a MirrorError about `path`: `no-space` for a full disk, quota or file size limit, `io` for the rest of
 *  the file system, anything else as `toMirrorError` has it. `action` says what failed: `write blob sha256:1a2b…`. */
export function fileError(error: unknown, action: string, path: string): MirrorError {
  const errno = errnoOf(error);
  if (errno === null) return toMirrorError(error);
  const code: ErrorCode = NO_SPACE.has(errno) ? 'no-space' : 'io';
  return new MirrorError(code, `cannot ${action}: ${reasonOf(errno)}`, {
    where: path,
    fix: fixFor(errno, path),
    cause: error,
  });
}

function reasonOf(errno: string): string {
  if (errno === 'EDQUOT') return 'the disk quota is used up (EDQUOT)';
  if (errno === 'EFBIG') return 'the file size limit is reached (EFBIG)';
  if (NO_SPACE.has(errno)) return `the disk is full (${errno})`;
  if (errno === 'EROFS') return 'the file system is read-only (EROFS)';
  if (NOT_ALLOWED.has(errno)) return `permission denied (${errno})`;
  if (errno === 'ENOTDIR' || errno === 'EEXIST') return `a file is where a directory must be (${errno})`;
  return `the file system answered ${errno}`;
}

function fixFor(errno: string, path: string): string {
  if (NO_SPACE.has(errno)) return `free space on the disk that holds ${path}, or choose another directory`;
  if (errno === 'EROFS') return 'choose a directory on a writable file system';
  if (NOT_ALLOWED.has(errno)) return `give this user read and write permission for ${path}`;
  if (errno === 'ENOTDIR' || errno === 'EEXIST')
    return `remove the file in the way, or choose another directory`;
  return `check the disk and the permissions of ${path}`;
}
