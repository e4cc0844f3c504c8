export const id = 512;
export const ids = [512];
export const modules = {

/***/ 1308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  WP: () => (/* binding */ checkTrustFiles),
  h_: () => (/* binding */ withTrust)
});

// UNUSED EXPORTS: openSignatureTrust

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/mirror/signatures/policies-of-row.js
var policies_of_row = __webpack_require__(7301);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/signatures/sigstore.js
async function loadSigstore() {
    const [bundle, specs, verify] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19)),
        __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 9654, 19)),
        Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 4187, 19)),
    ]);
    return { bundle, specs, verify };
}

;// CONCATENATED MODULE: ./build/signatures/trust.js
/** What is trusted: authorities and logs by a trust root, keys by their files. */


/** Whether anything of the policies needs authorities or logs. */
function needsTrustedRoot({ policies }) {
    return policies.some(({ signedBy }) => signedBy.some((signer) => signer.kind === 'keyless' || signer.log === 'required'));
}
async function openTrust(root, keys) {
    const sigstore = await loadSigstore();
    return { sigstore, material: root === null ? null : sigstore.verify.toTrustMaterial(root), keys };
}
/** The trust root in the text of a `trusted_root.json`. */
async function parseTrustedRoot(text) {
    const { specs, verify } = await loadSigstore();
    try {
        const root = specs.TrustedRoot.fromJSON(JSON.parse(text));
        if (!root.mediaType.startsWith('application/vnd.dev.sigstore.trustedroot')) {
            return { ok: false, why: 'it is no trust root of sigstore' };
        }
        verify.toTrustMaterial(root); // throws where a key or certificate in it cannot be used
        return root.tlogs.length === 0
            ? { ok: false, why: 'it trusts no transparency log' }
            : { ok: true, value: root };
    }
    catch {
        return { ok: false, why: 'it cannot be read as a trust root' };
    }
}
const KEY_KINDS = new Set(['ec', 'rsa', 'ed25519']);
const SMALLEST_RSA_BITS = 2048;
/** The one public key in a PEM text. A private key is refused although it holds the public one: it must not lie here. */
function parsePublicKey(pem) {
    const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label);
    if (labels.some((label) => label?.includes('PRIVATE'))) {
        return { ok: false, why: 'it holds a private key, which belongs nowhere near a mirror' };
    }
    if (labels.length !== 1 || labels[0] !== 'PUBLIC KEY') {
        return { ok: false, why: 'it is not one public key in PEM (BEGIN PUBLIC KEY)' };
    }
    let key;
    try {
        key = (0,external_node_crypto_.createPublicKey)(pem);
    }
    catch {
        return { ok: false, why: 'its public key cannot be read' };
    }
    if (!KEY_KINDS.has(key.asymmetricKeyType))
        return { ok: false, why: 'its key is neither ECDSA, RSA nor Ed25519' };
    const bits = key.asymmetricKeyDetails?.modulusLength ?? SMALLEST_RSA_BITS;
    return bits < SMALLEST_RSA_BITS
        ? { ok: false, why: `its RSA key has ${bits} bits; at least ${SMALLEST_RSA_BITS} are needed` }
        : { ok: true, value: key };
}

;// CONCATENATED MODULE: ./build/signatures/tuf.js

/** How long one request may take, and how often it is tried again. A stopped run ends only after the one in flight. */
const TIMEOUT_MS = 10_000;
const RETRIES = 1;
/**
 * The newest trust root. A few small requests to sigstore's server; without it, throws `unavailable`. The signal ends the waiting, not the request.
 */
async function fetchTrustedRoot({ cacheDirectory, signal, repository, }) {
    signal.throwIfAborted();
    const { getTrustedRoot } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(694)]).then(__webpack_require__.t.bind(__webpack_require__, 4423, 19));
    const fetching = getTrustedRoot({
        cachePath: cacheDirectory,
        timeout: TIMEOUT_MS,
        retry: { retries: RETRIES },
        // Each run begins with the root that is built in: one out of the cache would be believed, and in Actions others may
        // have written what a cache holds.
        forceInit: true,
        ...(repository !== undefined && { mirrorURL: repository.url, rootPath: repository.rootPath }),
    });
    const stopped = Promise.withResolvers();
    const stop = () => stopped.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
        return await Promise.race([fetching, stopped.promise]);
    }
    catch (error) {
        signal.throwIfAborted();
        throw new errors/* MirrorError */.En('unavailable', `cannot get the trust root of sigstore: ${reasonsOf(error)}`, {
            fix: 'allow HTTPS to tuf-repo-cdn.sigstore.dev (NODE_USE_ENV_PROXY=1 where there is a proxy), or set signatures.trustedRoot to a file',
            cause: error,
        });
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}
/** The message of an error and of what caused it: the outer one of TUF alone says only that it failed. */
function reasonsOf(error) {
    const messages = [];
    for (let at = error; at instanceof Error && messages.length < 4; at = at.cause)
        messages.push(at.message);
    return messages.join(': ');
}

// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(474);
// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(2342);
;// CONCATENATED MODULE: ./build/commands/signature-trust.js








const KEY_LIMIT_BYTES = 64 * 1024;
const ROOT_LIMIT_BYTES = 4 * 1024 * 1024;
/**
 * What the policies trust. Null where there are none: nothing is loaded then. Paths must have been checked
 * (`ManifestPaths.stray`). Throws UnusableFiles naming every file that cannot be used, and `unavailable` where sigstore's
 * trust root is needed and cannot be had.
 */
async function openSignatureTrust(file, door) {
    const { signatures } = file;
    if (signatures === null)
        return null;
    const reader = new TrustFiles((0,external_node_path_.dirname)((0,external_node_path_.resolve)(door.host.workingDirectory, file.path)), door.host.files);
    const keys = await readKeys(signatures, reader);
    const { trustedRoot } = signatures;
    const root = trustedRoot === null
        ? null
        : await reader.read(trustedRoot, { limitBytes: ROOT_LIMIT_BYTES, parse: parseTrustedRoot });
    if (reader.faults.length > 0)
        throw new unusable_files/* UnusableFiles */.x(reader.faults);
    if (!needsTrustedRoot(signatures))
        return openTrust(null, keys);
    const { stateDirectory, signal } = door;
    return openTrust(root ?? (await fetchTrustedRoot({ cacheDirectory: (0,external_node_path_.join)(stateDirectory, 'tuf'), signal })), keys);
}
/** The context of a command that judges signatures: trust is opened by the first who has to judge, and once. */
function withTrust({ context, stateDirectory }, { host, signal }) {
    if (context.file.signatures === null)
        return context;
    let opening = null;
    const open = async () => {
        const trust = await openSignatureTrust(context.file, { host, stateDirectory, signal });
        if (trust === null)
            throw new errors/* MirrorError */.En('internal', 'there are policies and nothing is trusted');
        return trust;
    };
    const openTrust = () => {
        opening ??= open();
        return opening;
    };
    return { ...context, openTrust };
}
/**
 * Throws UnusableFiles where keys or trust root of the user cannot be used and some of `rows` has to be judged by them. A trust root that cannot be had now is no fault of files: images that need it are refused, others are not.
 */
async function checkTrustFiles(rows, context) {
    const isNeeded = rows.some((row) => (0,policies_of_row/* policiesOfRow */.i)(row, context.file).length > 0);
    if (!isNeeded || context.openTrust === undefined)
        return;
    try {
        await context.openTrust();
    }
    catch (error) {
        if (error instanceof unusable_files/* UnusableFiles */.x)
            throw error;
    }
}
async function readKeys({ policies }, reader) {
    const keys = new Map();
    const signers = policies.flatMap(({ signedBy }) => signedBy);
    for (const signer of signers) {
        if (signer.kind !== 'key' || keys.has(signer.path))
            continue;
        const key = await reader.read(signer, { limitBytes: KEY_LIMIT_BYTES, parse: parsePublicKey });
        if (key !== null)
            keys.set(signer.path, key);
    }
    return keys;
}
class TrustFiles {
    faults = [];
    #base;
    #files;
    constructor(base, files) {
        this.#base = base;
        this.#files = files;
    }
    /** What is in the file, or null after a fault at the place that names it. */
    async read(named, { limitBytes, parse }) {
        try {
            const parsed = await parse(await this.#files.readText((0,external_node_path_.resolve)(this.#base, named.path), limitBytes));
            if (parsed.ok)
                return parsed.value;
            this.#fault(named, `${named.path} cannot be used: ${parsed.why}`);
        }
        catch (error) {
            if (!(0,errors/* isMirrorError */.U9)(error, 'input'))
                throw error;
            this.#fault(named, error.message);
        }
        return null;
    }
    #fault({ at }, message) {
        this.faults.push((0,finding/* finding */.gk)('manifest-invalid', {
            message: (0,visible/* makeVisible */.Xm)(message),
            help: 'Keys are PEM files with one public key; a trust root is a trusted_root.json of sigstore.',
            at,
        }));
    }
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

/***/ 3057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ BlobExchange)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/mirror/copy/failure.js
var copy_failure = __webpack_require__(9280);
;// CONCATENATED MODULE: ./build/mirror/copy/look.js
/** A look at what a repository has of a blob that is wanted there. */


/** A 500 is about the blob that was asked for: distribution says it for one whose link was written on a full disk and is empty.
 *  Uploading it anew mends that, and tells a registry in trouble from it. Throws CopyFailure. */
function look(target, { blob, signal }) {
    return (0,copy_failure/* blaming */.N9)('mirror', async () => {
        try {
            return await target.probeBlob(blob, signal);
        }
        catch (error) {
            if (!(0,errors/* isMirrorError */.U9)(error, 'unavailable') || error.status !== 500)
                throw error;
            return { kind: 'damaged', reason: 'missing' };
        }
    });
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/when-aborted.js
var when_aborted = __webpack_require__(7492);
;// CONCATENATED MODULE: ./build/mirror/copy/fan-out.js
/**
 * One verified stream, many uploads: every chunk is read once and handed to each upload that keeps up. Memory is bounded
 * by the window, whatever the blob's size; an upload that holds the others up for too long is let go.
 */



/** Bytes that may wait for one upload before reading pauses. Chunks are shared, so this bounds the transfer's memory. */
const WINDOW_BYTES = 4 * 1024 * 1024;
/** How long uploads that are ready may be kept waiting by one that is not, in total over a transfer, before it is let go. */
const PATIENCE_MS = 2_000;
/** …and the share of the transfer's time that this waiting must exceed. */
const PATIENCE_SHARE = 0.5;
/** Thrown when the content itself could not be read; every upload has then been abandoned. */
class ReadFailed extends Error {
    constructor(cause) {
        super('the content could not be read', { cause });
        this.name = 'ReadFailed';
    }
}
/** Streams `content` into every upload. Each upload's result comes as soon as it is known and never rejects; when reading
 *  fails, those still open fail with ReadFailed. `finished` resolves when every upload has ended or was let go. */
function fanOut(content, uploads, options) {
    const sinks = uploads.map((upload) => new Sink(upload, options.signal));
    const finished = pump(content, sinks, options).then(() => Promise.allSettled(sinks.map((sink) => sink.result)));
    return { results: sinks.map((sink) => sink.result), finished: finished.then(() => undefined) };
}
async function pump(content, sinks, options) {
    const pace = new Pace(options.now);
    try {
        for await (const chunk of content) {
            options.onBytes(chunk.byteLength);
            for (const sink of sinks)
                sink.push(chunk);
            await waitForRoom(sinks, pace, options.signal);
            if (!sinks.some((sink) => sink.isOpen))
                return; // nobody is left to read for
        }
        for (const sink of sinks)
            sink.end();
    }
    catch (error) {
        for (const sink of sinks)
            sink.abandon(new ReadFailed(error));
    }
}
/** Waits until every open sink has room, letting go of those that keep the others waiting too long. */
async function waitForRoom(sinks, pace, signal) {
    for (;;) {
        const full = sinks.filter((sink) => sink.isOpen && sink.isFull);
        if (full.length === 0)
            return;
        signal.throwIfAborted();
        const waitedMs = await pace.wait(Promise.race(full.map((sink) => sink.moved())));
        if (!sinks.some((sink) => sink.isOpen && sink.isEmpty))
            continue; // nobody was ready for more meanwhile
        for (const sink of full)
            if (pace.isTooSlow(sink, waitedMs))
                sink.letGo();
    }
}
/** Adds up how long each sink has kept ready ones waiting. */
class Pace {
    #now;
    #startedAt;
    #waitedFor = new Map();
    constructor(now) {
        this.#now = now;
        this.#startedAt = now();
    }
    /** Waits, but not for long, and returns for how long it was. */
    async wait(moved) {
        const since = this.#now();
        await raceTimer(moved, PATIENCE_MS / 4);
        return this.#now() - since;
    }
    /** Whether a sink that has just kept ready ones waiting has done so for too long by now. */
    isTooSlow(sink, waitedMs) {
        const waited = (this.#waitedFor.get(sink) ?? 0) + waitedMs;
        this.#waitedFor.set(sink, waited);
        return waited > PATIENCE_MS && waited > PATIENCE_SHARE * (this.#now() - this.#startedAt);
    }
}
async function raceTimer(promise, ms) {
    let timer;
    const timeout = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
    });
    await Promise.race([promise, timeout]);
    clearTimeout(timer);
}
/** One upload fed from a queue. */
class Sink {
    result;
    isOpen = true;
    #queue = [];
    #queuedBytes = 0;
    #ended = false;
    #broken = null;
    #wakeReader = null;
    #wakeWriter = [];
    #stop = new AbortController();
    constructor(upload, signal) {
        const forget = (0,when_aborted/* whenAborted */.e)(signal, () => this.#stop.abort(signal.reason));
        this.result = upload
            .send(this.#chunks(), this.#stop.signal)
            .finally(forget)
            .then(() => this.#close({ kind: 'done' }), (error) => this.#close({ kind: 'failed', error: this.#broken ?? (0,errors/* toMirrorError */.Ho)(error) }));
    }
    get isFull() {
        return this.#queuedBytes > WINDOW_BYTES;
    }
    get isEmpty() {
        return this.#queuedBytes === 0;
    }
    push(chunk) {
        if (!this.isOpen)
            return;
        this.#queue.push(chunk);
        this.#queuedBytes += chunk.byteLength;
        this.#wakeReader?.();
    }
    end() {
        this.#ended = true;
        this.#wakeReader?.();
    }
    letGo() {
        this.abandon(new copy_failure/* FellBehind */.M3());
    }
    /** Breaks the upload off: what it was sent is never completed. */
    abandon(error) {
        if (!this.isOpen)
            return;
        this.isOpen = false;
        this.#broken = error;
        this.#queue = [];
        this.#queuedBytes = 0;
        this.#stop.abort(error);
        this.#wakeReader?.();
        this.#notifyWriter();
    }
    /** Resolves when something was taken from the queue or the sink closed. */
    moved() {
        return new Promise((resolve) => this.#wakeWriter.push(resolve));
    }
    async *#chunks() {
        for (;;) {
            if (this.#broken !== null)
                throw this.#broken;
            const chunk = this.#queue.shift();
            if (chunk !== undefined) {
                this.#queuedBytes -= chunk.byteLength;
                this.#notifyWriter();
                yield chunk;
            }
            else if (this.#ended)
                return;
            else
                await new Promise((resolve) => (this.#wakeReader = resolve));
        }
    }
    #close(result) {
        this.isOpen = false;
        this.#queue = [];
        this.#queuedBytes = 0;
        this.#notifyWriter();
        return result;
    }
    #notifyWriter() {
        const waiting = this.#wakeWriter;
        this.#wakeWriter = [];
        for (const wake of waiting)
            wake();
    }
}

// EXTERNAL MODULE: ./build/mirror/copy/or-after.js
var or_after = __webpack_require__(2034);
;// CONCATENATED MODULE: ./build/mirror/copy/blob-transfer.js
/** One transfer: one blob, read once, to all repositories that wait for it. */






/** How long the others wait for a repository to open an upload after the first has. */
const OPEN_PATIENCE_MS = 2_000;
class BlobTransfer {
    #parts;
    #readFromSource = new Set();
    /** Uploads that a refused mount had opened can be sent once. */
    #spent = new WeakSet();
    constructor(parts) {
        this.#parts = parts;
    }
    /** Settles every one of `batch`, all of which wait for the same blob. */
    async serve(batch) {
        const mountable = batch.filter((one) => this.isMountable(one));
        for (const one of mountable)
            one.resolve({ kind: 'mountable' });
        let lacking = batch.filter((one) => !mountable.includes(one));
        let failure = new errors/* MirrorError */.En('not-found', 'there is nowhere to read the blob from');
        for (const reader of this.#readersFor(lacking)) {
            if (lacking.length === 0)
                return;
            const end = await this.#readTwiceIfCorrupt(lacking, reader);
            lacking = end.unserved;
            failure = end.error ?? failure;
        }
        for (const one of lacking)
            one.reject((0,copy_failure/* asFailure */.h_)('source', failure));
    }
    /** Whether another repository of the same registry has got the blob in this run. */
    isMountable({ mayMount, target, wish, upload }) {
        return (mayMount && upload === null && this.#parts.places.mountableInto(target, wish.blob.digest).length > 0);
    }
    /** Siblings that have just proven the blob first, then what the wishes name. */
    #readersFor(batch) {
        const [first] = batch;
        if (first === undefined)
            return [];
        const targets = batch.map(({ target }) => target);
        const siblings = this.#parts.places.readersOf(first.wish.blob.digest, targets);
        const all = [...siblings, ...batch.flatMap(({ wish }) => wish.readers)];
        const byStore = new Map(all.map((reader) => [reader.store, reader]));
        return [...byStore.values()].filter(({ store }) => !targets.some((target) => target === store));
    }
    /** Bytes that were wrong on the way may be right the second time; once is worth a try. */
    async #readTwiceIfCorrupt(lacking, reader) {
        const end = await this.#readInto(lacking, reader);
        const isCorrupt = (0,errors/* isMirrorError */.U9)(end.error, 'digest-mismatch', 'size-mismatch');
        return isCorrupt ? this.#readInto(end.unserved, reader) : end;
    }
    async #readInto(lacking, reader) {
        const open = await this.#openUploads(lacking);
        const [first] = open;
        if (first === undefined)
            return { unserved: [], error: null };
        const { blob, signal } = first.waiting.wish;
        const transfer = this.#meterTransfer(reader, blob.digest, blob.size);
        const { results, finished } = fanOut(reader.store.readBlob(blob, signal), open.map(({ upload }) => upload), { signal, now: this.#parts.now, onBytes: (bytes) => transfer.count(bytes, open.length) });
        const settled = open.map(async ({ waiting }, index) => {
            const result = await results[index];
            return result === undefined ? [] : this.#settle(waiting, result, reader);
        });
        await finished;
        const failed = (await Promise.all(settled)).flat();
        transfer.end();
        return { unserved: failed.map(({ waiting }) => waiting), error: failed[0]?.cause ?? null };
    }
    /** Opens an upload everywhere. A repository that has not answered well after the first one did holds nobody up: it is told that
     *  it fell behind, and served afterwards. */
    async #openUploads(lacking) {
        const opened = [];
        let isLeft = false;
        const opening = lacking.map(async (waiting) => {
            const uploads = await this.#openUpload(waiting);
            if (isLeft)
                await Promise.all(uploads.map(({ upload }) => upload.cancel()));
            else
                opened.push(...uploads);
        });
        await Promise.any(opening);
        await (0,or_after/* orAfter */.a)(OPEN_PATIENCE_MS, Promise.all(opening));
        isLeft = true;
        const served = new Set(opened.map(({ waiting }) => waiting));
        for (const waiting of lacking)
            if (!served.has(waiting))
                waiting.reject(new copy_failure/* FellBehind */.M3());
        return opened;
    }
    /** Opens one upload; a repository that refuses is told and left out. */
    async #openUpload(waiting) {
        const { target, wish, upload, mayBeThere } = waiting;
        if (upload !== null && !this.#spent.has(upload)) {
            this.#spent.add(upload);
            return [{ waiting, upload }];
        }
        try {
            const from = mayBeThere ? [target.repository] : [];
            const begun = await (0,copy_failure/* blaming */.N9)('mirror', () => target.beginUpload(wish.blob, from, wish.signal));
            if (begun.kind === 'upload')
                return [{ waiting, upload: begun.upload }];
            const probe = await look(target, wish);
            if (probe.kind === 'present')
                this.#parts.places.add(wish.blob.digest, target);
            waiting.resolve({ kind: 'found', probe });
        }
        catch (error) {
            waiting.reject((0,copy_failure/* asFailure */.h_)('mirror', error));
        }
        return [];
    }
    /** Tells a repository how its upload ended; returns it when only the reading failed. What went over damage is proven first: those
     *  that wait for the end of this transfer are to find it where it can be mounted from. */
    async #settle(waiting, result, reader) {
        const { meter, places } = this.#parts;
        const { wish, target, damage } = waiting;
        if (result.kind === 'done') {
            meter.mirrorBytes += wish.blob.size;
            try {
                if (damage !== null)
                    await proveMended(target, wish);
                places.add(wish.blob.digest, target);
                waiting.resolve({ kind: 'uploaded', from: reader.store.name });
            }
            catch (error) {
                waiting.reject((0,copy_failure/* asFailure */.h_)('mirror', error));
            }
            return [];
        }
        const { error } = result;
        if (error instanceof ReadFailed)
            return [{ waiting, cause: error.cause }];
        waiting.reject(error instanceof copy_failure/* FellBehind */.M3 ? error : (0,copy_failure/* asFailure */.h_)('mirror', error));
        return [];
    }
    #meterTransfer(reader, digest, sizeBytes) {
        const { meter } = this.#parts;
        if (reader.kind === 'source') {
            if (this.#readFromSource.has(digest))
                meter.rereads += 1;
            this.#readFromSource.add(digest);
        }
        const label = `${(0,oci_digest/* shortDigest */.VK)(digest)} ${reader.store.name}`;
        const transfer = { label, bytesDone: 0, bytesTotal: sizeBytes };
        meter.active.add(transfer);
        return {
            count(bytes, uploads) {
                transfer.bytesDone += bytes;
                meter.bytesDone += bytes * uploads;
                if (reader.kind === 'source')
                    meter.sourceBytes += bytes;
                else
                    meter.siblingBytes += bytes;
            },
            end: () => meter.active.delete(transfer),
        };
    }
}
async function proveMended(target, { blob, signal }) {
    const probe = await (0,copy_failure/* blaming */.N9)('mirror', () => target.probeBlob(blob, signal));
    if (probe.kind === 'present')
        return;
    throw new copy_failure/* CopyFailure */.iB('mirror', new errors/* MirrorError */.En('refused', `the registry took blob ${(0,oci_digest/* shortDigest */.VK)(blob.digest)} anew but still serves it damaged`, {
        where: target.name,
        fix: 'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again',
    }), 'blob-missing');
}

;// CONCATENATED MODULE: ./build/mirror/copy/transfer-room.js
/** Room for transfers under way, counted in the bytes that they may hold in memory: many small blobs, or few large ones. */
/** What a transfer holds at least: buffers of its connections. */
const LEAST_BYTES = 256 * 1024;
/** First come, first served: a large one is not overtaken for ever by small ones. */
class TransferRoom {
    #window;
    #free;
    #waiting = [];
    /** For `windows` transfers of blobs that fill a window of `windowBytes`, and more of smaller ones. */
    constructor(windows, windowBytes) {
        this.#window = windowBytes;
        this.#free = windows * windowBytes;
    }
    /** Runs `transfer` of a blob of `sizeBytes` when there is room for it. */
    async run(sizeBytes, transfer) {
        const bytes = Math.min(Math.max(sizeBytes, LEAST_BYTES), this.#window);
        await new Promise((admit) => {
            this.#waiting.push({ bytes, admit });
            this.#letIn();
        });
        try {
            return await transfer();
        }
        finally {
            this.#free += bytes;
            this.#letIn();
        }
    }
    #letIn() {
        for (let next = this.#waiting[0]; next !== undefined && next.bytes <= this.#free; next = this.#waiting[0]) {
            this.#waiting.shift();
            this.#free -= next.bytes;
            next.admit();
        }
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/transfers.js




/** Windows for transfers to several mirrors. */
const SHARED_WINDOWS = 8;
/** Windows for transfers to one mirror alone, per registry: a slow mirror fills its own room, never the shared one. */
const LONE_WINDOWS = 4;
/** How long those that are ready wait for announced ones that have not said yet whether they lack the blob. */
const GRACE_MS = 1_500;
class Transfers {
    #transfer;
    #queues = new Map();
    #shared = new TransferRoom(SHARED_WINDOWS, WINDOW_BYTES);
    #lone = new Map();
    constructor(parts) {
        this.#transfer = new BlobTransfer(parts);
    }
    /** Announces repositories that will each `join` or `pass` soon. */
    expect(digest, count) {
        if (count > 0)
            this.#queueOf(digest).expected += count;
    }
    /** An announced repository has the blob, or has failed. */
    pass(digest) {
        this.#arrived(digest, this.#queueOf(digest), true);
    }
    /** Waits for a transfer to this repository. Rejects with CopyFailure or FellBehind. */
    join(request) {
        const { digest } = request.wish.blob;
        const queue = this.#queueOf(digest);
        return new Promise((resolve, reject) => {
            queue.waiting.push({ ...request, resolve, reject });
            this.#arrived(digest, queue, request.isAnnounced);
        });
    }
    #queueOf(digest) {
        let queue = this.#queues.get(digest);
        if (queue === undefined) {
            queue = { expected: 0, waiting: [], isRunning: false, grace: null };
            this.#queues.set(digest, queue);
        }
        return queue;
    }
    #arrived(digest, queue, wasExpected) {
        if (wasExpected)
            queue.expected -= 1;
        if (queue.isRunning)
            return;
        this.#releaseMountable(queue);
        if (queue.waiting.length === 0) {
            if (queue.expected === 0)
                this.#queues.delete(digest);
        }
        else if (queue.expected <= 0)
            this.#start(digest, queue);
        else
            queue.grace ??= setTimeout(() => this.#start(digest, queue), GRACE_MS);
    }
    #start(digest, queue) {
        if (queue.grace !== null)
            clearTimeout(queue.grace);
        queue.grace = null;
        if (queue.isRunning)
            return;
        queue.isRunning = true;
        const batch = takeBatch(queue);
        const sizeBytes = batch[0]?.wish.blob.size ?? 0;
        void this.#roomFor(batch)
            .run(sizeBytes, () => this.#run(batch))
            .then(() => {
            queue.isRunning = false;
            this.#arrived(digest, queue, false);
        });
    }
    #releaseMountable(queue) {
        const mountable = queue.waiting.filter((waiting) => this.#transfer.isMountable(waiting));
        queue.waiting = queue.waiting.filter((waiting) => !mountable.includes(waiting));
        for (const waiting of mountable)
            waiting.resolve({ kind: 'mountable' });
    }
    async #run(batch) {
        try {
            await this.#transfer.serve(batch);
        }
        catch (error) {
            for (const waiting of batch)
                waiting.reject((0,copy_failure/* asFailure */.h_)('mirror', error));
        }
    }
    #roomFor(batch) {
        const [first, second] = batch;
        if (first === undefined || second !== undefined)
            return this.#shared;
        const { origin } = first.target;
        const lone = this.#lone.get(origin) ?? new TransferRoom(LONE_WINDOWS, WINDOW_BYTES);
        this.#lone.set(origin, lone);
        return lone;
    }
}
/** One repository per registry: the others of that registry wait and mount what it gets. */
function takeBatch(queue) {
    const origins = new Set();
    const batch = queue.waiting.filter(({ target, mayMount, upload }) => {
        const canWait = mayMount && upload === null && origins.has(target.origin);
        origins.add(target.origin);
        return !canWait;
    });
    queue.waiting = queue.waiting.filter((waiting) => !batch.includes(waiting));
    return batch;
}

;// CONCATENATED MODULE: ./build/mirror/copy/blob-exchange.js
/**
 * Sees to it that repositories have blobs. What is found or mounted is proven by its last byte, what is uploaded where
 * nothing was by the registry's answer, what is uploaded over damage by its last byte again.
 */




/** Where nothing should be, the request that opens the upload of a smaller blob also asks whether it is there. A larger one is looked
 *  for: a request is little beside its bytes, which would be sent again to a registry that does not say. */
const LOOKED_FOR_FROM_BYTES = 1024 * 1024;
/** Times one blob is brought to one repository before it is given up. */
const ATTEMPTS = 3;
class BlobExchange {
    #places;
    #meter;
    #transfers;
    /** Each digest is looked after once per repository and run. */
    #arrivals = new Map();
    constructor(parts) {
        this.#places = parts.places;
        this.#meter = parts.meter;
        this.#transfers = new Transfers(parts);
    }
    /** One promise per target, each settling on its own: CopyFailure or FellBehind when the blob could not be brought. */
    bring(wish, recipients) {
        const { digest } = wish.blob;
        const fresh = recipients.filter(({ target }) => this.#known(target, digest) === undefined);
        this.#transfers.expect(digest, fresh.length);
        this.#meter.bytesTotal += wish.blob.size * fresh.length;
        return recipients.map((recipient) => {
            const { target } = recipient;
            const known = this.#known(target, digest);
            const arrival = known ?? this.#remember(target, wish, this.#arrive(recipient, wish));
            return arrival.then((how) => ({ ...how, isOwn: known === undefined }));
        });
    }
    /** Uploads a blob although the target says that it has it. */
    bringAgain(wish, target) {
        this.#forget(target, wish.blob.digest);
        this.#meter.bytesTotal += wish.blob.size;
        const lacking = { target, wish, damage: 'missing', isLookedFor: true };
        return this.#remember(target, wish, this.#tryUntilThere(lacking));
    }
    #known(target, digest) {
        return this.#arrivals.get(target)?.get(digest);
    }
    #remember(target, { blob }, arrival) {
        const ofTarget = this.#arrivals.get(target) ?? new Map();
        this.#arrivals.set(target, ofTarget.set(blob.digest, arrival));
        arrival.then(({ kind }) => {
            this.#places.add(blob.digest, target);
            if (kind !== 'uploaded')
                this.#meter.bytesDone += blob.size;
        }, () => {
            this.#forget(target, blob.digest);
            this.#meter.bytesTotal -= blob.size;
        });
        return arrival;
    }
    #forget(target, digest) {
        this.#arrivals.get(target)?.delete(digest);
        this.#places.remove(digest, target);
    }
    async #arrive({ target, mayHaveIt }, wish) {
        const { digest, size } = wish.blob;
        // Where nothing should be, a mount is tried before a look: there is one probe either way, and a request is saved.
        const isMountable = this.#places.mountableInto(target, digest).length > 0;
        const isLookedFor = mayHaveIt || (!isMountable && size >= LOOKED_FOR_FROM_BYTES);
        if (!isLookedFor)
            return this.#tryUntilThere({ target, wish, damage: null, isLookedFor }, 'announced');
        const probe = await this.#lookAnnounced(target, wish);
        if (probe.kind === 'present')
            return found(probe);
        return this.#tryUntilThere({ target, wish, damage: damageOf(probe), isLookedFor }, 'announced');
    }
    /** A repository that has the blob, or does not say whether it has, is waited for no longer. */
    async #lookAnnounced(target, wish) {
        let isLacking = false;
        try {
            const probe = await look(target, wish);
            isLacking = probe.kind !== 'present';
            // before those that wait for this answer look for a sibling
            if (!isLacking)
                this.#places.add(wish.blob.digest, target);
            return probe;
        }
        finally {
            if (!isLacking)
                this.#transfers.pass(wish.blob.digest);
        }
    }
    async #tryUntilThere(lacking, announced) {
        const { wish } = lacking;
        let isAnnounced = announced !== undefined;
        const passOnce = () => {
            if (isAnnounced)
                this.#transfers.pass(wish.blob.digest);
            isAnnounced = false;
        };
        for (let attempt = 1;; attempt += 1) {
            try {
                return await this.#bringOnce({ ...lacking, join: () => takeFlag() });
            }
            catch (error) {
                if (attempt >= ATTEMPTS || !isWorthAnotherTry(error))
                    throw error;
            }
            finally {
                passOnce();
            }
        }
        function takeFlag() {
            const was = isAnnounced;
            isAnnounced = false;
            return was;
        }
    }
    async #bringOnce(errand) {
        const { target, wish, damage, isLookedFor } = errand;
        const mounted = damage === null ? await this.#mount(target, wish) : null;
        if (mounted?.kind === 'arrived')
            return mounted.arrival;
        const wrong = mounted?.kind === 'damaged' ? 'missing' : damage;
        const upload = mounted?.kind === 'upload' ? mounted.upload : null;
        const mayMount = mounted === null && damage === null;
        const joined = await this.#transfers.join({
            target,
            wish,
            upload,
            damage: wrong,
            mayMount,
            mayBeThere: !isLookedFor && wrong === null,
            isAnnounced: errand.join(),
        });
        if (joined.kind === 'mountable')
            return this.#bringOnce(errand);
        if (joined.kind === 'found') {
            if (joined.probe.kind === 'present')
                return found(joined.probe);
            return this.#bringOnce({ ...errand, damage: damageOf(joined.probe), isLookedFor: true });
        }
        return { kind: 'uploaded', damage: wrong, proven: true, bytes: wish.blob.size, from: joined.from };
    }
    async #mount(target, { blob, signal }) {
        const from = this.#places.mountableInto(target, blob.digest);
        if (from.length === 0)
            return null;
        const begun = await (0,copy_failure/* blaming */.N9)('mirror', () => target.beginUpload(blob, from, signal));
        if (begun.kind === 'upload')
            return begun;
        const probe = await (0,copy_failure/* blaming */.N9)('mirror', () => target.probeBlob(blob, signal));
        if (probe.kind !== 'present')
            return { kind: 'damaged' };
        this.#meter.mountedBlobs += 1;
        return {
            kind: 'arrived',
            arrival: { kind: 'mounted', damage: null, proven: probe.proven, bytes: 0, from: begun.from },
        };
    }
}
function found({ proven }) {
    return { kind: 'found', damage: null, proven, bytes: 0, from: '' };
}
function damageOf(probe) {
    return probe.kind === 'damaged' ? probe.reason : null;
}
/** Trouble on the way that a new upload may not meet again; a plain refusal is final. */
function isWorthAnotherTry(error) {
    if (!(error instanceof copy_failure/* CopyFailure */.iB) || error.side !== 'mirror')
        return false;
    return (0,errors/* isMirrorError */.U9)(error.error, 'unavailable', 'stalled', 'digest-mismatch', 'size-mismatch', 'too-large', 'not-found', 'invalid-response');
}


/***/ }),

/***/ 2863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ copy)
});

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./build/mirror/referrers/search.js
var search = __webpack_require__(8881);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/signatures/findings.js + 1 modules
var findings = __webpack_require__(7605);
// EXTERNAL MODULE: ./build/signatures/verify-signatures.js + 4 modules
var verify_signatures = __webpack_require__(9528);
// EXTERNAL MODULE: ./build/mirror/copy/failure.js
var copy_failure = __webpack_require__(9280);
// EXTERNAL MODULE: ./build/mirror/referrers/source-list.js
var source_list = __webpack_require__(969);
// EXTERNAL MODULE: ./build/mirror/signatures/beside.js + 2 modules
var beside = __webpack_require__(8081);
// EXTERNAL MODULE: ./build/mirror/signatures/policies-of-row.js
var policies_of_row = __webpack_require__(7301);
// EXTERNAL MODULE: ./build/mirror/signatures/trust-of.js
var trust_of = __webpack_require__(1770);
;// CONCATENATED MODULE: ./build/mirror/signatures/gate.js
/**
 * Nothing of an image is pushed before the signatures that a policy requires were found at its source and verified. Each
 * image is asked about once in a run, whatever mirrors it goes to; images that no policy matches ask nothing.
 */










/** Images that are looked at side by side; the store bounds what reaches the registry. */
const IMAGES_AT_ONCE = 16;
class SignatureGate {
    #gating;
    #limit = (0,p_limit/* default */.A)(IMAGES_AT_ONCE);
    #answers = new Map();
    #untold = [];
    constructor(gating) {
        this.#gating = gating;
    }
    /** Why nothing of the row may be pushed: null where it may. Never throws. */
    whyClosed(row) {
        const policies = (0,policies_of_row/* policiesOfRow */.i)(row, this.#gating.context.file);
        if (policies.length === 0 || row.wanted === null)
            return Promise.resolve(null);
        const key = `${row.name} ${row.wanted} ${row.sourceTags.join(' ')}`;
        const known = this.#answers.get(key);
        if (known !== undefined)
            return known;
        const asking = this.#limit(() => this.#ask(row, row.wanted, policies));
        this.#answers.set(key, asking);
        return asking;
    }
    /** What the policies have found since this was last asked. */
    takeFindings() {
        const findings = this.#untold;
        this.#untold = [];
        return findings;
    }
    async #ask(row, wanted, policies) {
        const { context, signal } = this.#gating;
        try {
            const trust = await (0,trust_of/* trustOf */.A)(context);
            const subjects = await this.#subjectsOf(row, wanted);
            const material = await this.#materialOf(row, subjects);
            const verdicts = (0,verify_signatures/* verifySignatures */.f)(subjects, material, { policies, trust, signal });
            context.signers.note(row, verdicts);
            const place = { source: row.name, digest: wanted, mirror: null };
            return this.#refusalOf((0,findings/* signatureFindings */.b)(verdicts, place));
        }
        catch (error) {
            return signal.aborted
                ? new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('aborted', 'stopped'))
                : (0,copy_failure/* asFailure */.h_)('source', (0,errors/* toMirrorError */.Ho)(error));
        }
    }
    #refusalOf(findings) {
        const [first] = findings;
        if (first === undefined)
            return null;
        this.#untold.push(...findings);
        const reason = new errors/* MirrorError */.En('refused', `${first.rule}: ${first.message}`);
        return new copy_failure/* CopyFailure */.iB('source', reason, first.rule);
    }
    /** The root, and the index above it, where that really names it: who signed the index has signed the digests in it. */
    async #subjectsOf({ source, sourceDigest }, wanted) {
        if (sourceDigest === null || sourceDigest === wanted)
            return [wanted];
        const { context, signal } = this.#gating;
        const raw = await context.health.guard(`source ${source.origin}`, signal, (guarded) => source.readManifest(sourceDigest, guarded));
        context.meter.sourceBytes += raw.bytes.byteLength;
        const parsed = (0,manifest/* parseManifest */.N)(raw);
        const isChild = parsed.ok &&
            parsed.node.kind === 'index' &&
            parsed.node.children.some(({ descriptor }) => descriptor.digest === wanted);
        return isChild ? [wanted, sourceDigest] : [wanted];
    }
    #materialOf(row, subjects) {
        const { context, search, signal } = this.#gating;
        const place = `source ${row.source.origin}`;
        const key = (0,source_list/* keyOfRow */.Vx)(row);
        const ofRoot = key === null ? null : (0,source_list/* sourceLists */.bh)(row, key, { search, context });
        return (0,beside/* materialBeside */.a)(subjects, {
            store: row.source,
            place,
            health: context.health,
            signal,
            listOf: (subject) => ofRoot !== null && subject === row.wanted
                ? ofRoot.of(subject)
                : search.of(row.source, subject, { place }),
            onBytes: (bytes) => {
                context.meter.sourceBytes += bytes;
            },
        });
    }
}

// EXTERNAL MODULE: ./build/mirror/writes.js
var writes = __webpack_require__(9112);
// EXTERNAL MODULE: ./build/mirror/copy/blob-exchange.js + 5 modules
var blob_exchange = __webpack_require__(3057);
;// CONCATENATED MODULE: ./build/mirror/copy/cell-work.js
class CellWork {
    step;
    target;
    /** Manifests found there and hashed, or written and proven, in this run. */
    manifests = new Set();
    mended = [];
    /** Manifests that the mirror should have had and could not serve, by what was wrong. */
    damaged = new Map();
    /** Tags of cosign that somebody else had put there. */
    overwritten = [];
    failure = null;
    /** Whether it failed only after the run had been stopped. */
    isStopped = false;
    /** Blobs whose arrival has been counted. */
    counted = new Set();
    /** Carried out, with or without failure; false while it waits or was never reached. */
    isDone = false;
    /** Bytes whose writing this work started; those of work shared with another row are counted there. */
    bytesWritten = 0;
    /** Blobs and manifests that were not there before, whichever row's work brought them. */
    written = 0;
    /** Those of `written` that are referrers, and tags of cosign that were set. */
    attached = 0;
    #settled = Promise.withResolvers();
    /** Resolves when the work of this try is over, whatever became of it. */
    settled = this.#settled.promise;
    isSettled = false;
    /** Everything but the tag is there and proven. */
    isProven = false;
    /** Damage that an earlier, deeper walk has found and this one could not look at. */
    stillDamaged = null;
    /** False when the store ignores ranges somewhere in this image. */
    isProbed = true;
    #signal;
    constructor(step, signal) {
        this.#signal = signal;
        this.step = step;
        this.target = step.cell.target;
        const { wanted } = step.row;
        if (step.cell.seen.kind === 'damaged' && wanted !== null)
            this.damaged.set(wanted, 'manifest-digest-mismatch');
    }
    /** Whether the mirror was seen to have the wanted root before this run. */
    get hadRoot() {
        const { seen } = this.step.cell;
        const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
        return root !== null && root.digest === this.step.row.wanted;
    }
    settle() {
        this.isSettled = true;
        this.#settled.resolve();
    }
    fail(error) {
        if (this.failure !== null)
            return;
        this.failure = error;
        this.isStopped = this.#signal.aborted;
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/manifest-shelf.js
const SHELF_LIMIT_BYTES = 32 * 1024 * 1024;
class ManifestShelf {
    #byDigest = new Map();
    #bytes = 0;
    /** The manifest, read by `read` unless it is here or on its way. A failed read is forgotten, and whoever waited for it
     *  reads by itself: it may know a better place. */
    get(digest, read) {
        const known = this.#byDigest.get(digest);
        if (known !== undefined)
            return known.catch(() => this.get(digest, read));
        const reading = read();
        this.#byDigest.set(digest, reading);
        reading.then((manifest) => this.#weigh(manifest.bytes.byteLength), () => this.#byDigest.delete(digest));
        return reading;
    }
    /** Keeps a manifest that was read anyway. */
    put(manifest) {
        const { digest } = manifest.descriptor;
        if (this.#byDigest.has(digest))
            return;
        this.#byDigest.set(digest, Promise.resolve(manifest));
        this.#weigh(manifest.bytes.byteLength);
    }
    #weigh(bytes) {
        this.#bytes += bytes;
        if (this.#bytes <= SHELF_LIMIT_BYTES)
            return;
        // Sizes are not kept per entry: half of the entries, the oldest, make room for about half of the bytes.
        const oldest = [...this.#byDigest.keys()].slice(0, Math.ceil(this.#byDigest.size / 2));
        for (const digest of oldest)
            this.#byDigest.delete(digest);
        this.#bytes = Math.floor(this.#bytes / 2);
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/once-per-place.js
class OncePerPlace {
    #done = new Map();
    /** Runs `work` unless it has succeeded here before; waits for one that is under way and tries itself only when that fails. */
    run(target, digest, work) {
        const ofTarget = this.#done.get(target) ?? new Map();
        const underWay = ofTarget.get(digest);
        const attempt = underWay === undefined ? work() : underWay.catch(work);
        this.#done.set(target, ofTarget.set(digest, attempt));
        return attempt;
    }
}

// EXTERNAL MODULE: ./build/mirror/copy/or-after.js
var or_after = __webpack_require__(2034);
// EXTERNAL MODULE: ./build/mirror/copy/outcome.js
var outcome = __webpack_require__(7570);
// EXTERNAL MODULE: ./build/mirror/copy/places.js
var copy_places = __webpack_require__(8832);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
;// CONCATENATED MODULE: ./build/mirror/copy/preflight.js
/** Before the first byte: which of the places that have something to write can be pushed to. */



const PLACES_AT_ONCE = 32;
/** Asks each (mirror, repository) once and fails the works whose place refuses. */
async function preflight(works, health, signal) {
    const byTarget = new Map();
    for (const work of works) {
        if (!hasSomethingToWrite(work))
            continue;
        byTarget.set(work.target, [...(byTarget.get(work.target) ?? []), work]);
    }
    await (0,each/* mapEach */.S)(byTarget, PLACES_AT_ONCE, ([target, waiting]) => askPlace(target, waiting, { health, signal }));
}
function hasSomethingToWrite(work) {
    const { cell } = work.step;
    return !work.hadRoot || (cell.seen.kind === 'absent' && (cell.tag ?? cell.keepTag) !== null);
}
async function askPlace(target, works, { health, signal }) {
    const mirror = works[0]?.step.cell.mirror.name ?? '';
    try {
        await health.guard(mirror, signal, (guarded) => target.checkPush(guarded));
    }
    catch (error) {
        for (const work of works)
            work.fail(new copy_failure/* CopyFailure */.iB('mirror', (0,errors/* toMirrorError */.Ho)(error)));
    }
}

;// CONCATENATED MODULE: ./build/mirror/copy/root-tag.js

/** Points the managed tag or the anchor tag at a root that is there, unless it does already. Throws CopyFailure. */
async function setTag(work, root, signal) {
    const { cell } = work.step;
    const tag = cell.tag ?? cell.keepTag;
    if (tag === null) {
        await (0,copy_failure/* blaming */.N9)('mirror', async () => work.target.holdRoot?.(root, signal));
        return;
    }
    const isThere = cell.seen.kind === 'present' && cell.seen.root.digest === root.descriptor.digest;
    if (!isThere)
        await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.tag(tag, root, signal));
}
/** Has a layout list a root that is there and proven. Never throws. */
async function retag(work, signal) {
    const { wanted } = work.step.row;
    if (wanted === null)
        return;
    try {
        await (0,copy_failure/* blaming */.N9)('mirror', async () => {
            const root = await work.target.readManifest(wanted, signal);
            await work.target.holdRoot?.(root, signal);
        });
    }
    catch (error) {
        work.fail((0,copy_failure/* asFailure */.h_)('mirror', error));
    }
    finally {
        work.settle();
    }
}

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
;// CONCATENATED MODULE: ./build/mirror/copy/manifests.js
/** Writes manifests to one mirror, children before parents, and proves each by one HEAD. */





/** Writes what the mirror of `work` lacks of the graph's manifests. Its blobs must be there. Throws CopyFailure. */
async function writeManifests(work, graph, writing) {
    for (const manifest of graph.manifests) {
        const { digest } = manifest.descriptor;
        if (!work.manifests.has(digest)) {
            let isOwn = false;
            await writing.once.run(work.target, digest, async () => {
                await write(manifest, work, { graph, writing });
                isOwn = true;
            });
            note(manifest, work, isOwn);
        }
        writing.places.add(digest, work.target);
    }
}
async function write(manifest, work, within) {
    const { meter, signal } = within.writing;
    await putOrRefill(manifest, work, within);
    await prove(manifest, work, signal);
    meter.mirrorBytes += manifest.descriptor.size;
}
/** Rows of one repository share manifests: each knows that it is there, the one that wrote it counts and tells it. */
function note({ descriptor, from }, work, isOwn) {
    const { digest, size } = descriptor;
    work.manifests.add(digest);
    work.written += 1;
    if (!isOwn)
        return;
    work.bytesWritten += size;
    const rule = work.damaged.get(digest);
    if (rule !== undefined)
        work.mended.push({ rule, digest, from, bytes: size });
}
/** One HEAD; what was damaged before is read again. */
async function prove(manifest, { target, damaged }, signal) {
    const { digest, size } = manifest.descriptor;
    const rule = damaged.get(digest);
    try {
        const written = await (0,copy_failure/* blaming */.N9)('mirror', () => resolveTaken(manifest, target, signal));
        if (written === null)
            await heal(manifest, target, signal);
        else if (rule !== undefined)
            await (0,copy_failure/* blaming */.N9)('mirror', () => target.readManifest(digest, signal, size));
    }
    catch (error) {
        // An answer of 500 for one damaged manifest does not say that the mirror is down; no answer does not say that it is damaged.
        if (rule === undefined || signal.aborted || isUnanswered(error))
            throw error;
        throw stillDamaged(manifest, { target, rule, cause: error });
    }
}
/** Distribution takes a file that a full disk has left empty for the manifest: 201 to its PUT, and 500 ever after. */
async function resolveTaken({ descriptor }, target, signal) {
    try {
        return await target.resolve(descriptor.digest, signal);
    }
    catch (error) {
        if (!(0,errors/* isMirrorError */.U9)(error, 'unavailable') || error.status !== 500)
            throw error;
        const message = `the registry took manifest ${(0,oci_digest/* shortDigest */.VK)(descriptor.digest)}, but answers 500 for it`;
        const fix = `run again; if it stays so, ${DAMAGED_AT_REST}`;
        throw new errors/* MirrorError */.En('unavailable', message, { where: target.name, status: 500, fix, cause: error });
    }
}
const DAMAGED_AT_REST = 'its stored file is damaged at rest: the operator has to delete it from the registry’s storage, then run again';
function isUnanswered(error) {
    return error instanceof copy_failure/* CopyFailure */.iB && (0,health/* isUnreachable */.R)(error.error);
}
function stillDamaged({ descriptor }, { target, rule, cause }) {
    const message = `the registry took manifest ${(0,oci_digest/* shortDigest */.VK)(descriptor.digest)} anew but still cannot serve it`;
    return new copy_failure/* CopyFailure */.iB('mirror', new errors/* MirrorError */.En('refused', message, { where: target.name, fix: DAMAGED_AT_REST, cause }), rule);
}
/** A registry that answered "I have it" for what it has not says so now: what it names is brought again, once. */
async function putOrRefill(manifest, work, within) {
    const { signal } = within.writing;
    try {
        await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.writeManifest(manifest, signal));
    }
    catch (error) {
        const unknown = unknownOf(error);
        if (unknown === null)
            throw error;
        if (isSparse(manifest, unknown, within.graph))
            throw refusedSparse(manifest, error);
        await refill(manifest, unknown, { work, ...within });
        await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.writeManifest(manifest, signal));
    }
}
/** The digests that a registry says it misses; null when the error is another one. */
function unknownOf(error) {
    if (!(error instanceof copy_failure/* CopyFailure */.iB) || !(0,errors/* isMirrorError */.U9)(error.error, 'refused', 'not-found'))
        return null;
    const { registryCodes, unknownDigests } = error.error;
    if (!registryCodes.some((code) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN'))
        return null;
    return unknownDigests.flatMap((text) => (0,oci_digest/* parseDigest */.m)(text) ?? []);
}
function isSparse({ descriptor }, unknown, { omitted }) {
    if (omitted.size === 0 || (0,media_type/* manifestRole */.Uz)(descriptor.mediaType) !== 'index')
        return false;
    return unknown.length === 0 || unknown.some((digest) => omitted.has(digest));
}
function refusedSparse(manifest, cause) {
    return new copy_failure/* CopyFailure */.iB('mirror', new errors/* MirrorError */.En('refused', `the registry refuses the index ${(0,oci_digest/* shortDigest */.VK)(manifest.descriptor.digest)} without all of its children`, {
        fix: 'set index: omit to mirror the wanted platforms alone, leave platforms out to mirror all, or let the registry accept sparse indexes',
        cause,
    }), 'sparse-index-refused');
}
/** Brings what the refusal of `parent` names; everything that may be below it where nothing is named. */
async function refill(parent, unknown, { work, graph, writing }) {
    const { exchange, readers, signal } = writing;
    const isMeant = ({ digest }) => unknown.length === 0 || unknown.includes(digest);
    const blobs = graph.blobs.filter(isMeant);
    const arrivals = await Promise.all(blobs.map((blob) => exchange.bringAgain({ blob, readers, signal }, work.target)));
    const mended = arrivals.flatMap(({ from, bytes }, index) => {
        const digest = blobs[index]?.digest;
        return digest === undefined ? [] : [{ rule: 'blob-missing', digest, from, bytes }];
    });
    const bytes = mended.reduce((sum, one) => sum + one.bytes, 0);
    work.bytesWritten += bytes;
    work.written += mended.length;
    const told = new Set(work.mended.map(({ digest }) => digest));
    if (unknown.length > 0)
        work.mended.push(...mended.filter(({ digest }) => !told.has(digest)));
    // Which of them was missing is not known then: it is told of the manifest, once.
    else
        work.mended.push({
            rule: 'blob-missing',
            digest: parent.descriptor.digest,
            from: mended[0]?.from ?? parent.from,
            bytes,
        });
    for (const child of graph.manifests.slice(0, graph.manifests.indexOf(parent))) {
        if (isMeant(child.descriptor))
            await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.writeManifest(child, signal));
    }
}
/** A registry that lost a manifest's file may answer 201 to its PUT and still not have it: its bytes written as a blob bring it back. */
async function heal(manifest, target, signal) {
    const { descriptor, bytes } = manifest;
    await (0,copy_failure/* blaming */.N9)('mirror', async () => {
        const begun = await target.beginUpload(descriptor, [], signal);
        if (begun.kind === 'upload')
            await begun.upload.send(once(bytes), signal);
        await target.writeManifest(manifest, signal);
        await target.readManifest(descriptor.digest, signal, descriptor.size);
    });
}
async function* once(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./build/mirror/copy/attach.js
/** Writes what travels with an image to one mirror: manifests, the lists that name them, and cosign's tags, before the image's own tag. */




const NO_OMISSIONS = { omitted: new Set() };
/** The blobs must be there. Throws CopyFailure; where the mirror refuses, with what can be done about it. */
async function writeAttachments(work, attachments, attaching) {
    try {
        await attach_write(work, attachments, attaching);
    }
    catch (error) {
        const isRefusal = error instanceof copy_failure/* CopyFailure */.iB && error.side === 'mirror' && error.error.code === 'refused';
        throw isRefusal ? refusedReferrers(error) : error;
    }
}
/** Some registries take images and nothing else. */
function refusedReferrers({ side, error, rule }) {
    const { where, status, registryCodes } = error;
    const message = `it does not take what refers to the image: ${error.message}`;
    const fix = 'let the registry take such artifacts, or set referrers: report for this image';
    const details = { where, fix, status, registryCodes, cause: error };
    return new copy_failure/* CopyFailure */.iB(side, new errors/* MirrorError */.En('refused', message, details), rule);
}
async function attach_write(work, attachments, attaching) {
    const { manifests, blobs, listings, tags } = attachments;
    const before = work.written;
    await writeManifests(work, { manifests, blobs, ...NO_OMISSIONS }, attaching);
    work.attached += work.written - before;
    for (const [subject, referrers] of listings) {
        const attached = await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.attach(subject, referrers, attaching.signal));
        if (attached === 'merged')
            await attach_anchor(work, referrers, attaching.signal);
    }
    for (const one of tags)
        await setCosignTag(work, one, attaching);
}
/** The fallback index lists referrers, but holds them no more than any index holds its children: distribution 2.8 was seen to
 *  collect them (`garbage-collect -m`). A tag that names their content does. */
async function attach_anchor(work, referrers, signal) {
    const { target, step } = work;
    if (!step.cell.mirror.keepTags)
        return;
    for (const referrer of referrers) {
        const tag = (0,oci_digest/* keepTagOf */.Dn)(referrer.descriptor.digest);
        const found = await (0,copy_failure/* blaming */.N9)('mirror', () => target.resolve(tag, signal));
        if (found === null)
            await (0,copy_failure/* blaming */.N9)('mirror', () => target.tag(tag, referrer, signal));
    }
}
/** These tags are bound to content and set whatever `allowMirrorByTags` says. What the source has is wanted: a signature more
 *  makes another manifest of them. */
async function setCosignTag(work, { tag, manifest }, { knownBefore, signal }) {
    const wanted = manifest.descriptor.digest;
    const found = await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.resolve(tag, signal));
    if (found?.digest === wanted)
        return;
    await (0,copy_failure/* blaming */.N9)('mirror', () => work.target.tag(tag, manifest, signal));
    work.attached += 1;
    if (found !== null && !knownBefore.has(found.digest))
        work.overwritten.push({ tag, found: found.digest, wanted });
}

// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(1326);
// EXTERNAL MODULE: ./build/oci/platform.js
var platform = __webpack_require__(4647);
;// CONCATENATED MODULE: ./build/mirror/copy/graph-refusal.js
/** Why a graph is not one that can be mirrored. */




/** Stores look at the size, too; what was read for another who names it has been held against that one's size. */
function wrongSize({ descriptor, bytes }, statedBytes) {
    const why = `${(0,oci_digest/* shortDigest */.VK)(descriptor.digest)} has ${bytes.length} bytes where the index that names it says ${statedBytes}`;
    return new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('size-mismatch', why), 'manifest-size-mismatch');
}
function refuse(digest, rule, why) {
    return new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('unsupported', `${(0,oci_digest/* shortDigest */.VK)(digest)}: ${why}`), rule);
}
function missing(index, platforms) {
    const names = platforms.map(platform/* formatPlatform */.Bq).join(', ');
    const fix = 'take the platform out of platforms, or want a digest that has it';
    return new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('not-found', `the index ${(0,oci_digest/* shortDigest */.VK)(index)} has no image for ${names}`, { fix }), 'manifest-missing');
}

;// CONCATENATED MODULE: ./build/mirror/copy/graph.js
/**
 * Reads the graph of one image: from the mirrors that should have it (which proves them), else from the readers. Only
 * manifests are held in memory.
 */








/** Manifests of one graph: more than any real image has. */
const MANIFEST_COUNT_LIMIT = 5_000;
const NESTING_LIMIT = 8;
const CHILDREN_AT_ONCE = 8;
/** Throws CopyFailure when the graph cannot be read from anywhere or is not one that can be mirrored. A mirror that answers with an
 *  error fails its own work only; one that lacks a manifest is noted in `damaged`. */
async function readGraph(root, reading) {
    const draft = {
        visits: new Map(),
        named: new Set(),
        manifests: new Map(),
        blobs: new Map(),
        omitted: new Set(),
        foreign: new Map(),
        vague: new Set(),
    };
    const holders = reading.works.filter((work) => work.hadRoot);
    const mediaType = reading.statedType ?? '';
    await visit({ digest: root, mediaType, size: undefined, depth: 0 }, holders, { draft, reading });
    const manifests = [...draft.manifests.values()];
    const last = manifests.at(-1);
    if (last === undefined)
        throw new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('internal', 'the graph has no root'));
    return {
        root: last,
        manifests,
        blobs: [...draft.blobs.values()],
        omitted: draft.omitted,
        foreignLayers: [...draft.foreign.values()],
        vagueManifests: [...draft.vague],
    };
}
function visit(place, holders, visiting) {
    const { visits } = visiting.draft;
    const key = `${place.digest} ${place.mediaType} ${place.size} ${place.depth}`;
    const known = visits.get(key);
    if (known !== undefined)
        return known;
    const visit = visitOnce(place, holders, visiting);
    visits.set(key, visit);
    return visit;
}
async function visitOnce(place, holders, visiting) {
    const { draft, reading } = visiting;
    if (place.depth > NESTING_LIMIT)
        throw refuse(place.digest, 'manifest-ambiguous', `indexes are nested deeper than ${NESTING_LIMIT}`);
    if (draft.named.add(place.digest).size > MANIFEST_COUNT_LIMIT)
        throw refuse(place.digest, 'copy-failed', `it names more than ${MANIFEST_COUNT_LIMIT} manifests`);
    const raw = await readEverywhere(place, holders, reading);
    if (place.size !== undefined && place.size !== raw.bytes.length)
        throw wrongSize(raw, place.size);
    const parsed = (0,manifest/* parseManifest */.N)(raw, place.mediaType);
    if (!parsed.ok)
        throw refuse(place.digest, parsed.rule, parsed.why);
    await visitParts(parsed.node, place, visiting);
    if (draft.manifests.has(place.digest))
        return;
    draft.manifests.set(place.digest, {
        ...raw,
        descriptor: { ...raw.descriptor, mediaType: parsed.node.mediaType },
    });
}
async function visitParts(node, place, visiting) {
    const { draft, reading } = visiting;
    if (node.kind === 'manifest') {
        for (const blob of (0,graph/* blobsOf */.OR)(node))
            draft.blobs.set(blob.digest, blob);
        if (node.config?.mediaType === media_type/* OCTET_STREAM */.jn)
            draft.vague.add(place.digest);
        for (const layer of (0,graph/* foreignLayersOf */.Ou)(node))
            draft.foreign.set(layer.digest, layer);
        return;
    }
    const { kept, omitted, missingPlatforms } = (0,graph/* keptChildren */._f)(node, reading.platforms);
    // A nested index need not have every platform: its siblings may.
    if (place.depth === 0 && missingPlatforms.length > 0)
        throw missing(place.digest, missingPlatforms);
    for (const child of omitted)
        draft.omitted.add(child.descriptor.digest);
    const holders = reading.works.filter((work) => work.manifests.has(place.digest));
    await (0,each/* mapEach */.S)(kept, CHILDREN_AT_ONCE, (child) => visitChild(child, holders, { visiting, depth: place.depth + 1 }));
}
async function visitChild({ descriptor, role }, holders, { visiting, depth }) {
    if (role === 'blob') {
        visiting.draft.blobs.set(descriptor.digest, descriptor);
        return;
    }
    const { digest, mediaType, size } = descriptor;
    try {
        await visit({ digest, mediaType, size, depth }, holders, visiting);
    }
    catch (error) {
        // An unknown type may be a manifest or a blob: only who has it can tell.
        const isNoManifest = role === 'unknown' && error instanceof copy_failure/* CopyFailure */.iB && (0,errors/* isMirrorError */.U9)(error.error, 'not-found');
        if (!isNoManifest)
            throw error;
        visiting.draft.blobs.set(digest, descriptor);
    }
}
/** Reads a manifest from every mirror that should have it, which proves them; from the readers where none gave it. */
async function readEverywhere(place, holders, reading) {
    const found = await Promise.all(holders.map((work) => readFromHolder(work, place, reading)));
    const first = found.find((raw) => raw !== null);
    if (first === undefined || first === null)
        return reading.shelf.get(place.digest, () => readFromReaders(place, reading));
    reading.shelf.put(first);
    return first;
}
async function readFromHolder(work, place, { signal, isOfReferrer = false }) {
    if (work.failure !== null || work.manifests.has(place.digest))
        return null;
    try {
        const raw = await work.target.readManifest(place.digest, signal, place.size);
        work.manifests.add(place.digest);
        return { ...raw, from: work.target.name };
    }
    catch (error) {
        const rule = damageOf(error);
        if (rule === null)
            work.fail((0,copy_failure/* asFailure */.h_)('mirror', error));
        else if (isOfReferrer && rule === 'manifest-missing')
            return null;
        else
            work.damaged.set(place.digest, rule);
        return null;
    }
}
/** What an error says about a manifest that should be there; null when it says nothing about the manifest. A registry
 *  answers 500 for a manifest file that is cut. */
function damageOf(error) {
    if ((0,errors/* isMirrorError */.U9)(error, 'not-found'))
        return 'manifest-missing';
    if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch', 'size-mismatch'))
        return 'manifest-digest-mismatch';
    if ((0,errors/* isMirrorError */.U9)(error, 'unavailable') && error.status === 500)
        return 'manifest-digest-mismatch';
    return null;
}
async function readFromReaders(place, { readers, meter, signal, isOfReferrer = false }) {
    let failure = new errors/* MirrorError */.En('not-found', `there is nowhere to read ${(0,oci_digest/* shortDigest */.VK)(place.digest)} from`);
    for (const { store, kind } of readers) {
        try {
            const raw = await store.readManifest(place.digest, signal, place.size);
            if (kind === 'source')
                meter.sourceBytes += raw.bytes.byteLength;
            else
                meter.siblingBytes += raw.bytes.byteLength;
            return { ...raw, from: store.name };
        }
        catch (error) {
            // That one mirror lacks a referrer says nothing about a source that did not answer.
            if (!isOfReferrer || (0,errors/* isMirrorError */.U9)(failure, 'not-found'))
                failure = (0,errors/* toMirrorError */.Ho)(error);
            signal.throwIfAborted();
        }
    }
    throw new copy_failure/* CopyFailure */.iB('source', failure);
}

// EXTERNAL MODULE: ./build/mirror/referrers/carried.js
var referrers_carried = __webpack_require__(3635);
// EXTERNAL MODULE: ./build/mirror/referrers/compare.js
var compare = __webpack_require__(7590);
// EXTERNAL MODULE: ./build/mirror/referrers/describe.js
var describe = __webpack_require__(6060);
// EXTERNAL MODULE: ./build/oci/artifact-kind.js
var artifact_kind = __webpack_require__(3145);
;// CONCATENATED MODULE: ./build/mirror/copy/attachments.js
/**
 * What travels with an image: the referrers of its root and of every kept child, and what refers to those in turn. Found at
 * the source, read like any other content from the nearest place that has it, and believed only by what it says itself.
 */








const SUBJECTS_AT_ONCE = 8;
/** What refers to a referrer of a referrer of a referrer is not followed further. */
const REFERRER_DEPTH_LIMIT = 4;
/** Referrers of one image, all told. */
const REFERRERS_LIMIT = 2_000;
const NO_ATTACHMENTS = {
    manifests: [],
    blobs: [],
    listings: new Map(),
    tags: [],
    carried: [],
    remarks: [],
    hasApi: false,
};
/** Thrown when nobody says what refers to an image. */
class UnreadableReferrers extends Error {
    error;
    constructor(error) {
        super(error.message, { cause: error });
        this.error = error;
    }
}
/** Throws UnreadableReferrers where a list cannot be had, CopyFailure where something listed cannot be read. */
async function readAttachments({ manifests }, reading) {
    const draft = new Draft();
    let subjects = manifests.map(({ descriptor }) => descriptor.digest);
    for (const digest of subjects)
        draft.subjects.add(digest);
    for (let depth = 1; subjects.length > 0; depth += 1) {
        const found = await (0,each/* mapEach */.S)(subjects, SUBJECTS_AT_ONCE, (subject) => readOf(subject, { draft, reading }));
        const next = new Set(found.flat().filter((digest) => !draft.subjects.has(digest)));
        for (const digest of next)
            draft.subjects.add(digest);
        if (depth >= REFERRER_DEPTH_LIMIT && next.size > 0) {
            draft.remarks.push(`what refers to ${[...next].map(oci_digest/* shortDigest */.VK).join(', ')} is nested too deep to be looked for`);
            break;
        }
        subjects = [...next];
    }
    return draft.done();
}
class Draft {
    /** Everything whose referrers have been asked for, or will be: circles end here. */
    subjects = new Set();
    manifests = new Map();
    blobs = new Map();
    listings = new Map();
    tags = [];
    carried = [];
    remarks = [];
    hasApi = false;
    done() {
        return {
            manifests: [...this.manifests.values()],
            blobs: [...this.blobs.values()],
            listings: this.listings,
            tags: this.tags,
            carried: this.carried.toSorted(byKindAndName),
            remarks: this.remarks.toSorted(),
            hasApi: this.hasApi,
        };
    }
}
/** The same order at any concurrency. */
function byKindAndName(one, other) {
    const kinds = artifact_kind/* ARTIFACT_KINDS */.hz.indexOf(one.kind) - artifact_kind/* ARTIFACT_KINDS */.hz.indexOf(other.kind);
    const nameOf = ({ artifactType, digest, subject, tag }) => `${artifactType} ${digest} ${subject} ${tag ?? ''}`;
    return kinds !== 0 ? kinds : nameOf(one) < nameOf(other) ? -1 : 1;
}
/** Reads all that refers to `subject`; their digests. */
async function readOf(subject, within) {
    const { draft, reading } = within;
    const list = await reading.lists.of(subject).catch((error) => {
        reading.signal.throwIfAborted();
        throw new UnreadableReferrers((0,errors/* toMirrorError */.Ho)(error));
    });
    draft.hasApi ||= list.hasApi;
    draft.remarks.push(...list.remarks);
    const found = [];
    for (const referrer of list.referrers) {
        const digest = await readReferrer(subject, referrer, within);
        if (digest !== null)
            found.push(digest);
    }
    return found;
}
async function readReferrer(subject, referrer, within) {
    const { draft, reading } = within;
    const { digest } = referrer.descriptor;
    if (draft.carried.length >= REFERRERS_LIMIT)
        throw tooMany(subject);
    const graph = await readListed(referrer, reading);
    const carried = typeof graph === 'string' ? graph : attachments_describe(subject, referrer, graph);
    if (typeof graph === 'string' || typeof carried === 'string') {
        const why = typeof graph === 'string' ? graph : carried;
        draft.remarks.push(`${(0,oci_digest/* shortDigest */.VK)(digest)} is listed as referrer of ${(0,oci_digest/* shortDigest */.VK)(subject)} and ${why}`);
        return null;
    }
    draft.carried.push(carried);
    for (const manifest of graph.manifests)
        draft.manifests.set(manifest.descriptor.digest, manifest);
    for (const blob of graph.blobs)
        draft.blobs.set(blob.digest, blob);
    if (referrer.tag === null)
        draft.listings.set(subject, [...(draft.listings.get(subject) ?? []), graph.root]);
    else
        draft.tags.push({ tag: referrer.tag, manifest: graph.root });
    return digest;
}
/** Why it cannot be carried, where that is the fault of the referrer itself. */
async function readListed({ descriptor }, reading) {
    const { digest, mediaType } = descriptor;
    try {
        return await readGraph(digest, {
            ...reading,
            platforms: null,
            isOfReferrer: true,
            statedType: mediaType,
        });
    }
    catch (error) {
        if (!(error instanceof copy_failure/* CopyFailure */.iB) || error.side !== 'source')
            throw error;
        if (error.error.code === 'not-found')
            return 'is not there';
        const isUseless = error.rule === 'manifest-unparsable' || error.rule === 'manifest-ambiguous';
        if (isUseless)
            return `cannot be used: ${error.error.message}`;
        throw error;
    }
}
/** What it says of itself; a list may name what speaks of something else, and is not believed then. */
function attachments_describe(subject, referrer, graph) {
    const { tag, descriptor } = referrer;
    const parsed = (0,manifest/* parseManifest */.N)(graph.root, descriptor.mediaType);
    if (!parsed.ok)
        return `cannot be used: ${parsed.why}`;
    if (tag === null && parsed.node.subject?.digest !== subject)
        return 'does not speak of it';
    const named = [...graph.manifests.map((one) => one.descriptor), ...graph.blobs];
    return (0,describe/* describeRead */.g)(subject, referrer, {
        node: parsed.node,
        manifestSize: graph.root.descriptor.size,
        size: named.reduce((sum, one) => sum + one.size, 0),
    });
}
function tooMany(subject) {
    return new UnreadableReferrers(new errors/* MirrorError */.En('too-large', `more than ${REFERRERS_LIMIT} referrers belong to one image (at ${(0,oci_digest/* shortDigest */.VK)(subject)})`, { fix: 'find out what writes them there, or set referrers: report for this image' }));
}

;// CONCATENATED MODULE: ./build/mirror/copy/row-attachments.js






const row_attachments_SUBJECTS_AT_ONCE = 8;
const NOTHING = {
    attachments: NO_ATTACHMENTS,
    knownBefore: new Set(),
    facts: { remarks: [], unread: null, notCopied: [] },
};
/** Throws CopyFailure where something that is listed cannot be read. */
async function attachmentsOfRow(row, graph, reading) {
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    const policy = row.image.referrers;
    if (policy === 'ignore' || key === null)
        return NOTHING;
    const known = reading.context.carried.get(key);
    const lists = listsOf(row, key, reading);
    try {
        return policy === 'report'
            ? await report(row, graph, { reading, lists })
            : await bring(row, graph, { reading, lists });
    }
    catch (error) {
        if (!(error instanceof UnreadableReferrers))
            throw error;
        const unread = { error: error.error, remembered: known !== null };
        const facts = { remarks: [], unread, notCopied: [] };
        if (policy === 'report')
            return { ...NOTHING, facts };
        if (known === null)
            return { ...NOTHING, attachments: null, facts };
        const brought = await bring(row, graph, { reading, lists: (0,source_list/* rememberedLists */.aK)(known) });
        return { ...brought, facts: { ...brought.facts, unread } };
    }
}
/** Nobody is asked as long as what was found counts, or where what is to be brought is known. */
function listsOf(row, key, { search, context }) {
    if (row.referrers !== undefined)
        return (0,source_list/* rememberedLists */.aK)(row.referrers);
    const known = context.carried.get(key);
    // What never was asked about in full says nothing of children.
    return known !== null && known.wholeAtMs > 0 && (0,referrers_carried/* carriedCounts */.zN)(known, key.root, context.age)
        ? (0,source_list/* rememberedLists */.aK)(known)
        : (0,source_list/* sourceLists */.bh)(row, key, { search, context });
}
async function bring(row, graph, { reading, lists }) {
    const knownBefore = new Set(knownOf(row, reading).map(({ digest }) => digest));
    const attachments = await readAttachments(graph, { ...reading, lists });
    remember(row, attachments, { reading, lists });
    const { remarks } = attachments;
    return { attachments, knownBefore, facts: { remarks, unread: null, notCopied: [] } };
}
/** Only lists are read: what would be copied is named as they name it. */
async function report(row, { manifests }, { reading, lists }) {
    const subjects = manifests.map(({ descriptor }) => descriptor.digest);
    const found = await (0,each/* mapEach */.S)(subjects, row_attachments_SUBJECTS_AT_ONCE, async (subject) => {
        const list = await lists.of(subject).catch((error) => {
            reading.signal.throwIfAborted();
            throw new UnreadableReferrers(error);
        });
        return { ...list, carried: list.referrers.map((referrer) => (0,describe/* describeListed */.R)(subject, referrer)) };
    });
    const carried = found.flatMap((list) => list.carried);
    const hasApi = found.some((list) => list.hasApi);
    remember(row, { carried, hasApi }, { reading, lists });
    const facts = { remarks: found.flatMap(({ remarks }) => remarks), unread: null, notCopied: carried };
    return { ...NOTHING, facts };
}
function knownOf(row, { context }) {
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    return key === null ? [] : (context.carried.get(key)?.referrers ?? []);
}
/** What was only remembered is not new; that it was read tells more of it. */
function remember(row, { carried, hasApi }, { reading: { context }, lists }) {
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    if (key === null || row.referrers !== undefined)
        return;
    const known = context.carried.get(key);
    const { nowMs } = context.age;
    if (lists.from === 'memory') {
        if (known !== null)
            context.carried.remember(key, { ...known, referrers: (0,compare/* unionOf */.Z)([carried, known.referrers]) });
        return;
    }
    const isWhole = lists.isWhole && row.image.referrers === 'copy';
    const wholeAtMs = isWhole ? nowMs : (known?.wholeAtMs ?? 0);
    const referrers = carried.slice(0, referrers_carried/* CARRIED_LIMIT */.zt);
    context.carried.remember(key, { referrers, count: carried.length, atMs: nowMs, wholeAtMs, hasApi });
}

// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
;// CONCATENATED MODULE: ./build/mirror/copy/work-proofs.js
/** What the end of a step's work says about proofs. */



/** Notes what was proven: the image, and, where it is known what refers to it, that too. */
function recordSuccess(work, knowsReferrers, { context, places }) {
    const { row } = work.step;
    if (row.wanted === null)
        return;
    const subject = (0,observe/* subjectOf */.et)(work.target, row.wanted, row);
    if (knowsReferrers && row.image.referrers === 'copy')
        context.proofs.prove((0,observe/* referrersOf */.aH)(subject), work.isProbed ? 'probe' : 'exists', context.age.nowMs);
    if (work.step.action === 'attach')
        return;
    context.proofs.prove(subject, work.isProbed ? 'probe' : 'exists', context.age.nowMs);
    const known = context.proofs.get(subject);
    if (known?.kind === 'damaged')
        work.stillDamaged = known;
    places.add(row.wanted, work.target);
}
/** A root that was there and could not be proven is not believed to be complete any more, unless its mirror just did not answer. */
function doubtProof(work, { side, error, rule }, { context, signal }) {
    const { row, action } = work.step;
    if (row.wanted === null || !work.hadRoot || signal.aborted)
        return;
    // A tag that could not be set says nothing about what it was to point to.
    if ((work.isProven || action === 'retag' || action === 'attach') &&
        !(0,errors/* isMirrorError */.U9)(error, 'not-found', 'digest-mismatch', 'size-mismatch'))
        return;
    const subject = (0,observe/* subjectOf */.et)(work.target, row.wanted, row);
    if (work.damaged.size > 0 || rule.startsWith('blob-'))
        context.proofs.damage(subject, 'probe', context.age.nowMs);
    else if (side === 'source' || !(0,health/* isUnreachable */.R)(error))
        context.proofs.forget(subject);
}

;// CONCATENATED MODULE: ./build/mirror/copy/row-copy.js
/** Copies one image to the mirrors that lack it: graph, blobs, manifests, tag. Each mirror goes its own way after the graph. */








/** Carries out the works of one row, which are all of one action; each ends with or without `failure`. Never throws. */
async function copyRow(row, works, tools) {
    const readers = readersFor(row, works, tools);
    const { context, shelf, search, signal } = tools;
    const reading = { readers, shelf, meter: context.meter, signal };
    try {
        const graph = await readImage(row, works, reading);
        const found = await attachmentsOfRow(row, graph, { ...reading, works, search, context });
        if (found.attachments === null)
            failUntagged(works, found.facts);
        const live = works.filter((work) => work.failure === null);
        await bringAll(live, { graph, found, readers, tools });
        // Works that failed for it tell it themselves.
        const referrers = live.length === 0 ? { ...found.facts, unread: null } : found.facts;
        const { foreignLayers, omitted, vagueManifests } = graph;
        return { foreignLayers, omitted, vagueManifests, referrers };
    }
    catch (error) {
        for (const work of works)
            work.fail((0,copy_failure/* asFailure */.h_)('source', error));
        return null;
    }
}
/** Mirrors that should have the image are proven by reading it there, unless it is proven already and only read to see what belongs to it. */
function readImage({ wanted, platforms }, works, reading) {
    if (wanted === null)
        throw new copy_failure/* CopyFailure */.iB('source', new errors/* MirrorError */.En('internal', 'a row without a digest was planned'));
    if (!works.every(isAttaching))
        return readGraph(wanted, { ...reading, works, platforms });
    const there = works.map(({ target }) => ({ store: target, kind: 'mirror' }));
    return readGraph(wanted, { ...reading, works: [], platforms, readers: [...there, ...reading.readers] });
}
function isAttaching({ step }) {
    return step.action === 'attach';
}
/** No tag is put on an image of which nobody says what belongs to it; one that has its tag is left as it is, and that is told. */
function failUntagged(works, { unread }) {
    const error = unread?.error ?? new errors/* MirrorError */.En('internal', 'nobody knows what refers to it');
    for (const work of works)
        if (!work.hadRoot)
            work.fail(new copy_failure/* CopyFailure */.iB('source', error, 'referrers-unreadable'));
}
async function bringAll(live, bringing) {
    const { graph, found } = bringing;
    const own = live.every(isAttaching) ? [] : graph.blobs;
    const blobs = uniqueBlobs([...own, ...(found.attachments?.blobs ?? [])]);
    const arrivals = blobs.map((blob) => bringBlob(blob, live, bringing));
    await Promise.all(live.map((work, index) => {
        const ofWork = arrivals.map((ofBlob) => ofBlob[index]);
        return finish(work, { blobs, arrivals: ofWork }, bringing);
    }));
}
function uniqueBlobs(blobs) {
    return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}
/** Siblings of this run first; then the mirrors that an earlier run has proven and the source, in the order asked for. */
function readersFor(row, works, { context, places }) {
    const writing = works.map(({ target }) => target);
    const siblings = row.wanted === null ? [] : places.readersOf(row.wanted, writing);
    const proven = row.cells
        .filter(({ proof, seen, target }) => proof !== null && seen.kind === 'present' && !writing.includes(target))
        .map(({ target }) => target);
    const mirrors = [...proven, ...row.provenElsewhere].map((store) => ({ store, kind: 'mirror' }));
    const source = { store: row.source, kind: 'source' };
    return context.file.readFrom === 'mirrors-first'
        ? [...siblings, ...mirrors, source]
        : [...siblings, source, ...mirrors];
}
function bringBlob(blob, works, { readers, tools }) {
    const recipients = works.map(({ target }) => ({ target, mayHaveIt: tools.inhabited.has(target) }));
    return tools.exchange.bring({ blob, readers, signal: tools.signal }, recipients);
}
/** Waits for one mirror's blobs, then writes its manifests, what refers to them, and its tag. */
async function finish(work, { blobs, arrivals }, { graph, found, readers, tools }) {
    const isOwn = new Set(graph.blobs.map(({ digest }) => digest));
    const settled = await Promise.allSettled(arrivals);
    settled.forEach((result, index) => {
        const blob = blobs[index];
        if (result.status === 'fulfilled' && blob !== undefined && result.value !== undefined)
            noteArrival(work, { blob, arrival: result.value, told: tools.told, isOwn: isOwn.has(blob.digest) });
    });
    try {
        for (const result of settled)
            if (result.status === 'rejected')
                throw result.reason;
        const { exchange, once, places, context, signal } = tools;
        const writing = { exchange, once, places, meter: context.meter, readers, signal };
        if (!isAttaching(work))
            await writeManifests(work, graph, writing);
        const { attachments, knownBefore } = found;
        if (attachments !== null)
            await writeAttachments(work, attachments, { ...writing, knownBefore });
        work.isProven = true;
        await setTag(work, graph.root, signal);
        recordSuccess(work, attachments !== null, tools);
    }
    catch (error) {
        work.fail((0,copy_failure/* asFailure */.h_)('mirror', error));
    }
    finally {
        work.settle();
    }
}
/** Rows of one repository share what arrives there: each knows of it, the one that started it counts it, and one tells it. */
function noteArrival(work, { blob: { digest }, arrival, told, isOwn }) {
    if (!arrival.proven)
        work.isProbed = false;
    if (arrival.kind === 'found' || work.counted.has(digest))
        return;
    work.counted.add(digest);
    work.written += 1;
    if (!isOwn)
        work.attached += 1;
    if (arrival.isOwn)
        work.bytesWritten += arrival.bytes;
    // A row whose root was there missed the blob, whoever brought it: a row that is new has nothing to tell of that.
    const isMended = (work.hadRoot && isOwn) || (arrival.isOwn && arrival.damage !== null);
    if (!isMended || !isFirstToTell(work.target, digest, told))
        return;
    const rule = arrival.damage === 'size' ? 'blob-size-mismatch' : 'blob-missing';
    work.mended.push({ rule, digest, from: arrival.from, bytes: arrival.bytes });
}
function isFirstToTell(target, digest, told) {
    const ofTarget = told.get(target) ?? new Set();
    if (ofTarget.has(digest))
        return false;
    told.set(target, ofTarget.add(digest));
    return true;
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/mirror/advice.js
var advice = __webpack_require__(1696);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var proofs = __webpack_require__(1795);
;// CONCATENATED MODULE: ./build/mirror/copy/referrer-findings.js
/** What the copy stage has to tell of referrers: what stays behind, what nobody could say, what is odd. Pure. */




const NAMED = 5;
function referrerFindings(row, { remarks, unread, notCopied }) {
    const about = { source: row.name, at: row.at, ...(row.wanted === null ? {} : { digest: row.wanted }) };
    return [
        ...remarks.map((remark) => (0,finding/* finding */.gk)('referrer-invalid', {
            message: `${row.name}: ${remark}`,
            help: 'It is not mirrored. Whoever writes to the source can mend or delete it.',
            ...about,
        })),
        ...(unread === null ? [] : [unreadFinding(row, unread)]),
        ...(notCopied.length === 0
            ? []
            : [
                (0,finding/* finding */.gk)('referrers-not-copied', {
                    message: `${row.name}: ${(0,quantities/* formatCount */.B4)(notCopied.length, 'referrer')} not copied, as referrers: report asks (${namesOf(notCopied)})`,
                    help: 'Nodes and policies that verify signatures do not find them on the mirrors. With referrers: copy they travel with the image.',
                    ...about,
                }),
            ]),
    ];
}
/** Tags of cosign that pointed to what the source is not known to have had. */
function overwrittenFindings({ step, target, overwritten }) {
    return overwritten.map(({ tag, found, wanted }) => (0,finding/* finding */.gk)('tag-overwritten', {
        message: `${target.name}:${tag} pointed to ${(0,oci_digest/* shortDigest */.VK)(found)}, which the source is not known to have had; it becomes ${(0,oci_digest/* shortDigest */.VK)(wanted)}`,
        help: `Somebody else may sign on this mirror. What he wrote stays under its digest ${found} until the registry collects it.`,
        source: step.row.name,
        mirror: step.cell.mirror.name,
        target: `${target.name}:${tag}`,
        digest: found,
        at: step.row.at,
    }));
}
/** The image itself was there already, else the row has failed with this reason. */
function unreadFinding(row, { error, remembered }) {
    const used = remembered
        ? 'what an earlier run found was used'
        : 'what mirrors have of them was left as it is';
    return (0,finding/* finding */.gk)('referrers-unreadable', {
        severity: 'warning',
        message: `${row.name}: its source did not say what refers to it, and ${used}: ${(0,errors/* describeError */.Uc)(error)}`,
        help: 'Not knowing is not the same as having none. Run again when the source answers, or set referrers: ignore for this image.',
        source: row.name,
        at: row.at,
        ...(row.wanted === null ? {} : { digest: row.wanted }),
    });
}
/** `2 signature, 1 sbom, …` is for the report; here each is named as far as a line holds. */
function namesOf(referrers) {
    const names = referrers
        .slice(0, NAMED)
        .map(({ kind, digest, tag }) => `${kind} ${tag ?? (0,oci_digest/* shortDigest */.VK)(digest)}`);
    const more = referrers.length - names.length;
    return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

;// CONCATENATED MODULE: ./build/mirror/copy/work-findings.js
/** What the copy stage has to tell besides failures: what was mended, what registries cannot do. */






function findingsOfWorks(works, graphs) {
    return [
        ...works.flatMap(mendedFindings),
        ...works.flatMap(damagedFindings),
        ...rangeFindings(works),
        ...works.flatMap(overwrittenFindings),
        ...[...graphs].flatMap(([row, graph]) => [
            ...graphFindings(row, graph),
            ...referrerFindings(row, graph.referrers),
        ]),
    ];
}
function mendedFindings({ step, mended, target }) {
    return mended.map(({ rule, digest, from, bytes }) => (0,finding/* finding */.gk)(rule, {
        severity: 'note',
        message: `${target.name}: ${(0,oci_digest/* shortDigest */.VK)(digest)} was listed but could not be served; it was brought from ${from}`,
        help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
        source: step.row.name,
        mirror: step.cell.mirror.name,
        target: step.cell.address,
        digest,
        repaired: { from, bytes },
        at: step.row.at,
    }));
}
function damagedFindings({ step, stillDamaged }) {
    if (stillDamaged === null)
        return [];
    const { cell, row } = step;
    return [
        (0,finding/* finding */.gk)('incomplete', {
            message: `${cell.address}: ${(0,proofs/* whyStillDamaged */.Ok)(stillDamaged, 'probe')}`,
            help: `Run verify --repair --depth ${stillDamaged.depth}.`,
            source: row.name,
            mirror: cell.mirror.name,
            target: cell.address,
            ...(row.wanted === null ? {} : { digest: row.wanted }),
            at: row.at,
        }),
    ];
}
/** Registries that ignore ranges, each named once. */
function rangeFindings(works) {
    const byMirror = Map.groupBy(works.filter((work) => !work.isProbed), ({ step }) => step.cell.mirror.name);
    return [...byMirror].map(([mirror, ofMirror]) => (0,finding/* finding */.gk)('range-ignored', {
        message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
        help: (0,advice/* helpOf */.Z)('range-ignored'),
        mirror,
        affects: ofMirror.map(({ step }) => step.cell.address),
        affectedCount: ofMirror.length,
    }));
}
function graphFindings(row, { foreignLayers, omitted, vagueManifests }) {
    const about = { source: row.name, at: row.at, ...(row.wanted === null ? {} : { digest: row.wanted }) };
    const findings = [];
    if (vagueManifests.length > 0) {
        findings.push((0,finding/* finding */.gk)('config-octet-stream', {
            message: `${row.name}: ${(0,quantities/* formatCount */.B4)(vagueManifests.length, 'manifest names', 'manifests name')} the config as application/octet-stream (${vagueManifests.map(oci_digest/* shortDigest */.VK).join(', ')})`,
            help: (0,advice/* helpOf */.Z)('config-octet-stream'),
            ...about,
        }));
    }
    if (foreignLayers.length > 0) {
        findings.push((0,finding/* finding */.gk)('foreign-layer', {
            message: `${row.name}: ${foreignLayers.length} foreign layers are not mirrored (${foreignLayers.map(({ digest }) => (0,oci_digest/* shortDigest */.VK)(digest)).join(', ')})`,
            help: (0,advice/* helpOf */.Z)('foreign-layer'),
            ...about,
        }));
    }
    if (omitted.size > 0) {
        findings.push((0,finding/* finding */.gk)('sparse-index', {
            message: `${row.name}: ${omitted.size} children of the index are left out, as platforms asks`,
            help: (0,advice/* helpOf */.Z)('sparse-index'),
            ...about,
        }));
    }
    return findings;
}

;// CONCATENATED MODULE: ./build/mirror/copy/copy.js
/**
 * The copy stage: carries out a plan. Rows are worked on side by side; a mirror that falls behind gets a lane of its own,
 * one that does not answer is tried once more at the end. One failing image or mirror never stops the others.
 */

















/** Rows for several mirrors in flight, and those for one mirror alone; each holds its manifests in memory. */
const ROWS_AT_ONCE = 32;
/** Rows in flight for a mirror that falls behind. */
const SLOW_ROWS_AT_ONCE = 6;
/** How long a mirror may take for a row after the first one has it, or as long again as that one took if this is longer. */
const STRAGGLER_PATIENCE_MS = 2_000;
/** How long mirrors that can be pushed to wait for the answers of others. */
const PREFLIGHT_PATIENCE_MS = 2_000;
/** Carries out `steps`; outcomes are in their order. When `signal` fires, work in flight stops and what was not reached is `deferred`. Never throws. */
async function copy(steps, context, signal) {
    return new CopyRun(context, signal).carryOut(steps);
}
class CopyRun {
    #context;
    #signal;
    #tools;
    #gate;
    #rows = (0,p_limit/* default */.A)(ROWS_AT_ONCE);
    #lanes = new Map();
    #slow = new Set();
    /** By mirror; settled when all of its places have been asked. */
    #preflights = new Map();
    #inhabited = new Set();
    #graphs = new Map();
    /** Names of rows whose graph has been told of. */
    #told = new Set();
    constructor(context, signal) {
        const places = new copy_places/* Places */.N();
        this.#context = context;
        this.#signal = signal;
        const exchange = new blob_exchange/* BlobExchange */.t({ places, meter: context.meter, now: context.monotonicMs });
        this.#tools = {
            context,
            exchange,
            places,
            inhabited: this.#inhabited,
            told: new Map(),
            shelf: new ManifestShelf(),
            once: new OncePerPlace(),
            search: new search/* ReferrerSearch */.m(context.health, signal),
            signal,
        };
        this.#gate = new SignatureGate(this.#tools);
    }
    async carryOut(steps) {
        for (const { cell } of steps)
            if (isInhabited(cell))
                this.#inhabited.add(cell.target);
        const works = steps
            .filter(({ action }) => action === 'copy' || action === 'attach' || action === 'retag')
            .map((step) => new CellWork(step, this.#signal));
        this.#context.meter.imagesTotal += works.length;
        await this.#refuseUnsigned(works);
        await this.#preflightAll(works.filter((work) => work.failure === null));
        await this.#workOff(works.filter((work) => work.failure === null));
        const done = new Map(works.map((work) => [work.step, (0,outcome/* outcomeOf */.sG)(work, this.#context.age.nowMs, this.#signal)]));
        return {
            outcomes: steps.map((step) => done.get(step) ?? (0,outcome/* outcomeWithoutWork */.Yr)(step)),
            findings: [...findingsOfWorks(works, this.#untoldGraphs()), ...this.#gate.takeFindings()],
            carryOn: (more) => this.carryOut(more),
        };
    }
    /** Before the first byte: what a signature policy does not let pass goes nowhere. */
    async #refuseUnsigned(works) {
        const writing = works.filter(({ step }) => (0,writes/* writes */.D)(step));
        await Promise.all(writing.map(async (work) => {
            const why = await this.#gate.whyClosed(work.step.row);
            if (why === null)
                return;
            work.fail(why);
            this.#tell(work);
        }));
    }
    /** Asks all mirrors side by side. One that has not answered well after the first is left to its own lane: its works begin
     *  when it has. */
    async #preflightAll(works) {
        const unanswered = new Set();
        for (const [mirror, ofMirror] of Map.groupBy(works, ({ step }) => step.cell.mirror.name)) {
            unanswered.add(mirror);
            const asked = preflight(ofMirror, this.#context.health, this.#signal)
                .catch(() => undefined)
                .then(() => unanswered.delete(mirror));
            this.#preflights.set(mirror, asked);
        }
        const all = [...this.#preflights.values()];
        if (all.length === 0)
            return;
        await Promise.race(all);
        await (0,or_after/* orAfter */.a)(PREFLIGHT_PATIENCE_MS, Promise.all(all));
        for (const mirror of unanswered)
            this.#slow.add(mirror);
    }
    #untoldGraphs() {
        const untold = new Map([...this.#graphs].filter(([{ name }]) => !this.#told.has(name)));
        for (const { name } of untold.keys())
            this.#told.add(name);
        this.#graphs.clear();
        return untold;
    }
    async #workOff(works) {
        const byRow = new Map();
        for (const work of works)
            byRow.set(work.step.row, [...(byRow.get(work.step.row) ?? []), work]);
        await Promise.all([...byRow].map(([row, ofRow]) => this.#workRow(row, ofRow)));
    }
    /** Mirrors that keep up share one reading; those known to be slow follow alone, once a sibling has the content. */
    async #workRow(row, works) {
        const together = works.length > 1 ? works.filter((work) => this.#keepsUp(work)) : [];
        const started = await this.#rows(async () => {
            const copying = this.#copyTogether(row, together);
            await Promise.race([copying, this.#untilStragglersShow(together)]);
            return { copying }; // in an object, so that the place in the queue is given up without waiting for it
        });
        await started.copying;
        const left = works.filter((work) => !work.isDone && work.failure === null);
        await Promise.all(left.map((work) => this.#workAlone(row, work)));
    }
    /** Resolves when some mirrors of a row are long done and others are not: those are slow from now on. */
    async #untilStragglersShow(works) {
        const startedMs = this.#context.monotonicMs();
        await Promise.race(works.map((work) => work.settled));
        const patienceMs = Math.max(STRAGGLER_PATIENCE_MS, this.#context.monotonicMs() - startedMs);
        const isOver = works.map((work) => work.settled);
        await (0,or_after/* orAfter */.a)(patienceMs, Promise.all(isOver));
        for (const work of works)
            if (!work.isSettled)
                this.#slow.add(work.step.cell.mirror.name);
    }
    /** In the mirror's lane, and again where it met another slow mirror there and fell behind that one. */
    async #workAlone(row, work) {
        await this.#preflights.get(work.step.cell.mirror.name);
        do
            await this.#laneOf(work)(() => this.#copyTogether(row, [work]));
        while (!work.isDone && work.failure === null && !this.#signal.aborted);
    }
    #keepsUp({ step }) {
        return !this.#slow.has(step.cell.mirror.name);
    }
    #laneOf({ step }) {
        const { name } = step.cell.mirror;
        const lane = this.#lanes.get(name) ?? (0,p_limit/* default */.A)(ROWS_AT_ONCE);
        this.#lanes.set(name, lane);
        if (this.#slow.has(name))
            lane.concurrency = SLOW_ROWS_AT_ONCE;
        return lane;
    }
    async #copyTogether(row, works) {
        const ready = works.filter((work) => this.#isWorthTrying(work));
        if (ready.length === 0 || this.#signal.aborted)
            return;
        const retags = ready.filter(({ step }) => step.action === 'retag');
        const copies = ready.filter(({ step }) => step.action === 'copy');
        const attaches = ready.filter(({ step }) => step.action === 'attach');
        const [graph, attached] = await Promise.all([
            copies.length === 0 ? null : copyRow(row, copies, this.#tools),
            attaches.length === 0 ? null : copyRow(row, attaches, this.#tools),
            ...retags.map((work) => retag(work, this.#signal)),
        ]);
        if (graph !== null)
            this.#graphs.set(row, graph);
        // What belongs to an image that was copied before has been told then.
        else if (attached)
            this.#graphs.set(row, { ...attached, foreignLayers: [], omitted: new Set() });
        for (const work of ready)
            this.#learn(work);
    }
    #isWorthTrying(work) {
        if (work.failure !== null)
            return false;
        const down = this.#context.health.whyDown(work.step.cell.mirror.name);
        if (down !== null)
            work.fail(new copy_failure/* CopyFailure */.iB('mirror', down));
        return down === null;
    }
    #tell(work) {
        this.#context.meter.imagesDone += 1;
        this.#context.onOutcome((0,outcome/* outcomeOf */.sG)(work, this.#context.age.nowMs, this.#signal));
    }
    #learn(work) {
        const { name } = work.step.cell.mirror;
        if (work.failure instanceof copy_failure/* FellBehind */.M3) {
            this.#slow.add(name);
            work.failure = null;
            return;
        }
        work.isDone = true;
        this.#tell(work);
        const { failure } = work;
        if (failure !== null)
            doubtProof(work, (0,copy_failure/* failureOf */.g5)(failure), this.#tools);
        if (failure === null)
            this.#context.health.succeed(name);
        else if (failure instanceof copy_failure/* CopyFailure */.iB && failure.side === 'mirror')
            this.#context.health.fail(name, failure.error);
    }
}
function isInhabited({ seen }) {
    return seen.kind === 'present' || seen.kind === 'damaged' || (seen.kind === 'absent' && seen.root !== null);
}


/***/ }),

/***/ 2034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ orAfter),
/* harmony export */   v: () => (/* binding */ pause)
/* harmony export */ });
/** Waiting with an end. */
/** Resolves when `done` does, or after `ms`; leaves no timer behind. Rejects where `done` does before that. */
async function orAfter(ms, done) {
    let timer;
    const over = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
    });
    await Promise.race([done, over]);
    clearTimeout(timer);
}
/** Resolves after `ms`, or as soon as the signal fires. */
async function pause(ms, signal) {
    const stopped = new AbortController();
    const aborted = new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true, signal: stopped.signal });
    });
    await orAfter(signal.aborted ? 0 : ms, aborted);
    stopped.abort();
}


/***/ }),

/***/ 8832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ Places)
/* harmony export */ });
/** Repositories of one registry that are remembered for one digest. A layer that thousands of repositories share is as well
 *  mounted from a few of them, and looking through all for each of them would take the square of their number. */
const MOST_OF_ONE_ORIGIN = 8;
class Places {
    #byDigest = new Map();
    add(digest, target) {
        const known = this.#byDigest.get(digest);
        if (known === undefined)
            this.#byDigest.set(digest, [target]);
        else if (!known.includes(target) && hasRoom(known, target))
            known.push(target);
    }
    remove(digest, target) {
        const known = this.#byDigest.get(digest);
        if (known !== undefined)
            this.#byDigest.set(digest, known.filter((other) => other !== target));
    }
    /** Repositories of the target's own origin that have the content, to mount it from. */
    mountableInto(target, digest) {
        const known = this.#byDigest.get(digest) ?? [];
        return known
            .filter((other) => other.origin === target.origin && other !== target)
            .map((other) => other.repository);
    }
    /** Mirrors that have just proven the content, other than `except`. */
    readersOf(digest, except) {
        const known = this.#byDigest.get(digest) ?? [];
        return known.filter((target) => !except.includes(target)).map((store) => ({ store, kind: 'mirror' }));
    }
}
function hasRoom(known, { origin }) {
    return known.filter((other) => other.origin === origin).length < MOST_OF_ONE_ORIGIN;
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

/***/ 8081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ materialBeside)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(4775);
;// CONCATENATED MODULE: ./build/signatures/material.js

/** More than these are not looked at: whoever may push to the repository could otherwise make verifying endless. */
const CANDIDATE_LIMIT = 50;
/** Largest signature or attestation that is read: what is read of one blob as a whole. */
const CANDIDATE_LIMIT_BYTES = store/* SMALL_BLOB_LIMIT_BYTES */.a;
/** Largest sum of those of one image. */
const MATERIAL_LIMIT_BYTES = 32 * 1024 * 1024;

;// CONCATENATED MODULE: ./build/signatures/find-material.js


const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+)?\+json(?:;|$)/;
const SIMPLE_SIGNING_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json';
const DSSE_TYPE = 'application/vnd.dsse.envelope.v1+json';
/**
 * What to read of `manifests` (referrers of an image, and what cosign's tags point to), in their order, each layer once,
 * within the limits. Layers are known by their media types alone: what an index says of a manifest is not believed.
 */
function planMaterial(manifests) {
    const reads = [];
    const passedOver = [];
    let sizeBytes = 0;
    let beyond = 0;
    for (const read of distinctReads(manifests)) {
        const { size } = read.blob;
        if (size > CANDIDATE_LIMIT_BYTES) {
            if (passedOver.length < CANDIDATE_LIMIT) {
                passedOver.push({ kind: 'too-large', evidence: read.evidence, sizeBytes: size });
            }
        }
        else if (reads.length === CANDIDATE_LIMIT || sizeBytes + size > MATERIAL_LIMIT_BYTES)
            beyond += 1;
        else {
            reads.push(read);
            sizeBytes += size;
        }
    }
    if (beyond > 0)
        passedOver.push({ kind: 'too-many', count: beyond });
    return { reads, passedOver };
}
function distinctReads(manifests) {
    const reads = manifests.flatMap((node) => node.layers.flatMap((layer) => readOf(layer, node) ?? []));
    // One payload may stand under several signatures, which differ in their annotations only.
    const keyOf = ({ blob }) => JSON.stringify([blob.digest, blob.mediaType, blob.annotations ?? {}]);
    return [...new Map(reads.map((read) => [keyOf(read), read])).values()];
}
function readOf(blob, { raw }) {
    const form = formOf(blob.mediaType);
    return form === null
        ? null
        : { evidence: { form, blob: blob.digest, manifest: raw.descriptor.digest }, blob };
}
function formOf(mediaType) {
    if (BUNDLE_TYPE.test(mediaType))
        return 'bundle';
    if (mediaType === SIMPLE_SIGNING_TYPE)
        return 'cosign-signature';
    return mediaType === DSSE_TYPE ? 'cosign-attestation' : null;
}
/** The candidate in the bytes that were read; null bytes, and bytes of another digest, are none. */
function candidateOf({ evidence, blob }, bytes) {
    if (bytes === null || (0,digest/* digestOf */.ol)(bytes, blob.digest) !== blob.digest)
        return { kind: 'damaged', evidence };
    return { evidence, bytes, annotations: blob.annotations ?? {} };
}
/**
 * Reads what `planMaterial` plans, one after the other. `readBlob` gives a blob's bytes, or null where the store cannot serve
 * it (`Source.readSmallBlob` of another kind than `read`); what it throws is thrown.
 */
async function readMaterial(manifests, readBlob) {
    const { reads, passedOver } = planMaterial(manifests);
    const candidates = [];
    const damaged = [];
    for (const read of reads) {
        const found = candidateOf(read, await readBlob(read.blob));
        if ('kind' in found)
            damaged.push(found);
        else
            candidates.push(found);
    }
    return { candidates, passedOver: [...passedOver, ...damaged] };
}

// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
;// CONCATENATED MODULE: ./build/mirror/signatures/beside.js
/** Reads what one place keeps beside an image and what may be a signature of it. Nothing of it is trusted. */




/** Manifests beside one image that are read: whoever may push there could otherwise make looking endless. */
const MANIFEST_LIMIT = 100;
const MANIFESTS_AT_ONCE = 4;
/**
 * Everything beside `subjects` that may be a signature or an attestation, within the limits. What is listed and cannot be
 * served counts as passed over; a place that does not answer throws MirrorError, since that is not the same as nothing.
 */
async function materialBeside(subjects, looking) {
    const lists = await (0,each/* mapEach */.S)(subjects, subjects.length, (subject) => looking.listOf(subject));
    const listed = distinct(lists.flatMap(({ referrers }) => referrers));
    const read = await (0,each/* mapEach */.S)(listed.slice(0, MANIFEST_LIMIT), MANIFESTS_AT_ONCE, (digest) => readManifest(digest, looking));
    const { candidates, passedOver } = await readMaterial(read.flatMap(({ node }) => node ?? []), (blob) => readBlob(blob, looking));
    const beyond = listed.length - MANIFEST_LIMIT;
    return {
        candidates,
        passedOver: [
            ...passedOver,
            ...read.flatMap(({ unserved }) => unserved ?? []),
            ...(beyond > 0 ? [{ kind: 'too-many', count: beyond }] : []),
        ],
    };
}
/** Those under tags of cosign come first: there is one for each name, however much others attach. */
function distinct(referrers) {
    const [tagged, others] = [
        referrers.filter(({ tag }) => tag !== null),
        referrers.filter(({ tag }) => tag === null),
    ];
    return [...new Set([...tagged, ...others].map(({ descriptor }) => descriptor.digest))];
}
async function readManifest(digest, looking) {
    const { store, place, health, signal, onBytes } = looking;
    let raw;
    try {
        raw = await health.guard(place, signal, (guarded) => store.readManifest(digest, guarded));
    }
    catch (error) {
        if (!isAboutManifest(error))
            throw error;
        return { unserved: { kind: 'unserved', manifest: digest } };
    }
    onBytes(raw.bytes.byteLength);
    const parsed = (0,manifest/* parseManifest */.N)(raw);
    // What is no manifest with layers holds no signature of a kind that is known.
    return parsed.ok && parsed.node.kind === 'manifest' ? { node: withoutBytes(parsed.node) } : {};
}
/** Rather than about the place. A registry answers 500 for a manifest file that is cut. */
function isAboutManifest(error) {
    return ((0,errors/* isMirrorError */.U9)(error, 'not-found', 'digest-mismatch', 'size-mismatch', 'too-large') ||
        ((0,errors/* isMirrorError */.U9)(error, 'unavailable') && error.status === 500));
}
async function readBlob(blob, looking) {
    const { store, place, health, signal, onBytes } = looking;
    const read = await health.guard(place, signal, (guarded) => store.readSmallBlob(blob, guarded));
    if (read.kind !== 'read')
        return null;
    onBytes(read.bytes.byteLength);
    return read.bytes;
}
function withoutBytes(node) {
    return { ...node, raw: { ...node.raw, bytes: new Uint8Array() } };
}


/***/ }),

/***/ 7301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ policiesOfRow)
/* harmony export */ });
/* harmony import */ var _signatures_verify_signatures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9528);

function policiesOfRow({ repository, sourceTags }, { signatures }) {
    return (0,_signatures_verify_signatures_js__WEBPACK_IMPORTED_MODULE_0__/* .policiesFor */ .O)(signatures, { repository, tags: sourceTags });
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

/***/ 5354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _B: () => (/* binding */ describePassedOver),
/* harmony export */   kP: () => (/* binding */ describeRefused),
/* harmony export */   pb: () => (/* binding */ formatSignedBy),
/* harmony export */   qY: () => (/* binding */ outside)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3211);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(474);
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

/***/ 7605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ signatureFindings)
});

;// CONCATENATED MODULE: ./build/files/signatures.js
/** `a signature`, `an attestation of type https://slsa.dev/provenance/v1`. */
function formatDemand(demand) {
    return demand.kind === 'signature' ? 'a signature' : `an attestation of type ${demand.predicateType}`;
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/signatures/describe-failure.js
var describe_failure = __webpack_require__(5354);
;// CONCATENATED MODULE: ./build/signatures/findings.js
/** Verdicts that refuse, as findings. */




const MOST_REASONS = 3;
/** `signature-missing` or `signature-invalid` for every demand that is not met. */
function signatureFindings(verdicts, place) {
    return verdicts.flatMap((verdict) => {
        switch (verdict.kind) {
            case 'verified':
                return [];
            case 'missing':
                return [missingFinding(verdict, place)];
            default:
                return [invalidFinding(verdict, place)];
        }
    });
}
function missingFinding(verdict, place) {
    const { policy, demand, others } = verdict;
    const there = others.length === 0 ? '' : `; there is ${(0,describe_failure/* outside */.qY)(others.join(', '))}`;
    const what = formatDemand(demand);
    return (0,finding/* finding */.gk)('signature-missing', {
        message: `${nameOf(place)} lacks ${what} that ${wordsOf(policy)} requires${there}`,
        help: place.mirror === null
            ? 'Ask its publisher to sign this digest, or pin one that is signed; if it never was signed, the policy asks for too much.'
            : 'Run sync, which copies signatures with their image (referrers: copy); if the source has none either, ask its publisher.',
        ...factsOf(place),
        at: policy.at,
    });
}
function invalidFinding(verdict, place) {
    const { policy, demand, refused, passedOver } = verdict;
    const reasons = [...refused.map(describe_failure/* describeRefused */.kP), ...passedOver.map(describe_failure/* describePassedOver */._B)];
    const more = reasons.length > MOST_REASONS ? `; and ${reasons.length - MOST_REASONS} more` : '';
    return (0,finding/* finding */.gk)('signature-invalid', {
        message: `${nameOf(place)}: nothing counts as ${formatDemand(demand)} for ${wordsOf(policy)}: ${reasons.slice(0, MOST_REASONS).join('; ')}${more}`,
        help: helpFor(verdict),
        ...factsOf(place),
        at: policy.at,
    });
}
/** Who signed is a question for a person; everything else is a fault of what was signed. */
function helpFor({ refused, passedOver }) {
    const kinds = new Set(refused.map(({ failure }) => failure.kind));
    if (kinds.has('other-signer') || kinds.has('other-key')) {
        return 'Do not use the image until its publisher confirms who signs it; only then change signedBy.';
    }
    if (kinds.has('not-logged')) {
        return 'Ask its publisher to sign with a transparency log; for a key of your own, log: ignored does without.';
    }
    if (passedOver.length > 0 && refused.length === 0) {
        return 'Delete what does not belong to the image, or ask its publisher to attach less.';
    }
    return 'Do not use the image: ask its publisher to sign this digest again, and find out who put this beside it.';
}
function nameOf({ source, digest, mirror }) {
    const name = mirror === null ? source : mirror.target;
    return name.includes('@') ? name : `${name}@${(0,oci_digest/* shortDigest */.VK)(digest)}`;
}
function wordsOf({ image, at }) {
    return `the policy for ${(0,describe_failure/* outside */.qY)(image.source)} (line ${at.line})`;
}
function factsOf({ source, digest, mirror, }) {
    return { source, digest, ...(mirror !== null && { mirror: mirror.name, target: mirror.target }) };
}


/***/ }),

/***/ 7492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ whenAborted)
/* harmony export */ });
/**
 * Many who wait for one signal that is as old as the run. Node links the listeners of a signal to each other and leaves
 * removed ones linked, as the tables of a Set are; one that has grown old then keeps all that came after it, with what
 * their requests held, until the whole heap is collected. Here one listener serves all, and who leaves keeps nobody.
 */
const rings = new WeakMap();
/** Calls `action` when `signal` fires, in the order of asking, and at once if it has; what it returns takes that back. */
function whenAborted(signal, action) {
    if (signal.aborted) {
        action();
        return () => { };
    }
    const beginning = rings.get(signal) ?? listen(signal);
    const { before } = beginning;
    const waiter = { action, before, after: beginning };
    if (before !== null)
        before.after = waiter;
    beginning.before = waiter;
    return () => leave(waiter);
}
function listen(signal) {
    const beginning = { action: null, before: null, after: null };
    beginning.before = beginning;
    beginning.after = beginning;
    rings.set(signal, beginning);
    signal.addEventListener('abort', () => fire(beginning), { once: true });
    return beginning;
}
function fire(beginning) {
    for (let next = beginning.after; next !== null && next !== beginning; next = beginning.after) {
        const { action } = next;
        leave(next);
        action?.();
    }
}
function leave(waiter) {
    if (waiter.action === null)
        return;
    if (waiter.before !== null)
        waiter.before.after = waiter.after;
    if (waiter.after !== null)
        waiter.after.before = waiter.before;
    waiter.action = null;
    waiter.before = null;
    waiter.after = null;
}


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
