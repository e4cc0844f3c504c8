export const id = 459;
export const ids = [459];
export const modules = {

/***/ 9916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ effectiveRegistries)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2793);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1816);
/* harmony import */ var _mirror_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8309);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5326);
/* harmony import */ var _render_openshift_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3291);
/** What CRI-O and podman see: OpenShift's rendering and every `registries.conf`, merged as their reader merges them. */






/**
 * The objects of OpenShift make the main file; then come main files in the order given, then drop-ins by their name. A
 * later table replaces an earlier one of the same prefix whole. What is refused or ignored is left out. `asIfApplied`
 * takes the objects in although a conflict keeps them from the nodes, so that the rest of them can be looked at.
 */
function effectiveRegistries(documents, { asIfApplied = false } = {}) {
    const sets = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'mirror-set');
    const images = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'image-config');
    const files = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .documentsOf */ .u)(documents, 'registries.conf');
    const speaking = [...sets, ...images, ...files].filter(({ fate }) => fate !== 'ignored');
    if (speaking.length === 0)
        return { tables: null, findings: [] };
    const policy = (0,_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeMirrorSets */ .T)(sets);
    const isBlocked = !policy.isApplied || images.some(({ fate }) => fate === 'blocks-all');
    const rendered = (0,_render_openshift_js__WEBPACK_IMPORTED_MODULE_2__/* .renderOpenShift */ .D)(policy, images.filter(({ fate }) => fate === 'used'));
    const platform = isBlocked && !asIfApplied ? [] : (rendered.tables ?? []);
    const used = files.filter(({ fate }) => fate === 'used');
    const merged = mergeTables([platform, ...inReadingOrder(used).map(({ registries }) => registries)]);
    return { tables: merged.tables, findings: [...policy.findings, ...rendered.findings, ...merged.findings] };
}
/** Main files as given, then drop-ins by the name of the file. */
function inReadingOrder(files) {
    const dropIns = files.filter(({ isDropIn }) => isDropIn);
    return [
        ...files.filter(({ isDropIn }) => !isDropIn),
        ...dropIns.toSorted((a, b) => (0,_mirror_order_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .M)(baseName(a.file), baseName(b.file))),
    ];
}
function baseName(path) {
    return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
function mergeTables(files) {
    const byPrefix = new Map();
    const findings = [];
    for (const table of files.flat()) {
        const earlier = byPrefix.get(table.prefix);
        if (earlier !== undefined)
            findings.push(replaced(table, earlier));
        byPrefix.set(table.prefix, table);
    }
    const tables = [...byPrefix.values()].sort((a, b) => (0,_mirror_order_js__WEBPACK_IMPORTED_MODULE_4__/* .compareNames */ .M)(a.prefix, b.prefix));
    return { tables, findings };
}
function replaced(table, earlier) {
    const lost = earlier.mirrors.length > 0 ? ', whose mirrors are lost' : '';
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('policy-replaced', {
        at: table.at,
        message: `the table for ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .shown */ .S)(table.prefix)} replaces the one in ${earlier.at.file}:${earlier.at.line}${lost}`,
        help: 'a later file replaces a table whole; write everything that should hold into the last one',
    });
}


/***/ }),

/***/ 4233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ placeBelow),
/* harmony export */   Rt: () => (/* binding */ parseHostUrl),
/* harmony export */   ox: () => (/* binding */ parseMirrorUrl)
/* harmony export */ });
/** The addresses of containerd's `hosts.toml` and `registry.mirrors`. */
/** Where a host table leads; null for what containerd cannot turn into an address. */
function parseHostUrl(text, overridePath) {
    // Whatever begins with "http" is taken as it stands, also a host of that name.
    const url = parseUrl(text.startsWith('http') ? text : `https://${text}`);
    if (url === null)
        return null;
    const path = cleanPath(url.pathname);
    const apiPath = overridePath || path.endsWith('/v2') ? path : `${path}/v2`;
    return { scheme: url.scheme, host: url.host, apiPath };
}
/** An address of `registry.mirrors`: an empty path means `/v2`, any other is taken as it stands. */
function parseMirrorUrl(text) {
    const guessed = text.includes('://') ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`;
    const url = parseUrl(guessed);
    if (url === null)
        return null;
    const path = cleanPath(url.pathname);
    return { scheme: url.scheme, host: url.host, apiPath: path === '' ? '/v2' : path };
}
/** `host/path` of a repository below an address, as people and references write it. */
function placeBelow({ host, apiPath }, repositoryPath) {
    if (apiPath === '/v2')
        return `${host}/${repositoryPath}`;
    const prefix = apiPath.startsWith('/v2/') ? apiPath.slice('/v2'.length) : apiPath;
    return `${host}${prefix}/${repositoryPath}`;
}
function parseUrl(text) {
    const match = /^(https?):\/\/([^/?#@\s]+)(\/[^?#\s]*)?$/.exec(text);
    if (match === null || !URL.canParse(text))
        return null;
    const [, scheme, host = '', pathname = ''] = match;
    return { scheme: scheme === 'http' ? 'http' : 'https', host, pathname };
}
/** Without empty parts, `.` and `..`, and without a slash at its end; '' for the root. */
function cleanPath(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts.length === 0 ? '' : `/${parts.join('/')}`;
}
function isLocal(text) {
    const [host = ''] = text.split('/');
    return /^(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/.test(host);
}


/***/ }),

/***/ 4309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ hostsFolder),
/* harmony export */   m: () => (/* binding */ readHostsFolder)
/* harmony export */ });
/* harmony import */ var _files_shown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2793);
/** Which host a `hosts.toml` is for: its folder says so. */

/** Names under which containerd never looks, although they name Docker Hub. */
const HUB_NAMES = ['index.docker.io', 'registry-1.docker.io'];
/** Root folder and host of a path that ends with `HOST/hosts.toml`; what is never looked up is told. */
function readHostsFolder(path, root) {
    const parts = path.split(/[\\/]/);
    const folder = parts.at(-2) ?? '';
    const above = parts.slice(0, -2).join('/');
    const namespace = namespaceOf(folder);
    const why = whyNeverRead(folder, namespace);
    if (why === null)
        return { root: above, namespace };
    root.context.faults.tell('policy-ignored', { ...root.at, line: 1, column: 1 }, why);
    return { root: above, namespace: null };
}
/** The folder that containerd looks for first: `host`, or `host_port_`. */
function hostsFolder(host) {
    const colon = portColon(host);
    return colon < 0 ? host : `${host.slice(0, colon)}_${host.slice(colon + 1)}_`;
}
function namespaceOf(folder) {
    const match = /^([^_]+)_([0-9]+)_$/.exec(folder);
    return match === null ? folder : `${match[1]}:${match[2]}`;
}
function portColon(host) {
    const colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? colon : -1;
}
function whyNeverRead(folder, namespace) {
    if (folder === '') {
        return {
            message: 'this hosts.toml lies in no folder that names a host',
            help: 'containerd reads HOST/hosts.toml below its config_path',
        };
    }
    if (folder === '_default')
        return null;
    const [name = ''] = namespace.split(':');
    if (HUB_NAMES.includes(name) || /^docker\.io:/.test(namespace)) {
        return {
            message: `containerd never looks into the folder ${(0,_files_shown_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .S)(folder)}`,
            help: 'images of Docker Hub are looked up under docker.io',
        };
    }
    return null;
}


/***/ }),

/***/ 1816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ mergeMirrorSets)
});

// UNUSED EXPORTS: hasRealMirror

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
;// CONCATENATED MODULE: ./build/policy/conflicts.js
/** What makes OpenShift's operator apply no mirrors at all, although every object for itself is right. */


const HELP = 'until it is mended the operator renders no mirrors of any object, and nodes keep the ones they have';
/**
 * Conflicts in the operator's own order: digest sets, then the deprecated kind, then tag sets. Entries without mirrors
 * count here too, and so do those of a kind that cannot say `NeverContactSource`.
 */
function findConflicts(sets) {
    const entries = inOperatorOrder(sets).filter(({ isProposed }) => !isProposed);
    const first = new Map();
    const findings = [];
    for (const entry of entries) {
        const known = first.get(entry.source.text);
        if (known === undefined)
            first.set(entry.source.text, entry);
        else
            findings.push(...policyConflict(entry, known));
        findings.push(...selfMirrors(entry));
    }
    return [...findings, ...proposedConflicts(sets)];
}
const OPERATOR_ORDER = ['ImageDigestMirrorSet', 'ImageContentSourcePolicy', 'ImageTagMirrorSet'];
function inOperatorOrder(sets) {
    const taken = sets.filter(({ fate }) => fate === 'used' || fate === 'blocks-all');
    return OPERATOR_ORDER.flatMap((kind) => taken.filter((set) => set.kind === kind).flatMap(({ entries }) => entries));
}
function policyConflict(entry, known) {
    if (entry.sourcePolicy === known.sourcePolicy)
        return [];
    const { file, line } = known.source.at;
    return [
        (0,finding/* finding */.gk)('policy-conflict', {
            at: entry.source.at,
            message: `source ${(0,shown/* shown */.S)(entry.source.text)} has ${entry.sourcePolicy} here and ` +
                `${known.sourcePolicy} in ${file}:${line}`,
            help: `set one mirrorSourcePolicy for all entries of a source, of all kinds (unset is AllowContactingSource); ${HELP}`,
        }),
    ];
}
function selfMirrors({ source, mirrors, sourcePolicy }) {
    if (sourcePolicy !== 'NeverContactSource')
        return [];
    return mirrors
        .filter(({ text }) => text === source.text)
        .map(({ text, at }) => (0,finding/* finding */.gk)('policy-conflict', {
        at,
        message: `${(0,shown/* shown */.S)(text)} is its own mirror and is never to be contacted`,
        help: `remove it from its mirrors, or NeverContactSource; ${HELP}`,
    }));
}
/** The proposal wanted a source either in the old list or in the new one. */
function proposedConflicts(sets) {
    const entries = sets
        .filter(({ kind }) => kind === 'ImageContentSourcePolicy' || kind === 'ImageContentPolicy')
        .flatMap((set) => set.entries);
    const old = new Map(entries.filter(({ isProposed }) => !isProposed).map((entry) => [entry.source.text, entry.source.at]));
    return entries.flatMap(({ source, isProposed }) => {
        const at = isProposed ? old.get(source.text) : undefined;
        if (at === undefined)
            return [];
        return [
            (0,finding/* finding */.gk)('policy-conflict', {
                at: source.at,
                message: `source ${(0,shown/* shown */.S)(source.text)} stands in repositoryMirrors here and in ` +
                    `repositoryDigestMirrors in ${at.file}:${at.line}`,
                help: 'the proposal allows one of the two lists for a source; keep one',
            }),
        ];
    });
}

// EXTERNAL MODULE: ./build/policy/mirror-order.js
var mirror_order = __webpack_require__(8309);
;// CONCATENATED MODULE: ./build/policy/merge.js


/**
 * Merges what takes effect (`fate` used), plus everything that was only proposed, as it was proposed. The result does
 * not depend on the order of objects and entries, save the order of places.
 */
function mergeMirrorSets(sets) {
    const entries = sets.filter(({ fate }) => fate === 'used').flatMap((set) => set.entries);
    const findings = findConflicts(sets);
    return {
        digest: mergeEntries(entries, 'digest'),
        tag: mergeEntries(entries, 'tag'),
        findings,
        isApplied: findings.length === 0 && sets.every(({ fate }) => fate !== 'blocks-all'),
    };
}
/** Whether an entry says anything: one without a mirror besides its source is passed over with all it says. */
function hasRealMirror({ source, mirrors }) {
    return mirrors.some(({ text }) => text !== source.text);
}
function mergeEntries(entries, pullBy) {
    const bySource = new Map();
    for (const entry of entries) {
        if (!entry.pulls.includes(pullBy) || !hasRealMirror(entry))
            continue;
        const known = bySource.get(entry.source.text);
        if (known === undefined)
            bySource.set(entry.source.text, [entry]);
        else
            known.push(entry);
    }
    return [...bySource]
        .sort(([a], [b]) => (0,mirror_order/* compareNames */.M)(a, b))
        .map(([source, group]) => mergeSource(source, group));
}
function mergeSource(source, entries) {
    const lists = entries.map(({ mirrors }) => mirrors.map(({ text }) => text));
    const { mirrors, hasLoop } = (0,mirror_order/* mergeOrders */.t)(source, lists);
    const places = placesByMirror(entries);
    return {
        source,
        mirrors: mirrors.map((location) => ({ location, at: places.get(location) ?? [] })),
        neverContactSource: entries.some(({ sourcePolicy }) => sourcePolicy === 'NeverContactSource'),
        hasLoop,
        entries,
    };
}
/** A source that a loop brings to the front is in no list: the place of its entry is then the nearest one. */
function placesByMirror(entries) {
    const places = new Map();
    const add = (name, at) => {
        const known = places.get(name);
        if (known === undefined)
            places.set(name, [at]);
        else
            known.push(at);
    };
    for (const { mirrors } of entries)
        for (const { text, at } of mirrors)
            add(text, at);
    for (const { source } of entries)
        if (!places.has(source.text))
            add(source.text, source.at);
    return places;
}


/***/ }),

/***/ 1776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oz: () => (/* binding */ whyNotScope),
/* harmony export */   t4: () => (/* binding */ whyNotMirror),
/* harmony export */   vE: () => (/* binding */ whyNotSource)
/* harmony export */ });
/* harmony import */ var _oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7532);
/**
 * What OpenShift takes as `source` and as mirror (patterns of the CRDs, and of the operator that renders them). The
 * patterns here are linear; those of the CRDs are not when a backtracking engine runs them.
 */

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** More than any name that a registry can serve; checked before a pattern runs. */
const LONGEST = 512;
const labelPattern = new RegExp(`^${LABEL}$`);
const componentPattern = new RegExp(`^${COMPONENT}$`);
/** Why `text` is no mirror: `host[:port][/path]`. Null means that it is one. */
function whyNotMirror(text) {
    if (text.length > LONGEST)
        return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
    const outside = whyWrittenWrong(text);
    if (outside !== null)
        return outside;
    const [host = '', ...components] = text.split('/');
    return whyNotHost(host) ?? firstReason(components, whyNotComponent);
}
/** Why `text` is no source: a mirror's form, or `*.host`. Null means that it is one. */
function whyNotSource(text) {
    if (!text.startsWith('*'))
        return whyNotMirror(text);
    if (text.length > LONGEST)
        return `it is ${text.length} characters long, at most ${LONGEST} make sense`;
    const labels = text.slice(2).split('.');
    const isWildcard = text.startsWith('*.') && labels.every((label) => labelPattern.test(label));
    return isWildcard ? null : 'a wildcard is *. and a host, without port, path, tag or digest';
}
/** Why OpenShift takes `text` for no scope of its `Image` object, or null. */
function whyNotScope(text) {
    if (text === '')
        return 'it is empty';
    if (!text.includes('*'))
        return null;
    const isWildcard = text.startsWith('*.') && !/[/@:*]/.test(text.slice(2));
    return isWildcard ? null : 'a wildcard stands only as *. before a host, without port and path';
}
function whyWrittenWrong(text) {
    if (text === '')
        return 'it is empty';
    if (/\s/.test(text))
        return 'it has white space in it';
    if (text.includes('://'))
        return 'it is written without a scheme';
    if (text.startsWith('['))
        return 'an IPv6 address cannot stand here; give it a name';
    if (text.includes('*'))
        return 'a wildcard can only be a source, *. and a host';
    if (text.includes('@'))
        return 'it is written without a digest';
    return text.endsWith('/') ? 'it ends with "/"' : null;
}
function whyNotHost(host) {
    const colon = host.indexOf(':');
    const name = colon < 0 ? host : host.slice(0, colon);
    if (colon >= 0 && !/^[0-9]+$/.test(host.slice(colon + 1))) {
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(host.slice(colon + 1))} is not a port; a tag cannot stand here`;
    }
    const bad = name.split('.').find((label) => !labelPattern.test(label));
    return bad === undefined ? null : `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(bad)} cannot be part of a host name`;
}
function whyNotComponent(component) {
    if (componentPattern.test(component))
        return null;
    if (/[A-Z]/.test(component))
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} has upper case letters; a path is lower case`;
    if (component.includes(':'))
        return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} has a ":" in it; a tag cannot stand here`;
    return `${(0,_oci_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} cannot be part of a path`;
}
function firstReason(parts, why) {
    for (const part of parts) {
        const reason = why(part);
        if (reason !== null)
            return reason;
    }
    return null;
}


/***/ }),

/***/ 8309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ compareNames),
/* harmony export */   t: () => (/* binding */ mergeOrders)
/* harmony export */ });
/**
 * One order out of several mirror lists, exactly as OpenShift makes it (runtime-utils): a topological sort that is
 * stable whatever the order of lists and objects, also where the lists contradict each other.
 */
/** The order for `source`. `lists` must each have a mirror that is not the source; names compare by their characters. */
function mergeOrders(source, lists) {
    const graph = new Graph();
    for (const list of lists) {
        for (const [index, from] of list.entries()) {
            const to = list[index + 1];
            if (to !== undefined)
                graph.addEdge(from, to);
        }
        const last = list.at(-1);
        if (last !== undefined && !list.includes(source))
            graph.addEdge(last, source);
    }
    const { names, hasLoop } = graph.sorted();
    return { mirrors: names.at(-1) === source ? names.slice(0, -1) : names, hasLoop };
}
/** For names and scopes of OpenShift, which are ASCII, this is the order of bytes. */
function compareNames(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
class Graph {
    #nodes = new Map();
    /** The same edge twice is one edge; a node may lead to itself. */
    addEdge(from, to) {
        const fromNode = this.#node(from);
        const toNode = this.#node(to);
        fromNode.after.add(toNode);
        toNode.before.add(fromNode);
    }
    /** Uses the graph up. */
    sorted() {
        const all = [...this.#nodes.values()].sort((a, b) => compareNames(a.name, b.name));
        const free = all.filter(({ before }) => before.size === 0);
        const names = [];
        let hasLoop = false;
        let candidate = 0;
        for (let next = 0; names.length < all.length;) {
            const node = next < free.length ? free[next++] : all[candidate++];
            if (node === undefined || node.isDone)
                continue;
            hasLoop ||= node.before.size > 0;
            names.push(node.name);
            free.push(...release(node));
        }
        return { names, hasLoop };
    }
    #node(name) {
        const known = this.#nodes.get(name);
        if (known !== undefined)
            return known;
        const node = { name, before: new Set(), after: new Set(), isDone: false };
        this.#nodes.set(name, node);
        return node;
    }
}
/** Takes `node` out of the graph; what nothing stands before any more, sorted. */
function release(node) {
    node.isDone = true;
    const freed = [];
    for (const after of node.after) {
        after.before.delete(node);
        if (after.before.size === 0 && !after.isDone)
            freed.push(after);
    }
    return freed.sort((a, b) => compareNames(a.name, b.name));
}


/***/ }),

/***/ 5326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ documentsOf)
/* harmony export */ });
/** The documents of one format. */
function documentsOf(documents, format) {
    return documents.filter((document) => document.format === format);
}


/***/ }),

/***/ 5981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NW: () => (/* binding */ coveringTables),
/* harmony export */   Te: () => (/* binding */ matchedLength),
/* harmony export */   UI: () => (/* binding */ findTable),
/* harmony export */   aw: () => (/* binding */ rewriteName)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);
/** Which `[[registry]]` table a name falls under, and what becomes of the name there (containers/image). */

const LONGEST_NAME = 1024;
const BOUNDARIES = [':', '/', '@'];
/** How much of `name` (`host/path`, normalised) the prefix covers; null where it does not match. */
function matchedLength(name, prefix) {
    const end = prefix.startsWith('*.') ? wildcardEnd(name, prefix.slice(1)) : plainEnd(name, prefix);
    if (end === null)
        return null;
    // A host also covers the same host with a port, which its authors call unintended.
    return end === name.length || BOUNDARIES.includes(name[end] ?? '') ? end : null;
}
/** The table with the longest prefix, which is the only one that counts; null where none matches. */
function findTable(name, tables) {
    return coveringTables(name, tables)[0] ?? null;
}
/** Every table whose prefix covers `name`, the longest prefix first. No name is longer than a reference can be. */
function coveringTables(name, tables) {
    if (name.length > LONGEST_NAME)
        return [];
    const byPrefix = indexOf(tables);
    const found = possiblePrefixes(name).flatMap((prefix) => byPrefix.get(prefix) ?? []);
    return [...new Set(found)]
        .filter(({ prefix }) => matchedLength(name, prefix) !== null)
        .sort((a, b) => b.prefix.length - a.prefix.length);
}
/**
 * `name` at `location` instead of `prefix`. An empty location leaves it as it is. Null where the result is not the full
 * name of a repository, for which the reader gives up the whole pull.
 */
function rewriteName(name, prefix, location) {
    const length = matchedLength(name, prefix);
    if (length === null)
        return null;
    const written = location === '' ? name : `${location}${name.slice(length)}`;
    const parsed = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(written);
    if (!parsed.ok)
        return null;
    const { host, path } = parsed.value;
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)({ host, path }) === written ? { host, path } : null;
}
function plainEnd(name, prefix) {
    return name.startsWith(prefix) ? prefix.length : null;
}
/** Only the first place where the suffix stands is looked at, as the reader does it: `a.x.y.x` is not below `*.x`. */
function wildcardEnd(name, suffix) {
    const index = name.indexOf(suffix);
    return index < 0 || name.slice(0, index).includes('/') ? null : index + suffix.length;
}
/** Files of strangers may have thousands of tables and mirrors, so that each list of tables is indexed once. */
const indexes = new WeakMap();
function indexOf(tables) {
    const known = indexes.get(tables);
    if (known !== undefined)
        return known;
    const index = new Map(tables.toReversed().map((table) => [table.prefix, table]));
    indexes.set(tables, index);
    return index;
}
/** The name up to each boundary, and `*` with what follows a dot of its host up to each boundary. */
function possiblePrefixes(name) {
    const ends = [...name].flatMap((character, at) => (BOUNDARIES.includes(character) ? [at] : []));
    const plain = [...ends, name.length].map((end) => name.slice(0, end));
    const host = name.split('/')[0] ?? '';
    const dots = [...host].flatMap((character, at) => (character === '.' ? [at] : []));
    return [...plain, ...dots.flatMap((dot) => plain.map((text) => `*${text.slice(dot)}`))];
}


/***/ }),

/***/ 3291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ renderOpenShift)
});

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
;// CONCATENATED MODULE: ./build/policy/scopes.js
/** Scopes of OpenShift's objects: whole registries, namespaces, repositories, and `*.host`. */
/** Whether `inner` is `outer` or lies in it, as the platform's operator decides it. `quay.io:443` is not in `quay.io`. */
function isNestedScope(inner, outer) {
    if (inner === outer || inner.startsWith(`${outer}/`))
        return true;
    if (!outer.startsWith('*.'))
        return false;
    const end = inner.includes(':') ? inner.indexOf(':') : inner.length;
    const host = inner.includes(':') ? inner.slice(0, end) : (inner.split('/')[0] ?? '');
    return host.endsWith(outer.slice(1)) && !host.includes('/');
}

;// CONCATENATED MODULE: ./build/policy/render-openshift.js
/** OpenShift objects as the `registries.conf` that the platform's operator writes to every node (runtime-utils). */



/** Tables in the platform's order: digest sources, tag sources, blocked scopes, insecure scopes. */
function renderOpenShift(policy, images = []) {
    const drafts = new Drafts();
    for (const source of policy.digest)
        drafts.addMirrors(source, 'digest-only');
    for (const source of policy.tag)
        drafts.addMirrors(source, 'tag-only');
    const blocked = images.flatMap((image) => image.blocked);
    // Blocked scopes come first, so that those within an insecure scope become insecure too.
    for (const scope of blocked)
        drafts.find(scope.text, scope.at);
    for (const scope of images.flatMap((image) => image.insecure))
        drafts.markInsecure(scope);
    for (const scope of blocked)
        drafts.markBlocked(scope);
    const heirs = drafts.tables.filter(({ mirrors }) => mirrors.length === 0);
    const findings = [...policy.digest, ...policy.tag].flatMap(({ source }) => drafts.inherit(source, heirs));
    return { tables: findings.length === 0 ? drafts.tables : null, findings };
}
class Drafts {
    tables = [];
    #byScope = new Map();
    /** The table of `scope`, made at the end of the file where there is none. */
    find(scope, at) {
        const known = this.#byScope.get(scope);
        if (known !== undefined)
            return known;
        const draft = {
            prefix: scope,
            location: scope.startsWith('*.') ? '' : scope,
            insecure: false,
            blocked: false,
            mirrorByDigestOnly: false,
            mirrors: [],
            at,
        };
        this.tables.push(draft);
        this.#byScope.set(scope, draft);
        return draft;
    }
    addMirrors(merged, pullFrom) {
        const at = merged.entries[0]?.source.at ?? { file: '', line: 1, column: 1 };
        const draft = this.find(merged.source, at);
        if (merged.neverContactSource)
            draft.blocked = true;
        const mirrors = merged.mirrors.map(({ location, at: [first = at] }) => ({
            location,
            insecure: false,
            pullFrom,
            at: first,
        }));
        draft.mirrors = [...draft.mirrors, ...mirrors];
    }
    /** The scope, everything in it, and every mirror in it. */
    markInsecure({ text, at }) {
        this.find(text, at).insecure = true;
        for (const draft of this.tables) {
            if (isNestedScope(draft.prefix, text))
                draft.insecure = true;
            draft.mirrors = draft.mirrors.map((mirror) => isNestedScope(mirror.location, text) ? { ...mirror, insecure: true } : mirror);
        }
    }
    markBlocked({ text, at }) {
        this.find(text, at).blocked = true;
        for (const draft of this.tables)
            if (isNestedScope(draft.prefix, text))
                draft.blocked = true;
    }
    /** Only the longest scope counts on a node, so one without mirrors takes those of the scope that it lies in. */
    inherit(source, without) {
        const from = this.#byScope.get(source);
        const heirs = without.filter(({ prefix, mirrors }) => mirrors.length === 0 && prefix !== source && isNestedScope(prefix, source));
        if (from === undefined)
            return [];
        // The operator stops at the first one; it has an error of its own for this.
        if (source.startsWith('*.'))
            return heirs.slice(0, 1).map((heir) => wildcardFault(source, heir));
        for (const heir of heirs) {
            const rest = heir.prefix.slice(source.length);
            heir.mirrors = from.mirrors.map((mirror) => ({ ...mirror, location: `${mirror.location}${rest}` }));
        }
        return [];
    }
}
function wildcardFault(source, { prefix, at }) {
    return (0,finding/* finding */.gk)('policy-conflict', {
        at,
        message: `${(0,shown/* shown */.S)(prefix)} lies in the wildcard source ${(0,shown/* shown */.S)(source)} and has no mirrors of its own`,
        help: 'name mirrors for it, or leave the wildcard; the operator fails here and renders no mirrors of any object, ' +
            'and nodes keep the ones they have',
    });
}


/***/ })

};
