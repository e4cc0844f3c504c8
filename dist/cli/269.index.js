export const id = 269;
export const ids = [269];
export const modules = {

/***/ 8823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCheck: () => (/* binding */ runCheck)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/policy/effective-registries.js
var effective_registries = __webpack_require__(9916);
// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(6775);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/policy/explain-containerd.js
var explain_containerd = __webpack_require__(8032);
// EXTERNAL MODULE: ./build/policy/explain-registries.js
var explain_registries = __webpack_require__(7850);
// EXTERNAL MODULE: ./build/policy/host-url.js
var host_url = __webpack_require__(4233);
;// CONCATENATED MODULE: ./build/policy/lint/coverage.js







/** Images of the manifest that a node would pull without asking any of the serving mirrors that hold them. */
function uncoveredImages(view) {
    const { manifest } = view;
    if (manifest === null)
        return [];
    const bySource = new Map();
    for (const image of manifest.images) {
        const source = (0,files_source/* formatSource */.j2)(image.source);
        const known = bySource.get(source) ?? { image, held: new Set() };
        for (const { location, mirror } of placesOf(image, manifest)) {
            if (mirror.state === 'serving')
                known.held.add(location);
        }
        bySource.set(source, known);
    }
    return [...bySource.values()].flatMap(({ image, held }) => held.size === 0 ? [] : uncoveredImage(image, held, view));
}
/** Mirrors of policies, on a registry of the manifest, where the manifest puts nothing. */
function unfilledPlaces({ manifest, tables, hosts }) {
    if (manifest === null)
        return [];
    const places = manifest.images.flatMap((image) => placesOf(image, manifest));
    const registries = new Set(manifest.mirrors.flatMap(({ place }) => (place.kind === 'registry' ? [place.host] : [])));
    const ofTables = tables.flatMap(({ mirrors }) => mirrors.map(({ location, at }) => ({ location, at })));
    const ofHosts = hosts.flatMap((file) => file.hosts.map((endpoint) => ({ location: (0,host_url/* placeBelow */.B4)(endpoint, '').slice(0, -1), at: endpoint.at })));
    return [...ofTables, ...ofHosts]
        .filter(({ location }) => registries.has(location.split('/')[0] ?? ''))
        .flatMap(({ location, at }) => unfilledPlace(location, at, places));
}
function placesOf(image, manifest) {
    return manifest.mirrors.flatMap((mirror) => {
        if (!image.mirrors.includes(mirror.name) || mirror.place.kind !== 'registry')
            return [];
        const place = (0,files_place/* placeOf */.$t)({ image, mirror, file: manifest });
        return place.ok ? [{ location: `${mirror.place.host}/${place.value}`, mirror }] : [];
    });
}
function uncoveredImage({ source, at }, held, { documents, tables, speaksToCrio }) {
    if (source.kind !== 'registry')
        return [];
    const facts = { source: (0,files_source/* formatSource */.j2)(source), at, held };
    const crio = speaksToCrio ? (0,explain_registries/* explainRegistries */.z)(source, tables).digest : null;
    const containerd = (0,explain_containerd/* explainContainerd */.X)(source, documents).pulls?.digest ?? null;
    return [
        ...(crio === null ? [] : uncoveredFor('cri-o', crio, facts)),
        ...(containerd === null ? [] : uncoveredFor('containerd', containerd, facts)),
    ];
}
function uncoveredFor(runtime, digest, { source, at, held }) {
    if (digest.some(({ endpoint, blocked }) => !blocked && held.has(endpoint)))
        return [];
    const tried = digest.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== source);
    const how = tried.length === 0 ? 'asks no mirror' : `asks ${tried.map(shown/* shown */.S).join(', ')}, where it is not`;
    return [
        (0,finding/* finding */.gk)('policy-uncovered', {
            at,
            source,
            message: `${runtime} ${how} for ${(0,shown/* shown */.S)(source)}`,
            help: 'generate writes policies that fit the mirror manifest',
        }),
    ];
}
/** A place is filled where the manifest puts an image at it or below it on a mirror that serves. */
function unfilledPlace(location, at, places) {
    const there = places.filter((place) => place.location === location || place.location.startsWith(`${location}/`));
    if (there.some(({ mirror }) => mirror.state === 'serving'))
        return [];
    const [first] = there;
    const why = first === undefined
        ? 'the mirror manifest puts nothing there'
        : `mirror ${(0,shown/* shown */.S)(first.mirror.name)} is ${first.mirror.state}`;
    return [
        (0,finding/* finding */.gk)('policy-unfilled', {
            at,
            message: `nodes are sent to ${(0,shown/* shown */.S)(location)}, but ${why}`,
            help: 'each such pull first fails there; remove the mirror from the policy, or fill it',
        }),
    ];
}

// EXTERNAL MODULE: ./build/policy/registry-prefix.js
var registry_prefix = __webpack_require__(5981);
;// CONCATENATED MODULE: ./build/policy/lint/names.js
/** Rules about names that never match and rewrites that are no names. */



/** Scopes that no image name falls under. */
function deadScopes({ tables }) {
    return tables.flatMap(({ prefix, at }) => {
        const why = whyDead(prefix);
        if (why === null)
            return [];
        return [
            (0,finding/* finding */.gk)('policy-no-effect', {
                at,
                message: `${(0,shown/* shown */.S)(prefix)} matches no image: ${why.message}`,
                help: why.help,
            }),
        ];
    });
}
/** Mirrors to which a name cannot be rewritten: the whole pull fails, without a try at any other place. */
function badRewrites({ tables }) {
    return tables.flatMap((table) => table.mirrors.flatMap((mirror) => badRewrite(table, mirror)));
}
function badRewrite({ prefix }, { location, at }) {
    const scope = prefix.startsWith('*.') ? `host${prefix.slice(1)}` : prefix;
    // One component below Docker Hub itself becomes two, so that a name with two is the fair sample.
    const below = `${scope}/a/b`;
    const help = 'name the full repository of the mirror, with a host that has a dot or a port';
    if ((0,registry_prefix/* rewriteName */.aw)(below, prefix, location) === null) {
        return [
            (0,finding/* finding */.gk)('policy-rewrite-invalid', {
                at,
                message: `${(0,shown/* shown */.S)(below)} becomes no name of a repository at ${(0,shown/* shown */.S)(location)}; such pulls fail without a try at any other place`,
                help,
            }),
        ];
    }
    if (!scope.includes('/') || (0,registry_prefix/* rewriteName */.aw)(scope, prefix, location) !== null)
        return [];
    return [
        (0,finding/* finding */.gk)('policy-rewrite-invalid', {
            at,
            severity: 'warning',
            message: `if ${(0,shown/* shown */.S)(scope)} is itself a repository, pulls of it fail: ${(0,shown/* shown */.S)(location)} names none`,
            help,
        }),
    ];
}
function whyDead(prefix) {
    const host = prefix.split('/')[0] ?? '';
    if (prefix.lastIndexOf('*') > 0 || prefix === '*') {
        return {
            message: 'a wildcard stands only at the front, as *. and a host',
            help: 'write one table per host',
        };
    }
    if (host === 'index.docker.io' || host === 'registry-1.docker.io') {
        return { message: 'names of Docker Hub begin with docker.io', help: 'write docker.io' };
    }
    if (/[:@]/.test(prefix.slice(host.length))) {
        return {
            message: 'it has a tag or digest, and names are matched without them',
            help: 'write the repository alone',
        };
    }
    return null;
}
/** `docker.io/alpine` is the organisation alpine; the official image is `docker.io/library/alpine`. */
function bareHubNames({ tables }) {
    return tables.flatMap(({ prefix, at }) => {
        const name = /^docker\.io\/([^/]+)$/.exec(prefix)?.[1];
        if (name === undefined || name === 'library')
            return [];
        return [
            (0,finding/* finding */.gk)('policy-no-effect', {
                at,
                severity: 'note',
                message: `${(0,shown/* shown */.S)(prefix)} covers the organisation ${(0,shown/* shown */.S)(name)}, not the official image docker.io/library/${name}`,
                help: `write docker.io/library/${name} if the image is meant`,
            }),
        ];
    });
}

;// CONCATENATED MODULE: ./build/policy/lint/order.js
/** Rules about the order that several lists come to. */


/** Lists that contradict each other, with the order that the platform makes of them. */
function orderLoops({ merged }) {
    return [
        ...merged.digest.flatMap((source) => orderLoop(source, 'digest')),
        ...merged.tag.flatMap((source) => orderLoop(source, 'tag')),
    ];
}
function orderLoop({ source, mirrors, hasLoop, entries }, pullBy) {
    const [first] = entries;
    if (!hasLoop || first === undefined)
        return [];
    const order = mirrors.map(({ location }) => location);
    const sourceFirst = order.includes(source) && !entries.some((entry) => entry.mirrors.some(({ text }) => text === source));
    const lines = entries.map(({ source: { at } }) => `${at.file}:${at.line}`).join(', ');
    return [
        (0,finding/* finding */.gk)('policy-order-loop', {
            at: first.source.at,
            message: `the mirror lists of ${(0,shown/* shown */.S)(source)} (${lines}) contradict each other; by ${pullBy} nodes try ` +
                [...order, ...(order.includes(source) ? [] : [source])].map(shown/* shown */.S).join(', '),
            help: sourceFirst
                ? 'the source is tried before mirrors, because its name sorts first; give all lists one order'
                : 'the platform breaks the loop at the name that sorts first; give all lists one order',
        }),
    ];
}

;// CONCATENATED MODULE: ./build/policy/lint/reach.js
/** Rules about pulls that cannot succeed, and mirrors that are never of use. */




/** Blocked sources without a mirror for one kind of pull. A source that is only blocked is meant so: a note. */
function blockedSources({ tables }) {
    return tables.filter(({ blocked }) => blocked).flatMap((table) => blockedSource(table, tables));
}
/** Mirrors that lie in a blocked scope: every try at them fails. */
function blockedMirrors({ tables }) {
    return tables.flatMap((table) => table.mirrors.flatMap(({ location, at }) => {
        const blocking = (0,registry_prefix/* findTable */.UI)(location, tables);
        if (blocking?.blocked !== true)
            return [];
        return [
            (0,finding/* finding */.gk)('policy-mirror-blocked', {
                at,
                message: `mirror ${(0,shown/* shown */.S)(location)} lies in ${(0,shown/* shown */.S)(blocking.prefix)}, which ${blocking.at.file}:${blocking.at.line} blocks`,
                help: 'no pull from it can succeed; move the mirror, or narrow what is blocked',
            }),
        ];
    }));
}
/** Mirrors that are the source itself: it is tried twice. */
function selfMirrors({ tables }) {
    return tables.flatMap((table) => table.mirrors
        .filter(({ location }, index) => location === table.location && index === table.mirrors.length - 1)
        .map(({ location, at }) => (0,finding/* finding */.gk)('policy-no-effect', {
        at,
        message: `${(0,shown/* shown */.S)(location)} is its own last mirror`,
        help: 'the source is tried last anyway; remove the mirror',
    })));
}
function blockedSource(table, tables) {
    const isUsable = ({ location }) => (0,registry_prefix/* findTable */.UI)(location, tables)?.blocked !== true;
    const without = ['digest', 'tag'].filter((pullBy) => !(0,explain_registries/* usableMirrors */.Z)(table, pullBy).some(isUsable));
    if (without.length === 0)
        return [];
    return [
        (0,finding/* finding */.gk)('policy-blocked-no-mirror', {
            at: table.at,
            message: `${(0,shown/* shown */.S)(table.prefix)} is blocked and has no usable mirror for pulls by ${without.join(' and ')}`,
            help: 'such pulls fail on every node; name a mirror for them, or let nodes ask the source',
            ...(table.mirrors.length === 0 ? { severity: 'note' } : {}),
        }),
    ];
}

;// CONCATENATED MODULE: ./build/policy/lint/shadow.js
/** Rules about scopes within scopes: only the longest counts, and it inherits nothing. */




/** Scopes without mirrors for a kind of pull, within a scope that has some. */
function shadowedScopes({ tables }) {
    return tables.flatMap((table) => {
        // The scope that would count if this one were not there.
        const outer = (0,registry_prefix/* coveringTables */.NW)(table.prefix, tables).find((other) => other !== table);
        return outer === undefined ? [] : shadowed(table, outer);
    });
}
/** A blocked table without any mirror is there to block. */
function shadowed(table, outer) {
    if (table.blocked && table.mirrors.length === 0)
        return [];
    const lost = ['digest', 'tag'].filter((pullBy) => (0,explain_registries/* usableMirrors */.Z)(table, pullBy).length === 0 && (0,explain_registries/* usableMirrors */.Z)(outer, pullBy).length > 0);
    if (lost.length === 0)
        return [];
    return [
        (0,finding/* finding */.gk)('policy-shadowed', {
            at: table.at,
            message: `${(0,shown/* shown */.S)(table.prefix)} has no mirrors for pulls by ${lost.join(' and ')}, and keeps those of ` +
                `${(0,shown/* shown */.S)(outer.prefix)} (${outer.at.file}:${outer.at.line}) from its images`,
            help: 'the longest scope counts alone; repeat the mirrors of the outer one, if they are meant',
        }),
    ];
}

// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/policy/model.js
var model = __webpack_require__(5326);
;// CONCATENATED MODULE: ./build/policy/lint/trust.js
/** Rules about trust: who may decide what a tag means, and who can be taken for a mirror. */






/** Every place besides the source that answers for tags: one finding per scope, at its first such mirror. */
function tagMirrors({ tables, hosts, documents }) {
    const ofTables = tables.map((table) => ({
        scope: table.prefix,
        mirrors: (0,explain_registries/* usableMirrors */.Z)(table, 'tag').filter(({ location }) => location !== table.prefix),
    }));
    const ofHosts = hosts.map((file) => ({
        scope: file.namespace ?? '',
        mirrors: mirrorsOf(file)
            .filter(({ capabilities }) => capabilities.includes('resolve') && capabilities.includes('pull'))
            .map(({ url, at }) => ({ location: url, at })),
    }));
    const ofConfigs = (0,model/* documentsOf */.u)(documents, 'containerd-config').flatMap(configMirrors);
    return [...ofTables, ...ofHosts, ...ofConfigs].flatMap(({ scope, mirrors }) => {
        const [first] = mirrors;
        if (first === undefined)
            return [];
        const names = mirrors.map(({ location }) => (0,shown/* shown */.S)(location)).join(', ');
        return [tagMirror(scope, names, first.at), staleWins(scope, names, first.at)];
    });
}
/** Places spoken to without TLS or without looking at certificates; loopback is no network. */
function insecurePlaces({ tables, hosts, documents }) {
    const ofTables = tables.flatMap((table) => [
        ...(table.insecure ? [{ name: table.location || table.prefix, at: table.at }] : []),
        ...table.mirrors.filter(({ insecure }) => insecure).map(({ location, at }) => ({ name: location, at })),
    ]);
    const ofHosts = hosts.flatMap((file) => [...file.hosts, ...(file.server === null ? [] : [file.server])]
        .filter(({ scheme, skipVerify }) => skipVerify || scheme === 'http')
        .map(({ host, at }) => ({ name: host, at })));
    const ofConfigs = (0,model/* documentsOf */.u)(documents, 'containerd-config').flatMap(({ insecureHosts, mirrors }) => [
        ...insecureHosts.map(({ text, at }) => ({ name: text, at })),
        ...mirrors
            .flatMap(({ endpoints }) => endpoints)
            .filter(({ text }) => (0,host_url/* parseMirrorUrl */.ox)(text)?.scheme === 'http')
            .map(({ text, at }) => ({ name: (0,host_url/* parseMirrorUrl */.ox)(text)?.host ?? text, at })),
    ]);
    return [...ofTables, ...ofHosts, ...ofConfigs]
        .filter(({ name }) => !(0,reference/* isLoopbackHost */.cW)(name.split('/')[0] ?? ''))
        .map(({ name, at }) => (0,finding/* finding */.gk)('policy-insecure', {
        at,
        message: `${(0,shown/* shown */.S)(name)} is used without TLS, or whatever certificate it shows`,
        help: 'anybody on the way can answer for it; by tag they decide what runs. Give it a certificate that nodes trust',
    }));
}
/** Mirrors that a node may push to. */
function pushMirrors({ hosts }) {
    return hosts.flatMap((file) => mirrorsOf(file)
        .filter(({ capabilities }) => capabilities.includes('push'))
        .map(({ url, at }) => (0,finding/* finding */.gk)('policy-push-mirror', {
        at,
        message: `nodes may push to the mirror ${(0,shown/* shown */.S)(url)}`,
        help: 'write its capabilities without "push"; where none are written, all are meant',
    })));
}
/** Endpoints that are not the image's own registry. */
function mirrorsOf({ namespace, hosts, server }) {
    const all = server === null ? hosts : [...hosts, server];
    return all.filter(({ host }) => host !== (0,reference/* apiHost */.nz)(namespace ?? '') && host !== namespace);
}
function configMirrors({ mirrors, fate }) {
    if (fate !== 'used')
        return [];
    return mirrors.map(({ host, endpoints }) => ({
        scope: host,
        mirrors: endpoints
            .filter(({ text }) => (0,host_url/* parseMirrorUrl */.ox)(text)?.host !== host)
            .map(({ text, at }) => ({ location: text, at })),
    }));
}
function tagMirror(scope, names, at) {
    return (0,finding/* finding */.gk)('policy-tag-mirror', {
        at,
        message: `${names} decides what tags of ${(0,shown/* shown */.S)(scope)} mean`,
        help: 'whoever can write there, or edit this entry, chooses what runs under those tags; keep the scope narrow, ' +
            'or mirror digests alone',
    });
}
function staleWins(scope, names, at) {
    return (0,finding/* finding */.gk)('policy-stale-wins', {
        at,
        message: `for tags of ${(0,shown/* shown */.S)(scope)} the source is asked only after ${names}`,
        help: 'a mirror that is behind wins over a source that is up to date; pull by digest, or watch drift closely',
    });
}

// EXTERNAL MODULE: ./build/policy/lint/view.js
var lint_view = __webpack_require__(6484);
;// CONCATENATED MODULE: ./build/policy/lint/lint.js








const RULES = [
    tagMirrors,
    insecurePlaces,
    pushMirrors,
    orderLoops,
    blockedSources,
    blockedMirrors,
    selfMirrors,
    badRewrites,
    deadScopes,
    bareHubNames,
    shadowedScopes,
    uncoveredImages,
    unfilledPlaces,
];
/**
 * What is wrong with policies that can be read; faults of reading come from the readers. In the order of rules, each
 * finding once. Severities of the mirror manifest (`rules`, `accept`) are not applied here.
 */
function lintPolicies(documents, manifest = null) {
    const view = (0,lint_view/* viewOf */.d)(documents, manifest);
    const found = [...(0,effective_registries/* effectiveRegistries */.B)(documents).findings, ...RULES.flatMap((rule) => rule(view))];
    const unique = new Map(found.map((one) => [`${one.rule} ${one.at?.file}:${one.at?.line}:${one.at?.column} ${one.message}`, one]));
    return [...unique.values()];
}

// EXTERNAL MODULE: ./build/commands/policies/examined-files.js
var examined_files = __webpack_require__(2523);
// EXTERNAL MODULE: ./build/commands/policies/finish-policies.js
var finish_policies = __webpack_require__(802);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/commands/policies/disk-tree.js
var disk_tree = __webpack_require__(4622);
// EXTERNAL MODULE: ./build/commands/policies/file-tree.js
var file_tree = __webpack_require__(6767);
;// CONCATENATED MODULE: ./build/commands/policies/git-tree.js
/** The files of a commit, read through git's plumbing. */



const LIST_LIMIT_BYTES = 64 * 1024 * 1024;
/** Asked for in one go. */
const BATCH_BYTES = 32 * 1024 * 1024;
const MOST_LINKS = 5;
const LINK_LIMIT_BYTES = 4096;
/** Reads the list of all files at once. Throws MirrorError `input`, `too-large`. */
async function createGitTree(options) {
    const { git, commit, signal } = options;
    const listed = await git.run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], {
        limitBytes: LIST_LIMIT_BYTES,
        signal,
    });
    if (listed.code !== 0)
        throw gitError(`git cannot list the files of ${commit}`, listed.stderr);
    const entries = parseTree(new TextDecoder().decode(listed.stdout));
    const files = new CommitFiles(entries, options);
    return {
        list: async (folder, depth) => files.list(folder, depth),
        read: (paths, limit) => files.read(paths, limit),
    };
}
/** `what`, and what git said. */
function gitError(what, stderr) {
    const [first = ''] = stderr.split('\n');
    return new errors/* MirrorError */.En('input', first === '' ? what : `${what}: ${first}`, {
        fix: 'check the commit, or compare with a folder: --base DIR',
    });
}
/** `MODE TYPE OBJECT SIZE\tPATH\0`; modules and what is no file are left out. */
function parseTree(text) {
    const entries = text.split('\0').flatMap((line) => {
        const match = /^(\d{6}) blob ([0-9a-f]{40,64}) +(\d+)\t([\s\S]+)$/.exec(line);
        if (match === null)
            return [];
        const [, mode, object = '', size, path = ''] = match;
        return [[path, { path, kind: mode === '120000' ? 'link' : 'file', object, sizeBytes: Number(size) }]];
    });
    return new Map(entries);
}
class CommitFiles {
    #entries;
    #options;
    constructor(entries, options) {
        this.#entries = entries;
        this.#options = options;
    }
    list(folder, depth = file_tree/* DEEPEST */.FI) {
        const { prefix } = this.#options;
        const start = this.#fullPath(folder);
        if (start === null)
            return { files: [], strays: [], isCut: false };
        const below = start === '' ? '' : `${start}/`;
        const inside = [...this.#entries.keys()].filter((path) => path.startsWith(below));
        const files = inside.filter((path) => isLookedAt(path.slice(below.length), depth));
        return {
            files: files.slice(0, file_tree/* MOST_ENTRIES */.V0).map((path) => external_node_path_.posix.relative(prefix, path)),
            strays: [],
            isCut: files.length > file_tree/* MOST_ENTRIES */.V0,
        };
    }
    async read(paths, limitBytes) {
        const found = [];
        for (const batch of this.#batches(paths))
            found.push(...(await this.#readBatch(batch, limitBytes)));
        return found;
    }
    #batches(paths) {
        const batches = [];
        let room = 0;
        for (const path of paths) {
            const size = this.#entryOf(path)?.sizeBytes ?? 0;
            if (size > room) {
                batches.push([]);
                room = BATCH_BYTES;
            }
            batches.at(-1)?.push(path) ?? batches.push([path]);
            room -= size;
        }
        return batches;
    }
    async #readBatch(paths, limitBytes) {
        const wanted = await Promise.all(paths.map((path) => this.#resolveLink(path)));
        const objects = wanted.flatMap((entry) => entry === null || entry.sizeBytes > limitBytes ? [] : [entry.object]);
        const contents = objects.length === 0 ? new Map() : await this.#contentsOf([...new Set(objects)]);
        return paths.map((path, index) => readText(path, wanted[index] ?? null, { contents, limitBytes }));
    }
    async #contentsOf(objects) {
        const { git, signal } = this.#options;
        const answer = await git.run(['cat-file', '--batch'], {
            input: `${objects.join('\n')}\n`,
            limitBytes: 4 * BATCH_BYTES,
            signal,
        });
        if (answer.code !== 0)
            throw gitError('git cannot read the files of the base', answer.stderr);
        return parseBatch(answer.stdout);
    }
    /** Links in the commit to files in the commit; null where one leads elsewhere or nowhere. */
    async #resolveLink(path) {
        let entry = this.#entryOf(path);
        for (let left = MOST_LINKS; entry?.kind === 'link' && left > 0; left -= 1) {
            if (entry.sizeBytes > LINK_LIMIT_BYTES)
                return null;
            const target = (await this.#contentsOf([entry.object])).get(entry.object);
            if (target === undefined)
                return null;
            entry =
                this.#entries.get(external_node_path_.posix.join(external_node_path_.posix.dirname(entry.path), new TextDecoder().decode(target))) ?? null;
        }
        return entry?.kind === 'file' ? entry : null;
    }
    #entryOf(path) {
        const full = this.#fullPath(path);
        return full === null ? null : (this.#entries.get(full) ?? null);
    }
    /** From the top of the checkout, without a slash at its end; null outside of it. */
    #fullPath(path) {
        const full = external_node_path_.posix.join(this.#options.prefix, path).replace(/\/+$/, '').replace(/^\.$/, '');
        return full === '..' || full.startsWith('../') || path.startsWith('/') ? null : full;
    }
}
function isLookedAt(path, depth) {
    const folders = path.split('/').slice(0, -1);
    return folders.length <= Math.min(depth, file_tree/* DEEPEST */.FI) && !folders.some((folder) => file_tree/* SKIPPED_FOLDERS */.Ll.has(folder));
}
function readText(path, entry, { contents, limitBytes, }) {
    if (entry === null)
        return { path, kind: 'absent' };
    const failed = (why) => ({
        path,
        kind: 'failed',
        error: new errors/* MirrorError */.En('input', `cannot read ${path} of the base: ${why}`),
    });
    const bytes = contents.get(entry.object);
    if (entry.sizeBytes > limitBytes)
        return failed(`it is larger than ${limitBytes} bytes`);
    if (bytes === undefined)
        return failed('git does not have it');
    try {
        return { path, kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
    catch {
        return failed('it is not UTF-8 text');
    }
}
/** `OBJECT TYPE SIZE\nBYTES\n`, one after the other; what git lacks is left out. */
function parseBatch(bytes) {
    const contents = new Map();
    const newline = 0x0a;
    for (let at = 0; at < bytes.length;) {
        const end = bytes.indexOf(newline, at);
        if (end < 0)
            break;
        const match = /^([0-9a-f]{40,64}) blob (\d+)$/.exec(new TextDecoder().decode(bytes.subarray(at, end)));
        at = end + 1;
        if (match === null)
            continue;
        const [, object = '', size = '0'] = match;
        contents.set(object, bytes.subarray(at, at + Number(size)));
        at += Number(size) + 1;
    }
    return contents;
}

;// CONCATENATED MODULE: ./build/commands/policies/open-base.js
/** What a check is compared with: a folder, a commit, or in a pull request the merge base. */





const ANSWER_LIMIT_BYTES = 64 * 1024;
const FULL_HISTORY = 'give actions/checkout the line fetch-depth: 0, so that the merge base is there';
/** Null where nothing is to be compared. Throws MirrorError `usage` (a ref that is none), `input`. */
async function openBase(door) {
    const { base } = door.options;
    if (base !== null) {
        if ((await door.host.files.kindOf(base)) === 'directory')
            return openFolder(base, door);
        return openCommit(await commitOf(base, door), base, door);
    }
    if (!isPullRequest(door))
        return null;
    const target = `origin/${door.host.env.GITHUB_BASE_REF ?? ''}`;
    return openCommit(await mergeBase(target, door), `merge base with ${target}`, door);
}
function isPullRequest({ host }) {
    const event = host.run?.event ?? host.env.GITHUB_EVENT_NAME ?? '';
    return host.kind === 'action' && event.startsWith('pull_request');
}
/** A folder that may not be read would look like one that is empty. */
async function openFolder(folder, { host, options }) {
    const { files, workspace } = host;
    const allowed = workspace === null ? null : [workspace, ...options.allowPath];
    const real = await files.realPath(folder);
    const roots = await Promise.all((allowed ?? [folder]).map((path) => files.realPath(path)));
    if (!roots.some((root) => (0,disk_tree/* isInside */.FK)(real, root)))
        throw (0,disk_tree/* strayError */.WC)(folder);
    return { name: folder, tree: (0,disk_tree/* createDiskTree */.Wg)({ files, root: folder, allowed }) };
}
async function openCommit(commit, written, door) {
    const { host, signal } = door;
    const prefix = external_node_path_.posix.normalize(textOf(await ask(['rev-parse', '--show-prefix'], door)) || '.');
    const tree = await createGitTree({ git: host.git, commit, prefix: prefix === '.' ? '' : prefix, signal });
    return { name: `${written} (${commit.slice(0, 12)})`, tree };
}
/** The full name of a commit. */
async function commitOf(ref, door) {
    if (ref.startsWith('-')) {
        throw new errors/* MirrorError */.En('usage', `--base ${(0,shown/* shown */.S)(ref)} is neither a folder nor a commit`, {
            fix: 'name a folder, or a branch, tag or commit such as origin/main',
        });
    }
    await requireRepository(door);
    const answer = await ask(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], door);
    const commit = textOf(answer);
    if (answer.code === 0 && /^[0-9a-f]{40,64}$/.test(commit))
        return commit;
    throw new errors/* MirrorError */.En('input', `--base ${(0,shown/* shown */.S)(ref)} is neither a folder nor a commit of this repository`, {
        fix: (await isShallow(door))
            ? FULL_HISTORY
            : 'name a folder, or a branch, tag or commit such as origin/main',
    });
}
async function mergeBase(target, door) {
    await requireRepository(door);
    if (await isShallow(door)) {
        throw new errors/* MirrorError */.En('input', `this checkout is shallow, so that what the pull request changes cannot be told`, {
            fix: `${FULL_HISTORY}, or name something else to compare with: base`,
        });
    }
    const commit = await commitOf(`refs/remotes/${target}`, door);
    const answer = await ask(['merge-base', await commitOf('HEAD', door), commit], door);
    if (answer.code === 0)
        return textOf(answer);
    throw gitError(`there is no commit that this one and ${target} come from`, answer.stderr);
}
async function requireRepository(door) {
    const answer = await ask(['rev-parse', '--git-dir'], door);
    if (answer.code !== 0)
        throw gitError('there is no git repository to compare with', answer.stderr);
}
async function isShallow(door) {
    return textOf(await ask(['rev-parse', '--is-shallow-repository'], door)) === 'true';
}
function ask(args, { host, signal }) {
    return host.git.run(args, { limitBytes: ANSWER_LIMIT_BYTES, signal });
}
function textOf({ stdout }) {
    return new TextDecoder().decode(stdout).trim();
}

// EXTERNAL MODULE: ./build/commands/policies/policy-request.js
var policy_request = __webpack_require__(1746);
// EXTERNAL MODULE: ./build/commands/policies/read-policies.js + 1 modules
var read_policies = __webpack_require__(6523);
// EXTERNAL MODULE: ./build/commands/workspace-bounds.js
var workspace_bounds = __webpack_require__(8222);
;// CONCATENATED MODULE: ./build/commands/check.js
/** `check`: the mirror manifest, the lock and policy files, for a pull request. No network. */








/** Reports of the largest estates fit. */
const REPORT_LIMIT_BYTES = 256 * 1024 * 1024;
async function runCheck(door) {
    const tree = (0,policy_request/* workspaceTree */.OX)(door);
    const files = await (0,examined_files/* examineFiles */.xf)(door, tree, door.positionals);
    const request = requestOf(door, files);
    const policies = request === null ? read_policies/* NO_POLICIES */.f : await (0,policy_request/* readRequested */.LM)(request, tree);
    const base = await openBase(door);
    const isNothing = files.paths.length + policies.files.length + policies.findings.length === 0;
    if (isNothing && base === null)
        throw nothingToCheck(door);
    const head = { documents: policies.documents, files, request };
    const policyChanges = base === null ? null : await changesSince(base, head, door);
    return (0,finish_policies/* finishPolicies */.G)(door, 'check', {
        file: files.file,
        lock: files.lock,
        policies: policies.files,
        policyChanges,
        findings: [
            ...files.findings,
            ...(await (0,examined_files/* lintFiles */.ji)(files, door)),
            ...lintAll(policies, files),
            ...(await health(policies.documents, door)),
        ],
    });
}
async function changesSince(base, head, door) {
    const { compareWithBase } = await Promise.all(/* import() */[__webpack_require__.e(88), __webpack_require__.e(733)]).then(__webpack_require__.bind(__webpack_require__, 3733));
    return await compareWithBase(base, head, door);
}
/** Null where only the mirror manifest or the lock are named. */
function requestOf(door, files) {
    const named = door.positionals.filter((path) => !(0,examined_files/* isExamined */.AB)(path, files, door));
    const isAboutFilesOnly = door.positionals.length > 0 && named.length + door.options.policies.length === 0;
    return isAboutFilesOnly ? null : (0,policy_request/* policyRequest */.Yn)(door, named);
}
/** Where no policy was found at all, that images are covered by none is nothing to tell. */
function lintAll({ documents, findings }, { file }) {
    return [...findings, ...(documents.length === 0 ? [] : lintPolicies(documents, file))];
}
async function health(documents, { host, options }) {
    if (options.report === null)
        return [];
    const { unhealthyRows } = await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(855)]).then(__webpack_require__.bind(__webpack_require__, 2855));
    const { lintHealth } = await __webpack_require__.e(/* import() */ 651).then(__webpack_require__.bind(__webpack_require__, 2651));
    const text = await (0,workspace_bounds/* readUserText */.n)(options.report, REPORT_LIMIT_BYTES, { host, options });
    return lintHealth(documents, unhealthyRows(text, options.report));
}
function nothingToCheck({ host }) {
    return new errors/* MirrorError */.En('input', `there is nothing to check: neither a mirror manifest nor a policy file is in ${host.workingDirectory}`, { fix: 'name files, or globs with --policy' });
}


/***/ }),

/***/ 2269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J9: () => (/* binding */ findManifest),
/* harmony export */   Rr: () => (/* binding */ MANIFEST_NAMES),
/* harmony export */   dH: () => (/* binding */ FILE_LIMIT_BYTES)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Where the mirror manifest is, and how long it may be. */

/** Where a mirror manifest is looked for, in this order. */
const MANIFEST_NAMES = ['mirror.yaml', 'mirror.yml', '.github/mirror.yaml'];
/** A mirror manifest or lock: hundreds of thousands of images fit. */
const FILE_LIMIT_BYTES = 32 * 1024 * 1024;
/** Throws MirrorError `input` where there is none. */
async function findManifest(host) {
    for (const name of MANIFEST_NAMES)
        if (await host.files.exists(name))
            return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', `there is no mirror manifest: none of ${MANIFEST_NAMES.join(', ')} is in ${host.workingDirectory}`, {
        fix: 'name it with --manifest, or make one with init',
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

/***/ 8064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ globMatches),
/* harmony export */   p: () => (/* binding */ runFacts)
/* harmony export */ });
/* harmony import */ var _files_glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4152);
/* harmony import */ var _mirror_selection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6656);
/** What every report is made with. */


function runFacts({ host, startedAtMs, version }, command) {
    return { command, startedAtMs, endedAtMs: host.clock.now(), version, run: host.run };
}
/** Whether an `accept` glob covers a canonical reference; the tag is what follows the last colon after the last slash. */
function globMatches(glob, reference) {
    const compiled = (0,_files_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .compileGlob */ .S)(glob);
    if (!compiled.ok)
        return false;
    const name = reference.split('@', 1)[0] ?? reference;
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    const [repository, tag] = colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
    return (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_1__/* .globMatchesImage */ .fl)(compiled.value, repository, tag);
}


/***/ }),

/***/ 1502:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The word that was probably meant. */
const LONGEST_WORD = 64;
/** The candidate nearest to `word` by edit distance (case ignored), or null when none is near enough to be a slip. */
function nearest(word, candidates) {
    if (word.length > LONGEST_WORD)
        return null;
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best = null;
    let bestDistance = limit + 1;
    for (const candidate of candidates) {
        const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
        if (distance < bestDistance)
            [best, bestDistance] = [candidate, distance];
    }
    return best;
}
/** Help for a word that is none of `candidates`: the nearest one, else all of them. */
function suggestion(word, candidates) {
    const near = nearest(word, candidates);
    return near === null ? `use one of ${candidates.join(', ')}` : `did you mean ${near}?`;
}
function editDistance(from, to) {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
            current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[to.length] ?? 0;
}


/***/ }),

/***/ 6895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ parseYaml),
  b: () => (/* binding */ parseYamlStream)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
;// CONCATENATED MODULE: ./build/files/yaml-values.js
/** YAML nodes as plain data: aliases within bounds, each key once, nothing that reaches a prototype. */


const MAX_DEPTH = 32;
/** How many values all aliases together may stand for. */
const MAX_ALIASED_VALUES = 200_000;
/** Turns nodes into plain data and remembers what each alias stands for. */
class Conversion {
    faults = [];
    #place;
    #anchors = new Map();
    #aliased = new Map();
    #open = new Set();
    #aliasDepth = 0;
    #aliasedValues = 0;
    constructor(place) {
        this.#place = place;
    }
    fault(offset, message, help) {
        this.faults.push({ at: this.#place(offset), message, help });
    }
    /** Whether the aliases stand for more than this reader takes; the value is then not whole. */
    get exhausted() {
        return this.#aliasedValues > MAX_ALIASED_VALUES;
    }
    /** What an alias stands for; the node itself when it is none. */
    resolve(node) {
        return (0,dist/* isAlias */.Vj)(node) ? this.#aliased.get(node) : node;
    }
    toValue(node, depth) {
        if (this.#aliasDepth > 0)
            this.#aliasedValues += 1;
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#aliasValue(node, depth);
        if ((0,dist/* isScalar */.jn)(node)) {
            this.#remember(node);
            return node.value;
        }
        if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node))
            return null;
        if (depth > MAX_DEPTH) {
            this.fault(startOf(node), `nested deeper than ${MAX_DEPTH} levels`, 'no part of this file needs such depth');
            return null;
        }
        this.#remember(node);
        this.#open.add(node);
        const value = (0,dist/* isMap */.jh)(node)
            ? this.#mapValue(node, depth)
            : node.items.map((item) => this.toValue(item, depth + 1));
        this.#open.delete(node);
        return value;
    }
    #aliasValue(alias, depth) {
        const target = this.#targetOf(alias);
        if (target === null || this.exhausted)
            return null;
        this.#aliasDepth += 1;
        const value = this.toValue(target, depth);
        this.#aliasDepth -= 1;
        if (this.exhausted && this.#aliasDepth === 0) {
            this.fault(startOf(alias), 'the aliases of this file stand for too many values', 'write the values out');
        }
        return value;
    }
    /** The anchor that came last before the alias, as YAML wants it. */
    #targetOf(alias) {
        const known = this.#aliased.get(alias);
        if (known !== undefined)
            return known;
        const target = this.#anchors.get(alias.source) ?? null;
        const usable = target !== null && !this.#open.has(target) ? target : null;
        if (target === null)
            this.fault(startOf(alias), `there is no anchor &${alias.source} before this alias`, 'define it above');
        else if (usable === null)
            this.fault(startOf(alias), `the alias *${alias.source} stands inside its own anchor`, 'write the values out');
        this.#aliased.set(alias, usable);
        return usable;
    }
    #remember(node) {
        if (node.anchor !== undefined && this.#aliasDepth === 0)
            this.#anchors.set(node.anchor, node);
    }
    #mapValue(map, depth) {
        const value = {};
        const lines = new Map();
        for (const pair of map.items) {
            const key = keyText(pair.key);
            const offset = startOf(pair.key);
            const content = this.toValue(pair.value, depth + 1);
            const first = lines.get(key);
            if (first !== undefined) {
                this.fault(offset, `key ${(0,shown/* shown */.S)(key)} is given twice; first in line ${first}`, 'keep one of the two');
            }
            else if (key === '__proto__' || key === '<<') {
                this.fault(offset, `key ${(0,shown/* shown */.S)(key)} is not allowed`, key === '<<' ? 'merge keys are not YAML 1.2; write the keys out' : 'remove it');
            }
            else
                value[key] = content;
            if (first === undefined)
                lines.set(key, this.#place(offset).line);
        }
        return value;
    }
}
function keyText(key) {
    return (0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key);
}
function startOf(node) {
    const range = node?.range;
    return range?.[0] ?? 0;
}

;// CONCATENATED MODULE: ./build/files/yaml-document.js
/**
 * YAML text as plain data in which every value and every key can be found again. YAML 1.2 core schema, string keys
 * only, no merge keys, no unknown tags; aliases within bounds.
 */


const MAX_SYNTAX_FAULTS = 20;
const PARSING = {
    prettyErrors: false,
    uniqueKeys: false, // checked by Conversion: the library's own check takes quadratic time
    stringKeys: true,
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
};
/** Reads `text`; `file` is only named in positions. Never throws. */
function parseYaml(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(withoutMark(text), { ...PARSING, lineCounter });
    return readDocument(document, placeFinder(lineCounter, file));
}
/** Reads every document of a stream that `---` divides; none for an empty text. JSON is YAML. Never throws. */
function parseYamlStream(text, file) {
    const lineCounter = new dist/* LineCounter */.HN();
    const documents = (0,dist/* parseAllDocuments */.hR)(withoutMark(text), { ...PARSING, lineCounter });
    const place = placeFinder(lineCounter, file);
    return [...documents].map((document) => readDocument(document, place));
}
function withoutMark(text) {
    return text.replace(/^\uFEFF/, '');
}
function placeFinder(lineCounter, file) {
    return (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
}
function readDocument(document, place) {
    if (document.errors.length > 0)
        return { document: null, faults: syntaxFaults(document, place) };
    const conversion = new Conversion(place);
    for (const warning of document.warnings) {
        conversion.fault(warning.pos[0], warning.message, 'use plain YAML 1.2 without tags of other programs');
    }
    const value = conversion.toValue(document.contents, 0);
    if (conversion.exhausted)
        return { document: null, faults: conversion.faults };
    return { document: locate(document.contents, value, { conversion, place }), faults: conversion.faults };
}
const SEVERAL_DOCUMENTS = {
    message: 'a second YAML document begins here, and one is read',
    help: 'keep one document, and take out the line ---',
};
function syntaxFault(message) {
    return {
        message: `not valid YAML: ${message}`,
        help: 'mend the YAML syntax here; faults of content are told after that',
    };
}
function syntaxFaults(document, place) {
    return document.errors.slice(0, MAX_SYNTAX_FAULTS).map((error) => ({
        at: place(error.pos[0]),
        ...(error.code === 'MULTIPLE_DOCS' ? SEVERAL_DOCUMENTS : syntaxFault(error.message)),
    }));
}
function locate(root, value, { conversion, place }) {
    const pairOf = pairFinder();
    const child = (parent, key) => {
        const node = conversion.resolve(parent);
        if ((0,dist/* isSeq */.oP)(node))
            return node.items[Number(key)];
        return (0,dist/* isMap */.jh)(node) ? pairOf(node, key)?.value : undefined;
    };
    const nodeAt = (path) => path.reduce(child, root);
    const nearestNode = (path) => {
        let node = root;
        for (const key of path) {
            const next = child(node, key);
            if (next === undefined || next === null)
                break;
            node = next;
        }
        return node;
    };
    return {
        value,
        positionOf: (path) => place(startOf(nearestNode(path))),
        has: (path) => nodeAt(path) !== undefined,
        keyPositionOf: (path, key) => {
            const map = conversion.resolve(nodeAt(path));
            return place(startOf(((0,dist/* isMap */.jh)(map) ? pairOf(map, key)?.key : undefined) ?? nearestNode(path)));
        },
        writtenAt: (path) => {
            const node = conversion.resolve(nodeAt(path));
            return (0,dist/* isScalar */.jn)(node) ? (node.source ?? String(node.value)) : null;
        },
    };
}
/** Finds pairs by key; large mappings are asked for many keys, so each is indexed once. The first of equal keys counts. */
function pairFinder() {
    const indexes = new WeakMap();
    return (map, key) => {
        const known = indexes.get(map);
        const index = known ?? new Map(map.items.toReversed().map((pair) => [keyText(pair.key), pair]));
        if (known === undefined)
            indexes.set(map, index);
        return index.get(String(key));
    };
}


/***/ }),

/***/ 6656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FB: () => (/* binding */ isMirrorSelected),
/* harmony export */   Mk: () => (/* binding */ mirrorsOf),
/* harmony export */   Pq: () => (/* binding */ isImageSelected),
/* harmony export */   XY: () => (/* binding */ maySelectTagOf),
/* harmony export */   fl: () => (/* binding */ globMatchesImage)
/* harmony export */ });
function isMirrorSelected(name, selection) {
    return selection.mirrors.length === 0 || selection.mirrors.includes(name);
}
/** The mirrors of an image that a run is about, in the manifest's order. */
function mirrorsOf({ mirrors }, { file, selection }) {
    return file.mirrors.filter(({ name, state }) => state !== 'retired' && mirrors.includes(name) && isMirrorSelected(name, selection));
}
/** `repository` is canonical, `docker.io/library/redis`; a glob may match it with or without the tag. */
function isImageSelected(repository, tag, selection) {
    return (selection.images.length === 0 || selection.images.some((glob) => globMatchesImage(glob, repository, tag)));
}
/** Whether some tag of `repository` may be selected; false only where none can be, so that its tags need not be listed. */
function maySelectTagOf(repository, { images }) {
    if (images.length === 0)
        return true;
    return images.some((glob) => {
        const start = /^[^*?]*/.exec(glob.source)?.[0] ?? '';
        const length = Math.min(start.length, repository.length + 1);
        return glob.matches(repository) || start.slice(0, length) === `${repository}:`.slice(0, length);
    });
}
function globMatchesImage(glob, repository, tag) {
    return glob.matches(repository) || (tag !== null && glob.matches(`${repository}:${tag}`));
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


/***/ }),

/***/ 6484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ viewOf)
/* harmony export */ });
/* harmony import */ var _effective_registries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9916);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1816);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5326);



function viewOf(documents, manifest) {
    const { tables } = (0,_effective_registries_js__WEBPACK_IMPORTED_MODULE_0__/* .effectiveRegistries */ .B)(documents, { asIfApplied: true });
    return {
        documents,
        manifest,
        merged: (0,_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeMirrorSets */ .T)((0,_model_js__WEBPACK_IMPORTED_MODULE_2__/* .documentsOf */ .u)(documents, 'mirror-set')),
        tables: tables ?? [],
        speaksToCrio: tables !== null,
        hosts: (0,_model_js__WEBPACK_IMPORTED_MODULE_2__/* .documentsOf */ .u)(documents, 'hosts.toml').filter(({ fate }) => fate === 'used'),
    };
}


/***/ })

};
