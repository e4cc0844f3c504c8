export const id = 6;
export const ids = [6];
export const modules = {

/***/ 9878:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ findingsOfWalks)
});

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/mirror/advice.js
var advice = __webpack_require__(1696);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/oci/quoted.js
var quoted = __webpack_require__(7532);
;// CONCATENATED MODULE: ./build/mirror/verify/inspect.js





/** Remarks about every manifest of an image, in walk order. */
function inspect(image) {
    return image.flatMap((manifest) => [...inspectTypes(manifest), ...inspectContent(manifest)]);
}
function inspectContent(manifest) {
    const { content, nesting, digest } = manifest;
    if (content.kind === 'refused')
        return content.rule === 'schema1-manifest'
            ? [remark('schema1-manifest', digest, `cannot be looked into: ${content.why}`)]
            : [];
    const { node } = content;
    if (node.kind === 'manifest')
        return inspectManifest(node, manifest);
    if (nesting === 0)
        return [];
    return [remark('nested-index', digest, 'is an index inside an index, which CRI-O and Podman do not pull')];
}
/** Descriptor, Content-Type and body have to agree: each reader goes by another one of them. */
function inspectTypes({ content, statedType, servedType, digest }) {
    if (content.kind === 'refused')
        return [];
    const { bodyMediaType, mediaType } = content.node;
    const served = servedType !== '' && servedType !== mediaType;
    const stated = statedType !== '' && bodyMediaType !== '' && statedType !== bodyMediaType;
    const isVague = statedType !== '' && (0,media_type/* manifestRole */.Uz)(statedType) === 'unknown';
    return [
        ...(stated || isVague
            ? [
                remark('media-type-mismatch', digest, `is called ${(0,quoted/* quoted */.T)(statedType)} by the index that names it and is ${(0,quoted/* quoted */.T)(mediaType)}`),
            ]
            : []),
        ...(served
            ? [
                {
                    ...remark('media-type-mismatch', digest, `is served with Content-Type ${(0,quoted/* quoted */.T)(servedType)} and is ${(0,quoted/* quoted */.T)(mediaType)}`),
                    isOfMirror: true,
                },
            ]
            : []),
    ];
}
function inspectManifest(node, { digest, platform }) {
    const of = platform === null ? 'the image' : (0,oci_platform/* formatPlatform */.Bq)(platform);
    const remarks = [];
    const isImage = node.config !== null && (0,media_type/* isRunnableConfig */.qj)(node.config.mediaType);
    if (node.config?.mediaType === media_type/* OCTET_STREAM */.jn) {
        const why = `names the config of ${of} (${(0,oci_digest/* shortDigest */.VK)(node.config.digest)}) as application/octet-stream`;
        remarks.push(remark('config-octet-stream', digest, why));
    }
    const encrypted = node.layers.filter(({ mediaType }) => mediaType.endsWith('+encrypted'));
    if (encrypted.length > 0) {
        remarks.push(remark('encrypted-layer', digest, `has ${(0,quantities/* formatCount */.B4)(encrypted.length, 'encrypted layer')}`));
    }
    const types = [node.config, ...node.layers].flatMap((blob) => (blob === null ? [] : [blob.mediaType]));
    const unknown = [...new Set(types)].filter((type) => type !== media_type/* OCTET_STREAM */.jn && !(0,media_type/* isKnownBlobType */.X_)(type));
    if (unknown.length > 0) {
        const kinds = unknown.map(quoted/* quoted */.T).join(', ');
        const what = isImage ? 'layers' : 'content';
        remarks.push(remark('media-type-unknown', digest, `has ${what} of types that are in no common use: ${kinds}`));
    }
    return remarks;
}
function remark(rule, digest, why) {
    return { rule, digest, why, isOfMirror: false };
}

// EXTERNAL MODULE: ./build/mirror/verify/lacking.js
var lacking = __webpack_require__(2877);
;// CONCATENATED MODULE: ./build/mirror/verify/findings.js
/** What walks found, as findings: one cause is one finding, with the images that it touches. Pure. */






/** In no particular order; the report sorts. */
function findingsOfWalks(verified) {
    const walked = verified.flatMap(({ outcome: { step }, walk }) => (walk === null ? [] : [{ step, walk }]));
    return [
        ...faultFindings(walked),
        ...remarkFindings(walked),
        ...foreignFindings(walked),
        ...sparseFindings(walked),
        ...rangeFindings(walked),
        ...unwalkedFindings(verified),
        ...(0,lacking/* lackingFindings */.yV)(verified),
    ];
}
/** One lost blob of one registry is one finding, in however many repositories and images it is missed. */
function faultFindings(walked) {
    const all = walked.flatMap(({ step, walk }) => walk.faults.map((told) => ({ step, told })));
    const byCause = Map.groupBy(all, ({ step, told }) => `${step.cell.target.origin} ${causeOf(told)}`);
    return [...byCause.values()].map((group) => faultFinding(group));
}
function faultFinding(group) {
    const { step, told } = weightiest(group);
    const { rule, digest, why, what } = told;
    const { cell, row } = step;
    return (0,finding/* finding */.gk)(rule, {
        message: `${cell.target.name}: ${what} (${(0,oci_digest/* shortDigest */.VK)(digest)}) ${why}`,
        help: (0,advice/* helpOf */.Z)(rule),
        source: row.name,
        mirror: cell.mirror.name,
        target: cell.address,
        digest,
        at: row.at,
        ...affected(group),
    });
}
/** A finding is judged by its mirror: where one registry is several mirrors, not by one that is only being filled. */
function weightiest(group) {
    return group.find(({ step }) => step.cell.mirror.state === 'serving') ?? firstOf(group);
}
/** What the image itself says is the same on every mirror and told once. */
function remarkFindings(walked) {
    const all = walked.flatMap(({ step, walk }) => [...walk.remarks, ...inspect(walk.manifests)].map((told) => ({ step, told })));
    const byCause = Map.groupBy(all, ({ step, told }) => told.isOfMirror
        ? `${step.cell.mirror.name} ${causeOf(told)} ${told.why}`
        : `${causeOf(told)} ${told.why}`);
    return [...byCause.values()].map((group) => remarkFinding(group));
}
function remarkFinding(group) {
    const { step, told } = firstOf(group);
    const { rule, digest, why, isOfMirror } = told;
    const { cell, row } = step;
    const where = isOfMirror ? cell.target.name : row.name;
    return (0,finding/* finding */.gk)(rule, {
        message: `${where}: ${(0,oci_digest/* shortDigest */.VK)(digest)} ${why}`,
        help: (0,advice/* helpOf */.Z)(rule),
        source: row.name,
        ...(isOfMirror ? { mirror: cell.mirror.name, target: cell.address } : {}),
        digest,
        at: row.at,
        ...affected(group),
    });
}
function foreignFindings(walked) {
    return perImage(walked, ({ foreignLayers }) => foreignLayers.length > 0).map((group) => {
        const { step, told } = firstOf(group);
        const digests = told.foreignLayers.map(({ digest }) => (0,oci_digest/* shortDigest */.VK)(digest)).join(', ');
        return imageFinding('foreign-layer', step, {
            told,
            message: `${step.row.name}: ${(0,quantities/* formatCount */.B4)(told.foreignLayers.length, 'foreign layer')} may live outside of registries and was not looked for (${digests})`,
        });
    });
}
function sparseFindings(walked) {
    return perImage(walked, ({ omitted }) => omitted > 0).map((group) => {
        const { step, told } = firstOf(group);
        return imageFinding('sparse-index', step, {
            told,
            message: `${step.row.name}: ${(0,quantities/* formatCount */.B4)(told.omitted, 'child', 'children')} of the index left out, as platforms asks`,
        });
    });
}
function perImage(walked, holds) {
    const some = walked.filter(({ walk }) => holds(walk)).map(({ step, walk }) => ({ step, told: walk }));
    return [...Map.groupBy(some, ({ step, told }) => `${step.row.name} ${told.root}`).values()];
}
function imageFinding(rule, { row }, { told, message }) {
    return (0,finding/* finding */.gk)(rule, { message, help: (0,advice/* helpOf */.Z)(rule), source: row.name, digest: told.root, at: row.at });
}
/** Registries that ignore ranges, each named once. */
function rangeFindings(walked) {
    const unproven = walked.filter(({ walk }) => !walk.isProven);
    return [...Map.groupBy(unproven, ({ step }) => step.cell.mirror.name)].map(([mirror, group]) => (0,finding/* finding */.gk)('range-ignored', {
        message: `mirror ${mirror} ignores range requests, so that only its word says that blobs are there`,
        help: (0,advice/* helpOf */.Z)('range-ignored'),
        mirror,
        ...affected(group),
    }));
}
/** Without a digest to bring back there is nothing for a repair to do. */
const NO_TAG_HELP = 'Whoever pulls this tag from the mirror gets an error. Run sync, which brings it; with a pin or a lock entry verify --repair does too.';
/** Rows of which nothing could be walked, or that are known to be damaged deeper than this walk went. */
function unwalkedFindings(verified) {
    return verified.flatMap(({ outcome, walk }) => {
        const isTold = walk !== null && walk.faults.length > 0;
        if (outcome.outcome !== 'incomplete' || isTold)
            return [];
        const { row, cell } = outcome.step;
        const rule = walk === null ? 'manifest-missing' : 'incomplete';
        return (0,finding/* finding */.gk)(rule, {
            message: `${cell.address}: ${outcome.reason}`,
            help: walk === null ? NO_TAG_HELP : (0,advice/* helpOf */.Z)(rule),
            source: row.name,
            mirror: cell.mirror.name,
            target: cell.address,
            ...(walk === null ? {} : { digest: walk.root }),
            at: row.at,
        });
    });
}
function causeOf({ rule, digest }) {
    return `${rule} ${digest}`;
}
function affected(group) {
    const names = [...new Set(group.map(({ step }) => step.row.name))];
    return { affects: names, affectedCount: names.length };
}
/** Groups are never empty. */
function firstOf(group) {
    const [first] = group;
    if (first === undefined)
        throw new Error('a group without a member');
    return first;
}


/***/ }),

/***/ 2877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ko: () => (/* binding */ withLacking),
/* harmony export */   Ww: () => (/* binding */ missingFinding),
/* harmony export */   yV: () => (/* binding */ lackingFindings)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3211);
/* harmony import */ var _referrers_compare_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7590);
/** What mirrors lack of the referrers that belong to an image: compared with each other, and with what is remembered of the source. Pure. */





const NAMED = 5;
/** `verified` with what each mirror lacks; rows that do not ask for referrers lack none. */
function withLacking(verified, { carried, isReferrerRequired }) {
    const expected = new Map();
    const byImage = Map.groupBy(verified, imageOf);
    for (const [image, ofImage] of byImage) {
        const [first] = ofImage;
        if (first === undefined)
            continue;
        const remembered = carriedOf(first, carried)?.referrers ?? [];
        const lists = ofImage.map(({ referrers }) => referrers?.listed ?? []);
        expected.set(image, (0,_referrers_compare_js__WEBPACK_IMPORTED_MODULE_3__/* .unionOf */ .Z)([remembered, ...lists]));
    }
    return verified.map((one) => {
        const { referrers } = one;
        const key = keyOf(one);
        if (referrers === undefined || referrers === null || key === null)
            return one;
        const belongs = expected.get(imageOf(one)) ?? [];
        const lacking = referrers.unread === null ? (0,_referrers_compare_js__WEBPACK_IMPORTED_MODULE_3__/* .lackingIn */ .T)(referrers.listed, belongs) : [];
        const image = { ...key, name: one.outcome.step.row.name };
        const lacksRequired = lacking.some((each) => isReferrerRequired?.(image, each) ?? false);
        return { ...one, expected: belongs, lacking, lacksRequired };
    });
}
function lackingFindings(verified) {
    return [...verified.flatMap((one) => lackingFinding(one) ?? []), ...verified.flatMap(unreadFinding)];
}
/** The one finding of `row` on `mirror`, wherever it is found that something is missing there. */
function missingFinding({ row, mirror, target, address, isRequired }, lacking) {
    const names = lacking
        .slice(0, NAMED)
        .map(({ kind, digest, tag }) => `${kind} ${tag ?? (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(digest)}`);
    const more = lacking.length > names.length ? ` and ${lacking.length - names.length} more` : '';
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('referrer-missing', {
        ...(isRequired ? { severity: 'error' } : {}),
        message: `${target} lacks ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_4__/* .formatCount */ .B4)(lacking.length, 'referrer')} of ${row.name}: ${names.join(', ')}${more}`,
        help: 'Nodes and policies that verify signatures do not find them on this mirror. Run sync, or verify --repair.',
        source: row.name,
        mirror,
        target: address,
        ...(row.wanted === null ? {} : { digest: row.wanted }),
        affects: lacking.map(({ digest, tag }) => tag ?? digest),
        affectedCount: lacking.length,
        at: row.at,
    });
}
function lackingFinding({ outcome: { step }, lacking = [], lacksRequired = false, }) {
    if (lacking.length === 0)
        return null;
    const { row, cell } = step;
    const place = { mirror: cell.mirror.name, target: cell.target.name, address: cell.address };
    return missingFinding({ row, ...place, isRequired: lacksRequired }, lacking);
}
function unreadFinding({ outcome: { step }, referrers }) {
    const unread = referrers?.unread ?? null;
    if (unread === null)
        return [];
    const { row, cell } = step;
    return [
        (0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)('referrers-unreadable', {
            severity: 'warning',
            message: `${cell.target.name} does not say what refers to ${row.name}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .describeError */ .Uc)(unread)}`,
            help: 'Whether signatures are missing there is not known. Look at the registry, and run again.',
            source: row.name,
            mirror: cell.mirror.name,
            target: cell.address,
            at: row.at,
        }),
    ];
}
/** Rows that are the same image of the same source. */
function imageOf(one) {
    const { repository, root, platforms } = keyOf(one) ?? {};
    return `${repository} ${root} ${JSON.stringify(platforms)}`;
}
function carriedOf(one, carried) {
    const key = keyOf(one);
    return key === null ? null : carried.get(key);
}
/** Null: nothing was walked. */
function keyOf({ outcome: { step }, walk }) {
    const { repository, platforms } = step.row;
    return walk === null ? null : { repository, root: walk.root, platforms };
}


/***/ }),

/***/ 8694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GH: () => (/* binding */ startOf),
/* harmony export */   WC: () => (/* binding */ outcomeWithoutWalk),
/* harmony export */   dh: () => (/* binding */ outcomeOfWalk),
/* harmony export */   lM: () => (/* binding */ failedWalk)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3211);
/* harmony import */ var _copy_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7570);
/* harmony import */ var _proofs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1795);
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6816);
/** How one step of `verify` ended, from what the walk found. Pure. */






/** Where a walk starts: the wanted digest, else what the mirror's own tag points to; null: nowhere. */
function startOf({ row, cell }) {
    if (row.wanted !== null)
        return row.wanted;
    return cell.seen.kind === 'present' ? cell.seen.root.digest : null;
}
/** The outcome of a step that needs no walk or allows none; null where there is something to walk. */
function outcomeWithoutWalk(step, signal) {
    const { row, cell } = step;
    const base = { ...blank(step), reason: step.reason };
    if (row.problem !== null)
        return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
    if (signal.aborted)
        return (0,_copy_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .deferred */ .yX)(step, signal);
    if (cell.seen.kind === 'unreadable' || cell.seen.kind === 'denied')
        return failedWalk(step, cell.seen.error, signal);
    if (cell.mirror.kind === 'cache')
        return { ...base, outcome: 'compared', reason: 'a pull-through cache is not read blob by blob' };
    if (startOf(step) === null)
        return { ...base, outcome: 'incomplete', complete: false, reason: 'the mirror has no such tag' };
    return null;
}
function outcomeOfWalk(step, walk, { depth, nowMs, proof }) {
    const base = { ...blank(step), found: foundOf(step, walk), fileSystems: walk.fileSystems };
    if (walk.faults.length > 0)
        return { ...base, outcome: 'incomplete', complete: false, reason: reasonOfFaults(walk) };
    if (proof?.kind === 'damaged')
        return { ...base, outcome: 'incomplete', complete: false, reason: (0,_proofs_js__WEBPACK_IMPORTED_MODULE_3__/* .whyStillDamaged */ .Ok)(proof, depth) };
    const refused = walk.manifests.find(({ content }) => content.kind === 'refused');
    if (refused?.content.kind === 'refused')
        return {
            ...base,
            outcome: 'compared',
            reason: `its content cannot be looked at: ${refused.content.why}`,
        };
    const proven = walk.isProven ? depth : 'exists';
    return {
        ...base,
        outcome: 'complete',
        complete: true,
        reason: `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_5__/* .formatCount */ .B4)(walk.manifests.length, 'manifest')} and all that they name`,
        proof: { depth: proven, atMs: nowMs, thisRun: true },
    };
}
/** A mirror that did not answer, or a run that was stopped. */
function failedWalk(step, error, signal) {
    if (signal.aborted)
        return (0,_copy_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .deferred */ .yX)(step, signal);
    const cause = error === null ? new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('internal', 'there is nothing to walk') : (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .toMirrorError */ .Ho)(error);
    const failure = { side: 'mirror', error: cause, rule: 'copy-failed' };
    const reason = (0,_reason_js__WEBPACK_IMPORTED_MODULE_4__/* .reasonOf */ .A)(failure, step.cell.mirror.name);
    return { ...blank(step), outcome: 'failed', reason, failure };
}
function blank(step) {
    const found = step.cell.seen.kind === 'present' ? step.cell.seen.root.digest : null;
    return { step, found, complete: null, proof: null, bytes: 0, failure: null };
}
/** Where no tag is managed, the root that was read is what was found. */
function foundOf({ cell }, walk) {
    if (cell.seen.kind === 'present')
        return cell.seen.root.digest;
    const isThere = walk.manifests.some(({ digest }) => digest === walk.root);
    return cell.tag === null && isThere ? walk.root : null;
}
function reasonOfFaults({ faults }) {
    const [first] = faults;
    const more = faults.length > 1 ? `; ${faults.length - 1} more` : '';
    return first === undefined ? '' : `${first.what}: ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(first.digest)} ${first.why}${more}`;
}


/***/ }),

/***/ 7747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ verify),
  n: () => (/* binding */ verifySteps)
});

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/referrers/search.js
var search = __webpack_require__(8881);
// EXTERNAL MODULE: ./build/mirror/verify/lacking.js
var lacking = __webpack_require__(2877);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var proofs = __webpack_require__(1795);
;// CONCATENATED MODULE: ./build/mirror/verify/order.js
/** In which order a sweep takes its steps. */

/** Steps whose last proof of this depth is oldest first; those never proven at it before all. Ties stay in order. */
function oldestFirst(steps, depth, proofOf) {
    const provenAtMs = (step) => {
        const proof = proofOf(step);
        return proof === null || (0,proofs/* isShallower */.G)(proof.depth, depth) ? Number.NEGATIVE_INFINITY : proof.atMs;
    };
    return steps
        .map((step) => ({ step, atMs: provenAtMs(step) }))
        .sort((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs))
        .map(({ step }) => step);
}

// EXTERNAL MODULE: ./build/mirror/verify/outcome.js
var outcome = __webpack_require__(8694);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/manifest.js + 3 modules
var manifest = __webpack_require__(1736);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/oci/image-config.js
var image_config = __webpack_require__(2962);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./build/oci/undecodable.js
/** Why the content of a layer cannot be had from its bytes. */
/** Thrown among the decoders and made a value where they end; nothing else sees it. */
class Undecodable extends Error {
    reason;
    constructor(reason, why, cause) {
        super(why, cause === undefined ? undefined : { cause });
        this.name = 'Undecodable';
        this.reason = reason;
    }
}

;// CONCATENATED MODULE: ./build/oci/layer-type.js
/** What the media type of a layer promises about its content. */

const TARS = new Set([
    media_type/* OCI_LAYER */.QP,
    media_type/* OCI_LAYER_NONDISTRIBUTABLE */.Qf,
    media_type/* DOCKER_LAYER */.n2,
    media_type/* DOCKER_LAYER_FOREIGN */._e,
]);
/**
 * The compression that `mediaType` states. Docker's types without suffix state none: they were written over compressed
 * layers, and runtimes sniff them. OCI's plain tar is taken at its word (containerd unpacks it without looking).
 */
function statedCompression(mediaType) {
    if (isEncryptedLayer(mediaType))
        return 'any';
    if (/[+.]gzip$/.test(mediaType))
        return 'gzip';
    if (/[+.]zstd$/.test(mediaType))
        return 'zstd';
    return mediaType === media_type/* OCI_LAYER */.QP || mediaType === media_type/* OCI_LAYER_NONDISTRIBUTABLE */.Qf ? 'none' : 'any';
}
/** Whether a runtime would unpack content of `mediaType` as a layer of a file system; encrypted ones included. */
function isFilesystemLayer(mediaType) {
    return TARS.has(mediaType.replace(/\+encrypted$/, '').replace(/[+.](?:gzip|zstd)$/, ''));
}
/** Whether only the holder of a key can tell what is inside. */
function isEncryptedLayer(mediaType) {
    return mediaType.endsWith('+encrypted');
}
/** How the two contradict each other, or null where `found` is what `stated` allows. */
function whyCompressionContradicts(stated, found) {
    if (stated === 'any' || stated === found)
        return null;
    return `its media type says ${wordsFor(stated)}, its content is ${wordsFor(found)}`;
}
const MAGIC = [
    ['gzip', [0x1f, 0x8b]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bzip2', [0x42, 0x5a, 0x68]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];
/** A block of bzip2 begins with these six bytes of pi; its three-letter magic alone could begin a file name in a tar. */
const BZIP2_BLOCK = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const BZIP2_BLOCK_AT = 4;
/** What content that begins with `head` is compressed with. `head` has 10 bytes, fewer only where there are no more. */
function sniffCompression(head) {
    if (isSkippableMagic(head))
        return 'zstd';
    const found = MAGIC.find(([, magic]) => startsWith(head, magic, 0))?.[0] ?? 'none';
    return found === 'bzip2' && !startsWith(head, BZIP2_BLOCK, BZIP2_BLOCK_AT) ? 'none' : found;
}
/** A frame without content, which zstd:chunked and pzstd write (RFC 8878, 3.1.2): 50 to 5f, 2a 4d 18. */
function isSkippableMagic(bytes) {
    return ((bytes[0] ?? 0) & 0xf0) === 0x50 && startsWith(bytes, [0x2a, 0x4d, 0x18], 1);
}
function startsWith(bytes, magic, offset) {
    return magic.every((byte, index) => bytes[offset + index] === byte);
}
function wordsFor(compression) {
    return compression === 'none' ? 'not compressed' : compression;
}

;// CONCATENATED MODULE: ./build/oci/zstd-frames.js
/**
 * The frames of a zstd stream, found by walking their headers (RFC 8878, 3.1) without decompressing. Needed because
 * Node's decompressor stops without a word at the first frame that ends inside of what it is given, and because its older
 * versions take a truncated frame for a whole one.
 */




const MAGIC_NUMBER = 0xfd2fb528;
const COLLECTED = new Set([
    'magic',
    'skippable-size',
    'descriptor',
    'header',
    'block-header',
]);
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const LONGEST_PART_BYTES = 14;
class ZstdFrameScanner {
    #limits;
    /** The bytes of the current part, where its value matters. */
    #collected = new DataView(new ArrayBuffer(LONGEST_PART_BYTES));
    #collectedBytes = 0;
    #part = 'magic';
    #leftBytes = 4;
    #descriptor = 0;
    #isLastBlock = false;
    #frames = 0;
    #contentBytes = 0;
    constructor(limits) {
        this.#limits = limits;
    }
    /**
     * The parts of `bytes` (the next ones of the stream) that belong to frames with content; none reaches over the end of a
     * frame. Throws `Undecodable`.
     */
    *contentOf(bytes) {
        let start = 0;
        for (let at = 0; at < bytes.byteLength;) {
            const before = this.#part;
            const partStart = at;
            const isContinued = this.#collectedBytes > 0;
            at += this.#consume(bytes, at);
            if (this.#leftBytes > 0)
                break;
            if (before === 'magic')
                start = partStart;
            const held = before === 'magic' && isContinued ? this.#heldMagic(at - partStart) : null;
            this.#advance();
            if (held !== null && this.#part === 'descriptor')
                yield held;
            if (this.#part === 'magic' && before !== 'skippable-size' && before !== 'skippable-content') {
                yield bytes.subarray(start, at);
            }
            if (this.#part === 'magic')
                start = at;
        }
        if (this.#isInsideContent() && start < bytes.byteLength)
            yield bytes.subarray(start);
    }
    /** To be called when there are no more bytes. Throws `Undecodable` inside of a frame. */
    finish() {
        if (this.#part === 'magic' && this.#collectedBytes === 0)
            return;
        if (this.#part === 'magic' && this.#frames > 0)
            throw garbage();
        throw new Undecodable('truncated', 'it ends in the middle of a zstd frame');
    }
    /** Takes as much of the current part as there is, and says how much that was. */
    #consume(bytes, at) {
        const taken = Math.min(this.#leftBytes, bytes.byteLength - at);
        if (COLLECTED.has(this.#part)) {
            for (let index = 0; index < taken; index++) {
                this.#collected.setUint8(this.#collectedBytes++, bytes[at + index] ?? 0);
            }
        }
        this.#leftBytes -= taken;
        return taken;
    }
    /** The bytes of a magic number that came before the last `fresh` ones. */
    #heldMagic(fresh) {
        return new Uint8Array(this.#collected.buffer.slice(0, 4 - fresh));
    }
    #isInsideContent() {
        switch (this.#part) {
            case 'magic':
            case 'skippable-size':
            case 'skippable-content':
                return false;
            case 'descriptor':
            case 'header':
            case 'block-header':
            case 'block':
            case 'checksum':
                return true;
            default:
                return (0,errors/* assertNever */.xb)(this.#part);
        }
    }
    /** On to the next part that has bytes. */
    #advance() {
        do
            this.#enter(...this.#partAfter());
        while (this.#leftBytes === 0);
    }
    #enter(part, sizeBytes) {
        this.#part = part;
        this.#leftBytes = sizeBytes;
        this.#collectedBytes = 0;
    }
    #partAfter() {
        switch (this.#part) {
            case 'magic':
                return this.#afterMagic();
            case 'skippable-size':
                return ['skippable-content', this.#collected.getUint32(0, true)];
            case 'skippable-content':
            case 'checksum':
                return ['magic', 4];
            case 'descriptor':
                return this.#afterDescriptor();
            case 'header':
                this.#readHeader();
                return ['block-header', 3];
            case 'block-header':
                return this.#afterBlockHeader();
            case 'block':
                if (!this.#isLastBlock)
                    return ['block-header', 3];
                return ['checksum', (this.#descriptor & 0x04) === 0 ? 0 : 4];
            default:
                return (0,errors/* assertNever */.xb)(this.#part);
        }
    }
    #afterMagic() {
        const isSkippable = isSkippableMagic(new Uint8Array(this.#collected.buffer));
        if (!isSkippable && this.#collected.getUint32(0, true) !== MAGIC_NUMBER)
            throw garbage();
        this.#frames += 1;
        if (this.#frames > this.#limits.frames) {
            throw new Undecodable('too-many-frames', `it has more than ${this.#limits.frames} zstd frames`);
        }
        return isSkippable ? ['skippable-size', 4] : ['descriptor', 1];
    }
    #afterDescriptor() {
        this.#descriptor = this.#collected.getUint8(0);
        if ((this.#descriptor & 0x08) !== 0)
            throw corrupt('a frame header sets the reserved bit');
        const window = this.#isSingleSegment() ? 0 : 1;
        return ['header', window + this.#dictionaryIdBytes() + this.#contentSizeBytes()];
    }
    #readHeader() {
        const dictionaryAt = this.#isSingleSegment() ? 0 : 1;
        const contentAt = dictionaryAt + this.#dictionaryIdBytes();
        for (let at = dictionaryAt; at < contentAt; at++) {
            if (this.#collected.getUint8(at) === 0)
                continue;
            throw new Undecodable('dictionary', 'a zstd frame needs a dictionary, which an image cannot carry');
        }
        const contentBytes = this.#statedContentBytes(contentAt);
        const windowBytes = this.#isSingleSegment() ? contentBytes : windowOf(this.#collected.getUint8(0));
        if (windowBytes > this.#limits.windowBytes) {
            const words = `${(0,quantities/* formatBytes */.z3)(windowBytes)}, more than ${(0,quantities/* formatBytes */.z3)(this.#limits.windowBytes)}`;
            throw new Undecodable('window-too-large', `a zstd frame needs a window of ${words}`);
        }
        this.#contentBytes += contentBytes;
        if (this.#contentBytes > this.#limits.contentBytes) {
            const words = `${(0,quantities/* formatBytes */.z3)(this.#contentBytes)}, more than ${(0,quantities/* formatBytes */.z3)(this.#limits.contentBytes)}`;
            throw new Undecodable('too-large', `its zstd frames say that they expand to ${words}`);
        }
    }
    #isSingleSegment() {
        return (this.#descriptor & 0x20) !== 0;
    }
    #dictionaryIdBytes() {
        return DICTIONARY_ID_BYTES[this.#descriptor & 0x03] ?? 0;
    }
    #contentSizeBytes() {
        const flag = this.#descriptor >> 6;
        return flag === 0 ? (this.#isSingleSegment() ? 1 : 0) : 2 ** flag;
    }
    /** 0 where the frame does not say. */
    #statedContentBytes(at) {
        switch (this.#contentSizeBytes()) {
            case 1:
                return this.#collected.getUint8(at);
            case 2:
                return this.#collected.getUint16(at, true) + 256;
            case 4:
                return this.#collected.getUint32(at, true);
            case 8:
                return Number(this.#collected.getBigUint64(at, true));
            default:
                return 0;
        }
    }
    #afterBlockHeader() {
        const header = this.#collected.getUint16(0, true) | (this.#collected.getUint8(2) << 16);
        const type = (header >> 1) & 0x03;
        if (type === 3)
            throw corrupt('a block has the reserved type');
        this.#isLastBlock = (header & 0x01) !== 0;
        return ['block', type === 1 ? 1 : header >> 3];
    }
}
/** Window_Size of RFC 8878, 3.1.1.1.2. */
function windowOf(byte) {
    const base = 2 ** (10 + (byte >> 3));
    return base + (base / 8) * (byte & 0x07);
}
function garbage() {
    return new Undecodable('trailing-garbage', 'bytes follow its last zstd frame that belong to none');
}
function corrupt(why) {
    return new Undecodable('corrupt', `its zstd data is corrupt: ${why}`);
}

;// CONCATENATED MODULE: ./build/oci/decompress.js
/** Decompression as a stream, told apart from the trouble of whoever delivers the bytes. */




/** 128 MiB, what `zstd -22` and `--long` write at most by default and what decoders grant by default. */
const WINDOW_LOG_MAX = 27;
/**
 * Pieces of 256 KiB, two of them waiting, so that the thread pool decompresses while this thread hashes. Measured: 64 KiB
 * and 1 MiB are slower, the defaults of Node take about twice as long (docs/decisions/0015).
 */
const PIECES = {
    chunkSize: 256 * 1024,
    readableHighWaterMark: 512 * 1024,
    writableHighWaterMark: 128 * 1024,
};
/**
 * The content of `blocks`. Several gzip members or zstd frames follow each other as one content; skippable frames have
 * none. Throws `Undecodable`, or what `blocks` throws, as it is. Ended early, it does not wait for `blocks`.
 */
function decompressed(blocks, compression, limits) {
    switch (compression) {
        case 'none':
            return blocks;
        case 'gzip':
            return through((0,external_node_zlib_.createGunzip)(PIECES), blocks);
        case 'zstd':
            return through(zstdEngine(), zstdContent(blocks, limits));
        case 'bzip2':
        case 'xz':
            throw new Undecodable('unsupported-compression', `it is compressed with ${compression}, which images may not use`);
        default:
            return (0,errors/* assertNever */.xb)(compression);
    }
}
function zstdEngine() {
    return (0,external_node_zlib_.createZstdDecompress)({
        ...PIECES,
        params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
    });
}
async function* zstdContent(blocks, limits) {
    const scanner = new ZstdFrameScanner({ ...limits, windowBytes: 2 ** WINDOW_LOG_MAX });
    for await (const block of blocks)
        yield* scanner.contentOf(block);
    scanner.finish();
}
async function* through(engine, blocks) {
    const feeding = { sentBytes: 0, isComplete: false, failure: null };
    const fed = feed(engine, blocks, feeding);
    try {
        for await (const piece of engine)
            yield piece;
        engine.destroy();
        await fed;
    }
    catch (error) {
        // The input's own trouble is the better explanation of bytes that make no sense; and `blocks` must be at rest
        // before somebody else reads on.
        await fed;
        // Nothing but skippable frames: the decoder was given nothing and newer versions of Node mind.
        if (feeding.isComplete && feeding.sentBytes === 0)
            return;
        throw feeding.failure === null ? asUndecodable(error) : feeding.failure.error;
    }
    finally {
        engine.destroy();
    }
    if (feeding.failure !== null)
        throw feeding.failure.error;
    // Node ends a gzip stream without error at a zero byte behind a member.
    if (!feeding.isComplete || engine.bytesWritten < feeding.sentBytes) {
        throw bytesBehind();
    }
}
/** Never throws: a failure of `blocks` is noted, and ends the engine. */
async function feed(engine, blocks, feeding) {
    try {
        for await (const block of blocks) {
            if (engine.destroyed)
                return;
            feeding.sentBytes += block.byteLength;
            if (!(await written(engine, block)))
                return;
        }
        feeding.isComplete = true;
        engine.end();
    }
    catch (error) {
        feeding.failure = { error };
        engine.destroy();
    }
}
/** Whether the engine, when it had room again, still wanted more. */
async function written(engine, block) {
    if (engine.write(block))
        return true;
    if (engine.destroyed)
        return false;
    await new Promise((resolve) => {
        const settle = () => {
            engine.off('drain', settle);
            engine.off('close', settle);
            resolve();
        };
        engine.on('drain', settle);
        engine.on('close', settle);
    });
    return !engine.destroyed;
}
/** zlib's verdict as ours; anything else, such as a lack of memory, is not the layer's fault and stays what it is. */
function asUndecodable(error) {
    const { code, message } = wordsOf(error);
    if (code === 'Z_BUF_ERROR') {
        return new Undecodable('truncated', 'it ends in the middle of its compressed data', error);
    }
    // The first header was recognised before, so this one is behind a complete member.
    if (code === 'Z_DATA_ERROR' && message === 'incorrect header check')
        return bytesBehind(error);
    if (code === 'Z_DATA_ERROR') {
        return new Undecodable('corrupt', `its gzip data is corrupt: ${message}`, error);
    }
    if (code.startsWith('ZSTD_error_') && code !== 'ZSTD_error_memory_allocation') {
        return new Undecodable('corrupt', `its zstd data is corrupt: ${message}`, error);
    }
    return error;
}
function wordsOf(error) {
    if (typeof error !== 'object' || error === null)
        return { code: '', message: '' };
    return {
        code: 'code' in error ? String(error.code) : '',
        message: 'message' in error ? String(error.message) : '',
    };
}
function bytesBehind(cause) {
    return new Undecodable('trailing-garbage', 'bytes follow its last gzip member that belong to none', cause);
}

;// CONCATENATED MODULE: ./build/oci/layer-input.js
/** The bytes of a layer on their way in: in blocks fit for a decoder, interruptible, and readable to the end. */

/** Small chunks are gathered up to this size: each trip to the thread pool costs as much as some kilobytes of work. */
const BLOCK_BYTES = 64 * 1024;
/**
 * Owns the iteration of `chunks`, so that a decoder can give up without ending it. Whatever `chunks` throws comes out of
 * `blocks` and `drain` as it is. When `signal` fires both throw `aborted`, also while `chunks` itself hangs.
 */
class LayerInput {
    #iterator;
    #signal;
    #onAbort = () => this.#stop(this.#aborted());
    #interrupt = null;
    #stopped = null;
    #isEnded = false;
    #receivedBytes = 0;
    constructor(chunks, signal) {
        this.#iterator = chunks[Symbol.asyncIterator]();
        this.#signal = signal;
        if (signal.aborted)
            this.#onAbort();
        else
            signal.addEventListener('abort', this.#onAbort, { once: true });
    }
    get receivedBytes() {
        return this.#receivedBytes;
    }
    /** Whether everything was read, so that a source which proves content at its end has proven it. */
    get isEnded() {
        return this.#isEnded;
    }
    /** What is left, in blocks of at least 64 KiB except the last. Ending this iteration leaves the input open. */
    async *blocks() {
        let gathered = [];
        let gatheredBytes = 0;
        for (let next = await this.#next(); next.done !== true; next = await this.#next()) {
            gathered.push(next.value);
            gatheredBytes += next.value.byteLength;
            if (gatheredBytes < BLOCK_BYTES)
                continue;
            yield joined(gathered);
            gathered = [];
            gatheredBytes = 0;
        }
        if (gatheredBytes > 0)
            yield joined(gathered);
    }
    /** Reads what is left and forgets it. */
    async drain() {
        while ((await this.#next()).done !== true)
            ;
    }
    /** Lets go of `chunks` for good. Waits for it only where it is not in the middle of something. */
    async close() {
        this.#signal.removeEventListener('abort', this.#onAbort);
        const isBusy = this.#interrupt !== null;
        this.#stop(this.#aborted());
        if (this.#isEnded)
            return;
        // What was read has been judged; how the source takes its dismissal changes nothing.
        const released = Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
        if (!isBusy)
            await released;
    }
    async #next() {
        if (this.#stopped !== null)
            throw this.#stopped.error;
        if (this.#isEnded)
            return { done: true, value: undefined };
        try {
            const next = await this.#interruptible();
            if (next.done === true)
                this.#isEnded = true;
            else
                this.#receivedBytes += next.value.byteLength;
            return next;
        }
        catch (error) {
            this.#stopped ??= { error };
            throw error;
        }
    }
    #interruptible() {
        return new Promise((resolve, reject) => {
            this.#interrupt = reject;
            const settled = (settle) => {
                return (value) => {
                    this.#interrupt = null;
                    settle(value);
                };
            };
            this.#iterator.next().then(settled(resolve), settled(reject));
        });
    }
    #stop(error) {
        this.#stopped ??= { error };
        this.#interrupt?.(error);
    }
    #aborted() {
        return new errors/* MirrorError */.En('aborted', 'stopped', { cause: this.#signal.reason });
    }
}
function joined(chunks) {
    const [first] = chunks;
    return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./build/oci/layer-content.js
/** What is inside of a layer: its compression, and the digest of its content, read as a stream. */








const GIB = 1024 ** 3;
/**
 * 128 GiB, ten times the largest layers in use. gzip cannot exceed a ratio of 1032, so the ratio is about zstd, which
 * comes to 30,000 for zeros: these are let through up to 4 GiB. zstd:chunked makes a frame per file, or per part of one.
 */
const DEFAULT_EXPANSION_LIMITS = {
    maxBytes: 128 * GIB,
    maxRatio: 1100,
    freeBytes: 4 * GIB,
    maxFrames: 4_000_000,
};
/**
 * Reads a layer's bytes to their end and hashes their content. `chunks` is a store's verified stream of `layer`: what it
 * throws comes through as it is, and it is read to its end even where the content cannot be decoded, so that damaged bytes
 * are told as damaged bytes (`digest-mismatch`). Only a layer over its limits is left where it is. Throws `aborted`.
 */
async function readLayerContent(chunks, layer, options) {
    const input = new LayerInput(chunks, options.signal);
    const stated = statedCompression(layer.mediaType);
    let found = 'none';
    const facts = () => ({
        found,
        stated,
        contradiction: whyCompressionContradicts(stated, found),
        compressedBytes: input.receivedBytes,
    });
    try {
        const blocks = input.blocks();
        const { value: head = new Uint8Array() } = await blocks.next();
        found = sniffCompression(head);
        const content = await hashContent(startingWith(head, blocks), found, { layer, ...options });
        return { kind: 'decoded', ...facts(), ...content };
    }
    catch (error) {
        if (!(error instanceof Undecodable))
            throw error;
        if (!isOverLimit(error.reason))
            await input.drain();
        const { reason, message: why } = error;
        return { kind: 'undecodable', ...facts(), reason, why, isWholeRead: input.isEnded };
    }
    finally {
        await input.close();
    }
}
async function* startingWith(head, blocks) {
    if (head.byteLength > 0)
        yield head;
    yield* blocks;
}
async function hashContent(blocks, compression, { layer, signal, wantedDiffId, limits = DEFAULT_EXPANSION_LIMITS }) {
    const limitBytes = compression === 'none' ? Number.POSITIVE_INFINITY : contentLimit(layer, limits);
    const algorithm = wantedDiffId === undefined ? 'sha256' : (0,oci_digest/* digestAlgorithm */.g4)(wantedDiffId);
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    let decompressedBytes = 0;
    const decoderLimits = { contentBytes: limitBytes, frames: limits.maxFrames };
    for await (const piece of decompressed(blocks, compression, decoderLimits)) {
        // The input notices too, but a layer that expands a lot is not read from for a long time.
        if (signal.aborted)
            throw new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
        decompressedBytes += piece.byteLength;
        if (decompressedBytes > limitBytes)
            throw tooLarge(limitBytes, layer);
        hash.update(piece);
    }
    return { diffId: `${algorithm}:${hash.digest('hex')}`, decompressedBytes };
}
function contentLimit({ size }, { maxBytes, maxRatio, freeBytes }) {
    return Math.min(maxBytes, Math.max(freeBytes, maxRatio * size));
}
function tooLarge(limitBytes, layer) {
    const limit = (0,quantities/* formatBytes */.z3)(limitBytes);
    return new Undecodable('too-large', `its ${(0,quantities/* formatBytes */.z3)(layer.size)} expand to more than ${limit}, the limit for it`);
}
function isOverLimit(reason) {
    return reason === 'too-large' || reason === 'too-many-frames';
}

// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(4775);
;// CONCATENATED MODULE: ./build/mirror/verify/blob-check.js
/** Checks one blob on one mirror as deep as asked (contract, section 8). */





/** Read whole in one request instead of being probed first and then streamed. */
const AT_ONCE_BYTES = 256 * 1024;
/** Throws MirrorError where the mirror gives no answer about the blob. */
function checkBlob(blob, checking) {
    return listedOrThrown(() => lookAt(blob, checking));
}
/** A registry answers 500 for a blob whose link is empty, as a full disk leaves it. */
async function listedOrThrown(check) {
    try {
        return await check();
    }
    catch (error) {
        if (!(0,errors/* isMirrorError */.U9)(error, 'unavailable') || error.status !== 500)
            throw error;
        return missing('is listed but the registry answers 500 for it');
    }
}
async function lookAt(blob, checking) {
    const { target, depth, signal } = checking;
    switch (depth) {
        case 'manifests':
            return { kind: 'fine', proven: true };
        case 'exists': {
            // Its word is all that is asked for.
            const said = ofProbe(blob, await target.statBlob(blob, signal));
            return said.kind === 'fine' ? { kind: 'fine', proven: true } : said;
        }
        case 'probe':
            return ofProbe(blob, await target.probeBlob(blob, signal));
        case 'content':
        case 'rootfs':
            return readContent(blob, checking, plainReading(blob, checking));
    }
}
/** An image config: small, and read whole even where others are probed, because it says what the image is for. */
function checkConfig(blob, checking) {
    return listedOrThrown(() => lookAtConfig(blob, checking));
}
async function lookAtConfig(blob, checking) {
    const isRead = checking.depth !== 'manifests' && checking.depth !== 'exists';
    if (!isRead || blob.size > store/* SMALL_BLOB_LIMIT_BYTES */.a)
        return lookAt(blob, checking);
    const read = await readTwiceIfCorrupt(blob, checking);
    if (read.kind === 'fault')
        return read;
    const parsed = (0,image_config/* parseImageConfig */.F)(read.bytes);
    if (!parsed.ok)
        return { kind: 'fault', rule: 'manifest-unparsable', why: `cannot be used: ${parsed.why}` };
    return { kind: 'config', config: parsed.config };
}
/** A layer at depth `rootfs`: decompressed as it is read. */
function checkLayer(blob, checking) {
    const unpack = async (chunks) => {
        const layer = await readLayerContent(counted(chunks, checking.onBytes), blob, {
            signal: checking.signal,
        });
        return { kind: 'layer', layer };
    };
    const { target, signal } = checking;
    const reading = { first: () => unpack(target.readBlob(blob, signal)), read: unpack };
    return listedOrThrown(() => readContent(blob, checking, reading));
}
/** Nothing but size and digest is of interest. */
function plainReading(blob, { target, onBytes, signal }) {
    return {
        async first() {
            await target.checkBlob(blob, { onBytes, signal });
            return { kind: 'fine', proven: true };
        },
        async read(chunks) {
            for await (const chunk of chunks)
                onBytes(chunk.byteLength);
            return { kind: 'fine', proven: true };
        },
    };
}
/** Large blobs are probed first: what is gone costs one request then, not a download that breaks again and again. */
async function readContent(blob, checking, { first, read }) {
    if (blob.size <= AT_ONCE_BYTES) {
        const small = await readTwiceIfCorrupt(blob, checking);
        return small.kind === 'fault' ? small : read(once(small.bytes));
    }
    const { target, signal } = checking;
    const probed = ofProbe(blob, await target.probeBlob(blob, signal));
    if (probed.kind === 'fault')
        return probed;
    try {
        return await first();
    }
    catch (error) {
        if (!(0,errors/* isMirrorError */.U9)(error, 'digest-mismatch', 'size-mismatch'))
            return faultOfReading(error);
    }
    // Bytes that were wrong on the way may be right the second time; twice is what the mirror serves.
    try {
        return await read(target.readBlob(blob, signal));
    }
    catch (error) {
        return faultOfReading(error);
    }
}
function faultOfReading(error) {
    if ((0,errors/* isMirrorError */.U9)(error, 'not-found'))
        return missing('is not there');
    if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch'))
        return blob_check_corrupt(error);
    if ((0,errors/* isMirrorError */.U9)(error, 'size-mismatch'))
        return { kind: 'fault', rule: 'blob-size-mismatch', why: `has another size: ${error.message}` };
    throw error;
}
async function readTwiceIfCorrupt(blob, checking) {
    const first = await readWhole(blob, checking);
    const isCorrupt = first.kind === 'fault' && first.rule === 'blob-digest-mismatch';
    return isCorrupt ? readWhole(blob, checking) : first;
}
async function readWhole(blob, { target, onBytes, signal }) {
    const read = await target.readSmallBlob(blob, signal);
    if (read.kind !== 'read')
        return faultOf(blob, read);
    onBytes(read.bytes.byteLength);
    const found = (0,oci_digest/* digestOf */.ol)(read.bytes, blob.digest);
    if (found === blob.digest)
        return read;
    return {
        kind: 'fault',
        rule: 'blob-digest-mismatch',
        why: `is served with content that hashes to ${found}`,
    };
}
function ofProbe(blob, probe) {
    return probe.kind === 'present' ? { kind: 'fine', proven: probe.proven } : faultOf(blob, probe);
}
function faultOf({ size }, probe) {
    if (probe.kind === 'absent')
        return missing('is not there');
    if (probe.reason === 'missing')
        return missing('is listed but cannot be served');
    const found = probe.actualSize === undefined ? 'another size' : `${probe.actualSize} bytes`;
    return { kind: 'fault', rule: 'blob-size-mismatch', why: `has ${found} where ${size} are expected` };
}
function missing(why) {
    return { kind: 'fault', rule: 'blob-missing', why };
}
function blob_check_corrupt({ message }) {
    return { kind: 'fault', rule: 'blob-digest-mismatch', why: `is damaged: ${message}` };
}
async function* once(bytes) {
    yield bytes;
}
async function* counted(chunks, onBytes) {
    for await (const chunk of chunks) {
        onBytes(chunk.byteLength);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./build/mirror/verify/place-check.js
/** One repository on one mirror: every manifest and blob of it is asked for once, however many images share it. */






class PlaceCheck {
    target;
    depth;
    #meter;
    #signal;
    #manifests = new Map();
    #firstReads = new Map();
    #blobs = new Map();
    constructor(target, { depth, meter, signal }) {
        this.target = target;
        this.depth = depth;
        this.#meter = meter;
        this.#signal = signal;
    }
    /** Throws MirrorError where the mirror gives no answer about the manifest. */
    manifest(digest, statedType) {
        return remember(this.#manifests, `${digest} ${statedType}`, () => this.#readOnce(digest, statedType));
    }
    /** One image's root may be a child of another: it is read again only where the index that names it calls it something else. */
    async #readOnce(digest, statedType) {
        const first = this.#firstReads.get(digest);
        if (first === undefined) {
            const check = this.#readManifest(digest, statedType);
            this.#firstReads.set(digest, check);
            check.catch(() => this.#firstReads.delete(digest));
            return check;
        }
        const check = await first;
        return isSameUnder(check, statedType) ? check : this.#readManifest(digest, statedType);
    }
    blob(blob) {
        const known = this.#blobs.get(keyOf('config', blob)) ?? this.#blobs.get(keyOf('layer', blob));
        return known ?? this.#check('blob', blob, checkBlob);
    }
    config(blob) {
        return this.#check('config', blob, checkConfig);
    }
    layer(blob) {
        return this.#check('layer', blob, checkLayer);
    }
    #check(use, blob, check) {
        return remember(this.#blobs, keyOf(use, blob), () => this.#metered(blob, check));
    }
    async #metered(blob, check) {
        const reads = this.depth === 'content' || this.depth === 'rootfs';
        const label = `${(0,oci_digest/* shortDigest */.VK)(blob.digest)} ${this.target.name}`;
        const transfer = { label, bytesDone: 0, bytesTotal: blob.size };
        if (reads) {
            this.#meter.active.add(transfer);
            this.#meter.bytesTotal += blob.size;
        }
        const onBytes = (bytes) => {
            this.#meter.checkedBytes += bytes;
            // A blob that is read twice counts once.
            const counted = Math.min(bytes, blob.size - transfer.bytesDone);
            transfer.bytesDone += counted;
            if (reads)
                this.#meter.bytesDone += counted;
        };
        try {
            return await check(blob, { target: this.target, depth: this.depth, onBytes, signal: this.#signal });
        }
        finally {
            this.#meter.active.delete(transfer);
            if (reads)
                this.#meter.bytesDone += blob.size - transfer.bytesDone;
        }
    }
    async #readManifest(digest, statedType) {
        try {
            const raw = await this.target.readManifest(digest, this.#signal);
            this.#meter.checkedBytes += raw.bytes.byteLength;
            const parsed = (0,manifest/* parseManifest */.N)(raw, statedType);
            const servedType = (0,media_type/* bareMediaType */.ZX)(raw.descriptor.mediaType);
            const read = { kind: 'read', digest, sizeBytes: raw.bytes.byteLength, servedType };
            if (parsed.ok)
                return { ...read, content: { kind: 'node', node: withoutBytes(parsed.node) } };
            return { ...read, content: { kind: 'refused', rule: parsed.rule, why: parsed.why } };
        }
        catch (error) {
            return (await this.#signedSchema1(digest, error)) ?? place_check_faultOf(error);
        }
    }
    /** The digest of a signed schema 1 manifest is that of what was signed: the bytes never hash to it, and are not damaged. */
    async #signedSchema1(digest, error) {
        if (!(0,errors/* isMirrorError */.U9)(error, 'digest-mismatch'))
            return null;
        const listed = await this.target.resolve(digest, this.#signal).catch(() => null); // then it stays damaged
        if (listed?.mediaType !== media_type/* DOCKER_SCHEMA1_SIGNED */.n$)
            return null;
        const why = 'it is a signed Docker schema 1 manifest, whose digest does not cover all of its bytes';
        const content = { kind: 'refused', rule: 'schema1-manifest', why };
        return { kind: 'read', digest, sizeBytes: listed.size, servedType: listed.mediaType, content };
    }
}
/** Whether reading it as `statedType` says what `check` says: the body's own type decides, unless it is contradicted. */
function isSameUnder(check, statedType) {
    if (check.kind === 'fault')
        return true;
    if (check.content.kind === 'refused')
        return check.content.rule === 'schema1-manifest';
    const [said, stated] = [check.content.node.bodyMediaType, statedType].map(media_type/* manifestRole */.Uz);
    return said !== 'unknown' && (stated === 'unknown' || stated === said);
}
/** A registry answers 500 for a manifest file that is cut. Throws what says nothing about the manifest. */
function place_check_faultOf(error) {
    if ((0,errors/* isMirrorError */.U9)(error, 'not-found'))
        return fault('manifest-missing', 'is not there');
    if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch'))
        return fault('manifest-digest-mismatch', 'is served damaged');
    if ((0,errors/* isMirrorError */.U9)(error, 'unavailable') && error.status === 500)
        return fault('manifest-digest-mismatch', 'is listed but the registry answers 500 for it');
    if ((0,errors/* isMirrorError */.U9)(error, 'too-large'))
        return fault('manifest-unparsable', `is larger than ${(0,quantities/* formatBytes */.z3)(MOST_BYTES)}, which runtimes refuse`);
    throw error;
}
const MOST_BYTES = 4 * 1024 * 1024;
function fault(rule, why) {
    return { kind: 'fault', rule, why };
}
/** Thousands of images are remembered at once: their bytes are not needed any more. */
function withoutBytes(node) {
    return { ...node, raw: { ...node.raw, bytes: new Uint8Array() } };
}
function keyOf(use, { digest, size }) {
    return `${use} ${digest} ${size}`;
}
/** What failed is asked for anew by the next one: a mirror may answer again. */
function remember(memo, key, make) {
    const known = memo.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    memo.set(key, made);
    made.catch(() => memo.delete(key));
    return made;
}

// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/referrers/describe.js
var describe = __webpack_require__(6060);
// EXTERNAL MODULE: ./build/oci/graph.js
var graph = __webpack_require__(1326);
// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
;// CONCATENATED MODULE: ./build/mirror/verify/found.js
const NOTHING = {
    manifests: [],
    faults: [],
    remarks: [],
    foreignLayers: [],
    omitted: 0,
    isProven: true,
    fileSystems: [],
};
function found_joined(parts) {
    return {
        manifests: parts.flatMap(({ manifests }) => manifests),
        faults: parts.flatMap(({ faults }) => faults),
        remarks: parts.flatMap(({ remarks }) => remarks),
        foreignLayers: parts.flatMap(({ foreignLayers }) => foreignLayers),
        omitted: parts.reduce((sum, { omitted }) => sum + omitted, 0),
        isProven: parts.every(({ isProven }) => isProven),
        fileSystems: parts.flatMap(({ fileSystems }) => fileSystems),
    };
}

;// CONCATENATED MODULE: ./build/oci/rootfs.js


/**
 * Each layer with its diff ID, bottom first, duplicates kept; null where their numbers do not agree. Where only the layers
 * that a runtime unpacks agree in number, those are taken, else all: signatures and attestations name diff IDs for layers
 * of their own types.
 */
function rootfsLayers(layers, diffIds) {
    const all = layers.map((layer, position) => ({ layer, position }));
    const unpacked = all.filter(({ layer }) => isFilesystemLayer(layer.mediaType));
    const counted = [unpacked, all].find((candidate) => candidate.length === diffIds.length);
    if (counted === undefined)
        return null;
    return counted.flatMap((each, index) => {
        const wantedDiffId = diffIds[index];
        return wantedDiffId === undefined ? [] : [{ ...each, wantedDiffId }];
    });
}
/**
 * What is wrong with `layers` under `config`. `found` has the diff IDs that were computed, by layer digest; layers that it
 * lacks (foreign and not there, undecodable, not read) and encrypted ones are not judged, nor is a diff ID of another
 * algorithm than the wanted one.
 */
function rootfsProblems(layers, config, found) {
    const pairs = rootfsLayers(layers, config.diffIds);
    const history = historyProblems(config);
    if (pairs === null)
        return [layerCountProblem(layers, config.diffIds), ...history];
    return [...pairs.flatMap((pair) => diffIdProblems(pair, found, layers.length)), ...history];
}
function layerCountProblem(layers, diffIds) {
    const unpacked = layers.filter(({ mediaType }) => isFilesystemLayer(mediaType)).length;
    const among = unpacked === layers.length ? '' : ` (${unpacked} of them of a layer type)`;
    return {
        kind: 'layer-count',
        layers: layers.length,
        diffIds: diffIds.length,
        why: `the manifest lists ${layers.length} layers${among}, the config ${diffIds.length} diff IDs`,
    };
}
function diffIdProblems(pair, found, layerCount) {
    const { layer, position, wantedDiffId } = pair;
    const diffId = found.get(layer.digest);
    if (diffId === undefined || diffId === wantedDiffId || isEncryptedLayer(layer.mediaType))
        return [];
    if ((0,oci_digest/* digestAlgorithm */.g4)(diffId) !== (0,oci_digest/* digestAlgorithm */.g4)(wantedDiffId))
        return [];
    const name = `layer ${position + 1} of ${layerCount} (${(0,oci_digest/* shortDigest */.VK)(layer.digest)})`;
    const words = `unpacks to ${(0,oci_digest/* shortDigest */.VK)(diffId)}, the config wants ${(0,oci_digest/* shortDigest */.VK)(wantedDiffId)}`;
    return [{ kind: 'diff-id', ...pair, found: diffId, why: `${name} ${words}` }];
}
function historyProblems({ historyLayers, diffIds }) {
    if (historyLayers === null || historyLayers === diffIds.length)
        return [];
    const why = `the config's history made ${historyLayers} layers, its rootfs lists ${diffIds.length} diff IDs`;
    return [{ kind: 'history-count', historyLayers, diffIds: diffIds.length, why }];
}

;// CONCATENATED MODULE: ./build/mirror/verify/root-file-system.js



function judgeFileSystem(node, image) {
    const platform = platformRemarks(image);
    if (!image.isDecoded)
        return { faults: [], remarks: platform, fileSystems: [] };
    const undecodables = node.layers.flatMap((layer, index) => undecodable(layer, index + 1, image));
    const faults = [...undecodables, ...misfits(node, image)];
    const remarks = [...platform, ...node.layers.flatMap((layer) => contradiction(layer, image))];
    return { faults, remarks, fileSystems: faults.length > 0 ? [] : fileSystem(node, image) };
}
function undecodable({ digest }, position, image) {
    const { checks } = image;
    const check = checks.get(digest);
    if (check?.kind !== 'layer' || check.layer.kind !== 'undecodable')
        return [];
    const why = `cannot be unpacked: ${check.layer.why}`;
    return [{ rule: 'layer-undecodable', digest, why, what: `layer ${position} of ${nameOf(image)}` }];
}
/** Magic bytes win over the media type; a reader that believes the type fails. */
function contradiction({ digest }, { checks }) {
    const check = checks.get(digest);
    if (check?.kind !== 'layer' || check.layer.contradiction === null)
        return [];
    const why = `is a layer that is not what it is called: ${check.layer.contradiction}`;
    return [{ rule: 'media-type-mismatch', digest, why, isOfMirror: false }];
}
function nameOf({ platform }) {
    return platform === null ? 'the image' : (0,oci_platform/* formatPlatform */.Bq)(platform);
}
/** Layers that are not there or could not be unpacked have faults of their own and are not judged again. */
function misfits({ layers }, image) {
    const { digest, config, checks } = image;
    const what = nameOf(image);
    return rootfsProblems(layers, config, decodedIn(checks)).flatMap((problem) => {
        if (problem.kind === 'history-count')
            return [];
        const about = problem.kind === 'diff-id' ? problem.layer.digest : digest;
        return [
            { rule: 'diff-id-mismatch', digest: about, why: `does not fit its config: ${problem.why}`, what },
        ];
    });
}
function decodedIn(checks) {
    return new Map([...checks].flatMap(([digest, check]) => check?.kind === 'layer' && check.layer.kind === 'decoded'
        ? [[digest, check.layer.diffId]]
        : []));
}
/** Only where every layer was unpacked: a chain ID names all of them. */
function fileSystem({ layers }, { digest, config, checks }) {
    const decoded = decodedIn(checks);
    const chainId = (0,image_config/* chainIdOf */.o)(config.diffIds);
    if (chainId === null || !layers.every((layer) => decoded.has(layer.digest)))
        return [];
    const platform = config.platform === null ? null : (0,oci_platform/* formatPlatform */.Bq)(config.platform);
    return [{ manifest: digest, platform, chainId }];
}
function platformRemarks({ digest, platform, config }) {
    if (platform === null || config.platform === null || isSamePlatform(platform, config.platform))
        return [];
    const why = `is ${(0,oci_platform/* formatPlatform */.Bq)(config.platform)} by its config and ${(0,oci_platform/* formatPlatform */.Bq)(platform)} by the index`;
    return [{ rule: 'platform-mismatch', digest, why, isOfMirror: false }];
}
/** Many configs leave the variant out, which no runtime minds. */
function isSamePlatform({ os, architecture, variant }, config) {
    const isCompared = variant !== undefined && config.variant !== undefined;
    return (0,oci_platform/* platformMatches */.J5)({ os, architecture, ...(isCompared ? { variant } : {}) }, config);
}

;// CONCATENATED MODULE: ./build/mirror/verify/walk.js







const CHILDREN_AT_ONCE = 8;
const BLOBS_AT_ONCE = 16;
/** Deeper nesting is no image but an attack on readers. */
const NESTING_LIMIT = 8;
/** Throws MirrorError where the mirror does not answer; everything that it answers becomes part of the walk. */
async function walkImage(root, walking) {
    const found = await visit({ digest: root, statedType: '', statedSize: null, nesting: 0, platform: null, attestationFor: null }, { ...walking, walked: new Set(), statements: new Set() });
    return {
        root,
        manifests: firstOfEach(found.manifests, ({ digest }) => digest),
        faults: firstOfEach(found.faults, ({ rule, digest }) => `${rule} ${digest}`),
        remarks: firstOfEach(found.remarks, ({ rule, digest }) => `${rule} ${digest}`),
        foreignLayers: firstOfEach(found.foreignLayers, ({ digest }) => digest),
        omitted: found.omitted,
        isProven: found.isProven,
        fileSystems: firstOfEach(found.fileSystems, ({ manifest }) => manifest),
    };
}
async function visit(met, walking) {
    if (!isNew(walking.statements, statementOf(met)))
        return NOTHING;
    if (met.nesting > NESTING_LIMIT)
        return ofFault(met, 'manifest-ambiguous', `is nested deeper than ${NESTING_LIMIT} indexes`);
    const check = await walking.place.manifest(met.digest, met.statedType);
    if (check.kind === 'fault')
        return ofFault(met, check.rule, check.why);
    return visitRead(met, check, walking);
}
async function visitRead(met, check, walking) {
    const { content, sizeBytes, servedType } = check;
    const { digest, statedType, nesting, platform, attestationFor } = met;
    const self = {
        digest,
        sizeBytes,
        statedType,
        servedType,
        nesting,
        platform,
        attestationFor,
        content,
    };
    const own = found_joined([{ ...NOTHING, manifests: [self] }, ofWrongSize(met, sizeBytes)]);
    if (content.kind === 'refused') {
        // Schema 1 is told as what it is, not as damage: the mirror serves what was pushed.
        if (content.rule === 'schema1-manifest')
            return own;
        return found_joined([own, ofFault(met, content.rule, `cannot be used: ${content.why}`)]);
    }
    // Named again with something else said of it: only that is judged anew.
    if (content.node.kind === 'index' && !isNew(walking.walked, digest))
        return own;
    const below = content.node.kind === 'index'
        ? await visitIndex(content.node, met, walking)
        : await visitManifest(content.node, met, walking);
    return found_joined([own, below]);
}
function statementOf({ digest, statedType, statedSize, platform }) {
    const named = platform === null ? '' : (0,oci_platform/* formatPlatform */.Bq)(platform);
    return `${digest} ${statedType} ${statedSize} ${named}`;
}
function isNew(seen, one) {
    if (seen.has(one))
        return false;
    seen.add(one);
    return true;
}
function ofWrongSize(met, sizeBytes) {
    if (met.statedSize === null || met.statedSize === sizeBytes)
        return NOTHING;
    const why = `has ${sizeBytes} bytes where the index that names it says ${met.statedSize}`;
    return ofFault(met, 'manifest-size-mismatch', why);
}
async function visitIndex(index, met, walking) {
    const { kept, omitted, missingPlatforms } = (0,graph/* keptChildren */._f)(index, walking.platforms);
    const children = await (0,each/* mapEach */.S)(kept, CHILDREN_AT_ONCE, (child) => visitChild(child, met, walking));
    // A nested index need not have every platform: its siblings may.
    const lacks = met.nesting === 0 && missingPlatforms.length > 0;
    const names = missingPlatforms.map(oci_platform/* formatPlatform */.Bq).join(', ');
    return found_joined([
        { ...NOTHING, omitted: omitted.length },
        lacks ? ofFault(met, 'manifest-missing', `has no image for ${names}`) : NOTHING,
        ...children,
    ]);
}
async function visitChild({ descriptor, role, attestationFor }, parent, walking) {
    const platform = descriptor.platform ?? null;
    const what = `child of the index${platform === null ? '' : ` for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`}`;
    if (role === 'blob')
        return ofBlob(await walking.place.blob(descriptor), descriptor, what);
    const { digest, mediaType, size } = descriptor;
    const met = {
        digest,
        statedType: mediaType,
        statedSize: size,
        nesting: parent.nesting + 1,
        platform,
        attestationFor,
    };
    if (role !== 'unknown')
        return visit(met, walking);
    // An unknown type may be a manifest or a blob: only who has it can tell.
    const check = await walking.place.manifest(digest, mediaType);
    const isManifest = check.kind === 'read' || check.rule !== 'manifest-missing';
    return isManifest ? visit(met, walking) : ofBlob(await walking.place.blob(descriptor), descriptor, what);
}
async function visitManifest(node, met, { place }) {
    const of = walk_nameOf(met);
    const isImage = node.config !== null && isImageConfig(node.config, node.layers);
    const foreign = new Set((0,graph/* foreignLayersOf */.Ou)(node).map(({ digest }) => digest));
    const own = node.layers.filter(({ digest }) => !foreign.has(digest));
    const isDecoded = (layer) => isImage && place.depth === 'rootfs' && isPlainLayer(layer);
    const [config, layers] = await Promise.all([
        node.config === null ? null : isImage ? place.config(node.config) : place.blob(node.config),
        (0,each/* mapEach */.S)(own, BLOBS_AT_ONCE, (layer) => (isDecoded(layer) ? place.layer(layer) : place.blob(layer))),
    ]);
    const checks = new Map(own.map((layer, index) => [layer.digest, layers[index]]));
    return found_joined([
        { ...NOTHING, foreignLayers: (0,graph/* foreignLayersOf */.Ou)(node) },
        config === null || node.config === null ? NOTHING : ofBlob(config, node.config, `config of ${of}`),
        ...own.map((layer, index) => {
            const check = layers[index];
            return check === undefined ? NOTHING : ofBlob(check, layer, `layer ${index + 1} of ${of}`);
        }),
        isImage ? ofFileSystem(node, { met, config, checks, isDecoded: place.depth === 'rootfs' }) : NOTHING,
    ]);
}
/** Old builders called an image's config by a type that says nothing; the layers then say that it is an image. */
function isImageConfig({ mediaType }, layers) {
    if ((0,media_type/* isRunnableConfig */.qj)(mediaType))
        return true;
    return (0,media_type/* isLegacyConfig */.eE)(mediaType) && layers.length > 0 && layers.every((one) => (0,media_type/* isLayerType */.IO)(one.mediaType));
}
/** Only the holder of a key can tell what an encrypted layer unpacks to. */
function isPlainLayer({ mediaType }) {
    return isFilesystemLayer(mediaType) && !isEncryptedLayer(mediaType);
}
function ofFileSystem(node, { met, config, checks, isDecoded }) {
    if (config?.kind !== 'config')
        return NOTHING;
    const judged = judgeFileSystem(node, {
        digest: met.digest,
        platform: met.platform,
        config: config.config,
        checks,
        isDecoded,
    });
    return { ...NOTHING, ...judged };
}
function ofBlob(check, { digest }, what) {
    if (check.kind === 'fault') {
        return { ...NOTHING, faults: [{ rule: check.rule, digest, why: check.why, what }] };
    }
    return check.kind === 'fine' && !check.proven ? { ...NOTHING, isProven: false } : NOTHING;
}
function ofFault(met, rule, why) {
    return { ...NOTHING, faults: [{ rule, digest: met.digest, why, what: walk_nameOf(met) }] };
}
/** `root`, `linux/amd64`, `attestation`, `child`. */
function walk_nameOf({ nesting, platform, attestationFor }) {
    if (attestationFor !== null)
        return 'the attestation';
    if (platform !== null)
        return (0,oci_platform/* formatPlatform */.Bq)(platform);
    return nesting === 0 ? 'the image' : 'a child';
}
function firstOfEach(items, key) {
    const seen = new Set();
    return items.filter((item) => isNew(seen, key(item)));
}

;// CONCATENATED MODULE: ./build/mirror/verify/referrers.js
/** Walks what a mirror itself lists for an image and for what belongs to it, to the last blob. */






const SUBJECTS_AT_ONCE = 8;
const DEPTH_LIMIT = 4;
const REFERRERS_LIMIT = 2_000;
/** Throws MirrorError where the mirror does not answer. */
async function walkReferrers(walk, walking) {
    const seen = new Set(walk.manifests.map(({ digest }) => digest));
    const parts = [];
    let subjects = [...seen];
    let count = 0;
    for (let depth = 1; subjects.length > 0 && depth <= DEPTH_LIMIT && count < REFERRERS_LIMIT; depth += 1) {
        const found = await (0,each/* mapEach */.S)(subjects, SUBJECTS_AT_ONCE, (subject) => walkOf(subject, walking));
        parts.push(...found);
        count = parts.reduce((sum, { listed }) => sum + listed.length, 0);
        const next = new Set(found.flatMap(({ listed }) => listed.map(({ digest }) => digest)));
        subjects = [...next].filter((digest) => !seen.has(digest));
        for (const digest of subjects)
            seen.add(digest);
    }
    return referrers_joined(parts);
}
async function walkOf(subject, walking) {
    const { place, search, mirror } = walking;
    try {
        const { referrers } = await search.of(place.target, subject, { place: mirror });
        return referrers_joined(await (0,each/* mapEach */.S)(referrers, 1, (referrer) => walkOne(subject, referrer, place)));
    }
    catch (error) {
        if ((0,health/* isUnreachable */.R)(error) || (0,errors/* toMirrorError */.Ho)(error).code === 'aborted')
            throw error;
        return { ...referrers_NOTHING, unread: (0,errors/* toMirrorError */.Ho)(error) };
    }
}
async function walkOne(subject, referrer, place) {
    const { digest } = referrer.descriptor;
    const walk = await walkImage(digest, { place, platforms: null });
    const [root] = walk.manifests;
    const node = root?.content.kind === 'node' ? root.content.node : null;
    const what = `referrer of ${(0,oci_digest/* shortDigest */.VK)(subject)}`;
    return {
        listed: [
            node === null || root === undefined
                ? (0,describe/* describeListed */.R)(subject, referrer)
                : (0,describe/* describeRead */.g)(subject, referrer, { node, manifestSize: root.sizeBytes, size: sizeOf(walk) }),
        ],
        manifests: walk.manifests,
        faults: walk.faults.map((fault) => ({ ...fault, what: `${what}: ${fault.what}` })),
        isProven: walk.isProven,
        unread: null,
    };
}
/** Manifests and everything they name, each once. */
function sizeOf({ manifests }) {
    const sizes = new Map(manifests.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
    for (const { content } of manifests) {
        if (content.kind !== 'node' || content.node.kind !== 'manifest')
            continue;
        const { config, layers } = content.node;
        for (const { digest, size } of [...(config === null ? [] : [config]), ...layers])
            sizes.set(digest, size);
    }
    return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
const referrers_NOTHING = { listed: [], manifests: [], faults: [], isProven: true, unread: null };
function referrers_joined(parts) {
    return {
        listed: parts.flatMap(({ listed }) => listed),
        manifests: parts.flatMap(({ manifests }) => manifests),
        faults: parts.flatMap(({ faults }) => faults),
        isProven: parts.every(({ isProven }) => isProven),
        unread: parts.find(({ unread }) => unread !== null)?.unread ?? null,
    };
}

;// CONCATENATED MODULE: ./build/mirror/verify/verify.js
/**
 * The verify stage: walks every image on every mirror. Mirrors are walked side by side, each at its own pace; one that does
 * not answer is tried once more at the end. Nothing is written, and no source is asked.
 */










/** Images walked at the same time on one mirror; the store bounds what reaches the registry. */
const IMAGES_AT_ONCE = 8;
/** In the order of rows and mirrors. Proofs and damage are noted in `context.proofs`. Never throws. */
async function verify(rows, options, { context, signal }) {
    const steps = rows.flatMap((row) => row.cells.map((cell) => stepOf(row, cell)));
    return verifySteps(steps, options, { context, signal });
}
/** As `verify`, for steps that are known: results are in their order. */
async function verifySteps(steps, options, { context, signal }) {
    const first = await new VerifyRun(options, context, signal).walkAll(steps, false);
    const verified = (0,lacking/* withLacking */.Ko)(await tryAgain(first, options, { context, signal }), context);
    forgetLacking(verified, context);
    return verified;
}
/** What is missing is to be looked at by the next sync, however well it was proven. */
function forgetLacking(verified, { proofs }) {
    for (const { outcome, walk, lacking = [] } of verified) {
        if (walk === null || lacking.length === 0)
            continue;
        const { cell, row } = outcome.step;
        proofs.forget((0,observe/* referrersOf */.aH)((0,observe/* subjectOf */.et)(cell.target, walk.root, row)));
    }
}
function stepOf(row, cell) {
    return { row, cell, action: 'verify', reason: 'every manifest and blob is looked at' };
}
/** An image is whole with what belongs to it. */
function joinWalks(walk, { manifests, faults, isProven }) {
    return {
        ...walk,
        faults: [...walk.faults, ...faults],
        isProven: walk.isProven && isProven,
        ofReferrers: manifests,
    };
}
class VerifyRun {
    #options;
    #context;
    #signal;
    #lanes = new Map();
    #search;
    #places = new Map();
    /** Steps still to be walked per repository: what was learnt of it is forgotten with the last one. */
    #left = new Map();
    constructor(options, context, signal) {
        this.#options = options;
        this.#context = context;
        this.#signal = signal;
        this.#search = new search/* ReferrerSearch */.m(context.health, signal);
    }
    /** Mirrors that did not answer are told of at their last chance. */
    async walkAll(steps, isLastChance) {
        const { isOldestFirst, depth } = this.#options;
        const order = isOldestFirst ? oldestFirst(steps, depth, (step) => this.#proofOf(step)) : steps;
        for (const { cell } of steps)
            this.#left.set(cell.target, (this.#left.get(cell.target) ?? 0) + 1);
        this.#context.meter.imagesTotal += steps.length;
        const ended = new Map();
        await Promise.all(order.map((step) => this.#laneOf(step)(async () => {
            const result = await this.#verifyOne(step);
            ended.set(step, result);
            this.#tell(result, isLastChance);
        })));
        return steps.flatMap((step) => ended.get(step) ?? []);
    }
    async #verifyOne(step) {
        const start = (0,outcome/* startOf */.GH)(step);
        const known = (0,outcome/* outcomeWithoutWalk */.WC)(step, this.#signal);
        if (known !== null || start === null)
            return { outcome: known ?? (0,outcome/* failedWalk */.lM)(step, null, this.#signal), walk: null };
        try {
            const { walk, referrers } = await this.#walk(step, start);
            return { outcome: this.#record(step, walk), walk, referrers };
        }
        catch (error) {
            return { outcome: (0,outcome/* failedWalk */.lM)(step, error, this.#signal), walk: null };
        }
    }
    #walk({ cell, row }, start) {
        const { health } = this.#context;
        const mirror = cell.mirror.name;
        return health.guard(mirror, this.#signal, async (guarded) => {
            const place = this.#placeOf(cell.target, guarded);
            const walk = await walkImage(start, { place, platforms: row.platforms });
            if (row.image.referrers !== 'copy')
                return { walk, referrers: null };
            const referrers = await walkReferrers(walk, { place, search: this.#search, mirror });
            return { walk: joinWalks(walk, referrers), referrers };
        });
    }
    /** A repository's check lives as long as its mirror answers: `signal` fires when the mirror counts as down. */
    #placeOf(target, signal) {
        const { depth } = this.#options;
        const known = this.#places.get(target) ?? new PlaceCheck(target, { depth, meter: this.#context.meter, signal });
        this.#places.set(target, known);
        return known;
    }
    #record(step, walk) {
        const { proofs, age } = this.#context;
        const { depth } = this.#options;
        const subject = (0,observe/* subjectOf */.et)(step.cell.target, walk.root, step.row);
        const isPartial = walk.manifests.some(({ content }) => content.kind === 'refused');
        if (walk.faults.length > 0)
            proofs.damage(subject, depth, age.nowMs);
        else if (!isPartial)
            proofs.prove(subject, walk.isProven ? depth : 'exists', age.nowMs);
        return (0,outcome/* outcomeOfWalk */.dh)(step, walk, { depth, nowMs: age.nowMs, proof: proofs.get(subject) });
    }
    #tell({ outcome }, isLastChance) {
        const { meter, onOutcome } = this.#context;
        const { target } = outcome.step.cell;
        const left = (this.#left.get(target) ?? 1) - 1;
        this.#left.set(target, left);
        if (left === 0)
            this.#places.delete(target);
        meter.imagesDone += 1;
        if (isLastChance || outcome.failure === null || !(0,health/* isUnreachable */.R)(outcome.failure.error))
            onOutcome(outcome);
    }
    #proofOf({ row, cell }) {
        const start = (0,outcome/* startOf */.GH)({ row, cell });
        return start === null ? null : this.#context.proofs.get((0,observe/* subjectOf */.et)(cell.target, start, row));
    }
    #laneOf({ cell }) {
        const { name } = cell.mirror;
        const lane = this.#lanes.get(name) ?? (0,p_limit/* default */.A)(IMAGES_AT_ONCE);
        this.#lanes.set(name, lane);
        return lane;
    }
}
/** Mirrors that did not answer get one more chance when all others are done. */
async function tryAgain(first, options, { context, signal }) {
    const waiting = first.filter(({ outcome: { failure } }) => failure !== null && (0,health/* isUnreachable */.R)(failure.error));
    if (waiting.length === 0 || signal.aborted)
        return first;
    for (const { outcome } of waiting)
        context.health.revive(outcome.step.cell.mirror.name);
    const steps = waiting.map(({ outcome }) => outcome.step);
    const looked = await (0,observe/* lookAgain */.IK)(steps, context, signal);
    const again = steps.map(({ row, cell, ...step }) => ({
        ...step,
        row,
        cell: looked.get(row)?.cells.find(({ mirror }) => mirror === cell.mirror) ?? cell,
    }));
    context.meter.imagesTotal -= again.length;
    context.meter.imagesDone -= again.length;
    const second = await new VerifyRun(options, context, signal).walkAll(again, true);
    const replaced = new Map(waiting.map((one, index) => [one, second[index] ?? one]));
    return first.map((one) => replaced.get(one) ?? one);
}


/***/ })

};
