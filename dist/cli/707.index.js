export const id = 707;
export const ids = [707];
export const modules = {

/***/ 9787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDrift: () => (/* binding */ runDrift)
});

// EXTERNAL MODULE: ./build/mirror/copy/failures.js
var failures = __webpack_require__(7791);
// EXTERNAL MODULE: ./build/mirror/drift/drift.js + 6 modules
var drift = __webpack_require__(1293);
// EXTERNAL MODULE: ./build/mirror/copy/outcome.js
var outcome = __webpack_require__(7570);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/reason.js
var mirror_reason = __webpack_require__(6816);
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
        return (0,outcome/* deferred */.yX)(step, signal);
    if (seen.kind !== 'unreadable')
        return { ...base, outcome: 'compared', reason: step.reason };
    const failure = { side: 'mirror', error: seen.error, rule: 'copy-failed' };
    const reason = (0,mirror_reason/* reasonOf */.A)(failure, cell.mirror.name);
    // Another reason than not answering has a finding of its own, `unreadable`.
    return { ...base, outcome: 'failed', reason, failure: (0,health/* isUnreachable */.R)(seen.error) ? failure : null };
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/referrer.js
var referrer = __webpack_require__(4523);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var mirror_proofs = __webpack_require__(1795);
// EXTERNAL MODULE: ./build/mirror/referrers/carried.js
var carried = __webpack_require__(3635);
// EXTERNAL MODULE: ./build/mirror/referrers/compare.js
var compare = __webpack_require__(7590);
// EXTERNAL MODULE: ./build/mirror/referrers/describe.js
var referrers_describe = __webpack_require__(6060);
// EXTERNAL MODULE: ./build/mirror/referrers/search.js
var search = __webpack_require__(8881);
// EXTERNAL MODULE: ./build/mirror/referrers/source-list.js
var source_list = __webpack_require__(969);
// EXTERNAL MODULE: ./build/mirror/verify/lacking.js
var verify_lacking = __webpack_require__(2877);
;// CONCATENATED MODULE: ./build/mirror/drift/referrers.js
/**
 * Signatures and the like in the drift stage: what the source lists for an image and a mirror does not. Asked only when due:
 * one request per root at the source and one per mirror; what belongs to children is compared by `sync` and `verify`.
 */













const ROWS_AT_ONCE = 32;
const CELLS_AT_ONCE = 16;
/** Notes what the source lists, and which mirrors are to be looked at by the next sync. Never throws. */
async function compareReferrers(rows, context, signal) {
    const comparing = { context, search: new search/* ReferrerSearch */.m(context.health, signal), signal };
    const found = await (0,each/* mapEach */.S)(rows, ROWS_AT_ONCE, (row) => compareRow(row, comparing));
    return found.flat();
}
async function compareRow(row, comparing) {
    const { context, signal } = comparing;
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    const cells = row.cells.filter((cell) => isToCompare(row, cell));
    if (key === null || row.problem !== null || row.image.referrers !== 'copy' || cells.length === 0)
        return [];
    const known = context.carried.get(key);
    const isKnown = known !== null && (0,carried/* carriedCounts */.zN)(known, key.root, context.age);
    if (signal.aborted || (isKnown && cells.every((cell) => wasComparedLately(row, cell, context))))
        return [];
    try {
        const expected = isKnown ? known : await askSource(row, key, { known, comparing });
        const before = known === null ? null : new Set(known.referrers.map(({ digest }) => digest));
        const found = await (0,each/* mapEach */.S)(cells, CELLS_AT_ONCE, (cell) => compareCell(row, cell, { expected, before, comparing }));
        return found.flat();
    }
    catch (error) {
        return signal.aborted ? [] : [unreadable(row, null, (0,errors/* toMirrorError */.Ho)(error))];
    }
}
/** Mirrors that have the image itself: what else they lack is told already. */
function isToCompare({ wanted }, { mirror, seen }) {
    return mirror.kind === 'store' && seen.kind === 'present' && seen.root.digest === wanted;
}
function wasComparedLately(row, cell, { proofs, age }) {
    const { wanted } = row;
    if (wanted === null)
        return true;
    const subject = (0,observe/* referrersOf */.aH)((0,observe/* subjectOf */.et)(cell.target, wanted, row));
    const lists = proofs.get({ ...subject, of: 'referrer-lists' });
    return (0,mirror_proofs/* proofCounts */.xo)(proofs.get(subject), wanted, age) || (0,mirror_proofs/* proofCounts */.xo)(lists, wanted, age);
}
/** What is known of children stays, and so does what was read of the root's own. */
async function askSource(row, key, { known, comparing }) {
    const { context, search } = comparing;
    const list = await (0,source_list/* sourceLists */.bh)(row, key, { search, context }).of(key.root);
    const before = new Map(known?.referrers.map((one) => [`${one.digest} ${one.tag ?? ''}`, one]));
    const ofRoot = list.referrers.map((referrer) => before.get(`${referrer.descriptor.digest} ${referrer.tag ?? ''}`) ?? (0,referrers_describe/* describeListed */.R)(key.root, referrer));
    const others = known?.referrers.filter(({ subject }) => subject !== key.root) ?? [];
    const carried = {
        referrers: [...ofRoot, ...others],
        count: ofRoot.length + others.length,
        atMs: context.age.nowMs,
        // Never asked about children: the next sync does.
        wholeAtMs: known?.wholeAtMs ?? 0,
        hasApi: list.hasApi,
    };
    context.carried.remember(key, carried);
    return carried;
}
async function compareCell(row, cell, { expected, before, comparing }) {
    const { context, signal } = comparing;
    const { wanted } = row;
    if (wanted === null)
        return [];
    const subject = (0,observe/* referrersOf */.aH)((0,observe/* subjectOf */.et)(cell.target, wanted, row));
    const ofRoot = expected.referrers.filter((one) => one.subject === wanted);
    try {
        const lacking = await lackingAt(cell, ofRoot, comparing);
        if (lacking.length === 0) {
            context.proofs.prove({ ...subject, of: 'referrer-lists' }, 'exists', context.age.nowMs);
            return [];
        }
        context.proofs.forget(subject);
        context.proofs.forget({ ...subject, of: 'referrer-lists' });
        const place = { mirror: cell.mirror.name, target: cell.target.name, address: cell.address };
        const isRequired = lacking.some((one) => isNeeded(row, one, context));
        return [withNews((0,verify_lacking/* missingFinding */.Ww)({ row, ...place, isRequired }, lacking), lacking, before)];
    }
    catch (error) {
        // A mirror that does not answer is told of as that.
        if (signal.aborted || (0,health/* isUnreachable */.R)(error))
            return [];
        return [unreadable(row, cell, (0,errors/* toMirrorError */.Ho)(error))];
    }
}
function isNeeded(row, referrer, { isReferrerRequired }) {
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    return key !== null && (isReferrerRequired?.({ ...key, name: row.name }, referrer) ?? false);
}
/** One request where the mirror lists referrers itself, or has been found not to. */
async function lackingAt({ target, mirror }, expected, { context, signal }) {
    const [first] = expected;
    if (first === undefined)
        return [];
    const { subject } = first;
    const tags = new Set(expected.flatMap(({ tag }) => tag ?? []));
    const ask = (hints) => context.health.guard(mirror.name, signal, (guarded) => target.referrers(subject, guarded, hints));
    const listed = await ask({ tags, hasApi: null });
    const describe = ({ referrers }) => referrers.map((one) => (0,referrers_describe/* describeListed */.R)(subject, one));
    const lacking = (0,compare/* lackingIn */.T)(describe(listed), expected);
    if (lacking.every(({ tag }) => tag !== null))
        return lacking;
    return (0,compare/* lackingIn */.T)(describe(await ask({ tags: new Set([(0,referrer/* fallbackTagOf */.uy)(subject)]), hasApi: false })), lacking);
}
function withNews(one, lacking, before) {
    const fresh = before === null ? 0 : lacking.filter(({ digest }) => !before.has(digest)).length;
    return fresh === 0 ? one : { ...one, message: `${one.message}; ${fresh} of them new at the source` };
}
function unreadable(row, cell, error) {
    const who = cell === null ? 'its source' : cell.target.name;
    const where = cell === null ? {} : { mirror: cell.mirror.name, target: cell.address };
    return (0,finding/* finding */.gk)('referrers-unreadable', {
        severity: 'warning',
        message: `${row.name}: ${who} did not say what refers to it: ${(0,errors/* describeError */.Uc)(error)}`,
        help: (0,errors/* isMirrorError */.U9)(error, 'unauthorized', 'denied')
            ? 'Check the credentials. Not knowing is not the same as having none.'
            : 'Not knowing is not the same as having none. Run again when it answers.',
        source: row.name,
        ...where,
        at: row.at,
    });
}

// EXTERNAL MODULE: ./build/mirror/resolve.js + 2 modules
var resolve = __webpack_require__(6455);
// EXTERNAL MODULE: ./build/mirror/verify/findings.js + 1 modules
var verify_findings = __webpack_require__(9878);
// EXTERNAL MODULE: ./build/mirror/verify/verify.js + 14 modules
var verify = __webpack_require__(7747);
// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/progress.js
var progress = __webpack_require__(7196);
;// CONCATENATED MODULE: ./build/commands/drift.js











async function runDrift(door) {
    const { host, signal, options } = door;
    const prepared = await (0,prepare/* prepare */.iA)(door, 'always');
    const { context, stores } = prepared;
    const stopProgress = host.showProgress((0,progress/* progressOf */.j)(context.meter, stores));
    try {
        const resolved = await host.log.group('Look at sources and mirrors', () => (0,resolve/* resolve */.h)(context, signal));
        (0,check_globs/* checkGlobs */.E)(options.images, { images: context.file.images, ...resolved, isStopped: signal.aborted });
        const verified = await walkWhatIsThere(resolved.rows, prepared, door);
        // A walk has compared what mirrors list already, and with more than their roots.
        const missing = options.depth === null ? await compareReferrers(resolved.rows, context, signal) : [];
        const lacks = new Map(verified.map(({ outcome }) => [outcome.step.cell, lackOf(outcome)]));
        const found = await (0,drift/* findDrift */.L)(resolved.rows, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null }, signal);
        return await report(door, prepared, {
            rows: resolved.rows,
            findings: [...resolved.findings, ...missing],
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
    return host.log.group('Walk what is there', () => (0,verify/* verifySteps */.n)(steps, { depth, isOldestFirst: false }, { context, signal }));
}
function lackOf({ outcome, reason }) {
    return outcome === 'incomplete' ? `is not whole: ${reason}` : null;
}
function report(door, prepared, { rows, findings, found, verified }) {
    const byCell = new Map(verified.map(({ outcome }) => [outcome.step.cell, outcome]));
    const outcomes = comparedOutcomes(rows, found, { verified: byCell, signal: door.signal });
    return (0,finish/* finish */.O)(door, prepared, {
        command: 'drift',
        ...(door.options.depth === null ? {} : { depth: door.options.depth }),
        rows,
        outcomes,
        drift: found,
        findings: [
            ...findings,
            ...found.findings,
            ...(0,verify_findings/* findingsOfWalks */.g)(verified),
            ...(0,failures/* findingsOfFailures */.V)(outcomes, 'compare'),
        ],
    });
}


/***/ }),

/***/ 1696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ helpOf)
/* harmony export */ });
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


/***/ }),

/***/ 7590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ lackingIn),
/* harmony export */   Z: () => (/* binding */ unionOf)
/* harmony export */ });
/** Each of several lists' referrers once, those of the first list before the others. */
function unionOf(lists) {
    const all = new Map();
    for (const one of lists.flat())
        if (!all.has(keyOf(one)))
            all.set(keyOf(one), one);
    return [...all.values()];
}
function lackingIn(listed, expected) {
    const there = new Set(listed.map(keyOf));
    return expected.filter((one) => !there.has(keyOf(one)));
}
/** One manifest may refer to one subject only; a tag of cosign is another place of it. */
function keyOf({ subject, digest, tag }) {
    return `${subject} ${digest} ${tag ?? ''}`;
}


/***/ }),

/***/ 6060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ describeListed),
/* harmony export */   g: () => (/* binding */ describeRead)
/* harmony export */ });
/* harmony import */ var _oci_artifact_kind_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3145);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4523);
/** A referrer in the words that are remembered and reported: by what it says of itself where it was read, else as it is listed. Pure. */


/** Longer media types are none. */
const LONGEST_TYPE = 200;
function describeRead(subject, { descriptor: { digest }, foundBy, tag }, { node, manifestSize, size }) {
    const words = (0,_oci_artifact_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z9)(node);
    return {
        subject,
        digest,
        mediaType: node.mediaType.slice(0, LONGEST_TYPE),
        artifactType: words.artifactType,
        kind: (0,_oci_artifact_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .kindOfArtifact */ .aI)(words, tag === null ? null : (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__/* .cosignSuffixOf */ .qn)(tag)),
        predicateType: words.predicateTypes[0] ?? null,
        size,
        manifestSize,
        foundBy,
        tag,
    };
}
function describeListed(subject, { descriptor, foundBy, tag }) {
    const { digest, size } = descriptor;
    const artifactType = (descriptor.artifactType ?? '').slice(0, LONGEST_TYPE);
    const words = { artifactType, predicateTypes: [], layerTypes: [] };
    const kind = (0,_oci_artifact_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .kindOfArtifact */ .aI)(words, tag === null ? null : (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__/* .cosignSuffixOf */ .qn)(tag));
    const mediaType = descriptor.mediaType.slice(0, LONGEST_TYPE);
    return {
        subject,
        digest,
        mediaType,
        artifactType,
        kind,
        predicateType: null,
        size,
        manifestSize: size,
        foundBy,
        tag,
    };
}


/***/ }),

/***/ 8881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ ReferrerSearch)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Asks stores what refers to what, each subject once in a run, and the tags of each repository once. */

/** Tags of one repository fill this many pages at most; in larger ones each name is looked up. */
const MOST_TAG_PAGES = 10;
class ReferrerSearch {
    #health;
    #signal;
    #tags = new Map();
    #lists = new Map();
    constructor(health, signal) {
        this.#health = health;
        this.#signal = signal;
    }
    /** See `Source.referrers`. What failed is asked anew by the next one. */
    of(store, subject, searching) {
        const ofStore = this.#lists.get(store) ?? new Map();
        this.#lists.set(store, ofStore);
        const key = `${subject} ${searching.hasApi ?? ''}`;
        const known = ofStore.get(key);
        if (known !== undefined)
            return known;
        const asking = this.#ask(store, subject, searching);
        ofStore.set(key, asking);
        asking.catch(() => ofStore.delete(key));
        return asking;
    }
    /** What tags say of `subject`, where all tags are known; null where each name would have to be looked up. */
    async tagged(store, subject, place) {
        const tags = await this.tagsOf(store, { place });
        return tags === null ? null : this.of(store, subject, { place, hasApi: false });
    }
    /** Every tag of the repository; null where there are too many of them, or the store does not list them. */
    tagsOf(store, { place }) {
        const known = this.#tags.get(store);
        if (known !== undefined)
            return known;
        const listing = this.#listTags(store, place);
        this.#tags.set(store, listing);
        listing.catch(() => this.#tags.delete(store));
        return listing;
    }
    async #ask(store, subject, searching) {
        const tags = await this.tagsOf(store, searching);
        const hints = { tags, hasApi: searching.hasApi ?? null };
        return this.#health.guard(searching.place, this.#signal, (guarded) => store.referrers(subject, guarded, hints));
    }
    async #listTags(store, place) {
        try {
            const tags = await this.#health.guard(place, this.#signal, (guarded) => store.tags(guarded, MOST_TAG_PAGES));
            return new Set(tags);
        }
        catch (error) {
            // Some registries let nobody list tags, or have too many: names are looked up then. Trouble is trouble.
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isMirrorError */ .U9)(error, 'too-large', 'denied', 'unauthorized', 'refused', 'not-found', 'invalid-response'))
                return null;
            throw error;
        }
    }
}


/***/ }),

/***/ 4523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cm: () => (/* binding */ cosignTagsOf),
/* harmony export */   fi: () => (/* binding */ NO_HINTS),
/* harmony export */   kC: () => (/* binding */ isReferrerTag),
/* harmony export */   qn: () => (/* binding */ cosignSuffixOf),
/* harmony export */   tr: () => (/* binding */ LISTED_REFERRERS_LIMIT),
/* harmony export */   uy: () => (/* binding */ fallbackTagOf)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);


const NO_HINTS = { tags: null, hasApi: null };
/** More of one subject are not signatures any more but an attack on readers. */
const LISTED_REFERRERS_LIMIT = 1_000;
const COSIGN_SUFFIXES = ['.sig', '.att', '.sbom'];
/** `sha256-<hex>`: the tag of the index that lists referrers where there is no API; the encoded part has 64 characters at most. */
function fallbackTagOf(subject) {
    return `${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestAlgorithm */ .g4)(subject)}-${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)(subject).slice(0, 64)}`;
}
/** `sha256-<hex>.sig`, `.att` and `.sbom`; none where the digest is too long for a tag. */
function cosignTagsOf(subject) {
    return COSIGN_SUFFIXES.map((suffix) => `${subject.replace(':', '-')}${suffix}`).filter(_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz);
}
/** The end of a tag of cosign; null for any other tag. */
function cosignSuffixOf(tag) {
    return COSIGN_SUFFIXES.find((suffix) => tag.endsWith(suffix)) ?? null;
}
const REFERRER_TAG = /^sha(?:256|384|512)-[0-9a-f]{64,}(?:\.(?:sig|att|sbom))?$/;
/** Whether a tag is bound to content: the fallback tag of some digest, or one of cosign's. */
function isReferrerTag(tag) {
    return REFERRER_TAG.test(tag);
}


/***/ }),

/***/ 4775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ MANIFEST_LIMIT_BYTES),
/* harmony export */   a: () => (/* binding */ SMALL_BLOB_LIMIT_BYTES)
/* harmony export */ });
/** Largest manifest or index that is read or written: what registries and runtimes accept (4 MiB). */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;
//  'missing': the store says it has it (HEAD 200, or 206 headers) but cannot serve its last byte
//  'size': the store's own size differs from the descriptor's
/** Largest blob that is read whole into memory: image configs are some kilobytes, containerd and CRI-O take 4 MiB. */
const SMALL_BLOB_LIMIT_BYTES = 4 * 1024 * 1024;


/***/ }),

/***/ 370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
