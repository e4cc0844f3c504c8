/** Groups what is wanted into rows: one per managed tag, else one per repository and digest (contract, section 6). */
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import type { Wanted } from './resolved-want.ts';
import type { Meaning } from './row.ts';
import { sourceKey } from './source-key.ts';

/** A row before its mirrors have been looked at. */
export interface BareRow {
  readonly first: Wanted;
  readonly sourceTags: readonly Tag[];
  /** Everything wanted that this row stands for. */
  readonly meanings: readonly Meaning[];
  readonly wanted: Digest | null;
  readonly root: Descriptor | null;
  /** The tag to manage on the mirrors, or null. */
  readonly tag: Tag | null;
  readonly platforms: readonly Platform[] | null;
  /** What distinguishes several rows of one want (`index: omit`), appended to the name. */
  readonly suffix: string;
}

/** Rows of one image, in the order in which they were wanted. */
export function groupIntoRows(wanted: readonly Wanted[]): BareRow[] {
  const byKey = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const key = rowKey(one);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return [...byKey.values()].flatMap((group) => bareRow(group));
}

function rowKey(wanted: Wanted): string {
  if (managedTag(wanted) !== null) return `tag ${wanted.tag}`;
  if (wanted.digest === null) return `unresolved ${wanted.name}`;
  return `digest ${wanted.digest}${wanted.problem === null ? '' : ` ${wanted.name}`}`;
}

function managedTag(wanted: Wanted): Tag | null {
  return wanted.image.allowMirrorByTags ? wanted.tag : null;
}

function bareRow(group: readonly Wanted[]): BareRow[] {
  const [first] = group;
  if (first === undefined) return [];
  return [
    {
      first,
      meanings: group,
      sourceTags: group.flatMap(({ tag }) => (tag === null ? [] : [tag])),
      wanted: first.digest,
      root: group.find(({ root }) => root !== null)?.root ?? null,
      tag: managedTag(first),
      platforms: first.image.platforms,
      suffix: '',
    },
  ];
}

/** The rows that `index: omit` makes of one row once the children it keeps are known: with one platform that child takes the row's
 *  place and its tag; with several each child is a row of its own without a tag. */
export function rowsOfKeptChildren(row: BareRow, kept: readonly Descriptor[]): BareRow[] {
  const [only] = kept;
  if (kept.length === 1 && only !== undefined)
    return [{ ...row, wanted: only.digest, root: only, platforms: null }];
  return kept.map((child) => ({
    ...row,
    wanted: child.digest,
    root: child,
    tag: null,
    platforms: null,
    suffix: `@${child.digest}`,
  }));
}

/** The name of a row for people and reports. */
export function rowName(row: BareRow): string {
  if (row.suffix === '') return row.first.name;
  return `${sourceKey(row.first.image)}${row.suffix}`;
}
