/** The embedded servers behind `serve` and `demo`. */
import type { Servers } from './commands/command.ts';
import { MirrorError } from './errors.ts';
import type { Host } from './host/host.ts';
import type { Digest } from './oci/digest.ts';
import { createMemoryBackend } from './server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from './server/registry-server.ts';
import { serveLayout } from './server/serve-layout.ts';

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
      return { ...served(server), loseBlob: (digest) => backend.deleteBlobData(digest as Digest) };
    },
  };
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
