/** What users choose: a plan instead of work, some mirrors or images, kinds and states of mirrors, rules, endpoints. */
import { writeFileSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { digestOfTag, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const one = makeImage({ seed: 'choices/one' });
const two = makeImage({ seed: 'choices/two' });
const stranger = makeImage({ seed: 'choices/stranger' });

describeReal('choices', ['docker-registry'], () => {
  let source: DockerRegistry;
  let eu: DockerRegistry;
  let us: DockerRegistry;
  let workspace: Workspace;
  let prefix = '';
  let prefixes = 0;

  const manifest = (value: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'eu', target: `${eu.host}/${prefix}` },
        { name: 'us', target: `${us.host}/${prefix}` },
      ],
      images: [`${source.host}/choices/one:1`, `${source.host}/choices/two:1`],
      ...value,
    });
  const at = (mirror: DockerRegistry, name: string): string | null =>
    digestOfTag(mirror, `${prefix}/choices/${name}`, '1');

  beforeAll(async () => {
    [source, eu, us] = [
      await startDockerRegistry(),
      await startDockerRegistry(),
      await startDockerRegistry(),
    ];
    await pushImage(source.url, 'choices/one', { tag: '1', tree: one });
    await pushImage(source.url, 'choices/two', { tag: '1', tree: two });
  });

  beforeEach(() => {
    workspace = makeWorkspace();
    prefixes += 1;
    prefix = `prefix-${prefixes}`;
    manifest();
  });

  test.each([['plan'], ['sync', '--dry-run']])(
    '%s %s tells every step and writes nothing',
    async (...args) => {
      for (const registry of [eu, us, source]) await registry.clearAccessLog();
      const run = await workspace.run(...args.filter((arg) => arg !== undefined));
      expectExit(run, 0);
      expect(outcomesOf(run.report)).toEqual(['planned']);
      expect(run.report.totals).toMatchObject({
        planned: 4,
        steps: 4,
        copied: 0,
        sourceBytes: 0,
        mirrorBytes: 0,
      });
      expect(rowsOf(run.report).every(({ reason, found }) => reason !== '' && found === null)).toBe(true);
      for (const registry of [eu, us, source]) {
        expect(new Set((await registry.accessLog()).map(({ method }) => method))).toEqual(new Set(['HEAD']));
      }
      expectExit(await workspace.run('sync'), 0);
      const again = await workspace.run(...args);
      expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    },
  );

  test('--mirror and --image pick what is looked at and written', async () => {
    await us.clearAccessLog();
    const run = await workspace.run('sync', '--mirror', 'eu', '--image', `${source.host}/choices/o*`);
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([{ mirror: 'eu', source: `${source.host}/choices/one:1` }]);
    expect([at(eu, 'one'), at(eu, 'two'), at(us, 'one')]).toEqual([one.root.digest, null, null]);
    expect(await us.accessLog()).toEqual([]);
  });

  test('a retired mirror is left alone, a cache is compared and never written', async () => {
    await pushImage(us.url, `${prefix}/choices/one`, { tag: '1', tree: stranger });
    manifest({
      mirrors: [
        { name: 'old', target: `${eu.host}/${prefix}`, state: 'retired' },
        { name: 'cache', target: `${us.host}/${prefix}`, kind: 'cache' },
      ],
    });
    await eu.clearAccessLog();
    await us.clearAccessLog();
    const run = await workspace.run('sync');
    // What a cache has under a tag is compared: the source never served this.
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { mirror: 'cache', outcome: 'compared', found: stranger.root.digest, drift: 'diverged' },
      { mirror: 'cache', outcome: 'compared', found: null, drift: 'missing' },
    ]);
    expect(run.report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'diverged', mirror: 'cache', digest: stranger.root.digest },
    ]);
    expect(await eu.accessLog()).toEqual([]);
    expect(new Set((await us.accessLog()).map(({ method }) => method))).toEqual(new Set(['HEAD']));
  });

  test('rules and accept weigh findings, --fail-on decides', async () => {
    await pushImage(eu.url, `${prefix}/choices/one`, { tag: '1', tree: stranger });
    manifest({ rules: { 'tag-overwritten': 'error' } });
    expectExit(await workspace.run('plan', '--fail-on', 'never'), 0);
    const accepted = { rule: 'tag-overwritten', until: '2100-01-01', reason: 'we know' };
    manifest({
      rules: { 'tag-overwritten': 'error' },
      accept: [{ ...accepted, image: `${source.host}/choices/one` }],
    });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(findingsOf(run.report, 'tag-overwritten')).toMatchObject([{ severity: 'error', accepted: true }]);
    await pushImage(eu.url, `${prefix}/choices/one`, { tag: '1', tree: stranger });
    manifest({ rules: { 'tag-overwritten': 'error' } });
    expectExit(await workspace.run('sync'), 1);
    expectExit(await workspace.run('sync', '--fail-on', 'no-lock'), 1);
    expectExit(await workspace.run('sync', '--fail-on', 'note'), 1);
  });

  test('endpoints of a source are read by digest, its tags at the source itself', async () => {
    const near = await startDockerRegistry();
    await pushImage(near.url, 'choices/one', { tag: '1', tree: one });
    await pushImage(near.url, 'choices/two', { tag: '1', tree: stranger }); // lags behind, and has no `two`
    manifest({ registries: { [source.host]: { endpoints: [near.url] } } });
    await source.clearAccessLog();
    await near.clearAccessLog();
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect([at(eu, 'one'), at(us, 'two')]).toEqual([one.root.digest, two.root.digest]);
    const atSource = await source.accessLog();
    expect(
      atSource
        .filter(({ method }) => method === 'HEAD')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/v2/choices/one/manifests/1', '/v2/choices/two/manifests/1']);
    // What refers to an image is asked of the source itself, like its tags: an endpoint may have less.
    const read = atSource.filter(({ method, path }) => method === 'GET' && path.includes('/choices/one/'));
    expect(read.filter(({ path }) => !/\/(tags\/list|referrers\/sha256:\w+)$/.test(path))).toEqual([]);
    const atNear = await near.accessLog();
    expect(atNear.filter(({ path }) => path.endsWith('/manifests/1'))).toEqual([]);
    expect(atNear.some(({ method, path }) => method === 'GET' && path.includes('/choices/one/'))).toBe(true);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, -10)],
    ['of a newer version', (text: string) => text.replace('"version":1', '"version":9')],
    ['rubbish', () => '\0\0\0'],
  ])('memory that is %s is set aside with a notice, and learnt anew', async (_what, spoil) => {
    expectExit(await workspace.run('sync'), 0);
    for (const name of ['proofs.jsonl', 'history.jsonl']) {
      const path = workspace.path('state', 'mirror-action', name);
      writeFileSync(path, spoil(workspace.read(`state/mirror-action/${name}`)));
    }
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['up-to-date']);
    expect(rowsOf(run.report).every(({ proof }) => proof?.thisRun)).toBe(true);
    expect(findingsOf(run.report, 'state-set-aside')).toHaveLength(2);
    const settled = await workspace.run('sync');
    expect(findingsOf(settled.report, 'state-set-aside')).toEqual([]);
    expect(tagsIn(eu, `${prefix}/choices/one`)).toEqual(['1']);
  });
});
