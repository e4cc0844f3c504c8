export const id = 791;
export const ids = [791];
export const modules = {

/***/ 8791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/commander/index.js + 6 modules
var commander = __webpack_require__(7375);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/errors.js
/**
 * Typed errors: thrown when a unit of work cannot go on. Faults in what the user asked us to examine are
 * findings (`finding.ts`), not errors.
 */
/** The one error class of this project. `message` never holds a secret; text from outside is already one line. */
class MirrorError extends Error {
    code;
    where;
    fix;
    status;
    registryCodes;
    unknownDigests;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'MirrorError';
        this.code = code;
        this.where = details.where;
        this.fix = details.fix;
        this.status = details.status;
        this.registryCodes = details.registryCodes ?? [];
        this.unknownDigests = details.unknownDigests ?? [];
    }
}
function isMirrorError(error, ...codes) {
    return error instanceof MirrorError && (codes.length === 0 || codes.includes(error.code));
}
/** Any thrown value as a MirrorError: abort signals become `aborted`, everything unknown `internal`. */
function toMirrorError(error) {
    if (error instanceof MirrorError)
        return error;
    // The reason of an abort signal: a stop signal's name, or the time budget.
    if (typeof error === 'string')
        return new MirrorError('aborted', `stopped: ${error}`);
    if (nameOf(error) === 'AbortError' || nameOf(error) === 'TimeoutError') {
        return new MirrorError('aborted', 'stopped', { cause: error });
    }
    const message = messageOf(error);
    return new MirrorError('internal', `unexpected failure: ${message}`, {
        fix: 'report this as a bug of mirror-action',
        cause: error,
    });
}
/** Errors of other realms (workers, test environments) are no instances of this one's Error. */
function nameOf(error) {
    return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
function messageOf(error) {
    return typeof error === 'object' && error !== null && 'message' in error
        ? String(error.message)
        : String(error);
}
/** One line for a person: `what (where); fix`. */
function describeError(error) {
    const where = error.where === undefined ? '' : ` (${error.where})`;
    const fix = error.fix === undefined ? '' : `; ${error.fix}`;
    return `${error.message}${where}${fix}`;
}
/** Closes a switch over a union: a new member fails to compile. */
function assertNever(value) {
    throw new MirrorError('internal', `unhandled case: ${JSON.stringify(value)}`);
}

;// CONCATENATED MODULE: ./build/quantities.js
/** Quantities for people: sizes in IEC units, rates in SI units, durations as on a stopwatch. */
const IEC_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const SI_RATES = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'];
/** `1.2 GiB`; whole bytes below 1 KiB. */
function formatBytes(bytes) {
    const scale = scaleOf(bytes, 1024, IEC_UNITS.length);
    return `${scaled(bytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}
/** `1.2/3.5 GiB`: both in the unit of the total. */
function formatBytesOf(doneBytes, totalBytes) {
    const scale = scaleOf(totalBytes, 1024, IEC_UNITS.length);
    return `${scaled(doneBytes, 1024 ** scale)}/${scaled(totalBytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}
/** `48 MB/s` */
function formatRate(bytesPerSecond) {
    const scale = scaleOf(bytesPerSecond, 1000, SI_RATES.length);
    return `${scaled(bytesPerSecond, 1000 ** scale)} ${SI_RATES[scale]}`;
}
/** `0:48`, `12:03`, `1:02:03`; rounded to whole seconds. */
function formatDuration(durationMs) {
    const seconds = Math.max(0, Math.round(durationMs / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const tail = String(seconds % 60).padStart(2, '0');
    return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}
/** How long something took: `38 ms`, `4.2 s`, `48 s`, `12:03 min`, `1:02:03 h`. */
function formatElapsed(durationMs) {
    if (durationMs < 999.5)
        return `${Math.max(0, Math.round(durationMs))} ms`;
    const seconds = durationMs / 1000;
    if (seconds < 59.5)
        return `${scaled(seconds * 1000, 1000)} s`;
    return `${formatDuration(durationMs)} ${seconds < 3599.5 ? 'min' : 'h'}`;
}
/** How long ago, in one unit: `40 s`, `12 min`, `26 h`, `3 d`, `410 d`; hours up to two days. Never negative. */
function formatAge(ageMs) {
    const seconds = Math.max(0, Math.floor(ageMs / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min`;
    if (seconds < 172_800)
        return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86_400)} d`;
}
/** `2026-11-21 02:00 UTC` */
function formatMoment(atMs) {
    return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** `1 image`, `2 images`, `0 copies`. */
function formatCount(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
/** The power of `base` whose unit keeps the number below `base`, also after rounding. */
function scaleOf(value, base, units) {
    let scale = 0;
    while (scale < units - 1 && Math.round(value / base ** scale) >= base)
        scale += 1;
    return scale;
}
/** One decimal below 10, none above, and none for plain bytes. */
function scaled(value, divisor) {
    const number = value / divisor;
    return divisor === 1 || number >= 9.95 ? String(Math.round(number)) : number.toFixed(1);
}

;// CONCATENATED MODULE: ./build/report/overview.js
/** What every rendering says of a report, worked out once. */

function overviewOf(report) {
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
        isGreen: report.ok && [attention, undone, incomplete, differing].every((some) => some.length === 0),
    };
}
/** `sync: 2 errors, 1 warning` — the headline. */
function headline(report, overview) {
    if (report.error !== null)
        return `${report.command} could not run`;
    const { errors, warnings } = report.totals;
    const counts = [
        ...(errors > 0 ? [formatCount(errors, 'error')] : []),
        ...(warnings > 0 ? [formatCount(warnings, 'warning')] : []),
    ];
    if (counts.length > 0)
        return `${report.command}: ${counts.join(', ')}`;
    if (overview.incomplete.length > 0)
        return `${report.command}: ${formatCount(overview.incomplete.length, 'row')} incomplete`;
    if (overview.undone.length > 0)
        return `${report.command}: ${formatCount(overview.undone.length, 'row')} not done`;
    if (overview.differing.length > 0)
        return `${report.command}: ${formatCount(overview.differing.length, 'tag differs', 'tags differ')}`;
    if (report.totals.planned > 0)
        return `${report.command}: ${formatCount(report.totals.planned, 'step')} planned, nothing written`;
    const changes = lockCounts(report);
    if (changes !== null)
        return `${report.command}: ${changes}`;
    return report.command === 'plan' ? 'plan: nothing to do' : `${report.command}: all is as wanted`;
}
/** `2 moved, 1 new`; null where nothing changed. */
function lockCounts({ lockChanges }) {
    const counts = ['moved', 'new', 'removed']
        .map((kind) => [(lockChanges ?? []).filter(({ change }) => change === kind).length, kind])
        .filter(([count]) => count > 0);
    return counts.length === 0 ? null : counts.map(([count, kind]) => `${count} ${kind}`).join(', ');
}
/** `80 images: 12 copied, 228 up to date · 1.2 GiB read, 3.6 GiB written · 812 requests in 48 s` */
function totalsLine(report) {
    const { totals } = report;
    const outcomes = [
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
    const images = [formatCount(totals.images, 'image'), rows.join(', ')]
        .filter((part) => part !== '')
        .join(': ');
    const requests = `${formatCount(totals.requests, 'request')} in ${formatElapsed(report.durationMs)}`;
    return [images, ...trafficOf(report), requests].join(' · ');
}
function trafficOf({ totals }) {
    const siblings = totals.siblingBytes > 0 ? `, ${formatBytes(totals.siblingBytes)} from sibling mirrors` : '';
    const mounted = totals.mountedBlobs > 0 ? `, ${formatCount(totals.mountedBlobs, 'blob')} mounted` : '';
    const checked = totals.checkedBytes > 0 ? [`${formatBytes(totals.checkedBytes)} read to check`] : [];
    if (totals.sourceBytes + totals.siblingBytes + totals.mirrorBytes + totals.mountedBlobs === 0)
        return checked;
    return [
        ...checked,
        `${formatBytes(totals.sourceBytes)} read from sources${siblings}, ${formatBytes(totals.mirrorBytes)} written${mounted}`,
    ];
}
const UNDONE = new Set(['failed', 'refused', 'deferred']);
const BEHIND = new Set(['planned', 'deferred']);
/** Drift where it was judged; else a managed tag that was read and holds something else than wanted. */
function isDiffering(row) {
    if (row.drift !== null)
        return row.drift !== 'in-sync';
    const isRead = row.found !== null && row.image.digest !== null && row.image.tag !== null;
    return isRead && row.found !== row.image.digest && row.outcome !== 'planned';
}
/** In the order in which mirrors first appear, which is the manifest's. */
function mirrorOverviews(rows) {
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
function driftCounts(rows) {
    const compared = rows.filter(({ drift }) => drift !== null);
    const inSync = compared.filter(({ drift }) => drift === 'in-sync').length;
    const unreadable = compared.filter(({ drift }) => drift === 'unreadable').length;
    const readable = compared.filter(({ drift }) => drift !== 'unreadable');
    const weighing = (severity) => readable.filter(({ driftDetail }) => driftDetail?.severity === severity).length;
    const [errors, warnings] = [weighing('error'), weighing('warning')];
    const other = compared.length - inSync - unreadable - errors - warnings;
    return { compared: compared.length, inSync, unreadable, errors, warnings, other };
}

;// CONCATENATED MODULE: ./build/finding.js
/** Findings: what is wrong with the things a command examines, as data. Wording is made where it is found. */
/** Rule names with their default severity (contract, section 6). Issue-specific rules are added here and nowhere else. */
const RULES = {
    // the mirror manifest, the lock, the command line
    'manifest-invalid': 'error',
    'lock-invalid': 'error',
    'accept-expired': 'error',
    // resolve
    'no-lock': 'warning',
    'not-locked': 'error',
    'no-history': 'note',
    'source-gone': 'warning',
    'tag-rollback': 'error',
    'tag-overwritten': 'warning',
    'tag-immutable': 'error',
    'untagged-lost': 'error',
    'source-unreadable': 'error',
    // copy
    'copy-failed': 'error',
    'mirror-unreachable': 'error',
    'sparse-index-refused': 'error',
    'sparse-index': 'note',
    'foreign-layer': 'note',
    'range-ignored': 'note',
    'manifest-missing': 'error',
    'manifest-digest-mismatch': 'error',
    'manifest-size-mismatch': 'error',
    'manifest-ambiguous': 'error',
    'manifest-unparsable': 'error',
    'blob-missing': 'error',
    'blob-size-mismatch': 'error',
    'blob-digest-mismatch': 'error',
    'media-type-mismatch': 'error',
    'insecure-connection': 'warning',
    'state-set-aside': 'note',
    // drift (contract, section 7)
    unreadable: 'error',
    missing: 'error',
    incomplete: 'error',
    ahead: 'error',
    stale: 'error',
    partial: 'warning',
    equivalent: 'warning',
    diverged: 'error',
    'lock-behind': 'note',
    'mirrors-disagree': 'warning',
    'fallback-rollback': 'error',
    // verify (contract, section 8)
    'media-type-unknown': 'note',
    'schema1-manifest': 'warning',
    'config-octet-stream': 'warning',
    'runtime-unsupported': 'error',
    'platform-mismatch': 'warning',
    'diff-id-mismatch': 'error',
    'layer-undecodable': 'error',
    'encrypted-layer': 'note',
    'nested-index': 'note',
    // policies (contract, section 9)
    'policy-invalid': 'error',
    'policy-ignored': 'error',
    'policy-unknown-key': 'warning',
    'policy-no-effect': 'warning',
    'policy-deprecated': 'warning',
    'policy-conflict': 'error',
    'policy-replaced': 'warning',
    'policy-rewrite-invalid': 'error',
    'policy-inexpressible': 'error',
    'policy-uncovered': 'warning',
    'policy-unfilled': 'warning',
    'policy-tag-mirror': 'warning',
    'policy-stale-wins': 'note',
    'policy-insecure': 'warning',
    'policy-push-mirror': 'warning',
    'policy-order-loop': 'warning',
    'policy-blocked-no-mirror': 'warning',
    'policy-mirror-blocked': 'warning',
    'policy-shadowed': 'warning',
    'policy-unhealthy-mirror': 'warning',
};
/** A finding of `rule` at its default severity. */
function finding(rule, facts) {
    return { severity: RULES[rule], ...facts, rule };
}
const SEVERITY_ORDER = { error: 0, warning: 1, note: 2 };

;// CONCATENATED MODULE: ./build/mirror/drift/timeline.js
/** Versions by first sighting. What the source serves for the first time now is newest, whatever clocks and locks say. */
function timelineOf({ sightings, sourceNow, nowMs, childOf = () => null }) {
    const versions = withNewest(sightings, sourceNow, nowMs).map(({ digest, sinceMs }) => ({
        digest: childOf(digest) ?? digest,
        sourceDigests: [digest],
        sinceMs,
    }));
    const oldestFirst = new Map();
    for (const version of versions.toReversed()) {
        const first = oldestFirst.get(version.digest);
        const sourceDigests = [...version.sourceDigests, ...(first?.sourceDigests ?? [])];
        oldestFirst.set(version.digest, { ...(first ?? version), sourceDigests });
    }
    return [...oldestFirst.values()].reverse();
}
/** How many versions are newer than the one that `digest` is of (0: the newest known); null where it has no age. */
function positionOf(timeline, digest) {
    const at = timeline.findIndex((version) => version.digest === digest || isServedAs(version, digest));
    return at < 0 ? null : at;
}
/** The version that `digest` is of, or null. */
function versionOf(timeline, digest) {
    return timeline[positionOf(timeline, digest) ?? -1] ?? null;
}
/** By how many versions `older` is behind `newer`: negative the other way round, 0 within one version, null where either has no age. */
function versionsBetween(timeline, older, newer) {
    const [olderAt, newerAt] = [positionOf(timeline, older), positionOf(timeline, newer)];
    return olderAt === null || newerAt === null ? null : olderAt - newerAt;
}
/** When the source was first seen serving anything newer than `digest`; null where nothing is, or it has no age. */
function supersededAt(timeline, digest) {
    return timeline[(positionOf(timeline, digest) ?? 0) - 1]?.sinceMs ?? null;
}
function withNewest(sightings, sourceNow, nowMs) {
    if (sourceNow === null)
        return [...sightings];
    const first = sightings.find(({ digest }) => digest === sourceNow) ?? { digest: sourceNow, sinceMs: nowMs };
    if (first.sinceMs < nowMs)
        return [...sightings];
    return [first, ...sightings.filter(({ digest }) => digest !== sourceNow)];
}
function isServedAs({ sourceDigests }, digest) {
    return sourceDigests.some((one) => one === digest);
}

;// CONCATENATED MODULE: ./build/mirror/drift/state.js

/** In the order of the table. */
const DRIFT_NAMES = [
    'unreadable',
    'source-gone',
    'missing',
    'in-sync',
    'incomplete',
    'ahead',
    'stale',
    'partial',
    'equivalent',
    'diverged',
];
/** Null where nothing was compared: the mirror was not asked, or what is wanted could not be found out. */
function decideState(comparison) {
    const { wanted, view } = comparison;
    if (view.kind === 'not-read')
        return null;
    if (view.kind === 'unreadable')
        return { state: 'unreadable', severity: 'error', why: view.why, isTold: view.isTold };
    if (wanted.kind === 'unknown')
        return null;
    if (wanted.kind === 'gone')
        return { state: 'source-gone', severity: 'warning' };
    if (view.kind === 'absent')
        return missing(wanted.digest, comparison);
    if (view.digest === wanted.digest)
        return sameDigest(view.lack);
    return otherDigest(wanted.digest, view, comparison);
}
function missing(wanted, { timeline, ...clock }) {
    const sinceMs = versionOf(timeline, wanted)?.sinceMs ?? null;
    return { state: 'missing', severity: isYoung(sinceMs, clock) ? 'note' : 'error', sinceMs };
}
function sameDigest(lack) {
    if (lack === null)
        return { state: 'in-sync', severity: null };
    return { state: 'incomplete', severity: 'error', lack };
}
function otherDigest(wanted, { digest, relation }, { timeline, ...clock }) {
    const versions = versionsBetween(timeline, digest, wanted);
    if (versions !== null && versions < 0) {
        const sinceMs = versionOf(timeline, digest)?.sinceMs ?? null;
        return { state: 'ahead', severity: 'error', versions: -versions, sinceMs };
    }
    if (versions !== null && versions > 0) {
        const sinceMs = supersededAt(timeline, digest);
        return { state: 'stale', severity: isYoung(sinceMs, clock) ? 'warning' : 'error', versions, sinceMs };
    }
    if (relation.kind === 'partial') {
        const severity = relation.missing.length > 0 ? 'error' : 'warning';
        return { state: 'partial', severity, relation };
    }
    if (relation.kind === 'equivalent')
        return { state: 'equivalent', severity: 'warning', relation };
    return { state: 'diverged', severity: 'error', isServed: versionOf(timeline, digest) !== null };
}
/** Younger than `maxLag`; what is not known to be young is not. */
function isYoung(sinceMs, { nowMs, maxLagMs }) {
    return sinceMs !== null && nowMs - sinceMs < maxLagMs;
}

;// CONCATENATED MODULE: ./build/report/drift/matrix.js
/** The matrix of drift: tags by source, lock and mirrors in fallback order, as every rendering shows it. A number that falls to the right is a rollback. */



/** Null where the report has compared nothing. */
function matrixOf(report) {
    const images = report.images.filter((image) => image.mirrors.some(({ drift }) => drift !== null));
    if (images.length === 0)
        return null;
    const mirrors = mirrorsOf(report);
    const told = Map.groupBy(report.findings.filter(isAboutTag), ({ source }) => source ?? '');
    const nowMs = Date.parse(report.startedAt);
    const rows = images.map((image) => {
        const findings = told.get(image.source) ?? [];
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
/** Findings beside the states that are about one tag. */
const BESIDE = new Set([
    'fallback-rollback',
    'mirrors-disagree',
    'lock-behind',
    'source-gone',
    'tag-rollback',
]);
/** Whether the matrix says what a finding says, in the cells of a tag or beside it. */
function isToldByMatrix({ rule }) {
    return BESIDE.has(rule) || DRIFT_NAMES.some((name) => name === rule);
}
function isAboutTag({ rule, source, accepted }) {
    return BESIDE.has(rule) && source !== null && !accepted;
}
/** Those of the report that have rows; names that only rows know come last. */
function mirrorsOf({ mirrors, images }) {
    const named = new Set(images.flatMap((image) => image.mirrors.map(({ mirror }) => mirror)));
    const ordered = mirrors.map(({ name }) => name).filter((name) => named.has(name));
    return [...new Set([...ordered, ...named])];
}
function rowOf(image, facts) {
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
const EMPTY_CELL = {
    label: 'n/a',
    digest: null,
    age: null,
    since: null,
    state: null,
    severity: null,
    isFall: false,
    isNew: false,
};
function sourceCell({ sourceNow, sourceVersion, versions }, { findings, nowMs }) {
    if (sourceNow !== null)
        return {
            ...EMPTY_CELL,
            ...matrix_versionOf(sourceVersion, sourceNow),
            ...ageOf(versions, sourceVersion, nowMs),
        };
    const isGone = findings.some(({ rule }) => rule === 'source-gone');
    return { ...EMPTY_CELL, label: isGone ? 'gone' : 'n/a' };
}
function lockCell({ lock, lockVersion, versions }, { nowMs }) {
    if (lock === null)
        return { ...EMPTY_CELL, label: '·' };
    return { ...EMPTY_CELL, ...matrix_versionOf(lockVersion, lock), ...ageOf(versions, lockVersion, nowMs) };
}
function mirrorCells(image, { report, mirrors, nowMs }) {
    let newest = null;
    return mirrors.map((name) => {
        const row = image.mirrors.find(({ mirror }) => mirror === name);
        if (row === undefined)
            return { ...EMPTY_CELL, label: '·' };
        const version = row.driftDetail?.version ?? null;
        const isInOrder = image.tag !== null && isFallback(report, name) && version !== null;
        const isFall = isInOrder && newest !== null && version < newest;
        if (isInOrder && (newest === null || version > newest))
            newest = version;
        return { ...mirrorCell(row, nowMs), isFall };
    });
}
function isFallback({ mirrors }, mirror) {
    return mirrors.some(({ name, inFallbackOrder }) => name === mirror && inFallbackOrder);
}
function mirrorCell({ drift, driftDetail, found }, nowMs) {
    if (drift === null || driftDetail === null)
        return EMPTY_CELL;
    const common = { state: drift, severity: driftDetail.severity, isNew: driftDetail.change === 'new' };
    if (drift === 'unreadable')
        return { ...EMPTY_CELL, ...common };
    if (found === null)
        return { ...EMPTY_CELL, ...common, label: 'none' };
    const { version, since } = driftDetail;
    return { ...EMPTY_CELL, ...common, ...matrix_versionOf(version, found), since, age: ageText(since, nowMs) };
}
function matrix_versionOf(version, digest) {
    return { label: version === null ? '?' : String(version), digest };
}
function ageOf(versions, version, nowMs) {
    const since = version === null ? null : (versions[-version]?.since ?? null);
    return { since, age: ageText(since, nowMs) };
}
function ageText(since, nowMs) {
    const ageMs = since === null ? Number.NaN : nowMs - Date.parse(since);
    return Number.isFinite(ageMs) ? formatAge(ageMs) : null;
}
function wordsOfRow({ mirror, drift, driftDetail }) {
    if (drift === null || driftDetail === null || drift === 'in-sync')
        return [];
    const change = driftDetail.change === null ? '' : `${driftDetail.change}: `;
    return [{ severity: driftDetail.severity, text: `${change}${mirror} ${driftDetail.reason}` }];
}
/** The tag stands beside it already. */
function wordsOfFinding({ severity, message, source }) {
    const prefix = `${source}: `;
    return { severity, text: message.startsWith(prefix) ? message.slice(prefix.length) : message };
}
function differs({ image, row }) {
    const isWrong = image.mirrors.some(({ drift }) => drift !== null && drift !== 'in-sync');
    return isWrong || row.words.length > 0;
}
function weight({ severity, isNew }) {
    return 2 * severityWeight(severity) + (isNew ? 0 : 1);
}
function severityWeight(severity) {
    return severity === null ? 3 : SEVERITY_ORDER[severity];
}
function changesOf({ comparedWith, images }) {
    if (comparedWith === null)
        return null;
    const kinds = images.flatMap(({ mirrors }) => mirrors.flatMap(({ driftDetail }) => driftDetail?.change ?? []));
    const count = (kind) => kinds.filter((one) => one === kind).length;
    return { since: comparedWith, new: count('new'), healed: count('healed'), moved: count('moved') };
}

;// CONCATENATED MODULE: ./build/visible.js
/** Text from outside, made safe to look at: nothing in it can move a cursor, hide, reorder or start a new line. */
/** Control, format (bidi, soft hyphen, zero width), separator and other ignorable characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** `text` as one line in which every invisible character is written out (`\n`, `\x1b`, `\u202e`); a tab is a space. */
function makeVisible(text) {
    return text.replace(INVISIBLE, writtenOut);
}
/** `makeVisible` for each line of a text; the end of the last line is no line of its own. */
function visibleLines(text) {
    return text
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map(makeVisible);
}
/** At most `limit` characters (code points), the last one `…` where something was cut. */
function cutText(text, limit) {
    if (text.length <= limit)
        return text;
    const characters = [...text.slice(0, 2 * limit + 2)];
    return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
function writtenOut(character) {
    if (character === '\t')
        return ' ';
    if (character === '\n')
        return '\\n';
    if (character === '\r')
        return '\\r';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    if (hex.length <= 2)
        return `\\x${hex.padStart(2, '0')}`;
    return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

;// CONCATENATED MODULE: ./build/report/escape-html.js
/** HTML that escapes by itself: what is put into the template is text unless it was made by the template. */

function html(strings, ...values) {
    const markup = strings.map((part, index) => part + (index < values.length ? markupOf(values[index] ?? '') : ''));
    return { kind: 'html', markup: markup.join('') };
}
/** Nothing. */
const EMPTY = { kind: 'html', markup: '' };
/** Text for content and quoted attributes; invisible characters are written out. */
function escapeHtml(text) {
    return makeVisible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
function markupOf(value) {
    if (typeof value === 'string')
        return escapeHtml(value);
    if (typeof value === 'number')
        return String(value);
    return 'markup' in value ? value.markup : value.map(markupOf).join('');
}

;// CONCATENATED MODULE: ./build/oci/quoted.js
/** Text from outside, made fit for a one-line message. */
const LONGEST_QUOTE = 80;
/** `text` in double quotes, cut at 80 characters, with control and invisible characters written as escapes. */
function quoted(text) {
    const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

;// CONCATENATED MODULE: ./build/oci/digest.js
/** Content digests: `algorithm:hex`, exact, lower case. */


const HEX_LENGTH = { sha256: 64, sha384: 96, sha512: 128 };
const LONGEST_DIGEST = 'sha512:'.length + HEX_LENGTH.sha512;
/** Why `text` is not a digest, or null when it is one. Source: image-spec descriptor.md, digest.Validate. */
function whyNotDigest(text) {
    const colon = text.indexOf(':');
    if (colon < 1)
        return 'a digest is written ALGORITHM:HEX, for example sha256: and 64 hex digits';
    const algorithm = text.slice(0, colon);
    if (!Object.hasOwn(HEX_LENGTH, algorithm)) {
        return `digest algorithm ${quoted(algorithm)} is not known; use sha256, sha384 or sha512`;
    }
    const length = HEX_LENGTH[algorithm];
    const hex = text.slice(colon + 1, LONGEST_DIGEST + 2);
    if (/[A-F]/.test(hex))
        return 'the hex digits of a digest are lower case';
    if (!/^[0-9a-f]*$/.test(hex))
        return 'a digest has only the hex digits 0-9 and a-f after the colon';
    if (hex.length !== length)
        return `a ${algorithm} digest has ${length} hex digits, this one has ${text.length - colon - 1}`;
    return null;
}
function isDigest(text) {
    return whyNotDigest(text) === null;
}
/** The digest in `text`, or null. */
function parseDigest(text) {
    return isDigest(text) ? text : null;
}
function digestAlgorithm(digest) {
    return digest.slice(0, digest.indexOf(':'));
}
function digestHex(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
/** The form for messages: `sha256:` and the first 12 hex digits. */
function shortDigest(digest) {
    const colon = digest.indexOf(':');
    return digest.slice(0, colon + 13);
}
/** A running hash for content that is expected to have `digest`. */
function hashFor(digest) {
    return (0,external_node_crypto_.createHash)(digestAlgorithm(digest));
}
/** The digest of `bytes` under the algorithm of `like` (default sha256). */
function digestOf(bytes, like) {
    const algorithm = like === undefined ? 'sha256' : digestAlgorithm(like);
    return `${algorithm}:${(0,external_node_crypto_.createHash)(algorithm).update(bytes).digest('hex')}`;
}
/** Longest tag a registry takes; only `keep-sha512-` and its hex would be longer. */
const LONGEST_TAG = 128;
/** The anchor tag of a root that no wanted tag holds (contract, section 4): `keep-sha256-<hex>`, cut to a tag's length. */
function keepTagOf(digest) {
    return `keep-${digest.replace(':', '-')}`.slice(0, LONGEST_TAG);
}

;// CONCATENATED MODULE: ./build/report/drift/words.js
/** Sentences of the matrix that every rendering says. */


const LEGEND = '0 is the newest version known, -1 one older, ? was never seen at the source. Mirrors stand in the order in which nodes fall back: ' +
    'a number that falls to the right (↓) is a rollback. n/a: it did not answer or was not asked; none: it has no such tag; ·: there is nothing to compare.';
/** `1994 tags are the same everywhere` */
function equalText({ equal, rows }) {
    if (equal.length === 0)
        return '';
    const others = rows.length === 0 ? '' : 'other ';
    return `${formatCount(equal.length, `${others}tag is`, `${others}tags are`)} as wanted everywhere`;
}
/** `Since 2026-11-20 02:00 UTC: 2 newly drifted, 1 healed, 0 moved` */
function changesText({ changes }) {
    if (changes === null)
        return '';
    const { since, healed, moved } = changes;
    const total = changes.new + healed + moved;
    const what = total === 0 ? 'nothing changed' : `${changes.new} newly drifted, ${healed} healed, ${moved} moved`;
    return `Since the run of ${since.slice(0, 16).replace('T', ' ')} UTC: ${what}`;
}
/** The cell on one line: `-1↓ 1a2b3c4d5e6f 3 d stale`. */
function cellText({ label, isFall, digest, age, state }) {
    const parts = [
        `${label}${isFall ? '↓' : ''}`,
        ...(digest === null ? [] : [hexOf(digest)]),
        ...(age === null ? [] : [age]),
        ...(state === null || state === 'in-sync' ? [] : [state]),
    ];
    return parts.join(' ');
}
/** The first 12 hex digits. */
function hexOf(digest) {
    const short = shortDigest(digest);
    return short.slice(short.indexOf(':') + 1);
}

;// CONCATENATED MODULE: ./build/report/drift/matrix-html.js
/** The matrix of drift as a section of the HTML page. It filters by style alone: there is nothing to run. */



/** Rows of each table; more would make the page slow, and all are in the JSON report. */
const MOST_ROWS = 5_000;
/** Mirrors with a filter of their own. */
const MOST_FILTERED_MIRRORS = 40;
const MOST_WORDS = 12;
function matrixSection(matrix) {
    const name = anchorNames();
    const title = matrix.rows.length === 0
        ? 'No tag differs'
        : formatCount(matrix.rows.length, 'tag differs', 'tags differ');
    return html `<section class="drift" aria-labelledby="drift">
<h2 id="drift">${title}</h2>
${[changesText(matrix)].filter((text) => text !== '').map((text) => html `<p class="soft">${text}.</p>`)}
${matrix.rows.length === 0 ? EMPTY : html `${filters(matrix)}${differing(matrix, name)}`}
${equal(matrix, name)}
</section>
`;
}
function filters(matrix) {
    const { rows, mirrors } = matrix;
    const count = (matches) => rows.filter(matches).length;
    const all = [
        { id: 'all', label: 'all', count: rows.length },
        { id: 'needs', label: 'needs you', count: count(needsPerson) },
        { id: 'new', label: 'new', count: count(({ isNew }) => isNew) },
        ...mirrors.slice(0, MOST_FILTERED_MIRRORS).map((mirror, index) => ({
            id: `m${index}`,
            label: mirror,
            count: count((row) => isWrongOn(row, index)),
        })),
    ];
    return html `<fieldset class="filters"><legend>Show</legend>
${all.map(({ id, label, count: many }) => html `<label><input type="radio" name="show" id="show-${id}"${id === 'all' ? html ` checked` : EMPTY}${many === 0 ? html ` disabled` : EMPTY}> ${label} <span class="count">${many}</span></label>
`)}</fieldset>
`;
}
function differing(matrix, name) {
    const rows = matrix.rows.slice(0, MOST_ROWS);
    return html `<div class="matrix" role="region" aria-labelledby="drift" tabindex="0"><table>
<thead><tr><th scope="col">tag</th>${matrix.columns.map((column, index) => html `<th scope="col"${index === 2 ? html ` class="first"` : EMPTY}>${column}</th>`)}</tr></thead>
${rows.map((row) => rowMarkup(row, name(row)))}</table></div>
${moreText(matrix.rows.length - rows.length)}<p class="soft legend">${LEGEND}</p>`;
}
/** A tag is a group of two rows: its cells, and below them, as wide as the screen, what they mean. */
function rowMarkup(row, anchor) {
    return html `<tbody id="${anchor}" class="${rowClasses(row)}"><tr><th scope="rowgroup"><a href="#${anchor}">${row.name}</a>${row.isNew ? html ` <span class="new">new</span>` : EMPTY}</th>${row.cells.map(cellMarkup)}</tr>
<tr><td class="words" colspan="${row.cells.length + 1}"><div>${wordsMarkup(row.words)}</div></td></tr></tbody>
`;
}
function rowClasses(row) {
    const mirrors = row.cells.slice(2).flatMap((_cell, index) => (isWrongOn(row, index) ? [`m${index}`] : []));
    const tone = row.severity === null ? [] : [`worst-${row.severity}`];
    return [...tone, ...(needsPerson(row) ? ['needs'] : []), ...(row.isNew ? ['fresh'] : []), ...mirrors].join(' ');
}
function cellMarkup({ label, isFall, digest, age, since, state, severity }, index) {
    const tone = severity ?? (state === 'in-sync' ? 'good' : 'plain');
    const fall = isFall
        ? html `<span class="fall" title="a node can fall back to this older version">↓<span class="aside"> rollback</span></span>`
        : EMPTY;
    const told = state === null || state === 'in-sync' ? EMPTY : html ` <span class="state">${state}</span>`;
    const time = age === null
        ? EMPTY
        : html ` <time datetime="${since ?? ''}" title="at the source since ${since ?? ''}">${age}</time>`;
    return html `<td class="${tone}${index === 2 ? ' first' : ''}"><strong>${label}</strong>${fall}${told}${digest === null ? EMPTY : digestMarkup(digest)}${time}</td>`;
}
/** Shown by its first digits; all of it is there to be selected and copied. */
function digestMarkup(digest) {
    const colon = digest.indexOf(':') + 1;
    return html ` <code class="digest" title="${digest}"><span class="aside">${digest.slice(0, colon)}</span>${digest.slice(colon)}</code>`;
}
function wordsMarkup(words) {
    const shown = words.slice(0, MOST_WORDS).map(({ severity, text }) => {
        return html `<p>${severity === null ? EMPTY : html `<strong class="${severity}">${severity}</strong> `}${text}</p>`;
    });
    return html `${shown}${words.length > MOST_WORDS ? html `<p class="soft">… ${words.length - MOST_WORDS} more</p>` : EMPTY}`;
}
function equal(matrix, name) {
    const rows = matrix.equal.slice(0, MOST_ROWS);
    if (rows.length === 0)
        return EMPTY;
    return html `<details class="equal"><summary>${equalText(matrix)}</summary>
<div class="wide"><table><thead><tr><th scope="col">tag</th><th scope="col">everywhere</th></tr></thead>
<tbody>
${rows.map((row) => html `<tr id="${name(row)}"><th scope="row">${row.name}</th>${row.cells
        .filter(({ state }) => state !== null)
        .slice(0, 1)
        .map((cell) => cellMarkup(cell, 0))}</tr>
`)}</tbody></table></div>
${moreText(matrix.equal.length - rows.length)}</details>`;
}
function moreText(count) {
    return count > 0 ? html `<p class="soft">… ${count} more in the JSON report</p>` : EMPTY;
}
function needsPerson({ severity }) {
    return severity === 'error' || severity === 'warning';
}
function isWrongOn({ cells }, mirror) {
    const state = cells[mirror + 2]?.state ?? null;
    return state !== null && state !== 'in-sync';
}
/** One anchor per tag, of harmless characters only; a name that is taken gets a number. */
function anchorNames() {
    const taken = new Map();
    return ({ name }) => {
        const plain = `tag-${name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 200)}`;
        const count = (taken.get(plain) ?? 0) + 1;
        taken.set(plain, count);
        return count === 1 ? plain : `${plain}~${count}`;
    };
}

;// CONCATENATED MODULE: ./build/report/drift/matrix-style.js
/** The style of the matrix of drift: sticky header and first column, filters without scripts, screen and paper. */
/** `mirrors`: how many mirrors have a filter, in the order of the matrix. */
function matrixStyle(mirrors) {
    const names = ['needs', 'new', ...Array.from({ length: mirrors }, (_unused, index) => `m${index}`)];
    const rules = names.map((name) => {
        const kept = name === 'new' ? 'fresh' : name;
        return `.drift:has(#show-${name}:checked) .matrix tbody:not(.${kept}) { display: none; }`;
    });
    return `${MATRIX}${rules.join('\n')}\n`;
}
const MATRIX = `
.drift { margin: 1.5rem 0; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.filters { border: 0; min-width: 0; margin: .75rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
.filters legend { float: left; padding: 0 .5rem 0 0; line-height: 2.1rem; color: var(--soft); }
.filters label { display: inline-flex; align-items: center; gap: .4rem; min-height: 2.1rem; padding: 0 .8rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: 2rem; }
.filters label:hover { background: var(--stripe); }
.filters label:has(:checked) { border-color: var(--note); box-shadow: inset 0 0 0 1px var(--note); font-weight: 600; }
.filters label:has(:disabled) { opacity: .5; cursor: default; }
.filters label:has(:focus-visible) { outline: 2px solid var(--note); outline-offset: 2px; }
.filters input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.count { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.matrix { position: relative; overflow: auto; max-height: 85vh; container-type: inline-size; border: 1px solid var(--line); border-radius: .5rem;
  margin-inline: calc(50% - min(50vw - 1.25rem, 56rem)); }
.matrix:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; }
.matrix table { border-collapse: separate; border-spacing: 0; }
.matrix th, .matrix td { padding: .5rem .75rem; }
.matrix thead th { position: sticky; top: 0; z-index: 2; background: var(--stripe); }
.matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--page); font-weight: 600; min-width: 12rem; max-width: 22rem;
  white-space: normal; border-right: 1px solid var(--line); overflow-wrap: anywhere; }
.matrix thead th:first-child { left: 0; z-index: 3; border-right: 1px solid var(--line); }
.matrix tbody { scroll-margin-top: 3rem; } .matrix tbody tr:nth-child(n) { background: var(--page); }
.matrix tbody tr:first-child > * { border-bottom: 0; } .matrix tbody:last-child > tr:last-child > * { border-bottom: 0; }
.matrix tbody th a { color: inherit; text-decoration: none; } .matrix tbody th a:hover { text-decoration: underline; }
.matrix tbody:target > tr > * { background: var(--stripe); }
.matrix tbody tr > :first-child { border-left: 4px solid transparent; }
.matrix .worst-error > tr > :first-child { border-left-color: var(--error); }
.matrix .worst-warning > tr > :first-child { border-left-color: var(--warning); }
.matrix .worst-note > tr > :first-child { border-left-color: var(--note); }
.matrix td { min-width: 8.5rem; color: var(--text); font-variant-numeric: tabular-nums; }
.matrix td.first, .matrix th.first { border-left: 1px solid var(--line); }
.drift td > strong { display: inline-block; min-width: 1.9rem; padding: 0 .45rem; border-radius: 1rem; text-align: center; background: var(--stripe);
  border: 1px solid var(--line); }
.drift td.good > strong { color: var(--good); border-color: currentColor; }
.drift td.error > strong { color: var(--error); border-color: currentColor; } .drift td.warning > strong { color: var(--warning); border-color: currentColor; }
.drift td.note > strong { color: var(--note); border-color: currentColor; }
.drift td.error .state { color: var(--error); } .drift td.warning .state { color: var(--warning); } .drift td.note .state { color: var(--note); }
.drift td.good { color: var(--text); }
.fall { position: relative; color: var(--error); font-weight: 700; margin-left: .15rem; }
.state { font-weight: 600; white-space: nowrap; }
.drift time { color: var(--soft); white-space: nowrap; font-size: .9em; }
.digest { position: relative; display: inline-block; max-width: 12ch; overflow: hidden; white-space: nowrap; vertical-align: bottom; color: var(--soft);
  user-select: all; -webkit-user-select: all; cursor: copy; }
.matrix .digest { display: block; margin: .2rem 0 0; }
.matrix .words { padding: 0; } .words > div { position: sticky; left: 0; box-sizing: border-box; width: 100cqi; max-width: 72rem; padding: 0 .75rem .6rem;
  font-size: .93em; }
.words p { margin: 0 0 .2rem; } .words p:last-child { margin: 0; }
.new { font-size: .75rem; font-weight: 600; padding: .05rem .45rem; border-radius: 1rem; background: var(--note); color: var(--page); white-space: nowrap; }
.legend { font-size: .875rem; margin-top: .5rem; }
.equal th { text-align: left; font-weight: 400; }
@media (max-width: 40rem) {
  .matrix { max-height: 80vh; } .matrix tbody th { min-width: 8rem; max-width: 10rem; font-size: .85rem; }
  .matrix th, .matrix td { padding: .4rem .5rem; } .matrix td { min-width: 7.5rem; }
}
@media print {
  .filters, .legend { display: none; } .matrix { max-height: none; overflow: visible; margin: 0; border: 0; }
  .matrix tbody th, .matrix thead th { position: static; min-width: 0; } .matrix td { min-width: 0; }
  .matrix { container-type: normal; } .words > div { position: static; width: auto; }
}
`;

;// CONCATENATED MODULE: ./build/report/html-style.js
/** The style sheet of the HTML report: light and dark, screen and paper. */
const STYLE_SHEET = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --page: #fff; --stripe: #f6f8fa;
  --error: #cf222e; --warning: #9a6700; --note: #0969da; --good: #1a7f37; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --page: #0d1117; --stripe: #151b23;
    --error: #f85149; --warning: #d29922; --note: #4493f8; --good: #3fb950; } }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); } .good { color: var(--good); }
code { font: .875em ui-monospace, monospace; }
.finding { border-left: 4px solid; padding: .1rem .75rem; margin: .75rem 0; } .finding > * { color: var(--text); }
.finding > .soft { color: var(--soft); } .finding > p:first-child { color: inherit; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { padding: .3rem .6rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; } td { min-width: 5rem; } th { white-space: nowrap; }
td:last-child code { overflow-wrap: anywhere; }
tbody tr:nth-child(even) { background: var(--stripe); } .number { text-align: right; }
summary { cursor: pointer; color: var(--soft); margin: 1rem 0; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } .wide { overflow: visible; } thead { display: table-header-group; }
  tr, .finding { break-inside: avoid; } td { min-width: 0; overflow-wrap: anywhere; } }
`;

;// CONCATENATED MODULE: ./build/report/tables.js
/** The tables of a report, for every rendering: what they hold, not how it looks. */


/** One line per mirror: what was done there, and what its tags mean; only tables that have rows. */
function mirrorTables(overview) {
    const isOnlyCompared = overview.mirrors.every(({ images, compared }) => images === compared);
    const isAllInSync = overview.mirrors.every(({ drift }) => drift.inSync === drift.compared);
    return [
        ...(isOnlyCompared ? [] : [mirrorsTable(overview)]),
        // Beside what was done, only what differs is worth a table of its own.
        ...(isAllInSync && !isOnlyCompared ? [] : [driftMirrorsTable(overview)]),
    ].filter((one) => one.rowCount > 0);
}
function mirrorsTable({ mirrors }) {
    return table('Mirrors', ['mirror', 'images', 'complete', 'incomplete', 'behind', 'failed', 'written'], mirrors, (mirror) => [
        code(mirror.mirror),
        number(mirror.images),
        number(mirror.complete),
        number(mirror.incomplete),
        number(mirror.behind),
        number(mirror.failed),
        { kind: 'number', text: writtenBytes(mirror) },
    ]);
}
/** Mirrors by what their tags mean, where tags were compared. */
function driftMirrorsTable({ mirrors }) {
    const compared = mirrors.filter(({ drift }) => drift.compared > 0);
    return table('Mirrors', ['mirror', 'compared', 'in sync', 'errors', 'warnings', 'other', 'n/a'], compared, ({ mirror, drift }) => [
        code(mirror),
        number(drift.compared),
        number(drift.inSync),
        number(drift.errors),
        number(drift.warnings),
        number(drift.other),
        number(drift.unreadable),
    ]);
}
/** What differs (what the matrix of drift shows is not shown again), what was not done, what is planned, what has moved; only tables that have rows. */
function detailTables(overview) {
    const differing = overview.differing.filter(({ drift }) => drift === null);
    return [
        table('Tags that differ', ['image', 'mirror', 'wanted', 'served', 'state'], differing, (row) => [
            code(row.image.source),
            code(row.mirror),
            digest(row.image.digest),
            digest(row.found),
            tables_text(row.drift ?? row.outcome),
        ]),
        table('Incomplete', ['image', 'mirror', 'digest', 'what is wrong'], overview.incomplete, (row) => [
            code(row.image.source),
            code(row.mirror),
            digest(row.image.digest ?? row.found),
            tables_text(row.reason),
        ]),
        table('Not done', ['image', 'mirror', 'outcome', 'reason'], overview.undone, (row) => [
            code(row.image.source),
            code(row.mirror),
            tables_text(row.outcome),
            tables_text(row.reason),
        ]),
        table('Planned', ['image', 'mirror', 'step', 'reason'], overview.planned, (row) => [
            code(row.image.source),
            code(row.mirror),
            tables_text(row.action ?? ''),
            tables_text(row.reason),
        ]),
        table('Changed', ['image', 'mirror', 'before', 'now'], overview.moved, (row) => [
            code(row.image.source),
            code(row.mirror),
            digest(row.before),
            digest(row.found),
        ]),
    ].filter((one) => one.rowCount > 0);
}
/** Every row of the report. */
function imagesTable(rows) {
    const isCompared = rows.some(({ drift }) => drift !== null);
    return table('Images', ['image', 'digest', 'mirror', 'outcome', ...(isCompared ? ['drift'] : []), 'reason', 'target'], rows, (row) => [
        code(row.image.source),
        digest(row.image.digest),
        code(row.mirror),
        tables_text(row.outcome),
        ...(isCompared ? [tables_text(row.drift ?? '')] : []),
        tables_text(row.reason),
        code(shortTarget(row.target)),
    ]);
}
/** The digest has a column of its own. */
function shortTarget(target) {
    const at = target.lastIndexOf('@');
    return at < 0 ? target : `${target.slice(0, at)}@${shortDigest(target.slice(at + 1))}…`;
}
/** A table of one kind of things; `cells` are in the order of `columns`. */
function table(title, columns, items, cells) {
    return { title, columns, rowCount: items.length, rows: (most) => items.slice(0, most).map(cells) };
}
function writtenBytes(mirror) {
    return mirror.bytes === 0 ? '–' : formatBytes(mirror.bytes);
}
function code(name) {
    return { kind: 'code', text: name };
}
function tables_text(words) {
    return { kind: 'text', text: words };
}
function number(count) {
    return { kind: 'number', text: String(count) };
}
function digest(value) {
    return value === null ? tables_text('–') : code(shortDigest(value));
}

;// CONCATENATED MODULE: ./build/report/lock-tables.js
/** The tables of what a lock has changed: the body of a pull request. */



/** `short` leaves out what the log of the run has already said. Only tables that have rows. */
function lockTables({ lockChanges }, form) {
    const of = (kind) => (lockChanges ?? []).filter(({ change }) => change === kind);
    const listed = (title, kind) => table(title, ['tag', 'digest'], of(kind), ({ source, before, after }) => [
        code(source),
        digest((after ?? before)?.digest ?? null),
    ]);
    const moved = form === 'full' ? movedTable(of('moved')) : shortMovedTable(of('moved'));
    const added = form === 'full' ? [listed('New in the lock', 'new')] : [];
    return [moved, ...added, listed('No longer in the lock', 'removed')].filter(({ rowCount }) => rowCount > 0);
}
const TITLE = 'Tags that moved';
function movedTable(changes) {
    const columns = ['tag', 'from', 'to', 'created', 'size', 'platforms', 'layers changed'];
    return table(TITLE, columns, changes, (change) => [
        code(change.source),
        digest(change.before?.digest ?? null),
        digest(change.after?.digest ?? null),
        ...differences(change),
    ]);
}
function shortMovedTable(changes) {
    const columns = ['tag', 'to', 'created', 'size', 'platforms', 'layers changed'];
    return table(TITLE, columns, changes, (change) => [
        code(change.source),
        code(shortDigest(change.after?.digest ?? '')),
        ...differences(change),
    ]);
}
/** Created, size, platforms, layers; what could not be read is said in place of the last. */
function differences(change) {
    const { before, after, layers, unread } = change;
    return [
        tables_text(arrow(day(before?.created), day(after?.created))),
        tables_text(sizes(before?.bytes ?? null, after?.bytes ?? null)),
        tables_text(platforms(change)),
        tables_text(layers === null ? (unread ?? UNKNOWN) : `${layers.changed} of ${layers.total}`),
    ];
}
const UNKNOWN = '?';
/** One of two that are the same. */
function arrow(before, after) {
    return before === after ? after : `${before} → ${after}`;
}
function day(time) {
    return time?.slice(0, 10) ?? UNKNOWN;
}
/** `31 MiB (+1.2 MiB)` */
function sizes(before, after) {
    if (before === null || after === null)
        return arrow(before === null ? UNKNOWN : formatBytes(before), after === null ? UNKNOWN : formatBytes(after));
    const grown = after - before;
    if (grown === 0)
        return `${formatBytes(after)} (±0)`;
    return `${formatBytes(after)} (${grown > 0 ? '+' : '−'}${formatBytes(Math.abs(grown))})`;
}
const MOST_PLATFORMS = 6;
/** What came and went; where nothing did, how many there are. */
function platforms({ after, platformsAdded, platformsRemoved }) {
    if (platformsAdded === null || platformsRemoved === null)
        return UNKNOWN;
    const changes = [
        ...platformsAdded.map((name) => `added ${name}`),
        ...platformsRemoved.map((name) => `removed ${name}`),
    ];
    if (changes.length === 0)
        return `the same ${after?.platforms?.length ?? 0}`;
    const more = changes.length > MOST_PLATFORMS ? `, … ${changes.length - MOST_PLATFORMS} more` : '';
    return changes.slice(0, MOST_PLATFORMS).join(', ') + more;
}

;// CONCATENATED MODULE: ./build/report/pull-hint.js
/** Lines for a person: one pull that works now, and how nodes come to it. None where every copy has its tag. */
function pullHint(report) {
    const row = firstUntaggedCopy(report);
    if (row === null)
        return [];
    return [
        `docker pull ${row.target}`,
        'Images are mirrored by digest, without the tags of the source: nodes find them when a workload names the digest ' +
            '(name@sha256:…) and a mirror policy points to the mirror. To mirror tags too, set allowMirrorByTags: true.',
    ];
}
/** By a registry, which `docker pull` can reach; not one in a layout directory. */
function firstUntaggedCopy(report) {
    for (const image of report.images) {
        if (image.tag !== null)
            continue;
        const row = image.mirrors.find((one) => one.outcome === 'copied' && isPullable(one.target));
        if (row !== undefined)
            return row;
    }
    return null;
}
function isPullable(target) {
    return target.includes('@') && !target.startsWith('oci:');
}

;// CONCATENATED MODULE: ./build/report/html.js
/** The report as one self-contained page without scripts. Where tags were compared, their matrix comes first. */











/** More would make the page slow; all of them are in the JSON report. */
const html_MOST_ROWS = 10_000;
const MOST_FINDINGS = 2_000;
function renderHtml(report) {
    const overview = overviewOf(report);
    const title = headline(report, overview);
    const matrix = matrixOf(report);
    const style = styleOf(matrix);
    const { attention } = overview;
    const isTold = (one) => matrix !== null && isToldByMatrix(one);
    const page = html `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>mirror-action ${title}</title>
<style>${style}</style>
</head>
<body>
<h1 class="${toneOf(report, overview)}">${title}</h1>
${report.error === null ? html `<p>${totalsLine(report)}</p>` : EMPTY}
<p class="soft">mirror-action ${report.tool.version} · ${report.startedAt}${runText(report)}</p>
${errorBox(report)}
${findingsBlock('Needs attention', attention.filter((one) => !isTold(one)))}
${lockTables(report, 'full').map(tableBlock)}
${mirrorTables(overview).map(tableBlock)}
${matrix === null ? EMPTY : matrixSection(matrix)}
${foldedFindings('finding about these tags, with what to do', attention.filter(isTold), 'findings about these tags, with what to do')}
${detailTables(overview).map(tableBlock)}
${foldedFindings('note', overview.notes)}
${foldedFindings('accepted finding', overview.accepted)}
${hintBlock(report)}
${imagesBlock(report)}
</body>
</html>
`;
    return page.markup;
}
function styleOf(matrix) {
    if (matrix === null)
        return { kind: 'html', markup: STYLE_SHEET };
    const filtered = Math.min(matrix.mirrors.length, MOST_FILTERED_MIRRORS);
    return { kind: 'html', markup: `${STYLE_SHEET}${matrixStyle(filtered)}` };
}
/** Nothing is loaded and nothing runs; the one style sheet is allowed by its hash. */
function contentPolicy(style) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(style.markup).digest('base64');
    return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
/** Every row, but for those that the matrix has and nothing was done for. */
function imagesBlock(report) {
    const rows = report.images.flatMap((image) => image.mirrors.map((row) => ({ ...row, image })));
    return tableBlock(imagesTable(rows.filter(({ outcome, drift }) => outcome !== 'compared' || drift === null)));
}
function toneOf(report, overview) {
    if (!report.ok)
        return 'error';
    return overview.isGreen ? 'good' : 'warning';
}
function runText({ run }) {
    if (run === null)
        return EMPTY;
    const where = `run ${run.id}, attempt ${run.attempt}, ${run.event} by ${run.actor}`;
    return run.url.startsWith('https://') ? html ` · <a href="${run.url}">${where}</a>` : html ` · ${where}`;
}
function errorBox({ error }) {
    if (error === null)
        return EMPTY;
    return html `<div class="finding error"><p>${error.code}</p><p>${error.message}</p><p class="soft">${error.help ?? ''}</p></div>`;
}
function findingsBlock(title, findings) {
    if (findings.length === 0)
        return EMPTY;
    return html `<h2>${title}</h2>
${findings.slice(0, MOST_FINDINGS).map(findingBox)}${html_moreText(findings.length - MOST_FINDINGS)}`;
}
function foldedFindings(name, findings, many = `${name}s`) {
    if (findings.length === 0)
        return EMPTY;
    return html `<details><summary>${formatCount(findings.length, name, many)}</summary>
${findings.slice(0, MOST_FINDINGS).map(findingBox)}${html_moreText(findings.length - MOST_FINDINGS)}</details>`;
}
function findingBox(finding) {
    const position = [finding.file, finding.line, finding.column].filter((part) => part !== null).join(':');
    const places = [finding.mirror, finding.target, finding.digest, position].filter((place) => place !== null && place !== '');
    const mended = finding.repaired === null ? EMPTY : html `<p class="good">mended from ${finding.repaired.from}</p>`;
    return html `<div class="finding ${finding.severity}"><p>${finding.severity}: ${finding.rule}</p>
<p>${finding.message}</p>
<p class="soft">${finding.help}</p>
<p class="soft">${places.map((place) => html `<code>${place ?? ''}</code> `)}</p>${mended}${affectedText(finding)}</div>
`;
}
function affectedText({ affectedCount, affects }) {
    if (affectedCount < 2)
        return EMPTY;
    const names = affects.map((name) => html `<code>${name}</code> `);
    return html `<p class="soft">${formatCount(affectedCount, 'place')} affected: ${names}${affectedCount > affects.length ? '…' : ''}</p>`;
}
function tableBlock(table) {
    if (table.rowCount === 0)
        return EMPTY;
    const rows = table.rows(html_MOST_ROWS);
    return html `<h2>${table.title}</h2>
<div class="wide"><table>
<thead><tr>${table.columns.map((column, index) => html `<th${numberClass(rows[0]?.[index])}>${column}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html `<tr>${cells.map(html_cellMarkup)}</tr>
`)}</tbody>
</table></div>
${html_moreText(table.rowCount - html_MOST_ROWS)}`;
}
function html_cellMarkup(cell) {
    if (cell.kind === 'code')
        return html `<td><code>${cell.text}</code></td>`;
    return html `<td${numberClass(cell)}>${cell.text}</td>`;
}
function numberClass(cell) {
    return cell?.kind === 'number' ? html ` class="number"` : EMPTY;
}
function html_moreText(count) {
    return count > 0 ? html `<p class="soft">… ${count} more in the JSON report</p>` : EMPTY;
}
function hintBlock(report) {
    const [command, ...explanation] = pullHint(report);
    if (command === undefined)
        return EMPTY;
    return html `<h2>Pulling what was mirrored</h2><p><code>${command}</code></p><p class="soft">${explanation.join(' ')}</p>`;
}

;// CONCATENATED MODULE: ./build/report/json.js
/** The report for machines: two spaces, keys in the model's order, a line end. */
function renderJson(report) {
    return jsonText(report);
}
/**
 * JSON in which no invisible character stands as itself and no line can be a command of the Actions runner (`##[`),
 * both by JSON's own escapes: parsed, it is the same value.
 */
function jsonText(value) {
    const text = JSON.stringify(value, null, 2);
    return `${text.replace(json_INVISIBLE, escaped).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\u005b')}\n`;
}
/** Not the line ends between values: JSON.stringify has already escaped those inside them. */
const json_INVISIBLE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
function escaped(character) {
    return Array.from({ length: character.length }, (_unused, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

;// CONCATENATED MODULE: ./build/report/escape-markdown.js
/** Text from outside as GitHub-flavoured Markdown: it looks like itself and does nothing. */

/** Where a cell or sentence gets too long to read. */
const LONGEST_TEXT = 500;
/** Never seen, but it keeps `@`, `#` and `://` from what would become a mention, a reference or a link. */
const BREAK = '\u200b';
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '|': '&#124;',
    '`': '&#96;',
    '\\': '&#92;',
};
/** What Markdown, GitHub's filters or the tables would act on; a digest after `name@` is left to be read. */
const SPECIAL = /^(?:[-+=]|\d+(?=[.)](?:\s|$)))|[&<>|`\\*_[\]~$#]|@(?!(?<=[A-Za-z0-9]@)sha(?:256|384|512):[0-9a-f])|:(?=\/\/)|\b(?:www(?=\.)|GH(?=-)|mailto(?=:)|xmpp(?=:))/gi;
/** Plain text, safe in a paragraph, a list item or a table cell, and inside `<details>`; one line. */
function escapeMarkdown(text, longest = LONGEST_TEXT) {
    return cutText(oneLine(text), longest).replace(SPECIAL, withoutPower);
}
/** A code span, in a table too. The fence is longer than every run of backticks inside. */
function codeSpan(text, longest = LONGEST_TEXT) {
    const shown = cutText(oneLine(text), longest);
    // a table would split at the bar, whatever span it stands in
    if (shown.includes('|'))
        return `<code>${escapeMarkdown(shown, longest)}</code>`;
    if (shown.trim() === '')
        return '<code> </code>';
    const runs = [...shown.matchAll(/`+/g)].map((run) => run[0].length);
    const fence = '`'.repeat(Math.max(0, ...runs) + 1);
    const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
    return `${fence}${pad}${shown}${pad}${fence}`;
}
function withoutPower(special, index) {
    const entity = ENTITIES[special];
    if (entity !== undefined)
        return entity;
    if ('*_[]~$'.includes(special))
        return `\\${special}`;
    if (special === '#')
        return `\\#${BREAK}`;
    // list markers only count where a line begins
    return index === 0 && /^[-+=\d]/.test(special) ? BREAK + special : special + BREAK;
}
function oneLine(text) {
    return makeVisible(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
}

;// CONCATENATED MODULE: ./build/report/drift/matrix-markdown.js
/** The matrix of drift as a GitHub table: one line per tag that differs, with what it means beside it. */




/** Sentences beside one tag; all of them are in the findings. */
const matrix_markdown_MOST_WORDS = 6;
const ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️' };
/** Nothing where the report has compared nothing. */
function matrixLines(report, mostRows) {
    const matrix = matrixOf(report);
    if (matrix === null)
        return [];
    const after = [equalText(matrix), changesText(matrix)]
        .filter((text) => text !== '')
        .map((text) => `${escapeMarkdown(text)}.`);
    const told = { before: [], rows: [], rowCount: 0, after: [...after, ''] };
    // That all is as wanted stands above already, unless somebody asked about nothing else.
    const isSaid = report.command !== 'drift' && changesText(matrix) === '';
    if (matrix.rows.length === 0)
        return isSaid ? [] : [told];
    return [
        {
            before: [
                `### ${formatCount(matrix.rows.length, 'tag differs', 'tags differ')}`,
                '',
                `| | ${['tag', ...matrix.columns].map((title) => escapeMarkdown(title)).join(' | ')} | what it means |`,
                `| ${['---', '---', ...matrix.columns.map(() => '---'), '---'].join(' | ')} |`,
            ],
            rows: matrix.rows.slice(0, mostRows).map(rowLine),
            rowCount: matrix.rows.length,
            after: [''],
        },
        { before: [], rows: [], rowCount: 0, after: [escapeMarkdown(LEGEND, LEGEND.length), ''] },
        told,
    ];
}
function rowLine(row) {
    const icon = row.severity === null ? '' : ICONS[row.severity];
    const name = `${codeSpan(row.name)}${row.isNew ? ' **new**' : ''}`;
    return `| ${[icon, name, ...row.cells.map(cellMarkdown), wordsMarkdown(row)].join(' | ')} |`;
}
function cellMarkdown({ label, isFall, digest, age, state }) {
    const parts = [
        `**${escapeMarkdown(label)}**${isFall ? ' ↓' : ''}`,
        ...(digest === null ? [] : [codeSpan(hexOf(digest))]),
        ...(age === null ? [] : [escapeMarkdown(age)]),
        ...(state === null || state === 'in-sync' ? [] : [`_${escapeMarkdown(state)}_`]),
    ];
    return parts.join(' ');
}
function wordsMarkdown({ words }) {
    const shown = words.slice(0, matrix_markdown_MOST_WORDS).map(({ text }) => escapeMarkdown(text));
    return [...shown, ...(words.length > matrix_markdown_MOST_WORDS ? [`… ${words.length - matrix_markdown_MOST_WORDS} more`] : [])].join('<br>');
}

;// CONCATENATED MODULE: ./build/report/markdown.js
/** The report as a job summary: what needs a person first, and never more than GitHub takes. */







/** GitHub drops a summary above 1 MiB as a whole. */
const LIMIT_BYTES = 900 * 1024;
/** Longer tables are not read, and GitHub takes seconds to show them. */
const markdown_MOST_ROWS = 200;
/** Room for the closing lines of a section. */
const RESERVED_BYTES = 300;
function renderMarkdown(report, limitBytes = LIMIT_BYTES) {
    const overview = overviewOf(report);
    const sections = [
        paragraph(`## ${statusIcon(report, overview)} ${escapeMarkdown(headline(report, overview))}`),
        ...errorSection(report),
        ...findingsSection(overview.attention),
        ...lockTables(report, 'full').map((table) => tableSection(table, `### ${table.title}`)),
        ...(report.error === null ? [paragraph(escapeMarkdown(totalsLine(report)))] : []),
        ...mirrorTables(overview).map((table) => tableSection(table, null)),
        ...matrixLines(report, markdown_MOST_ROWS),
        ...detailTables(overview).map((table) => tableSection(table, `### ${table.title}`)),
        ...foldedSection(formatCount(overview.notes.length, 'note'), overview.notes),
        ...foldedSection(formatCount(overview.accepted.length, 'accepted finding'), overview.accepted),
        ...hintSection(report),
    ];
    return fitted(sections, limitBytes);
}
function statusIcon(report, overview) {
    if (!report.ok)
        return '❌';
    return overview.isGreen ? '✅' : '⚠️';
}
function errorSection({ error }) {
    if (error === null)
        return [];
    const help = error.help === null ? [] : [escapeMarkdown(error.help)];
    return [
        paragraph([`**${escapeMarkdown(error.code)}**: ${escapeMarkdown(error.message, 2000)}`, ...help].join('<br>')),
    ];
}
function findingsSection(findings) {
    return findings.length === 0 ? [] : [list(['### Needs attention', ''], findings, [''])];
}
function foldedSection(title, findings) {
    if (findings.length === 0)
        return [];
    return [list([`<details><summary>${title}</summary>`, ''], findings, ['', '</details>', ''])];
}
function hintSection(report) {
    const [command, ...explanation] = pullHint(report);
    return command === undefined
        ? []
        : [
            paragraph(`To pull what was mirrored: ${codeSpan(command)}<br>${escapeMarkdown(explanation.join(' '))}`),
        ];
}
function paragraph(text) {
    return { before: [text, ''], rows: [], rowCount: 0, after: [] };
}
function list(before, findings, after) {
    return { before, rows: findings.slice(0, markdown_MOST_ROWS).map(findingItem), rowCount: findings.length, after };
}
const markdown_ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️' };
function findingItem(finding) {
    const mirror = finding.mirror === null ? '' : ` on ${codeSpan(finding.mirror)}`;
    const place = finding.file === null ? '' : ` (${codeSpan(markdown_positionOf(finding))})`;
    const others = finding.affectedCount > 1 ? ` – ${formatCount(finding.affectedCount, 'place')} affected` : '';
    const mended = finding.repaired === null ? '' : ` – mended from ${codeSpan(finding.repaired.from)}`;
    const help = finding.help === '' ? '' : `<br>${escapeMarkdown(finding.help)}`;
    const head = `- ${markdown_ICONS[finding.severity]} **${escapeMarkdown(finding.rule)}**${mirror}: `;
    return `${head}${escapeMarkdown(finding.message)}${place}${others}${mended}${help}`;
}
function markdown_positionOf({ file, line, column }) {
    return [file, line, column].filter((part) => part !== null).join(':');
}
function tableSection(table, heading) {
    const rows = table.rows(markdown_MOST_ROWS);
    const rules = table.columns.map((_column, index) => (rows[0]?.[index]?.kind === 'number' ? '--:' : '---'));
    return {
        before: [
            ...(heading === null ? [] : [heading, '']),
            `| ${table.columns.join(' | ')} |`,
            `| ${rules.join(' | ')} |`,
        ],
        rows: rows.map((cells) => `| ${cells.map(markdown_cellText).join(' | ')} |`),
        rowCount: table.rowCount,
        after: [''],
    };
}
function markdown_cellText(cell) {
    return cell.kind === 'code' ? codeSpan(cell.text) : escapeMarkdown(cell.text);
}
/** Sections in order, each cut to what is left; one that cannot even begin is left out. */
function fitted(sections, limitBytes) {
    const lines = [];
    let left = limitBytes;
    const add = (line) => {
        lines.push(line);
        left -= Buffer.byteLength(line) + 1;
    };
    for (const section of sections) {
        const frameBytes = Buffer.byteLength([...section.before, ...section.after].join('\n')) + RESERVED_BYTES;
        if (frameBytes > left)
            continue;
        section.before.forEach(add);
        const room = left - frameBytes;
        const shown = rowsThatFit(section.rows, room);
        section.rows.slice(0, shown).forEach(add);
        const more = section.rowCount - shown;
        if (more > 0)
            ['', `… ${more} more in the report`].forEach(add);
        section.after.forEach(add);
    }
    return `${lines.join('\n').trimEnd()}\n`;
}
function rowsThatFit(rows, roomBytes) {
    let left = roomBytes;
    const firstTooMany = rows.findIndex((row) => {
        left -= Buffer.byteLength(row) + 1;
        return left < 0;
    });
    return firstTooMany < 0 ? rows.length : firstTooMany;
}

;// CONCATENATED MODULE: ./build/report/redact-report.js
/** Only free text is touched. Names and digests stay exact: they come from the user's files, not from answers. */
function redactReport(report, redact) {
    return {
        ...report,
        images: report.images.map((image) => ({
            ...image,
            mirrors: image.mirrors.map((row) => redactRow(row, redact)),
        })),
        lockChanges: report.lockChanges?.map((change) => ({
            ...change,
            unread: change.unread === null ? null : redact(change.unread),
        })) ?? null,
        findings: report.findings.map((finding) => ({
            ...finding,
            message: redact(finding.message),
            help: redact(finding.help),
        })),
        error: report.error === null
            ? null
            : {
                ...report.error,
                message: redact(report.error.message),
                help: report.error.help === null ? null : redact(report.error.help),
            },
    };
}
function redactRow(row, redact) {
    const { driftDetail, reason } = row;
    return {
        ...row,
        reason: redact(reason),
        driftDetail: driftDetail === null ? null : { ...driftDetail, reason: redact(driftDetail.reason) },
    };
}

;// CONCATENATED MODULE: ./build/report/sarif.js
/** Findings as SARIF 2.1.0 for code scanning. */




/** Code scanning shows no more of one run. */
const MOST_RESULTS = 5_000;
const FINGERPRINT = 'mirrorAction/v1';
const DEFAULT_FILE = 'mirror.yaml';
/** Findings without a place of their own stand at their image in the mirror manifest. */
function renderSarif(report, options = {}) {
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
                results: findings.map((finding) => resultOf(finding, placeOf(finding), fingerprintOf(finding), options.root)),
            },
        ],
    });
}
function rulesOf(findings) {
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
function isKnownRule(id) {
    return Object.hasOwn(RULES, id);
}
function resultOf(finding, place, fingerprint, root) {
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
function placeFinder(report) {
    const images = new Map();
    for (const image of report.images) {
        for (const name of [image.source, ...image.mirrors.map((row) => row.target)]) {
            if (!images.has(name))
                images.set(name, image);
        }
    }
    const top = { file: report.inputs.manifest?.path ?? DEFAULT_FILE, line: 1, column: null };
    return (finding) => {
        if (finding.file !== null)
            return { file: finding.file, line: finding.line ?? 1, column: finding.column };
        const image = images.get(finding.source ?? '') ?? images.get(finding.target ?? '');
        return image === undefined ? top : { file: image.file, line: image.line, column: null };
    };
}
/** The same finding keeps its fingerprint when lines move; two alike in one run are counted. */
function fingerprinter() {
    const seen = new Map();
    return ({ rule, file, source, mirror, target, digest, message }) => {
        const words = source === null && mirror === null ? message : '';
        const hash = (0,external_node_crypto_.createHash)('sha256')
            .update(JSON.stringify([rule, file, source, mirror, target, digest, words]))
            .digest('hex');
        const count = (seen.get(hash) ?? 0) + 1;
        seen.set(hash, count);
        return `${hash}:${count}`;
    };
}
/** Relative to the repository where the file lies in it. */
function locationOf(file, root) {
    const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    const base = root === undefined ? null : `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/`;
    const inside = base !== null && path.startsWith(base) ? path.slice(base.length) : path;
    if (inside.startsWith('/'))
        return { uri: `file://${encoded(inside)}` };
    return { uri: encoded(inside), uriBaseId: 'SRCROOT' };
}
function encoded(path) {
    return path
        .split('/')
        .map((part) => encodeURIComponent(part.toWellFormed()))
        .join('/');
}

;// CONCATENATED MODULE: ./build/report/drift/matrix-text.js
/** The matrix of drift for a terminal: a table where it fits, else one line per cell. */




const NARROWEST_NAME = 20;
const WIDEST_NAME = 70;
const WIDTH_OF_LOGS = 160;
const matrix_text_MOST_WORDS = 6;
const LONGEST_WORDS = 500;
const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' };
/** Nothing where the report has compared nothing. */
function matrixText(report, options) {
    const matrix = matrixOf(report);
    if (matrix === null)
        return [];
    const { style, mostRows } = options;
    const told = [equalText(matrix), changesText(matrix)].filter((text) => text !== '').map(makeVisible);
    if (matrix.rows.length === 0)
        return told;
    const left = matrix.rows.length - mostRows;
    return [
        style('bold', formatCount(matrix.rows.length, 'tag differs', 'tags differ')),
        ...rowsText({ ...matrix, rows: matrix.rows.slice(0, mostRows) }, options),
        ...(left > 0 ? [`… ${left} more in the report`] : []),
        ...told,
        style('dim', LEGEND),
    ];
}
/** How much of a cell is shown, from all of it to what one has to know. */
const DETAILS = [
    cellText,
    (cell) => cellText({ ...cell, age: null }),
    (cell) => cellText({ ...cell, age: null, digest: null }),
];
function rowsText(matrix, options) {
    const width = options.width ?? WIDTH_OF_LOGS;
    const longestName = Math.max(...matrix.rows.map(({ name }) => makeVisible(name).length));
    for (const detail of DETAILS) {
        const widths = matrix.columns.map((title, column) => Math.max(visibleLength(title), ...matrix.rows.map(({ cells }) => visibleLength(textOf(cells[column], detail)))));
        const room = width - widths.reduce((sum, one) => sum + one + 2, 0);
        if (room >= Math.min(longestName, NARROWEST_NAME))
            return matrix_text_table(matrix, {
                ...options,
                detail,
                widths,
                nameWidth: Math.min(longestName, room, WIDEST_NAME),
            });
    }
    return matrix.rows.flatMap((row) => [
        options.style('bold', makeVisible(row.name)),
        ...stacked(row, matrix.columns),
        ...wordsLines(row, options),
    ]);
}
function matrix_text_table({ columns, rows }, layout) {
    const { style, detail, widths, nameWidth } = layout;
    const line = (name, cells) => [padded(name, nameWidth), ...cells.map((cell, column) => padded(cell, widths[column] ?? 0))]
        .join('  ')
        .trimEnd();
    const head = style('dim', line('tag', columns.map(makeVisible)));
    return [
        head,
        ...rows.flatMap((row) => {
            const text = line(cutHead(makeVisible(row.name), nameWidth), row.cells.map((cell) => textOf(cell, detail)));
            const told = row.severity === null ? text : style(COLOURS[row.severity], text);
            return [told, ...wordsLines(row, layout)];
        }),
    ];
}
function stacked({ cells }, columns) {
    return cells.map((cell, column) => `  ${makeVisible(columns[column] ?? '')}: ${makeVisible(cellText(cell))}`);
}
function wordsLines({ words, isNew }, { style }) {
    const left = words.length - matrix_text_MOST_WORDS;
    return [
        ...words.slice(0, matrix_text_MOST_WORDS).map(({ severity, text }) => {
            const lead = severity === null ? '' : `${style(COLOURS[severity], severity)} `;
            return `  ${lead}${style('dim', cutText(makeVisible(text), LONGEST_WORDS))}`;
        }),
        ...(left > 0 ? [`  … ${left} more`] : []),
        ...(isNew && words.length === 0 ? ['  new'] : []),
    ];
}
/** What tells names apart stands at their end. */
function cutHead(name, width) {
    const characters = [...name];
    return characters.length <= width ? name : `…${characters.slice(1 - width).join('')}`;
}
function textOf(cell, detail) {
    return cell === undefined ? '' : makeVisible(detail(cell));
}
function padded(text, width) {
    return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}
function visibleLength(text) {
    return [...makeVisible(text)].length;
}

;// CONCATENATED MODULE: ./build/report/text.js
/** The report for a terminal: same order as the summary, aligned, in colours where there are any. */







const text_MOST_ROWS = 40;
const WIDEST_CELL = 90;
const LONGEST_MESSAGE = 1000;
function renderText(report, { style, mostRows = text_MOST_ROWS, width = null }) {
    const overview = overviewOf(report);
    const findings = [...overview.attention, ...overview.notes];
    const blocks = [
        [headlineText(report, overview, style), ...errorLines(report)],
        findingLines(findings, style, mostRows),
        ...(hasMirrorsToCompare(overview) ? mirrorTables(overview) : []).map((table) => tableLines(table, style, mostRows)),
        ...lockTables(report, 'short').map((table) => [
            style('bold', table.title),
            ...tableLines(table, style, mostRows),
        ]),
        matrixText(report, { style, mostRows, width }),
        ...detailTables(overview).map((table) => [
            style('bold', table.title),
            ...tableLines(table, style, mostRows),
        ]),
        report.error === null ? [makeVisible(totalsLine(report)), ...acceptedLine(overview)] : [],
        hintLines(report, style),
    ];
    const shown = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
    return `${shown.join('\n\n')}\n`;
}
/** One mirror that is as wanted says no more than the totals do. */
function hasMirrorsToCompare({ mirrors, isGreen }) {
    return mirrors.length > 1 || (mirrors.length === 1 && !isGreen);
}
function headlineText(report, overview, style) {
    const colour = report.ok ? (overview.isGreen ? 'green' : 'yellow') : 'red';
    return style('bold', style(colour, makeVisible(headline(report, overview))));
}
function errorLines({ error }) {
    if (error === null)
        return [];
    const help = error.help === null ? [] : [makeVisible(error.help)];
    return [error.message, ...help].map((line) => makeVisible(line));
}
const text_COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' };
function findingLines(findings, style, mostRows) {
    const lines = findings.slice(0, mostRows).flatMap((finding) => {
        const head = `${style(text_COLOURS[finding.severity], finding.severity)} ${makeVisible(finding.rule)}${placeOf(finding)}`;
        const others = finding.affectedCount > 1 ? ` (${formatCount(finding.affectedCount, 'place')} affected)` : '';
        const message = `  ${makeVisible(cutText(finding.message, LONGEST_MESSAGE))}${others}`;
        return [head, message, ...(finding.help === '' ? [] : [style('dim', `  ${makeVisible(finding.help)}`)])];
    });
    return [...lines, ...moreLine(findings.length - mostRows)];
}
function placeOf(finding) {
    const position = [finding.file, finding.line, finding.column].filter((part) => part !== null).join(':');
    const mirror = finding.mirror === null ? '' : ` on ${makeVisible(finding.mirror)}`;
    return `${mirror}${position === '' ? '' : ` ${makeVisible(position)}`}`;
}
function tableLines(table, style, mostRows) {
    const rows = table.rows(mostRows).map((cells) => cells.map(text_cellText));
    const widths = table.columns.map((column, index) => Math.max(column.length, ...rows.map((cells) => cells[index]?.text.length ?? 0)));
    const line = (cells) => cells
        .map((cell, index) => text_padded(cell, widths[index] ?? 0))
        .join('  ')
        .trimEnd();
    const kinds = table.rows(1)[0]?.map((cell) => cell.kind) ?? [];
    const head = table.columns.map((column, index) => ({ kind: kinds[index] ?? 'text', text: column }));
    return [style('dim', line(head)), ...rows.map(line), ...moreLine(table.rowCount - mostRows)];
}
function text_cellText(cell) {
    return { kind: cell.kind, text: cutText(makeVisible(cell.text), WIDEST_CELL) };
}
function text_padded(cell, width) {
    return cell.kind === 'number' ? cell.text.padStart(width) : cell.text.padEnd(width);
}
function moreLine(count) {
    return count > 0 ? [`… ${count} more in the report`] : [];
}
function acceptedLine({ accepted }) {
    return accepted.length === 0 ? [] : [`${formatCount(accepted.length, 'accepted finding')} not shown`];
}
function hintLines(report, style) {
    const [command, ...explanation] = pullHint(report);
    if (command === undefined)
        return [];
    return ['To pull what was mirrored:', `  ${style('bold', makeVisible(command))}`, ...explanation];
}

;// CONCATENATED MODULE: ./build/commands/outputs.js
const OUTPUTS = [
    output('ok', 'true when there is no error and nothing failed or was refused, whatever fail-on says', ({ ok }) => ok),
    output('copied', 'Images copied, counted once per mirror', ({ totals }) => totals.copied),
    output('up-to-date', 'Images that were as wanted already, counted once per mirror', ({ totals }) => totals.upToDate),
    output('repaired', 'Images of which missing or damaged content was brought back', ({ totals }) => totals.repaired),
    output('failed', 'Images that could not be copied', ({ totals }) => totals.failed),
    output('refused', 'Images for which a rule forbade the step', ({ totals }) => totals.refused),
    output('deferred', 'Images that were not reached before the run was stopped', ({ totals }) => totals.deferred),
    output('drifted', 'Images whose tag is not what is wanted on a mirror', (report) => rowsWith(report, ({ drift }) => drift !== null && drift !== 'in-sync')),
    output('incomplete', 'Images of which content is known to be missing or damaged', (report) => rowsWith(report, ({ complete, outcome }) => complete === false || outcome === 'incomplete')),
    output('errors', 'Findings of severity error', ({ totals }) => totals.errors),
    output('warnings', 'Findings of severity warning', ({ totals }) => totals.warnings),
    output('report', 'Path of the JSON report', (_report, { json }) => json ?? ''),
    output('html', 'Path of the HTML report, where one was asked for', (_report, { html }) => html ?? ''),
    output('sarif', 'Path of the SARIF file, where one was asked for', (_report, { sarif }) => sarif ?? ''),
];
function output(name, description, read) {
    return { name, description, read };
}
function rowsWith({ images }, test) {
    return images.flatMap(({ mirrors }) => mirrors).filter(test).length;
}

;// CONCATENATED MODULE: ./build/commands/publish.js
/** Shows a report everywhere it was asked for. */








/** Writes every rendering, prints the text, sets outputs. Returns false when something could not be written; everything else
 *  is written all the same. */
async function publish(unmasked, options, host) {
    const report = redactReport(unmasked, (text) => host.redact(text));
    const written = [
        await write(options.json, () => renderJson(report), host),
        await write(options.summary, () => renderMarkdown(report), host),
        await write(options.html, () => renderHtml(report), host),
        await write(options.sarif, () => renderSarif(report), host),
    ];
    showText(report, options, host);
    host.annotate(report.findings.map(asFinding));
    const areOutputsSet = setOutputs(report, options, host);
    if (host.kind === 'action')
        await host.writeSummary(renderMarkdown(report));
    return written.every(Boolean) && areOutputsSet;
}
async function write(path, render, host) {
    if (path === null)
        return true;
    try {
        if (path === '-')
            await host.writeStdout(render());
        else
            await host.files.writeText(path, render());
        return true;
    }
    catch (error) {
        host.log.error(`cannot write ${path}: ${describeError(toMirrorError(error))}`);
        return false;
    }
}
function showText(report, { quiet }, host) {
    if (quiet && report.ok)
        return;
    const { display } = host;
    const { columns: width } = display;
    display.show(renderText(report, { style: (name, text) => display.style(name, text), width }));
}
function setOutputs(report, options, host) {
    try {
        for (const { name, read } of OUTPUTS)
            host.setOutput(name, String(read(report, options)));
        return true;
    }
    catch (error) {
        host.log.error(describeError(toMirrorError(error)));
        return false;
    }
}
/** Back from the report, where secrets are masked and rules applied. */
function asFinding(told) {
    const { rule, severity, message, help, source, mirror, target, digest, accepted, file, line, column } = told;
    return {
        rule: rule,
        severity,
        message,
        help,
        accepted,
        affectedCount: told.affectedCount,
        ...(source === null ? {} : { source }),
        ...(mirror === null ? {} : { mirror }),
        ...(target === null ? {} : { target }),
        ...(digest === null ? {} : { digest }),
        ...(file === null || line === null ? {} : { at: { file, line, column: column ?? 1 } }),
    };
}

;// CONCATENATED MODULE: ./build/commands/demo-stage.js
/** Where the demo's story is played: runs the real commands, keeps their reports, tells the audience. */


/** Thrown when a step did not end as the story says. */
class WentOtherwise extends Error {
}
class DemoStage {
    folder;
    #door;
    #reports = 0;
    constructor(door, folder) {
        this.#door = door;
        this.folder = folder;
    }
    /** Runs a command as a user in the folder would, and keeps its report there. */
    async play(command, options = {}) {
        const lines = [];
        const host = quietHost(this.#door.host, (line) => lines.push(line.replaceAll(`${this.folder}/`, '')));
        this.#reports += 1;
        const report = (0,external_node_path_.join)(this.folder, `report-${this.#reports}-${command.name}`);
        const own = {
            ...this.#door.options,
            manifest: (0,external_node_path_.join)(this.folder, 'mirror.yaml'),
            state: (0,external_node_path_.join)(this.folder, 'state'),
            json: `${report}.json`,
            summary: `${report}.md`,
            html: `${report}.html`,
            ...options,
        };
        const door = { ...this.#door, host, options: own, positionals: [], startedAtMs: host.clock.now() };
        const end = await command.run(door);
        this.#door.signal.throwIfAborted();
        if (end.report === null)
            throw new WentOtherwise(`${command.name} made no report`);
        const isWritten = await publish(end.report, own, host);
        this.expect(isWritten, `the reports of ${command.name} are written`);
        return { report: end.report, exitCode: end.exitCode, lines };
    }
    /** Shows lines to the audience. */
    tell(...lines) {
        if (!this.#door.options.quiet)
            this.#door.host.display.show(lines.join('\n'));
    }
    style(name, text) {
        return this.#door.host.display.style(name, text);
    }
    /** Throws WentOtherwise unless what the story says came true. */
    expect(cameTrue, what) {
        if (!cameTrue)
            throw new WentOtherwise(`the demo expected: ${what}`);
    }
}
/** The same host with nobody watching: the demo tells what matters by itself. */
function quietHost(host, onInfo) {
    const nothing = () => undefined;
    const nothingYet = async () => undefined;
    return {
        ...host,
        log: { ...host.log, info: onInfo, group: (_title, work) => work() },
        display: { ...host.display, show: nothing },
        showProgress: () => nothing,
        annotate: nothing,
        setOutput: nothing,
        writeSummary: nothingYet,
        restoreState: nothingYet,
        saveState: nothingYet,
    };
}

;// CONCATENATED MODULE: ./build/commands/demo-world.js
const ARCHITECTURES = ['amd64', 'arm64'];
/** The layer that all images begin with: it is read once and mounted where it is needed again. */
const BASE = { path: 'usr/lib/os-release', text: 'NAME="Demo OS"', sizeBytes: 300_000 };
async function startWorld(servers) {
    const started = [];
    const close = async () => {
        await Promise.all(started.map((registry) => registry.close()));
    };
    const start = async () => {
        const registry = await servers.startEmbedded();
        started.push(registry);
        return registry;
    };
    try {
        const source = await start();
        const eu = await start();
        const us = await start();
        const os = await source.push('base/os', '24.04', { architectures: ARCHITECTURES, layers: [BASE] });
        for (const tag of ['1.9.0', '2.0.0', '2.1.0'])
            await source.push('shop/api', tag, program('api', tag));
        await pushWeb(source, 'first build');
        return { source, eu, us, manifest: manifestOf({ source, eu, us, os }), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
/** Pushes `shop/web:1.4`; another `build` makes the tag move. */
function pushWeb(source, build) {
    return source.push('shop/web', '1.4', program('web', build));
}
function program(name, version) {
    const layer = { path: `usr/bin/${name}`, text: `${name} ${version}`, sizeBytes: 120_000 };
    return { architectures: ARCHITECTURES, layers: [BASE, layer] };
}
function manifestOf({ source, eu, us, os }) {
    return `version: 1
mirrors:
  - { name: eu, target: "${eu.address}/mirror" }
  - { name: us, target: "${us.address}/mirror" }
images:
  - source: ${source.address}/shop/web
    tags: ["1.4"]
    allowMirrorByTags: true              # mirrors get this tag too; others only digests
  - source: ${source.address}/shop/api
    select: { semver: ">=2.0.0", latest: 2 }
  - ${source.address}/base/os:24.04@${os.digest}
`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./build/files/lockfile-schema.js
/** The shape of `mirror.lock.yaml`, version 1: what `readLockFile` accepts and `schema/lock.schema.json` says. */

/** Times are UTC to the second or finer, as `lock` writes them. */
const TIME_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$';
/** How many earlier digests of a tag the lock remembers. */
const MOST_PREVIOUS = 10;
const lockfile_schema_digest = schemas/* string */.YjP().describe('sha256:HEX, sha384:HEX or sha512:HEX.');
const since = schemas/* string */.YjP().meta({ description: 'When this digest was accepted, UTC.', pattern: TIME_PATTERN });
const entry = schemas/* strictObject */.rej({
    digest: lockfile_schema_digest,
    since,
    previous: schemas/* array */.YOg(schemas/* strictObject */.rej({ digest: lockfile_schema_digest, since }))
        .max(MOST_PREVIOUS)
        .describe('Earlier digests, newest first.')
        .optional(),
})
    .describe('What the tag is locked to.');
const selection = schemas/* strictObject */.rej({
    select: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]))
        .describe('The selection as the mirror manifest had it.'),
    tags: schemas/* array */.YOg(schemas/* string */.YjP()).describe('The tags it gave.'),
})
    .describe('What a selection gave.');
const lockFileSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this file format.'),
    tags: schemas/* record */.g1P(schemas/* string */.YjP(), entry)
        .describe('Unpinned and selected tags by canonical name, sorted.')
        .optional(),
    selections: schemas/* record */.g1P(schemas/* string */.YjP(), selection)
        .describe('Selections by source repository, sorted.')
        .optional(),
})
    .meta({
    title: 'Mirror lock',
    description: 'The digests that tags were resolved to (written by mirror-action lock, version 1).',
});

;// CONCATENATED MODULE: ./build/files/yaml-text.js
/** Text as one YAML scalar, plain wherever YAML can read it as nothing else. */
/** References, hosts and names stay plain; what could be a number, a keyword or a bracket stands in double quotes. */
function yamlText(text) {
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text) &&
        !text.endsWith(':') &&
        (text.includes('/') || /^[A-Za-z].*[.:-]/.test(text));
    return isPlain ? text : JSON.stringify(text);
}

;// CONCATENATED MODULE: ./build/files/lockfile.js


const SELECT_KEY = /^(semver|include|exclude|latest)$/;
/** A lock with nothing in it, to be written to `path`. */
function emptyLock(path) {
    return { path, sha256: '', tags: new Map(), selections: new Map() };
}
/** The exact text of a lock: one line per tag, sorted by bytes, so that a line changes only when its digest does. */
function formatLockFile(lock) {
    const tags = section('tags', lock.tags, formatEntry);
    const selections = lock.selections.size === 0 ? '' : section('selections', lock.selections, formatSelection);
    return `version: 1\n${tags}${selections}`;
}
function section(name, entries, format) {
    if (entries.size === 0)
        return `${name}: {}\n`;
    const lines = [...entries]
        .map(([key, value]) => ({ key, bytes: Buffer.from(key), value }))
        .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
        .map(({ key, value }) => `  ${yamlText(key)}: ${format(value)}\n`);
    return `${name}:\n${lines.join('')}`;
}
function formatEntry({ digest, since, previous }) {
    const earlier = previous.slice(0, MOST_PREVIOUS).map((locked) => `{ ${formatLocked(locked)} }`);
    return `{ ${formatLocked({ digest, since })}${earlier.length === 0 ? '' : `, previous: [${earlier.join(', ')}]`} }`;
}
function formatLocked({ digest, since }) {
    return `digest: ${JSON.stringify(digest)}, since: ${since}`;
}
function formatSelection({ select, tags }) {
    const written = Object.entries(select).map(([key, value]) => `${SELECT_KEY.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const selected = written.length === 0 ? '{}' : `{ ${written.join(', ')} }`;
    return `{ select: ${selected}, tags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}] }`;
}

;// CONCATENATED MODULE: ./build/oci/reference-grammar.js
/**
 * The grammar of image references (distribution/reference), one question per function: why is this text not what it
 * should be? Null means that it is. Every length is checked before a pattern runs, and every pattern is linear.
 */

/** Host and path together: the older of the two limits in use (containerd up to 1.7, docker/distribution). */
const LONGEST_NAME = 255;
const reference_grammar_LONGEST_TAG = 128;
/** More than name, tag and digest at their longest (520); beyond it no part is looked at. */
const reference_grammar_LONGEST_TEXT = 1024;
const HIGHEST_PORT = 65535;
/** Why no reference, repository or host can be read from `text`, whatever its parts are. */
function whyTextIsUnusable(text) {
    if (text === '')
        return 'it is empty';
    if (text.length > reference_grammar_LONGEST_TEXT)
        return `it is too long: ${text.length} characters`;
    if (/\s/.test(text))
        return `it has white space in it: ${quoted(text)}`;
    const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0];
    if (scheme !== undefined)
        return `it is written without a scheme; leave ${quoted(scheme)} away`;
    const stranger = /[^!-~]/u.exec(text)?.[0];
    return stranger === undefined ? null : `the character ${quoted(stranger)} cannot stand in it`;
}
/** Why `host` and `path` are too long as one name, or null. */
function whyNameIsTooLong(host, path) {
    const length = host.length + 1 + path.length;
    if (length <= LONGEST_NAME)
        return null;
    return `host and path together are ${length} characters long, at most ${LONGEST_NAME} are allowed`;
}
/** Why `text` is not `host[:port]`; an IPv6 address stands in brackets. */
function whyHostIsInvalid(text) {
    if (text === '')
        return 'the registry host is missing';
    if (text.length > LONGEST_NAME)
        return `the registry host is too long: ${text.length} characters`;
    const { name, port } = splitPort(text);
    return whyHostNameIsInvalid(name) ?? whyPortIsInvalid(port) ?? whyAddressIsInvalid(text);
}
/** Why `path` is not a repository path: components of lower case letters and digits, joined by `/`. */
function whyPathIsInvalid(path) {
    if (path === '')
        return 'the repository name is missing';
    if (path.length > LONGEST_NAME) {
        return `the repository path is ${path.length} characters long, at most ${LONGEST_NAME} are allowed`;
    }
    if (/[A-Z]/.test(path)) {
        return `the repository path ${quoted(path)} has upper case letters; it must be lower case`;
    }
    for (const component of path.split('/')) {
        const why = whyComponentIsInvalid(component, path);
        if (why !== null)
            return why;
    }
    return null;
}
/** Why `text` is not a tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`. */
function whyTagIsInvalid(text) {
    if (text === '')
        return 'the tag is missing';
    if (text.length > reference_grammar_LONGEST_TAG) {
        return `the tag is ${text.length} characters long, at most ${reference_grammar_LONGEST_TAG} are allowed`;
    }
    const stranger = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
    if (stranger !== undefined)
        return `the tag ${quoted(text)} has the character ${quoted(stranger)} in it`;
    return /^[.-]/.test(text) ? `the tag ${quoted(text)} starts with ${quoted(text.slice(0, 1))}` : null;
}
function splitPort(host) {
    const afterBracket = host.startsWith('[') ? Math.max(host.indexOf(']'), 0) : 0;
    const colon = host.indexOf(':', afterBracket);
    return colon < 0 ? { name: host, port: null } : { name: host.slice(0, colon), port: host.slice(colon + 1) };
}
function whyHostNameIsInvalid(name) {
    if (name === '')
        return 'the registry host is missing; an IPv6 address is written in brackets, [::1]';
    if (name.startsWith('[')) {
        return /^\[[0-9A-Fa-f:]+\]$/.test(name) ? null : `${quoted(name)} is not an IPv6 address in brackets`;
    }
    const stranger = /[^A-Za-z0-9.-]/u.exec(name)?.[0];
    if (stranger !== undefined) {
        return `the registry host ${quoted(name)} has the character ${quoted(stranger)} in it`;
    }
    const labels = name.split('.');
    if (labels.includes(''))
        return `the registry host ${quoted(name)} has an empty part between its dots`;
    const bad = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
    return bad === undefined
        ? null
        : `the part ${quoted(bad)} of the registry host ${quoted(name)} starts or ends with "-"`;
}
function whyPortIsInvalid(port) {
    if (port === null)
        return null;
    if (port === '')
        return 'the port is missing after ":"';
    const isPort = /^[0-9]+$/.test(port) && Number(port) <= HIGHEST_PORT;
    return isPort ? null : `${quoted(port)} is not a port; ports are numbers from 0 to ${HIGHEST_PORT}`;
}
/** Catches what looks like an address and is none (`256.1.1.1`, `[1::2::3]`): no connection could be made to it. */
function whyAddressIsInvalid(host) {
    return URL.canParse(`http://${host}/`) ? null : `${quoted(host)} is not an address`;
}
function whyComponentIsInvalid(component, path) {
    if (component === '')
        return `the repository path ${quoted(path)} has an empty component`;
    const stranger = /[^a-z0-9._-]/u.exec(component)?.[0];
    if (stranger !== undefined) {
        return `the repository path ${quoted(path)} has the character ${quoted(stranger)} in it`;
    }
    if (/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component))
        return null;
    return (`the component ${quoted(component)} of a repository path starts and ends with a letter or digit, ` +
        'with a single ".", "_", "__" or any number of "-" in between');
}

;// CONCATENATED MODULE: ./build/oci/reference.js
/** Image references by Docker's rules (distribution/reference, ParseDockerRef). */



const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
/** Where the registry named `docker.io` really answers. */
const DOCKER_HUB_API = 'registry-1.docker.io';
/**
 * The reference in `text`, normalised: `redis` is `docker.io/library/redis`. No default tag is applied, and a tag
 * beside a digest is kept. Source: ParseDockerRef; host and path together are limited to 255 characters.
 */
function parseReference(text) {
    const unusable = whyTextIsUnusable(text) ?? whyImageId(text);
    if (unusable !== null)
        return refused(unusable);
    const { host, remainder } = splitHost(text);
    const { path: written, tag, digest } = splitSuffixes(remainder);
    const path = host === DOCKER_HUB ? withLibrary(written) : written;
    const why = whyHostIsInvalid(host) ?? whyWrittenPathIsInvalid(written, path) ?? whyNameIsTooLong(host, path);
    if (why !== null)
        return refused(why);
    if (tag !== null && !isTag(tag))
        return refused(whyTagIsInvalid(tag));
    if (digest !== null && !isDigest(digest))
        return refused(whyNotDigest(digest));
    return { ok: true, value: { host, path, tag, digest } };
}
/** `reference` with tag `latest` where it has neither tag nor digest. */
function withDefaultTag(reference) {
    return reference.tag === null && reference.digest === null
        ? { ...reference, tag: 'latest' }
        : reference;
}
/** Like `parseReference`, for places where neither tag nor digest may stand. `host:5000` is a name with a tag. */
function parseRepository(text) {
    const parsed = parseReference(text);
    if (!parsed.ok)
        return parsed;
    const { host, path, tag, digest } = parsed.value;
    if (tag !== null)
        return refused(`a repository is meant here, without the tag "${tag}"`);
    if (digest !== null)
        return refused('a repository is meant here, without a digest');
    return { ok: true, value: { host, path } };
}
function parseTag(text) {
    return isTag(text) ? { ok: true, value: text } : refused(whyTagIsInvalid(text));
}
function isTag(text) {
    return whyTagIsInvalid(text) === null;
}
/** `host[:port]`, also a single label or `[::1]:5000`; `index.docker.io` becomes `docker.io`. */
function parseHost(text) {
    const why = whyTextIsUnusable(text) ?? whyHasPath(text) ?? whyHostIsInvalid(text);
    return why === null ? { ok: true, value: canonicalHost(text) } : refused(why);
}
/**
 * `host[:port][/prefix]`. The first part is always the host, so it must be one that references can name: `localhost`,
 * or a name with a dot or a port. `prefix` is '' where none is written.
 */
function parseTarget(text) {
    const unusable = whyTextIsUnusable(text);
    if (unusable !== null)
        return refused(unusable);
    const slash = text.indexOf('/');
    const first = slash < 0 ? text : text.slice(0, slash);
    const prefix = slash < 0 ? '' : text.slice(slash + 1);
    const why = whyHostIsInvalid(first) ?? whyNotTargetHost(first);
    if (why !== null)
        return refused(why);
    const host = canonicalHost(first);
    const whyPrefix = slash < 0 ? null : (whyPrefixIsInvalid(prefix) ?? whyNameIsTooLong(host, prefix));
    return whyPrefix === null ? { ok: true, value: { host, prefix } } : refused(whyPrefix);
}
/** `docker.io/library/redis` */
function formatRepository(repository) {
    return `${repository.host}/${repository.path}`;
}
/** `docker.io/library/redis:7.4@sha256:…`, with what the reference has of tag and digest. */
function formatReference(reference) {
    const tag = reference.tag === null ? '' : `:${reference.tag}`;
    const digest = reference.digest === null ? '' : `@${reference.digest}`;
    return `${formatRepository(reference)}${tag}${digest}`;
}
/** Whether `host[:port]` is this machine: `localhost`, `*.localhost`, `127.0.0.0/8` in any spelling, `[::1]`. */
function isLoopbackHost(host) {
    if (whyHostIsInvalid(host) !== null)
        return false;
    const { hostname } = new URL(`http://${host}/`);
    return /(?:^|\.)localhost$/.test(hostname) || /^127(?:\.[0-9]+){3}$/.test(hostname) || hostname === '[::1]';
}
/** The host that answers API requests for `host`: Docker Hub's is not the one in its references. */
function apiHost(host) {
    return canonicalHost(host) === DOCKER_HUB ? DOCKER_HUB_API : host;
}
function refused(why) {
    return { ok: false, why: why ?? 'it cannot be read' };
}
function whyImageId(text) {
    return /^[a-f0-9]{64}$/.test(text)
        ? '64 hex digits alone are an image ID, not a reference; write NAME@sha256: before them'
        : null;
}
/** What stands before the first `/` is the host only if it looks like one; else all of it is a Docker Hub path. */
function splitHost(text) {
    const slash = text.indexOf('/');
    const first = text.slice(0, Math.max(slash, 0));
    const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
    if (!isHost)
        return { host: DOCKER_HUB, remainder: text };
    return { host: canonicalHost(first), remainder: text.slice(slash + 1) };
}
function splitSuffixes(remainder) {
    const at = remainder.indexOf('@');
    const digest = at < 0 ? null : remainder.slice(at + 1);
    const name = at < 0 ? remainder : remainder.slice(0, at);
    const colon = name.indexOf(':');
    return colon < 0
        ? { path: name, tag: null, digest }
        : { path: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}
function withLibrary(path) {
    return path.includes('/') ? path : `library/${path}`;
}
/** Speaks of the path as it was written where that is what is wrong, not of the one with `library/` before it. */
function whyWrittenPathIsInvalid(written, path) {
    return whyPathIsInvalid(written) ?? whyPathIsInvalid(path);
}
function whyHasPath(text) {
    return text.includes('/') ? 'a host with an optional port is meant here, without a path' : null;
}
function whyNotTargetHost(first) {
    if (first === 'localhost' || /[.:]/.test(first))
        return null;
    return (`"${first}" is not taken for a registry host, because it has no dot and no port; ` +
        `write HOST:PORT, for example "${first}:443"`);
}
function whyPrefixIsInvalid(prefix) {
    if (prefix === '')
        return 'nothing stands after the "/"';
    if (/[:@]/.test(prefix))
        return 'a host and a path prefix are meant here, without tag or digest';
    return whyPathIsInvalid(prefix);
}
function canonicalHost(host) {
    return host === DOCKER_HUB_LEGACY ? DOCKER_HUB : host;
}

;// CONCATENATED MODULE: ./build/mirror/history.js

/** Sightings kept for one tag. */
const SIGHTINGS_LIMIT = 30;
/** Accepted digests kept for one tag. */
const ACCEPTED_LIMIT = 20;
/** History by canonical source tag, `docker.io/library/redis:7.4`. */
class History {
    #byTag;
    constructor(entries = []) {
        this.#byTag = new Map(entries);
    }
    get isEmpty() {
        return this.#byTag.size === 0;
    }
    of(sourceTag) {
        return this.#byTag.get(sourceTag) ?? { seen: [], accepted: null, acceptedBefore: [] };
    }
    /** Notes that the source serves `digest` for `sourceTag` at `nowMs`. Only the first sighting of a digest counts. */
    see(sourceTag, digest, nowMs) {
        const known = this.of(sourceTag);
        if (known.seen.some((sighting) => sighting.digest === digest))
            return;
        this.#byTag.set(sourceTag, {
            ...known,
            seen: [{ digest, sinceMs: nowMs }, ...known.seen].slice(0, SIGHTINGS_LIMIT),
        });
    }
    accept(sourceTag, digest) {
        const known = this.of(sourceTag);
        if (known.accepted === digest)
            return;
        const before = acceptedOf(known).filter((other) => other !== digest);
        this.#byTag.set(sourceTag, {
            ...known,
            accepted: digest,
            acceptedBefore: before.slice(0, ACCEPTED_LIMIT - 1),
        });
    }
    /** The tags of a repository that something was ever accepted for, by canonical `host/repository`. */
    acceptedTags(repository) {
        return [...this.#byTag].flatMap(([name, { accepted }]) => {
            const tag = name.slice(repository.length + 1);
            return accepted !== null && name === `${repository}:${tag}` && isTag(tag) ? [tag] : [];
        });
    }
    entries() {
        return [...this.#byTag];
    }
}
/** All digests that were ever accepted for a tag, newest first; at most ACCEPTED_LIMIT. */
function acceptedOf({ accepted, acceptedBefore }) {
    return accepted === null ? [] : [accepted, ...acceptedBefore];
}
/** All that is known of a tag's past, newest first: the state directory's sightings and the lock's, each digest at its
 *  first sighting. The lock says whole seconds only: within one second its own order stands, also against sightings. */
function sightingsOf(history, lock) {
    const locked = lock === null ? [] : [lock, ...lock.previous].map((entry) => asSighting(entry, history));
    const oldestFirst = [...locked.toReversed(), ...history.seen.toReversed()].sort((a, b) => a.sinceMs - b.sinceMs);
    const first = new Map();
    for (const sighting of oldestFirst)
        if (!first.has(sighting.digest))
            first.set(sighting.digest, sighting);
    return [...first.values()].reverse();
}
/** Whether `candidate` is known to be older than `than`. Unknown digests are new, never older. */
function isOlder(sightings, candidate, than) {
    const candidateAt = sightings.findIndex((sighting) => sighting.digest === candidate);
    const thanAt = sightings.findIndex((sighting) => sighting.digest === than);
    return candidate !== than && candidateAt !== -1 && thanAt !== -1 && candidateAt > thanAt;
}
/** A locked digest at its second, or at the finer time of that second at which the source was seen serving it. */
function asSighting({ digest, since }, { seen }) {
    const lockedMs = Date.parse(since);
    const finer = seen.find((sighting) => sighting.digest === digest && sighting.sinceMs >= lockedMs && sighting.sinceMs < lockedMs + 1_000);
    return finer ?? { digest, sinceMs: lockedMs };
}

;// CONCATENATED MODULE: ./build/mirror/stopped.js
/** Why a run was stopped before its end. */
/** What a person calls the reason of an abort. */
function whyStopped(signal) {
    const { reason } = signal;
    if (typeof reason === 'string')
        return reason === 'time budget' ? 'the time budget was used up' : `stopped by ${reason}`;
    return `not reached before the run stopped${reason instanceof Error ? `: ${reason.message}` : ''}`;
}

;// CONCATENATED MODULE: ./build/mirror/ask-source.js
/** Asks a source what one tag or layout name means now. */





/** Faults and stops become findings and problems. Never throws. */
async function askSource(base, { context, signal }) {
    try {
        const root = await lookUp(base, base.tag, { context, signal });
        // Who compares wants to know what mirrors have of it all the same.
        if (root === null && context.asks === 'always')
            return settled({ ...base, sourceSays: 'gone' });
        if (root === null)
            return gone(base, 'the source has no such tag');
        const resolved = { ...base, ...served(root), digest: root.digest, by: 'source', root };
        return refuseRollback(resolved, root.digest, context);
    }
    catch (error) {
        return signal.aborted ? notReached(base, signal) : unreadable(base, error);
    }
}
/** What is decided stays; where sources are asked for every tag, what this one says is noted beside it. Never throws. */
async function askBeside(decided, { context, signal }) {
    const { wanted } = decided;
    if (context.asks !== 'always' || wanted.tag === null)
        return decided;
    try {
        const root = await lookUp(wanted, wanted.tag, { context, signal });
        if (root === null)
            return { ...decided, wanted: { ...wanted, sourceSays: 'gone' } };
        context.history.see(wanted.name, root.digest, context.age.nowMs);
        return { ...decided, wanted: { ...wanted, ...served(root) } };
    }
    catch (error) {
        if (signal.aborted)
            return decided;
        return { ...decided, unreadable: { name: wanted.name, at: wanted.at, cause: toMirrorError(error) } };
    }
}
function lookUp({ image }, tag, { context, signal }) {
    const source = context.stores.sourceOf(image);
    return context.health.guard(`source ${source.origin}`, signal, (guarded) => source.resolve(tag, guarded));
}
function served({ digest }) {
    return { sourceNow: digest, sourceSays: 'serves' };
}
/** As `askSource`, for a root of an OCI image layout. */
async function askLayout(base, want, { context, signal }) {
    try {
        const root = await context.stores.layoutRoot(base.image, want.name, signal);
        if (root === null && context.asks === 'always')
            return settled({ ...base, sourceSays: 'gone' });
        if (root === null)
            return gone(base, 'the layout has no image of that name');
        return settled({ ...base, ...served(root), digest: root.digest, by: 'source', root });
    }
    catch (error) {
        return signal.aborted ? notReached(base, signal) : unreadable(base, error);
    }
}
/** The tool itself never goes backwards (contract, section 4, "Rollback"). */
function refuseRollback(wanted, served, { history, age, asks }) {
    const past = history.of(wanted.name);
    history.see(wanted.name, served, age.nowMs);
    const { accepted } = past;
    // Who only compares carries nothing out: mirrors that are ahead then say so.
    if (accepted === null || wanted.image.allowRollback || asks === 'always')
        return settled(wanted);
    if (!isOlder(sightingsOf(past, null), served, accepted))
        return settled(wanted);
    const reason = `the source went back from ${shortDigest(accepted)} to the older ${shortDigest(served)}`;
    return {
        wanted: { ...wanted, problem: { outcome: 'refused', reason } },
        findings: [rollbackFinding(wanted, reason)],
        unreadable: null,
    };
}
function rollbackFinding({ name, digest, at }, reason) {
    return finding('tag-rollback', {
        message: `${name}: ${reason}`,
        help: 'A tag that moves back brings fixed faults back. If it is meant, set allowRollback: true for the image, or run lock --accept REF@DIGEST --reason TEXT.',
        source: name,
        ...(digest === null ? {} : { digest }),
        at,
    });
}
function settled(wanted) {
    return { wanted, findings: [], unreadable: null };
}
function gone(base, reason) {
    const gone = finding('copy-failed', {
        message: `${base.name}: ${reason}`,
        help: 'Correct the name in the mirror manifest, pin the digest that is wanted, or take the image out.',
        source: base.name,
        at: base.at,
    });
    return { wanted: { ...base, problem: { outcome: 'failed', reason } }, findings: [gone], unreadable: null };
}
/** A stop is no fault: the row waits for the next run. */
function notReached(base, signal) {
    return settled({ ...base, problem: { outcome: 'deferred', reason: whyStopped(signal) } });
}
function unreadable(base, error) {
    const cause = toMirrorError(error);
    return {
        wanted: { ...base, problem: { outcome: 'failed', reason: cause.message } },
        findings: [],
        unreadable: { name: base.name, at: base.at, cause },
    };
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./build/mirror/each.js
/** The one helper that fans out. */

/** Runs `work` for every item, at most `concurrency` at once, and waits for every child even when one throws; then the
 *  first error (in item order) is thrown. Results are in item order. */
async function mapEach(items, concurrency, work) {
    const limit = (0,p_limit/* default */.A)(concurrency);
    const settled = await Promise.allSettled(Array.from(items, (item, index) => limit(() => work(item, index))));
    return settled.map((result) => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./build/mirror/source-key.js

/** Canonical `host/repository` of an image's source, or `oci:DIR` for layouts: the key of locks and history. */
function sourceKey(image) {
    return image.source.kind === 'registry' ? formatRepository(image.source) : `oci:${image.source.directory}`;
}

;// CONCATENATED MODULE: ./build/mirror/unreadable.js

function findingsOfUnreadable(unreadable, rule = 'copy-failed') {
    // What differs from image to image stands in `where`, not in the message.
    const byCause = Map.groupBy(unreadable, ({ cause }) => `${cause.code} ${cause.status ?? ''} ${cause.message}`);
    return [...byCause.values()].flatMap((group) => group[0] === undefined ? [] : [findingOf(rule, group[0], group)]);
}
function findingOf(rule, first, group) {
    const { cause, name, at } = first;
    const what = group.length === 1 ? `the source of ${name}` : `the sources of ${name} and ${group.length - 1} more`;
    return finding(rule, {
        message: `cannot read ${what}: ${cause.message}`,
        help: cause.fix ?? 'Check that the source can be reached from here and run again.',
        source: name,
        affects: group.map((one) => one.name),
        affectedCount: group.length,
        at,
    });
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
;// CONCATENATED MODULE: ./build/mirror/select.js
/** `select:` — which of a source's tags are wanted (contract, section 3). Pure. */

/** Tags that hold signatures, attestations or anchors of a digest; never an image version. */
const DIGEST_TAG = /^(keep-)?sha(256|384|512)-[0-9a-f]{64,128}(\.[a-z]+)?$/;
/** The wanted ones of `tags`, sorted bytewise. With `latest`, the newest by semver precedence. */
function selectTags(tags, select) {
    // A tag that a list repeats (its pages moved while they were read) is still one version.
    const matching = [...new Set(tags)].filter((tag) => matchesPatterns(tag, select) && !DIGEST_TAG.test(tag));
    const chosen = select.semver === null ? matching : newestVersions(matching, select.semver, select.latest);
    return chosen.sort(bytewise);
}
function matchesPatterns(tag, select) {
    if (select.include !== null && !select.include.matches(tag))
        return false;
    return select.exclude === null || !select.exclude.matches(tag);
}
function newestVersions(tags, range, latest) {
    const versions = tags.flatMap((tag) => {
        const version = semver.parse(tag);
        return version !== null && semver.satisfies(version, range) ? [{ tag, version }] : [];
    });
    versions.sort((a, b) => semver.rcompare(a.version, b.version) || bytewise(a.tag, b.tag));
    return versions.slice(0, latest ?? versions.length).map(({ tag }) => tag);
}
function bytewise(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./build/mirror/selection.js
function isMirrorSelected(name, selection) {
    return selection.mirrors.length === 0 || selection.mirrors.includes(name);
}
/** The mirrors of an image that a run is about, in the manifest's order. */
function selection_mirrorsOf({ mirrors }, { file, selection }) {
    return file.mirrors.filter(({ name, state }) => state !== 'retired' && mirrors.includes(name) && isMirrorSelected(name, selection));
}
/** `repository` is canonical, `docker.io/library/redis`; a glob may match it with or without the tag. */
function isImageSelected(repository, tag, selection) {
    return (selection.images.length === 0 || selection.images.some((glob) => globMatchesImage(glob, repository, tag)));
}
/** Whether some tag of `repository` may be selected; false only where none can be, so that its tags need not be listed. */
function maySelectTagOf(repository, { images }) {
    if (images.length === 0)
        return true;
    return images.some((glob) => {
        const start = /^[^*?]*/.exec(glob.source)?.[0] ?? '';
        const length = Math.min(start.length, repository.length + 1);
        return glob.matches(repository) || start.slice(0, length) === `${repository}:`.slice(0, length);
    });
}
function globMatchesImage(glob, repository, tag) {
    return glob.matches(repository) || (tag !== null && glob.matches(`${repository}:${tag}`));
}

;// CONCATENATED MODULE: ./build/files/place.js
/** Where an image lands: a mirror's target and the repository below it (contract, section 3). */

const PLACEHOLDER = /\{([^{}]*)\}/g;
const PLACEHOLDERS = ['host', 'path', 'name'];
/**
 * The repository path on the mirror: its prefix, `/`, and the image's, else the mirror's, else the file's template. On a
 * layout it is what stands before `:TAG` in `ref.name`.
 */
function place_placeOf({ image, mirror, file }) {
    const rendered = render(image.repository ?? mirror.repository ?? file.repository, image);
    if (!rendered.ok)
        return rendered;
    const prefix = mirror.place.kind === 'registry' && mirror.place.prefix !== '' ? `${mirror.place.prefix}/` : '';
    const place = `${prefix}${rendered.value}`;
    const why = whyPathIsInvalid(place);
    return why === null ? { ok: true, value: place } : { ok: false, why };
}
/** What makes two places one: the mirror's registry or directory, and the repository there. */
function placeKey(mirror, repository) {
    const { place } = mirror;
    return place.kind === 'registry'
        ? `${place.host}/${repository}`
        : `oci:${plainDirectory(place.directory)}:${repository}`;
}
/** A template as it is written, or why no image can ever land by it. */
function parseTemplate(text) {
    const unknown = [...text.matchAll(PLACEHOLDER)]
        .map((match) => match[1] ?? '')
        .find((name) => !PLACEHOLDERS.includes(name));
    if (unknown !== undefined)
        return {
            ok: false,
            why: `there is no placeholder {${unknown.slice(0, 40)}}; use {host}, {path} or {name}`,
        };
    const sample = fill(text, { host: 'docker.io', path: 'library/redis' });
    if (/[{}]/.test(sample))
        return { ok: false, why: 'a brace stands alone in it' };
    const why = whyPathIsInvalid(sample);
    return why === null ? { ok: true, value: text } : { ok: false, why };
}
/** Whether `template` needs the source's own name. */
function hasPlaceholder(template) {
    return template.search(PLACEHOLDER) >= 0;
}
/** One spelling for a relative directory: `./vault/` and `vault` are the same. */
function plainDirectory(directory) {
    const parts = directory.split('/').filter((part, index) => part !== '.' && (part !== '' || index === 0));
    return parts.join('/') || (directory.startsWith('/') ? '/' : '.');
}
function render(template, { source }) {
    if (source.kind === 'registry')
        return { ok: true, value: fill(template, source) };
    if (!hasPlaceholder(template))
        return { ok: true, value: template };
    return { ok: false, why: 'a layout as source has no {host}, {path} or {name}; write its repository out' };
}
function fill(template, { host, path }) {
    const values = {
        host: hostComponent(host),
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
    };
    return template.replace(PLACEHOLDER, (whole, name) => Object.hasOwn(values, name) ? (values[name] ?? whole) : whole);
}
/** A host as one path component: a path has no colon, so `localhost:5000` becomes `localhost-5000`, `[::1]:5000` `1-5000`. */
function hostComponent(host) {
    return host
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, '-')
        .replace(/^-+/, '');
}

;// CONCATENATED MODULE: ./build/mirror/unasked.js
/** What is wanted when no source may be asked: what mirrors and memory say (contract, section 8, "Where it starts"). */







const MIRRORS_AT_ONCE = 16;
/** A tag without pin and lock entry: on each mirror its own tag counts, and where none is managed what was last synced. */
function resolveUnasked(base, { history }) {
    if (base.image.allowMirrorByTags)
        return { wanted: base, findings: [], unreadable: null };
    const { accepted } = history.of(base.name);
    if (accepted !== null)
        return { wanted: { ...base, digest: accepted }, findings: [], unreadable: null };
    const reason = 'it has no pin and no lock entry, mirrors have no tag of it, and no sync is remembered';
    return {
        wanted: { ...base, problem: { outcome: 'failed', reason } },
        findings: [unknownDigest(base, reason)],
        unreadable: null,
    };
}
/** The tags that `select:` gives of those that any mirror has; where mirrors have no tags, of those last synced. Null: no mirror could
 *  be asked. */
async function tagsOnMirrors(image, select, { context, findings, signal }) {
    const key = sourceKey(image);
    if (!image.allowMirrorByTags)
        return selectTags(context.history.acceptedTags(key), select);
    const lists = await mapEach(selection_mirrorsOf(image, context), MIRRORS_AT_ONCE, async (mirror) => {
        const place = place_placeOf({ image, mirror, file: context.file });
        if (!place.ok)
            return null;
        const target = context.stores.targetOf(mirror, place.value);
        try {
            return await context.health.guard(mirror.name, signal, (guarded) => target.tags(guarded));
        }
        catch (error) {
            if (!signal.aborted)
                findings.push(unlisted(target.name, mirror.name, error));
            return null;
        }
    });
    const read = lists.filter((tags) => tags !== null);
    return read.length === 0 ? null : selectTags(read.flat(), select);
}
function unknownDigest({ name, at }, reason) {
    return finding('not-locked', {
        message: `${name}: there is no digest to start from: ${reason}`,
        help: 'Run lock and commit the lock file, or pin the digest; then it can be verified without the source.',
        source: name,
        at,
    });
}
function unlisted(place, mirror, error) {
    const cause = toMirrorError(error);
    return finding('mirror-unreachable', {
        message: `mirror ${mirror}: the tags of ${place} cannot be listed: ${cause.message}`,
        help: cause.fix ?? 'Which images select means there is not known. Run again when the mirror answers.',
        mirror,
    });
}

;// CONCATENATED MODULE: ./build/mirror/wanted.js
/** What each image of the mirror manifest wants: source tags become digests (contract, section 4). All asking of sources happens here. */








/** Tags of one image that are asked for at the same time; the store bounds what reaches the registry. */
const WANTS_AT_ONCE = 64;
/** Resolves everything one image wants. Faults and stops become findings and problems of their rows. Never throws. */
async function resolveWanted(image, context, signal) {
    const findings = [];
    const unreadable = [];
    const selected = await selectedTags(image, context, { findings, unreadable, signal });
    const unlisted = (selected ?? []).filter((tag) => !image.wants.some((want) => tagOf(want) === tag));
    const all = [...image.wants, ...unlisted.map((tag) => tagWant(tag, image.select?.at ?? image.at))];
    const wants = all.filter((want) => isImageSelected(sourceKey(image), tagOf(want), context.selection));
    const resolved = await mapEach(wants, WANTS_AT_ONCE, (want) => resolveWant(want, image, { context, signal }));
    return {
        wanted: resolved.map((one) => one.wanted),
        selected,
        findings: [...findings, ...resolved.flatMap((one) => one.findings)],
        unreadable: [...unreadable, ...resolved.flatMap((one) => one.unreadable ?? [])],
    };
}
/** The tags that `select:` gives: from the lock while the selection is as locked, else from the source. */
async function selectedTags(image, context, { findings, unreadable, signal }) {
    const { select } = image;
    if (select === null)
        return null;
    const key = sourceKey(image);
    if (!maySelectTagOf(key, context.selection))
        return null;
    const locked = context.lock?.selections.get(key);
    const isAsLocked = locked !== undefined && JSON.stringify(locked.select) === JSON.stringify(select.written);
    if (isAsLocked) {
        if (locked.tags.length === 0)
            findings.push(selectsNothing('the locked selection holds no tag', key, select));
        return locked.tags;
    }
    if (context.asks === 'never')
        return tagsOnMirrors(image, select, { context, findings, signal });
    if (context.lock !== null && (image.unlocked === 'error' || context.locked)) {
        findings.push(notLocked(`the selection of ${key}`, key, select.at));
        return null;
    }
    try {
        const tags = await context.stores.sourceOf(image).tags(signal);
        const selected = selectTags(tags, select);
        if (selected.length === 0)
            findings.push(selectsNothing(whyNone(tags.length), key, select));
        return selected;
    }
    catch (error) {
        if (!signal.aborted)
            unreadable.push({ name: key, at: select.at, cause: toMirrorError(error) });
        return null;
    }
}
function whyNone(tags) {
    if (tags === 0)
        return 'the source has no tags at all';
    return tags === 1 ? 'select matches not the one tag it has' : `select matches none of ${tags} tags`;
}
function selectsNothing(why, source, { at }) {
    return finding('source-gone', {
        message: `${source}: ${why}, so nothing is mirrored from it`,
        help: 'Correct the repository or select in the mirror manifest, or take the image out.',
        source,
        at,
    });
}
function tagOf(want) {
    return want.kind === 'digest' ? null : want.tag;
}
function tagWant(tag, at) {
    return { kind: 'tag', tag, pin: null, at };
}
async function resolveWant(want, image, asking) {
    switch (want.kind) {
        case 'digest':
            return known(want.digest, blank(image, `${sourceKey(image)}@${want.digest}`, want.at), 'pin');
        case 'layout-name':
            return resolveLayout(want, image, asking);
        case 'tag':
            return resolveTag(want, image, asking);
    }
}
async function resolveTag(want, image, asking) {
    const { lock, locked } = asking.context;
    const base = { ...blank(image, `${sourceKey(image)}:${want.tag}`, want.at), tag: want.tag };
    if (want.pin !== null)
        return askBeside(known(want.pin, base, 'pin'), asking);
    const entry = lock?.tags.get(base.name);
    if (entry !== undefined) {
        return askBeside(known(entry.digest, { ...base, locked: entry.digest }, 'lock'), asking);
    }
    if (asking.context.asks === 'never')
        return resolveUnasked(base, asking.context);
    if (lock !== null && (image.unlocked === 'error' || locked)) {
        const reason = 'the lock has no entry for this tag';
        return {
            wanted: { ...base, problem: { outcome: 'failed', reason } },
            findings: [notLocked(base.name, base.name, want.at)],
            unreadable: null,
        };
    }
    if (locked)
        return {
            wanted: { ...base, problem: { outcome: 'refused', reason: 'there is no lock file (--locked)' } },
            findings: [],
            unreadable: null,
        };
    return askSource(base, asking);
}
/** A layout lies on this machine and is looked at in any case; what it cannot tell, mirrors may. */
async function resolveLayout(want, image, asking) {
    const base = layoutBase(want, image);
    const asked = await askLayout(base, want, asking);
    const isLost = asked.wanted.problem?.outcome === 'failed' && want.tag !== null;
    return isLost && asking.context.asks === 'never' ? resolveUnasked(base, asking.context) : asked;
}
function layoutBase(want, image) {
    const name = want.name === null ? sourceKey(image) : `${sourceKey(image)}:${want.name}`;
    return { ...blank(image, name, want.at), tag: want.tag };
}
function blank(image, name, at) {
    return {
        image,
        name,
        tag: null,
        digest: null,
        root: null,
        by: null,
        sourceNow: null,
        sourceSays: 'not-known',
        locked: null,
        problem: null,
        at,
    };
}
function known(digest, base, by) {
    return { wanted: { ...base, digest, by }, findings: [], unreadable: null };
}
function notLocked(what, source, at) {
    return finding('not-locked', {
        message: `${what} is not in the lock`,
        help: 'Run lock and commit the lock file, pin the digest, or set unlocked: resolve.',
        source,
        at,
    });
}

;// CONCATENATED MODULE: ./build/mirror/lock.js







const IMAGES_AT_ONCE = 64;
/** Entries of `previous` that are kept. */
const PREVIOUS_LIMIT = 10;
/** What the tags mean as rows without mirrors, for the report. */
function lockedRows({ tags, lock }, context) {
    return tags.map(({ wanted }) => ({
        image: wanted.image,
        source: context.stores.sourceOf(wanted.image),
        name: wanted.name,
        repository: sourceKey(wanted.image),
        sourceTags: wanted.tag === null ? [] : [wanted.tag],
        wanted: lock.tags.get(wanted.name)?.digest ?? null,
        sourceDigest: wanted.sourceNow,
        root: wanted.root,
        tag: null,
        platforms: wanted.image.platforms,
        sourceNow: wanted.sourceNow,
        locked: context.lock?.tags.get(wanted.name)?.digest ?? null,
        meanings: [wanted],
        at: wanted.at,
        problem: wanted.problem,
        provenElsewhere: [],
        cells: [],
    }));
}
/** Asks every source for what its tags mean now. Entries of tags that could not be read or were refused stay as they are; entries no longer
 *  wanted go. When stopped, what it returns is not to be written and no digest counts as accepted. Never throws. */
async function lockTags(context, accepted, signal) {
    const asking = { ...context, lock: null, locked: false, file: context.file };
    const findings = [];
    const tags = new Map();
    const seen = [];
    const images = await mapEach(context.file.images, IMAGES_AT_ONCE, (image) => resolveWanted(forLocking(image), asking, signal));
    const locking = {
        context,
        accepted,
        findings,
        rollbackKeys: rollbackKeysOf(context),
        accept: (name, digest) => {
            if (!signal.aborted)
                context.history.accept(name, digest);
        },
    };
    for (const image of images) {
        findings.push(...image.findings);
        for (const wanted of image.wanted.filter(isLockable)) {
            const locked = lockOne(wanted, locking);
            seen.push(locked.tag);
            if (locked.entry !== null)
                tags.set(wanted.name, locked.entry);
        }
    }
    findings.push(...findingsOfUnreadable(images.flatMap((image) => image.unreadable)));
    keepUnread(context, images, tags);
    const kept = keepUnselected(context, tags);
    return {
        lock: { tags: sorted(kept), selections: selectionsOf(context, images, kept) },
        tags: seen,
        findings,
    };
}
/** Rollbacks are decided here against the lock, not while asking. */
function forLocking(image) {
    return { ...image, allowRollback: true, unlocked: 'resolve' };
}
/** Tags without a pin at a registry. Layout roots and pins need no lock. */
function isLockable({ image, tag, digest, sourceNow }) {
    return image.source.kind === 'registry' && tag !== null && (sourceNow !== null || digest === null);
}
function lockOne(wanted, { context, accepted, findings, rollbackKeys, accept }) {
    const before = context.lock?.tags.get(wanted.name) ?? null;
    const isTaken = accepted !== null && accepted.name === wanted.name;
    const digest = isTaken ? accepted.digest : wanted.digest;
    const known = { wanted, before: before?.digest ?? null };
    if (digest === null)
        return { tag: { ...known, change: 'failed' }, entry: before };
    if (before !== null && before.digest === digest) {
        accept(wanted.name, digest);
        return { tag: { ...known, change: 'unchanged' }, entry: before };
    }
    const isAllowed = isTaken || rollbackKeys.has(sourceKey(wanted.image));
    const why = isAllowed ? null : whyRefused(wanted.name, digest, { before, context });
    if (why !== null) {
        findings.push(rollbackFinding(wanted, why));
        return { tag: { ...known, change: 'refused' }, entry: before };
    }
    accept(wanted.name, digest);
    return {
        tag: { ...known, change: before === null ? 'new' : 'moved' },
        entry: entryOf(digest, before, context.age.nowMs),
    };
}
function rollbackKeysOf({ file }) {
    return new Set(file.images.filter(({ allowRollback }) => allowRollback).map(sourceKey));
}
function whyRefused(name, digest, { before, context }) {
    const past = context.history.of(name);
    const last = before?.digest ?? past.accepted;
    if (last === null || !isOlder(sightingsOf(past, before), digest, last))
        return null;
    const went = `the source went back from ${shortDigest(last)} to the older ${shortDigest(digest)}`;
    return before === null ? `${went}; it is not locked` : `${went}; the lock keeps ${shortDigest(last)}`;
}
function entryOf(digest, before, nowMs) {
    const since = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
    if (before === null)
        return { digest, since, previous: [] };
    // A digest that comes back keeps its old line too: the first sighting is what tells its age.
    const previous = [{ digest: before.digest, since: before.since }, ...before.previous];
    return { digest, since, previous: previous.slice(0, PREVIOUS_LIMIT) };
}
/** A selection whose tags could not be listed keeps the entries that it had. */
function keepUnread(context, images, tags) {
    context.file.images.forEach((image, index) => {
        const key = sourceKey(image);
        if (image.select === null || images[index]?.selected !== null)
            return;
        for (const tag of context.lock?.selections.get(key)?.tags ?? []) {
            const entry = context.lock?.tags.get(`${key}:${tag}`);
            if (entry !== undefined && !tags.has(`${key}:${tag}`))
                tags.set(`${key}:${tag}`, entry);
        }
    });
}
/** With `--image` only part is asked: the rest of the lock stays. */
function keepUnselected({ lock, selection }, tags) {
    if (lock === null || selection.images.length === 0)
        return tags;
    return new Map([...lock.tags, ...tags]);
}
function selectionsOf(context, images, tags) {
    const selections = new Map(context.selection.images.length === 0 ? [] : context.lock?.selections);
    context.file.images.forEach((image, index) => {
        if (image.select === null)
            return;
        const selected = images[index]?.selected ?? null;
        const key = sourceKey(image);
        const known = context.lock?.selections.get(key);
        // Where `--image` asked for some of the tags only, those that the lock has no digest for may not appear in it.
        const isWhole = context.selection.images.length === 0 ||
            selected?.every((tag) => isPinned(image, tag) || tags.has(`${key}:${tag}`));
        if (selected !== null && isWhole)
            selections.set(key, { select: image.select.written, tags: selected });
        else if (known !== undefined)
            selections.set(key, known);
    });
    return new Map([...selections].sort(([a], [b]) => (a < b ? -1 : 1)));
}
function isPinned({ wants }, tag) {
    return wants.some((want) => want.kind === 'tag' && want.tag === tag && want.pin !== null);
}
function sorted(tags) {
    return new Map([...tags].sort(([a], [b]) => (a < b ? -1 : 1)));
}

;// CONCATENATED MODULE: ./build/mirror/lock-changes/compare.js
function factsOf({ root, images }) {
    const blobs = [root, ...images.flatMap(({ manifest, config, layers }) => [manifest, config, ...layers])];
    const sizes = new Map(blobs.flatMap((blob) => (blob === null ? [] : [[blob.digest, blob.size]])));
    const times = images.flatMap(({ created }) => created ?? []).sort();
    return {
        created: times.at(-1) ?? null,
        bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
        platforms: [...new Set(images.flatMap(({ platform }) => platform ?? []))].sort(),
    };
}
function compareVersions(before, after) {
    const [old, now] = [factsOf(before).platforms, factsOf(after).platforms];
    const known = layersOf(before);
    const layers = layersOf(after);
    return {
        platformsAdded: now.filter((platform) => !old.includes(platform)),
        platformsRemoved: old.filter((platform) => !now.includes(platform)),
        layers: { total: layers.size, changed: [...layers].filter((digest) => !known.has(digest)).length },
    };
}
function layersOf({ images }) {
    return new Set(images.flatMap(({ layers }) => layers.map(({ digest }) => digest)));
}

;// CONCATENATED MODULE: ./build/oci/media-type.js
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** From a release candidate of image-spec 1.1, withdrawn; still found in registries. */
const OCI_ARTIFACT_MANIFEST = 'application/vnd.oci.artifact.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+json';
const DOCKER_SCHEMA1_SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_PLUGIN_CONFIG = 'application/vnd.docker.plugin.v1+json';
const BUILDKIT_CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const HELM_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const WASM_CONFIG = 'application/vnd.wasm.config.v0+json';
const WASM_CONFIG_V1 = 'application/vnd.wasm.config.v1+json';
/** The two bytes `{}` as config or layer of an artifact. */
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_NONDISTRIBUTABLE = 'application/vnd.oci.image.layer.nondistributable.v1.tar';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar';
const IN_TOTO = 'application/vnd.in-toto+json';
/** Says nothing about the content. As the type of an image config it breaks pulls (rule `config-octet-stream`). */
const OCTET_STREAM = 'application/octet-stream';
/** `Accept` for reading manifests: the four current types, and schema 1 so that it is recognised, not converted. */
const MANIFEST_ACCEPT = [
    OCI_INDEX,
    OCI_MANIFEST,
    DOCKER_LIST,
    DOCKER_MANIFEST,
    DOCKER_SCHEMA1_SIGNED,
    DOCKER_SCHEMA1,
].join(', ');
const ROLES = new Map([
    [OCI_INDEX, 'index'],
    [DOCKER_LIST, 'index'],
    [OCI_MANIFEST, 'manifest'],
    [DOCKER_MANIFEST, 'manifest'],
    [OCI_ARTIFACT_MANIFEST, 'manifest'],
    [DOCKER_SCHEMA1, 'schema1'],
    [DOCKER_SCHEMA1_SIGNED, 'schema1'],
]);
const FOREIGN_LAYERS = new Set([
    DOCKER_LAYER_FOREIGN,
    `${DOCKER_LAYER_FOREIGN}.gzip`,
    ...withOciCompressions(OCI_LAYER_NONDISTRIBUTABLE),
]);
/** What builders and registries wrote in place of an image config's type (distribution/distribution#1621). */
const LEGACY_CONFIGS = new Set([OCTET_STREAM, 'application/json', 'text/html', '']);
const LAYER_TYPES = new Set([
    DOCKER_LAYER,
    `${DOCKER_LAYER}.gzip`,
    `${DOCKER_LAYER}.zstd`,
    ...withOciCompressions(OCI_LAYER),
    ...FOREIGN_LAYERS,
]);
const BLOB_TYPES = new Set([
    OCI_CONFIG,
    DOCKER_CONFIG,
    DOCKER_PLUGIN_CONFIG,
    BUILDKIT_CACHE_CONFIG,
    HELM_CONFIG,
    WASM_CONFIG,
    WASM_CONFIG_V1,
    OCI_EMPTY,
    DOCKER_LAYER,
    `${DOCKER_LAYER}.gzip`,
    `${DOCKER_LAYER}.zstd`,
    ...withOciCompressions(OCI_LAYER),
    ...withOciCompressions(OCI_LAYER).map((type) => `${type}+encrypted`),
    ...FOREIGN_LAYERS,
    ...[...FOREIGN_LAYERS].filter((type) => type.includes('oci')).map((type) => `${type}+encrypted`),
    IN_TOTO,
    'application/vnd.dev.cosign.simplesigning.v1+json',
    'application/vnd.dsse.envelope.v1+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.cncf.notary.signature',
    'application/jose+json',
    'application/cose',
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    'application/vnd.cncf.helm.chart.provenance.v1.prov',
    'application/wasm',
    'application/vnd.wasm.content.layer.v1+wasm',
    'application/vnd.module.wasm.content.layer.v1+wasm',
]);
/** What a manifest media type promises. Exact: parameters and other cases are `unknown` (see `bareMediaType`). */
function manifestRole(mediaType) {
    return ROLES.get(mediaType) ?? 'unknown';
}
/** Whether `mediaType` is a layer, config or artifact content type in known use. Unknown types are copied all the same. */
function isKnownBlobType(mediaType) {
    return BLOB_TYPES.has(mediaType);
}
/** Whether a layer may live outside of registries: a foreign or nondistributable type, or a descriptor with `urls`. */
function isForeignLayer(descriptor) {
    const type = descriptor.mediaType.replace(/\+encrypted$/, '');
    return FOREIGN_LAYERS.has(type) || (descriptor.urls ?? []).length > 0;
}
/** Whether `mediaType` is one of the two config types that container runtimes run. */
function isRunnableConfig(mediaType) {
    return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG;
}
/** Whether a config of type `mediaType` may be an image's, from a time when the type was not written right. */
function isLegacyConfig(mediaType) {
    return LEGACY_CONFIGS.has(mediaType);
}
/** Whether `mediaType` is a file system layer of a container image, encrypted or not. */
function isLayerType(mediaType) {
    return LAYER_TYPES.has(mediaType.replace(/\+encrypted$/, ''));
}
/** A Content-Type without parameters, lower case: `Text/HTML; charset=utf-8` is `text/html`. */
function bareMediaType(contentType) {
    const semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
}
function withOciCompressions(tar) {
    return [tar, `${tar}+gzip`, `${tar}+zstd`];
}

;// CONCATENATED MODULE: ./build/oci/platform.js
/** Platforms of index entries and of the mirror manifest's `platforms:` list. */

/** Other names of an architecture (containerd platforms, Normalize); some name a variant too. */
const ARCHITECTURE_ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['i386', { architecture: '386' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
]);
/** What no variant means, where an architecture has variants. */
const DEFAULT_VARIANTS = new Map([
    ['amd64', 'v1'],
    ['arm64', 'v8'],
    ['arm', 'v7'],
]);
const LONGEST_PLATFORM = 128;
/**
 * `linux/amd64`, `linux/arm64/v8`, `windows(10.0.17763)/amd64`, with aliases resolved. A variant stays absent where none
 * was written, because that asks for any variant.
 */
function parsePlatform(text) {
    const parts = text.length > LONGEST_PLATFORM ? [] : text.split('/');
    const [os, architecture, variant] = parts;
    if (os === undefined || architecture === undefined || parts.length > 3) {
        return { ok: false, why: `a platform is written OS/ARCH or OS/ARCH/VARIANT, not ${quoted(text)}` };
    }
    const osParts = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]+)\))?$/.exec(os);
    if (osParts === null)
        return { ok: false, why: `${quoted(os)} is not an operating system` };
    if (!/^[A-Za-z0-9_-]+$/.test(architecture)) {
        return { ok: false, why: `${quoted(architecture)} is not an architecture` };
    }
    if (variant !== undefined && !/^[A-Za-z0-9_.-]+$/.test(variant)) {
        return { ok: false, why: `${quoted(variant)} is not a variant` };
    }
    const platform = { os: osParts[1] ?? os, architecture, ...(variant !== undefined && { variant }) };
    const osVersion = osParts[2];
    return { ok: true, value: normalise(osVersion === undefined ? platform : { ...platform, osVersion }) };
}
/** `linux/arm64/v8`. Characters that no platform has (it may come from a registry) are shown as `?`. */
function formatPlatform(platform) {
    const version = platform.osVersion === undefined ? '' : `(${platform.osVersion})`;
    const variant = platform.variant === undefined ? '' : `/${platform.variant}`;
    return `${platform.os}${version}/${platform.architecture}${variant}`.replace(/[^A-Za-z0-9_.()/-]/g, '?');
}
/**
 * Whether an index entry's platform is what was asked for. Without a variant any variant matches; with one it must be
 * equal after normalisation, where none means the default (`arm64` is `arm64/v8`, `arm` is `arm/v7`).
 */
function platformMatches(wanted, have) {
    const left = normalise(wanted);
    const right = normalise(have);
    if (left.os !== right.os || left.architecture !== right.architecture)
        return false;
    if (left.variant !== undefined && variantOf(left) !== variantOf(right))
        return false;
    return left.osVersion === undefined || `${right.osVersion ?? ''}.`.startsWith(`${left.osVersion}.`);
}
function normalise(platform) {
    const os = platform.os.toLowerCase();
    const written = platform.architecture.toLowerCase();
    const { architecture, variant: named } = ARCHITECTURE_ALIASES.get(written) ?? { architecture: written };
    const variant = normaliseVariant(architecture, platform.variant) ?? named;
    return {
        os: os === 'macos' ? 'darwin' : os,
        architecture,
        ...(variant !== undefined && { variant }),
        ...(platform.osVersion !== undefined && { osVersion: platform.osVersion }),
    };
}
/** `8` and `v8.0` are `v8`; an empty variant is none. */
function normaliseVariant(architecture, variant) {
    if (variant === undefined || variant === '')
        return undefined;
    const lower = variant.toLowerCase();
    if (!DEFAULT_VARIANTS.has(architecture))
        return lower;
    return lower.replace(/^v?([0-9]+)(?:\.0)?$/, 'v$1').replace(/^([0-9])/, 'v$1');
}
function variantOf(platform) {
    return platform.variant ?? DEFAULT_VARIANTS.get(platform.architecture) ?? '';
}

;// CONCATENATED MODULE: ./build/oci/graph.js


/** The digest of the two bytes `{}`, config or layer of many artifacts. */
const EMPTY_JSON_DIGEST = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
/**
 * Which children are wanted when only `platforms` are (null: all). Kept are children of these platforms, children that
 * have no platform, and the attestations of kept children.
 */
function keptChildren(index, platforms) {
    if (platforms === null)
        return { kept: index.children, omitted: [], missingPlatforms: [] };
    const images = index.children.filter((child) => !isAttestation(child) && isWanted(child, platforms));
    const imageDigests = new Set(images.map((child) => child.descriptor.digest));
    const kept = new Set([...images, ...index.children.filter((child) => attestsAny(child, imageDigests))]);
    return {
        kept: index.children.filter((child) => kept.has(child)),
        omitted: index.children.filter((child) => !kept.has(child)),
        missingPlatforms: missingPlatforms(images, platforms),
    };
}
/** Config and layers, each digest once, in order, without foreign layers. */
function blobsOf(manifest) {
    const own = manifest.layers.filter((layer) => !isForeignLayer(layer));
    return uniqueByDigest(manifest.config === null ? own : [manifest.config, ...own]);
}
/** Layers that may live outside of registries, each digest once, in order. */
function foreignLayersOf(manifest) {
    return uniqueByDigest(manifest.layers.filter(isForeignLayer));
}
/** BuildKit marks attestations by annotations; without them the platform `unknown/unknown` is the only sign. */
function isAttestation(child) {
    const platform = child.descriptor.platform;
    return child.attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}
function isWanted(child, platforms) {
    const have = child.descriptor.platform;
    return have === undefined || platforms.some((wanted) => platformMatches(wanted, have));
}
function attestsAny(child, digests) {
    return child.attestationFor !== null && digests.has(child.attestationFor);
}
function missingPlatforms(images, platforms) {
    if (images.some((child) => child.role === 'index' && child.descriptor.platform === undefined))
        return [];
    return platforms.filter((wanted) => {
        return !images.some(({ descriptor: { platform } }) => platform && platformMatches(wanted, platform));
    });
}
function uniqueByDigest(descriptors) {
    const seen = new Set();
    return descriptors.filter(({ digest }) => {
        const isFirst = !seen.has(digest);
        seen.add(digest);
        return isFirst;
    });
}

;// CONCATENATED MODULE: ./build/oci/descriptor-json.js

/**
 * The descriptor in `value`. `path` is its place in the document (`layers[2]`) and stands in every refusal. Digest, size
 * and mediaType must be right; a platform, annotations or urls that cannot be used are left out.
 */
function parseDescriptor(value, path) {
    if (!isJsonObject(value))
        return descriptor_json_refused(`${path} is ${value === undefined ? 'missing' : 'not an object'}`);
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string')
        return descriptor_json_refused(`${path}.mediaType is not a string`);
    if (typeof digest !== 'string')
        return descriptor_json_refused(`${path}.digest is not a string`);
    if (!isDigest(digest))
        return descriptor_json_refused(`${path}.digest: ${whyNotDigest(digest)}`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
        return descriptor_json_refused(`${path}.size is not a whole number from 0 to 2^53-1`);
    }
    return { ok: true, value: { mediaType, digest, size, ...optionalFields(value) } };
}
/** The descriptors of an array; null is an empty one, as writers in Go have it. */
function parseDescriptors(value, path) {
    if (value === null)
        return { ok: true, value: [] };
    if (!Array.isArray(value))
        return descriptor_json_refused(`${path} is ${value === undefined ? 'missing' : 'not an array'}`);
    const descriptors = [];
    for (const [position, item] of value.entries()) {
        const parsed = parseDescriptor(item, `${path}[${position}]`);
        if (!parsed.ok)
            return parsed;
        descriptors.push(parsed.value);
    }
    return { ok: true, value: descriptors };
}
/** The string values of an `annotations` object, without prototype, so that any key is only a key. */
function annotationsIn(value) {
    const annotations = Object.create(null);
    if (!isJsonObject(value))
        return annotations;
    for (const [key, text] of Object.entries(value)) {
        if (typeof text === 'string')
            annotations[key] = text;
    }
    return annotations;
}
function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function optionalFields(value) {
    const platform = platformIn(value.platform);
    const urls = Array.isArray(value.urls) ? value.urls.filter((url) => typeof url === 'string') : null;
    return {
        ...(platform !== null && { platform }),
        ...(isJsonObject(value.annotations) && { annotations: annotationsIn(value.annotations) }),
        ...(typeof value.artifactType === 'string' && { artifactType: value.artifactType }),
        ...(urls !== null && { urls }),
    };
}
/** Without both os and architecture there is no platform: such a child is kept whatever platforms are asked for. */
function platformIn(value) {
    if (!isJsonObject(value))
        return null;
    const { os, architecture, variant } = value;
    const osVersion = value['os.version'];
    if (typeof os !== 'string' || os === '')
        return null;
    if (typeof architecture !== 'string' || architecture === '')
        return null;
    return {
        os,
        architecture,
        ...(typeof variant === 'string' && variant !== '' && { variant }),
        ...(typeof osVersion === 'string' && osVersion !== '' && { osVersion }),
    };
}
function descriptor_json_refused(why) {
    return { ok: false, why };
}

;// CONCATENATED MODULE: ./build/oci/json-scan.js
/**
 * What JSON.parse hides in a document of the image spec: keys that two readers may read differently, and nesting without end. JSON.parse
 * keeps the last of two equal keys; readers written in Go also take `Layers` for `layers`.
 */

/** Far more than any manifest or image config has (a descriptor's platform is at 4). */
const DEEPEST_NESTING = 64;
/** An object whose `keys` decide, each with the shape of its value. */
function objectShape(keys) {
    const folded = Object.entries(keys).map(([key, shape]) => [foldCase(key), { key, shape }]);
    return { kind: 'object', keys: new Map(folded), isExact: false };
}
/** An object whose keys are free text; only the ones named decide, and only as written. */
function exactShape(keys) {
    return { kind: 'object', keys: new Map(keys.map((key) => [key, { key, shape: null }])), isExact: true };
}
function listShape(items) {
    return { kind: 'list', items };
}
/** Scans a document of `shape` in one pass. `text` must be valid JSON. */
function scanJson(text, shape) {
    const frames = [];
    for (let at = 0; at < text.length; at++) {
        const top = frames.at(-1);
        switch (text[at]) {
            case '{':
            case '[':
                if (frames.length === DEEPEST_NESTING) {
                    return { kind: 'too-deep', why: `it is nested deeper than ${DEEPEST_NESTING} levels` };
                }
                frames.push(openFrame(top, text[at] === '{', shape));
                break;
            case '}':
            case ']':
                frames.pop();
                break;
            case ',':
                if (top !== undefined)
                    nextMember(top);
                break;
            case '"': {
                const end = endOfString(text, at);
                const why = top?.expectsKey === true ? whyKeyIsAmbiguous(top, text.slice(at, end + 1)) : null;
                if (why !== null)
                    return { kind: 'ambiguous', why };
                at = end;
            }
        }
    }
    return { kind: 'fine' };
}
function openFrame(parent, isObject, document) {
    const promised = parent === undefined ? document : shapeBelow(parent);
    const shape = promised !== null && (promised.kind === 'object') === isObject ? promised : null;
    const path = parent === undefined || promised === null ? '' : pathBelow(parent);
    return { shape, path, seen: new Set(), isObject, expectsKey: isObject, key: '', item: 0 };
}
function shapeBelow({ shape, key }) {
    if (shape === null)
        return null;
    return shape.kind === 'list' ? shape.items : (shape.keys.get(foldedIn(shape.isExact, key))?.shape ?? null);
}
function pathBelow(parent) {
    return parent.isObject ? memberPath(parent, parent.key) : `${parent.path}[${parent.item}]`;
}
function memberPath(frame, key) {
    return frame.path === '' ? key : `${frame.path}.${key}`;
}
function nextMember(frame) {
    frame.expectsKey = frame.isObject;
    frame.item += 1;
}
/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text, start) {
    let at = start + 1;
    while (at < text.length && text[at] !== '"')
        at += text[at] === '\\' ? 2 : 1;
    return at;
}
function whyKeyIsAmbiguous(frame, literal) {
    const key = String(JSON.parse(literal));
    frame.key = key;
    frame.expectsKey = false;
    if (frame.shape?.kind !== 'object')
        return null;
    const folded = foldedIn(frame.shape.isExact, key);
    const deciding = frame.shape.keys.get(folded);
    if (deciding === undefined)
        return null;
    const path = memberPath(frame, deciding.key);
    if (frame.seen.has(folded))
        return `${path} is written more than once`;
    frame.seen.add(folded);
    return key === deciding.key
        ? null
        : `${path} is written ${quoted(key)}, which only some readers take for it`;
}
function foldedIn(isExact, key) {
    return isExact ? key : foldCase(key);
}
/** Equal for keys that Go's JSON reader takes for the same: it also folds `ſ` to `s` and the Kelvin sign to `k`. */
function foldCase(key) {
    return key.toLowerCase().replaceAll('ſ', 's');
}

;// CONCATENATED MODULE: ./build/oci/json-document.js
/** JSON documents of the image spec, read from their exact bytes without overlooking what readers disagree about. */


/** The object in `bytes`; `shape` names the keys that must not be written twice or in another case. */
function readJsonDocument(bytes, shape) {
    let text;
    let body;
    try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return { ok: false, kind: 'not-utf8', why: 'it is not valid UTF-8' };
    }
    try {
        body = JSON.parse(text);
    }
    catch {
        return { ok: false, kind: 'not-json', why: 'it is not valid JSON' };
    }
    const scan = scanJson(text, shape);
    if (scan.kind !== 'fine')
        return { ok: false, ...scan };
    if (!isJsonObject(body))
        return { ok: false, kind: 'not-an-object', why: 'it is not a JSON object' };
    return { ok: true, body };
}

;// CONCATENATED MODULE: ./build/oci/image-config.js
/** Image configs: the platform they run on and the content that their layers must unpack to (image-spec config.md). */




const CONFIG_KEYS = objectShape({
    os: null,
    architecture: null,
    variant: null,
    'os.version': null,
    rootfs: objectShape({ type: null, diff_ids: null }),
    history: listShape(objectShape({ empty_layer: null })),
});
const PLATFORM_KEYS = ['os', 'architecture', 'variant', 'os.version'];
/**
 * The image config in `bytes`, whose number the caller bounds. Only for configs of the two image types: what artifacts
 * call their config is theirs. Unknown fields pass; null counts as absent, as readers in Go have it.
 */
function parseImageConfig(bytes) {
    const document = readJsonDocument(bytes, CONFIG_KEYS);
    if (!document.ok)
        return document;
    const { body } = document;
    const notText = PLATFORM_KEYS.find((key) => !isAbsent(body[key]) && typeof body[key] !== 'string');
    if (notText !== undefined)
        return wrongType(`${notText} is not a string`);
    const diffIds = diffIdsIn(body.rootfs);
    if (!diffIds.ok)
        return diffIds;
    const historyLayers = historyLayersIn(body.history);
    if (!historyLayers.ok)
        return historyLayers;
    return {
        ok: true,
        config: { platform: image_config_platformIn(body), diffIds: diffIds.value, historyLayers: historyLayers.value },
    };
}
/**
 * The name that runtimes give to a stack of unpacked layers: the first diff ID, then the sha256 of `CHAIN DIFFID`, once
 * per further layer (image-spec config.md, Layer ChainID). Null for no layers.
 */
function chainIdOf(diffIds) {
    const [first, ...others] = diffIds;
    if (first === undefined)
        return null;
    return others.reduce((chain, diffId) => digestOf(Buffer.from(`${chain} ${diffId}`)), first);
}
function diffIdsIn(rootfs) {
    if (isAbsent(rootfs))
        return { ok: true, value: [] };
    if (!isJsonObject(rootfs))
        return wrongType('rootfs is not an object');
    const list = rootfs.diff_ids;
    if (isAbsent(list))
        return { ok: true, value: [] };
    if (!Array.isArray(list))
        return wrongType('rootfs.diff_ids is not an array');
    const diffIds = [];
    for (const [position, item] of list.entries()) {
        const path = `rootfs.diff_ids[${position}]`;
        if (typeof item !== 'string')
            return wrongType(`${path} is not a string`);
        if (!isDigest(item))
            return { ok: false, kind: 'bad-digest', why: `${path}: ${whyNotDigest(item)}` };
        diffIds.push(item);
    }
    return { ok: true, value: diffIds };
}
function historyLayersIn(history) {
    if (isAbsent(history) || (Array.isArray(history) && history.length === 0))
        return { ok: true, value: null };
    if (!Array.isArray(history))
        return wrongType('history is not an array');
    let layers = 0;
    for (const [position, entry] of history.entries()) {
        if (!isAbsent(entry) && !isJsonObject(entry))
            return wrongType(`history[${position}] is not an object`);
        const isEmpty = isAbsent(entry) ? null : entry.empty_layer;
        if (!isAbsent(isEmpty) && typeof isEmpty !== 'boolean') {
            return wrongType(`history[${position}].empty_layer is neither true nor false`);
        }
        if (isEmpty !== true)
            layers += 1;
    }
    return { ok: true, value: layers };
}
function image_config_platformIn(body) {
    const [os, architecture, variant, osVersion] = PLATFORM_KEYS.map((key) => String(body[key] ?? ''));
    if (!os || !architecture)
        return null;
    return { os, architecture, ...(variant && { variant }), ...(osVersion && { osVersion }) };
}
function isAbsent(value) {
    return value === undefined || value === null;
}
function wrongType(why) {
    return { ok: false, kind: 'wrong-type', why };
}

;// CONCATENATED MODULE: ./build/oci/manifest-keys.js
/** The keys of indexes and manifests that decide what a reader makes of them. */

const PLATFORM = objectShape({ os: null, architecture: null, variant: null, 'os.version': null });
const ANNOTATIONS = exactShape(['vnd.docker.reference.type', 'vnd.docker.reference.digest']);
const DESCRIPTOR = objectShape({
    mediaType: null,
    digest: null,
    size: null,
    urls: null,
    platform: PLATFORM,
    annotations: ANNOTATIONS,
    artifactType: null,
});
const MANIFEST_KEYS = objectShape({
    mediaType: null,
    schemaVersion: null,
    manifests: listShape(DESCRIPTOR),
    config: DESCRIPTOR,
    layers: listShape(DESCRIPTOR),
    blobs: listShape(DESCRIPTOR),
    fsLayers: null,
    subject: DESCRIPTOR,
    artifactType: null,
    annotations: ANNOTATIONS,
});

;// CONCATENATED MODULE: ./build/oci/manifest-type.js


/** Media types that say nothing about which manifest this is. */
const GENERIC_TYPES = new Set([
    '',
    'application/json',
    'application/octet-stream',
    'binary/octet-stream',
    'text/plain',
]);
/** Keys that tell the kinds of documents apart; those of one row go together, those of different rows never do. */
const KINDS_BY_KEYS = [
    { keys: ['manifests'], kind: 'index', mediaType: OCI_INDEX },
    { keys: ['config', 'layers'], kind: 'manifest', mediaType: OCI_MANIFEST },
    { keys: ['blobs'], kind: 'manifest', mediaType: OCI_ARTIFACT_MANIFEST },
    { keys: ['fsLayers'], kind: 'schema1', mediaType: DOCKER_SCHEMA1 },
];
/**
 * The type of `body`. A contradiction between two statements is refused instead of settled, because another reader may
 * settle it the other way (CVE-2021-41190).
 */
function decideManifestType(body, stated) {
    const bodyType = body.mediaType ?? '';
    if (typeof bodyType !== 'string')
        return refusal('manifest-unparsable', 'mediaType is not a string');
    const structure = structureOf(body);
    if (structure.kind === 'ambiguous')
        return refusal('manifest-ambiguous', structure.why);
    const types = [bodyType, stated.descriptor, bareMediaType(stated.header)];
    const role = types.map(manifestRole).find((candidate) => candidate !== 'unknown') ?? structure.kind;
    const mediaType = mediaTypeOf(bodyType, stated) ?? structure.mediaType;
    return (whyTypesContradict(bodyType, stated) ??
        whyStructureContradicts(role, mediaType, structure) ??
        whyNoKnownKind(role, body) ?? {
        ok: true,
        kind: role === 'index' ? 'index' : 'manifest',
        mediaType,
    });
}
function refusal(rule, why) {
    return { ok: false, rule, why };
}
function structureOf(body) {
    const found = KINDS_BY_KEYS.flatMap(({ keys, ...is }) => {
        const key = keys.find((candidate) => Object.hasOwn(body, candidate));
        return key === undefined ? [] : [{ key, ...is }];
    });
    const [first, second] = found;
    if (first === undefined)
        return { kind: 'unknown', mediaType: '', key: '' };
    if (second !== undefined) {
        return { kind: 'ambiguous', why: `it has both ${first.key} and ${second.key}` };
    }
    if (body.schemaVersion === 1 && first.kind !== 'schema1') {
        return { kind: 'ambiguous', why: `it says schemaVersion 1 and has ${first.key}` };
    }
    return first;
}
/** Null where nobody states one. A Content-Type counts only when it is a manifest's; servers default to anything. */
function mediaTypeOf(bodyType, stated) {
    if (bodyType !== '')
        return bodyType;
    if (!GENERIC_TYPES.has(stated.descriptor))
        return stated.descriptor;
    const header = bareMediaType(stated.header);
    return manifestRole(header) === 'unknown' ? null : header;
}
/** The first two statements of a known role that differ; generic and unknown types contradict nothing. */
function whyTypesContradict(bodyType, stated) {
    const statements = [
        { by: 'its body', type: bodyType },
        { by: 'the descriptor', type: stated.descriptor },
        { by: 'the Content-Type', type: bareMediaType(stated.header) },
    ].filter(({ type }) => manifestRole(type) !== 'unknown');
    const first = statements[0];
    const other = statements.find(({ type }) => first && manifestRole(type) !== manifestRole(first.type));
    if (first === undefined || other === undefined)
        return null;
    const why = `${first.by} says ${quoted(first.type)}, ${other.by} says ${quoted(other.type)}`;
    return refusal('media-type-mismatch', why);
}
function whyStructureContradicts(role, mediaType, structure) {
    if (structure.kind === 'unknown')
        return null;
    const isArtifact = mediaType === OCI_ARTIFACT_MANIFEST;
    if (structure.kind === role && (!isArtifact || structure.key === 'blobs'))
        return null;
    const name = isArtifact ? 'an artifact manifest' : NAMES[role];
    return refusal('manifest-ambiguous', `its media type is that of ${name}, but it has ${structure.key}`);
}
const NAMES = {
    index: 'an index',
    manifest: 'an image manifest',
    schema1: 'a schema 1 manifest',
    unknown: 'no known manifest',
};
function whyNoKnownKind(role, body) {
    const version = body.schemaVersion;
    if (role === 'schema1' || version === 1) {
        return refusal('schema1-manifest', 'it is a Docker schema 1 manifest, which current runtimes do not pull');
    }
    if (version !== undefined && version !== 2) {
        return refusal('manifest-unparsable', 'schemaVersion is not 2');
    }
    if (role === 'unknown') {
        return refusal('manifest-unparsable', 'it is neither an index nor an image manifest');
    }
    return null;
}

;// CONCATENATED MODULE: ./build/oci/manifest.js






/**
 * The document in `raw.bytes`. `expectedMediaType` is that of the descriptor which named it, where one did; the body's
 * own type goes before it, `raw.descriptor.mediaType` (the Content-Type) after it. Unknown config and layer types pass;
 * what two readers could read differently does not.
 */
function parseManifest(raw, expectedMediaType = '') {
    const document = readJsonDocument(raw.bytes, MANIFEST_KEYS);
    if (!document.ok) {
        const rule = document.kind === 'ambiguous' ? 'manifest-ambiguous' : 'manifest-unparsable';
        return refusal(rule, document.why);
    }
    const { body } = document;
    const type = decideManifestType(body, {
        descriptor: expectedMediaType,
        header: raw.descriptor.mediaType,
    });
    if (!type.ok)
        return type;
    const subject = optionalDescriptor(body.subject, 'subject');
    if (!subject.ok)
        return refusal('manifest-unparsable', subject.why);
    const base = {
        raw,
        mediaType: type.mediaType,
        bodyMediaType: typeof body.mediaType === 'string' ? body.mediaType : '',
        subject: subject.value,
        artifactType: typeof body.artifactType === 'string' ? body.artifactType : null,
        annotations: annotationsIn(body.annotations),
    };
    return type.kind === 'index' ? indexNode(base, body) : manifestNode(base, body);
}
function indexNode(base, body) {
    const manifests = parseDescriptors(body.manifests, 'manifests');
    if (!manifests.ok)
        return refusal('manifest-unparsable', manifests.why);
    return { ok: true, node: { kind: 'index', ...base, children: manifests.value.map(asChild) } };
}
function asChild(descriptor) {
    const { mediaType, annotations } = descriptor;
    const role = manifestRole(mediaType);
    const isAttestation = annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
    return {
        descriptor,
        role: role === 'index' || role === 'manifest' ? role : isKnownBlobType(mediaType) ? 'blob' : 'unknown',
        attestationFor: isAttestation ? parseDigest(annotations['vnd.docker.reference.digest'] ?? '') : null,
    };
}
function manifestNode(base, body) {
    const isArtifact = base.mediaType === OCI_ARTIFACT_MANIFEST;
    const config = isArtifact
        ? { ok: true, value: null }
        : parseDescriptor(body.config, 'config');
    if (!config.ok)
        return refusal('manifest-unparsable', config.why);
    const layers = isArtifact
        ? parseDescriptors(body.blobs ?? null, 'blobs')
        : parseDescriptors(body.layers, 'layers');
    if (!layers.ok)
        return refusal('manifest-unparsable', layers.why);
    return { ok: true, node: { kind: 'manifest', ...base, config: config.value, layers: layers.value } };
}
function optionalDescriptor(value, path) {
    if (value === undefined || value === null)
        return { ok: true, value: null };
    return parseDescriptor(value, path);
}

;// CONCATENATED MODULE: ./build/mirror/lock-changes/read-version.js
/** Reads what a digest is at a source: its manifests and image configs, no layer. */










/** Images of one index that are read; the largest official images have about ten. */
const MOST_IMAGES = 24;
const read_version_IMAGES_AT_ONCE = 4;
/** At most 1 + 2 × MOST_IMAGES requests. Never throws. */
async function readVersion(digest, reading) {
    try {
        const root = await readNode(digest, reading);
        const children = root.kind === 'index' ? imagesOf(root, reading.platforms) : null;
        if (children !== null && children.length > MOST_IMAGES)
            return unread(`it has ${children.length} images; at most ${MOST_IMAGES} are read`);
        const images = root.kind === 'manifest'
            ? [await imageFacts(root, undefined, reading)]
            : await mapEach(children ?? [], read_version_IMAGES_AT_ONCE, (child) => readChild(child, reading));
        return { kind: 'read', content: { root: blobOf(root.raw.descriptor), images } };
    }
    catch (error) {
        return unread(toMirrorError(error).message);
    }
}
function unread(why) {
    return { kind: 'unread', why };
}
async function readNode(digest, { source, signal }, from) {
    const parsed = parseManifest(await source.readManifest(digest, signal, from?.size), from?.mediaType);
    if (!parsed.ok)
        throw new MirrorError('invalid-response', `manifest ${shortDigest(digest)}: ${parsed.why}`);
    return parsed.node;
}
function imagesOf(index, platforms) {
    const images = keptChildren(index, platforms).kept.filter((child) => !isAttestation(child));
    return images.map(({ descriptor }) => descriptor);
}
async function readChild(descriptor, reading) {
    const node = await readNode(descriptor.digest, reading, descriptor);
    if (node.kind === 'manifest')
        return await imageFacts(node, descriptor.platform, reading);
    const what = `${shortDigest(descriptor.digest)} is an index within an index, which is not compared`;
    throw new MirrorError('unsupported', what);
}
async function imageFacts(node, platform, reading) {
    const config = await readConfig(node, reading);
    const runsOn = platform ?? config.platform;
    return {
        platform: runsOn === null ? null : formatPlatform(runsOn),
        created: config.created,
        manifest: blobOf(node.raw.descriptor),
        config: node.config === null ? null : blobOf(node.config),
        layers: node.layers.map(blobOf),
    };
}
/** What artifacts call their config is theirs, and is not read. */
async function readConfig({ config }, { source, signal }) {
    if (config === null || (config.mediaType !== OCI_CONFIG && config.mediaType !== DOCKER_CONFIG))
        return { platform: null, created: null };
    const blob = await source.readSmallBlob(config, signal);
    if (blob.kind !== 'read' || digestOf(blob.bytes, config.digest) !== config.digest)
        throw new MirrorError('not-found', `image config ${shortDigest(config.digest)} is not whole at ${source.name}`);
    const parsed = parseImageConfig(blob.bytes);
    return { platform: parsed.ok ? parsed.config.platform : null, created: createdIn(blob.bytes) };
}
/** RFC 3339 (image-spec config.md), in UTC and whole seconds; null for anything else. */
function createdIn(bytes) {
    const document = readJsonDocument(bytes, objectShape({ created: null }));
    const written = document.ok ? document.body.created : null;
    if (typeof written !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(written))
        return null;
    const atMs = Date.parse(written);
    return Number.isNaN(atMs) ? null : `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
function blobOf({ digest, size }) {
    return { digest, size };
}

;// CONCATENATED MODULE: ./build/mirror/lock-changes/lock-changes.js




/** Moved tags of which images are read; of more nobody reads a table. */
const MOST_TAGS_READ = 100;
const TAGS_AT_ONCE = 4;
/** Every entry that is not as before, by name. Only of moved tags anything is read, at their source; what cannot be read is
 *  said, and harms nothing. Never throws. */
async function describeLockChanges({ lock, tags }, context, signal) {
    const changes = entryChanges(context.lock?.tags ?? new Map(), lock.tags);
    const wanted = new Map(tags.map((tag) => [tag.wanted.name, tag]));
    const moved = changes.filter(({ change }) => change === 'moved').map(({ name }) => name);
    const readable = new Set(moved.slice(0, MOST_TAGS_READ));
    const read = versionReader(context, signal);
    return await mapEach(changes, TAGS_AT_ONCE, async (change) => {
        const tag = wanted.get(change.name);
        if (change.change !== 'moved')
            return change;
        if (tag === undefined || !readable.has(change.name))
            return { ...change, unread: `only the first ${MOST_TAGS_READ} tags that moved are compared` };
        return await withContent(change, (digest) => read(tag, digest));
    });
}
function entryChanges(before, after) {
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    return names.flatMap((name) => {
        const [old, now] = [before.get(name), after.get(name)];
        if (old?.digest === now?.digest)
            return [];
        const change = old === undefined ? 'new' : now === undefined ? 'removed' : 'moved';
        return [{ name, change, before: version(old), after: version(now), content: null, unread: null }];
    });
}
function version(entry) {
    return entry === undefined ? null : { digest: entry.digest, since: entry.since, facts: null };
}
/** Several tags often mean the same digest: it is read once. */
function versionReader({ stores }, signal) {
    const known = new Map();
    return ({ wanted: { image } }, digest) => {
        if (signal.aborted)
            return Promise.resolve({ kind: 'unread', why: `the run was stopped (${whyStopped(signal)})` });
        const source = stores.sourceOf(image);
        const { platforms } = image;
        const key = JSON.stringify([source.origin, source.repository, digest, platforms]);
        const reading = known.get(key) ?? readVersion(digest, { source, platforms, signal });
        known.set(key, reading);
        return reading;
    };
}
async function withContent(change, read) {
    const { before, after } = change;
    if (before === null || after === null)
        return change;
    const [old, now] = await Promise.all([read(before.digest), read(after.digest)]);
    const facts = (from) => (from.kind === 'read' ? factsOf(from.content) : null);
    return {
        ...change,
        before: { ...before, facts: facts(old) },
        after: { ...after, facts: facts(now) },
        content: old.kind === 'read' && now.kind === 'read' ? compareVersions(old.content, now.content) : null,
        unread: whyUnread(old, now),
    };
}
function whyUnread(old, now) {
    const words = [
        ...(old.kind === 'unread' ? [`the old version could not be read: ${old.why}`] : []),
        ...(now.kind === 'unread' ? [`the new version could not be read: ${now.why}`] : []),
    ];
    return words.length === 0 ? null : words.join('; ');
}

;// CONCATENATED MODULE: ./build/commands/check-accepted.js
/** A digest given by hand may be mistyped: it must be one that the past or the source knows. */



/** Throws `input` when the source says that it has no such digest; a source that cannot be asked is only warned about. */
async function checkAccepted({ name, digest }, { file, lock, history, stores }, { signal, host }) {
    const repository = name.slice(0, name.lastIndexOf(':'));
    const image = file.images.find((one) => sourceKey(one) === repository);
    const past = sightingsOf(history.of(name), lock?.tags.get(name) ?? null);
    if (image === undefined || past.some((sighting) => sighting.digest === digest))
        return;
    const source = stores.sourceOf(image);
    const found = await source.resolve(digest, signal).catch((error) => {
        if (!signal.aborted)
            host.log.warning(`--accept ${name}@${digest}: the source could not be asked: ${describeError(toMirrorError(error))}`);
        return undefined;
    });
    if (found === null)
        throw new MirrorError('input', `--accept ${name}: the source has no ${digest}`, {
            fix: 'check the digest; it must be one that the repository holds',
        });
}

;// CONCATENATED MODULE: ./build/commands/check-globs.js
/** A glob that matches nothing is a mistake of the command line, not an empty run. */



/** Throws `input` naming the globs of `--image` that match no image of the mirror manifest. */
function checkGlobs(globs, known) {
    if (globs.length === 0)
        return;
    const names = [...known.images.map(listedNames), ...known.rows];
    const open = openSelections(known);
    const idle = globs.filter((glob) => !names.some((one) => matchesNames(glob, one)) && !open.some((key) => mayMatchTagOf(key, glob)));
    if (idle.length === 0)
        return;
    throw new MirrorError('input', `--image ${idle.map(({ written }) => written).join(', ')} matches no image of the mirror manifest`, {
        fix: 'a glob is matched against the canonical name, such as docker.io/library/redis:7.4; * stops at /, ** does not',
    });
}
function listedNames(image) {
    const sourceTags = image.wants.flatMap((want) => want.kind === 'digest' || want.tag === null ? [] : [want.tag]);
    return { repository: sourceKey(image), sourceTags };
}
/** Repositories with `select` of whose tags this run knows nothing: any tag of theirs may be meant. */
function openSelections({ images, findings, rows, isStopped }) {
    const told = new Set(findings
        .filter(({ rule }) => rule === 'copy-failed' || rule === 'not-locked')
        .flatMap(({ source, affects = [] }) => [...(source === undefined ? [] : [source]), ...affects]));
    const reached = new Set(rows.map(({ repository }) => repository));
    return images
        .filter(({ select }) => select !== null)
        .map(sourceKey)
        .filter((key) => told.has(key) || (isStopped && !reached.has(key)));
}
function mayMatchTagOf(repository, glob) {
    return maySelectTagOf(repository, { mirrors: [], images: [glob] });
}
function matchesNames(glob, { repository, sourceTags }) {
    if (globMatchesImage(glob, repository, null))
        return true;
    return sourceTags.some((tag) => globMatchesImage(glob, repository, tag));
}

// EXTERNAL MODULE: ./node_modules/re2js/build/index.js
var build = __webpack_require__(2856);
;// CONCATENATED MODULE: ./build/files/pattern.js
/** A user's pattern: RE2 (linear time), unanchored. */

/** Longest pattern in characters, and largest compiled program, so that no pattern is slow on many tags. */
const PATTERN_LIMIT = 512;
const PROGRAM_LIMIT = 10_000;
/** Compiles RE2 syntax (no backreferences, no lookaround); it matches anywhere in the text. */
function compilePattern(source) {
    if (source === '')
        return { ok: false, why: 'an empty pattern matches everything' };
    if (source.length > PATTERN_LIMIT) {
        return {
            ok: false,
            why: `a pattern has at most ${PATTERN_LIMIT} characters, this one has ${source.length}`,
        };
    }
    try {
        const compiled = build/* RE2JS */.L3.compile(source);
        if (compiled.programSize() > PROGRAM_LIMIT)
            return { ok: false, why: 'its repetitions are too large' };
        return { ok: true, value: { source, matches: (text) => compiled.test(text) } };
    }
    catch (error) {
        return { ok: false, why: reason(error) };
    }
}
/** RE2's own words, without their fixed opening. */
function reason(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^error parsing regexp: /, '');
}

;// CONCATENATED MODULE: ./build/files/glob.js
/** Globs over canonical image names, `docker.io/library/redis:7.4` (contract, section 2). */


/**
 * Compiles a glob: `*` stops at `/`, `**` does not, `?` is one character but not `/`, everything else is itself. It
 * must cover the whole of `host/repository` or of `host/repository:tag`, so `docker.io/library/*` takes every tag.
 */
function compileGlob(glob) {
    if (glob === '')
        return { ok: false, why: 'an empty glob matches nothing' };
    if (glob.length > PATTERN_LIMIT) {
        return { ok: false, why: `a glob has at most ${PATTERN_LIMIT} characters, this one has ${glob.length}` };
    }
    const compiled = build/* RE2JS */.L3.compile(`^(?:${toRe2(glob)})$`, build/* RE2JS */.L3.DOTALL);
    const covers = (text) => compiled.test(text);
    return {
        ok: true,
        value: { source: glob, matches: (image) => covers(image) || covers(repositoryPart(image)) },
    };
}
function toRe2(glob) {
    return glob
        .split(/(\*\*+|\*|\?)/)
        .map((part) => {
        if (part.startsWith('**'))
            return '.*';
        if (part === '*')
            return '[^/]*';
        return part === '?' ? '[^/]' : build/* RE2JS */.L3.quote(part);
    })
        .join('');
}
/** `image` without its `@digest` and `:tag`; a colon before the last slash belongs to the host's port. */
function repositoryPart(image) {
    const at = image.indexOf('@');
    const name = at < 0 ? image : image.slice(0, at);
    const colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

;// CONCATENATED MODULE: ./build/mirror/drift/compared.js
function isPresent(cell) {
    return cell.view.kind === 'present';
}

;// CONCATENATED MODULE: ./build/mirror/drift/fallback.js
/** What happens to a node that falls back: the order of mirrors must not lead from a newer digest to an older one. Pure. */





/** One finding per tag, about its deepest fall; where several are as deep, the first in the order of mirrors. */
function fallbackRollback(row) {
    const falls = fallsOf(row);
    const deepest = falls.reduce((best, fall) => (best === null || fall.versions > best.versions ? fall : best), null);
    if (deepest === null)
        return null;
    const { from, to, versions } = deepest;
    const [newer, older] = [from.view.digest, to.view.digest];
    const affects = [...new Set(falls.map((fall) => fall.to.address))];
    return finding('fallback-rollback', {
        message: `${row.name}: a node that pulled ${shortDigest(newer)} from mirror ${from.mirror.name} gets the older ${shortDigest(older)} from mirror ${to.mirror.name} when ${from.mirror.name} does not answer: ${formatCount(versions, 'version')} back`,
        help: `Bring ${to.mirror.name} up to date (run sync), put it behind no mirror that is newer, or let nodes pull by digest only.`,
        source: row.name,
        mirror: to.mirror.name,
        target: to.address,
        digest: older,
        affects,
        affectedCount: affects.length,
        at: row.at,
    });
}
/** Every fall between two mirrors that nodes can reach by tag, in the order of mirrors. */
function fallsOf({ tag, cells, timeline }) {
    if (tag === null)
        return [];
    const reachable = cells.filter(isInFallbackOrder).filter(isPresent);
    return reachable.flatMap((from, index) => reachable.slice(index + 1).flatMap((to) => {
        const versions = versionsBetween(timeline, to.view.digest, from.view.digest);
        return versions !== null && versions > 0 ? [{ from, to, versions }] : [];
    }));
}
/** Nodes pull neither from layouts nor from mirrors that are being filled or were retired. */
function isInFallbackOrder({ mirror }) {
    return mirror.state === 'serving' && mirror.place.kind === 'registry';
}

;// CONCATENATED MODULE: ./build/report/judge.js

/** Findings with the mirror manifest's `rules` and `accept` applied; an acceptance that has ended is a finding too. */
function applyRules(findings, options) {
    const ended = options.accept.filter((entry) => hasEnded(entry, options.today)).map(acceptExpired);
    return [...findings, ...ended].flatMap((one) => applyRulesToOne(one, options) ?? []);
}
/** One finding as the user's rules have it; null where they turn it off. */
function applyRulesToOne(one, options) {
    if (options.rules.get(one.rule) === 'off')
        return null;
    const severity = severityOf(one, options.rules, fillingMirrors(options.mirrors));
    const isAccepted = options.accept.some((entry) => covers(entry, one, options));
    return { ...one, severity, ...(isAccepted && { accepted: true }) };
}
/** Mirrors whose failures do not fail the run. */
function fillingMirrors(mirrors) {
    return new Set(mirrors.filter((mirror) => mirror.state === 'filling').map((mirror) => mirror.name));
}
const NONE = new Set();
/** No open error, and nothing failed or refused on a mirror that serves. */
function isOk(report, filling = NONE) {
    return report.error === null && !hasFailedRow(report, filling) && !hasOpen(report, 'error');
}
/**
 * Whether a run that reached its end fails under `--fail-on`. A severity stands for itself and everything worse, and
 * a failed or refused row is an error; a rule name stands for its open findings at any severity, mended ones left
 * out; `never` and the empty list let everything pass.
 */
function failsOn(report, failOn, filling = NONE) {
    if (failOn.includes('never'))
        return false;
    const severities = failOn.filter(isSeverity);
    if (severities.length > 0 && hasFailedRow(report, filling))
        return true;
    return (severities.some((severity) => hasOpen(report, severity)) ||
        report.findings.some((one) => !one.accepted && one.repaired === null && failOn.includes(one.rule)));
}
/** Why a word cannot stand in `--fail-on`, or null when it can. */
function whyNotFailOn(word) {
    if (word === 'never' || isSeverity(word) || Object.hasOwn(RULES, word))
        return null;
    return `${JSON.stringify(word)} is no severity (error, warning, note), no rule name and not never`;
}
function isSeverity(word) {
    return Object.hasOwn(SEVERITY_ORDER, word);
}
function hasOpen(report, severity) {
    return report.findings.some((one) => !one.accepted && SEVERITY_ORDER[one.severity] <= SEVERITY_ORDER[severity]);
}
function hasFailedRow(report, filling) {
    return report.images.some((image) => image.mirrors.some((row) => (row.outcome === 'failed' || row.outcome === 'refused') && !filling.has(row.mirror)));
}
/** What was mended stays a note, whatever the rules say of the fault. */
function severityOf(one, rules, filling) {
    const level = rules.get(one.rule);
    const wanted = one.repaired !== undefined || level === undefined || level === 'off' ? one.severity : level;
    const isCapped = wanted === 'error' && one.mirror !== undefined && filling.has(one.mirror);
    return isCapped ? 'warning' : wanted;
}
function covers(entry, one, { today, matches }) {
    if (entry.rule !== one.rule || hasEnded(entry, today))
        return false;
    if (entry.mirror !== null && entry.mirror !== one.mirror)
        return false;
    return entry.image === null || (one.source !== undefined && matches(entry.image, one.source));
}
/** `until` is the last day it holds. */
function hasEnded(entry, today) {
    return entry.until < today;
}
function acceptExpired(entry) {
    const what = [entry.image ?? 'every image', ...(entry.mirror === null ? [] : [`on ${entry.mirror}`])].join(' ');
    return finding('accept-expired', {
        message: `acceptance of ${entry.rule} for ${what} ended on ${entry.until} (${entry.reason})`,
        help: 'Remove the entry if the finding is gone; otherwise mend it, or set a new date with a reason.',
        at: entry.at,
    });
}

;// CONCATENATED MODULE: ./build/report/drift/drift-facts.js
/** What the drift stage found, as it stands in the report's images and rows. */



function driftOfImage(row, drift) {
    const judged = drift?.rows.get(row);
    if (judged === undefined)
        return { versions: [], sourceVersion: null, lockVersion: null };
    const { timeline, source, locked, wanted, cells } = judged;
    const sourceAt = source.kind === 'serves' ? positionOf(timeline, source.digest) : null;
    const lockAt = positionOf(timeline, locked);
    const wantedAt = wanted.kind === 'digest' ? positionOf(timeline, wanted.digest) : null;
    const spokenOf = [sourceAt, lockAt, wantedAt, ...cells.map((cell) => foundAt(cell, timeline))];
    const oldest = Math.max(-1, ...spokenOf.map((at) => at ?? -1));
    return {
        versions: timeline
            .slice(0, oldest + 1)
            .map(({ digest, sinceMs }) => ({ digest, since: new Date(sinceMs).toISOString() })),
        sourceVersion: versionNumber(sourceAt),
        lockVersion: versionNumber(lockAt),
    };
}
function driftOfCell({ row, cell }, drift, judging) {
    const judged = drift?.rows.get(row);
    const judgedCell = judged?.cells.find(({ mirror }) => mirror.name === cell.mirror.name);
    if (drift === undefined || judged === undefined || !judgedCell?.drift)
        return { drift: null, driftDetail: null };
    return { drift: judgedCell.drift.state, driftDetail: detailOf(judged, judgedCell, { drift, judging }) };
}
function isoTime(atMs) {
    return atMs === null || atMs === undefined ? null : new Date(atMs).toISOString();
}
function detailOf(row, cell, { drift: { changes }, judging }) {
    const found = cell.view.kind === 'present' ? cell.view.digest : null;
    return {
        severity: drift_facts_severityOf(row, cell, judging),
        reason: cell.reason ?? '',
        version: versionNumber(foundAt(cell, row.timeline)),
        since: isoTime(versionOf(row.timeline, found)?.sinceMs),
        change: changes.byCell.get(cell) ?? null,
        driftingSince: isoTime(changes.driftingSinceMs.get(cell)),
    };
}
/** What a finding of this state weighs here, whether or not it is told as one of its own. */
function drift_facts_severityOf({ name }, { drift, mirror }, judging) {
    if (drift === null || drift.severity === null)
        return null;
    const facts = { message: '', help: '', source: name, mirror: mirror.name, severity: drift.severity };
    const judged = applyRulesToOne(finding(drift.state, facts), judging);
    return judged === null || judged.accepted === true ? null : judged.severity;
}
function foundAt({ view }, timeline) {
    return view.kind === 'present' ? positionOf(timeline, view.digest) : null;
}
/** Never -0. */
function versionNumber(position) {
    return position === null ? null : 0 - position;
}

;// CONCATENATED MODULE: ./build/report/lock-facts.js
function reportLockChange(change) {
    const { name, before, after, content, unread } = change;
    return {
        source: name,
        change: change.change,
        before: lock_facts_versionOf(before),
        after: lock_facts_versionOf(after),
        platformsAdded: content?.platformsAdded ?? null,
        platformsRemoved: content?.platformsRemoved ?? null,
        layers: content?.layers ?? null,
        unread,
    };
}
function lock_facts_versionOf(version) {
    if (version === null)
        return null;
    const { digest, since, facts } = version;
    return {
        digest,
        since,
        created: facts?.created ?? null,
        bytes: facts?.bytes ?? null,
        platforms: facts?.platforms ?? null,
    };
}

;// CONCATENATED MODULE: ./build/report/report-finding.js
/** One cause may touch everything; the report names this many and counts all. */
const MOST_AFFECTED = 20;
function toReportFinding(finding) {
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

;// CONCATENATED MODULE: ./build/report/sort.js
/** One order of findings, the same at any concurrency. */

/**
 * By severity, manifest order, mirror order, rule, digest; what is left by place and words, so that no two different
 * findings are ever equal. A finding of no image or no mirror comes before those that have one.
 * @param imageOrder canonical sources in the order of the mirror manifest
 * @param mirrorOrder mirror names in the order of the mirror manifest
 */
function sortFindings(findings, imageOrder, mirrorOrder) {
    const imageAt = positions(imageOrder);
    const mirrorAt = positions(mirrorOrder);
    const keys = (one) => [
        SEVERITY_ORDER[one.severity],
        sort_placeOf(one.source, imageAt),
        sort_placeOf(one.mirror, mirrorAt),
        one.rule,
        one.digest ?? '',
        one.source ?? '',
        one.mirror ?? '',
        one.at?.file ?? '',
        one.at?.line ?? 0,
        one.at?.column ?? 0,
        one.target ?? '',
        one.message,
        one.help,
        JSON.stringify(one),
    ];
    return findings
        .map((one) => ({ one, keys: keys(one) }))
        .toSorted((a, b) => compareKeys(a.keys, b.keys))
        .map(({ one }) => one);
}
function positions(names) {
    const map = new Map();
    for (const name of names)
        if (!map.has(name))
            map.set(name, map.size);
    return map;
}
/** Unknown names come last. */
function sort_placeOf(name, order) {
    return name === undefined ? -1 : (order.get(name) ?? Number.MAX_SAFE_INTEGER);
}
function compareKeys(a, b) {
    for (const [index, left] of a.entries()) {
        const right = b[index] ?? '';
        if (left !== right)
            return left < right ? -1 : 1;
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/report/totals.js
const NO_TRAFFIC = {
    requests: 0,
    sourceBytes: 0,
    siblingBytes: 0,
    mirrorBytes: 0,
    checkedBytes: 0,
    mountedBlobs: 0,
    rereads: 0,
};
/** Accepted findings count nowhere; a step is a row for which something was decided. */
function countTotals(images, findings, traffic) {
    const rows = images.flatMap((image) => image.mirrors);
    const rowsOf = (outcome) => rows.filter((row) => row.outcome === outcome).length;
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

;// CONCATENATED MODULE: ./build/report/assemble.js
/** Puts a report together from what the stages returned. */







function assembleReport(facts, result) {
    const { file, lock } = result;
    const judging = {
        rules: file.rules,
        accept: file.accept,
        today: new Date(facts.startedAtMs).toISOString().slice(0, 10),
        mirrors: file.mirrors,
        matches: result.matches,
    };
    const images = assemble_imagesOf(result, judging);
    const judged = applyRules(result.findings, judging);
    const sorted = sortFindings(judged, result.rows.map(({ name }) => name), file.mirrors.map(({ name }) => name)).map(toReportFinding);
    return {
        ...header(facts),
        ok: isOk({ images, findings: sorted, error: null }, fillingMirrors(file.mirrors)),
        inputs: {
            manifest: { path: file.path, sha256: file.sha256 },
            lock: lock === null ? null : { path: lock.path, sha256: lock.sha256 },
        },
        totals: countTotals(images, sorted, result.traffic),
        mirrors: file.mirrors.filter(({ state }) => state !== 'retired').map(reportMirror),
        comparedWith: isoTime(result.drift?.changes.lastRunMs ?? null),
        images,
        lockChanges: result.lockChanges?.map(reportLockChange) ?? null,
        findings: sorted,
        error: null,
    };
}
/** The report of a run that could not run: what was wrong with its inputs, and the one reason. */
function assembleFailure(facts, error, findings) {
    const told = findings.map(toReportFinding);
    return {
        ...header(facts),
        ok: false,
        inputs: { manifest: null, lock: null },
        totals: countTotals([], told, NO_TRAFFIC),
        mirrors: [],
        comparedWith: null,
        images: [],
        lockChanges: null,
        findings: told,
        error,
    };
}
function header(facts) {
    return {
        version: 1,
        command: facts.command,
        startedAt: new Date(facts.startedAtMs).toISOString(),
        durationMs: Math.max(0, Math.round(facts.endedAtMs - facts.startedAtMs)),
        tool: { version: facts.version },
        run: facts.run,
    };
}
function reportMirror(mirror) {
    const { name, target, state } = mirror;
    return { name, target, state, inFallbackOrder: isInFallbackOrder({ mirror }) };
}
function assemble_imagesOf({ rows, outcomes, unsupported, drift }, judging) {
    const byRow = Map.groupBy(outcomes, ({ step }) => step.row);
    return rows.map((row) => ({
        source: row.name,
        digest: row.wanted,
        tag: row.tag,
        sourceTags: row.sourceTags,
        file: row.at.file,
        line: row.at.line,
        sourceNow: row.sourceNow,
        lock: row.locked,
        runtimes: (unsupported?.get(row) ?? []).map(({ runtimes, effect, cause, remedy }) => ({
            runtimes,
            effect,
            cause,
            remedy,
        })),
        ...driftOfImage(row, drift),
        mirrors: (byRow.get(row) ?? []).map((outcome) => mirrorRowOf(outcome, drift, judging)),
    }));
}
function mirrorRowOf(ended, driftResult, judging) {
    const { step, outcome, reason, found, complete, proof, bytes, fileSystems = [] } = ended;
    const { cell } = step;
    return {
        mirror: cell.mirror.name,
        target: cell.address,
        outcome,
        ...driftOfCell(step, driftResult, judging),
        before: cell.seen.kind === 'present' ? cell.seen.root.digest : null,
        found,
        complete,
        proof: proof === null
            ? null
            : { depth: proof.depth, at: new Date(proof.atMs).toISOString(), thisRun: proof.thisRun },
        reason,
        action: step.action,
        keepTag: cell.keepTag,
        bytes,
        fileSystems,
    };
}

;// CONCATENATED MODULE: ./build/mirror/drift/last-states.js
/** Last states by row and place on a mirror, never by the mirror's name: renaming a mirror changes nothing there. */
class LastStates {
    #byKey;
    constructor(entries = []) {
        this.#byKey = new Map(entries);
    }
    get(row, cell) {
        return this.#byKey.get(keyOf(row, cell)) ?? null;
    }
    /** Notes every row that was compared; what is known of others stays. */
    note({ rows }, nowMs) {
        for (const row of rows)
            for (const cell of row.cells) {
                const next = nextState(cell, this.get(row, cell), nowMs);
                if (next !== null)
                    this.#byKey.set(keyOf(row, cell), next);
            }
    }
    /** Keys with their states, oldest first. */
    entries() {
        return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
    }
}
/** What has changed since `last` was noted. Where there was no run before, nothing is called new. */
function changesSince(drift, last, nowMs) {
    const cells = drift.rows.flatMap((row) => row.cells.map((cell) => ({ cell, before: last.get(row, cell) })));
    const times = cells.flatMap(({ before }) => (before === null ? [] : [before.atMs]));
    const lastRunMs = times.length === 0 ? null : times.reduce((one, other) => Math.max(one, other));
    const byCell = new Map();
    const driftingSinceMs = new Map();
    for (const { cell, before } of cells) {
        const change = changeOf(cell, before, lastRunMs !== null);
        if (change !== null)
            byCell.set(cell, change);
        const next = nextState(cell, before, nowMs);
        if (next !== null && !isInSync(next.state))
            driftingSinceMs.set(cell, next.sinceMs);
    }
    return { lastRunMs, byCell, driftingSinceMs };
}
function changeOf({ drift, view }, before, hasRun) {
    if (drift === null)
        return null;
    const found = view.kind === 'present' ? view.digest : null;
    if (before === null)
        return hasRun && !isInSync(drift.state) ? 'new' : null;
    const hasMoved = drift.state !== 'unreadable' && before.found !== found;
    if (isInSync(drift.state))
        return isInSync(before.state) ? (hasMoved ? 'moved' : null) : 'healed';
    if (isInSync(before.state))
        return 'new';
    if (hasMoved)
        return 'moved';
    // Read again after it could not be, it holds what it held: nothing new.
    return drift.state === before.state || before.state === 'unreadable' ? null : 'new';
}
function nextState({ drift, view }, before, nowMs) {
    if (drift === null)
        return null;
    const isSame = before !== null && isInSync(before.state) === isInSync(drift.state);
    return {
        state: drift.state,
        found: view.kind === 'present' ? view.digest : drift.state === 'unreadable' ? (before?.found ?? null) : null,
        sinceMs: isSame ? before.sinceMs : nowMs,
        atMs: nowMs,
    };
}
function isInSync(state) {
    return state === 'in-sync';
}
function keyOf({ name }, { address }) {
    return `${name}\n${address}`;
}

;// CONCATENATED MODULE: ./build/mirror/index-memory.js

class IndexMemory {
    #kept;
    constructor(entries = []) {
        this.#kept = new Map(entries);
    }
    get(index, platforms) {
        return this.#kept.get(index_memory_keyOf(index, platforms)) ?? null;
    }
    remember(index, platforms, kept) {
        this.#kept.set(index_memory_keyOf(index, platforms), kept);
    }
    entries() {
        return [...this.#kept];
    }
}
function index_memory_keyOf(index, platforms) {
    return `${index} ${platforms.map(formatPlatform).sort().join(',')}`;
}

;// CONCATENATED MODULE: ./build/mirror/proofs.js


const DEPTHS = ['manifests', 'exists', 'probe', 'content', 'rootfs'];
class Proofs {
    #byKey;
    constructor(entries = []) {
        this.#byKey = new Map(entries);
    }
    get(subject) {
        return this.#byKey.get(proofKey(subject)) ?? null;
    }
    /** Records a walk that found everything. Damage seen at a greater depth stays, and so does a proof of blobs when only
     *  manifests were read. */
    prove(subject, depth, atMs) {
        const known = this.get(subject);
        if (known?.kind === 'damaged' && isShallower(depth, known.depth))
            return;
        if (known?.kind === 'proven' && isShallower(depth, 'exists') && !isShallower(known.depth, 'exists'))
            return;
        this.#set(subject, { kind: 'proven', depth, atMs });
    }
    /** Records damage: the root is incomplete until a walk of at least this depth finds it mended. */
    damage(subject, depth, atMs) {
        this.#set(subject, { kind: 'damaged', depth, atMs });
    }
    forget(subject) {
        this.#byKey.delete(proofKey(subject));
    }
    /** Keys with their proofs, oldest first. */
    entries() {
        return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
    }
    #set(subject, proof) {
        const key = proofKey(subject);
        this.#byKey.delete(key);
        this.#byKey.set(key, proof);
    }
}
/** Whether `proof` still stands for a walk at `nowMs`. `recheckAfterMs` is how long proofs are good; each digest falls
 *  due at its own moment in the last quarter of that time, so that not all do at once. */
function proofCounts(proof, root, when) {
    if (proof === null || proof.kind === 'damaged' || when.recheck === 'all')
        return false;
    if (isShallower(proof.depth, 'exists'))
        return false;
    if (when.recheck === 'never')
        return true;
    const age = when.nowMs - proof.atMs;
    return age >= 0 && age < when.recheckAfterMs * (0.75 + 0.25 * digestFraction(root));
}
function isShallower(depth, than) {
    return DEPTHS.indexOf(depth) < DEPTHS.indexOf(than);
}
/** Damage that was found deeper than a walk at `depth` looks, and has not been found mended since. */
function whyStillDamaged({ depth: before, atMs }, depth) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    return `damage was found at depth ${before} on ${day}; a walk at depth ${depth} cannot tell whether it is mended`;
}
/** Origin, repository, root and platforms in one line; none of the parts can hold a blank. */
function proofKey(subject) {
    const platforms = subject.platforms === null ? '*' : subject.platforms.map(formatPlatform).sort().join(',');
    return `${encodeURI(subject.origin)} ${subject.repository} ${subject.root} ${platforms}`;
}
/** A number in [0, 1) that only the digest decides. */
function digestFraction(digest) {
    return Number.parseInt(digestHex(digest).slice(0, 8), 16) / 0x1_0000_0000;
}

;// CONCATENATED MODULE: ./build/mirror/memory-format.js




const MEMORY_VERSION = 1;
/** Records kept per file at most; the newest stay. */
const MEMORY_RECORD_LIMIT = 250_000;
/** A larger file is neither written nor read: records that do not fit go, the oldest first. */
const MEMORY_LIMIT_BYTES = 128 * 1024 * 1024;
const HEADER_LIMIT_BYTES = 200;
function formatProofs(proofs) {
    return formatLines('proofs', proofs.entries().map(([key, { kind, depth, atMs }]) => [key, kind, depth, atMs]));
}
function parseProofs(text) {
    return readLines(text, 'proofs', proofOf, (entries) => new Proofs(entries));
}
function formatHistory(history) {
    return formatLines('history', history
        .entries()
        .map(([tag, past]) => [
        tag,
        acceptedOf(past),
        past.seen.map(({ digest, sinceMs }) => [digest, sinceMs]),
    ]));
}
function parseHistory(text) {
    return readLines(text, 'history', historyOf, (entries) => new History(entries));
}
function formatIndexes(indexes) {
    return formatLines('indexes', indexes.entries());
}
function parseIndexes(text) {
    return readLines(text, 'indexes', keptChildrenOf, (entries) => new IndexMemory(entries));
}
/** A file of one kind; `records` are oldest first. */
function formatLines(kind, records) {
    const lines = newestThatFit(records).reverse();
    const header = JSON.stringify({ mirrorAction: kind, version: MEMORY_VERSION, records: lines.length });
    return `${[header, ...lines].join('\n')}\n`;
}
function newestThatFit(records) {
    const lines = [];
    let leftBytes = MEMORY_LIMIT_BYTES - HEADER_LIMIT_BYTES;
    for (const record of records.slice(-MEMORY_RECORD_LIMIT).reverse()) {
        const line = JSON.stringify(record);
        leftBytes -= Buffer.byteLength(line) + 1;
        if (leftBytes < 0)
            break;
        lines.push(line);
    }
    return lines;
}
function readLines(text, kind, read, build) {
    const lines = text.split('\n');
    if (lines.pop() !== '')
        return { ok: false, why: 'it is cut off in the middle' };
    const header = parseJson(lines.shift() ?? '');
    if (!isHeader(header, kind))
        return { ok: false, why: `it is not a ${kind} file of this tool` };
    if (header.version !== MEMORY_VERSION)
        return { ok: false, why: `it was written by another version (format ${header.version})` };
    if (header.records !== lines.length)
        return { ok: false, why: `it has ${lines.length} records, its header says ${header.records}` };
    const entries = [];
    for (const [index, line] of lines.entries()) {
        const entry = read(parseJson(line));
        if (entry === null)
            return { ok: false, why: `line ${index + 2} is not a ${kind} record` };
        entries.push(entry);
    }
    return { ok: true, value: build(entries) };
}
function isHeader(value, kind) {
    if (typeof value !== 'object' || value === null)
        return false;
    const header = value;
    return (header.mirrorAction === kind && typeof header.version === 'number' && typeof header.records === 'number');
}
function proofOf(record) {
    if (!Array.isArray(record) || record.length !== 4)
        return null;
    const [key, kind, depth, atMs] = record;
    if (typeof key !== 'string' ||
        (kind !== 'proven' && kind !== 'damaged') ||
        !isDepth(depth) ||
        !isTime(atMs))
        return null;
    return [key, { kind, depth, atMs }];
}
function historyOf(record) {
    if (!Array.isArray(record) || record.length !== 3)
        return null;
    const [tag, accepted, seen] = record;
    if (typeof tag !== 'string')
        return null;
    const digests = listOf(accepted, ACCEPTED_LIMIT, digestIn);
    const sightings = listOf(seen, SIGHTINGS_LIMIT, sightingOf);
    if (digests === null || sightings === null)
        return null;
    const [newest = null, ...acceptedBefore] = digests;
    return [tag, { seen: sightings, accepted: newest, acceptedBefore }];
}
function keptChildrenOf(record) {
    if (!Array.isArray(record) || record.length !== 2)
        return null;
    const [key, children] = record;
    if (typeof key !== 'string' || !Array.isArray(children))
        return null;
    const descriptors = children.map(descriptorOf);
    return descriptors.every((descriptor) => descriptor !== null) ? [key, descriptors] : null;
}
function descriptorOf(value) {
    if (typeof value !== 'object' || value === null)
        return null;
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest) || !isTime(size))
        return null;
    return { mediaType, digest, size };
}
function sightingOf(value) {
    if (!Array.isArray(value) || value.length !== 2)
        return null;
    const [digest, sinceMs] = value;
    return typeof digest === 'string' && isDigest(digest) && isTime(sinceMs) ? { digest, sinceMs } : null;
}
function listOf(value, limit, read) {
    if (!Array.isArray(value) || value.length > limit)
        return null;
    const list = value.map(read);
    return list.every((one) => one !== null) ? list : null;
}
function digestIn(value) {
    return typeof value === 'string' && isDigest(value) ? value : null;
}
function isDepth(value) {
    return DEPTHS.some((depth) => depth === value);
}
function isTime(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function parseJson(line) {
    try {
        return JSON.parse(line);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/mirror/drift/image-content.js


function compareImages(wanted, found, content) {
    const nodes = bothOf('manifest', { wanted, found }, (digest) => content.node(digest));
    if (nodes.kind !== 'both')
        return nodes;
    const { wanted: one, found: other } = nodes;
    if (one.kind !== 'manifest' || other.kind !== 'manifest')
        return { kind: 'different' };
    if (one.config === null || other.config === null)
        return { kind: 'different' };
    if (!hasImageConfig(one) || !hasImageConfig(other))
        return compareArtifacts(one, other);
    // A config holds its diff IDs: the same config is the same image.
    if (one.config.digest === other.config.digest)
        return { kind: 'same', by: 'configs' };
    const configs = { wanted: one.config.digest, found: other.config.digest };
    const read = bothOf('config', configs, (digest) => content.config(digest));
    if (read.kind !== 'both')
        return read;
    const isSame = isSameList(read.wanted.diffIds, read.found.diffIds);
    return isSame ? { kind: 'same', by: 'diff-ids' } : { kind: 'different' };
}
/** What an image config says of its file systems; `unusable` where it is none, or lists no layers: two such may be of anything. */
function configContent(bytes) {
    const parsed = parseImageConfig(bytes);
    return parsed.ok && parsed.config.diffIds.length > 0 ? parsed.config : 'unusable';
}
function hasImageConfig(node) {
    if (node.kind !== 'manifest')
        return false;
    return node.config?.mediaType === OCI_CONFIG || node.config?.mediaType === DOCKER_CONFIG;
}
function bothOf(what, pair, known) {
    const [wanted, found] = [known(pair.wanted), known(pair.found)];
    if (wanted === 'unusable' || found === 'unusable')
        return { kind: 'unknown' };
    if (wanted !== undefined && found !== undefined)
        return { kind: 'both', wanted, found };
    const reads = ['wanted', 'found']
        .filter((from) => (from === 'wanted' ? wanted : found) === undefined)
        .map((from) => ({ what, digest: pair[from], from }));
    return { kind: 'read', reads };
}
/** A config that is no image config need not say anything of the content: the layers must be the same too. */
function compareArtifacts(one, other) {
    const digests = ({ config, layers }) => [
        config?.digest ?? '',
        ...layers.map(({ digest }) => digest),
    ];
    return isSameList(digests(one), digests(other)) ? { kind: 'same', by: 'configs' } : { kind: 'different' };
}
function isSameList(one, other) {
    return one.length === other.length && one.every((value, index) => value === other[index]);
}

;// CONCATENATED MODULE: ./build/mirror/drift/relation.js



/** Names of platforms that are kept of one relation. */
const PLATFORMS_NAMED = 20;
/** Characters kept of one name, which comes from a registry. */
const PLATFORM_NAME_LENGTH = 80;
/** More manifests than this are not read to explain one difference. */
const relation_MOST_IMAGES = 50;
/** What M has to do with W, or what has to be read to know: the two roots, then image by image two manifests and two configs. */
function relate(difference, content) {
    const { wanted, found } = difference;
    const [wantedNode, foundNode] = [content.node(wanted), content.node(found)];
    const reads = [
        ...(wantedNode === undefined ? [{ what: 'manifest', digest: wanted, from: 'wanted' }] : []),
        ...(foundNode === undefined ? [{ what: 'manifest', digest: found, from: 'found' }] : []),
    ];
    if (reads.length > 0)
        return { kind: 'read', reads };
    if (wantedNode === 'unusable' || foundNode === 'unusable')
        return decided({ kind: 'unknown' });
    if (wantedNode === undefined || foundNode === undefined)
        return decided({ kind: 'unknown' });
    return decideByChildren(difference, { wantedNode, foundNode, content });
}
function decideByChildren(difference, nodes) {
    const { wantedNode, foundNode } = nodes;
    const wantedDigests = new Set(digestsIn(wantedNode, difference.wanted));
    const foundDigests = new Set(digestsIn(foundNode, difference.found));
    if (foundDigests.size === 0)
        return decided({ kind: 'unrelated' });
    if ([...foundDigests].every((digest) => wantedDigests.has(digest))) {
        const isWhole = foundDigests.size === wantedDigests.size;
        return decided(isWhole ? { kind: 'equivalent', by: 'children' } : partOf(difference, nodes, foundDigests));
    }
    // The index that the wanted child was taken from (`index: omit`), or one around it.
    if (wantedNode.kind === 'manifest' && foundDigests.has(difference.wanted))
        return decided({ kind: 'equivalent', by: 'children' });
    return decideByImages(difference, nodes);
}
/** Its children, or itself where it has none. */
function digestsIn(node, own) {
    return node.kind === 'index' ? node.children.map(({ descriptor }) => descriptor.digest) : [own];
}
function partOf({ platforms }, { wantedNode, foundNode }, there) {
    const images = wantedNode.kind === 'index' ? relation_imagesOf(wantedNode) : [];
    const [has, lacks] = [
        images.filter(({ digest }) => there.has(digest)),
        images.filter(({ digest }) => !there.has(digest)),
    ];
    return partial({
        shape: shapeOf(foundNode),
        isRewritten: false,
        has,
        missing: missingOf({ has, lacks }, platforms),
    });
}
/** Wanted platforms that the wanted index has and the mirror has not. */
function missingOf({ has, lacks }, platforms) {
    if (platforms === null)
        return [...lacks];
    const isThere = (asked) => has.some(({ platform }) => platform && platformMatches(asked, platform));
    const open = platforms.filter((asked) => !isThere(asked));
    return lacks.filter(({ platform }) => platform && open.some((asked) => platformMatches(asked, platform)));
}
function partial(part) {
    return { kind: 'partial', ...part, has: namesOf(part.has), missing: namesOf(part.missing) };
}
function shapeOf(found) {
    return found.kind === 'manifest' ? 'single' : 'list';
}
function namesOf(images) {
    const names = images.map(({ platform, digest }) => platform === null ? digest : formatPlatform(platform).slice(0, PLATFORM_NAME_LENGTH));
    return [...new Set(names)].slice(0, PLATFORMS_NAMED);
}
/** Image by image: each image of the mirror must be one of the wanted ones in other bytes. */
function decideByImages(difference, nodes) {
    const wantedImages = rootImages(nodes.wantedNode, difference.wanted);
    const found = foundImagesOf(difference, nodes, wantedImages.length);
    if ('kind' in found)
        return found;
    if (found.length === 0 || found.length > Math.min(relation_MOST_IMAGES, wantedImages.length))
        return decided({ kind: 'unrelated' });
    const matches = [];
    for (const image of found) {
        const match = matchImage(image, wantedImages, nodes.content);
        if (match.kind === 'read')
            return match;
        if (match.kind === 'none')
            return decided({ kind: match.isKnown ? 'unrelated' : 'unknown' });
        matches.push(match);
    }
    return decided(relationOf(matches, wantedImages, { difference, nodes }));
}
function relationOf(matches, wantedImages, { difference, nodes }) {
    const matched = new Set(matches.map(({ image }) => image));
    const [has, lacks] = [
        wantedImages.filter((image) => matched.has(image)),
        wantedImages.filter((image) => !matched.has(image)),
    ];
    if (lacks.length === 0)
        return { kind: 'equivalent', by: matches.some(({ by }) => by === 'diff-ids') ? 'diff-ids' : 'configs' };
    const missing = missingOf({ has, lacks }, difference.platforms);
    return partial({ shape: shapeOf(nodes.foundNode), isRewritten: true, has, missing });
}
/** The images of the mirror's root. The platform of a single one stands in its config: it says which wanted image to compare. */
function foundImagesOf({ found }, { foundNode, content }, wantedCount) {
    if (foundNode.kind === 'index' || wantedCount === 1)
        return rootImages(foundNode, found);
    if (!hasImageConfig(foundNode) || foundNode.config === null)
        return [];
    const config = content.config(foundNode.config.digest);
    if (config === undefined)
        return { kind: 'read', reads: [{ what: 'config', digest: foundNode.config.digest, from: 'found' }] };
    return config === 'unusable'
        ? decided({ kind: 'unknown' })
        : [{ digest: found, platform: config.platform }];
}
function matchImage(image, among, content) {
    let isKnown = true;
    for (const candidate of among.slice(0, relation_MOST_IMAGES).filter((one) => mayBeSame(one, image))) {
        if (candidate.digest === image.digest)
            return { kind: 'same', image: candidate, by: 'configs' };
        const compared = compareImages(candidate.digest, image.digest, content);
        if (compared.kind === 'read')
            return compared;
        if (compared.kind === 'same')
            return { kind: 'same', image: candidate, by: compared.by };
        if (compared.kind === 'unknown')
            isKnown = false;
    }
    return { kind: 'none', isKnown };
}
function mayBeSame(one, other) {
    if (one.platform === null || other.platform === null)
        return true;
    return platformMatches(one.platform, other.platform) || platformMatches(other.platform, one.platform);
}
function rootImages(node, own) {
    return node.kind === 'index' ? relation_imagesOf(node) : [{ digest: own, platform: null }];
}
/** Children that are images, not attestations. */
function relation_imagesOf({ children }) {
    return children
        .filter(isImage)
        .map(({ descriptor: { digest, platform = null } }) => ({ digest, platform }));
}
function isImage(child) {
    return (child.role === 'manifest' || child.role === 'index') && !isAttestation(child);
}
function decided(relation) {
    return { kind: 'decided', relation };
}

;// CONCATENATED MODULE: ./build/mirror/drift/relations.js
/**
 * Differences that were explained: what a found manifest has to do with a wanted one. Keyed by content (both digests and the
 * platforms), so that a record can be lost but not be out of date, and no pair is read twice.
 */

/** Pairs kept; those asked for or learnt last stay. */
const RELATIONS_LIMIT = 20_000;
class Relations {
    #byKey;
    constructor(entries = []) {
        this.#byKey = new Map([...entries].slice(-RELATIONS_LIMIT));
    }
    get(difference) {
        const key = relations_keyOf(difference);
        const known = this.#byKey.get(key);
        if (known === undefined)
            return null;
        this.#put(key, known);
        return known;
    }
    /** What could not be found out is not remembered: it is tried again. */
    remember(difference, relation) {
        if (relation.kind === 'unknown')
            return;
        this.#put(relations_keyOf(difference), relation);
    }
    /** Keys with their relations, the least recently used first. */
    entries() {
        return [...this.#byKey];
    }
    #put(key, relation) {
        this.#byKey.delete(key);
        this.#byKey.set(key, relation);
        const [oldest] = this.#byKey.keys();
        if (this.#byKey.size > RELATIONS_LIMIT && oldest !== undefined)
            this.#byKey.delete(oldest);
    }
}
function relations_keyOf({ found, wanted, platforms }) {
    return `${found} ${wanted} ${platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',')}`;
}

;// CONCATENATED MODULE: ./build/mirror/drift/memory-format.js
/** The text of what drift remembers in the state directory, in the family of `mirror/memory-format`: hints, trusted whole or not at all. */





function formatRelations(relations) {
    return formatLines('relations', relations.entries());
}
function parseRelations(text) {
    return readLines(text, 'relations', relationRecord, (entries) => new Relations(entries));
}
function formatLastStates(states) {
    const records = states
        .entries()
        .map(([key, { state, found, sinceMs, atMs }]) => [key, state, found, sinceMs, atMs]);
    return formatLines('states', records);
}
function parseLastStates(text) {
    return readLines(text, 'states', stateRecord, (entries) => new LastStates(entries));
}
function relationRecord(record) {
    if (!Array.isArray(record) || record.length !== 2)
        return null;
    const [key, value] = record;
    const relation = relationIn(value);
    return typeof key === 'string' && relation !== null ? [key, relation] : null;
}
function relationIn(value) {
    if (typeof value !== 'object' || value === null)
        return null;
    const { kind, by, shape, isRewritten, has, missing } = value;
    if (kind === 'unrelated')
        return { kind };
    if (kind === 'equivalent') {
        return by === 'children' || by === 'configs' || by === 'diff-ids' ? { kind, by } : null;
    }
    if (kind !== 'partial' || typeof isRewritten !== 'boolean')
        return null;
    if (shape !== 'single' && shape !== 'list')
        return null;
    const [hasNames, missingNames] = [namesIn(has), namesIn(missing)];
    if (hasNames === null || missingNames === null)
        return null;
    return { kind, shape, isRewritten, has: hasNames, missing: missingNames };
}
function namesIn(value) {
    return listOf(value, PLATFORMS_NAMED, (name) => typeof name === 'string' && name.length <= memory_format_LONGEST_NAME ? name : null);
}
/** A child without a platform is named by its digest. */
const memory_format_LONGEST_NAME = Math.max(PLATFORM_NAME_LENGTH, 'sha512:'.length + 128);
function stateRecord(record) {
    if (!Array.isArray(record) || record.length !== 5)
        return null;
    const [key, state, found, sinceMs, atMs] = record;
    if (typeof key !== 'string' || !isDriftName(state) || !isTime(sinceMs) || !isTime(atMs))
        return null;
    const digest = found === null ? null : digestIn(found);
    return found !== null && digest === null ? null : [key, { state, found: digest, sinceMs, atMs }];
}
function isDriftName(value) {
    return DRIFT_NAMES.some((name) => name === value);
}

;// CONCATENATED MODULE: ./build/mirror/memory-merge.js

/** Of each key the newest record; one that only this run changed or forgot is as this run has it. */
function mergeProofs({ ours, theirs, loaded }) {
    const merged = new Map(ours);
    for (const [key, proof] of theirs) {
        const before = loaded.get(key);
        if (before !== undefined && isSameProof(before, proof))
            continue;
        const mine = merged.get(key);
        if (mine === undefined || mine.atMs < proof.atMs)
            merged.set(key, proof);
    }
    return merged;
}
/** The union of sightings, each digest at its first one. What this run accepted wins over what another did. */
function mergeHistory({ ours, theirs, loaded }) {
    const merged = new Map(ours);
    for (const [tag, other] of theirs) {
        const mine = merged.get(tag);
        merged.set(tag, mine === undefined ? other : mergeTag(mine, other, loaded.get(tag)?.accepted ?? null));
    }
    return merged;
}
/** Everything that either knows: records are keyed by content and cannot contradict each other. */
function mergeIndexes(ours, theirs) {
    return new Map([...theirs, ...ours]);
}
/** Everything that either has explained: as with indexes, two records of one key cannot contradict each other. */
function mergeRelations(ours, theirs) {
    const merged = new Map(theirs);
    for (const [key, relation] of ours) {
        merged.delete(key); // what this run used last is to stay longest
        merged.set(key, relation);
    }
    return merged;
}
/** Of each row what was seen last. */
function mergeLastStates(ours, theirs) {
    const merged = new Map(ours);
    for (const [key, other] of theirs) {
        const mine = merged.get(key);
        if (mine === undefined || mine.atMs < other.atMs)
            merged.set(key, other);
    }
    return merged;
}
function mergeTag(mine, other, before) {
    const newestFirst = mine.accepted === before ? [other, mine] : [mine, other];
    const [accepted = null, ...acceptedBefore] = new Set(newestFirst.flatMap(acceptedOf));
    return {
        seen: mergeSightings(mine.seen, other.seen),
        accepted,
        acceptedBefore: acceptedBefore.slice(0, ACCEPTED_LIMIT - 1),
    };
}
function mergeSightings(mine, other) {
    const first = new Map();
    for (const { digest, sinceMs } of [...mine, ...other])
        first.set(digest, Math.min(sinceMs, first.get(digest) ?? Number.POSITIVE_INFINITY));
    const isNew = [...first].some(([digest, sinceMs]) => !holds(mine, digest, sinceMs));
    if (!isNew)
        return mine; // as it was seen, also where the clock has gone back
    return [...first]
        .map(([digest, sinceMs]) => ({ digest, sinceMs }))
        .sort((a, b) => b.sinceMs - a.sinceMs)
        .slice(0, SIGHTINGS_LIMIT);
}
function holds(sightings, digest, sinceMs) {
    return sightings.some((sighting) => sighting.digest === digest && sighting.sinceMs === sinceMs);
}
function isSameProof(a, b) {
    return a.kind === b.kind && a.depth === b.depth && a.atMs === b.atMs;
}

;// CONCATENATED MODULE: ./build/commands/memory.js
/** Loads and saves what is remembered between runs (contract, section 5). A file that cannot be trusted is set aside with a notice. */











const FILES = {
    proofs: 'proofs.jsonl',
    history: 'history.jsonl',
    indexes: 'indexes.jsonl',
    relations: 'relations.jsonl',
    lastStates: 'states.jsonl',
};
/** Never throws: what is lost costs requests, not truth. */
async function loadMemory(directory, files) {
    const findings = [];
    const read = (name, parse) => readTrusted((0,external_node_path_.join)(directory, name), parse, { files, findings });
    const proofs = (await read(FILES.proofs, parseProofs)) ?? new Proofs();
    const history = (await read(FILES.history, parseHistory)) ?? new History();
    const indexes = (await read(FILES.indexes, parseIndexes)) ?? new IndexMemory();
    const relations = (await read(FILES.relations, parseRelations)) ?? new Relations();
    const lastStates = (await read(FILES.lastStates, parseLastStates)) ?? new LastStates();
    const baseline = { proofs: new Map(proofs.entries()), history: new Map(history.entries()) };
    return { proofs, history, indexes, relations, lastStates, baseline, findings };
}
/** Writes what this run knows together with what another run wrote since `baseline`. Returns why it could not be saved, or
 *  null. Never throws. */
async function saveMemory(directory, files, { memory, baseline }) {
    try {
        const merged = await mergeWithDisk(directory, files, { memory, baseline });
        await files.writeText((0,external_node_path_.join)(directory, FILES.proofs), formatProofs(merged.proofs));
        await files.writeText((0,external_node_path_.join)(directory, FILES.history), formatHistory(merged.history));
        await files.writeText((0,external_node_path_.join)(directory, FILES.indexes), formatIndexes(merged.indexes));
        await files.writeText((0,external_node_path_.join)(directory, FILES.relations), formatRelations(merged.relations));
        await files.writeText((0,external_node_path_.join)(directory, FILES.lastStates), formatLastStates(merged.lastStates));
        return null;
    }
    catch (error) {
        return describeError(toMirrorError(error));
    }
}
async function mergeWithDisk(directory, files, { memory, baseline }) {
    const onDisk = async (name, parse) => new Map(await entriesOnDisk((0,external_node_path_.join)(directory, name), parse, files));
    return {
        proofs: new Proofs(mergeProofs({
            ours: new Map(memory.proofs.entries()),
            theirs: await onDisk(FILES.proofs, parseProofs),
            loaded: baseline.proofs,
        })),
        history: new History(mergeHistory({
            ours: new Map(memory.history.entries()),
            theirs: await onDisk(FILES.history, parseHistory),
            loaded: baseline.history,
        })),
        indexes: new IndexMemory(mergeIndexes(new Map(memory.indexes.entries()), await onDisk(FILES.indexes, parseIndexes))),
        relations: new Relations(mergeRelations(new Map(memory.relations.entries()), await onDisk(FILES.relations, parseRelations))),
        lastStates: new LastStates(mergeLastStates(new Map(memory.lastStates.entries()), await onDisk(FILES.lastStates, parseLastStates))),
    };
}
/** Nothing where the file is missing or cannot be trusted: it will be replaced. */
async function entriesOnDisk(path, parse, files) {
    if (!(await files.exists(path)))
        return [];
    const text = await files.readText(path, MEMORY_LIMIT_BYTES).catch(() => '');
    const parsed = parse(text);
    return parsed.ok ? parsed.value.entries() : [];
}
async function readTrusted(path, parse, { files, findings }) {
    if (!(await files.exists(path)))
        return null;
    const why = await files.readText(path, MEMORY_LIMIT_BYTES).then((text) => {
        const parsed = parse(text);
        return parsed.ok ? parsed : parsed.why;
    }, (error) => describeError(toMirrorError(error)));
    if (typeof why !== 'string')
        return why.value;
    const aside = await files.setAside(path);
    findings.push(finding('state-set-aside', {
        message: `${path} was not trusted: ${why}`,
        help: aside === null
            ? 'It will be replaced at the end of this run.'
            : `It was set aside as ${aside}; what it held is learnt anew.`,
    }));
    return null;
}

;// CONCATENATED MODULE: ./build/files/shown.js
/** User's text in messages: quoted, one line, bounded, and without credentials written where none belong. */
const LONGEST_SHOWN = 160;
/** `text` as it may stand in a message. What looks like `user:password@host` loses its first part. */
function shown(text) {
    const plain = userinfoEnd(text) === null ? text : `***${text.slice(userinfoEnd(text) ?? 0)}`;
    const short = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
    return JSON.stringify(short.length > LONGEST_SHOWN ? `${short.slice(0, LONGEST_SHOWN)}…` : short);
}
/** Where what looks like `user:password` (with or without a scheme before it) ends, at its `@`; null where there is none. */
function userinfoEnd(text) {
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0] ?? '';
    const rest = text.slice(scheme.length);
    const at = rest.lastIndexOf('@');
    // A digest may follow an `@` in a reference; anything else after `user:…@` is taken for a host.
    if (at < 0 || /^sha\d*:/i.test(rest.slice(at + 1)))
        return null;
    return scheme !== '' || /^[^/]*:/.test(rest.slice(0, at)) ? scheme.length + at : null;
}

;// CONCATENATED MODULE: ./build/files/reading.js
/** One reading of one file: its document, and the faults found so far. */



class Reading {
    document;
    #rule;
    #faults;
    #unreadable;
    /** `yamlFaults` are kept; further faults at their very places are consequences and are left out. */
    constructor(rule, document, yamlFaults) {
        this.document = document;
        this.#rule = rule;
        this.#faults = [...yamlFaults];
        this.#unreadable = new Set(yamlFaults.map(({ at }) => `${at.line}:${at.column}`));
    }
    positionOf(path) {
        return this.document.positionOf(path);
    }
    fault(at, message, help) {
        const position = isPath(at) ? this.positionOf(at) : at;
        if (this.#unreadable.has(`${position.line}:${position.column}`))
            return;
        this.#faults.push({ at: position, message, help });
    }
    /** The value, or null after a fault at `path` that shows `text` and why it cannot be used. */
    take(path, parsed, { text, help }) {
        if (parsed.ok)
            return parsed.value;
        const why = userinfoEnd(text) === null ? parsed.why : 'user names and passwords do not stand in this file';
        this.fault(path, `${pathText(path)}: ${shown(text)} cannot be used: ${why}`, help);
        return null;
    }
    /** Every fault as a finding, in the order of the text, each once. */
    findings() {
        return faultFindings(this.#rule, this.#faults);
    }
}
/** Faults as findings of `rule`, in the order of the text, each once. */
function faultFindings(rule, faults) {
    const unique = new Map(faults.map((fault) => [`${fault.at.line}:${fault.at.column}:${fault.message}`, fault]));
    return [...unique.values()]
        .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
        .map(({ at, message, help }) => finding(rule, { at, message: makeVisible(message), help: makeVisible(help) }));
}
/** A path for people: `images[2].tags[0]`, `registries["docker.io"]`. */
function pathText(path) {
    return path.reduce((text, key) => {
        if (typeof key === 'number')
            return `${text}[${key}]`;
        if (!/^[A-Za-z][\w-]*$/.test(key))
            return `${text}[${shown(key)}]`;
        return text === '' ? key : `${text}.${key}`;
    }, '');
}
function isPath(at) {
    return Array.isArray(at);
}

;// CONCATENATED MODULE: ./build/files/suggest.js
/** The word that was probably meant. */
const LONGEST_WORD = 64;
/** The candidate nearest to `word` by edit distance (case ignored), or null when none is near enough to be a slip. */
function nearest(word, candidates) {
    if (word.length > LONGEST_WORD)
        return null;
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best = null;
    let bestDistance = limit + 1;
    for (const candidate of candidates) {
        const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < bestDistance)
            [best, bestDistance] = [candidate, distance];
    }
    return best;
}
/** Help for a word that is none of `candidates`: the nearest one, else all of them. */
function suggestion(word, candidates) {
    const near = nearest(word, candidates);
    return near === null ? `use one of ${candidates.join(', ')}` : `did you mean ${near}?`;
}
function editDistance(from, to) {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
            current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[to.length] ?? 0;
}

;// CONCATENATED MODULE: ./build/files/shape.js
/** Checks plain data against a schema, tells every fault at its place, and leaves only what has the right shape. */




/**
 * The sound part of the document, or null where nothing is. Keys beginning with `x-` are the user's own and are
 * removed without a fault, except in mappings whose keys are names.
 */
function checkShape(schema, reading, keyHelp = {}) {
    const value = reading.document.value;
    const result = schema.safeParse(value);
    if (result.success)
        return value;
    const issues = flatten(result.error.issues, []);
    for (const issue of issues)
        tell(issue, { schema, reading, keyHelp });
    for (const issue of issues)
        prune(value, issue);
    const isMapping = issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys');
    return isMapping ? value : null;
}
/** Issues with full paths; of a union, those of the branch whose kind of value was meant. */
function flatten(issues, base) {
    return issues.flatMap((issue) => {
        const path = [...base, ...issue.path];
        if (issue.code !== 'invalid_union')
            return [{ ...issue, path }];
        const meant = issue.errors.find((branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0));
        if (meant !== undefined)
            return flatten(meant, path);
        const expected = issue.errors
            .flat()
            .map((inner) => (inner.code === 'invalid_type' ? kindName(inner.expected) : ''));
        return [{ ...issue, path, message: expected.filter((name) => name !== '').join(' or ') }];
    });
}
function tell(issue, telling) {
    const path = issue.path;
    if (issue.code === 'unrecognized_keys')
        tellKeys(issue.keys, path, telling);
    else
        tellValue(issue, path, telling);
}
function tellKeys(keys, path, { schema, reading, keyHelp }) {
    const known = knownKeys(schema, path);
    for (const key of keys) {
        if (key.startsWith('x-'))
            continue;
        const inside = path.length === 0 ? '' : ` in ${pathText(path)}`;
        reading.fault(reading.document.keyPositionOf(path, key), `unknown key ${shown(key)}${inside}`, ownHelp(keyHelp, key) ?? `${suggestion(key, known)} (keys of your own begin with x-)`);
    }
}
function ownHelp(keyHelp, key) {
    return typeof key === 'string' && Object.hasOwn(keyHelp, key) ? keyHelp[key] : undefined;
}
function tellValue(issue, path, { reading, keyHelp }) {
    const name = path.length === 0 ? 'the file' : pathText(path);
    const value = valueAt(reading.document.value, path);
    if (value === undefined) {
        reading.fault(path, `${name} is missing`, `add it: ${wantedText(issue)} is expected`);
    }
    else if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
        reading.fault(path, `${name} is ${describe(value, path, reading)} where ${wantedText(issue)} is expected`, ownHelp(keyHelp, path.at(-1)) ?? typeHelp(issue, path, reading));
    }
    else if (issue.code === 'invalid_value') {
        const values = issue.values.map(String);
        reading.fault(path, `${name} is ${describe(value, path, reading)}; it can be ${listed(values)}`, ownHelp(keyHelp, path.at(-1)) ?? suggestion(String(value), values));
    }
    else {
        reading.fault(path, `${name} is ${describe(value, path, reading)}, which is out of bounds`, `${wantedText(issue)} is expected`);
    }
}
const MOST_LISTED = 8;
function listed(values) {
    const rest = values.length - MOST_LISTED;
    return `${values.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}`;
}
/** What was written. Values below `auth` are never shown: somebody may have written a secret there. */
function describe(value, path, reading) {
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object')
        return 'a mapping';
    if (path.includes('auth'))
        return `a ${typeof value}`;
    const written = shown(reading.document.writtenAt(path) ?? String(value));
    return typeof value === 'string' ? `the string ${written}` : `the ${typeof value} ${written.slice(1, -1)}`;
}
function wantedText(issue) {
    if (issue.code === 'invalid_type')
        return kindName(issue.expected);
    if (issue.code === 'invalid_union')
        return issue.message;
    if (issue.code === 'invalid_value')
        return `one of ${listed(issue.values.map(String))}`;
    if (issue.code === 'too_small')
        return `at least ${issue.minimum}${issue.origin === 'array' ? ' entry' : ''}`;
    return issue.code === 'too_big' ? `at most ${issue.maximum}` : 'another value';
}
function typeHelp(issue, path, reading) {
    const written = reading.document.writtenAt(path);
    const wantsText = wantedText(issue).includes('string');
    if (!wantsText || written === null || path.includes('auth'))
        return `write ${wantedText(issue)} here`;
    return written === ''
        ? 'write the value, or remove the key'
        : `write it in quotes: "${shown(written).slice(1, -1)}"`;
}
function kindName(kind) {
    const names = {
        object: 'a mapping',
        record: 'a mapping',
        array: 'a list',
        string: 'a string',
        int: 'a whole number',
        number: 'a number',
        boolean: 'true or false',
    };
    return names[kind] ?? kind;
}
/** Removes what the issue is about: unknown keys, or a value, whose place stays so that its key can be read. */
function prune(root, issue) {
    const path = issue.path;
    if (issue.code === 'unrecognized_keys') {
        const map = valueAt(root, path);
        for (const key of map === undefined ? [] : issue.keys)
            delete map?.[key];
        return;
    }
    const parent = valueAt(root, path.slice(0, -1));
    const last = path.at(-1);
    if (parent === undefined || parent === null || last === undefined)
        return;
    parent[last] = undefined;
}
function valueAt(root, path) {
    return path.reduce((value, key) => {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
            return undefined;
        return value[key];
    }, root);
}
/** The keys that the schema knows at `path`. */
function knownKeys(schema, path) {
    let candidates = [schema];
    for (const key of path)
        candidates = candidates.flatMap((candidate) => below(candidate, key));
    return candidates
        .flatMap((candidate) => unwrapped(candidate))
        .flatMap((plain) => (plain instanceof schemas/* ZodObject */.bvH ? Object.keys(plain.shape) : []));
}
function below(schema, key) {
    return unwrapped(schema).flatMap((plain) => {
        if (plain instanceof schemas/* ZodObject */.bvH)
            return Object.hasOwn(plain.shape, key) ? [plain.shape[key]] : [];
        if (plain instanceof schemas/* ZodArray */.naA)
            return [plain.element];
        return plain instanceof schemas/* ZodRecord */.b8S ? [plain.valueType] : [];
    });
}
function unwrapped(schema) {
    if (schema instanceof schemas/* ZodOptional */.IiU)
        return unwrapped(schema.unwrap());
    if (schema instanceof schemas/* ZodUnion */.fZ7)
        return schema.options.flatMap(unwrapped);
    return [schema];
}

;// CONCATENATED MODULE: ./build/files/source.js

const LAYOUT_PREFIX = 'oci:';
/** Reads a source; no default tag is applied. */
function parseSource(text) {
    if (text.startsWith(LAYOUT_PREFIX))
        return parseLayoutSource(text.slice(LAYOUT_PREFIX.length));
    const parsed = parseReference(text);
    if (!parsed.ok)
        return parsed;
    const { host, path, tag, digest } = parsed.value;
    return { ok: true, value: { kind: 'registry', repository: { kind: 'registry', host, path }, tag, digest } };
}
/** The directory of `oci:DIR`, or null where `text` is no such thing. */
function parseLayoutTarget(text) {
    if (!text.startsWith(LAYOUT_PREFIX))
        return null;
    const directory = text.slice(LAYOUT_PREFIX.length);
    if (directory.includes(':'))
        return { ok: false, why: 'a layout as target is oci:DIR without a name, and DIR has no colon' };
    const why = whyNotDirectory(directory);
    return why === null ? { ok: true, value: directory } : { ok: false, why };
}
/** Canonical name of a source without tag: `docker.io/library/redis`, `oci:./images/tool`. */
function formatSource(source) {
    return source.kind === 'registry' ? formatRepository(source) : `${LAYOUT_PREFIX}${source.directory}`;
}
/** What stands before `:TAG` or `@DIGEST` in a `ref.name`; '' where it is a tag alone, or no name is given. */
function repositoryOfName(name) {
    if (name === null || isTag(name))
        return '';
    const at = name.indexOf('@');
    if (at >= 0)
        return name.slice(0, at);
    return tagOfName(name) === null ? name : name.slice(0, name.lastIndexOf(':'));
}
/** The directory ends at the first colon; everything after it is the name, which may have `/`, `:` and `@` in it. */
function parseLayoutSource(text) {
    const colon = text.indexOf(':');
    const directory = colon < 0 ? text : text.slice(0, colon);
    const name = colon < 0 ? null : text.slice(colon + 1);
    const why = whyNotDirectory(directory) ?? (name === null ? null : whyNotName(name));
    if (why !== null)
        return { ok: false, why };
    return {
        ok: true,
        value: {
            kind: 'layout',
            repository: { kind: 'layout', directory },
            name,
            tag: name === null ? null : tagOfName(name),
        },
    };
}
function tagOfName(name) {
    if (name.includes('@'))
        return null;
    const last = name.slice(name.lastIndexOf(':') + 1);
    return isTag(last) ? last : null;
}
function whyNotDirectory(directory) {
    if (directory === '')
        return 'no directory stands after oci:';
    return hasControl(directory) ? 'the directory has a control character in it' : null;
}
function whyNotName(name) {
    if (name === '')
        return 'nothing stands after the colon; leave it away, or write the name of a root';
    return hasControl(name) || /\s/.test(name) ? 'the name has white space or a control character in it' : null;
}
function hasControl(text) {
    return /\p{Cc}/u.test(text);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/files/yaml-values.js
/** YAML nodes as plain data: aliases within bounds, each key once, nothing that reaches a prototype. */


const MAX_DEPTH = 32;
/** How many values all aliases together may stand for. */
const MAX_ALIASED_VALUES = 200_000;
/** Turns nodes into plain data and remembers what each alias stands for. */
class Conversion {
    faults = [];
    #place;
    #anchors = new Map();
    #aliased = new Map();
    #open = new Set();
    #aliasDepth = 0;
    #aliasedValues = 0;
    constructor(place) {
        this.#place = place;
    }
    fault(offset, message, help) {
        this.faults.push({ at: this.#place(offset), message, help });
    }
    /** Whether the aliases stand for more than this reader takes; the value is then not whole. */
    get exhausted() {
        return this.#aliasedValues > MAX_ALIASED_VALUES;
    }
    /** What an alias stands for; the node itself when it is none. */
    resolve(node) {
        return (0,dist/* isAlias */.Vj)(node) ? this.#aliased.get(node) : node;
    }
    toValue(node, depth) {
        if (this.#aliasDepth > 0)
            this.#aliasedValues += 1;
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#aliasValue(node, depth);
        if ((0,dist/* isScalar */.jn)(node)) {
            this.#remember(node);
            return node.value;
        }
        if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
            return null;
        if (depth > MAX_DEPTH) {
            this.fault(startOf(node), `nested deeper than ${MAX_DEPTH} levels`, 'no part of this file needs such depth');
            return null;
        }
        this.#remember(node);
        this.#open.add(node);
        const value = (0,dist/* isMap */.jh)(node)
            ? this.#mapValue(node, depth)
            : node.items.map((item) => this.toValue(item, depth + 1));
        this.#open.delete(node);
        return value;
    }
    #aliasValue(alias, depth) {
        const target = this.#targetOf(alias);
        if (target === null || this.exhausted)
            return null;
        this.#aliasDepth += 1;
        const value = this.toValue(target, depth);
        this.#aliasDepth -= 1;
        if (this.exhausted && this.#aliasDepth === 0) {
            this.fault(startOf(alias), 'the aliases of this file stand for too many values', 'write the values out');
        }
        return value;
    }
    /** The anchor that came last before the alias, as YAML wants it. */
    #targetOf(alias) {
        const known = this.#aliased.get(alias);
        if (known !== undefined)
            return known;
        const target = this.#anchors.get(alias.source) ?? null;
        const usable = target !== null && !this.#open.has(target) ? target : null;
        if (target === null)
            this.fault(startOf(alias), `there is no anchor &${alias.source} before this alias`, 'define it above');
        else if (usable === null)
            this.fault(startOf(alias), `the alias *${alias.source} stands inside its own anchor`, 'write the values out');
        this.#aliased.set(alias, usable);
        return usable;
    }
    #remember(node) {
        if (node.anchor !== undefined && this.#aliasDepth === 0)
            this.#anchors.set(node.anchor, node);
    }
    #mapValue(map, depth) {
        const value = {};
        const lines = new Map();
        for (const pair of map.items) {
            const key = keyText(pair.key);
            const offset = startOf(pair.key);
            const content = this.toValue(pair.value, depth + 1);
            const first = lines.get(key);
            if (first !== undefined) {
                this.fault(offset, `key ${shown(key)} is given twice; first in line ${first}`, 'keep one of the two');
            }
            else if (key === '__proto__' || key === '<<') {
                this.fault(offset, `key ${shown(key)} is not allowed`, key === '<<' ? 'merge keys are not YAML 1.2; write the keys out' : 'remove it');
            }
            else
                value[key] = content;
            if (first === undefined)
                lines.set(key, this.#place(offset).line);
        }
        return value;
    }
}
function keyText(key) {
    return (0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key);
}
function startOf(node) {
    const range = node?.range;
    return range?.[0] ?? 0;
}

;// CONCATENATED MODULE: ./build/files/yaml-document.js
/**
 * YAML text as plain data in which every value and every key can be found again. YAML 1.2 core schema, string keys
 * only, no merge keys, no unknown tags; aliases within bounds.
 */


const MAX_SYNTAX_FAULTS = 20;
const PARSING = {
    prettyErrors: false,
    uniqueKeys: false, // checked by Conversion: the library's own check takes quadratic time
    stringKeys: true,
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
};
/** Reads `text`; `file` is only named in positions. Never throws. */
function parseYaml(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(withoutMark(text), { ...PARSING, lineCounter });
    return readDocument(document, yaml_document_placeFinder(lineCounter, file));
}
/** Reads every document of a stream that `---` divides; none for an empty text. JSON is YAML. Never throws. */
function parseYamlStream(text, file) {
    const lineCounter = new LineCounter();
    const documents = parseAllDocuments(withoutMark(text), { ...PARSING, lineCounter });
    const place = yaml_document_placeFinder(lineCounter, file);
    return [...documents].map((document) => readDocument(document, place));
}
function withoutMark(text) {
    return text.replace(/^\uFEFF/, '');
}
function yaml_document_placeFinder(lineCounter, file) {
    return (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
}
function readDocument(document, place) {
    if (document.errors.length > 0)
        return { document: null, faults: syntaxFaults(document, place) };
    const conversion = new Conversion(place);
    for (const warning of document.warnings) {
        conversion.fault(warning.pos[0], warning.message, 'use plain YAML 1.2 without tags of other programs');
    }
    const value = conversion.toValue(document.contents, 0);
    if (conversion.exhausted)
        return { document: null, faults: conversion.faults };
    return { document: locate(document.contents, value, { conversion, place }), faults: conversion.faults };
}
function syntaxFaults(document, place) {
    return document.errors.slice(0, MAX_SYNTAX_FAULTS).map((error) => ({
        at: place(error.pos[0]),
        message: `not valid YAML: ${error.message}`,
        help: 'mend the YAML syntax here; faults of content are told after that',
    }));
}
function locate(root, value, { conversion, place }) {
    const pairOf = pairFinder();
    const child = (parent, key) => {
        const node = conversion.resolve(parent);
        if ((0,dist/* isSeq */.oP)(node))
            return node.items[Number(key)];
        return (0,dist/* isMap */.jh)(node) ? pairOf(node, key)?.value : undefined;
    };
    const nodeAt = (path) => path.reduce(child, root);
    const nearestNode = (path) => {
        let node = root;
        for (const key of path) {
            const next = child(node, key);
            if (next === undefined || next === null)
                break;
            node = next;
        }
        return node;
    };
    return {
        value,
        positionOf: (path) => place(startOf(nearestNode(path))),
        has: (path) => nodeAt(path) !== undefined,
        keyPositionOf: (path, key) => {
            const map = conversion.resolve(nodeAt(path));
            return place(startOf(((0,dist/* isMap */.jh)(map) ? pairOf(map, key)?.key : undefined) ?? nearestNode(path)));
        },
        writtenAt: (path) => {
            const node = conversion.resolve(nodeAt(path));
            return (0,dist/* isScalar */.jn)(node) ? (node.source ?? String(node.value)) : null;
        },
    };
}
/** Finds pairs by key; large mappings are asked for many keys, so each is indexed once. The first of equal keys counts. */
function pairFinder() {
    const indexes = new WeakMap();
    return (map, key) => {
        const known = indexes.get(map);
        const index = known ?? new Map(map.items.toReversed().map((pair) => [keyText(pair.key), pair]));
        if (known === undefined)
            indexes.set(map, index);
        return index.get(String(key));
    };
}

;// CONCATENATED MODULE: ./build/files/read-lockfile.js
/** Reads `mirror.lock.yaml`: text in; the lock, or every fault with its place, out. */








const RULE = 'lock-invalid';
const REWRITE = 'restore the file from version control, or write it anew with mirror-action lock';
const KEY_HELP = {
    version: 'this release of mirror-action reads version 1; write the lock anew with mirror-action lock',
};
const timePattern = new RegExp(TIME_PATTERN);
/** Reads `text`; `path` is only named in positions. Every fault is a finding `lock-invalid`. Never throws. */
function readLockFile(text, path) {
    const { document, faults } = parseYaml(text, path);
    if (document === null)
        return { lock: null, findings: faultFindings(RULE, faults) };
    const reading = new Reading(RULE, document, faults);
    const newer = newerVersion(document);
    if (newer !== null) {
        reading.fault(['version'], `version ${newer} of the lock was written by a newer mirror-action`, 'use that release, or write the lock anew with this one');
        return { lock: null, findings: reading.findings() };
    }
    const shape = checkShape(lockFileSchema, reading, KEY_HELP);
    const lock = shape && {
        path,
        sha256: digestHex(digestOf(Buffer.from(text))),
        tags: readTags(shape.tags ?? {}, reading),
        selections: readSelections(shape.selections ?? {}, reading),
    };
    const findings = reading.findings();
    return { lock: findings.length === 0 ? lock : null, findings };
}
/** The other faults of a file in a newer format would mean nothing. */
function newerVersion(document) {
    const { version } = (document.value ?? {});
    return typeof version === 'number' && version > 1 ? version : null;
}
function readTags(shapes, reading) {
    const tags = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        const path = ['tags', key];
        checkKey(key, { section: 'tags', isTagged: true, reading });
        const locked = shape === undefined ? null : readLocked(shape, path, reading);
        const previous = (shape?.previous ?? []).flatMap((earlier, index) => earlier === undefined ? [] : (readLocked(earlier, [...path, 'previous', index], reading) ?? []));
        if (locked !== null)
            tags.set(key, { ...locked, previous });
    }
    return tags;
}
function readLocked(shape, path, reading) {
    const { digest, since } = shape;
    if (digest !== undefined && !isDigest(digest)) {
        reading.fault([...path, 'digest'], `${pathText([...path, 'digest'])}: ${shown(digest)} cannot be used: ${whyNotDigest(digest)}`, REWRITE);
    }
    if (since !== undefined && !read_lockfile_isTime(since)) {
        reading.fault([...path, 'since'], `${pathText([...path, 'since'])}: ${shown(since)} is not a time in UTC`, 'write it as 2026-11-21T02:00:00Z');
    }
    return digest === undefined || since === undefined ? null : { digest: digest, since };
}
function readSelections(shapes, reading) {
    const selections = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        checkKey(key, { section: 'selections', isTagged: false, reading });
        const tags = (shape?.tags ?? []).flatMap((tag, index) => {
            if (tag === undefined)
                return [];
            return (reading.take(['selections', key, 'tags', index], parseTag(tag), { text: tag, help: REWRITE }) ?? []);
        });
        selections.set(key, { select: (shape?.select ?? {}), tags: tags });
    }
    return selections;
}
/** Keys are canonical: what is looked up under another spelling would silently not be found. */
function checkKey(key, { section, isTagged, reading }) {
    const at = () => reading.document.keyPositionOf([section], key);
    const parsed = parseSource(key);
    if (!parsed.ok) {
        reading.fault(at(), `${shown(key)} is not an image: ${parsed.why}`, REWRITE);
        return;
    }
    if (parsed.value.kind === 'layout')
        return;
    const { repository, tag, digest } = parsed.value;
    const canonical = tag === null ? formatSource(repository) : `${formatSource(repository)}:${tag}`;
    if ((tag !== null) !== isTagged || digest !== null) {
        reading.fault(at(), `${shown(key)} ${isTagged ? 'has no tag, or a digest beside it' : 'is not a repository alone'}`, REWRITE);
    }
    else if (canonical !== key) {
        reading.fault(at(), `${shown(key)} is not the canonical name of its image`, `write ${canonical}`);
    }
}
function read_lockfile_isTime(text) {
    if (!timePattern.test(text))
        return false;
    const time = Date.parse(text);
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}

;// CONCATENATED MODULE: ./build/files/collisions.js
/**
 * Two images that want the same place on a mirror: different sources in one repository, one tag wanted twice
 * (contract, section 3: an error naming both lines).
 */




/** Tells every collision and every place that cannot be, once per cause, whatever the number of mirrors. */
function tellCollisions(file, reading) {
    const mirrors = new Map(file.mirrors.filter(({ state }) => state !== 'retired').map((mirror) => [mirror.name, mirror]));
    const owners = new Map();
    const pins = new Map();
    tellSecondSelects(file.images, reading);
    for (const image of file.images) {
        const conflicts = new Map();
        const isPlaceless = image.source.kind === 'layout' && image.repository === null; // has been told
        for (const name of isPlaceless ? [] : image.mirrors) {
            const mirror = mirrors.get(name);
            if (mirror !== undefined)
                placeOn(mirror, { image, file, owners, conflicts });
        }
        for (const conflict of conflicts.values())
            tellConflict(conflict, reading);
        const told = new Set([...conflicts.values()].map(({ at }) => at));
        const rest = image.wants.filter(({ at }) => !told.has(at));
        tellRepeatedInside({ ...image, wants: rest }, reading);
        tellSecondPins({ ...image, wants: rest }, pins, reading);
    }
}
function placeOn(mirror, { image, file, owners, conflicts }) {
    const name = formatSource(image.source);
    const add = (conflict) => {
        const key = `${conflict.at.line}:${conflict.at.column}:${conflict.message}`;
        const known = conflicts.get(key);
        if (known === undefined)
            conflicts.set(key, { ...conflict, mirrors: [mirror.name] });
        else
            known.mirrors.push(mirror.name);
    };
    const place = place_placeOf({ image, mirror, file });
    if (!place.ok) {
        add({
            at: image.at,
            message: `${name} has no place: ${place.why}`,
            help: 'set repository for this image',
        });
        return;
    }
    if (isOwnPlace(image, mirror, place.value)) {
        add({
            at: image.at,
            message: `${name} would be mirrored onto itself, and its own tags be moved`,
            help: 'give it another repository, or leave this mirror out of its mirrors',
        });
        return;
    }
    const key = placeKey(mirror, place.value);
    const source = collisions_sourceKey(image);
    const owner = owners.get(key);
    if (owner === undefined)
        owners.set(key, { image, source, wants: new Map(image.wants.map((want) => [wantKey(want), want])) });
    else if (owner.source !== source) {
        const pair = [owner.image, image].map(({ source, at }) => `${formatSource(source)} (line ${at.line})`);
        add({
            at: image.at,
            message: `${pair.join(' and ')} land in one repository`,
            help: 'give one of the two another repository',
        });
    }
    else
        claim(owner, image, add);
}
/** A layout is one index for all of its repositories: the directory decides. Docker Hub's `redis` is its `library/redis`. */
function isOwnPlace({ source }, { place }, repository) {
    if (source.kind === 'layout')
        return place.kind === 'layout' && plainDirectory(place.directory) === plainDirectory(source.directory);
    if (place.kind === 'layout')
        return false;
    const landing = parseRepository(`${place.host}/${repository}`);
    return landing.ok && landing.value.path === source.path && answering(place.host) === answering(source.host);
}
function answering(host) {
    return apiHost(host.toLowerCase());
}
function claim(owner, image, add) {
    for (const want of image.wants) {
        const earlier = owner.wants.get(wantKey(want));
        if (earlier === undefined)
            owner.wants.set(wantKey(want), want);
        else
            add(repeated(want, earlier, formatSource(image.source)));
    }
}
function tellConflict({ at, message, help, mirrors }, reading) {
    reading.fault(at, `${message} (on ${mirrors.length === 1 ? 'mirror' : 'mirrors'} ${mirrors.join(', ')})`, help);
}
/** What one entry itself lists twice, wherever it goes; another pin of the same tag is told with the pins. */
function tellRepeatedInside(image, reading) {
    const seen = new Map();
    for (const want of image.wants) {
        const earlier = seen.get(wantKey(want));
        if (earlier === undefined)
            seen.set(wantKey(want), want);
        else if (!hasOtherPin(want, earlier))
            tellRepeated(want, earlier, { image, reading });
    }
}
/** One tag of a source pinned to two digests, also where the two go to different mirrors. */
function tellSecondPins(image, pins, reading) {
    for (const want of image.wants) {
        if (pinOf(want) === null)
            continue;
        const key = `${collisions_sourceKey(image)} ${wantKey(want)}`;
        const earlier = pins.get(key);
        if (earlier === undefined)
            pins.set(key, want);
        else if (hasOtherPin(want, earlier))
            tellRepeated(want, earlier, { image, reading });
    }
}
/** The lock keeps one selection of a source repository, wherever its images go. */
function tellSecondSelects(images, reading) {
    const firsts = new Map();
    for (const image of images) {
        if (image.select === null)
            continue;
        const { at } = image.select;
        const name = formatSource(image.source);
        const line = firsts.get(name);
        if (line === undefined)
            firsts.set(name, at.line);
        else
            reading.fault(at, `${name} has two selections, in line ${line} and in line ${at.line}`, 'make one selection of the two, or list the tags of one');
    }
}
function hasOtherPin(want, earlier) {
    return pinOf(want) !== null && pinOf(earlier) !== null && pinOf(want) !== pinOf(earlier);
}
function tellRepeated(want, earlier, { image, reading }) {
    const { at, message, help } = repeated(want, earlier, formatSource(image.source));
    reading.fault(at, message, help);
}
function repeated(want, earlier, name) {
    const { at } = want;
    const what = `${name}${wantText(want)}`;
    const pin = pinOf(want);
    const earlierPin = pinOf(earlier);
    if (pin === earlierPin)
        return {
            at,
            message: `${what} is listed twice, in line ${earlier.at.line} and in line ${at.line}`,
            help: 'keep one of the two',
        };
    const [first, second] = [earlier, want].map((one) => {
        const digest = pinOf(one);
        return `${digest === null ? 'without one' : shortDigest(digest)} in line ${one.at.line}`;
    });
    const message = `${what} is wanted with two digests: ${first}, ${second}`;
    return { at, message, help: 'a tag points to one digest; keep one of the two' };
}
function pinOf(want) {
    return want.kind === 'tag' ? want.pin : null;
}
/** Which repository an image comes from. In a layout that is the directory and the repository part of `ref.name`. */
function collisions_sourceKey(image) {
    if (image.source.kind === 'registry')
        return formatSource(image.source);
    const named = image.wants.find((want) => want.kind === 'layout-name');
    return `oci:${plainDirectory(image.source.directory)}:${repositoryOfName(named?.name ?? null)}`;
}
function wantKey(want) {
    if (want.kind === 'digest')
        return want.digest;
    return want.tag === null ? `name ${want.kind === 'layout-name' ? want.name : ''}` : `tag ${want.tag}`;
}
function wantText(want) {
    if (want.kind === 'digest')
        return `@${shortDigest(want.digest)}`;
    if (want.kind === 'tag')
        return `:${want.tag}`;
    return want.name === null ? '' : `:${want.name}`;
}

;// CONCATENATED MODULE: ./build/files/duration.js
/** For editors (JSON Schema); `parseDuration` accepts exactly this up to the longest duration. */
const DURATION_PATTERN = '^(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$';
const UNITS_MS = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
];
const duration_LONGEST_TEXT = 40;
const LONGEST_MS = 36_500 * 86_400_000;
const duration = new RegExp(DURATION_PATTERN);
/** Milliseconds in `text`: whole numbers with units d, h, m, s, ms, largest first, each once; at most 36500d. */
function parseDuration(text) {
    const match = text.length > duration_LONGEST_TEXT ? null : duration.exec(text);
    if (match === null) {
        return {
            ok: false,
            why: 'a duration is whole numbers with units d, h, m, s or ms, largest first, such as 7d or 1d12h',
        };
    }
    const totalMs = UNITS_MS.reduce((sum, [, unitMs], unit) => sum + amount(match[unit + 1]) * unitMs, 0);
    if (totalMs > LONGEST_MS)
        return { ok: false, why: 'a duration is at most 36500d' };
    return { ok: true, value: totalMs };
}
/** The shortest text that `parseDuration` reads as `ms`: `1d12h`, `0s`. `ms` is a whole number, not negative. */
function duration_formatDuration(ms) {
    let rest = ms;
    let text = '';
    for (const [unit, unitMs] of UNITS_MS) {
        const count = Math.floor(rest / unitMs);
        if (count > 0)
            text += `${count}${unit}`;
        rest -= count * unitMs;
    }
    return text === '' ? '0s' : text;
}
function amount(part) {
    return part === undefined ? 0 : Number.parseInt(part, 10);
}

;// CONCATENATED MODULE: ./build/oci/runtime.js
/** Container runtimes as users name them: `containerd@1.7`, `cri-o@1.30`, `docker@28`. */

/** `docker` is Docker Engine with its own image store, `docker-containerd` with the image store of containerd. */
const RUNTIME_NAMES = ['containerd', 'cri-o', 'docker', 'docker-containerd', 'podman'];
/** For schemas and editors; `parseRuntime` gives better reasons. */
const RUNTIME_PATTERN = `^(${RUNTIME_NAMES.join('|')})@\\d{1,6}(\\.\\d{1,6}){0,2}$`;
const NO_VERSION_BELOW = [0, 0, 0];
const NO_VERSION_ABOVE = [Infinity, 0, 0];
/** The runtime in `text`, NAME@MAJOR[.MINOR[.PATCH]]. Numbers only: builds of distributions patch, and cannot be known. */
function parseRuntime(text) {
    const at = text.indexOf('@');
    const written = at < 0 ? text : text.slice(0, at);
    const name = RUNTIME_NAMES.find((known) => known === written);
    if (name === undefined)
        return { ok: false, why: `${quoted(written)} is no runtime that is known (${RUNTIME_NAMES.join(', ')})` };
    if (at < 0)
        return { ok: false, why: `${name} has no version; write for example ${name}@${EXAMPLES[name]}` };
    const version = text.slice(at + 1);
    if (!/^\d{1,6}(\.\d{1,6}){0,2}$/.test(version))
        return {
            ok: false,
            why: `${quoted(version)} is no version of one to three numbers, such as 28 or 1.7.13`,
        };
    return { ok: true, value: { name, written: text, ...rangeOf(version.split('.').map(Number)) } };
}
const EXAMPLES = {
    containerd: '1.7',
    'cri-o': '1.30',
    docker: '28',
    'docker-containerd': '29',
    podman: '5',
};
function rangeOf([major = 0, minor, patch]) {
    if (minor === undefined)
        return { lowest: [major, 0, 0], below: [major + 1, 0, 0] };
    if (patch === undefined)
        return { lowest: [major, minor, 0], below: [major, minor + 1, 0] };
    return { lowest: [major, minor, patch], below: [major, minor, patch + 1] };
}
/** Whether some release is in both. */
function rangesOverlap(one, other) {
    return runtime_compareVersions(one.lowest, other.below) < 0 && runtime_compareVersions(other.lowest, one.below) < 0;
}
/** Below 0 where `left` is the older. */
function runtime_compareVersions(left, right) {
    return compare(left[0], right[0]) || compare(left[1], right[1]) || compare(left[2], right[2]);
}
function compare(left, right) {
    return left === right ? 0 : left < right ? -1 : 1;
}
/** `1.7.0` */
function formatVersion(version) {
    return version.join('.');
}

;// CONCATENATED MODULE: ./build/files/mirrorfile-schema.js
/**
 * The shape of the mirror manifest, version 1: the one source of what `readMirrorFile` accepts and of
 * `schema/mirror.schema.json`. Shape only; what text means (references, patterns, durations) is read afterwards.
 */




const NAME_PATTERN = '^[a-z0-9][a-z0-9._-]*$';
const ENV_NAME_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';
const DATE_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';
const DIGEST_PATTERN = '^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$';
/** `pattern` helps editors only: the reader gives better reasons than a pattern that does not match. */
function mirrorfile_schema_text(description, meta = {}) {
    return schemas/* string */.YjP().meta({ description, ...meta });
}
const unlocked = schemas/* enum */.k5n(['error', 'resolve']);
const referrers = schemas/* enum */.k5n(['copy', 'report', 'ignore']);
const levels = schemas/* enum */.k5n(['error', 'warning', 'note', 'off']);
const ruleNames = Object.keys(RULES);
const runtimes = schemas/* array */.YOg(mirrorfile_schema_text('A runtime and its version.', {
    pattern: RUNTIME_PATTERN,
    examples: ['containerd@1.7', 'cri-o@1.30'],
}))
    .describe(`Who will pull, each with a version: ${RUNTIME_NAMES.join(', ')}.`);
const repository = mirrorfile_schema_text("Where an image lands below a mirror's target. {host} is docker.io (a port's colon becomes a dash), {path} library/redis, {name} redis.", { examples: ['{path}', '{host}/{path}', 'cache/redis'] });
const mirror = schemas/* strictObject */.rej({
    name: mirrorfile_schema_text('Name of this mirror in reports and options.', { pattern: NAME_PATTERN }),
    target: mirrorfile_schema_text('host[:port][/prefix] of a registry, or oci:DIR for an OCI image layout directory relative to this file.', {
        examples: ['registry.eu.example.com/mirror', 'oci:./vault'],
    }),
    state: schemas/* enum */.k5n(['serving', 'filling', 'retired'])
        .meta({
        description: 'serving: in use. filling: written, but not yet in policies. retired: left alone.',
        default: 'serving',
    })
        .optional(),
    kind: schemas/* enum */.k5n(['store', 'cache'])
        .meta({
        description: 'store: written by this tool. cache: a pull-through cache, never written.',
        default: 'store',
    })
        .optional(),
    keepTags: schemas/* boolean */.zMY()
        .describe('Anchor tags against garbage collection on this mirror; default: the top-level keepTags.')
        .optional(),
    repository: repository.optional(),
})
    .describe('One place that images are mirrored to.');
const tls = schemas/* union */.KCZ([
    schemas/* boolean */.zMY(),
    schemas/* strictObject */.rej({
        ca: mirrorfile_schema_text('PEM file with further certificate authorities, relative to this file.').optional(),
        cert: mirrorfile_schema_text('PEM file with the client certificate.').optional(),
        key: mirrorfile_schema_text("PEM file with the client certificate's key.").optional(),
        skipVerify: schemas/* boolean */.zMY()
            .meta({ description: 'Accept any certificate. Warned about.', default: false })
            .optional(),
    }),
])
    .describe('true: HTTPS with the known authorities. false: plain HTTP. Unset: HTTP for loopback hosts, else HTTPS.');
const registry = schemas/* strictObject */.rej({
    tls: tls.optional(),
    auth: schemas/* strictObject */.rej({
        usernameEnv: mirrorfile_schema_text('Name of the environment variable that holds the user name.', {
            pattern: ENV_NAME_PATTERN,
        }),
        passwordEnv: mirrorfile_schema_text('Name of the environment variable that holds the password or token.', {
            pattern: ENV_NAME_PATTERN,
        }),
    })
        .describe('Credentials by environment variable names, MIRROR_… unless allowed otherwise; never the secrets themselves.')
        .optional(),
    concurrency: schemas/* int */.Whr()
        .min(1)
        .describe('Upper bound of requests in flight; the tool adapts below it.')
        .optional(),
    endpoints: schemas/* array */.YOg(mirrorfile_schema_text('Base URL.', { examples: ['https://mirror.gcr.io'] }))
        .describe('Read here first, by digest only; tags are always resolved at the registry itself.')
        .optional(),
})
    .describe('How to talk to this registry.');
const mirrorfile_schema_select = schemas/* strictObject */.rej({
    semver: mirrorfile_schema_text('Range of versions; sees tags with three numbers, a leading v allowed.', {
        examples: ['>=7.2 <8'],
    }).optional(),
    include: mirrorfile_schema_text('RE2 pattern, unanchored: only tags that match.').optional(),
    exclude: mirrorfile_schema_text('RE2 pattern, unanchored: no tags that match.').optional(),
    latest: schemas/* int */.Whr().min(1).describe('Only the newest so many by version; needs semver.').optional(),
})
    .describe("Which of the source's tags are wanted; semver or include is needed.");
const source = mirrorfile_schema_text("Where it comes from: a reference by Docker's rules, or oci:DIR[:NAME] for an OCI image layout directory.", {
    examples: ['docker.io/library/redis', 'ghcr.io/acme/app:1.2', 'oci:./images/tool:1.2'],
});
const mirrorfile_schema_image = schemas/* strictObject */.rej({
    source,
    digests: schemas/* array */.YOg(mirrorfile_schema_text('A digest.', { pattern: DIGEST_PATTERN }))
        .describe('Digests that are wanted.')
        .optional(),
    tags: schemas/* array */.YOg(mirrorfile_schema_text('A tag, or tag@digest. Quote it: 1.10 without quotes is a number.'))
        .describe('Tags that are wanted, each as TAG or TAG@DIGEST.')
        .optional(),
    select: mirrorfile_schema_select.optional(),
    allowMirrorByTags: schemas/* boolean */.zMY()
        .describe("Whether the mirror's tags follow the source's; default: the top-level value.")
        .optional(),
    repository: repository.optional(),
    mirrors: schemas/* array */.YOg(mirrorfile_schema_text('Name of a mirror.'))
        .min(1)
        .describe('Where it goes; default: to all mirrors.')
        .optional(),
    platforms: schemas/* array */.YOg(mirrorfile_schema_text('os/architecture[/variant].', { examples: ['linux/amd64', 'linux/arm64'] }))
        .min(1)
        .describe('Platforms that are wanted; default: all.')
        .optional(),
    index: schemas/* enum */.k5n(['sparse', 'omit'])
        .meta({
        description: 'With platforms: push the unchanged index (sparse) or only the wanted children (omit).',
        default: 'sparse',
    })
        .optional(),
    immutable: mirrorfile_schema_text('RE2 pattern, unanchored: tags that never move once set.').optional(),
    allowRollback: schemas/* boolean */.zMY()
        .meta({ description: 'Let an unlocked tag go back to an older digest.', default: false })
        .optional(),
    unlocked: unlocked
        .describe('What becomes of a tag that an existing lock lacks; default: the top-level value.')
        .optional(),
    referrers: referrers
        .describe('Signatures, SBOMs, attestations; default: the top-level value.')
        .optional(),
    runtimes: runtimes.optional(),
})
    .describe('One source repository, and what of it is wanted.');
const accept = schemas/* strictObject */.rej({
    rule: schemas/* enum */.k5n(ruleNames).describe('The rule whose findings are accepted.'),
    image: mirrorfile_schema_text('Glob over host/repository[:tag]; * stops at /, ** does not. Default: every image.').optional(),
    mirror: mirrorfile_schema_text('Name of a mirror. Default: every mirror.').optional(),
    until: mirrorfile_schema_text('The last day this holds, YYYY-MM-DD.', { pattern: DATE_PATTERN }),
    reason: mirrorfile_schema_text('Why it is accepted.'),
})
    .describe('Known findings, with a reason and an end.');
const mirrorFileSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this file format.'),
    allowMirrorByTags: schemas/* boolean */.zMY()
        .meta({
        description: "Whether the mirrors' tags follow the sources'. false: images are mirrored under their digests only.",
        default: false,
    })
        .optional(),
    keepTags: schemas/* boolean */.zMY()
        .meta({ description: 'Anchor tags against garbage collection.', default: true })
        .optional(),
    recheckAfter: mirrorfile_schema_text('How long a proof of completeness is good.', {
        pattern: DURATION_PATTERN,
        default: '7d',
    }).optional(),
    maxLag: mirrorfile_schema_text('How long a mirror may be behind before it is an error.', {
        pattern: DURATION_PATTERN,
        default: '26h',
    }).optional(),
    unlocked: unlocked
        .meta({ description: 'What becomes of a tag that an existing lock lacks.', default: 'error' })
        .optional(),
    readFrom: schemas/* enum */.k5n(['mirrors-first', 'source-first'])
        .meta({ description: 'Where known digests are read from.', default: 'mirrors-first' })
        .optional(),
    repository: repository.meta({ default: '{path}' }).optional(),
    mirrors: schemas/* array */.YOg(mirror).min(1).describe('Where images go. Order is priority, as in a mirror policy.'),
    registries: schemas/* record */.g1P(schemas/* string */.YjP(), registry)
        .describe('How to talk to registries, by host[:port].')
        .optional(),
    runtimes: runtimes.optional(),
    referrers: referrers
        .meta({ description: 'Signatures, SBOMs, attestations.', default: 'copy' })
        .optional(),
    rules: schemas/* strictObject */.rej(Object.fromEntries(ruleNames.map((rule) => [rule, levels.optional()])))
        .describe('Severities by rule: error, warning, note or off.')
        .optional(),
    accept: schemas/* array */.YOg(accept).describe('Known findings, with a reason and an end.').optional(),
    images: schemas/* array */.YOg(schemas/* union */.KCZ([source.describe('Short form: a reference with tag, digest, or both.'), mirrorfile_schema_image]))
        .describe('What is mirrored.'),
})
    .meta({
    title: 'Mirror manifest',
    description: 'Which container images are mirrored to where (mirror-action, version 1).',
});

;// CONCATENATED MODULE: ./build/files/read-mirrors.js





const namePattern = new RegExp(NAME_PATTERN);
/** The mirrors that can be read, in order, and every name that was written (also of mirrors with faults). */
function readMirrors(shapes, reading, defaults) {
    const mirrors = shapes.flatMap((shape, index) => {
        const mirror = shape === undefined ? null : readMirror(shape, ['mirrors', index], { reading, defaults });
        return mirror === null ? [] : [mirror];
    });
    tellRepeatedNames(shapes, reading);
    tellRepeatedTargets(mirrors, reading);
    return { mirrors, names: [...new Set(shapes.flatMap((shape) => shape?.name ?? []))] };
}
/** A repository template at `path`, or null where there is none or it is unusable (and told). */
function readTemplate(template, path, reading) {
    if (template === undefined)
        return null;
    return reading.take(path, parseTemplate(template), {
        text: template,
        help: 'a repository is a lower case path, with {host}, {path} and {name} where wanted',
    });
}
function readMirror(shape, path, { reading, defaults }) {
    const { name, target, kind = 'store', state = 'serving' } = shape;
    if (name !== undefined)
        checkName(name, [...path, 'name'], reading);
    const repository = readTemplate(shape.repository, [...path, 'repository'], reading);
    const place = target === undefined
        ? null
        : reading.take([...path, 'target'], parsePlace(target), {
            text: target,
            help: 'write host[:port][/prefix], or oci:DIR',
        });
    if (place?.kind === 'layout' && kind === 'cache') {
        reading.fault([...path, 'kind'], 'a layout directory cannot be a pull-through cache', 'remove kind, or name a registry as target');
    }
    if (name === undefined || target === undefined || place === null)
        return null;
    return {
        name,
        target,
        place,
        state,
        kind,
        keepTags: shape.keepTags ?? defaults.keepTags,
        repository,
        at: reading.positionOf(path),
    };
}
function parsePlace(target) {
    const directory = parseLayoutTarget(target);
    if (directory !== null)
        return directory.ok ? { ok: true, value: { kind: 'layout', directory: directory.value } } : directory;
    const parsed = parseTarget(target);
    return parsed.ok ? { ok: true, value: { kind: 'registry', ...parsed.value } } : parsed;
}
function checkName(name, path, reading) {
    if (namePattern.test(name))
        return;
    reading.fault(path, `${shown(name)} cannot be the name of a mirror`, 'a name begins with a lower case letter or digit and goes on with these, dot, dash and underscore');
}
function tellRepeatedNames(shapes, reading) {
    const first = new Map();
    for (const [index, shape] of shapes.entries()) {
        if (shape?.name === undefined)
            continue;
        const at = reading.positionOf(['mirrors', index, 'name']);
        const earlier = first.get(shape.name);
        if (earlier === undefined)
            first.set(shape.name, at);
        else
            reading.fault(at, `the mirror name ${shown(shape.name)} is given twice; first in line ${earlier.line}`, 'give each mirror its own name');
    }
}
function tellRepeatedTargets(mirrors, reading) {
    const first = new Map();
    for (const mirror of mirrors) {
        const key = placeKey(mirror, mirror.place.kind === 'registry' ? mirror.place.prefix : '');
        const earlier = first.get(key);
        if (earlier === undefined)
            first.set(key, mirror);
        else {
            reading.fault(mirror.at, `mirror ${shown(mirror.name)} has the same target as ${shown(earlier.name)} in line ${earlier.at.line}: ${shown(mirror.target)}`, 'remove one of the two, or give one of them another prefix');
        }
    }
}

;// CONCATENATED MODULE: ./build/files/read-select.js
/** `select:` of an image, and single patterns. */




/** The selection; null where there is none. Faults are told, and what cannot be read is null in it. */
function readSelect(shape, path, reading) {
    if (shape === undefined)
        return null;
    checkCompleteness(shape, path, reading);
    return {
        semver: readRange(shape.semver, [...path, 'semver'], reading),
        include: readPattern(shape.include, [...path, 'include'], reading),
        exclude: readPattern(shape.exclude, [...path, 'exclude'], reading),
        latest: shape.latest ?? null,
        written: Object.fromEntries(Object.entries(shape).filter((entry) => entry[1] !== undefined)),
        at: reading.positionOf(path),
    };
}
/** A compiled pattern, or null where none is written or it is unusable (and told). */
function readPattern(source, path, reading) {
    if (source === undefined)
        return null;
    return reading.take(path, compilePattern(source), {
        text: source,
        help: 'patterns are RE2: no backreferences, no lookaround; in double quotes YAML wants backslashes twice',
    });
}
function readRange(range, path, reading) {
    if (range === undefined)
        return null;
    if (range.trim() !== '' && (0,semver.validRange)(range) !== null)
        return range;
    reading.fault(path, `${pathText(path)}: ${shown(range)} is not a range of versions`, 'write a range such as ">=7.2 <8" or "~7.4"');
    return null;
}
/** Keys that were written but are unreadable have been told already and count as written. */
function checkCompleteness(shape, path, reading) {
    const isWritten = (key) => reading.document.has([...path, key]);
    if (isWritten('semver'))
        return;
    if (shape.latest !== undefined) {
        reading.fault([...path, 'latest'], `${pathText(path)} has latest without semver`, 'add semver: the newest are found by version');
    }
    else if (!isWritten('include')) {
        reading.fault(path, `${pathText(path)} has neither semver nor include`, 'say which tags are wanted by semver, include, or both');
    }
}

;// CONCATENATED MODULE: ./build/files/read-wants.js
/** What an image entry wants of its source: the reference itself, `tags:` and `digests:`. */


/** Everything that `tags` and `digests` name, in written order. */
function readWants({ tags, digests }, path, reading) {
    return [
        ...readList(digests, [...path, 'digests'], { reading, read: readDigest }),
        ...readList(tags, [...path, 'tags'], { reading, read: readTag }),
    ];
}
/** What the source's own text names, or null where it is a repository or a layout only. */
function wantOfSource(source, at) {
    if (source.kind === 'layout')
        return source.name === null ? null : { kind: 'layout-name', name: source.name, tag: source.tag, at };
    if (source.tag !== null)
        return { kind: 'tag', tag: source.tag, pin: source.digest, at };
    return source.digest === null ? null : { kind: 'digest', digest: source.digest, at };
}
/** What a source stands for that names nothing, in short form or as a layout with one root. */
function defaultWant(source, at) {
    return source.kind === 'layout'
        ? { kind: 'layout-name', name: null, tag: null, at }
        : { kind: 'tag', tag: 'latest', pin: null, at };
}
function readList(texts, path, { reading, read }) {
    return texts.flatMap((text, index) => text === undefined ? [] : (read(text, [...path, index], reading) ?? []));
}
function readDigest(text, path, reading) {
    const digest = reading.take(path, read_wants_parseDigest(text), {
        text,
        help: 'a digest is sha256: and 64 lower case hex digits',
    });
    return digest === null ? null : { kind: 'digest', digest, at: reading.positionOf(path) };
}
function readTag(text, path, reading) {
    const parsed = reading.take(path, parsePinnedTag(text), {
        text,
        help: 'write "TAG", or "TAG@sha256:…" with 64 hex digits',
    });
    return parsed === null ? null : { kind: 'tag', ...parsed, at: reading.positionOf(path) };
}
function parsePinnedTag(text) {
    const at = text.indexOf('@');
    const tag = parseTag(at < 0 ? text : text.slice(0, at));
    if (!tag.ok)
        return isDigest(text) ? { ok: false, why: 'it is a digest, not a tag; list it under digests' } : tag;
    if (at < 0)
        return { ok: true, value: { tag: tag.value, pin: null } };
    const pin = read_wants_parseDigest(text.slice(at + 1));
    return pin.ok ? { ok: true, value: { tag: tag.value, pin: pin.value } } : pin;
}
function read_wants_parseDigest(text) {
    return isDigest(text)
        ? { ok: true, value: text }
        : { ok: false, why: whyNotDigest(text) ?? 'it is no digest' };
}

;// CONCATENATED MODULE: ./build/files/read-images.js










/** The images whose source can be read, in order. */
function readImages(shapes, context) {
    return shapes.flatMap((shape, index) => {
        const path = ['images', index];
        if (shape === undefined)
            return [];
        if (typeof shape === 'string')
            return readShort(shape, path, context) ?? [];
        return readLong(shape, path, context) ?? [];
    });
}
/** Each runtime once, in written order; those that are none are told. */
function readRuntimes(texts, path, reading) {
    const runtimes = new Map();
    for (const [index, text] of texts.entries()) {
        if (text === undefined)
            continue;
        const runtime = reading.take([...path, index], parseRuntime(text), {
            text,
            help: 'write a runtime and its version, such as containerd@1.7 or cri-o@1.30',
        });
        if (runtime !== null)
            runtimes.set(text, runtime);
    }
    return [...runtimes.values()];
}
function readShort(text, path, context) {
    const source = readSource(text, path, context.reading);
    if (source === null)
        return null;
    const at = context.reading.positionOf(path);
    if (source.kind === 'layout')
        tellMissingRepository(path, context.reading);
    return complete({}, source, {
        path,
        context,
        wants: [wantOfSource(source, at) ?? defaultWant(source, at)],
        select: null,
    });
}
function readLong(shape, path, context) {
    const { reading } = context;
    const source = shape.source === undefined ? null : readSource(shape.source, [...path, 'source'], reading);
    const wants = readWants({ tags: shape.tags ?? [], digests: shape.digests ?? [] }, path, reading);
    const select = readSelect(shape.select, [...path, 'select'], reading);
    const own = source === null ? null : wantOfSource(source, reading.positionOf([...path, 'source']));
    const all = own === null ? wants : [own, ...wants];
    if (source !== null && all.length === 0 && !namesSomething(shape, path, reading)) {
        if (source.kind === 'layout')
            all.push(defaultWant(source, reading.positionOf([...path, 'source'])));
        else
            tellNothingWanted(shape.source ?? '', path, reading);
    }
    const image = complete(shape, source, { path, context, wants: all, select });
    if (source?.kind === 'layout' && shape.repository === undefined)
        tellMissingRepository(path, reading);
    return image;
}
function readSource(text, path, reading) {
    return reading.take(path, parseSource(text), {
        text,
        help: 'write host/repository with :tag, @sha256:… or both, or oci:DIR[:NAME]',
    });
}
/** Whether entries were written, even if none of them can be read (which has been told). */
function namesSomething(shape, path, reading) {
    const isWritten = (key) => reading.document.has([...path, key]);
    const isEmptyList = (list) => list?.length === 0;
    return (isWritten('select') ||
        (isWritten('tags') && !isEmptyList(shape.tags)) ||
        (isWritten('digests') && !isEmptyList(shape.digests)));
}
function tellNothingWanted(source, path, reading) {
    reading.fault(path, `${pathText(path)}: ${shown(source)} names no digest, tag or select`, 'add tags, digests or select, or write the tag or digest into the source');
}
function tellMissingRepository(path, reading) {
    reading.fault(path, `${pathText(path)} is a layout without repository`, 'write source and repository: a layout has no repository name of its own');
}
/** Reads the remaining keys, also where the source is unusable, so that all faults are told; null then. */
function complete(shape, source, { path, context, wants, select }) {
    const { reading, defaults, mirrorNames } = context;
    const rest = {
        wants,
        select,
        allowMirrorByTags: shape.allowMirrorByTags ?? defaults.allowMirrorByTags,
        repository: readRepository(shape.repository, source, { path: [...path, 'repository'], reading }),
        mirrors: shape.mirrors === undefined
            ? mirrorNames
            : readMirrorNames(shape.mirrors, [...path, 'mirrors'], context),
        platforms: shape.platforms === undefined ? null : readPlatforms(shape.platforms, [...path, 'platforms'], reading),
        index: shape.index ?? 'sparse',
        immutable: readPattern(shape.immutable, [...path, 'immutable'], reading),
        allowRollback: shape.allowRollback ?? false,
        unlocked: shape.unlocked ?? defaults.unlocked,
        referrers: shape.referrers ?? defaults.referrers,
        runtimes: shape.runtimes === undefined
            ? defaults.runtimes
            : readRuntimes(shape.runtimes, [...path, 'runtimes'], reading),
    };
    if (shape.index === 'omit' && shape.platforms === undefined) {
        reading.fault([...path, 'index'], `${pathText(path)} has index: omit without platforms`, 'add the platforms that are wanted, or remove index');
    }
    return source === null ? null : { ...rest, source: source.repository, at: reading.positionOf(path) };
}
function readRepository(template, source, { path, reading }) {
    if (template !== undefined && source?.kind === 'layout' && hasPlaceholder(template)) {
        reading.fault(path, `${pathText(path)}: a layout as source has no {host}, {path} or {name}`, 'write its repository out');
        return null;
    }
    return readTemplate(template, path, reading);
}
/** The named mirrors in the manifest's order of mirrors. */
function readMirrorNames(names, path, { reading, mirrorNames }) {
    const wanted = new Set();
    for (const [index, name] of names.entries()) {
        if (name === undefined)
            continue;
        if (!mirrorNames.includes(name))
            reading.fault([...path, index], `there is no mirror ${shown(name)}`, suggestion(name, mirrorNames));
        else if (wanted.has(name))
            reading.fault([...path, index], `mirror ${shown(name)} is listed twice`, 'keep one of the two');
        wanted.add(name);
    }
    return mirrorNames.filter((name) => wanted.has(name));
}
/** Each platform once, in written order. */
function readPlatforms(texts, path, reading) {
    const platforms = new Map();
    for (const [index, text] of texts.entries()) {
        if (text === undefined)
            continue;
        const platform = reading.take([...path, index], parsePlatform(text), {
            text,
            help: 'write os/architecture[/variant], such as linux/arm64',
        });
        if (platform !== null)
            platforms.set(formatPlatform(platform), platform);
    }
    return [...platforms.values()];
}

;// CONCATENATED MODULE: ./build/files/read-registries.js




const envName = new RegExp(ENV_NAME_PATTERN);
/** Settings by normalised `host[:port]`. Where a value has a fault the settings go on without it: it is told here, once. */
function readRegistries(shapes, reading) {
    const registries = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        const at = reading.document.keyPositionOf(['registries'], key);
        const host = readHost(key, at, reading);
        if (shape === undefined)
            continue;
        const settings = readRegistry(shape, ['registries', key], { reading, at });
        const earlier = host === null ? undefined : registries.get(host);
        if (earlier !== undefined) {
            reading.fault(at, `registry ${shown(key)} is given twice; first in line ${earlier.at.line}`, 'keep one of the two');
        }
        else if (host !== null)
            registries.set(host, settings);
    }
    return registries;
}
function readHost(key, at, reading) {
    const parsed = parseHost(key);
    if (parsed.ok)
        return parsed.value;
    const why = userinfoEnd(key) === null ? parsed.why : 'user names and passwords do not stand in this file';
    reading.fault(at, `registry ${shown(key)} cannot be used: ${why}`, 'registries are given by host[:port], without scheme and path');
    return null;
}
function readRegistry(shape, path, { reading, at }) {
    return {
        tls: readTls(shape.tls, [...path, 'tls'], reading),
        auth: readAuth(shape.auth, [...path, 'auth'], reading),
        concurrency: shape.concurrency ?? null,
        endpoints: readEndpoints(shape.endpoints ?? [], [...path, 'endpoints'], reading),
        at,
    };
}
function readTls(tls, path, reading) {
    if (tls === undefined)
        return { kind: 'default' };
    if (tls === false)
        return { kind: 'plain-http' };
    if (tls === true)
        return { kind: 'https', ca: null, cert: null, key: null, skipVerify: false };
    const { ca = null, cert = null, key = null, skipVerify = false } = tls;
    for (const [name, file] of Object.entries({ ca, cert, key })) {
        if (file === '')
            reading.fault([...path, name], `${pathText([...path, name])} names no file`, 'write the path of a PEM file, or remove the key');
    }
    if ((cert === null) !== (key === null)) {
        const [there, missing] = cert === null ? ['key', 'cert'] : ['cert', 'key'];
        reading.fault([...path, there], `${pathText(path)} has ${there} without ${missing}`, 'a client certificate needs both cert and key');
        return { kind: 'https', ca: ca || null, cert: null, key: null, skipVerify };
    }
    return { kind: 'https', ca: ca || null, cert: cert || null, key: key || null, skipVerify };
}
function readAuth(auth, path, reading) {
    if (auth === undefined)
        return null;
    const usernameEnv = readEnvName(auth.usernameEnv, [...path, 'usernameEnv'], reading);
    const passwordEnv = readEnvName(auth.passwordEnv, [...path, 'passwordEnv'], reading);
    return usernameEnv === null || passwordEnv === null ? null : { usernameEnv, passwordEnv };
}
/** What was written is not shown unless it is a name: it may be a secret in the wrong place. */
function readEnvName(name, path, reading) {
    if (name === undefined)
        return null;
    if (!envName.test(name)) {
        reading.fault(path, `${pathText(path)} is not the name of an environment variable`, 'write the name of the variable, such as MIRROR_EU_PASSWORD, never the secret itself');
    }
    else if (/^(ACTIONS|RUNNER)_/i.test(name)) {
        reading.fault(path, `${pathText(path)} names ${name}, which belongs to the runner`, 'use a variable of your own that begins with MIRROR_');
    }
    else
        return name;
    return null;
}
function readEndpoints(endpoints, path, reading) {
    return endpoints.flatMap((endpoint, index) => {
        if (endpoint === undefined)
            return [];
        const why = whyNotEndpoint(endpoint);
        if (why === null)
            return [endpoint.replace(/\/+$/, '')];
        const place = [...path, index];
        reading.fault(place, `${pathText(place)}: ${shown(endpoint)} cannot be used: ${why}`, 'write a base URL such as https://mirror.gcr.io');
        return [];
    });
}
function whyNotEndpoint(endpoint) {
    if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
        return 'it is not an http or https URL';
    const url = new URL(endpoint);
    if (url.username !== '' || url.password !== '')
        return 'user names and passwords do not stand in this file';
    return url.search !== '' || url.hash !== '' ? 'it has a query or a fragment' : null;
}

;// CONCATENATED MODULE: ./build/files/read-rules.js





const datePattern = new RegExp(DATE_PATTERN);
/** Severities by rule; the shape has checked both. */
function readRules(shape) {
    return new Map(Object.entries(shape).flatMap(([rule, level]) => level === undefined ? [] : [[rule, level]]));
}
/** The acceptances that can be read. `mirrorNames` are those an acceptance may name. */
function readAcceptances(shapes, reading, mirrorNames) {
    return shapes.flatMap((shape, index) => {
        if (shape === undefined)
            return [];
        const path = ['accept', index];
        checkAcceptance(shape, path, { reading, mirrorNames });
        const { rule, until, reason, image = null, mirror = null } = shape;
        if (rule === undefined || until === undefined || reason === undefined)
            return [];
        return [{ rule, image, mirror, until, reason, at: reading.positionOf(path) }];
    });
}
function checkAcceptance(shape, path, { reading, mirrorNames }) {
    const { until, reason, image, mirror } = shape;
    if (until !== undefined && !isDate(until)) {
        reading.fault([...path, 'until'], `${pathText([...path, 'until'])}: ${shown(until)} is not a date`, 'write a day as YYYY-MM-DD');
    }
    if (reason !== undefined && reason.trim() === '') {
        reading.fault([...path, 'reason'], `${pathText([...path, 'reason'])} says nothing`, 'say why the finding is accepted');
    }
    if (image !== undefined) {
        reading.take([...path, 'image'], compileGlob(image), {
            text: image,
            help: 'write a glob over host/repository[:tag]',
        });
    }
    if (mirror !== undefined && !mirrorNames.includes(mirror)) {
        reading.fault([...path, 'mirror'], `there is no mirror ${shown(mirror)}`, suggestion(mirror, mirrorNames));
    }
}
function isDate(text) {
    if (!datePattern.test(text))
        return false;
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./build/files/read-mirrorfile.js
/** Reads the mirror manifest: text in; the file, or every fault with its place, out. */











const read_mirrorfile_RULE = 'manifest-invalid';
const DEFAULTS = { recheckAfter: '7d', maxLag: '26h', repository: '{path}' };
const NEVER_LITERALS = 'secrets never stand in this file: name environment variables with auth: { usernameEnv, passwordEnv }';
const DURATION_HELP = 'write a duration such as 7d, 26h or 1d12h';
const read_mirrorfile_KEY_HELP = {
    version: 'this release of mirror-action reads version 1',
    recheckAfter: DURATION_HELP,
    maxLag: DURATION_HELP,
    ...Object.fromEntries(['username', 'user', 'password', 'pass', 'token', 'secret', 'credentials'].map((key) => [
        key,
        NEVER_LITERALS,
    ])),
};
/**
 * Reads `text`; `path` is only named in positions. Every fault is a finding `manifest-invalid` with file, line and
 * column, all of them in one run; the file is null when there is any. Never throws.
 */
function readMirrorFile(text, path) {
    const { document, faults } = parseYaml(text, path);
    if (document === null)
        return { file: null, sound: null, findings: faultFindings(read_mirrorfile_RULE, faults) };
    const reading = new Reading(read_mirrorfile_RULE, document, faults);
    if (document.value === null) {
        reading.fault([], 'the mirror manifest is empty', 'begin with version: 1, mirrors and images');
        return { file: null, sound: null, findings: reading.findings() };
    }
    const shape = checkShape(mirrorFileSchema, reading, read_mirrorfile_KEY_HELP);
    const file = shape === null
        ? null
        : readContent(shape, reading, { path, sha256: digestHex(digestOf(Buffer.from(text))) });
    const findings = reading.findings();
    return { file: findings.length === 0 ? file : null, sound: file, findings };
}
function readContent(shape, reading, identity) {
    const { mirrors, names } = readMirrors(shape.mirrors ?? [], reading, { keepTags: shape.keepTags ?? true });
    const images = readImages(shape.images ?? [], {
        reading,
        defaults: imageDefaults(shape, reading),
        mirrorNames: names,
    });
    const file = {
        ...identity,
        recheckAfterMs: readDuration('recheckAfter', shape, reading),
        maxLagMs: readDuration('maxLag', shape, reading),
        readFrom: shape.readFrom ?? 'mirrors-first',
        repository: readTemplate(shape.repository, ['repository'], reading) ?? DEFAULTS.repository,
        mirrors,
        registries: readRegistries(shape.registries ?? {}, reading),
        images,
        rules: readRules(shape.rules ?? {}),
        accept: readAcceptances(shape.accept ?? [], reading, names),
    };
    tellCollisions(file, reading);
    return file;
}
function imageDefaults(shape, reading) {
    return {
        allowMirrorByTags: shape.allowMirrorByTags ?? false,
        unlocked: shape.unlocked ?? 'error',
        referrers: shape.referrers ?? 'copy',
        runtimes: readRuntimes(shape.runtimes ?? [], ['runtimes'], reading),
    };
}
function readDuration(key, shape, reading) {
    const text = shape[key] ?? DEFAULTS[key];
    return reading.take([key], parseDuration(text), { text, help: DURATION_HELP }) ?? 0;
}

;// CONCATENATED MODULE: ./build/mirror/health.js
/** Which mirrors answer. A mirror that fails a few times in a row is left alone until it is tried once more at the end. */

/** Failures in a row after which a mirror counts as down. */
const FAILURES_UNTIL_DOWN = 3;
class Health {
    #byMirror = new Map();
    /** Runs `work` on a mirror and learns from how it ends. While the mirror is down `work` is not run, and what is under way when it goes
     *  down is broken off: the error that took it down is thrown. */
    async guard(mirror, signal, work) {
        const health = this.#of(mirror);
        if (health.down !== null)
            throw health.down;
        try {
            const result = await work(AbortSignal.any([signal, health.wentDown.signal]));
            this.succeed(mirror);
            return result;
        }
        catch (error) {
            if (health.down !== null && !signal.aborted)
                throw health.down;
            this.fail(mirror, error);
            throw error;
        }
    }
    succeed(mirror) {
        this.#of(mirror).failuresInARow = 0;
    }
    /** Learns from a failure; only those that say the mirror does not answer count. */
    fail(mirror, error) {
        if (!isUnreachable(error))
            return;
        const health = this.#of(mirror);
        health.failuresInARow += 1;
        if (health.failuresInARow < FAILURES_UNTIL_DOWN && error.code !== 'tls')
            return;
        health.down ??= error;
        health.wentDown.abort(health.down);
    }
    /** Why a mirror is down, or null while it answers. */
    whyDown(mirror) {
        return this.#of(mirror).down;
    }
    /** Gives a mirror that is down another chance. */
    revive(mirror) {
        this.#byMirror.delete(mirror);
    }
    #of(mirror) {
        let health = this.#byMirror.get(mirror);
        if (health === undefined) {
            health = { failuresInARow: 0, down: null, wentDown: new AbortController() };
            this.#byMirror.set(mirror, health);
        }
        return health;
    }
}
/** Whether an error says that a place does not answer, rather than that it said no. */
function isUnreachable(error) {
    // A 500 is about what was asked: registries answer it for a single damaged manifest.
    if (isMirrorError(error, 'unavailable'))
        return error.status !== 500;
    return isMirrorError(error, 'stalled', 'tls', 'rate-limited');
}

;// CONCATENATED MODULE: ./build/mirror/meter.js
/** What a run has done so far, counted where it happens; read by the progress display and the report. */
class Meter {
    phase = 'resolve';
    imagesDone = 0;
    imagesTotal = 0;
    /** Bytes of content still to be moved and moved, counted once per mirror. */
    bytesDone = 0;
    bytesTotal = 0;
    sourceBytes = 0;
    siblingBytes = 0;
    mirrorBytes = 0;
    mountedBlobs = 0;
    rereads = 0;
    /** Bytes of content read from mirrors only to check them. */
    checkedBytes = 0;
    active = new Set();
}

;// CONCATENATED MODULE: ./build/commands/log-outcome.js


function logOutcome({ step, outcome, reason, bytes }, log) {
    const { row, cell } = step;
    const digest = row.wanted === null ? '' : ` ${shortDigest(row.wanted)}`;
    const line = `${outcome} ${row.name}${row.name.includes('@') ? '' : digest} → ${cell.mirror.name}`;
    if (outcome === 'failed' || outcome === 'incomplete')
        log.warning(`${line}: ${reason}`);
    else if (outcome === 'up-to-date' || outcome === 'complete' || outcome === 'compared')
        log.debug(line);
    else
        log.info(`${line} (${formatBytes(bytes)}; ${reason})`);
}

;// CONCATENATED MODULE: ./build/commands/prepare.js
/** What every command on a mirror manifest does first: read the user's files and what is remembered. */











const MANIFEST_NAMES = ['mirror.yaml', 'mirror.yml', '.github/mirror.yaml'];
/** A mirror manifest or lock: hundreds of thousands of images fit. */
const FILE_LIMIT_BYTES = 32 * 1024 * 1024;
/** Thrown when user files cannot be used: exit code 2, with every fault found. The message counts them by file. */
class UnusableFiles extends MirrorError {
    findings;
    constructor(findings) {
        super('input', countByFile(findings), { fix: 'mend what is listed and run again' });
        this.findings = findings;
    }
}
/** Reads files and memory and opens the stores. Throws MirrorError `input` or UnusableFiles. */
async function prepare(door, asks = 'as-needed') {
    const { host, options } = door;
    const { file, lock, lockPath, stores } = await readUserFiles(door);
    const stateDirectory = stateDirectoryOf(door);
    if (isCarried(door))
        await host.restoreState(stateDirectory, stateKey(file, host));
    const memory = await loadMemory(stateDirectory, host.files);
    return {
        context: {
            file,
            lock,
            locked: options.locked,
            asks,
            history: memory.history,
            proofs: memory.proofs,
            indexes: memory.indexes,
            relations: memory.relations,
            lastStates: memory.lastStates,
            age: { nowMs: door.startedAtMs, recheckAfterMs: file.recheckAfterMs, recheck: options.recheck },
            stores,
            health: new Health(),
            meter: new Meter(),
            onOutcome: (outcome) => logOutcome(outcome, host.log),
            monotonicMs: () => performance.now(),
            selection: { mirrors: options.mirrors, images: options.images },
        },
        stores,
        stateDirectory,
        baseline: memory.baseline,
        lockPath,
        findings: memory.findings,
    };
}
/** A folder that the user names stays on its disk: what lies there is newer than what a cache could bring. */
function isCarried({ options }) {
    return options.state === null;
}
const KEY_HEX_DIGITS = 32;
/** The cache key in Actions: one state per mirror manifest, whatever its path is made of and however it was written. */
function stateKey(file, host) {
    const path = (0,external_node_path_.relative)(host.workspace ?? host.workingDirectory, (0,external_node_path_.resolve)(host.workingDirectory, file.path));
    const hash = (0,external_node_crypto_.createHash)('sha256').update(path.replaceAll(external_node_path_.sep, '/')).digest('hex');
    return `mirror-action-${hash.slice(0, KEY_HEX_DIGITS)}`;
}
/** Everything is looked at before anything is refused, so that one run tells all that has to be mended. */
async function readUserFiles(door) {
    const { options } = door;
    const path = options.manifest ?? (await findManifest(door.host));
    const read = readMirrorFile(await door.host.files.readText(path, FILE_LIMIT_BYTES), path);
    const lockPath = options.lockfile ?? (0,external_node_path_.join)((0,external_node_path_.dirname)(path), 'mirror.lock.yaml');
    const { lock, findings: lockFaults } = await readLock(lockPath, door);
    const { stores, faults: storeFaults } = await openOrTell(read.sound, door);
    const faults = [...read.findings, ...storeFaults, ...lockFaults];
    const selectionFault = read.file === null ? null : faultOfSelection(read.file, options.mirrors);
    if (faults.length === 0 && selectionFault !== null)
        throw selectionFault;
    if (selectionFault !== null)
        faults.push(selectionFinding(selectionFault));
    if (read.file === null || stores === null || faults.length > 0)
        throw new UnusableFiles(faults);
    return { file: read.file, lock, lockPath, stores };
}
async function findManifest(host) {
    for (const name of MANIFEST_NAMES)
        if (await host.files.exists(name))
            return name;
    throw new MirrorError('input', `there is no mirror manifest: none of ${MANIFEST_NAMES.join(', ')} is in ${host.workingDirectory}`, {
        fix: 'name it with --manifest, or make one with init',
    });
}
/** No lock and no fault: there is no such file. */
async function readLock(path, { host }) {
    if (!(await host.files.exists(path)))
        return { lock: null, findings: [] };
    try {
        return readLockFile(await host.files.readText(path, FILE_LIMIT_BYTES), path);
    }
    catch (error) {
        if (!isMirrorError(error, 'input'))
            throw error;
        const at = { file: path, line: 1, column: 1 };
        const help = error.fix ?? 'Restore the file from version control.';
        return { lock: null, findings: [finding('lock-invalid', { message: error.message, help, at })] };
    }
}
async function openOrTell(sound, door) {
    if (sound === null)
        return { stores: null, faults: [] };
    try {
        return { stores: await door.openStores(sound), faults: [] };
    }
    catch (error) {
        if (!(error instanceof UnusableFiles))
            throw error;
        return { stores: null, faults: error.findings };
    }
}
function faultOfSelection(file, mirrors) {
    const known = file.mirrors.map(({ name }) => name);
    const unknown = mirrors.filter((name) => !known.includes(name));
    if (unknown.length === 0)
        return retiredFault(file, mirrors);
    return new MirrorError('input', `--mirror ${unknown.join(', ')}: ${(0,external_node_path_.basename)(file.path)} has no such mirror`, { fix: `its mirrors are ${known.join(', ')}` });
}
/** A run about mirrors that nobody fills any more would do nothing and call that well. */
function retiredFault(file, mirrors) {
    const named = file.mirrors.filter(({ name }) => mirrors.includes(name));
    if (named.length === 0 || named.some(({ state }) => state !== 'retired'))
        return null;
    return new MirrorError('input', `--mirror ${mirrors.join(', ')} names only retired mirrors, which nothing is copied to`, { fix: `name another mirror, or change its state in ${(0,external_node_path_.basename)(file.path)}` });
}
function selectionFinding({ message, fix }) {
    return finding('manifest-invalid', { message, help: fix ?? 'Correct the command line.' });
}
/** `mirror.yaml has 2 errors, mirror.lock.yaml has 1 error`. */
function countByFile(findings) {
    const byFile = Map.groupBy(findings, ({ at }) => at?.file ?? 'the command line');
    const counts = [...byFile].map(([file, { length }]) => `${file} has ${formatCount(length, 'error')}`);
    return counts.join(', ');
}
function stateDirectoryOf({ host, options, home }) {
    if (options.state !== null)
        return (0,external_node_path_.resolve)(host.workingDirectory, options.state);
    const base = host.kind === 'action' ? host.env.RUNNER_TEMP : host.env.XDG_STATE_HOME;
    return (0,external_node_path_.join)(base || (0,external_node_path_.join)(home, '.local', 'state'), 'mirror-action');
}

;// CONCATENATED MODULE: ./build/commands/finish.js
/** The end of every command on a mirror manifest: memory saved, report made, verdict. */






/** Saves what was learnt and makes the report. */
async function finish(door, prepared, results) {
    const { context, stores, stateDirectory, baseline } = prepared;
    const unsaved = await saveMemory(stateDirectory, door.host.files, { memory: context, baseline });
    if (unsaved !== null)
        door.host.log.warning(`what this run learnt could not be kept: ${unsaved}`);
    const { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads } = context.meter;
    const moved = { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads };
    const report = assembleReport(runFacts(door, results.command), {
        file: context.file,
        lock: context.lock,
        rows: results.rows,
        outcomes: results.outcomes,
        ...(results.drift === undefined ? {} : { drift: results.drift }),
        ...(results.unsupported === undefined ? {} : { unsupported: results.unsupported }),
        ...(results.lockChanges === undefined ? {} : { lockChanges: results.lockChanges }),
        findings: [...prepared.findings, ...stores.findings, ...results.findings],
        traffic: { requests: stores.requests(), ...moved },
        matches: globMatches,
    });
    const fails = failsOn(report, door.options.failOn, fillingMirrors(context.file.mirrors));
    const afterReport = async () => {
        if (unsaved !== null || !isCarried(door))
            return;
        await door.host.saveState(stateDirectory, stateKey(context.file, door.host));
    };
    return { report, exitCode: fails ? 1 : 0, afterReport };
}
function runFacts({ host, startedAtMs, version }, command) {
    return { command, startedAtMs, endedAtMs: host.clock.now(), version, run: host.run };
}
/** Whether an `accept` glob covers a canonical reference; the tag is what follows the last colon after the last slash. */
function globMatches(glob, reference) {
    const compiled = compileGlob(glob);
    if (!compiled.ok)
        return false;
    const name = reference.split('@', 1)[0] ?? reference;
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    const [repository, tag] = colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
    return globMatchesImage(compiled.value, repository, tag);
}

;// CONCATENATED MODULE: ./build/commands/option-table.js
/** Every option once: the flags of the command line and the inputs of the Action are made from this table. */
const OPTIONS = {
    manifest: {
        name: 'manifest',
        short: 'f',
        kind: 'value',
        placeholder: 'FILE',
        description: 'The mirror manifest',
        default: 'first of mirror.yaml, mirror.yml, .github/mirror.yaml',
    },
    lockfile: {
        name: 'lockfile',
        kind: 'value',
        placeholder: 'FILE',
        description: 'The lock file',
        default: 'mirror.lock.yaml beside the manifest',
    },
    mirror: { name: 'mirror', kind: 'list', placeholder: 'NAME', description: 'Only these mirrors, by name' },
    image: {
        name: 'image',
        kind: 'list',
        placeholder: 'GLOB',
        description: 'Only images whose host/repository[:tag] matches; * stops at /, ** does not',
    },
    json: {
        name: 'json',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write the JSON report here; - is standard output',
    },
    summary: {
        name: 'summary',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write a Markdown summary here',
    },
    html: { name: 'html', kind: 'value', placeholder: 'FILE', description: 'Write an HTML report here' },
    sarif: {
        name: 'sarif',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write findings as SARIF 2.1.0 here',
    },
    failOn: {
        name: 'fail-on',
        kind: 'list',
        placeholder: 'LIST',
        description: 'What makes the exit code 1: severities (error, warning, note), rule names, or never; separated by commas',
        default: 'error',
    },
    state: {
        name: 'state',
        kind: 'value',
        placeholder: 'DIR',
        description: 'Where proofs and history are kept between runs',
        default: '$XDG_STATE_HOME/mirror-action; in the Action a cached folder',
    },
    recheck: {
        name: 'recheck',
        kind: 'value',
        placeholder: 'WHEN',
        description: 'Prove again what earlier runs have proven: due, all or never',
        default: 'due',
    },
    locked: {
        name: 'locked',
        kind: 'flag',
        description: 'Nothing may be resolved that the lock does not hold',
    },
    timeBudget: {
        name: 'time-budget',
        kind: 'value',
        placeholder: 'DURATION',
        description: 'Stop starting work after this time (50m, 1h30m); what is left is deferred to the next run',
    },
    dryRun: { name: 'dry-run', kind: 'flag', description: 'Only plan, write nothing' },
    depth: {
        name: 'depth',
        kind: 'value',
        placeholder: 'DEPTH',
        description: 'How deep to look: manifests, exists (HEAD of every blob), probe (its last byte), content (every byte), rootfs (layers unpacked)',
        default: 'probe for verify; drift looks at tags alone',
    },
    repair: {
        name: 'repair',
        kind: 'flag',
        description: 'Bring back what is missing or damaged, from another mirror or the source',
    },
    runtime: {
        name: 'runtime',
        kind: 'list',
        placeholder: 'NAME@VERSION',
        description: 'Tell which images this runtime cannot pull or run (containerd@2.1, cri-o@1.30), instead of the runtimes of the mirror manifest',
    },
    oldestFirst: {
        name: 'oldest-first',
        kind: 'flag',
        description: 'Begin with what was proven longest ago; with --time-budget, nights get around to everything',
    },
    accept: {
        name: 'accept',
        kind: 'value',
        placeholder: 'REF@DIGEST',
        description: 'Put this digest into the lock although it was refused',
    },
    reason: { name: 'reason', kind: 'value', placeholder: 'TEXT', description: 'Why; required with --accept' },
    to: {
        name: 'to',
        kind: 'value',
        placeholder: 'HOST/PREFIX',
        description: 'The mirror to write into the manifest',
    },
    listen: {
        name: 'listen',
        kind: 'value',
        placeholder: 'HOST:PORT',
        description: 'Where to listen',
        default: '127.0.0.1:5000',
    },
    writable: { name: 'writable', kind: 'flag', description: 'Take pushes' },
    output: {
        name: 'output',
        kind: 'value',
        placeholder: 'DIR',
        description: 'Folder for what the command writes',
    },
    allowEnv: {
        name: 'allow-env',
        kind: 'list',
        placeholder: 'NAME',
        description: 'Environment variables that auth: may name besides MIRROR_*',
    },
    allowPath: {
        name: 'allow-path',
        kind: 'list',
        placeholder: 'PATH',
        description: 'Folders outside the workspace that tls: and oci: may name (Action)',
    },
    allowPrWrite: {
        name: 'allow-pr-write',
        kind: 'flag',
        description: 'Let commands that write run for pull_request events (Action)',
    },
    logLevel: {
        name: 'log-level',
        kind: 'value',
        placeholder: 'LEVEL',
        description: 'debug, info, warning or error',
        default: 'info',
    },
    quiet: {
        name: 'quiet',
        kind: 'flag',
        description: 'No progress, no report in text; errors and warnings only',
    },
};
/** Options of every command. */
const COMMON_OPTIONS = [
    'manifest',
    'lockfile',
    'json',
    'summary',
    'html',
    'sarif',
    'failOn',
    'state',
    'recheck',
    'locked',
    'timeBudget',
    'mirror',
    'image',
    'allowEnv',
    'allowPath',
    'allowPrWrite',
    'logLevel',
    'quiet',
];

;// CONCATENATED MODULE: ./build/commands/lock.js
/** `lock`: resolve every unpinned tag and write the lock file. */













const lock = {
    name: 'lock',
    summary: 'write what every tag means now to the lock file, for review',
    details: [
        'Asks the sources what their tags point to and writes mirror.lock.yaml. A line changes only when its',
        'digest changes. A source that went back to an older digest is refused: the old entry stays.',
        '',
        '  mirror-action lock -f mirror.yaml',
        "  mirror-action lock --accept docker.io/library/redis:7.4@sha256:… --reason 'upstream withdrew 7.4.2'",
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: [...COMMON_OPTIONS, 'accept', 'reason'],
    writes: 'never',
    run: runLock,
};
async function runLock(door) {
    const accepted = readAccepted(door);
    const prepared = await prepare(door);
    const { context } = prepared;
    if (accepted !== null)
        await checkAccepted(accepted, context, door);
    const locked = await lockTags(context, accepted, door.signal);
    const findings = [...locked.findings];
    // Half of the answers would be half a lock: what was not reached would seem to be decided.
    const isWritten = !door.signal.aborted;
    if (isWritten)
        await writeAll(locked, { accepted, prepared, door });
    else
        findings.push(tellUnwritten(prepared, door));
    const lockChanges = isWritten ? await describeLockChanges(locked, context, door.signal) : null;
    return finish(door, prepared, {
        command: 'lock',
        rows: lockedRows(locked, context),
        outcomes: [],
        findings,
        ...(lockChanges === null ? {} : { lockChanges }),
    });
}
function tellUnwritten({ lockPath }, { host, signal }) {
    const message = `${lockPath} was not written, because the run was stopped (${whyStopped(signal)})`;
    host.log.error(message);
    return finding('not-locked', {
        message,
        help: 'The lock is as it was before. Run lock again, with more time.',
    });
}
async function writeAll(locked, { accepted, prepared, door }) {
    const { images } = prepared.context.file;
    const rows = selectedNames(locked);
    checkGlobs(door.options.images, { images, rows, findings: locked.findings, isStopped: false });
    if (accepted !== null && !locked.tags.some(({ wanted }) => wanted.name === accepted.name))
        throw notLockable(accepted);
    if (isWorthWriting(locked, prepared))
        await writeLock(prepared, formatLockFile(locked.lock), door);
    for (const tag of locked.tags)
        lock_tell(tag, accepted, door);
}
/** A lock without entries would turn "there is no lock" into "nothing is locked" when no source could be read. */
function isWorthWriting({ lock, tags }, { context }) {
    return context.lock !== null || lock.tags.size > 0 || tags.every(({ change }) => change !== 'failed');
}
function selectedNames({ lock: { selections } }) {
    return [...selections].map(([repository, { tags }]) => ({ repository, sourceTags: tags }));
}
/** Leaves the file alone when nothing changed. */
async function writeLock({ lockPath }, text, { host }) {
    const before = (await host.files.exists(lockPath)) ? await host.files.readText(lockPath) : null;
    if (before === text)
        host.log.info(`${lockPath} is up to date`);
    else {
        await host.files.writeText(lockPath, text);
        host.log.info(`${before === null ? 'wrote' : 'updated'} ${lockPath}`);
    }
}
function lock_tell({ wanted, change, before }, accepted, { host, options }) {
    const isTaken = accepted?.name === wanted.name;
    const now = isTaken ? accepted.digest : wanted.digest;
    const why = isTaken ? ` (accepted: ${options.reason})` : '';
    if (change === 'new' && now !== null)
        host.log.info(`new        ${wanted.name} ${shortDigest(now)}${why}`);
    if (change === 'moved' && now !== null && before !== null) {
        host.log.info(`moved      ${wanted.name} ${shortDigest(before)} → ${shortDigest(now)}${why}`);
    }
    if (change === 'refused' && before !== null)
        host.log.warning(`refused    ${wanted.name}: the lock keeps ${shortDigest(before)}`);
    if (change === 'failed')
        host.log.warning(`unreadable ${wanted.name}: ${wanted.problem?.reason ?? 'no digest'}`);
    if (change === 'unchanged')
        host.log.debug(`unchanged  ${wanted.name}`);
}
function readAccepted({ options }) {
    if (options.accept === null) {
        if (options.reason !== null)
            throw new MirrorError('usage', '--reason goes with --accept');
        return null;
    }
    const parsed = parseReference(options.accept);
    const { tag = null, digest = null } = parsed.ok ? parsed.value : {};
    if (!parsed.ok || tag === null || digest === null) {
        const why = parsed.ok ? 'it needs both a tag and a digest' : parsed.why;
        throw new MirrorError('usage', `--accept ${options.accept}: ${why}`, {
            fix: 'write it as HOST/REPOSITORY:TAG@sha256:…',
        });
    }
    if (options.reason === null || options.reason.trim() === '') {
        throw new MirrorError('usage', '--accept needs --reason TEXT: who reads the log wants to know why');
    }
    return { name: `${formatRepository(parsed.value)}:${tag}`, digest };
}
function notLockable({ name }) {
    return new MirrorError('input', `--accept ${name}: the mirror manifest wants no such unpinned tag`, {
        fix: 'pinned tags are decided in the mirror manifest itself',
    });
}

;// CONCATENATED MODULE: ./build/mirror/copy/failures.js
/** Failures of steps as findings: one cause is one finding, however many images it touches. */



/** One finding per cause, in the order of the first step it touched. */
function findingsOfFailures(outcomes, doing = 'copy') {
    const failed = outcomes.flatMap(({ step, failure }) => (failure === null ? [] : [{ step, failure }]));
    const byCause = Map.groupBy(failed, causeOf);
    return [...byCause.values()].flatMap((group) => group[0] === undefined ? [] : [failures_findingOf(group[0], group, doing)]);
}
function causeOf({ step, failure }) {
    const { error, side, rule } = failure;
    if (side === 'mirror' && isUnreachable(error))
        return `unreachable ${step.cell.mirror.name}`;
    const what = [rule, error.code, error.status ?? '', ...error.registryCodes].join(' ');
    // Refusals of access and of space are about a repository; anything else is about the one image.
    const isAboutPlace = ['unauthorized', 'denied', 'no-space', 'rate-limited', 'unavailable'].includes(error.code);
    if (side === 'source')
        return `source ${step.row.repository} ${isAboutPlace ? '' : step.row.name} ${what}`;
    return `mirror ${step.cell.mirror.name} ${step.cell.target.repository} ${isAboutPlace ? '' : step.cell.address} ${what}`;
}
function failures_findingOf(first, group, doing) {
    const { step, failure } = first;
    const affects = [
        ...new Set(group.map(({ step: { cell, row } }) => (failure.side === 'source' ? row.name : cell.address))),
    ];
    const counted = { affects, affectedCount: affects.length };
    const help = failure.error.fix ?? defaultHelp(failure);
    if (failure.side === 'mirror' && isUnreachable(failure.error)) {
        const message = `mirror ${step.cell.mirror.name} (${step.cell.mirror.target}) does not answer: ${failure.error.message}`;
        return finding('mirror-unreachable', { message, help, mirror: step.cell.mirror.name, ...counted });
    }
    if (failure.side === 'source') {
        const message = `cannot read ${step.row.name}${failures_digestOf(step)} from its source: ${failure.error.message}`;
        return finding(failure.rule, {
            message,
            help,
            source: step.row.name,
            at: step.row.at,
            ...wanted(step),
            ...counted,
        });
    }
    return finding(failure.rule, {
        message: `${whatFailed(step, doing)} mirror ${step.cell.mirror.name}: ${failure.error.message}`,
        help,
        source: step.row.name,
        mirror: step.cell.mirror.name,
        target: step.cell.address,
        at: step.row.at,
        ...wanted(step),
        ...counted,
    });
}
function whatFailed(step, doing) {
    const name = `${step.row.name}${failures_digestOf(step)}`;
    return doing === 'copy' ? `cannot copy ${name} to` : `cannot ${doing} ${name} on`;
}
function defaultHelp({ side }) {
    const what = side === 'source' ? 'source' : 'mirror';
    return `Nothing was put under a tag. Mend what the ${what} says and run again: what has been copied stays.`;
}
function failures_digestOf({ row }) {
    return row.wanted === null || row.name.includes(row.wanted) ? '' : ` (${shortDigest(row.wanted)})`;
}
function wanted({ row }) {
    return row.wanted === null ? {} : { digest: row.wanted };
}

;// CONCATENATED MODULE: ./build/mirror/reason.js
/** A failure in the words of one row. */


/** A mirror that does not answer is one cause, told in the same words for every row. */
function reasonOf({ side, error }, mirror) {
    if (side === 'mirror' && isUnreachable(error))
        return `mirror ${mirror} does not answer: ${error.message}`;
    return describeError(error);
}

;// CONCATENATED MODULE: ./build/mirror/copy/failure.js
/** Why a step could not be done, and whose fault it was. */

/** Thrown inside the copy stage only; `copy` turns it into outcomes and findings. */
class CopyFailure extends Error {
    side;
    error;
    rule;
    constructor(side, error, rule = 'copy-failed') {
        super(error.message, { cause: error });
        this.name = 'CopyFailure';
        this.side = side;
        this.error = error;
        this.rule = rule;
    }
}
/** Thrown at a mirror that fell behind the others: it is served later, in its own lane. */
class FellBehind extends Error {
    constructor() {
        super('the mirror fell behind');
        this.name = 'FellBehind';
    }
}
/** Runs `work` and says whose fault a failure was. Failures that know it already, and aborts, pass through. */
async function blaming(side, work) {
    try {
        return await work();
    }
    catch (error) {
        throw asFailure(side, error);
    }
}
function asFailure(side, error) {
    if (error instanceof CopyFailure || error instanceof FellBehind)
        return error;
    return new CopyFailure(side, toMirrorError(error));
}
/** The failure in terms of the source or mirror; anything else is a bug and says so. */
function failureOf(error) {
    return error instanceof CopyFailure ? error : new CopyFailure('mirror', toMirrorError(error));
}

;// CONCATENATED MODULE: ./build/mirror/copy/outcome.js
/** How a step ended, from what was seen and done. */




/** The outcome of a step that was worked on. `signal` tells a stop from a failure. */
function outcomeOf(work, nowMs, signal) {
    if (!work.isDone && work.failure === null)
        return deferred(work.step, signal);
    if (work.failure !== null)
        return failedOutcome(work, signal);
    if (work.stillDamaged !== null)
        return damagedOutcome(work, work.stillDamaged);
    const { step } = work;
    const outcome = successOf(work);
    const depth = work.isProbed ? 'probe' : 'exists';
    return {
        step,
        outcome,
        reason: successReason(work, outcome),
        found: step.row.wanted,
        complete: true,
        proof: step.action === 'retag' ? oldProof(step) : { depth, atMs: nowMs, thisRun: true },
        bytes: work.bytesWritten,
        failure: null,
    };
}
/** The outcome of a step that needed no work. */
function outcomeWithoutWork(step) {
    const { row, cell } = step;
    const found = cell.seen.kind === 'present' ? cell.seen.root.digest : null;
    const base = { step, reason: step.reason, found, complete: null, proof: null, bytes: 0, failure: null };
    if (row.problem !== null)
        return { ...base, outcome: row.problem.outcome };
    if (cell.seen.kind === 'unreadable') {
        const failure = { side: 'mirror', error: cell.seen.error, rule: 'copy-failed' };
        return { ...base, outcome: 'failed', failure };
    }
    if (cell.mirror.kind === 'cache')
        return { ...base, outcome: 'compared' };
    if (step.action === 'refuse')
        return { ...base, outcome: 'refused' };
    return { ...base, outcome: 'up-to-date', complete: true, proof: oldProof(step) };
}
/** A step that was not reached before the run was stopped. */
function deferred(step, signal) {
    const found = step.cell.seen.kind === 'present' ? step.cell.seen.root.digest : null;
    const reason = whyStopped(signal);
    return { step, outcome: 'deferred', reason, found, complete: null, proof: null, bytes: 0, failure: null };
}
/** Everything that a probe can see is there; what a deeper walk saw is not disproved by that. */
function damagedOutcome(work, damage) {
    return {
        step: work.step,
        outcome: 'incomplete',
        reason: whyStillDamaged(damage, 'probe'),
        found: work.step.row.wanted,
        complete: false,
        proof: null,
        bytes: work.bytesWritten,
        failure: null,
    };
}
function failedOutcome(work, signal) {
    const failure = failureOf(work.failure);
    if (failure.error.code === 'aborted' || work.isStopped)
        return { ...deferred(work.step, signal), bytes: work.bytesWritten };
    const { seen } = work.step.cell;
    return {
        step: work.step,
        outcome: 'failed',
        reason: reasonOf(failure, work.step.cell.mirror.name),
        found: seen.kind === 'present' ? seen.root.digest : null,
        complete: work.hadRoot ? false : null,
        proof: null,
        bytes: work.bytesWritten,
        failure: { side: failure.side, error: failure.error, rule: failure.rule },
    };
}
function successReason({ step, mended }, outcome) {
    if (outcome === 'up-to-date')
        return step.action === 'retag' ? step.reason : 'every manifest and blob was looked at, none is missing';
    if (outcome !== 'repaired' || mended.length === 0)
        return step.reason;
    return `brought what was missing or damaged: ${mended.length} of its manifests and blobs`;
}
function successOf({ step, hadRoot, written, mended }) {
    const { seen, tag, keepTag, wasProven } = step.cell;
    if (mended.length > 0)
        return 'repaired';
    if (step.action === 'retag')
        return tag !== null ? 'copied' : keepTag === null ? 'up-to-date' : 'repaired';
    if (seen.kind === 'present' && hadRoot)
        return written > 0 ? 'repaired' : 'up-to-date';
    if (tag === null && (hadRoot || (wasProven && seen.kind === 'absent')))
        return 'repaired';
    return 'copied';
}
function oldProof({ cell }) {
    return cell.proof === null ? null : { depth: cell.proof.depth, atMs: cell.proof.atMs, thisRun: false };
}

;// CONCATENATED MODULE: ./build/mirror/plan.js
/** The plan stage: what each mirror needs, and why. Pure. */




/** One step per row and mirror, in manifest order, with the findings that the decisions rest on. */
function makePlan(rows, knowledge) {
    const decided = rows.flatMap((row) => row.cells.map((cell) => ({ row, cell, decision: decide(row, cell, knowledge) })));
    return {
        steps: decided.map(({ row, cell, decision: { action, reason } }) => ({ row, cell, action, reason })),
        findings: decided.flatMap(({ decision }) => (decision.finding === undefined ? [] : [decision.finding])),
    };
}
function decide(row, cell, knowledge) {
    if (row.problem !== null || row.wanted === null)
        return { action: 'refuse', reason: row.problem?.reason ?? 'no digest is wanted' };
    if (cell.seen.kind === 'unreadable')
        return {
            action: 'refuse',
            reason: reasonOf({ side: 'mirror', error: cell.seen.error }, cell.mirror.name),
        };
    if (cell.mirror.kind === 'cache')
        return { action: 'skip', reason: 'a pull-through cache is never written' };
    switch (cell.seen.kind) {
        case 'denied':
            return { action: 'copy', reason: `the mirror does not say what it has: ${cell.seen.error.message}` };
        case 'damaged':
            return { action: 'copy', reason: `the mirror cannot serve what it has: ${cell.seen.error.message}` };
        case 'not-read':
            return { action: 'copy', reason: 'the mirror was not looked at' };
        case 'absent':
            return decideAbsent(row, cell, { wanted: row.wanted, root: cell.seen.root !== null });
        case 'present':
            return decidePresent(row, cell, { wanted: row.wanted, found: cell.seen.root.digest, knowledge });
    }
}
function decideAbsent(row, cell, { wanted, root }) {
    const what = cell.tag === null ? 'the anchor tag' : `tag ${cell.tag}`;
    if (root && cell.proof !== null)
        return { action: 'retag', reason: `${what} is not there, its image is` };
    if (root)
        return { action: 'copy', reason: `${what} is not there, its image is and has to be proven` };
    if (cell.wasProven && !cell.target.holdsUntaggedRoots)
        return { action: 'copy', reason: 'it was there and is gone', finding: lostFinding(row, cell, wanted) };
    return { action: 'copy', reason: 'the mirror does not have it' };
}
function decidePresent(row, cell, { wanted, found, knowledge }) {
    if (found === wanted && cell.proof !== null)
        return decideProven(cell);
    if (found === wanted)
        return { action: 'copy', reason: whyToProve(cell) };
    if (cell.tag !== null && row.image.immutable?.matches(cell.tag))
        return refuseImmutable(row, cell, { wanted, found });
    const moved = `the tag moves from ${shortDigest(found)} to ${shortDigest(wanted)}`;
    if (isKnownOf(row, found, knowledge))
        return { action: 'copy', reason: moved };
    return { action: 'copy', reason: moved, finding: overwrittenFinding(row, cell, { wanted, found }) };
}
function decideProven({ tag, target }) {
    const reason = 'the mirror has it, proven before';
    // A layout holds an untagged root by listing it; its content may be there for another tag's sake only.
    return { action: tag === null && target.holdsUntaggedRoots ? 'retag' : 'skip', reason };
}
function whyToProve(cell) {
    return cell.wasProven ? 'its proof of completeness is due' : 'it is there and has to be proven';
}
/** Whether the source is known to have served `digest` for this row's tag; with `index: omit`, in an index that it served. */
function isKnownOf(row, digest, { history, lock, indexes }) {
    const past = history.of(row.name);
    const sightings = sightingsOf(past, lock?.tags.get(row.name) ?? null);
    const served = [...acceptedOf(past), row.sourceNow, ...sightings.map((sighting) => sighting.digest)];
    const { index, platforms } = row.image;
    return served.some((one) => {
        if (one === null || one === digest)
            return one !== null;
        const kept = index === 'omit' && platforms !== null ? indexes.get(one, platforms) : null;
        return kept?.some((child) => child.digest === digest) ?? false;
    });
}
function about(row, cell, digest) {
    return { source: row.name, mirror: cell.mirror.name, target: cell.address, digest, at: row.at };
}
function lostFinding(row, cell, wanted) {
    return finding('untagged-lost', {
        message: `${cell.address} was complete on mirror ${cell.mirror.name} and is gone`,
        help: 'Somebody deleted it, or the registry collected what no tag held. Leave keepTags on, or tell the registry to keep untagged manifests.',
        ...about(row, cell, wanted),
    });
}
function refuseImmutable(row, cell, { wanted, found }) {
    const difference = `${cell.address} is ${shortDigest(found)}, wanted is ${shortDigest(wanted)}`;
    return {
        action: 'refuse',
        reason: `the tag never moves (immutable): ${difference}`,
        finding: finding('tag-immutable', {
            message: `${difference}, and the tag matches immutable`,
            help: 'Find out who moved the tag. If the move is right, delete the tag on the mirror or narrow the pattern.',
            ...about(row, cell, wanted),
        }),
    };
}
function overwrittenFinding(row, cell, { wanted, found }) {
    return finding('tag-overwritten', {
        message: `${cell.address} pointed to ${shortDigest(found)}, which ${row.repository} is not known to have served; it becomes ${shortDigest(wanted)}`,
        help: `Somebody else may write to this mirror. The old content stays under its digest ${found} until the registry collects it.`,
        ...about(row, cell, found),
    });
}

;// CONCATENATED MODULE: ./build/mirror/merge-rows.js
/** Rows that are one: the same content of one source for the same places, wanted by several entries of the mirror manifest. */






/** One row per (repository, digest) where no tag is managed (contract, section 6). The first entry's row stays and stands
 *  for the tags of all. */
function mergeRows(rows, context) {
    const merged = new Map();
    for (const [index, row] of rows.entries()) {
        const key = merge_rows_keyOf(row, context) ?? `alone ${index}`;
        const first = merged.get(key);
        merged.set(key, first === undefined ? row : join(first, row));
    }
    return [...merged.values()];
}
function merge_rows_keyOf({ first, wanted, tag, platforms }, context) {
    if (first.problem !== null || wanted === null)
        return null;
    const { image } = first;
    const places = selection_mirrorsOf(image, context).map((mirror) => {
        const place = place_placeOf({ image, mirror, file: context.file });
        return `${mirror.name}=${place.ok ? place.value : ''}`;
    });
    const asked = platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',');
    return [sourceKey(image), wanted, tag ?? '', asked, places.join(',')].join(' ');
}
function join(first, other) {
    return {
        ...first,
        root: first.root ?? other.root,
        meanings: [...first.meanings, ...other.meanings],
        sourceTags: [...new Set([...first.sourceTags, ...other.sourceTags])],
    };
}
/** One tag of a mirror that two rows want with two digests, which only resolving could show: neither is carried out. */
function refuseConflicts(rows, context) {
    const byTag = new Map();
    const refused = new Map();
    const findings = [];
    for (const row of rows) {
        for (const key of tagKeys(row, context)) {
            const other = byTag.get(key);
            if (other === undefined)
                byTag.set(key, row);
            else if (other.wanted !== row.wanted && !refused.has(row)) {
                const conflict = conflictFinding(row, other);
                findings.push(conflict);
                refused.set(row, conflict.message).set(other, conflict.message);
            }
        }
    }
    return { rows: rows.map((row) => refuse(row, refused.get(row))), findings };
}
function tagKeys({ first, wanted, tag }, context) {
    if (tag === null || wanted === null || first.problem !== null)
        return [];
    return selection_mirrorsOf(first.image, context).flatMap((mirror) => {
        const place = place_placeOf({ image: first.image, mirror, file: context.file });
        return place.ok ? [`${mirror.name} ${place.value}:${tag}`] : [];
    });
}
function conflictFinding({ first, wanted, tag }, other) {
    const there = `${other.first.at.file}:${other.first.at.line}`;
    return finding('manifest-invalid', {
        message: `tag ${tag} is wanted with two digests in one repository: ${shortDigest(wanted ?? '')} here, ${shortDigest(other.wanted ?? '')} at ${there}`,
        help: 'Take one of the two out, or give one of them a repository of its own.',
        source: first.name,
        ...(wanted === null ? {} : { digest: wanted }),
        at: first.at,
    });
}
function refuse(row, reason) {
    if (reason === undefined)
        return row;
    return { ...row, first: { ...row.first, problem: { outcome: 'refused', reason } } };
}

;// CONCATENATED MODULE: ./build/mirror/look.js
/** Looks at one mirror for one row: a HEAD of what should be there, two where something has changed. */

/** Never throws. A mirror that is down is not asked. */
async function lookAt(cell, row, { context, signal }) {
    const { wanted } = row;
    if (row.problem !== null || (wanted === null && cell.tag === null))
        return { kind: 'not-read' };
    if (cell.mirror.kind === 'cache' && cell.tag === null)
        return { kind: 'not-read' };
    try {
        return await context.health.guard(cell.mirror.name, signal, (guarded) => see(cell, wanted, guarded));
    }
    catch (error) {
        if (signal.aborted)
            return { kind: 'not-read' };
        return seenFromError(toMirrorError(error), cell);
    }
}
/** Without a wanted digest there is a managed tag, and what it points to is what counts. */
async function see(cell, wanted, signal) {
    const tag = cell.tag ?? cell.keepTag;
    const asked = tag ?? wanted;
    if (asked === null)
        return { kind: 'not-read' };
    const root = await cell.target.resolve(asked, signal);
    if (root !== null)
        return { kind: 'present', root };
    const mayBeThere = cell.wasProven && tag !== null && wanted !== null;
    return { kind: 'absent', root: mayBeThere ? await cell.target.resolve(wanted, signal) : null };
}
function seenFromError(error, { mirror }) {
    // Several registries answer 401 or 403 for what does not exist yet: whether it can be written, the preflight finds out.
    if (mirror.kind === 'store' && isMirrorError(error, 'denied', 'unauthorized'))
        return { kind: 'denied', error };
    // A registry answers 500 for a manifest whose file is cut, and serves everything else.
    if (error.status === 500)
        return { kind: 'damaged', error };
    return { kind: 'unreadable', error };
}

;// CONCATENATED MODULE: ./build/mirror/rows.js

/** Rows of one image, in the order in which they were wanted. */
function groupIntoRows(wanted) {
    const byKey = new Map();
    for (const one of wanted) {
        const key = rowKey(one);
        byKey.set(key, [...(byKey.get(key) ?? []), one]);
    }
    return [...byKey.values()].flatMap((group) => bareRow(group));
}
function rowKey(wanted) {
    if (managedTag(wanted) !== null)
        return `tag ${wanted.tag}`;
    if (wanted.digest === null)
        return `unresolved ${wanted.name}`;
    return `digest ${wanted.digest}${wanted.problem === null ? '' : ` ${wanted.name}`}`;
}
function managedTag(wanted) {
    return wanted.image.allowMirrorByTags ? wanted.tag : null;
}
function bareRow(group) {
    const [first] = group;
    if (first === undefined)
        return [];
    return [
        {
            first,
            meanings: group,
            sourceTags: group.flatMap(({ tag }) => (tag === null ? [] : [tag])),
            wanted: first.digest,
            root: group.find(({ root }) => root !== null)?.root ?? null,
            tag: managedTag(first),
            platforms: first.image.platforms,
            suffix: '',
        },
    ];
}
/** The rows that `index: omit` makes of one row once the children it keeps are known: with one platform that child takes the row's
 *  place and its tag; with several each child is a row of its own without a tag. */
function rowsOfKeptChildren(row, kept) {
    const [only] = kept;
    if (kept.length === 1 && only !== undefined)
        return [{ ...row, wanted: only.digest, root: only, platforms: null }];
    return kept.map((child) => ({
        ...row,
        wanted: child.digest,
        root: child,
        tag: null,
        platforms: null,
        suffix: `@${child.digest}`,
    }));
}
/** The name of a row for people and reports. */
function rowName(row) {
    if (row.suffix === '')
        return row.first.name;
    return `${sourceKey(row.first.image)}${row.suffix}`;
}

;// CONCATENATED MODULE: ./build/mirror/observe.js









/** Cells of one mirror looked at together; the stores bound what reaches each registry. */
const CELLS_AT_ONCE = 64;
/** Rows with their mirrors as they are now. `omitted` rows keep their order. */
async function observeMirrors(bare, context, signal) {
    const drafts = draftRows(bare, context);
    const seen = new Map();
    const places = drafts.flatMap(({ row, cells }) => cells.map((cell) => ({ row, cell })));
    // Each mirror at its own pace: one that hangs must not keep the others from being looked at.
    const byMirror = [...Map.groupBy(places, ({ cell }) => cell.mirror).values()];
    const lookAll = (ofMirror) => mapEach(ofMirror, CELLS_AT_ONCE, async ({ row, cell }) => {
        seen.set(cell, await lookAt(cell, row, { context, signal }));
    });
    await Promise.all(byMirror.map(lookAll));
    return drafts.map(({ row, cells }) => ({
        ...row,
        cells: cells.map((cell) => ({ ...cell, seen: seen.get(cell) ?? cell.seen })),
    }));
}
/** The rows of steps whose mirror could not be read or written, with the cells of these steps looked at anew: old rows to new. */
async function lookAgain(steps, context, signal) {
    const looked = await mapEach(steps, CELLS_AT_ONCE, async ({ row, cell: { mirror }, cell }) => {
        return { row, mirror, seen: await lookAt(cell, row, { context, signal }) };
    });
    const rows = new Map();
    for (const { row, mirror, seen } of looked) {
        const { cells } = rows.get(row) ?? row;
        rows.set(row, {
            ...row,
            cells: cells.map((cell) => (cell.mirror === mirror ? { ...cell, seen } : cell)),
        });
    }
    return rows;
}
/** Cells without duplicates: one place and digest, or one place and tag, is looked at and written once for the same platforms. */
function draftRows(bare, context) {
    const taken = new Set();
    const held = heldByTags(bare, context);
    return bare.map((one) => {
        const cells = selection_mirrorsOf(one.first.image, context).flatMap((mirror) => {
            const cell = draftCell(one, mirror, { context, held });
            if (cell === null)
                return [];
            // A row that nothing is done for takes nobody's place: a pin of the same digest is still carried out.
            if (one.first.problem !== null)
                return [cell];
            const key = `${mirror.name} ${cell.address} ${platformsText(one)}`;
            if (taken.has(key))
                return [];
            taken.add(key);
            return [cell];
        });
        return { row: draftRow(one, context), cells };
    });
}
function platformsText({ platforms }) {
    return platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',');
}
function draftRow(one, context) {
    return {
        image: one.first.image,
        source: context.stores.sourceOf(one.first.image),
        name: rowName(one),
        repository: sourceKey(one.first.image),
        sourceTags: one.sourceTags,
        wanted: one.wanted,
        sourceDigest: one.first.digest,
        root: one.root,
        tag: one.tag,
        platforms: one.platforms,
        sourceNow: one.first.sourceNow,
        locked: one.first.locked,
        meanings: one.meanings,
        at: one.first.at,
        problem: one.first.problem,
        provenElsewhere: provenElsewhere(one, context),
        cells: [],
    };
}
/** Mirrors that this run is not about but that an earlier one has proven: they can be read from. */
function provenElsewhere(one, context) {
    const { wanted, first } = one;
    if (wanted === null || context.selection.mirrors.length === 0)
        return [];
    const others = selection_mirrorsOf(first.image, { ...context, selection: { ...context.selection, mirrors: [] } });
    return others.flatMap((mirror) => {
        const place = place_placeOf({ image: first.image, mirror, file: context.file });
        if (isMirrorSelected(mirror.name, context.selection) || !place.ok)
            return [];
        const target = context.stores.targetOf(mirror, place.value);
        const proof = context.proofs.get(subjectOf(target, wanted, one));
        return proofCounts(proof, wanted, context.age) ? [target] : [];
    });
}
function draftCell(one, mirror, { context, held }) {
    const place = place_placeOf({ image: one.first.image, mirror, file: context.file });
    if (!place.ok)
        return null;
    const target = context.stores.targetOf(mirror, place.value);
    const proof = one.wanted === null ? null : context.proofs.get(subjectOf(target, one.wanted, one));
    return {
        mirror,
        target,
        address: addressOf(target, one),
        tag: one.tag,
        // Who compares wants to know of the image itself, whatever anchors it.
        keepTag: context.asks !== 'always' && needsKeepTag(one, mirror, { target, held }) ? keepTag(one.wanted) : null,
        seen: { kind: 'not-read' },
        proof: one.wanted !== null && proofCounts(proof, one.wanted, context.age) ? proof : null,
        wasProven: proof?.kind === 'proven',
    };
}
/** What a proof of `root` on `target` is filed under. */
function subjectOf(target, root, row) {
    return { origin: target.origin, repository: target.repository, root, platforms: row.platforms };
}
function addressOf(target, one) {
    if (one.tag !== null)
        return `${target.name}:${one.tag}`;
    return one.wanted === null ? target.name : `${target.name}@${one.wanted}`;
}
/** Roots that a managed tag will hold: they need no anchor. */
function heldByTags(bare, context) {
    const held = new Set();
    for (const one of bare) {
        if (one.tag === null || one.wanted === null || one.first.problem !== null)
            continue;
        // An immutable tag may be refused, and then holds another root.
        if (one.first.image.immutable?.matches(one.tag))
            continue;
        for (const mirror of selection_mirrorsOf(one.first.image, context)) {
            const place = place_placeOf({ image: one.first.image, mirror, file: context.file });
            if (place.ok)
                held.add(`${mirror.name} ${place.value} ${one.wanted}`);
        }
    }
    return held;
}
function needsKeepTag(one, mirror, { target, held }) {
    if (one.tag !== null || one.wanted === null || !mirror.keepTags || target.holdsUntaggedRoots)
        return false;
    return mirror.kind === 'store' && !held.has(`${mirror.name} ${target.repository} ${one.wanted}`);
}
function keepTag(wanted) {
    return wanted === null ? null : keepTagOf(wanted);
}

;// CONCATENATED MODULE: ./build/mirror/omit.js
/** `index: omit` — replaces the row of an index by rows of the children that were asked for. */








/** Expands one row where its image says `index: omit`; other rows come back as they are. */
async function omitIndex(row, context, signal) {
    const { image, problem } = row.first;
    if (image.index !== 'omit' || image.platforms === null || row.wanted === null || problem !== null) {
        return { rows: [row], findings: [] };
    }
    if (context.asks === 'never' && isTagEnough(row, image.platforms, context)) {
        return { rows: [{ ...row, wanted: null, root: null, platforms: null }], findings: [] };
    }
    try {
        const kept = await keptOf(row.wanted, image.platforms, { row, context, signal });
        return { rows: rowsOfKeptChildren(row, kept), findings: [] };
    }
    catch (error) {
        return signal.aborted ? omit_notReached(row, signal) : cannotExpand(row, error);
    }
}
/** One platform: the mirror's tag is the child itself, and the index that it came from need not be read at the source. */
function isTagEnough(row, platforms, { indexes }) {
    const [only, more] = platforms;
    if (row.tag === null || row.wanted === null || only === undefined || more !== undefined)
        return false;
    return indexes.get(row.wanted, platforms) === null;
}
async function keptOf(index, platforms, expanding) {
    const { row, context, signal } = expanding;
    const known = context.indexes.get(index, platforms);
    if (known !== null)
        return known;
    const raw = await context.stores.sourceOf(row.first.image).readManifest(index, signal);
    context.meter.sourceBytes += raw.bytes.byteLength;
    const parsed = parseManifest(raw);
    if (!parsed.ok)
        throw new MirrorError('invalid-response', parsed.why, { where: rowName(row) });
    if (parsed.node.kind === 'manifest') {
        context.indexes.remember(index, platforms, [raw.descriptor]);
        return [raw.descriptor];
    }
    const children = keptChildren(parsed.node, platforms).kept.filter(({ role, attestationFor }) => role === 'manifest' && attestationFor === null);
    const descriptors = children.map(({ descriptor }) => descriptor);
    const missing = platforms.filter((platform) => !descriptors.some((child) => child.platform && platformMatches(platform, child.platform)));
    if (missing.length > 0)
        throw missingError(index, missing);
    context.indexes.remember(index, platforms, descriptors);
    return descriptors;
}
function missingError(index, missing) {
    const names = missing.map(formatPlatform).join(', ');
    return new MirrorError('not-found', `the index ${shortDigest(index)} has no image for ${names}`, {
        fix: 'take the platform out of platforms, or pin a digest that has it',
    });
}
function omit_notReached(row, signal) {
    const problem = { outcome: 'deferred', reason: whyStopped(signal) };
    return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [] };
}
function cannotExpand(row, error) {
    const cause = toMirrorError(error);
    const failed = finding('copy-failed', {
        message: `cannot read the index of ${row.first.name}: ${cause.message}`,
        help: cause.fix ?? 'Check that the source can be reached from here and run again.',
        source: row.first.name,
        ...(row.wanted === null ? {} : { digest: row.wanted }),
        at: row.first.at,
    });
    const problem = { outcome: 'failed', reason: cause.message };
    return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [failed] };
}

;// CONCATENATED MODULE: ./build/mirror/resolve.js
/** The resolve stage: the mirror manifest becomes rows with wanted digests and what every mirror holds now. */










const resolve_IMAGES_AT_ONCE = 64;
/** Reads what is wanted and what is there. When stopped, what was not reached says so. Never throws. */
async function resolve(context, signal) {
    const knewNothing = context.history.isEmpty;
    const wantedSomewhere = context.file.images.filter((image) => selection_mirrorsOf(image, context).length > 0);
    const images = await mapEach(wantedSomewhere, resolve_IMAGES_AT_ONCE, (image) => resolveWanted(image, context, signal));
    const wanted = images.flatMap((image) => image.wanted);
    const bare = images.flatMap((image) => groupIntoRows(image.wanted));
    const expanded = await mapEach(bare, resolve_IMAGES_AT_ONCE, (row) => omitIndex(row, context, signal));
    const merged = mergeRows(expanded.flatMap((one) => one.rows), context);
    const agreed = refuseConflicts(merged, context);
    const rows = await observeMirrors(agreed.rows, context, signal);
    const findings = [
        ...agreed.findings,
        ...[...images, ...expanded].flatMap((one) => one.findings),
        ...findingsOfUnreadable(images.flatMap((image) => image.unreadable), context.asks === 'always' ? 'source-unreadable' : 'copy-failed'),
    ];
    const decided = context.asks === 'never' ? [] : [...aboutLock(wanted, context), ...aboutHistory(wanted, knewNothing)];
    return { rows, findings: [...decided, ...findings] };
}
/** Whether the tool had to decide by itself what a tag means. */
function isUnlocked({ image, tag, by, digest, problem }) {
    // What a layout holds is decided where the layout is written; a lock does not speak of it.
    if (image.source.kind === 'layout' || tag === null)
        return false;
    return by === 'source' || (digest === null && problem !== null);
}
function aboutLock(wanted, { lock, locked }) {
    const unlocked = wanted.filter(isUnlocked);
    const [first] = unlocked;
    if (lock !== null || first === undefined)
        return [];
    return [
        finding('no-lock', {
            ...(locked ? { severity: 'error' } : {}),
            message: `there is no lock file: what ${formatCount(unlocked.length, 'tag means', 'tags mean')} was asked of the source`,
            help: 'Run lock and commit mirror.lock.yaml, so that what is mirrored changes only by review.',
            affects: unlocked.map(({ name }) => name),
            affectedCount: unlocked.length,
        }),
    ];
}
function aboutHistory(wanted, knewNothing) {
    const asked = wanted.filter(({ image, by, tag }) => image.source.kind === 'registry' && tag !== null && by === 'source');
    if (!knewNothing || asked.length === 0)
        return [];
    return [
        finding('no-history', {
            message: `nothing is remembered from earlier runs: a tag that moved back would go unseen this time (${formatCount(asked.length, 'unlocked tag')})`,
            help: 'Keep the state directory between runs (--state), or use a lock.',
            affects: asked.map(({ name }) => name),
            affectedCount: asked.length,
        }),
    ];
}

;// CONCATENATED MODULE: ./build/commands/progress.js
const ACTIVE_SHOWN = 4;
function progressOf(meter, stores) {
    return () => ({
        phase: meter.phase,
        imagesDone: meter.imagesDone,
        imagesTotal: meter.imagesTotal,
        bytesDone: Math.min(meter.bytesDone, meter.bytesTotal),
        bytesTotal: meter.bytesTotal,
        retries: stores.retries(),
        active: [...meter.active.values()]
            .sort((a, b) => b.bytesTotal - a.bytesTotal)
            .slice(0, ACTIVE_SHOWN)
            .map(({ label, bytesDone, bytesTotal }) => ({ label, bytesDone, bytesTotal })),
    });
}

;// CONCATENATED MODULE: ./build/commands/plan.js
/** `plan`: what `sync` would do, step by step, with reasons. Writes nothing. */









const plan = {
    name: 'plan',
    summary: 'show what sync would do, and why; writes nothing',
    details: [
        'Asks sources and mirrors what they hold (HEAD requests, which registries do not count as pulls)',
        'and lists the steps that sync would take.',
        '',
        '  mirror-action plan -f mirror.yaml',
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: COMMON_OPTIONS,
    writes: 'never',
    run: (door) => planAndStop(door, 'plan'),
};
/** Exits 0 whatever there is to do, as long as it could be planned. */
async function planAndStop(door, command) {
    const prepared = await prepare(door);
    const { context, stores } = prepared;
    const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
    try {
        const resolved = await resolve(context, door.signal);
        checkGlobs(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const { steps, findings } = makePlan(resolved.rows, context);
        const outcomes = steps.map((step) => plannedOutcome(step, door.signal));
        return await finish(door, prepared, {
            command,
            rows: resolved.rows,
            outcomes,
            findings: [...resolved.findings, ...findings, ...findingsOfFailures(outcomes)],
        });
    }
    finally {
        stopProgress();
    }
}
function plannedOutcome(step, signal) {
    const wasReached = step.action !== 'copy' || step.cell.seen.kind !== 'not-read';
    if (!wasReached)
        return deferred(step, signal);
    const ended = outcomeWithoutWork(step);
    const writes = step.action === 'copy' || (step.action === 'retag' && (step.cell.tag ?? step.cell.keepTag) !== null);
    if (!writes)
        return ended;
    return { ...ended, outcome: 'planned', reason: `${step.reason}${costOf(step)}` };
}
/** What is known of the cost without pulling: a tag costs two requests, an image present a look at each blob. */
function costOf({ action, cell, row }) {
    if (action === 'retag')
        return ' (2 requests, no content)';
    const isThere = cell.seen.kind === 'present' && cell.seen.root.digest === row.wanted;
    return isThere ? ' (one request per manifest and blob, no content unless something is missing)' : '';
}

;// CONCATENATED MODULE: ./build/mirror/accept.js
const CARRIED_OUT = ['copied', 'repaired', 'up-to-date', 'incomplete'];
/** Accepts the source's digest for every row that at least one mirror has as wanted, and for rows that others stand for. */
function acceptOutcomes(rows, outcomes, history) {
    const done = new Set(outcomes.filter(({ outcome }) => CARRIED_OUT.includes(outcome)).map(({ step }) => step.row));
    const standIns = new Set([...done].map(({ repository, sourceDigest }) => `${repository} ${sourceDigest}`));
    for (const row of rows) {
        const { repository, sourceDigest, sourceTags, problem } = row;
        if (sourceDigest === null || problem !== null)
            continue;
        const isStoodFor = row.cells.length === 0 && standIns.has(`${repository} ${sourceDigest}`);
        if (!done.has(row) && !isStoodFor)
            continue;
        for (const tag of sourceTags)
            history.accept(`${repository}:${tag}`, sourceDigest);
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/fan-out.js
/**
 * One verified stream, many uploads: every chunk is read once and handed to each upload that keeps up. Memory is bounded
 * by the window, whatever the blob's size; an upload that holds the others up for too long is let go.
 */


/** Bytes that may wait for one upload before reading pauses. Chunks are shared, so this bounds the transfer's memory. */
const WINDOW_BYTES = 4 * 1024 * 1024;
/** How long uploads that are ready may be kept waiting by one that is not, in total over a transfer, before it is let go. */
const PATIENCE_MS = 2_000;
/** …and the share of the transfer's time that this waiting must exceed. */
const PATIENCE_SHARE = 0.5;
/** Thrown when the content itself could not be read; every upload has then been abandoned. */
class ReadFailed extends Error {
    constructor(cause) {
        super('the content could not be read', { cause });
        this.name = 'ReadFailed';
    }
}
/** Streams `content` into every upload. Each upload's result comes as soon as it is known and never rejects; when reading
 *  fails, those still open fail with ReadFailed. `finished` resolves when every upload has ended or was let go. */
function fanOut(content, uploads, options) {
    const sinks = uploads.map((upload) => new Sink(upload, options.signal));
    const finished = pump(content, sinks, options).then(() => Promise.allSettled(sinks.map((sink) => sink.result)));
    return { results: sinks.map((sink) => sink.result), finished: finished.then(() => undefined) };
}
async function pump(content, sinks, options) {
    const pace = new Pace(options.now);
    try {
        for await (const chunk of content) {
            options.onBytes(chunk.byteLength);
            for (const sink of sinks)
                sink.push(chunk);
            await waitForRoom(sinks, pace, options.signal);
            if (!sinks.some((sink) => sink.isOpen))
                return; // nobody is left to read for
        }
        for (const sink of sinks)
            sink.end();
    }
    catch (error) {
        for (const sink of sinks)
            sink.abandon(new ReadFailed(error));
    }
}
/** Waits until every open sink has room, letting go of those that keep the others waiting too long. */
async function waitForRoom(sinks, pace, signal) {
    for (;;) {
        const full = sinks.filter((sink) => sink.isOpen && sink.isFull);
        if (full.length === 0)
            return;
        signal.throwIfAborted();
        const waitedMs = await pace.wait(Promise.race(full.map((sink) => sink.moved())));
        if (!sinks.some((sink) => sink.isOpen && sink.isEmpty))
            continue; // nobody was ready for more meanwhile
        for (const sink of full)
            if (pace.isTooSlow(sink, waitedMs))
                sink.letGo();
    }
}
/** Adds up how long each sink has kept ready ones waiting. */
class Pace {
    #now;
    #startedAt;
    #waitedFor = new Map();
    constructor(now) {
        this.#now = now;
        this.#startedAt = now();
    }
    /** Waits, but not for long, and returns for how long it was. */
    async wait(moved) {
        const since = this.#now();
        await raceTimer(moved, PATIENCE_MS / 4);
        return this.#now() - since;
    }
    /** Whether a sink that has just kept ready ones waiting has done so for too long by now. */
    isTooSlow(sink, waitedMs) {
        const waited = (this.#waitedFor.get(sink) ?? 0) + waitedMs;
        this.#waitedFor.set(sink, waited);
        return waited > PATIENCE_MS && waited > PATIENCE_SHARE * (this.#now() - this.#startedAt);
    }
}
async function raceTimer(promise, ms) {
    let timer;
    const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
    });
    await Promise.race([promise, timeout]);
    clearTimeout(timer);
}
/** One upload fed from a queue. */
class Sink {
    result;
    isOpen = true;
    #queue = [];
    #queuedBytes = 0;
    #ended = false;
    #broken = null;
    #wakeReader = null;
    #wakeWriter = [];
    #stop = new AbortController();
    constructor(upload, signal) {
        this.result = upload.send(this.#chunks(), AbortSignal.any([signal, this.#stop.signal])).then(() => this.#close({ kind: 'done' }), (error) => this.#close({ kind: 'failed', error: this.#broken ?? toMirrorError(error) }));
    }
    get isFull() {
        return this.#queuedBytes > WINDOW_BYTES;
    }
    get isEmpty() {
        return this.#queuedBytes === 0;
    }
    push(chunk) {
        if (!this.isOpen)
            return;
        this.#queue.push(chunk);
        this.#queuedBytes += chunk.byteLength;
        this.#wakeReader?.();
    }
    end() {
        this.#ended = true;
        this.#wakeReader?.();
    }
    letGo() {
        this.abandon(new FellBehind());
    }
    /** Breaks the upload off: what it was sent is never completed. */
    abandon(error) {
        if (!this.isOpen)
            return;
        this.isOpen = false;
        this.#broken = error;
        this.#queue = [];
        this.#queuedBytes = 0;
        this.#stop.abort(error);
        this.#wakeReader?.();
        this.#notifyWriter();
    }
    /** Resolves when something was taken from the queue or the sink closed. */
    moved() {
        return new Promise((resolve) => this.#wakeWriter.push(resolve));
    }
    async *#chunks() {
        for (;;) {
            if (this.#broken !== null)
                throw this.#broken;
            const chunk = this.#queue.shift();
            if (chunk !== undefined) {
                this.#queuedBytes -= chunk.byteLength;
                this.#notifyWriter();
                yield chunk;
            }
            else if (this.#ended)
                return;
            else
                await new Promise((resolve) => (this.#wakeReader = resolve));
        }
    }
    #close(result) {
        this.isOpen = false;
        this.#queue = [];
        this.#queuedBytes = 0;
        this.#notifyWriter();
        return result;
    }
    #notifyWriter() {
        const waiting = this.#wakeWriter;
        this.#wakeWriter = [];
        for (const wake of waiting)
            wake();
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/blob-transfer.js
/** One transfer: one blob, read once, to all repositories that wait for it. */




class BlobTransfer {
    #parts;
    #readFromSource = new Set();
    /** Uploads that a refused mount had opened can be sent once. */
    #spent = new WeakSet();
    constructor(parts) {
        this.#parts = parts;
    }
    /** Settles every one of `batch`, all of which wait for the same blob. */
    async serve(batch) {
        const mountable = batch.filter((one) => this.isMountable(one));
        for (const one of mountable)
            one.resolve({ kind: 'mountable' });
        let lacking = batch.filter((one) => !mountable.includes(one));
        let failure = new MirrorError('not-found', 'there is nowhere to read the blob from');
        for (const reader of this.#readersFor(lacking)) {
            if (lacking.length === 0)
                return;
            const end = await this.#readTwiceIfCorrupt(lacking, reader);
            lacking = end.unserved;
            failure = end.error ?? failure;
        }
        for (const one of lacking)
            one.reject(asFailure('source', failure));
    }
    /** Whether another repository of the same registry has got the blob in this run. */
    isMountable({ mayMount, target, wish, upload }) {
        return (mayMount && upload === null && this.#parts.places.mountableInto(target, wish.blob.digest).length > 0);
    }
    /** Siblings that have just proven the blob first, then what the wishes name. */
    #readersFor(batch) {
        const [first] = batch;
        if (first === undefined)
            return [];
        const targets = batch.map(({ target }) => target);
        const siblings = this.#parts.places.readersOf(first.wish.blob.digest, targets);
        const all = [...siblings, ...batch.flatMap(({ wish }) => wish.readers)];
        const byStore = new Map(all.map((reader) => [reader.store, reader]));
        return [...byStore.values()].filter(({ store }) => !targets.some((target) => target === store));
    }
    /** Bytes that were wrong on the way may be right the second time; once is worth a try. */
    async #readTwiceIfCorrupt(lacking, reader) {
        const end = await this.#readInto(lacking, reader);
        const isCorrupt = isMirrorError(end.error, 'digest-mismatch', 'size-mismatch');
        return isCorrupt ? this.#readInto(end.unserved, reader) : end;
    }
    async #readInto(lacking, reader) {
        const open = (await Promise.all(lacking.map((waiting) => this.#openUpload(waiting)))).flat();
        const [first] = open;
        if (first === undefined)
            return { unserved: [], error: null };
        const { blob, signal } = first.waiting.wish;
        const transfer = this.#meterTransfer(reader, blob.digest, blob.size);
        const { results, finished } = fanOut(reader.store.readBlob(blob, signal), open.map(({ upload }) => upload), { signal, now: this.#parts.now, onBytes: (bytes) => transfer.count(bytes, open.length) });
        const settled = open.map(async ({ waiting }, index) => {
            const result = await results[index];
            return result === undefined ? [] : this.#settle(waiting, result, reader);
        });
        await finished;
        const failed = (await Promise.all(settled)).flat();
        transfer.end();
        return { unserved: failed.map(({ waiting }) => waiting), error: failed[0]?.cause ?? null };
    }
    /** Opens one upload; a repository that refuses is told and left out. */
    async #openUpload(waiting) {
        const { target, wish, upload } = waiting;
        if (upload !== null && !this.#spent.has(upload)) {
            this.#spent.add(upload);
            return [{ waiting, upload }];
        }
        try {
            const begun = await blaming('mirror', () => target.beginUpload(wish.blob, [], wish.signal));
            if (begun.kind === 'upload')
                return [{ waiting, upload: begun.upload }];
            waiting.resolve({ kind: 'uploaded', from: begun.from });
        }
        catch (error) {
            waiting.reject(asFailure('mirror', error));
        }
        return [];
    }
    /** Tells a repository how its upload ended; returns it when only the reading failed. */
    #settle(waiting, result, reader) {
        const { meter, places } = this.#parts;
        if (result.kind === 'done') {
            meter.mirrorBytes += waiting.wish.blob.size;
            if (waiting.damage === null)
                places.add(waiting.wish.blob.digest, waiting.target);
            waiting.resolve({ kind: 'uploaded', from: reader.store.name });
            return [];
        }
        const { error } = result;
        if (error instanceof ReadFailed)
            return [{ waiting, cause: error.cause }];
        waiting.reject(error instanceof FellBehind ? error : asFailure('mirror', error));
        return [];
    }
    #meterTransfer(reader, digest, sizeBytes) {
        const { meter } = this.#parts;
        if (reader.kind === 'source') {
            if (this.#readFromSource.has(digest))
                meter.rereads += 1;
            this.#readFromSource.add(digest);
        }
        const label = `${shortDigest(digest)} ${reader.store.name}`;
        const transfer = { label, bytesDone: 0, bytesTotal: sizeBytes };
        meter.active.add(transfer);
        return {
            count(bytes, uploads) {
                transfer.bytesDone += bytes;
                meter.bytesDone += bytes * uploads;
                if (reader.kind === 'source')
                    meter.sourceBytes += bytes;
                else
                    meter.siblingBytes += bytes;
            },
            end: () => meter.active.delete(transfer),
        };
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/transfers.js
/**
 * Transfers: repositories that lack the same blob at the same time are served by one read. Those that come later wait for
 * the running transfer and then mount the blob or read it from a sibling, so that the source is read once.
 */



/** Transfers to several mirrors at once: bounds memory, one window each. */
const SHARED_TRANSFERS_AT_ONCE = 8;
/** Transfers to one mirror alone, per registry: a slow mirror fills its own slots, never the shared ones. */
const LONE_TRANSFERS_AT_ONCE = 4;
/** How long those that are ready wait for announced ones that have not said yet whether they lack the blob. */
const GRACE_MS = 1_500;
class Transfers {
    #transfer;
    #queues = new Map();
    #shared = (0,p_limit/* default */.A)(SHARED_TRANSFERS_AT_ONCE);
    #lone = new Map();
    constructor(parts) {
        this.#transfer = new BlobTransfer(parts);
    }
    /** Announces repositories that will each `join` or `pass` soon. */
    expect(digest, count) {
        if (count > 0)
            this.#queueOf(digest).expected += count;
    }
    /** An announced repository has the blob, or has failed. */
    pass(digest) {
        this.#arrived(digest, this.#queueOf(digest), true);
    }
    /** Waits for a transfer to this repository. Rejects with CopyFailure or FellBehind. */
    join(request) {
        const { digest } = request.wish.blob;
        const queue = this.#queueOf(digest);
        return new Promise((resolve, reject) => {
            queue.waiting.push({ ...request, resolve, reject });
            this.#arrived(digest, queue, request.isAnnounced);
        });
    }
    #queueOf(digest) {
        let queue = this.#queues.get(digest);
        if (queue === undefined) {
            queue = { expected: 0, waiting: [], isRunning: false, grace: null };
            this.#queues.set(digest, queue);
        }
        return queue;
    }
    #arrived(digest, queue, wasExpected) {
        if (wasExpected)
            queue.expected -= 1;
        if (queue.isRunning)
            return;
        this.#releaseMountable(queue);
        if (queue.waiting.length === 0) {
            if (queue.expected === 0)
                this.#queues.delete(digest);
        }
        else if (queue.expected <= 0)
            this.#start(digest, queue);
        else
            queue.grace ??= setTimeout(() => this.#start(digest, queue), GRACE_MS);
    }
    #start(digest, queue) {
        if (queue.grace !== null)
            clearTimeout(queue.grace);
        queue.grace = null;
        if (queue.isRunning)
            return;
        queue.isRunning = true;
        const batch = takeBatch(queue);
        void this.#slotFor(batch)(() => this.#run(batch)).then(() => {
            queue.isRunning = false;
            this.#arrived(digest, queue, false);
        });
    }
    #releaseMountable(queue) {
        const mountable = queue.waiting.filter((waiting) => this.#transfer.isMountable(waiting));
        queue.waiting = queue.waiting.filter((waiting) => !mountable.includes(waiting));
        for (const waiting of mountable)
            waiting.resolve({ kind: 'mountable' });
    }
    async #run(batch) {
        try {
            await this.#transfer.serve(batch);
        }
        catch (error) {
            for (const waiting of batch)
                waiting.reject(asFailure('mirror', error));
        }
    }
    #slotFor(batch) {
        const [first, second] = batch;
        if (first === undefined || second !== undefined)
            return this.#shared;
        const { origin } = first.target;
        const lone = this.#lone.get(origin) ?? (0,p_limit/* default */.A)(LONE_TRANSFERS_AT_ONCE);
        this.#lone.set(origin, lone);
        return lone;
    }
}
/** One repository per registry: the others of that registry wait and mount what it gets. */
function takeBatch(queue) {
    const origins = new Set();
    const batch = queue.waiting.filter(({ target, mayMount, upload }) => {
        const canWait = mayMount && upload === null && origins.has(target.origin);
        origins.add(target.origin);
        return !canWait;
    });
    queue.waiting = queue.waiting.filter((waiting) => !batch.includes(waiting));
    return batch;
}

;// CONCATENATED MODULE: ./build/mirror/copy/blob-exchange.js
/**
 * Sees to it that repositories have blobs. What is found or mounted is proven by its last byte, what is uploaded where
 * nothing was by the registry's answer, what is uploaded over damage by its last byte again.
 */




/** Times one blob is brought to one repository before it is given up. */
const ATTEMPTS = 3;
class BlobExchange {
    #places;
    #meter;
    #transfers;
    /** Each digest is looked after once per repository and run. */
    #arrivals = new Map();
    constructor(parts) {
        this.#places = parts.places;
        this.#meter = parts.meter;
        this.#transfers = new Transfers(parts);
    }
    /** One promise per target, each settling on its own: CopyFailure or FellBehind when the blob could not be brought. */
    bring(wish, recipients) {
        const { digest } = wish.blob;
        const fresh = recipients.filter(({ target }) => this.#known(target, digest) === undefined);
        this.#transfers.expect(digest, fresh.length);
        this.#meter.bytesTotal += wish.blob.size * fresh.length;
        return recipients.map((recipient) => {
            const { target } = recipient;
            const known = this.#known(target, digest);
            const arrival = known ?? this.#remember(target, wish, this.#arrive(recipient, wish));
            return arrival.then((how) => ({ ...how, isOwn: known === undefined }));
        });
    }
    /** Uploads a blob although the target says that it has it. */
    bringAgain(wish, target) {
        this.#forget(target, wish.blob.digest);
        this.#meter.bytesTotal += wish.blob.size;
        return this.#remember(target, wish, this.#tryUntilThere(target, 'missing', wish));
    }
    #known(target, digest) {
        return this.#arrivals.get(target)?.get(digest);
    }
    #remember(target, { blob }, arrival) {
        const ofTarget = this.#arrivals.get(target) ?? new Map();
        this.#arrivals.set(target, ofTarget.set(blob.digest, arrival));
        arrival.then(({ kind }) => {
            this.#places.add(blob.digest, target);
            if (kind !== 'uploaded')
                this.#meter.bytesDone += blob.size;
        }, () => {
            this.#forget(target, blob.digest);
            this.#meter.bytesTotal -= blob.size;
        });
        return arrival;
    }
    #forget(target, digest) {
        this.#arrivals.get(target)?.delete(digest);
        this.#places.remove(digest, target);
    }
    async #arrive({ target, mayHaveIt }, wish) {
        const { digest } = wish.blob;
        let damage = null;
        try {
            // Where nothing should be, a mount is tried before a look: there is one probe either way, and a request is saved.
            if (mayHaveIt || this.#places.mountableInto(target, digest).length === 0) {
                const probe = await blaming('mirror', () => target.probeBlob(wish.blob, wish.signal));
                if (probe.kind === 'present') {
                    this.#places.add(digest, target); // before those that wait for this answer look for a sibling
                    this.#transfers.pass(digest);
                    return { kind: 'found', damage: null, proven: probe.proven, bytes: 0, from: '' };
                }
                damage = probe.kind === 'damaged' ? probe.reason : null;
            }
        }
        catch (error) {
            this.#transfers.pass(digest);
            throw error;
        }
        return this.#tryUntilThere(target, damage, wish, 'announced');
    }
    async #tryUntilThere(target, damage, wish, announced) {
        let isAnnounced = announced !== undefined;
        const passOnce = () => {
            if (isAnnounced)
                this.#transfers.pass(wish.blob.digest);
            isAnnounced = false;
        };
        for (let attempt = 1;; attempt += 1) {
            try {
                const errand = { target, wish, damage, join: () => takeFlag() };
                return await this.#bringOnce(errand);
            }
            catch (error) {
                if (attempt >= ATTEMPTS || !isWorthAnotherTry(error))
                    throw error;
            }
            finally {
                passOnce();
            }
        }
        function takeFlag() {
            const was = isAnnounced;
            isAnnounced = false;
            return was;
        }
    }
    async #bringOnce(errand) {
        const { target, wish, damage } = errand;
        const mounted = damage === null ? await this.#mount(target, wish) : null;
        if (mounted?.kind === 'arrived')
            return mounted.arrival;
        const found = mounted?.kind === 'damaged' ? 'missing' : damage;
        const upload = mounted?.kind === 'upload' ? mounted.upload : null;
        const mayMount = mounted === null && damage === null;
        const joined = await this.#transfers.join({
            target,
            wish,
            upload,
            damage: found,
            mayMount,
            isAnnounced: errand.join(),
        });
        if (joined.kind === 'mountable')
            return this.#bringOnce(errand);
        if (found !== null)
            await this.#proveMended(target, wish);
        return { kind: 'uploaded', damage: found, proven: true, bytes: wish.blob.size, from: joined.from };
    }
    async #mount(target, { blob, signal }) {
        const from = this.#places.mountableInto(target, blob.digest);
        if (from.length === 0)
            return null;
        const begun = await blaming('mirror', () => target.beginUpload(blob, from, signal));
        if (begun.kind === 'upload')
            return begun;
        const probe = await blaming('mirror', () => target.probeBlob(blob, signal));
        if (probe.kind !== 'present')
            return { kind: 'damaged' };
        this.#meter.mountedBlobs += 1;
        return {
            kind: 'arrived',
            arrival: { kind: 'mounted', damage: null, proven: probe.proven, bytes: 0, from: begun.from },
        };
    }
    async #proveMended(target, { blob, signal }) {
        const probe = await blaming('mirror', () => target.probeBlob(blob, signal));
        if (probe.kind === 'present')
            return;
        throw new CopyFailure('mirror', new MirrorError('refused', `the registry took blob ${shortDigest(blob.digest)} anew but still serves it damaged`, {
            where: target.name,
            fix: 'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again',
        }), 'blob-missing');
    }
}
/** Trouble on the way that a new upload may not meet again; a plain refusal is final. */
function isWorthAnotherTry(error) {
    if (!(error instanceof CopyFailure) || error.side !== 'mirror')
        return false;
    return isMirrorError(error.error, 'unavailable', 'stalled', 'digest-mismatch', 'size-mismatch', 'too-large', 'not-found', 'invalid-response');
}

;// CONCATENATED MODULE: ./build/mirror/copy/cell-work.js
class CellWork {
    step;
    target;
    /** Manifests found there and hashed, or written and proven, in this run. */
    manifests = new Set();
    mended = [];
    /** Manifests that the mirror should have had and could not serve, by what was wrong. */
    damaged = new Map();
    failure = null;
    /** Whether it failed only after the run had been stopped. */
    isStopped = false;
    /** Blobs whose arrival has been counted. */
    counted = new Set();
    /** Carried out, with or without failure; false while it waits or was never reached. */
    isDone = false;
    /** Bytes whose writing this work started; those of work shared with another row are counted there. */
    bytesWritten = 0;
    /** Blobs and manifests that were not there before, whichever row's work brought them. */
    written = 0;
    #settled = Promise.withResolvers();
    /** Resolves when the work of this try is over, whatever became of it. */
    settled = this.#settled.promise;
    isSettled = false;
    /** Damage that an earlier, deeper walk has found and this one could not look at. */
    stillDamaged = null;
    /** False when the store ignores ranges somewhere in this image. */
    isProbed = true;
    #signal;
    constructor(step, signal) {
        this.#signal = signal;
        this.step = step;
        this.target = step.cell.target;
        const { wanted } = step.row;
        if (step.cell.seen.kind === 'damaged' && wanted !== null)
            this.damaged.set(wanted, 'manifest-digest-mismatch');
    }
    /** Whether the mirror was seen to have the wanted root before this run. */
    get hadRoot() {
        const { seen } = this.step.cell;
        const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
        return root !== null && root.digest === this.step.row.wanted;
    }
    settle() {
        this.isSettled = true;
        this.#settled.resolve();
    }
    fail(error) {
        if (this.failure !== null)
            return;
        this.failure = error;
        this.isStopped = this.#signal.aborted;
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/manifest-shelf.js
const SHELF_LIMIT_BYTES = 32 * 1024 * 1024;
class ManifestShelf {
    #byDigest = new Map();
    #bytes = 0;
    /** The manifest, read by `read` unless it is here or on its way. A failed read is forgotten, and whoever waited for it
     *  reads by itself: it may know a better place. */
    get(digest, read) {
        const known = this.#byDigest.get(digest);
        if (known !== undefined)
            return known.catch(() => this.get(digest, read));
        const reading = read();
        this.#byDigest.set(digest, reading);
        reading.then((manifest) => this.#weigh(manifest.bytes.byteLength), () => this.#byDigest.delete(digest));
        return reading;
    }
    /** Keeps a manifest that was read anyway. */
    put(manifest) {
        const { digest } = manifest.descriptor;
        if (this.#byDigest.has(digest))
            return;
        this.#byDigest.set(digest, Promise.resolve(manifest));
        this.#weigh(manifest.bytes.byteLength);
    }
    #weigh(bytes) {
        this.#bytes += bytes;
        if (this.#bytes <= SHELF_LIMIT_BYTES)
            return;
        // Sizes are not kept per entry: half of the entries, the oldest, make room for about half of the bytes.
        const oldest = [...this.#byDigest.keys()].slice(0, Math.ceil(this.#byDigest.size / 2));
        for (const digest of oldest)
            this.#byDigest.delete(digest);
        this.#bytes = Math.floor(this.#bytes / 2);
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/once-per-place.js
class OncePerPlace {
    #done = new Map();
    /** Runs `work` unless it has succeeded here before; waits for one that is under way and tries itself only when that fails. */
    run(target, digest, work) {
        const ofTarget = this.#done.get(target) ?? new Map();
        const underWay = ofTarget.get(digest);
        const attempt = underWay === undefined ? work() : underWay.catch(work);
        this.#done.set(target, ofTarget.set(digest, attempt));
        return attempt;
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/places.js
class Places {
    #byDigest = new Map();
    add(digest, target) {
        const known = this.#byDigest.get(digest);
        if (known === undefined)
            this.#byDigest.set(digest, [target]);
        else if (!known.includes(target))
            known.push(target);
    }
    remove(digest, target) {
        const known = this.#byDigest.get(digest);
        if (known !== undefined)
            this.#byDigest.set(digest, known.filter((other) => other !== target));
    }
    /** Repositories of the target's own origin that have the content, to mount it from. */
    mountableInto(target, digest) {
        const known = this.#byDigest.get(digest) ?? [];
        return known
            .filter((other) => other.origin === target.origin && other !== target)
            .map((other) => other.repository);
    }
    /** Mirrors that have just proven the content, other than `except`. */
    readersOf(digest, except) {
        const known = this.#byDigest.get(digest) ?? [];
        return known.filter((target) => !except.includes(target)).map((store) => ({ store, kind: 'mirror' }));
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/preflight.js
/** Before the first byte: which of the places that have something to write can be pushed to. */



const PLACES_AT_ONCE = 32;
/** Asks each (mirror, repository) once and fails the works whose place refuses. */
async function preflight(works, health, signal) {
    const byTarget = new Map();
    for (const work of works) {
        if (!hasSomethingToWrite(work))
            continue;
        byTarget.set(work.target, [...(byTarget.get(work.target) ?? []), work]);
    }
    await mapEach(byTarget, PLACES_AT_ONCE, ([target, waiting]) => askPlace(target, waiting, { health, signal }));
}
function hasSomethingToWrite(work) {
    const { action, cell } = work.step;
    return !work.hadRoot || (action === 'retag' && (cell.tag ?? cell.keepTag) !== null);
}
async function askPlace(target, works, { health, signal }) {
    const mirror = works[0]?.step.cell.mirror.name ?? '';
    try {
        await health.guard(mirror, signal, (guarded) => target.checkPush(guarded));
    }
    catch (error) {
        for (const work of works)
            work.fail(new CopyFailure('mirror', toMirrorError(error)));
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/graph.js
/**
 * Reads the graph of one image: from the mirrors that should have it (which proves them), else from the readers. Only
 * manifests are held in memory.
 */







/** Manifests of one graph: more than any real image has. */
const MANIFEST_COUNT_LIMIT = 5_000;
const NESTING_LIMIT = 8;
const CHILDREN_AT_ONCE = 8;
/** Throws CopyFailure when the graph cannot be read from anywhere or is not one that can be mirrored. A mirror that answers with an
 *  error fails its own work only; one that lacks a manifest is noted in `damaged`. */
async function readGraph(root, reading) {
    const draft = { manifests: new Map(), blobs: new Map(), omitted: new Set(), foreign: new Map() };
    const holders = reading.works.filter((work) => work.hadRoot);
    await visit({ digest: root, mediaType: '', size: undefined, depth: 0 }, holders, { draft, reading });
    const manifests = [...draft.manifests.values()];
    const last = manifests.at(-1);
    if (last === undefined)
        throw new CopyFailure('source', new MirrorError('internal', 'the graph has no root'));
    return {
        root: last,
        manifests,
        blobs: [...draft.blobs.values()],
        omitted: draft.omitted,
        foreignLayers: [...draft.foreign.values()],
    };
}
async function visit(place, holders, visiting) {
    const { draft, reading } = visiting;
    if (draft.manifests.has(place.digest))
        return;
    if (place.depth > NESTING_LIMIT)
        throw graph_refuse(place.digest, 'manifest-ambiguous', `indexes are nested deeper than ${NESTING_LIMIT}`);
    const raw = await readEverywhere(place, holders, reading);
    const parsed = parseManifest(raw, place.mediaType);
    if (!parsed.ok)
        throw graph_refuse(place.digest, parsed.rule, parsed.why);
    await visitParts(parsed.node, place, visiting);
    if (draft.manifests.size >= MANIFEST_COUNT_LIMIT)
        throw graph_refuse(place.digest, 'copy-failed', `it holds more than ${MANIFEST_COUNT_LIMIT} manifests`);
    draft.manifests.set(place.digest, {
        ...raw,
        descriptor: { ...raw.descriptor, mediaType: parsed.node.mediaType },
    });
}
async function visitParts(node, place, visiting) {
    const { draft, reading } = visiting;
    if (node.kind === 'manifest') {
        for (const blob of blobsOf(node))
            draft.blobs.set(blob.digest, blob);
        for (const layer of foreignLayersOf(node))
            draft.foreign.set(layer.digest, layer);
        return;
    }
    const { kept, omitted, missingPlatforms } = keptChildren(node, reading.platforms);
    // A nested index need not have every platform: its siblings may.
    if (place.depth === 0 && missingPlatforms.length > 0)
        throw graph_missing(place.digest, missingPlatforms);
    for (const child of omitted)
        draft.omitted.add(child.descriptor.digest);
    const holders = reading.works.filter((work) => work.manifests.has(place.digest));
    await mapEach(kept, CHILDREN_AT_ONCE, (child) => visitChild(child, holders, { visiting, depth: place.depth + 1 }));
}
async function visitChild({ descriptor, role }, holders, { visiting, depth }) {
    if (role === 'blob') {
        visiting.draft.blobs.set(descriptor.digest, descriptor);
        return;
    }
    const { digest, mediaType, size } = descriptor;
    try {
        await visit({ digest, mediaType, size, depth }, holders, visiting);
    }
    catch (error) {
        // An unknown type may be a manifest or a blob: only who has it can tell.
        const isNoManifest = role === 'unknown' && error instanceof CopyFailure && isMirrorError(error.error, 'not-found');
        if (!isNoManifest)
            throw error;
        visiting.draft.blobs.set(digest, descriptor);
    }
}
/** Reads a manifest from every mirror that should have it, which proves them; from the readers where none gave it. */
async function readEverywhere(place, holders, reading) {
    const found = await Promise.all(holders.map((work) => readFromHolder(work, place, reading)));
    const first = found.find((raw) => raw !== null);
    if (first === undefined || first === null)
        return reading.shelf.get(place.digest, () => readFromReaders(place, reading));
    reading.shelf.put(first);
    return first;
}
async function readFromHolder(work, place, { signal }) {
    if (work.failure !== null)
        return null;
    try {
        const raw = await work.target.readManifest(place.digest, signal, place.size);
        work.manifests.add(place.digest);
        return { ...raw, from: work.target.name };
    }
    catch (error) {
        const rule = damageOf(error);
        if (rule === null)
            work.fail(asFailure('mirror', error));
        else
            work.damaged.set(place.digest, rule);
        return null;
    }
}
/** What an error says about a manifest that should be there; null when it says nothing about the manifest. A registry
 *  answers 500 for a manifest file that is cut. */
function damageOf(error) {
    if (isMirrorError(error, 'not-found'))
        return 'manifest-missing';
    if (isMirrorError(error, 'digest-mismatch', 'size-mismatch'))
        return 'manifest-digest-mismatch';
    if (isMirrorError(error, 'unavailable') && error.status === 500)
        return 'manifest-digest-mismatch';
    return null;
}
async function readFromReaders(place, { readers, meter, signal }) {
    let failure = new MirrorError('not-found', `there is nowhere to read ${shortDigest(place.digest)} from`);
    for (const { store, kind } of readers) {
        try {
            const raw = await store.readManifest(place.digest, signal, place.size);
            if (kind === 'source')
                meter.sourceBytes += raw.bytes.byteLength;
            else
                meter.siblingBytes += raw.bytes.byteLength;
            return { ...raw, from: store.name };
        }
        catch (error) {
            failure = toMirrorError(error);
            signal.throwIfAborted();
        }
    }
    throw new CopyFailure('source', failure);
}
function graph_refuse(digest, rule, why) {
    return new CopyFailure('source', new MirrorError('unsupported', `${shortDigest(digest)}: ${why}`), rule);
}
function graph_missing(index, platforms) {
    const names = platforms.map(formatPlatform).join(', ');
    const fix = 'take the platform out of platforms, or want a digest that has it';
    return new CopyFailure('source', new MirrorError('not-found', `the index ${shortDigest(index)} has no image for ${names}`, { fix }), 'manifest-missing');
}

;// CONCATENATED MODULE: ./build/mirror/copy/manifests.js
/** Writes manifests to one mirror, children before parents, and proves each by one HEAD. */





/** Writes what the mirror of `work` lacks of the graph's manifests. Its blobs must be there. Throws CopyFailure. */
async function writeManifests(work, graph, writing) {
    for (const manifest of graph.manifests) {
        const { digest } = manifest.descriptor;
        if (!work.manifests.has(digest)) {
            let isOwn = false;
            await writing.once.run(work.target, digest, async () => {
                await manifests_write(manifest, work, { graph, writing });
                isOwn = true;
            });
            note(manifest, work, isOwn);
        }
        writing.places.add(digest, work.target);
    }
}
async function manifests_write(manifest, work, within) {
    const { meter, signal } = within.writing;
    await putOrRefill(manifest, work, within);
    await prove(manifest, work, signal);
    meter.mirrorBytes += manifest.descriptor.size;
}
/** Rows of one repository share manifests: each knows that it is there, the one that wrote it counts and tells it. */
function note({ descriptor, from }, work, isOwn) {
    const { digest, size } = descriptor;
    work.manifests.add(digest);
    work.written += 1;
    if (!isOwn)
        return;
    work.bytesWritten += size;
    const rule = work.damaged.get(digest);
    if (rule !== undefined)
        work.mended.push({ rule, digest, from, bytes: size });
}
/** One HEAD; what was damaged before is read again. */
async function prove(manifest, { target, damaged }, signal) {
    const { digest, size } = manifest.descriptor;
    const rule = damaged.get(digest);
    try {
        const written = await blaming('mirror', () => target.resolve(digest, signal));
        if (written === null)
            await heal(manifest, target, signal);
        else if (rule !== undefined)
            await blaming('mirror', () => target.readManifest(digest, signal, size));
    }
    catch (error) {
        // An answer of 500 for one damaged manifest does not say that the mirror is down; no answer does not say that it is damaged.
        if (rule === undefined || signal.aborted || isUnanswered(error))
            throw error;
        throw stillDamaged(manifest, { target, rule, cause: error });
    }
}
function isUnanswered(error) {
    return error instanceof CopyFailure && isUnreachable(error.error);
}
function stillDamaged({ descriptor }, { target, rule, cause }) {
    const message = `the registry took manifest ${shortDigest(descriptor.digest)} anew but still cannot serve it`;
    const fix = 'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again';
    return new CopyFailure('mirror', new MirrorError('refused', message, { where: target.name, fix, cause }), rule);
}
/** A registry that answered "I have it" for what it has not says so now: what it names is brought again, once. */
async function putOrRefill(manifest, work, within) {
    const { signal } = within.writing;
    try {
        await blaming('mirror', () => work.target.writeManifest(manifest, signal));
    }
    catch (error) {
        const unknown = unknownOf(error);
        if (unknown === null)
            throw error;
        if (isSparse(manifest, unknown, within.graph))
            throw refusedSparse(manifest, error);
        await refill(manifest, unknown, { work, ...within });
        await blaming('mirror', () => work.target.writeManifest(manifest, signal));
    }
}
/** The digests that a registry says it misses; null when the error is another one. */
function unknownOf(error) {
    if (!(error instanceof CopyFailure) || !isMirrorError(error.error, 'refused', 'not-found'))
        return null;
    const { registryCodes, unknownDigests } = error.error;
    if (!registryCodes.some((code) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN'))
        return null;
    return unknownDigests.flatMap((text) => parseDigest(text) ?? []);
}
function isSparse({ descriptor }, unknown, { omitted }) {
    if (omitted.size === 0 || manifestRole(descriptor.mediaType) !== 'index')
        return false;
    return unknown.length === 0 || unknown.some((digest) => omitted.has(digest));
}
function refusedSparse(manifest, cause) {
    return new CopyFailure('mirror', new MirrorError('refused', `the registry refuses the index ${shortDigest(manifest.descriptor.digest)} without all of its children`, {
        fix: 'set index: omit to mirror the wanted platforms alone, leave platforms out to mirror all, or let the registry accept sparse indexes',
        cause,
    }), 'sparse-index-refused');
}
/** Brings what the refusal of `parent` names; everything that may be below it where nothing is named. */
async function refill(parent, unknown, { work, graph, writing }) {
    const { exchange, readers, signal } = writing;
    const isMeant = ({ digest }) => unknown.length === 0 || unknown.includes(digest);
    const blobs = graph.blobs.filter(isMeant);
    const arrivals = await Promise.all(blobs.map((blob) => exchange.bringAgain({ blob, readers, signal }, work.target)));
    const mended = arrivals.flatMap(({ from, bytes }, index) => {
        const digest = blobs[index]?.digest;
        return digest === undefined ? [] : [{ rule: 'blob-missing', digest, from, bytes }];
    });
    const bytes = mended.reduce((sum, one) => sum + one.bytes, 0);
    work.bytesWritten += bytes;
    work.written += mended.length;
    const told = new Set(work.mended.map(({ digest }) => digest));
    if (unknown.length > 0)
        work.mended.push(...mended.filter(({ digest }) => !told.has(digest)));
    // Which of them was missing is not known then: it is told of the manifest, once.
    else
        work.mended.push({
            rule: 'blob-missing',
            digest: parent.descriptor.digest,
            from: mended[0]?.from ?? parent.from,
            bytes,
        });
    for (const child of graph.manifests.slice(0, graph.manifests.indexOf(parent))) {
        if (isMeant(child.descriptor))
            await blaming('mirror', () => work.target.writeManifest(child, signal));
    }
}
/** A registry that lost a manifest's file may answer 201 to its PUT and still not have it: its bytes written as a blob bring it back. */
async function heal(manifest, target, signal) {
    const { descriptor, bytes } = manifest;
    await blaming('mirror', async () => {
        const begun = await target.beginUpload(descriptor, [], signal);
        if (begun.kind === 'upload')
            await begun.upload.send(once(bytes), signal);
        await target.writeManifest(manifest, signal);
        await target.readManifest(descriptor.digest, signal, descriptor.size);
    });
}
async function* once(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./build/mirror/copy/row-copy.js
/** Copies one image to the mirrors that lack it: graph, blobs, manifests, tag. Each mirror goes its own way after the graph. */






/** Carries out the works of one row; each ends with or without `failure`. Never throws. */
async function copyRow(row, works, tools) {
    const readers = readersFor(row, works, tools);
    try {
        if (row.wanted === null)
            throw new CopyFailure('source', new MirrorError('internal', 'a row without a digest was planned'));
        const { context, shelf, signal } = tools;
        const graph = await readGraph(row.wanted, {
            works,
            readers,
            platforms: row.platforms,
            shelf,
            meter: context.meter,
            signal,
        });
        const live = works.filter((work) => work.failure === null);
        const arrivals = graph.blobs.map((blob) => bringBlob(blob, live, { readers, tools }));
        await Promise.all(live.map((work, index) => row_copy_finish(work, arrivals.map((ofBlob) => ofBlob[index]), { graph, readers, tools })));
        return graph;
    }
    catch (error) {
        for (const work of works)
            work.fail(asFailure('source', error));
        return null;
    }
}
/** Points the tag at a root that is there and proven, or has a layout list it. Never throws. */
async function retag(work, { signal }) {
    const { row, cell } = work.step;
    const tag = cell.tag ?? cell.keepTag;
    const { wanted } = row;
    if (wanted === null)
        return;
    try {
        await blaming('mirror', async () => {
            const root = await work.target.readManifest(wanted, signal);
            if (tag === null)
                await work.target.holdRoot?.(root, signal);
            else
                await work.target.tag(tag, root, signal);
        });
    }
    catch (error) {
        work.fail(asFailure('mirror', error));
    }
    finally {
        work.settle();
    }
}
/** A root that was there and could not be proven is not believed to be complete any more, unless its mirror just did not answer. */
function doubtProof(work, { side, error, rule }, { context, signal }) {
    const { row, action } = work.step;
    if (row.wanted === null || !work.hadRoot || signal.aborted)
        return;
    // A tag that could not be set says nothing about what it was to point to.
    if (action === 'retag' && !isMirrorError(error, 'not-found', 'digest-mismatch', 'size-mismatch'))
        return;
    const subject = subjectOf(work.target, row.wanted, row);
    if (work.damaged.size > 0 || rule.startsWith('blob-'))
        context.proofs.damage(subject, 'probe', context.age.nowMs);
    else if (side === 'source' || !isUnreachable(error))
        context.proofs.forget(subject);
}
/** Siblings of this run first; then the mirrors that an earlier run has proven and the source, in the order asked for. */
function readersFor(row, works, { context, places }) {
    const writing = works.map(({ target }) => target);
    const siblings = row.wanted === null ? [] : places.readersOf(row.wanted, writing);
    const proven = row.cells
        .filter(({ proof, seen, target }) => proof !== null && seen.kind === 'present' && !writing.includes(target))
        .map(({ target }) => target);
    const mirrors = [...proven, ...row.provenElsewhere].map((store) => ({ store, kind: 'mirror' }));
    const source = { store: row.source, kind: 'source' };
    return context.file.readFrom === 'mirrors-first'
        ? [...siblings, ...mirrors, source]
        : [...siblings, source, ...mirrors];
}
function bringBlob(blob, works, { readers, tools }) {
    const recipients = works.map(({ target }) => ({ target, mayHaveIt: tools.inhabited.has(target) }));
    return tools.exchange.bring({ blob, readers, signal: tools.signal }, recipients);
}
/** Waits for one mirror's blobs, then writes its manifests and its tag. */
async function row_copy_finish(work, arrivals, finishing) {
    const { graph, readers, tools } = finishing;
    const settled = await Promise.allSettled(arrivals);
    settled.forEach((result, index) => {
        const blob = graph.blobs[index];
        if (result.status === 'fulfilled' && blob !== undefined && result.value !== undefined)
            noteArrival(work, { blob, arrival: result.value, told: tools.told });
    });
    try {
        for (const result of settled)
            if (result.status === 'rejected')
                throw result.reason;
        const { exchange, once, places, context, signal } = tools;
        await writeManifests(work, graph, { exchange, once, places, meter: context.meter, readers, signal });
        await setTag(work, graph, signal);
        recordSuccess(work, tools);
    }
    catch (error) {
        work.fail(asFailure('mirror', error));
    }
    finally {
        work.settle();
    }
}
/** Rows of one repository share what arrives there: each knows of it, the one that started it counts it, and one tells it. */
function noteArrival(work, { blob: { digest }, arrival, told }) {
    if (!arrival.proven)
        work.isProbed = false;
    if (arrival.kind === 'found' || work.counted.has(digest))
        return;
    work.counted.add(digest);
    work.written += 1;
    if (arrival.isOwn)
        work.bytesWritten += arrival.bytes;
    // A row whose root was there missed the blob, whoever brought it: a row that is new has nothing to tell of that.
    const isMended = work.hadRoot || (arrival.isOwn && arrival.damage !== null);
    if (!isMended || !isFirstToTell(work.target, digest, told))
        return;
    const rule = arrival.damage === 'size' ? 'blob-size-mismatch' : 'blob-missing';
    work.mended.push({ rule, digest, from: arrival.from, bytes: arrival.bytes });
}
function isFirstToTell(target, digest, told) {
    const ofTarget = told.get(target) ?? new Set();
    if (ofTarget.has(digest))
        return false;
    told.set(target, ofTarget.add(digest));
    return true;
}
async function setTag(work, graph, signal) {
    const { cell } = work.step;
    const tag = cell.tag ?? cell.keepTag;
    if (tag === null) {
        await blaming('mirror', async () => work.target.holdRoot?.(graph.root, signal));
        return;
    }
    const isThere = cell.seen.kind === 'present' && cell.seen.root.digest === graph.root.descriptor.digest;
    if (!isThere)
        await blaming('mirror', () => work.target.tag(tag, graph.root, signal));
}
function recordSuccess(work, { context, places }) {
    const { row } = work.step;
    if (row.wanted === null)
        return;
    const subject = subjectOf(work.target, row.wanted, row);
    context.proofs.prove(subject, work.isProbed ? 'probe' : 'exists', context.age.nowMs);
    const known = context.proofs.get(subject);
    if (known?.kind === 'damaged')
        work.stillDamaged = known;
    places.add(row.wanted, work.target);
}

;// CONCATENATED MODULE: ./build/mirror/copy/work-findings.js
/** What the copy stage has to tell besides failures: what was mended, what registries cannot do. */



function findingsOfWorks(works, graphs) {
    return [
        ...works.flatMap(mendedFindings),
        ...works.flatMap(damagedFindings),
        ...rangeFindings(works),
        ...[...graphs].flatMap(([row, graph]) => graphFindings(row, graph)),
    ];
}
function mendedFindings({ step, mended, target }) {
    return mended.map(({ rule, digest, from, bytes }) => finding(rule, {
        severity: 'note',
        message: `${target.name}: ${shortDigest(digest)} was listed but could not be served; it was brought from ${from}`,
        help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
        source: step.row.name,
        mirror: step.cell.mirror.name,
        target: step.cell.address,
        digest,
        repaired: { from, bytes },
        at: step.row.at,
    }));
}
function damagedFindings({ step, stillDamaged }) {
    if (stillDamaged === null)
        return [];
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
function rangeFindings(works) {
    const byMirror = Map.groupBy(works.filter((work) => !work.isProbed), ({ step }) => step.cell.mirror.name);
    return [...byMirror].map(([mirror, ofMirror]) => finding('range-ignored', {
        message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
        help: 'Run verify --depth content from time to time: it reads every byte.',
        mirror,
        affects: ofMirror.map(({ step }) => step.cell.address),
        affectedCount: ofMirror.length,
    }));
}
function graphFindings(row, { foreignLayers, omitted }) {
    const about = { source: row.name, at: row.at, ...(row.wanted === null ? {} : { digest: row.wanted }) };
    const findings = [];
    if (foreignLayers.length > 0) {
        findings.push(finding('foreign-layer', {
            message: `${row.name}: ${foreignLayers.length} foreign layers are not mirrored (${foreignLayers.map(({ digest }) => shortDigest(digest)).join(', ')})`,
            help: 'Nodes fetch foreign layers from the places the manifest names; without a way there they cannot run this image.',
            ...about,
        }));
    }
    if (omitted.size > 0) {
        findings.push(finding('sparse-index', {
            message: `${row.name}: ${omitted.size} children of the index are left out, as platforms asks`,
            help: 'Nodes of other platforms cannot pull this image from the mirrors.',
            ...about,
        }));
    }
    return findings;
}

;// CONCATENATED MODULE: ./build/mirror/copy/copy.js
/**
 * The copy stage: carries out a plan. Rows are worked on side by side; a mirror that falls behind gets a lane of its own,
 * one that does not answer is tried once more at the end. One failing image or mirror never stops the others.
 */











/** Rows for several mirrors in flight; each holds its manifests in memory. */
const ROWS_AT_ONCE = 16;
/** Rows in flight for one mirror alone. */
const LANE_ROWS_AT_ONCE = 6;
/** How long a mirror may take for a row after the first one has it, or as long again as that one took if this is longer. */
const STRAGGLER_PATIENCE_MS = 2_000;
/** Carries out `steps`; outcomes are in their order. When `signal` fires, work in flight stops and what was not reached is `deferred`. Never throws. */
async function copy(steps, context, signal) {
    return new CopyRun(context, signal).carryOut(steps);
}
class CopyRun {
    #context;
    #signal;
    #tools;
    #rows = (0,p_limit/* default */.A)(ROWS_AT_ONCE);
    #lanes = new Map();
    #slow = new Set();
    #inhabited = new Set();
    #graphs = new Map();
    /** Names of rows whose graph has been told of. */
    #told = new Set();
    constructor(context, signal) {
        const places = new Places();
        this.#context = context;
        this.#signal = signal;
        const exchange = new BlobExchange({ places, meter: context.meter, now: context.monotonicMs });
        this.#tools = {
            context,
            exchange,
            places,
            inhabited: this.#inhabited,
            told: new Map(),
            shelf: new ManifestShelf(),
            once: new OncePerPlace(),
            signal,
        };
    }
    async carryOut(steps) {
        for (const { cell } of steps)
            if (isInhabited(cell))
                this.#inhabited.add(cell.target);
        const works = steps
            .filter(({ action }) => action === 'copy' || action === 'retag')
            .map((step) => new CellWork(step, this.#signal));
        this.#context.meter.imagesTotal += works.length;
        await preflight(works, this.#context.health, this.#signal).catch(() => undefined);
        await this.#workOff(works.filter((work) => work.failure === null));
        const done = new Map(works.map((work) => [work.step, outcomeOf(work, this.#context.age.nowMs, this.#signal)]));
        return {
            outcomes: steps.map((step) => done.get(step) ?? outcomeWithoutWork(step)),
            findings: findingsOfWorks(works, this.#untoldGraphs()),
            carryOn: (more) => this.carryOut(more),
        };
    }
    #untoldGraphs() {
        const untold = new Map([...this.#graphs].filter(([{ name }]) => !this.#told.has(name)));
        for (const { name } of untold.keys())
            this.#told.add(name);
        this.#graphs.clear();
        return untold;
    }
    async #workOff(works) {
        const byRow = new Map();
        for (const work of works)
            byRow.set(work.step.row, [...(byRow.get(work.step.row) ?? []), work]);
        await Promise.all([...byRow].map(([row, ofRow]) => this.#workRow(row, ofRow)));
    }
    /** Mirrors that keep up share one reading; those known to be slow follow alone, once a sibling has the content. */
    async #workRow(row, works) {
        const together = works.length > 1 ? works.filter((work) => this.#keepsUp(work)) : [];
        const started = await this.#rows(async () => {
            const copying = this.#copyTogether(row, together);
            await Promise.race([copying, this.#untilStragglersShow(together)]);
            return { copying }; // in an object, so that the place in the queue is given up without waiting for it
        });
        await started.copying;
        const left = works.filter((work) => !work.isDone && work.failure === null);
        await Promise.all(left.map((work) => this.#workAlone(row, work)));
    }
    /** Resolves when some mirrors of a row are long done and others are not: those are slow from now on. */
    async #untilStragglersShow(works) {
        const startedMs = this.#context.monotonicMs();
        await Promise.race(works.map((work) => work.settled));
        const patienceMs = Math.max(STRAGGLER_PATIENCE_MS, this.#context.monotonicMs() - startedMs);
        const isOver = works.map((work) => work.settled);
        await orAfter(patienceMs, Promise.all(isOver));
        for (const work of works)
            if (!work.isSettled)
                this.#slow.add(work.step.cell.mirror.name);
    }
    /** In the mirror's lane, and again where it met another slow mirror there and fell behind that one. */
    async #workAlone(row, work) {
        do
            await this.#laneOf(work)(() => this.#copyTogether(row, [work]));
        while (!work.isDone && work.failure === null && !this.#signal.aborted);
    }
    #keepsUp({ step }) {
        return !this.#slow.has(step.cell.mirror.name);
    }
    #laneOf({ step }) {
        const { name } = step.cell.mirror;
        const lane = this.#lanes.get(name) ?? (0,p_limit/* default */.A)(LANE_ROWS_AT_ONCE);
        this.#lanes.set(name, lane);
        return lane;
    }
    async #copyTogether(row, works) {
        const ready = works.filter((work) => this.#isWorthTrying(work));
        if (ready.length === 0 || this.#signal.aborted)
            return;
        const retags = ready.filter(({ step }) => step.action === 'retag');
        const copies = ready.filter(({ step }) => step.action === 'copy');
        const [graph] = await Promise.all([
            copies.length === 0 ? null : copyRow(row, copies, this.#tools),
            ...retags.map((work) => retag(work, this.#tools)),
        ]);
        if (graph !== null)
            this.#graphs.set(row, { foreignLayers: graph.foreignLayers, omitted: graph.omitted });
        for (const work of ready)
            this.#learn(work);
    }
    #isWorthTrying(work) {
        const down = this.#context.health.whyDown(work.step.cell.mirror.name);
        if (down !== null)
            work.fail(new CopyFailure('mirror', down));
        return down === null;
    }
    #learn(work) {
        const { name } = work.step.cell.mirror;
        if (work.failure instanceof FellBehind) {
            this.#slow.add(name);
            work.failure = null;
            return;
        }
        work.isDone = true;
        this.#context.meter.imagesDone += 1;
        this.#context.onOutcome(outcomeOf(work, this.#context.age.nowMs, this.#signal));
        const { failure } = work;
        if (failure !== null)
            doubtProof(work, failureOf(failure), this.#tools);
        if (failure === null)
            this.#context.health.succeed(name);
        else if (failure instanceof CopyFailure && failure.side === 'mirror')
            this.#context.health.fail(name, failure.error);
    }
}
function isInhabited({ seen }) {
    return seen.kind === 'present' || seen.kind === 'damaged' || (seen.kind === 'absent' && seen.root !== null);
}
async function orAfter(ms, done) {
    let timer;
    const over = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
    });
    await Promise.race([done, over]);
    clearTimeout(timer);
}

;// CONCATENATED MODULE: ./build/mirror/copy/second-chance.js




/** Looks again at the steps whose mirror did not answer; where it answers by now they are planned and copied. Never throws. */
async function tryAgain(first, context, signal) {
    const waiting = first.outcomes.filter(isWaiting);
    if (waiting.length === 0 || signal.aborted)
        return first;
    const back = await mirrorsThatAnswer(waiting, context, signal);
    const retried = waiting.filter(({ step }) => back.has(step.cell.mirror.name));
    if (retried.length === 0)
        return first;
    const steps = retried.map(({ step }) => step);
    const again = await copyAgain(steps, first, { context, signal });
    const replaced = new Map(retried.map((outcome, index) => [outcome, again.outcomes[index] ?? outcome]));
    return {
        ...first,
        outcomes: first.outcomes.map((outcome) => replaced.get(outcome) ?? outcome),
        findings: [...first.findings, ...again.findings],
    };
}
function isWaiting({ failure }) {
    return failure !== null && failure.side === 'mirror' && isUnreachable(failure.error);
}
async function mirrorsThatAnswer(waiting, context, signal) {
    const byMirror = Map.groupBy(waiting, ({ step }) => step.cell.mirror.name);
    const answers = await mapEach(byMirror, byMirror.size, async ([mirror, [first]]) => {
        const isBack = first !== undefined && (await answersNow(first.step, context, signal));
        return isBack ? [mirror] : [];
    });
    return new Set(answers.flat());
}
async function answersNow({ cell, row }, { health }, signal) {
    const { wanted } = row;
    if (wanted === null)
        return false;
    try {
        await cell.target.resolve(wanted, signal);
        health.revive(cell.mirror.name);
        return true;
    }
    catch (error) {
        if (isUnreachable(error))
            return false;
        health.revive(cell.mirror.name); // it said no, but it said something
        return true;
    }
}
/** Outcomes are in the order of `steps`, and speak of their rows. What the first run brought serves the second. */
async function copyAgain(steps, first, { context, signal }) {
    const rows = await lookAgain(steps, context, signal);
    const plan = makePlan([...rows.values()], context);
    const copied = await first.carryOn(plannedAgain(steps, rows, plan));
    const written = new Map(first.outcomes.map(({ step, bytes }) => [step, bytes]));
    const outcomes = copied.outcomes.map((outcome, index) => {
        const row = steps[index]?.row ?? outcome.step.row;
        return {
            ...outcome,
            bytes: outcome.bytes + (written.get(steps[index]) ?? 0),
            step: { ...outcome.step, row },
        };
    });
    return { outcomes, findings: [...newFindings(steps, plan), ...copied.findings] };
}
/** The new steps of these old ones; rows have a cell for every mirror, and the others are done with. */
function plannedAgain(steps, rows, plan) {
    const byRow = Map.groupBy(plan.steps, ({ row }) => row);
    return steps.map((old) => {
        const ofRow = byRow.get(rows.get(old.row) ?? old.row) ?? [];
        return ofRow.find(({ cell }) => cell.mirror === old.cell.mirror) ?? old;
    });
}
/** What the plan has to tell of mirrors that could not be looked at before; the rest has been told. */
function newFindings(steps, plan) {
    const unseen = steps.filter(({ cell }) => cell.seen.kind === 'unreadable').map(({ cell }) => cell.address);
    return plan.findings.filter(({ target }) => target !== undefined && unseen.includes(target));
}

;// CONCATENATED MODULE: ./build/mirror/drift/wording.js
/** Drift states in words: the finding of one image on one mirror, and the short reason for its row. */




/** Platforms named in one message. */
const PLATFORMS_TOLD = 6;
/** The finding of one state; null where it is none (in sync), or where one finding speaks for many (`unreadable`,
 *  `source-gone`). */
function findingOfState(row, cell, state) {
    if (state.state === 'in-sync' || state.state === 'unreadable' || state.state === 'source-gone')
        return null;
    const { wanted } = row;
    const digest = cell.view.kind === 'present' ? cell.view.digest : wanted.kind === 'digest' ? wanted.digest : null;
    return finding(state.state, {
        severity: state.severity,
        message: `${cell.address} ${describeState(row, cell, state)}`,
        help: HELP[state.state],
        source: row.name,
        mirror: cell.mirror.name,
        target: cell.address,
        ...(digest === null ? {} : { digest }),
        at: row.at,
    });
}
/** What is said of the mirror's place, as a predicate: `is 2 versions behind: sha256:… where sha256:… (lock) is wanted, …`. */
function describeState({ wanted, tag }, { view }, state) {
    const found = view.kind === 'present' ? shortDigest(view.digest) : '';
    const w = wording_wantedText(wanted);
    switch (state.state) {
        case 'unreadable':
            return `could not be read: ${state.why}`;
        case 'source-gone':
            return 'is wanted as what the source has no longer';
        case 'missing':
            return `is not there; ${tag === null ? 'the digest' : w} is wanted${sinceText(', served by the source since', state.sinceMs)}`;
        case 'in-sync':
            return `is ${w} as wanted`;
        case 'incomplete':
            return `is ${w} as wanted, but ${state.lack}`;
        case 'ahead':
            return `is ${formatCount(state.versions, 'version')} ahead: ${found}${sinceText(', served by the source since', state.sinceMs)}; wanted is the older ${w}`;
        case 'stale':
            return `is ${formatCount(state.versions, 'version')} behind: ${found}${sinceText(', superseded', state.sinceMs)}; wanted is ${w}`;
        case 'partial':
            return `is ${partText(state.relation)} of ${w}: ${found}${missingText(state.relation)}`;
        case 'equivalent':
            return `is ${found}, other bytes of the same image as ${w} (${SAME_BY[state.relation.by]})`;
        case 'diverged':
            return divergedText(state.isServed, { found, w, view });
        default:
            return assertNever(state);
    }
}
/** `sha256:… (lock)`; at least 12 hex digits. */
function wording_wantedText(wanted) {
    if (wanted.kind !== 'digest')
        return 'nothing that is known';
    return `${shortDigest(wanted.digest)} (${wanted.by === 'source' ? 'source now' : wanted.by})`;
}
function sinceText(words, sinceMs) {
    return sinceMs === null ? '' : `${words} ${formatMoment(sinceMs)}`;
}
function partText({ shape, isRewritten, has }) {
    const rewritten = isRewritten ? 'rewritten ' : '';
    const platforms = has.length === 0 ? '' : ` (${listText(has)})`;
    return shape === 'single'
        ? `a ${rewritten}single-platform copy${platforms}`
        : `a ${rewritten}part${platforms}`;
}
function missingText({ missing }) {
    if (missing.length === 0)
        return '';
    return `; ${listText(missing)} ${missing.length === 1 ? 'is' : 'are'} wanted and not there`;
}
function listText(names) {
    const shown = names.slice(0, PLATFORMS_TOLD).join(', ');
    return names.length > PLATFORMS_TOLD ? `${shown} and ${names.length - PLATFORMS_TOLD} more` : shown;
}
const SAME_BY = {
    children: 'the same manifests',
    configs: 'the same image configs',
    'diff-ids': 'the same file systems by diff IDs',
};
function divergedText(isServed, { found, w, view }) {
    if (isServed)
        return `is ${found}, which the source has served; it was never seen with ${w} that is wanted, so neither is known to be older`;
    const isUnknown = view.kind === 'present' && view.relation.kind === 'unknown';
    const unread = isUnknown ? '; what it holds could not be compared' : '';
    return `is ${found}, which the source is not known to have served; wanted is ${w}${unread}`;
}
const HELP = {
    missing: 'Run sync. If it was there before, find out who deletes on this mirror.',
    incomplete: 'Run sync, or verify --repair: what is missing is brought again.',
    ahead: 'The source moved back, or somebody wrote past the lock. Run lock if the newer one is right; sync sets the mirror to what is wanted.',
    stale: 'Run sync, and look at why it did not get here: its last report says what failed on this mirror.',
    partial: 'It was copied without all of its platforms, as skopeo copy does without --all. Run sync, which copies the whole index.',
    equivalent: 'A tool rewrote the manifest on the way (format or compression). Pulls by digest will not find it: run sync, or set rules: { equivalent: note }.',
    diverged: 'Somebody else writes to this mirror, or history was lost. Compare the two images before sync overwrites the tag.',
};

;// CONCATENATED MODULE: ./build/mirror/drift/beside.js
/** Findings beside the states, about one tag as a whole: the source, the lock, and mirrors that disagree (contract, section 7). */






/** How long the lock may be behind before it is a warning. */
const LOCK_LAG_MS = 30 * 86_400_000;
/** Addresses named in one message; `affects` has more. */
const ADDRESSES_TOLD = 5;
function findingsBeside(row, clock) {
    return [sourceGone(row), sourceMoved(row, clock), mirrorsDisagree(row)].filter((one) => one !== null);
}
/** One finding, however many mirrors: the tag is gone in one place. */
function sourceGone(row) {
    const { name, at, wanted, source, cells } = row;
    if (wanted.kind !== 'gone' && source.kind !== 'gone')
        return null;
    if (wanted.kind === 'unknown')
        return null;
    const affects = cells.map(({ address }) => address);
    const digest = wanted.kind === 'digest' ? { digest: wanted.digest } : {};
    const rest = wanted.kind === 'digest'
        ? `mirrors are kept at ${wording_wantedText(wanted)}`
        : 'and neither a pin nor the lock says what it was';
    return finding('source-gone', {
        message: `${name}: the source has no such tag${wanted.kind === 'digest' ? ' any more; ' : ', '}${rest}`,
        help: wanted.kind === 'digest'
            ? 'What is mirrored stays, and cannot be brought again if it is lost everywhere. Choose another tag, or keep the pin on purpose.'
            : 'Correct the tag, pin the digest that is wanted, or take it out of the mirror manifest. Mirrors keep what they have.',
        source: name,
        ...digest,
        affects,
        affectedCount: affects.length,
        at,
    });
}
/** The source no longer serves what is locked: something newer, or something older. */
function sourceMoved(row, clock) {
    const { locked, source, timeline } = row;
    if (locked === null || source.kind !== 'serves' || source.digest === locked)
        return null;
    const versions = versionsBetween(timeline, locked, source.digest);
    if (versions === null || versions === 0)
        return null;
    if (versions > 0)
        return lockBehind(row, { locked, now: source.digest, versions, clock });
    return row.allowRollback ? null : movedBack(row, { locked, now: source.digest, versions: -versions });
}
function lockBehind(row, moved) {
    const { locked, now, versions, clock } = moved;
    const sinceMs = supersededAt(row.timeline, locked);
    const isOld = sinceMs !== null && clock.nowMs - sinceMs > LOCK_LAG_MS;
    const since = sinceMs === null ? '' : `, since ${formatMoment(sinceMs)}`;
    return finding('lock-behind', {
        severity: isOld ? 'warning' : 'note',
        message: `${row.name}: the lock says ${shortDigest(locked)}, the source serves ${shortDigest(now)}: ${formatCount(versions, 'version')} newer${since}`,
        help: 'Run lock and review the difference. Until then every mirror is wanted as the lock says.',
        source: row.name,
        digest: now,
        at: row.at,
    });
}
function movedBack(row, { locked, now, versions }) {
    return finding('tag-rollback', {
        message: `${row.name}: the source went back from the locked ${shortDigest(locked)} to the older ${shortDigest(now)}, ${formatCount(versions, 'version')} back`,
        help: 'A tag that moves back brings fixed faults back. Mirrors stay as locked; if the move is meant, run lock --accept REF@DIGEST --reason TEXT.',
        source: row.name,
        digest: now,
        at: row.at,
    });
}
/** Different digests under one tag; a mirror that lacks it or could not be read is told of by its state. */
function mirrorsDisagree(row) {
    if (row.tag === null)
        return null;
    const groups = Map.groupBy(row.cells.filter(isPresent), ({ view }) => view.digest);
    if (groups.size < 2)
        return null;
    const affects = [...groups.values()].flat().map(({ address }) => address);
    const told = [...groups].map(([digest, cells]) => groupText(row, digest, cells));
    return finding('mirrors-disagree', {
        message: `${row.name}: mirrors disagree: ${told.join('; ')}`,
        help: 'Which content a node gets depends on the mirror that answers. Run sync, and see the state of each mirror for what is wrong.',
        source: row.name,
        affects,
        affectedCount: affects.length,
        at: row.at,
    });
}
/** `eu, us have sha256:… (wanted, since 2026-11-21 02:00 UTC)` */
function groupText({ wanted, timeline }, digest, cells) {
    const names = cells.map(({ mirror }) => mirror.name);
    const shown = names.slice(0, ADDRESSES_TOLD).join(', ');
    const more = names.length > ADDRESSES_TOLD ? ` and ${names.length - ADDRESSES_TOLD} more` : '';
    const isWanted = wanted.kind === 'digest' && wanted.digest === digest;
    const version = versionOf(timeline, digest);
    const age = version === null ? 'never seen at the source' : `at the source since ${formatMoment(version.sinceMs)}`;
    return `${shown}${more} ${names.length === 1 ? 'has' : 'have'} ${shortDigest(digest)} (${isWanted ? 'wanted, ' : ''}${age})`;
}

;// CONCATENATED MODULE: ./build/mirror/drift/compare.js
/** The drift stage: what every tag means on every mirror, from what was asked before. Pure. */





function compareRows(rows, clock) {
    const judged = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => judgeCell(row, cell, clock)) }));
    return {
        rows: judged,
        findings: [...judged.flatMap((row) => findingsOfRow(row, clock)), ...unreadableFindings(judged)],
    };
}
function judgeCell(row, cell, clock) {
    const { wanted, timeline } = row;
    const drift = decideState({ wanted, timeline, view: cell.view, ...clock });
    return { ...cell, drift, reason: drift === null ? null : describeState(row, cell, drift) };
}
function findingsOfRow(row, clock) {
    const ofStates = row.cells.map((cell) => cell.drift === null ? null : findingOfState(row, cell, cell.drift));
    return [...ofStates, ...findingsBeside(row, clock), fallbackRollback(row)].filter((one) => one !== null);
}
/** One finding per mirror and cause, unless another finding has told it. */
function unreadableFindings(rows) {
    const unreadable = rows.flatMap((row) => row.cells.flatMap((cell) => {
        if (cell.drift?.state !== 'unreadable' || cell.drift.isTold)
            return [];
        return [{ row, cell, why: cell.drift.why }];
    }));
    const byCause = Map.groupBy(unreadable, ({ cell, why }) => `${cell.mirror.name} ${why}`);
    return [...byCause.values()].flatMap((group) => group[0] === undefined ? [] : [unreadableFinding(group[0], group)]);
}
function unreadableFinding({ row, cell, why }, group) {
    const affects = group.map((one) => one.cell.address);
    const more = group.length === 1 ? '' : ` and ${group.length - 1} more`;
    return finding('unreadable', {
        message: `${cell.address}${more} on mirror ${cell.mirror.name} could not be read: ${why}`,
        help: 'What is there is not known, and is not counted as in sync. Check the address and the credentials of the mirror.',
        mirror: cell.mirror.name,
        ...(group.length === 1 ? { source: row.name, target: cell.address, at: row.at } : {}),
        affects,
        affectedCount: affects.length,
    });
}

;// CONCATENATED MODULE: ./build/mirror/drift/row-timeline.js


/** Of the row's own name, or of another one that it stands for. */
function rowTimeline(row, knowledge, meaning = row.meanings[0]) {
    const { history, lock, age } = knowledge;
    if (meaning === undefined)
        return [];
    return timelineOf({
        sightings: sightingsOf(history.of(meaning.name), lock?.tags.get(meaning.name) ?? null),
        sourceNow: meaning.sourceNow,
        nowMs: age.nowMs,
        childOf: (index) => childOf(index, row, knowledge),
    });
}
/** With `index: omit` mirrors hold children of what the source serves: this row's own, where that index has it. */
function childOf(index, { image, wanted }, { indexes }) {
    if (image.index !== 'omit' || image.platforms === null)
        return null;
    const kept = indexes.get(index, image.platforms) ?? [];
    const own = kept.find(({ digest }) => digest === wanted);
    return own?.digest ?? (kept.length === 1 ? (kept[0]?.digest ?? null) : null);
}

;// CONCATENATED MODULE: ./build/mirror/drift/compared-rows.js
/** Rows as drift compares them: what was asked before, as values. Pure. */




/** One for every row, in order. */
function comparedRows(rows, knowing) {
    return rows.map((row) => comparedRow(row, row.meanings[0], knowing));
}
/** The other tags that rows stand for, without mirrors: what is to be said of their source and lock. */
function comparedMeanings(rows, knowing) {
    return rows.flatMap((row) => row.meanings
        .slice(1)
        .map((meaning) => ({ ...comparedRow(row, meaning, knowing), cells: [], name: meaning.name })));
}
function comparedRow(row, meaning, knowing) {
    const wanted = wantedOf(row, meaning);
    return {
        name: row.name,
        at: meaning?.at ?? row.at,
        tag: row.tag,
        wanted,
        source: sourceView(meaning),
        locked: meaning?.locked ?? null,
        allowRollback: row.image.allowRollback,
        timeline: rowTimeline(row, knowing.context, meaning),
        cells: row.cells.map((cell) => comparedCell(row, cell, { wanted, knowing })),
    };
}
function wantedOf({ wanted, problem }, meaning) {
    if (problem !== null)
        return { kind: 'unknown' };
    if (wanted !== null)
        return { kind: 'digest', digest: wanted, by: meaning?.by ?? 'source' };
    return meaning?.sourceSays === 'gone' ? { kind: 'gone' } : { kind: 'unknown' };
}
function sourceView(meaning) {
    if (meaning?.sourceSays === 'gone')
        return { kind: 'gone' };
    const digest = meaning?.sourceNow ?? null;
    return digest === null ? { kind: 'not-known' } : { kind: 'serves', digest };
}
function comparedCell(row, cell, viewing) {
    return { mirror: cell.mirror, address: cell.address, view: viewOf(row, cell, viewing) };
}
function viewOf(row, cell, { wanted, knowing }) {
    const { seen } = cell;
    switch (seen.kind) {
        case 'not-read':
            // Without tag and digest there is nothing that could be asked for.
            return wanted.kind === 'gone' && cell.tag === null ? { kind: 'absent' } : { kind: 'not-read' };
        case 'unreadable':
        case 'denied':
        case 'damaged':
            return { kind: 'unreadable', why: describeError(seen.error), isTold: isUnreachable(seen.error) };
        case 'absent':
            return seen.root === null || cell.tag !== null
                ? { kind: 'absent' }
                : presentView(row, cell, { digest: seen.root.digest, knowing });
        case 'present':
            return presentView(row, cell, { digest: seen.root.digest, knowing });
    }
}
function presentView(row, cell, { digest: said, knowing }) {
    const { explained, context } = knowing;
    const known = explained.get(cell) ?? null;
    if (known?.kind === 'not-read')
        return known;
    if (known?.kind === 'unreadable')
        return { kind: 'unreadable', why: describeError(known.error), isTold: false };
    const digest = known?.digest ?? said;
    const { wanted, platforms } = row;
    const remembered = wanted === null ? null : context.relations.get({ wanted, found: digest, platforms });
    const relation = known?.relation ?? remembered ?? { kind: 'unknown' };
    return { kind: 'present', digest, lack: lackOf(row, cell, { digest, knowing }), relation };
}
function lackOf(row, cell, { digest, knowing }) {
    const found = knowing.lackOf(row, cell);
    if (found !== null)
        return found;
    const proof = knowing.context.proofs.get(subjectOf(cell.target, digest, row));
    if (proof?.kind !== 'damaged')
        return null;
    return `damage was found at depth ${proof.depth} on ${new Date(proof.atMs).toISOString().slice(0, 10)}`;
}

;// CONCATENATED MODULE: ./build/mirror/drift/explain.js
/**
 * Explains differences: what the digest of a mirror's tag has to do with the wanted one. The only part of drift that reads
 * manifests, once per pair of digests, and only where neither history nor an earlier run explains them.
 */








const DIFFERENCES_AT_ONCE = 16;
/** Rounds of reading for one difference: the roots, then per image two manifests and two configs. */
const MOST_ROUNDS = 120;
/** By cell; cells that do not differ, or of which history says enough, are not in it. Never throws. */
async function explainDifferences(rows, { context, signal }) {
    const differing = rows.flatMap((row) => row.cells.flatMap((cell) => differenceOf(row, cell, context)));
    const byPair = Map.groupBy(differing, ({ key }) => key);
    const explained = new Map();
    await mapEach(byPair.values(), DIFFERENCES_AT_ONCE, async (group) => {
        for (const one of group)
            explained.set(one.cell, await explain(one, { context, signal }));
    });
    return explained;
}
function differenceOf(row, cell, context) {
    const { wanted, platforms } = row;
    if (wanted === null || cell.tag === null || cell.seen.kind !== 'present')
        return [];
    const found = cell.seen.root.digest;
    if (found === wanted)
        return [];
    const timeline = rowTimeline(row, context);
    const versions = versionsBetween(timeline, found, wanted);
    // Within one version (an index and the child taken from it), age does not tell them apart.
    if (versions !== null && versions !== 0)
        return [];
    return [{ key: `${found} ${wanted}`, row, cell, tag: cell.tag, difference: { wanted, found, platforms } }];
}
async function explain(one, explaining) {
    const { found } = one.difference;
    const known = explaining.context.relations.get(one.difference);
    if (known !== null && !mayBeConverted(known))
        return { kind: 'read', digest: found, relation: known };
    try {
        const raw = await explain_readTag(one, explaining);
        return { kind: 'read', ...(await explainRead(one, raw, explaining)) };
    }
    catch (error) {
        if (explaining.signal.aborted)
            return { kind: 'not-read' };
        return { kind: 'unreadable', error: toMirrorError(error) };
    }
}
/** A mirror that does not answer is not waited for once per tag. */
function explain_readTag({ cell, tag }, { context, signal }) {
    return context.health.guard(cell.mirror.name, signal, (guarded) => cell.target.readManifest(tag, guarded));
}
async function explainRead(one, raw, { context, signal }) {
    const { wanted, platforms } = one.difference;
    const { digest } = raw.descriptor;
    if (digest === wanted)
        return { digest, relation: { kind: 'unknown' } };
    const difference = { wanted, found: digest, platforms };
    const known = context.relations.get(difference);
    if (known !== null)
        return { digest, relation: known };
    const relation = await explain_decide(difference, { ...one, difference }, { raw, signal });
    context.relations.remember(difference, relation);
    return { digest, relation };
}
/** Some registries name the digest of one child where they hold the whole index: only the bytes tell. */
function mayBeConverted(relation) {
    return relation.kind === 'partial' && relation.shape === 'single' && !relation.isRewritten;
}
async function explain_decide(difference, one, { raw, signal }) {
    const content = new ReadContent();
    content.addManifest(raw.descriptor.digest, raw);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const step = relate(difference, content);
        if (step.kind === 'decided')
            return step.relation;
        for (const read of step.reads)
            await readInto(content, read, { stores: storesFor(read, one), signal });
    }
    return { kind: 'unknown' };
}
/** What is wanted is read from mirrors that have it before the source: there it may count as a pull. */
function storesFor({ from }, { row, cell }) {
    if (from === 'found')
        return [cell.target];
    const holders = row.cells.filter(({ seen }) => seen.kind === 'present' && seen.root.digest === row.wanted);
    return [...holders.map(({ target }) => target), row.source];
}
async function readInto(content, { what, digest }, { stores, signal }) {
    for (const store of stores) {
        try {
            if (what === 'manifest')
                content.addManifest(digest, await store.readManifest(digest, signal));
            else
                content.addConfig(digest, await explain_readConfig(store, digest, { content, signal }));
            return;
        }
        catch {
            signal.throwIfAborted();
        }
    }
    content.giveUp(what, digest);
}
async function explain_readConfig(store, digest, { content, signal }) {
    const descriptor = content.configDescriptor(digest);
    if (descriptor === null)
        throw new Error('no manifest names this config');
    const read = await store.readSmallBlob(descriptor, signal);
    if (read.kind !== 'read' || digestOf(read.bytes, digest) !== digest)
        throw new Error('not served');
    return read.bytes;
}
/** What has been read to explain one difference. */
class ReadContent {
    #nodes = new Map();
    #configs = new Map();
    node(digest) {
        return this.#nodes.get(digest);
    }
    config(digest) {
        return this.#configs.get(digest);
    }
    configDescriptor(digest) {
        for (const node of this.#nodes.values())
            if (node !== 'unusable' && node.kind === 'manifest' && node.config?.digest === digest)
                return node.config;
        return null;
    }
    addManifest(digest, raw) {
        const parsed = parseManifest(raw);
        this.#nodes.set(digest, parsed.ok ? parsed.node : 'unusable');
    }
    addConfig(digest, bytes) {
        this.#configs.set(digest, configContent(bytes));
    }
    giveUp(what, digest) {
        if (what === 'manifest')
            this.#nodes.set(digest, 'unusable');
        else
            this.#configs.set(digest, 'unusable');
    }
}

;// CONCATENATED MODULE: ./build/mirror/drift/drift.js





/** Reads only what explains a difference. Notes the states for the next run. Never throws. */
async function findDrift(rows, drifting, signal) {
    const explained = await explainDifferences(rows, { context: drifting.context, signal });
    return driftOf(rows, drifting, explained);
}
/** As `findDrift`, without a request: for the end of a run that has looked at everything already. */
function driftOf(rows, { context, lackOf }, explained = new Map()) {
    const knowing = { context, explained, lackOf };
    const clock = { nowMs: context.age.nowMs, maxLagMs: context.file.maxLagMs };
    const drift = compareRows(comparedRows(rows, knowing), clock);
    const changes = changesSince(drift, context.lastStates, clock.nowMs);
    context.lastStates.note(drift, clock.nowMs);
    const judged = new Map(rows.flatMap((row, index) => (drift.rows[index] ? [[row, drift.rows[index]]] : [])));
    const others = comparedMeanings(rows, knowing).flatMap((row) => findingsBeside(row, clock));
    return { rows: judged, changes, findings: [...drift.findings, ...others] };
}

;// CONCATENATED MODULE: ./build/mirror/drift/drift-after.js


/** What every tag means after `outcomes`: what was carried out is what the mirror holds now. */
function driftAfter(rows, outcomes, context) {
    const ended = new Map(outcomes.map((outcome) => [outcome.step.cell, outcome]));
    const after = rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => cellAfter(cell, row, ended.get(cell))),
    }));
    const lacks = new Map(rows.flatMap((row, index) => row.cells.flatMap((cell, at) => {
        const now = after[index]?.cells[at];
        return now === undefined ? [] : [[now, drift_after_lackOf(ended.get(cell))]];
    })));
    const drift = driftOf(after, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null });
    const judged = rows.flatMap((row, index) => {
        const now = after[index];
        const ofRow = now === undefined ? undefined : drift.rows.get(now);
        return ofRow === undefined ? [] : [[row, ofRow]];
    });
    const byName = Map.groupBy(outcomes, ({ step }) => step.row.name);
    return { ...drift, rows: new Map(judged), findings: drift.findings.filter((one) => isNews(one, byName)) };
}
const drift_after_CARRIED_OUT = new Set([
    'copied',
    'repaired',
    'up-to-date',
    'incomplete',
]);
function cellAfter(cell, { wanted, root }, outcome) {
    if (wanted === null || outcome === undefined || !drift_after_CARRIED_OUT.has(outcome.outcome))
        return cell;
    return { ...cell, seen: { kind: 'present', root: root ?? { mediaType: '', digest: wanted, size: 0 } } };
}
function drift_after_lackOf(outcome) {
    return outcome?.outcome === 'incomplete' ? outcome.reason : null;
}
/** What failed or was refused has a finding of its own, and what was not reached is for the next run to judge. */
function isNews({ rule, source = '', mirror }, byName) {
    const ofRow = byName.get(source) ?? [];
    if (ofRow.some(({ outcome }) => outcome === 'deferred'))
        return false;
    const isState = DRIFT_NAMES.some((name) => name === rule);
    const own = ofRow.find(({ step }) => step.cell.mirror.name === mirror);
    return !isState || own === undefined || drift_after_CARRIED_OUT.has(own.outcome) || own.outcome === 'compared';
}

;// CONCATENATED MODULE: ./build/commands/sync.js
/** `sync`: resolve, plan, copy, prove, tag, tell drift. */













const sync = {
    name: 'sync',
    summary: 'copy what the mirrors lack, prove it, then move the tags',
    details: [
        'Reads the mirror manifest, finds the wanted digest of every image, copies what a mirror lacks,',
        'proves that it can be served, and sets tags last. Only what is needed is read or written.',
        '',
        '  mirror-action sync -f mirror.yaml --json report.json',
        "  mirror-action sync --image 'docker.io/library/*' --mirror eu",
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: [...COMMON_OPTIONS, 'dryRun'],
    writes: 'unless --dry-run',
    run: runSync,
};
async function runSync(door) {
    if (door.options.dryRun)
        return planAndStop(door, 'sync');
    const { log } = door.host;
    const prepared = await prepare(door);
    const { context, stores } = prepared;
    const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
    try {
        const resolved = await log.group('Look at sources and mirrors', () => resolve(context, door.signal));
        checkGlobs(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const plan = makePlan(resolved.rows, context);
        context.meter.phase = 'copy';
        const { outcomes, findings } = await log.group('Copy what is missing', async () => tryAgain(await copy(plan.steps, context, door.signal), context, door.signal));
        acceptOutcomes(resolved.rows, outcomes, context.history);
        const drift = driftAfter(resolved.rows, outcomes, context);
        return await finish(door, prepared, {
            command: 'sync',
            rows: resolved.rows,
            outcomes,
            drift,
            findings: [
                ...resolved.findings,
                ...plan.findings,
                ...findings,
                ...drift.findings,
                ...findingsOfFailures(outcomes),
            ],
        });
    }
    finally {
        stopProgress();
    }
}

;// CONCATENATED MODULE: ./build/commands/demo.js
/** `demo`: the whole story on embedded registries, played with the real commands. */









const demo = {
    name: 'demo',
    summary: 'see it all on embedded registries, with nothing to reach',
    details: [
        'Starts a source and two mirrors in this process, makes a few images up, and then locks, plans and syncs',
        'them, moves a tag, damages a mirror and repairs it. Nothing outside of the folder is read or written.',
        '',
        '  mirror-action demo --output ./demo',
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: ['output', 'logLevel', 'quiet'],
    writes: 'never',
    run: runDemo,
};
/** Images in the mirror manifest (one tag, two selected tags, one pin) times two mirrors. */
const ROWS = 8;
async function runDemo(door) {
    const stage = new DemoStage(door, await chooseFolder(door));
    const world = await startWorld(door.servers);
    try {
        await writeManifest(stage, world, door);
        await demo_lockTags(stage);
        await planFirst(stage);
        await syncAll(stage);
        await syncAgain(stage);
        const web = await followMovedTag(stage, world);
        await repairDamage(stage, world, web);
        tellEnd(stage);
        return { report: null, exitCode: 0 };
    }
    catch (error) {
        if (!(error instanceof WentOtherwise))
            throw error;
        door.host.log.error(`${error.message}; look at the reports in ${stage.folder}`);
        return { report: null, exitCode: 1 };
    }
    finally {
        await world.close();
    }
}
/** A new folder, or the one asked for unless a mirror manifest lies there already. */
async function chooseFolder({ host, options, temporary }) {
    if (options.output === null)
        return (0,external_node_path_.join)(temporary, `mirror-action-demo-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
    const folder = (0,external_node_path_.resolve)(host.workingDirectory, options.output);
    if (await host.files.exists((0,external_node_path_.join)(folder, 'mirror.yaml')))
        throw new MirrorError('input', `${folder} holds a mirror.yaml already, which the demo would replace`, {
            fix: 'name a new folder with --output',
        });
    return folder;
}
async function writeManifest(stage, world, { host }) {
    await host.files.writeText((0,external_node_path_.join)(stage.folder, 'mirror.yaml'), world.manifest);
    const { source, eu, us } = world;
    stage.tell(`Three registries run in this process: a source (${source.address}) with a few images for linux/amd64`, `and linux/arm64, and two empty mirrors, eu (${eu.address}) and us (${us.address}).`, '', heading(stage, 1, 'Which images go where is written down in a mirror manifest, mirror.yaml.'), ...world.manifest
        .trimEnd()
        .split('\n')
        .map((line) => `   ${stage.style('dim', shortened(line))}`));
}
async function demo_lockTags(stage) {
    const played = await stage.play(lock);
    tellStep(stage, 2, 'Tags can move, digests cannot: lock notes what every tag means now, for review.');
    tellCommand(stage, 'lock', played.lines.filter((line) => line.startsWith('new')));
    stage.expect(played.exitCode === 0 && played.report.ok, 'the tags are locked');
}
async function planFirst(stage) {
    const played = await stage.play(plan);
    const { planned } = played.report.totals;
    tellStep(stage, 3, 'Look first: plan changes nothing. Four images on two mirrors are eight copies to be made.');
    tellCommand(stage, 'plan', [totalsLine(played.report)]);
    stage.expect(planned === ROWS, `${ROWS} copies are planned, not ${planned}`);
}
async function syncAll(stage) {
    const played = await stage.play(sync);
    const { copied, sourceBytes, mirrorBytes } = played.report.totals;
    tellStep(stage, 4, 'Copy: every layer is read once from the source, for both mirrors. Tags are set last, on proven images.');
    tellCommand(stage, 'sync', [totalsLine(played.report)]);
    stage.expect(isGood(played) && copied === ROWS, `${ROWS} images are copied`);
    stage.expect(mirrorBytes > sourceBytes, 'the mirrors got more than was read');
}
async function syncAgain(stage) {
    const played = await stage.play(sync);
    const { upToDate, requests } = played.report.totals;
    tellStep(stage, 5, 'Again: nothing to do. It costs one request per image and mirror, and none to the source.');
    tellCommand(stage, 'sync', [totalsLine(played.report)]);
    stage.expect(isGood(played) && upToDate === ROWS, 'everything is up to date');
    stage.expect(requests === ROWS, `${ROWS} requests are enough, not ${requests}`);
}
async function followMovedTag(stage, { source }) {
    const web = await pushWeb(source, 'second build');
    const before = await stage.play(sync);
    const locking = await stage.play(lock);
    const after = await stage.play(sync);
    tellStep(stage, 6, 'At the source the tag shop/web:1.4 moves. The mirrors follow when the lock is renewed.');
    tellCommand(stage, 'sync', [totalsLine(before.report)]);
    tellCommand(stage, 'lock', locking.lines.filter((line) => line.startsWith('moved')));
    tellCommand(stage, 'sync', [totalsLine(after.report)]);
    stage.expect(isGood(before) && before.report.totals.upToDate === ROWS, 'the lock still holds');
    stage.expect(isGood(after) && after.report.totals.copied === 2, 'both mirrors get the new digest');
    return web;
}
async function repairDamage(stage, { us }, web) {
    us.loseBlob(web.layers.at(-1) ?? '');
    const played = await stage.play(sync, { recheck: 'all' });
    const mended = played.report.findings.filter(({ repaired }) => repaired !== null);
    tellStep(stage, 7, 'The mirror us loses a layer and does not know it. Sync trusts its own proofs for some days; asked to', 'check everything it reads the last byte of every layer, tells what is lost and brings it back.');
    const told = mended.flatMap(({ rule, message }) => [
        `${rule}:`,
        ...message.split('; ').map((part) => `  ${part}`),
    ]);
    tellCommand(stage, 'sync --recheck all', [...told, totalsLine(played.report)]);
    stage.expect(isGood(played) && played.report.totals.repaired === 1, 'one image is repaired');
    stage.expect(mended.length === 1 && mended[0]?.mirror === 'us', 'the lost layer is told');
}
function tellEnd(stage) {
    stage.tell('', stage.style('green', 'All of it went as told.'), 'The mirror manifest, its lock and a report of every command (JSON, Markdown, HTML) lie in', `   ${stage.style('bold', stage.folder)}`, 'The registries were part of this process and are gone. Next, with your own images:', '   mirror-action init --to registry.example.com/mirror < images.txt');
}
function isGood({ report, exitCode }) {
    return exitCode === 0 && report.ok && report.totals.failed === 0;
}
function tellStep(stage, number, ...[sentence = '', ...more]) {
    stage.tell('', heading(stage, number, sentence), ...more.map((line) => `   ${line}`));
}
function tellCommand(stage, command, lines) {
    stage.tell(`   ${stage.style('bold', `$ mirror-action ${command}`)}`, ...lines.map((line) => `     ${line}`));
}
function heading(stage, number, sentence) {
    return `${stage.style('bold', `${number}.`)} ${sentence}`;
}
/** Digests in the middle of a line, cut for the reader. */
function shortened(line) {
    return line.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}

;// CONCATENATED MODULE: ./build/mirror/drift/outcome.js
/** Rows that were compared, as outcomes. Pure. */



/** One for every row and mirror, in order. `verified` has what `--depth` found out, by cell. */
function comparedOutcomes(rows, drift, { verified, signal }) {
    return rows.flatMap((row) => {
        const judged = drift.rows.get(row)?.cells ?? [];
        return row.cells.map((cell, index) => {
            const step = { row, cell, action: 'compare', reason: judged[index]?.reason ?? '' };
            const ofDepth = verified.get(cell);
            const view = judged[index]?.view;
            const compared = comparedOutcome(step, view ?? { kind: 'not-read' }, signal);
            return ofDepth === undefined
                ? compared
                : { ...ofDepth, step, reason: ofDepth.complete === true ? compared.reason : ofDepth.reason };
        });
    });
}
function comparedOutcome(step, view, signal) {
    const { row, cell } = step;
    const { seen } = cell;
    const found = view.kind === 'present' ? view.digest : null;
    const base = { step, found, complete: null, proof: null, bytes: 0, failure: null };
    if (row.problem !== null)
        return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
    if (view.kind === 'not-read' && signal.aborted)
        return deferred(step, signal);
    if (seen.kind !== 'unreadable')
        return { ...base, outcome: 'compared', reason: step.reason };
    const failure = { side: 'mirror', error: seen.error, rule: 'copy-failed' };
    const reason = reasonOf(failure, cell.mirror.name);
    // Another reason than not answering has a finding of its own, `unreadable`.
    return { ...base, outcome: 'failed', reason, failure: isUnreachable(seen.error) ? failure : null };
}

;// CONCATENATED MODULE: ./build/mirror/verify/advice.js
const ADVICE = {
    'manifest-missing': 'Whoever pulls this image, or this platform of it, gets an error. Run verify --repair or sync --recheck all; if it happens again, look at how the registry collects untagged manifests.',
    'manifest-digest-mismatch': 'The registry’s copy is damaged, and every pull of it fails. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
    'manifest-size-mismatch': 'The index names a wrong size, so that strict readers refuse the child. The image itself has to be rebuilt or pushed anew by its publisher.',
    'manifest-ambiguous': 'Two readers may take this document for two different images (CVE-2021-41190). Do not run it; ask its publisher to push it anew.',
    'manifest-unparsable': 'No runtime can read this document. Ask the publisher to push it anew, or take the image out.',
    'blob-missing': 'The image is listed but cannot be pulled from this mirror. Run verify --repair: the content is brought back by digest from another mirror or the source.',
    'blob-size-mismatch': 'The content is cut or replaced, and pulls from this mirror fail. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
    'blob-digest-mismatch': 'The content is damaged at rest, and pulls from this mirror fail. Run verify --repair; what stays damaged has to be deleted from the registry’s storage.',
    'media-type-mismatch': 'Runtimes go by different ones of these statements, so that some refuse the image. Let the registry or proxy serve the stored type, or push the image anew.',
    'media-type-unknown': 'It is mirrored and verified like everything else; runtimes can use it only if they know the type.',
    'schema1-manifest': 'Docker schema 1 is not pulled by current runtimes (containerd 2.1, Docker 28.2) and its content cannot be verified. Rebuild the image.',
    'config-octet-stream': 'containerd 1.4 and later do not pull this image as they should: layers are not fetched. Rebuild it, or push it again with the right config type and use the new digest; a mirror never changes it by itself.',
    'platform-mismatch': 'Nodes choose by the index and then run what the config says: the image may end in an exec format error. Ask the publisher to correct it.',
    'diff-id-mismatch': 'The layers are as pushed, but do not unpack to what the config promises: runtimes refuse the image. It has to be rebuilt.',
    'layer-undecodable': 'The layer is as pushed, but cannot be unpacked: runtimes fail on it. The image has to be rebuilt.',
    'sparse-index': 'Nodes of other platforms cannot pull this image from the mirrors.',
    'foreign-layer': 'Nodes fetch foreign layers from the places the manifest names; without a way there they cannot run this image.',
    'encrypted-layer': 'Only runtimes that hold the key can run this image; Docker cannot.',
    'nested-index': 'containerd and Docker walk nested indexes, CRI-O and Podman do not. Publish a flat index for them.',
    'range-ignored': 'Run verify --depth content from time to time: it reads every byte.',
    incomplete: 'Run verify --repair at that depth, or deeper.',
};
function helpOf(rule) {
    return ADVICE[rule] ?? 'See docs/findings.md.';
}

;// CONCATENATED MODULE: ./build/mirror/verify/inspect.js





/** Remarks about every manifest of an image, in walk order. */
function inspect(image) {
    return image.flatMap((manifest) => [...inspectTypes(manifest), ...inspectContent(manifest)]);
}
function inspectContent(manifest) {
    const { content, nesting, digest } = manifest;
    if (content.kind === 'refused')
        return content.rule === 'schema1-manifest'
            ? [remark('schema1-manifest', digest, `cannot be looked into: ${content.why}`)]
            : [];
    const { node } = content;
    if (node.kind === 'manifest')
        return inspectManifest(node, manifest);
    if (nesting === 0)
        return [];
    return [remark('nested-index', digest, 'is an index inside an index, which CRI-O and Podman do not pull')];
}
/** Descriptor, Content-Type and body have to agree: each reader goes by another one of them. */
function inspectTypes({ content, statedType, servedType, digest }) {
    if (content.kind === 'refused')
        return [];
    const { bodyMediaType, mediaType } = content.node;
    const served = servedType !== '' && servedType !== mediaType;
    const stated = statedType !== '' && bodyMediaType !== '' && statedType !== bodyMediaType;
    const isVague = statedType !== '' && manifestRole(statedType) === 'unknown';
    return [
        ...(stated || isVague
            ? [
                remark('media-type-mismatch', digest, `is called ${quoted(statedType)} by the index that names it and is ${quoted(mediaType)}`),
            ]
            : []),
        ...(served
            ? [
                {
                    ...remark('media-type-mismatch', digest, `is served with Content-Type ${quoted(servedType)} and is ${quoted(mediaType)}`),
                    isOfMirror: true,
                },
            ]
            : []),
    ];
}
function inspectManifest(node, { digest, platform }) {
    const of = platform === null ? 'the image' : formatPlatform(platform);
    const remarks = [];
    const isImage = node.config !== null && isRunnableConfig(node.config.mediaType);
    if (node.config?.mediaType === OCTET_STREAM) {
        const why = `names the config of ${of} (${shortDigest(node.config.digest)}) as application/octet-stream`;
        remarks.push(remark('config-octet-stream', digest, why));
    }
    const encrypted = node.layers.filter(({ mediaType }) => mediaType.endsWith('+encrypted'));
    if (encrypted.length > 0) {
        remarks.push(remark('encrypted-layer', digest, `has ${formatCount(encrypted.length, 'encrypted layer')}`));
    }
    const types = [node.config, ...node.layers].flatMap((blob) => (blob === null ? [] : [blob.mediaType]));
    const unknown = [...new Set(types)].filter((type) => type !== OCTET_STREAM && !isKnownBlobType(type));
    if (unknown.length > 0) {
        const kinds = unknown.map(quoted).join(', ');
        const what = isImage ? 'layers' : 'content';
        remarks.push(remark('media-type-unknown', digest, `has ${what} of types that are in no common use: ${kinds}`));
    }
    return remarks;
}
function remark(rule, digest, why) {
    return { rule, digest, why, isOfMirror: false };
}

;// CONCATENATED MODULE: ./build/mirror/verify/findings.js
/** What walks found, as findings: one cause is one finding, with the images that it touches. Pure. */





/** In no particular order; the report sorts. */
function findingsOfWalks(verified) {
    const walked = verified.flatMap(({ outcome: { step }, walk }) => (walk === null ? [] : [{ step, walk }]));
    return [
        ...findings_faultFindings(walked),
        ...remarkFindings(walked),
        ...foreignFindings(walked),
        ...sparseFindings(walked),
        ...findings_rangeFindings(walked),
        ...unwalkedFindings(verified),
    ];
}
/** One lost blob of one registry is one finding, in however many repositories and images it is missed. */
function findings_faultFindings(walked) {
    const all = walked.flatMap(({ step, walk }) => walk.faults.map((told) => ({ step, told })));
    const byCause = Map.groupBy(all, ({ step, told }) => `${step.cell.target.origin} ${findings_causeOf(told)}`);
    return [...byCause.values()].map((group) => faultFinding(group));
}
function faultFinding(group) {
    const { step, told } = weightiest(group);
    const { rule, digest, why, what } = told;
    const { cell, row } = step;
    return finding(rule, {
        message: `${cell.target.name}: ${what} (${shortDigest(digest)}) ${why}`,
        help: helpOf(rule),
        source: row.name,
        mirror: cell.mirror.name,
        target: cell.address,
        digest,
        at: row.at,
        ...affected(group),
    });
}
/** A finding is judged by its mirror: where one registry is several mirrors, not by one that is only being filled. */
function weightiest(group) {
    return group.find(({ step }) => step.cell.mirror.state === 'serving') ?? firstOf(group);
}
/** What the image itself says is the same on every mirror and told once. */
function remarkFindings(walked) {
    const all = walked.flatMap(({ step, walk }) => [...walk.remarks, ...inspect(walk.manifests)].map((told) => ({ step, told })));
    const byCause = Map.groupBy(all, ({ step, told }) => told.isOfMirror
        ? `${step.cell.mirror.name} ${findings_causeOf(told)} ${told.why}`
        : `${findings_causeOf(told)} ${told.why}`);
    return [...byCause.values()].map((group) => remarkFinding(group));
}
function remarkFinding(group) {
    const { step, told } = firstOf(group);
    const { rule, digest, why, isOfMirror } = told;
    const { cell, row } = step;
    const where = isOfMirror ? cell.target.name : row.name;
    return finding(rule, {
        message: `${where}: ${shortDigest(digest)} ${why}`,
        help: helpOf(rule),
        source: row.name,
        ...(isOfMirror ? { mirror: cell.mirror.name, target: cell.address } : {}),
        digest,
        at: row.at,
        ...affected(group),
    });
}
function foreignFindings(walked) {
    return perImage(walked, ({ foreignLayers }) => foreignLayers.length > 0).map((group) => {
        const { step, told } = firstOf(group);
        const digests = told.foreignLayers.map(({ digest }) => shortDigest(digest)).join(', ');
        return imageFinding('foreign-layer', step, {
            told,
            message: `${step.row.name}: ${formatCount(told.foreignLayers.length, 'foreign layer')} may live outside of registries and was not looked for (${digests})`,
        });
    });
}
function sparseFindings(walked) {
    return perImage(walked, ({ omitted }) => omitted > 0).map((group) => {
        const { step, told } = firstOf(group);
        return imageFinding('sparse-index', step, {
            told,
            message: `${step.row.name}: ${formatCount(told.omitted, 'child', 'children')} of the index left out, as platforms asks`,
        });
    });
}
function perImage(walked, holds) {
    const some = walked.filter(({ walk }) => holds(walk)).map(({ step, walk }) => ({ step, told: walk }));
    return [...Map.groupBy(some, ({ step, told }) => `${step.row.name} ${told.root}`).values()];
}
function imageFinding(rule, { row }, { told, message }) {
    return finding(rule, { message, help: helpOf(rule), source: row.name, digest: told.root, at: row.at });
}
/** Registries that ignore ranges, each named once. */
function findings_rangeFindings(walked) {
    const unproven = walked.filter(({ walk }) => !walk.isProven);
    return [...Map.groupBy(unproven, ({ step }) => step.cell.mirror.name)].map(([mirror, group]) => finding('range-ignored', {
        message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
        help: helpOf('range-ignored'),
        mirror,
        ...affected(group),
    }));
}
/** Without a digest to bring back there is nothing for a repair to do. */
const NO_TAG_HELP = 'Whoever pulls this tag from the mirror gets an error. Run sync, which brings it; with a pin or a lock entry verify --repair does too.';
/** Rows of which nothing could be walked, or that are known to be damaged deeper than this walk went. */
function unwalkedFindings(verified) {
    return verified.flatMap(({ outcome, walk }) => {
        const isTold = walk !== null && walk.faults.length > 0;
        if (outcome.outcome !== 'incomplete' || isTold)
            return [];
        const { row, cell } = outcome.step;
        const rule = walk === null ? 'manifest-missing' : 'incomplete';
        return finding(rule, {
            message: `${cell.address}: ${outcome.reason}`,
            help: walk === null ? NO_TAG_HELP : helpOf(rule),
            source: row.name,
            mirror: cell.mirror.name,
            target: cell.address,
            ...(walk === null ? {} : { digest: walk.root }),
            at: row.at,
        });
    });
}
function findings_causeOf({ rule, digest }) {
    return `${rule} ${digest}`;
}
function affected(group) {
    const names = [...new Set(group.map(({ step }) => step.row.name))];
    return { affects: names, affectedCount: names.length };
}
/** Groups are never empty. */
function firstOf(group) {
    const [first] = group;
    if (first === undefined)
        throw new Error('a group without a member');
    return first;
}

;// CONCATENATED MODULE: ./build/mirror/verify/order.js
/** In which order a sweep takes its steps. */

/** Steps whose last proof of this depth is oldest first; those never proven at it before all. Ties stay in order. */
function oldestFirst(steps, depth, proofOf) {
    const provenAtMs = (step) => {
        const proof = proofOf(step);
        return proof === null || isShallower(proof.depth, depth) ? Number.NEGATIVE_INFINITY : proof.atMs;
    };
    return steps
        .map((step) => ({ step, atMs: provenAtMs(step) }))
        .sort((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs))
        .map(({ step }) => step);
}

;// CONCATENATED MODULE: ./build/mirror/verify/outcome.js
/** How one step of `verify` ended, from what the walk found. Pure. */






/** Where a walk starts: the wanted digest, else what the mirror's own tag points to; null: nowhere. */
function outcome_startOf({ row, cell }) {
    if (row.wanted !== null)
        return row.wanted;
    return cell.seen.kind === 'present' ? cell.seen.root.digest : null;
}
/** The outcome of a step that needs no walk or allows none; null where there is something to walk. */
function outcomeWithoutWalk(step, signal) {
    const { row, cell } = step;
    const base = { ...outcome_blank(step), reason: step.reason };
    if (row.problem !== null)
        return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
    if (signal.aborted)
        return deferred(step, signal);
    if (cell.seen.kind === 'unreadable' || cell.seen.kind === 'denied')
        return failedWalk(step, cell.seen.error, signal);
    if (cell.mirror.kind === 'cache')
        return { ...base, outcome: 'compared', reason: 'a pull-through cache is not read blob by blob' };
    if (outcome_startOf(step) === null)
        return { ...base, outcome: 'incomplete', complete: false, reason: 'the mirror has no such tag' };
    return null;
}
function outcomeOfWalk(step, walk, { depth, nowMs, proof }) {
    const base = { ...outcome_blank(step), found: foundOf(step, walk), fileSystems: walk.fileSystems };
    if (walk.faults.length > 0)
        return { ...base, outcome: 'incomplete', complete: false, reason: reasonOfFaults(walk) };
    if (proof?.kind === 'damaged')
        return { ...base, outcome: 'incomplete', complete: false, reason: whyStillDamaged(proof, depth) };
    const refused = walk.manifests.find(({ content }) => content.kind === 'refused');
    if (refused?.content.kind === 'refused')
        return {
            ...base,
            outcome: 'compared',
            reason: `its content cannot be looked at: ${refused.content.why}`,
        };
    const proven = walk.isProven ? depth : 'exists';
    return {
        ...base,
        outcome: 'complete',
        complete: true,
        reason: `${formatCount(walk.manifests.length, 'manifest')} and all that they name`,
        proof: { depth: proven, atMs: nowMs, thisRun: true },
    };
}
/** A mirror that did not answer, or a run that was stopped. */
function failedWalk(step, error, signal) {
    if (signal.aborted)
        return deferred(step, signal);
    const cause = error === null ? new MirrorError('internal', 'there is nothing to walk') : toMirrorError(error);
    const failure = { side: 'mirror', error: cause, rule: 'copy-failed' };
    const reason = reasonOf(failure, step.cell.mirror.name);
    return { ...outcome_blank(step), outcome: 'failed', reason, failure };
}
function outcome_blank(step) {
    const found = step.cell.seen.kind === 'present' ? step.cell.seen.root.digest : null;
    return { step, found, complete: null, proof: null, bytes: 0, failure: null };
}
/** Where no tag is managed, the root that was read is what was found. */
function foundOf({ cell }, walk) {
    if (cell.seen.kind === 'present')
        return cell.seen.root.digest;
    const isThere = walk.manifests.some(({ digest }) => digest === walk.root);
    return cell.tag === null && isThere ? walk.root : null;
}
function reasonOfFaults({ faults }) {
    const [first] = faults;
    const more = faults.length > 1 ? `; ${faults.length - 1} more` : '';
    return first === undefined ? '' : `${first.what}: ${shortDigest(first.digest)} ${first.why}${more}`;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/oci/undecodable.js
/** Why the content of a layer cannot be had from its bytes. */
/** Thrown among the decoders and made a value where they end; nothing else sees it. */
class Undecodable extends Error {
    reason;
    constructor(reason, why, cause) {
        super(why, cause === undefined ? undefined : { cause });
        this.name = 'Undecodable';
        this.reason = reason;
    }
}

;// CONCATENATED MODULE: ./build/oci/layer-type.js
/** What the media type of a layer promises about its content. */

const TARS = new Set([
    OCI_LAYER,
    OCI_LAYER_NONDISTRIBUTABLE,
    DOCKER_LAYER,
    DOCKER_LAYER_FOREIGN,
]);
/**
 * The compression that `mediaType` states. Docker's types without suffix state none: they were written over compressed
 * layers, and runtimes sniff them. OCI's plain tar is taken at its word (containerd unpacks it without looking).
 */
function statedCompression(mediaType) {
    if (isEncryptedLayer(mediaType))
        return 'any';
    if (/[+.]gzip$/.test(mediaType))
        return 'gzip';
    if (/[+.]zstd$/.test(mediaType))
        return 'zstd';
    return mediaType === OCI_LAYER || mediaType === OCI_LAYER_NONDISTRIBUTABLE ? 'none' : 'any';
}
/** Whether a runtime would unpack content of `mediaType` as a layer of a file system; encrypted ones included. */
function isFilesystemLayer(mediaType) {
    return TARS.has(mediaType.replace(/\+encrypted$/, '').replace(/[+.](?:gzip|zstd)$/, ''));
}
/** Whether only the holder of a key can tell what is inside. */
function isEncryptedLayer(mediaType) {
    return mediaType.endsWith('+encrypted');
}
/** How the two contradict each other, or null where `found` is what `stated` allows. */
function whyCompressionContradicts(stated, found) {
    if (stated === 'any' || stated === found)
        return null;
    return `its media type says ${wordsFor(stated)}, its content is ${wordsFor(found)}`;
}
const MAGIC = [
    ['gzip', [0x1f, 0x8b]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bzip2', [0x42, 0x5a, 0x68]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];
/** A block of bzip2 begins with these six bytes of pi; its three-letter magic alone could begin a file name in a tar. */
const BZIP2_BLOCK = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const BZIP2_BLOCK_AT = 4;
/** What content that begins with `head` is compressed with. `head` has 10 bytes, fewer only where there are no more. */
function sniffCompression(head) {
    if (isSkippableMagic(head))
        return 'zstd';
    const found = MAGIC.find(([, magic]) => startsWith(head, magic, 0))?.[0] ?? 'none';
    return found === 'bzip2' && !startsWith(head, BZIP2_BLOCK, BZIP2_BLOCK_AT) ? 'none' : found;
}
/** A frame without content, which zstd:chunked and pzstd write (RFC 8878, 3.1.2): 50 to 5f, 2a 4d 18. */
function isSkippableMagic(bytes) {
    return ((bytes[0] ?? 0) & 0xf0) === 0x50 && startsWith(bytes, [0x2a, 0x4d, 0x18], 1);
}
function startsWith(bytes, magic, offset) {
    return magic.every((byte, index) => bytes[offset + index] === byte);
}
function wordsFor(compression) {
    return compression === 'none' ? 'not compressed' : compression;
}

;// CONCATENATED MODULE: ./build/oci/zstd-frames.js
/**
 * The frames of a zstd stream, found by walking their headers (RFC 8878, 3.1) without decompressing. Needed because
 * Node's decompressor stops without a word at the first frame that ends inside of what it is given, and because its older
 * versions take a truncated frame for a whole one.
 */




const MAGIC_NUMBER = 0xfd2fb528;
const COLLECTED = new Set([
    'magic',
    'skippable-size',
    'descriptor',
    'header',
    'block-header',
]);
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const LONGEST_PART_BYTES = 14;
class ZstdFrameScanner {
    #limits;
    /** The bytes of the current part, where its value matters. */
    #collected = new DataView(new ArrayBuffer(LONGEST_PART_BYTES));
    #collectedBytes = 0;
    #part = 'magic';
    #leftBytes = 4;
    #descriptor = 0;
    #isLastBlock = false;
    #frames = 0;
    #contentBytes = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    /**
     * The parts of `bytes` (the next ones of the stream) that belong to frames with content; none reaches over the end of a
     * frame. Throws `Undecodable`.
     */
    *contentOf(bytes) {
        let start = 0;
        for (let at = 0; at < bytes.byteLength;) {
            const before = this.#part;
            const partStart = at;
            const isContinued = this.#collectedBytes > 0;
            at += this.#consume(bytes, at);
            if (this.#leftBytes > 0)
                break;
            if (before === 'magic')
                start = partStart;
            const held = before === 'magic' && isContinued ? this.#heldMagic(at - partStart) : null;
            this.#advance();
            if (held !== null && this.#part === 'descriptor')
                yield held;
            if (this.#part === 'magic' && before !== 'skippable-size' && before !== 'skippable-content') {
                yield bytes.subarray(start, at);
            }
            if (this.#part === 'magic')
                start = at;
        }
        if (this.#isInsideContent() && start < bytes.byteLength)
            yield bytes.subarray(start);
    }
    /** To be called when there are no more bytes. Throws `Undecodable` inside of a frame. */
    finish() {
        if (this.#part === 'magic' && this.#collectedBytes === 0)
            return;
        if (this.#part === 'magic' && this.#frames > 0)
            throw garbage();
        throw new Undecodable('truncated', 'it ends in the middle of a zstd frame');
    }
    /** Takes as much of the current part as there is, and says how much that was. */
    #consume(bytes, at) {
        const taken = Math.min(this.#leftBytes, bytes.byteLength - at);
        if (COLLECTED.has(this.#part)) {
            for (let index = 0; index < taken; index++) {
                this.#collected.setUint8(this.#collectedBytes++, bytes[at + index] ?? 0);
            }
        }
        this.#leftBytes -= taken;
        return taken;
    }
    /** The bytes of a magic number that came before the last `fresh` ones. */
    #heldMagic(fresh) {
        return new Uint8Array(this.#collected.buffer.slice(0, 4 - fresh));
    }
    #isInsideContent() {
        switch (this.#part) {
            case 'magic':
            case 'skippable-size':
            case 'skippable-content':
                return false;
            case 'descriptor':
            case 'header':
            case 'block-header':
            case 'block':
            case 'checksum':
                return true;
            default:
                return assertNever(this.#part);
        }
    }
    /** On to the next part that has bytes. */
    #advance() {
        do
            this.#enter(...this.#partAfter());
        while (this.#leftBytes === 0);
    }
    #enter(part, sizeBytes) {
        this.#part = part;
        this.#leftBytes = sizeBytes;
        this.#collectedBytes = 0;
    }
    #partAfter() {
        switch (this.#part) {
            case 'magic':
                return this.#afterMagic();
            case 'skippable-size':
                return ['skippable-content', this.#collected.getUint32(0, true)];
            case 'skippable-content':
            case 'checksum':
                return ['magic', 4];
            case 'descriptor':
                return this.#afterDescriptor();
            case 'header':
                this.#readHeader();
                return ['block-header', 3];
            case 'block-header':
                return this.#afterBlockHeader();
            case 'block':
                if (!this.#isLastBlock)
                    return ['block-header', 3];
                return ['checksum', (this.#descriptor & 0x04) === 0 ? 0 : 4];
            default:
                return assertNever(this.#part);
        }
    }
    #afterMagic() {
        const isSkippable = isSkippableMagic(new Uint8Array(this.#collected.buffer));
        if (!isSkippable && this.#collected.getUint32(0, true) !== MAGIC_NUMBER)
            throw garbage();
        this.#frames += 1;
        if (this.#frames > this.#limits.frames) {
            throw new Undecodable('too-many-frames', `it has more than ${this.#limits.frames} zstd frames`);
        }
        return isSkippable ? ['skippable-size', 4] : ['descriptor', 1];
    }
    #afterDescriptor() {
        this.#descriptor = this.#collected.getUint8(0);
        if ((this.#descriptor & 0x08) !== 0)
            throw corrupt('a frame header sets the reserved bit');
        const window = this.#isSingleSegment() ? 0 : 1;
        return ['header', window + this.#dictionaryIdBytes() + this.#contentSizeBytes()];
    }
    #readHeader() {
        const dictionaryAt = this.#isSingleSegment() ? 0 : 1;
        const contentAt = dictionaryAt + this.#dictionaryIdBytes();
        for (let at = dictionaryAt; at < contentAt; at++) {
            if (this.#collected.getUint8(at) === 0)
                continue;
            throw new Undecodable('dictionary', 'a zstd frame needs a dictionary, which an image cannot carry');
        }
        const contentBytes = this.#statedContentBytes(contentAt);
        const windowBytes = this.#isSingleSegment() ? contentBytes : windowOf(this.#collected.getUint8(0));
        if (windowBytes > this.#limits.windowBytes) {
            const words = `${formatBytes(windowBytes)}, more than ${formatBytes(this.#limits.windowBytes)}`;
            throw new Undecodable('window-too-large', `a zstd frame needs a window of ${words}`);
        }
        this.#contentBytes += contentBytes;
        if (this.#contentBytes > this.#limits.contentBytes) {
            const words = `${formatBytes(this.#contentBytes)}, more than ${formatBytes(this.#limits.contentBytes)}`;
            throw new Undecodable('too-large', `its zstd frames say that they expand to ${words}`);
        }
    }
    #isSingleSegment() {
        return (this.#descriptor & 0x20) !== 0;
    }
    #dictionaryIdBytes() {
        return DICTIONARY_ID_BYTES[this.#descriptor & 0x03] ?? 0;
    }
    #contentSizeBytes() {
        const flag = this.#descriptor >> 6;
        return flag === 0 ? (this.#isSingleSegment() ? 1 : 0) : 2 ** flag;
    }
    /** 0 where the frame does not say. */
    #statedContentBytes(at) {
        switch (this.#contentSizeBytes()) {
            case 1:
                return this.#collected.getUint8(at);
            case 2:
                return this.#collected.getUint16(at, true) + 256;
            case 4:
                return this.#collected.getUint32(at, true);
            case 8:
                return Number(this.#collected.getBigUint64(at, true));
            default:
                return 0;
        }
    }
    #afterBlockHeader() {
        const header = this.#collected.getUint16(0, true) | (this.#collected.getUint8(2) << 16);
        const type = (header >> 1) & 0x03;
        if (type === 3)
            throw corrupt('a block has the reserved type');
        this.#isLastBlock = (header & 0x01) !== 0;
        return ['block', type === 1 ? 1 : header >> 3];
    }
}
/** Window_Size of RFC 8878, 3.1.1.1.2. */
function windowOf(byte) {
    const base = 2 ** (10 + (byte >> 3));
    return base + (base / 8) * (byte & 0x07);
}
function garbage() {
    return new Undecodable('trailing-garbage', 'bytes follow its last zstd frame that belong to none');
}
function corrupt(why) {
    return new Undecodable('corrupt', `its zstd data is corrupt: ${why}`);
}

;// CONCATENATED MODULE: ./build/oci/decompress.js
/** Decompression as a stream, told apart from the trouble of whoever delivers the bytes. */




/** 128 MiB, what `zstd -22` and `--long` write at most by default and what decoders grant by default. */
const WINDOW_LOG_MAX = 27;
/**
 * Pieces of 256 KiB, two of them waiting, so that the thread pool decompresses while this thread hashes. Measured: 64 KiB
 * and 1 MiB are slower, the defaults of Node take about twice as long (docs/decisions/0015).
 */
const PIECES = {
    chunkSize: 256 * 1024,
    readableHighWaterMark: 512 * 1024,
    writableHighWaterMark: 128 * 1024,
};
/**
 * The content of `blocks`. Several gzip members or zstd frames follow each other as one content; skippable frames have
 * none. Throws `Undecodable`, or what `blocks` throws, as it is. Ended early, it does not wait for `blocks`.
 */
function decompressed(blocks, compression, limits) {
    switch (compression) {
        case 'none':
            return blocks;
        case 'gzip':
            return through((0,external_node_zlib_.createGunzip)(PIECES), blocks);
        case 'zstd':
            return through(zstdEngine(), zstdContent(blocks, limits));
        case 'bzip2':
        case 'xz':
            throw new Undecodable('unsupported-compression', `it is compressed with ${compression}, which images may not use`);
        default:
            return assertNever(compression);
    }
}
function zstdEngine() {
    return (0,external_node_zlib_.createZstdDecompress)({
        ...PIECES,
        params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
    });
}
async function* zstdContent(blocks, limits) {
    const scanner = new ZstdFrameScanner({ ...limits, windowBytes: 2 ** WINDOW_LOG_MAX });
    for await (const block of blocks)
        yield* scanner.contentOf(block);
    scanner.finish();
}
async function* through(engine, blocks) {
    const feeding = { sentBytes: 0, isComplete: false, failure: null };
    const fed = feed(engine, blocks, feeding);
    try {
        for await (const piece of engine)
            yield piece;
        engine.destroy();
        await fed;
    }
    catch (error) {
        // The input's own trouble is the better explanation of bytes that make no sense; and `blocks` must be at rest
        // before somebody else reads on.
        await fed;
        // Nothing but skippable frames: the decoder was given nothing and newer versions of Node mind.
        if (feeding.isComplete && feeding.sentBytes === 0)
            return;
        throw feeding.failure === null ? asUndecodable(error) : feeding.failure.error;
    }
    finally {
        engine.destroy();
    }
    if (feeding.failure !== null)
        throw feeding.failure.error;
    // Node ends a gzip stream without error at a zero byte behind a member.
    if (!feeding.isComplete || engine.bytesWritten < feeding.sentBytes) {
        throw bytesBehind();
    }
}
/** Never throws: a failure of `blocks` is noted, and ends the engine. */
async function feed(engine, blocks, feeding) {
    try {
        for await (const block of blocks) {
            if (engine.destroyed)
                return;
            feeding.sentBytes += block.byteLength;
            if (!(await written(engine, block)))
                return;
        }
        feeding.isComplete = true;
        engine.end();
    }
    catch (error) {
        feeding.failure = { error };
        engine.destroy();
    }
}
/** Whether the engine, when it had room again, still wanted more. */
async function written(engine, block) {
    if (engine.write(block))
        return true;
    if (engine.destroyed)
        return false;
    await new Promise((resolve) => {
        const settle = () => {
            engine.off('drain', settle);
            engine.off('close', settle);
            resolve();
        };
        engine.on('drain', settle);
        engine.on('close', settle);
    });
    return !engine.destroyed;
}
/** zlib's verdict as ours; anything else, such as a lack of memory, is not the layer's fault and stays what it is. */
function asUndecodable(error) {
    const { code, message } = wordsOf(error);
    if (code === 'Z_BUF_ERROR') {
        return new Undecodable('truncated', 'it ends in the middle of its compressed data', error);
    }
    // The first header was recognised before, so this one is behind a complete member.
    if (code === 'Z_DATA_ERROR' && message === 'incorrect header check')
        return bytesBehind(error);
    if (code === 'Z_DATA_ERROR') {
        return new Undecodable('corrupt', `its gzip data is corrupt: ${message}`, error);
    }
    if (code.startsWith('ZSTD_error_') && code !== 'ZSTD_error_memory_allocation') {
        return new Undecodable('corrupt', `its zstd data is corrupt: ${message}`, error);
    }
    return error;
}
function wordsOf(error) {
    if (typeof error !== 'object' || error === null)
        return { code: '', message: '' };
    return {
        code: 'code' in error ? String(error.code) : '',
        message: 'message' in error ? String(error.message) : '',
    };
}
function bytesBehind(cause) {
    return new Undecodable('trailing-garbage', 'bytes follow its last gzip member that belong to none', cause);
}

;// CONCATENATED MODULE: ./build/oci/layer-input.js
/** The bytes of a layer on their way in: in blocks fit for a decoder, interruptible, and readable to the end. */

/** Small chunks are gathered up to this size: each trip to the thread pool costs as much as some kilobytes of work. */
const BLOCK_BYTES = 64 * 1024;
/**
 * Owns the iteration of `chunks`, so that a decoder can give up without ending it. Whatever `chunks` throws comes out of
 * `blocks` and `drain` as it is. When `signal` fires both throw `aborted`, also while `chunks` itself hangs.
 */
class LayerInput {
    #iterator;
    #signal;
    #onAbort = () => this.#stop(this.#aborted());
    #interrupt = null;
    #stopped = null;
    #isEnded = false;
    #receivedBytes = 0;
    constructor(chunks, signal) {
        this.#iterator = chunks[Symbol.asyncIterator]();
        this.#signal = signal;
        if (signal.aborted)
            this.#onAbort();
        else
            signal.addEventListener('abort', this.#onAbort, { once: true });
    }
    get receivedBytes() {
        return this.#receivedBytes;
    }
    /** Whether everything was read, so that a source which proves content at its end has proven it. */
    get isEnded() {
        return this.#isEnded;
    }
    /** What is left, in blocks of at least 64 KiB except the last. Ending this iteration leaves the input open. */
    async *blocks() {
        let gathered = [];
        let gatheredBytes = 0;
        for (let next = await this.#next(); next.done !== true; next = await this.#next()) {
            gathered.push(next.value);
            gatheredBytes += next.value.byteLength;
            if (gatheredBytes < BLOCK_BYTES)
                continue;
            yield joined(gathered);
            gathered = [];
            gatheredBytes = 0;
        }
        if (gatheredBytes > 0)
            yield joined(gathered);
    }
    /** Reads what is left and forgets it. */
    async drain() {
        while ((await this.#next()).done !== true)
            ;
    }
    /** Lets go of `chunks` for good. Waits for it only where it is not in the middle of something. */
    async close() {
        this.#signal.removeEventListener('abort', this.#onAbort);
        const isBusy = this.#interrupt !== null;
        this.#stop(this.#aborted());
        if (this.#isEnded)
            return;
        // What was read has been judged; how the source takes its dismissal changes nothing.
        const released = Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
        if (!isBusy)
            await released;
    }
    async #next() {
        if (this.#stopped !== null)
            throw this.#stopped.error;
        if (this.#isEnded)
            return { done: true, value: undefined };
        try {
            const next = await this.#interruptible();
            if (next.done === true)
                this.#isEnded = true;
            else
                this.#receivedBytes += next.value.byteLength;
            return next;
        }
        catch (error) {
            this.#stopped ??= { error };
            throw error;
        }
    }
    #interruptible() {
        return new Promise((resolve, reject) => {
            this.#interrupt = reject;
            const settled = (settle) => {
                return (value) => {
                    this.#interrupt = null;
                    settle(value);
                };
            };
            this.#iterator.next().then(settled(resolve), settled(reject));
        });
    }
    #stop(error) {
        this.#stopped ??= { error };
        this.#interrupt?.(error);
    }
    #aborted() {
        return new MirrorError('aborted', 'stopped', { cause: this.#signal.reason });
    }
}
function joined(chunks) {
    const [first] = chunks;
    return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./build/oci/layer-content.js
/** What is inside of a layer: its compression, and the digest of its content, read as a stream. */








const GIB = 1024 ** 3;
/**
 * 128 GiB, ten times the largest layers in use. gzip cannot exceed a ratio of 1032, so the ratio is about zstd, which
 * comes to 30,000 for zeros: these are let through up to 4 GiB. zstd:chunked makes a frame per file, or per part of one.
 */
const DEFAULT_EXPANSION_LIMITS = {
    maxBytes: 128 * GIB,
    maxRatio: 1100,
    freeBytes: 4 * GIB,
    maxFrames: 4_000_000,
};
/**
 * Reads a layer's bytes to their end and hashes their content. `chunks` is a store's verified stream of `layer`: what it
 * throws comes through as it is, and it is read to its end even where the content cannot be decoded, so that damaged bytes
 * are told as damaged bytes (`digest-mismatch`). Only a layer over its limits is left where it is. Throws `aborted`.
 */
async function readLayerContent(chunks, layer, options) {
    const input = new LayerInput(chunks, options.signal);
    const stated = statedCompression(layer.mediaType);
    let found = 'none';
    const facts = () => ({
        found,
        stated,
        contradiction: whyCompressionContradicts(stated, found),
        compressedBytes: input.receivedBytes,
    });
    try {
        const blocks = input.blocks();
        const { value: head = new Uint8Array() } = await blocks.next();
        found = sniffCompression(head);
        const content = await hashContent(startingWith(head, blocks), found, { layer, ...options });
        return { kind: 'decoded', ...facts(), ...content };
    }
    catch (error) {
        if (!(error instanceof Undecodable))
            throw error;
        if (!isOverLimit(error.reason))
            await input.drain();
        const { reason, message: why } = error;
        return { kind: 'undecodable', ...facts(), reason, why, isWholeRead: input.isEnded };
    }
    finally {
        await input.close();
    }
}
async function* startingWith(head, blocks) {
    if (head.byteLength > 0)
        yield head;
    yield* blocks;
}
async function hashContent(blocks, compression, { layer, signal, wantedDiffId, limits = DEFAULT_EXPANSION_LIMITS }) {
    const limitBytes = compression === 'none' ? Number.POSITIVE_INFINITY : contentLimit(layer, limits);
    const algorithm = wantedDiffId === undefined ? 'sha256' : digestAlgorithm(wantedDiffId);
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    let decompressedBytes = 0;
    const decoderLimits = { contentBytes: limitBytes, frames: limits.maxFrames };
    for await (const piece of decompressed(blocks, compression, decoderLimits)) {
        // The input notices too, but a layer that expands a lot is not read from for a long time.
        if (signal.aborted)
            throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
        decompressedBytes += piece.byteLength;
        if (decompressedBytes > limitBytes)
            throw tooLarge(limitBytes, layer);
        hash.update(piece);
    }
    return { diffId: `${algorithm}:${hash.digest('hex')}`, decompressedBytes };
}
function contentLimit({ size }, { maxBytes, maxRatio, freeBytes }) {
    return Math.min(maxBytes, Math.max(freeBytes, maxRatio * size));
}
function tooLarge(limitBytes, layer) {
    const limit = formatBytes(limitBytes);
    return new Undecodable('too-large', `its ${formatBytes(layer.size)} expand to more than ${limit}, the limit for it`);
}
function isOverLimit(reason) {
    return reason === 'too-large' || reason === 'too-many-frames';
}

;// CONCATENATED MODULE: ./build/oci/store.js
/** Largest manifest or index that is read or written: what registries and runtimes accept (4 MiB). */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;
//  'missing': the store says it has it (HEAD 200, or 206 headers) but cannot serve its last byte
//  'size': the store's own size differs from the descriptor's
/** Largest blob that is read whole into memory: image configs are some kilobytes, containerd and CRI-O take 4 MiB. */
const SMALL_BLOB_LIMIT_BYTES = 4 * 1024 * 1024;

;// CONCATENATED MODULE: ./build/mirror/verify/blob-check.js
/** Checks one blob on one mirror as deep as asked (contract, section 8). */





/** Read whole in one request instead of being probed first and then streamed. */
const AT_ONCE_BYTES = 256 * 1024;
/** Throws MirrorError where the mirror gives no answer about the blob. */
async function checkBlob(blob, checking) {
    const { target, depth, signal } = checking;
    switch (depth) {
        case 'manifests':
            return { kind: 'fine', proven: true };
        case 'exists': {
            // Its word is all that is asked for.
            const said = ofProbe(blob, await target.statBlob(blob, signal));
            return said.kind === 'fine' ? { kind: 'fine', proven: true } : said;
        }
        case 'probe':
            return ofProbe(blob, await target.probeBlob(blob, signal));
        case 'content':
        case 'rootfs':
            return blob_check_readContent(blob, checking, async (chunks) => {
                for await (const chunk of chunks)
                    checking.onBytes(chunk.byteLength);
                return { kind: 'fine', proven: true };
            });
    }
}
/** An image config: small, and read whole even where others are probed, because it says what the image is for. */
async function checkConfig(blob, checking) {
    const isRead = checking.depth !== 'manifests' && checking.depth !== 'exists';
    if (!isRead || blob.size > SMALL_BLOB_LIMIT_BYTES)
        return checkBlob(blob, checking);
    const read = await readTwiceIfCorrupt(blob, checking);
    if (read.kind === 'fault')
        return read;
    const parsed = parseImageConfig(read.bytes);
    if (!parsed.ok)
        return { kind: 'fault', rule: 'manifest-unparsable', why: `cannot be used: ${parsed.why}` };
    return { kind: 'config', config: parsed.config };
}
/** A layer at depth `rootfs`: decompressed as it is read. */
function checkLayer(blob, checking) {
    return blob_check_readContent(blob, checking, async (chunks) => {
        const layer = await readLayerContent(counted(chunks, checking.onBytes), blob, {
            signal: checking.signal,
        });
        return { kind: 'layer', layer };
    });
}
/** Large blobs are probed first: what is gone costs one request then, not a download that breaks again and again. */
async function blob_check_readContent(blob, checking, read) {
    if (blob.size <= AT_ONCE_BYTES) {
        const small = await readTwiceIfCorrupt(blob, checking);
        return small.kind === 'fault' ? small : read(blob_check_once(small.bytes));
    }
    const { target, signal } = checking;
    const probed = ofProbe(blob, await target.probeBlob(blob, signal));
    if (probed.kind === 'fault')
        return probed;
    try {
        return await read(target.readBlob(blob, signal));
    }
    catch (error) {
        if (!isMirrorError(error, 'digest-mismatch', 'size-mismatch'))
            return faultOfReading(error);
    }
    // Bytes that were wrong on the way may be right the second time; twice is what the mirror serves.
    try {
        return await read(target.readBlob(blob, signal));
    }
    catch (error) {
        return faultOfReading(error);
    }
}
function faultOfReading(error) {
    if (isMirrorError(error, 'not-found'))
        return blob_check_missing('is not there');
    if (isMirrorError(error, 'digest-mismatch'))
        return blob_check_corrupt(error);
    if (isMirrorError(error, 'size-mismatch'))
        return { kind: 'fault', rule: 'blob-size-mismatch', why: `has another size: ${error.message}` };
    throw error;
}
async function readTwiceIfCorrupt(blob, checking) {
    const first = await readWhole(blob, checking);
    const isCorrupt = first.kind === 'fault' && first.rule === 'blob-digest-mismatch';
    return isCorrupt ? readWhole(blob, checking) : first;
}
async function readWhole(blob, { target, onBytes, signal }) {
    const read = await target.readSmallBlob(blob, signal);
    if (read.kind !== 'read')
        return faultOf(blob, read);
    onBytes(read.bytes.byteLength);
    const found = digestOf(read.bytes, blob.digest);
    if (found === blob.digest)
        return read;
    return {
        kind: 'fault',
        rule: 'blob-digest-mismatch',
        why: `is served with content that hashes to ${found}`,
    };
}
function ofProbe(blob, probe) {
    return probe.kind === 'present' ? { kind: 'fine', proven: probe.proven } : faultOf(blob, probe);
}
function faultOf({ size }, probe) {
    if (probe.kind === 'absent')
        return blob_check_missing('is not there');
    if (probe.reason === 'missing')
        return blob_check_missing('is listed but cannot be served');
    const found = probe.actualSize === undefined ? 'another size' : `${probe.actualSize} bytes`;
    return { kind: 'fault', rule: 'blob-size-mismatch', why: `has ${found} where ${size} are expected` };
}
function blob_check_missing(why) {
    return { kind: 'fault', rule: 'blob-missing', why };
}
function blob_check_corrupt({ message }) {
    return { kind: 'fault', rule: 'blob-digest-mismatch', why: `is damaged: ${message}` };
}
async function* blob_check_once(bytes) {
    yield bytes;
}
async function* counted(chunks, onBytes) {
    for await (const chunk of chunks) {
        onBytes(chunk.byteLength);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./build/mirror/verify/place-check.js
/** One repository on one mirror: every manifest and blob of it is asked for once, however many images share it. */






class PlaceCheck {
    target;
    depth;
    #meter;
    #signal;
    #manifests = new Map();
    #firstReads = new Map();
    #blobs = new Map();
    constructor(target, { depth, meter, signal }) {
        this.target = target;
        this.depth = depth;
        this.#meter = meter;
        this.#signal = signal;
    }
    /** Throws MirrorError where the mirror gives no answer about the manifest. */
    manifest(digest, statedType) {
        return remember(this.#manifests, `${digest} ${statedType}`, () => this.#readOnce(digest, statedType));
    }
    /** One image's root may be a child of another: it is read again only where the index that names it calls it something else. */
    async #readOnce(digest, statedType) {
        const first = this.#firstReads.get(digest);
        if (first === undefined) {
            const check = this.#readManifest(digest, statedType);
            this.#firstReads.set(digest, check);
            check.catch(() => this.#firstReads.delete(digest));
            return check;
        }
        const check = await first;
        return isSameUnder(check, statedType) ? check : this.#readManifest(digest, statedType);
    }
    blob(blob) {
        const known = this.#blobs.get(place_check_keyOf('config', blob)) ?? this.#blobs.get(place_check_keyOf('layer', blob));
        return known ?? this.#check('blob', blob, checkBlob);
    }
    config(blob) {
        return this.#check('config', blob, checkConfig);
    }
    layer(blob) {
        return this.#check('layer', blob, checkLayer);
    }
    #check(use, blob, check) {
        return remember(this.#blobs, place_check_keyOf(use, blob), () => this.#metered(blob, check));
    }
    async #metered(blob, check) {
        const reads = this.depth === 'content' || this.depth === 'rootfs';
        const label = `${shortDigest(blob.digest)} ${this.target.name}`;
        const transfer = { label, bytesDone: 0, bytesTotal: blob.size };
        if (reads) {
            this.#meter.active.add(transfer);
            this.#meter.bytesTotal += blob.size;
        }
        const onBytes = (bytes) => {
            this.#meter.checkedBytes += bytes;
            // A blob that is read twice counts once.
            const counted = Math.min(bytes, blob.size - transfer.bytesDone);
            transfer.bytesDone += counted;
            if (reads)
                this.#meter.bytesDone += counted;
        };
        try {
            return await check(blob, { target: this.target, depth: this.depth, onBytes, signal: this.#signal });
        }
        finally {
            this.#meter.active.delete(transfer);
            if (reads)
                this.#meter.bytesDone += blob.size - transfer.bytesDone;
        }
    }
    async #readManifest(digest, statedType) {
        try {
            const raw = await this.target.readManifest(digest, this.#signal);
            this.#meter.checkedBytes += raw.bytes.byteLength;
            const parsed = parseManifest(raw, statedType);
            const servedType = bareMediaType(raw.descriptor.mediaType);
            const read = { kind: 'read', digest, sizeBytes: raw.bytes.byteLength, servedType };
            if (parsed.ok)
                return { ...read, content: { kind: 'node', node: withoutBytes(parsed.node) } };
            return { ...read, content: { kind: 'refused', rule: parsed.rule, why: parsed.why } };
        }
        catch (error) {
            return (await this.#signedSchema1(digest, error)) ?? place_check_faultOf(error);
        }
    }
    /** The digest of a signed schema 1 manifest is that of what was signed: the bytes never hash to it, and are not damaged. */
    async #signedSchema1(digest, error) {
        if (!isMirrorError(error, 'digest-mismatch'))
            return null;
        const listed = await this.target.resolve(digest, this.#signal).catch(() => null); // then it stays damaged
        if (listed?.mediaType !== DOCKER_SCHEMA1_SIGNED)
            return null;
        const why = 'it is a signed Docker schema 1 manifest, whose digest does not cover all of its bytes';
        const content = { kind: 'refused', rule: 'schema1-manifest', why };
        return { kind: 'read', digest, sizeBytes: listed.size, servedType: listed.mediaType, content };
    }
}
/** Whether reading it as `statedType` says what `check` says: the body's own type decides, unless it is contradicted. */
function isSameUnder(check, statedType) {
    if (check.kind === 'fault')
        return true;
    if (check.content.kind === 'refused')
        return check.content.rule === 'schema1-manifest';
    const [said, stated] = [check.content.node.bodyMediaType, statedType].map(manifestRole);
    return said !== 'unknown' && (stated === 'unknown' || stated === said);
}
/** A registry answers 500 for a manifest file that is cut. Throws what says nothing about the manifest. */
function place_check_faultOf(error) {
    if (isMirrorError(error, 'not-found'))
        return fault('manifest-missing', 'is not there');
    if (isMirrorError(error, 'digest-mismatch'))
        return fault('manifest-digest-mismatch', 'is served damaged');
    if (isMirrorError(error, 'unavailable') && error.status === 500)
        return fault('manifest-digest-mismatch', 'is listed but the registry answers 500 for it');
    if (isMirrorError(error, 'too-large'))
        return fault('manifest-unparsable', `is larger than ${formatBytes(MOST_BYTES)}, which runtimes refuse`);
    throw error;
}
const MOST_BYTES = 4 * 1024 * 1024;
function fault(rule, why) {
    return { kind: 'fault', rule, why };
}
/** Thousands of images are remembered at once: their bytes are not needed any more. */
function withoutBytes(node) {
    return { ...node, raw: { ...node.raw, bytes: new Uint8Array() } };
}
function place_check_keyOf(use, { digest, size }) {
    return `${use} ${digest} ${size}`;
}
/** What failed is asked for anew by the next one: a mirror may answer again. */
function remember(memo, key, make) {
    const known = memo.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    memo.set(key, made);
    made.catch(() => memo.delete(key));
    return made;
}

;// CONCATENATED MODULE: ./build/mirror/verify/found.js
const NOTHING = {
    manifests: [],
    faults: [],
    remarks: [],
    foreignLayers: [],
    omitted: 0,
    isProven: true,
    fileSystems: [],
};
function found_joined(parts) {
    return {
        manifests: parts.flatMap(({ manifests }) => manifests),
        faults: parts.flatMap(({ faults }) => faults),
        remarks: parts.flatMap(({ remarks }) => remarks),
        foreignLayers: parts.flatMap(({ foreignLayers }) => foreignLayers),
        omitted: parts.reduce((sum, { omitted }) => sum + omitted, 0),
        isProven: parts.every(({ isProven }) => isProven),
        fileSystems: parts.flatMap(({ fileSystems }) => fileSystems),
    };
}

;// CONCATENATED MODULE: ./build/oci/rootfs.js


/**
 * Each layer with its diff ID, bottom first, duplicates kept; null where their numbers do not agree. Where only the layers
 * that a runtime unpacks agree in number, those are taken, else all: signatures and attestations name diff IDs for layers
 * of their own types.
 */
function rootfsLayers(layers, diffIds) {
    const all = layers.map((layer, position) => ({ layer, position }));
    const unpacked = all.filter(({ layer }) => isFilesystemLayer(layer.mediaType));
    const counted = [unpacked, all].find((candidate) => candidate.length === diffIds.length);
    if (counted === undefined)
        return null;
    return counted.flatMap((each, index) => {
        const wantedDiffId = diffIds[index];
        return wantedDiffId === undefined ? [] : [{ ...each, wantedDiffId }];
    });
}
/**
 * What is wrong with `layers` under `config`. `found` has the diff IDs that were computed, by layer digest; layers that it
 * lacks (foreign and not there, undecodable, not read) and encrypted ones are not judged, nor is a diff ID of another
 * algorithm than the wanted one.
 */
function rootfsProblems(layers, config, found) {
    const pairs = rootfsLayers(layers, config.diffIds);
    const history = historyProblems(config);
    if (pairs === null)
        return [layerCountProblem(layers, config.diffIds), ...history];
    return [...pairs.flatMap((pair) => diffIdProblems(pair, found, layers.length)), ...history];
}
function layerCountProblem(layers, diffIds) {
    const unpacked = layers.filter(({ mediaType }) => isFilesystemLayer(mediaType)).length;
    const among = unpacked === layers.length ? '' : ` (${unpacked} of them of a layer type)`;
    return {
        kind: 'layer-count',
        layers: layers.length,
        diffIds: diffIds.length,
        why: `the manifest lists ${layers.length} layers${among}, the config ${diffIds.length} diff IDs`,
    };
}
function diffIdProblems(pair, found, layerCount) {
    const { layer, position, wantedDiffId } = pair;
    const diffId = found.get(layer.digest);
    if (diffId === undefined || diffId === wantedDiffId || isEncryptedLayer(layer.mediaType))
        return [];
    if (digestAlgorithm(diffId) !== digestAlgorithm(wantedDiffId))
        return [];
    const name = `layer ${position + 1} of ${layerCount} (${shortDigest(layer.digest)})`;
    const words = `unpacks to ${shortDigest(diffId)}, the config wants ${shortDigest(wantedDiffId)}`;
    return [{ kind: 'diff-id', ...pair, found: diffId, why: `${name} ${words}` }];
}
function historyProblems({ historyLayers, diffIds }) {
    if (historyLayers === null || historyLayers === diffIds.length)
        return [];
    const why = `the config's history made ${historyLayers} layers, its rootfs lists ${diffIds.length} diff IDs`;
    return [{ kind: 'history-count', historyLayers, diffIds: diffIds.length, why }];
}

;// CONCATENATED MODULE: ./build/mirror/verify/root-file-system.js



function judgeFileSystem(node, image) {
    const platform = platformRemarks(image);
    if (!image.isDecoded)
        return { faults: [], remarks: platform, fileSystems: [] };
    const undecodables = node.layers.flatMap((layer, index) => undecodable(layer, index + 1, image));
    const faults = [...undecodables, ...misfits(node, image)];
    const remarks = [...platform, ...node.layers.flatMap((layer) => contradiction(layer, image))];
    return { faults, remarks, fileSystems: faults.length > 0 ? [] : fileSystem(node, image) };
}
function undecodable({ digest }, position, image) {
    const { checks } = image;
    const check = checks.get(digest);
    if (check?.kind !== 'layer' || check.layer.kind !== 'undecodable')
        return [];
    const why = `cannot be unpacked: ${check.layer.why}`;
    return [{ rule: 'layer-undecodable', digest, why, what: `layer ${position} of ${root_file_system_nameOf(image)}` }];
}
/** Magic bytes win over the media type; a reader that believes the type fails. */
function contradiction({ digest }, { checks }) {
    const check = checks.get(digest);
    if (check?.kind !== 'layer' || check.layer.contradiction === null)
        return [];
    const why = `is a layer that is not what it is called: ${check.layer.contradiction}`;
    return [{ rule: 'media-type-mismatch', digest, why, isOfMirror: false }];
}
function root_file_system_nameOf({ platform }) {
    return platform === null ? 'the image' : formatPlatform(platform);
}
/** Layers that are not there or could not be unpacked have faults of their own and are not judged again. */
function misfits({ layers }, image) {
    const { digest, config, checks } = image;
    const what = root_file_system_nameOf(image);
    return rootfsProblems(layers, config, decodedIn(checks)).flatMap((problem) => {
        if (problem.kind === 'history-count')
            return [];
        const about = problem.kind === 'diff-id' ? problem.layer.digest : digest;
        return [
            { rule: 'diff-id-mismatch', digest: about, why: `does not fit its config: ${problem.why}`, what },
        ];
    });
}
function decodedIn(checks) {
    return new Map([...checks].flatMap(([digest, check]) => check?.kind === 'layer' && check.layer.kind === 'decoded'
        ? [[digest, check.layer.diffId]]
        : []));
}
/** Only where every layer was unpacked: a chain ID names all of them. */
function fileSystem({ layers }, { digest, config, checks }) {
    const decoded = decodedIn(checks);
    const chainId = chainIdOf(config.diffIds);
    if (chainId === null || !layers.every((layer) => decoded.has(layer.digest)))
        return [];
    const platform = config.platform === null ? null : formatPlatform(config.platform);
    return [{ manifest: digest, platform, chainId }];
}
function platformRemarks({ digest, platform, config }) {
    if (platform === null || config.platform === null || isSamePlatform(platform, config.platform))
        return [];
    const why = `is ${formatPlatform(config.platform)} by its config and ${formatPlatform(platform)} by the index`;
    return [{ rule: 'platform-mismatch', digest, why, isOfMirror: false }];
}
/** Many configs leave the variant out, which no runtime minds. */
function isSamePlatform({ os, architecture, variant }, config) {
    const isCompared = variant !== undefined && config.variant !== undefined;
    return platformMatches({ os, architecture, ...(isCompared ? { variant } : {}) }, config);
}

;// CONCATENATED MODULE: ./build/mirror/verify/walk.js







const walk_CHILDREN_AT_ONCE = 8;
const BLOBS_AT_ONCE = 16;
/** Deeper nesting is no image but an attack on readers. */
const walk_NESTING_LIMIT = 8;
/** Throws MirrorError where the mirror does not answer; everything that it answers becomes part of the walk. */
async function walkImage(root, walking) {
    const found = await walk_visit({ digest: root, statedType: '', statedSize: null, nesting: 0, platform: null, attestationFor: null }, { ...walking, walked: new Set(), statements: new Set() });
    return {
        root,
        manifests: firstOfEach(found.manifests, ({ digest }) => digest),
        faults: firstOfEach(found.faults, ({ rule, digest }) => `${rule} ${digest}`),
        remarks: firstOfEach(found.remarks, ({ rule, digest }) => `${rule} ${digest}`),
        foreignLayers: firstOfEach(found.foreignLayers, ({ digest }) => digest),
        omitted: found.omitted,
        isProven: found.isProven,
        fileSystems: firstOfEach(found.fileSystems, ({ manifest }) => manifest),
    };
}
async function walk_visit(met, walking) {
    if (!isNew(walking.statements, statementOf(met)))
        return NOTHING;
    if (met.nesting > walk_NESTING_LIMIT)
        return ofFault(met, 'manifest-ambiguous', `is nested deeper than ${walk_NESTING_LIMIT} indexes`);
    const check = await walking.place.manifest(met.digest, met.statedType);
    if (check.kind === 'fault')
        return ofFault(met, check.rule, check.why);
    return visitRead(met, check, walking);
}
async function visitRead(met, check, walking) {
    const { content, sizeBytes, servedType } = check;
    const { digest, statedType, nesting, platform, attestationFor } = met;
    const self = {
        digest,
        sizeBytes,
        statedType,
        servedType,
        nesting,
        platform,
        attestationFor,
        content,
    };
    const own = found_joined([{ ...NOTHING, manifests: [self] }, ofWrongSize(met, sizeBytes)]);
    if (content.kind === 'refused') {
        // Schema 1 is told as what it is, not as damage: the mirror serves what was pushed.
        if (content.rule === 'schema1-manifest')
            return own;
        return found_joined([own, ofFault(met, content.rule, `cannot be used: ${content.why}`)]);
    }
    // Named again with something else said of it: only that is judged anew.
    if (content.node.kind === 'index' && !isNew(walking.walked, digest))
        return own;
    const below = content.node.kind === 'index'
        ? await visitIndex(content.node, met, walking)
        : await visitManifest(content.node, met, walking);
    return found_joined([own, below]);
}
function statementOf({ digest, statedType, statedSize, platform }) {
    const named = platform === null ? '' : formatPlatform(platform);
    return `${digest} ${statedType} ${statedSize} ${named}`;
}
function isNew(seen, one) {
    if (seen.has(one))
        return false;
    seen.add(one);
    return true;
}
function ofWrongSize(met, sizeBytes) {
    if (met.statedSize === null || met.statedSize === sizeBytes)
        return NOTHING;
    const why = `has ${sizeBytes} bytes where the index that names it says ${met.statedSize}`;
    return ofFault(met, 'manifest-size-mismatch', why);
}
async function visitIndex(index, met, walking) {
    const { kept, omitted, missingPlatforms } = keptChildren(index, walking.platforms);
    const children = await mapEach(kept, walk_CHILDREN_AT_ONCE, (child) => walk_visitChild(child, met, walking));
    // A nested index need not have every platform: its siblings may.
    const lacks = met.nesting === 0 && missingPlatforms.length > 0;
    const names = missingPlatforms.map(formatPlatform).join(', ');
    return found_joined([
        { ...NOTHING, omitted: omitted.length },
        lacks ? ofFault(met, 'manifest-missing', `has no image for ${names}`) : NOTHING,
        ...children,
    ]);
}
async function walk_visitChild({ descriptor, role, attestationFor }, parent, walking) {
    const platform = descriptor.platform ?? null;
    const what = `child of the index${platform === null ? '' : ` for ${formatPlatform(platform)}`}`;
    if (role === 'blob')
        return ofBlob(await walking.place.blob(descriptor), descriptor, what);
    const { digest, mediaType, size } = descriptor;
    const met = {
        digest,
        statedType: mediaType,
        statedSize: size,
        nesting: parent.nesting + 1,
        platform,
        attestationFor,
    };
    if (role !== 'unknown')
        return walk_visit(met, walking);
    // An unknown type may be a manifest or a blob: only who has it can tell.
    const check = await walking.place.manifest(digest, mediaType);
    const isManifest = check.kind === 'read' || check.rule !== 'manifest-missing';
    return isManifest ? walk_visit(met, walking) : ofBlob(await walking.place.blob(descriptor), descriptor, what);
}
async function visitManifest(node, met, { place }) {
    const of = walk_nameOf(met);
    const isImage = node.config !== null && isImageConfig(node.config, node.layers);
    const foreign = new Set(foreignLayersOf(node).map(({ digest }) => digest));
    const own = node.layers.filter(({ digest }) => !foreign.has(digest));
    const isDecoded = (layer) => isImage && place.depth === 'rootfs' && isPlainLayer(layer);
    const [config, layers] = await Promise.all([
        node.config === null ? null : isImage ? place.config(node.config) : place.blob(node.config),
        mapEach(own, BLOBS_AT_ONCE, (layer) => (isDecoded(layer) ? place.layer(layer) : place.blob(layer))),
    ]);
    const checks = new Map(own.map((layer, index) => [layer.digest, layers[index]]));
    return found_joined([
        { ...NOTHING, foreignLayers: foreignLayersOf(node) },
        config === null || node.config === null ? NOTHING : ofBlob(config, node.config, `config of ${of}`),
        ...own.map((layer, index) => {
            const check = layers[index];
            return check === undefined ? NOTHING : ofBlob(check, layer, `layer ${index + 1} of ${of}`);
        }),
        isImage ? ofFileSystem(node, { met, config, checks, isDecoded: place.depth === 'rootfs' }) : NOTHING,
    ]);
}
/** Old builders called an image's config by a type that says nothing; the layers then say that it is an image. */
function isImageConfig({ mediaType }, layers) {
    if (isRunnableConfig(mediaType))
        return true;
    return isLegacyConfig(mediaType) && layers.length > 0 && layers.every((one) => isLayerType(one.mediaType));
}
/** Only the holder of a key can tell what an encrypted layer unpacks to. */
function isPlainLayer({ mediaType }) {
    return isFilesystemLayer(mediaType) && !isEncryptedLayer(mediaType);
}
function ofFileSystem(node, { met, config, checks, isDecoded }) {
    if (config?.kind !== 'config')
        return NOTHING;
    const judged = judgeFileSystem(node, {
        digest: met.digest,
        platform: met.platform,
        config: config.config,
        checks,
        isDecoded,
    });
    return { ...NOTHING, ...judged };
}
function ofBlob(check, { digest }, what) {
    if (check.kind === 'fault') {
        return { ...NOTHING, faults: [{ rule: check.rule, digest, why: check.why, what }] };
    }
    return check.kind === 'fine' && !check.proven ? { ...NOTHING, isProven: false } : NOTHING;
}
function ofFault(met, rule, why) {
    return { ...NOTHING, faults: [{ rule, digest: met.digest, why, what: walk_nameOf(met) }] };
}
/** `root`, `linux/amd64`, `attestation`, `child`. */
function walk_nameOf({ nesting, platform, attestationFor }) {
    if (attestationFor !== null)
        return 'the attestation';
    if (platform !== null)
        return formatPlatform(platform);
    return nesting === 0 ? 'the image' : 'a child';
}
function firstOfEach(items, key) {
    const seen = new Set();
    return items.filter((item) => isNew(seen, key(item)));
}

;// CONCATENATED MODULE: ./build/mirror/verify/verify.js
/**
 * The verify stage: walks every image on every mirror. Mirrors are walked side by side, each at its own pace; one that does
 * not answer is tried once more at the end. Nothing is written, and no source is asked.
 */







/** Images walked at the same time on one mirror; the store bounds what reaches the registry. */
const verify_IMAGES_AT_ONCE = 8;
/** In the order of rows and mirrors. Proofs and damage are noted in `context.proofs`. Never throws. */
async function verify(rows, options, { context, signal }) {
    const steps = rows.flatMap((row) => row.cells.map((cell) => stepOf(row, cell)));
    return verifySteps(steps, options, { context, signal });
}
/** As `verify`, for steps that are known: results are in their order. */
async function verifySteps(steps, options, { context, signal }) {
    const first = await new VerifyRun(options, context, signal).walkAll(steps);
    return verify_tryAgain(first, options, { context, signal });
}
function stepOf(row, cell) {
    return { row, cell, action: 'verify', reason: 'every manifest and blob is looked at' };
}
class VerifyRun {
    #options;
    #context;
    #signal;
    #lanes = new Map();
    #places = new Map();
    /** Steps still to be walked per repository: what was learnt of it is forgotten with the last one. */
    #left = new Map();
    constructor(options, context, signal) {
        this.#options = options;
        this.#context = context;
        this.#signal = signal;
    }
    async walkAll(steps) {
        const { isOldestFirst, depth } = this.#options;
        const order = isOldestFirst ? oldestFirst(steps, depth, (step) => this.#proofOf(step)) : steps;
        for (const { cell } of steps)
            this.#left.set(cell.target, (this.#left.get(cell.target) ?? 0) + 1);
        this.#context.meter.imagesTotal += steps.length;
        const ended = new Map();
        await Promise.all(order.map((step) => this.#laneOf(step)(async () => {
            const result = await this.#verifyOne(step);
            ended.set(step, result);
            this.#tell(result);
        })));
        return steps.flatMap((step) => ended.get(step) ?? []);
    }
    async #verifyOne(step) {
        const start = outcome_startOf(step);
        const known = outcomeWithoutWalk(step, this.#signal);
        if (known !== null || start === null)
            return { outcome: known ?? failedWalk(step, null, this.#signal), walk: null };
        try {
            const walk = await this.#walk(step, start);
            return { outcome: this.#record(step, walk), walk };
        }
        catch (error) {
            return { outcome: failedWalk(step, error, this.#signal), walk: null };
        }
    }
    #walk({ cell, row }, start) {
        const { health } = this.#context;
        return health.guard(cell.mirror.name, this.#signal, (guarded) => walkImage(start, { place: this.#placeOf(cell.target, guarded), platforms: row.platforms }));
    }
    /** A repository's check lives as long as its mirror answers: `signal` fires when the mirror counts as down. */
    #placeOf(target, signal) {
        const { depth } = this.#options;
        const known = this.#places.get(target) ?? new PlaceCheck(target, { depth, meter: this.#context.meter, signal });
        this.#places.set(target, known);
        return known;
    }
    #record(step, walk) {
        const { proofs, age } = this.#context;
        const { depth } = this.#options;
        const subject = subjectOf(step.cell.target, walk.root, step.row);
        const isPartial = walk.manifests.some(({ content }) => content.kind === 'refused');
        if (walk.faults.length > 0)
            proofs.damage(subject, depth, age.nowMs);
        else if (!isPartial)
            proofs.prove(subject, walk.isProven ? depth : 'exists', age.nowMs);
        return outcomeOfWalk(step, walk, { depth, nowMs: age.nowMs, proof: proofs.get(subject) });
    }
    #tell({ outcome }) {
        const { meter, onOutcome } = this.#context;
        const { target } = outcome.step.cell;
        const left = (this.#left.get(target) ?? 1) - 1;
        this.#left.set(target, left);
        if (left === 0)
            this.#places.delete(target);
        meter.imagesDone += 1;
        onOutcome(outcome);
    }
    #proofOf({ row, cell }) {
        const start = outcome_startOf({ row, cell });
        return start === null ? null : this.#context.proofs.get(subjectOf(cell.target, start, row));
    }
    #laneOf({ cell }) {
        const { name } = cell.mirror;
        const lane = this.#lanes.get(name) ?? (0,p_limit/* default */.A)(verify_IMAGES_AT_ONCE);
        this.#lanes.set(name, lane);
        return lane;
    }
}
/** Mirrors that did not answer get one more chance when all others are done. */
async function verify_tryAgain(first, options, { context, signal }) {
    const waiting = first.filter(({ outcome: { failure } }) => failure !== null && isUnreachable(failure.error));
    if (waiting.length === 0 || signal.aborted)
        return first;
    for (const { outcome } of waiting)
        context.health.revive(outcome.step.cell.mirror.name);
    const steps = waiting.map(({ outcome }) => outcome.step);
    const looked = await lookAgain(steps, context, signal);
    const again = steps.map(({ row, cell, ...step }) => ({
        ...step,
        row,
        cell: looked.get(row)?.cells.find(({ mirror }) => mirror === cell.mirror) ?? cell,
    }));
    context.meter.imagesTotal -= again.length;
    context.meter.imagesDone -= again.length;
    const second = await new VerifyRun(options, context, signal).walkAll(again);
    const replaced = new Map(waiting.map((one, index) => [one, second[index] ?? one]));
    return first.map((one) => replaced.get(one) ?? one);
}

;// CONCATENATED MODULE: ./build/commands/drift.js











const drift = {
    name: 'drift',
    summary: 'show what every tag means at the source, in the lock and on every mirror',
    details: [
        'Asks sources and mirrors what their tags point to (HEAD requests, which registries do not count as pulls),',
        'compares that with what is wanted, and shows which mirrors are behind, since when, and what a node gets when',
        'it falls back from one mirror to the next. Manifests are read only to explain a difference. Writes nothing.',
        '',
        '  mirror-action drift --html drift.html',
        '  mirror-action drift --depth probe      also whether what is there is complete',
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: [...COMMON_OPTIONS, 'depth'],
    writes: 'never',
    run: runDrift,
};
async function runDrift(door) {
    const { host, signal, options } = door;
    const prepared = await prepare(door, 'always');
    const { context, stores } = prepared;
    const stopProgress = host.showProgress(progressOf(context.meter, stores));
    try {
        const resolved = await host.log.group('Look at sources and mirrors', () => resolve(context, signal));
        checkGlobs(options.images, { images: context.file.images, ...resolved, isStopped: signal.aborted });
        const verified = await walkWhatIsThere(resolved.rows, prepared, door);
        const lacks = new Map(verified.map(({ outcome }) => [outcome.step.cell, drift_lackOf(outcome)]));
        const found = await findDrift(resolved.rows, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null }, signal);
        return await report(door, prepared, {
            rows: resolved.rows,
            findings: resolved.findings,
            found,
            verified,
        });
    }
    finally {
        stopProgress();
    }
}
/** With `--depth`: every tag that points to what is wanted is walked. */
async function walkWhatIsThere(rows, { context }, { host, options: { depth }, signal }) {
    if (depth === null)
        return [];
    context.meter.phase = 'verify';
    const steps = rows.flatMap((row) => row.cells
        .filter(({ seen }) => seen.kind === 'present' && seen.root.digest === row.wanted)
        .map((cell) => ({ row, cell, action: 'verify', reason: 'its content is looked at' })));
    return host.log.group('Walk what is there', () => verifySteps(steps, { depth, isOldestFirst: false }, { context, signal }));
}
function drift_lackOf({ outcome, reason }) {
    return outcome === 'incomplete' ? `is not whole: ${reason}` : null;
}
function report(door, prepared, { rows, findings, found, verified }) {
    const byCell = new Map(verified.map(({ outcome }) => [outcome.step.cell, outcome]));
    const outcomes = comparedOutcomes(rows, found, { verified: byCell, signal: door.signal });
    return finish(door, prepared, {
        command: 'drift',
        rows,
        outcomes,
        drift: found,
        findings: [
            ...findings,
            ...found.findings,
            ...findingsOfWalks(verified),
            ...findingsOfFailures(outcomes, 'compare'),
        ],
    });
}

;// CONCATENATED MODULE: ./build/files/init-lines.js


/** Flags of each command that take the following word as their value (where not written with `=`). */
const VALUE_FLAGS = {
    docker: ['--platform'],
    nerdctl: ['--platform', '--unpack', '--verify', '--cosign-key'],
    podman: [
        '--platform',
        '--arch',
        '--os',
        '--variant',
        '--creds',
        '--authfile',
        '--cert-dir',
        '--decryption-key',
        '--retry',
    ],
    crane: ['--platform', '-j', '--jobs'],
    regctl: [
        '--platform',
        '--platforms',
        '-p',
        '--referrers-src',
        '--referrers-tgt',
        '--host',
        '-v',
        '--verbosity',
        '--logopt',
    ],
    oras: [
        '--platform',
        '--concurrency',
        '--username',
        '-u',
        '--password',
        '-p',
        '--from-username',
        '--from-password',
        '--to-username',
        '--to-password',
        '--registry-config',
        '--ca-file',
    ],
};
const TRANSPORT = /^(docker:\/\/|(oci|dir|docker-archive|docker-daemon|oci-archive|containers-storage|ostree|sif|tarball):)/;
const CREDENTIAL_FLAG = /^(?:--(?:src-|dest-|from-|to-)?(?:creds|username|password|registry-token)|-u)(?:=|$)/;
const PLATFORM_FLAG = /^--(?:platforms?|override-(?:arch|os|variant)|arch|os|variant|multi-arch)(?:=|$)/;
/** Reads every line; blank lines and `#` comments are ignored, a backslash at the end joins lines. */
function readImageLines(text) {
    const images = [];
    const problems = [];
    for (const { line, words } of splitWords(text)) {
        const command = readCommand(words);
        for (const [text, why] of ignoredFlags(words))
            problems.push({ line, text, why });
        const image = command.ok ? readImage(command.value, line) : command;
        if (image.ok)
            images.push(image.value);
        else
            problems.push({ line, text: safeText(words), why: image.why });
    }
    return { images, problems };
}
function readCommand(words) {
    const [tool = ''] = words;
    if (words.some((word) => /[$`]/.test(word)))
        return { ok: false, why: 'variables and commands in a line are not run; write the reference out' };
    if (tool === 'skopeo')
        return copyOperands(words.includes('copy') ? words.filter((word) => TRANSPORT.test(word)) : []);
    if (Object.hasOwn(VALUE_FLAGS, tool))
        return toolOperands(tool, words);
    if (words.length === 1)
        return { ok: true, value: { source: tool, destination: null } };
    return { ok: false, why: 'this is neither one reference nor a copy or pull command that is known' };
}
function toolOperands(tool, words) {
    const operands = withoutFlags(words.slice(1), VALUE_FLAGS[tool] ?? []);
    if (tool === 'regctl' && operands[0] === 'image' && /^(copy|cp)$/.test(operands[1] ?? ''))
        return copyOperands(operands.slice(2));
    if ((tool === 'crane' || tool === 'oras') && /^(copy|cp)$/.test(operands[0] ?? ''))
        return copyOperands(operands.slice(1));
    const pulled = tool === 'docker' && operands[0] === 'image' ? operands.slice(1) : operands;
    const [verb, source] = pulled;
    if (verb === 'pull' && source !== undefined && pulled.length === 2)
        return { ok: true, value: { source, destination: null } };
    return { ok: false, why: `this ${tool} command is not known; copy and pull are read` };
}
function copyOperands([source, destination, ...rest]) {
    if (source === undefined || destination === undefined || rest.length > 0) {
        return { ok: false, why: 'a copy names one source and one destination' };
    }
    return { ok: true, value: { source, destination } };
}
function withoutFlags(words, valueFlags) {
    return words.filter((word, index) => !word.startsWith('-') && !valueFlags.includes(words[index - 1] ?? ''));
}
function readImage({ source, destination }, line) {
    const from = readOperand(source);
    if (!from.ok)
        return from;
    if (destination === null)
        return { ok: true, value: { line, source: from.value, destination: null } };
    const to = readOperand(destination);
    // A destination that is no registry (an archive, a directory) does not keep the source from being mirrored.
    return { ok: true, value: { line, source: from.value, destination: to.ok ? to.value : null } };
}
function readOperand(operand) {
    const reference = operand.startsWith('docker://') ? operand.slice('docker://'.length) : operand;
    if (reference === operand && TRANSPORT.test(operand)) {
        return {
            ok: false,
            why: 'only images in registries are read here; write layouts into the mirror manifest by hand',
        };
    }
    if (userinfoEnd(reference) !== null)
        return { ok: false, why: 'user names and passwords do not stand in references' };
    return parseReference(reference);
}
function ignoredFlags(words) {
    const name = (word) => word.replace(/=.*$/s, '');
    return words.flatMap((word) => {
        if (words.length === 1)
            return [];
        if (CREDENTIAL_FLAG.test(word))
            return [
                [
                    name(word),
                    'credentials are not taken over; log in, or name environment variables under registries',
                ],
            ];
        return PLATFORM_FLAG.test(word)
            ? [[name(word), 'all platforms are mirrored; add platforms to the image to mirror fewer']]
            : [];
    });
}
/** A line for a message: a single word as it is, of a command only its name, since flags may hold secrets. */
function safeText(words) {
    const [first = ''] = words;
    return words.length === 1 ? shown(first).slice(1, -1) : `${shown(first).slice(1, -1)} …`;
}
function splitWords(text) {
    const result = [];
    let pending = '';
    let start = 1;
    for (const [index, raw] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        if (pending === '')
            start = index + 1;
        if (/\\\s*$/.test(raw) && !raw.trimStart().startsWith('#')) {
            pending += `${raw.replace(/\\\s*$/, '')} `;
            continue;
        }
        const words = init_lines_wordsOf(pending + raw);
        if (words.length > 0)
            result.push({ line: start, words });
        pending = '';
    }
    const rest = init_lines_wordsOf(pending);
    return rest.length > 0 ? [...result, { line: start, words: rest }] : result;
}
/** Words separated by white space, in quotes or not, up to a `#` that begins one. */
function init_lines_wordsOf(line) {
    const words = [];
    for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]|['"])+/g)) {
        if (word.startsWith('#'))
            break;
        words.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double ?? ''));
    }
    return words;
}

;// CONCATENATED MODULE: ./build/files/init-mirrors.js
/** The mirrors of a manifest that `init` writes: from `--to`, from where the lines copy to, or a placeholder. */




/** The mirror that `--to` names. Throws `usage` when it is no target. */
function mirrorFromTarget(to) {
    const layout = parseLayoutTarget(to);
    const parsed = layout ?? parseTarget(to);
    if (!parsed.ok) {
        throw new MirrorError('usage', `--to cannot be used: ${parsed.why}`, {
            fix: 'write --to HOST[:PORT][/PREFIX] or --to oci:DIR',
        });
    }
    const host = typeof parsed.value === 'string'
        ? (parsed.value
            .split('/')
            .filter((part) => /\w/.test(part))
            .at(-1) ?? '')
        : parsed.value.host;
    return { name: nameFrom(host), target: to, template: null, isPlaceholder: false };
}
/** One mirror per host that the lines copy to, where all its destinations follow one pattern. */
function mirrorsFromLines(images) {
    const byHost = Map.groupBy(images.filter(hasDestination), ({ destination }) => destination.host);
    const mirrors = [];
    const problems = [];
    for (const [host, copies] of byHost) {
        const pattern = patternOf(copies);
        if (pattern !== null)
            mirrors.push({ name: nameFrom(host), ...pattern, isPlaceholder: false });
        else
            problems.push({
                line: copies[0]?.line ?? 1,
                text: host,
                why: 'the destinations there do not follow one pattern; give the target with --to',
            });
        problems.push(...renamedTags(copies));
    }
    return { mirrors: mirrors.length > 0 ? mirrors : [placeholder()], problems };
}
function hasDestination(image) {
    return image.destination !== null;
}
const TEMPLATES = ['{host}/{path}', '{path}', '{name}'];
/** The template by which every destination ends, all after the same prefix. */
function patternOf(copies) {
    for (const template of TEMPLATES) {
        const prefixes = new Set(copies.map((copy) => prefixBefore(template, copy)));
        const [prefix] = prefixes;
        if (prefixes.size !== 1 || prefix === null || prefix === undefined)
            continue;
        const host = copies[0]?.destination.host ?? '';
        return {
            target: prefix === '' ? host : `${host}/${prefix}`,
            template: template === '{path}' ? null : template,
        };
    }
    return null;
}
function prefixBefore(template, { source, destination }) {
    const ending = place_placeOf({
        image: { source: { kind: 'registry', host: source.host, path: source.path }, repository: template },
        mirror: { place: { kind: 'registry', host: destination.host, prefix: '' }, repository: null },
        file: { repository: template },
    });
    if (!ending.ok)
        return null;
    if (destination.path === ending.value)
        return '';
    return destination.path.endsWith(`/${ending.value}`)
        ? destination.path.slice(0, -ending.value.length - 1)
        : null;
}
function renamedTags(copies) {
    return copies
        .filter(({ source, destination }) => destination.tag !== null && source.tag !== null && destination.tag !== source.tag)
        .map(({ line, destination }) => ({
        line,
        text: destination.tag ?? '',
        why: "a mirror's tag is the source's; it cannot be renamed",
    }));
}
function placeholder() {
    return { name: 'first', target: 'registry.example.com/mirror', template: null, isPlaceholder: true };
}
/** `us.example.com:5000` → `us.example.com-5000` */
function nameFrom(host) {
    const name = host
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[^a-z0-9]+/, '');
    return name === '' ? 'mirror' : name;
}

;// CONCATENATED MODULE: ./build/files/init.js
/** `init`: lines of references or copy commands in, a commented mirror manifest out. */






/**
 * Reads image references, one per line, or commands (`skopeo copy`, `crane copy`, `regctl image copy`, `oras cp`,
 * `docker pull`), and writes a mirror manifest. Images are grouped by repository in the order of the lines. `to` is
 * `host[:port][/prefix]` or `oci:DIR`; throws `usage` when it is neither.
 */
function mirrorFileFromLines(text, { to } = {}) {
    const lines = readImageLines(text);
    const derived = to === undefined ? mirrorsFromLines(lines.images) : { mirrors: [mirrorFromTarget(to)], problems: [] };
    const { groups, problems } = groupByRepository(lines.images);
    const yaml = withUniquePlaces(groups, derived.mirrors);
    const all = [...lines.problems, ...derived.problems, ...problems].sort((a, b) => a.line - b.line);
    return { yaml, images: groups.length, problems: all };
}
function groupByRepository(images) {
    const groups = new Map();
    const problems = [];
    for (const { line, source } of images) {
        const reference = withDefaultTag(source);
        const repository = formatRepository(reference);
        const group = groups.get(repository) ?? { repository, tags: new Map(), digests: new Set() };
        groups.set(repository, group);
        const why = addTo(group, reference);
        if (why !== null)
            problems.push({ line, text: formatReference(reference), why });
    }
    for (const { tags, digests } of groups.values()) {
        for (const pin of tags.values())
            if (pin !== null)
                digests.delete(pin);
    }
    return { groups: [...groups.values()], problems };
}
/** Adds what `reference` names; says why where it contradicts an earlier line. */
function addTo({ tags, digests }, { tag, digest }) {
    if (tag === null) {
        if (digest !== null)
            digests.add(digest);
        return null;
    }
    const pin = tags.get(tag) ?? null;
    if (pin !== null && digest !== null && pin !== digest) {
        return `an earlier line pins this tag to ${shortDigest(pin)}; a tag has one digest`;
    }
    tags.set(tag, pin ?? digest);
    return null;
}
/** Two registries may have the same path; their images then land below the registry's name. */
function withUniquePlaces(groups, mirrors) {
    const yaml = formatFile(groups, mirrors, null);
    if (readMirrorFile(yaml, '').file !== null)
        return yaml;
    return formatFile(groups, mirrors.map((mirror) => ({ ...mirror, template: null })), '{host}/{path}');
}
function formatFile(groups, mirrors, template) {
    const places = template === null
        ? []
        : [
            '# Different registries have the same path, so images land below the name of their registry.',
            `repository: ${JSON.stringify(template)}`,
            '',
        ];
    return [
        '# The mirror manifest: which images are mirrored to where. Written by mirror-action init; edit it freely.',
        'version: 1',
        '',
        '# false: images are mirrored under their digests only. true: the mirrors also get the tags below.',
        'allowMirrorByTags: false',
        '',
        ...places,
        '# In order of priority.',
        'mirrors:',
        ...mirrors.flatMap(formatMirror),
        '',
        '# mirror-action lock writes the digests of unpinned tags into mirror.lock.yaml.',
        groups.length === 0 ? 'images: []' : 'images:',
        ...groups.flatMap(formatGroup),
        '',
    ].join('\n');
}
function formatMirror({ name, target, template, isPlaceholder }) {
    return [
        ...(isPlaceholder ? ['  # Put your registry here: host[:port][/prefix].'] : []),
        `  - name: ${yamlText(name)}`,
        `    target: ${yamlText(target)}`,
        ...(template === null ? [] : [`    repository: ${JSON.stringify(template)}`]),
    ];
}
function formatGroup({ repository, tags, digests }) {
    const pinned = [...tags].map(([tag, pin]) => (pin === null ? tag : `${tag}@${pin}`));
    const [tag, digest] = [pinned[0], [...digests][0]];
    if (pinned.length + digests.size === 1) {
        return [`  - ${yamlText(tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`)}`];
    }
    return [
        `  - source: ${yamlText(repository)}`,
        ...formatList('digests', [...digests]),
        ...formatList('tags', pinned),
    ];
}
function formatList(key, texts) {
    return texts.length === 0 ? [] : [`    ${key}: [${texts.map((text) => JSON.stringify(text)).join(', ')}]`];
}

;// CONCATENATED MODULE: ./build/commands/init.js
/** `init`: image references or copy commands on standard input become a mirror manifest. */


const init = {
    name: 'init',
    summary: 'write a mirror manifest from image references on standard input',
    details: [
        'Reads one reference or copy command (skopeo copy, crane copy, docker pull, …) per line and writes',
        'mirror.yaml, or the file that --manifest names. An existing file is never overwritten.',
        '',
        '  kubectl get pods -A -o jsonpath="{..image}" | tr " " "\\n" | mirror-action init --to registry.example.com/mirror',
        '  mirror-action init --to registry.example.com/mirror -f - < images.txt',
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: ['manifest', 'to', 'logLevel', 'quiet'],
    writes: 'never',
    run: runInit,
};
async function runInit({ host, options }) {
    const path = options.manifest ?? 'mirror.yaml';
    if (path !== '-' && (await host.files.exists(path))) {
        throw new MirrorError('input', `${path} exists already and is not overwritten`, {
            fix: 'name another file with --manifest, or - for standard output',
        });
    }
    const { yaml, images, problems } = mirrorFileFromLines(await host.readStdin(), options.to === null ? {} : { to: options.to });
    for (const { line, text, why } of problems)
        host.log.warning(`standard input:${line}: ${text}: ${why}`);
    if (images === 0) {
        throw new MirrorError('input', 'no image reference was found on standard input', {
            fix: 'write one reference per line, such as docker.io/library/redis:7.4',
        });
    }
    if (path === '-')
        await host.writeStdout(yaml);
    else {
        await host.files.writeText(path, yaml);
        host.log.info(`wrote ${path} with ${images} ${images === 1 ? 'repository' : 'repositories'}; next: mirror-action plan -f ${path}`);
    }
    return { report: null, exitCode: problems.length > 0 ? 1 : 0 };
}

;// CONCATENATED MODULE: ./build/commands/later.js
/** Commands of the contract that are not built yet: they say so and change nothing. */

const NOT_YET = {
    check: 'lint the mirror manifest, the lock and policy files',
    generate: 'write mirror policy files from the mirror manifest',
    explain: 'show the endpoints a node would try for a reference',
};
const laterCommands = Object.entries(NOT_YET).map(([name, summary]) => ({
    name,
    summary: `${summary} (not yet)`,
    details: 'This command is not built yet.',
    positionals: '[ARG…]',
    takesPositionals: 'any',
    options: ['json', 'logLevel', 'quiet'],
    writes: 'never',
    run: () => Promise.reject(new MirrorError('unsupported', `${name} is not there yet`, {
        fix: 'see CHANGELOG.md for what this version does',
    })),
}));

;// CONCATENATED MODULE: ./build/commands/serve.js
/** `serve DIR`: an OCI image layout as a registry, until it is stopped. */

const serve = {
    name: 'serve',
    summary: 'serve an OCI image layout directory as a registry',
    details: [
        'Images that index.json lists as NAME:TAG are pulled as HOST:PORT/NAME:TAG. Read-only unless',
        '--writable. There is no TLS and no login: keep it on loopback or behind something that has both.',
        '',
        '  mirror-action serve ./vault --listen 127.0.0.1:5000',
    ].join('\n'),
    positionals: 'DIR',
    takesPositionals: 'one',
    options: ['listen', 'writable', 'logLevel', 'quiet'],
    writes: 'never',
    run: runServe,
};
async function runServe({ host, options, positionals, servers, signal }) {
    const directory = (0,external_node_path_.resolve)(host.workingDirectory, positionals[0] ?? '.');
    const served = await servers.serveLayout({
        directory,
        listen: options.listen,
        writable: options.writable,
        signal,
    });
    host.log.info(`serving ${directory} at ${served.address}${options.writable ? ', pushes taken' : ', read-only'}; stop with Ctrl-C`);
    await new Promise((stopped) => {
        if (signal.aborted)
            stopped();
        signal.addEventListener('abort', () => stopped(), { once: true });
    });
    await served.close();
    return { report: null, exitCode: 0 };
}

;// CONCATENATED MODULE: ./build/mirror/verify/repair-plan.js
/** Rules whose cause lies in the image itself: bringing it anew would bring the same. */
const NOT_MENDABLE = new Set([
    'manifest-size-mismatch',
    'manifest-ambiguous',
    'manifest-unparsable',
    'media-type-mismatch',
    'diff-id-mismatch',
    'layer-undecodable',
]);
function isMendable({ rule }) {
    return !NOT_MENDABLE.has(rule);
}
/** Steps that are incomplete on a mirror that can be written to, with something in them that can be mended. */
function brokenSteps(verified) {
    const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
    return verified.flatMap((before) => {
        const { walk, outcome } = before;
        if (walk === null || outcome.step.cell.mirror.kind === 'cache' || !walk.faults.some(isMendable))
            return [];
        const siblings = byRow.get(outcome.step.row) ?? [];
        return [{ before, walk, rewrites: rewritesOf(walk), readers: repair_plan_readersFor(before, siblings) }];
    });
}
/** One step for each broken one, in their order: rows and cells as the copy stage has to see them. */
function stepsToCopy(broken, verified) {
    const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
    const rows = new Map();
    return broken.map(({ before, walk }) => {
        const { row, cell } = before.outcome.step;
        const key = `${row.name} ${row.at.line} ${walk.root}`;
        const known = rows.get(key) ?? rowToCopy(row, walk.root, byRow.get(row) ?? []);
        rows.set(key, known);
        return { row: known, cell: cellToMend(cell, walk.root), action: 'copy', reason: 'damage was found' };
    });
}
/** Mirrors that this run has walked and found complete count as proven: they are read before the source. */
function rowToCopy(row, root, siblings) {
    const cells = siblings.map(({ outcome, walk }) => {
        const isComplete = outcome.outcome === 'complete' && walk?.root === root && outcome.proof !== null;
        const proof = isComplete && outcome.proof !== null ? { kind: 'proven', ...outcome.proof } : null;
        return { ...outcome.step.cell, proof, seen: present(root) };
    });
    return { ...row, wanted: root, sourceDigest: row.sourceDigest ?? root, cells };
}
/** The root is treated as listed there, so that everything below it is looked at before anything is sent. A tag that points
 *  elsewhere is none of a repair's business; one that is gone is brought back. */
function cellToMend(cell, root) {
    const tag = cell.tag ?? cell.keepTag;
    const isElsewhere = cell.seen.kind === 'present' && cell.seen.root.digest !== root;
    if (isElsewhere)
        return { ...cell, tag: null, keepTag: null, proof: null, seen: present(root) };
    const isGone = tag !== null && cell.seen.kind === 'absent';
    const seen = isGone ? { kind: 'absent', root: rootOf(root) } : present(root);
    return { ...cell, proof: null, seen };
}
function present(root) {
    return { kind: 'present', root: rootOf(root) };
}
function rootOf(digest) {
    return { mediaType: '', digest, size: 0 };
}
/** Blobs that a probe would call fine. */
function rewritesOf({ faults, manifests }) {
    const damaged = new Set(faults.filter(({ rule }) => rule === 'blob-digest-mismatch').map(({ digest }) => digest));
    if (damaged.size === 0)
        return [];
    const blobs = manifests.flatMap(({ content }) => {
        if (content.kind === 'refused')
            return [];
        const { node } = content;
        if (node.kind === 'index')
            return node.children.map(({ descriptor }) => descriptor);
        return node.config === null ? node.layers : [node.config, ...node.layers];
    });
    return [...damaged].flatMap((digest) => blobs.find((blob) => blob.digest === digest) ?? []);
}
function repair_plan_readersFor({ outcome }, siblings) {
    const { row, cell } = outcome.step;
    const others = siblings.filter(({ outcome: { step } }) => step.cell.target !== cell.target);
    const isComplete = (one) => one.outcome.outcome === 'complete';
    const ordered = [...others.filter(isComplete), ...others.filter((one) => !isComplete(one))];
    const mirrors = ordered
        .filter(({ outcome: { failure } }) => failure === null)
        .map(({ outcome: { step } }) => ({ store: step.cell.target, kind: 'mirror' }));
    return [...mirrors, { store: row.source, kind: 'source' }];
}

;// CONCATENATED MODULE: ./build/mirror/verify/repair.js







const repair_BLOBS_AT_ONCE = 8;
/** Where mended content came from; by mirror and digest. */
class Mended {
    #byKey = new Map();
    add(mirror, digest, repaired) {
        this.#byKey.set(`${mirror} ${digest}`, repaired);
    }
    of(mirror, digest) {
        return this.#byKey.get(`${mirror} ${digest}`) ?? null;
    }
}
/** Repairs every step of `verified` that is incomplete and can be written to. Never throws. */
async function repair(verified, options, { context, signal }) {
    const broken = brokenSteps(verified);
    const mended = new Mended();
    if (broken.length === 0 || signal.aborted)
        return { steps: [], mended };
    const rewritten = { bytes: new Map(), obstacles: new Map() };
    await rewriteDamaged(broken, { context, signal, mended, rewritten });
    const copied = await copy(stepsToCopy(broken, verified), context, signal);
    for (const { mirror, digest, repaired } of copied.findings) {
        if (mirror !== undefined && digest !== undefined && repaired !== undefined)
            mended.add(mirror, digest, repaired);
    }
    const again = await verifySteps(broken.map(({ before }) => before.outcome.step), options, { context, signal });
    const steps = broken.map(({ before }, index) => repairedStep(before, { again: again[index] ?? before, work: copied.outcomes[index], rewritten }));
    return { steps, mended };
}
/** Blobs that the registry serves, but with other content: a probe would call them fine, so they are uploaded anew unasked. */
async function rewriteDamaged(broken, rewriting) {
    const { context, signal, mended, rewritten } = rewriting;
    const { bytes, obstacles } = rewritten;
    const exchange = new BlobExchange({ places: new Places(), meter: context.meter, now: context.monotonicMs });
    const done = new Map();
    const wishes = broken.flatMap(({ before, rewrites, readers }) => rewrites.map((blob) => ({ step: before.outcome.step, blob, readers })));
    await mapEach(wishes, repair_BLOBS_AT_ONCE, async ({ step, blob, readers }) => {
        const { target, mirror } = step.cell;
        if (!isFirst(done, target, blob.digest))
            return;
        try {
            const arrival = await exchange.bringAgain({ blob, readers, signal }, target);
            mended.add(mirror.name, blob.digest, { from: arrival.from, bytes: arrival.bytes });
            bytes.set(step, (bytes.get(step) ?? 0) + arrival.bytes);
        }
        catch (error) {
            // The walk that follows tells that it is still damaged, and this why.
            obstacles.set(step, failureOf(error).error);
        }
    });
}
function isFirst(done, target, digest) {
    const ofTarget = done.get(target) ?? new Set();
    done.set(target, ofTarget);
    if (ofTarget.has(digest))
        return false;
    ofTarget.add(digest);
    return true;
}
function repairedStep(before, { again, work, rewritten }) {
    const { step } = before.outcome;
    const bytes = (rewritten.bytes.get(step) ?? 0) + (work?.bytes ?? 0);
    const obstacle = rewritten.obstacles.get(step) ?? obstacleOf(work);
    const isWalkedAgain = again.walk !== null;
    const outcome = isWalkedAgain ? ended(again.outcome, obstacle) : unfinished(before.outcome, again.outcome);
    const after = { walk: again.walk ?? before.walk, outcome: { ...outcome, bytes } };
    return { before, after, isWalkedAgain, obstacle };
}
/** A failure of another rule is the registry's, which took the content and keeps it damaged. */
function obstacleOf(work) {
    return work?.failure?.rule === 'copy-failed' ? work.failure.error : null;
}
/** The outcome of the walk after the repair, with what the repair has done. */
function ended(after, obstacle) {
    if (after.outcome === 'complete')
        return { ...after, outcome: 'repaired', reason: 'brought back what was missing or damaged' };
    if (after.outcome !== 'incomplete' || obstacle === null)
        return after;
    return { ...after, reason: `${after.reason}; the repair failed: ${obstacle.message}` };
}
/** The run was stopped, or the mirror went away: what was found stands. */
function unfinished(before, { reason, failure }) {
    return { ...before, failure, reason: `${before.reason}; the repair was not finished: ${reason}` };
}

;// CONCATENATED MODULE: ./build/mirror/verify/repair-findings.js



/** Findings of a run with `--repair`: `verified` is what the first walks found. */
function findingsWithRepairs(verified, { steps, mended }) {
    const after = new Map(steps.map((one) => [one.before, one.after]));
    const still = findingsOfWalks(verified.map((one) => after.get(one) ?? one));
    const stillThere = new Set(still.map(repair_findings_keyOf));
    const gone = findingsOfWalks(steps.map(({ before }) => before)).filter((one) => isDamage(one) && !stillThere.has(repair_findings_keyOf(one)));
    const tries = triesByKey(steps);
    return [
        ...still.map((one) => (isDamage(one) ? withTry(one, tries.get(repair_findings_keyOf(one))) : one)),
        ...gone.map((one) => mendedNote(one, mended.of(one.mirror ?? '', one.digest ?? ''))),
    ];
}
/** Of several steps with the same fault, one that met an obstacle explains it. */
function triesByKey(steps) {
    const tries = new Map();
    for (const step of steps) {
        for (const key of findingsOfWalks([step.before]).map(repair_findings_keyOf)) {
            const known = tries.get(key);
            if (known === undefined || (known.obstacle === null && step.obstacle !== null))
                tries.set(key, step);
        }
    }
    return tries;
}
function withTry(one, tried) {
    if (tried === undefined)
        return one;
    if (tried.obstacle !== null)
        return notBrought(one, tried.obstacle);
    return tried.isWalkedAgain ? damagedAtRest(one) : one;
}
/** A mirror has one registry: what is lost there is lost for all of its repositories. */
function repair_findings_keyOf({ rule, mirror, digest }) {
    return `${rule} ${mirror} ${digest}`;
}
function isDamage({ rule, mirror }) {
    return mirror !== undefined && /^(blob|manifest)-/.test(rule) && isMendable({ rule });
}
function mendedNote(one, repaired) {
    const from = repaired?.from ?? 'the work on another image';
    const bytes = repaired?.bytes ?? 0;
    return {
        ...one,
        severity: 'note',
        message: `${one.message}; mended from ${from} (${formatBytes(bytes)})`,
        help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
        repaired: { from, bytes },
    };
}
function notBrought(one, { message, fix }) {
    const why = fix === undefined ? '' : `: ${fix}`;
    return {
        ...one,
        message: `${one.message}; it could not be brought: ${message}`,
        help: `The repair changed nothing of it${why}. Mend that and run verify --repair again.`,
    };
}
function damagedAtRest(one) {
    const hex = (one.digest ?? '').split(':')[1] ?? '';
    return {
        ...one,
        message: `${one.message}; it was brought again and is still so`,
        help: `The registry took the content and still does not serve it: its stored file is damaged at rest. Its operator has to delete the data of ${one.digest} from the storage (with distribution: blobs/sha256/${hex.slice(0, 2)}/${hex}/data) and restart the registry if it caches descriptors; then run verify --repair again.`,
    };
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/cause.js
/** In the order in which problems are told. */
const CAUSES = [
    'ambiguous-document',
    'schema1-signed',
    'schema1-unsigned',
    'legacy-config-docker',
    'legacy-config-oci',
    'unknown-config-docker',
    'unknown-config-oci',
    'unknown-layer-docker',
    'unknown-layer-oci',
    'only-unknown-layers-docker',
    'only-unknown-layers-oci',
    'zstd-layer-docker',
    'zstd-layer-oci',
    'encrypted-layers',
    'foreign-layers',
    'docker-without-media-type',
    'served-type-generic-root',
    'served-type-generic-child',
    'oci-served-as-docker',
    'docker-served-as-oci',
    'nested-index',
    'child-without-platform',
    'manifest-over-4-mib',
    'manifest-over-containerd-limit',
    'config-over-4-mib',
    'digest-not-sha256',
    'artifact',
    'artifact-manifest',
    'build-cache-index',
];

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/cause-words.js
const CAUSE_WORDS = {
    'ambiguous-document': 'has a document that can be read in two ways, for example as index and as manifest',
    'schema1-signed': 'is a signed Docker schema 1 manifest, a format of before 2016',
    'schema1-unsigned': 'is an unsigned Docker schema 1 manifest, a format of before 2016',
    'legacy-config-docker': 'has a config of type application/octet-stream (or application/json, text/html, none) in a Docker manifest, as old builders pushed it',
    'legacy-config-oci': 'has a config of type application/octet-stream (or application/json, text/html, none) in an OCI manifest',
    'unknown-config-docker': 'has file system layers under a config of unknown type in a Docker manifest',
    'unknown-config-oci': 'has file system layers under a config of unknown type in an OCI manifest',
    'unknown-layer-docker': 'has, beside others, a layer of unknown type in a Docker manifest',
    'unknown-layer-oci': 'has, beside others, a layer of unknown type in an OCI manifest',
    'only-unknown-layers-docker': 'has no layer of a known type in a Docker manifest',
    'only-unknown-layers-oci': 'has no layer of a known type in an OCI manifest',
    'zstd-layer-docker': 'has zstd layers of the unofficial Docker type',
    'zstd-layer-oci': 'has zstd layers',
    'encrypted-layers': 'has encrypted layers',
    'foreign-layers': 'has layers that may live outside of registries (Windows bases)',
    'docker-without-media-type': 'has a Docker manifest that does not say its mediaType',
    'served-type-generic-root': 'is served with a Content-Type that is no manifest type, such as application/json',
    'served-type-generic-child': 'has manifests in its index that are served with a Content-Type that is no manifest type',
    'oci-served-as-docker': 'has an OCI document that is served with the Content-Type of a Docker one',
    'docker-served-as-oci': 'has a Docker document that is served with the Content-Type of an OCI one',
    'nested-index': 'has an index inside its index',
    'child-without-platform': 'has an index with an entry that does not say its platform',
    'manifest-over-4-mib': 'has a manifest of more than 4 MiB',
    'manifest-over-containerd-limit': 'has a manifest of more than 4395216 bytes',
    'config-over-4-mib': 'has a config of more than 4 MiB',
    'digest-not-sha256': 'names content by digests that are not sha256',
    artifact: 'is an artifact for other tools, not a container image',
    'artifact-manifest': 'is a withdrawn OCI artifact manifest, not a container image',
    'build-cache-index': 'is a BuildKit cache (an index of blobs), not a container image',
};

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/artifact-causes.js

/** Whether no runtime would choose this manifest: BuildKit marks attestations, or gives them the platform `unknown`. */
function artifact_causes_isAttestation({ attestationFor, platform }) {
    return attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}
/** None where `node` is an index of manifests, or a manifest that means to be a container image. */
function artifactCauses(node) {
    if (node.kind === 'index')
        return isBuildCache(node) ? ['build-cache-index'] : [];
    if (node.mediaType === OCI_ARTIFACT_MANIFEST)
        return ['artifact-manifest'];
    return isDescribedAsImage(node) ? [] : ['artifact'];
}
/** BuildKit's registry cache before `image-manifest=true`: an index whose children are blobs. */
function isBuildCache({ children }) {
    return children.some(({ role }) => role === 'blob');
}
/**
 * A file system layer makes an image of what does not call itself something else. Without one it is the config that
 * tells, unless the layers are known to be something else: cosign writes an image's config above a signature.
 */
function isDescribedAsImage({ config, layers, artifactType }) {
    if (config === null || config.mediaType === BUILDKIT_CACHE_CONFIG)
        return false;
    const isRunnable = isRunnableConfig(config.mediaType);
    if (layers.some(({ mediaType }) => isLayerType(mediaType)))
        return isRunnable || artifactType === null;
    return isRunnable && !layers.some(({ mediaType }) => isKnownBlobType(mediaType));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/document-causes.js


/** What containerd takes since 1.3: 4 × 1048 × 1048 bytes (core/remotes/docker/resolver.go), a little over 4 MiB. */
const CONTAINERD_LIMIT_BYTES = 4 * 1048 * 1048;
function documentCauses(manifest) {
    const { content, digest } = manifest;
    const own = [...sizeCauses(manifest.sizeBytes), ...servedCauses(manifest), ...writtenCauses(manifest)];
    const at = own.map((cause) => ({ cause, digest }));
    const isIndex = content.kind === 'node' && content.node.kind === 'index';
    return isIndex ? [...at, ...childCauses(manifest, content.node)] : at;
}
function sizeCauses(sizeBytes) {
    return [
        ...(sizeBytes > MANIFEST_LIMIT_BYTES ? ['manifest-over-4-mib'] : []),
        ...(sizeBytes > CONTAINERD_LIMIT_BYTES ? ['manifest-over-containerd-limit'] : []),
    ];
}
/** Nothing served is no cause: layouts serve no type. */
function servedCauses({ servedType, nesting, content }) {
    if (content.kind === 'refused' || servedType === '')
        return [];
    if (manifestRole(servedType) === 'unknown')
        return [nesting === 0 ? 'served-type-generic-root' : 'served-type-generic-child'];
    const { bodyMediaType } = content.node;
    if (isDocker(servedType) && isOci(bodyMediaType))
        return ['oci-served-as-docker'];
    return isOci(servedType) && isDocker(bodyMediaType) ? ['docker-served-as-oci'] : [];
}
function isDocker(mediaType) {
    return mediaType === DOCKER_MANIFEST || mediaType === DOCKER_LIST;
}
function isOci(mediaType) {
    return mediaType === OCI_MANIFEST || mediaType === OCI_INDEX;
}
function writtenCauses({ content, servedType, statedType }) {
    if (content.kind === 'node') {
        const { bodyMediaType, mediaType } = content.node;
        return bodyMediaType === '' && mediaType === DOCKER_MANIFEST ? ['docker-without-media-type'] : [];
    }
    switch (content.rule) {
        case 'schema1-manifest':
            return [[statedType, servedType].includes(DOCKER_SCHEMA1) ? 'schema1-unsigned' : 'schema1-signed'];
        case 'manifest-ambiguous':
        case 'media-type-mismatch':
            return ['ambiguous-document'];
        case 'manifest-unparsable':
            return [];
    }
}
/** A child over the limit could not be read; a nested index is told where it stands. */
function childCauses({ digest }, { children }) {
    return children.flatMap(({ descriptor, role }) => {
        if (role !== 'index' && role !== 'manifest')
            return [];
        return [
            ...sizeCauses(descriptor.size).map((cause) => ({ cause, digest: descriptor.digest })),
            ...(role === 'index' ? [{ cause: 'nested-index', digest: descriptor.digest }] : []),
            ...(isWithoutPlatform(descriptor) ? [{ cause: 'child-without-platform', digest }] : []),
        ];
    });
}
function isWithoutPlatform({ platform, artifactType }) {
    return platform === undefined && artifactType === undefined;
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/image-causes.js

/** Largest config that containers/image reads (`MaxConfigBodySize`). */
const CONFIG_LIMIT_BYTES = 4 * 1024 * 1024;
function imageCauses({ config, layers, mediaType }) {
    const isDocker = mediaType === DOCKER_MANIFEST;
    return [
        ...(config === null ? [] : configCauses(config, isDocker)),
        ...unknownLayerCauses(layers, isDocker),
        ...new Set(layers.flatMap(layerCauses)),
    ];
}
function configCauses({ mediaType, size }, isDocker) {
    const tooLarge = size > CONFIG_LIMIT_BYTES ? ['config-over-4-mib'] : [];
    if (isRunnableConfig(mediaType))
        return tooLarge;
    if (isLegacyConfig(mediaType))
        return [isDocker ? 'legacy-config-docker' : 'legacy-config-oci', ...tooLarge];
    return [isDocker ? 'unknown-config-docker' : 'unknown-config-oci', ...tooLarge];
}
function unknownLayerCauses(layers, isDocker) {
    const known = layers.filter(({ mediaType }) => isLayerType(mediaType));
    if (known.length === layers.length)
        return [];
    if (known.length === 0)
        return [isDocker ? 'only-unknown-layers-docker' : 'only-unknown-layers-oci'];
    return [isDocker ? 'unknown-layer-docker' : 'unknown-layer-oci'];
}
function layerCauses(layer) {
    const { mediaType } = layer;
    if (mediaType.endsWith('+encrypted'))
        return ['encrypted-layers'];
    return [
        ...(isForeignLayer(layer) ? ['foreign-layers'] : []),
        ...(mediaType.endsWith('+zstd') ? ['zstd-layer-oci'] : []),
        ...(mediaType.endsWith('.zstd') ? ['zstd-layer-docker'] : []),
    ];
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/find-causes.js
/** Finds the causes in an image's manifests. Pure. */





/**
 * Every cause found in `image`, in the order of `CAUSES`. BuildKit's attestations are looked at only as documents: no
 * runtime chooses them. Of manifests that could not be read, only what the index above says of them is known.
 */
function findCauses(image) {
    const found = new Map();
    for (const manifest of image) {
        for (const { cause, digest } of causesOf(manifest))
            found.set(cause, (found.get(cause) ?? new Set()).add(digest));
    }
    return CAUSES.flatMap((cause) => {
        const digests = found.get(cause);
        return digests === undefined ? [] : [{ cause, digests: [...digests] }];
    });
}
/** What is no image on purpose is told as that and nothing else. */
function causesOf(manifest) {
    const { content, digest } = manifest;
    if (artifact_causes_isAttestation(manifest))
        return [];
    if (content.kind === 'refused')
        return documentCauses(manifest);
    const artifact = artifactCauses(content.node);
    if (artifact.length > 0)
        return artifact.map((cause) => ({ cause, digest }));
    const image = content.node.kind === 'manifest' ? imageCauses(content.node) : [];
    const digests = usesOtherDigests(digest, content.node) ? ['digest-not-sha256'] : [];
    return [...documentCauses(manifest), ...[...image, ...digests].map((cause) => ({ cause, digest }))];
}
function usesOtherDigests(own, node) {
    const below = node.kind === 'index'
        ? node.children.map((child) => child.descriptor)
        : [...(node.config === null ? [] : [node.config]), ...node.layers];
    return [own, ...below.map(({ digest }) => digest)].some((digest) => digestAlgorithm(digest) !== 'sha256');
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/remedy.js
/** In the order in which they are told, each with what to do, as an imperative sentence. */
const REMEDIES = {
    'do-not-use': 'Do not run this image: two readers may see two different images in it. Ask its publisher for a clean one.',
    rebuild: 'Rebuild the image with a current builder, or push it again with the right media types under a new digest (skopeo copy --format oci to another tag) and pin that digest. The bytes under this digest are never rewritten.',
    'gzip-or-upgrade': 'Build the image with gzip layers, or upgrade the runtimes that are named.',
    'serve-right-type': 'Have the mirror serve each manifest with the media type that stands in it as Content-Type: look at the proxy, the object store or the web server in front of it.',
    'flatten-index': 'Publish an index that lists the image manifests themselves, or pin the inner index or the manifest of one platform by its digest.',
    'state-platforms': 'Publish an index whose entries say their platform, or pin the manifest of one platform by its digest.',
    shrink: 'Make the document smaller: large annotations and long histories are the usual reason. Rebuild under a new digest.',
    'give-keys': 'Give the nodes the keys (ocicrypt), or publish the image unencrypted for them.',
    'serve-foreign-layers': 'Have the layers on the mirror too, or let the nodes reach the addresses that the manifest names for them.',
    'use-sha256': 'Build and push the image with sha256 digests, or upgrade the runtimes that are named.',
    'nothing-to-do': 'Nothing, where this is meant for other tools (charts, signatures, SBOMs, build caches). Leave it out of runtimes with runtimes: [] for the image.',
};
const REMEDY_OF = {
    'ambiguous-document': 'do-not-use',
    'schema1-signed': 'rebuild',
    'schema1-unsigned': 'rebuild',
    'legacy-config-docker': 'rebuild',
    'legacy-config-oci': 'rebuild',
    'unknown-config-docker': 'rebuild',
    'unknown-config-oci': 'rebuild',
    'unknown-layer-docker': 'rebuild',
    'unknown-layer-oci': 'rebuild',
    'only-unknown-layers-docker': 'rebuild',
    'only-unknown-layers-oci': 'rebuild',
    'zstd-layer-docker': 'gzip-or-upgrade',
    'zstd-layer-oci': 'gzip-or-upgrade',
    'encrypted-layers': 'give-keys',
    'foreign-layers': 'serve-foreign-layers',
    'docker-without-media-type': 'rebuild',
    'served-type-generic-root': 'serve-right-type',
    'served-type-generic-child': 'serve-right-type',
    'oci-served-as-docker': 'serve-right-type',
    'docker-served-as-oci': 'serve-right-type',
    'nested-index': 'flatten-index',
    'child-without-platform': 'state-platforms',
    'manifest-over-4-mib': 'shrink',
    'manifest-over-containerd-limit': 'shrink',
    'config-over-4-mib': 'shrink',
    'digest-not-sha256': 'use-sha256',
    artifact: 'nothing-to-do',
    'artifact-manifest': 'nothing-to-do',
    'build-cache-index': 'nothing-to-do',
};
function remedyOf(cause) {
    return REMEDY_OF[cause];
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/containerd-rows.js
const CONTAINERD_ROWS = [
    ...rowsFor(['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'], [
        {
            since: [1, 4, 0],
            before: [2, 1, 0],
            effect: 'cannot-pull',
            note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
            source: 'containerd issues 2814, 3870, 5497 and 10628',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
        {
            since: [2, 1, 0],
            effect: 'cannot-run',
            note: 'reports a successful pull although it fetched no layer; creating the container then fails',
            source: 'containerd issue 10628; core/unpack/unpacker.go',
            seen: ['2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['schema1-signed'], [
        {
            since: [2, 0, 0],
            effect: 'cannot-pull',
            note: 'refuses schema 1 (2.0 takes it with CONTAINERD_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
            source: 'containerd RELEASES.md, deprecated features',
            seen: ['2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['schema1-unsigned'], [
        {
            effect: 'cannot-pull',
            note: 'does not know the media type and looks for a blob',
            source: 'containerd core/remotes/docker/fetcher.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['unknown-layer-docker', 'unknown-layer-oci'], [
        {
            effect: 'cannot-pull',
            note: 'counts fewer layers than diff IDs, or has no reader for the layer',
            source: 'containerd core/unpack/unpacker.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['only-unknown-layers-docker', 'only-unknown-layers-oci'], [
        {
            before: [2, 1, 0],
            effect: 'cannot-pull',
            note: 'finds no layer that it could unpack',
            source: 'containerd client/image.go',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
        {
            since: [2, 1, 0],
            effect: 'cannot-run',
            note: 'reports a successful pull although it unpacked nothing; creating the container then fails',
            source: 'containerd core/unpack/unpacker.go',
            seen: ['2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['zstd-layer-oci'], [
        {
            before: [1, 5, 0],
            effect: 'cannot-pull',
            note: 'does not decompress zstd',
            source: 'containerd 1.5.0 archive/compression',
        },
    ]),
    ...rowsFor(['zstd-layer-docker'], [
        {
            before: [2, 0, 0],
            effect: 'cannot-pull',
            note: 'does not know the type as a layer',
            source: 'containerd 2.0.0 core/images/mediatypes.go',
            seen: ['1.6.20', '1.7.35'],
        },
    ]),
    ...rowsFor(['encrypted-layers'], [
        {
            effect: 'needs',
            note: 'needs a decoder (ctd-decoder) and its keys on the node; without them the pull fails',
            source: 'containerd docs/cri/decryption.md',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['foreign-layers'], [
        {
            effect: 'needs',
            note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
            source: 'containerd core/remotes/docker/fetcher.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['served-type-generic-root'], [
        {
            effect: 'cannot-pull',
            note: 'takes the Content-Type for the type of the content, and looks for a blob (text/plain: for schema 1)',
            source: 'containerd core/remotes/docker/resolver.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['ambiguous-document'], [
        {
            since: [1, 4, 12],
            before: [1, 5, 0],
            effect: 'cannot-pull',
            note: 'refuses an index that is also a manifest, and the reverse',
            source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
        },
        {
            since: [1, 5, 8],
            effect: 'cannot-pull',
            note: 'refuses an index that is also a manifest, and the reverse',
            source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['manifest-over-containerd-limit'], [
        {
            since: [1, 3, 0],
            effect: 'cannot-pull',
            note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
            source: 'containerd core/remotes/docker/resolver.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['digest-not-sha256'], [
        {
            before: [2, 3, 0],
            effect: 'cannot-pull',
            note: 'hashes with sha256 whatever the digest says',
            source: 'containerd plugins/content/local/store.go',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
    ]),
    ...rowsFor(['artifact'], [
        {
            before: [1, 6, 25],
            effect: 'cannot-pull',
            note: 'counts the layers against diff IDs that an artifact does not have',
            source: 'containerd 1.6.25 image.go',
            seen: ['1.6.20'],
        },
        {
            since: [1, 7, 0],
            before: [1, 7, 7],
            effect: 'cannot-pull',
            note: 'counts the layers against diff IDs that an artifact does not have',
            source: 'containerd 1.7.7 image.go',
        },
        {
            since: [1, 6, 25],
            before: [1, 7, 0],
            effect: 'cannot-run',
            note: 'pulls it and makes no container of it, or an empty one',
            source: 'containerd 1.6.25 image.go',
        },
        {
            since: [1, 7, 7],
            effect: 'cannot-run',
            note: 'pulls it and makes no container of it, or an empty one',
            source: 'containerd client/image.go',
            seen: ['1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['artifact-manifest', 'build-cache-index'], [
        {
            effect: 'cannot-pull',
            note: 'finds no image in it',
            source: 'containerd core/images/image.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
];
function rowsFor(causes, rows) {
    return causes.flatMap((cause) => rows.map((row) => ({ cause, runtime: 'containerd', ...row })));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/containers-image-rows.js
const ALL = { 'cri-o': {}, podman: {} };
/** containers/image 5.17 */
const REFUSES_AMBIGUOUS = {
    'cri-o': { since: [1, 24, 0] },
    podman: { since: [4, 0, 0] },
};
/** containers/image 5.22 */
const REFUSES_ARTIFACTS = {
    'cri-o': { since: [1, 25, 0] },
    podman: { since: [4, 2, 0] },
};
/** containers/image 5.38 */
const BEFORE_DOCKER_ZSTD = {
    'cri-o': { before: [1, 35, 0] },
    podman: { before: [5, 7, 0] },
};
const CONTAINERS_IMAGE_ROWS = [
    ...containers_image_rows_rowsFor(['legacy-config-oci', 'unknown-config-oci', 'docker-served-as-oci'], REFUSES_ARTIFACTS, {
        effect: 'cannot-pull',
        note: 'takes an OCI manifest with another config than that of an OCI image for an artifact',
        source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
    }),
    ...containers_image_rows_rowsFor(['schema1-unsigned'], ALL, {
        effect: 'cannot-run',
        note: 'pulls it and cannot make a container of it',
        source: 'only what was seen',
    }),
    ...containers_image_rows_rowsFor(['unknown-layer-docker', 'only-unknown-layers-docker'], ALL, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest with other than the known types',
        source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
    }),
    ...containers_image_rows_rowsFor(['zstd-layer-docker'], BEFORE_DOCKER_ZSTD, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest with other than the known types',
        source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
    }),
    ...containers_image_rows_rowsFor(['encrypted-layers'], ALL, {
        effect: 'needs',
        note: 'needs the keys (--decryption-key, or decryption_keys_path of CRI-O); without them the pull fails',
        source: 'containers/image docs, CRI-O docs/crio.conf.5.md',
    }),
    ...containers_image_rows_rowsFor(['foreign-layers'], ALL, {
        effect: 'needs',
        note: 'asks the addresses in the descriptor, else the registry; where the layer is not there the pull fails',
        source: 'containers/image docker/docker_image_src.go',
    }),
    ...containers_image_rows_rowsFor(['docker-without-media-type'], ALL, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest without mediaType',
        source: 'containers/image manifest/docker_schema2.go',
    }),
    ...containers_image_rows_rowsFor(['served-type-generic-root', 'served-type-generic-child'], ALL, {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'containers/image manifest/manifest.go (NormalizedMIMEType)',
    }),
    ...containers_image_rows_rowsFor(['oci-served-as-docker'], ALL, {
        effect: 'cannot-pull',
        note: 'wants the mediaType of a Docker manifest in what is served as one',
        source: 'containers/image manifest/docker_schema2.go',
    }),
    ...containers_image_rows_rowsFor(['ambiguous-document'], REFUSES_AMBIGUOUS, {
        effect: 'cannot-pull',
        note: 'refuses a document with keys of another kind',
        source: 'CVE-2021-41190, containers/image 5.17',
    }),
    ...containers_image_rows_rowsFor(['nested-index'], ALL, {
        effect: 'cannot-pull',
        note: 'expects image manifests in an index',
        source: 'containers/image copy/single.go',
    }),
    ...containers_image_rows_rowsFor(['manifest-over-4-mib', 'config-over-4-mib'], ALL, {
        effect: 'cannot-pull',
        note: 'reads manifests and configs to 4 MiB',
        source: 'containers/image internal/iolimits',
    }),
    ...containers_image_rows_rowsFor(['artifact'], REFUSES_ARTIFACTS, {
        effect: 'cannot-pull',
        note: 'refuses to treat an artifact as an image',
        source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
    }),
    ...containers_image_rows_rowsFor(['artifact-manifest', 'build-cache-index'], ALL, {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'containers/image manifest/manifest.go',
    }),
];
/** Podman 4.3.1 was seen doing each of them. */
function containers_image_rows_rowsFor(causes, releases, row) {
    return causes.flatMap((cause) => [
        { cause, runtime: 'cri-o', ...releases['cri-o'], ...row },
        { cause, runtime: 'podman', ...releases.podman, ...row, seen: ['4.3.1'] },
    ]);
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/docker-containerd-rows.js
/** None of these was seen: they are read from the code and from what the containerd inside was seen doing. */
const DOCKER_CONTAINERD_ROWS = [
    ...docker_containerd_rows_rowsFor(['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'], {
        effect: 'cannot-pull',
        note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
        source: 'moby issue 48361, containerd client/pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['schema1-signed'], {
        since: [26, 0, 0],
        effect: 'cannot-pull',
        note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
        source: 'moby daemon/containerd/image_pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['schema1-unsigned'], {
        effect: 'cannot-pull',
        note: 'does not know the media type and looks for a blob',
        source: 'containerd core/remotes/docker/fetcher.go',
    }),
    ...docker_containerd_rows_rowsFor(['unknown-layer-docker', 'unknown-layer-oci', 'only-unknown-layers-docker', 'only-unknown-layers-oci'], {
        effect: 'cannot-pull',
        note: 'counts fewer layers than diff IDs',
        source: 'containerd client/image.go, core/unpack/unpacker.go',
    }),
    ...docker_containerd_rows_rowsFor(['zstd-layer-docker'], {
        before: [28, 0, 0],
        effect: 'cannot-pull',
        note: 'has the client of containerd before 2.0 inside, which does not know the type as a layer',
        source: 'moby 28.0 vendor.mod',
    }),
    ...docker_containerd_rows_rowsFor(['encrypted-layers'], {
        effect: 'cannot-pull',
        note: 'has no way to give keys',
        source: 'moby daemon/containerd/image_pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['foreign-layers'], {
        effect: 'needs',
        note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
        source: 'containerd core/remotes/docker/fetcher.go',
    }),
    ...docker_containerd_rows_rowsFor(['served-type-generic-root'], {
        effect: 'cannot-pull',
        note: 'takes the Content-Type for the type of the content, and looks for a blob',
        source: 'containerd core/remotes/docker/resolver.go',
    }),
    ...docker_containerd_rows_rowsFor(['ambiguous-document'], {
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
    }),
    ...docker_containerd_rows_rowsFor(['manifest-over-containerd-limit'], {
        effect: 'cannot-pull',
        note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
        source: 'containerd core/remotes/docker/resolver.go',
    }),
    ...docker_containerd_rows_rowsFor(['digest-not-sha256'], {
        effect: 'needs',
        note: 'needs containerd 2.3 or later on the host, which keeps the content',
        source: 'containerd plugins/content/local/store.go',
    }),
    ...docker_containerd_rows_rowsFor(['artifact'], {
        effect: 'cannot-run',
        note: 'makes no container of it, or an empty one',
        source: 'containerd client/image.go',
    }),
    ...docker_containerd_rows_rowsFor(['artifact-manifest', 'build-cache-index'], {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'containerd core/images/image.go',
    }),
];
function docker_containerd_rows_rowsFor(causes, row) {
    return causes.map((cause) => ({ cause, runtime: 'docker-containerd', ...row }));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/docker-rows.js
const SEEN = ['20.10.24'];
const DOCKER_ROWS = [
    ...docker_rows_rowsFor(['schema1-signed'], {
        since: [26, 0, 0],
        effect: 'cannot-pull',
        note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
        source: 'Docker, deprecated features, "Pushing and pulling with image manifest v2 schema 1"',
    }),
    ...docker_rows_rowsFor(['schema1-unsigned'], {
        effect: 'cannot-pull',
        note: 'asks for a signature, later refuses schema 1 at all',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['unknown-config-docker', 'unknown-config-oci'], {
        effect: 'cannot-pull',
        note: 'refuses configs of other types than the two of images and four old ones',
        source: 'moby distribution/registry.go, distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor([
        'unknown-layer-docker',
        'unknown-layer-oci',
        'only-unknown-layers-docker',
        'only-unknown-layers-oci',
        'artifact',
    ], {
        effect: 'cannot-pull',
        note: 'refuses content of unsupported media types',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['zstd-layer-docker', 'zstd-layer-oci'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'does not decompress zstd',
        source: 'moby 23.0 pkg/archive',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['encrypted-layers'], {
        effect: 'cannot-pull',
        note: 'cannot decrypt layers',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['foreign-layers'], {
        effect: 'needs',
        note: 'needs the layer on the registry, or on Windows at the addresses in the descriptor',
        source: 'moby distribution/pull_v2_windows.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['docker-without-media-type'], {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest whose mediaType is not that of one',
        source: 'distribution manifest/schema2',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['served-type-generic-root'], {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'distribution manifests.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['served-type-generic-child'], {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'distribution manifests.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['oci-served-as-docker', 'docker-served-as-oci'], {
        effect: 'cannot-pull',
        note: 'wants the mediaType in the body to be the Content-Type',
        source: 'distribution manifest/schema2, manifest/ocischema',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['ambiguous-document'], {
        since: [20, 10, 11],
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-xmmx-7jpf-fx42',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['nested-index'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'expects image manifests in an index',
        source: 'moby 23.0 distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['child-without-platform'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'passes over entries without platform, and fails where no other fits',
        source: 'moby 23.0 distribution/pull_v2_unix.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['artifact-manifest', 'build-cache-index'], {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
];
function docker_rows_rowsFor(causes, row) {
    return causes.map((cause) => ({ cause, runtime: 'docker', ...row }));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/table.js
/**
 * Which releases of which runtimes cannot pull or cannot run what: the one table of it. `docs/runtimes.md` shows it, and
 * a test keeps the two equal. A row without `since` or `before` holds for every release that is known.
 */





const RUNTIME_ROWS = [
    ...CONTAINERD_ROWS,
    ...CONTAINERS_IMAGE_ROWS,
    ...DOCKER_ROWS,
    ...DOCKER_CONTAINERD_ROWS,
];
function rangeOfRow({ since, before }) {
    return { lowest: since ?? NO_VERSION_BELOW, below: before ?? NO_VERSION_ABOVE };
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/problems.js






/**
 * Problems of `image` for `runtimes`, one per cause and effect, those of one remedy together: in the order of `REMEDIES`,
 * of `CAUSES`, and the worst effect first. Of one runtime only the worst effect of a cause is told.
 */
function runtimeProblems(image, runtimes) {
    const unique = [...new Map(runtimes.map((runtime) => [runtime.written, runtime])).values()];
    return findCauses(image)
        .flatMap((found) => problemsOf(found, unique))
        .sort((one, other) => problems_placeOf(one) - problems_placeOf(other));
}
function problemsOf({ cause, digests }, runtimes) {
    const verdicts = runtimes.map((runtime) => ({ runtime, rows: worstRows(cause, runtime) }));
    return EFFECTS.flatMap((effect) => {
        const affected = verdicts.filter(({ rows }) => rows[0]?.effect === effect);
        if (affected.length === 0)
            return [];
        const rows = RUNTIME_ROWS.filter((row) => affected.some((verdict) => verdict.rows.includes(row)));
        return {
            remedy: remedyOf(cause),
            cause,
            effect,
            level: effect === 'needs' || remedyOf(cause) === 'nothing-to-do' ? 'note' : 'error',
            runtimes: affected.map(({ runtime }) => runtime.written),
            digests,
            why: CAUSE_WORDS[cause],
            reasons: [...new Set(rows.map(problems_reasonOf))],
        };
    });
}
/** Worst first. */
const EFFECTS = ['cannot-pull', 'cannot-run', 'needs'];
/** The rows of the worst effect that any release in the runtime's range has. */
function worstRows(cause, runtime) {
    const rows = RUNTIME_ROWS.filter((row) => row.cause === cause && holdsFor(row, runtime));
    const worst = EFFECTS.find((effect) => rows.some((row) => row.effect === effect));
    return rows.filter((row) => row.effect === worst);
}
/** Fresh installations of Docker 29 use containerd's image store, upgraded ones keep their own: either may be meant. */
const BOTH_STORES_SINCE = 29;
function holdsFor(row, runtime) {
    const isEitherStore = runtime.name === 'docker' &&
        row.runtime === 'docker-containerd' &&
        runtime.lowest[0] >= BOTH_STORES_SINCE;
    return (row.runtime === runtime.name || isEitherStore) && rangesOverlap(rangeOfRow(row), runtime);
}
function problems_reasonOf(row) {
    return `${row.runtime}${rangeWords(row)} ${row.note}`;
}
/** ` 1.4 to 2.0` would need the last release; said by its ends: ` since 1.4.0 and before 2.1.0`. */
function rangeWords({ since, before }) {
    const from = since === undefined ? '' : ` since ${since.join('.')}`;
    const to = before === undefined ? '' : ` before ${before.join('.')}`;
    return from !== '' && to !== '' ? `${from} and${to}` : `${from}${to}`;
}
function problems_placeOf({ remedy, cause, effect }) {
    const place = Object.keys(REMEDIES).indexOf(remedy) * CAUSES.length + CAUSES.indexOf(cause);
    return place * EFFECTS.length + EFFECTS.indexOf(effect);
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtime-findings.js
/** Which runtimes cannot pull or run which images: findings by remedy and cause, and the same by image. Pure. */



/** `asked` (`--runtime`) takes the place of what the mirror manifest names; empty: that counts. */
function judgeRuntimes(verified, asked) {
    const byRow = new Map();
    for (const [row, steps] of Map.groupBy(verified, ({ outcome }) => outcome.step.row)) {
        const runtimes = asked.length > 0 ? asked : row.image.runtimes;
        // How a manifest is served differs from mirror to mirror; everything else is told once.
        const problems = steps.flatMap(({ walk }) => walk === null ? [] : runtimeProblems(walk.manifests, runtimes));
        const unique = new Map(problems.map((problem) => [runtime_findings_keyOf(problem), problem]));
        if (unique.size > 0)
            byRow.set(row, [...unique.values()]);
    }
    return { byRow, findings: findingsOf(byRow) };
}
/** One cause is one finding, with the images that have it; those of one remedy say the same help. */
function findingsOf(byRow) {
    const all = [...byRow].flatMap(([row, problems]) => problems.map((problem) => ({ row, problem })));
    return [...Map.groupBy(all, ({ problem }) => runtime_findings_keyOf(problem)).values()].flatMap((group) => {
        const [first] = group;
        return first === undefined ? [] : runtimeFinding(first, [...new Set(group.map(({ row }) => row.name))]);
    });
}
const CANNOT = {
    'cannot-pull': 'cannot pull',
    'cannot-run': 'cannot run',
    needs: 'needs something for',
};
function runtimeFinding({ row, problem }, names) {
    const { runtimes, effect, why, reasons, remedy, level, digests } = problem;
    const [digest] = digests;
    return finding('runtime-unsupported', {
        severity: level,
        message: `${runtimes.join(', ')} ${CANNOT[effect]} ${row.name}: it ${why} (${reasons.join('; ')})`,
        help: REMEDIES[remedy],
        source: row.name,
        ...(digest === undefined ? {} : { digest }),
        affects: names,
        affectedCount: names.length,
        at: row.at,
    });
}
function runtime_findings_keyOf({ remedy, cause, effect, runtimes }) {
    return `${remedy} ${cause} ${effect} ${runtimes.join(' ')}`;
}

;// CONCATENATED MODULE: ./build/commands/verify.js












const verify_verify = {
    name: 'verify',
    summary: 'prove that every mirror can serve every image, and mend it',
    details: [
        'Walks every image on every mirror from its wanted digest (pin, else lock, else what the mirror’s tag points to)',
        'to the last blob. The source is not needed, but for --repair where no other mirror has the content.',
        '',
        '  mirror-action verify',
        '  mirror-action verify --depth content --repair',
        '  mirror-action verify --depth rootfs --oldest-first --time-budget 40m',
    ].join('\n'),
    positionals: '',
    takesPositionals: 'none',
    options: [...COMMON_OPTIONS, 'depth', 'repair', 'runtime', 'oldestFirst'],
    writes: 'with --repair',
    run: runVerify,
};
const DEFAULT_DEPTH = 'probe';
async function runVerify(door) {
    const { log } = door.host;
    const prepared = await prepare(door, 'never');
    const { context, stores } = prepared;
    const stopProgress = door.host.showProgress(progressOf(context.meter, stores));
    try {
        const resolved = await log.group('Look at mirrors', () => resolve(context, door.signal));
        checkGlobs(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        context.meter.phase = 'verify';
        const options = { depth: door.options.depth ?? DEFAULT_DEPTH, isOldestFirst: door.options.oldestFirst };
        const verified = await log.group('Walk every image', () => verify(resolved.rows, options, { context, signal: door.signal }));
        const { steps, findings } = door.options.repair
            ? await log.group('Repair', () => mend(verified, prepared, door))
            : { steps: verified, findings: findingsOfWalks(verified) };
        const outcomes = steps.map(({ outcome }) => outcome);
        const runtimes = judgeRuntimes(steps, door.options.runtimes);
        return await finish(door, prepared, {
            command: 'verify',
            rows: resolved.rows,
            outcomes,
            unsupported: runtimes.byRow,
            findings: [
                ...resolved.findings,
                ...findings,
                ...runtimes.findings,
                ...findingsOfFailures(outcomes, 'verify'),
            ],
        });
    }
    finally {
        stopProgress();
    }
}
async function mend(verified, { context }, { options, signal }) {
    const walking = { depth: options.depth ?? DEFAULT_DEPTH, isOldestFirst: false };
    const repaired = await repair(verified, walking, { context, signal });
    const after = new Map(repaired.steps.map((one) => [one.before, one.after]));
    return {
        steps: verified.map((one) => after.get(one) ?? one),
        findings: findingsWithRepairs(verified, repaired),
    };
}

;// CONCATENATED MODULE: ./build/commands/commands.js









const COMMANDS = [
    sync,
    plan,
    lock,
    verify_verify,
    drift,
    ...laterCommands,
    init,
    serve,
    demo,
];
const DEFAULT_COMMAND = 'sync';
function findCommand(name) {
    return COMMANDS.find((command) => command.name === name) ?? null;
}

;// CONCATENATED MODULE: ./build/command-line.js
/** Flags and positionals of the command line, made from the table of options. */




/** Reads the arguments after the program's name. Throws MirrorError `usage`. */
function readCommandLine(args, version) {
    let read = null;
    const printed = [];
    const program = newProgram((text) => printed.push(text))
        .name('mirror-action')
        .description('Mirrors container images by digest to several registries and proves that what they serve is complete.')
        .version(version, '--version', 'Print the version')
        .addHelpText('after', START_HERE);
    for (const command of COMMANDS) {
        program.addCommand(programOf(command, (run) => {
            read = run;
        }, (text) => printed.push(text)));
    }
    try {
        program.parse([...args], { from: 'user' });
    }
    catch (error) {
        const line = afterExit(error, printed.join(''));
        if (line !== null)
            return line;
    }
    return read ?? { kind: 'print', text: program.helpInformation() + START_HERE, exitCode: 2 };
}
const PLACES = ['json', 'summary', 'html', 'sarif'];
/** What can still be told of arguments that `readCommandLine` refused: the command, '' where none was named, and where
 *  reports were asked for. Never throws. */
function salvageCommandLine(args) {
    const options = Object.fromEntries(PLACES.flatMap((key) => {
        const place = lastValueOf(`--${OPTIONS[key].name}`, args);
        return place === null ? [] : [[key, place]];
    }));
    const first = args[0] ?? '';
    const known = COMMANDS.find(({ name }) => args.includes(name))?.name;
    return { command: isFlag(first) ? (known ?? '') : first, options };
}
/** The last value of a flag, as the parser would take it; what looks like another flag is no value. */
function lastValueOf(flag, args) {
    const values = args.flatMap((arg, index) => {
        const value = arg === flag ? args[index + 1] : arg.startsWith(`${flag}=`) ? arg.slice(flag.length + 1) : '';
        return value === undefined || value === '' || isFlag(value) ? [] : [value];
    });
    return values.at(-1) ?? null;
}
/** A lone dash is standard output. */
function isFlag(arg) {
    return arg.startsWith('-') && arg !== '-';
}
const START_HERE = `
Start here:
  mirror-action demo                          see it work, with nothing to reach
  mirror-action init --to HOST/PREFIX         make a mirror manifest from a list of images
  mirror-action plan                          what would be copied, and why
  mirror-action sync                          copy it

Exit codes: 0 all is as wanted, 1 something is wrong, 2 it could not run, 130/143 interrupted.
`;
function newProgram(write) {
    return new commander/* Command */.uB()
        .exitOverride()
        .helpOption('-h, --help', 'Print this help')
        .showHelpAfterError(false)
        .configureOutput({ writeOut: write, writeErr: () => undefined })
        .configureHelp({ showGlobalOptions: false, sortOptions: false });
}
function programOf(command, onRun, write) {
    const program = newProgram(write)
        .name(command.name)
        .summary(command.summary)
        .description(`${command.summary}\n\n${command.details}`);
    if (command.takesPositionals === 'one')
        program.argument('<dir>');
    if (command.takesPositionals === 'any')
        program.argument('[args...]').allowUnknownOption();
    for (const key of command.options)
        program.addOption(optionOf(OPTIONS[key]));
    program.action(() => {
        onRun({
            kind: 'run',
            command: command.name,
            positionals: program.args,
            options: optionsOf(program, command.options),
        });
    });
    return program;
}
function optionOf(spec) {
    const short = spec.short === undefined ? '' : `-${spec.short}, `;
    const value = spec.kind === 'flag' ? '' : ` <${spec.placeholder ?? 'VALUE'}>`;
    const note = [
        spec.kind === 'list' ? 'repeatable' : '',
        spec.default === undefined ? '' : `default: ${spec.default}`,
    ].filter(Boolean);
    const option = new commander/* Option */.c$(`${short}--${spec.name}${value}`, note.length === 0 ? spec.description : `${spec.description} (${note.join('; ')})`);
    if (spec.kind === 'list')
        option.argParser((item, before = []) => [...before, item]);
    return option;
}
function optionsOf(program, keys) {
    const values = program.opts();
    return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}
/** Null when there was nothing to do, so that the help is to be shown. */
function afterExit(error, printed) {
    if (!(error instanceof commander/* CommanderError */.b7))
        throw error;
    if (error.exitCode === 0)
        return { kind: 'print', text: printed, exitCode: 0 };
    if (error.code === 'commander.help')
        return null;
    throw new MirrorError('usage', error.message.replace(/^error: /, '').replace(/\s+/g, ' '), {
        fix: 'see mirror-action --help, or COMMAND --help',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./build/host/clock.js
const systemClock = {
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(signal.reason);
        const onAbort = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', onAbort);
            resolve();
        }, ms);
        signal.addEventListener('abort', onAbort, { once: true });
    }),
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/host/file-errors.js
/** Node's file system errors as typed errors that say what a person can do. */

/** Why a file that is needed cannot be read: always `input`. */
function readError(path, error) {
    const reason = READ_REASONS[errnoOf(error)] ?? { why: plainReason(error), fix: 'check the path' };
    return new MirrorError('input', `cannot read ${path}: ${reason.why}`, {
        where: path,
        fix: reason.fix,
        cause: error,
    });
}
/** Why a file cannot be written: `no-space` where the disk or quota is full, else `io`. */
function writeError(path, error) {
    const errno = errnoOf(error);
    const reason = WRITE_REASONS[errno] ?? { why: plainReason(error), fix: 'check the path and the disk' };
    const code = errno === 'ENOSPC' || errno === 'EDQUOT' ? 'no-space' : 'io';
    return new MirrorError(code, `cannot write ${path}: ${reason.why}`, {
        where: path,
        fix: reason.fix,
        cause: error,
    });
}
/** Node's name for the fault (`ENOENT`), '' where it has none. Asks for no class: errors may come from another realm. */
function errnoOf(error) {
    const hasCode = typeof error === 'object' && error !== null && 'code' in error;
    return hasCode && typeof error.code === 'string' ? error.code : '';
}
const READ_REASONS = {
    ENOENT: { why: 'there is no such file', fix: 'check the path, or make the file' },
    ENOTDIR: { why: 'a part of its path is not a directory', fix: 'check the path' },
    EISDIR: { why: 'it is a directory', fix: 'name a file' },
    EACCES: { why: 'permission denied', fix: 'let this user read it' },
    EPERM: { why: 'permission denied', fix: 'let this user read it' },
    ELOOP: { why: 'its symbolic links lead in a circle', fix: 'mend the links' },
};
const WRITE_REASONS = {
    ENOSPC: { why: 'no space left on the device', fix: 'free space or choose another place' },
    EDQUOT: { why: 'the disk quota is used up', fix: 'free space or choose another place' },
    EACCES: { why: 'permission denied', fix: 'let this user write there or choose another place' },
    EPERM: { why: 'permission denied', fix: 'let this user write there or choose another place' },
    EROFS: { why: 'the file system is read-only', fix: 'choose another place' },
    EISDIR: { why: 'it is a directory', fix: 'name a file' },
    ENOTDIR: { why: 'a part of its path is not a directory', fix: 'choose another place' },
    EEXIST: { why: 'a part of its path is not a directory', fix: 'choose another place' },
    ENAMETOOLONG: { why: 'the name is too long', fix: 'choose a shorter name' },
};
function plainReason(error) {
    return errnoOf(error) || (error instanceof Error ? error.message : String(error));
}

;// CONCATENATED MODULE: ./build/host/files.js
/** The Files port on the local file system. */





const DEFAULT_LIMIT_BYTES = 64 * 1024 * 1024;
const MOST_SET_ASIDE = 99;
const MOST_LINKS = 40;
function createFiles({ workingDirectory, redact = (text) => text }) {
    const absolute = (path) => (0,external_node_path_.resolve)(workingDirectory, path);
    return {
        readText: (path, limitBytes = DEFAULT_LIMIT_BYTES) => readText(absolute(path), path, limitBytes),
        exists: (path) => (0,promises_.stat)(absolute(path)).then(() => true, () => false),
        writeText: async (path, text) => {
            try {
                await replace(absolute(path), redact(text));
            }
            catch (error) {
                throw writeError(path, error);
            }
        },
        setAside: (path) => setAside(absolute(path)),
        realPath: (path) => realPathAsFarAsItExists(absolute(path), MOST_LINKS),
    };
}
async function readText(path, shownPath, limitBytes) {
    let bytes;
    try {
        const file = await (0,promises_.open)(path, 'r');
        try {
            bytes = await readAtMost(file, limitBytes + 1);
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        throw readError(shownPath, error);
    }
    if (bytes.length > limitBytes) {
        throw new MirrorError('input', `cannot read ${shownPath}: it is larger than ${limitBytes} bytes`, {
            where: shownPath,
            fix: 'check that this is the right file',
        });
    }
    return decodeUtf8(bytes, shownPath);
}
/** Reads by itself instead of trusting the size, so that pipes (`--manifest <(…)`) work too. */
async function readAtMost(file, mostBytes) {
    const chunks = [];
    let total = 0;
    while (total < mostBytes) {
        const room = Buffer.allocUnsafe(Math.min(64 * 1024, mostBytes - total));
        const { bytesRead } = await file.read(room, 0, room.length, null);
        if (bytesRead === 0)
            break;
        chunks.push(room.subarray(0, bytesRead));
        total += bytesRead;
    }
    return Buffer.concat(chunks);
}
function decodeUtf8(bytes, shownPath) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new MirrorError('input', `cannot read ${shownPath}: it is not UTF-8 text`, {
            where: shownPath,
            fix: 'save it as UTF-8',
            cause: error,
        });
    }
}
/** A link keeps pointing where it points; a device or pipe is written to, never replaced. */
async function replace(path, text) {
    await makeDirectories((0,external_node_path_.dirname)(path));
    const place = await realPathAsFarAsItExists(path, MOST_LINKS);
    const before = await (0,promises_.stat)(place).catch(() => null);
    if (before !== null && !before.isFile())
        return (0,promises_.writeFile)(place, text);
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(place), `.${(0,external_node_path_.basename)(place)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`);
    try {
        await writeDurably(temporary, text);
        if (before !== null)
            await (0,promises_.chmod)(temporary, before.mode & 0o7777);
        await (0,promises_.rename)(temporary, place);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
        throw error;
    }
    await syncDirectory((0,external_node_path_.dirname)(place));
}
/** Not by `mkdir`'s own `recursive`: it never returns where a file system refuses with ENOENT (/proc; seen, Node 24). */
async function makeDirectories(path) {
    const made = await makeDirectory(path);
    if (made)
        return;
    await makeDirectories((0,external_node_path_.dirname)(path));
    // somebody else may have made it by now, which is as good
    if (!(await makeDirectory(path)))
        await (0,promises_.mkdir)(path);
}
/** False when its parent is missing. */
async function makeDirectory(path) {
    try {
        await (0,promises_.mkdir)(path);
    }
    catch (error) {
        if (errnoOf(error) === 'ENOENT' && (0,external_node_path_.dirname)(path) !== path)
            return false;
        const isThere = await (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
        if (!isThere)
            throw error;
    }
    return true;
}
async function writeDurably(path, text) {
    const file = await (0,promises_.open)(path, 'wx');
    try {
        await file.writeFile(text);
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** Some file systems cannot sync a directory; the file itself is safe by then. */
async function syncDirectory(path) {
    try {
        const directory = await (0,promises_.open)(path, 'r');
        await directory.sync().finally(() => directory.close());
    }
    catch {
        // best effort
    }
}
async function setAside(path) {
    try {
        for (let number = 1; number <= MOST_SET_ASIDE; number += 1) {
            const name = `${path}.bad-${number}`;
            const isTaken = await (0,promises_.lstat)(name).then(() => true, () => false);
            if (isTaken)
                continue;
            await (0,promises_.rename)(path, name);
            return name;
        }
    }
    catch {
        // whoever asked goes on without the file
    }
    return null;
}
/** Follows dangling links too: what would be made through one lies where it points. */
async function realPathAsFarAsItExists(path, linksLeft) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if (errnoOf(error) !== 'ENOENT' || (0,external_node_path_.dirname)(path) === path || linksLeft === 0)
            return path;
        const parent = await realPathAsFarAsItExists((0,external_node_path_.dirname)(path), linksLeft);
        const target = await (0,promises_.readlink)((0,external_node_path_.join)(parent, (0,external_node_path_.basename)(path))).catch(() => null);
        if (target === null)
            return (0,external_node_path_.join)(parent, (0,external_node_path_.basename)(path));
        return realPathAsFarAsItExists((0,external_node_path_.resolve)(parent, target), linksLeft - 1);
    }
}

;// CONCATENATED MODULE: ./build/host/log-level.js
const ORDER = { debug: 0, info: 1, warning: 2, error: 3 };
/** `quiet` leaves warnings and errors, whatever the level says. */
function isPrinted(level, settings) {
    const least = settings.quiet ? Math.max(ORDER[settings.level], ORDER.warning) : ORDER[settings.level];
    return ORDER[level] >= least;
}

;// CONCATENATED MODULE: ./build/host/progress-line.js
/** Progress in words: `[12/80] 34 % 1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries`. */

const WINDOW_MS = 20_000;
function createRateMeter() {
    let readings = [];
    return {
        add(nowMs, bytesDone) {
            readings.push({ atMs: nowMs, bytes: bytesDone });
            const firstInside = readings.findIndex((reading) => reading.atMs >= nowMs - WINDOW_MS);
            // keeps one reading from before the window, so that it is covered as a whole
            if (firstInside > 1)
                readings = readings.slice(firstInside - 1);
        },
        bytesPerSecond() {
            const [first, last] = [readings.at(0), readings.at(-1)];
            if (first === undefined || last === undefined || last.atMs <= first.atMs)
                return null;
            return (1000 * (last.bytes - first.bytes)) / (last.atMs - first.atMs);
        },
    };
}
/** One plain line; where no bytes are known yet it says the phase instead. */
function progressLine(progress, bytesPerSecond) {
    const images = `[${progress.imagesDone}/${progress.imagesTotal}]`;
    return `${images} ${percentDone(progress)} % ${progressDetails(progress, bytesPerSecond)}`;
}
/** `1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries` */
function progressDetails(progress, bytesPerSecond) {
    const retries = progress.retries === 0 ? '' : ` · ${formatCount(progress.retries, 'retry', 'retries')}`;
    if (progress.bytesTotal === 0)
        return `${progress.phase}${retries}`;
    const amount = formatBytesOf(progress.bytesDone, progress.bytesTotal);
    const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
    const rate = bytesPerSecond === null ? '' : ` ${formatRate(bytesPerSecond)}`;
    const left = Math.max(0, progress.bytesTotal - progress.bytesDone);
    const eta = isMoving && left > 0 ? ` ETA ${formatDuration((1000 * left) / bytesPerSecond)}` : '';
    return `${amount}${rate}${eta}${retries}`;
}
/** By bytes where they are known, else by images; 100 only when all is done. */
function percentDone(progress) {
    const [done, total] = progress.bytesTotal > 0
        ? [progress.bytesDone, progress.bytesTotal]
        : [progress.imagesDone, progress.imagesTotal];
    return total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
}

;// CONCATENATED MODULE: ./build/host/progress-frame.js
/** Progress as bars: the lines of one frame, each narrower than the terminal. */



const MOST_ACTIVE = 4;
const WIDEST_BAR = 32;
const NARROWEST_BAR = 6;
function progressFrame(progress, options) {
    // the last column stays free: some terminals wrap when it is written
    const width = Math.max(10, options.columns - 1);
    const images = `${progress.imagesDone}/${progress.imagesTotal} images`;
    const details = progressDetails(progress, options.bytesPerSecond);
    const overall = progress.bytesTotal === 0 ? [] : [`${percentDone(progress)} % ${details}`];
    const bars = [
        { share: shareOf(progress.imagesDone, progress.imagesTotal), text: images },
        ...overall.map((text) => ({ share: shareOf(progress.bytesDone, progress.bytesTotal), text })),
    ];
    const barWidth = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, Math.floor(width / 3)));
    return [
        ...bars.map(({ share, text }) => barLine(share, text, { width, barWidth, style: options.style })),
        ...progress.active.slice(0, MOST_ACTIVE).map((transfer) => transferLine(transfer, width, options.style)),
    ];
}
function barLine(share, text, { width, barWidth, style }) {
    const filled = Math.round(share * barWidth);
    const bar = style('green', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
    return `${bar} ${cutText(text, width - barWidth - 1)}`;
}
function transferLine(transfer, width, style) {
    const amount = formatBytesOf(transfer.bytesDone, transfer.bytesTotal);
    const room = width - amount.length - 4;
    if (room < 8)
        return style('dim', cutText(`  ${amount}`, width));
    return style('dim', `  ${cutToWidth(makeVisible(transfer.label), room)}  ${amount}`);
}
/** Characters outside ASCII may be two columns wide; counting them so keeps every line on one row. */
function cutToWidth(text, width) {
    const widthOf = (part) => [...part].reduce((sum, one) => sum + (one > '~' ? 2 : 1), 0);
    if (widthOf(text) <= width)
        return text;
    let cut = cutText(text, width);
    while (widthOf(cut) > width)
        cut = cutText(text, [...cut].length - 1);
    return cut;
}
function shareOf(done, total) {
    return total === 0 ? 0 : Math.min(1, Math.max(0, done / total));
}

;// CONCATENATED MODULE: ./build/host/progress-display.js


/** Below the ten seconds after which a silent log looks dead. */
const LINE_INTERVAL_MS = 8_000;
const FRAME_INTERVAL_MS = 100;
/** One plain line every few seconds, and a last one if there was a first. */
function createLineDisplay(options) {
    return {
        print: options.write,
        show: (read) => {
            const meter = createRateMeter();
            let hasPrinted = false;
            const draw = () => {
                const progress = read();
                meter.add(performance.now(), progress.bytesDone);
                options.writeLine(progressLine(progress, meter.bytesPerSecond()));
                hasPrinted = true;
            };
            meter.add(performance.now(), read().bytesDone);
            const timer = setInterval(draw, options.intervalMs ?? LINE_INTERVAL_MS).unref();
            return progress_display_once(() => {
                clearInterval(timer);
                if (hasPrinted)
                    draw();
            });
        },
    };
}
/** Bars that are drawn over each other, at most ten times a second, each frame with one write. */
function createBarDisplay(stream, style) {
    let frame = [];
    let stopCurrent = () => { };
    const draw = (next, above = '') => {
        const isSame = above === '' && next.length === frame.length && next.every((line, index) => line === frame[index]);
        if (!isSame)
            stream.write(above === '' ? overdraw(frame.length, next) : eraseFrame(frame.length) + above + overdraw(0, next));
        frame = next;
    };
    return {
        print: (lines) => draw(frame, lines),
        show: (read) => {
            stopCurrent();
            const meter = createRateMeter();
            const tick = () => {
                const progress = read();
                meter.add(performance.now(), progress.bytesDone);
                draw(progressFrame(progress, {
                    columns: stream.columns || 80,
                    bytesPerSecond: meter.bytesPerSecond(),
                    style,
                }));
            };
            tick();
            const timer = setInterval(tick, FRAME_INTERVAL_MS).unref();
            stopCurrent = progress_display_once(() => {
                clearInterval(timer);
                draw([]);
            });
            return stopCurrent;
        },
    };
}
/** Writes over the last frame line by line, so that nothing that stays is ever blank. */
function overdraw(linesBefore, next) {
    const up = linesBefore === 0 ? '' : `\x1b[${linesBefore}A\r`;
    const rest = next.length < linesBefore ? '\x1b[J' : '';
    return up + next.map((line) => `${line}\x1b[K\n`).join('') + rest;
}
/** Back to the frame's first line, and everything below it cleared. */
function eraseFrame(lines) {
    return lines === 0 ? '' : `\x1b[${lines}A\r\x1b[J`;
}
function progress_display_once(work) {
    let isDone = false;
    return () => {
        if (isDone)
            return;
        isDone = true;
        work();
    };
}

;// CONCATENATED MODULE: ./build/host/redact.js
/** Takes secrets out of text. One redactor serves everything a host prints or writes. */
/** Below this, a secret is masked only where it stands alone: `a` must not turn every text into asterisks. */
const SHORTEST_MASKED = 4;
const SHORTEST_FRAGMENT = 8;
const SHORTEST_DATA = 8;
function createRedactor() {
    const known = new Set();
    let forPeople = null;
    let forData = null;
    return {
        addSecret(secret) {
            const fresh = formsOf(secret).filter((form) => !known.has(form));
            for (const form of fresh)
                known.add(form);
            if (fresh.length > 0) {
                forPeople = redact_patternOf([...known]);
                forData = redact_patternOf([...known].filter(isUnlikeAWord));
            }
            return fresh.filter((form) => form.length >= SHORTEST_MASKED);
        },
        redact: (text) => (forPeople === null ? text : text.replace(forPeople, '***')),
        redactData: (text) => (forData === null ? text : text.replace(forData, '***')),
    };
}
/** The secret as it is, per line, and as it looks in URLs, JSON, HTML and base64 (alone or inside `user:secret`). */
function formsOf(secret) {
    if (secret.trim() === '')
        return [];
    if (secret.length < SHORTEST_MASKED)
        return [secret];
    const forms = [
        secret,
        secret.trim(),
        ...linesOf(secret),
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ v: secret }).toString().slice(2),
        JSON.stringify(secret).slice(1, -1),
        secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
        ...base64Forms(secret),
    ];
    return [...new Set(forms)].filter((form) => form.length >= SHORTEST_MASKED);
}
/** The lines of a key file, without its public first and last one. */
function linesOf(secret) {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    return lines.length === 1
        ? []
        : lines.filter((line) => line.length >= SHORTEST_FRAGMENT && !line.startsWith('-----'));
}
/** Base64 with and without padding, and the part that stays the same wherever the secret starts in a longer text. */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    const whole = bytes.toString('base64');
    const inside = [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
            .toString('base64')
            .replace(/=+$/, '');
        const cutAtEnd = (offset + bytes.length) % 3 === 0 ? 0 : 1;
        return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - cutAtEnd);
    });
    const forms = [whole, ...inside.filter((form) => form.length >= SHORTEST_FRAGMENT)];
    return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}
function isUnlikeAWord(form) {
    return form.length >= SHORTEST_DATA && !/^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+)$/.test(form);
}
function redact_patternOf(forms) {
    if (forms.length === 0)
        return null;
    const longestFirst = forms.toSorted((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map(literal).join('|'), 'g');
}
function literal(form) {
    const escaped = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return form.length < SHORTEST_MASKED ? `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])` : escaped;
}

;// CONCATENATED MODULE: ./build/host/signals.js
/** SIGINT and SIGTERM as an AbortSignal: the first asks to stop, the second does not wait. */
/** Exit codes by convention: 128 + the signal's number. */
const EXIT_CODE_OF = { SIGINT: 130, SIGTERM: 143 };
function trapSignals({ onFirst, onSecond }) {
    const controller = new AbortController();
    const handle = (name) => {
        if (controller.signal.aborted)
            return onSecond(name);
        onFirst(name);
        controller.abort(name);
    };
    process.on('SIGINT', handle);
    process.on('SIGTERM', handle);
    return {
        signal: controller.signal,
        dispose: () => {
            process.off('SIGINT', handle);
            process.off('SIGTERM', handle);
        },
    };
}

;// CONCATENATED MODULE: ./build/host/streams.js
/** Whole texts to and from the standard streams. */


const STDIN_LIMIT_BYTES = 64 * 1024 * 1024;
/** Resolves when the stream has taken `text`. A reader that went away (`| head`) is no error. */
function streams_writeAll(stream, text) {
    return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
            if (error == null || errnoOf(error) === 'EPIPE')
                resolve();
            else
                reject(writeError('standard output', error));
        });
    });
}
/** All of standard input as UTF-8. Throws `input` over 64 MiB, `aborted` when the signal fires first. */
async function readAll(stream, signal) {
    const stopped = new MirrorError('aborted', 'stopped while reading standard input');
    if (signal.aborted)
        throw stopped;
    const iterator = stream[Symbol.asyncIterator]();
    const aborted = new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(stopped), { once: true });
    });
    aborted.catch(() => undefined);
    const chunks = [];
    let sizeBytes = 0;
    for (;;) {
        const next = await Promise.race([iterator.next(), aborted]);
        if (next.done === true)
            return Buffer.concat(chunks).toString('utf8');
        const chunk = Buffer.from(next.value);
        sizeBytes += chunk.length;
        if (sizeBytes > STDIN_LIMIT_BYTES)
            throw streams_tooLarge();
        chunks.push(chunk);
    }
}
/** A broken pipe on a log must not end the run. */
function ignoreBrokenPipe(stream) {
    const ignore = (error) => {
        if (errnoOf(error) !== 'EPIPE')
            throw error;
    };
    stream.on('error', ignore);
    return () => stream.off('error', ignore);
}
function streams_tooLarge() {
    return new MirrorError('input', `standard input is larger than ${STDIN_LIMIT_BYTES} bytes`, {
        fix: 'check what is piped in',
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/host/style.js
/** Colours, where the stream and the user want them. */

function styleFor(env, stream) {
    if (!wantsColour(env, stream))
        return (_name, text) => text;
    return (name, text) => (0,external_node_util_.styleText)(name, text, { validateStream: false });
}
/** A terminal on which a frame can be drawn over the last one. CI logs and dumb terminals only scroll. */
function canRedraw(env, stream) {
    return stream.isTTY === true && env.TERM !== 'dumb' && (env.CI ?? '') === '';
}
/** no-color.org and force-color.org: set and not empty counts; FORCE_COLOR decides where both are set. */
function wantsColour(env, stream) {
    const forced = env.FORCE_COLOR ?? '';
    if (forced !== '')
        return forced !== '0' && forced !== 'false';
    if ((env.NO_COLOR ?? '') !== '')
        return false;
    return stream.isTTY === true && env.TERM !== 'dumb';
}

;// CONCATENATED MODULE: ./build/host/terminal.js
/** The Host of the command line: logs and progress on standard error, results on standard output. */









/** What only a workflow run has. */
const WITHOUT_ACTIONS = {
    annotate: () => undefined,
    annotateFailure: () => undefined,
    setOutput: () => undefined,
    writeSummary: async () => undefined,
    run: null,
    restoreState: async () => undefined,
    saveState: async () => undefined,
};
function createTerminalHost(options) {
    const { env, stdin, stdout, stderr, cwd } = options;
    const redactor = createRedactor();
    const settings = { level: options.logLevel ?? 'info', quiet: options.quiet ?? false };
    const style = styleFor(env, stderr);
    const display = createDisplay(options, style);
    const log = createTerminalLog({ display, redactor, settings, style });
    const trap = trapOn(log, display, options.exit ?? ((code) => process.exit(code)));
    const releases = [trap.dispose, ignoreBrokenPipe(stdout), ignoreBrokenPipe(stderr)];
    return {
        kind: 'terminal',
        env,
        workingDirectory: cwd,
        workspace: null,
        files: createFiles({ workingDirectory: cwd, redact: redactor.redactData }),
        clock: systemClock,
        log,
        signal: trap.signal,
        addSecret: (secret) => {
            redactor.addSecret(secret);
        },
        redact: redactor.redact,
        configureLog: (wanted) => {
            Object.assign(settings, wanted);
        },
        display: {
            columns: stderr.isTTY === true ? stderr.columns || 80 : null,
            style,
            show: (text) => display.print(`${redactor.redact(text).replace(/\n$/, '')}\n`),
        },
        showProgress: (read) => (isPrinted('info', settings) ? display.show(read) : () => undefined),
        writeStdout: (text) => streams_writeAll(stdout, redactor.redactData(text)),
        readStdin: () => readAll(stdin, trap.signal),
        ...WITHOUT_ACTIONS,
        dispose: () => {
            for (const release of releases)
                release();
        },
    };
}
function createDisplay({ env, stderr, lineIntervalMs }, style) {
    if (canRedraw(env, stderr))
        return createBarDisplay(stderr, style);
    const write = (text) => {
        stderr.write(text);
    };
    return createLineDisplay({
        write,
        writeLine: (line) => write(`${line}\n`),
        ...(lineIntervalMs === undefined ? {} : { intervalMs: lineIntervalMs }),
    });
}
function createTerminalLog({ display, redactor, settings, style }) {
    const at = (level, decorate) => (message) => {
        if (!isPrinted(level, settings))
            return;
        const lines = visibleLines(redactor.redact(message));
        display.print(lines.map((line) => `${decorate(line)}\n`).join(''));
    };
    return {
        debug: at('debug', (line) => style('dim', line)),
        info: at('info', (line) => line),
        warning: at('warning', (line) => `${style('yellow', 'warning:')} ${line}`),
        error: at('error', (line) => `${style('red', 'error:')} ${line}`),
        group: (title, work) => {
            at('info', (line) => style('bold', line))(title);
            return work();
        },
    };
}
function trapOn(log, display, exit) {
    return trapSignals({
        onFirst: (name) => {
            const again = name === 'SIGINT' ? 'press Ctrl-C again' : 'send it again';
            log.warning(`${name} received, stopping …; ${again} to quit at once`);
        },
        onSecond: (name) => {
            display.print('');
            exit(EXIT_CODE_OF[name]);
        },
    });
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/commands/check-usage.js
/** Refuses what a command would ignore. The command line does so while it reads flags; the Action has every input at once. */


const MOST_POSITIONALS = { none: 0, one: 1, any: Number.POSITIVE_INFINITY };
/** Throws MirrorError `usage` naming arguments the command does not take and options that are another command's. */
function checkUsage(command, { positionals, options }) {
    const tooMany = positionals.slice(MOST_POSITIONALS[command.takesPositionals]);
    const understood = new Set([...COMMON_OPTIONS, ...command.options]);
    const foreign = Object.keys(OPTIONS).filter((key) => !understood.has(key) && isGiven(OPTIONS[key], options[key]));
    const faults = [
        ...tooMany.map((argument) => `${command.name} does not take the argument ${JSON.stringify(argument)}`),
        ...foreign.map((key) => `${command.name} does not know --${OPTIONS[key].name}`),
    ];
    if (faults.length > 0)
        throw new MirrorError('usage', faults.join('; '), { fix: 'see --help' });
}
/** A runner passes the defaults of action.yml on as if somebody had written them. */
function isGiven(spec, value) {
    if (value === undefined || value === false || value === '' || value === spec.default)
        return false;
    return !Array.isArray(value) || value.length > 0;
}

;// CONCATENATED MODULE: ./build/commands/command.js
/** Whether a command that writes `when` does so with these options. */
function doesWrite(when, { dryRun, repair }) {
    switch (when) {
        case 'never':
            return false;
        case 'unless --dry-run':
            return !dryRun;
        case 'with --repair':
            return repair;
    }
}

;// CONCATENATED MODULE: ./build/commands/options.js
/** What the user asked for, typed: from flags or inputs to values, every wrong one told at once. */







/** Throws MirrorError `usage` naming every value that cannot be used. */
function readOptions(raw) {
    const faults = [];
    const options = {
        manifest: options_text(raw.manifest),
        lockfile: options_text(raw.lockfile),
        mirrors: options_list(raw.mirror),
        images: options_list(raw.image).flatMap((glob) => globOf(glob, faults)),
        json: options_text(raw.json),
        summary: options_text(raw.summary),
        html: options_text(raw.html),
        sarif: options_text(raw.sarif),
        failOn: failOnOf(raw, faults),
        state: options_text(raw.state),
        recheck: oneOf('recheck', options_text(raw.recheck) ?? 'due', { among: ['due', 'all', 'never'], faults }),
        locked: flag('locked', raw, faults),
        timeBudgetMs: durationOf(options_text(raw.timeBudget), faults),
        dryRun: flag('dryRun', raw, faults),
        depth: raw.depth === undefined ? null : oneOf('depth', options_text(raw.depth) ?? 'probe', { among: DEPTHS, faults }),
        repair: flag('repair', raw, faults),
        runtimes: options_list(raw.runtime).flatMap((written) => runtimeOf(written, faults)),
        oldestFirst: flag('oldestFirst', raw, faults),
        accept: options_text(raw.accept),
        reason: options_text(raw.reason),
        to: options_text(raw.to),
        listen: options_text(raw.listen) ?? '127.0.0.1:5000',
        writable: flag('writable', raw, faults),
        output: options_text(raw.output),
        allowEnv: options_list(raw.allowEnv),
        allowPath: options_list(raw.allowPath),
        allowPrWrite: flag('allowPrWrite', raw, faults),
        logLevel: oneOf('logLevel', options_text(raw.logLevel) ?? 'info', {
            among: ['debug', 'info', 'warning', 'error'],
            faults,
        }),
        quiet: flag('quiet', raw, faults),
    };
    if (faults.length > 0)
        throw new MirrorError('usage', faults.join('; '), { fix: 'see --help' });
    return options;
}
/** `warning`, `warning,tag-rollback` or several of them: commas and repetition both separate. */
function failOnOf(raw, faults) {
    const words = options_list(raw.failOn)
        .flatMap((item) => item.split(','))
        .map((word) => word.trim())
        .filter((word) => word !== '');
    for (const word of words) {
        const why = whyNotFailOn(word);
        if (why !== null)
            faults.push(`--fail-on: ${why}`);
    }
    return words.length === 0 ? ['error'] : words;
}
function globOf(glob, faults) {
    const compiled = compileGlob(glob);
    if (compiled.ok)
        return [
            { source: compiled.value.source, matches: (text) => compiled.value.matches(text), written: glob },
        ];
    faults.push(`--image ${glob}: ${compiled.why}`);
    return [];
}
function runtimeOf(written, faults) {
    const parsed = parseRuntime(written);
    if (parsed.ok)
        return [parsed.value];
    faults.push(`--runtime ${written}: ${parsed.why}`);
    return [];
}
function flag(key, raw, faults) {
    const value = raw[key] ?? false;
    if (typeof value === 'boolean')
        return value;
    faults.push(`--${OPTIONS[key].name} is true or false, not ${JSON.stringify(value)}`);
    return false;
}
function durationOf(written, faults) {
    if (written === null)
        return null;
    const parsed = parseDuration(written);
    if (parsed.ok)
        return parsed.value;
    faults.push(`--time-budget ${JSON.stringify(written)}: ${parsed.why}`);
    return null;
}
function oneOf(key, value, { among, faults }) {
    const found = among.find((candidate) => candidate === value);
    if (found === undefined)
        faults.push(`--${OPTIONS[key].name} is one of ${among.join(', ')}, not ${JSON.stringify(value)}`);
    return found ?? among[0];
}
function options_text(value) {
    return typeof value === 'string' && value !== '' ? value : null;
}
function options_list(value) {
    if (typeof value === 'string')
        return value === '' ? [] : [value];
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./build/commands/manifest-paths.js
/** Paths that a mirror manifest names: relative to it, and in Actions inside the workspace. */


class ManifestPaths {
    #base;
    #named;
    #host;
    #allowed;
    constructor(file, { host, options }) {
        this.#base = (0,external_node_path_.dirname)((0,external_node_path_.resolve)(host.workingDirectory, file.path));
        this.#named = namedPaths(file);
        this.#host = host;
        this.#allowed = options.allowPath.map((path) => (0,external_node_path_.resolve)(host.workingDirectory, path));
    }
    absolute(path) {
        return (0,external_node_path_.resolve)(this.#base, path);
    }
    /** Every path that leaves the workspace, by itself or through a symbolic link, as it is written. Such a path is not to be touched. */
    async stray() {
        const { workspace, files } = this.#host;
        if (workspace === null)
            return [];
        const roots = await Promise.all([workspace, ...this.#allowed].map((path) => files.realPath(path)));
        const stray = [];
        for (const named of this.#named) {
            const real = await files.realPath(this.absolute(named.path));
            if (!roots.some((root) => isInside(real, root)))
                stray.push({ path: named.path, finding: strayFinding(named) });
        }
        return stray;
    }
}
/** Every path once, in the file's order. */
function namedPaths({ images, mirrors, registries }) {
    const named = [
        ...mirrors.flatMap(({ place, at }) => (place.kind === 'layout' ? [{ path: place.directory, at }] : [])),
        ...[...registries.values()].flatMap(({ tls, at }) => tls.kind === 'https'
            ? [tls.ca, tls.cert, tls.key].flatMap((path) => (path === null ? [] : { path, at }))
            : []),
        ...images.flatMap(({ source, at }) => (source.kind === 'layout' ? [{ path: source.directory, at }] : [])),
    ];
    return [...Map.groupBy(named, ({ path }) => path).values()].flatMap((same) => same[0] === undefined ? [] : { ...same[0], times: same.length });
}
function isInside(path, root) {
    return path === root || path.startsWith(root.endsWith(external_node_path_.sep) ? root : root + external_node_path_.sep);
}
function strayFinding({ path, at, times }) {
    return finding('manifest-invalid', {
        message: `the mirror manifest names ${path}, which is outside of the workspace`,
        help: 'List the folder in allow-path if whoever may change the mirror manifest may also reach it.',
        at,
        affectedCount: times,
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/env-auth.js
/**
 * Credentials that the mirror manifest takes from the environment: `auth: { usernameEnv, passwordEnv }`
 * (contract, section 3).
 */

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FIX_NAME = 'name a variable that starts with MIRROR_, or list it with --allow-env';
/**
 * Every variable of a mirror manifest that may not be read, as MirrorErrors `input`: with a manifest from a
 * pull request, any name would be a way to take secrets out.
 */
function refusedVariables(configured, allowEnv) {
    return [...configured].flatMap(([host, auth]) => [auth.usernameEnv, auth.passwordEnv].flatMap((name) => {
        const why = env_auth_whyRefused(name, allowEnv);
        return why === null ? [] : [unusable(host, auth, `${env_auth_shown(name)} may not be read: ${why}`)];
    }));
}
/**
 * The credential for `host`. Throws MirrorError `input` naming the variable when it may not be read, is unset
 * or is empty (an unset secret in GitHub Actions is an empty variable).
 */
function readConfiguredAuth(host, auth, { env, allowEnv }) {
    const [error] = refusedVariables(new Map([[host, auth]]), allowEnv);
    if (error !== undefined)
        throw error;
    return {
        kind: 'basic',
        username: requireVariable(auth.usernameEnv, host, { auth, env }),
        password: requireVariable(auth.passwordEnv, host, { auth, env }),
    };
}
/** `ACTIONS_*` and `RUNNER_*` hold the job's own tokens; letter case does not count, as it does not on Windows. */
function env_auth_whyRefused(name, allowEnv) {
    if (!VARIABLE_NAME.test(name))
        return 'it is not the name of a variable';
    if (/^(ACTIONS|RUNNER)_/i.test(name))
        return 'ACTIONS_* and RUNNER_* belong to the runner and are never read';
    if (name.startsWith('MIRROR_') || allowEnv.includes(name))
        return null;
    return 'its name does not start with MIRROR_ and --allow-env does not list it';
}
function requireVariable(name, host, { auth, env }) {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value !== undefined && value !== '')
        return value;
    throw unusable(host, auth, `the variable ${name} is ${value === '' ? 'empty' : 'not set'}`, `set ${name}, or take auth of ${host} out of the mirror manifest`);
}
/** What is no name may be the secret itself, written in the wrong place. */
function env_auth_shown(name) {
    return VARIABLE_NAME.test(name) ? `the variable ${name}` : 'what is written as the name of a variable';
}
function unusable(host, { at }, why, fix = FIX_NAME) {
    return new MirrorError('input', `cannot get credentials for ${host}: ${why}`, {
        where: at === undefined ? host : `${at.file}:${at.line}:${at.column}`,
        fix,
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/auth-entry.js
/** One entry of `auths`: from what is written to a credential (docker/cli `types.AuthConfig`). */

/**
 * The credential of an entry, or null when it holds none (`{}` only marks that a helper has it). A registry
 * token goes before an identity token, and that before user and password, as in Docker. Throws MirrorError
 * `input` naming `place` (file and registry), never what the entry holds.
 */
function readAuthEntry(value, place) {
    if (value === null || value === undefined)
        return null;
    if (typeof value !== 'object' || Array.isArray(value))
        throw broken(place, 'it is not an object');
    const registryToken = textField(value, 'registrytoken', place);
    if (registryToken !== '')
        return { kind: 'registry-token', token: bearerToken(registryToken, place) };
    const identityToken = textField(value, 'identitytoken', place);
    if (identityToken !== '')
        return { kind: 'identity-token', token: identityToken };
    const auth = textField(value, 'auth', place);
    const [username, password] = auth === ''
        ? [textField(value, 'username', place), textField(value, 'password', place)]
        : decodeAuth(auth, place);
    return username === '' && password === '' ? null : { kind: 'basic', username, password };
}
/**
 * `auth` is padded standard base64 of `user:password`, split at the first colon; Docker pads passwords with
 * NULs at either end.
 */
function decodeAuth(auth, place) {
    const compact = auth.replace(/[\r\n]/g, '');
    if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
        throw broken(place, 'its "auth" is not base64');
    }
    const decoded = auth_entry_decodeUtf8(Buffer.from(compact, 'base64'), place);
    const colon = decoded.indexOf(':');
    if (colon === -1)
        throw broken(place, 'its "auth" does not hold user:password');
    return [decoded.slice(0, colon), trimNuls(decoded.slice(colon + 1))];
}
function auth_entry_decodeUtf8(bytes, place) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw broken(place, 'its "auth" does not hold UTF-8 text');
    }
}
function trimNuls(text) {
    return text.replace(/^\0+|\0+$/g, '');
}
/**
 * It goes into a header as it is, so it may not carry anything that ends the header (RFC 6750, section 2.1,
 * read generously).
 */
function bearerToken(token, place) {
    if (!/^[\x21-\x7e]+$/.test(token))
        throw broken(place, 'its "registrytoken" has characters that no header may carry');
    return token;
}
function textField(entry, name, place) {
    const value = Object.hasOwn(entry, name) ? Reflect.get(entry, name) : undefined;
    if (value === undefined || value === null)
        return '';
    if (typeof value !== 'string')
        throw broken(place, `its "${name}" is not a string`);
    return value;
}
function broken(place, why) {
    return new MirrorError('input', `cannot use the credentials for ${place}: ${why}`, {
        where: place,
        fix: 'log in again with docker login or podman login',
    });
}

;// CONCATENATED MODULE: ./build/stores/text-file.js
/** Small text files that a person configured: read whole, up to a stated limit, or reported by name. */


/** Credential files and PEM files beyond this are not what they claim to be. */
const TEXT_FILE_LIMIT_BYTES = 1024 * 1024;
/**
 * The text of a UTF-8 file without its byte order mark, or null when there is no such file. Special files (pipes,
 * `/dev/null`) are read like any other. Throws MirrorError `input` naming the file when it cannot be read, is
 * over TEXT_FILE_LIMIT_BYTES or is not UTF-8, and `aborted`; what the file holds is in no message.
 */
async function readTextFile(path, signal) {
    if (signal.aborted)
        throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
    const bytes = await readBounded(path);
    return bytes === null ? null : decodeText(path, bytes);
}
async function readBounded(path) {
    try {
        const file = await (0,promises_.open)(path, 'r');
        try {
            const chunks = [];
            let sizeBytes = 0;
            for await (const chunk of file.createReadStream({ autoClose: false, end: TEXT_FILE_LIMIT_BYTES })) {
                chunks.push(chunk);
                sizeBytes += chunk.length;
            }
            if (sizeBytes > TEXT_FILE_LIMIT_BYTES)
                throw text_file_tooLarge(path);
            return Buffer.concat(chunks);
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        return absentOrThrow(path, error);
    }
}
function absentOrThrow(path, error) {
    if (error instanceof MirrorError)
        throw error;
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return null;
    throw new MirrorError('input', `cannot read ${path}: ${text_file_reasonOf(code)}`, {
        where: path,
        fix: 'make it a readable file, or stop naming it',
        cause: error,
    });
}
/** The system's name for what went wrong with a file (`ENOENT`), or `unknown`. */
function systemCode(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
function text_file_reasonOf(code) {
    switch (code) {
        case 'EACCES':
        case 'EPERM':
            return `this user may not read it (${code})`;
        case 'EISDIR':
            return 'it is a directory (EISDIR)';
        case 'ELOOP':
            return 'its symbolic links go in circles (ELOOP)';
        default:
            return `the system answered ${code}`;
    }
}
function text_file_tooLarge(path) {
    return new MirrorError('input', `cannot use ${path}: it is larger than ${TEXT_FILE_LIMIT_BYTES} bytes`, {
        where: path,
        fix: 'name the right file',
    });
}
function decodeText(path, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw new MirrorError('input', `cannot use ${path}: it is not UTF-8 text`, {
            where: path,
            fix: 'save it as UTF-8',
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/credentials/json-fault.js
/**
 * Where a text stops being JSON. The messages of JSON.parse quote the text around the fault, which in a
 * credential file is a secret, so the place is found here and nothing is quoted.
 */
/**
 * The position of the first fault of a text that JSON.parse has refused; the end of the text when something is
 * missing.
 */
function findJsonFault(text) {
    const offset = faultOffset(text);
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** One pass over the tokens with the open brackets on a stack (RFC 8259). */
function faultOffset(text) {
    const open = [];
    let expected = 'value';
    let offset = skip(SPACE, text, 0);
    while (offset < text.length) {
        const end = tokenEnd(text, offset);
        const next = step(text.slice(offset, end), expected, open);
        if (next === null)
            return offset;
        expected = next;
        offset = skip(SPACE, text, end);
    }
    return offset;
}
/** The end of the token at `offset`; `offset` itself where no token begins. */
function tokenEnd(text, offset) {
    return '{}[],:'.includes(text.charAt(offset)) ? offset + 1 : skip(SCALAR, text, offset);
}
/** What may follow `token`, or null when it may not stand here. */
function step(token, expected, open) {
    switch (token) {
        case '':
            return null;
        case '{':
        case '[':
            return expected.startsWith('value') ? enter(token, open) : null;
        case '}':
            return expected === 'key-or-end' || expected === 'comma-or-end' ? leave('{', open) : null;
        case ']':
            return expected === 'value-or-end' || expected === 'comma-or-end' ? leave('[', open) : null;
        case ',':
            return expected === 'comma-or-end' ? afterComma(open) : null;
        case ':':
            return expected === 'colon' ? 'value' : null;
        default:
            return scalar(token, expected, open);
    }
}
function enter(bracket, open) {
    open.push(bracket);
    return bracket === '{' ? 'key-or-end' : 'value-or-end';
}
function leave(bracket, open) {
    return open.pop() === bracket ? afterValue(open) : null;
}
function afterComma(open) {
    return open.at(-1) === '{' ? 'key' : 'value';
}
function scalar(token, expected, open) {
    if (expected.startsWith('key'))
        return token.startsWith('"') ? 'colon' : null;
    return expected.startsWith('value') ? afterValue(open) : null;
}
function afterValue(open) {
    return open.length === 0 ? 'nothing' : 'comma-or-end';
}
function skip(pattern, text, offset) {
    pattern.lastIndex = offset;
    return offset + (pattern.exec(text)?.[0].length ?? 0);
}

;// CONCATENATED MODULE: ./build/stores/credentials/registry-key.js
/** The many spellings of a registry in credential files, brought to one that compares exactly. */
/** The key under which Docker stores Docker Hub's credentials, and what helpers are asked with. */
const HUB_SERVER_URL = 'https://index.docker.io/v1/';
const HUB_HOST = 'index.docker.io';
const HUB_NAMES = new Set(['docker.io', HUB_HOST, 'registry-1.docker.io']);
/**
 * `host[:port]` in the form that is compared: lower case, Docker Hub's names folded to `index.docker.io`. Ports
 * are never added or dropped.
 */
function registryHost(host) {
    const lower = host.toLowerCase();
    return HUB_NAMES.has(lower) ? HUB_HOST : lower;
}
/** What a credential helper is asked with on standard input: `host[:port]`, or Docker Hub's URL. */
function helperServerUrl(host) {
    const key = registryHost(host);
    return key === HUB_HOST ? HUB_SERVER_URL : key;
}
/**
 * Reads a key of `auths` or `credHelpers`. A URL counts for its host whatever its path (`https://host/v1/`, as
 * docker login wrote for years); without a scheme, a path narrows the entry to the repositories below it
 * (containers-auth.json(5)), except in the legacy format, and except Docker Hub's own `/v1/` and `/v2/`.
 */
function parseEntryKey(key, format) {
    const url = /^https?:\/\/([^/]*)/i.exec(key);
    if (url !== null)
        return { host: registryHost(url[1] ?? ''), path: '' };
    const [name = '', ...segments] = key.split('/');
    const host = registryHost(name);
    const path = segments.join('/').replace(/\/+$/, '');
    const isApiPath = host === HUB_HOST && (path === 'v1' || path === 'v2');
    return { host, path: format === 'legacy' || isApiPath ? '' : path };
}

;// CONCATENATED MODULE: ./build/stores/credentials/docker-config.js
/**
 * The format of Docker's `config.json`, which Podman's `auth.json` and `DOCKER_AUTH_CONFIG` share: text in,
 * data out.
 */



/**
 * Reads a credential file; an empty text is an empty file, as for Docker. Throws MirrorError `input` naming
 * file and position.
 */
function parseAuthFile(name, text, format) {
    const root = text.trim() === '' ? {} : parseObject(name, text);
    const auths = format === 'legacy' ? root : docker_config_section(name, root, 'auths');
    const helpers = format === 'legacy' ? {} : docker_config_section(name, root, 'credHelpers');
    const keyFormat = format === 'legacy' ? 'legacy' : 'current';
    return {
        name,
        entries: Object.entries(auths).map(([key, value]) => ({ key, value, ...parseEntryKey(key, keyFormat) })),
        helpers: helpersByHost(name, helpers),
        defaultHelper: format === 'docker' ? helperName(name, root.credsStore, 'credsStore') || null : null,
    };
}
function parseObject(name, text) {
    const value = docker_config_parseJson(name, text);
    if (!isObject(value))
        throw docker_config_unusable(name, 'it is not a JSON object');
    return value;
}
function docker_config_parseJson(name, text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own error quotes the text, so it is not kept as the cause either.
        const { line, column } = findJsonFault(text);
        throw docker_config_unusable(name, `it is not valid JSON from line ${line}, column ${column}`, `${name}:${line}:${column}`);
    }
}
function docker_config_section(name, root, key) {
    const value = Object.hasOwn(root, key) ? root[key] : null;
    if (value === null || value === undefined)
        return {};
    if (!isObject(value))
        throw docker_config_unusable(name, `its "${key}" is not an object`);
    return value;
}
function helpersByHost(name, section) {
    const helpers = new Map();
    for (const [key, value] of Object.entries(section)) {
        const { host, path } = parseEntryKey(key, 'current');
        // Helpers know registries only; what is written for a path would answer for more than it was meant for.
        if (path === '')
            helpers.set(host, helperName(name, value, 'credHelpers'));
    }
    return helpers;
}
function helperName(name, value, key) {
    if (value === undefined || value === null)
        return '';
    if (typeof value !== 'string')
        throw docker_config_unusable(name, `its "${key}" names a helper that is not a string`);
    return value;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function docker_config_unusable(name, why, where = name) {
    return new MirrorError('input', `cannot use the credentials in ${name}: ${why}`, {
        where,
        fix: 'correct it, or write it anew with docker login or podman login',
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/auth-source.js
/** Reads the places that `sources.ts` lists, each at most once. */





/**
 * What a source holds; null when its file does not exist, or is guessed and lies where this user may not look.
 * Throws MirrorError `input` naming the file when it cannot be read or parsed, or when it lies in `checkout`
 * (null: anywhere is fine): a pull request could bring one that names a helper to run.
 */
async function readAuthSource(source, checkout, signal) {
    if (source.kind === 'text')
        return parseAuthFile(source.label, source.text, source.format);
    const text = await readSourceFile(source, signal);
    if (text === null)
        return null;
    if (checkout !== null)
        await refuseInside(checkout, source.path);
    return parseAuthFile(source.path, text, source.format);
}
async function readSourceFile({ path, guessed }, signal) {
    try {
        return await readTextFile(path, signal);
    }
    catch (error) {
        if (guessed && isMirrorError(error, 'input') && systemCode(error.cause) === 'EACCES')
            return null;
        throw error;
    }
}
/** Looks at the path as written and as it really is, so that no symbolic link leads in or out unseen. */
async function refuseInside(checkout, path) {
    const [realCheckout, realPath, realFolder] = await Promise.all([
        realOrSame(checkout),
        realOrSame(path),
        realOrSame((0,external_node_path_.dirname)(path)),
    ]);
    const roads = [path, realPath, realFolder];
    if (!roads.some((road) => auth_source_isInside(checkout, road) || auth_source_isInside(realCheckout, road)))
        return;
    throw new MirrorError('input', `cannot use the credentials in ${path}: it lies inside the checkout ${checkout}`, {
        where: path,
        fix: 'keep credentials outside the checkout, in Actions for example in RUNNER_TEMP',
    });
}
async function realOrSame(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch {
        return path;
    }
}
function auth_source_isInside(folder, path) {
    const road = (0,external_node_path_.relative)(folder, path);
    return road !== '..' && !road.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(road);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/stores/credentials/program.js
/** Finding a program on PATH the careful way. */


/**
 * The absolute path of an executable file called `name` (`name.exe` on Windows) in the folders of PATH, or
 * null. Empty and relative folders are passed over, so that what lies in the working directory, such as a
 * checkout, never becomes a program.
 */
async function findProgram(name, { env, platform }) {
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const file = platform === 'win32' ? `${name}.exe` : name;
    const folders = (pathVariable(env, platform) ?? '').split(path.delimiter);
    for (const folder of folders) {
        if (!path.isAbsolute(folder))
            continue;
        const candidate = path.join(folder, file);
        if (await isExecutableFile(candidate))
            return candidate;
    }
    return null;
}
/** Windows writes it `Path`, and a copy of its environment is no longer blind to case. */
function pathVariable(env, platform) {
    if (platform !== 'win32')
        return env.PATH;
    return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}
async function isExecutableFile(path) {
    try {
        await (0,promises_.access)(path, promises_.constants.X_OK);
        return (await (0,promises_.stat)(path)).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/stores/credentials/helper.js
/**
 * Credential helpers: programs `docker-credential-<name>` that are asked with `get` (docker-credential-helpers
 * protocol).
 */




const HELPER_TIMEOUT_MS = 30_000;
const OUTPUT_LIMIT_BYTES = 64 * 1024;
const NOT_FOUND = 'credentials not found in native keychain';
/**
 * What a helper has for a registry, or null when it says that it has nothing. No shell takes part, and only
 * absolute folders of PATH are searched. Throws MirrorError `input` naming helper and registry when it cannot
 * be asked, takes longer than `timeoutMs`, answers more than 64 KiB or something else than credentials: going
 * on without credentials would hide the cause. Nothing that the helper printed is in a message, since it may be
 * the secret.
 */
async function askHelper(question, options, signal) {
    checkHelperName(question);
    const program = await findProgram(`docker-credential-${question.helper}`, options);
    if (program === null)
        throw failed(question, `there is no docker-credential-${question.helper} on PATH`);
    const answer = await run(program, question, options, signal);
    return answer.kind === 'not-found' ? null : readAnswer(answer.stdout, question);
}
/** The name comes from a file and becomes a program to run: nothing that could leave PATH is let through. */
function checkHelperName({ helper, host, namedBy }) {
    if (/^[A-Za-z0-9._-]{1,128}$/.test(helper))
        return;
    throw new MirrorError('input', `cannot get credentials for ${host}: ${namedBy} names a helper with an unusable name`, {
        where: namedBy,
        fix: 'use letters, digits, dots, dashes and underscores, as in docker-credential-NAME without the docker-credential-',
    });
}
function run(program, question, options, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const child = (0,external_node_child_process_.execFile)(program, ['get'], {
        env: { ...options.env },
        encoding: 'utf8',
        timeout: options.timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: OUTPUT_LIMIT_BYTES,
        windowsHide: true,
        signal,
    }, (error, stdout, stderr) => {
        if (error === null)
            resolve({ kind: 'answered', stdout });
        else if (signal.aborted)
            reject(new MirrorError('aborted', 'stopped', { cause: signal.reason }));
        else if (stdout.trim() === NOT_FOUND)
            resolve({ kind: 'not-found' });
        else
            reject(failed(question, whyItFailed(error, `${stdout}\n${stderr}`, options.timeoutMs)));
    });
    // A helper may end without reading its input; its exit says what happened.
    child.stdin?.on('error', () => { });
    child.stdin?.end(helperServerUrl(question.host));
    return promise;
}
function whyItFailed(error, output, timeoutMs) {
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return `it printed more than ${OUTPUT_LIMIT_BYTES} bytes`;
    if (error.killed === true)
        return `it did not answer within ${timeoutMs / 1000} s`;
    if (typeof error.code === 'string')
        return `it could not be started (${error.code})`;
    const exit = error.code === undefined || error.code === null
        ? `was ended by ${error.signal ?? 'a signal'}`
        : `ended with exit code ${error.code}`;
    return `it ${exit}${guessCause(output)}`;
}
/** Own words for what helpers commonly complain about: their text is recognised, not repeated. */
const COMMON_CAUSES = [
    [/expired/i, 'its login seems to have expired'],
    [
        /keychain|keyring|secret service|dbus|d-bus|pass(word)? store|gpg/i,
        'its key store seems to be locked or out of reach',
    ],
    [/no such host|dial tcp|connection|timed? ?out|network|proxy/i, 'it seems not to reach its service'],
    [/denied|forbidden|unauthori[sz]ed|not authori[sz]ed/i, 'its service seems to refuse it'],
    [
        /login|log in|logged in|sign in|no (valid )?credential|could not find.*credential/i,
        'it seems to need a login first',
    ],
];
function guessCause(output) {
    const known = COMMON_CAUSES.find(([pattern]) => pattern.test(output));
    return known === undefined ? '' : `; ${known[1]}`;
}
function readAnswer(stdout, question) {
    const answer = parseAnswer(stdout);
    if (answer === null)
        throw failed(question, 'it answered something that is not {"Username", "Secret"}');
    const { username, secret } = answer;
    if (username === '' && secret === '')
        return null;
    return username === '<token>'
        ? { kind: 'identity-token', token: secret }
        : { kind: 'basic', username, password: secret };
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        if (typeof answer !== 'object' || answer === null)
            return null;
        const { Username: username = '', Secret: secret = '' } = answer;
        return typeof username === 'string' && typeof secret === 'string' ? { username, secret } : null;
    }
    catch {
        return null;
    }
}
function failed({ helper, host, namedBy }, why) {
    return new MirrorError('input', `credential helper ${helper} failed for ${host}: ${why}`, {
        where: namedBy,
        fix: `see what docker-credential-${helper} get says to ${helperServerUrl(host)} on its standard input, or take the helper out of ${namedBy}`,
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/podman-auth.js

/**
 * The entries that cover `repository` at `host`, best first: longer paths before shorter ones and the whole registry,
 * then keys written as Docker writes them, then those that are the host as asked. Paths match on whole segments only:
 * `team/app` covers `team/app` and `team/app/x`, never `team/apple`.
 */
function coveringEntries(entries, host, repository) {
    const wanted = registryHost(host);
    return entries
        .filter((entry) => entry.host === wanted && podman_auth_covers(entry.path, repository))
        .sort((a, b) => b.path.length - a.path.length || spellingRank(a, host) - spellingRank(b, host));
}
function podman_auth_covers(path, repository) {
    return path === '' || repository === path || repository.startsWith(`${path}/`);
}
/**
 * Two spellings of one registry in one file are rare and made by different tools; the order is only there to be
 * the same every time.
 */
function spellingRank(entry, host) {
    if (entry.key === HUB_SERVER_URL || entry.key === helperServerUrl(host))
        return 0;
    return entry.key === host ? 1 : 2;
}

;// CONCATENATED MODULE: ./build/stores/credentials/shared-answers.js
/** Answers that cost time and grow old: asked once for everybody who waits, kept for a while. */

class SharedAnswers {
    #questions = new Map();
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * The answer to `key`, from `ask` where none is kept or awaited. A waiter whose signal fires leaves with
     * MirrorError `aborted`; when the last one has left, `ask` is stopped through its own signal.
     */
    async get(key, signal, ask) {
        if (signal.aborted)
            throw stopped(signal);
        const question = this.#fresh(key) ?? this.#begin(key, ask);
        question.waiting += 1;
        try {
            return await orStopped(question.answer, signal);
        }
        finally {
            question.waiting -= 1;
            if (question.waiting === 0 && question.goodUntilMs === null)
                this.#giveUp(key, question);
        }
    }
    #fresh(key) {
        const question = this.#questions.get(key);
        if (question === undefined || question.goodUntilMs === null)
            return question;
        return this.#options.now() < question.goodUntilMs ? question : undefined;
    }
    #begin(key, ask) {
        const { keepMs, keepFailureMs, now } = this.#options;
        const stop = new AbortController();
        const question = { answer: ask(stop.signal), stop, waiting: 0, goodUntilMs: null };
        this.#questions.set(key, question);
        question.answer.then(() => {
            question.goodUntilMs = now() + keepMs;
        }, () => {
            question.goodUntilMs = now() + keepFailureMs;
        });
        return question;
    }
    #giveUp(key, question) {
        if (this.#questions.get(key) === question)
            this.#questions.delete(key);
        question.stop.abort();
    }
}
async function orStopped(answer, signal) {
    const { promise, reject } = Promise.withResolvers();
    const leave = () => reject(stopped(signal));
    signal.addEventListener('abort', leave, { once: true });
    try {
        return await Promise.race([answer, promise]);
    }
    finally {
        signal.removeEventListener('abort', leave);
    }
}
function stopped(signal) {
    return new MirrorError('aborted', 'stopped', { cause: signal.reason });
}

;// CONCATENATED MODULE: ./build/stores/credentials/sources.js
/** Where credentials may lie, and in which order they are looked for. */

/**
 * The places in order: DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's files (none of
 * them when REGISTRY_AUTH_FILE is set, as in Podman), the legacy ~/.dockercfg. The first that has something for
 * a registry counts.
 */
function listAuthSources(places) {
    const { env, platform, homeDirectory, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const authFile = env.REGISTRY_AUTH_FILE || null;
    const dockerFolder = env.DOCKER_CONFIG || path.join(homeDirectory, '.docker');
    return [
        ...fromVariable(env.DOCKER_AUTH_CONFIG),
        ...(authFile === null
            ? []
            : [file('REGISTRY_AUTH_FILE', path.resolve(workingDirectory, authFile), 'podman')]),
        file('docker config', path.resolve(workingDirectory, dockerFolder, 'config.json'), 'docker'),
        ...(authFile === null ? podmanFiles(places) : []),
        file('docker config', path.join(homeDirectory, '.dockercfg'), 'legacy'),
    ];
}
function fromVariable(text) {
    if (text === undefined || text.trim() === '')
        return [];
    return [{ kind: 'text', label: 'DOCKER_AUTH_CONFIG', text, format: 'docker' }];
}
/** containers-auth.json(5): the primary file, then the one in the configuration folder, which may be the same. */
function podmanFiles(places) {
    const { env, platform, homeDirectory, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const configFolder = env.XDG_CONFIG_HOME || path.join(homeDirectory, '.config');
    const second = path.resolve(workingDirectory, configFolder, 'containers', 'auth.json');
    const primary = podmanPrimaryFile(places);
    return [...primary, ...(primary.some((source) => source.path === second) ? [] : [podmanFile(second)])];
}
function podmanPrimaryFile(places) {
    const { env, platform, homeDirectory, uid, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    if (platform !== 'linux')
        return [podmanFile(path.join(homeDirectory, '.config', 'containers', 'auth.json'))];
    const runtimeFolder = env.XDG_RUNTIME_DIR;
    if (runtimeFolder)
        return [podmanFile(path.resolve(workingDirectory, runtimeFolder, 'containers', 'auth.json'))];
    // Made by root, with a mode that may keep other users out.
    return uid === null ? [] : [{ ...podmanFile(`/run/containers/${uid}/auth.json`), guessed: true }];
}
function podmanFile(path) {
    return file('podman auth file', path, 'podman');
}
function file(label, path, format) {
    return { kind: 'file', label: `${label} ${path}`, path, format, guessed: false };
}

;// CONCATENATED MODULE: ./build/stores/credentials/lookup.js
/** Credentials for registries, the way Docker and Podman users have them. */









/**
 * Short enough for tokens of cloud helpers to be renewed before they end, long enough not to start a program
 * per request.
 */
const HELPER_KEEP_MS = 5 * 60_000;
const HELPER_KEEP_FAILURE_MS = 30_000;
/**
 * Looks credentials up in this order; the first that has some counts: `auth` of the mirror manifest,
 * DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's auth files, ~/.dockercfg, else
 * anonymous. Hosts compare exactly, with their ports. Files are read once; what helpers answer is kept for five
 * minutes. The lookup throws MirrorError `input` when a source that comes first cannot be read or a helper
 * fails, and `aborted`.
 */
function createCredentials(options) {
    const finder = new CredentialFinder(options);
    const tellUse = lookup_once(({ host, source }) => options.onUse(host, source));
    const tellSecret = lookup_once(options.onSecret);
    return async (host, repository, signal) => {
        const found = await finder.find(host, repository, signal);
        const { credential, source } = found ?? { credential: null, source: 'anonymous' };
        if (credential !== null)
            for (const secret of secretsOf(credential))
                tellSecret(secret, secret);
        tellUse(`${registryHost(host)} ${source}`, { host, source });
        return credential;
    };
}
/** Passes each `key` on the first time only. */
function lookup_once(tell) {
    const told = new Set();
    return (key, value) => {
        if (told.has(key))
            return;
        told.add(key);
        tell(value);
    };
}
function secretsOf(credential) {
    if (credential.kind !== 'basic')
        return [credential.token];
    const { username, password } = credential;
    return password === '' ? [] : [password, Buffer.from(`${username}:${password}`).toString('base64')];
}
class CredentialFinder {
    #options;
    #configured;
    #sources;
    #files;
    #helpers;
    constructor(options) {
        const now = options.now ?? (() => performance.now());
        const { platform = process.platform, workingDirectory = process.cwd() } = options;
        this.#options = options;
        this.#configured = new Map([...options.configuredAuth].map(([host, auth]) => [registryHost(host), auth]));
        this.#sources = listAuthSources({ ...options, platform, workingDirectory });
        this.#files = new SharedAnswers({
            keepMs: Number.POSITIVE_INFINITY,
            keepFailureMs: Number.POSITIVE_INFINITY,
            now,
        });
        this.#helpers = new SharedAnswers({ keepMs: HELPER_KEEP_MS, keepFailureMs: HELPER_KEEP_FAILURE_MS, now });
    }
    async find(host, repository, signal) {
        if (signal.aborted)
            throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
        const configured = this.#configured.get(registryHost(host));
        if (configured !== undefined) {
            const credential = readConfiguredAuth(host, configured, this.#options);
            return { credential, source: `environment ${configured.usernameEnv}` };
        }
        for (const source of this.#sources) {
            const found = await this.#findIn(source, { host, repository }, signal);
            if (found !== null)
                return found;
        }
        return null;
    }
    /** A helper named for the registry answers alone; after the default helper the file's own entries may still. */
    async #findIn(source, wanted, signal) {
        const file = await this.#read(source, signal);
        if (file === null)
            return null;
        const own = file.helpers.get(registryHost(wanted.host));
        const helper = own ?? file.defaultHelper ?? '';
        if (helper !== '') {
            const question = { helper, host: wanted.host, namedBy: file.name };
            const credential = await this.#ask(question, signal);
            if (credential !== null)
                return { credential, source: `credential helper ${helper}` };
        }
        return own ? null : findEntry(file, source, wanted);
    }
    #read(source, signal) {
        return this.#files.get(source.label, signal, (stop) => readAuthSource(source, this.#options.inWorkspace, stop));
    }
    #ask(question, signal) {
        const { env, platform = process.platform, helperTimeoutMs: timeoutMs = HELPER_TIMEOUT_MS, } = this.#options;
        const key = `${question.helper} ${registryHost(question.host)}`;
        return this.#helpers.get(key, signal, (stop) => askHelper(question, { env, platform, timeoutMs }, stop));
    }
}
function findEntry(file, source, { host, repository }) {
    for (const entry of coveringEntries(file.entries, host, repository)) {
        const credential = readAuthEntry(entry.value, `${host} in ${file.name}`);
        if (credential !== null)
            return { credential, source: source.label };
    }
    return null;
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/stores/layout/atomic-file.js
/** Replacing a file in one step. */



/** Writes `text` beside `path`, syncs it, renames it over `path` and syncs the directory: a reader sees the old file or
 *  the new one. Errors of the file system pass as they are; the temporary file is gone then. */
async function replaceFile(path, text) {
    const temporary = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`;
    try {
        await writeSynced(temporary, text);
        await (0,promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
        throw error;
    }
    await atomic_file_syncDirectory((0,external_node_path_.dirname)(path));
}
/** Makes renames in a directory last. Best effort: not every file system can. */
async function atomic_file_syncDirectory(directory) {
    const handle = await (0,promises_.open)(directory, 'r').catch(() => null);
    if (handle === null)
        return;
    await handle.sync().catch(() => undefined);
    await handle.close();
}
async function writeSynced(path, text) {
    const handle = await (0,promises_.open)(path, 'wx', 0o644);
    try {
        await handle.writeFile(text);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./build/stores/layout/file-error.js
/** What the file system answered, as typed errors. */

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS']);
/** The errno name of a failed system call (`ENOENT`), or null. */
function file_error_errnoOf(error) {
    if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error))
        return null;
    return typeof error.code === 'string' ? error.code : null;
}
/** `error` as a MirrorError about `path`: `no-space` for a full disk, quota or file size limit, `io` for the rest of
 *  the file system, anything else as `toMirrorError` has it. `action` says what failed: `write blob sha256:1a2b…`. */
function fileError(error, action, path) {
    const errno = file_error_errnoOf(error);
    if (errno === null)
        return toMirrorError(error);
    const code = NO_SPACE.has(errno) ? 'no-space' : 'io';
    return new MirrorError(code, `cannot ${action}: ${file_error_reasonOf(errno)}`, {
        where: path,
        fix: fixFor(errno, path),
        cause: error,
    });
}
function file_error_reasonOf(errno) {
    if (errno === 'EDQUOT')
        return 'the disk quota is used up (EDQUOT)';
    if (errno === 'EFBIG')
        return 'the file size limit is reached (EFBIG)';
    if (NO_SPACE.has(errno))
        return `the disk is full (${errno})`;
    if (errno === 'EROFS')
        return 'the file system is read-only (EROFS)';
    if (NOT_ALLOWED.has(errno))
        return `permission denied (${errno})`;
    if (errno === 'ENOTDIR' || errno === 'EEXIST')
        return `a file is where a directory must be (${errno})`;
    return `the file system answered ${errno}`;
}
function fixFor(errno, path) {
    if (NO_SPACE.has(errno))
        return `free space on the disk that holds ${path}, or choose another directory`;
    if (errno === 'EROFS')
        return 'choose a directory on a writable file system';
    if (NOT_ALLOWED.has(errno))
        return `give this user read and write permission for ${path}`;
    if (errno === 'ENOTDIR' || errno === 'EEXIST')
        return `remove the file in the way, or choose another directory`;
    return `check the disk and the permissions of ${path}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/stores/layout/place.js
/** One layout directory on disk: its paths, and opening files in it without ever leaving it. */






const READ_FLAGS = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
function indexPath(directory) {
    return (0,external_node_path_.join)(directory, 'index.json');
}
function markerPath(directory) {
    return (0,external_node_path_.join)(directory, 'oci-layout');
}
/** `blobs/sha256` */
function blobDirectory(directory, digest) {
    return (0,external_node_path_.join)(directory, 'blobs', digestAlgorithm(digest));
}
/** `blobs/sha256/<hex>`; a Digest holds nothing but its algorithm's name and hex digits. */
function blobPath(directory, digest) {
    return (0,external_node_path_.join)(blobDirectory(directory, digest), digestHex(digest));
}
/** A regular file of the layout, open for reading, or null when it is not there. Throws `unsafe` when symbolic links
 *  lead out of the directory, `io` for what is not a readable regular file. The caller closes it. */
async function openInside(directory, path) {
    try {
        const real = await realPathInside(directory, path);
        return await regularFile(await (0,promises_.open)(real, READ_FLAGS), path);
    }
    catch (error) {
        if (file_error_errnoOf(error) === 'ENOENT' || file_error_errnoOf(error) === 'ENOTDIR')
            return null;
        throw fileError(error, 'read a file of the layout', path);
    }
}
/** `path` with its symbolic links resolved. Throws `unsafe` when that is outside of `directory`; errno errors pass. */
async function realPathInside(directory, path) {
    const [root, real] = await Promise.all([(0,promises_.realpath)(directory), (0,promises_.realpath)(path)]);
    if (real === root || real.startsWith(root.endsWith(external_node_path_.sep) ? root : root + external_node_path_.sep))
        return real;
    throw new MirrorError('unsafe', 'a symbolic link leads out of the layout directory', {
        where: path,
        fix: 'replace the link by the file itself, for example by copying the layout with cp -rL',
    });
}
async function regularFile(handle, path) {
    const stat = await handle.stat();
    if (stat.isFile())
        return handle;
    await handle.close();
    throw new MirrorError('io', 'not a regular file', {
        where: path,
        fix: 'remove it from the layout directory',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/blob-file.js




const CHUNK_BYTES = 256 * 1024;
const WHOLE = { from: 0, to: null };
/** Size of a blob in bytes, or null when it is not there. */
async function blobSize(directory, digest) {
    return await withBlob(directory, digest, async (handle) => (await handle.stat()).size);
}
/** Reads the last byte (contract, section 8, depth `probe`): present means that it could be read. */
async function probeBlobFile(directory, blob) {
    const probe = await withBlob(directory, blob.digest, (handle) => probeHandle(handle, blob.size));
    return probe ?? { kind: 'absent' };
}
/** The bytes of a blob as they are on disk, unverified; each chunk is memory of its own. Throws `not-found`, `io`. */
async function* streamBlobFile(directory, digest, span, signal) {
    const path = blobPath(directory, digest);
    const handle = await openInside(directory, path);
    if (handle === null)
        throw blobMissing(digest, path);
    try {
        yield* readSpan(handle, span, signal);
    }
    catch (error) {
        throw signal.aborted ? blob_file_stopped(signal) : fileError(error, `read blob ${shortDigest(digest)}`, path);
    }
    finally {
        await handle.close();
    }
}
/** A whole blob, or null when it is not there. Throws `too-large` beyond `limitBytes`. */
async function readSmallBlob(directory, digest, limitBytes) {
    return await withBlob(directory, digest, async (handle) => {
        const { size } = await handle.stat();
        if (size > limitBytes)
            throw blob_file_tooLarge(digest, size, limitBytes);
        return await handle.readFile();
    });
}
/** The error for a fired signal. */
function blob_file_stopped(signal) {
    return new MirrorError('aborted', 'stopped', { cause: signal.reason });
}
function blobMissing(digest, path) {
    return new MirrorError('not-found', `the layout has no blob ${shortDigest(digest)}`, { where: path });
}
function blob_file_tooLarge(digest, sizeBytes, limitBytes) {
    return new MirrorError('too-large', `${sizeBytes} bytes are too many, at most ${limitBytes} are read as one manifest`, {
        where: digest,
        fix: 'name a manifest, not a blob',
    });
}
async function withBlob(directory, digest, work) {
    const path = blobPath(directory, digest);
    const handle = await openInside(directory, path);
    if (handle === null)
        return null;
    try {
        return await work(handle);
    }
    catch (error) {
        throw fileError(error, `read blob ${shortDigest(digest)}`, path);
    }
    finally {
        await handle.close();
    }
}
async function probeHandle(handle, expectedSize) {
    const { size } = await handle.stat();
    if (size !== expectedSize)
        return { kind: 'damaged', reason: 'size', actualSize: size };
    if (size === 0)
        return { kind: 'present', proven: true };
    const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return bytesRead === 1 ? { kind: 'present', proven: true } : { kind: 'damaged', reason: 'missing' };
}
async function* readSpan(handle, span, signal) {
    const { size } = await handle.stat();
    const end = Math.min(span.to ?? size, size);
    let position = span.from;
    while (position < end) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - position));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0)
            return;
        position += bytesRead;
        yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
    }
}

;// CONCATENATED MODULE: ./build/stores/layout/ref-name.js
/** `org.opencontainers.image.ref.name` of the roots in index.json (contract, section 3 "Layouts"). */


const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';
/** Reads any ref.name: `NAME:TAG`, `NAME@DIGEST`, a bare `TAG`, or, of other origin, a name alone. Never fails. */
function readRefName(text) {
    const at = text.lastIndexOf('@');
    if (at > 0 && parseDigest(text.slice(at + 1)) !== null)
        return { name: nameAlone(text.slice(0, at)), tag: null };
    const colon = text.lastIndexOf(':');
    const tag = text.slice(colon + 1);
    if (colon > 0 && isTag(tag))
        return { name: text.slice(0, colon), tag };
    return isTag(text) ? { name: '', tag: text } : { name: text, tag: null };
}
function taggedRefName(name, tag) {
    return name === '' ? tag : `${name}:${tag}`;
}
function untaggedRefName(name, digest) {
    return name === '' ? digest : `${name}@${digest}`;
}
/** `NAME:TAG@DIGEST`, as other tools write it, belongs to NAME. */
function nameAlone(text) {
    const colon = text.lastIndexOf(':');
    return colon > 0 && isTag(text.slice(colon + 1)) ? text.slice(0, colon) : text;
}

;// CONCATENATED MODULE: ./build/stores/layout/index-document.js
/** index.json as data: text in, entries out, and edits that leave everything they do not mean untouched. */





const IMAGE_NAME_ANNOTATION = 'io.containerd.image.name';
const EMPTY_INDEX = {
    document: { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] },
    entries: [],
};
/** Reads index.json (image-spec image-layout.md). Entries that are no descriptors are kept but not listed.
 *  Throws `input` naming `path` and what is expected there. */
function parseIndex(text, path) {
    const document = index_document_parseJson(text, path);
    if (!isJsonObject(document))
        throw notAnIndex(path, 'it is not a JSON object');
    const manifests = document.manifests;
    if (!Array.isArray(manifests))
        throw notAnIndex(path, 'it has no list "manifests"');
    return { document, entries: manifests.flatMap(index_document_entryOf) };
}
function renderIndex(index) {
    return JSON.stringify(index.document);
}
/** Carries out `edits` in their order, in one pass. The same value when nothing changes. */
function withEdits(index, edits) {
    const wanted = mergeEdits(edits);
    const current = descriptorsByRefName(index);
    const changes = new Map([...wanted].filter(([refName, descriptor]) => !index_document_holds(current.get(refName), descriptor)));
    if (changes.size === 0)
        return index;
    const kept = rawEntries(index).filter((raw) => !changes.has(refNameOf(raw) ?? ''));
    const added = [...changes].flatMap(([refName, put]) => (put === null ? [] : [rootEntry(refName, put)]));
    const manifests = [...kept, ...added];
    return { document: { ...index.document, manifests }, entries: manifests.flatMap(index_document_entryOf) };
}
/** The first entry of a digest, whatever its name. */
function findByDigest(index, digest) {
    return index.entries.find((entry) => entry.descriptor.digest === digest) ?? null;
}
/** The last entry of a ref.name: other writers append. */
function findByRefName(index, refName) {
    return index.entries.findLast((entry) => entry.refName === refName) ?? null;
}
/** What each touched ref.name is to point to in the end; null: nothing. */
function mergeEdits(edits) {
    const wanted = new Map();
    for (const edit of edits) {
        for (const refName of edit.drop)
            wanted.set(refName, null);
        for (const [refName, descriptor] of edit.put)
            wanted.set(refName, descriptor);
    }
    return wanted;
}
function descriptorsByRefName(index) {
    const named = index.entries.filter((entry) => entry.refName !== null);
    const groups = Map.groupBy(named, (entry) => entry.refName ?? '');
    return new Map([...groups].map(([refName, entries]) => [refName, entries.map((entry) => entry.descriptor)]));
}
function index_document_holds(current = [], wanted) {
    if (wanted === null)
        return current.length === 0;
    return current.length === 1 && current[0]?.digest === wanted.digest;
}
function rootEntry(refName, descriptor) {
    return {
        mediaType: descriptor.mediaType,
        digest: descriptor.digest,
        size: descriptor.size,
        annotations: { [REF_NAME_ANNOTATION]: refName },
    };
}
function rawEntries(index) {
    const manifests = index.document.manifests;
    return Array.isArray(manifests) ? manifests : [];
}
function index_document_entryOf(raw) {
    if (!isJsonObject(raw))
        return [];
    const { mediaType, digest: digestText, size } = raw;
    const digest = typeof digestText === 'string' ? parseDigest(digestText) : null;
    if (digest === null || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return [];
    const descriptor = { mediaType: typeof mediaType === 'string' ? mediaType : '', digest, size };
    return [{ refName: refNameOf(raw), imageName: annotationOf(raw, IMAGE_NAME_ANNOTATION), descriptor }];
}
function refNameOf(raw) {
    return annotationOf(raw, REF_NAME_ANNOTATION);
}
function annotationOf(raw, key) {
    const annotations = isJsonObject(raw) ? raw.annotations : undefined;
    const value = isJsonObject(annotations) && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    return typeof value === 'string' ? value : null;
}
function index_document_parseJson(text, path) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw notAnIndex(path, 'it is not valid JSON', error);
    }
}
function notAnIndex(path, why, cause) {
    return new MirrorError('input', `not an OCI image layout: ${why}`, {
        where: path,
        fix: 'name a directory whose index.json is an OCI image index, {"schemaVersion": 2, "manifests": [...]}',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/lock-file.js
/** A lock between processes: a file that only one of them can create. */






const LOCK_PATIENCE = { waitMs: 30_000, staleMs: 20_000 };
const POLL_MS = 15;
/** Runs `work` while holding the lock `path`. `stillHeld` tells `work` whether nobody took the lock away meanwhile.
 *  A lock whose process is gone, or that is older than `staleMs`, is taken over. Throws `io` when another process
 *  keeps it longer than `waitMs`; errors of the file system pass as they are. */
async function withLock(path, patience, work) {
    const token = `${process.pid} ${(0,external_node_os_.hostname)()} ${(0,external_node_crypto_.randomBytes)(9).toString('hex')}`;
    const deadline = performance.now() + patience.waitMs;
    while (!(await takeLock(path, token))) {
        if (await removeIfStale(path, patience.staleMs))
            continue;
        if (performance.now() > deadline)
            throw lockedByAnother(path, await holderOf(path));
        await (0,external_node_timers_promises_.setTimeout)(POLL_MS + Math.random() * POLL_MS);
    }
    try {
        return await work(async () => (await holderOf(path)) === token);
    }
    finally {
        if ((await holderOf(path)) === token)
            await (0,promises_.rm)(path, { force: true });
    }
}
async function takeLock(path, token) {
    try {
        await writeNewFile(path, token);
        return true;
    }
    catch (error) {
        if (file_error_errnoOf(error) === 'EEXIST')
            return false;
        throw error;
    }
}
/** Creates `path`, which must not exist; leaves nothing behind when the text does not fit on the disk. */
async function writeNewFile(path, text) {
    const handle = await (0,promises_.open)(path, 'wx', 0o644);
    try {
        await handle.writeFile(text);
    }
    catch (error) {
        await (0,promises_.rm)(path, { force: true });
        throw error;
    }
    finally {
        await handle.close();
    }
}
async function holderOf(path) {
    return await (0,promises_.readFile)(path, 'utf8').catch(() => null);
}
/** Moves a stale lock aside and looks again at what was moved: if another process had just renewed it, it goes back. */
async function removeIfStale(path, staleMs) {
    const holder = await holderOf(path);
    if (holder === null)
        return true;
    if (isProcessAlive(holder) && (await ageMs(path)) < staleMs)
        return false;
    const aside = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    try {
        await (0,promises_.rename)(path, aside);
        const moved = await holderOf(aside);
        if (moved !== null && moved !== holder)
            await writeNewFile(path, moved);
    }
    catch (error) {
        if (file_error_errnoOf(error) !== 'ENOENT' && file_error_errnoOf(error) !== 'EEXIST')
            throw error;
    }
    finally {
        await (0,promises_.rm)(aside, { force: true });
    }
    return true;
}
async function ageMs(path) {
    const status = await (0,promises_.stat)(path).catch(() => null);
    return status === null ? 0 : Date.now() - status.mtimeMs;
}
/** Only processes of this machine can be asked; those of others, and a token half written, count as alive. */
function isProcessAlive(holder) {
    const [pid = '', host] = holder.split(' ');
    if (host !== (0,external_node_os_.hostname)() || !/^[1-9]\d*$/.test(pid))
        return true;
    try {
        process.kill(Number(pid), 0);
        return true;
    }
    catch (error) {
        return file_error_errnoOf(error) !== 'ESRCH';
    }
}
function lockedByAnother(path, holder) {
    const pid = holder?.split(' ')[0]?.replace(/\D/g, '') ?? '';
    return new MirrorError('io', `another process${pid === '' ? '' : ` (${pid})`} keeps the layout locked`, {
        where: path,
        fix: 'wait until it has finished; if it is gone, remove the lock file',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/index-file.js









const INDEX_LIMIT_BYTES = 256 * 1024 * 1024;
/** Edits that wait for their turn, by directory: everybody in this process stands in the same queue. */
const queues = new Map();
function openIndexFile(directory) {
    const read = cachedRead(directory);
    return {
        read,
        change: (edit, signal) => new Promise((resolve, reject) => {
            enqueue(directory, { edit, signal, resolve, reject });
        }),
    };
}
function enqueue(directory, waiting) {
    const queue = queues.get(directory);
    if (queue !== undefined) {
        queue.push(waiting);
        return;
    }
    queues.set(directory, [waiting]);
    void drain(directory);
}
/** Never rejects: each batch's failure goes to those who wait for it. */
async function drain(directory) {
    const queue = queues.get(directory) ?? [];
    while (queue.length > 0) {
        await (0,external_node_timers_promises_.setImmediate)();
        await carryOut(directory, queue.splice(0));
    }
    queues.delete(directory);
}
async function carryOut(directory, batch) {
    const [late, current] = [batch.filter(isAborted), batch.filter((waiting) => !isAborted(waiting))];
    for (const waiting of late)
        waiting.reject(blob_file_stopped(waiting.signal));
    if (current.length === 0)
        return;
    try {
        await replaceIndex(directory, current.map((waiting) => waiting.edit));
        for (const waiting of current)
            waiting.resolve();
    }
    catch (error) {
        const failure = fileError(error, 'replace index.json', indexPath(directory));
        for (const waiting of current)
            waiting.reject(failure);
    }
}
function isAborted(waiting) {
    return waiting.signal.aborted;
}
async function replaceIndex(directory, edits) {
    const path = indexPath(directory);
    await withLock(`${path}.lock`, LOCK_PATIENCE, async (stillHeld) => {
        const before = (await readIndex(directory))?.index ?? null;
        const after = withEdits(before ?? EMPTY_INDEX, edits);
        if (after === before)
            return;
        await atomic_file_syncDirectory((0,external_node_path_.join)((0,external_node_path_.dirname)(path), 'blobs', 'sha256'));
        if (!(await stillHeld()))
            throw lockLost(path);
        await replaceFile(path, renderIndex(after));
    });
}
function cachedRead(directory) {
    let cached = null;
    return async () => {
        const read = await readIndex(directory, cached);
        cached = read;
        return read?.index ?? null;
    };
}
async function readIndex(directory, known = null) {
    const path = indexPath(directory);
    const handle = await openInside(directory, path);
    if (handle === null)
        return null;
    try {
        const stat = await handle.stat({ bigint: true });
        const version = index_file_versionOf(stat);
        if (known?.version === version)
            return known;
        if (stat.size > INDEX_LIMIT_BYTES)
            throw index_file_tooLarge(path);
        return { version, index: parseIndex(await handle.readFile('utf8'), path) };
    }
    catch (error) {
        throw fileError(error, 'read index.json', path);
    }
    finally {
        await handle.close();
    }
}
function index_file_versionOf(stat) {
    return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}
function index_file_tooLarge(path) {
    return new MirrorError('too-large', 'index.json is larger than 256 MiB', {
        where: path,
        fix: 'name an OCI image layout directory',
    });
}
function lockLost(path) {
    return new MirrorError('io', 'another process took the lock of the layout over', {
        where: path,
        fix: 'run again when the other process has finished',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/blob-writer.js
/** Writing blobs into a layout: a temporary file beside its final place, hashed on the way, renamed when it is right. */








/** Names of unfinished files: no digest, so no reader takes them for a blob. */
const UNFINISHED_PREFIX = '.unfinished-';
const WRITE_BYTES = 512 * 1024;
/** Starts a blob in `directory`, hashed with `algorithm` on the way. Throws `no-space`, `io`, `unsafe`. */
async function startBlob(directory, algorithm) {
    const folder = (0,external_node_path_.join)(directory, 'blobs', algorithm);
    const path = (0,external_node_path_.join)(folder, `${UNFINISHED_PREFIX}${(0,external_node_crypto_.randomBytes)(9).toString('hex')}`);
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await realPathInside(directory, folder);
        return new FileBlobWriter(await (0,promises_.open)(path, 'wx+', 0o644), { directory, algorithm, path });
    }
    catch (error) {
        throw fileError(error, 'write a blob', folder);
    }
}
/** Writes a whole blob and checks size and digest itself. Throws `size-mismatch`, `digest-mismatch`, `no-space`, `io`,
 *  `aborted`, and what `body` throws; nothing is left behind then. */
async function writeBlob(directory, blob, body, signal) {
    const writer = await startBlob(directory, digestAlgorithm(blob.digest));
    try {
        for await (const chunk of body) {
            if (signal.aborted)
                throw blob_file_stopped(signal);
            await writer.append(chunk);
            if (writer.sizeBytes > blob.size)
                throw wrongSize(blob, `more than ${blob.size}`);
        }
        if (writer.sizeBytes !== blob.size)
            throw wrongSize(blob, String(writer.sizeBytes));
        if (signal.aborted)
            throw blob_file_stopped(signal);
    }
    catch (error) {
        await writer.discard();
        throw error;
    }
    await writer.commit(blob.digest);
}
class FileBlobWriter {
    sizeBytes = 0;
    #handle;
    #place;
    #hash;
    #pending = [];
    #pendingBytes = 0;
    constructor(handle, place) {
        this.#handle = handle;
        this.#place = place;
        this.#hash = (0,external_node_crypto_.createHash)(place.algorithm);
    }
    async append(chunk) {
        this.#hash.update(chunk);
        this.sizeBytes += chunk.length;
        this.#pending.push(chunk);
        this.#pendingBytes += chunk.length;
        if (this.#pendingBytes < WRITE_BYTES)
            return;
        try {
            await this.#flush();
        }
        catch (error) {
            throw this.#asMirrorError(error);
        }
    }
    async commit(digest) {
        try {
            await this.#flush();
            requireDigest(await this.#digestLike(digest), digest);
            await this.#handle.sync();
            await this.#handle.close();
            await moveToBlob(this.#place, digest);
        }
        catch (error) {
            await this.discard();
            throw this.#asMirrorError(error);
        }
    }
    async discard() {
        await this.#handle.close().catch(() => undefined);
        await (0,promises_.rm)(this.#place.path, { force: true }).catch(() => undefined);
    }
    async #flush() {
        const chunks = this.#pending;
        this.#pending = [];
        this.#pendingBytes = 0;
        await writeFully(this.#handle, chunks);
    }
    /** Read again where the digest turns out to be of another algorithm. */
    async #digestLike(digest) {
        const algorithm = digestAlgorithm(digest);
        if (algorithm === this.#place.algorithm)
            return `${algorithm}:${this.#hash.digest('hex')}`;
        const hash = (0,external_node_crypto_.createHash)(algorithm);
        for await (const chunk of this.#handle.createReadStream({ start: 0, autoClose: false }))
            hash.update(chunk);
        return `${algorithm}:${hash.digest('hex')}`;
    }
    #asMirrorError(error) {
        return fileError(error, 'write a blob', this.#place.path);
    }
}
function requireDigest(actual, expected) {
    if (actual === expected)
        return;
    throw new MirrorError('digest-mismatch', `the bytes received hash to ${shortDigest(actual)}`, {
        where: expected,
        fix: 'try again; if it stays, the content is corrupt where it comes from',
    });
}
async function moveToBlob(place, digest) {
    const folder = blobDirectory(place.directory, digest);
    if (digestAlgorithm(digest) !== place.algorithm) {
        await (0,promises_.mkdir)(folder, { recursive: true });
        await realPathInside(place.directory, folder);
    }
    await (0,promises_.rename)(place.path, blobPath(place.directory, digest));
}
/** A single writev may write less than asked for. */
async function writeFully(handle, chunks) {
    let left = chunks.filter((chunk) => chunk.length > 0);
    while (left.length > 0) {
        const { bytesWritten } = await handle.writev(left);
        left = dropBytes(left, bytesWritten);
    }
}
function dropBytes(chunks, count) {
    let rest = count;
    return chunks.flatMap((chunk) => {
        const skipped = Math.min(rest, chunk.length);
        rest -= skipped;
        return skipped === chunk.length ? [] : [chunk.subarray(skipped)];
    });
}
function wrongSize(blob, actual) {
    return new MirrorError('size-mismatch', `${actual} bytes were received where ${blob.size} are expected`, {
        where: blob.digest,
        fix: 'try again; if it stays, the descriptor is wrong where it comes from',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/prepare.js
/** Making sure that a directory is an OCI image layout (image-spec image-layout.md), and that it can be written. */






const MARKER = '{"imageLayoutVersion":"1.0.0"}';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
/** Makes the directory, `blobs/` and the file `oci-layout` where they are not. Throws `io`, `no-space`,
 *  `unsupported` for a layout of another version, `input` for a file that is no such marker. */
async function prepareLayout(directory) {
    try {
        // one after the other: what a link leads to is looked at before anything is made there
        for (const folder of [(0,external_node_path_.join)(directory, 'blobs'), (0,external_node_path_.join)(directory, 'blobs', 'sha256')]) {
            await (0,promises_.mkdir)(folder, { recursive: true });
            await realPathInside(directory, folder);
        }
        if (!(await hasMarker(directory)))
            await writeNew(markerPath(directory), MARKER);
    }
    catch (error) {
        throw fileError(error, 'prepare the layout directory', directory);
    }
}
/** Writes a byte and removes it again, and removes what runs that were killed a day ago left unfinished. */
async function checkWritable(directory) {
    const folder = (0,external_node_path_.join)(directory, 'blobs', 'sha256');
    const probe = (0,external_node_path_.join)(folder, `${UNFINISHED_PREFIX}check-${process.pid}-${Date.now()}`);
    try {
        await writeNew(probe, 'x');
        await (0,promises_.rm)(probe, { force: true });
        await removeAbandoned(folder);
    }
    catch (error) {
        await (0,promises_.rm)(probe, { force: true }).catch(() => undefined);
        throw fileError(error, 'write to the layout directory', directory);
    }
}
/** Whether `oci-layout` is there and of the version that is read. Throws `unsupported`, `input`, `io`. */
async function hasMarker(directory) {
    const path = markerPath(directory);
    const handle = await openInside(directory, path);
    if (handle === null)
        return false;
    try {
        requireVersion1(await handle.readFile('utf8'), path);
        return true;
    }
    finally {
        await handle.close();
    }
}
function requireVersion1(text, path) {
    const version = /"imageLayoutVersion"\s*:\s*"([0-9.]{1,20})"/.exec(text)?.[1];
    if (version?.startsWith('1.'))
        return;
    const fix = `the file is to hold ${MARKER}`;
    if (version === undefined) {
        throw new MirrorError('input', 'not an OCI image layout: oci-layout has no imageLayoutVersion', {
            where: path,
            fix,
        });
    }
    throw new MirrorError('unsupported', `OCI image layout version ${version} is not known`, {
        where: path,
        fix,
    });
}
async function writeNew(path, text) {
    const handle = await (0,promises_.open)(path, 'wx', 0o644).catch((error) => {
        if (file_error_errnoOf(error) === 'EEXIST')
            return null;
        throw error;
    });
    if (handle === null)
        return;
    try {
        await handle.writeFile(text);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
async function removeAbandoned(folder) {
    const names = (await (0,promises_.readdir)(folder)).filter((name) => name.startsWith(UNFINISHED_PREFIX));
    for (const name of names) {
        const path = (0,external_node_path_.join)(folder, name);
        const status = await (0,promises_.stat)(path).catch(() => null);
        if (status !== null && Date.now() - status.mtimeMs > ABANDONED_AFTER_MS)
            await (0,promises_.rm)(path, { force: true });
    }
}

;// CONCATENATED MODULE: ./build/stores/small-blob.js
/** The limit of what is read whole. */



/** Throws `too-large` for a blob that has to be streamed. */
function requireSmall({ digest, size }) {
    if (size <= SMALL_BLOB_LIMIT_BYTES)
        return;
    throw new MirrorError('too-large', `blob ${shortDigest(digest)} has ${size} bytes; at most ${SMALL_BLOB_LIMIT_BYTES} are read as a whole`, { where: digest });
}

;// CONCATENATED MODULE: ./build/stores/verified-stream.js
/** The one check on every way in: size and digest agree before the last chunk is handed over. */


/**
 * Passes `chunks` on, uncopied. The last chunk is withheld until the size and the hash of everything agree with
 * `descriptor`, so that a consumer never completes wrong content. Throws `size-mismatch` (at once when there is too
 * much) and `digest-mismatch`; errors of `chunks` are thrown as they are. Empty chunks are dropped.
 */
async function* verified(chunks, descriptor) {
    const hash = hashFor(descriptor.digest);
    let receivedBytes = 0;
    let withheld = null;
    for await (const chunk of chunks) {
        if (chunk.byteLength === 0)
            continue;
        receivedBytes += chunk.byteLength;
        if (receivedBytes > descriptor.size)
            throw sizeMismatch(descriptor, `more than ${descriptor.size}`);
        hash.update(chunk);
        if (withheld !== null)
            yield withheld;
        withheld = chunk;
    }
    if (receivedBytes < descriptor.size)
        throw sizeMismatch(descriptor, `${receivedBytes}`);
    const hex = hash.digest('hex');
    if (!descriptor.digest.endsWith(`:${hex}`))
        throw digestMismatch(descriptor, hex);
    if (withheld !== null)
        yield withheld;
}
function sizeMismatch({ digest, size }, got) {
    return new MirrorError('size-mismatch', `${shortDigest(digest)} should have ${size} bytes, but came with ${got}`, {
        fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    });
}
function digestMismatch({ digest }, hex) {
    return new MirrorError('digest-mismatch', `${shortDigest(digest)} came with content that hashes to ${hex.slice(0, 12)}`, {
        fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/manifest-type.js
/** What a blob of a layout is as a manifest, where no descriptor tells. */


/** The manifest media type of `bytes`: its own `mediaType`, else what its structure makes it (image-spec manifest.md
 *  and image-index.md, where the field is optional). Null: it is no manifest. Whether it is a good one is not asked. */
function manifestTypeOf(bytes) {
    const body = manifest_type_parseObject(bytes);
    if (body === null)
        return null;
    const { mediaType } = body;
    if (typeof mediaType !== 'string' || mediaType === '')
        return typeFromStructure(body);
    return manifestRole(mediaType) !== 'unknown' || typeFromStructure(body) !== null ? mediaType : null;
}
function typeFromStructure(body) {
    if (Array.isArray(body.fsLayers))
        return Array.isArray(body.signatures) ? DOCKER_SCHEMA1_SIGNED : DOCKER_SCHEMA1;
    if (body.schemaVersion !== 2)
        return null;
    if (Array.isArray(body.manifests))
        return OCI_INDEX;
    return Array.isArray(body.layers) && isJsonObject(body.config) ? OCI_MANIFEST : null;
}
/** Layers do not start with a brace: they are not parsed. */
function manifest_type_parseObject(bytes) {
    if (!/^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')))
        return null;
    try {
        const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
        return isJsonObject(value) ? value : null;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/stores/layout/manifest-file.js
/** Manifests of a layout: blobs that are read whole, checked, and told apart from other blobs. */






/** The manifest `digest`, hash checked. Throws `not-found` (also for a blob that is no manifest), `too-large`,
 *  `size-mismatch`, `digest-mismatch`, `io`. */
async function readManifestFile(directory, digest, expected) {
    const where = blobPath(directory, digest);
    const bytes = await readSmallBlob(directory, digest, MANIFEST_LIMIT_BYTES);
    if (bytes === null)
        throw new MirrorError('not-found', `the layout has no manifest ${shortDigest(digest)}`, { where });
    requireSize(bytes.length, expected.sizeBytes, where);
    manifest_file_requireDigest(bytes, digest, where);
    const mediaType = expected.mediaType === '' ? manifestTypeOf(bytes) : expected.mediaType;
    if (mediaType === null)
        throw new MirrorError('not-found', `${shortDigest(digest)} is a blob, not a manifest`, { where });
    return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}
/** Whether exactly these bytes are there. */
async function hasManifestFile(directory, manifest) {
    if (manifest.size > MANIFEST_LIMIT_BYTES)
        return false;
    const bytes = await readSmallBlob(directory, manifest.digest, MANIFEST_LIMIT_BYTES);
    return bytes !== null && digestOf(bytes, manifest.digest) === manifest.digest;
}
function requireSize(actual, expected, where) {
    if (expected === undefined || expected === actual)
        return;
    throw new MirrorError('size-mismatch', `the manifest has ${actual} bytes where ${expected} are expected`, {
        where,
        fix: 'copy it into the layout again',
    });
}
function manifest_file_requireDigest(bytes, digest, where) {
    const actual = digestOf(bytes, digest);
    if (actual === digest)
        return;
    throw new MirrorError('digest-mismatch', `the manifest ${shortDigest(digest)} is damaged: it hashes to ${shortDigest(actual)}`, {
        where,
        fix: 'copy it into the layout again',
    });
}

;// CONCATENATED MODULE: ./build/stores/layout/repository.js
/** One name of a layout directory, as source and target. */













function layoutRepository(place, repository) {
    return new LayoutRepository(place, repository);
}
class LayoutRepository {
    origin;
    repository;
    name;
    holdsUntaggedRoots = true;
    #place;
    constructor(place, repository) {
        this.#place = place;
        this.origin = place.origin;
        this.repository = repository;
        this.name = repository === '' ? place.origin : `${place.origin}:${repository}`;
    }
    async resolve(reference, signal) {
        try {
            return (await this.readManifest(reference, signal)).descriptor;
        }
        catch (error) {
            if (isMirrorError(error, 'not-found', 'digest-mismatch', 'too-large'))
                return null;
            throw error;
        }
    }
    async tags(signal) {
        const index = await this.#index(signal);
        const refNames = (index?.entries ?? []).flatMap((entry) => entry.refName === null ? [] : [readRefName(entry.refName)]);
        return [
            ...new Set(refNames.flatMap(({ name, tag }) => (name === this.repository && tag !== null ? [tag] : []))),
        ];
    }
    async readManifest(reference, signal, sizeBytes) {
        const index = await this.#index(signal);
        const listed = index === null ? null : this.#find(index, reference);
        const digest = isDigest(reference) ? reference : listed?.digest;
        if (digest === undefined)
            throw noSuchTag(this.name, reference);
        return await readManifestFile(this.#place.directory, digest, {
            mediaType: listed?.mediaType ?? '',
            sizeBytes,
        });
    }
    async *readBlob(blob, signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        yield* verified(streamBlobFile(this.#place.directory, blob.digest, WHOLE, signal), blob);
    }
    async probeBlob(blob, signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        return await probeBlobFile(this.#place.directory, blob);
    }
    /** A file is looked at, not asked about: a stat is as good as a probe. */
    statBlob(blob, signal) {
        return this.probeBlob(blob, signal);
    }
    async readSmallBlob(blob, signal) {
        requireSmall(blob);
        const probe = await this.probeBlob(blob, signal);
        if (probe.kind !== 'present')
            return probe;
        const bytes = await readSmallBlob(this.#place.directory, blob.digest, SMALL_BLOB_LIMIT_BYTES);
        return bytes === null ? { kind: 'absent' } : { kind: 'read', bytes };
    }
    async checkPush(signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        await this.#place.prepare();
        await checkWritable(this.#place.directory);
        await this.#index(signal);
    }
    async beginUpload(blob, mountFrom, signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        const [from] = mountFrom;
        if (from !== undefined && (await blobSize(this.#place.directory, blob.digest)) === blob.size) {
            return { kind: 'mounted', from };
        }
        await this.#place.prepare();
        const { directory } = this.#place;
        const send = (body, sending) => writeBlob(directory, blob, body, sending);
        return { kind: 'upload', upload: { send, cancel: async () => undefined } };
    }
    async writeManifest(manifest, signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        await this.#place.prepare();
        await writeBlob(this.#place.directory, manifest.descriptor, only(manifest.bytes), signal);
    }
    async tag(tag, manifest, signal) {
        await this.#list(taggedRefName(this.repository, tag), manifest, signal);
    }
    async holdRoot(manifest, signal) {
        await this.#list(untaggedRefName(this.repository, manifest.descriptor.digest), manifest, signal);
    }
    async #list(refName, manifest, signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        const { directory } = this.#place;
        if (!(await hasManifestFile(directory, manifest.descriptor)))
            await this.writeManifest(manifest, signal);
        const mediaType = manifest.descriptor.mediaType || (manifestTypeOf(manifest.bytes) ?? OCI_MANIFEST);
        const put = new Map([[refName, { ...manifest.descriptor, mediaType }]]);
        await this.#place.index.change({ put, drop: new Set() }, signal);
    }
    async #index(signal) {
        if (signal.aborted)
            throw blob_file_stopped(signal);
        return await this.#place.index.read();
    }
    #find(index, reference) {
        const entry = isDigest(reference)
            ? findByDigest(index, reference)
            : findByRefName(index, taggedRefName(this.repository, reference));
        return entry?.descriptor ?? null;
    }
}
async function* only(bytes) {
    yield bytes;
}
function noSuchTag(name, tag) {
    return new MirrorError('not-found', `the layout lists no tag ${tag}`, { where: `${name}:${tag}` });
}

;// CONCATENATED MODULE: ./build/stores/layout/layout.js
/** OCI image layout directories (image-spec image-layout.md; contract, section 3 "Layouts"). */







/** The layout in `directory` (an absolute path). Nothing is read or written before a method is called. */
function openLayout(directory) {
    const index = openIndexFile(directory);
    const prepare = layout_once(() => prepareLayout(directory));
    const place = { directory, origin: `oci:${directory}`, index, prepare };
    const repository = (name) => layoutRepository(place, name);
    const roots = async (signal) => rootsOf(await readLayout(directory, index, signal));
    const findRoot = async (refName, signal) => onlyOne(candidates(await readLayout(directory, index, signal), refName), directory, refName);
    return {
        ...place,
        repository,
        roots,
        findRoot,
        async source(refName, signal) {
            const root = await findRoot(refName, signal);
            if (root === null)
                throw noSuchRoot(directory, refName, await roots(signal));
            return { source: repository(root.name), root: root.descriptor };
        },
    };
}
async function readLayout(directory, file, signal) {
    if (signal.aborted)
        throw new MirrorError('aborted', 'stopped', { cause: signal.reason });
    if (!(await hasMarker(directory)))
        throw notALayout(markerPath(directory), 'there is no file oci-layout');
    const index = await file.read();
    if (index === null)
        throw notALayout(indexPath(directory), 'there is no file index.json');
    return index;
}
function rootsOf(index) {
    return index.entries.map(layout_rootOf);
}
function layout_rootOf(entry) {
    const { name, tag } = entry.refName === null ? { name: '', tag: null } : readRefName(entry.refName);
    return { name, tag, refName: entry.refName, descriptor: entry.descriptor };
}
/** The best kind of match that anything fits. */
function candidates(index, wanted) {
    if (wanted === null)
        return rootsOf(index);
    const matches = [
        (entry) => entry.refName === wanted,
        (entry) => entry.imageName === wanted,
        (entry) => layout_rootOf(entry).tag === wanted,
        (entry) => layout_rootOf(entry).name === wanted,
        (entry) => entry.descriptor.digest === wanted,
    ];
    for (const fits of matches) {
        const found = index.entries.filter(fits);
        if (found.length > 0)
            return found.map(layout_rootOf);
    }
    return [];
}
function onlyOne(found, directory, wanted) {
    if (new Set(found.map((root) => root.descriptor.digest)).size <= 1)
        return found[0] ?? null;
    const what = wanted === null ? 'holds several images' : `holds several images that ${quoted(wanted)} could mean`;
    throw new MirrorError('input', `the layout ${what}: ${listNames(found)}`, {
        where: `oci:${directory}`,
        fix: `write oci:${directory}:NAME with one of these names`,
    });
}
const NAMES_SHOWN = 20;
function listNames(found) {
    const names = found.slice(0, NAMES_SHOWN).map((root) => quoted(root.refName ?? root.descriptor.digest));
    return found.length > NAMES_SHOWN
        ? `${names.join(', ')} and ${found.length - NAMES_SHOWN} more`
        : names.join(', ');
}
function noSuchRoot(directory, wanted, roots) {
    const what = wanted === null ? 'the layout lists no image' : `the layout lists no image ${quoted(wanted)}`;
    return new MirrorError('not-found', what, {
        where: `oci:${directory}`,
        fix: roots.length === 0 ? 'copy an image into it first' : `it lists ${listNames(roots)}`,
    });
}
function notALayout(path, why) {
    return new MirrorError('input', `not an OCI image layout: ${why}`, {
        where: path,
        fix: 'name a directory that holds oci-layout, index.json and blobs/',
    });
}
/** Runs `work` until it has succeeded once. */
function layout_once(work) {
    let done = null;
    return () => {
        done ??= work().catch((error) => {
            done = null;
            throw error;
        });
        return done;
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/challenge.js
/** `WWW-Authenticate`: what a registry asks for (RFC 9110, section 11.6.1). */
/** A longer header is not read beyond this. */
const LONGEST_HEADER = 16 * 1024;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"=][^\\s,"]*))\\s*(?=,|$)`, 'y');
const SCHEME = new RegExp(`\\s*(${TOKEN})(?:\\s+|(?=,|$))`, 'y');
const TOKEN68 = /\s*[A-Za-z0-9\-._~+/]+=*\s*(?=,|$)/y;
/** All challenges of one or several header lines; one line may hold several. What cannot be read is skipped. */
function parseChallenges(lines) {
    return lines.flatMap((line) => parseLine(line.slice(0, LONGEST_HEADER)));
}
/** The challenge to answer: Bearer with a realm before Basic; null when there is neither. */
function bestChallenge(challenges) {
    const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'));
    return bearer ?? challenges.find(({ scheme }) => scheme === 'basic') ?? null;
}
function parseLine(line) {
    const challenges = [];
    const reader = { line, at: 0 };
    while (reader.at < line.length) {
        const current = challenges.at(-1);
        const parameter = current === undefined ? null : read(PARAMETER, reader);
        if (current !== undefined && parameter !== null) {
            addParameter(current.parameters, parameter);
        }
        else {
            const scheme = read(SCHEME, reader)?.[1];
            if (scheme !== undefined)
                startChallenge(challenges, scheme, reader);
            else
                skipPart(reader);
        }
        read(/\s*,?/y, reader);
    }
    return challenges;
}
function startChallenge(challenges, scheme, reader) {
    const parameters = new Map();
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
    const parameter = read(PARAMETER, reader);
    if (parameter !== null)
        addParameter(parameters, parameter);
    else
        read(TOKEN68, reader);
}
function addParameter(parameters, match) {
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
    if (!parameters.has(name))
        parameters.set(name, value);
}
function read(pattern, reader) {
    pattern.lastIndex = reader.at;
    const match = pattern.exec(reader.line);
    if (match !== null)
        reader.at = pattern.lastIndex;
    return match;
}
/** Past the next comma, so that the rest of a damaged line is still read. */
function skipPart(reader) {
    const comma = reader.line.indexOf(',', reader.at);
    reader.at = comma < 0 ? reader.line.length : comma + 1;
}

// EXTERNAL MODULE: ./node_modules/tldts/dist/cjs/index.js
var cjs = __webpack_require__(935);
;// CONCATENATED MODULE: ./build/stores/registry/outside-text.js
/** Text from outside (error bodies, headers, addresses), made fit for a one-line message without secrets. */
const outside_text_LONGEST_TEXT = 200;
/** `text` on one line: control and invisible characters are dropped, tokens masked, at most 200 characters. */
function outside_text_oneLine(text) {
    const clean = text
        .slice(0, outside_text_LONGEST_TEXT * 20)
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
        .replace(/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, '$1 ***')
        .replace(/\s+/g, ' ')
        .trim();
    return clean.length > outside_text_LONGEST_TEXT ? `${clean.slice(0, outside_text_LONGEST_TEXT - 1)}…` : clean;
}
/** An address for messages: without user, password, query and fragment (pre-signed addresses carry secrets there). */
function publicUrl(url) {
    return outside_text_oneLine(`${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`);
}

;// CONCATENATED MODULE: ./build/stores/registry/realm.js
/** Whom a registry may name as its token server, and whether that server gets to see credentials. */



/** Reads the `realm` of a challenge from `registry`. Throws `unsafe` for what must not even be asked anonymously. */
function parseRealm(text, registry) {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        throw realm_refused(registry, `names a token server that is not an address: "${outside_text_oneLine(text)}"`);
    }
    if (url.username !== '' || url.password !== '') {
        throw realm_refused(registry, `names a token server with credentials in its address: ${publicUrl(url)}`);
    }
    if (url.protocol === 'http:' && registry.protocol === 'https:') {
        throw realm_refused(registry, `names a token server without TLS: ${publicUrl(url)}`);
    }
    return { url, trusted: sameSite(url, registry) };
}
function sameSite(realm, registry) {
    if (realm.hostname === registry.hostname)
        return true;
    const site = (0,cjs/* getDomain */.FB)(registry.hostname, { allowPrivateDomains: true });
    return site !== null && site === (0,cjs/* getDomain */.FB)(realm.hostname, { allowPrivateDomains: true });
}
function realm_refused(registry, why) {
    return new MirrorError('unsafe', `${registry.host} ${why}`, {
        where: registry.host,
        fix: 'correct the token server (realm) in the settings of the registry',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/scope.js
/** Token scopes (distribution token spec): `repository:library/redis:pull,push`. */
function pullScope(repository) {
    return [`repository:${repository}:pull`];
}
/** To write into `repository`, and to mount from `mountFrom` where given. */
function pushScope(repository, mountFrom) {
    const scopes = [`repository:${repository}:pull,push`];
    return mountFrom === undefined ? scopes : mergeScopes(scopes, pullScope(mountFrom));
}
/** One scope per resource with the actions of both, sorted. */
function mergeScopes(first, second) {
    const actions = new Map();
    for (const scope of [...first, ...second]) {
        const { resource, verbs } = split(scope);
        const known = actions.get(resource) ?? new Set();
        for (const verb of verbs)
            known.add(verb);
        actions.set(resource, known);
    }
    return [...actions].map(([resource, verbs]) => `${resource}:${[...verbs].sort().join(',')}`).sort();
}
/** The scopes in a challenge's `scope` parameter. */
function parseScopes(text) {
    return mergeScopes(text
        .split(' ')
        .filter((scope) => /^[^\s:]+:\S+:[\w*,.-]+$/.test(scope))
        .slice(0, 16), []);
}
/** Whether a token for `have` is good for all of `wanted`. */
function coversScopes(have, wanted) {
    return wanted.every((scope) => {
        const { resource, verbs } = split(scope);
        return have.some((other) => {
            const held = split(other);
            return held.resource === resource && verbs.every((verb) => held.verbs.includes(verb));
        });
    });
}
/** The name in the middle may hold colons (`host:5000/app`). */
function split(scope) {
    const colon = scope.lastIndexOf(':');
    return { resource: scope.slice(0, colon), verbs: scope.slice(colon + 1).split(',') };
}

;// CONCATENATED MODULE: ./build/stores/registry/errors.js
/** Answers that are not the wanted ones, as MirrorErrors. */



/** The error for an answer with `status` and `body` (may be empty) from `answeredBy` (host:port). */
function answerError({ status, body, answeredBy, }, errand) {
    const report = readReport(body);
    const code = codeFor(status, body);
    const said = [report.codes[0], report.message]
        .filter((part) => part !== undefined && part !== '')
        .join(': ');
    const doubt = (status === 401 || status === 403) && SECRETIVE_HOSTS.has(errand.host)
        ? ' (no access, or it does not exist)'
        : '';
    const fix = adviceFor({ code, status, codes: report.codes }, errand);
    return new MirrorError(code, `cannot ${errand.task}: ${answeredBy} answered ${status}${said === '' ? '' : ` ${outside_text_oneLine(said)}`}${doubt}`, {
        where: errand.where,
        status,
        registryCodes: report.codes,
        unknownDigests: report.unknownDigests,
        ...(fix === null ? {} : { fix }),
    });
}
const PLAIN_HTTP_REFUSED = /sent an? (?:plain )?HTTP request to an? HTTPS (?:server|port)/i;
function codeFor(status, body) {
    if (status === 507 || /no space left on device/i.test(body))
        return 'no-space';
    if (status === 400 && PLAIN_HTTP_REFUSED.test(body))
        return 'tls';
    switch (status) {
        case 401:
            return 'unauthorized';
        case 403:
            return 'denied';
        case 404:
            return 'not-found';
        case 413:
            return 'too-large';
        case 429:
            return 'rate-limited';
        case 408:
        case 425:
        case 499:
            return 'unavailable';
        default:
            if (status >= 500)
                return 'unavailable';
            return status >= 400 ? 'refused' : 'invalid-response';
    }
}
/** Registries that answer 401 or 403 for private and for missing repositories alike. */
const SECRETIVE_HOSTS = new Set(['docker.io', 'ghcr.io']);
function adviceFor({ code, status, codes }, { host, writes }) {
    switch (code) {
        case 'unauthorized':
            return `run docker login ${host}, or check the credentials for it`;
        case 'denied':
            return `check that the account may ${writes ? 'push to' : 'pull from'} this repository`;
        case 'not-found':
            return writes ? 'create the repository, this registry may not make it on push' : null;
        case 'rate-limited':
            return host === 'docker.io'
                ? 'run docker login, which raises the limit of Docker Hub'
                : 'run again later';
        case 'too-large':
            return `raise the request size limit of ${host} or of the proxy before it`;
        case 'no-space':
            return `free space in the storage of ${host}`;
        case 'tls':
            return `set tls: true for ${host} in registries`;
        case 'refused':
            return codes.includes('UNSUPPORTED') || status === 405 ? `${host} does not support this` : null;
        default:
            return null;
    }
}
function readReport(body) {
    const errors = errorList(body);
    if (errors.length === 0)
        return { codes: [], message: plainText(body), unknownDigests: [] };
    const codes = errors.map(({ code }) => upperCode(code)).filter((code) => code !== '');
    const message = errors
        .map(({ message: text }) => (typeof text === 'string' ? text : ''))
        .find((text) => text !== '');
    const unknown = errors
        .filter(({ code }) => ['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UNKNOWN'].includes(upperCode(code)))
        .flatMap(({ detail, message: text }) => errors_digestsIn(detail ?? text));
    return { codes: [...new Set(codes)], message: message ?? '', unknownDigests: [...new Set(unknown)] };
}
/** At most this many errors of one answer are looked at: one per layer of a large manifest. */
const MOST_ERRORS = 1000;
function errorList(body) {
    try {
        const parsed = JSON.parse(body);
        const errors = errors_isObject(parsed) ? parsed.errors : null;
        return Array.isArray(errors) ? errors.filter(errors_isObject).slice(0, MOST_ERRORS) : [];
    }
    catch {
        return [];
    }
}
function upperCode(code) {
    const text = typeof code === 'string' ? code.toUpperCase() : '';
    return /^[A-Z0-9_]{1,64}$/.test(text) ? text : '';
}
/** HTML pages of proxies say nothing that fits a line. */
function plainText(body) {
    const text = body.trim();
    return text.startsWith('<') || text.startsWith('{') ? '' : text;
}
function errors_digestsIn(detail) {
    const text = typeof detail === 'string' ? detail : (JSON.stringify(detail) ?? '');
    return (text.match(/[a-z0-9]+:[0-9a-f]{64,128}/g) ?? []).filter(isDigest);
}
function errors_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/stores/registry/redirect.js
/** Where a registry may send us: redirects of reads, and addresses in `Location` and `Link`. Never followed by the HTTP library. */


const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
function isRedirect(status) {
    return REDIRECTS.has(status);
}
/** The next address after `seen`. Throws `unsafe` for a loop, too many hops, or a downgrade; `invalid-response` for none. */
function nextHop(seen, location) {
    const from = seen.at(-1);
    if (from === undefined)
        throw new MirrorError('internal', 'a redirect needs an address that it came from');
    const to = resolveLocation(from, location);
    if (seen.length > MOST_REDIRECTS) {
        throw unsafe(from, `redirects more than ${MOST_REDIRECTS} times`);
    }
    if (seen.some((each) => each.href === to.href))
        throw unsafe(from, 'redirects in a circle');
    return to;
}
/** `location` as an address, relative to `from`. Same exceptions. */
function resolveLocation(from, location) {
    if (location === undefined || location === '' || !URL.canParse(location, from.href)) {
        const said = location === undefined ? 'no address' : `"${outside_text_oneLine(location.split('?')[0] ?? '')}"`;
        throw new MirrorError('invalid-response', `${from.host} refers to ${said} instead of an address`);
    }
    const to = new URL(location, from);
    to.hash = '';
    if (to.protocol !== 'https:' && to.protocol !== 'http:')
        throw unsafe(from, `refers to ${publicUrl(to)}`);
    if (to.username !== '' || to.password !== '')
        throw unsafe(from, `refers to an address with credentials: ${publicUrl(to)}`);
    if (from.protocol === 'https:' && to.protocol === 'http:') {
        throw unsafe(from, `refers from https to plain http: ${publicUrl(to)}`);
    }
    return to;
}
/**
 * Like `resolveLocation`, for `Location` of uploads and `Link`: registries behind a proxy that ends TLS often name
 * themselves with `http:`; that is read as the registry's own origin, so nothing travels in plain text.
 */
function resolveOwnLocation(from, location) {
    if (location !== undefined && URL.canParse(location, from.href)) {
        const to = new URL(location, from);
        if (to.protocol === 'http:' && from.protocol === 'https:' && to.hostname === from.hostname) {
            return resolveLocation(from, `${from.origin}${to.pathname}${to.search}`);
        }
    }
    return resolveLocation(from, location);
}
function unsafe(from, what) {
    return new MirrorError('unsafe', `refused to follow ${from.host}: it ${what}`, {
        fix: 'check the registry and the proxies before it',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/pace.js
/** Notices a peer that stops moving bytes, or moves next to none, while it is the peer who must act. */

class PeerWatch {
    #stallTimeoutMs;
    #minimumBytesPerSecond;
    #onStall;
    #peer;
    #timer = null;
    #waitingSince = null;
    #windowMs = 0;
    #windowBytes = 0;
    /** `onStall` is called at most once per wait, with the error to throw; `peer` names who is watched. */
    constructor(patience, peer, onStall) {
        this.#stallTimeoutMs = patience.stallTimeoutMs;
        this.#minimumBytesPerSecond = patience.minimumBytesPerSecond;
        this.#peer = peer;
        this.#onStall = onStall;
    }
    /** From now on it is the peer's turn. */
    waiting() {
        this.#waitingSince = performance.now();
        if (this.#timer === null)
            this.#timer = setTimeout(() => this.#expired(), this.#stallTimeoutMs).unref();
        else
            this.#timer.refresh();
    }
    /** The peer has moved `bytes`; the time until the next `waiting` is not its fault. */
    moved(bytes) {
        if (this.#waitingSince === null)
            return;
        this.#windowMs += performance.now() - this.#waitingSince;
        this.#waitingSince = null;
        this.#windowBytes += bytes;
        if (this.#windowMs < this.#stallTimeoutMs)
            return;
        const wanted = (this.#minimumBytesPerSecond * this.#windowMs) / 1000;
        const tooSlow = this.#windowBytes < wanted;
        const rate = Math.round((this.#windowBytes * 1000) / this.#windowMs);
        this.#windowMs = 0;
        this.#windowBytes = 0;
        if (tooSlow)
            this.#onStall(this.#error(`moves only ${rate} bytes per second`));
    }
    stop() {
        this.#waitingSince = null;
        if (this.#timer !== null)
            clearTimeout(this.#timer);
    }
    #expired() {
        if (this.#waitingSince === null)
            return;
        this.#onStall(this.#error(`has not moved a byte for ${Math.round(this.#stallTimeoutMs / 100) / 10} s`));
    }
    #error(what) {
        return new MirrorError('stalled', `${this.#peer} ${what}`, {
            fix: 'check the network, and whether the registry is overloaded',
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/body.js


/** So much may wait in memory for a slow consumer before the socket is paused. */
const READ_AHEAD_BYTES = 256 * 1024;
/**
 * The body's chunks. What has arrived before a failure is yielded before the failure is thrown: `stalled`, or the
 * connection's own error. The peer is watched only while a chunk is asked for and none is there. Ending early
 * destroys the body.
 */
async function* pacedChunks(body, reading) {
    const arrivals = new Arrivals(body);
    const watch = new PeerWatch(reading.patience, reading.peer, (error) => arrivals.fail(error));
    try {
        for (;;) {
            let chunk = arrivals.take();
            if (chunk === null && !arrivals.ended) {
                watch.waiting();
                await arrivals.next();
                chunk = arrivals.take();
                watch.moved(chunk?.byteLength ?? 0);
            }
            if (chunk === null) {
                arrivals.throwIfFailed();
                if (arrivals.ended)
                    return;
            }
            else {
                yield chunk;
            }
        }
    }
    finally {
        watch.stop();
        arrivals.close();
    }
}
/** The whole body, at most `limitBytes` of it. Throws `too-large` beyond that, else like `pacedChunks`. */
async function wholeBody(chunks, limitBytes) {
    const parts = [];
    let sizeBytes = 0;
    for await (const chunk of chunks) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > limitBytes) {
            throw new MirrorError('too-large', `the answer is larger than ${limitBytes} bytes`);
        }
        parts.push(chunk);
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, sizeBytes);
}
/**
 * A queue filled by `data` events. (Iterating over the stream itself would join buffered chunks, which copies them.)
 */
class Arrivals {
    #body;
    #queue = [];
    #queuedBytes = 0;
    #ended = false;
    #failure = null;
    #wake = null;
    constructor(body) {
        this.#body = body;
        body.on('error', (error) => this.fail(error));
        body.on('end', () => this.#end());
        body.on('close', () => this.fail(new Error('closed before its end')));
        body.on('data', (chunk) => this.#arrived(chunk));
        if (body.destroyed)
            this.fail(body.errored ?? new Error('closed before its end'));
    }
    /** Nothing more will come. */
    get ended() {
        return this.#ended || this.#failure !== null;
    }
    take() {
        const chunk = this.#queue.shift();
        if (chunk === undefined)
            return null;
        this.#queuedBytes -= chunk.byteLength;
        if (this.#queuedBytes < READ_AHEAD_BYTES && this.#body.isPaused())
            this.#body.resume();
        return chunk;
    }
    /** Resolves when a chunk, the end or a failure has come. */
    next() {
        return new Promise((resolve) => {
            this.#wake = resolve;
        });
    }
    fail(error) {
        if (this.ended)
            return;
        this.#failure = { error };
        this.#wakeUp();
    }
    throwIfFailed() {
        if (this.#failure !== null)
            throw this.#failure.error;
    }
    close() {
        if (!this.#ended)
            this.#body.destroy();
    }
    #arrived(chunk) {
        this.#queue.push(chunk);
        this.#queuedBytes += chunk.byteLength;
        if (this.#queuedBytes >= READ_AHEAD_BYTES)
            this.#body.pause();
        this.#wakeUp();
    }
    #end() {
        if (this.#failure === null)
            this.#ended = true;
        this.#wakeUp();
    }
    #wakeUp() {
        const wake = this.#wake;
        this.#wake = null;
        wake?.();
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/retry.js
/** What is tried again, after how long, and how often. */

/** No server there, or no such name: waiting long seldom helps. */
const FEW_ATTEMPTS = 3;
/** 500 is also what a registry answers for good when one stored file is damaged. */
const SERVER_ERROR_ATTEMPTS = 4;
/** A server that takes connections and then says nothing: each attempt costs the whole headers timeout. */
const SILENT_ATTEMPTS = 2;
const NOBODY_HOME = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT',
]);
/** 429 without Retry-After: the first wait is this many times the base. */
const RATE_LIMIT_FACTOR = 4;
/** Numbers above this in Retry-After are seconds since 1970, as some registries send them. */
const EPOCH_SECONDS_FROM = 1_000_000_000;
/** `patience`, or less of it where `error` is a 500 that the request meets in its own way. */
function patienceWith(error, onServerError, patience) {
    const brief = error.status === 500 ? (onServerError?.() ?? null) : null;
    if (brief === null)
        return patience;
    return {
        ...patience,
        attempts: Math.min(patience.attempts, brief.attempts),
        backoffBaseMs: Math.min(patience.backoffBaseMs, brief.backoffBaseMs),
    };
}
/** How many attempts `error` is worth in all; 1 is: never again. */
function attemptsFor(error, patience) {
    switch (error.code) {
        case 'unavailable':
            if (error.status === 500)
                return Math.min(SERVER_ERROR_ATTEMPTS, patience.attempts);
            if (causeCode(error) === 'UND_ERR_HEADERS_TIMEOUT')
                return Math.min(SILENT_ATTEMPTS, patience.attempts);
            return NOBODY_HOME.has(causeCode(error))
                ? Math.min(FEW_ATTEMPTS, patience.attempts)
                : patience.attempts;
        case 'stalled':
            return patience.attempts;
        case 'rate-limited': // without a status the gate has given the origin up
            return error.status === undefined ? 1 : patience.attempts;
        case 'invalid-response': // bytes that are not HTTP: once more, it may have been a broken connection
            return isParserError(error.cause) ? Math.min(2, patience.attempts) : 1;
        default:
            return 1;
    }
}
/** The wait before the next attempt after `failures` in a row: doubling, capped, with up to as much again at random. */
function backoffMs(failures, error, { patience, random }) {
    const base = patience.backoffBaseMs * (error.code === 'rate-limited' ? RATE_LIMIT_FACTOR : 1);
    const doubled = base * 2 ** Math.min(failures - 1, 30);
    return Math.min(patience.backoffCapMs, doubled * (1 + random()));
}
/** Milliseconds that Retry-After asks for: seconds, an HTTP date, or seconds since 1970; null when it says nothing usable. */
function retryAfterMs(value, nowMs) {
    const text = value?.trim() ?? '';
    if (/^\d{1,15}(?:\.\d+)?$/.test(text)) {
        const seconds = Number(text);
        return seconds >= EPOCH_SECONDS_FROM ? Math.max(0, seconds * 1000 - nowMs) : seconds * 1000;
    }
    if (!/^[A-Za-z]{3,9},? /.test(text))
        return null;
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
/** The code of the deepest cause that has one (`ECONNREFUSED`), or ''. */
function causeCode(error) {
    let found = '';
    let current = error instanceof MirrorError ? error.cause : error;
    for (let depth = 0; depth < 5 && retry_isObject(current); depth += 1) {
        if (typeof current.code === 'string')
            found = current.code;
        // of several addresses that were tried, the first speaks for all
        current = (Array.isArray(current.errors) ? current.errors[0] : undefined) ?? current.cause;
    }
    return found;
}
/** Whether the HTTP library could not read an answer as HTTP. */
function isParserError(error) {
    return retry_isObject(error) && error.name === 'HTTPParserError';
}
/** By shape: errors of Node itself may come from another realm than ours, where `instanceof Error` is false. */
function retry_isObject(value) {
    return typeof value === 'object' && value !== null;
}

;// CONCATENATED MODULE: ./build/stores/registry/network-errors.js
/** Connections that fail, as MirrorErrors. */



const TLS_CODE = /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO$)/;
/** What OpenSSL says when the other side answers in plain text. */
const PLAIN_TEXT_CODE = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/;
/** `error`, thrown while talking to `url`, as a MirrorError: `tls`, `unavailable`, `invalid-response`, or what it already was. */
function networkError(error, url, errand) {
    const inner = innerMirrorError(error);
    if (inner !== null)
        return located(inner, errand);
    const code = causeCode(error);
    const said = outside_text_oneLine(code === '' ? network_errors_messageOf(error) : code);
    if (TLS_CODE.test(code))
        return tlsError(code, url, { error, errand });
    if (isParserError(error)) {
        return new MirrorError('invalid-response', `cannot ${errand.task}: ${url.host} answered something that is not HTTP: ${said}`, {
            where: errand.where,
            cause: error,
        });
    }
    return new MirrorError('unavailable', `cannot ${errand.task}: ${network_errors_explain(code, url)} (${said})`, {
        where: errand.where,
        fix: network_errors_adviceFor(code, url),
        cause: error,
    });
}
/** `error` with the errand's words, where it does not say yet what it was about. */
function located(error, errand) {
    if (error.where !== undefined || error.code === 'aborted' || error.code === 'internal')
        return error;
    return new MirrorError(error.code, `cannot ${errand.task}: ${error.message}`, {
        where: errand.where,
        ...(error.fix === undefined ? {} : { fix: error.fix }),
        ...(error.status === undefined ? {} : { status: error.status }),
        cause: error,
    });
}
/** Refusals of our own lookup come back as the cause of a failed connection. */
function innerMirrorError(error) {
    let current = error;
    for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
        if (current instanceof MirrorError)
            return current;
        current = 'cause' in current ? current.cause : null;
    }
    return null;
}
function tlsError(code, url, { error, errand }) {
    const plain = PLAIN_TEXT_CODE.test(code);
    const what = plain ? `${url.host} does not speak TLS` : `no trusted TLS connection to ${url.host}`;
    return new MirrorError('tls', `cannot ${errand.task}: ${what} (${outside_text_oneLine(code)})`, {
        where: errand.where,
        fix: plain
            ? `set tls: false for ${url.host} in registries if plain HTTP is meant`
            : tlsAdvice(code, url.host),
        cause: error,
    });
}
function tlsAdvice(code, host) {
    if (/ALTNAME|HOSTNAME/.test(code))
        return `use a name that is in the certificate of ${host}`;
    if (/EXPIRED|NOT_YET_VALID/.test(code))
        return `renew the certificate of ${host}, or correct the clock`;
    if (/ALERT/.test(code))
        return `set tls.cert and tls.key for ${host} in registries if it wants a client certificate`;
    return `set tls.ca for ${host} in registries to the certificate authority that signed for it`;
}
function network_errors_explain(code, { host }) {
    switch (code) {
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
            return `no address found for ${host}`;
        case 'ECONNREFUSED':
            return `${host} refuses connections`;
        case 'UND_ERR_CONNECT_TIMEOUT':
            return `${host} does not accept the connection in time`;
        case 'UND_ERR_HEADERS_TIMEOUT':
            return `${host} does not answer in time`;
        default:
            return `the connection to ${host} broke`;
    }
}
function network_errors_adviceFor(code, { host, protocol }) {
    if (code === 'ENOTFOUND')
        return `check the name ${host} and the DNS settings`;
    // with TLS 1.3 a server that misses a client certificate just closes the connection
    const certificate = code === 'UND_ERR_SOCKET' && protocol === 'https:'
        ? '; if it wants a client certificate, set tls.cert and tls.key'
        : '';
    return `check that ${host} is up and can be reached from here${certificate}`;
}
function network_errors_messageOf(error) {
    const isErrorLike = typeof error === 'object' && error !== null && 'message' in error;
    return String(isErrorLike ? error.message : error);
}

;// CONCATENATED MODULE: ./build/stores/registry/outgoing.js
/** Bodies that are streamed to a registry, with an eye on whether it takes them. */


/** Bytes in memory. */
function bytesBody(bytes) {
    return {
        sizeBytes: bytes.byteLength,
        replayable: true,
        async *open() {
            yield bytes;
        },
    };
}
/** A stream that comes only once, and what became of it. */
class StreamBody {
    sizeBytes;
    replayable = false;
    #iterator;
    #pulled = false;
    #complete = false;
    #failure = null;
    constructor(source, sizeBytes) {
        this.sizeBytes = sizeBytes;
        this.#iterator = source[Symbol.asyncIterator]();
    }
    /** Whether anything was taken from the source. */
    get pulled() {
        return this.#pulled;
    }
    /** Whether the source was read to its end and all of it taken. */
    get complete() {
        return this.#complete;
    }
    /** What the source itself threw. */
    get failure() {
        return this.#failure;
    }
    async *open() {
        for (;;) {
            const step = await this.#next();
            if (step.done === true)
                break;
            yield step.value;
        }
        this.#complete = true;
    }
    /** Tells the source that no more is wanted. Not awaited: it may be waiting for its own source. */
    release() {
        this.#iterator.return?.().catch(() => { });
    }
    async #next() {
        this.#pulled = true;
        try {
            return await this.#iterator.next();
        }
        catch (error) {
            this.#failure = { error };
            throw error;
        }
    }
}
/** Larger chunks are sent in pieces (views, no copies), so that progress shows. */
const PIECE_BYTES = 64 * 1024;
/**
 * The bytes of `body` for the HTTP library. It pulls the next piece when the socket has room: the time from a piece
 * to the next pull is the peer's, the time we wait for the source is not. `stop` ends all watching.
 */
function watchedBody(body, { patience, peer, giveUp, onSent }) {
    const watch = new PeerWatch(patience, peer, giveUp);
    let commitTimer = null;
    let stopped = false;
    async function* chunks() {
        for await (const chunk of body.open()) {
            for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
                if (stopped)
                    return;
                const piece = chunk.subarray(at, at + PIECE_BYTES);
                watch.waiting();
                yield piece;
                watch.moved(piece.byteLength);
                onSent(piece.byteLength);
            }
        }
        if (!stopped)
            commitTimer = setTimeout(() => giveUp(noCommit(peer)), patience.commitTimeoutMs).unref();
    }
    return {
        chunks: chunks(),
        stop() {
            stopped = true;
            watch.stop();
            if (commitTimer !== null)
                clearTimeout(commitTimer);
        },
    };
}
function noCommit(peer) {
    return new MirrorError('stalled', `${peer} took all bytes but does not confirm them`, {
        fix: 'check whether the storage of the registry is overloaded',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/waiting.js
/** Waiting that an AbortSignal can end. */

function abortedError(signal) {
    const { reason } = signal;
    if (reason instanceof MirrorError)
        return reason;
    return new MirrorError('aborted', 'stopped before it was done', { cause: reason });
}
function throwIfAborted(signal) {
    if (signal.aborted)
        throw abortedError(signal);
}
/** Resolves after `delayMs`; rejects with `aborted` as soon as the signal fires. The timer is cleared either way. */
function sleep(delayMs, signal) {
    return untilAborted(signal, (resolve) => {
        const timer = setTimeout(resolve, delayMs);
        return () => clearTimeout(timer);
    });
}
/** `work`, or a rejection with `aborted` as soon as the signal fires; what `work` does later is ignored. */
function orAborted(work, signal) {
    return untilAborted(signal, (resolve, reject) => {
        work.then(resolve, reject);
        return () => { };
    });
}
/**
 * A promise that `start` settles, or that is rejected with `aborted` when the signal fires first. What `start`
 * returns is called once it is settled, to free timers and queue places.
 */
function untilAborted(signal, start) {
    return new Promise((resolve, reject) => {
        if (signal.aborted) {
            start(() => { }, () => { })();
            reject(abortedError(signal));
            return;
        }
        let cleanUp = null;
        let settled = false;
        const settle = (finish) => {
            settled = true;
            signal.removeEventListener('abort', onAbort);
            cleanUp?.();
            finish();
        };
        const onAbort = () => settle(() => reject(abortedError(signal)));
        signal.addEventListener('abort', onAbort, { once: true });
        cleanUp = start((value) => settle(() => resolve(value)), (error) => settle(() => reject(error)));
        if (settled)
            cleanUp(); // it was settled while it was being started
    });
}
/** A controller that fires with `signal`; call `unlink` when the work is done, so that long-lived signals keep nothing. */
function linkedController(signal) {
    const controller = new AbortController();
    const forward = () => controller.abort(abortedError(signal));
    if (signal.aborted)
        forward();
    else
        signal.addEventListener('abort', forward, { once: true });
    return { controller, unlink: () => signal.removeEventListener('abort', forward) };
}

;// CONCATENATED MODULE: ./build/stores/registry/wire.js




/** Bodies up to this size are read to keep the connection, larger ones cost it. */
const SHORT_BODY_BYTES = 64 * 1024;
const SHORT_BODY_TIMEOUT_MS = 1000;
/** Sends `request`; the signal also ends reading the answer. Throws MirrorError only. */
async function sendRequest(request, signal) {
    const { controller, unlink } = linkedController(signal);
    const done = new Completion();
    done.after(unlink);
    done.after(request.onDone);
    const outgoing = watchOutgoing(request, controller);
    const response = dispatch(request, outgoing?.chunks ?? null, controller.signal);
    try {
        return createAnswer(await orAborted(response, controller.signal), request, done);
    }
    catch (error) {
        response.then(({ body }) => drop(body), () => { }); // an answer may still come after an abort
        done.complete();
        throw networkError(error, request.url, request.errand);
    }
    finally {
        outgoing?.stop();
    }
}
function watchOutgoing({ body, patience, url, onSent }, controller) {
    if (!isOutgoing(body))
        return null;
    return watchedBody(body, { patience, peer: url.host, giveUp: (error) => controller.abort(error), onSent });
}
/** `async`, so that a refusal by the HTTP library (a header it does not send) is a rejection too. */
async function dispatch({ dispatcher, url, method, headers, body, answerTimeoutMs }, stream, signal) {
    const length = isOutgoing(body) ? { 'content-length': `${body.sizeBytes}` } : {};
    return dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { ...headers, ...length },
        body: isOutgoing(body) ? stream : body, // async iterables are taken, the types do not say so
        signal,
        // this timer also runs while a body is being sent: those are watched in outgoing.ts
        headersTimeout: isOutgoing(body) ? 0 : answerTimeoutMs,
        ...(method === 'HEAD' ? { reset: false } : {}), // by default undici closes the connection after a HEAD
    });
}
function isOutgoing(body) {
    return body !== null && !(body instanceof Uint8Array);
}
function createAnswer(data, request, done) {
    const { body } = data;
    const { url, errand, patience } = request;
    body.on('error', () => { }); // failures are thrown to whoever reads
    body.once('close', () => done.complete());
    const lines = (name) => {
        const value = data.headers[name];
        return value === undefined ? [] : typeof value === 'string' ? [value] : value;
    };
    async function* chunks() {
        try {
            yield* pacedChunks(body, { patience, peer: url.host });
        }
        catch (error) {
            throw networkError(error, url, errand);
        }
        finally {
            done.complete();
        }
    }
    return {
        status: data.statusCode,
        url,
        header: (name) => lines(name)[0],
        lines,
        chunks,
        bytes: (limitBytes) => wholeBody(chunks(), limitBytes),
        async errorText() {
            const text = await wire_startOf(body, request);
            done.complete();
            return text.toString('utf8');
        },
        async discard() {
            const announcedBytes = request.method === 'HEAD' ? 0 : Number(lines('content-length')[0] ?? 0);
            if (announcedBytes > SHORT_BODY_BYTES)
                drop(body);
            await wire_startOf(body, request);
            done.complete();
        },
        whenDone: (action) => done.after(action),
    };
}
/** The first 64 KiB of a body that is not waited for long; reads short bodies to their end, breaks off others. */
async function wire_startOf(body, { url, patience }) {
    const stallTimeoutMs = Math.min(SHORT_BODY_TIMEOUT_MS, patience.stallTimeoutMs);
    const limits = { stallTimeoutMs, minimumBytesPerSecond: 1024 };
    const parts = [];
    let sizeBytes = 0;
    try {
        for await (const chunk of pacedChunks(body, { patience: limits, peer: url.host })) {
            parts.push(chunk);
            sizeBytes += chunk.byteLength;
            if (sizeBytes > SHORT_BODY_BYTES)
                break;
        }
    }
    catch {
        // what has come is all there is
    }
    return Buffer.concat(parts).subarray(0, SHORT_BODY_BYTES);
}
function drop(body) {
    body.on('error', () => { }).destroy();
}
/** The end of an answer, and what is to happen then. */
class Completion {
    #actions = [];
    after(action) {
        if (this.#actions === null)
            action();
        else
            this.#actions.push(action);
    }
    complete() {
        const actions = this.#actions ?? [];
        this.#actions = null;
        for (const action of actions)
            action();
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/token-request.js





const TOKEN_ANSWER_LIMIT_BYTES = 64 * 1024;
/** Also the default (token spec: "if omitted, this defaults to 60 seconds"). */
const SHORTEST_LIFETIME_MS = 60_000;
const LONGEST_LIFETIME_MS = 24 * 3600 * 1000;
const CLIENT_ID = 'mirror-action';
/** One token; no retries. Throws `unauthorized`, `denied`, `unavailable`, `rate-limited`, `invalid-response`, `unsafe`. */
async function requestToken(question, wire, signal) {
    const [first, second] = formsFor(question.credential);
    let answer = await ask(first, { question, wire }, signal);
    if ((answer.status === 404 || answer.status === 405) && second !== undefined) {
        await answer.discard();
        answer = await ask(second, { question, wire }, signal);
    }
    const body = Buffer.from(await answer.bytes(TOKEN_ANSWER_LIMIT_BYTES)).toString('utf8');
    if (answer.status === 200)
        return readToken(body, question);
    throw token_request_refusal(answer, body, question);
}
/** Passwords go by GET, which every token server has; refresh tokens by POST, which is their place. The other is the second try. */
function formsFor(credential) {
    if (credential === null)
        return ['get'];
    return credential.kind === 'identity-token' ? ['post', 'get'] : ['get', 'post'];
}
async function ask(form, { question, wire }, signal) {
    const { method, url, headers, body } = form === 'get' ? getForm(question) : postForm(question);
    wire.meter.add('tokenRequests', 1);
    return sendRequest({
        dispatcher: wire.dispatcherFor(url),
        url,
        method,
        headers: {
            'user-agent': wire.userAgent,
            'accept-encoding': 'identity',
            accept: 'application/json',
            ...headers,
        },
        body,
        errand: errandOf(question),
        patience: wire.patience,
        answerTimeoutMs: wire.patience.headersTimeoutMs,
        onSent: () => { },
        onDone: () => { },
    }, signal);
}
function getForm({ realm, service, scopes, credential }) {
    const url = new URL(realm.url);
    if (service !== null)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    return { method: 'GET', url, headers: basicHeader(credential), body: null };
}
function postForm({ realm, service, scopes, credential }) {
    const fields = new URLSearchParams({ client_id: CLIENT_ID, scope: scopes.join(' ') });
    if (service !== null)
        fields.set('service', service);
    if (credential?.kind === 'identity-token') {
        fields.set('grant_type', 'refresh_token');
        fields.set('refresh_token', credential.token);
    }
    else if (credential?.kind === 'basic') {
        fields.set('grant_type', 'password');
        fields.set('username', credential.username);
        fields.set('password', credential.password);
    }
    return {
        method: 'POST',
        url: realm.url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(fields.toString()),
    };
}
function basicHeader(credential) {
    switch (credential?.kind) {
        case 'basic':
            return { authorization: `Basic ${base64(`${credential.username}:${credential.password}`)}` };
        case 'identity-token':
            return { authorization: `Basic ${base64(`<token>:${credential.token}`)}` };
        default:
            return {};
    }
}
function base64(text) {
    return Buffer.from(text, 'utf8').toString('base64');
}
function readToken(body, question) {
    const fields = token_request_parseObject(body);
    const token = [fields?.token, fields?.access_token].find((value) => typeof value === 'string' && value !== '');
    // what stands in a header must be visible ASCII
    if (typeof token !== 'string' || !/^[!-~]+$/.test(token)) {
        throw new MirrorError('invalid-response', `${question.realm.url.host} answered without a token`, {
            where: question.host,
            fix: 'check the token server (realm) of the registry',
        });
    }
    const seconds = Number(fields?.expires_in);
    const lifetimeMs = Number.isFinite(seconds) ? seconds * 1000 : 0;
    return { token, lifetimeMs: Math.min(LONGEST_LIFETIME_MS, Math.max(SHORTEST_LIFETIME_MS, lifetimeMs)) };
}
function token_request_parseObject(body) {
    try {
        const value = JSON.parse(body);
        return typeof value === 'object' && value !== null ? value : null;
    }
    catch {
        return null;
    }
}
function token_request_refusal({ status, header }, body, question) {
    const { realm, host } = question;
    if (isRedirect(status)) {
        const to = outside_text_oneLine((header('location') ?? '').split('?')[0] ?? '');
        return new MirrorError('unsafe', `the token server ${realm.url.host} redirects to "${to}", which is not followed`, {
            where: host,
            fix: 'correct the token server (realm) in the settings of the registry',
        });
    }
    return answerError({ status: status === 400 ? 401 : status, body, answeredBy: realm.url.host }, errandOf(question));
}
function errandOf({ host, scopes }) {
    const writes = scopes.some((scope) => scope.includes('push'));
    return { task: 'get a token', where: host, host, writes };
}

;// CONCATENATED MODULE: ./build/stores/registry/shared-work.js
/** One piece of work that several callers wait for. */

function shareWork(start) {
    const controller = new AbortController();
    const work = start(controller.signal);
    let waiting = 0;
    let settled = false;
    const settle = () => {
        settled = true;
    };
    work.then(settle, settle); // also: every caller may have left before it fails
    return {
        done: work,
        get abandoned() {
            return controller.signal.aborted;
        },
        async join(signal) {
            waiting += 1;
            try {
                return await orAborted(work, signal);
            }
            finally {
                waiting -= 1;
                if (waiting === 0 && !settled)
                    controller.abort();
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/wallet.js


/** Helpers that mint short-lived credentials are asked again after this. */
const KEPT_FOR_MS = 5 * 60_000;
function createWallet({ host, credentials, onSecret }) {
    const lookups = new Map();
    const lookUp = (repository) => {
        const lookup = {
            goodUntil: performance.now() + KEPT_FOR_MS,
            found: null,
            work: shareWork(async (signal) => {
                const credential = await credentials(host, repository, signal);
                for (const secret of wallet_secretsOf(credential))
                    onSecret(secret);
                lookup.found = credential;
                return credential;
            }),
        };
        lookup.work.done.catch(() => {
            if (lookups.get(repository) === lookup)
                lookups.delete(repository);
        });
        lookups.set(repository, lookup);
        return lookup;
    };
    return {
        credentialFor(repository, signal) {
            const known = lookups.get(repository);
            const isGood = known !== undefined && !known.work.abandoned && known.goodUntil > performance.now();
            return (isGood ? known : lookUp(repository)).work.join(signal);
        },
        forget(repository, refused) {
            if (lookups.get(repository)?.found === refused)
                lookups.delete(repository);
        },
    };
}
/** In every form in which they travel. */
function wallet_secretsOf(credential) {
    if (credential === null)
        return [];
    if (credential.kind !== 'basic')
        return [credential.token];
    return [credential.password, base64(`${credential.username}:${credential.password}`)];
}

;// CONCATENATED MODULE: ./build/stores/registry/authorize.js
/** Who we are to one registry: learns from its challenges what to show, and shows it to nobody else. */







/** A registry that keeps asking for other scopes does not get all of them. */
const MOST_EXTRA_SCOPES = 16;
const authorize_NOTHING = { header: null, token: null, credential: null };
function createAuthorizer(options) {
    return new RegistryAuthorizer(options);
}
class RegistryAuthorizer {
    #options;
    #challenges = new Map();
    /** Scopes that a registry wanted on top of what we would ask for, by what we would ask for. */
    #extraScopes = new Map();
    #warned = new Set();
    #wallet;
    #latest = null;
    #known = false;
    #scouting = null;
    constructor(options) {
        this.#options = options;
        this.#wallet = createWallet(options);
    }
    async authorize(need, signal) {
        const challenge = this.#challenges.get(need.repository) ?? this.#latest;
        if (challenge === null)
            return authorize_NOTHING;
        const credential = await this.#wallet.credentialFor(need.repository, signal);
        if (credential?.kind === 'registry-token') {
            return { header: `Bearer ${credential.token}`, token: null, credential };
        }
        if (challenge.scheme === 'basic')
            return basicAuthorization(credential);
        try {
            const token = await this.#tokenFor(challenge, { need, credential }, signal);
            return { header: `Bearer ${token.text}`, token, credential };
        }
        catch (error) {
            if (isMirrorError(error, 'unauthorized', 'denied'))
                this.#wallet.forget(need.repository, credential);
            throw error;
        }
    }
    isFresh(used) {
        return used.token === null || used.token.goodUntil > performance.now();
    }
    accepted(used) {
        this.#known = true;
        if (used.token !== null)
            used.token.accepted = true;
    }
    get knowsChallenge() {
        return this.#latest !== null;
    }
    refused(used, lines, need) {
        const before = this.#challenges.get(need.repository) ?? this.#latest;
        const challenge = bestChallenge(parseChallenges(lines)) ?? before;
        this.#known = true;
        if (challenge === null)
            return false;
        this.#challenges.set(need.repository, challenge);
        this.#latest = challenge;
        if (this.#learnScopes(used, challenge, need))
            return true;
        if (used.token === null)
            this.#wallet.forget(need.repository, used.credential);
        return used.token === null || this.#options.tokens.refused(used.token);
    }
    async scout(signal) {
        if (!this.#known && this.#scouting === null)
            return this.#startScouting();
        // Where the scout found nobody, there is no use in going one by one.
        if (!this.#known && this.#scouting !== null)
            await orAborted(this.#scouting, signal);
        return () => { };
    }
    #startScouting() {
        let end = () => { };
        const scouting = new Promise((resolve) => {
            end = resolve;
        });
        this.#scouting = scouting;
        return () => {
            if (this.#scouting === scouting)
                this.#scouting = null;
            end();
        };
    }
    #tokenFor(challenge, { need, credential }, signal) {
        const { host, tokens } = this.#options;
        const realm = this.#realmOf(challenge, need);
        if (credential !== null && !realm.trusted)
            this.#warnOfForeignRealm(realm.url);
        const question = {
            realm,
            service: challenge.parameters.get('service') ?? null,
            scopes: mergeScopes(need.scopes, this.#extraScopes.get(need.scopes.join(' ')) ?? []),
            credential: realm.trusted ? credential : null,
            host,
        };
        return tokens.get(need.repository, question, signal);
    }
    /** A realm that cannot be used is the error of this request alone: the next one asks the registry anew. */
    #realmOf(challenge, { repository }) {
        try {
            return parseRealm(challenge.parameters.get('realm') ?? '', this.#options.registry);
        }
        catch (error) {
            if (this.#challenges.get(repository) === challenge)
                this.#challenges.delete(repository);
            if (this.#latest === challenge)
                this.#latest = [...this.#challenges.values()].at(-1) ?? null;
            throw error;
        }
    }
    #warnOfForeignRealm(realm) {
        if (this.#warned.has(realm.host))
            return;
        this.#warned.add(realm.host);
        this.#options.onWarning(`${this.#options.host} names ${realm.host} as its token server, which is another site: asked there without credentials`);
    }
    /** True when the challenge asks for more than the token used was asked for. */
    #learnScopes(used, challenge, need) {
        const asked = parseScopes(challenge.parameters.get('scope') ?? '');
        if (used.header !== null && used.token === null)
            return false;
        if (coversScopes(used.token?.scopes ?? need.scopes, asked))
            return false;
        const key = need.scopes.join(' ');
        this.#extraScopes.set(key, mergeScopes(this.#extraScopes.get(key) ?? [], asked).slice(0, MOST_EXTRA_SCOPES));
        return true;
    }
}
function basicAuthorization(credential) {
    if (credential?.kind !== 'basic')
        return authorize_NOTHING;
    return {
        header: `Basic ${base64(`${credential.username}:${credential.password}`)}`,
        token: null,
        credential,
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/endpoints.js
/** Other places that serve a registry's content: asked first for what is named by digest. */


/** An endpoint that cannot be reached is left alone for this long. */
const REST_MS = 60_000;
/** `clients` are the endpoints, best first; usually none. */
function createEndpoints(clients) {
    const restingUntil = new Map();
    const mistrusted = new Set();
    const awake = () => clients.filter((client) => (restingUntil.get(client) ?? 0) <= performance.now());
    return {
        placesFor(place, digest) {
            const others = mistrusted.has(digest) ? [] : awake();
            return [...others.map((client) => ({ client, repository: place.repository })), place];
        },
        async readFirst(place, read, signal) {
            for (const client of awake()) {
                try {
                    return await read({ client, repository: place.repository });
                }
                catch (error) {
                    throwIfAborted(signal);
                    if (isOutOfOrder(error))
                        restingUntil.set(client, performance.now() + REST_MS);
                }
            }
            return read(place);
        },
        mistrust(digest) {
            if (clients.length > 0)
                mistrusted.add(digest);
        },
    };
}
/** For places that must answer themselves: what another one has proves nothing about them. */
const NO_ENDPOINTS = createEndpoints([]);
function isOutOfOrder(error) {
    return isMirrorError(error, 'unavailable', 'stalled', 'tls', 'rate-limited', 'unsafe', 'unauthorized', 'denied');
}

;// CONCATENATED MODULE: ./build/stores/registry/gate.js
/** How many requests one origin gets at a time, and from when: learnt from its answers. */



/** Where the climb starts: enough to be fast at once, little enough to be polite. */
const FIRST_LIMIT = 8;
/**
 * A gate for `origin` with at most `bound` places. Blob streams never take the last eighth (at least one place), so
 * that small requests are not starved; reading and writing always get one place each, because a copy within one
 * registry needs both at once.
 */
function createGate(origin, bound) {
    return new AdaptiveGate(origin, Math.max(1, Math.floor(bound)));
}
class AdaptiveGate {
    #origin;
    #bound;
    #running = { small: 0, read: 0, write: 0 };
    #waiting = { small: [], read: [], write: [] };
    #arrivals = 0;
    #limit;
    /** Doubling per round until the first overload, one more per round after it. */
    #climbing = true;
    #halvedAt = Number.NEGATIVE_INFINITY;
    #closedUntil = 0;
    #givenUpUntil = 0;
    #timer = null;
    constructor(origin, bound) {
        this.#origin = origin;
        this.#bound = bound;
        this.#limit = Math.min(bound, FIRST_LIMIT);
    }
    get limit() {
        return Math.max(1, Math.floor(this.#limit));
    }
    now() {
        return performance.now();
    }
    async enter(load, signal) {
        throwIfAborted(signal);
        if (this.now() < this.#givenUpUntil)
            throw this.#refusal();
        return untilAborted(signal, (admit, refuse) => {
            const waiter = { number: this.#arrivals++, load, admit, refuse };
            this.#waiting[load].push(waiter);
            this.#letIn();
            return () => this.#forget(waiter);
        });
    }
    answered() {
        this.#limit = Math.min(this.#bound, this.#limit + (this.#climbing ? 1 : 1 / this.#limit));
        this.#letIn();
    }
    overloaded(enteredAt) {
        this.#climbing = false;
        if (enteredAt < this.#halvedAt)
            return;
        this.#halvedAt = this.now();
        this.#limit = Math.max(1, this.#limit / 2);
    }
    closeFor(delayMs) {
        this.#closedUntil = Math.max(this.#closedUntil, this.now() + delayMs);
    }
    giveUpFor(delayMs) {
        this.#givenUpUntil = Math.max(this.#givenUpUntil, this.now() + delayMs);
        const refusal = this.#refusal();
        for (const queue of Object.values(this.#waiting)) {
            for (const waiter of queue.splice(0))
                waiter.refuse(refusal);
        }
        return refusal;
    }
    #refusal() {
        const resetAt = new Date(Date.now() + this.#givenUpUntil - this.now());
        const until = Number.isNaN(resetAt.getTime()) ? 'further notice' : resetAt.toISOString();
        return new MirrorError('rate-limited', `${outside_text_oneLine(this.#origin)} takes no more requests until ${until}`, {
            where: this.#origin,
            fix: `run again after ${until}, or log in to get a higher limit`,
        });
    }
    #forget(waiter) {
        const queue = this.#waiting[waiter.load];
        const at = queue.indexOf(waiter);
        if (at >= 0)
            queue.splice(at, 1);
        if (!this.#isAwaited())
            this.#stopTimer();
    }
    #isAwaited() {
        return Object.values(this.#waiting).some((queue) => queue.length > 0);
    }
    #letIn() {
        const closedMs = this.#closedUntil - this.now();
        if (closedMs > 0) {
            this.#wakeIn(closedMs);
            return;
        }
        for (let next = this.#first(); next !== null; next = this.#first()) {
            this.#waiting[next.load].shift();
            this.#running[next.load] += 1;
            next.admit(this.#slot(next.load));
        }
    }
    /** Who has waited longest among those for whom there is room. */
    #first() {
        let first = null;
        for (const [waiter] of Object.values(this.#waiting)) {
            if (waiter === undefined || !this.#hasRoom(waiter.load))
                continue;
            if (first === null || waiter.number < first.number)
                first = waiter;
        }
        return first;
    }
    #hasRoom(load) {
        const { small, read, write } = this.#running;
        const { limit } = this;
        if (load !== 'small' && this.#running[load] === 0)
            return true;
        if (small + read + write >= limit)
            return false;
        if (load === 'small')
            return true;
        const forStreams = limit - Math.max(1, Math.floor(limit / 8));
        return read + write < forStreams && this.#running[load] < Math.max(1, forStreams - 1);
    }
    #slot(load) {
        let held = true;
        return {
            release: () => {
                if (!held)
                    return;
                held = false;
                this.#running[load] -= 1;
                this.#letIn();
            },
        };
    }
    #wakeIn(delayMs) {
        if (!this.#isAwaited())
            return;
        this.#stopTimer();
        this.#timer = setTimeout(() => this.#letIn(), Math.min(delayMs + 1, 2 ** 31 - 1));
    }
    #stopTimer() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
        this.#timer = null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/manifest-memory.js
class ManifestMemory {
    #served = null;
    #damaged = new Set();
    wasServed({ url, need }) {
        this.#served = { url, need };
        this.#damaged.delete(url.href);
    }
    /** Its 500 was found to be its own. */
    wasDamaged({ url }) {
        this.#damaged.add(url.href);
    }
    isDamaged({ url }) {
        return this.#damaged.has(url.href);
    }
    /** The manifest that was served last, if it is another one. */
    servedBesides({ url }) {
        return this.#served === null || this.#served.url.href === url.href ? null : this.#served;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/meter.js
function noTraffic() {
    return { requests: 0, tokenRequests: 0, retries: 0, bytesReceived: 0, bytesSent: 0 };
}
function createMeter(...counters) {
    return {
        add(counter, amount) {
            for (const each of counters)
                each[counter] += amount;
        },
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/patience.js
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DEFAULT_PATIENCE = {
    connectTimeoutMs: 10 * SECOND_MS,
    headersTimeoutMs: MINUTE_MS,
    stallTimeoutMs: MINUTE_MS,
    minimumBytesPerSecond: 1024,
    commitTimeoutMs: 15 * MINUTE_MS,
    maxRetryAfterMs: 15 * MINUTE_MS,
    attempts: 6,
    backoffBaseMs: 500,
    backoffCapMs: MINUTE_MS,
};

;// CONCATENATED MODULE: ./build/stores/registry/ask.js
/** Whether the same request can be sent again: its body is not a stream that comes only once. */
function isReplayable({ body }) {
    return body === undefined || body instanceof Uint8Array || body.replayable;
}

;// CONCATENATED MODULE: ./build/stores/registry/request.js
/** The one function through which all requests to a registry go: gate, credentials, redirects. */








/** First try, with what a challenge taught, with a renewed token. */
const MOST_AUTHORIZATIONS = 3;
function createRequester(options) {
    return new RegistryRequester(options);
}
class RegistryRequester {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async attempt(ask, signal) {
        for (let round = 1;; round += 1) {
            const turn = await this.#takeTurn(ask, signal);
            try {
                const answer = await this.#sendAndFollow(ask, turn, signal);
                if (await this.#mayAuthorizeAgain(ask, { answer, turn, round }, signal))
                    continue;
                return await this.#judge(ask, answer, turn);
            }
            catch (error) {
                turn.slot.release();
                throw located(toMirrorError(error), ask.errand);
            }
            finally {
                turn.endScouting();
            }
        }
    }
    async #takeTurn(ask, signal) {
        const { authorizer, gate } = this.#options;
        const endScouting = ask.need === null ? () => { } : await authorizer.scout(signal);
        try {
            for (;;) {
                const authorization = await this.#authorization(ask, signal);
                const slot = await gate.enter(ask.load, signal);
                // the gate may have been closed for longer than a token lives
                if (authorizer.isFresh(authorization))
                    return { authorization, slot, enteredAt: gate.now(), endScouting };
                slot.release();
            }
        }
        catch (error) {
            endScouting();
            throw error;
        }
    }
    async #authorization(ask, signal) {
        if (ask.need === null || !this.#isOwn(ask.url))
            return authorize_NOTHING;
        return this.#options.authorizer.authorize(ask.need, signal);
    }
    #isOwn(url) {
        return url.origin === this.#options.registry.origin;
    }
    async #sendAndFollow(ask, turn, signal) {
        const seen = [ask.url];
        for (let url = ask.url;;) {
            const answer = await this.#send(ask, { url, turn }, signal);
            turn.endScouting();
            if (!isRedirect(answer.status) || !mayFollow(ask, answer))
                return answer;
            await answer.discard();
            url = nextHop(seen, answer.header('location'));
            seen.push(url);
        }
    }
    async #send(ask, { url, turn }, signal) {
        const { transport, meter, patience, userAgent, warn } = this.#options;
        const fresh = ask.fresh === true;
        const dispatcher = fresh ? transport.freshDispatcherFor(url) : transport.dispatcherFor(url);
        meter.add('requests', 1);
        const { header } = turn.authorization;
        const authorization = header !== null && this.#isOwn(url) ? { authorization: header } : {};
        const answer = await sendRequest({
            dispatcher,
            url,
            method: ask.method,
            headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...ask.headers, ...authorization },
            body: ask.body ?? null,
            errand: ask.errand,
            patience,
            answerTimeoutMs: ask.answerTimeoutMs ?? patience.headersTimeoutMs,
            onSent: (bytes) => meter.add('bytesSent', bytes),
            onDone: () => {
                if (fresh)
                    void dispatcher.destroy();
            },
        }, signal);
        if (this.#isOwn(url))
            warn(answer.lines('warning'));
        return answer;
    }
    /** After a 401 of the registry itself: whether another try with other credentials is worth it. */
    async #mayAuthorizeAgain(ask, { answer, turn, round }, signal) {
        const { authorizer } = this.#options;
        if (ask.need === null)
            return false;
        // what answers behind a redirect says nothing about our credentials, but the registry has let us through
        if (answer.status !== 401 || !this.#isOwn(answer.url)) {
            authorizer.accepted(turn.authorization);
            return false;
        }
        turn.slot.release(); // what follows may need places itself
        const lines = await this.#challengeLines(answer, signal);
        const again = authorizer.refused(turn.authorization, lines, ask.need);
        if (!again || round >= MOST_AUTHORIZATIONS || !isReplayable(ask))
            return false;
        const next = await authorizer.authorize(ask.need, signal);
        if (next.header === null || (next.token === null && next.header === turn.authorization.header))
            return false;
        await answer.discard();
        return true;
    }
    /** Some registries challenge only at `/v2/`. */
    async #challengeLines(answer, signal) {
        const lines = answer.lines('www-authenticate');
        if (lines.length > 0 || this.#options.authorizer.knowsChallenge)
            return lines;
        const url = new URL('/v2/', this.#options.registry);
        const errand = { task: 'ask for the way to log in', where: url.host, host: url.host, writes: false };
        const ping = await this.attempt({ method: 'GET', url, need: null, load: 'small', expect: [200, 401], errand }, signal);
        await ping.discard();
        return ping.lines('www-authenticate');
    }
    /** The answer if it is one, with the place at the gate bound to it; else throws what is wrong. */
    async #judge(ask, answer, turn) {
        const { gate, onAnswer } = this.#options;
        if (this.#isExpected(ask, answer)) {
            onAnswer();
            gate.answered();
            answer.whenDone(() => turn.slot.release());
            return answer;
        }
        const body = await answer.errorText();
        const overload = answer.status === 429 || answer.status === 503;
        if (overload && this.#isOwn(answer.url))
            this.#slowDown(answer, turn);
        throw answerError({ status: answer.status, body, answeredBy: answer.url.host }, ask.errand);
    }
    #isExpected({ expect, expectElsewhere }, { status, url }) {
        return expect.includes(status) || (!this.#isOwn(url) && expectElsewhere?.includes(status) === true);
    }
    #slowDown(answer, turn) {
        const { gate, patience } = this.#options;
        gate.overloaded(turn.enteredAt);
        const delayMs = retryAfterMs(answer.header('retry-after') ?? answer.header('x-retry-after'), Date.now());
        if (delayMs === null)
            return;
        if (delayMs > patience.maxRetryAfterMs)
            throw gate.giveUpFor(delayMs);
        gate.closeFor(delayMs);
    }
}
/** Reads are followed anywhere (`nextHop` and the transport refuse what is unsafe), writes only within the registry. */
function mayFollow(ask, answer) {
    if (ask.method === 'GET' || ask.method === 'HEAD')
        return true;
    const location = answer.header('location') ?? '';
    const keepsMethod = answer.status === 307 || answer.status === 308;
    const own = URL.canParse(location, answer.url.href) && new URL(location, answer.url).origin === answer.url.origin;
    return keepsMethod && own && isReplayable(ask);
}

;// CONCATENATED MODULE: ./build/stores/registry/silence.js

class Silence {
    #answeredAtMs = Number.NEGATIVE_INFINITY;
    /** The registry has answered something. */
    answered(nowMs) {
        this.#answeredAtMs = nowMs;
    }
    /**
     * Whether a look-up stayed unanswered by a registry that says nothing to others either: asking it again would only keep
     * others waiting. Who has answered others meanwhile, or not longer before than the wait was, has lost one answer.
     */
    isFinal({ method, failure, askedAtMs, nowMs }) {
        if (method !== 'HEAD' || causeCode(failure) !== 'UND_ERR_HEADERS_TIMEOUT')
            return false;
        return this.#answeredAtMs < askedAtMs - (nowMs - askedAtMs);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/persist.js
/** Requests that are sent again until they succeed or trying is no use. */






/** The functions can be called without their object. */
function createPersistentRequester(options) {
    const { gate, patience, random, meter } = options;
    const silence = new Silence();
    const now = () => gate.now();
    const requester = createRequester({ ...options, onAnswer: () => silence.answered(now()) });
    const attempt = (ask, signal) => requester.attempt(ask, signal);
    const persistence = new Persistence({ attempt, patience, silence, random, meter, now });
    return {
        attempt,
        perform: (ask, use, signal) => persistence.perform(ask, use, signal),
        pause: (error, failures, signal) => persistence.pause(error, failures, signal),
    };
}
class Persistence {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async perform(ask, use, signal) {
        const { attempt, silence, now } = this.#options;
        for (let failures = 1;; failures += 1) {
            const askedAtMs = now();
            try {
                const answer = await attempt(ask, signal);
                try {
                    return await use(answer);
                }
                finally {
                    await answer.discard();
                }
            }
            catch (error) {
                const failure = located(toMirrorError(error), ask.errand);
                if (silence.isFinal({ method: ask.method, failure, askedAtMs, nowMs: now() }))
                    throw failure;
                const patience = patienceWith(failure, ask.onServerError, this.#options.patience);
                await this.#pause(failure, { failures, patience, signal });
            }
        }
    }
    pause(error, failures, signal) {
        return this.#pause(error, { failures, patience: this.#options.patience, signal });
    }
    async #pause(error, { failures, patience, signal }) {
        const { random, meter } = this.#options;
        if (failures >= attemptsFor(error, patience))
            throw error;
        meter.add('retries', 1);
        await sleep(backoffMs(failures, error, { patience, random }), signal);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/client.js
/** `registry.example.com/mirror/library/redis` */
function placeName({ client, repository }) {
    return `${client.host}/${repository}`;
}
/** The address of `rest` (`manifests/latest`) of the place's repository. */
function client_addressOf({ client, repository }, rest) {
    const prefix = client.base.pathname.replace(/\/+$/, '');
    return new URL(`${prefix}/v2/${repository}/${rest}`, client.base);
}
/** The words for errors of `task` at this place; `what` (`:7.4`, `@sha256:…`) follows its name. */
function errandAt(place, task, what = '') {
    return { task, where: `${placeName(place)}${what}`, host: place.client.host, writes: false };
}
function writingErrandAt(place, task, what = '') {
    return { ...errandAt(place, task, what), writes: true };
}

;// CONCATENATED MODULE: ./build/stores/registry/content-range.js
/** `Content-Range` (RFC 9110, section 14.4). */
/** The one Content-Range of an answer; null when there is none, several, or one that is not well-formed. */
function parseContentRange(lines) {
    const [line] = lines;
    if (line === undefined || lines.length !== 1)
        return null;
    const match = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/.exec(line.trim());
    if (match === null)
        return null;
    const [, first, last, size] = match;
    const sizeBytes = size === '*' ? null : Number(size);
    if (first === undefined || last === undefined)
        return { span: null, sizeBytes };
    const span = { first: Number(first), last: Number(last) };
    if (span.last < span.first || (sizeBytes !== null && span.last >= sizeBytes))
        return null;
    return { span, sizeBytes };
}

;// CONCATENATED MODULE: ./build/stores/registry/blobs.js
/** Reading blobs: one stream, whatever breaks on the way. Size and digest are checked by whoever reads it. */







/** A stream may break this often, plus once per so many bytes, as long as it moves in between. */
const MOST_BREAKS = 50;
const BYTES_PER_BREAK = 64 * 1024;
const STALL_FORGIVEN_BYTES = 1024 * 1024;
/**
 * The bytes of `blob`, unverified, from the first of `places` that serves them. A broken stream is continued where it
 * broke (Range, with the answer's Content-Range checked exactly), and attempts count anew whenever bytes have moved.
 * Yields more than `blob.size` bytes where a place sends more. Throws what the last place failed with.
 */
async function* downloadBlob(places, blob, signal) {
    const progress = { yieldedBytes: 0, breaks: 0, mistrustRanges: false };
    for (const [at, place] of places.entries()) {
        try {
            yield* downloadFrom(place, { blob, progress }, signal);
            return;
        }
        catch (error) {
            throwIfAborted(signal);
            if (at === places.length - 1)
                throw error;
        }
    }
}
async function* downloadFrom(place, { blob, progress }, signal) {
    const errand = errandAt(place, 'read blob', `@${shortDigest(blob.digest)}`);
    for (let failures = 1;; failures += 1) {
        const before = progress.yieldedBytes;
        try {
            yield* downloadOnce(place, { blob, progress, errand }, signal);
            return;
        }
        catch (thrown) {
            if (isComplete(progress, blob))
                return; // it broke after the last byte
            const error = located(toMirrorError(thrown), errand);
            if (hasMoved(progress.yieldedBytes - before, error))
                failures = 1;
            if (!mayContinue(progress, blob))
                throw error;
            if (thrown instanceof UntrustedRange && !progress.mistrustRanges) {
                progress.mistrustRanges = true;
                continue;
            }
            await place.client.pause(error, failures, signal);
        }
    }
}
/** Whether attempts count anew. The drops of a trickle are no progress. */
function hasMoved(bytes, error) {
    return error.code === 'stalled' ? bytes >= STALL_FORGIVEN_BYTES : bytes > 0;
}
function isComplete({ yieldedBytes }, { size }) {
    return size > 0 && yieldedBytes === size;
}
function mayContinue(progress, { size }) {
    progress.breaks += 1;
    return progress.breaks <= MOST_BREAKS + size / BYTES_PER_BREAK;
}
/** A 206 that does not continue where it should. */
class UntrustedRange extends MirrorError {
}
async function* downloadOnce(place, { blob, progress, errand }, signal) {
    const from = progress.mistrustRanges ? 0 : progress.yieldedBytes;
    const answer = await place.client.attempt(blobAsk(place, { blob, from, errand }), signal);
    try {
        checkAnswer(answer, { blob, from });
        const startsAt = answer.status === 206 ? from : 0;
        let toSkip = progress.yieldedBytes - startsAt;
        for await (const received of answer.chunks()) {
            place.client.meter.add('bytesReceived', received.byteLength);
            const chunk = toSkip === 0 ? received : received.subarray(toSkip);
            toSkip -= received.byteLength - chunk.byteLength;
            if (chunk.byteLength === 0)
                continue;
            progress.yieldedBytes += chunk.byteLength;
            yield chunk;
        }
    }
    finally {
        await answer.discard();
    }
    if (progress.yieldedBytes < blob.size) {
        throw new MirrorError('unavailable', `the answer ended after ${progress.yieldedBytes} of ${blob.size} bytes`);
    }
}
function blobAsk(place, { blob, from, errand }) {
    return {
        method: 'GET',
        url: client_addressOf(place, `blobs/${blob.digest}`),
        need: { repository: place.repository, scopes: pullScope(place.repository) },
        headers: from === 0 ? {} : { range: `bytes=${from}-` },
        load: 'read',
        expect: from === 0 ? [200] : [200, 206],
        errand,
    };
}
function checkAnswer(answer, { blob, from }) {
    refuseEncoding(answer);
    if (answer.status === 206) {
        const range = parseContentRange(answer.lines('content-range'));
        const exact = range?.span?.first === from && range.span.last === blob.size - 1 && range.sizeBytes === blob.size;
        if (!exact)
            throw new UntrustedRange('invalid-response', `${answer.url.host} answered with another range than asked for`);
        return;
    }
    const length = answer.header('content-length');
    if (length !== undefined && Number(length) !== blob.size) {
        throw new MirrorError('size-mismatch', `${answer.url.host} has ${Number(length)} bytes, but ${blob.size} are expected`, {
            fix: 'the content is damaged there; repair it or read it from elsewhere',
        });
    }
}
/** We ask for the plain bytes; a proxy that compresses them has changed what is hashed. Throws `invalid-response`. */
function refuseEncoding(answer) {
    const encoding = answer.header('content-encoding') ?? 'identity';
    if (encoding.toLowerCase() === 'identity')
        return;
    throw new MirrorError('invalid-response', `${answer.url.host} answered with content-encoding ${encoding.slice(0, 40)}`, {
        fix: 'turn compression off in the proxy before the registry',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/manifest-trouble.js
/**
 * Manifests that a registry answers for with 500. Distribution says that for good when the one stored file is cut, and any
 * registry says it about everything while it is in trouble. Long waits tell the two apart, at seconds per manifest and
 * look-up. Another question tells them apart at once: when a manifest that was served before is still served, the registry
 * is well, and a 500 that stands before and after that answer is the asked manifest's own. Where nothing has been served
 * yet, or is not served any more, the patience of all other requests holds.
 */


/** As many tries as for any other 500, close together. */
const QUICK = { attempts: 4, backoffBaseMs: 50 };
const ONCE = { attempts: 1, backoffBaseMs: 0 };
/** As `client.perform`, for reading manifests and looking them up. */
async function performForManifest({ client }, ask, { use, signal }) {
    const { manifests } = client;
    const learn = async (answer) => {
        const result = await use(answer);
        if (answer.status === 200)
            manifests.wasServed(ask);
        return result;
    };
    const perform = (onServerError) => client.perform(onServerError === undefined ? ask : { ...ask, onServerError }, learn, signal);
    if (manifests.isDamaged(ask))
        return perform(() => ONCE);
    try {
        // asked at each failure: what runs beside this request may have been served by then
        return await perform(() => (manifests.servedBesides(ask) === null ? null : QUICK));
    }
    catch (error) {
        if (!isServerError(error) || manifests.servedBesides(ask) === null)
            throw error;
        if (!(await servesAnother(client, ask, signal))) {
            await client.pause(error, 1, signal);
            return perform();
        }
    }
    try {
        return await perform(() => ONCE); // trouble that passed in between would blame the manifest
    }
    catch (error) {
        if (isServerError(error))
            manifests.wasDamaged(ask);
        throw error;
    }
}
function isServerError(error) {
    return error instanceof MirrorError && error.status === 500;
}
/** Asks the same way, so that the answer comes from the same part of the registry: some look up in a database and read from a store. */
async function servesAnother({ manifests, attempt }, ask, signal) {
    const served = manifests.servedBesides(ask);
    if (served === null)
        return false;
    try {
        const answer = await attempt({ ...ask, ...served, expect: [200] }, signal);
        await answer.discard();
        return true;
    }
    catch {
        throwIfAborted(signal);
        return false;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/manifests.js
/** Reading manifests: what a tag points to, and the exact bytes. */








/** For messages: `:7.4` or `@sha256:1a2b3c4d5e6f`. */
function suffixOf(reference) {
    return isDigest(reference) ? `@${shortDigest(reference)}` : `:${reference}`;
}
/** See `Source.resolve`: HEAD, and GET with hashing where HEAD does not tell or tells something else than asked for. */
async function resolveManifest(place, reference, signal) {
    try {
        const ask = manifestAsk(place, reference, 'HEAD');
        const told = await performForManifest(place, ask, {
            use: async (answer) => manifests_describe(answer, reference),
            signal,
        });
        return told ?? (await readManifestAt(place, reference, signal)).descriptor;
    }
    catch (error) {
        if (isMirrorError(error, 'not-found'))
            return null;
        throw error;
    }
}
/** The descriptor that a HEAD answer gives, or null when it is not enough. */
function manifests_describe(answer, reference) {
    if (answer.status !== 200)
        return null;
    const digest = parseDigest(answer.header('docker-content-digest') ?? '');
    const length = answer.header('content-length') ?? '';
    if (digest === null || !/^\d{1,15}$/.test(length))
        return null;
    if (isDigest(reference) && digest !== reference)
        return null;
    return { mediaType: bareMediaType(answer.header('content-type') ?? ''), digest, size: Number(length) };
}
/** See `Source.readManifest`. Bytes that do not fit what was said about them are asked for once more. */
async function readManifestAt(place, reference, signal) {
    const first = await getManifest(place, reference, signal);
    if (first.agrees)
        return first.manifest;
    const second = await getManifest(place, reference, signal);
    if (second.agrees)
        return second.manifest;
    if (isDigest(reference))
        throw wrongManifest(place, reference, second.manifest);
    place.client.warn(`${errandAt(place, '', suffixOf(reference)).where}: the registry says ${second.said}, but the bytes are ${second.manifest.descriptor.digest}; the bytes count`);
    return second.manifest;
}
async function getManifest(place, reference, signal) {
    const ask = manifestAsk(place, reference, 'GET');
    return performForManifest(place, ask, {
        use: (answer) => manifests_readAnswer(answer, { place, reference }),
        signal,
    });
}
async function manifests_readAnswer(answer, { place, reference }) {
    refuseEncoding(answer);
    const said = answer.header('docker-content-digest') ?? '';
    const expected = isDigest(reference) ? reference : parseDigest(said);
    const bytes = await answer.bytes(MANIFEST_LIMIT_BYTES);
    place.client.meter.add('bytesReceived', bytes.byteLength);
    const digest = digestOf(bytes, expected ?? undefined);
    const mediaType = bareMediaType(answer.header('content-type') ?? '');
    const descriptor = { mediaType, digest, size: bytes.byteLength };
    return { manifest: { descriptor, bytes }, agrees: expected === null || expected === digest, said };
}
/** A look-up moves no content: a registry that takes longer over it hangs. */
const LOOK_UP_LIMIT_MS = 20_000;
function manifestAsk(place, reference, method) {
    const { headersTimeoutMs } = place.client.patience;
    const errand = errandAt(place, method === 'HEAD' ? 'look up manifest' : 'read manifest', suffixOf(reference));
    return {
        method,
        url: client_addressOf(place, `manifests/${reference}`),
        need: { repository: place.repository, scopes: pullScope(place.repository) },
        headers: { accept: MANIFEST_ACCEPT },
        load: 'small',
        expect: method === 'HEAD' ? [200, 405, 501] : [200],
        answerTimeoutMs: method === 'HEAD' ? Math.min(LOOK_UP_LIMIT_MS, headersTimeoutMs) : headersTimeoutMs,
        errand,
    };
}
function wrongManifest(place, wanted, { descriptor }) {
    const { where } = errandAt(place, '', suffixOf(wanted));
    return new MirrorError('digest-mismatch', `cannot read manifest: ${place.client.host} answered with ${shortDigest(descriptor.digest)} (${digestAlgorithm(wanted)}) instead`, { where, fix: 'the manifest is damaged there; repair it or read it from elsewhere' });
}

;// CONCATENATED MODULE: ./build/stores/registry/probe.js
/** Finding out whether a blob can really be served: its last byte is read (contract, section 8). */








const PRESENT = { kind: 'present', proven: true };
const UNPROVEN = { kind: 'present', proven: false };
const ABSENT = { kind: 'absent' };
const MISSING = { kind: 'damaged', reason: 'missing' };
/** See `Source.probeBlob`. Throws where the registry gives no answer about the blob. */
async function probeBlobAt(place, blob, signal) {
    if (blob.size === 0)
        return probeBySize(place, blob, signal);
    const first = await probeByLastByte(place, { blob, fresh: false }, signal);
    if (first !== 'cut')
        return first;
    // Promised and not delivered. Once is a broken connection; on a fresh one as well, the content is gone.
    const second = await probeByLastByte(place, { blob, fresh: true }, signal);
    return second === 'cut' ? MISSING : second;
}
/** See `Source.statBlob`. */
function statBlobAt(place, blob, signal) {
    return probeBySize(place, blob, signal);
}
async function probeByLastByte(place, { blob, fresh }, signal) {
    const last = blob.size - 1;
    const ask = probeAsk(place, blob, { method: 'GET', headers: { range: `bytes=${last}-${last}` }, fresh });
    const look = await place.client.perform(ask, (answer) => readLook(answer, { blob, asked: ask.url }), signal);
    return look === 'ask-size' ? probeBySize(place, blob, signal) : look;
}
/** HEAD: the only probe for what has no byte to read; of everything else it proves nothing. */
async function probeBySize(place, blob, signal) {
    const ask = probeAsk(place, blob, { method: 'HEAD', headers: {}, fresh: false });
    return place.client.perform(ask, async (answer) => {
        if (answer.status === 403)
            return UNPROVEN; // a blob store that lets its addresses be read, not asked about
        if (answer.status !== 200)
            return wasRedirected(answer, ask.url) ? MISSING : ABSENT;
        const size = contentLength(answer);
        if (size !== null && size !== blob.size)
            return probe_wrongSize(size);
        return blob.size === 0 ? PRESENT : UNPROVEN;
    }, signal);
}
function probeAsk(place, blob, { method, headers, fresh, }) {
    const errand = errandAt(place, 'probe blob', `@${shortDigest(blob.digest)}`);
    const url = client_addressOf(place, `blobs/${blob.digest}`);
    const need = { repository: place.repository, scopes: pullScope(place.repository) };
    const expect = method === 'HEAD' ? [200, 404] : [200, 206, 404, 416];
    return { method, url, need, headers, load: 'small', expect, expectElsewhere: [403], errand, fresh };
}
/** See `Source.readSmallBlob`. Asked for as a range, so that the answer says what size the registry believes in. */
async function readSmallBlobAt(place, blob, signal) {
    requireSmall(blob);
    if (blob.size === 0) {
        const probe = await probeBySize(place, blob, signal);
        return probe.kind === 'present' ? { kind: 'read', bytes: new Uint8Array() } : probe;
    }
    const first = await probe_readWhole(place, { blob, fresh: false }, signal);
    if (first !== 'cut')
        return first;
    const second = await probe_readWhole(place, { blob, fresh: true }, signal);
    return second === 'cut' ? MISSING : second;
}
async function probe_readWhole(place, { blob, fresh }, signal) {
    const headers = { range: `bytes=0-${blob.size - 1}` };
    const ask = probeAsk(place, blob, { method: 'GET', headers, fresh });
    return place.client.perform(ask, (answer) => readSmall(answer, { blob, asked: ask.url }), signal);
}
async function readSmall(answer, { blob, asked }) {
    if (answer.status === 416)
        return probe_wrongSize(parseContentRange(answer.lines('content-range'))?.sizeBytes ?? 0);
    if (answer.status !== 200 && answer.status !== 206)
        return wasRedirected(answer, asked) ? MISSING : ABSENT;
    refuseEncoding(answer);
    const said = answer.status === 200
        ? contentLength(answer)
        : (parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null);
    if (said !== null && said !== blob.size)
        return probe_wrongSize(said);
    const bytes = await receiveAll(answer, blob.size);
    return bytes === 'cut'
        ? 'cut'
        : bytes.byteLength > blob.size
            ? probe_wrongSize(bytes.byteLength)
            : { kind: 'read', bytes };
}
/** All of a body up to one byte over `sizeBytes`; `cut` when the connection ended before. */
async function receiveAll(answer, sizeBytes) {
    const parts = [];
    let received = 0;
    try {
        for await (const chunk of answer.chunks()) {
            parts.push(chunk);
            received += chunk.byteLength;
            if (received > sizeBytes)
                break;
        }
    }
    catch (error) {
        if (!(isMirrorError(error, 'unavailable') && isCut(error)))
            throw error;
    }
    return received < sizeBytes ? 'cut' : Buffer.concat(parts);
}
async function readLook(answer, { blob, asked }) {
    switch (answer.status) {
        case 206:
            return readLastByte(answer, blob);
        case 200:
            return readStart(answer, blob);
        case 416:
            return readSize(answer, blob);
        default:
            return wasRedirected(answer, asked) ? MISSING : ABSENT;
    }
}
async function readLastByte(answer, blob) {
    refuseEncoding(answer);
    const range = parseContentRange(answer.lines('content-range'));
    const last = blob.size - 1;
    if (range !== null && range.sizeBytes !== null && range.sizeBytes !== blob.size)
        return probe_wrongSize(range.sizeBytes);
    if (range?.span?.first !== last || range.span.last !== last)
        return UNPROVEN;
    return (await receivesAny(answer)) ? PRESENT : 'cut';
}
/** Ranges are ignored. That the first byte comes is all that can be seen cheaply. */
async function readStart(answer, blob) {
    refuseEncoding(answer);
    const size = contentLength(answer);
    if (size !== null && size !== blob.size)
        return probe_wrongSize(size);
    return (await receivesAny(answer)) ? UNPROVEN : 'cut';
}
/** 416: the registry's blob ends before our last byte. */
function readSize(answer, blob) {
    const size = parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null;
    return size === null || size === blob.size ? 'ask-size' : probe_wrongSize(size);
}
/** Beyond this the rest of a body is not read just to keep the connection. */
const READ_ON_BYTES = 64 * 1024;
/** Whether at least one byte comes before the connection ends. Short bodies are read to their end. */
async function receivesAny(answer) {
    let received = 0;
    try {
        for await (const chunk of answer.chunks()) {
            received += chunk.byteLength;
            if (received > READ_ON_BYTES)
                break;
        }
    }
    catch (error) {
        if (received === 0 && !(isMirrorError(error, 'unavailable') && isCut(error)))
            throw error;
    }
    return received > 0;
}
/** The other side ended the connection in the middle of a body it had promised. */
function isCut(error) {
    return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', ''].includes(causeCode(error));
}
function contentLength(answer) {
    const text = answer.header('content-length') ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
function wasRedirected(answer, asked) {
    return answer.url.href !== asked.href;
}
function probe_wrongSize(actualSize) {
    return { kind: 'damaged', reason: 'size', actualSize };
}

;// CONCATENATED MODULE: ./build/stores/registry/tags.js
/** Listing tags, page by page (distribution spec, "Listing Tags"). */





/** What registries at most allow; some refuse more. */
const TAGS_PER_PAGE = 1000;
const MOST_PAGES = 10_000;
const PAGE_LIMIT_BYTES = 4 * 1024 * 1024;
/** See `Source.tags`. Pages are followed within the registry's own origin only; any failure fails the whole list. */
async function listTags(place, signal) {
    const tags = new Set();
    const seen = new Set();
    let next = client_addressOf(place, `tags/list?n=${TAGS_PER_PAGE}`);
    while (next !== null) {
        if (seen.has(next.href))
            throw tags_unusable(place, 'the pages lead in a circle');
        if (seen.size >= MOST_PAGES)
            throw tags_unusable(place, `there are more than ${MOST_PAGES} pages`);
        seen.add(next.href);
        const page = await readPage(place, next, signal);
        if (page === null)
            break;
        for (const tag of page.tags)
            tags.add(tag);
        next = page.next;
    }
    return [...tags];
}
/** Null: the registry has no such repository. */
async function readPage(place, url, signal) {
    const need = { repository: place.repository, scopes: pullScope(place.repository) };
    const errand = errandAt(place, 'list tags');
    try {
        return await place.client.perform({
            method: 'GET',
            url,
            need,
            load: 'small',
            expect: [200],
            errand,
            headers: { accept: 'application/json' },
        }, async (answer) => {
            const body = Buffer.from(await answer.bytes(PAGE_LIMIT_BYTES)).toString('utf8');
            return { tags: tagsIn(body, place), next: nextPage(answer, place) };
        }, signal);
    }
    catch (error) {
        const isFirst = url.searchParams.get('last') === null;
        if (isFirst && isMirrorError(error, 'not-found'))
            return null;
        throw error;
    }
}
/** Some registries answer `null` for none, and list digests or other things that are no tags. */
function tagsIn(body, place) {
    const listed = parseList(body);
    if (listed === undefined)
        throw tags_unusable(place, 'the answer is not a list of tags');
    return (listed ?? []).filter((tag) => typeof tag === 'string' && isTag(tag));
}
function parseList(body) {
    try {
        const value = JSON.parse(body);
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return undefined;
        const tags = 'tags' in value ? value.tags : null;
        return tags === null || Array.isArray(tags) ? tags : undefined;
    }
    catch {
        return undefined;
    }
}
function nextPage(answer, place) {
    const link = answer.lines('link').join(', ');
    const target = /<([^<>]*)>\s*;[^<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1];
    if (target === undefined)
        return null;
    const next = resolveOwnLocation(answer.url, target);
    if (next.origin === place.client.origin)
        return next;
    throw new MirrorError('unsafe', `cannot list tags: ${place.client.host} refers to another place for the next page: ${next.host}`, {
        where: errandAt(place, '').where,
        fix: 'check the registry and the proxies before it',
    });
}
function tags_unusable(place, why) {
    return new MirrorError('invalid-response', `cannot list tags: ${why}`, {
        where: errandAt(place, '').where,
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-session.js
/** Opening, mounting and cancelling upload sessions (distribution spec, "Pushing blobs"). */





const CANCEL_TIMEOUT_MS = 2000;
async function openSession(place, signal) {
    return place.client.perform({
        method: 'POST',
        url: client_addressOf(place, 'blobs/uploads/'),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [202],
        errand: writingErrandAt(place, 'begin upload'),
    }, async (answer) => sessionFrom(answer, place), signal);
}
/** Asks for `blob` to be taken from repository `from` of the same registry. Whatever goes wrong is `refused`, but for aborting. */
async function mountBlob(place, { blob, from }, signal) {
    const query = new URLSearchParams({ mount: blob.digest, from });
    const url = client_addressOf(place, `blobs/uploads/?${query}`);
    const need = { repository: place.repository, scopes: pushScope(place.repository, from) };
    const errand = writingErrandAt(place, `mount blob from ${from}`, `@${shortDigest(blob.digest)}`);
    try {
        const answer = await place.client.attempt({ method: 'POST', url, need, load: 'small', expect: [201, 202], errand }, signal);
        await answer.discard();
        if (answer.status === 201)
            return { kind: 'mounted' };
        return { kind: 'session', session: sessionFrom(answer, place) };
    }
    catch (error) {
        if (isMirrorError(error, 'aborted'))
            throw error;
        return { kind: 'refused' };
    }
}
function sessionFrom(answer, place) {
    const minimum = answer.header('oci-chunk-min-length') ?? '';
    const session = {
        repository: place.repository,
        url: resolveOwnLocation(answer.url, answer.header('location')),
        minimumChunkBytes: /^\d{1,10}$/.test(minimum) ? Number(minimum) : 0,
        openedAtMs: performance.now(),
    };
    place.client.uploads.open.add(session);
    return session;
}
/** Takes over a newer `Location`, where the answer has one. */
function moveOn(session, answer) {
    const location = answer.header('location');
    if (location !== undefined)
        session.url = resolveOwnLocation(answer.url, location);
}
/** The address that completes the session; its state is kept as it came. */
function closingAddress(session, digest) {
    const url = new URL(session.url);
    url.search = `${url.search === '' ? '?' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
    return url;
}
/** Gives the session up; best effort within two seconds, never throws. */
async function cancelSession(place, session) {
    const { uploads } = place.client;
    if (!uploads.open.delete(session))
        return;
    const work = deleteSession(place, session).catch(() => { });
    uploads.cancelling.add(work);
    await work;
    uploads.cancelling.delete(work);
}
async function deleteSession(place, session) {
    const answer = await place.client.attempt({
        method: 'DELETE',
        url: session.url,
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [200, 202, 204],
        errand: writingErrandAt(place, 'cancel upload'),
    }, AbortSignal.timeout(CANCEL_TIMEOUT_MS));
    await answer.discard();
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-proof.js
/** What proves that an upload has arrived: the registry's own digest of it, or else the blob's last byte (contract, section 4). */





/**
 * For an answer that calls the upload complete. Throws `digest-mismatch` when it names other content, `not-found` or
 * `invalid-response` when it names nothing comparable and the blob is not served in full afterwards.
 */
async function proveByAnswer(answer, uploaded, signal) {
    if (confirmsDigest(answer, uploaded.blob))
        return;
    const probe = await lookTwice(uploaded, signal);
    if (probe.kind !== 'present')
        throw notServed(probe, uploaded);
}
/** After all bytes were sent and the answer was lost (or was a 5xx of something in between): is the blob there, and served? */
async function settledAfterAll(uploaded, error, signal) {
    if (signal.aborted || !isMirrorError(error, 'unavailable', 'stalled'))
        return false;
    const probe = await lookTwice(uploaded, signal).catch((failure) => {
        if (isMirrorError(failure, 'aborted'))
            throw failure;
        return null;
    });
    return probe?.kind === 'present';
}
/** False when the answer names no digest, or one of another algorithm. Throws `digest-mismatch`. */
function confirmsDigest(answer, blob) {
    const said = answer.header('docker-content-digest');
    if (said === blob.digest)
        return true;
    if (said === undefined || algorithmOf(said) !== algorithmOf(blob.digest))
        return false;
    throw new MirrorError('digest-mismatch', `${answer.url.host} stored the blob as ${shortDigest(said).slice(0, 40)}`, {
        fix: 'check the registry and the proxies before it: they change what is sent',
    });
}
function algorithmOf(digest) {
    return digest.slice(0, digest.indexOf(':'));
}
/** What was just written may need a moment before it is served. */
async function lookTwice({ place, blob }, signal) {
    const first = await probeBlobAt(place, blob, signal).catch((error) => {
        if (isMirrorError(error, 'unavailable', 'stalled'))
            return null;
        throw error;
    });
    if (first?.kind === 'present')
        return first;
    await sleep(place.client.patience.backoffBaseMs, signal);
    return probeBlobAt(place, blob, signal);
}
function notServed(probe, { place, blob }) {
    const { host, where } = errandAt(place, '', `@${shortDigest(blob.digest)}`);
    const fix = 'try again; if it stays so, check the storage of the registry';
    return probe.kind === 'absent'
        ? new MirrorError('not-found', `${host} took the blob, but does not have it`, { where, fix })
        : new MirrorError('invalid-response', `${host} took the blob, but does not serve it`, { where, fix });
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-whole.js
/** A blob in one PUT, streamed. */







/** See `Upload.send`. A lost answer after the last byte is settled by reading the end of the blob there. */
async function sendWhole(upload, source, signal) {
    const body = new StreamBody(source, upload.blob.size);
    let answer;
    try {
        answer = await sendBody(upload, body, signal);
    }
    finally {
        body.release();
    }
    if (answer !== null)
        await proveByAnswer(answer, upload, signal);
}
/** The answer that calls the upload complete; null when that was lost, but the blob was found and proven. */
async function sendBody(upload, body, signal) {
    const { client } = upload.place;
    for (let failures = 1;; failures += 1) {
        try {
            const answer = await client.attempt({ ...closingAsk(upload), body, load: 'write' }, signal);
            await answer.discard();
            client.uploads.succeeded();
            return answer;
        }
        catch (thrown) {
            if (body.failure !== null)
                throw body.failure.error;
            const error = toMirrorError(thrown);
            if (body.complete && (await settledAfterAll(upload, error, signal)))
                return null;
            if (body.pulled || error.status !== undefined) {
                learn(upload, error);
                throw error;
            }
            // nothing was sent, for example on a kept connection that the other side had closed meanwhile
            await client.pause(error, failures, signal);
        }
    }
}
/** Also when all bytes have left us, a broken connection may mean that they were refused on the way. */
function learn({ place, blob }, error) {
    if (error.code === 'too-large')
        place.client.uploads.refusedSize(blob.size);
    if (error.code === 'unavailable' && error.status === undefined)
        place.client.uploads.brokeAt(blob.size);
}
/** The request that completes an upload. */
function closingAsk({ place, blob, session }) {
    return {
        method: 'PUT',
        url: closingAddress(session, blob.digest),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        headers: { 'content-type': 'application/octet-stream' },
        load: 'small',
        expect: [201],
        errand: writingErrandAt(place, 'upload blob', `@${shortDigest(blob.digest)}`),
        answerTimeoutMs: place.client.patience.commitTimeoutMs,
    };
}
/** Sends the closing request where all bytes are there already. `understand` reads what its failure stands for. */
async function completeUpload(upload, signal, understand = (error) => error) {
    let answer;
    try {
        answer = await upload.place.client.attempt(closingAsk(upload), signal);
        await answer.discard();
    }
    catch (error) {
        if (await settledAfterAll(upload, understand(error), signal))
            return;
        throw error;
    }
    await proveByAnswer(answer, upload, signal);
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-chunks.js
/** A blob in several PATCH requests, for registries behind something that refuses large bodies. */







/** See `Upload.send`. One chunk is held in memory, so that what the registry did not take can be sent again. */
async function sendInChunks(upload, { source, chunkBytes }, signal) {
    let offset = 0;
    let completedEarly = false;
    for await (const bytes of inChunksOf(source, chunkBytes)) {
        completedEarly = await sendChunk(upload, { offset, bytes }, signal);
        offset += bytes.byteLength;
    }
    await completeUpload(upload, signal, completedEarly ? meansCompletedEarly : undefined);
}
/** True when the registry called the upload complete (201), as one is known to do for a PATCH. */
async function sendChunk(upload, chunk, signal) {
    const end = chunk.offset + chunk.bytes.byteLength;
    let at = chunk.offset;
    for (let failures = 0; at < end;) {
        const rest = { offset: at, bytes: chunk.bytes.subarray(at - chunk.offset) };
        try {
            const answer = await patch(upload, rest, signal);
            if (answer.status === 201)
                return true;
            at = acknowledged(answer, { from: at, end });
        }
        catch (thrown) {
            const error = toMirrorError(thrown);
            if (isMirrorError(error, 'too-large'))
                upload.place.client.uploads.refusedSize(rest.bytes.byteLength);
            failures += 1;
            at = await resync(upload, { error, failures, from: chunk.offset, end }, signal);
        }
    }
    return false;
}
async function patch(upload, { offset, bytes }, signal) {
    const answer = await upload.place.client.attempt({
        ...sessionAsk(upload, 'PATCH'),
        headers: {
            'content-type': 'application/octet-stream',
            'content-range': `${offset}-${offset + bytes.byteLength - 1}`,
        },
        body: bytesBody(bytes),
        load: 'write',
        expect: [201, 202, 204],
    }, signal);
    await answer.discard();
    moveOn(upload.session, answer);
    return answer;
}
function sessionAsk({ place, blob, session }, method) {
    return {
        method,
        url: session.url,
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [200, 204],
        errand: writingErrandAt(place, 'upload blob', `@${shortDigest(blob.digest)}`),
    };
}
/**
 * Where the next byte belongs. Only a Range that lies inside of what was just sent means that a part was not taken;
 * registries are known to send wrong ones after the first chunk.
 */
function acknowledged(answer, { from, end }) {
    const taken = takenBytes(answer);
    return taken !== null && taken > from && taken < end ? taken : end;
}
/** The `Range: 0-LAST` of an upload answer as a number of bytes. */
function takenBytes(answer) {
    const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.header('range')?.trim() ?? '')?.[1];
    return last === undefined ? null : Number(last) + 1;
}
/** After a failed PATCH: asks the registry how far it got. Throws when the chunk cannot be continued. */
async function resync(upload, { error, failures, from, end }, signal) {
    const { client } = upload.place;
    const outOfOrder = isMirrorError(error, 'refused') && error.status === 416;
    if (outOfOrder && failures >= client.patience.attempts)
        throw error;
    if (!outOfOrder)
        await client.pause(error, failures, signal);
    const taken = await client.perform(sessionAsk(upload, 'GET'), async (answer) => {
        moveOn(upload.session, answer);
        return takenBytes(answer);
    }, signal);
    // `0-0` stands for none as well as for one byte
    const next = taken === null || (taken === 1 && from === 0) ? from : taken;
    if (next >= from && next <= end)
        return next;
    throw new MirrorError('unavailable', `the registry lost a part of the upload: it has ${next} bytes`, {
        cause: error,
    });
}
/** A registry that has completed the upload before does not know its session any more. */
function meansCompletedEarly(error) {
    if (!isMirrorError(error, 'refused', 'not-found'))
        return error;
    return new MirrorError('unavailable', 'the upload was complete before', { cause: error });
}
/** The bytes of `source` regrouped: all chunks but the last have exactly `chunkBytes`. */
async function* inChunksOf(source, chunkBytes) {
    let parts = [];
    let missing = chunkBytes;
    for await (const received of source) {
        for (let at = 0; at < received.byteLength;) {
            const part = received.subarray(at, at + missing);
            parts.push(part);
            at += part.byteLength;
            missing -= part.byteLength;
            if (missing > 0)
                continue;
            yield upload_chunks_joined(parts);
            parts = [];
            missing = chunkBytes;
        }
    }
    if (parts.length > 0)
        yield upload_chunks_joined(parts);
}
function upload_chunks_joined(parts) {
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

;// CONCATENATED MODULE: ./build/stores/registry/upload.js



/** A registry that refuses one mount mostly refuses the next as well. */
const MOST_MOUNT_TRIES = 2;
/** See `Target.checkPush`. The session is kept for the first upload there, so that the look costs nothing. */
async function checkPushAt(place, signal) {
    place.client.uploads.keepSpare(await openSession(place, signal));
}
/** See `Target.beginUpload`. */
async function beginUploadAt(place, { blob, mountFrom }, signal) {
    const candidates = mountFrom.filter((from) => from !== place.repository).slice(0, MOST_MOUNT_TRIES);
    for (const from of candidates) {
        const mount = await mountBlob(place, { blob, from }, signal);
        if (mount.kind === 'mounted')
            return { kind: 'mounted', from };
        if (mount.kind === 'session')
            return uploadInto(place, blob, mount.session);
    }
    const spare = place.client.uploads.takeSpare(place.repository);
    return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
}
function uploadInto(place, blob, session) {
    return { kind: 'upload', upload: new SessionUpload({ place, blob, session }) };
}
class SessionUpload {
    #upload;
    constructor(upload) {
        this.#upload = upload;
    }
    async send(body, signal) {
        const { place, session } = this.#upload;
        try {
            await send(this.#upload, body, signal);
            place.client.uploads.open.delete(session);
        }
        catch (error) {
            void cancelSession(place, session); // not waited for: the caller wants to know now
            throw error;
        }
    }
    cancel() {
        const { place, session } = this.#upload;
        return cancelSession(place, session);
    }
}
async function send(upload, body, signal) {
    const { place, blob, session } = upload;
    if (blob.size === 0)
        return sendNothing(upload, body, signal);
    const chunkBytes = place.client.uploads.chunkBytesFor(blob.size, session);
    if (chunkBytes === null)
        return sendWhole(upload, body, signal);
    return sendInChunks(upload, { source: body, chunkBytes }, signal);
}
async function sendNothing(upload, body, signal) {
    for await (const _ of body)
        ; // a failure of the source must still be seen
    await completeUpload(upload, signal);
}

;// CONCATENATED MODULE: ./build/stores/registry/write-manifests.js
/** Writing manifests and tags: the exact bytes, and a look at what the registry made of them. */






/** See `Target.writeManifest`. */
async function putManifest(place, manifest, signal) {
    await put(place, { manifest, reference: manifest.descriptor.digest }, signal);
}
/**
 * See `Target.tag`. Where the answer is lost, says nothing, or is a refusal to move a tag that must not move, the tag
 * is looked up: it is done when it already points to the manifest.
 */
async function putTag(place, { tag, manifest }, signal) {
    try {
        const confirmed = await put(place, { manifest, reference: tag }, signal);
        if (confirmed || (await pointsTo(place, { tag, manifest }, signal)))
            return;
    }
    catch (error) {
        if (!isUnclear(error) || !(await pointsTo(place, { tag, manifest }, signal).catch(() => false)))
            throw error;
        return;
    }
    throw new MirrorError('digest-mismatch', `cannot write tag: ${place.client.host} took it, but it points elsewhere`, {
        where: writingErrandAt(place, 'write tag', suffixOf(tag)).where,
        fix: 'see who else writes this tag, and run again',
    });
}
/** 400, 403, 405, 409 and 412 are how registries refuse to move an immutable tag, even to where it is. */
const MAYBE_IMMUTABLE = new Set([400, 403, 405, 409, 412]);
function isUnclear(error) {
    if (isMirrorError(error, 'unavailable', 'stalled'))
        return true;
    if (isMirrorError(error, 'invalid-response'))
        return error.status === undefined || error.status < 300;
    return isMirrorError(error, 'refused', 'denied') && MAYBE_IMMUTABLE.has(error.status);
}
async function pointsTo(place, { tag, manifest }, signal) {
    const found = await resolveManifest(place, tag, signal);
    return found !== null && isSame(found.digest, manifest);
}
/** Whether the registry has named the right digest; false when it named none. */
async function put(place, { manifest, reference }, signal) {
    const ask = putAsk(place, { manifest, reference });
    const confirmed = await place.client.perform(ask, async (answer) => write_manifests_confirm(answer, { place, manifest }), signal);
    place.client.meter.add('bytesSent', manifest.bytes.byteLength);
    return confirmed;
}
function putAsk(place, { manifest, reference }) {
    return {
        method: 'PUT',
        url: client_addressOf(place, `manifests/${reference}`),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        headers: { 'content-type': contentTypeOf(manifest) },
        body: manifest.bytes,
        load: 'small',
        expect: [200, 201, 202],
        errand: writingErrandAt(place, 'write manifest', suffixOf(reference)),
    };
}
function write_manifests_confirm(answer, { place, manifest }) {
    const digest = parseDigest(answer.header('docker-content-digest') ?? '');
    if (digest === null)
        return false;
    if (isSame(digest, manifest))
        return true;
    const { where } = writingErrandAt(place, '', `@${shortDigest(manifest.descriptor.digest)}`);
    throw new MirrorError('digest-mismatch', `cannot write manifest: ${place.client.host} stored it as ${shortDigest(digest)}`, {
        where,
        fix: 'check the registry and the proxies before it: they change what is sent',
    });
}
/** Registries may name the same bytes by another algorithm than ours. */
function isSame(digest, { descriptor, bytes }) {
    return digest === descriptor.digest || digest === digestOf(bytes, digest);
}
const write_manifests_GENERIC_TYPES = new Set(['', OCTET_STREAM, 'application/json', 'text/plain']);
/** Content-Type must equal the body's `mediaType` (distribution spec); sources that serve a generic type are corrected by it. */
function contentTypeOf({ descriptor, bytes }) {
    const given = bareMediaType(descriptor.mediaType);
    if (!write_manifests_GENERIC_TYPES.has(given))
        return given;
    const written = mediaTypeIn(bytes);
    return written ?? (given === '' ? OCTET_STREAM : given);
}
function mediaTypeIn(bytes) {
    try {
        const body = JSON.parse(Buffer.from(bytes).toString('utf8'));
        const type = typeof body === 'object' && body !== null && 'mediaType' in body ? body.mediaType : null;
        return typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : null;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/repository.js
/** One repository of a registry as source and target. */











class RegistryRepository {
    origin;
    repository;
    name;
    holdsUntaggedRoots = false;
    #place;
    #endpoints;
    constructor(place, endpoints) {
        this.#place = place;
        this.#endpoints = endpoints;
        this.origin = place.client.origin;
        this.repository = place.repository;
        this.name = placeName(place);
    }
    resolve(reference, signal) {
        return resolveManifest(this.#place, reference, signal);
    }
    tags(signal) {
        return listTags(this.#place, signal);
    }
    async readManifest(reference, signal, sizeBytes) {
        const raw = isDigest(reference)
            ? await this.#endpoints.readFirst(this.#place, (place) => readManifestAt(place, reference, signal), signal)
            : await readManifestAt(this.#place, reference, signal);
        if (sizeBytes === undefined || raw.bytes.byteLength === sizeBytes)
            return raw;
        throw new MirrorError('size-mismatch', `the manifest has ${raw.bytes.byteLength} bytes, but ${sizeBytes} are expected`, {
            where: `${this.name}${isDigest(reference) ? '@' : ':'}${reference}`,
            fix: 'whoever refers to it names the wrong size; the image is damaged',
        });
    }
    async *readBlob(blob, signal) {
        const places = this.#endpoints.placesFor(this.#place, blob.digest);
        try {
            yield* verified(downloadBlob(places, blob, signal), blob);
        }
        catch (error) {
            if (isMirrorError(error, 'digest-mismatch', 'size-mismatch'))
                this.#endpoints.mistrust(blob.digest);
            const errand = errandAt(this.#place, 'read blob', `@${shortDigest(blob.digest)}`);
            throw located(toMirrorError(error), errand);
        }
    }
    probeBlob(blob, signal) {
        return probeBlobAt(this.#place, blob, signal);
    }
    statBlob(blob, signal) {
        return statBlobAt(this.#place, blob, signal);
    }
    readSmallBlob(blob, signal) {
        return readSmallBlobAt(this.#place, blob, signal);
    }
    checkPush(signal) {
        return checkPushAt(this.#place, signal);
    }
    beginUpload(blob, mountFrom, signal) {
        return beginUploadAt(this.#place, { blob, mountFrom }, signal);
    }
    writeManifest(manifest, signal) {
        return putManifest(this.#place, manifest, signal);
    }
    tag(tag, manifest, signal) {
        return putTag(this.#place, { tag, manifest }, signal);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/token.js





/** Renewed this long before the end, or a quarter of the life of a short-lived token. */
const RENEW_EARLY_MS = 30_000;
/** A second refusal in a row is final for this long, so that a wrong setup is no storm of logins. */
const MOST_REFUSALS = 1;
/** Per owner; more are only made by many mounts into one repository. */
const MOST_KEPT = 32;
function createTokenCache(options) {
    return new SharedTokens(options);
}
class SharedTokens {
    #options;
    #shelves = new Map();
    constructor(options) {
        this.#options = options;
    }
    async get(owner, question, signal) {
        const shelf = this.#shelfFor(owner, question);
        const now = performance.now();
        shelf.tokens = shelf.tokens.filter(({ goodUntil }) => goodUntil > now);
        const kept = shelf.tokens.find(({ scopes }) => coversScopes(scopes, question.scopes));
        if (kept !== undefined)
            return kept;
        const pending = shelf.pending.find(({ scopes, work }) => !work.abandoned && coversScopes(scopes, question.scopes));
        return (pending?.work ?? this.#start(shelf, question)).join(signal);
    }
    refused(token) {
        for (const shelf of this.#shelves.values()) {
            const at = shelf.tokens.indexOf(token);
            if (at < 0)
                continue;
            if (!token.accepted && token.refusals >= MOST_REFUSALS)
                return false;
            shelf.tokens.splice(at, 1);
            shelf.refusals = token.accepted ? 0 : token.refusals + 1;
            return true;
        }
        return true; // somebody else has thrown it away already
    }
    #shelfFor(owner, { realm, service, credential }) {
        const key = JSON.stringify([owner, realm.url.href, service, credential]);
        const known = this.#shelves.get(key);
        if (known !== undefined)
            return known;
        const shelf = { tokens: [], pending: [], refusals: 0 };
        this.#shelves.set(key, shelf);
        return shelf;
    }
    #start(shelf, question) {
        const work = shareWork((signal) => this.#fetch(shelf, question, signal));
        const entry = { scopes: question.scopes, work };
        shelf.pending.push(entry);
        const forget = () => {
            shelf.pending = shelf.pending.filter((other) => other !== entry);
        };
        work.done.then(forget, forget);
        return work;
    }
    async #fetch(shelf, question, signal) {
        const { token: text, lifetimeMs } = await this.#requestWithRetries(question, signal);
        this.#options.onSecret(text);
        const token = {
            text,
            scopes: question.scopes,
            goodUntil: performance.now() + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 4),
            refusals: shelf.refusals,
            accepted: false,
        };
        shelf.refusals = 0;
        shelf.tokens = [token, ...shelf.tokens].slice(0, MOST_KEPT);
        return token;
    }
    async #requestWithRetries(question, signal) {
        const { request, patience, random, onRetry } = this.#options;
        for (let failures = 1;; failures += 1) {
            try {
                return await request(question, signal);
            }
            catch (thrown) {
                const error = toMirrorError(thrown);
                if (failures >= attemptsFor(error, patience))
                    throw error;
                onRetry();
                await sleep(backoffMs(failures, error, { patience, random }), signal);
            }
        }
    }
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(4371);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/stores/registry/addresses.js
/** Where an address lies: a public registry must not be able to send us to places only we can reach. */



const PRIVATE = blockList([
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['fc00::', 7],
    ['fec0::', 10],
]);
const LOOPBACK = blockList([
    ['0.0.0.0', 8],
    ['127.0.0.0', 8],
    ['::', 128],
    ['::1', 128],
]);
const LINK_LOCAL = blockList([
    ['169.254.0.0', 16],
    ['224.0.0.0', 3],
    ['fe80::', 10],
    ['ff00::', 8],
]);
/** The reach of an IP address, or of a URL's hostname (`[::1]`); null for a name that only DNS can answer for. */
function reachOf(hostname) {
    const host = hostname
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '')
        .toLowerCase();
    if (host === 'localhost' || host.endsWith('.localhost'))
        return 'loopback';
    if ((0,external_node_net_.isIP)(host) === 0)
        return null;
    const address = embeddedV4(host) ?? host;
    const family = (0,external_node_net_.isIP)(address) === 4 ? 'ipv4' : 'ipv6';
    if (LOOPBACK.check(address, family))
        return 'loopback';
    if (LINK_LOCAL.check(address, family))
        return 'link-local';
    return PRIVATE.check(address, family) ? 'private' : 'public';
}
/** Whether a registry at `from` may send us to `to`: outwards always, inwards never. */
function mayReach(from, to) {
    if (to === 'public' || to === from)
        return true;
    return from === 'loopback' && to === 'private';
}
/** A DNS lookup that refuses names with any address that a registry at `from()` must not send us to. */
function guardedLookup(from) {
    return observedLookup((hostname, reaches) => {
        const refused = reaches.find((reach) => !mayReach(from(), reach));
        return refused === undefined ? null : unsafeAddress(hostname, refused);
    });
}
/** A DNS lookup that tells `see` what was found; an error from `see` makes the lookup fail with it. */
function observedLookup(see) {
    return (hostname, options, callback) => {
        (0,external_node_dns_.lookup)(hostname, { ...options, all: true }, (error, addresses) => {
            const refusal = error ??
                see(hostname, addresses.map(({ address }) => reachOf(address) ?? 'public'));
            if (refusal !== null)
                callback(refusal, [], 0);
            else if (options.all === true)
                callback(null, addresses);
            else
                answerOne(addresses, callback);
        });
    };
}
function unsafeAddress(hostname, reach) {
    return new MirrorError('unsafe', `refused to follow the registry to ${hostname}: it is a ${reach} address`, {
        fix: 'check the registry; only a registry that is itself on such an address may refer to one',
    });
}
function answerOne(addresses, callback) {
    const [first] = addresses;
    if (first === undefined)
        callback(new Error('no address'), '', 0);
    else
        callback(null, first.address, first.family);
}
/** The IPv4 address inside `::ffff:a.b.c.d` and `64:ff9b::a.b.c.d` (NAT64), in both spellings. */
function embeddedV4(address) {
    const tail = /^(?:::ffff:|64:ff9b::)(.+)$/.exec(address)?.[1];
    if (tail === undefined)
        return null;
    if ((0,external_node_net_.isIP)(tail) === 4)
        return tail;
    const groups = tail.split(':').map((group) => Number.parseInt(group, 16));
    const [high, low] = groups.length === 1 ? [0, groups[0] ?? 0] : [groups[0] ?? 0, groups[1] ?? 0];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
function blockList(subnets) {
    const list = new external_node_net_.BlockList();
    for (const [net, prefix] of subnets)
        list.addSubnet(net, prefix, (0,external_node_net_.isIP)(net) === 4 ? 'ipv4' : 'ipv6');
    return list;
}

;// CONCATENATED MODULE: ./build/stores/registry/proxy.js
/** Which HTTP proxy, if any, stands between us and an address (the environment variables every tool reads). */



/** The proxy for `url`, or null for a direct connection. Loopback never goes through a proxy. Throws `input` for an unusable value. */
function proxyFor(url, env) {
    if (reachOf(url.hostname) === 'loopback')
        return null;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const value = variable(env, name) || variable(env, 'all_proxy');
    if (value === '' || bypasses(url, variable(env, 'no_proxy')))
        return null;
    return parseProxy(value, name);
}
function variable(env, name) {
    return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}
function parseProxy(value, name) {
    const text = value.includes('://') ? value : `http://${value}`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !['http:', 'https:', 'socks5:'].includes(url.protocol)) {
        throw new MirrorError('input', `the environment variable ${name} does not hold the address of a proxy`, {
            fix: `set ${name} to http://HOST:PORT, or unset it`,
        });
    }
    return url;
}
/** NO_PROXY: names (also their subdomains), `.suffix`, `host:port`, addresses, CIDR ranges, `*`. */
function bypasses(url, list) {
    return list
        .split(/[\s,]+/)
        .filter((entry) => entry !== '')
        .some((entry) => matches(url, entry.toLowerCase()));
}
function matches(url, entry) {
    if (entry === '*')
        return true;
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    if (entry.includes('/'))
        return inRange(host, entry);
    const { name, port } = proxy_splitPort(entry);
    const ownPort = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    if (port !== null && port !== ownPort)
        return false;
    const suffix = name.replace(/^\*?\./, '');
    return host === suffix || host.endsWith(`.${suffix}`);
}
function proxy_splitPort(entry) {
    const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
    if (bracketed !== null)
        return { name: bracketed[1] ?? '', port: bracketed[2] ?? null };
    const plain = /^([^:]*):(\d+)$/.exec(entry);
    return plain === null ? { name: entry, port: null } : { name: plain[1] ?? '', port: plain[2] ?? null };
}
function inRange(host, range) {
    const [net = '', bits = ''] = range.split('/');
    const family = (0,external_node_net_.isIP)(net);
    const prefix = Number(bits);
    if (family === 0 || (0,external_node_net_.isIP)(host) !== family || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128))
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(net, prefix, family === 4 ? 'ipv4' : 'ipv6');
    return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

;// CONCATENATED MODULE: ./build/stores/registry/transport.js
/** Connections of one registry: its own, and anonymous ones to the places it refers to. */





const KEEP_ALIVE_MS = 20_000;
/** Next address of a host is tried after this, when the first does not connect. */
const NEXT_ADDRESS_AFTER_MS = 1000;
/** Beside the requests that the gate counts there are retried and closing ones. */
const SPARE_CONNECTIONS = 2;
function createTransport(options) {
    return new RegistryTransport(options);
}
class RegistryTransport {
    #options;
    #pools = new Map();
    /** Where the registry itself turned out to be. Behind a proxy, or before it was connected to, a name counts as public. */
    #reach;
    #destroyed = false;
    constructor(options) {
        this.#options = options;
        this.#reach = reachOf(options.registry.hostname) ?? 'public';
    }
    dispatcherFor(url) {
        const pooled = this.#pools.get(url.origin);
        if (pooled !== undefined)
            return pooled;
        const pool = this.freshDispatcherFor(url);
        this.#pools.set(url.origin, pool);
        return pool;
    }
    freshDispatcherFor(url) {
        if (this.#destroyed)
            throw new MirrorError('aborted', 'the connections are closed');
        const reach = reachOf(url.hostname);
        if (!this.#isOwn(url) && reach !== null && !mayReach(this.#reach, reach)) {
            throw unsafeAddress(url.hostname, reach);
        }
        return this.#createPool(url);
    }
    async destroy() {
        this.#destroyed = true;
        const pools = [...this.#pools.values()];
        this.#pools.clear();
        await Promise.allSettled(pools.map((pool) => pool.destroy()));
    }
    #isOwn(url) {
        return url.origin === this.#options.registry.origin;
    }
    #createPool(url) {
        const { settings, patience, env, onSecret } = this.#options;
        const proxy = proxyFor(url, env);
        const tls = url.protocol === 'https:' ? this.#tlsOptions(url) : {};
        const common = {
            allowH2: false, // one connection per transfer: a blob never waits behind another
            pipelining: 1,
            connections: settings.concurrency + SPARE_CONNECTIONS,
            connectTimeout: patience.connectTimeoutMs,
            headersTimeout: patience.headersTimeoutMs,
            bodyTimeout: 0, // see pace.ts
            keepAliveTimeout: KEEP_ALIVE_MS,
        };
        if (proxy === null)
            return new undici/* Agent */.g6({ ...common, connect: { ...tls, ...this.#connectOptions(url) } });
        if (proxy.password !== '')
            onSecret(decodeURIComponent(proxy.password));
        return new undici/* ProxyAgent */.kT({
            ...common,
            uri: proxy.href,
            requestTls: { ...tls, timeout: patience.connectTimeoutMs },
        });
    }
    #connectOptions(url) {
        const timeout = this.#options.patience.connectTimeoutMs;
        return {
            timeout,
            autoSelectFamily: true,
            autoSelectFamilyAttemptTimeout: Math.max(10, Math.min(NEXT_ADDRESS_AFTER_MS, Math.floor(timeout / 2))),
            lookup: this.#isOwn(url) ? this.#ownLookup() : guardedLookup(() => this.#reach),
        };
    }
    /** Learns on the way whether the registry is a private one. */
    #ownLookup() {
        return observedLookup((_hostname, reaches) => {
            this.#reach = reaches.includes('loopback')
                ? 'loopback'
                : (reaches.find((reach) => reach !== 'public') ?? 'public');
            return null;
        });
    }
    /** The client certificate and `skipVerify` are for the registry alone, its CA also for what it refers to. */
    #tlsOptions(url) {
        const { settings, settingsOf } = this.#options;
        const own = this.#isOwn(url);
        const { tls } = own ? settings : settingsOf(url.host);
        const extra = [settings.tls, tls].flatMap((each) => each.kind === 'https' && each.ca !== null ? [each.ca] : []);
        const identity = tls.kind === 'https' ? tls : { cert: null, key: null, skipVerify: false };
        const rejectUnauthorized = !identity.skipVerify;
        if (extra.length === 0 && identity.cert === null && identity.key === null)
            return { rejectUnauthorized };
        return {
            rejectUnauthorized,
            secureContext: secureContext({ url, extra, cert: identity.cert, key: identity.key }),
        };
    }
}
function secureContext({ url, extra, cert, key }) {
    try {
        return (0,external_node_tls_.createSecureContext)({
            ...(extra.length === 0 ? {} : { ca: [...(0,external_node_tls_.getCACertificates)('default'), ...new Set(extra)] }),
            ...(cert === null ? {} : { cert }),
            ...(key === null ? {} : { key }),
        });
    }
    catch (error) {
        throw new MirrorError('input', `the certificates or the key for ${url.host} cannot be used`, {
            fix: `check tls.ca, tls.cert and tls.key for ${url.host} in registries: PEM files, the key without a passphrase and fitting the certificate`,
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-memory.js
/** What one registry has taught about uploads, and the upload sessions that are open there. */
/** A blob body larger than what a proxy before the registry takes is sent in chunks of at most this. */
const DEFAULT_CHUNK_BYTES = 32 * 1024 * 1024;
const SMALLEST_CHUNK_BYTES = 64 * 1024;
/** After a refusal of a size, a quarter of it is tried. */
const STEP_DOWN = 4;
/** So many uploads of a size in a row broke: taken as a refusal of the size. */
const BREAKS_TAKEN_AS_REFUSAL = 2;
/** Older sessions may have been cleaned away. */
const SPARE_SESSION_LIFETIME_MS = 5 * 60_000;
class UploadMemory {
    open = new Set();
    /** Cancellations under way, for closing. */
    cancelling = new Set();
    #spare = new Map();
    #chunkBytes;
    #refusedBytes = Number.POSITIVE_INFINITY;
    #breaks = 0;
    constructor(chunkBytes) {
        this.#chunkBytes = chunkBytes;
    }
    /** The chunk size for a blob of `sizeBytes`; null: send it in one piece. */
    chunkBytesFor(sizeBytes, session) {
        return sizeBytes < this.#refusedBytes ? null : Math.max(this.#chunkBytes, session.minimumChunkBytes);
    }
    /** The registry, or a proxy before it, said that a body of `sizeBytes` is too large (413). */
    refusedSize(sizeBytes) {
        this.#refusedBytes = Math.min(this.#refusedBytes, sizeBytes);
        const smaller = Math.max(SMALLEST_CHUNK_BYTES, Math.floor(sizeBytes / STEP_DOWN));
        this.#chunkBytes = Math.min(this.#chunkBytes, smaller);
    }
    /** The connection broke in the middle of a body of `sizeBytes`; proxies refuse sizes this way, too. */
    brokeAt(sizeBytes) {
        this.#breaks += 1;
        if (this.#breaks >= BREAKS_TAKEN_AS_REFUSAL && sizeBytes > SMALLEST_CHUNK_BYTES)
            this.refusedSize(sizeBytes);
    }
    succeeded() {
        this.#breaks = 0;
    }
    /** Keeps a session that was opened to see whether one may push, for the first upload there. */
    keepSpare(session) {
        this.#spare.set(session.repository, session);
    }
    takeSpare(repository) {
        const session = this.#spare.get(repository);
        this.#spare.delete(repository);
        if (session === undefined)
            return null;
        return performance.now() - session.openedAtMs < SPARE_SESSION_LIFETIME_MS ? session : null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/warnings.js
/** `Warning: 299` headers (distribution spec, "Warnings"): shown to the user once each, never acted on. */

/** All warnings of one answer together (spec: at most 4096 bytes). */
const LONGEST_WARNINGS = 4096;
/** A registry cannot fill the log. */
const MOST_WARNINGS = 20;
/** The texts of the `299 - "…"` warnings in these header lines. */
function readWarnings(lines) {
    const text = lines.join(', ').slice(0, LONGEST_WARNINGS);
    return [...text.matchAll(/(?:^|,)\s*299 - "((?:[^"\\]|\\.)*)"/g)]
        .map((match) => outside_text_oneLine((match[1] ?? '').replace(/\\(.)/g, '$1')))
        .filter((warning) => warning !== '');
}
/** Passes on each text once. */
function createWarner(host, onWarning) {
    const shown = new Set();
    return (lines) => {
        for (const warning of readWarnings(lines)) {
            if (shown.has(warning) || shown.size >= MOST_WARNINGS)
                continue;
            shown.add(warning);
            onWarning(`${host} says: ${warning}`);
        }
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/registries.js
/** All registries of a run: what is opened here shares connections, limits, tokens and counters, and is closed here. */















/** Endpoints are a favour: they get fewer tries before the registry itself is asked. */
const ENDPOINT_ATTEMPTS = 2;
function createRegistries(options) {
    return new AllRegistries(options);
}
class AllRegistries {
    traffic = noTraffic();
    #options;
    #patience;
    #opened = new Map();
    #endpoints = new Map();
    #gates = new Map();
    #traffic = new Map();
    constructor(options) {
        this.#options = options;
        this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
    }
    open(host, repository) {
        return new RegistryRepository(this.#placeOf(host, repository), NO_ENDPOINTS);
    }
    openSource(host, repository) {
        return new RegistryRepository(this.#placeOf(host, repository), this.#endpointsOf(host));
    }
    #placeOf(host, repository) {
        const settings = this.#options.settings(host);
        const scheme = settings.tls.kind === 'plain-http' ? 'http' : 'https';
        const base = new URL(`${scheme}://${apiHost(host)}/`);
        const { client } = this.#openClient({ host, base, settings, patience: this.#patience });
        return { client, repository };
    }
    trafficOf(origin) {
        const known = this.#traffic.get(origin);
        if (known !== undefined)
            return known;
        const counters = noTraffic();
        this.#traffic.set(origin, counters);
        return counters;
    }
    async close() {
        const opened = [...this.#opened.values()];
        await Promise.allSettled(opened.map(({ client }) => cancelLeftovers(client)));
        await Promise.allSettled(opened.map(({ transport }) => transport.destroy()));
    }
    #endpointsOf(host) {
        const known = this.#endpoints.get(host);
        if (known !== undefined)
            return known;
        const clients = this.#options.settings(host).endpoints.map((endpoint) => this.#openEndpoint(endpoint));
        const endpoints = createEndpoints(clients);
        this.#endpoints.set(host, endpoints);
        return endpoints;
    }
    /** Its address says whether TLS is spoken; certificates come from the settings of its host. */
    #openEndpoint(endpoint) {
        const base = new URL(endpoint);
        const settings = this.#options.settings(base.host);
        const patience = { ...this.#patience, attempts: Math.min(ENDPOINT_ATTEMPTS, this.#patience.attempts) };
        return this.#openClient({ host: base.host, base, settings, patience }).client;
    }
    #openClient(which) {
        const key = `${which.host} ${which.base.href} ${which.patience.attempts}`;
        const known = this.#opened.get(key);
        if (known !== undefined)
            return known;
        const opened = this.#createClient(which);
        this.#opened.set(key, opened);
        return opened;
    }
    #createClient({ host, base, settings, patience }) {
        const { credentials, env, onSecret, onWarning, userAgent, random = Math.random } = this.#options;
        const { origin } = base;
        const meter = createMeter(this.traffic, this.trafficOf(origin));
        const transport = createTransport({
            registry: base,
            settings,
            settingsOf: this.#options.settings,
            patience,
            env,
            onSecret,
        });
        const wire = { dispatcherFor: (url) => transport.dispatcherFor(url), patience, meter, userAgent };
        const tokens = createTokenCache({
            request: (question, signal) => requestToken(question, wire, signal),
            patience,
            random,
            onSecret,
            onRetry: () => meter.add('retries', 1),
        });
        const authorizer = createAuthorizer({ host, registry: base, credentials, tokens, onSecret, onWarning });
        const gate = this.#gateOf(origin, settings.concurrency);
        const warn = createWarner(host, onWarning);
        const requester = createPersistentRequester({
            registry: base,
            gate,
            authorizer,
            transport,
            patience,
            meter,
            random,
            userAgent,
            warn,
        });
        const uploads = new UploadMemory(this.#options.uploadChunkBytes ?? DEFAULT_CHUNK_BYTES);
        const client = {
            host,
            origin,
            base,
            patience,
            meter,
            uploads,
            manifests: new ManifestMemory(),
            warn: onWarning,
            ...requester,
        };
        return { client, transport };
    }
    #gateOf(origin, bound) {
        const known = this.#gates.get(origin);
        if (known !== undefined)
            return known;
        const gate = createGate(origin, bound);
        this.#gates.set(origin, gate);
        return gate;
    }
}
async function cancelLeftovers(client) {
    const leftovers = [...client.uploads.open];
    const cancelled = leftovers.map((session) => {
        const place = { client, repository: session.repository };
        return cancelSession(place, session);
    });
    await Promise.allSettled([...cancelled, ...client.uploads.cancelling]);
}

;// CONCATENATED MODULE: ./build/stores/tls-material.js
/** Certificates and keys for talking to a registry: from the paths a person configured to checked PEM text. */



/**
 * Reads and checks TLS files: certificates and key can be parsed, the key is not encrypted and belongs to the
 * certificate, and neither is given alone. `where` says where they were configured (`mirror.yaml:12:5`). Throws
 * MirrorError `aborted` only.
 */
async function readTlsMaterial(paths, signal, where = null) {
    const reader = new TlsFileReader(signal, where);
    const ca = await reader.certificates(paths.ca);
    const cert = await reader.certificates(paths.cert);
    const key = await reader.key(paths.key);
    const faults = [...reader.faults, ...pairFaults(paths, where)];
    if (cert !== null && key !== null && !cert.first.checkPrivateKey(key.parsed)) {
        faults.push(tls_material_unusable(key.path, `it is not the key of the certificate in ${cert.path}`, {
            where,
            fix: 'name the certificate and the key that were made together; the client certificate stands first in its file',
        }));
    }
    return { material: { ca: ca?.text ?? null, cert: cert?.text ?? null, key: key?.text ?? null }, faults };
}
function pairFaults({ cert, key }, where) {
    if (cert !== null && key === null) {
        return [
            tls_material_unusable(cert, 'a client certificate needs its key', { where, fix: 'give tls.key beside tls.cert' }),
        ];
    }
    if (key !== null && cert === null) {
        return [
            tls_material_unusable(key, 'a client key needs its certificate', { where, fix: 'give tls.cert beside tls.key' }),
        ];
    }
    return [];
}
class TlsFileReader {
    faults = [];
    #signal;
    #where;
    constructor(signal, where) {
        this.#signal = signal;
        this.#where = where;
    }
    certificates(path) {
        return this.#collect(path, (named) => this.#certificates(named));
    }
    key(path) {
        return this.#collect(path, (named) => this.#key(named));
    }
    /** A file that cannot be used keeps none of the others from being looked at. */
    async #collect(path, read) {
        if (path === null)
            return null;
        try {
            return await read(path);
        }
        catch (error) {
            if (!isMirrorError(error, 'input'))
                throw error;
            this.faults.push(error);
            return null;
        }
    }
    async #certificates(path) {
        const text = await this.#text(path);
        const [first] = pemBlocks(text, 'CERTIFICATE').map((block, index) => this.#parseCertificate(path, block, index));
        if (first !== undefined)
            return { path, text, first };
        throw this.#unusable(path, 'there is no PEM certificate in it', 'name a file with -----BEGIN CERTIFICATE-----; openssl x509 -inform der turns a DER file into one');
    }
    async #key(path) {
        const text = await this.#text(path);
        const [block] = pemBlocks(text, '(?:[A-Z]+ )?PRIVATE KEY');
        if (block === undefined) {
            throw this.#unusable(path, 'there is no PEM private key in it', 'name a file with -----BEGIN PRIVATE KEY-----');
        }
        if (/^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(block)) {
            throw this.#unusable(path, 'its key is encrypted', 'store it decrypted (openssl pkey) where only this user can read it');
        }
        return { path, text, parsed: this.#parseKey(path, block) };
    }
    async #text(path) {
        const text = await readTextFile(path, this.#signal);
        if (text === null)
            throw this.#unusable(path, 'there is no such file', 'correct the path, which is relative to the mirror manifest');
        return text;
    }
    #parseCertificate(path, block, index) {
        try {
            return new external_node_crypto_.X509Certificate(block);
        }
        catch {
            throw this.#unusable(path, `certificate ${index + 1} in it cannot be parsed`, 'copy the whole file again');
        }
    }
    #parseKey(path, block) {
        try {
            return (0,external_node_crypto_.createPrivateKey)(block);
        }
        catch {
            throw this.#unusable(path, 'its private key cannot be parsed', 'copy the whole file again');
        }
    }
    #unusable(path, why, fix) {
        return tls_material_unusable(path, why, { where: this.#where, fix });
    }
}
/** The blocks of a PEM text whose label matches (RFC 7468); text around them is explanation and ignored. */
function pemBlocks(text, label) {
    return (text.match(new RegExp(`-----BEGIN (${label})-----[^-]*(?:-(?!----)[^-]*)*-----END \\1-----`, 'g')) ?? []);
}
function tls_material_unusable(path, why, { where, fix }) {
    return new MirrorError('input', `cannot use ${path} for TLS: ${why}`, { where: where ?? path, fix });
}

;// CONCATENATED MODULE: ./build/version.js
/** The version of this tool, as in package.json; a test holds the two together. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/open-stores.js
/** Opens the ways to the registries and layouts that a mirror manifest names. */













/** Requests in flight to one registry, unless the mirror manifest says otherwise; the client adapts below it. */
const DEFAULT_CONCURRENCY = 32;
/** Throws UnusableFiles with everything that is wrong with paths, certificates and `auth`; nothing is sent yet. */
async function openStores(file, opening) {
    const { host } = opening;
    const paths = new ManifestPaths(file, opening);
    const { byHost, warnings } = await readSettings(file, paths, opening);
    const registries = createRegistries({
        settings: (name) => byHost.get(name) ?? defaultSettings(name),
        credentials: createCredentials({
            env: host.env,
            homeDirectory: (0,external_node_os_.homedir)(),
            uid: process.getuid?.() ?? null,
            workingDirectory: host.workingDirectory,
            configuredAuth: configuredAuth(file),
            allowEnv: opening.options.allowEnv,
            inWorkspace: host.workspace,
            onUse: (name, source) => host.log.info(`credentials for ${name}: ${source}`),
            onSecret: (secret) => host.addSecret(secret),
        }),
        env: host.env,
        userAgent: `mirror-action/${VERSION} (${opening.command})`,
        onSecret: (secret) => host.addSecret(secret),
        onWarning: (message) => host.log.warning(message),
    });
    const layouts = new Layouts(paths);
    const opened = new Map();
    const open = (key, make) => {
        const known = opened.get(key) ?? make();
        opened.set(key, known);
        return known;
    };
    return {
        findings: warnings,
        sourceOf: (image) => sourceOf(image, { layouts, open, registries }),
        layoutRoot: async (image, name, signal) => {
            if (image.source.kind !== 'layout')
                throw new MirrorError('internal', 'not a layout source');
            return (await layouts.at(image.source.directory).findRoot(name, signal))?.descriptor ?? null;
        },
        targetOf: (mirror, repository) => targetOf(mirror, repository, { layouts, open, registries }),
        requests: () => registries.traffic.requests + registries.traffic.tokenRequests,
        retries: () => registries.traffic.retries,
        close: () => registries.close(),
    };
}
function sourceOf({ source, wants }, { layouts, open, registries }) {
    if (source.kind === 'registry') {
        const { host, path } = source;
        return open(`source ${host} ${path}`, () => registries.openSource(host, path));
    }
    const named = wants.find((want) => want.kind === 'layout-name');
    const name = named?.kind === 'layout-name' ? repositoryOfName(named.name) : '';
    return open(`oci:${source.directory} ${name}`, () => layouts.at(source.directory).repository(name));
}
function targetOf({ place }, repository, { layouts, open, registries }) {
    if (place.kind === 'registry')
        return open(`${place.host} ${repository}`, () => registries.open(place.host, repository));
    return open(`oci:${place.directory} ${repository}`, () => layouts.at(place.directory).repository(repository));
}
/** One Layout per directory, so that writers of one index take turns. */
class Layouts {
    #paths;
    #byDirectory = new Map();
    constructor(paths) {
        this.#paths = paths;
    }
    at(directory) {
        const absolute = this.#paths.absolute(directory);
        const known = this.#byDirectory.get(absolute) ?? openLayout(absolute);
        this.#byDirectory.set(absolute, known);
        return known;
    }
}
/** Throws UnusableFiles with the faults of all registries. What lies outside of the workspace is not read. */
async function readSettings(file, paths, { host: { signal }, options }) {
    const stray = await paths.stray();
    const faults = stray.map(({ finding }) => finding);
    const untouchable = new Set(stray.map(({ path }) => path));
    const byHost = new Map();
    const warnings = [];
    for (const [host, settings] of file.registries) {
        const read = await connectionOf(host, settings, { paths, untouchable, signal });
        const refused = refusedVariables(authOf(host, settings), options.allowEnv);
        faults.push(...[...read.faults, ...refused].map((error) => open_stores_faultFinding(error, settings.at)));
        byHost.set(host, read.connection);
        const why = insecurity(settings);
        if (why !== null && !isLoopbackHost(host))
            warnings.push(insecureFinding(host, why, settings));
    }
    if (faults.length > 0)
        throw new UnusableFiles(faults);
    return { byHost, warnings };
}
async function connectionOf(host, { tls, concurrency, endpoints, at }, { paths, untouchable, signal }) {
    const base = { ...defaultSettings(host), concurrency: concurrency ?? DEFAULT_CONCURRENCY, endpoints };
    if (tls.kind === 'default')
        return { connection: base, faults: [] };
    if (tls.kind === 'plain-http')
        return { connection: { ...base, tls: { kind: 'plain-http' } }, faults: [] };
    const absolute = (path) => path === null || untouchable.has(path) ? null : paths.absolute(path);
    const isWhole = ![tls.cert, tls.key].some((path) => path !== null && untouchable.has(path));
    const pair = isWhole ? { cert: absolute(tls.cert), key: absolute(tls.key) } : { cert: null, key: null };
    const named = { ca: absolute(tls.ca), ...pair };
    const { material, faults } = await readTlsMaterial(named, signal, `${at.file}:${at.line}:${at.column}`);
    return { connection: { ...base, tls: { kind: 'https', ...material, skipVerify: tls.skipVerify } }, faults };
}
function defaultSettings(host) {
    const https = { kind: 'https', ca: null, cert: null, key: null, skipVerify: false };
    return {
        tls: isLoopbackHost(host) ? { kind: 'plain-http' } : https,
        concurrency: DEFAULT_CONCURRENCY,
        endpoints: [],
    };
}
function insecurity({ tls }) {
    if (tls.kind === 'plain-http')
        return 'is spoken to over plain HTTP';
    return tls.kind === 'https' && tls.skipVerify ? 'is not verified (skipVerify)' : null;
}
function insecureFinding(host, why, { at }) {
    return finding('insecure-connection', {
        message: `${host} ${why}: whoever is on the way can read credentials and decide what tags mean`,
        help: 'Give the registry a certificate and name its CA in tls.ca.',
        at,
    });
}
function configuredAuth({ registries }) {
    return new Map([...registries].flatMap(([host, settings]) => [...authOf(host, settings)]));
}
function authOf(host, { auth, at }) {
    return new Map(auth === null ? [] : [[host, { ...auth, at }]]);
}
function open_stores_faultFinding({ message, fix }, at) {
    return finding('manifest-invalid', { message, help: fix ?? 'Correct it in the mirror manifest.', at });
}

;// CONCATENATED MODULE: ./build/stores/manifest-needs.js

/** The digests that `node` names and `holdings` lacks, each once: blobs of a manifest, children of an index. Foreign
 *  layers and `subject` are not asked for (distribution-spec, "Pushing manifests"). A child of a cache index may be a
 *  blob. */
async function manifest_needs_missingNeeds(node, holdings) {
    const missing = [];
    for (const digest of needsOf(node)) {
        const isThere = node.kind === 'index' ? await hasEither(digest, holdings) : await holdings.hasBlob(digest);
        if (!isThere)
            missing.push(digest);
    }
    return missing;
}
function needsOf(node) {
    if (node.kind === 'index')
        return new Set(node.children.map((child) => child.descriptor.digest));
    return new Set(blobsOf(node).map((blob) => blob.digest));
}
async function hasEither(digest, holdings) {
    return (await holdings.hasManifest(digest)) || (await holdings.hasBlob(digest));
}

;// CONCATENATED MODULE: ./build/stores/memory-content.js

function emptyMemory() {
    return { blobs: new Map(), repositories: new Map() };
}
/** The repository, made where it is not yet. */
function repositoryForWriting(content, name) {
    const existing = content.repositories.get(name);
    if (existing !== undefined)
        return existing;
    const made = { blobs: new Set(), manifests: new Map(), tags: new Map() };
    content.repositories.set(name, made);
    return made;
}
/** The blob as `repository` sees it: only what is linked there. */
function linkedBlob(content, repository, digest) {
    const isLinked = content.repositories.get(repository)?.blobs.has(digest) ?? false;
    return isLinked ? (content.blobs.get(digest) ?? null) : null;
}
/** Stores bytes that hash to `digest` and links them. Content whose data was lost is healed. */
function putBlob(content, repository, digest, bytes) {
    content.blobs.set(digest, { sizeBytes: bytes.length, bytes });
    repositoryForWriting(content, repository).blobs.add(digest);
}
/** Links a blob of `from` (null: of any repository) into `repository`; false when it is not there. Lost data is not
 *  noticed, as in a registry that answers from its descriptor cache. */
function memory_content_mountBlob(content, repository, digest, from) {
    const isThere = from === null ? content.blobs.has(digest) : linkedBlob(content, from, digest) !== null;
    if (isThere)
        repositoryForWriting(content, repository).blobs.add(digest);
    return isThere;
}
/** The manifest by tag or digest. */
function memory_content_findManifest(content, repository, reference) {
    const holder = content.repositories.get(repository);
    const digest = holder?.tags.get(reference) ?? reference;
    return holder?.manifests.get(digest) ?? null;
}
/** What `node` names and `repository` lacks. */
async function missingInMemory(content, repository, node) {
    return await missingNeeds(node, {
        hasBlob: (digest) => linkedBlob(content, repository, digest) !== null,
        hasManifest: (digest) => memory_content_findManifest(content, repository, digest) !== null,
    });
}
/** Loses the data of a blob, which stays claimed, as when a registry's file is gone and its descriptor cache is not. */
function deleteBlobData(content, digest) {
    const blob = content.blobs.get(digest);
    if (blob !== undefined)
        content.blobs.set(digest, { sizeBytes: blob.sizeBytes, bytes: null });
}

;// CONCATENATED MODULE: ./build/server/referrer.js

/** Null: `manifest` does not refer to `subject`. */
function referrerOf(manifest, subject) {
    const parsed = parseManifest(manifest);
    if (!parsed.ok || parsed.node.subject?.digest !== subject)
        return null;
    const { node } = parsed;
    const artifactType = node.artifactType ?? (node.kind === 'manifest' ? node.config?.mediaType : undefined);
    return {
        ...manifest.descriptor,
        ...(artifactType !== undefined && { artifactType }),
        ...(Object.keys(node.annotations).length > 0 && { annotations: node.annotations }),
    };
}

;// CONCATENATED MODULE: ./build/server/memory-backend.js
/** A registry whose content lives in memory. */




const memory_backend_CHUNK_BYTES = 256 * 1024;
/** A backend over `content`, empty unless given. */
function createMemoryBackend(content = emptyMemory()) {
    return {
        content,
        deleteBlobData: (digest) => deleteBlobData(content, digest),
        blobSize: async (repository, digest) => linkedBlob(content, repository, digest)?.sizeBytes ?? null,
        readBlob: (repository, digest, span) => chunksOf(linkedBlob(content, repository, digest)?.bytes ?? null, span),
        startBlob: async (repository) => memorySink(content, repository),
        mountBlob: async (repository, digest, from) => memory_content_mountBlob(content, repository, digest, from),
        readManifest: async (repository, reference) => memory_content_findManifest(content, repository, reference),
        writeManifest: async (repository, manifest) => storeManifest(content, repository, manifest),
        tags: async (repository) => {
            const holder = content.repositories.get(repository);
            return holder === undefined ? null : [...holder.tags.keys()];
        },
        repositories: async () => [...content.repositories.keys()],
        referrers: async (repository, digest) => {
            const manifests = content.repositories.get(repository)?.manifests.values() ?? [];
            return [...manifests].flatMap((manifest) => referrerOf(manifest, digest) ?? []);
        },
    };
}
async function* chunksOf(bytes, span) {
    if (bytes === null)
        throw new MirrorError('io', 'the data of this blob is lost');
    for (let from = span.from; from < span.to; from += memory_backend_CHUNK_BYTES) {
        yield bytes.subarray(from, Math.min(from + memory_backend_CHUNK_BYTES, span.to));
    }
}
function memorySink(content, repository) {
    const chunks = [];
    let sizeBytes = 0;
    return {
        get sizeBytes() {
            return sizeBytes;
        },
        async append(chunk) {
            chunks.push(chunk);
            sizeBytes += chunk.length;
        },
        async commit(digest) {
            const bytes = Buffer.concat(chunks);
            const actual = digestOf(bytes, digest);
            if (actual !== digest) {
                throw new MirrorError('digest-mismatch', `the bytes received hash to ${shortDigest(actual)}`, {
                    where: digest,
                });
            }
            putBlob(content, repository, digest, bytes);
        },
        async discard() {
            chunks.length = 0;
        },
    };
}
function storeManifest(content, repository, { raw, tag }) {
    const holder = repositoryForWriting(content, repository);
    holder.manifests.set(raw.descriptor.digest, raw);
    if (tag !== null)
        holder.tags.set(tag, raw.descriptor.digest);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./build/server/byte-range.js
/** What of `sizeBytes` bytes is asked for. Other units, several ranges and malformed ones ask for the whole, as the RFC
 *  allows. */
function parseByteRange(header, sizeBytes) {
    const [, first = '', last = ''] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '') ?? [];
    if (first === '' && last === '')
        return { kind: 'whole' };
    if (first === '')
        return part(Math.max(0, sizeBytes - Number(last)), sizeBytes);
    if (last !== '' && Number(last) < Number(first))
        return { kind: 'whole' };
    return part(Number(first), last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1));
}
function part(from, to) {
    return from < to ? { kind: 'part', span: { from, to } } : { kind: 'unsatisfiable' };
}

;// CONCATENATED MODULE: ./build/server/exchange.js
/** Answers without a body. */
function sendEmpty({ response }, status, headers) {
    response.writeHead(status, { ...(status !== 204 && { 'Content-Length': 0 }), ...headers });
    response.end();
}
/** Answers with `body`, or with its headers alone to a HEAD. */
function sendBytes({ response, method }, status, body, headers) {
    response.writeHead(status, { 'Content-Length': body.length, ...headers });
    response.end(method === 'HEAD' ? undefined : body);
}
function sendJson(exchange, status, value, headers = {}) {
    const body = Buffer.from(JSON.stringify(value));
    sendBytes(exchange, status, body, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}
/** The error body of the spec. Once an answer has begun, the connection is broken off instead. */
function sendFault(exchange, fault) {
    if (exchange.response.headersSent) {
        breakOff(exchange.response);
        return;
    }
    const details = Array.isArray(fault.detail) ? fault.detail : [fault.detail];
    const errors = details.map((detail) => ({
        code: fault.code,
        message: fault.message,
        ...(detail !== null && { detail }),
    }));
    sendJson(exchange, fault.status, { errors }, fault.headers);
}
/** Sends what is written and closes, so that the client sees a body that ends too early. */
function breakOff(response) {
    response.flushHeaders();
    response.socket?.destroySoon();
}

;// CONCATENATED MODULE: ./build/server/request-fault.js
/** What is wrong with a request, as the answer it gets (distribution-spec, "Error Codes"). */

class RequestFault extends Error {
    status;
    code;
    detail;
    headers;
    constructor(status, code, message, more = {}) {
        super(message);
        this.name = 'RequestFault';
        this.status = status;
        this.code = code;
        this.detail = more.detail ?? null;
        this.headers = more.headers ?? {};
    }
}
/** Anything thrown, as the answer to give. Places on this machine are left out of it. */
function toRequestFault(error) {
    if (error instanceof RequestFault)
        return error;
    if (!isMirrorError(error))
        return new RequestFault(500, 'UNKNOWN', 'unexpected failure');
    return new RequestFault(statusOf(error), codeOf(error), error.message);
}
function statusOf(error) {
    if (error.code === 'no-space')
        return 507;
    return error.code === 'digest-mismatch' || error.code === 'size-mismatch' ? 400 : 500;
}
function codeOf(error) {
    if (error.code === 'digest-mismatch')
        return 'DIGEST_INVALID';
    return error.code === 'size-mismatch' ? 'SIZE_INVALID' : 'UNKNOWN';
}

;// CONCATENATED MODULE: ./build/server/blobs.js



async function serveBlob(exchange, repository, digest) {
    const sizeBytes = await exchange.scope.backend.blobSize(repository, digest);
    if (sizeBytes === null)
        throw new RequestFault(404, 'BLOB_UNKNOWN', 'there is no such blob', { detail: { digest } });
    const headers = {
        'Content-Type': 'application/octet-stream',
        'Accept-Ranges': 'bytes',
        'Docker-Content-Digest': digest,
        ETag: `"${digest}"`,
    };
    const range = parseByteRange(exchange.request.headers.range, sizeBytes);
    if (exchange.method === 'HEAD' || range.kind === 'whole') {
        const span = { from: 0, to: sizeBytes };
        await sendSpan(exchange, { repository, digest, span, status: 200, headers });
    }
    else if (range.kind === 'unsatisfiable') {
        throw new RequestFault(416, 'RANGE_INVALID', 'the range is beyond the end of the blob', {
            headers: { 'Content-Range': `bytes */${sizeBytes}` },
        });
    }
    else {
        const { span } = range;
        const contentRange = `bytes ${span.from}-${span.to - 1}/${sizeBytes}`;
        await sendSpan(exchange, {
            repository,
            digest,
            span,
            status: 206,
            headers: { ...headers, 'Content-Range': contentRange },
        });
    }
}
/** The headers go out before the first byte is read: what fails then is a body that ends too early. */
async function sendSpan(exchange, answer) {
    const length = answer.span.to - answer.span.from;
    const headers = { ...answer.headers, 'Content-Length': length };
    if (exchange.method === 'HEAD' || length === 0) {
        sendEmpty(exchange, answer.status, headers);
        return;
    }
    const { response, scope, signal } = exchange;
    response.writeHead(answer.status, headers);
    response.flushHeaders();
    let sentBytes = 0;
    for await (const chunk of scope.backend.readBlob(answer.repository, answer.digest, answer.span, signal)) {
        if (signal.aborted)
            return;
        sentBytes += chunk.length;
        if (!response.write(chunk))
            await drained(exchange);
    }
    if (sentBytes !== length)
        throw new RequestFault(500, 'UNKNOWN', 'the blob ends too early');
    response.end();
}
/** Resolves when more may be written, or the client has gone. */
async function drained({ response, signal }) {
    if (signal.aborted)
        return;
    await new Promise((resolve) => {
        const done = () => {
            response.off('drain', done);
            signal.removeEventListener('abort', done);
            resolve();
        };
        response.once('drain', done);
        signal.addEventListener('abort', done, { once: true });
    });
}

;// CONCATENATED MODULE: ./build/server/lists.js



/** GET /v2/NAME/tags/list, in lexical order, in pages of `n` after `last`. */
async function serveTags(exchange, repository) {
    const tags = await exchange.scope.backend.tags(repository, exchange.signal);
    if (tags === null)
        throw new RequestFault(404, 'NAME_UNKNOWN', 'there is no such repository', {
            detail: { name: repository },
        });
    const page = pageOf(tags, exchange.query);
    sendJson(exchange, 200, { name: repository, tags: page.items }, linkHeader(`/v2/${repository}/tags/list`, page));
}
/** GET /v2/_catalog */
async function serveCatalog(exchange) {
    const page = pageOf(await exchange.scope.backend.repositories(exchange.signal), exchange.query);
    sendJson(exchange, 200, { repositories: page.items }, linkHeader('/v2/_catalog', page));
}
/** GET /v2/NAME/referrers/DIGEST; an unknown digest has none. */
async function serveReferrers(exchange, repository, digest) {
    const all = await exchange.scope.backend.referrers(repository, digest, exchange.signal);
    const artifactType = exchange.query.get('artifactType');
    const manifests = artifactType === null ? all : all.filter((referrer) => referrer.artifactType === artifactType);
    sendJson(exchange, 200, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }, { 'Content-Type': OCI_INDEX, ...(artifactType !== null && { 'OCI-Filters-Applied': 'artifactType' }) });
}
function pageOf(all, query) {
    const last = query.get('last');
    const rest = [...all].sort().filter((item) => last === null || item > last);
    const n = pageSize(query.get('n'));
    if (n === null || n >= rest.length)
        return { items: rest, next: null };
    const items = rest.slice(0, n);
    const lastShown = items.at(-1);
    return {
        items,
        next: lastShown === undefined ? null : new URLSearchParams({ n: String(n), last: lastShown }).toString(),
    };
}
function pageSize(text) {
    if (text === null)
        return null;
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    throw new RequestFault(400, 'PAGINATION_NUMBER_INVALID', 'n is not a whole number from 0 on');
}
function linkHeader(path, page) {
    return page.next === null ? {} : { Link: `<${path}?${page.next}>; rel="next"` };
}

;// CONCATENATED MODULE: ./build/server/request-body.js

/** The whole body. Throws RequestFault 413 beyond `limitBytes`, and 400 when the client broke off. */
async function request_body_readBounded(request, limitBytes) {
    const chunks = [];
    let sizeBytes = 0;
    await eachChunk(request, async (chunk) => {
        sizeBytes += chunk.length;
        if (sizeBytes > limitBytes)
            throw request_body_tooLarge(limitBytes);
        chunks.push(chunk);
    });
    return Buffer.concat(chunks);
}
/** Hands every chunk to `take`, one at a time. Throws RequestFault 400 when the client broke off. */
async function eachChunk(request, take) {
    // The stream is not destroyed when `take` fails, so that the fault can still be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        await take(chunk);
    }
    if (!request.complete)
        throw new RequestFault(400, 'BLOB_UPLOAD_INVALID', 'the body ended too early');
}
function request_body_tooLarge(limitBytes) {
    return new RequestFault(413, 'SIZE_INVALID', `at most ${limitBytes} bytes are taken here`, {
        headers: { Connection: 'close' },
    });
}

;// CONCATENATED MODULE: ./build/server/manifests.js
/** GET, HEAD and PUT of manifests (distribution-spec, "Pulling manifests", "Pushing manifests"). */








async function serveManifest(exchange, repository, reference) {
    const manifest = await exchange.scope.backend.readManifest(repository, reference, exchange.signal);
    if (manifest === null) {
        throw new RequestFault(404, 'MANIFEST_UNKNOWN', 'there is no such manifest', { detail: { reference } });
    }
    const { digest, mediaType } = manifest.descriptor;
    sendBytes(exchange, 200, manifest.bytes, {
        'Content-Type': mediaType,
        'Docker-Content-Digest': digest,
        ETag: `"${digest}"`,
    });
}
async function receiveManifest(exchange, repository, reference) {
    const bytes = await request_body_readBounded(exchange.request, MANIFEST_LIMIT_BYTES);
    const raw = rawManifest(bytes, reference, bareMediaType(exchange.request.headers['content-type'] ?? ''));
    const node = parsedNode(raw);
    await requireNeeds(exchange, repository, node);
    const tag = isDigest(reference) ? null : reference;
    await exchange.scope.backend.writeManifest(repository, { raw, node, tag }, exchange.signal);
    sendEmpty(exchange, 201, {
        Location: `/v2/${repository}/manifests/${raw.descriptor.digest}`,
        'Docker-Content-Digest': raw.descriptor.digest,
        ...(node.subject !== null && { 'OCI-Subject': node.subject.digest }),
    });
}
function rawManifest(bytes, reference, mediaType) {
    const digest = isDigest(reference) ? digestOf(bytes, reference) : digestOf(bytes);
    if (isDigest(reference) && digest !== reference) {
        throw new RequestFault(400, 'DIGEST_INVALID', `the manifest received hashes to ${digest}`);
    }
    if (mediaType === '')
        throw new RequestFault(400, 'MANIFEST_INVALID', 'a Content-Type is needed');
    return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}
function parsedNode(raw) {
    const parsed = parseManifest(raw);
    if (!parsed.ok)
        throw new RequestFault(400, 'MANIFEST_INVALID', parsed.why);
    const { mediaType } = parsed.node;
    if (mediaType === raw.descriptor.mediaType)
        return parsed.node;
    throw new RequestFault(400, 'MANIFEST_INVALID', `the Content-Type is not the media type of the manifest, ${mediaType}`);
}
async function requireNeeds({ scope, signal }, repository, node) {
    if (node.kind === 'index' && scope.allowsSparse)
        return;
    const missing = await manifest_needs_missingNeeds(node, {
        hasBlob: async (digest) => (await scope.backend.blobSize(repository, digest)) !== null,
        hasManifest: async (digest) => (await scope.backend.readManifest(repository, digest, signal)) !== null,
    });
    if (missing.length === 0)
        return;
    throw new RequestFault(400, 'MANIFEST_BLOB_UNKNOWN', 'content that the manifest names is not in this repository', {
        detail: missing.map((digest) => ({ digest })),
    });
}

;// CONCATENATED MODULE: ./build/server/route.js
/** Paths of the distribution spec, parsed once; nothing that is not of its grammar gets any further. */



/** Names may contain words of the API, so a path is read from its end. */
const PATTERNS = [
    [/^\/v2\/(.+)\/tags\/(list)$/, (repository) => ({ kind: 'tags', repository })],
    [/^\/v2\/(.+)\/blobs\/(uploads)\/?$/, (repository) => ({ kind: 'uploads', repository })],
    [/^\/v2\/(.+)\/blobs\/uploads\/([0-9a-f-]{36})$/, (repository, id) => ({ kind: 'upload', repository, id })],
    [
        /^\/v2\/(.+)\/manifests\/([^/]+)$/,
        (repository, last) => ({ kind: 'manifest', repository, reference: referenceIn(last) }),
    ],
    [
        /^\/v2\/(.+)\/blobs\/([^/]+)$/,
        (repository, last) => ({ kind: 'blob', repository, digest: route_digestIn(last) }),
    ],
    [
        /^\/v2\/(.+)\/referrers\/([^/]+)$/,
        (repository, last) => ({ kind: 'referrers', repository, digest: route_digestIn(last) }),
    ],
];
/** The route of a request target. Throws RequestFault: 404 for other paths, 400 NAME_INVALID, TAG_INVALID,
 *  DIGEST_INVALID. */
function parseRoute(path) {
    const decoded = decodePath(path);
    if (decoded === '/v2' || decoded === '/v2/')
        return { kind: 'version' };
    if (decoded === '/v2/_catalog')
        return { kind: 'catalog' };
    for (const [pattern, routeOf] of PATTERNS) {
        const [, repository = '', last = ''] = pattern.exec(decoded) ?? [];
        if (repository === '')
            continue;
        requireRepository(repository);
        return routeOf(repository, last);
    }
    throw new RequestFault(404, 'NAME_UNKNOWN', 'this is not a path of the registry API');
}
/** Throws RequestFault 400 NAME_INVALID. */
function requireRepository(name) {
    const why = whyPathIsInvalid(name);
    if (why !== null)
        throw new RequestFault(400, 'NAME_INVALID', why);
}
function decodePath(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        throw new RequestFault(400, 'NAME_INVALID', 'the path is not valid percent-encoding');
    }
}
/** Throws RequestFault 400 DIGEST_INVALID. */
function route_digestIn(text) {
    if (isDigest(text))
        return text;
    throw new RequestFault(400, 'DIGEST_INVALID', 'this is not a digest');
}
function referenceIn(text) {
    if (text.includes(':'))
        return route_digestIn(text);
    if (isTag(text))
        return text;
    throw new RequestFault(400, 'TAG_INVALID', 'this is neither a tag nor a digest');
}

;// CONCATENATED MODULE: ./build/server/uploads.js
/** Blob uploads (distribution-spec, "Pushing blobs"). */





/** POST: mounts a blob, takes a whole one, or opens an upload. */
async function beginUpload(exchange, repository) {
    const { query, scope } = exchange;
    const mount = query.get('mount');
    if (mount !== null && (await isMounted(exchange, repository, route_digestIn(mount)))) {
        sendCreated(exchange, repository, route_digestIn(mount));
        return;
    }
    const whole = mount === null ? query.get('digest') : null;
    const digest = whole === null ? null : route_digestIn(whole);
    const id = await scope.uploads.begin(repository);
    if (digest === null)
        sendProgress(exchange, 202, { repository, id, sizeBytes: 0 });
    else
        await uploads_complete(exchange, repository, { id, digest });
}
/** PATCH: takes the next chunk. */
async function receiveChunk(exchange, repository, id) {
    const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => {
        requireNextChunk(exchange, { repository, id }, session.sizeBytes);
        await takeBody(exchange, session, { id, digest: null });
        return session.sizeBytes;
    });
    sendProgress(exchange, 202, { repository, id, sizeBytes });
}
/** PUT: takes the last chunk, which may be empty or all there is, and completes the blob. */
async function uploads_completeUpload(exchange, repository, id) {
    const digest = exchange.query.get('digest');
    if (digest === null)
        throw new RequestFault(400, 'DIGEST_INVALID', 'the query parameter digest is missing');
    await uploads_complete(exchange, repository, { id, digest: route_digestIn(digest) });
}
/** GET: how much has been received. */
async function serveUploadStatus(exchange, repository, id) {
    const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => session.sizeBytes);
    sendProgress(exchange, 204, { repository, id, sizeBytes });
}
/** DELETE */
async function cancelUpload(exchange, repository, id) {
    await exchange.scope.uploads.hold(repository, id, async () => undefined);
    await exchange.scope.uploads.end(id, false);
    sendEmpty(exchange, 204, {});
}
async function isMounted({ query, scope }, repository, digest) {
    const from = query.get('from');
    if (from !== null)
        requireRepository(from);
    return await scope.backend.mountBlob(repository, digest, from);
}
async function uploads_complete(exchange, repository, { id, digest }) {
    const { uploads } = exchange.scope;
    await uploads.hold(repository, id, async (session) => {
        requireNextChunk(exchange, { repository, id }, session.sizeBytes);
        const sink = await takeBody(exchange, session, { id, digest });
        await sink.commit(digest).finally(() => uploads.end(id, true));
    });
    sendCreated(exchange, repository, digest);
}
/** When the store fails the upload is given up; when the client breaks off, it may go on later. */
async function takeBody(exchange, session, { id, digest }) {
    try {
        const sink = await session.sink(digest);
        await eachChunk(exchange.request, (chunk) => sink.append(chunk));
        return sink;
    }
    catch (error) {
        if (isMirrorError(error))
            await exchange.scope.uploads.end(id, false);
        throw error;
    }
}
/** Content-Range, where it is sent, says where the chunk belongs. Throws RequestFault 416 with what has been received. */
function requireNextChunk({ request }, place, sizeBytes) {
    const { 'content-range': range, 'content-length': length } = request.headers;
    if (range === undefined)
        return;
    const [, first, last] = /^(?:bytes[ =])?(\d{1,16})-(\d{1,16})(?:\/(?:\d+|\*))?$/.exec(range) ?? [];
    const headers = progressHeaders({ ...place, sizeBytes });
    if (first === undefined || Number(first) !== sizeBytes) {
        throw new RequestFault(416, 'RANGE_INVALID', `the next byte is number ${sizeBytes}`, { headers });
    }
    if (length !== undefined && Number(length) !== Number(last) - Number(first) + 1) {
        throw new RequestFault(400, 'SIZE_INVALID', 'Content-Range and Content-Length disagree');
    }
}
function sendProgress(exchange, status, progress) {
    sendEmpty(exchange, status, progressHeaders(progress));
}
function progressHeaders({ repository, id, sizeBytes }) {
    return {
        Location: `/v2/${repository}/blobs/uploads/${id}`,
        Range: `0-${Math.max(0, sizeBytes - 1)}`,
        'Docker-Upload-UUID': id,
    };
}
function sendCreated(exchange, repository, digest) {
    const headers = { Location: `/v2/${repository}/blobs/${digest}`, 'Docker-Content-Digest': digest };
    sendEmpty(exchange, 201, headers);
}

;// CONCATENATED MODULE: ./build/server/dispatch.js
/** From a request to the handler that answers it. */








/** Throws RequestFault and MirrorError for what cannot be answered. */
async function answerRequest(exchange, path) {
    const route = parseRoute(path);
    const handler = handlersOf(exchange, route)[exchange.method];
    if (handler === undefined)
        throw methodNotAllowed(exchange, route);
    if (isWriting(exchange.method) && !exchange.scope.isWritable)
        throw readOnly();
    await handler();
}
function handlersOf(exchange, route) {
    switch (route.kind) {
        case 'version':
            return reading(async () => sendJson(exchange, 200, {}));
        case 'catalog':
            return reading(() => serveCatalog(exchange));
        case 'tags':
            return reading(() => serveTags(exchange, route.repository));
        case 'referrers':
            return reading(() => serveReferrers(exchange, route.repository, route.digest));
        case 'blob':
            return reading(() => serveBlob(exchange, route.repository, route.digest));
        case 'manifest':
            return {
                ...reading(() => serveManifest(exchange, route.repository, route.reference)),
                PUT: () => receiveManifest(exchange, route.repository, route.reference),
            };
        case 'uploads':
            return { POST: () => beginUpload(exchange, route.repository) };
        case 'upload':
            return {
                GET: () => serveUploadStatus(exchange, route.repository, route.id),
                PATCH: () => receiveChunk(exchange, route.repository, route.id),
                PUT: () => uploads_completeUpload(exchange, route.repository, route.id),
                DELETE: () => cancelUpload(exchange, route.repository, route.id),
            };
        default:
            return assertNever(route);
    }
}
function reading(handler) {
    return { GET: handler, HEAD: handler };
}
function isWriting(method) {
    return method !== 'GET' && method !== 'HEAD';
}
function methodNotAllowed(exchange, route) {
    const allowed = Object.keys(handlersOf(exchange, route)).join(', ');
    return new RequestFault(405, 'UNSUPPORTED', 'this registry does not do that', {
        headers: { Allow: allowed },
    });
}
function readOnly() {
    return new RequestFault(405, 'UNSUPPORTED', 'this registry is read-only; start it with --writable to push', {
        headers: { Allow: 'GET, HEAD' },
    });
}

;// CONCATENATED MODULE: ./build/server/upload-sessions.js
/** Blob uploads that have been begun and not yet completed. */


/** Uploads that nobody touched for so long are given up. */
const IDLE_LIMIT_MS = 60 * 60 * 1000;
const MOST_SESSIONS = 4096;
class UploadSessions {
    #backend;
    #sessions = new Map();
    constructor(backend) {
        this.#backend = backend;
    }
    /** A new session's id. Throws RequestFault 429 when too many are open. */
    async begin(repository) {
        await this.#giveUpIdle();
        if (this.#sessions.size >= MOST_SESSIONS)
            throw new RequestFault(429, 'TOOMANYREQUESTS', 'too many uploads are open');
        const id = (0,external_node_crypto_.randomUUID)();
        this.#sessions.set(id, { repository, sink: null, isBusy: false, touchedAt: performance.now() });
        return id;
    }
    /** Runs `work` with the session for itself. Throws RequestFault 404 BLOB_UPLOAD_UNKNOWN, and 409 while another
     *  request writes to it. */
    async hold(repository, id, work) {
        const session = this.#sessions.get(id);
        if (session === undefined || session.repository !== repository) {
            throw new RequestFault(404, 'BLOB_UPLOAD_UNKNOWN', 'there is no such upload');
        }
        if (session.isBusy)
            throw new RequestFault(409, 'BLOB_UPLOAD_INVALID', 'another request is writing to this upload');
        session.isBusy = true;
        try {
            return await work(held(session, this.#backend));
        }
        finally {
            session.isBusy = false;
            session.touchedAt = performance.now();
        }
    }
    /** Forgets the session and, unless it was committed, what it has received. */
    async end(id, isCommitted) {
        const session = this.#sessions.get(id);
        this.#sessions.delete(id);
        if (!isCommitted)
            await session?.sink?.discard();
    }
    async endAll() {
        await Promise.all([...this.#sessions.keys()].map((id) => this.end(id, false)));
    }
    async #giveUpIdle() {
        const limit = performance.now() - IDLE_LIMIT_MS;
        for (const [id, session] of this.#sessions) {
            if (!session.isBusy && session.touchedAt < limit)
                await this.end(id, false);
        }
    }
}
function held(session, backend) {
    return {
        get sizeBytes() {
            return session.sink?.sizeBytes ?? 0;
        },
        async sink(digest) {
            session.sink ??= await backend.startBlob(session.repository, digest);
            return session.sink;
        },
    };
}

;// CONCATENATED MODULE: ./build/server/registry-server.js
/** A registry over HTTP: the pull and push parts of the OCI distribution spec on any backend. */






/** Idle connections live longer than those of common clients, so that it is the client who closes them. */
const registry_server_KEEP_ALIVE_MS = 75_000;
/** Starts a registry on `backend`. Throws `input` when it cannot listen there. */
async function createRegistryServer(backend, options = {}) {
    const scope = {
        backend,
        uploads: new UploadSessions(backend),
        isWritable: options.writable ?? false,
        allowsSparse: options.sparse ?? false,
    };
    const server = (0,external_node_http_.createServer)((request, response) => {
        registry_server_report(request, response, options);
        void answer(scope, request, response, options);
    });
    server.requestTimeout = 0; // a large upload over a slow line is no attack
    server.keepAliveTimeout = registry_server_KEEP_ALIVE_MS;
    const address = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    const close = async () => {
        await stop(server);
        await scope.uploads.endAll();
    };
    return { url: `http://${host}:${address.port}`, host, port: address.port, close };
}
async function answer(scope, request, response, options) {
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    const exchange = {
        scope,
        request,
        response,
        method: request.method ?? 'GET',
        query: new URLSearchParams(query),
        signal: goneSignal(response),
    };
    response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    try {
        if (await options.intercept?.(request, response))
            return;
        await answerRequest(exchange, path);
    }
    catch (error) {
        sendFault(exchange, toRequestFault(error));
    }
}
function splitOnce(text, separator) {
    const at = text.indexOf(separator);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
function goneSignal(response) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return gone.signal;
}
function registry_server_report(request, response, { onRequest }) {
    if (onRequest === undefined)
        return;
    let isReported = false;
    const once = () => {
        if (isReported)
            return;
        isReported = true;
        const { method = '', url: path = '', headers } = request;
        onRequest({ method, path, headers, status: response.statusCode });
    };
    response.once('finish', once);
    response.once('close', once);
}
async function listen(server, host, port) {
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(cannotListen(host, port, error)));
        server.listen({ host, port }, resolve);
    });
    return server.address();
}
function cannotListen(host, port, error) {
    const code = 'code' in error ? String(error.code) : error.message;
    return new MirrorError('input', `cannot listen on ${host}:${port}: ${code}`, {
        fix: 'choose another HOST:PORT, or port 0 for any free one',
        cause: error,
    });
}
async function stop(server) {
    const closed = new Promise((resolve) => {
        server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
}

;// CONCATENATED MODULE: ./build/server/sample-tar.js
/** A tar archive of one small file (POSIX ustar). */
const sample_tar_BLOCK_BYTES = 512;
/** Owner root, time 0: the same input gives the same bytes. `path` has at most 100 ASCII characters. */
function tarOfFile(path, content) {
    const padding = (sample_tar_BLOCK_BYTES - (content.length % sample_tar_BLOCK_BYTES)) % sample_tar_BLOCK_BYTES;
    return Buffer.concat([sample_tar_header(path, content.length), content, Buffer.alloc(padding + 2 * sample_tar_BLOCK_BYTES)]);
}
function sample_tar_header(path, sizeBytes) {
    const block = Buffer.alloc(sample_tar_BLOCK_BYTES);
    const fields = [
        [0, path],
        [100, octal(0o644, 7)],
        [108, octal(0, 7)], // user
        [116, octal(0, 7)], // group
        [124, octal(sizeBytes, 11)],
        [136, octal(0, 11)], // time
        [148, ' '.repeat(8)], // the checksum counts as blanks while it is computed
        [156, '0'], // a regular file
        [257, 'ustar\x0000'],
    ];
    for (const [offset, text] of fields)
        block.write(text, offset, 'ascii');
    const checksum = block.reduce((sum, byte) => sum + byte, 0);
    block.write(`${octal(checksum, 6)} `, 148, 'ascii');
    return block;
}
function octal(value, digits) {
    return `${value.toString(8).padStart(digits, '0')}\0`;
}

;// CONCATENATED MODULE: ./build/server/sample-image.js
/**
 * Small real images made up on the fly: gzipped tar layers, configs with diff IDs, one manifest per platform, an index
 * with an attestation for each. The same description gives the same digests.
 */




const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const STATEMENT = 'application/vnd.in-toto+json';
const CREATED = '2026-01-02T03:04:05Z';
function makeSampleImage({ architectures, layers }) {
    const images = architectures.map((architecture) => makeImage(architecture, layers));
    const attestations = images.map(({ manifest }) => makeAttestation(manifest.descriptor.digest));
    const index = documentOf(INDEX, {
        schemaVersion: 2,
        mediaType: INDEX,
        manifests: [
            ...images.map(({ manifest, architecture }) => ({
                ...manifest.descriptor,
                platform: { os: 'linux', architecture },
            })),
            ...attestations.map(({ manifest, subject }) => ({
                ...manifest.descriptor,
                platform: { os: 'unknown', architecture: 'unknown' },
                annotations: {
                    'vnd.docker.reference.type': 'attestation-manifest',
                    'vnd.docker.reference.digest': subject,
                },
            })),
        ],
    });
    return {
        manifests: [...images, ...attestations].map(({ manifest }) => manifest).concat(index),
        blobs: [...images, ...attestations].flatMap(({ blobs }) => blobs),
        layers: images.flatMap((image) => image.layers),
    };
}
function makeImage(architecture, wanted) {
    const layers = wanted.map((layer) => makeLayer(layer, architecture));
    const config = documentOf(CONFIG, {
        created: CREATED,
        architecture,
        os: 'linux',
        config: { Env: ['PATH=/usr/bin:/bin'], Cmd: [`/${wanted.at(-1)?.path ?? ''}`] },
        rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
        history: wanted.map(({ path }) => ({ created: CREATED, created_by: `COPY ${path} /` })),
    });
    const blobs = layers.map(({ part }) => part);
    const manifest = sample_image_manifestOf(config, blobs);
    const digests = blobs.map(({ descriptor }) => descriptor.digest);
    return { architecture, manifest, blobs: [config, ...blobs], layers: digests };
}
function makeLayer({ path, text, sizeBytes }, architecture) {
    const head = Buffer.from(`${text} (linux/${architecture})\n`);
    const file = Buffer.concat([head, noise(head, Math.max(0, sizeBytes - head.length))]);
    const tar = tarOfFile(path, file);
    return { part: sample_image_partOf(LAYER, (0,external_node_zlib_.gzipSync)(tar)), diffId: digestOf(tar) };
}
/** What BuildKit attaches: a manifest of platform unknown whose layer is an in-toto statement about the image. */
function makeAttestation(subject) {
    const statement = documentOf(STATEMENT, {
        _type: 'https://in-toto.io/Statement/v1',
        predicateType: 'https://slsa.dev/provenance/v1',
        subject: [{ name: 'image', digest: { sha256: subject.slice('sha256:'.length) } }],
        predicate: { buildDefinition: { buildType: 'mirror-action demo' } },
    });
    const config = documentOf(CONFIG, {
        architecture: 'unknown',
        os: 'unknown',
        config: {},
        rootfs: { type: 'layers', diff_ids: [statement.descriptor.digest] },
    });
    return { subject, manifest: sample_image_manifestOf(config, [statement]), blobs: [config, statement] };
}
function sample_image_manifestOf(config, layers) {
    return documentOf(MANIFEST, {
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: config.descriptor,
        layers: layers.map(({ descriptor }) => descriptor),
    });
}
function documentOf(mediaType, value) {
    return sample_image_partOf(mediaType, Buffer.from(JSON.stringify(value, null, 2)));
}
function sample_image_partOf(mediaType, bytes) {
    return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}
/** Bytes that do not compress, decided by `seed`. */
function noise(seed, sizeBytes) {
    return (0,external_node_crypto_.createHash)('shake256', { outputLength: sizeBytes }).update(seed).digest();
}

;// CONCATENATED MODULE: ./build/server/layout-backend.js
/** A registry whose content is one OCI image layout directory (contract, section 3 "Layouts"). */









/**
 * Serves `NAME:TAG` as tag TAG of repository NAME. Bare tags, which skopeo and docker save write, are shown in the
 * repository called like the directory (`repositoryForBareTags`). Blobs, and manifests by digest, are those of the
 * whole directory, whatever the repository. A manifest pushed by digest is listed as NAME@DIGEST until an index that
 * has it as child is pushed.
 */
function createLayoutBackend(layout) {
    const { directory } = layout;
    const bareName = repositoryForBareTags(directory);
    const rootsOf = async (repository, signal) => (await layout.roots(signal)).filter((root) => shownAs(root, bareName) === repository);
    return {
        blobSize: (_repository, digest) => blobSize(directory, digest),
        readBlob: (_repository, digest, span, signal) => streamBlobFile(directory, digest, span, signal),
        async startBlob(_repository, digest) {
            await layout.prepare();
            return await startBlob(directory, digest === null ? 'sha256' : digestAlgorithm(digest));
        },
        mountBlob: async (_repository, digest) => (await blobSize(directory, digest)) !== null,
        readManifest: (repository, reference, signal) => readAny(layout, repository === bareName ? [repository, ''] : [repository], reference, signal),
        writeManifest: (repository, manifest, signal) => layout_backend_storeManifest(layout, repository, manifest, signal),
        async tags(repository, signal) {
            const roots = await rootsOf(repository, signal);
            return roots.length === 0 ? null : [...new Set(roots.flatMap((root) => root.tag ?? []))];
        },
        async repositories(signal) {
            const names = (await layout.roots(signal)).map((root) => shownAs(root, bareName));
            return [...new Set(names)].filter((name) => whyPathIsInvalid(name) === null);
        },
        referrers: async (repository, digest, signal) => await referrersAmong(directory, await rootsOf(repository, signal), digest),
    };
}
/** The base name of the directory, lower case, as a repository name; `image` where nothing of it is left. */
function repositoryForBareTags(directory) {
    const name = (0,external_node_path_.basename)(directory)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
    return name === '' ? 'image' : name;
}
function shownAs(root, bareName) {
    return root.name === '' ? bareName : root.name;
}
/** The first of `names` that has it; what is damaged is not there, so that pushing it again heals it. */
async function readAny(layout, names, reference, signal) {
    for (const name of isDigest(reference) ? names.slice(0, 1) : names) {
        try {
            return await layout.repository(name).readManifest(reference, signal);
        }
        catch (error) {
            if (!isMirrorError(error, 'not-found', 'digest-mismatch', 'too-large'))
                throw error;
        }
    }
    return null;
}
async function layout_backend_storeManifest(layout, repository, manifest, signal) {
    const { raw, node, tag } = manifest;
    const { digest } = raw.descriptor;
    await layout.repository(repository).writeManifest(raw, signal);
    const refName = tag === null ? untaggedRefName(repository, digest) : taggedRefName(repository, tag);
    const children = node.kind === 'index' ? node.children.map((child) => child.descriptor.digest) : [];
    const drop = new Set(children.map((child) => untaggedRefName(repository, child)));
    await layout.index.change({ put: new Map([[refName, raw.descriptor]]), drop }, signal);
}
async function referrersAmong(directory, roots, subject) {
    const found = new Map();
    for (const { descriptor } of roots) {
        const expected = { mediaType: descriptor.mediaType, sizeBytes: undefined };
        const manifest = await readManifestFile(directory, descriptor.digest, expected).catch(() => null);
        const referrer = manifest === null ? null : referrerOf(manifest, subject);
        if (referrer !== null)
            found.set(descriptor.digest, referrer);
    }
    return [...found.values()];
}

;// CONCATENATED MODULE: ./build/server/serve-layout.js
/** `serve DIR`: an OCI image layout directory as a registry. */



/** Starts serving. Throws `input` when the directory is no layout or the address cannot be listened on, `io`. */
async function serveLayout(options) {
    const layout = openLayout(options.directory);
    const signal = options.signal ?? new AbortController().signal;
    if (options.writable) {
        await layout.repository('').checkPush(signal);
        await layout.index.change({ put: new Map(), drop: new Set() }, signal);
    }
    await layout.roots(signal);
    return await createRegistryServer(createLayoutBackend(layout), {
        host: options.host,
        port: options.port,
        writable: options.writable,
        sparse: true,
        onRequest: (record) => options.log(requestLine(record)),
    });
}
const LONGEST_PATH = 300;
function requestLine({ method, path, status }) {
    return `${method} ${path.slice(0, LONGEST_PATH).replace(/[^!-~]/g, '?')} ${status}`;
}

;// CONCATENATED MODULE: ./build/servers.js






function servers(host) {
    return {
        async serveLayout({ directory, listen, writable, signal }) {
            const place = readListen(listen);
            return servers_served(await serveLayout({ directory, ...place, writable, signal, log: (line) => host.log.info(line) }));
        },
        async startEmbedded() {
            const backend = createMemoryBackend();
            const server = await createRegistryServer(backend, { writable: true });
            return {
                ...servers_served(server),
                push: async (repository, tag, image) => storeSample(backend.content, makeSampleImage(image), { repository, tag }),
                loseBlob: (digest) => backend.deleteBlobData(digest),
            };
        },
    };
}
/** Puts made-up content where the server finds it. Returns what it is called. */
function storeSample(content, { manifests, blobs, layers }, { repository, tag }) {
    for (const { descriptor, bytes } of blobs)
        putBlob(content, repository, descriptor.digest, bytes);
    const holder = repositoryForWriting(content, repository);
    for (const manifest of manifests)
        holder.manifests.set(manifest.descriptor.digest, manifest);
    const digest = manifests.at(-1)?.descriptor.digest;
    if (digest === undefined)
        throw new MirrorError('internal', 'a sample image without manifests');
    holder.tags.set(tag, digest);
    return { digest, layers };
}
function servers_served(server) {
    return { url: server.url, address: `${server.host}:${server.port}`, close: () => server.close() };
}
/** `HOST:PORT`, `[::1]:PORT`, `PORT`. */
function readListen(listen) {
    const match = /^(?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):)?(\d{1,5})$/.exec(listen);
    const port = Number(match?.[2]);
    if (match === null || port > 65_535) {
        throw new MirrorError('usage', `--listen ${JSON.stringify(listen)} is not HOST:PORT`, {
            fix: 'write it like 127.0.0.1:5000',
        });
    }
    return { host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}

;// CONCATENATED MODULE: ./build/run.js
/** The composition root: what the user asked for and a host in, an exit code out. The only place that names implementations. */












const EXIT_CANNOT_RUN = 2;
/** About 24.8 days; a timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const EXIT_INTERRUPTED = { SIGINT: 130, SIGTERM: 143 };
/** Runs one command to its end. Never throws. */
async function run_run(invocation, host) {
    const start = { host, startedAtMs: host.clock.now(), opened: [] };
    // where results go is text that cannot be wrong: enough to say why nothing was done
    let options = readOptions(placesOf(invocation.options));
    try {
        options = readOptions(invocation.options);
        host.configureLog({ level: options.logLevel, quiet: options.quiet });
        const { report, exitCode, afterReport } = await run_carryOut(invocation, options, start);
        const isWritten = report === null || (await publish(report, options, host));
        await afterReport?.();
        return interruptedCode(host) ?? (isWritten ? exitCode : EXIT_CANNOT_RUN);
    }
    catch (error) {
        await tellFailure(toMirrorError(error), { command: invocation.command, options, ...start });
        return interruptedCode(host) ?? EXIT_CANNOT_RUN;
    }
    finally {
        // after the report: giving uploads up may take longer than a runner waits for what it has stopped
        await Promise.all(start.opened.map((stores) => stores.close()));
    }
}
/** Reports an invocation that could not even be read, everywhere `options` ask for a report. Never throws. Returns the exit code. */
async function reportFailure(error, { command, options: raw, host }) {
    const options = readOptions(placesOf(raw));
    await tellFailure(toMirrorError(error), {
        command,
        options,
        host,
        startedAtMs: host.clock.now(),
        opened: [],
    });
    return EXIT_CANNOT_RUN;
}
const run_PLACES = ['json', 'summary', 'html', 'sarif'];
function placesOf(raw) {
    return Object.fromEntries(Object.entries(raw).filter(([key]) => run_PLACES.some((place) => place === key)));
}
async function run_carryOut(invocation, options, { host, startedAtMs, opened }) {
    const command = findCommand(invocation.command);
    if (command === null)
        throw new MirrorError('usage', `there is no command ${JSON.stringify(invocation.command)}`, {
            fix: 'see --help',
        });
    checkUsage(command, invocation);
    if (doesWrite(command.writes, options))
        refusePullRequests(command.name, options, host);
    const budget = timeBudget(options.timeBudgetMs);
    const door = {
        host,
        options,
        positionals: invocation.positionals,
        signal: AbortSignal.any([host.signal, budget.signal]),
        startedAtMs,
        version: VERSION,
        openStores: async (file) => {
            const stores = await openStores(file, { host, options, command: command.name });
            opened.push(stores);
            return stores;
        },
        servers: servers(host),
        home: (0,external_node_os_.homedir)(),
        temporary: (0,external_node_os_.tmpdir)(),
    };
    try {
        return await command.run(door);
    }
    finally {
        budget.clear();
    }
}
function timeBudget(budgetMs) {
    const controller = new AbortController();
    if (budgetMs === null)
        return { signal: controller.signal, clear: () => undefined };
    const timer = setTimeout(() => controller.abort('time budget'), Math.min(budgetMs, LONGEST_TIMER_MS));
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
/** What a pull request proposes has not been reviewed: it must not change what clusters run. */
function refusePullRequests(command, { allowPrWrite }, host) {
    const event = host.run?.event ?? host.env.GITHUB_EVENT_NAME ?? '';
    if (host.kind !== 'action' || allowPrWrite || !event.startsWith('pull_request'))
        return;
    throw new MirrorError('usage', `${command} writes to mirrors and does not run for the event ${event}`, {
        fix: 'run plan here instead, or set allow-pr-write: true if whoever may open a pull request may also write to the mirrors',
    });
}
/** Says why nothing could be done, everywhere a report was asked for. */
async function tellFailure(error, { command, options, host, startedAtMs }) {
    const findings = error instanceof UnusableFiles ? error.findings : [];
    if (error.code === 'internal')
        host.log.debug(String(error.cause instanceof Error ? error.cause.stack : error.stack));
    const report = assembleFailure({ command, startedAtMs, endedAtMs: host.clock.now(), version: VERSION, run: host.run }, {
        code: error.code,
        message: error.where === undefined ? error.message : `${error.message} (${error.where})`,
        help: error.fix ?? null,
    }, findings);
    await publish(report, options, host);
    if (findings.length === 0)
        host.annotateFailure(describeError(error));
}
function interruptedCode(host) {
    if (!host.signal.aborted)
        return null;
    return EXIT_INTERRUPTED[String(host.signal.reason)] ?? null;
}

;// CONCATENATED MODULE: ./build/main-cli.js
/** The command line: arguments in, exit code out. */





async function main(args) {
    const { env, stdin, stdout, stderr } = process;
    const host = createTerminalHost({ env, stdin, stdout, stderr, cwd: process.cwd() });
    try {
        return await runLine(args, host);
    }
    catch (error) {
        host.log.error(describeError(toMirrorError(error)));
        return 2;
    }
    finally {
        host.dispose();
    }
}
async function runLine(args, host) {
    let line;
    try {
        line = readCommandLine(args, VERSION);
    }
    catch (error) {
        return await reportFailure(error, { ...salvageCommandLine(args), host });
    }
    if (line.kind === 'run')
        return await run_run(line, host);
    await host.writeStdout(line.text);
    return line.exitCode;
}


/***/ })

};
