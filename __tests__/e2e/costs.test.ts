/** What fixed work costs, counted and not timed: a regression fails here on any machine, however busy. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { pushBigImage } from '../fixtures/big-image.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import type { AccessEntry } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { expectExit, makeWorkspace, type ReportedRun, type Workspace } from './workspace.ts';

const MIRRORS = 3;
const IMAGES = 20;
const REPOSITORIES = 4;
const MEBIBYTE = 1024 * 1024;
/** The HTTP client copies what it receives into the memory of its parser; nobody else may. */
const MOST_COPIED_PER_BYTE = 1.01;
/** Objects on the heap for a byte that goes to three mirrors: chunks are objects, bytes are not. */
const MOST_ALLOCATED_PER_BYTE = 0.8;

interface Wanted {
  readonly repository: string;
  readonly tag: string;
  readonly tree: ImageTree;
}

/** One layer for all, one per repository, one of its own: 3 layers and a config per image. */
function smallImages(top: (number: number) => string): readonly Wanted[] {
  return Array.from({ length: IMAGES }, (_, number) => {
    const repository = `team/app-${number % REPOSITORIES}`;
    const layerSeeds = ['costs/base', `costs/${repository}`, top(number)];
    return {
      repository,
      tag: `v${number}`,
      tree: makeImage({ seed: `costs/${number}`, layerSeeds, layerBytes: 3000 }),
    };
  });
}

/** `HEAD manifests` and so on, with how many there were. */
function byKind(entries: readonly AccessEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { method, path, query } of entries) {
    const thing = path.includes('/uploads/')
      ? 'uploads'
      : (/\/(manifests|blobs|tags|referrers)\//.exec(path)?.[1] ?? 'other');
    const kind = `${method} ${thing}${query.includes('mount=') ? ' mount' : ''}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function startAll(): Promise<{
  readonly source: DockerRegistry;
  readonly mirrors: readonly DockerRegistry[];
}> {
  const source = await startDockerRegistry();
  const mirrors = await Promise.all(Array.from({ length: MIRRORS }, () => startDockerRegistry()));
  return { source, mirrors };
}

function manifestOf(
  workspace: Workspace,
  mirrors: readonly DockerRegistry[],
  images: readonly string[],
): void {
  workspace.manifest({
    allowMirrorByTags: true,
    mirrors: mirrors.map(({ host }, each) => ({ name: `m${each}`, target: host })),
    images,
  });
}

describeReal('20 small images on three mirrors', ['docker-registry'], () => {
  const workspace = makeWorkspace();
  const images = smallImages((number) => `costs/top-${number}`);
  const blobs = new Map(images.flatMap(({ tree }) => [...tree.blobs]));
  const uniqueBytes = [...blobs.values()].reduce((sum, { length }) => sum + length, 0);
  const manifestBytes = images.reduce((sum, { tree }) => sum + tree.root.bytes.length, 0);
  let source: DockerRegistry;
  let mirrors: readonly DockerRegistry[];

  async function sync(): Promise<{
    run: ReportedRun;
    atSource: readonly AccessEntry[];
    atMirrors: readonly (readonly AccessEntry[])[];
  }> {
    for (const registry of [source, ...mirrors]) await registry.clearAccessLog();
    const run = await workspace.run('sync');
    expectExit(run, 0);
    const atMirrors = await Promise.all(mirrors.map((mirror) => mirror.accessLog()));
    return { run, atSource: await source.accessLog(), atMirrors };
  }

  beforeAll(async () => {
    ({ source, mirrors } = await startAll());
    for (const { repository, tag, tree } of images) await pushImage(source.url, repository, { tag, tree });
    manifestOf(
      workspace,
      mirrors,
      images.map(({ repository, tag }) => `${source.host}/${repository}:${tag}`),
    );
  });

  test('cold: each digest is read once, sent once to each mirror, and mounted everywhere else', async () => {
    const { run, atSource, atMirrors } = await sync();
    expect(byKind(atSource)).toEqual({
      'HEAD manifests': IMAGES,
      'GET manifests': IMAGES,
      'GET tags': REPOSITORIES,
      'GET referrers': REPOSITORIES,
      'GET blobs': blobs.size,
    });
    const { sourceBytes, mirrorBytes, siblingBytes, rereads } = run.report.totals;
    const allBytes = uniqueBytes + manifestBytes;
    expect([sourceBytes, mirrorBytes, siblingBytes, rereads]).toEqual([allBytes, MIRRORS * allBytes, 0, 0]);
    const mounts = REPOSITORIES - 1; // of the layer that all share
    for (const entries of atMirrors) {
      const counts = byKind(entries);
      expect(counts['PUT uploads']).toBe(blobs.size);
      // Each blob's upload is opened once; to ask for that may be to ask for a mount of what is there already.
      expect((counts['POST uploads'] ?? 0) + (counts['POST uploads mount'] ?? 0)).toBe(blobs.size + mounts);
      expect(counts['PUT manifests']).toBe(2 * IMAGES); // by digest, then the tag
      expect(counts['HEAD manifests']).toBe(3 * IMAGES); // the tag before, the manifest written, the tag written
      expect(counts['GET blobs']).toBeLessThanOrEqual(REPOSITORIES + mounts); // probes of what the first upload there is for, and of what was mounted
    }
  });

  test('nothing to do: nothing at the source but one HEAD per tag, one HEAD per mirror', async () => {
    const { run, atSource, atMirrors } = await sync();
    expect(byKind(atSource)).toEqual({ 'HEAD manifests': IMAGES });
    expect(atMirrors.map(byKind)).toEqual(mirrors.map(() => ({ 'HEAD manifests': IMAGES })));
    expect(run.report.totals).toMatchObject({
      sourceBytes: 0,
      mirrorBytes: 0,
      requests: IMAGES * (1 + MIRRORS),
    });
  });

  test('one layer changed in two images: only that moves', async () => {
    const changed = smallImages((number) => `costs/top-${number}${number < 2 ? '-changed' : ''}`).slice(0, 2);
    for (const { repository, tag, tree } of changed) await pushImage(source.url, repository, { tag, tree });
    const { run, atSource, atMirrors } = await sync();
    const newBlobs = new Map(
      changed.flatMap(({ tree }) => [...tree.blobs].filter(([digest]) => !blobs.has(digest))),
    );
    const newBytes = [...newBlobs.values(), ...changed.map(({ tree }) => tree.root.bytes)].reduce(
      (sum, { length }) => sum + length,
      0,
    );
    expect(newBlobs.size).toBe(2 * changed.length); // the layer, and the config that names it
    expect(run.report.totals).toMatchObject({ sourceBytes: newBytes, mirrorBytes: MIRRORS * newBytes });
    expect(byKind(atSource)['GET blobs']).toBe(newBlobs.size);
    for (const entries of atMirrors) expect(byKind(entries)['PUT uploads']).toBe(newBlobs.size);
  });
});

describeReal('a large blob on three mirrors', ['docker-registry'], () => {
  const counter = resolve(import.meta.dirname, 'cost-counter.mjs');

  interface Cost {
    readonly copiedBytes: number;
    readonly allocatedBytes: number;
    readonly movedBytes: number;
  }

  async function costOf(sizeMiB: number): Promise<Cost> {
    const workspace = makeWorkspace();
    const { source, mirrors } = await startAll();
    await pushBigImage(source.url, 'big', { tag: '1', sizeMiB });
    manifestOf(workspace, mirrors, [`${source.host}/big:1`]);
    workspace.env.NODE_OPTIONS = `--import=${counter}`;
    workspace.env.MIRROR_COST_FILE = workspace.path('cost.json');
    const run = await workspace.run('sync');
    expectExit(run, 0);
    await Promise.all([source, ...mirrors].map((registry) => registry.stop()));
    const { copiedBytes, allocatedBytes } = JSON.parse(readFileSync(workspace.path('cost.json'), 'utf8'));
    return { copiedBytes, allocatedBytes, movedBytes: run.report.totals.sourceBytes };
  }

  test('each byte is copied once, by the parser of HTTP, and next to nothing is allocated for it', async () => {
    const small = await costOf(8);
    const large = await costOf(72);
    const perByte = (of: (cost: Cost) => number): number =>
      (of(large) - of(small)) / (large.movedBytes - small.movedBytes);
    expect(large.movedBytes - small.movedBytes).toBeGreaterThan(63 * MEBIBYTE);
    expect(perByte(({ copiedBytes }) => copiedBytes)).toBeLessThan(MOST_COPIED_PER_BYTE);
    expect(perByte(({ allocatedBytes }) => allocatedBytes)).toBeLessThan(MOST_ALLOCATED_PER_BYTE);
  });
});
