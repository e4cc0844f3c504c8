// Fresh registries for measurements: Debian's docker-registry (distribution 2.8) on free loopback ports, each with a
// storage directory of its own. Their logs say of each request what it was and how long it took (tally.mjs).
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTool } from '../scripts/toolchain.mjs';

const LISTEN_PATIENCE_MS = 15_000;

/** Registries of these names, at the same time. */
export function startRegistries(lab, names) {
  return Promise.all(names.map((name) => startRegistry(lab, name)));
}

/** `storage`: a directory to serve; default an empty one. */
export async function startRegistry(lab, name, { storage = lab.path(name, 'storage') } = {}) {
  const tool = findTool('docker-registry');
  if (tool === null) throw new Error('docker-registry is not installed (Debian package docker-registry)');
  mkdirSync(storage, { recursive: true });
  mkdirSync(lab.path(name), { recursive: true });
  const logFile = lab.path(name, 'registry.log');
  const launch = async (port) => {
    const configuration = lab.path(name, 'config.yml');
    writeFileSync(configuration, configurationOf(storage, port));
    writeFileSync(logFile, '', { flag: 'a' });
    const from = statSync(logFile).size;
    const files = { stdoutFile: lab.path(name, 'access.log'), stderrFile: logFile };
    const env = { OTEL_TRACES_EXPORTER: 'none' };
    const server = lab.start(tool, ['serve', configuration], { ...files, env });
    return { server, port: await listeningPort(server, logFile, from) };
  };
  let running = await launch(0);
  const registry = {
    name,
    storage,
    logFile,
    stop: (signal) => running.server.stop(signal),
    /** Ends it, as by a crash with SIGKILL, and starts it again; on another port where that is named, 0 being any. */
    restart: async ({ signal = 'SIGTERM', port = registry.port } = {}) => {
      await running.server.stop(signal);
      running = await launch(port);
      Object.assign(registry, placeOf(running.port));
    },
    forgetLog: () => truncateSync(logFile),
    ...placeOf(running.port),
  };
  return registry;
}

function placeOf(port) {
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

/** As Debian configures it, with the log in JSON: the configuration is YAML, and JSON is YAML. */
function configurationOf(storage, port) {
  return JSON.stringify({
    version: 0.1,
    log: { level: 'info', formatter: 'json', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: storage },
      delete: { enabled: true },
      cache: { blobdescriptor: 'inmemory' },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: `127.0.0.1:${port}`, secret: 'for measurements only' },
  });
}

/** The registry is given port 0 and tells in its log which one it got. */
async function listeningPort(server, logFile, from) {
  const deadline = performance.now() + LISTEN_PATIENCE_MS;
  while (performance.now() < deadline) {
    const said = readFileSync(logFile).subarray(from).toString();
    const match = /listening on 127\.0\.0\.1:(\d+)/.exec(said);
    if (match !== null) return Number(match[1]);
    if (!server.isRunning()) throw new Error(`docker-registry ended at once: ${said.slice(-2_000)}`);
    await sleep(10);
  }
  throw new Error('docker-registry does not listen');
}
