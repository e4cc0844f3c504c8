export const id = 996;
export const ids = [996];
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


/***/ }),

/***/ 9112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ writes)
/* harmony export */ });
function writes({ action }) {
    return action === 'copy' || action === 'attach';
}


/***/ })

};
