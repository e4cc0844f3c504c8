/** `drift` where mirrors do not answer, refuse, lie or hang, and where a run is stopped: what is not known is never called in sync. */
import { writeFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { waitUntil } from '../servers/processes.ts';
import { describeReal } from '../servers/tools.ts';
import {
  type Estate,
  indexVersion,
  makeScene,
  mirrorsOf,
  onlyFinding,
  onlyImage,
  rulesOf,
  type Scene,
  startEstate,
  statesOf,
  version,
} from './drift-estate.ts';
import { type Meddler, PASS, startMeddler } from './meddler.ts';
import { storedFile } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf, type Workspace } from './workspace.ts';

const LOGIN = { user: 'reader', password: 'correct horse' };
/** Nobody listens here. */
const NOBODY = '127.0.0.1:1';
const index = indexVersion('trouble');
const child = index.manifests[0]?.digest ?? '';
const [v1, v2] = ['trouble-1', 'trouble-2'].map(version) as [ImageTree, ImageTree];

describeReal('drift in trouble', ['docker-registry', 'skopeo', 'htpasswd'], () => {
  let estate: Estate;
  let guarded: DockerRegistry;
  let meddler: Meddler;
  let workspace: Workspace;
  let scene: Scene;

  beforeAll(async () => {
    estate = await startEstate();
    guarded = await startDockerRegistry({ auth: LOGIN });
    meddler = await startMeddler(estate.mirrors.us);
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    scene = await makeScene(estate, workspace, index);
    scene.lock([index, 3]);
    await scene.put(index, 'eu', 'us', 'asia');
    meddler.meddle(() => PASS);
    meddler.asked.length = 0;
    scene.manifest({ mirrors: mirrorsOf(estate, { us: { target: meddler.host } }) });
  });

  /** Of one request for the tag: answers `status` to HEAD, GET or both. */
  const isTag = (path: string): boolean => path.endsWith('/manifests/1');

  describe('unreadable', () => {
    test('a mirror that is down: told once, the others are compared', async () => {
      scene.manifest({ mirrors: mirrorsOf(estate, { us: { target: NOBODY } }) });
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
      expect(rulesOf(run.report)).toEqual(['mirror-unreachable']);
      expect(run.stderr).toContain('n/a unreadable');
      expect(run.report.durationMs).toBeLessThan(30_000);
    });

    test('a mirror that needs credentials it was not given, with what to do', async () => {
      scene.manifest({ mirrors: mirrorsOf(estate, { us: { target: guarded.host } }) });
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
      expect(onlyFinding(run.report, 'unreadable')).toMatchObject({ mirror: 'us', severity: 'error' });
      expect(onlyFinding(run.report, 'unreadable').message).toContain('401');
      await pushImage(guarded.url, scene.repository, { tag: '1', tree: index, auth: LOGIN });
      writeFileSync(
        workspace.path('docker', 'config.json'),
        JSON.stringify({
          auths: {
            [guarded.host]: { auth: Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64') },
          },
        }),
      );
      const loggedIn = await workspace.run('drift');
      expectExit(loggedIn, 0);
      expect(onlyImage(loggedIn.report).mirrors[1]?.driftDetail?.change).toBe('healed');
    });

    test('a mirror that rate-limits with 429 for longer than is worth waiting', async () => {
      meddler.meddle(() => ({ kind: 'answer', status: 429, headers: { 'retry-after': '3600' } }));
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
      expect(rulesOf(run.report)).toEqual(['mirror-unreachable']);
      expect(onlyFinding(run.report, 'mirror-unreachable').message).toContain('takes no more requests until');
      expect(run.report.durationMs).toBeLessThan(40_000);
    });

    test('a mirror that rate-limits for a moment is waited for', async () => {
      let refusals = 2;
      meddler.meddle(() => {
        refusals -= 1;
        return refusals < 0 ? PASS : { kind: 'answer', status: 429, headers: { 'retry-after': '1' } };
      });
      const run = await workspace.run('drift');
      expectExit(run, 0);
    });

    test('a manifest that the mirror cannot serve', async () => {
      const lost = version(`lost/${scene.repository}`);
      scene.lock([lost, 3]);
      await scene.put(lost, 'eu', 'us', 'asia');
      writeFileSync(storedFile(estate.mirrors.us, lost.root.digest), '{');
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
    });
  });

  describe('a Docker-Content-Digest that lies', () => {
    const lie = ({ method, path }: { method: string; path: string }) =>
      method === 'HEAD' && isTag(path)
        ? { kind: 'pass' as const, headers: { 'docker-content-digest': child } }
        : PASS;

    test('naming a child is confirmed by GET and hash: the tag is in sync', async () => {
      meddler.meddle(lie);
      for (const _run of [1, 2]) {
        const run = await workspace.run('drift');
        expectExit(run, 0);
        expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
        expect(onlyImage(run.report).mirrors[1]).toMatchObject({ found: index.root.digest });
      }
    });

    test('and what cannot be confirmed is unreadable, not called a difference', async () => {
      meddler.meddle((asked) =>
        asked.method === 'GET' && isTag(asked.path) ? { kind: 'answer', status: 403 } : lie(asked),
      );
      const run = await workspace.run('drift');
      expectExit(run, 1);
      expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
      expect(onlyFinding(run.report, 'unreadable').message).toContain('403');
      expect(findingsOf(run.report, 'mirrors-disagree')).toEqual([]);
    });
  });

  test('a mirror that hangs does not keep the others from being told', async () => {
    meddler.meddle(() => ({ kind: 'hang' }));
    const run = await workspace.run('drift', '--time-budget', '5s');
    expect(run.report.durationMs).toBeLessThan(15_000);
    const [eu, us, asia] = statesOf(run.report);
    expect([eu, asia]).toEqual(['eu in-sync', 'asia in-sync']);
    expect(['us null', 'us unreadable error']).toContain(us);
    if (us === 'us null') expect(rowsOf(run.report)[1]).toMatchObject({ outcome: 'deferred' });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s in the middle: a report, and nothing is called other than it is',
    async (signal) => {
      meddler.meddle(() => ({ kind: 'hang' }));
      const running = workspace.start('drift');
      await waitUntil(
        'the mirror is asked',
        () => meddler.asked.some((line) => line.endsWith('/manifests/1')) || null,
      );
      running.signal(signal);
      const { code } = await running.ended;
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      const { images, findings } = workspace.report();
      const states = images.flatMap(({ mirrors }) =>
        mirrors.map(({ drift, outcome }) => `${drift} ${outcome}`),
      );
      expect(states).toContain('null deferred');
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  test('stopped while a difference is being explained, that difference is not called diverged', async () => {
    await pushImage(estate.mirrors.us.url, scene.repository, { tag: '1', tree: v1 });
    meddler.meddle(({ method, path }) => (method === 'GET' && isTag(path) ? { kind: 'hang' } : PASS));
    const running = workspace.start('drift');
    await waitUntil(
      'the difference is looked into',
      () => meddler.asked.some((line) => line.startsWith('GET') && isTag(line)) || null,
    );
    running.signal('SIGINT');
    expect((await running.ended).code).toBe(130);
    const [, us] = statesOf(workspace.report());
    expect(us).toBe('us null');
    expect(rowsOf(workspace.report())[1]).toMatchObject({ outcome: 'deferred' });
  });

  test('a source that is down: what is locked is compared all the same', async () => {
    await scene.publish(v2);
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'us', target: meddler.host, repository: scene.repository }],
      images: [`${NOBODY}/${scene.repository}:1@${index.root.digest}`, `${NOBODY}/${scene.repository}:2`],
      unlocked: 'resolve',
    });
    const run = await workspace.run('drift');
    expectExit(run, 1);
    expect(run.report.images.map(({ mirrors }) => mirrors.map(({ drift }) => drift))).toEqual([
      ['in-sync'],
      [null],
    ]);
    expect(onlyFinding(run.report, 'source-unreadable')).toMatchObject({ severity: 'error' });
  });
});
