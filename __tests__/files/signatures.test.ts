import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { compileSubjectPattern } from '../../src/files/read-subject.ts';
import { schemas } from '../../src/schemas.ts';

const HEAD = 'version: 1\nmirrors: [{ name: eu, target: eu.example.com }]\nimages: []\n';
const ISSUER = 'https://token.actions.githubusercontent.com';
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main';

function faultsOf(yaml: string): readonly string[] {
  return readMirrorFile(`${HEAD}${yaml}`, 'm.yaml').findings.map(
    ({ at, message }) => `${at?.file}:${at?.line}:${at?.column} ${message}`,
  );
}

/** The faults of one signer in an otherwise right policy. */
function signerFaults(signer: string): readonly string[] {
  return faultsOf(`signatures: { policies: [{ image: "a/**", signedBy: [${signer}] }] }`);
}

const WHOLE = `
signatures:
  trustedRoot: trust/trusted_root.json
  policies:
    - image: ghcr.io/acme/**
      signedBy:
        - issuer: ${ISSUER}
          subject: ${WORKFLOW}
        - issuer: ${ISSUER}
          subjectPattern: ^https://github\\.com/acme/[^/]+/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$
        - key: keys/acme.pub
      require: [signature, https://slsa.dev/provenance/v1]
    - image: docker.io/library/redis
      signedBy: [{ key: keys/redis.pub, log: ignored }]
`;

describe('signatures in the mirror manifest', () => {
  test('are read with every default filled in', () => {
    const { file, findings } = readMirrorFile(HEAD + WHOLE, 'm.yaml');
    expect(findings).toEqual([]);
    const signatures = file?.signatures;
    expect(signatures?.trustedRoot?.path).toBe('trust/trusted_root.json');
    const [acme, redis] = signatures?.policies ?? [];
    expect(acme?.image.source).toBe('ghcr.io/acme/**');
    expect(acme?.signedBy).toEqual([
      expect.objectContaining({
        kind: 'keyless',
        issuer: ISSUER,
        subject: { kind: 'exact', value: WORKFLOW },
      }),
      expect.objectContaining({ kind: 'keyless', subject: expect.objectContaining({ kind: 'pattern' }) }),
      expect.objectContaining({ kind: 'key', path: 'keys/acme.pub', log: 'required' }),
    ]);
    expect(acme?.require).toEqual([
      { kind: 'signature' },
      { kind: 'attestation', predicateType: 'https://slsa.dev/provenance/v1' },
    ]);
    expect(redis?.require).toEqual([{ kind: 'signature' }]);
    expect(redis?.signedBy).toEqual([expect.objectContaining({ kind: 'key', log: 'ignored' })]);
    expect(redis?.at.line).toBe(16);
  });

  test('are not asked for where nothing is written', () => {
    expect(readMirrorFile(HEAD, 'm.yaml').file?.signatures).toBeNull();
  });

  test('are known to the schema', () => {
    const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      schemas['mirror.schema.json'] as object,
    );
    accepts(parse(HEAD + WHOLE));
    expect(accepts.errors).toBeNull();
  });
});

describe('what could be got wrong', () => {
  test.each([
    [
      'an unknown key',
      '{ issuer: "https://i.example", subject: x, subjectRegExp: "^x$" }',
      'unknown key "subjectRegExp"',
    ],
    ['nobody', '{}', 'names nobody'],
    ['only a log', '{ log: ignored }', 'names nobody'],
    [
      'an identity and a key',
      `{ issuer: ${ISSUER}, subject: a@b.example, key: k.pub }`,
      'an identity and a key',
    ],
    ['no issuer', '{ subject: a@b.example }', 'has no issuer'],
    ['no subject', `{ issuer: ${ISSUER} }`, 'neither subject nor subjectPattern'],
    [
      'two subjects',
      `{ issuer: ${ISSUER}, subject: x, subjectPattern: ^x$ }`,
      'both subject and subjectPattern',
    ],
    ['a wildcard issuer', '{ issuer: "https://*.example", subject: x }', 'compared exactly'],
    ['an issuer that is a pattern', '{ issuer: "https://.*", subject: x }', 'compared exactly'],
    ['every issuer', '{ issuer: "*", subject: x }', 'compared exactly'],
    ['an issuer over HTTP', '{ issuer: "http://i.example", subject: x }', 'not an https URL'],
    ['an issuer without scheme', '{ issuer: i.example, subject: x }', 'not an https URL'],
    [
      'a wildcard subject',
      `{ issuer: ${ISSUER}, subject: "https://github.com/acme/*" }`,
      'without wildcards',
    ],
    ['an empty subject', `{ issuer: ${ISSUER}, subject: "" }`, 'it is empty'],
    ['no anchors', `{ issuer: ${ISSUER}, subjectPattern: "acme/app" }`, 'begins with ^ and ends with $'],
    ['no end', `{ issuer: ${ISSUER}, subjectPattern: "^acme/app" }`, 'begins with ^ and ends with $'],
    [
      'an end that is a dollar',
      `{ issuer: ${ISSUER}, subjectPattern: '^acme\\$' }`,
      'begins with ^ and ends with $',
    ],
    ['a pattern RE2 refuses', `{ issuer: ${ISSUER}, subjectPattern: "^(?=a)$" }`, 'cannot be used'],
    ['a group closed too early', `{ issuer: ${ISSUER}, subjectPattern: "^a)|(b$" }`, 'cannot be used'],
    ['a certificate without log', `{ issuer: ${ISSUER}, subject: x, log: ignored }`, 'log without a key'],
    ['a key of a cloud', '{ key: "awskms:///alias/release" }', 'is a URL'],
    ['a key itself', '{ key: "-----BEGIN PUBLIC KEY-----" }', 'holds the content of a file'],
    ['no file', '{ key: "" }', 'names no file'],
  ])('%s', (_what, signer, message) => {
    expect(signerFaults(signer)).toEqual([expect.stringContaining(message)]);
    expect(signerFaults(signer)).toEqual([expect.stringMatching(/^m\.yaml:4:\d+ /)]);
  });

  test.each([
    ['signatures: { policies: [] }', 'an empty list'],
    ['signatures: {}', 'signatures.policies is missing'],
    ['signatures: { policies: [{ image: a, signedBy: [] }] }', 'an empty list'],
    ['signatures: { policies: [{ image: a }] }', 'signedBy is missing'],
    ['signatures: { policies: [{ signedBy: [{ key: k }] }] }', 'image is missing'],
    ['signatures: { policies: [{ image: "", signedBy: [{ key: k }] }] }', 'matches nothing'],
    ['signatures: { policies: [{ image: a, signedBy: [{ key: k }], require: [] }] }', 'an empty list'],
    [
      'signatures: { policies: [{ image: a, signedBy: [{ key: k }], require: [signatures] }] }',
      'neither the word',
    ],
    [
      'signatures: { policies: [{ image: a, signedBy: [{ key: k }], require: ["https://slsa.dev/*"] }] }',
      'neither',
    ],
    [
      'signatures: { policies: [{ image: a, signedBy: [{ key: k }], require: [signature, signature] }] }',
      'twice',
    ],
    ['signatures: { policies: [{ image: a, signedBy: [{ key: k }], threshold: 2 }] }', 'unknown key'],
    [
      'signatures: { trustedRoot: "https://a.example/r", policies: [{ image: a, signedBy: [{ key: k }] }] }',
      'URL',
    ],
  ])('%s', (yaml, message) => {
    expect(faultsOf(yaml)).toEqual([expect.stringContaining(message)]);
  });

  test('a private key is never shown', () => {
    const told = JSON.stringify(signerFaults('{ key: "-----BEGIN PRIVATE KEY-----\\nMIIsecret" }'));
    expect(told).not.toContain('MIIsecret');
  });
});

describe('a subject pattern', () => {
  const matches = (source: string, text: string): boolean => {
    const pattern = compileSubjectPattern(source);
    if (!pattern.ok) throw new Error(pattern.why);
    return pattern.value.matches(text);
  };

  test.each([
    ['^https://github\\.com/org/repo$', 'https://github.com/org/repo.evil'],
    ['^https://github\\.com/org/repo$', 'https://github.com/org/repo\nx'],
    ['^https://github\\.com/org/repo$', 'https://evil.example/https://github.com/org/repo'],
    ['^a|b$', 'a.evil'],
    ['^a|b$', 'evil.b'],
    ['^(?m)a$', 'a\nevil'],
  ])('%s does not match %j', (source, text) => {
    expect(matches(source, text)).toBe(false);
  });

  test('matches nothing that goes on before or after', () => {
    const subject = 'https://github.com/acme/app/.github/workflows/r.yml@refs/heads/main';
    const source = '^https://github\\.com/acme/app/\\.github/workflows/[a-z]+\\.yml@refs/heads/main$';
    expect(matches(source, subject)).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(matches(source, `${before}${subject}${after}`)).toBe(before === '' && after === '');
      }),
    );
  });
});
