import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MANIFEST, mirrorSet, stage } from './stage.ts';

const COVERED = mirrorSet('Digest', 'docker.io/library/redis', ['eu.example.com/mirror/library/redis']);
const BROKEN = 'kind: ImageDigestMirrorSet\nspec: [\n';

describe('what is looked at', () => {
  test('without arguments everything in the working directory that is a policy', async () => {
    const { run } = stage({
      'mirror.yaml': MANIFEST,
      'deploy/idms.yaml': COVERED,
      'deploy/values.yaml': 'replicas: 3\n',
      'node_modules/x/idms.yaml': BROKEN,
      'certs.d/docker.io/hosts.toml': 'server = "https://registry-1.docker.io"\n',
      'package.json': '{ "kind": "none" }',
    });
    const { code, report } = await run('check');
    expect(report.inputs.policies.map(({ path }) => path)).toEqual([
      'certs.d/docker.io/hosts.toml',
      'deploy/idms.yaml',
    ]);
    expect(report.inputs.manifest?.path).toBe('mirror.yaml');
    expect(code).toBe(0);
  });

  test('FILEs and globs, each file once, in the order given', async () => {
    const { run } = stage({ 'b.yaml': COVERED, 'a/a.yaml': COVERED, 'a/deep/c.yaml': COVERED });
    const policy = ['a/**/*.yaml', './b.yaml'];
    const { report } = await run('check', { policy }, ['a/deep/c.yaml']);
    expect(report.inputs.policies.map(({ path }) => path)).toEqual(['a/deep/c.yaml', 'a/a.yaml', 'b.yaml']);
  });

  test('a mirror manifest that is named is not taken for a policy', async () => {
    const { run } = stage({ 'mirror.yaml': MANIFEST, 'idms.yaml': BROKEN });
    const { code, report } = await run('check', {}, ['mirror.yaml']);
    expect([code, report.inputs.policies]).toEqual([0, []]);
  });

  test('a mirror manifest and a lock elsewhere are known by their names', async () => {
    const { run } = stage({
      'deploy/mirror.yml': MANIFEST,
      'deploy/mirror.lock.yaml': 'version: 2\n',
      'p.yaml': COVERED,
    });
    const { report, told } = await run('check', {}, ['p.yaml', 'deploy/mirror.yml']);
    expect(report.inputs.manifest?.path).toBe('deploy/mirror.yml');
    expect(report.inputs.policies.map(({ path }) => path)).toEqual(['p.yaml']);
    expect(told).toEqual(['lock-invalid deploy/mirror.lock.yaml:1']);
  });

  test('a folder that is compared with is not what is checked', async () => {
    const { run } = stage({ 'p.yaml': COVERED, 'base/p.yaml': COVERED });
    const { report } = await run('check', { base: './base/' });
    expect(report.inputs.policies.map(({ path }) => path)).toEqual(['p.yaml']);
    expect(report.policyChanges?.sources).toEqual([]);
  });

  test('what a change removes is told, also where nothing is left', async () => {
    const { code, report } = await stage({ 'base/p.yaml': COVERED }).run('check', { base: 'base' });
    expect([code, report.policyChanges?.sources.map(({ effects }) => effects[0]?.kind)]).toEqual([
      0,
      ['mirror-removed'],
    ]);
  });

  test('a glob without ** looks no deeper than it can match', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 60 }, (_unused, depth) => [`${'d/'.repeat(depth)}p.yaml`, COVERED]),
    );
    const { run } = stage(deep);
    const shallow = await run('check', { policy: ['d/*.yaml'] });
    expect([shallow.code, shallow.report.inputs.policies.map(({ path }) => path)]).toEqual([0, ['d/p.yaml']]);
    const cut = await run('check', { policy: ['**/*.yaml'] });
    expect([cut.code, cut.told]).toEqual([1, expect.arrayContaining(['policy-ignored -:-'])]);
  });

  test.each([
    [{ policy: ['none/*.yaml'] }, [], 'none/*.yaml matches no file'],
    [{ policy: ['a.yaml'] }, [], 'a.yaml matches no file'],
    [{}, [], 'nothing to check'],
  ])('%j is exit code 2 where there is nothing', async (options, positionals, message) => {
    const { code, report } = await stage({}).run('check', options, positionals);
    expect(code).toBe(2);
    expect(report.error?.message).toContain(message);
  });
});

describe('what cannot be read is a finding with a place', () => {
  const HUGE = `kind: ImageDigestMirrorSet\n# ${'x'.repeat(5 * 1024 * 1024)}\n`;

  test.each([
    ['broken YAML', 'p.yaml', BROKEN, 'policy-invalid'],
    ['broken TOML', 'registries.conf', '[[registry]\n', 'policy-invalid'],
    ['broken JSON', 'p.json', '{ "kind": "ImageDigestMirrorSet", ', 'policy-invalid'],
    ['a broken hosts.toml', 'docker.io/hosts.toml', 'server = ', 'policy-invalid'],
    ['a file of many bytes', 'p.yaml', HUGE, 'policy-invalid'],
    ['a file that is no text', 'p.yaml', '\u0000\u0001', 'policy-ignored'],
    ['a file without a policy', 'p.yaml', 'a: 1\n', 'policy-ignored'],
  ])('%s', async (_what, path, text, rule) => {
    const { code, told } = await stage({ [path]: text }).run('check', {}, [path]);
    expect(code).toBe(1);
    expect(told[0]).toMatch(new RegExp(`^${rule} ${path.replaceAll('.', '\\.')}:\\d+$`));
  });

  test('a file that is not there, and a folder', async () => {
    const one = stage({ 'folder/p.yaml': COVERED });
    const { code, report } = await one.run('check', {}, ['gone.yaml', 'folder']);
    expect(code).toBe(1);
    expect(report.findings.map(({ file, message }) => [file, message])).toEqual([
      ['folder', expect.stringContaining('it is a directory')],
      ['gone.yaml', expect.stringContaining('no such file')],
    ]);
  });

  test('a file in another encoding', async () => {
    const one = stage({});
    writeFileSync(one.host.path('p.yaml'), Buffer.from([0xff, 0xfe, 0x41, 0x00]));
    const { code, told } = await one.run('check', { policy: ['*.yaml'] });
    expect([code, told]).toEqual([1, ['policy-invalid p.yaml:1']]);
  });

  test('the mirror manifest and the lock, which are examined and not needed', async () => {
    const one = stage({
      'mirror.yaml': 'version: 1\nmirors: []\n',
      'mirror.lock.yaml': 'version: 1\ntags: 3\n',
    });
    const { code, report, told } = await one.run('check');
    expect(code).toBe(1);
    expect(report.error).toBeNull();
    expect(told).toEqual(
      expect.arrayContaining(['manifest-invalid mirror.yaml:2', 'lock-invalid mirror.lock.yaml:2']),
    );
  });

  test.each([{ manifest: 'gone.yaml' }, { lockfile: 'gone.yaml' }])(
    '%j that is not there',
    async (options) => {
      const { code, told } = await stage({ 'idms.yaml': COVERED, 'mirror.yaml': MANIFEST }).run(
        'check',
        options,
      );
      expect(code).toBe(1);
      expect(told[0]).toMatch(/-invalid gone\.yaml:1$/);
    },
  );
});

describe('links', () => {
  test('are followed within the working directory', async () => {
    const one = stage({ 'shared.toml': 'server = "https://registry-1.docker.io"\n' });
    mkdirSync(one.host.path('certs.d/docker.io'), { recursive: true });
    symlinkSync('../../shared.toml', one.host.path('certs.d/docker.io/hosts.toml'));
    symlinkSync('.', one.host.path('circle'));
    const { report } = await one.run('check');
    expect(report.inputs.policies.map(({ path }) => path)).toEqual(['certs.d/docker.io/hosts.toml']);
  });

  test.each(['terminal', 'action'] as const)('never lead out of it (%s)', async (kind) => {
    const outside = stage({ 'secret.yaml': COVERED }).host.path('secret.yaml');
    const one = stage({ 'idms.yaml': COVERED }, { kind });
    mkdirSync(one.host.path('docker.io'));
    symlinkSync(outside, one.host.path('docker.io/hosts.toml'));
    symlinkSync(outside, one.host.path('link.yaml'));
    const found = await one.run('check');
    expect(found.report.inputs.policies.map(({ path }) => path)).toEqual(['idms.yaml']);
    expect(found.told).toContain('policy-invalid docker.io/hosts.toml:1');
    const named = await one.run('check', { policy: ['*.yaml'] });
    expect([named.code, named.told]).toEqual([1, expect.arrayContaining(['policy-invalid link.yaml:1'])]);
    expect(named.report.inputs.policies.map(({ path }) => path)).toEqual(['idms.yaml']);
  });

  test('may be named by a person on a terminal, and not in a workflow', async () => {
    const outside = stage({ 'other.yaml': COVERED }).host.path('other.yaml');
    expect((await stage({}).run('check', {}, [outside])).report.inputs.policies).toHaveLength(1);
    const { code, report } = await stage({}, { kind: 'action' }).run('check', {}, [outside]);
    expect([code, report.inputs.policies]).toEqual([1, []]);
    const allowed = await stage({}, { kind: 'action' }).run('check', { allowPath: [outside] }, [outside]);
    expect(allowed.report.inputs.policies).toHaveLength(1);
  });
});

describe('the mirror manifest', () => {
  test('tells what policies do not cover, and where they send nodes to nothing', async () => {
    const { run } = stage({
      'mirror.yaml': MANIFEST,
      'idms.yaml': mirrorSet('Digest', 'quay.io/team/app', ['eu.example.com/mirror/team/app']),
    });
    const { code, told } = await run('check');
    expect(code).toBe(0);
    expect(told).toEqual(['policy-unfilled idms.yaml:7', 'policy-uncovered mirror.yaml:6']);
  });

  test('does not complain of policies where there are none', async () => {
    const { code, told } = await stage({ 'mirror.yaml': MANIFEST }).run('check');
    expect([code, told]).toEqual([0, []]);
  });

  const TAGS = mirrorSet('Tag', 'docker.io/library/redis', ['eu.example.com/mirror/library/redis']);
  const files = (more: string) => ({
    'mirror.yaml': `${MANIFEST}${more}`,
    'itms.yaml': TAGS,
    'idms.yaml': COVERED,
  });

  test('its rules weigh findings', async () => {
    const { code, report } = await stage(files('rules: { policy-tag-mirror: error }\n')).run('check');
    expect(code).toBe(1);
    expect(report.findings[0]).toMatchObject({
      rule: 'policy-tag-mirror',
      severity: 'error',
      file: 'itms.yaml',
      line: 7,
    });
  });

  test('its acceptances hold until they end', async () => {
    const accept = (until: string) =>
      `rules: { policy-tag-mirror: error }\naccept: [{ rule: policy-tag-mirror, until: ${until}, reason: "reviewed" }]\n`;
    const held = await stage(files(accept('2999-01-01'))).run('check');
    expect([held.code, held.report.findings[0]?.accepted]).toEqual([0, true]);
    const ended = await stage(files(accept('2020-01-01'))).run('check');
    expect(ended.code).toBe(1);
    expect(ended.told).toContain('accept-expired mirror.yaml:8');
  });

  test('--fail-on decides the exit code', async () => {
    const one = stage({ 'itms.yaml': TAGS });
    expect((await one.run('check')).code).toBe(0);
    expect((await one.run('check', { failOn: ['warning'] })).code).toBe(1);
    expect((await one.run('check', { failOn: ['policy-stale-wins'] })).code).toBe(1);
  });

  test('variables, paths and connections are looked at without a secret being there', async () => {
    const registries =
      'registries:\n  eu.example.com: { auth: { usernameEnv: HOME, passwordEnv: MIRROR_EU }, tls: { key: k.pem, cert: c.pem, skipVerify: true } }\n';
    const { told, report } = await stage(
      { 'mirror.yaml': `${MANIFEST}${registries}` },
      { kind: 'action' },
    ).run('check');
    expect(told).toEqual(['manifest-invalid mirror.yaml:8', 'insecure-connection mirror.yaml:8']);
    expect(report.findings[0]?.message).toContain('HOME');
  });
});

describe('the lock', () => {
  const OPEN = MANIFEST.replace(`7.4@sha256:${'1'.repeat(64)}`, '7.4');
  const LOCK = (tag: string) =>
    `version: 1\ntags:\n  docker.io/library/redis:${tag}: { digest: "sha256:${'1'.repeat(64)}", since: 2026-11-21T02:00:00Z }\n`;

  test.each([
    ['there is none', {}, {}, 0, ['no-lock mirror.yaml:6']],
    ['there is none, and --locked', {}, { locked: true }, 1, ['no-lock mirror.yaml:6']],
    ['it has every tag', { 'mirror.lock.yaml': LOCK('7.4') }, {}, 0, []],
    ['it lacks a tag', { 'mirror.lock.yaml': LOCK('7.2') }, {}, 1, ['not-locked mirror.yaml:6']],
  ])('%s', async (_what, lock, options, exit, wanted) => {
    const { code, told } = await stage({ 'mirror.yaml': OPEN, ...lock }).run('check', options);
    expect([code, told]).toEqual([exit, wanted]);
  });

  test('a selection that is not as it was locked', async () => {
    const selecting = OPEN.replace('tags: ["7.4"]', 'select: { semver: ">=7" }');
    const locked = (range: string) =>
      `${LOCK('7.4.1')}selections:\n  docker.io/library/redis: { select: { semver: "${range}" }, tags: ["7.4.1"] }\n`;
    const same = await stage({ 'mirror.yaml': selecting, 'mirror.lock.yaml': locked('>=7') }).run('check');
    expect([same.code, same.told]).toEqual([0, []]);
    const other = await stage({ 'mirror.yaml': selecting, 'mirror.lock.yaml': locked('>=8') }).run('check');
    expect([other.code, other.told]).toEqual([1, ['not-locked mirror.yaml:6']]);
  });
});

describe('--report', () => {
  const last = (row: object) =>
    JSON.stringify({
      version: 1,
      images: [
        {
          source: 'docker.io/library/redis:7.4',
          mirrors: [
            {
              target: 'eu.example.com/mirror/library/redis:7.4',
              outcome: 'up-to-date',
              drift: null,
              complete: true,
              ...row,
            },
          ],
        },
      ],
    });

  test.each([
    [{}, null],
    [{ drift: 'stale' }, 'stale'],
    [{ complete: false }, 'incomplete'],
    [{ outcome: 'failed' }, 'failed'],
    [{ drift: 'source-gone' }, null],
  ])('%j', async (row, state) => {
    const { told, report } = await stage({ 'idms.yaml': COVERED, 'last.json': last(row) }).run('check', {
      report: 'last.json',
    });
    expect(told).toEqual(state === null ? [] : ['policy-unhealthy-mirror idms.yaml:7']);
    if (state !== null) expect(report.findings[0]?.message).toContain(state);
  });

  test.each(['', '{}', '[1]', '{"version":2,"images":[]}'])('%j is exit code 2', async (text) => {
    const { code, report } = await stage({ 'idms.yaml': COVERED, 'last.json': text }).run('check', {
      report: 'last.json',
    });
    expect([code, report.error?.code]).toEqual([2, 'input']);
  });
});

test('findings reach GitHub with their places', async () => {
  const one = stage({ 'deploy/registries.conf': '[[registry]]\nlocaton = "quay.io"\n' }, { kind: 'action' });
  await one.run('check', { sarif: 'check.sarif' });
  expect(one.host.annotations[0]).toMatchObject({
    severity: 'error',
    at: { file: 'deploy/registries.conf' },
  });
  expect(one.host.summary).toContain('deploy/registries.conf');
  expect(one.host.outputs.get('ok')).toBe('false');
});
