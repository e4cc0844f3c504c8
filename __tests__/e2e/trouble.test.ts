/** Sources and mirrors that do not answer, refuse or want other credentials: told once, stopping nothing else. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { digestOfTag, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const LOGIN = { user: 'pusher', password: 'correct horse' };
const APPS = Array.from({ length: 6 }, (_, each) => `trouble/app-${each}`);
const treeOf = (app: string) => makeImage({ seed: app });

/** Nobody listens here: ports below 1024 are given to nobody by chance, as a free one that was just closed could be. */
const NOBODY = '127.0.0.1:1';

describeReal('trouble', ['docker-registry', 'htpasswd'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let guarded: DockerRegistry;
  let workspace: Workspace;
  let place = '';
  let places = 0;

  const manifest = (value: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'eu', target: `${mirror.host}/${place}` }],
      images: APPS.map((app) => `${source.host}/${app}:1`),
      ...value,
    });
  const auth = { auth: { usernameEnv: 'MIRROR_USER', passwordEnv: 'MIRROR_PASSWORD' } };

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
    guarded = await startDockerRegistry({ auth: LOGIN });
    for (const app of APPS) await pushImage(source.url, app, { tag: '1', tree: treeOf(app) });
    await pushImage(guarded.url, 'private/app', { tag: '1', tree: treeOf('private'), auth: LOGIN });
  });

  beforeEach(() => {
    workspace = makeWorkspace();
    places += 1;
    place = `place-${places}`;
  });

  const expectEuComplete = (): void => {
    for (const app of APPS) expect(digestOfTag(mirror, `${place}/${app}`, '1')).toBe(treeOf(app).root.digest);
  };

  describe('at a mirror', () => {
    test('that does not answer is one finding, and the others complete', async () => {
      const dead = NOBODY;
      manifest({
        mirrors: [
          { name: 'dead', target: dead },
          { name: 'eu', target: `${mirror.host}/${place}` },
        ],
      });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(outcomesOf(run.report, 'dead')).toEqual(['failed']);
      expect(outcomesOf(run.report, 'eu')).toEqual(['copied']);
      const errors = run.report.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([
        { rule: 'mirror-unreachable', mirror: 'dead', affectedCount: APPS.length },
      ]);
      expect(errors[0]?.message).toContain(dead);
      expectEuComplete();
      expect(run.report.durationMs).toBeLessThan(30_000);
      expectExit(await workspace.run('sync', '--mirror', 'eu'), 0);
    });

    test('that is filling is no more than a warning', async () => {
      manifest({
        mirrors: [
          { name: 'eu', target: `${mirror.host}/${place}` },
          { name: 'new', target: NOBODY, state: 'filling' },
        ],
      });
      const run = await workspace.run('sync');
      expectExit(run, 0);
      expect(findingsOf(run.report, 'mirror-unreachable')).toMatchObject([
        { mirror: 'new', severity: 'warning' },
      ]);
      expect(run.report.ok).toBe(true);
      expectEuComplete();
    });

    test.each([
      ['wrong credentials', { MIRROR_USER: LOGIN.user, MIRROR_PASSWORD: 'wrong horse' }],
      ['no credentials', {}],
    ])('that gets %s is named with what it answered', async (what, env: Record<string, string>) => {
      Object.assign(workspace.env, env);
      const hasLogin = what === 'wrong credentials';
      manifest({
        mirrors: [
          { name: 'guarded', target: guarded.host },
          { name: 'eu', target: `${mirror.host}/${place}` },
        ],
        registries: hasLogin ? { [guarded.host]: auth } : {},
      });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(outcomesOf(run.report, 'guarded')).toEqual(['failed']);
      expect(outcomesOf(run.report, 'eu')).toEqual(['copied']);
      const told = run.report.findings.filter(({ mirror: name }) => name === 'guarded');
      expect(told.length).toBeGreaterThan(0);
      expect(told[0]?.message).toContain(guarded.host);
      expect(`${told[0]?.message} ${told[0]?.help}`).toMatch(/401|credential|log ?in/i);
      expect(JSON.stringify(run.report) + run.stderr).not.toContain('wrong horse');
      expectEuComplete();
    });

    test('whose login variables are not set fails, and they are named', async () => {
      manifest({
        mirrors: [{ name: 'guarded', target: guarded.host }],
        registries: { [guarded.host]: auth },
      });
      await guarded.clearAccessLog();
      const run = await workspace.run('sync');
      expectExit(run, 1);
      const [error] = run.report.findings.filter(({ severity }) => severity === 'error');
      expect(`${error?.message} ${error?.help}`).toMatch(/MIRROR_USER|MIRROR_PASSWORD/);
      expect(
        (await guarded.accessLog()).filter(
          ({ method, path }) => method !== 'HEAD' && path.includes('trouble'),
        ),
      ).toEqual([]);
    });

    test('that is read-only is refused before the first byte, and what it has counts', async () => {
      const filled = await startDockerRegistry();
      for (const app of APPS.slice(0, 2)) await pushImage(filled.url, app, { tag: '1', tree: treeOf(app) });
      await filled.stop();
      const readOnly = await startDockerRegistry({
        storage: filled.storage,
        env: { REGISTRY_STORAGE_MAINTENANCE_READONLY: '{"enabled":true}' },
      });
      manifest({
        mirrors: [
          { name: 'frozen', target: readOnly.host },
          { name: 'eu', target: `${mirror.host}/${place}` },
        ],
      });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      const frozen = rowsOf(run.report).filter(({ mirror: name }) => name === 'frozen');
      expect(frozen.map(({ outcome }) => outcome)).toEqual([
        'up-to-date',
        'up-to-date',
        ...APPS.slice(2).map(() => 'failed'),
      ]);
      const told = run.report.findings.filter(({ mirror: name }) => name === 'frozen');
      expect(told[0]?.message).toMatch(/405|UNSUPPORTED|read-only|unsupported/i);
      expectEuComplete();
    });
  });

  describe('at the source', () => {
    test('a tag that is not there fails its row and no other', async () => {
      manifest({ images: [`${source.host}/${APPS[0]}:absent`, `${source.host}/${APPS[1]}:1`] });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['failed', 'copied']);
      expect(run.report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
        { source: `${source.host}/${APPS[0]}:absent`, file: 'mirror.yaml' },
      ]);
      expect(tagsIn(mirror, `${place}/${APPS[0]}`)).toEqual([]);
    });

    test('a digest that is not there fails its row', async () => {
      const absent = `sha256:${'0'.repeat(64)}`;
      manifest({ images: [`${source.host}/${APPS[0]}@${absent}`, `${source.host}/${APPS[1]}:1`] });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['failed', 'copied']);
      const errors = run.report.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([{ digest: absent }]);
      expect(errors[0]?.message).toContain('000000000000');
    });

    test('that does not answer is one finding, and other sources go on', async () => {
      const dead = NOBODY;
      const alive = { source: `${source.host}/${APPS[1]}:1`, repository: 'alive' };
      manifest({ images: [...APPS.map((app) => `${dead}/${app}:1`), alive] });
      const run = await workspace.run('sync');
      expectExit(run, 1);
      expect(rowsOf(run.report).at(-1)).toMatchObject({ outcome: 'copied' });
      const errors = run.report.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toContain(dead);
      expect(errors[0]?.affectedCount).toBe(APPS.length);
      expect(run.report.durationMs).toBeLessThan(30_000);
    });

    test('that wants a login says so, and is read with one', async () => {
      manifest({ images: [`${guarded.host}/private/app:1`] });
      const refused = await workspace.run('sync');
      expectExit(refused, 1);
      const [error] = refused.report.findings.filter(({ severity }) => severity === 'error');
      expect(`${error?.message} ${error?.help}`).toMatch(/401|credential|log ?in/i);
      const login = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');
      workspace.write('docker/config.json', JSON.stringify({ auths: { [guarded.host]: { auth: login } } }));
      const read = await workspace.run('sync');
      expectExit(read, 0);
      expect(read.stderr).toMatch(/config\.json/); // which source of credentials was used
      expect(digestOfTag(mirror, `${place}/private/app`, '1')).toBe(treeOf('private').root.digest);
    });
  });
});
