// node bench/setup.mjs: brings the peers of the bench onto this machine, by name and pinned version: skopeo as a Debian package,
// the others by `go install` into bench/.peers. What cannot be had is absent, with the reason.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages, findTool, projectRoot, say } from '../scripts/toolchain.mjs';

const DIRECTORY = join(projectRoot, 'bench', '.peers');
const INSTALL_PATIENCE_MS = 900_000;

const GO_PEERS = {
  regsync: { module: 'github.com/regclient/regclient/cmd/regsync', version: 'v0.11.7' },
  crane: { module: 'github.com/google/go-containerregistry/cmd/crane', version: 'v0.22.1' },
  oras: { module: 'oras.land/oras/cmd/oras', version: 'v1.3.6' },
};

/** Peers that no package registry has. */
const NOT_TO_BE_HAD = { ocync: 'crates.io has no package of this name' };

/** `{ present: { name: { path, version } }, absent: [{ name, reason }] }`. Installs what is missing. */
export function ensurePeers() {
  const present = {};
  const absent = Object.entries(NOT_TO_BE_HAD).map(([name, reason]) => ({ name, reason }));
  const found = [...Object.keys(GO_PEERS).map(ensureGoPeer), ensureSkopeo()];
  for (const { name, path, version, reason } of found) {
    if (path === null) absent.push({ name, reason });
    else present[name] = { path, version };
  }
  return { present, absent };
}

function ensureGoPeer(name) {
  const { module, version } = GO_PEERS[name];
  const directory = join(DIRECTORY, version);
  const path = join(directory, name);
  if (existsSync(path)) return { name, path, version };
  const go = findTool('go');
  if (go === null) return { name, path: null, reason: 'go is not installed' };
  say(`go install ${module}@${version}`);
  mkdirSync(directory, { recursive: true });
  const env = { ...process.env, GOBIN: directory };
  const options = { env, encoding: 'utf8', timeout: INSTALL_PATIENCE_MS };
  const { status, stderr } = spawnSync(go, ['install', `${module}@${version}`], options);
  if (status === 0) return { name, path, version };
  return {
    name,
    path: null,
    reason: `go install ended with ${status}: ${String(stderr).trim().slice(-300)}`,
  };
}

function ensureSkopeo() {
  const missing = ensureDebianPackages({ skopeo: 'skopeo' });
  const path = findTool('skopeo');
  if (missing.length > 0 || path === null)
    return { name: 'skopeo', path: null, reason: 'the Debian package skopeo is not installed' };
  const [, , version = 'unknown'] = spawnSync(path, ['--version'], { encoding: 'utf8' })
    .stdout.trim()
    .split(' ');
  return { name: 'skopeo', path, version: `${version} (Debian)` };
}

if (process.argv[1] === import.meta.filename) {
  const { present, absent } = ensurePeers();
  for (const [name, { path, version }] of Object.entries(present)) console.log(`${name} ${version}: ${path}`);
  for (const { name, reason } of absent) console.log(`${name}: absent: ${reason}`);
}
