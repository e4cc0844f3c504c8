// Registries on 127.0.0.1 for the examples: sources in this process, mirrors as real docker-registry processes.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { makeImage, makeIndex } from '../../__tests__/fixtures/images.ts';
import { pushImage } from '../../__tests__/fixtures/push.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { findTool } from '../toolchain.mjs';

const PATIENCE_MS = 10_000;

/** A registry that holds what examples mirror. `push` puts another version of a tag there. */
export async function startSource() {
  const server = await createRegistryServer(createMemoryBackend(), { writable: true });
  return {
    host: `127.0.0.1:${server.port}`,
    push: (repository, tag, version) =>
      pushImage(server.url, repository, { tag, tree: imageOf(repository, version) }),
    close: () => server.close(),
  };
}

/** Two platforms; versions share their lowest layer. */
function imageOf(repository, version) {
  const created = `2026-11-${String(version).padStart(2, '0')}T00:00:00Z`;
  const build = (architecture) =>
    makeImage({
      seed: `${repository}/${version}/${architecture}`,
      layerSeeds: [`${repository}/base`, `${repository}/${version}/${architecture}`],
      layerBytes: 20_000,
      platform: { os: 'linux', architecture },
      created,
    });
  return makeIndex(['amd64', 'arm64'].map(build));
}

/** An empty docker-registry; with `user` only for that one. */
export async function startMirror(folder, { user, password } = {}) {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const configuration = join(folder, 'config.yml');
  writeFileSync(
    configuration,
    stringify({
      version: 0.1,
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
      http: { addr: `127.0.0.1:${port}`, secret: 'for examples only' },
      ...(user === undefined ? {} : { auth: { htpasswd: passwords(folder, user, password) } }),
    }),
  );
  const child = spawn(findTool('docker-registry'), ['serve', configuration], {
    env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
    stdio: 'ignore',
  });
  await untilAnswering(port);
  return {
    host: `127.0.0.1:${port}`,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
}

function passwords(folder, user, password) {
  const path = join(folder, 'htpasswd');
  const { stdout } = spawnSync(findTool('htpasswd'), ['-nbB', '-C', '4', user, password], {
    encoding: 'utf8',
  });
  writeFileSync(path, stdout);
  if (readFileSync(path, 'utf8').trim() === '') throw new Error('htpasswd made no password file');
  return { realm: 'examples', path };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswering(port) {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await sleep(50);
  }
  throw new Error(`the registry on port ${port} does not answer`);
}
