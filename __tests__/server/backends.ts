/** Suites that every backend must pass. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { createLayoutBackend } from '../../src/server/layout-backend.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import {
  createRegistryServer,
  type RegistryServer,
  type RequestRecord,
} from '../../src/server/registry-server.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { newImage } from '../contract/content.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { pushImage } from './ask.ts';

const backends = {
  memory: () => createMemoryBackend(),
  layout: () => createLayoutBackend(openLayout(join(temporaryDirectory('serve'), 'vault'))),
};

/** Runs `suite` on a writable server per backend, which has an image `seed:v1`. */
export function describeOnBackends(
  name: string,
  suite: (server: () => RegistryServer, records: RequestRecord[]) => void,
): void {
  describe.each(Object.entries(backends))(`${name} on %s`, (_name, newBackend) => {
    const servers: RegistryServer[] = [];
    const records: RequestRecord[] = [];
    beforeAll(async () => {
      const server = await createRegistryServer(newBackend(), {
        writable: true,
        onRequest: (record) => records.push(record),
      });
      servers.push(server);
      await pushImage(server, 'seed', newImage(), 'v1');
    });
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.close()));
    });
    suite(() => {
      const [server] = servers;
      if (server === undefined) throw new Error('the server is not started yet');
      return server;
    }, records);
  });
}
