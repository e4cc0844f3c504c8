// npm run load -- [--images 10000] [--cold 2000] [--mirrors 3] [--delay-ms 30] [--only noop,cold] [--profile DIR]
// Many images on real registries. `noop`: pinned tags on all mirrors, with nothing to do, on loopback and with a round-trip
// time. `cold`: small images to 1 … N empty mirrors. Writes bench/results/load.json, prints a table, and ends with exit code 1
// when a bound of load-bounds.mjs is passed. Linux; needs docker-registry.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../scripts/toolchain.mjs';
import { layIntoStorage } from './fill.mjs';
import { makeImages } from './images.mjs';
import { openLab } from './lab.mjs';
import { breachesOf } from './load-bounds.mjs';
import { startRegistries, startRegistry } from './registries.mjs';
import { startSlowLine } from './slow-line.mjs';
import { printRuns } from './table.mjs';
import { openTally, tallyLog } from './tally.mjs';
import { manifestOf, openTool } from './tool.mjs';

const { values: options } = parseArgs({
  options: {
    images: { type: 'string', default: '10000' },
    cold: { type: 'string', default: '2000' },
    mirrors: { type: 'string', default: '3' },
    'delay-ms': { type: 'string', default: '30' },
    only: { type: 'string', default: 'noop,cold' },
    profile: { type: 'string' },
    bundle: { type: 'string' },
  },
});
const mirrorCount = Number(options.mirrors);
const REPOSITORIES = 100;
const runs = [];

if (options.only.includes('noop')) await inLab(nothingToDo);
if (options.only.includes('cold')) {
  for (let mirrors = 1; mirrors <= mirrorCount; mirrors += 1) await inLab((lab) => cold(lab, mirrors));
}
const breaches = runs.flatMap(breachesOf);
save({ machine: machine(), runs: runs.map(({ samples, ...kept }) => kept), breaches });
printRuns(runs);
for (const breach of breaches) console.log(`BOUND PASSED: ${breach}`);
process.exitCode = breaches.length > 0 ? 1 : 0;

async function inLab(scenario) {
  const lab = openLab('load');
  try {
    await scenario(lab);
  } finally {
    await lab.close();
  }
}

/** The mirrors hold everything from the start, in their storage; a first sync proves it, and that is the only way to a proof. */
async function nothingToDo(lab) {
  const images = makeImages({ count: Number(options.images), repositories: REPOSITORIES, ownLayer: false });
  const names = mirrorNames(mirrorCount);
  layIntoStorage(lab.path('source', 'storage'), images);
  for (const name of names) copyStorage(lab, name);
  const source = await startRegistry(lab, 'source');
  const mirrors = await startRegistries(lab, names);
  const tool = openTool(lab.directory, options);
  tool.write(manifestOf({ source, mirrors, images, isPinned: true }));
  const scene = { lab, tool, source, mirrors, images: images.length };
  await sync(scene, 'prove');
  await sync(scene, 'noop');
  const delayMs = Number(options['delay-ms']);
  if (delayMs === 0) return;
  const lines = await lengthenLines(lab, mirrors, delayMs);
  await sync({ ...scene, lines }, `noop ${delayMs} ms`);
}

/** The mirrors' ports now lead to them over a long line, so that what is known of their places stays true. */
async function lengthenLines(lab, mirrors, roundTripMs) {
  const lines = [];
  for (const mirror of mirrors) {
    const { port: listenPort } = mirror;
    await mirror.restart({ port: 0 });
    const tally = openTally();
    const line = await startSlowLine(mirror.port, { roundTripMs, listenPort, tally });
    lab.onClose(() => line.close());
    lines.push({ ...line, tally });
  }
  return lines;
}

async function cold(lab, mirrorsNow) {
  const images = makeImages({ count: Number(options.cold), repositories: REPOSITORIES });
  layIntoStorage(lab.path('source', 'storage'), images);
  const source = await startRegistry(lab, 'source');
  const mirrors = await startRegistries(lab, mirrorNames(mirrorsNow));
  const tool = openTool(lab.directory, options);
  tool.write(manifestOf({ source, mirrors, images, isPinned: true }));
  const run = await sync({ lab, tool, source, mirrors, images: images.length }, `cold ×${mirrorsNow}`);
  const check = await tool.run(['verify', '--depth', 'probe']);
  run.verified = check.code === 0 && check.report.ok;
}

async function sync({ tool, source, mirrors, lines, images }, name) {
  for (const { forgetLog } of [source, ...mirrors]) forgetLog();
  process.stderr.write(`[load] ${name}: ${images} images × ${mirrors.length} mirrors\n`);
  const { report, said, ...figures } = await tool.run(['sync'], { nodeFlags: profileFlags(name) });
  if (figures.code !== 0) throw new Error(`${name} ended with ${figures.code}: ${said.slice(-4_000)}`);
  const [atSource, atMirrors] = [openTally(), openTally()];
  await tallyLog(source.logFile, atSource);
  for (const { logFile } of mirrors) await tallyLog(logFile, atMirrors);
  const felt = openTally();
  for (const { tally } of lines ?? []) felt.join(tally);
  const told = (tally) => ({ count: tally.count(), byKind: tally.byKind(), byStatus: tally.byStatus() });
  const run = {
    name,
    images,
    mirrors: mirrors.length,
    ...figures,
    totals: report.totals,
    source: told(atSource),
    target: told(atMirrors),
    ...(lines === undefined ? {} : { felt: told(felt) }),
  };
  runs.push(run);
  return run;
}

function profileFlags(name) {
  if (options.profile === undefined) return [];
  const directory = join(options.profile, name.replaceAll(/\W+/g, '-'));
  return ['--cpu-prof', `--cpu-prof-dir=${directory}`, '--heap-prof', `--heap-prof-dir=${directory}`];
}

function mirrorNames(count) {
  return Array.from({ length: count }, (_, index) => `mirror-${index}`);
}

function copyStorage(lab, name) {
  mkdirSync(lab.path(name), { recursive: true });
  const { status } = spawnSync('cp', ['-r', lab.path('source', 'storage'), lab.path(name, 'storage')]);
  if (status !== 0) throw new Error(`the storage of ${name} could not be copied`);
}

function machine() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    at: new Date().toISOString(),
  };
}

function save(results) {
  const directory = join(projectRoot, 'bench', 'results');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'load.json'), `${JSON.stringify(results, null, 2)}\n`);
}
