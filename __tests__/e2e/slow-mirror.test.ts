/** Mirrors that are slower than the others, or away for a while: the others do not wait, and all is there at the end. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BigImage, pushBigImage } from '../fixtures/big-image.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { startNetwork } from '../servers/network.ts';
import { trickle } from '../servers/network-faults.ts';
import { waitUntil } from '../servers/processes.ts';
import { describeReal } from '../servers/tools.ts';
import { startDoor } from './door.ts';
import { digestOfTag } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, type Workspace } from './workspace.ts';

const MEBIBYTE = 1024 * 1024;
const APPS = ['slow/a', 'slow/b', 'slow/c', 'slow/d'];

describeReal('a mirror', ['docker-registry'], () => {
  let source: DockerRegistry;
  let image: BigImage;
  let fast: DockerRegistry;
  let behind: DockerRegistry;
  let workspace: Workspace;

  const manifest = (port: number): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'slow', target: `127.0.0.1:${port}` },
        { name: 'fast', target: fast.host },
      ],
      images: [`${source.host}/slow/model:1`, ...APPS.map((app) => `${source.host}/${app}:1`)],
    });
  const isWholeOn = (registry: DockerRegistry): boolean =>
    digestOfTag(registry, 'slow/model', '1') === image.root.digest &&
    APPS.every((app) => digestOfTag(registry, app, '1') !== null);

  beforeAll(async () => {
    source = await startDockerRegistry();
    image = await pushBigImage(source.url, 'slow/model', { tag: '1', sizeMiB: 40 });
    for (const app of APPS) await pushImage(source.url, app, { tag: '1', tree: makeImage({ seed: app }) });
  });

  beforeEach(async () => {
    [fast, behind] = [await startDockerRegistry(), await startDockerRegistry()];
    workspace = makeWorkspace();
    await source.clearAccessLog();
  });

  test('that is slow keeps no other waiting, and is served from its sibling', async () => {
    const slow = await startNetwork(behind.port);
    slow.weather(() => [trickle('request', 2.5 * MEBIBYTE)]);
    manifest(slow.port);
    const started = workspace.start('sync');
    const begunAt = performance.now();
    await waitUntil('the fast mirror being whole', () => (isWholeOn(fast) ? true : null), {
      timeoutMs: 40_000,
      lastWords: started.stderrSoFar,
    });
    const fastMs = performance.now() - begunAt;
    expect(isWholeOn(behind)).toBe(false);
    expectExit(await started.ended, 0);
    expect(performance.now() - begunAt).toBeGreaterThan(fastMs + 2_000);
    expect(outcomesOf(workspace.report())).toEqual(['copied']);
    expect(isWholeOn(behind)).toBe(true);
    const layer = { method: 'GET', path: new RegExp(image.layer.digest) };
    expect(countRequests(await source.accessLog(), layer)).toBe(1);
    expect(workspace.report().totals).toMatchObject({ rereads: 0, failed: 0 });
    await slow.close();
  });

  test('that comes back before the end is filled after all', async () => {
    const back = await startDockerRegistry();
    const door = await startDoor(back.port);
    manifest(door.port);
    const started = workspace.start('sync');
    await waitUntil('a refused connection', () => (door.refused() > 2 ? true : null), {
      timeoutMs: 30_000,
    });
    door.open();
    expectExit(await started.ended, 0);
    await door.remove();
    const report = workspace.report();
    expect(outcomesOf(report)).toEqual(['copied']);
    expect(findingsOf(report, 'mirror-unreachable')).toEqual([]);
    expect([isWholeOn(fast), isWholeOn(back)]).toEqual([true, true]);
    const blobs = APPS.reduce((sum, app) => sum + makeImage({ seed: app }).blobs.size, 2);
    expect(countRequests(await source.accessLog(), { method: 'GET', path: /\/blobs\// })).toBe(blobs);
  });
});
