export const id = 807;
export const ids = [807];
export const modules = {

/***/ 6807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runVerify: () => (/* binding */ runVerify)
});

// EXTERNAL MODULE: ./build/mirror/copy/failures.js
var failures = __webpack_require__(7791);
// EXTERNAL MODULE: ./build/mirror/resolve.js + 2 modules
var resolve = __webpack_require__(6455);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/signatures/findings.js + 1 modules
var findings = __webpack_require__(7605);
// EXTERNAL MODULE: ./build/signatures/verify-signatures.js + 4 modules
var verify_signatures = __webpack_require__(9528);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/referrers/search.js
var referrers_search = __webpack_require__(8881);
// EXTERNAL MODULE: ./build/mirror/verify/outcome.js
var outcome = __webpack_require__(8694);
// EXTERNAL MODULE: ./build/mirror/signatures/beside.js + 2 modules
var beside = __webpack_require__(8081);
// EXTERNAL MODULE: ./build/mirror/signatures/policies-of-row.js
var policies_of_row = __webpack_require__(7301);
// EXTERNAL MODULE: ./build/mirror/signatures/trust-of.js
var trust_of = __webpack_require__(1770);
;// CONCATENATED MODULE: ./build/mirror/signatures/on-mirrors.js
/** Judges what each mirror itself serves beside the images that were walked there: nodes that verify look where they pull. */









const IMAGES_AT_ONCE = 16;
/** Asks only about images that a policy matches and that could be walked. Never throws. */
async function judgeOnMirrors(verified, { context, signal }) {
    const search = new referrers_search/* ReferrerSearch */.m(context.health, signal);
    const judged = await (0,each/* mapEach */.S)(verified, IMAGES_AT_ONCE, async (one) => {
        if (one.walk === null || isUnknown(one))
            return { step: one, findings: [] };
        try {
            const findings = await findingsOf(one, one.walk.root, { search, context, signal });
            return { step: one, findings };
        }
        catch (error) {
            return { step: { ...one, outcome: unjudged(one.outcome.step, error, signal) }, findings: [] };
        }
    });
    return {
        steps: judged.map(({ step }) => step),
        findings: judged.flatMap(({ findings }) => findings),
    };
}
/** The mirror went away or the run was stopped: that has been told. */
function isUnknown({ outcome: { outcome } }) {
    return outcome === 'failed' || outcome === 'deferred';
}
/** A mirror that did not answer, a run that was stopped, or nothing to judge by, which is no mirror's fault. */
function unjudged(step, error, signal) {
    const failed = (0,outcome/* failedWalk */.lM)(step, error, signal);
    if (failed.failure === null || !(error instanceof trust_of/* UnjudgedSignatures */.I))
        return failed;
    return { ...failed, reason: (0,errors/* describeError */.Uc)(error), failure: { ...failed.failure, side: 'source' } };
}
async function findingsOf({ outcome: { step } }, root, { search, context, signal }) {
    const { row, cell } = step;
    const policies = (0,policies_of_row/* policiesOfRow */.i)(row, context.file);
    if (policies.length === 0)
        return [];
    const trust = await (0,trust_of/* trustOf */.A)(context);
    const place = cell.mirror.name;
    const material = await (0,beside/* materialBeside */.a)([root], {
        store: cell.target,
        place,
        health: context.health,
        signal,
        listOf: (subject) => search.of(cell.target, subject, { place }),
        onBytes: (bytes) => {
            context.meter.checkedBytes += bytes;
        },
    });
    const verdicts = (0,verify_signatures/* verifySignatures */.f)([root], material, { policies, trust, signal });
    context.signers.note(row, verdicts);
    const mirror = { name: place, target: cell.address };
    return (0,findings/* signatureFindings */.b)(verdicts, { source: row.name, digest: root, mirror });
}

// EXTERNAL MODULE: ./build/mirror/verify/findings.js + 1 modules
var verify_findings = __webpack_require__(9878);
// EXTERNAL MODULE: ./build/mirror/copy/blob-exchange.js + 5 modules
var blob_exchange = __webpack_require__(3057);
// EXTERNAL MODULE: ./build/mirror/copy/copy.js + 16 modules
var copy = __webpack_require__(2863);
// EXTERNAL MODULE: ./build/mirror/copy/failure.js
var copy_failure = __webpack_require__(9280);
// EXTERNAL MODULE: ./build/mirror/copy/places.js
var places = __webpack_require__(8832);
;// CONCATENATED MODULE: ./build/mirror/verify/repair-plan.js
/** Rules whose cause lies in the image itself: bringing it anew would bring the same. */
const NOT_MENDABLE = new Set([
    'manifest-size-mismatch',
    'manifest-ambiguous',
    'manifest-unparsable',
    'media-type-mismatch',
    'diff-id-mismatch',
    'layer-undecodable',
]);
function isMendable({ rule }) {
    return !NOT_MENDABLE.has(rule);
}
/** Steps that are incomplete on a mirror that can be written to, with something in them that can be mended. */
function brokenSteps(verified) {
    const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
    return verified.flatMap((before) => {
        const { walk, outcome } = before;
        const isBroken = walk?.faults.some(isMendable) || (before.lacking ?? []).length > 0;
        if (walk === null || outcome.step.cell.mirror.kind === 'cache' || !isBroken)
            return [];
        const siblings = byRow.get(outcome.step.row) ?? [];
        return [{ before, walk, rewrites: rewritesOf(walk), readers: readersFor(before, siblings) }];
    });
}
/** One step for each broken one, in their order: rows and cells as the copy stage has to see them. */
function stepsToCopy(broken, verified) {
    const byRow = Map.groupBy(verified, ({ outcome }) => outcome.step.row);
    const rows = new Map();
    return broken.map(({ before, walk }) => {
        const { row, cell } = before.outcome.step;
        const key = `${row.name} ${row.at.line} ${walk.root}`;
        const known = rows.get(key) ?? rowToCopy(row, walk.root, byRow.get(row) ?? []);
        rows.set(key, known);
        const mending = { row: known, cell: cellToMend(cell, walk.root) };
        return walk.faults.some(isMendable)
            ? { ...mending, action: 'copy', reason: 'damage was found' }
            : { ...mending, action: 'attach', reason: 'something that refers to it is missing' };
    });
}
/** Mirrors that this run has walked and found complete count as proven: they are read before the source. */
function rowToCopy(row, root, siblings) {
    const cells = siblings.map(({ outcome, walk }) => {
        const isComplete = outcome.outcome === 'complete' && walk?.root === root && outcome.proof !== null;
        const proof = isComplete && outcome.proof !== null ? { kind: 'proven', ...outcome.proof } : null;
        return { ...outcome.step.cell, proof, seen: present(root) };
    });
    const expected = siblings.find((one) => one.expected !== undefined)?.expected;
    return {
        ...row,
        wanted: root,
        sourceDigest: row.sourceDigest ?? root,
        cells,
        ...(expected === undefined ? {} : { referrers: { referrers: expected, hasApi: true } }),
    };
}
/** The root is treated as listed there, so that everything below it is looked at before anything is sent. A tag that points
 *  elsewhere is none of a repair's business; one that is gone is brought back. */
function cellToMend(cell, root) {
    const tag = cell.tag ?? cell.keepTag;
    const isElsewhere = cell.seen.kind === 'present' && cell.seen.root.digest !== root;
    if (isElsewhere)
        return { ...cell, tag: null, keepTag: null, proof: null, seen: present(root) };
    const isGone = tag !== null && cell.seen.kind === 'absent';
    const seen = isGone ? { kind: 'absent', root: rootOf(root) } : present(root);
    return { ...cell, proof: null, seen };
}
function present(root) {
    return { kind: 'present', root: rootOf(root) };
}
function rootOf(digest) {
    return { mediaType: '', digest, size: 0 };
}
/** Blobs that a probe would call fine. */
function rewritesOf({ faults, manifests, ofReferrers = [] }) {
    const damaged = new Set(faults.filter(({ rule }) => rule === 'blob-digest-mismatch').map(({ digest }) => digest));
    if (damaged.size === 0)
        return [];
    const blobs = [...manifests, ...ofReferrers].flatMap(({ content }) => {
        if (content.kind === 'refused')
            return [];
        const { node } = content;
        if (node.kind === 'index')
            return node.children.map(({ descriptor }) => descriptor);
        return node.config === null ? node.layers : [node.config, ...node.layers];
    });
    return [...damaged].flatMap((digest) => blobs.find((blob) => blob.digest === digest) ?? []);
}
function readersFor({ outcome }, siblings) {
    const { row, cell } = outcome.step;
    const others = siblings.filter(({ outcome: { step } }) => step.cell.target !== cell.target);
    const isComplete = (one) => one.outcome.outcome === 'complete';
    const ordered = [...others.filter(isComplete), ...others.filter((one) => !isComplete(one))];
    const mirrors = ordered
        .filter(({ outcome: { failure } }) => failure === null)
        .map(({ outcome: { step } }) => ({ store: step.cell.target, kind: 'mirror' }));
    return [...mirrors, { store: row.source, kind: 'source' }];
}

// EXTERNAL MODULE: ./build/mirror/verify/verify.js + 14 modules
var verify = __webpack_require__(7747);
;// CONCATENATED MODULE: ./build/mirror/verify/repair.js







const BLOBS_AT_ONCE = 8;
/** Where mended content came from; by mirror and digest. */
class Mended {
    #byKey = new Map();
    add(mirror, digest, repaired) {
        this.#byKey.set(`${mirror} ${digest}`, repaired);
    }
    of(mirror, digest) {
        return this.#byKey.get(`${mirror} ${digest}`) ?? null;
    }
}
/** Repairs every step of `verified` that is incomplete and can be written to. Never throws. */
async function repair(verified, options, { context, signal }) {
    const broken = brokenSteps(verified);
    const mended = new Mended();
    if (broken.length === 0 || signal.aborted)
        return { steps: [], mended };
    const rewritten = { bytes: new Map(), obstacles: new Map() };
    await rewriteDamaged(broken, { context, signal, mended, rewritten });
    // What each image came to is told after the walk that follows.
    const untold = { ...context, onOutcome: () => undefined };
    const copied = await (0,copy/* copy */.C)(stepsToCopy(broken, verified), untold, signal);
    for (const { mirror, digest, repaired } of copied.findings) {
        if (mirror !== undefined && digest !== undefined && repaired !== undefined)
            mended.add(mirror, digest, repaired);
    }
    noteAttached(broken, copied.outcomes, mended);
    const again = await (0,verify/* verifySteps */.n)(broken.map(({ before }) => before.outcome.step), options, { context, signal });
    const steps = broken.map(({ before }, index) => repairedStep(before, { again: again[index] ?? before, work: copied.outcomes[index], rewritten }));
    return { steps, mended };
}
/** Referrers that were only missing: the copy stage does not call that damage. */
function noteAttached(broken, outcomes, mended) {
    broken.forEach(({ before, walk }, index) => {
        const work = outcomes[index];
        if ((before.lacking ?? []).length === 0 || work === undefined || work.failure !== null)
            return;
        const from = 'another mirror or the source';
        mended.add(before.outcome.step.cell.mirror.name, walk.root, { from, bytes: work.bytes });
    });
}
/** Blobs that the registry serves, but with other content: a probe would call them fine, so they are uploaded anew unasked. */
async function rewriteDamaged(broken, rewriting) {
    const { context, signal, mended, rewritten } = rewriting;
    const { bytes, obstacles } = rewritten;
    const exchange = new blob_exchange/* BlobExchange */.t({ places: new places/* Places */.N(), meter: context.meter, now: context.monotonicMs });
    const done = new Map();
    const wishes = broken.flatMap(({ before, rewrites, readers }) => rewrites.map((blob) => ({ step: before.outcome.step, blob, readers })));
    await (0,each/* mapEach */.S)(wishes, BLOBS_AT_ONCE, async ({ step, blob, readers }) => {
        const { target, mirror } = step.cell;
        if (!isFirst(done, target, blob.digest))
            return;
        try {
            const arrival = await exchange.bringAgain({ blob, readers, signal }, target);
            mended.add(mirror.name, blob.digest, { from: arrival.from, bytes: arrival.bytes });
            bytes.set(step, (bytes.get(step) ?? 0) + arrival.bytes);
        }
        catch (error) {
            // The walk that follows tells that it is still damaged, and this why.
            obstacles.set(step, (0,copy_failure/* failureOf */.g5)(error).error);
        }
    });
}
function isFirst(done, target, digest) {
    const ofTarget = done.get(target) ?? new Set();
    done.set(target, ofTarget);
    if (ofTarget.has(digest))
        return false;
    ofTarget.add(digest);
    return true;
}
function repairedStep(before, { again, work, rewritten }) {
    const { step } = before.outcome;
    const bytes = (rewritten.bytes.get(step) ?? 0) + (work?.bytes ?? 0);
    const obstacle = rewritten.obstacles.get(step) ?? obstacleOf(work);
    const isWalkedAgain = again.walk !== null;
    const outcome = isWalkedAgain ? ended(again.outcome, obstacle) : unfinished(before.outcome, again.outcome);
    const found = outcome.outcome === 'repaired' ? (work?.found ?? outcome.found) : outcome.found;
    const after = { walk: again.walk ?? before.walk, outcome: { ...outcome, bytes, found } };
    return { before, after, isWalkedAgain, obstacle };
}
/** A failure of another rule is the registry's, which took the content and keeps it damaged. */
function obstacleOf(work) {
    const failure = work?.failure ?? null;
    if (failure === null)
        return null;
    return failure.rule === 'copy-failed' || (0,copy_failure/* isSignatureRule */.fY)(failure.rule) ? failure.error : null;
}
/** The outcome of the walk after the repair, with what the repair has done. */
function ended(after, obstacle) {
    if (after.outcome === 'complete')
        return { ...after, outcome: 'repaired', reason: 'brought back what was missing or damaged' };
    if (after.outcome !== 'incomplete' || obstacle === null)
        return after;
    return { ...after, reason: `${after.reason}; the repair failed: ${obstacle.message}` };
}
/** The run was stopped, or the mirror went away: what was found stands. */
function unfinished(before, { reason, failure }) {
    return { ...before, failure, reason: `${before.reason}; the repair was not finished: ${reason}` };
}

// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
;// CONCATENATED MODULE: ./build/mirror/verify/repair-findings.js



/** Findings of a run with `--repair`: `verified` is what the first walks found. */
function findingsWithRepairs(verified, { steps, mended }) {
    const after = new Map(steps.map((one) => [one.before, one.after]));
    const still = (0,verify_findings/* findingsOfWalks */.g)(verified.map((one) => after.get(one) ?? one));
    const stillThere = new Set(still.map(keyOf));
    const gone = (0,verify_findings/* findingsOfWalks */.g)(steps.map(({ before }) => before)).filter((one) => isDamage(one) && !stillThere.has(keyOf(one)));
    const tries = triesByKey(steps);
    return [
        ...still.map((one) => isDamage(one) && !isMissingReferrer(one) ? withTry(one, tries.get(keyOf(one))) : one),
        ...gone.map((one) => mendedNote(one, mended.of(one.mirror ?? '', one.digest ?? ''))),
    ];
}
/** Of several steps with the same fault, one that met an obstacle explains it. */
function triesByKey(steps) {
    const tries = new Map();
    for (const step of steps) {
        for (const key of (0,verify_findings/* findingsOfWalks */.g)([step.before]).map(keyOf)) {
            const known = tries.get(key);
            if (known === undefined || (known.obstacle === null && step.obstacle !== null))
                tries.set(key, step);
        }
    }
    return tries;
}
function withTry(one, tried) {
    if (tried === undefined)
        return one;
    if (tried.obstacle !== null)
        return notBrought(one, tried.obstacle);
    return tried.isWalkedAgain ? damagedAtRest(one) : one;
}
/** A mirror has one registry: what is lost there is lost for all of its repositories. */
function keyOf({ rule, mirror, digest }) {
    return `${rule} ${mirror} ${digest}`;
}
function isDamage(one) {
    const { rule, mirror } = one;
    return (mirror !== undefined &&
        (isMissingReferrer(one) || (/^(blob|manifest)-/.test(rule) && isMendable({ rule }))));
}
function isMissingReferrer({ rule }) {
    return rule === 'referrer-missing';
}
function mendedNote(one, repaired) {
    const from = repaired?.from ?? 'the work on another image';
    const bytes = repaired?.bytes ?? 0;
    return {
        ...one,
        severity: 'note',
        message: `${one.message}; mended from ${from} (${(0,quantities/* formatBytes */.z3)(bytes)})`,
        help: 'Nothing is left to do for this image. If it happens again, look at how the registry stores and collects content.',
        repaired: { from, bytes },
    };
}
function notBrought(one, { message, fix }) {
    const why = fix === undefined ? '' : `: ${fix}`;
    return {
        ...one,
        message: `${one.message}; it could not be brought: ${message}`,
        help: `The repair changed nothing of it${why}. Mend that and run verify --repair again.`,
    };
}
function damagedAtRest(one) {
    const hex = (one.digest ?? '').split(':')[1] ?? '';
    return {
        ...one,
        message: `${one.message}; it was brought again and is still so`,
        help: `The registry took the content and still does not serve it: its stored file is damaged at rest. Its operator has to delete the data of ${one.digest} from the storage (with distribution: blobs/sha256/${hex.slice(0, 2)}/${hex}/data) and restart the registry if it caches descriptors; then run verify --repair again.`,
    };
}

// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/runtime.js
var oci_runtime = __webpack_require__(6426);
;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/cause.js
/** In the order in which problems are told. */
const CAUSES = [
    'ambiguous-document',
    'schema1-signed',
    'schema1-unsigned',
    'legacy-config-docker',
    'legacy-config-oci',
    'unknown-config-docker',
    'unknown-config-oci',
    'unknown-layer-docker',
    'unknown-layer-oci',
    'only-unknown-layers-docker',
    'only-unknown-layers-oci',
    'zstd-layer-docker',
    'zstd-layer-oci',
    'encrypted-layers',
    'foreign-layers',
    'docker-without-media-type',
    'served-type-generic-root',
    'served-type-generic-child',
    'oci-served-as-docker',
    'docker-served-as-oci',
    'nested-index',
    'child-without-platform',
    'manifest-over-4-mib',
    'manifest-over-containerd-limit',
    'config-over-4-mib',
    'digest-not-sha256',
    'artifact',
    'artifact-manifest',
    'build-cache-index',
];

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/cause-words.js
const CAUSE_WORDS = {
    'ambiguous-document': 'has a document that can be read in two ways, for example as index and as manifest',
    'schema1-signed': 'is a signed Docker schema 1 manifest, a format of before 2016',
    'schema1-unsigned': 'is an unsigned Docker schema 1 manifest, a format of before 2016',
    'legacy-config-docker': 'has a config of type application/octet-stream (or application/json, text/html, none) in a Docker manifest, as old builders pushed it',
    'legacy-config-oci': 'has a config of type application/octet-stream (or application/json, text/html, none) in an OCI manifest',
    'unknown-config-docker': 'has file system layers under a config of unknown type in a Docker manifest',
    'unknown-config-oci': 'has file system layers under a config of unknown type in an OCI manifest',
    'unknown-layer-docker': 'has, beside others, a layer of unknown type in a Docker manifest',
    'unknown-layer-oci': 'has, beside others, a layer of unknown type in an OCI manifest',
    'only-unknown-layers-docker': 'has no layer of a known type in a Docker manifest',
    'only-unknown-layers-oci': 'has no layer of a known type in an OCI manifest',
    'zstd-layer-docker': 'has zstd layers of the unofficial Docker type',
    'zstd-layer-oci': 'has zstd layers',
    'encrypted-layers': 'has encrypted layers',
    'foreign-layers': 'has layers that may live outside of registries (Windows bases)',
    'docker-without-media-type': 'has a Docker manifest that does not say its mediaType',
    'served-type-generic-root': 'is served with a Content-Type that is no manifest type, such as application/json',
    'served-type-generic-child': 'has manifests in its index that are served with a Content-Type that is no manifest type',
    'oci-served-as-docker': 'has an OCI document that is served with the Content-Type of a Docker one',
    'docker-served-as-oci': 'has a Docker document that is served with the Content-Type of an OCI one',
    'nested-index': 'has an index inside its index',
    'child-without-platform': 'has an index with an entry that does not say its platform',
    'manifest-over-4-mib': 'has a manifest of more than 4 MiB',
    'manifest-over-containerd-limit': 'has a manifest of more than 4395216 bytes',
    'config-over-4-mib': 'has a config of more than 4 MiB',
    'digest-not-sha256': 'names content by digests that are not sha256',
    artifact: 'is an artifact for other tools, not a container image',
    'artifact-manifest': 'is a withdrawn OCI artifact manifest, not a container image',
    'build-cache-index': 'is a BuildKit cache (an index of blobs), not a container image',
};

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(1507);
;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/artifact-causes.js

/** Whether no runtime would choose this manifest: BuildKit marks attestations, or gives them the platform `unknown`. */
function isAttestation({ attestationFor, platform }) {
    return attestationFor !== null || (platform?.os === 'unknown' && platform.architecture === 'unknown');
}
/** None where `node` is an index of manifests, or a manifest that means to be a container image. */
function artifactCauses(node) {
    if (node.kind === 'index')
        return isBuildCache(node) ? ['build-cache-index'] : [];
    if (node.mediaType === media_type/* OCI_ARTIFACT_MANIFEST */.fQ)
        return ['artifact-manifest'];
    return isDescribedAsImage(node) ? [] : ['artifact'];
}
/** BuildKit's registry cache before `image-manifest=true`: an index whose children are blobs. */
function isBuildCache({ children }) {
    return children.some(({ role }) => role === 'blob');
}
/**
 * A file system layer makes an image of what does not call itself something else. Without one it is the config that
 * tells, unless the layers are known to be something else: cosign writes an image's config above a signature.
 */
function isDescribedAsImage({ config, layers, artifactType }) {
    if (config === null || config.mediaType === media_type/* BUILDKIT_CACHE_CONFIG */.$c)
        return false;
    const isRunnable = (0,media_type/* isRunnableConfig */.qj)(config.mediaType);
    if (layers.some(({ mediaType }) => (0,media_type/* isLayerType */.IO)(mediaType)))
        return isRunnable || artifactType === null;
    return isRunnable && !layers.some(({ mediaType }) => (0,media_type/* isKnownBlobType */.X_)(mediaType));
}

// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(4775);
;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/document-causes.js


/** What containerd takes since 1.3: 4 × 1048 × 1048 bytes (core/remotes/docker/resolver.go), a little over 4 MiB. */
const CONTAINERD_LIMIT_BYTES = 4 * 1048 * 1048;
function documentCauses(manifest) {
    const { content, digest } = manifest;
    const own = [...sizeCauses(manifest.sizeBytes), ...servedCauses(manifest), ...writtenCauses(manifest)];
    const at = own.map((cause) => ({ cause, digest }));
    const isIndex = content.kind === 'node' && content.node.kind === 'index';
    return isIndex ? [...at, ...childCauses(manifest, content.node)] : at;
}
function sizeCauses(sizeBytes) {
    return [
        ...(sizeBytes > store/* MANIFEST_LIMIT_BYTES */.S ? ['manifest-over-4-mib'] : []),
        ...(sizeBytes > CONTAINERD_LIMIT_BYTES ? ['manifest-over-containerd-limit'] : []),
    ];
}
/** Nothing served is no cause: layouts serve no type. */
function servedCauses({ servedType, nesting, content }) {
    if (content.kind === 'refused' || servedType === '')
        return [];
    if ((0,media_type/* manifestRole */.Uz)(servedType) === 'unknown')
        return [nesting === 0 ? 'served-type-generic-root' : 'served-type-generic-child'];
    const { bodyMediaType } = content.node;
    if (isDocker(servedType) && isOci(bodyMediaType))
        return ['oci-served-as-docker'];
    return isOci(servedType) && isDocker(bodyMediaType) ? ['docker-served-as-oci'] : [];
}
function isDocker(mediaType) {
    return mediaType === media_type/* DOCKER_MANIFEST */.Vv || mediaType === media_type/* DOCKER_LIST */.Y2;
}
function isOci(mediaType) {
    return mediaType === media_type/* OCI_MANIFEST */.EG || mediaType === media_type/* OCI_INDEX */.$p;
}
function writtenCauses({ content, servedType, statedType }) {
    if (content.kind === 'node') {
        const { bodyMediaType, mediaType } = content.node;
        return bodyMediaType === '' && mediaType === media_type/* DOCKER_MANIFEST */.Vv ? ['docker-without-media-type'] : [];
    }
    switch (content.rule) {
        case 'schema1-manifest':
            return [[statedType, servedType].includes(media_type/* DOCKER_SCHEMA1 */.kj) ? 'schema1-unsigned' : 'schema1-signed'];
        case 'manifest-ambiguous':
        case 'media-type-mismatch':
            return ['ambiguous-document'];
        case 'manifest-unparsable':
            return [];
    }
}
/** A child over the limit could not be read; a nested index is told where it stands. */
function childCauses({ digest }, { children }) {
    return children.flatMap(({ descriptor, role }) => {
        if (role !== 'index' && role !== 'manifest')
            return [];
        return [
            ...sizeCauses(descriptor.size).map((cause) => ({ cause, digest: descriptor.digest })),
            ...(role === 'index' ? [{ cause: 'nested-index', digest: descriptor.digest }] : []),
            ...(isWithoutPlatform(descriptor) ? [{ cause: 'child-without-platform', digest }] : []),
        ];
    });
}
function isWithoutPlatform({ platform, artifactType }) {
    return platform === undefined && artifactType === undefined;
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/image-causes.js

/** Largest config that containers/image reads (`MaxConfigBodySize`). */
const CONFIG_LIMIT_BYTES = 4 * 1024 * 1024;
function imageCauses({ config, layers, mediaType }) {
    const isDocker = mediaType === media_type/* DOCKER_MANIFEST */.Vv;
    return [
        ...(config === null ? [] : configCauses(config, isDocker)),
        ...unknownLayerCauses(layers, isDocker),
        ...new Set(layers.flatMap(layerCauses)),
    ];
}
function configCauses({ mediaType, size }, isDocker) {
    const tooLarge = size > CONFIG_LIMIT_BYTES ? ['config-over-4-mib'] : [];
    if ((0,media_type/* isRunnableConfig */.qj)(mediaType))
        return tooLarge;
    if ((0,media_type/* isLegacyConfig */.eE)(mediaType))
        return [isDocker ? 'legacy-config-docker' : 'legacy-config-oci', ...tooLarge];
    return [isDocker ? 'unknown-config-docker' : 'unknown-config-oci', ...tooLarge];
}
function unknownLayerCauses(layers, isDocker) {
    const known = layers.filter(({ mediaType }) => (0,media_type/* isLayerType */.IO)(mediaType));
    if (known.length === layers.length)
        return [];
    if (known.length === 0)
        return [isDocker ? 'only-unknown-layers-docker' : 'only-unknown-layers-oci'];
    return [isDocker ? 'unknown-layer-docker' : 'unknown-layer-oci'];
}
function layerCauses(layer) {
    const { mediaType } = layer;
    if (mediaType.endsWith('+encrypted'))
        return ['encrypted-layers'];
    return [
        ...((0,media_type/* isForeignLayer */.sJ)(layer) ? ['foreign-layers'] : []),
        ...(mediaType.endsWith('+zstd') ? ['zstd-layer-oci'] : []),
        ...(mediaType.endsWith('.zstd') ? ['zstd-layer-docker'] : []),
    ];
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/find-causes.js
/** Finds the causes in an image's manifests. Pure. */





/**
 * Every cause found in `image`, in the order of `CAUSES`. BuildKit's attestations are looked at only as documents: no
 * runtime chooses them. Of manifests that could not be read, only what the index above says of them is known.
 */
function findCauses(image) {
    const found = new Map();
    for (const manifest of image) {
        for (const { cause, digest } of causesOf(manifest))
            found.set(cause, (found.get(cause) ?? new Set()).add(digest));
    }
    return CAUSES.flatMap((cause) => {
        const digests = found.get(cause);
        return digests === undefined ? [] : [{ cause, digests: [...digests] }];
    });
}
/** What is no image on purpose is told as that and nothing else. */
function causesOf(manifest) {
    const { content, digest } = manifest;
    if (isAttestation(manifest))
        return [];
    if (content.kind === 'refused')
        return documentCauses(manifest);
    const artifact = artifactCauses(content.node);
    if (artifact.length > 0)
        return artifact.map((cause) => ({ cause, digest }));
    const image = content.node.kind === 'manifest' ? imageCauses(content.node) : [];
    const digests = usesOtherDigests(digest, content.node) ? ['digest-not-sha256'] : [];
    return [...documentCauses(manifest), ...[...image, ...digests].map((cause) => ({ cause, digest }))];
}
function usesOtherDigests(own, node) {
    const below = node.kind === 'index'
        ? node.children.map((child) => child.descriptor)
        : [...(node.config === null ? [] : [node.config]), ...node.layers];
    return [own, ...below.map(({ digest }) => digest)].some((digest) => (0,oci_digest/* digestAlgorithm */.g4)(digest) !== 'sha256');
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/remedy.js
/** In the order in which they are told, each with what to do, as an imperative sentence. */
const REMEDIES = {
    'do-not-use': 'Do not run this image: two readers may see two different images in it. Ask its publisher for a clean one.',
    rebuild: 'Rebuild the image with a current builder, or push it again with the right media types under a new digest (skopeo copy --format oci to another tag) and pin that digest. The bytes under this digest are never rewritten.',
    'gzip-or-upgrade': 'Build the image with gzip layers, or upgrade the runtimes that are named.',
    'serve-right-type': 'Have the mirror serve each manifest with the media type that stands in it as Content-Type: look at the proxy, the object store or the web server in front of it.',
    'flatten-index': 'Publish an index that lists the image manifests themselves, or pin the inner index or the manifest of one platform by its digest.',
    'state-platforms': 'Publish an index whose entries say their platform, or pin the manifest of one platform by its digest.',
    shrink: 'Make the document smaller: large annotations and long histories are the usual reason. Rebuild under a new digest.',
    'give-keys': 'Give the nodes the keys (ocicrypt), or publish the image unencrypted for them.',
    'serve-foreign-layers': 'Have the layers on the mirror too, or let the nodes reach the addresses that the manifest names for them.',
    'use-sha256': 'Build and push the image with sha256 digests, or upgrade the runtimes that are named.',
    'nothing-to-do': 'Nothing, where this is meant for other tools (charts, signatures, SBOMs, build caches). Leave it out of runtimes with runtimes: [] for the image.',
};
const REMEDY_OF = {
    'ambiguous-document': 'do-not-use',
    'schema1-signed': 'rebuild',
    'schema1-unsigned': 'rebuild',
    'legacy-config-docker': 'rebuild',
    'legacy-config-oci': 'rebuild',
    'unknown-config-docker': 'rebuild',
    'unknown-config-oci': 'rebuild',
    'unknown-layer-docker': 'rebuild',
    'unknown-layer-oci': 'rebuild',
    'only-unknown-layers-docker': 'rebuild',
    'only-unknown-layers-oci': 'rebuild',
    'zstd-layer-docker': 'gzip-or-upgrade',
    'zstd-layer-oci': 'gzip-or-upgrade',
    'encrypted-layers': 'give-keys',
    'foreign-layers': 'serve-foreign-layers',
    'docker-without-media-type': 'rebuild',
    'served-type-generic-root': 'serve-right-type',
    'served-type-generic-child': 'serve-right-type',
    'oci-served-as-docker': 'serve-right-type',
    'docker-served-as-oci': 'serve-right-type',
    'nested-index': 'flatten-index',
    'child-without-platform': 'state-platforms',
    'manifest-over-4-mib': 'shrink',
    'manifest-over-containerd-limit': 'shrink',
    'config-over-4-mib': 'shrink',
    'digest-not-sha256': 'use-sha256',
    artifact: 'nothing-to-do',
    'artifact-manifest': 'nothing-to-do',
    'build-cache-index': 'nothing-to-do',
};
function remedyOf(cause) {
    return REMEDY_OF[cause];
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/containerd-rows.js
const CONTAINERD_ROWS = [
    ...rowsFor(['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'], [
        {
            since: [1, 4, 0],
            before: [2, 1, 0],
            effect: 'cannot-pull',
            note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
            source: 'containerd issues 2814, 3870, 5497 and 10628',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
        {
            since: [2, 1, 0],
            effect: 'cannot-run',
            note: 'reports a successful pull although it fetched no layer; creating the container then fails',
            source: 'containerd issue 10628; core/unpack/unpacker.go',
            seen: ['2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['schema1-signed'], [
        {
            since: [2, 0, 0],
            effect: 'cannot-pull',
            note: 'refuses schema 1 (2.0 takes it with CONTAINERD_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
            source: 'containerd RELEASES.md, deprecated features',
            seen: ['2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['schema1-unsigned'], [
        {
            effect: 'cannot-pull',
            note: 'does not know the media type and looks for a blob',
            source: 'containerd core/remotes/docker/fetcher.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['unknown-layer-docker', 'unknown-layer-oci'], [
        {
            effect: 'cannot-pull',
            note: 'counts fewer layers than diff IDs, or has no reader for the layer',
            source: 'containerd core/unpack/unpacker.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['only-unknown-layers-docker', 'only-unknown-layers-oci'], [
        {
            before: [2, 1, 0],
            effect: 'cannot-pull',
            note: 'finds no layer that it could unpack',
            source: 'containerd client/image.go',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
        {
            since: [2, 1, 0],
            effect: 'cannot-run',
            note: 'reports a successful pull although it unpacked nothing; creating the container then fails',
            source: 'containerd core/unpack/unpacker.go',
            seen: ['2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['zstd-layer-oci'], [
        {
            before: [1, 5, 0],
            effect: 'cannot-pull',
            note: 'does not decompress zstd',
            source: 'containerd 1.5.0 archive/compression',
        },
    ]),
    ...rowsFor(['zstd-layer-docker'], [
        {
            before: [2, 0, 0],
            effect: 'cannot-pull',
            note: 'does not know the type as a layer',
            source: 'containerd 2.0.0 core/images/mediatypes.go',
            seen: ['1.6.20', '1.7.35'],
        },
    ]),
    ...rowsFor(['encrypted-layers'], [
        {
            effect: 'needs',
            note: 'needs a decoder (ctd-decoder) and its keys on the node; without them the pull fails',
            source: 'containerd docs/cri/decryption.md',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['foreign-layers'], [
        {
            effect: 'needs',
            note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
            source: 'containerd core/remotes/docker/fetcher.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['served-type-generic-root'], [
        {
            effect: 'cannot-pull',
            note: 'takes the Content-Type for the type of the content, and looks for a blob (text/plain: for schema 1)',
            source: 'containerd core/remotes/docker/resolver.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['ambiguous-document'], [
        {
            since: [1, 4, 12],
            before: [1, 5, 0],
            effect: 'cannot-pull',
            note: 'refuses an index that is also a manifest, and the reverse',
            source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
        },
        {
            since: [1, 5, 8],
            effect: 'cannot-pull',
            note: 'refuses an index that is also a manifest, and the reverse',
            source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['manifest-over-containerd-limit'], [
        {
            since: [1, 3, 0],
            effect: 'cannot-pull',
            note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
            source: 'containerd core/remotes/docker/resolver.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['digest-not-sha256'], [
        {
            before: [2, 3, 0],
            effect: 'cannot-pull',
            note: 'hashes with sha256 whatever the digest says',
            source: 'containerd plugins/content/local/store.go',
            seen: ['1.6.20', '1.7.35', '2.0.14'],
        },
    ]),
    ...rowsFor(['artifact'], [
        {
            before: [1, 6, 25],
            effect: 'cannot-pull',
            note: 'counts the layers against diff IDs that an artifact does not have',
            source: 'containerd 1.6.25 image.go',
            seen: ['1.6.20'],
        },
        {
            since: [1, 7, 0],
            before: [1, 7, 7],
            effect: 'cannot-pull',
            note: 'counts the layers against diff IDs that an artifact does not have',
            source: 'containerd 1.7.7 image.go',
        },
        {
            since: [1, 6, 25],
            before: [1, 7, 0],
            effect: 'cannot-run',
            note: 'pulls it and makes no container of it, or an empty one',
            source: 'containerd 1.6.25 image.go',
        },
        {
            since: [1, 7, 7],
            effect: 'cannot-run',
            note: 'pulls it and makes no container of it, or an empty one',
            source: 'containerd client/image.go',
            seen: ['1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
    ...rowsFor(['artifact-manifest', 'build-cache-index'], [
        {
            effect: 'cannot-pull',
            note: 'finds no image in it',
            source: 'containerd core/images/image.go',
            seen: ['1.6.20', '1.7.35', '2.0.14', '2.1.9', '2.2.9', '2.4.2'],
        },
    ]),
];
function rowsFor(causes, rows) {
    return causes.flatMap((cause) => rows.map((row) => ({ cause, runtime: 'containerd', ...row })));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/containers-image-rows.js
const ALL = { 'cri-o': {}, podman: {} };
/** containers/image 5.17 */
const REFUSES_AMBIGUOUS = {
    'cri-o': { since: [1, 24, 0] },
    podman: { since: [4, 0, 0] },
};
/** containers/image 5.22 */
const REFUSES_ARTIFACTS = {
    'cri-o': { since: [1, 25, 0] },
    podman: { since: [4, 2, 0] },
};
/** containers/image 5.38 */
const BEFORE_DOCKER_ZSTD = {
    'cri-o': { before: [1, 35, 0] },
    podman: { before: [5, 7, 0] },
};
const CONTAINERS_IMAGE_ROWS = [
    ...containers_image_rows_rowsFor(['legacy-config-oci', 'unknown-config-oci', 'docker-served-as-oci'], REFUSES_ARTIFACTS, {
        effect: 'cannot-pull',
        note: 'takes an OCI manifest with another config than that of an OCI image for an artifact',
        source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
    }),
    ...containers_image_rows_rowsFor(['schema1-unsigned'], ALL, {
        effect: 'cannot-run',
        note: 'pulls it and cannot make a container of it',
        source: 'only what was seen',
    }),
    ...containers_image_rows_rowsFor(['unknown-layer-docker', 'only-unknown-layers-docker'], ALL, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest with other than the known types',
        source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
    }),
    ...containers_image_rows_rowsFor(['zstd-layer-docker'], BEFORE_DOCKER_ZSTD, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest with other than the known types',
        source: 'containers/image manifest/manifest.go (SupportedSchema2MediaType)',
    }),
    ...containers_image_rows_rowsFor(['encrypted-layers'], ALL, {
        effect: 'needs',
        note: 'needs the keys (--decryption-key, or decryption_keys_path of CRI-O); without them the pull fails',
        source: 'containers/image docs, CRI-O docs/crio.conf.5.md',
    }),
    ...containers_image_rows_rowsFor(['foreign-layers'], ALL, {
        effect: 'needs',
        note: 'asks the addresses in the descriptor, else the registry; where the layer is not there the pull fails',
        source: 'containers/image docker/docker_image_src.go',
    }),
    ...containers_image_rows_rowsFor(['docker-without-media-type'], ALL, {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest without mediaType',
        source: 'containers/image manifest/docker_schema2.go',
    }),
    ...containers_image_rows_rowsFor(['served-type-generic-root', 'served-type-generic-child'], ALL, {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'containers/image manifest/manifest.go (NormalizedMIMEType)',
    }),
    ...containers_image_rows_rowsFor(['oci-served-as-docker'], ALL, {
        effect: 'cannot-pull',
        note: 'wants the mediaType of a Docker manifest in what is served as one',
        source: 'containers/image manifest/docker_schema2.go',
    }),
    ...containers_image_rows_rowsFor(['ambiguous-document'], REFUSES_AMBIGUOUS, {
        effect: 'cannot-pull',
        note: 'refuses a document with keys of another kind',
        source: 'CVE-2021-41190, containers/image 5.17',
    }),
    ...containers_image_rows_rowsFor(['nested-index'], ALL, {
        effect: 'cannot-pull',
        note: 'expects image manifests in an index',
        source: 'containers/image copy/single.go',
    }),
    ...containers_image_rows_rowsFor(['manifest-over-4-mib', 'config-over-4-mib'], ALL, {
        effect: 'cannot-pull',
        note: 'reads manifests and configs to 4 MiB',
        source: 'containers/image internal/iolimits',
    }),
    ...containers_image_rows_rowsFor(['artifact'], REFUSES_ARTIFACTS, {
        effect: 'cannot-pull',
        note: 'refuses to treat an artifact as an image',
        source: 'containers/image 5.22, manifest/oci.go (NonImageArtifactError)',
    }),
    ...containers_image_rows_rowsFor(['artifact-manifest', 'build-cache-index'], ALL, {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'containers/image manifest/manifest.go',
    }),
];
/** Podman 4.3.1 was seen doing each of them. */
function containers_image_rows_rowsFor(causes, releases, row) {
    return causes.flatMap((cause) => [
        { cause, runtime: 'cri-o', ...releases['cri-o'], ...row },
        { cause, runtime: 'podman', ...releases.podman, ...row, seen: ['4.3.1'] },
    ]);
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/docker-containerd-rows.js
/** None of these was seen: they are read from the code and from what the containerd inside was seen doing. */
const DOCKER_CONTAINERD_ROWS = [
    ...docker_containerd_rows_rowsFor(['legacy-config-docker', 'legacy-config-oci', 'unknown-config-docker', 'unknown-config-oci'], {
        effect: 'cannot-pull',
        note: 'fetches layers only for a config of the two known types, so that unpacking finds none',
        source: 'moby issue 48361, containerd client/pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['schema1-signed'], {
        since: [26, 0, 0],
        effect: 'cannot-pull',
        note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
        source: 'moby daemon/containerd/image_pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['schema1-unsigned'], {
        effect: 'cannot-pull',
        note: 'does not know the media type and looks for a blob',
        source: 'containerd core/remotes/docker/fetcher.go',
    }),
    ...docker_containerd_rows_rowsFor(['unknown-layer-docker', 'unknown-layer-oci', 'only-unknown-layers-docker', 'only-unknown-layers-oci'], {
        effect: 'cannot-pull',
        note: 'counts fewer layers than diff IDs',
        source: 'containerd client/image.go, core/unpack/unpacker.go',
    }),
    ...docker_containerd_rows_rowsFor(['zstd-layer-docker'], {
        before: [28, 0, 0],
        effect: 'cannot-pull',
        note: 'has the client of containerd before 2.0 inside, which does not know the type as a layer',
        source: 'moby 28.0 vendor.mod',
    }),
    ...docker_containerd_rows_rowsFor(['encrypted-layers'], {
        effect: 'cannot-pull',
        note: 'has no way to give keys',
        source: 'moby daemon/containerd/image_pull.go',
    }),
    ...docker_containerd_rows_rowsFor(['foreign-layers'], {
        effect: 'needs',
        note: 'asks the addresses in the descriptor, then the registry; where no place has the layer the pull fails',
        source: 'containerd core/remotes/docker/fetcher.go',
    }),
    ...docker_containerd_rows_rowsFor(['served-type-generic-root'], {
        effect: 'cannot-pull',
        note: 'takes the Content-Type for the type of the content, and looks for a blob',
        source: 'containerd core/remotes/docker/resolver.go',
    }),
    ...docker_containerd_rows_rowsFor(['ambiguous-document'], {
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-5j5w-g665-5m35',
    }),
    ...docker_containerd_rows_rowsFor(['manifest-over-containerd-limit'], {
        effect: 'cannot-pull',
        note: 'refuses a manifest of more than 4395216 bytes when it resolves it',
        source: 'containerd core/remotes/docker/resolver.go',
    }),
    ...docker_containerd_rows_rowsFor(['digest-not-sha256'], {
        effect: 'needs',
        note: 'needs containerd 2.3 or later on the host, which keeps the content',
        source: 'containerd plugins/content/local/store.go',
    }),
    ...docker_containerd_rows_rowsFor(['artifact'], {
        effect: 'cannot-run',
        note: 'makes no container of it, or an empty one',
        source: 'containerd client/image.go',
    }),
    ...docker_containerd_rows_rowsFor(['artifact-manifest', 'build-cache-index'], {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'containerd core/images/image.go',
    }),
];
function docker_containerd_rows_rowsFor(causes, row) {
    return causes.map((cause) => ({ cause, runtime: 'docker-containerd', ...row }));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/docker-rows.js
const SEEN = ['20.10.24'];
const DOCKER_ROWS = [
    ...docker_rows_rowsFor(['schema1-signed'], {
        since: [26, 0, 0],
        effect: 'cannot-pull',
        note: 'refuses schema 1 (before 28.2 it takes it with DOCKER_ENABLE_DEPRECATED_PULL_SCHEMA_1_IMAGE=1)',
        source: 'Docker, deprecated features, "Pushing and pulling with image manifest v2 schema 1"',
    }),
    ...docker_rows_rowsFor(['schema1-unsigned'], {
        effect: 'cannot-pull',
        note: 'asks for a signature, later refuses schema 1 at all',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['unknown-config-docker', 'unknown-config-oci'], {
        effect: 'cannot-pull',
        note: 'refuses configs of other types than the two of images and four old ones',
        source: 'moby distribution/registry.go, distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor([
        'unknown-layer-docker',
        'unknown-layer-oci',
        'only-unknown-layers-docker',
        'only-unknown-layers-oci',
        'artifact',
    ], {
        effect: 'cannot-pull',
        note: 'refuses content of unsupported media types',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['zstd-layer-docker', 'zstd-layer-oci'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'does not decompress zstd',
        source: 'moby 23.0 pkg/archive',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['encrypted-layers'], {
        effect: 'cannot-pull',
        note: 'cannot decrypt layers',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['foreign-layers'], {
        effect: 'needs',
        note: 'needs the layer on the registry, or on Windows at the addresses in the descriptor',
        source: 'moby distribution/pull_v2_windows.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['docker-without-media-type'], {
        effect: 'cannot-pull',
        note: 'refuses a Docker manifest whose mediaType is not that of one',
        source: 'distribution manifest/schema2',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['served-type-generic-root'], {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'distribution manifests.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['served-type-generic-child'], {
        effect: 'cannot-pull',
        note: 'takes a manifest of another Content-Type for schema 1',
        source: 'distribution manifests.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['oci-served-as-docker', 'docker-served-as-oci'], {
        effect: 'cannot-pull',
        note: 'wants the mediaType in the body to be the Content-Type',
        source: 'distribution manifest/schema2, manifest/ocischema',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['ambiguous-document'], {
        since: [20, 10, 11],
        effect: 'cannot-pull',
        note: 'refuses an index that is also a manifest, and the reverse',
        source: 'CVE-2021-41190, GHSA-xmmx-7jpf-fx42',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['nested-index'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'expects image manifests in an index',
        source: 'moby 23.0 distribution/pull_v2.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['child-without-platform'], {
        before: [23, 0, 0],
        effect: 'cannot-pull',
        note: 'passes over entries without platform, and fails where no other fits',
        source: 'moby 23.0 distribution/pull_v2_unix.go',
        seen: SEEN,
    }),
    ...docker_rows_rowsFor(['artifact-manifest', 'build-cache-index'], {
        effect: 'cannot-pull',
        note: 'finds no image in it',
        source: 'moby distribution/pull_v2.go',
        seen: SEEN,
    }),
];
function docker_rows_rowsFor(causes, row) {
    return causes.map((cause) => ({ cause, runtime: 'docker', ...row }));
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/table.js
/**
 * Which releases of which runtimes cannot pull or cannot run what: the one table of it. `docs/runtimes.md` shows it, and
 * a test keeps the two equal. A row without `since` or `before` holds for every release that is known.
 */





const RUNTIME_ROWS = [
    ...CONTAINERD_ROWS,
    ...CONTAINERS_IMAGE_ROWS,
    ...DOCKER_ROWS,
    ...DOCKER_CONTAINERD_ROWS,
];
function rangeOfRow({ since, before }) {
    return { lowest: since ?? oci_runtime/* NO_VERSION_BELOW */.D0, below: before ?? oci_runtime/* NO_VERSION_ABOVE */.Jv };
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtimes/problems.js






/**
 * Problems of `image` for `runtimes`, one per cause and effect, those of one remedy together: in the order of `REMEDIES`,
 * of `CAUSES`, and the worst effect first. Of one runtime only the worst effect of a cause is told.
 */
function runtimeProblems(image, runtimes) {
    const unique = [...new Map(runtimes.map((runtime) => [runtime.written, runtime])).values()];
    return findCauses(image)
        .flatMap((found) => problemsOf(found, unique))
        .sort((one, other) => placeOf(one) - placeOf(other));
}
function problemsOf({ cause, digests }, runtimes) {
    const verdicts = runtimes.map((runtime) => ({ runtime, rows: worstRows(cause, runtime) }));
    return EFFECTS.flatMap((effect) => {
        const affected = verdicts.filter(({ rows }) => rows[0]?.effect === effect);
        if (affected.length === 0)
            return [];
        const rows = RUNTIME_ROWS.filter((row) => affected.some((verdict) => verdict.rows.includes(row)));
        return {
            remedy: remedyOf(cause),
            cause,
            effect,
            level: effect === 'needs' || remedyOf(cause) === 'nothing-to-do' ? 'note' : 'error',
            runtimes: affected.map(({ runtime }) => runtime.written),
            digests,
            why: CAUSE_WORDS[cause],
            reasons: [...new Set(rows.map(reasonOf))],
        };
    });
}
/** Worst first. */
const EFFECTS = ['cannot-pull', 'cannot-run', 'needs'];
/** The rows of the worst effect that any release in the runtime's range has. */
function worstRows(cause, runtime) {
    const rows = RUNTIME_ROWS.filter((row) => row.cause === cause && holdsFor(row, runtime));
    const worst = EFFECTS.find((effect) => rows.some((row) => row.effect === effect));
    return rows.filter((row) => row.effect === worst);
}
/** Fresh installations of Docker 29 use containerd's image store, upgraded ones keep their own: either may be meant. */
const BOTH_STORES_SINCE = 29;
function holdsFor(row, runtime) {
    const isEitherStore = runtime.name === 'docker' &&
        row.runtime === 'docker-containerd' &&
        runtime.lowest[0] >= BOTH_STORES_SINCE;
    return (row.runtime === runtime.name || isEitherStore) && (0,oci_runtime/* rangesOverlap */.g6)(rangeOfRow(row), runtime);
}
function reasonOf(row) {
    return `${row.runtime}${rangeWords(row)} ${row.note}`;
}
/** ` 1.4 to 2.0` would need the last release; said by its ends: ` since 1.4.0 and before 2.1.0`. */
function rangeWords({ since, before }) {
    const from = since === undefined ? '' : ` since ${since.join('.')}`;
    const to = before === undefined ? '' : ` before ${before.join('.')}`;
    return from !== '' && to !== '' ? `${from} and${to}` : `${from}${to}`;
}
function placeOf({ remedy, cause, effect }) {
    const place = Object.keys(REMEDIES).indexOf(remedy) * CAUSES.length + CAUSES.indexOf(cause);
    return place * EFFECTS.length + EFFECTS.indexOf(effect);
}

;// CONCATENATED MODULE: ./build/mirror/verify/runtime-findings.js
/** Which runtimes cannot pull or run which images: findings by remedy and cause, and the same by image. Pure. */



/** `asked` (`--runtime`) takes the place of what the mirror manifest names; empty: that counts. */
function judgeRuntimes(verified, asked) {
    const byRow = new Map();
    for (const [row, steps] of Map.groupBy(verified, ({ outcome }) => outcome.step.row)) {
        const runtimes = asked.length > 0 ? asked : row.image.runtimes;
        // How a manifest is served differs from mirror to mirror; everything else is told once.
        const problems = steps.flatMap(({ walk }) => walk === null ? [] : runtimeProblems(walk.manifests, runtimes));
        const unique = new Map(problems.map((problem) => [runtime_findings_keyOf(problem), problem]));
        if (unique.size > 0)
            byRow.set(row, [...unique.values()]);
    }
    return { byRow, findings: runtime_findings_findingsOf(byRow) };
}
/** One cause is one finding, with the images that have it; those of one remedy say the same help. */
function runtime_findings_findingsOf(byRow) {
    const all = [...byRow].flatMap(([row, problems]) => problems.map((problem) => ({ row, problem })));
    return [...Map.groupBy(all, ({ problem }) => runtime_findings_keyOf(problem)).values()].flatMap((group) => {
        const [first] = group;
        return first === undefined ? [] : runtimeFinding(first, [...new Set(group.map(({ row }) => row.name))]);
    });
}
const CANNOT = {
    'cannot-pull': 'cannot pull',
    'cannot-run': 'cannot run',
    needs: 'needs something for',
};
function runtimeFinding({ row, problem }, names) {
    const { runtimes, effect, why, reasons, remedy, level, digests } = problem;
    const [digest] = digests;
    return (0,finding/* finding */.gk)('runtime-unsupported', {
        severity: level,
        message: `${runtimes.join(', ')} ${CANNOT[effect]} ${row.name}: it ${why} (${reasons.join('; ')})`,
        help: REMEDIES[remedy],
        source: row.name,
        ...(digest === undefined ? {} : { digest }),
        affects: names,
        affectedCount: names.length,
        at: row.at,
    });
}
function runtime_findings_keyOf({ remedy, cause, effect, runtimes }) {
    return `${remedy} ${cause} ${effect} ${runtimes.join(' ')}`;
}

// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/progress.js
var progress = __webpack_require__(7196);
// EXTERNAL MODULE: ./build/commands/signature-trust.js + 3 modules
var signature_trust = __webpack_require__(1308);
;// CONCATENATED MODULE: ./build/commands/verify.js













const DEFAULT_DEPTH = 'probe';
async function runVerify(door) {
    const { log } = door.host;
    const prepared = await (0,prepare/* prepare */.iA)(door, 'never');
    const { stores } = prepared;
    const context = (0,signature_trust/* withTrust */.h_)(prepared, door);
    const stopProgress = door.host.showProgress((0,progress/* progressOf */.j)(context.meter, stores));
    try {
        const resolved = await log.group('Look at mirrors', () => (0,resolve/* resolve */.h)(context, door.signal));
        (0,check_globs/* checkGlobs */.E)(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        await (0,signature_trust/* checkTrustFiles */.WP)(resolved.rows, context);
        context.meter.phase = 'verify';
        const options = { depth: door.options.depth ?? DEFAULT_DEPTH, isOldestFirst: door.options.oldestFirst };
        const verified = await log.group('Walk every image', () => (0,verify/* verify */.M)(resolved.rows, options, { context, signal: door.signal }));
        const mended = door.options.repair
            ? await log.group('Repair', () => mend(verified, context, door))
            : { steps: verified, findings: (0,verify_findings/* findingsOfWalks */.g)(verified) };
        const signed = await judgeOnMirrors(mended.steps, { context, signal: door.signal });
        const { steps } = signed;
        const outcomes = steps.map(({ outcome }) => outcome);
        const runtimes = judgeRuntimes(steps, door.options.runtimes);
        return await (0,finish/* finish */.O)(door, prepared, {
            command: 'verify',
            depth: options.depth,
            rows: resolved.rows,
            outcomes,
            verified: steps,
            unsupported: runtimes.byRow,
            findings: [
                ...resolved.findings,
                ...mended.findings,
                ...signed.findings,
                ...runtimes.findings,
                ...(0,failures/* findingsOfFailures */.V)(outcomes, 'verify'),
            ],
        });
    }
    finally {
        stopProgress();
    }
}
async function mend(verified, context, { options, signal }) {
    const walking = { depth: options.depth ?? DEFAULT_DEPTH, isOldestFirst: false };
    const repaired = await repair(verified, walking, { context, signal });
    const after = new Map(repaired.steps.map((one) => [one.before, one.after]));
    return {
        steps: verified.map((one) => after.get(one) ?? one),
        findings: findingsWithRepairs(verified, repaired),
    };
}


/***/ })

};
