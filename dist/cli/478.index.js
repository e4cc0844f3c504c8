export const id = 478;
export const ids = [478];
export const modules = {

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   planAndStop: () => (/* binding */ planAndStop)
/* harmony export */ });
/* harmony import */ var _mirror_copy_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7570);
/* harmony import */ var _mirror_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7663);
/* harmony import */ var _mirror_resolve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6455);
/* harmony import */ var _mirror_writes_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9112);
/* harmony import */ var _check_globs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1717);
/* harmony import */ var _finish_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(683);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1774);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7196);
/** `plan`: what `sync` would do, step by step, with reasons. Writes nothing. */









/** Exits 0 whatever there is to do, as long as it could be planned. */
async function planAndStop(door, command) {
    const prepared = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_6__/* .prepare */ .iA)(door);
    const { context, stores } = prepared;
    const stopProgress = door.host.showProgress((0,_progress_js__WEBPACK_IMPORTED_MODULE_7__/* .progressOf */ .j)(context.meter, stores));
    try {
        const resolved = await (0,_mirror_resolve_js__WEBPACK_IMPORTED_MODULE_3__/* .resolve */ .h)(context, door.signal);
        (0,_check_globs_js__WEBPACK_IMPORTED_MODULE_4__/* .checkGlobs */ .E)(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const { steps, findings } = (0,_mirror_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .makePlan */ .C)(resolved.rows, context);
        const outcomes = steps.map((step) => plannedOutcome(step, door.signal));
        return await (0,_finish_js__WEBPACK_IMPORTED_MODULE_5__/* .finish */ .O)(door, prepared, {
            command,
            rows: resolved.rows,
            outcomes,
            findings: [...resolved.findings, ...findings, ...(0,_mirror_copy_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsOfFailures */ .V)(outcomes)],
        });
    }
    finally {
        stopProgress();
    }
}
function plannedOutcome(step, signal) {
    const wasReached = step.action !== 'copy' || step.cell.seen.kind !== 'not-read';
    if (!wasReached)
        return (0,_mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .deferred */ .yX)(step, signal);
    const ended = (0,_mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeWithoutWork */ .Yr)(step);
    if (!(0,_mirror_writes_js__WEBPACK_IMPORTED_MODULE_8__/* .writes */ .D)(step))
        return ended;
    // What is to be copied was not looked at: its root alone was asked for.
    const complete = step.action === 'copy' ? null : ended.complete;
    return { ...ended, outcome: 'planned', complete, reason: `${step.reason}${costOf(step)}` };
}
/** What is known of the cost without pulling: an image present costs a look at each blob. */
function costOf({ action, cell, row }) {
    if (action === 'attach')
        return ' (one request per manifest, no content unless something is new)';
    const { seen } = cell;
    const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
    const isThere = action === 'copy' && root !== null && root.digest === row.wanted;
    return isThere ? ' (one request per manifest and blob, no content unless something is missing)' : '';
}


/***/ }),

/***/ 2478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runSync: () => (/* binding */ runSync)
});

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

// EXTERNAL MODULE: ./build/mirror/copy/copy.js + 16 modules
var copy = __webpack_require__(2863);
// EXTERNAL MODULE: ./build/mirror/copy/failures.js
var failures = __webpack_require__(7791);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/plan.js
var mirror_plan = __webpack_require__(7663);
// EXTERNAL MODULE: ./build/mirror/copy/or-after.js
var or_after = __webpack_require__(2034);
;// CONCATENATED MODULE: ./build/mirror/copy/second-chance.js





/** A registry of several machines may say on one that it has what another has not got yet. */
const VANISHED_PAUSE_MS = 1_000;
/** Looks again at the steps whose mirror or source did not answer; where it answers by now they are planned and copied. Never throws. */
async function tryAgain(first, context, signal) {
    const waiting = first.outcomes.filter(isWaiting);
    if (waiting.length === 0 || signal.aborted)
        return first;
    if (waiting.some(hasVanished))
        await (0,or_after/* pause */.v)(VANISHED_PAUSE_MS, signal);
    const back = await placesThatAnswer(waiting, context, signal);
    const retried = waiting.filter((outcome) => back.has(placeOf(outcome)));
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
/** Of sources only those that could not be connected to, or take back what they said: one that answers 503 or 429 has been asked
 *  with patience. */
function isWaiting(outcome) {
    const { failure, step } = outcome;
    if (failure === null || step.row.wanted === null)
        return false;
    if (failure.side === 'mirror')
        return (0,health/* isUnreachable */.R)(failure.error);
    const isAway = failure.error.code === 'unavailable' && failure.error.status === undefined;
    return isAway || hasVanished(outcome);
}
/** The source has just said that its tag means this, and that it does not have it. */
function hasVanished({ failure, step: { row } }) {
    return failure?.side === 'source' && failure.error.code === 'not-found' && row.sourceNow === row.wanted;
}
/** The place that did not answer, as `health` calls it. */
function placeOf({ failure, step }) {
    return failure?.side === 'source' ? `source ${step.row.source.origin}` : step.cell.mirror.name;
}
async function placesThatAnswer(waiting, context, signal) {
    const byPlace = Map.groupBy(waiting, placeOf);
    const answers = await (0,each/* mapEach */.S)(byPlace, byPlace.size, async ([place, [first]]) => {
        const isBack = first !== undefined && (await answersNow(first, signal));
        if (isBack)
            context.health.revive(place);
        return isBack ? [place] : [];
    });
    return new Set(answers.flat());
}
/** Also what says no says something. */
async function answersNow({ failure, step }, signal) {
    const { wanted, source } = step.row;
    if (wanted === null)
        return false;
    try {
        const found = await (failure?.side === 'source' ? source : step.cell.target).resolve(wanted, signal);
        return found !== null || failure?.error.code !== 'not-found';
    }
    catch (error) {
        return !(0,health/* isUnreachable */.R)(error);
    }
}
/** Outcomes are in the order of `steps`, and speak of their rows. What the first run brought serves the second. */
async function copyAgain(steps, first, { context, signal }) {
    const rows = await (0,observe/* lookAgain */.IK)(steps, context, signal);
    const plan = (0,mirror_plan/* makePlan */.C)([...rows.values()], context);
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

// EXTERNAL MODULE: ./build/mirror/drift/drift.js + 6 modules
var drift_drift = __webpack_require__(1293);
// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(4735);
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
        return now === undefined ? [] : [[now, lackOf(ended.get(cell))]];
    })));
    const drift = (0,drift_drift/* driftOf */.$)(after, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null });
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
function lackOf(outcome) {
    return outcome?.outcome === 'incomplete' ? outcome.reason : null;
}
/** What failed, was refused or is still damaged has a finding of its own, and what was not reached is for the next run to judge. */
function isNews({ rule, source = '', mirror }, byName) {
    const ofRow = byName.get(source) ?? [];
    if (ofRow.some(({ outcome }) => outcome === 'deferred'))
        return false;
    const isState = state/* DRIFT_NAMES */.t.some((name) => name === rule);
    const own = ofRow.find(({ step }) => step.cell.mirror.name === mirror);
    if (rule === 'incomplete' && own?.outcome === 'incomplete')
        return false;
    return !isState || own === undefined || drift_after_CARRIED_OUT.has(own.outcome) || own.outcome === 'compared';
}

// EXTERNAL MODULE: ./build/mirror/resolve.js + 2 modules
var resolve = __webpack_require__(6455);
// EXTERNAL MODULE: ./build/mirror/writes.js
var writes = __webpack_require__(9112);
// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/plan.js
var plan = __webpack_require__(3996);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/progress.js
var progress = __webpack_require__(7196);
// EXTERNAL MODULE: ./build/commands/signature-trust.js + 3 modules
var signature_trust = __webpack_require__(1308);
;// CONCATENATED MODULE: ./build/commands/sync.js
/** `sync`: resolve, plan, copy, prove, tag, tell drift. */














async function runSync(door) {
    if (door.options.dryRun)
        return (0,plan.planAndStop)(door, 'sync');
    const { log } = door.host;
    const prepared = await (0,prepare/* prepare */.iA)(door);
    const { stores } = prepared;
    const context = (0,signature_trust/* withTrust */.h_)(prepared, door);
    const stopProgress = door.host.showProgress((0,progress/* progressOf */.j)(context.meter, stores));
    try {
        const resolved = await log.group('Look at sources and mirrors', () => (0,resolve/* resolve */.h)(context, door.signal));
        (0,check_globs/* checkGlobs */.E)(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const plan = (0,mirror_plan/* makePlan */.C)(resolved.rows, context);
        const written = plan.steps.filter(writes/* writes */.D).map(({ row }) => row);
        await (0,signature_trust/* checkTrustFiles */.WP)(written, context);
        context.meter.phase = 'copy';
        const { outcomes, findings } = await log.group('Copy what is missing', async () => tryAgain(await (0,copy/* copy */.C)(plan.steps, context, door.signal), context, door.signal));
        acceptOutcomes(resolved.rows, outcomes, context.history);
        const drift = driftAfter(resolved.rows, outcomes, context);
        return await (0,finish/* finish */.O)(door, prepared, {
            command: 'sync',
            rows: resolved.rows,
            outcomes,
            drift,
            findings: [
                ...resolved.findings,
                ...plan.findings,
                ...findings,
                ...drift.findings,
                ...(0,failures/* findingsOfFailures */.V)(outcomes),
            ],
        });
    }
    finally {
        stopProgress();
    }
}


/***/ }),

/***/ 7663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ makePlan)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(922);
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6816);
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
            reason: (0,_reason_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A)({ side: 'mirror', error: cell.seen.error }, cell.mirror.name),
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
    // Also where an earlier run has proven it: what is remembered may spare work, and never stands for the content of a tag.
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
    const moved = `the tag moves from ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)} to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`;
    if (isKnownOf(row, found, knowledge))
        return { action: 'copy', reason: moved };
    return { action: 'copy', reason: moved, finding: overwrittenFinding(row, cell, { wanted, found }) };
}
function decideProven({ tag, target, referrersDue }) {
    if (referrersDue)
        return {
            action: 'attach',
            reason: 'the mirror has it, proven before; what refers to it is to be looked at',
        };
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
    const sightings = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .sightingsOf */ .YW)(past, lock?.tags.get(row.name) ?? null);
    const served = [...(0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .acceptedOf */ .$f)(past), row.sourceNow, ...sightings.map((sighting) => sighting.digest)];
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
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('untagged-lost', {
        message: `${cell.address} was complete on mirror ${cell.mirror.name} and is gone`,
        help: 'Somebody deleted it, or the registry collected what no tag held. Leave keepTags on, or tell the registry to keep untagged manifests.',
        ...about(row, cell, wanted),
    });
}
function refuseImmutable(row, cell, { wanted, found }) {
    const difference = `${cell.address} is ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)}, wanted is ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`;
    return {
        action: 'refuse',
        reason: `the tag never moves (immutable): ${difference}`,
        finding: (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('tag-immutable', {
            message: `${difference}, and the tag matches immutable`,
            help: 'Find out who moved the tag. If the move is right, delete the tag on the mirror or narrow the pattern.',
            ...about(row, cell, wanted),
        }),
    };
}
function overwrittenFinding(row, cell, { wanted, found }) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('tag-overwritten', {
        message: `${cell.address} pointed to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)}, which ${row.repository} is not known to have served; it becomes ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`,
        help: `Somebody else may write to this mirror. The old content stays under its digest ${found} until the registry collects it.`,
        ...about(row, cell, found),
    });
}


/***/ })

};
