import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Candidate } from '../../src/signatures/material.ts';
import type { Trust } from '../../src/signatures/trust.ts';
import { policiesFor, verifySignatures } from '../../src/signatures/verify-signatures.ts';
import { keyless, keylessPattern, keySigner, outcome, policy, trustOf, verdicts } from './judging.ts';
import {
  bundleCandidate,
  candidate,
  IMAGE,
  ISSUER,
  type Json,
  keyPair,
  OTHER_IMAGE,
  SigningKit,
  SLSA,
  simpleSigning,
  statement,
  WORKFLOW,
} from './signing-kit.ts';

const key = keyPair();
const otherKey = keyPair();
const byIdentity = policy([keyless()]);
const byKey = policy([keySigner('k.pub')]);
let kit: SigningKit;
let trust: Trust;

beforeAll(async () => {
  kit = await SigningKit.create();
  trust = await trustOf(kit, { 'k.pub': key });
});

/** The outcome for a bundle that was changed after it was made. */
function spoilt(bundle: Json, change: (bundle: Json) => void, policies = [byIdentity]): string {
  const copy = structuredClone(bundle);
  change(copy);
  return outcome([bundleCandidate(copy)], { policies, trust });
}

describe('what verifies', () => {
  test('a bundle signed with an identity: by whom, and when', async () => {
    const [verdict] = verdicts([bundleCandidate(await kit.bundle())], { policies: [byIdentity], trust });
    expect(verdict).toMatchObject({
      kind: 'verified',
      by: { kind: 'keyless', issuer: ISSUER, subject: WORKFLOW },
      evidence: { form: 'bundle' },
    });
    const signedAtMs = verdict?.kind === 'verified' ? (verdict.signedAtMs ?? 0) : 0;
    expect(Math.abs(Date.now() - signedAtMs)).toBeLessThan(60_000);
  });

  test('a bundle whose time only a time stamp knows', async () => {
    const bundle = await kit.bundle({ isStamped: true });
    const withoutPromise = (copy: Json) => delete copy.verificationMaterial.tlogEntries[0].inclusionPromise;
    expect(spoilt(bundle, withoutPromise)).toBe('verified');
    expect(spoilt(await kit.bundle(), withoutPromise)).toBe('invalid: timestamp');
  });

  test("cosign's older signatures and attestations", async () => {
    const found = [await kit.legacySignature(), await kit.legacyAttestation()];
    const policies = [policy([keyless()], ['signature', SLSA])];
    expect(outcome(found, { policies, trust })).toBe('verified; verified');
  });

  test('signatures with a key', async () => {
    const forms = [
      bundleCandidate(await kit.bundle({ by: { key } })),
      await kit.legacySignature({ by: { key } }),
    ];
    for (const form of forms) expect(outcome([form], { policies: [byKey], trust })).toBe('verified');
    const attestation = await kit.legacyAttestation({ by: { key } });
    expect(outcome([attestation], { policies: [policy([keySigner('k.pub')], [SLSA])], trust })).toBe(
      'verified',
    );
  });

  test('signatures with a key alone, where the log is ignored', async () => {
    const alone = await trustOf(null, { 'k.pub': key });
    const policies = [policy([keySigner('k.pub', 'ignored')])];
    for (const isLogged of [true, false]) {
      const bundle = bundleCandidate(await kit.bundle({ by: { key }, isLogged }));
      const legacy = await kit.legacySignature({ by: { key }, isLogged });
      expect(outcome([bundle], { policies, trust: alone })).toBe('verified');
      expect(outcome([legacy], { policies, trust: alone })).toBe('verified');
      expect(outcome([legacy], { policies, trust: alone, subjects: [OTHER_IMAGE] })).toBe(
        'invalid: other-subject',
      );
    }
    const wrong = await kit.legacySignature({ by: { key: otherKey }, isLogged: false });
    expect(outcome([wrong], { policies, trust: alone })).toBe('invalid: other-key');
  });

  test('any of several signers, past what does not count', async () => {
    const found = [
      candidate('bundle', Buffer.from('no bundle')),
      bundleCandidate(await kit.bundle({ subject: OTHER_IMAGE })),
      bundleCandidate(await kit.bundle({ by: { subject: 'https://github.com/evil/app' } })),
      bundleCandidate(await kit.bundle({ by: { key: otherKey } })),
      bundleCandidate(await kit.bundle()),
    ];
    const policies = [policy([keySigner('k.pub'), keyless()])];
    expect(outcome(found, { policies, trust })).toBe('verified');
    expect(outcome(found.slice(0, -1), { policies, trust })).toBe(
      'invalid: unreadable, other-subject, other-signer, other-key',
    );
  });

  test('a signature of the index above the child that is mirrored', async () => {
    const found = [bundleCandidate(await kit.bundle())];
    const subjects = [OTHER_IMAGE, IMAGE];
    expect(outcome(found, { policies: [byIdentity], trust, subjects })).toBe('verified');
  });

  test('one image among the subjects of a statement', async () => {
    const several = JSON.parse(statement(IMAGE, SLSA).toString());
    several.subject.unshift({ name: 'other', digest: { sha256: OTHER_IMAGE.slice(7) } });
    const bundle = await kit.bundle({ payload: Buffer.from(JSON.stringify(several)) });
    expect(outcome([bundleCandidate(bundle)], { policies: [policy([keyless()], [SLSA])], trust })).toBe(
      'verified',
    );
  });

  test('every policy on its own: two signers that are both needed', async () => {
    const policies = [byIdentity, byKey];
    const one = bundleCandidate(await kit.bundle());
    const two = bundleCandidate(await kit.bundle({ by: { key } }));
    expect(outcome([one], { policies, trust })).toBe('verified; invalid: other-signer');
    expect(outcome([one, two], { policies, trust })).toBe('verified; verified');
  });
});

describe('what is missing', () => {
  test('nothing at all', () => {
    expect(outcome([], { policies: [byIdentity], trust })).toBe('missing');
  });

  test('the wrong predicate type', async () => {
    const found = [bundleCandidate(await kit.bundle({ predicateType: 'https://spdx.dev/Document' }))];
    const [verdict] = verdicts(found, { policies: [policy([keyless()], [SLSA])], trust });
    expect(verdict).toMatchObject({ kind: 'missing', others: ['https://spdx.dev/Document'] });
    expect(outcome(found, { policies: [byIdentity], trust })).toBe('missing');
  });

  test('a predicate type is not taken for one that begins alike', async () => {
    const found = [bundleCandidate(await kit.bundle({ predicateType: `${SLSA}.evil` }))];
    expect(outcome(found, { policies: [policy([keyless()], [SLSA])], trust })).toBe('missing');
  });

  test('what was not looked at is not called missing', () => {
    const passedOver = [{ kind: 'too-many', count: 3 }] as const;
    expect(outcome([], { policies: [byIdentity], trust, passedOver })).toBe('invalid: too-many');
  });
});

describe('what does not count', () => {
  test.each([
    ['another image', { subject: OTHER_IMAGE }, 'other-subject'],
    ['another issuer', { by: { issuer: 'https://accounts.google.com' } }, 'other-signer'],
    ['an issuer that begins alike', { by: { issuer: `${ISSUER}.evil.example` } }, 'other-signer'],
    ['a subject that goes on', { by: { subject: `${WORKFLOW}.evil` } }, 'other-signer'],
    ['a subject that is only the beginning', { by: { subject: WORKFLOW.slice(0, -1) } }, 'other-signer'],
    ['no entry in a log', { isLogged: false }, 'not-logged'],
    ['another type of payload', { payloadType: 'application/json' }, 'unsupported'],
    ['a key nobody named', { by: { key: otherKey } }, 'other-key'],
  ])('%s', async (_what, wishes, kind) => {
    expect(outcome([bundleCandidate(await kit.bundle(wishes))], { policies: [byIdentity], trust })).toBe(
      `invalid: ${kind}`,
    );
  });

  test('https://github.com/org/repo.evil for https://github.com/org/repo', async () => {
    const evil = bundleCandidate(await kit.bundle({ by: { subject: 'https://github.com/org/repo.evil' } }));
    for (const signer of [
      keyless('https://github.com/org/repo'),
      keylessPattern('^https://github\\.com/org/repo$'),
    ]) {
      expect(outcome([evil], { policies: [policy([signer])], trust })).toBe('invalid: other-signer');
    }
  });

  test('a key other than the one that is named', async () => {
    for (const form of [
      bundleCandidate(await kit.bundle({ by: { key: otherKey } })),
      await kit.legacySignature({ by: { key: otherKey } }),
    ]) {
      expect(outcome([form], { policies: [byKey], trust })).toBe('invalid: other-key');
    }
  });

  test('a key without a log, where a log is required', async () => {
    const unlogged = { by: { key }, isLogged: false };
    expect(outcome([bundleCandidate(await kit.bundle(unlogged))], { policies: [byKey], trust })).toBe(
      'invalid: not-logged',
    );
    expect(outcome([await kit.legacySignature(unlogged)], { policies: [byKey], trust })).toBe(
      'invalid: not-logged',
    );
  });

  test('a certificate that had ended when the log saw it', async () => {
    const late = await SigningKit.create({ certificateClock: new Date(Date.now() - 3_600_000) });
    const found = [
      bundleCandidate(await late.bundle()),
      bundleCandidate(await late.bundle({ isStamped: true })),
    ];
    const policies = [byIdentity];
    expect(outcome(found, { policies, trust: await trustOf(late) })).toBe(
      'invalid: certificate, certificate',
    );
    expect(outcome([await late.legacySignature()], { policies, trust: await trustOf(late) })).toBe(
      'invalid: certificate',
    );
  });

  test('a certificate that no certificate log has seen', async () => {
    const unlisted = await SigningKit.create({ isListed: false });
    const found = [bundleCandidate(await unlisted.bundle())];
    expect(outcome(found, { policies: [byIdentity], trust: await trustOf(unlisted) })).toBe(
      'invalid: certificate',
    );
  });

  test('authorities, logs and clocks of somebody else', async () => {
    const foreign = await SigningKit.create();
    const found = [bundleCandidate(await foreign.bundle()), await foreign.legacySignature()];
    expect(outcome(found, { policies: [byIdentity], trust })).toBe('invalid: certificate, certificate');
    const stamped = await foreign.bundle({ isStamped: true });
    const bundle = await kit.bundle();
    const { timestampVerificationData } = stamped.verificationMaterial;
    expect(
      spoilt(bundle, (copy) => Object.assign(copy.verificationMaterial, { timestampVerificationData })),
    ).toBe('invalid: timestamp');
    const foreignLog = await foreign.bundle({ by: { key } });
    expect(outcome([bundleCandidate(foreignLog)], { policies: [byKey], trust })).toBe('invalid: log');
  });

  test('a payload that was changed', async () => {
    const payload = statement(OTHER_IMAGE, SLSA).toString('base64');
    const bundle = await kit.bundle({ predicateType: SLSA });
    const change = (copy: Json) => Object.assign(copy.dsseEnvelope, { payload });
    const policies = [policy([keyless()], [SLSA])];
    expect(spoilt(bundle, change, policies)).toBe('invalid: other-subject');
    const copy = structuredClone(bundle);
    change(copy);
    expect(outcome([bundleCandidate(copy)], { policies, trust, subjects: [OTHER_IMAGE] })).toBe(
      'invalid: log',
    );
  });

  test('a signature, certificate, log entry or envelope out of another bundle', async () => {
    const [one, two] = [
      await kit.bundle(),
      await kit.bundle({ by: { subject: 'https://github.com/evil/app' } }),
    ];
    expect(
      spoilt(one, (copy) => Object.assign(copy.dsseEnvelope, { signatures: two.dsseEnvelope.signatures })),
    ).toBe('invalid: log');
    expect(
      spoilt(two, (copy) =>
        Object.assign(copy.verificationMaterial, { certificate: one.verificationMaterial.certificate }),
      ),
    ).toBe('invalid: signature');
    expect(
      spoilt(one, (copy) =>
        Object.assign(copy.verificationMaterial, { tlogEntries: two.verificationMaterial.tlogEntries }),
      ),
    ).toBe('invalid: log');
    expect(
      spoilt(one, (copy) => Object.assign(copy, { verificationMaterial: two.verificationMaterial })),
    ).toBe('invalid: log');
  });

  test('a log entry that is there twice', async () => {
    const bundle = await kit.bundle();
    expect(
      spoilt(bundle, ({ verificationMaterial: { tlogEntries } }) => tlogEntries.push(tlogEntries[0])),
    ).toMatch(/^invalid: (timestamp|log)$/);
  });

  test('thousands of log entries or time stamps take no time', async () => {
    const bundle = await kit.bundle({ isStamped: true });
    const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    const many = (item: Json) => Array.from({ length: 20_000 }, () => item);
    const startedAt = performance.now();
    const [entry] = tlogEntries;
    const bare = { ...entry, canonicalizedBody: '', inclusionProof: { checkpoint: { envelope: '' } } };
    const entries = (copy: Json) => Object.assign(copy.verificationMaterial, { tlogEntries: many(bare) });
    expect(spoilt(bundle, entries)).toBe('invalid: unsupported');
    const [stamp] = timestampVerificationData.rfc3161Timestamps;
    const stamps = (copy: Json) =>
      Object.assign(copy.verificationMaterial.timestampVerificationData, { rfc3161Timestamps: many(stamp) });
    expect(spoilt(bundle, stamps)).toBe('invalid: unsupported');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test('numbers of millions of digits take no time', async () => {
    const bundle = await kit.bundle({ by: { key } });
    const digits = '9'.repeat(3_000_000);
    const startedAt = performance.now();
    const changes: readonly ((proof: Json) => void)[] = [
      (proof) => Object.assign(proof, { logIndex: digits }),
      (proof) => Object.assign(proof.checkpoint, { envelope: `log\n${digits}\nAAAA\n\n\u2014 a AAAAAAAA\n` }),
    ];
    for (const change of changes) {
      const spoil = (copy: Json) => change(copy.verificationMaterial.tlogEntries[0].inclusionProof);
      expect(spoilt(bundle, spoil, [byKey])).toBe('invalid: unsupported');
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('a time that was changed', async () => {
    const bundle = await kit.bundle();
    const change = (copy: Json) => {
      copy.verificationMaterial.tlogEntries[0].integratedTime = String(Math.floor(Date.now() / 1000) + 60);
    };
    expect(spoilt(bundle, change)).toBe('invalid: log');
  });

  test('no signature, two signatures', async () => {
    const bundle = await kit.bundle();
    expect(spoilt(bundle, ({ dsseEnvelope }) => dsseEnvelope.signatures.pop())).toBe('invalid: unreadable');
    expect(spoilt(bundle, ({ dsseEnvelope: { signatures } }) => signatures.push(signatures[0]))).toBe(
      'invalid: unreadable',
    );
  });

  test('bundles of a version that is not known, or of nothing', async () => {
    const bundle = await kit.bundle();
    const typed = (mediaType: string) => spoilt(bundle, (copy) => Object.assign(copy, { mediaType }));
    expect(typed('application/vnd.dev.sigstore.bundle.v0.9+json')).toBe('invalid: unsupported');
    expect(typed('application/json')).toBe('invalid: unreadable');
    expect(spoilt(bundle, (copy) => delete copy.dsseEnvelope)).toBe('invalid: unreadable');
    expect(spoilt(bundle, (copy) => delete copy.verificationMaterial)).toBe('invalid: unreadable');
  });

  test('a bundle that signs bytes instead of a statement', async () => {
    const { 'dev.cosignproject.cosign/signature': signature } = (await kit.legacySignature()).annotations;
    const messageDigest = {
      algorithm: 'SHA2_256',
      digest: Buffer.from(IMAGE.slice(7), 'hex').toString('base64'),
    };
    const change = (copy: Json) => {
      delete copy.dsseEnvelope;
      copy.messageSignature = { messageDigest, signature };
    };
    expect(spoilt(await kit.bundle(), change)).toBe('invalid: unsupported');
  });
});

describe('payloads that two readers could read differently', () => {
  const twice = (text: string, once: string, again: string) =>
    Buffer.from(text.replace(once, `${again},${once}`));
  const text = statement(IMAGE, SLSA).toString();
  const other = OTHER_IMAGE.slice(7);

  test.each([
    ['two subjects', twice(text, '"subject":', `"subject":[{"digest":{"sha256":"${other}"}}]`)],
    ['two digests', twice(text, '"sha256":', `"sha256":"${other}"`)],
    ['two predicate types', twice(text, '"predicateType":', '"predicateType":"https://spdx.dev/Document"')],
    ['another case', twice(text, '"subject":', '"Subject":[]')],
    ['a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['no UTF-8', Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(',"x":"\xff"}', 'latin1')])],
    ['no object', Buffer.from('[]')],
    ['nesting without end', Buffer.from(text.replace('{}}', `${'['.repeat(2000)}${']'.repeat(2000)}}`))],
    ['no subject', Buffer.from(text.replace(/"subject":\[.*?\],/, ''))],
    ['a statement of no version', Buffer.from(text.replace('Statement/v1', 'Statement/v9'))],
  ])('%s', async (_what, payload) => {
    const bundle = bundleCandidate(await kit.bundle({ payload }));
    expect(outcome([bundle], { policies: [policy([keyless()], [SLSA])], trust })).toBe('invalid: unreadable');
  });

  test('in simple signing payloads', async () => {
    const simple = simpleSigning(IMAGE).toString();
    for (const payload of [
      twice(simple, '"docker-manifest-digest":', `"docker-manifest-digest":"${OTHER_IMAGE}"`),
      twice(simple, '"image":', '"Image":{}'),
      Buffer.from(simple.replace('cosign container', 'another')),
      Buffer.from('{}'),
    ]) {
      expect(outcome([await kit.legacySignature({ payload })], { policies: [byIdentity], trust })).toBe(
        'invalid: unreadable',
      );
    }
  });

  test('in the bundle itself', async () => {
    const bundle = JSON.stringify(await kit.bundle());
    const doubled = bundle.replace('"dsseEnvelope":', '"dsseEnvelope":{},"dsseEnvelope":');
    expect(outcome([candidate('bundle', Buffer.from(doubled))], { policies: [byIdentity], trust })).toBe(
      'invalid: unreadable',
    );
  });
});

describe("cosign's older form", () => {
  const annotation = 'dev.sigstore.cosign/bundle';

  test('a payload for another digest', async () => {
    const found = [await kit.legacySignature({ subject: OTHER_IMAGE })];
    expect(outcome(found, { policies: [byIdentity], trust })).toBe('invalid: other-subject');
  });

  test('a digest in another writing is another digest', async () => {
    for (const subject of [IMAGE.toUpperCase(), ` ${IMAGE}`, IMAGE.slice(7), `${IMAGE}00`]) {
      const found = [await kit.legacySignature({ payload: simpleSigning(subject) })];
      expect(outcome(found, { policies: [byIdentity], trust })).toBe('invalid: other-subject');
    }
  });

  test('a payload under the annotations of another', async () => {
    const [one, two] = [await kit.legacySignature(), await kit.legacySignature({ subject: OTHER_IMAGE })];
    expect(outcome([{ ...one, annotations: two.annotations }], { policies: [byIdentity], trust })).toBe(
      'invalid: log',
    );
  });

  test.each([
    ['no signature', { 'dev.cosignproject.cosign/signature': '' }, 'unreadable'],
    ['another signature', { 'dev.cosignproject.cosign/signature': 'AAAA' }, 'log'],
    ['no log entry', { [annotation]: '' }, 'not-logged'],
    ['a log entry that is none', { [annotation]: '{"Payload":1}' }, 'unreadable'],
    [
      'a log entry with hostile numbers',
      { [annotation]: '{"Payload":{"body":"e30=","logID":"","logIndex":1e400}}' },
      'unreadable',
    ],
    ['a certificate that is none', { 'dev.sigstore.cosign/certificate': 'x' }, 'unreadable'],
    [
      'a certificate of nothing',
      { 'dev.sigstore.cosign/certificate': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      'unreadable',
    ],
    ['no certificate', { 'dev.sigstore.cosign/certificate': '' }, 'other-key'],
    [
      'a time stamp that is none',
      { 'dev.sigstore.cosign/rfc3161timestamp': '{"SignedRFC3161Timestamp":"AAAA"}' },
      'unreadable',
    ],
  ])('%s', async (_what, change, kind) => {
    const legacy = await kit.legacySignature();
    const found = [{ ...legacy, annotations: { ...legacy.annotations, ...change } }];
    expect(outcome(found, { policies: [byIdentity], trust })).toBe(`invalid: ${kind}`);
  });
});

describe('no mutation of the bytes verifies', () => {
  const flips = fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) });
  const flipped = (base64: string, { at, bit }: { readonly at: number; readonly bit: number }) => {
    const bytes = Buffer.from(base64, 'base64');
    const place = at % bytes.length;
    bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << bit), place);
    return bytes.toString('base64');
  };

  test.each<[string, (bundle: Json, change: (text: string) => string) => void]>([
    [
      'payload',
      ({ dsseEnvelope }, change) => Object.assign(dsseEnvelope, { payload: change(dsseEnvelope.payload) }),
    ],
    [
      'signature',
      ({ dsseEnvelope: { signatures } }, change) =>
        Object.assign(signatures[0], { sig: change(signatures[0].sig) }),
    ],
    [
      'log entry',
      ({ verificationMaterial: { tlogEntries } }, change) =>
        Object.assign(tlogEntries[0], { canonicalizedBody: change(tlogEntries[0].canonicalizedBody) }),
    ],
    [
      'promise',
      ({ verificationMaterial: { tlogEntries } }, change) =>
        Object.assign(tlogEntries[0].inclusionPromise, {
          signedEntryTimestamp: change(tlogEntries[0].inclusionPromise.signedEntryTimestamp),
        }),
    ],
  ])('one bit of the %s', async (_what, apply) => {
    const bundle = await kit.bundle();
    fc.assert(
      fc.property(flips, (flip) => {
        expect(spoilt(bundle, (copy) => apply(copy, (text) => flipped(text, flip)))).not.toBe('verified');
      }),
      { numRuns: 150 },
    );
  });

  test('one bit of a legacy payload', async () => {
    const legacy = await kit.legacySignature();
    fc.assert(
      fc.property(flips, (flip) => {
        const bytes = Buffer.from(flipped(Buffer.from(legacy.bytes).toString('base64'), flip), 'base64');
        expect(outcome([{ ...legacy, bytes }], { policies: [byIdentity], trust })).not.toBe('verified');
      }),
      { numRuns: 150 },
    );
  });

  /** The verdict, as far as it says something. */
  const told = (found: Candidate) => {
    const [verdict] = verdicts([found], { policies: [byIdentity], trust });
    return verdict?.kind === 'verified' ? { by: verdict.by, at: verdict.signedAtMs } : null;
  };

  // A certificate's outermost frame repeats what its signed part says, and no signature is over it.
  test('one bit of the certificate: refused, or the same verdict', async () => {
    const bundle = await kit.bundle();
    const right = told(bundleCandidate(bundle));
    expect(right).not.toBeNull();
    fc.assert(
      fc.property(flips, (flip) => {
        const copy = structuredClone(bundle);
        const { certificate } = copy.verificationMaterial;
        certificate.rawBytes = flipped(certificate.rawBytes, flip);
        const verdict = told(bundleCandidate(copy));
        if (verdict !== null) expect(verdict).toEqual(right);
      }),
      { numRuns: 200 },
    );
  });

  // Some bytes of a bundle say nothing, such as a key's hint.
  test('any bytes of a bundle: refused, or the same verdict', async () => {
    const bytes = Buffer.from(JSON.stringify(await kit.bundle()));
    const right = told(candidate('bundle', bytes));
    expect(right).not.toBeNull();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 3 }), fc.nat(3), (at, put, cut) => {
        const changed = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
        const verdict = told(candidate('bundle', changed));
        if (verdict !== null) expect(verdict).toEqual(right);
      }),
      { numRuns: 400 },
    );
  });

  test('bytes of nothing never throw and never verify', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('bundle', 'cosign-signature', 'cosign-attestation'),
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        fc.dictionary(fc.constantFrom(...Object.keys(ANNOTATIONS)), fc.oneof(fc.json(), fc.string())),
        (form, bytes, annotations) => {
          const found = [candidate(form as 'bundle', bytes, annotations)];
          expect(outcome(found, { policies: [byIdentity, byKey], trust })).not.toContain('verified');
        },
      ),
      { numRuns: 300 },
    );
  });
  const ANNOTATIONS = {
    'dev.cosignproject.cosign/signature': '',
    'dev.sigstore.cosign/certificate': '',
    'dev.sigstore.cosign/bundle': '',
    'dev.sigstore.cosign/rfc3161timestamp': '',
  };
});

describe('which policies an image has to meet', () => {
  const all = policy([keyless()], ['signature'], 'ghcr.io/acme/**');
  const one = policy([keyless()], ['signature'], 'ghcr.io/acme/app:v*');
  const signatures = { trustedRoot: null, policies: [all, one], at: all.at };

  test.each([
    ['ghcr.io/acme/app', ['v1'], [all, one]],
    ['ghcr.io/acme/app', ['latest'], [all]],
    ['ghcr.io/acme/app', ['latest', 'v2'], [all, one]],
    ['ghcr.io/acme/app', [], [all]],
    ['ghcr.io/acme.evil/app', ['v1'], []],
    ['evil.example/ghcr.io/acme/app', ['v1'], []],
  ])('%s %j', (repository, tags, wanted) => {
    expect(policiesFor(signatures, { repository, tags })).toEqual(wanted);
  });

  test('none without policies', () => {
    expect(policiesFor(null, { repository: 'ghcr.io/acme/app', tags: [] })).toEqual([]);
  });
});

test('a stopped run judges nothing', async () => {
  const signal = AbortSignal.abort('SIGTERM');
  const material = { candidates: [bundleCandidate(await kit.bundle())], passedOver: [] };
  expect(() => verifySignatures([IMAGE], material, { policies: [byIdentity], trust, signal })).toThrow(
    'SIGTERM',
  );
});
