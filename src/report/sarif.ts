/** Findings as SARIF 2.1.0 for code scanning. */
import { createHash } from 'node:crypto';
import { RULES, type Rule } from '../finding.ts';
import { makeVisible } from '../visible.ts';
import { jsonText } from './json.ts';
import type { Report, ReportFinding, ReportImage } from './model.ts';

/** Code scanning shows no more of one run. */
const MOST_RESULTS = 5_000;
const FINGERPRINT = 'mirrorAction/v1';
const DEFAULT_FILE = 'mirror.yaml';

export interface SarifOptions {
  /** Absolute path of the repository's top: absolute file names below it are shown from there. */
  readonly root?: string;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/** Findings without a place of their own stand at their image in the mirror manifest. */
export function renderSarif(report: Report, options: SarifOptions = {}): string {
  const findings = report.findings.slice(0, MOST_RESULTS);
  const placeOf = placeFinder(report);
  const fingerprintOf = fingerprinter();
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mirror-action', version: report.tool.version, rules: rulesOf(findings) } },
        automationDetails: { id: `mirror-action/${report.command}/` },
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) =>
          resultOf(finding, placeOf(finding), fingerprintOf(finding), options.root),
        ),
      },
    ],
  });
}

function rulesOf(findings: readonly ReportFinding[]) {
  const helpOf = new Map(findings.map((finding) => [finding.rule, finding.help]));
  return [...helpOf]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, help]) => ({
      id,
      shortDescription: { text: id.replaceAll('-', ' ') },
      ...(help === '' ? {} : { help: { text: makeVisible(help) } }),
      ...(isKnownRule(id) ? { defaultConfiguration: { level: RULES[id] } } : {}),
    }));
}

function isKnownRule(id: string): id is Rule {
  return Object.hasOwn(RULES, id);
}

function resultOf(finding: ReportFinding, place: Place, fingerprint: string, root: string | undefined) {
  const others = finding.affectedCount > 1 ? ` (${finding.affectedCount} places affected)` : '';
  return {
    ruleId: finding.rule,
    level: finding.severity,
    // brackets would make links of it
    message: { text: `${makeVisible(finding.message).replace(/[[\]\\]/g, '\\$&')}${others}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(place.file, root),
          region: { startLine: place.line, ...(place.column === null ? {} : { startColumn: place.column }) },
        },
      },
    ],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    ...(finding.accepted ? { suppressions: [{ kind: 'external', status: 'accepted' }] } : {}),
  };
}

function placeFinder(report: Report): (finding: ReportFinding) => Place {
  const images = new Map<string, ReportImage>();
  for (const image of report.images) {
    for (const name of [image.source, ...image.mirrors.map((row) => row.target)]) {
      if (!images.has(name)) images.set(name, image);
    }
  }
  const top = { file: report.inputs.manifest?.path ?? DEFAULT_FILE, line: 1, column: null };
  return (finding) => {
    if (finding.file !== null) return { file: finding.file, line: finding.line ?? 1, column: finding.column };
    const image = images.get(finding.source ?? '') ?? images.get(finding.target ?? '');
    return image === undefined ? top : { file: image.file, line: image.line, column: null };
  };
}

/** The same finding keeps its fingerprint when lines move; two alike in one run are counted. */
function fingerprinter(): (finding: ReportFinding) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, source, mirror, target, digest, message }) => {
    const words = source === null && mirror === null ? message : '';
    const hash = createHash('sha256')
      .update(JSON.stringify([rule, file, source, mirror, target, digest, words]))
      .digest('hex');
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}

/** Relative to the repository where the file lies in it. */
function locationOf(file: string, root: string | undefined) {
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const base = root === undefined ? null : `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/`;
  const inside = base !== null && path.startsWith(base) ? path.slice(base.length) : path;
  if (inside.startsWith('/')) return { uri: `file://${encoded(inside)}` };
  return { uri: encoded(inside), uriBaseId: 'SRCROOT' };
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
}
