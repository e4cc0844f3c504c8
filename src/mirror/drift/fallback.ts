/** What happens to a node that falls back: the order of mirrors must not lead from a newer digest to an older one. Pure. */
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import { type ComparedCell, type ComparedRow, isPresent, type PresentCell } from './compared.ts';
import { versionsBetween } from './timeline.ts';

/** A later mirror that serves an older version than an earlier one. */
export interface Fall {
  readonly from: PresentCell;
  readonly to: PresentCell;
  /** How many versions back; at least 1. */
  readonly versions: number;
}

/** One finding per tag, about its deepest fall; where several are as deep, the first in the order of mirrors. */
export function fallbackRollback(row: ComparedRow): Finding | null {
  const falls = fallsOf(row);
  const deepest = falls.reduce<Fall | null>(
    (best, fall) => (best === null || fall.versions > best.versions ? fall : best),
    null,
  );
  if (deepest === null) return null;
  const { from, to, versions } = deepest;
  const [newer, older] = [from.view.digest, to.view.digest];
  const affects = [...new Set(falls.map((fall) => fall.to.address))];
  return finding('fallback-rollback', {
    message: `${row.name}: a node that pulled ${shortDigest(newer)} from mirror ${from.mirror.name} gets the older ${shortDigest(older)} from mirror ${to.mirror.name} when ${from.mirror.name} does not answer: ${formatCount(versions, 'version')} back`,
    help: `Bring ${to.mirror.name} up to date (run sync), put it behind no mirror that is newer, or let nodes pull by digest only.`,
    source: row.name,
    mirror: to.mirror.name,
    target: to.address,
    digest: older,
    affects,
    affectedCount: affects.length,
    at: row.at,
  });
}

/** Every fall between two mirrors that nodes can reach by tag, in the order of mirrors. */
export function fallsOf({ tag, cells, timeline }: ComparedRow): Fall[] {
  if (tag === null) return [];
  const reachable = cells.filter(isInFallbackOrder).filter(isPresent);
  return reachable.flatMap((from, index) =>
    reachable.slice(index + 1).flatMap((to) => {
      const versions = versionsBetween(timeline, to.view.digest, from.view.digest);
      return versions !== null && versions > 0 ? [{ from, to, versions }] : [];
    }),
  );
}

/** Nodes pull neither from layouts nor from mirrors that are being filled or were retired. */
export function isInFallbackOrder({ mirror }: Pick<ComparedCell, 'mirror'>): boolean {
  return mirror.state === 'serving' && mirror.place.kind === 'registry';
}
