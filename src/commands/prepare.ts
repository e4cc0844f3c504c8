/** What every command on a mirror manifest does first: read the user's files and what is remembered. */
import { basename, dirname, join, resolve } from 'node:path';
import { MirrorError } from '../errors.ts';
import type { LockFile } from '../files/lockfile.ts';
import type { MirrorFile } from '../files/mirrorfile.ts';
import { readLockFile } from '../files/read-lockfile.ts';
import { readMirrorFile } from '../files/read-mirrorfile.ts';
import type { Finding } from '../finding.ts';
import type { RunContext } from '../mirror/context.ts';
import { Health } from '../mirror/health.ts';
import { Meter } from '../mirror/meter.ts';
import type { CommandDoor, OpenStores } from './command.ts';
import { logOutcome } from './log-outcome.ts';
import { type Baseline, loadMemory } from './memory.ts';

const MANIFEST_NAMES = ['mirror.yaml', 'mirror.yml', '.github/mirror.yaml'];
/** A mirror manifest or lock: hundreds of thousands of images fit. */
const FILE_LIMIT_BYTES = 32 * 1024 * 1024;

/** Thrown when user files cannot be used: exit code 2, with every fault found. */
export class UnusableFiles extends MirrorError {
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[]) {
    super('input', message, { fix: 'mend what is listed and run again' });
    this.findings = findings;
  }
}

export interface Prepared {
  readonly context: RunContext;
  readonly stores: OpenStores;
  readonly stateDirectory: string;
  readonly baseline: Baseline;
  readonly lockPath: string;
  readonly findings: readonly Finding[];
}

/** Reads files and memory and opens the stores. Throws MirrorError `input` or UnusableFiles. */
export async function prepare(door: CommandDoor): Promise<Prepared> {
  const { host, options } = door;
  const file = await readManifest(door);
  checkSelection(file, options.mirrors);
  const lockPath = options.lockfile ?? join(dirname(file.path), 'mirror.lock.yaml');
  const lock = await readLock(lockPath, door);
  const stateDirectory = stateDirectoryOf(door);
  await host.restoreState(stateDirectory, stateKey(file));
  const memory = await loadMemory(stateDirectory, host.files);
  const stores = await door.openStores(file);
  return {
    context: {
      file,
      lock,
      locked: options.locked,
      history: memory.history,
      proofs: memory.proofs,
      indexes: memory.indexes,
      relations: memory.relations,
      lastStates: memory.lastStates,
      age: { nowMs: door.startedAtMs, recheckAfterMs: file.recheckAfterMs, recheck: options.recheck },
      stores,
      health: new Health(),
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

/** The cache key in Actions: one state per mirror manifest. */
export function stateKey(file: MirrorFile): string {
  return `mirror-action-${file.path.replace(/[^A-Za-z0-9._-]/g, '-')}`;
}

async function readManifest({ host, options }: CommandDoor): Promise<MirrorFile> {
  const path = options.manifest ?? (await findManifest(host));
  const text = await host.files.readText(path, FILE_LIMIT_BYTES);
  const { file, findings } = readMirrorFile(text, path);
  if (file === null || findings.some(({ severity }) => severity === 'error')) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    throw new UnusableFiles(`${path} has ${errors} ${errors === 1 ? 'error' : 'errors'}`, findings);
  }
  return file;
}

async function findManifest(host: CommandDoor['host']): Promise<string> {
  for (const name of MANIFEST_NAMES) if (await host.files.exists(name)) return name;
  throw new MirrorError(
    'input',
    `there is no mirror manifest: none of ${MANIFEST_NAMES.join(', ')} is in ${host.workingDirectory}`,
    {
      fix: 'name it with --manifest, or make one with init',
    },
  );
}

async function readLock(path: string, { host }: CommandDoor): Promise<LockFile | null> {
  if (!(await host.files.exists(path))) return null;
  const { lock, findings } = readLockFile(await host.files.readText(path, FILE_LIMIT_BYTES), path);
  if (lock === null) throw new UnusableFiles(`${path} cannot be used`, findings);
  return lock;
}

function checkSelection(file: MirrorFile, mirrors: readonly string[]): void {
  const known = file.mirrors.map(({ name }) => name);
  const unknown = mirrors.filter((name) => !known.includes(name));
  if (unknown.length === 0) {
    refuseRetired(file, mirrors);
    return;
  }
  throw new MirrorError(
    'input',
    `--mirror ${unknown.join(', ')}: ${basename(file.path)} has no such mirror`,
    {
      fix: `its mirrors are ${known.join(', ')}`,
    },
  );
}

/** A run about mirrors that nobody fills any more would do nothing and call that well. */
function refuseRetired(file: MirrorFile, mirrors: readonly string[]): void {
  const named = file.mirrors.filter(({ name }) => mirrors.includes(name));
  if (named.length === 0 || named.some(({ state }) => state !== 'retired')) return;
  throw new MirrorError(
    'input',
    `--mirror ${mirrors.join(', ')} names only retired mirrors, which nothing is copied to`,
    { fix: `name another mirror, or change its state in ${basename(file.path)}` },
  );
}

function stateDirectoryOf({ host, options, home }: CommandDoor): string {
  if (options.state !== null) return resolve(host.workingDirectory, options.state);
  const base = host.kind === 'action' ? host.env.RUNNER_TEMP : host.env.XDG_STATE_HOME;
  return join(base || join(home, '.local', 'state'), 'mirror-action');
}
