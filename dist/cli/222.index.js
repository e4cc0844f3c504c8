export const id = 222;
export const ids = [222];
export const modules = {

/***/ 6740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   OW: () => (/* binding */ isJsonObject),
/* harmony export */   md: () => (/* binding */ parseDescriptors),
/* harmony export */   sw: () => (/* binding */ annotationsIn)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);

/**
 * The descriptor in `value`. `path` is its place in the document (`layers[2]`) and stands in every refusal. Digest, size
 * and mediaType must be right; a platform, annotations or urls that cannot be used are left out.
 */
function parseDescriptor(value, path) {
    if (!isJsonObject(value))
        return refused(`${path} is ${value === undefined ? 'missing' : 'not an object'}`);
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string')
        return refused(`${path}.mediaType is not a string`);
    if (typeof digest !== 'string')
        return refused(`${path}.digest is not a string`);
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return refused(`${path}.digest: ${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotDigest */ .q$)(digest)}`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
        return refused(`${path}.size is not a whole number from 0 to 2^53-1`);
    }
    return { ok: true, value: { mediaType, digest, size, ...optionalFields(value) } };
}
/** The descriptors of an array; null is an empty one, as writers in Go have it. */
function parseDescriptors(value, path) {
    if (value === null)
        return { ok: true, value: [] };
    if (!Array.isArray(value))
        return refused(`${path} is ${value === undefined ? 'missing' : 'not an array'}`);
    const descriptors = [];
    for (const [position, item] of value.entries()) {
        const parsed = parseDescriptor(item, `${path}[${position}]`);
        if (!parsed.ok)
            return parsed;
        descriptors.push(parsed.value);
    }
    return { ok: true, value: descriptors };
}
/** The string values of an `annotations` object, without prototype, so that any key is only a key. */
function annotationsIn(value) {
    const annotations = Object.create(null);
    if (!isJsonObject(value))
        return annotations;
    for (const [key, text] of Object.entries(value)) {
        if (typeof text === 'string')
            annotations[key] = text;
    }
    return annotations;
}
function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function optionalFields(value) {
    const platform = platformIn(value.platform);
    const urls = Array.isArray(value.urls) ? value.urls.filter((url) => typeof url === 'string') : null;
    return {
        ...(platform !== null && { platform }),
        ...(isJsonObject(value.annotations) && { annotations: annotationsIn(value.annotations) }),
        ...(typeof value.artifactType === 'string' && { artifactType: value.artifactType }),
        ...(urls !== null && { urls }),
    };
}
/** Without both os and architecture there is no platform: such a child is kept whatever platforms are asked for. */
function platformIn(value) {
    if (!isJsonObject(value))
        return null;
    const { os, architecture, variant } = value;
    const osVersion = value['os.version'];
    if (typeof os !== 'string' || os === '')
        return null;
    if (typeof architecture !== 'string' || architecture === '')
        return null;
    return {
        os,
        architecture,
        ...(typeof variant === 'string' && variant !== '' && { variant }),
        ...(typeof osVersion === 'string' && osVersion !== '' && { osVersion }),
    };
}
function refused(why) {
    return { ok: false, why };
}


/***/ }),

/***/ 4346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ readJsonDocument)
/* harmony export */ });
/* harmony import */ var _descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6740);
/* harmony import */ var _json_scan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6474);
/** JSON documents of the image spec, read from their exact bytes without overlooking what readers disagree about. */


/** The object in `bytes`; `shape` names the keys that must not be written twice or in another case. */
function readJsonDocument(bytes, shape) {
    let text;
    let body;
    try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return { ok: false, kind: 'not-utf8', why: 'it is not valid UTF-8' };
    }
    try {
        body = JSON.parse(text);
    }
    catch {
        return { ok: false, kind: 'not-json', why: 'it is not valid JSON' };
    }
    const scan = (0,_json_scan_js__WEBPACK_IMPORTED_MODULE_1__/* .scanJson */ .Ey)(text, shape);
    if (scan.kind !== 'fine')
        return { ok: false, ...scan };
    if (!(0,_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(body))
        return { ok: false, kind: 'not-an-object', why: 'it is not a JSON object' };
    return { ok: true, body };
}


/***/ }),

/***/ 6474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cp: () => (/* binding */ listShape),
/* harmony export */   Ey: () => (/* binding */ scanJson),
/* harmony export */   Ze: () => (/* binding */ exactShape),
/* harmony export */   pr: () => (/* binding */ objectShape)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7532);
/**
 * What JSON.parse hides in a document of the image spec: keys that two readers may read differently, and nesting without end. JSON.parse
 * keeps the last of two equal keys; readers written in Go also take `Layers` for `layers`.
 */

/** Far more than any manifest or image config has (a descriptor's platform is at 4). */
const DEEPEST_NESTING = 64;
/** An object whose `keys` decide, each with the shape of its value. */
function objectShape(keys) {
    const folded = Object.entries(keys).map(([key, shape]) => [foldCase(key), { key, shape }]);
    return { kind: 'object', keys: new Map(folded), isExact: false };
}
/** An object whose keys are free text; only the ones named decide, and only as written. */
function exactShape(keys) {
    return { kind: 'object', keys: new Map(keys.map((key) => [key, { key, shape: null }])), isExact: true };
}
function listShape(items) {
    return { kind: 'list', items };
}
/** Scans a document of `shape` in one pass. `text` must be valid JSON. */
function scanJson(text, shape) {
    const frames = [];
    for (let at = 0; at < text.length; at++) {
        const top = frames.at(-1);
        switch (text[at]) {
            case '{':
            case '[':
                if (frames.length === DEEPEST_NESTING) {
                    return { kind: 'too-deep', why: `it is nested deeper than ${DEEPEST_NESTING} levels` };
                }
                frames.push(openFrame(top, text[at] === '{', shape));
                break;
            case '}':
            case ']':
                frames.pop();
                break;
            case ',':
                if (top !== undefined)
                    nextMember(top);
                break;
            case '"': {
                const end = endOfString(text, at);
                const why = top?.expectsKey === true ? whyKeyIsAmbiguous(top, text.slice(at, end + 1)) : null;
                if (why !== null)
                    return { kind: 'ambiguous', why };
                at = end;
            }
        }
    }
    return { kind: 'fine' };
}
function openFrame(parent, isObject, document) {
    const promised = parent === undefined ? document : shapeBelow(parent);
    const shape = promised !== null && (promised.kind === 'object') === isObject ? promised : null;
    const path = parent === undefined || promised === null ? '' : pathBelow(parent);
    return { shape, path, seen: new Set(), isObject, expectsKey: isObject, key: '', item: 0 };
}
function shapeBelow({ shape, key }) {
    if (shape === null)
        return null;
    return shape.kind === 'list' ? shape.items : (shape.keys.get(foldedIn(shape.isExact, key))?.shape ?? null);
}
function pathBelow(parent) {
    return parent.isObject ? memberPath(parent, parent.key) : `${parent.path}[${parent.item}]`;
}
function memberPath(frame, key) {
    return frame.path === '' ? key : `${frame.path}.${key}`;
}
function nextMember(frame) {
    frame.expectsKey = frame.isObject;
    frame.item += 1;
}
/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text, start) {
    let at = start + 1;
    while (at < text.length && text[at] !== '"')
        at += text[at] === '\\' ? 2 : 1;
    return at;
}
function whyKeyIsAmbiguous(frame, literal) {
    const key = String(JSON.parse(literal));
    frame.key = key;
    frame.expectsKey = false;
    if (frame.shape?.kind !== 'object')
        return null;
    const folded = foldedIn(frame.shape.isExact, key);
    const deciding = frame.shape.keys.get(folded);
    if (deciding === undefined)
        return null;
    const path = memberPath(frame, deciding.key);
    if (frame.seen.has(folded))
        return `${path} is written more than once`;
    frame.seen.add(folded);
    return key === deciding.key
        ? null
        : `${path} is written ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(key)}, which only some readers take for it`;
}
function foldedIn(isExact, key) {
    return isExact ? key : foldCase(key);
}
/** Equal for keys that Go's JSON reader takes for the same: it also folds `ſ` to `s` and the Kelvin sign to `k`. */
function foldCase(key) {
    return key.toLowerCase().replaceAll('ſ', 's');
}


/***/ }),

/***/ 1736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ parseManifest)
});

// EXTERNAL MODULE: ./build/oci/descriptor-json.js
var descriptor_json = __webpack_require__(6740);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/oci/embedded-data.js
/**
 * The `data` of descriptors: content that stands in the document itself (image-spec, descriptor.md). A reader may take it
 * instead of fetching the blob, so where it is other content than the digest names, two readers see two images.
 */


/** Why the data of a descriptor in `body` is not what its digest names, or null. The descriptors must be sound otherwise. */
function whyDataContradicts(body) {
    const single = ['config', 'subject'].map((key) => [key, body[key]]);
    const listed = ['manifests', 'layers', 'blobs'].flatMap((key) => {
        const list = body[key];
        return Array.isArray(list) ? list.map((item, at) => [`${key}[${at}]`, item]) : [];
    });
    for (const [path, value] of [...single, ...listed]) {
        if ((0,descriptor_json/* isJsonObject */.OW)(value) && value.data !== undefined && value.data !== null && !isOwnContent(value))
            return `${path}.data is not the content of ${path}.digest`;
    }
    return null;
}
function isOwnContent({ data, digest, size }) {
    if (typeof data !== 'string')
        return false;
    const bytes = Buffer.from(data, 'base64');
    if (bytes.toString('base64') !== data)
        return false;
    return bytes.length === size && (0,oci_digest/* digestOf */.ol)(bytes, digest) === digest;
}

// EXTERNAL MODULE: ./build/oci/json-document.js
var json_document = __webpack_require__(4346);
// EXTERNAL MODULE: ./build/oci/json-scan.js
var json_scan = __webpack_require__(6474);
;// CONCATENATED MODULE: ./build/oci/manifest-keys.js
/** The keys of indexes and manifests that decide what a reader makes of them. */

const PLATFORM = (0,json_scan/* objectShape */.pr)({ os: null, architecture: null, variant: null, 'os.version': null });
const ANNOTATIONS = (0,json_scan/* exactShape */.Ze)(['vnd.docker.reference.type', 'vnd.docker.reference.digest']);
const DESCRIPTOR = (0,json_scan/* objectShape */.pr)({
    mediaType: null,
    digest: null,
    size: null,
    data: null,
    urls: null,
    platform: PLATFORM,
    annotations: ANNOTATIONS,
    artifactType: null,
});
const MANIFEST_KEYS = (0,json_scan/* objectShape */.pr)({
    mediaType: null,
    schemaVersion: null,
    manifests: (0,json_scan/* listShape */.Cp)(DESCRIPTOR),
    config: DESCRIPTOR,
    layers: (0,json_scan/* listShape */.Cp)(DESCRIPTOR),
    blobs: (0,json_scan/* listShape */.Cp)(DESCRIPTOR),
    fsLayers: null,
    subject: DESCRIPTOR,
    artifactType: null,
    annotations: ANNOTATIONS,
});

// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/oci/quoted.js
var quoted = __webpack_require__(7532);
;// CONCATENATED MODULE: ./build/oci/manifest-type.js


/** Media types that say nothing about which manifest this is. */
const GENERIC_TYPES = new Set([
    '',
    'application/json',
    'application/octet-stream',
    'binary/octet-stream',
    'text/plain',
]);
/** Keys that tell the kinds of documents apart; those of one row go together, those of different rows never do. */
const KINDS_BY_KEYS = [
    { keys: ['manifests'], kind: 'index', mediaType: media_type/* OCI_INDEX */.$p },
    { keys: ['config', 'layers'], kind: 'manifest', mediaType: media_type/* OCI_MANIFEST */.EG },
    { keys: ['blobs'], kind: 'manifest', mediaType: media_type/* OCI_ARTIFACT_MANIFEST */.fQ },
    { keys: ['fsLayers'], kind: 'schema1', mediaType: media_type/* DOCKER_SCHEMA1 */.kj },
];
/**
 * The type of `body`. A contradiction between two statements is refused instead of settled, because another reader may
 * settle it the other way (CVE-2021-41190).
 */
function decideManifestType(body, stated) {
    const bodyType = body.mediaType ?? '';
    if (typeof bodyType !== 'string')
        return refusal('manifest-unparsable', 'mediaType is not a string');
    const structure = structureOf(body);
    if (structure.kind === 'ambiguous')
        return refusal('manifest-ambiguous', structure.why);
    const types = [bodyType, stated.descriptor, (0,media_type/* bareMediaType */.ZX)(stated.header)];
    const role = types.map(media_type/* manifestRole */.Uz).find((candidate) => candidate !== 'unknown') ?? structure.kind;
    const mediaType = mediaTypeOf(bodyType, stated) ?? structure.mediaType;
    return (whyTypesContradict(bodyType, stated) ??
        whyStructureContradicts(role, mediaType, structure) ??
        whyNoKnownKind(role, body) ?? {
        ok: true,
        kind: role === 'index' ? 'index' : 'manifest',
        mediaType,
    });
}
function refusal(rule, why) {
    return { ok: false, rule, why };
}
function structureOf(body) {
    const found = KINDS_BY_KEYS.flatMap(({ keys, ...is }) => {
        const key = keys.find((candidate) => Object.hasOwn(body, candidate));
        return key === undefined ? [] : [{ key, ...is }];
    });
    const [first, second] = found;
    if (first === undefined)
        return { kind: 'unknown', mediaType: '', key: '' };
    if (second !== undefined) {
        return { kind: 'ambiguous', why: `it has both ${first.key} and ${second.key}` };
    }
    if (body.schemaVersion === 1 && first.kind !== 'schema1') {
        return { kind: 'ambiguous', why: `it says schemaVersion 1 and has ${first.key}` };
    }
    return first;
}
/** Null where nobody states one. A Content-Type counts only when it is a manifest's; servers default to anything. */
function mediaTypeOf(bodyType, stated) {
    if (bodyType !== '')
        return bodyType;
    if (!GENERIC_TYPES.has(stated.descriptor))
        return stated.descriptor;
    const header = (0,media_type/* bareMediaType */.ZX)(stated.header);
    return (0,media_type/* manifestRole */.Uz)(header) === 'unknown' ? null : header;
}
/** The first two statements of a known role that differ; generic and unknown types contradict nothing. */
function whyTypesContradict(bodyType, stated) {
    const statements = [
        { by: 'its body', type: bodyType },
        { by: 'the descriptor', type: stated.descriptor },
        { by: 'the Content-Type', type: (0,media_type/* bareMediaType */.ZX)(stated.header) },
    ].filter(({ type }) => (0,media_type/* manifestRole */.Uz)(type) !== 'unknown');
    const first = statements[0];
    const other = statements.find(({ type }) => first && (0,media_type/* manifestRole */.Uz)(type) !== (0,media_type/* manifestRole */.Uz)(first.type));
    if (first === undefined || other === undefined)
        return null;
    const why = `${first.by} says ${(0,quoted/* quoted */.T)(first.type)}, ${other.by} says ${(0,quoted/* quoted */.T)(other.type)}`;
    return refusal('media-type-mismatch', why);
}
function whyStructureContradicts(role, mediaType, structure) {
    if (structure.kind === 'unknown')
        return null;
    const isArtifact = mediaType === media_type/* OCI_ARTIFACT_MANIFEST */.fQ;
    if (structure.kind === role && (!isArtifact || structure.key === 'blobs'))
        return null;
    const name = isArtifact ? 'an artifact manifest' : NAMES[role];
    return refusal('manifest-ambiguous', `its media type is that of ${name}, but it has ${structure.key}`);
}
const NAMES = {
    index: 'an index',
    manifest: 'an image manifest',
    schema1: 'a schema 1 manifest',
    unknown: 'no known manifest',
};
function whyNoKnownKind(role, body) {
    const version = body.schemaVersion;
    if (role === 'schema1' || version === 1) {
        return refusal('schema1-manifest', 'it is a Docker schema 1 manifest, which current runtimes do not pull');
    }
    if (version !== undefined && version !== 2) {
        return refusal('manifest-unparsable', 'schemaVersion is not 2');
    }
    if (role === 'unknown') {
        return refusal('manifest-unparsable', 'it is neither an index nor an image manifest');
    }
    return null;
}

;// CONCATENATED MODULE: ./build/oci/manifest.js







/**
 * The document in `raw.bytes`. `expectedMediaType` is that of the descriptor which named it, where one did; the body's
 * own type goes before it, `raw.descriptor.mediaType` (the Content-Type) after it. Unknown config and layer types pass;
 * what two readers could read differently does not.
 */
function parseManifest(raw, expectedMediaType = '') {
    const document = (0,json_document/* readJsonDocument */.E)(raw.bytes, MANIFEST_KEYS);
    if (!document.ok) {
        const rule = document.kind === 'ambiguous' ? 'manifest-ambiguous' : 'manifest-unparsable';
        return refusal(rule, document.why);
    }
    const { body } = document;
    const type = decideManifestType(body, {
        descriptor: expectedMediaType,
        header: raw.descriptor.mediaType,
    });
    if (!type.ok)
        return type;
    const subject = optionalDescriptor(body.subject, 'subject');
    if (!subject.ok)
        return refusal('manifest-unparsable', subject.why);
    const base = {
        raw,
        mediaType: type.mediaType,
        bodyMediaType: typeof body.mediaType === 'string' ? body.mediaType : '',
        subject: subject.value,
        artifactType: typeof body.artifactType === 'string' ? body.artifactType : null,
        annotations: (0,descriptor_json/* annotationsIn */.sw)(body.annotations),
    };
    const parsed = type.kind === 'index' ? indexNode(base, body) : manifestNode(base, body);
    const contradiction = parsed.ok ? whyDataContradicts(body) : null;
    return contradiction === null ? parsed : refusal('manifest-ambiguous', contradiction);
}
function indexNode(base, body) {
    const manifests = (0,descriptor_json/* parseDescriptors */.md)(body.manifests, 'manifests');
    if (!manifests.ok)
        return refusal('manifest-unparsable', manifests.why);
    return { ok: true, node: { kind: 'index', ...base, children: manifests.value.map(asChild) } };
}
function asChild(descriptor) {
    const { mediaType, annotations } = descriptor;
    const role = (0,media_type/* manifestRole */.Uz)(mediaType);
    const isAttestation = annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
    return {
        descriptor,
        role: role === 'index' || role === 'manifest' ? role : (0,media_type/* isKnownBlobType */.X_)(mediaType) ? 'blob' : 'unknown',
        attestationFor: isAttestation ? (0,oci_digest/* parseDigest */.m)(annotations['vnd.docker.reference.digest'] ?? '') : null,
    };
}
function manifestNode(base, body) {
    const isArtifact = base.mediaType === media_type/* OCI_ARTIFACT_MANIFEST */.fQ;
    const config = isArtifact
        ? { ok: true, value: null }
        : (0,descriptor_json/* parseDescriptor */.BA)(body.config, 'config');
    if (!config.ok)
        return refusal('manifest-unparsable', config.why);
    const layers = isArtifact
        ? (0,descriptor_json/* parseDescriptors */.md)(body.blobs ?? null, 'blobs')
        : (0,descriptor_json/* parseDescriptors */.md)(body.layers, 'layers');
    if (!layers.ok)
        return refusal('manifest-unparsable', layers.why);
    return { ok: true, node: { kind: 'manifest', ...base, config: config.value, layers: layers.value } };
}
function optionalDescriptor(value, path) {
    if (value === undefined || value === null)
        return { ok: true, value: null };
    return (0,descriptor_json/* parseDescriptor */.BA)(value, path);
}


/***/ }),

/***/ 1507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $c: () => (/* binding */ BUILDKIT_CACHE_CONFIG),
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   EG: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   IO: () => (/* binding */ isLayerType),
/* harmony export */   QP: () => (/* binding */ OCI_LAYER),
/* harmony export */   Qf: () => (/* binding */ OCI_LAYER_NONDISTRIBUTABLE),
/* harmony export */   TF: () => (/* binding */ OCI_CONFIG),
/* harmony export */   Uz: () => (/* binding */ manifestRole),
/* harmony export */   Vv: () => (/* binding */ DOCKER_MANIFEST),
/* harmony export */   X_: () => (/* binding */ isKnownBlobType),
/* harmony export */   Y2: () => (/* binding */ DOCKER_LIST),
/* harmony export */   ZX: () => (/* binding */ bareMediaType),
/* harmony export */   _e: () => (/* binding */ DOCKER_LAYER_FOREIGN),
/* harmony export */   dY: () => (/* binding */ MANIFEST_ACCEPT),
/* harmony export */   e6: () => (/* binding */ DOCKER_CONFIG),
/* harmony export */   eE: () => (/* binding */ isLegacyConfig),
/* harmony export */   fQ: () => (/* binding */ OCI_ARTIFACT_MANIFEST),
/* harmony export */   jn: () => (/* binding */ OCTET_STREAM),
/* harmony export */   kj: () => (/* binding */ DOCKER_SCHEMA1),
/* harmony export */   n$: () => (/* binding */ DOCKER_SCHEMA1_SIGNED),
/* harmony export */   n2: () => (/* binding */ DOCKER_LAYER),
/* harmony export */   qj: () => (/* binding */ isRunnableConfig),
/* harmony export */   sJ: () => (/* binding */ isForeignLayer)
/* harmony export */ });
/* unused harmony exports DOCKER_PLUGIN_CONFIG, HELM_CONFIG, WASM_CONFIG, WASM_CONFIG_V1, OCI_EMPTY, IN_TOTO */
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** From a release candidate of image-spec 1.1, withdrawn; still found in registries. */
const OCI_ARTIFACT_MANIFEST = 'application/vnd.oci.artifact.manifest.v1+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+json';
const DOCKER_SCHEMA1_SIGNED = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_PLUGIN_CONFIG = 'application/vnd.docker.plugin.v1+json';
const BUILDKIT_CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const HELM_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const WASM_CONFIG = 'application/vnd.wasm.config.v0+json';
const WASM_CONFIG_V1 = 'application/vnd.wasm.config.v1+json';
/** The two bytes `{}` as config or layer of an artifact. */
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_NONDISTRIBUTABLE = 'application/vnd.oci.image.layer.nondistributable.v1.tar';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_FOREIGN = 'application/vnd.docker.image.rootfs.foreign.diff.tar';
const IN_TOTO = 'application/vnd.in-toto+json';
/** Says nothing about the content. As the type of an image config it breaks pulls (rule `config-octet-stream`). */
const OCTET_STREAM = 'application/octet-stream';
/** `Accept` for reading manifests: the four current types, and schema 1 so that it is recognised, not converted. */
const MANIFEST_ACCEPT = [
    OCI_INDEX,
    OCI_MANIFEST,
    DOCKER_LIST,
    DOCKER_MANIFEST,
    DOCKER_SCHEMA1_SIGNED,
    DOCKER_SCHEMA1,
].join(', ');
const ROLES = new Map([
    [OCI_INDEX, 'index'],
    [DOCKER_LIST, 'index'],
    [OCI_MANIFEST, 'manifest'],
    [DOCKER_MANIFEST, 'manifest'],
    [OCI_ARTIFACT_MANIFEST, 'manifest'],
    [DOCKER_SCHEMA1, 'schema1'],
    [DOCKER_SCHEMA1_SIGNED, 'schema1'],
]);
const FOREIGN_LAYERS = new Set([
    DOCKER_LAYER_FOREIGN,
    `${DOCKER_LAYER_FOREIGN}.gzip`,
    ...withOciCompressions(OCI_LAYER_NONDISTRIBUTABLE),
]);
/** What builders and registries wrote in place of an image config's type (distribution/distribution#1621). */
const LEGACY_CONFIGS = new Set([OCTET_STREAM, 'application/json', 'text/html', '']);
const LAYER_TYPES = new Set([
    DOCKER_LAYER,
    `${DOCKER_LAYER}.gzip`,
    `${DOCKER_LAYER}.zstd`,
    ...withOciCompressions(OCI_LAYER),
    ...FOREIGN_LAYERS,
]);
const BLOB_TYPES = new Set([
    OCI_CONFIG,
    DOCKER_CONFIG,
    DOCKER_PLUGIN_CONFIG,
    BUILDKIT_CACHE_CONFIG,
    HELM_CONFIG,
    WASM_CONFIG,
    WASM_CONFIG_V1,
    OCI_EMPTY,
    DOCKER_LAYER,
    `${DOCKER_LAYER}.gzip`,
    `${DOCKER_LAYER}.zstd`,
    ...withOciCompressions(OCI_LAYER),
    ...withOciCompressions(OCI_LAYER).map((type) => `${type}+encrypted`),
    ...FOREIGN_LAYERS,
    ...[...FOREIGN_LAYERS].filter((type) => type.includes('oci')).map((type) => `${type}+encrypted`),
    IN_TOTO,
    'application/vnd.dev.cosign.simplesigning.v1+json',
    'application/vnd.dsse.envelope.v1+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.cncf.notary.signature',
    'application/jose+json',
    'application/cose',
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    'application/vnd.cncf.helm.chart.provenance.v1.prov',
    'application/wasm',
    'application/vnd.wasm.content.layer.v1+wasm',
    'application/vnd.module.wasm.content.layer.v1+wasm',
]);
/** What a manifest media type promises. Exact: parameters and other cases are `unknown` (see `bareMediaType`). */
function manifestRole(mediaType) {
    return ROLES.get(mediaType) ?? 'unknown';
}
/** Whether `mediaType` is a layer, config or artifact content type in known use. Unknown types are copied all the same. */
function isKnownBlobType(mediaType) {
    return BLOB_TYPES.has(mediaType);
}
/** Whether a layer may live outside of registries: a foreign or nondistributable type, or a descriptor with `urls`. */
function isForeignLayer(descriptor) {
    const type = descriptor.mediaType.replace(/\+encrypted$/, '');
    return FOREIGN_LAYERS.has(type) || (descriptor.urls ?? []).length > 0;
}
/** Whether `mediaType` is one of the two config types that container runtimes run. */
function isRunnableConfig(mediaType) {
    return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG;
}
/** Whether a config of type `mediaType` may be an image's, from a time when the type was not written right. */
function isLegacyConfig(mediaType) {
    return LEGACY_CONFIGS.has(mediaType);
}
/** Whether `mediaType` is a file system layer of a container image, encrypted or not. */
function isLayerType(mediaType) {
    return LAYER_TYPES.has(mediaType.replace(/\+encrypted$/, ''));
}
/** A Content-Type without parameters, lower case: `Text/HTML; charset=utf-8` is `text/html`. */
function bareMediaType(contentType) {
    const semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
}
function withOciCompressions(tar) {
    return [tar, `${tar}+gzip`, `${tar}+zstd`];
}


/***/ }),

/***/ 7222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gh: () => (/* binding */ artifactTypeOf),
/* harmony export */   N1: () => (/* binding */ referrerOf),
/* harmony export */   iw: () => (/* binding */ subjectIn),
/* harmony export */   qv: () => (/* binding */ readReferrerIndex),
/* harmony export */   wM: () => (/* binding */ referringOf)
/* harmony export */ });
/* harmony import */ var _descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6740);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1736);


/** Lists are made anew for each subject that is asked for: a manifest in memory is parsed once. */
const known = new WeakMap();
/** Null: it refers to nothing. */
function referringOf(manifest) {
    const before = known.get(manifest);
    if (before !== undefined)
        return before;
    const parsed = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .N)(manifest);
    const subject = parsed.ok ? parsed.node.subject?.digest : undefined;
    const referring = !parsed.ok || subject === undefined
        ? null
        : { subject, entry: referrerEntry(manifest.descriptor, parsed.node) };
    known.set(manifest, referring);
    return referring;
}
/** The entry of `manifest` in the list of referrers of `subject`; null: it does not refer to it. */
function referrerOf(manifest, subject) {
    const referring = referringOf(manifest);
    return referring?.subject === subject ? referring.entry : null;
}
/** The digest that a manifest refers to, or null. */
function subjectIn(manifest) {
    const parsed = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .N)(manifest);
    return parsed.ok ? (parsed.node.subject?.digest ?? null) : null;
}
/** What an artifact says it is: its `artifactType`, else the media type of its config (distribution-spec). '' where it says nothing. */
function artifactTypeOf(node) {
    return node.artifactType ?? (node.kind === 'manifest' ? node.config?.mediaType : undefined) ?? '';
}
function referrerEntry({ digest, size }, node) {
    const artifactType = artifactTypeOf(node);
    return {
        mediaType: node.mediaType,
        digest,
        size,
        ...(artifactType !== '' && { artifactType }),
        ...(Object.keys(node.annotations).length > 0 && { annotations: node.annotations }),
    };
}
/** The entries of an index of referrers; those that are no descriptors are counted in `unusable`. */
function readReferrerIndex(bytes) {
    const body = parseJson(bytes);
    if (!(0,_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isJsonObject */ .OW)(body))
        return { ok: false, why: 'it is not a JSON object' };
    const { manifests } = body;
    if (!Array.isArray(manifests))
        return { ok: false, why: 'it has no list "manifests"' };
    const entries = manifests.flatMap((value) => {
        const parsed = (0,_descriptor_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(value, 'manifests');
        return parsed.ok ? [parsed.value] : [];
    });
    return { ok: true, entries, unusable: manifests.length - entries.length };
}
function parseJson(bytes) {
    try {
        return JSON.parse(Buffer.from(bytes).toString('utf8'));
    }
    catch {
        return null;
    }
}


/***/ })

};
