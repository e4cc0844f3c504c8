/** Whether the lock decides everything that the mirror manifest leaves open, as far as that can be told without any network. */
import type { LockFile } from '../files/lockfile.ts';
import type { Image, MirrorFile } from '../files/mirrorfile.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import { formatCount } from '../quantities.ts';
import { sourceKey } from './source-key.ts';

export interface LintLockOptions {
  /** Nothing may be resolved that the lock does not hold. */
  readonly locked: boolean;
}

/** Null: there is no lock file. */
export function lintLock(
  { images }: MirrorFile,
  lock: LockFile | null,
  { locked }: LintLockOptions,
): readonly Finding[] {
  const open = images.flatMap((image) => openWants(image, lock));
  if (open.length === 0) return [];
  if (lock === null) return [noLock(open, locked)];
  return open
    .filter(({ image }) => locked || image.unlocked === 'error')
    .map(({ name, what, at }) =>
      finding('not-locked', {
        message: `${what} is not in the lock`,
        help: 'Run lock and commit the lock file, pin the digest, or set unlocked: resolve.',
        source: name,
        at,
      }),
    );
}

interface OpenWant {
  readonly image: Image;
  readonly name: string;
  readonly what: string;
  readonly at: Position;
}

function openWants(image: Image, lock: LockFile | null): readonly OpenWant[] {
  if (image.source.kind === 'layout') return [];
  const key = sourceKey(image);
  const tags = image.wants.flatMap((want): readonly OpenWant[] => {
    if (want.kind !== 'tag' || want.pin !== null) return [];
    const name = `${key}:${want.tag}`;
    return lock?.tags.has(name) === true ? [] : [{ image, name, what: name, at: want.at }];
  });
  return [...tags, ...openSelection(image, key, lock)];
}

/** A selection counts only as it was locked. */
function openSelection(image: Image, key: string, lock: LockFile | null): readonly OpenWant[] {
  const { select } = image;
  if (select === null) return [];
  const locked = lock?.selections.get(key);
  if (locked === undefined || JSON.stringify(locked.select) !== JSON.stringify(select.written))
    return [{ image, name: key, what: `the selection of ${key}`, at: select.at }];
  return locked.tags.flatMap((tag) => {
    const name = `${key}:${tag}`;
    return lock?.tags.has(name) === true ? [] : [{ image, name, what: name, at: select.at }];
  });
}

function noLock(open: readonly OpenWant[], locked: boolean): Finding {
  const [first] = open;
  return finding('no-lock', {
    ...(locked ? { severity: 'error' as const } : {}),
    message: `there is no lock file: ${formatCount(open.length, 'tag or selection is', 'tags or selections are')} decided by the source`,
    help: 'Run lock and commit mirror.lock.yaml, so that what is mirrored changes only by review.',
    affects: open.map(({ name }) => name),
    affectedCount: open.length,
    ...(first === undefined ? {} : { at: first.at }),
  });
}
