/** `images:` of the mirror manifest: each entry with every default filled in. */
import type { Platform } from '../oci/platform.ts';
import { formatPlatform, parsePlatform } from '../oci/platform.ts';
import { parseRuntime, type Runtime } from '../oci/runtime.ts';
import type { Image, Select, Want } from './mirrorfile.ts';
import type { MirrorFileShape } from './mirrorfile-schema.ts';
import { hasPlaceholder } from './place.ts';
import { readTemplate } from './read-mirrors.ts';
import { readPattern, readSelect } from './read-select.ts';
import { defaultWant, readWants, wantOfSource } from './read-wants.ts';
import { pathText, type Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown } from './shown.ts';
import { type ParsedSource, parseSource } from './source.ts';
import { suggestion } from './suggest.ts';
import type { Path } from './yaml-document.ts';

type EntryShape = Sound<MirrorFileShape['images'][number]>;
type ImageShape = Exclude<EntryShape, string>;

/** Top-level values that hold for images without their own. */
export type ImageDefaults = Pick<Image, 'allowMirrorByTags' | 'unlocked' | 'referrers' | 'runtimes'>;

export interface ImageContext {
  readonly reading: Reading;
  readonly defaults: ImageDefaults;
  /** Every mirror's name, in order. */
  readonly mirrorNames: readonly string[];
}

/** The images whose source can be read, in order. */
export function readImages(shapes: readonly (EntryShape | undefined)[], context: ImageContext): Image[] {
  return shapes.flatMap((shape, index) => {
    const path = ['images', index];
    if (shape === undefined) return [];
    if (typeof shape === 'string') return readShort(shape, path, context) ?? [];
    return readLong(shape, path, context) ?? [];
  });
}

/** Each runtime once, in written order; those that are none are told. */
export function readRuntimes(
  texts: readonly (string | undefined)[],
  path: Path,
  reading: Reading,
): readonly Runtime[] {
  const runtimes = new Map<string, Runtime>();
  for (const [index, text] of texts.entries()) {
    if (text === undefined) continue;
    const runtime = reading.take([...path, index], parseRuntime(text), {
      text,
      help: 'write a runtime and its version, such as containerd@1.7 or cri-o@1.30',
    });
    if (runtime !== null) runtimes.set(text, runtime);
  }
  return [...runtimes.values()];
}

function readShort(text: string, path: Path, context: ImageContext): Image | null {
  const source = readSource(text, path, context.reading);
  if (source === null) return null;
  const at = context.reading.positionOf(path);
  if (source.kind === 'layout') tellMissingRepository(path, context.reading);
  return complete({}, source, {
    path,
    context,
    wants: [wantOfSource(source, at) ?? defaultWant(source, at)],
    select: null,
  });
}

function readLong(shape: ImageShape, path: Path, context: ImageContext): Image | null {
  const { reading } = context;
  const source = shape.source === undefined ? null : readSource(shape.source, [...path, 'source'], reading);
  const wants = readWants({ tags: shape.tags ?? [], digests: shape.digests ?? [] }, path, reading);
  const select = readSelect(shape.select, [...path, 'select'], reading);
  const own = source === null ? null : wantOfSource(source, reading.positionOf([...path, 'source']));
  const all = own === null ? wants : [own, ...wants];
  if (source !== null && all.length === 0 && !namesSomething(shape, path, reading)) {
    if (source.kind === 'layout') all.push(defaultWant(source, reading.positionOf([...path, 'source'])));
    else tellNothingWanted(shape.source ?? '', path, reading);
  }
  const image = complete(shape, source, { path, context, wants: all, select });
  if (source?.kind === 'layout' && shape.repository === undefined) tellMissingRepository(path, reading);
  return image;
}

function readSource(text: string, path: Path, reading: Reading): ParsedSource | null {
  return reading.take(path, parseSource(text), {
    text,
    help: 'write host/repository with :tag, @sha256:… or both, or oci:DIR[:NAME]',
  });
}

/** Whether entries were written, even if none of them can be read (which has been told). */
function namesSomething(shape: ImageShape, path: Path, reading: Reading): boolean {
  const isWritten = (key: 'tags' | 'digests' | 'select') => reading.document.has([...path, key]);
  const isEmptyList = (list: readonly unknown[] | undefined) => list?.length === 0;
  return (
    isWritten('select') ||
    (isWritten('tags') && !isEmptyList(shape.tags)) ||
    (isWritten('digests') && !isEmptyList(shape.digests))
  );
}

function tellNothingWanted(source: string, path: Path, reading: Reading): void {
  reading.fault(
    path,
    `${pathText(path)}: ${shown(source)} names no digest, tag or select`,
    'add tags, digests or select, or write the tag or digest into the source',
  );
}

function tellMissingRepository(path: Path, reading: Reading): void {
  reading.fault(
    path,
    `${pathText(path)} is a layout without repository`,
    'write source and repository: a layout has no repository name of its own',
  );
}

interface Completion {
  readonly path: Path;
  readonly context: ImageContext;
  readonly wants: readonly Want[];
  readonly select: Select | null;
}

/** Reads the remaining keys, also where the source is unusable, so that all faults are told; null then. */
function complete(
  shape: ImageShape,
  source: ParsedSource | null,
  { path, context, wants, select }: Completion,
): Image | null {
  const { reading, defaults, mirrorNames } = context;
  const rest = {
    wants,
    select,
    allowMirrorByTags: shape.allowMirrorByTags ?? defaults.allowMirrorByTags,
    repository: readRepository(shape.repository, source, { path: [...path, 'repository'], reading }),
    mirrors:
      shape.mirrors === undefined
        ? mirrorNames
        : readMirrorNames(shape.mirrors, [...path, 'mirrors'], context),
    platforms:
      shape.platforms === undefined ? null : readPlatforms(shape.platforms, [...path, 'platforms'], reading),
    index: shape.index ?? 'sparse',
    immutable: readPattern(shape.immutable, [...path, 'immutable'], reading),
    allowRollback: shape.allowRollback ?? false,
    unlocked: shape.unlocked ?? defaults.unlocked,
    referrers: shape.referrers ?? defaults.referrers,
    runtimes:
      shape.runtimes === undefined
        ? defaults.runtimes
        : readRuntimes(shape.runtimes, [...path, 'runtimes'], reading),
  } satisfies Omit<Image, 'source' | 'at'>;
  if (shape.index === 'omit' && shape.platforms === undefined) {
    reading.fault(
      [...path, 'index'],
      `${pathText(path)} has index: omit without platforms`,
      'add the platforms that are wanted, or remove index',
    );
  }
  return source === null ? null : { ...rest, source: source.repository, at: reading.positionOf(path) };
}

function readRepository(
  template: string | undefined,
  source: ParsedSource | null,
  { path, reading }: { readonly path: Path; readonly reading: Reading },
): string | null {
  if (template !== undefined && source?.kind === 'layout' && hasPlaceholder(template)) {
    reading.fault(
      path,
      `${pathText(path)}: a layout as source has no {host}, {path} or {name}`,
      'write its repository out',
    );
    return null;
  }
  return readTemplate(template, path, reading);
}

/** The named mirrors in the manifest's order of mirrors. */
function readMirrorNames(
  names: readonly (string | undefined)[],
  path: Path,
  { reading, mirrorNames }: ImageContext,
): string[] {
  const wanted = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (name === undefined) continue;
    if (!mirrorNames.includes(name))
      reading.fault([...path, index], `there is no mirror ${shown(name)}`, suggestion(name, mirrorNames));
    else if (wanted.has(name))
      reading.fault([...path, index], `mirror ${shown(name)} is listed twice`, 'keep one of the two');
    wanted.add(name);
  }
  return mirrorNames.filter((name) => wanted.has(name));
}

/** Each platform once, in written order. */
function readPlatforms(texts: readonly (string | undefined)[], path: Path, reading: Reading): Platform[] {
  const platforms = new Map<string, Platform>();
  for (const [index, text] of texts.entries()) {
    if (text === undefined) continue;
    const platform = reading.take([...path, index], parsePlatform(text), {
      text,
      help: 'write os/architecture[/variant], such as linux/arm64',
    });
    if (platform !== null) platforms.set(formatPlatform(platform), platform);
  }
  return [...platforms.values()];
}
