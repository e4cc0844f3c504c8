/** What every command on a mirror manifest does first: read the user's files and what is remembered. */
import { createHash } from 'node:crypto';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isMirrorError, MirrorError } from '../errors.ts';
import type { ReadLockFile } from '../files/lockfile.ts';
import type { MirrorFile, SoundParts } from '../files/mirrorfile.ts';
import { readLockFile } from '../files/read-lockfile.ts';
import { readMirrorFile } from '../files/read-mirrorfile.ts';
import { type Finding, finding } from '../finding.ts';
import type { Host } from '../host/host.ts';
import type { AsksSources, RunContext } from '../mirror/context.ts';
import { Health } from '../mirror/health.ts';
import { Meter } from '../mirror/meter.ts';
import { requiredBy } from '../mirror/signatures/required.ts';
import { Signers } from '../mirror/signatures/signers.ts';
import type { CommandDoor, OpenStores } from './command.ts';
import { logOutcome } from './log-outcome.ts';
import { FILE_LIMIT_BYTES, findManifest } from './manifest-file.ts';
import { type Baseline, loadMemory } from './memory.ts';
import { UnusableFiles } from './unusable-files.ts';
import { readUserText } from './workspace-bounds.ts';

export interface Prepared {
  readonly context: RunContext;
  readonly stores: OpenStores;
  readonly stateDirectory: string;
  readonly baseline: Baseline;
  readonly lockPath: string;
  readonly findings: readonly Finding[];
}

/** Reads files and memory and opens the stores. Throws MirrorError `input` or UnusableFiles. */
export async function prepare(door: CommandDoor, asks: AsksSources = 'as-needed'): Promise<Prepared> {
  const { host, options } = door;
  const { file, lock, lockPath, stores } = await readUserFiles(door);
  const stateDirectory = stateDirectoryOf(door);
  if (isCarried(door)) await host.restoreState(stateDirectory, stateKey(file, host));
  const memory = await loadMemory(stateDirectory, host.files);
  return {
    context: {
      file,
      lock,
      locked: options.locked,
      asks,
      history: memory.history,
      proofs: memory.proofs,
      indexes: memory.indexes,
      relations: memory.relations,
      carried: memory.carried,
      isReferrerRequired: requiredBy(file.signatures),
      lastStates: memory.lastStates,
      age: { nowMs: door.startedAtMs, recheckAfterMs: file.recheckAfterMs, recheck: options.recheck },
      stores,
      health: new Health(),
      signers: new Signers(),
      meter: new Meter(),
      onOutcome: (outcome) => logOutcome(outcome, host.log),
      monotonicMs: () => performance.now(),
      selection: { mirrors: options.mirrors, images: options.images },
    },
    stores,
    stateDirectory,
    baseline: memory.baseline,
    lockPath,
    findings: memory.findings,
  };
}

/** A folder that the user names stays on its disk: what lies there is newer than what a cache could bring. */
export function isCarried({ options }: CommandDoor): boolean {
  return options.state === null;
}

const KEY_HEX_DIGITS = 32;

/** The cache key in Actions: one state per mirror manifest, whatever its path is made of and however it was written. */
export function stateKey(file: MirrorFile, host: Pick<Host, 'workingDirectory' | 'workspace'>): string {
  const path = relative(host.workspace ?? host.workingDirectory, resolve(host.workingDirectory, file.path));
  const hash = createHash('sha256').update(path.replaceAll(sep, '/')).digest('hex');
  return `mirror-action-${hash.slice(0, KEY_HEX_DIGITS)}`;
}

interface UserFiles extends Pick<RunContext, 'file' | 'lock'> {
  readonly lockPath: string;
  readonly stores: OpenStores;
}

/** Everything is looked at before anything is refused, so that one run tells all that has to be mended. */
async function readUserFiles(door: CommandDoor): Promise<UserFiles> {
  const { options } = door;
  const path = options.manifest ?? (await findManifest(door.host));
  const read = readMirrorFile(await readUserText(path, FILE_LIMIT_BYTES, door), path);
  const lockPath = options.lockfile ?? join(dirname(path), 'mirror.lock.yaml');
  const { lock, findings: lockFaults } = await readLock(lockPath, door);
  const { stores, faults: storeFaults } = await openOrTell(read.sound, door);
  const faults = [...read.findings, ...storeFaults, ...lockFaults];
  const selectionFault = read.file === null ? null : faultOfSelection(read.file, options.mirrors);
  if (faults.length === 0 && selectionFault !== null) throw selectionFault;
  if (selectionFault !== null) faults.push(selectionFinding(selectionFault));
  if (read.file === null || stores === null || faults.length > 0) throw new UnusableFiles(faults);
  return { file: read.file, lock, lockPath, stores };
}

/** No lock and no fault: there is no such file. */
async function readLock(path: string, { host, options }: CommandDoor): Promise<ReadLockFile> {
  if (!(await host.files.exists(path))) return { lock: null, findings: [] };
  try {
    return readLockFile(await readUserText(path, FILE_LIMIT_BYTES, { host, options }), path);
  } catch (error) {
    if (!isMirrorError(error, 'input')) throw error;
    const at = { file: path, line: 1, column: 1 };
    const help = error.fix ?? 'Restore the file from version control.';
    return { lock: null, findings: [finding('lock-invalid', { message: error.message, help, at })] };
  }
}

async function openOrTell(
  sound: SoundParts | null,
  door: CommandDoor,
): Promise<{ readonly stores: OpenStores | null; readonly faults: readonly Finding[] }> {
  if (sound === null) return { stores: null, faults: [] };
  try {
    return { stores: await door.openStores(sound), faults: [] };
  } catch (error) {
    if (!(error instanceof UnusableFiles)) throw error;
    return { stores: null, faults: error.findings };
  }
}

/** What is wrong with `--mirror`, or null. */
export function faultOfSelection(file: MirrorFile, mirrors: readonly string[]): MirrorError | null {
  const known = file.mirrors.map(({ name }) => name);
  const unknown = mirrors.filter((name) => !known.includes(name));
  if (unknown.length === 0) return retiredFault(file, mirrors);
  return new MirrorError(
    'input',
    `--mirror ${unknown.join(', ')}: ${basename(file.path)} has no such mirror`,
    { fix: `its mirrors are ${known.join(', ')}` },
  );
}

/** A run about mirrors that nobody fills any more would do nothing and call that well. */
function retiredFault(file: MirrorFile, mirrors: readonly string[]): MirrorError | null {
  const named = file.mirrors.filter(({ name }) => mirrors.includes(name));
  if (named.length === 0 || named.some(({ state }) => state !== 'retired')) return null;
  return new MirrorError(
    'input',
    `--mirror ${mirrors.join(', ')} names only retired mirrors, which nothing is copied to`,
    { fix: `name another mirror, or change its state in ${basename(file.path)}` },
  );
}

function selectionFinding({ message, fix }: MirrorError): Finding {
  return finding('manifest-invalid', { message, help: fix ?? 'Correct the command line.' });
}

/** Where this run keeps and finds what is remembered. Absolute. */
export function stateDirectoryOf({ host, options, home }: CommandDoor): string {
  if (options.state !== null) return resolve(host.workingDirectory, options.state);
  const base = host.kind === 'action' ? host.env.RUNNER_TEMP : host.env.XDG_STATE_HOME;
  return join(base || join(home, '.local', 'state'), 'mirror-action');
}
