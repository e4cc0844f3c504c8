/** OCI image layout directories (image-spec image-layout.md; contract, section 3 "Layouts"). */
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { quoted } from '../../oci/quoted.ts';
import type { Tag } from '../../oci/reference.ts';
import type { Source, Target } from '../../oci/store.ts';
import type { IndexDocument, IndexEntry } from './index-document.ts';
import { type IndexFile, openIndexFile } from './index-file.ts';
import { indexPath, markerPath } from './place.ts';
import { hasMarker, prepareLayout } from './prepare.ts';
import { readRefName } from './ref-name.ts';
import { isReferrerRoot } from './referrers.ts';
import { layoutRepository } from './repository.ts';

/** One listed root. `name` is '' for a bare tag; `tag` is null for a root listed by digest or without a name. */
export interface LayoutRoot {
  readonly name: string;
  readonly tag: Tag | null;
  readonly refName: string | null;
  readonly descriptor: Descriptor;
}

export interface Layout {
  /** Absolute. */
  readonly directory: string;
  /** `oci:` and the directory. */
  readonly origin: string;
  readonly index: IndexFile;
  /** The view of one name: its tags are the roots `NAME:TAG`, its blobs are those of the whole directory. The empty
   *  name has the bare tags that other tools write. */
  repository(name: string): Target;
  /** All listed roots, in the order of index.json. Throws `input` when the directory is no layout. */
  roots(signal: AbortSignal): Promise<readonly LayoutRoot[]>;
  /** The root that `oci:DIR[:NAME]` means: ref.name NAME, else the tag NAME of any name, else the full reference that
   *  containerd wrote, else the only root named NAME, else the digest NAME; without NAME the only root. Null when
   *  there is none. Throws `input` when several fit or the directory is no layout. */
  findRoot(refName: string | null, signal: AbortSignal): Promise<LayoutRoot | null>;
  /** Like `findRoot`, with the store to read it from. Throws `not-found` where that is null. */
  source(
    refName: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly source: Source; readonly root: Descriptor }>;
  /** Makes it a layout where it is none yet, once. Throws `io`, `no-space`. */
  prepare(): Promise<void>;
}

/** The layout in `directory` (an absolute path). Nothing is read or written before a method is called. */
export function openLayout(directory: string): Layout {
  const index = openIndexFile(directory);
  const prepare = once(() => prepareLayout(directory));
  const place = { directory, origin: `oci:${directory}`, index, prepare };
  const repository = (name: string): Target => layoutRepository(place, name);
  const roots = async (signal: AbortSignal) => rootsOf(await readLayout(directory, index, signal));
  const findRoot = async (refName: string | null, signal: AbortSignal) =>
    onlyOne(
      await withoutReferrers(directory, candidates(await readLayout(directory, index, signal), refName)),
      directory,
      refName,
    );
  return {
    ...place,
    repository,
    roots,
    findRoot,
    async source(refName, signal) {
      const root = await findRoot(refName, signal);
      if (root === null) throw noSuchRoot(directory, refName, await roots(signal));
      return { source: repository(root.name), root: root.descriptor };
    },
  };
}

async function readLayout(directory: string, file: IndexFile, signal: AbortSignal): Promise<IndexDocument> {
  if (signal.aborted) throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
  if (!(await hasMarker(directory))) throw notALayout(markerPath(directory), 'there is no file oci-layout');
  const index = await file.read();
  if (index === null) throw notALayout(indexPath(directory), 'there is no file index.json');
  return index;
}

function rootsOf(index: IndexDocument): readonly LayoutRoot[] {
  return index.entries.map(rootOf);
}

function rootOf(entry: IndexEntry): LayoutRoot {
  const { name, tag } = entry.refName === null ? { name: '', tag: null } : readRefName(entry.refName);
  return { name, tag, refName: entry.refName, descriptor: entry.descriptor };
}

/** The best kind of match that anything fits. */
function candidates(index: IndexDocument, wanted: string | null): readonly LayoutRoot[] {
  if (wanted === null) return rootsOf(index);
  const matches: readonly ((entry: IndexEntry) => boolean)[] = [
    (entry) => entry.refName === wanted,
    (entry) => entry.imageName === wanted,
    (entry) => rootOf(entry).tag === wanted,
    (entry) => rootOf(entry).name === wanted,
    (entry) => entry.descriptor.digest === wanted,
  ];
  for (const fits of matches) {
    const found = index.entries.filter(fits);
    if (found.length > 0) return found.map(rootOf);
  }
  return [];
}

/** Of several roots those that are images: signatures and the like are listed beside what they speak of. */
async function withoutReferrers(
  directory: string,
  found: readonly LayoutRoot[],
): Promise<readonly LayoutRoot[]> {
  if (new Set(found.map((root) => root.descriptor.digest)).size <= 1) return found;
  const isReferrer = await Promise.all(
    found.map(({ tag, descriptor }) => isReferrerRoot(directory, tag, descriptor)),
  );
  const images = found.filter((_root, index) => !isReferrer[index]);
  return images.length === 0 ? found : images;
}

function onlyOne(found: readonly LayoutRoot[], directory: string, wanted: string | null): LayoutRoot | null {
  if (new Set(found.map((root) => root.descriptor.digest)).size <= 1) return found[0] ?? null;
  const what =
    wanted === null ? 'holds several images' : `holds several images that ${quoted(wanted)} could mean`;
  throw new MirrorError('input', `the layout ${what}: ${listNames(found)}`, {
    where: `oci:${directory}`,
    fix: `write oci:${directory}:NAME with one of these names`,
  });
}

const NAMES_SHOWN = 20;

function listNames(found: readonly LayoutRoot[]): string {
  const names = found.slice(0, NAMES_SHOWN).map((root) => quoted(root.refName ?? root.descriptor.digest));
  return found.length > NAMES_SHOWN
    ? `${names.join(', ')} and ${found.length - NAMES_SHOWN} more`
    : names.join(', ');
}

function noSuchRoot(directory: string, wanted: string | null, roots: readonly LayoutRoot[]): MirrorError {
  const what = wanted === null ? 'the layout lists no image' : `the layout lists no image ${quoted(wanted)}`;
  return new MirrorError('not-found', what, {
    where: `oci:${directory}`,
    fix: roots.length === 0 ? 'copy an image into it first' : `it lists ${listNames(roots)}`,
  });
}

function notALayout(path: string, why: string): MirrorError {
  return new MirrorError('input', `not an OCI image layout: ${why}`, {
    where: path,
    fix: 'name a directory that holds oci-layout, index.json and blobs/',
  });
}

/** Runs `work` until it has succeeded once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
}
