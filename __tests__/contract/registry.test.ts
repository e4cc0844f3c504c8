import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { createLayoutBackend } from '../../src/server/layout-backend.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from '../../src/server/registry-server.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { registryClient } from './registry-client.ts';
import { describeStoreContract } from './store-contract.ts';

const servers: RegistryServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

describeStoreContract('registry client and our server on memory', async () => {
  const server = await createRegistryServer(createMemoryBackend(), { writable: true });
  servers.push(server);
  return { open: registryClient(`127.0.0.1:${server.port}`), isStrict: true };
});

describeStoreContract('registry client and our server on a layout', async () => {
  const layout = openLayout(join(temporaryDirectory('serve'), 'vault'));
  await layout.prepare();
  await layout.index.change({ put: new Map(), drop: new Set() }, new AbortController().signal);
  const server = await createRegistryServer(createLayoutBackend(layout), { writable: true });
  servers.push(server);
  return { open: registryClient(`127.0.0.1:${server.port}`), isStrict: true };
});
