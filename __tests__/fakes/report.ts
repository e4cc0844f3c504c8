/** Reports and their parts with everything filled in, for tests that care about one field. */
import type { Report, ReportFinding, ReportImage, ReportMirrorRow } from '../../src/report/model.ts';
import { countTotals, NO_TRAFFIC } from '../../src/report/totals.ts';

export function digestNumber(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

export function aRow(parts: Partial<ReportMirrorRow> = {}): ReportMirrorRow {
  return {
    mirror: 'eu',
    target: `eu.example.com/mirror/library/redis@${digestNumber(1)}`,
    outcome: 'up-to-date',
    drift: null,
    driftDetail: null,
    before: digestNumber(1),
    found: digestNumber(1),
    complete: true,
    proof: null,
    reason: 'proven complete',
    action: 'skip',
    keepTag: null,
    bytes: 0,
    fileSystems: [],
    ...parts,
  };
}

export function anImage(parts: Partial<ReportImage> = {}): ReportImage {
  return {
    source: 'docker.io/library/redis:7.4',
    digest: digestNumber(1),
    tag: null,
    sourceTags: ['7.4'],
    file: 'mirror.yaml',
    line: 12,
    sourceNow: null,
    lock: null,
    runtimes: [],
    carried: null,
    versions: [],
    sourceVersion: null,
    lockVersion: null,
    mirrors: [aRow()],
    ...parts,
  };
}

export function aFinding(parts: Partial<ReportFinding> = {}): ReportFinding {
  return {
    rule: 'copy-failed',
    severity: 'error',
    message: 'cannot copy',
    help: 'try again',
    source: 'docker.io/library/redis:7.4',
    mirror: 'eu',
    target: 'eu.example.com/mirror/library/redis:7.4',
    digest: digestNumber(1),
    affectedCount: 1,
    affects: [],
    accepted: false,
    repaired: null,
    file: null,
    line: null,
    column: null,
    ...parts,
  };
}

export function aReport(parts: Partial<Report> = {}): Report {
  const images = parts.images ?? [anImage()];
  const findings = parts.findings ?? [];
  return {
    version: 1,
    command: 'sync',
    ok: !findings.some((finding) => finding.severity === 'error' && !finding.accepted),
    startedAt: '2026-11-21T02:00:00Z',
    durationMs: 48_000,
    tool: { version: '0.1.0' },
    run: null,
    inputs: { manifest: { path: 'mirror.yaml', sha256: '0'.repeat(64) }, lock: null, policies: [] },
    depth: null,
    totals: countTotals(images, findings, NO_TRAFFIC),
    mirrors: [],
    comparedWith: null,
    explain: null,
    policyChanges: null,
    generated: null,
    images,
    lockChanges: null,
    findings,
    error: null,
    ...parts,
  };
}
