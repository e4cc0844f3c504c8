/** Files below a folder, seen from where a person stands: the working directory, another folder, or a commit. */
import type { MirrorError } from '../../errors.ts';

/** Entries looked at in one walk, and how deep; a checkout of a stranger may have any number. */
export const MOST_ENTRIES = 100_000;
export const DEEPEST = 40;

/** Folders in which nobody keeps policies of their own. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);

export interface Listing {
  /** Paths as in `--policy`: relative to the tree's root, with `/`; in the order of names. */
  readonly files: readonly string[];
  /** Links that lead out of where files may be read. */
  readonly strays: readonly string[];
  /** Not everything was looked at. */
  readonly isCut: boolean;
}

export type ReadText =
  | { readonly path: string; readonly kind: 'read'; readonly text: string }
  | { readonly path: string; readonly kind: 'failed'; readonly error: MirrorError }
  | { readonly path: string; readonly kind: 'absent' };

export interface FileTree {
  /**
   * Regular files below `folder` ('' is the root), at most `depth` folders down, `.git` and `node_modules` left out. Links to
   * folders are not followed.
   */
  list(folder: string, depth?: number): Promise<Listing>;
  /** Each file in the order given; a file over `limitBytes`, one that is no text, or one outside of where files may be read, has failed. */
  read(paths: readonly string[], limitBytes: number): Promise<readonly ReadText[]>;
}
