/** `--mirror` and `--image`: which part of the mirror manifest a run is about. */
import type { Image, Mirror, MirrorFile } from '../files/mirrorfile.ts';
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

/** The mirrors of an image that a run is about, in the manifest's order. */
export function mirrorsOf(
  { mirrors }: Pick<Image, 'mirrors'>,
  { file, selection }: { readonly file: Pick<MirrorFile, 'mirrors'>; readonly selection: Selection },
): Mirror[] {
  return file.mirrors.filter(
    ({ name, state }) => state !== 'retired' && mirrors.includes(name) && isMirrorSelected(name, selection),
  );
}

/** `repository` is canonical, `docker.io/library/redis`; a glob may match it with or without the tag. */
export function isImageSelected(repository: string, tag: string | null, selection: Selection): boolean {
  return (
    selection.images.length === 0 || selection.images.some((glob) => globMatchesImage(glob, repository, tag))
  );
}

/** Whether some tag of `repository` may be selected; false only where none can be, so that its tags need not be listed. */
export function maySelectTagOf(repository: string, { images }: Selection): boolean {
  if (images.length === 0) return true;
  return images.some((glob) => {
    const start = /^[^*?]*/.exec(glob.source)?.[0] ?? '';
    const length = Math.min(start.length, repository.length + 1);
    return glob.matches(repository) || start.slice(0, length) === `${repository}:`.slice(0, length);
  });
}

export function globMatchesImage(glob: Pattern, repository: string, tag: string | null): boolean {
  return glob.matches(repository) || (tag !== null && glob.matches(`${repository}:${tag}`));
}
