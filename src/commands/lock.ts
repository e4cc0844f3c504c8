/** `lock`: resolve every unpinned tag and write the lock file. */
import { MirrorError } from '../errors.ts';
import { formatLockFile } from '../files/lockfile.ts';
import { type Finding, finding } from '../finding.ts';
import { type Accepted, type Locked, type LockedTag, lockedRows, lockTags } from '../mirror/lock.ts';
import { describeLockChanges } from '../mirror/lock-changes/lock-changes.ts';
import { whyStopped } from '../mirror/stopped.ts';
import { shortDigest } from '../oci/digest.ts';
import { formatRepository, parseReference } from '../oci/reference.ts';
import { checkAccepted } from './check-accepted.ts';
import { checkGlobs } from './check-globs.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import { finish } from './finish.ts';
import { type Prepared, prepare } from './prepare.ts';
import { writeUserText } from './workspace-bounds.ts';

export async function runLock(door: CommandDoor): Promise<CommandEnd> {
  const accepted = readAccepted(door);
  const prepared = await prepare(door);
  const { context } = prepared;
  if (accepted !== null) await checkAccepted(accepted, context, door);
  const locked = await lockTags(context, accepted, door.signal);
  const findings = [...locked.findings];
  // Half of the answers would be half a lock: what was not reached would seem to be decided.
  const isWritten = !door.signal.aborted;
  if (isWritten) await writeAll(locked, { accepted, prepared, door });
  else findings.push(tellUnwritten(prepared, door));
  const lockChanges = isWritten ? await describeLockChanges(locked, context, door.signal) : null;
  return finish(door, prepared, {
    command: 'lock',
    rows: lockedRows(locked, context),
    outcomes: [],
    findings,
    ...(lockChanges === null ? {} : { lockChanges }),
  });
}

function tellUnwritten({ lockPath }: Prepared, { host, signal }: CommandDoor): Finding {
  const message = `${lockPath} was not written, because the run was stopped (${whyStopped(signal)})`;
  host.log.error(message);
  return finding('not-locked', {
    message,
    help: 'The lock is as it was before. Run lock again, with more time.',
  });
}

interface Writing {
  readonly accepted: Accepted | null;
  readonly prepared: Prepared;
  readonly door: CommandDoor;
}

async function writeAll(locked: Locked, { accepted, prepared, door }: Writing): Promise<void> {
  const { images } = prepared.context.file;
  const rows = selectedNames(locked);
  checkGlobs(door.options.images, { images, rows, findings: locked.findings, isStopped: false });
  if (accepted !== null && !locked.tags.some(({ wanted }) => wanted.name === accepted.name))
    throw notLockable(accepted);
  if (isWorthWriting(locked, prepared)) await writeLock(prepared, formatLockFile(locked.lock), door);
  for (const tag of locked.tags) tell(tag, accepted, door);
}

/** A lock without entries would turn "there is no lock" into "nothing is locked" when no source could be read. */
function isWorthWriting({ lock, tags }: Locked, { context }: Prepared): boolean {
  return context.lock !== null || lock.tags.size > 0 || tags.every(({ change }) => change !== 'failed');
}

function selectedNames({ lock: { selections } }: Locked) {
  return [...selections].map(([repository, { tags }]) => ({ repository, sourceTags: tags }));
}

/** Leaves the file alone when nothing changed. */
async function writeLock(
  { lockPath }: Prepared,
  text: string,
  { host, options }: CommandDoor,
): Promise<void> {
  const before = (await host.files.exists(lockPath)) ? await host.files.readText(lockPath) : null;
  if (before === text) host.log.info(`${lockPath} is up to date`);
  else {
    await writeUserText(lockPath, text, { host, options });
    host.log.info(`${before === null ? 'wrote' : 'updated'} ${lockPath}`);
  }
}

function tell(
  { wanted, change, before }: LockedTag,
  accepted: Accepted | null,
  { host, options }: CommandDoor,
): void {
  const isTaken = accepted?.name === wanted.name;
  const now = isTaken ? accepted.digest : wanted.digest;
  const why = isTaken ? ` (accepted: ${options.reason})` : '';
  if (change === 'new' && now !== null) host.log.info(`new        ${wanted.name} ${shortDigest(now)}${why}`);
  if (change === 'moved' && now !== null && before !== null) {
    host.log.info(`moved      ${wanted.name} ${shortDigest(before)} → ${shortDigest(now)}${why}`);
  }
  if (change === 'refused' && before !== null)
    host.log.warning(`refused    ${wanted.name}: the lock keeps ${shortDigest(before)}`);
  if (change === 'failed')
    host.log.warning(`unreadable ${wanted.name}: ${wanted.problem?.reason ?? 'no digest'}`);
  if (change === 'unchanged') host.log.debug(`unchanged  ${wanted.name}`);
}

function readAccepted({ options }: CommandDoor): Accepted | null {
  if (options.accept === null) {
    if (options.reason !== null) throw new MirrorError('usage', '--reason goes with --accept');
    return null;
  }
  const parsed = parseReference(options.accept);
  const { tag = null, digest = null } = parsed.ok ? parsed.value : {};
  if (!parsed.ok || tag === null || digest === null) {
    const why = parsed.ok ? 'it needs both a tag and a digest' : parsed.why;
    throw new MirrorError('usage', `--accept ${options.accept}: ${why}`, {
      fix: 'write it as HOST/REPOSITORY:TAG@sha256:…',
    });
  }
  if (options.reason === null || options.reason.trim() === '') {
    throw new MirrorError('usage', '--accept needs --reason TEXT: who reads the log wants to know why');
  }
  return { name: `${formatRepository(parsed.value)}:${tag}`, digest };
}

function notLockable({ name }: Accepted): MirrorError {
  return new MirrorError('input', `--accept ${name}: the mirror manifest wants no such unpinned tag`, {
    fix: 'pinned tags are decided in the mirror manifest itself',
  });
}
