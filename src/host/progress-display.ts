/** Draws progress from time to time, and lets log lines pass without tearing it. */
import type { Progress } from './host.ts';
import { progressFrame } from './progress-frame.ts';
import { createRateMeter, progressLine } from './progress-line.ts';
import type { Style } from './style.ts';

export interface ProgressDisplay {
  /** Shows what `read` returns until the returned function is called. A later call takes the place of an earlier one. */
  show(read: () => Progress): () => void;
  /** Prints whole lines (each with its line end) where they do not collide with what is drawn. */
  print(lines: string): void;
}

/** Below the ten seconds after which a silent log looks dead. */
const LINE_INTERVAL_MS = 8_000;
const FRAME_INTERVAL_MS = 100;

export interface LineDisplayOptions {
  readonly write: (text: string) => void;
  /** Prints one progress line. */
  readonly writeLine: (line: string) => void;
  readonly intervalMs?: number;
}

/** One plain line every few seconds, and a last one if there was a first. */
export function createLineDisplay(options: LineDisplayOptions): ProgressDisplay {
  return {
    print: options.write,
    show: (read) => {
      const meter = createRateMeter();
      let hasPrinted = false;
      const draw = () => {
        const progress = read();
        meter.add(performance.now(), progress.bytesDone);
        options.writeLine(progressLine(progress, meter.bytesPerSecond()));
        hasPrinted = true;
      };
      meter.add(performance.now(), read().bytesDone);
      const timer = setInterval(draw, options.intervalMs ?? LINE_INTERVAL_MS).unref();
      return once(() => {
        clearInterval(timer);
        if (hasPrinted) draw();
      });
    },
  };
}

export interface BarStream {
  readonly columns?: number;
  write(text: string): unknown;
}

/** Bars that are drawn over each other, at most ten times a second, each frame with one write. */
export function createBarDisplay(stream: BarStream, style: Style): ProgressDisplay {
  let frame: readonly string[] = [];
  let stopCurrent = () => {};
  const draw = (next: readonly string[], above = '') => {
    const isSame =
      above === '' && next.length === frame.length && next.every((line, index) => line === frame[index]);
    if (!isSame)
      stream.write(
        above === '' ? overdraw(frame.length, next) : eraseFrame(frame.length) + above + overdraw(0, next),
      );
    frame = next;
  };
  return {
    print: (lines) => draw(frame, lines),
    show: (read) => {
      stopCurrent();
      const meter = createRateMeter();
      const tick = () => {
        const progress = read();
        meter.add(performance.now(), progress.bytesDone);
        draw(
          progressFrame(progress, {
            columns: stream.columns || 80,
            bytesPerSecond: meter.bytesPerSecond(),
            style,
          }),
        );
      };
      tick();
      const timer = setInterval(tick, FRAME_INTERVAL_MS).unref();
      stopCurrent = once(() => {
        clearInterval(timer);
        draw([]);
      });
      return stopCurrent;
    },
  };
}

/** Writes over the last frame line by line, so that nothing that stays is ever blank. */
function overdraw(linesBefore: number, next: readonly string[]): string {
  const up = linesBefore === 0 ? '' : `\x1b[${linesBefore}A\r`;
  const rest = next.length < linesBefore ? '\x1b[J' : '';
  return up + next.map((line) => `${line}\x1b[K\n`).join('') + rest;
}

/** Back to the frame's first line, and everything below it cleared. */
function eraseFrame(lines: number): string {
  return lines === 0 ? '' : `\x1b[${lines}A\r\x1b[J`;
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
