/** Policies from the command line: files in the shapes of their formats' documentation, SARIF, and a quick look at many. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { gitRepository } from '../fixtures/git-repository.ts';
import { expectExit, makeWorkspace, type Workspace } from './workspace.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

function put(workspace: Workspace, path: string, text: string): void {
  mkdirSync(dirname(workspace.path(path)), { recursive: true });
  writeFileSync(workspace.path(path), text);
}

/** Shapes of the documentation of OpenShift, containers/image and containerd, with names of our own. */
const DOCUMENTED = {
  'openshift/idms.yaml': `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: ubi9repo
spec:
  imageDigestMirrors:
  - mirrors:
    - mirror.example.io/team/ubi9-minimal
    - mirror.example.com/team2/ubi9-minimal
    source: registry.vendor.example/ubi9/ubi-minimal
    mirrorSourcePolicy: AllowContactingSource
  - mirrors:
    - mirror.example.com/vendor
    source: registry.vendor.example/openshift4
    mirrorSourcePolicy: AllowContactingSource
`,
  'openshift/itms.yaml': `apiVersion: config.openshift.io/v1
kind: ImageTagMirrorSet
metadata: { name: tags }
spec:
  imageTagMirrors:
  - { source: registry.vendor.example/tools, mirrors: [mirror.example.com/tools], mirrorSourcePolicy: NeverContactSource }
`,
  'openshift/icsp.yaml': `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: { name: ubi8repo }
spec:
  repositoryDigestMirrors:
  - { source: registry.vendor.example/ubi8/ubi, mirrors: [mirror.example.io/ubi8/ubi, mirror.example.com/ubi8/ubi] }
`,
  'containers/registries.conf': `unqualified-search-registries = ["docker.io"]

[[registry]]
prefix = "example.com/foo"
insecure = false
blocked = false
location = "internal-registry-for-example.com/bar"

[[registry.mirror]]
location = "example-mirror-0.local/mirror-for-foo"

[[registry.mirror]]
location = "example-mirror-1.local/mirrors/foo"
insecure = true
pull-from-mirror = "digest-only"
`,
  'containerd/certs.d/docker.io/hosts.toml': `server = "https://docker.io"

[host."https://registry-mirror.example.com"]
  capabilities = ["pull", "resolve"]

[host."http://10.0.0.5:5000/v2/hub"]
  capabilities = ["pull"]
  override_path = true
  skip_verify = true
`,
} as const;

test('documented shapes are read, without an error', async () => {
  const workspace = makeWorkspace();
  for (const [path, text] of Object.entries(DOCUMENTED)) put(workspace, path, text);
  const { report, ...end } = await workspace.run('check');
  expectExit(end, 0);
  expect(report.inputs.policies.map(({ path }) => path)).toEqual(Object.keys(DOCUMENTED).toSorted());
  expect([...new Set(report.findings.map(({ rule }) => rule))].toSorted()).toEqual([
    'policy-blocked-no-mirror',
    'policy-deprecated',
    'policy-insecure',
    'policy-stale-wins',
    'policy-tag-mirror',
  ]);
  for (const { file, line, column } of report.findings) {
    const written = readFileSync(workspace.path(file ?? ''), 'utf8').split('\n')[(line ?? 0) - 1] ?? '';
    expect(written.slice((column ?? 0) - 1)).not.toBe('');
  }
  expect(end.stderr).toContain('openshift/itms.yaml:6');
});

test('SARIF is what the published schema asks for, and its fingerprints stay when lines move', async () => {
  const workspace = makeWorkspace();
  const bad =
    'kind: ImageTagMirrorSet\napiVersion: config.openshift.io/v1\nmetadata: { name: x }\nspec:\n  imageTagMirrors:\n';
  const entry = (source: string) =>
    `    - { source: ${source}, mirrors: [m.example.com/x, "m.example.com/[x](y)"] }\n`;
  put(workspace, 'a b/ümlaut.yaml', `${bad}${entry('quay.io/x')}${entry('quay.io/y')}`);
  put(workspace, 'registries.conf', DOCUMENTED['containers/registries.conf']);
  const sarif = async () => {
    expectExit(await workspace.run('check', '--sarif', 'check.sarif'), 1);
    return JSON.parse(workspace.read('check.sarif'));
  };
  const first = await sarif();
  const schema = JSON.parse(readFileSync(join(FIXTURES, 'sarif', 'sarif-2.1.0.json'), 'utf8'));
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect([validate(first), validate.errors]).toEqual([true, null]);
  expect(validate({ ...first, version: '9' })).toBe(false);
  const results = first.runs[0].results as readonly {
    readonly ruleId: string;
    readonly partialFingerprints: Record<string, string>;
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
  }[];
  expect(results.length).toBeGreaterThan(3);
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BCmlaut.yaml');
  const fingerprints = (log: { runs: { results: typeof results }[] }) =>
    log.runs[0]?.results.map(
      ({ ruleId, partialFingerprints }) => `${ruleId} ${JSON.stringify(partialFingerprints)}`,
    );
  put(workspace, 'a b/ümlaut.yaml', `# moved\n\n${bad}${entry('quay.io/x')}${entry('quay.io/y')}`);
  expect(fingerprints(await sarif())).toEqual(fingerprints(first));
  expect(new Set(fingerprints(first)).size).toBe(results.length);
});

describe('what a stranger may bring', () => {
  const OBJECT =
    'apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata: { name: x }\nspec:\n';
  const aliases = Array.from(
    { length: 12 },
    (_unused, at) => `x${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]`,
  );

  test.each([
    ['aliases within aliases', 'p.yaml', `kind: ImageDigestMirrorSet\nx0: &a0 [1]\n${aliases.join('\n')}\n`],
    ['deep nesting', 'p.yaml', `kind: ImageDigestMirrorSet\nspec: ${'['.repeat(50_000)}`],
    ['deep JSON', 'p.json', `{"kind":"ImageDigestMirrorSet","spec":${'['.repeat(100_000)}`],
    ['deep TOML', 'registries.conf', `unqualified-search-registries = ${'['.repeat(50_000)}`],
    ['keys of prototypes', 'p.yaml', `${OBJECT}  __proto__: { polluted: true }\n  imageDigestMirrors: []\n`],
    ['a key twice', 'p.yaml', `${OBJECT}  imageDigestMirrors: []\n  imageDigestMirrors: []\n`],
    ['tabs', 'p.yaml', `${OBJECT}\timageDigestMirrors: []\n`],
    [
      'a list for a map',
      'p.yaml',
      'kind: ImageDigestMirrorSet\napiVersion: config.openshift.io/v1\nspec: []\n',
    ],
    ['50 MB', 'p.yaml', `${OBJECT}#${'x'.repeat(50 * 1024 * 1024)}\n`],
    ['one long line', 'registries.conf', `[[registry]]\nlocation = "${'a.'.repeat(400_000)}b"\n`],
  ])('%s: a finding with a place', async (_what, path, text) => {
    const workspace = makeWorkspace();
    put(workspace, path, text);
    const { report, ...end } = await workspace.run('check', path);
    expectExit(end, 1);
    expect(report.findings[0]).toMatchObject({ severity: 'error', file: path, line: expect.any(Number) });
    expect(end.durationMs).toBeLessThan(30_000);
  });

  test.each([
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
  ])('%s are nothing wrong', async (_what, change) => {
    const workspace = makeWorkspace();
    for (const [path, text] of Object.entries(DOCUMENTED)) put(workspace, path, change(text));
    const { report, ...end } = await workspace.run('check');
    expectExit(end, 0);
    expect(report.findings.filter(({ rule }) => rule === 'policy-invalid')).toEqual([]);
  });
});

test('500 documents are checked in little time, also against a commit', async () => {
  const workspace = makeWorkspace();
  const entries = (team: number) =>
    Array.from({ length: 5 }, (_unused, app) => {
      const name = `team${team}/app${app}`;
      return `  - { source: quay.io/${name}, mirrors: [eu.example.com/${name}, us.example.com/${name}] }\n`;
    }).join('');
  const repository = gitRepository(workspace.directory);
  repository.git('init', '--quiet');
  for (let team = 0; team < 500; team += 1) {
    const kind = team % 2 === 0 ? 'Digest' : 'Tag';
    put(
      workspace,
      `p/${team}.yaml`,
      `apiVersion: config.openshift.io/v1\nkind: Image${kind}MirrorSet\nmetadata: { name: t${team} }\nspec:\n  image${kind}Mirrors:\n${entries(team)}`,
    );
  }
  repository.commit('base');
  put(workspace, 'p/0.yaml', workspace.read('p/0.yaml').replaceAll('eu.example.com', 'new.example.com'));
  const { report, ...end } = await workspace.run(
    'check',
    '--policy',
    'p/*.yaml',
    '--base',
    'HEAD',
    '--quiet',
  );
  expectExit(end, 0);
  expect(report.inputs.policies).toHaveLength(500);
  expect(report.policyChanges?.sources).toHaveLength(5);
  expect(end.durationMs).toBeLessThan(30_000);
});
