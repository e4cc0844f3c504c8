/** Durations as users write them: `7d`, `26h`, `30m`, `90s`, `500ms`, or several together, `1d12h`. */
import type { Parsed } from '../oci/reference.ts';

/** For editors (JSON Schema); `parseDuration` accepts exactly this up to the longest duration. */
export const DURATION_PATTERN = '^(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$';

const UNITS_MS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const LONGEST_TEXT = 40;
const LONGEST_MS = 36_500 * 86_400_000;
const duration = new RegExp(DURATION_PATTERN);

/** Milliseconds in `text`: whole numbers with units d, h, m, s, ms, largest first, each once; at most 36500d. */
export function parseDuration(text: string): Parsed<number> {
  const match = text.length > LONGEST_TEXT ? null : duration.exec(text);
  if (match === null) {
    return {
      ok: false,
      why: 'a duration is whole numbers with units d, h, m, s or ms, largest first, such as 7d or 1d12h',
    };
  }
  const totalMs = UNITS_MS.reduce((sum, [, unitMs], unit) => sum + amount(match[unit + 1]) * unitMs, 0);
  if (totalMs > LONGEST_MS) return { ok: false, why: 'a duration is at most 36500d' };
  return { ok: true, value: totalMs };
}

/** The shortest text that `parseDuration` reads as `ms`: `1d12h`, `0s`. `ms` is a whole number, not negative. */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, unitMs] of UNITS_MS) {
    const count = Math.floor(rest / unitMs);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs;
  }
  return text === '' ? '0s' : text;
}

function amount(part: string | undefined): number {
  return part === undefined ? 0 : Number.parseInt(part, 10);
}
