/** One order of findings, the same at any concurrency. */
import { type Finding, SEVERITY_ORDER } from '../finding.ts';

/**
 * By severity, manifest order, mirror order, rule, digest; what is left by place and words, so that no two different
 * findings are ever equal. A finding of no image or no mirror comes before those that have one.
 * @param imageOrder canonical sources in the order of the mirror manifest
 * @param mirrorOrder mirror names in the order of the mirror manifest
 */
export function sortFindings(
  findings: readonly Finding[],
  imageOrder: readonly string[],
  mirrorOrder: readonly string[],
): readonly Finding[] {
  const imageAt = positions(imageOrder);
  const mirrorAt = positions(mirrorOrder);
  const keys = (one: Finding): readonly (string | number)[] => [
    SEVERITY_ORDER[one.severity],
    placeOf(one.source, imageAt),
    placeOf(one.mirror, mirrorAt),
    one.rule,
    one.digest ?? '',
    one.source ?? '',
    one.mirror ?? '',
    one.at?.file ?? '',
    one.at?.line ?? 0,
    one.at?.column ?? 0,
    one.target ?? '',
    one.message,
    one.help,
    JSON.stringify(one),
  ];
  return findings
    .map((one) => ({ one, keys: keys(one) }))
    .toSorted((a, b) => compareKeys(a.keys, b.keys))
    .map(({ one }) => one);
}

function positions(names: readonly string[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const name of names) if (!map.has(name)) map.set(name, map.size);
  return map;
}

/** Unknown names come last. */
function placeOf(name: string | undefined, order: ReadonlyMap<string, number>): number {
  return name === undefined ? -1 : (order.get(name) ?? Number.MAX_SAFE_INTEGER);
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
