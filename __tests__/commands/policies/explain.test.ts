import { describe, expect, test } from '@jest/globals';
import { reportSchema } from '../../../src/report/schema.ts';
import { createMemoryBackend, type MemoryBackend } from '../../../src/server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from '../../../src/server/registry-server.ts';
import { repositoryForWriting } from '../../../src/stores/memory-content.ts';
import { makeImage } from '../../fixtures/images.ts';
import { MANIFEST, mirrorSet, stage } from './stage.ts';

const REDIS = 'docker.io/library/redis';
const FILES = {
  'idms.yaml': mirrorSet('Digest', REDIS, ['eu.example.com/redis', 'us.example.com/redis']),
  'itms.yaml': mirrorSet('Tag', REDIS, ['eu.example.com/redis']),
};
const policy = ['*.yaml'];

test('shows the places in order, with the line that says so', async () => {
  const one = stage(FILES);
  const { code, report } = await one.run('explain', { policy }, ['redis:7.4']);
  expect(code).toBe(0);
  expect(reportSchema.safeParse(report).success).toBe(true);
  const at = (endpoint: string, file: string | null, line: number | null) =>
    expect.objectContaining({ endpoint, blocked: false, file, line });
  expect(report.explain).toEqual({
    reference: `${REDIS}:7.4`,
    'cri-o': {
      tag: [at('eu.example.com/redis', 'itms.yaml', 7), at(REDIS, 'idms.yaml', 6)],
      digest: [
        at('eu.example.com/redis', 'idms.yaml', 7),
        at('us.example.com/redis', 'idms.yaml', 7),
        at(REDIS, 'idms.yaml', 6),
      ],
    },
    containerd: null,
  });
  expect(JSON.stringify(report)).not.toContain('"serves"');
  expect(one.host.shown).toMatch(/cri-o +tag +1 +eu\.example\.com\/redis +itms\.yaml:7/);
  expect(report.totals.requests).toBe(0);
});

test('finds policies by itself where none are named', async () => {
  const { code, report } = await stage({ ...FILES, 'mirror.yaml': MANIFEST }).run('explain', {}, [
    'redis:7.4',
  ]);
  expect([code, report.inputs.policies.length]).toEqual([0, 2]);
});

test.each([
  ['no reference', FILES, { policy }, []],
  ['a reference that is none', FILES, { policy }, ['Redis:']],
  ['a glob that matches nothing', FILES, { policy: ['x/*'] }, ['redis']],
  ['no policy at all', {}, {}, ['redis']],
  [
    'a policy that cannot be read',
    { ...FILES, 'b.yaml': 'kind: ImageTagMirrorSet\nspec: [' },
    { policy },
    ['redis'],
  ],
])('%s is exit code 2', async (_what, files, options, positionals) => {
  const { code, report } = await stage(files).run('explain', options, positionals);
  expect([code, report.error === null]).toEqual([2, false]);
});

describe('--probe', () => {
  const [old, now] = [makeImage({ seed: 'probe/old' }), makeImage({ seed: 'probe/now' })];

  interface Registry {
    readonly address: string;
    readonly backend: MemoryBackend;
    readonly server: RegistryServer;
  }

  async function registry(tree: typeof old | null): Promise<Registry> {
    const backend = createMemoryBackend();
    const server = await createRegistryServer(backend, {});
    if (tree !== null) {
      const held = repositoryForWriting(backend.content, 'team/app');
      for (const { mediaType, digest, bytes } of tree.manifests)
        held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
      held.tags.set('1', tree.root.digest);
    }
    return { address: `${server.host}:${server.port}`, backend, server };
  }

  async function withRegistries(
    trees: readonly (typeof old | null)[],
    work: (addresses: readonly string[], registries: readonly Registry[]) => Promise<void>,
  ): Promise<void> {
    const registries = await Promise.all(trees.map(registry));
    try {
      await work(
        registries.map(({ address }) => address),
        registries,
      );
    } finally {
      await Promise.all(registries.map(({ server }) => server.close()));
    }
  }

  const conf = (source = '', mirrors: readonly string[] = []) =>
    [
      `[[registry]]\nlocation = "${source}/team/app"`,
      ...mirrors.map((mirror) => `[[registry.mirror]]\nlocation = "${mirror}/team/app"\ninsecure = true`),
    ].join('\n');

  test('tells what each place serves, and what is wrong with that', async () => {
    await withRegistries([now, now, old, null], async ([source = '', ...mirrors]) => {
      const one = stage({ 'registries.conf': conf(source, mirrors) });
      const { code, report, told } = await one.run('explain', { probe: true }, [`${source}/team/app:1`]);
      expect(reportSchema.safeParse(report).success).toBe(true);
      const serves = (pull: 'tag' | 'digest') =>
        report.explain?.['cri-o']?.[pull].map((place) => [place.serves, place.error]);
      expect(serves('tag')).toEqual([
        [now.root.digest, null],
        [old.root.digest, null],
        [null, null],
        [now.root.digest, null],
      ]);
      expect(serves('digest')).toEqual([
        [now.root.digest, null],
        [null, null],
        [null, null],
        [now.root.digest, null],
      ]);
      expect(told.map((line) => line.split(' ')[0])).toEqual([
        'mirrors-disagree',
        'missing',
        'missing',
        'missing',
      ]);
      expect([code, report.totals.requests > 0]).toEqual([0, true]);
      expect(one.host.shown).toContain('not there');
    });
  });

  test('knows ages from the lock, and tells a fall to an older version', async () => {
    await withRegistries([now, now, old], async ([source = '', first = '', second = '']) => {
      const since = (day: string) => `2026-11-${day}T02:00:00Z`;
      const lock = `version: 1\ntags:\n  ${source}/team/app:1: { digest: "${now.root.digest}", since: ${since('21')}, previous: [{ digest: "${old.root.digest}", since: ${since('11')} }] }\n`;
      const manifest = `version: 1\nmirrors: [{ name: a, target: "${first}" }]\nimages: ["${source}/team/app:1"]\n`;
      const one = stage({
        'registries.conf': conf(source, [first, second]),
        'mirror.yaml': manifest,
        'mirror.lock.yaml': lock,
      });
      const { code, report } = await one.run('explain', { probe: true }, [`${source}/team/app:1`]);
      const fall = report.findings.find(({ rule }) => rule === 'fallback-rollback');
      expect(fall?.message).toMatch(
        new RegExp(
          `team/app:1.*${now.root.digest.slice(0, 19)}.*${old.root.digest.slice(0, 19)}.*1 version back`,
        ),
      );
      expect(code).toBe(1);
    });
  });

  test('nothing that answers is an error; what is blocked is not asked', async () => {
    await withRegistries([null, null], async ([source = '', mirror = '']) => {
      const one = stage({
        'registries.conf': conf(source, [mirror]).replace('app"', 'app"\nblocked = true'),
      });
      const { code, report } = await one.run('explain', { probe: true }, [`${source}/team/app:1`]);
      expect(code).toBe(1);
      expect(report.explain?.['cri-o']?.tag[1]).toMatchObject({
        blocked: true,
        serves: null,
        error: 'a policy blocks it',
      });
      expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['missing', 'error']]);
    });
  });

  test('a place that does not answer says why', async () => {
    await withRegistries([now, now], async ([source = '', mirror = ''], [, gone]) => {
      await gone?.server.close();
      const one = stage({ 'registries.conf': conf(source, [mirror]) });
      const { code, report } = await one.run('explain', { probe: true }, [`${source}/team/app:1`]);
      expect(code).toBe(0);
      expect(report.explain?.['cri-o']?.tag[0]).toMatchObject({
        serves: null,
        error: expect.stringMatching(/./),
      });
      expect(report.findings[0]).toMatchObject({ rule: 'unreadable', severity: 'warning' });
    });
  });
});
