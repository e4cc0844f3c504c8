/** Whether a selection of tags may take tags that it did not take before. */
import { subset } from 'semver';
import type { Image, Select } from '../../files/mirrorfile.ts';
import { formatSource } from '../../files/source.ts';
import type { TrustChange } from './trust-change.ts';

/** Told unless the new selection is sure to take nothing more than one of the old ones. */
export function selectChange(
  before: readonly Image[],
  { source, select, at }: Image,
): readonly TrustChange[] {
  if (select === null) return [];
  const old = before.flatMap((image) => image.select ?? []);
  if (old.some((known) => isNarrower(select, known))) return [];
  const [known] = old;
  return [
    {
      kind: 'wider-select',
      what: formatSource(source),
      before: known === undefined ? null : JSON.stringify(known.written),
      after: JSON.stringify(select.written),
      at: select.at ?? at,
    },
  ];
}

/** Patterns are compared by their text: which of two takes more cannot be told in general. */
function isNarrower(select: Select, known: Select): boolean {
  return (
    isRangeWithin(select.semver, known.semver) &&
    (known.include === null || known.include.source === select.include?.source) &&
    (known.exclude === null || known.exclude.source === select.exclude?.source) &&
    (known.latest === null || (select.latest !== null && select.latest <= known.latest))
  );
}

function isRangeWithin(range: string | null, known: string | null): boolean {
  if (known === null || range === known) return true;
  return range !== null && subset(range, known, { includePrerelease: true });
}
