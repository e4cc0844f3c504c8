// Under which conditions something was measured.
import { execFileSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { findTool, projectRoot } from '../scripts/toolchain.mjs';

const MEMORY_DIRECTORY = '/dev/shm';
const GIGABYTE = 1_000_000_000;

/** Everything that a reader needs to judge figures: machine, load, versions, and the commit of our own tool. */
export function conditionsOf(present, { storage }) {
  const [{ model = 'unknown' } = {}] = cpus();
  const versions = Object.entries(present).map(([name, { version }]) => [name, version]);
  return {
    at: new Date().toISOString(),
    commit: firstLine('git', ['-C', projectRoot, 'rev-parse', '--short=12', 'HEAD']),
    processor: model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / GIGABYTE),
    loadBefore: Math.round(loadavg()[0] * 10) / 10,
    node: process.version,
    storage,
    registry: firstLine(findTool('docker-registry'), ['--version']),
    versions: Object.fromEntries(versions),
  };
}

/** Registries keep their content in memory where there is room: tools are compared, and no disk. */
export function storageDirectory(neededBytes) {
  if (!existsSync(MEMORY_DIRECTORY)) return null;
  const { bavail, bsize } = statfsSync(MEMORY_DIRECTORY);
  return bavail * bsize > 2 * neededBytes ? MEMORY_DIRECTORY : null;
}

function firstLine(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).split('\n')[0].trim();
  } catch {
    return 'unknown';
  }
}
