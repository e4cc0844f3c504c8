export const id = 411;
export const ids = [411,373];
export const modules = {

/***/ 9519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ publish)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/signatures/describe-failure.js
var describe_failure = __webpack_require__(5354);
;// CONCATENATED MODULE: ./build/report/table.js
/** A table of a report, for every rendering: what it holds, not how it looks. */
/** Rows are rendered only as far as they are asked for. */
function tableOf(title, columns, items, cells) {
    return { title, columns, rowCount: items.length, rows: (most) => items.slice(0, most).map(cells) };
}

;// CONCATENATED MODULE: ./build/report/carried.js
/** What images carry, in one line and as a table, with those whose signatures were verified. */




const KINDS = [
    ['signature', 'signature', 'signatures'],
    ['provenance', 'provenance statement', 'provenance statements'],
    ['sbom', 'SBOM', 'SBOMs'],
    ['other', 'other', 'others'],
];
/** `2 images carry 3 signatures, 1 SBOM`; null where none carries anything. */
function carriedLine({ carrying }) {
    if (carrying.length === 0)
        return null;
    const all = carrying.flatMap(({ carried }) => carried.referrers);
    const kinds = KINDS.map(([kind, one, many]) => ({ one, many, count: countOf(all, kind) }))
        .filter(({ count }) => count > 0)
        .map(({ one, many, count }) => (0,quantities/* formatCount */.B4)(count, one, many));
    const untold = carrying.reduce((sum, { carried }) => sum + carried.count, 0) - all.length;
    const more = untold > 0 ? [`${untold} more`] : [];
    return `${(0,quantities/* formatCount */.B4)(carrying.length, 'image carries', 'images carry')} ${[...kinds, ...more].join(', ')}`;
}
/** One line per referrer, in manifest order. */
function carriedTable({ carrying }) {
    const lines = carrying.flatMap((one) => one.carried.referrers.map((referrer) => ({ one, referrer })));
    return tableOf('What images carry', ['image', 'kind', 'type', 'of', 'size', 'digest', 'signed by', 'found by'], lines, ({ one, referrer }) => [
        code(one.image.source),
        carried_text(referrer.kind),
        carried_text(referrer.predicateType ?? (referrer.artifactType || referrer.mediaType)),
        subjectCell(one, referrer),
        { kind: 'number', text: (0,quantities/* formatBytes */.z3)(referrer.size) },
        code((0,oci_digest/* shortDigest */.VK)(referrer.digest)),
        carried_text(referrer.signedBy === null ? 'not verified' : (0,describe_failure/* formatSignedBy */.pb)(referrer.signedBy)),
        carried_text(referrer.tag === null
            ? referrer.foundBy
            : `${referrer.foundBy} ${referrer.tag.replace(/^.*\./, '.')}`),
    ]);
}
function countOf(referrers, kind) {
    return referrers.filter((one) => one.kind === kind).length;
}
function subjectCell({ image }, { subject }) {
    return subject === image.digest ? carried_text('the image') : code((0,oci_digest/* shortDigest */.VK)(subject));
}
function code(name) {
    return { kind: 'code', text: name };
}
function carried_text(words) {
    return { kind: 'text', text: words };
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(4735);
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
    return BESIDE.has(rule) || state/* DRIFT_NAMES */.t.some((name) => name === rule);
}
function isAboutTag({ rule, source, accepted }) {
    return BESIDE.has(rule) && source !== null && !accepted;
}
/** One tag may be wanted in several places of a mirror: what is wrong in one says nothing of the others. */
function isAboutPlace({ affects }, { mirrors }) {
    return affects.length === 0 || mirrors.some(({ target }) => affects.includes(target));
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
        severity: severities.toSorted((a, b) => finding/* SEVERITY_ORDER */.B[a] - finding/* SEVERITY_ORDER */.B[b])[0] ?? null,
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
            ...versionOf(sourceVersion, sourceNow),
            ...ageOf(versions, sourceVersion, nowMs),
        };
    const isGone = findings.some(({ rule }) => rule === 'source-gone');
    return { ...EMPTY_CELL, label: isGone ? 'gone' : 'n/a' };
}
function lockCell({ lock, lockVersion, versions }, { nowMs }) {
    if (lock === null)
        return { ...EMPTY_CELL, label: '·' };
    return { ...EMPTY_CELL, ...versionOf(lockVersion, lock), ...ageOf(versions, lockVersion, nowMs) };
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
    return { ...EMPTY_CELL, ...common, ...versionOf(version, found), since, age: ageText(since, nowMs) };
}
function versionOf(version, digest) {
    return { label: version === null ? '?' : String(version), digest };
}
function ageOf(versions, version, nowMs) {
    const since = version === null ? null : (versions[-version]?.since ?? null);
    return { since, age: ageText(since, nowMs) };
}
function ageText(since, nowMs) {
    const ageMs = since === null ? Number.NaN : nowMs - Date.parse(since);
    return Number.isFinite(ageMs) ? (0,quantities/* formatAge */.nV)(ageMs) : null;
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
    return severity === null ? 3 : finding/* SEVERITY_ORDER */.B[severity];
}
function changesOf({ comparedWith, images }) {
    if (comparedWith === null)
        return null;
    const kinds = images.flatMap(({ mirrors }) => mirrors.flatMap(({ driftDetail }) => driftDetail?.change ?? []));
    const count = (kind) => kinds.filter((one) => one === kind).length;
    return { since: comparedWith, new: count('new'), healed: count('healed'), moved: count('moved') };
}

// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(474);
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
    return (0,visible/* makeVisible */.Xm)(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
function markupOf(value) {
    if (typeof value === 'string')
        return escapeHtml(value);
    if (typeof value === 'number')
        return String(value);
    return 'markup' in value ? value.markup : value.map(markupOf).join('');
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
    return `${(0,quantities/* formatCount */.B4)(equal.length, `${others}tag is`, `${others}tags are`)} as wanted everywhere`;
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
    const short = (0,oci_digest/* shortDigest */.VK)(digest);
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
        : (0,quantities/* formatCount */.B4)(matrix.rows.length, 'tag differs', 'tags differ');
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
    return tableOf('Mirrors', ['mirror', 'images', 'complete', 'incomplete', 'behind', 'failed', 'written'], mirrors, (mirror) => [
        tables_code(mirror.mirror),
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
    return tableOf('Mirrors', ['mirror', 'compared', 'in sync', 'errors', 'warnings', 'other', 'n/a'], compared, ({ mirror, drift }) => [
        tables_code(mirror),
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
        tableOf('Tags that differ', ['image', 'mirror', 'wanted', 'served', 'state'], differing, (row) => [
            tables_code(row.image.source),
            tables_code(row.mirror),
            digest(row.image.digest),
            digest(row.found),
            tables_text(row.drift ?? row.outcome),
        ]),
        tableOf('Incomplete', ['image', 'mirror', 'digest', 'what is wrong'], overview.incomplete, (row) => [
            tables_code(row.image.source),
            tables_code(row.mirror),
            digest(row.image.digest ?? row.found),
            tables_text(row.reason),
        ]),
        tableOf('Not done', ['image', 'mirror', 'outcome', 'reason'], overview.undone, (row) => [
            tables_code(row.image.source),
            tables_code(row.mirror),
            tables_text(row.outcome),
            tables_text(row.reason),
        ]),
        tableOf('Planned', ['image', 'mirror', 'step', 'reason'], overview.planned, (row) => [
            tables_code(row.image.source),
            tables_code(row.mirror),
            tables_text(row.action ?? ''),
            tables_text(row.reason),
        ]),
        tableOf('Changed', ['image', 'mirror', 'before', 'now'], overview.moved, (row) => [
            tables_code(row.image.source),
            tables_code(row.mirror),
            digest(row.before),
            digest(row.found),
        ]),
    ].filter((one) => one.rowCount > 0);
}
/** Every row of the report. */
function imagesTable(rows) {
    const isCompared = rows.some(({ drift }) => drift !== null);
    return tableOf('Images', ['image', 'digest', 'mirror', 'outcome', ...(isCompared ? ['drift'] : []), 'reason', 'target'], rows, (row) => [
        tables_code(row.image.source),
        digest(row.image.digest),
        tables_code(row.mirror),
        tables_text(row.outcome),
        ...(isCompared ? [tables_text(row.drift ?? '')] : []),
        tables_text(row.reason),
        tables_code(shortTarget(row.target)),
    ]);
}
/** The digest has a column of its own. */
function shortTarget(target) {
    const at = target.lastIndexOf('@');
    return at < 0 ? target : `${target.slice(0, at)}@${(0,oci_digest/* shortDigest */.VK)(target.slice(at + 1))}…`;
}
function writtenBytes(mirror) {
    return mirror.bytes === 0 ? '–' : (0,quantities/* formatBytes */.z3)(mirror.bytes);
}
function tables_code(name) {
    return { kind: 'code', text: name };
}
function tables_text(words) {
    return { kind: 'text', text: words };
}
function number(count) {
    return { kind: 'number', text: String(count) };
}
function digest(value) {
    return value === null ? tables_text('–') : tables_code((0,oci_digest/* shortDigest */.VK)(value));
}

;// CONCATENATED MODULE: ./build/report/lock-tables.js
/** The tables of what a lock has changed: the body of a pull request. */




/** `short` leaves out what the log of the run has already said. Only tables that have rows. */
function lockTables({ lockChanges }, form) {
    const of = (kind) => (lockChanges ?? []).filter(({ change }) => change === kind);
    const listed = (title, kind) => tableOf(title, ['tag', 'digest'], of(kind), ({ source, before, after }) => [
        tables_code(source),
        digest((after ?? before)?.digest ?? null),
    ]);
    const moved = form === 'full' ? movedTable(of('moved')) : shortMovedTable(of('moved'));
    const added = form === 'full' ? [listed('New in the lock', 'new')] : [];
    return [moved, ...added, listed('No longer in the lock', 'removed')].filter(({ rowCount }) => rowCount > 0);
}
const TITLE = 'Tags that moved';
function movedTable(changes) {
    const columns = ['tag', 'from', 'to', 'created', 'size', 'platforms', 'layers changed'];
    return tableOf(TITLE, columns, changes, (change) => [
        tables_code(change.source),
        digest(change.before?.digest ?? null),
        digest(change.after?.digest ?? null),
        ...differences(change),
    ]);
}
function shortMovedTable(changes) {
    const columns = ['tag', 'to', 'created', 'size', 'platforms', 'layers changed'];
    return tableOf(TITLE, columns, changes, (change) => [
        tables_code(change.source),
        tables_code((0,oci_digest/* shortDigest */.VK)(change.after?.digest ?? '')),
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
        return arrow(before === null ? UNKNOWN : (0,quantities/* formatBytes */.z3)(before), after === null ? UNKNOWN : (0,quantities/* formatBytes */.z3)(after));
    const grown = after - before;
    if (grown === 0)
        return `${(0,quantities/* formatBytes */.z3)(after)} (±0)`;
    return `${(0,quantities/* formatBytes */.z3)(after)} (${grown > 0 ? '+' : '−'}${(0,quantities/* formatBytes */.z3)(Math.abs(grown))})`;
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

// EXTERNAL MODULE: ./build/report/overview.js
var report_overview = __webpack_require__(7108);
;// CONCATENATED MODULE: ./build/report/policies/wording.js
const MOST_EFFECTS = 10;
const MOST_PLACES = 20;
const EFFECTS = {
    'new-tag-trust': (endpoint) => `${endpoint} newly decides what tags mean`,
    'now-insecure': (endpoint) => `${endpoint} is newly used without a checked certificate`,
    'mirror-removed': (endpoint) => `${endpoint} is no longer tried`,
    'source-blocked': () => 'the source is never asked any more',
    'order-changed': (endpoint) => `the order is another; ${endpoint} comes earlier`,
    'source-contacted': () => 'the source is asked again',
    'mirror-added': (endpoint) => `${endpoint} is tried too`,
};
/** What stands out: who decides what runs, and what can no longer be reached. */
const GRAVE = new Set([
    'new-tag-trust',
    'now-insecure',
    'mirror-removed',
    'source-blocked',
    'order-changed',
]);
/** `⚠ m.example.com/x newly decides what tags mean`; the gravest first. */
function effectTexts({ effects }) {
    if (effects.length === 0)
        return ['only how it is spoken to changes'];
    const told = effects.map(({ kind, endpoint }) => `${GRAVE.has(kind) ? '⚠ ' : ''}${EFFECTS[kind](endpoint)}`);
    return atMost(told, MOST_EFFECTS);
}
/** `m.example.com/x, then docker.io/x (blocked)` */
function placesText(places) {
    if (places.length === 0)
        return 'nothing: the pull fails';
    return atMost(places.map(placeText), MOST_PLACES).join(', then ');
}
/** Policies of strangers may name thousands; the JSON report has all of them. */
function atMost(texts, most) {
    return texts.length <= most ? texts : [...texts.slice(0, most), `${texts.length - most} more`];
}
function placeText({ endpoint, blocked, insecure }) {
    return `${endpoint}${blocked ? ' (blocked)' : ''}${insecure ? ' (insecure)' : ''}`;
}
/** Whether nodes drain, in one sentence; null where it is not a question. */
function drainText({ nodes }) {
    if (nodes === null)
        return null;
    const reasons = nodes.reasons.join('; ');
    if (nodes.drain)
        return `Nodes of OpenShift will be drained one after the other: ${reasons}.`;
    return `Nodes of OpenShift will not be drained${reasons === '' ? '' : `: ${reasons}`}.`;
}
const TRUST = {
    'new-host': 'a host that was not spoken to before',
    'new-variable': 'a variable that was not read before',
    'skip-verify': 'certificates are no longer checked',
    'plain-http': 'spoken to over plain HTTP',
    'tags-allowed': 'tags are mirrored too',
    'wider-select': 'more tags may be selected',
    'rollback-allowed': 'may go back to older digests',
    'unlocked-allowed': 'may be resolved without the lock',
    'immutable-dropped': 'tags may move that could not',
    'rule-weakened': 'a rule weighs less',
    accepted: 'a finding is accepted',
    'pin-moved': 'a pin is another, or gone',
    'not-locked': 'no longer locked',
    'tag-moved': 'the lock says another digest',
};
function trustText(kind) {
    return TRUST[kind] ?? kind;
}
/** `file:line`; a dash where nothing says so. */
function saidBy({ file, line, }) {
    return file === null ? '–' : `${file}${line === null ? '' : `:${line}`}`;
}

;// CONCATENATED MODULE: ./build/report/policies/tables.js
/** What reports show of policies, as tables: for the summary and the page, and most of it for a terminal. */




/** Only tables that have rows. */
function policyTables(report) {
    const { explain, policyChanges, generated } = report;
    return [
        ...(explain === null ? [] : [explainTable(explain)]),
        ...(policyChanges === null ? [] : [sourcesTable(policyChanges), trustTable(policyChanges)]),
        tableOf('Files', ['file', 'format', 'state'], generated ?? [], ({ path, format, state }) => [
            tables_code(path),
            tables_text(format),
            tables_text(state.replaceAll('-', ' ')),
        ]),
    ].filter((one) => one.rowCount > 0);
}
function trustTable({ trust }) {
    return tableOf('Changes of trust', ['what', 'change', 'before', 'after', 'where'], trust, ({ what, kind, before, after, file, line }) => [
        tables_code(what),
        tables_text(trustText(kind)),
        before === null ? tables_text('–') : tables_code(before),
        after === null ? tables_text('–') : tables_code(after),
        tables_text(saidBy({ file, line })),
    ]);
}
function explainTable(explain) {
    const rows = explainedRows(explain);
    const isProbed = rows.some(({ serves }) => serves !== undefined);
    return tableOf(`What nodes try for ${explain.reference}`, ['runtime', 'by', '#', 'place', ...(isProbed ? ['serves'] : []), 'said by'], rows, (row) => [
        tables_text(row.runtime),
        tables_text(row.pull),
        number(row.place),
        tables_code(placeText(row)),
        ...(isProbed ? [servesCell(row)] : []),
        tables_text(row.line === null ? 'nothing: the source comes last' : saidBy(row)),
    ]);
}
function explainedRows(explain) {
    return ['cri-o', 'containerd'].flatMap((runtime) => ['tag', 'digest'].flatMap((pull) => (explain[runtime]?.[pull] ?? []).map((one, index) => ({ ...one, runtime, pull, place: index + 1 }))));
}
function servesCell({ serves = null, error = null }) {
    if (serves !== null)
        return tables_code((0,oci_digest/* shortDigest */.VK)(serves));
    return tables_text(error ?? 'not there');
}
function sourcesTable({ sources }) {
    const rows = tableOf('What nodes try, before and after', ['source', 'runtime', 'by', 'effect', 'before', 'after', 'where'], sources, (change) => [
        tables_code(change.source),
        tables_text(change.runtime),
        tables_text(change.pull),
        tables_text(effectTexts(change).join('; ')),
        tables_code(placesText(change.before)),
        tables_code(placesText(change.after)),
        tables_text(saidBy(change)),
    ]);
    return { ...rows, isLong: true };
}

;// CONCATENATED MODULE: ./build/report/policies/text.js
/** What a change of policies does, as lines for a terminal: orders of places are too long for a table there. */


/** Blocks of lines, each with a title. */
function changeBlocks({ policyChanges }, mostRows) {
    if (policyChanges === null)
        return [];
    const { sources } = policyChanges;
    const more = sources.length - mostRows;
    const lines = sources
        .slice(0, mostRows)
        .flatMap((change) => [
        `${change.source} by ${change.pull} (${change.runtime})`,
        ...effectTexts(change).map((effect) => `  ${effect}`),
        `  before: ${placesText(change.before)}`,
        `  after:  ${placesText(change.after)}`,
    ]);
    const told = more > 0 ? [...lines, `… ${more} more in the report`] : lines;
    return [[changesTitle(policyChanges), ...told.map(visible/* makeVisible */.Xm)]];
}
/** Whether nodes drain, where that is a question. */
function drainLines({ policyChanges }) {
    const sentence = policyChanges === null ? null : drainText(policyChanges);
    return sentence === null ? [] : [(0,visible/* makeVisible */.Xm)(sentence)];
}
/** What was compared with, and whether anything is different. */
function changesTitle({ base, sources }) {
    const what = sources.length === 0 ? 'Nodes try the same places as with' : 'What nodes try, compared with';
    return (0,visible/* makeVisible */.Xm)(`${what} ${base}`);
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
    const overview = (0,report_overview/* overviewOf */.bq)(report);
    const title = (0,report_overview/* headline */.Pl)(report, overview);
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
${report.error === null ? html `<p>${(0,report_overview/* totalsLine */.sX)(report)}</p>` : EMPTY}
${carriedParagraph(overview)}
<p class="soft">mirror-action ${report.tool.version} · ${report.startedAt}${runText(report)}</p>
${errorBox(report)}
${findingsBlock('Needs attention', attention.filter((one) => !isTold(one)))}
${lockTables(report, 'full').map(tableBlock)}
${policyBlock(report)}
${mirrorTables(overview).map(tableBlock)}
${matrix === null ? EMPTY : matrixSection(matrix)}
${foldedFindings('finding about these tags, with what to do', attention.filter(isTold), 'findings about these tags, with what to do')}
${detailTables(overview).map(tableBlock)}
${foldedFindings('note', overview.notes)}
${foldedFindings('accepted finding', overview.accepted)}
${hintBlock(report)}
${imagesBlock(report)}
${tableBlock(carriedTable(overview))}
</body>
</html>
`;
    return page.markup;
}
function carriedParagraph(overview) {
    const line = carriedLine(overview);
    return line === null ? EMPTY : html `<p>${line}</p>`;
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
function policyBlock(report) {
    const { policyChanges } = report;
    const drain = policyChanges === null ? null : drainText(policyChanges);
    return html `${policyChanges === null ? EMPTY : html `<p>${changesTitle(policyChanges)}</p>`}
${policyTables(report).map(tableBlock)}
${drain === null ? EMPTY : html `<p>${drain}</p>`}`;
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
    return html `<details><summary>${(0,quantities/* formatCount */.B4)(findings.length, name, many)}</summary>
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
    return html `<p class="soft">${(0,quantities/* formatCount */.B4)(affectedCount, 'place')} affected: ${names}${affectedCount > affects.length ? '…' : ''}</p>`;
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
/** The report for machines: two spaces, keys in the model's order, a line end. In pieces, one for each image at most: it may have
 *  tens of megabytes. */
function* renderJson(report) {
    let before = '{\n';
    for (const [key, value] of Object.entries(report)) {
        if (value === undefined)
            continue;
        yield `${before}  ${JSON.stringify(key)}: `;
        if (Array.isArray(value) && value.length > 0)
            yield* listPieces(value);
        else
            yield indented(value, '  ');
        before = ',\n';
    }
    yield '\n}\n';
}
function* listPieces(list) {
    let before = '[\n';
    for (const one of list) {
        yield `${before}    ${indented(one, '    ')}`;
        before = ',\n';
    }
    yield '\n  ]';
}
/** In JSON a line end stands between values, never inside of one. */
function indented(value, by) {
    return safeJson(value).replaceAll('\n', `\n${by}`);
}
/**
 * JSON in which no invisible character stands as itself and no line can be a command of the Actions runner (`##[`),
 * both by JSON's own escapes: parsed, it is the same value.
 */
function jsonText(value) {
    return `${safeJson(value)}\n`;
}
function safeJson(value) {
    const text = JSON.stringify(value, null, 2);
    return text.replace(INVISIBLE, escaped).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\u005b');
}
/** Not the line ends between values: JSON.stringify has already escaped those inside them. */
const INVISIBLE = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
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
    return (0,visible/* cutText */.IN)(oneLine(text), longest).replace(SPECIAL, withoutPower);
}
/** A code span, in a table too. The fence is longer than every run of backticks inside. */
function codeSpan(text, longest = LONGEST_TEXT) {
    const shown = (0,visible/* cutText */.IN)(oneLine(text), longest);
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
    return (0,visible/* makeVisible */.Xm)(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
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
                `### ${(0,quantities/* formatCount */.B4)(matrix.rows.length, 'tag differs', 'tags differ')}`,
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
    const overview = (0,report_overview/* overviewOf */.bq)(report);
    const sections = [
        paragraph(`## ${statusIcon(report, overview)} ${escapeMarkdown((0,report_overview/* headline */.Pl)(report, overview))}`),
        ...errorSection(report),
        ...findingsSection(overview.attention),
        ...lockTables(report, 'full').map((table) => tableSection(table, `### ${table.title}`)),
        ...policySections(report),
        ...(report.error === null ? [paragraph(escapeMarkdown((0,report_overview/* totalsLine */.sX)(report)))] : []),
        ...carriedSection(overview),
        ...mirrorTables(overview).map((table) => tableSection(table, null)),
        ...matrixLines(report, markdown_MOST_ROWS),
        ...detailTables(overview).map((table) => tableSection(table, `### ${table.title}`)),
        ...foldedSection((0,quantities/* formatCount */.B4)(overview.notes.length, 'note'), overview.notes),
        ...foldedSection((0,quantities/* formatCount */.B4)(overview.accepted.length, 'accepted finding'), overview.accepted),
        ...hintSection(report),
    ];
    return fitted(sections, limitBytes);
}
function carriedSection(overview) {
    const line = carriedLine(overview);
    return line === null ? [] : [paragraph(escapeMarkdown(line))];
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
/** What a change does stands above the totals: it is what the reviewer came for. */
function policySections(report) {
    const { policyChanges } = report;
    const drain = policyChanges === null ? null : drainText(policyChanges);
    return [
        ...(policyChanges === null ? [] : [paragraph(escapeMarkdown(changesTitle(policyChanges)))]),
        ...policyTables(report).map((table) => tableSection(table, `### ${escapeMarkdown(table.title)}`)),
        ...(drain === null ? [] : [paragraph(escapeMarkdown(drain))]),
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
    const place = finding.file === null ? '' : ` (${codeSpan(positionOf(finding))})`;
    const others = finding.affectedCount > 1 ? ` – ${(0,quantities/* formatCount */.B4)(finding.affectedCount, 'place')} affected` : '';
    const mended = finding.repaired === null ? '' : ` – mended from ${codeSpan(finding.repaired.from)}`;
    const help = finding.help === '' ? '' : `<br>${escapeMarkdown(finding.help)}`;
    const head = `- ${markdown_ICONS[finding.severity]} **${escapeMarkdown(finding.rule)}**${mirror}: `;
    return `${head}${escapeMarkdown(finding.message)}${place}${others}${mended}${help}`;
}
function positionOf({ file, line, column }) {
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
        explain: report.explain === null ? null : redactExplain(report.explain, redact),
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
/** What places answered is in there when they were asked. */
function redactExplain(explain, redact) {
    const one = (place) => typeof place.error === 'string' ? { ...place, error: redact(place.error) } : place;
    const pulls = (list) => list && { tag: list.tag.map(one), digest: list.digest.map(one) };
    return { ...explain, 'cri-o': pulls(explain['cri-o']), containerd: pulls(explain.containerd) };
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
        ...(help === '' ? {} : { help: { text: (0,visible/* makeVisible */.Xm)(help) } }),
        ...(isKnownRule(id) ? { defaultConfiguration: { level: finding/* RULES */.y0[id] } } : {}),
    }));
}
function isKnownRule(id) {
    return Object.hasOwn(finding/* RULES */.y0, id);
}
function resultOf(finding, place, fingerprint, root) {
    const others = finding.affectedCount > 1 ? ` (${finding.affectedCount} places affected)` : '';
    return {
        ruleId: finding.rule,
        level: finding.severity,
        // brackets would make links of it
        message: { text: `${(0,visible/* makeVisible */.Xm)(finding.message).replace(/[[\]\\]/g, '\\$&')}${others}` },
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
    const told = [equalText(matrix), changesText(matrix)].filter((text) => text !== '').map(visible/* makeVisible */.Xm);
    if (matrix.rows.length === 0)
        return told;
    const left = matrix.rows.length - mostRows;
    return [
        style('bold', (0,quantities/* formatCount */.B4)(matrix.rows.length, 'tag differs', 'tags differ')),
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
    const longestName = Math.max(...matrix.rows.map(({ name }) => (0,visible/* makeVisible */.Xm)(name).length));
    for (const detail of DETAILS) {
        const widths = matrix.columns.map((title, column) => Math.max(visibleLength(title), ...matrix.rows.map(({ cells }) => visibleLength(textOf(cells[column], detail)))));
        const room = width - widths.reduce((sum, one) => sum + one + 2, 0);
        if (room >= Math.min(longestName, NARROWEST_NAME))
            return table(matrix, {
                ...options,
                detail,
                widths,
                nameWidth: Math.min(longestName, room, WIDEST_NAME),
            });
    }
    return matrix.rows.flatMap((row) => [
        options.style('bold', (0,visible/* makeVisible */.Xm)(row.name)),
        ...stacked(row, matrix.columns),
        ...wordsLines(row, options),
    ]);
}
function table({ columns, rows }, layout) {
    const { style, detail, widths, nameWidth } = layout;
    const line = (name, cells) => [padded(name, nameWidth), ...cells.map((cell, column) => padded(cell, widths[column] ?? 0))]
        .join('  ')
        .trimEnd();
    const head = style('dim', line('tag', columns.map(visible/* makeVisible */.Xm)));
    return [
        head,
        ...rows.flatMap((row) => {
            const text = line(cutHead((0,visible/* makeVisible */.Xm)(row.name), nameWidth), row.cells.map((cell) => textOf(cell, detail)));
            const told = row.severity === null ? text : style(COLOURS[row.severity], text);
            return [told, ...wordsLines(row, layout)];
        }),
    ];
}
function stacked({ cells }, columns) {
    return cells.map((cell, column) => `  ${(0,visible/* makeVisible */.Xm)(columns[column] ?? '')}: ${(0,visible/* makeVisible */.Xm)(cellText(cell))}`);
}
function wordsLines({ words, isNew }, { style }) {
    const left = words.length - matrix_text_MOST_WORDS;
    return [
        ...words.slice(0, matrix_text_MOST_WORDS).map(({ severity, text }) => {
            const lead = severity === null ? '' : `${style(COLOURS[severity], severity)} `;
            return `  ${lead}${style('dim', (0,visible/* cutText */.IN)((0,visible/* makeVisible */.Xm)(text), LONGEST_WORDS))}`;
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
    return cell === undefined ? '' : (0,visible/* makeVisible */.Xm)(detail(cell));
}
function padded(text, width) {
    return text + ' '.repeat(Math.max(0, width - visibleLength(text)));
}
function visibleLength(text) {
    return [...(0,visible/* makeVisible */.Xm)(text)].length;
}

;// CONCATENATED MODULE: ./build/report/text.js
/** The report for a terminal: same order as the summary, aligned, in colours where there are any. */










/** Errors and warnings alone, and why a run ended early; '' where there are none. */
function renderProblems(report, { style, mostRows = text_MOST_ROWS }) {
    const overview = (0,report_overview/* overviewOf */.bq)(report);
    const lines = [...errorLines(report), ...findingLines(overview.attention, style, mostRows)];
    return lines.length === 0 ? '' : `${[headlineText(report, overview, style), ...lines].join('\n')}\n`;
}
const text_MOST_ROWS = 40;
const WIDEST_CELL = 90;
const LONGEST_MESSAGE = 1000;
function renderText(report, { style, mostRows = text_MOST_ROWS, width = null }) {
    const overview = (0,report_overview/* overviewOf */.bq)(report);
    const findings = [...overview.attention, ...overview.notes];
    const blocks = [
        [headlineText(report, overview, style), ...errorLines(report)],
        findingLines(findings, style, mostRows),
        ...changeBlocks(report, mostRows).map(([title = '', ...lines]) => [style('bold', title), ...lines]),
        ...policyTables(report)
            .filter(({ isLong }) => !isLong)
            .map((table) => [style('bold', (0,visible/* makeVisible */.Xm)(table.title)), ...tableLines(table, style, mostRows)]),
        drainLines(report),
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
        report.error === null
            ? [(0,visible/* makeVisible */.Xm)((0,report_overview/* totalsLine */.sX)(report)), ...carriedLines(overview), ...acceptedLine(overview)]
            : [],
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
    return style('bold', style(colour, (0,visible/* makeVisible */.Xm)((0,report_overview/* headline */.Pl)(report, overview))));
}
function errorLines({ error }) {
    if (error === null)
        return [];
    const help = error.help === null ? [] : [(0,visible/* makeVisible */.Xm)(error.help)];
    return [error.message, ...help].map((line) => (0,visible/* makeVisible */.Xm)(line));
}
const text_COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' };
function findingLines(findings, style, mostRows) {
    const lines = findings.slice(0, mostRows).flatMap((finding) => {
        const head = `${style(text_COLOURS[finding.severity], finding.severity)} ${(0,visible/* makeVisible */.Xm)(finding.rule)}${placeOf(finding)}`;
        const others = finding.affectedCount > 1 ? ` (${(0,quantities/* formatCount */.B4)(finding.affectedCount, 'place')} affected)` : '';
        const message = `  ${(0,visible/* makeVisible */.Xm)((0,visible/* cutText */.IN)(finding.message, LONGEST_MESSAGE))}${others}`;
        return [head, message, ...(finding.help === '' ? [] : [style('dim', `  ${(0,visible/* makeVisible */.Xm)(finding.help)}`)])];
    });
    return [...lines, ...moreLine(findings.length - mostRows)];
}
function placeOf(finding) {
    const position = [finding.file, finding.line, finding.column].filter((part) => part !== null).join(':');
    const mirror = finding.mirror === null ? '' : ` on ${(0,visible/* makeVisible */.Xm)(finding.mirror)}`;
    return `${mirror}${position === '' ? '' : ` ${(0,visible/* makeVisible */.Xm)(position)}`}`;
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
    return { kind: cell.kind, text: (0,visible/* cutText */.IN)((0,visible/* makeVisible */.Xm)(cell.text), WIDEST_CELL) };
}
function text_padded(cell, width) {
    return cell.kind === 'number' ? cell.text.padStart(width) : cell.text.padEnd(width);
}
function moreLine(count) {
    return count > 0 ? [`… ${count} more in the report`] : [];
}
function carriedLines(overview) {
    const line = carriedLine(overview);
    return line === null ? [] : [(0,visible/* makeVisible */.Xm)(line)];
}
function acceptedLine({ accepted }) {
    return accepted.length === 0 ? [] : [`${(0,quantities/* formatCount */.B4)(accepted.length, 'accepted finding')} not shown`];
}
function hintLines(report, style) {
    const [command, ...explanation] = pullHint(report);
    if (command === undefined)
        return [];
    return ['To pull what was mirrored:', `  ${style('bold', (0,visible/* makeVisible */.Xm)(command))}`, ...explanation];
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
    output('incomplete', 'Images of which content is known to be missing or damaged', (report) => rowsWith(report, 
    // What an earlier run found damaged is incomplete also where this one only compared tags.
    ({ complete, outcome, drift }) => complete === false || outcome === 'incomplete' || drift === 'incomplete')),
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

// EXTERNAL MODULE: ./build/commands/workspace-bounds.js
var workspace_bounds = __webpack_require__(8222);
;// CONCATENATED MODULE: ./build/commands/publish.js
/** Shows a report everywhere it was asked for. */









/** Writes every rendering, prints the text, sets outputs. Returns false when something could not be written; everything else
 *  is written all the same. */
async function publish(unmasked, options, host) {
    const report = redactReport(unmasked, (text) => host.redact(text));
    const bounds = { host, options };
    const written = [
        await write(options.json, () => renderJson(report), bounds),
        await write(options.summary, () => renderMarkdown(report), bounds),
        await write(options.html, () => renderHtml(report), bounds),
        await write(options.sarif, () => renderSarif(report), bounds),
    ];
    showText(report, options, host);
    host.annotate(report.findings.map(asFinding));
    const areOutputsSet = setOutputs(report, options, host);
    if (host.kind === 'action')
        await host.writeSummary(renderMarkdown(report));
    return written.every(Boolean) && areOutputsSet;
}
async function write(path, render, bounds) {
    const { host } = bounds;
    if (path === null)
        return true;
    try {
        if (path === '-')
            await host.writeStdout(publish_textOf(render()));
        else
            await (0,workspace_bounds/* writeUserText */.k)(path, render(), bounds);
        return true;
    }
    catch (error) {
        const told = (0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error));
        host.log.error(told.startsWith('cannot write ') ? told : `cannot write ${path}: ${told}`);
        return false;
    }
}
function publish_textOf(pieces) {
    return typeof pieces === 'string' ? pieces : [...pieces].join('');
}
function showText(report, { quiet }, host) {
    const { display } = host;
    const { columns: width } = display;
    const render = quiet ? renderProblems : renderText;
    const text = render(report, { style: (name, text) => display.style(name, text), width });
    if (text !== '')
        display.show(text);
}
function setOutputs(report, options, host) {
    try {
        for (const { name, read } of OUTPUTS)
            host.setOutput(name, String(read(report, options)));
        return true;
    }
    catch (error) {
        host.log.error((0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error)));
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


/***/ }),

/***/ 5373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ yamlText)
/* harmony export */ });
/** Text as one YAML scalar, plain wherever YAML can read it as nothing else. */
/** References, hosts and names stay plain; what could be a number, a keyword or a bracket stands in double quotes. */
function yamlText(text) {
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text) &&
        !text.endsWith(':') &&
        (text.includes('/') || /^[A-Za-z].*[.:-]/.test(text));
    return isPlain ? text : JSON.stringify(text);
}


/***/ }),

/***/ 7108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   bq: () => (/* binding */ overviewOf),
/* harmony export */   sX: () => (/* binding */ totalsLine)
/* harmony export */ });
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3211);
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
        carrying: carryingOf(report),
        isGreen: report.ok && [attention, undone, incomplete, differing].every((some) => some.length === 0),
    };
}
function carryingOf({ images }) {
    return images.flatMap((image) => image.carried === null || image.carried.count === 0 ? [] : [{ image, carried: image.carried }]);
}
/** `sync: 2 errors, 1 warning` — the headline. */
function headline(report, overview) {
    if (report.error !== null)
        return `${report.command} could not run`;
    const { errors, warnings } = report.totals;
    const counts = [
        ...(errors > 0 ? [(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(errors, 'error')] : []),
        ...(warnings > 0 ? [(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(warnings, 'warning')] : []),
    ];
    if (counts.length > 0)
        return `${report.command}: ${counts.join(', ')}`;
    if (overview.incomplete.length > 0)
        return `${report.command}: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(overview.incomplete.length, 'row')} incomplete`;
    if (overview.undone.length > 0)
        return `${report.command}: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(overview.undone.length, 'row')} not done`;
    if (overview.differing.length > 0)
        return `${report.command}: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(overview.differing.length, 'tag differs', 'tags differ')}`;
    if (report.totals.planned > 0)
        return `${report.command}: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(report.totals.planned, 'step')} planned, nothing written`;
    const changes = lockCounts(report);
    return `${report.command}: ${changes ?? GOOD_ENDS[report.command] ?? 'all is as wanted'}`;
}
/** `2 moved, 1 new`; null where nothing changed. */
function lockCounts({ lockChanges }) {
    const counts = ['moved', 'new', 'removed']
        .map((kind) => [(lockChanges ?? []).filter(({ change }) => change === kind).length, kind])
        .filter(([count]) => count > 0);
    return counts.length === 0 ? null : counts.map(([count, kind]) => `${count} ${kind}`).join(', ');
}
const GOOD_ENDS = {
    plan: 'nothing to do',
    check: 'nothing is wrong',
    explain: 'nothing is wrong',
};
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
    const images = [whatWasRead(report), rows.join(', ')].filter((part) => part !== '').join(': ');
    const requests = `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(totals.requests, 'request')} in ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatElapsed */ .C7)(report.durationMs)}`;
    return [images, ...trafficOf(report), requests].join(' · ');
}
/** Images, or for commands about files what they read or wrote. */
function whatWasRead({ command, totals, inputs, generated }) {
    if (generated !== null)
        return (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(generated.length, 'file');
    if (command === 'check' || command === 'explain')
        return (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(inputs.policies.length, 'policy file');
    return (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(totals.images, 'image');
}
function trafficOf(report) {
    const { totals } = report;
    const siblings = totals.siblingBytes > 0 ? `, ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(totals.siblingBytes)} from sibling mirrors` : '';
    const mounted = totals.mountedBlobs > 0 ? `, ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(totals.mountedBlobs, 'blob')} mounted` : '';
    const depth = report.depth === null ? '' : ` at depth ${report.depth}`;
    const checked = totals.checkedBytes > 0 ? [`${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(totals.checkedBytes)} read to check${depth}`] : [];
    if (totals.sourceBytes + totals.siblingBytes + totals.mirrorBytes + totals.mountedBlobs === 0)
        return checked;
    return [
        ...checked,
        `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(totals.sourceBytes)} read from sources${siblings}, ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBytes */ .z3)(totals.mirrorBytes)} written${mounted}`,
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


/***/ })

};
