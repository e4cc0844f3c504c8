/** The report's totals, counted from its rows. */
import type { Outcome, ReportFinding, ReportImage, ReportTotals } from './model.ts';

/** What was asked and moved, as the run measured it. */
export type Traffic = Pick<
  ReportTotals,
  'requests' | 'sourceBytes' | 'siblingBytes' | 'mirrorBytes' | 'checkedBytes' | 'mountedBlobs' | 'rereads'
>;

export const NO_TRAFFIC: Traffic = {
  requests: 0,
  sourceBytes: 0,
  siblingBytes: 0,
  mirrorBytes: 0,
  checkedBytes: 0,
  mountedBlobs: 0,
  rereads: 0,
};

/** Accepted findings count nowhere; a step is a row for which something was decided. */
export function countTotals(
  images: readonly ReportImage[],
  findings: readonly Pick<ReportFinding, 'severity' | 'accepted'>[],
  traffic: Traffic,
): ReportTotals {
  const rows = images.flatMap((image) => image.mirrors);
  const rowsOf = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const open = findings.filter((finding) => !finding.accepted);
  return {
    images: images.length,
    steps: rows.filter((row) => row.action !== null).length,
    copied: rowsOf('copied'),
    upToDate: rowsOf('up-to-date'),
    repaired: rowsOf('repaired'),
    planned: rowsOf('planned'),
    refused: rowsOf('refused'),
    deferred: rowsOf('deferred'),
    failed: rowsOf('failed'),
    complete: rowsOf('complete'),
    incomplete: rowsOf('incomplete'),
    compared: rowsOf('compared'),
    ...traffic,
    errors: open.filter((finding) => finding.severity === 'error').length,
    warnings: open.filter((finding) => finding.severity === 'warning').length,
    notes: open.filter((finding) => finding.severity === 'note').length,
  };
}
