/** What `sync` says of drift, from what it did, without asking again. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { describeReal } from '../servers/tools.ts';
import {
  type Estate,
  indexVersion,
  MIRRORS,
  makeScene,
  mirrorsOf,
  onlyFinding,
  onlyImage,
  rulesOf,
  type Scene,
  short,
  startEstate,
  statesOf,
  version,
} from './drift-estate.ts';
import { type Meddler, PASS, startMeddler } from './meddler.ts';
import { expectExit, findingsOf, makeWorkspace, type Workspace } from './workspace.ts';

const [v1, v2] = ['after-1', 'after-2'].map(version) as [ImageTree, ImageTree];

describeReal('drift at the end of sync', ['docker-registry', 'skopeo'], () => {
  let estate: Estate;
  let meddler: Meddler;
  let workspace: Workspace;
  let scene: Scene;

  beforeAll(async () => {
    estate = await startEstate();
    meddler = await startMeddler(estate.mirrors.us);
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    scene = await makeScene(estate, workspace, v1);
    scene.manifest({ mirrors: mirrorsOf(estate, { us: { target: meddler.host } }) });
    meddler.meddle(() => PASS);
  });

  /** `us` reads and refuses to be written. */
  const refuseWrites = (): void =>
    meddler.meddle(({ method }) =>
      method === 'GET' || method === 'HEAD' ? PASS : { kind: 'answer', status: 403 },
    );

  test('all is in sync after a good one, and drift then finds the same', async () => {
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
    const again = await workspace.run('sync');
    expect(statesOf(again.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
    const drift = await workspace.run('drift');
    expectExit(drift, 0);
    expect(onlyImage(drift.report).mirrors.map(({ driftDetail }) => driftDetail?.change)).toEqual([
      null,
      null,
      null,
    ]);
    expect(drift.report.comparedWith).toBe(again.report.startedAt);
  });

  test('a mirror that failed is stale, and a node can fall back to it: each told once', async () => {
    await workspace.run('sync');
    await scene.publish(v2);
    refuseWrites();
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us stale warning', 'asia in-sync']);
    const { message, mirror } = onlyFinding(run.report, 'fallback-rollback');
    expect(mirror).toBe('us');
    for (const part of [short(v2), short(v1), '1 version back']) expect(message).toContain(part);
    // Why it is behind is said by the failure itself.
    expect(findingsOf(run.report, 'stale')).toEqual([]);
    expect(rulesOf(run.report)).toEqual(
      expect.arrayContaining(['copy-failed', 'fallback-rollback', 'mirrors-disagree']),
    );
    expect(findingsOf(run.report, 'copy-failed')).toHaveLength(1);
    meddler.meddle(() => PASS);
    const healed = await workspace.run('sync');
    expectExit(healed, 0);
    expect(onlyImage(healed.report).mirrors.map(({ driftDetail }) => driftDetail?.change)).toEqual([
      null,
      'healed',
      null,
    ]);
  });

  test('a mirror that does not answer is unreadable, once told', async () => {
    scene.manifest({ mirrors: mirrorsOf(estate, { us: { target: '127.0.0.1:1' } }) });
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us unreadable error', 'asia in-sync']);
    expect(findingsOf(run.report, 'unreadable')).toEqual([]);
    expect(findingsOf(run.report, 'mirror-unreachable')).toHaveLength(1);
  });

  test('what was overwritten is in sync now, and the overwriting is told', async () => {
    await scene.publish(indexVersion('after'));
    await scene.skopeoCopy('asia', '--override-arch=amd64', '--override-os=linux');
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
    expect(onlyFinding(run.report, 'tag-overwritten')).toMatchObject({ mirror: 'asia' });
    expect(findingsOf(run.report, 'mirrors-disagree')).toEqual([]);
  });

  test('rows that were not reached do not turn the exit code', async () => {
    await workspace.run('sync');
    await scene.publish(v2);
    meddler.meddle(({ method }) => (method === 'POST' ? { kind: 'hang' } : PASS));
    const run = await workspace.run('sync', '--time-budget', '6s');
    expect(onlyImage(run.report).mirrors[1]).toMatchObject({ outcome: 'deferred', drift: 'stale' });
    expectExit(run, 0);
    expect(run.report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a tag that is refused is told as refused, not once more as drift', async () => {
    scene.manifest({ image: { immutable: '^1$' } });
    await workspace.run('sync');
    await scene.publish(v2);
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(statesOf(run.report)).toEqual(['eu stale warning', 'us stale warning', 'asia stale warning']);
    expect(findingsOf(run.report, 'stale')).toEqual([]);
    expect(findingsOf(run.report, 'tag-immutable')).toHaveLength(MIRRORS.length);
  });

  test('sync over one mirror says what is true of that one alone', async () => {
    await workspace.run('sync');
    await scene.publish(v2);
    const run = await workspace.run('sync', '--mirror', 'eu');
    expectExit(run, 0);
    expect(statesOf(run.report)).toEqual(['eu in-sync']);
    const drift = await workspace.run('drift');
    expect(statesOf(drift.report)).toEqual(['eu in-sync', 'us stale warning', 'asia stale warning']);
    expect(findingsOf(drift.report, 'fallback-rollback')).toHaveLength(1);
  });

  test('the lock lags behind the source unseen: sync asks no source of what is locked', async () => {
    scene.lock([v1, 3]);
    await workspace.run('sync');
    await scene.publish(v2);
    await estate.forgetRequests();
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(findingsOf(run.report, 'lock-behind')).toEqual([]);
    expect(await estate.requestsOf('source')).toEqual({});
    expect(statesOf(run.report)).toEqual(['eu in-sync', 'us in-sync', 'asia in-sync']);
  });

  test('plan compares nothing', async () => {
    const run = await workspace.run('plan');
    expect(statesOf(run.report)).toEqual(['eu null', 'us null', 'asia null']);
  });
});
