export const id = 102;
export const ids = [102,373];
export const modules = {

/***/ 1717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkGlobs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6656);
/* harmony import */ var _mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2195);
/** A glob that matches nothing is a mistake of the command line, not an empty run. */



/** Throws `input` naming the globs of `--image` that match no image of the mirror manifest. */
function checkGlobs(globs, known) {
    if (globs.length === 0)
        return;
    const names = [...known.images.map(listedNames), ...known.rows];
    const open = openSelections(known);
    const idle = globs.filter((glob) => !names.some((one) => matchesNames(glob, one)) && !open.some((key) => mayMatchTagOf(key, glob)));
    if (idle.length === 0)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('input', `--image ${idle.map(({ written }) => written).join(', ')} matches no image of the mirror manifest`, {
        fix: 'a glob is matched against the canonical name, such as docker.io/library/redis:7.4; * stops at /, ** does not',
    });
}
function listedNames(image) {
    const sourceTags = image.wants.flatMap((want) => want.kind === 'digest' || want.tag === null ? [] : [want.tag]);
    return { repository: (0,_mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceKey */ .Z)(image), sourceTags };
}
/** Repositories with `select` of whose tags this run knows nothing: any tag of theirs may be meant. */
function openSelections({ images, findings, rows, isStopped }) {
    const told = new Set(findings
        .filter(({ rule }) => rule === 'copy-failed' || rule === 'not-locked')
        .flatMap(({ source, affects = [] }) => [...(source === undefined ? [] : [source]), ...affects]));
    const reached = new Set(rows.map(({ repository }) => repository));
    return images
        .filter(({ select }) => select !== null)
        .map(_mirror_source_key_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceKey */ .Z)
        .filter((key) => told.has(key) || (isStopped && !reached.has(key)));
}
function mayMatchTagOf(repository, glob) {
    return (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .maySelectTagOf */ .XY)(repository, { mirrors: [], images: [glob] });
}
function matchesNames(glob, { repository, sourceTags }) {
    if ((0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .globMatchesImage */ .fl)(glob, repository, null))
        return true;
    return sourceTags.some((tag) => (0,_mirror_selection_js__WEBPACK_IMPORTED_MODULE_2__/* .globMatchesImage */ .fl)(glob, repository, tag));
}


/***/ }),

/***/ 7572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runGenerate: () => (/* binding */ runGenerate)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/files/read-mirrorfile.js + 12 modules
var read_mirrorfile = __webpack_require__(2570);
// EXTERNAL MODULE: ./build/mirror/selection.js
var mirror_selection = __webpack_require__(6656);
// EXTERNAL MODULE: ./build/mirror/source-key.js
var source_key = __webpack_require__(2195);
// EXTERNAL MODULE: ./build/policy/generate.js + 8 modules
var generate = __webpack_require__(9334);
// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/manifest-file.js
var manifest_file = __webpack_require__(2269);
// EXTERNAL MODULE: ./build/commands/policies/finish-policies.js
var finish_policies = __webpack_require__(802);
// EXTERNAL MODULE: ./build/commands/policies/needed-policies.js
var needed_policies = __webpack_require__(4272);
// EXTERNAL MODULE: ./build/commands/policies/policy-request.js
var policy_request = __webpack_require__(1746);
// EXTERNAL MODULE: ./build/commands/policies/read-policies.js + 1 modules
var read_policies = __webpack_require__(6523);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/policy/read-policy.js + 14 modules
var read_policy = __webpack_require__(6261);
// EXTERNAL MODULE: ./build/report/policies/assemble.js
var assemble = __webpack_require__(3040);
// EXTERNAL MODULE: ./build/commands/run-facts.js
var run_facts = __webpack_require__(8064);
// EXTERNAL MODULE: ./build/commands/policies/disk-tree.js
var disk_tree = __webpack_require__(4622);
;// CONCATENATED MODULE: ./build/commands/policies/write-generated.js
/** Generated policy files on disk: written, or with `--check` only compared. */








const MOST_FOLDERS = 10_000;
const FILE_LIMIT_BYTES = 64 * 1024 * 1024;
/**
 * What a format cannot say is not in its files, which are right without it. A file of which nothing is left is not written:
 * it would take every mirror from the nodes, so that what is on disk stays. Throws MirrorError `input` where a file would lie outside of the folder, before anything is written.
 */
async function writeGenerated(made, writing) {
    await requireInside(made, writing);
    const written = [];
    for (const one of made)
        written.push(await writeFormat(one, writing));
    return {
        files: written.flatMap(({ files }) => files),
        findings: written.flatMap(({ findings }) => findings),
    };
}
/** Links in the folder could lead anywhere. */
async function requireInside(made, { output, door }) {
    const { files, workspace } = door.host;
    const root = await files.realPath(output);
    const allowed = await Promise.all([workspace ?? root, ...door.options.allowPath].map((path) => files.realPath(path)));
    if (!allowed.some((folder) => (0,disk_tree/* isInside */.FK)(root, folder)))
        throw outside(output, 'the workspace');
    for (const { path } of made.flatMap((one) => one.files)) {
        if (!(0,disk_tree/* isInside */.FK)(await files.realPath((0,external_node_path_.join)(output, path)), root))
            throw outside((0,external_node_path_.join)(output, path), output);
    }
}
function outside(path, folder) {
    return new errors/* MirrorError */.En('input', `${path} leads out of ${folder}, and is not written`, {
        fix: 'name another folder with --output, or remove the link',
    });
}
function hasOpenError({ findings }, { file, door }) {
    const judged = (0,assemble/* judgePolicies */.o)(findings, door, { file, matches: run_facts/* globMatches */.m });
    return judged.some(({ severity, accepted, rule }) => severity === 'error' && !accepted && rule !== 'accept-expired');
}
async function writeFormat(made, writing) {
    const { format } = made;
    const isPartial = hasOpenError(made, writing);
    const files = [];
    for (const file of made.files) {
        const isLost = isPartial && saysNothing(file);
        const path = (0,external_node_path_.join)(writing.output, file.path);
        files.push({ format, ...(isLost ? { path, state: 'left-alone' } : await writeFile(file, writing)) });
    }
    // a host that cannot be said now may have been said before: its file is not left over
    const leftOver = isPartial ? [] : await leftOvers(made, writing);
    files.push(...leftOver.map((path) => ({ format, path, state: 'left-over' })));
    return { files, findings: files.flatMap((one) => findingOf(one, writing)) };
}
function saysNothing({ path, text }) {
    return (0,read_policy/* readPolicy */.T4)(text, path).documents.every((document) => {
        if (document.format === 'mirror-set')
            return document.entries.length === 0;
        return document.format === 'registries.conf' && document.registries.length === 0;
    });
}
async function writeFile({ path, text }, { output, door: { host, options } }) {
    const place = (0,external_node_path_.join)(output, path);
    const before = (await host.files.exists(place)) ? await host.files.readText(place, FILE_LIMIT_BYTES) : null;
    if (before === text)
        return { path: place, state: 'up-to-date' };
    if (options.check)
        return { path: place, state: before === null ? 'missing' : 'differs' };
    await host.files.writeText(place, text);
    return { path: place, state: 'written' };
}
/** Files that an earlier run wrote for hosts that are mirrored no more: containerd still reads them. */
async function leftOvers({ format, files }, { output, door: { host } }) {
    if (format !== 'hosts.toml' || (await host.files.kindOf(output)) !== 'directory')
        return [];
    const wanted = new Set(files.map(({ path }) => (0,external_node_path_.join)(output, path)));
    const found = [];
    for (const { name, kind } of await host.files.list(output, MOST_FOLDERS)) {
        const path = (0,external_node_path_.join)(output, name, 'hosts.toml');
        if (kind !== 'directory' || wanted.has(path) || (await host.files.kindOf(path)) !== 'file')
            continue;
        const text = await host.files.readText(path, FILE_LIMIT_BYTES).catch(() => '');
        if (text.includes(generate/* GENERATED_MARK */.iT))
            found.push(path);
    }
    return found;
}
const WRONG = {
    missing: { message: 'is not there', help: 'run generate without --check and commit the result' },
    differs: {
        message: 'is not what would be written',
        help: 'run generate without --check and commit the result',
    },
    'left-over': {
        message: 'was written by an earlier generate, for a host that is mirrored no more; containerd still reads it',
        help: 'remove the file',
    },
};
/** Without `--check` a file that is left over is nothing that the run could not do. */
function findingOf({ path, state }, { door }) {
    if (state === 'written' || state === 'up-to-date' || state === 'left-alone')
        return [];
    const { message, help } = WRONG[state];
    return [
        (0,finding/* finding */.gk)('policy-outdated', {
            at: { file: path, line: 1, column: 1 },
            message: `${path} ${message}`,
            help,
            ...(door.options.check ? {} : { severity: 'warning' }),
        }),
    ];
}

// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(2342);
// EXTERNAL MODULE: ./build/commands/workspace-bounds.js
var workspace_bounds = __webpack_require__(8222);
;// CONCATENATED MODULE: ./build/commands/generate.js
/** `generate`: policy files that send nodes to the mirrors of the mirror manifest, or existing policies in another format. */















async function runGenerate(door) {
    const { formats } = door.options;
    const output = requireUsage(door);
    const { file, policies, make, findings } = door.options.policies.length > 0 ? await fromPolicies(door) : await fromManifest(door);
    const made = formats.map((format) => ({ format, ...make(format) }));
    const written = await writeGenerated(made, { output, file, door });
    const all = [...findings, ...made.flatMap((one) => one.findings), ...written.findings];
    return (0,finish_policies/* finishPolicies */.G)(door, 'generate', {
        file,
        lock: null,
        policies: policies.files,
        findings: eachOnce(all),
        generated: written.files,
    });
}
/** The folder to write to. Throws MirrorError `usage`. */
function requireUsage({ options }) {
    const { formats, output, policies, mirrors, images } = options;
    const faults = [
        ...(formats.length === 0 ? ['--format is needed'] : []),
        ...(output === null ? ['--output is needed'] : []),
        ...(policies.length > 0 && mirrors.length + images.length > 0
            ? ['--mirror and --image are about the mirror manifest, and do not go with --policy']
            : []),
    ];
    if (faults.length === 0 && output !== null)
        return output;
    throw new errors/* MirrorError */.En('usage', faults.join('; '), { fix: 'for example: --format idms --output policies' });
}
async function fromManifest(door) {
    const { host, options } = door;
    const path = options.manifest ?? (await (0,manifest_file/* findManifest */.J9)(host));
    const { file, findings } = (0,read_mirrorfile.readMirrorFile)(await (0,workspace_bounds/* readUserText */.n)(path, manifest_file/* FILE_LIMIT_BYTES */.dH, door), path);
    if (file === null)
        throw new unusable_files/* UnusableFiles */.x(findings);
    const fault = (0,prepare/* faultOfSelection */.Ev)(file, options.mirrors);
    if (fault !== null)
        throw fault;
    (0,check_globs/* checkGlobs */.E)(options.images, { images: file.images, rows: [], findings: [], isStopped: true });
    const selected = withSelectedImages(file, options);
    const { neverContactSource, mirrors } = options;
    const names = mirrors.length === 0 ? {} : { mirrors };
    return {
        file,
        policies: read_policies/* NO_POLICIES */.f,
        make: (format) => (0,generate/* generateFromManifest */.BJ)(selected, { format, neverContactSource, ...names }),
        findings: [],
    };
}
/** An image is meant when any of its names is: policies cover repositories. */
function withSelectedImages(file, { images: globs }) {
    const selection = { mirrors: [], images: globs };
    const images = file.images.filter((image) => {
        const tags = image.wants.map((want) => (want.kind === 'digest' ? null : want.tag));
        return [null, ...tags].some((tag) => (0,mirror_selection/* isImageSelected */.Pq)((0,source_key/* sourceKey */.Z)(image), tag, selection));
    });
    return { ...file, images };
}
async function fromPolicies(door) {
    const policies = await (0,policy_request/* readRequested */.LM)((0,policy_request/* policyRequest */.Yn)(door, []), (0,policy_request/* workspaceTree */.OX)(door));
    (0,needed_policies/* refuseInvalid */.Q)(policies);
    const { neverContactSource } = door.options;
    return {
        file: null,
        policies,
        make: (format) => (0,generate/* generateFromPolicies */.uW)(policies.documents, { format, neverContactSource }),
        findings: policies.findings,
    };
}
function eachOnce(findings) {
    return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
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


/***/ }),

/***/ 2195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ sourceKey)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

/** Canonical `host/repository` of an image's source, or `oci:DIR` for layouts: the key of locks and history. */
function sourceKey(image) {
    return image.source.kind === 'registry' ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(image.source) : `oci:${image.source.directory}`;
}


/***/ })

};
