/** Small text files that a person configured: read whole, up to a stated limit, or reported by name. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMirrorError, MirrorError } from '../errors.ts';
import { isHandedOver, readPatiently } from '../patient-reading.ts';

/** Credential files and PEM files beyond this are not what they claim to be. */
export const TEXT_FILE_LIMIT_BYTES = 1024 * 1024;

/**
 * The text of a UTF-8 file without its byte order mark, or null when there is no such file. Special files (pipes,
 * `/dev/null`) are read like any other. Throws MirrorError `input` naming the file when it cannot be read, is
 * over TEXT_FILE_LIMIT_BYTES or is not UTF-8, and `aborted`; what the file holds is in no message.
 */
export async function readTextFile(path: string, signal: AbortSignal): Promise<string | null> {
  if (signal.aborted) throw stopped(signal);
  const bytes = await readBounded(path, signal);
  return bytes === null ? null : decodeText(path, bytes);
}

async function readBounded(path: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const isPipe = (await file.stat()).isFIFO();
      const bytes = await readPatiently({
        read: async (room) => (await file.read(room, 0, room.length, null)).bytesRead,
        mayBeAlone: isPipe && !isHandedOver(path),
        wait: (ms) => sleep(ms, undefined, { signal }),
        mostBytes: TEXT_FILE_LIMIT_BYTES + 1,
      });
      if (bytes.length > TEXT_FILE_LIMIT_BYTES) throw tooLarge(path);
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    return absentOrThrow(path, error);
  }
}

function stopped(signal: AbortSignal): MirrorError {
  return new MirrorError('aborted', 'stopped', { cause: signal.reason });
}

function absentOrThrow(path: string, error: unknown): null {
  if (isMirrorError(error, 'stalled')) throw stalled(path, error);
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

function stalled(path: string, error: MirrorError): MirrorError {
  return new MirrorError('input', `cannot read ${path}: ${error.message}`, {
    where: path,
    fix: 'name a file, or a pipe that something writes to',
    cause: error,
  });
}

function tooLarge(path: string): MirrorError {
  return new MirrorError('input', `cannot use ${path}: it is larger than ${TEXT_FILE_LIMIT_BYTES} bytes`, {
    where: path,
    fix: 'name the right file',
  });
}

function decodeText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MirrorError('input', `cannot use ${path}: it is not UTF-8 text`, {
      where: path,
      fix: 'save it as UTF-8',
    });
  }
}
