export const id = 293;
export const ids = [293];
export const modules = {

/***/ 1293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ driftOf),
  L: () => (/* binding */ findDrift)
});

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/mirror/drift/compared.js
var compared = __webpack_require__(617);
// EXTERNAL MODULE: ./build/mirror/drift/timeline.js
var drift_timeline = __webpack_require__(9835);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
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
    return (0,finding/* finding */.gk)(state.state, {
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
    const found = view.kind === 'present' ? (0,oci_digest/* shortDigest */.VK)(view.digest) : '';
    const w = wantedText(wanted);
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
            return `is ${(0,quantities/* formatCount */.B4)(state.versions, 'version')} ahead: ${found}${sinceText(', served by the source since', state.sinceMs)}; wanted is the older ${w}`;
        case 'stale':
            return `is ${(0,quantities/* formatCount */.B4)(state.versions, 'version')} behind: ${found}${sinceText(', superseded', state.sinceMs)}; wanted is ${w}`;
        case 'partial':
            return `is ${partText(state.relation)} of ${w}: ${found}${missingText(state.relation)}`;
        case 'equivalent':
            return `is ${found}, other bytes of the same image as ${w} (${SAME_BY[state.relation.by]})`;
        case 'diverged':
            return divergedText(state.isServed, { found, w, view });
        default:
            return (0,errors/* assertNever */.xb)(state);
    }
}
/** `sha256:… (lock)`; at least 12 hex digits. */
function wantedText(wanted) {
    if (wanted.kind !== 'digest')
        return 'nothing that is known';
    return `${(0,oci_digest/* shortDigest */.VK)(wanted.digest)} (${wanted.by === 'source' ? 'source now' : wanted.by})`;
}
function sinceText(words, sinceMs) {
    return sinceMs === null ? '' : `${words} ${(0,quantities/* formatMoment */.K9)(sinceMs)}`;
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
    incomplete: 'Run verify --repair, with the --depth at which it was found: what is missing or damaged is brought again.',
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
        ? `mirrors are kept at ${wantedText(wanted)}`
        : 'and neither a pin nor the lock says what it was';
    return (0,finding/* finding */.gk)('source-gone', {
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
    const versions = (0,drift_timeline/* versionsBetween */.IV)(timeline, locked, source.digest);
    if (versions === null || versions === 0)
        return null;
    if (versions > 0)
        return lockBehind(row, { locked, now: source.digest, versions, clock });
    return row.allowRollback ? null : movedBack(row, { locked, now: source.digest, versions: -versions });
}
function lockBehind(row, moved) {
    const { locked, now, versions, clock } = moved;
    const sinceMs = (0,drift_timeline/* supersededAt */.Ut)(row.timeline, locked);
    const isOld = sinceMs !== null && clock.nowMs - sinceMs > LOCK_LAG_MS;
    const since = sinceMs === null ? '' : `, since ${(0,quantities/* formatMoment */.K9)(sinceMs)}`;
    return (0,finding/* finding */.gk)('lock-behind', {
        severity: isOld ? 'warning' : 'note',
        message: `${row.name}: the lock says ${(0,oci_digest/* shortDigest */.VK)(locked)}, the source serves ${(0,oci_digest/* shortDigest */.VK)(now)}: ${(0,quantities/* formatCount */.B4)(versions, 'version')} newer${since}`,
        help: 'Run lock and review the difference. Until then every mirror is wanted as the lock says.',
        source: row.name,
        digest: now,
        at: row.at,
    });
}
function movedBack(row, { locked, now, versions }) {
    return (0,finding/* finding */.gk)('tag-rollback', {
        message: `${row.name}: the source went back from the locked ${(0,oci_digest/* shortDigest */.VK)(locked)} to the older ${(0,oci_digest/* shortDigest */.VK)(now)}, ${(0,quantities/* formatCount */.B4)(versions, 'version')} back`,
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
    const groups = Map.groupBy(row.cells.filter(compared/* isPresent */.W), ({ view }) => view.digest);
    if (groups.size < 2)
        return null;
    const affects = [...groups.values()].flat().map(({ address }) => address);
    const told = [...groups].map(([digest, cells]) => groupText(row, digest, cells));
    return (0,finding/* finding */.gk)('mirrors-disagree', {
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
    const version = (0,drift_timeline/* versionOf */.E4)(timeline, digest);
    const age = version === null ? 'never seen at the source' : `at the source since ${(0,quantities/* formatMoment */.K9)(version.sinceMs)}`;
    return `${shown}${more} ${names.length === 1 ? 'has' : 'have'} ${(0,oci_digest/* shortDigest */.VK)(digest)} (${isWanted ? 'wanted, ' : ''}${age})`;
}

// EXTERNAL MODULE: ./build/mirror/drift/fallback.js
var fallback = __webpack_require__(5126);
// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(4735);
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
    const drift = (0,state/* decideState */.M)({ wanted, timeline, view: cell.view, ...clock });
    return { ...cell, drift, reason: drift === null ? null : describeState(row, cell, drift) };
}
function findingsOfRow(row, clock) {
    const ofStates = row.cells.map((cell) => cell.drift === null ? null : findingOfState(row, cell, cell.drift));
    return [...ofStates, ...findingsBeside(row, clock), (0,fallback/* fallbackRollback */.Xk)(row)].filter((one) => one !== null);
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
    return (0,finding/* finding */.gk)('unreadable', {
        message: `${cell.address}${more} on mirror ${cell.mirror.name} could not be read: ${why}`,
        help: 'What is there is not known, and is not counted as in sync. Check the address and the credentials of the mirror.',
        mirror: cell.mirror.name,
        ...(group.length === 1 ? { source: row.name, target: cell.address, at: row.at } : {}),
        affects,
        affectedCount: affects.length,
    });
}

// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/history.js
var mirror_history = __webpack_require__(922);
;// CONCATENATED MODULE: ./build/mirror/drift/row-timeline.js


/** Of the row's own name, or of another one that it stands for. */
function rowTimeline(row, knowledge, meaning = row.meanings[0]) {
    const { history, lock, age } = knowledge;
    if (meaning === undefined)
        return [];
    return (0,drift_timeline/* timelineOf */.hf)({
        sightings: (0,mirror_history/* sightingsOf */.YW)(history.of(meaning.name), lock?.tags.get(meaning.name) ?? null),
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
            return { kind: 'unreadable', why: (0,errors/* describeError */.Uc)(seen.error), isTold: (0,health/* isUnreachable */.R)(seen.error) };
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
        return { kind: 'unreadable', why: (0,errors/* describeError */.Uc)(known.error), isTold: false };
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
    const proof = knowing.context.proofs.get((0,observe/* subjectOf */.et)(cell.target, digest, row));
    if (proof?.kind !== 'damaged')
        return null;
    return `damage was found at depth ${proof.depth} on ${new Date(proof.atMs).toISOString().slice(0, 10)}`;
}

// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/drift/image-content.js
var image_content = __webpack_require__(9931);
// EXTERNAL MODULE: ./build/mirror/drift/relation.js
var relation = __webpack_require__(452);
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
    await (0,each/* mapEach */.S)(byPair.values(), DIFFERENCES_AT_ONCE, async (group) => {
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
    const versions = (0,drift_timeline/* versionsBetween */.IV)(timeline, found, wanted);
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
        const raw = await readTag(one, explaining);
        return { kind: 'read', ...(await explainRead(one, raw, explaining)) };
    }
    catch (error) {
        if (explaining.signal.aborted)
            return { kind: 'not-read' };
        return { kind: 'unreadable', error: (0,errors/* toMirrorError */.Ho)(error) };
    }
}
/** A mirror that does not answer is not waited for once per tag. */
function readTag({ cell, tag }, { context, signal }) {
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
    const relation = await decide(difference, { ...one, difference }, { raw, signal });
    context.relations.remember(difference, relation);
    return { digest, relation };
}
/** Some registries name the digest of one child where they hold the whole index: only the bytes tell. */
function mayBeConverted(relation) {
    return relation.kind === 'partial' && relation.shape === 'single' && !relation.isRewritten;
}
async function decide(difference, one, { raw, signal }) {
    const content = new ReadContent();
    content.addManifest(raw.descriptor.digest, raw);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const step = (0,relation/* relate */.c7)(difference, content);
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
                content.addConfig(digest, await readConfig(store, digest, { content, signal }));
            return;
        }
        catch {
            signal.throwIfAborted();
        }
    }
    content.giveUp(what, digest);
}
async function readConfig(store, digest, { content, signal }) {
    const descriptor = content.configDescriptor(digest);
    if (descriptor === null)
        throw new Error('no manifest names this config');
    const read = await store.readSmallBlob(descriptor, signal);
    if (read.kind !== 'read' || (0,oci_digest/* digestOf */.ol)(read.bytes, digest) !== digest)
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
        const parsed = (0,manifest/* parseManifest */.N)(raw);
        this.#nodes.set(digest, parsed.ok ? parsed.node : 'unusable');
    }
    addConfig(digest, bytes) {
        this.#configs.set(digest, (0,image_content/* configContent */.kb)(bytes));
    }
    giveUp(what, digest) {
        if (what === 'manifest')
            this.#nodes.set(digest, 'unusable');
        else
            this.#configs.set(digest, 'unusable');
    }
}

// EXTERNAL MODULE: ./build/mirror/drift/last-states.js
var last_states = __webpack_require__(6063);
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
    const changes = (0,last_states/* changesSince */.s)(drift, context.lastStates, clock.nowMs);
    context.lastStates.note(drift, clock.nowMs);
    const judged = new Map(rows.flatMap((row, index) => (drift.rows[index] ? [[row, drift.rows[index]]] : [])));
    const others = comparedMeanings(rows, knowing).flatMap((row) => findingsBeside(row, clock));
    return { rows: judged, changes, findings: [...drift.findings, ...others] };
}


/***/ })

};
