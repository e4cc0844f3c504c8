/** Registries that are killed in the middle of a run, and come back soon or only after it. */
import { rmSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type BigImage, pushBigImage } from '../../fixtures/big-image.ts';
import { chanceOf, naming, seedOfRun } from '../../fixtures/chance.ts';
import { countRequests } from '../../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { type Network, startNetwork } from '../../servers/network.ts';
import { trickle } from '../../servers/network-faults.ts';
import { waitUntil } from '../../servers/processes.ts';
import { type RestartableRegistry, startRestartable } from '../../servers/restartable.ts';
import { describeReal } from '../../servers/tools.ts';
import type { StartedCli } from '../program.ts';
import { digestOfTag, isEmptyFile, storedFile } from '../registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from '../workspace.ts';
import { ESTATE, expectEstateOn, expectNoWrongTag, imagesFrom, pushEstate } from './estate.ts';

const MEBIBYTE = 1024 * 1024;
const BIG = 'team/big';
const AWAY_MS = 700;
/** How often a registry is killed at random; `MIRROR_TEST_SEED` says when. */
const KILLS = Number(process.env.MIRROR_TEST_REGISTRY_KILLS ?? 5);
jest.setTimeout(150_000 + KILLS * 10_000);

describeReal('a registry that is killed', ['docker-registry'], () => {
  let big: BigImage;
  let workspace: Workspace;

  const fill = async (registry: DockerRegistry): Promise<void> => {
    await pushEstate(registry);
    big = await pushBigImage(registry.url, BIG, { tag: '1', sizeMiB: 20 });
  };
  const isBigOn = (registry: Pick<DockerRegistry, 'storage'>): boolean =>
    digestOfTag(registry, BIG, '1') === big.root.digest;
  const expectAllOn = (registry: Pick<DockerRegistry, 'storage'>): void => {
    expectEstateOn(registry);
    expect(isBigOn(registry)).toBe(true);
  };
  /** What is told as copied is there. (What failed may be there as well, where the last answer was lost.) */
  const expectTrue = (mirror: string, registry: Pick<DockerRegistry, 'storage'>): void => {
    expectNoWrongTag(registry);
    const wanted = [...ESTATE.map(({ tree }) => tree.root.digest), big.root.digest];
    const repositories = [...ESTATE.map(({ repository }) => repository), BIG];
    const rows = rowsOf(workspace.report()).filter((row) => row.mirror === mirror);
    expect(rows).toHaveLength(repositories.length);
    rows.forEach(({ outcome }, index) => {
      const found = digestOfTag(registry, repositories[index] ?? '', '1');
      if (outcome !== 'failed') expect(found).toBe(wanted[index]);
    });
  };
  /** The middle of the big image; the end of the run where a slow machine has missed the middle. */
  const afterBytes = async (started: StartedCli, network: Network, bytes: number): Promise<void> => {
    let hasEnded = false;
    const end = (): void => {
      hasEnded = true;
    };
    void started.ended.then(end, end);
    const isThere = (): true | null => (hasEnded || network.carriedBytes() > bytes ? true : null);
    await waitUntil('the middle of the big image', isThere, {
      timeoutMs: 40_000,
      lastWords: () => started.stderrSoFar(),
    });
  };
  /** Killed between making the file of a manifest and writing it, distribution keeps it empty, whatever is sent: then the
   *  operator is told what to delete. */
  const expectFilledByNextRun = async (registry: Pick<DockerRegistry, 'storage'>): Promise<void> => {
    const manifests = ESTATE.flatMap(({ tree }) => tree.manifests);
    const cut = manifests.map(({ digest }) => storedFile(registry, digest)).filter(isEmptyFile);
    const run = await workspace.run('sync');
    expectExit(run, cut.length === 0 ? 0 : 1);
    if (cut.length === 0) return;
    const errors = run.report.findings.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(cut.length);
    for (const error of errors) expect(error.help).toMatch(/operator has to delete it/);
    for (const file of cut) rmSync(file);
    expectExit(await workspace.run('sync'), 0);
  };
  const killAndStart = async (registry: RestartableRegistry): Promise<void> => {
    await registry.kill();
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
    await registry.start();
  };

  beforeEach(() => {
    workspace = makeWorkspace();
  });

  describe('while it is written to', () => {
    let source: DockerRegistry;
    let slow: Network;
    let killed: RestartableRegistry;
    let steady: DockerRegistry;

    beforeAll(async () => {
      source = await startDockerRegistry();
      await fill(source);
    });
    beforeEach(async () => {
      slow = await startNetwork(source.port);
      slow.weather(() => [trickle('answer', 4 * MEBIBYTE)]);
      killed = await startRestartable();
      steady = await startDockerRegistry();
      workspace.manifest({
        allowMirrorByTags: true,
        mirrors: [
          { name: 'killed', target: killed.host },
          { name: 'steady', target: steady.host },
        ],
        images: [...imagesFrom(slow.host), `${slow.host}/${BIG}:1`],
      });
    });

    test('twice, and comes back soon, is filled by the same run', async () => {
      const started = workspace.start('sync');
      await afterBytes(started, slow, 6 * MEBIBYTE);
      await killAndStart(killed);
      await afterBytes(started, slow, slow.carriedBytes() + 2 * MEBIBYTE);
      await killAndStart(killed);
      expectExit(await started.ended, 0);
      expect(outcomesOf(workspace.report())).toEqual(['copied']);
      expectAllOn(killed);
      expectAllOn(steady);
      expect(workspace.report().totals).toMatchObject({ failed: 0, rereads: 0 }); // its sibling served it
    });

    test('and comes back after the run fails as a mirror that does not answer, and is filled by the next run', async () => {
      const started = workspace.start('sync');
      await afterBytes(started, slow, 6 * MEBIBYTE);
      await killed.kill();
      expectExit(await started.ended, 1);
      const report = workspace.report();
      expect(outcomesOf(report, 'steady')).toEqual(['copied']);
      expectAllOn(steady);
      expectTrue('killed', killed);
      expect(outcomesOf(report, 'killed')).toContain('failed');
      expect(report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
        { rule: 'mirror-unreachable', mirror: 'killed' },
      ]);
      await killed.start();
      await source.clearAccessLog();
      expectExit(await workspace.run('sync'), 0);
      expectAllOn(killed);
      expect(countRequests(await source.accessLog(), { method: 'GET', path: /\/blobs\// })).toBe(0);
      expectExit(await workspace.run('verify', '--depth', 'content'), 0);
    });
  });

  describe('at any moment of a run', () => {
    test(`${KILLS} times, and started again, has no wrong tag and is filled by the next run`, async () => {
      const source = await startDockerRegistry();
      await pushEstate(source);
      const seed = seedOfRun();
      const chance = chanceOf(seed);
      let durationMs = 0;
      let moments = '';
      await naming(
        seed,
        () => moments,
        async () => {
          for (let kills = 0; kills < KILLS; kills += 1) {
            const killed = await startRestartable();
            workspace = makeWorkspace();
            workspace.manifest({
              allowMirrorByTags: true,
              mirrors: [{ name: 'killed', target: killed.host }],
              images: imagesFrom(source.host),
            });
            if (durationMs === 0) {
              durationMs = (await workspace.run('sync')).durationMs;
              continue;
            }
            const ms = durationMs * (0.3 + 0.7 * chance.next());
            moments += ` ${Math.round(ms)} ms`;
            const started = workspace.start('sync');
            await Promise.race([new Promise((resolve) => setTimeout(resolve, ms)), started.ended]);
            await killAndStart(killed);
            await started.ended;
            expectNoWrongTag(killed);
            await expectFilledByNextRun(killed);
            expectEstateOn(killed);
            await killed.current().stop();
          }
        },
      );
    });
  });

  describe('while it is read from', () => {
    let source: RestartableRegistry;
    let slow: Network;
    let mirror: DockerRegistry;

    beforeEach(async () => {
      source = await startRestartable();
      await fill(source.current());
      mirror = await startDockerRegistry();
      slow = await startNetwork(mirror.port);
      slow.weather(() => [trickle('request', 6 * MEBIBYTE)]);
      workspace.manifest({
        allowMirrorByTags: true,
        mirrors: [{ name: 'eu', target: slow.host }],
        images: [...imagesFrom(source.host), `${source.host}/${BIG}:1`],
      });
    });

    test('twice, and comes back soon, is read on where it broke by the same run', async () => {
      const started = workspace.start('sync');
      await afterBytes(started, slow, 8 * MEBIBYTE);
      await killAndStart(source);
      await afterBytes(started, slow, slow.carriedBytes() + 2 * MEBIBYTE);
      await killAndStart(source);
      expectExit(await started.ended, 0);
      expect(outcomesOf(workspace.report())).toEqual(['copied']);
      expectAllOn(mirror);
      const layer = { method: 'GET', path: new RegExp(big.layer.digest) };
      expect(countRequests(await source.current().accessLog(), { ...layer, status: 200 })).toBe(0);
    });

    test('and comes back after the run fails what was not read, and the next run reads only that', async () => {
      const started = workspace.start('sync');
      await afterBytes(started, slow, 8 * MEBIBYTE);
      await source.kill();
      expectExit(await started.ended, 1);
      expectTrue('eu', mirror);
      expect(isBigOn(mirror)).toBe(false);
      const errors = workspace.report().findings.filter(({ severity }) => severity === 'error');
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) expect(error).toMatchObject({ rule: 'copy-failed', mirror: null });
      expect(findingsOf(workspace.report(), 'mirror-unreachable')).toEqual([]);
      const isThere = ESTATE.filter(({ repository }) => digestOfTag(mirror, repository, '1') !== null);
      await source.start();
      expectExit(await workspace.run('sync'), 0);
      expectAllOn(mirror);
      const read = await source.current().accessLog();
      for (const { repository } of isThere)
        expect(countRequests(read, { method: 'GET', path: new RegExp(`${repository}/blobs`) })).toBe(0);
    });
  });
});
