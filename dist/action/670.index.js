export const id = 670;
export const ids = [670];
export const modules = {

/***/ 34622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   WC: () => (/* binding */ strayError),
/* harmony export */   Wg: () => (/* binding */ createDiskTree)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _mirror_each_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75841);
/* harmony import */ var _file_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56767);
/** Files on disk: the workspace of a check, or the folder that it is compared with. */




const READ_AT_ONCE = 16;
function createDiskTree(options) {
    return {
        list: (folder, depth = Number.POSITIVE_INFINITY) => new Walk(options, folder, depth).run(),
        read: (paths, limitBytes) => (0,_mirror_each_js__WEBPACK_IMPORTED_MODULE_3__/* .mapEach */ .S)(paths, READ_AT_ONCE, (path) => readOne(path, limitBytes, options)),
    };
}
/** Whether `path` is `root` or lies below it; both absolute. */
function isInside(path, root) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(root, path);
    return way === '' || !(way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_0__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(way));
}
class Walk {
    #options;
    #folder;
    #deepest;
    #found = [];
    #strays = [];
    #bounds = [];
    #entriesLeft = _file_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .MOST_ENTRIES */ .V0;
    #isCut = false;
    constructor(options, folder, deepest) {
        this.#options = options;
        this.#folder = folder;
        this.#deepest = deepest;
    }
    async run() {
        const { files, root, allowed } = this.#options;
        const start = placeOf(this.#folder, root);
        const bounds = allowed ?? [start, root || '.'];
        this.#bounds = await Promise.all(bounds.map((bound) => files.realPath(bound)));
        if ((await files.kindOf(start)) === 'directory') {
            if (await this.#isWithin(start))
                await this.#visit(this.#folder, 0);
            else
                this.#strays.push(this.#folder);
        }
        return { files: this.#found, strays: this.#strays, isCut: this.#isCut };
    }
    async #visit(folder, depth) {
        if (depth > _file_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .DEEPEST */ .FI || this.#entriesLeft <= 0) {
            this.#isCut = true;
            return;
        }
        const { files, root } = this.#options;
        const entries = await files.list(placeOf(folder, root), this.#entriesLeft + 1).catch(() => []);
        this.#entriesLeft -= entries.length;
        if (this.#entriesLeft < 0)
            this.#isCut = true;
        for (const entry of entries)
            await this.#look(entry, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(toSlashes(folder), entry.name), depth);
    }
    async #look({ name, kind }, path, depth) {
        if (kind === 'file')
            this.#found.push(path);
        else if (kind === 'link')
            await this.#followLink(path);
        else if (kind === 'directory' && depth < this.#deepest && !this.#isSkipped(name, path))
            await this.#visit(path, depth + 1);
    }
    #isSkipped(name, path) {
        return _file_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .SKIPPED_FOLDERS */ .Ll.has(name) || path === this.#options.skipped;
    }
    async #followLink(path) {
        const place = placeOf(path, this.#options.root);
        if ((await this.#options.files.kindOf(place)) !== 'file')
            return;
        if (await this.#isWithin(place))
            this.#found.push(path);
        else
            this.#strays.push(path);
    }
    async #isWithin(path) {
        const real = await this.#options.files.realPath(path);
        return this.#bounds.some((bound) => isInside(real, bound));
    }
}
async function readOne(path, limitBytes, { files, root, allowed }) {
    const place = placeOf(path, root);
    if (!(await files.exists(place)))
        return { path, kind: 'absent' };
    if (allowed !== null && !(await isAllowed(place, allowed, files)))
        return { path, kind: 'failed', error: strayError(path) };
    try {
        return { path, kind: 'read', text: await files.readText(place, limitBytes) };
    }
    catch (error) {
        return { path, kind: 'failed', error: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .toMirrorError */ .Ho)(error) };
    }
}
async function isAllowed(path, allowed, files) {
    const real = await files.realPath(path);
    const roots = await Promise.all(allowed.map((root) => files.realPath(root)));
    return roots.some((root) => isInside(real, root));
}
/** What is read when a link leads out of the workspace is nobody's to show in a pull request. */
function strayError(path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .MirrorError */ .En('input', `${path} leads out of the workspace and is not read`, {
        where: path,
        fix: 'put the file itself there, or list its folder in allow-path',
    });
}
function placeOf(path, root) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path) ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(root, path);
}
function toSlashes(path) {
    return node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '/' ? path : path.replaceAll(node_path__WEBPACK_IMPORTED_MODULE_0__.sep, '/');
}


/***/ }),

/***/ 56767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ DEEPEST),
/* harmony export */   Ll: () => (/* binding */ SKIPPED_FOLDERS),
/* harmony export */   V0: () => (/* binding */ MOST_ENTRIES)
/* harmony export */ });
/** Entries looked at in one walk, and how deep; a checkout of a stranger may have any number. */
const MOST_ENTRIES = 100_000;
const DEEPEST = 40;
/** Folders in which nobody keeps policies of their own. */
const SKIPPED_FOLDERS = new Set(['.git', 'node_modules']);


/***/ }),

/***/ 29519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ publish)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(83211);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/signatures/describe-failure.js
var describe_failure = __webpack_require__(65354);
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
var finding = __webpack_require__(51633);
// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(74735);
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
var visible = __webpack_require__(60474);
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
var report_overview = __webpack_require__(47108);
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
var workspace_bounds = __webpack_require__(28222);
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

/***/ 72342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ UnusableFiles)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83211);
/** What ends a command before it has begun: files of the user that it cannot use. */


/** Thrown when user files cannot be used: exit code 2, with every fault found. The message counts them by file. */
class UnusableFiles extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En {
    findings;
    constructor(findings) {
        super('input', countByFile(findings), { fix: 'mend what is listed and run again' });
        this.findings = findings;
    }
}
/** `mirror.yaml has 2 errors, mirror.lock.yaml has 1 error`. */
function countByFile(findings) {
    const byFile = Map.groupBy(findings, ({ at }) => at?.file ?? 'the command line');
    const counts = [...byFile].map(([file, { length }]) => `${file} has ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(length, 'error')}`);
    return counts.join(', ');
}


/***/ }),

/***/ 28222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ writeUserText),
/* harmony export */   n: () => (/* binding */ readUserText)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _policies_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34622);
/**
 * What a checkout may make of the names of files: in Actions its links may have been proposed by a stranger, and lead
 * neither to what a run reads nor to what it writes outside of the workspace. Paths that whoever wrote the workflow
 * named outside are theirs to name.
 */



/** Text of a file of the user. Throws MirrorError `input`. */
async function readUserText(path, limitBytes, bounds) {
    if (await leadsOut(path, bounds))
        throw (0,_policies_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .strayError */ .WC)(path);
    return bounds.host.files.readText(path, limitBytes);
}
/** Writes a file that the user asked for. Throws MirrorError `input`, `io`, `no-space`. */
async function writeUserText(path, text, bounds) {
    if (await leadsOut(path, bounds))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .MirrorError */ .En('input', `${path} leads out of the workspace and is not written`, {
            where: path,
            fix: 'remove the link, or name a file outside of the workspace',
        });
    await bounds.host.files.writeText(path, text);
}
async function leadsOut(path, { host, options }) {
    const { workspace, workingDirectory, files } = host;
    if (workspace === null)
        return false;
    const [real, ...roots] = await Promise.all([path, workspace, ...options.allowPath].map((one) => files.realPath(one)));
    const named = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workingDirectory, path);
    const isOurs = [workspace, roots[0] ?? workspace].some((root) => (0,_policies_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .isInside */ .FK)(named, root));
    return isOurs && !roots.some((root) => (0,_policies_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .isInside */ .FK)(real ?? path, root));
}


/***/ }),

/***/ 52334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ DURATION_PATTERN),
/* harmony export */   E9: () => (/* binding */ parseDuration)
/* harmony export */ });
/* unused harmony export formatDuration */
/** For editors (JSON Schema); `parseDuration` accepts exactly this up to the longest duration. */
const DURATION_PATTERN = '^(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$';
const UNITS_MS = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
];
const LONGEST_TEXT = 40;
const LONGEST_MS = 36_500 * 86_400_000;
const duration = new RegExp(DURATION_PATTERN);
/** Milliseconds in `text`: whole numbers with units d, h, m, s, ms, largest first, each once; at most 36500d. */
function parseDuration(text) {
    const match = text.length > LONGEST_TEXT ? null : duration.exec(text);
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
function formatDuration(ms) {
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


/***/ }),

/***/ 14152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ compileGlob),
/* harmony export */   x: () => (/* binding */ compilePathGlob)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2856);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98338);
/** Globs over canonical image names, `docker.io/library/redis:7.4` (contract, section 2), and over paths of files. */


/**
 * Compiles a glob: `*` stops at `/`, `**` does not, `?` is one character but not `/`, everything else is itself. It
 * must cover the whole of `host/repository` or of `host/repository:tag`, so `docker.io/library/*` takes every tag.
 */
function compileGlob(glob) {
    if (glob === '')
        return { ok: false, why: 'an empty glob matches nothing' };
    if (glob.length > _pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z) {
        return { ok: false, why: `a glob has at most ${_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z} characters, this one has ${glob.length}` };
    }
    const compiled = re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.compile(`^(?:${toRe2(glob)})$`, re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.DOTALL);
    const covers = (text) => compiled.test(text);
    return {
        ok: true,
        value: { source: glob, matches: (image) => covers(image) || covers(repositoryPart(image)) },
    };
}
/**
 * Compiles a glob over paths with `/`: as for images, save that `**` and a slash also stand for no folder at all: two
 * stars, then `/a.yaml`, are `a.yaml` in any folder and here. A leading `./` says nothing. It must cover the whole path.
 */
function compilePathGlob(glob) {
    if (glob === '')
        return { ok: false, why: 'an empty glob matches nothing' };
    if (glob.length > _pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z) {
        return { ok: false, why: `a glob has at most ${_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z} characters, this one has ${glob.length}` };
    }
    const parts = glob.replace(/^(?:\.\/+)+/, '').split(/(\*\*+\/+)/);
    const text = parts.map((part) => (part.startsWith('**') ? '(?:.*/)?' : toRe2(part))).join('');
    const compiled = re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.compile(`^(?:${text})$`, re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.DOTALL);
    return { ok: true, value: { source: glob, matches: (path) => compiled.test(path) } };
}
function toRe2(glob) {
    return glob
        .split(/(\*\*+|\*|\?)/)
        .map((part) => {
        if (part.startsWith('**'))
            return '.*';
        if (part === '*')
            return '[^/]*';
        return part === '?' ? '[^/]' : re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.quote(part);
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


/***/ }),

/***/ 98338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ compilePattern),
/* harmony export */   z: () => (/* binding */ PATTERN_LIMIT)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2856);
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
        const compiled = re2js__WEBPACK_IMPORTED_MODULE_0__/* .RE2JS */ .L3.compile(source);
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


/***/ }),

/***/ 45875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Kc: () => (/* binding */ hasPlaceholder),
/* harmony export */   Ot: () => (/* binding */ plainDirectory),
/* harmony export */   QC: () => (/* binding */ parseTemplate),
/* harmony export */   r4: () => (/* binding */ placeKey)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20907);
/** Where an image lands: a mirror's target and the repository below it (contract, section 3). */

const PLACEHOLDER = /\{([^{}]*)\}/g;
const PLACEHOLDERS = ['host', 'path', 'name'];
/**
 * The repository path on the mirror: its prefix, `/`, and the image's, else the mirror's, else the file's template. On a
 * layout it is what stands before `:TAG` in `ref.name`.
 */
function placeOf({ image, mirror, file }) {
    const rendered = render(image.repository ?? mirror.repository ?? file.repository, image);
    if (!rendered.ok)
        return rendered;
    const prefix = mirror.place.kind === 'registry' && mirror.place.prefix !== '' ? `${mirror.place.prefix}/` : '';
    const place = `${prefix}${rendered.value}`;
    const why = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .whyPathIsInvalid */ .vx)(place);
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
    const why = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .whyPathIsInvalid */ .vx)(sample);
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


/***/ }),

/***/ 42793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ shown),
/* harmony export */   Z: () => (/* binding */ userinfoEnd)
/* harmony export */ });
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


/***/ }),

/***/ 56775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PJ: () => (/* binding */ parseSource),
/* harmony export */   bC: () => (/* binding */ parseLayoutTarget),
/* harmony export */   dv: () => (/* binding */ repositoryOfName),
/* harmony export */   j2: () => (/* binding */ formatSource)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20907);

const LAYOUT_PREFIX = 'oci:';
/** Reads a source; no default tag is applied. */
function parseSource(text) {
    if (text.startsWith(LAYOUT_PREFIX))
        return parseLayoutSource(text.slice(LAYOUT_PREFIX.length));
    const parsed = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
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
    return source.kind === 'registry' ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(source) : `${LAYOUT_PREFIX}${source.directory}`;
}
/** What stands before `:TAG` or `@DIGEST` in a `ref.name`; '' where it is a tag alone, or no name is given. */
function repositoryOfName(name) {
    if (name === null || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(name))
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
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(last) ? last : null;
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


/***/ }),

/***/ 15373:
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

/***/ 51633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ SEVERITY_ORDER),
/* harmony export */   gk: () => (/* binding */ finding),
/* harmony export */   y0: () => (/* binding */ RULES)
/* harmony export */ });
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
    'referrers-not-copied': 'note',
    'referrers-unreadable': 'error',
    'referrer-invalid': 'warning',
    'referrer-missing': 'warning',
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
    // signatures (docs/signatures.md)
    'signature-missing': 'error',
    'signature-invalid': 'error',
    'signature-policy-unmeetable': 'error',
    'signature-policy-unused': 'warning',
    'signature-policy-broad': 'warning',
    'signature-policy-uncopied': 'warning',
    'signature-policy-unlogged': 'note',
    'signature-policy-uncovered': 'note',
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
    'policy-outdated': 'error',
};
/** A finding of `rule` at its default severity. */
function finding(rule, facts) {
    return { severity: RULES[rule], ...facts, rule };
}
const SEVERITY_ORDER = { error: 0, warning: 1, note: 2 };


/***/ }),

/***/ 5670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
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
    format: {
        name: 'format',
        kind: 'list',
        placeholder: 'FORMAT',
        description: 'What to write: idms, itms, icsp, registries.conf or hosts.toml',
    },
    policy: {
        name: 'policy',
        kind: 'list',
        placeholder: 'GLOB',
        description: 'Policy files to read; * stops at /, ** does not',
    },
    base: {
        name: 'base',
        kind: 'value',
        placeholder: 'DIR|GIT-REF',
        description: 'Show what changes against the files in this folder or commit',
        default: 'the merge base in a pull request; else nothing is compared',
    },
    report: {
        name: 'report',
        kind: 'value',
        placeholder: 'FILE',
        description: 'An earlier JSON report: tell where policies send nodes to a mirror that was not in order',
    },
    neverContactSource: {
        name: 'never-contact-source',
        kind: 'flag',
        description: 'Nodes never ask the source, also where no mirror answers',
    },
    check: {
        name: 'check',
        kind: 'flag',
        description: 'Write nothing, and fail when files differ from what would be written',
    },
    probe: {
        name: 'probe',
        kind: 'flag',
        description: 'Ask each place what it would serve now',
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

;// CONCATENATED MODULE: ./build/commands/action-inputs.js
/** The Action's inputs: the same options under the same names, repeatable ones with one value per line. */

const KEYS = Object.keys(OPTIONS);
/** Names of all inputs: `command`, `args` and every option. */
const INPUT_NAMES = ['command', 'args', ...KEYS.map((key) => OPTIONS[key].name)];
/** What the inputs ask for. A flag that is neither true nor false is handed on as it is: `readOptions` refuses it. */
function readActionInputs(inputs, defaults) {
    const options = Object.fromEntries(KEYS.flatMap((key) => readOption(key, inputs[OPTIONS[key].name] ?? '')));
    return {
        command: inputs.command?.trim() || defaults.defaultCommand,
        positionals: linesOf(inputs.args ?? ''),
        options: { json: defaults.defaultReport, ...options },
    };
}
function readOption(key, value) {
    if (value.trim() === '')
        return [];
    const spec = OPTIONS[key];
    if (spec.kind === 'list')
        return [[key, linesOf(value)]];
    return [[key, spec.kind === 'flag' ? readFlag(value.trim()) : value.trim()]];
}
/** One value per line; blank lines and comments are left out. */
function linesOf(text) {
    return text
        .split(/\r\n?|\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
/** The booleans of YAML 1.2, as everywhere in Actions. */
function readFlag(value) {
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    return /^(false|False|FALSE)$/.test(value) ? false : value;
}

;// CONCATENATED MODULE: ./build/commands/commands.js

/** In the order of the help text. */
const COMMANDS = [
    {
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
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(293), __webpack_require__.e(478)]).then(__webpack_require__.bind(__webpack_require__, 92478))).runSync(door),
    },
    {
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
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(996)]).then(__webpack_require__.bind(__webpack_require__, 13996))).planAndStop(door, 'plan'),
    },
    {
        name: 'lock',
        summary: 'write what every tag means now to the lock file, for review',
        details: [
            'Asks the sources what their tags point to and writes mirror.lock.yaml. A line changes only when its',
            'digest changes. A source that went back to an older digest is refused: the old entry stays.',
            'What is different about tags that moved (built when, size, platforms, layers) is in every report.',
            '',
            '  mirror-action lock -f mirror.yaml',
            '  mirror-action lock --summary body.md     for the body of a pull request',
            "  mirror-action lock --accept docker.io/library/redis:7.4@sha256:… --reason 'upstream withdrew 7.4.2'",
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [...COMMON_OPTIONS, 'accept', 'reason'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(616)]).then(__webpack_require__.bind(__webpack_require__, 9616))).runLock(door),
    },
    {
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
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(6), __webpack_require__.e(807)]).then(__webpack_require__.bind(__webpack_require__, 26807))).runVerify(door),
    },
    {
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
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(6), __webpack_require__.e(293), __webpack_require__.e(707)]).then(__webpack_require__.bind(__webpack_require__, 89787))).runDrift(door),
    },
    {
        name: 'check',
        summary: 'lint the mirror manifest, the lock and policy files, and show what a change of them does',
        details: [
            'Reads policy files of OpenShift (ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy), registries.conf',
            'and hosts.toml, told apart by content: FILEs, those that --policy matches, or with neither all that lie in the',
            'working directory. Asks nobody. --base shows what nodes would try before and after.',
            '',
            '  mirror-action check',
            "  mirror-action check --policy 'deploy/**/*.yaml' --base origin/main",
            '  mirror-action check --report last.json       where policies send nodes to a mirror that was not in order',
        ].join('\n'),
        positionals: '[FILE…]',
        takesPositionals: 'any',
        options: [...COMMON_OPTIONS, 'policy', 'base', 'report'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(189), __webpack_require__.e(269)]).then(__webpack_require__.bind(__webpack_require__, 68823))).runCheck(door),
    },
    {
        name: 'generate',
        summary: 'write policy files that send nodes to the mirrors',
        details: [
            'From the mirror manifest: digests only, unless allowMirrorByTags; mirrors in the order of the manifest, or of',
            '--mirror; mirrors that are filling or retired, and layouts, left out. With --policy from existing policy files,',
            'in another format. What a format cannot say is told, fails the run and is not in its files.',
            '',
            '  mirror-action generate --format idms --format itms --output policies',
            '  mirror-action generate --format hosts.toml --output certs.d --check      do files differ?',
            "  mirror-action generate --policy 'old/*.yaml' --format registries.conf --output node",
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [...COMMON_OPTIONS, 'format', 'output', 'policy', 'neverContactSource', 'check'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(189), __webpack_require__.e(572)]).then(__webpack_require__.bind(__webpack_require__, 47572))).runGenerate(door),
    },
    {
        name: 'explain',
        summary: 'show the places that a node would try for a reference, in order, and why',
        details: [
            'Reads the policy files that --policy matches, or all that lie in the working directory, and shows for CRI-O and',
            'Podman and for containerd where a pull of REF goes, by tag and by digest. --probe asks each place what it serves',
            'now; registries and ages of tags are then taken from the mirror manifest, the lock and the state, where there are any.',
            '',
            "  mirror-action explain docker.io/library/redis:7.4 --policy 'certs.d/**/hosts.toml'",
            "  mirror-action explain redis:7.4 --policy 'policies/*.yaml' --probe",
        ].join('\n'),
        positionals: 'REF',
        takesPositionals: 'one',
        options: [...COMMON_OPTIONS, 'policy', 'probe'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(189), __webpack_require__.e(813)]).then(__webpack_require__.bind(__webpack_require__, 60813))).runExplain(door),
    },
    {
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
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(685)]).then(__webpack_require__.bind(__webpack_require__, 80902))).runInit(door),
    },
    {
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
        run: async (door) => (await __webpack_require__.e(/* import() */ 244).then(__webpack_require__.bind(__webpack_require__, 6244))).runServe(door),
    },
    {
        name: 'demo',
        summary: 'see it all on embedded registries, with nothing to reach',
        details: [
            'Starts a source and two mirrors in this process, makes a few images up, and then locks, plans and syncs',
            'them, moves a tag, damages a mirror and repairs it, and lets a mirror drift. Nothing outside of the folder is',
            'read or written.',
            '',
            '  mirror-action demo --output ./demo',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: ['output', 'logLevel', 'quiet'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(570), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(6), __webpack_require__.e(293), __webpack_require__.e(616), __webpack_require__.e(372)]).then(__webpack_require__.bind(__webpack_require__, 53372))).runDemo(door),
    },
];
const DEFAULT_COMMAND = 'sync';
function findCommand(name) {
    return COMMANDS.find((command) => command.name === name) ?? null;
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(60474);
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

;// CONCATENATED MODULE: ./build/host/escape.js
/** Escaping for the log of an Actions runner, which takes some lines of standard output for commands. */

/** The lines of `text`, each with its invisible characters written out and unable to be a workflow command. */
function escapeLog(text) {
    return (0,visible/* visibleLines */.gB)(text).map(escapeCommands);
}
/**
 * One line that the runner cannot take for a command: it looks for `::name::` at the start, after trimming Unicode
 * space, and for `##[name]` anywhere; both comparisons skip characters without weight, so that only printable ASCII
 * counts here as standing between.
 */
function escapeCommands(line) {
    return escapeLeadingColons(line).replace(/#([^\x20-\x7e]*)#([^\x20-\x7e]*)\[/g, '#$1#$2\\[');
}
function escapeLeadingColons(line) {
    const lead = /^[^\x21-\x39\x3b-\x7e]*/.exec(line)?.[0] ?? '';
    const isCommand = lead.indexOf(':') !== lead.lastIndexOf(':');
    return isCommand ? lead.replace(':', ':\\') + line.slice(lead.length) : line;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/host/file-errors.js
/** Node's file system errors as typed errors that say what a person can do. */

/** Why a file that is needed cannot be read: `input`, or `aborted` where the run was stopped while it waited for a pipe. */
function readError(path, error) {
    if (typeof error === 'string')
        return stoppedAt(`reading ${path}`, error);
    const reason = reasonOf(error, READ_REASONS) ?? { why: plainReason(error), fix: 'check the path' };
    return new errors/* MirrorError */.En('input', `cannot read ${path}: ${reason.why}`, {
        where: path,
        fix: reason.fix,
        cause: error,
    });
}
/** Why a file cannot be written: `no-space` where the disk or quota is full, else `io`. */
function writeError(path, error) {
    if (typeof error === 'string')
        return stoppedAt(`writing ${path}`, error);
    const errno = errnoOf(error);
    const reason = reasonOf(error, WRITE_REASONS) ?? {
        why: plainReason(error),
        fix: 'check the path and the disk',
    };
    const code = errno === 'ENOSPC' || errno === 'EDQUOT' ? 'no-space' : 'io';
    return new errors/* MirrorError */.En(code, `cannot write ${path}: ${reason.why}`, {
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
/** `reason` is that of an abort signal: the name of what stopped the run. */
function stoppedAt(what, reason) {
    return new errors/* MirrorError */.En('aborted', `stopped while ${what}`, { cause: reason });
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
function reasonOf(error, reasons) {
    if ((0,errors/* isMirrorError */.U9)(error, 'stalled'))
        return { why: error.message, fix: 'name a file, or a pipe whose other end is in use' };
    return reasons[errnoOf(error)];
}
function plainReason(error) {
    return errnoOf(error) || (error instanceof Error ? error.message : String(error));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build/patient-reading.js
var patient_reading = __webpack_require__(17220);
;// CONCATENATED MODULE: ./build/host/special-file.js
/** Files that may be pipes or devices, opened so that nothing waits in the system where no signal is heard. */




const NONBLOCKING = external_node_fs_.constants.O_NONBLOCK ?? 0;
const NEVER = new AbortController().signal;
/**
 * At most `mostBytes` of any file. Reads by itself instead of trusting the size, so that pipes (`--manifest <(…)`) work
 * too. Throws Node's errors, MirrorError `stalled` for a pipe that nobody writes to, and the signal's reason.
 */
async function readUpTo(path, mostBytes, signal) {
    const file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | NONBLOCKING);
    try {
        const isPipe = (await file.stat()).isFIFO();
        return await (0,patient_reading/* readPatiently */.Bk)({
            read: async (room) => (await file.read(room, 0, room.length, null)).bytesRead,
            mayBeAlone: isPipe && !(0,patient_reading/* isHandedOver */.nc)(path),
            wait: (ms) => systemClock.sleep(ms, signal),
            mostBytes,
        });
    }
    finally {
        await file.close();
    }
}
/** Writes to what is there: a pipe or a device. Throws as `readUpTo` does. What a stopped run has to tell is still written. */
async function writeInPlace(path, text, signal) {
    const end = signal.aborted ? NEVER : signal;
    const wait = (ms) => systemClock.sleep(ms, end);
    const isPipe = (await (0,promises_.stat)(path)).isFIFO();
    const flags = external_node_fs_.constants.O_WRONLY | (isPipe ? NONBLOCKING : 0);
    const file = await (0,patient_reading/* openPatiently */.BS)(() => (0,promises_.open)(path, flags), 'ENXIO', wait);
    try {
        await (0,patient_reading/* writePatiently */.EQ)(Buffer.from(text), async (part) => (await file.write(part)).bytesWritten, wait);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./build/host/files.js
/** The Files port on the local file system. */






const DEFAULT_LIMIT_BYTES = 64 * 1024 * 1024;
const MOST_SET_ASIDE = 99;
const MOST_LINKS = 40;
const PIECE_LENGTH = 1024 * 1024;
const files_NEVER = new AbortController().signal;
function createFiles({ workingDirectory, redact = (text) => text, signal = files_NEVER, }) {
    const absolute = (path) => (0,external_node_path_.resolve)(workingDirectory, path);
    return {
        readText: (path, limitBytes = DEFAULT_LIMIT_BYTES) => readText(absolute(path), path, { limitBytes, signal }),
        exists: (path) => (0,promises_.stat)(absolute(path)).then(() => true, () => false),
        writeText: async (path, text) => {
            try {
                const texts = typeof text === 'string' ? [text] : text;
                await replace(absolute(path), mapPieces(texts, redact), signal);
            }
            catch (error) {
                throw writeError(path, error);
            }
        },
        setAside: (path) => setAside(absolute(path)),
        realPath: (path) => realPathAsFarAsItExists(absolute(path), MOST_LINKS),
        kindOf: (path) => kindOf(absolute(path)),
        isPlainFile: (path) => (0,promises_.lstat)(absolute(path)).then((found) => found.isFile(), () => null),
        list: (path, most) => list(absolute(path), path, most),
    };
}
async function readText(path, shownPath, { limitBytes, signal }) {
    let bytes;
    try {
        bytes = await readUpTo(path, limitBytes + 1, signal);
    }
    catch (error) {
        throw readError(shownPath, error);
    }
    if (bytes.length > limitBytes) {
        throw new errors/* MirrorError */.En('input', `cannot read ${shownPath}: it is larger than ${limitBytes} bytes`, {
            where: shownPath,
            fix: 'check that this is the right file',
        });
    }
    return decodeUtf8(bytes, shownPath);
}
function decodeUtf8(bytes, shownPath) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new errors/* MirrorError */.En('input', `cannot read ${shownPath}: it is not UTF-8 text`, {
            where: shownPath,
            fix: 'save it as UTF-8',
            cause: error,
        });
    }
}
/** A link keeps pointing where it points; a device or pipe is written to, never replaced. */
async function replace(path, texts, signal) {
    await makeDirectories((0,external_node_path_.dirname)(path));
    const place = await realPathAsFarAsItExists(path, MOST_LINKS);
    const before = await (0,promises_.stat)(path).catch(() => null); // of `path`: what /dev/fd/N leads to has no name
    if (before !== null && !before.isFile())
        return writeInPlace(path, [...texts].join(''), signal);
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(place), `.${(0,external_node_path_.basename)(place)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`);
    try {
        await writeDurably(temporary, texts);
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
async function writeDurably(path, texts) {
    const file = await (0,promises_.open)(path, 'wx');
    try {
        await file.writeFile(cutPieces(texts));
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** A report may have tens of megabytes: neither its text nor its bytes need all be in memory. Small pieces are joined. */
function* mapPieces(texts, map) {
    let [held, length] = [[], 0];
    for (const text of texts) {
        held.push(text);
        length += text.length;
        if (length < PIECE_LENGTH)
            continue;
        yield map(held.join(''));
        [held, length] = [[], 0];
    }
    yield map(held.join(''));
}
function* cutPieces(texts) {
    for (const text of texts)
        yield* piecesOf(text);
}
/** No character is cut in two. */
function* piecesOf(text) {
    for (let start = 0; start < text.length;) {
        const end = start + PIECE_LENGTH;
        const cutsPair = end < text.length && isLowSurrogate(text.charCodeAt(end));
        yield text.slice(start, cutsPair ? end + 1 : end);
        start = cutsPair ? end + 1 : end;
    }
}
function isLowSurrogate(unit) {
    return unit >= 0xdc00 && unit <= 0xdfff;
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
async function kindOf(path) {
    const found = await (0,promises_.stat)(path).catch(() => null);
    if (found === null)
        return null;
    if (found.isFile())
        return 'file';
    return found.isDirectory() ? 'directory' : 'other';
}
async function list(path, shownPath, most) {
    const entries = [];
    try {
        for await (const entry of await (0,promises_.opendir)(path)) {
            if (entries.length >= most)
                break;
            const kind = entry.isFile()
                ? 'file'
                : entry.isDirectory()
                    ? 'directory'
                    : entry.isSymbolicLink()
                        ? 'link'
                        : 'other';
            entries.push({ name: entry.name, kind });
        }
    }
    catch (error) {
        throw readError(shownPath, error);
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./build/host/git.js
/** Git for questions about a checkout that nobody trusts: four plumbing commands, no shell, no programs of the checkout. */




const TIMEOUT_MS = 60_000;
/** None of them runs hooks, filters or a pager, or looks at the index. */
const git_COMMANDS = new Set(['rev-parse', 'merge-base', 'ls-tree', 'cat-file']);
/** What a configuration could still do is turned off; folders that look like a repository are not taken for one. */
const SETTINGS = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'safe.bareRepository=explicit',
    // a partial clone would fetch what it lacks
    'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);
function createGit(place) {
    return { run: (args, options) => runGit(args, options, place) };
}
function runGit(args, options, place) {
    const [command = ''] = args;
    if (!git_COMMANDS.has(command))
        throw new errors/* MirrorError */.En('internal', `git ${command} is not to be run`);
    const { promise, resolve, reject } = Promise.withResolvers();
    const child = (0,external_node_child_process_.execFile)('git', ['--no-pager', '--no-replace-objects', '--literal-pathspecs', ...SETTINGS, ...args], {
        cwd: place.workingDirectory,
        env: environmentOf(place.env),
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: options.limitBytes,
        windowsHide: true,
        signal: options.signal,
    }, (error, stdout, stderr) => {
        const failure = error === null ? null : failureOf(error, options);
        if (failure !== null)
            reject(failure);
        else
            resolve({ code: exitCodeOf(error), stdout, stderr: stderr.toString('utf8').trim() });
    });
    // git may end without reading its input; its exit says what happened
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    return promise;
}
/** The user's own configuration counts (it holds `safe.directory`); variables that steer git do not. */
function environmentOf(env) {
    const kept = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SYSTEMROOT', 'TEMP'];
    return {
        ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
        PATH: absoluteFolders(env.PATH ?? env.Path ?? ''),
        NoDefaultCurrentDirectoryInExePath: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        LC_ALL: 'C',
    };
}
/** What lies in the working directory, such as a checkout, never becomes a program. */
function absoluteFolders(path) {
    return path
        .split(external_node_path_.delimiter)
        .filter((folder) => (0,external_node_path_.isAbsolute)(folder))
        .join(external_node_path_.delimiter);
}
/** Null where git ran to its end and said what it had to say. */
function failureOf(error, { signal, limitBytes }) {
    if (signal.aborted)
        return new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return new errors/* MirrorError */.En('too-large', `git printed more than ${limitBytes} bytes`);
    if (error.killed === true)
        return new errors/* MirrorError */.En('input', `git did not answer within ${TIMEOUT_MS / 1000} s`);
    const errno = errnoOf(error);
    if (errno === '')
        return null;
    return new errors/* MirrorError */.En('input', `git could not be started (${errno})`, {
        fix: 'install git, or compare with a folder: --base DIR',
        cause: error,
    });
}
function exitCodeOf(error) {
    if (error === null)
        return 0;
    return typeof error.code === 'number' ? error.code : 1;
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
;// CONCATENATED MODULE: ./build/host/github-annotations.js
/** Findings beside the code: at most ten, because the runner forwards no more of one type. */





const MOST_ANNOTATIONS = 10;
/** The runner cuts a message here. */
const LONGEST_MESSAGE = 4096;
const LONGEST_TITLE = 200;
/** Annotates the worst findings and returns how many that are worth one were left out. */
function annotateFindings(findings, options) {
    const worstFirst = findings
        .filter(deservesAnnotation)
        .toSorted((a, b) => finding/* SEVERITY_ORDER */.B[a.severity] - finding/* SEVERITY_ORDER */.B[b.severity]);
    for (const finding of worstFirst.slice(0, MOST_ANNOTATIONS))
        annotate(finding, options);
    return Math.max(0, worstFirst.length - MOST_ANNOTATIONS);
}
/** A note only where it points into a file; what was accepted is settled. */
function deservesAnnotation(finding) {
    return finding.accepted !== true && (finding.severity !== 'note' || finding.at !== undefined);
}
function annotate(finding, options) {
    const { severity } = finding;
    const command = severity === 'error' ? core/* error */.z3 : severity === 'warning' ? core/* warning */.$e : core/* notice */.lm;
    command(messageOf(finding, options.redact), propertiesOf(finding, options));
}
function messageOf(finding, redact) {
    const others = (finding.affectedCount ?? 1) - 1;
    const lines = [finding.message, ...(others > 0 ? [`It touches ${others} more.`] : []), finding.help];
    const escaped = lines
        .filter((line) => line !== '')
        .map((line) => escapeCommands((0,visible/* makeVisible */.Xm)(redact(line))));
    return (0,visible/* cutText */.IN)(escaped.join('\n'), LONGEST_MESSAGE);
}
function propertiesOf(finding, options) {
    const place = finding.mirror === undefined ? '' : ` on ${finding.mirror}`;
    const title = (0,visible/* cutText */.IN)((0,visible/* makeVisible */.Xm)(options.redact(`${finding.rule}${place}`)), LONGEST_TITLE);
    const file = finding.at === undefined ? null : pathInWorkspace(finding.at.file, options);
    if (finding.at === undefined || file === null)
        return { title };
    return { title, file, startLine: finding.at.line, startColumn: finding.at.column };
}
/** GitHub finds files by their path from the top of the checkout; null for a file outside. */
function pathInWorkspace(file, { workingDirectory, workspace }) {
    const path = (0,external_node_path_.relative)(workspace ?? workingDirectory, (0,external_node_path_.resolve)(workingDirectory, file));
    if (path === '' || path.startsWith('..') || (0,external_node_path_.isAbsolute)(path))
        return null;
    return (0,visible/* makeVisible */.Xm)(path.split(external_node_path_.sep).join('/'));
}

;// CONCATENATED MODULE: ./build/host/log-level.js
const ORDER = { debug: 0, info: 1, warning: 2, error: 3 };
/** `quiet` leaves warnings and errors, whatever the level says. */
function isPrinted(level, settings) {
    const least = settings.quiet ? Math.max(ORDER[settings.level], ORDER.warning) : ORDER[settings.level];
    return ORDER[level] >= least;
}

;// CONCATENATED MODULE: ./build/host/github-log.js
/** The log of an Actions step: every line escaped, so that no text can be a workflow command. */



/** Errors inside a fold are told again below it, up to this many. */
const MOST_REPEATED = 20;
/** Warnings and errors are plain lines: the few annotations that a step has are for findings (`annotate`). */
function createGithubLog({ redact, settings }) {
    let folded = null;
    const print = (level, message, prefix = '') => {
        if (!isPrinted(level, settings))
            return;
        for (const line of escapeLog(redact(message)))
            core/* info */.pq(prefix + line);
    };
    const debug = (message) => {
        if (settings.level === 'debug')
            return print('debug', message);
        for (const line of escapeLog(redact(message)))
            core/* debug */.Yz(line);
    };
    const error = (message) => {
        print('error', message, 'Error: ');
        folded?.push(message);
    };
    return {
        debug,
        info: (message) => print('info', message),
        warning: (message) => print('warning', message, 'Warning: '),
        error,
        group: async (title, work) => {
            const isOutermost = folded === null;
            if (!isOutermost)
                return work();
            folded = [];
            core/* startGroup */.Oh(escapeLog(redact(title)).join(' '));
            try {
                return await work();
            }
            finally {
                core/* endGroup */.N4();
                const errors = folded ?? [];
                folded = null;
                repeat(errors, (line) => print('error', line, 'Error: '));
            }
        },
    };
}
function repeat(errors, print) {
    for (const message of errors.slice(0, MOST_REPEATED))
        print(message);
    if (errors.length > MOST_REPEATED)
        print(`… and ${errors.length - MOST_REPEATED} more in the group above`);
}

;// CONCATENATED MODULE: ./build/host/github-state.js
/** Carries the state directory from run to run in the Actions cache. Best effort: without it a run only asks more. */


/** A cache service that works needs a second or two; one that answers nothing must not cost a job more than this. */
const github_state_TIMEOUT_MS = 30_000;
/** Where the state could not be restored in time, saving it is not worth much waiting. */
const SHORT_TIMEOUT_MS = 5_000;
function createStateCarrier({ env, log, runKey, carry }) {
    let timeoutMs = github_state_TIMEOUT_MS;
    const attempt = async (job, done) => {
        const end = mayHaveCache(env) ? await carry(job, timeoutMs) : { kind: 'absent' };
        if (end.kind === 'late')
            timeoutMs = SHORT_TIMEOUT_MS;
        const { level, text } = told(end, job, done);
        log[level](text);
    };
    return {
        restore: async (directory, key) => {
            if (holdsSomething(directory))
                return log.debug(`${directory} holds the state of an earlier step`);
            await attempt({ kind: 'restore', directory, key, runKey }, 'restored');
        },
        save: (directory, key) => attempt({ kind: 'save', directory, key, runKey }, 'saved'),
    };
}
function told(end, { key }, done) {
    switch (end.kind) {
        case 'done':
            return { level: 'debug', text: `state ${done}: ${end.key}` };
        case 'none':
            return { level: 'debug', text: `no state under ${key}- yet` };
        case 'absent':
            return { level: 'debug', text: `no Actions cache here: state not ${done}` };
        case 'failed':
        case 'late':
            return { level: 'info', text: `notice: state not ${done}, going on without: ${end.why}` };
        default:
            return (0,errors/* assertNever */.xb)(end);
    }
}
/** Without either there is no service, and no process has to find that out. */
function mayHaveCache({ ACTIONS_CACHE_URL, ACTIONS_RESULTS_URL }) {
    return Boolean(ACTIONS_CACHE_URL) || Boolean(ACTIONS_RESULTS_URL);
}
function holdsSomething(directory) {
    try {
        return (0,external_node_fs_.existsSync)(directory) && (0,external_node_fs_.readdirSync)(directory).length > 0;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(83211);
;// CONCATENATED MODULE: ./build/host/progress-line.js
/** Progress in words: `[12/80] 34 % 1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries`. */

const WINDOW_MS = 20_000;
function progress_line_createRateMeter() {
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
    const retries = progress.retries === 0 ? '' : ` · ${(0,quantities/* formatCount */.B4)(progress.retries, 'retry', 'retries')}`;
    if (progress.bytesTotal === 0)
        return `${progress.phase}${retries}`;
    const amount = (0,quantities/* formatBytesOf */.C4)(progress.bytesDone, progress.bytesTotal);
    const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
    const rate = bytesPerSecond === null ? '' : ` ${(0,quantities/* formatRate */.CE)(bytesPerSecond)}`;
    const left = Math.max(0, progress.bytesTotal - progress.bytesDone);
    const eta = isMoving && left > 0 ? ` ETA ${(0,quantities/* formatDuration */.a3)((1000 * left) / bytesPerSecond)}` : '';
    return `${amount}${rate}${eta}${retries}`;
}
/** By bytes where they are known, else by images; 100 only when all is done. */
function percentDone(progress) {
    const [done, total] = progress.bytesTotal > 0
        ? [progress.bytesDone, progress.bytesTotal]
        : [progress.imagesDone, progress.imagesTotal];
    return total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
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
            const meter = progress_line_createRateMeter();
            let hasPrinted = false;
            const draw = () => {
                const progress = read();
                meter.add(performance.now(), progress.bytesDone);
                options.writeLine(progressLine(progress, meter.bytesPerSecond()));
                hasPrinted = true;
            };
            meter.add(performance.now(), read().bytesDone);
            const timer = setInterval(draw, options.intervalMs ?? LINE_INTERVAL_MS).unref();
            return once(() => {
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
            stopCurrent = once(() => {
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
function once(work) {
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
                forPeople = patternOf([...known]);
                forData = patternOf([...known].filter(isUnlikeAWord));
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
        ...redact_linesOf(secret),
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ v: secret }).toString().slice(2),
        JSON.stringify(secret).slice(1, -1),
        secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
        ...base64Forms(secret),
    ];
    return [...new Set(forms)].filter((form) => form.length >= SHORTEST_MASKED);
}
/** The lines of a key file, without its public first and last one. */
function redact_linesOf(secret) {
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
function patternOf(forms) {
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

// EXTERNAL MODULE: ./build/host/state-carrier.js
var state_carrier = __webpack_require__(60635);
;// CONCATENATED MODULE: ./build/host/streams.js
/** Whole texts to and from the standard streams. */


const STDIN_LIMIT_BYTES = (/* unused pure expression or super */ null && (64 * 1024 * 1024));
/** Resolves when the stream has taken `text`. A reader that went away (`| head`) is no error. */
function writeAll(stream, text) {
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
            throw tooLarge();
        chunks.push(chunk);
    }
}
/** A log that cannot be written must not end the run; whoever waits for a write hears of its fault. */
function ignoreFaults(stream) {
    const ignore = () => undefined;
    stream.on('error', ignore);
    return () => stream.off('error', ignore);
}
function tooLarge() {
    return new MirrorError('input', `standard input is larger than ${STDIN_LIMIT_BYTES} bytes`, {
        fix: 'check what is piped in',
    });
}

;// CONCATENATED MODULE: ./build/host/github.js
/** The Host of the GitHub Action. Only the `github*` files of this folder know @actions/*. */

















/** The runner drops a whole summary above 1 MiB. */
const SUMMARY_LIMIT_BYTES = 900 * 1024;
const CUT_NOTICE = '\n\n… cut here; the rest is in the report.\n';
const LONGEST_ANNOTATION = 4096;
function createGithubHost() {
    const env = process.env;
    const workspace = env.GITHUB_WORKSPACE || null;
    const redactor = createRedactor();
    const settings = { level: 'info', quiet: false };
    const log = createGithubLog({ redact: redactor.redact, settings });
    const run = runIdentity(env);
    const addSecret = (secret) => {
        for (const form of redactor.addSecret(secret))
            core/* setSecret */.Pq(form);
    };
    const carrier = { program: process.argv[1] ?? '', addSecret, debug: log.debug };
    const state = createStateCarrier({
        env,
        log,
        runKey: runKeyOf(run),
        carry: (job, timeoutMs) => (0,state_carrier/* carryState */.Z)(job, timeoutMs, carrier),
    });
    const progress = createLineDisplay({ write: log.info, writeLine: log.info });
    // the runner kills a cancelled step itself: a second signal need not
    const trap = trapSignals({
        onFirst: (name) => log.warning(`${name} received, stopping …`),
        onSecond: () => undefined,
    });
    const place = { workingDirectory: process.cwd(), workspace, redact: redactor.redact };
    return {
        kind: 'action',
        env,
        workingDirectory: place.workingDirectory,
        workspace,
        files: createFiles({
            workingDirectory: place.workingDirectory,
            redact: redactor.redactData,
            signal: trap.signal,
        }),
        git: createGit({ workingDirectory: place.workingDirectory, env }),
        clock: systemClock,
        log,
        signal: trap.signal,
        addSecret,
        redact: redactor.redact,
        configureLog: (wanted) => {
            Object.assign(settings, wanted);
        },
        display: { columns: null, style: (_name, text) => text, show: (text) => log.info(text) },
        showProgress: (read) => (isPrinted('info', settings) ? progress.show(read) : () => undefined),
        writeStdout: (text) => writeAll(process.stdout, escapeResult(redactor.redactData(text))),
        readStdin: async () => '',
        ...createOutlets(redactor, log, place),
        run,
        restoreState: state.restore,
        saveState: state.save,
        dispose: trap.dispose,
    };
}
/** Where a run's results show up in GitHub. */
function createOutlets(redactor, log, place) {
    return {
        annotate: (findings) => {
            const leftOut = annotateFindings(findings, place);
            if (leftOut > 0)
                log.info(`${leftOut} more findings are in the job summary and the report`);
        },
        annotateFailure: (message) => {
            const text = escapeLog(redactor.redact(message)).join('\n');
            core/* error */.z3((0,visible/* cutText */.IN)(text, LONGEST_ANNOTATION), { title: 'mirror-action' });
        },
        setOutput: (name, value) => setOutput(name, redactor.redactData(value)),
        writeSummary: (markdown) => writeSummary(redactor.redact(markdown), log),
    };
}
/** The inputs as GitHub hands them over, trimmed; '' where one is not set. */
function readInputs(names) {
    return Object.fromEntries(names.map((name) => [name, core/* getInput */.V4(name)]));
}
/** Null outside a workflow run. */
function runIdentity(env) {
    const id = env.GITHUB_RUN_ID ?? '';
    if (id === '')
        return null;
    return {
        url: `${env.GITHUB_SERVER_URL ?? ''}/${env.GITHUB_REPOSITORY ?? ''}/actions/runs/${id}`,
        id,
        attempt: Number(env.GITHUB_RUN_ATTEMPT ?? '1') || 1,
        actor: env.GITHUB_ACTOR ?? '',
        event: env.GITHUB_EVENT_NAME ?? '',
    };
}
/** Steps and jobs of one run share its id and attempt, and none may lose its state to another. */
function runKeyOf(run) {
    return `${run?.id ?? '0'}-${run?.attempt ?? 1}-${Date.now().toString(36)}`;
}
/** Our own JSON has nothing to escape; anything else loses its power before it loses its bytes. */
function escapeResult(text) {
    const end = text.endsWith('\n') ? '\n' : '';
    return (0,visible/* visibleLines */.gB)(text).map(escapeCommands).join('\n') + end;
}
function setOutput(name, value) {
    try {
        core/* setOutput */.uH(name, value);
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new errors/* MirrorError */.En('io', `cannot set output ${name}: ${reason}`, {
            where: 'GITHUB_OUTPUT',
            cause: error,
        });
    }
}
async function writeSummary(markdown, log) {
    const path = process.env.GITHUB_STEP_SUMMARY ?? '';
    if (path === '')
        return;
    try {
        const usedBytes = (await (0,promises_.stat)(path)).size;
        await core/* summary */.z.addRaw(cutToBytes(markdown, SUMMARY_LIMIT_BYTES - usedBytes)).write();
    }
    catch (error) {
        core/* summary */.z.emptyBuffer();
        log.info(`notice: the job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}
/** Whole lines only. The renderer has its own limit; this one is for summaries of several parts. */
function cutToBytes(text, limitBytes) {
    const bytes = Buffer.from(text);
    if (bytes.length <= limitBytes)
        return text;
    const room = Math.max(0, limitBytes - Buffer.byteLength(CUT_NOTICE));
    const whole = bytes.subarray(0, room).lastIndexOf('\n');
    return whole < 0 ? '' : bytes.subarray(0, whole).toString('utf8') + CUT_NOTICE;
}

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(78877);
;// CONCATENATED MODULE: ./build/host/heap.js
/** Keeps the heap small: a run lasts seconds and is mostly waiting, but shares a runner's or a pod's memory with others. */


/** How much old objects may grow until the next look for garbage, in percent of those in use. V8 on its own lets a small heap quadruple. */
const GROWTH_PERCENT = 70;
/** Room for new objects. V8 on its own doubles it up to many times of this, and a program that streams fills whatever it gets. */
const NEW_SPACE_BYTES = 8_000_000;
/** Reading files may take a second, in which nobody could stop the room from growing; it stays as it is until then. */
const GROW_AFTER_MS = 1_000;
/** Says how much memory may be used before garbage is collected; how much may be used in all stays as it is. */
function keepHeapSmall() {
    (0,external_node_v8_.setFlagsFromString)(`--heap-growing-percent=${GROWTH_PERCENT}`);
    growNewSpaceBy(1);
    setTimeout(growNewSpace, GROW_AFTER_MS).unref();
}
function growNewSpace() {
    const observer = new external_node_perf_hooks_.PerformanceObserver(() => {
        if (newSpaceBytes() < NEW_SPACE_BYTES)
            return;
        growNewSpaceBy(1);
        observer.disconnect();
    });
    observer.observe({ type: 'gc' });
    growNewSpaceBy(2);
}
/** At each collection that leaves much; 1: it stays as it is. */
function growNewSpaceBy(factor) {
    (0,external_node_v8_.setFlagsFromString)(`--semi-space-growth-factor=${factor}`);
}
function newSpaceBytes() {
    return (0,external_node_v8_.getHeapSpaceStatistics)().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
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
        throw new errors/* MirrorError */.En('usage', faults.join('; '), { fix: 'see --help' });
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

// EXTERNAL MODULE: ./build/files/duration.js
var duration = __webpack_require__(52334);
// EXTERNAL MODULE: ./build/files/glob.js
var files_glob = __webpack_require__(14152);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var proofs = __webpack_require__(61795);
// EXTERNAL MODULE: ./build/oci/runtime.js
var runtime = __webpack_require__(6426);
// EXTERNAL MODULE: ./build/policy/generate.js + 8 modules
var generate = __webpack_require__(39334);
// EXTERNAL MODULE: ./build/report/judge.js
var judge = __webpack_require__(88112);
;// CONCATENATED MODULE: ./build/commands/options.js
/** What the user asked for, typed: from flags or inputs to values, every wrong one told at once. */








/** Throws MirrorError `usage` naming every value that cannot be used. */
function options_readOptions(raw) {
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
        depth: raw.depth === undefined ? null : oneOf('depth', options_text(raw.depth) ?? 'probe', { among: proofs/* DEPTHS */.D_, faults }),
        repair: flag('repair', raw, faults),
        runtimes: options_list(raw.runtime).flatMap((written) => runtimeOf(written, faults)),
        oldestFirst: flag('oldestFirst', raw, faults),
        accept: options_text(raw.accept),
        reason: options_text(raw.reason),
        to: options_text(raw.to),
        listen: options_text(raw.listen) ?? '127.0.0.1:5000',
        writable: flag('writable', raw, faults),
        output: options_text(raw.output),
        formats: [...new Set(options_list(raw.format).flatMap((written) => formatOf(written, faults)))],
        policies: options_list(raw.policy).flatMap((glob) => pathGlobOf(glob, faults)),
        base: options_text(raw.base),
        report: options_text(raw.report),
        neverContactSource: flag('neverContactSource', raw, faults),
        check: flag('check', raw, faults),
        probe: flag('probe', raw, faults),
        allowEnv: options_list(raw.allowEnv),
        allowPath: options_list(raw.allowPath),
        allowPrWrite: flag('allowPrWrite', raw, faults),
        logLevel: oneOf('logLevel', options_text(raw.logLevel) ?? 'info', {
            among: ['debug', 'info', 'warning', 'error'],
            faults,
        }),
        quiet: flag('quiet', raw, faults),
    };
    const toStdout = ['json', 'summary', 'html', 'sarif'].filter((key) => options[key] === '-');
    if (toStdout.length > 1)
        faults.push(`only one of ${toStdout.map((key) => `--${key}`).join(', ')} can have standard output`);
    if (faults.length > 0)
        throw new errors/* MirrorError */.En('usage', faults.join('; '), { fix: 'see --help' });
    return options;
}
/** `warning`, `warning,tag-rollback` or several of them: commas and repetition both separate. */
function failOnOf(raw, faults) {
    const words = options_list(raw.failOn)
        .flatMap((item) => item.split(','))
        .map((word) => word.trim())
        .filter((word) => word !== '');
    for (const word of words) {
        const why = (0,judge/* whyNotFailOn */.HU)(word);
        if (why !== null)
            faults.push(`--fail-on: ${why}`);
    }
    return words.length === 0 ? ['error'] : words;
}
function globOf(glob, faults) {
    const compiled = (0,files_glob/* compileGlob */.S)(glob);
    if (compiled.ok)
        return [
            { source: compiled.value.source, matches: (text) => compiled.value.matches(text), written: glob },
        ];
    faults.push(`--image ${glob}: ${compiled.why}`);
    return [];
}
function pathGlobOf(glob, faults) {
    const compiled = (0,files_glob/* compilePathGlob */.x)(glob);
    if (compiled.ok)
        return [{ ...compiled.value, written: glob }];
    faults.push(`--policy ${glob}: ${compiled.why}`);
    return [];
}
function formatOf(written, faults) {
    const found = generate/* GENERATE_FORMATS */.Je.find((format) => format === written);
    if (found === undefined)
        faults.push(`--format is one of ${generate/* GENERATE_FORMATS */.Je.join(', ')}, not ${JSON.stringify(written)}`);
    return found === undefined ? [] : [found];
}
function runtimeOf(written, faults) {
    const parsed = (0,runtime/* parseRuntime */.Sw)(written);
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
    const parsed = (0,duration/* parseDuration */.E9)(written);
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

// EXTERNAL MODULE: ./build/commands/publish.js + 24 modules
var publish = __webpack_require__(29519);
// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(72342);
// EXTERNAL MODULE: ./build/report/assemble.js + 2 modules
var assemble = __webpack_require__(27974);
// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(58508);
;// CONCATENATED MODULE: ./build/run.js
/** The composition root: what the user asked for and a host in, an exit code out. The only place that names implementations. */










const EXIT_CANNOT_RUN = 2;
/** About 24.8 days; a timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const EXIT_INTERRUPTED = { SIGINT: 130, SIGTERM: 143 };
/** Runs one command to its end. Never throws. */
async function run(invocation, host) {
    const start = { host, startedAtMs: host.clock.now(), opened: [] };
    // where results go is text that cannot be wrong: enough to say why nothing was done
    let options = options_readOptions(placesOf(invocation.options));
    try {
        options = options_readOptions(invocation.options);
        host.configureLog({ level: options.logLevel, quiet: options.quiet });
        const { report, exitCode, afterReport } = await carryOut(invocation, options, start);
        const isWritten = report === null || (await (0,publish/* publish */.m)(report, options, host));
        await afterReport?.();
        return interruptedCode(host) ?? (isWritten ? exitCode : EXIT_CANNOT_RUN);
    }
    catch (error) {
        await tellFailure((0,errors/* toMirrorError */.Ho)(error), { command: invocation.command, options, ...start });
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
const PLACES = ['json', 'summary', 'html', 'sarif'];
function placesOf(raw) {
    return Object.fromEntries(Object.entries(raw).filter(([key]) => PLACES.some((place) => place === key)));
}
async function carryOut(invocation, options, { host, startedAtMs, opened }) {
    const command = findCommand(invocation.command);
    if (command === null)
        throw new errors/* MirrorError */.En('usage', `there is no command ${JSON.stringify(invocation.command)}`, {
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
        version: version/* VERSION */.x,
        openStores: async (file) => {
            const { openStores } = await Promise.all(/* import() */[__webpack_require__.e(188), __webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(508)]).then(__webpack_require__.bind(__webpack_require__, 36508));
            const stores = await openStores(file, { host, options, command: command.name });
            opened.push(stores);
            return stores;
        },
        examineConnections: async (file) => {
            const { examineConnections } = await Promise.all(/* import() */[__webpack_require__.e(188), __webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(508)]).then(__webpack_require__.bind(__webpack_require__, 36508));
            return examineConnections(file, { host, options });
        },
        servers: lazyServers(host),
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
/** Most commands serve nothing. */
function lazyServers(host) {
    const load = async () => (await Promise.all(/* import() */[__webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(42)]).then(__webpack_require__.bind(__webpack_require__, 10042))).servers(host);
    return {
        serveLayout: async (options) => (await load()).serveLayout(options),
        startEmbedded: async () => (await load()).startEmbedded(),
    };
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
    throw new errors/* MirrorError */.En('usage', `${command} writes to mirrors and does not run for the event ${event}`, {
        fix: 'run what only reads here instead (plan, or verify without repair), or set allow-pr-write: true if whoever may open a pull request may also write to the mirrors',
    });
}
/** Says why nothing could be done, everywhere a report was asked for. */
async function tellFailure(error, { command, options, host, startedAtMs }) {
    const findings = error instanceof unusable_files/* UnusableFiles */.x ? error.findings : [];
    if (error.code === 'internal')
        host.log.debug(String(error.cause instanceof Error ? error.cause.stack : error.stack));
    const report = (0,assemble/* assembleFailure */.Pr)({ command, startedAtMs, endedAtMs: host.clock.now(), version: version/* VERSION */.x, run: host.run }, {
        code: error.code,
        message: error.where === undefined ? error.message : `${error.message} (${error.where})`,
        help: error.fix ?? null,
    }, findings);
    await (0,publish/* publish */.m)(report, options, host);
    if (findings.length === 0)
        host.annotateFailure((0,errors/* describeError */.Uc)(error));
}
function interruptedCode(host) {
    if (!host.signal.aborted)
        return null;
    return EXIT_INTERRUPTED[String(host.signal.reason)] ?? null;
}

;// CONCATENATED MODULE: ./build/main-action.js
/** A step of the Action: inputs in, exit code out. */







async function main() {
    keepHeapSmall();
    const host = createGithubHost();
    try {
        const invocation = readActionInputs(readInputs(INPUT_NAMES), {
            defaultCommand: DEFAULT_COMMAND,
            defaultReport: (0,external_node_path_.resolve)(process.env.RUNNER_TEMP ?? '.', 'mirror-action-report.json'),
        });
        return await run(invocation, host);
    }
    catch (error) {
        host.annotateFailure((0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error)));
        return 2;
    }
    finally {
        host.dispose();
    }
}


/***/ }),

/***/ 30617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ isPresent)
/* harmony export */ });
function isPresent(cell) {
    return cell.view.kind === 'present';
}


/***/ }),

/***/ 5126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xk: () => (/* binding */ fallbackRollback),
/* harmony export */   ic: () => (/* binding */ isInFallbackOrder)
/* harmony export */ });
/* unused harmony export fallsOf */
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83211);
/* harmony import */ var _compared_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30617);
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19835);
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
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('fallback-rollback', {
        message: `${row.name}: a node that pulled ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(newer)} from mirror ${from.mirror.name} gets the older ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(older)} from mirror ${to.mirror.name} when ${from.mirror.name} does not answer: ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(versions, 'version')} back`,
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
    const reachable = cells.filter(isInFallbackOrder).filter(_compared_js__WEBPACK_IMPORTED_MODULE_3__/* .isPresent */ .W);
    return reachable.flatMap((from, index) => reachable.slice(index + 1).flatMap((to) => {
        const versions = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_4__/* .versionsBetween */ .IV)(timeline, to.view.digest, from.view.digest);
        return versions !== null && versions > 0 ? [{ from, to, versions }] : [];
    }));
}
/** Nodes pull neither from layouts nor from mirrors that are being filled or were retired. */
function isInFallbackOrder({ mirror }) {
    return mirror.state === 'serving' && mirror.place.kind === 'registry';
}


/***/ }),

/***/ 74735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ decideState),
/* harmony export */   t: () => (/* binding */ DRIFT_NAMES)
/* harmony export */ });
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19835);

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
    const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, wanted)?.sinceMs ?? null;
    return { state: 'missing', severity: isYoung(sinceMs, clock) ? 'note' : 'error', sinceMs };
}
function sameDigest(lack) {
    if (lack === null)
        return { state: 'in-sync', severity: null };
    return { state: 'incomplete', severity: 'error', lack };
}
function otherDigest(wanted, { digest, relation }, { timeline, ...clock }) {
    const versions = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionsBetween */ .IV)(timeline, digest, wanted);
    if (versions !== null && versions < 0) {
        const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, digest)?.sinceMs ?? null;
        return { state: 'ahead', severity: 'error', versions: -versions, sinceMs };
    }
    if (versions !== null && versions > 0) {
        const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .supersededAt */ .Ut)(timeline, digest);
        return { state: 'stale', severity: isYoung(sinceMs, clock) ? 'warning' : 'error', versions, sinceMs };
    }
    if (relation.kind === 'partial') {
        const severity = relation.missing.length > 0 ? 'error' : 'warning';
        return { state: 'partial', severity, relation };
    }
    if (relation.kind === 'equivalent')
        return { state: 'equivalent', severity: 'warning', relation };
    return { state: 'diverged', severity: 'error', isServed: (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, digest) !== null };
}
/** Younger than `maxLag`; what is not known to be young is not. */
function isYoung(sinceMs, { nowMs, maxLagMs }) {
    return sinceMs !== null && nowMs - sinceMs < maxLagMs;
}


/***/ }),

/***/ 19835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   IV: () => (/* binding */ versionsBetween),
/* harmony export */   Ut: () => (/* binding */ supersededAt),
/* harmony export */   df: () => (/* binding */ positionOf),
/* harmony export */   hf: () => (/* binding */ timelineOf)
/* harmony export */ });
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


/***/ }),

/***/ 75841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ mapEach)
/* harmony export */ });
/** The one helper that fans out. */
/** Runs `work` for every item, at most `concurrency` at once, and waits for every child even when one throws; then the
 *  first error (in item order) is thrown. Results are in item order. */
async function mapEach(items, concurrency, work) {
    const all = Array.from(items);
    const results = new Array(all.length);
    const failures = [];
    // Shared by the workers, who take one item after the other: what waits costs nothing, and what is done leaves nothing
    // behind but its result. A promise for each item would be old before its turn comes, and would make old all that it meets.
    const queue = all.entries();
    const worker = async () => {
        for (const [index, item] of queue) {
            try {
                results[index] = await work(item, index);
            }
            catch (error) {
                failures.push({ index, error });
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, all.length) }, worker));
    const [first, ...others] = failures;
    if (first === undefined)
        return results;
    throw others.reduce((earliest, one) => (one.index < earliest.index ? one : earliest), first).error;
}


/***/ }),

/***/ 61795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ DEPTHS),
/* harmony export */   G: () => (/* binding */ isShallower),
/* harmony export */   Ok: () => (/* binding */ whyStillDamaged),
/* harmony export */   _5: () => (/* binding */ Proofs),
/* harmony export */   xo: () => (/* binding */ proofCounts)
/* harmony export */ });
/* unused harmony export proofKey */
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44647);


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
        this.#byKey.set(proofKey(subject), proof);
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
    const platforms = subject.platforms === null ? '*' : subject.platforms.map(_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq).sort().join(',');
    const of = subject.of === undefined ? '' : ` ${subject.of}`;
    return `${encodeURI(subject.origin)} ${subject.repository} ${subject.root} ${platforms}${of}`;
}
/** A number in [0, 1) that only the digest decides. */
function digestFraction(digest) {
    return Number.parseInt((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)(digest).slice(0, 8), 16) / 0x1_0000_0000;
}


/***/ }),

/***/ 13635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gy: () => (/* binding */ asListed),
/* harmony export */   oy: () => (/* binding */ CarriedMemory),
/* harmony export */   zN: () => (/* binding */ carriedCounts),
/* harmony export */   zt: () => (/* binding */ CARRIED_LIMIT)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44647);
/* harmony import */ var _proofs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61795);


/** Referrers remembered of one image; what is more is counted in `count`. */
const CARRIED_LIMIT = 200;
class CarriedMemory {
    #byKey;
    constructor(entries = []) {
        this.#byKey = new Map(entries);
    }
    get(key) {
        return this.#byKey.get(keyText(key)) ?? null;
    }
    remember(key, carried) {
        const text = keyText(key);
        this.#byKey.delete(text);
        this.#byKey.set(text, { ...carried, referrers: carried.referrers.slice(0, CARRIED_LIMIT) });
    }
    /** Keys with their records, oldest first. */
    entries() {
        return [...this.#byKey].sort(([, a], [, b]) => a.atMs - b.atMs);
    }
}
/** Whether what was found still stands: as long as a proof that was made then would. */
function carriedCounts({ atMs, count, referrers }, root, age) {
    return count === referrers.length && (0,_proofs_js__WEBPACK_IMPORTED_MODULE_1__/* .proofCounts */ .xo)({ kind: 'proven', depth: 'probe', atMs }, root, age);
}
/** A remembered referrer as a store lists it. */
function asListed({ digest, mediaType, manifestSize, foundBy, tag }) {
    return { descriptor: { digest, mediaType, size: manifestSize }, foundBy, tag };
}
function keyText({ repository, root, platforms }) {
    const asked = platforms === null ? '*' : platforms.map(_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq).sort().join(',');
    return `${encodeURI(repository)} ${root} ${asked}`;
}


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Dn: () => (/* binding */ keepTagOf),
/* harmony export */   Og: () => (/* binding */ hashFor),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   g4: () => (/* binding */ digestAlgorithm),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   q$: () => (/* binding */ whyNotDigest),
/* harmony export */   sU: () => (/* binding */ digestHex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47532);
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
        return `digest algorithm ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .T)(algorithm)} is not known; use sha256, sha384 or sha512`;
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
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(digestAlgorithm(digest));
}
/** The digest of `bytes` under the algorithm of `like` (default sha256). */
function digestOf(bytes, like) {
    const algorithm = like === undefined ? 'sha256' : digestAlgorithm(like);
    return `${algorithm}:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(bytes).digest('hex')}`;
}
/** Longest tag a registry takes; only `keep-sha512-` and its hex would be longer. */
const LONGEST_TAG = 128;
/** The anchor tag of a root that no wanted tag holds (contract, section 4): `keep-sha256-<hex>`, cut to a tag's length. */
function keepTagOf(digest) {
    return `keep-${digest.replace(':', '-')}`.slice(0, LONGEST_TAG);
}


/***/ }),

/***/ 44647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   J5: () => (/* binding */ platformMatches)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47532);
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
        return { ok: false, why: `a platform is written OS/ARCH or OS/ARCH/VARIANT, not ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)}` };
    }
    const osParts = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]+)\))?$/.exec(os);
    if (osParts === null)
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(os)} is not an operating system` };
    if (!/^[A-Za-z0-9_-]+$/.test(architecture)) {
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(architecture)} is not an architecture` };
    }
    if (variant !== undefined && !/^[A-Za-z0-9_.-]+$/.test(variant)) {
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(variant)} is not a variant` };
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


/***/ }),

/***/ 47532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ quoted)
/* harmony export */ });
/** Text from outside, made fit for a one-line message. */
const LONGEST_QUOTE = 80;
/** `text` in double quotes, cut at 80 characters, with control and invisible characters written as escapes. */
function quoted(text) {
    const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}


/***/ }),

/***/ 67219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Be: () => (/* binding */ whyTextIsUnusable),
/* harmony export */   QA: () => (/* binding */ whyTagIsInvalid),
/* harmony export */   qn: () => (/* binding */ whyNameIsTooLong),
/* harmony export */   sS: () => (/* binding */ whyHostIsInvalid),
/* harmony export */   vx: () => (/* binding */ whyPathIsInvalid)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47532);
/**
 * The grammar of image references (distribution/reference), one question per function: why is this text not what it
 * should be? Null means that it is. Every length is checked before a pattern runs, and every pattern is linear.
 */

/** Host and path together: the older of the two limits in use (containerd up to 1.7, docker/distribution). */
const LONGEST_NAME = 255;
const LONGEST_TAG = 128;
/** More than name, tag and digest at their longest (520); beyond it no part is looked at. */
const LONGEST_TEXT = 1024;
const HIGHEST_PORT = 65535;
/** Why no reference, repository or host can be read from `text`, whatever its parts are. */
function whyTextIsUnusable(text) {
    if (text === '')
        return 'it is empty';
    if (text.length > LONGEST_TEXT)
        return `it is too long: ${text.length} characters`;
    if (/\s/.test(text))
        return `it has white space in it: ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)}`;
    const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0];
    if (scheme !== undefined)
        return `it is written without a scheme; leave ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(scheme)} away`;
    const stranger = /[^!-~]/u.exec(text)?.[0];
    return stranger === undefined ? null : `the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} cannot stand in it`;
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
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has upper case letters; it must be lower case`;
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
    if (text.length > LONGEST_TAG) {
        return `the tag is ${text.length} characters long, at most ${LONGEST_TAG} are allowed`;
    }
    const stranger = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
    if (stranger !== undefined)
        return `the tag ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    return /^[.-]/.test(text) ? `the tag ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)} starts with ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text.slice(0, 1))}` : null;
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
        return /^\[[0-9A-Fa-f:]+\]$/.test(name) ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} is not an IPv6 address in brackets`;
    }
    const stranger = /[^A-Za-z0-9.-]/u.exec(name)?.[0];
    if (stranger !== undefined) {
        return `the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    }
    const labels = name.split('.');
    if (labels.includes(''))
        return `the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} has an empty part between its dots`;
    const bad = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
    return bad === undefined
        ? null
        : `the part ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(bad)} of the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} starts or ends with "-"`;
}
function whyPortIsInvalid(port) {
    if (port === null)
        return null;
    if (port === '')
        return 'the port is missing after ":"';
    const isPort = /^[0-9]+$/.test(port) && Number(port) <= HIGHEST_PORT;
    return isPort ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(port)} is not a port; ports are numbers from 0 to ${HIGHEST_PORT}`;
}
/** Catches what looks like an address and is none (`256.1.1.1`, `[1::2::3]`): no connection could be made to it. */
function whyAddressIsInvalid(host) {
    return URL.canParse(`http://${host}/`) ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(host)} is not an address`;
}
function whyComponentIsInvalid(component, path) {
    if (component === '')
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has an empty component`;
    const stranger = /[^a-z0-9._-]/u.exec(component)?.[0];
    if (stranger !== undefined) {
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    }
    if (/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component))
        return null;
    return (`the component ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} of a repository path starts and ends with a letter or digit, ` +
        'with a single ".", "_", "__" or any number of "-" in between');
}


/***/ }),

/***/ 20907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   Sh: () => (/* binding */ formatRepository),
/* harmony export */   _t: () => (/* binding */ withDefaultTag),
/* harmony export */   cW: () => (/* binding */ isLoopbackHost),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   hu: () => (/* binding */ parseTarget),
/* harmony export */   nz: () => (/* binding */ apiHost),
/* harmony export */   o6: () => (/* binding */ parseHost),
/* harmony export */   vx: () => (/* reexport safe */ _reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__.vx)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67219);
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
    const unusable = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text) ?? whyImageId(text);
    if (unusable !== null)
        return refused(unusable);
    const { host, remainder } = splitHost(text);
    const { path: written, tag, digest } = splitSuffixes(remainder);
    const path = host === DOCKER_HUB ? withLibrary(written) : written;
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(host) ?? whyWrittenPathIsInvalid(written, path) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNameIsTooLong */ .qn)(host, path);
    if (why !== null)
        return refused(why);
    if (tag !== null && !isTag(tag))
        return refused((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(tag));
    if (digest !== null && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return refused((0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotDigest */ .q$)(digest));
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
    return isTag(text) ? { ok: true, value: text } : refused((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(text));
}
function isTag(text) {
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(text) === null;
}
/** `host[:port]`, also a single label or `[::1]:5000`; `index.docker.io` becomes `docker.io`. */
function parseHost(text) {
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text) ?? whyHasPath(text) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(text);
    return why === null ? { ok: true, value: canonicalHost(text) } : refused(why);
}
/**
 * `host[:port][/prefix]`. The first part is always the host, so it must be one that references can name: `localhost`,
 * or a name with a dot or a port. `prefix` is '' where none is written.
 */
function parseTarget(text) {
    const unusable = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text);
    if (unusable !== null)
        return refused(unusable);
    const slash = text.indexOf('/');
    const first = slash < 0 ? text : text.slice(0, slash);
    const prefix = slash < 0 ? '' : text.slice(slash + 1);
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(first) ?? whyNotTargetHost(first);
    if (why !== null)
        return refused(why);
    const host = canonicalHost(first);
    const whyPrefix = slash < 0 ? null : (whyPrefixIsInvalid(prefix) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNameIsTooLong */ .qn)(host, prefix));
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
    if ((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(host) !== null)
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
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(written) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(path);
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
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(prefix);
}
function canonicalHost(host) {
    return host === DOCKER_HUB_LEGACY ? DOCKER_HUB : host;
}


/***/ }),

/***/ 6426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ NO_VERSION_BELOW),
/* harmony export */   Jv: () => (/* binding */ NO_VERSION_ABOVE),
/* harmony export */   Sw: () => (/* binding */ parseRuntime),
/* harmony export */   g6: () => (/* binding */ rangesOverlap),
/* harmony export */   mL: () => (/* binding */ RUNTIME_PATTERN),
/* harmony export */   st: () => (/* binding */ RUNTIME_NAMES)
/* harmony export */ });
/* unused harmony exports compareVersions, formatVersion */
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47532);
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
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(written)} is no runtime that is known (${RUNTIME_NAMES.join(', ')})` };
    if (at < 0)
        return { ok: false, why: `${name} has no version; write for example ${name}@${EXAMPLES[name]}` };
    const version = text.slice(at + 1);
    if (!/^\d{1,6}(\.\d{1,6}){0,2}$/.test(version))
        return {
            ok: false,
            why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(version)} is no version of one to three numbers, such as 28 or 1.7.13`,
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
    return compareVersions(one.lowest, other.below) < 0 && compareVersions(other.lowest, one.below) < 0;
}
/** Below 0 where `left` is the older. */
function compareVersions(left, right) {
    return compare(left[0], right[0]) || compare(left[1], right[1]) || compare(left[2], right[2]);
}
function compare(left, right) {
    return left === right ? 0 : left < right ? -1 : 1;
}
/** `1.7.0` */
function formatVersion(version) {
    return version.join('.');
}


/***/ }),

/***/ 17220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BS: () => (/* binding */ openPatiently),
/* harmony export */   Bk: () => (/* binding */ readPatiently),
/* harmony export */   EQ: () => (/* binding */ writePatiently),
/* harmony export */   nc: () => (/* binding */ isHandedOver)
/* harmony export */ });
/* unused harmony exports ALONE_PATIENCE_MS, SILENT_PATIENCE_MS */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/** Reading and writing what may keep one waiting, pipes above all: without a thread that waits in the system, so that a stop is heard. */

/** How often a pipe is asked again. */
const PAUSE_MS = 20;
/** A pipe that nobody has opened at its other end; whoever makes one and then starts the other side needs less. */
const ALONE_PATIENCE_MS = 10_000;
/** A pipe whose other end is open and moves nothing; a command behind it may have to ask a server first. */
const SILENT_PATIENCE_MS = 120_000;
/** All that comes, up to `mostBytes`. Throws MirrorError `stalled`, and whatever `read` and `wait` throw. */
async function readPatiently(options) {
    const { read, wait, mostBytes } = options;
    const chunks = [];
    const patience = createPatience(wait);
    let mayBeAlone = options.mayBeAlone;
    let total = 0;
    while (total < mostBytes) {
        const room = new Uint8Array(Math.min(64 * 1024, mostBytes - total));
        const sizeBytes = await orNothingYet(read(room));
        if (sizeBytes === 0 && !mayBeAlone)
            break;
        if (sizeBytes === 0) {
            await patience.pause(ALONE_PATIENCE_MS, 'nobody has written to this pipe');
            continue;
        }
        mayBeAlone = false;
        if (sizeBytes === null) {
            await patience.pause(SILENT_PATIENCE_MS, 'whoever writes to this pipe has written nothing');
            continue;
        }
        patience.renew();
        chunks.push(room.subarray(0, sizeBytes));
        total += sizeBytes;
    }
    return Buffer.concat(chunks);
}
/** Writes all of `bytes`. `write` must not wait. Throws MirrorError `stalled`, and whatever `write` and `wait` throw. */
async function writePatiently(bytes, write, wait) {
    const patience = createPatience(wait);
    let written = 0;
    while (written < bytes.length) {
        const sizeBytes = await orNothingYet(write(bytes.subarray(written, written + 64 * 1024)));
        if (sizeBytes === null) {
            await patience.pause(SILENT_PATIENCE_MS, 'whoever reads from this pipe has read nothing');
            continue;
        }
        patience.renew();
        written += sizeBytes;
    }
}
/** The value of `attempt`, tried again while it fails with `errno`, which says that the other end is not open yet. */
async function openPatiently(attempt, errno, wait) {
    const patience = createPatience(wait);
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            if (errnoIn(error) !== errno)
                throw error;
            await patience.pause(ALONE_PATIENCE_MS, 'nobody has opened this pipe to read');
        }
    }
}
/** Adds up its own waits, which needs no clock. */
function createPatience(wait) {
    let waitedMs = 0;
    return {
        pause: async (mostMs, why) => {
            if (waitedMs >= mostMs)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('stalled', `${why} in ${mostMs / 1000} s`);
            waitedMs += PAUSE_MS;
            await wait(PAUSE_MS);
        },
        renew: () => {
            waitedMs = 0;
        },
    };
}
/** Null where the other end is there and could not take or give anything now. */
async function orNothingYet(moved) {
    try {
        return await moved;
    }
    catch (error) {
        if (errnoIn(error) === 'EAGAIN')
            return null;
        throw error;
    }
}
function errnoIn(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
/** Whether the pipe at `path` was handed to this process, open at its other end (`<(…)`, standard input). */
function isHandedOver(path) {
    return /^\/(?:dev\/(?:fd\/\d+|stdin|stdout|stderr)|proc\/(?:self|thread-self|\d+)\/fd\/\d+)$/.test(path);
}


/***/ }),

/***/ 49916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ effectiveRegistries)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42793);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51633);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81816);
/* harmony import */ var _mirror_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(78309);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(45326);
/* harmony import */ var _render_openshift_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13291);
/** What CRI-O and podman see: OpenShift's rendering and every `registries.conf`, merged as their reader merges them. */






/**
 * The objects of OpenShift make the main file; then come main files in the order given, then drop-ins by their name. A
 * later table replaces an earlier one of the same prefix whole. What is refused or ignored is left out. `asIfApplied`
 * takes the objects in although a conflict keeps them from the nodes, so that the rest of them can be looked at.
 */
function effectiveRegistries(documents, { asIfApplied = false } = {}) {
    const sets = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'mirror-set');
    const images = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'image-config');
    const files = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'registries.conf');
    const speaking = [...sets, ...images, ...files].filter(({ fate }) => fate !== 'ignored');
    if (speaking.length === 0)
        return { tables: null, findings: [] };
    const policy = (0,_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeMirrorSets */ .T)(sets);
    const isBlocked = !policy.isApplied || images.some(({ fate }) => fate === 'blocks-all');
    const rendered = (0,_render_openshift_js__WEBPACK_IMPORTED_MODULE_2__/* .renderOpenShift */ .D)(policy, images.filter(({ fate }) => fate === 'used'));
    const platform = isBlocked && !asIfApplied ? [] : (rendered.tables ?? []);
    const used = files.filter(({ fate }) => fate === 'used');
    const merged = mergeTables([platform, ...inReadingOrder(used).map(({ registries }) => registries)]);
    return { tables: merged.tables, findings: [...policy.findings, ...rendered.findings, ...merged.findings] };
}
/** Main files as given, then drop-ins by the name of the file. */
function inReadingOrder(files) {
    const dropIns = files.filter(({ isDropIn }) => isDropIn);
    return [
        ...files.filter(({ isDropIn }) => !isDropIn),
        ...dropIns.toSorted((a, b) => (0,_mirror_order_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .M)(baseName(a.file), baseName(b.file))),
    ];
}
function baseName(path) {
    return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
function mergeTables(files) {
    const byPrefix = new Map();
    const findings = [];
    for (const table of files.flat()) {
        const earlier = byPrefix.get(table.prefix);
        if (earlier !== undefined)
            findings.push(replaced(table, earlier));
        byPrefix.set(table.prefix, table);
    }
    const tables = [...byPrefix.values()].sort((a, b) => (0,_mirror_order_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .M)(a.prefix, b.prefix));
    return { tables, findings };
}
function replaced(table, earlier) {
    const lost = earlier.mirrors.length > 0 ? ', whose mirrors are lost' : '';
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('policy-replaced', {
        at: table.at,
        message: `the table for ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .shown */ .S)(table.prefix)} replaces the one in ${earlier.at.file}:${earlier.at.line}${lost}`,
        help: 'a later file replaces a table whole; write everything that should hold into the last one',
    });
}


/***/ }),

/***/ 39334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  iT: () => (/* binding */ GENERATED_MARK),
  Je: () => (/* binding */ GENERATE_FORMATS),
  BJ: () => (/* binding */ generateFromManifest),
  uW: () => (/* binding */ generateFromPolicies)
});

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(60474);
// EXTERNAL MODULE: ./build/policy/effective-registries.js
var effective_registries = __webpack_require__(49916);
// EXTERNAL MODULE: ./build/policy/model.js
var model = __webpack_require__(45326);
;// CONCATENATED MODULE: ./build/policy/registries-conf-text.js
/** What an OpenShift node has before any mirror is configured. */
const PLATFORM_SEARCH = ['registry.access.redhat.com', 'docker.io'];
/** A drop-in or main file that says only what `registries` says. */
function writeRegistriesConf({ header, registries }) {
    return join(header, registries.map(tableLines));
}
/** The file byte for byte as OpenShift's operator encodes it, below the comment. */
function writePlatformRegistriesConf({ header, registries }) {
    const top = [
        `unqualified-search-registries = [${PLATFORM_SEARCH.map(tomlText).join(', ')}]`,
        'short-name-mode = ""',
    ];
    return join(header, [top, ...registries.map(platformLines)]);
}
/** `text` as a basic string of TOML. */
function tomlText(text) {
    return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
function join(header, blocks) {
    const comment = header.map((line) => `# ${line}`.trimEnd());
    const all = comment.length === 0 ? blocks : [comment, ...blocks];
    return all.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
function tableLines(table) {
    const isPlain = table.prefix === table.location;
    const mirrors = table.mirrors.map((mirror) => ['', '[[registry.mirror]]', ...mirrorKeys(mirror)]);
    return [
        '[[registry]]',
        ...(isPlain ? [] : [`prefix = ${tomlText(table.prefix)}`]),
        ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
        ...flags(table),
        ...mirrors.flat(),
    ];
}
function mirrorKeys({ location, insecure, pullFrom }) {
    return [
        `location = ${tomlText(location)}`,
        ...(insecure ? ['insecure = true'] : []),
        ...(pullFrom === 'all' ? [] : [`pull-from-mirror = ${tomlText(pullFrom)}`]),
    ];
}
/** Two spaces per level, and `prefix` always, also empty. */
function platformLines(table) {
    const keys = [
        `prefix = ${tomlText(table.prefix === table.location ? '' : table.prefix)}`,
        ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
        ...flags(table),
    ];
    const mirrors = table.mirrors.map((mirror) => [
        '',
        '  [[registry.mirror]]',
        ...mirrorKeys(mirror).map((key) => `    ${key}`),
    ]);
    return ['[[registry]]', ...keys.map((key) => `  ${key}`), ...mirrors.flat()];
}
function flags({ insecure, blocked, mirrorByDigestOnly }) {
    return [
        ...(insecure ? ['insecure = true'] : []),
        ...(blocked ? ['blocked = true'] : []),
        ...(mirrorByDigestOnly ? ['mirror-by-digest-only = true'] : []),
    ];
}

// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(45875);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(42793);
// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(56775);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(20907);
// EXTERNAL MODULE: ./build/policy/mirror-order.js
var mirror_order = __webpack_require__(78309);
;// CONCATENATED MODULE: ./build/policy/routes.js
/** What all formats can say, each in its own words: pulls of the names in a scope go to these places first. */

/** Places of a route for one kind of pull. */
function placesFor(route, pullBy) {
    return route.places.filter(({ pulls }) => pulls.includes(pullBy));
}
/** A finding about what a format cannot say. */
function inexpressible(at, message, { help, severity = 'error' }) {
    return (0,finding/* finding */.gk)('policy-inexpressible', { at, message, help, severity });
}

;// CONCATENATED MODULE: ./build/policy/routes-of-manifest.js
/** Routes out of the mirror manifest: each source repository to its places on the mirrors that serve. */







/** Mirrors in state `filling` or `retired` and layouts are left out; tags only where `allowMirrorByTags` says so. */
function routesOfManifest(file, options) {
    const mirrors = servingMirrors(file, options.mirrors);
    const groups = groupBySource(file.images);
    const routes = [...groups].map(([scope, images]) => routeOf(scope, images, { file, mirrors, options }));
    return {
        routes: routes.filter(({ places }) => places.length > 0).sort((a, b) => (0,mirror_order/* compareNames */.M)(a.scope, b.scope)),
        findings: [
            ...file.images.flatMap(layoutSource),
            ...routes.flatMap(({ scope, places, at }) => (places.length > 0 ? [] : [uncovered(scope, at)])),
            ...[...groups].flatMap(([scope, images]) => mixedTags(scope, images)),
            ...mirrors.flatMap((mirror) => ownAuthority(mirror, file)),
        ],
    };
}
/** How this manifest speaks to `host`. */
function transportOf(host, { registries }) {
    const tls = registries.get(host)?.tls ?? { kind: 'default' };
    if (tls.kind === 'plain-http')
        return 'http';
    if (tls.kind === 'https')
        return tls.skipVerify ? 'skip-verify' : 'https';
    return (0,reference/* isLoopbackHost */.cW)(host) ? 'http' : 'https';
}
function servingMirrors(file, names) {
    const ordered = names === undefined
        ? file.mirrors
        : [...new Set(names)].flatMap((name) => file.mirrors.find((mirror) => mirror.name === name) ?? []);
    return ordered.filter((mirror) => mirror.state === 'serving' && mirror.place.kind === 'registry');
}
function groupBySource(images) {
    const groups = new Map();
    for (const image of images) {
        if (image.source.kind !== 'registry')
            continue;
        const scope = (0,files_source/* formatSource */.j2)(image.source);
        const known = groups.get(scope);
        if (known === undefined)
            groups.set(scope, [image]);
        else
            known.push(image);
    }
    return groups;
}
function routeOf(scope, images, { file, mirrors, options }) {
    const places = new Map();
    for (const [rank, mirror] of mirrors.entries()) {
        for (const image of images.filter((one) => one.mirrors.includes(mirror.name))) {
            const place = (0,files_place/* placeOf */.$t)({ image, mirror, file });
            if (!place.ok)
                continue; // the manifest's reader has told it
            const location = `${mirror.place.host}/${place.value}`;
            // A mirror that is the source itself is no mirror.
            if (location === scope)
                continue;
            places.set(location, {
                location,
                pulls: image.allowMirrorByTags || places.get(location)?.pulls.includes('tag')
                    ? ['digest', 'tag']
                    : ['digest'],
                transport: transportOf(mirror.place.host, file),
                rank,
                at: places.get(location)?.at ?? image.at,
            });
        }
    }
    const [first] = images;
    const host = scope.slice(0, scope.indexOf('/'));
    return {
        scope,
        places: [...places.values()],
        contactSource: !options.neverContactSource,
        sourceTransport: transportOf(host, file),
        at: first?.at ?? { file: file.path, line: 1, column: 1 },
    };
}
function layoutSource({ source, at }) {
    if (source.kind === 'registry')
        return [];
    return [
        inexpressible(at, `${(0,files_source/* formatSource */.j2)(source)} has no name by which a node would ask for it`, {
            help: 'nodes pull it from its mirror by the mirror’s own name; no policy is needed',
            severity: 'note',
        }),
    ];
}
function uncovered(scope, at) {
    return (0,finding/* finding */.gk)('policy-uncovered', {
        ...(at === undefined ? {} : { at }),
        source: scope,
        message: `${(0,shown/* shown */.S)(scope)} is on no mirror that serves, and is left out`,
        help: 'policies name registries in state serving; name one for this image, or wait until its mirror is filled',
    });
}
/** Policies know repositories, not single tags. */
function mixedTags(scope, images) {
    const without = images.find(({ allowMirrorByTags }) => !allowMirrorByTags);
    if (without === undefined || !images.some(({ allowMirrorByTags }) => allowMirrorByTags))
        return [];
    return [
        inexpressible(without.at, `tags of ${(0,shown/* shown */.S)(scope)} are allowed by another entry, and so for this one too`, {
            help: 'a policy covers whole repositories; allow tags for all entries of a source, or for none',
            severity: 'warning',
        }),
    ];
}
function ownAuthority(mirror, { registries }) {
    const settings = registries.get(mirror.place.host);
    if (settings?.tls.kind !== 'https')
        return [];
    const { ca, cert } = settings.tls;
    if (ca === null && cert === null)
        return [];
    const what = ca === null ? 'a client certificate' : 'an authority of its own';
    return [
        inexpressible(settings.at, `${mirror.place.host} is spoken to with ${what}, which no policy file carries`, {
            help: 'install it on the nodes, for example in /etc/containers/certs.d or beside hosts.toml',
            severity: 'note',
        }),
    ];
}

// EXTERNAL MODULE: ./build/policy/host-url.js
var host_url = __webpack_require__(34233);
;// CONCATENATED MODULE: ./build/policy/routes-of-policies.js
/** Routes out of policy documents, for conversion between formats. */





/** Tables with mirrors, and blocked ones. A table that only says `insecure` sends nothing anywhere. */
function routesOfTables(tables) {
    const findings = [];
    const routes = tables.flatMap((table) => {
        const isRoute = table.mirrors.length > 0 || table.blocked || isRemapped(table);
        if (isRoute)
            return [routeOfTable(table)];
        if (table.insecure)
            findings.push(onlyInsecure(table));
        return [];
    });
    return { routes, findings };
}
/** Files that take effect; `_default` and addresses outside `/v2` have no counterpart in other formats. */
function routesOfHosts(files) {
    const findings = [];
    const used = files.filter(({ fate }) => fate === 'used');
    const routes = used.flatMap((file) => routeOfHosts(file, findings));
    return { routes: routes.sort((a, b) => (0,mirror_order/* compareNames */.M)(a.scope, b.scope)), findings };
}
function isRemapped({ prefix, location }) {
    return location !== '' && location !== prefix;
}
/** A source that answers elsewhere is, for other formats, a last mirror and a source that is never contacted. */
function routeOfTable(table) {
    const mirrors = table.mirrors.map((mirror, rank) => placeOfMirror(mirror, table, rank));
    const elsewhere = {
        location: table.location,
        pulls: ['digest', 'tag'],
        transport: insecureAs(table.insecure, table.location),
        rank: mirrors.length,
        at: table.at,
    };
    const remapped = isRemapped(table);
    return {
        scope: table.prefix,
        places: remapped ? [...mirrors, elsewhere] : mirrors,
        contactSource: !table.blocked && !remapped,
        sourceTransport: insecureAs(table.insecure, table.prefix),
        at: table.at,
    };
}
function placeOfMirror(mirror, table, rank) {
    const { location, insecure, at } = mirror;
    return { location, pulls: pullsOf(mirror, table), transport: insecureAs(insecure, location), rank, at };
}
function pullsOf({ pullFrom }, { mirrorByDigestOnly }) {
    if (mirrorByDigestOnly || pullFrom === 'digest-only')
        return ['digest'];
    return pullFrom === 'tag-only' ? ['tag'] : ['digest', 'tag'];
}
function insecureAs(insecure, location) {
    if (!insecure)
        return 'https';
    return (0,reference/* isLoopbackHost */.cW)(location.split('/')[0] ?? '') ? 'http' : 'insecure';
}
function onlyInsecure({ prefix, at }) {
    return inexpressible(at, `that ${(0,shown/* shown */.S)(prefix)} is insecure is not carried over`, {
        help: 'say it in the other format by hand: registrySources.insecureRegistries, or a hosts.toml of its own',
        severity: 'warning',
    });
}
function routeOfHosts(file, findings) {
    const { namespace, server, hosts, at } = file;
    if (namespace === null || namespace === '_default') {
        findings.push(inexpressible(at, 'the mirrors of _default hold for every registry, which no other format can say', {
            help: 'they are left out; write routes for the registries that are meant',
        }));
        return [];
    }
    const isSource = server === null || (server.host === (0,reference/* apiHost */.nz)(namespace) && server.apiPath === '/v2');
    const endpoints = isSource || server === null ? hosts : [...hosts, server];
    return [
        {
            scope: namespace,
            places: endpoints.flatMap((endpoint, rank) => placeOfHost(endpoint, rank, findings)),
            contactSource: isSource,
            sourceTransport: server === null ? insecureAs((0,reference/* isLoopbackHost */.cW)(namespace), namespace) : routes_of_policies_transportOf(server),
            at,
        },
    ];
}
function placeOfHost(endpoint, rank, findings) {
    const { apiPath, capabilities, at, url } = endpoint;
    if (!/^\/v2(?:\/|$)/.test(apiPath)) {
        findings.push(inexpressible(at, `${(0,shown/* shown */.S)(url)} serves its API outside /v2, which no other format can say`, {
            help: 'the mirror is left out',
        }));
        return [];
    }
    if (!capabilities.includes('pull'))
        return [];
    return [
        {
            location: (0,host_url/* placeBelow */.B4)(endpoint, '').slice(0, -1),
            pulls: capabilities.includes('resolve') ? ['digest', 'tag'] : ['digest'],
            transport: routes_of_policies_transportOf(endpoint),
            rank,
            at,
        },
    ];
}
function routes_of_policies_transportOf({ scheme, skipVerify }) {
    if (scheme === 'http')
        return 'http';
    return skipVerify ? 'skip-verify' : 'https';
}

;// CONCATENATED MODULE: ./build/policy/host-bases.js
/** Routes of one registry host as one list of mirrors for all of its repositories, or why there is no such list. */


/** What cannot be said for the whole host is told and left out. */
function mergeHostRoutes(host, routes) {
    const findings = [];
    const placed = routes.flatMap((route) => route.places.flatMap((place) => placeIn(route, place, findings)));
    const order = orderOf(placed);
    const fault = whyNoOrder(host, { routes, placed, order });
    if (fault !== null)
        return { bases: null, findings: [...findings, fault] };
    const bases = order.map((base) => {
        const users = placed.filter((one) => one.base === base);
        findings.push(...widened(host, base, { users, routes }), ...plainToo(base, users));
        return hostBase(base, users, routes);
    });
    return { bases, findings };
}
/** The place with what every repository of the host has in common, if its path ends as the scope's does. */
function placeIn(route, place, findings) {
    const slash = route.scope.indexOf('/');
    const path = slash < 0 ? '' : route.scope.slice(slash);
    if (place.location.endsWith(path) && place.location.length > path.length) {
        return [{ route, place, base: place.location.slice(0, place.location.length - path.length) }];
    }
    findings.push(inexpressible(place.at, `hosts.toml cannot send ${(0,shown/* shown */.S)(route.scope)} to ${(0,shown/* shown */.S)(place.location)}`, {
        help: 'it maps whole registries, so that the path on the mirror must end with the path of the source; ' +
            'the mirror is left out for this image (repository: "{path}" can be said)',
    }));
    return [];
}
function orderOf(placed) {
    const ranks = new Map();
    for (const { base, place } of placed) {
        ranks.set(base, Math.min(ranks.get(base) ?? place.rank, place.rank));
    }
    return [...ranks].sort(([, a], [, b]) => a - b).map(([base]) => base);
}
function whyNoOrder(host, { routes, placed, order }) {
    const [first] = routes;
    const other = routes.find(({ contactSource }) => contactSource !== first.contactSource);
    if (other !== undefined) {
        return inexpressible(other.at, `some repositories of ${(0,shown/* shown */.S)(host)} may be asked of their source, others never`, {
            help: 'hosts.toml says one thing for a whole registry; no file is written for it',
        });
    }
    const against = routes.find((route) => ['digest', 'tag'].some((pullBy) => {
        const own = placed.filter((one) => one.route === route && one.place.pulls.includes(pullBy));
        const positions = own.map(({ base }) => order.indexOf(base));
        return positions.some((position, index) => position < (positions[index - 1] ?? 0));
    }));
    if (against === undefined)
        return null;
    return inexpressible(against.at, `${(0,shown/* shown */.S)(against.scope)} wants its mirrors in another order than others of ${(0,shown/* shown */.S)(host)}`, {
        help: 'hosts.toml has one order for a whole registry; no file is written for it',
    });
}
/** What one file for the whole host makes of routes that do not all use this mirror, or not all for tags. */
function widened(host, base, { users, routes }) {
    const tagUser = users.find(({ place }) => place.pulls.includes('tag'));
    const left = routes.find((route) => !takesTags(route, users));
    if (tagUser !== undefined && left !== undefined) {
        return [
            inexpressible(tagUser.place.at, `hosts.toml cannot let ${base} answer for tags of ${(0,shown/* shown */.S)(tagUser.route.scope)} and not for those of ${(0,shown/* shown */.S)(left.scope)}`, {
                help: `it is written for digests only; allow tags for all images of ${host} on this mirror, or for none`,
            }),
        ];
    }
    const tagOnly = users.every(({ place }) => !place.pulls.includes('digest')) ? users[0] : undefined;
    if (tagOnly !== undefined) {
        return [
            inexpressible(tagOnly.place.at, `${base} is meant for tags alone and will be asked for digests too`, {
                help: 'hosts.toml cannot keep digests from a mirror; what it serves by digest proves itself',
                severity: 'note',
            }),
        ];
    }
    const without = routes.find((route) => !users.some((one) => one.route === route));
    if (without === undefined)
        return [];
    return [
        inexpressible(without.at, `${base} will be asked for ${(0,shown/* shown */.S)(without.scope)} too, which is not there`, {
            help: 'hosts.toml covers whole registries; the next place is tried then',
            severity: 'note',
        }),
    ];
}
/** `insecure` of a registries.conf tries HTTPS without looking at the certificate, and then HTTP. */
function plainToo(base, users) {
    const insecure = users.find(({ place }) => place.transport === 'insecure');
    if (insecure === undefined)
        return [];
    return [
        inexpressible(insecure.place.at, `${base} is insecure, and is written for HTTPS with any certificate`, {
            help: 'if it speaks plain HTTP, write http:// in the hosts.toml',
            severity: 'warning',
        }),
    ];
}
function takesTags(route, users) {
    return users.some((one) => one.route === route && one.place.pulls.includes('tag'));
}
function hostBase(base, users, routes) {
    const slash = base.indexOf('/');
    const byTag = routes.every((route) => takesTags(route, users));
    return {
        host: slash < 0 ? base : base.slice(0, slash),
        prefix: slash < 0 ? '' : base.slice(slash + 1),
        pulls: byTag ? ['digest', 'tag'] : ['digest'],
        transport: users[0]?.place.transport ?? 'https',
    };
}

// EXTERNAL MODULE: ./build/policy/hosts-folder.js
var hosts_folder = __webpack_require__(54309);
;// CONCATENATED MODULE: ./build/policy/write-hosts.js
/**
 * Routes as a tree of `hosts.toml` for containerd: one file per registry host, which covers every repository of that
 * host alike.
 */






/** Files in the order of hosts; a host whose routes cannot be said by one file has none. */
function writeHosts(routes, header) {
    const findings = [];
    const files = [...groupByHost(routes, findings)].flatMap(([host, group]) => {
        const merged = mergeHostRoutes(host, group);
        findings.push(...merged.findings);
        if (merged.bases === null || merged.bases.length === 0)
            return [];
        const lines = hostsLines(host, merged.bases, group);
        const comment = header.map((line) => `# ${line}`);
        return [{ path: `${(0,hosts_folder/* hostsFolder */.U)(host)}/hosts.toml`, text: `${[...comment, ...lines].join('\n')}\n` }];
    });
    return { files, findings };
}
function groupByHost(routes, findings) {
    const groups = new Map();
    for (const route of routes) {
        const host = route.scope.split('/')[0] ?? '';
        const known = groups.get(host);
        if (host.startsWith('*'))
            findings.push(wildcard(route));
        else if (known === undefined)
            groups.set(host, [route]);
        else
            known.push(route);
    }
    return groups;
}
function wildcard({ scope, at }) {
    return inexpressible(at, `hosts.toml cannot cover the hosts ${(0,shown/* shown */.S)(scope)}`, {
        help: 'it is left out; write a route for each host',
    });
}
/** Mirrors in their order; the server comes last: the source, or the last mirror where the source is not to be asked. */
function hostsLines(host, bases, [{ contactSource, sourceTransport }]) {
    const last = contactSource ? undefined : bases.at(-1);
    const server = last === undefined
        ? [`server = ${tomlText(serverUrl(host, sourceTransport))}`, ...verifyLine(sourceTransport)]
        : [`server = ${tomlText(baseUrl(last))}`, ...baseKeys(last)];
    const hosts = last === undefined ? bases : bases.slice(0, -1);
    return [
        ...server,
        ...hosts.flatMap((base) => [
            '',
            `[host.${tomlText(baseUrl(base))}]`,
            ...baseKeys(base).map((key) => `  ${key}`),
        ]),
    ];
}
function serverUrl(host, transport) {
    return `${transport === 'http' ? 'http' : 'https'}://${(0,reference/* apiHost */.nz)(host)}`;
}
function baseUrl({ host, prefix, transport }) {
    return `${transport === 'http' ? 'http' : 'https'}://${host}${prefix === '' ? '' : `/v2/${prefix}`}`;
}
function baseKeys({ prefix, transport, pulls }) {
    const capabilities = pulls.includes('tag') ? ['pull', 'resolve'] : ['pull'];
    return [
        `capabilities = [${capabilities.map(tomlText).join(', ')}]`,
        ...(prefix === '' ? [] : ['override_path = true']),
        ...verifyLine(transport),
    ];
}
function verifyLine(transport) {
    return transport === 'skip-verify' || transport === 'insecure' ? ['skip_verify = true'] : [];
}

// EXTERNAL MODULE: ./build/files/yaml-text.js
var yaml_text = __webpack_require__(15373);
// EXTERNAL MODULE: ./build/policy/mirror-grammar.js
var mirror_grammar = __webpack_require__(61776);
;// CONCATENATED MODULE: ./build/policy/write-mirror-sets.js
/** Routes as OpenShift objects: ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy. */




const FORMATS = {
    idms: {
        kind: 'ImageDigestMirrorSet',
        apiVersion: 'config.openshift.io/v1',
        list: 'imageDigestMirrors',
        pulls: 'digest',
        knowsNever: true,
    },
    itms: {
        kind: 'ImageTagMirrorSet',
        apiVersion: 'config.openshift.io/v1',
        list: 'imageTagMirrors',
        pulls: 'tag',
        knowsNever: true,
    },
    icsp: {
        kind: 'ImageContentSourcePolicy',
        apiVersion: 'operator.openshift.io/v1alpha1',
        list: 'repositoryDigestMirrors',
        pulls: 'digest',
        knowsNever: false,
    },
};
const OBJECT_NAME = 'mirror-action';
/** One object in one file, `idms.yaml` for example; also without any entry, so that a file on disk can be compared. */
function writeMirrorSets(routes, format, header) {
    const facts = FORMATS[format];
    const findings = [];
    const entries = routes.flatMap((route) => entryOf(route, facts, findings));
    findings.push(...otherKind(routes, facts), ...insecurePlaces(routes, facts));
    return { files: [{ path: `${format}.yaml`, text: objectText(entries, facts, header) }], findings };
}
function entryOf(route, facts, findings) {
    const why = whyNoEntry(route, facts);
    if (why !== null) {
        findings.push(inexpressible(route.at, why.message, { help: why.help }));
        return [];
    }
    const mirrors = placesFor(route, facts.pulls).filter((place) => {
        const whyNot = (0,mirror_grammar/* whyNotMirror */.t4)(place.location) ?? whyNotBeside(place, route);
        if (whyNot !== null)
            findings.push(badMirror(place, whyNot, facts));
        return whyNot === null;
    });
    if (mirrors.length === 0)
        return [];
    return [
        {
            source: route.scope,
            mirrors: [...new Set(mirrors.map(({ location }) => location))],
            never: !route.contactSource,
        },
    ];
}
/** A route without places for this kind of pull is not said at all, which is right unless it blocks the source. */
function whyNoEntry(route, { kind, knowsNever }) {
    const { scope, contactSource, places } = route;
    const why = (0,mirror_grammar/* whyNotSource */.vE)(scope);
    if (why !== null) {
        return {
            message: `${kind} cannot have the source ${(0,shown/* shown */.S)(scope)}: ${why}`,
            help: 'the source is left out',
        };
    }
    if (!contactSource && !knowsNever) {
        return {
            message: `${kind} cannot keep nodes from asking ${(0,shown/* shown */.S)(scope)} itself`,
            help: 'the source is left out; generate idms, whose mirrorSourcePolicy can say it',
        };
    }
    if (!contactSource && places.length === 0) {
        return {
            message: `${kind} cannot block ${(0,shown/* shown */.S)(scope)}, which has no mirrors`,
            help: 'name it in registrySources.blockedRegistries of the Image object',
        };
    }
    return null;
}
function whyNotBeside({ location }, { scope, contactSource }) {
    return !contactSource && location === scope ? 'it is the source, which is never to be contacted' : null;
}
function badMirror({ location, at }, why, { kind }) {
    return inexpressible(at, `${kind} cannot have the mirror ${(0,shown/* shown */.S)(location)}: ${why}`, {
        help: 'the mirror is left out; give it a name that the platform takes',
    });
}
/** Digests and tags are different kinds of object. */
function otherKind(routes, { kind, pulls }) {
    const other = pulls === 'digest' ? 'tag' : 'digest';
    const route = routes.find((one) => placesFor(one, other).length > 0);
    if (route === undefined)
        return [];
    return [
        inexpressible(route.at, `${kind} says nothing about pulls by ${other}, for example of ${(0,shown/* shown */.S)(route.scope)}`, {
            help: `generate ${other === 'tag' ? 'itms' : 'idms'} as well and apply both`,
            severity: 'note',
        }),
    ];
}
function insecurePlaces(routes, { kind, pulls }) {
    const byHost = new Map();
    for (const route of routes) {
        const places = placesFor(route, pulls);
        const source = { location: route.scope, transport: route.sourceTransport, at: route.at };
        for (const place of route.contactSource && places.length > 0 ? [...places, source] : places) {
            const host = place.location.split('/')[0] ?? '';
            if (place.transport !== 'https' && !byHost.has(host))
                byHost.set(host, place);
        }
    }
    return [...byHost].map(([host, { at }]) => inexpressible(at, `${kind} cannot say that ${host} is insecure`, {
        help: `name ${host} in registrySources.insecureRegistries of the Image object, or give it a certificate`,
        severity: 'warning',
    }));
}
function objectText(entries, facts, header) {
    const lines = [
        ...header.map((line) => `# ${line}`),
        `apiVersion: ${facts.apiVersion}`,
        `kind: ${facts.kind}`,
        'metadata:',
        `  name: ${OBJECT_NAME}`,
        'spec:',
        entries.length === 0 ? `  ${facts.list}: []` : `  ${facts.list}:`,
        ...entries.flatMap(entryLines),
    ];
    return `${lines.join('\n')}\n`;
}
function entryLines({ source, mirrors, never }) {
    return [
        `    - source: ${(0,yaml_text/* yamlText */.p)(source)}`,
        '      mirrors:',
        ...mirrors.map((mirror) => `        - ${(0,yaml_text/* yamlText */.p)(mirror)}`),
        ...(never ? ['      mirrorSourcePolicy: NeverContactSource'] : []),
    ];
}

// EXTERNAL MODULE: ./build/policy/registry-prefix.js
var registry_prefix = __webpack_require__(75981);
;// CONCATENATED MODULE: ./build/policy/write-registries.js
/** Routes as a `registries.conf` for CRI-O and podman. */




/** One file that names only what the routes name, so that it can be a drop-in. */
function writeRegistries(routes, header) {
    const findings = [];
    const tables = routes.map(tableOf);
    const registries = tables.map((table, index) => ({
        ...table,
        mirrors: (routes[index]?.places ?? []).flatMap((place) => {
            const why = whyUnusable(place, table, tables);
            if (why === null)
                return [mirrorOf(place)];
            findings.push(inexpressible(place.at, why, { help: 'the mirror is left out' }));
            return [];
        }),
    }));
    const text = writeRegistriesConf({ header, registries });
    return { files: [{ path: 'registries.conf', text }], findings };
}
function tableOf({ scope, contactSource, sourceTransport, at }) {
    return {
        prefix: scope,
        location: scope.startsWith('*.') ? '' : scope,
        insecure: sourceTransport !== 'https',
        blocked: !contactSource,
        mirrorByDigestOnly: false,
        mirrors: [],
        at,
    };
}
function mirrorOf({ location, pulls, transport, at }) {
    const single = pulls.includes('tag') ? 'tag-only' : 'digest-only';
    return { location, insecure: transport !== 'https', pullFrom: pulls.length > 1 ? 'all' : single, at };
}
/** A blocked source also blocks mirrors below it, and one name that cannot be read fails the whole pull. */
function whyUnusable({ location }, { prefix }, tables) {
    const sample = `${prefix.startsWith('*.') ? `host${prefix.slice(1)}` : prefix}/name`;
    if ((0,registry_prefix/* rewriteName */.aw)(sample, prefix, location) === null) {
        return `${(0,shown/* shown */.S)(sample)} becomes no name of a repository at ${(0,shown/* shown */.S)(location)}`;
    }
    const blocking = (0,registry_prefix/* findTable */.UI)(location, tables);
    return blocking?.blocked === true
        ? `mirror ${(0,shown/* shown */.S)(location)} lies in ${(0,shown/* shown */.S)(blocking.prefix)}, which is never to be contacted`
        : null;
}

;// CONCATENATED MODULE: ./build/policy/generate.js










const GENERATE_FORMATS = ['idms', 'itms', 'icsp', 'registries.conf', 'hosts.toml'];
/** Stands in every generated file, so that one can be told from what people wrote. */
const GENERATED_MARK = 'Written by mirror-action generate from';
/**
 * Policy files that send nodes to this manifest's mirrors. What the format cannot say is left out and told as
 * `policy-inexpressible`; the output depends on nothing but the manifest and the options.
 */
function generateFromManifest(file, options) {
    const { routes, findings } = routesOfManifest(file, options);
    const written = write(routes, options.format, headerLines(file.path));
    return { files: written.files, findings: [...findings, ...written.findings] };
}
/**
 * Existing policies in another format, or the `registries.conf` that the platform would write. Where documents contradict
 * each other so that the platform applies none of them, there are no files.
 */
function generateFromPolicies(documents, { format, neverContactSource }) {
    const taken = documents.map(withProposedKind);
    const effective = (0,effective_registries/* effectiveRegistries */.B)(taken);
    const trees = (0,model/* documentsOf */.u)(taken, 'hosts.toml');
    const findings = [...effective.findings, ...notConverted(taken, effective.tables !== null)];
    if (findings.some(({ severity }) => severity === 'error'))
        return { files: [], findings };
    const header = headerLines(...new Set(documents.map((document) => document.at.file)));
    if (effective.tables !== null && format === 'registries.conf' && !neverContactSource) {
        const isPlatform = (0,model/* documentsOf */.u)(taken, 'registries.conf').length === 0;
        const writeText = isPlatform ? writePlatformRegistriesConf : writeRegistriesConf;
        const text = writeText({ header, registries: effective.tables });
        return { files: [{ path: 'registries.conf', text }], findings };
    }
    const read = effective.tables === null ? routesOfHosts(trees) : routesOfTables(effective.tables);
    const routes = neverContactSource ? read.routes.map(withoutSource) : read.routes;
    const written = write(routes, format, header);
    return { files: written.files, findings: [...findings, ...read.findings, ...written.findings] };
}
function write(routes, format, header) {
    if (format === 'registries.conf')
        return writeRegistries(routes, header);
    return format === 'hosts.toml' ? writeHosts(routes, header) : writeMirrorSets(routes, format, header);
}
function headerLines(...origins) {
    return [
        `${GENERATED_MARK} ${origins.map(visible/* makeVisible */.Xm).join(', ')}.`,
        'Change that and generate again; changes made here are lost.',
    ];
}
/** A kind that no release acts on can still be converted into what it meant. */
function withProposedKind(document) {
    const isProposed = document.format === 'mirror-set' && document.kind === 'ImageContentPolicy';
    return isProposed && document.fate === 'ignored' ? { ...document, fate: 'used' } : document;
}
function withoutSource(route) {
    return route.places.length === 0 ? route : { ...route, contactSource: false };
}
/** Files of containerd beside files of CRI-O say the same in other words, or contradict them; one side is converted. */
function notConverted(documents, hasTables) {
    const left = documents.find(({ format }) => format === 'containerd-config' || (hasTables && format === 'hosts.toml'));
    if (left === undefined)
        return [];
    return [
        (0,finding/* finding */.gk)('policy-inexpressible', {
            at: left.at,
            message: 'this file of containerd is not converted',
            help: left.format === 'containerd-config'
                ? 'registry.mirrors is deprecated; write its endpoints into HOST/hosts.toml and convert that'
                : 'files for CRI-O are given too; name only the files that are to be converted',
            severity: left.format === 'containerd-config' ? 'error' : 'warning',
        }),
    ];
}


/***/ }),

/***/ 34233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ placeBelow),
/* harmony export */   Rt: () => (/* binding */ parseHostUrl),
/* harmony export */   ox: () => (/* binding */ parseMirrorUrl)
/* harmony export */ });
/** The addresses of containerd's `hosts.toml` and `registry.mirrors`. */
/** Where a host table leads; null for what containerd cannot turn into an address. */
function parseHostUrl(text, overridePath) {
    // Whatever begins with "http" is taken as it stands, also a host of that name.
    const url = parseUrl(text.startsWith('http') ? text : `https://${text}`);
    if (url === null)
        return null;
    const path = cleanPath(url.pathname);
    const apiPath = overridePath || path.endsWith('/v2') ? path : `${path}/v2`;
    return { scheme: url.scheme, host: url.host, apiPath };
}
/** An address of `registry.mirrors`: an empty path means `/v2`, any other is taken as it stands. */
function parseMirrorUrl(text) {
    const guessed = text.includes('://') ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`;
    const url = parseUrl(guessed);
    if (url === null)
        return null;
    const path = cleanPath(url.pathname);
    return { scheme: url.scheme, host: url.host, apiPath: path === '' ? '/v2' : path };
}
/** `host/path` of a repository below an address, as people and references write it. */
function placeBelow({ host, apiPath }, repositoryPath) {
    if (apiPath === '/v2')
        return `${host}/${repositoryPath}`;
    const prefix = apiPath.startsWith('/v2/') ? apiPath.slice('/v2'.length) : apiPath;
    return `${host}${prefix}/${repositoryPath}`;
}
function parseUrl(text) {
    const match = /^(https?):\/\/([^/?#@\s]+)(\/[^?#\s]*)?$/.exec(text);
    if (match === null || !URL.canParse(text))
        return null;
    const [, scheme, host = '', pathname = ''] = match;
    return { scheme: scheme === 'http' ? 'http' : 'https', host, pathname };
}
/** Without empty parts, `.` and `..`, and without a slash at its end; '' for the root. */
function cleanPath(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.length === 0 ? '' : `/${parts.join('/')}`;
}
function isLocal(text) {
    const [host = ''] = text.split('/');
    return /^(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/.test(host);
}


/***/ }),

/***/ 54309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ hostsFolder),
/* harmony export */   m: () => (/* binding */ readHostsFolder)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42793);
/** Which host a `hosts.toml` is for: its folder says so. */

/** Names under which containerd never looks, although they name Docker Hub. */
const HUB_NAMES = ['index.docker.io', 'registry-1.docker.io'];
/** Root folder and host of a path that ends with `HOST/hosts.toml`; what is never looked up is told. */
function readHostsFolder(path, root) {
    const parts = path.split(/[\\/]/);
    const folder = parts.at(-2) ?? '';
    const above = parts.slice(0, -2).join('/');
    const namespace = namespaceOf(folder);
    const why = whyNeverRead(folder, namespace);
    if (why === null)
        return { root: above, namespace };
    root.context.faults.tell('policy-ignored', { ...root.at, line: 1, column: 1 }, why);
    return { root: above, namespace: null };
}
/** The folder that containerd looks for first: `host`, or `host_port_`. */
function hostsFolder(host) {
    const colon = portColon(host);
    return colon < 0 ? host : `${host.slice(0, colon)}_${host.slice(colon + 1)}_`;
}
function namespaceOf(folder) {
    const match = /^([^_]+)_([0-9]+)_$/.exec(folder);
    return match === null ? folder : `${match[1]}:${match[2]}`;
}
function portColon(host) {
    const colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? colon : -1;
}
function whyNeverRead(folder, namespace) {
    if (folder === '') {
        return {
            message: 'this hosts.toml lies in no folder that names a host',
            help: 'containerd reads HOST/hosts.toml below its config_path',
        };
    }
    if (folder === '_default')
        return null;
    const [name = ''] = namespace.split(':');
    if (HUB_NAMES.includes(name) || /^docker\.io:/.test(namespace)) {
        return {
            message: `containerd never looks into the folder ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .S)(folder)}`,
            help: 'images of Docker Hub are looked up under docker.io',
        };
    }
    return null;
}


/***/ }),

/***/ 81816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ mergeMirrorSets)
});

// UNUSED EXPORTS: hasRealMirror

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(42793);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
;// CONCATENATED MODULE: ./build/policy/conflicts.js
/** What makes OpenShift's operator apply no mirrors at all, although every object for itself is right. */


const HELP = 'until it is mended the operator renders no mirrors of any object, and nodes keep the ones they have';
/**
 * Conflicts in the operator's own order: digest sets, then the deprecated kind, then tag sets. Entries without mirrors
 * count here too, and so do those of a kind that cannot say `NeverContactSource`.
 */
function findConflicts(sets) {
    const entries = inOperatorOrder(sets).filter(({ isProposed }) => !isProposed);
    const first = new Map();
    const findings = [];
    for (const entry of entries) {
        const known = first.get(entry.source.text);
        if (known === undefined)
            first.set(entry.source.text, entry);
        else
            findings.push(...policyConflict(entry, known));
        findings.push(...selfMirrors(entry));
    }
    return [...findings, ...proposedConflicts(sets)];
}
const OPERATOR_ORDER = ['ImageDigestMirrorSet', 'ImageContentSourcePolicy', 'ImageTagMirrorSet'];
function inOperatorOrder(sets) {
    const taken = sets.filter(({ fate }) => fate === 'used' || fate === 'blocks-all');
    return OPERATOR_ORDER.flatMap((kind) => taken.filter((set) => set.kind === kind).flatMap(({ entries }) => entries));
}
function policyConflict(entry, known) {
    if (entry.sourcePolicy === known.sourcePolicy)
        return [];
    const { file, line } = known.source.at;
    return [
        (0,finding/* finding */.gk)('policy-conflict', {
            at: entry.source.at,
            message: `source ${(0,shown/* shown */.S)(entry.source.text)} has ${entry.sourcePolicy} here and ` +
                `${known.sourcePolicy} in ${file}:${line}`,
            help: `set one mirrorSourcePolicy for all entries of a source, of all kinds (unset is AllowContactingSource); ${HELP}`,
        }),
    ];
}
function selfMirrors({ source, mirrors, sourcePolicy }) {
    if (sourcePolicy !== 'NeverContactSource')
        return [];
    return mirrors
        .filter(({ text }) => text === source.text)
        .map(({ text, at }) => (0,finding/* finding */.gk)('policy-conflict', {
        at,
        message: `${(0,shown/* shown */.S)(text)} is its own mirror and is never to be contacted`,
        help: `remove it from its mirrors, or NeverContactSource; ${HELP}`,
    }));
}
/** The proposal wanted a source either in the old list or in the new one. */
function proposedConflicts(sets) {
    const entries = sets
        .filter(({ kind }) => kind === 'ImageContentSourcePolicy' || kind === 'ImageContentPolicy')
        .flatMap((set) => set.entries);
    const old = new Map(entries.filter(({ isProposed }) => !isProposed).map((entry) => [entry.source.text, entry.source.at]));
    return entries.flatMap(({ source, isProposed }) => {
        const at = isProposed ? old.get(source.text) : undefined;
        if (at === undefined)
            return [];
        return [
            (0,finding/* finding */.gk)('policy-conflict', {
                at: source.at,
                message: `source ${(0,shown/* shown */.S)(source.text)} stands in repositoryMirrors here and in ` +
                    `repositoryDigestMirrors in ${at.file}:${at.line}`,
                help: 'the proposal allows one of the two lists for a source; keep one',
            }),
        ];
    });
}

// EXTERNAL MODULE: ./build/policy/mirror-order.js
var mirror_order = __webpack_require__(78309);
;// CONCATENATED MODULE: ./build/policy/merge.js


/**
 * Merges what takes effect (`fate` used), plus everything that was only proposed, as it was proposed. The result does
 * not depend on the order of objects and entries, save the order of places.
 */
function mergeMirrorSets(sets) {
    const entries = sets.filter(({ fate }) => fate === 'used').flatMap((set) => set.entries);
    const findings = findConflicts(sets);
    return {
        digest: mergeEntries(entries, 'digest'),
        tag: mergeEntries(entries, 'tag'),
        findings,
        isApplied: findings.length === 0 && sets.every(({ fate }) => fate !== 'blocks-all'),
    };
}
/** Whether an entry says anything: one without a mirror besides its source is passed over with all it says. */
function hasRealMirror({ source, mirrors }) {
    return mirrors.some(({ text }) => text !== source.text);
}
function mergeEntries(entries, pullBy) {
    const bySource = new Map();
    for (const entry of entries) {
        if (!entry.pulls.includes(pullBy) || !hasRealMirror(entry))
            continue;
        const known = bySource.get(entry.source.text);
        if (known === undefined)
            bySource.set(entry.source.text, [entry]);
        else
            known.push(entry);
    }
    return [...bySource]
        .sort(([a], [b]) => (0,mirror_order/* compareNames */.M)(a, b))
        .map(([source, group]) => mergeSource(source, group));
}
function mergeSource(source, entries) {
    const lists = entries.map(({ mirrors }) => mirrors.map(({ text }) => text));
    const { mirrors, hasLoop } = (0,mirror_order/* mergeOrders */.t)(source, lists);
    const places = placesByMirror(entries);
    return {
        source,
        mirrors: mirrors.map((location) => ({ location, at: places.get(location) ?? [] })),
        neverContactSource: entries.some(({ sourcePolicy }) => sourcePolicy === 'NeverContactSource'),
        hasLoop,
        entries,
    };
}
/** A source that a loop brings to the front is in no list: the place of its entry is then the nearest one. */
function placesByMirror(entries) {
    const places = new Map();
    const add = (name, at) => {
        const known = places.get(name);
        if (known === undefined)
            places.set(name, [at]);
        else
            known.push(at);
    };
    for (const { mirrors } of entries)
        for (const { text, at } of mirrors)
            add(text, at);
    for (const { source } of entries)
        if (!places.has(source.text))
            add(source.text, source.at);
    return places;
}


/***/ }),

/***/ 61776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oz: () => (/* binding */ whyNotScope),
/* harmony export */   t4: () => (/* binding */ whyNotMirror),
/* harmony export */   vE: () => (/* binding */ whyNotSource)
/* harmony export */ });
/* harmony import */ var _oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47532);
/**
 * What OpenShift takes as `source` and as mirror (patterns of the CRDs, and of the operator that renders them). The
 * patterns here are linear; those of the CRDs are not when a backtracking engine runs them.
 */

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** More than any name that a registry can serve; checked before a pattern runs. */
const LONGEST = 512;
const labelPattern = new RegExp(`^${LABEL}$`);
const componentPattern = new RegExp(`^${COMPONENT}$`);
/** Why `text` is no mirror: `host[:port][/path]`. Null means that it is one. */
function whyNotMirror(text) {
    if (text.length > LONGEST)
        return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
    const outside = whyWrittenWrong(text);
    if (outside !== null)
        return outside;
    const [host = '', ...components] = text.split('/');
    return whyNotHost(host) ?? firstReason(components, whyNotComponent);
}
/** Why `text` is no source: a mirror's form, or `*.host`. Null means that it is one. */
function whyNotSource(text) {
    if (!text.startsWith('*'))
        return whyNotMirror(text);
    if (text.length > LONGEST)
        return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
    const labels = text.slice(2).split('.');
    const isWildcard = text.startsWith('*.') && labels.every((label) => labelPattern.test(label));
    return isWildcard ? null : 'a wildcard is *. and a host, without port, path, tag or digest';
}
/** Why OpenShift takes `text` for no scope of its `Image` object, or null. */
function whyNotScope(text) {
    if (text === '')
        return 'it is empty';
    if (!text.includes('*'))
        return null;
    const isWildcard = text.startsWith('*.') && !/[/@:*]/.test(text.slice(2));
    return isWildcard ? null : 'a wildcard stands only as *. before a host, without port and path';
}
function whyWrittenWrong(text) {
    if (text === '')
        return 'it is empty';
    if (/\s/.test(text))
        return 'it has white space in it';
    if (text.includes('://'))
        return 'it is written without a scheme';
    if (text.startsWith('['))
        return 'an IPv6 address cannot stand here; give it a name';
    if (text.includes('*'))
        return 'a wildcard can only be a source, *. and a host';
    if (text.includes('@'))
        return 'it is written without a digest';
    return text.endsWith('/') ? 'it ends with "/"' : null;
}
function whyNotHost(host) {
    const colon = host.indexOf(':');
    const name = colon < 0 ? host : host.slice(0, colon);
    if (colon >= 0 && !/^[0-9]+$/.test(host.slice(colon + 1))) {
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(host.slice(colon + 1))} is not a port; a tag cannot stand here`;
    }
    const bad = name.split('.').find((label) => !labelPattern.test(label));
    return bad === undefined ? null : `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(bad)} cannot be part of a host name`;
}
function whyNotComponent(component) {
    if (componentPattern.test(component))
        return null;
    if (/[A-Z]/.test(component))
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} has upper case letters; a path is lower case`;
    if (component.includes(':'))
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} has a ":" in it; a tag cannot stand here`;
    return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} cannot be part of a path`;
}
function firstReason(parts, why) {
    for (const part of parts) {
        const reason = why(part);
        if (reason !== null)
            return reason;
    }
    return null;
}


/***/ }),

/***/ 78309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ compareNames),
/* harmony export */   t: () => (/* binding */ mergeOrders)
/* harmony export */ });
/**
 * One order out of several mirror lists, exactly as OpenShift makes it (runtime-utils): a topological sort that is
 * stable whatever the order of lists and objects, also where the lists contradict each other.
 */
/** The order for `source`. `lists` must each have a mirror that is not the source; names compare by their characters. */
function mergeOrders(source, lists) {
    const graph = new Graph();
    for (const list of lists) {
        for (const [index, from] of list.entries()) {
            const to = list[index + 1];
            if (to !== undefined)
                graph.addEdge(from, to);
        }
        const last = list.at(-1);
        if (last !== undefined && !list.includes(source))
            graph.addEdge(last, source);
    }
    const { names, hasLoop } = graph.sorted();
    return { mirrors: names.at(-1) === source ? names.slice(0, -1) : names, hasLoop };
}
/** For names and scopes of OpenShift, which are ASCII, this is the order of bytes. */
function compareNames(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
class Graph {
    #nodes = new Map();
    /** The same edge twice is one edge; a node may lead to itself. */
    addEdge(from, to) {
        const fromNode = this.#node(from);
        const toNode = this.#node(to);
        fromNode.after.add(toNode);
        toNode.before.add(fromNode);
    }
    /** Uses the graph up. */
    sorted() {
        const all = [...this.#nodes.values()].sort((a, b) => compareNames(a.name, b.name));
        const free = all.filter(({ before }) => before.size === 0);
        const names = [];
        let hasLoop = false;
        let candidate = 0;
        for (let next = 0; names.length < all.length;) {
            const node = next < free.length ? free[next++] : all[candidate++];
            if (node === undefined || node.isDone)
                continue;
            hasLoop ||= node.before.size > 0;
            names.push(node.name);
            free.push(...release(node));
        }
        return { names, hasLoop };
    }
    #node(name) {
        const known = this.#nodes.get(name);
        if (known !== undefined)
            return known;
        const node = { name, before: new Set(), after: new Set(), isDone: false };
        this.#nodes.set(name, node);
        return node;
    }
}
/** Takes `node` out of the graph; what nothing stands before any more, sorted. */
function release(node) {
    node.isDone = true;
    const freed = [];
    for (const after of node.after) {
        after.before.delete(node);
        if (after.before.size === 0 && !after.isDone)
            freed.push(after);
    }
    return freed.sort((a, b) => compareNames(a.name, b.name));
}


/***/ }),

/***/ 45326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ documentsOf)
/* harmony export */ });
/** The documents of one format. */
function documentsOf(documents, format) {
    return documents.filter((document) => document.format === format);
}


/***/ }),

/***/ 75981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NW: () => (/* binding */ coveringTables),
/* harmony export */   Te: () => (/* binding */ matchedLength),
/* harmony export */   UI: () => (/* binding */ findTable),
/* harmony export */   aw: () => (/* binding */ rewriteName)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(20907);
/** Which `[[registry]]` table a name falls under, and what becomes of the name there (containers/image). */

const LONGEST_NAME = 1024;
const BOUNDARIES = [':', '/', '@'];
/** How much of `name` (`host/path`, normalised) the prefix covers; null where it does not match. */
function matchedLength(name, prefix) {
    const end = prefix.startsWith('*.') ? wildcardEnd(name, prefix.slice(1)) : plainEnd(name, prefix);
    if (end === null)
        return null;
    // A host also covers the same host with a port, which its authors call unintended.
    return end === name.length || BOUNDARIES.includes(name[end] ?? '') ? end : null;
}
/** The table with the longest prefix, which is the only one that counts; null where none matches. */
function findTable(name, tables) {
    return coveringTables(name, tables)[0] ?? null;
}
/** Every table whose prefix covers `name`, the longest prefix first. No name is longer than a reference can be. */
function coveringTables(name, tables) {
    if (name.length > LONGEST_NAME)
        return [];
    const byPrefix = indexOf(tables);
    const found = possiblePrefixes(name).flatMap((prefix) => byPrefix.get(prefix) ?? []);
    return [...new Set(found)]
        .filter(({ prefix }) => matchedLength(name, prefix) !== null)
        .sort((a, b) => b.prefix.length - a.prefix.length);
}
/**
 * `name` at `location` instead of `prefix`. An empty location leaves it as it is. Null where the result is not the full
 * name of a repository, for which the reader gives up the whole pull.
 */
function rewriteName(name, prefix, location) {
    const length = matchedLength(name, prefix);
    if (length === null)
        return null;
    const written = location === '' ? name : `${location}${name.slice(length)}`;
    const parsed = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(written);
    if (!parsed.ok)
        return null;
    const { host, path } = parsed.value;
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)({ host, path }) === written ? { host, path } : null;
}
function plainEnd(name, prefix) {
    return name.startsWith(prefix) ? prefix.length : null;
}
/** Only the first place where the suffix stands is looked at, as the reader does it: `a.x.y.x` is not below `*.x`. */
function wildcardEnd(name, suffix) {
    const index = name.indexOf(suffix);
    return index < 0 || name.slice(0, index).includes('/') ? null : index + suffix.length;
}
/** Files of strangers may have thousands of tables and mirrors, so that each list of tables is indexed once. */
const indexes = new WeakMap();
function indexOf(tables) {
    const known = indexes.get(tables);
    if (known !== undefined)
        return known;
    const index = new Map(tables.toReversed().map((table) => [table.prefix, table]));
    indexes.set(tables, index);
    return index;
}
/** The name up to each boundary, and `*` with what follows a dot of its host up to each boundary. */
function possiblePrefixes(name) {
    const ends = [...name].flatMap((character, at) => (BOUNDARIES.includes(character) ? [at] : []));
    const plain = [...ends, name.length].map((end) => name.slice(0, end));
    const host = name.split('/')[0] ?? '';
    const dots = [...host].flatMap((character, at) => (character === '.' ? [at] : []));
    return [...plain, ...dots.flatMap((dot) => plain.map((text) => `*${text.slice(dot)}`))];
}


/***/ }),

/***/ 13291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ renderOpenShift)
});

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(42793);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
;// CONCATENATED MODULE: ./build/policy/scopes.js
/** Scopes of OpenShift's objects: whole registries, namespaces, repositories, and `*.host`. */
/** Whether `inner` is `outer` or lies in it, as the platform's operator decides it. `quay.io:443` is not in `quay.io`. */
function isNestedScope(inner, outer) {
    if (inner === outer || inner.startsWith(`${outer}/`))
        return true;
    if (!outer.startsWith('*.'))
        return false;
    const end = inner.includes(':') ? inner.indexOf(':') : inner.length;
    const host = inner.includes(':') ? inner.slice(0, end) : (inner.split('/')[0] ?? '');
    return host.endsWith(outer.slice(1)) && !host.includes('/');
}

;// CONCATENATED MODULE: ./build/policy/render-openshift.js
/** OpenShift objects as the `registries.conf` that the platform's operator writes to every node (runtime-utils). */



/** Tables in the platform's order: digest sources, tag sources, blocked scopes, insecure scopes. */
function renderOpenShift(policy, images = []) {
    const drafts = new Drafts();
    for (const source of policy.digest)
        drafts.addMirrors(source, 'digest-only');
    for (const source of policy.tag)
        drafts.addMirrors(source, 'tag-only');
    const blocked = images.flatMap((image) => image.blocked);
    // Blocked scopes come first, so that those within an insecure scope become insecure too.
    for (const scope of blocked)
        drafts.find(scope.text, scope.at);
    for (const scope of images.flatMap((image) => image.insecure))
        drafts.markInsecure(scope);
    for (const scope of blocked)
        drafts.markBlocked(scope);
    const heirs = drafts.tables.filter(({ mirrors }) => mirrors.length === 0);
    const findings = [...policy.digest, ...policy.tag].flatMap(({ source }) => drafts.inherit(source, heirs));
    return { tables: findings.length === 0 ? drafts.tables : null, findings };
}
class Drafts {
    tables = [];
    #byScope = new Map();
    /** The table of `scope`, made at the end of the file where there is none. */
    find(scope, at) {
        const known = this.#byScope.get(scope);
        if (known !== undefined)
            return known;
        const draft = {
            prefix: scope,
            location: scope.startsWith('*.') ? '' : scope,
            insecure: false,
            blocked: false,
            mirrorByDigestOnly: false,
            mirrors: [],
            at,
        };
        this.tables.push(draft);
        this.#byScope.set(scope, draft);
        return draft;
    }
    addMirrors(merged, pullFrom) {
        const at = merged.entries[0]?.source.at ?? { file: '', line: 1, column: 1 };
        const draft = this.find(merged.source, at);
        if (merged.neverContactSource)
            draft.blocked = true;
        const mirrors = merged.mirrors.map(({ location, at: [first = at] }) => ({
            location,
            insecure: false,
            pullFrom,
            at: first,
        }));
        draft.mirrors = [...draft.mirrors, ...mirrors];
    }
    /** The scope, everything in it, and every mirror in it. */
    markInsecure({ text, at }) {
        this.find(text, at).insecure = true;
        for (const draft of this.tables) {
            if (isNestedScope(draft.prefix, text))
                draft.insecure = true;
            draft.mirrors = draft.mirrors.map((mirror) => isNestedScope(mirror.location, text) ? { ...mirror, insecure: true } : mirror);
        }
    }
    markBlocked({ text, at }) {
        this.find(text, at).blocked = true;
        for (const draft of this.tables)
            if (isNestedScope(draft.prefix, text))
                draft.blocked = true;
    }
    /** Only the longest scope counts on a node, so one without mirrors takes those of the scope that it lies in. */
    inherit(source, without) {
        const from = this.#byScope.get(source);
        const heirs = without.filter(({ prefix, mirrors }) => mirrors.length === 0 && prefix !== source && isNestedScope(prefix, source));
        if (from === undefined)
            return [];
        // The operator stops at the first one; it has an error of its own for this.
        if (source.startsWith('*.'))
            return heirs.slice(0, 1).map((heir) => wildcardFault(source, heir));
        for (const heir of heirs) {
            const rest = heir.prefix.slice(source.length);
            heir.mirrors = from.mirrors.map((mirror) => ({ ...mirror, location: `${mirror.location}${rest}` }));
        }
        return [];
    }
}
function wildcardFault(source, { prefix, at }) {
    return (0,finding/* finding */.gk)('policy-conflict', {
        at,
        message: `${(0,shown/* shown */.S)(prefix)} lies in the wildcard source ${(0,shown/* shown */.S)(source)} and has no mirrors of its own`,
        help: 'name mirrors for it, or leave the wildcard; the operator fails here and renders no mirrors of any object, ' +
            'and nodes keep the ones they have',
    });
}


/***/ }),

/***/ 83211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   C4: () => (/* binding */ formatBytesOf),
/* harmony export */   C7: () => (/* binding */ formatElapsed),
/* harmony export */   CE: () => (/* binding */ formatRate),
/* harmony export */   K9: () => (/* binding */ formatMoment),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   nV: () => (/* binding */ formatAge),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
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


/***/ }),

/***/ 27974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Pr: () => (/* binding */ assembleFailure),
  xr: () => (/* binding */ assembleReport),
  wx: () => (/* binding */ header)
});

// EXTERNAL MODULE: ./build/mirror/drift/fallback.js
var fallback = __webpack_require__(5126);
// EXTERNAL MODULE: ./build/mirror/referrers/carried.js
var referrers_carried = __webpack_require__(13635);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
// EXTERNAL MODULE: ./build/mirror/drift/timeline.js
var drift_timeline = __webpack_require__(19835);
// EXTERNAL MODULE: ./build/report/judge.js
var judge = __webpack_require__(88112);
;// CONCATENATED MODULE: ./build/report/drift/drift-facts.js
/** What the drift stage found, as it stands in the report's images and rows. */



function driftOfImage(row, drift) {
    const judged = drift?.rows.get(row);
    if (judged === undefined)
        return { versions: [], sourceVersion: null, lockVersion: null };
    const { timeline, source, locked, wanted, cells } = judged;
    const sourceAt = source.kind === 'serves' ? (0,drift_timeline/* positionOf */.df)(timeline, source.digest) : null;
    const lockAt = (0,drift_timeline/* positionOf */.df)(timeline, locked);
    const wantedAt = wanted.kind === 'digest' ? (0,drift_timeline/* positionOf */.df)(timeline, wanted.digest) : null;
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
        severity: severityOf(row, cell, judging),
        reason: cell.reason ?? '',
        version: versionNumber(foundAt(cell, row.timeline)),
        since: isoTime((0,drift_timeline/* versionOf */.E4)(row.timeline, found)?.sinceMs),
        change: changes.byCell.get(cell) ?? null,
        driftingSince: isoTime(changes.driftingSinceMs.get(cell)),
    };
}
/** What a finding of this state weighs here, whether or not it is told as one of its own. */
function severityOf({ name }, { drift, mirror }, judging) {
    if (drift === null || drift.severity === null)
        return null;
    const facts = { message: '', help: '', source: name, mirror: mirror.name, severity: drift.severity };
    const judged = (0,judge/* applyRulesToOne */.HD)((0,finding/* finding */.gk)(drift.state, facts), judging);
    return judged === null || judged.accepted === true ? null : judged.severity;
}
function foundAt({ view }, timeline) {
    return view.kind === 'present' ? (0,drift_timeline/* positionOf */.df)(timeline, view.digest) : null;
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
        before: versionOf(before),
        after: versionOf(after),
        platformsAdded: content?.platformsAdded ?? null,
        platformsRemoved: content?.platformsRemoved ?? null,
        layers: content?.layers ?? null,
        unread,
    };
}
function versionOf(version) {
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

// EXTERNAL MODULE: ./build/report/report-finding.js
var report_finding = __webpack_require__(99373);
// EXTERNAL MODULE: ./build/report/sort.js
var sort = __webpack_require__(26447);
// EXTERNAL MODULE: ./build/report/totals.js
var totals = __webpack_require__(91756);
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
    const images = imagesOf(result, judging);
    const judged = (0,judge/* applyRules */.IU)(result.findings, judging);
    const sorted = (0,sort/* sortFindings */.T)(judged, result.rows.map(({ name }) => name), file.mirrors.map(({ name }) => name)).map(report_finding/* toReportFinding */.v);
    return {
        ...header(facts),
        ok: (0,judge/* isOk */.HQ)({ images, findings: sorted, error: null }, (0,judge/* fillingMirrors */.q4)(file.mirrors)),
        inputs: {
            manifest: { path: file.path, sha256: file.sha256 },
            lock: lock === null ? null : { path: lock.path, sha256: lock.sha256 },
            policies: [],
        },
        depth: result.depth ?? null,
        totals: (0,totals/* countTotals */.H)(images, sorted, result.traffic),
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
    const told = findings.map(report_finding/* toReportFinding */.v);
    return {
        ...header(facts),
        ok: false,
        inputs: { manifest: null, lock: null, policies: [] },
        depth: null,
        totals: (0,totals/* countTotals */.H)([], told, totals/* NO_TRAFFIC */.q),
        mirrors: [],
        comparedWith: null,
        images: [],
        lockChanges: null,
        findings: told,
        error,
    };
}
/** What every report has, whatever the command. */
function header(facts) {
    return {
        version: 1,
        command: facts.command,
        startedAt: new Date(facts.startedAtMs).toISOString(),
        durationMs: Math.max(0, Math.round(facts.endedAtMs - facts.startedAtMs)),
        tool: { version: facts.version },
        run: facts.run,
        explain: null,
        policyChanges: null,
        generated: null,
    };
}
function reportMirror(mirror) {
    const { name, target, state } = mirror;
    return { name, target, state, inFallbackOrder: (0,fallback/* isInFallbackOrder */.ic)({ mirror }) };
}
function imagesOf({ rows, outcomes, unsupported, carried, signers, drift }, judging) {
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
        carried: carriedIn(carried?.get(row), (digest) => signers?.of(row, digest) ?? null),
        ...driftOfImage(row, drift),
        mirrors: (byRow.get(row) ?? []).map((outcome) => mirrorRowOf(outcome, drift, judging)),
    }));
}
function carriedIn(carried, signerOf) {
    if (carried === undefined)
        return null;
    const { from, atMs, count, referrers } = carried;
    const told = referrers
        .slice(0, referrers_carried/* CARRIED_LIMIT */.zt)
        .map(({ manifestSize: _size, ...referrer }) => ({ ...referrer, signedBy: signerOf(referrer.digest) }));
    return { from, asOf: new Date(atMs).toISOString(), count, referrers: told };
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


/***/ }),

/***/ 88112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ applyRulesToOne),
/* harmony export */   HQ: () => (/* binding */ isOk),
/* harmony export */   HU: () => (/* binding */ whyNotFailOn),
/* harmony export */   Hu: () => (/* binding */ failsOn),
/* harmony export */   IU: () => (/* binding */ applyRules),
/* harmony export */   q4: () => (/* binding */ fillingMirrors)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51633);

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
    return { ...one, severity, ...(isAccepted(one, options) && { accepted: true }) };
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
    if (word === 'never' || isSeverity(word) || Object.hasOwn(_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .RULES */ .y0, word))
        return null;
    return `${JSON.stringify(word)} is no severity (error, warning, note), no rule name and not never`;
}
function isSeverity(word) {
    return Object.hasOwn(_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITY_ORDER */ .B, word);
}
function hasOpen(report, severity) {
    return report.findings.some((one) => !one.accepted && _finding_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITY_ORDER */ .B[one.severity] <= _finding_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITY_ORDER */ .B[severity]);
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
/** One lost layer is one finding of many images: it stays open until each of them is accepted. */
function isAccepted(one, options) {
    return imagesOf(one).every((image) => options.accept.some((entry) => covers(entry, { one, image }, options)));
}
/** `affects` also lists places on mirrors; images are those lists that the finding's own image is in. */
function imagesOf({ source, affects = [] }) {
    return source !== undefined && affects.includes(source) ? affects : [source];
}
function covers(entry, { one, image }, { today, matches }) {
    if (entry.rule !== one.rule || hasEnded(entry, today))
        return false;
    if (entry.mirror !== null && entry.mirror !== one.mirror)
        return false;
    return entry.image === null || (image !== undefined && matches(entry.image, image));
}
/** `until` is the last day it holds. */
function hasEnded(entry, today) {
    return entry.until < today;
}
function acceptExpired(entry) {
    const what = [entry.image ?? 'every image', ...(entry.mirror === null ? [] : [`on ${entry.mirror}`])].join(' ');
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('accept-expired', {
        message: `acceptance of ${entry.rule} for ${what} ended on ${entry.until} (${entry.reason})`,
        help: 'Remove the entry if the finding is gone; otherwise mend it, or set a new date with a reason.',
        at: entry.at,
    });
}


/***/ }),

/***/ 47108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   bq: () => (/* binding */ overviewOf),
/* harmony export */   sX: () => (/* binding */ totalsLine)
/* harmony export */ });
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83211);
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


/***/ }),

/***/ 99373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ toReportFinding)
/* harmony export */ });
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


/***/ }),

/***/ 26447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ sortFindings)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51633);
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
        _finding_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITY_ORDER */ .B[one.severity],
        placeOf(one.source, imageAt),
        placeOf(one.mirror, mirrorAt),
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
function placeOf(name, order) {
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


/***/ }),

/***/ 91756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ countTotals),
/* harmony export */   q: () => (/* binding */ NO_TRAFFIC)
/* harmony export */ });
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


/***/ }),

/***/ 65354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _B: () => (/* binding */ describePassedOver),
/* harmony export */   kP: () => (/* binding */ describeRefused),
/* harmony export */   pb: () => (/* binding */ formatSignedBy),
/* harmony export */   qY: () => (/* binding */ outside)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83211);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60474);
/** Why a candidate does not count, in words. Everything in it that came from outside is made visible and cut. */




const LONGEST_OUTSIDE_TEXT = 160;
const FORMS = {
    bundle: 'bundle',
    'cosign-signature': 'cosign signature',
    'cosign-attestation': 'cosign attestation',
};
/** `bundle sha256:1a2b3c4d5e6f is about sha256:… instead`. */
function describeRefused({ evidence, failure }) {
    return `${FORMS[evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(evidence.blob)} ${describeFailure(failure)}`;
}
function describePassedOver(passed) {
    switch (passed.kind) {
        case 'too-large':
            return `${FORMS[passed.evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.evidence.blob)} has ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(passed.sizeBytes)} and was not read`;
        case 'damaged':
            return `${FORMS[passed.evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.evidence.blob)} is missing or damaged`;
        case 'unserved':
            return `the manifest ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.manifest)} is listed beside it and cannot be served`;
        case 'too-many':
            return `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(passed.count, 'further one')} ${passed.count === 1 ? 'was' : 'were'} not read: there are too many`;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(passed);
    }
}
/** `https://github.com/… (issuer https://token.actions…)`, or `the key keys/acme.pub`. */
function formatSignedBy(by) {
    return by.kind === 'key'
        ? `the key ${outside(by.path)}`
        : `${outside(by.subject)} (issuer ${outside(by.issuer)})`;
}
/** Text from outside, on one line and of bounded length. */
function outside(text) {
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .cutText */ .IN)((0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .makeVisible */ .Xm)(text), LONGEST_OUTSIDE_TEXT);
}
function describeFailure(failure) {
    switch (failure.kind) {
        case 'unreadable':
            return `cannot be read: ${outside(failure.why)}`;
        case 'unsupported':
            return `is of a kind that is not supported: ${outside(failure.why)}`;
        case 'other-subject':
            return `is about ${failure.claimed.length === 0 ? 'no digest' : outside(failure.claimed.join(', '))} instead`;
        case 'not-logged':
            return 'has no entry of a transparency log';
        case 'log':
            return `has an entry of a transparency log that does not fit: ${outside(failure.why)}`;
        case 'timestamp':
            return `has no time that a trusted clock vouches for: ${outside(failure.why)}`;
        case 'certificate':
            return `has a certificate that is not trusted: ${outside(failure.why)}`;
        case 'signature':
            return `has a signature that does not fit: ${outside(failure.why)}`;
        case 'other-signer':
            return `was signed by ${formatSignedBy(failure.by)}, whom the policy does not name`;
        case 'other-key':
            return `fits no key of the policy: ${outside(failure.why)}`;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(failure);
    }
}


/***/ }),

/***/ 58508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The version of this tool, as in package.json; a test holds the two together. */
const VERSION = '0.1.0';


/***/ }),

/***/ 60474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   Xm: () => (/* binding */ makeVisible),
/* harmony export */   gB: () => (/* binding */ visibleLines)
/* harmony export */ });
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


/***/ })

};
