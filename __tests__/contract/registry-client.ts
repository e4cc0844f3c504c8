/** Our registry client for tests: plain HTTP to loopback, no credentials, no long waits. */
import { afterAll } from '@jest/globals';
import type { Target } from '../../src/oci/store.ts';
import { createRegistries, type Registries } from '../../src/stores/registry/registries.ts';

const opened = new Set<Registries>();

afterAll(async () => {
  await Promise.all([...opened].map((registries) => registries.close()));
});

/** Opens repositories of `host` (`127.0.0.1:5000`); closed after the test file's last test. */
export function registryClient(host: string): (repository: string) => Target {
  const registries = createRegistries({
    settings: () => ({ tls: { kind: 'plain-http' }, concurrency: 16, endpoints: [] }),
    credentials: async () => null,
    env: {},
    userAgent: 'mirror-action-tests',
    onSecret: () => undefined,
    onWarning: () => undefined,
    patience: { attempts: 3, backoffBaseMs: 5, backoffCapMs: 20, connectTimeoutMs: 2000 },
  });
  opened.add(registries);
  return (repository) => registries.open(host, repository);
}
