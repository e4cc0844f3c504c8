/** `--mirror` and `--image`: which part of the mirror manifest a run is about. */
import type { Pattern } from '../files/pattern.ts';

/** Empty lists select everything. */
export interface Selection {
  readonly mirrors: readonly string[];
  /** Globs over the canonical `host/repository[:tag]`. */
  readonly images: readonly Pattern[];
}

export function isMirrorSelected(name: string, selection: Selection): boolean {
  return selection.mirrors.length === 0 || selection.mirrors.includes(name);
}

/** `repository` is canonical, `docker.io/library/redis`; a glob may match it with or without the tag. */
export function isImageSelected(repository: string, tag: string | null, selection: Selection): boolean {
  return (
    selection.images.length === 0 || selection.images.some((glob) => globMatchesImage(glob, repository, tag))
  );
}

export function globMatchesImage(glob: Pattern, repository: string, tag: string | null): boolean {
  return glob.matches(repository) || (tag !== null && glob.matches(`${repository}:${tag}`));
}
