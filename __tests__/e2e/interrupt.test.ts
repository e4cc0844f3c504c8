/** Runs that are stopped in the middle of a big blob: by signals, by force and by the time budget. */
import { existsSync, rmSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BigImage, pushBigImage } from '../fixtures/big-image.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { type Network, startNetwork } from '../servers/network.ts';
import { trickle } from '../servers/network-faults.ts';
import { waitUntil } from '../servers/processes.ts';
import { describeReal } from '../servers/tools.ts';
import type { StartedCli } from './program.ts';
import { digestOfTag, rawManifest, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf, type Workspace } from './workspace.ts';

const MEBIBYTE = 1024 * 1024;
const SIZE_MIB = 200;

describeReal('a sync stopped in the middle of a big image', ['docker-registry', 'skopeo'], () => {
  const little = makeImage({ seed: 'interrupt/little' });
  let source: DockerRegistry;
  let image: BigImage;
  let mirror: DockerRegistry;
  let slow: Network;
  let workspace: Workspace;

  beforeAll(async () => {
    source = await startDockerRegistry();
    image = await pushBigImage(source.url, 'big/model', { tag: '1', sizeMiB: SIZE_MIB });
    await pushImage(source.url, 'little/app', { tag: '1', tree: little });
  });

  beforeEach(async () => {
    mirror = await startDockerRegistry();
    slow = await startNetwork(mirror.port);
    slow.weather(() => [trickle('request', 8 * MEBIBYTE)]);
    workspace = makeWorkspace();
    through(slow.port);
  });

  afterEach(async () => {
    await slow.close();
    await mirror.stop();
    rmSync(mirror.storage, { recursive: true, force: true });
  });

  const through = (port: number): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'slow', target: `127.0.0.1:${port}` }],
      images: [`${source.host}/big/model:1`, `${source.host}/little/app:1`],
    });
  /** Both images are on their way, and the small one has been told as there: the registry shows its tag a little earlier. */
  const inTheMiddle = async (started: StartedCli): Promise<void> => {
    await waitUntil(
      'the middle of the big image',
      () =>
        slow.sentBytes() > 4 * MEBIBYTE && /copied \S+\/little\/app:1/.test(started.stderrSoFar())
          ? true
          : null,
      { timeoutMs: 30_000, lastWords: () => started.stderrSoFar() },
    );
  };
  const expectNothingOfBig = (): void => {
    expect(tagsIn(mirror, 'big/model')).toEqual([]);
    expect(existsSync(mirror.storage)).toBe(true);
  };
  /** Run again without the slow network: everything is there, whatever the stopped run left behind. */
  const expectConverges = async (): Promise<void> => {
    through(mirror.port);
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(await rawManifest(mirror, 'big/model:1')).toBe(Buffer.from(image.root.bytes).toString());
    expect(digestOfTag(mirror, 'little/app', '1')).toBe(little.root.digest);
  };

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i, a report and no tag', async (signal, code) => {
    const started = workspace.start('sync');
    await inTheMiddle(started);
    const signalledAt = performance.now();
    started.signal(signal);
    const ended = await started.ended;
    expect(performance.now() - signalledAt).toBeLessThan(5_000);
    expectExit(ended, code);
    const report = workspace.report();
    expect(rowsOf(report).map(({ outcome }) => outcome)).toEqual(['deferred', 'copied']);
    expect(rowsOf(report)[0]?.reason).toContain(signal);
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.totals).toMatchObject({ deferred: 1, copied: 1, failed: 0 });
    expectNothingOfBig();
  });

  test('by a second signal ends at once', async () => {
    const started = workspace.start('sync');
    await inTheMiddle(started);
    started.signal('SIGINT');
    started.signal('SIGINT');
    expect((await started.ended).code).toBe(130);
    expectNothingOfBig();
  });

  test('by SIGKILL leaves nothing that a second run would trip over', async () => {
    const started = workspace.start('sync');
    await inTheMiddle(started);
    started.signal('SIGKILL');
    expect((await started.ended).code).toBeNull();
    expectNothingOfBig();
    await expectConverges();
  });

  test('by the time budget defers what was not reached, and is no failure', async () => {
    const run = await workspace.run('sync', '--time-budget', '3s');
    expectExit(run, 0);
    expect(rowsOf(run.report)[0]).toMatchObject({ outcome: 'deferred', complete: null });
    expect(rowsOf(run.report)[0]?.reason).toMatch(/time budget/);
    expect(run.report.ok).toBe(true);
    expect(findingsOf(run.report, 'copy-failed')).toEqual([]);
    expect(run.report.durationMs).toBeLessThan(10_000); // how long Node needs to start is not ours
    expectNothingOfBig();
    await expectConverges();
  });
});
