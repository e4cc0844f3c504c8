/** Sentences of the matrix that every rendering says. */
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import type { Matrix, MatrixCell } from './matrix.ts';

export const LEGEND =
  '0 is the newest version known, -1 one older, ? was never seen at the source. Mirrors stand in the order in which nodes fall back: ' +
  'a number that falls to the right (↓) is a rollback. n/a: it did not answer or was not asked; none: it has no such tag; ·: there is nothing to compare.';

/** `1994 tags are the same everywhere` */
export function equalText({ equal, rows }: Matrix): string {
  if (equal.length === 0) return '';
  const others = rows.length === 0 ? '' : 'other ';
  return `${formatCount(equal.length, `${others}tag is`, `${others}tags are`)} as wanted everywhere`;
}

/** `Since 2026-11-20 02:00 UTC: 2 newly drifted, 1 healed, 0 moved` */
export function changesText({ changes }: Matrix): string {
  if (changes === null) return '';
  const { since, healed, moved } = changes;
  const total = changes.new + healed + moved;
  const what =
    total === 0 ? 'nothing changed' : `${changes.new} newly drifted, ${healed} healed, ${moved} moved`;
  return `Since the run of ${since.slice(0, 16).replace('T', ' ')} UTC: ${what}`;
}

/** The cell on one line: `-1↓ 1a2b3c4d5e6f 3 d stale`. */
export function cellText({ label, isFall, digest, age, state }: MatrixCell): string {
  const parts = [
    `${label}${isFall ? '↓' : ''}`,
    ...(digest === null ? [] : [hexOf(digest)]),
    ...(age === null ? [] : [age]),
    ...(state === null || state === 'in-sync' ? [] : [state]),
  ];
  return parts.join(' ');
}

/** The first 12 hex digits. */
export function hexOf(digest: string): string {
  const short = shortDigest(digest);
  return short.slice(short.indexOf(':') + 1);
}
