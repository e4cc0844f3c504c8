/**
 * A registry in the test's own process that holds whatever it is given, sound or not, without looking at it. Faults on the way are
 * played by `intercept`, which sees every request first.
 */
import { afterAll } from '@jest/globals';
import { createMemoryBackend, type MemoryBackend } from '../../src/server/memory-backend.ts';
import {
  createRegistryServer,
  type RegistryServer,
  type RegistryServerOptions,
  type RequestRecord,
} from '../../src/server/registry-server.ts';
import { putBlob, repositoryForWriting } from '../../src/stores/memory-content.ts';
import type { RawRepository } from './raw-registry.ts';

export interface OddRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly backend: MemoryBackend;
  /** Requests that were answered, in order; emptied by `forget`. */
  readonly requests: readonly RequestRecord[];
  forget(): void;
  close(): Promise<void>;
}

const running = new Set<RegistryServer>();

afterAll(async () => {
  await Promise.all([...running].map((server) => server.close()));
  running.clear();
});

/** Listens on a free port of 127.0.0.1 until the test file's last test. Every root has the tag `1`. */
export async function startOddRegistry(
  repositories: Readonly<Record<string, RawRepository>>,
  options: Pick<RegistryServerOptions, 'intercept' | 'port'> = {},
): Promise<OddRegistry> {
  const backend = createMemoryBackend();
  for (const [name, repository] of Object.entries(repositories)) fill(backend, name, repository);
  const requests: RequestRecord[] = [];
  const server = await createRegistryServer(backend, {
    ...options,
    writable: true,
    sparse: true,
    onRequest: (record) => requests.push(record),
  });
  running.add(server);
  return {
    host: `127.0.0.1:${server.port}`,
    backend,
    requests,
    forget: () => {
      requests.length = 0;
    },
    close: async () => {
      running.delete(server);
      await server.close();
    },
  };
}

function fill({ content }: MemoryBackend, name: string, repository: RawRepository): void {
  const { tree, servedType, childServedType } = repository;
  for (const [digest, bytes] of tree.blobs) putBlob(content, name, digest, bytes);
  const holder = repositoryForWriting(content, name);
  for (const { digest, mediaType, bytes } of tree.manifests) {
    const type = (digest === tree.root.digest ? servedType : childServedType) ?? mediaType;
    holder.manifests.set(digest, { descriptor: { mediaType: type, digest, size: bytes.length }, bytes });
  }
  holder.tags.set('1', tree.root.digest);
}
