export const id = 610;
export const ids = [610];
export const modules = {

/***/ 144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P9: () => (/* binding */ TIME_PATTERN),
/* harmony export */   b6: () => (/* binding */ lockFileSchema),
/* harmony export */   k_: () => (/* binding */ MOST_PREVIOUS)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8816);
/** The shape of `mirror.lock.yaml`, version 1: what `readLockFile` accepts and `schema/lock.schema.json` says. */

/** Times are UTC to the second or finer, as `lock` writes them. */
const TIME_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$';
/** How many earlier digests of a tag the lock remembers. */
const MOST_PREVIOUS = 10;
const digest = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().describe('sha256:HEX, sha384:HEX or sha512:HEX.');
const since = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().meta({ description: 'When this digest was accepted, UTC.', pattern: TIME_PATTERN });
const entry = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    digest,
    since,
    previous: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ digest, since }))
        .max(MOST_PREVIOUS)
        .describe('Earlier digests, newest first.')
        .optional(),
})
    .describe('What the tag is locked to.');
const selection = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    select: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()]))
        .describe('The selection as the mirror manifest had it.'),
    tags: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).describe('The tags it gave.'),
})
    .describe('What a selection gave.');
const lockFileSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(1).describe('Version of this file format.'),
    tags: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), entry)
        .describe('Unpinned and selected tags by canonical name, sorted.')
        .optional(),
    selections: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), selection)
        .describe('Selections by source repository, sorted.')
        .optional(),
})
    .meta({
    title: 'Mirror lock',
    description: 'The digests that tags were resolved to (written by mirror-action lock, version 1).',
});


/***/ }),

/***/ 1610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readLockFile: () => (/* binding */ readLockFile)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(907);
/* harmony import */ var _lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(144);
/* harmony import */ var _reading_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9472);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9961);
/* harmony import */ var _shown_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2793);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6775);
/* harmony import */ var _yaml_document_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6895);
/** Reads `mirror.lock.yaml`: text in; the lock, or every fault with its place, out. */








const RULE = 'lock-invalid';
const REWRITE = 'restore the file from version control, or write it anew with mirror-action lock';
const KEY_HELP = {
    version: 'this release of mirror-action reads version 1; write the lock anew with mirror-action lock',
};
const timePattern = new RegExp(_lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .TIME_PATTERN */ .P9);
/** Reads `text`; `path` is only named in positions. Every fault is a finding `lock-invalid`. Never throws. */
function readLockFile(text, path) {
    const { document, faults } = (0,_yaml_document_js__WEBPACK_IMPORTED_MODULE_6__/* .parseYaml */ .h)(text, path);
    if (document === null)
        return { lock: null, findings: (0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .faultFindings */ .Pz)(RULE, faults) };
    const reading = new _reading_js__WEBPACK_IMPORTED_MODULE_3__/* .Reading */ .zK(RULE, document, faults);
    const newer = newerVersion(document);
    if (newer !== null) {
        reading.fault(['version'], `version ${newer} of the lock was written by a newer mirror-action`, 'use that release, or write the lock anew with this one');
        return { lock: null, findings: reading.findings() };
    }
    const shape = (0,_shape_js__WEBPACK_IMPORTED_MODULE_4__/* .checkShape */ .e)(_lockfile_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .lockFileSchema */ .b6, reading, KEY_HELP);
    const lock = shape && {
        path,
        sha256: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(Buffer.from(text))),
        tags: readTags(shape.tags ?? {}, reading),
        selections: readSelections(shape.selections ?? {}, reading),
    };
    const findings = reading.findings();
    return { lock: findings.length === 0 ? lock : null, findings };
}
/** The other faults of a file in a newer format would mean nothing. */
function newerVersion(document) {
    const { version } = (document.value ?? {});
    return typeof version === 'number' && version > 1 ? version : null;
}
function readTags(shapes, reading) {
    const tags = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        const path = ['tags', key];
        checkKey(key, { section: 'tags', isTagged: true, reading });
        const locked = shape === undefined ? null : readLocked(shape, path, reading);
        const previous = (shape?.previous ?? []).flatMap((earlier, index) => earlier === undefined ? [] : (readLocked(earlier, [...path, 'previous', index], reading) ?? []));
        if (locked !== null)
            tags.set(key, { ...locked, previous });
    }
    return tags;
}
function readLocked(shape, path, reading) {
    const { digest, since } = shape;
    if (digest !== undefined && !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
        reading.fault([...path, 'digest'], `${(0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)([...path, 'digest'])}: ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(digest)} cannot be used: ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotDigest */ .q$)(digest)}`, REWRITE);
    }
    if (since !== undefined && !isTime(since)) {
        reading.fault([...path, 'since'], `${(0,_reading_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)([...path, 'since'])}: ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(since)} is not a time in UTC`, 'write it as 2026-11-21T02:00:00Z');
    }
    return digest === undefined || since === undefined ? null : { digest: digest, since };
}
function readSelections(shapes, reading) {
    const selections = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        checkKey(key, { section: 'selections', isTagged: false, reading });
        const tags = (shape?.tags ?? []).flatMap((tag, index) => {
            if (tag === undefined)
                return [];
            return (reading.take(['selections', key, 'tags', index], (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTag */ .ED)(tag), { text: tag, help: REWRITE }) ?? []);
        });
        selections.set(key, { select: (shape?.select ?? {}), tags: tags });
    }
    return selections;
}
/** Keys are canonical: what is looked up under another spelling would silently not be found. */
function checkKey(key, { section, isTagged, reading }) {
    const at = () => reading.document.keyPositionOf([section], key);
    const parsed = (0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .parseSource */ .PJ)(key);
    if (!parsed.ok) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} is not an image: ${parsed.why}`, REWRITE);
        return;
    }
    if (parsed.value.kind === 'layout')
        return;
    const { repository, tag, digest } = parsed.value;
    const canonical = tag === null ? (0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSource */ .j2)(repository) : `${(0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .formatSource */ .j2)(repository)}:${tag}`;
    if ((tag !== null) !== isTagged || digest !== null) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} ${isTagged ? 'has no tag, or a digest beside it' : 'is not a repository alone'}`, REWRITE);
    }
    else if (canonical !== key) {
        reading.fault(at(), `${(0,_shown_js__WEBPACK_IMPORTED_MODULE_7__/* .shown */ .S)(key)} is not the canonical name of its image`, `write ${canonical}`);
    }
}
function isTime(text) {
    if (!timePattern.test(text))
        return false;
    const time = Date.parse(text);
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 19) === text.slice(0, 19);
}


/***/ }),

/***/ 9472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LF: () => (/* binding */ pathText),
/* harmony export */   Pz: () => (/* binding */ faultFindings),
/* harmony export */   zK: () => (/* binding */ Reading)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(474);
/* harmony import */ var _shown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2793);
/** One reading of one file: its document, and the faults found so far. */



class Reading {
    document;
    #rule;
    #faults;
    #unreadable;
    /** `yamlFaults` are kept; further faults at their very places are consequences and are left out. */
    constructor(rule, document, yamlFaults) {
        this.document = document;
        this.#rule = rule;
        this.#faults = [...yamlFaults];
        this.#unreadable = new Set(yamlFaults.map(({ at }) => `${at.line}:${at.column}`));
    }
    positionOf(path) {
        return this.document.positionOf(path);
    }
    fault(at, message, help) {
        const position = isPath(at) ? this.positionOf(at) : at;
        if (this.#unreadable.has(`${position.line}:${position.column}`))
            return;
        this.#faults.push({ at: position, message, help });
    }
    /** The value, or null after a fault at `path` that shows `text` and why it cannot be used. */
    take(path, parsed, { text, help }) {
        if (parsed.ok)
            return parsed.value;
        const why = (0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .userinfoEnd */ .Z)(text) === null ? parsed.why : 'user names and passwords do not stand in this file';
        this.fault(path, `${pathText(path)}: ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .S)(text)} cannot be used: ${why}`, help);
        return null;
    }
    /** Every fault as a finding, in the order of the text, each once. */
    findings() {
        return faultFindings(this.#rule, this.#faults);
    }
}
/** Faults as findings of `rule`, in the order of the text, each once. */
function faultFindings(rule, faults) {
    const unique = new Map(faults.map((fault) => [`${fault.at.line}:${fault.at.column}:${fault.message}`, fault]));
    return [...unique.values()]
        .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
        .map(({ at, message, help }) => (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)(rule, { at, message: (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .makeVisible */ .Xm)(message), help: (0,_visible_js__WEBPACK_IMPORTED_MODULE_2__/* .makeVisible */ .Xm)(help) }));
}
/** A path for people: `images[2].tags[0]`, `registries["docker.io"]`. */
function pathText(path) {
    return path.reduce((text, key) => {
        if (typeof key === 'number')
            return `${text}[${key}]`;
        if (!/^[A-Za-z][\w-]*$/.test(key))
            return `${text}[${(0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .S)(key)}]`;
        return text === '' ? key : `${text}.${key}`;
    }, '');
}
function isPath(at) {
    return Array.isArray(at);
}


/***/ }),

/***/ 9961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ checkShape)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8816);
/* harmony import */ var _reading_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9472);
/* harmony import */ var _shown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2793);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1502);
/** Checks plain data against a schema, tells every fault at its place, and leaves only what has the right shape. */




/**
 * The sound part of the document, or null where nothing is. Keys beginning with `x-` are the user's own and are
 * removed without a fault, except in mappings whose keys are names.
 */
function checkShape(schema, reading, keyHelp = {}) {
    const value = reading.document.value;
    const result = schema.safeParse(value);
    if (result.success)
        return value;
    const issues = flatten(result.error.issues, []);
    for (const issue of issues)
        tell(issue, { schema, reading, keyHelp });
    for (const issue of issues)
        prune(value, issue);
    const isMapping = issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys');
    return isMapping ? value : null;
}
/** Issues with full paths; of a union, those of the branch whose kind of value was meant. */
function flatten(issues, base) {
    return issues.flatMap((issue) => {
        const path = [...base, ...issue.path];
        if (issue.code !== 'invalid_union')
            return [{ ...issue, path }];
        const meant = issue.errors.find((branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0));
        if (meant !== undefined)
            return flatten(meant, path);
        const expected = issue.errors
            .flat()
            .map((inner) => (inner.code === 'invalid_type' ? kindName(inner.expected) : ''));
        return [{ ...issue, path, message: expected.filter((name) => name !== '').join(' or ') }];
    });
}
function tell(issue, telling) {
    const path = issue.path;
    if (issue.code === 'unrecognized_keys')
        tellKeys(issue.keys, path, telling);
    else
        tellValue(issue, path, telling);
}
function tellKeys(keys, path, { schema, reading, keyHelp }) {
    const known = knownKeys(schema, path);
    for (const key of keys) {
        if (key.startsWith('x-'))
            continue;
        const inside = path.length === 0 ? '' : ` in ${(0,_reading_js__WEBPACK_IMPORTED_MODULE_0__/* .pathText */ .LF)(path)}`;
        reading.fault(reading.document.keyPositionOf(path, key), `unknown key ${(0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .S)(key)}${inside}`, ownHelp(keyHelp, key) ?? `${(0,_suggest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggestion */ .h)(key, known)} (keys of your own begin with x-)`);
    }
}
function ownHelp(keyHelp, key) {
    return typeof key === 'string' && Object.hasOwn(keyHelp, key) ? keyHelp[key] : undefined;
}
function tellValue(issue, path, { reading, keyHelp }) {
    const name = path.length === 0 ? 'the file' : (0,_reading_js__WEBPACK_IMPORTED_MODULE_0__/* .pathText */ .LF)(path);
    const value = valueAt(reading.document.value, path);
    if (value === undefined) {
        reading.fault(path, `${name} is missing`, `add it: ${wantedText(issue)} is expected`);
    }
    else if (issue.code === 'invalid_type' || issue.code === 'invalid_union') {
        reading.fault(path, `${name} is ${describe(value, path, reading)} where ${wantedText(issue)} is expected`, ownHelp(keyHelp, path.at(-1)) ?? typeHelp(issue, path, reading));
    }
    else if (issue.code === 'invalid_value') {
        const values = issue.values.map(String);
        reading.fault(path, `${name} is ${describe(value, path, reading)}; it can be ${listed(values)}`, ownHelp(keyHelp, path.at(-1)) ?? (0,_suggest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggestion */ .h)(String(value), values));
    }
    else {
        reading.fault(path, `${name} is ${describe(value, path, reading)}, which is out of bounds`, `${wantedText(issue)} is expected`);
    }
}
const MOST_LISTED = 8;
function listed(values) {
    const rest = values.length - MOST_LISTED;
    return `${values.slice(0, MOST_LISTED).join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}`;
}
/** What was written. Values below `auth` are never shown: somebody may have written a secret there. */
function describe(value, path, reading) {
    if (value === null)
        return 'empty';
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    if (typeof value === 'object')
        return 'a mapping';
    if (path.includes('auth'))
        return `a ${typeof value}`;
    const written = (0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .S)(reading.document.writtenAt(path) ?? String(value));
    return typeof value === 'string' ? `the string ${written}` : `the ${typeof value} ${written.slice(1, -1)}`;
}
function wantedText(issue) {
    if (issue.code === 'invalid_type')
        return kindName(issue.expected);
    if (issue.code === 'invalid_union')
        return issue.message;
    if (issue.code === 'invalid_value')
        return `one of ${listed(issue.values.map(String))}`;
    if (issue.code === 'too_small')
        return `at least ${issue.minimum}${issue.origin === 'array' ? ' entry' : ''}`;
    return issue.code === 'too_big' ? `at most ${issue.maximum}` : 'another value';
}
function typeHelp(issue, path, reading) {
    const written = reading.document.writtenAt(path);
    const wantsText = wantedText(issue).includes('string');
    if (!wantsText || written === null || path.includes('auth'))
        return `write ${wantedText(issue)} here`;
    return written === ''
        ? 'write the value, or remove the key'
        : `write it in quotes: "${(0,_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .S)(written).slice(1, -1)}"`;
}
function kindName(kind) {
    const names = {
        object: 'a mapping',
        record: 'a mapping',
        array: 'a list',
        string: 'a string',
        int: 'a whole number',
        number: 'a number',
        boolean: 'true or false',
    };
    return names[kind] ?? kind;
}
/** Removes what the issue is about: unknown keys, or a value, whose place stays so that its key can be read. */
function prune(root, issue) {
    const path = issue.path;
    if (issue.code === 'unrecognized_keys') {
        const map = valueAt(root, path);
        for (const key of map === undefined ? [] : issue.keys)
            delete map?.[key];
        return;
    }
    const parent = valueAt(root, path.slice(0, -1));
    const last = path.at(-1);
    if (parent === undefined || parent === null || last === undefined)
        return;
    parent[last] = undefined;
}
function valueAt(root, path) {
    return path.reduce((value, key) => {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
            return undefined;
        return value[key];
    }, root);
}
/** The keys that the schema knows at `path`. */
function knownKeys(schema, path) {
    let candidates = [schema];
    for (const key of path)
        candidates = candidates.flatMap((candidate) => below(candidate, key));
    return candidates
        .flatMap((candidate) => unwrapped(candidate))
        .flatMap((plain) => (plain instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodObject */ .bvH ? Object.keys(plain.shape) : []));
}
function below(schema, key) {
    return unwrapped(schema).flatMap((plain) => {
        if (plain instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodObject */ .bvH)
            return Object.hasOwn(plain.shape, key) ? [plain.shape[key]] : [];
        if (plain instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodArray */ .naA)
            return [plain.element];
        return plain instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodRecord */ .b8S ? [plain.valueType] : [];
    });
}
function unwrapped(schema) {
    if (schema instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodOptional */ .IiU)
        return unwrapped(schema.unwrap());
    if (schema instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodUnion */ .fZ7)
        return schema.options.flatMap(unwrapped);
    return [schema];
}


/***/ })

};
