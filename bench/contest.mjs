// Tools do the same work in turn: every round each of them once, so that what the machine does meanwhile falls on all alike.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './measure.mjs';
import { forgetProof } from './proof.mjs';

const LAST_WORDS = 1_500;

/**
 * `[{ name, version, configuration, isPeer, runs, failure }]` of `runs` rounds. A contestant is `{ name, version, configuration,
 * isPeer, command(job) }`. `before(contestant)` sets the stage for a run and tells its job; `after(job)` tells what was seen and
 * throws where the work was not done. Who fails takes part no more, and the
 * reason is kept; `failures` has those of before.
 */
export async function contest(contestants, { runs, before, after, say, failures = new Map() }) {
  const results = contestants.map(({ name, version = null, configuration, isPeer = false }) => ({
    ...{ name, version, configuration, isPeer },
    runs: [],
    failure: failures.get(name) ?? null,
  }));
  for (let round = 0; round < runs; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const at = (turn + round) % contestants.length;
      if (results[at].failure !== null) continue;
      await takeTurn(contestants[at], results[at], { before, after, say });
    }
  }
  return results;
}

async function takeTurn(contestant, result, { before, after, say }) {
  try {
    const job = await before(contestant);
    const figures = await measureJob(contestant, job);
    const seen = await after(job);
    result.runs.push({ ...figures, ...seen });
    say(`${contestant.name}: ${figures.wallS.toFixed(2)} s`);
  } catch (error) {
    result.failure = String(error.message).slice(0, LAST_WORDS);
    say(`${contestant.name} failed: ${result.failure}`);
  }
}

/** `{ wallS, cpuS, rssMb }` of one run. A contestant that `tellsFigures` prints its own wall time, without its preparations. */
export async function measureJob(contestant, job) {
  const files = {
    stdoutFile: join(job.directory, 'stdout.txt'),
    stderrFile: join(job.directory, 'stderr.txt'),
  };
  const command = contestant.command(job);
  const figures = await measure(command, { cwd: job.directory, env: environmentOf(job.directory), ...files });
  const said = () => `${readFileSync(files.stderrFile, 'utf8')}${readFileSync(files.stdoutFile, 'utf8')}`;
  if (figures.code !== 0)
    throw new Error(`it ended with ${figures.code}: ${said().trim().slice(-LAST_WORDS)}`);
  const told = contestant.tellsFigures ? JSON.parse(readFileSync(files.stdoutFile, 'utf8')) : {};
  const { user, system } = figures.cpuS;
  return { wallS: round(figures.wallS), cpuS: round(user + system), rssMb: figures.rssMb.peak, ...told };
}

/** A home of its own: what a tool remembers is its own, and what this user has set up does not count. */
function environmentOf(directory) {
  const home = join(directory, 'home');
  mkdirSync(home, { recursive: true });
  return {
    HOME: home,
    DOCKER_CONFIG: home,
    XDG_CONFIG_HOME: home,
    XDG_RUNTIME_DIR: home,
    _CONTAINERS_ROOTLESS_UID: '1000', // has skopeo keep its cache of blobs at home, also as root
    NO_COLOR: '1',
    NODE_OPTIONS: '',
  };
}

/** What a tool keeps between runs: none of it, or what it kept at a moment. */
export function forgetMemory({ directory }) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
}

export function keepMemory({ directory }) {
  forgetProof(directory);
  cpSync(directory, `${directory}-kept`, { recursive: true });
}

export function recallMemory({ directory }) {
  rmSync(directory, { recursive: true, force: true });
  cpSync(`${directory}-kept`, directory, { recursive: true });
}

function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
