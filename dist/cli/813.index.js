export const id = 813;
export const ids = [813];
export const modules = {

/***/ 813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runExplain: () => (/* binding */ runExplain)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/policy/effective-registries.js
var effective_registries = __webpack_require__(9916);
// EXTERNAL MODULE: ./build/policy/explain-containerd.js
var explain_containerd = __webpack_require__(8032);
// EXTERNAL MODULE: ./build/policy/explain-registries.js
var explain_registries = __webpack_require__(7850);
;// CONCATENATED MODULE: ./build/policy/explain.js




/** Documents in the order in which their files were given; what a platform refuses or ignores takes no part. */
function explain(reference, documents) {
    const effective = (0,effective_registries/* effectiveRegistries */.B)(documents);
    const crio = effective.tables === null ? null : (0,explain_registries/* explainRegistries */.z)(reference, effective.tables);
    const containerd = (0,explain_containerd/* explainContainerd */.X)(reference, documents);
    return {
        explanation: {
            reference: (0,oci_reference/* formatReference */.FH)((0,oci_reference/* withDefaultTag */._t)(reference)),
            'cri-o': crio === null ? null : { tag: crio.tag, digest: crio.digest },
            containerd: containerd.pulls,
        },
        findings: [...effective.findings, ...(crio?.findings ?? []), ...containerd.findings],
    };
}

// EXTERNAL MODULE: ./build/commands/policies/examined-files.js
var examined_files = __webpack_require__(2523);
// EXTERNAL MODULE: ./build/commands/policies/finish-policies.js
var finish_policies = __webpack_require__(802);
// EXTERNAL MODULE: ./build/commands/policies/needed-policies.js
var needed_policies = __webpack_require__(4272);
// EXTERNAL MODULE: ./build/commands/policies/policy-request.js
var policy_request = __webpack_require__(1746);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/history.js
var mirror_history = __webpack_require__(922);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
;// CONCATENATED MODULE: ./build/mirror/probed-places.js
/** What places that a node would try serve now, judged: absence, disagreement, and falling back to something older. Pure. */



function judgeProbe(probed) {
    const asked = probed.places.filter(({ blocked }) => !blocked);
    return [
        ...asked.flatMap((place) => notServed(place, asked, probed)),
        ...(probed.pull === 'tag' ? [...disagreement(asked, probed), ...rollback(asked, probed)] : []),
    ];
}
function notServed({ endpoint, serves, error, at }, asked, { pull, name }) {
    if (serves !== null)
        return [];
    const isServedElsewhere = asked.some((other) => other.serves !== null);
    const facts = {
        severity: isServedElsewhere ? 'warning' : 'error',
        source: name,
        target: endpoint,
        ...(at === null ? {} : { at }),
    };
    const rest = isServedElsewhere ? 'nodes go on to the next place' : 'no place serves it, so that pulls fail';
    return error === null
        ? [
            (0,finding/* finding */.gk)('missing', {
                ...facts,
                message: `${endpoint} has no ${name}, by ${pull}`,
                help: `${rest}; run sync`,
            }),
        ]
        : [
            (0,finding/* finding */.gk)('unreadable', {
                ...facts,
                message: `${endpoint} could not be asked for ${name}: ${error}`,
                help: rest,
            }),
        ];
}
function disagreement(asked, { name }) {
    const serving = asked.filter(({ serves }) => serves !== null);
    const groups = Map.groupBy(serving, ({ serves }) => serves ?? '');
    if (groups.size < 2)
        return [];
    const told = [...groups].map(([digest, places]) => `${places.map(({ endpoint }) => endpoint).join(', ')} ${(0,oci_digest/* shortDigest */.VK)(digest)}`);
    const at = serving.find((place) => place.at !== null)?.at ?? null;
    return [
        (0,finding/* finding */.gk)('mirrors-disagree', {
            ...(at === null ? {} : { at }),
            source: name,
            message: `${name}: places disagree: ${told.join('; ')}`,
            help: 'which content a node gets depends on the place that answers first',
            affects: serving.map(({ endpoint }) => endpoint),
            affectedCount: serving.length,
        }),
    ];
}
/** The deepest fall from an earlier place to a later one. */
function rollback(asked, { name, sightings }) {
    const ages = new Map(sightings.map(({ digest }, index) => [digest, index]));
    const known = asked.flatMap((place) => {
        const age = place.serves === null ? undefined : ages.get(place.serves);
        return age === undefined ? [] : [{ place, age }];
    });
    const falls = known.flatMap((from, index) => known
        .slice(index + 1)
        .flatMap((to) => (to.age > from.age ? [{ from, to, versions: to.age - from.age }] : [])));
    const [deepest] = falls.toSorted((a, b) => b.versions - a.versions);
    if (deepest === undefined)
        return [];
    const { from, to, versions } = deepest;
    return [
        (0,finding/* finding */.gk)('fallback-rollback', {
            ...(to.place.at === null ? {} : { at: to.place.at }),
            source: name,
            target: to.place.endpoint,
            digest: to.place.serves ?? '',
            message: `${name}: a node that pulled ${(0,oci_digest/* shortDigest */.VK)(from.place.serves ?? '')} from ${from.place.endpoint} gets the older ${(0,oci_digest/* shortDigest */.VK)(to.place.serves ?? '')} from ${to.place.endpoint} when ${from.place.endpoint} does not answer: ${(0,quantities/* formatCount */.B4)(versions, 'version')} back`,
            help: `bring ${to.place.endpoint} up to date, try it before what is newer, or pull by digest`,
        }),
    ];
}

// EXTERNAL MODULE: ./build/commands/memory.js + 6 modules
var memory = __webpack_require__(7985);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
;// CONCATENATED MODULE: ./build/commands/policies/probe.js
/** `explain --probe`: asks each place that a node would try what it serves now. */








const ASKED_AT_ONCE = 16;
/** Without a mirror manifest every host is spoken to as usual: HTTPS, plain HTTP on loopback. */
const NO_PARTS = { path: '', mirrors: [], registries: new Map(), images: [], signatures: null };
async function probe(reference, explanation, { door, files }) {
    const stores = await door.openStores(files.file ?? NO_PARTS);
    const { tag } = (0,oci_reference/* withDefaultTag */._t)(reference);
    const name = (0,oci_reference/* formatRepository */.Sh)(reference);
    const byTag = tag === null ? new Map() : await askAll(explanation, 'tag', { what: tag, stores, door });
    const locked = files.lock?.tags.get(`${name}:${tag}`)?.digest ?? null;
    const digest = reference.digest ?? locked ?? firstServed(explanation, byTag);
    const byDigest = digest === null
        ? new Map()
        : await askAll(explanation, 'digest', { what: digest, stores, door });
    const withAnswers = (pulls) => pulls && {
        tag: pulls.tag.map((one) => withAnswer(one, byTag, 'no tag is asked for')),
        digest: pulls.digest.map((one) => withAnswer(one, byDigest, 'no digest of it is known')),
    };
    const explain = {
        reference: explanation.reference,
        'cri-o': withAnswers(explanation['cri-o']),
        containerd: withAnswers(explanation.containerd),
    };
    const sightings = tag === null ? [] : await pastOf(`${name}:${tag}`, byTag.get(name) ?? null, { door, files });
    const names = {
        tag: tag === null ? null : `${name}:${tag}`,
        digest: digest && `${name}@${(0,oci_digest/* shortDigest */.VK)(digest)}`,
    };
    return {
        explain,
        findings: [...stores.findings, ...judgeAll(explain, names, sightings)],
        requests: stores.requests(),
    };
}
/** Each place once, whichever runtime would try it; what is blocked is never tried. */
async function askAll(explanation, pull, asking) {
    const lists = [explanation['cri-o']?.[pull] ?? [], explanation.containerd?.[pull] ?? []];
    const places = new Set(lists.flat().flatMap(({ blocked, endpoint }) => (blocked ? [] : [endpoint])));
    const answers = await (0,each/* mapEach */.S)(places, ASKED_AT_ONCE, async (place) => [place, await ask(place, asking)]);
    return new Map(answers);
}
async function ask(place, { what, stores, door }) {
    const parsed = (0,oci_reference/* parseRepository */.SU)(place);
    if (!parsed.ok)
        return { serves: null, error: `it cannot be asked: ${parsed.why}` };
    const { host, path } = parsed.value;
    try {
        const found = await stores.targetOf(mirrorAt(host), path).resolve(what, door.signal);
        return { serves: found?.digest ?? null, error: null };
    }
    catch (error) {
        return { serves: null, error: (0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error)) };
    }
}
/** A registry as the stores know it; nothing but its place is looked at. */
function mirrorAt(host) {
    return {
        name: host,
        target: host,
        place: { kind: 'registry', host, prefix: '' },
        state: 'serving',
        kind: 'store',
        keepTags: false,
        repository: null,
        at: { file: '', line: 1, column: 1 },
    };
}
/** What a node that pulls by the tag gets. */
function firstServed(explanation, answers) {
    const lists = [explanation['cri-o']?.tag ?? [], explanation.containerd?.tag ?? []];
    for (const { endpoint } of lists.flat()) {
        const served = answers.get(endpoint)?.serves ?? null;
        if (served !== null)
            return served;
    }
    return null;
}
function withAnswer(endpoint, answers, unasked) {
    if (endpoint.blocked)
        return { ...endpoint, serves: null, error: 'a policy blocks it' };
    return { ...endpoint, ...(answers.get(endpoint.endpoint) ?? { serves: null, error: unasked }) };
}
/** What the lock and earlier runs know of the tag; what the source serves for the first time now is newest. */
async function pastOf(name, source, { door, files }) {
    if (files.file === null)
        return [];
    const directory = (0,prepare/* stateDirectoryOf */.s1)(door);
    if ((0,prepare/* isCarried */.Tz)(door))
        await door.host.restoreState(directory, (0,prepare/* stateKey */.bP)(files.file, door.host));
    const { history } = await (0,memory/* loadMemory */.a)(directory, door.host.files);
    const past = (0,mirror_history/* sightingsOf */.YW)(history.of(name), files.lock?.tags.get(name) ?? null);
    const now = source?.serves ?? null;
    if (now === null || past.some(({ digest }) => digest === now))
        return past;
    return [{ digest: now, sinceMs: door.startedAtMs }, ...past];
}
function judgeAll(explain, names, sightings) {
    const found = [explain['cri-o'], explain.containerd].flatMap((pulls) => ['tag', 'digest'].flatMap((pull) => {
        const name = names[pull];
        if (pulls === null || name === null)
            return [];
        const places = pulls[pull].map(({ endpoint, blocked, serves = null, error = null, file, line, column }) => ({
            endpoint,
            blocked,
            serves,
            error,
            at: file === null || line === null ? null : { file, line, column: column ?? 1 },
        }));
        return judgeProbe({ pull, name, places, sightings: pull === 'tag' ? sightings : [] });
    }));
    return [...new Map(found.map((one) => [`${one.rule} ${one.message}`, one])).values()];
}

;// CONCATENATED MODULE: ./build/commands/explain.js
/** `explain`: which places a node would try for a reference, in order, and which line says so. */








async function runExplain(door) {
    const reference = readReference(door.positionals[0] ?? '');
    const tree = (0,policy_request/* workspaceTree */.OX)(door);
    const policies = await (0,policy_request/* readRequested */.LM)((0,policy_request/* policyRequest */.Yn)(door, []), tree);
    (0,needed_policies/* refuseInvalid */.Q)(policies);
    const { explanation, findings } = explain(reference, policies.documents);
    const probed = door.options.probe
        ? await probe(reference, explanation, { door, files: await (0,examined_files/* examineFiles */.xf)(door, tree) })
        : { explain: explanation, findings: [], requests: 0 };
    return (0,finish_policies/* finishPolicies */.G)(door, 'explain', {
        file: null,
        lock: null,
        policies: policies.files,
        findings: [...policies.findings, ...findings, ...probed.findings],
        explain: probed.explain,
        requests: probed.requests,
    });
}
function readReference(text) {
    const parsed = (0,oci_reference/* parseReference */.F2)(text);
    if (parsed.ok)
        return parsed.value;
    throw new errors/* MirrorError */.En('usage', `${JSON.stringify(text)} is no reference: ${parsed.why}`, {
        fix: 'write one such as docker.io/library/redis:7.4',
    });
}


/***/ }),

/***/ 2523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AB: () => (/* binding */ isExamined),
/* harmony export */   ji: () => (/* binding */ lintFiles),
/* harmony export */   xf: () => (/* binding */ examineFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _manifest_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2269);
/* harmony import */ var _policy_request_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1746);
/** The mirror manifest and its lock as something to examine: what is wrong with them is a finding, not an end. */




const LOCK_NAME = 'mirror.lock.yaml';
const USUAL_NAMES = _manifest_file_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_NAMES */ .Rr.map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(name));
/**
 * Reads them from `tree`: the mirror manifest that is named by option, or among the files by its usual name, or the first of
 * its usual names; the lock beside it.
 */
async function examineFiles(door, tree, files = []) {
    const named = namesOf(door, files);
    const manifest = await readManifest(named.manifest, tree);
    const read = manifest?.kind === 'read' ? await readManifestText(manifest) : null;
    const lockPath = named.lock ?? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(manifest?.path ?? ''), LOCK_NAME);
    const [lockText] = await tree.read([lockPath], _manifest_file_js__WEBPACK_IMPORTED_MODULE_2__/* .FILE_LIMIT_BYTES */ .dH);
    const isLockThere = lockText !== undefined && lockText.kind !== 'absent';
    const lock = lockText?.kind === 'read' ? await readLockText(lockText) : null;
    return {
        file: read?.file ?? null,
        lock: lock?.lock ?? null,
        paths: [
            ...(manifest === null ? [] : [manifest.path]),
            ...(isLockThere || named.lock !== null ? [lockPath] : []),
        ],
        findings: [
            ...(manifest === null ? [] : unreadable(manifest, 'manifest-invalid')),
            ...(read?.findings ?? []),
            ...(isLockThere || named.lock !== null ? unreadable(lockText, 'lock-invalid') : []),
            ...(lock?.findings ?? []),
        ],
    };
}
// Most repositories of policies have neither: what reads them is loaded when it is needed.
async function readManifestText({ text, path }) {
    const { readMirrorFile } = await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(88), __webpack_require__.e(570)]).then(__webpack_require__.bind(__webpack_require__, 2570));
    return readMirrorFile(text, path);
}
async function readLockText({ text, path }) {
    const { readLockFile } = await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(610)]).then(__webpack_require__.bind(__webpack_require__, 1610));
    return readLockFile(text, path);
}
/** What can be told of sound files without any network. */
async function lintFiles({ file, lock, findings }, door) {
    if (file === null)
        return [];
    const { lintLock } = await __webpack_require__.e(/* import() */ 861).then(__webpack_require__.bind(__webpack_require__, 1861));
    const { lintSignatures } = await __webpack_require__.e(/* import() */ 582).then(__webpack_require__.bind(__webpack_require__, 8582));
    const isLockSound = !findings.some(({ rule }) => rule === 'lock-invalid');
    return [
        ...(await door.examineConnections(file)),
        ...lintSignatures(file),
        ...(isLockSound ? lintLock(file, lock, { locked: door.options.locked }) : []),
    ];
}
/** Whether a path names one of the files that are examined as what they are, and not as a policy. */
function isExamined(path, { paths }, { host }) {
    return paths.some((one) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(host.workingDirectory, one) === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(host.workingDirectory, path));
}
function namesOf(door, files) {
    const { manifest, lockfile } = door.options;
    const called = (names) => files.find((path) => names.includes((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(path))) ?? null;
    const [manifestPath, lockPath] = [manifest ?? called(USUAL_NAMES), lockfile ?? called([LOCK_NAME])];
    return {
        manifest: manifestPath === null ? null : (0,_policy_request_js__WEBPACK_IMPORTED_MODULE_3__/* .pathFromHere */ .MP)(manifestPath, door),
        lock: lockPath === null ? null : (0,_policy_request_js__WEBPACK_IMPORTED_MODULE_3__/* .pathFromHere */ .MP)(lockPath, door),
    };
}
/** Null where none is named and there is none. */
async function readManifest(named, tree) {
    const read = await tree.read(named === null ? _manifest_file_js__WEBPACK_IMPORTED_MODULE_2__/* .MANIFEST_NAMES */ .Rr : [named], _manifest_file_js__WEBPACK_IMPORTED_MODULE_2__/* .FILE_LIMIT_BYTES */ .dH);
    return read.find((one) => one.kind !== 'absent' || named !== null) ?? null;
}
function unreadable(one, rule) {
    if (one === undefined || one.kind === 'read')
        return [];
    const at = { file: one.path, line: 1, column: 1 };
    const message = one.kind === 'failed' ? one.error.message : `cannot read ${one.path}: there is no such file`;
    const help = (one.kind === 'failed' ? one.error.fix : undefined) ?? 'check the path';
    return [(0,_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .finding */ .gk)(rule, { at, message, help })];
}


/***/ }),

/***/ 4272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ refuseInvalid)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _unusable_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2342);
/** Policies that a command needs, and does not only examine. */


/** Throws UnusableFiles where a file cannot be read as what it is, and MirrorError `input` where there is no policy at all. */
function refuseInvalid({ documents, findings }) {
    const faults = findings.filter(({ rule, severity }) => rule === 'policy-invalid' && severity === 'error');
    if (faults.length > 0)
        throw new _unusable_files_js__WEBPACK_IMPORTED_MODULE_1__/* .UnusableFiles */ .x(faults);
    if (documents.length > 0)
        return;
    const ignored = findings.filter(({ severity }) => severity === 'error');
    if (ignored.length > 0)
        throw new _unusable_files_js__WEBPACK_IMPORTED_MODULE_1__/* .UnusableFiles */ .x(ignored);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', 'there is no mirror policy', { fix: 'name policy files with --policy' });
}


/***/ }),

/***/ 8032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ explainContainerd)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _explanation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6624);
/* harmony import */ var _host_url_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4233);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5326);
/** The places that containerd tries for a repository: `hosts.toml` trees, or the deprecated `registry.mirrors`. */





/** `registry.mirrors` wins where it is used: without `config_path`, no `hosts.toml` is read. */
function explainContainerd(repository, documents) {
    const trees = (0,_model_js__WEBPACK_IMPORTED_MODULE_2__/* .documentsOf */ .u)(documents, 'hosts.toml').filter(({ fate }) => fate !== 'ignored');
    const configs = (0,_model_js__WEBPACK_IMPORTED_MODULE_2__/* .documentsOf */ .u)(documents, 'containerd-config').filter(({ fate }) => fate === 'used');
    const legacy = configs.find(({ mirrors }) => mirrors.length > 0);
    if (legacy !== undefined) {
        const pulls = explainMirrors(repository, legacy);
        return { pulls, findings: trees.slice(0, 1).map((file) => unreadTree(file, legacy)) };
    }
    if (trees.length + configs.length === 0)
        return { pulls: null, findings: [] };
    return { pulls: explainHosts(repository, hostsFileFor(repository.host, trees)), findings: [] };
}
function unreadTree(file, { file: config, mirrors }) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('policy-replaced', {
        at: file.at,
        message: `registry.mirrors in ${config}:${mirrors[0]?.at.line ?? 1} keeps containerd from reading any hosts.toml`,
        help: 'set config_path instead of registry.mirrors, or remove the hosts.toml files',
    });
}
/** The first root that has the host or `_default`; within it the host comes first, also where its file is broken. */
function hostsFileFor(host, files) {
    for (const root of new Set(files.map((file) => file.root))) {
        const inRoot = files.filter((file) => file.root === root);
        const found = inRoot.find(({ namespace }) => namespace === host) ??
            inRoot.find(({ namespace }) => namespace === '_default');
        if (found !== undefined)
            return found;
    }
    return null;
}
function explainHosts(repository, file) {
    const source = (0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository), null, {
        insecure: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopbackHost */ .cW)(repository.host),
    });
    if (file === null || file.fate === 'opens')
        return { tag: [source], digest: [source] };
    const endpoints = file.server === null ? file.hosts : [...file.hosts, file.server];
    const last = file.server === null ? [source] : [];
    const withAll = (...needed) => endpoints
        .filter(({ capabilities }) => needed.every((one) => capabilities.includes(one)))
        .map((endpoint) => explainHost(repository, endpoint));
    return { tag: [...withAll('pull', 'resolve'), ...last], digest: [...withAll('pull'), ...last] };
}
function explainHost(repository, host) {
    const insecure = host.skipVerify || host.scheme === 'http';
    return (0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)(placeAt(repository, host), host.at, { insecure });
}
/** Docker Hub's API host is written as the registry that people name. */
function placeAt(repository, address) {
    const isSource = address.host === (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .apiHost */ .nz)(repository.host) && address.apiPath === '/v2';
    return isSource ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository) : (0,_host_url_js__WEBPACK_IMPORTED_MODULE_4__/* .placeBelow */ .B4)(address, repository.path);
}
/** Every endpoint resolves tags here; the source is added unless an endpoint has the image's own host. */
function explainMirrors(repository, config) {
    const mirror = mirrorFor(repository.host, config.mirrors);
    const endpoints = (mirror?.endpoints ?? []).flatMap((endpoint) => explainMirror(repository, endpoint, config));
    const namesSource = (mirror?.endpoints ?? []).some(({ text }) => (0,_host_url_js__WEBPACK_IMPORTED_MODULE_4__/* .parseMirrorUrl */ .ox)(text)?.host === repository.host);
    const source = (0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository), null, {
        insecure: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopbackHost */ .cW)(repository.host),
    });
    const all = namesSource ? endpoints : [...endpoints, source];
    return { tag: all, digest: all };
}
function mirrorFor(host, mirrors) {
    return mirrors.find((mirror) => mirror.host === host) ?? mirrors.find((one) => one.host === '*') ?? null;
}
function explainMirror(repository, { text, at }, { insecureHosts }) {
    const address = (0,_host_url_js__WEBPACK_IMPORTED_MODULE_4__/* .parseMirrorUrl */ .ox)(text);
    if (address === null)
        return [];
    const insecure = address.scheme === 'http' || insecureHosts.some((host) => host.text === address.host);
    return [(0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)(placeAt(repository, address), at, { insecure })];
}


/***/ }),

/***/ 7850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ usableMirrors),
/* harmony export */   z: () => (/* binding */ explainRegistries)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2793);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _explanation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6624);
/* harmony import */ var _registry_prefix_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5981);
/** The places that CRI-O and podman try for a repository (containers/image, sysregistriesv2). */





function explainRegistries(repository, tables) {
    const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(repository);
    const table = (0,_registry_prefix_js__WEBPACK_IMPORTED_MODULE_2__/* .findTable */ .UI)(name, tables);
    if (table === null) {
        const source = [(0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)(name, null)];
        return { tag: source, digest: source, findings: [] };
    }
    const pulls = { name, table, tables };
    const tag = tryInOrder('tag', pulls);
    const digest = tryInOrder('digest', pulls);
    return {
        tag: tag.endpoints,
        digest: digest.endpoints,
        findings: [...digest.findings, ...tag.findings.filter((one) => !isKnown(one, digest.findings))],
    };
}
/** Mirrors for this kind of pull, then the source's own location. */
function tryInOrder(pullBy, { name, table, tables }) {
    const attempts = [...usableMirrors(table, pullBy), table];
    const endpoints = [];
    const findings = [];
    for (const attempt of attempts) {
        const rewritten = (0,_registry_prefix_js__WEBPACK_IMPORTED_MODULE_2__/* .rewriteName */ .aw)(name, table.prefix, attempt.location);
        if (rewritten === null)
            findings.push(unusableRewrite(attempt, name, table));
        else {
            const endpoint = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatRepository */ .Sh)(rewritten);
            const blocked = (0,_registry_prefix_js__WEBPACK_IMPORTED_MODULE_2__/* .findTable */ .UI)(endpoint, tables)?.blocked ?? false;
            endpoints.push((0,_explanation_js__WEBPACK_IMPORTED_MODULE_3__/* .explainedAt */ .q)(endpoint, attempt.at, { blocked, insecure: attempt.insecure }));
        }
    }
    return { endpoints: findings.length > 0 ? [] : endpoints, findings };
}
/** The mirrors of a table that are tried for this kind of pull. */
function usableMirrors(table, pullBy) {
    if (table.mirrorByDigestOnly)
        return pullBy === 'digest' ? table.mirrors : [];
    return table.mirrors.filter(({ pullFrom }) => pullFrom === 'all' || pullFrom === `${pullBy}-only`);
}
function unusableRewrite({ location, at }, name, { prefix }) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('policy-rewrite-invalid', {
        at,
        message: `${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_4__/* .shown */ .S)(name)} becomes no name of a repository when ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_4__/* .shown */ .S)(prefix)} is replaced by ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_4__/* .shown */ .S)(location)}`,
        help: 'the whole pull fails then, without a try at any other place; name the full repository of the mirror, ' +
            'with a host that has a dot or a port',
    });
}
function isKnown(one, others) {
    return others.some(({ message, at }) => message === one.message && at?.line === one.at?.line);
}


/***/ }),

/***/ 6624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ explainedAt)
/* harmony export */ });
function explainedAt(endpoint, at, { blocked = false, insecure = false } = {}) {
    return {
        endpoint,
        blocked,
        insecure,
        file: at?.file ?? null,
        line: at?.line ?? null,
        column: at?.column ?? null,
    };
}


/***/ })

};
