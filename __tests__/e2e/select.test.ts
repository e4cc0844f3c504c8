/** `select`: the source's tags by version, pattern and number, with a lock and without. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { digestOfTag, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, type Workspace } from './workspace.ts';

const SERVED = ['7.1.9', '7.2.0', '7.2.10', 'v7.4.1', '7.4.2-rc1', '7.4', '8.0.0', 'latest', 'edge-7.2.5'];
const imageOf = (tag: string) => makeImage({ seed: `select/${tag}`, layers: 1 });

describeReal('select', ['docker-registry'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let workspace: Workspace;
  let places = 0;
  let place = '';

  const manifest = (select: object, image: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'eu', target: mirror.host }],
      images: [{ source: `${source.host}/select/app`, repository: place, select, ...image }],
    });
  const selections = (): Record<string, { select: object; tags: string[] }> =>
    parse(workspace.read('mirror.lock.yaml')).selections;

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
    for (const tag of SERVED) await pushImage(source.url, 'select/app', { tag, tree: imageOf(tag) });
  });

  beforeEach(() => {
    workspace = makeWorkspace();
    places += 1;
    place = `select/place-${places}`;
  });

  test.each([
    [{ semver: '>=7.2 <8' }, ['7.2.0', '7.2.10', 'v7.4.1']],
    [{ semver: '>=7.2 <8', latest: 2 }, ['7.2.10', 'v7.4.1']],
    [{ include: '^7\\.' }, ['7.1.9', '7.2.0', '7.2.10', '7.4', '7.4.2-rc1']],
    [{ include: '7\\.', exclude: '-rc|^edge' }, ['7.1.9', '7.2.0', '7.2.10', '7.4', 'v7.4.1']],
    [{ semver: '>=7', include: '^[78]', exclude: '^8', latest: 1 }, ['7.2.10']],
  ])('%j takes %j', async (select, wanted) => {
    manifest(select);
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(tagsIn(mirror, place)).toEqual([...wanted].sort());
    for (const tag of wanted) expect(digestOfTag(mirror, place, tag)).toBe(imageOf(tag).root.digest);
  });

  test('is taken from the lock while it stands there as written, without asking the source', async () => {
    manifest({ semver: '>=7.2 <8', latest: 1 });
    expectExit(await workspace.run('lock'), 0);
    expect(selections()).toEqual({
      [`${source.host}/select/app`]: { select: { semver: '>=7.2 <8', latest: 1 }, tags: ['v7.4.1'] },
    });
    // What an image carries is looked for in the list of tags too.
    manifest({ semver: '>=7.2 <8', latest: 1 }, { referrers: 'ignore' });
    await source.clearAccessLog();
    const run = await workspace.run('sync', '--locked');
    expectExit(run, 0);
    expect(tagsIn(mirror, place)).toEqual(['v7.4.1']);
    expect((await source.accessLog()).filter(({ method }) => method === 'HEAD')).toEqual([]);
    expect((await source.accessLog()).filter(({ path }) => path.endsWith('/tags/list'))).toEqual([]);
  });

  test('that differs from the locked one is not locked', async () => {
    manifest({ semver: '>=7.2 <8', latest: 1 });
    await workspace.run('lock');
    manifest({ semver: '>=7.2 <9', latest: 1 });
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(findingsOf(run.report, 'not-locked')).toMatchObject([
      { severity: 'error', source: `${source.host}/select/app` },
    ]);
    expect(tagsIn(mirror, place)).toEqual([]);
    expectExit(await workspace.run('lock'), 0);
    expectExit(await workspace.run('sync'), 0);
    expect(tagsIn(mirror, place)).toEqual(['8.0.0']);
  });
});
