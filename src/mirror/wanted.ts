/** What each image of the mirror manifest wants: source tags become digests (contract, section 4). All asking of sources happens here. */
import { toMirrorError } from '../errors.ts';
import type { Image, Select, Want } from '../files/mirrorfile.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import type { Digest } from '../oci/digest.ts';
import type { Tag } from '../oci/reference.ts';
import { type Asking, askBeside, askLayout, askSource } from './ask-source.ts';
import type { RunContext } from './context.ts';
import { mapEach } from './each.ts';
import type { ResolvedWant, Wanted } from './resolved-want.ts';
import { selectTags } from './select.ts';
import { isImageSelected, maySelectTagOf } from './selection.ts';
import { sourceKey } from './source-key.ts';
import { resolveUnasked, tagsOnMirrors } from './unasked.ts';
import type { Unreadable } from './unreadable.ts';

/** Tags of one image that are asked for at the same time; the store bounds what reaches the registry. */
const WANTS_AT_ONCE = 64;

export interface WantedOfImage {
  readonly wanted: readonly Wanted[];
  /** The tags that `select:` gave; null where there is none, or they could not be found out or were not asked for. */
  readonly selected: readonly Tag[] | null;
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Unreadable[];
}

/** Resolves everything one image wants. Faults and stops become findings and problems of their rows. Never throws. */
export async function resolveWanted(
  image: Image,
  context: RunContext,
  signal: AbortSignal,
): Promise<WantedOfImage> {
  const findings: Finding[] = [];
  const unreadable: Unreadable[] = [];
  const selected = await selectedTags(image, context, { findings, unreadable, signal });
  const unlisted = (selected ?? []).filter((tag) => !image.wants.some((want) => tagOf(want) === tag));
  const all = [...image.wants, ...unlisted.map((tag) => tagWant(tag, image.select?.at ?? image.at))];
  const wants = all.filter((want) => isImageSelected(sourceKey(image), tagOf(want), context.selection));
  const resolved = await mapEach(wants, WANTS_AT_ONCE, (want) =>
    resolveWant(want, image, { context, signal }),
  );
  return {
    wanted: resolved.map((one) => one.wanted),
    selected,
    findings: [...findings, ...resolved.flatMap((one) => one.findings)],
    unreadable: [...unreadable, ...resolved.flatMap((one) => one.unreadable ?? [])],
  };
}

interface Selecting {
  readonly findings: Finding[];
  readonly unreadable: Unreadable[];
  readonly signal: AbortSignal;
}

/** The tags that `select:` gives: from the lock while the selection is as locked, else from the source. */
async function selectedTags(
  image: Image,
  context: RunContext,
  { findings, unreadable, signal }: Selecting,
): Promise<readonly Tag[] | null> {
  const { select } = image;
  if (select === null) return null;
  const key = sourceKey(image);
  if (!maySelectTagOf(key, context.selection)) return null;
  const locked = context.lock?.selections.get(key);
  const isAsLocked = locked !== undefined && JSON.stringify(locked.select) === JSON.stringify(select.written);
  if (isAsLocked) {
    if (locked.tags.length === 0)
      findings.push(selectsNothing('the locked selection holds no tag', key, select));
    return locked.tags;
  }
  if (context.asks === 'never') return tagsOnMirrors(image, select, { context, findings, signal });
  if (context.lock !== null && (image.unlocked === 'error' || context.locked)) {
    findings.push(notLocked(`the selection of ${key}`, key, select.at));
    return null;
  }
  try {
    const tags = await context.stores.sourceOf(image).tags(signal);
    const selected = selectTags(tags, select);
    if (selected.length === 0) findings.push(selectsNothing(whyNone(tags.length), key, select));
    return selected;
  } catch (error) {
    if (!signal.aborted) unreadable.push({ name: key, at: select.at, cause: toMirrorError(error) });
    return null;
  }
}

function whyNone(tags: number): string {
  if (tags === 0) return 'the source has no tags at all';
  return tags === 1 ? 'select matches not the one tag it has' : `select matches none of ${tags} tags`;
}

function selectsNothing(why: string, source: string, { at }: Select): Finding {
  return finding('source-gone', {
    message: `${source}: ${why}, so nothing is mirrored from it`,
    help: 'Correct the repository or select in the mirror manifest, or take the image out.',
    source,
    at,
  });
}

function tagOf(want: Want): Tag | null {
  return want.kind === 'digest' ? null : want.tag;
}

function tagWant(tag: Tag, at: Position): Want {
  return { kind: 'tag', tag, pin: null, at };
}

async function resolveWant(want: Want, image: Image, asking: Asking): Promise<ResolvedWant> {
  switch (want.kind) {
    case 'digest':
      return known(want.digest, blank(image, `${sourceKey(image)}@${want.digest}`, want.at), 'pin');
    case 'layout-name':
      return resolveLayout(want, image, asking);
    case 'tag':
      return resolveTag(want, image, asking);
  }
}

async function resolveTag(want: Want & { kind: 'tag' }, image: Image, asking: Asking): Promise<ResolvedWant> {
  const { lock, locked } = asking.context;
  const base = { ...blank(image, `${sourceKey(image)}:${want.tag}`, want.at), tag: want.tag };
  if (want.pin !== null) return askBeside(known(want.pin, base, 'pin'), asking);
  const entry = lock?.tags.get(base.name);
  if (entry !== undefined) {
    return askBeside(known(entry.digest, { ...base, locked: entry.digest }, 'lock'), asking);
  }
  if (asking.context.asks === 'never') return resolveUnasked(base, asking.context);
  if (lock !== null && (image.unlocked === 'error' || locked)) {
    const reason = 'the lock has no entry for this tag';
    return {
      wanted: { ...base, problem: { outcome: 'failed', reason } },
      findings: [notLocked(base.name, base.name, want.at)],
      unreadable: null,
    };
  }
  if (locked)
    return {
      wanted: { ...base, problem: { outcome: 'refused', reason: 'there is no lock file (--locked)' } },
      findings: [],
      unreadable: null,
    };
  return askSource(base, asking);
}

/** A layout lies on this machine and is looked at in any case; what it cannot tell, mirrors may. */
async function resolveLayout(
  want: Want & { readonly kind: 'layout-name' },
  image: Image,
  asking: Asking,
): Promise<ResolvedWant> {
  const base = layoutBase(want, image);
  const asked = await askLayout(base, want, asking);
  const isLost = asked.wanted.problem?.outcome === 'failed' && want.tag !== null;
  return isLost && asking.context.asks === 'never' ? resolveUnasked(base, asking.context) : asked;
}

function layoutBase(want: Want & { readonly kind: 'layout-name' }, image: Image): Wanted {
  const name = want.name === null ? sourceKey(image) : `${sourceKey(image)}:${want.name}`;
  return { ...blank(image, name, want.at), tag: want.tag };
}

function blank(image: Image, name: string, at: Position): Wanted {
  return {
    image,
    name,
    tag: null,
    digest: null,
    root: null,
    by: null,
    sourceNow: null,
    sourceSays: 'not-known',
    locked: null,
    problem: null,
    at,
  };
}

function known(digest: Digest, base: Wanted, by: 'pin' | 'lock'): ResolvedWant {
  return { wanted: { ...base, digest, by }, findings: [], unreadable: null };
}

function notLocked(what: string, source: string, at: Position): Finding {
  return finding('not-locked', {
    message: `${what} is not in the lock`,
    help: 'Run lock and commit the lock file, pin the digest, or set unlocked: resolve.',
    source,
    at,
  });
}
