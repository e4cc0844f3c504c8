export const id = 685;
export const ids = [685,373];
export const modules = {

/***/ 902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runInit: () => (/* binding */ runInit)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/reference.js
var oci_reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
;// CONCATENATED MODULE: ./build/files/init-lines.js


/** Flags of each command that take the following word as their value (where not written with `=`). */
const VALUE_FLAGS = {
    docker: ['--platform'],
    nerdctl: ['--platform', '--unpack', '--verify', '--cosign-key'],
    podman: [
        '--platform',
        '--arch',
        '--os',
        '--variant',
        '--creds',
        '--authfile',
        '--cert-dir',
        '--decryption-key',
        '--retry',
    ],
    crane: ['--platform', '-j', '--jobs'],
    regctl: [
        '--platform',
        '--platforms',
        '-p',
        '--referrers-src',
        '--referrers-tgt',
        '--host',
        '-v',
        '--verbosity',
        '--logopt',
    ],
    oras: [
        '--platform',
        '--concurrency',
        '--username',
        '-u',
        '--password',
        '-p',
        '--from-username',
        '--from-password',
        '--to-username',
        '--to-password',
        '--registry-config',
        '--ca-file',
    ],
};
const TRANSPORT = /^(docker:\/\/|(oci|dir|docker-archive|docker-daemon|oci-archive|containers-storage|ostree|sif|tarball):)/;
const CREDENTIAL_FLAG = /^(?:--(?:src-|dest-|from-|to-)?(?:creds|username|password|registry-token)|-u)(?:=|$)/;
const PLATFORM_FLAG = /^--(?:platforms?|override-(?:arch|os|variant)|arch|os|variant|multi-arch)(?:=|$)/;
/** Reads every line; blank lines and `#` comments are ignored, a backslash at the end joins lines. */
function readImageLines(text) {
    const images = [];
    const problems = [];
    for (const { line, words } of splitWords(text)) {
        const command = readCommand(words);
        for (const [text, why] of ignoredFlags(words))
            problems.push({ line, text, why });
        const image = command.ok ? readImage(command.value, line) : command;
        if (image.ok)
            images.push(image.value);
        else
            problems.push({ line, text: safeText(words), why: image.why });
    }
    return { images, problems };
}
function readCommand(words) {
    const [tool = ''] = words;
    if (words.some((word) => /[$`]/.test(word)))
        return { ok: false, why: 'variables and commands in a line are not run; write the reference out' };
    if (tool === 'skopeo')
        return copyOperands(words.includes('copy') ? words.filter((word) => TRANSPORT.test(word)) : []);
    if (Object.hasOwn(VALUE_FLAGS, tool))
        return toolOperands(tool, words);
    if (words.length === 1)
        return { ok: true, value: { source: tool, destination: null } };
    return { ok: false, why: 'this is neither one reference nor a copy or pull command that is known' };
}
function toolOperands(tool, words) {
    const operands = withoutFlags(words.slice(1), VALUE_FLAGS[tool] ?? []);
    if (tool === 'regctl' && operands[0] === 'image' && /^(copy|cp)$/.test(operands[1] ?? ''))
        return copyOperands(operands.slice(2));
    if ((tool === 'crane' || tool === 'oras') && /^(copy|cp)$/.test(operands[0] ?? ''))
        return copyOperands(operands.slice(1));
    const pulled = tool === 'docker' && operands[0] === 'image' ? operands.slice(1) : operands;
    const [verb, source] = pulled;
    if (verb === 'pull' && source !== undefined && pulled.length === 2)
        return { ok: true, value: { source, destination: null } };
    return { ok: false, why: `this ${tool} command is not known; copy and pull are read` };
}
function copyOperands([source, destination, ...rest]) {
    if (source === undefined || destination === undefined || rest.length > 0) {
        return { ok: false, why: 'a copy names one source and one destination' };
    }
    return { ok: true, value: { source, destination } };
}
function withoutFlags(words, valueFlags) {
    return words.filter((word, index) => !word.startsWith('-') && !valueFlags.includes(words[index - 1] ?? ''));
}
function readImage({ source, destination }, line) {
    const from = readOperand(source);
    if (!from.ok)
        return from;
    if (destination === null)
        return { ok: true, value: { line, source: from.value, destination: null } };
    const to = readOperand(destination);
    // A destination that is no registry (an archive, a directory) does not keep the source from being mirrored.
    return { ok: true, value: { line, source: from.value, destination: to.ok ? to.value : null } };
}
function readOperand(operand) {
    const reference = operand.startsWith('docker://') ? operand.slice('docker://'.length) : operand;
    if (reference === operand && TRANSPORT.test(operand)) {
        return {
            ok: false,
            why: 'only images in registries are read here; write layouts into the mirror manifest by hand',
        };
    }
    if ((0,shown/* userinfoEnd */.Z)(reference) !== null)
        return { ok: false, why: 'user names and passwords do not stand in references' };
    return (0,oci_reference/* parseReference */.F2)(reference);
}
function ignoredFlags(words) {
    const name = (word) => word.replace(/=.*$/s, '');
    return words.flatMap((word) => {
        if (words.length === 1)
            return [];
        if (CREDENTIAL_FLAG.test(word))
            return [
                [
                    name(word),
                    'credentials are not taken over; log in, or name environment variables under registries',
                ],
            ];
        return PLATFORM_FLAG.test(word)
            ? [[name(word), 'all platforms are mirrored; add platforms to the image to mirror fewer']]
            : [];
    });
}
/** A line for a message: a single word as it is, of a command only its name, since flags may hold secrets. */
function safeText(words) {
    const [first = ''] = words;
    return words.length === 1 ? (0,shown/* shown */.S)(first).slice(1, -1) : `${(0,shown/* shown */.S)(first).slice(1, -1)} …`;
}
function splitWords(text) {
    const result = [];
    let pending = '';
    let start = 1;
    for (const [index, raw] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        if (pending === '')
            start = index + 1;
        if (/\\\s*$/.test(raw) && !raw.trimStart().startsWith('#')) {
            pending += `${raw.replace(/\\\s*$/, '')} `;
            continue;
        }
        const words = wordsOf(pending + raw);
        if (words.length > 0)
            result.push({ line: start, words });
        pending = '';
    }
    const rest = wordsOf(pending);
    return rest.length > 0 ? [...result, { line: start, words: rest }] : result;
}
/** Words separated by white space, in quotes or not, up to a `#` that begins one. */
function wordsOf(line) {
    const words = [];
    for (const [word] of line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"]|['"])+/g)) {
        if (word.startsWith('#'))
            break;
        words.push(word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double ?? ''));
    }
    return words;
}

// EXTERNAL MODULE: ./build/files/place.js
var place = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/files/source.js
var source = __webpack_require__(6775);
;// CONCATENATED MODULE: ./build/files/init-mirrors.js
/** The mirrors of a manifest that `init` writes: from `--to`, from where the lines copy to, or a placeholder. */




/** The mirror that `--to` names. Throws `usage` when it is no target. */
function mirrorFromTarget(to) {
    const layout = (0,source/* parseLayoutTarget */.bC)(to);
    const parsed = layout ?? (0,oci_reference/* parseTarget */.hu)(to);
    if (!parsed.ok) {
        throw new errors/* MirrorError */.En('usage', `--to cannot be used: ${parsed.why}`, {
            fix: 'write --to HOST[:PORT][/PREFIX] or --to oci:DIR',
        });
    }
    const host = typeof parsed.value === 'string'
        ? (parsed.value
            .split('/')
            .filter((part) => /\w/.test(part))
            .at(-1) ?? '')
        : parsed.value.host;
    return { name: nameFrom(host), target: to, template: null, isPlaceholder: false };
}
/** One mirror per host that the lines copy to, where all its destinations follow one pattern. */
function mirrorsFromLines(images) {
    const byHost = Map.groupBy(images.filter(hasDestination), ({ destination }) => destination.host);
    const mirrors = [];
    const problems = [];
    for (const [host, copies] of byHost) {
        const pattern = patternOf(copies);
        if (pattern !== null)
            mirrors.push({ name: nameFrom(host), ...pattern, isPlaceholder: false });
        else
            problems.push({
                line: copies[0]?.line ?? 1,
                text: host,
                why: 'the destinations there do not follow one pattern; give the target with --to',
            });
        problems.push(...renamedTags(copies));
    }
    return { mirrors: mirrors.length > 0 ? mirrors : [placeholder()], problems };
}
function hasDestination(image) {
    return image.destination !== null;
}
const TEMPLATES = ['{host}/{path}', '{path}', '{name}'];
/** The template by which every destination ends, all after the same prefix. */
function patternOf(copies) {
    for (const template of TEMPLATES) {
        const prefixes = new Set(copies.map((copy) => prefixBefore(template, copy)));
        const [prefix] = prefixes;
        if (prefixes.size !== 1 || prefix === null || prefix === undefined)
            continue;
        const host = copies[0]?.destination.host ?? '';
        return {
            target: prefix === '' ? host : `${host}/${prefix}`,
            template: template === '{path}' ? null : template,
        };
    }
    return null;
}
function prefixBefore(template, { source, destination }) {
    const ending = (0,place/* placeOf */.$t)({
        image: { source: { kind: 'registry', host: source.host, path: source.path }, repository: template },
        mirror: { place: { kind: 'registry', host: destination.host, prefix: '' }, repository: null },
        file: { repository: template },
    });
    if (!ending.ok)
        return null;
    if (destination.path === ending.value)
        return '';
    return destination.path.endsWith(`/${ending.value}`)
        ? destination.path.slice(0, -ending.value.length - 1)
        : null;
}
function renamedTags(copies) {
    return copies
        .filter(({ source, destination }) => destination.tag !== null && source.tag !== null && destination.tag !== source.tag)
        .map(({ line, destination }) => ({
        line,
        text: destination.tag ?? '',
        why: "a mirror's tag is the source's; it cannot be renamed",
    }));
}
function placeholder() {
    return { name: 'first', target: 'registry.example.com/mirror', template: null, isPlaceholder: true };
}
/** `us.example.com:5000` → `us.example.com-5000` */
function nameFrom(host) {
    const name = host
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[^a-z0-9]+/, '');
    return name === '' ? 'mirror' : name;
}

// EXTERNAL MODULE: ./build/files/read-mirrorfile.js + 12 modules
var read_mirrorfile = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/files/yaml-text.js
var yaml_text = __webpack_require__(5373);
;// CONCATENATED MODULE: ./build/files/init.js
/** `init`: lines of references or copy commands in, a commented mirror manifest out. */






/**
 * Reads image references, one per line, or commands (`skopeo copy`, `crane copy`, `regctl image copy`, `oras cp`,
 * `docker pull`), and writes a mirror manifest. Images are grouped by repository in the order of the lines. `to` is
 * `host[:port][/prefix]` or `oci:DIR`; throws `usage` when it is neither.
 */
function mirrorFileFromLines(text, { to } = {}) {
    const lines = readImageLines(text);
    const derived = to === undefined ? mirrorsFromLines(lines.images) : { mirrors: [mirrorFromTarget(to)], problems: [] };
    const { groups, problems } = groupByRepository(lines.images);
    const yaml = withUniquePlaces(groups, derived.mirrors);
    const all = [...lines.problems, ...derived.problems, ...problems].sort((a, b) => a.line - b.line);
    return { yaml, images: groups.length, problems: all };
}
function groupByRepository(images) {
    const groups = new Map();
    const problems = [];
    for (const { line, source } of images) {
        const reference = (0,oci_reference/* withDefaultTag */._t)(source);
        const repository = (0,oci_reference/* formatRepository */.Sh)(reference);
        const group = groups.get(repository) ?? { repository, tags: new Map(), digests: new Set() };
        groups.set(repository, group);
        const why = addTo(group, reference);
        if (why !== null)
            problems.push({ line, text: (0,oci_reference/* formatReference */.FH)(reference), why });
    }
    for (const { tags, digests } of groups.values()) {
        for (const pin of tags.values())
            if (pin !== null)
                digests.delete(pin);
    }
    return { groups: [...groups.values()], problems };
}
/** Adds what `reference` names; says why where it contradicts an earlier line. */
function addTo({ tags, digests }, { tag, digest }) {
    if (tag === null) {
        if (digest !== null)
            digests.add(digest);
        return null;
    }
    const pin = tags.get(tag) ?? null;
    if (pin !== null && digest !== null && pin !== digest) {
        return `an earlier line pins this tag to ${(0,oci_digest/* shortDigest */.VK)(pin)}; a tag has one digest`;
    }
    tags.set(tag, pin ?? digest);
    return null;
}
/** Two registries may have the same path; their images then land below the registry's name. */
function withUniquePlaces(groups, mirrors) {
    const yaml = formatFile(groups, mirrors, null);
    if ((0,read_mirrorfile.readMirrorFile)(yaml, '').file !== null)
        return yaml;
    return formatFile(groups, mirrors.map((mirror) => ({ ...mirror, template: null })), '{host}/{path}');
}
function formatFile(groups, mirrors, template) {
    const places = template === null
        ? []
        : [
            '# Different registries have the same path, so images land below the name of their registry.',
            `repository: ${JSON.stringify(template)}`,
            '',
        ];
    return [
        '# The mirror manifest: which images are mirrored to where. Written by mirror-action init; edit it freely.',
        'version: 1',
        '',
        '# false: images are mirrored under their digests only. true: the mirrors also get the tags below.',
        'allowMirrorByTags: false',
        '',
        ...places,
        '# In order of priority.',
        'mirrors:',
        ...mirrors.flatMap(formatMirror),
        '',
        '# mirror-action lock writes the digests of unpinned tags into mirror.lock.yaml.',
        groups.length === 0 ? 'images: []' : 'images:',
        ...groups.flatMap(formatGroup),
        '',
    ].join('\n');
}
function formatMirror({ name, target, template, isPlaceholder }) {
    return [
        ...(isPlaceholder ? ['  # Put your registry here: host[:port][/prefix].'] : []),
        `  - name: ${(0,yaml_text/* yamlText */.p)(name)}`,
        `    target: ${(0,yaml_text/* yamlText */.p)(target)}`,
        ...(template === null ? [] : [`    repository: ${JSON.stringify(template)}`]),
    ];
}
function formatGroup({ repository, tags, digests }) {
    const pinned = [...tags].map(([tag, pin]) => (pin === null ? tag : `${tag}@${pin}`));
    const [tag, digest] = [pinned[0], [...digests][0]];
    if (pinned.length + digests.size === 1) {
        return [`  - ${(0,yaml_text/* yamlText */.p)(tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`)}`];
    }
    return [
        `  - source: ${(0,yaml_text/* yamlText */.p)(repository)}`,
        ...formatList('digests', [...digests]),
        ...formatList('tags', pinned),
    ];
}
function formatList(key, texts) {
    return texts.length === 0 ? [] : [`    ${key}: [${texts.map((text) => JSON.stringify(text)).join(', ')}]`];
}

;// CONCATENATED MODULE: ./build/commands/init.js
/** `init`: image references or copy commands on standard input become a mirror manifest. */


async function runInit({ host, options }) {
    const path = options.manifest ?? 'mirror.yaml';
    if (path !== '-' && (await host.files.exists(path))) {
        throw new errors/* MirrorError */.En('input', `${path} exists already and is not overwritten`, {
            fix: 'name another file with --manifest, or - for standard output',
        });
    }
    const { yaml, images, problems } = mirrorFileFromLines(await host.readStdin(), options.to === null ? {} : { to: options.to });
    for (const { line, text, why } of problems)
        host.log.warning(`standard input:${line}: ${text}: ${why}`);
    if (images === 0) {
        throw new errors/* MirrorError */.En('input', 'no image reference was found on standard input', {
            fix: 'write one reference per line, such as docker.io/library/redis:7.4',
        });
    }
    if (path === '-')
        await host.writeStdout(yaml);
    else {
        await host.files.writeText(path, yaml);
        host.log.info(`wrote ${path} with ${images} ${images === 1 ? 'repository' : 'repositories'}; next: mirror-action lock -f ${path}`);
    }
    return { report: null, exitCode: problems.length > 0 ? 1 : 0 };
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

/***/ 5373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ yamlText)
/* harmony export */ });
/** Text as one YAML scalar, plain wherever YAML can read it as nothing else. */
/** References, hosts and names stay plain; what could be a number, a keyword or a bracket stands in double quotes. */
function yamlText(text) {
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text) &&
        !text.endsWith(':') &&
        (text.includes('/') || /^[A-Za-z].*[.:-]/.test(text));
    return isPlain ? text : JSON.stringify(text);
}


/***/ })

};
