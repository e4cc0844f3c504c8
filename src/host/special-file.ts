/** Files that may be pipes or devices, opened so that nothing waits in the system where no signal is heard. */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isHandedOver, openPatiently, readPatiently, writePatiently } from '../patient-reading.ts';
import { systemClock } from './clock.ts';

const NONBLOCKING = constants.O_NONBLOCK ?? 0;
const NEVER = new AbortController().signal;

/**
 * At most `mostBytes` of any file. Reads by itself instead of trusting the size, so that pipes (`--manifest <(…)`) work
 * too. Throws Node's errors, MirrorError `stalled` for a pipe that nobody writes to, and the signal's reason.
 */
export async function readUpTo(path: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | NONBLOCKING);
  try {
    const isPipe = (await file.stat()).isFIFO();
    return await readPatiently({
      read: async (room) => (await file.read(room, 0, room.length, null)).bytesRead,
      mayBeAlone: isPipe && !isHandedOver(path),
      wait: (ms) => systemClock.sleep(ms, signal),
      mostBytes,
    });
  } finally {
    await file.close();
  }
}

/** Writes to what is there: a pipe or a device. Throws as `readUpTo` does. What a stopped run has to tell is still written. */
export async function writeInPlace(path: string, text: string, signal: AbortSignal): Promise<void> {
  const end = signal.aborted ? NEVER : signal;
  const wait = (ms: number) => systemClock.sleep(ms, end);
  const isPipe = (await stat(path)).isFIFO();
  const flags = constants.O_WRONLY | (isPipe ? NONBLOCKING : 0);
  const file = await openPatiently(() => open(path, flags), 'ENXIO', wait);
  try {
    await writePatiently(Buffer.from(text), async (part) => (await file.write(part)).bytesWritten, wait);
  } finally {
    await file.close();
  }
}
