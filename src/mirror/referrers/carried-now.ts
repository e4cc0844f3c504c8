/** What each row's image carries at the end of a run: what is remembered of its source, else what mirrors were seen to list. Pure. */
import type { RunContext } from '../context.ts';
import type { Row } from '../row.ts';
import type { VerifiedStep } from '../verify/verified-step.ts';
import type { Carried } from './carried.ts';
import { keyOfRow } from './source-list.ts';

export interface CarriedNow extends Pick<Carried, 'referrers' | 'count' | 'atMs'> {
  readonly from: 'source' | 'mirrors';
}

/** Rows of which nothing is known, or that ask for nothing, are left out. */
export function carriedNow(
  rows: readonly Row[],
  { carried, age }: Pick<RunContext, 'carried' | 'age'>,
  verified: readonly VerifiedStep[] = [],
): ReadonlyMap<Row, CarriedNow> {
  const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
  const found = rows.flatMap((row): (readonly [Row, CarriedNow])[] => {
    const key = keyOfRow(row);
    const known = key === null || row.image.referrers === 'ignore' ? null : carried.get(key);
    if (known !== null) return [[row, { ...known, from: 'source' }]];
    const expected = byRow.get(row)?.find((one) => one.expected !== undefined)?.expected;
    if (expected === undefined) return [];
    return [[row, { referrers: expected, count: expected.length, atMs: age.nowMs, from: 'mirrors' }]];
  });
  return new Map(found);
}
