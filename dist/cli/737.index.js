export const id = 737;
export const ids = [737];
export const modules = {

/***/ 3789:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   Zv: () => (/* binding */ findCommand)
/* harmony export */ });
/* unused harmony export DEFAULT_COMMAND */
/* harmony import */ var _option_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(979);

/** In the order of the help text. */
const COMMANDS = [
    {
        name: 'sync',
        summary: 'copy what the mirrors lack, prove it, then move the tags',
        details: [
            'Reads the mirror manifest, finds the wanted digest of every image, copies what a mirror lacks,',
            'proves that it can be served, and sets tags last. Only what is needed is read or written.',
            '',
            '  mirror-action sync -f mirror.yaml --json report.json',
            "  mirror-action sync --image 'docker.io/library/*' --mirror eu",
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'dryRun'],
        writes: 'unless --dry-run',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(293), __webpack_require__.e(478)]).then(__webpack_require__.bind(__webpack_require__, 2478))).runSync(door),
    },
    {
        name: 'plan',
        summary: 'show what sync would do, and why; writes nothing',
        details: [
            'Asks sources and mirrors what they hold (HEAD requests, which registries do not count as pulls)',
            'and lists the steps that sync would take.',
            '',
            '  mirror-action plan -f mirror.yaml',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: _option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D,
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(996)]).then(__webpack_require__.bind(__webpack_require__, 3996))).planAndStop(door, 'plan'),
    },
    {
        name: 'lock',
        summary: 'write what every tag means now to the lock file, for review',
        details: [
            'Asks the sources what their tags point to and writes mirror.lock.yaml. A line changes only when its',
            'digest changes. A source that went back to an older digest is refused: the old entry stays.',
            'What is different about tags that moved (built when, size, platforms, layers) is in every report.',
            '',
            '  mirror-action lock -f mirror.yaml',
            '  mirror-action lock --summary body.md     for the body of a pull request',
            "  mirror-action lock --accept docker.io/library/redis:7.4@sha256:… --reason 'upstream withdrew 7.4.2'",
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'accept', 'reason'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(616), __webpack_require__.e(373)]).then(__webpack_require__.bind(__webpack_require__, 9616))).runLock(door),
    },
    {
        name: 'verify',
        summary: 'prove that every mirror can serve every image, and mend it',
        details: [
            'Walks every image on every mirror from its wanted digest (pin, else lock, else what the mirror’s tag points to)',
            'to the last blob. The source is not needed, but for --repair where no other mirror has the content.',
            '',
            '  mirror-action verify',
            '  mirror-action verify --depth content --repair',
            '  mirror-action verify --depth rootfs --oldest-first --time-budget 40m',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'depth', 'repair', 'runtime', 'oldestFirst'],
        writes: 'with --repair',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(6), __webpack_require__.e(807)]).then(__webpack_require__.bind(__webpack_require__, 6807))).runVerify(door),
    },
    {
        name: 'drift',
        summary: 'show what every tag means at the source, in the lock and on every mirror',
        details: [
            'Asks sources and mirrors what their tags point to (HEAD requests, which registries do not count as pulls),',
            'compares that with what is wanted, and shows which mirrors are behind, since when, and what a node gets when',
            'it falls back from one mirror to the next. Manifests are read only to explain a difference. Writes nothing.',
            '',
            '  mirror-action drift --html drift.html',
            '  mirror-action drift --depth probe      also whether what is there is complete',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'depth'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(6), __webpack_require__.e(293), __webpack_require__.e(707)]).then(__webpack_require__.bind(__webpack_require__, 9787))).runDrift(door),
    },
    {
        name: 'check',
        summary: 'lint the mirror manifest, the lock and policy files, and show what a change of them does',
        details: [
            'Reads policy files of OpenShift (ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy), registries.conf',
            'and hosts.toml, told apart by content: FILEs, those that --policy matches, or with neither all that lie in the',
            'working directory. Asks nobody. --base shows what nodes would try before and after.',
            '',
            '  mirror-action check',
            "  mirror-action check --policy 'deploy/**/*.yaml' --base origin/main",
            '  mirror-action check --report last.json       where policies send nodes to a mirror that was not in order',
        ].join('\n'),
        positionals: '[FILE…]',
        takesPositionals: 'any',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'policy', 'base', 'report'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(548), __webpack_require__.e(313), __webpack_require__.e(459), __webpack_require__.e(189), __webpack_require__.e(269)]).then(__webpack_require__.bind(__webpack_require__, 8823))).runCheck(door),
    },
    {
        name: 'generate',
        summary: 'write policy files that send nodes to the mirrors',
        details: [
            'From the mirror manifest: digests only, unless allowMirrorByTags; mirrors in the order of the manifest, or of',
            '--mirror; mirrors that are filling or retired, and layouts, left out. With --policy from existing policy files,',
            'in another format. What a format cannot say is told, fails the run and is not in its files.',
            '',
            '  mirror-action generate --format idms --format itms --output policies',
            '  mirror-action generate --format hosts.toml --output certs.d --check      do files differ?',
            "  mirror-action generate --policy 'old/*.yaml' --format registries.conf --output node",
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'format', 'output', 'policy', 'neverContactSource', 'check'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(459), __webpack_require__.e(189), __webpack_require__.e(334), __webpack_require__.e(102)]).then(__webpack_require__.bind(__webpack_require__, 7572))).runGenerate(door),
    },
    {
        name: 'explain',
        summary: 'show the places that a node would try for a reference, in order, and why',
        details: [
            'Reads the policy files that --policy matches, or all that lie in the working directory, and shows for CRI-O and',
            'Podman and for containerd where a pull of REF goes, by tag and by digest. --probe asks each place what it serves',
            'now; registries and ages of tags are then taken from the mirror manifest, the lock and the state, where there are any.',
            '',
            "  mirror-action explain docker.io/library/redis:7.4 --policy 'certs.d/**/hosts.toml'",
            "  mirror-action explain redis:7.4 --policy 'policies/*.yaml' --probe",
        ].join('\n'),
        positionals: 'REF',
        takesPositionals: 'one',
        options: [..._option_table_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_OPTIONS */ .D, 'policy', 'probe'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(62), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(459), __webpack_require__.e(189), __webpack_require__.e(813)]).then(__webpack_require__.bind(__webpack_require__, 813))).runExplain(door),
    },
    {
        name: 'init',
        summary: 'write a mirror manifest from image references on standard input',
        details: [
            'Reads one reference or copy command (skopeo copy, crane copy, docker pull, …) per line and writes',
            'mirror.yaml, or the file that --manifest names. An existing file is never overwritten.',
            '',
            '  kubectl get pods -A -o jsonpath="{..image}" | tr " " "\\n" | mirror-action init --to registry.example.com/mirror',
            '  mirror-action init --to registry.example.com/mirror -f - < images.txt',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: ['manifest', 'to', 'logLevel', 'quiet'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(685)]).then(__webpack_require__.bind(__webpack_require__, 902))).runInit(door),
    },
    {
        name: 'serve',
        summary: 'serve an OCI image layout directory as a registry',
        details: [
            'Images that index.json lists as NAME:TAG are pulled as HOST:PORT/NAME:TAG. Read-only unless',
            '--writable. There is no TLS and no login: keep it on loopback or behind something that has both.',
            '',
            '  mirror-action serve ./vault --listen 127.0.0.1:5000',
        ].join('\n'),
        positionals: 'DIR',
        takesPositionals: 'one',
        options: ['listen', 'writable', 'logLevel', 'quiet'],
        writes: 'never',
        run: async (door) => (await __webpack_require__.e(/* import() */ 244).then(__webpack_require__.bind(__webpack_require__, 6244))).runServe(door),
    },
    {
        name: 'demo',
        summary: 'see it all on embedded registries, with nothing to reach',
        details: [
            'Starts a source and two mirrors in this process, makes a few images up, and then locks, plans and syncs',
            'them, moves a tag, damages a mirror and repairs it, and lets a mirror drift. Nothing outside of the folder is',
            'read or written.',
            '',
            '  mirror-action demo --output ./demo',
        ].join('\n'),
        positionals: '',
        takesPositionals: 'none',
        options: ['output', 'logLevel', 'quiet'],
        writes: 'never',
        run: async (door) => (await Promise.all(/* import() */[__webpack_require__.e(816), __webpack_require__.e(856), __webpack_require__.e(88), __webpack_require__.e(815), __webpack_require__.e(548), __webpack_require__.e(570), __webpack_require__.e(313), __webpack_require__.e(222), __webpack_require__.e(404), __webpack_require__.e(249), __webpack_require__.e(537), __webpack_require__.e(512), __webpack_require__.e(6), __webpack_require__.e(293), __webpack_require__.e(411), __webpack_require__.e(616), __webpack_require__.e(372)]).then(__webpack_require__.bind(__webpack_require__, 3372))).runDemo(door),
    },
];
const DEFAULT_COMMAND = 'sync';
function findCommand(name) {
    return COMMANDS.find((command) => command.name === name) ?? null;
}


/***/ }),

/***/ 979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ COMMON_OPTIONS),
/* harmony export */   l: () => (/* binding */ OPTIONS)
/* harmony export */ });
/** Every option once: the flags of the command line and the inputs of the Action are made from this table. */
const OPTIONS = {
    manifest: {
        name: 'manifest',
        short: 'f',
        kind: 'value',
        placeholder: 'FILE',
        description: 'The mirror manifest',
        default: 'first of mirror.yaml, mirror.yml, .github/mirror.yaml',
    },
    lockfile: {
        name: 'lockfile',
        kind: 'value',
        placeholder: 'FILE',
        description: 'The lock file',
        default: 'mirror.lock.yaml beside the manifest',
    },
    mirror: { name: 'mirror', kind: 'list', placeholder: 'NAME', description: 'Only these mirrors, by name' },
    image: {
        name: 'image',
        kind: 'list',
        placeholder: 'GLOB',
        description: 'Only images whose host/repository[:tag] matches; * stops at /, ** does not',
    },
    json: {
        name: 'json',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write the JSON report here; - is standard output',
    },
    summary: {
        name: 'summary',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write a Markdown summary here',
    },
    html: { name: 'html', kind: 'value', placeholder: 'FILE', description: 'Write an HTML report here' },
    sarif: {
        name: 'sarif',
        kind: 'value',
        placeholder: 'FILE',
        description: 'Write findings as SARIF 2.1.0 here',
    },
    failOn: {
        name: 'fail-on',
        kind: 'list',
        placeholder: 'LIST',
        description: 'What makes the exit code 1: severities (error, warning, note), rule names, or never; separated by commas',
        default: 'error',
    },
    state: {
        name: 'state',
        kind: 'value',
        placeholder: 'DIR',
        description: 'Where proofs and history are kept between runs',
        default: '$XDG_STATE_HOME/mirror-action; in the Action a cached folder',
    },
    recheck: {
        name: 'recheck',
        kind: 'value',
        placeholder: 'WHEN',
        description: 'Prove again what earlier runs have proven: due, all or never',
        default: 'due',
    },
    locked: {
        name: 'locked',
        kind: 'flag',
        description: 'Nothing may be resolved that the lock does not hold',
    },
    timeBudget: {
        name: 'time-budget',
        kind: 'value',
        placeholder: 'DURATION',
        description: 'Stop starting work after this time (50m, 1h30m); what is left is deferred to the next run',
    },
    dryRun: { name: 'dry-run', kind: 'flag', description: 'Only plan, write nothing' },
    depth: {
        name: 'depth',
        kind: 'value',
        placeholder: 'DEPTH',
        description: 'How deep to look: manifests, exists (HEAD of every blob), probe (its last byte), content (every byte), rootfs (layers unpacked)',
        default: 'probe for verify; drift looks at tags alone',
    },
    repair: {
        name: 'repair',
        kind: 'flag',
        description: 'Bring back what is missing or damaged, from another mirror or the source',
    },
    runtime: {
        name: 'runtime',
        kind: 'list',
        placeholder: 'NAME@VERSION',
        description: 'Tell which images this runtime cannot pull or run (containerd@2.1, cri-o@1.30), instead of the runtimes of the mirror manifest',
    },
    oldestFirst: {
        name: 'oldest-first',
        kind: 'flag',
        description: 'Begin with what was proven longest ago; with --time-budget, nights get around to everything',
    },
    accept: {
        name: 'accept',
        kind: 'value',
        placeholder: 'REF@DIGEST',
        description: 'Put this digest into the lock although it was refused',
    },
    reason: { name: 'reason', kind: 'value', placeholder: 'TEXT', description: 'Why; required with --accept' },
    to: {
        name: 'to',
        kind: 'value',
        placeholder: 'HOST/PREFIX',
        description: 'The mirror to write into the manifest',
    },
    listen: {
        name: 'listen',
        kind: 'value',
        placeholder: 'HOST:PORT',
        description: 'Where to listen',
        default: '127.0.0.1:5000',
    },
    writable: { name: 'writable', kind: 'flag', description: 'Take pushes' },
    output: {
        name: 'output',
        kind: 'value',
        placeholder: 'DIR',
        description: 'Folder for what the command writes',
    },
    format: {
        name: 'format',
        kind: 'list',
        placeholder: 'FORMAT',
        description: 'What to write: idms, itms, icsp, registries.conf or hosts.toml',
    },
    policy: {
        name: 'policy',
        kind: 'list',
        placeholder: 'GLOB',
        description: 'Policy files to read; * stops at /, ** does not',
    },
    base: {
        name: 'base',
        kind: 'value',
        placeholder: 'DIR|GIT-REF',
        description: 'Show what changes against the files in this folder or commit',
        default: 'the merge base in a pull request; else nothing is compared',
    },
    report: {
        name: 'report',
        kind: 'value',
        placeholder: 'FILE',
        description: 'An earlier JSON report: tell where policies send nodes to a mirror that was not in order',
    },
    neverContactSource: {
        name: 'never-contact-source',
        kind: 'flag',
        description: 'Nodes never ask the source, also where no mirror answers',
    },
    check: {
        name: 'check',
        kind: 'flag',
        description: 'Write nothing, and fail when files differ from what would be written',
    },
    probe: {
        name: 'probe',
        kind: 'flag',
        description: 'Ask each place what it would serve now',
    },
    allowEnv: {
        name: 'allow-env',
        kind: 'list',
        placeholder: 'NAME',
        description: 'Environment variables that auth: may name besides MIRROR_*',
    },
    allowPath: {
        name: 'allow-path',
        kind: 'list',
        placeholder: 'PATH',
        description: 'Folders outside the workspace that tls: and oci: may name (Action)',
    },
    allowPrWrite: {
        name: 'allow-pr-write',
        kind: 'flag',
        description: 'Let commands that write run for pull_request events (Action)',
    },
    logLevel: {
        name: 'log-level',
        kind: 'value',
        placeholder: 'LEVEL',
        description: 'debug, info, warning or error',
        default: 'info',
    },
    quiet: {
        name: 'quiet',
        kind: 'flag',
        description: 'No progress, no report in text; errors and warnings only',
    },
};
/** Options of every command. */
const COMMON_OPTIONS = [
    'manifest',
    'lockfile',
    'json',
    'summary',
    'html',
    'sarif',
    'failOn',
    'state',
    'recheck',
    'locked',
    'timeBudget',
    'mirror',
    'image',
    'allowEnv',
    'allowPath',
    'allowPrWrite',
    'logLevel',
    'quiet',
];


/***/ }),

/***/ 9473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   En: () => (/* binding */ MirrorError),
/* harmony export */   Ho: () => (/* binding */ toMirrorError),
/* harmony export */   U9: () => (/* binding */ isMirrorError),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   xb: () => (/* binding */ assertNever)
/* harmony export */ });
/**
 * Typed errors: thrown when a unit of work cannot go on. Faults in what the user asked us to examine are
 * findings (`finding.ts`), not errors.
 */
/** The one error class of this project. `message` never holds a secret; text from outside is already one line. */
class MirrorError extends Error {
    code;
    where;
    fix;
    status;
    registryCodes;
    unknownDigests;
    isFinal;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'MirrorError';
        this.code = code;
        this.where = details.where;
        this.fix = details.fix;
        this.status = details.status;
        this.registryCodes = details.registryCodes ?? [];
        this.unknownDigests = details.unknownDigests ?? [];
        this.isFinal = details.isFinal ?? false;
    }
}
function isMirrorError(error, ...codes) {
    return error instanceof MirrorError && (codes.length === 0 || codes.includes(error.code));
}
/** Any thrown value as a MirrorError: abort signals become `aborted`, everything unknown `internal`. */
function toMirrorError(error) {
    if (error instanceof MirrorError)
        return error;
    // The reason of an abort signal: a stop signal's name, or the time budget.
    if (typeof error === 'string')
        return new MirrorError('aborted', `stopped: ${error}`);
    if (nameOf(error) === 'AbortError' || nameOf(error) === 'TimeoutError') {
        return new MirrorError('aborted', 'stopped', { cause: error });
    }
    const message = messageOf(error);
    return new MirrorError('internal', `unexpected failure: ${message}`, {
        fix: 'report this as a bug of mirror-action',
        cause: error,
    });
}
/** Errors of other realms (workers, test environments) are no instances of this one's Error. */
function nameOf(error) {
    return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
function messageOf(error) {
    return typeof error === 'object' && error !== null && 'message' in error
        ? String(error.message)
        : String(error);
}
/** One line for a person: `what (where); fix`. */
function describeError(error) {
    const where = error.where === undefined ? '' : ` (${error.where})`;
    const fix = error.fix === undefined ? '' : `; ${error.fix}`;
    return `${error.message}${where}${fix}`;
}
/** Closes a switch over a union: a new member fails to compile. */
function assertNever(value) {
    throw new MirrorError('internal', `unhandled case: ${JSON.stringify(value)}`);
}


/***/ }),

/***/ 3737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/commander/index.js + 6 modules
var commander = __webpack_require__(7375);
// EXTERNAL MODULE: ./build/commands/commands.js
var commands = __webpack_require__(3789);
// EXTERNAL MODULE: ./build/commands/option-table.js
var option_table = __webpack_require__(979);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
;// CONCATENATED MODULE: ./build/command-line.js
/** Flags and positionals of the command line, made from the table of options. */




/** Reads the arguments after the program's name. Throws MirrorError `usage`. */
function readCommandLine(args, version) {
    let read = null;
    const printed = [];
    const program = newProgram((text) => printed.push(text))
        .name('mirror-action')
        .description('Mirrors container images by digest to several registries and proves that what they serve is complete.')
        .version(version, '--version', 'Print the version')
        .addHelpText('after', START_HERE);
    for (const command of commands/* COMMANDS */.Lo) {
        program.addCommand(programOf(command, (run) => {
            read = run;
        }, (text) => printed.push(text)));
    }
    try {
        program.parse([...args], { from: 'user' });
    }
    catch (error) {
        const line = afterExit(error, printed.join(''));
        if (line !== null)
            return line;
    }
    return read ?? { kind: 'print', text: program.helpInformation() + START_HERE, exitCode: 2 };
}
const PLACES = ['json', 'summary', 'html', 'sarif'];
/** What can still be told of arguments that `readCommandLine` refused: the command, '' where none was named, and where
 *  reports were asked for. Never throws. */
function salvageCommandLine(args) {
    const options = Object.fromEntries(PLACES.flatMap((key) => {
        const place = lastValueOf(`--${option_table/* OPTIONS */.l[key].name}`, args);
        return place === null ? [] : [[key, place]];
    }));
    const first = args[0] ?? '';
    const known = commands/* COMMANDS */.Lo.find(({ name }) => args.includes(name))?.name;
    return { command: isFlag(first) ? (known ?? '') : first, options };
}
/** The last value of a flag, as the parser would take it; what looks like another flag is no value. */
function lastValueOf(flag, args) {
    const values = args.flatMap((arg, index) => {
        const value = arg === flag ? args[index + 1] : arg.startsWith(`${flag}=`) ? arg.slice(flag.length + 1) : '';
        return value === undefined || value === '' || isFlag(value) ? [] : [value];
    });
    return values.at(-1) ?? null;
}
/** A lone dash is standard output. */
function isFlag(arg) {
    return arg.startsWith('-') && arg !== '-';
}
const START_HERE = `
Start here:
  mirror-action demo                          see it work, with nothing to reach
  mirror-action init --to HOST/PREFIX         make a mirror manifest from a list of images
  mirror-action plan                          what would be copied, and why
  mirror-action sync                          copy it

Exit codes: 0 all is as wanted, 1 something is wrong, 2 it could not run, 130/143 interrupted.
`;
function newProgram(write) {
    return new commander/* Command */.uB()
        .exitOverride()
        .helpOption('-h, --help', 'Print this help')
        .showHelpAfterError(false)
        .configureOutput({ writeOut: write, writeErr: () => undefined })
        .configureHelp({ showGlobalOptions: false, sortOptions: false });
}
function programOf(command, onRun, write) {
    const program = newProgram(write)
        .name(command.name)
        .summary(command.summary)
        .description(`${command.summary}\n\n${command.details}`);
    if (command.takesPositionals === 'one')
        program.argument(`<${command.positionals.toLowerCase()}>`);
    if (command.takesPositionals === 'any')
        program.argument('[files...]');
    for (const key of command.options)
        program.addOption(optionOf(option_table/* OPTIONS */.l[key]));
    program.action(() => {
        onRun({
            kind: 'run',
            command: command.name,
            positionals: program.args,
            options: optionsOf(program, command.options),
        });
    });
    return program;
}
function optionOf(spec) {
    const short = spec.short === undefined ? '' : `-${spec.short}, `;
    const value = spec.kind === 'flag' ? '' : ` <${spec.placeholder ?? 'VALUE'}>`;
    const note = [
        spec.kind === 'list' ? 'repeatable' : '',
        spec.default === undefined ? '' : `default: ${spec.default}`,
    ].filter(Boolean);
    const option = new commander/* Option */.c$(`${short}--${spec.name}${value}`, note.length === 0 ? spec.description : `${spec.description} (${note.join('; ')})`);
    if (spec.kind === 'list')
        option.argParser((item, before = []) => [...before, item]);
    return option;
}
function optionsOf(program, keys) {
    const values = program.opts();
    return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}
/** Null when there was nothing to do, so that the help is to be shown. */
function afterExit(error, printed) {
    if (!(error instanceof commander/* CommanderError */.b7))
        throw error;
    if (error.exitCode === 0)
        return { kind: 'print', text: printed, exitCode: 0 };
    if (error.code === 'commander.help')
        return null;
    throw new errors/* MirrorError */.En('usage', error.message.replace(/^error: /, '').replace(/\s+/g, ' '), {
        fix: 'see mirror-action --help, or COMMAND --help',
        cause: error,
    });
}

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./build/host/heap.js
/** Keeps the heap small: a run lasts seconds and is mostly waiting, but shares a runner's or a pod's memory with others. */


/** How much old objects may grow until the next look for garbage, in percent of those in use. V8 on its own lets a small heap quadruple. */
const GROWTH_PERCENT = 70;
/** Room for new objects. V8 on its own doubles it up to many times of this, and a program that streams fills whatever it gets. */
const NEW_SPACE_BYTES = 8_000_000;
/** Reading files may take a second, in which nobody could stop the room from growing; it stays as it is until then. */
const GROW_AFTER_MS = 1_000;
/** Says how much memory may be used before garbage is collected; how much may be used in all stays as it is. */
function keepHeapSmall() {
    (0,external_node_v8_.setFlagsFromString)(`--heap-growing-percent=${GROWTH_PERCENT}`);
    growNewSpaceBy(1);
    setTimeout(growNewSpace, GROW_AFTER_MS).unref();
}
function growNewSpace() {
    const observer = new external_node_perf_hooks_.PerformanceObserver(() => {
        if (newSpaceBytes() < NEW_SPACE_BYTES)
            return;
        growNewSpaceBy(1);
        observer.disconnect();
    });
    observer.observe({ type: 'gc' });
    growNewSpaceBy(2);
}
/** At each collection that leaves much; 1: it stays as it is. */
function growNewSpaceBy(factor) {
    (0,external_node_v8_.setFlagsFromString)(`--semi-space-growth-factor=${factor}`);
}
function newSpaceBytes() {
    return (0,external_node_v8_.getHeapSpaceStatistics)().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

// EXTERNAL MODULE: ./build/visible.js
var visible = __webpack_require__(474);
;// CONCATENATED MODULE: ./build/host/clock.js
const systemClock = {
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve, reject) => {
        if (signal.aborted)
            return reject(signal.reason);
        const onAbort = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', onAbort);
            resolve();
        }, ms);
        signal.addEventListener('abort', onAbort, { once: true });
    }),
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/host/file-errors.js
/** Node's file system errors as typed errors that say what a person can do. */

/** Why a file that is needed cannot be read: `input`, or `aborted` where the run was stopped while it waited for a pipe. */
function readError(path, error) {
    if (typeof error === 'string')
        return stoppedAt(`reading ${path}`, error);
    const reason = reasonOf(error, READ_REASONS) ?? { why: plainReason(error), fix: 'check the path' };
    return new errors/* MirrorError */.En('input', `cannot read ${path}: ${reason.why}`, {
        where: path,
        fix: reason.fix,
        cause: error,
    });
}
/** Why a file cannot be written: `no-space` where the disk or quota is full, else `io`. */
function writeError(path, error) {
    if (typeof error === 'string')
        return stoppedAt(`writing ${path}`, error);
    const errno = errnoOf(error);
    const reason = reasonOf(error, WRITE_REASONS) ?? {
        why: plainReason(error),
        fix: 'check the path and the disk',
    };
    const code = errno === 'ENOSPC' || errno === 'EDQUOT' ? 'no-space' : 'io';
    return new errors/* MirrorError */.En(code, `cannot write ${path}: ${reason.why}`, {
        where: path,
        fix: reason.fix,
        cause: error,
    });
}
/** Node's name for the fault (`ENOENT`), '' where it has none. Asks for no class: errors may come from another realm. */
function errnoOf(error) {
    const hasCode = typeof error === 'object' && error !== null && 'code' in error;
    return hasCode && typeof error.code === 'string' ? error.code : '';
}
/** `reason` is that of an abort signal: the name of what stopped the run. */
function stoppedAt(what, reason) {
    return new errors/* MirrorError */.En('aborted', `stopped while ${what}`, { cause: reason });
}
const READ_REASONS = {
    ENOENT: { why: 'there is no such file', fix: 'check the path, or make the file' },
    ENOTDIR: { why: 'a part of its path is not a directory', fix: 'check the path' },
    EISDIR: { why: 'it is a directory', fix: 'name a file' },
    EACCES: { why: 'permission denied', fix: 'let this user read it' },
    EPERM: { why: 'permission denied', fix: 'let this user read it' },
    ELOOP: { why: 'its symbolic links lead in a circle', fix: 'mend the links' },
};
const WRITE_REASONS = {
    ENOSPC: { why: 'no space left on the device', fix: 'free space or choose another place' },
    EDQUOT: { why: 'the disk quota is used up', fix: 'free space or choose another place' },
    EACCES: { why: 'permission denied', fix: 'let this user write there or choose another place' },
    EPERM: { why: 'permission denied', fix: 'let this user write there or choose another place' },
    EROFS: { why: 'the file system is read-only', fix: 'choose another place' },
    EISDIR: { why: 'it is a directory', fix: 'name a file' },
    ENOTDIR: { why: 'a part of its path is not a directory', fix: 'choose another place' },
    EEXIST: { why: 'a part of its path is not a directory', fix: 'choose another place' },
    ENAMETOOLONG: { why: 'the name is too long', fix: 'choose a shorter name' },
};
function reasonOf(error, reasons) {
    if ((0,errors/* isMirrorError */.U9)(error, 'stalled'))
        return { why: error.message, fix: 'name a file, or a pipe whose other end is in use' };
    return reasons[errnoOf(error)];
}
function plainReason(error) {
    return errnoOf(error) || (error instanceof Error ? error.message : String(error));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/patient-reading.js
var patient_reading = __webpack_require__(7220);
;// CONCATENATED MODULE: ./build/host/special-file.js
/** Files that may be pipes or devices, opened so that nothing waits in the system where no signal is heard. */




const NONBLOCKING = external_node_fs_.constants.O_NONBLOCK ?? 0;
const NEVER = new AbortController().signal;
/**
 * At most `mostBytes` of any file. Reads by itself instead of trusting the size, so that pipes (`--manifest <(…)`) work
 * too. Throws Node's errors, MirrorError `stalled` for a pipe that nobody writes to, and the signal's reason.
 */
async function readUpTo(path, mostBytes, signal) {
    const file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | NONBLOCKING);
    try {
        const isPipe = (await file.stat()).isFIFO();
        return await (0,patient_reading/* readPatiently */.Bk)({
            read: async (room) => (await file.read(room, 0, room.length, null)).bytesRead,
            mayBeAlone: isPipe && !(0,patient_reading/* isHandedOver */.nc)(path),
            wait: (ms) => systemClock.sleep(ms, signal),
            mostBytes,
        });
    }
    finally {
        await file.close();
    }
}
/** Writes to what is there: a pipe or a device. Throws as `readUpTo` does. What a stopped run has to tell is still written. */
async function writeInPlace(path, text, signal) {
    const end = signal.aborted ? NEVER : signal;
    const wait = (ms) => systemClock.sleep(ms, end);
    const isPipe = (await (0,promises_.stat)(path)).isFIFO();
    const flags = external_node_fs_.constants.O_WRONLY | (isPipe ? NONBLOCKING : 0);
    const file = await (0,patient_reading/* openPatiently */.BS)(() => (0,promises_.open)(path, flags), 'ENXIO', wait);
    try {
        await (0,patient_reading/* writePatiently */.EQ)(Buffer.from(text), async (part) => (await file.write(part)).bytesWritten, wait);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./build/host/files.js
/** The Files port on the local file system. */






const DEFAULT_LIMIT_BYTES = 64 * 1024 * 1024;
const MOST_SET_ASIDE = 99;
const MOST_LINKS = 40;
const PIECE_LENGTH = 1024 * 1024;
const files_NEVER = new AbortController().signal;
function createFiles({ workingDirectory, redact = (text) => text, signal = files_NEVER, }) {
    const absolute = (path) => (0,external_node_path_.resolve)(workingDirectory, path);
    return {
        readText: (path, limitBytes = DEFAULT_LIMIT_BYTES) => readText(absolute(path), path, { limitBytes, signal }),
        exists: (path) => (0,promises_.stat)(absolute(path)).then(() => true, () => false),
        writeText: async (path, text) => {
            try {
                const texts = typeof text === 'string' ? [text] : text;
                await replace(absolute(path), mapPieces(texts, redact), signal);
            }
            catch (error) {
                throw writeError(path, error);
            }
        },
        setAside: (path) => setAside(absolute(path)),
        realPath: (path) => realPathAsFarAsItExists(absolute(path), MOST_LINKS),
        kindOf: (path) => kindOf(absolute(path)),
        isPlainFile: (path) => (0,promises_.lstat)(absolute(path)).then((found) => found.isFile(), () => null),
        list: (path, most) => list(absolute(path), path, most),
    };
}
async function readText(path, shownPath, { limitBytes, signal }) {
    let bytes;
    try {
        bytes = await readUpTo(path, limitBytes + 1, signal);
    }
    catch (error) {
        throw readError(shownPath, error);
    }
    if (bytes.length > limitBytes) {
        throw new errors/* MirrorError */.En('input', `cannot read ${shownPath}: it is larger than ${limitBytes} bytes`, {
            where: shownPath,
            fix: 'check that this is the right file',
        });
    }
    return decodeUtf8(bytes, shownPath);
}
function decodeUtf8(bytes, shownPath) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw new errors/* MirrorError */.En('input', `cannot read ${shownPath}: it is not UTF-8 text`, {
            where: shownPath,
            fix: 'save it as UTF-8',
            cause: error,
        });
    }
}
/** A link keeps pointing where it points; a device or pipe is written to, never replaced. */
async function replace(path, texts, signal) {
    await makeDirectories((0,external_node_path_.dirname)(path));
    const place = await realPathAsFarAsItExists(path, MOST_LINKS);
    const before = await (0,promises_.stat)(path).catch(() => null); // of `path`: what /dev/fd/N leads to has no name
    if (before !== null && !before.isFile())
        return writeInPlace(path, [...texts].join(''), signal);
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(place), `.${(0,external_node_path_.basename)(place)}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.tmp`);
    try {
        await writeDurably(temporary, texts);
        if (before !== null)
            await (0,promises_.chmod)(temporary, before.mode & 0o7777);
        await (0,promises_.rename)(temporary, place);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
        throw error;
    }
    await syncDirectory((0,external_node_path_.dirname)(place));
}
/** Not by `mkdir`'s own `recursive`: it never returns where a file system refuses with ENOENT (/proc; seen, Node 24). */
async function makeDirectories(path) {
    const made = await makeDirectory(path);
    if (made)
        return;
    await makeDirectories((0,external_node_path_.dirname)(path));
    // somebody else may have made it by now, which is as good
    if (!(await makeDirectory(path)))
        await (0,promises_.mkdir)(path);
}
/** False when its parent is missing. */
async function makeDirectory(path) {
    try {
        await (0,promises_.mkdir)(path);
    }
    catch (error) {
        if (errnoOf(error) === 'ENOENT' && (0,external_node_path_.dirname)(path) !== path)
            return false;
        const isThere = await (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
        if (!isThere)
            throw error;
    }
    return true;
}
async function writeDurably(path, texts) {
    const file = await (0,promises_.open)(path, 'wx');
    try {
        await file.writeFile(cutPieces(texts));
        await file.sync();
    }
    finally {
        await file.close();
    }
}
/** A report may have tens of megabytes: neither its text nor its bytes need all be in memory. Small pieces are joined. */
function* mapPieces(texts, map) {
    let [held, length] = [[], 0];
    for (const text of texts) {
        held.push(text);
        length += text.length;
        if (length < PIECE_LENGTH)
            continue;
        yield map(held.join(''));
        [held, length] = [[], 0];
    }
    yield map(held.join(''));
}
function* cutPieces(texts) {
    for (const text of texts)
        yield* piecesOf(text);
}
/** No character is cut in two. */
function* piecesOf(text) {
    for (let start = 0; start < text.length;) {
        const end = start + PIECE_LENGTH;
        const cutsPair = end < text.length && isLowSurrogate(text.charCodeAt(end));
        yield text.slice(start, cutsPair ? end + 1 : end);
        start = cutsPair ? end + 1 : end;
    }
}
function isLowSurrogate(unit) {
    return unit >= 0xdc00 && unit <= 0xdfff;
}
/** Some file systems cannot sync a directory; the file itself is safe by then. */
async function syncDirectory(path) {
    try {
        const directory = await (0,promises_.open)(path, 'r');
        await directory.sync().finally(() => directory.close());
    }
    catch {
        // best effort
    }
}
async function setAside(path) {
    try {
        for (let number = 1; number <= MOST_SET_ASIDE; number += 1) {
            const name = `${path}.bad-${number}`;
            const isTaken = await (0,promises_.lstat)(name).then(() => true, () => false);
            if (isTaken)
                continue;
            await (0,promises_.rename)(path, name);
            return name;
        }
    }
    catch {
        // whoever asked goes on without the file
    }
    return null;
}
/** Follows dangling links too: what would be made through one lies where it points. */
async function realPathAsFarAsItExists(path, linksLeft) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if (errnoOf(error) !== 'ENOENT' || (0,external_node_path_.dirname)(path) === path || linksLeft === 0)
            return path;
        const parent = await realPathAsFarAsItExists((0,external_node_path_.dirname)(path), linksLeft);
        const target = await (0,promises_.readlink)((0,external_node_path_.join)(parent, (0,external_node_path_.basename)(path))).catch(() => null);
        if (target === null)
            return (0,external_node_path_.join)(parent, (0,external_node_path_.basename)(path));
        return realPathAsFarAsItExists((0,external_node_path_.resolve)(parent, target), linksLeft - 1);
    }
}
async function kindOf(path) {
    const found = await (0,promises_.stat)(path).catch(() => null);
    if (found === null)
        return null;
    if (found.isFile())
        return 'file';
    return found.isDirectory() ? 'directory' : 'other';
}
async function list(path, shownPath, most) {
    const entries = [];
    try {
        for await (const entry of await (0,promises_.opendir)(path)) {
            if (entries.length >= most)
                break;
            const kind = entry.isFile()
                ? 'file'
                : entry.isDirectory()
                    ? 'directory'
                    : entry.isSymbolicLink()
                        ? 'link'
                        : 'other';
            entries.push({ name: entry.name, kind });
        }
    }
    catch (error) {
        throw readError(shownPath, error);
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/host/git.js
/** Git for questions about a checkout that nobody trusts: four plumbing commands, no shell, no programs of the checkout. */




const TIMEOUT_MS = 60_000;
/** None of them runs hooks, filters or a pager, or looks at the index. */
const COMMANDS = new Set(['rev-parse', 'merge-base', 'ls-tree', 'cat-file']);
/** What a configuration could still do is turned off; folders that look like a repository are not taken for one. */
const SETTINGS = [
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'safe.bareRepository=explicit',
    // a partial clone would fetch what it lacks
    'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);
function createGit(place) {
    return { run: (args, options) => runGit(args, options, place) };
}
function runGit(args, options, place) {
    const [command = ''] = args;
    if (!COMMANDS.has(command))
        throw new errors/* MirrorError */.En('internal', `git ${command} is not to be run`);
    const { promise, resolve, reject } = Promise.withResolvers();
    const child = (0,external_node_child_process_.execFile)('git', ['--no-pager', '--no-replace-objects', '--literal-pathspecs', ...SETTINGS, ...args], {
        cwd: place.workingDirectory,
        env: environmentOf(place.env),
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: options.limitBytes,
        windowsHide: true,
        signal: options.signal,
    }, (error, stdout, stderr) => {
        const failure = error === null ? null : failureOf(error, options);
        if (failure !== null)
            reject(failure);
        else
            resolve({ code: exitCodeOf(error), stdout, stderr: stderr.toString('utf8').trim() });
    });
    // git may end without reading its input; its exit says what happened
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    return promise;
}
/** The user's own configuration counts (it holds `safe.directory`); variables that steer git do not. */
function environmentOf(env) {
    const kept = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SYSTEMROOT', 'TEMP'];
    return {
        ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
        PATH: absoluteFolders(env.PATH ?? env.Path ?? ''),
        NoDefaultCurrentDirectoryInExePath: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        LC_ALL: 'C',
    };
}
/** What lies in the working directory, such as a checkout, never becomes a program. */
function absoluteFolders(path) {
    return path
        .split(external_node_path_.delimiter)
        .filter((folder) => (0,external_node_path_.isAbsolute)(folder))
        .join(external_node_path_.delimiter);
}
/** Null where git ran to its end and said what it had to say. */
function failureOf(error, { signal, limitBytes }) {
    if (signal.aborted)
        return new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return new errors/* MirrorError */.En('too-large', `git printed more than ${limitBytes} bytes`);
    if (error.killed === true)
        return new errors/* MirrorError */.En('input', `git did not answer within ${TIMEOUT_MS / 1000} s`);
    const errno = errnoOf(error);
    if (errno === '')
        return null;
    return new errors/* MirrorError */.En('input', `git could not be started (${errno})`, {
        fix: 'install git, or compare with a folder: --base DIR',
        cause: error,
    });
}
function exitCodeOf(error) {
    if (error === null)
        return 0;
    return typeof error.code === 'number' ? error.code : 1;
}

;// CONCATENATED MODULE: ./build/host/log-level.js
const ORDER = { debug: 0, info: 1, warning: 2, error: 3 };
/** `quiet` leaves warnings and errors, whatever the level says. */
function isPrinted(level, settings) {
    const least = settings.quiet ? Math.max(ORDER[settings.level], ORDER.warning) : ORDER[settings.level];
    return ORDER[level] >= least;
}

// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
;// CONCATENATED MODULE: ./build/host/progress-line.js
/** Progress in words: `[12/80] 34 % 1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries`. */

const WINDOW_MS = 20_000;
function createRateMeter() {
    let readings = [];
    return {
        add(nowMs, bytesDone) {
            readings.push({ atMs: nowMs, bytes: bytesDone });
            const firstInside = readings.findIndex((reading) => reading.atMs >= nowMs - WINDOW_MS);
            // keeps one reading from before the window, so that it is covered as a whole
            if (firstInside > 1)
                readings = readings.slice(firstInside - 1);
        },
        bytesPerSecond() {
            const [first, last] = [readings.at(0), readings.at(-1)];
            if (first === undefined || last === undefined || last.atMs <= first.atMs)
                return null;
            return (1000 * (last.bytes - first.bytes)) / (last.atMs - first.atMs);
        },
    };
}
/** One plain line; where no bytes are known yet it says the phase instead. */
function progressLine(progress, bytesPerSecond) {
    const images = `[${progress.imagesDone}/${progress.imagesTotal}]`;
    return `${images} ${percentDone(progress)} % ${progressDetails(progress, bytesPerSecond)}`;
}
/** `1.2/3.5 GiB 48 MB/s ETA 0:48 · 3 retries` */
function progressDetails(progress, bytesPerSecond) {
    const retries = progress.retries === 0 ? '' : ` · ${(0,quantities/* formatCount */.B4)(progress.retries, 'retry', 'retries')}`;
    if (progress.bytesTotal === 0)
        return `${progress.phase}${retries}`;
    const amount = (0,quantities/* formatBytesOf */.C4)(progress.bytesDone, progress.bytesTotal);
    const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
    const rate = bytesPerSecond === null ? '' : ` ${(0,quantities/* formatRate */.CE)(bytesPerSecond)}`;
    const left = Math.max(0, progress.bytesTotal - progress.bytesDone);
    const eta = isMoving && left > 0 ? ` ETA ${(0,quantities/* formatDuration */.a3)((1000 * left) / bytesPerSecond)}` : '';
    return `${amount}${rate}${eta}${retries}`;
}
/** By bytes where they are known, else by images; 100 only when all is done. */
function percentDone(progress) {
    const [done, total] = progress.bytesTotal > 0
        ? [progress.bytesDone, progress.bytesTotal]
        : [progress.imagesDone, progress.imagesTotal];
    return total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
}

;// CONCATENATED MODULE: ./build/host/progress-frame.js
/** Progress as bars: the lines of one frame, each narrower than the terminal. */



const MOST_ACTIVE = 4;
const WIDEST_BAR = 32;
const NARROWEST_BAR = 6;
function progressFrame(progress, options) {
    // the last column stays free: some terminals wrap when it is written
    const width = Math.max(10, options.columns - 1);
    const images = `${progress.imagesDone}/${progress.imagesTotal} images`;
    const details = progressDetails(progress, options.bytesPerSecond);
    const overall = progress.bytesTotal === 0 ? [] : [`${percentDone(progress)} % ${details}`];
    const bars = [
        { share: shareOf(progress.imagesDone, progress.imagesTotal), text: images },
        ...overall.map((text) => ({ share: shareOf(progress.bytesDone, progress.bytesTotal), text })),
    ];
    const barWidth = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, Math.floor(width / 3)));
    return [
        ...bars.map(({ share, text }) => barLine(share, text, { width, barWidth, style: options.style })),
        ...progress.active.slice(0, MOST_ACTIVE).map((transfer) => transferLine(transfer, width, options.style)),
    ];
}
function barLine(share, text, { width, barWidth, style }) {
    const filled = Math.round(share * barWidth);
    const bar = style('green', '█'.repeat(filled)) + style('dim', '░'.repeat(barWidth - filled));
    return `${bar} ${(0,visible/* cutText */.IN)(text, width - barWidth - 1)}`;
}
function transferLine(transfer, width, style) {
    const amount = (0,quantities/* formatBytesOf */.C4)(transfer.bytesDone, transfer.bytesTotal);
    const room = width - amount.length - 4;
    if (room < 8)
        return style('dim', (0,visible/* cutText */.IN)(`  ${amount}`, width));
    return style('dim', `  ${cutToWidth((0,visible/* makeVisible */.Xm)(transfer.label), room)}  ${amount}`);
}
/** Characters outside ASCII may be two columns wide; counting them so keeps every line on one row. */
function cutToWidth(text, width) {
    const widthOf = (part) => [...part].reduce((sum, one) => sum + (one > '~' ? 2 : 1), 0);
    if (widthOf(text) <= width)
        return text;
    let cut = (0,visible/* cutText */.IN)(text, width);
    while (widthOf(cut) > width)
        cut = (0,visible/* cutText */.IN)(text, [...cut].length - 1);
    return cut;
}
function shareOf(done, total) {
    return total === 0 ? 0 : Math.min(1, Math.max(0, done / total));
}

;// CONCATENATED MODULE: ./build/host/progress-display.js


/** Below the ten seconds after which a silent log looks dead. */
const LINE_INTERVAL_MS = 8_000;
const FRAME_INTERVAL_MS = 100;
/** One plain line every few seconds, and a last one if there was a first. */
function createLineDisplay(options) {
    return {
        print: options.write,
        show: (read) => {
            const meter = createRateMeter();
            let hasPrinted = false;
            const draw = () => {
                const progress = read();
                meter.add(performance.now(), progress.bytesDone);
                options.writeLine(progressLine(progress, meter.bytesPerSecond()));
                hasPrinted = true;
            };
            meter.add(performance.now(), read().bytesDone);
            const timer = setInterval(draw, options.intervalMs ?? LINE_INTERVAL_MS).unref();
            return once(() => {
                clearInterval(timer);
                if (hasPrinted)
                    draw();
            });
        },
    };
}
/** Bars that are drawn over each other, at most ten times a second, each frame with one write. */
function createBarDisplay(stream, style) {
    let frame = [];
    let stopCurrent = () => { };
    const draw = (next, above = '') => {
        const isSame = above === '' && next.length === frame.length && next.every((line, index) => line === frame[index]);
        if (!isSame)
            stream.write(above === '' ? overdraw(frame.length, next) : eraseFrame(frame.length) + above + overdraw(0, next));
        frame = next;
    };
    return {
        print: (lines) => draw(frame, lines),
        show: (read) => {
            stopCurrent();
            const meter = createRateMeter();
            const tick = () => {
                const progress = read();
                meter.add(performance.now(), progress.bytesDone);
                draw(progressFrame(progress, {
                    columns: stream.columns || 80,
                    bytesPerSecond: meter.bytesPerSecond(),
                    style,
                }));
            };
            tick();
            const timer = setInterval(tick, FRAME_INTERVAL_MS).unref();
            stopCurrent = once(() => {
                clearInterval(timer);
                draw([]);
            });
            return stopCurrent;
        },
    };
}
/** Writes over the last frame line by line, so that nothing that stays is ever blank. */
function overdraw(linesBefore, next) {
    const up = linesBefore === 0 ? '' : `\x1b[${linesBefore}A\r`;
    const rest = next.length < linesBefore ? '\x1b[J' : '';
    return up + next.map((line) => `${line}\x1b[K\n`).join('') + rest;
}
/** Back to the frame's first line, and everything below it cleared. */
function eraseFrame(lines) {
    return lines === 0 ? '' : `\x1b[${lines}A\r\x1b[J`;
}
function once(work) {
    let isDone = false;
    return () => {
        if (isDone)
            return;
        isDone = true;
        work();
    };
}

;// CONCATENATED MODULE: ./build/host/redact.js
/** Takes secrets out of text. One redactor serves everything a host prints or writes. */
/** Below this, a secret is masked only where it stands alone: `a` must not turn every text into asterisks. */
const SHORTEST_MASKED = 4;
const SHORTEST_FRAGMENT = 8;
const SHORTEST_DATA = 8;
function createRedactor() {
    const known = new Set();
    let forPeople = null;
    let forData = null;
    return {
        addSecret(secret) {
            const fresh = formsOf(secret).filter((form) => !known.has(form));
            for (const form of fresh)
                known.add(form);
            if (fresh.length > 0) {
                forPeople = patternOf([...known]);
                forData = patternOf([...known].filter(isUnlikeAWord));
            }
            return fresh.filter((form) => form.length >= SHORTEST_MASKED);
        },
        redact: (text) => (forPeople === null ? text : text.replace(forPeople, '***')),
        redactData: (text) => (forData === null ? text : text.replace(forData, '***')),
    };
}
/** The secret as it is, per line, and as it looks in URLs, JSON, HTML and base64 (alone or inside `user:secret`). */
function formsOf(secret) {
    if (secret.trim() === '')
        return [];
    if (secret.length < SHORTEST_MASKED)
        return [secret];
    const forms = [
        secret,
        secret.trim(),
        ...linesOf(secret),
        encodeURIComponent(secret.toWellFormed()),
        new URLSearchParams({ v: secret }).toString().slice(2),
        JSON.stringify(secret).slice(1, -1),
        secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
        ...base64Forms(secret),
    ];
    return [...new Set(forms)].filter((form) => form.length >= SHORTEST_MASKED);
}
/** The lines of a key file, without its public first and last one. */
function linesOf(secret) {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    return lines.length === 1
        ? []
        : lines.filter((line) => line.length >= SHORTEST_FRAGMENT && !line.startsWith('-----'));
}
/** Base64 with and without padding, and the part that stays the same wherever the secret starts in a longer text. */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    const whole = bytes.toString('base64');
    const inside = [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
            .toString('base64')
            .replace(/=+$/, '');
        const cutAtEnd = (offset + bytes.length) % 3 === 0 ? 0 : 1;
        return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - cutAtEnd);
    });
    const forms = [whole, ...inside.filter((form) => form.length >= SHORTEST_FRAGMENT)];
    return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')]);
}
function isUnlikeAWord(form) {
    return form.length >= SHORTEST_DATA && !/^(?:[a-z]+|[A-Z]+|[A-Z]?[a-z]+)$/.test(form);
}
function patternOf(forms) {
    if (forms.length === 0)
        return null;
    const longestFirst = forms.toSorted((a, b) => b.length - a.length);
    return new RegExp(longestFirst.map(literal).join('|'), 'g');
}
function literal(form) {
    const escaped = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return form.length < SHORTEST_MASKED ? `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])` : escaped;
}

;// CONCATENATED MODULE: ./build/host/signals.js
/** SIGINT and SIGTERM as an AbortSignal: the first asks to stop, the second does not wait. */
/** Exit codes by convention: 128 + the signal's number. */
const EXIT_CODE_OF = { SIGINT: 130, SIGTERM: 143 };
function trapSignals({ onFirst, onSecond }) {
    const controller = new AbortController();
    const handle = (name) => {
        if (controller.signal.aborted)
            return onSecond(name);
        onFirst(name);
        controller.abort(name);
    };
    process.on('SIGINT', handle);
    process.on('SIGTERM', handle);
    return {
        signal: controller.signal,
        dispose: () => {
            process.off('SIGINT', handle);
            process.off('SIGTERM', handle);
        },
    };
}

;// CONCATENATED MODULE: ./build/host/streams.js
/** Whole texts to and from the standard streams. */


const STDIN_LIMIT_BYTES = 64 * 1024 * 1024;
/** Resolves when the stream has taken `text`. A reader that went away (`| head`) is no error. */
function writeAll(stream, text) {
    return new Promise((resolve, reject) => {
        stream.write(text, (error) => {
            if (error == null || errnoOf(error) === 'EPIPE')
                resolve();
            else
                reject(writeError('standard output', error));
        });
    });
}
/** All of standard input as UTF-8. Throws `input` over 64 MiB, `aborted` when the signal fires first. */
async function readAll(stream, signal) {
    const stopped = new errors/* MirrorError */.En('aborted', 'stopped while reading standard input');
    if (signal.aborted)
        throw stopped;
    const iterator = stream[Symbol.asyncIterator]();
    const aborted = new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(stopped), { once: true });
    });
    aborted.catch(() => undefined);
    const chunks = [];
    let sizeBytes = 0;
    for (;;) {
        const next = await Promise.race([iterator.next(), aborted]);
        if (next.done === true)
            return Buffer.concat(chunks).toString('utf8');
        const chunk = Buffer.from(next.value);
        sizeBytes += chunk.length;
        if (sizeBytes > STDIN_LIMIT_BYTES)
            throw tooLarge();
        chunks.push(chunk);
    }
}
/** A log that cannot be written must not end the run; whoever waits for a write hears of its fault. */
function ignoreFaults(stream) {
    const ignore = () => undefined;
    stream.on('error', ignore);
    return () => stream.off('error', ignore);
}
function tooLarge() {
    return new errors/* MirrorError */.En('input', `standard input is larger than ${STDIN_LIMIT_BYTES} bytes`, {
        fix: 'check what is piped in',
    });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/host/style.js
/** Colours, where the stream and the user want them. */

function styleFor(env, stream) {
    if (!wantsColour(env, stream))
        return (_name, text) => text;
    return (name, text) => (0,external_node_util_.styleText)(name, text, { validateStream: false });
}
/** A terminal on which a frame can be drawn over the last one. CI logs and dumb terminals only scroll. */
function canRedraw(env, stream) {
    return stream.isTTY === true && env.TERM !== 'dumb' && (env.CI ?? '') === '';
}
/** no-color.org and force-color.org: set and not empty counts; FORCE_COLOR decides where both are set. */
function wantsColour(env, stream) {
    const forced = env.FORCE_COLOR ?? '';
    if (forced !== '')
        return forced !== '0' && forced !== 'false';
    if ((env.NO_COLOR ?? '') !== '')
        return false;
    return stream.isTTY === true && env.TERM !== 'dumb';
}

;// CONCATENATED MODULE: ./build/host/terminal.js
/** The Host of the command line: logs and progress on standard error, results on standard output. */










/** What only a workflow run has. */
const WITHOUT_ACTIONS = {
    annotate: () => undefined,
    annotateFailure: () => undefined,
    setOutput: () => undefined,
    writeSummary: async () => undefined,
    run: null,
    restoreState: async () => undefined,
    saveState: async () => undefined,
};
function createTerminalHost(options) {
    const { env, stdin, stdout, stderr, cwd } = options;
    const redactor = createRedactor();
    const settings = { level: options.logLevel ?? 'info', quiet: options.quiet ?? false };
    const style = styleFor(env, stderr);
    const display = createDisplay(options, style);
    const log = createTerminalLog({ display, redactor, settings, style });
    const trap = trapOn(log, display, options.exit ?? ((code) => process.exit(code)));
    const releases = [trap.dispose, ignoreFaults(stdout), ignoreFaults(stderr)];
    return {
        kind: 'terminal',
        env,
        workingDirectory: cwd,
        workspace: null,
        files: createFiles({
            workingDirectory: cwd,
            redact: redactor.redactData,
            signal: trap.signal,
        }),
        git: createGit({ workingDirectory: cwd, env }),
        clock: systemClock,
        log,
        signal: trap.signal,
        addSecret: (secret) => {
            redactor.addSecret(secret);
        },
        redact: redactor.redact,
        configureLog: (wanted) => {
            Object.assign(settings, wanted);
        },
        display: {
            columns: stderr.isTTY === true ? stderr.columns || 80 : null,
            style,
            show: (text) => display.print(`${redactor.redact(text).replace(/\n$/, '')}\n`),
        },
        showProgress: (read) => (isPrinted('info', settings) ? display.show(read) : () => undefined),
        writeStdout: (text) => writeAll(stdout, redactor.redactData(text)),
        readStdin: () => readAll(stdin, trap.signal),
        ...WITHOUT_ACTIONS,
        dispose: () => {
            for (const release of releases)
                release();
        },
    };
}
function createDisplay({ env, stderr, lineIntervalMs }, style) {
    if (canRedraw(env, stderr))
        return createBarDisplay(stderr, style);
    const write = (text) => {
        stderr.write(text);
    };
    return createLineDisplay({
        write,
        writeLine: (line) => write(`${line}\n`),
        ...(lineIntervalMs === undefined ? {} : { intervalMs: lineIntervalMs }),
    });
}
function createTerminalLog({ display, redactor, settings, style }) {
    const at = (level, decorate) => (message) => {
        if (!isPrinted(level, settings))
            return;
        const lines = (0,visible/* visibleLines */.gB)(redactor.redact(message));
        display.print(lines.map((line) => `${decorate(line)}\n`).join(''));
    };
    return {
        debug: at('debug', (line) => style('dim', line)),
        info: at('info', (line) => line),
        warning: at('warning', (line) => `${style('yellow', 'warning:')} ${line}`),
        error: at('error', (line) => `${style('red', 'error:')} ${line}`),
        group: (title, work) => {
            at('info', (line) => style('bold', line))(title);
            return work();
        },
    };
}
function trapOn(log, display, exit) {
    return trapSignals({
        onFirst: (name) => {
            const again = name === 'SIGINT' ? 'press Ctrl-C again' : 'send it again';
            log.warning(`${name} received, stopping …; ${again} to quit at once`);
        },
        onSecond: (name) => {
            display.print('');
            exit(EXIT_CODE_OF[name]);
        },
    });
}

// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(8508);
;// CONCATENATED MODULE: ./build/main-cli.js
/** The command line: arguments in, exit code out. */





async function main(args) {
    keepHeapSmall();
    const { env, stdin, stdout, stderr } = process;
    const host = createTerminalHost({ env, stdin, stdout, stderr, cwd: process.cwd() });
    try {
        return await runLine(args, host);
    }
    catch (error) {
        host.log.error((0,errors/* describeError */.Uc)((0,errors/* toMirrorError */.Ho)(error)));
        return 2;
    }
    finally {
        host.dispose();
    }
}
async function runLine(args, host) {
    let line;
    try {
        line = readCommandLine(args, version/* VERSION */.x);
    }
    catch (error) {
        const { reportFailure } = await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(548), __webpack_require__.e(313), __webpack_require__.e(459), __webpack_require__.e(411), __webpack_require__.e(334), __webpack_require__.e(329)]).then(__webpack_require__.bind(__webpack_require__, 3714));
        return await reportFailure(error, { ...salvageCommandLine(args), host });
    }
    if (line.kind === 'run') {
        const { run } = await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(548), __webpack_require__.e(313), __webpack_require__.e(459), __webpack_require__.e(411), __webpack_require__.e(334), __webpack_require__.e(329)]).then(__webpack_require__.bind(__webpack_require__, 3714));
        return await run(line, host);
    }
    await host.writeStdout(line.text);
    return line.exitCode;
}


/***/ }),

/***/ 7220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BS: () => (/* binding */ openPatiently),
/* harmony export */   Bk: () => (/* binding */ readPatiently),
/* harmony export */   EQ: () => (/* binding */ writePatiently),
/* harmony export */   nc: () => (/* binding */ isHandedOver)
/* harmony export */ });
/* unused harmony exports ALONE_PATIENCE_MS, SILENT_PATIENCE_MS */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/** Reading and writing what may keep one waiting, pipes above all: without a thread that waits in the system, so that a stop is heard. */

/** How often a pipe is asked again. */
const PAUSE_MS = 20;
/** A pipe that nobody has opened at its other end; whoever makes one and then starts the other side needs less. */
const ALONE_PATIENCE_MS = 10_000;
/** A pipe whose other end is open and moves nothing; a command behind it may have to ask a server first. */
const SILENT_PATIENCE_MS = 120_000;
/** All that comes, up to `mostBytes`. Throws MirrorError `stalled`, and whatever `read` and `wait` throw. */
async function readPatiently(options) {
    const { read, wait, mostBytes } = options;
    const chunks = [];
    const patience = createPatience(wait);
    let mayBeAlone = options.mayBeAlone;
    let total = 0;
    while (total < mostBytes) {
        const room = new Uint8Array(Math.min(64 * 1024, mostBytes - total));
        const sizeBytes = await orNothingYet(read(room));
        if (sizeBytes === 0 && !mayBeAlone)
            break;
        if (sizeBytes === 0) {
            await patience.pause(ALONE_PATIENCE_MS, 'nobody has written to this pipe');
            continue;
        }
        mayBeAlone = false;
        if (sizeBytes === null) {
            await patience.pause(SILENT_PATIENCE_MS, 'whoever writes to this pipe has written nothing');
            continue;
        }
        patience.renew();
        chunks.push(room.subarray(0, sizeBytes));
        total += sizeBytes;
    }
    return Buffer.concat(chunks);
}
/** Writes all of `bytes`. `write` must not wait. Throws MirrorError `stalled`, and whatever `write` and `wait` throw. */
async function writePatiently(bytes, write, wait) {
    const patience = createPatience(wait);
    let written = 0;
    while (written < bytes.length) {
        const sizeBytes = await orNothingYet(write(bytes.subarray(written, written + 64 * 1024)));
        if (sizeBytes === null) {
            await patience.pause(SILENT_PATIENCE_MS, 'whoever reads from this pipe has read nothing');
            continue;
        }
        patience.renew();
        written += sizeBytes;
    }
}
/** The value of `attempt`, tried again while it fails with `errno`, which says that the other end is not open yet. */
async function openPatiently(attempt, errno, wait) {
    const patience = createPatience(wait);
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            if (errnoIn(error) !== errno)
                throw error;
            await patience.pause(ALONE_PATIENCE_MS, 'nobody has opened this pipe to read');
        }
    }
}
/** Adds up its own waits, which needs no clock. */
function createPatience(wait) {
    let waitedMs = 0;
    return {
        pause: async (mostMs, why) => {
            if (waitedMs >= mostMs)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En('stalled', `${why} in ${mostMs / 1000} s`);
            waitedMs += PAUSE_MS;
            await wait(PAUSE_MS);
        },
        renew: () => {
            waitedMs = 0;
        },
    };
}
/** Null where the other end is there and could not take or give anything now. */
async function orNothingYet(moved) {
    try {
        return await moved;
    }
    catch (error) {
        if (errnoIn(error) === 'EAGAIN')
            return null;
        throw error;
    }
}
function errnoIn(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}
/** Whether the pipe at `path` was handed to this process, open at its other end (`<(…)`, standard input). */
function isHandedOver(path) {
    return /^\/(?:dev\/(?:fd\/\d+|stdin|stdout|stderr)|proc\/(?:self|thread-self|\d+)\/fd\/\d+)$/.test(path);
}


/***/ }),

/***/ 3211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   C4: () => (/* binding */ formatBytesOf),
/* harmony export */   C7: () => (/* binding */ formatElapsed),
/* harmony export */   CE: () => (/* binding */ formatRate),
/* harmony export */   K9: () => (/* binding */ formatMoment),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   nV: () => (/* binding */ formatAge),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
/** Quantities for people: sizes in IEC units, rates in SI units, durations as on a stopwatch. */
const IEC_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const SI_RATES = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'];
/** `1.2 GiB`; whole bytes below 1 KiB. */
function formatBytes(bytes) {
    const scale = scaleOf(bytes, 1024, IEC_UNITS.length);
    return `${scaled(bytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}
/** `1.2/3.5 GiB`: both in the unit of the total. */
function formatBytesOf(doneBytes, totalBytes) {
    const scale = scaleOf(totalBytes, 1024, IEC_UNITS.length);
    return `${scaled(doneBytes, 1024 ** scale)}/${scaled(totalBytes, 1024 ** scale)} ${IEC_UNITS[scale]}`;
}
/** `48 MB/s` */
function formatRate(bytesPerSecond) {
    const scale = scaleOf(bytesPerSecond, 1000, SI_RATES.length);
    return `${scaled(bytesPerSecond, 1000 ** scale)} ${SI_RATES[scale]}`;
}
/** `0:48`, `12:03`, `1:02:03`; rounded to whole seconds. */
function formatDuration(durationMs) {
    const seconds = Math.max(0, Math.round(durationMs / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const tail = String(seconds % 60).padStart(2, '0');
    return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}
/** How long something took: `38 ms`, `4.2 s`, `48 s`, `12:03 min`, `1:02:03 h`. */
function formatElapsed(durationMs) {
    if (durationMs < 999.5)
        return `${Math.max(0, Math.round(durationMs))} ms`;
    const seconds = durationMs / 1000;
    if (seconds < 59.5)
        return `${scaled(seconds * 1000, 1000)} s`;
    return `${formatDuration(durationMs)} ${seconds < 3599.5 ? 'min' : 'h'}`;
}
/** How long ago, in one unit: `40 s`, `12 min`, `26 h`, `3 d`, `410 d`; hours up to two days. Never negative. */
function formatAge(ageMs) {
    const seconds = Math.max(0, Math.floor(ageMs / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min`;
    if (seconds < 172_800)
        return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86_400)} d`;
}
/** `2026-11-21 02:00 UTC` */
function formatMoment(atMs) {
    return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** `1 image`, `2 images`, `0 copies`. */
function formatCount(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
/** The power of `base` whose unit keeps the number below `base`, also after rounding. */
function scaleOf(value, base, units) {
    let scale = 0;
    while (scale < units - 1 && Math.round(value / base ** scale) >= base)
        scale += 1;
    return scale;
}
/** One decimal below 10, none above, and none for plain bytes. */
function scaled(value, divisor) {
    const number = value / divisor;
    return divisor === 1 || number >= 9.95 ? String(Math.round(number)) : number.toFixed(1);
}


/***/ }),

/***/ 8508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The version of this tool, as in package.json; a test holds the two together. */
const VERSION = '0.1.0';


/***/ }),

/***/ 474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   Xm: () => (/* binding */ makeVisible),
/* harmony export */   gB: () => (/* binding */ visibleLines)
/* harmony export */ });
/** Text from outside, made safe to look at: nothing in it can move a cursor, hide, reorder or start a new line. */
/** Control, format (bidi, soft hyphen, zero width), separator and other ignorable characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** `text` as one line in which every invisible character is written out (`\n`, `\x1b`, `\u202e`); a tab is a space. */
function makeVisible(text) {
    return text.replace(INVISIBLE, writtenOut);
}
/** `makeVisible` for each line of a text; the end of the last line is no line of its own. */
function visibleLines(text) {
    return text
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map(makeVisible);
}
/** At most `limit` characters (code points), the last one `…` where something was cut. */
function cutText(text, limit) {
    if (text.length <= limit)
        return text;
    const characters = [...text.slice(0, 2 * limit + 2)];
    return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
function writtenOut(character) {
    if (character === '\t')
        return ' ';
    if (character === '\n')
        return '\\n';
    if (character === '\r')
        return '\\r';
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    if (hex.length <= 2)
        return `\\x${hex.padStart(2, '0')}`;
    return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}


/***/ })

};
