/** What a new lock changes, for the person who reviews it: which tags, and what is different about the images. */
import type { LockEntry, LockFile } from '../../files/lockfile.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import type { Locked, LockedTag } from '../lock.ts';
import { whyStopped } from '../stopped.ts';
import { type ContentChange, compareVersions, factsOf, type VersionFacts } from './compare.ts';
import { type ReadVersion, readVersion } from './read-version.ts';

/** Moved tags of which images are read; of more nobody reads a table. */
export const MOST_TAGS_READ = 100;
const TAGS_AT_ONCE = 4;

/** A version of a tag in the lock. */
export interface LockVersion {
  readonly digest: Digest;
  /** As the lock says it. */
  readonly since: string;
  /** Null where it was not read. */
  readonly facts: VersionFacts | null;
}

export interface LockChange {
  /** Canonical source tag. */
  readonly name: string;
  readonly change: 'new' | 'moved' | 'removed';
  readonly before: LockVersion | null;
  readonly after: LockVersion | null;
  /** Null where not both versions were read. */
  readonly content: ContentChange | null;
  /** Why not, for people; null where nothing had to be read. */
  readonly unread: string | null;
}

/** Every entry that is not as before, by name. Only of moved tags anything is read, at their source; what cannot be read is
 *  said, and harms nothing. Never throws. */
export async function describeLockChanges(
  { lock, tags }: Locked,
  context: RunContext,
  signal: AbortSignal,
): Promise<readonly LockChange[]> {
  const changes = entryChanges(context.lock?.tags ?? new Map(), lock.tags);
  const wanted = new Map(tags.map((tag) => [tag.wanted.name, tag]));
  const moved = changes.filter(({ change }) => change === 'moved').map(({ name }) => name);
  const readable = new Set(moved.slice(0, MOST_TAGS_READ));
  const read = versionReader(context, signal);
  return await mapEach(changes, TAGS_AT_ONCE, async (change) => {
    const tag = wanted.get(change.name);
    if (change.change !== 'moved') return change;
    if (tag === undefined || !readable.has(change.name))
      return { ...change, unread: `only the first ${MOST_TAGS_READ} tags that moved are compared` };
    return await withContent(change, (digest) => read(tag, digest));
  });
}

function entryChanges(before: LockFile['tags'], after: LockFile['tags']): readonly LockChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.digest === now?.digest) return [];
    const change = old === undefined ? 'new' : now === undefined ? 'removed' : 'moved';
    return [{ name, change, before: version(old), after: version(now), content: null, unread: null }];
  });
}

function version(entry: LockEntry | undefined): LockVersion | null {
  return entry === undefined ? null : { digest: entry.digest, since: entry.since, facts: null };
}

type ReadOf = (tag: LockedTag, digest: Digest) => Promise<ReadVersion>;

/** Several tags often mean the same digest: it is read once. */
function versionReader({ stores }: RunContext, signal: AbortSignal): ReadOf {
  const known = new Map<string, Promise<ReadVersion>>();
  return ({ wanted: { image } }, digest) => {
    if (signal.aborted)
      return Promise.resolve({ kind: 'unread', why: `the run was stopped (${whyStopped(signal)})` });
    const source = stores.sourceOf(image);
    const { platforms } = image;
    const key = JSON.stringify([source.origin, source.repository, digest, platforms]);
    const reading = known.get(key) ?? readVersion(digest, { source, platforms, signal });
    known.set(key, reading);
    return reading;
  };
}

async function withContent(
  change: LockChange,
  read: (digest: Digest) => Promise<ReadVersion>,
): Promise<LockChange> {
  const { before, after } = change;
  if (before === null || after === null) return change;
  const [old, now] = await Promise.all([read(before.digest), read(after.digest)]);
  const facts = (from: ReadVersion) => (from.kind === 'read' ? factsOf(from.content) : null);
  return {
    ...change,
    before: { ...before, facts: facts(old) },
    after: { ...after, facts: facts(now) },
    content: old.kind === 'read' && now.kind === 'read' ? compareVersions(old.content, now.content) : null,
    unread: whyUnread(old, now),
  };
}

function whyUnread(old: ReadVersion, now: ReadVersion): string | null {
  const words = [
    ...(old.kind === 'unread' ? [`the old version could not be read: ${old.why}`] : []),
    ...(now.kind === 'unread' ? [`the new version could not be read: ${now.why}`] : []),
  ];
  return words.length === 0 ? null : words.join('; ');
}
