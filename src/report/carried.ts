/** What images carry, in one line and as a table, with those whose signatures were verified. */
import { shortDigest } from '../oci/digest.ts';
import { formatBytes, formatCount } from '../quantities.ts';
import { formatSignedBy } from '../signatures/describe-failure.ts';
import type { ReportReferrer } from './model.ts';
import type { CarryingImage, Overview } from './overview.ts';
import { type Cell, type ReportTable, tableOf } from './table.ts';

const KINDS = [
  ['signature', 'signature', 'signatures'],
  ['provenance', 'provenance statement', 'provenance statements'],
  ['sbom', 'SBOM', 'SBOMs'],
  ['other', 'other', 'others'],
] as const;

/** `2 images carry 3 signatures, 1 SBOM`; null where none carries anything. */
export function carriedLine({ carrying }: Overview): string | null {
  if (carrying.length === 0) return null;
  const all = carrying.flatMap(({ carried }) => carried.referrers);
  const kinds = KINDS.map(([kind, one, many]) => ({ one, many, count: countOf(all, kind) }))
    .filter(({ count }) => count > 0)
    .map(({ one, many, count }) => formatCount(count, one, many));
  const untold = carrying.reduce((sum, { carried }) => sum + carried.count, 0) - all.length;
  const more = untold > 0 ? [`${untold} more`] : [];
  return `${formatCount(carrying.length, 'image carries', 'images carry')} ${[...kinds, ...more].join(', ')}`;
}

/** One line per referrer, in manifest order. */
export function carriedTable({ carrying }: Overview): ReportTable {
  const lines = carrying.flatMap((one) => one.carried.referrers.map((referrer) => ({ one, referrer })));
  return tableOf(
    'What images carry',
    ['image', 'kind', 'type', 'of', 'size', 'digest', 'signed by', 'found by'],
    lines,
    ({ one, referrer }) => [
      code(one.image.source),
      text(referrer.kind),
      text(referrer.predicateType ?? (referrer.artifactType || referrer.mediaType)),
      subjectCell(one, referrer),
      { kind: 'number', text: formatBytes(referrer.size) },
      code(shortDigest(referrer.digest)),
      text(referrer.signedBy === null ? 'not verified' : formatSignedBy(referrer.signedBy)),
      text(
        referrer.tag === null
          ? referrer.foundBy
          : `${referrer.foundBy} ${referrer.tag.replace(/^.*\./, '.')}`,
      ),
    ],
  );
}

function countOf(referrers: readonly ReportReferrer[], kind: ReportReferrer['kind']): number {
  return referrers.filter((one) => one.kind === kind).length;
}

function subjectCell({ image }: CarryingImage, { subject }: ReportReferrer): Cell {
  return subject === image.digest ? text('the image') : code(shortDigest(subject));
}

function code(name: string): Cell {
  return { kind: 'code', text: name };
}

function text(words: string): Cell {
  return { kind: 'text', text: words };
}
