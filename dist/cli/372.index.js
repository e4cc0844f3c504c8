export const id = 372;
export const ids = [372,478];
export const modules = {

/***/ 3372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDemo: () => (/* binding */ runDemo)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/report/overview.js
var overview = __webpack_require__(7108);
// EXTERNAL MODULE: ./build/commands/publish.js + 24 modules
var publish = __webpack_require__(9519);
;// CONCATENATED MODULE: ./build/commands/demo-stage.js
/** Where the demo's story is played: runs the real commands, keeps their reports, tells the audience. */


/** Thrown when a step did not end as the story says. */
class WentOtherwise extends Error {
}
class DemoStage {
    folder;
    #door;
    #reports = 0;
    constructor(door, folder) {
        this.#door = door;
        this.folder = folder;
    }
    /** Runs a command as a user in the folder would, and keeps its report there. */
    async play(command, options = {}) {
        const lines = [];
        const host = quietHost(this.#door.host, (line) => lines.push(line.replaceAll(`${this.folder}/`, '')));
        this.#reports += 1;
        const report = (0,external_node_path_.join)(this.folder, `report-${this.#reports}-${command.name}`);
        const own = {
            ...this.#door.options,
            manifest: (0,external_node_path_.join)(this.folder, 'mirror.yaml'),
            state: (0,external_node_path_.join)(this.folder, 'state'),
            json: `${report}.json`,
            summary: `${report}.md`,
            html: `${report}.html`,
            ...options,
        };
        const door = { ...this.#door, host, options: own, positionals: [], startedAtMs: host.clock.now() };
        const end = await command.run(door);
        this.#door.signal.throwIfAborted();
        if (end.report === null)
            throw new WentOtherwise(`${command.name} made no report`);
        const isWritten = await (0,publish/* publish */.m)(end.report, own, host);
        this.expect(isWritten, `the reports of ${command.name} are written`);
        return { report: end.report, exitCode: end.exitCode, lines };
    }
    /** Shows lines to the audience. */
    tell(...lines) {
        if (!this.#door.options.quiet)
            this.#door.host.display.show(lines.join('\n'));
    }
    style(name, text) {
        return this.#door.host.display.style(name, text);
    }
    /** Throws WentOtherwise unless what the story says came true. */
    expect(cameTrue, what) {
        if (!cameTrue)
            throw new WentOtherwise(`the demo expected: ${what}`);
    }
}
/** The same host with nobody watching: the demo tells what matters by itself. */
function quietHost(host, onInfo) {
    const nothing = () => undefined;
    const nothingYet = async () => undefined;
    return {
        ...host,
        log: { ...host.log, info: onInfo, group: (_title, work) => work() },
        display: { ...host.display, show: nothing },
        showProgress: () => nothing,
        annotate: nothing,
        setOutput: nothing,
        writeSummary: nothingYet,
        restoreState: nothingYet,
        saveState: nothingYet,
    };
}

;// CONCATENATED MODULE: ./build/commands/demo-world.js
const ARCHITECTURES = ['amd64', 'arm64'];
/** The layer that all images begin with: it is read once and mounted where it is needed again. */
const BASE = { path: 'usr/lib/os-release', text: 'NAME="Demo OS"', sizeBytes: 300_000 };
async function startWorld(servers) {
    const started = [];
    const close = async () => {
        await Promise.all(started.map((registry) => registry.close()));
    };
    const start = async () => {
        const registry = await servers.startEmbedded();
        started.push(registry);
        return registry;
    };
    try {
        const source = await start();
        const eu = await start();
        const us = await start();
        const os = await source.push('base/os', '24.04', { architectures: ARCHITECTURES, layers: [BASE] });
        for (const tag of ['1.9.0', '2.0.0', '2.1.0'])
            await source.push('shop/api', tag, program('api', tag));
        await pushWeb(source, 'first build');
        return { source, eu, us, manifest: manifestOf({ source, eu, us, os }), close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
/** Pushes `shop/web:1.4`; another `build` makes the tag move. */
function pushWeb(registry, build, path = 'shop/web') {
    return registry.push(path, '1.4', program('web', build));
}
function program(name, version) {
    const layer = { path: `usr/bin/${name}`, text: `${name} ${version}`, sizeBytes: 120_000 };
    return { architectures: ARCHITECTURES, layers: [BASE, layer] };
}
function manifestOf({ source, eu, us, os }) {
    return `version: 1
mirrors:
  - { name: eu, target: "${eu.address}/mirror" }
  - { name: us, target: "${us.address}/mirror" }
images:
  - source: ${source.address}/shop/web
    tags: ["1.4"]
    allowMirrorByTags: true              # mirrors get this tag too; others only digests
  - source: ${source.address}/shop/api
    select: { semver: ">=2.0.0", latest: 2 }
  - ${source.address}/base/os:24.04@${os.digest}
`;
}

// EXTERNAL MODULE: ./build/commands/drift.js + 2 modules
var drift = __webpack_require__(9787);
// EXTERNAL MODULE: ./build/commands/lock.js + 6 modules
var lock = __webpack_require__(9616);
// EXTERNAL MODULE: ./build/commands/plan.js
var plan = __webpack_require__(3996);
// EXTERNAL MODULE: ./build/commands/sync.js + 3 modules
var sync = __webpack_require__(2478);
;// CONCATENATED MODULE: ./build/commands/demo.js
/** `demo`: the whole story on embedded registries, played with the real commands. */










const demo_lock = { name: 'lock', run: lock.runLock };
const demo_plan = { name: 'plan', run: (door) => (0,plan.planAndStop)(door, 'plan') };
const demo_sync = { name: 'sync', run: sync.runSync };
const demo_drift = { name: 'drift', run: drift.runDrift };
/** Images in the mirror manifest (one tag, two selected tags, one pin) times two mirrors. */
const ROWS = 8;
async function runDemo(door) {
    const stage = new DemoStage(door, await chooseFolder(door));
    const world = await startWorld(door.servers);
    try {
        await writeManifest(stage, world, door);
        await lockTags(stage);
        await planFirst(stage);
        await syncAll(stage);
        await syncAgain(stage);
        const web = await followMovedTag(stage, world);
        await repairDamage(stage, world, web);
        await noticeDrift(stage, world);
        tellEnd(stage);
        return { report: null, exitCode: 0 };
    }
    catch (error) {
        if (!(error instanceof WentOtherwise))
            throw error;
        door.host.log.error(`${error.message}; look at the reports in ${stage.folder}`);
        return { report: null, exitCode: 1 };
    }
    finally {
        await world.close();
    }
}
/** A new folder, or the one asked for unless a mirror manifest lies there already. */
async function chooseFolder({ host, options, temporary }) {
    if (options.output === null)
        return (0,external_node_path_.join)(temporary, `mirror-action-demo-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`);
    const folder = (0,external_node_path_.resolve)(host.workingDirectory, options.output);
    if (await host.files.exists((0,external_node_path_.join)(folder, 'mirror.yaml')))
        throw new errors/* MirrorError */.En('input', `${folder} holds a mirror.yaml already, which the demo would replace`, {
            fix: 'name a new folder with --output',
        });
    return folder;
}
async function writeManifest(stage, world, { host }) {
    await host.files.writeText((0,external_node_path_.join)(stage.folder, 'mirror.yaml'), world.manifest);
    const { source, eu, us } = world;
    stage.tell(`Three registries run in this process: a source (${source.address}) with a few images for linux/amd64`, `and linux/arm64, and two empty mirrors, eu (${eu.address}) and us (${us.address}).`, '', heading(stage, 1, 'Which images go where is written down in a mirror manifest, mirror.yaml.'), ...world.manifest
        .trimEnd()
        .split('\n')
        .map((line) => `   ${stage.style('dim', shortened(line))}`));
}
async function lockTags(stage) {
    const played = await stage.play(demo_lock);
    tellStep(stage, 2, 'Tags can move, digests cannot: lock notes what every tag means now, for review.');
    tellCommand(stage, 'lock', played.lines.filter((line) => line.startsWith('new')));
    stage.expect(played.exitCode === 0 && played.report.ok, 'the tags are locked');
}
async function planFirst(stage) {
    const played = await stage.play(demo_plan);
    const { planned } = played.report.totals;
    tellStep(stage, 3, 'Look first: plan changes nothing. Four images on two mirrors are eight copies to be made.');
    tellCommand(stage, 'plan', [(0,overview/* totalsLine */.sX)(played.report)]);
    stage.expect(planned === ROWS, `${ROWS} copies are planned, not ${planned}`);
}
async function syncAll(stage) {
    const played = await stage.play(demo_sync);
    const { copied, sourceBytes, mirrorBytes } = played.report.totals;
    tellStep(stage, 4, 'Copy: every layer is read once from the source, for both mirrors. Tags are set last, on proven images.');
    tellCommand(stage, 'sync', [(0,overview/* totalsLine */.sX)(played.report)]);
    stage.expect(isGood(played) && copied === ROWS, `${ROWS} images are copied`);
    stage.expect(mirrorBytes > sourceBytes, 'the mirrors got more than was read');
}
async function syncAgain(stage) {
    const played = await stage.play(demo_sync);
    const { upToDate, requests } = played.report.totals;
    tellStep(stage, 5, 'Again: nothing to do. It costs one request per image and mirror, and none to the source.');
    tellCommand(stage, 'sync', [(0,overview/* totalsLine */.sX)(played.report)]);
    stage.expect(isGood(played) && upToDate === ROWS, 'everything is up to date');
    stage.expect(requests === ROWS, `${ROWS} requests are enough, not ${requests}`);
}
async function followMovedTag(stage, { source }) {
    const web = await pushWeb(source, 'second build');
    const before = await stage.play(demo_sync);
    const locking = await stage.play(demo_lock);
    const after = await stage.play(demo_sync);
    tellStep(stage, 6, 'At the source the tag shop/web:1.4 moves. The mirrors follow when the lock is renewed.');
    tellCommand(stage, 'sync', [(0,overview/* totalsLine */.sX)(before.report)]);
    tellCommand(stage, 'lock', locking.lines.filter((line) => line.startsWith('moved')));
    tellCommand(stage, 'sync', [(0,overview/* totalsLine */.sX)(after.report)]);
    stage.expect(isGood(before) && before.report.totals.upToDate === ROWS, 'the lock still holds');
    stage.expect(isGood(after) && after.report.totals.copied === 2, 'both mirrors get the new digest');
    return web;
}
async function repairDamage(stage, { us }, web) {
    us.loseBlob(web.layers.at(-1) ?? '');
    const played = await stage.play(demo_sync, { recheck: 'all' });
    const mended = played.report.findings.filter(({ repaired }) => repaired !== null);
    tellStep(stage, 7, 'The mirror us loses a layer and does not know it. Sync trusts its own proofs for some days; asked to', 'check everything it reads the last byte of every layer, tells what is lost and brings it back.');
    const told = mended.flatMap(({ rule, message }) => [
        `${rule}:`,
        ...message.split('; ').map((part) => `  ${part}`),
    ]);
    tellCommand(stage, 'sync --recheck all', [...told, (0,overview/* totalsLine */.sX)(played.report)]);
    stage.expect(isGood(played) && played.report.totals.repaired === 1, 'one image is repaired');
    stage.expect(mended.length === 1 && mended[0]?.mirror === 'us', 'the lost layer is told');
}
async function noticeDrift(stage, { eu }) {
    await pushWeb(eu, 'of somebody else', 'mirror/shop/web');
    const played = await stage.play(demo_drift);
    const told = played.report.findings.filter(({ severity }) => severity === 'error');
    tellStep(stage, 8, 'Somebody pushes another shop/web:1.4 to the mirror eu. Drift tells what every mirror serves, and that this differs.');
    tellCommand(stage, 'drift', [
        ...told.map(({ rule, message }) => `${rule}: ${shortened(message)}`),
        (0,overview/* totalsLine */.sX)(played.report),
    ]);
    stage.expect(played.exitCode === 1 && !played.report.ok, 'drift fails');
    stage.expect(told.length === 1 && told[0]?.mirror === 'eu', 'the tag that differs is told');
}
function tellEnd(stage) {
    stage.tell('', stage.style('green', 'All of it went as told.'), 'The mirror manifest, its lock and a report of every command (JSON, Markdown, HTML) lie in', `   ${stage.style('bold', stage.folder)}`, 'The registries were part of this process and are gone. Next, with your own images:', '   mirror-action init --to registry.example.com/mirror < images.txt');
}
function isGood({ report, exitCode }) {
    return exitCode === 0 && report.ok && report.totals.failed === 0;
}
function tellStep(stage, number, ...[sentence = '', ...more]) {
    stage.tell('', heading(stage, number, sentence), ...more.map((line) => `   ${line}`));
}
function tellCommand(stage, command, lines) {
    stage.tell(`   ${stage.style('bold', `$ mirror-action ${command}`)}`, ...lines.map((line) => `     ${line}`));
}
function heading(stage, number, sentence) {
    return `${stage.style('bold', `${number}.`)} ${sentence}`;
}
/** Digests in the middle of a line, cut for the reader. */
function shortened(line) {
    return line.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}


/***/ }),

/***/ 9787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDrift: () => (/* binding */ runDrift)
});

// EXTERNAL MODULE: ./build/mirror/copy/failures.js
var failures = __webpack_require__(7791);
// EXTERNAL MODULE: ./build/mirror/drift/drift.js + 6 modules
var drift = __webpack_require__(1293);
// EXTERNAL MODULE: ./build/mirror/copy/outcome.js
var outcome = __webpack_require__(7570);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/reason.js
var mirror_reason = __webpack_require__(6816);
;// CONCATENATED MODULE: ./build/mirror/drift/outcome.js
/** Rows that were compared, as outcomes. Pure. */



/** One for every row and mirror, in order. `verified` has what `--depth` found out, by cell. */
function comparedOutcomes(rows, drift, { verified, signal }) {
    return rows.flatMap((row) => {
        const judged = drift.rows.get(row)?.cells ?? [];
        return row.cells.map((cell, index) => {
            const step = { row, cell, action: 'compare', reason: judged[index]?.reason ?? '' };
            const ofDepth = verified.get(cell);
            const view = judged[index]?.view;
            const compared = comparedOutcome(step, view ?? { kind: 'not-read' }, signal);
            return ofDepth === undefined
                ? compared
                : { ...ofDepth, step, reason: ofDepth.complete === true ? compared.reason : ofDepth.reason };
        });
    });
}
function comparedOutcome(step, view, signal) {
    const { row, cell } = step;
    const { seen } = cell;
    const found = view.kind === 'present' ? view.digest : null;
    const base = { step, found, complete: null, proof: null, bytes: 0, failure: null };
    if (row.problem !== null)
        return { ...base, outcome: row.problem.outcome, reason: row.problem.reason };
    if (view.kind === 'not-read' && signal.aborted)
        return (0,outcome/* deferred */.yX)(step, signal);
    if (seen.kind !== 'unreadable')
        return { ...base, outcome: 'compared', reason: step.reason };
    const failure = { side: 'mirror', error: seen.error, rule: 'copy-failed' };
    const reason = (0,mirror_reason/* reasonOf */.A)(failure, cell.mirror.name);
    // Another reason than not answering has a finding of its own, `unreadable`.
    return { ...base, outcome: 'failed', reason, failure: (0,health/* isUnreachable */.R)(seen.error) ? failure : null };
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/referrer.js
var referrer = __webpack_require__(4523);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/proofs.js
var mirror_proofs = __webpack_require__(1795);
// EXTERNAL MODULE: ./build/mirror/referrers/carried.js
var carried = __webpack_require__(3635);
// EXTERNAL MODULE: ./build/mirror/referrers/compare.js
var compare = __webpack_require__(7590);
// EXTERNAL MODULE: ./build/mirror/referrers/describe.js
var referrers_describe = __webpack_require__(6060);
// EXTERNAL MODULE: ./build/mirror/referrers/search.js
var search = __webpack_require__(8881);
// EXTERNAL MODULE: ./build/mirror/referrers/source-list.js
var source_list = __webpack_require__(969);
// EXTERNAL MODULE: ./build/mirror/verify/lacking.js
var verify_lacking = __webpack_require__(2877);
;// CONCATENATED MODULE: ./build/mirror/drift/referrers.js
/**
 * Signatures and the like in the drift stage: what the source lists for an image and a mirror does not. Asked only when due:
 * one request per root at the source and one per mirror; what belongs to children is compared by `sync` and `verify`.
 */













const ROWS_AT_ONCE = 32;
const CELLS_AT_ONCE = 16;
/** Notes what the source lists, and which mirrors are to be looked at by the next sync. Never throws. */
async function compareReferrers(rows, context, signal) {
    const comparing = { context, search: new search/* ReferrerSearch */.m(context.health, signal), signal };
    const found = await (0,each/* mapEach */.S)(rows, ROWS_AT_ONCE, (row) => compareRow(row, comparing));
    return found.flat();
}
async function compareRow(row, comparing) {
    const { context, signal } = comparing;
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    const cells = row.cells.filter((cell) => isToCompare(row, cell));
    if (key === null || row.problem !== null || row.image.referrers !== 'copy' || cells.length === 0)
        return [];
    const known = context.carried.get(key);
    const isKnown = known !== null && (0,carried/* carriedCounts */.zN)(known, key.root, context.age);
    if (signal.aborted || (isKnown && cells.every((cell) => wasComparedLately(row, cell, context))))
        return [];
    try {
        const expected = isKnown ? known : await askSource(row, key, { known, comparing });
        const before = known === null ? null : new Set(known.referrers.map(({ digest }) => digest));
        const found = await (0,each/* mapEach */.S)(cells, CELLS_AT_ONCE, (cell) => compareCell(row, cell, { expected, before, comparing }));
        return found.flat();
    }
    catch (error) {
        return signal.aborted ? [] : [unreadable(row, null, (0,errors/* toMirrorError */.Ho)(error))];
    }
}
/** Mirrors that have the image itself: what else they lack is told already. */
function isToCompare({ wanted }, { mirror, seen }) {
    return mirror.kind === 'store' && seen.kind === 'present' && seen.root.digest === wanted;
}
function wasComparedLately(row, cell, { proofs, age }) {
    const { wanted } = row;
    if (wanted === null)
        return true;
    const subject = (0,observe/* referrersOf */.aH)((0,observe/* subjectOf */.et)(cell.target, wanted, row));
    const lists = proofs.get({ ...subject, of: 'referrer-lists' });
    return (0,mirror_proofs/* proofCounts */.xo)(proofs.get(subject), wanted, age) || (0,mirror_proofs/* proofCounts */.xo)(lists, wanted, age);
}
/** What is known of children stays, and so does what was read of the root's own. */
async function askSource(row, key, { known, comparing }) {
    const { context, search } = comparing;
    const list = await (0,source_list/* sourceLists */.bh)(row, key, { search, context }).of(key.root);
    const before = new Map(known?.referrers.map((one) => [`${one.digest} ${one.tag ?? ''}`, one]));
    const ofRoot = list.referrers.map((referrer) => before.get(`${referrer.descriptor.digest} ${referrer.tag ?? ''}`) ?? (0,referrers_describe/* describeListed */.R)(key.root, referrer));
    const others = known?.referrers.filter(({ subject }) => subject !== key.root) ?? [];
    const carried = {
        referrers: [...ofRoot, ...others],
        count: ofRoot.length + others.length,
        atMs: context.age.nowMs,
        // Never asked about children: the next sync does.
        wholeAtMs: known?.wholeAtMs ?? 0,
        hasApi: list.hasApi,
    };
    context.carried.remember(key, carried);
    return carried;
}
async function compareCell(row, cell, { expected, before, comparing }) {
    const { context, signal } = comparing;
    const { wanted } = row;
    if (wanted === null)
        return [];
    const subject = (0,observe/* referrersOf */.aH)((0,observe/* subjectOf */.et)(cell.target, wanted, row));
    const ofRoot = expected.referrers.filter((one) => one.subject === wanted);
    try {
        const lacking = await lackingAt(cell, ofRoot, comparing);
        if (lacking.length === 0) {
            context.proofs.prove({ ...subject, of: 'referrer-lists' }, 'exists', context.age.nowMs);
            return [];
        }
        context.proofs.forget(subject);
        context.proofs.forget({ ...subject, of: 'referrer-lists' });
        const place = { mirror: cell.mirror.name, target: cell.target.name, address: cell.address };
        const isRequired = lacking.some((one) => isNeeded(row, one, context));
        return [withNews((0,verify_lacking/* missingFinding */.Ww)({ row, ...place, isRequired }, lacking), lacking, before)];
    }
    catch (error) {
        // A mirror that does not answer is told of as that.
        if (signal.aborted || (0,health/* isUnreachable */.R)(error))
            return [];
        return [unreadable(row, cell, (0,errors/* toMirrorError */.Ho)(error))];
    }
}
function isNeeded(row, referrer, { isReferrerRequired }) {
    const key = (0,source_list/* keyOfRow */.Vx)(row);
    return key !== null && (isReferrerRequired?.({ ...key, name: row.name }, referrer) ?? false);
}
/** One request where the mirror lists referrers itself, or has been found not to. */
async function lackingAt({ target, mirror }, expected, { context, signal }) {
    const [first] = expected;
    if (first === undefined)
        return [];
    const { subject } = first;
    const tags = new Set(expected.flatMap(({ tag }) => tag ?? []));
    const ask = (hints) => context.health.guard(mirror.name, signal, (guarded) => target.referrers(subject, guarded, hints));
    const listed = await ask({ tags, hasApi: null });
    const describe = ({ referrers }) => referrers.map((one) => (0,referrers_describe/* describeListed */.R)(subject, one));
    const lacking = (0,compare/* lackingIn */.T)(describe(listed), expected);
    if (lacking.every(({ tag }) => tag !== null))
        return lacking;
    return (0,compare/* lackingIn */.T)(describe(await ask({ tags: new Set([(0,referrer/* fallbackTagOf */.uy)(subject)]), hasApi: false })), lacking);
}
function withNews(one, lacking, before) {
    const fresh = before === null ? 0 : lacking.filter(({ digest }) => !before.has(digest)).length;
    return fresh === 0 ? one : { ...one, message: `${one.message}; ${fresh} of them new at the source` };
}
function unreadable(row, cell, error) {
    const who = cell === null ? 'its source' : cell.target.name;
    const where = cell === null ? {} : { mirror: cell.mirror.name, target: cell.address };
    return (0,finding/* finding */.gk)('referrers-unreadable', {
        severity: 'warning',
        message: `${row.name}: ${who} did not say what refers to it: ${(0,errors/* describeError */.Uc)(error)}`,
        help: (0,errors/* isMirrorError */.U9)(error, 'unauthorized', 'denied')
            ? 'Check the credentials. Not knowing is not the same as having none.'
            : 'Not knowing is not the same as having none. Run again when it answers.',
        source: row.name,
        ...where,
        at: row.at,
    });
}

// EXTERNAL MODULE: ./build/mirror/resolve.js + 2 modules
var resolve = __webpack_require__(6455);
// EXTERNAL MODULE: ./build/mirror/verify/findings.js + 1 modules
var verify_findings = __webpack_require__(9878);
// EXTERNAL MODULE: ./build/mirror/verify/verify.js + 14 modules
var verify = __webpack_require__(7747);
// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/progress.js
var progress = __webpack_require__(7196);
;// CONCATENATED MODULE: ./build/commands/drift.js











async function runDrift(door) {
    const { host, signal, options } = door;
    const prepared = await (0,prepare/* prepare */.iA)(door, 'always');
    const { context, stores } = prepared;
    const stopProgress = host.showProgress((0,progress/* progressOf */.j)(context.meter, stores));
    try {
        const resolved = await host.log.group('Look at sources and mirrors', () => (0,resolve/* resolve */.h)(context, signal));
        (0,check_globs/* checkGlobs */.E)(options.images, { images: context.file.images, ...resolved, isStopped: signal.aborted });
        const verified = await walkWhatIsThere(resolved.rows, prepared, door);
        // A walk has compared what mirrors list already, and with more than their roots.
        const missing = options.depth === null ? await compareReferrers(resolved.rows, context, signal) : [];
        const lacks = new Map(verified.map(({ outcome }) => [outcome.step.cell, lackOf(outcome)]));
        const found = await (0,drift/* findDrift */.L)(resolved.rows, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null }, signal);
        return await report(door, prepared, {
            rows: resolved.rows,
            findings: [...resolved.findings, ...missing],
            found,
            verified,
        });
    }
    finally {
        stopProgress();
    }
}
/** With `--depth`: every tag that points to what is wanted is walked. */
async function walkWhatIsThere(rows, { context }, { host, options: { depth }, signal }) {
    if (depth === null)
        return [];
    context.meter.phase = 'verify';
    const steps = rows.flatMap((row) => row.cells
        .filter(({ seen }) => seen.kind === 'present' && seen.root.digest === row.wanted)
        .map((cell) => ({ row, cell, action: 'verify', reason: 'its content is looked at' })));
    return host.log.group('Walk what is there', () => (0,verify/* verifySteps */.n)(steps, { depth, isOldestFirst: false }, { context, signal }));
}
function lackOf({ outcome, reason }) {
    return outcome === 'incomplete' ? `is not whole: ${reason}` : null;
}
function report(door, prepared, { rows, findings, found, verified }) {
    const byCell = new Map(verified.map(({ outcome }) => [outcome.step.cell, outcome]));
    const outcomes = comparedOutcomes(rows, found, { verified: byCell, signal: door.signal });
    return (0,finish/* finish */.O)(door, prepared, {
        command: 'drift',
        ...(door.options.depth === null ? {} : { depth: door.options.depth }),
        rows,
        outcomes,
        drift: found,
        findings: [
            ...findings,
            ...found.findings,
            ...(0,verify_findings/* findingsOfWalks */.g)(verified),
            ...(0,failures/* findingsOfFailures */.V)(outcomes, 'compare'),
        ],
    });
}


/***/ }),

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   planAndStop: () => (/* binding */ planAndStop)
/* harmony export */ });
/* harmony import */ var _mirror_copy_failures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7570);
/* harmony import */ var _mirror_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7663);
/* harmony import */ var _mirror_resolve_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6455);
/* harmony import */ var _mirror_writes_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9112);
/* harmony import */ var _check_globs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1717);
/* harmony import */ var _finish_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(683);
/* harmony import */ var _prepare_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1774);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7196);
/** `plan`: what `sync` would do, step by step, with reasons. Writes nothing. */









/** Exits 0 whatever there is to do, as long as it could be planned. */
async function planAndStop(door, command) {
    const prepared = await (0,_prepare_js__WEBPACK_IMPORTED_MODULE_6__/* .prepare */ .iA)(door);
    const { context, stores } = prepared;
    const stopProgress = door.host.showProgress((0,_progress_js__WEBPACK_IMPORTED_MODULE_7__/* .progressOf */ .j)(context.meter, stores));
    try {
        const resolved = await (0,_mirror_resolve_js__WEBPACK_IMPORTED_MODULE_3__/* .resolve */ .h)(context, door.signal);
        (0,_check_globs_js__WEBPACK_IMPORTED_MODULE_4__/* .checkGlobs */ .E)(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const { steps, findings } = (0,_mirror_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .makePlan */ .C)(resolved.rows, context);
        const outcomes = steps.map((step) => plannedOutcome(step, door.signal));
        return await (0,_finish_js__WEBPACK_IMPORTED_MODULE_5__/* .finish */ .O)(door, prepared, {
            command,
            rows: resolved.rows,
            outcomes,
            findings: [...resolved.findings, ...findings, ...(0,_mirror_copy_failures_js__WEBPACK_IMPORTED_MODULE_0__/* .findingsOfFailures */ .V)(outcomes)],
        });
    }
    finally {
        stopProgress();
    }
}
function plannedOutcome(step, signal) {
    const wasReached = step.action !== 'copy' || step.cell.seen.kind !== 'not-read';
    if (!wasReached)
        return (0,_mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .deferred */ .yX)(step, signal);
    const ended = (0,_mirror_copy_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeWithoutWork */ .Yr)(step);
    if (!(0,_mirror_writes_js__WEBPACK_IMPORTED_MODULE_8__/* .writes */ .D)(step))
        return ended;
    // What is to be copied was not looked at: its root alone was asked for.
    const complete = step.action === 'copy' ? null : ended.complete;
    return { ...ended, outcome: 'planned', complete, reason: `${step.reason}${costOf(step)}` };
}
/** What is known of the cost without pulling: an image present costs a look at each blob. */
function costOf({ action, cell, row }) {
    if (action === 'attach')
        return ' (one request per manifest, no content unless something is new)';
    const { seen } = cell;
    const root = seen.kind === 'present' || seen.kind === 'absent' ? seen.root : null;
    const isThere = action === 'copy' && root !== null && root.digest === row.wanted;
    return isThere ? ' (one request per manifest and blob, no content unless something is missing)' : '';
}


/***/ }),

/***/ 2478:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runSync: () => (/* binding */ runSync)
});

;// CONCATENATED MODULE: ./build/mirror/accept.js
const CARRIED_OUT = ['copied', 'repaired', 'up-to-date', 'incomplete'];
/** Accepts the source's digest for every row that at least one mirror has as wanted, and for rows that others stand for. */
function acceptOutcomes(rows, outcomes, history) {
    const done = new Set(outcomes.filter(({ outcome }) => CARRIED_OUT.includes(outcome)).map(({ step }) => step.row));
    const standIns = new Set([...done].map(({ repository, sourceDigest }) => `${repository} ${sourceDigest}`));
    for (const row of rows) {
        const { repository, sourceDigest, sourceTags, problem } = row;
        if (sourceDigest === null || problem !== null)
            continue;
        const isStoodFor = row.cells.length === 0 && standIns.has(`${repository} ${sourceDigest}`);
        if (!done.has(row) && !isStoodFor)
            continue;
        for (const tag of sourceTags)
            history.accept(`${repository}:${tag}`, sourceDigest);
    }
}

// EXTERNAL MODULE: ./build/mirror/copy/copy.js + 16 modules
var copy = __webpack_require__(2863);
// EXTERNAL MODULE: ./build/mirror/copy/failures.js
var failures = __webpack_require__(7791);
// EXTERNAL MODULE: ./build/mirror/each.js
var each = __webpack_require__(5841);
// EXTERNAL MODULE: ./build/mirror/health.js
var health = __webpack_require__(8946);
// EXTERNAL MODULE: ./build/mirror/observe.js + 1 modules
var observe = __webpack_require__(5796);
// EXTERNAL MODULE: ./build/mirror/plan.js
var mirror_plan = __webpack_require__(7663);
// EXTERNAL MODULE: ./build/mirror/copy/or-after.js
var or_after = __webpack_require__(2034);
;// CONCATENATED MODULE: ./build/mirror/copy/second-chance.js





/** A registry of several machines may say on one that it has what another has not got yet. */
const VANISHED_PAUSE_MS = 1_000;
/** Looks again at the steps whose mirror or source did not answer; where it answers by now they are planned and copied. Never throws. */
async function tryAgain(first, context, signal) {
    const waiting = first.outcomes.filter(isWaiting);
    if (waiting.length === 0 || signal.aborted)
        return first;
    if (waiting.some(hasVanished))
        await (0,or_after/* pause */.v)(VANISHED_PAUSE_MS, signal);
    const back = await placesThatAnswer(waiting, context, signal);
    const retried = waiting.filter((outcome) => back.has(placeOf(outcome)));
    if (retried.length === 0)
        return first;
    const steps = retried.map(({ step }) => step);
    const again = await copyAgain(steps, first, { context, signal });
    const replaced = new Map(retried.map((outcome, index) => [outcome, again.outcomes[index] ?? outcome]));
    return {
        ...first,
        outcomes: first.outcomes.map((outcome) => replaced.get(outcome) ?? outcome),
        findings: [...first.findings, ...again.findings],
    };
}
/** Of sources only those that could not be connected to, or take back what they said: one that answers 503 or 429 has been asked
 *  with patience. */
function isWaiting(outcome) {
    const { failure, step } = outcome;
    if (failure === null || step.row.wanted === null)
        return false;
    if (failure.side === 'mirror')
        return (0,health/* isUnreachable */.R)(failure.error);
    const isAway = failure.error.code === 'unavailable' && failure.error.status === undefined;
    return isAway || hasVanished(outcome);
}
/** The source has just said that its tag means this, and that it does not have it. */
function hasVanished({ failure, step: { row } }) {
    return failure?.side === 'source' && failure.error.code === 'not-found' && row.sourceNow === row.wanted;
}
/** The place that did not answer, as `health` calls it. */
function placeOf({ failure, step }) {
    return failure?.side === 'source' ? `source ${step.row.source.origin}` : step.cell.mirror.name;
}
async function placesThatAnswer(waiting, context, signal) {
    const byPlace = Map.groupBy(waiting, placeOf);
    const answers = await (0,each/* mapEach */.S)(byPlace, byPlace.size, async ([place, [first]]) => {
        const isBack = first !== undefined && (await answersNow(first, signal));
        if (isBack)
            context.health.revive(place);
        return isBack ? [place] : [];
    });
    return new Set(answers.flat());
}
/** Also what says no says something. */
async function answersNow({ failure, step }, signal) {
    const { wanted, source } = step.row;
    if (wanted === null)
        return false;
    try {
        const found = await (failure?.side === 'source' ? source : step.cell.target).resolve(wanted, signal);
        return found !== null || failure?.error.code !== 'not-found';
    }
    catch (error) {
        return !(0,health/* isUnreachable */.R)(error);
    }
}
/** Outcomes are in the order of `steps`, and speak of their rows. What the first run brought serves the second. */
async function copyAgain(steps, first, { context, signal }) {
    const rows = await (0,observe/* lookAgain */.IK)(steps, context, signal);
    const plan = (0,mirror_plan/* makePlan */.C)([...rows.values()], context);
    const copied = await first.carryOn(plannedAgain(steps, rows, plan));
    const written = new Map(first.outcomes.map(({ step, bytes }) => [step, bytes]));
    const outcomes = copied.outcomes.map((outcome, index) => {
        const row = steps[index]?.row ?? outcome.step.row;
        return {
            ...outcome,
            bytes: outcome.bytes + (written.get(steps[index]) ?? 0),
            step: { ...outcome.step, row },
        };
    });
    return { outcomes, findings: [...newFindings(steps, plan), ...copied.findings] };
}
/** The new steps of these old ones; rows have a cell for every mirror, and the others are done with. */
function plannedAgain(steps, rows, plan) {
    const byRow = Map.groupBy(plan.steps, ({ row }) => row);
    return steps.map((old) => {
        const ofRow = byRow.get(rows.get(old.row) ?? old.row) ?? [];
        return ofRow.find(({ cell }) => cell.mirror === old.cell.mirror) ?? old;
    });
}
/** What the plan has to tell of mirrors that could not be looked at before; the rest has been told. */
function newFindings(steps, plan) {
    const unseen = steps.filter(({ cell }) => cell.seen.kind === 'unreadable').map(({ cell }) => cell.address);
    return plan.findings.filter(({ target }) => target !== undefined && unseen.includes(target));
}

// EXTERNAL MODULE: ./build/mirror/drift/drift.js + 6 modules
var drift_drift = __webpack_require__(1293);
// EXTERNAL MODULE: ./build/mirror/drift/state.js
var state = __webpack_require__(4735);
;// CONCATENATED MODULE: ./build/mirror/drift/drift-after.js


/** What every tag means after `outcomes`: what was carried out is what the mirror holds now. */
function driftAfter(rows, outcomes, context) {
    const ended = new Map(outcomes.map((outcome) => [outcome.step.cell, outcome]));
    const after = rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => cellAfter(cell, row, ended.get(cell))),
    }));
    const lacks = new Map(rows.flatMap((row, index) => row.cells.flatMap((cell, at) => {
        const now = after[index]?.cells[at];
        return now === undefined ? [] : [[now, lackOf(ended.get(cell))]];
    })));
    const drift = (0,drift_drift/* driftOf */.$)(after, { context, lackOf: (_row, cell) => lacks.get(cell) ?? null });
    const judged = rows.flatMap((row, index) => {
        const now = after[index];
        const ofRow = now === undefined ? undefined : drift.rows.get(now);
        return ofRow === undefined ? [] : [[row, ofRow]];
    });
    const byName = Map.groupBy(outcomes, ({ step }) => step.row.name);
    return { ...drift, rows: new Map(judged), findings: drift.findings.filter((one) => isNews(one, byName)) };
}
const drift_after_CARRIED_OUT = new Set([
    'copied',
    'repaired',
    'up-to-date',
    'incomplete',
]);
function cellAfter(cell, { wanted, root }, outcome) {
    if (wanted === null || outcome === undefined || !drift_after_CARRIED_OUT.has(outcome.outcome))
        return cell;
    return { ...cell, seen: { kind: 'present', root: root ?? { mediaType: '', digest: wanted, size: 0 } } };
}
function lackOf(outcome) {
    return outcome?.outcome === 'incomplete' ? outcome.reason : null;
}
/** What failed, was refused or is still damaged has a finding of its own, and what was not reached is for the next run to judge. */
function isNews({ rule, source = '', mirror }, byName) {
    const ofRow = byName.get(source) ?? [];
    if (ofRow.some(({ outcome }) => outcome === 'deferred'))
        return false;
    const isState = state/* DRIFT_NAMES */.t.some((name) => name === rule);
    const own = ofRow.find(({ step }) => step.cell.mirror.name === mirror);
    if (rule === 'incomplete' && own?.outcome === 'incomplete')
        return false;
    return !isState || own === undefined || drift_after_CARRIED_OUT.has(own.outcome) || own.outcome === 'compared';
}

// EXTERNAL MODULE: ./build/mirror/resolve.js + 2 modules
var resolve = __webpack_require__(6455);
// EXTERNAL MODULE: ./build/mirror/writes.js
var writes = __webpack_require__(9112);
// EXTERNAL MODULE: ./build/commands/check-globs.js
var check_globs = __webpack_require__(1717);
// EXTERNAL MODULE: ./build/commands/finish.js + 1 modules
var finish = __webpack_require__(683);
// EXTERNAL MODULE: ./build/commands/plan.js
var plan = __webpack_require__(3996);
// EXTERNAL MODULE: ./build/commands/prepare.js + 4 modules
var prepare = __webpack_require__(1774);
// EXTERNAL MODULE: ./build/commands/progress.js
var progress = __webpack_require__(7196);
// EXTERNAL MODULE: ./build/commands/signature-trust.js + 3 modules
var signature_trust = __webpack_require__(1308);
;// CONCATENATED MODULE: ./build/commands/sync.js
/** `sync`: resolve, plan, copy, prove, tag, tell drift. */














async function runSync(door) {
    if (door.options.dryRun)
        return (0,plan.planAndStop)(door, 'sync');
    const { log } = door.host;
    const prepared = await (0,prepare/* prepare */.iA)(door);
    const { stores } = prepared;
    const context = (0,signature_trust/* withTrust */.h_)(prepared, door);
    const stopProgress = door.host.showProgress((0,progress/* progressOf */.j)(context.meter, stores));
    try {
        const resolved = await log.group('Look at sources and mirrors', () => (0,resolve/* resolve */.h)(context, door.signal));
        (0,check_globs/* checkGlobs */.E)(door.options.images, {
            images: context.file.images,
            ...resolved,
            isStopped: door.signal.aborted,
        });
        const plan = (0,mirror_plan/* makePlan */.C)(resolved.rows, context);
        const written = plan.steps.filter(writes/* writes */.D).map(({ row }) => row);
        await (0,signature_trust/* checkTrustFiles */.WP)(written, context);
        context.meter.phase = 'copy';
        const { outcomes, findings } = await log.group('Copy what is missing', async () => tryAgain(await (0,copy/* copy */.C)(plan.steps, context, door.signal), context, door.signal));
        acceptOutcomes(resolved.rows, outcomes, context.history);
        const drift = driftAfter(resolved.rows, outcomes, context);
        return await (0,finish/* finish */.O)(door, prepared, {
            command: 'sync',
            rows: resolved.rows,
            outcomes,
            drift,
            findings: [
                ...resolved.findings,
                ...plan.findings,
                ...findings,
                ...drift.findings,
                ...(0,failures/* findingsOfFailures */.V)(outcomes),
            ],
        });
    }
    finally {
        stopProgress();
    }
}


/***/ }),

/***/ 7663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ makePlan)
/* harmony export */ });
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1564);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(922);
/* harmony import */ var _reason_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6816);
/** The plan stage: what each mirror needs, and why. Pure. */




/** One step per row and mirror, in manifest order, with the findings that the decisions rest on. */
function makePlan(rows, knowledge) {
    const decided = rows.flatMap((row) => row.cells.map((cell) => ({ row, cell, decision: decide(row, cell, knowledge) })));
    return {
        steps: decided.map(({ row, cell, decision: { action, reason } }) => ({ row, cell, action, reason })),
        findings: decided.flatMap(({ decision }) => (decision.finding === undefined ? [] : [decision.finding])),
    };
}
function decide(row, cell, knowledge) {
    if (row.problem !== null || row.wanted === null)
        return { action: 'refuse', reason: row.problem?.reason ?? 'no digest is wanted' };
    if (cell.seen.kind === 'unreadable')
        return {
            action: 'refuse',
            reason: (0,_reason_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A)({ side: 'mirror', error: cell.seen.error }, cell.mirror.name),
        };
    if (cell.mirror.kind === 'cache')
        return { action: 'skip', reason: 'a pull-through cache is never written' };
    switch (cell.seen.kind) {
        case 'denied':
            return { action: 'copy', reason: `the mirror does not say what it has: ${cell.seen.error.message}` };
        case 'damaged':
            return { action: 'copy', reason: `the mirror cannot serve what it has: ${cell.seen.error.message}` };
        case 'not-read':
            return { action: 'copy', reason: 'the mirror was not looked at' };
        case 'absent':
            return decideAbsent(row, cell, { wanted: row.wanted, root: cell.seen.root !== null });
        case 'present':
            return decidePresent(row, cell, { wanted: row.wanted, found: cell.seen.root.digest, knowledge });
    }
}
function decideAbsent(row, cell, { wanted, root }) {
    const what = cell.tag === null ? 'the anchor tag' : `tag ${cell.tag}`;
    // Also where an earlier run has proven it: what is remembered may spare work, and never stands for the content of a tag.
    if (root)
        return { action: 'copy', reason: `${what} is not there, its image is and has to be proven` };
    if (cell.wasProven && !cell.target.holdsUntaggedRoots)
        return { action: 'copy', reason: 'it was there and is gone', finding: lostFinding(row, cell, wanted) };
    return { action: 'copy', reason: 'the mirror does not have it' };
}
function decidePresent(row, cell, { wanted, found, knowledge }) {
    if (found === wanted && cell.proof !== null)
        return decideProven(cell);
    if (found === wanted)
        return { action: 'copy', reason: whyToProve(cell) };
    if (cell.tag !== null && row.image.immutable?.matches(cell.tag))
        return refuseImmutable(row, cell, { wanted, found });
    const moved = `the tag moves from ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)} to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`;
    if (isKnownOf(row, found, knowledge))
        return { action: 'copy', reason: moved };
    return { action: 'copy', reason: moved, finding: overwrittenFinding(row, cell, { wanted, found }) };
}
function decideProven({ tag, target, referrersDue }) {
    if (referrersDue)
        return {
            action: 'attach',
            reason: 'the mirror has it, proven before; what refers to it is to be looked at',
        };
    const reason = 'the mirror has it, proven before';
    // A layout holds an untagged root by listing it; its content may be there for another tag's sake only.
    return { action: tag === null && target.holdsUntaggedRoots ? 'retag' : 'skip', reason };
}
function whyToProve(cell) {
    return cell.wasProven ? 'its proof of completeness is due' : 'it is there and has to be proven';
}
/** Whether the source is known to have served `digest` for this row's tag; with `index: omit`, in an index that it served. */
function isKnownOf(row, digest, { history, lock, indexes }) {
    const past = history.of(row.name);
    const sightings = (0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .sightingsOf */ .YW)(past, lock?.tags.get(row.name) ?? null);
    const served = [...(0,_history_js__WEBPACK_IMPORTED_MODULE_2__/* .acceptedOf */ .$f)(past), row.sourceNow, ...sightings.map((sighting) => sighting.digest)];
    const { index, platforms } = row.image;
    return served.some((one) => {
        if (one === null || one === digest)
            return one !== null;
        const kept = index === 'omit' && platforms !== null ? indexes.get(one, platforms) : null;
        return kept?.some((child) => child.digest === digest) ?? false;
    });
}
function about(row, cell, digest) {
    return { source: row.name, mirror: cell.mirror.name, target: cell.address, digest, at: row.at };
}
function lostFinding(row, cell, wanted) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('untagged-lost', {
        message: `${cell.address} was complete on mirror ${cell.mirror.name} and is gone`,
        help: 'Somebody deleted it, or the registry collected what no tag held. Leave keepTags on, or tell the registry to keep untagged manifests.',
        ...about(row, cell, wanted),
    });
}
function refuseImmutable(row, cell, { wanted, found }) {
    const difference = `${cell.address} is ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)}, wanted is ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`;
    return {
        action: 'refuse',
        reason: `the tag never moves (immutable): ${difference}`,
        finding: (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('tag-immutable', {
            message: `${difference}, and the tag matches immutable`,
            help: 'Find out who moved the tag. If the move is right, delete the tag on the mirror or narrow the pattern.',
            ...about(row, cell, wanted),
        }),
    };
}
function overwrittenFinding(row, cell, { wanted, found }) {
    return (0,_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .finding */ .gk)('tag-overwritten', {
        message: `${cell.address} pointed to ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(found)}, which ${row.repository} is not known to have served; it becomes ${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(wanted)}`,
        help: `Somebody else may write to this mirror. The old content stays under its digest ${found} until the registry collects it.`,
        ...about(row, cell, found),
    });
}


/***/ })

};
