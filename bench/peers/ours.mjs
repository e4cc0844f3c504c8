// Our own tool, with its defaults.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePath } from '../../scripts/toolchain.mjs';
import { BUNDLE, manifestOf } from '../tool.mjs';

export const OURS = 'mirror-action';
/** verify asks no source, and a mirror may not be its own source. */
const NOWHERE = { host: '127.0.0.1:9' };

function commandOf(name, isPinned, nodeFlags) {
  return (job) => {
    const file = writeManifest(job, isPinned);
    const flags = nodeFlags(job);
    return [nodePath(), ...flags, BUNDLE, name, '--quiet', '--manifest', file, '--state', stateOf(job)];
  };
}

/** `profileDirectory` of a job asks for a CPU profile of each run. */
function profileFlags({ profileDirectory = null }) {
  return profileDirectory === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`];
}

export const ours = {
  name: OURS,
  configuration: '`mirror-action sync --quiet` with tags in the mirror manifest and every default',
  command: commandOf('sync', false, profileFlags),
  versionCommand: () => [nodePath(), BUNDLE, '--version'],
};

export const oursPinned = {
  name: `${OURS}, pinned`,
  configuration:
    'the same with `tag@digest` in the mirror manifest, as `init` and `lock` make it: the source is not asked what tags mean',
  command: commandOf('sync', true, profileFlags),
};

/** `verify` as a contestant, or as a proof with a state of its own. */
export function verifyCommand(job, depth) {
  const file = writeManifest({ ...job, source: NOWHERE }, true);
  const options = [
    '--quiet',
    '--depth',
    depth,
    '--manifest',
    file,
    '--state',
    join(job.directory, 'verify-state'),
  ];
  return [nodePath(), BUNDLE, 'verify', ...options];
}

/** `verify` as a contestant: what it finds complete is complete, and anything else is another exit code. */
export function verifyContestant(depth) {
  return {
    name: `${OURS} ${depth}`,
    configuration: `\`mirror-action verify --quiet --depth ${depth}\``,
    command: (job) => verifyCommand(job, depth),
  };
}

export function stateOf({ directory }) {
  return join(directory, 'state');
}

function writeManifest({ directory, source, mirrors, images }, isPinned) {
  const file = join(directory, isPinned ? 'pinned.yaml' : 'mirror.yaml');
  writeFileSync(file, JSON.stringify({ version: 1, ...manifestOf({ source, mirrors, images, isPinned }) }));
  return file;
}
