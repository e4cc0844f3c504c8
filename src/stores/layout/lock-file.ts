/** A lock between processes: a file that only one of them can create. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MirrorError } from '../../errors.ts';
import { errnoOf } from './file-error.ts';

export interface LockPatience {
  /** How long to wait for another process; 30 s. */
  readonly waitMs: number;
  /** A lock older than this was left behind: index.json is replaced within milliseconds; 20 s. */
  readonly staleMs: number;
}

export const LOCK_PATIENCE: LockPatience = { waitMs: 30_000, staleMs: 20_000 };

const POLL_MS = 15;
/** Its maker's name is in a lock within microseconds; one that stays empty is of a process that was killed in between. */
const UNSIGNED_MS = 2_000;

/** Runs `work` while holding the lock `path`. `stillHeld` tells `work` whether nobody took the lock away meanwhile.
 *  A lock whose process is gone, or that is older than `staleMs`, is taken over. Throws `io` when another process
 *  keeps it longer than `waitMs`; errors of the file system pass as they are. */
export async function withLock<T>(
  path: string,
  patience: LockPatience,
  work: (stillHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const token = `${process.pid} ${hostname()} ${randomBytes(9).toString('hex')}`;
  const deadline = performance.now() + patience.waitMs;
  while (!(await takeLock(path, token))) {
    if (await removeIfStale(path, patience.staleMs)) continue;
    if (performance.now() > deadline) throw lockedByAnother(path, await holderOf(path));
    await sleep(POLL_MS + Math.random() * POLL_MS);
  }
  try {
    return await work(async () => (await holderOf(path)) === token);
  } finally {
    if ((await holderOf(path)) === token) await rm(path, { force: true });
  }
}

async function takeLock(path: string, token: string): Promise<boolean> {
  try {
    await writeNewFile(path, token);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Creates `path`, which must not exist; leaves nothing behind when the text does not fit on the disk. */
async function writeNewFile(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644);
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function holderOf(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch(() => null);
}

/** Moves a stale lock aside and looks again at what was moved: if another process had just renewed it, it goes back. */
async function removeIfStale(path: string, staleMs: number): Promise<boolean> {
  const holder = await holderOf(path);
  if (holder === null) return true;
  const patienceMs = holder === '' ? Math.min(UNSIGNED_MS, staleMs) : staleMs;
  if (isProcessAlive(holder) && (await ageMs(path)) < patienceMs) return false;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
    const moved = await holderOf(aside);
    if (moved !== null && moved !== holder) await writeNewFile(path, moved);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  return true;
}

async function ageMs(path: string): Promise<number> {
  const status = await stat(path).catch(() => null);
  return status === null ? 0 : Date.now() - status.mtimeMs;
}

/** Only processes of this machine can be asked; those of others, and a token half written, count as alive. */
function isProcessAlive(holder: string): boolean {
  const [pid = '', host] = holder.split(' ');
  if (host !== hostname() || !/^[1-9]\d*$/.test(pid)) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

function lockedByAnother(path: string, holder: string | null): MirrorError {
  const pid = holder?.split(' ')[0]?.replace(/\D/g, '') ?? '';
  return new MirrorError('io', `another process${pid === '' ? '' : ` (${pid})`} keeps the layout locked`, {
    where: path,
    fix: 'wait until it has finished; if it is gone, remove the lock file',
  });
}
