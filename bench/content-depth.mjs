// node bench/content-depth.mjs [ROUNDS [BLOBS [CLI ...]]]: how fast `verify --depth content` reads, beside `curl | openssl dgst
// -sha256`, from a docker-registry on loopback; runs take turns. CLI: bundles to compare, default dist/cli/index.js.
// Needs docker-registry, curl and openssl. Wall time includes the start of the programs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTool, nodePath, projectRoot } from '../scripts/toolchain.mjs';

const BLOB_BYTES = 100_000_000;
const [rounds = '5', blobs = '20', ...named] = process.argv.slice(2);
const bundles = named.length > 0 ? named : [join(projectRoot, 'dist', 'cli', 'index.js')];

const directory = mkdtempSync(join(tmpdir(), 'mirror-action-bench-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const registry = startRegistry();
try {
  await waitForRegistry();
  const { root, layers } = await pushImage(Number(blobs));
  const contestants = [...bundles.map((path) => verify(path, root)), curlAndOpenssl(layers)];
  for (let round = 0; round < Number(rounds); round += 1) for (const each of contestants) measure(each);
  for (const each of contestants) console.log(describe(each));
} finally {
  registry.kill();
  rmSync(directory, { recursive: true, force: true });
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return address.port;
}

function startRegistry() {
  const config = join(directory, 'config.yml');
  writeFileSync(
    config,
    [
      'version: 0.1',
      'log: { level: error, accesslog: { disabled: true } }',
      `storage: { filesystem: { rootdirectory: ${join(directory, 'storage')} } }`,
      `http: { addr: "127.0.0.1:${port}" }`,
    ].join('\n'),
  );
  return spawn(findTool('docker-registry'), ['serve', config], { stdio: 'ignore' });
}

async function waitForRegistry() {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`${base}/v2/`).catch(() => null)) return;
    await sleep(100);
  }
  throw new Error('docker-registry does not answer');
}

async function pushImage(count) {
  const layers = [];
  for (let index = 0; index < count; index += 1) {
    layers.push(await pushBlob(randomBytes(BLOB_BYTES), 'application/vnd.oci.image.layer.v1.tar'));
  }
  const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
  const document = { architecture: 'amd64', os: 'linux', rootfs };
  const config = await pushBlob(
    Buffer.from(JSON.stringify(document)),
    'application/vnd.oci.image.config.v1+json',
  );
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers }));
  const root = digestOf(manifest);
  const url = `${base}/v2/mirror/app/manifests/${root}`;
  await put(url, manifest, mediaType);
  return { root, layers };
}

async function pushBlob(bytes, mediaType) {
  const digest = digestOf(bytes);
  const opened = await fetch(`${base}/v2/mirror/app/blobs/uploads/`, { method: 'POST' });
  const location = new URL(opened.headers.get('location'), base);
  location.searchParams.set('digest', digest);
  await put(location, bytes, 'application/octet-stream');
  return { mediaType, digest, size: bytes.length };
}

async function put(url, body, type) {
  const { status } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': type } });
  if (status !== 201) throw new Error(`the registry answered ${status}`);
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function verify(bundle, root) {
  const manifest = join(directory, 'mirror.yaml');
  writeFileSync(
    manifest,
    `version: 1\nmirrors: [{ name: bench, target: "127.0.0.1:${port}/mirror" }]\nimages: ["127.0.0.1:${port}/app@${root}"]\n`,
  );
  const state = join(directory, 'state');
  const options = ['--depth', 'content', '--quiet', '--manifest', manifest, '--state', state];
  return { name: bundle, command: [nodePath(), resolve(bundle), 'verify', ...options], runs: [] };
}

function curlAndOpenssl(layers) {
  const pipes = layers.map(
    ({ digest }) => `curl -fsS ${base}/v2/mirror/app/blobs/${digest} | openssl dgst -sha256 > /dev/null`,
  );
  return { name: 'curl | openssl dgst -sha256', command: ['sh', '-ec', pipes.join('\n')], runs: [] };
}

function measure({ command: [program, ...args], runs, name }) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}: ${stdout}${stderr}`);
  runs.push((performance.now() - startedAt) / 1000);
}

function describe({ name, runs }) {
  const sorted = [...runs].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  const rate = Math.round((Number(blobs) * BLOB_BYTES) / 1e6 / median);
  return `${name}: median ${median.toFixed(2)} s (${rate} MB/s), least ${sorted[0].toFixed(2)} s, of ${runs.length} runs`;
}
