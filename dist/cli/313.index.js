export const id = 313;
export const ids = [313];
export const modules = {

/***/ 4622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   WC: () => (/* binding */ strayError),
/* harmony export */   Wg: () => (/* binding */ createDiskTree)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _mirror_each_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5841);
/* harmony import */ var _file_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6767);
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

/***/ 6767:
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

/***/ 8222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ writeUserText),
/* harmony export */   n: () => (/* binding */ readUserText)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _policies_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4622);
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

/***/ 617:
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
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3211);
/* harmony import */ var _compared_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(617);
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9835);
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

/***/ 9835:
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

/***/ 5841:
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

/***/ 1795:
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
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4647);


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

/***/ 3635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gy: () => (/* binding */ asListed),
/* harmony export */   oy: () => (/* binding */ CarriedMemory),
/* harmony export */   zN: () => (/* binding */ carriedCounts),
/* harmony export */   zt: () => (/* binding */ CARRIED_LIMIT)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4647);
/* harmony import */ var _proofs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1795);


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

/***/ 7974:
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
var referrers_carried = __webpack_require__(3635);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/drift/timeline.js
var drift_timeline = __webpack_require__(9835);
// EXTERNAL MODULE: ./build/report/judge.js
var judge = __webpack_require__(8112);
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
var report_finding = __webpack_require__(9373);
// EXTERNAL MODULE: ./build/report/sort.js
var sort = __webpack_require__(6447);
// EXTERNAL MODULE: ./build/report/totals.js
var totals = __webpack_require__(1756);
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

/***/ 8112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ applyRulesToOne),
/* harmony export */   HQ: () => (/* binding */ isOk),
/* harmony export */   HU: () => (/* binding */ whyNotFailOn),
/* harmony export */   Hu: () => (/* binding */ failsOn),
/* harmony export */   IU: () => (/* binding */ applyRules),
/* harmony export */   q4: () => (/* binding */ fillingMirrors)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);

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

/***/ 9373:
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

/***/ 6447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ sortFindings)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
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

/***/ 1756:
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


/***/ })

};
