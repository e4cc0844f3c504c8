export const id = 548;
export const ids = [548];
export const modules = {

/***/ 4152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ compileGlob),
/* harmony export */   x: () => (/* binding */ compilePathGlob)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2856);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8338);
/** Globs over canonical image names, `docker.io/library/redis:7.4` (contract, section 2), and over paths of files. */


/**
 * Compiles a glob: `*` stops at `/`, `**` does not, `?` is one character but not `/`, everything else is itself. It
 * must cover the whole of `host/repository` or of `host/repository:tag`, so `docker.io/library/*` takes every tag.
 */
function compileGlob(glob) {
    if (glob === '')
        return { ok: false, why: 'an empty glob matches nothing' };
    if (glob.length > _pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z) {
        return { ok: false, why: `a glob has at most ${_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z} characters, this one has ${glob.length}` };
    }
    const compiled = re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.compile(`^(?:${toRe2(glob)})$`, re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.DOTALL);
    const covers = (text) => compiled.test(text);
    return {
        ok: true,
        value: { source: glob, matches: (image) => covers(image) || covers(repositoryPart(image)) },
    };
}
/**
 * Compiles a glob over paths with `/`: as for images, save that `**` and a slash also stand for no folder at all: two
 * stars, then `/a.yaml`, are `a.yaml` in any folder and here. A leading `./` says nothing. It must cover the whole path.
 */
function compilePathGlob(glob) {
    if (glob === '')
        return { ok: false, why: 'an empty glob matches nothing' };
    if (glob.length > _pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z) {
        return { ok: false, why: `a glob has at most ${_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .PATTERN_LIMIT */ .z} characters, this one has ${glob.length}` };
    }
    const parts = glob.replace(/^(?:\.\/+)+/, '').split(/(\*\*+\/+)/);
    const text = parts.map((part) => (part.startsWith('**') ? '(?:.*/)?' : toRe2(part))).join('');
    const compiled = re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.compile(`^(?:${text})$`, re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.DOTALL);
    return { ok: true, value: { source: glob, matches: (path) => compiled.test(path) } };
}
function toRe2(glob) {
    return glob
        .split(/(\*\*+|\*|\?)/)
        .map((part) => {
        if (part.startsWith('**'))
            return '.*';
        if (part === '*')
            return '[^/]*';
        return part === '?' ? '[^/]' : re2js__WEBPACK_IMPORTED_MODULE_1__/* .RE2JS */ .L3.quote(part);
    })
        .join('');
}
/** `image` without its `@digest` and `:tag`; a colon before the last slash belongs to the host's port. */
function repositoryPart(image) {
    const at = image.indexOf('@');
    const name = at < 0 ? image : image.slice(0, at);
    const colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}


/***/ }),

/***/ 8338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ compilePattern),
/* harmony export */   z: () => (/* binding */ PATTERN_LIMIT)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2856);
/** A user's pattern: RE2 (linear time), unanchored. */

/** Longest pattern in characters, and largest compiled program, so that no pattern is slow on many tags. */
const PATTERN_LIMIT = 512;
const PROGRAM_LIMIT = 10_000;
/** Compiles RE2 syntax (no backreferences, no lookaround); it matches anywhere in the text. */
function compilePattern(source) {
    if (source === '')
        return { ok: false, why: 'an empty pattern matches everything' };
    if (source.length > PATTERN_LIMIT) {
        return {
            ok: false,
            why: `a pattern has at most ${PATTERN_LIMIT} characters, this one has ${source.length}`,
        };
    }
    try {
        const compiled = re2js__WEBPACK_IMPORTED_MODULE_0__/* .RE2JS */ .L3.compile(source);
        if (compiled.programSize() > PROGRAM_LIMIT)
            return { ok: false, why: 'its repetitions are too large' };
        return { ok: true, value: { source, matches: (text) => compiled.test(text) } };
    }
    catch (error) {
        return { ok: false, why: reason(error) };
    }
}
/** RE2's own words, without their fixed opening. */
function reason(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^error parsing regexp: /, '');
}


/***/ }),

/***/ 5875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Kc: () => (/* binding */ hasPlaceholder),
/* harmony export */   Ot: () => (/* binding */ plainDirectory),
/* harmony export */   QC: () => (/* binding */ parseTemplate),
/* harmony export */   r4: () => (/* binding */ placeKey)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);
/** Where an image lands: a mirror's target and the repository below it (contract, section 3). */

const PLACEHOLDER = /\{([^{}]*)\}/g;
const PLACEHOLDERS = ['host', 'path', 'name'];
/**
 * The repository path on the mirror: its prefix, `/`, and the image's, else the mirror's, else the file's template. On a
 * layout it is what stands before `:TAG` in `ref.name`.
 */
function placeOf({ image, mirror, file }) {
    const rendered = render(image.repository ?? mirror.repository ?? file.repository, image);
    if (!rendered.ok)
        return rendered;
    const prefix = mirror.place.kind === 'registry' && mirror.place.prefix !== '' ? `${mirror.place.prefix}/` : '';
    const place = `${prefix}${rendered.value}`;
    const why = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .whyPathIsInvalid */ .vx)(place);
    return why === null ? { ok: true, value: place } : { ok: false, why };
}
/** What makes two places one: the mirror's registry or directory, and the repository there. */
function placeKey(mirror, repository) {
    const { place } = mirror;
    return place.kind === 'registry'
        ? `${place.host}/${repository}`
        : `oci:${plainDirectory(place.directory)}:${repository}`;
}
/** A template as it is written, or why no image can ever land by it. */
function parseTemplate(text) {
    const unknown = [...text.matchAll(PLACEHOLDER)]
        .map((match) => match[1] ?? '')
        .find((name) => !PLACEHOLDERS.includes(name));
    if (unknown !== undefined)
        return {
            ok: false,
            why: `there is no placeholder {${unknown.slice(0, 40)}}; use {host}, {path} or {name}`,
        };
    const sample = fill(text, { host: 'docker.io', path: 'library/redis' });
    if (/[{}]/.test(sample))
        return { ok: false, why: 'a brace stands alone in it' };
    const why = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .whyPathIsInvalid */ .vx)(sample);
    return why === null ? { ok: true, value: text } : { ok: false, why };
}
/** Whether `template` needs the source's own name. */
function hasPlaceholder(template) {
    return template.search(PLACEHOLDER) >= 0;
}
/** One spelling for a relative directory: `./vault/` and `vault` are the same. */
function plainDirectory(directory) {
    const parts = directory.split('/').filter((part, index) => part !== '.' && (part !== '' || index === 0));
    return parts.join('/') || (directory.startsWith('/') ? '/' : '.');
}
function render(template, { source }) {
    if (source.kind === 'registry')
        return { ok: true, value: fill(template, source) };
    if (!hasPlaceholder(template))
        return { ok: true, value: template };
    return { ok: false, why: 'a layout as source has no {host}, {path} or {name}; write its repository out' };
}
function fill(template, { host, path }) {
    const values = {
        host: hostComponent(host),
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
    };
    return template.replace(PLACEHOLDER, (whole, name) => Object.hasOwn(values, name) ? (values[name] ?? whole) : whole);
}
/** A host as one path component: a path has no colon, so `localhost:5000` becomes `localhost-5000`, `[::1]:5000` `1-5000`. */
function hostComponent(host) {
    return host
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, '-')
        .replace(/^-+/, '');
}


/***/ }),

/***/ 2793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ shown),
/* harmony export */   Z: () => (/* binding */ userinfoEnd)
/* harmony export */ });
/** User's text in messages: quoted, one line, bounded, and without credentials written where none belong. */
const LONGEST_SHOWN = 160;
/** `text` as it may stand in a message. What looks like `user:password@host` loses its first part. */
function shown(text) {
    const plain = userinfoEnd(text) === null ? text : `***${text.slice(userinfoEnd(text) ?? 0)}`;
    const short = plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
    return JSON.stringify(short.length > LONGEST_SHOWN ? `${short.slice(0, LONGEST_SHOWN)}…` : short);
}
/** Where what looks like `user:password` (with or without a scheme before it) ends, at its `@`; null where there is none. */
function userinfoEnd(text) {
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0] ?? '';
    const rest = text.slice(scheme.length);
    const at = rest.lastIndexOf('@');
    // A digest may follow an `@` in a reference; anything else after `user:…@` is taken for a host.
    if (at < 0 || /^sha\d*:/i.test(rest.slice(at + 1)))
        return null;
    return scheme !== '' || /^[^/]*:/.test(rest.slice(0, at)) ? scheme.length + at : null;
}


/***/ }),

/***/ 6775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PJ: () => (/* binding */ parseSource),
/* harmony export */   bC: () => (/* binding */ parseLayoutTarget),
/* harmony export */   dv: () => (/* binding */ repositoryOfName),
/* harmony export */   j2: () => (/* binding */ formatSource)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(907);

const LAYOUT_PREFIX = 'oci:';
/** Reads a source; no default tag is applied. */
function parseSource(text) {
    if (text.startsWith(LAYOUT_PREFIX))
        return parseLayoutSource(text.slice(LAYOUT_PREFIX.length));
    const parsed = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
    if (!parsed.ok)
        return parsed;
    const { host, path, tag, digest } = parsed.value;
    return { ok: true, value: { kind: 'registry', repository: { kind: 'registry', host, path }, tag, digest } };
}
/** The directory of `oci:DIR`, or null where `text` is no such thing. */
function parseLayoutTarget(text) {
    if (!text.startsWith(LAYOUT_PREFIX))
        return null;
    const directory = text.slice(LAYOUT_PREFIX.length);
    if (directory.includes(':'))
        return { ok: false, why: 'a layout as target is oci:DIR without a name, and DIR has no colon' };
    const why = whyNotDirectory(directory);
    return why === null ? { ok: true, value: directory } : { ok: false, why };
}
/** Canonical name of a source without tag: `docker.io/library/redis`, `oci:./images/tool`. */
function formatSource(source) {
    return source.kind === 'registry' ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatRepository */ .Sh)(source) : `${LAYOUT_PREFIX}${source.directory}`;
}
/** What stands before `:TAG` or `@DIGEST` in a `ref.name`; '' where it is a tag alone, or no name is given. */
function repositoryOfName(name) {
    if (name === null || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(name))
        return '';
    const at = name.indexOf('@');
    if (at >= 0)
        return name.slice(0, at);
    return tagOfName(name) === null ? name : name.slice(0, name.lastIndexOf(':'));
}
/** The directory ends at the first colon; everything after it is the name, which may have `/`, `:` and `@` in it. */
function parseLayoutSource(text) {
    const colon = text.indexOf(':');
    const directory = colon < 0 ? text : text.slice(0, colon);
    const name = colon < 0 ? null : text.slice(colon + 1);
    const why = whyNotDirectory(directory) ?? (name === null ? null : whyNotName(name));
    if (why !== null)
        return { ok: false, why };
    return {
        ok: true,
        value: {
            kind: 'layout',
            repository: { kind: 'layout', directory },
            name,
            tag: name === null ? null : tagOfName(name),
        },
    };
}
function tagOfName(name) {
    if (name.includes('@'))
        return null;
    const last = name.slice(name.lastIndexOf(':') + 1);
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(last) ? last : null;
}
function whyNotDirectory(directory) {
    if (directory === '')
        return 'no directory stands after oci:';
    return hasControl(directory) ? 'the directory has a control character in it' : null;
}
function whyNotName(name) {
    if (name === '')
        return 'nothing stands after the colon; leave it away, or write the name of a root';
    return hasControl(name) || /\s/.test(name) ? 'the name has white space or a control character in it' : null;
}
function hasControl(text) {
    return /\p{Cc}/u.test(text);
}


/***/ }),

/***/ 1633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ SEVERITY_ORDER),
/* harmony export */   gk: () => (/* binding */ finding),
/* harmony export */   y0: () => (/* binding */ RULES)
/* harmony export */ });
/** Findings: what is wrong with the things a command examines, as data. Wording is made where it is found. */
/** Rule names with their default severity (contract, section 6). Issue-specific rules are added here and nowhere else. */
const RULES = {
    // the mirror manifest, the lock, the command line
    'manifest-invalid': 'error',
    'lock-invalid': 'error',
    'accept-expired': 'error',
    // resolve
    'no-lock': 'warning',
    'not-locked': 'error',
    'no-history': 'note',
    'source-gone': 'warning',
    'tag-rollback': 'error',
    'tag-overwritten': 'warning',
    'tag-immutable': 'error',
    'untagged-lost': 'error',
    'source-unreadable': 'error',
    // copy
    'copy-failed': 'error',
    'mirror-unreachable': 'error',
    'sparse-index-refused': 'error',
    'sparse-index': 'note',
    'foreign-layer': 'note',
    'range-ignored': 'note',
    'referrers-not-copied': 'note',
    'referrers-unreadable': 'error',
    'referrer-invalid': 'warning',
    'referrer-missing': 'warning',
    'manifest-missing': 'error',
    'manifest-digest-mismatch': 'error',
    'manifest-size-mismatch': 'error',
    'manifest-ambiguous': 'error',
    'manifest-unparsable': 'error',
    'blob-missing': 'error',
    'blob-size-mismatch': 'error',
    'blob-digest-mismatch': 'error',
    'media-type-mismatch': 'error',
    'insecure-connection': 'warning',
    'state-set-aside': 'note',
    // drift (contract, section 7)
    unreadable: 'error',
    missing: 'error',
    incomplete: 'error',
    ahead: 'error',
    stale: 'error',
    partial: 'warning',
    equivalent: 'warning',
    diverged: 'error',
    'lock-behind': 'note',
    'mirrors-disagree': 'warning',
    'fallback-rollback': 'error',
    // verify (contract, section 8)
    'media-type-unknown': 'note',
    'schema1-manifest': 'warning',
    'config-octet-stream': 'warning',
    'runtime-unsupported': 'error',
    'platform-mismatch': 'warning',
    'diff-id-mismatch': 'error',
    'layer-undecodable': 'error',
    'encrypted-layer': 'note',
    'nested-index': 'note',
    // signatures (docs/signatures.md)
    'signature-missing': 'error',
    'signature-invalid': 'error',
    'signature-policy-unmeetable': 'error',
    'signature-policy-unused': 'warning',
    'signature-policy-broad': 'warning',
    'signature-policy-uncopied': 'warning',
    'signature-policy-unlogged': 'note',
    'signature-policy-uncovered': 'note',
    // policies (contract, section 9)
    'policy-invalid': 'error',
    'policy-ignored': 'error',
    'policy-unknown-key': 'warning',
    'policy-no-effect': 'warning',
    'policy-deprecated': 'warning',
    'policy-conflict': 'error',
    'policy-replaced': 'warning',
    'policy-rewrite-invalid': 'error',
    'policy-inexpressible': 'error',
    'policy-uncovered': 'warning',
    'policy-unfilled': 'warning',
    'policy-tag-mirror': 'warning',
    'policy-stale-wins': 'note',
    'policy-insecure': 'warning',
    'policy-push-mirror': 'warning',
    'policy-order-loop': 'warning',
    'policy-blocked-no-mirror': 'warning',
    'policy-mirror-blocked': 'warning',
    'policy-shadowed': 'warning',
    'policy-unhealthy-mirror': 'warning',
    'policy-outdated': 'error',
};
/** A finding of `rule` at its default severity. */
function finding(rule, facts) {
    return { severity: RULES[rule], ...facts, rule };
}
const SEVERITY_ORDER = { error: 0, warning: 1, note: 2 };


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Dn: () => (/* binding */ keepTagOf),
/* harmony export */   Og: () => (/* binding */ hashFor),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   g4: () => (/* binding */ digestAlgorithm),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   q$: () => (/* binding */ whyNotDigest),
/* harmony export */   sU: () => (/* binding */ digestHex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7532);
/** Content digests: `algorithm:hex`, exact, lower case. */


const HEX_LENGTH = { sha256: 64, sha384: 96, sha512: 128 };
const LONGEST_DIGEST = 'sha512:'.length + HEX_LENGTH.sha512;
/** Why `text` is not a digest, or null when it is one. Source: image-spec descriptor.md, digest.Validate. */
function whyNotDigest(text) {
    const colon = text.indexOf(':');
    if (colon < 1)
        return 'a digest is written ALGORITHM:HEX, for example sha256: and 64 hex digits';
    const algorithm = text.slice(0, colon);
    if (!Object.hasOwn(HEX_LENGTH, algorithm)) {
        return `digest algorithm ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .T)(algorithm)} is not known; use sha256, sha384 or sha512`;
    }
    const length = HEX_LENGTH[algorithm];
    const hex = text.slice(colon + 1, LONGEST_DIGEST + 2);
    if (/[A-F]/.test(hex))
        return 'the hex digits of a digest are lower case';
    if (!/^[0-9a-f]*$/.test(hex))
        return 'a digest has only the hex digits 0-9 and a-f after the colon';
    if (hex.length !== length)
        return `a ${algorithm} digest has ${length} hex digits, this one has ${text.length - colon - 1}`;
    return null;
}
function isDigest(text) {
    return whyNotDigest(text) === null;
}
/** The digest in `text`, or null. */
function parseDigest(text) {
    return isDigest(text) ? text : null;
}
function digestAlgorithm(digest) {
    return digest.slice(0, digest.indexOf(':'));
}
function digestHex(digest) {
    return digest.slice(digest.indexOf(':') + 1);
}
/** The form for messages: `sha256:` and the first 12 hex digits. */
function shortDigest(digest) {
    const colon = digest.indexOf(':');
    return digest.slice(0, colon + 13);
}
/** A running hash for content that is expected to have `digest`. */
function hashFor(digest) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(digestAlgorithm(digest));
}
/** The digest of `bytes` under the algorithm of `like` (default sha256). */
function digestOf(bytes, like) {
    const algorithm = like === undefined ? 'sha256' : digestAlgorithm(like);
    return `${algorithm}:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(bytes).digest('hex')}`;
}
/** Longest tag a registry takes; only `keep-sha512-` and its hex would be longer. */
const LONGEST_TAG = 128;
/** The anchor tag of a root that no wanted tag holds (contract, section 4): `keep-sha256-<hex>`, cut to a tag's length. */
function keepTagOf(digest) {
    return `keep-${digest.replace(':', '-')}`.slice(0, LONGEST_TAG);
}


/***/ }),

/***/ 4647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ parsePlatform),
/* harmony export */   J5: () => (/* binding */ platformMatches)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7532);
/** Platforms of index entries and of the mirror manifest's `platforms:` list. */

/** Other names of an architecture (containerd platforms, Normalize); some name a variant too. */
const ARCHITECTURE_ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['i386', { architecture: '386' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
]);
/** What no variant means, where an architecture has variants. */
const DEFAULT_VARIANTS = new Map([
    ['amd64', 'v1'],
    ['arm64', 'v8'],
    ['arm', 'v7'],
]);
const LONGEST_PLATFORM = 128;
/**
 * `linux/amd64`, `linux/arm64/v8`, `windows(10.0.17763)/amd64`, with aliases resolved. A variant stays absent where none
 * was written, because that asks for any variant.
 */
function parsePlatform(text) {
    const parts = text.length > LONGEST_PLATFORM ? [] : text.split('/');
    const [os, architecture, variant] = parts;
    if (os === undefined || architecture === undefined || parts.length > 3) {
        return { ok: false, why: `a platform is written OS/ARCH or OS/ARCH/VARIANT, not ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)}` };
    }
    const osParts = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]+)\))?$/.exec(os);
    if (osParts === null)
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(os)} is not an operating system` };
    if (!/^[A-Za-z0-9_-]+$/.test(architecture)) {
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(architecture)} is not an architecture` };
    }
    if (variant !== undefined && !/^[A-Za-z0-9_.-]+$/.test(variant)) {
        return { ok: false, why: `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(variant)} is not a variant` };
    }
    const platform = { os: osParts[1] ?? os, architecture, ...(variant !== undefined && { variant }) };
    const osVersion = osParts[2];
    return { ok: true, value: normalise(osVersion === undefined ? platform : { ...platform, osVersion }) };
}
/** `linux/arm64/v8`. Characters that no platform has (it may come from a registry) are shown as `?`. */
function formatPlatform(platform) {
    const version = platform.osVersion === undefined ? '' : `(${platform.osVersion})`;
    const variant = platform.variant === undefined ? '' : `/${platform.variant}`;
    return `${platform.os}${version}/${platform.architecture}${variant}`.replace(/[^A-Za-z0-9_.()/-]/g, '?');
}
/**
 * Whether an index entry's platform is what was asked for. Without a variant any variant matches; with one it must be
 * equal after normalisation, where none means the default (`arm64` is `arm64/v8`, `arm` is `arm/v7`).
 */
function platformMatches(wanted, have) {
    const left = normalise(wanted);
    const right = normalise(have);
    if (left.os !== right.os || left.architecture !== right.architecture)
        return false;
    if (left.variant !== undefined && variantOf(left) !== variantOf(right))
        return false;
    return left.osVersion === undefined || `${right.osVersion ?? ''}.`.startsWith(`${left.osVersion}.`);
}
function normalise(platform) {
    const os = platform.os.toLowerCase();
    const written = platform.architecture.toLowerCase();
    const { architecture, variant: named } = ARCHITECTURE_ALIASES.get(written) ?? { architecture: written };
    const variant = normaliseVariant(architecture, platform.variant) ?? named;
    return {
        os: os === 'macos' ? 'darwin' : os,
        architecture,
        ...(variant !== undefined && { variant }),
        ...(platform.osVersion !== undefined && { osVersion: platform.osVersion }),
    };
}
/** `8` and `v8.0` are `v8`; an empty variant is none. */
function normaliseVariant(architecture, variant) {
    if (variant === undefined || variant === '')
        return undefined;
    const lower = variant.toLowerCase();
    if (!DEFAULT_VARIANTS.has(architecture))
        return lower;
    return lower.replace(/^v?([0-9]+)(?:\.0)?$/, 'v$1').replace(/^([0-9])/, 'v$1');
}
function variantOf(platform) {
    return platform.variant ?? DEFAULT_VARIANTS.get(platform.architecture) ?? '';
}


/***/ }),

/***/ 7532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ quoted)
/* harmony export */ });
/** Text from outside, made fit for a one-line message. */
const LONGEST_QUOTE = 80;
/** `text` in double quotes, cut at 80 characters, with control and invisible characters written as escapes. */
function quoted(text) {
    const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}


/***/ }),

/***/ 7219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Be: () => (/* binding */ whyTextIsUnusable),
/* harmony export */   QA: () => (/* binding */ whyTagIsInvalid),
/* harmony export */   qn: () => (/* binding */ whyNameIsTooLong),
/* harmony export */   sS: () => (/* binding */ whyHostIsInvalid),
/* harmony export */   vx: () => (/* binding */ whyPathIsInvalid)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7532);
/**
 * The grammar of image references (distribution/reference), one question per function: why is this text not what it
 * should be? Null means that it is. Every length is checked before a pattern runs, and every pattern is linear.
 */

/** Host and path together: the older of the two limits in use (containerd up to 1.7, docker/distribution). */
const LONGEST_NAME = 255;
const LONGEST_TAG = 128;
/** More than name, tag and digest at their longest (520); beyond it no part is looked at. */
const LONGEST_TEXT = 1024;
const HIGHEST_PORT = 65535;
/** Why no reference, repository or host can be read from `text`, whatever its parts are. */
function whyTextIsUnusable(text) {
    if (text === '')
        return 'it is empty';
    if (text.length > LONGEST_TEXT)
        return `it is too long: ${text.length} characters`;
    if (/\s/.test(text))
        return `it has white space in it: ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)}`;
    const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text)?.[0];
    if (scheme !== undefined)
        return `it is written without a scheme; leave ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(scheme)} away`;
    const stranger = /[^!-~]/u.exec(text)?.[0];
    return stranger === undefined ? null : `the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} cannot stand in it`;
}
/** Why `host` and `path` are too long as one name, or null. */
function whyNameIsTooLong(host, path) {
    const length = host.length + 1 + path.length;
    if (length <= LONGEST_NAME)
        return null;
    return `host and path together are ${length} characters long, at most ${LONGEST_NAME} are allowed`;
}
/** Why `text` is not `host[:port]`; an IPv6 address stands in brackets. */
function whyHostIsInvalid(text) {
    if (text === '')
        return 'the registry host is missing';
    if (text.length > LONGEST_NAME)
        return `the registry host is too long: ${text.length} characters`;
    const { name, port } = splitPort(text);
    return whyHostNameIsInvalid(name) ?? whyPortIsInvalid(port) ?? whyAddressIsInvalid(text);
}
/** Why `path` is not a repository path: components of lower case letters and digits, joined by `/`. */
function whyPathIsInvalid(path) {
    if (path === '')
        return 'the repository name is missing';
    if (path.length > LONGEST_NAME) {
        return `the repository path is ${path.length} characters long, at most ${LONGEST_NAME} are allowed`;
    }
    if (/[A-Z]/.test(path)) {
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has upper case letters; it must be lower case`;
    }
    for (const component of path.split('/')) {
        const why = whyComponentIsInvalid(component, path);
        if (why !== null)
            return why;
    }
    return null;
}
/** Why `text` is not a tag: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`. */
function whyTagIsInvalid(text) {
    if (text === '')
        return 'the tag is missing';
    if (text.length > LONGEST_TAG) {
        return `the tag is ${text.length} characters long, at most ${LONGEST_TAG} are allowed`;
    }
    const stranger = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
    if (stranger !== undefined)
        return `the tag ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    return /^[.-]/.test(text) ? `the tag ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text)} starts with ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(text.slice(0, 1))}` : null;
}
function splitPort(host) {
    const afterBracket = host.startsWith('[') ? Math.max(host.indexOf(']'), 0) : 0;
    const colon = host.indexOf(':', afterBracket);
    return colon < 0 ? { name: host, port: null } : { name: host.slice(0, colon), port: host.slice(colon + 1) };
}
function whyHostNameIsInvalid(name) {
    if (name === '')
        return 'the registry host is missing; an IPv6 address is written in brackets, [::1]';
    if (name.startsWith('[')) {
        return /^\[[0-9A-Fa-f:]+\]$/.test(name) ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} is not an IPv6 address in brackets`;
    }
    const stranger = /[^A-Za-z0-9.-]/u.exec(name)?.[0];
    if (stranger !== undefined) {
        return `the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    }
    const labels = name.split('.');
    if (labels.includes(''))
        return `the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} has an empty part between its dots`;
    const bad = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
    return bad === undefined
        ? null
        : `the part ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(bad)} of the registry host ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(name)} starts or ends with "-"`;
}
function whyPortIsInvalid(port) {
    if (port === null)
        return null;
    if (port === '')
        return 'the port is missing after ":"';
    const isPort = /^[0-9]+$/.test(port) && Number(port) <= HIGHEST_PORT;
    return isPort ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(port)} is not a port; ports are numbers from 0 to ${HIGHEST_PORT}`;
}
/** Catches what looks like an address and is none (`256.1.1.1`, `[1::2::3]`): no connection could be made to it. */
function whyAddressIsInvalid(host) {
    return URL.canParse(`http://${host}/`) ? null : `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(host)} is not an address`;
}
function whyComponentIsInvalid(component, path) {
    if (component === '')
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has an empty component`;
    const stranger = /[^a-z0-9._-]/u.exec(component)?.[0];
    if (stranger !== undefined) {
        return `the repository path ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(path)} has the character ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(stranger)} in it`;
    }
    if (/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(component))
        return null;
    return (`the component ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .T)(component)} of a repository path starts and ends with a letter or digit, ` +
        'with a single ".", "_", "__" or any number of "-" in between');
}


/***/ }),

/***/ 907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   Sh: () => (/* binding */ formatRepository),
/* harmony export */   _t: () => (/* binding */ withDefaultTag),
/* harmony export */   cW: () => (/* binding */ isLoopbackHost),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   hu: () => (/* binding */ parseTarget),
/* harmony export */   nz: () => (/* binding */ apiHost),
/* harmony export */   o6: () => (/* binding */ parseHost),
/* harmony export */   vx: () => (/* reexport safe */ _reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__.vx)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1564);
/* harmony import */ var _reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7219);
/** Image references by Docker's rules (distribution/reference, ParseDockerRef). */



const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
/** Where the registry named `docker.io` really answers. */
const DOCKER_HUB_API = 'registry-1.docker.io';
/**
 * The reference in `text`, normalised: `redis` is `docker.io/library/redis`. No default tag is applied, and a tag
 * beside a digest is kept. Source: ParseDockerRef; host and path together are limited to 255 characters.
 */
function parseReference(text) {
    const unusable = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text) ?? whyImageId(text);
    if (unusable !== null)
        return refused(unusable);
    const { host, remainder } = splitHost(text);
    const { path: written, tag, digest } = splitSuffixes(remainder);
    const path = host === DOCKER_HUB ? withLibrary(written) : written;
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(host) ?? whyWrittenPathIsInvalid(written, path) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNameIsTooLong */ .qn)(host, path);
    if (why !== null)
        return refused(why);
    if (tag !== null && !isTag(tag))
        return refused((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(tag));
    if (digest !== null && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return refused((0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .whyNotDigest */ .q$)(digest));
    return { ok: true, value: { host, path, tag, digest } };
}
/** `reference` with tag `latest` where it has neither tag nor digest. */
function withDefaultTag(reference) {
    return reference.tag === null && reference.digest === null
        ? { ...reference, tag: 'latest' }
        : reference;
}
/** Like `parseReference`, for places where neither tag nor digest may stand. `host:5000` is a name with a tag. */
function parseRepository(text) {
    const parsed = parseReference(text);
    if (!parsed.ok)
        return parsed;
    const { host, path, tag, digest } = parsed.value;
    if (tag !== null)
        return refused(`a repository is meant here, without the tag "${tag}"`);
    if (digest !== null)
        return refused('a repository is meant here, without a digest');
    return { ok: true, value: { host, path } };
}
function parseTag(text) {
    return isTag(text) ? { ok: true, value: text } : refused((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(text));
}
function isTag(text) {
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTagIsInvalid */ .QA)(text) === null;
}
/** `host[:port]`, also a single label or `[::1]:5000`; `index.docker.io` becomes `docker.io`. */
function parseHost(text) {
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text) ?? whyHasPath(text) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(text);
    return why === null ? { ok: true, value: canonicalHost(text) } : refused(why);
}
/**
 * `host[:port][/prefix]`. The first part is always the host, so it must be one that references can name: `localhost`,
 * or a name with a dot or a port. `prefix` is '' where none is written.
 */
function parseTarget(text) {
    const unusable = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyTextIsUnusable */ .Be)(text);
    if (unusable !== null)
        return refused(unusable);
    const slash = text.indexOf('/');
    const first = slash < 0 ? text : text.slice(0, slash);
    const prefix = slash < 0 ? '' : text.slice(slash + 1);
    const why = (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(first) ?? whyNotTargetHost(first);
    if (why !== null)
        return refused(why);
    const host = canonicalHost(first);
    const whyPrefix = slash < 0 ? null : (whyPrefixIsInvalid(prefix) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyNameIsTooLong */ .qn)(host, prefix));
    return whyPrefix === null ? { ok: true, value: { host, prefix } } : refused(whyPrefix);
}
/** `docker.io/library/redis` */
function formatRepository(repository) {
    return `${repository.host}/${repository.path}`;
}
/** `docker.io/library/redis:7.4@sha256:…`, with what the reference has of tag and digest. */
function formatReference(reference) {
    const tag = reference.tag === null ? '' : `:${reference.tag}`;
    const digest = reference.digest === null ? '' : `@${reference.digest}`;
    return `${formatRepository(reference)}${tag}${digest}`;
}
/** Whether `host[:port]` is this machine: `localhost`, `*.localhost`, `127.0.0.0/8` in any spelling, `[::1]`. */
function isLoopbackHost(host) {
    if ((0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyHostIsInvalid */ .sS)(host) !== null)
        return false;
    const { hostname } = new URL(`http://${host}/`);
    return /(?:^|\.)localhost$/.test(hostname) || /^127(?:\.[0-9]+){3}$/.test(hostname) || hostname === '[::1]';
}
/** The host that answers API requests for `host`: Docker Hub's is not the one in its references. */
function apiHost(host) {
    return canonicalHost(host) === DOCKER_HUB ? DOCKER_HUB_API : host;
}
function refused(why) {
    return { ok: false, why: why ?? 'it cannot be read' };
}
function whyImageId(text) {
    return /^[a-f0-9]{64}$/.test(text)
        ? '64 hex digits alone are an image ID, not a reference; write NAME@sha256: before them'
        : null;
}
/** What stands before the first `/` is the host only if it looks like one; else all of it is a Docker Hub path. */
function splitHost(text) {
    const slash = text.indexOf('/');
    const first = text.slice(0, Math.max(slash, 0));
    const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
    if (!isHost)
        return { host: DOCKER_HUB, remainder: text };
    return { host: canonicalHost(first), remainder: text.slice(slash + 1) };
}
function splitSuffixes(remainder) {
    const at = remainder.indexOf('@');
    const digest = at < 0 ? null : remainder.slice(at + 1);
    const name = at < 0 ? remainder : remainder.slice(0, at);
    const colon = name.indexOf(':');
    return colon < 0
        ? { path: name, tag: null, digest }
        : { path: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}
function withLibrary(path) {
    return path.includes('/') ? path : `library/${path}`;
}
/** Speaks of the path as it was written where that is what is wrong, not of the one with `library/` before it. */
function whyWrittenPathIsInvalid(written, path) {
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(written) ?? (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(path);
}
function whyHasPath(text) {
    return text.includes('/') ? 'a host with an optional port is meant here, without a path' : null;
}
function whyNotTargetHost(first) {
    if (first === 'localhost' || /[.:]/.test(first))
        return null;
    return (`"${first}" is not taken for a registry host, because it has no dot and no port; ` +
        `write HOST:PORT, for example "${first}:443"`);
}
function whyPrefixIsInvalid(prefix) {
    if (prefix === '')
        return 'nothing stands after the "/"';
    if (/[:@]/.test(prefix))
        return 'a host and a path prefix are meant here, without tag or digest';
    return (0,_reference_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .whyPathIsInvalid */ .vx)(prefix);
}
function canonicalHost(host) {
    return host === DOCKER_HUB_LEGACY ? DOCKER_HUB : host;
}


/***/ })

};
