/** Files on disk: the workspace of a check, or the folder that it is compared with. */
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { MirrorError, toMirrorError } from '../../errors.ts';
import type { DirectoryEntry, Files } from '../../host/host.ts';
import { mapEach } from '../../mirror/each.ts';
import {
  DEEPEST,
  type FileTree,
  type Listing,
  MOST_ENTRIES,
  type ReadText,
  SKIPPED_FOLDERS,
} from './file-tree.ts';

const READ_AT_ONCE = 16;

export interface DiskTreeOptions {
  readonly files: Files;
  /** Absolute, or relative to the working directory; '' is the working directory. */
  readonly root: string;
  /** Folders in which files may be read; null: anywhere, save that a walk follows no link out of where it began. */
  readonly allowed: readonly string[] | null;
  /** A folder that walks pass over, as a path of this tree. */
  readonly skipped?: string | null;
}

export function createDiskTree(options: DiskTreeOptions): FileTree {
  return {
    list: (folder, depth = Number.POSITIVE_INFINITY) => new Walk(options, folder, depth).run(),
    read: (paths, limitBytes) => mapEach(paths, READ_AT_ONCE, (path) => readOne(path, limitBytes, options)),
  };
}

/** Whether `path` is `root` or lies below it; both absolute. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

class Walk {
  readonly #options: DiskTreeOptions;
  readonly #folder: string;
  readonly #deepest: number;
  readonly #found: string[] = [];
  readonly #strays: string[] = [];
  #bounds: readonly string[] = [];
  #entriesLeft = MOST_ENTRIES;
  #isCut = false;

  constructor(options: DiskTreeOptions, folder: string, deepest: number) {
    this.#options = options;
    this.#folder = folder;
    this.#deepest = deepest;
  }

  async run(): Promise<Listing> {
    const { files, root, allowed } = this.#options;
    const start = placeOf(this.#folder, root);
    const bounds = allowed ?? [start, root || '.'];
    this.#bounds = await Promise.all(bounds.map((bound) => files.realPath(bound)));
    if ((await files.kindOf(start)) === 'directory') {
      if (await this.#isWithin(start)) await this.#visit(this.#folder, 0);
      else this.#strays.push(this.#folder);
    }
    return { files: this.#found, strays: this.#strays, isCut: this.#isCut };
  }

  async #visit(folder: string, depth: number): Promise<void> {
    if (depth > DEEPEST || this.#entriesLeft <= 0) {
      this.#isCut = true;
      return;
    }
    const { files, root } = this.#options;
    const entries = await files.list(placeOf(folder, root), this.#entriesLeft + 1).catch(() => []);
    this.#entriesLeft -= entries.length;
    if (this.#entriesLeft < 0) this.#isCut = true;
    for (const entry of entries) await this.#look(entry, posix.join(toSlashes(folder), entry.name), depth);
  }

  async #look({ name, kind }: DirectoryEntry, path: string, depth: number): Promise<void> {
    if (kind === 'file') this.#found.push(path);
    else if (kind === 'link') await this.#followLink(path);
    else if (kind === 'directory' && depth < this.#deepest && !this.#isSkipped(name, path))
      await this.#visit(path, depth + 1);
  }

  #isSkipped(name: string, path: string): boolean {
    return SKIPPED_FOLDERS.has(name) || path === this.#options.skipped;
  }

  async #followLink(path: string): Promise<void> {
    const place = placeOf(path, this.#options.root);
    if ((await this.#options.files.kindOf(place)) !== 'file') return;
    if (await this.#isWithin(place)) this.#found.push(path);
    else this.#strays.push(path);
  }

  async #isWithin(path: string): Promise<boolean> {
    const real = await this.#options.files.realPath(path);
    return this.#bounds.some((bound) => isInside(real, bound));
  }
}

async function readOne(
  path: string,
  limitBytes: number,
  { files, root, allowed }: DiskTreeOptions,
): Promise<ReadText> {
  const place = placeOf(path, root);
  if (!(await files.exists(place))) return { path, kind: 'absent' };
  if (allowed !== null && !(await isAllowed(place, allowed, files)))
    return { path, kind: 'failed', error: strayError(path) };
  try {
    return { path, kind: 'read', text: await files.readText(place, limitBytes) };
  } catch (error) {
    return { path, kind: 'failed', error: toMirrorError(error) };
  }
}

async function isAllowed(path: string, allowed: readonly string[], files: Files): Promise<boolean> {
  const real = await files.realPath(path);
  const roots = await Promise.all(allowed.map((root) => files.realPath(root)));
  return roots.some((root) => isInside(real, root));
}

/** What is read when a link leads out of the workspace is nobody's to show in a pull request. */
export function strayError(path: string): MirrorError {
  return new MirrorError('input', `${path} leads out of the workspace and is not read`, {
    where: path,
    fix: 'put the file itself there, or list its folder in allow-path',
  });
}

function placeOf(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function toSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
