export const id = 189;
export const ids = [189];
export const modules = {

/***/ 802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ finishPolicies)
/* harmony export */ });
/* harmony import */ var _report_judge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8112);
/* harmony import */ var _report_policies_assemble_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3040);
/* harmony import */ var _run_facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8064);
/** How commands about files end: the report and the exit code. */



function finishPolicies(door, command, result) {
    const report = (0,_report_policies_assemble_js__WEBPACK_IMPORTED_MODULE_1__/* .assemblePolicyReport */ .j)((0,_run_facts_js__WEBPACK_IMPORTED_MODULE_2__/* .runFacts */ .p)(door, command), { ...result, matches: _run_facts_js__WEBPACK_IMPORTED_MODULE_2__/* .globMatches */ .m });
    return { report, exitCode: (0,_report_judge_js__WEBPACK_IMPORTED_MODULE_0__/* .failsOn */ .Hu)(report, door.options.failOn) ? 1 : 0 };
}


/***/ }),

/***/ 1746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LM: () => (/* binding */ readRequested),
/* harmony export */   MP: () => (/* binding */ pathFromHere),
/* harmony export */   OX: () => (/* binding */ workspaceTree),
/* harmony export */   Yn: () => (/* binding */ policyRequest)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9473);
/* harmony import */ var _disk_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4622);
/* harmony import */ var _read_policies_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6523);
/** What the command line asks to read: files, globs, and the tree that both are looked for in. */




/** `files` are named without an option; the globs are those of `--policy`. */
function policyRequest(door, files) {
    return {
        files: files.map((path) => pathFromHere(path, door)),
        globs: door.options.policies,
    };
}
/** Throws MirrorError `input` naming the globs that match nothing. */
async function readRequested(request, tree) {
    const policies = await (0,_read_policies_js__WEBPACK_IMPORTED_MODULE_3__/* .readPolicies */ .h)(request, tree);
    if (policies.idle.length === 0)
        return policies;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .MirrorError */ .En('input', `--policy ${policies.idle.join(', ')} matches no file`, {
        fix: 'a glob is matched against paths from the working directory, such as deploy/**/*.yaml; * stops at /, ** does not',
    });
}
/** The working directory; in the Action nothing outside of the workspace and the folders of `--allow-path` is read. */
function workspaceTree(door) {
    const { host, options } = door;
    const allowed = host.workspace === null ? null : [host.workspace, ...options.allowPath];
    // a base that lies in the workspace is not what is checked
    const skipped = options.base === null ? null : pathFromHere(options.base, door);
    return (0,_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .createDiskTree */ .Wg)({ files: host.files, root: '', allowed, skipped });
}
/** Relative to the working directory where it lies in it, with `/`. */
function pathFromHere(path, { host }) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(host.workingDirectory, path);
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path) && !(0,_disk_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .isInside */ .FK)(absolute, host.workingDirectory))
        return path;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(host.workingDirectory, absolute).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep).join('/');
}


/***/ }),

/***/ 6523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ NO_POLICIES),
  h: () => (/* binding */ readPolicies)
});

// EXTERNAL MODULE: ./build/oci/digest.js
var digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/policy/read-policy.js + 14 modules
var read_policy = __webpack_require__(6261);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/commands/policies/disk-tree.js
var disk_tree = __webpack_require__(4622);
;// CONCATENATED MODULE: ./build/commands/policies/find-policies.js
/** Which files are policies: those that are named, those that globs match, or else what a walk through the workspace finds. */




/** More than a policy of the greatest length has in UTF-8, so that the reader of policies can tell what is too long. */
const FILE_LIMIT_BYTES = 4 * read_policy/* LONGEST_POLICY */.gp;
/** Files of a walk that are in memory at once. */
const CHUNK = 64;
const READABLE = /\.(?:ya?ml|json|toml|conf)$/i;
/** Names that only policies have. */
const SURELY_POLICY = /(?:^|\/)(?:hosts\.toml|registries\.conf(?:\.d\/[^/]*\.conf)?)$/;
/** With neither files nor globs the whole tree is looked through for policies. */
async function findPolicies(request, tree) {
    if (request.files.length + request.globs.length === 0)
        return lookThrough(tree);
    const matched = await matchGlobs(request.globs, tree);
    const paths = [...new Set([...request.files, ...matched.paths])];
    const isMatched = new Set(matched.paths);
    const read = await tree.read(paths, FILE_LIMIT_BYTES);
    const isGone = (one) => one.kind === 'absent' && isMatched.has(one.path);
    return {
        texts: read.flatMap((one) => (one.kind === 'read' ? [one] : [])),
        findings: [
            ...read.filter((one) => !isGone(one)).flatMap(unreadable),
            ...matched.strays.map((path) => unreadableFile(path, (0,disk_tree/* strayError */.WC)(path))),
            ...(matched.isCut ? [cutShort()] : []),
        ],
        idle: matched.idle,
    };
}
async function matchGlobs(globs, tree) {
    const matched = { paths: [], strays: [], idle: [], isCut: false };
    const listings = new Map();
    for (const glob of globs) {
        const { folder, depth } = reachOf(glob.source);
        const key = `${depth} ${folder}`;
        const listing = listings.get(key) ?? (await listingFor(glob.source, tree));
        listings.set(key, listing);
        const paths = listing.files.filter((path) => glob.matches(path));
        const strays = listing.strays.filter((path) => glob.matches(path));
        if (paths.length + strays.length === 0)
            matched.idle.push(glob.written);
        matched.paths.push(...paths);
        matched.strays.push(...strays);
        matched.isCut ||= listing.isCut;
    }
    return { ...matched, strays: [...new Set(matched.strays)] };
}
/** A glob without a wildcard is looked at, and nothing else is. */
async function listingFor(glob, tree) {
    const { folder, depth } = reachOf(glob);
    if (depth !== null)
        return tree.list(folder, depth);
    const [read] = await tree.read([folder], FILE_LIMIT_BYTES);
    return { files: read?.kind === 'absent' ? [] : [folder], strays: [], isCut: false };
}
/** The folder that everything a glob can match lies in, and how deep below it; null: the path of one file. */
function reachOf(glob) {
    const path = glob.replace(/^(?:\.\/+)+/, '');
    const plain = /^[^*?]*/.exec(path)?.[0] ?? '';
    if (plain === path)
        return { folder: path, depth: null };
    const slash = plain.lastIndexOf('/');
    const folder = slash < 0 ? '' : plain.slice(0, Math.max(slash, 1));
    const rest = path.slice(slash + 1);
    return { folder, depth: rest.includes('**') ? Number.POSITIVE_INFINITY : rest.split('/').length - 1 };
}
async function lookThrough(tree) {
    const { files, strays, isCut } = await tree.list('');
    const candidates = files.filter((path) => READABLE.test(path));
    const texts = [];
    const findings = isCut ? [cutShort()] : [];
    for (let at = 0; at < candidates.length; at += CHUNK) {
        for (const one of await tree.read(candidates.slice(at, at + CHUNK), FILE_LIMIT_BYTES)) {
            if (one.kind === 'read' && (0,read_policy/* looksLikePolicy */.QC)(one.text, one.path))
                texts.push(one);
            else if (SURELY_POLICY.test(one.path))
                findings.push(...unreadable(one));
        }
    }
    const lost = strays.filter((path) => SURELY_POLICY.test(path));
    return {
        texts,
        findings: [...findings, ...lost.map((path) => unreadableFile(path, (0,disk_tree/* strayError */.WC)(path)))],
        idle: [],
    };
}
function unreadable(one) {
    if (one.kind === 'read')
        return [];
    if (one.kind === 'failed')
        return [unreadableFile(one.path, one.error)];
    return [
        unreadableFile(one.path, {
            message: `cannot read ${one.path}: there is no such file`,
            fix: 'check the path',
        }),
    ];
}
function unreadableFile(path, { message, fix = 'check the file' }) {
    return (0,finding/* finding */.gk)('policy-invalid', {
        at: { file: external_node_path_.posix.normalize(path), line: 1, column: 1 },
        message,
        help: fix,
    });
}
function cutShort() {
    return (0,finding/* finding */.gk)('policy-ignored', {
        message: 'there are too many files, or folders within folders, to look at all of them: policies may be among the rest',
        help: 'name the policies with --policy, or their folder at the beginning of the glob',
    });
}

;// CONCATENATED MODULE: ./build/commands/policies/read-policies.js



const NO_POLICIES = { documents: [], findings: [], files: [], idle: [] };
async function readPolicies(request, tree) {
    const { texts, findings, idle } = await findPolicies(request, tree);
    const read = texts.map(({ path, text }) => (0,read_policy/* readPolicy */.T4)(text, path));
    return {
        documents: read.flatMap(({ documents }) => documents),
        findings: [...findings, ...read.flatMap((one) => one.findings)],
        files: texts.map(({ path, text }) => ({ path, sha256: (0,digest/* digestHex */.sU)((0,digest/* digestOf */.ol)(Buffer.from(text))) })),
        idle,
    };
}


/***/ }),

/***/ 6261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gp: () => (/* binding */ LONGEST_POLICY),
  QC: () => (/* binding */ looksLikePolicy),
  T4: () => (/* binding */ readPolicy)
});

// EXTERNAL MODULE: ./build/files/suggest.js
var suggest = __webpack_require__(1502);
;// CONCATENATED MODULE: ./build/policy/openshift-kinds.js
const POLICY_KEYS = ['source', 'mirrors', 'mirrorSourcePolicy'];
const TAGS_KEYS = ['source', 'mirrors', 'allowMirrorByTags'];
const MIRROR_SET_KINDS = [
    {
        kind: 'ImageDigestMirrorSet',
        apiVersion: 'config.openshift.io/v1',
        lists: [{ key: 'imageDigestMirrors', pulls: 'digest', entryKeys: POLICY_KEYS }],
        whenInvalid: 'refused',
        whenValid: 'used',
    },
    {
        kind: 'ImageTagMirrorSet',
        apiVersion: 'config.openshift.io/v1',
        lists: [{ key: 'imageTagMirrors', pulls: 'tag', entryKeys: POLICY_KEYS }],
        whenInvalid: 'refused',
        whenValid: 'used',
    },
    {
        kind: 'ImageContentSourcePolicy',
        apiVersion: 'operator.openshift.io/v1alpha1',
        lists: [
            { key: 'repositoryDigestMirrors', pulls: 'digest', entryKeys: ['source', 'mirrors'] },
            { key: 'repositoryMirrors', pulls: 'digest', entryKeys: TAGS_KEYS, isProposed: true },
        ],
        // The API server has no patterns for it; the operator finds out, and then renders nothing at all.
        whenInvalid: 'blocks-all',
        whenValid: 'used',
    },
    {
        kind: 'ImageContentPolicy',
        apiVersion: 'config.openshift.io/v1',
        lists: [
            { key: 'repositoryDigestMirrors', pulls: 'digest', entryKeys: TAGS_KEYS },
            { key: 'repositoryMirrors', pulls: 'digest', entryKeys: TAGS_KEYS, isProposed: true },
        ],
        whenInvalid: 'ignored',
        whenValid: 'ignored',
    },
];
const IMAGE_CONFIG = { kind: 'Image', apiVersion: 'config.openshift.io/v1' };
const POLICY_KINDS = [
    ...MIRROR_SET_KINDS.map(({ kind }) => kind),
    IMAGE_CONFIG.kind,
];

// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(474);
;// CONCATENATED MODULE: ./build/policy/policy-node.js
/** Walks the plain data of a policy file: only own keys, every value with its place, every fault kept. */




/** A file with more faults than this has one cause, which is among them. */
const MOST_FAULTS = 500;
/** The faults of one file. */
class Faults {
    #findings = new Map();
    tell(rule, at, { message, help, severity }) {
        const told = (0,finding/* finding */.gk)(rule, {
            at,
            message: (0,visible/* makeVisible */.Xm)(message),
            help: (0,visible/* makeVisible */.Xm)(help),
            ...(severity === undefined ? {} : { severity }),
        });
        const key = `${rule} ${at.line}:${at.column} ${told.message}`;
        if (this.#findings.size < MOST_FAULTS && !this.#findings.has(key))
            this.#findings.set(key, told);
    }
    has(...rules) {
        return [...this.#findings.values()].some(({ rule }) => rules.includes(rule));
    }
    /** In the order of the text, each once. */
    findings() {
        return [...this.#findings.values()].sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));
    }
}
class PolicyNode {
    path;
    value;
    context;
    constructor(context, path = [], value = context.document.value) {
        this.context = context;
        this.path = path;
        this.value = value;
    }
    get at() {
        return this.context.document.positionOf(this.path);
    }
    /** The value below `key`; null where it is not written or written empty (null). */
    child(key) {
        if (!isMapping(this.value))
            return null;
        const written = this.#writtenKey(key);
        const value = written === null ? null : this.value[written];
        return value === null || value === undefined || written === null
            ? null
            : new PolicyNode(this.context, [...this.path, written], value);
    }
    descend(...keys) {
        return keys.reduce((node, key) => node?.child(key) ?? null, this);
    }
    keys() {
        return isMapping(this.value) ? Object.keys(this.value) : [];
    }
    keyPosition(key) {
        return this.context.document.keyPositionOf(this.path, key);
    }
    /** The name of this value for people: `spec.imageDigestMirrors[0]`. */
    get name() {
        return this.path.reduce((text, key) => {
            if (typeof key === 'number')
                return `${text}[${key}]`;
            const part = /^[\w.-]+$/.test(key) ? key : (0,shown/* shown */.S)(key);
            return text === '' ? part : `${text}.${part}`;
        }, '');
    }
    /** A fault for which the reader refuses the whole document. */
    refuse(message, help, at = this.at) {
        this.context.isRefused = true;
        this.context.faults.tell('policy-invalid', at, { message, help: `${help}; ${this.context.consequence}` });
    }
    asMapping() {
        return isMapping(this.value) ? this : this.#wrongType('a mapping');
    }
    asList() {
        if (!Array.isArray(this.value))
            return this.#wrongType('a list');
        return this.value.map((value, index) => new PolicyNode(this.context, [...this.path, index], value));
    }
    asText() {
        return typeof this.value === 'string' ? this.value : this.#wrongType('a string');
    }
    asPlaced() {
        const text = this.asText();
        return text === null ? null : { text, at: this.at };
    }
    asBoolean() {
        return typeof this.value === 'boolean' ? this.value : this.#wrongType('true or false');
    }
    /** The strings of a list; what is no string is told and left out. */
    asTexts() {
        return (this.asList() ?? []).flatMap((item) => item.asPlaced() ?? []);
    }
    /** Tells keys that the reader drops without a word. */
    tellUnknownKeys(known, { severity, help } = {}) {
        for (const key of this.keys()) {
            if (known.includes(key) || this.#isFolded(key, known))
                continue;
            const inside = this.name === '' ? '' : ` in ${this.name}`;
            this.context.faults.tell('policy-unknown-key', this.keyPosition(key), {
                message: `key ${(0,shown/* shown */.S)(key)}${inside} is unknown and dropped without a word`,
                help: help ?? (0,suggest/* suggestion */.h)(key, known),
                ...(severity === undefined ? {} : { severity }),
            });
        }
    }
    #writtenKey(key) {
        if (!isMapping(this.value))
            return null;
        if (Object.hasOwn(this.value, key))
            return key;
        if (this.context.foldsCase !== true)
            return null;
        return Object.keys(this.value).find((other) => other.toLowerCase() === key) ?? null;
    }
    #isFolded(key, known) {
        const exact = key.toLowerCase();
        return this.context.foldsCase === true && known.includes(exact) && this.#writtenKey(exact) === key;
    }
    #wrongType(wanted) {
        this.refuse(`${this.name} is ${kindOf(this.value)} where ${wanted} is expected`, `write ${wanted} here`);
        return null;
    }
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
function kindOf(value) {
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return value instanceof Date ? 'a date' : 'a mapping';
    return typeof value === 'string' ? `the string ${(0,shown/* shown */.S)(value)}` : `the ${typeof value} ${String(value)}`;
}

// EXTERNAL MODULE: ./build/policy/host-url.js
var host_url = __webpack_require__(4233);
;// CONCATENATED MODULE: ./build/policy/read-containerd-config.js
/** Reads the deprecated `registry` section of containerd's own configuration. */


/** Plugin names by version of the configuration: 1, 2, 3. */
const PLUGINS = ['cri', 'io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'];
const CONTAINERD_CONSEQUENCE = 'containerd does not start with this file';
/** Whether `root` is a configuration of containerd with a registry section. */
function hasRegistrySection(root) {
    return sectionOf(root) !== null;
}
function readContainerdConfig(root, path) {
    const section = sectionOf(root)?.asMapping() ?? null;
    const configPath = section?.child('config_path')?.asPlaced() ?? null;
    const mirrors = readMirrors(section?.child('mirrors') ?? null);
    const hasConfigPath = configPath !== null && configPath.text !== '';
    if (hasConfigPath && mirrors.length > 0) {
        section?.child('mirrors')?.refuse('mirrors stand beside config_path', 'move them into hosts.toml files');
    }
    return {
        format: 'containerd-config',
        file: path,
        configPath: hasConfigPath ? configPath : null,
        mirrors,
        insecureHosts: readInsecureHosts(section?.child('configs') ?? null),
        fate: root.context.isRefused ? 'refused' : 'used',
        at: section?.at ?? root.at,
    };
}
function sectionOf(root) {
    for (const plugin of PLUGINS) {
        const section = root.descend('plugins', plugin, 'registry');
        if (section !== null)
            return section;
    }
    return null;
}
function readMirrors(node) {
    const table = node?.asMapping() ?? null;
    if (table === null)
        return [];
    const hosts = table.keys();
    if (hosts.length > 0) {
        table.context.faults.tell('policy-deprecated', table.at, {
            message: 'registry.mirrors is deprecated since containerd 1.5 and leaves it in a coming release',
            help: 'set config_path and move the mirrors into HOST/hosts.toml',
        });
    }
    return hosts.flatMap((host) => {
        const entry = table.child(host)?.asMapping() ?? null;
        if (entry === null)
            return [];
        entry.tellUnknownKeys(['endpoint', 'rewrite']);
        return [{ host, endpoints: readEndpoints(entry.child('endpoint')), at: entry.at }];
    });
}
function readEndpoints(node) {
    const endpoints = node?.asTexts() ?? [];
    for (const { text, at } of endpoints) {
        if ((0,host_url/* parseMirrorUrl */.ox)(text) !== null)
            continue;
        node?.context.faults.tell('policy-invalid', at, {
            message: `${(0,shown/* shown */.S)(text)} is no address that containerd can use`,
            help: 'write http:// or https:// and host[:port]; no pull through this entry works',
        });
    }
    return endpoints;
}
function readInsecureHosts(node) {
    const table = node?.asMapping() ?? null;
    return (table?.keys() ?? []).flatMap((host) => {
        const flag = table?.descend(host, 'tls', 'insecure_skip_verify') ?? null;
        return flag?.asBoolean() === true ? [{ text: host, at: flag.at }] : [];
    });
}

// EXTERNAL MODULE: ./build/policy/hosts-folder.js
var hosts_folder = __webpack_require__(4309);
;// CONCATENATED MODULE: ./build/policy/read-hosts-toml.js
/** Reads one `hosts.toml` of containerd (`config_path`). Whatever containerd cannot parse opens the way to the upstream. */




const CAPABILITIES = ['pull', 'resolve', 'push', 'referrers'];
const ENDPOINT_KEYS = [
    'capabilities',
    'ca',
    'client',
    'skip_verify',
    'header',
    'override_path',
    'dial_timeout',
];
const HOSTS_CONSEQUENCE = 'containerd logs it, drops every mirror of this file, and pulls from the upstream';
/** The file at `root`. The order of mirrors is that of the `[host."…"]` lines. */
function readHostsToml(root, document, path) {
    const folder = (0,hosts_folder/* readHostsFolder */.m)(path, root);
    root.tellUnknownKeys(['server', 'host', ...ENDPOINT_KEYS]);
    const headers = hostHeaders(document.headers);
    tellTablesThatDoNotCount(root, headers);
    const hosts = headers.flatMap(({ name }) => readHost(root, name) ?? []);
    const server = readServer(root);
    return {
        format: 'hosts.toml',
        file: path,
        ...folder,
        server,
        hosts,
        fate: fateOf(root, folder.namespace),
        at: { ...root.at, line: 1, column: 1 },
    };
}
function fateOf({ context }, namespace) {
    if (namespace === null)
        return 'ignored';
    return context.isRefused ? 'opens' : 'used';
}
/** One per run of lines of the same host: a host whose tables stand apart is tried once for each run. */
function hostHeaders(headers) {
    const found = [];
    for (const header of headers) {
        const [table, name] = header.path;
        if (table !== 'host' || name === undefined)
            continue;
        if (found.at(-1)?.name !== String(name))
            found.push({ name: String(name), header });
    }
    return found;
}
/** containerd takes the order from the table lines; hosts that have none are not seen at all. */
function tellTablesThatDoNotCount(root, headers) {
    const hosts = root.child('host')?.asMapping() ?? null;
    const counted = new Map();
    for (const { name, header } of headers) {
        const first = counted.get(name);
        if (first === undefined)
            counted.set(name, header.at.line);
        else {
            root.context.faults.tell('policy-no-effect', header.at, {
                message: `the tables of host ${(0,shown/* shown */.S)(name)} stand apart (line ${first} and here); it is tried twice`,
                help: 'put the tables of one host together',
            });
        }
    }
    for (const name of hosts?.keys() ?? []) {
        if (counted.has(name))
            continue;
        root.context.faults.tell('policy-no-effect', hosts?.keyPosition(name) ?? root.at, {
            message: `host ${(0,shown/* shown */.S)(name)} has no [host."…"] line of its own and is passed over without a word`,
            help: `write [host.${(0,shown/* shown */.S)(name)}] and its keys below it`,
        });
    }
}
function readHost(root, name) {
    const table = root.descend('host', name)?.asMapping() ?? null;
    if (table === null)
        return null;
    table.tellUnknownKeys(ENDPOINT_KEYS);
    return readEndpoint(table, name, table);
}
/** The last endpoint, with the keys at the top of the file; null where the image's own host is the last one. */
function readServer(root) {
    const node = root.child('server');
    const text = node?.asText() ?? '';
    if (text !== '' && node !== null)
        return readEndpoint(root, text, node);
    readEndpointKeys(root);
    return null;
}
function readEndpoint(table, url, place) {
    const keys = readEndpointKeys(table);
    const parsed = (0,host_url/* parseHostUrl */.Rt)(url, keys.overridePath);
    if (parsed !== null)
        return { url, ...parsed, ...keys, at: place.at };
    place.refuse(`${(0,shown/* shown */.S)(url)} is no address that containerd can use`, url.startsWith('http') ? 'write https:// before the host' : 'write https://host[:port][/path]');
    return null;
}
function readEndpointKeys(table) {
    for (const key of ['ca', 'client'])
        checkTextOrList(table.child(key));
    table.child('header')?.asMapping();
    table.child('dial_timeout')?.asText();
    return {
        capabilities: readCapabilities(table.child('capabilities')),
        skipVerify: table.child('skip_verify')?.asBoolean() ?? false,
        overridePath: table.child('override_path')?.asBoolean() ?? false,
    };
}
/** Not set and empty both mean all. */
function readCapabilities(node) {
    const written = (node?.asList() ?? []).flatMap((item) => {
        const text = item.asText();
        const known = CAPABILITIES.find((capability) => capability === text?.toLowerCase());
        if (text !== null && known === undefined) {
            item.refuse(`there is no capability ${(0,shown/* shown */.S)(text)}`, (0,suggest/* suggestion */.h)(text, CAPABILITIES));
        }
        return known ?? [];
    });
    return written.length === 0 ? CAPABILITIES : written;
}
function checkTextOrList(node) {
    if (node === null || typeof node.value === 'string' || Array.isArray(node.value))
        return;
    node.refuse(`${node.name} is no file name`, 'write a file name or a list of them');
}

// EXTERNAL MODULE: ./build/files/yaml-document.js + 1 modules
var yaml_document = __webpack_require__(6895);
// EXTERNAL MODULE: ./build/policy/mirror-grammar.js
var mirror_grammar = __webpack_require__(1776);
;// CONCATENATED MODULE: ./build/policy/read-image-config.js
/** Reads what of OpenShift's `Image` object reaches `registries.conf`: insecure and blocked scopes. */


/** Each scope is compared with every table and mirror. */
const MOST_SCOPES = 1000;
function readImageConfig(node) {
    const sources = node.descend('spec', 'registrySources')?.asMapping() ?? null;
    const insecure = readScopes(sources?.child('insecureRegistries') ?? null);
    const blocked = readScopes(sources?.child('blockedRegistries') ?? null);
    const isRendered = [...insecure, ...blocked].every((scope) => isScope(scope, node));
    const fate = node.context.isRefused ? 'refused' : 'used';
    return {
        format: 'image-config',
        insecure,
        blocked,
        fate: isRendered ? fate : 'blocks-all',
        at: node.at,
    };
}
function readScopes(node) {
    const scopes = node?.asTexts() ?? [];
    if (scopes.length <= MOST_SCOPES)
        return scopes;
    node?.refuse(`${scopes.length} scopes are given`, `at most ${MOST_SCOPES} are read; name whole hosts, or *.host`);
    return scopes.slice(0, MOST_SCOPES);
}
function isScope({ text, at }, { context }) {
    const why = (0,mirror_grammar/* whyNotScope */.Oz)(text);
    if (why === null)
        return true;
    context.faults.tell('policy-invalid', at, {
        message: `scope ${(0,shown/* shown */.S)(text)} cannot be used: ${why}`,
        help: 'correct it; until then the operator renders no registries.conf at all, and nodes keep the one they have',
    });
    return false;
}

;// CONCATENATED MODULE: ./build/policy/read-mirror-entry.js
/** Reads one entry of an OpenShift object: a source and its mirrors. */


const POLICIES = ['AllowContactingSource', 'NeverContactSource'];
/** The entry, also where its texts have a wrong form; null where there is nothing to hold on to. */
function readMirrorEntry(node, list, facts) {
    if (node.asMapping() === null)
        return null;
    node.tellUnknownKeys(list.entryKeys);
    const source = node.child('source')?.asPlaced() ?? null;
    if (node.child('source') === null)
        node.refuse(`${node.name}.source is missing`, 'name the source');
    const mirrors = node.child('mirrors')?.asTexts() ?? [];
    if (source === null)
        return null;
    checkForm(source, { what: 'source', why: (0,mirror_grammar/* whyNotSource */.vE)(source.text), node, facts });
    for (const mirror of mirrors) {
        checkForm(mirror, { what: 'mirror', why: (0,mirror_grammar/* whyNotMirror */.t4)(mirror.text), node, facts });
    }
    checkTwice(mirrors, node, facts);
    tellWithoutEffect(source, mirrors, node);
    return {
        source,
        mirrors,
        sourcePolicy: readSourcePolicy(node, list),
        pulls: readPulls(node, list),
        isProposed: list.isProposed === true,
        at: node.at,
    };
}
function checkForm({ text, at }, { what, why, node, facts }) {
    if (why === null)
        return;
    facts.invalid.push(at);
    node.context.faults.tell('policy-invalid', at, {
        message: `${what} ${(0,shown/* shown */.S)(text)} cannot be used: ${why}`,
        help: `a ${what} is host[:port][/path]${what === 'source' ? ' or *.host' : ''}; ${consequenceOf(facts.kind)}`,
    });
}
function consequenceOf({ whenInvalid }) {
    return whenInvalid === 'blocks-all'
        ? 'until it is mended the operator renders no mirrors of any object, and nodes keep the ones they have'
        : 'the API server refuses the object';
}
function checkTwice(mirrors, node, facts) {
    const seen = new Map();
    for (const mirror of mirrors) {
        const first = seen.get(mirror.text);
        if (first === undefined)
            seen.set(mirror.text, mirror);
        else
            tellTwice(mirror, first, { node, facts });
    }
}
function tellTwice(mirror, first, { node, facts }) {
    const isRefused = facts.kind.whenInvalid === 'refused';
    if (isRefused)
        facts.invalid.push(mirror.at);
    node.context.faults.tell(isRefused ? 'policy-invalid' : 'policy-no-effect', mirror.at, {
        message: `mirror ${(0,shown/* shown */.S)(mirror.text)} is given twice; first in line ${first.at.line}`,
        help: isRefused ? 'keep one of the two; the API server refuses the object' : 'keep one of the two',
    });
}
function tellWithoutEffect(source, mirrors, node) {
    if (mirrors.some(({ text }) => text !== source.text))
        return;
    const why = mirrors.length === 0 ? 'names no mirror' : 'names only the source itself as mirror';
    const never = node.child('mirrorSourcePolicy')?.value === 'NeverContactSource';
    node.context.faults.tell('policy-no-effect', source.at, {
        message: `the entry of ${(0,shown/* shown */.S)(source.text)} ${why} and is passed over`,
        help: never
            ? 'its NeverContactSource is passed over with it, and nodes go on asking the source'
            : 'name a mirror, or remove the entry',
    });
}
function readSourcePolicy(node, { entryKeys }) {
    const written = entryKeys.includes('mirrorSourcePolicy') ? node.child('mirrorSourcePolicy') : null;
    const text = written?.asText() ?? null;
    const known = POLICIES.find((policy) => policy === text);
    if (written !== null && text !== null && known === undefined) {
        written.refuse(`mirrorSourcePolicy is ${(0,shown/* shown */.S)(text)}`, `write ${POLICIES.join(' or ')}`);
    }
    return known ?? 'AllowContactingSource';
}
function readPulls(node, { pulls, entryKeys }) {
    const written = entryKeys.includes('allowMirrorByTags') ? node.child('allowMirrorByTags') : null;
    return written?.asBoolean() === true ? [pulls, 'tag'] : [pulls];
}

;// CONCATENATED MODULE: ./build/policy/read-mirror-set.js
/** Reads one OpenShift object that names mirrors. */




/** The object at `node`, whose kind is known. What the platform refuses or ignores is told and decides its fate. */
function readMirrorSet(node, facts) {
    checkApiVersion(node, facts);
    const name = readName(node);
    node.tellUnknownKeys(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
    const { entries, hasInvalid } = readSpec(node, facts);
    tellUse(node, facts);
    return {
        format: 'mirror-set',
        kind: facts.kind,
        name,
        entries,
        fate: read_mirror_set_fateOf(node, facts, hasInvalid),
        at: node.at,
    };
}
function checkApiVersion(node, { kind, apiVersion }) {
    const written = node.child('apiVersion');
    if (written === null)
        node.refuse(`apiVersion is missing`, `write apiVersion: ${apiVersion}`);
    else if (written.asText() !== null && written.value !== apiVersion) {
        written.refuse(`there is no kind ${kind} in apiVersion ${(0,shown/* shown */.S)(String(written.value))}`, `write apiVersion: ${apiVersion}`);
    }
}
function readName(node) {
    const metadata = node.child('metadata')?.asMapping() ?? null;
    const name = metadata?.child('name') ?? null;
    if (name !== null)
        return name.asText() ?? '';
    if (metadata?.child('generateName') == null)
        node.refuse('metadata.name is missing', 'give the object a name');
    return '';
}
function readSpec(node, facts) {
    const spec = node.child('spec');
    if (spec === null) {
        // `spec:` without a value is null to the API server, which wants an object.
        node.refuse('spec is missing', 'write spec, or remove the object');
        return { entries: [], hasInvalid: false };
    }
    if (spec.asMapping() === null)
        return { entries: [], hasInvalid: false };
    tellUnknownLists(spec, facts);
    const entryFacts = { kind: facts, invalid: [] };
    const entries = facts.lists.flatMap((list) => readList(spec, list, entryFacts));
    return { entries, hasInvalid: entryFacts.invalid.length > 0 };
}
function readList(spec, list, facts) {
    const items = spec.child(list.key);
    if (items === null)
        return [];
    if (list.isProposed === true) {
        spec.context.faults.tell('policy-unknown-key', spec.keyPosition(list.key), {
            message: `${list.key} was proposed and never became part of the platform, which drops it without a word`,
            help: 'write an ImageDigestMirrorSet, and an ImageTagMirrorSet where tags are meant (generate converts it)',
        });
    }
    return (items.asList() ?? []).flatMap((item) => readMirrorEntry(item, list, facts) ?? []);
}
/** A list under another kind's key is dropped; with no list left the whole object does nothing. */
function tellUnknownLists(spec, { kind, lists }) {
    const known = lists.map(({ key }) => key);
    const real = lists.filter(({ isProposed }) => isProposed !== true).map(({ key }) => key);
    const isEmpty = !spec.keys().some((key) => known.includes(key));
    const others = MIRROR_SET_KINDS.flatMap((other) => other.lists.map(({ key }) => key));
    const meant = spec.keys().find((key) => !known.includes(key) && (0,suggest/* nearest */.p)(key, others) !== null);
    spec.tellUnknownKeys(known, {
        ...(isEmpty ? { severity: 'error' } : {}),
        ...(meant === undefined ? {} : { help: `the list of ${kind} is ${real.join(' or ')}` }),
    });
}
function tellUse(node, { kind, whenValid }) {
    const at = node.child('kind')?.at ?? node.at;
    if (whenValid === 'ignored') {
        node.context.faults.tell('policy-ignored', at, {
            message: `${kind} has no effect: no release of the platform acts on it`,
            help: 'write an ImageDigestMirrorSet, and an ImageTagMirrorSet where tags are meant (generate converts it)',
        });
    }
    else if (kind === 'ImageContentSourcePolicy') {
        node.context.faults.tell('policy-deprecated', at, {
            message: 'ImageContentSourcePolicy is deprecated since OpenShift 4.13',
            help: 'ImageDigestMirrorSet says the same; generate --format idms converts it',
            severity: 'note',
        });
    }
}
function read_mirror_set_fateOf(node, { whenValid, whenInvalid }, hasInvalid) {
    if (node.context.isRefused)
        return 'refused';
    return hasInvalid ? whenInvalid : whenValid;
}

;// CONCATENATED MODULE: ./build/policy/read-openshift.js
/** Reads OpenShift objects: YAML or JSON, several documents, lists of objects. */






/** More objects than any policy repository has in one file. */
const MOST_DOCUMENTS = 2000;
/** A `List` within a `List` is no object of Kubernetes, and a chain of them is an attack. */
const DEEPEST_LIST = 1;
const REFUSED = 'the API server refuses the object';
/**
 * Every mirror policy in `text`. Objects of other kinds are passed over. Faults go to `faults`, and what cannot be
 * parsed gives no documents.
 */
function readOpenShift(text, file, faults) {
    const separators = text.match(/^---/gm)?.length ?? 0;
    if (separators > MOST_DOCUMENTS) {
        faults.tell('policy-invalid', { file, line: 1, column: 1 }, {
            message: `the file has ${separators} documents, at most ${MOST_DOCUMENTS} are read`,
            help: 'split the file',
        });
        return [];
    }
    return (0,yaml_document/* parseYamlStream */.b)(text, file).flatMap(({ document, faults: yamlFaults }) => {
        for (const { at, message, help } of yamlFaults) {
            faults.tell('policy-invalid', at, { message, help: `${help}; ${REFUSED}` });
        }
        return document === null ? [] : readDocument(document, { faults, hasYamlFaults: yamlFaults.length > 0 });
    });
}
function readDocument(document, { faults, hasYamlFaults }) {
    const context = () => ({
        document,
        faults,
        isRefused: hasYamlFaults,
        consequence: REFUSED,
    });
    const read = (path, value, depth) => {
        const node = new PolicyNode(context(), path, value);
        const kind = node.child('kind')?.value;
        if (typeof kind !== 'string')
            return [];
        const items = node.child('items');
        if (kind.endsWith('List') && items !== null && depth < DEEPEST_LIST) {
            return (items.asList() ?? []).flatMap((item) => read(item.path, item.value, depth + 1));
        }
        return readObject(node, kind);
    };
    return read([], document.value, 0);
}
function readObject(node, kind) {
    if (kind === IMAGE_CONFIG.kind) {
        // Other groups have a kind Image too.
        const isOurs = node.child('apiVersion')?.value === IMAGE_CONFIG.apiVersion;
        return isOurs ? [readImageConfig(node)] : [];
    }
    const facts = MIRROR_SET_KINDS.find((known) => known.kind === kind);
    if (facts !== undefined)
        return [readMirrorSet(node, facts)];
    const meant = MIRROR_SET_KINDS.find((known) => known.kind.toLowerCase() === kind.toLowerCase());
    if (meant !== undefined) {
        (node.child('kind') ?? node).refuse(`there is no kind ${(0,shown/* shown */.S)(kind)}`, `write kind: ${meant.kind}`);
    }
    return [];
}

// EXTERNAL MODULE: ./build/oci/reference-grammar.js
var reference_grammar = __webpack_require__(7219);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
;// CONCATENATED MODULE: ./build/policy/read-aliases.js
/** Checks the `[aliases]` of a `registries.conf`: short names and what they stand for. */


/** Aliases lead to no mirrors; only what makes the reader refuse the file is told. */
function readAliases(root) {
    const table = root.child('aliases')?.asMapping() ?? null;
    for (const name of table?.keys() ?? []) {
        const node = table?.child(name) ?? null;
        const why = whyNotAlias(name);
        if (why !== null)
            node?.refuse(`alias ${(0,shown/* shown */.S)(name)}: ${why}`, 'write the short name alone');
        const value = node?.asText() ?? '';
        const whyValue = value === '' ? null : whyNotAliasValue(value);
        if (whyValue !== null)
            node?.refuse(`alias ${(0,shown/* shown */.S)(name)} stands for ${(0,shown/* shown */.S)(value)}: ${whyValue}`, 'write host/path');
    }
}
function whyNotAlias(name) {
    if (/[:@]/.test(name))
        return 'a short name has no host, tag or digest';
    const [first = ''] = name.split('/');
    if (name.includes('/') && (first.includes('.') || first === 'localhost'))
        return 'a short name has no host';
    const parsed = (0,reference/* parseRepository */.SU)(`example.com/${name}`);
    return parsed.ok ? null : parsed.why;
}
function whyNotAliasValue(value) {
    const [first = ''] = value.split('/');
    if (!value.includes('/') || !(first === 'localhost' || /[.:]/.test(first)))
        return 'it begins with no host';
    const parsed = (0,reference/* parseRepository */.SU)(value);
    return parsed.ok ? null : parsed.why;
}

;// CONCATENATED MODULE: ./build/policy/registry-location.js
/** Locations and prefixes of a `registries.conf`. */

/** `text` without the slashes at its end, as the reader strips them, or null after a fault. */
function readLocation(node) {
    const text = node?.asText() ?? null;
    if (node === null || text === null)
        return null;
    if (!/^https?:\/\//.test(text))
        return withoutTrailingSlashes(text);
    node.refuse(`${(0,shown/* shown */.S)(text)} has a scheme`, 'write host[:port][/path] without a scheme');
    return null;
}
function withoutTrailingSlashes(text) {
    let end = text.length;
    while (text[end - 1] === '/')
        end -= 1;
    return text.slice(0, end);
}

;// CONCATENATED MODULE: ./build/policy/read-registries-v1.js

const VERSION_1_KEY = 'registries';
const TABLES = ['search', 'insecure', 'block'];
/** What the tables say, in the words of version 2; null where there are none. */
function readVersion1(root, { isDropIn, version2Keys }) {
    const tables = root.child(VERSION_1_KEY)?.asMapping() ?? null;
    if (tables === null)
        return null;
    tables.tellUnknownKeys(TABLES);
    const [search, insecure, block] = TABLES.map((key) => readTable(tables.child(key)));
    if (search == null && insecure == null && block == null)
        return null;
    const mixed = root.keys().find((key) => version2Keys.includes(key));
    if (isDropIn)
        tables.refuse('a drop-in has tables of version 1', convertHelp());
    else if (mixed !== undefined) {
        tables.refuse(`tables of version 1 stand beside ${mixed}, a key of version 2`, convertHelp());
    }
    else {
        root.context.faults.tell('policy-deprecated', tables.at, {
            message: 'the tables [registries.search], [registries.insecure] and [registries.block] are of version 1',
            help: convertHelp(),
        });
    }
    return { searchRegistries: search ?? [], registries: registryTables(insecure ?? [], block ?? []) };
}
function convertHelp() {
    return ('search becomes unqualified-search-registries; an insecure registry becomes [[registry]] with location and ' +
        'insecure = true, a blocked one with blocked = true');
}
/** Null where the list is not set; an empty one counts as set. */
function readTable(table) {
    const list = table?.asMapping()?.child('registries') ?? null;
    if (list === null)
        return null;
    return (list.asList() ?? []).flatMap((item) => {
        const text = readLocation(item);
        return text === null ? [] : [{ text, at: item.at }];
    });
}
function registryTables(insecure, block) {
    const byLocation = new Map();
    const flag = ({ text, at }, flags) => {
        const plain = {
            prefix: text,
            location: text,
            insecure: false,
            blocked: false,
            mirrorByDigestOnly: false,
            mirrors: [],
            at,
        };
        byLocation.set(text, { ...(byLocation.get(text) ?? plain), ...flags });
    };
    for (const place of block)
        flag(place, { blocked: true });
    for (const place of insecure)
        flag(place, { insecure: true });
    return [...byLocation.values()];
}

;// CONCATENATED MODULE: ./build/policy/read-registry-tables.js
/** Reads the `[[registry]]` tables of a `registries.conf` and judges them as its reader does. */


const REGISTRY_KEYS = ['prefix', 'location', 'insecure', 'blocked', 'mirror-by-digest-only', 'mirror'];
const MIRROR_KEYS = ['location', 'insecure', 'pull-from-mirror'];
const PULL_FROM = ['all', 'digest-only', 'tag-only'];
/** Tables in the order of the file; of several with one prefix the reader keeps the first, and so does this. */
function readRegistryTables(root) {
    const nodes = root.child('registry')?.asList() ?? [];
    const tables = nodes.flatMap((node) => {
        const table = read_registry_tables_readTable(node);
        return table === null ? [] : [{ table, node }];
    });
    checkSharedLocations(tables);
    const byPrefix = new Map();
    for (const { table, node } of tables) {
        const first = byPrefix.get(table.prefix);
        if (first === undefined)
            byPrefix.set(table.prefix, table);
        else
            tellSecond(table, first, node);
    }
    return [...byPrefix.values()];
}
function tellSecond(table, first, node) {
    node.context.faults.tell('policy-no-effect', table.at, {
        message: `a table for ${(0,shown/* shown */.S)(table.prefix)} stands in line ${first.at.line} already; this one is dropped without a word`,
        help: 'join the two; nothing of the second counts, not even its mirrors',
    });
}
function read_registry_tables_readTable(node) {
    if (node.asMapping() === null)
        return null;
    const pullFrom = node.child('pull-from-mirror');
    node.tellUnknownKeys([...REGISTRY_KEYS, 'pull-from-mirror']);
    if ((pullFrom?.asText() ?? '') !== '') {
        pullFrom?.refuse('pull-from-mirror stands in a [[registry]] table', 'it belongs into [[registry.mirror]]');
    }
    const location = readLocation(node.child('location')) ?? '';
    const prefix = readPrefix(node, location);
    const mirrorByDigestOnly = node.child('mirror-by-digest-only')?.asBoolean() ?? false;
    const mirrors = (node.child('mirror')?.asList() ?? []).flatMap((mirror) => readMirror(mirror) ?? []);
    if (mirrorByDigestOnly)
        refuseBoth(node);
    return {
        prefix,
        location,
        insecure: node.child('insecure')?.asBoolean() ?? false,
        blocked: node.child('blocked')?.asBoolean() ?? false,
        mirrorByDigestOnly,
        mirrors,
        at: node.at,
    };
}
function readPrefix(node, location) {
    const written = node.child('prefix');
    const prefix = readLocation(written) ?? '';
    if (prefix === '') {
        if (location === '')
            node.refuse('a registry has neither location nor prefix', 'write its location');
        return location;
    }
    if (!prefix.startsWith('*.')) {
        if (location === '')
            node.refuse(`prefix ${(0,shown/* shown */.S)(prefix)} has no location`, 'write its location');
    }
    else if (/[/@:]/.test(prefix)) {
        written?.refuse(`wildcard prefix ${(0,shown/* shown */.S)(prefix)} has a port, path, tag or digest`, 'a wildcard is *. and a host');
    }
    return prefix;
}
function readMirror(node) {
    if (node.asMapping() === null)
        return null;
    node.tellUnknownKeys(MIRROR_KEYS);
    const written = node.child('location');
    const stripped = readLocation(written);
    if (written === null || stripped === '')
        node.refuse('a mirror has no location', 'write its location');
    return {
        location: typeof written?.value === 'string' ? written.value : '',
        insecure: node.child('insecure')?.asBoolean() ?? false,
        pullFrom: readPullFrom(node.child('pull-from-mirror')),
        at: node.at,
    };
}
function readPullFrom(node) {
    const text = node?.asText() ?? '';
    const known = PULL_FROM.find((value) => value === text);
    if (known === undefined && text !== '') {
        node?.refuse(`pull-from-mirror is ${(0,shown/* shown */.S)(text)}`, `write ${PULL_FROM.join(', ')}`);
    }
    return known ?? 'all';
}
function refuseBoth(node) {
    for (const mirror of node.child('mirror')?.asList() ?? []) {
        const pullFrom = mirror.child('pull-from-mirror');
        if (pullFrom === null || pullFrom.value === '')
            continue;
        pullFrom.refuse('pull-from-mirror stands below a registry with mirror-by-digest-only', 'keep one of the two; pull-from-mirror = "digest-only" says the same per mirror');
    }
}
/** Tables that lead to one place must agree on how it is spoken to, also those that the reader drops afterwards. */
function checkSharedLocations(tables) {
    const byPlace = new Map();
    for (const { table, node } of tables) {
        const place = table.location === '' ? table.prefix : table.location;
        const first = byPlace.get(place);
        if (first === undefined)
            byPlace.set(place, table);
        else {
            const differing = ['insecure', 'blocked'].find((key) => first[key] !== table[key]);
            if (differing === undefined)
                continue;
            node.refuse(`${(0,shown/* shown */.S)(place)} has ${differing} = ${table[differing]} here and ${first[differing]} in line ${first.at.line}`, 'set it the same in both');
        }
    }
}

;// CONCATENATED MODULE: ./build/policy/read-registries-conf.js
/** Reads a containers `registries.conf`, version 2 or 1, main file or drop-in. */






const SHORT_NAME_MODES = ['enforcing', 'permissive', 'disabled'];
const REGISTRIES_CONF_KEYS = [
    'unqualified-search-registries',
    'credential-helpers',
    'short-name-mode',
    'additional-layer-store-auth-helper',
    'aliases',
    'registry',
];
const REGISTRIES_CONF_CONSEQUENCE = 'the reader refuses the file, and every pull on the node fails until it is mended';
/** The file at `root`; `path` tells whether it is a drop-in: it lies in a folder `….conf.d`. */
function readRegistriesConf(root, path) {
    root.tellUnknownKeys([...REGISTRIES_CONF_KEYS, VERSION_1_KEY]);
    const isDropIn = /(?:^|[\\/])[^\\/]*\.conf\.d[\\/][^\\/]*$/.test(path);
    if (isDropIn)
        tellUnreadName(root, path);
    const version1 = readVersion1(root, { isDropIn, version2Keys: REGISTRIES_CONF_KEYS });
    const registries = readRegistryTables(root);
    checkShortNameMode(root);
    readAliases(root);
    root.child('credential-helpers')?.asTexts();
    root.child('additional-layer-store-auth-helper')?.asText();
    return {
        format: 'registries.conf',
        file: path,
        version: version1 === null ? 2 : 1,
        isDropIn,
        searchRegistries: version1?.searchRegistries ?? readSearchRegistries(root),
        registries: version1?.registries ?? registries,
        fate: read_registries_conf_fateOf(root.context, isDropIn && !path.endsWith('.conf')),
        at: { ...root.at, line: 1, column: 1 },
    };
}
function read_registries_conf_fateOf({ isRefused }, isUnread) {
    if (isUnread)
        return 'ignored';
    return isRefused ? 'refused' : 'used';
}
function tellUnreadName(root, path) {
    if (path.endsWith('.conf'))
        return;
    root.context.faults.tell('policy-ignored', { ...root.at, line: 1, column: 1 }, {
        message: 'the name of this drop-in does not end with .conf, so that no reader opens it',
        help: 'rename it',
    });
}
function readSearchRegistries(root) {
    const list = root.child('unqualified-search-registries');
    if (list === null)
        return null;
    const items = list.asList() ?? [];
    return items.flatMap((item) => {
        const text = readLocation(item);
        if (text === null)
            return [];
        const why = whyNotSearchRegistry(text);
        if (why !== null) {
            item.refuse(`search registry ${(0,shown/* shown */.S)(text)} cannot be used: ${why}`, 'write host[:port]');
        }
        return [{ text, at: item.at }];
    });
}
function whyNotSearchRegistry(text) {
    return text.includes('/') ? 'it has a path' : (0,reference_grammar/* whyHostIsInvalid */.sS)(text);
}
function checkShortNameMode(root) {
    const node = root.child('short-name-mode');
    const mode = node?.asText() ?? '';
    if (mode === '' || SHORT_NAME_MODES.includes(mode))
        return;
    node?.refuse(`short-name-mode is ${(0,shown/* shown */.S)(mode)}`, `write ${SHORT_NAME_MODES.join(', ')}`);
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(3292);
// EXTERNAL MODULE: ./node_modules/toml-eslint-parser/lib/index.mjs + 3 modules
var lib = __webpack_require__(9605);
;// CONCATENATED MODULE: ./build/policy/toml-document.js
/**
 * TOML 1.0 text as plain data in which every key and table can be found again. Values come from one parser, which is
 * safe against keys that reach a prototype, places from the syntax tree of another (docs/decisions/0015).
 */


/** More parts than any key of a policy has. */
const MOST_KEY_PARTS = 32;
const HELP = 'mend the TOML syntax here; faults of content are told after that';
/** Reads `text`; `file` is only named in positions. Never throws. */
function parseToml(text, file) {
    const plain = text.replace(/^\uFEFF/, '');
    try {
        const value = (0,dist/* parse */.qg)(plain, { integersAsBigInt: 'asNeeded' });
        // The value parser also takes what only TOML 1.1 allows, and readers of policies refuse it.
        const { body } = (0,lib/* parseTOML */.MD)(plain, { tomlVersion: '1.0' });
        return { ok: true, document: locate(value, body[0], file) };
    }
    catch (error) {
        return { ok: false, fault: toFault(error, file) };
    }
}
function toFault(error, file) {
    if (error instanceof dist/* TomlError */.zx) {
        const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
        return fault(first, { file, line: error.line, column: error.column });
    }
    if (error instanceof lib/* ParseError */.mB) {
        const at = { file, line: error.lineNumber, column: error.column };
        return fault(`${error.message} (readers of TOML 1.0 refuse this)`, at);
    }
    // Either parser's stack is at its end, whatever class the error has in this realm.
    return fault('nested too deep, or a text that is too long', { file, line: 1, column: 1 });
}
function fault(what, { file, line, column }) {
    const at = { file, line: Math.max(line, 1), column: Math.max(column, 1) };
    return { at, message: `not valid TOML: ${what}`, help: HELP };
}
function locate(value, table, file) {
    const index = new PlaceIndex(file);
    const headers = index.addTopLevel(table);
    return {
        value,
        headers,
        positionOf: (path) => index.nearest(path),
        keyPositionOf: (path, key) => index.nearest([...path, key]),
    };
}
/** Places by path; the first line that makes a table counts. */
class PlaceIndex {
    #places = new Map();
    #file;
    constructor(file) {
        this.#file = file;
    }
    nearest(path) {
        for (let length = path.length; length > 0; length -= 1) {
            const known = this.#places.get(pathKey(path.slice(0, length)));
            if (known !== undefined)
                return known;
        }
        return { file: this.#file, line: 1, column: 1 };
    }
    addTopLevel(top) {
        const headers = [];
        for (const node of top.body) {
            if (node.type === 'TOMLKeyValue')
                this.#addPair(node, []);
            else {
                const at = this.#placeOf(node);
                headers.push({ path: node.resolvedKey, at });
                this.#addParts([], node.resolvedKey, at);
                for (const pair of node.body)
                    this.#addPair(pair, node.resolvedKey);
            }
        }
        return headers;
    }
    #addPair(pair, base) {
        const keys = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
        this.#addParts(base, keys, this.#placeOf(pair.key));
        this.#addContent(pair.value, [...base, ...keys]);
    }
    #addContent(node, path) {
        if (node.type === 'TOMLInlineTable')
            for (const pair of node.body)
                this.#addPair(pair, path);
        if (node.type !== 'TOMLArray')
            return;
        for (const [index, element] of node.elements.entries()) {
            this.#places.set(pathKey([...path, index]), this.#placeOf(element));
            this.#addContent(element, [...path, index]);
        }
    }
    #addParts(base, parts, at) {
        for (let length = 1; length <= Math.min(parts.length, MOST_KEY_PARTS); length += 1) {
            const key = pathKey([...base, ...parts.slice(0, length)]);
            if (!this.#places.has(key))
                this.#places.set(key, at);
        }
    }
    #placeOf({ loc }) {
        return { file: this.#file, line: loc.start.line, column: loc.start.column + 1 };
    }
}
function pathKey(path) {
    return JSON.stringify(path);
}

;// CONCATENATED MODULE: ./build/policy/read-policy.js
/** Reads policy files: tells the formats apart by content; text in, documents with places and findings out. */









/** No policy is longer; a longer text is refused before anything parses it. Counted in UTF-16 units. */
const LONGEST_POLICY = 1024 * 1024;
const KIND_LINE = /^[ \t{,-]*["']?(?:apiVersion|kind)["']?[ \t]*:/m;
const HOSTS_FILE = /(?:^|[\\/])hosts\.toml$/;
const TOML_FILE = /\.(?:toml|conf)$/;
/**
 * Whether a file is worth reading as a policy when nobody has named it: objects of OpenShift by kind, TOML by name and
 * keys. Cheap, and wrong only towards reading too much.
 */
function looksLikePolicy(text, path) {
    if (HOSTS_FILE.test(path))
        return true;
    if (TOML_FILE.test(path))
        return /^[ \t]*(?:\[\[?registr|unqualified-search-registries|\[plugins\.)/m.test(text);
    return KIND_LINE.test(text) && POLICY_KINDS.some((kind) => text.includes(kind));
}
/**
 * Reads `text`; `path` names positions, and tells which host a `hosts.toml` is for and whether a `registries.conf` is a
 * drop-in. A text without any policy is finding `policy-ignored`. Never throws.
 */
function readPolicy(text, path) {
    const faults = new Faults();
    const documents = readText(text, path, faults);
    return { documents, findings: faults.findings() };
}
function readText(text, path, faults) {
    if (text.length > LONGEST_POLICY) {
        faults.tell('policy-invalid', startOf(path), {
            message: `the file is ${text.length} characters long, at most ${LONGEST_POLICY} are read`,
            help: 'no policy is that long; is it the right file?',
        });
        return [];
    }
    if (!HOSTS_FILE.test(path) && KIND_LINE.test(text))
        return readObjects(text, path, faults);
    if (!HOSTS_FILE.test(path) && /\.(?:ya?ml|json)$/i.test(path))
        return readObjects(text, path, faults);
    return readToml(text, path, faults);
}
function readObjects(text, path, faults) {
    const documents = readOpenShift(text, path, faults);
    if (documents.length === 0 && !faults.has('policy-invalid'))
        tellNoPolicy(path, faults);
    return documents;
}
function tellNoPolicy(path, faults) {
    faults.tell('policy-ignored', startOf(path), {
        message: 'there is no mirror policy in this file',
        help: `policies are ${POLICY_KINDS.join(', ')}, registries.conf and hosts.toml`,
    });
}
function readToml(text, path, faults) {
    const parsed = parseToml(text, path);
    if (!parsed.ok) {
        const { at, message, help } = parsed.fault;
        const isHosts = HOSTS_FILE.test(path);
        const consequence = isHosts ? HOSTS_CONSEQUENCE : REGISTRIES_CONF_CONSEQUENCE;
        faults.tell('policy-invalid', at, { message, help: `${help}; ${consequence}` });
        return isHosts ? unparsedHosts(path, faults) : [];
    }
    return readTables(parsed.document, path, faults);
}
/** A file that does not parse is still there: its host has no mirrors, and lower places are not looked at. */
function unparsedHosts(path, faults) {
    const empty = {
        value: {},
        headers: [],
        positionOf: () => startOf(path),
        keyPositionOf: () => startOf(path),
    };
    const root = new PolicyNode({ ...contextOf(empty, faults, HOSTS_CONSEQUENCE), isRefused: true });
    return [readHostsToml(root, empty, path)];
}
function readTables(document, path, faults) {
    const rootFor = (consequence) => new PolicyNode(contextOf(document, faults, consequence));
    if (HOSTS_FILE.test(path))
        return [readHostsToml(rootFor(HOSTS_CONSEQUENCE), document, path)];
    const containerd = rootFor(CONTAINERD_CONSEQUENCE);
    if (hasRegistrySection(containerd))
        return [readContainerdConfig(containerd, path)];
    const keys = containerd.keys();
    if (isRegistriesConf(keys, path)) {
        const context = contextOf(document, faults, REGISTRIES_CONF_CONSEQUENCE);
        return [readRegistriesConf(new PolicyNode({ ...context, foldsCase: true }), path)];
    }
    if (keys.includes('host') || keys.includes('server'))
        tellNotHostsToml(path, faults);
    else
        tellNoPolicy(path, faults);
    return [];
}
/** By its keys, or by its name where it has none of them or a misspelled one. */
function isRegistriesConf(keys, path) {
    const known = [...REGISTRIES_CONF_KEYS, VERSION_1_KEY];
    if (keys.some((key) => known.includes(key.toLowerCase())))
        return true;
    if (/(?:^|[\\/])registries\.conf(?:\.d[\\/][^\\/]*)?$/.test(path))
        return true;
    return keys.some((key) => (0,suggest/* nearest */.p)(key, known) !== null) && path.endsWith('.conf');
}
function tellNotHostsToml(path, faults) {
    faults.tell('policy-ignored', startOf(path), {
        message: 'this looks like a hosts.toml, but containerd reads only files of that name',
        help: 'name it HOST/hosts.toml below the config_path',
    });
}
function contextOf(document, faults, consequence) {
    return { document, faults, consequence, isRefused: false };
}
function startOf(file) {
    return { file, line: 1, column: 1 };
}


/***/ }),

/***/ 3040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ assemblePolicyReport),
/* harmony export */   o: () => (/* binding */ judgePolicies)
/* harmony export */ });
/* harmony import */ var _assemble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7974);
/* harmony import */ var _judge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8112);
/* harmony import */ var _report_finding_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9373);
/* harmony import */ var _sort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6447);
/* harmony import */ var _totals_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1756);





function assemblePolicyReport(facts, result) {
    const { file, lock, policies } = result;
    const findings = judgePolicies(result.findings, facts, result);
    const sorted = (0,_sort_js__WEBPACK_IMPORTED_MODULE_2__/* .sortFindings */ .T)(findings, [], (file?.mirrors ?? []).map(({ name }) => name)).map(_report_finding_js__WEBPACK_IMPORTED_MODULE_4__/* .toReportFinding */ .v);
    return {
        ...(0,_assemble_js__WEBPACK_IMPORTED_MODULE_0__/* .header */ .wx)(facts),
        ok: (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .isOk */ .HQ)({ images: [], findings: sorted, error: null }),
        inputs: {
            manifest: file === null ? null : { path: file.path, sha256: file.sha256 },
            lock: lock === null ? null : { path: lock.path, sha256: lock.sha256 },
            policies,
        },
        depth: null,
        totals: (0,_totals_js__WEBPACK_IMPORTED_MODULE_3__/* .countTotals */ .H)([], sorted, { ..._totals_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_TRAFFIC */ .q, requests: result.requests ?? 0 }),
        mirrors: [],
        comparedWith: null,
        explain: result.explain ?? null,
        policyChanges: result.policyChanges ?? null,
        generated: result.generated ?? null,
        images: [],
        lockChanges: null,
        findings: sorted,
        error: null,
    };
}
/** Findings as the mirror manifest's `rules` and `accept` have them. */
function judgePolicies(findings, { startedAtMs }, { file, matches }) {
    if (file === null)
        return findings;
    const today = new Date(startedAtMs).toISOString().slice(0, 10);
    return (0,_judge_js__WEBPACK_IMPORTED_MODULE_1__/* .applyRules */ .IU)(findings, {
        rules: file.rules,
        accept: file.accept,
        today,
        mirrors: file.mirrors,
        matches,
    });
}


/***/ })

};
