// Runs a command as a process of its own and looks at it from outside: wall and CPU time, memory over time, open sockets
// and file descriptors. Linux only (/proc). One command at a time.
import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const SAMPLE_EVERY_MS = 100;
/** Of the clock that /proc counts CPU time with; Linux says 100 to every program. */
const TICKS_PER_SECOND = 100;
const MEGABYTE = 1_000_000;

/**
 * `{ code, wallS, cpuS: { user, system }, rssMb: { peak, at10, at50, at90 }, sockets, descriptors, samples }`. Standard
 * output and error go to files, so that sockets are connections. Children count too. `peak` is the kernel's own high-water mark.
 */
export async function measure([program, ...args], { cwd, env, stdoutFile, stderrFile }) {
  const before = childTimes();
  const startedAt = performance.now();
  const outputs = [openSync(stdoutFile, 'w'), openSync(stderrFile, 'w')];
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', ...outputs] });
  const samples = [];
  const sampler = setInterval(() => {
    const sample = sampleTree(child.pid);
    if (sample.rssMb > 0) samples.push({ atMs: Math.round(performance.now() - startedAt), ...sample });
  }, SAMPLE_EVERY_MS);
  const code = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (exitCode, signal) => done(exitCode ?? signal));
  });
  clearInterval(sampler);
  const wallS = (performance.now() - startedAt) / 1000;
  const after = childTimes();
  const cpuS = { user: after.user - before.user, system: after.system - before.system };
  return { code, wallS, cpuS, ...summaryOf(samples), samples };
}

function summaryOf(samples) {
  const most = (key) => samples.reduce((peak, sample) => Math.max(peak, sample[key]), 0);
  const at = (part) => samples[Math.floor(samples.length * part)]?.rssMb ?? 0;
  return {
    rssMb: { peak: most('rssPeakMb'), at10: at(0.1), at50: at(0.5), at90: at(0.9) },
    sockets: most('sockets'),
    descriptors: most('descriptors'),
  };
}

/** CPU seconds of all children of this process that have ended and were waited for. */
function childTimes() {
  const fields = statOf('self');
  return { user: Number(fields[13]) / TICKS_PER_SECOND, system: Number(fields[14]) / TICKS_PER_SECOND };
}

/** The fields of /proc/PID/stat after the name, which may hold anything: `fields[0]` is the state. */
function statOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** A process and all below it, now. */
export function sampleTree(pid) {
  const total = { rssMb: 0, rssPeakMb: 0, sockets: 0, descriptors: 0 };
  for (const each of treeOf(pid)) {
    const one = sampleProcess(each);
    for (const key of Object.keys(total)) total[key] += one[key];
  }
  return total;
}

function sampleProcess(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024;
    return {
      rssMb: Math.round(kilobytes('VmRSS') / MEGABYTE),
      rssPeakMb: Math.round(kilobytes('VmHWM') / MEGABYTE),
      ...descriptorsOf(pid),
    };
  } catch {
    return { rssMb: 0, rssPeakMb: 0, sockets: 0, descriptors: 0 }; // it has ended
  }
}

/** A descriptor that is closed while we look counts no more. */
export function descriptorsOf(pid) {
  const directory = `/proc/${pid}/fd`;
  const links = readdirSync(directory).flatMap((name) => {
    try {
      return [readlinkSync(`${directory}/${name}`)];
    } catch {
      return [];
    }
  });
  return { sockets: links.filter((link) => link.startsWith('socket:')).length, descriptors: links.length };
}

function treeOf(pid) {
  const pids = [pid];
  for (let at = 0; at < pids.length; at += 1) pids.push(...childrenOf(pids[at]));
  return pids;
}

function childrenOf(pid) {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').trim().split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}
