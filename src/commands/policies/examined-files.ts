/** The mirror manifest and its lock as something to examine: what is wrong with them is a finding, not an end. */
import { basename, posix, resolve } from 'node:path';
import type { LockFile } from '../../files/lockfile.ts';
import type { MirrorFile } from '../../files/mirrorfile.ts';
import { type Finding, finding, type Rule } from '../../finding.ts';
import type { CommandDoor } from '../command.ts';
import { FILE_LIMIT_BYTES, MANIFEST_NAMES } from '../manifest-file.ts';
import type { FileTree, ReadText } from './file-tree.ts';
import { pathFromHere } from './policy-request.ts';

const LOCK_NAME = 'mirror.lock.yaml';
const USUAL_NAMES = MANIFEST_NAMES.map((name) => basename(name));

export interface ExaminedFiles {
  /** Null where there is none, or it is not sound. */
  readonly file: MirrorFile | null;
  readonly lock: LockFile | null;
  /** Paths of the two where they are there, sound or not. */
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Reads them from `tree`: the mirror manifest that is named by option, or among the files by its usual name, or the first of
 * its usual names; the lock beside it.
 */
export async function examineFiles(
  door: CommandDoor,
  tree: FileTree,
  files: readonly string[] = [],
): Promise<ExaminedFiles> {
  const named = namesOf(door, files);
  const manifest = await readManifest(named.manifest, tree);
  const read = manifest?.kind === 'read' ? await readManifestText(manifest) : null;
  const lockPath = named.lock ?? posix.join(posix.dirname(manifest?.path ?? ''), LOCK_NAME);
  const [lockText] = await tree.read([lockPath], FILE_LIMIT_BYTES);
  const isLockThere = lockText !== undefined && lockText.kind !== 'absent';
  const lock = lockText?.kind === 'read' ? await readLockText(lockText) : null;
  return {
    file: read?.file ?? null,
    lock: lock?.lock ?? null,
    paths: [
      ...(manifest === null ? [] : [manifest.path]),
      ...(isLockThere || named.lock !== null ? [lockPath] : []),
    ],
    findings: [
      ...(manifest === null ? [] : unreadable(manifest, 'manifest-invalid')),
      ...(read?.findings ?? []),
      ...(isLockThere || named.lock !== null ? unreadable(lockText, 'lock-invalid') : []),
      ...(lock?.findings ?? []),
    ],
  };
}

// Most repositories of policies have neither: what reads them is loaded when it is needed.

async function readManifestText({ text, path }: TextThatIsRead) {
  const { readMirrorFile } = await import('../../files/read-mirrorfile.ts');
  return readMirrorFile(text, path);
}

async function readLockText({ text, path }: TextThatIsRead) {
  const { readLockFile } = await import('../../files/read-lockfile.ts');
  return readLockFile(text, path);
}

type TextThatIsRead = Extract<ReadText, { readonly kind: 'read' }>;

/** What can be told of sound files without any network. */
export async function lintFiles(
  { file, lock, findings }: ExaminedFiles,
  door: CommandDoor,
): Promise<readonly Finding[]> {
  if (file === null) return [];
  const { lintLock } = await import('../../mirror/lint-lock.ts');
  const { lintSignatures } = await import('../../signatures/lint.ts');
  const isLockSound = !findings.some(({ rule }) => rule === 'lock-invalid');
  return [
    ...(await door.examineConnections(file)),
    ...lintSignatures(file),
    ...(isLockSound ? lintLock(file, lock, { locked: door.options.locked }) : []),
  ];
}

/** Whether a path names one of the files that are examined as what they are, and not as a policy. */
export function isExamined(path: string, { paths }: ExaminedFiles, { host }: CommandDoor): boolean {
  return paths.some((one) => resolve(host.workingDirectory, one) === resolve(host.workingDirectory, path));
}

interface Names {
  readonly manifest: string | null;
  readonly lock: string | null;
}

function namesOf(door: CommandDoor, files: readonly string[]): Names {
  const { manifest, lockfile } = door.options;
  const called = (names: readonly string[]) => files.find((path) => names.includes(basename(path))) ?? null;
  const [manifestPath, lockPath] = [manifest ?? called(USUAL_NAMES), lockfile ?? called([LOCK_NAME])];
  return {
    manifest: manifestPath === null ? null : pathFromHere(manifestPath, door),
    lock: lockPath === null ? null : pathFromHere(lockPath, door),
  };
}

/** Null where none is named and there is none. */
async function readManifest(named: string | null, tree: FileTree): Promise<ReadText | null> {
  const read = await tree.read(named === null ? MANIFEST_NAMES : [named], FILE_LIMIT_BYTES);
  return read.find((one) => one.kind !== 'absent' || named !== null) ?? null;
}

function unreadable(one: ReadText | undefined, rule: Rule): readonly Finding[] {
  if (one === undefined || one.kind === 'read') return [];
  const at = { file: one.path, line: 1, column: 1 };
  const message =
    one.kind === 'failed' ? one.error.message : `cannot read ${one.path}: there is no such file`;
  const help = (one.kind === 'failed' ? one.error.fix : undefined) ?? 'check the path';
  return [finding(rule, { at, message, help })];
}
