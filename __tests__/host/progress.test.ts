import { describe, expect, test } from '@jest/globals';
import type { Progress } from '../../src/host/host.ts';
import { createBarDisplay, createLineDisplay } from '../../src/host/progress-display.ts';
import { progressFrame } from '../../src/host/progress-frame.ts';
import { createRateMeter, progressLine } from '../../src/host/progress-line.ts';

const GIB = 1024 ** 3;
const plain = (_name: string, text: string) => text;

function progress(parts: Partial<Progress> = {}): Progress {
  return {
    phase: 'copy',
    imagesDone: 12,
    imagesTotal: 80,
    bytesDone: 1.2 * GIB,
    bytesTotal: 3.5 * GIB,
    retries: 3,
    active: [],
    ...parts,
  };
}

describe('progressLine', () => {
  test('says images, share, bytes, rate, time left and retries', () => {
    expect(progressLine(progress(), 48_000_000)).toBe(
      '[12/80] 34 % 1.2/3.5 GiB 48 MB/s ETA 0:51 · 3 retries',
    );
  });
  test('leaves out what is not known', () => {
    expect(progressLine(progress({ retries: 0 }), null)).toBe('[12/80] 34 % 1.2/3.5 GiB');
    expect(progressLine(progress({ retries: 1 }), 0)).toBe('[12/80] 34 % 1.2/3.5 GiB 0 B/s · 1 retry');
    expect(progressLine(progress({ phase: 'resolve', bytesDone: 0, bytesTotal: 0, retries: 0 }), 0)).toBe(
      '[12/80] 15 % resolve',
    );
    expect(progressLine(progress({ imagesDone: 0, imagesTotal: 0, bytesTotal: 0, retries: 0 }), null)).toBe(
      '[0/0] 0 % copy',
    );
  });
});

test('the rate is that of the last while, not of the whole run', () => {
  const meter = createRateMeter();
  expect(meter.bytesPerSecond()).toBeNull();
  for (let second = 0; second <= 60; second += 1) meter.add(second * 1000, Math.max(0, second - 30) * 500);
  expect(meter.bytesPerSecond()).toBe(500);
  for (let second = 61; second <= 90; second += 1) meter.add(second * 1000, 15_000);
  expect(meter.bytesPerSecond()).toBe(0);
});

test('without a terminal a plain line comes at intervals, and a last one at the end', async () => {
  const lines: string[] = [];
  const display = createLineDisplay({
    write: () => undefined,
    writeLine: (line) => lines.push(line),
    intervalMs: 20,
  });
  let done = 0;
  const stop = display.show(() => {
    done += 1000;
    return progress({ bytesDone: done, retries: 0 });
  });
  await new Promise((resolve) => setTimeout(resolve, 70));
  stop();
  stop();
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines)
    expect(line).toMatch(/^\[12\/80\] \d+ % [\d.]+\/3\.5 GiB \d+(\.\d)? [kM]?B\/s ETA [\d:]+$/);
  const printed = lines.length;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(lines).toHaveLength(printed);
});

describe('bars', () => {
  test('every line of a frame fits, whatever the width', () => {
    const active = [
      { label: `docker.io/library/${'日本'.repeat(40)}\x1b[2J`, bytesDone: 5, bytesTotal: GIB },
    ];
    for (const columns of [20, 40, 80, 200]) {
      const lines = progressFrame(progress({ active }), { columns, bytesPerSecond: 1e6, style: plain });
      expect(lines).toHaveLength(3);
      for (const line of lines) {
        const width = [...line].reduce((sum, one) => sum + (/[\u3000-\u9fff]/.test(one) ? 2 : 1), 0);
        expect(width).toBeLessThan(columns);
        expect(line).not.toContain('\x1b');
      }
    }
  });

  test('log lines pass above the bars, and nothing is left at the end', () => {
    const screen = createScreen();
    const display = createBarDisplay(screen, plain);
    const stop = display.show(() => progress());
    display.print('first\n');
    display.print('second\nthird\n');
    expect(screen.rows().slice(0, 3)).toEqual(['first', 'second', 'third']);
    expect(
      screen
        .rows()
        .slice(3, 5)
        .every((row) => row.startsWith('█') || row.startsWith('░')),
    ).toBe(true);
    stop();
    expect(screen.rows()).toEqual(['first', 'second', 'third', '']);
  });

  test('are drawn at most ten times a second and only when something has changed', async () => {
    const screen = createScreen();
    let bytes = 0;
    const stop = createBarDisplay(screen, plain).show(() => {
      bytes += GIB / 50;
      return progress({ bytesDone: bytes });
    });
    await new Promise((resolve) => setTimeout(resolve, 550));
    stop();
    expect(screen.writes()).toBeGreaterThanOrEqual(3);
    expect(screen.writes()).toBeLessThanOrEqual(8);

    const still = createScreen();
    const stopStill = createBarDisplay(still, plain).show(() => progress({ bytesDone: 0, bytesTotal: 0 }));
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(still.writes()).toBe(1);
    stopStill();
  });
});

/** A terminal that understands cursor up, carriage return, erase line and erase below. */
function createScreen() {
  const rows: string[] = [''];
  let at = 0;
  let writes = 0;
  return {
    columns: 80,
    writes: () => writes,
    rows: () => rows.slice(),
    write(text: string) {
      writes += 1;
      for (const token of text.match(/\x1b\[\d*[AJK]|\r|\n|[^\x1b\r\n]+/g) ?? []) {
        if (token === '\n') {
          at += 1;
          rows[at] ??= '';
        } else if (token.endsWith('A') && token.startsWith('\x1b')) at -= Number(token.slice(2, -1));
        else if (token === '\x1b[J') rows.splice(at, rows.length - at, '');
        else if (!token.startsWith('\x1b') && token !== '\r') rows[at] = token;
      }
    },
  };
}
