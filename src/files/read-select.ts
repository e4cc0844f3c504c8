/** `select:` of an image, and single patterns. */
import { validRange } from 'semver';
import type { Select } from './mirrorfile.ts';
import type { MirrorFileShape } from './mirrorfile-schema.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { pathText, type Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown } from './shown.ts';
import type { Path } from './yaml-document.ts';

type ImageShape = Extract<MirrorFileShape['images'][number], object>;
type SelectShape = Sound<NonNullable<ImageShape['select']>>;

/** The selection; null where there is none. Faults are told, and what cannot be read is null in it. */
export function readSelect(shape: SelectShape | undefined, path: Path, reading: Reading): Select | null {
  if (shape === undefined) return null;
  checkCompleteness(shape, path, reading);
  return {
    semver: readRange(shape.semver, [...path, 'semver'], reading),
    include: readPattern(shape.include, [...path, 'include'], reading),
    exclude: readPattern(shape.exclude, [...path, 'exclude'], reading),
    latest: shape.latest ?? null,
    written: Object.fromEntries(
      Object.entries(shape).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
    ),
    at: reading.positionOf(path),
  };
}

/** A compiled pattern, or null where none is written or it is unusable (and told). */
export function readPattern(source: string | undefined, path: Path, reading: Reading): Pattern | null {
  if (source === undefined) return null;
  return reading.take(path, compilePattern(source), {
    text: source,
    help: 'patterns are RE2: no backreferences, no lookaround; in double quotes YAML wants backslashes twice',
  });
}

function readRange(range: string | undefined, path: Path, reading: Reading): string | null {
  if (range === undefined) return null;
  if (range.trim() !== '' && validRange(range) !== null) return range;
  reading.fault(
    path,
    `${pathText(path)}: ${shown(range)} is not a range of versions`,
    'write a range such as ">=7.2 <8" or "~7.4"',
  );
  return null;
}

/** Keys that were written but are unreadable have been told already and count as written. */
function checkCompleteness(shape: SelectShape, path: Path, reading: Reading): void {
  const isWritten = (key: string) => reading.document.has([...path, key]);
  if (isWritten('semver')) return;
  if (shape.latest !== undefined) {
    reading.fault(
      [...path, 'latest'],
      `${pathText(path)} has latest without semver`,
      'add semver: the newest are found by version',
    );
  } else if (!isWritten('include')) {
    reading.fault(
      path,
      `${pathText(path)} has neither semver nor include`,
      'say which tags are wanted by semver, include, or both',
    );
  }
}
