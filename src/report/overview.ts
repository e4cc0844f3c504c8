/** What every rendering says of a report, worked out once. */
import { formatBytes, formatCount, formatElapsed } from '../quantities.ts';
import type { Report, ReportCarried, ReportFinding, ReportImage, ReportMirrorRow } from './model.ts';

/** A row together with its image. */
export interface Row extends ReportMirrorRow {
  readonly image: ReportImage;
}

export interface MirrorOverview {
  readonly mirror: string;
  readonly images: number;
  /** Rows that are as wanted. */
  readonly complete: number;
  /** Rows that are still to be done: planned or deferred. */
  readonly behind: number;
  readonly incomplete: number;
  /** Rows that went wrong: failed, refused. */
  readonly failed: number;
  readonly bytes: number;
  /** Rows that were compared and not worked on. */
  readonly compared: number;
  readonly drift: DriftCounts;
}

/** Rows of one mirror that were compared, each counted once. */
export interface DriftCounts {
  readonly compared: number;
  readonly inSync: number;
  readonly unreadable: number;
  readonly errors: number;
  readonly warnings: number;
  /** Notes, and what is accepted. */
  readonly other: number;
}

export interface CarryingImage {
  readonly image: ReportImage;
  readonly carried: ReportCarried;
}

export interface Overview {
  /** Open errors and warnings, in the report's order. */
  readonly attention: readonly ReportFinding[];
  readonly notes: readonly ReportFinding[];
  readonly accepted: readonly ReportFinding[];
  /** Rows that failed, were refused or were not reached. */
  readonly undone: readonly Row[];
  /** Rows of which content is known to be missing or damaged. */
  readonly incomplete: readonly Row[];
  readonly planned: readonly Row[];
  /** Rows whose tag or digest is not what is wanted there. */
  readonly differing: readonly Row[];
  /** Rows whose tag pointed elsewhere before this run. */
  readonly moved: readonly Row[];
  readonly mirrors: readonly MirrorOverview[];
  /** Images that signatures, SBOMs or attestations belong to. */
  readonly carrying: readonly CarryingImage[];
  readonly isGreen: boolean;
}

export function overviewOf(report: Report): Overview {
  const rows = report.images.flatMap((image) => image.mirrors.map((row) => ({ ...row, image })));
  const open = report.findings.filter((finding) => !finding.accepted);
  const attention = open.filter((finding) => finding.severity !== 'note');
  const undone = rows.filter((row) => UNDONE.has(row.outcome));
  const incomplete = rows.filter((row) => row.outcome === 'incomplete');
  const differing = rows.filter(isDiffering);
  return {
    attention,
    notes: open.filter((finding) => finding.severity === 'note'),
    accepted: report.findings.filter((finding) => finding.accepted),
    undone,
    incomplete,
    planned: rows.filter((row) => row.outcome === 'planned'),
    differing,
    moved: rows.filter((row) => row.before !== null && row.found !== null && row.before !== row.found),
    mirrors: mirrorOverviews(rows),
    carrying: carryingOf(report),
    isGreen: report.ok && [attention, undone, incomplete, differing].every((some) => some.length === 0),
  };
}

function carryingOf({ images }: Report): readonly CarryingImage[] {
  return images.flatMap((image) =>
    image.carried === null || image.carried.count === 0 ? [] : [{ image, carried: image.carried }],
  );
}

/** `sync: 2 errors, 1 warning` — the headline. */
export function headline(report: Report, overview: Overview): string {
  if (report.error !== null) return `${report.command} could not run`;
  const { errors, warnings } = report.totals;
  const counts = [
    ...(errors > 0 ? [formatCount(errors, 'error')] : []),
    ...(warnings > 0 ? [formatCount(warnings, 'warning')] : []),
  ];
  if (counts.length > 0) return `${report.command}: ${counts.join(', ')}`;
  if (overview.incomplete.length > 0)
    return `${report.command}: ${formatCount(overview.incomplete.length, 'row')} incomplete`;
  if (overview.undone.length > 0)
    return `${report.command}: ${formatCount(overview.undone.length, 'row')} not done`;
  if (overview.differing.length > 0)
    return `${report.command}: ${formatCount(overview.differing.length, 'tag differs', 'tags differ')}`;
  if (report.totals.planned > 0)
    return `${report.command}: ${formatCount(report.totals.planned, 'step')} planned, nothing written`;
  const changes = lockCounts(report);
  return `${report.command}: ${changes ?? GOOD_ENDS[report.command] ?? 'all is as wanted'}`;
}

/** `2 moved, 1 new`; null where nothing changed. */
function lockCounts({ lockChanges }: Report): string | null {
  const counts = (['moved', 'new', 'removed'] as const)
    .map((kind) => [(lockChanges ?? []).filter(({ change }) => change === kind).length, kind] as const)
    .filter(([count]) => count > 0);
  return counts.length === 0 ? null : counts.map(([count, kind]) => `${count} ${kind}`).join(', ');
}

const GOOD_ENDS: Readonly<Record<string, string>> = {
  plan: 'nothing to do',
  check: 'nothing is wrong',
  explain: 'nothing is wrong',
};

/** `80 images: 12 copied, 228 up to date · 1.2 GiB read, 3.6 GiB written · 812 requests in 48 s` */
export function totalsLine(report: Report): string {
  const { totals } = report;
  const outcomes: readonly (readonly [number, string])[] = [
    [totals.copied, 'copied'],
    [totals.repaired, 'repaired'],
    [totals.upToDate, 'up to date'],
    [totals.complete, 'complete'],
    [totals.planned, 'planned'],
    [totals.deferred, 'deferred'],
    [totals.refused, 'refused'],
    [totals.incomplete, 'incomplete'],
    [totals.compared, 'compared'],
    [totals.failed, 'failed'],
  ];
  const rows = outcomes.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  const images = [whatWasRead(report), rows.join(', ')].filter((part) => part !== '').join(': ');
  const requests = `${formatCount(totals.requests, 'request')} in ${formatElapsed(report.durationMs)}`;
  return [images, ...trafficOf(report), requests].join(' · ');
}

/** Images, or for commands about files what they read or wrote. */
function whatWasRead({ command, totals, inputs, generated }: Report): string {
  if (generated !== null) return formatCount(generated.length, 'file');
  if (command === 'check' || command === 'explain') return formatCount(inputs.policies.length, 'policy file');
  return formatCount(totals.images, 'image');
}

function trafficOf(report: Report): readonly string[] {
  const { totals } = report;
  const siblings =
    totals.siblingBytes > 0 ? `, ${formatBytes(totals.siblingBytes)} from sibling mirrors` : '';
  const mounted = totals.mountedBlobs > 0 ? `, ${formatCount(totals.mountedBlobs, 'blob')} mounted` : '';
  const depth = report.depth === null ? '' : ` at depth ${report.depth}`;
  const checked =
    totals.checkedBytes > 0 ? [`${formatBytes(totals.checkedBytes)} read to check${depth}`] : [];
  if (totals.sourceBytes + totals.siblingBytes + totals.mirrorBytes + totals.mountedBlobs === 0)
    return checked;
  return [
    ...checked,
    `${formatBytes(totals.sourceBytes)} read from sources${siblings}, ${formatBytes(totals.mirrorBytes)} written${mounted}`,
  ];
}

const UNDONE: ReadonlySet<string> = new Set(['failed', 'refused', 'deferred']);
const BEHIND: ReadonlySet<string> = new Set(['planned', 'deferred']);

/** Drift where it was judged; else a managed tag that was read and holds something else than wanted. */
function isDiffering(row: Row): boolean {
  if (row.drift !== null) return row.drift !== 'in-sync';
  const isRead = row.found !== null && row.image.digest !== null && row.image.tag !== null;
  return isRead && row.found !== row.image.digest && row.outcome !== 'planned';
}

/** In the order in which mirrors first appear, which is the manifest's. */
function mirrorOverviews(rows: readonly Row[]): readonly MirrorOverview[] {
  return [...Map.groupBy(rows, (row) => row.mirror)].map(([mirror, own]) => {
    const behind = own.filter((row) => BEHIND.has(row.outcome)).length;
    const failed = own.filter((row) => UNDONE.has(row.outcome) && !BEHIND.has(row.outcome)).length;
    const incomplete = own.filter((row) => row.outcome === 'incomplete').length;
    const bytes = own.reduce((sum, row) => sum + row.bytes, 0);
    // What was only compared, such as a pull-through cache, is not known to be complete.
    const compared = own.filter((row) => row.outcome === 'compared').length;
    const complete = own.length - behind - incomplete - failed - compared;
    const counts = { complete, behind, incomplete, failed, compared };
    return { mirror, images: own.length, ...counts, bytes, drift: driftCounts(own) };
  });
}

function driftCounts(rows: readonly Row[]): DriftCounts {
  const compared = rows.filter(({ drift }) => drift !== null);
  const inSync = compared.filter(({ drift }) => drift === 'in-sync').length;
  const unreadable = compared.filter(({ drift }) => drift === 'unreadable').length;
  const readable = compared.filter(({ drift }) => drift !== 'unreadable');
  const weighing = (severity: string) =>
    readable.filter(({ driftDetail }) => driftDetail?.severity === severity).length;
  const [errors, warnings] = [weighing('error'), weighing('warning')];
  const other = compared.length - inSync - unreadable - errors - warnings;
  return { compared: compared.length, inSync, unreadable, errors, warnings, other };
}
