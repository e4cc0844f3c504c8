// Who takes part: our own tool, and the peers that are on this machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/toolchain.mjs';
import { crane } from './crane.mjs';
import { oras } from './oras.mjs';
import { ours, oursPinned } from './ours.mjs';
import { regsync } from './regsync.mjs';
import { skopeo, skopeoCopy } from './skopeo.mjs';

const { version: VERSION } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

export const PEERS = [regsync, crane, skopeo, skopeoCopy, oras];

/** Contestants of our tool and of the peers named, those that are `present`: `command(job)` needs no path any more. */
export function contestantsOf(present, peers = PEERS) {
  const able = peers.filter(({ name, tool = name }) => tool in present);
  return [
    ownContestant(ours),
    ...able.map((peer) => {
      const { path, version } = present[peer.tool ?? peer.name];
      return { ...peer, version, isPeer: true, command: (job) => peer.command(job, path) };
    }),
  ];
}

export const pinnedContestant = () => ownContestant(oursPinned);

function ownContestant(contestant) {
  return { ...contestant, version: VERSION };
}
