/** The lock: which digest each unpinned tag stands for, made for review (contract, section 3). */
import type { Finding } from '../finding.ts';
import type { Digest } from '../oci/digest.ts';
import type { Tag } from '../oci/reference.ts';
import { MOST_PREVIOUS } from './lockfile-schema.ts';
import { yamlText } from './yaml-text.ts';

const SELECT_KEY = /^(semver|include|exclude|latest)$/;

export interface LockedDigest {
  readonly digest: Digest;
  /** When it was accepted: ISO 8601, UTC, `2026-11-21T02:00:00Z`; kept as written. */
  readonly since: string;
}

export interface LockEntry extends LockedDigest {
  /** Newest first, at most 10. */
  readonly previous: readonly LockedDigest[];
}

export interface LockedSelection {
  /** As written in the mirror manifest, keys in written order. */
  readonly select: Readonly<Record<string, string | number>>;
  readonly tags: readonly Tag[];
}

export interface LockFile {
  readonly path: string;
  /** Hex SHA-256 of the text; '' where none has been read. */
  readonly sha256: string;
  /** By canonical source with tag, `docker.io/library/redis:7.4`. */
  readonly tags: ReadonlyMap<string, LockEntry>;
  /** By canonical source, `docker.io/library/redis`. */
  readonly selections: ReadonlyMap<string, LockedSelection>;
}

export interface ReadLockFile {
  /** Null when there is any finding. */
  readonly lock: LockFile | null;
  readonly findings: readonly Finding[];
}

/** A lock with nothing in it, to be written to `path`. */
export function emptyLock(path: string): LockFile {
  return { path, sha256: '', tags: new Map(), selections: new Map() };
}

/** The exact text of a lock: one line per tag, sorted by bytes, so that a line changes only when its digest does. */
export function formatLockFile(lock: Pick<LockFile, 'tags' | 'selections'>): string {
  const tags = section('tags', lock.tags, formatEntry);
  const selections =
    lock.selections.size === 0 ? '' : section('selections', lock.selections, formatSelection);
  return `version: 1\n${tags}${selections}`;
}

function section<Value>(
  name: string,
  entries: ReadonlyMap<string, Value>,
  format: (value: Value) => string,
): string {
  if (entries.size === 0) return `${name}: {}\n`;
  const lines = [...entries]
    .map(([key, value]) => ({ key, bytes: Buffer.from(key), value }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ key, value }) => `  ${yamlText(key)}: ${format(value)}\n`);
  return `${name}:\n${lines.join('')}`;
}

function formatEntry({ digest, since, previous }: LockEntry): string {
  const earlier = previous.slice(0, MOST_PREVIOUS).map((locked) => `{ ${formatLocked(locked)} }`);
  return `{ ${formatLocked({ digest, since })}${earlier.length === 0 ? '' : `, previous: [${earlier.join(', ')}]`} }`;
}

function formatLocked({ digest, since }: LockedDigest): string {
  return `digest: ${JSON.stringify(digest)}, since: ${since}`;
}

function formatSelection({ select, tags }: LockedSelection): string {
  const written = Object.entries(select).map(
    ([key, value]) => `${SELECT_KEY.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const selected = written.length === 0 ? '{}' : `{ ${written.join(', ')} }`;
  return `{ select: ${selected}, tags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}] }`;
}
