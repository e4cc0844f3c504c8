/** The embedded servers behind `serve` and `demo`. */
import type { PushedImage, Servers } from './commands/command.ts';
import { MirrorError } from './errors.ts';
import type { Host } from './host/host.ts';
import type { Digest } from './oci/digest.ts';
import { createMemoryBackend } from './server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from './server/registry-server.ts';
import { makeSampleImage, type SampleContent } from './server/sample-image.ts';
import { serveLayout } from './server/serve-layout.ts';
import { type MemoryContent, putBlob, repositoryForWriting } from './stores/memory-content.ts';

export function servers(host: Host): Servers {
  return {
    async serveLayout({ directory, listen, writable, signal }) {
      const place = readListen(listen);
      return served(
        await serveLayout({ directory, ...place, writable, signal, log: (line) => host.log.info(line) }),
      );
    },
    async startEmbedded() {
      const backend = createMemoryBackend();
      const server = await createRegistryServer(backend, { writable: true });
      return {
        ...served(server),
        push: async (repository, tag, image) =>
          storeSample(backend.content, makeSampleImage(image), { repository, tag }),
        loseBlob: (digest) => backend.deleteBlobData(digest as Digest),
      };
    },
  };
}

/** Puts made-up content where the server finds it. Returns what it is called. */
function storeSample(
  content: MemoryContent,
  { manifests, blobs, layers }: SampleContent,
  { repository, tag }: { readonly repository: string; readonly tag: string },
): PushedImage {
  for (const { descriptor, bytes } of blobs) putBlob(content, repository, descriptor.digest, bytes);
  const holder = repositoryForWriting(content, repository);
  for (const manifest of manifests) holder.manifests.set(manifest.descriptor.digest, manifest);
  const digest = manifests.at(-1)?.descriptor.digest;
  if (digest === undefined) throw new MirrorError('internal', 'a sample image without manifests');
  holder.tags.set(tag, digest);
  return { digest, layers };
}

function served(server: RegistryServer) {
  return { url: server.url, address: `${server.host}:${server.port}`, close: () => server.close() };
}

/** `HOST:PORT`, `[::1]:PORT`, `PORT`. */
function readListen(listen: string): { host: string; port: number } {
  const match = /^(?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):)?(\d{1,5})$/.exec(listen);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) {
    throw new MirrorError('usage', `--listen ${JSON.stringify(listen)} is not HOST:PORT`, {
      fix: 'write it like 127.0.0.1:5000',
    });
  }
  return { host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}
