export const id = 616;
export const ids = [616];
export const modules = {

/***/ 9616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runLock: () => (/* binding */ runLock)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/files/lockfile-schema.js
var lockfile_schema = __webpack_require__(144);
// EXTERNAL MODULE: ./build/files/yaml-text.js
var yaml_text = __webpack_require__(5373);
;// CONCATENATED MODULE: ./build/files/lockfile.js


const SELECT_KEY = /^(semver|include|exclude|latest)$/;
/** A lock with nothing in it, to be written to `path`. */
function emptyLock(path) {
    return { path, sha256: '', tags: new Map(), selections: new Map() };
}
/** The exact text of a lock: one line per tag, sorted by bytes, so that a line changes only when its digest does. */
function formatLockFile(lock) {
    const tags = section('tags', lock.tags, formatEntry);
    const selections = lock.selections.size === 0 ? '' : section('selections', lock.selections, formatSelection);
    return `version: 1\n${tags}${selections}`;
}
function section(name, entries, format) {
    if (entries.size === 0)
        return `${name}: {}\n`;
    const lines = [...entries]
        .map(([key, value]) => ({ key, bytes: Buffer.from(key), value }))
        .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
        .map(({ key, value }) => `  ${(0,yaml_text/* yamlText */.p)(key)}: ${format(value)}\n`);
    return `${name}:\n${lines.join('')}`;
}
function formatEntry({ digest, since, previous }) {
    const earlier = previous.slice(0, lockfile_schema/* MOST_PREVIOUS */.k_).map((locked) => `{ ${formatLocked(locked)} }`);
    return `{ ${formatLocked({ digest, since })}${earlier.length === 0 ? '' : `, previous: [${earlier.join(', ')}]`} }`;
}
function formatLocked({ digest, since }) {
    return `digest: ${JSON.stringify(digest)}, since: ${since}`;
}
function formatSelection({ select, tags }) {
    const written = Object.entries(select).map(([key, value]) => `${SELECT_KEY.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const selected = written.length === 0 ? '{}' : `{ ${written.join(', ')} }`;
    return `{ select: ${selected}, tags: [${tags.map((tag) => JSON.stringify(tag)).join(', ')}] }`;
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/mirror/ask-source.js
var ask_source = __webpack_require__(9277);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/history.js
var mirror_history = __webpack_require__(922);
// EXTERNAL MODULE: ./build/mirror/source-key.js
var source_key = __webpack_require__(2195);
// EXTERNAL MODULE: ./build/mirror/unreadable.js
var unreadable = __webpack_require__(1131);
// EXTERNAL MODULE: ./build/mirror/wanted.js + 2 modules
var wanted = __webpack_require__(1269);
;// CONCATENATED MODULE: ./build/mirror/lock.js







const IMAGES_AT_ONCE = 64;
/** Entries of `previous` that are kept. */
const PREVIOUS_LIMIT = 10;
/** What the tags mean as rows without mirrors, for the report. */
function lockedRows({ tags, lock }, context) {
    return tags.map(({ wanted }) => ({
        image: wanted.image,
        source: context.stores.sourceOf(wanted.image),
        name: wanted.name,
        repository: (0,source_key/* sourceKey */.Z)(wanted.image),
        sourceTags: wanted.tag === null ? [] : [wanted.tag],
        wanted: lock.tags.get(wanted.name)?.digest ?? null,
        sourceDigest: wanted.sourceNow,
        root: wanted.root,
        tag: null,
        platforms: wanted.image.platforms,
        sourceNow: wanted.sourceNow,
        locked: context.lock?.tags.get(wanted.name)?.digest ?? null,
        meanings: [wanted],
        at: wanted.at,
        problem: wanted.problem,
        provenElsewhere: [],
        cells: [],
    }));
}
/** Asks every source for what its tags mean now. Entries of tags that could not be read or were refused stay as they are; entries no longer
 *  wanted go. When stopped, what it returns is not to be written and no digest counts as accepted. Never throws. */
async function lockTags(context, accepted, signal) {
    const asking = { ...context, lock: null, locked: false, file: context.file };
    const findings = [];
    const tags = new Map();
    const seen = [];
    const images = await (0,each/* mapEach */.S)(context.file.images, IMAGES_AT_ONCE, (image) => (0,wanted/* resolveWanted */.i)(forLocking(image), asking, signal));
    const locking = {
        context,
        accepted,
        findings,
        rollbackKeys: rollbackKeysOf(context),
        accept: (name, digest) => {
            if (!signal.aborted)
                context.history.accept(name, digest);
        },
    };
    for (const image of images) {
        findings.push(...image.findings);
        for (const wanted of image.wanted.filter(isLockable)) {
            const locked = lockOne(wanted, locking);
            seen.push(locked.tag);
            if (locked.entry !== null)
                tags.set(wanted.name, locked.entry);
        }
    }
    findings.push(...(0,unreadable/* findingsOfUnreadable */.v)(images.flatMap((image) => image.unreadable)));
    keepUnread(context, images, tags);
    const kept = keepUnselected(context, tags);
    return {
        lock: { tags: sorted(kept), selections: selectionsOf(context, images, kept) },
        tags: seen,
        findings,
    };
}
/** Rollbacks are decided here against the lock, not while asking. */
function forLocking(image) {
    return { ...image, allowRollback: true, unlocked: 'resolve' };
}
/** Tags without a pin at a registry. Layout roots and pins need no lock. */
function isLockable({ image, tag, digest, sourceNow }) {
    return image.source.kind === 'registry' && tag !== null && (sourceNow !== null || digest === null);
}
function lockOne(wanted, { context, accepted, findings, rollbackKeys, accept }) {
    const before = context.lock?.tags.get(wanted.name) ?? null;
    const isTaken = accepted !== null && accepted.name === wanted.name;
    const digest = isTaken ? accepted.digest : wanted.digest;
    const known = { wanted, before: before?.digest ?? null };
    if (digest === null)
        return { tag: { ...known, change: 'failed' }, entry: before };
    if (before !== null && before.digest === digest) {
        accept(wanted.name, digest);
        return { tag: { ...known, change: 'unchanged' }, entry: before };
    }
    const isAllowed = isTaken || rollbackKeys.has((0,source_key/* sourceKey */.Z)(wanted.image));
    const why = isAllowed ? null : whyRefused(wanted.name, digest, { before, context });
    if (why !== null) {
        findings.push((0,ask_source/* rollbackFinding */.g_)(wanted, why));
        return { tag: { ...known, change: 'refused' }, entry: before };
    }
    accept(wanted.name, digest);
    return {
        tag: { ...known, change: before === null ? 'new' : 'moved' },
        entry: entryOf(digest, before, context.age.nowMs),
    };
}
function rollbackKeysOf({ file }) {
    return new Set(file.images.filter(({ allowRollback }) => allowRollback).map(source_key/* sourceKey */.Z));
}
function whyRefused(name, digest, { before, context }) {
    const past = context.history.of(name);
    const last = before?.digest ?? past.accepted;
    if (last === null || !(0,mirror_history/* isOlder */.tW)((0,mirror_history/* sightingsOf */.YW)(past, before), digest, last))
        return null;
    const went = `the source went back from ${(0,oci_digest/* shortDigest */.VK)(last)} to the older ${(0,oci_digest/* shortDigest */.VK)(digest)}`;
    return before === null ? `${went}; it is not locked` : `${went}; the lock keeps ${(0,oci_digest/* shortDigest */.VK)(last)}`;
}
function entryOf(digest, before, nowMs) {
    const since = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
    if (before === null)
        return { digest, since, previous: [] };
    // A digest that comes back keeps its old line too: the first sighting is what tells its age.
    const previous = [{ digest: before.digest, since: before.since }, ...before.previous];
    return { digest, since, previous: previous.slice(0, PREVIOUS_LIMIT) };
}
/** A selection whose tags could not be listed keeps the entries that it had. */
function keepUnread(context, images, tags) {
    context.file.images.forEach((image, index) => {
        const key = (0,source_key/* sourceKey */.Z)(image);
        if (image.select === null || images[index]?.selected !== null)
            return;
        for (const tag of context.lock?.selections.get(key)?.tags ?? []) {
            const entry = context.lock?.tags.get(`${key}:${tag}`);
            if (entry !== undefined && !tags.has(`${key}:${tag}`))
                tags.set(`${key}:${tag}`, entry);
        }
    });
}
/** With `--image` only part is asked: the rest of the lock stays. */
function keepUnselected({ lock, selection }, tags) {
    if (lock === null || selection.images.length === 0)
        return tags;
    return new Map([...lock.tags, ...tags]);
}
function selectionsOf(context, images, tags) {
    const selections = new Map(context.selection.images.length === 0 ? [] : context.lock?.selections);
    context.file.images.forEach((image, index) => {
        if (image.select === null)
            return;
        const selected = images[index]?.selected ?? null;
        const key = (0,source_key/* sourceKey */.Z)(image);
        const known = context.lock?.selections.get(key);
        // Where `--image` asked for some of the tags only, those that the lock has no digest for may not appear in it.
        const isWhole = context.selection.images.length === 0 ||
            selected?.every((tag) => isPinned(image, tag) || tags.has(`${key}:${tag}`));
        if (selected !== null && isWhole)
            selections.set(key, { select: image.select.written, tags: selected });
        else if (known !== undefined)
            selections.set(key, known);
    });
    return new Map([...selections].sort(([a], [b]) => (a < b ? -1 : 1)));
}
function isPinned({ wants }, tag) {
    return wants.some((want) => want.kind === 'tag' && want.tag === tag && want.pin !== null);
}
function sorted(tags) {
    return new Map([...tags].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// EXTERNAL MODULE: ./build/mirror/stopped.js
var stopped = __webpack_require__(7763);
;// CONCATENATED MODULE: ./build/mirror/lock-changes/compare.js
function factsOf({ root, images }) {
    const blobs = [root, ...images.flatMap(({ manifest, config, layers }) => [manifest, config, ...layers])];
    const sizes = new Map(blobs.flatMap((blob) => (blob === null ? [] : [[blob.digest, blob.size]])));
    const times = images.flatMap(({ created }) => created ?? []).sort();
    return {
        created: times.at(-1) ?? null,
        bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
        platforms: [...new Set(images.flatMap(({ platform }) => platform ?? []))].sort(),
    };
}
function compareVersions(before, after) {
    const [old, now] = [factsOf(before).platforms, factsOf(after).platforms];
    const known = layersOf(before);
    const layers = layersOf(after);
    return {
        platformsAdded: now.filter((platform) => !old.includes(platform)),
        platformsRemoved: old.filter((platform) => !now.includes(platform)),
        layers: { total: layers.size, changed: [...layers].filter((digest) => !known.has(digest)).length },
    };
}
function layersOf({ images }) {
    return new Set(images.flatMap(({ layers }) => layers.map(({ digest }) => digest)));
}

// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(1326);
// EXTERNAL MODULE: ./build/oci/image-config.js
var image_config = __webpack_require__(2962);
// EXTERNAL MODULE: ./build/oci/json-document.js
var json_document = __webpack_require__(4346);
// EXTERNAL MODULE: ./build/oci/json-scan.js
var json_scan = __webpack_require__(6474);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
;// CONCATENATED MODULE: ./build/mirror/lock-changes/read-version.js
/** Reads what a digest is at a source: its manifests and image configs, no layer. */










/** Images of one index that are read; the largest official images have about ten. */
const MOST_IMAGES = 24;
const read_version_IMAGES_AT_ONCE = 4;
/** At most 1 + 2 × MOST_IMAGES requests. Never throws. */
async function readVersion(digest, reading) {
    try {
        const root = await readNode(digest, reading);
        const children = root.kind === 'index' ? imagesOf(root, reading.platforms) : null;
        if (children !== null && children.length > MOST_IMAGES)
            return unread(`it has ${children.length} images; at most ${MOST_IMAGES} are read`);
        const images = root.kind === 'manifest'
            ? [await imageFacts(root, undefined, reading)]
            : await (0,each/* mapEach */.S)(children ?? [], read_version_IMAGES_AT_ONCE, (child) => readChild(child, reading));
        return { kind: 'read', content: { root: blobOf(root.raw.descriptor), images } };
    }
    catch (error) {
        return unread((0,errors/* toMirrorError */.Ho)(error).message);
    }
}
function unread(why) {
    return { kind: 'unread', why };
}
async function readNode(digest, { source, signal }, from) {
    const parsed = (0,manifest/* parseManifest */.N)(await source.readManifest(digest, signal, from?.size), from?.mediaType);
    if (!parsed.ok)
        throw new errors/* MirrorError */.En('invalid-response', `manifest ${(0,oci_digest/* shortDigest */.VK)(digest)}: ${parsed.why}`);
    return parsed.node;
}
function imagesOf(index, platforms) {
    const images = (0,graph/* keptChildren */._f)(index, platforms).kept.filter((child) => !(0,graph/* isAttestation */.H3)(child));
    return images.map(({ descriptor }) => descriptor);
}
async function readChild(descriptor, reading) {
    const node = await readNode(descriptor.digest, reading, descriptor);
    if (node.kind === 'manifest')
        return await imageFacts(node, descriptor.platform, reading);
    const what = `${(0,oci_digest/* shortDigest */.VK)(descriptor.digest)} is an index within an index, which is not compared`;
    throw new errors/* MirrorError */.En('unsupported', what);
}
async function imageFacts(node, platform, reading) {
    const config = await readConfig(node, reading);
    const runsOn = platform ?? config.platform;
    return {
        platform: runsOn === null ? null : (0,oci_platform/* formatPlatform */.Bq)(runsOn),
        created: config.created,
        manifest: blobOf(node.raw.descriptor),
        config: node.config === null ? null : blobOf(node.config),
        layers: node.layers.map(blobOf),
    };
}
/** What artifacts call their config is theirs, and is not read. */
async function readConfig({ config }, { source, signal }) {
    if (config === null || (config.mediaType !== media_type/* OCI_CONFIG */.TF && config.mediaType !== media_type/* DOCKER_CONFIG */.e6))
        return { platform: null, created: null };
    const blob = await source.readSmallBlob(config, signal);
    if (blob.kind !== 'read' || (0,oci_digest/* digestOf */.ol)(blob.bytes, config.digest) !== config.digest)
        throw new errors/* MirrorError */.En('not-found', `image config ${(0,oci_digest/* shortDigest */.VK)(config.digest)} is not whole at ${source.name}`);
    const parsed = (0,image_config/* parseImageConfig */.F)(blob.bytes);
    return { platform: parsed.ok ? parsed.config.platform : null, created: createdIn(blob.bytes) };
}
/** RFC 3339 (image-spec config.md), in UTC and whole seconds; null for anything else. */
function createdIn(bytes) {
    const document = (0,json_document/* readJsonDocument */.E)(bytes, (0,json_scan/* objectShape */.pr)({ created: null }));
    const written = document.ok ? document.body.created : null;
    if (typeof written !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(written))
        return null;
    const atMs = Date.parse(written);
    return Number.isNaN(atMs) ? null : `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
function blobOf({ digest, size }) {
    return { digest, size };
}

;// CONCATENATED MODULE: ./build/mirror/lock-changes/lock-changes.js




/** Moved tags of which images are read; of more nobody reads a table. */
const MOST_TAGS_READ = 100;
const TAGS_AT_ONCE = 4;
/** Every entry that is not as before, by name. Only of moved tags anything is read, at their source; what cannot be read is
 *  said, and harms nothing. Never throws. */
async function describeLockChanges({ lock, tags }, context, signal) {
    const changes = entryChanges(context.lock?.tags ?? new Map(), lock.tags);
    const wanted = new Map(tags.map((tag) => [tag.wanted.name, tag]));
    const moved = changes.filter(({ change }) => change === 'moved').map(({ name }) => name);
    const readable = new Set(moved.slice(0, MOST_TAGS_READ));
    const read = versionReader(context, signal);
    return await (0,each/* mapEach */.S)(changes, TAGS_AT_ONCE, async (change) => {
        const tag = wanted.get(change.name);
        if (change.change !== 'moved')
            return change;
        if (tag === undefined || !readable.has(change.name))
            return { ...change, unread: `only the first ${MOST_TAGS_READ} tags that moved are compared` };
        return await withContent(change, (digest) => read(tag, digest));
    });
}
function entryChanges(before, after) {
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    return names.flatMap((name) => {
        const [old, now] = [before.get(name), after.get(name)];
        if (old?.digest === now?.digest)
            return [];
        const change = old === undefined ? 'new' : now === undefined ? 'removed' : 'moved';
        return [{ name, change, before: version(old), after: version(now), content: null, unread: null }];
    });
}
function version(entry) {
    return entry === undefined ? null : { digest: entry.digest, since: entry.since, facts: null };
}
/** Several tags often mean the same digest: it is read once. */
function versionReader({ stores }, signal) {
    const known = new Map();
    return ({ wanted: { image } }, digest) => {
        if (signal.aborted)
            return Promise.resolve({ kind: 'unread', why: `the run was stopped (${(0,stopped/* whyStopped */.k)(signal)})` });
        const source = stores.sourceOf(image);
        const { platforms } = image;
        const key = JSON.stringify([source.origin, source.repository, digest, platforms]);
        const reading = known.get(key) ?? readVersion(digest, { source, platforms, signal });
        known.set(key, reading);
        return reading;
    };
}
async function withContent(change, read) {
    const { before, after } = change;
    if (before === null || after === null)
        return change;
    const [old, now] = await Promise.all([read(before.digest), read(after.digest)]);
    const facts = (from) => (from.kind === 'read' ? factsOf(from.content) : null);
    return {
        ...change,
        before: { ...before, facts: facts(old) },
        after: { ...after, facts: facts(now) },
        content: old.kind === 'read' && now.kind === 'read' ? compareVersions(old.content, now.content) : null,
        unread: whyUnread(old, now),
    };
}
function whyUnread(old, now) {
    const words = [
        ...(old.kind === 'unread' ? [`the old version could not be read: ${old.why}`] : []),
        ...(now.kind === 'unread' ? [`the new version could not be read: ${now.why}`] : []),
    ];
    return words.length === 0 ? null : words.join('; ');
}

// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/commands/check-accepted.js
/** A digest given by hand may be mistyped: it must be one that the past or the source knows. */



/** Throws `input` when the source says that it has no such digest; a source that cannot be asked is only warned about. */
async function checkAccepted({ name, digest }, { file, lock, history, stores }, { signal, host }) {
    const repository = name.slice(0, name.lastIndexOf(':'));
    const image = file.images.find((one) => (0,source_key/* sourceKey */.Z)(one) === repository);
    const past = (0,mirror_history/* sightingsOf */.YW)(history.of(name), lock?.tags.get(name) ?? null);
    if (image === undefined || past.some((sighting) => sighting.digest === digest))
        return;
    const source = stores.sourceOf(image);
    const found = await source.resolve(digest, signal).catch((error) => {
        if (!signal.aborted)
            host.log.warning(`--accept ${name}@${digest}: the source could not be asked: ${(0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error))}`);
        return undefined;
    });
    if (found === null)
        throw new errors/* MirrorError */.En('input', `--accept ${name}: the source has no ${digest}`, {
            fix: 'check the digest; it must be one that the repository holds',
        });
}

// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/workspace-bounds.js
var workspace_bounds = __webpack_require__(8222);
;// CONCATENATED MODULE: ./build/commands/lock.js
/** `lock`: resolve every unpinned tag and write the lock file. */













async function runLock(door) {
    const accepted = readAccepted(door);
    const prepared = await (0,prepare/* prepare */.iA)(door);
    const { context } = prepared;
    if (accepted !== null)
        await checkAccepted(accepted, context, door);
    const locked = await lockTags(context, accepted, door.signal);
    const findings = [...locked.findings];
    // Half of the answers would be half a lock: what was not reached would seem to be decided.
    const isWritten = !door.signal.aborted;
    if (isWritten)
        await writeAll(locked, { accepted, prepared, door });
    else
        findings.push(tellUnwritten(prepared, door));
    const lockChanges = isWritten ? await describeLockChanges(locked, context, door.signal) : null;
    return (0,finish/* finish */.O)(door, prepared, {
        command: 'lock',
        rows: lockedRows(locked, context),
        outcomes: [],
        findings,
        ...(lockChanges === null ? {} : { lockChanges }),
    });
}
function tellUnwritten({ lockPath }, { host, signal }) {
    const message = `${lockPath} was not written, because the run was stopped (${(0,stopped/* whyStopped */.k)(signal)})`;
    host.log.error(message);
    return (0,finding/* finding */.gk)('not-locked', {
        message,
        help: 'The lock is as it was before. Run lock again, with more time.',
    });
}
async function writeAll(locked, { accepted, prepared, door }) {
    const { images } = prepared.context.file;
    const rows = selectedNames(locked);
    (0,check_globs/* checkGlobs */.E)(door.options.images, { images, rows, findings: locked.findings, isStopped: false });
    if (accepted !== null && !locked.tags.some(({ wanted }) => wanted.name === accepted.name))
        throw notLockable(accepted);
    if (isWorthWriting(locked, prepared))
        await writeLock(prepared, formatLockFile(locked.lock), door);
    for (const tag of locked.tags)
        tell(tag, accepted, door);
}
/** A lock without entries would turn "there is no lock" into "nothing is locked" when no source could be read. */
function isWorthWriting({ lock, tags }, { context }) {
    return context.lock !== null || lock.tags.size > 0 || tags.every(({ change }) => change !== 'failed');
}
function selectedNames({ lock: { selections } }) {
    return [...selections].map(([repository, { tags }]) => ({ repository, sourceTags: tags }));
}
/** Leaves the file alone when nothing changed. */
async function writeLock({ lockPath }, text, { host, options }) {
    const before = (await host.files.exists(lockPath)) ? await host.files.readText(lockPath) : null;
    if (before === text)
        host.log.info(`${lockPath} is up to date`);
    else {
        await (0,workspace_bounds/* writeUserText */.k)(lockPath, text, { host, options });
        host.log.info(`${before === null ? 'wrote' : 'updated'} ${lockPath}`);
    }
}
function tell({ wanted, change, before }, accepted, { host, options }) {
    const isTaken = accepted?.name === wanted.name;
    const now = isTaken ? accepted.digest : wanted.digest;
    const why = isTaken ? ` (accepted: ${options.reason})` : '';
    if (change === 'new' && now !== null)
        host.log.info(`new        ${wanted.name} ${(0,oci_digest/* shortDigest */.VK)(now)}${why}`);
    if (change === 'moved' && now !== null && before !== null) {
        host.log.info(`moved      ${wanted.name} ${(0,oci_digest/* shortDigest */.VK)(before)} → ${(0,oci_digest/* shortDigest */.VK)(now)}${why}`);
    }
    if (change === 'refused' && before !== null)
        host.log.warning(`refused    ${wanted.name}: the lock keeps ${(0,oci_digest/* shortDigest */.VK)(before)}`);
    if (change === 'failed')
        host.log.warning(`unreadable ${wanted.name}: ${wanted.problem?.reason ?? 'no digest'}`);
    if (change === 'unchanged')
        host.log.debug(`unchanged  ${wanted.name}`);
}
function readAccepted({ options }) {
    if (options.accept === null) {
        if (options.reason !== null)
            throw new errors/* MirrorError */.En('usage', '--reason goes with --accept');
        return null;
    }
    const parsed = (0,reference/* parseReference */.F2)(options.accept);
    const { tag = null, digest = null } = parsed.ok ? parsed.value : {};
    if (!parsed.ok || tag === null || digest === null) {
        const why = parsed.ok ? 'it needs both a tag and a digest' : parsed.why;
        throw new errors/* MirrorError */.En('usage', `--accept ${options.accept}: ${why}`, {
            fix: 'write it as HOST/REPOSITORY:TAG@sha256:…',
        });
    }
    if (options.reason === null || options.reason.trim() === '') {
        throw new errors/* MirrorError */.En('usage', '--accept needs --reason TEXT: who reads the log wants to know why');
    }
    return { name: `${(0,reference/* formatRepository */.Sh)(parsed.value)}:${tag}`, digest };
}
function notLockable({ name }) {
    return new errors/* MirrorError */.En('input', `--accept ${name}: the mirror manifest wants no such unpinned tag`, {
        fix: 'pinned tags are decided in the mirror manifest itself',
    });
}


/***/ })

};
