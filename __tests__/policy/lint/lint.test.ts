import { describe, expect, test } from '@jest/globals';
import type { MirrorFile } from '../../../src/files/mirrorfile.ts';
import type { Finding } from '../../../src/finding.ts';
import { GENERATE_FORMATS, generateFromManifest } from '../../../src/policy/generate.ts';
import { lintPolicies } from '../../../src/policy/lint/lint.ts';
import { readPolicy } from '../../../src/policy/read-policy.ts';
import { manifest, REDIS, TOOL } from '../manifest.ts';
import { objectText, processorMs } from '../reading.ts';

type Files = Readonly<Record<string, string>>;

function lint(files: Files, file: MirrorFile | null = null): readonly Finding[] {
  const documents = Object.entries(files).flatMap(([path, text]) => readPolicy(text, path).documents);
  return lintPolicies(documents, file);
}

/** `severity rule line`, without `policy-`. */
const told = (findings: readonly Finding[]) =>
  findings.map(({ severity, rule, at }) => `${severity} ${rule.replace('policy-', '')} ${at?.line}`);

const idms = (...entries: string[]) => objectText('IDMS', entries);
const itms = (...entries: string[]) => objectText('ITMS', entries);
const conf = (...tables: string[]) => tables.map((table) => `[[registry]]\n${table}\n`).join('');
const mirror = (location: string, more = '') => `[[registry.mirror]]\nlocation = "${location}"\n${more}`;
const NEVER = 'mirrorSourcePolicy: NeverContactSource';
const DIGEST = 'pull-from-mirror = "digest-only"\n';
const PULL = 'capabilities = ["pull"]\n';

describe('trust', () => {
  test.each<[string, Files, string[]]>([
    [
      'a tag set',
      { 'a.yaml': itms('source: q.io/a, mirrors: [m.io/a, n.io/a]') },
      ['warning tag-mirror 6', 'note stale-wins 6'],
    ],
    ['a digest set', { 'a.yaml': idms('source: q.io/a, mirrors: [m.io/a]') }, []],
    [
      'all pulls',
      { 'registries.conf': conf(`location = "q.io"\n${mirror('m.io', DIGEST)}${mirror('n.io')}`) },
      ['warning tag-mirror 6', 'note stale-wins 6'],
    ],
    [
      'digest pulls',
      { 'registries.conf': conf(`location = "q.io"\nmirror-by-digest-only = true\n${mirror('n.io')}`) },
      [],
    ],
    [
      'resolve',
      { 'q.io/hosts.toml': '[host."https://m.io"]\ncapabilities = ["pull", "resolve"]\n' },
      ['warning tag-mirror 1', 'note stale-wins 1'],
    ],
    ['pull alone', { 'q.io/hosts.toml': `[host."https://m.io"]\n${PULL}` }, []],
    [
      'no capabilities',
      { 'q.io/hosts.toml': '[host."https://m.io"]\n' },
      ['warning tag-mirror 1', 'note stale-wins 1', 'warning push-mirror 1'],
    ],
    ['the source itself', { 'docker.io/hosts.toml': 'server = "https://registry-1.docker.io"\n' }, []],
    [
      'the deprecated section',
      {
        'c.toml':
          '[plugins."io.containerd.grpc.v1.cri".registry.mirrors."q.io"]\nendpoint = ["https://m.io", "https://q.io"]\n',
      },
      ['warning tag-mirror 2', 'note stale-wins 2'],
    ],
    [
      'plain HTTP',
      { 'q.io/hosts.toml': `[host."http://m.io"]\n${PULL}[host."http://127.0.0.1:5000"]\n${PULL}` },
      ['warning insecure 1'],
    ],
    [
      'skip_verify',
      { 'q.io/hosts.toml': `server = "https://q.io"\nskip_verify = true\n[host."https://m.io"]\n${PULL}` },
      ['warning insecure 1'],
    ],
    [
      'insecure tables',
      {
        'registries.conf': conf(
          `location = "q.io"\ninsecure = true\n${mirror('m.io', `${DIGEST}insecure = true\n`)}`,
        ),
      },
      ['warning insecure 1', 'warning insecure 4'],
    ],
  ])('%s', (_what, files, expected) => {
    expect(told(lint(files))).toEqual(expected);
  });

  test('the message names who decides, and for what', () => {
    const [first] = lint({ 'a.yaml': itms('source: q.io/a, mirrors: [m.io/a, n.io/a]') });
    expect(first?.message).toMatch(/m\.io\/a.*n\.io\/a.*q\.io\/a/);
  });
});

describe('order', () => {
  test('lists that contradict each other, with the order that comes of them', () => {
    const text = idms(
      'source: quay.io/x, mirrors: [z.io/x, y.io/x]',
      'source: quay.io/x, mirrors: [y.io/x, z.io/x]',
    );
    const findings = lint({ 'a.yaml': text });
    expect(told(findings)).toEqual(['warning order-loop 6']);
    expect(findings[0]?.message).toMatch(/try "quay\.io\/x", "y\.io\/x", "z\.io\/x"$/);
    expect(findings[0]?.help).toMatch(/source is tried before/);
  });

  test('lists that agree are not told', () => {
    expect(
      lint({ 'a.yaml': idms('source: q.io, mirrors: [a, b]', 'source: q.io, mirrors: [b, c]') }).filter(
        ({ rule }) => rule === 'policy-order-loop',
      ),
    ).toEqual([]);
  });
});

describe('reach, names and scopes', () => {
  test.each<[string, Files, string[]]>([
    [
      'conflicts come first',
      { 'a.yaml': idms(`source: q.io, mirrors: [m.io], ${NEVER}`, 'source: q.io, mirrors: [m.io]') },
      ['error conflict 7', 'warning blocked-no-mirror 6'],
    ],
    [
      'blocked for tags',
      { 'a.yaml': idms(`source: q.io, mirrors: [m.io], ${NEVER}`) },
      ['warning blocked-no-mirror 6'],
    ],
    [
      'only blocked',
      { 'registries.conf': conf('location = "q.io"\nblocked = true') },
      ['note blocked-no-mirror 1'],
    ],
    [
      'a mirror in a blocked scope',
      { 'registries.conf': conf(`location = "q.io"\nblocked = true\n${mirror('q.io/copy', DIGEST)}`) },
      ['warning blocked-no-mirror 1', 'warning mirror-blocked 4'],
    ],
    [
      'its own mirror',
      { 'registries.conf': conf(`location = "q.io"\n${mirror('m.io', DIGEST)}${mirror('q.io', DIGEST)}`) },
      ['warning no-effect 6'],
    ],
    [
      'the source first',
      { 'registries.conf': conf(`location = "q.io"\n${mirror('q.io', DIGEST)}${mirror('m.io', DIGEST)}`) },
      [],
    ],
    [
      'a mirror without a dot',
      { 'a.yaml': idms('source: q.io, mirrors: [mirror]') },
      ['error rewrite-invalid 6'],
    ],
    [
      'a mirror with a slash at its end',
      { 'registries.conf': conf(`location = "q.io"\n${mirror('m.io/', DIGEST)}`) },
      ['error rewrite-invalid 3'],
    ],
    [
      'a host for a repository',
      { 'a.yaml': idms('source: q.io/a/b, mirrors: [m.io]') },
      ['warning rewrite-invalid 6'],
    ],
    [
      'a host for a host',
      { 'a.yaml': idms('source: q.io, mirrors: [m.io]', 'source: "*.q.io", mirrors: [m.io]') },
      [],
    ],
    [
      'another name of Docker Hub',
      { 'a.yaml': idms('source: index.docker.io/library, mirrors: [m.io/l]') },
      ['warning no-effect 6'],
    ],
    [
      'a short name',
      { 'a.yaml': idms('source: docker.io/alpine, mirrors: [m.io/alpine]') },
      ['note no-effect 6'],
    ],
    [
      'a tag in a prefix',
      { 'registries.conf': conf(`prefix = "q.io/a:1"\nlocation = "q.io/a"\n${mirror('m.io/a', DIGEST)}`) },
      ['warning no-effect 1'],
    ],
    [
      'a wildcard within',
      { 'registries.conf': conf(`prefix = "a.*.q.io"\nlocation = "q.io"\n${mirror('m.io', DIGEST)}`) },
      ['warning no-effect 1'],
    ],
    [
      'a narrower tag set',
      {
        'a.yaml': idms('source: q.io, mirrors: [m.io]'),
        'b.yaml': itms('source: q.io/a, mirrors: [t.io/a]'),
      },
      ['warning tag-mirror 6', 'note stale-wins 6', 'warning shadowed 6'],
    ],
    [
      'a narrower digest set',
      { 'a.yaml': idms('source: q.io, mirrors: [m.io]', 'source: q.io/a, mirrors: [m.io/a]') },
      [],
    ],
    [
      'a wildcard around',
      { 'registries.conf': conf(`prefix = "*.q.io"\n${mirror('m.io', DIGEST)}`, 'location = "a.q.io"') },
      ['warning shadowed 7'],
    ],
    [
      'a drop-in',
      {
        'registries.conf': conf(`location = "q.io"\n${mirror('m.io', DIGEST)}`),
        'registries.conf.d/1.conf': conf('location = "q.io"'),
      },
      ['warning replaced 1'],
    ],
  ])('%s', (_what, files, expected) => {
    expect(told(lint(files))).toEqual(expected);
  });
});

describe('with the mirror manifest', () => {
  const file = manifest([REDIS, TOOL]);
  const EU = 'registry.eu.example.com/mirror';

  test.each<[string, Files, string[]]>([
    [
      'all covered',
      {
        'a.yaml': idms(
          `source: docker.io/library, mirrors: [${EU}/library]`,
          `source: quay.io, mirrors: ["us.example.com:5000"]`,
        ),
      },
      [],
    ],
    [
      'one without policy',
      { 'a.yaml': idms(`source: docker.io, mirrors: [${EU}]`) },
      ['warning uncovered 10'],
    ],
    [
      'another place',
      { 'a.yaml': idms(`source: docker.io, mirrors: [${EU}/hub]`, `source: quay.io, mirrors: [${EU}]`) },
      ['warning uncovered 9', 'warning unfilled 6'],
    ],
    [
      'a mirror that is filling',
      {
        'a.yaml': idms(
          `source: docker.io, mirrors: [new.example.com, ${EU}]`,
          `source: quay.io, mirrors: [${EU}]`,
        ),
      },
      ['warning unfilled 6'],
    ],
    [
      'somebody else’s registry',
      {
        'a.yaml': idms(`source: docker.io, mirrors: [other.io, ${EU}]`, `source: quay.io, mirrors: [${EU}]`),
      },
      [],
    ],
    [
      'containerd',
      {
        'docker.io/hosts.toml': `[host."https://registry.eu.example.com/v2/mirror"]\noverride_path = true\n${PULL}`,
      },
      ['warning uncovered 10'],
    ],
    [
      'containerd, another prefix',
      {
        'docker.io/hosts.toml': `[host."https://registry.eu.example.com"]\n${PULL}`,
        'quay.io/hosts.toml': `[host."https://us.example.com:5000"]\n${PULL}`,
      },
      ['warning uncovered 9'],
    ],
  ])('%s', (_what, files, expected) => {
    expect(told(lint(files, file))).toEqual(expected);
  });

  test.each(GENERATE_FORMATS)('what is generated as %s has nothing to be told of', (format) => {
    const generated = generateFromManifest(file, { format, neverContactSource: false });
    const files = Object.fromEntries(generated.files.map(({ path, text }) => [path, text]));
    const rules = lint(files, file).map(({ rule }) => rule);
    const expected = new Set(['policy-tag-mirror', 'policy-stale-wins']);
    // An ImageTagMirrorSet alone does not cover the images that are for digests only.
    if (format === 'itms') expected.add('policy-uncovered');
    expect(rules.filter((rule) => !expected.has(rule))).toEqual([]);
  });
});

describe('hostile policies', () => {
  const numbers = Array.from({ length: 6_000 }, (_, index) => index);

  test.each<[string, Files]>([
    [
      'many sources',
      { 'a.yaml': idms(...numbers.map((at) => `source: h${at}.io/a, mirrors: [m${at}.io/a]`)) },
    ],
    [
      'many mirrors',
      { 'a.yaml': idms(`source: q.io, mirrors: [${numbers.map((at) => `m${at}.io`).join(', ')}]`) },
    ],
    [
      'many tables',
      { 'registries.conf': conf(...numbers.map((at) => `location = "q.io/${at}"\n${mirror(`m.io/${at}`)}`)) },
    ],
    [
      'one long name',
      { 'registries.conf': conf(`location = "q.io"\n${mirror(`m.io/${'a/'.repeat(20_000)}`)}`) },
    ],
    [
      'many dots',
      { 'registries.conf': conf(`prefix = "*.a"\nblocked = true\n${mirror(`${'a.'.repeat(200)}io/x`)}`) },
    ],
  ])('%s are judged in a few seconds', (_what, files) => {
    const spent = processorMs(() => expect(lint(files, manifest([REDIS])).length).toBeGreaterThan(0));
    expect(spent).toBeLessThan(8000);
  });
});
