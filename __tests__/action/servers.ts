/** Servers in the test's own process, closed after its last test. */
import { afterAll } from '@jest/globals';

const open = new Set<{ close(): Promise<void> }>();

afterAll(async () => {
  await Promise.all([...open].map((server) => server.close()));
  open.clear();
});

export function closeAfterTests<T extends { close(): Promise<void> }>(server: T): T {
  open.add(server);
  return server;
}
