/** Real registries over HTTP on loopback, for stages that meet slow and silent ones. Closed after each test file. */
import type { IncomingMessage } from 'node:http';
import { afterAll } from '@jest/globals';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import type { Stores } from '../../src/mirror/stores.ts';
import type { Tag } from '../../src/oci/reference.ts';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { putBlob, repositoryForWriting } from '../../src/stores/memory-content.ts';
import type { Registries } from '../../src/stores/registry/registries.ts';
import type { PatienceOptions } from '../../src/stores/registry/settings.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { openClient } from '../stores/registry/client-under-test.ts';
import { readFile } from './world.ts';

export interface HttpRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly backend: MemoryBackend;
  /** Requests that have come, `METHOD /path?query` each. */
  readonly asked: readonly string[];
}

/** Called before a request is answered; a promise that never settles is an answer that never comes. `number` counts from 1. */
export type Holding = (request: IncomingMessage, number: number) => void | Promise<void>;

const NEVER = new Promise<never>(() => undefined);
const closing: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

export async function startHttpRegistry(hold: Holding = () => undefined): Promise<HttpRegistry> {
  const backend = createMemoryBackend();
  const asked: string[] = [];
  const server = await createRegistryServer(backend, {
    writable: true,
    intercept: async (request) => {
      asked.push(`${request.method} ${request.url}`);
      await hold(request, asked.length);
      return false;
    },
  });
  closing.push(() => server.close());
  return { host: `${server.host}:${server.port}`, backend, asked };
}

/** For `Holding`: this answer never comes. */
export function never(): Promise<never> {
  return NEVER;
}

export function pushInto(
  { backend: { content } }: HttpRegistry,
  repository: string,
  { tree, tag }: { readonly tree: ImageTree; readonly tag: string },
): void {
  for (const [digest, bytes] of tree.blobs) putBlob(content, repository, digest, bytes);
  const held = repositoryForWriting(content, repository);
  for (const { mediaType, digest, bytes } of tree.manifests)
    held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
  held.tags.set(tag, tree.root.digest);
}

/** Ways to the registries that a mirror manifest names, with `patience` in place of the program's. */
export function storesOverHttp(patience: Partial<PatienceOptions>): Stores {
  const registries = openClient({ patience });
  const targets = new Map<string, ReturnType<Registries['open']>>();
  const open = (host: string, repository: string) => {
    const key = `${host} ${repository}`;
    const target = targets.get(key) ?? registries.open(host, repository);
    targets.set(key, target);
    return target;
  };
  return {
    sourceOf: ({ source }) => {
      if (source.kind === 'layout') throw new Error('no layouts here');
      return open(source.host, source.path);
    },
    layoutRoot: () => Promise.reject(new Error('no layouts here')),
    targetOf: ({ place }, repository) => {
      if (place.kind === 'layout') throw new Error('no layouts here');
      return open(place.host, repository);
    },
  };
}

/** A mirror manifest with these mirrors (name to `HOST:PORT`), images by tag. */
export function manifestOver(
  mirrors: Readonly<Record<string, string>>,
  images: readonly string[],
): MirrorFile {
  const list = Object.entries(mirrors).map(([name, host]) => `  - { name: ${name}, target: "${host}" }`);
  const wanted = images.map((image) => `  - ${image}`);
  return readFile(
    ['version: 1', 'allowMirrorByTags: true', 'mirrors:', ...list, 'images:', ...wanted, ''].join('\n'),
  );
}

/** How many repositories of the registry hold `tag`. */
export function countTagged({ backend }: HttpRegistry, tag = '1' as Tag): number {
  return [...backend.content.repositories.values()].filter(({ tags }) => tags.has(tag)).length;
}
