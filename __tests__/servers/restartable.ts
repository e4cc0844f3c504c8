/** A docker-registry that is killed and started again at the same port, with the storage that it left. */
import { chanceOf } from '../fixtures/chance.ts';
import { type DockerRegistry, type DockerRegistryOptions, startDockerRegistry } from './docker-registry.ts';
import { waitUntil } from './processes.ts';

export interface RestartableRegistry extends Pick<DockerRegistry, 'host' | 'port' | 'url' | 'storage'> {
  /** The one that runs, or ran last: its access log begins with its start. */
  current(): DockerRegistry;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** While it is away nobody gets its port by chance: systems give ports from 32768 on. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
const TRIES = 20;

export async function startRestartable(options: DockerRegistryOptions = {}): Promise<RestartableRegistry> {
  let current = await startSomewhere(options);
  const { host, port, url, storage } = current;
  return {
    host,
    port,
    url,
    storage,
    current: () => current,
    kill: async () => {
      const { process } = current;
      process.signal('SIGKILL');
      await waitUntil('the end of docker-registry', () => (process.isRunning() ? null : true));
    },
    start: async () => {
      current = await startDockerRegistry({ ...options, storage, port });
    },
  };
}

async function startSomewhere(options: DockerRegistryOptions): Promise<DockerRegistry> {
  const chance = chanceOf(`${process.pid} ${performance.now()}`);
  for (let tries = 1; ; tries += 1) {
    try {
      return await startDockerRegistry({ ...options, port: FIRST_PORT + chance.below(PORTS) });
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}
