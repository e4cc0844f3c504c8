import { describe, expect, test } from '@jest/globals';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { lintSignatures } from '../../src/signatures/lint.ts';
import { whyBroad } from '../../src/signatures/subject-breadth.ts';
import { ISSUER, WORKFLOW } from './signing-kit.ts';

const SIGNER = `{ issuer: ${ISSUER}, subject: ${WORKFLOW} }`;

function lint(images: string, policies: string, top = ''): readonly string[] {
  const yaml = `version: 1
mirrors: [{ name: eu, target: eu.example.com }]
${top}
images: [${images}]
signatures:
  policies: [${policies}]
`;
  const { file, findings } = readMirrorFile(yaml, 'm.yaml');
  if (file === null) throw new Error(JSON.stringify(findings));
  const found = lintSignatures(file);
  for (const { at, help } of found)
    expect({ file: at?.file, hasHelp: help !== '' }).toEqual({ file: 'm.yaml', hasHelp: true });
  return found.map(({ rule, severity }) => `${severity} ${rule}`);
}

const policy = (image: string, signer = SIGNER) => `{ image: "${image}", signedBy: [${signer}] }`;

test('a policy that is right has no findings', () => {
  expect(lint('"ghcr.io/acme/app:1"', policy('ghcr.io/acme/**'))).toEqual([]);
});

test('no policies, no findings', () => {
  expect(lintSignatures({ images: [], signatures: null })).toEqual([]);
});

describe('signature-policy-unused', () => {
  const unused = 'warning signature-policy-unused';

  test.each([
    ['ghcr.io/acme/*', '"ghcr.io/acme/app:1"'],
    ['ghcr.io/acme/app:1', '"ghcr.io/acme/app:1"'],
    ['ghcr.io/acme/app:v*', '{ source: ghcr.io/acme/app, select: { include: "^v" } }'],
    ['ghcr.io/**:v*', '{ source: ghcr.io/acme/app, select: { include: "^v" } }'],
    ['docker.io/library/redis', 'redis:7'],
  ])('not for %s', (glob, image) => {
    expect(lint(image, policy(glob))).not.toContain(unused);
  });

  test.each([
    ['ghcr.io/acme', '"ghcr.io/acme/app:1"'],
    ['acme/*', '"ghcr.io/acme/app:1"'],
    ['ghcr.io/*', '"ghcr.io/acme/app:1"'],
    ['ghcr.io/acme/app:2', '"ghcr.io/acme/app:1"'],
    ['ghcr.io/acme/apt:v*', '{ source: ghcr.io/acme/app, select: { include: "^v" } }'],
    ['redis', 'redis:7'],
  ])('for %s', (glob, image) => {
    expect(lint(image, policy(glob))).toEqual([unused, 'note signature-policy-uncovered']);
  });
});

test('signature-policy-uncovered is one finding for all', () => {
  expect(lint('"ghcr.io/acme/app:1", "redis:7", "alpine:3"', policy('ghcr.io/acme/**'))).toEqual([
    'note signature-policy-uncovered',
  ]);
});

test('signature-policy-unlogged', () => {
  const signer = '{ key: k.pub, log: ignored }';
  expect(lint('"ghcr.io/acme/app:1"', policy('ghcr.io/acme/**', signer))).toEqual([
    'note signature-policy-unlogged',
  ]);
});

test.each(['report', 'ignore'])('signature-policy-uncopied: referrers: %s', (referrers) => {
  const found = lint('"ghcr.io/acme/app:1", "redis:7"', policy('ghcr.io/acme/**'), `referrers: ${referrers}`);
  expect(found).toEqual(['note signature-policy-uncovered', 'warning signature-policy-uncopied']);
});

test.each([
  ['a person', ISSUER, 'me@acme.example'],
  ['a repository', ISSUER, 'https://github.com/acme/app'],
  ['no ref', ISSUER, 'https://github.com/acme/app/.github/workflows/release.yml'],
  ['an issuer with a slash', `${ISSUER}/`, WORKFLOW],
])('signature-policy-unmeetable: %s', (_what, issuer, subject) => {
  const signer = `{ issuer: "${issuer}", subject: "${subject}" }`;
  expect(lint('"ghcr.io/acme/app:1"', policy('ghcr.io/acme/**', signer))).toEqual([
    'error signature-policy-unmeetable',
  ]);
});

describe('signature-policy-broad', () => {
  test('is told at the signer', () => {
    const signer = `{ issuer: ${ISSUER}, subjectPattern: '^https://github\\.com/.*$' }`;
    expect(lint('"ghcr.io/acme/app:1"', policy('ghcr.io/acme/**', signer))).toEqual([
      'warning signature-policy-broad',
    ]);
  });

  test.each([
    '^.*$',
    '^https://.*$',
    '^https://github\\.com/.*$',
    '^https://github\\.com/acme.*$',
    '^https://github\\.com/acme/?.*$',
    '^https://github.com/acme/.*$',
    '^https://github\\.com/[^/]+/app/.*$',
    '^https://github\\.com/acme/app|.*$',
    '^(?:https://github\\.com/acme/.*|.*)$',
    '^(?i)https://github\\.com/acme/.*$',
    '^.*@acme\\..*$',
    '^.*acme\\.example$',
    '^https://github\\.com/.*@v1\\.0$',
  ])('%s', (pattern) => {
    expect(whyBroad(pattern)).not.toBeNull();
  });

  test.each([
    '^https://github\\.com/acme/.*$',
    '^https://github\\.com/acme/app/\\.github/workflows/(a|b)\\.yml@refs/tags/v[0-9.]+$',
    '^https://gitlab\\.com/acme/app//\\.gitlab-ci\\.yml@refs/heads/(main|release-.*)$',
    '^[a-z.]+@acme\\.example$',
    '^me@acme\\.example$',
  ])('not %s', (pattern) => {
    expect(whyBroad(pattern)).toBeNull();
  });
});
