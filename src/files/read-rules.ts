/** `rules:` and `accept:` of the mirror manifest. */
import type { Rule, RuleLevel } from '../finding.ts';
import { compileGlob } from './glob.ts';
import type { Acceptance } from './mirrorfile.ts';
import { DATE_PATTERN, type MirrorFileShape } from './mirrorfile-schema.ts';
import { pathText, type Reading } from './reading.ts';
import type { Sound } from './shape.ts';
import { shown } from './shown.ts';
import { suggestion } from './suggest.ts';
import type { Path } from './yaml-document.ts';

type RulesShape = Sound<NonNullable<MirrorFileShape['rules']>>;
type AcceptShape = Sound<NonNullable<MirrorFileShape['accept']>[number]>;

const datePattern = new RegExp(DATE_PATTERN);

/** Severities by rule; the shape has checked both. */
export function readRules(shape: RulesShape): ReadonlyMap<Rule, RuleLevel> {
  return new Map(
    Object.entries(shape).flatMap(([rule, level]) =>
      level === undefined ? [] : [[rule as Rule, level] as const],
    ),
  );
}

/** The acceptances that can be read. `mirrorNames` are those an acceptance may name. */
export function readAcceptances(
  shapes: readonly (AcceptShape | undefined)[],
  reading: Reading,
  mirrorNames: readonly string[],
): Acceptance[] {
  return shapes.flatMap((shape, index) => {
    if (shape === undefined) return [];
    const path = ['accept', index];
    checkAcceptance(shape, path, { reading, mirrorNames });
    const { rule, until, reason, image = null, mirror = null } = shape;
    if (rule === undefined || until === undefined || reason === undefined) return [];
    return [{ rule, image, mirror, until, reason, at: reading.positionOf(path) }];
  });
}

interface AcceptContext {
  readonly reading: Reading;
  readonly mirrorNames: readonly string[];
}

function checkAcceptance(shape: AcceptShape, path: Path, { reading, mirrorNames }: AcceptContext): void {
  const { until, reason, image, mirror } = shape;
  if (until !== undefined && !isDate(until)) {
    reading.fault(
      [...path, 'until'],
      `${pathText([...path, 'until'])}: ${shown(until)} is not a date`,
      'write a day as YYYY-MM-DD',
    );
  }
  if (reason !== undefined && reason.trim() === '') {
    reading.fault(
      [...path, 'reason'],
      `${pathText([...path, 'reason'])} says nothing`,
      'say why the finding is accepted',
    );
  }
  if (image !== undefined) {
    reading.take([...path, 'image'], compileGlob(image), {
      text: image,
      help: 'write a glob over host/repository[:tag]',
    });
  }
  if (mirror !== undefined && !mirrorNames.includes(mirror)) {
    reading.fault(
      [...path, 'mirror'],
      `there is no mirror ${shown(mirror)}`,
      suggestion(mirror, mirrorNames),
    );
  }
}

function isDate(text: string): boolean {
  if (!datePattern.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
