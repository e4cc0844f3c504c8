export const id = 508;
export const ids = [508];
export const modules = {

/***/ 36508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  examineConnections: () => (/* binding */ examineConnections),
  openStores: () => (/* binding */ openStores)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(51633);
;// CONCATENATED MODULE: ./build/commands/manifest-paths.js
/** Paths that a mirror manifest names: relative to it, and in Actions inside the workspace. */


class ManifestPaths {
    #base;
    #named;
    #host;
    #allowed;
    constructor(file, { host, options }) {
        this.#base = (0,external_node_path_.dirname)((0,external_node_path_.resolve)(host.workingDirectory, file.path));
        this.#named = namedPaths(file);
        this.#host = host;
        this.#allowed = options.allowPath.map((path) => (0,external_node_path_.resolve)(host.workingDirectory, path));
    }
    absolute(path) {
        return (0,external_node_path_.resolve)(this.#base, path);
    }
    /** Every path that leaves the workspace, by itself or through a symbolic link, as it is written. Such a path is not to be touched. */
    async stray() {
        const { workspace, files } = this.#host;
        if (workspace === null)
            return [];
        const roots = await Promise.all([workspace, ...this.#allowed].map((path) => files.realPath(path)));
        const stray = [];
        for (const named of this.#named) {
            const real = await files.realPath(this.absolute(named.path));
            if (!roots.some((root) => isInside(real, root)))
                stray.push({ path: named.path, finding: strayFinding(named) });
        }
        return stray;
    }
}
/** Every path once, in the file's order. */
function namedPaths({ images, mirrors, registries, signatures }) {
    const named = [
        ...mirrors.flatMap(({ place, at }) => (place.kind === 'layout' ? [{ path: place.directory, at }] : [])),
        ...[...registries.values()].flatMap(({ tls, at }) => tls.kind === 'https'
            ? [tls.ca, tls.cert, tls.key].flatMap((path) => (path === null ? [] : { path, at }))
            : []),
        ...(signatures === null ? [] : trustPaths(signatures)),
        ...images.flatMap(({ source, at }) => (source.kind === 'layout' ? [{ path: source.directory, at }] : [])),
    ];
    return [...Map.groupBy(named, ({ path }) => path).values()].flatMap((same) => same[0] === undefined ? [] : { ...same[0], times: same.length });
}
/** What signatures are judged by: whoever may choose these files decides what is trusted. */
function trustPaths({ trustedRoot, policies }) {
    const keys = policies.flatMap(({ signedBy }) => signedBy.flatMap((signer) => (signer.kind === 'key' ? [{ path: signer.path, at: signer.at }] : [])));
    return trustedRoot === null ? keys : [trustedRoot, ...keys];
}
function isInside(path, root) {
    return path === root || path.startsWith(root.endsWith(external_node_path_.sep) ? root : root + external_node_path_.sep);
}
function strayFinding({ path, at, times }) {
    return (0,finding/* finding */.gk)('manifest-invalid', {
        message: `the mirror manifest names ${path}, which is outside of the workspace`,
        help: 'List the folder in allow-path if whoever may change the mirror manifest may also reach it.',
        at,
        affectedCount: times,
    });
}

// EXTERNAL MODULE: ./build/commands/unusable-files.js
var unusable_files = __webpack_require__(72342);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(56775);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(20907);
;// CONCATENATED MODULE: ./build/stores/credentials/env-auth.js
/**
 * Credentials that the mirror manifest takes from the environment: `auth: { usernameEnv, passwordEnv }`
 * (contract, section 3).
 */

const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FIX_NAME = 'name a variable that starts with MIRROR_, or list it with --allow-env';
/**
 * Every variable of a mirror manifest that may not be read, as MirrorErrors `input`: with a manifest from a
 * pull request, any name would be a way to take secrets out.
 */
function refusedVariables(configured, allowEnv) {
    return [...configured].flatMap(([host, auth]) => [auth.usernameEnv, auth.passwordEnv].flatMap((name) => {
        const why = whyRefused(name, allowEnv);
        return why === null ? [] : [unusable(host, auth, `${shown(name)} may not be read: ${why}`)];
    }));
}
/**
 * The credential for `host`. Throws MirrorError `input` naming the variable when it may not be read, is unset
 * or is empty (an unset secret in GitHub Actions is an empty variable).
 */
function readConfiguredAuth(host, auth, { env, allowEnv }) {
    const [error] = refusedVariables(new Map([[host, auth]]), allowEnv);
    if (error !== undefined)
        throw error;
    return {
        kind: 'basic',
        username: requireVariable(auth.usernameEnv, host, { auth, env }),
        password: requireVariable(auth.passwordEnv, host, { auth, env }),
    };
}
/** `ACTIONS_*` and `RUNNER_*` hold the job's own tokens; letter case does not count, as it does not on Windows. */
function whyRefused(name, allowEnv) {
    if (!VARIABLE_NAME.test(name))
        return 'it is not the name of a variable';
    if (/^(ACTIONS|RUNNER)_/i.test(name))
        return 'ACTIONS_* and RUNNER_* belong to the runner and are never read';
    if (name.startsWith('MIRROR_') || allowEnv.includes(name))
        return null;
    return 'its name does not start with MIRROR_ and --allow-env does not list it';
}
function requireVariable(name, host, { auth, env }) {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value !== undefined && value !== '')
        return value;
    throw unusable(host, auth, `the variable ${name} is ${value === '' ? 'empty' : 'not set'}`, `set ${name}, or take auth of ${host} out of the mirror manifest`);
}
/** What is no name may be the secret itself, written in the wrong place. */
function shown(name) {
    return VARIABLE_NAME.test(name) ? `the variable ${name}` : 'what is written as the name of a variable';
}
function unusable(host, { at }, why, fix = FIX_NAME) {
    return new errors/* MirrorError */.En('input', `cannot get credentials for ${host}: ${why}`, {
        where: at === undefined ? host : `${at.file}:${at.line}:${at.column}`,
        fix,
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/auth-entry.js
/** One entry of `auths`: from what is written to a credential (docker/cli `types.AuthConfig`). */

/**
 * The credential of an entry, or null when it holds none (`{}` only marks that a helper has it). A registry
 * token goes before an identity token, and that before user and password, as in Docker. Throws MirrorError
 * `input` naming `place` (file and registry), never what the entry holds.
 */
function readAuthEntry(value, place) {
    if (value === null || value === undefined)
        return null;
    if (typeof value !== 'object' || Array.isArray(value))
        throw broken(place, 'it is not an object');
    const registryToken = textField(value, 'registrytoken', place);
    if (registryToken !== '')
        return { kind: 'registry-token', token: bearerToken(registryToken, place) };
    const identityToken = textField(value, 'identitytoken', place);
    if (identityToken !== '')
        return { kind: 'identity-token', token: identityToken };
    const auth = textField(value, 'auth', place);
    const [username, password] = auth === ''
        ? [textField(value, 'username', place), textField(value, 'password', place)]
        : decodeAuth(auth, place);
    return username === '' && password === '' ? null : { kind: 'basic', username, password };
}
/**
 * `auth` is padded standard base64 of `user:password`, split at the first colon; Docker pads passwords with
 * NULs at either end.
 */
function decodeAuth(auth, place) {
    const compact = auth.replace(/[\r\n]/g, '');
    if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
        throw broken(place, 'its "auth" is not base64');
    }
    const decoded = decodeUtf8(Buffer.from(compact, 'base64'), place);
    const colon = decoded.indexOf(':');
    if (colon === -1)
        throw broken(place, 'its "auth" does not hold user:password');
    return [decoded.slice(0, colon), trimNuls(decoded.slice(colon + 1))];
}
function decodeUtf8(bytes, place) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw broken(place, 'its "auth" does not hold UTF-8 text');
    }
}
function trimNuls(text) {
    return text.replace(/^\0+|\0+$/g, '');
}
/**
 * It goes into a header as it is, so it may not carry anything that ends the header (RFC 6750, section 2.1,
 * read generously).
 */
function bearerToken(token, place) {
    if (!/^[\x21-\x7e]+$/.test(token))
        throw broken(place, 'its "registrytoken" has characters that no header may carry');
    return token;
}
function textField(entry, name, place) {
    const value = Object.hasOwn(entry, name) ? Reflect.get(entry, name) : undefined;
    if (value === undefined || value === null)
        return '';
    if (typeof value !== 'string')
        throw broken(place, `its "${name}" is not a string`);
    return value;
}
function broken(place, why) {
    return new errors/* MirrorError */.En('input', `cannot use the credentials for ${place}: ${why}`, {
        where: place,
        fix: 'log in again with docker login or podman login',
    });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/patient-reading.js
var patient_reading = __webpack_require__(17220);
;// CONCATENATED MODULE: ./build/stores/text-file.js
/** Small text files that a person configured: read whole, up to a stated limit, or reported by name. */





/** Credential files and PEM files beyond this are not what they claim to be. */
const TEXT_FILE_LIMIT_BYTES = 1024 * 1024;
/**
 * The text of a UTF-8 file without its byte order mark, or null when there is no such file. Special files (pipes,
 * `/dev/null`) are read like any other. Throws MirrorError `input` naming the file when it cannot be read, is
 * over TEXT_FILE_LIMIT_BYTES or is not UTF-8, and `aborted`; what the file holds is in no message.
 */
async function readTextFile(path, signal) {
    if (signal.aborted)
        throw stopped(signal);
    const bytes = await readBounded(path, signal);
    return bytes === null ? null : decodeText(path, bytes);
}
async function readBounded(path, signal) {
    try {
        const file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        try {
            const isPipe = (await file.stat()).isFIFO();
            const bytes = await (0,patient_reading/* readPatiently */.Bk)({
                read: async (room) => (await file.read(room, 0, room.length, null)).bytesRead,
                mayBeAlone: isPipe && !(0,patient_reading/* isHandedOver */.nc)(path),
                wait: (ms) => (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal }),
                mostBytes: TEXT_FILE_LIMIT_BYTES + 1,
            });
            if (bytes.length > TEXT_FILE_LIMIT_BYTES)
                throw tooLarge(path);
            return bytes;
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        if (signal.aborted)
            throw stopped(signal);
        return absentOrThrow(path, error);
    }
}
function stopped(signal) {
    return new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
}
function absentOrThrow(path, error) {
    if ((0,errors/* isMirrorError */.U9)(error, 'stalled'))
        throw stalled(path, error);
    if (error instanceof errors/* MirrorError */.En)
        throw error;
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return null;
    throw new errors/* MirrorError */.En('input', `cannot read ${path}: ${reasonOf(code)}`, {
        where: path,
        fix: 'make it a readable file, or stop naming it',
        cause: error,
    });
}
/** The system's name for what went wrong with a file (`ENOENT`), or `unknown`. */
function systemCode(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
function reasonOf(code) {
    switch (code) {
        case 'EACCES':
        case 'EPERM':
            return `this user may not read it (${code})`;
        case 'EISDIR':
            return 'it is a directory (EISDIR)';
        case 'ELOOP':
            return 'its symbolic links go in circles (ELOOP)';
        default:
            return `the system answered ${code}`;
    }
}
function stalled(path, error) {
    return new errors/* MirrorError */.En('input', `cannot read ${path}: ${error.message}`, {
        where: path,
        fix: 'name a file, or a pipe that something writes to',
        cause: error,
    });
}
function tooLarge(path) {
    return new errors/* MirrorError */.En('input', `cannot use ${path}: it is larger than ${TEXT_FILE_LIMIT_BYTES} bytes`, {
        where: path,
        fix: 'name the right file',
    });
}
function decodeText(path, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw new errors/* MirrorError */.En('input', `cannot use ${path}: it is not UTF-8 text`, {
            where: path,
            fix: 'save it as UTF-8',
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/credentials/json-fault.js
/**
 * Where a text stops being JSON. The messages of JSON.parse quote the text around the fault, which in a
 * credential file is a secret, so the place is found here and nothing is quoted.
 */
/**
 * The position of the first fault of a text that JSON.parse has refused; the end of the text when something is
 * missing.
 */
function findJsonFault(text) {
    const offset = faultOffset(text);
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** One pass over the tokens with the open brackets on a stack (RFC 8259). */
function faultOffset(text) {
    const open = [];
    let expected = 'value';
    let offset = skip(SPACE, text, 0);
    while (offset < text.length) {
        const end = tokenEnd(text, offset);
        const next = step(text.slice(offset, end), expected, open);
        if (next === null)
            return offset;
        expected = next;
        offset = skip(SPACE, text, end);
    }
    return offset;
}
/** The end of the token at `offset`; `offset` itself where no token begins. */
function tokenEnd(text, offset) {
    return '{}[],:'.includes(text.charAt(offset)) ? offset + 1 : skip(SCALAR, text, offset);
}
/** What may follow `token`, or null when it may not stand here. */
function step(token, expected, open) {
    switch (token) {
        case '':
            return null;
        case '{':
        case '[':
            return expected.startsWith('value') ? enter(token, open) : null;
        case '}':
            return expected === 'key-or-end' || expected === 'comma-or-end' ? leave('{', open) : null;
        case ']':
            return expected === 'value-or-end' || expected === 'comma-or-end' ? leave('[', open) : null;
        case ',':
            return expected === 'comma-or-end' ? afterComma(open) : null;
        case ':':
            return expected === 'colon' ? 'value' : null;
        default:
            return scalar(token, expected, open);
    }
}
function enter(bracket, open) {
    open.push(bracket);
    return bracket === '{' ? 'key-or-end' : 'value-or-end';
}
function leave(bracket, open) {
    return open.pop() === bracket ? afterValue(open) : null;
}
function afterComma(open) {
    return open.at(-1) === '{' ? 'key' : 'value';
}
function scalar(token, expected, open) {
    if (expected.startsWith('key'))
        return token.startsWith('"') ? 'colon' : null;
    return expected.startsWith('value') ? afterValue(open) : null;
}
function afterValue(open) {
    return open.length === 0 ? 'nothing' : 'comma-or-end';
}
function skip(pattern, text, offset) {
    pattern.lastIndex = offset;
    return offset + (pattern.exec(text)?.[0].length ?? 0);
}

;// CONCATENATED MODULE: ./build/stores/credentials/registry-key.js
/** The many spellings of a registry in credential files, brought to one that compares exactly. */
/** The key under which Docker stores Docker Hub's credentials, and what helpers are asked with. */
const HUB_SERVER_URL = 'https://index.docker.io/v1/';
const HUB_HOST = 'index.docker.io';
const HUB_NAMES = new Set(['docker.io', HUB_HOST, 'registry-1.docker.io']);
/**
 * `host[:port]` in the form that is compared: lower case, Docker Hub's names folded to `index.docker.io`. Ports
 * are never added or dropped.
 */
function registryHost(host) {
    const lower = host.toLowerCase();
    return HUB_NAMES.has(lower) ? HUB_HOST : lower;
}
/** What a credential helper is asked with on standard input: `host[:port]`, or Docker Hub's URL. */
function helperServerUrl(host) {
    const key = registryHost(host);
    return key === HUB_HOST ? HUB_SERVER_URL : key;
}
/**
 * Reads a key of `auths` or `credHelpers`. A URL counts for its host whatever its path (`https://host/v1/`, as
 * docker login wrote for years); without a scheme, a path narrows the entry to the repositories below it
 * (containers-auth.json(5)), except in the legacy format, and except Docker Hub's own `/v1/` and `/v2/`.
 */
function parseEntryKey(key, format) {
    const url = /^https?:\/\/([^/]*)/i.exec(key);
    if (url !== null)
        return { host: registryHost(url[1] ?? ''), path: '' };
    const [name = '', ...segments] = key.split('/');
    const host = registryHost(name);
    const path = segments.join('/').replace(/\/+$/, '');
    const isApiPath = host === HUB_HOST && (path === 'v1' || path === 'v2');
    return { host, path: format === 'legacy' || isApiPath ? '' : path };
}

;// CONCATENATED MODULE: ./build/stores/credentials/docker-config.js
/**
 * The format of Docker's `config.json`, which Podman's `auth.json` and `DOCKER_AUTH_CONFIG` share: text in,
 * data out.
 */



/**
 * Reads a credential file; an empty text is an empty file, as for Docker. Throws MirrorError `input` naming
 * file and position.
 */
function parseAuthFile(name, text, format) {
    const root = text.trim() === '' ? {} : parseObject(name, text);
    const auths = format === 'legacy' ? root : section(name, root, 'auths');
    const helpers = format === 'legacy' ? {} : section(name, root, 'credHelpers');
    const keyFormat = format === 'legacy' ? 'legacy' : 'current';
    return {
        name,
        entries: Object.entries(auths).map(([key, value]) => ({ key, value, ...parseEntryKey(key, keyFormat) })),
        helpers: helpersByHost(name, helpers),
        defaultHelper: format === 'docker' ? helperName(name, root.credsStore, 'credsStore') || null : null,
    };
}
function parseObject(name, text) {
    const value = parseJson(name, text);
    if (!isObject(value))
        throw docker_config_unusable(name, 'it is not a JSON object');
    return value;
}
function parseJson(name, text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own error quotes the text, so it is not kept as the cause either.
        const { line, column } = findJsonFault(text);
        throw docker_config_unusable(name, `it is not valid JSON from line ${line}, column ${column}`, `${name}:${line}:${column}`);
    }
}
function section(name, root, key) {
    const value = Object.hasOwn(root, key) ? root[key] : null;
    if (value === null || value === undefined)
        return {};
    if (!isObject(value))
        throw docker_config_unusable(name, `its "${key}" is not an object`);
    return value;
}
function helpersByHost(name, section) {
    const helpers = new Map();
    for (const [key, value] of Object.entries(section)) {
        const { host, path } = parseEntryKey(key, 'current');
        // Helpers know registries only; what is written for a path would answer for more than it was meant for.
        if (path === '')
            helpers.set(host, helperName(name, value, 'credHelpers'));
    }
    return helpers;
}
function helperName(name, value, key) {
    if (value === undefined || value === null)
        return '';
    if (typeof value !== 'string')
        throw docker_config_unusable(name, `its "${key}" names a helper that is not a string`);
    return value;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function docker_config_unusable(name, why, where = name) {
    return new errors/* MirrorError */.En('input', `cannot use the credentials in ${name}: ${why}`, {
        where,
        fix: 'correct it, or write it anew with docker login or podman login',
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/auth-source.js
/** Reads the places that `sources.ts` lists, each at most once. */





/**
 * What a source holds; null when its file does not exist, or is guessed and lies where this user may not look.
 * Throws MirrorError `input` naming the file when it cannot be read or parsed, or when it lies in `checkout`
 * (null: anywhere is fine): a pull request could bring one that names a helper to run.
 */
async function readAuthSource(source, checkout, signal) {
    if (source.kind === 'text')
        return parseAuthFile(source.label, source.text, source.format);
    const text = await readSourceFile(source, signal);
    if (text === null)
        return null;
    if (checkout !== null)
        await refuseInside(checkout, source.path);
    return parseAuthFile(source.path, text, source.format);
}
async function readSourceFile({ path, guessed }, signal) {
    try {
        return await readTextFile(path, signal);
    }
    catch (error) {
        if (guessed && (0,errors/* isMirrorError */.U9)(error, 'input') && systemCode(error.cause) === 'EACCES')
            return null;
        throw error;
    }
}
/** Looks at the path as written and as it really is, so that no symbolic link leads in or out unseen. */
async function refuseInside(checkout, path) {
    const [realCheckout, realPath, realFolder] = await Promise.all([
        realOrSame(checkout),
        realOrSame(path),
        realOrSame((0,external_node_path_.dirname)(path)),
    ]);
    const roads = [path, realPath, realFolder];
    if (!roads.some((road) => auth_source_isInside(checkout, road) || auth_source_isInside(realCheckout, road)))
        return;
    throw new errors/* MirrorError */.En('input', `cannot use the credentials in ${path}: it lies inside the checkout ${checkout}`, {
        where: path,
        fix: 'keep credentials outside the checkout, in Actions for example in RUNNER_TEMP',
    });
}
async function realOrSame(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch {
        return path;
    }
}
function auth_source_isInside(folder, path) {
    const road = (0,external_node_path_.relative)(folder, path);
    return road !== '..' && !road.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(road);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./build/stores/credentials/program.js
/** Finding a program on PATH the careful way. */


/**
 * The absolute path of an executable file called `name` (`name.exe` on Windows) in the folders of PATH, or
 * null. Empty and relative folders are passed over, so that what lies in the working directory, such as a
 * checkout, never becomes a program.
 */
async function findProgram(name, { env, platform }) {
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const file = platform === 'win32' ? `${name}.exe` : name;
    const folders = (pathVariable(env, platform) ?? '').split(path.delimiter);
    for (const folder of folders) {
        if (!path.isAbsolute(folder))
            continue;
        const candidate = path.join(folder, file);
        if (await isExecutableFile(candidate))
            return candidate;
    }
    return null;
}
/** Windows writes it `Path`, and a copy of its environment is no longer blind to case. */
function pathVariable(env, platform) {
    if (platform !== 'win32')
        return env.PATH;
    return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}
async function isExecutableFile(path) {
    try {
        await (0,promises_.access)(path, promises_.constants.X_OK);
        return (await (0,promises_.stat)(path)).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/stores/credentials/helper.js
/**
 * Credential helpers: programs `docker-credential-<name>` that are asked with `get` (docker-credential-helpers
 * protocol).
 */




const HELPER_TIMEOUT_MS = 30_000;
const OUTPUT_LIMIT_BYTES = 64 * 1024;
const NOT_FOUND = 'credentials not found in native keychain';
/**
 * What a helper has for a registry, or null when it says that it has nothing. No shell takes part, and only
 * absolute folders of PATH are searched. Throws MirrorError `input` naming helper and registry when it cannot
 * be asked, takes longer than `timeoutMs`, answers more than 64 KiB or something else than credentials: going
 * on without credentials would hide the cause. Nothing that the helper printed is in a message, since it may be
 * the secret.
 */
async function askHelper(question, options, signal) {
    checkHelperName(question);
    const program = await findProgram(`docker-credential-${question.helper}`, options);
    if (program === null)
        throw failed(question, `there is no docker-credential-${question.helper} on PATH`);
    const answer = await run(program, question, options, signal);
    return answer.kind === 'not-found' ? null : readAnswer(answer.stdout, question);
}
/** The name comes from a file and becomes a program to run: nothing that could leave PATH is let through. */
function checkHelperName({ helper, host, namedBy }) {
    if (/^[A-Za-z0-9._-]{1,128}$/.test(helper))
        return;
    throw new errors/* MirrorError */.En('input', `cannot get credentials for ${host}: ${namedBy} names a helper with an unusable name`, {
        where: namedBy,
        fix: 'use letters, digits, dots, dashes and underscores, as in docker-credential-NAME without the docker-credential-',
    });
}
function run(program, question, options, signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const child = (0,external_node_child_process_.execFile)(program, ['get'], {
        env: { ...options.env },
        encoding: 'utf8',
        timeout: options.timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: OUTPUT_LIMIT_BYTES,
        windowsHide: true,
        signal,
    }, (error, stdout, stderr) => {
        if (error === null)
            resolve({ kind: 'answered', stdout });
        else if (signal.aborted)
            reject(new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason }));
        else if (stdout.trim() === NOT_FOUND)
            resolve({ kind: 'not-found' });
        else
            reject(failed(question, whyItFailed(error, `${stdout}\n${stderr}`, options.timeoutMs)));
    });
    // A helper may end without reading its input; its exit says what happened.
    child.stdin?.on('error', () => { });
    child.stdin?.end(helperServerUrl(question.host));
    return promise;
}
function whyItFailed(error, output, timeoutMs) {
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return `it printed more than ${OUTPUT_LIMIT_BYTES} bytes`;
    if (error.killed === true)
        return `it did not answer within ${timeoutMs / 1000} s`;
    if (typeof error.code === 'string')
        return `it could not be started (${error.code})`;
    const exit = error.code === undefined || error.code === null
        ? `was ended by ${error.signal ?? 'a signal'}`
        : `ended with exit code ${error.code}`;
    return `it ${exit}${guessCause(output)}`;
}
/** Own words for what helpers commonly complain about: their text is recognised, not repeated. */
const COMMON_CAUSES = [
    [/expired/i, 'its login seems to have expired'],
    [
        /keychain|keyring|secret service|dbus|d-bus|pass(word)? store|gpg/i,
        'its key store seems to be locked or out of reach',
    ],
    [/no such host|dial tcp|connection|timed? ?out|network|proxy/i, 'it seems not to reach its service'],
    [/denied|forbidden|unauthori[sz]ed|not authori[sz]ed/i, 'its service seems to refuse it'],
    [
        /login|log in|logged in|sign in|no (valid )?credential|could not find.*credential/i,
        'it seems to need a login first',
    ],
];
function guessCause(output) {
    const known = COMMON_CAUSES.find(([pattern]) => pattern.test(output));
    return known === undefined ? '' : `; ${known[1]}`;
}
function readAnswer(stdout, question) {
    const answer = parseAnswer(stdout);
    if (answer === null)
        throw failed(question, 'it answered something that is not {"Username", "Secret"}');
    const { username, secret } = answer;
    if (username === '' && secret === '')
        return null;
    return username === '<token>'
        ? { kind: 'identity-token', token: secret }
        : { kind: 'basic', username, password: secret };
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        if (typeof answer !== 'object' || answer === null)
            return null;
        const { Username: username = '', Secret: secret = '' } = answer;
        return typeof username === 'string' && typeof secret === 'string' ? { username, secret } : null;
    }
    catch {
        return null;
    }
}
function failed({ helper, host, namedBy }, why) {
    return new errors/* MirrorError */.En('input', `credential helper ${helper} failed for ${host}: ${why}`, {
        where: namedBy,
        fix: `see what docker-credential-${helper} get says to ${helperServerUrl(host)} on its standard input, or take the helper out of ${namedBy}`,
    });
}

;// CONCATENATED MODULE: ./build/stores/credentials/podman-auth.js

/**
 * The entries that cover `repository` at `host`, best first: longer paths before shorter ones and the whole registry,
 * then keys written as Docker writes them, then those that are the host as asked. Paths match on whole segments only:
 * `team/app` covers `team/app` and `team/app/x`, never `team/apple`.
 */
function coveringEntries(entries, host, repository) {
    const wanted = registryHost(host);
    return entries
        .filter((entry) => entry.host === wanted && covers(entry.path, repository))
        .sort((a, b) => b.path.length - a.path.length || spellingRank(a, host) - spellingRank(b, host));
}
function covers(path, repository) {
    return path === '' || repository === path || repository.startsWith(`${path}/`);
}
/**
 * Two spellings of one registry in one file are rare and made by different tools; the order is only there to be
 * the same every time.
 */
function spellingRank(entry, host) {
    if (entry.key === HUB_SERVER_URL || entry.key === helperServerUrl(host))
        return 0;
    return entry.key === host ? 1 : 2;
}

;// CONCATENATED MODULE: ./build/stores/credentials/shared-answers.js
/** Answers that cost time and grow old: asked once for everybody who waits, kept for a while. */

class SharedAnswers {
    #questions = new Map();
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * The answer to `key`, from `ask` where none is kept or awaited. A waiter whose signal fires leaves with
     * MirrorError `aborted`; when the last one has left, `ask` is stopped through its own signal.
     */
    async get(key, signal, ask) {
        if (signal.aborted)
            throw shared_answers_stopped(signal);
        const question = this.#fresh(key) ?? this.#begin(key, ask);
        question.waiting += 1;
        try {
            return await orStopped(question.answer, signal);
        }
        finally {
            question.waiting -= 1;
            if (question.waiting === 0 && question.goodUntilMs === null)
                this.#giveUp(key, question);
        }
    }
    #fresh(key) {
        const question = this.#questions.get(key);
        if (question === undefined || question.goodUntilMs === null)
            return question;
        return this.#options.now() < question.goodUntilMs ? question : undefined;
    }
    #begin(key, ask) {
        const { keepMs, keepFailureMs, now } = this.#options;
        const stop = new AbortController();
        const question = { answer: ask(stop.signal), stop, waiting: 0, goodUntilMs: null };
        this.#questions.set(key, question);
        question.answer.then(() => {
            question.goodUntilMs = now() + keepMs;
        }, () => {
            question.goodUntilMs = now() + keepFailureMs;
        });
        return question;
    }
    #giveUp(key, question) {
        if (this.#questions.get(key) === question)
            this.#questions.delete(key);
        question.stop.abort();
    }
}
async function orStopped(answer, signal) {
    const { promise, reject } = Promise.withResolvers();
    const leave = () => reject(shared_answers_stopped(signal));
    signal.addEventListener('abort', leave, { once: true });
    try {
        return await Promise.race([answer, promise]);
    }
    finally {
        signal.removeEventListener('abort', leave);
    }
}
function shared_answers_stopped(signal) {
    return new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
}

;// CONCATENATED MODULE: ./build/stores/credentials/sources.js
/** Where credentials may lie, and in which order they are looked for. */

/**
 * The places in order: DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's files (none of
 * them when REGISTRY_AUTH_FILE is set, as in Podman), the legacy ~/.dockercfg. The first that has something for
 * a registry counts.
 */
function listAuthSources(places) {
    const { env, platform, homeDirectory, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const authFile = env.REGISTRY_AUTH_FILE || null;
    const dockerFolder = env.DOCKER_CONFIG || path.join(homeDirectory, '.docker');
    return [
        ...fromVariable(env.DOCKER_AUTH_CONFIG),
        ...(authFile === null
            ? []
            : [file('REGISTRY_AUTH_FILE', path.resolve(workingDirectory, authFile), 'podman')]),
        file('docker config', path.resolve(workingDirectory, dockerFolder, 'config.json'), 'docker'),
        ...(authFile === null ? podmanFiles(places) : []),
        file('docker config', path.join(homeDirectory, '.dockercfg'), 'legacy'),
    ];
}
function fromVariable(text) {
    if (text === undefined || text.trim() === '')
        return [];
    return [{ kind: 'text', label: 'DOCKER_AUTH_CONFIG', text, format: 'docker' }];
}
/** containers-auth.json(5): the primary file, then the one in the configuration folder, which may be the same. */
function podmanFiles(places) {
    const { env, platform, homeDirectory, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    const configFolder = env.XDG_CONFIG_HOME || path.join(homeDirectory, '.config');
    const second = path.resolve(workingDirectory, configFolder, 'containers', 'auth.json');
    const primary = podmanPrimaryFile(places);
    return [...primary, ...(primary.some((source) => source.path === second) ? [] : [podmanFile(second)])];
}
function podmanPrimaryFile(places) {
    const { env, platform, homeDirectory, uid, workingDirectory } = places;
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    if (platform !== 'linux')
        return [podmanFile(path.join(homeDirectory, '.config', 'containers', 'auth.json'))];
    const runtimeFolder = env.XDG_RUNTIME_DIR;
    if (runtimeFolder)
        return [podmanFile(path.resolve(workingDirectory, runtimeFolder, 'containers', 'auth.json'))];
    // Made by root, with a mode that may keep other users out.
    return uid === null ? [] : [{ ...podmanFile(`/run/containers/${uid}/auth.json`), guessed: true }];
}
function podmanFile(path) {
    return file('podman auth file', path, 'podman');
}
function file(label, path, format) {
    return { kind: 'file', label: `${label} ${path}`, path, format, guessed: false };
}

;// CONCATENATED MODULE: ./build/stores/credentials/lookup.js
/** Credentials for registries, the way Docker and Podman users have them. */









/**
 * Short enough for tokens of cloud helpers to be renewed before they end, long enough not to start a program
 * per request.
 */
const HELPER_KEEP_MS = 5 * 60_000;
const HELPER_KEEP_FAILURE_MS = 30_000;
/**
 * Looks credentials up in this order; the first that has some counts: `auth` of the mirror manifest,
 * DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, Docker's config.json, Podman's auth files, ~/.dockercfg, else
 * anonymous. Hosts compare exactly, with their ports. Files are read once; what helpers answer is kept for five
 * minutes. The lookup throws MirrorError `input` when a source that comes first cannot be read or a helper
 * fails, and `aborted`.
 */
function createCredentials(options) {
    const finder = new CredentialFinder(options);
    const tellUse = once(({ host, source }) => options.onUse(host, source));
    const tellSecret = once(options.onSecret);
    return async (host, repository, signal) => {
        const found = await finder.find(host, repository, signal);
        const { credential, source } = found ?? { credential: null, source: 'anonymous' };
        if (credential !== null)
            for (const secret of secretsOf(credential))
                tellSecret(secret, secret);
        tellUse(`${registryHost(host)} ${source}`, { host, source });
        return credential;
    };
}
/** Passes each `key` on the first time only. */
function once(tell) {
    const told = new Set();
    return (key, value) => {
        if (told.has(key))
            return;
        told.add(key);
        tell(value);
    };
}
function secretsOf(credential) {
    if (credential.kind !== 'basic')
        return [credential.token];
    const { username, password } = credential;
    return password === '' ? [] : [password, Buffer.from(`${username}:${password}`).toString('base64')];
}
class CredentialFinder {
    #options;
    #configured;
    #sources;
    #files;
    #helpers;
    constructor(options) {
        const now = options.now ?? (() => performance.now());
        const { platform = process.platform, workingDirectory = process.cwd() } = options;
        this.#options = options;
        this.#configured = new Map([...options.configuredAuth].map(([host, auth]) => [registryHost(host), auth]));
        this.#sources = listAuthSources({ ...options, platform, workingDirectory });
        this.#files = new SharedAnswers({
            keepMs: Number.POSITIVE_INFINITY,
            keepFailureMs: Number.POSITIVE_INFINITY,
            now,
        });
        this.#helpers = new SharedAnswers({ keepMs: HELPER_KEEP_MS, keepFailureMs: HELPER_KEEP_FAILURE_MS, now });
    }
    async find(host, repository, signal) {
        if (signal.aborted)
            throw new errors/* MirrorError */.En('aborted', 'stopped', { cause: signal.reason });
        const configured = this.#configured.get(registryHost(host));
        if (configured !== undefined) {
            const credential = readConfiguredAuth(host, configured, this.#options);
            return { credential, source: `environment ${configured.usernameEnv}` };
        }
        for (const source of this.#sources) {
            const found = await this.#findIn(source, { host, repository }, signal);
            if (found !== null)
                return found;
        }
        return null;
    }
    /** A helper named for the registry answers alone; after the default helper the file's own entries may still. */
    async #findIn(source, wanted, signal) {
        const file = await this.#read(source, signal);
        if (file === null)
            return null;
        const own = file.helpers.get(registryHost(wanted.host));
        const helper = own ?? file.defaultHelper ?? '';
        if (helper !== '') {
            const question = { helper, host: wanted.host, namedBy: file.name };
            const credential = await this.#ask(question, signal);
            if (credential !== null)
                return { credential, source: `credential helper ${helper}` };
        }
        return own ? null : findEntry(file, source, wanted);
    }
    #read(source, signal) {
        return this.#files.get(source.label, signal, (stop) => readAuthSource(source, this.#options.inWorkspace, stop));
    }
    #ask(question, signal) {
        const { env, platform = process.platform, helperTimeoutMs: timeoutMs = HELPER_TIMEOUT_MS, } = this.#options;
        const key = `${question.helper} ${registryHost(question.host)}`;
        return this.#helpers.get(key, signal, (stop) => askHelper(question, { env, platform, timeoutMs }, stop));
    }
}
function findEntry(file, source, { host, repository }) {
    for (const entry of coveringEntries(file.entries, host, repository)) {
        const credential = readAuthEntry(entry.value, `${host} in ${file.name}`);
        if (credential !== null)
            return { credential, source: source.label };
    }
    return null;
}

// EXTERNAL MODULE: ./build/stores/layout/layout.js + 7 modules
var layout = __webpack_require__(89661);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(40610);
;// CONCATENATED MODULE: ./build/stores/registry/challenge.js
/** `WWW-Authenticate`: what a registry asks for (RFC 9110, section 11.6.1). */
/** A longer header is not read beyond this. */
const LONGEST_HEADER = 16 * 1024;
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"=][^\\s,"]*))\\s*(?=,|$)`, 'y');
const SCHEME = new RegExp(`\\s*(${TOKEN})(?:\\s+|(?=,|$))`, 'y');
const TOKEN68 = /\s*[A-Za-z0-9\-._~+/]+=*\s*(?=,|$)/y;
/** All challenges of one or several header lines; one line may hold several. What cannot be read is skipped. */
function parseChallenges(lines) {
    return lines.flatMap((line) => parseLine(line.slice(0, LONGEST_HEADER)));
}
/** The challenge to answer: Bearer with a realm before Basic; null when there is neither. */
function bestChallenge(challenges) {
    const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'));
    return bearer ?? challenges.find(({ scheme }) => scheme === 'basic') ?? null;
}
function parseLine(line) {
    const challenges = [];
    const reader = { line, at: 0 };
    while (reader.at < line.length) {
        const current = challenges.at(-1);
        const parameter = current === undefined ? null : read(PARAMETER, reader);
        if (current !== undefined && parameter !== null) {
            addParameter(current.parameters, parameter);
        }
        else {
            const scheme = read(SCHEME, reader)?.[1];
            if (scheme !== undefined)
                startChallenge(challenges, scheme, reader);
            else
                skipPart(reader);
        }
        read(/\s*,?/y, reader);
    }
    return challenges;
}
function startChallenge(challenges, scheme, reader) {
    const parameters = new Map();
    challenges.push({ scheme: scheme.toLowerCase(), parameters });
    const parameter = read(PARAMETER, reader);
    if (parameter !== null)
        addParameter(parameters, parameter);
    else
        read(TOKEN68, reader);
}
function addParameter(parameters, match) {
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2] === undefined ? (match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
    if (!parameters.has(name))
        parameters.set(name, value);
}
function read(pattern, reader) {
    pattern.lastIndex = reader.at;
    const match = pattern.exec(reader.line);
    if (match !== null)
        reader.at = pattern.lastIndex;
    return match;
}
/** Past the next comma, so that the rest of a damaged line is still read. */
function skipPart(reader) {
    const comma = reader.line.indexOf(',', reader.at);
    reader.at = comma < 0 ? reader.line.length : comma + 1;
}

// EXTERNAL MODULE: ./node_modules/tldts/dist/cjs/index.js
var cjs = __webpack_require__(20935);
// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
;// CONCATENATED MODULE: ./build/stores/registry/outside-text.js
/** Text from outside (error bodies, headers, addresses), made fit for a one-line message without secrets. */

const LONGEST_TEXT = 200;
/** `text` on one line: control and invisible characters are dropped, tokens masked, at most 200 characters. */
function oneLine(text) {
    const clean = text
        .slice(0, LONGEST_TEXT * 20)
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
        .replace(/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, '$1 ***')
        .replace(/\s+/g, ' ')
        .trim();
    return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT - 1)}…` : clean;
}
/** An address for messages: without user, password, query and fragment (pre-signed addresses carry secrets there). */
function publicUrl(url) {
    // Not url.origin, which is "null" for what is not http.
    return oneLine(`${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`);
}
const SHORTEST_MASKED = 8;
/**
 * What an answer says, without what stood in the query of the address that was asked: object stores repeat the signature of a
 * pre-signed address in their errors, registries the state of an upload. Digests are no secrets.
 */
function withoutQueryOf(url, text) {
    const values = [...url.searchParams.values()].filter((value) => value.length >= SHORTEST_MASKED && !(0,oci_digest/* isDigest */.Bc)(value));
    const forms = [...values, ...values.map(encodeURIComponent), ...values.map((value) => encodeURI(value))];
    return forms
        .toSorted((a, b) => b.length - a.length)
        .reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

;// CONCATENATED MODULE: ./build/stores/registry/realm.js
/** Whom a registry may name as its token server, and whether that server gets to see credentials. */



/** Reads the `realm` of a challenge from `registry`. Throws `unsafe` for what must not even be asked anonymously. */
function parseRealm(text, registry) {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        throw refused(registry, `names a token server that is not an address: "${oneLine(text)}"`);
    }
    if (url.username !== '' || url.password !== '') {
        throw refused(registry, `names a token server with credentials in its address: ${publicUrl(url)}`);
    }
    if (url.protocol === 'http:' && registry.protocol === 'https:') {
        throw refused(registry, `names a token server without TLS: ${publicUrl(url)}`);
    }
    return { url, trusted: sameSite(url, registry) };
}
/** One host, or hosts below one registrable domain: those that share credentials. */
function sameSite(one, other) {
    if (one.hostname === other.hostname)
        return true;
    const site = (0,cjs/* getDomain */.FB)(other.hostname, { allowPrivateDomains: true });
    return site !== null && site === (0,cjs/* getDomain */.FB)(one.hostname, { allowPrivateDomains: true });
}
function refused(registry, why) {
    return new errors/* MirrorError */.En('unsafe', `${registry.host} ${why}`, {
        where: registry.host,
        fix: 'correct the token server (realm) in the settings of the registry',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/scope.js
/** Token scopes (distribution token spec): `repository:library/redis:pull,push`. */
function pullScope(repository) {
    return [`repository:${repository}:pull`];
}
/** To write into `repository`, and to mount from `mountFrom` where given. */
function pushScope(repository, mountFrom) {
    const scopes = [`repository:${repository}:pull,push`];
    return mountFrom === undefined ? scopes : mergeScopes(scopes, pullScope(mountFrom));
}
/** One scope per resource with the actions of both, sorted. */
function mergeScopes(first, second) {
    const actions = new Map();
    for (const scope of [...first, ...second]) {
        const { resource, verbs } = split(scope);
        const known = actions.get(resource) ?? new Set();
        for (const verb of verbs)
            known.add(verb);
        actions.set(resource, known);
    }
    return [...actions].map(([resource, verbs]) => `${resource}:${[...verbs].sort().join(',')}`).sort();
}
/** The scopes in a challenge's `scope` parameter. */
function parseScopes(text) {
    return mergeScopes(text
        .split(' ')
        .filter((scope) => /^[^\s:]+:\S+:[\w*,.-]+$/.test(scope))
        .slice(0, 16), []);
}
/** Whether a token for `have` is good for all of `wanted`. */
function coversScopes(have, wanted) {
    return wanted.every((scope) => {
        const { resource, verbs } = split(scope);
        return have.some((other) => {
            const held = split(other);
            return held.resource === resource && verbs.every((verb) => held.verbs.includes(verb));
        });
    });
}
/** The name in the middle may hold colons (`host:5000/app`). */
function split(scope) {
    const colon = scope.lastIndexOf(':');
    return { resource: scope.slice(0, colon), verbs: scope.slice(colon + 1).split(',') };
}

;// CONCATENATED MODULE: ./build/stores/registry/errors.js
/** Answers that are not the wanted ones, as MirrorErrors. */



/** The error for an answer that refuses. */
function answerError({ status, body, answeredBy, anonymous = false }, errand) {
    const report = readReport(body);
    const isChanged = errand.writes && status === 400 && report.codes.includes('DIGEST_INVALID');
    const code = isChanged ? 'digest-mismatch' : codeFor(status, body);
    const said = [report.codes[0], report.message]
        .filter((part) => part !== undefined && part !== '')
        .join(': ');
    const doubt = (status === 401 || status === 403) && SECRETIVE_HOSTS.has(errand.host)
        ? ' (no access, or it does not exist)'
        : code === 'no-space'
            ? ' (its storage takes no more)'
            : '';
    const fix = adviceFor({ code, status, codes: report.codes, said, anonymous }, errand);
    return new errors/* MirrorError */.En(code, `cannot ${errand.task}: ${answeredBy} answered ${status}${said === '' ? '' : ` ${oneLine(said)}`}${doubt}`, {
        where: errand.where,
        status,
        registryCodes: report.codes,
        unknownDigests: report.unknownDigests,
        ...(fix === null ? {} : { fix }),
    });
}
const PLAIN_HTTP_REFUSED = /sent an? (?:plain )?HTTP request to an? HTTPS (?:server|port)/i;
const STORAGE_FULL = /no space left on device|disk quota exceeded|: file too large/i;
/** Distribution shows what its disk answered by number alone: `"detail":{"DriverName":"filesystem","Enclosed":{…,"Err":28}}`. */
const STORAGE_FULL_NUMBER = /"DriverName".*"Err":\s*(?:27|28|122)\b/s; // EFBIG, ENOSPC, EDQUOT
function codeFor(status, body) {
    if (status === 507 || STORAGE_FULL.test(body))
        return 'no-space';
    if (status === 500 && STORAGE_FULL_NUMBER.test(body))
        return 'no-space';
    if (status === 400 && PLAIN_HTTP_REFUSED.test(body))
        return 'tls';
    switch (status) {
        case 401:
            return 'unauthorized';
        case 403:
            return 'denied';
        case 404:
            return 'not-found';
        case 413:
            return 'too-large';
        case 429:
            return 'rate-limited';
        case 408:
        case 425:
        case 499:
            return 'unavailable';
        default:
            if (status >= 500)
                return 'unavailable';
            return status >= 400 ? 'refused' : 'invalid-response';
    }
}
/** How ECR, Quay, Harbor, GitLab and others say that a tag may not be moved. */
const IMMUTABLE = /immutab|tag_?already_?exists|cannot be overwritten/i;
/** Registries that answer 401 or 403 for private and for missing repositories alike. */
const SECRETIVE_HOSTS = new Set(['docker.io', 'ghcr.io']);
function adviceFor({ code, status, codes, said, anonymous }, { host, writes }) {
    if (writes && status >= 400 && status < 500 && IMMUTABLE.test(said))
        return `tags are immutable there: delete the tag on ${host}, let it be moved, or want another one`;
    switch (code) {
        case 'unauthorized':
            return `run docker login ${host}, or check the credentials for it`;
        case 'denied':
            return `check that the account may ${writes ? 'push to' : 'pull from'} this repository`;
        case 'not-found':
            return writes ? 'create the repository, this registry may not make it on push' : null;
        case 'rate-limited':
            if (host === 'docker.io')
                return 'run docker login, which raises the limit of Docker Hub';
            return anonymous
                ? `run docker login ${host}, since registries let accounts ask more often, or run again later`
                : 'run again later';
        case 'too-large':
            return `raise the request size limit of ${host} or of the proxy before it`;
        case 'no-space':
            return `free space in the storage of ${host}, or raise its quota`;
        case 'digest-mismatch':
            return 'run again; if it stays so, check the proxies before the registry: they change what is sent';
        case 'tls':
            return `set tls: true for ${host} in registries`;
        case 'refused':
            return codes.includes('UNSUPPORTED') || status === 405 ? `${host} does not support this` : null;
        default:
            return null;
    }
}
function readReport(body) {
    const errors = errorList(body);
    if (errors.length === 0)
        return { codes: [], message: plainText(body), unknownDigests: [] };
    const codes = errors.map(({ code }) => upperCode(code)).filter((code) => code !== '');
    const message = errors
        .map(({ message: text }) => (typeof text === 'string' ? text : ''))
        .find((text) => text !== '');
    const unknown = errors
        .filter(({ code }) => ['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UNKNOWN'].includes(upperCode(code)))
        .flatMap(({ detail, message: text }) => digestsIn(detail ?? text));
    return { codes: [...new Set(codes)], message: message ?? '', unknownDigests: [...new Set(unknown)] };
}
/** At most this many errors of one answer are looked at: one per layer of a large manifest. */
const MOST_ERRORS = 1000;
function errorList(body) {
    try {
        const parsed = JSON.parse(body);
        const errors = errors_isObject(parsed) ? parsed.errors : null;
        return Array.isArray(errors) ? errors.filter(errors_isObject).slice(0, MOST_ERRORS) : [];
    }
    catch {
        return [];
    }
}
function upperCode(code) {
    const text = typeof code === 'string' ? code.toUpperCase() : '';
    return /^[A-Z0-9_]{1,64}$/.test(text) ? text : '';
}
/** HTML pages of proxies say nothing that fits a line. */
function plainText(body) {
    const text = body.trim();
    return text.startsWith('<') || text.startsWith('{') ? '' : text;
}
function digestsIn(detail) {
    const text = textsIn(detail, DEEPEST_DETAIL).join(' ');
    return (text.match(/[a-z0-9]+:[0-9a-f]{64,128}/g) ?? []).filter(oci_digest/* isDigest */.Bc);
}
/** What stands deeper in a detail is not looked at: nesting without end would exhaust the stack. */
const DEEPEST_DETAIL = 8;
function textsIn(value, depth) {
    if (typeof value === 'string')
        return [value];
    if (typeof value !== 'object' || value === null || depth === 0)
        return [];
    return Object.values(value).flatMap((inner) => textsIn(inner, depth - 1));
}
function errors_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/stores/registry/redirect.js
/** Where a registry may send us: redirects of reads, and addresses in `Location` and `Link`. Never followed by the HTTP library. */


const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
function isRedirect(status) {
    return REDIRECTS.has(status);
}
/** The next address after `seen`. Throws `unsafe` for a loop, too many hops, or a downgrade; `invalid-response` for none. */
function nextHop(seen, location) {
    const from = seen.at(-1);
    if (from === undefined)
        throw new errors/* MirrorError */.En('internal', 'a redirect needs an address that it came from');
    const to = resolveLocation(from, location);
    if (seen.length > MOST_REDIRECTS) {
        throw unsafe(from, `redirects more than ${MOST_REDIRECTS} times`);
    }
    if (seen.some((each) => each.href === to.href))
        throw unsafe(from, 'redirects in a circle');
    return to;
}
/** `location` as an address, relative to `from`. Same exceptions. */
function resolveLocation(from, location) {
    if (location === undefined || location === '' || !URL.canParse(location, from.href)) {
        const said = location === undefined ? 'no address' : `"${oneLine(location.split('?')[0] ?? '')}"`;
        throw new errors/* MirrorError */.En('invalid-response', `${from.host} refers to ${said} instead of an address`);
    }
    const to = new URL(location, from);
    to.hash = '';
    if (to.protocol !== 'https:' && to.protocol !== 'http:')
        throw unsafe(from, `refers to ${publicUrl(to)}`);
    if (to.username !== '' || to.password !== '')
        throw unsafe(from, `refers to an address with credentials: ${publicUrl(to)}`);
    if (from.protocol === 'https:' && to.protocol === 'http:') {
        throw unsafe(from, `refers from https to plain http: ${publicUrl(to)}`);
    }
    return to;
}
/**
 * Like `resolveLocation`, for `Location` of uploads and `Link`: registries behind a proxy that ends TLS often name
 * themselves with `http:`; that is read as the registry's own origin, so nothing travels in plain text.
 */
function resolveOwnLocation(from, location) {
    if (location !== undefined && URL.canParse(location, from.href)) {
        const to = new URL(location, from);
        if (to.protocol === 'http:' && from.protocol === 'https:' && to.hostname === from.hostname) {
            return resolveLocation(from, `${from.origin}${to.pathname}${to.search}`);
        }
    }
    return resolveLocation(from, location);
}
function unsafe(from, what) {
    return new errors/* MirrorError */.En('unsafe', `refused to follow ${from.host}: it ${what}`, {
        fix: 'check the registry and the proxies before it',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/pace.js
/** Notices a peer that stops moving bytes, or moves next to none, while it is the peer who must act. */

class PeerWatch {
    #stallTimeoutMs;
    #minimumBytesPerSecond;
    #onStall;
    #peer;
    #timer = null;
    #waitingSince = null;
    #windowMs = 0;
    #windowBytes = 0;
    /** `onStall` is called at most once per wait, with the error to throw; `peer` names who is watched. */
    constructor(patience, peer, onStall) {
        this.#stallTimeoutMs = patience.stallTimeoutMs;
        this.#minimumBytesPerSecond = patience.minimumBytesPerSecond;
        this.#peer = peer;
        this.#onStall = onStall;
    }
    /** From now on it is the peer's turn. */
    waiting() {
        this.#waitingSince = performance.now();
        if (this.#timer === null)
            this.#timer = setTimeout(() => this.#expired(), this.#stallTimeoutMs).unref();
        else
            this.#timer.refresh();
    }
    /** The peer has moved `bytes`; the time until the next `waiting` is not its fault. */
    moved(bytes) {
        if (this.#waitingSince === null)
            return;
        this.#windowMs += performance.now() - this.#waitingSince;
        this.#waitingSince = null;
        this.#windowBytes += bytes;
        if (this.#windowMs < this.#stallTimeoutMs)
            return;
        const wanted = (this.#minimumBytesPerSecond * this.#windowMs) / 1000;
        const tooSlow = this.#windowBytes < wanted;
        const rate = Math.round((this.#windowBytes * 1000) / this.#windowMs);
        this.#windowMs = 0;
        this.#windowBytes = 0;
        if (tooSlow)
            this.#onStall(this.#error(`moves only ${rate} bytes per second`));
    }
    stop() {
        this.#waitingSince = null;
        if (this.#timer !== null)
            clearTimeout(this.#timer);
    }
    #expired() {
        if (this.#waitingSince === null)
            return;
        this.#onStall(this.#error(`has not moved a byte for ${Math.round(this.#stallTimeoutMs / 100) / 10} s`));
    }
    #error(what) {
        return new errors/* MirrorError */.En('stalled', `${this.#peer} ${what}`, {
            fix: 'check the network, and whether the registry is overloaded',
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/body.js


/** So much may wait in memory for a slow consumer before the socket is paused. */
const READ_AHEAD_BYTES = 256 * 1024;
/**
 * The body's chunks. What has arrived before a failure is yielded before the failure is thrown: `stalled`, or the
 * connection's own error. The peer is watched only while a chunk is asked for and none is there. Ending early
 * destroys the body.
 */
async function* pacedChunks(body, reading) {
    const arrivals = new Arrivals(body);
    const watch = new PeerWatch(reading.patience, reading.peer, (error) => arrivals.fail(error));
    try {
        for (;;) {
            let chunk = arrivals.take();
            if (chunk === null && !arrivals.ended) {
                watch.waiting();
                await arrivals.next();
                chunk = arrivals.take();
                watch.moved(chunk?.byteLength ?? 0);
            }
            if (chunk === null) {
                arrivals.throwIfFailed();
                if (arrivals.ended)
                    return;
            }
            else {
                yield chunk;
            }
        }
    }
    finally {
        watch.stop();
        arrivals.close();
    }
}
/** The whole body, at most `limitBytes` of it. Throws `too-large` beyond that, else like `pacedChunks`. */
async function wholeBody(chunks, limitBytes) {
    const parts = [];
    let sizeBytes = 0;
    for await (const chunk of chunks) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > limitBytes) {
            throw new errors/* MirrorError */.En('too-large', `the answer is larger than ${limitBytes} bytes`);
        }
        parts.push(chunk);
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, sizeBytes);
}
/**
 * A queue filled by `data` events. (Iterating over the stream itself would join buffered chunks, which copies them.)
 */
class Arrivals {
    #body;
    #queue = [];
    #queuedBytes = 0;
    #ended = false;
    #failure = null;
    #wake = null;
    constructor(body) {
        this.#body = body;
        body.on('error', (error) => this.fail(error));
        body.on('end', () => this.#end());
        body.on('close', () => this.fail(new Error('closed before its end')));
        body.on('data', (chunk) => this.#arrived(chunk));
        if (body.destroyed)
            this.fail(body.errored ?? new Error('closed before its end'));
    }
    /** Nothing more will come. */
    get ended() {
        return this.#ended || this.#failure !== null;
    }
    take() {
        const chunk = this.#queue.shift();
        if (chunk === undefined)
            return null;
        this.#queuedBytes -= chunk.byteLength;
        if (this.#queuedBytes < READ_AHEAD_BYTES && this.#body.isPaused())
            this.#body.resume();
        return chunk;
    }
    /** Resolves when a chunk, the end or a failure has come. */
    next() {
        return new Promise((resolve) => {
            this.#wake = resolve;
        });
    }
    fail(error) {
        if (this.ended)
            return;
        this.#failure = { error };
        this.#wakeUp();
    }
    throwIfFailed() {
        if (this.#failure !== null)
            throw this.#failure.error;
    }
    close() {
        if (!this.#ended)
            this.#body.destroy();
    }
    #arrived(chunk) {
        this.#queue.push(chunk);
        this.#queuedBytes += chunk.byteLength;
        if (this.#queuedBytes >= READ_AHEAD_BYTES)
            this.#body.pause();
        this.#wakeUp();
    }
    #end() {
        if (this.#failure === null)
            this.#ended = true;
        this.#wakeUp();
    }
    #wakeUp() {
        const wake = this.#wake;
        this.#wake = null;
        wake?.();
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/interim-answers.js
/**
 * Answers before the answer (1xx). Each of them starts the HTTP library's own timer anew, so that a registry could keep
 * us for ever with them.
 */

class InterimWatch {
    #peer;
    #limitMs;
    #giveUp;
    #timer = null;
    /** `giveUp` is called when the answer has not come `limitMs` after the first interim one; null: never. */
    constructor(peer, limitMs, giveUp) {
        this.#peer = peer;
        this.#limitMs = limitMs;
        this.#giveUp = giveUp;
    }
    came() {
        if (this.#limitMs === null)
            return;
        this.#timer ??= setTimeout(() => this.#giveUp(this.#endless()), this.#limitMs).unref();
    }
    stop() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
    }
    #endless() {
        return new errors/* MirrorError */.En('stalled', `${this.#peer} sends interim answers (1xx) but no answer`, {
            fix: 'check the registry and the proxies before it',
        });
    }
}

// EXTERNAL MODULE: ./build/when-aborted.js
var when_aborted = __webpack_require__(47492);
;// CONCATENATED MODULE: ./build/stores/registry/waiting.js
/** Waiting that an AbortSignal can end. */


function abortedError(signal) {
    const { reason } = signal;
    if (reason instanceof errors/* MirrorError */.En)
        return reason;
    return new errors/* MirrorError */.En('aborted', 'stopped before it was done', { cause: reason });
}
function throwIfAborted(signal) {
    if (signal.aborted)
        throw abortedError(signal);
}
/** Resolves after `delayMs`; rejects with `aborted` as soon as the signal fires. The timer is cleared either way. */
function sleep(delayMs, signal) {
    return untilAborted(signal, (resolve) => {
        const timer = setTimeout(resolve, delayMs);
        return () => clearTimeout(timer);
    });
}
/** `work`, or a rejection with `aborted` as soon as the signal fires; what `work` does later is ignored. */
function orAborted(work, signal) {
    return settledOrAborted(signal, listenOnce, (resolve, reject) => {
        work.then(resolve, reject);
        return () => { };
    });
}
/**
 * A promise that `start` settles, or that is rejected with `aborted` when the signal fires first. What `start`
 * returns is called once it is settled, to free timers and queue places.
 */
function untilAborted(signal, start) {
    return settledOrAborted(signal, when_aborted/* whenAborted */.e, start);
}
function settledOrAborted(signal, listen, start) {
    return new Promise((resolve, reject) => {
        if (signal.aborted) {
            start(() => { }, () => { })();
            reject(abortedError(signal));
            return;
        }
        let cleanUp = null;
        let settled = false;
        const settle = (finish) => {
            settled = true;
            forget();
            cleanUp?.();
            finish();
        };
        const onAbort = () => settle(() => reject(abortedError(signal)));
        const forget = listen(signal, onAbort);
        cleanUp = start((value) => settle(() => resolve(value)), (error) => settle(() => reject(error)));
        if (settled)
            cleanUp(); // it was settled while it was being started
    });
}
function listenOnce(signal, action) {
    signal.addEventListener('abort', action, { once: true });
    return () => signal.removeEventListener('abort', action);
}
/** A controller that fires with `signal`; call `unlink` when the work is done, so that long-lived signals keep nothing. */
function linkedController(signal) {
    const controller = new AbortController();
    return { controller, unlink: (0,when_aborted/* whenAborted */.e)(signal, () => controller.abort(abortedError(signal))) };
}

;// CONCATENATED MODULE: ./build/stores/registry/look-up.js



/** Resolves when the answer has come and its connection is free again. Throws `aborted`, and what the HTTP library throws. */
function lookUp({ dispatcher, url, ...request }, signal) {
    return new Promise((resolve, reject) => {
        if (signal.aborted)
            throw abortedError(signal);
        const interim = new InterimWatch(url.host, request.answerTimeoutMs, (error) => answering.breakOff(error));
        const answering = new AnswerHandler({ resolve, reject }, interim);
        answering.forget = (0,when_aborted/* whenAborted */.e)(signal, () => answering.breakOff(abortedError(signal)));
        const { origin, pathname, search } = url;
        const { headers, answerTimeoutMs: headersTimeout } = request;
        dispatcher.dispatch(
        // by default undici closes the connection after a HEAD
        { origin, path: `${pathname}${search}`, method: 'HEAD', headers, headersTimeout, reset: false }, answering);
    });
}
class AnswerHandler {
    /** Stops waiting for the signal. */
    forget = () => { };
    #settling;
    #interim;
    #controller = null;
    #brokenOff = null;
    #answer = null;
    constructor(settling, interim) {
        this.#settling = settling;
        this.#interim = interim;
    }
    breakOff(error) {
        this.#interim.stop();
        this.#brokenOff = error;
        this.#controller?.abort(error);
        this.#settling.reject(error);
    }
    onRequestStart(controller) {
        this.#controller = controller;
        if (this.#brokenOff !== null)
            controller.abort(this.#brokenOff);
    }
    /** Answers below 200 only announce the one that counts. */
    onResponseStart(_controller, statusCode, headers) {
        if (statusCode >= 200)
            this.#answer = { statusCode, headers };
        else
            this.#interim.came();
    }
    onResponseData() { }
    onResponseEnd() {
        this.#end();
        if (this.#answer !== null)
            this.#settling.resolve(this.#answer);
    }
    onResponseError(_controller, error) {
        this.#end();
        this.#settling.reject(error);
    }
    #end() {
        this.#interim.stop();
        this.forget();
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/retry.js
/** What is tried again, after how long, and how often. */

/** No server there, or no such name: waiting long seldom helps. */
const FEW_ATTEMPTS = 3;
/** 500 is also what a registry answers for good when one stored file is damaged. */
const SERVER_ERROR_ATTEMPTS = 4;
/** A server that takes connections and then says nothing: each attempt costs the whole headers timeout. */
const SILENT_ATTEMPTS = 2;
const NOBODY_HOME = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT',
]);
/** 429 without Retry-After: the first wait is this many times the base. */
const RATE_LIMIT_FACTOR = 4;
/** Numbers above this in Retry-After are seconds since 1970, as some registries send them. */
const EPOCH_SECONDS_FROM = 1_000_000_000;
/** `patience`, or less of it where `error` is a 500 that the request meets in its own way. */
function patienceWith(error, onServerError, patience) {
    const brief = error.status === 500 ? (onServerError?.() ?? null) : null;
    if (brief === null)
        return patience;
    return {
        ...patience,
        attempts: Math.min(patience.attempts, brief.attempts),
        backoffBaseMs: Math.min(patience.backoffBaseMs, brief.backoffBaseMs),
    };
}
/** How many attempts `error` is worth in all; 1 is: never again. */
function attemptsFor(error, patience) {
    if (error.isFinal)
        return 1;
    switch (error.code) {
        case 'unavailable':
            if (error.status === 500)
                return Math.min(SERVER_ERROR_ATTEMPTS, patience.attempts);
            if (causeCode(error) === 'UND_ERR_HEADERS_TIMEOUT')
                return Math.min(SILENT_ATTEMPTS, patience.attempts);
            return NOBODY_HOME.has(causeCode(error))
                ? Math.min(FEW_ATTEMPTS, patience.attempts)
                : patience.attempts;
        case 'stalled':
            return patience.attempts;
        case 'rate-limited': // without a status the gate has given the origin up
            return error.status === undefined ? 1 : patience.attempts;
        case 'invalid-response': // bytes that are not HTTP: once more, it may have been a broken connection
            return isParserError(error.cause) ? Math.min(2, patience.attempts) : 1;
        default:
            return 1;
    }
}
/** The wait before the next attempt after `failures` in a row: doubling, capped, with up to as much again at random. */
function backoffMs(failures, error, { patience, random }) {
    const base = patience.backoffBaseMs * (error.code === 'rate-limited' ? RATE_LIMIT_FACTOR : 1);
    const doubled = base * 2 ** Math.min(failures - 1, 30);
    return Math.min(patience.backoffCapMs, doubled * (1 + random()));
}
/** Milliseconds that Retry-After asks for: seconds, an HTTP date, or seconds since 1970; null when it says nothing usable. */
function retryAfterMs(value, nowMs) {
    const text = value?.trim() ?? '';
    if (/^\d{1,15}(?:\.\d+)?$/.test(text)) {
        const seconds = Number(text);
        return seconds >= EPOCH_SECONDS_FROM ? Math.max(0, seconds * 1000 - nowMs) : seconds * 1000;
    }
    if (!/^[A-Za-z]{3,9},? /.test(text))
        return null;
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
/** The code of the deepest cause that has one (`ECONNREFUSED`), or ''. */
function causeCode(error) {
    let found = '';
    let current = error instanceof errors/* MirrorError */.En ? error.cause : error;
    for (let depth = 0; depth < 5 && retry_isObject(current); depth += 1) {
        if (typeof current.code === 'string')
            found = current.code;
        // of several addresses that were tried, the first speaks for all
        current = (Array.isArray(current.errors) ? current.errors[0] : undefined) ?? current.cause;
    }
    return found;
}
/** Whether the HTTP library could not read an answer as HTTP. */
function isParserError(error) {
    return retry_isObject(error) && error.name === 'HTTPParserError';
}
/** By shape: errors of Node itself may come from another realm than ours, where `instanceof Error` is false. */
function retry_isObject(value) {
    return typeof value === 'object' && value !== null;
}

;// CONCATENATED MODULE: ./build/stores/registry/network-errors.js
/** Connections that fail, as MirrorErrors. */



const TLS_CODE = /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO$)/;
/** What OpenSSL says when the other side answers in plain text. */
const PLAIN_TEXT_CODE = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/;
/** `error`, thrown while talking to `url`, as a MirrorError: `tls`, `unavailable`, `invalid-response`, or what it already was. */
function networkError(error, url, errand) {
    const inner = innerMirrorError(error);
    if (inner !== null)
        return located(inner, errand);
    const code = causeCode(error);
    const said = oneLine(code === '' ? messageOf(error) : code);
    if (TLS_CODE.test(code))
        return tlsError(code, url, { error, errand });
    if (isParserError(error)) {
        return new errors/* MirrorError */.En('invalid-response', `cannot ${errand.task}: ${url.host} answered something that is not HTTP: ${said}`, {
            where: errand.where,
            cause: error,
        });
    }
    return new errors/* MirrorError */.En('unavailable', `cannot ${errand.task}: ${explain(code, url)} (${said})`, {
        where: errand.where,
        fix: network_errors_adviceFor(code, url),
        cause: error,
    });
}
/** `error` with the errand's words, where it does not say yet what it was about. */
function located(error, errand) {
    if (error.where !== undefined || error.code === 'aborted' || error.code === 'internal')
        return error;
    return new errors/* MirrorError */.En(error.code, `cannot ${errand.task}: ${error.message}`, {
        where: errand.where,
        fix: error.fix,
        status: error.status,
        isFinal: error.isFinal,
        cause: error,
    });
}
/** Refusals of our own lookup come back as the cause of a failed connection. */
function innerMirrorError(error) {
    let current = error;
    for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
        if (current instanceof errors/* MirrorError */.En)
            return current;
        current = 'cause' in current ? current.cause : null;
    }
    return null;
}
function tlsError(code, url, { error, errand }) {
    const plain = PLAIN_TEXT_CODE.test(code);
    const what = plain ? `${url.host} does not speak TLS` : `no trusted TLS connection to ${url.host}`;
    return new errors/* MirrorError */.En('tls', `cannot ${errand.task}: ${what} (${oneLine(code)})`, {
        where: errand.where,
        fix: plain
            ? `set tls: false for ${url.host} in registries if plain HTTP is meant`
            : tlsAdvice(code, url.host),
        cause: error,
    });
}
function tlsAdvice(code, host) {
    if (/ALTNAME|HOSTNAME/.test(code))
        return `use a name that is in the certificate of ${host}`;
    if (/EXPIRED|NOT_YET_VALID/.test(code))
        return `renew the certificate of ${host}, or correct the clock`;
    if (/ALERT/.test(code))
        return `set tls.cert and tls.key for ${host} in registries if it wants a client certificate`;
    return `set tls.ca for ${host} in registries to the certificate authority that signed for it`;
}
function explain(code, { host }) {
    switch (code) {
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
            return `no address found for ${host}`;
        case 'ECONNREFUSED':
            return `${host} refuses connections`;
        case 'UND_ERR_CONNECT_TIMEOUT':
            return `${host} does not accept the connection in time`;
        case 'UND_ERR_HEADERS_TIMEOUT':
            return `${host} does not answer in time`;
        default:
            return `the connection to ${host} broke`;
    }
}
function network_errors_adviceFor(code, { host, protocol }) {
    if (code === 'ENOTFOUND')
        return `check the name ${host} and the DNS settings`;
    // with TLS 1.3 a server that misses a client certificate just closes the connection
    const certificate = code === 'UND_ERR_SOCKET' && protocol === 'https:'
        ? '; if it wants a client certificate, set tls.cert and tls.key'
        : '';
    return `check that ${host} is up and can be reached from here${certificate}`;
}
function messageOf(error) {
    const isErrorLike = typeof error === 'object' && error !== null && 'message' in error;
    return String(isErrorLike ? error.message : error);
}

;// CONCATENATED MODULE: ./build/stores/registry/outgoing.js
/** Bodies that are streamed to a registry, with an eye on whether it takes them. */


/** Bytes in memory. */
function bytesBody(bytes) {
    return {
        sizeBytes: bytes.byteLength,
        replayable: true,
        async *open() {
            yield bytes;
        },
    };
}
/** A stream that comes only once, and what became of it. */
class StreamBody {
    sizeBytes;
    replayable = false;
    #iterator;
    #pulled = false;
    #complete = false;
    #failure = null;
    constructor(source, sizeBytes) {
        this.sizeBytes = sizeBytes;
        this.#iterator = source[Symbol.asyncIterator]();
    }
    /** Whether anything was taken from the source. */
    get pulled() {
        return this.#pulled;
    }
    /** Whether the source was read to its end and all of it taken. */
    get complete() {
        return this.#complete;
    }
    /** What the source itself threw. */
    get failure() {
        return this.#failure;
    }
    async *open() {
        for (;;) {
            const step = await this.#next();
            if (step.done === true)
                break;
            yield step.value;
        }
        this.#complete = true;
    }
    /** Tells the source that no more is wanted. Not awaited: it may be waiting for its own source. */
    release() {
        this.#iterator.return?.().catch(() => { });
    }
    async #next() {
        this.#pulled = true;
        try {
            return await this.#iterator.next();
        }
        catch (error) {
            this.#failure = { error };
            throw error;
        }
    }
}
/** Larger chunks are sent in pieces (views, no copies), so that progress shows. */
const PIECE_BYTES = 64 * 1024;
/**
 * The bytes of `body` for the HTTP library. It pulls the next piece when the socket has room: the time from a piece
 * to the next pull is the peer's, the time we wait for the source is not. `stop` ends all watching.
 */
function watchedBody(body, { patience, peer, giveUp, onSent }) {
    const watch = new PeerWatch(patience, peer, giveUp);
    let commitTimer = null;
    let stopped = false;
    async function* chunks() {
        for await (const chunk of body.open()) {
            for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
                if (stopped)
                    return;
                const piece = chunk.subarray(at, at + PIECE_BYTES);
                watch.waiting();
                yield piece;
                watch.moved(piece.byteLength);
                onSent(piece.byteLength);
            }
        }
        if (!stopped)
            commitTimer = setTimeout(() => giveUp(noCommit(peer)), patience.commitTimeoutMs).unref();
    }
    return {
        chunks: chunks(),
        stop() {
            stopped = true;
            watch.stop();
            if (commitTimer !== null)
                clearTimeout(commitTimer);
        },
    };
}
function noCommit(peer) {
    return new errors/* MirrorError */.En('stalled', `${peer} took all bytes but does not confirm them`, {
        fix: 'check whether the storage of the registry is overloaded',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/tap.js
/**
 * Takes the body of the answer that `wants` says yes to. That answer's own chunks are true in number and length alone:
 * their memory may hold other bytes by the time they are looked at. Chunks of all other answers are safe.
 */
class Tap {
    #options;
    #leftBytes;
    #isOpen = true;
    constructor(options) {
        this.#options = options;
        this.#leftBytes = options.limitBytes;
    }
    wants(head) {
        return this.#isOpen && this.#options.wants(head);
    }
    take(chunk) {
        this.#leftBytes -= chunk.byteLength;
        if (this.#leftBytes < 0)
            this.close();
        if (this.#isOpen)
            this.#options.take(chunk);
    }
    /** Nothing is taken from now on. */
    close() {
        this.#isOpen = false;
    }
}
/** `dispatcher`, with `tap` on what it answers. Its sockets may read into memory that they use again. */
function tapped(dispatcher, tap) {
    return dispatcher.compose((dispatch) => (options, handler) => dispatch(options, tappedHandler(handler, tap)));
}
function tappedHandler(handler, tap) {
    let isTapped = false;
    return {
        onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
        onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
        onResponseStart(controller, status, headers, statusText) {
            isTapped = tap.wants({ status, header: (name) => [headers[name]].flat()[0] });
            handler.onResponseStart?.(controller, status, headers, statusText);
        },
        onResponseData(controller, chunk) {
            if (isTapped)
                tap.take(chunk);
            handler.onResponseData?.(controller, isTapped ? chunk : Buffer.from(chunk));
        },
        onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
        onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/wire.js







/** Bodies up to this size are read to keep the connection, larger ones cost it. */
const SHORT_BODY_BYTES = 64 * 1024;
const SHORT_BODY_TIMEOUT_MS = 1000;
/** Sends `request`; the signal also ends reading the answer. Throws MirrorError only. */
async function sendRequest(request, signal) {
    return request.method === 'HEAD' ? sendLookUp(request, signal) : sendWithBody(request, signal);
}
async function sendLookUp(request, signal) {
    try {
        return bareAnswer(await lookUp(request, signal), request.url);
    }
    catch (error) {
        throw networkError(error, request.url, request.errand);
    }
    finally {
        request.onDone();
    }
}
/** An answer that has come whole. */
function bareAnswer({ statusCode, headers }, url) {
    const lines = linesOf(headers);
    return {
        status: statusCode,
        url,
        header: (name) => lines(name)[0],
        lines,
        async *chunks() { },
        bytes: async () => new Uint8Array(0),
        errorText: async () => '',
        discard: async () => { },
        whenDone: (action) => action(),
    };
}
function linesOf(headers) {
    return (name) => {
        const value = headers[name];
        return value === undefined ? [] : typeof value === 'string' ? [value] : value;
    };
}
async function sendWithBody(request, signal) {
    const { controller, unlink } = linkedController(signal);
    const done = new Completion();
    done.after(unlink);
    done.after(request.onDone);
    const outgoing = watchOutgoing(request, controller);
    const interim = watchInterim(request, controller);
    const response = dispatch(request, outgoing?.chunks ?? null, { signal: controller.signal, interim });
    try {
        return createAnswer(await orAborted(response, controller.signal), request, done);
    }
    catch (error) {
        response.then(({ body }) => drop(body), () => { }); // an answer may still come after an abort
        done.complete();
        throw networkError(error, request.url, request.errand);
    }
    finally {
        outgoing?.stop();
        interim.stop();
    }
}
function watchOutgoing({ body, patience, url, onSent }, controller) {
    if (!isOutgoing(body))
        return null;
    return watchedBody(body, { patience, peer: url.host, giveUp: (error) => controller.abort(error), onSent });
}
/** What is streamed is watched by the bytes that leave, and by the wait after the last one. */
function watchInterim({ body, url, answerTimeoutMs }, controller) {
    const limitMs = isOutgoing(body) ? null : answerTimeoutMs;
    return new InterimWatch(url.host, limitMs, (error) => controller.abort(error));
}
/** `async`, so that a refusal by the HTTP library (a header it does not send) is a rejection too. */
async function dispatch({ dispatcher, url, method, headers, body, tap, answerTimeoutMs }, stream, { signal, interim }) {
    const length = isOutgoing(body) ? { 'content-length': `${body.sizeBytes}` } : {};
    return (tap === undefined ? dispatcher : tapped(dispatcher, tap)).request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { ...headers, ...length },
        body: isOutgoing(body) ? stream : body, // async iterables are taken, the types do not say so
        signal,
        onInfo: () => interim.came(),
        // this timer also runs while a body is being sent: those are watched in outgoing.ts
        headersTimeout: isOutgoing(body) ? 0 : answerTimeoutMs,
    });
}
function isOutgoing(body) {
    return body !== null && !(body instanceof Uint8Array);
}
function createAnswer(data, request, done) {
    const { body } = data;
    const { url, errand, patience } = request;
    body.on('error', () => { }); // failures are thrown to whoever reads
    body.once('close', () => done.complete());
    const lines = linesOf(data.headers);
    async function* chunks() {
        try {
            yield* pacedChunks(body, { patience, peer: url.host });
        }
        catch (error) {
            throw networkError(error, url, errand);
        }
        finally {
            done.complete();
        }
    }
    return {
        status: data.statusCode,
        url,
        header: (name) => lines(name)[0],
        lines,
        chunks,
        bytes: (limitBytes) => wholeBody(chunks(), limitBytes),
        async errorText() {
            const text = await startOf(body, request);
            done.complete();
            return text.toString('utf8');
        },
        async discard() {
            const announcedBytes = Number(lines('content-length')[0] ?? 0);
            if (announcedBytes > SHORT_BODY_BYTES)
                drop(body);
            await startOf(body, request);
            done.complete();
        },
        whenDone: (action) => done.after(action),
    };
}
/** The first 64 KiB of a body that is not waited for long; reads short bodies to their end, breaks off others. */
async function startOf(body, { url, patience }) {
    const stallTimeoutMs = Math.min(SHORT_BODY_TIMEOUT_MS, patience.stallTimeoutMs);
    const limits = { stallTimeoutMs, minimumBytesPerSecond: 1024 };
    const parts = [];
    let sizeBytes = 0;
    try {
        for await (const chunk of pacedChunks(body, { patience: limits, peer: url.host })) {
            parts.push(chunk);
            sizeBytes += chunk.byteLength;
            if (sizeBytes > SHORT_BODY_BYTES)
                break;
        }
    }
    catch {
        // what has come is all there is
    }
    return Buffer.concat(parts).subarray(0, SHORT_BODY_BYTES);
}
function drop(body) {
    body.on('error', () => { }).destroy();
}
/** The end of an answer, and what is to happen then. */
class Completion {
    #actions = [];
    after(action) {
        if (this.#actions === null)
            action();
        else
            this.#actions.push(action);
    }
    complete() {
        const actions = this.#actions ?? [];
        this.#actions = null;
        for (const action of actions)
            action();
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/token-request.js





const TOKEN_ANSWER_LIMIT_BYTES = 64 * 1024;
/** Also the default (token spec: "if omitted, this defaults to 60 seconds"). */
const SHORTEST_LIFETIME_MS = 60_000;
const LONGEST_LIFETIME_MS = 24 * 3600 * 1000;
const CLIENT_ID = 'mirror-action';
/** One token; no retries. Throws `unauthorized`, `denied`, `unavailable`, `rate-limited`, `invalid-response`, `unsafe`. */
async function requestToken(question, wire, signal) {
    const [first, second] = formsFor(question.credential);
    let answer = await ask(first, { question, wire }, signal);
    if ((answer.status === 404 || answer.status === 405) && second !== undefined) {
        await answer.discard();
        answer = await ask(second, { question, wire }, signal);
    }
    const body = Buffer.from(await answer.bytes(TOKEN_ANSWER_LIMIT_BYTES)).toString('utf8');
    if (answer.status === 200)
        return readToken(body, question);
    throw refusal(answer, body, question);
}
/** Passwords go by GET, which every token server has; refresh tokens by POST, which is their place. The other is the second try. */
function formsFor(credential) {
    if (credential === null)
        return ['get'];
    return credential.kind === 'identity-token' ? ['post', 'get'] : ['get', 'post'];
}
async function ask(form, { question, wire }, signal) {
    const { method, url, headers, body } = form === 'get' ? getForm(question) : postForm(question);
    wire.meter.add('tokenRequests', 1);
    return sendRequest({
        dispatcher: wire.dispatcherFor(url),
        url,
        method,
        headers: {
            'user-agent': wire.userAgent,
            'accept-encoding': 'identity',
            accept: 'application/json',
            ...headers,
        },
        body,
        errand: errandOf(question),
        patience: wire.patience,
        answerTimeoutMs: wire.patience.headersTimeoutMs,
        onSent: () => { },
        onDone: () => { },
    }, signal);
}
function getForm({ realm, service, scopes, credential }) {
    const url = new URL(realm.url);
    if (service !== null)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    return { method: 'GET', url, headers: basicHeader(credential), body: null };
}
function postForm({ realm, service, scopes, credential }) {
    const fields = new URLSearchParams({ client_id: CLIENT_ID, scope: scopes.join(' ') });
    if (service !== null)
        fields.set('service', service);
    if (credential?.kind === 'identity-token') {
        fields.set('grant_type', 'refresh_token');
        fields.set('refresh_token', credential.token);
    }
    else if (credential?.kind === 'basic') {
        fields.set('grant_type', 'password');
        fields.set('username', credential.username);
        fields.set('password', credential.password);
    }
    return {
        method: 'POST',
        url: realm.url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(fields.toString()),
    };
}
function basicHeader(credential) {
    switch (credential?.kind) {
        case 'basic':
            return { authorization: `Basic ${base64(`${credential.username}:${credential.password}`)}` };
        case 'identity-token':
            return { authorization: `Basic ${base64(`<token>:${credential.token}`)}` };
        default:
            return {};
    }
}
function base64(text) {
    return Buffer.from(text, 'utf8').toString('base64');
}
function readToken(body, question) {
    const fields = token_request_parseObject(body);
    const token = [fields?.token, fields?.access_token].find((value) => typeof value === 'string' && value !== '');
    // what stands in a header must be visible ASCII
    if (typeof token !== 'string' || !/^[!-~]+$/.test(token)) {
        throw new errors/* MirrorError */.En('invalid-response', `${question.realm.url.host} answered without a token`, {
            where: question.host,
            fix: 'check the token server (realm) of the registry',
        });
    }
    const seconds = Number(fields?.expires_in);
    const lifetimeMs = Number.isFinite(seconds) ? seconds * 1000 : 0;
    return { token, lifetimeMs: Math.min(LONGEST_LIFETIME_MS, Math.max(SHORTEST_LIFETIME_MS, lifetimeMs)) };
}
function token_request_parseObject(body) {
    try {
        const value = JSON.parse(body);
        return typeof value === 'object' && value !== null ? value : null;
    }
    catch {
        return null;
    }
}
function refusal({ status, header }, body, question) {
    const { realm, host } = question;
    if (isRedirect(status)) {
        const to = oneLine((header('location') ?? '').split('?')[0] ?? '');
        return new errors/* MirrorError */.En('unsafe', `the token server ${realm.url.host} redirects to "${to}", which is not followed`, {
            where: host,
            fix: 'correct the token server (realm) in the settings of the registry',
        });
    }
    return answerError({ status: status === 400 ? 401 : status, body, answeredBy: realm.url.host }, errandOf(question));
}
function errandOf({ host, scopes }) {
    const writes = scopes.some((scope) => scope.includes('push'));
    return { task: 'get a token', where: host, host, writes };
}

;// CONCATENATED MODULE: ./build/stores/registry/shared-work.js
/** One piece of work that several callers wait for. */

function shareWork(start) {
    const controller = new AbortController();
    const work = start(controller.signal);
    let waiting = 0;
    let settled = false;
    const settle = () => {
        settled = true;
    };
    work.then(settle, settle); // also: every caller may have left before it fails
    return {
        done: work,
        get abandoned() {
            return controller.signal.aborted;
        },
        async join(signal) {
            waiting += 1;
            try {
                return await orAborted(work, signal);
            }
            finally {
                waiting -= 1;
                if (waiting === 0 && !settled)
                    controller.abort();
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/wallet.js


/** Helpers that mint short-lived credentials are asked again after this. */
const KEPT_FOR_MS = 5 * 60_000;
function createWallet({ host, credentials, onSecret }) {
    const lookups = new Map();
    const lookUp = (repository) => {
        const lookup = {
            goodUntil: performance.now() + KEPT_FOR_MS,
            found: undefined,
            work: shareWork(async (signal) => {
                const credential = await credentials(host, repository, signal);
                for (const secret of wallet_secretsOf(credential))
                    onSecret(secret);
                lookup.found = credential;
                return credential;
            }),
        };
        lookup.work.done.catch(() => {
            if (lookups.get(repository) === lookup)
                lookups.delete(repository);
        });
        lookups.set(repository, lookup);
        return lookup;
    };
    return {
        credentialFor(repository, signal) {
            const known = lookups.get(repository);
            const isGood = known !== undefined && !known.work.abandoned && known.goodUntil > performance.now();
            return (isGood ? known : lookUp(repository)).work.join(signal);
        },
        forget(repository, refused) {
            if (lookups.get(repository)?.found === refused)
                lookups.delete(repository);
        },
    };
}
/** In every form in which they travel. */
function wallet_secretsOf(credential) {
    if (credential === null)
        return [];
    if (credential.kind !== 'basic')
        return [credential.token];
    return [credential.password, base64(`${credential.username}:${credential.password}`)];
}

;// CONCATENATED MODULE: ./build/stores/registry/authorize.js
/** Who we are to one registry: learns from its challenges what to show, and shows it to nobody else. */







/** A registry that keeps asking for other scopes does not get all of them. */
const MOST_EXTRA_SCOPES = 16;
const NOTHING = { header: null, token: null, credential: null };
function createAuthorizer(options) {
    return new RegistryAuthorizer(options);
}
class RegistryAuthorizer {
    #options;
    #challenges = new Map();
    /** Scopes that a registry wanted on top of what we would ask for, by what we would ask for. */
    #extraScopes = new Map();
    #warned = new Set();
    #wallet;
    #latest = null;
    #known = false;
    #scouting = null;
    constructor(options) {
        this.#options = options;
        this.#wallet = createWallet(options);
    }
    async authorize(need, signal) {
        const challenge = this.#challenges.get(need.repository) ?? this.#latest;
        if (challenge === null)
            return NOTHING;
        const credential = await this.#wallet.credentialFor(need.repository, signal);
        if (credential?.kind === 'registry-token') {
            return { header: `Bearer ${credential.token}`, token: null, credential };
        }
        if (challenge.scheme === 'basic')
            return basicAuthorization(credential);
        try {
            const token = await this.#tokenFor(challenge, { need, credential }, signal);
            return { header: `Bearer ${token.text}`, token, credential };
        }
        catch (error) {
            if ((0,errors/* isMirrorError */.U9)(error, 'unauthorized', 'denied'))
                this.#wallet.forget(need.repository, credential);
            throw error;
        }
    }
    isFresh(used) {
        return used.token === null || used.token.goodUntil > performance.now();
    }
    accepted(used) {
        this.#known = true;
        if (used.token !== null)
            used.token.accepted = true;
    }
    get knowsChallenge() {
        return this.#latest !== null;
    }
    refused(used, lines, need) {
        const before = this.#challenges.get(need.repository) ?? this.#latest;
        const challenge = bestChallenge(parseChallenges(lines)) ?? before;
        this.#known = true;
        if (challenge === null)
            return false;
        this.#challenges.set(need.repository, challenge);
        this.#latest = challenge;
        if (this.#learnScopes(used, challenge, need))
            return true;
        if (used.token === null)
            this.#wallet.forget(need.repository, used.credential);
        return used.token === null || this.#options.tokens.refused(used.token);
    }
    async scout(signal) {
        if (!this.#known && this.#scouting === null)
            return this.#startScouting();
        // Where the scout found nobody, there is no use in going one by one.
        if (!this.#known && this.#scouting !== null)
            await orAborted(this.#scouting, signal);
        return () => { };
    }
    #startScouting() {
        let end = () => { };
        const scouting = new Promise((resolve) => {
            end = resolve;
        });
        this.#scouting = scouting;
        return () => {
            if (this.#scouting === scouting)
                this.#scouting = null;
            end();
        };
    }
    #tokenFor(challenge, { need, credential }, signal) {
        const { host, tokens } = this.#options;
        const realm = this.#realmOf(challenge, need);
        if (credential !== null && !realm.trusted)
            this.#warnOfForeignRealm(realm.url);
        const question = {
            realm,
            service: challenge.parameters.get('service') ?? null,
            scopes: mergeScopes(need.scopes, this.#extraScopes.get(need.scopes.join(' ')) ?? []),
            credential: realm.trusted ? credential : null,
            host,
        };
        return tokens.get(need.repository, question, signal);
    }
    /** A realm that cannot be used is the error of this request alone: the next one asks the registry anew. */
    #realmOf(challenge, { repository }) {
        try {
            return parseRealm(challenge.parameters.get('realm') ?? '', this.#options.registry);
        }
        catch (error) {
            if (this.#challenges.get(repository) === challenge)
                this.#challenges.delete(repository);
            if (this.#latest === challenge)
                this.#latest = [...this.#challenges.values()].at(-1) ?? null;
            throw error;
        }
    }
    #warnOfForeignRealm(realm) {
        if (this.#warned.has(realm.host))
            return;
        this.#warned.add(realm.host);
        this.#options.onWarning(`${this.#options.host} names ${realm.host} as its token server, which is another site: asked there without credentials`);
    }
    /** True when the challenge asks for more than the token used was asked for. */
    #learnScopes(used, challenge, need) {
        const asked = parseScopes(challenge.parameters.get('scope') ?? '');
        if (used.header !== null && used.token === null)
            return false;
        if (coversScopes(used.token?.scopes ?? need.scopes, asked))
            return false;
        const key = need.scopes.join(' ');
        this.#extraScopes.set(key, mergeScopes(this.#extraScopes.get(key) ?? [], asked).slice(0, MOST_EXTRA_SCOPES));
        return true;
    }
}
function basicAuthorization(credential) {
    if (credential?.kind !== 'basic')
        return NOTHING;
    return {
        header: `Basic ${base64(`${credential.username}:${credential.password}`)}`,
        token: null,
        credential,
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/endpoints.js
/** Other places that serve a registry's content: asked first for what is named by digest. */


/** An endpoint that cannot be reached is left alone for this long. */
const REST_MS = 60_000;
/** `clients` are the endpoints, best first; usually none. */
function createEndpoints(clients) {
    const restingUntil = new Map();
    const mistrusted = new Set();
    const awake = () => clients.filter((client) => (restingUntil.get(client) ?? 0) <= performance.now());
    return {
        placesFor(place, digest) {
            const others = mistrusted.has(digest) ? [] : awake();
            return [...others.map((client) => ({ client, repository: place.repository })), place];
        },
        async readFirst(place, read, signal) {
            for (const client of awake()) {
                try {
                    return await read({ client, repository: place.repository });
                }
                catch (error) {
                    throwIfAborted(signal);
                    if (isOutOfOrder(error))
                        restingUntil.set(client, performance.now() + REST_MS);
                }
            }
            return read(place);
        },
        mistrust(digest) {
            if (clients.length > 0)
                mistrusted.add(digest);
        },
    };
}
/** For places that must answer themselves: what another one has proves nothing about them. */
const NO_ENDPOINTS = createEndpoints([]);
function isOutOfOrder(error) {
    return (0,errors/* isMirrorError */.U9)(error, 'unavailable', 'stalled', 'tls', 'rate-limited', 'unsafe', 'unauthorized', 'denied');
}

;// CONCATENATED MODULE: ./build/stores/registry/gate.js
/** How many requests one origin gets at a time, and from when: learnt from its answers. */



/** Where the climb starts: enough to be fast at once, little enough to be polite. */
const FIRST_LIMIT = 8;
/**
 * A gate for `origin` with at most `bound` places. Blob streams never take the last eighth (at least one place), so
 * that small requests are not starved; reading and writing always get one place each, because a copy within one
 * registry needs both at once.
 */
function createGate(origin, bound) {
    return new AdaptiveGate(origin, Math.max(1, Math.floor(bound)));
}
class AdaptiveGate {
    #origin;
    #bound;
    #running = { small: 0, read: 0, write: 0 };
    #waiting = { small: [], read: [], write: [] };
    #arrivals = 0;
    #limit;
    /** Doubling per round until the first overload, one more per round after it. */
    #climbing = true;
    #halvedAt = Number.NEGATIVE_INFINITY;
    #closedUntil = 0;
    #givenUpUntil = 0;
    #timer = null;
    constructor(origin, bound) {
        this.#origin = origin;
        this.#bound = bound;
        this.#limit = Math.min(bound, FIRST_LIMIT);
    }
    get limit() {
        return Math.max(1, Math.floor(this.#limit));
    }
    now() {
        return performance.now();
    }
    async enter(load, signal) {
        throwIfAborted(signal);
        if (this.now() < this.#givenUpUntil)
            throw this.#refusal();
        return untilAborted(signal, (admit, refuse) => {
            const waiter = { number: this.#arrivals++, load, admit, refuse };
            this.#waiting[load].push(waiter);
            this.#letIn();
            return () => this.#forget(waiter);
        });
    }
    answered() {
        this.#limit = Math.min(this.#bound, this.#limit + (this.#climbing ? 1 : 1 / this.#limit));
        this.#letIn();
    }
    overloaded(enteredAt) {
        this.#climbing = false;
        if (enteredAt < this.#halvedAt)
            return;
        this.#halvedAt = this.now();
        this.#limit = Math.max(1, this.#limit / 2);
    }
    closeFor(delayMs) {
        this.#closedUntil = Math.max(this.#closedUntil, this.now() + delayMs);
    }
    giveUpFor(delayMs) {
        this.#givenUpUntil = Math.max(this.#givenUpUntil, this.now() + delayMs);
        const refusal = this.#refusal();
        for (const queue of Object.values(this.#waiting)) {
            for (const waiter of queue.splice(0))
                waiter.refuse(refusal);
        }
        return refusal;
    }
    #refusal() {
        const resetAt = new Date(Date.now() + this.#givenUpUntil - this.now());
        const until = Number.isNaN(resetAt.getTime()) ? 'further notice' : resetAt.toISOString();
        return new errors/* MirrorError */.En('rate-limited', `${oneLine(this.#origin)} takes no more requests until ${until}`, {
            where: this.#origin,
            fix: `run again after ${until}, or log in to get a higher limit`,
        });
    }
    #forget(waiter) {
        const queue = this.#waiting[waiter.load];
        const at = queue.indexOf(waiter);
        if (at >= 0)
            queue.splice(at, 1);
        if (!this.#isAwaited())
            this.#stopTimer();
    }
    #isAwaited() {
        return Object.values(this.#waiting).some((queue) => queue.length > 0);
    }
    #letIn() {
        const closedMs = this.#closedUntil - this.now();
        if (closedMs > 0) {
            this.#wakeIn(closedMs);
            return;
        }
        for (let next = this.#first(); next !== null; next = this.#first()) {
            this.#waiting[next.load].shift();
            this.#running[next.load] += 1;
            next.admit(this.#slot(next.load));
        }
    }
    /** Who has waited longest among those for whom there is room. */
    #first() {
        let first = null;
        for (const [waiter] of Object.values(this.#waiting)) {
            if (waiter === undefined || !this.#hasRoom(waiter.load))
                continue;
            if (first === null || waiter.number < first.number)
                first = waiter;
        }
        return first;
    }
    #hasRoom(load) {
        const { small, read, write } = this.#running;
        const { limit } = this;
        if (load !== 'small' && this.#running[load] === 0)
            return true;
        if (small + read + write >= limit)
            return false;
        if (load === 'small')
            return true;
        const forStreams = limit - Math.max(1, Math.floor(limit / 8));
        return read + write < forStreams && this.#running[load] < Math.max(1, forStreams - 1);
    }
    #slot(load) {
        let held = true;
        return {
            release: () => {
                if (!held)
                    return;
                held = false;
                this.#running[load] -= 1;
                this.#letIn();
            },
        };
    }
    #wakeIn(delayMs) {
        if (!this.#isAwaited())
            return;
        this.#stopTimer();
        this.#timer = setTimeout(() => this.#letIn(), Math.min(delayMs + 1, 2 ** 31 - 1));
    }
    #stopTimer() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
        this.#timer = null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/manifest-memory.js
class ManifestMemory {
    #served = null;
    #damaged = new Set();
    wasServed({ url, need }) {
        this.#served = { url, need };
        this.#damaged.delete(url.href);
    }
    /** Its 500 was found to be its own. */
    wasDamaged({ url }) {
        this.#damaged.add(url.href);
    }
    isDamaged({ url }) {
        return this.#damaged.has(url.href);
    }
    /** The manifest that was served last, if it is another one. */
    servedBesides({ url }) {
        return this.#served === null || this.#served.url.href === url.href ? null : this.#served;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/meter.js
function noTraffic() {
    return { requests: 0, tokenRequests: 0, retries: 0, bytesReceived: 0, bytesSent: 0 };
}
function createMeter(...counters) {
    return {
        add(counter, amount) {
            for (const each of counters)
                each[counter] += amount;
        },
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/patience.js
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DEFAULT_PATIENCE = {
    connectTimeoutMs: 10 * SECOND_MS,
    headersTimeoutMs: MINUTE_MS,
    stallTimeoutMs: MINUTE_MS,
    minimumBytesPerSecond: 1024,
    commitTimeoutMs: 15 * MINUTE_MS,
    maxRetryAfterMs: 15 * MINUTE_MS,
    attempts: 6,
    backoffBaseMs: 500,
    backoffCapMs: MINUTE_MS,
};

;// CONCATENATED MODULE: ./build/stores/registry/ask.js
/** Whether the same request can be sent again: its body is not a stream that comes only once. */
function isReplayable({ body }) {
    return body === undefined || body instanceof Uint8Array || body.replayable;
}

;// CONCATENATED MODULE: ./build/stores/registry/request.js
/** The one function through which all requests to a registry go: gate, credentials, redirects. */









/** First try, with what a challenge taught, with a renewed token. */
const MOST_AUTHORIZATIONS = 3;
function createRequester(options) {
    return new RegistryRequester(options);
}
class RegistryRequester {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async attempt(ask, signal) {
        for (let round = 1;; round += 1) {
            const turn = await this.#takeTurn(ask, signal);
            try {
                const answer = await this.#sendAndFollow(ask, turn, signal);
                if (await this.#mayAuthorizeAgain(ask, { answer, turn, round }, signal))
                    continue;
                return await this.#judge(ask, answer, turn);
            }
            catch (error) {
                turn.slot.release();
                throw located((0,errors/* toMirrorError */.Ho)(error), ask.errand);
            }
            finally {
                turn.endScouting();
            }
        }
    }
    async #takeTurn(ask, signal) {
        const { authorizer, gate } = this.#options;
        const endScouting = ask.need === null ? () => { } : await authorizer.scout(signal);
        try {
            for (;;) {
                const authorization = await this.#authorization(ask, signal);
                const slot = await gate.enter(ask.load, signal);
                // the gate may have been closed for longer than a token lives
                if (authorizer.isFresh(authorization))
                    return { authorization, slot, enteredAt: gate.now(), endScouting };
                slot.release();
            }
        }
        catch (error) {
            endScouting();
            throw error;
        }
    }
    async #authorization(ask, signal) {
        if (ask.need === null || !this.#isOwn(ask.url))
            return NOTHING;
        return this.#options.authorizer.authorize(ask.need, signal);
    }
    #isOwn(url) {
        return url.origin === this.#options.registry.origin;
    }
    async #sendAndFollow(ask, turn, signal) {
        const seen = [ask.url];
        for (let url = ask.url;;) {
            const answer = await this.#send(ask, { url, turn }, signal);
            turn.endScouting();
            if (!isRedirect(answer.status) || !mayFollow(ask, answer))
                return answer;
            await answer.discard();
            url = nextHop(seen, answer.header('location'));
            seen.push(url);
        }
    }
    async #send(ask, { url, turn }, signal) {
        const { transport, meter, patience, userAgent, warn } = this.#options;
        const fresh = ask.fresh === true;
        const dispatcher = fresh
            ? transport.freshDispatcherFor(url)
            : transport.dispatcherFor(url, ask.tap === undefined ? 'kept' : 'taken');
        meter.add('requests', 1);
        const { header } = turn.authorization;
        const authorization = header !== null && this.#isOwn(url) ? { authorization: header } : {};
        const answer = await sendRequest({
            dispatcher,
            url,
            method: ask.method,
            headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...ask.headers, ...authorization },
            body: ask.body ?? null,
            tap: ask.tap,
            errand: ask.errand,
            patience,
            answerTimeoutMs: ask.answerTimeoutMs ?? patience.headersTimeoutMs,
            onSent: (bytes) => meter.add('bytesSent', bytes),
            onDone: () => {
                if (fresh)
                    void dispatcher.destroy();
            },
        }, signal);
        if (this.#isOwn(url))
            warn(answer.lines('warning').map((line) => withoutQueryOf(url, line)));
        return answer;
    }
    /** After a 401 of the registry itself: whether another try with other credentials is worth it. */
    async #mayAuthorizeAgain(ask, { answer, turn, round }, signal) {
        const { authorizer } = this.#options;
        if (ask.need === null)
            return false;
        // what answers behind a redirect says nothing about our credentials, but the registry has let us through
        if (answer.status !== 401 || !this.#isOwn(answer.url)) {
            authorizer.accepted(turn.authorization);
            return false;
        }
        turn.slot.release(); // what follows may need places itself
        const lines = await this.#challengeLines(answer, signal);
        const again = authorizer.refused(turn.authorization, lines, ask.need);
        if (!again || round >= MOST_AUTHORIZATIONS || !isReplayable(ask))
            return false;
        const next = await authorizer.authorize(ask.need, signal);
        if (next.header === null || (next.token === null && next.header === turn.authorization.header))
            return false;
        await answer.discard();
        return true;
    }
    /** Some registries challenge only at `/v2/`. */
    async #challengeLines(answer, signal) {
        const lines = answer.lines('www-authenticate');
        if (lines.length > 0 || this.#options.authorizer.knowsChallenge)
            return lines;
        const url = new URL('/v2/', this.#options.registry);
        const errand = { task: 'ask for the way to log in', where: url.host, host: url.host, writes: false };
        const ping = await this.attempt({ method: 'GET', url, need: null, load: 'small', expect: [200, 401], errand }, signal);
        await ping.discard();
        return ping.lines('www-authenticate');
    }
    /** The answer if it is one, with the place at the gate bound to it; else throws what is wrong. */
    async #judge(ask, answer, turn) {
        const { gate, onAnswer } = this.#options;
        if (this.#isExpected(ask, answer)) {
            onAnswer();
            gate.answered();
            answer.whenDone(() => turn.slot.release());
            return answer;
        }
        const body = withoutQueryOf(answer.url, await answer.errorText());
        const overload = answer.status === 429 || answer.status === 503;
        if (overload && this.#isOwn(answer.url))
            this.#slowDown(answer, turn);
        const anonymous = turn.authorization.credential === null;
        throw answerError({ status: answer.status, body, answeredBy: answer.url.host, anonymous }, ask.errand);
    }
    #isExpected({ expect, expectElsewhere }, { status, url }) {
        return expect.includes(status) || (!this.#isOwn(url) && expectElsewhere?.includes(status) === true);
    }
    #slowDown(answer, turn) {
        const { gate, patience } = this.#options;
        gate.overloaded(turn.enteredAt);
        const delayMs = retryAfterMs(answer.header('retry-after') ?? answer.header('x-retry-after'), Date.now());
        if (delayMs === null)
            return;
        if (delayMs > patience.maxRetryAfterMs)
            throw gate.giveUpFor(delayMs);
        gate.closeFor(delayMs);
    }
}
/** Reads are followed anywhere (`nextHop` and the transport refuse what is unsafe), writes only within the registry. */
function mayFollow(ask, answer) {
    if (ask.method === 'GET' || ask.method === 'HEAD')
        return true;
    const location = answer.header('location') ?? '';
    const keepsMethod = answer.status === 307 || answer.status === 308;
    const own = URL.canParse(location, answer.url.href) && new URL(location, answer.url).origin === answer.url.origin;
    return keepsMethod && own && isReplayable(ask);
}

;// CONCATENATED MODULE: ./build/stores/registry/silence.js

class Silence {
    #answeredAtMs = Number.NEGATIVE_INFINITY;
    /** The registry has answered something. */
    answered(nowMs) {
        this.#answeredAtMs = nowMs;
    }
    /**
     * Whether a look-up stayed unanswered by a registry that says nothing to others either: asking it again would only keep
     * others waiting. Who has answered others meanwhile, or not longer before than the wait was, has lost one answer.
     */
    isFinal({ method, failure, askedAtMs, nowMs }) {
        if (method !== 'HEAD' || causeCode(failure) !== 'UND_ERR_HEADERS_TIMEOUT')
            return false;
        return this.#answeredAtMs < askedAtMs - (nowMs - askedAtMs);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/persist.js
/** Requests that are sent again until they succeed or trying is no use. */






/** The functions can be called without their object. */
function createPersistentRequester(options) {
    const { gate, patience, random, meter } = options;
    const silence = new Silence();
    const now = () => gate.now();
    const requester = createRequester({ ...options, onAnswer: () => silence.answered(now()) });
    const attempt = (ask, signal) => requester.attempt(ask, signal);
    const persistence = new Persistence({ attempt, patience, silence, random, meter, now });
    return {
        attempt,
        perform: (ask, use, signal) => persistence.perform(ask, use, signal),
        pause: (error, failures, signal) => persistence.pause(error, failures, signal),
    };
}
class Persistence {
    #options;
    constructor(options) {
        this.#options = options;
    }
    async perform(ask, use, signal) {
        const { attempt, silence, now } = this.#options;
        for (let failures = 1;; failures += 1) {
            const askedAtMs = now();
            try {
                const answer = await attempt(ask, signal);
                try {
                    return await use(answer);
                }
                finally {
                    await answer.discard();
                }
            }
            catch (error) {
                const failure = located((0,errors/* toMirrorError */.Ho)(error), ask.errand);
                if (silence.isFinal({ method: ask.method, failure, askedAtMs, nowMs: now() }))
                    throw failure;
                const patience = patienceWith(failure, ask.onServerError, this.#options.patience);
                await this.#pause(failure, { failures, patience, signal });
            }
        }
    }
    pause(error, failures, signal) {
        return this.#pause(error, { failures, patience: this.#options.patience, signal });
    }
    async #pause(error, { failures, patience, signal }) {
        const { random, meter } = this.#options;
        if (failures >= attemptsFor(error, patience))
            throw error;
        meter.add('retries', 1);
        await sleep(backoffMs(failures, error, { patience, random }), signal);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/referrer-api-memory.js
/** Which repositories of a registry have the referrers API. */
/** Repositories that were found to be without the API, for the length of a run. */
class ReferrerApiMemory {
    #verdicts = new Map();
    /** Runs `ask`, which resolves to null where there is no API. The first one finds it out for those that come meanwhile. */
    async ask(repository, ask) {
        const verdict = this.#verdicts.get(repository);
        if (verdict === undefined)
            return this.#scout(repository, ask);
        const hasApi = await verdict.catch(() => true);
        return hasApi ? ask() : null;
    }
    async #scout(repository, ask) {
        const asking = ask();
        const verdict = asking.then((answer) => answer !== null);
        this.#verdicts.set(repository, verdict);
        verdict.catch(() => this.#verdicts.delete(repository));
        return asking;
    }
}

// EXTERNAL MODULE: ./build/oci/referrer.js
var referrer = __webpack_require__(34523);
// EXTERNAL MODULE: ./build/stores/verified-stream.js
var verified_stream = __webpack_require__(22632);
;// CONCATENATED MODULE: ./build/stores/registry/client.js
/** `registry.example.com/mirror/library/redis` */
function placeName({ client, repository }) {
    return `${client.host}/${repository}`;
}
/** The address of `rest` (`manifests/latest`) of the place's repository. */
function addressOf({ client, repository }, rest) {
    const prefix = client.base.pathname.replace(/\/+$/, '');
    return new URL(`${prefix}/v2/${repository}/${rest}`, client.base);
}
/** The words for errors of `task` at this place; `what` (`:7.4`, `@sha256:…`) follows its name. */
function errandAt(place, task, what = '') {
    return { task, where: `${placeName(place)}${what}`, host: place.client.host, writes: false };
}
function writingErrandAt(place, task, what = '') {
    return { ...errandAt(place, task, what), writes: true };
}

;// CONCATENATED MODULE: ./build/stores/registry/content-range.js
/** `Content-Range` (RFC 9110, section 14.4). */
/** The one Content-Range of an answer; null when there is none, several, or one that is not well-formed. */
function parseContentRange(lines) {
    const [line] = lines;
    if (line === undefined || lines.length !== 1)
        return null;
    const match = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/.exec(line.trim());
    if (match === null)
        return null;
    const [, first, last, size] = match;
    const sizeBytes = size === '*' ? null : Number(size);
    if (first === undefined || last === undefined)
        return { span: null, sizeBytes };
    const span = { first: Number(first), last: Number(last) };
    if (span.last < span.first || (sizeBytes !== null && span.last >= sizeBytes))
        return null;
    return { span, sizeBytes };
}

;// CONCATENATED MODULE: ./build/stores/registry/blob-answer.js
/** One request for a blob, and what its answer has to look like. */




/** A 206 that does not continue where it should. */
class UntrustedRange extends errors/* MirrorError */.En {
}
/** The bytes of `blob` after the first `from`. */
function blobAsk(place, { blob, from, errand }) {
    return {
        method: 'GET',
        url: addressOf(place, `blobs/${blob.digest}`),
        need: { repository: place.repository, scopes: pullScope(place.repository) },
        headers: from === 0 ? {} : { range: `bytes=${from}-` },
        load: 'read',
        expect: from === 0 ? [200] : [200, 206],
        errand,
    };
}
/** Throws `invalid-response`, `size-mismatch`, or UntrustedRange for a 206 that is not the rest of `blob` after `from`. */
function checkAnswer(answer, { blob, from }) {
    refuseEncoding(answer);
    if (answer.status === 206) {
        const range = parseContentRange(answer.lines('content-range'));
        const exact = range?.span?.first === from && range.span.last === blob.size - 1 && range.sizeBytes === blob.size;
        if (!exact)
            throw new UntrustedRange('invalid-response', `${answer.url.host} answered with another range than asked for`);
        return;
    }
    const length = answer.header('content-length');
    if (isOtherSize(length, blob)) {
        throw new errors/* MirrorError */.En('size-mismatch', `${answer.url.host} has ${Number(length)} bytes, but ${blob.size} are expected`, {
            fix: 'the content is damaged there; repair it or read it from elsewhere',
        });
    }
}
/** We ask for the plain bytes; a proxy that compresses them has changed what is hashed. Throws `invalid-response`. */
function refuseEncoding(answer) {
    const encoding = answer.header('content-encoding');
    if (!isEncoded(encoding))
        return;
    throw new errors/* MirrorError */.En('invalid-response', `${answer.url.host} answered with content-encoding ${encoding?.slice(0, 40)}`, {
        fix: 'turn compression off in the proxy before the registry',
    });
}
/** Whether `checkAnswer` finds nothing wrong with a 200 for the whole of `blob`. */
function isWholeBlob({ status, header }, blob) {
    return (status === 200 && !isEncoded(header('content-encoding')) && !isOtherSize(header('content-length'), blob));
}
function isEncoded(encoding) {
    return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}
function isOtherSize(length, { size }) {
    return length !== undefined && Number(length) !== size;
}

;// CONCATENATED MODULE: ./build/stores/registry/blobs.js
/** Reading blobs: one stream, whatever breaks on the way. Size and digest are checked by whoever reads it. */








/** A stream may break this often, plus once per so many bytes, as long as it moves in between. */
const MOST_BREAKS = 50;
const BYTES_PER_BREAK = 64 * 1024;
const STALL_FORGIVEN_BYTES = 1024 * 1024;
/**
 * The bytes of `blob`, unverified, from the first of `places` that serves them. A broken stream is continued where it
 * broke (Range, with the answer's Content-Range checked exactly), and attempts count anew whenever bytes have moved.
 * Yields more than `blob.size` bytes where a place sends more. Throws what the last place failed with.
 *
 * With `take` the first answer that has bytes goes there, and only what comes after a break is yielded.
 */
async function* downloadBlob(places, { blob, take }, signal) {
    const progress = { readBytes: 0, breaks: 0, mistrustRanges: false };
    for (const [at, place] of places.entries()) {
        try {
            yield* downloadFrom(place, { blob, take, progress }, signal);
            return;
        }
        catch (error) {
            throwIfAborted(signal);
            if (at === places.length - 1)
                throw error;
        }
    }
}
async function* downloadFrom(place, { blob, take, progress }, signal) {
    const errand = errandAt(place, 'read blob', `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`);
    for (let failures = 1;; failures += 1) {
        const before = progress.readBytes;
        try {
            const isTaken = take !== undefined && progress.readBytes === 0;
            if (isTaken)
                await takeOnce(place, { blob, take, progress, errand }, signal);
            else
                yield* downloadOnce(place, { blob, progress, errand }, signal);
            requireWhole(progress, blob);
            return;
        }
        catch (thrown) {
            if (isComplete(progress, blob))
                return; // it broke after the last byte
            const error = located((0,errors/* toMirrorError */.Ho)(thrown), errand);
            if (hasMoved(progress.readBytes - before, error))
                failures = 1;
            if (!mayContinue(progress, blob))
                throw error;
            if (thrown instanceof UntrustedRange && !progress.mistrustRanges) {
                progress.mistrustRanges = true;
                continue;
            }
            await place.client.pause(error, failures, signal);
        }
    }
}
/** Whether attempts count anew. The drops of a trickle are no progress. */
function hasMoved(bytes, error) {
    return error.code === 'stalled' ? bytes >= STALL_FORGIVEN_BYTES : bytes > 0;
}
function isComplete({ readBytes }, { size }) {
    return size > 0 && readBytes === size;
}
function mayContinue(progress, { size }) {
    progress.breaks += 1;
    return progress.breaks <= MOST_BREAKS + size / BYTES_PER_BREAK;
}
async function* downloadOnce(place, { blob, progress, errand }, signal) {
    const from = progress.mistrustRanges ? 0 : progress.readBytes;
    const answer = await place.client.attempt(blobAsk(place, { blob, from, errand }), signal);
    try {
        checkAnswer(answer, { blob, from });
        const startsAt = answer.status === 206 ? from : 0;
        let toSkip = progress.readBytes - startsAt;
        for await (const received of answer.chunks()) {
            place.client.meter.add('bytesReceived', received.byteLength);
            const chunk = toSkip === 0 ? received : received.subarray(toSkip);
            toSkip -= received.byteLength - chunk.byteLength;
            if (chunk.byteLength === 0)
                continue;
            progress.readBytes += chunk.byteLength;
            yield chunk;
        }
    }
    finally {
        await answer.discard();
    }
}
/** Everything is taken as it arrives; the answer's chunks then only tell how much came, and when. */
async function takeOnce(place, { blob, take, progress, errand }, signal) {
    const tap = new Tap({
        limitBytes: blob.size,
        wants: (head) => isWholeBlob(head, blob),
        take(chunk) {
            progress.readBytes += chunk.byteLength;
            place.client.meter.add('bytesReceived', chunk.byteLength);
            take(chunk);
        },
    });
    try {
        const answer = await place.client.attempt({ ...blobAsk(place, { blob, from: 0, errand }), tap }, signal);
        try {
            checkAnswer(answer, { blob, from: 0 });
            let sentBytes = 0;
            for await (const { byteLength } of answer.chunks()) {
                sentBytes += byteLength;
                if (sentBytes > blob.size)
                    throw tooMuch(blob, { progress, sentBytes });
            }
        }
        finally {
            await answer.discard();
        }
    }
    finally {
        tap.close(); // what is still on its way is for nobody
    }
}
/** Not complete, although all that was wanted may have been taken. */
function tooMuch(blob, { progress, sentBytes }) {
    progress.readBytes = sentBytes;
    return (0,verified_stream/* sizeMismatch */.sf)(blob, `more than ${blob.size}`);
}
function requireWhole({ readBytes }, { size }) {
    if (readBytes >= size)
        return;
    throw new errors/* MirrorError */.En('unavailable', `the answer ended after ${readBytes} of ${size} bytes`);
}

;// CONCATENATED MODULE: ./build/stores/registry/check-blob.js


/** As patient as reading it. Throws `size-mismatch`, `digest-mismatch`, and what the last of `places` failed with. */
async function checkBlobAt(places, blob, { onBytes, signal }) {
    const check = new verified_stream/* ContentCheck */.S$(blob);
    const take = (chunk) => {
        check.add(chunk);
        onBytes(chunk.byteLength);
    };
    for await (const rest of downloadBlob(places, { blob, take }, signal))
        take(rest);
    check.finish();
}

// EXTERNAL MODULE: ./build/oci/media-type.js
var media_type = __webpack_require__(21507);
// EXTERNAL MODULE: ./build/oci/store.js
var store = __webpack_require__(54775);
;// CONCATENATED MODULE: ./build/stores/registry/manifest-trouble.js
/**
 * Manifests that a registry answers for with 500. Distribution says that for good when the one stored file is cut, and any
 * registry says it about everything while it is in trouble. Long waits tell the two apart, at seconds per manifest and
 * look-up. Another question tells them apart at once: when a manifest that was served before is still served, the registry
 * is well, and a 500 that stands before and after that answer is the asked manifest's own. Where nothing has been served
 * yet, or is not served any more, the patience of all other requests holds.
 */


/** As many tries as for any other 500, close together. */
const QUICK = { attempts: 4, backoffBaseMs: 50 };
const ONCE = { attempts: 1, backoffBaseMs: 0 };
/** As `client.perform`, for reading manifests and looking them up. */
async function performForManifest({ client }, ask, { use, signal }) {
    const { manifests } = client;
    const learn = async (answer) => {
        const result = await use(answer);
        if (answer.status === 200)
            manifests.wasServed(ask);
        return result;
    };
    const perform = (onServerError) => client.perform(onServerError === undefined ? ask : { ...ask, onServerError }, learn, signal);
    if (manifests.isDamaged(ask))
        return perform(() => ONCE);
    try {
        // asked at each failure: what runs beside this request may have been served by then
        return await perform(() => (manifests.servedBesides(ask) === null ? null : QUICK));
    }
    catch (error) {
        if (!isServerError(error) || manifests.servedBesides(ask) === null)
            throw error;
        if (!(await servesAnother(client, ask, signal))) {
            await client.pause(error, 1, signal);
            return perform();
        }
    }
    try {
        return await perform(() => ONCE); // trouble that passed in between would blame the manifest
    }
    catch (error) {
        if (isServerError(error))
            manifests.wasDamaged(ask);
        throw error;
    }
}
function isServerError(error) {
    return error instanceof errors/* MirrorError */.En && error.status === 500;
}
/** Asks the same way, so that the answer comes from the same part of the registry: some look up in a database and read from a store. */
async function servesAnother({ manifests, attempt }, ask, signal) {
    const served = manifests.servedBesides(ask);
    if (served === null)
        return false;
    try {
        const answer = await attempt({ ...ask, ...served, expect: [200] }, signal);
        await answer.discard();
        return true;
    }
    catch {
        throwIfAborted(signal);
        return false;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/manifests.js
/** Reading manifests: what a tag points to, and the exact bytes. */








/** For messages: `:7.4` or `@sha256:1a2b3c4d5e6f`. */
function suffixOf(reference) {
    return (0,oci_digest/* isDigest */.Bc)(reference) ? `@${(0,oci_digest/* shortDigest */.VK)(reference)}` : `:${reference}`;
}
/** See `Source.resolve`: HEAD, and GET with hashing where HEAD does not tell or tells something else than asked for. */
async function resolveManifest(place, reference, signal) {
    try {
        const ask = manifestAsk(place, reference, 'HEAD');
        const told = await performForManifest(place, ask, {
            use: async (answer) => describe(answer, reference),
            signal,
        });
        return told ?? (await readManifestAt(place, reference, signal)).descriptor;
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error, 'not-found'))
            return null;
        throw error;
    }
}
/** The descriptor that a HEAD answer gives, or null when it is not enough. */
function describe(answer, reference) {
    if (answer.status !== 200)
        return null;
    const digest = (0,oci_digest/* parseDigest */.m)(answer.header('docker-content-digest') ?? '');
    const length = answer.header('content-length') ?? '';
    if (digest === null || !/^\d{1,15}$/.test(length))
        return null;
    if ((0,oci_digest/* isDigest */.Bc)(reference) && digest !== reference)
        return null;
    return { mediaType: (0,media_type/* bareMediaType */.ZX)(answer.header('content-type') ?? ''), digest, size: Number(length) };
}
const MOST_READINGS = 4;
/**
 * See `Source.readManifest`. Bytes that do not fit what was said about them are asked for again: twice the same ones are what the
 * registry serves, and others every time are changed on the way.
 */
async function readManifestAt(place, reference, signal) {
    const wrong = new Set();
    for (;;) {
        const { manifest, agrees, said } = await getManifest(place, reference, signal);
        if (agrees)
            return manifest;
        const { digest } = manifest.descriptor;
        const isServed = wrong.has(digest);
        if (isServed && !(0,oci_digest/* isDigest */.Bc)(reference)) {
            place.client.warn(`${errandAt(place, '', suffixOf(reference)).where}: the registry says ${said}, but the bytes are ${digest}; the bytes count`);
            return manifest;
        }
        wrong.add(digest);
        if (isServed || wrong.size === MOST_READINGS)
            throw wrongManifest(place, reference, manifest);
    }
}
async function getManifest(place, reference, signal) {
    const ask = manifestAsk(place, reference, 'GET');
    return performForManifest(place, ask, {
        use: (answer) => manifests_readAnswer(answer, { place, reference }),
        signal,
    });
}
async function manifests_readAnswer(answer, { place, reference }) {
    refuseEncoding(answer);
    const said = answer.header('docker-content-digest') ?? '';
    const expected = (0,oci_digest/* isDigest */.Bc)(reference) ? reference : (0,oci_digest/* parseDigest */.m)(said);
    const bytes = await answer.bytes(store/* MANIFEST_LIMIT_BYTES */.S);
    place.client.meter.add('bytesReceived', bytes.byteLength);
    const digest = (0,oci_digest/* digestOf */.ol)(bytes, expected ?? undefined);
    const mediaType = (0,media_type/* bareMediaType */.ZX)(answer.header('content-type') ?? '');
    const descriptor = { mediaType, digest, size: bytes.byteLength };
    return { manifest: { descriptor, bytes }, agrees: expected === null || expected === digest, said };
}
/** A look-up moves no content: a registry that takes longer over it hangs. */
const LOOK_UP_LIMIT_MS = 20_000;
function manifestAsk(place, reference, method) {
    const { headersTimeoutMs } = place.client.patience;
    const errand = errandAt(place, method === 'HEAD' ? 'look up manifest' : 'read manifest', suffixOf(reference));
    return {
        method,
        url: addressOf(place, `manifests/${reference}`),
        need: { repository: place.repository, scopes: pullScope(place.repository) },
        headers: { accept: media_type/* MANIFEST_ACCEPT */.dY },
        load: 'small',
        expect: method === 'HEAD' ? [200, 405, 501] : [200],
        answerTimeoutMs: method === 'HEAD' ? Math.min(LOOK_UP_LIMIT_MS, headersTimeoutMs) : headersTimeoutMs,
        errand,
    };
}
function wrongManifest(place, wanted, { descriptor }) {
    const { where } = errandAt(place, '', suffixOf(wanted));
    const answered = `cannot read manifest: ${place.client.host} answered with ${(0,oci_digest/* shortDigest */.VK)(descriptor.digest)}`;
    return (0,oci_digest/* isDigest */.Bc)(wanted)
        ? new errors/* MirrorError */.En('digest-mismatch', `${answered} (${(0,oci_digest/* digestAlgorithm */.g4)(wanted)}) instead`, {
            where,
            fix: 'the manifest is damaged there; repair it or read it from elsewhere',
        })
        : new errors/* MirrorError */.En('digest-mismatch', `${answered}, which is not what it says, and each time with others`, {
            where,
            fix: 'check the network and the proxies before it: they change what is read',
        });
}

// EXTERNAL MODULE: ./build/stores/small-blob.js
var small_blob = __webpack_require__(73702);
;// CONCATENATED MODULE: ./build/stores/registry/probe.js
/** Finding out whether a blob can really be served: its last byte is read (contract, section 8). */








const PRESENT = { kind: 'present', proven: true };
const UNPROVEN = { kind: 'present', proven: false };
const ABSENT = { kind: 'absent' };
const MISSING = { kind: 'damaged', reason: 'missing' };
/** See `Source.probeBlob`. Throws where the registry gives no answer about the blob. */
async function probeBlobAt(place, blob, signal) {
    if (blob.size === 0)
        return probeBySize(place, blob, signal);
    const first = await probeByLastByte(place, { blob, fresh: false }, signal);
    if (first !== 'cut')
        return first;
    // Promised and not delivered. Once is a broken connection; on a fresh one as well, the content is gone.
    const second = await probeByLastByte(place, { blob, fresh: true }, signal);
    return second === 'cut' ? MISSING : second;
}
/** See `Source.statBlob`. */
function statBlobAt(place, blob, signal) {
    return probeBySize(place, blob, signal);
}
async function probeByLastByte(place, { blob, fresh }, signal) {
    const last = blob.size - 1;
    const ask = probeAsk(place, blob, { method: 'GET', headers: { range: `bytes=${last}-${last}` }, fresh });
    const look = await place.client.perform(ask, (answer) => readLook(answer, { blob, asked: ask.url }), signal);
    return look === 'ask-size' ? probeBySize(place, blob, signal) : look;
}
/** HEAD: the only probe for what has no byte to read; of everything else it proves nothing. */
async function probeBySize(place, blob, signal) {
    const ask = probeAsk(place, blob, { method: 'HEAD', headers: {}, fresh: false });
    return place.client.perform(ask, async (answer) => {
        if (answer.status === 403)
            return UNPROVEN; // a blob store that lets its addresses be read, not asked about
        if (answer.status !== 200)
            return wasRedirected(answer, ask.url) ? MISSING : ABSENT;
        const size = contentLength(answer);
        if (size !== null && size !== blob.size)
            return wrongSize(size);
        return blob.size === 0 ? PRESENT : UNPROVEN;
    }, signal);
}
function probeAsk(place, blob, { method, headers, fresh, }) {
    const errand = errandAt(place, 'probe blob', `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`);
    const url = addressOf(place, `blobs/${blob.digest}`);
    const need = { repository: place.repository, scopes: pullScope(place.repository) };
    const expect = method === 'HEAD' ? [200, 404] : [200, 206, 404, 416];
    return { method, url, need, headers, load: 'small', expect, expectElsewhere: [403], errand, fresh };
}
/** See `Source.readSmallBlob`. Asked for as a range, so that the answer says what size the registry believes in. */
async function readSmallBlobAt(place, blob, signal) {
    (0,small_blob/* requireSmall */.Z)(blob);
    if (blob.size === 0) {
        const probe = await probeBySize(place, blob, signal);
        return probe.kind === 'present' ? { kind: 'read', bytes: new Uint8Array() } : probe;
    }
    const first = await readWhole(place, { blob, fresh: false }, signal);
    if (first !== 'cut')
        return first;
    const second = await readWhole(place, { blob, fresh: true }, signal);
    return second === 'cut' ? MISSING : second;
}
async function readWhole(place, { blob, fresh }, signal) {
    const headers = { range: `bytes=0-${blob.size - 1}` };
    const ask = probeAsk(place, blob, { method: 'GET', headers, fresh });
    return place.client.perform(ask, (answer) => readSmall(answer, { blob, asked: ask.url }), signal);
}
async function readSmall(answer, { blob, asked }) {
    if (answer.status === 416)
        return wrongSize(parseContentRange(answer.lines('content-range'))?.sizeBytes ?? 0);
    if (answer.status !== 200 && answer.status !== 206)
        return wasRedirected(answer, asked) ? MISSING : ABSENT;
    refuseEncoding(answer);
    const said = answer.status === 200
        ? contentLength(answer)
        : (parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null);
    if (said !== null && said !== blob.size)
        return wrongSize(said);
    const bytes = await receiveAll(answer, blob.size);
    return bytes === 'cut'
        ? 'cut'
        : bytes.byteLength > blob.size
            ? wrongSize(bytes.byteLength)
            : { kind: 'read', bytes };
}
/** All of a body up to one byte over `sizeBytes`; `cut` when the connection ended before. */
async function receiveAll(answer, sizeBytes) {
    const parts = [];
    let received = 0;
    try {
        for await (const chunk of answer.chunks()) {
            parts.push(chunk);
            received += chunk.byteLength;
            if (received > sizeBytes)
                break;
        }
    }
    catch (error) {
        if (!((0,errors/* isMirrorError */.U9)(error, 'unavailable') && isCut(error)))
            throw error;
    }
    return received < sizeBytes ? 'cut' : Buffer.concat(parts);
}
async function readLook(answer, { blob, asked }) {
    switch (answer.status) {
        case 206:
            return readLastByte(answer, blob);
        case 200:
            return readStart(answer, blob);
        case 416:
            return readSize(answer, blob);
        default:
            return wasRedirected(answer, asked) ? MISSING : ABSENT;
    }
}
async function readLastByte(answer, blob) {
    refuseEncoding(answer);
    const range = parseContentRange(answer.lines('content-range'));
    const last = blob.size - 1;
    if (range !== null && range.sizeBytes !== null && range.sizeBytes !== blob.size)
        return wrongSize(range.sizeBytes);
    if (range?.span?.first !== last || range.span.last !== last)
        return UNPROVEN;
    return (await receivesAny(answer)) ? PRESENT : 'cut';
}
/** Ranges are ignored. That the first byte comes is all that can be seen cheaply. */
async function readStart(answer, blob) {
    refuseEncoding(answer);
    const size = contentLength(answer);
    if (size !== null && size !== blob.size)
        return wrongSize(size);
    return (await receivesAny(answer)) ? UNPROVEN : 'cut';
}
/** 416: the registry's blob ends before our last byte. */
function readSize(answer, blob) {
    const size = parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null;
    return size === null || size === blob.size ? 'ask-size' : wrongSize(size);
}
/** Beyond this the rest of a body is not read just to keep the connection. */
const READ_ON_BYTES = 64 * 1024;
/** Whether at least one byte comes before the connection ends. Short bodies are read to their end. */
async function receivesAny(answer) {
    let received = 0;
    try {
        for await (const chunk of answer.chunks()) {
            received += chunk.byteLength;
            if (received > READ_ON_BYTES)
                break;
        }
    }
    catch (error) {
        if (received === 0 && !((0,errors/* isMirrorError */.U9)(error, 'unavailable') && isCut(error)))
            throw error;
    }
    return received > 0;
}
/** The other side ended the connection in the middle of a body it had promised. */
function isCut(error) {
    return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', ''].includes(causeCode(error));
}
function contentLength(answer) {
    const text = answer.header('content-length') ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
function wasRedirected(answer, asked) {
    return answer.url.href !== asked.href;
}
function wrongSize(actualSize) {
    return { kind: 'damaged', reason: 'size', actualSize };
}

// EXTERNAL MODULE: ./build/oci/descriptor-json.js
var descriptor_json = __webpack_require__(96740);
// EXTERNAL MODULE: ./build/oci/referrer-entry.js
var referrer_entry = __webpack_require__(47222);
;// CONCATENATED MODULE: ./build/stores/fallback-index.js
/**
 * The index under the fallback tag `sha256-<hex>`, which stands for the referrers API where there is none
 * (distribution-spec, "Pushing Manifests with Subject"). Registries cannot write it on condition, so it is read, merged,
 * written and, when a writer that was under way at the same time must be done, read again.
 */







const ATTEMPTS = 6;
/** What another writer needs between its read and its write, with some luck; grows with each attempt. */
const SETTLE_MS = 100;
/** A slow registry is as slow for the others: so many times as long as our own read and write took is waited at least. */
const SETTLE_TIMES_OWN = 3;
/** Merges stand in a queue per repository: those of one process need not meet. */
const queues = new Map();
/** Resolves when the index lists all of `referrers`, and all that others had put there. */
function mergeIntoFallbackIndex(store, { subject, referrers }, signal) {
    const key = `${store.name} ${subject}`;
    const merging = () => merge(store, { subject, referrers }, signal);
    const turn = (queues.get(key) ?? Promise.resolve()).then(merging, merging);
    queues.set(key, turn);
    const leave = () => {
        if (queues.get(key) === turn)
            queues.delete(key);
    };
    turn.then(leave, leave);
    return turn;
}
async function merge(store, { subject, referrers }, signal) {
    const tag = (0,referrer/* fallbackTagOf */.uy)(subject);
    const ours = new Map(referrers.flatMap((raw) => {
        const entry = (0,referrer_entry/* referrerOf */.N1)(raw, subject);
        return entry === null ? [] : [[entry.digest, entry]];
    }));
    // What others had there when it was last read: a writer that did not see it may drop it, and then it is brought back.
    const others = new Map();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
        const beganMs = performance.now();
        const before = await readIndex(store, tag, signal);
        for (const entry of entriesOf(before))
            others.set(digestIn(entry), entry);
        const lacking = [...others, ...ours].filter(([digest]) => !listsDigest(before, digest));
        if (lacking.length === 0)
            return;
        const entries = [...entriesOf(before), ...lacking.map(([, entry]) => entry)];
        const gone = await write(store, { tag, before, entries, kept: ours }, signal);
        for (const digest of gone)
            others.delete(digest);
        const settleMs = Math.max(SETTLE_MS * attempt, SETTLE_TIMES_OWN * (performance.now() - beganMs));
        await (0,external_node_timers_promises_.setTimeout)(settleMs * (1 + Math.random()), undefined, { signal }).catch((error) => {
            throw (0,errors/* toMirrorError */.Ho)(signal.aborted ? signal.reason : error);
        });
    }
    throw new errors/* MirrorError */.En('unavailable', `the referrers of ${(0,oci_digest/* shortDigest */.VK)(subject)} could not be listed: others change ${tag} all the time`, { where: `${store.name}:${tag}`, fix: 'run again when the other writers are done' });
}
/** The index as it is now; an empty one where there is none. */
async function readIndex(store, tag, signal) {
    try {
        const { descriptor, bytes } = await store.readManifest(tag, signal);
        const document = JSON.parse(Buffer.from(bytes).toString('utf8'));
        if ((0,media_type/* manifestRole */.Uz)(descriptor.mediaType) === 'index' && (0,descriptor_json/* isJsonObject */.OW)(document))
            return document;
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error, 'not-found'))
            return { schemaVersion: 2, mediaType: media_type/* OCI_INDEX */.$p, manifests: [] };
        if ((0,errors/* isMirrorError */.U9)(error))
            throw error;
    }
    throw new errors/* MirrorError */.En('refused', 'the tag that lists referrers holds something that is no index', {
        where: `${store.name}:${tag}`,
        fix: `find out who uses the tag ${tag}, and give it back`,
    });
}
/** Entries of manifests that the registry does not have any more make it refuse the whole index: those are left out, and named. */
async function write(store, { tag, before, entries, kept }, signal) {
    try {
        await store.tag(tag, indexOf(before, entries), signal);
        return [];
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch'))
            return []; // another writer came right after: read again
        const unknown = (0,errors/* isMirrorError */.U9)(error, 'refused', 'not-found') ? error.unknownDigests : [];
        const gone = unknown.filter((digest) => !kept.has(digest));
        const left = entries.filter((entry) => !gone.includes(digestIn(entry)));
        if (left.length === entries.length)
            throw error;
        await store.tag(tag, indexOf(before, left), signal);
        return gone;
    }
}
function indexOf(before, manifests) {
    const mediaType = typeof before.mediaType === 'string' ? before.mediaType : media_type/* OCI_INDEX */.$p;
    const bytes = Buffer.from(JSON.stringify({ ...before, schemaVersion: 2, mediaType, manifests }));
    return { descriptor: { mediaType, digest: (0,oci_digest/* digestOf */.ol)(bytes), size: bytes.length }, bytes };
}
/** As they are written there, whatever they hold besides. */
function entriesOf(index) {
    return Array.isArray(index.manifests) ? index.manifests.filter(descriptor_json/* isJsonObject */.OW) : [];
}
function listsDigest(index, digest) {
    return entriesOf(index).some((entry) => digestIn(entry) === digest);
}
function digestIn({ digest }) {
    return typeof digest === 'string' ? digest : '';
}

// EXTERNAL MODULE: ./build/stores/referrers-by-tag.js
var referrers_by_tag = __webpack_require__(78912);
;// CONCATENATED MODULE: ./build/stores/registry/pages.js
/** Lists that come in pages: the address of the next one (RFC 5988 `Link`, distribution spec, "Listing Tags"). */



/** Null: this page is the last one. Throws `unsafe` where it leads to another origin: it would be shown our credentials. */
function nextPage(answer, { place, task }) {
    const link = answer.lines('link').join(', ');
    const target = /<([^<>]*)>\s*;[^<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1];
    if (target === undefined)
        return null;
    const next = resolveOwnLocation(answer.url, target);
    if (next.origin === place.client.origin)
        return next;
    throw new errors/* MirrorError */.En('unsafe', `cannot ${task}: ${place.client.host} refers to another place for the next page: ${next.host}`, {
        where: errandAt(place, '').where,
        fix: 'check the registry and the proxies before it',
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/referrers-api.js
/** The referrers API (distribution spec, "Listing Referrers"), page by page, and whether a registry has it. */










const TASK = 'list referrers';
const MOST_PAGES = 100;
/** How registries and proxies that do not know the API answer; 400 is theirs too, since the digest is a good one. */
const NO_API = [400, 404, 405, 406, 501];
/** What the API lists for `subject`; null where the registry does not have it. Pages are followed within the registry's
 *  own origin only; any failure fails the whole list. */
function listByApi(place, subject, signal) {
    return place.client.referrerApis.ask(place.repository, () => readPages(place, subject, signal));
}
async function readPages(place, subject, signal) {
    const referrers = [];
    const seen = new Set();
    let unusable = 0;
    let next = addressOf(place, `referrers/${subject}`);
    while (next !== null) {
        if (seen.has(next.href) || seen.size >= MOST_PAGES)
            throw endless(place, subject);
        seen.add(next.href);
        const page = await readPage(place, { url: next, subject, isFirst: seen.size === 1 }, signal);
        if (page === null)
            return null;
        referrers.push(...page.referrers);
        if (referrers.length > referrer/* LISTED_REFERRERS_LIMIT */.tr)
            throw (0,referrers_by_tag/* tooMany */.Ot)(subject, placeName(place));
        unusable += page.unusable;
        next = page.next;
    }
    const where = `${placeName(place)}@${(0,oci_digest/* shortDigest */.VK)(subject)}`;
    const remarks = unusable === 0 ? [] : [`${where}: ${unusable} listed referrers are no descriptors`];
    return { referrers, remarks };
}
/** Null: the registry does not have the API. */
function readPage(place, { url, subject, isFirst }, signal) {
    return place.client.perform({
        method: 'GET',
        url,
        need: { repository: place.repository, scopes: pullScope(place.repository) },
        load: 'small',
        // as answers to this very question: a 404 of a token server says nothing about the API
        expect: isFirst ? [200, ...NO_API] : [200],
        errand: errandAt(place, TASK, `@${(0,oci_digest/* shortDigest */.VK)(subject)}`),
        headers: { accept: media_type/* OCI_INDEX */.$p },
    }, (answer) => pageIn(answer, { place, subject, isFirst }), signal);
}
/** A page for people instead of an index is how some proxies answer for what they do not know. */
async function pageIn(answer, { place, subject, isFirst }) {
    const type = (0,media_type/* bareMediaType */.ZX)(answer.header('content-type') ?? '');
    if (answer.status !== 200 || (isFirst && type === 'text/html')) {
        await answer.discard();
        return null;
    }
    if (answer.header('oci-filters-applied') !== undefined)
        throw unusableAnswer(place, subject, 'the registry applied a filter that nobody asked for');
    const read = (0,referrer_entry/* readReferrerIndex */.qv)(await answer.bytes(store/* MANIFEST_LIMIT_BYTES */.S));
    if (!read.ok)
        throw unusableAnswer(place, subject, `the answer is no index: ${read.why}`);
    return {
        referrers: read.entries.map((descriptor) => ({ descriptor, foundBy: 'api', tag: null })),
        unusable: read.unusable,
        next: nextPage(answer, { place, task: TASK }),
    };
}
function endless(place, subject) {
    return unusableAnswer(place, subject, 'the pages come to no end');
}
function unusableAnswer(place, subject, why) {
    return new errors/* MirrorError */.En('invalid-response', `cannot ${TASK}: ${why}`, {
        where: errandAt(place, TASK, `@${(0,oci_digest/* shortDigest */.VK)(subject)}`).where,
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/write-manifests.js
/** Writing manifests and tags: the exact bytes, and a look at what the registry made of them. */







/** See `Target.writeManifest`. */
async function putManifest(place, manifest, signal) {
    await put(place, { manifest, reference: manifest.descriptor.digest }, signal);
}
/** Writes a manifest that has a subject; whether the registry says that it lists it for that subject (`OCI-Subject`). */
async function putReferrer(place, manifest, signal) {
    const ask = putAsk(place, { manifest, reference: manifest.descriptor.digest });
    const use = async (answer) => {
        write_manifests_confirm(answer, { place, manifest });
        return answer.header('oci-subject') !== undefined;
    };
    const taken = await untilUnchanged(() => place.client.perform(ask, use, signal));
    place.client.meter.add('bytesSent', manifest.bytes.byteLength);
    return taken;
}
/**
 * See `Target.tag`. The tag is looked up afterwards: another writer may have moved it on. So it is where the answer is lost, says
 * nothing, or is a refusal to move a tag that must not move: it is done when it already points to the manifest.
 */
async function putTag(place, { tag, manifest }, signal) {
    try {
        const confirmed = await put(place, { manifest, reference: tag }, signal);
        if (await settles(place, { tag, manifest, confirmed }, signal))
            return;
    }
    catch (error) {
        if (!isUnclear(error) || !(await pointsTo(place, { tag, manifest }, signal).catch(() => false)))
            throw error;
        return;
    }
    throw new errors/* MirrorError */.En('digest-mismatch', `cannot write tag: ${place.client.host} took it, but it points elsewhere`, {
        where: writingErrandAt(place, 'write tag', suffixOf(tag)).where,
        fix: 'see who else writes this tag, and run again',
    });
}
/** 400, 403, 405, 409 and 412 are how registries refuse to move an immutable tag, even to where it is. */
const MAYBE_IMMUTABLE = new Set([400, 403, 405, 409, 412]);
function isUnclear(error) {
    if ((0,errors/* isMirrorError */.U9)(error, 'unavailable', 'stalled'))
        return true;
    if ((0,errors/* isMirrorError */.U9)(error, 'invalid-response'))
        return error.status === undefined || error.status < 300;
    return (0,errors/* isMirrorError */.U9)(error, 'refused', 'denied') && MAYBE_IMMUTABLE.has(error.status);
}
/** Whether a tag that was written is what we wrote. A second look is for registries that answer from a cache. */
async function settles(place, { confirmed, ...wanted }, signal) {
    try {
        if (await pointsTo(place, wanted, signal))
            return true;
        await sleep(place.client.patience.backoffBaseMs, signal);
        return await pointsTo(place, wanted, signal);
    }
    catch (error) {
        if (confirmed && !signal.aborted)
            return true; // its own word stands where it cannot be asked
        throw error;
    }
}
async function pointsTo(place, { tag, manifest }, signal) {
    const found = await resolveManifest(place, tag, signal);
    return found !== null && isSame(found.digest, manifest);
}
/** Whether the registry has named the right digest; false when it named none. */
async function put(place, { manifest, reference }, signal) {
    const ask = putAsk(place, { manifest, reference });
    const use = async (answer) => write_manifests_confirm(answer, { place, manifest });
    const confirmed = await untilUnchanged(() => place.client.perform(ask, use, signal));
    place.client.meter.add('bytesSent', manifest.bytes.byteLength);
    return confirmed;
}
const MOST_WRITES = 8;
/**
 * What was changed on the way to the registry is sent again: under a tag, other content stands until the right one does. So a
 * refusal of what follows is no end either: that, too, may have been changed on the way.
 */
async function untilUnchanged(write) {
    let standing = null;
    for (let writes = 1;; writes += 1) {
        try {
            return await write();
        }
        catch (error) {
            if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch'))
                standing = error;
            else if (standing === null || !(0,errors/* isMirrorError */.U9)(error, 'refused'))
                throw error;
            if (writes === MOST_WRITES)
                throw standing;
        }
    }
}
function putAsk(place, { manifest, reference }) {
    return {
        method: 'PUT',
        url: addressOf(place, `manifests/${reference}`),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        headers: { 'content-type': contentTypeOf(manifest) },
        body: manifest.bytes,
        load: 'small',
        expect: [200, 201, 202],
        errand: writingErrandAt(place, 'write manifest', suffixOf(reference)),
    };
}
function write_manifests_confirm(answer, { place, manifest }) {
    const digest = (0,oci_digest/* parseDigest */.m)(answer.header('docker-content-digest') ?? '');
    if (digest === null)
        return false;
    if (isSame(digest, manifest))
        return true;
    const { where } = writingErrandAt(place, '', `@${(0,oci_digest/* shortDigest */.VK)(manifest.descriptor.digest)}`);
    throw new errors/* MirrorError */.En('digest-mismatch', `cannot write manifest: ${place.client.host} stored it as ${(0,oci_digest/* shortDigest */.VK)(digest)}`, {
        where,
        fix: 'check the registry and the proxies before it: they change what is sent',
    });
}
/** Registries may name the same bytes by another algorithm than ours. */
function isSame(digest, { descriptor, bytes }) {
    return digest === descriptor.digest || digest === (0,oci_digest/* digestOf */.ol)(bytes, digest);
}
const GENERIC_TYPES = new Set(['', media_type/* OCTET_STREAM */.jn, 'application/json', 'text/plain']);
/** Content-Type must equal the body's `mediaType` (distribution spec); sources that serve a generic type are corrected by it. */
function contentTypeOf({ descriptor, bytes }) {
    const given = (0,media_type/* bareMediaType */.ZX)(descriptor.mediaType);
    if (!GENERIC_TYPES.has(given))
        return given;
    const written = mediaTypeIn(bytes);
    return written ?? (given === '' ? media_type/* OCTET_STREAM */.jn : given);
}
function mediaTypeIn(bytes) {
    try {
        const body = JSON.parse(Buffer.from(bytes).toString('utf8'));
        const type = typeof body === 'object' && body !== null && 'mediaType' in body ? body.mediaType : null;
        return typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : null;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/referrers.js
/** Referrers of one repository of a registry: the API where it is there, the tags that stand for it, and cosign's. */








/** See `Source.referrers`. The fallback tag is looked at beside the API: some registries answer for all and list none. */
async function listReferrers({ place, store }, { subject, hints: { tags, hasApi } }, signal) {
    const [own, listed, tagged] = await Promise.all([
        hasApi === false ? null : listByApi(place, subject, signal),
        (0,referrers_by_tag/* referrersByFallbackTag */.AD)(store, { subject, tags }, signal),
        (0,referrers_by_tag/* referrersByCosignTag */.$Q)(store, { subject, tags }, signal),
    ]);
    const parts = [...(own === null ? [] : [own]), listed, { referrers: tagged, remarks: [] }];
    return (0,referrers_by_tag/* joinReferrers */.FB)(subject, { hasApi: own !== null, name: placeName(place) }, parts);
}
/** Lists of referrers may follow a write only after a while. */
const LISTING_DELAYS_MS = [0, 200, 1_000, 3_000];
/** See `Target.attach`. */
async function attachReferrers({ place, store }, { subject, referrers }, signal) {
    const listed = await listByApi(place, subject, signal);
    const unlisted = lackingIn(listed?.referrers ?? [], referrers);
    if (unlisted.length === 0)
        return 'listed';
    const tagged = listed === null ? [] : await underFallbackTag(store, subject, signal);
    const lacking = lackingIn(tagged, unlisted);
    if (lacking.length === 0)
        return 'merged';
    // Whether the registry takes care of the list, it says in the answer to the manifest, and only there.
    const takes = listed === null ? false : await putAll(place, lacking, signal);
    if (takes)
        await untilListed(place, { subject, referrers: lacking }, signal);
    else
        await mergeIntoFallbackIndex(store, { subject, referrers: lacking }, signal);
    return takes ? 'listed' : 'merged';
}
async function underFallbackTag(store, subject, signal) {
    return (await (0,referrers_by_tag/* referrersByFallbackTag */.AD)(store, { subject, tags: null }, signal)).referrers;
}
function lackingIn(listed, referrers) {
    const digests = new Set(listed.map(({ descriptor }) => descriptor.digest));
    return referrers.filter(({ descriptor }) => !digests.has(descriptor.digest));
}
async function putAll(place, referrers, signal) {
    const taken = await Promise.all(referrers.map((referrer) => putReferrer(place, referrer, signal)));
    return taken.every((one) => one);
}
async function untilListed(place, { subject, referrers }, signal) {
    let lacking = referrers;
    for (const delayMs of LISTING_DELAYS_MS) {
        await sleep(delayMs, signal);
        lacking = lackingIn((await listByApi(place, subject, signal))?.referrers ?? [], referrers);
        if (lacking.length === 0)
            return;
    }
    const names = lacking.map(({ descriptor }) => (0,oci_digest/* shortDigest */.VK)(descriptor.digest)).join(', ');
    throw new errors/* MirrorError */.En('invalid-response', `the registry took ${names}, but does not list it for ${(0,oci_digest/* shortDigest */.VK)(subject)}`, { where: placeName(place), fix: 'run again; if it stays so, tell the operator of the registry' });
}

;// CONCATENATED MODULE: ./build/stores/registry/tags.js
/** Listing tags, page by page (distribution spec, "Listing Tags"). */





/** What registries at most allow; some refuse more. */
const TAGS_PER_PAGE = 1000;
const tags_MOST_PAGES = 10_000;
const PAGE_LIMIT_BYTES = 4 * 1024 * 1024;
/** Pages may be fuller than asked for. */
const MOST_TAGS = 1_000_000;
/** See `Source.tags`. Pages are followed within the registry's own origin only; any failure fails the whole list. */
async function listTags(place, signal, mostPages = tags_MOST_PAGES) {
    const tags = new Set();
    const seen = new Set();
    let next = addressOf(place, `tags/list?n=${TAGS_PER_PAGE}`);
    while (next !== null) {
        if (seen.has(next.href))
            throw tags_unusable(place, 'the pages lead in a circle');
        if (seen.size >= mostPages)
            throw tooManyPages(place, mostPages);
        seen.add(next.href);
        const page = await tags_readPage(place, next, signal);
        if (page === null)
            break;
        for (const tag of page.tags)
            tags.add(tag);
        if (tags.size > MOST_TAGS)
            throw tags_unusable(place, `there are more than ${MOST_TAGS} tags`);
        next = page.next;
    }
    return [...tags];
}
/** Null: the registry has no such repository. */
async function tags_readPage(place, url, signal) {
    const need = { repository: place.repository, scopes: pullScope(place.repository) };
    const errand = errandAt(place, 'list tags');
    try {
        return await place.client.perform({
            method: 'GET',
            url,
            need,
            load: 'small',
            expect: [200],
            errand,
            headers: { accept: 'application/json' },
        }, async (answer) => {
            const body = Buffer.from(await answer.bytes(PAGE_LIMIT_BYTES)).toString('utf8');
            return { tags: tagsIn(body, place), next: nextPage(answer, { place, task: 'list tags' }) };
        }, signal);
    }
    catch (error) {
        const isFirst = url.searchParams.get('last') === null;
        if (isFirst && (0,errors/* isMirrorError */.U9)(error, 'not-found'))
            return null;
        throw error;
    }
}
/** Some registries answer `null` for none, and list digests or other things that are no tags. */
function tagsIn(body, place) {
    const listed = parseList(body);
    if (listed === undefined)
        throw tags_unusable(place, 'the answer is not a list of tags');
    return (listed ?? []).filter((tag) => typeof tag === 'string' && (0,reference/* isTag */.dz)(tag));
}
function parseList(body) {
    try {
        const value = JSON.parse(body);
        if (typeof value !== 'object' || value === null || Array.isArray(value))
            return undefined;
        const tags = 'tags' in value ? value.tags : null;
        return tags === null || Array.isArray(tags) ? tags : undefined;
    }
    catch {
        return undefined;
    }
}
function tooManyPages(place, mostPages) {
    if (mostPages === tags_MOST_PAGES)
        return tags_unusable(place, `there are more than ${tags_MOST_PAGES} pages`);
    return new errors/* MirrorError */.En('too-large', `cannot list tags: they fill more than ${mostPages} pages`, {
        where: errandAt(place, '').where,
    });
}
function tags_unusable(place, why) {
    return new errors/* MirrorError */.En('invalid-response', `cannot list tags: ${why}`, {
        where: errandAt(place, '').where,
    });
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-session.js
/** Opening, mounting and cancelling upload sessions (distribution spec, "Pushing blobs"). */





const CANCEL_TIMEOUT_MS = 2000;
async function openSession(place, signal) {
    return place.client.perform({
        method: 'POST',
        url: addressOf(place, 'blobs/uploads/'),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [202],
        errand: writingErrandAt(place, 'begin upload'),
    }, async (answer) => sessionFrom(answer, place), signal);
}
/** Asks for `blob` to be taken from repository `from` of the same registry. Whatever goes wrong is `refused`, but for aborting. */
async function mountBlob(place, { blob, from }, signal) {
    const query = new URLSearchParams({ mount: blob.digest, from });
    const url = addressOf(place, `blobs/uploads/?${query}`);
    const need = { repository: place.repository, scopes: pushScope(place.repository, from) };
    const errand = writingErrandAt(place, `mount blob from ${from}`, `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`);
    try {
        const answer = await place.client.attempt({ method: 'POST', url, need, load: 'small', expect: [201, 202], errand }, signal);
        await answer.discard();
        if (answer.status === 201)
            return { kind: 'mounted' };
        return { kind: 'session', session: sessionFrom(answer, place) };
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error, 'aborted'))
            throw error;
        return { kind: 'refused' };
    }
}
function sessionFrom(answer, place) {
    const minimum = answer.header('oci-chunk-min-length') ?? '';
    const session = {
        repository: place.repository,
        url: ownLocation(answer, place),
        minimumChunkBytes: /^\d{1,10}$/.test(minimum) ? Number(minimum) : 0,
        openedAtMs: performance.now(),
    };
    place.client.uploads.open.add(session);
    return session;
}
/** Takes over a newer `Location`, where the answer has one. */
function moveOn(session, answer, place) {
    if (answer.header('location') !== undefined)
        session.url = ownLocation(answer, place);
}
/** Throws `unsafe` for another origin: neither our credentials nor the bytes of a layer go anywhere else. */
function ownLocation(answer, { client }) {
    const location = resolveOwnLocation(answer.url, answer.header('location'));
    if (location.origin === client.origin)
        return location;
    throw new errors/* MirrorError */.En('unsafe', `refused to upload to ${location.host}, where ${client.host} refers to: uploads go to the registry alone`, {
        fix: `correct the address that ${client.host} has for itself (its external URL), or the proxy before it`,
    });
}
/** The address that completes the session; its state is kept as it came. */
function closingAddress(session, digest) {
    const url = new URL(session.url);
    url.search = `${url.search === '' ? '?' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
    return url;
}
/** Gives the session up; best effort within two seconds, never throws. */
async function cancelSession(place, session) {
    const { uploads } = place.client;
    if (!uploads.open.delete(session))
        return;
    const work = deleteSession(place, session).catch(() => { });
    uploads.cancelling.add(work);
    await work;
    uploads.cancelling.delete(work);
}
async function deleteSession(place, session) {
    const answer = await place.client.attempt({
        method: 'DELETE',
        url: session.url,
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [200, 202, 204],
        errand: writingErrandAt(place, 'cancel upload'),
    }, AbortSignal.timeout(CANCEL_TIMEOUT_MS));
    await answer.discard();
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-proof.js
/** What proves that an upload has arrived: the registry's own digest of it, or else the blob's last byte (contract, section 4). */





/**
 * For an answer that calls the upload complete. Throws `digest-mismatch` when it names other content, `not-found` or
 * `invalid-response` when it names nothing comparable and the blob is not served in full afterwards.
 */
async function proveByAnswer(answer, uploaded, signal) {
    if (confirmsDigest(answer, uploaded.blob))
        return;
    const probe = await lookTwice(uploaded, signal);
    if (probe.kind !== 'present')
        throw notServed(probe, uploaded);
}
/** After all bytes were sent and the answer was lost (or was a 5xx of something in between): is the blob there, and served? */
async function settledAfterAll(uploaded, error, signal) {
    if (signal.aborted || !(0,errors/* isMirrorError */.U9)(error, 'unavailable', 'stalled'))
        return false;
    const probe = await lookTwice(uploaded, signal).catch((failure) => {
        if ((0,errors/* isMirrorError */.U9)(failure, 'aborted'))
            throw failure;
        return null;
    });
    return probe?.kind === 'present';
}
/** False when the answer names no digest, or one of another algorithm. Throws `digest-mismatch`. */
function confirmsDigest(answer, blob) {
    const said = answer.header('docker-content-digest');
    if (said === blob.digest)
        return true;
    if (said === undefined || algorithmOf(said) !== algorithmOf(blob.digest))
        return false;
    throw new errors/* MirrorError */.En('digest-mismatch', `${answer.url.host} stored the blob as ${(0,oci_digest/* shortDigest */.VK)(said).slice(0, 40)}`, {
        fix: 'check the registry and the proxies before it: they change what is sent',
    });
}
function algorithmOf(digest) {
    return digest.slice(0, digest.indexOf(':'));
}
/** What was just written may need a moment before it is served. */
async function lookTwice({ place, blob }, signal) {
    const first = await probeBlobAt(place, blob, signal).catch((error) => {
        if ((0,errors/* isMirrorError */.U9)(error, 'unavailable', 'stalled'))
            return null;
        throw error;
    });
    if (first?.kind === 'present')
        return first;
    await sleep(place.client.patience.backoffBaseMs, signal);
    return probeBlobAt(place, blob, signal);
}
function notServed(probe, { place, blob }) {
    const { host, where } = errandAt(place, '', `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`);
    const fix = 'try again; if it stays so, check the storage of the registry';
    return probe.kind === 'absent'
        ? new errors/* MirrorError */.En('not-found', `${host} took the blob, but does not have it`, { where, fix })
        : new errors/* MirrorError */.En('invalid-response', `${host} took the blob, but does not serve it`, { where, fix });
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-whole.js
/** A blob in one PUT, streamed. */







/** See `Upload.send`. A lost answer after the last byte is settled by reading the end of the blob there. */
async function sendWhole(upload, source, signal) {
    const body = new StreamBody(source, upload.blob.size);
    let answer;
    try {
        answer = await sendBody(upload, body, signal);
    }
    finally {
        body.release();
    }
    if (answer !== null)
        await proveByAnswer(answer, upload, signal);
}
/** The answer that calls the upload complete; null when that was lost, but the blob was found and proven. */
async function sendBody(upload, body, signal) {
    const { client } = upload.place;
    for (let failures = 1;; failures += 1) {
        try {
            const answer = await client.attempt({ ...closingAsk(upload), body, load: 'write' }, signal);
            await answer.discard();
            client.uploads.succeeded();
            return answer;
        }
        catch (thrown) {
            if (body.failure !== null)
                throw body.failure.error;
            const error = (0,errors/* toMirrorError */.Ho)(thrown);
            if (body.complete && (await settledAfterAll(upload, error, signal)))
                return null;
            if (body.pulled || error.status !== undefined) {
                learn(upload, error);
                throw error;
            }
            // nothing was sent, for example on a kept connection that the other side had closed meanwhile
            await client.pause(error, failures, signal);
        }
    }
}
/** Also when all bytes have left us, a broken connection may mean that they were refused on the way. */
function learn({ place, blob }, error) {
    if (error.code === 'too-large')
        place.client.uploads.refusedSize(blob.size);
    if (error.code === 'unavailable' && error.status === undefined)
        place.client.uploads.brokeAt(blob.size);
}
/** The request that completes an upload. */
function closingAsk({ place, blob, session }) {
    return {
        method: 'PUT',
        url: closingAddress(session, blob.digest),
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        headers: { 'content-type': 'application/octet-stream' },
        load: 'small',
        expect: [201],
        errand: writingErrandAt(place, 'upload blob', `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`),
        answerTimeoutMs: place.client.patience.commitTimeoutMs,
    };
}
/** Sends the closing request where all bytes are there already. `understand` reads what its failure stands for. */
async function completeUpload(upload, signal, understand = (error) => error) {
    let answer;
    try {
        answer = await upload.place.client.attempt(closingAsk(upload), signal);
        await answer.discard();
    }
    catch (error) {
        if (await settledAfterAll(upload, understand(error), signal))
            return;
        throw error;
    }
    await proveByAnswer(answer, upload, signal);
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-chunks.js
/** A blob in several PATCH requests, for registries behind something that refuses large bodies. */







/** See `Upload.send`. One chunk is held in memory, so that what the registry did not take can be sent again. */
async function sendInChunks(upload, { source, chunkBytes }, signal) {
    let offset = 0;
    let completedEarly = false;
    for await (const bytes of inChunksOf(source, chunkBytes)) {
        completedEarly = await sendChunk(upload, { offset, bytes }, signal);
        offset += bytes.byteLength;
    }
    await completeUpload(upload, signal, completedEarly ? meansCompletedEarly : undefined);
}
/** True when the registry called the upload complete (201), as one is known to do for a PATCH. */
async function sendChunk(upload, chunk, signal) {
    const end = chunk.offset + chunk.bytes.byteLength;
    let at = chunk.offset;
    for (let failures = 0; at < end;) {
        const rest = { offset: at, bytes: chunk.bytes.subarray(at - chunk.offset) };
        try {
            const answer = await patch(upload, rest, signal);
            if (answer.status === 201)
                return true;
            at = acknowledged(answer, { from: at, end });
        }
        catch (thrown) {
            const error = (0,errors/* toMirrorError */.Ho)(thrown);
            if ((0,errors/* isMirrorError */.U9)(error, 'too-large'))
                upload.place.client.uploads.refusedSize(rest.bytes.byteLength);
            failures += 1;
            at = await resync(upload, { error, failures, from: chunk.offset, end }, signal);
        }
    }
    return false;
}
async function patch(upload, { offset, bytes }, signal) {
    const answer = await upload.place.client.attempt({
        ...sessionAsk(upload, 'PATCH'),
        headers: {
            'content-type': 'application/octet-stream',
            'content-range': `${offset}-${offset + bytes.byteLength - 1}`,
        },
        body: bytesBody(bytes),
        load: 'write',
        expect: [201, 202, 204],
    }, signal);
    await answer.discard();
    moveOn(upload.session, answer, upload.place);
    return answer;
}
function sessionAsk({ place, blob, session }, method) {
    return {
        method,
        url: session.url,
        need: { repository: place.repository, scopes: pushScope(place.repository) },
        load: 'small',
        expect: [200, 204],
        errand: writingErrandAt(place, 'upload blob', `@${(0,oci_digest/* shortDigest */.VK)(blob.digest)}`),
    };
}
/**
 * Where the next byte belongs. Only a Range that lies inside of what was just sent means that a part was not taken;
 * registries are known to send wrong ones after the first chunk.
 */
function acknowledged(answer, { from, end }) {
    const taken = takenBytes(answer);
    return taken !== null && taken > from && taken < end ? taken : end;
}
/** The `Range: 0-LAST` of an upload answer as a number of bytes. */
function takenBytes(answer) {
    const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.header('range')?.trim() ?? '')?.[1];
    return last === undefined ? null : Number(last) + 1;
}
/** After a failed PATCH: asks the registry how far it got. Throws when the chunk cannot be continued. */
async function resync(upload, { error, failures, from, end }, signal) {
    const { client } = upload.place;
    const outOfOrder = (0,errors/* isMirrorError */.U9)(error, 'refused') && error.status === 416;
    if (outOfOrder && failures >= client.patience.attempts)
        throw error;
    if (!outOfOrder)
        await client.pause(error, failures, signal);
    const taken = await client.perform(sessionAsk(upload, 'GET'), async (answer) => {
        moveOn(upload.session, answer, upload.place);
        return takenBytes(answer);
    }, signal);
    // `0-0` stands for none as well as for one byte
    const next = taken === null || (taken === 1 && from === 0) ? from : taken;
    if (next >= from && next <= end)
        return next;
    throw new errors/* MirrorError */.En('unavailable', `the registry lost a part of the upload: it has ${next} bytes`, {
        cause: error,
    });
}
/** A registry that has completed the upload before does not know its session any more. */
function meansCompletedEarly(error) {
    if (!(0,errors/* isMirrorError */.U9)(error, 'refused', 'not-found'))
        return error;
    return new errors/* MirrorError */.En('unavailable', 'the upload was complete before', { cause: error });
}
/** The bytes of `source` regrouped: all chunks but the last have exactly `chunkBytes`. */
async function* inChunksOf(source, chunkBytes) {
    let parts = [];
    let missing = chunkBytes;
    for await (const received of source) {
        for (let at = 0; at < received.byteLength;) {
            const part = received.subarray(at, at + missing);
            parts.push(part);
            at += part.byteLength;
            missing -= part.byteLength;
            if (missing > 0)
                continue;
            yield joined(parts);
            parts = [];
            missing = chunkBytes;
        }
    }
    if (parts.length > 0)
        yield joined(parts);
}
function joined(parts) {
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

;// CONCATENATED MODULE: ./build/stores/registry/upload.js
/** Bringing blobs into a registry: mount, or upload in one piece, or in chunks where that is too large. */





/** A registry that refuses one mount mostly refuses the next as well. */
const MOST_MOUNT_TRIES = 2;
/** See `Target.checkPush`. The session is kept for the first upload there, so that the look costs nothing. */
async function checkPushAt(place, signal) {
    place.client.uploads.keepSpare(await openSession(place, signal));
}
/** See `Target.beginUpload`. */
async function beginUploadAt(place, { blob, mountFrom }, signal) {
    if (mountFrom.includes(place.repository))
        return beginUnlessClaimed(place, blob, signal);
    for (const from of mountFrom.slice(0, MOST_MOUNT_TRIES)) {
        const mount = await mountBlob(place, { blob, from }, signal);
        if (mount.kind === 'mounted')
            return { kind: 'mounted', from };
        if (mount.kind === 'session')
            return uploadInto(place, blob, mount.session);
    }
    const spare = place.client.uploads.takeSpare(place.repository);
    return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
}
/** A mount of what the repository has itself says that it has it, and opens an upload else: one request for both. */
async function beginUnlessClaimed(place, blob, signal) {
    const { uploads } = place.client;
    const spare = uploads.takeSpare(place.repository);
    if (spare === null && uploads.mayMountOwn) {
        const mount = await mountBlob(place, { blob, from: place.repository }, signal);
        if (mount.kind === 'mounted')
            return { kind: 'mounted', from: place.repository };
        if (mount.kind === 'session')
            return uploadInto(place, blob, mount.session);
        uploads.mayMountOwn = false;
    }
    if (!(await isClaimed(place, blob, signal)))
        return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
    if (spare !== null)
        uploads.keepSpare(spare);
    return { kind: 'mounted', from: place.repository };
}
/** A 500 is about the blob: whoever wants it has to look closer. */
async function isClaimed(place, blob, signal) {
    try {
        return (await probeBlobAt(place, blob, signal)).kind !== 'absent';
    }
    catch (error) {
        if ((0,errors/* isMirrorError */.U9)(error, 'unavailable') && error.status === 500)
            return true;
        throw error;
    }
}
function uploadInto(place, blob, session) {
    return { kind: 'upload', upload: new SessionUpload({ place, blob, session }) };
}
class SessionUpload {
    #upload;
    constructor(upload) {
        this.#upload = upload;
    }
    async send(body, signal) {
        const { place, session } = this.#upload;
        try {
            await send(this.#upload, body, signal);
            place.client.uploads.open.delete(session);
        }
        catch (error) {
            void cancelSession(place, session); // not waited for: the caller wants to know now
            throw error;
        }
    }
    cancel() {
        const { place, session } = this.#upload;
        return cancelSession(place, session);
    }
}
async function send(upload, body, signal) {
    const { place, blob, session } = upload;
    if (blob.size === 0)
        return sendNothing(upload, body, signal);
    const chunkBytes = place.client.uploads.chunkBytesFor(blob.size, session);
    if (chunkBytes === null)
        return sendWhole(upload, body, signal);
    return sendInChunks(upload, { source: body, chunkBytes }, signal);
}
async function sendNothing(upload, body, signal) {
    for await (const _ of body)
        ; // a failure of the source must still be seen
    await completeUpload(upload, signal);
}

;// CONCATENATED MODULE: ./build/stores/registry/repository.js
/** One repository of a registry as source and target. */














class RegistryRepository {
    origin;
    repository;
    name;
    holdsUntaggedRoots = false;
    #place;
    #endpoints;
    constructor(place, endpoints) {
        this.#place = place;
        this.#endpoints = endpoints;
        this.origin = place.client.origin;
        this.repository = place.repository;
        this.name = placeName(place);
    }
    resolve(reference, signal) {
        return resolveManifest(this.#place, reference, signal);
    }
    tags(signal, mostPages) {
        return listTags(this.#place, signal, mostPages);
    }
    referrers(subject, signal, hints = referrer/* NO_HINTS */.fi) {
        return listReferrers({ place: this.#place, store: this }, { subject, hints }, signal);
    }
    async readManifest(reference, signal, sizeBytes) {
        const raw = (0,oci_digest/* isDigest */.Bc)(reference)
            ? await this.#endpoints.readFirst(this.#place, (place) => readManifestAt(place, reference, signal), signal)
            : await readManifestAt(this.#place, reference, signal);
        if (sizeBytes === undefined || raw.bytes.byteLength === sizeBytes)
            return raw;
        throw new errors/* MirrorError */.En('size-mismatch', `the manifest has ${raw.bytes.byteLength} bytes, but ${sizeBytes} are expected`, {
            where: `${this.name}${(0,oci_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`,
            fix: 'whoever refers to it names the wrong size; the image is damaged',
        });
    }
    async *readBlob(blob, signal) {
        const places = this.#endpoints.placesFor(this.#place, blob.digest);
        try {
            yield* (0,verified_stream/* verified */.zr)(downloadBlob(places, { blob }, signal), blob);
        }
        catch (error) {
            throw this.#readingError(error, blob);
        }
    }
    async checkBlob(blob, reading) {
        const places = this.#endpoints.placesFor(this.#place, blob.digest);
        try {
            await checkBlobAt(places, blob, reading);
        }
        catch (error) {
            throw this.#readingError(error, blob);
        }
    }
    probeBlob(blob, signal) {
        return probeBlobAt(this.#place, blob, signal);
    }
    statBlob(blob, signal) {
        return statBlobAt(this.#place, blob, signal);
    }
    readSmallBlob(blob, signal) {
        return readSmallBlobAt(this.#place, blob, signal);
    }
    checkPush(signal) {
        return checkPushAt(this.#place, signal);
    }
    beginUpload(blob, mountFrom, signal) {
        return beginUploadAt(this.#place, { blob, mountFrom }, signal);
    }
    writeManifest(manifest, signal) {
        return putManifest(this.#place, manifest, signal);
    }
    tag(tag, manifest, signal) {
        return putTag(this.#place, { tag, manifest }, signal);
    }
    attach(subject, referrers, signal) {
        return attachReferrers({ place: this.#place, store: this }, { subject, referrers }, signal);
    }
    #readingError(error, { digest }) {
        if ((0,errors/* isMirrorError */.U9)(error, 'digest-mismatch', 'size-mismatch'))
            this.#endpoints.mistrust(digest);
        return located((0,errors/* toMirrorError */.Ho)(error), errandAt(this.#place, 'read blob', `@${(0,oci_digest/* shortDigest */.VK)(digest)}`));
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/token.js
/** Bearer tokens: kept per token server, service, credential and scopes; one request shared by all who wait for it. */





/** Renewed this long before the end, or a quarter of the life of a short-lived token. */
const RENEW_EARLY_MS = 30_000;
/** A second refusal in a row is final for this long, so that a wrong setup is no storm of logins. */
const MOST_REFUSALS = 1;
/** Per owner; more are only made by many mounts into one repository. */
const MOST_KEPT = 32;
function createTokenCache(options) {
    return new SharedTokens(options);
}
class SharedTokens {
    #options;
    #shelves = new Map();
    constructor(options) {
        this.#options = options;
    }
    async get(owner, question, signal) {
        const shelf = this.#shelfFor(owner, question);
        const now = performance.now();
        shelf.tokens = shelf.tokens.filter(({ goodUntil }) => goodUntil > now);
        const kept = shelf.tokens.find(({ scopes }) => coversScopes(scopes, question.scopes));
        if (kept !== undefined)
            return kept;
        const pending = shelf.pending.find(({ scopes, work }) => !work.abandoned && coversScopes(scopes, question.scopes));
        return (pending?.work ?? this.#start(shelf, question)).join(signal);
    }
    refused(token) {
        for (const shelf of this.#shelves.values()) {
            const at = shelf.tokens.indexOf(token);
            if (at < 0)
                continue;
            if (!token.accepted && token.refusals >= MOST_REFUSALS)
                return false;
            shelf.tokens.splice(at, 1);
            shelf.refusals = token.accepted ? 0 : token.refusals + 1;
            return true;
        }
        return true; // somebody else has thrown it away already
    }
    #shelfFor(owner, { realm, service, credential }) {
        const key = JSON.stringify([owner, realm.url.href, service, credential]);
        const known = this.#shelves.get(key);
        if (known !== undefined)
            return known;
        const shelf = { tokens: [], pending: [], refusals: 0 };
        this.#shelves.set(key, shelf);
        return shelf;
    }
    #start(shelf, question) {
        const work = shareWork((signal) => this.#fetch(shelf, question, signal));
        const entry = { scopes: question.scopes, work };
        shelf.pending.push(entry);
        const forget = () => {
            shelf.pending = shelf.pending.filter((other) => other !== entry);
        };
        work.done.then(forget, forget);
        return work;
    }
    async #fetch(shelf, question, signal) {
        const { token: text, lifetimeMs } = await this.#requestWithRetries(question, signal);
        this.#options.onSecret(text);
        const token = {
            text,
            scopes: question.scopes,
            goodUntil: performance.now() + lifetimeMs - Math.min(RENEW_EARLY_MS, lifetimeMs / 4),
            refusals: shelf.refusals,
            accepted: false,
        };
        shelf.refusals = 0;
        shelf.tokens = [token, ...shelf.tokens].slice(0, MOST_KEPT);
        return token;
    }
    async #requestWithRetries(question, signal) {
        const { request, patience, random, onRetry } = this.#options;
        for (let failures = 1;; failures += 1) {
            try {
                return await request(question, signal);
            }
            catch (thrown) {
                const error = (0,errors/* toMirrorError */.Ho)(thrown);
                if (failures >= attemptsFor(error, patience))
                    throw givenUp(error);
                onRetry();
                await sleep(backoffMs(failures, error, { patience, random }), signal);
            }
        }
    }
}
/** The request that needed the token is not tried again for it: attempts times attempts would be a storm. */
function givenUp(error) {
    const { code, message, where, fix, status, registryCodes, cause } = error;
    return new errors/* MirrorError */.En(code, message, { where, fix, status, registryCodes, isFinal: true, cause });
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build/stores/registry/addresses.js


const PRIVATE = blockList([
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['fc00::', 7],
    ['fec0::', 10],
]);
const LOOPBACK = blockList([
    ['0.0.0.0', 8],
    ['127.0.0.0', 8],
    ['::', 128],
    ['::1', 128],
]);
const LINK_LOCAL = blockList([
    ['169.254.0.0', 16],
    ['224.0.0.0', 3],
    ['fe80::', 10],
    ['ff00::', 8],
    // IPv6 addresses that carry an IPv4 address some other way than `embeddedV4` reads: IPv4-compatible, local NAT64, 6to4, Teredo
    ['::', 96],
    ['64:ff9b:1::', 48],
    ['2002::', 16],
    ['2001::', 32],
]);
/** The reach of an IP address, or of a URL's hostname (`[::1]`); null for a name that only DNS can answer for. */
function reachOf(hostname) {
    const host = hostname
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '')
        .toLowerCase();
    if (host === 'localhost' || host.endsWith('.localhost'))
        return 'loopback';
    if ((0,external_node_net_.isIP)(host) === 0)
        return null;
    const address = embeddedV4(host) ?? host;
    const family = (0,external_node_net_.isIP)(address) === 4 ? 'ipv4' : 'ipv6';
    if (LOOPBACK.check(address, family))
        return 'loopback';
    if (LINK_LOCAL.check(address, family))
        return 'link-local';
    return PRIVATE.check(address, family) ? 'private' : 'public';
}
/** Whether a registry at `from` may send us to `to`: outwards always, inwards never. */
function mayReach(from, to) {
    if (to === 'public' || to === from)
        return true;
    return from === 'loopback' && to === 'private';
}
/** A DNS lookup that passes over the addresses that may not be reached. A name that has no other is refused. */
function guardedLookup(mayBeReached, resolve) {
    return (hostname, options, callback) => {
        resolve(hostname, { ...options, all: true }, (error, addresses) => {
            if (error !== null)
                return callback(error, [], 0);
            const allowed = addresses.filter((address) => mayBeReached(reachOfAddress(address)));
            const [refused] = addresses;
            if (allowed.length === 0 && refused !== undefined)
                callback(unsafeAddress(hostname, reachOfAddress(refused)), [], 0);
            else if (options.all === true)
                callback(null, allowed);
            else
                answerOne(allowed, callback);
        });
    };
}
function reachOfAddress({ address }) {
    return reachOf(address) ?? 'public';
}
function unsafeAddress(hostname, reach) {
    return new errors/* MirrorError */.En('unsafe', `refused to follow the registry to ${hostname}: it is a ${reach} address`, {
        fix: 'check the registry; only a registry that is itself on such an address may refer to one',
    });
}
function answerOne(addresses, callback) {
    const [first] = addresses;
    if (first === undefined)
        callback(new Error('no address'), '', 0);
    else
        callback(null, first.address, first.family);
}
/** The IPv4 address inside `::ffff:a.b.c.d` and `64:ff9b::a.b.c.d` (NAT64), in both spellings. */
function embeddedV4(address) {
    const tail = /^(?:::ffff:|64:ff9b::)(.+)$/.exec(address)?.[1];
    if (tail === undefined)
        return null;
    if ((0,external_node_net_.isIP)(tail) === 4)
        return tail;
    const groups = tail.split(':').map((group) => Number.parseInt(group, 16));
    const [high, low] = groups.length === 1 ? [0, groups[0] ?? 0] : [groups[0] ?? 0, groups[1] ?? 0];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
function blockList(subnets) {
    const list = new external_node_net_.BlockList();
    for (const [net, prefix] of subnets)
        list.addSubnet(net, prefix, (0,external_node_net_.isIP)(net) === 4 ? 'ipv4' : 'ipv6');
    return list;
}

;// CONCATENATED MODULE: ./build/stores/registry/own-reach.js
/** Where a registry is: by the addresses that it answered from, never by what its name resolves to. */

/** Names belong to whoever runs their DNS: one may resolve to a public and to a private address, or to another one each time. */
const MOST_PUBLIC_FIRST = ['public', 'private', 'loopback', 'link-local'];
class OwnReach {
    #isName;
    #isAuthenticated;
    #reach;
    /** `isAuthenticated`: a certificate shows that whoever answers is the registry, whatever its address. */
    constructor(hostname, isAuthenticated) {
        this.#reach = reachOf(hostname);
        this.#isName = this.#reach === null;
        this.#isAuthenticated = isAuthenticated;
    }
    /** Behind a proxy, or before it was connected to, a name counts as public. */
    get current() {
        return this.#reach ?? 'public';
    }
    /** A connection to the registry stands. The most public of its addresses counts, from then on. */
    connectedTo(address) {
        if (!this.#isName || address === undefined)
            return;
        const seen = [this.#reach, reachOf(address)];
        this.#reach = MOST_PUBLIC_FIRST.find((reach) => seen.includes(reach)) ?? this.#reach;
    }
    /** Whether the registry itself may be looked for at an address of this reach: not at a more private one than before (DNS rebinding). */
    mayMoveTo(reach) {
        return this.#isAuthenticated || !this.#isName || this.#reach === null || mayReach(this.#reach, reach);
    }
    /** Whether it may send us to an address of this reach. */
    mayReferTo(reach) {
        return mayReach(this.current, reach);
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/proxy.js
/** Which HTTP proxy, if any, stands between us and an address (the environment variables every tool reads). */



/** The proxy for `url`, or null for a direct connection. Loopback never goes through a proxy. Throws `input` for an unusable value. */
function proxyFor(url, env) {
    if (reachOf(url.hostname) === 'loopback')
        return null;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const value = variable(env, name) || variable(env, 'all_proxy');
    if (value === '' || bypasses(url, variable(env, 'no_proxy')))
        return null;
    return parseProxy(value, name);
}
function variable(env, name) {
    return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}
function parseProxy(value, name) {
    const text = value.includes('://') ? value : `http://${value}`;
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !['http:', 'https:', 'socks5:'].includes(url.protocol) || !isDecodable(url)) {
        throw new errors/* MirrorError */.En('input', `the environment variable ${name} does not hold the address of a proxy`, {
            fix: `set ${name} to http://HOST:PORT, or unset it; a % in a user name or password is written %25`,
        });
    }
    return url;
}
function isDecodable({ username, password }) {
    try {
        decodeURIComponent(`${username}${password}`);
        return true;
    }
    catch {
        return false;
    }
}
/** NO_PROXY: names (also their subdomains), `.suffix`, `host:port`, addresses, CIDR ranges, `*`. */
function bypasses(url, list) {
    return list
        .split(/[\s,]+/)
        .filter((entry) => entry !== '')
        .some((entry) => matches(url, entry.toLowerCase()));
}
function matches(url, entry) {
    if (entry === '*')
        return true;
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    if (entry.includes('/'))
        return inRange(host, entry);
    const { name, port } = splitPort(entry);
    const ownPort = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
    if (port !== null && port !== ownPort)
        return false;
    const suffix = name.replace(/^\*?\./, '');
    return host === suffix || host.endsWith(`.${suffix}`);
}
function splitPort(entry) {
    const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
    if (bracketed !== null)
        return { name: bracketed[1] ?? '', port: bracketed[2] ?? null };
    const plain = /^([^:]*):(\d+)$/.exec(entry);
    return plain === null ? { name: entry, port: null } : { name: plain[1] ?? '', port: plain[2] ?? null };
}
function inRange(host, range) {
    const [net = '', bits = ''] = range.split('/');
    const family = (0,external_node_net_.isIP)(net);
    const prefix = Number(bits);
    if (family === 0 || (0,external_node_net_.isIP)(host) !== family || !/^\d+$/.test(bits) || prefix > (family === 4 ? 32 : 128))
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(net, prefix, family === 4 ? 'ipv4' : 'ipv6');
    return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

// EXTERNAL MODULE: ./node_modules/undici/lib/api/index.js
var api = __webpack_require__(56615);
// EXTERNAL MODULE: ./node_modules/undici/lib/core/connect.js
var core_connect = __webpack_require__(59136);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(57405);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/dispatcher.js
var dispatcher = __webpack_require__(30883);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/proxy-agent.js
var proxy_agent = __webpack_require__(76672);
;// CONCATENATED MODULE: ./build/stores/registry/undici.js
/**
 * The parts of undici that the registry client stands on, each from its own file: all of undici is a browser's fetch, WebSockets,
 * mocks and caches as well, and takes a program a twentieth of a second to read.
 */





Object.assign(dispatcher.prototype, api); // as undici's own index does: `request` and its kin


;// CONCATENATED MODULE: ./build/stores/registry/socket-memory.js

/** Half a megabyte at once: larger reads are hardly faster, smaller ones are slower. Each connection has two of them. */
const READ_BYTES = 512 * 1024;
/**
 * For a pool whose bodies are all taken as they arrive (`tap.ts`): nothing that such a connection has handed out may be
 * looked at later.
 */
function reusingConnector(options) {
    return (target, callback) => {
        const memory = new SocketMemory();
        const connect = core_connect({ ...options, onread: memory.onRead });
        connect(target, (...connected) => {
            memory.socket = connected[1];
            callback(...connected);
        });
    };
}
/** What one socket reads into: memory is used again once the socket holds nothing any more that lies in it. */
class SocketMemory {
    /** Null until it is connected; nothing is read before. */
    socket = null;
    onRead = {
        buffer: () => this.#current,
        callback: (bytes) => this.#arrived(bytes),
    };
    #current = Buffer.allocUnsafeSlow(READ_BYTES);
    /** Filled before `current`. */
    #previous = Buffer.allocUnsafeSlow(READ_BYTES);
    /** Called for each read, right before `buffer` is asked for where to read to next. False pauses the socket. */
    #arrived(bytes) {
        const { socket } = this;
        if (socket === null)
            return false;
        const chunk = this.#current.subarray(0, bytes);
        const mayReadOn = socket.push(chunk);
        const isPreviousFree = socket.readableLength <= bytes;
        const next = isPreviousFree ? this.#previous : Buffer.allocUnsafeSlow(READ_BYTES);
        this.#previous = this.#current;
        this.#current = next;
        return mayReadOn;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/transport.js
/** Connections of one registry: its own, and anonymous ones to the places it refers to. */








const KEEP_ALIVE_MS = 20_000;
/** Next address of a host is tried after this, when the first does not connect. */
const NEXT_ADDRESS_AFTER_MS = 1000;
/** A registry that refers to ever new places does not use up what the process may have open. */
const MOST_FOREIGN_POOLS = 16;
/** Beside the requests that the gate counts there are retried and closing ones. */
const SPARE_CONNECTIONS = 2;
function createTransport(options) {
    return new RegistryTransport(options);
}
class RegistryTransport {
    #options;
    #pools = new Map();
    /** Of places that the registry refers to. */
    #foreignPools = new Map();
    #closing = new Set();
    #reach;
    #destroyed = false;
    constructor(options) {
        this.#options = options;
        const { registry, settings } = options;
        const isVerified = settings.tls.kind === 'https' && !settings.tls.skipVerify;
        this.#reach = new OwnReach(registry.hostname, registry.protocol === 'https:' && isVerified);
    }
    dispatcherFor(url, bodies = 'kept') {
        this.#refuseInnerAddress(url);
        const pools = this.#isOwn(url) ? this.#pools : this.#foreignPools;
        const key = `${bodies} ${url.origin}`;
        const pool = pools.get(key) ?? this.#openPool(url, bodies);
        pools.delete(key);
        pools.set(key, pool); // the last one used is the last in the map
        this.#letGoOfForeignPools();
        return pool;
    }
    /** What is under way there ends in peace. */
    #letGoOfForeignPools() {
        for (const [key, pool] of this.#foreignPools) {
            if (this.#foreignPools.size <= MOST_FOREIGN_POOLS)
                return;
            this.#foreignPools.delete(key);
            this.#closing.add(pool);
            pool.close().then(() => this.#closing.delete(pool), () => { });
        }
    }
    freshDispatcherFor(url) {
        this.#refuseInnerAddress(url);
        return this.#openPool(url, 'kept');
    }
    /** Addresses that are written out are seen here, names when they are looked up. */
    #refuseInnerAddress(url) {
        const reach = reachOf(url.hostname);
        if (!this.#isOwn(url) && reach !== null && !this.#reach.mayReferTo(reach)) {
            throw unsafeAddress(url.hostname, reach);
        }
    }
    async destroy() {
        this.#destroyed = true;
        const pools = [...this.#pools.values(), ...this.#foreignPools.values(), ...this.#closing];
        this.#pools.clear();
        this.#foreignPools.clear();
        await Promise.allSettled(pools.map((pool) => pool.destroy()));
    }
    #isOwn(url) {
        return url.origin === this.#options.registry.origin;
    }
    #openPool(url, bodies) {
        if (this.#destroyed)
            throw new errors/* MirrorError */.En('aborted', 'the connections are closed');
        const { settings, patience, env, onSecret } = this.#options;
        const proxy = proxyFor(url, env);
        const tls = url.protocol === 'https:' ? this.#tlsOptions(url) : {};
        const common = {
            allowH2: false, // one connection per transfer: a blob never waits behind another
            pipelining: 1,
            connections: settings.concurrency + SPARE_CONNECTIONS,
            connectTimeout: patience.connectTimeoutMs,
            headersTimeout: patience.headersTimeoutMs,
            bodyTimeout: 0, // see pace.ts
            keepAliveTimeout: KEEP_ALIVE_MS,
        };
        if (proxy === null) {
            const how = { ...tls, ...this.#connectOptions(url), allowH2: false };
            const connect = bodies === 'kept' ? core_connect(how) : reusingConnector(how);
            return new agent({ ...common, connect: this.#isOwn(url) ? this.#noticing(connect) : connect });
        }
        if (proxy.password !== '')
            onSecret(decodeURIComponent(proxy.password));
        return new proxy_agent({
            ...common,
            uri: proxy.href,
            requestTls: { ...tls, timeout: patience.connectTimeoutMs },
        });
    }
    #connectOptions(url) {
        const timeout = this.#options.patience.connectTimeoutMs;
        return {
            timeout,
            autoSelectFamily: true,
            autoSelectFamilyAttemptTimeout: Math.max(10, Math.min(NEXT_ADDRESS_AFTER_MS, Math.floor(timeout / 2))),
            lookup: guardedLookup((to) => (this.#isOwn(url) ? this.#reach.mayMoveTo(to) : this.#reach.mayReferTo(to)), this.#options.resolve),
        };
    }
    /** Learns from each connection, once TLS has shown whose it is, where the registry is. */
    #noticing(connect) {
        return (target, callback) => {
            connect(target, (...connected) => {
                this.#reach.connectedTo(connected[1]?.remoteAddress);
                callback(...connected);
            });
        };
    }
    /**
     * Its CA also counts for what the registry refers to. Client certificates are credentials: other sites that it refers
     * to do not get to see the ones that the user has for them.
     */
    #tlsOptions(url) {
        const { settings, settingsOf } = this.#options;
        const own = this.#isOwn(url);
        const { tls } = own ? settings : settingsOf(url.host);
        const extra = [settings.tls, tls].flatMap((each) => each.kind === 'https' && each.ca !== null ? [each.ca] : []);
        const mayIdentify = own || sameSite(url, this.#options.registry);
        const identity = tls.kind === 'https' && mayIdentify ? tls : { cert: null, key: null };
        const rejectUnauthorized = !(tls.kind === 'https' && tls.skipVerify);
        if (extra.length === 0 && identity.cert === null && identity.key === null)
            return { rejectUnauthorized };
        return {
            rejectUnauthorized,
            secureContext: secureContext({ url, extra, cert: identity.cert, key: identity.key }),
        };
    }
}
function secureContext({ url, extra, cert, key }) {
    try {
        return (0,external_node_tls_.createSecureContext)({
            ...(extra.length === 0 ? {} : { ca: [...(0,external_node_tls_.getCACertificates)('default'), ...new Set(extra)] }),
            ...(cert === null ? {} : { cert }),
            ...(key === null ? {} : { key }),
        });
    }
    catch (error) {
        throw new errors/* MirrorError */.En('input', `the certificates or the key for ${url.host} cannot be used`, {
            fix: `check tls.ca, tls.cert and tls.key for ${url.host} in registries: PEM files, the key without a passphrase and fitting the certificate`,
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/upload-memory.js
/** What one registry has taught about uploads, and the upload sessions that are open there. */
/** A blob body larger than what a proxy before the registry takes is sent in chunks of at most this. */
const DEFAULT_CHUNK_BYTES = 32 * 1024 * 1024;
const SMALLEST_CHUNK_BYTES = 64 * 1024;
/** After a refusal of a size, a quarter of it is tried. */
const STEP_DOWN = 4;
/** So many uploads of a size in a row broke: taken as a refusal of the size. */
const BREAKS_TAKEN_AS_REFUSAL = 2;
/** Older sessions may have been cleaned away. */
const SPARE_SESSION_LIFETIME_MS = 5 * 60_000;
class UploadMemory {
    open = new Set();
    /** Cancellations under way, for closing. */
    cancelling = new Set();
    /** Whether the registry, asked to mount a blob into the repository it is in, has not refused so far. */
    mayMountOwn = true;
    #spare = new Map();
    #chunkBytes;
    #refusedBytes = Number.POSITIVE_INFINITY;
    #breaks = 0;
    constructor(chunkBytes) {
        this.#chunkBytes = chunkBytes;
    }
    /** The chunk size for a blob of `sizeBytes`; null: send it in one piece. */
    chunkBytesFor(sizeBytes, session) {
        return sizeBytes < this.#refusedBytes ? null : Math.max(this.#chunkBytes, session.minimumChunkBytes);
    }
    /** The registry, or a proxy before it, said that a body of `sizeBytes` is too large (413). */
    refusedSize(sizeBytes) {
        this.#refusedBytes = Math.min(this.#refusedBytes, sizeBytes);
        const smaller = Math.max(SMALLEST_CHUNK_BYTES, Math.floor(sizeBytes / STEP_DOWN));
        this.#chunkBytes = Math.min(this.#chunkBytes, smaller);
    }
    /** The connection broke in the middle of a body of `sizeBytes`; proxies refuse sizes this way, too. */
    brokeAt(sizeBytes) {
        this.#breaks += 1;
        if (this.#breaks >= BREAKS_TAKEN_AS_REFUSAL && sizeBytes > SMALLEST_CHUNK_BYTES)
            this.refusedSize(sizeBytes);
    }
    succeeded() {
        this.#breaks = 0;
    }
    /** Keeps a session that was opened to see whether one may push, for the first upload there. */
    keepSpare(session) {
        this.#spare.set(session.repository, session);
    }
    takeSpare(repository) {
        const session = this.#spare.get(repository);
        this.#spare.delete(repository);
        if (session === undefined)
            return null;
        return performance.now() - session.openedAtMs < SPARE_SESSION_LIFETIME_MS ? session : null;
    }
}

;// CONCATENATED MODULE: ./build/stores/registry/warnings.js
/** `Warning: 299` headers (distribution spec, "Warnings"): shown to the user once each, never acted on. */

/** All warnings of one answer together (spec: at most 4096 bytes). */
const LONGEST_WARNINGS = 4096;
/** A registry cannot fill the log. */
const MOST_WARNINGS = 20;
/** The texts of the `299 - "…"` warnings in these header lines. */
function readWarnings(lines) {
    const text = lines.join(', ').slice(0, LONGEST_WARNINGS);
    return [...text.matchAll(/(?:^|,)\s*299 - "((?:[^"\\]|\\.)*)"/g)]
        .map((match) => oneLine((match[1] ?? '').replace(/\\(.)/g, '$1')))
        .filter((warning) => warning !== '');
}
/** Passes on each text once. */
function createWarner(host, onWarning) {
    const shown = new Set();
    return (lines) => {
        for (const warning of readWarnings(lines)) {
            if (shown.has(warning) || shown.size >= MOST_WARNINGS)
                continue;
            shown.add(warning);
            onWarning(`${host} says: ${warning}`);
        }
    };
}

;// CONCATENATED MODULE: ./build/stores/registry/registries.js
/** All registries of a run: what is opened here shares connections, limits, tokens and counters, and is closed here. */

















/** Endpoints are a favour: they get fewer tries before the registry itself is asked. */
const ENDPOINT_ATTEMPTS = 2;
function createRegistries(options) {
    return new AllRegistries(options);
}
class AllRegistries {
    traffic = noTraffic();
    #options;
    #patience;
    #opened = new Map();
    #endpoints = new Map();
    #gates = new Map();
    #traffic = new Map();
    constructor(options) {
        this.#options = options;
        this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
    }
    open(host, repository) {
        return new RegistryRepository(this.#placeOf(host, repository), NO_ENDPOINTS);
    }
    openSource(host, repository) {
        return new RegistryRepository(this.#placeOf(host, repository), this.#endpointsOf(host));
    }
    #placeOf(host, repository) {
        const settings = this.#options.settings(host);
        const scheme = settings.tls.kind === 'plain-http' ? 'http' : 'https';
        const base = new URL(`${scheme}://${(0,reference/* apiHost */.nz)(host)}/`);
        const { client } = this.#openClient({ host, base, settings, patience: this.#patience });
        return { client, repository };
    }
    trafficOf(origin) {
        const known = this.#traffic.get(origin);
        if (known !== undefined)
            return known;
        const counters = noTraffic();
        this.#traffic.set(origin, counters);
        return counters;
    }
    async close() {
        const opened = [...this.#opened.values()];
        await Promise.allSettled(opened.map(({ client }) => cancelLeftovers(client)));
        await Promise.allSettled(opened.map(({ transport }) => transport.destroy()));
    }
    #endpointsOf(host) {
        const known = this.#endpoints.get(host);
        if (known !== undefined)
            return known;
        const clients = this.#options.settings(host).endpoints.map((endpoint) => this.#openEndpoint(endpoint));
        const endpoints = createEndpoints(clients);
        this.#endpoints.set(host, endpoints);
        return endpoints;
    }
    /** Its address says whether TLS is spoken; certificates come from the settings of its host. */
    #openEndpoint(endpoint) {
        const base = new URL(endpoint);
        const settings = this.#options.settings(base.host);
        const patience = { ...this.#patience, attempts: Math.min(ENDPOINT_ATTEMPTS, this.#patience.attempts) };
        return this.#openClient({ host: base.host, base, settings, patience }).client;
    }
    #openClient(which) {
        const key = `${which.host} ${which.base.href} ${which.patience.attempts}`;
        const known = this.#opened.get(key);
        if (known !== undefined)
            return known;
        const opened = this.#createClient(which);
        this.#opened.set(key, opened);
        return opened;
    }
    #createClient({ host, base, settings, patience }) {
        const { credentials, env, onSecret, onWarning, userAgent, random = Math.random } = this.#options;
        const { origin } = base;
        const meter = createMeter(this.traffic, this.trafficOf(origin));
        const transport = createTransport({
            registry: base,
            settings,
            settingsOf: this.#options.settings,
            patience,
            env,
            onSecret,
            resolve: this.#options.resolve ?? external_node_dns_.lookup,
        });
        const wire = { dispatcherFor: (url) => transport.dispatcherFor(url), patience, meter, userAgent };
        const tokens = createTokenCache({
            request: (question, signal) => requestToken(question, wire, signal),
            patience,
            random,
            onSecret,
            onRetry: () => meter.add('retries', 1),
        });
        const authorizer = createAuthorizer({ host, registry: base, credentials, tokens, onSecret, onWarning });
        const gate = this.#gateOf(origin, settings.concurrency);
        const warn = createWarner(host, onWarning);
        const requester = createPersistentRequester({
            registry: base,
            gate,
            authorizer,
            transport,
            patience,
            meter,
            random,
            userAgent,
            warn,
        });
        const uploads = new UploadMemory(this.#options.uploadChunkBytes ?? DEFAULT_CHUNK_BYTES);
        const client = {
            host,
            origin,
            base,
            patience,
            meter,
            uploads,
            manifests: new ManifestMemory(),
            referrerApis: new ReferrerApiMemory(),
            warn: onWarning,
            ...requester,
        };
        return { client, transport };
    }
    #gateOf(origin, bound) {
        const known = this.#gates.get(origin);
        if (known !== undefined)
            return known;
        const gate = createGate(origin, bound);
        this.#gates.set(origin, gate);
        return gate;
    }
}
async function cancelLeftovers(client) {
    const leftovers = [...client.uploads.open];
    const cancelled = leftovers.map((session) => {
        const place = { client, repository: session.repository };
        return cancelSession(place, session);
    });
    await Promise.allSettled([...cancelled, ...client.uploads.cancelling]);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/stores/tls-material.js
/** Certificates and keys for talking to a registry: from the paths a person configured to checked PEM text. */



/**
 * Reads and checks TLS files: certificates and key can be parsed, the key is not encrypted and belongs to the
 * certificate, and neither is given alone. `where` says where they were configured (`mirror.yaml:12:5`). Throws
 * MirrorError `aborted` only.
 */
async function readTlsMaterial(paths, signal, where = null) {
    const reader = new TlsFileReader(signal, where);
    const ca = await reader.certificates(paths.ca);
    const cert = await reader.certificates(paths.cert);
    const key = await reader.key(paths.key);
    const faults = [...reader.faults, ...pairFaults(paths, where)];
    if (cert !== null && key !== null && !cert.first.checkPrivateKey(key.parsed)) {
        faults.push(tls_material_unusable(key.path, `it is not the key of the certificate in ${cert.path}`, {
            where,
            fix: 'name the certificate and the key that were made together; the client certificate stands first in its file',
        }));
    }
    return { material: { ca: ca?.text ?? null, cert: cert?.text ?? null, key: key?.text ?? null }, faults };
}
function pairFaults({ cert, key }, where) {
    if (cert !== null && key === null) {
        return [
            tls_material_unusable(cert, 'a client certificate needs its key', { where, fix: 'give tls.key beside tls.cert' }),
        ];
    }
    if (key !== null && cert === null) {
        return [
            tls_material_unusable(key, 'a client key needs its certificate', { where, fix: 'give tls.cert beside tls.key' }),
        ];
    }
    return [];
}
class TlsFileReader {
    faults = [];
    #signal;
    #where;
    constructor(signal, where) {
        this.#signal = signal;
        this.#where = where;
    }
    certificates(path) {
        return this.#collect(path, (named) => this.#certificates(named));
    }
    key(path) {
        return this.#collect(path, (named) => this.#key(named));
    }
    /** A file that cannot be used keeps none of the others from being looked at. */
    async #collect(path, read) {
        if (path === null)
            return null;
        try {
            return await read(path);
        }
        catch (error) {
            if (!(0,errors/* isMirrorError */.U9)(error, 'input'))
                throw error;
            this.faults.push(error);
            return null;
        }
    }
    async #certificates(path) {
        const text = await this.#text(path);
        const [first] = pemBlocks(text, 'CERTIFICATE').map((block, index) => this.#parseCertificate(path, block, index));
        if (first !== undefined)
            return { path, text, first };
        throw this.#unusable(path, 'there is no PEM certificate in it', 'name a file with -----BEGIN CERTIFICATE-----; openssl x509 -inform der turns a DER file into one');
    }
    async #key(path) {
        const text = await this.#text(path);
        const [block] = pemBlocks(text, '(?:[A-Z]+ )?PRIVATE KEY');
        if (block === undefined) {
            throw this.#unusable(path, 'there is no PEM private key in it', 'name a file with -----BEGIN PRIVATE KEY-----');
        }
        if (/^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(block)) {
            throw this.#unusable(path, 'its key is encrypted', 'store it decrypted (openssl pkey) where only this user can read it');
        }
        return { path, text, parsed: this.#parseKey(path, block) };
    }
    async #text(path) {
        const text = await readTextFile(path, this.#signal);
        if (text === null)
            throw this.#unusable(path, 'there is no such file', 'correct the path, which is relative to the mirror manifest');
        return text;
    }
    #parseCertificate(path, block, index) {
        try {
            return new external_node_crypto_.X509Certificate(block);
        }
        catch {
            throw this.#unusable(path, `certificate ${index + 1} in it cannot be parsed`, 'copy the whole file again');
        }
    }
    #parseKey(path, block) {
        try {
            return (0,external_node_crypto_.createPrivateKey)(block);
        }
        catch {
            throw this.#unusable(path, 'its private key cannot be parsed', 'copy the whole file again');
        }
    }
    #unusable(path, why, fix) {
        return tls_material_unusable(path, why, { where: this.#where, fix });
    }
}
/** The blocks of a PEM text whose label matches (RFC 7468); text around them is explanation and ignored. */
function pemBlocks(text, label) {
    return (text.match(new RegExp(`-----BEGIN (${label})-----[^-]*(?:-(?!----)[^-]*)*-----END \\1-----`, 'g')) ?? []);
}
function tls_material_unusable(path, why, { where, fix }) {
    return new errors/* MirrorError */.En('input', `cannot use ${path} for TLS: ${why}`, { where: where ?? path, fix });
}

// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(58508);
;// CONCATENATED MODULE: ./build/open-stores.js
/** Opens the ways to the registries and layouts that a mirror manifest names. */













/** Requests in flight to one registry, unless the mirror manifest says otherwise; the client adapts below it. */
const DEFAULT_CONCURRENCY = 32;
/** Throws UnusableFiles with everything that is wrong with paths, certificates and `auth`; nothing is sent yet. */
async function openStores(file, opening) {
    const { host } = opening;
    const paths = new ManifestPaths(file, opening);
    const { byHost, warnings } = await readSettings(file, paths, opening);
    const registries = createRegistries({
        settings: (name) => byHost.get(name) ?? defaultSettings(name),
        credentials: createCredentials({
            env: host.env,
            homeDirectory: (0,external_node_os_.homedir)(),
            uid: process.getuid?.() ?? null,
            workingDirectory: host.workingDirectory,
            configuredAuth: configuredAuth(file),
            allowEnv: opening.options.allowEnv,
            inWorkspace: host.workspace,
            onUse: (name, source) => host.log.info(`credentials for ${name}: ${source}`),
            onSecret: (secret) => host.addSecret(secret),
        }),
        env: host.env,
        userAgent: `mirror-action/${version/* VERSION */.x} (${opening.command})`,
        onSecret: (secret) => host.addSecret(secret),
        onWarning: (message) => host.log.warning(message),
    });
    const layouts = new Layouts(paths);
    const opened = new Map();
    const open = (key, make) => {
        const known = opened.get(key) ?? make();
        opened.set(key, known);
        return known;
    };
    return {
        findings: warnings,
        sourceOf: (image) => sourceOf(image, { layouts, open, registries }),
        layoutRoot: async (image, name, signal) => {
            if (image.source.kind !== 'layout')
                throw new errors/* MirrorError */.En('internal', 'not a layout source');
            return (await layouts.at(image.source.directory).findRoot(name, signal))?.descriptor ?? null;
        },
        targetOf: (mirror, repository) => targetOf(mirror, repository, { layouts, open, registries }),
        requests: () => registries.traffic.requests + registries.traffic.tokenRequests,
        retries: () => registries.traffic.retries,
        close: () => registries.close(),
    };
}
/** What can be told of the same without opening anything or reading a certificate: paths, variables, connections not verified. */
async function examineConnections(file, opening) {
    const stray = await new ManifestPaths(file, opening).stray();
    const refused = [...file.registries].flatMap(([host, settings]) => refusedVariables(authOf(host, settings), opening.options.allowEnv).map((error) => faultFinding(error, settings.at)));
    const insecure = [...file.registries].flatMap(([host, settings]) => insecureFindings(host, settings));
    return [...stray.map((one) => one.finding), ...refused, ...insecure];
}
function sourceOf({ source, wants }, { layouts, open, registries }) {
    if (source.kind === 'registry') {
        const { host, path } = source;
        return open(`source ${host} ${path}`, () => registries.openSource(host, path));
    }
    const named = wants.find((want) => want.kind === 'layout-name');
    const name = named?.kind === 'layout-name' ? (0,files_source/* repositoryOfName */.dv)(named.name) : '';
    return open(`oci:${source.directory} ${name}`, () => layouts.at(source.directory).repository(name));
}
function targetOf({ place }, repository, { layouts, open, registries }) {
    if (place.kind === 'registry')
        return open(`${place.host} ${repository}`, () => registries.open(place.host, repository));
    return open(`oci:${place.directory} ${repository}`, () => layouts.at(place.directory).repository(repository));
}
/** One Layout per directory, so that writers of one index take turns. */
class Layouts {
    #paths;
    #byDirectory = new Map();
    constructor(paths) {
        this.#paths = paths;
    }
    at(directory) {
        const absolute = this.#paths.absolute(directory);
        const known = this.#byDirectory.get(absolute) ?? (0,layout/* openLayout */.B)(absolute);
        this.#byDirectory.set(absolute, known);
        return known;
    }
}
/** Throws UnusableFiles with the faults of all registries. What lies outside of the workspace is not read. */
async function readSettings(file, paths, { host: { signal }, options }) {
    const stray = await paths.stray();
    const faults = stray.map(({ finding }) => finding);
    const untouchable = new Set(stray.map(({ path }) => path));
    const byHost = new Map();
    const warnings = [];
    for (const [host, settings] of file.registries) {
        const read = await connectionOf(host, settings, { paths, untouchable, signal });
        const refused = refusedVariables(authOf(host, settings), options.allowEnv);
        faults.push(...[...read.faults, ...refused].map((error) => faultFinding(error, settings.at)));
        byHost.set(host, read.connection);
        warnings.push(...insecureFindings(host, settings));
    }
    if (faults.length > 0)
        throw new unusable_files/* UnusableFiles */.x(faults);
    return { byHost, warnings };
}
async function connectionOf(host, { tls, concurrency, endpoints, at }, { paths, untouchable, signal }) {
    const base = { ...defaultSettings(host), concurrency: concurrency ?? DEFAULT_CONCURRENCY, endpoints };
    if (tls.kind === 'default')
        return { connection: base, faults: [] };
    if (tls.kind === 'plain-http')
        return { connection: { ...base, tls: { kind: 'plain-http' } }, faults: [] };
    const absolute = (path) => path === null || untouchable.has(path) ? null : paths.absolute(path);
    const isWhole = ![tls.cert, tls.key].some((path) => path !== null && untouchable.has(path));
    const pair = isWhole ? { cert: absolute(tls.cert), key: absolute(tls.key) } : { cert: null, key: null };
    const named = { ca: absolute(tls.ca), ...pair };
    const { material, faults } = await readTlsMaterial(named, signal, `${at.file}:${at.line}:${at.column}`);
    return { connection: { ...base, tls: { kind: 'https', ...material, skipVerify: tls.skipVerify } }, faults };
}
function defaultSettings(host) {
    const https = { kind: 'https', ca: null, cert: null, key: null, skipVerify: false };
    return {
        tls: (0,reference/* isLoopbackHost */.cW)(host) ? { kind: 'plain-http' } : https,
        concurrency: DEFAULT_CONCURRENCY,
        endpoints: [],
    };
}
/** Of the host itself and of its endpoints; loopback is nobody else's way. */
function insecureFindings(host, settings) {
    const why = insecurity(settings);
    const plainEndpoints = settings.endpoints.map((endpoint) => new URL(endpoint)).filter(isPlainHttp);
    const insecure = [
        ...(why === null ? [] : [{ name: host, why }]),
        ...plainEndpoints.map((url) => ({ name: url.host, why: OVER_PLAIN_HTTP })),
    ];
    return insecure
        .filter(({ name }) => !(0,reference/* isLoopbackHost */.cW)(name))
        .map(({ name, why: reason }) => insecureFinding(name, reason, settings));
}
const OVER_PLAIN_HTTP = 'is spoken to over plain HTTP';
function isPlainHttp({ protocol }) {
    return protocol === 'http:';
}
function insecurity({ tls }) {
    if (tls.kind === 'plain-http')
        return OVER_PLAIN_HTTP;
    return tls.kind === 'https' && tls.skipVerify ? 'is not verified (skipVerify)' : null;
}
function insecureFinding(host, why, { at }) {
    return (0,finding/* finding */.gk)('insecure-connection', {
        message: `${host} ${why}: whoever is on the way can read credentials and decide what tags mean`,
        help: 'Give the registry a certificate and name its CA in tls.ca.',
        at,
    });
}
function configuredAuth({ registries }) {
    return new Map([...registries].flatMap(([host, settings]) => [...authOf(host, settings)]));
}
function authOf(host, { auth, at }) {
    return new Map(auth === null ? [] : [[host, { ...auth, at }]]);
}
function faultFinding({ message, fix }, at) {
    return (0,finding/* finding */.gk)('manifest-invalid', { message, help: fix ?? 'Correct it in the mirror manifest.', at });
}


/***/ }),

/***/ 47492:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ whenAborted)
/* harmony export */ });
/**
 * Many who wait for one signal that is as old as the run. Node links the listeners of a signal to each other and leaves
 * removed ones linked, as the tables of a Set are; one that has grown old then keeps all that came after it, with what
 * their requests held, until the whole heap is collected. Here one listener serves all, and who leaves keeps nobody.
 */
const rings = new WeakMap();
/** Calls `action` when `signal` fires, in the order of asking, and at once if it has; what it returns takes that back. */
function whenAborted(signal, action) {
    if (signal.aborted) {
        action();
        return () => { };
    }
    const beginning = rings.get(signal) ?? listen(signal);
    const { before } = beginning;
    const waiter = { action, before, after: beginning };
    if (before !== null)
        before.after = waiter;
    beginning.before = waiter;
    return () => leave(waiter);
}
function listen(signal) {
    const beginning = { action: null, before: null, after: null };
    beginning.before = beginning;
    beginning.after = beginning;
    rings.set(signal, beginning);
    signal.addEventListener('abort', () => fire(beginning), { once: true });
    return beginning;
}
function fire(beginning) {
    for (let next = beginning.after; next !== null && next !== beginning; next = beginning.after) {
        const { action } = next;
        leave(next);
        action?.();
    }
}
function leave(waiter) {
    if (waiter.action === null)
        return;
    if (waiter.before !== null)
        waiter.before.after = waiter.after;
    if (waiter.after !== null)
        waiter.after.before = waiter.before;
    waiter.action = null;
    waiter.before = null;
    waiter.after = null;
}


/***/ })

};
