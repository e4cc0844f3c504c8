/** The mirror manifest and its lock as something to examine: what is wrong with them is a finding, not an end. */
import { dirname, join, resolve } from 'node:path';
import type { LockFile } from '../../files/lockfile.ts';
import type { MirrorFile } from '../../files/mirrorfile.ts';
import { readLockFile } from '../../files/read-lockfile.ts';
import { readMirrorFile } from '../../files/read-mirrorfile.ts';
import { type Finding, finding, type Rule } from '../../finding.ts';
import { lintLock } from '../../mirror/lint-lock.ts';
import type { CommandDoor } from '../command.ts';
import { FILE_LIMIT_BYTES, MANIFEST_NAMES } from '../prepare.ts';
import type { FileTree, ReadText } from './file-tree.ts';
import { pathFromHere } from './policy-request.ts';

export interface ExaminedFiles {
  /** Null where there is none, or it is not sound. */
  readonly file: MirrorFile | null;
  readonly lock: LockFile | null;
  /** Paths of the two where they are there, sound or not. */
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
}

/** Reads them from `tree`: the mirror manifest that is named, or the first of its usual names; the lock beside it. */
export async function examineFiles(door: CommandDoor, tree: FileTree): Promise<ExaminedFiles> {
  const manifest = await readManifest(door, tree);
  const read = manifest?.kind === 'read' ? readMirrorFile(manifest.text, manifest.path) : null;
  const lockPath = lockPathOf(door, manifest);
  const [lockText] = await tree.read([lockPath], FILE_LIMIT_BYTES);
  const isLockThere = lockText !== undefined && lockText.kind !== 'absent';
  const lock = lockText?.kind === 'read' ? readLockFile(lockText.text, lockPath) : null;
  return {
    file: read?.file ?? null,
    lock: lock?.lock ?? null,
    paths: [...(manifest === null ? [] : [manifest.path]), ...(isLockThere ? [lockPath] : [])],
    findings: [
      ...(manifest === null ? [] : unreadable(manifest, 'manifest-invalid')),
      ...(read?.findings ?? []),
      ...(isLockThere || door.options.lockfile !== null ? unreadable(lockText, 'lock-invalid') : []),
      ...(lock?.findings ?? []),
    ],
  };
}

/** What can be told of sound files without any network. */
export async function lintFiles(
  { file, lock, findings }: ExaminedFiles,
  door: CommandDoor,
): Promise<readonly Finding[]> {
  if (file === null) return [];
  const isLockSound = !findings.some(({ rule }) => rule === 'lock-invalid');
  return [
    ...(await door.examineConnections(file)),
    ...(isLockSound ? lintLock(file, lock, { locked: door.options.locked }) : []),
  ];
}

/** Whether a path names one of the files that are examined as what they are, and not as a policy. */
export function isExamined(path: string, { paths }: ExaminedFiles, { host }: CommandDoor): boolean {
  return paths.some((one) => resolve(host.workingDirectory, one) === resolve(host.workingDirectory, path));
}

/** Null where none is named and there is none. */
async function readManifest(door: CommandDoor, tree: FileTree): Promise<ReadText | null> {
  const { manifest } = door.options;
  const names = manifest === null ? MANIFEST_NAMES : [pathFromHere(manifest, door)];
  const read = await tree.read(names, FILE_LIMIT_BYTES);
  return read.find((one) => one.kind !== 'absent' || manifest !== null) ?? null;
}

function lockPathOf(door: CommandDoor, manifest: ReadText | null): string {
  const { lockfile } = door.options;
  if (lockfile !== null) return pathFromHere(lockfile, door);
  return pathFromHere(join(dirname(manifest?.path ?? ''), 'mirror.lock.yaml'), door);
}

function unreadable(one: ReadText | undefined, rule: Rule): readonly Finding[] {
  if (one === undefined || one.kind === 'read') return [];
  const at = { file: one.path, line: 1, column: 1 };
  const message =
    one.kind === 'failed' ? one.error.message : `cannot read ${one.path}: there is no such file`;
  const help = (one.kind === 'failed' ? one.error.fix : undefined) ?? 'check the path';
  return [finding(rule, { at, message, help })];
}
