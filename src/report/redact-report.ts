/** Takes secrets out of a report's wording, before it is rendered: escaping would hide them from a redactor. */
import type { Report, ReportMirrorRow } from './model.ts';

/** Only free text is touched. Names and digests stay exact: they come from the user's files, not from answers. */
export function redactReport(report: Report, redact: (text: string) => string): Report {
  return {
    ...report,
    images: report.images.map((image) => ({
      ...image,
      mirrors: image.mirrors.map((row) => redactRow(row, redact)),
    })),
    lockChanges:
      report.lockChanges?.map((change) => ({
        ...change,
        unread: change.unread === null ? null : redact(change.unread),
      })) ?? null,
    findings: report.findings.map((finding) => ({
      ...finding,
      message: redact(finding.message),
      help: redact(finding.help),
    })),
    error:
      report.error === null
        ? null
        : {
            ...report.error,
            message: redact(report.error.message),
            help: report.error.help === null ? null : redact(report.error.help),
          },
  };
}

function redactRow(row: ReportMirrorRow, redact: (text: string) => string): ReportMirrorRow {
  const { driftDetail, reason } = row;
  return {
    ...row,
    reason: redact(reason),
    driftDetail: driftDetail === null ? null : { ...driftDetail, reason: redact(driftDetail.reason) },
  };
}
