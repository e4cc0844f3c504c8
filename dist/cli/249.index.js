export const id = 249;
export const ids = [249];
export const modules = {

/***/ 1717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkGlobs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6656);
/* harmony import */ var _mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2195);
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
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', `--image ${idle.map(({ written }) => written).join(', ')} matches no image of the mirror manifest`, {
        fix: 'a glob is matched against the canonical name, such as docker.io/library/redis:7.4; * stops at /, ** does not',
    });
}
function listedNames(image) {
    const sourceTags = image.wants.flatMap((want) => want.kind === 'digest' || want.tag === null ? [] : [want.tag]);
    return { repository: (0,_mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceKey */ .Z)(image), sourceTags };
}
/** Repositories with `select` of whose tags this run knows nothing: any tag of theirs may be meant. */
function openSelections({ images, findings, rows, isStopped }) {
    const told = new Set(findings
        .filter(({ rule }) => rule === 'copy-failed' || rule === 'not-locked')
        .flatMap(({ source, affects = [] }) => [...(source === undefined ? [] : [source]), ...affects]));
    const reached = new Set(rows.map(({ repository }) => repository));
    return images
        .filter(({ select }) => select !== null)
        .map(_mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceKey */ .Z)
        .filter((key) => told.has(key) || (isStopped && !reached.has(key)));
}
function mayMatchTagOf(repository, glob) {
    return (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .maySelectTagOf */ .XY)(repository, { mirrors: [], images: [glob] });
}
function matchesNames(glob, { repository, sourceTags }) {
    if ((0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .globMatchesImage */ .fl)(glob, repository, null))
        return true;
    return sourceTags.some((tag) => (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .globMatchesImage */ .fl)(glob, repository, tag));
}


/***/ }),

/***/ 683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ finish)
});

// EXTERNAL MODULE: ./build/mirror/referrers/source-list.js
var source_list = __webpack_require__(969);
;// CONCATENATED MODULE: ./build/mirror/referrers/carried-now.js

/** Rows of which nothing is known, or that ask for nothing, are left out. */
function carriedNow(rows, { carried, age }, verified = []) {
    const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
    const found = rows.flatMap((row) => {
        const key = (0,source_list/* keyOfRow */.Vx)(row);
        const known = key === null || row.image.referrers === 'ignore' ? null : carried.get(key);
        if (known !== null)
            return [[row, { ...known, from: 'source' }]];
        const expected = byRow.get(row)?.find((one) => one.expected !== undefined)?.expected;
        if (expected === undefined)
            return [];
        return [[row, { referrers: expected, count: expected.length, atMs: age.nowMs, from: 'mirrors' }]];
    });
    return new Map(found);
}

// EXTERNAL MODULE: ./build/report/assemble.js + 2 modules
var assemble = __webpack_require__(7974);
// EXTERNAL MODULE: ./build/report/judge.js
var judge = __webpack_require__(8112);
// EXTERNAL MODULE: ./build/commands/memory.js + 6 modules
var memory = __webpack_require__(7985);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/run-facts.js
var run_facts = __webpack_require__(8064);
;// CONCATENATED MODULE: ./build/commands/finish.js






/** Saves what was learnt and makes the report. */
async function finish(door, prepared, results) {
    const { context, stores, stateDirectory, baseline } = prepared;
    const unsaved = await (0,memory/* saveMemory */.z)(stateDirectory, door.host.files, { memory: context, baseline });
    if (unsaved !== null)
        door.host.log.warning(`what this run learnt could not be kept: ${unsaved}`);
    const { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads } = context.meter;
    const moved = { sourceBytes, siblingBytes, mirrorBytes, checkedBytes, mountedBlobs, rereads };
    const report = (0,assemble/* assembleReport */.xr)((0,run_facts/* runFacts */.p)(door, results.command), {
        file: context.file,
        lock: context.lock,
        rows: results.rows,
        outcomes: results.outcomes,
        ...(results.depth === undefined ? {} : { depth: results.depth }),
        ...(results.drift === undefined ? {} : { drift: results.drift }),
        ...(results.unsupported === undefined ? {} : { unsupported: results.unsupported }),
        ...(results.lockChanges === undefined ? {} : { lockChanges: results.lockChanges }),
        carried: carriedNow(results.rows, context, results.verified),
        signers: context.signers,
        findings: [...prepared.findings, ...stores.findings, ...results.findings],
        traffic: { requests: stores.requests(), ...moved },
        matches: run_facts/* globMatches */.m,
    });
    const fails = (0,judge/* failsOn */.Hu)(report, door.options.failOn, (0,judge/* fillingMirrors */.q4)(context.file.mirrors));
    const afterReport = async () => {
        if (unsaved !== null || !(0,prepare/* isCarried */.Tz)(door))
            return;
        await door.host.saveState(stateDirectory, (0,prepare/* stateKey */.bP)(context.file, door.host));
    };
    return { report, exitCode: fails ? 1 : 0, afterReport };
}


/***/ }),

/***/ 9277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N5: () => (/* binding */ askSource),
/* harmony export */   ac: () => (/* binding */ askBeside),
/* harmony export */   cR: () => (/* binding */ askLayout),
/* harmony export */   g_: () => (/* binding */ rollbackFinding)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(922);
/* harmony import */ var _stopped_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7763);
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
        return { ...decided, unreadable: { name: wanted.name, at: wanted.at, cause: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error) } };
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
    if (!(0,_history_js__WEBPACK_IMPORTED_MODULE_3__/* .isOlder */ .tW)((0,_history_js__WEBPACK_IMPORTED_MODULE_3__/* .sightingsOf */ .YW)(past, null), served, accepted))
        return settled(wanted);
    const reason = `the source went back from ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(accepted)} to the older ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(served)}`;
    return {
        wanted: { ...wanted, problem: { outcome: 'refused', reason } },
        findings: [rollbackFinding(wanted, reason)],
        unreadable: null,
    };
}
function rollbackFinding({ name, digest, at }, reason) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('tag-rollback', {
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
    const gone = (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('copy-failed', {
        message: `${base.name}: ${reason}`,
        help: 'Correct the name in the mirror manifest, pin the digest that is wanted, or take the image out.',
        source: base.name,
        at: base.at,
    });
    return { wanted: { ...base, problem: { outcome: 'failed', reason } }, findings: [gone], unreadable: null };
}
/** A stop is no fault: the row waits for the next run. */
function notReached(base, signal) {
    return settled({ ...base, problem: { outcome: 'deferred', reason: (0,_stopped_js__WEBPACK_IMPORTED_MODULE_4__/* .whyStopped */ .k)(signal) } });
}
function unreadable(base, error) {
    const cause = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error);
    return {
        wanted: { ...base, problem: { outcome: 'failed', reason: cause.message } },
        findings: [],
        unreadable: { name: base.name, at: base.at, cause },
    };
}


/***/ }),

/***/ 969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vx: () => (/* binding */ keyOfRow),
/* harmony export */   aK: () => (/* binding */ rememberedLists),
/* harmony export */   bh: () => (/* binding */ sourceLists)
/* harmony export */ });
/* harmony import */ var _carried_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3635);

/** Until everything that belongs to an image is asked for anew: so many times `recheckAfter`, and a day at least. */
const WHOLE_AFTER_RECHECKS = 4;
const WHOLE_AFTER_MS = 24 * 60 * 60 * 1000;
/** Lists of the referrers of a row's image; null where no digest is wanted. */
function keyOfRow({ repository, wanted, platforms }) {
    return wanted === null ? null : { repository, root: wanted, platforms };
}
/** From the source. Where the list of the image itself is as remembered, its children are not asked for one by one. */
function sourceLists(row, key, { search, context }) {
    const known = context.carried.get(key);
    const fresh = known !== null && isFresh(known, context.age) ? known : null;
    const place = `source ${row.source.origin}`;
    let isWhole = true;
    const ask = (subject) => search.of(row.source, subject, { place, ...(fresh?.hasApi === false && { hasApi: false }) });
    const mayBeBrief = context.age.recheck !== 'all' && known?.count === known?.referrers.length;
    const root = ask(key.root);
    root.catch(() => undefined); // whoever asks for it hears of it
    return {
        from: 'source',
        get isWhole() {
            return isWhole;
        },
        async of(subject) {
            const list = await root;
            if (subject === key.root)
                return list;
            if (!mayBeBrief || !fresh?.hasApi || !isAsRemembered(list, fresh, key.root))
                return ask(subject);
            isWhole = false;
            return remembered(subject, fresh, () => search.tagged(row.source, subject, place));
        },
    };
}
/** From memory alone. */
function rememberedLists({ referrers, hasApi }) {
    return {
        from: 'memory',
        isWhole: false,
        of: async (subject) => ({
            referrers: referrers.filter((one) => one.subject === subject).map(_carried_js__WEBPACK_IMPORTED_MODULE_0__/* .asListed */ .Gy),
            remarks: [],
            hasApi,
        }),
    };
}
function isFresh({ wholeAtMs }, { nowMs, recheckAfterMs }) {
    const ageMs = nowMs - wholeAtMs;
    return ageMs >= 0 && ageMs < Math.max(WHOLE_AFTER_MS, WHOLE_AFTER_RECHECKS * recheckAfterMs);
}
function isAsRemembered({ referrers }, known, root) {
    const before = known.referrers.filter(({ subject }) => subject === root).map(({ digest }) => digest);
    const now = referrers.map(({ descriptor }) => descriptor.digest);
    return before.length === now.length && now.every((digest) => before.includes(digest));
}
/** What the API said of a child before, with what tags say now: those are known anyway. */
async function remembered(subject, known, askTags) {
    const tagged = await askTags();
    const isStill = ({ tag, foundBy }) => tagged === null || (tag === null && foundBy !== 'fallback-tag');
    const before = known.referrers.filter((one) => one.subject === subject).map(_carried_js__WEBPACK_IMPORTED_MODULE_0__/* .asListed */ .Gy);
    return {
        referrers: [...before.filter(isStill), ...(tagged?.referrers ?? [])],
        remarks: tagged?.remarks ?? [],
        hasApi: true,
    };
}


/***/ }),

/***/ 2195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ sourceKey)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

/** Canonical `host/repository` of an image's source, or `oci:DIR` for layouts: the key of locks and history. */
function sourceKey(image) {
    return image.source.kind === 'registry' ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(image.source) : `oci:${image.source.directory}`;
}


/***/ }),

/***/ 7763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ whyStopped)
/* harmony export */ });
/** Why a run was stopped before its end. */
/** What a person calls the reason of an abort. */
function whyStopped(signal) {
    const { reason } = signal;
    if (typeof reason === 'string')
        return reason === 'time budget' ? 'the time budget was used up' : `stopped by ${reason}`;
    return `not reached before the run stopped${reason instanceof Error ? `: ${reason.message}` : ''}`;
}


/***/ }),

/***/ 1131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ findingsOfUnreadable)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);

function findingsOfUnreadable(unreadable, rule = 'copy-failed') {
    // What differs from image to image stands in `where`, not in the message.
    const byCause = Map.groupBy(unreadable, ({ cause }) => `${cause.code} ${cause.status ?? ''} ${cause.message}`);
    return [...byCause.values()].flatMap((group) => group[0] === undefined ? [] : [findingOf(rule, group[0], group)]);
}
function findingOf(rule, first, group) {
    const { cause, name, at } = first;
    const what = group.length === 1 ? `the source of ${name}` : `the sources of ${name} and ${group.length - 1} more`;
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)(rule, {
        message: `cannot read ${what}: ${cause.message}`,
        help: cause.fix ?? 'Check that the source can be reached from here and run again.',
        source: name,
        affects: group.map((one) => one.name),
        affectedCount: group.length,
        at,
    });
}


/***/ }),

/***/ 1269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ resolveWanted)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/ask-source.js
var ask_source = __webpack_require__(9277);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
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

// EXTERNAL MODULE: ./build/mirror/selection.js
var selection = __webpack_require__(6656);
// EXTERNAL MODULE: ./build/mirror/source-key.js
var source_key = __webpack_require__(2195);
// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(5875);
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
    const key = (0,source_key/* sourceKey */.Z)(image);
    if (!image.allowMirrorByTags)
        return selectTags(context.history.acceptedTags(key), select);
    const lists = await (0,each/* mapEach */.S)((0,selection/* mirrorsOf */.Mk)(image, context), MIRRORS_AT_ONCE, async (mirror) => {
        const place = (0,files_place/* placeOf */.$t)({ image, mirror, file: context.file });
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
    return (0,finding/* finding */.gk)('not-locked', {
        message: `${name}: there is no digest to start from: ${reason}`,
        help: 'Run lock and commit the lock file, or pin the digest; then it can be verified without the source.',
        source: name,
        at,
    });
}
function unlisted(place, mirror, error) {
    const cause = (0,errors/* toMirrorError */.Ho)(error);
    return (0,finding/* finding */.gk)('mirror-unreachable', {
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
    const wants = all.filter((want) => (0,selection/* isImageSelected */.Pq)((0,source_key/* sourceKey */.Z)(image), tagOf(want), context.selection));
    const resolved = await (0,each/* mapEach */.S)(wants, WANTS_AT_ONCE, (want) => resolveWant(want, image, { context, signal }));
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
    const key = (0,source_key/* sourceKey */.Z)(image);
    if (!(0,selection/* maySelectTagOf */.XY)(key, context.selection))
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
            unreadable.push({ name: key, at: select.at, cause: (0,errors/* toMirrorError */.Ho)(error) });
        return null;
    }
}
function whyNone(tags) {
    if (tags === 0)
        return 'the source has no tags at all';
    return tags === 1 ? 'select matches not the one tag it has' : `select matches none of ${tags} tags`;
}
function selectsNothing(why, source, { at }) {
    return (0,finding/* finding */.gk)('source-gone', {
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
            return known(want.digest, blank(image, `${(0,source_key/* sourceKey */.Z)(image)}@${want.digest}`, want.at), 'pin');
        case 'layout-name':
            return resolveLayout(want, image, asking);
        case 'tag':
            return resolveTag(want, image, asking);
    }
}
async function resolveTag(want, image, asking) {
    const { lock, locked } = asking.context;
    const base = { ...blank(image, `${(0,source_key/* sourceKey */.Z)(image)}:${want.tag}`, want.at), tag: want.tag };
    if (want.pin !== null)
        return (0,ask_source/* askBeside */.ac)(known(want.pin, base, 'pin'), asking);
    const entry = lock?.tags.get(base.name);
    if (entry !== undefined) {
        return (0,ask_source/* askBeside */.ac)(known(entry.digest, { ...base, locked: entry.digest }, 'lock'), asking);
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
    return (0,ask_source/* askSource */.N5)(base, asking);
}
/** A layout lies on this machine and is looked at in any case; what it cannot tell, mirrors may. */
async function resolveLayout(want, image, asking) {
    const base = layoutBase(want, image);
    const asked = await (0,ask_source/* askLayout */.cR)(base, want, asking);
    const isLost = asked.wanted.problem?.outcome === 'failed' && want.tag !== null;
    return isLost && asking.context.asks === 'never' ? resolveUnasked(base, asking.context) : asked;
}
function layoutBase(want, image) {
    const name = want.name === null ? (0,source_key/* sourceKey */.Z)(image) : `${(0,source_key/* sourceKey */.Z)(image)}:${want.name}`;
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
    return (0,finding/* finding */.gk)('not-locked', {
        message: `${what} is not in the lock`,
        help: 'Run lock and commit the lock file, pin the digest, or set unlocked: resolve.',
        source,
        at,
    });
}


/***/ })

};
