/** A 500 MB image to three mirrors: read once, in flat memory. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { type BigImage, pushBigImage } from '../fixtures/big-image.ts';
import { countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import type { CliEnd } from './program.ts';
import { rawManifest } from './registry-content.ts';
import { expectExit, makeWorkspace, outcomesOf } from './workspace.ts';

const SIZE_MIB = 500;
/** The aim is 200 MB; Node itself takes 100 to 130 of them, and a busy machine collects garbage later. */
const PEAK_MEMORY_LIMIT_MIB = 250;

/** The kernel's own high-water mark of resident memory, in MiB, polled until the process is gone. */
async function peakMemoryMiB(pid: number, ended: Promise<CliEnd>): Promise<number> {
  let peak = 0;
  let isOver = false;
  void ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    peak = Math.max(peak, highWaterMiB(pid));
    await sleep(25);
  }
  return peak;
}

function highWaterMiB(pid: number): number {
  try {
    const [, kibibytes = '0'] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes) / 1024;
  } catch {
    return 0;
  }
}

describeReal('a 500 MB image', ['docker-registry', 'skopeo'], () => {
  const workspace = makeWorkspace();
  let source: DockerRegistry;
  let mirrors: readonly DockerRegistry[];
  let image: BigImage;

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirrors = [await startDockerRegistry(), await startDockerRegistry(), await startDockerRegistry()];
    image = await pushBigImage(source.url, 'big/model', { tag: '1', sizeMiB: SIZE_MIB });
    workspace.manifest({
      mirrors: mirrors.map(({ host }, each) => ({ name: `m${each}`, target: host })),
      images: [`${source.host}/big/model:1@${image.root.digest}`],
    });
    await source.clearAccessLog();
  });

  test('reaches three mirrors through one read and little memory', async () => {
    const started = workspace.start('sync');
    const peak = await peakMemoryMiB(started.pid, started.ended);
    expectExit(await started.ended, 0);
    const report = workspace.report();
    expect(outcomesOf(report)).toEqual(['copied']);
    expect(peak).toBeGreaterThan(40); // it was measured
    expect(peak).toBeLessThan(PEAK_MEMORY_LIMIT_MIB);
    const entries = await source.accessLog();
    expect(countRequests(entries, { method: 'GET', path: new RegExp(image.layer.digest) })).toBe(1);
    expect(countRequests(entries, { method: 'GET', path: /\/(?:manifests|blobs)\// })).toBe(3); // manifest, config, layer
    expect(countRequests(entries, { method: 'GET' })).toBe(3 + 2); // and what refers to it: by the API, by tags
    expect(report.totals.rereads).toBe(0);
    expect(report.totals.mirrorBytes).toBeGreaterThan(3 * SIZE_MIB * 1024 * 1024);
    for (const mirror of mirrors) {
      expect(await rawManifest(mirror, `big/model@${image.root.digest}`)).toBe(
        Buffer.from(image.root.bytes).toString(),
      );
    }
    process.stderr.write(
      `500 MB to three mirrors: ${(report.durationMs / 1000).toFixed(1)} s, peak ${Math.round(peak)} MiB\n`,
    );
  });
});
