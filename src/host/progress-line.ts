/** Progress in words: `[12/80] 34 % 1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries`. */
import { formatBytesOf, formatCount, formatDuration, formatRate } from '../quantities.ts';
import type { Progress } from './host.ts';

/** Bytes per second over the last while, from readings with their times. */
export interface RateMeter {
  add(nowMs: number, bytesDone: number): void;
  /** Null until there is something to measure. */
  bytesPerSecond(): number | null;
}

const WINDOW_MS = 20_000;

export function createRateMeter(): RateMeter {
  let readings: { readonly atMs: number; readonly bytes: number }[] = [];
  return {
    add(nowMs, bytesDone) {
      readings.push({ atMs: nowMs, bytes: bytesDone });
      const firstInside = readings.findIndex((reading) => reading.atMs >= nowMs - WINDOW_MS);
      // keeps one reading from before the window, so that it is covered as a whole
      if (firstInside > 1) readings = readings.slice(firstInside - 1);
    },
    bytesPerSecond() {
      const [first, last] = [readings.at(0), readings.at(-1)];
      if (first === undefined || last === undefined || last.atMs <= first.atMs) return null;
      return (1000 * (last.bytes - first.bytes)) / (last.atMs - first.atMs);
    },
  };
}

/** One plain line; where no bytes are known yet it says the phase instead. */
export function progressLine(progress: Progress, bytesPerSecond: number | null): string {
  const images = `[${progress.imagesDone}/${progress.imagesTotal}]`;
  return `${images} ${percentDone(progress)} % ${progressDetails(progress, bytesPerSecond)}`;
}

/** `1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries` */
export function progressDetails(progress: Progress, bytesPerSecond: number | null): string {
  const retries = progress.retries === 0 ? '' : ` · ${formatCount(progress.retries, 'retry', 'retries')}`;
  if (progress.bytesTotal === 0) return `${progress.phase}${retries}`;
  const amount = formatBytesOf(progress.bytesDone, progress.bytesTotal);
  const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
  const rate = bytesPerSecond === null ? '' : ` ${formatRate(bytesPerSecond)}`;
  const left = Math.max(0, progress.bytesTotal - progress.bytesDone);
  const eta = isMoving && left > 0 ? ` ETA ${formatDuration((1000 * left) / bytesPerSecond)}` : '';
  return `${amount}${rate}${eta}${retries}`;
}

/** By bytes where they are known, else by images; 100 only when all is done. */
export function percentDone(progress: Progress): number {
  const [done, total] =
    progress.bytesTotal > 0
      ? [progress.bytesDone, progress.bytesTotal]
      : [progress.imagesDone, progress.imagesTotal];
  return total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
}
