/** Many images at once: how many requests they cost, and how many connections and files our process has open meanwhile. */
import { readdirSync, readlinkSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type AccessEntry, countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { expectExit, makeWorkspace, type Workspace } from './workspace.ts';

const IMAGES = 300;
const REPOSITORIES = 10;
const MIRRORS = 2;
/** The default of `concurrency`, and what the client keeps beside it for requests that are tried again. */
const CONNECTIONS_PER_HOST = 32 + 2;
/** Standard streams, the event loop, and files that are read or written. */
const OTHER_DESCRIPTORS = 40;
/** Standard input, output and error of a process that a test starts are sockets too. */
const STANDARD_STREAMS = 3;

interface NamedImage {
  readonly repository: string;
  readonly tag: string;
  readonly tree: ImageTree;
}

/** A config of its own each, one layer for all and one for each repository. */
const images: readonly NamedImage[] = Array.from({ length: IMAGES }, (_, number) => {
  const repository = `team/app-${number % REPOSITORIES}`;
  const layerSeeds = ['load/base', `load/${repository}`];
  return { repository, tag: `v${number}`, tree: makeImage({ seed: `load/${number}`, layerSeeds }) };
});

interface Peak {
  sockets: number;
  descriptors: number;
}

interface Watched {
  readonly peak: Peak;
  readonly source: readonly AccessEntry[];
  readonly mirrors: readonly (readonly AccessEntry[])[];
  readonly copied: number;
  readonly upToDate: number;
}

describeReal(`${IMAGES} images on ${MIRRORS} mirrors`, ['docker-registry'], () => {
  const workspace = makeWorkspace();
  let source: DockerRegistry;
  let mirrors: readonly DockerRegistry[];
  let cold: Watched;
  let idle: Watched;

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirrors = await Promise.all(Array.from({ length: MIRRORS }, () => startDockerRegistry()));
    await pushAll(source);
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: mirrors.map(({ host }, each) => ({ name: `m${each}`, target: host })),
      images: images.map(
        ({ repository, tag, tree }) => `${source.host}/${repository}:${tag}@${tree.root.digest}`,
      ),
    });
    cold = await watchedSync(workspace, source, mirrors);
    idle = await watchedSync(workspace, source, mirrors);
  });

  test('are all copied, and then all up to date', () => {
    expect(cold.copied).toBe(IMAGES * MIRRORS);
    expect([idle.copied, idle.upToDate]).toEqual([0, IMAGES * MIRRORS]);
  });

  test('cost the source one manifest and one config each, and every layer once', () => {
    const layers = 1 + REPOSITORIES;
    expect(countRequests(cold.source, { method: 'GET', path: /\/manifests\// })).toBe(IMAGES);
    expect(countRequests(cold.source, { method: 'GET', path: /\/blobs\// })).toBe(IMAGES + layers);
  });

  test('cost a mirror one upload for each blob, two writes and one HEAD for each manifest', () => {
    for (const entries of cold.mirrors) {
      expect(countRequests(entries, { method: 'PUT', path: /\/manifests\// })).toBe(2 * IMAGES);
      expect(countRequests(entries, { method: 'PUT', path: /\/uploads\// })).toBe(IMAGES + 1 + REPOSITORIES);
    }
  });

  test('cost one HEAD for each mirror and nothing at the source when there is nothing to do', () => {
    expect(idle.source).toEqual([]);
    for (const entries of idle.mirrors) {
      expect(entries).toHaveLength(IMAGES);
      expect(countRequests(entries, { method: 'HEAD', path: /\/manifests\// })).toBe(IMAGES);
    }
  });

  test('need no more connections than hosts have room for, and no more files than those', () => {
    for (const [{ peak }, hosts] of [[cold, 1 + MIRRORS] as const, [idle, MIRRORS] as const]) {
      const connections = hosts * CONNECTIONS_PER_HOST;
      expect(peak.sockets).toBeGreaterThan(STANDARD_STREAMS);
      expect(peak.sockets).toBeLessThanOrEqual(connections + STANDARD_STREAMS);
      expect(peak.descriptors).toBeLessThanOrEqual(connections + OTHER_DESCRIPTORS);
    }
  });
});

/** What a repository has of layers is pushed to it once. */
async function pushAll(registry: DockerRegistry): Promise<void> {
  const byRepository = Map.groupBy(images, ({ repository }) => repository);
  await Promise.all(
    [...byRepository].map(async ([repository, ofRepository]) => {
      const pushed = new Set<string>();
      for (const { tag, tree } of ofRepository) {
        const blobs = new Map([...tree.blobs].filter(([digest]) => !pushed.has(digest)));
        await pushImage(registry.url, repository, { tag, tree: { ...tree, blobs } });
        for (const digest of blobs.keys()) pushed.add(digest);
      }
    }),
  );
}

/** One sync, looked at from outside. */
async function watchedSync(
  workspace: Workspace,
  source: DockerRegistry,
  mirrors: readonly DockerRegistry[],
): Promise<Watched> {
  for (const registry of [source, ...mirrors]) await registry.clearAccessLog();
  const program = workspace.start('sync');
  const peak: Peak = { sockets: 0, descriptors: 0 };
  const watcher = setInterval(() => raise(peak, descriptorsOf(program.pid)), 20);
  const end = await program.ended.finally(() => clearInterval(watcher));
  expectExit(end, 0);
  const { copied, upToDate } = workspace.report().totals;
  return {
    peak,
    source: await source.accessLog(),
    mirrors: await Promise.all(mirrors.map((mirror) => mirror.accessLog())),
    copied,
    upToDate,
  };
}

function raise(peak: Peak, links: readonly string[]): void {
  const sockets = links.filter((link) => link.startsWith('socket:')).length;
  peak.sockets = Math.max(peak.sockets, sockets);
  peak.descriptors = Math.max(peak.descriptors, links.length);
}

/** What a process has open; nothing once it has ended, and without what is closed while we look. */
function descriptorsOf(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`;
  try {
    return readdirSync(directory).flatMap((name) => linkAt(`${directory}/${name}`));
  } catch {
    return [];
  }
}

function linkAt(path: string): readonly string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}
