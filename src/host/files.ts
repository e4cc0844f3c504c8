/** The Files port on the local file system. */
import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, open, opendir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MirrorError } from '../errors.ts';
import { errnoOf, readError, writeError } from './file-errors.ts';
import type { DirectoryEntry, Files } from './host.ts';
import { readUpTo, writeInPlace } from './special-file.ts';

const DEFAULT_LIMIT_BYTES = 64 * 1024 * 1024;
const MOST_SET_ASIDE = 99;
const MOST_LINKS = 40;
const PIECE_LENGTH = 1024 * 1024;

export interface FilesOptions {
  /** Relative paths start here; absolute. */
  readonly workingDirectory: string;
  /** Applied to everything that is written. */
  readonly redact?: (text: string) => string;
  /** Ends waiting for a pipe. */
  readonly signal?: AbortSignal;
}

const NEVER = new AbortController().signal;

export function createFiles({
  workingDirectory,
  redact = (text) => text,
  signal = NEVER,
}: FilesOptions): Files {
  const absolute = (path: string) => resolve(workingDirectory, path);
  return {
    readText: (path, limitBytes = DEFAULT_LIMIT_BYTES) =>
      readText(absolute(path), path, { limitBytes, signal }),
    exists: (path) =>
      stat(absolute(path)).then(
        () => true,
        () => false,
      ),
    writeText: async (path, text) => {
      try {
        const texts = typeof text === 'string' ? [text] : text;
        await replace(absolute(path), mapPieces(texts, redact), signal);
      } catch (error) {
        throw writeError(path, error);
      }
    },
    setAside: (path) => setAside(absolute(path)),
    realPath: (path) => realPathAsFarAsItExists(absolute(path), MOST_LINKS),
    kindOf: (path) => kindOf(absolute(path)),
    isPlainFile: (path) =>
      lstat(absolute(path)).then(
        (found) => found.isFile(),
        () => null,
      ),
    list: (path, most) => list(absolute(path), path, most),
  };
}

interface ReadOptions {
  readonly limitBytes: number;
  readonly signal: AbortSignal;
}

async function readText(
  path: string,
  shownPath: string,
  { limitBytes, signal }: ReadOptions,
): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readUpTo(path, limitBytes + 1, signal);
  } catch (error) {
    throw readError(shownPath, error);
  }
  if (bytes.length > limitBytes) {
    throw new MirrorError('input', `cannot read ${shownPath}: it is larger than ${limitBytes} bytes`, {
      where: shownPath,
      fix: 'check that this is the right file',
    });
  }
  return decodeUtf8(bytes, shownPath);
}

function decodeUtf8(bytes: Uint8Array, shownPath: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MirrorError('input', `cannot read ${shownPath}: it is not UTF-8 text`, {
      where: shownPath,
      fix: 'save it as UTF-8',
      cause: error,
    });
  }
}

/** A link keeps pointing where it points; a device or pipe is written to, never replaced. */
async function replace(path: string, texts: Iterable<string>, signal: AbortSignal): Promise<void> {
  await makeDirectories(dirname(path));
  const place = await realPathAsFarAsItExists(path, MOST_LINKS);
  const before = await stat(path).catch(() => null); // of `path`: what /dev/fd/N leads to has no name
  if (before !== null && !before.isFile()) return writeInPlace(path, [...texts].join(''), signal);
  const temporary = join(dirname(place), `.${basename(place)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeDurably(temporary, texts);
    if (before !== null) await chmod(temporary, before.mode & 0o7777);
    await rename(temporary, place);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncDirectory(dirname(place));
}

/** Not by `mkdir`'s own `recursive`: it never returns where a file system refuses with ENOENT (/proc; seen, Node 24). */
async function makeDirectories(path: string): Promise<void> {
  const made = await makeDirectory(path);
  if (made) return;
  await makeDirectories(dirname(path));
  // somebody else may have made it by now, which is as good
  if (!(await makeDirectory(path))) await mkdir(path);
}

/** False when its parent is missing. */
async function makeDirectory(path: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && dirname(path) !== path) return false;
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
  return true;
}

async function writeDurably(path: string, texts: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(cutPieces(texts));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A report may have tens of megabytes: neither its text nor its bytes need all be in memory. Small pieces are joined. */
function* mapPieces(texts: Iterable<string>, map: (text: string) => string): Generator<string, void, void> {
  let [held, length]: [string[], number] = [[], 0];
  for (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < PIECE_LENGTH) continue;
    yield map(held.join(''));
    [held, length] = [[], 0];
  }
  yield map(held.join(''));
}

function* cutPieces(texts: Iterable<string>): Generator<string, void, void> {
  for (const text of texts) yield* piecesOf(text);
}

/** No character is cut in two. */
function* piecesOf(text: string): Generator<string, void, void> {
  for (let start = 0; start < text.length; ) {
    const end = start + PIECE_LENGTH;
    const cutsPair = end < text.length && isLowSurrogate(text.charCodeAt(end));
    yield text.slice(start, cutsPair ? end + 1 : end);
    start = cutsPair ? end + 1 : end;
  }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Some file systems cannot sync a directory; the file itself is safe by then. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    await directory.sync().finally(() => directory.close());
  } catch {
    // best effort
  }
}

async function setAside(path: string): Promise<string | null> {
  try {
    for (let number = 1; number <= MOST_SET_ASIDE; number += 1) {
      const name = `${path}.bad-${number}`;
      const isTaken = await lstat(name).then(
        () => true,
        () => false,
      );
      if (isTaken) continue;
      await rename(path, name);
      return name;
    }
  } catch {
    // whoever asked goes on without the file
  }
  return null;
}

/** Follows dangling links too: what would be made through one lies where it points. */
async function realPathAsFarAsItExists(path: string, linksLeft: number): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path || linksLeft === 0) return path;
    const parent = await realPathAsFarAsItExists(dirname(path), linksLeft);
    const target = await readlink(join(parent, basename(path))).catch(() => null);
    if (target === null) return join(parent, basename(path));
    return realPathAsFarAsItExists(resolve(parent, target), linksLeft - 1);
  }
}

async function kindOf(path: string): Promise<'file' | 'directory' | 'other' | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'directory' : 'other';
}

async function list(path: string, shownPath: string, most: number): Promise<readonly DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  try {
    for await (const entry of await opendir(path)) {
      if (entries.length >= most) break;
      const kind = entry.isFile()
        ? 'file'
        : entry.isDirectory()
          ? 'directory'
          : entry.isSymbolicLink()
            ? 'link'
            : 'other';
      entries.push({ name: entry.name, kind });
    }
  } catch (error) {
    throw readError(shownPath, error);
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
