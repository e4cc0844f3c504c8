/** index.json on disk: read when it has changed, replaced atomically and last, nobody's entries lost. */
import type { BigIntStats } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { MirrorError } from '../../errors.ts';
import { replaceFile, syncDirectory } from './atomic-file.ts';
import { stopped } from './blob-file.ts';
import { fileError } from './file-error.ts';
import {
  EMPTY_INDEX,
  type IndexDocument,
  type IndexEdit,
  parseIndex,
  renderIndex,
  withEdits,
} from './index-document.ts';
import { LOCK_PATIENCE, withLock } from './lock-file.ts';
import { indexPath, openInside } from './place.ts';

const INDEX_LIMIT_BYTES = 256 * 1024 * 1024;

/** The index.json of one directory. */
export interface IndexFile {
  /** What it says now; null where there is no such file. Throws `input` when it is no OCI index, `too-large`, `io`. */
  read(): Promise<IndexDocument | null>;
  /** Carries out `edit`; resolves when it is on disk. Edits asked for at the same time share one replacement. Throws
   *  `aborted` when the signal fired before its turn, `no-space`, `io`, `input`. */
  change(edit: IndexEdit, signal: AbortSignal): Promise<void>;
}

interface Waiting {
  readonly edit: IndexEdit;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: MirrorError) => void;
}

/** Edits that wait for their turn, by directory: everybody in this process stands in the same queue. */
const queues = new Map<string, Waiting[]>();

export function openIndexFile(directory: string): IndexFile {
  const read = cachedRead(directory);
  return {
    read,
    change: (edit, signal) =>
      new Promise((resolve, reject) => {
        enqueue(directory, { edit, signal, resolve, reject });
      }),
  };
}

function enqueue(directory: string, waiting: Waiting): void {
  const queue = queues.get(directory);
  if (queue !== undefined) {
    queue.push(waiting);
    return;
  }
  queues.set(directory, [waiting]);
  void drain(directory);
}

/** Never rejects: each batch's failure goes to those who wait for it. */
async function drain(directory: string): Promise<void> {
  const queue = queues.get(directory) ?? [];
  while (queue.length > 0) {
    await nextTick();
    await carryOut(directory, queue.splice(0));
  }
  queues.delete(directory);
}

async function carryOut(directory: string, batch: readonly Waiting[]): Promise<void> {
  const [late, current] = [batch.filter(isAborted), batch.filter((waiting) => !isAborted(waiting))];
  for (const waiting of late) waiting.reject(stopped(waiting.signal));
  if (current.length === 0) return;
  try {
    await replaceIndex(
      directory,
      current.map((waiting) => waiting.edit),
    );
    for (const waiting of current) waiting.resolve();
  } catch (error) {
    const failure = fileError(error, 'replace index.json', indexPath(directory));
    for (const waiting of current) waiting.reject(failure);
  }
}

function isAborted(waiting: Waiting): boolean {
  return waiting.signal.aborted;
}

async function replaceIndex(directory: string, edits: readonly IndexEdit[]): Promise<void> {
  const path = indexPath(directory);
  await withLock(`${path}.lock`, LOCK_PATIENCE, async (stillHeld) => {
    const before = (await readIndex(directory))?.index ?? null;
    const after = withEdits(before ?? EMPTY_INDEX, edits);
    if (after === before) return;
    await syncDirectory(join(dirname(path), 'blobs', 'sha256'));
    if (!(await stillHeld())) throw lockLost(path);
    await replaceFile(path, renderIndex(after));
  });
}

function cachedRead(directory: string): () => Promise<IndexDocument | null> {
  let cached: { readonly version: string; readonly index: IndexDocument } | null = null;
  return async () => {
    const read = await readIndex(directory, cached);
    cached = read;
    return read?.index ?? null;
  };
}

interface IndexRead {
  /** Differs whenever the file was replaced or written. */
  readonly version: string;
  readonly index: IndexDocument;
}

async function readIndex(directory: string, known: IndexRead | null = null): Promise<IndexRead | null> {
  const path = indexPath(directory);
  const handle = await openInside(directory, path);
  if (handle === null) return null;
  try {
    const stat = await handle.stat({ bigint: true });
    const version = versionOf(stat);
    if (known?.version === version) return known;
    if (stat.size > INDEX_LIMIT_BYTES) throw tooLarge(path);
    return { version, index: parseIndex(await handle.readFile('utf8'), path) };
  } catch (error) {
    throw fileError(error, 'read index.json', path);
  } finally {
    await handle.close();
  }
}

function versionOf(stat: BigIntStats): string {
  return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

function tooLarge(path: string): MirrorError {
  return new MirrorError('too-large', 'index.json is larger than 256 MiB', {
    where: path,
    fix: 'name an OCI image layout directory',
  });
}

function lockLost(path: string): MirrorError {
  return new MirrorError('io', 'another process took the lock of the layout over', {
    where: path,
    fix: 'run again when the other process has finished',
  });
}
