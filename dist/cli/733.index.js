export const id = 733;
export const ids = [733];
export const modules = {

/***/ 3733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  compareWithBase: () => (/* binding */ compareWithBase)
});

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/policy/merge.js + 1 modules
var merge = __webpack_require__(1816);
// EXTERNAL MODULE: ./build/policy/model.js
var model = __webpack_require__(5326);
// EXTERNAL MODULE: ./build/policy/render-openshift.js + 1 modules
var render_openshift = __webpack_require__(3291);
;// CONCATENATED MODULE: ./build/policy/change/drain.js
/**
 * Whether nodes of OpenShift are drained for a change of policies, as its daemon decides (machine-config-operator,
 * `isSafeContainerRegistryConfChanges`): only what purely adds digest mirrors is done without. The order of mirrors does not
 * matter to it.
 */




const MOST_REASONS = 10;
/** Null where neither side has an object of OpenShift. */
function drainFor(before, after) {
    if (!hasObjects(before) && !hasObjects(after))
        return null;
    const [old, now] = [renderedTables(before), renderedTables(after)];
    if (now === null) {
        return {
            drain: false,
            reasons: ['the operator applies none of it as long as objects contradict each other'],
        };
    }
    const reasons = unsafeChanges(old ?? [], now);
    return { drain: reasons.length > 0, reasons: reasons.slice(0, MOST_REASONS) };
}
function hasObjects(documents) {
    return documents.some(({ format }) => format === 'mirror-set' || format === 'image-config');
}
function renderedTables(documents) {
    const policy = (0,merge/* mergeMirrorSets */.T)((0,model/* documentsOf */.u)(documents, 'mirror-set'));
    const images = (0,model/* documentsOf */.u)(documents, 'image-config');
    if (!policy.isApplied || images.some(({ fate }) => fate === 'blocks-all'))
        return null;
    return (0,render_openshift/* renderOpenShift */.D)(policy, images.filter(({ fate }) => fate === 'used')).tables;
}
function unsafeChanges(old, now) {
    const before = new Map(old.map((table) => [table.prefix, table]));
    const after = new Set(now.map(({ prefix }) => prefix));
    const removed = old.filter(({ prefix }) => !after.has(prefix));
    return [
        ...removed.map(({ prefix }) => `${(0,shown/* shown */.S)(prefix)} is removed`),
        ...now.flatMap((table) => {
            const known = before.get(table.prefix);
            return known === undefined ? unsafeNew(table) : unsafeChange(known, table);
        }),
    ];
}
function unsafeNew({ prefix, mirrors }) {
    if (mirrors.length === 0)
        return [`${(0,shown/* shown */.S)(prefix)} is new and has no mirrors`];
    return mirrors
        .filter(isForTags)
        .map(({ location }) => `mirror ${(0,shown/* shown */.S)(location)} of ${(0,shown/* shown */.S)(prefix)} is new and answers for tags`);
}
function unsafeChange(known, table) {
    const name = (0,shown/* shown */.S)(table.prefix);
    const held = new Map(known.mirrors.map((mirror) => [mirror.location, mirror]));
    const isHeld = new Set(table.mirrors.map(({ location }) => location));
    const lost = known.mirrors.filter(({ location }) => !isHeld.has(location));
    return [
        ...(known.blocked === table.blocked
            ? []
            : [`${name} is ${table.blocked ? 'blocked' : 'no longer blocked'}`]),
        ...(known.insecure === table.insecure
            ? []
            : [`${name} is ${table.insecure ? 'insecure' : 'no longer insecure'}`]),
        ...lost.map(({ location }) => `mirror ${(0,shown/* shown */.S)(location)} of ${name} is removed`),
        ...table.mirrors
            .filter((mirror) => isForTags(mirror) && !isForTags(held.get(mirror.location)))
            .map(({ location }) => `mirror ${(0,shown/* shown */.S)(location)} of ${name} now answers for tags`),
    ];
}
function isForTags(mirror) {
    return mirror !== undefined && mirror.pullFrom !== 'digest-only';
}

// EXTERNAL MODULE: ./build/policy/effective-registries.js
var effective_registries = __webpack_require__(9916);
// EXTERNAL MODULE: ./build/policy/explain-containerd.js
var explain_containerd = __webpack_require__(8032);
// EXTERNAL MODULE: ./build/policy/explain-registries.js
var explain_registries = __webpack_require__(7850);
// EXTERNAL MODULE: ./build/policy/mirror-order.js
var mirror_order = __webpack_require__(8309);
// EXTERNAL MODULE: ./build/policy/registry-prefix.js
var registry_prefix = __webpack_require__(5981);
;// CONCATENATED MODULE: ./build/policy/change/effects.js
/** The gravest first. */
const GRAVITY = [
    'new-tag-trust',
    'now-insecure',
    'mirror-removed',
    'source-blocked',
    'order-changed',
    'source-contacted',
    'mirror-added',
];
/** In the order of `GRAVITY`. What is blocked counts as not there. */
function effectsOf({ pull, source, before, after }) {
    const [old, now] = [placesOf(before), placesOf(after)];
    const isMirror = (place) => place !== source;
    const effects = [
        ...named(pull === 'tag' ? 'new-tag-trust' : 'mirror-added', [...now].filter((one) => isMirror(one) && !old.has(one))),
        ...named('now-insecure', newlyInsecure(before, after)),
        ...named('mirror-removed', [...old].filter((one) => isMirror(one) && !now.has(one))),
        ...named('source-blocked', old.has(source) && !now.has(source) ? [source] : []),
        ...named('source-contacted', !old.has(source) && now.has(source) ? [source] : []),
        ...orderChanged(old, now),
    ];
    return effects.toSorted((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
}
function placesOf(endpoints) {
    return new Set(endpoints.filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint));
}
function named(kind, places) {
    return places.map((endpoint) => ({ kind, endpoint }));
}
function newlyInsecure(before, after) {
    const known = new Set(before.filter(({ insecure }) => insecure).map(({ endpoint }) => endpoint));
    return [...placesOf(after.filter(({ insecure, endpoint }) => insecure && !known.has(endpoint)))];
}
/** The first of the places on both sides that is now tried earlier. */
function orderChanged(old, now) {
    const kept = [...old].filter((one) => now.has(one));
    const keptNow = [...now].filter((one) => old.has(one));
    const moved = keptNow.find((place, index) => place !== kept[index]);
    return moved === undefined ? [] : [{ kind: 'order-changed', endpoint: moved }];
}

;// CONCATENATED MODULE: ./build/policy/change/source-changes.js
/** What a change of policies does: for each source, the places that nodes try before and after. */







const PULLS = ['digest', 'tag'];
/** Stands for the repository below a host. */
const ANY = '…';
/** Places listed for a source by way of a wider scope, which has them all at its own: files of strangers may have thousands. */
const MOST_INHERITED = 20;
/** Places of a host, which may all come from `_default`. */
const MOST_OF_HOST = 1_000;
/**
 * Every source of either side for which something is different, the gravest first. Objects that a conflict keeps from the
 * nodes are taken as they are meant: that they are not applied is a finding of its own.
 */
function sourceChanges(before, after) {
    return [...registryChanges(before, after), ...containerdChanges(before, after)]
        .filter((change) => sketch(change.before) !== sketch(change.after))
        .sort((a, b) => gravityOf(a) - gravityOf(b));
}
function sketch(attempts) {
    return JSON.stringify(attempts.map(({ endpoint, blocked, insecure }) => [endpoint, blocked, insecure]));
}
function gravityOf({ effects }) {
    return Math.min(GRAVITY.length, ...effects.map(({ kind }) => GRAVITY.indexOf(kind)));
}
function registryChanges(before, after) {
    const [old, now] = [new Tables(before), new Tables(after)];
    const scopes = new Set([...old.scopes, ...now.scopes]);
    return [...scopes].sort(mirror_order/* compareNames */.M).flatMap((source) => PULLS.map((pull) => {
        const sides = { before: old.attemptsFor(source, pull), after: now.attemptsFor(source, pull) };
        return changeOf({ runtime: 'cri-o', pull, source, ...sides });
    }));
}
function changeOf(change) {
    return { ...change, effects: effectsOf(change) };
}
/** The tables of one side. */
class Tables {
    #tables;
    /** Mirrors that are tried, by table: one table may stand for thousands of scopes. */
    #mirrors = {
        digest: new Map(),
        tag: new Map(),
    };
    constructor(documents) {
        this.#tables = (0,effective_registries/* effectiveRegistries */.B)(documents, { asIfApplied: true }).tables ?? [];
    }
    get scopes() {
        return this.#tables.map(({ prefix }) => prefix);
    }
    /** By names alone, since a scope is not always a repository. */
    attemptsFor(scope, pull) {
        const table = (0,registry_prefix/* findTable */.UI)(scope, this.#tables);
        if (table === null)
            return [attempt(scope, { blocked: false, insecure: false, at: null })];
        const rest = scope.slice((0,registry_prefix/* matchedLength */.Te)(scope, table.prefix) ?? scope.length);
        const place = (location) => (location === '' ? scope : `${location}${rest}`);
        const mirrors = this.#mirrorsOf(table, pull).slice(0, rest === '' ? undefined : MOST_INHERITED);
        return [...mirrors, table].map(({ location, insecure, at }) => {
            const endpoint = place(location);
            const blocked = (0,registry_prefix/* findTable */.UI)(endpoint, this.#tables)?.blocked ?? false;
            return attempt(endpoint, { blocked, insecure, at });
        });
    }
    #mirrorsOf(table, pull) {
        const mirrors = this.#mirrors[pull].get(table) ?? (0,explain_registries/* usableMirrors */.Z)(table, pull);
        this.#mirrors[pull].set(table, mirrors);
        return mirrors;
    }
}
function attempt(endpoint, { blocked, insecure, at }) {
    const { file = null, line = null, column = null } = at ?? {};
    return { endpoint, blocked, insecure, file, line, column };
}
function containerdChanges(before, after) {
    const hosts = new Set([...containerdHosts(before), ...containerdHosts(after)]);
    return [...hosts].sort(mirror_order/* compareNames */.M).flatMap((host) => {
        const pullsOf = (documents) => (0,explain_containerd/* explainContainerd */.X)({ host, path: ANY }, documents).pulls;
        const [old, now] = [pullsOf(before), pullsOf(after)];
        const source = `${host}/${ANY}`;
        const alone = [attempt(source, { blocked: false, insecure: false, at: null })];
        return PULLS.map((pull) => changeOf({
            runtime: 'containerd',
            pull,
            source,
            before: (old?.[pull] ?? alone).slice(0, MOST_OF_HOST),
            after: (now?.[pull] ?? alone).slice(0, MOST_OF_HOST),
        }));
    });
}
function containerdHosts(documents) {
    return [
        ...(0,model/* documentsOf */.u)(documents, 'hosts.toml').flatMap(({ namespace }) => namespace ?? []),
        ...(0,model/* documentsOf */.u)(documents, 'containerd-config').flatMap(({ mirrors }) => mirrors.map(({ host }) => host)),
    ];
}

// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(6775);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/policy/change/lock-changes.js
/** What the lock no longer decides, and what it decides otherwise. */


function lockChanges(before, after) {
    const at = after.lock === null ? null : { file: after.lock.path, line: 1, column: 1 };
    const old = [...(before.lock?.tags ?? [])];
    const places = wantedTags({ file: after.file, lock: after.lock ?? before.lock });
    const lost = old.filter(([name]) => after.lock?.tags.has(name) !== true && places.has(name));
    return [
        ...lost.map(([name, { digest }]) => ({
            kind: 'not-locked',
            what: name,
            before: (0,oci_digest/* shortDigest */.VK)(digest),
            after: null,
            at: places.get(name) ?? at,
        })),
        ...old.flatMap(([name, { digest }]) => {
            const now = after.lock?.tags.get(name)?.digest;
            if (now === undefined || now === digest)
                return [];
            return [{ kind: 'tag-moved', what: name, before: (0,oci_digest/* shortDigest */.VK)(digest), after: (0,oci_digest/* shortDigest */.VK)(now), at }];
        }),
    ];
}
/** Unpinned tags that the mirror manifest wants, and those that its selections gave when they were locked. */
function wantedTags({ file, lock }) {
    const wanted = new Map();
    for (const { source, wants, select } of file?.images ?? []) {
        const name = (0,files_source/* formatSource */.j2)(source);
        for (const want of wants) {
            if (want.kind === 'tag' && want.pin === null)
                wanted.set(`${name}:${want.tag}`, want.at);
        }
        for (const tag of select === null ? [] : (lock?.selections.get(name)?.tags ?? [])) {
            if (!wanted.has(`${name}:${tag}`))
                wanted.set(`${name}:${tag}`, select?.at ?? { file: '', line: 1, column: 1 });
        }
    }
    return wanted;
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
;// CONCATENATED MODULE: ./build/policy/change/select-change.js
/** Whether a selection of tags may take tags that it did not take before. */


/** Told unless the new selection is sure to take nothing more than one of the old ones. */
function selectChange(before, { source, select, at }) {
    if (select === null)
        return [];
    const old = before.flatMap((image) => image.select ?? []);
    if (old.some((known) => isNarrower(select, known)))
        return [];
    const [known] = old;
    return [
        {
            kind: 'wider-select',
            what: (0,files_source/* formatSource */.j2)(source),
            before: known === undefined ? null : JSON.stringify(known.written),
            after: JSON.stringify(select.written),
            at: select.at ?? at,
        },
    ];
}
/** Patterns are compared by their text: which of two takes more cannot be told in general. */
function isNarrower(select, known) {
    return (isRangeWithin(select.semver, known.semver) &&
        (known.include === null || known.include.source === select.include?.source) &&
        (known.exclude === null || known.exclude.source === select.exclude?.source) &&
        (known.latest === null || (select.latest !== null && select.latest <= known.latest)));
}
function isRangeWithin(range, known) {
    if (known === null || range === known)
        return true;
    return range !== null && (0,semver.subset)(range, known, { includePrerelease: true });
}

;// CONCATENATED MODULE: ./build/policy/change/trust-changes.js





/** The mirror manifest first, then the lock. */
function trustChanges(before, after) {
    const lock = lockChanges(before, after);
    if (after.file === null)
        return lock;
    return [...manifestChanges(before.file, after.file), ...lock];
}
function manifestChanges(before, after) {
    return [
        ...newNames('new-host', hostsOf(before), hostsOf(after)),
        ...newNames('new-variable', variablesOf(before), variablesOf(after)),
        ...newNames('skip-verify', unverifiedHosts(before), unverifiedHosts(after)),
        ...newNames('plain-http', plainHosts(before), plainHosts(after)),
        ...after.images.flatMap((image) => imageChanges(before?.images.filter(isSameSource(image)) ?? [], image)),
        ...weakenedRules(before, after),
        ...newNames('accepted', acceptedBy(before), acceptedBy(after)),
    ];
}
function newNames(kind, before, after) {
    return [...after].flatMap(([what, at]) => before.has(what) ? [] : [{ kind, what, before: null, after: what, at }]);
}
/** Every host that is read from or written to. */
function hostsOf(file) {
    if (file === null)
        return new Map();
    return firstOf([
        ...file.mirrors.flatMap(({ place, at }) => place.kind === 'registry' ? [[place.host, at]] : []),
        ...file.images.flatMap(({ source, at }) => source.kind === 'registry' ? [[source.host, at]] : []),
        ...[...file.registries.values()].flatMap(({ endpoints, at }) => endpoints.map((url) => [URL.canParse(url) ? new URL(url).host : url, at])),
    ]);
}
function variablesOf(file) {
    return firstOf([...(file?.registries ?? [])].flatMap(([host, { auth, at }]) => auth === null
        ? []
        : [auth.usernameEnv, auth.passwordEnv].map((name) => [`${name} for ${host}`, at])));
}
function unverifiedHosts(file) {
    return firstOf([...(file?.registries ?? [])].flatMap(([host, { tls, at }]) => tls.kind === 'https' && tls.skipVerify ? [[host, at]] : []));
}
function plainHosts(file) {
    return firstOf([...(file?.registries ?? [])].flatMap(([host, { tls, at }]) => tls.kind === 'plain-http' ? [[host, at]] : []));
}
function acceptedBy(file) {
    return firstOf((file?.accept ?? []).map(({ rule, image, mirror, until, at }) => {
        const where = mirror === null ? '' : ` on ${mirror}`;
        return [`${rule} of ${image ?? 'every image'}${where} until ${until}`, at];
    }));
}
function firstOf(names) {
    const first = new Map();
    for (const [name, at] of names)
        if (!first.has(name))
            first.set(name, at);
    return first;
}
function isSameSource({ source }) {
    return (other) => (0,files_source/* formatSource */.j2)(other.source) === (0,files_source/* formatSource */.j2)(source);
}
/** Against every entry of the same source before: what one of them allowed is nothing new. */
function imageChanges(before, after) {
    const base = { what: (0,files_source/* formatSource */.j2)(after.source), at: after.at };
    const isNew = (allows) => allows(after) && !before.some(allows);
    const [known] = before;
    return [
        ...(isNew((image) => image.allowMirrorByTags)
            ? [
                {
                    ...base,
                    kind: 'tags-allowed',
                    before: known === undefined ? null : 'by digest',
                    after: 'by tag',
                },
            ]
            : []),
        ...selectChange(before, after),
        ...(isNew((image) => image.allowRollback)
            ? [{ ...base, kind: 'rollback-allowed', before: 'false', after: 'true' }]
            : []),
        ...(isNew((image) => image.unlocked === 'resolve')
            ? [{ ...base, kind: 'unlocked-allowed', before: 'error', after: 'resolve' }]
            : []),
        ...(known?.immutable && after.immutable === null
            ? [{ ...base, kind: 'immutable-dropped', before: known.immutable.source, after: null }]
            : []),
        ...movedPins(before, after),
    ];
}
function movedPins(before, { source, wants }) {
    const pins = new Map(before
        .flatMap((image) => image.wants)
        .flatMap((want) => (want.kind === 'tag' ? [[want.tag, want.pin]] : [])));
    return wants.flatMap((want) => {
        if (want.kind !== 'tag')
            return [];
        const old = pins.get(want.tag) ?? null;
        if (old === null || old === want.pin)
            return [];
        return [
            {
                kind: 'pin-moved',
                what: `${(0,files_source/* formatSource */.j2)(source)}:${want.tag}`,
                before: (0,oci_digest/* shortDigest */.VK)(old),
                after: want.pin === null ? null : (0,oci_digest/* shortDigest */.VK)(want.pin),
                at: want.at,
            },
        ];
    });
}
function weakenedRules(before, after) {
    return [...after.rules].flatMap(([rule, level]) => {
        const old = before?.rules.get(rule) ?? finding/* RULES */.y0[rule];
        if (weightOf(level) <= weightOf(old))
            return [];
        return [
            {
                kind: 'rule-weakened',
                what: rule,
                before: old,
                after: level,
                at: { file: after.path, line: 1, column: 1 },
            },
        ];
    });
}
function weightOf(level) {
    return Object.hasOwn(finding/* SEVERITY_ORDER */.B, level) ? finding/* SEVERITY_ORDER */.B[level] : 3;
}

// EXTERNAL MODULE: ./build/commands/policies/examined-files.js
var examined_files = __webpack_require__(2523);
// EXTERNAL MODULE: ./build/commands/policies/read-policies.js + 1 modules
var read_policies = __webpack_require__(6523);
;// CONCATENATED MODULE: ./build/commands/policies/compare-base.js
/** The change that a check shows: effective policy, trust and drain, against a base. */





/** What is wrong with the base is nobody's business any more: what cannot be read of it was not in effect. */
async function compareWithBase({ name, tree }, head, door) {
    const before = head.request === null ? read_policies/* NO_POLICIES */.f : await (0,read_policies/* readPolicies */.h)(head.request, tree);
    const files = await (0,examined_files/* examineFiles */.xf)(door, tree, door.positionals);
    return {
        base: name,
        sources: sourceChanges(before.documents, head.documents).map(reportSource),
        trust: trustChanges(files, head.files).map(reportTrust),
        nodes: drainFor(before.documents, head.documents),
    };
}
function reportSource({ runtime, pull, source, before, after, effects }) {
    const at = after.find(({ endpoint }) => endpoint === effects[0]?.endpoint) ?? after[0];
    const tries = (list) => list.map(({ endpoint, blocked, insecure }) => ({ endpoint, blocked, insecure }));
    return {
        runtime,
        pull,
        source,
        before: tries(before),
        after: tries(after),
        effects,
        file: at?.file ?? null,
        line: at?.line ?? null,
    };
}
function reportTrust({ kind, what, before, after, at }) {
    return { kind, what, before, after, file: at?.file ?? null, line: at?.line ?? null };
}


/***/ })

};
