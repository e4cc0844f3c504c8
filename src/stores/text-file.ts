/** Small text files that a person configured: read whole, up to a stated limit, or reported by name. */
import { open } from 'node:fs/promises';
import { MirrorError } from '../errors.ts';

/** Credential files and PEM files beyond this are not what they claim to be. */
export const TEXT_FILE_LIMIT_BYTES = 1024 * 1024;

/**
 * The text of a UTF-8 file without its byte order mark, or null when there is no such file. Special files (pipes,
 * `/dev/null`) are read like any other. Throws MirrorError `input` naming the file when it cannot be read, is
 * over TEXT_FILE_LIMIT_BYTES or is not UTF-8, and `aborted`; what the file holds is in no message.
 */
export async function readTextFile(path: string, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
  const bytes = await readBounded(path);
  return bytes === null ? null : decodeText(path, bytes);
}

async function readBounded(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, 'r');
    try {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      for await (const chunk of file.createReadStream({ autoClose: false, end: TEXT_FILE_LIMIT_BYTES })) {
        chunks.push(chunk);
        sizeBytes += chunk.length;
      }
      if (sizeBytes > TEXT_FILE_LIMIT_BYTES) throw tooLarge(path);
      return Buffer.concat(chunks);
    } finally {
      await file.close();
    }
  } catch (error) {
    return absentOrThrow(path, error);
  }
}

function absentOrThrow(path: string, error: unknown): null {
  if (error instanceof MirrorError) throw error;
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw new MirrorError('input', `cannot read ${path}: ${reasonOf(code)}`, {
    where: path,
    fix: 'make it a readable file, or stop naming it',
    cause: error,
  });
}

/** The system's name for what went wrong with a file (`ENOENT`), or `unknown`. */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}

function reasonOf(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `this user may not read it (${code})`;
    case 'EISDIR':
      return 'it is a directory (EISDIR)';
    case 'ELOOP':
      return 'its symbolic links go in circles (ELOOP)';
    default:
      return `the system answered ${code}`;
  }
}

function tooLarge(path: string): MirrorError {
  return new MirrorError('input', `cannot use ${path}: it is larger than ${TEXT_FILE_LIMIT_BYTES} bytes`, {
    where: path,
    fix: 'name the right file',
  });
}

function decodeText(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MirrorError('input', `cannot use ${path}: it is not UTF-8 text`, {
      where: path,
      fix: 'save it as UTF-8',
    });
  }
}
