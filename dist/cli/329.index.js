export const id = 329;
export const ids = [329];
export const modules = {

/***/ 2342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ UnusableFiles)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3211);
/** What ends a command before it has begun: files of the user that it cannot use. */


/** Thrown when user files cannot be used: exit code 2, with every fault found. The message counts them by file. */
class UnusableFiles extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .MirrorError */ .En {
    findings;
    constructor(findings) {
        super('input', countByFile(findings), { fix: 'mend what is listed and run again' });
        this.findings = findings;
    }
}
/** `mirror.yaml has 2 errors, mirror.lock.yaml has 1 error`. */
function countByFile(findings) {
    const byFile = Map.groupBy(findings, ({ at }) => at?.file ?? 'the command line');
    const counts = [...byFile].map(([file, { length }]) => `${file} has ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(length, 'error')}`);
    return counts.join(', ');
}


/***/ }),

/***/ 2334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ DURATION_PATTERN),
/* harmony export */   E9: () => (/* binding */ parseDuration)
/* harmony export */ });
/* unused harmony export formatDuration */
/** For editors (JSON Schema); `parseDuration` accepts exactly this up to the longest duration. */
const DURATION_PATTERN = '^(?=\\d)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?$';
const UNITS_MS = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
];
const LONGEST_TEXT = 40;
const LONGEST_MS = 36_500 * 86_400_000;
const duration = new RegExp(DURATION_PATTERN);
/** Milliseconds in `text`: whole numbers with units d, h, m, s, ms, largest first, each once; at most 36500d. */
function parseDuration(text) {
    const match = text.length > LONGEST_TEXT ? null : duration.exec(text);
    if (match === null) {
        return {
            ok: false,
            why: 'a duration is whole numbers with units d, h, m, s or ms, largest first, such as 7d or 1d12h',
        };
    }
    const totalMs = UNITS_MS.reduce((sum, [, unitMs], unit) => sum + amount(match[unit + 1]) * unitMs, 0);
    if (totalMs > LONGEST_MS)
        return { ok: false, why: 'a duration is at most 36500d' };
    return { ok: true, value: totalMs };
}
/** The shortest text that `parseDuration` reads as `ms`: `1d12h`, `0s`. `ms` is a whole number, not negative. */
function formatDuration(ms) {
    let rest = ms;
    let text = '';
    for (const [unit, unitMs] of UNITS_MS) {
        const count = Math.floor(rest / unitMs);
        if (count > 0)
            text += `${count}${unit}`;
        rest -= count * unitMs;
    }
    return text === '' ? '0s' : text;
}
function amount(part) {
    return part === undefined ? 0 : Number.parseInt(part, 10);
}


/***/ }),

/***/ 4735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ decideState),
/* harmony export */   t: () => (/* binding */ DRIFT_NAMES)
/* harmony export */ });
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9835);

/** In the order of the table. */
const DRIFT_NAMES = [
    'unreadable',
    'source-gone',
    'missing',
    'in-sync',
    'incomplete',
    'ahead',
    'stale',
    'partial',
    'equivalent',
    'diverged',
];
/** Null where nothing was compared: the mirror was not asked, or what is wanted could not be found out. */
function decideState(comparison) {
    const { wanted, view } = comparison;
    if (view.kind === 'not-read')
        return null;
    if (view.kind === 'unreadable')
        return { state: 'unreadable', severity: 'error', why: view.why, isTold: view.isTold };
    if (wanted.kind === 'unknown')
        return null;
    if (wanted.kind === 'gone')
        return { state: 'source-gone', severity: 'warning' };
    if (view.kind === 'absent')
        return missing(wanted.digest, comparison);
    if (view.digest === wanted.digest)
        return sameDigest(view.lack);
    return otherDigest(wanted.digest, view, comparison);
}
function missing(wanted, { timeline, ...clock }) {
    const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, wanted)?.sinceMs ?? null;
    return { state: 'missing', severity: isYoung(sinceMs, clock) ? 'note' : 'error', sinceMs };
}
function sameDigest(lack) {
    if (lack === null)
        return { state: 'in-sync', severity: null };
    return { state: 'incomplete', severity: 'error', lack };
}
function otherDigest(wanted, { digest, relation }, { timeline, ...clock }) {
    const versions = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionsBetween */ .IV)(timeline, digest, wanted);
    if (versions !== null && versions < 0) {
        const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, digest)?.sinceMs ?? null;
        return { state: 'ahead', severity: 'error', versions: -versions, sinceMs };
    }
    if (versions !== null && versions > 0) {
        const sinceMs = (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .supersededAt */ .Ut)(timeline, digest);
        return { state: 'stale', severity: isYoung(sinceMs, clock) ? 'warning' : 'error', versions, sinceMs };
    }
    if (relation.kind === 'partial') {
        const severity = relation.missing.length > 0 ? 'error' : 'warning';
        return { state: 'partial', severity, relation };
    }
    if (relation.kind === 'equivalent')
        return { state: 'equivalent', severity: 'warning', relation };
    return { state: 'diverged', severity: 'error', isServed: (0,_timeline_js__WEBPACK_IMPORTED_MODULE_0__/* .versionOf */ .E4)(timeline, digest) !== null };
}
/** Younger than `maxLag`; what is not known to be young is not. */
function isYoung(sinceMs, { nowMs, maxLagMs }) {
    return sinceMs !== null && nowMs - sinceMs < maxLagMs;
}


/***/ }),

/***/ 6426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ NO_VERSION_BELOW),
/* harmony export */   Jv: () => (/* binding */ NO_VERSION_ABOVE),
/* harmony export */   Sw: () => (/* binding */ parseRuntime),
/* harmony export */   g6: () => (/* binding */ rangesOverlap),
/* harmony export */   mL: () => (/* binding */ RUNTIME_PATTERN),
/* harmony export */   st: () => (/* binding */ RUNTIME_NAMES)
/* harmony export */ });
/* unused harmony exports compareVersions, formatVersion */
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7532);
/** Container runtimes as users name them: `containerd@1.7`, `cri-o@1.30`, `docker@28`. */

/** `docker` is Docker Engine with its own image store, `docker-containerd` with the image store of containerd. */
const RUNTIME_NAMES = ['containerd', 'cri-o', 'docker', 'docker-containerd', 'podman'];
/** For schemas and editors; `parseRuntime` gives better reasons. */
const RUNTIME_PATTERN = `^(${RUNTIME_NAMES.join('|')})@\\d{1,6}(\\.\\d{1,6}){0,2}$`;
const NO_VERSION_BELOW = [0, 0, 0];
const NO_VERSION_ABOVE = [Infinity, 0, 0];
/** The runtime in `text`, NAME@MAJOR[.MINOR[.PATCH]]. Numbers only: builds of distributions patch, and cannot be known. */
function parseRuntime(text) {
    const at = text.indexOf('@');
    const written = at < 0 ? text : text.slice(0, at);
    const name = RUNTIME_NAMES.find((known) => known === written);
    if (name === undefined)
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(written)} is no runtime that is known (${RUNTIME_NAMES.join(', ')})` };
    if (at < 0)
        return { ok: false, why: `${name} has no version; write for example ${name}@${EXAMPLES[name]}` };
    const version = text.slice(at + 1);
    if (!/^\d{1,6}(\.\d{1,6}){0,2}$/.test(version))
        return {
            ok: false,
            why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(version)} is no version of one to three numbers, such as 28 or 1.7.13`,
        };
    return { ok: true, value: { name, written: text, ...rangeOf(version.split('.').map(Number)) } };
}
const EXAMPLES = {
    containerd: '1.7',
    'cri-o': '1.30',
    docker: '28',
    'docker-containerd': '29',
    podman: '5',
};
function rangeOf([major = 0, minor, patch]) {
    if (minor === undefined)
        return { lowest: [major, 0, 0], below: [major + 1, 0, 0] };
    if (patch === undefined)
        return { lowest: [major, minor, 0], below: [major, minor + 1, 0] };
    return { lowest: [major, minor, patch], below: [major, minor, patch + 1] };
}
/** Whether some release is in both. */
function rangesOverlap(one, other) {
    return compareVersions(one.lowest, other.below) < 0 && compareVersions(other.lowest, one.below) < 0;
}
/** Below 0 where `left` is the older. */
function compareVersions(left, right) {
    return compare(left[0], right[0]) || compare(left[1], right[1]) || compare(left[2], right[2]);
}
function compare(left, right) {
    return left === right ? 0 : left < right ? -1 : 1;
}
/** `1.7.0` */
function formatVersion(version) {
    return version.join('.');
}


/***/ }),

/***/ 3714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reportFailure: () => (/* binding */ reportFailure),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/commands/option-table.js
var option_table = __webpack_require__(979);
;// CONCATENATED MODULE: ./build/commands/check-usage.js
/** Refuses what a command would ignore. The command line does so while it reads flags; the Action has every input at once. */


const MOST_POSITIONALS = { none: 0, one: 1, any: Number.POSITIVE_INFINITY };
/** Throws MirrorError `usage` naming arguments the command does not take and options that are another command's. */
function checkUsage(command, { positionals, options }) {
    const tooMany = positionals.slice(MOST_POSITIONALS[command.takesPositionals]);
    const understood = new Set([...option_table/* COMMON_OPTIONS */.D, ...command.options]);
    const foreign = Object.keys(option_table/* OPTIONS */.l).filter((key) => !understood.has(key) && isGiven(option_table/* OPTIONS */.l[key], options[key]));
    const faults = [
        ...tooMany.map((argument) => `${command.name} does not take the argument ${JSON.stringify(argument)}`),
        ...foreign.map((key) => `${command.name} does not know --${option_table/* OPTIONS */.l[key].name}`),
    ];
    if (faults.length > 0)
        throw new errors/* MirrorError */.En('usage', faults.join('; '), { fix: 'see --help' });
}
/** A runner passes the defaults of action.yml on as if somebody had written them. */
function isGiven(spec, value) {
    if (value === undefined || value === false || value === '' || value === spec.default)
        return false;
    return !Array.isArray(value) || value.length > 0;
}

;// CONCATENATED MODULE: ./build/commands/command.js
/** Whether a command that writes `when` does so with these options. */
function doesWrite(when, { dryRun, repair }) {
    switch (when) {
        case 'never':
            return false;
        case 'unless --dry-run':
            return !dryRun;
        case 'with --repair':
            return repair;
    }
}

// EXTERNAL MODULE: ./build/commands/commands.js
var commands = __webpack_require__(3789);
// EXTERNAL MODULE: ./build/files/duration.js
var duration = __webpack_require__(2334);
// EXTERNAL MODULE: ./build/files/glob.js
var files_glob = __webpack_require__(4152);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var proofs = __webpack_require__(1795);
// EXTERNAL MODULE: ./build/oci/runtime.js
var runtime = __webpack_require__(6426);
// EXTERNAL MODULE: ./build/policy/generate.js + 8 modules
var generate = __webpack_require__(9334);
// EXTERNAL MODULE: ./build/report/judge.js
var judge = __webpack_require__(8112);
;// CONCATENATED MODULE: ./build/commands/options.js
/** What the user asked for, typed: from flags or inputs to values, every wrong one told at once. */








/** Throws MirrorError `usage` naming every value that cannot be used. */
function readOptions(raw) {
    const faults = [];
    const options = {
        manifest: options_text(raw.manifest),
        lockfile: options_text(raw.lockfile),
        mirrors: list(raw.mirror),
        images: list(raw.image).flatMap((glob) => globOf(glob, faults)),
        json: options_text(raw.json),
        summary: options_text(raw.summary),
        html: options_text(raw.html),
        sarif: options_text(raw.sarif),
        failOn: failOnOf(raw, faults),
        state: options_text(raw.state),
        recheck: oneOf('recheck', options_text(raw.recheck) ?? 'due', { among: ['due', 'all', 'never'], faults }),
        locked: flag('locked', raw, faults),
        timeBudgetMs: durationOf(options_text(raw.timeBudget), faults),
        dryRun: flag('dryRun', raw, faults),
        depth: raw.depth === undefined ? null : oneOf('depth', options_text(raw.depth) ?? 'probe', { among: proofs/* DEPTHS */.D_, faults }),
        repair: flag('repair', raw, faults),
        runtimes: list(raw.runtime).flatMap((written) => runtimeOf(written, faults)),
        oldestFirst: flag('oldestFirst', raw, faults),
        accept: options_text(raw.accept),
        reason: options_text(raw.reason),
        to: options_text(raw.to),
        listen: options_text(raw.listen) ?? '127.0.0.1:5000',
        writable: flag('writable', raw, faults),
        output: options_text(raw.output),
        formats: [...new Set(list(raw.format).flatMap((written) => formatOf(written, faults)))],
        policies: list(raw.policy).flatMap((glob) => pathGlobOf(glob, faults)),
        base: options_text(raw.base),
        report: options_text(raw.report),
        neverContactSource: flag('neverContactSource', raw, faults),
        check: flag('check', raw, faults),
        probe: flag('probe', raw, faults),
        allowEnv: list(raw.allowEnv),
        allowPath: list(raw.allowPath),
        allowPrWrite: flag('allowPrWrite', raw, faults),
        logLevel: oneOf('logLevel', options_text(raw.logLevel) ?? 'info', {
            among: ['debug', 'info', 'warning', 'error'],
            faults,
        }),
        quiet: flag('quiet', raw, faults),
    };
    const toStdout = ['json', 'summary', 'html', 'sarif'].filter((key) => options[key] === '-');
    if (toStdout.length > 1)
        faults.push(`only one of ${toStdout.map((key) => `--${key}`).join(', ')} can have standard output`);
    if (faults.length > 0)
        throw new errors/* MirrorError */.En('usage', faults.join('; '), { fix: 'see --help' });
    return options;
}
/** `warning`, `warning,tag-rollback` or several of them: commas and repetition both separate. */
function failOnOf(raw, faults) {
    const words = list(raw.failOn)
        .flatMap((item) => item.split(','))
        .map((word) => word.trim())
        .filter((word) => word !== '');
    for (const word of words) {
        const why = (0,judge/* whyNotFailOn */.HU)(word);
        if (why !== null)
            faults.push(`--fail-on: ${why}`);
    }
    return words.length === 0 ? ['error'] : words;
}
function globOf(glob, faults) {
    const compiled = (0,files_glob/* compileGlob */.S)(glob);
    if (compiled.ok)
        return [
            { source: compiled.value.source, matches: (text) => compiled.value.matches(text), written: glob },
        ];
    faults.push(`--image ${glob}: ${compiled.why}`);
    return [];
}
function pathGlobOf(glob, faults) {
    const compiled = (0,files_glob/* compilePathGlob */.x)(glob);
    if (compiled.ok)
        return [{ ...compiled.value, written: glob }];
    faults.push(`--policy ${glob}: ${compiled.why}`);
    return [];
}
function formatOf(written, faults) {
    const found = generate/* GENERATE_FORMATS */.Je.find((format) => format === written);
    if (found === undefined)
        faults.push(`--format is one of ${generate/* GENERATE_FORMATS */.Je.join(', ')}, not ${JSON.stringify(written)}`);
    return found === undefined ? [] : [found];
}
function runtimeOf(written, faults) {
    const parsed = (0,runtime/* parseRuntime */.Sw)(written);
    if (parsed.ok)
        return [parsed.value];
    faults.push(`--runtime ${written}: ${parsed.why}`);
    return [];
}
function flag(key, raw, faults) {
    const value = raw[key] ?? false;
    if (typeof value === 'boolean')
        return value;
    faults.push(`--${option_table/* OPTIONS */.l[key].name} is true or false, not ${JSON.stringify(value)}`);
    return false;
}
function durationOf(written, faults) {
    if (written === null)
        return null;
    const parsed = (0,duration/* parseDuration */.E9)(written);
    if (parsed.ok)
        return parsed.value;
    faults.push(`--time-budget ${JSON.stringify(written)}: ${parsed.why}`);
    return null;
}
function oneOf(key, value, { among, faults }) {
    const found = among.find((candidate) => candidate === value);
    if (found === undefined)
        faults.push(`--${option_table/* OPTIONS */.l[key].name} is one of ${among.join(', ')}, not ${JSON.stringify(value)}`);
    return found ?? among[0];
}
function options_text(value) {
    return typeof value === 'string' && value !== '' ? value : null;
}
function list(value) {
    if (typeof value === 'string')
        return value === '' ? [] : [value];
    return Array.isArray(value) ? value : [];
}

// EXTERNAL MODULE: ./build/commands/publish.js + 24 modules
var publish = __webpack_require__(9519);
// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(2342);
// EXTERNAL MODULE: ./build/report/assemble.js + 2 modules
var assemble = __webpack_require__(7974);
// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(8508);
;// CONCATENATED MODULE: ./build/run.js
/** The composition root: what the user asked for and a host in, an exit code out. The only place that names implementations. */










const EXIT_CANNOT_RUN = 2;
/** About 24.8 days; a timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const EXIT_INTERRUPTED = { SIGINT: 130, SIGTERM: 143 };
/** Runs one command to its end. Never throws. */
async function run(invocation, host) {
    const start = { host, startedAtMs: host.clock.now(), opened: [] };
    // where results go is text that cannot be wrong: enough to say why nothing was done
    let options = readOptions(placesOf(invocation.options));
    try {
        options = readOptions(invocation.options);
        host.configureLog({ level: options.logLevel, quiet: options.quiet });
        const { report, exitCode, afterReport } = await carryOut(invocation, options, start);
        const isWritten = report === null || (await (0,publish/* publish */.m)(report, options, host));
        await afterReport?.();
        return interruptedCode(host) ?? (isWritten ? exitCode : EXIT_CANNOT_RUN);
    }
    catch (error) {
        await tellFailure((0,errors/* toMirrorError */.Ho)(error), { command: invocation.command, options, ...start });
        return interruptedCode(host) ?? EXIT_CANNOT_RUN;
    }
    finally {
        // after the report: giving uploads up may take longer than a runner waits for what it has stopped
        await Promise.all(start.opened.map((stores) => stores.close()));
    }
}
/** Reports an invocation that could not even be read, everywhere `options` ask for a report. Never throws. Returns the exit code. */
async function reportFailure(error, { command, options: raw, host }) {
    const options = readOptions(placesOf(raw));
    await tellFailure((0,errors/* toMirrorError */.Ho)(error), {
        command,
        options,
        host,
        startedAtMs: host.clock.now(),
        opened: [],
    });
    return EXIT_CANNOT_RUN;
}
const PLACES = ['json', 'summary', 'html', 'sarif'];
function placesOf(raw) {
    return Object.fromEntries(Object.entries(raw).filter(([key]) => PLACES.some((place) => place === key)));
}
async function carryOut(invocation, options, { host, startedAtMs, opened }) {
    const command = (0,commands/* findCommand */.Zv)(invocation.command);
    if (command === null)
        throw new errors/* MirrorError */.En('usage', `there is no command ${JSON.stringify(invocation.command)}`, {
            fix: 'see --help',
        });
    checkUsage(command, invocation);
    if (doesWrite(command.writes, options))
        refusePullRequests(command.name, options, host);
    const budget = timeBudget(options.timeBudgetMs);
    const door = {
        host,
        options,
        positionals: invocation.positionals,
        signal: AbortSignal.any([host.signal, budget.signal]),
        startedAtMs,
        version: version/* VERSION */.x,
        openStores: async (file) => {
            const { openStores } = await Promise.all(/* import() */[__webpack_require__.e(188), __webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(508)]).then(__webpack_require__.bind(__webpack_require__, 6508));
            const stores = await openStores(file, { host, options, command: command.name });
            opened.push(stores);
            return stores;
        },
        examineConnections: async (file) => {
            const { examineConnections } = await Promise.all(/* import() */[__webpack_require__.e(188), __webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(508)]).then(__webpack_require__.bind(__webpack_require__, 6508));
            return examineConnections(file, { host, options });
        },
        servers: lazyServers(host),
        home: (0,external_node_os_.homedir)(),
        temporary: (0,external_node_os_.tmpdir)(),
    };
    try {
        return await command.run(door);
    }
    finally {
        budget.clear();
    }
}
/** Most commands serve nothing. */
function lazyServers(host) {
    const load = async () => (await Promise.all(/* import() */[__webpack_require__.e(222), __webpack_require__.e(661), __webpack_require__.e(42)]).then(__webpack_require__.bind(__webpack_require__, 42))).servers(host);
    return {
        serveLayout: async (options) => (await load()).serveLayout(options),
        startEmbedded: async () => (await load()).startEmbedded(),
    };
}
function timeBudget(budgetMs) {
    const controller = new AbortController();
    if (budgetMs === null)
        return { signal: controller.signal, clear: () => undefined };
    const timer = setTimeout(() => controller.abort('time budget'), Math.min(budgetMs, LONGEST_TIMER_MS));
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
/** What a pull request proposes has not been reviewed: it must not change what clusters run. */
function refusePullRequests(command, { allowPrWrite }, host) {
    const event = host.run?.event ?? host.env.GITHUB_EVENT_NAME ?? '';
    if (host.kind !== 'action' || allowPrWrite || !event.startsWith('pull_request'))
        return;
    throw new errors/* MirrorError */.En('usage', `${command} writes to mirrors and does not run for the event ${event}`, {
        fix: 'run what only reads here instead (plan, or verify without repair), or set allow-pr-write: true if whoever may open a pull request may also write to the mirrors',
    });
}
/** Says why nothing could be done, everywhere a report was asked for. */
async function tellFailure(error, { command, options, host, startedAtMs }) {
    const findings = error instanceof unusable_files/* UnusableFiles */.x ? error.findings : [];
    if (error.code === 'internal')
        host.log.debug(String(error.cause instanceof Error ? error.cause.stack : error.stack));
    const report = (0,assemble/* assembleFailure */.Pr)({ command, startedAtMs, endedAtMs: host.clock.now(), version: version/* VERSION */.x, run: host.run }, {
        code: error.code,
        message: error.where === undefined ? error.message : `${error.message} (${error.where})`,
        help: error.fix ?? null,
    }, findings);
    await (0,publish/* publish */.m)(report, options, host);
    if (findings.length === 0)
        host.annotateFailure((0,errors/* describeError */.Uc)(error));
}
function interruptedCode(host) {
    if (!host.signal.aborted)
        return null;
    return EXIT_INTERRUPTED[String(host.signal.reason)] ?? null;
}


/***/ }),

/***/ 5354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _B: () => (/* binding */ describePassedOver),
/* harmony export */   kP: () => (/* binding */ describeRefused),
/* harmony export */   pb: () => (/* binding */ formatSignedBy),
/* harmony export */   qY: () => (/* binding */ outside)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3211);
/* harmony import */ var _visible_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(474);
/** Why a candidate does not count, in words. Everything in it that came from outside is made visible and cut. */




const LONGEST_OUTSIDE_TEXT = 160;
const FORMS = {
    bundle: 'bundle',
    'cosign-signature': 'cosign signature',
    'cosign-attestation': 'cosign attestation',
};
/** `bundle sha256:1a2b3c4d5e6f is about sha256:… instead`. */
function describeRefused({ evidence, failure }) {
    return `${FORMS[evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(evidence.blob)} ${describeFailure(failure)}`;
}
function describePassedOver(passed) {
    switch (passed.kind) {
        case 'too-large':
            return `${FORMS[passed.evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.evidence.blob)} has ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(passed.sizeBytes)} and was not read`;
        case 'damaged':
            return `${FORMS[passed.evidence.form]} ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.evidence.blob)} is missing or damaged`;
        case 'unserved':
            return `the manifest ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(passed.manifest)} is listed beside it and cannot be served`;
        case 'too-many':
            return `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCount */ .B4)(passed.count, 'further one')} ${passed.count === 1 ? 'was' : 'were'} not read: there are too many`;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(passed);
    }
}
/** `https://github.com/… (issuer https://token.actions…)`, or `the key keys/acme.pub`. */
function formatSignedBy(by) {
    return by.kind === 'key'
        ? `the key ${outside(by.path)}`
        : `${outside(by.subject)} (issuer ${outside(by.issuer)})`;
}
/** Text from outside, on one line and of bounded length. */
function outside(text) {
    return (0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .cutText */ .IN)((0,_visible_js__WEBPACK_IMPORTED_MODULE_3__/* .makeVisible */ .Xm)(text), LONGEST_OUTSIDE_TEXT);
}
function describeFailure(failure) {
    switch (failure.kind) {
        case 'unreadable':
            return `cannot be read: ${outside(failure.why)}`;
        case 'unsupported':
            return `is of a kind that is not supported: ${outside(failure.why)}`;
        case 'other-subject':
            return `is about ${failure.claimed.length === 0 ? 'no digest' : outside(failure.claimed.join(', '))} instead`;
        case 'not-logged':
            return 'has no entry of a transparency log';
        case 'log':
            return `has an entry of a transparency log that does not fit: ${outside(failure.why)}`;
        case 'timestamp':
            return `has no time that a trusted clock vouches for: ${outside(failure.why)}`;
        case 'certificate':
            return `has a certificate that is not trusted: ${outside(failure.why)}`;
        case 'signature':
            return `has a signature that does not fit: ${outside(failure.why)}`;
        case 'other-signer':
            return `was signed by ${formatSignedBy(failure.by)}, whom the policy does not name`;
        case 'other-key':
            return `fits no key of the policy: ${outside(failure.why)}`;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(failure);
    }
}


/***/ })

};
