/** After a copy without tags: how to get at what was mirrored. */
import type { Report, ReportMirrorRow } from './model.ts';

/** Lines for a person: one pull that works now, and how nodes come to it. None where every copy has its tag. */
export function pullHint(report: Report): readonly string[] {
  const row = firstUntaggedCopy(report);
  if (row === null) return [];
  return [
    `docker pull ${row.target}`,
    'Images are mirrored by digest, without the tags of the source: nodes find them when a workload names the digest ' +
      '(name@sha256:…) and a mirror policy points to the mirror. To mirror tags too, set allowMirrorByTags: true.',
  ];
}

/** By a registry, which `docker pull` can reach; not one in a layout directory. */
function firstUntaggedCopy(report: Report): ReportMirrorRow | null {
  for (const image of report.images) {
    if (image.tag !== null) continue;
    const row = image.mirrors.find((one) => one.outcome === 'copied' && isPullable(one.target));
    if (row !== undefined) return row;
  }
  return null;
}

function isPullable(target: string): boolean {
  return target.includes('@') && !target.startsWith('oci:');
}
