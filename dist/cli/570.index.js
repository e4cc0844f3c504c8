export const id = 570;
export const ids = [570];
export const modules = {

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

/***/ 2570:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readMirrorFile: () => (/* binding */ readMirrorFile)
});

// EXTERNAL MODULE: ./build/oci/digest.js
var oci_digest = __webpack_require__(1564);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/files/place.js
var files_place = __webpack_require__(5875);
// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(6775);
;// CONCATENATED MODULE: ./build/files/collisions.js
/**
 * Two images that want the same place on a mirror: different sources in one repository, one tag wanted twice
 * (contract, section 3: an error naming both lines).
 */




/** Tells every collision and every place that cannot be, once per cause, whatever the number of mirrors. */
function tellCollisions(file, reading) {
    const mirrors = new Map(file.mirrors.filter(({ state }) => state !== 'retired').map((mirror) => [mirror.name, mirror]));
    const owners = new Map();
    const pins = new Map();
    tellSecondSelects(file.images, reading);
    for (const image of file.images) {
        const conflicts = new Map();
        const isPlaceless = image.source.kind === 'layout' && image.repository === null; // has been told
        for (const name of isPlaceless ? [] : image.mirrors) {
            const mirror = mirrors.get(name);
            if (mirror !== undefined)
                placeOn(mirror, { image, file, owners, conflicts });
        }
        for (const conflict of conflicts.values())
            tellConflict(conflict, reading);
        const told = new Set([...conflicts.values()].map(({ at }) => at));
        const rest = image.wants.filter(({ at }) => !told.has(at));
        tellRepeatedInside({ ...image, wants: rest }, reading);
        tellSecondPins({ ...image, wants: rest }, pins, reading);
    }
}
function placeOn(mirror, { image, file, owners, conflicts }) {
    const name = (0,files_source/* formatSource */.j2)(image.source);
    const add = (conflict) => {
        const key = `${conflict.at.line}:${conflict.at.column}:${conflict.message}`;
        const known = conflicts.get(key);
        if (known === undefined)
            conflicts.set(key, { ...conflict, mirrors: [mirror.name] });
        else
            known.mirrors.push(mirror.name);
    };
    const place = (0,files_place/* placeOf */.$t)({ image, mirror, file });
    if (!place.ok) {
        add({
            at: image.at,
            message: `${name} has no place: ${place.why}`,
            help: 'set repository for this image',
        });
        return;
    }
    if (isOwnPlace(image, mirror, place.value)) {
        add({
            at: image.at,
            message: `${name} would be mirrored onto itself, and its own tags be moved`,
            help: 'give it another repository, or leave this mirror out of its mirrors',
        });
        return;
    }
    const key = (0,files_place/* placeKey */.r4)(mirror, place.value);
    const source = sourceKey(image);
    const owner = owners.get(key);
    if (owner === undefined)
        owners.set(key, { image, source, wants: new Map(image.wants.map((want) => [wantKey(want), want])) });
    else if (owner.source !== source) {
        const pair = [owner.image, image].map(({ source, at }) => `${(0,files_source/* formatSource */.j2)(source)} (line ${at.line})`);
        add({
            at: image.at,
            message: `${pair.join(' and ')} land in one repository`,
            help: 'give one of the two another repository',
        });
    }
    else
        claim(owner, image, add);
}
/** A layout is one index for all of its repositories: the directory decides. Docker Hub's `redis` is its `library/redis`. */
function isOwnPlace({ source }, { place }, repository) {
    if (source.kind === 'layout')
        return place.kind === 'layout' && (0,files_place/* plainDirectory */.Ot)(place.directory) === (0,files_place/* plainDirectory */.Ot)(source.directory);
    if (place.kind === 'layout')
        return false;
    const landing = (0,reference/* parseRepository */.SU)(`${place.host}/${repository}`);
    return landing.ok && landing.value.path === source.path && answering(place.host) === answering(source.host);
}
function answering(host) {
    return (0,reference/* apiHost */.nz)(host.toLowerCase());
}
function claim(owner, image, add) {
    for (const want of image.wants) {
        const earlier = owner.wants.get(wantKey(want));
        if (earlier === undefined)
            owner.wants.set(wantKey(want), want);
        else
            add(repeated(want, earlier, (0,files_source/* formatSource */.j2)(image.source)));
    }
}
function tellConflict({ at, message, help, mirrors }, reading) {
    reading.fault(at, `${message} (on ${mirrors.length === 1 ? 'mirror' : 'mirrors'} ${mirrors.join(', ')})`, help);
}
/** What one entry itself lists twice, wherever it goes; another pin of the same tag is told with the pins. */
function tellRepeatedInside(image, reading) {
    const seen = new Map();
    for (const want of image.wants) {
        const earlier = seen.get(wantKey(want));
        if (earlier === undefined)
            seen.set(wantKey(want), want);
        else if (!hasOtherPin(want, earlier))
            tellRepeated(want, earlier, { image, reading });
    }
}
/** One tag of a source pinned to two digests, also where the two go to different mirrors. */
function tellSecondPins(image, pins, reading) {
    for (const want of image.wants) {
        if (pinOf(want) === null)
            continue;
        const key = `${sourceKey(image)} ${wantKey(want)}`;
        const earlier = pins.get(key);
        if (earlier === undefined)
            pins.set(key, want);
        else if (hasOtherPin(want, earlier))
            tellRepeated(want, earlier, { image, reading });
    }
}
/** The lock keeps one selection of a source repository, wherever its images go. */
function tellSecondSelects(images, reading) {
    const firsts = new Map();
    for (const image of images) {
        if (image.select === null)
            continue;
        const { at } = image.select;
        const name = (0,files_source/* formatSource */.j2)(image.source);
        const line = firsts.get(name);
        if (line === undefined)
            firsts.set(name, at.line);
        else
            reading.fault(at, `${name} has two selections, in line ${line} and in line ${at.line}`, 'make one selection of the two, or list the tags of one');
    }
}
function hasOtherPin(want, earlier) {
    return pinOf(want) !== null && pinOf(earlier) !== null && pinOf(want) !== pinOf(earlier);
}
function tellRepeated(want, earlier, { image, reading }) {
    const { at, message, help } = repeated(want, earlier, (0,files_source/* formatSource */.j2)(image.source));
    reading.fault(at, message, help);
}
function repeated(want, earlier, name) {
    const { at } = want;
    const what = `${name}${wantText(want)}`;
    const pin = pinOf(want);
    const earlierPin = pinOf(earlier);
    if (pin === earlierPin)
        return {
            at,
            message: `${what} is listed twice, in line ${earlier.at.line} and in line ${at.line}`,
            help: 'keep one of the two',
        };
    const [first, second] = [earlier, want].map((one) => {
        const digest = pinOf(one);
        return `${digest === null ? 'without one' : (0,oci_digest/* shortDigest */.VK)(digest)} in line ${one.at.line}`;
    });
    const message = `${what} is wanted with two digests: ${first}, ${second}`;
    return { at, message, help: 'a tag points to one digest; keep one of the two' };
}
function pinOf(want) {
    return want.kind === 'tag' ? want.pin : null;
}
/** Which repository an image comes from. In a layout that is the directory and the repository part of `ref.name`. */
function sourceKey(image) {
    if (image.source.kind === 'registry')
        return (0,files_source/* formatSource */.j2)(image.source);
    const named = image.wants.find((want) => want.kind === 'layout-name');
    return `oci:${(0,files_place/* plainDirectory */.Ot)(image.source.directory)}:${(0,files_source/* repositoryOfName */.dv)(named?.name ?? null)}`;
}
function wantKey(want) {
    if (want.kind === 'digest')
        return want.digest;
    return want.tag === null ? `name ${want.kind === 'layout-name' ? want.name : ''}` : `tag ${want.tag}`;
}
function wantText(want) {
    if (want.kind === 'digest')
        return `@${(0,oci_digest/* shortDigest */.VK)(want.digest)}`;
    if (want.kind === 'tag')
        return `:${want.tag}`;
    return want.name === null ? '' : `:${want.name}`;
}

// EXTERNAL MODULE: ./build/files/duration.js
var duration = __webpack_require__(2334);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/runtime.js
var oci_runtime = __webpack_require__(6426);
;// CONCATENATED MODULE: ./build/files/signatures-schema.js
/** The shape of `signatures:` in the mirror manifest. What its texts mean is read afterwards (`read-signatures.ts`). */

function signatures_schema_text(description, examples = []) {
    return schemas/* string */.YjP().meta(examples.length === 0 ? { description } : { description, examples });
}
const signer = schemas/* strictObject */.rej({
    issuer: signatures_schema_text('Who vouched for the identity: the exact URL of the OpenID Connect issuer.', [
        'https://token.actions.githubusercontent.com',
    ]).optional(),
    subject: signatures_schema_text('The exact identity: the URL of a workflow at a ref, or an e-mail address.', [
        'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main',
    ]).optional(),
    subjectPattern: signatures_schema_text('RE2 pattern for the identity, from ^ to $; it must match the whole of it.', [
        '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$',
    ]).optional(),
    key: signatures_schema_text('PEM file with a public key, relative to this file, instead of an identity.', [
        'keys/acme.pub',
    ]).optional(),
    log: schemas/* enum */.k5n(['required', 'ignored'])
        .meta({
        description: 'Only with key: whether the signature must be in a transparency log.',
        default: 'required',
    })
        .optional(),
})
    .describe('One signer: issuer with subject or subjectPattern, or a key.');
const policy = schemas/* strictObject */.rej({
    image: signatures_schema_text('Glob over host/repository[:tag] of the source; * stops at /, ** does not.', [
        'ghcr.io/acme/**',
    ]),
    signedBy: schemas/* array */.YOg(signer).min(1).describe('Who may have signed; any one of them will do.'),
    require: schemas/* array */.YOg(signatures_schema_text('signature, or the predicate type of an attestation.', ['https://slsa.dev/provenance/v1']))
        .min(1)
        .describe('What has to be there, each signed by one of signedBy. Default: signature.')
        .optional(),
})
    .describe('What images must carry. Every policy that matches an image has to be met.');
const signaturesSchema = schemas/* strictObject */.rej({
    trustedRoot: signatures_schema_text("JSON file with the trust root (trusted_root.json), relative to this file. Default: sigstore's public one, fetched by TUF.").optional(),
    policies: schemas/* array */.YOg(policy).min(1).describe('What images must carry.'),
})
    .describe('Whose signatures images must carry; without it none is asked for.');

;// CONCATENATED MODULE: ./build/files/mirrorfile-schema.js
/**
 * The shape of the mirror manifest, version 1: the one source of what `readMirrorFile` accepts and of
 * `schema/mirror.schema.json`. Shape only; what text means (references, patterns, durations) is read afterwards.
 */





const NAME_PATTERN = '^[a-z0-9][a-z0-9._-]*$';
const ENV_NAME_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';
const DATE_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';
const DIGEST_PATTERN = '^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$';
/** `pattern` helps editors only: the reader gives better reasons than a pattern that does not match. */
function mirrorfile_schema_text(description, meta = {}) {
    return schemas/* string */.YjP().meta({ description, ...meta });
}
const unlocked = schemas/* enum */.k5n(['error', 'resolve']);
const referrers = schemas/* enum */.k5n(['copy', 'report', 'ignore']);
const levels = schemas/* enum */.k5n(['error', 'warning', 'note', 'off']);
const ruleNames = Object.keys(finding/* RULES */.y0);
const runtimes = schemas/* array */.YOg(mirrorfile_schema_text('A runtime and its version.', {
    pattern: oci_runtime/* RUNTIME_PATTERN */.mL,
    examples: ['containerd@1.7', 'cri-o@1.30'],
}))
    .describe(`Who will pull, each with a version: ${oci_runtime/* RUNTIME_NAMES */.st.join(', ')}.`);
const repository = mirrorfile_schema_text("Where an image lands below a mirror's target. {host} is docker.io (a port's colon becomes a dash), {path} library/redis, {name} redis.", { examples: ['{path}', '{host}/{path}', 'cache/redis'] });
const mirror = schemas/* strictObject */.rej({
    name: mirrorfile_schema_text('Name of this mirror in reports and options.', { pattern: NAME_PATTERN }),
    target: mirrorfile_schema_text('host[:port][/prefix] of a registry, or oci:DIR for an OCI image layout directory relative to this file.', {
        examples: ['registry.eu.example.com/mirror', 'oci:./vault'],
    }),
    state: schemas/* enum */.k5n(['serving', 'filling', 'retired'])
        .meta({
        description: 'serving: in use. filling: written, but not yet in policies. retired: left alone.',
        default: 'serving',
    })
        .optional(),
    kind: schemas/* enum */.k5n(['store', 'cache'])
        .meta({
        description: 'store: written by this tool. cache: a pull-through cache, never written.',
        default: 'store',
    })
        .optional(),
    keepTags: schemas/* boolean */.zMY()
        .describe('Anchor tags against garbage collection on this mirror; default: the top-level keepTags.')
        .optional(),
    repository: repository.optional(),
})
    .describe('One place that images are mirrored to.');
const tls = schemas/* union */.KCZ([
    schemas/* boolean */.zMY(),
    schemas/* strictObject */.rej({
        ca: mirrorfile_schema_text('PEM file with further certificate authorities, relative to this file.').optional(),
        cert: mirrorfile_schema_text('PEM file with the client certificate.').optional(),
        key: mirrorfile_schema_text("PEM file with the client certificate's key.").optional(),
        skipVerify: schemas/* boolean */.zMY()
            .meta({ description: 'Accept any certificate. Warned about.', default: false })
            .optional(),
    }),
])
    .describe('true: HTTPS with the known authorities. false: plain HTTP. Unset: HTTP for loopback hosts, else HTTPS.');
const registry = schemas/* strictObject */.rej({
    tls: tls.optional(),
    auth: schemas/* strictObject */.rej({
        usernameEnv: mirrorfile_schema_text('Name of the environment variable that holds the user name.', {
            pattern: ENV_NAME_PATTERN,
        }),
        passwordEnv: mirrorfile_schema_text('Name of the environment variable that holds the password or token.', {
            pattern: ENV_NAME_PATTERN,
        }),
    })
        .describe('Credentials by environment variable names, MIRROR_… unless allowed otherwise; never the secrets themselves.')
        .optional(),
    concurrency: schemas/* int */.Whr()
        .min(1)
        .describe('Upper bound of requests in flight; the tool adapts below it.')
        .optional(),
    endpoints: schemas/* array */.YOg(mirrorfile_schema_text('Base URL.', { examples: ['https://mirror.gcr.io'] }))
        .describe('Read here first, by digest only; tags are always resolved at the registry itself.')
        .optional(),
})
    .describe('How to talk to this registry.');
const mirrorfile_schema_select = schemas/* strictObject */.rej({
    semver: mirrorfile_schema_text('Range of versions; sees tags with three numbers, a leading v allowed.', {
        examples: ['>=7.2 <8'],
    }).optional(),
    include: mirrorfile_schema_text('RE2 pattern, unanchored: only tags that match.').optional(),
    exclude: mirrorfile_schema_text('RE2 pattern, unanchored: no tags that match.').optional(),
    latest: schemas/* int */.Whr().min(1).describe('Only the newest so many by version; needs semver.').optional(),
})
    .describe("Which of the source's tags are wanted; semver or include is needed.");
const source = mirrorfile_schema_text("Where it comes from: a reference by Docker's rules, or oci:DIR[:NAME] for an OCI image layout directory.", {
    examples: ['docker.io/library/redis', 'ghcr.io/acme/app:1.2', 'oci:./images/tool:1.2'],
});
const mirrorfile_schema_image = schemas/* strictObject */.rej({
    source,
    digests: schemas/* array */.YOg(mirrorfile_schema_text('A digest.', { pattern: DIGEST_PATTERN }))
        .describe('Digests that are wanted.')
        .optional(),
    tags: schemas/* array */.YOg(mirrorfile_schema_text('A tag, or tag@digest. Quote it: 1.10 without quotes is a number.'))
        .describe('Tags that are wanted, each as TAG or TAG@DIGEST.')
        .optional(),
    select: mirrorfile_schema_select.optional(),
    allowMirrorByTags: schemas/* boolean */.zMY()
        .describe("Whether the mirror's tags follow the source's; default: the top-level value.")
        .optional(),
    repository: repository.optional(),
    mirrors: schemas/* array */.YOg(mirrorfile_schema_text('Name of a mirror.'))
        .min(1)
        .describe('Where it goes; default: to all mirrors.')
        .optional(),
    platforms: schemas/* array */.YOg(mirrorfile_schema_text('os/architecture[/variant].', { examples: ['linux/amd64', 'linux/arm64'] }))
        .min(1)
        .describe('Platforms that are wanted; default: all.')
        .optional(),
    index: schemas/* enum */.k5n(['sparse', 'omit'])
        .meta({
        description: 'With platforms: push the unchanged index (sparse) or only the wanted children (omit).',
        default: 'sparse',
    })
        .optional(),
    immutable: mirrorfile_schema_text('RE2 pattern, unanchored: tags that never move once set.').optional(),
    allowRollback: schemas/* boolean */.zMY()
        .meta({ description: 'Let an unlocked tag go back to an older digest.', default: false })
        .optional(),
    unlocked: unlocked
        .describe('What becomes of a tag that an existing lock lacks; default: the top-level value.')
        .optional(),
    referrers: referrers
        .describe('Signatures, SBOMs, attestations; default: the top-level value.')
        .optional(),
    runtimes: runtimes.optional(),
})
    .describe('One source repository, and what of it is wanted.');
const accept = schemas/* strictObject */.rej({
    rule: schemas/* enum */.k5n(ruleNames).describe('The rule whose findings are accepted.'),
    image: mirrorfile_schema_text('Glob over host/repository[:tag]; * stops at /, ** does not. Default: every image.').optional(),
    mirror: mirrorfile_schema_text('Name of a mirror. Default: every mirror.').optional(),
    until: mirrorfile_schema_text('The last day this holds, YYYY-MM-DD.', { pattern: DATE_PATTERN }),
    reason: mirrorfile_schema_text('Why it is accepted.'),
})
    .describe('Known findings, with a reason and an end.');
const mirrorFileSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this file format.'),
    allowMirrorByTags: schemas/* boolean */.zMY()
        .meta({
        description: "Whether the mirrors' tags follow the sources'. false: images are mirrored under their digests only.",
        default: false,
    })
        .optional(),
    keepTags: schemas/* boolean */.zMY()
        .meta({ description: 'Anchor tags against garbage collection.', default: true })
        .optional(),
    recheckAfter: mirrorfile_schema_text('How long a proof of completeness is good.', {
        pattern: duration/* DURATION_PATTERN */.Cq,
        default: '7d',
    }).optional(),
    maxLag: mirrorfile_schema_text('How long a mirror may be behind before it is an error.', {
        pattern: duration/* DURATION_PATTERN */.Cq,
        default: '26h',
    }).optional(),
    unlocked: unlocked
        .meta({ description: 'What becomes of a tag that an existing lock lacks.', default: 'error' })
        .optional(),
    readFrom: schemas/* enum */.k5n(['mirrors-first', 'source-first'])
        .meta({ description: 'Where known digests are read from.', default: 'mirrors-first' })
        .optional(),
    repository: repository.meta({ default: '{path}' }).optional(),
    mirrors: schemas/* array */.YOg(mirror).min(1).describe('Where images go. Order is priority, as in a mirror policy.'),
    registries: schemas/* record */.g1P(schemas/* string */.YjP(), registry)
        .describe('How to talk to registries, by host[:port].')
        .optional(),
    runtimes: runtimes.optional(),
    referrers: referrers
        .meta({ description: 'Signatures, SBOMs, attestations.', default: 'copy' })
        .optional(),
    rules: schemas/* strictObject */.rej(Object.fromEntries(ruleNames.map((rule) => [rule, levels.optional()])))
        .describe('Severities by rule: error, warning, note or off.')
        .optional(),
    accept: schemas/* array */.YOg(accept).describe('Known findings, with a reason and an end.').optional(),
    signatures: signaturesSchema.optional(),
    images: schemas/* array */.YOg(schemas/* union */.KCZ([source.describe('Short form: a reference with tag, digest, or both.'), mirrorfile_schema_image]))
        .describe('What is mirrored.'),
})
    .meta({
    title: 'Mirror manifest',
    description: 'Which container images are mirrored to where (mirror-action, version 1).',
});

// EXTERNAL MODULE: ./build/oci/platform.js
var oci_platform = __webpack_require__(4647);
// EXTERNAL MODULE: ./build/files/shown.js
var shown = __webpack_require__(2793);
;// CONCATENATED MODULE: ./build/files/read-mirrors.js





const namePattern = new RegExp(NAME_PATTERN);
/** The mirrors that can be read, in order, and every name that was written (also of mirrors with faults). */
function readMirrors(shapes, reading, defaults) {
    const mirrors = shapes.flatMap((shape, index) => {
        const mirror = shape === undefined ? null : readMirror(shape, ['mirrors', index], { reading, defaults });
        return mirror === null ? [] : [mirror];
    });
    tellRepeatedNames(shapes, reading);
    tellRepeatedTargets(mirrors, reading);
    return { mirrors, names: [...new Set(shapes.flatMap((shape) => shape?.name ?? []))] };
}
/** A repository template at `path`, or null where there is none or it is unusable (and told). */
function readTemplate(template, path, reading) {
    if (template === undefined)
        return null;
    return reading.take(path, (0,files_place/* parseTemplate */.QC)(template), {
        text: template,
        help: 'a repository is a lower case path, with {host}, {path} and {name} where wanted',
    });
}
function readMirror(shape, path, { reading, defaults }) {
    const { name, target, kind = 'store', state = 'serving' } = shape;
    if (name !== undefined)
        checkName(name, [...path, 'name'], reading);
    const repository = readTemplate(shape.repository, [...path, 'repository'], reading);
    const place = target === undefined
        ? null
        : reading.take([...path, 'target'], parsePlace(target), {
            text: target,
            help: 'write host[:port][/prefix], or oci:DIR',
        });
    if (place?.kind === 'layout' && kind === 'cache') {
        reading.fault([...path, 'kind'], 'a layout directory cannot be a pull-through cache', 'remove kind, or name a registry as target');
    }
    if (name === undefined || target === undefined || place === null)
        return null;
    return {
        name,
        target,
        place,
        state,
        kind,
        keepTags: shape.keepTags ?? defaults.keepTags,
        repository,
        at: reading.positionOf(path),
    };
}
function parsePlace(target) {
    const directory = (0,files_source/* parseLayoutTarget */.bC)(target);
    if (directory !== null)
        return directory.ok ? { ok: true, value: { kind: 'layout', directory: directory.value } } : directory;
    const parsed = (0,reference/* parseTarget */.hu)(target);
    return parsed.ok ? { ok: true, value: { kind: 'registry', ...parsed.value } } : parsed;
}
function checkName(name, path, reading) {
    if (namePattern.test(name))
        return;
    reading.fault(path, `${(0,shown/* shown */.S)(name)} cannot be the name of a mirror`, 'a name begins with a lower case letter or digit and goes on with these, dot, dash and underscore');
}
function tellRepeatedNames(shapes, reading) {
    const first = new Map();
    for (const [index, shape] of shapes.entries()) {
        if (shape?.name === undefined)
            continue;
        const at = reading.positionOf(['mirrors', index, 'name']);
        const earlier = first.get(shape.name);
        if (earlier === undefined)
            first.set(shape.name, at);
        else
            reading.fault(at, `the mirror name ${(0,shown/* shown */.S)(shape.name)} is given twice; first in line ${earlier.line}`, 'give each mirror its own name');
    }
}
function tellRepeatedTargets(mirrors, reading) {
    const first = new Map();
    for (const mirror of mirrors) {
        const key = (0,files_place/* placeKey */.r4)(mirror, mirror.place.kind === 'registry' ? mirror.place.prefix : '');
        const earlier = first.get(key);
        if (earlier === undefined)
            first.set(key, mirror);
        else {
            reading.fault(mirror.at, `mirror ${(0,shown/* shown */.S)(mirror.name)} has the same target as ${(0,shown/* shown */.S)(earlier.name)} in line ${earlier.at.line}: ${(0,shown/* shown */.S)(mirror.target)}`, 'remove one of the two, or give one of them another prefix');
        }
    }
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./build/files/pattern.js
var pattern = __webpack_require__(8338);
// EXTERNAL MODULE: ./build/files/reading.js
var files_reading = __webpack_require__(9472);
;// CONCATENATED MODULE: ./build/files/read-select.js
/** `select:` of an image, and single patterns. */




/** The selection; null where there is none. Faults are told, and what cannot be read is null in it. */
function readSelect(shape, path, reading) {
    if (shape === undefined)
        return null;
    checkCompleteness(shape, path, reading);
    return {
        semver: readRange(shape.semver, [...path, 'semver'], reading),
        include: readPattern(shape.include, [...path, 'include'], reading),
        exclude: readPattern(shape.exclude, [...path, 'exclude'], reading),
        latest: shape.latest ?? null,
        written: Object.fromEntries(Object.entries(shape).filter((entry) => entry[1] !== undefined)),
        at: reading.positionOf(path),
    };
}
/** A compiled pattern, or null where none is written or it is unusable (and told). */
function readPattern(source, path, reading) {
    if (source === undefined)
        return null;
    return reading.take(path, (0,pattern/* compilePattern */.E)(source), {
        text: source,
        help: 'patterns are RE2: no backreferences, no lookaround; in double quotes YAML wants backslashes twice',
    });
}
function readRange(range, path, reading) {
    if (range === undefined)
        return null;
    if (range.trim() !== '' && (0,semver.validRange)(range) !== null)
        return range;
    reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)}: ${(0,shown/* shown */.S)(range)} is not a range of versions`, 'write a range such as ">=7.2 <8" or "~7.4"');
    return null;
}
/** Keys that were written but are unreadable have been told already and count as written. */
function checkCompleteness(shape, path, reading) {
    const isWritten = (key) => reading.document.has([...path, key]);
    if (isWritten('semver'))
        return;
    if (shape.latest !== undefined) {
        reading.fault([...path, 'latest'], `${(0,files_reading/* pathText */.LF)(path)} has latest without semver`, 'add semver: the newest are found by version');
    }
    else if (!isWritten('include')) {
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} has neither semver nor include`, 'say which tags are wanted by semver, include, or both');
    }
}

;// CONCATENATED MODULE: ./build/files/read-wants.js
/** What an image entry wants of its source: the reference itself, `tags:` and `digests:`. */


/** Everything that `tags` and `digests` name, in written order. */
function readWants({ tags, digests }, path, reading) {
    return [
        ...readList(digests, [...path, 'digests'], { reading, read: readDigest }),
        ...readList(tags, [...path, 'tags'], { reading, read: readTag }),
    ];
}
/** What the source's own text names, or null where it is a repository or a layout only. */
function wantOfSource(source, at) {
    if (source.kind === 'layout')
        return source.name === null ? null : { kind: 'layout-name', name: source.name, tag: source.tag, at };
    if (source.tag !== null)
        return { kind: 'tag', tag: source.tag, pin: source.digest, at };
    return source.digest === null ? null : { kind: 'digest', digest: source.digest, at };
}
/** What a source stands for that names nothing, in short form or as a layout with one root. */
function defaultWant(source, at) {
    return source.kind === 'layout'
        ? { kind: 'layout-name', name: null, tag: null, at }
        : { kind: 'tag', tag: 'latest', pin: null, at };
}
function readList(texts, path, { reading, read }) {
    return texts.flatMap((text, index) => text === undefined ? [] : (read(text, [...path, index], reading) ?? []));
}
function readDigest(text, path, reading) {
    const digest = reading.take(path, parseDigest(text), {
        text,
        help: 'a digest is sha256: and 64 lower case hex digits',
    });
    return digest === null ? null : { kind: 'digest', digest, at: reading.positionOf(path) };
}
function readTag(text, path, reading) {
    const parsed = reading.take(path, parsePinnedTag(text), {
        text,
        help: 'write "TAG", or "TAG@sha256:…" with 64 hex digits',
    });
    return parsed === null ? null : { kind: 'tag', ...parsed, at: reading.positionOf(path) };
}
function parsePinnedTag(text) {
    const at = text.indexOf('@');
    const tag = (0,reference/* parseTag */.ED)(at < 0 ? text : text.slice(0, at));
    if (!tag.ok)
        return (0,oci_digest/* isDigest */.Bc)(text) ? { ok: false, why: 'it is a digest, not a tag; list it under digests' } : tag;
    if (at < 0)
        return { ok: true, value: { tag: tag.value, pin: null } };
    const pin = parseDigest(text.slice(at + 1));
    return pin.ok ? { ok: true, value: { tag: tag.value, pin: pin.value } } : pin;
}
function parseDigest(text) {
    return (0,oci_digest/* isDigest */.Bc)(text)
        ? { ok: true, value: text }
        : { ok: false, why: (0,oci_digest/* whyNotDigest */.q$)(text) ?? 'it is no digest' };
}

// EXTERNAL MODULE: ./build/files/suggest.js
var suggest = __webpack_require__(1502);
;// CONCATENATED MODULE: ./build/files/read-images.js










/** The images whose source can be read, in order. */
function readImages(shapes, context) {
    return shapes.flatMap((shape, index) => {
        const path = ['images', index];
        if (shape === undefined)
            return [];
        if (typeof shape === 'string')
            return readShort(shape, path, context) ?? [];
        return readLong(shape, path, context) ?? [];
    });
}
/** Each runtime once, in written order; those that are none are told. */
function readRuntimes(texts, path, reading) {
    const runtimes = new Map();
    for (const [index, text] of texts.entries()) {
        if (text === undefined)
            continue;
        const runtime = reading.take([...path, index], (0,oci_runtime/* parseRuntime */.Sw)(text), {
            text,
            help: 'write a runtime and its version, such as containerd@1.7 or cri-o@1.30',
        });
        if (runtime !== null)
            runtimes.set(text, runtime);
    }
    return [...runtimes.values()];
}
function readShort(text, path, context) {
    const source = readSource(text, path, context.reading);
    if (source === null)
        return null;
    const at = context.reading.positionOf(path);
    if (source.kind === 'layout')
        tellMissingRepository(path, context.reading);
    return complete({}, source, {
        path,
        context,
        wants: [wantOfSource(source, at) ?? defaultWant(source, at)],
        select: null,
    });
}
function readLong(shape, path, context) {
    const { reading } = context;
    const source = shape.source === undefined ? null : readSource(shape.source, [...path, 'source'], reading);
    const wants = readWants({ tags: shape.tags ?? [], digests: shape.digests ?? [] }, path, reading);
    const select = readSelect(shape.select, [...path, 'select'], reading);
    const own = source === null ? null : wantOfSource(source, reading.positionOf([...path, 'source']));
    const all = own === null ? wants : [own, ...wants];
    if (source !== null && all.length === 0 && !namesSomething(shape, path, reading)) {
        if (source.kind === 'layout')
            all.push(defaultWant(source, reading.positionOf([...path, 'source'])));
        else
            tellNothingWanted(shape.source ?? '', path, reading);
    }
    const image = complete(shape, source, { path, context, wants: all, select });
    if (source?.kind === 'layout' && shape.repository === undefined)
        tellMissingRepository(path, reading);
    return image;
}
function readSource(text, path, reading) {
    return reading.take(path, (0,files_source/* parseSource */.PJ)(text), {
        text,
        help: 'write host/repository with :tag, @sha256:… or both, or oci:DIR[:NAME]',
    });
}
/** Whether entries were written, even if none of them can be read (which has been told). */
function namesSomething(shape, path, reading) {
    const isWritten = (key) => reading.document.has([...path, key]);
    const isEmptyList = (list) => list?.length === 0;
    return (isWritten('select') ||
        (isWritten('tags') && !isEmptyList(shape.tags)) ||
        (isWritten('digests') && !isEmptyList(shape.digests)));
}
function tellNothingWanted(source, path, reading) {
    reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)}: ${(0,shown/* shown */.S)(source)} names no digest, tag or select`, 'add tags, digests or select, or write the tag or digest into the source');
}
function tellMissingRepository(path, reading) {
    reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} is a layout without repository`, 'write source and repository: a layout has no repository name of its own');
}
/** Reads the remaining keys, also where the source is unusable, so that all faults are told; null then. */
function complete(shape, source, { path, context, wants, select }) {
    const { reading, defaults, mirrorNames } = context;
    const rest = {
        wants,
        select,
        allowMirrorByTags: shape.allowMirrorByTags ?? defaults.allowMirrorByTags,
        repository: readRepository(shape.repository, source, { path: [...path, 'repository'], reading }),
        mirrors: shape.mirrors === undefined
            ? mirrorNames
            : readMirrorNames(shape.mirrors, [...path, 'mirrors'], context),
        platforms: shape.platforms === undefined ? null : readPlatforms(shape.platforms, [...path, 'platforms'], reading),
        index: shape.index ?? 'sparse',
        immutable: readPattern(shape.immutable, [...path, 'immutable'], reading),
        allowRollback: shape.allowRollback ?? false,
        unlocked: shape.unlocked ?? defaults.unlocked,
        referrers: shape.referrers ?? defaults.referrers,
        runtimes: shape.runtimes === undefined
            ? defaults.runtimes
            : readRuntimes(shape.runtimes, [...path, 'runtimes'], reading),
    };
    if (shape.index === 'omit' && shape.platforms === undefined) {
        reading.fault([...path, 'index'], `${(0,files_reading/* pathText */.LF)(path)} has index: omit without platforms`, 'add the platforms that are wanted, or remove index');
    }
    return source === null ? null : { ...rest, source: source.repository, at: reading.positionOf(path) };
}
function readRepository(template, source, { path, reading }) {
    if (template !== undefined && source?.kind === 'layout' && (0,files_place/* hasPlaceholder */.Kc)(template)) {
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)}: a layout as source has no {host}, {path} or {name}`, 'write its repository out');
        return null;
    }
    return readTemplate(template, path, reading);
}
/** The named mirrors in the manifest's order of mirrors. */
function readMirrorNames(names, path, { reading, mirrorNames }) {
    const wanted = new Set();
    for (const [index, name] of names.entries()) {
        if (name === undefined)
            continue;
        if (!mirrorNames.includes(name))
            reading.fault([...path, index], `there is no mirror ${(0,shown/* shown */.S)(name)}`, (0,suggest/* suggestion */.h)(name, mirrorNames));
        else if (wanted.has(name))
            reading.fault([...path, index], `mirror ${(0,shown/* shown */.S)(name)} is listed twice`, 'keep one of the two');
        wanted.add(name);
    }
    return mirrorNames.filter((name) => wanted.has(name));
}
/** Each platform once, in written order. */
function readPlatforms(texts, path, reading) {
    const platforms = new Map();
    for (const [index, text] of texts.entries()) {
        if (text === undefined)
            continue;
        const platform = reading.take([...path, index], (0,oci_platform/* parsePlatform */.FL)(text), {
            text,
            help: 'write os/architecture[/variant], such as linux/arm64',
        });
        if (platform !== null)
            platforms.set((0,oci_platform/* formatPlatform */.Bq)(platform), platform);
    }
    return [...platforms.values()];
}

;// CONCATENATED MODULE: ./build/files/read-registries.js




const envName = new RegExp(ENV_NAME_PATTERN);
/** Settings by normalised `host[:port]`. Where a value has a fault the settings go on without it: it is told here, once. */
function readRegistries(shapes, reading) {
    const registries = new Map();
    for (const [key, shape] of Object.entries(shapes)) {
        const at = reading.document.keyPositionOf(['registries'], key);
        const host = readHost(key, at, reading);
        if (shape === undefined)
            continue;
        const settings = readRegistry(shape, ['registries', key], { reading, at });
        const earlier = host === null ? undefined : registries.get(host);
        if (earlier !== undefined) {
            reading.fault(at, `registry ${(0,shown/* shown */.S)(key)} is given twice; first in line ${earlier.at.line}`, 'keep one of the two');
        }
        else if (host !== null)
            registries.set(host, settings);
    }
    return registries;
}
function readHost(key, at, reading) {
    const parsed = (0,reference/* parseHost */.o6)(key);
    if (parsed.ok)
        return parsed.value;
    const why = (0,shown/* userinfoEnd */.Z)(key) === null ? parsed.why : 'user names and passwords do not stand in this file';
    reading.fault(at, `registry ${(0,shown/* shown */.S)(key)} cannot be used: ${why}`, 'registries are given by host[:port], without scheme and path');
    return null;
}
function readRegistry(shape, path, { reading, at }) {
    return {
        tls: readTls(shape.tls, [...path, 'tls'], reading),
        auth: readAuth(shape.auth, [...path, 'auth'], reading),
        concurrency: shape.concurrency ?? null,
        endpoints: readEndpoints(shape.endpoints ?? [], [...path, 'endpoints'], reading),
        at,
    };
}
function readTls(tls, path, reading) {
    if (tls === undefined)
        return { kind: 'default' };
    if (tls === false)
        return { kind: 'plain-http' };
    if (tls === true)
        return { kind: 'https', ca: null, cert: null, key: null, skipVerify: false };
    const { ca = null, cert = null, key = null, skipVerify = false } = tls;
    for (const [name, file] of Object.entries({ ca, cert, key })) {
        if (file === '')
            reading.fault([...path, name], `${(0,files_reading/* pathText */.LF)([...path, name])} names no file`, 'write the path of a PEM file, or remove the key');
    }
    if ((cert === null) !== (key === null)) {
        const [there, missing] = cert === null ? ['key', 'cert'] : ['cert', 'key'];
        reading.fault([...path, there], `${(0,files_reading/* pathText */.LF)(path)} has ${there} without ${missing}`, 'a client certificate needs both cert and key');
        return { kind: 'https', ca: ca || null, cert: null, key: null, skipVerify };
    }
    return { kind: 'https', ca: ca || null, cert: cert || null, key: key || null, skipVerify };
}
function readAuth(auth, path, reading) {
    if (auth === undefined)
        return null;
    const usernameEnv = readEnvName(auth.usernameEnv, [...path, 'usernameEnv'], reading);
    const passwordEnv = readEnvName(auth.passwordEnv, [...path, 'passwordEnv'], reading);
    return usernameEnv === null || passwordEnv === null ? null : { usernameEnv, passwordEnv };
}
/** What was written is not shown unless it is a name: it may be a secret in the wrong place. */
function readEnvName(name, path, reading) {
    if (name === undefined)
        return null;
    if (!envName.test(name)) {
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} is not the name of an environment variable`, 'write the name of the variable, such as MIRROR_EU_PASSWORD, never the secret itself');
    }
    else if (/^(ACTIONS|RUNNER)_/i.test(name)) {
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} names ${name}, which belongs to the runner`, 'use a variable of your own that begins with MIRROR_');
    }
    else
        return name;
    return null;
}
function readEndpoints(endpoints, path, reading) {
    return endpoints.flatMap((endpoint, index) => {
        if (endpoint === undefined)
            return [];
        const why = whyNotEndpoint(endpoint);
        if (why === null)
            return [endpoint.replace(/\/+$/, '')];
        const place = [...path, index];
        reading.fault(place, `${(0,files_reading/* pathText */.LF)(place)}: ${(0,shown/* shown */.S)(endpoint)} cannot be used: ${why}`, 'write a base URL such as https://mirror.gcr.io');
        return [];
    });
}
function whyNotEndpoint(endpoint) {
    if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
        return 'it is not an http or https URL';
    const url = new URL(endpoint);
    if (url.username !== '' || url.password !== '')
        return 'user names and passwords do not stand in this file';
    return url.search !== '' || url.hash !== '' ? 'it has a query or a fragment' : null;
}

// EXTERNAL MODULE: ./build/files/glob.js
var glob = __webpack_require__(4152);
;// CONCATENATED MODULE: ./build/files/read-rules.js





const datePattern = new RegExp(DATE_PATTERN);
/** Severities by rule; the shape has checked both. */
function readRules(shape) {
    return new Map(Object.entries(shape).flatMap(([rule, level]) => level === undefined ? [] : [[rule, level]]));
}
/** The acceptances that can be read. `mirrorNames` are those an acceptance may name. */
function readAcceptances(shapes, reading, mirrorNames) {
    return shapes.flatMap((shape, index) => {
        if (shape === undefined)
            return [];
        const path = ['accept', index];
        checkAcceptance(shape, path, { reading, mirrorNames });
        const { rule, until, reason, image = null, mirror = null } = shape;
        if (rule === undefined || until === undefined || reason === undefined)
            return [];
        return [{ rule, image, mirror, until, reason, at: reading.positionOf(path) }];
    });
}
function checkAcceptance(shape, path, { reading, mirrorNames }) {
    const { until, reason, image, mirror } = shape;
    if (until !== undefined && !isDate(until)) {
        reading.fault([...path, 'until'], `${(0,files_reading/* pathText */.LF)([...path, 'until'])}: ${(0,shown/* shown */.S)(until)} is not a date`, 'write a day as YYYY-MM-DD');
    }
    if (reason !== undefined && reason.trim() === '') {
        reading.fault([...path, 'reason'], `${(0,files_reading/* pathText */.LF)([...path, 'reason'])} says nothing`, 'say why the finding is accepted');
    }
    if (image !== undefined) {
        reading.take([...path, 'image'], (0,glob/* compileGlob */.S)(image), {
            text: image,
            help: 'write a glob over host/repository[:tag]',
        });
    }
    if (mirror !== undefined && !mirrorNames.includes(mirror)) {
        reading.fault([...path, 'mirror'], `there is no mirror ${(0,shown/* shown */.S)(mirror)}`, (0,suggest/* suggestion */.h)(mirror, mirrorNames));
    }
}
function isDate(text) {
    if (!datePattern.test(text))
        return false;
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./build/files/read-subject.js


const EXACT_HELP = 'write the whole identity, or use subjectPattern with an RE2 pattern from ^ to $';
function readSubject(shape, path, reading) {
    const { subject, subjectPattern } = shape;
    if ((subject === undefined) === (subjectPattern === undefined)) {
        const what = subject === undefined
            ? 'has neither subject nor subjectPattern'
            : 'has both subject and subjectPattern';
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} ${what}`, EXACT_HELP);
        return null;
    }
    if (subject !== undefined) {
        const value = reading.take([...path, 'subject'], parseExact(subject), {
            text: subject,
            help: EXACT_HELP,
        });
        return value === null ? null : { kind: 'exact', value };
    }
    const text = subjectPattern ?? '';
    const pattern = reading.take([...path, 'subjectPattern'], compileSubjectPattern(text), {
        text,
        help: 'write an RE2 pattern for the whole identity, from ^ to $, and each dot that is a dot as \\.',
    });
    return pattern === null ? null : { kind: 'pattern', pattern };
}
function parseExact(subject) {
    if (subject.trim() === '')
        return { ok: false, why: 'it is empty' };
    if (subject.includes('*'))
        return { ok: false, why: 'a subject is compared exactly, without wildcards' };
    return { ok: true, value: subject };
}
/**
 * Both anchors must be written, so that a reader of the file sees what counts; and whatever is written between them (an
 * alternation, `(?m)`), the compiled pattern matches whole subjects only.
 */
function compileSubjectPattern(source) {
    const alone = (0,pattern/* compilePattern */.E)(source);
    if (!alone.ok)
        return alone;
    if (!source.startsWith('^') || !/(?<!\\)(?:\\\\)*\$$/.test(source)) {
        return { ok: false, why: 'a subject pattern begins with ^ and ends with $' };
    }
    const whole = (0,pattern/* compilePattern */.E)(`\\A(?:${source})\\z`);
    return whole.ok ? { ok: true, value: { source, matches: whole.value.matches } } : whole;
}

;// CONCATENATED MODULE: ./build/files/read-trust-path.js
/** Paths of what a mirror manifest trusts: keys and trust roots. */

/** The path of a file, or null after a fault. What was written is not shown: it may be a key in the wrong place. */
function readTrustPath(text, path, reading) {
    if (text === undefined)
        return null;
    const why = whyNotPath(text);
    if (why === null)
        return text;
    reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} ${why}`, 'write the path of a file beside the mirror manifest');
    return null;
}
function whyNotPath(text) {
    if (text.trim() === '')
        return 'names no file';
    if (text.includes('-----BEGIN') || text.includes('\n'))
        return 'holds the content of a file where its path is expected';
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
        ? 'is a URL; only files are read, so that nothing is asked of a network'
        : null;
}

;// CONCATENATED MODULE: ./build/files/read-signatures.js





const ROOT = ['signatures'];
const ISSUER_HELP = 'write the exact URL of the issuer, such as https://token.actions.githubusercontent.com';
const REQUIRE_HELP = 'write signature, or the predicate type of an attestation, such as https://slsa.dev/provenance/v1';
/** The policies that can be read; what cannot is told, and a mirror manifest with a fault is not used at all. */
function readSignatures(shape, reading) {
    if (shape === undefined)
        return null;
    const trustedRoot = readTrustPath(shape.trustedRoot, [...ROOT, 'trustedRoot'], reading);
    const policies = (shape.policies ?? []).flatMap((policy, index) => policy === undefined ? [] : (readPolicy(policy, [...ROOT, 'policies', index], reading) ?? []));
    return {
        trustedRoot: trustedRoot === null ? null : { path: trustedRoot, at: reading.positionOf([...ROOT, 'trustedRoot']) },
        policies,
        at: reading.positionOf(ROOT),
    };
}
function readPolicy(shape, path, reading) {
    const signedBy = (shape.signedBy ?? []).flatMap((signer, index) => signer === undefined ? [] : (readSigner(signer, [...path, 'signedBy', index], reading) ?? []));
    const require = readDemands(shape.require, [...path, 'require'], reading);
    if (shape.image === undefined)
        return null;
    const image = reading.take([...path, 'image'], (0,glob/* compileGlob */.S)(shape.image), {
        text: shape.image,
        help: 'write a glob over host/repository[:tag], such as ghcr.io/acme/**',
    });
    return image === null ? null : { image, signedBy, require, at: reading.positionOf(path) };
}
function readSigner(shape, path, reading) {
    const { issuer, subject, subjectPattern, key, log } = shape;
    const isIdentity = issuer !== undefined || subject !== undefined || subjectPattern !== undefined;
    if (isIdentity === (key !== undefined)) {
        const [what, help] = isIdentity
            ? ['is an identity and a key', 'make them two entries: any one of them will do']
            : ['names nobody', 'write issuer with subject or subjectPattern, or a key'];
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} ${what}`, help);
        return null;
    }
    const at = reading.positionOf(path);
    if (key !== undefined) {
        const file = readTrustPath(key, [...path, 'key'], reading);
        return file === null ? null : { kind: 'key', path: file, log: log ?? 'required', at };
    }
    return readIdentity(shape, path, reading);
}
function readIdentity(shape, path, reading) {
    if (shape.log !== undefined) {
        reading.fault([...path, 'log'], `${(0,files_reading/* pathText */.LF)(path)} has log without a key`, 'remove it: without a log nobody knows whether a short-lived certificate was still valid');
    }
    const { issuer } = shape;
    const subject = readSubject(shape, path, reading);
    if (issuer === undefined) {
        reading.fault(path, `${(0,files_reading/* pathText */.LF)(path)} has no issuer`, ISSUER_HELP);
        return null;
    }
    const exact = reading.take([...path, 'issuer'], parseIssuer(issuer), { text: issuer, help: ISSUER_HELP });
    if (exact === null || subject === null)
        return null;
    return { kind: 'keyless', issuer: exact, subject, at: reading.positionOf(path) };
}
/** An issuer that could be several lets every account at any of them sign. */
function parseIssuer(issuer) {
    if (/[*?[\]()|^$\\\s]/.test(issuer))
        return { ok: false, why: 'an issuer is compared exactly, without wildcards' };
    if (!/^https:\/\/[^/@]/.test(issuer) || !URL.canParse(issuer))
        return { ok: false, why: 'it is not an https URL' };
    return { ok: true, value: issuer };
}
/** Each demand once, in written order; a signature where nothing is written. */
function readDemands(texts, path, reading) {
    if (texts === undefined)
        return [{ kind: 'signature' }];
    const demands = new Map();
    for (const [index, text] of texts.entries()) {
        if (text === undefined)
            continue;
        const place = [...path, index];
        const demand = reading.take(place, parseDemand(text), { text, help: REQUIRE_HELP });
        if (demands.has(text))
            reading.fault(place, `${(0,files_reading/* pathText */.LF)(place)}: ${(0,shown/* shown */.S)(text)} is listed twice`, 'keep one of the two');
        else if (demand !== null)
            demands.set(text, demand);
    }
    return [...demands.values()];
}
function parseDemand(text) {
    if (text === 'signature')
        return { ok: true, value: { kind: 'signature' } };
    if (/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && !text.includes('*')) {
        return { ok: true, value: { kind: 'attestation', predicateType: text } };
    }
    return { ok: false, why: 'it is neither the word signature nor the exact URI of a predicate type' };
}

// EXTERNAL MODULE: ./build/files/shape.js
var files_shape = __webpack_require__(9961);
// EXTERNAL MODULE: ./build/files/yaml-document.js + 1 modules
var yaml_document = __webpack_require__(6895);
;// CONCATENATED MODULE: ./build/files/read-mirrorfile.js
/** Reads the mirror manifest: text in; the file, or every fault with its place, out. */












const RULE = 'manifest-invalid';
const DEFAULTS = { recheckAfter: '7d', maxLag: '26h', repository: '{path}' };
const NEVER_LITERALS = 'secrets never stand in this file: name environment variables with auth: { usernameEnv, passwordEnv }';
const DURATION_HELP = 'write a duration such as 7d, 26h or 1d12h';
const SUBJECT_HELP = 'write subject for the exact identity, or subjectPattern for an RE2 pattern from ^ to $';
const KEY_HELP = {
    identity: SUBJECT_HELP,
    subjectRegExp: SUBJECT_HELP,
    threshold: 'write a policy of its own for each signer that is needed: all that match an image have to be met',
    version: 'this release of mirror-action reads version 1',
    recheckAfter: DURATION_HELP,
    maxLag: DURATION_HELP,
    ...Object.fromEntries(['username', 'user', 'password', 'pass', 'token', 'secret', 'credentials'].map((key) => [
        key,
        NEVER_LITERALS,
    ])),
};
/**
 * Reads `text`; `path` is only named in positions. Every fault is a finding `manifest-invalid` with file, line and
 * column, all of them in one run; the file is null when there is any. Never throws.
 */
function readMirrorFile(text, path) {
    const { document, faults } = (0,yaml_document/* parseYaml */.h)(text, path);
    if (document === null)
        return { file: null, sound: null, findings: (0,files_reading/* faultFindings */.Pz)(RULE, faults) };
    const reading = new files_reading/* Reading */.zK(RULE, document, faults);
    if (document.value === null) {
        reading.fault([], 'the mirror manifest is empty', 'begin with version: 1, mirrors and images');
        return { file: null, sound: null, findings: reading.findings() };
    }
    const shape = (0,files_shape/* checkShape */.e)(mirrorFileSchema, reading, KEY_HELP);
    const file = shape === null
        ? null
        : readContent(shape, reading, { path, sha256: (0,oci_digest/* digestHex */.sU)((0,oci_digest/* digestOf */.ol)(Buffer.from(text))) });
    const findings = reading.findings();
    return { file: findings.length === 0 ? file : null, sound: file, findings };
}
function readContent(shape, reading, identity) {
    const { mirrors, names } = readMirrors(shape.mirrors ?? [], reading, { keepTags: shape.keepTags ?? true });
    const images = readImages(shape.images ?? [], {
        reading,
        defaults: imageDefaults(shape, reading),
        mirrorNames: names,
    });
    const file = {
        ...identity,
        recheckAfterMs: readDuration('recheckAfter', shape, reading),
        maxLagMs: readDuration('maxLag', shape, reading),
        readFrom: shape.readFrom ?? 'mirrors-first',
        repository: readTemplate(shape.repository, ['repository'], reading) ?? DEFAULTS.repository,
        mirrors,
        registries: readRegistries(shape.registries ?? {}, reading),
        images,
        rules: readRules(shape.rules ?? {}),
        accept: readAcceptances(shape.accept ?? [], reading, names),
        signatures: readSignatures(shape.signatures, reading),
    };
    tellCollisions(file, reading);
    return file;
}
function imageDefaults(shape, reading) {
    return {
        allowMirrorByTags: shape.allowMirrorByTags ?? false,
        unlocked: shape.unlocked ?? 'error',
        referrers: shape.referrers ?? 'copy',
        runtimes: readRuntimes(shape.runtimes ?? [], ['runtimes'], reading),
    };
}
function readDuration(key, shape, reading) {
    const text = shape[key] ?? DEFAULTS[key];
    return reading.take([key], (0,duration/* parseDuration */.E9)(text), { text, help: DURATION_HELP }) ?? 0;
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


/***/ })

};
