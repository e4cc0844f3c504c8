/** Rows that are one: the same content of one source for the same places, wanted by several entries of the mirror manifest. */

import { placeOf } from '../files/place.ts';
import { type Finding, finding } from '../finding.ts';
import { shortDigest } from '../oci/digest.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { RunContext } from './context.ts';
import type { BareRow } from './rows.ts';
import { mirrorsOf } from './selection.ts';
import { sourceKey } from './source-key.ts';

/** One row per (repository, digest) where no tag is managed (contract, section 6). The first entry's row stays and stands
 *  for the tags of all. */
export function mergeRows(rows: readonly BareRow[], context: RunContext): BareRow[] {
  const merged = new Map<string, BareRow>();
  for (const [index, row] of rows.entries()) {
    const key = keyOf(row, context) ?? `alone ${index}`;
    const first = merged.get(key);
    merged.set(key, first === undefined ? row : join(first, row));
  }
  return [...merged.values()];
}

function keyOf({ first, wanted, tag, platforms }: BareRow, context: RunContext): string | null {
  if (first.problem !== null || wanted === null) return null;
  const { image } = first;
  const places = mirrorsOf(image, context).map((mirror) => {
    const place = placeOf({ image, mirror, file: context.file });
    return `${mirror.name}=${place.ok ? place.value : ''}`;
  });
  const asked = platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',');
  return [sourceKey(image), wanted, tag ?? '', asked, places.join(',')].join(' ');
}

function join(first: BareRow, other: BareRow): BareRow {
  return {
    ...first,
    root: first.root ?? other.root,
    meanings: [...first.meanings, ...other.meanings],
    sourceTags: [...new Set([...first.sourceTags, ...other.sourceTags])],
  };
}

/** One tag of a mirror that two rows want with two digests, which only resolving could show: neither is carried out. */
export function refuseConflicts(
  rows: readonly BareRow[],
  context: RunContext,
): { readonly rows: readonly BareRow[]; readonly findings: readonly Finding[] } {
  const byTag = new Map<string, BareRow>();
  const refused = new Map<BareRow, string>();
  const findings: Finding[] = [];
  for (const row of rows) {
    for (const key of tagKeys(row, context)) {
      const other = byTag.get(key);
      if (other === undefined) byTag.set(key, row);
      else if (other.wanted !== row.wanted && !refused.has(row)) {
        const conflict = conflictFinding(row, other);
        findings.push(conflict);
        refused.set(row, conflict.message).set(other, conflict.message);
      }
    }
  }
  return { rows: rows.map((row) => refuse(row, refused.get(row))), findings };
}

function tagKeys({ first, wanted, tag }: BareRow, context: RunContext): string[] {
  if (tag === null || wanted === null || first.problem !== null) return [];
  return mirrorsOf(first.image, context).flatMap((mirror) => {
    const place = placeOf({ image: first.image, mirror, file: context.file });
    return place.ok ? [`${mirror.name} ${place.value}:${tag}`] : [];
  });
}

function conflictFinding({ first, wanted, tag }: BareRow, other: BareRow): Finding {
  const there = `${other.first.at.file}:${other.first.at.line}`;
  return finding('manifest-invalid', {
    message: `tag ${tag} is wanted with two digests in one repository: ${shortDigest(wanted ?? '')} here, ${shortDigest(other.wanted ?? '')} at ${there}`,
    help: 'Take one of the two out, or give one of them a repository of its own.',
    source: first.name,
    ...(wanted === null ? {} : { digest: wanted }),
    at: first.at,
  });
}

function refuse(row: BareRow, reason: string | undefined): BareRow {
  if (reason === undefined) return row;
  return { ...row, first: { ...row.first, problem: { outcome: 'refused', reason } } };
}
