/** Reading and writing what may keep one waiting, pipes above all: without a thread that waits in the system, so that a stop is heard. */
import { MirrorError } from './errors.ts';

/** How often a pipe is asked again. */
const PAUSE_MS = 20;
/** A pipe that nobody has opened at its other end; whoever makes one and then starts the other side needs less. */
export const ALONE_PATIENCE_MS = 10_000;
/** A pipe whose other end is open and moves nothing; a command behind it may have to ask a server first. */
export const SILENT_PATIENCE_MS = 120_000;

export interface PatientOptions {
  /** Reads into `room` without waiting; rejects with `EAGAIN` where a writer is there and has nothing yet. */
  readonly read: (room: Uint8Array) => Promise<number>;
  /** True for a pipe with a name: no bytes can also mean that nobody writes to it yet. */
  readonly mayBeAlone: boolean;
  readonly wait: (ms: number) => Promise<void>;
  readonly mostBytes: number;
}

/** All that comes, up to `mostBytes`. Throws MirrorError `stalled`, and whatever `read` and `wait` throw. */
export async function readPatiently(options: PatientOptions): Promise<Uint8Array> {
  const { read, wait, mostBytes } = options;
  const chunks: Uint8Array[] = [];
  const patience = createPatience(wait);
  let mayBeAlone = options.mayBeAlone;
  let total = 0;
  while (total < mostBytes) {
    const room = new Uint8Array(Math.min(64 * 1024, mostBytes - total));
    const sizeBytes = await orNothingYet(read(room));
    if (sizeBytes === 0 && !mayBeAlone) break;
    if (sizeBytes === 0) {
      await patience.pause(ALONE_PATIENCE_MS, 'nobody has written to this pipe');
      continue;
    }
    mayBeAlone = false;
    if (sizeBytes === null) {
      await patience.pause(SILENT_PATIENCE_MS, 'whoever writes to this pipe has written nothing');
      continue;
    }
    patience.renew();
    chunks.push(room.subarray(0, sizeBytes));
    total += sizeBytes;
  }
  return Buffer.concat(chunks);
}

/** Writes all of `bytes`. `write` must not wait. Throws MirrorError `stalled`, and whatever `write` and `wait` throw. */
export async function writePatiently(
  bytes: Uint8Array,
  write: (part: Uint8Array) => Promise<number>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const patience = createPatience(wait);
  let written = 0;
  while (written < bytes.length) {
    const sizeBytes = await orNothingYet(write(bytes.subarray(written, written + 64 * 1024)));
    if (sizeBytes === null) {
      await patience.pause(SILENT_PATIENCE_MS, 'whoever reads from this pipe has read nothing');
      continue;
    }
    patience.renew();
    written += sizeBytes;
  }
}

/** The value of `attempt`, tried again while it fails with `errno`, which says that the other end is not open yet. */
export async function openPatiently<T>(
  attempt: () => Promise<T>,
  errno: string,
  wait: (ms: number) => Promise<void>,
): Promise<T> {
  const patience = createPatience(wait);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (errnoIn(error) !== errno) throw error;
      await patience.pause(ALONE_PATIENCE_MS, 'nobody has opened this pipe to read');
    }
  }
}

interface Patience {
  /** Waits a little. Throws MirrorError `stalled` with `why` once that adds up to `mostMs`. */
  pause(mostMs: number, why: string): Promise<void>;
  renew(): void;
}

/** Adds up its own waits, which needs no clock. */
function createPatience(wait: (ms: number) => Promise<void>): Patience {
  let waitedMs = 0;
  return {
    pause: async (mostMs, why) => {
      if (waitedMs >= mostMs) throw new MirrorError('stalled', `${why} in ${mostMs / 1000} s`);
      waitedMs += PAUSE_MS;
      await wait(PAUSE_MS);
    },
    renew: () => {
      waitedMs = 0;
    },
  };
}

/** Null where the other end is there and could not take or give anything now. */
async function orNothingYet(moved: Promise<number>): Promise<number | null> {
  try {
    return await moved;
  } catch (error) {
    if (errnoIn(error) === 'EAGAIN') return null;
    throw error;
  }
}

function errnoIn(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

/** Whether the pipe at `path` was handed to this process, open at its other end (`<(…)`, standard input). */
export function isHandedOver(path: string): boolean {
  return /^\/(?:dev\/(?:fd\/\d+|stdin|stdout|stderr)|proc\/(?:self|thread-self|\d+)\/fd\/\d+)$/.test(path);
}
