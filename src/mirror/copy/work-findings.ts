/** What the copy stage has to tell besides failures: what was mended, what registries cannot do. */
import { type Finding, finding } from '../../finding.ts';
import { shortDigest } from '../../oci/digest.ts';
import { formatCount } from '../../quantities.ts';
import { helpOf } from '../advice.ts';
import { whyStillDamaged } from '../proofs.ts';
import type { Row } from '../row.ts';
import type { CellWork } from './cell-work.ts';
import { overwrittenFindings, referrerFindings } from './referrer-findings.ts';
import type { CopiedGraph } from './row-copy.ts';

export function findingsOfWorks(
  works: readonly CellWork[],
  graphs: ReadonlyMap<Row, CopiedGraph>,
): Finding[] {
  return [
    ...works.flatMap(mendedFindings),
    ...works.flatMap(damagedFindings),
    ...rangeFindings(works),
    ...works.flatMap(overwrittenFindings),
    ...[...graphs].flatMap(([row, graph]) => [
      ...graphFindings(row, graph),
      ...referrerFindings(row, graph.referrers),
    ]),
  ];
}

function mendedFindings({ step, mended, target }: CellWork): Finding[] {
  return mended.map(({ rule, digest, from, bytes }) =>
    finding(rule, {
      severity: 'note',
      message: `${target.name}: ${shortDigest(digest)} was listed but could not be served; it was brought from ${from}`,
      help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
      source: step.row.name,
      mirror: step.cell.mirror.name,
      target: step.cell.address,
      digest,
      repaired: { from, bytes },
      at: step.row.at,
    }),
  );
}

function damagedFindings({ step, stillDamaged }: CellWork): Finding[] {
  if (stillDamaged === null) return [];
  const { cell, row } = step;
  return [
    finding('incomplete', {
      message: `${cell.address}: ${whyStillDamaged(stillDamaged, 'probe')}`,
      help: `Run verify --repair --depth ${stillDamaged.depth}.`,
      source: row.name,
      mirror: cell.mirror.name,
      target: cell.address,
      ...(row.wanted === null ? {} : { digest: row.wanted }),
      at: row.at,
    }),
  ];
}

/** Registries that ignore ranges, each named once. */
function rangeFindings(works: readonly CellWork[]): Finding[] {
  const byMirror = Map.groupBy(
    works.filter((work) => !work.isProbed),
    ({ step }) => step.cell.mirror.name,
  );
  return [...byMirror].map(([mirror, ofMirror]) =>
    finding('range-ignored', {
      message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
      help: helpOf('range-ignored'),
      mirror,
      affects: ofMirror.map(({ step }) => step.cell.address),
      affectedCount: ofMirror.length,
    }),
  );
}

function graphFindings(row: Row, { foreignLayers, omitted, vagueManifests }: CopiedGraph): Finding[] {
  const about = { source: row.name, at: row.at, ...(row.wanted === null ? {} : { digest: row.wanted }) };
  const findings: Finding[] = [];
  if (vagueManifests.length > 0) {
    findings.push(
      finding('config-octet-stream', {
        message: `${row.name}: ${formatCount(vagueManifests.length, 'manifest names', 'manifests name')} the config as application/octet-stream (${vagueManifests.map(shortDigest).join(', ')})`,
        help: helpOf('config-octet-stream'),
        ...about,
      }),
    );
  }
  if (foreignLayers.length > 0) {
    findings.push(
      finding('foreign-layer', {
        message: `${row.name}: ${foreignLayers.length} foreign layers are not mirrored (${foreignLayers.map(({ digest }) => shortDigest(digest)).join(', ')})`,
        help: helpOf('foreign-layer'),
        ...about,
      }),
    );
  }
  if (omitted.size > 0) {
    findings.push(
      finding('sparse-index', {
        message: `${row.name}: ${omitted.size} children of the index are left out, as platforms asks`,
        help: helpOf('sparse-index'),
        ...about,
      }),
    );
  }
  return findings;
}
