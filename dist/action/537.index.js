export const id = 537;
export const ids = [537];
export const modules = {

/***/ 37196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ progressOf)
/* harmony export */ });
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


/***/ }),

/***/ 89280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M3: () => (/* binding */ FellBehind),
/* harmony export */   N9: () => (/* binding */ blaming),
/* harmony export */   fY: () => (/* binding */ isSignatureRule),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   iB: () => (/* binding */ CopyFailure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
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
/** Whether a signature policy does not let the image pass; its own findings tell why. */
function isSignatureRule(rule) {
    return rule === 'signature-missing' || rule === 'signature-invalid';
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
    return new CopyFailure(side, (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error));
}
/** The failure in terms of the source or mirror; anything else is a bug and says so. */
function failureOf(error) {
    return error instanceof CopyFailure ? error : new CopyFailure('mirror', (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error));
}


/***/ }),

/***/ 97791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ findingsOfFailures)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _health_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88946);
/* harmony import */ var _signatures_trust_of_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1770);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(89280);
/** Failures of steps as findings: one cause is one finding, however many images it touches. */





/** One finding per cause, in the order of the first step it touched. */
function findingsOfFailures(outcomes, doing = 'copy') {
    const failed = outcomes.flatMap(({ step, failure }) => failure === null || (0,_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .isSignatureRule */ .fY)(failure.rule) ? [] : [{ step, failure }]);
    const full = new Set(failed.filter(({ failure }) => saysFull(failure)).map(mirrorOf));
    const byCause = Map.groupBy(failed, (one) => causeOf(one, full));
    return [...byCause.values()].flatMap((group) => {
        const first = group.find(({ failure }) => saysFull(failure)) ?? group[0];
        return first === undefined ? [] : [findingOf(first, group, doing)];
    });
}
function mirrorOf({ step }) {
    return step.cell.mirror.name;
}
function saysFull({ side, error }) {
    return side === 'mirror' && error.code === 'no-space';
}
/** `full`: mirrors that have said of something that their storage takes no more. Registries do not say it every time. */
function causeOf({ step, failure }, full) {
    const { error, side, rule } = failure;
    if (error instanceof _signatures_trust_of_js__WEBPACK_IMPORTED_MODULE_3__/* .UnjudgedSignatures */ .I)
        return error.message;
    if (side === 'mirror' && (0,_health_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnreachable */ .R)(error))
        return `unreachable ${step.cell.mirror.name}`;
    const what = [rule, error.code, error.status ?? '', ...error.registryCodes].join(' ');
    // A full disk is about the whole mirror, refusals of access are about a repository, anything else is about the one image.
    const mayBeFull = side === 'mirror' && error.status === 500 && full.has(step.cell.mirror.name);
    if (saysFull(failure) || mayBeFull)
        return `full ${step.cell.mirror.name} ${rule}`;
    const isAboutPlace = ['unauthorized', 'denied', 'no-space', 'rate-limited', 'unavailable'].includes(error.code);
    if (side === 'source')
        return `source ${step.row.repository} ${isAboutPlace ? '' : step.row.name} ${what}`;
    return `mirror ${step.cell.mirror.name} ${step.cell.target.repository} ${isAboutPlace ? '' : step.cell.address} ${what}`;
}
function findingOf(first, group, doing) {
    const { step, failure } = first;
    const affects = [
        ...new Set(group.map(({ step: { cell, row } }) => (failure.side === 'source' ? row.name : cell.address))),
    ];
    const counted = { affects, affectedCount: affects.length };
    const help = failure.error.fix ?? defaultHelp(failure);
    if (failure.side === 'mirror' && (0,_health_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnreachable */ .R)(failure.error)) {
        const message = `mirror ${step.cell.mirror.name} (${step.cell.mirror.target}) does not answer: ${failure.error.message}`;
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('mirror-unreachable', { message, help, mirror: step.cell.mirror.name, ...counted });
    }
    if (failure.side === 'source') {
        const name = `${step.row.name}${digestOf(step)}`;
        const message = failure.error instanceof _signatures_trust_of_js__WEBPACK_IMPORTED_MODULE_3__/* .UnjudgedSignatures */ .I
            ? `${name}: ${failure.error.message}`
            : `cannot read ${name} from its source: ${failure.error.message}`;
        return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)(failure.rule, {
            message,
            help,
            source: step.row.name,
            at: step.row.at,
            ...wanted(step),
            ...counted,
        });
    }
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)(failure.rule, {
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
    const name = `${step.row.name}${digestOf(step)}`;
    return doing === 'copy' ? `cannot copy ${name} to` : `cannot ${doing} ${name} on`;
}
function defaultHelp({ side }) {
    const what = side === 'source' ? 'source' : 'mirror';
    return `Nothing was put under a tag. Mend what the ${what} says and run again: what has been copied stays.`;
}
function digestOf({ row }) {
    return row.wanted === null || row.name.includes(row.wanted) ? '' : ` (${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(row.wanted)})`;
}
function wanted({ row }) {
    return row.wanted === null ? {} : { digest: row.wanted };
}


/***/ }),

/***/ 57570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yr: () => (/* binding */ outcomeWithoutWork),
/* harmony export */   sG: () => (/* binding */ outcomeOf),
/* harmony export */   yX: () => (/* binding */ deferred)
/* harmony export */ });
/* harmony import */ var _proofs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61795);
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46816);
/* harmony import */ var _stopped_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17763);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89280);
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
        proof: step.action === 'retag' || step.action === 'attach'
            ? oldProof(step)
            : { depth, atMs: nowMs, thisRun: true },
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
    const reason = (0,_stopped_js__WEBPACK_IMPORTED_MODULE_3__/* .whyStopped */ .k)(signal);
    return { step, outcome: 'deferred', reason, found, complete: null, proof: null, bytes: 0, failure: null };
}
/** Everything that a probe can see is there; what a deeper walk saw is not disproved by that. */
function damagedOutcome(work, damage) {
    return {
        step: work.step,
        outcome: 'incomplete',
        reason: (0,_proofs_js__WEBPACK_IMPORTED_MODULE_0__/* .whyStillDamaged */ .Ok)(damage, 'probe'),
        found: work.step.row.wanted,
        complete: false,
        proof: null,
        bytes: work.bytesWritten,
        failure: null,
    };
}
function failedOutcome(work, signal) {
    const failure = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failureOf */ .g5)(work.failure);
    if (failure.error.code === 'aborted' || work.isStopped)
        return { ...deferred(work.step, signal), bytes: work.bytesWritten };
    const { seen } = work.step.cell;
    return {
        step: work.step,
        outcome: (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .isSignatureRule */ .fY)(failure.rule) ? 'refused' : 'failed',
        reason: (0,_reason_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A)(failure, work.step.cell.mirror.name),
        found: seen.kind === 'present' ? seen.root.digest : null,
        complete: work.hadRoot ? false : null,
        proof: null,
        bytes: work.bytesWritten,
        failure: { side: failure.side, error: failure.error, rule: failure.rule },
    };
}
function successReason(work, outcome) {
    const { step, mended } = work;
    if (outcome === 'up-to-date')
        return whyUpToDate(step);
    if (outcome === 'copied' && broughtOnlyReferrers(work))
        return 'brought what refers to it and was missing';
    if (outcome !== 'repaired' || mended.length === 0)
        return step.reason;
    return `brought what was missing or damaged: ${mended.length} of its manifests and blobs`;
}
function whyUpToDate({ action, reason }) {
    if (action === 'retag')
        return reason;
    if (action === 'attach')
        return 'the mirror has it, proven before, and all that refers to it';
    return 'every manifest and blob was looked at, none is missing';
}
/** The image was whole, and something new speaks of it. */
function broughtOnlyReferrers({ step, hadRoot, written, attached, mended }) {
    const isThere = step.cell.seen.kind === 'present' && hadRoot;
    return isThere && attached > 0 && written <= attached && mended.length === 0;
}
function successOf(work) {
    const { step, hadRoot, written, mended } = work;
    const { seen, tag, wasProven } = step.cell;
    if (mended.length > 0)
        return 'repaired';
    if (broughtOnlyReferrers(work))
        return 'copied';
    if (step.action === 'retag')
        return 'up-to-date';
    if (seen.kind === 'present' && hadRoot)
        return written > 0 ? 'repaired' : 'up-to-date';
    if (tag === null && (hadRoot || (wasProven && seen.kind === 'absent')))
        return 'repaired';
    return 'copied';
}
function oldProof({ cell }) {
    return cell.proof === null ? null : { depth: cell.proof.depth, atMs: cell.proof.atMs, thisRun: false };
}


/***/ }),

/***/ 25796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aA: () => (/* binding */ MirrorObserver),
  IK: () => (/* binding */ lookAgain),
  aH: () => (/* binding */ referrersOf),
  et: () => (/* binding */ subjectOf)
});

// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(45875);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/platform.js
var platform = __webpack_require__(44647);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(75841);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
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
        return seenFromError((0,errors/* toMirrorError */.Ho)(error), cell);
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
    if (mirror.kind === 'store' && (0,errors/* isMirrorError */.U9)(error, 'denied', 'unauthorized'))
        return { kind: 'denied', error };
    // A registry answers 500 for a manifest whose file is cut, and serves everything else.
    if (error.status === 500)
        return { kind: 'damaged', error };
    return { kind: 'unreadable', error };
}

// EXTERNAL MODULE: ./build/mirror/proofs.js
var mirror_proofs = __webpack_require__(61795);
// EXTERNAL MODULE: ./build/mirror/rows.js
var rows = __webpack_require__(11669);
// EXTERNAL MODULE: ./build/mirror/selection.js
var selection = __webpack_require__(46656);
// EXTERNAL MODULE: ./build/mirror/source-key.js
var source_key = __webpack_require__(22195);
;// CONCATENATED MODULE: ./build/mirror/observe.js









/** Cells of one mirror looked at together; the stores bound what reaches each registry. */
const CELLS_AT_ONCE = 64;
/**
 * Looks at mirrors as rows become known, each mirror at its own pace: one that hangs keeps nobody waiting, neither other mirrors
 * nor whoever finds out what further rows want.
 */
class MirrorObserver {
    #context;
    #signal;
    #drafts = [];
    #visits = new Map();
    #seen = new Map();
    constructor(context, signal) {
        this.#context = context;
        this.#signal = signal;
    }
    /** Begins to look and returns at once. Rows that may share a place on a mirror have to come together. */
    begin(bare) {
        const drafts = draftRows(bare, this.#context);
        for (const draft of drafts)
            this.#drafts.push(draft);
        for (const { row, cells } of drafts) {
            for (const cell of cells)
                this.#visitOf(cell.mirror).places.push({ row, cell });
        }
        for (const visit of this.#visits.values())
            this.#sendAskers(visit);
    }
    /** All rows that were given, in that order, with their mirrors as they are now. Never throws. */
    async end() {
        // Nothing waits for one cell: a promise for each would be old, and make old what it holds, before its turn comes.
        await Promise.all([...this.#visits.values()].flatMap(({ askers }) => askers));
        return this.#drafts.map(({ row, cells }) => ({
            ...row,
            cells: cells.map((cell) => ({ ...cell, seen: this.#seen.get(cell) ?? cell.seen })),
        }));
    }
    #visitOf(mirror) {
        const known = this.#visits.get(mirror);
        if (known !== undefined)
            return known;
        const visit = { places: [], askers: [], next: 0, busy: 0 };
        this.#visits.set(mirror, visit);
        return visit;
    }
    #sendAskers(visit) {
        while (visit.next < visit.places.length && visit.busy < CELLS_AT_ONCE)
            visit.askers.push(this.#ask(visit));
    }
    /** One place after the other, until there is none that nobody has taken. */
    async #ask(visit) {
        visit.busy += 1;
        for (let place = take(visit); place !== undefined; place = take(visit)) {
            const { row, cell } = place;
            this.#seen.set(cell, await lookAt(cell, row, { context: this.#context, signal: this.#signal }));
        }
        visit.busy -= 1;
    }
}
function take(visit) {
    const place = visit.places[visit.next];
    if (place !== undefined)
        visit.next += 1;
    return place;
}
/** The rows of steps whose mirror could not be read or written, with the cells of these steps looked at anew: old rows to new. */
async function lookAgain(steps, context, signal) {
    const looked = await (0,each/* mapEach */.S)(steps, CELLS_AT_ONCE, async ({ row, cell: { mirror }, cell }) => {
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
        const cells = (0,selection/* mirrorsOf */.Mk)(one.first.image, context).flatMap((mirror) => {
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
    return platforms === null ? '*' : platforms.map(platform/* formatPlatform */.Bq).sort().join(',');
}
function draftRow(one, context) {
    return {
        image: one.first.image,
        source: context.stores.sourceOf(one.first.image),
        name: (0,rows/* rowName */._k)(one),
        repository: (0,source_key/* sourceKey */.Z)(one.first.image),
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
    const others = (0,selection/* mirrorsOf */.Mk)(first.image, { ...context, selection: { ...context.selection, mirrors: [] } });
    return others.flatMap((mirror) => {
        const place = (0,files_place/* placeOf */.$t)({ image: first.image, mirror, file: context.file });
        if ((0,selection/* isMirrorSelected */.FB)(mirror.name, context.selection) || !place.ok)
            return [];
        const target = context.stores.targetOf(mirror, place.value);
        const proof = context.proofs.get(subjectOf(target, wanted, one));
        return (0,mirror_proofs/* proofCounts */.xo)(proof, wanted, context.age) ? [target] : [];
    });
}
function draftCell(one, mirror, { context, held }) {
    const place = (0,files_place/* placeOf */.$t)({ image: one.first.image, mirror, file: context.file });
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
        proof: one.wanted !== null && (0,mirror_proofs/* proofCounts */.xo)(proof, one.wanted, context.age) ? proof : null,
        referrersDue: areReferrersDue(one, { mirror, target }, context),
        wasProven: proof?.kind === 'proven',
    };
}
function areReferrersDue({ first: { image }, wanted, platforms }, { mirror, target }, { proofs, age }) {
    if (image.referrers !== 'copy' || wanted === null || mirror.kind !== 'store')
        return false;
    return !(0,mirror_proofs/* proofCounts */.xo)(proofs.get(referrersOf(subjectOf(target, wanted, { platforms }))), wanted, age);
}
/** What a proof of `root` on `target` is filed under. */
function subjectOf(target, root, row) {
    return { origin: target.origin, repository: target.repository, root, platforms: row.platforms };
}
/** What a proof of all that refers to a root, and to what belongs to it, is filed under. */
function referrersOf(subject) {
    return { ...subject, of: 'referrers' };
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
        for (const mirror of (0,selection/* mirrorsOf */.Mk)(one.first.image, context)) {
            const place = (0,files_place/* placeOf */.$t)({ image: one.first.image, mirror, file: context.file });
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
    return wanted === null ? null : (0,digest/* keepTagOf */.Dn)(wanted);
}


/***/ }),

/***/ 46816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reasonOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _health_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88946);
/** A failure in the words of one row. */


/** A mirror that does not answer is one cause, told in the same words for every row. */
function reasonOf({ side, error }, mirror) {
    if (side === 'mirror' && (0,_health_js__WEBPACK_IMPORTED_MODULE_1__/* .isUnreachable */ .R)(error))
        return `mirror ${mirror} does not answer: ${error.message}`;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .describeError */ .Uc)(error);
}


/***/ }),

/***/ 6455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ resolve)
});

// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(45875);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(83211);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(75841);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/platform.js
var platform = __webpack_require__(44647);
// EXTERNAL MODULE: ./build/mirror/selection.js
var selection = __webpack_require__(46656);
// EXTERNAL MODULE: ./build/mirror/source-key.js
var source_key = __webpack_require__(22195);
;// CONCATENATED MODULE: ./build/mirror/merge-rows.js
/** Rows that are one: the same content of one source for the same places, wanted by several entries of the mirror manifest. */






/** One row per (repository, digest) where no tag is managed (contract, section 6). The first entry's row stays and stands
 *  for the tags of all. */
function mergeRows(rows, context) {
    const merged = new Map();
    for (const [index, row] of rows.entries()) {
        const key = keyOf(row, context) ?? `alone ${index}`;
        const first = merged.get(key);
        merged.set(key, first === undefined ? row : join(first, row));
    }
    return [...merged.values()];
}
function keyOf({ first, wanted, tag, platforms }, context) {
    if (first.problem !== null || wanted === null)
        return null;
    const { image } = first;
    const places = (0,selection/* mirrorsOf */.Mk)(image, context).map((mirror) => {
        const place = (0,files_place/* placeOf */.$t)({ image, mirror, file: context.file });
        return `${mirror.name}=${place.ok ? place.value : ''}`;
    });
    const asked = platforms === null ? '*' : platforms.map(platform/* formatPlatform */.Bq).sort().join(',');
    return [(0,source_key/* sourceKey */.Z)(image), wanted, tag ?? '', asked, places.join(',')].join(' ');
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
    return (0,selection/* mirrorsOf */.Mk)(first.image, context).flatMap((mirror) => {
        const place = (0,files_place/* placeOf */.$t)({ image: first.image, mirror, file: context.file });
        return place.ok ? [`${mirror.name} ${place.value}:${tag}`] : [];
    });
}
function conflictFinding({ first, wanted, tag }, other) {
    const there = `${other.first.at.file}:${other.first.at.line}`;
    return (0,finding/* finding */.gk)('manifest-invalid', {
        message: `tag ${tag} is wanted with two digests in one repository: ${(0,digest/* shortDigest */.VK)(wanted ?? '')} here, ${(0,digest/* shortDigest */.VK)(other.wanted ?? '')} at ${there}`,
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

// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(25796);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(11326);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(61736);
// EXTERNAL MODULE: ./build/mirror/rows.js
var rows = __webpack_require__(11669);
// EXTERNAL MODULE: ./build/mirror/stopped.js
var stopped = __webpack_require__(17763);
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
        return { rows: (0,rows/* rowsOfKeptChildren */.E)(row, kept), findings: [] };
    }
    catch (error) {
        return signal.aborted ? notReached(row, signal) : cannotExpand(row, error);
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
    const parsed = (0,manifest/* parseManifest */.N)(raw);
    if (!parsed.ok)
        throw new errors/* MirrorError */.En('invalid-response', parsed.why, { where: (0,rows/* rowName */._k)(row) });
    const { kept, missing } = (0,graph/* keptImages */.Dm)(parsed.node, platforms);
    if (missing.length > 0)
        throw missingError(index, missing);
    context.indexes.remember(raw);
    return kept;
}
function missingError(index, missing) {
    const names = missing.map(platform/* formatPlatform */.Bq).join(', ');
    return new errors/* MirrorError */.En('not-found', `the index ${(0,digest/* shortDigest */.VK)(index)} has no image for ${names}`, {
        fix: 'take the platform out of platforms, or pin a digest that has it',
    });
}
function notReached(row, signal) {
    const problem = { outcome: 'deferred', reason: (0,stopped/* whyStopped */.k)(signal) };
    return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [] };
}
function cannotExpand(row, error) {
    const cause = (0,errors/* toMirrorError */.Ho)(error);
    const failed = (0,finding/* finding */.gk)('copy-failed', {
        message: `cannot read the index of ${row.first.name}: ${cause.message}`,
        help: cause.fix ?? 'Check that the source can be reached from here and run again.',
        source: row.first.name,
        ...(row.wanted === null ? {} : { digest: row.wanted }),
        at: row.first.at,
    });
    const problem = { outcome: 'failed', reason: cause.message };
    return { rows: [{ ...row, first: { ...row.first, problem } }], findings: [failed] };
}

// EXTERNAL MODULE: ./build/mirror/unreadable.js
var unreadable = __webpack_require__(91131);
// EXTERNAL MODULE: ./build/mirror/wanted.js + 2 modules
var wanted = __webpack_require__(81269);
;// CONCATENATED MODULE: ./build/mirror/resolve.js
/** The resolve stage: the mirror manifest becomes rows with wanted digests and what every mirror holds now. */












const IMAGES_AT_ONCE = 64;
/** Reads what is wanted and what is there. When stopped, what was not reached says so. Never throws. */
async function resolve(context, signal) {
    const knewNothing = context.history.isEmpty;
    const wantedSomewhere = context.file.images.filter((image) => (0,selection/* mirrorsOf */.Mk)(image, context).length > 0);
    // Mirrors are looked at for one source while others still say what is wanted: behind a long line that is half the time.
    const observer = new observe/* MirrorObserver */.aA(context, signal);
    const groups = await (0,each/* mapEach */.S)(groupBySource(wantedSomewhere), IMAGES_AT_ONCE, (group) => resolveGroup(group, observer, { context, signal }));
    const rows = await observer.end();
    const findings = [
        ...groups.flatMap((group) => group.findings),
        ...(0,unreadable/* findingsOfUnreadable */.v)(groups.flatMap((group) => group.unreadable), context.asks === 'always' ? 'source-unreadable' : 'copy-failed'),
    ];
    const wanted = groups.flatMap((group) => group.wanted);
    const decided = context.asks === 'never' ? [] : [...aboutLock(wanted, context), ...aboutHistory(wanted, knewNothing)];
    return { rows: inFileOrder(rows, context.file), findings: [...decided, ...findings] };
}
/**
 * The images of each source. No place of a mirror takes images of two (files/collisions.ts), so whatever is decided about rows of one
 * place, such as one tag with two digests or an anchor that a managed tag makes needless, is decided in one group.
 */
function groupBySource(images) {
    const groups = Map.groupBy(images, (image) => image.source.kind === 'layout' ? `oci:${(0,files_place/* plainDirectory */.Ot)(image.source.directory)}` : (0,source_key/* sourceKey */.Z)(image));
    return [...groups.values()];
}
/** Begins to look at its mirrors, and does not wait for them. */
async function resolveGroup(group, observer, { context, signal }) {
    const images = await (0,each/* mapEach */.S)(group, IMAGES_AT_ONCE, (image) => (0,wanted/* resolveWanted */.i)(image, context, signal));
    const bare = images.flatMap((image) => (0,rows/* groupIntoRows */.tr)(image.wanted));
    const expanded = await (0,each/* mapEach */.S)(bare, IMAGES_AT_ONCE, (row) => omitIndex(row, context, signal));
    const merged = mergeRows(expanded.flatMap((one) => one.rows), context);
    const agreed = refuseConflicts(merged, context);
    observer.begin(agreed.rows);
    return {
        wanted: images.flatMap((image) => image.wanted),
        findings: [...agreed.findings, ...[...images, ...expanded].flatMap((one) => one.findings)],
        unreadable: images.flatMap((image) => image.unreadable),
    };
}
/** Groups take images together that the mirror manifest names far apart. */
function inFileOrder(rows, { images }) {
    const order = new Map(images.map((image, index) => [image, index]));
    const orderOf = ({ image }) => order.get(image) ?? images.length;
    return rows.toSorted((a, b) => orderOf(a) - orderOf(b));
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
        (0,finding/* finding */.gk)('no-lock', {
            ...(locked ? { severity: 'error' } : {}),
            message: `there is no lock file: what ${(0,quantities/* formatCount */.B4)(unlocked.length, 'tag means', 'tags mean')} ${locked ? 'is not known, and --locked asks nobody' : 'was asked of the source'}`,
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
        (0,finding/* finding */.gk)('no-history', {
            message: `nothing is remembered from earlier runs: a tag that moved back would go unseen this time (${(0,quantities/* formatCount */.B4)(asked.length, 'unlocked tag')})`,
            help: 'Keep the state directory between runs (--state), or use a lock.',
            affects: asked.map(({ name }) => name),
            affectedCount: asked.length,
        }),
    ];
}


/***/ }),

/***/ 11669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ rowsOfKeptChildren),
/* harmony export */   _k: () => (/* binding */ rowName),
/* harmony export */   tr: () => (/* binding */ groupIntoRows)
/* harmony export */ });
/* harmony import */ var _source_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22195);

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
    return `${(0,_source_key_js__WEBPACK_IMPORTED_MODULE_0__/* .sourceKey */ .Z)(row.first.image)}${row.suffix}`;
}


/***/ }),

/***/ 1770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ trustOf),
/* harmony export */   I: () => (/* binding */ UnjudgedSignatures)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/** What signatures are judged by, opened by the first who has to judge. */

/** Nothing is known to be trusted, so that nothing counts as signed: one cause for every image that has to be judged. */
class UnjudgedSignatures extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En {
    constructor({ code, message, fix }) {
        super(code, `its signatures cannot be judged: ${message}`, { fix });
    }
}
/** Throws UnjudgedSignatures, or `aborted`. */
async function trustOf({ openTrust }) {
    if (openTrust === undefined)
        throw new UnjudgedSignatures(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('internal', 'this run trusts nothing'));
    try {
        return await openTrust();
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isMirrorError */ .U9)(error, 'aborted') ? error : new UnjudgedSignatures((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error));
    }
}


/***/ })

};
