/** Reads `mirror.lock.yaml`: text in; the lock, or every fault with its place, out. */
import { type Digest, digestHex, digestOf, isDigest, whyNotDigest } from '../oci/digest.ts';
import { parseTag, type Tag } from '../oci/reference.ts';
import type { LockEntry, LockedDigest, LockedSelection, LockFile, ReadLockFile } from './lockfile.ts';
import { type LockFileShape, lockFileSchema, TIME_PATTERN } from './lockfile-schema.ts';
import { faultFindings, pathText, Reading } from './reading.ts';
import { checkShape, type Sound } from './shape.ts';
import { shown } from './shown.ts';
import { formatSource, parseSource } from './source.ts';
import { type Path, parseYaml, type YamlDocument } from './yaml-document.ts';

const RULE = 'lock-invalid';
const REWRITE = 'restore the file from version control, or write it anew with mirror-action lock';
const KEY_HELP = {
  version: 'this release of mirror-action reads version 1; write the lock anew with mirror-action lock',
};

type Tags = Sound<NonNullable<LockFileShape['tags']>>;
type Selections = Sound<NonNullable<LockFileShape['selections']>>;

type LockedShape = { readonly digest?: string | undefined; readonly since?: string | undefined };

const timePattern = new RegExp(TIME_PATTERN);

/** Reads `text`; `path` is only named in positions. Every fault is a finding `lock-invalid`. Never throws. */
export function readLockFile(text: string, path: string): ReadLockFile {
  const { document, faults } = parseYaml(text, path);
  if (document === null) return { lock: null, findings: faultFindings(RULE, faults) };
  const reading = new Reading(RULE, document, faults);
  const newer = newerVersion(document);
  if (newer !== null) {
    reading.fault(
      ['version'],
      `version ${newer} of the lock was written by a newer mirror-action`,
      'use that release, or write the lock anew with this one',
    );
    return { lock: null, findings: reading.findings() };
  }
  const shape = checkShape(lockFileSchema, reading, KEY_HELP);
  const lock: LockFile | null = shape && {
    path,
    sha256: digestHex(digestOf(Buffer.from(text))),
    tags: readTags(shape.tags ?? {}, reading),
    selections: readSelections(shape.selections ?? {}, reading),
  };
  const findings = reading.findings();
  return { lock: findings.length === 0 ? lock : null, findings };
}

/** The other faults of a file in a newer format would mean nothing. */
function newerVersion(document: YamlDocument): number | null {
  const { version } = (document.value ?? {}) as { readonly version?: unknown };
  return typeof version === 'number' && version > 1 ? version : null;
}

function readTags(shapes: Tags, reading: Reading): Map<string, LockEntry> {
  const tags = new Map<string, LockEntry>();
  for (const [key, shape] of Object.entries(shapes)) {
    const path = ['tags', key];
    checkKey(key, { section: 'tags', isTagged: true, reading });
    const locked = shape === undefined ? null : readLocked(shape, path, reading);
    const previous = (shape?.previous ?? []).flatMap((earlier, index) =>
      earlier === undefined ? [] : (readLocked(earlier, [...path, 'previous', index], reading) ?? []),
    );
    if (locked !== null) tags.set(key, { ...locked, previous });
  }
  return tags;
}

function readLocked(shape: LockedShape, path: Path, reading: Reading): LockedDigest | null {
  const { digest, since } = shape;
  if (digest !== undefined && !isDigest(digest)) {
    reading.fault(
      [...path, 'digest'],
      `${pathText([...path, 'digest'])}: ${shown(digest)} cannot be used: ${whyNotDigest(digest)}`,
      REWRITE,
    );
  }
  if (since !== undefined && !isTime(since)) {
    reading.fault(
      [...path, 'since'],
      `${pathText([...path, 'since'])}: ${shown(since)} is not a time in UTC`,
      'write it as 2026-11-21T02:00:00Z',
    );
  }
  return digest === undefined || since === undefined ? null : { digest: digest as Digest, since };
}

function readSelections(shapes: Selections, reading: Reading): Map<string, LockedSelection> {
  const selections = new Map<string, LockedSelection>();
  for (const [key, shape] of Object.entries(shapes)) {
    checkKey(key, { section: 'selections', isTagged: false, reading });
    const tags = (shape?.tags ?? []).flatMap((tag, index) => {
      if (tag === undefined) return [];
      return (
        reading.take(['selections', key, 'tags', index], parseTag(tag), { text: tag, help: REWRITE }) ?? []
      );
    });
    selections.set(key, { select: (shape?.select ?? {}) as LockedSelection['select'], tags: tags as Tag[] });
  }
  return selections;
}

interface KeyRules {
  readonly section: string;
  readonly isTagged: boolean;
  readonly reading: Reading;
}

/** Keys are canonical: what is looked up under another spelling would silently not be found. */
function checkKey(key: string, { section, isTagged, reading }: KeyRules): void {
  const at = () => reading.document.keyPositionOf([section], key);
  const parsed = parseSource(key);
  if (!parsed.ok) {
    reading.fault(at(), `${shown(key)} is not an image: ${parsed.why}`, REWRITE);
    return;
  }
  if (parsed.value.kind === 'layout') return;
  const { repository, tag, digest } = parsed.value;
  const canonical = tag === null ? formatSource(repository) : `${formatSource(repository)}:${tag}`;
  if ((tag !== null) !== isTagged || digest !== null) {
    reading.fault(
      at(),
      `${shown(key)} ${isTagged ? 'has no tag, or a digest beside it' : 'is not a repository alone'}`,
      REWRITE,
    );
  } else if (canonical !== key) {
    reading.fault(at(), `${shown(key)} is not the canonical name of its image`, `write ${canonical}`);
  }
}

function isTime(text: string): boolean {
  if (!timePattern.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}
