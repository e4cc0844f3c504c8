/** Findings as they stand in the report. */
import type { Finding } from '../finding.ts';
import type { ReportFinding } from './model.ts';

/** One cause may touch everything; the report names this many and counts all. */
const MOST_AFFECTED = 20;

export function toReportFinding(finding: Finding): ReportFinding {
  const affects = finding.affects ?? [];
  const itself = finding.source === undefined && finding.target === undefined ? 0 : 1;
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    help: finding.help,
    source: finding.source ?? null,
    mirror: finding.mirror ?? null,
    target: finding.target ?? null,
    digest: finding.digest ?? null,
    affectedCount: finding.affectedCount ?? Math.max(affects.length, itself),
    // sorted, because the order in which they were met depends on timing
    affects: affects.toSorted().slice(0, MOST_AFFECTED),
    accepted: finding.accepted ?? false,
    repaired: finding.repaired ?? null,
    file: finding.at?.file ?? null,
    line: finding.at?.line ?? null,
    column: finding.at?.column ?? null,
  };
}
