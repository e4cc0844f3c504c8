/** `Warning: 299` headers (distribution spec, "Warnings"): shown to the user once each, never acted on. */
import { oneLine } from './outside-text.ts';

/** All warnings of one answer together (spec: at most 4096 bytes). */
const LONGEST_WARNINGS = 4096;
/** A registry cannot fill the log. */
const MOST_WARNINGS = 20;

/** The texts of the `299 - "…"` warnings in these header lines. */
export function readWarnings(lines: readonly string[]): readonly string[] {
  const text = lines.join(', ').slice(0, LONGEST_WARNINGS);
  return [...text.matchAll(/(?:^|,)\s*299 - "((?:[^"\\]|\\.)*)"/g)]
    .map((match) => oneLine((match[1] ?? '').replace(/\\(.)/g, '$1')))
    .filter((warning) => warning !== '');
}

/** Passes on each text once. */
export function createWarner(
  host: string,
  onWarning: (message: string) => void,
): (lines: readonly string[]) => void {
  const shown = new Set<string>();
  return (lines) => {
    for (const warning of readWarnings(lines)) {
      if (shown.has(warning) || shown.size >= MOST_WARNINGS) continue;
      shown.add(warning);
      onWarning(`${host} says: ${warning}`);
    }
  };
}
