/** The files of a commit, read through git's plumbing. */
import { posix } from 'node:path';
import { MirrorError } from '../../errors.ts';
import type { Git } from '../../host/host.ts';
import {
  DEEPEST,
  type FileTree,
  type Listing,
  MOST_ENTRIES,
  type ReadText,
  SKIPPED_FOLDERS,
} from './file-tree.ts';

const LIST_LIMIT_BYTES = 64 * 1024 * 1024;
/** Asked for in one go. */
const BATCH_BYTES = 32 * 1024 * 1024;
const MOST_LINKS = 5;
const LINK_LIMIT_BYTES = 4096;

interface TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly object: string;
  readonly sizeBytes: number;
}

export interface GitTreeOptions {
  readonly git: Git;
  /** Full object name. */
  readonly commit: string;
  /** The working directory below the top of the checkout, `` or `deploy/`. */
  readonly prefix: string;
  readonly signal: AbortSignal;
}

/** Reads the list of all files at once. Throws MirrorError `input`, `too-large`. */
export async function createGitTree(options: GitTreeOptions): Promise<FileTree> {
  const { git, commit, signal } = options;
  const listed = await git.run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], {
    limitBytes: LIST_LIMIT_BYTES,
    signal,
  });
  if (listed.code !== 0) throw gitError(`git cannot list the files of ${commit}`, listed.stderr);
  const entries = parseTree(new TextDecoder().decode(listed.stdout));
  const files = new CommitFiles(entries, options);
  return {
    list: async (folder, depth) => files.list(folder, depth),
    read: (paths, limit) => files.read(paths, limit),
  };
}

/** `what`, and what git said. */
export function gitError(what: string, stderr: string): MirrorError {
  const [first = ''] = stderr.split('\n');
  return new MirrorError('input', first === '' ? what : `${what}: ${first}`, {
    fix: 'check the commit, or compare with a folder: --base DIR',
  });
}

/** `MODE TYPE OBJECT SIZE\tPATH\0`; modules and what is no file are left out. */
function parseTree(text: string): ReadonlyMap<string, TreeEntry> {
  const entries = text.split('\0').flatMap((line): readonly (readonly [string, TreeEntry])[] => {
    const match = /^(\d{6}) blob ([0-9a-f]{40,64}) +(\d+)\t([\s\S]+)$/.exec(line);
    if (match === null) return [];
    const [, mode, object = '', size, path = ''] = match;
    return [[path, { path, kind: mode === '120000' ? 'link' : 'file', object, sizeBytes: Number(size) }]];
  });
  return new Map(entries);
}

class CommitFiles {
  readonly #entries: ReadonlyMap<string, TreeEntry>;
  readonly #options: GitTreeOptions;

  constructor(entries: ReadonlyMap<string, TreeEntry>, options: GitTreeOptions) {
    this.#entries = entries;
    this.#options = options;
  }

  list(folder: string, depth: number = DEEPEST): Listing {
    const { prefix } = this.#options;
    const start = this.#fullPath(folder);
    if (start === null) return { files: [], strays: [], isCut: false };
    const below = start === '' ? '' : `${start}/`;
    const inside = [...this.#entries.keys()].filter((path) => path.startsWith(below));
    const files = inside.filter((path) => isLookedAt(path.slice(below.length), depth));
    return {
      files: files.slice(0, MOST_ENTRIES).map((path) => posix.relative(prefix, path)),
      strays: [],
      isCut: files.length > MOST_ENTRIES,
    };
  }

  async read(paths: readonly string[], limitBytes: number): Promise<readonly ReadText[]> {
    const found: ReadText[] = [];
    for (const batch of this.#batches(paths)) found.push(...(await this.#readBatch(batch, limitBytes)));
    return found;
  }

  #batches(paths: readonly string[]): readonly (readonly string[])[] {
    const batches: string[][] = [];
    let room = 0;
    for (const path of paths) {
      const size = this.#entryOf(path)?.sizeBytes ?? 0;
      if (size > room) {
        batches.push([]);
        room = BATCH_BYTES;
      }
      batches.at(-1)?.push(path) ?? batches.push([path]);
      room -= size;
    }
    return batches;
  }

  async #readBatch(paths: readonly string[], limitBytes: number): Promise<readonly ReadText[]> {
    const wanted = await Promise.all(paths.map((path) => this.#resolveLink(path)));
    const objects = wanted.flatMap((entry) =>
      entry === null || entry.sizeBytes > limitBytes ? [] : [entry.object],
    );
    const contents = objects.length === 0 ? new Map() : await this.#contentsOf([...new Set(objects)]);
    return paths.map((path, index) => readText(path, wanted[index] ?? null, { contents, limitBytes }));
  }

  async #contentsOf(objects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const { git, signal } = this.#options;
    const answer = await git.run(['cat-file', '--batch'], {
      input: `${objects.join('\n')}\n`,
      limitBytes: 4 * BATCH_BYTES,
      signal,
    });
    if (answer.code !== 0) throw gitError('git cannot read the files of the base', answer.stderr);
    return parseBatch(answer.stdout);
  }

  /** Links in the commit to files in the commit; null where one leads elsewhere or nowhere. */
  async #resolveLink(path: string): Promise<TreeEntry | null> {
    let entry = this.#entryOf(path);
    for (let left = MOST_LINKS; entry?.kind === 'link' && left > 0; left -= 1) {
      if (entry.sizeBytes > LINK_LIMIT_BYTES) return null;
      const target = (await this.#contentsOf([entry.object])).get(entry.object);
      if (target === undefined) return null;
      entry =
        this.#entries.get(posix.join(posix.dirname(entry.path), new TextDecoder().decode(target))) ?? null;
    }
    return entry?.kind === 'file' ? entry : null;
  }

  #entryOf(path: string): TreeEntry | null {
    const full = this.#fullPath(path);
    return full === null ? null : (this.#entries.get(full) ?? null);
  }

  /** From the top of the checkout, without a slash at its end; null outside of it. */
  #fullPath(path: string): string | null {
    const full = posix.join(this.#options.prefix, path).replace(/\/+$/, '').replace(/^\.$/, '');
    return full === '..' || full.startsWith('../') || path.startsWith('/') ? null : full;
  }
}

function isLookedAt(path: string, depth: number): boolean {
  const folders = path.split('/').slice(0, -1);
  return folders.length <= Math.min(depth, DEEPEST) && !folders.some((folder) => SKIPPED_FOLDERS.has(folder));
}

function readText(
  path: string,
  entry: TreeEntry | null,
  {
    contents,
    limitBytes,
  }: { readonly contents: ReadonlyMap<string, Uint8Array>; readonly limitBytes: number },
): ReadText {
  if (entry === null) return { path, kind: 'absent' };
  const failed = (why: string): ReadText => ({
    path,
    kind: 'failed',
    error: new MirrorError('input', `cannot read ${path} of the base: ${why}`),
  });
  const bytes = contents.get(entry.object);
  if (entry.sizeBytes > limitBytes) return failed(`it is larger than ${limitBytes} bytes`);
  if (bytes === undefined) return failed('git does not have it');
  try {
    return { path, kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return failed('it is not UTF-8 text');
  }
}

/** `OBJECT TYPE SIZE\nBYTES\n`, one after the other; what git lacks is left out. */
function parseBatch(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  const newline = 0x0a;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(newline, at);
    if (end < 0) break;
    const match = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(new TextDecoder().decode(bytes.subarray(at, end)));
    at = end + 1;
    if (match === null) continue;
    const [, object = '', size = '0'] = match;
    contents.set(object, bytes.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}
