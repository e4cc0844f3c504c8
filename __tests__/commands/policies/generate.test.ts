import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MANIFEST, mirrorSet, stage } from './stage.ts';

const ALL = ['idms', 'itms', 'icsp', 'registries.conf', 'hosts.toml'];
const TWO_MIRRORS = MANIFEST.replace('target: us.example.com/cache', 'target: us.example.com');

describe('files', () => {
  test('have the names of the contract, and pass check', async () => {
    const one = stage({ 'mirror.yaml': TWO_MIRRORS });
    const { code, report } = await one.run('generate', { format: ALL, output: 'out' });
    expect(code).toBe(0);
    expect(report.generated).toEqual(
      ['idms.yaml', 'itms.yaml', 'icsp.yaml', 'registries.conf', 'docker.io/hosts.toml'].map(
        (path, index) => ({
          path: `out/${path}`,
          format: ALL[index],
          state: 'written',
        }),
      ),
    );
    for (const path of ['out/idms.yaml', 'out/registries.conf', 'out/docker.io/hosts.toml']) {
      const checked = await one.run('check', {}, [path]);
      expect([checked.code, checked.report.totals.warnings]).toEqual([0, 0]);
    }
  });

  test('say which port a host has', async () => {
    const one = stage({
      'mirror.yaml': MANIFEST.replace('docker.io/library/redis', 'r.example.com:5000/redis'),
    });
    await one.run('generate', { format: ['hosts.toml'], output: 'out' });
    expect(one.has('out/r.example.com_5000_/hosts.toml')).toBe(true);
  });

  test('are in the order of --mirror', async () => {
    const one = stage({ 'mirror.yaml': MANIFEST });
    const mirrorsIn = (text: string) => [...text.matchAll(/- (eu|us)\.example/g)].map(([, name]) => name);
    await one.run('generate', { format: ['idms'], output: 'out' });
    expect(mirrorsIn(one.read('out/idms.yaml'))).toEqual(['eu', 'us']);
    await one.run('generate', { format: ['idms'], output: 'out', mirror: ['us', 'eu'] });
    expect(mirrorsIn(one.read('out/idms.yaml'))).toEqual(['us', 'eu']);
    await one.run('generate', { format: ['idms'], output: 'out', mirror: ['us'] });
    expect(mirrorsIn(one.read('out/idms.yaml'))).toEqual(['us']);
  });

  test('are about the images of --image', async () => {
    const one = stage({ 'mirror.yaml': `${MANIFEST}  - quay.io/team/app:1\n` });
    await one.run('generate', { format: ['idms'], output: 'out', image: ['quay.io/**'] });
    expect(one.read('out/idms.yaml')).toMatch(/source: quay/);
    expect(one.read('out/idms.yaml')).not.toMatch(/source: docker/);
  });

  test('keep nodes from the source where that is asked for', async () => {
    const one = stage({ 'mirror.yaml': MANIFEST });
    await one.run('generate', { format: ['idms'], output: 'out', neverContactSource: true });
    expect(one.read('out/idms.yaml')).toContain('mirrorSourcePolicy: NeverContactSource');
  });
});

describe('--check', () => {
  test('writes nothing, names what differs, and passes when nothing does', async () => {
    const one = stage({ 'mirror.yaml': MANIFEST });
    const options = { format: ['idms', 'registries.conf'], output: 'out', check: true };
    const missing = await one.run('generate', options);
    expect([missing.code, one.has('out')]).toEqual([1, false]);
    expect(missing.told).toEqual([
      'policy-outdated out/idms.yaml:1',
      'policy-outdated out/registries.conf:1',
    ]);
    await one.run('generate', { ...options, check: false });
    expect((await one.run('generate', options)).code).toBe(0);
    one.write('out/idms.yaml', `${one.read('out/idms.yaml')}# by hand\n`);
    const differs = await one.run('generate', options);
    expect([differs.code, differs.told]).toEqual([1, ['policy-outdated out/idms.yaml:1']]);
    expect(one.read('out/idms.yaml')).toContain('by hand');
  });

  test('names what an earlier run has left for a host that is mirrored no more', async () => {
    const one = stage({
      'mirror.yaml': `${TWO_MIRRORS}  - quay.io/team/app:1\n`,
      'out/ghcr.io/hosts.toml': '# by hand\n',
    });
    await one.run('generate', { format: ['hosts.toml'], output: 'out' });
    one.write('mirror.yaml', TWO_MIRRORS);
    const checked = await one.run('generate', { format: ['hosts.toml'], output: 'out', check: true });
    expect([checked.code, checked.told]).toEqual([1, ['policy-outdated out/quay.io/hosts.toml:1']]);
    const written = await one.run('generate', { format: ['hosts.toml'], output: 'out' });
    expect([written.code, written.report.findings[0]?.severity]).toEqual([0, 'warning']);
  });
});

describe('what a format cannot say', () => {
  test('fails the run; a file of which nothing is left is not written over the one that is there', async () => {
    const one = stage({ 'mirror.yaml': MANIFEST, 'out/icsp.yaml': 'as it was\n' });
    const { code, report, told } = await one.run('generate', {
      format: ['icsp'],
      output: 'out',
      neverContactSource: true,
    });
    expect([code, told[0]]).toEqual([1, 'policy-inexpressible mirror.yaml:6']);
    expect(report.generated).toEqual([{ path: 'out/icsp.yaml', format: 'icsp', state: 'left-alone' }]);
    expect(one.read('out/icsp.yaml')).toBe('as it was\n');
  });

  test('is left out of files that still say the rest', async () => {
    const mixed = `${TWO_MIRRORS}  - { source: docker.io/library/alpine, tags: ["3"], allowMirrorByTags: true }\n`;
    const one = stage({ 'mirror.yaml': mixed });
    const { code, report } = await one.run('generate', { format: ['hosts.toml'], output: 'out' });
    expect([code, report.generated?.[0]?.state]).toEqual([1, 'written']);
    expect(one.read('out/docker.io/hosts.toml')).not.toContain('"resolve"');
  });
});

describe('the folder', () => {
  test.each([
    ['a file', (path: string) => symlinkSync('../outside.yaml', `${path}/idms.yaml`), 'idms'],
    ['a folder', (path: string) => symlinkSync('..', `${path}/docker.io`), 'hosts.toml'],
  ])('is not left through a link to %s', async (_what, link, format) => {
    const one = stage({ 'mirror.yaml': TWO_MIRRORS });
    mkdirSync(one.host.path('out'));
    link(one.host.path('out'));
    const { code, report } = await one.run('generate', { format: [format], output: 'out' });
    expect([code, report.error?.message]).toEqual([2, expect.stringContaining('leads out of out')]);
    expect(one.has('outside.yaml') || one.has('hosts.toml')).toBe(false);
  });

  test('lies in the workspace in a workflow, or is allowed', async () => {
    const elsewhere = stage({}).host.path('out');
    const one = stage({ 'mirror.yaml': MANIFEST }, { kind: 'action' });
    const options = { format: ['idms'], output: elsewhere };
    expect((await one.run('generate', options)).code).toBe(2);
    expect((await one.run('generate', { ...options, allowPath: [elsewhere] })).code).toBe(0);
  });
});

describe('conversion', () => {
  const ICSP = `apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: { name: old }
spec: { repositoryDigestMirrors: [{ source: quay.io/team, mirrors: [m.example.com/team] }] }
`;

  test('of an ImageContentSourcePolicy, without a mirror manifest', async () => {
    const one = stage({ 'old/icsp.yaml': ICSP });
    const { code, report } = await one.run('generate', {
      policy: ['old/*.yaml'],
      format: ['idms', 'registries.conf'],
      output: 'new',
    });
    expect([code, report.inputs.policies.length]).toEqual([0, 1]);
    expect(one.read('new/idms.yaml')).toContain('- m.example.com/team');
    expect(one.read('new/registries.conf')).toContain('pull-from-mirror = "digest-only"');
  });

  test.each([
    ['a policy that cannot be read', 'kind: ImageDigestMirrorSet\nspec: [', ['policy-invalid p.yaml:2']],
    ['a file that is no policy', 'a: 1', ['policy-ignored p.yaml:1']],
  ])('of %s is exit code 2', async (_what, text, wanted) => {
    const one = stage({ 'p.yaml': text });
    const { code, told } = await one.run('generate', { policy: ['p.yaml'], format: ['idms'], output: 'new' });
    expect([code, one.has('new')]).toEqual([2, false]);
    expect(told.map((one) => one.replace(/:\d+$/, ''))).toEqual(
      wanted.map((one) => one.replace(/:\d+$/, '')),
    );
  });

  test('of objects that contradict each other writes nothing', async () => {
    const never = mirrorSet('Digest', 'quay.io/team', ['m.example.com/team']).replace(
      'mirrors:',
      'mirrorSourcePolicy: NeverContactSource\n      mirrors:',
    );
    const one = stage({ 'a.yaml': ICSP, 'b.yaml': never });
    const { code, told } = await one.run('generate', {
      policy: ['?.yaml'],
      format: ['registries.conf'],
      output: 'new',
    });
    expect([code, one.has('new')]).toEqual([1, false]);
    expect(told[0]).toMatch(/^policy-conflict /);
  });
});

test.each([
  [{ output: 'out' }, '--format is needed'],
  [{ format: ['idms'] }, '--output is needed'],
  [{ format: ['yaml'], output: 'out' }, '--format is one of'],
  [{ format: ['idms'], output: 'out', policy: ['*'], mirror: ['eu'] }, 'do not go with --policy'],
  [{ format: ['idms'], output: 'out', mirror: ['asia'] }, 'no such mirror'],
  [{ format: ['idms'], output: 'out', image: ['ghcr.io/*'] }, 'matches no image'],
  [{ format: ['idms'], output: 'out', manifest: 'gone.yaml' }, 'no such file'],
])('%j is exit code 2', async (options, message) => {
  const { code, report } = await stage({ 'mirror.yaml': MANIFEST }).run('generate', options);
  expect([code, report.error?.message]).toEqual([2, expect.stringContaining(message)]);
});

test('a mirror manifest with faults is exit code 2, with every fault', async () => {
  const { code, told } = await stage({ 'mirror.yaml': 'version: 1\nmirors: []\nimage: []\n' }).run(
    'generate',
    {
      format: ['idms'],
      output: 'out',
    },
  );
  expect(code).toBe(2);
  expect(told).toEqual(
    expect.arrayContaining(['manifest-invalid mirror.yaml:2', 'manifest-invalid mirror.yaml:3']),
  );
});
