/** A user's pattern: RE2 (linear time), unanchored. */
import { RE2JS } from 're2js';
import type { Parsed } from '../oci/reference.ts';

export interface Pattern {
  readonly source: string;
  matches(text: string): boolean;
}

/** Longest pattern in characters, and largest compiled program, so that no pattern is slow on many tags. */
export const PATTERN_LIMIT = 512;
const PROGRAM_LIMIT = 10_000;

/** Compiles RE2 syntax (no backreferences, no lookaround); it matches anywhere in the text. */
export function compilePattern(source: string): Parsed<Pattern> {
  if (source === '') return { ok: false, why: 'an empty pattern matches everything' };
  if (source.length > PATTERN_LIMIT) {
    return {
      ok: false,
      why: `a pattern has at most ${PATTERN_LIMIT} characters, this one has ${source.length}`,
    };
  }
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > PROGRAM_LIMIT) return { ok: false, why: 'its repetitions are too large' };
    return { ok: true, value: { source, matches: (text) => compiled.test(text) } };
  } catch (error) {
    return { ok: false, why: reason(error) };
  }
}

/** RE2's own words, without their fixed opening. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '');
}
