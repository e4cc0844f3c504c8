export const id = 582;
export const ids = [582];
export const modules = {

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


/***/ }),

/***/ 8582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lintSignatures: () => (/* binding */ lintSignatures)
});

// EXTERNAL MODULE: ./build/files/source.js
var files_source = __webpack_require__(6775);
// EXTERNAL MODULE: ./build/finding.js
var finding = __webpack_require__(1633);
// EXTERNAL MODULE: ./build/oci/reference.js
var reference = __webpack_require__(907);
// EXTERNAL MODULE: ./build/quantities.js
var quantities = __webpack_require__(3211);
// EXTERNAL MODULE: ./build/signatures/describe-failure.js
var describe_failure = __webpack_require__(5354);
;// CONCATENATED MODULE: ./build/signatures/subject-breadth.js
/** Whether a subject pattern leaves the owner of an identity open. */
/** Scheme, host and owner, closed by a slash: what nobody else can register. */
const OWNED_URL = /^https?:\/\/[^/]+\/[^/]+\//;
/** An e-mail address of one domain; workflows end in @refs/… or in a commit. */
const OWNED_DOMAIN = /@(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
/** Why strangers may match `pattern` (RE2, written from ^ to $), or null: some owner is written out. */
function whyBroad(pattern) {
    const body = pattern.slice(1, -1);
    if (hasOpenAlternation(body))
        return 'it has alternatives; write one signer for each';
    if (OWNED_URL.test(literalStart(body)) || OWNED_DOMAIN.test(literalEnd(body)))
        return null;
    return `only ${JSON.stringify(literalStart(body))} is certain at its beginning`;
}
/** A `|` outside of every group and class: what stands before it holds for one alternative only. */
function hasOpenAlternation(body) {
    let depth = 0;
    for (const token of tokensOf(body)) {
        if (token === '(')
            depth += 1;
        else if (token === ')')
            depth -= 1;
        else if (token === '|' && depth === 0)
            return true;
    }
    return false;
}
/** The characters that every match begins with. */
function literalStart(body) {
    const tokens = tokensOf(body);
    const end = tokens.findIndex((token) => literalOf(token) === null);
    const literals = end < 0 ? tokens : tokens.slice(0, end);
    // A quantifier belongs to what stands before it.
    const isRepeated = end > 0 && /^[*+?{]$/.test(tokens[end] ?? '');
    return (isRepeated ? literals.slice(0, -1) : literals).map(literalOf).join('');
}
/** The characters that every match ends with. */
function literalEnd(body) {
    const tokens = tokensOf(body);
    const start = tokens.findLastIndex((token) => literalOf(token) === null);
    return tokens
        .slice(start + 1)
        .map(literalOf)
        .join('');
}
/** Single characters, escapes, and whole classes. */
function tokensOf(body) {
    return body.match(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[\s\S]/gu) ?? [];
}
/** The character that a token stands for, or null where it stands for more. */
function literalOf(token) {
    if (/^\\[^A-Za-z0-9]$/.test(token))
        return token.slice(1);
    return token.length === 1 && !/[.*+?()[\]{}|^$\\]/.test(token) ? token : null;
}

;// CONCATENATED MODULE: ./build/signatures/lint.js






/** Every finding about `signatures:` of a mirror manifest that could be read; none where it has no policies. */
function lintSignatures({ images, signatures }) {
    if (signatures === null)
        return [];
    return [
        ...signatures.policies.flatMap((policy) => [
            ...unusedPolicy(policy, images),
            ...policy.signedBy.flatMap((signer) => [
                ...broadSigner(signer),
                ...unmeetableSigner(signer),
                ...unloggedKey(signer),
            ]),
        ]),
        ...uncoveredImages(images, signatures),
        ...uncopiedSignatures(images, signatures),
    ];
}
function unusedPolicy(policy, images) {
    if (images.some((image) => mayCover(policy, image)))
        return [];
    return [
        (0,finding/* finding */.gk)('signature-policy-unused', {
            message: `the policy for ${(0,describe_failure/* outside */.qY)(policy.image.source)} matches no image of this mirror manifest`,
            help: 'The glob is matched against the whole canonical name of the source, such as docker.io/library/redis:7.4; * stops at /.',
            at: policy.at,
        }),
    ];
}
function broadSigner(signer) {
    if (signer.kind !== 'keyless' || signer.subject.kind !== 'pattern')
        return [];
    const { source } = signer.subject.pattern;
    const why = whyBroad(source);
    if (why === null)
        return [];
    return [
        (0,finding/* finding */.gk)('signature-policy-broad', {
            message: `subjectPattern ${(0,describe_failure/* outside */.qY)(source)} lets strangers sign: ${why}`,
            help: 'Write out scheme, host and owner, each dot as \\. and a / after the owner, such as ^https://github\\.com/acme/.',
            at: signer.at,
        }),
    ];
}
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const GITHUB_WORKFLOW = /^https:\/\/github\.com\/[^/]+\/[^/]+\/\.github\/workflows\/[^@]+@.+$/;
/** The subjects of one well-known issuer have one form: any other exact subject is a slip. */
function unmeetableSigner(signer) {
    if (signer.kind !== 'keyless' || signer.subject.kind !== 'exact')
        return [];
    const { value } = signer.subject;
    if (signer.issuer.replace(/\/+$/, '') !== GITHUB_ISSUER)
        return [];
    if (signer.issuer === GITHUB_ISSUER && GITHUB_WORKFLOW.test(value))
        return [];
    const what = signer.issuer === GITHUB_ISSUER
        ? `GitHub Actions never signs as ${(0,describe_failure/* outside */.qY)(value)}`
        : `the issuer of GitHub Actions has no slash at its end`;
    return [
        (0,finding/* finding */.gk)('signature-policy-unmeetable', {
            message: `no signature can meet this: ${what}`,
            help: `Write issuer ${GITHUB_ISSUER} and a subject such as https://github.com/OWNER/REPO/.github/workflows/FILE@refs/heads/main.`,
            at: signer.at,
        }),
    ];
}
function unloggedKey(signer) {
    if (signer.kind !== 'key' || signer.log === 'required')
        return [];
    return [
        (0,finding/* finding */.gk)('signature-policy-unlogged', {
            message: `signatures of the key ${(0,describe_failure/* outside */.qY)(signer.path)} need not be in a transparency log`,
            help: 'Whoever copies the key can sign unseen. Remove log: ignored if its signatures are logged.',
            at: signer.at,
        }),
    ];
}
function uncoveredImages(images, signatures) {
    const uncovered = images.filter((image) => !signatures.policies.some((policy) => mayCover(policy, image)));
    if (uncovered.length === 0)
        return [];
    return [
        (0,finding/* finding */.gk)('signature-policy-uncovered', {
            message: `${(0,quantities/* formatCount */.B4)(uncovered.length, 'image')} of this mirror manifest ${uncovered.length === 1 ? 'needs' : 'need'} no signature: no policy matches`,
            help: 'Add a policy where the publisher signs.',
            affects: uncovered.map(({ source }) => (0,files_source/* formatSource */.j2)(source)),
            affectedCount: uncovered.length,
            at: signatures.at,
        }),
    ];
}
/** Mirrors without signatures fail every node, and every verify, that asks for them. */
function uncopiedSignatures(images, { policies }) {
    return images
        .filter((image) => image.referrers !== 'copy' && policies.some((policy) => mayCover(policy, image)))
        .map((image) => (0,finding/* finding */.gk)('signature-policy-uncopied', {
        message: `${(0,files_source/* formatSource */.j2)(image.source)} must be signed, and its signatures are not copied (referrers: ${image.referrers})`,
        help: 'Remove referrers from it, so that they are copied: nodes that verify would refuse the copy.',
        source: (0,files_source/* formatSource */.j2)(image.source),
        at: image.at,
    }));
}
/** Whether some tag of the image is covered. Tags that only a selection will know count as covered by any glob of theirs. */
function mayCover({ image: glob }, { source, wants, select }) {
    const name = source.kind === 'registry' ? (0,reference/* formatRepository */.Sh)(source) : `oci:${source.directory}`;
    if (glob.matches(name))
        return true;
    const tags = wants.flatMap((want) => (want.kind === 'digest' || want.tag === null ? [] : [want.tag]));
    return (tags.some((tag) => glob.matches(`${name}:${tag}`)) || (select !== null && maySelect(glob.source, name)));
}
function maySelect(glob, name) {
    const start = /^[^*?]*/.exec(glob)?.[0] ?? '';
    return start.startsWith(`${name}:`) || (start.length < glob.length && `${name}:`.startsWith(start));
}


/***/ })

};
