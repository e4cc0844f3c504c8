/** The matrix of drift: tags by source, lock and mirrors in fallback order, as every rendering shows it. A number that falls to the right is a rollback. */
import { SEVERITY_ORDER, type Severity } from '../../finding.ts';
import { DRIFT_NAMES } from '../../mirror/drift/state.ts';
import { formatAge } from '../../quantities.ts';
import type { Report, ReportFinding, ReportImage, ReportMirrorRow } from '../model.ts';

export interface MatrixCell {
  /** `0`, `-1`, `?` (never seen at the source), `none`, `gone`, `n/a` (not known), `·` (not wanted there, or no lock). */
  readonly label: string;
  /** The whole digest, or null. */
  readonly digest: string | null;
  /** Time since the source was first seen with it, in one unit (`3 d`), or null; `since` is the moment, ISO 8601. */
  readonly age: string | null;
  readonly since: string | null;
  /** Drift state of a mirror's cell; null for source and lock, and where nothing was compared. */
  readonly state: string | null;
  readonly severity: Severity | null;
  /** A node can come here from a mirror with a newer version. */
  readonly isFall: boolean;
  /** It was as wanted, or otherwise wrong, in the run before. */
  readonly isNew: boolean;
}

/** Something to say of a tag, in words. */
export interface MatrixWords {
  readonly severity: Severity | null;
  readonly text: string;
}

export interface MatrixRow {
  readonly name: string;
  /** As many as the matrix has columns. */
  readonly cells: readonly MatrixCell[];
  readonly words: readonly MatrixWords[];
  /** The worst of the row; null where all is accepted. */
  readonly severity: Severity | null;
  readonly isNew: boolean;
}

export interface Matrix {
  /** Source, lock, then mirrors in the order of fallback. */
  readonly columns: readonly string[];
  readonly mirrors: readonly string[];
  /** Rows that differ: worst first, of these the new ones first, then in the order of the manifest. */
  readonly rows: readonly MatrixRow[];
  /** Rows that are the same everywhere, in the order of the manifest. */
  readonly equal: readonly MatrixRow[];
  /** What changed since the run before; null where there was none. */
  readonly changes: {
    readonly since: string;
    readonly new: number;
    readonly healed: number;
    readonly moved: number;
  } | null;
}

/** Null where the report has compared nothing. */
export function matrixOf(report: Report): Matrix | null {
  const images = report.images.filter((image) => image.mirrors.some(({ drift }) => drift !== null));
  if (images.length === 0) return null;
  const mirrors = mirrorsOf(report);
  const told = Map.groupBy(report.findings.filter(isAboutTag), ({ source }) => source ?? '');
  const nowMs = Date.parse(report.startedAt);
  const rows = images.map((image) => {
    const findings = (told.get(image.source) ?? []).filter((finding) => isAboutPlace(finding, image));
    return { image, row: rowOf(image, { report, mirrors, findings, nowMs }) };
  });
  const [differing, equal] = [rows.filter(differs), rows.filter((one) => !differs(one))];
  return {
    columns: ['source', 'lock', ...mirrors],
    mirrors,
    rows: differing.map(({ row }) => row).toSorted((a, b) => weight(a) - weight(b)),
    equal: equal.map(({ row }) => row),
    changes: changesOf(report),
  };
}

interface Facts {
  readonly report: Report;
  readonly mirrors: readonly string[];
  readonly findings: readonly ReportFinding[];
  readonly nowMs: number;
}

/** Findings beside the states that are about one tag. */
const BESIDE: ReadonlySet<string> = new Set([
  'fallback-rollback',
  'mirrors-disagree',
  'lock-behind',
  'source-gone',
  'tag-rollback',
]);

/** Whether the matrix says what a finding says, in the cells of a tag or beside it. */
export function isToldByMatrix({ rule }: Pick<ReportFinding, 'rule'>): boolean {
  return BESIDE.has(rule) || DRIFT_NAMES.some((name) => name === rule);
}

function isAboutTag({ rule, source, accepted }: ReportFinding): boolean {
  return BESIDE.has(rule) && source !== null && !accepted;
}

/** One tag may be wanted in several places of a mirror: what is wrong in one says nothing of the others. */
function isAboutPlace({ affects }: ReportFinding, { mirrors }: ReportImage): boolean {
  return affects.length === 0 || mirrors.some(({ target }) => affects.includes(target));
}

/** Those of the report that have rows; names that only rows know come last. */
function mirrorsOf({ mirrors, images }: Report): string[] {
  const named = new Set(images.flatMap((image) => image.mirrors.map(({ mirror }) => mirror)));
  const ordered = mirrors.map(({ name }) => name).filter((name) => named.has(name));
  return [...new Set([...ordered, ...named])];
}

function rowOf(image: ReportImage, facts: Facts): MatrixRow {
  const cells = [sourceCell(image, facts), lockCell(image, facts), ...mirrorCells(image, facts)];
  const words = [...image.mirrors.flatMap(wordsOfRow), ...facts.findings.map(wordsOfFinding)];
  const severities = words.flatMap(({ severity }) => severity ?? []);
  return {
    name: image.source,
    cells,
    words: words.toSorted((a, b) => severityWeight(a.severity) - severityWeight(b.severity)),
    severity: severities.toSorted((a, b) => SEVERITY_ORDER[a] - SEVERITY_ORDER[b])[0] ?? null,
    isNew: cells.some(({ isNew }) => isNew),
  };
}

const EMPTY_CELL: MatrixCell = {
  label: 'n/a',
  digest: null,
  age: null,
  since: null,
  state: null,
  severity: null,
  isFall: false,
  isNew: false,
};

function sourceCell(
  { sourceNow, sourceVersion, versions }: ReportImage,
  { findings, nowMs }: Facts,
): MatrixCell {
  if (sourceNow !== null)
    return {
      ...EMPTY_CELL,
      ...versionOf(sourceVersion, sourceNow),
      ...ageOf(versions, sourceVersion, nowMs),
    };
  const isGone = findings.some(({ rule }) => rule === 'source-gone');
  return { ...EMPTY_CELL, label: isGone ? 'gone' : 'n/a' };
}

function lockCell({ lock, lockVersion, versions }: ReportImage, { nowMs }: Facts): MatrixCell {
  if (lock === null) return { ...EMPTY_CELL, label: '·' };
  return { ...EMPTY_CELL, ...versionOf(lockVersion, lock), ...ageOf(versions, lockVersion, nowMs) };
}

function mirrorCells(image: ReportImage, { report, mirrors, nowMs }: Facts): MatrixCell[] {
  let newest: number | null = null;
  return mirrors.map((name) => {
    const row = image.mirrors.find(({ mirror }) => mirror === name);
    if (row === undefined) return { ...EMPTY_CELL, label: '·' };
    const version = row.driftDetail?.version ?? null;
    const isInOrder = image.tag !== null && isFallback(report, name) && version !== null;
    const isFall = isInOrder && newest !== null && version < newest;
    if (isInOrder && (newest === null || version > newest)) newest = version;
    return { ...mirrorCell(row, nowMs), isFall };
  });
}

function isFallback({ mirrors }: Report, mirror: string): boolean {
  return mirrors.some(({ name, inFallbackOrder }) => name === mirror && inFallbackOrder);
}

function mirrorCell({ drift, driftDetail, found }: ReportMirrorRow, nowMs: number): MatrixCell {
  if (drift === null || driftDetail === null) return EMPTY_CELL;
  const common = { state: drift, severity: driftDetail.severity, isNew: driftDetail.change === 'new' };
  if (drift === 'unreadable') return { ...EMPTY_CELL, ...common };
  if (found === null) return { ...EMPTY_CELL, ...common, label: 'none' };
  const { version, since } = driftDetail;
  return { ...EMPTY_CELL, ...common, ...versionOf(version, found), since, age: ageText(since, nowMs) };
}

function versionOf(version: number | null, digest: string): Pick<MatrixCell, 'label' | 'digest'> {
  return { label: version === null ? '?' : String(version), digest };
}

function ageOf(versions: ReportImage['versions'], version: number | null, nowMs: number) {
  const since = version === null ? null : (versions[-version]?.since ?? null);
  return { since, age: ageText(since, nowMs) };
}

function ageText(since: string | null, nowMs: number): string | null {
  const ageMs = since === null ? Number.NaN : nowMs - Date.parse(since);
  return Number.isFinite(ageMs) ? formatAge(ageMs) : null;
}

function wordsOfRow({ mirror, drift, driftDetail }: ReportMirrorRow): MatrixWords[] {
  if (drift === null || driftDetail === null || drift === 'in-sync') return [];
  const change = driftDetail.change === null ? '' : `${driftDetail.change}: `;
  return [{ severity: driftDetail.severity, text: `${change}${mirror} ${driftDetail.reason}` }];
}

/** The tag stands beside it already. */
function wordsOfFinding({ severity, message, source }: ReportFinding): MatrixWords {
  const prefix = `${source}: `;
  return { severity, text: message.startsWith(prefix) ? message.slice(prefix.length) : message };
}

function differs({ image, row }: { readonly image: ReportImage; readonly row: MatrixRow }): boolean {
  const isWrong = image.mirrors.some(({ drift }) => drift !== null && drift !== 'in-sync');
  return isWrong || row.words.length > 0;
}

function weight({ severity, isNew }: MatrixRow): number {
  return 2 * severityWeight(severity) + (isNew ? 0 : 1);
}

function severityWeight(severity: Severity | null): number {
  return severity === null ? 3 : SEVERITY_ORDER[severity];
}

function changesOf({ comparedWith, images }: Report): Matrix['changes'] {
  if (comparedWith === null) return null;
  const kinds = images.flatMap(({ mirrors }) =>
    mirrors.flatMap(({ driftDetail }) => driftDetail?.change ?? []),
  );
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return { since: comparedWith, new: count('new'), healed: count('healed'), moved: count('moved') };
}
