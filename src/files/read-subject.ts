/** The subject of an allowed identity: exact, or a pattern that matches all of it. */
import type { Parsed } from '../oci/reference.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { pathText, type Reading } from './reading.ts';
import type { SubjectRule } from './signatures.ts';
import type { Path } from './yaml-document.ts';

const EXACT_HELP = 'write the whole identity, or use subjectPattern with an RE2 pattern from ^ to $';

interface SubjectShape {
  readonly subject?: string | undefined;
  readonly subjectPattern?: string | undefined;
}

export function readSubject(shape: SubjectShape, path: Path, reading: Reading): SubjectRule | null {
  const { subject, subjectPattern } = shape;
  if ((subject === undefined) === (subjectPattern === undefined)) {
    const what =
      subject === undefined
        ? 'has neither subject nor subjectPattern'
        : 'has both subject and subjectPattern';
    reading.fault(path, `${pathText(path)} ${what}`, EXACT_HELP);
    return null;
  }
  if (subject !== undefined) {
    const value = reading.take([...path, 'subject'], parseExact(subject), {
      text: subject,
      help: EXACT_HELP,
    });
    return value === null ? null : { kind: 'exact', value };
  }
  const text = subjectPattern ?? '';
  const pattern = reading.take([...path, 'subjectPattern'], compileSubjectPattern(text), {
    text,
    help: 'write an RE2 pattern for the whole identity, from ^ to $, and each dot that is a dot as \\.',
  });
  return pattern === null ? null : { kind: 'pattern', pattern };
}

function parseExact(subject: string): Parsed<string> {
  if (subject.trim() === '') return { ok: false, why: 'it is empty' };
  if (subject.includes('*')) return { ok: false, why: 'a subject is compared exactly, without wildcards' };
  return { ok: true, value: subject };
}

/**
 * Both anchors must be written, so that a reader of the file sees what counts; and whatever is written between them (an
 * alternation, `(?m)`), the compiled pattern matches whole subjects only.
 */
export function compileSubjectPattern(source: string): Parsed<Pattern> {
  const alone = compilePattern(source);
  if (!alone.ok) return alone;
  if (!source.startsWith('^') || !/(?<!\\)(?:\\\\)*\$$/.test(source)) {
    return { ok: false, why: 'a subject pattern begins with ^ and ends with $' };
  }
  const whole = compilePattern(`\\A(?:${source})\\z`);
  return whole.ok ? { ok: true, value: { source, matches: whole.value.matches } } : whole;
}
