/** Takes secrets out of a report's wording, before it is rendered: escaping would hide them from a redactor. */
import type { Report, ReportMirrorRow } from './model.ts';
import type { ReportEndpoint, ReportExplain, ReportPulls } from './policies/model.ts';

/** Only free text is touched. Names and digests stay exact: they come from the user's files, not from answers. */
export function redactReport(report: Report, redact: (text: string) => string): Report {
  return {
    ...report,
    explain: report.explain === null ? null : redactExplain(report.explain, redact),
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

/** What places answered is in there when they were asked. */
function redactExplain(explain: ReportExplain, redact: (text: string) => string): ReportExplain {
  const one = (place: ReportEndpoint): ReportEndpoint =>
    typeof place.error === 'string' ? { ...place, error: redact(place.error) } : place;
  const pulls = (list: ReportPulls | null): ReportPulls | null =>
    list && { tag: list.tag.map(one), digest: list.digest.map(one) };
  return { ...explain, 'cri-o': pulls(explain['cri-o']), containerd: pulls(explain.containerd) };
}
