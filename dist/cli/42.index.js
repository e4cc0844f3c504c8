export const id = 42;
export const ids = [42];
export const modules = {

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

/***/ 42:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  servers: () => (/* binding */ servers)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/referrer-entry.js
var referrer_entry = __webpack_require__(7222);
// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(1326);
;// CONCATENATED MODULE: ./build/stores/manifest-needs.js

/** The digests that `node` names and `holdings` lacks, each once: blobs of a manifest, children of an index. Foreign
 *  layers and `subject` are not asked for (distribution-spec, "Pushing manifests"). A child of a cache index may be a
 *  blob. */
async function manifest_needs_missingNeeds(node, holdings) {
    const missing = [];
    for (const digest of needsOf(node)) {
        const isThere = node.kind === 'index' ? await hasEither(digest, holdings) : await holdings.hasBlob(digest);
        if (!isThere)
            missing.push(digest);
    }
    return missing;
}
function needsOf(node) {
    if (node.kind === 'index')
        return new Set(node.children.map((child) => child.descriptor.digest));
    return new Set((0,graph/* blobsOf */.OR)(node).map((blob) => blob.digest));
}
async function hasEither(digest, holdings) {
    return (await holdings.hasManifest(digest)) || (await holdings.hasBlob(digest));
}

;// CONCATENATED MODULE: ./build/stores/memory-content.js

function emptyMemory() {
    return { blobs: new Map(), repositories: new Map() };
}
/** The repository, made where it is not yet. */
function repositoryForWriting(content, name) {
    const existing = content.repositories.get(name);
    if (existing !== undefined)
        return existing;
    const made = { blobs: new Set(), manifests: new Map(), tags: new Map() };
    content.repositories.set(name, made);
    return made;
}
/** The blob as `repository` sees it: only what is linked there. */
function linkedBlob(content, repository, digest) {
    const isLinked = content.repositories.get(repository)?.blobs.has(digest) ?? false;
    return isLinked ? (content.blobs.get(digest) ?? null) : null;
}
/** Stores bytes that hash to `digest` and links them. Content whose data was lost is healed. */
function putBlob(content, repository, digest, bytes) {
    content.blobs.set(digest, { sizeBytes: bytes.length, bytes });
    repositoryForWriting(content, repository).blobs.add(digest);
}
/** Links a blob of `from` (null: of any repository) into `repository`; false when it is not there. Lost data is not
 *  noticed, as in a registry that answers from its descriptor cache. */
function mountBlob(content, repository, digest, from) {
    const isThere = from === null ? content.blobs.has(digest) : linkedBlob(content, from, digest) !== null;
    if (isThere)
        repositoryForWriting(content, repository).blobs.add(digest);
    return isThere;
}
/** The manifest by tag or digest. */
function findManifest(content, repository, reference) {
    const holder = content.repositories.get(repository);
    const digest = holder?.tags.get(reference) ?? reference;
    return holder?.manifests.get(digest) ?? null;
}
/** What `node` names and `repository` lacks. */
async function missingInMemory(content, repository, node) {
    return await missingNeeds(node, {
        hasBlob: (digest) => linkedBlob(content, repository, digest) !== null,
        hasManifest: (digest) => findManifest(content, repository, digest) !== null,
    });
}
/** Loses the data of a blob, which stays claimed, as when a registry's file is gone and its descriptor cache is not. */
function deleteBlobData(content, digest) {
    const blob = content.blobs.get(digest);
    if (blob !== undefined)
        content.blobs.set(digest, { sizeBytes: blob.sizeBytes, bytes: null });
}

;// CONCATENATED MODULE: ./build/server/memory-backend.js
/** A registry whose content lives in memory. */




const CHUNK_BYTES = 256 * 1024;
/** A backend over `content`, empty unless given. */
function createMemoryBackend(content = emptyMemory()) {
    return {
        content,
        deleteBlobData: (digest) => deleteBlobData(content, digest),
        blobSize: async (repository, digest) => linkedBlob(content, repository, digest)?.sizeBytes ?? null,
        readBlob: (repository, digest, span) => chunksOf(linkedBlob(content, repository, digest)?.bytes ?? null, span),
        startBlob: async (repository) => memorySink(content, repository),
        mountBlob: async (repository, digest, from) => mountBlob(content, repository, digest, from),
        readManifest: async (repository, reference) => findManifest(content, repository, reference),
        writeManifest: async (repository, manifest) => storeManifest(content, repository, manifest),
        tags: async (repository) => {
            const holder = content.repositories.get(repository);
            return holder === undefined ? null : [...holder.tags.keys()];
        },
        repositories: async () => [...content.repositories.keys()],
        referrers: async (repository, digest) => {
            const manifests = content.repositories.get(repository)?.manifests.values() ?? [];
            return [...manifests].flatMap((manifest) => (0,referrer_entry/* referrerOf */.N1)(manifest, digest) ?? []);
        },
    };
}
async function* chunksOf(bytes, span) {
    if (bytes === null)
        throw new errors/* MirrorError */.En('io', 'the data of this blob is lost');
    for (let from = span.from; from < span.to; from += CHUNK_BYTES) {
        yield bytes.subarray(from, Math.min(from + CHUNK_BYTES, span.to));
    }
}
function memorySink(content, repository) {
    const chunks = [];
    let sizeBytes = 0;
    return {
        get sizeBytes() {
            return sizeBytes;
        },
        async append(chunk) {
            chunks.push(chunk);
            sizeBytes += chunk.length;
        },
        async commit(digest) {
            const bytes = Buffer.concat(chunks);
            const actual = (0,oci_digest/* digestOf */.ol)(bytes, digest);
            if (actual !== digest) {
                throw new errors/* MirrorError */.En('digest-mismatch', `the bytes received hash to ${(0,oci_digest/* shortDigest */.VK)(actual)}`, {
                    where: digest,
                });
            }
            putBlob(content, repository, digest, bytes);
        },
        async discard() {
            chunks.length = 0;
        },
    };
}
function storeManifest(content, repository, { raw, tag }) {
    const holder = repositoryForWriting(content, repository);
    holder.manifests.set(raw.descriptor.digest, raw);
    if (tag !== null)
        holder.tags.set(tag, raw.descriptor.digest);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./build/server/byte-range.js
/** What of `sizeBytes` bytes is asked for. Other units, several ranges and malformed ones ask for the whole, as the RFC
 *  allows. */
function parseByteRange(header, sizeBytes) {
    const [, first = '', last = ''] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '') ?? [];
    if (first === '' && last === '')
        return { kind: 'whole' };
    if (first === '')
        return part(Math.max(0, sizeBytes - Number(last)), sizeBytes);
    if (last !== '' && Number(last) < Number(first))
        return { kind: 'whole' };
    return part(Number(first), last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1));
}
function part(from, to) {
    return from < to ? { kind: 'part', span: { from, to } } : { kind: 'unsatisfiable' };
}

;// CONCATENATED MODULE: ./build/server/exchange.js
/** Answers without a body. */
function sendEmpty({ response }, status, headers) {
    response.writeHead(status, { ...(status !== 204 && { 'Content-Length': 0 }), ...headers });
    response.end();
}
/** Answers with `body`, or with its headers alone to a HEAD. */
function sendBytes({ response, method }, status, body, headers) {
    response.writeHead(status, { 'Content-Length': body.length, ...headers });
    response.end(method === 'HEAD' ? undefined : body);
}
function sendJson(exchange, status, value, headers = {}) {
    const body = Buffer.from(JSON.stringify(value));
    sendBytes(exchange, status, body, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}
/** The error body of the spec. Once an answer has begun, the connection is broken off instead. */
function sendFault(exchange, fault) {
    if (exchange.response.headersSent) {
        breakOff(exchange.response);
        return;
    }
    const details = Array.isArray(fault.detail) ? fault.detail : [fault.detail];
    const errors = details.map((detail) => ({
        code: fault.code,
        message: fault.message,
        ...(detail !== null && { detail }),
    }));
    sendJson(exchange, fault.status, { errors }, fault.headers);
}
/** Sends what is written and closes, so that the client sees a body that ends too early. */
function breakOff(response) {
    response.flushHeaders();
    response.socket?.destroySoon();
}

;// CONCATENATED MODULE: ./build/server/request-fault.js
/** What is wrong with a request, as the answer it gets (distribution-spec, "Error Codes"). */

class RequestFault extends Error {
    status;
    code;
    detail;
    headers;
    constructor(status, code, message, more = {}) {
        super(message);
        this.name = 'RequestFault';
        this.status = status;
        this.code = code;
        this.detail = more.detail ?? null;
        this.headers = more.headers ?? {};
    }
}
/** Anything thrown, as the answer to give. Places on this machine are left out of it. */
function toRequestFault(error) {
    if (error instanceof RequestFault)
        return error;
    if (!(0,errors/* isMirrorError */.U9)(error))
        return new RequestFault(500, 'UNKNOWN', 'unexpected failure');
    return new RequestFault(statusOf(error), codeOf(error), error.message);
}
function statusOf(error) {
    if (error.code === 'no-space')
        return 507;
    return error.code === 'digest-mismatch' || error.code === 'size-mismatch' ? 400 : 500;
}
function codeOf(error) {
    if (error.code === 'digest-mismatch')
        return 'DIGEST_INVALID';
    return error.code === 'size-mismatch' ? 'SIZE_INVALID' : 'UNKNOWN';
}

;// CONCATENATED MODULE: ./build/server/blobs.js



async function serveBlob(exchange, repository, digest) {
    const sizeBytes = await exchange.scope.backend.blobSize(repository, digest);
    if (sizeBytes === null)
        throw new RequestFault(404, 'BLOB_UNKNOWN', 'there is no such blob', { detail: { digest } });
    const headers = {
        'Content-Type': 'application/octet-stream',
        'Accept-Ranges': 'bytes',
        'Docker-Content-Digest': digest,
        ETag: `"${digest}"`,
    };
    const range = parseByteRange(exchange.request.headers.range, sizeBytes);
    if (exchange.method === 'HEAD' || range.kind === 'whole') {
        const span = { from: 0, to: sizeBytes };
        await sendSpan(exchange, { repository, digest, span, status: 200, headers });
    }
    else if (range.kind === 'unsatisfiable') {
        throw new RequestFault(416, 'RANGE_INVALID', 'the range is beyond the end of the blob', {
            headers: { 'Content-Range': `bytes */${sizeBytes}` },
        });
    }
    else {
        const { span } = range;
        const contentRange = `bytes ${span.from}-${span.to - 1}/${sizeBytes}`;
        await sendSpan(exchange, {
            repository,
            digest,
            span,
            status: 206,
            headers: { ...headers, 'Content-Range': contentRange },
        });
    }
}
/** The headers go out before the first byte is read: what fails then is a body that ends too early. */
async function sendSpan(exchange, answer) {
    const length = answer.span.to - answer.span.from;
    const headers = { ...answer.headers, 'Content-Length': length };
    if (exchange.method === 'HEAD' || length === 0) {
        sendEmpty(exchange, answer.status, headers);
        return;
    }
    const { response, scope, signal } = exchange;
    response.writeHead(answer.status, headers);
    response.flushHeaders();
    let sentBytes = 0;
    for await (const chunk of scope.backend.readBlob(answer.repository, answer.digest, answer.span, signal)) {
        if (signal.aborted)
            return;
        sentBytes += chunk.length;
        if (!response.write(chunk))
            await drained(exchange);
    }
    if (sentBytes !== length)
        throw new RequestFault(500, 'UNKNOWN', 'the blob ends too early');
    response.end();
}
/** Resolves when more may be written, or the client has gone. */
async function drained({ response, signal }) {
    if (signal.aborted)
        return;
    await new Promise((resolve) => {
        const done = () => {
            response.off('drain', done);
            signal.removeEventListener('abort', done);
            resolve();
        };
        response.once('drain', done);
        signal.addEventListener('abort', done, { once: true });
    });
}

// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
;// CONCATENATED MODULE: ./build/server/lists.js



/** GET /v2/NAME/tags/list, in lexical order, in pages of `n` after `last`. */
async function serveTags(exchange, repository) {
    const tags = await exchange.scope.backend.tags(repository, exchange.signal);
    if (tags === null)
        throw new RequestFault(404, 'NAME_UNKNOWN', 'there is no such repository', {
            detail: { name: repository },
        });
    const page = pageOf(tags, exchange.query);
    sendJson(exchange, 200, { name: repository, tags: page.items }, linkHeader(`/v2/${repository}/tags/list`, page));
}
/** GET /v2/_catalog */
async function serveCatalog(exchange) {
    const page = pageOf(await exchange.scope.backend.repositories(exchange.signal), exchange.query);
    sendJson(exchange, 200, { repositories: page.items }, linkHeader('/v2/_catalog', page));
}
/** GET /v2/NAME/referrers/DIGEST; an unknown digest has none. */
async function serveReferrers(exchange, repository, digest) {
    const all = await exchange.scope.backend.referrers(repository, digest, exchange.signal);
    const artifactType = exchange.query.get('artifactType');
    const manifests = artifactType === null ? all : all.filter((referrer) => referrer.artifactType === artifactType);
    sendJson(exchange, 200, { schemaVersion: 2, mediaType: media_type/* OCI_INDEX */.$p, manifests }, { 'Content-Type': media_type/* OCI_INDEX */.$p, ...(artifactType !== null && { 'OCI-Filters-Applied': 'artifactType' }) });
}
function pageOf(all, query) {
    const last = query.get('last');
    const rest = [...all].sort().filter((item) => last === null || item > last);
    const n = pageSize(query.get('n'));
    if (n === null || n >= rest.length)
        return { items: rest, next: null };
    const items = rest.slice(0, n);
    const lastShown = items.at(-1);
    return {
        items,
        next: lastShown === undefined ? null : new URLSearchParams({ n: String(n), last: lastShown }).toString(),
    };
}
function pageSize(text) {
    if (text === null)
        return null;
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    throw new RequestFault(400, 'PAGINATION_NUMBER_INVALID', 'n is not a whole number from 0 on');
}
function linkHeader(path, page) {
    return page.next === null ? {} : { Link: `<${path}?${page.next}>; rel="next"` };
}

// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(4775);
;// CONCATENATED MODULE: ./build/server/request-body.js

/** The whole body. Throws RequestFault 413 beyond `limitBytes`, and 400 when the client broke off. */
async function readBounded(request, limitBytes) {
    const chunks = [];
    let sizeBytes = 0;
    await eachChunk(request, async (chunk) => {
        sizeBytes += chunk.length;
        if (sizeBytes > limitBytes)
            throw tooLarge(limitBytes);
        chunks.push(chunk);
    });
    return Buffer.concat(chunks);
}
/** Hands every chunk to `take`, one at a time. Throws RequestFault 400 when the client broke off. */
async function eachChunk(request, take) {
    // The stream is not destroyed when `take` fails, so that the fault can still be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        await take(chunk);
    }
    if (!request.complete)
        throw new RequestFault(400, 'BLOB_UPLOAD_INVALID', 'the body ended too early');
}
function tooLarge(limitBytes) {
    return new RequestFault(413, 'SIZE_INVALID', `at most ${limitBytes} bytes are taken here`, {
        headers: { Connection: 'close' },
    });
}

;// CONCATENATED MODULE: ./build/server/manifests.js
/** GET, HEAD and PUT of manifests (distribution-spec, "Pulling manifests", "Pushing manifests"). */








async function serveManifest(exchange, repository, reference) {
    const manifest = await exchange.scope.backend.readManifest(repository, reference, exchange.signal);
    if (manifest === null) {
        throw new RequestFault(404, 'MANIFEST_UNKNOWN', 'there is no such manifest', { detail: { reference } });
    }
    const { digest, mediaType } = manifest.descriptor;
    sendBytes(exchange, 200, manifest.bytes, {
        'Content-Type': mediaType,
        'Docker-Content-Digest': digest,
        ETag: `"${digest}"`,
    });
}
async function receiveManifest(exchange, repository, reference) {
    const bytes = await readBounded(exchange.request, store/* MANIFEST_LIMIT_BYTES */.S);
    const raw = rawManifest(bytes, reference, (0,media_type/* bareMediaType */.ZX)(exchange.request.headers['content-type'] ?? ''));
    const node = parsedNode(raw);
    await requireNeeds(exchange, repository, node);
    const tag = (0,oci_digest/* isDigest */.Bc)(reference) ? null : reference;
    await exchange.scope.backend.writeManifest(repository, { raw, node, tag }, exchange.signal);
    sendEmpty(exchange, 201, {
        Location: `/v2/${repository}/manifests/${raw.descriptor.digest}`,
        'Docker-Content-Digest': raw.descriptor.digest,
        ...(node.subject !== null && { 'OCI-Subject': node.subject.digest }),
    });
}
function rawManifest(bytes, reference, mediaType) {
    const digest = (0,oci_digest/* isDigest */.Bc)(reference) ? (0,oci_digest/* digestOf */.ol)(bytes, reference) : (0,oci_digest/* digestOf */.ol)(bytes);
    if ((0,oci_digest/* isDigest */.Bc)(reference) && digest !== reference) {
        throw new RequestFault(400, 'DIGEST_INVALID', `the manifest received hashes to ${digest}`);
    }
    if (mediaType === '')
        throw new RequestFault(400, 'MANIFEST_INVALID', 'a Content-Type is needed');
    return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}
function parsedNode(raw) {
    const parsed = (0,manifest/* parseManifest */.N)(raw);
    if (!parsed.ok)
        throw new RequestFault(400, 'MANIFEST_INVALID', parsed.why);
    const { mediaType } = parsed.node;
    if (mediaType === raw.descriptor.mediaType)
        return parsed.node;
    throw new RequestFault(400, 'MANIFEST_INVALID', `the Content-Type is not the media type of the manifest, ${mediaType}`);
}
async function requireNeeds({ scope, signal }, repository, node) {
    if (node.kind === 'index' && scope.allowsSparse)
        return;
    const missing = await manifest_needs_missingNeeds(node, {
        hasBlob: async (digest) => (await scope.backend.blobSize(repository, digest)) !== null,
        hasManifest: async (digest) => (await scope.backend.readManifest(repository, digest, signal)) !== null,
    });
    if (missing.length === 0)
        return;
    throw new RequestFault(400, 'MANIFEST_BLOB_UNKNOWN', 'content that the manifest names is not in this repository', {
        detail: missing.map((digest) => ({ digest })),
    });
}

// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/server/route.js
/** Paths of the distribution spec, parsed once; nothing that is not of its grammar gets any further. */



/** Names may contain words of the API, so a path is read from its end. */
const PATTERNS = [
    [/^\/v2\/(.+)\/tags\/(list)$/, (repository) => ({ kind: 'tags', repository })],
    [/^\/v2\/(.+)\/blobs\/(uploads)\/?$/, (repository) => ({ kind: 'uploads', repository })],
    [/^\/v2\/(.+)\/blobs\/uploads\/([0-9a-f-]{36})$/, (repository, id) => ({ kind: 'upload', repository, id })],
    [
        /^\/v2\/(.+)\/manifests\/([^/]+)$/,
        (repository, last) => ({ kind: 'manifest', repository, reference: referenceIn(last) }),
    ],
    [
        /^\/v2\/(.+)\/blobs\/([^/]+)$/,
        (repository, last) => ({ kind: 'blob', repository, digest: digestIn(last) }),
    ],
    [
        /^\/v2\/(.+)\/referrers\/([^/]+)$/,
        (repository, last) => ({ kind: 'referrers', repository, digest: digestIn(last) }),
    ],
];
/** The route of a request target. Throws RequestFault: 404 for other paths, 400 NAME_INVALID, TAG_INVALID,
 *  DIGEST_INVALID. */
function parseRoute(path) {
    const decoded = decodePath(path);
    if (decoded === '/v2' || decoded === '/v2/')
        return { kind: 'version' };
    if (decoded === '/v2/_catalog')
        return { kind: 'catalog' };
    for (const [pattern, routeOf] of PATTERNS) {
        const [, repository = '', last = ''] = pattern.exec(decoded) ?? [];
        if (repository === '')
            continue;
        requireRepository(repository);
        return routeOf(repository, last);
    }
    throw new RequestFault(404, 'NAME_UNKNOWN', 'this is not a path of the registry API');
}
/** Throws RequestFault 400 NAME_INVALID. */
function requireRepository(name) {
    const why = (0,reference/* whyPathIsInvalid */.vx)(name);
    if (why !== null)
        throw new RequestFault(400, 'NAME_INVALID', why);
}
function decodePath(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        throw new RequestFault(400, 'NAME_INVALID', 'the path is not valid percent-encoding');
    }
}
/** Throws RequestFault 400 DIGEST_INVALID. */
function digestIn(text) {
    if ((0,oci_digest/* isDigest */.Bc)(text))
        return text;
    throw new RequestFault(400, 'DIGEST_INVALID', 'this is not a digest');
}
function referenceIn(text) {
    if (text.includes(':'))
        return digestIn(text);
    if ((0,reference/* isTag */.dz)(text))
        return text;
    throw new RequestFault(400, 'TAG_INVALID', 'this is neither a tag nor a digest');
}

;// CONCATENATED MODULE: ./build/server/uploads.js
/** Blob uploads (distribution-spec, "Pushing blobs"). */





/** POST: mounts a blob, takes a whole one, or opens an upload. */
async function beginUpload(exchange, repository) {
    const { query, scope } = exchange;
    const mount = query.get('mount');
    if (mount !== null && (await isMounted(exchange, repository, digestIn(mount)))) {
        sendCreated(exchange, repository, digestIn(mount));
        return;
    }
    const whole = mount === null ? query.get('digest') : null;
    const digest = whole === null ? null : digestIn(whole);
    const id = await scope.uploads.begin(repository);
    if (digest === null)
        sendProgress(exchange, 202, { repository, id, sizeBytes: 0 });
    else
        await complete(exchange, repository, { id, digest });
}
/** PATCH: takes the next chunk. */
async function receiveChunk(exchange, repository, id) {
    const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => {
        requireNextChunk(exchange, { repository, id }, session.sizeBytes);
        await takeBody(exchange, session, { id, digest: null });
        return session.sizeBytes;
    });
    sendProgress(exchange, 202, { repository, id, sizeBytes });
}
/** PUT: takes the last chunk, which may be empty or all there is, and completes the blob. */
async function completeUpload(exchange, repository, id) {
    const digest = exchange.query.get('digest');
    if (digest === null)
        throw new RequestFault(400, 'DIGEST_INVALID', 'the query parameter digest is missing');
    await complete(exchange, repository, { id, digest: digestIn(digest) });
}
/** GET: how much has been received. */
async function serveUploadStatus(exchange, repository, id) {
    const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => session.sizeBytes);
    sendProgress(exchange, 204, { repository, id, sizeBytes });
}
/** DELETE */
async function cancelUpload(exchange, repository, id) {
    await exchange.scope.uploads.hold(repository, id, async () => undefined);
    await exchange.scope.uploads.end(id, false);
    sendEmpty(exchange, 204, {});
}
async function isMounted({ query, scope }, repository, digest) {
    const from = query.get('from');
    if (from !== null)
        requireRepository(from);
    return await scope.backend.mountBlob(repository, digest, from);
}
async function complete(exchange, repository, { id, digest }) {
    const { uploads } = exchange.scope;
    await uploads.hold(repository, id, async (session) => {
        requireNextChunk(exchange, { repository, id }, session.sizeBytes);
        const sink = await takeBody(exchange, session, { id, digest });
        await sink.commit(digest).finally(() => uploads.end(id, true));
    });
    sendCreated(exchange, repository, digest);
}
/** When the store fails the upload is given up; when the client breaks off, it may go on later. */
async function takeBody(exchange, session, { id, digest }) {
    try {
        const sink = await session.sink(digest);
        await eachChunk(exchange.request, (chunk) => sink.append(chunk));
        return sink;
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error))
            await exchange.scope.uploads.end(id, false);
        throw error;
    }
}
/** Content-Range, where it is sent, says where the chunk belongs. Throws RequestFault 416 with what has been received. */
function requireNextChunk({ request }, place, sizeBytes) {
    const { 'content-range': range, 'content-length': length } = request.headers;
    if (range === undefined)
        return;
    const [, first, last] = /^(?:bytes[ =])?(\d{1,16})-(\d{1,16})(?:\/(?:\d+|\*))?$/.exec(range) ?? [];
    const headers = progressHeaders({ ...place, sizeBytes });
    if (first === undefined || Number(first) !== sizeBytes) {
        throw new RequestFault(416, 'RANGE_INVALID', `the next byte is number ${sizeBytes}`, { headers });
    }
    if (length !== undefined && Number(length) !== Number(last) - Number(first) + 1) {
        throw new RequestFault(400, 'SIZE_INVALID', 'Content-Range and Content-Length disagree');
    }
}
function sendProgress(exchange, status, progress) {
    sendEmpty(exchange, status, progressHeaders(progress));
}
function progressHeaders({ repository, id, sizeBytes }) {
    return {
        Location: `/v2/${repository}/blobs/uploads/${id}`,
        Range: `0-${Math.max(0, sizeBytes - 1)}`,
        'Docker-Upload-UUID': id,
    };
}
function sendCreated(exchange, repository, digest) {
    const headers = { Location: `/v2/${repository}/blobs/${digest}`, 'Docker-Content-Digest': digest };
    sendEmpty(exchange, 201, headers);
}

;// CONCATENATED MODULE: ./build/server/dispatch.js
/** From a request to the handler that answers it. */








/** Throws RequestFault and MirrorError for what cannot be answered. */
async function answerRequest(exchange, path) {
    const route = parseRoute(path);
    const handler = handlersOf(exchange, route)[exchange.method];
    if (handler === undefined)
        throw methodNotAllowed(exchange, route);
    if (isWriting(exchange.method) && !exchange.scope.isWritable)
        throw readOnly();
    await handler();
}
function handlersOf(exchange, route) {
    switch (route.kind) {
        case 'version':
            return reading(async () => sendJson(exchange, 200, {}));
        case 'catalog':
            return reading(() => serveCatalog(exchange));
        case 'tags':
            return reading(() => serveTags(exchange, route.repository));
        case 'referrers':
            return reading(() => serveReferrers(exchange, route.repository, route.digest));
        case 'blob':
            return reading(() => serveBlob(exchange, route.repository, route.digest));
        case 'manifest':
            return {
                ...reading(() => serveManifest(exchange, route.repository, route.reference)),
                PUT: () => receiveManifest(exchange, route.repository, route.reference),
            };
        case 'uploads':
            return { POST: () => beginUpload(exchange, route.repository) };
        case 'upload':
            return {
                GET: () => serveUploadStatus(exchange, route.repository, route.id),
                PATCH: () => receiveChunk(exchange, route.repository, route.id),
                PUT: () => completeUpload(exchange, route.repository, route.id),
                DELETE: () => cancelUpload(exchange, route.repository, route.id),
            };
        default:
            return (0,errors/* assertNever */.xb)(route);
    }
}
function reading(handler) {
    return { GET: handler, HEAD: handler };
}
function isWriting(method) {
    return method !== 'GET' && method !== 'HEAD';
}
function methodNotAllowed(exchange, route) {
    const allowed = Object.keys(handlersOf(exchange, route)).join(', ');
    return new RequestFault(405, 'UNSUPPORTED', 'this registry does not do that', {
        headers: { Allow: allowed },
    });
}
function readOnly() {
    return new RequestFault(405, 'UNSUPPORTED', 'this registry is read-only; start it with --writable to push', {
        headers: { Allow: 'GET, HEAD' },
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/server/upload-sessions.js
/** Blob uploads that have been begun and not yet completed. */


/** Uploads that nobody touched for so long are given up. */
const IDLE_LIMIT_MS = 60 * 60 * 1000;
const MOST_SESSIONS = 4096;
class UploadSessions {
    #backend;
    #sessions = new Map();
    constructor(backend) {
        this.#backend = backend;
    }
    /** A new session's id. Throws RequestFault 429 when too many are open. */
    async begin(repository) {
        await this.#giveUpIdle();
        if (this.#sessions.size >= MOST_SESSIONS)
            throw new RequestFault(429, 'TOOMANYREQUESTS', 'too many uploads are open');
        const id = (0,external_node_crypto_.randomUUID)();
        this.#sessions.set(id, { repository, sink: null, isBusy: false, touchedAt: performance.now() });
        return id;
    }
    /** Runs `work` with the session for itself. Throws RequestFault 404 BLOB_UPLOAD_UNKNOWN, and 409 while another
     *  request writes to it. */
    async hold(repository, id, work) {
        const session = this.#sessions.get(id);
        if (session === undefined || session.repository !== repository) {
            throw new RequestFault(404, 'BLOB_UPLOAD_UNKNOWN', 'there is no such upload');
        }
        if (session.isBusy)
            throw new RequestFault(409, 'BLOB_UPLOAD_INVALID', 'another request is writing to this upload');
        session.isBusy = true;
        try {
            return await work(held(session, this.#backend));
        }
        finally {
            session.isBusy = false;
            session.touchedAt = performance.now();
        }
    }
    /** Forgets the session and, unless it was committed, what it has received. */
    async end(id, isCommitted) {
        const session = this.#sessions.get(id);
        this.#sessions.delete(id);
        if (!isCommitted)
            await session?.sink?.discard();
    }
    async endAll() {
        await Promise.all([...this.#sessions.keys()].map((id) => this.end(id, false)));
    }
    async #giveUpIdle() {
        const limit = performance.now() - IDLE_LIMIT_MS;
        for (const [id, session] of this.#sessions) {
            if (!session.isBusy && session.touchedAt < limit)
                await this.end(id, false);
        }
    }
}
function held(session, backend) {
    return {
        get sizeBytes() {
            return session.sink?.sizeBytes ?? 0;
        },
        async sink(digest) {
            session.sink ??= await backend.startBlob(session.repository, digest);
            return session.sink;
        },
    };
}

;// CONCATENATED MODULE: ./build/server/registry-server.js
/** A registry over HTTP: the pull and push parts of the OCI distribution spec on any backend. */






/** Idle connections live longer than those of common clients, so that it is the client who closes them. */
const KEEP_ALIVE_MS = 75_000;
/** Starts a registry on `backend`. Throws `input` when it cannot listen there. */
async function createRegistryServer(backend, options = {}) {
    const scope = {
        backend,
        uploads: new UploadSessions(backend),
        isWritable: options.writable ?? false,
        allowsSparse: options.sparse ?? false,
    };
    const server = (0,external_node_http_.createServer)((request, response) => {
        report(request, response, options);
        void answer(scope, request, response, options);
    });
    server.requestTimeout = 0; // a large upload over a slow line is no attack
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    const address = await listen(server, options.host ?? '127.0.0.1', options.port ?? 0);
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    const close = async () => {
        await stop(server);
        await scope.uploads.endAll();
    };
    return { url: `http://${host}:${address.port}`, host, port: address.port, close };
}
async function answer(scope, request, response, options) {
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    const exchange = {
        scope,
        request,
        response,
        method: request.method ?? 'GET',
        query: new URLSearchParams(query),
        signal: goneSignal(response),
    };
    response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    try {
        if (await options.intercept?.(request, response))
            return;
        await answerRequest(exchange, path);
    }
    catch (error) {
        sendFault(exchange, toRequestFault(error));
    }
}
function splitOnce(text, separator) {
    const at = text.indexOf(separator);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
function goneSignal(response) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return gone.signal;
}
function report(request, response, { onRequest }) {
    if (onRequest === undefined)
        return;
    let isReported = false;
    const once = () => {
        if (isReported)
            return;
        isReported = true;
        const { method = '', url: path = '', headers } = request;
        onRequest({ method, path, headers, status: response.statusCode });
    };
    response.once('finish', once);
    response.once('close', once);
}
async function listen(server, host, port) {
    await new Promise((resolve, reject) => {
        server.once('error', (error) => reject(cannotListen(host, port, error)));
        server.listen({ host, port }, resolve);
    });
    return server.address();
}
function cannotListen(host, port, error) {
    const code = 'code' in error ? String(error.code) : error.message;
    return new errors/* MirrorError */.En('input', `cannot listen on ${host}:${port}: ${code}`, {
        fix: 'choose another HOST:PORT, or port 0 for any free one',
        cause: error,
    });
}
async function stop(server) {
    const closed = new Promise((resolve) => {
        server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/server/sample-tar.js
/** A tar archive of one small file (POSIX ustar). */
const BLOCK_BYTES = 512;
/** Owner root, time 0: the same input gives the same bytes. `path` has at most 100 ASCII characters. */
function tarOfFile(path, content) {
    const padding = (BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES;
    return Buffer.concat([header(path, content.length), content, Buffer.alloc(padding + 2 * BLOCK_BYTES)]);
}
function header(path, sizeBytes) {
    const block = Buffer.alloc(BLOCK_BYTES);
    const fields = [
        [0, path],
        [100, octal(0o644, 7)],
        [108, octal(0, 7)], // user
        [116, octal(0, 7)], // group
        [124, octal(sizeBytes, 11)],
        [136, octal(0, 11)], // time
        [148, ' '.repeat(8)], // the checksum counts as blanks while it is computed
        [156, '0'], // a regular file
        [257, 'ustar\x0000'],
    ];
    for (const [offset, text] of fields)
        block.write(text, offset, 'ascii');
    const checksum = block.reduce((sum, byte) => sum + byte, 0);
    block.write(`${octal(checksum, 6)} `, 148, 'ascii');
    return block;
}
function octal(value, digits) {
    return `${value.toString(8).padStart(digits, '0')}\0`;
}

;// CONCATENATED MODULE: ./build/server/sample-image.js
/**
 * Small real images made up on the fly: gzipped tar layers, configs with diff IDs, one manifest per platform, an index
 * with an attestation for each. The same description gives the same digests.
 */




const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const STATEMENT = 'application/vnd.in-toto+json';
const CREATED = '2026-01-02T03:04:05Z';
function makeSampleImage({ architectures, layers }) {
    const images = architectures.map((architecture) => makeImage(architecture, layers));
    const attestations = images.map(({ manifest }) => makeAttestation(manifest.descriptor.digest));
    const index = documentOf(INDEX, {
        schemaVersion: 2,
        mediaType: INDEX,
        manifests: [
            ...images.map(({ manifest, architecture }) => ({
                ...manifest.descriptor,
                platform: { os: 'linux', architecture },
            })),
            ...attestations.map(({ manifest, subject }) => ({
                ...manifest.descriptor,
                platform: { os: 'unknown', architecture: 'unknown' },
                annotations: {
                    'vnd.docker.reference.type': 'attestation-manifest',
                    'vnd.docker.reference.digest': subject,
                },
            })),
        ],
    });
    return {
        manifests: [...images, ...attestations].map(({ manifest }) => manifest).concat(index),
        blobs: [...images, ...attestations].flatMap(({ blobs }) => blobs),
        layers: images.flatMap((image) => image.layers),
    };
}
function makeImage(architecture, wanted) {
    const layers = wanted.map((layer) => makeLayer(layer, architecture));
    const config = documentOf(CONFIG, {
        created: CREATED,
        architecture,
        os: 'linux',
        config: { Env: ['PATH=/usr/bin:/bin'], Cmd: [`/${wanted.at(-1)?.path ?? ''}`] },
        rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
        history: wanted.map(({ path }) => ({ created: CREATED, created_by: `COPY ${path} /` })),
    });
    const blobs = layers.map(({ part }) => part);
    const manifest = manifestOf(config, blobs);
    const digests = blobs.map(({ descriptor }) => descriptor.digest);
    return { architecture, manifest, blobs: [config, ...blobs], layers: digests };
}
function makeLayer({ path, text, sizeBytes }, architecture) {
    const head = Buffer.from(`${text} (linux/${architecture})\n`);
    const file = Buffer.concat([head, noise(head, Math.max(0, sizeBytes - head.length))]);
    const tar = tarOfFile(path, file);
    return { part: partOf(LAYER, (0,external_node_zlib_.gzipSync)(tar)), diffId: (0,oci_digest/* digestOf */.ol)(tar) };
}
/** What BuildKit attaches: a manifest of platform unknown whose layer is an in-toto statement about the image. */
function makeAttestation(subject) {
    const statement = documentOf(STATEMENT, {
        _type: 'https://in-toto.io/Statement/v1',
        predicateType: 'https://slsa.dev/provenance/v1',
        subject: [{ name: 'image', digest: { sha256: subject.slice('sha256:'.length) } }],
        predicate: { buildDefinition: { buildType: 'mirror-action demo' } },
    });
    const config = documentOf(CONFIG, {
        architecture: 'unknown',
        os: 'unknown',
        config: {},
        rootfs: { type: 'layers', diff_ids: [statement.descriptor.digest] },
    });
    return { subject, manifest: manifestOf(config, [statement]), blobs: [config, statement] };
}
function manifestOf(config, layers) {
    return documentOf(MANIFEST, {
        schemaVersion: 2,
        mediaType: MANIFEST,
        config: config.descriptor,
        layers: layers.map(({ descriptor }) => descriptor),
    });
}
function documentOf(mediaType, value) {
    return partOf(mediaType, Buffer.from(JSON.stringify(value, null, 2)));
}
function partOf(mediaType, bytes) {
    return { descriptor: { mediaType, digest: (0,oci_digest/* digestOf */.ol)(bytes), size: bytes.length }, bytes };
}
/** Bytes that do not compress, decided by `seed`. */
function noise(seed, sizeBytes) {
    return (0,external_node_crypto_.createHash)('shake256', { outputLength: sizeBytes }).update(seed).digest();
}

// EXTERNAL MODULE: ./build/stores/layout/layout.js + 7 modules
var layout_layout = __webpack_require__(9661);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/stores/layout/blob-file.js
var blob_file = __webpack_require__(8206);
// EXTERNAL MODULE: ./build/stores/layout/blob-writer.js
var blob_writer = __webpack_require__(9107);
// EXTERNAL MODULE: ./build/stores/layout/manifest-file.js
var manifest_file = __webpack_require__(4028);
// EXTERNAL MODULE: ./build/stores/layout/ref-name.js
var ref_name = __webpack_require__(9711);
;// CONCATENATED MODULE: ./build/server/layout-backend.js
/** A registry whose content is one OCI image layout directory (contract, section 3 "Layouts"). */









/**
 * Serves `NAME:TAG` as tag TAG of repository NAME. Bare tags, which skopeo and docker save write, are shown in the
 * repository called like the directory (`repositoryForBareTags`). Blobs, and manifests by digest, are those of the
 * whole directory, whatever the repository. A manifest pushed by digest is listed as NAME@DIGEST until an index that
 * has it as child is pushed.
 */
function createLayoutBackend(layout) {
    const { directory } = layout;
    const bareName = repositoryForBareTags(directory);
    const read = new Map();
    const rootsOf = async (repository, signal) => (await layout.roots(signal)).filter((root) => shownAs(root, bareName) === repository);
    return {
        blobSize: (_repository, digest) => (0,blob_file/* blobSize */.LE)(directory, digest),
        readBlob: (_repository, digest, span, signal) => (0,blob_file/* streamBlobFile */.ic)(directory, digest, span, signal),
        async startBlob(_repository, digest) {
            await layout.prepare();
            return await (0,blob_writer/* startBlob */.iG)(directory, digest === null ? 'sha256' : (0,oci_digest/* digestAlgorithm */.g4)(digest));
        },
        mountBlob: async (_repository, digest) => (await (0,blob_file/* blobSize */.LE)(directory, digest)) !== null,
        readManifest: (repository, reference, signal) => readAny(layout, repository === bareName ? [repository, ''] : [repository], reference, signal),
        writeManifest: (repository, manifest, signal) => layout_backend_storeManifest(layout, repository, manifest, signal),
        async tags(repository, signal) {
            const roots = await rootsOf(repository, signal);
            return roots.length === 0 ? null : [...new Set(roots.flatMap((root) => root.tag ?? []))];
        },
        async repositories(signal) {
            const names = (await layout.roots(signal)).map((root) => shownAs(root, bareName));
            return [...new Set(names)].filter((name) => (0,reference/* whyPathIsInvalid */.vx)(name) === null);
        },
        referrers: async (repository, digest, signal) => await referrersAmong(await rootsOf(repository, signal), digest, { directory, read }),
    };
}
/** The base name of the directory, lower case, as a repository name; `image` where nothing of it is left. */
function repositoryForBareTags(directory) {
    const name = (0,external_node_path_.basename)(directory)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
    return name === '' ? 'image' : name;
}
function shownAs(root, bareName) {
    return root.name === '' ? bareName : root.name;
}
/** The first of `names` that has it; what is damaged is not there, so that pushing it again heals it. */
async function readAny(layout, names, reference, signal) {
    for (const name of (0,oci_digest/* isDigest */.Bc)(reference) ? names.slice(0, 1) : names) {
        try {
            return await layout.repository(name).readManifest(reference, signal);
        }
        catch (error) {
            if (!(0,errors/* isMirrorError */.U9)(error, 'not-found', 'digest-mismatch', 'too-large'))
                throw error;
        }
    }
    return null;
}
async function layout_backend_storeManifest(layout, repository, manifest, signal) {
    const { raw, node, tag } = manifest;
    const { digest } = raw.descriptor;
    await layout.repository(repository).writeManifest(raw, signal);
    const refName = tag === null ? (0,ref_name/* untaggedRefName */.GU)(repository, digest) : (0,ref_name/* taggedRefName */.V_)(repository, tag);
    const children = node.kind === 'index' ? node.children.map((child) => child.descriptor.digest) : [];
    const drop = new Set(children.map((child) => (0,ref_name/* untaggedRefName */.GU)(repository, child)));
    await layout.index.change({ put: new Map([[refName, raw.descriptor]]), drop }, signal);
}
async function referrersAmong(roots, subject, { directory, read }) {
    const found = new Map();
    for (const { descriptor } of roots) {
        const { digest } = descriptor;
        const known = read.get(digest);
        const referring = known === undefined ? await readReferring(directory, descriptor) : known;
        if (referring !== undefined)
            read.set(digest, referring);
        if (referring?.subject === subject)
            found.set(digest, referring.entry);
    }
    return [...found.values()];
}
/** Undefined: it cannot be read now. */
async function readReferring(directory, descriptor) {
    const expected = { mediaType: descriptor.mediaType, sizeBytes: undefined };
    const manifest = await (0,manifest_file/* readManifestFile */.o)(directory, descriptor.digest, expected).catch(() => null);
    return manifest === null ? undefined : (0,referrer_entry/* referringOf */.wM)(manifest);
}

;// CONCATENATED MODULE: ./build/server/serve-layout.js
/** `serve DIR`: an OCI image layout directory as a registry. */



/** Starts serving. Throws `input` when the directory is no layout or the address cannot be listened on, `io`. */
async function serveLayout(options) {
    const layout = (0,layout_layout/* openLayout */.B)(options.directory);
    const signal = options.signal ?? new AbortController().signal;
    if (options.writable) {
        await layout.repository('').checkPush(signal);
        await layout.index.change({ put: new Map(), drop: new Set() }, signal);
    }
    await layout.roots(signal);
    return await createRegistryServer(createLayoutBackend(layout), {
        host: options.host,
        port: options.port,
        writable: options.writable,
        sparse: true,
        onRequest: (record) => options.log(requestLine(record)),
    });
}
const LONGEST_PATH = 300;
function requestLine({ method, path, status }) {
    return `${method} ${path.slice(0, LONGEST_PATH).replace(/[^!-~]/g, '?')} ${status}`;
}

;// CONCATENATED MODULE: ./build/servers.js






function servers(host) {
    return {
        async serveLayout({ directory, listen, writable, signal }) {
            const place = readListen(listen);
            return served(await serveLayout({ directory, ...place, writable, signal, log: (line) => host.log.info(line) }));
        },
        async startEmbedded() {
            const backend = createMemoryBackend();
            const server = await createRegistryServer(backend, { writable: true });
            return {
                ...served(server),
                push: async (repository, tag, image) => storeSample(backend.content, makeSampleImage(image), { repository, tag }),
                loseBlob: (digest) => backend.deleteBlobData(digest),
            };
        },
    };
}
/** Puts made-up content where the server finds it. Returns what it is called. */
function storeSample(content, { manifests, blobs, layers }, { repository, tag }) {
    for (const { descriptor, bytes } of blobs)
        putBlob(content, repository, descriptor.digest, bytes);
    const holder = repositoryForWriting(content, repository);
    for (const manifest of manifests)
        holder.manifests.set(manifest.descriptor.digest, manifest);
    const digest = manifests.at(-1)?.descriptor.digest;
    if (digest === undefined)
        throw new errors/* MirrorError */.En('internal', 'a sample image without manifests');
    holder.tags.set(tag, digest);
    return { digest, layers };
}
function served(server) {
    return { url: server.url, address: `${server.host}:${server.port}`, close: () => server.close() };
}
/** `HOST:PORT`, `[::1]:PORT`, `PORT`. */
function readListen(listen) {
    const match = /^(?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):)?(\d{1,5})$/.exec(listen);
    const port = Number(match?.[2]);
    if (match === null || port > 65_535) {
        throw new errors/* MirrorError */.En('usage', `--listen ${JSON.stringify(listen)} is not HOST:PORT`, {
            fix: 'write it like 127.0.0.1:5000',
        });
    }
    return { host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}


/***/ })

};
