export const id = 404;
export const ids = [404];
export const modules = {

/***/ 2269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J9: () => (/* binding */ findManifest),
/* harmony export */   Rr: () => (/* binding */ MANIFEST_NAMES),
/* harmony export */   dH: () => (/* binding */ FILE_LIMIT_BYTES)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Where the mirror manifest is, and how long it may be. */

/** Where a mirror manifest is looked for, in this order. */
const MANIFEST_NAMES = ['mirror.yaml', 'mirror.yml', '.github/mirror.yaml'];
/** A mirror manifest or lock: hundreds of thousands of images fit. */
const FILE_LIMIT_BYTES = 32 * 1024 * 1024;
/** Throws MirrorError `input` where there is none. */
async function findManifest(host) {
    for (const name of MANIFEST_NAMES)
        if (await host.files.exists(name))
            return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', `there is no mirror manifest: none of ${MANIFEST_NAMES.join(', ')} is in ${host.workingDirectory}`, {
        fix: 'name it with --manifest, or make one with init',
    });
}


/***/ }),

/***/ 7985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ loadMemory),
  z: () => (/* binding */ saveMemory)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/drift/last-states.js
var last_states = __webpack_require__(6063);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/mirror/history.js
var mirror_history = __webpack_require__(922);
// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(1326);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/oci/platform.js
var platform = __webpack_require__(4647);
;// CONCATENATED MODULE: ./build/mirror/index-memory.js




class IndexMemory {
    #manifests;
    #kept = new Map();
    constructor(entries = []) {
        this.#manifests = new Map(entries);
    }
    /** The children that are kept of an index; null where it is not remembered, or has no image for a platform. */
    get(index, platforms) {
        const key = `${index} ${platforms.map(platform/* formatPlatform */.Bq).sort().join(',')}`;
        const known = this.#kept.get(key);
        if (known !== undefined)
            return known;
        const kept = keptOf(index, this.#manifests.get(index), platforms);
        this.#kept.set(key, kept);
        return kept;
    }
    /** `raw` must have the digest that its descriptor says. */
    remember({ descriptor: { digest, mediaType }, bytes }) {
        this.#manifests.set(digest, {
            mediaType,
            text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
        });
        this.#kept.clear();
    }
    entries() {
        return [...this.#manifests];
    }
}
function keptOf(index, remembered, platforms) {
    if (remembered === undefined)
        return null;
    const bytes = Buffer.from(remembered.text);
    if ((0,oci_digest/* digestOf */.ol)(bytes, index) !== index)
        return null;
    const parsed = (0,manifest/* parseManifest */.N)({
        descriptor: { mediaType: remembered.mediaType, digest: index, size: bytes.length },
        bytes,
    });
    if (!parsed.ok)
        return null;
    const { kept, missing } = (0,graph/* keptImages */.Dm)(parsed.node, platforms);
    return missing.length === 0 ? kept : null;
}

// EXTERNAL MODULE: ./build/mirror/proofs.js
var mirror_proofs = __webpack_require__(1795);
;// CONCATENATED MODULE: ./build/mirror/memory-format.js
/**
 * The text of the state directory's files: JSON lines under a header that names kind and version. They are
 * hints: whatever is not exactly as written here makes the whole file untrusted (contract, section 5).
 */




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
    return readLines(text, 'proofs', proofOf, (entries) => new mirror_proofs/* Proofs */._5(entries));
}
function formatHistory(history) {
    return formatLines('history', history
        .entries()
        .map(([tag, past]) => [
        tag,
        (0,mirror_history/* acceptedOf */.$f)(past),
        past.seen.map(({ digest, sinceMs }) => [digest, sinceMs]),
    ]));
}
function parseHistory(text) {
    return readLines(text, 'history', historyOf, (entries) => new mirror_history/* History */.BZ(entries));
}
function formatIndexes(indexes) {
    return formatLines('indexes', indexes.entries().map(([digest, { mediaType, text }]) => [digest, mediaType, text]));
}
function parseIndexes(text) {
    return readLines(text, 'indexes', rememberedManifestOf, (entries) => new IndexMemory(entries));
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
    const digests = listOf(accepted, mirror_history/* ACCEPTED_LIMIT */.Mv, digestIn);
    const sightings = listOf(seen, mirror_history/* SIGHTINGS_LIMIT */.XE, sightingOf);
    if (digests === null || sightings === null)
        return null;
    const [newest = null, ...acceptedBefore] = digests;
    return [tag, { seen: sightings, accepted: newest, acceptedBefore }];
}
function rememberedManifestOf(record) {
    if (!Array.isArray(record) || record.length !== 3)
        return null;
    const [digest, mediaType, text] = record;
    if (digestIn(digest) === null || typeof mediaType !== 'string' || typeof text !== 'string')
        return null;
    return [String(digest), { mediaType, text }];
}
function sightingOf(value) {
    if (!Array.isArray(value) || value.length !== 2)
        return null;
    const [digest, sinceMs] = value;
    return typeof digest === 'string' && (0,oci_digest/* isDigest */.Bc)(digest) && isTime(sinceMs) ? { digest, sinceMs } : null;
}
function listOf(value, limit, read) {
    if (!Array.isArray(value) || value.length > limit)
        return null;
    const list = value.map(read);
    return list.every((one) => one !== null) ? list : null;
}
function digestIn(value) {
    return typeof value === 'string' && (0,oci_digest/* isDigest */.Bc)(value) ? value : null;
}
function isDepth(value) {
    return mirror_proofs/* DEPTHS */.D_.some((depth) => depth === value);
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

// EXTERNAL MODULE: ./build/mirror/drift/relation.js
var relation = __webpack_require__(452);
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
        const key = keyOf(difference);
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
        this.#put(keyOf(difference), relation);
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
function keyOf({ found, wanted, platforms }) {
    return `${found} ${wanted} ${platforms === null ? '*' : platforms.map(platform/* formatPlatform */.Bq).sort().join(',')}`;
}

// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(4735);
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
    return readLines(text, 'states', stateRecord, (entries) => new last_states/* LastStates */.J(entries));
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
    return listOf(value, relation/* PLATFORMS_NAMED */.$f, (name) => typeof name === 'string' && name.length <= LONGEST_NAME ? name : null);
}
/** A child without a platform is named by its digest. */
const LONGEST_NAME = Math.max(relation/* PLATFORM_NAME_LENGTH */.l4, 'sha512:'.length + 128);
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
    return state/* DRIFT_NAMES */.t.some((name) => name === value);
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
    return newestOf(ours, theirs);
}
/** Of each image what was seen last. */
function mergeCarried(ours, theirs) {
    return newestOf(ours, theirs);
}
function newestOf(ours, theirs) {
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
    const [accepted = null, ...acceptedBefore] = new Set(newestFirst.flatMap(mirror_history/* acceptedOf */.$f));
    return {
        seen: mergeSightings(mine.seen, other.seen),
        accepted,
        acceptedBefore: acceptedBefore.slice(0, mirror_history/* ACCEPTED_LIMIT */.Mv - 1),
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
        .slice(0, mirror_history/* SIGHTINGS_LIMIT */.XE);
}
function holds(sightings, digest, sinceMs) {
    return sightings.some((sighting) => sighting.digest === digest && sighting.sinceMs === sinceMs);
}
function isSameProof(a, b) {
    return a.kind === b.kind && a.depth === b.depth && a.atMs === b.atMs;
}

// EXTERNAL MODULE: ./build/mirror/referrers/carried.js
var referrers_carried = __webpack_require__(3635);
// EXTERNAL MODULE: ./build/oci/artifact-kind.js
var artifact_kind = __webpack_require__(3145);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/mirror/referrers/memory-format.js
/** The text of what images carry, in the family of `mirror/memory-format`: hints, trusted whole or not at all. */




const KIND = 'referrers';
const LONGEST_WORD = 300;
const FOUND_BY = ['api', 'fallback-tag', 'cosign-tag', 'subject'];
function formatCarried(memory) {
    const records = memory
        .entries()
        .map(([key, { referrers, count, atMs, wholeAtMs, hasApi }]) => [
        key,
        atMs,
        wholeAtMs,
        hasApi,
        count,
        referrers.map((one) => [
            one.subject,
            one.digest,
            one.mediaType,
            one.artifactType,
            one.kind,
            one.predicateType,
            one.size,
            one.manifestSize,
            one.foundBy,
            one.tag,
        ]),
    ]);
    return formatLines(KIND, records);
}
function parseCarried(text) {
    return readLines(text, KIND, recordOf, (entries) => new referrers_carried/* CarriedMemory */.oy(entries));
}
function recordOf(record) {
    if (!Array.isArray(record) || record.length !== 6)
        return null;
    const [key, atMs, wholeAtMs, hasApi, count, list] = record;
    const referrers = listOf(list, referrers_carried/* CARRIED_LIMIT */.zt, referrerOf);
    if (typeof key !== 'string' || typeof hasApi !== 'boolean' || referrers === null)
        return null;
    if (!isTime(atMs) || !isTime(wholeAtMs) || !isTime(count))
        return null;
    return [key, { referrers, count, atMs, wholeAtMs, hasApi }];
}
function referrerOf(value) {
    if (!Array.isArray(value) || value.length !== 10)
        return null;
    const [subjectText, digestText, mediaType, artifactType, kind, predicateType, size, manifestSize] = value;
    const [foundBy, tag] = value.slice(8);
    const [subject, digest] = [digestIn(subjectText), digestIn(digestText)];
    if (subject === null || digest === null || !isWord(mediaType) || !isWord(artifactType))
        return null;
    if (!isKind(kind) || !(predicateType === null || isWord(predicateType)))
        return null;
    if (!isTime(size) || !isTime(manifestSize) || !isFoundBy(foundBy))
        return null;
    const known = {
        subject,
        digest,
        mediaType,
        artifactType,
        kind,
        predicateType,
        size,
        manifestSize,
        foundBy,
    };
    if (tag === null)
        return { ...known, tag };
    return typeof tag === 'string' && (0,reference/* isTag */.dz)(tag) ? { ...known, tag } : null;
}
function isWord(value) {
    return typeof value === 'string' && value.length <= LONGEST_WORD;
}
function isKind(value) {
    return artifact_kind/* ARTIFACT_KINDS */.hz.some((kind) => kind === value);
}
function isFoundBy(value) {
    return FOUND_BY.some((one) => one === value);
}

;// CONCATENATED MODULE: ./build/commands/memory.js
/** Loads and saves what is remembered between runs (contract, section 5). A file that cannot be trusted is set aside with a notice. */













const FILES = {
    proofs: 'proofs.jsonl',
    history: 'history.jsonl',
    indexes: 'indexes.jsonl',
    relations: 'relations.jsonl',
    carried: 'referrers.jsonl',
    lastStates: 'states.jsonl',
};
/** Never throws: what is lost costs requests, not truth. */
async function loadMemory(directory, files) {
    const findings = [];
    const read = (name, parse) => readTrusted((0,external_node_path_.join)(directory, name), parse, { files, findings });
    const proofs = (await read(FILES.proofs, parseProofs)) ?? new mirror_proofs/* Proofs */._5();
    const history = (await read(FILES.history, parseHistory)) ?? new mirror_history/* History */.BZ();
    const indexes = (await read(FILES.indexes, parseIndexes)) ?? new IndexMemory();
    const relations = (await read(FILES.relations, parseRelations)) ?? new Relations();
    const carried = (await read(FILES.carried, parseCarried)) ?? new referrers_carried/* CarriedMemory */.oy();
    const lastStates = (await read(FILES.lastStates, parseLastStates)) ?? new last_states/* LastStates */.J();
    const baseline = { proofs: new Map(proofs.entries()), history: new Map(history.entries()) };
    return { proofs, history, indexes, relations, carried, lastStates, baseline, findings };
}
/** Writes what this run knows together with what another run wrote since `baseline`. Returns why it could not be saved, or
 *  null. Never throws. */
async function saveMemory(directory, files, { memory, baseline }) {
    const save = (name, ours, part) => savePart((0,external_node_path_.join)(directory, name), { ...part, ours, files });
    const { proofs, history, indexes, relations, carried, lastStates } = memory;
    try {
        await save(FILES.proofs, proofs.entries(), {
            loaded: baseline.proofs,
            parse: parseProofs,
            merge: (versions) => formatProofs(new mirror_proofs/* Proofs */._5(mergeProofs(versions))),
        });
        await save(FILES.history, history.entries(), {
            loaded: baseline.history,
            parse: parseHistory,
            merge: (versions) => formatHistory(new mirror_history/* History */.BZ(mergeHistory(versions))),
        });
        await save(FILES.indexes, indexes.entries(), {
            parse: parseIndexes,
            merge: ({ ours, theirs }) => formatIndexes(new IndexMemory(mergeIndexes(ours, theirs))),
        });
        await save(FILES.relations, relations.entries(), {
            parse: parseRelations,
            merge: ({ ours, theirs }) => formatRelations(new Relations(mergeRelations(ours, theirs))),
        });
        await save(FILES.carried, carried.entries(), {
            parse: parseCarried,
            merge: ({ ours, theirs }) => formatCarried(new referrers_carried/* CarriedMemory */.oy(mergeCarried(ours, theirs))),
        });
        await save(FILES.lastStates, lastStates.entries(), {
            parse: parseLastStates,
            merge: ({ ours, theirs }) => formatLastStates(new last_states/* LastStates */.J(mergeLastStates(ours, theirs))),
        });
        return null;
    }
    catch (error) {
        return (0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error));
    }
}
/** One file after the other, so that no two of them are in memory twice. */
async function savePart(path, { ours, loaded, parse, merge, files }) {
    // What nobody has changed is on disk already, or something newer is.
    if (loaded !== undefined && loaded.size > 0 && isUnchanged(ours, loaded))
        return;
    const theirs = new Map(await entriesOnDisk(path, parse, files));
    await writeOwn(path, merge({ ours: new Map(ours), theirs, loaded: loaded ?? new Map() }), files);
}
/** Records are replaced, never changed. */
function isUnchanged(ours, loaded) {
    return ours.length === loaded.size && ours.every(([key, value]) => loaded.get(key) === value);
}
/** Never through a link: the folder may be what a cache restored, and a link in it can lead to any file of this user. */
async function writeOwn(path, text, files) {
    if ((await files.isPlainFile(path)) === false && (await files.setAside(path)) === null)
        throw new errors/* MirrorError */.En('io', `${path} is no plain file and cannot be set aside`, {
            where: path,
            fix: 'remove it',
        });
    await files.writeText(path, text);
}
/** Nothing where the file is missing or cannot be trusted: it will be replaced. */
async function entriesOnDisk(path, parse, files) {
    if ((await files.isPlainFile(path)) !== true)
        return [];
    const text = await files.readText(path, MEMORY_LIMIT_BYTES).catch(() => '');
    const parsed = parse(text);
    return parsed.ok ? parsed.value.entries() : [];
}
async function readTrusted(path, parse, { files, findings }) {
    const isPlain = await files.isPlainFile(path);
    if (isPlain === null)
        return null;
    const why = isPlain ? await readParsed(path, parse, files) : 'it is no plain file';
    if (typeof why !== 'string')
        return why.value;
    const aside = await files.setAside(path);
    findings.push((0,finding/* finding */.gk)('state-set-aside', {
        message: `${path} was not trusted: ${why}`,
        help: aside === null
            ? 'It will be replaced at the end of this run.'
            : `It was set aside as ${aside}; what it held is learnt anew.`,
    }));
    return null;
}
/** What is in the file, or why that is not trusted. */
async function readParsed(path, parse, files) {
    try {
        const parsed = parse(await files.readText(path, MEMORY_LIMIT_BYTES));
        return parsed.ok ? parsed : parsed.why;
    }
    catch (error) {
        return (0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error));
    }
}


/***/ }),

/***/ 1774:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ev: () => (/* binding */ faultOfSelection),
  Tz: () => (/* binding */ isCarried),
  iA: () => (/* binding */ prepare),
  s1: () => (/* binding */ stateDirectoryOf),
  bP: () => (/* binding */ stateKey)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/files/read-lockfile.js
var read_lockfile = __webpack_require__(1610);
// EXTERNAL MODULE: ./build/files/read-mirrorfile.js + 12 modules
var read_mirrorfile = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
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

// EXTERNAL MODULE: ./build/signatures/verify-signatures.js + 4 modules
var verify_signatures = __webpack_require__(9528);
;// CONCATENATED MODULE: ./build/mirror/signatures/required.js

/** By what referrers say of themselves, which decides no more than how loudly one that is missing is told. */
function requiredBy(signatures) {
    return ({ repository, root, name }, referrer) => {
        if (referrer.subject !== root)
            return false;
        const policies = (0,verify_signatures/* policiesFor */.O)(signatures, { repository, tags: tagIn(name, repository) });
        return policies.some(({ require }) => require.some((demand) => mayMeet(demand, referrer)));
    };
}
/** `repository:tag` or `repository@digest`. */
function tagIn(name, repository) {
    const [tag = ''] = name.startsWith(`${repository}:`) ? name.slice(repository.length + 1).split('@') : [];
    return tag === '' ? [] : [tag];
}
function mayMeet(demand, { kind, predicateType, tag }) {
    if (demand.kind === 'signature')
        return kind === 'signature';
    if (predicateType !== null)
        return predicateType === demand.predicateType;
    // It was listed and not read: of those that may be attestations nobody knows which.
    return kind !== 'other' || (tag?.endsWith('.att') ?? false);
}

;// CONCATENATED MODULE: ./build/mirror/signatures/signers.js
class Signers {
    #byKey = new Map();
    note({ name }, verdicts) {
        for (const verdict of verdicts)
            if (verdict.kind === 'verified')
                this.#byKey.set(keyOf(name, verdict.evidence.manifest), verdict.by);
    }
    /** Null: nobody has asked, or it counts for nothing. */
    of({ name }, manifest) {
        return this.#byKey.get(keyOf(name, manifest)) ?? null;
    }
}
function keyOf(name, manifest) {
    return `${name} ${manifest}`;
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
;// CONCATENATED MODULE: ./build/commands/log-outcome.js


function logOutcome({ step, outcome, reason, bytes }, log) {
    const { row, cell } = step;
    const digest = row.wanted === null ? '' : ` ${(0,oci_digest/* shortDigest */.VK)(row.wanted)}`;
    const line = `${outcome} ${row.name}${row.name.includes('@') ? '' : digest} → ${cell.mirror.name}`;
    if (outcome === 'failed' || outcome === 'incomplete')
        log.warning(`${line}: ${reason}`);
    else if (outcome === 'up-to-date' || outcome === 'complete' || outcome === 'compared')
        log.debug(line);
    else
        log.info(`${line} (${(0,quantities/* formatBytes */.z3)(bytes)}; ${reason})`);
}

// EXTERNAL MODULE: ./build/commands/manifest-file.js
var manifest_file = __webpack_require__(2269);
// EXTERNAL MODULE: ./build/commands/memory.js + 6 modules
var commands_memory = __webpack_require__(7985);
// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(2342);
// EXTERNAL MODULE: ./build/commands/workspace-bounds.js
var workspace_bounds = __webpack_require__(8222);
;// CONCATENATED MODULE: ./build/commands/prepare.js
/** What every command on a mirror manifest does first: read the user's files and what is remembered. */















/** Reads files and memory and opens the stores. Throws MirrorError `input` or UnusableFiles. */
async function prepare(door, asks = 'as-needed') {
    const { host, options } = door;
    const { file, lock, lockPath, stores } = await readUserFiles(door);
    const stateDirectory = stateDirectoryOf(door);
    if (isCarried(door))
        await host.restoreState(stateDirectory, stateKey(file, host));
    const memory = await (0,commands_memory/* loadMemory */.a)(stateDirectory, host.files);
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
            carried: memory.carried,
            isReferrerRequired: requiredBy(file.signatures),
            lastStates: memory.lastStates,
            age: { nowMs: door.startedAtMs, recheckAfterMs: file.recheckAfterMs, recheck: options.recheck },
            stores,
            health: new health/* Health */.X(),
            signers: new Signers(),
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
    const path = options.manifest ?? (await (0,manifest_file/* findManifest */.J9)(door.host));
    const read = (0,read_mirrorfile.readMirrorFile)(await (0,workspace_bounds/* readUserText */.n)(path, manifest_file/* FILE_LIMIT_BYTES */.dH, door), path);
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
        throw new unusable_files/* UnusableFiles */.x(faults);
    return { file: read.file, lock, lockPath, stores };
}
/** No lock and no fault: there is no such file. */
async function readLock(path, { host, options }) {
    if (!(await host.files.exists(path)))
        return { lock: null, findings: [] };
    try {
        return (0,read_lockfile.readLockFile)(await (0,workspace_bounds/* readUserText */.n)(path, manifest_file/* FILE_LIMIT_BYTES */.dH, { host, options }), path);
    }
    catch (error) {
        if (!(0,errors/* isMirrorError */.U9)(error, 'input'))
            throw error;
        const at = { file: path, line: 1, column: 1 };
        const help = error.fix ?? 'Restore the file from version control.';
        return { lock: null, findings: [(0,finding/* finding */.gk)('lock-invalid', { message: error.message, help, at })] };
    }
}
async function openOrTell(sound, door) {
    if (sound === null)
        return { stores: null, faults: [] };
    try {
        return { stores: await door.openStores(sound), faults: [] };
    }
    catch (error) {
        if (!(error instanceof unusable_files/* UnusableFiles */.x))
            throw error;
        return { stores: null, faults: error.findings };
    }
}
/** What is wrong with `--mirror`, or null. */
function faultOfSelection(file, mirrors) {
    const known = file.mirrors.map(({ name }) => name);
    const unknown = mirrors.filter((name) => !known.includes(name));
    if (unknown.length === 0)
        return retiredFault(file, mirrors);
    return new errors/* MirrorError */.En('input', `--mirror ${unknown.join(', ')}: ${(0,external_node_path_.basename)(file.path)} has no such mirror`, { fix: `its mirrors are ${known.join(', ')}` });
}
/** A run about mirrors that nobody fills any more would do nothing and call that well. */
function retiredFault(file, mirrors) {
    const named = file.mirrors.filter(({ name }) => mirrors.includes(name));
    if (named.length === 0 || named.some(({ state }) => state !== 'retired'))
        return null;
    return new errors/* MirrorError */.En('input', `--mirror ${mirrors.join(', ')} names only retired mirrors, which nothing is copied to`, { fix: `name another mirror, or change its state in ${(0,external_node_path_.basename)(file.path)}` });
}
function selectionFinding({ message, fix }) {
    return (0,finding/* finding */.gk)('manifest-invalid', { message, help: fix ?? 'Correct the command line.' });
}
/** Where this run keeps and finds what is remembered. Absolute. */
function stateDirectoryOf({ host, options, home }) {
    if (options.state !== null)
        return (0,external_node_path_.resolve)(host.workingDirectory, options.state);
    const base = host.kind === 'action' ? host.env.RUNNER_TEMP : host.env.XDG_STATE_HOME;
    return (0,external_node_path_.join)(base || (0,external_node_path_.join)(home, '.local', 'state'), 'mirror-action');
}


/***/ }),

/***/ 8064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ globMatches),
/* harmony export */   p: () => (/* binding */ runFacts)
/* harmony export */ });
/* harmony import */ var _files_glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4152);
/* harmony import */ var _mirror_selection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6656);
/** What every report is made with. */


function runFacts({ host, startedAtMs, version }, command) {
    return { command, startedAtMs, endedAtMs: host.clock.now(), version, run: host.run };
}
/** Whether an `accept` glob covers a canonical reference; the tag is what follows the last colon after the last slash. */
function globMatches(glob, reference) {
    const compiled = (0,_files_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .compileGlob */ .S)(glob);
    if (!compiled.ok)
        return false;
    const name = reference.split('@', 1)[0] ?? reference;
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    const [repository, tag] = colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
    return (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_1__/* .globMatchesImage */ .fl)(compiled.value, repository, tag);
}


/***/ }),

/***/ 2342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ UnusableFiles)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3211);
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

/***/ 144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P9: () => (/* binding */ TIME_PATTERN),
/* harmony export */   b6: () => (/* binding */ lockFileSchema),
/* harmony export */   k_: () => (/* binding */ MOST_PREVIOUS)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8816);
/** The shape of `mirror.lock.yaml`, version 1: what `readLockFile` accepts and `schema/lock.schema.json` says. */

/** Times are UTC to the second or finer, as `lock` writes them. */
const TIME_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$';
/** How many earlier digests of a tag the lock remembers. */
const MOST_PREVIOUS = 10;
const digest = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().describe('sha256:HEX, sha384:HEX or sha512:HEX.');
const since = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().meta({ description: 'When this digest was accepted, UTC.', pattern: TIME_PATTERN });
const entry = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    digest,
    since,
    previous: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ digest, since }))
        .max(MOST_PREVIOUS)
        .describe('Earlier digests, newest first.')
        .optional(),
})
    .describe('What the tag is locked to.');
const selection = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    select: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()]))
        .describe('The selection as the mirror manifest had it.'),
    tags: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).describe('The tags it gave.'),
})
    .describe('What a selection gave.');
const lockFileSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(1).describe('Version of this file format.'),
    tags: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), entry)
        .describe('Unpinned and selected tags by canonical name, sorted.')
        .optional(),
    selections: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), selection)
        .describe('Selections by source repository, sorted.')
        .optional(),
})
    .meta({
    title: 'Mirror lock',
    description: 'The digests that tags were resolved to (written by mirror-action lock, version 1).',
});


/***/ }),

/***/ 1610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readLockFile: () => (/* binding */ readLockFile)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(144);
/* harmony import */ var _reading_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9472);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9961);
/* harmony import */ var _shown_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2793);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6775);
/* harmony import */ var _yaml_document_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6895);
/** Reads `mirror.lock.yaml`: text in; the lock, or every fault with its place, out. */








const RULE = 'lock-invalid';
const REWRITE = 'restore the file from version control, or write it anew with mirror-action lock';
const KEY_HELP = {
    version: 'this release of mirror-action reads version 1; write the lock anew with mirror-action lock',
};
const timePattern = new RegExp(_lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .TIME_PATTERN */ .P9);
/** Reads `text`; `path` is only named in positions. Every fault is a finding `lock-invalid`. Never throws. */
function readLockFile(text, path) {
    const { document, faults } = (0,_yaml_document_js__WEBPACK_IMPORTED_MODULE_6__/* .parseYaml */ .h)(text, path);
    if (document === null)
        return { lock: null, findings: (0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .faultFindings */ .Pz)(RULE, faults) };
    const reading = new _reading_js__WEBPACK_IMPORTED_MODULE_3__/* .Reading */ .zK(RULE, document, faults);
    const newer = newerVersion(document);
    if (newer !== null) {
        reading.fault(['version'], `version ${newer} of the lock was written by a newer mirror-action`, 'use that release, or write the lock anew with this one');
        return { lock: null, findings: reading.findings() };
    }
    const shape = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .checkShape */ .e)(_lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .lockFileSchema */ .b6, reading, KEY_HELP);
    const lock = shape && {
        path,
        sha256: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(Buffer.from(text))),
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
    if (digest !== undefined && !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
        reading.fault([...path, 'digest'], `${(0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)([...path, 'digest'])}: ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(digest)} cannot be used: ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotDigest */ .q$)(digest)}`, REWRITE);
    }
    if (since !== undefined && !isTime(since)) {
        reading.fault([...path, 'since'], `${(0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)([...path, 'since'])}: ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(since)} is not a time in UTC`, 'write it as 2026-11-21T02:00:00Z');
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
            return (reading.take(['selections', key, 'tags', index], (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTag */ .ED)(tag), { text: tag, help: REWRITE }) ?? []);
        });
        selections.set(key, { select: (shape?.select ?? {}), tags: tags });
    }
    return selections;
}
/** Keys are canonical: what is looked up under another spelling would silently not be found. */
function checkKey(key, { section, isTagged, reading }) {
    const at = () => reading.document.keyPositionOf([section], key);
    const parsed = (0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .parseSource */ .PJ)(key);
    if (!parsed.ok) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} is not an image: ${parsed.why}`, REWRITE);
        return;
    }
    if (parsed.value.kind === 'layout')
        return;
    const { repository, tag, digest } = parsed.value;
    const canonical = tag === null ? (0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSource */ .j2)(repository) : `${(0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSource */ .j2)(repository)}:${tag}`;
    if ((tag !== null) !== isTagged || digest !== null) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} ${isTagged ? 'has no tag, or a digest beside it' : 'is not a repository alone'}`, REWRITE);
    }
    else if (canonical !== key) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} is not the canonical name of its image`, `write ${canonical}`);
    }
}
function isTime(text) {
    if (!timePattern.test(text))
        return false;
    const time = Date.parse(text);
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}


/***/ }),

/***/ 1502:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
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


/***/ }),

/***/ 6895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ parseYaml),
  b: () => (/* binding */ parseYamlStream)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
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
                this.fault(offset, `key ${(0,shown/* shown */.S)(key)} is given twice; first in line ${first}`, 'keep one of the two');
            }
            else if (key === '__proto__' || key === '<<') {
                this.fault(offset, `key ${(0,shown/* shown */.S)(key)} is not allowed`, key === '<<' ? 'merge keys are not YAML 1.2; write the keys out' : 'remove it');
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
    return readDocument(document, placeFinder(lineCounter, file));
}
/** Reads every document of a stream that `---` divides; none for an empty text. JSON is YAML. Never throws. */
function parseYamlStream(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const documents = (0,dist/* parseAllDocuments */.hR)(withoutMark(text), { ...PARSING, lineCounter });
    const place = placeFinder(lineCounter, file);
    return [...documents].map((document) => readDocument(document, place));
}
function withoutMark(text) {
    return text.replace(/^\uFEFF/, '');
}
function placeFinder(lineCounter, file) {
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
const SEVERAL_DOCUMENTS = {
    message: 'a second YAML document begins here, and one is read',
    help: 'keep one document, and take out the line ---',
};
function syntaxFault(message) {
    return {
        message: `not valid YAML: ${message}`,
        help: 'mend the YAML syntax here; faults of content are told after that',
    };
}
function syntaxFaults(document, place) {
    return document.errors.slice(0, MAX_SYNTAX_FAULTS).map((error) => ({
        at: place(error.pos[0]),
        ...(error.code === 'MULTIPLE_DOCS' ? SEVERAL_DOCUMENTS : syntaxFault(error.message)),
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


/***/ }),

/***/ 9931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   kb: () => (/* binding */ configContent),
/* harmony export */   mz: () => (/* binding */ hasImageConfig),
/* harmony export */   qJ: () => (/* binding */ compareImages)
/* harmony export */ });
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2962);
/* harmony import */ var _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1507);


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
    const parsed = (0,_oci_image_config_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImageConfig */ .F)(bytes);
    return parsed.ok && parsed.config.diffIds.length > 0 ? parsed.config : 'unusable';
}
function hasImageConfig(node) {
    if (node.kind !== 'manifest')
        return false;
    return node.config?.mediaType === _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_CONFIG */ .TF || node.config?.mediaType === _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .DOCKER_CONFIG */ .e6;
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


/***/ }),

/***/ 6063:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ LastStates),
/* harmony export */   s: () => (/* binding */ changesSince)
/* harmony export */ });
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


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $f: () => (/* binding */ PLATFORMS_NAMED),
/* harmony export */   c7: () => (/* binding */ relate),
/* harmony export */   l4: () => (/* binding */ PLATFORM_NAME_LENGTH)
/* harmony export */ });
/* harmony import */ var _oci_graph_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1326);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4647);
/* harmony import */ var _image_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9931);



/** Names of platforms that are kept of one relation. */
const PLATFORMS_NAMED = 20;
/** Characters kept of one name, which comes from a registry. */
const PLATFORM_NAME_LENGTH = 80;
/** More manifests than this are not read to explain one difference. */
const MOST_IMAGES = 50;
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
    const images = wantedNode.kind === 'index' ? imagesOf(wantedNode) : [];
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
    const isThere = (asked) => has.some(({ platform }) => platform && (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(asked, platform));
    const open = platforms.filter((asked) => !isThere(asked));
    return lacks.filter(({ platform }) => platform && open.some((asked) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(asked, platform)));
}
function partial(part) {
    return { kind: 'partial', ...part, has: namesOf(part.has), missing: namesOf(part.missing) };
}
function shapeOf(found) {
    return found.kind === 'manifest' ? 'single' : 'list';
}
function namesOf(images) {
    const names = images.map(({ platform, digest }) => platform === null ? digest : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform).slice(0, PLATFORM_NAME_LENGTH));
    return [...new Set(names)].slice(0, PLATFORMS_NAMED);
}
/** Image by image: each image of the mirror must be one of the wanted ones in other bytes. */
function decideByImages(difference, nodes) {
    const wantedImages = rootImages(nodes.wantedNode, difference.wanted);
    const found = foundImagesOf(difference, nodes, wantedImages.length);
    if ('kind' in found)
        return found;
    if (found.length === 0 || found.length > Math.min(MOST_IMAGES, wantedImages.length))
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
    if (!(0,_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .hasImageConfig */ .mz)(foundNode) || foundNode.config === null)
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
    for (const candidate of among.slice(0, MOST_IMAGES).filter((one) => mayBeSame(one, image))) {
        if (candidate.digest === image.digest)
            return { kind: 'same', image: candidate, by: 'configs' };
        const compared = (0,_image_content_js__WEBPACK_IMPORTED_MODULE_2__/* .compareImages */ .qJ)(candidate.digest, image.digest, content);
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
    return (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(one.platform, other.platform) || (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(other.platform, one.platform);
}
function rootImages(node, own) {
    return node.kind === 'index' ? imagesOf(node) : [{ digest: own, platform: null }];
}
/** Children that are images, not attestations. */
function imagesOf({ children }) {
    return children
        .filter(isImage)
        .map(({ descriptor: { digest, platform = null } }) => ({ digest, platform }));
}
function isImage(child) {
    return (child.role === 'manifest' || child.role === 'index') && !(0,_oci_graph_js__WEBPACK_IMPORTED_MODULE_0__/* .isAttestation */ .H3)(child);
}
function decided(relation) {
    return { kind: 'decided', relation };
}


/***/ }),

/***/ 4735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ decideState),
/* harmony export */   t: () => (/* binding */ DRIFT_NAMES)
/* harmony export */ });
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9835);

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

/***/ 8946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ isUnreachable),
/* harmony export */   X: () => (/* binding */ Health)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
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
            const result = await work(guardedBy(health, signal));
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
            health = { failuresInARow: 0, down: null, wentDown: new AbortController(), guarded: new WeakMap() };
            this.#byMirror.set(mirror, health);
        }
        return health;
    }
}
/** One signal for all work under the same one: Node keeps what `any` makes beyond its use, until it collects the whole heap. */
function guardedBy({ wentDown, guarded }, signal) {
    const known = guarded.get(signal) ?? AbortSignal.any([signal, wentDown.signal]);
    guarded.set(signal, known);
    return known;
}
/** Whether an error says that a place does not answer, rather than that it said no. */
function isUnreachable(error) {
    // A 500 is about what was asked: registries answer it for a single damaged manifest.
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isMirrorError */ .U9)(error, 'unavailable'))
        return error.status !== 500;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isMirrorError */ .U9)(error, 'stalled', 'tls', 'rate-limited');
}


/***/ }),

/***/ 922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $f: () => (/* binding */ acceptedOf),
/* harmony export */   BZ: () => (/* binding */ History),
/* harmony export */   Mv: () => (/* binding */ ACCEPTED_LIMIT),
/* harmony export */   XE: () => (/* binding */ SIGHTINGS_LIMIT),
/* harmony export */   YW: () => (/* binding */ sightingsOf),
/* harmony export */   tW: () => (/* binding */ isOlder)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

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
            return accepted !== null && name === `${repository}:${tag}` && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(tag) ? [tag] : [];
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
    const locked = lock === null ? [] : lockedSightings([lock, ...lock.previous], history);
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
    return thanAt !== -1 && candidateAt > thanAt;
}
/** Newest first, as the lock has them: none is later than the one that came after it. */
function lockedSightings(entries, history) {
    let latestMs = Number.POSITIVE_INFINITY;
    return entries.map((entry) => {
        const { digest, sinceMs } = asSighting(entry, history);
        latestMs = Math.min(latestMs, sinceMs);
        return { digest, sinceMs: latestMs };
    });
}
/** A locked digest at its second, or at the finer time of that second at which the source was seen serving it. */
function asSighting({ digest, since }, { seen }) {
    const lockedMs = Date.parse(since);
    const finer = seen.find((sighting) => sighting.digest === digest && sighting.sinceMs >= lockedMs && sighting.sinceMs < lockedMs + 1_000);
    return finer ?? { digest, sinceMs: lockedMs };
}


/***/ }),

/***/ 6656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FB: () => (/* binding */ isMirrorSelected),
/* harmony export */   Mk: () => (/* binding */ mirrorsOf),
/* harmony export */   Pq: () => (/* binding */ isImageSelected),
/* harmony export */   XY: () => (/* binding */ maySelectTagOf),
/* harmony export */   fl: () => (/* binding */ globMatchesImage)
/* harmony export */ });
function isMirrorSelected(name, selection) {
    return selection.mirrors.length === 0 || selection.mirrors.includes(name);
}
/** The mirrors of an image that a run is about, in the manifest's order. */
function mirrorsOf({ mirrors }, { file, selection }) {
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


/***/ }),

/***/ 3145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   aI: () => (/* binding */ kindOfArtifact),
/* harmony export */   hz: () => (/* binding */ ARTIFACT_KINDS)
/* harmony export */ });
/* harmony import */ var _referrer_entry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7222);

const ARTIFACT_KINDS = ['signature', 'provenance', 'sbom', 'other'];
/** Annotations that name the predicate type: of sigstore bundles, BuildKit's attestations, cosign's attestations. */
const PREDICATE_KEYS = ['dev.sigstore.bundle.predicateType', 'in-toto.io/predicate-type', 'predicateType'];
/** Longer words are no types. */
const LONGEST_TYPE = 200;
/** What a manifest says of itself, cut to lengths that can be remembered and shown. */
function wordsOf(node) {
    const layers = node.kind === 'manifest' ? node.layers : [];
    const predicates = [node.annotations, ...layers.map(({ annotations }) => annotations ?? {})].flatMap((annotations) => PREDICATE_KEYS.flatMap((key) => annotations[key] ?? []));
    return {
        artifactType: (0,_referrer_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .artifactTypeOf */ .Gh)(node).slice(0, LONGEST_TYPE),
        predicateTypes: [...new Set(predicates.map((type) => type.slice(0, LONGEST_TYPE)))],
        layerTypes: [...new Set(layers.map(({ mediaType }) => mediaType.slice(0, LONGEST_TYPE)))],
    };
}
const SIGNATURE = /cosign\/sign\/|simplesigning|notary\.signature|cosign\.artifact\.sig|vnd\.oras\.signature/i;
const PROVENANCE = /slsa\.dev\/provenance|in-toto\.io\/provenance|slsa.*provenance/i;
const SBOM = /spdx|cyclonedx|syft/i;
const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle/i;
/** The kind by predicate types first, since one artifact type wraps them all; then by types, then by cosign's tag. */
function kindOfArtifact({ artifactType, predicateTypes, layerTypes }, suffix = null) {
    const byPredicate = kindOfWords(predicateTypes);
    if (byPredicate !== null)
        return byPredicate;
    if (predicateTypes.length > 0)
        return 'other';
    const byType = kindOfWords([artifactType, ...layerTypes]);
    if (byType !== null)
        return byType;
    if (suffix === '.sig' || BUNDLE.test(artifactType))
        return 'signature';
    return suffix === '.sbom' ? 'sbom' : 'other';
}
function kindOfWords(words) {
    if (words.some((word) => SIGNATURE.test(word)))
        return 'signature';
    if (words.some((word) => PROVENANCE.test(word)))
        return 'provenance';
    return words.some((word) => SBOM.test(word)) ? 'sbom' : null;
}


/***/ }),

/***/ 1326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ keptImages),
/* harmony export */   H3: () => (/* binding */ isAttestation),
/* harmony export */   OR: () => (/* binding */ blobsOf),
/* harmony export */   Ou: () => (/* binding */ foreignLayersOf),
/* harmony export */   _f: () => (/* binding */ keptChildren)
/* harmony export */ });
/* unused harmony export EMPTY_JSON_DIGEST */
/* harmony import */ var _media_type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1507);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4647);


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
    const own = manifest.layers.filter((layer) => !(0,_media_type_js__WEBPACK_IMPORTED_MODULE_0__/* .isForeignLayer */ .sJ)(layer));
    return uniqueByDigest(manifest.config === null ? own : [manifest.config, ...own]);
}
/** Layers that may live outside of registries, each digest once, in order. */
function foreignLayersOf(manifest) {
    return uniqueByDigest(manifest.layers.filter(_media_type_js__WEBPACK_IMPORTED_MODULE_0__/* .isForeignLayer */ .sJ));
}
/** BuildKit marks attestations by annotations; without them the platform `unknown/unknown` is the only sign. */
function isAttestation(child) {
    const platform = child.descriptor.platform;
    return child.attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}
function isWanted(child, platforms) {
    const have = child.descriptor.platform;
    return have === undefined || platforms.some((wanted) => (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(wanted, have));
}
function attestsAny(child, digests) {
    return child.attestationFor !== null && digests.has(child.attestationFor);
}
function missingPlatforms(images, platforms) {
    if (images.some((child) => child.role === 'index' && child.descriptor.platform === undefined))
        return [];
    return platforms.filter((wanted) => {
        return !images.some(({ descriptor: { platform } }) => platform && (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(wanted, platform));
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
/** What `index: omit` keeps of `node`: images, no attestations; a manifest is its own only child. `missing` have none. */
function keptImages(node, platforms) {
    if (node.kind === 'manifest')
        return { kept: [node.raw.descriptor], missing: [] };
    const kept = keptChildren(node, platforms)
        .kept.filter(({ role, attestationFor }) => role === 'manifest' && attestationFor === null)
        .map(({ descriptor }) => descriptor);
    const isMissing = (platform) => !kept.some((child) => child.platform && (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .platformMatches */ .J5)(platform, child.platform));
    return { kept, missing: platforms.filter(isMissing) };
}


/***/ }),

/***/ 2962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseImageConfig),
/* harmony export */   o: () => (/* binding */ chainIdOf)
/* harmony export */ });
/* harmony import */ var _descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6740);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _json_document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4346);
/* harmony import */ var _json_scan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6474);
/** Image configs: the platform they run on and the content that their layers must unpack to (image-spec config.md). */




const CONFIG_KEYS = (0,_json_scan_js__WEBPACK_IMPORTED_MODULE_3__/* .objectShape */ .pr)({
    os: null,
    architecture: null,
    variant: null,
    'os.version': null,
    rootfs: (0,_json_scan_js__WEBPACK_IMPORTED_MODULE_3__/* .objectShape */ .pr)({ type: null, diff_ids: null }),
    history: (0,_json_scan_js__WEBPACK_IMPORTED_MODULE_3__/* .listShape */ .Cp)((0,_json_scan_js__WEBPACK_IMPORTED_MODULE_3__/* .objectShape */ .pr)({ empty_layer: null })),
});
const PLATFORM_KEYS = ['os', 'architecture', 'variant', 'os.version'];
/**
 * The image config in `bytes`, whose number the caller bounds. Only for configs of the two image types: what artifacts
 * call their config is theirs. Unknown fields pass; null counts as absent, as readers in Go have it.
 */
function parseImageConfig(bytes) {
    const document = (0,_json_document_js__WEBPACK_IMPORTED_MODULE_2__/* .readJsonDocument */ .E)(bytes, CONFIG_KEYS);
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
        config: { platform: platformIn(body), diffIds: diffIds.value, historyLayers: historyLayers.value },
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
    return others.reduce((chain, diffId) => (0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(Buffer.from(`${chain} ${diffId}`)), first);
}
function diffIdsIn(rootfs) {
    if (isAbsent(rootfs))
        return { ok: true, value: [] };
    if (!(0,_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(rootfs))
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
        if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(item))
            return { ok: false, kind: 'bad-digest', why: `${path}: ${(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNotDigest */ .q$)(item)}` };
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
        if (!isAbsent(entry) && !(0,_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(entry))
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
function platformIn(body) {
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


/***/ }),

/***/ 9528:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ policiesFor),
  f: () => (/* binding */ verifySignatures)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/signatures/authenticate.js

const UNTRUSTING = {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
};
/** The identity of a candidate that was signed with a certificate: in a log, within its life, by a trusted authority. */
function authenticateIdentity(entity, { sigstore, material }) {
    if (entity.key.$case !== 'certificate')
        return refused({ kind: 'unsupported', why: 'it was signed with a key' });
    if (material === null)
        return refused({ kind: 'certificate', why: 'there is no trust root' });
    if (entity.tlogEntries.length === 0)
        return refused({ kind: 'not-logged' });
    const verifier = new sigstore.verify.Verifier(material, {
        ctlogThreshold: 1,
        tlogThreshold: 1,
        timestampThreshold: 1,
    });
    const signer = verified(verifier, entity, sigstore);
    if (!signer.ok)
        return signer;
    const { extensions, subjectAlternativeName: subject } = signer.identity ?? {};
    const issuer = extensions?.issuer;
    if (issuer === undefined || subject === undefined) {
        return refused({ kind: 'certificate', why: 'it names no issuer or no subject' });
    }
    return { ok: true, by: { kind: 'keyless', issuer, subject }, signedAtMs: signedAtMs(entity) };
}
/** Whether `signer`'s key signed a candidate, and where that is wanted, whether a log knows of it. */
function authenticateKey(entity, signer, trust) {
    const key = trust.keys.get(signer.path);
    if (entity.key.$case !== 'public-key' || key === undefined) {
        return refused({ kind: 'unsupported', why: 'it was signed with a certificate' });
    }
    const isLogged = signer.log === 'required';
    if (isLogged && entity.tlogEntries.length === 0)
        return refused({ kind: 'not-logged' });
    const asked = isLogged ? entity : { ...entity, tlogEntries: [], timestamps: [] };
    const result = verified(keyVerifier(key, isLogged, trust), asked, trust.sigstore);
    return result.ok
        ? { ok: true, by: { kind: 'key', path: signer.path }, signedAtMs: isLogged ? signedAtMs(entity) : null }
        : result;
}
/** A key has no end of its own: no clock is asked, but one that is there must be right. */
function keyVerifier(key, isLogged, { sigstore, material }) {
    const publicKey = () => ({ publicKey: key, validFor: () => true });
    return new sigstore.verify.Verifier({ ...((isLogged ? material : null) ?? UNTRUSTING), publicKey }, { ctlogThreshold: 0, tlogThreshold: isLogged ? 1 : 0, timestampThreshold: 0 });
}
/** Whatever sigstore's verifier throws refuses. */
function verified(verifier, entity, { verify }) {
    try {
        const { identity } = verifier.verify(entity);
        return { ok: true, ...(identity !== undefined && { identity }) };
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (error instanceof verify.VerificationError)
            return refused(failureOf(error.code, why));
        return refused({ kind: 'unreadable', why });
    }
}
function failureOf(code, why) {
    switch (code) {
        case 'TLOG_ERROR':
        case 'TLOG_BODY_ERROR':
        case 'TLOG_INCLUSION_PROMISE_ERROR':
        case 'TLOG_INCLUSION_PROOF_ERROR':
        case 'TLOG_MISSING_INCLUSION_ERROR':
            return { kind: 'log', why };
        case 'TIMESTAMP_ERROR':
            return { kind: 'timestamp', why };
        case 'CERTIFICATE_ERROR':
            return { kind: 'certificate', why };
        case 'PUBLIC_KEY_ERROR':
        case 'SIGNATURE_ERROR':
            return { kind: 'signature', why };
        case 'NOT_IMPLEMENTED_ERROR':
            return { kind: 'unsupported', why };
        default:
            return (0,errors/* assertNever */.xb)(code);
    }
}
/** The first time that was verified. A log's time is only as good as its promise, which is what signs it. */
function signedAtMs({ timestamps }) {
    for (const timestamp of timestamps) {
        if (timestamp.$case === 'timestamp-authority')
            return timestamp.timestamp.signingTime.getTime();
        const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
        if (inclusionPromise !== undefined)
            return Number(integratedTime) * 1000;
    }
    return null;
}
function refused(failure) {
    return { ok: false, failure };
}

// EXTERNAL MODULE: ./build/oci/json-document.js
var json_document = __webpack_require__(4346);
// EXTERNAL MODULE: ./build/oci/json-scan.js
var json_scan = __webpack_require__(6474);
// EXTERNAL MODULE: ./build/oci/descriptor-json.js
var descriptor_json = __webpack_require__(6740);
;// CONCATENATED MODULE: ./build/signatures/claim.js
/** What signed bytes claim: of which digests, and what. Read from exactly the bytes that the signature covers. */



/** cosign 3 signs images with this predicate type: it says nothing but "signed". */
const COSIGN_SIGN_TYPE = 'https://sigstore.dev/cosign/sign/v1';
const STATEMENT_TYPES = new Set([
    'https://in-toto.io/Statement/v0.1',
    'https://in-toto.io/Statement/v1',
]);
const SIMPLE_SIGNING_TYPE = 'cosign container image signature';
/** A build with more outputs than these does not sign them in one statement. */
const SUBJECT_LIMIT = 1024;
const ALGORITHMS = ['sha256', 'sha384', 'sha512'];
const STATEMENT_KEYS = (0,json_scan/* objectShape */.pr)({
    _type: null,
    predicateType: null,
    subject: (0,json_scan/* listShape */.Cp)((0,json_scan/* objectShape */.pr)({ name: null, digest: (0,json_scan/* exactShape */.Ze)(ALGORITHMS) })),
});
const SIMPLE_SIGNING_KEYS = (0,json_scan/* objectShape */.pr)({
    critical: (0,json_scan/* objectShape */.pr)({
        type: null,
        identity: null,
        image: (0,json_scan/* objectShape */.pr)({ 'docker-manifest-digest': null }),
    }),
});
/** The claim of an in-toto statement (v0.1, v1). */
function readStatement(payload) {
    const statement = readObject(payload, STATEMENT_KEYS);
    if (!statement.ok)
        return statement;
    const { _type, predicateType, subject } = statement.value;
    if (!STATEMENT_TYPES.has(_type))
        return claim_refused('it is no in-toto statement of version 0.1 or 1');
    if (typeof predicateType !== 'string' || predicateType === '')
        return claim_refused('it has no predicate type');
    if (!Array.isArray(subject) || subject.length === 0)
        return claim_refused('it is about nothing');
    if (subject.length > SUBJECT_LIMIT)
        return claim_refused(`it is about more than ${SUBJECT_LIMIT} things`);
    const what = predicateType === COSIGN_SIGN_TYPE ? 'signature' : predicateType;
    return { ok: true, value: { what, digests: subject.flatMap(digestsOf) } };
}
function digestsOf(subject) {
    if (!(0,descriptor_json/* isJsonObject */.OW)(subject) || !(0,descriptor_json/* isJsonObject */.OW)(subject.digest))
        return [];
    const { digest } = subject;
    return ALGORITHMS.flatMap((algorithm) => {
        const hex = Object.hasOwn(digest, algorithm) ? digest[algorithm] : null;
        return typeof hex === 'string' ? [`${algorithm}:${hex}`] : [];
    });
}
/** The claim of a simple signing payload, as cosign writes it. */
function readSimpleSigning(payload) {
    const document = readObject(payload, SIMPLE_SIGNING_KEYS);
    if (!document.ok)
        return document;
    const { critical } = document.value;
    if (!(0,descriptor_json/* isJsonObject */.OW)(critical) || !(0,descriptor_json/* isJsonObject */.OW)(critical.image))
        return claim_refused('it names no image');
    if (critical.type !== SIMPLE_SIGNING_TYPE)
        return claim_refused('it is no simple signing payload of cosign');
    const digest = critical.image['docker-manifest-digest'];
    if (typeof digest !== 'string')
        return claim_refused('it names no digest');
    return { ok: true, value: { what: 'signature', digests: [digest] } };
}
function readObject(bytes, shape) {
    const document = (0,json_document/* readJsonDocument */.E)(bytes, shape);
    return document.ok ? { ok: true, value: document.body } : claim_refused(document.why);
}
function claim_refused(why) {
    return { ok: false, why };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/signatures/legacy-bundle.js
/** What cosign kept in annotations before there were bundles, as the JSON of a v0.1 bundle. */




const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const LOG_ENTRY = 'dev.sigstore.cosign/bundle';
const TIMESTAMP = 'dev.sigstore.cosign/rfc3161timestamp';
/** In this form a log vouches for an entry by its promise to include it, as cosign's annotation does. */
const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
const PEM_CERTIFICATE = /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;
const ENTRY_KEYS = (0,json_scan/* objectShape */.pr)({
    SignedEntryTimestamp: null,
    Payload: (0,json_scan/* objectShape */.pr)({ body: null, integratedTime: null, logIndex: null, logID: null }),
});
const BODY_KEYS = (0,json_scan/* objectShape */.pr)({ kind: null, apiVersion: null });
/**
 * The bundle of a `cosign-signature` (its bytes are what was signed) or of a `cosign-attestation` (its bytes are the
 * envelope). Nothing is checked here but that it can be written as one; `chain` is not needed, because the trust root
 * has the authorities.
 */
function legacyBundle({ evidence, bytes, annotations }) {
    const content = evidence.form === 'cosign-attestation' ? envelopeContent(bytes) : signatureContent(bytes, annotations);
    if (!content.ok)
        return content;
    const signer = signerOf(annotations[CERTIFICATE]);
    if (!signer.ok)
        return signer;
    const entries = logEntries(annotations[LOG_ENTRY]);
    if (!entries.ok)
        return entries;
    const timestamps = timestampsOf(annotations[TIMESTAMP]);
    if (!timestamps.ok)
        return timestamps;
    const verificationMaterial = {
        ...signer.value,
        tlogEntries: entries.value,
        timestampVerificationData: { rfc3161Timestamps: timestamps.value },
    };
    return { ok: true, value: { mediaType: MEDIA_TYPE, verificationMaterial, ...content.value } };
}
function signatureContent(payload, annotations) {
    const signature = annotations[SIGNATURE] ?? '';
    if (signature === '')
        return legacy_bundle_refused(`it has no annotation ${SIGNATURE}`);
    const digest = (0,external_node_crypto_.createHash)('sha256').update(payload).digest('base64');
    return {
        ok: true,
        value: { messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest }, signature } },
    };
}
function envelopeContent(bytes) {
    const document = (0,json_document/* readJsonDocument */.E)(bytes, (0,json_scan/* objectShape */.pr)({ payload: null, payloadType: null, signatures: null }));
    return document.ok ? { ok: true, value: { dsseEnvelope: document.body } } : legacy_bundle_refused(document.why);
}
/** Without a certificate it was signed with a key; which one only the policy can say. */
function signerOf(pem) {
    if (pem === undefined || pem.trim() === '')
        return { ok: true, value: { publicKey: { hint: '' } } };
    const rawBytes = PEM_CERTIFICATE.exec(pem)?.[1]?.replace(/\s/g, '');
    if (rawBytes === undefined)
        return legacy_bundle_refused(`its annotation ${CERTIFICATE} is no certificate in PEM`);
    return { ok: true, value: { x509CertificateChain: { certificates: [{ rawBytes }] } } };
}
function logEntries(text) {
    if (text === undefined || text === '')
        return { ok: true, value: [] };
    const document = (0,json_document/* readJsonDocument */.E)(Buffer.from(text), ENTRY_KEYS);
    if (!document.ok)
        return legacy_bundle_refused(`its annotation ${LOG_ENTRY}: ${document.why}`);
    const { Payload: entry, SignedEntryTimestamp: signedEntryTimestamp } = document.body;
    if (!(0,descriptor_json/* isJsonObject */.OW)(entry) || typeof entry.body !== 'string' || typeof entry.logID !== 'string') {
        return legacy_bundle_refused(`its annotation ${LOG_ENTRY} holds no entry of a log`);
    }
    const kind = kindOf(entry.body);
    if (!kind.ok)
        return kind;
    const [logIndex, integratedTime] = [String(entry.logIndex), String(entry.integratedTime)];
    if (!/^\d{1,15}$/.test(logIndex) || !/^\d{1,15}$/.test(integratedTime)) {
        return legacy_bundle_refused(`its annotation ${LOG_ENTRY} has no whole number where one is needed`);
    }
    const logEntry = {
        logIndex,
        integratedTime,
        logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
        kindVersion: kind.value,
        inclusionPromise: { signedEntryTimestamp },
        canonicalizedBody: entry.body,
    };
    return { ok: true, value: [logEntry] };
}
/** A bundle repeats what the entry says of its own kind. */
function kindOf(body) {
    const document = (0,json_document/* readJsonDocument */.E)(Buffer.from(body, 'base64'), BODY_KEYS);
    if (!document.ok)
        return legacy_bundle_refused(`the body of its log entry: ${document.why}`);
    return { ok: true, value: { kind: document.body.kind, version: document.body.apiVersion } };
}
function timestampsOf(text) {
    if (text === undefined || text === '')
        return { ok: true, value: [] };
    const document = (0,json_document/* readJsonDocument */.E)(Buffer.from(text), (0,json_scan/* objectShape */.pr)({ SignedRFC3161Timestamp: null }));
    if (!document.ok)
        return legacy_bundle_refused(`its annotation ${TIMESTAMP}: ${document.why}`);
    return { ok: true, value: [{ signedTimestamp: document.body.SignedRFC3161Timestamp }] };
}
function legacy_bundle_refused(why) {
    return { ok: false, why };
}

;// CONCATENATED MODULE: ./build/signatures/signed-entity.js




const IN_TOTO = 'application/vnd.in-toto+json';
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/;
/** A signature is in one log, or in a few. sigstore's verifier compares all entries with each other before it verifies any. */
const ENTRY_LIMIT = 8;
/** The verifier reads numbers out of both before it knows who wrote them; a number of millions of digits takes seconds. */
const CHECKPOINT_LIMIT = 16 * 1024;
const INDEX_LIMIT = 20;
const BUNDLE_KEYS = (0,json_scan/* objectShape */.pr)({
    mediaType: null,
    messageSignature: null,
    dsseEnvelope: (0,json_scan/* objectShape */.pr)({ payload: null, payloadType: null, signatures: null }),
    verificationMaterial: (0,json_scan/* objectShape */.pr)({
        publicKey: null,
        x509CertificateChain: null,
        certificate: null,
        tlogEntries: null,
        timestampVerificationData: null,
    }),
});
/** Reads a candidate; verifies nothing. Never throws: what sigstore's packages choke on is unreadable. */
function readCandidate(candidate, sigstore) {
    const json = candidate.evidence.form === 'bundle' ? bundleJson(candidate.bytes) : legacyBundle(candidate);
    if (!json.ok)
        return unreadable(json.why);
    try {
        return readBundle(candidate, sigstore.bundle.bundleFromJSON(json.value), sigstore);
    }
    catch (error) {
        return unreadable(error instanceof Error ? error.message : String(error));
    }
}
function bundleJson(bytes) {
    const document = (0,json_document/* readJsonDocument */.E)(bytes, BUNDLE_KEYS);
    return document.ok ? { ok: true, value: document.body } : document;
}
function readBundle(candidate, bundle, { verify }) {
    if (!BUNDLE_TYPE.test(bundle.mediaType))
        return unsupported(`a bundle of type ${bundle.mediaType}`);
    if (isCrowded(bundle))
        return unsupported(`more than ${ENTRY_LIMIT} log entries or time stamps`);
    if (bundle.verificationMaterial.tlogEntries.some(isOversized))
        return unsupported('a log entry of that size');
    const { content } = bundle;
    if (content.$case === 'messageSignature') {
        // In a bundle of its own nothing says what was signed; cosign's older form has it as its layer.
        if (candidate.evidence.form === 'bundle')
            return unsupported('a bundle without a statement');
        const claim = readSimpleSigning(candidate.bytes);
        return claim.ok
            ? {
                ok: true,
                value: {
                    candidate,
                    claim: claim.value,
                    entity: verify.toSignedEntity(bundle, Buffer.from(candidate.bytes)),
                },
            }
            : unreadable(claim.why);
    }
    const { payload, payloadType } = content.dsseEnvelope;
    if (payloadType !== IN_TOTO)
        return unsupported(`an envelope of ${payloadType}`);
    const claim = readStatement(payload);
    return claim.ok
        ? { ok: true, value: { candidate, claim: claim.value, entity: verify.toSignedEntity(bundle) } }
        : unreadable(claim.why);
}
function isCrowded({ verificationMaterial: { tlogEntries, timestampVerificationData } }) {
    const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
    return tlogEntries.length > ENTRY_LIMIT || stamps.length > ENTRY_LIMIT;
}
function isOversized({ inclusionProof }) {
    if (inclusionProof === undefined)
        return false;
    const { logIndex, checkpoint } = inclusionProof;
    return logIndex.length > INDEX_LIMIT || (checkpoint?.envelope.length ?? 0) > CHECKPOINT_LIMIT;
}
function unreadable(why) {
    return { ok: false, failure: { kind: 'unreadable', why } };
}
function unsupported(why) {
    return { ok: false, failure: { kind: 'unsupported', why } };
}

;// CONCATENATED MODULE: ./build/signatures/verify-signatures.js


/** The policies that an image has to meet: those that match it with or without one of its tags. */
function policiesFor(signatures, { repository, tags }) {
    const names = [repository, ...tags.map((tag) => `${repository}:${tag}`)];
    return (signatures?.policies ?? []).filter(({ image }) => names.some((name) => image.matches(name)));
}
/**
 * One verdict per demand of each policy. `subjects` are the digests that stand for the image: its root, and an index
 * above it where only a child is mirrored; a signature of any of them counts. Throws only when the signal fired.
 */
function verifySignatures(subjects, material, { policies, trust, signal }) {
    const examined = material.candidates.map((candidate) => {
        signal.throwIfAborted();
        return new Examined(readCandidate(candidate, trust.sigstore), candidate.evidence, { subjects, trust });
    });
    return policies.flatMap((policy) => policy.require.map((demand) => {
        signal.throwIfAborted();
        return judge(policy, demand, { examined, passedOver: material.passedOver });
    }));
}
function judge(policy, demand, { examined, passedOver }) {
    const refused = [];
    for (const one of examined.filter(({ claims }) => claims === null || claims === wordOf(demand))) {
        const answer = one.signedByOneOf(policy.signedBy);
        const { evidence } = one;
        if (answer.ok)
            return { kind: 'verified', policy, demand, by: answer.by, signedAtMs: answer.signedAtMs, evidence };
        refused.push({ evidence, failure: answer.failure });
    }
    if (refused.length > 0 || passedOver.length > 0)
        return { kind: 'invalid', policy, demand, refused, passedOver };
    const others = examined.flatMap(({ claims }) => claims ?? []);
    return { kind: 'missing', policy, demand, others: [...new Set(others)] };
}
function wordOf(demand) {
    return demand.kind === 'signature' ? demand.kind : demand.predicateType;
}
/** A candidate and what was found out about it, each fact once however many policies ask. */
class Examined {
    evidence;
    #read;
    #examining;
    #identity = null;
    constructor(read, evidence, examining) {
        this.#read = read;
        this.evidence = evidence;
        this.#examining = examining;
    }
    /** What it claims to be; null where that cannot be read, so that it may be anything. */
    get claims() {
        return this.#read.ok ? this.#read.value.claim.what : null;
    }
    signedByOneOf(signers) {
        if (!this.#read.ok)
            return this.#read;
        const signed = this.#read.value;
        const { digests } = signed.claim;
        if (!this.#examining.subjects.some((digest) => digests.includes(digest))) {
            return { ok: false, failure: { kind: 'other-subject', claimed: digests } };
        }
        return signed.entity.key.$case === 'certificate'
            ? this.#byIdentity(signed, signers)
            : this.#byKey(signed, signers);
    }
    #byIdentity({ entity }, signers) {
        this.#identity ??= authenticateIdentity(entity, this.#examining.trust);
        const identity = this.#identity;
        if (!identity.ok)
            return identity;
        const isAllowed = signers.some((signer) => allows(signer, identity.by));
        return isAllowed ? identity : { ok: false, failure: { kind: 'other-signer', by: identity.by } };
    }
    #byKey({ entity }, signers) {
        let failure = { kind: 'other-key', why: 'the policy names no key' };
        for (const signer of signers) {
            if (signer.kind !== 'key')
                continue;
            const answer = authenticateKey(entity, signer, this.#examining.trust);
            if (answer.ok)
                return answer;
            const { failure: told } = answer;
            failure = told.kind === 'signature' ? { kind: 'other-key', why: told.why } : told;
        }
        return { ok: false, failure };
    }
}
function allows(signer, by) {
    if (signer.kind !== 'keyless' || by.kind !== 'keyless')
        return false;
    return signer.issuer === by.issuer && fits(signer.subject, by.subject);
}
function fits(rule, subject) {
    return rule.kind === 'exact' ? rule.value === subject : rule.pattern.matches(subject);
}


/***/ })

};
