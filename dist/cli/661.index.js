export const id = 661;
export const ids = [661];
export const modules = {

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

/***/ 8206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ef: () => (/* binding */ WHOLE),
/* harmony export */   LE: () => (/* binding */ blobSize),
/* harmony export */   ce: () => (/* binding */ stopped),
/* harmony export */   ic: () => (/* binding */ streamBlobFile),
/* harmony export */   oR: () => (/* binding */ probeBlobFile),
/* harmony export */   tp: () => (/* binding */ readSmallBlob)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _file_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3529);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7885);




const CHUNK_BYTES = 256 * 1024;
const WHOLE = { from: 0, to: null };
/** Size of a blob in bytes, or null when it is not there. */
async function blobSize(directory, digest) {
    return await withBlob(directory, digest, async (handle) => (await handle.stat()).size);
}
/** Reads the last byte (contract, section 8, depth `probe`): present means that it could be read. */
async function probeBlobFile(directory, blob) {
    const probe = await withBlob(directory, blob.digest, (handle) => probeHandle(handle, blob.size));
    return probe ?? { kind: 'absent' };
}
/** The bytes of a blob as they are on disk, unverified; each chunk is memory of its own. Throws `not-found`, `io`. */
async function* streamBlobFile(directory, digest, span, signal) {
    const path = (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .blobPath */ .nD)(directory, digest);
    const handle = await (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .openInside */ .X$)(directory, path);
    if (handle === null)
        throw blobMissing(digest, path);
    try {
        yield* readSpan(handle, span, signal);
    }
    catch (error) {
        throw signal.aborted ? stopped(signal) : (0,_file_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fileError */ .z)(error, `read blob ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)}`, path);
    }
    finally {
        await handle.close();
    }
}
/** A whole blob, or null when it is not there. Throws `too-large` beyond `limitBytes`. */
async function readSmallBlob(directory, digest, limitBytes) {
    return await withBlob(directory, digest, async (handle) => {
        const { size } = await handle.stat();
        if (size > limitBytes)
            throw tooLarge(digest, size, limitBytes);
        return await handle.readFile();
    });
}
/** The error for a fired signal. */
function stopped(signal) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('aborted', 'stopped', { cause: signal.reason });
}
function blobMissing(digest, path) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('not-found', `the layout has no blob ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)}`, { where: path });
}
function tooLarge(digest, sizeBytes, limitBytes) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('too-large', `${sizeBytes} bytes are too many, at most ${limitBytes} are read as one manifest`, {
        where: digest,
        fix: 'name a manifest, not a blob',
    });
}
async function withBlob(directory, digest, work) {
    const path = (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .blobPath */ .nD)(directory, digest);
    const handle = await (0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .openInside */ .X$)(directory, path);
    if (handle === null)
        return null;
    try {
        return await work(handle);
    }
    catch (error) {
        throw (0,_file_error_js__WEBPACK_IMPORTED_MODULE_2__/* .fileError */ .z)(error, `read blob ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)}`, path);
    }
    finally {
        await handle.close();
    }
}
async function probeHandle(handle, expectedSize) {
    const { size } = await handle.stat();
    if (size !== expectedSize)
        return { kind: 'damaged', reason: 'size', actualSize: size };
    if (size === 0)
        return { kind: 'present', proven: true };
    const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return bytesRead === 1 ? { kind: 'present', proven: true } : { kind: 'damaged', reason: 'missing' };
}
async function* readSpan(handle, span, signal) {
    const { size } = await handle.stat();
    const end = Math.min(span.to ?? size, size);
    let position = span.from;
    while (position < end) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - position));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0)
            return;
        position += bytesRead;
        yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
    }
}


/***/ }),

/***/ 9107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ UNFINISHED_PREFIX),
/* harmony export */   Zh: () => (/* binding */ writeBlob),
/* harmony export */   iG: () => (/* binding */ startBlob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);
/* harmony import */ var _blob_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8206);
/* harmony import */ var _file_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3529);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7885);
/** Writing blobs into a layout: a temporary file beside its final place, hashed on the way, renamed when it is right. */








/** Names of unfinished files: no digest, so no reader takes them for a blob. */
const UNFINISHED_PREFIX = '.unfinished-';
const WRITE_BYTES = 512 * 1024;
/** Starts a blob in `directory`, hashed with `algorithm` on the way. Throws `no-space`, `io`, `unsafe`. */
async function startBlob(directory, algorithm) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'blobs', algorithm);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, `${UNFINISHED_PREFIX}${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(9).toString('hex')}`);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
        await (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .realPathInside */ .oG)(directory, folder);
        return new FileBlobWriter(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'wx+', 0o644), { directory, algorithm, path });
    }
    catch (error) {
        throw (0,_file_error_js__WEBPACK_IMPORTED_MODULE_6__/* .fileError */ .z)(error, 'write a blob', folder);
    }
}
/** Writes a whole blob and checks size and digest itself. Throws `size-mismatch`, `digest-mismatch`, `no-space`, `io`,
 *  `aborted`, and what `body` throws; nothing is left behind then. */
async function writeBlob(directory, blob, body, signal) {
    const writer = await startBlob(directory, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(blob.digest));
    try {
        for await (const chunk of body) {
            if (signal.aborted)
                throw (0,_blob_file_js__WEBPACK_IMPORTED_MODULE_5__/* .stopped */ .ce)(signal);
            await writer.append(chunk);
            if (writer.sizeBytes > blob.size)
                throw wrongSize(blob, `more than ${blob.size}`);
        }
        if (writer.sizeBytes !== blob.size)
            throw wrongSize(blob, String(writer.sizeBytes));
        if (signal.aborted)
            throw (0,_blob_file_js__WEBPACK_IMPORTED_MODULE_5__/* .stopped */ .ce)(signal);
    }
    catch (error) {
        await writer.discard();
        throw error;
    }
    await writer.commit(blob.digest);
}
class FileBlobWriter {
    sizeBytes = 0;
    #handle;
    #place;
    #hash;
    #pending = [];
    #pendingBytes = 0;
    constructor(handle, place) {
        this.#handle = handle;
        this.#place = place;
        this.#hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(place.algorithm);
    }
    async append(chunk) {
        this.#hash.update(chunk);
        this.sizeBytes += chunk.length;
        this.#pending.push(chunk);
        this.#pendingBytes += chunk.length;
        if (this.#pendingBytes < WRITE_BYTES)
            return;
        try {
            await this.#flush();
        }
        catch (error) {
            throw this.#asMirrorError(error);
        }
    }
    async commit(digest) {
        try {
            await this.#flush();
            requireDigest(await this.#digestLike(digest), digest);
            await this.#handle.sync();
            await this.#handle.close();
            await moveToBlob(this.#place, digest);
        }
        catch (error) {
            await this.discard();
            throw this.#asMirrorError(error);
        }
    }
    async discard() {
        await this.#handle.close().catch(() => undefined);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(this.#place.path, { force: true }).catch(() => undefined);
    }
    async #flush() {
        const chunks = this.#pending;
        this.#pending = [];
        this.#pendingBytes = 0;
        await writeFully(this.#handle, chunks);
    }
    /** Read again where the digest turns out to be of another algorithm. */
    async #digestLike(digest) {
        const algorithm = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest);
        if (algorithm === this.#place.algorithm)
            return `${algorithm}:${this.#hash.digest('hex')}`;
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm);
        for await (const chunk of this.#handle.createReadStream({ start: 0, autoClose: false }))
            hash.update(chunk);
        return `${algorithm}:${hash.digest('hex')}`;
    }
    #asMirrorError(error) {
        return (0,_file_error_js__WEBPACK_IMPORTED_MODULE_6__/* .fileError */ .z)(error, 'write a blob', this.#place.path);
    }
}
function requireDigest(actual, expected) {
    if (actual === expected)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .MirrorError */ .En('digest-mismatch', `the bytes received hash to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .shortDigest */ .VK)(actual)}`, {
        where: expected,
        fix: 'try again; if it stays, the content is corrupt where it comes from',
    });
}
async function moveToBlob(place, digest) {
    const folder = (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .blobDirectory */ .Dn)(place.directory, digest);
    if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest) !== place.algorithm) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
        await (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .realPathInside */ .oG)(place.directory, folder);
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(place.path, (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .blobPath */ .nD)(place.directory, digest));
}
/** A single writev may write less than asked for. */
async function writeFully(handle, chunks) {
    let left = chunks.filter((chunk) => chunk.length > 0);
    while (left.length > 0) {
        const { bytesWritten } = await handle.writev(left);
        left = dropBytes(left, bytesWritten);
    }
}
function dropBytes(chunks, count) {
    let rest = count;
    return chunks.flatMap((chunk) => {
        const skipped = Math.min(rest, chunk.length);
        rest -= skipped;
        return skipped === chunk.length ? [] : [chunk.subarray(skipped)];
    });
}
function wrongSize(blob, actual) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .MirrorError */ .En('size-mismatch', `${actual} bytes were received where ${blob.size} are expected`, {
        where: blob.digest,
        fix: 'try again; if it stays, the descriptor is wrong where it comes from',
    });
}


/***/ }),

/***/ 3529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ errnoOf),
/* harmony export */   z: () => (/* binding */ fileError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** What the file system answered, as typed errors. */

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const NOT_ALLOWED = new Set(['EACCES', 'EPERM', 'EROFS']);
/** The errno name of a failed system call (`ENOENT`), or null. */
function errnoOf(error) {
    if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error))
        return null;
    return typeof error.code === 'string' ? error.code : null;
}
/** `error` as a MirrorError about `path`: `no-space` for a full disk, quota or file size limit, `io` for the rest of
 *  the file system, anything else as `toMirrorError` has it. `action` says what failed: `write blob sha256:1a2b…`. */
function fileError(error, action, path) {
    const errno = errnoOf(error);
    if (errno === null)
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error);
    const code = NO_SPACE.has(errno) ? 'no-space' : 'io';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En(code, `cannot ${action}: ${reasonOf(errno)}`, {
        where: path,
        fix: fixFor(errno, path),
        cause: error,
    });
}
function reasonOf(errno) {
    if (errno === 'EDQUOT')
        return 'the disk quota is used up (EDQUOT)';
    if (errno === 'EFBIG')
        return 'the file size limit is reached (EFBIG)';
    if (NO_SPACE.has(errno))
        return `the disk is full (${errno})`;
    if (errno === 'EROFS')
        return 'the file system is read-only (EROFS)';
    if (NOT_ALLOWED.has(errno))
        return `permission denied (${errno})`;
    if (errno === 'ENOTDIR' || errno === 'EEXIST')
        return `a file is where a directory must be (${errno})`;
    return `the file system answered ${errno}`;
}
function fixFor(errno, path) {
    if (NO_SPACE.has(errno))
        return `free space on the disk that holds ${path}, or choose another directory`;
    if (errno === 'EROFS')
        return 'choose a directory on a writable file system';
    if (NOT_ALLOWED.has(errno))
        return `give this user read and write permission for ${path}`;
    if (errno === 'ENOTDIR' || errno === 'EEXIST')
        return `remove the file in the way, or choose another directory`;
    return `check the disk and the permissions of ${path}`;
}


/***/ }),

/***/ 9661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ openLayout)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/quoted.js
var quoted = __webpack_require__(7532);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/stores/layout/atomic-file.js
/** Replacing a file in one step. */



/** Writes `text` beside `path`, syncs it, renames it over `path` and syncs the directory: a reader sees the old file or
 *  the new one. Errors of the file system pass as they are; the temporary file is gone then. */
async function replaceFile(path, text) {
    const temporary = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`;
    try {
        await writeSynced(temporary, text);
        await (0,external_node_fs_promises_.rename)(temporary, path);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(temporary, { force: true }).catch(() => undefined);
        throw error;
    }
    await syncDirectory((0,external_node_path_.dirname)(path));
}
/** Makes renames in a directory last. Best effort: not every file system can. */
async function syncDirectory(directory) {
    const handle = await (0,external_node_fs_promises_.open)(directory, 'r').catch(() => null);
    if (handle === null)
        return;
    await handle.sync().catch(() => undefined);
    await handle.close();
}
async function writeSynced(path, text) {
    const handle = await (0,external_node_fs_promises_.open)(path, 'wx', 0o644);
    try {
        await handle.writeFile(text);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./build/stores/layout/blob-file.js
var blob_file = __webpack_require__(8206);
// EXTERNAL MODULE: ./build/stores/layout/file-error.js
var file_error = __webpack_require__(3529);
// EXTERNAL MODULE: ./build/oci/descriptor-json.js
var descriptor_json = __webpack_require__(6740);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/stores/layout/ref-name.js
var ref_name = __webpack_require__(9711);
;// CONCATENATED MODULE: ./build/stores/layout/index-document.js
/** index.json as data: text in, entries out, and edits that leave everything they do not mean untouched. */





const IMAGE_NAME_ANNOTATION = 'io.containerd.image.name';
const EMPTY_INDEX = {
    document: { schemaVersion: 2, mediaType: media_type/* OCI_INDEX */.$p, manifests: [] },
    entries: [],
};
/** Reads index.json (image-spec image-layout.md). Entries that are no descriptors are kept but not listed.
 *  Throws `input` naming `path` and what is expected there. */
function parseIndex(text, path) {
    const document = parseJson(text, path);
    if (!(0,descriptor_json/* isJsonObject */.OW)(document))
        throw notAnIndex(path, 'it is not a JSON object');
    const manifests = document.manifests;
    if (!Array.isArray(manifests))
        throw notAnIndex(path, 'it has no list "manifests"');
    return { document, entries: manifests.flatMap(entryOf) };
}
function renderIndex(index) {
    return JSON.stringify(index.document);
}
/** Carries out `edits` in their order, in one pass. The same value when nothing changes. */
function withEdits(index, edits) {
    const wanted = mergeEdits(edits);
    const current = descriptorsByRefName(index);
    const changes = new Map([...wanted].filter(([refName, descriptor]) => !holds(current.get(refName), descriptor)));
    if (changes.size === 0)
        return index;
    const kept = rawEntries(index).filter((raw) => !changes.has(refNameOf(raw) ?? ''));
    const added = [...changes].flatMap(([refName, put]) => (put === null ? [] : [rootEntry(refName, put)]));
    const manifests = [...kept, ...added];
    return { document: { ...index.document, manifests }, entries: manifests.flatMap(entryOf) };
}
/** The first entry of a digest, whatever its name. */
function findByDigest(index, digest) {
    return index.entries.find((entry) => entry.descriptor.digest === digest) ?? null;
}
/** The last entry of a ref.name: other writers append. */
function findByRefName(index, refName) {
    return index.entries.findLast((entry) => entry.refName === refName) ?? null;
}
/** What each touched ref.name is to point to in the end; null: nothing. */
function mergeEdits(edits) {
    const wanted = new Map();
    for (const edit of edits) {
        for (const refName of edit.drop)
            wanted.set(refName, null);
        for (const [refName, descriptor] of edit.put)
            wanted.set(refName, descriptor);
    }
    return wanted;
}
function descriptorsByRefName(index) {
    const named = index.entries.filter((entry) => entry.refName !== null);
    const groups = Map.groupBy(named, (entry) => entry.refName ?? '');
    return new Map([...groups].map(([refName, entries]) => [refName, entries.map((entry) => entry.descriptor)]));
}
function holds(current = [], wanted) {
    if (wanted === null)
        return current.length === 0;
    return current.length === 1 && current[0]?.digest === wanted.digest;
}
function rootEntry(refName, descriptor) {
    return {
        mediaType: descriptor.mediaType,
        digest: descriptor.digest,
        size: descriptor.size,
        annotations: { [ref_name/* REF_NAME_ANNOTATION */.EP]: refName },
    };
}
function rawEntries(index) {
    const manifests = index.document.manifests;
    return Array.isArray(manifests) ? manifests : [];
}
function entryOf(raw) {
    if (!(0,descriptor_json/* isJsonObject */.OW)(raw))
        return [];
    const { mediaType, digest: digestText, size } = raw;
    const digest = typeof digestText === 'string' ? (0,oci_digest/* parseDigest */.m)(digestText) : null;
    if (digest === null || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return [];
    const descriptor = { mediaType: typeof mediaType === 'string' ? mediaType : '', digest, size };
    return [{ refName: refNameOf(raw), imageName: annotationOf(raw, IMAGE_NAME_ANNOTATION), descriptor }];
}
function refNameOf(raw) {
    return annotationOf(raw, ref_name/* REF_NAME_ANNOTATION */.EP);
}
function annotationOf(raw, key) {
    const annotations = (0,descriptor_json/* isJsonObject */.OW)(raw) ? raw.annotations : undefined;
    const value = (0,descriptor_json/* isJsonObject */.OW)(annotations) && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    return typeof value === 'string' ? value : null;
}
function parseJson(text, path) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw notAnIndex(path, 'it is not valid JSON', error);
    }
}
function notAnIndex(path, why, cause) {
    return new errors/* MirrorError */.En('input', `not an OCI image layout: ${why}`, {
        where: path,
        fix: 'name a directory whose index.json is an OCI image index, {"schemaVersion": 2, "manifests": [...]}',
        cause,
    });
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/stores/layout/lock-file.js
/** A lock between processes: a file that only one of them can create. */






const LOCK_PATIENCE = { waitMs: 30_000, staleMs: 20_000 };
const POLL_MS = 15;
/** Its maker's name is in a lock within microseconds; one that stays empty is of a process that was killed in between. */
const UNSIGNED_MS = 2_000;
/** Runs `work` while holding the lock `path`. `stillHeld` tells `work` whether nobody took the lock away meanwhile.
 *  A lock whose process is gone, or that is older than `staleMs`, is taken over. Throws `io` when another process
 *  keeps it longer than `waitMs`; errors of the file system pass as they are. */
async function withLock(path, patience, work) {
    const token = `${process.pid} ${(0,external_node_os_.hostname)()} ${(0,external_node_crypto_.randomBytes)(9).toString('hex')}`;
    const deadline = performance.now() + patience.waitMs;
    while (!(await takeLock(path, token))) {
        if (await removeIfStale(path, patience.staleMs))
            continue;
        if (performance.now() > deadline)
            throw lockedByAnother(path, await holderOf(path));
        await (0,promises_.setTimeout)(POLL_MS + Math.random() * POLL_MS);
    }
    try {
        return await work(async () => (await holderOf(path)) === token);
    }
    finally {
        if ((await holderOf(path)) === token)
            await (0,external_node_fs_promises_.rm)(path, { force: true });
    }
}
async function takeLock(path, token) {
    try {
        await writeNewFile(path, token);
        return true;
    }
    catch (error) {
        if ((0,file_error/* errnoOf */.U)(error) === 'EEXIST')
            return false;
        throw error;
    }
}
/** Creates `path`, which must not exist; leaves nothing behind when the text does not fit on the disk. */
async function writeNewFile(path, text) {
    const handle = await (0,external_node_fs_promises_.open)(path, 'wx', 0o644);
    try {
        await handle.writeFile(text);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(path, { force: true });
        throw error;
    }
    finally {
        await handle.close();
    }
}
async function holderOf(path) {
    return await (0,external_node_fs_promises_.readFile)(path, 'utf8').catch(() => null);
}
/** Moves a stale lock aside and looks again at what was moved: if another process had just renewed it, it goes back. */
async function removeIfStale(path, staleMs) {
    const holder = await holderOf(path);
    if (holder === null)
        return true;
    const patienceMs = holder === '' ? Math.min(UNSIGNED_MS, staleMs) : staleMs;
    if (isProcessAlive(holder) && (await ageMs(path)) < patienceMs)
        return false;
    const aside = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    try {
        await (0,external_node_fs_promises_.rename)(path, aside);
        const moved = await holderOf(aside);
        if (moved !== null && moved !== holder)
            await writeNewFile(path, moved);
    }
    catch (error) {
        if ((0,file_error/* errnoOf */.U)(error) !== 'ENOENT' && (0,file_error/* errnoOf */.U)(error) !== 'EEXIST')
            throw error;
    }
    finally {
        await (0,external_node_fs_promises_.rm)(aside, { force: true });
    }
    return true;
}
async function ageMs(path) {
    const status = await (0,external_node_fs_promises_.stat)(path).catch(() => null);
    return status === null ? 0 : Date.now() - status.mtimeMs;
}
/** Only processes of this machine can be asked; those of others, and a token half written, count as alive. */
function isProcessAlive(holder) {
    const [pid = '', host] = holder.split(' ');
    if (host !== (0,external_node_os_.hostname)() || !/^[1-9]\d*$/.test(pid))
        return true;
    try {
        process.kill(Number(pid), 0);
        return true;
    }
    catch (error) {
        return (0,file_error/* errnoOf */.U)(error) !== 'ESRCH';
    }
}
function lockedByAnother(path, holder) {
    const pid = holder?.split(' ')[0]?.replace(/\D/g, '') ?? '';
    return new errors/* MirrorError */.En('io', `another process${pid === '' ? '' : ` (${pid})`} keeps the layout locked`, {
        where: path,
        fix: 'wait until it has finished; if it is gone, remove the lock file',
    });
}

// EXTERNAL MODULE: ./build/stores/layout/place.js
var place = __webpack_require__(7885);
;// CONCATENATED MODULE: ./build/stores/layout/index-file.js









const INDEX_LIMIT_BYTES = 256 * 1024 * 1024;
/** Edits that wait for their turn, by directory: everybody in this process stands in the same queue. */
const queues = new Map();
function openIndexFile(directory) {
    const read = cachedRead(directory);
    return {
        read,
        change: (edit, signal) => new Promise((resolve, reject) => {
            enqueue(directory, { edit, signal, resolve, reject });
        }),
    };
}
function enqueue(directory, waiting) {
    const queue = queues.get(directory);
    if (queue !== undefined) {
        queue.push(waiting);
        return;
    }
    queues.set(directory, [waiting]);
    void drain(directory);
}
/** Never rejects: each batch's failure goes to those who wait for it. */
async function drain(directory) {
    const queue = queues.get(directory) ?? [];
    while (queue.length > 0) {
        await (0,promises_.setImmediate)();
        await carryOut(directory, queue.splice(0));
    }
    queues.delete(directory);
}
async function carryOut(directory, batch) {
    const [late, current] = [batch.filter(isAborted), batch.filter((waiting) => !isAborted(waiting))];
    for (const waiting of late)
        waiting.reject((0,blob_file/* stopped */.ce)(waiting.signal));
    if (current.length === 0)
        return;
    try {
        await replaceIndex(directory, current.map((waiting) => waiting.edit));
        for (const waiting of current)
            waiting.resolve();
    }
    catch (error) {
        const failure = (0,file_error/* fileError */.z)(error, 'replace index.json', (0,place/* indexPath */.AV)(directory));
        for (const waiting of current)
            waiting.reject(failure);
    }
}
function isAborted(waiting) {
    return waiting.signal.aborted;
}
async function replaceIndex(directory, edits) {
    const path = (0,place/* indexPath */.AV)(directory);
    await withLock(`${path}.lock`, LOCK_PATIENCE, async (stillHeld) => {
        const before = (await readIndex(directory))?.index ?? null;
        const after = withEdits(before ?? EMPTY_INDEX, edits);
        if (after === before)
            return;
        await syncDirectory((0,external_node_path_.join)((0,external_node_path_.dirname)(path), 'blobs', 'sha256'));
        if (!(await stillHeld()))
            throw lockLost(path);
        await replaceFile(path, renderIndex(after));
    });
}
function cachedRead(directory) {
    let cached = null;
    return async () => {
        const read = await readIndex(directory, cached);
        cached = read;
        return read?.index ?? null;
    };
}
async function readIndex(directory, known = null) {
    const path = (0,place/* indexPath */.AV)(directory);
    const handle = await (0,place/* openInside */.X$)(directory, path);
    if (handle === null)
        return null;
    try {
        const stat = await handle.stat({ bigint: true });
        const version = versionOf(stat);
        if (known?.version === version)
            return known;
        if (stat.size > INDEX_LIMIT_BYTES)
            throw tooLarge(path);
        return { version, index: parseIndex(await handle.readFile('utf8'), path) };
    }
    catch (error) {
        throw (0,file_error/* fileError */.z)(error, 'read index.json', path);
    }
    finally {
        await handle.close();
    }
}
function versionOf(stat) {
    return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}
function tooLarge(path) {
    return new errors/* MirrorError */.En('too-large', 'index.json is larger than 256 MiB', {
        where: path,
        fix: 'name an OCI image layout directory',
    });
}
function lockLost(path) {
    return new errors/* MirrorError */.En('io', 'another process took the lock of the layout over', {
        where: path,
        fix: 'run again when the other process has finished',
    });
}

// EXTERNAL MODULE: ./build/stores/layout/blob-writer.js
var blob_writer = __webpack_require__(9107);
;// CONCATENATED MODULE: ./build/stores/layout/prepare.js
/** Making sure that a directory is an OCI image layout (image-spec image-layout.md), and that it can be written. */







const MARKER = '{"imageLayoutVersion":"1.0.0"}';
/** What `replaceFile` renames at its end. */
const REPLACEMENT = /^(?:index\.json|oci-layout)\.[0-9a-f]{12}\.tmp$/;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
/** Makes the directory, `blobs/` and the file `oci-layout` where they are not. Throws `io`, `no-space`,
 *  `unsupported` for a layout of another version, `input` for a file that is no such marker. */
async function prepareLayout(directory) {
    try {
        // one after the other: what a link leads to is looked at before anything is made there
        for (const folder of [(0,external_node_path_.join)(directory, 'blobs'), (0,external_node_path_.join)(directory, 'blobs', 'sha256')]) {
            await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
            await (0,place/* realPathInside */.oG)(directory, folder);
        }
        if (!(await hasMarker(directory)))
            await replaceFile((0,place/* markerPath */.Ar)(directory), MARKER);
    }
    catch (error) {
        throw (0,file_error/* fileError */.z)(error, 'prepare the layout directory', directory);
    }
}
/** Writes a byte and removes it again, and removes what runs that were killed a day ago left unfinished. */
async function checkWritable(directory) {
    const folder = (0,external_node_path_.join)(directory, 'blobs', 'sha256');
    const probe = (0,external_node_path_.join)(folder, `${blob_writer/* UNFINISHED_PREFIX */.D3}check-${process.pid}-${Date.now()}`);
    try {
        await writeNew(probe, 'x');
        await (0,external_node_fs_promises_.rm)(probe, { force: true });
        await removeAbandoned(folder, (name) => name.startsWith(blob_writer/* UNFINISHED_PREFIX */.D3));
        await removeAbandoned(directory, (name) => REPLACEMENT.test(name));
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(probe, { force: true }).catch(() => undefined);
        throw (0,file_error/* fileError */.z)(error, 'write to the layout directory', directory);
    }
}
/** Whether `oci-layout` is there and of the version that is read. An empty one is none: a full disk, or a program that was killed
 *  before it had written the text, leaves that. Throws `unsupported`, `input`, `io`. */
async function hasMarker(directory) {
    const path = (0,place/* markerPath */.Ar)(directory);
    const handle = await (0,place/* openInside */.X$)(directory, path);
    if (handle === null)
        return false;
    try {
        const text = await handle.readFile('utf8');
        if (text === '')
            return false;
        requireVersion1(text, path);
        return true;
    }
    finally {
        await handle.close();
    }
}
function requireVersion1(text, path) {
    const version = /"imageLayoutVersion"\s*:\s*"([0-9.]{1,20})"/.exec(text)?.[1];
    if (version?.startsWith('1.'))
        return;
    const fix = `the file is to hold ${MARKER}`;
    if (version === undefined) {
        throw new errors/* MirrorError */.En('input', 'not an OCI image layout: oci-layout has no imageLayoutVersion', {
            where: path,
            fix,
        });
    }
    throw new errors/* MirrorError */.En('unsupported', `OCI image layout version ${version} is not known`, {
        where: path,
        fix,
    });
}
async function writeNew(path, text) {
    const handle = await (0,external_node_fs_promises_.open)(path, 'wx', 0o644).catch((error) => {
        if ((0,file_error/* errnoOf */.U)(error) === 'EEXIST')
            return null;
        throw error;
    });
    if (handle === null)
        return;
    try {
        await handle.writeFile(text);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
async function removeAbandoned(folder, isUnfinished) {
    for (const name of (await (0,external_node_fs_promises_.readdir)(folder)).filter(isUnfinished)) {
        const path = (0,external_node_path_.join)(folder, name);
        const status = await (0,external_node_fs_promises_.stat)(path).catch(() => null);
        if (status !== null && Date.now() - status.mtimeMs > ABANDONED_AFTER_MS)
            await (0,external_node_fs_promises_.rm)(path, { force: true });
    }
}

// EXTERNAL MODULE: ./build/oci/referrer.js
var referrer = __webpack_require__(4523);
// EXTERNAL MODULE: ./build/oci/referrer-entry.js
var referrer_entry = __webpack_require__(7222);
// EXTERNAL MODULE: ./build/stores/referrers-by-tag.js
var referrers_by_tag = __webpack_require__(8912);
// EXTERNAL MODULE: ./build/stores/layout/manifest-file.js
var manifest_file = __webpack_require__(4028);
;// CONCATENATED MODULE: ./build/stores/layout/referrers.js





/** By the subject of what is listed, and by tags, under any name. */
async function listLayoutReferrers(index, subject, { directory, store, signal }) {
    if (index === null)
        return { referrers: [], remarks: [], hasApi: true };
    const bySubject = (await referrersBySubject(directory, index)).get(subject) ?? [];
    const listed = taggedIn(index);
    const tagged = {
        name: store.name,
        resolve: async (tag) => listed.get(tag) ?? null,
        readManifest: (tag) => store.readManifest(listed.get(tag)?.digest ?? tag, signal),
    };
    const tags = new Set(listed.keys());
    const byIndex = await (0,referrers_by_tag/* referrersByFallbackTag */.AD)(tagged, { subject, tags }, signal);
    const byCosign = await (0,referrers_by_tag/* referrersByCosignTag */.$Q)(tagged, { subject, tags }, signal);
    const parts = [bySubject, byCosign].map((referrers) => ({ referrers, remarks: [] }));
    return (0,referrers_by_tag/* joinReferrers */.FB)(subject, { hasApi: true, name: store.name }, [...parts, byIndex]);
}
/** The last entry of a tag counts: other writers append. */
function taggedIn({ entries }) {
    const tagged = entries.flatMap(({ refName, descriptor }) => {
        const tag = refName === null ? null : (0,ref_name/* readRefName */.d0)(refName).tag;
        return tag !== null && (0,referrer/* isReferrerTag */.kC)(tag) ? [[tag, descriptor]] : [];
    });
    return new Map(tagged);
}
/** By index.json as it was read: all listed manifests are read once, however many subjects are asked for. */
const known = new WeakMap();
function referrersBySubject(directory, index) {
    const before = known.get(index);
    if (before !== undefined)
        return before;
    const reading = readReferrers(directory, index);
    known.set(index, reading);
    return reading;
}
/** Whether a listed root speaks of another one: by the subject it names, or by the tag it stands under. */
async function isReferrerRoot(directory, tag, { digest, mediaType }) {
    if (tag !== null && (0,referrer/* isReferrerTag */.kC)(tag))
        return true;
    const manifest = await (0,manifest_file/* readManifestFile */.o)(directory, digest, { mediaType, sizeBytes: undefined }).catch(() => null);
    return manifest !== null && (0,referrer_entry/* subjectIn */.iw)(manifest) !== null;
}
/** What cannot be read refers to nothing. */
async function readReferrers(directory, index) {
    const bySubject = new Map();
    for (const { descriptor } of index.entries) {
        const expected = { mediaType: descriptor.mediaType, sizeBytes: undefined };
        const manifest = await (0,manifest_file/* readManifestFile */.o)(directory, descriptor.digest, expected).catch(() => null);
        const subject = manifest === null ? null : (0,referrer_entry/* subjectIn */.iw)(manifest);
        const entry = manifest === null || subject === null ? null : (0,referrer_entry/* referrerOf */.N1)(manifest, subject);
        if (subject === null || entry === null)
            continue;
        const ofSubject = bySubject.get(subject) ?? new Map();
        bySubject.set(subject, ofSubject.set(entry.digest, { descriptor: entry, foundBy: 'subject', tag: null }));
    }
    return new Map([...bySubject].map(([subject, found]) => [subject, [...found.values()]]));
}

// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(4775);
// EXTERNAL MODULE: ./build/stores/small-blob.js
var small_blob = __webpack_require__(3702);
// EXTERNAL MODULE: ./build/stores/verified-stream.js
var verified_stream = __webpack_require__(2632);
// EXTERNAL MODULE: ./build/stores/layout/manifest-type.js
var manifest_type = __webpack_require__(7954);
;// CONCATENATED MODULE: ./build/stores/layout/repository.js
/** One name of a layout directory, as source and target. */














function layoutRepository(place, repository) {
    return new LayoutRepository(place, repository);
}
class LayoutRepository {
    origin;
    repository;
    name;
    holdsUntaggedRoots = true;
    #place;
    constructor(place, repository) {
        this.#place = place;
        this.origin = place.origin;
        this.repository = repository;
        this.name = repository === '' ? place.origin : `${place.origin}:${repository}`;
    }
    async resolve(reference, signal) {
        try {
            return (await this.readManifest(reference, signal)).descriptor;
        }
        catch (error) {
            if ((0,errors/* isMirrorError */.U9)(error, 'not-found', 'digest-mismatch', 'too-large'))
                return null;
            throw error;
        }
    }
    async tags(signal) {
        const index = await this.#index(signal);
        const refNames = (index?.entries ?? []).flatMap((entry) => entry.refName === null ? [] : [(0,ref_name/* readRefName */.d0)(entry.refName)]);
        return [
            ...new Set(refNames.flatMap(({ name, tag }) => (name === this.repository && tag !== null ? [tag] : []))),
        ];
    }
    /** Names that are bound to content are the directory's, whatever the image is called there. */
    async referrers(subject, signal) {
        const index = await this.#index(signal);
        return listLayoutReferrers(index, subject, { directory: this.#place.directory, store: this, signal });
    }
    async readManifest(reference, signal, sizeBytes) {
        const index = await this.#index(signal);
        const listed = index === null ? null : this.#find(index, reference);
        const digest = (0,oci_digest/* isDigest */.Bc)(reference) ? reference : listed?.digest;
        if (digest === undefined)
            throw noSuchTag(this.name, reference);
        return await (0,manifest_file/* readManifestFile */.o)(this.#place.directory, digest, {
            mediaType: listed?.mediaType ?? '',
            sizeBytes,
        });
    }
    async *readBlob(blob, signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        yield* (0,verified_stream/* verified */.zr)((0,blob_file/* streamBlobFile */.ic)(this.#place.directory, blob.digest, blob_file/* WHOLE */.Ef, signal), blob);
    }
    checkBlob(blob, { onBytes, signal }) {
        return (0,verified_stream/* readToEnd */.f5)(this.readBlob(blob, signal), onBytes);
    }
    async probeBlob(blob, signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        return await (0,blob_file/* probeBlobFile */.oR)(this.#place.directory, blob);
    }
    /** A file is looked at, not asked about: a stat is as good as a probe. */
    statBlob(blob, signal) {
        return this.probeBlob(blob, signal);
    }
    async readSmallBlob(blob, signal) {
        (0,small_blob/* requireSmall */.Z)(blob);
        const probe = await this.probeBlob(blob, signal);
        if (probe.kind !== 'present')
            return probe;
        const bytes = await (0,blob_file/* readSmallBlob */.tp)(this.#place.directory, blob.digest, store/* SMALL_BLOB_LIMIT_BYTES */.a);
        return bytes === null ? { kind: 'absent' } : { kind: 'read', bytes };
    }
    async checkPush(signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        await this.#place.prepare();
        await checkWritable(this.#place.directory);
        await this.#index(signal);
    }
    async beginUpload(blob, mountFrom, signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        const [from] = mountFrom;
        if (from !== undefined && (await (0,blob_file/* blobSize */.LE)(this.#place.directory, blob.digest)) === blob.size) {
            return { kind: 'mounted', from };
        }
        await this.#place.prepare();
        const { directory } = this.#place;
        const send = (body, sending) => (0,blob_writer/* writeBlob */.Zh)(directory, blob, body, sending);
        return { kind: 'upload', upload: { send, cancel: async () => undefined } };
    }
    async writeManifest(manifest, signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        await this.#place.prepare();
        await (0,blob_writer/* writeBlob */.Zh)(this.#place.directory, manifest.descriptor, only(manifest.bytes), signal);
    }
    async tag(tag, manifest, signal) {
        await this.#list((0,ref_name/* taggedRefName */.V_)(this.repository, tag), manifest, signal);
    }
    async holdRoot(manifest, signal) {
        await this.#list((0,ref_name/* untaggedRefName */.GU)(this.repository, manifest.descriptor.digest), manifest, signal);
    }
    /** A layout has no other list than index.json: a referrer is found by its subject as long as it stands there. */
    async attach(_subject, referrers, signal) {
        for (const referrer of referrers)
            await this.holdRoot(referrer, signal);
        return 'listed';
    }
    async #list(refName, manifest, signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        const { directory } = this.#place;
        if (!(await (0,manifest_file/* hasManifestFile */.I)(directory, manifest.descriptor)))
            await this.writeManifest(manifest, signal);
        const mediaType = manifest.descriptor.mediaType || ((0,manifest_type/* manifestTypeOf */.H)(manifest.bytes) ?? media_type/* OCI_MANIFEST */.EG);
        const put = new Map([[refName, { ...manifest.descriptor, mediaType }]]);
        await this.#place.index.change({ put, drop: new Set() }, signal);
    }
    async #index(signal) {
        if (signal.aborted)
            throw (0,blob_file/* stopped */.ce)(signal);
        return await this.#place.index.read();
    }
    #find(index, reference) {
        const entry = (0,oci_digest/* isDigest */.Bc)(reference)
            ? findByDigest(index, reference)
            : findByRefName(index, (0,ref_name/* taggedRefName */.V_)(this.repository, reference));
        return entry?.descriptor ?? null;
    }
}
async function* only(bytes) {
    yield bytes;
}
function noSuchTag(name, tag) {
    return new errors/* MirrorError */.En('not-found', `the layout lists no tag ${tag}`, { where: `${name}:${tag}` });
}

;// CONCATENATED MODULE: ./build/stores/layout/layout.js
/** OCI image layout directories (image-spec image-layout.md; contract, section 3 "Layouts"). */








/** The layout in `directory` (an absolute path). Nothing is read or written before a method is called. */
function openLayout(directory) {
    const index = openIndexFile(directory);
    const prepare = once(() => prepareLayout(directory));
    const place = { directory, origin: `oci:${directory}`, index, prepare };
    const repository = (name) => layoutRepository(place, name);
    const roots = async (signal) => rootsOf(await readLayout(directory, index, signal));
    const findRoot = async (refName, signal) => onlyOne(await withoutReferrers(directory, candidates(await readLayout(directory, index, signal), refName)), directory, refName);
    return {
        ...place,
        repository,
        roots,
        findRoot,
        async source(refName, signal) {
            const root = await findRoot(refName, signal);
            if (root === null)
                throw noSuchRoot(directory, refName, await roots(signal));
            return { source: repository(root.name), root: root.descriptor };
        },
    };
}
async function readLayout(directory, file, signal) {
    if (signal.aborted)
        throw new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
    if (!(await hasMarker(directory)))
        throw notALayout((0,place/* markerPath */.Ar)(directory), 'there is no file oci-layout');
    const index = await file.read();
    if (index === null)
        throw notALayout((0,place/* indexPath */.AV)(directory), 'there is no file index.json');
    return index;
}
function rootsOf(index) {
    return index.entries.map(rootOf);
}
function rootOf(entry) {
    const { name, tag } = entry.refName === null ? { name: '', tag: null } : (0,ref_name/* readRefName */.d0)(entry.refName);
    return { name, tag, refName: entry.refName, descriptor: entry.descriptor };
}
/** The best kind of match that anything fits. */
function candidates(index, wanted) {
    if (wanted === null)
        return rootsOf(index);
    const matches = [
        (entry) => entry.refName === wanted,
        (entry) => entry.imageName === wanted,
        (entry) => rootOf(entry).tag === wanted,
        (entry) => rootOf(entry).name === wanted,
        (entry) => entry.descriptor.digest === wanted,
    ];
    for (const fits of matches) {
        const found = index.entries.filter(fits);
        if (found.length > 0)
            return found.map(rootOf);
    }
    return [];
}
/** Of several roots those that are images: signatures and the like are listed beside what they speak of. */
async function withoutReferrers(directory, found) {
    if (new Set(found.map((root) => root.descriptor.digest)).size <= 1)
        return found;
    const isReferrer = await Promise.all(found.map(({ tag, descriptor }) => isReferrerRoot(directory, tag, descriptor)));
    const images = found.filter((_root, index) => !isReferrer[index]);
    return images.length === 0 ? found : images;
}
function onlyOne(found, directory, wanted) {
    if (new Set(found.map((root) => root.descriptor.digest)).size <= 1)
        return found[0] ?? null;
    const what = wanted === null ? 'holds several images' : `holds several images that ${(0,quoted/* quoted */.T)(wanted)} could mean`;
    throw new errors/* MirrorError */.En('input', `the layout ${what}: ${listNames(found)}`, {
        where: `oci:${directory}`,
        fix: `write oci:${directory}:NAME with one of these names`,
    });
}
const NAMES_SHOWN = 20;
function listNames(found) {
    const names = found.slice(0, NAMES_SHOWN).map((root) => (0,quoted/* quoted */.T)(root.refName ?? root.descriptor.digest));
    return found.length > NAMES_SHOWN
        ? `${names.join(', ')} and ${found.length - NAMES_SHOWN} more`
        : names.join(', ');
}
function noSuchRoot(directory, wanted, roots) {
    const what = wanted === null ? 'the layout lists no image' : `the layout lists no image ${(0,quoted/* quoted */.T)(wanted)}`;
    return new errors/* MirrorError */.En('not-found', what, {
        where: `oci:${directory}`,
        fix: roots.length === 0 ? 'copy an image into it first' : `it lists ${listNames(roots)}`,
    });
}
function notALayout(path, why) {
    return new errors/* MirrorError */.En('input', `not an OCI image layout: ${why}`, {
        where: path,
        fix: 'name a directory that holds oci-layout, index.json and blobs/',
    });
}
/** Runs `work` until it has succeeded once. */
function once(work) {
    let done = null;
    return () => {
        done ??= work().catch((error) => {
            done = null;
            throw error;
        });
        return done;
    };
}


/***/ }),

/***/ 4028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ hasManifestFile),
/* harmony export */   o: () => (/* binding */ readManifestFile)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4775);
/* harmony import */ var _blob_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8206);
/* harmony import */ var _manifest_type_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7954);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7885);
/** Manifests of a layout: blobs that are read whole, checked, and told apart from other blobs. */






/** The manifest `digest`, hash checked. Throws `not-found` (also for a blob that is no manifest), `too-large`,
 *  `size-mismatch`, `digest-mismatch`, `io`. */
async function readManifestFile(directory, digest, expected) {
    const where = (0,_place_js__WEBPACK_IMPORTED_MODULE_4__/* .blobPath */ .nD)(directory, digest);
    const bytes = await (0,_blob_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readSmallBlob */ .tp)(directory, digest, _oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .MANIFEST_LIMIT_BYTES */ .S);
    if (bytes === null)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('not-found', `the layout has no manifest ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)}`, { where });
    requireSize(bytes.length, expected.sizeBytes, where);
    requireDigest(bytes, digest, where);
    const mediaType = expected.mediaType === '' ? (0,_manifest_type_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestTypeOf */ .H)(bytes) : expected.mediaType;
    if (mediaType === null)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('not-found', `${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)} is a blob, not a manifest`, { where });
    return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}
/** Whether exactly these bytes are there. */
async function hasManifestFile(directory, manifest) {
    if (manifest.size > _oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .MANIFEST_LIMIT_BYTES */ .S)
        return false;
    const bytes = await (0,_blob_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readSmallBlob */ .tp)(directory, manifest.digest, _oci_store_js__WEBPACK_IMPORTED_MODULE_5__/* .MANIFEST_LIMIT_BYTES */ .S);
    return bytes !== null && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes, manifest.digest) === manifest.digest;
}
function requireSize(actual, expected, where) {
    if (expected === undefined || expected === actual)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('size-mismatch', `the manifest has ${actual} bytes where ${expected} are expected`, {
        where,
        fix: 'copy it into the layout again',
    });
}
function requireDigest(bytes, digest, where) {
    const actual = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(bytes, digest);
    if (actual === digest)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('digest-mismatch', `the manifest ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)} is damaged: it hashes to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(actual)}`, {
        where,
        fix: 'copy it into the layout again',
    });
}


/***/ }),

/***/ 7954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ manifestTypeOf)
/* harmony export */ });
/* harmony import */ var _oci_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6740);
/* harmony import */ var _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1507);
/** What a blob of a layout is as a manifest, where no descriptor tells. */


/** The manifest media type of `bytes`: its own `mediaType`, else what its structure makes it (image-spec manifest.md
 *  and image-index.md, where the field is optional). Null: it is no manifest. Whether it is a good one is not asked. */
function manifestTypeOf(bytes) {
    const body = parseObject(bytes);
    if (body === null)
        return null;
    const { mediaType } = body;
    if (typeof mediaType !== 'string' || mediaType === '')
        return typeFromStructure(body);
    return (0,_oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .manifestRole */ .Uz)(mediaType) !== 'unknown' || typeFromStructure(body) !== null ? mediaType : null;
}
function typeFromStructure(body) {
    if (Array.isArray(body.fsLayers))
        return Array.isArray(body.signatures) ? _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .DOCKER_SCHEMA1_SIGNED */ .n$ : _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .DOCKER_SCHEMA1 */ .kj;
    if (body.schemaVersion !== 2)
        return null;
    if (Array.isArray(body.manifests))
        return _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_INDEX */ .$p;
    return Array.isArray(body.layers) && (0,_oci_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(body.config) ? _oci_media_type_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_MANIFEST */ .EG : null;
}
/** Layers do not start with a brace: they are not parsed. */
function parseObject(bytes) {
    if (!/^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')))
        return null;
    try {
        const value = JSON.parse(Buffer.from(bytes).toString('utf8'));
        return (0,_oci_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(value) ? value : null;
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 7885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AV: () => (/* binding */ indexPath),
/* harmony export */   Ar: () => (/* binding */ markerPath),
/* harmony export */   Dn: () => (/* binding */ blobDirectory),
/* harmony export */   X$: () => (/* binding */ openInside),
/* harmony export */   nD: () => (/* binding */ blobPath),
/* harmony export */   oG: () => (/* binding */ realPathInside)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1564);
/* harmony import */ var _file_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3529);
/** One layout directory on disk: its paths, and opening files in it without ever leaving it. */






const READ_FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0);
function indexPath(directory) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'index.json');
}
function markerPath(directory) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'oci-layout');
}
/** `blobs/sha256` */
function blobDirectory(directory, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'blobs', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest));
}
/** `blobs/sha256/<hex>`; a Digest holds nothing but its algorithm's name and hex digits. */
function blobPath(directory, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(blobDirectory(directory, digest), (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(digest));
}
/** A regular file of the layout, open for reading, or null when it is not there. Throws `unsafe` when symbolic links
 *  lead out of the directory, `io` for what is not a readable regular file. The caller closes it. */
async function openInside(directory, path) {
    try {
        const real = await realPathInside(directory, path);
        return await regularFile(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(real, READ_FLAGS), path);
    }
    catch (error) {
        if ((0,_file_error_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .U)(error) === 'ENOENT' || (0,_file_error_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .U)(error) === 'ENOTDIR')
            return null;
        throw (0,_file_error_js__WEBPACK_IMPORTED_MODULE_5__/* .fileError */ .z)(error, 'read a file of the layout', path);
    }
}
/** `path` with its symbolic links resolved. Throws `unsafe` when that is outside of `directory`; errno errors pass. */
async function realPathInside(directory, path) {
    const [root, real] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(directory), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path)]);
    if (real === root || real.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_2__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_2__.sep))
        return real;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .MirrorError */ .En('unsafe', 'a symbolic link leads out of the layout directory', {
        where: path,
        fix: 'replace the link by the file itself, for example by copying the layout with cp -rL',
    });
}
async function regularFile(handle, path) {
    const stat = await handle.stat();
    if (stat.isFile())
        return handle;
    await handle.close();
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .MirrorError */ .En('io', 'not a regular file', {
        where: path,
        fix: 'remove it from the layout directory',
    });
}


/***/ }),

/***/ 9711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EP: () => (/* binding */ REF_NAME_ANNOTATION),
/* harmony export */   GU: () => (/* binding */ untaggedRefName),
/* harmony export */   V_: () => (/* binding */ taggedRefName),
/* harmony export */   d0: () => (/* binding */ readRefName)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/** `org.opencontainers.image.ref.name` of the roots in index.json (contract, section 3 "Layouts"). */


const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';
/** Reads any ref.name: `NAME:TAG`, `NAME@DIGEST`, a bare `TAG`, or, of other origin, a name alone. Never fails. */
function readRefName(text) {
    const at = text.lastIndexOf('@');
    if (at > 0 && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDigest */ .m)(text.slice(at + 1)) !== null)
        return { name: nameAlone(text.slice(0, at)), tag: null };
    const colon = text.lastIndexOf(':');
    const tag = text.slice(colon + 1);
    if (colon > 0 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz)(tag))
        return { name: text.slice(0, colon), tag };
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz)(text) ? { name: '', tag: text } : { name: text, tag: null };
}
function taggedRefName(name, tag) {
    return name === '' ? tag : `${name}:${tag}`;
}
function untaggedRefName(name, digest) {
    return name === '' ? digest : `${name}@${digest}`;
}
/** `NAME:TAG@DIGEST`, as other tools write it, belongs to NAME. */
function nameAlone(text) {
    const colon = text.lastIndexOf(':');
    return colon > 0 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz)(text.slice(colon + 1)) ? text.slice(0, colon) : text;
}


/***/ }),

/***/ 8912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ referrersByCosignTag),
/* harmony export */   AD: () => (/* binding */ referrersByFallbackTag),
/* harmony export */   FB: () => (/* binding */ joinReferrers),
/* harmony export */   Ot: () => (/* binding */ tooMany)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _oci_media_type_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1507);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4523);
/* harmony import */ var _oci_referrer_entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7222);
/** Referrers that are found under tags: those of the fallback index, and those of cosign. The same for every store. */





const NONE = { referrers: [], remarks: [] };
/** What the fallback index lists. */
async function referrersByFallbackTag(store, { subject, tags }, signal) {
    const tag = (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_3__/* .fallbackTagOf */ .uy)(subject);
    if (tags !== null && !tags.has(tag))
        return NONE;
    // A look first, where it is not known: reading counts as a pull at some registries.
    const seen = tags === null ? await store.resolve(tag, signal) : undefined;
    if (seen === null)
        return NONE;
    if (seen !== undefined && (0,_oci_media_type_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestRole */ .Uz)(seen.mediaType) !== 'index')
        return noIndex(store, tag);
    try {
        const { descriptor, bytes } = await store.readManifest(tag, signal);
        if ((0,_oci_media_type_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestRole */ .Uz)(descriptor.mediaType) !== 'index')
            return noIndex(store, tag);
        return listed(bytes, `${store.name}:${tag}`);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isMirrorError */ .U9)(error, 'not-found'))
            return NONE;
        throw error;
    }
}
/** What cosign has tagged for `subject`. */
async function referrersByCosignTag(store, { subject, tags }, signal) {
    const mayBe = (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_3__/* .cosignTagsOf */ .cm)(subject).filter((tag) => tags === null || tags.has(tag));
    const found = await Promise.all(mayBe.map(async (tag) => {
        const descriptor = await store.resolve(tag, signal);
        return descriptor === null ? [] : [{ descriptor, foundBy: 'cosign-tag', tag }];
    }));
    return found.flat();
}
/** One list of all that was found, each digest once besides those of cosign's tags. Throws `too-large`. */
function joinReferrers(subject, { hasApi, name }, parts) {
    const seen = new Set();
    const referrers = parts
        .flatMap((part) => part.referrers)
        .filter(({ tag, descriptor: { digest } }) => {
        const isFirst = tag !== null || !seen.has(digest);
        if (tag === null)
            seen.add(digest);
        return isFirst;
    });
    if (referrers.length > _oci_referrer_js__WEBPACK_IMPORTED_MODULE_3__/* .LISTED_REFERRERS_LIMIT */ .tr)
        throw tooMany(subject, name);
    return { referrers, remarks: parts.flatMap(({ remarks }) => remarks), hasApi };
}
function tooMany(subject, name) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('too-large', `more than ${_oci_referrer_js__WEBPACK_IMPORTED_MODULE_3__/* .LISTED_REFERRERS_LIMIT */ .tr} referrers are listed for ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(subject)}`, { where: name, fix: 'find out what writes them there, or set referrers: report for this image' });
}
/** Somebody uses the name for an image of his own: the specification expects an index. */
function noIndex({ name }, tag) {
    return { referrers: [], remarks: [`${name}:${tag} is no index and lists no referrers`] };
}
function listed(bytes, where) {
    const read = (0,_oci_referrer_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .readReferrerIndex */ .qv)(bytes);
    if (!read.ok)
        return { referrers: [], remarks: [`${where} lists no referrers: ${read.why}`] };
    return {
        referrers: read.entries.map((descriptor) => ({ descriptor, foundBy: 'fallback-tag', tag: null })),
        remarks: read.unusable === 0 ? [] : [`${where} has ${read.unusable} entries that are no descriptors`],
    };
}


/***/ }),

/***/ 3702:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ requireSmall)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _oci_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4775);
/** The limit of what is read whole. */



/** Throws `too-large` for a blob that has to be streamed. */
function requireSmall({ digest, size }) {
    if (size <= _oci_store_js__WEBPACK_IMPORTED_MODULE_2__/* .SMALL_BLOB_LIMIT_BYTES */ .a)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('too-large', `blob ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)} has ${size} bytes; at most ${_oci_store_js__WEBPACK_IMPORTED_MODULE_2__/* .SMALL_BLOB_LIMIT_BYTES */ .a} are read as a whole`, { where: digest });
}


/***/ }),

/***/ 2632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S$: () => (/* binding */ ContentCheck),
/* harmony export */   f5: () => (/* binding */ readToEnd),
/* harmony export */   sf: () => (/* binding */ sizeMismatch),
/* harmony export */   zr: () => (/* binding */ verified)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);


/**
 * Passes `chunks` on, uncopied. The last chunk is withheld until the size and the hash of everything agree with
 * `descriptor`, so that a consumer never completes wrong content. Throws `size-mismatch` (at once when there is too
 * much) and `digest-mismatch`; errors of `chunks` are thrown as they are. Empty chunks are dropped.
 */
async function* verified(chunks, descriptor) {
    const check = new ContentCheck(descriptor);
    let withheld = null;
    for await (const chunk of chunks) {
        if (chunk.byteLength === 0)
            continue;
        check.add(chunk);
        if (withheld !== null)
            yield withheld;
        withheld = chunk;
    }
    check.finish();
    if (withheld !== null)
        yield withheld;
}
/** Reads `chunks`, which are verified already, to their end and tells `onBytes` of each; keeps nothing. */
async function readToEnd(chunks, onBytes) {
    for await (const chunk of chunks)
        onBytes(chunk.byteLength);
}
/** The size and the hash of what is added, held against a descriptor. */
class ContentCheck {
    #descriptor;
    #hash;
    #receivedBytes = 0;
    constructor(descriptor) {
        this.#descriptor = descriptor;
        this.#hash = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .hashFor */ .Og)(descriptor.digest);
    }
    /** Throws `size-mismatch` when there is too much. Keeps nothing of `chunk`. */
    add(chunk) {
        const { size } = this.#descriptor;
        this.#receivedBytes += chunk.byteLength;
        if (this.#receivedBytes > size)
            throw sizeMismatch(this.#descriptor, `more than ${size}`);
        this.#hash.update(chunk);
    }
    /** Everything has been added. Throws `size-mismatch` when something lacks, else `digest-mismatch`. */
    finish() {
        const { digest, size } = this.#descriptor;
        if (this.#receivedBytes < size)
            throw sizeMismatch(this.#descriptor, `${this.#receivedBytes}`);
        const hex = this.#hash.digest('hex');
        if (!digest.endsWith(`:${hex}`))
            throw digestMismatch(this.#descriptor, hex);
    }
}
function sizeMismatch({ digest, size }, got) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('size-mismatch', `${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)} should have ${size} bytes, but came with ${got}`, {
        fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    });
}
function digestMismatch({ digest }, hex) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('digest-mismatch', `${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)} came with content that hashes to ${hex.slice(0, 12)}`, {
        fix: 'the content is damaged where it was read; repair it there or read it from elsewhere',
    });
}


/***/ })

};
