/** What the copy stage has to tell of referrers: what stays behind, what nobody could say, what is odd. Pure. */
import { describeError } from '../../errors.ts';
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import type { CarriedReferrer } from '../referrers/carried.ts';
import type { Row } from '../row.ts';
import type { CellWork } from './cell-work.ts';
import type { ReferrerFacts } from './row-attachments.ts';

const NAMED = 5;

export function referrerFindings(row: Row, { remarks, unread, notCopied }: ReferrerFacts): Finding[] {
  const about = { source: row.name, at: row.at, ...(row.wanted === null ? {} : { digest: row.wanted }) };
  return [
    ...remarks.map((remark) =>
      finding('referrer-invalid', {
        message: `${row.name}: ${remark}`,
        help: 'It is not mirrored. Whoever writes to the source can mend or delete it.',
        ...about,
      }),
    ),
    ...(unread === null ? [] : [unreadFinding(row, unread)]),
    ...(notCopied.length === 0
      ? []
      : [
          finding('referrers-not-copied', {
            message: `${row.name}: ${formatCount(notCopied.length, 'referrer')} not copied, as referrers: report asks (${namesOf(notCopied)})`,
            help: 'Nodes and policies that verify signatures do not find them on the mirrors. With referrers: copy they travel with the image.',
            ...about,
          }),
        ]),
  ];
}

/** Tags of cosign that pointed to what the source is not known to have had. */
export function overwrittenFindings({ step, target, overwritten }: CellWork): Finding[] {
  return overwritten.map(({ tag, found, wanted }) =>
    finding('tag-overwritten', {
      message: `${target.name}:${tag} pointed to ${shortDigest(found)}, which the source is not known to have had; it becomes ${shortDigest(wanted)}`,
      help: `Somebody else may sign on this mirror. What he wrote stays under its digest ${found} until the registry collects it.`,
      source: step.row.name,
      mirror: step.cell.mirror.name,
      target: `${target.name}:${tag}`,
      digest: found,
      at: step.row.at,
    }),
  );
}

/** The image itself was there already, else the row has failed with this reason. */
function unreadFinding(row: Row, { error, remembered }: NonNullable<ReferrerFacts['unread']>): Finding {
  const used = remembered
    ? 'what an earlier run found was used'
    : 'what mirrors have of them was left as it is';
  return finding('referrers-unreadable', {
    severity: 'warning',
    message: `${row.name}: its source did not say what refers to it, and ${used}: ${describeError(error)}`,
    help: 'Not knowing is not the same as having none. Run again when the source answers, or set referrers: ignore for this image.',
    source: row.name,
    at: row.at,
    ...(row.wanted === null ? {} : { digest: row.wanted }),
  });
}

/** `2 signature, 1 sbom, …` is for the report; here each is named as far as a line holds. */
function namesOf(referrers: readonly CarriedReferrer[]): string {
  const names = referrers
    .slice(0, NAMED)
    .map(({ kind, digest, tag }) => `${kind} ${tag ?? shortDigest(digest)}`);
  const more = referrers.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
