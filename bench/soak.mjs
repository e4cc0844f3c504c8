// npm run soak -- [--minutes 60] [--images 200] [--mirrors 3] [--per-round 10] [--seed TEXT]
// Rounds of sync, drift, verify and repair on real registries while tags come, move and go, disks lose blobs and mirrors are
// killed, until the time is up. Watches memory, connections, files and what is remembered, and tells by a line through the
// rounds what grew. Exit code 1 where a round did not end well or something grew that must not. Linux; needs docker-registry.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../scripts/toolchain.mjs';
import { fitLine, grows } from './growth.mjs';
import { openLab } from './lab.mjs';
import { startRegistries, startRegistry } from './registries.mjs';
import { playRound } from './soak-round.mjs';
import { openWorld } from './soak-world.mjs';
import { printTable } from './table.mjs';
import { openTool } from './tool.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    images: { type: 'string', default: '200' },
    mirrors: { type: 'string', default: '3' },
    'per-round': { type: 'string', default: '10' },
    seed: { type: 'string', default: 'soak' },
    bundle: { type: 'string' },
  },
});

/** What may not grow from round to round, and from which growth on it is no scatter. */
const FLAT = {
  rssPeakMb: { atLeast: 30 },
  noopRssPeakMb: { atLeast: 30 },
  sockets: { atLeast: 8 },
  descriptors: { atLeast: 8 },
  temporaryFiles: { atLeast: 0 },
  homeFiles: { atLeast: 0 },
  stateFiles: { atLeast: 0 },
};
/** What is remembered of one image on one mirror and at the source; more would mean that something is remembered twice. */
const STATE_BYTES_PER_PLACE = 2_000;

const lab = openLab('soak');
const rounds = [];
const faults = [];
try {
  await soak();
} finally {
  await lab.close();
}
const series = Object.fromEntries(
  [...Object.keys(FLAT), 'stateBytes', 'cpuS'].map((name) => [name, rounds.map((round) => round[name])]),
);
const grown = Object.keys(FLAT).filter((name) => grows(series[name], FLAT[name]));
const perPlace = stateBytesPerPlace();
if (perPlace > STATE_BYTES_PER_PLACE) grown.push(`stateBytes (${perPlace} for each new image and place)`);
tellVerdict();
process.exitCode = faults.length + grown.length > 0 ? 1 : 0;

async function soak() {
  const source = await startRegistry(lab, 'source');
  const names = Array.from({ length: Number(options.mirrors) }, (_, index) => `mirror-${index}`);
  const mirrors = await startRegistries(lab, names);
  const tool = openTool(lab.directory, options);
  const numbers = {
    images: Number(options.images),
    repositories: 10,
    perRound: Number(options['per-round']),
  };
  const world = openWorld({ source, mirrors, seed: options.seed, ...numbers });
  await world.begin();
  const endsAt = performance.now() + Number(options.minutes) * 60_000;
  for (let number = 0; performance.now() < endsAt; number += 1) {
    const round = await playRound(number, { world, tool, source, mirrors });
    for (const { forgetLog } of [source, ...mirrors]) forgetLog();
    rounds.push(round.figures);
    faults.push(...round.faults);
    tellRound(number, round);
  }
}

function tellRound(number, { figures, trouble, faults: now }) {
  const { rssPeakMb, sockets, descriptors, stateBytes, temporaryFiles } = figures;
  const used = `${rssPeakMb} MB, ${sockets} sockets, ${descriptors} descriptors, ${temporaryFiles} temporary files`;
  const kilobytes = Math.round(stateBytes / 1000);
  console.log(
    `round ${number}: ${used}, ${kilobytes} kB of state${trouble.map((each) => `; ${each}`).join('')}`,
  );
  for (const fault of now) console.log(`  FAULT ${fault}`);
}

/** How much more is remembered for each image that came or moved, for each mirror and the source. */
function stateBytesPerPlace() {
  const later = rounds.slice(1);
  const fresh = later.reduce((sum, round) => sum + round.fresh, 0);
  const places = fresh * (Number(options.mirrors) + 1);
  return places === 0 ? 0 : Math.round((later.at(-1).stateBytes - rounds[0].stateBytes) / places);
}

function tellVerdict() {
  console.log('');
  printTable(
    ['what', 'first', 'last', 'per round', 'explained', 'verdict'],
    Object.entries(series).map(([name, values]) => {
      const { slope, first, last, share } = fitLine(values);
      const verdict = !(name in FLAT) ? 'told' : grown.includes(name) ? 'GREW' : 'flat';
      const cells = [first, last, slope].map((value) => value.toFixed(1));
      return [name, ...cells, `${Math.round(share * 100)} %`, verdict];
    }),
  );
  console.log(
    `${rounds.length} rounds, ${faults.length} faults; state: ${perPlace} bytes for each new image and place`,
  );
  for (const fault of faults) console.log(`FAULT ${fault}`);
  for (const name of grown) console.log(`GREW ${name}`);
  const directory = join(projectRoot, 'bench', 'results');
  mkdirSync(directory, { recursive: true });
  const results = { options, at: new Date().toISOString(), faults, grown, perPlace, rounds };
  writeFileSync(join(directory, 'soak.json'), `${JSON.stringify(results, null, 2)}\n`);
}
