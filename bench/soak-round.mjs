// One round of a soak: the world turns, trouble comes, and our tool has to end with every mirror as wanted. What it did not
// manage is a sentence; what it used are figures.
import { setTimeout as sleep } from 'node:timers/promises';
import { openUploads, sizeOf } from './soak-world.mjs';
import { manifestOf } from './tool.mjs';

const LOSE_EVERY = 3;
const CRASH_EVERY = 4;
const LOST_BLOBS = 3;

/** Runs round `number`; gives `{ faults, trouble, figures }`. */
export async function playRound(number, { world, tool, source, mirrors }) {
  const faults = [];
  const trouble = [];
  const commands = {};
  const expect = (holds, sentence) => {
    if (!holds) faults.push(`round ${number}: ${sentence}`);
  };
  const run = async (name, args) => {
    const { samples, report, said, ...figures } = await tool.run(args);
    commands[name] = figures;
    return { report, said, ...figures };
  };
  const uploadsBefore = uploadsOf(mirrors);

  const fresh = number === 0 ? world.images().length : await world.turn();
  tool.write(manifestOf({ source, mirrors, images: world.images(), isPinned: false }));
  const loses = number % LOSE_EVERY === LOSE_EVERY - 1;
  const crashes = number % CRASH_EVERY === CRASH_EVERY - 1;
  if (loses) trouble.push(`${world.loseBlobs(LOST_BLOBS)} lost blobs`);

  const crash = crashes ? crashSoon(world.anyMirror()) : null;
  const first = await run('sync', ['sync']);
  if (crash !== null) trouble.push(`${await crash} was killed`);
  // A run that a mirror failed may end with work left over; the next one must not.
  if (!crashes) expect(first.code === 0, `sync ended with ${first.code}: ${problems(first)}`);
  if (first.code !== 0) {
    const second = await run('sync again', ['sync']);
    expect(second.code === 0, `the second sync ended with ${second.code}: ${problems(second)}`);
  }
  const drift = await run('drift', ['drift']);
  expect(drift.code === 0, `drift ended with ${drift.code}: ${problems(drift)}`);
  const found = await run('verify', ['verify']);
  if (!loses && !crashes) expect(found.code === 0, `verify ended with ${found.code}: ${problems(found)}`);
  if (found.code !== 0) {
    const repair = await run('repair', ['verify', '--repair']);
    expect(repair.code === 0, `repair ended with ${repair.code}: ${problems(repair)}`);
  }
  const again = await run('noop', ['sync']);
  const { copied, repaired, upToDate } = again.report.totals;
  expect(again.code === 0 && copied + repaired === 0, `the last sync copied ${copied}, repaired ${repaired}`);
  expect(upToDate === again.report.totals.steps, `${upToDate} of ${again.report.totals.steps} up to date`);

  const left = uploadsOf(mirrors) - uploadsBefore;
  if (!crashes) expect(left === 0, `${left} uploads were left open`);
  return { faults, trouble, figures: figuresOf(commands, { fresh, left, tool }) };
}

async function crashSoon(mirror) {
  await sleep(1_500);
  await mirror.restart({ signal: 'SIGKILL' });
  return mirror.name;
}

function figuresOf(commands, { fresh, left, tool }) {
  const most = (read) => Math.max(...Object.values(commands).map(read));
  const state = sizeOf(tool.state);
  return {
    fresh,
    uploadsLeft: left,
    rssPeakMb: most(({ rssMb }) => rssMb.peak),
    noopRssPeakMb: commands.noop.rssMb.peak,
    sockets: most(({ sockets }) => sockets),
    descriptors: most(({ descriptors }) => descriptors),
    cpuS: Object.values(commands).reduce((sum, { cpuS }) => sum + cpuS.user + cpuS.system, 0),
    temporaryFiles: sizeOf(tool.temporary).files,
    homeFiles: sizeOf(tool.home).files,
    stateFiles: state.files,
    stateBytes: state.bytes,
    commands,
  };
}

function uploadsOf(mirrors) {
  return mirrors.reduce((sum, { storage }) => sum + openUploads(storage), 0);
}

function problems({ report, said }) {
  const rules = report.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
  return rules.slice(0, 3).join('; ') || said.slice(-500);
}
