/** Which referrers a mirror lacks: of what is remembered of the source, and of what other mirrors list. Pure. */
import type { CarriedReferrer } from './carried.ts';

/** Each of several lists' referrers once, those of the first list before the others. */
export function unionOf(lists: readonly (readonly CarriedReferrer[])[]): readonly CarriedReferrer[] {
  const all = new Map<string, CarriedReferrer>();
  for (const one of lists.flat()) if (!all.has(keyOf(one))) all.set(keyOf(one), one);
  return [...all.values()];
}

export function lackingIn(
  listed: readonly Pick<CarriedReferrer, 'subject' | 'digest' | 'tag'>[],
  expected: readonly CarriedReferrer[],
): readonly CarriedReferrer[] {
  const there = new Set(listed.map(keyOf));
  return expected.filter((one) => !there.has(keyOf(one)));
}

/** One manifest may refer to one subject only; a tag of cosign is another place of it. */
function keyOf({ subject, digest, tag }: Pick<CarriedReferrer, 'subject' | 'digest' | 'tag'>): string {
  return `${subject} ${digest} ${tag ?? ''}`;
}
