/** The lock stage: every unpinned tag becomes a digest that a person can review. */
import type { LockEntry, LockFile } from '../files/lockfile.ts';
import type { Image } from '../files/mirrorfile.ts';
import type { Finding } from '../finding.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import type { Tag } from '../oci/reference.ts';
import { rollbackFinding } from './ask-source.ts';
import type { RunContext } from './context.ts';
import { mapEach } from './each.ts';
import { isOlder, sightingsOf } from './history.ts';
import type { Wanted } from './resolved-want.ts';
import type { Row } from './row.ts';
import { sourceKey } from './source-key.ts';
import { findingsOfUnreadable } from './unreadable.ts';
import { resolveWanted, type WantedOfImage } from './wanted.ts';

const IMAGES_AT_ONCE = 64;
/** Entries of `previous` that are kept. */
const PREVIOUS_LIMIT = 10;

/** What became of one tag. */
export interface LockedTag {
  readonly wanted: Wanted;
  readonly change: 'new' | 'moved' | 'unchanged' | 'refused' | 'failed';
  readonly before: Digest | null;
}

/** What the tags mean as rows without mirrors, for the report. */
export function lockedRows({ tags, lock }: Locked, context: RunContext): Row[] {
  return tags.map(({ wanted }) => ({
    image: wanted.image,
    source: context.stores.sourceOf(wanted.image),
    name: wanted.name,
    repository: sourceKey(wanted.image),
    sourceTags: wanted.tag === null ? [] : [wanted.tag],
    wanted: lock.tags.get(wanted.name)?.digest ?? null,
    sourceDigest: wanted.sourceNow,
    root: wanted.root,
    tag: null,
    platforms: wanted.image.platforms,
    sourceNow: wanted.sourceNow,
    locked: context.lock?.tags.get(wanted.name)?.digest ?? null,
    meanings: [wanted],
    at: wanted.at,
    problem: wanted.problem,
    provenElsewhere: [],
    cells: [],
  }));
}

export interface Locked {
  readonly lock: Pick<LockFile, 'tags' | 'selections'>;
  readonly tags: readonly LockedTag[];
  readonly findings: readonly Finding[];
}

/** A digest that a person takes although the tool refused it. */
export interface Accepted {
  /** Canonical source tag. */
  readonly name: string;
  readonly digest: Digest;
}

/** Asks every source for what its tags mean now. Entries of tags that could not be read or were refused stay as they are; entries no longer
 *  wanted go. When stopped, what it returns is not to be written and no digest counts as accepted. Never throws. */
export async function lockTags(
  context: RunContext,
  accepted: Accepted | null,
  signal: AbortSignal,
): Promise<Locked> {
  const asking: RunContext = { ...context, lock: null, locked: false, file: context.file };
  const findings: Finding[] = [];
  const tags = new Map<string, LockEntry>();
  const seen: LockedTag[] = [];
  const images = await mapEach(context.file.images, IMAGES_AT_ONCE, (image) =>
    resolveWanted(forLocking(image), asking, signal),
  );
  const locking: Locking = {
    context,
    accepted,
    findings,
    rollbackKeys: rollbackKeysOf(context),
    accept: (name, digest) => {
      if (!signal.aborted) context.history.accept(name, digest);
    },
  };
  for (const image of images) {
    findings.push(...image.findings);
    for (const wanted of image.wanted.filter(isLockable)) {
      const locked = lockOne(wanted, locking);
      seen.push(locked.tag);
      if (locked.entry !== null) tags.set(wanted.name, locked.entry);
    }
  }
  findings.push(...findingsOfUnreadable(images.flatMap((image) => image.unreadable)));
  keepUnread(context, images, tags);
  const kept = keepUnselected(context, tags);
  return {
    lock: { tags: sorted(kept), selections: selectionsOf(context, images, kept) },
    tags: seen,
    findings,
  };
}

/** Rollbacks are decided here against the lock, not while asking. */
function forLocking(image: Image): Image {
  return { ...image, allowRollback: true, unlocked: 'resolve' };
}

/** Tags without a pin at a registry. Layout roots and pins need no lock. */
function isLockable({ image, tag, digest, sourceNow }: Wanted): boolean {
  return image.source.kind === 'registry' && tag !== null && (sourceNow !== null || digest === null);
}

interface Locking {
  readonly context: RunContext;
  readonly accepted: Accepted | null;
  readonly findings: Finding[];
  /** Source keys of which some image may go back. */
  readonly rollbackKeys: ReadonlySet<string>;
  readonly accept: (name: string, digest: Digest) => void;
}

function lockOne(
  wanted: Wanted,
  { context, accepted, findings, rollbackKeys, accept }: Locking,
): { tag: LockedTag; entry: LockEntry | null } {
  const before = context.lock?.tags.get(wanted.name) ?? null;
  const isTaken = accepted !== null && accepted.name === wanted.name;
  const digest = isTaken ? accepted.digest : wanted.digest;
  const known = { wanted, before: before?.digest ?? null };
  if (digest === null) return { tag: { ...known, change: 'failed' }, entry: before };
  if (before !== null && before.digest === digest) {
    accept(wanted.name, digest);
    return { tag: { ...known, change: 'unchanged' }, entry: before };
  }
  const isAllowed = isTaken || rollbackKeys.has(sourceKey(wanted.image));
  const why = isAllowed ? null : whyRefused(wanted.name, digest, { before, context });
  if (why !== null) {
    findings.push(rollbackFinding(wanted, why));
    return { tag: { ...known, change: 'refused' }, entry: before };
  }
  accept(wanted.name, digest);
  return {
    tag: { ...known, change: before === null ? 'new' : 'moved' },
    entry: entryOf(digest, before, context.age.nowMs),
  };
}

function rollbackKeysOf({ file }: RunContext): Set<string> {
  return new Set(file.images.filter(({ allowRollback }) => allowRollback).map(sourceKey));
}

function whyRefused(
  name: string,
  digest: Digest,
  { before, context }: { before: LockEntry | null; context: RunContext },
): string | null {
  const past = context.history.of(name);
  const last = before?.digest ?? past.accepted;
  if (last === null || !isOlder(sightingsOf(past, before), digest, last)) return null;
  const went = `the source went back from ${shortDigest(last)} to the older ${shortDigest(digest)}`;
  return before === null ? `${went}; it is not locked` : `${went}; the lock keeps ${shortDigest(last)}`;
}

function entryOf(digest: Digest, before: LockEntry | null, nowMs: number): LockEntry {
  const since = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  if (before === null) return { digest, since, previous: [] };
  // A digest that comes back keeps its old line too: the first sighting is what tells its age.
  const previous = [{ digest: before.digest, since: before.since }, ...before.previous];
  return { digest, since, previous: previous.slice(0, PREVIOUS_LIMIT) };
}

/** A selection whose tags could not be listed keeps the entries that it had. */
function keepUnread(
  context: RunContext,
  images: readonly WantedOfImage[],
  tags: Map<string, LockEntry>,
): void {
  context.file.images.forEach((image, index) => {
    const key = sourceKey(image);
    if (image.select === null || images[index]?.selected !== null) return;
    for (const tag of context.lock?.selections.get(key)?.tags ?? []) {
      const entry = context.lock?.tags.get(`${key}:${tag}`);
      if (entry !== undefined && !tags.has(`${key}:${tag}`)) tags.set(`${key}:${tag}`, entry);
    }
  });
}

/** With `--image` only part is asked: the rest of the lock stays. */
function keepUnselected(
  { lock, selection }: RunContext,
  tags: Map<string, LockEntry>,
): Map<string, LockEntry> {
  if (lock === null || selection.images.length === 0) return tags;
  return new Map([...lock.tags, ...tags]);
}

function selectionsOf(
  context: RunContext,
  images: readonly WantedOfImage[],
  tags: ReadonlyMap<string, LockEntry>,
): LockFile['selections'] {
  const selections = new Map(context.selection.images.length === 0 ? [] : context.lock?.selections);
  context.file.images.forEach((image, index) => {
    if (image.select === null) return;
    const selected = images[index]?.selected ?? null;
    const key = sourceKey(image);
    const known = context.lock?.selections.get(key);
    // Where `--image` asked for some of the tags only, those that the lock has no digest for may not appear in it.
    const isWhole =
      context.selection.images.length === 0 ||
      selected?.every((tag) => isPinned(image, tag) || tags.has(`${key}:${tag}`));
    if (selected !== null && isWhole) selections.set(key, { select: image.select.written, tags: selected });
    else if (known !== undefined) selections.set(key, known);
  });
  return new Map([...selections].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isPinned({ wants }: Image, tag: Tag): boolean {
  return wants.some((want) => want.kind === 'tag' && want.tag === tag && want.pin !== null);
}

function sorted(tags: ReadonlyMap<string, LockEntry>): Map<string, LockEntry> {
  return new Map([...tags].sort(([a], [b]) => (a < b ? -1 : 1)));
}
