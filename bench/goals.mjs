// What was aimed at, and what the measured cells say to it. Pure.
import { figuresOf } from './figures.mjs';
import { FLOOR } from './peers/floor.mjs';

const OWN = 'mirror-action';
const PINNED = `${OWN}, pinned`;

const rowOf = (rows, name) => rows.find((row) => row.name === name);
const medianOf = (rows, name, metric) => rowOf(rows, name)?.[metric]?.median ?? null;
const quotient = (one, other) => (one === null || other === null || other === 0 ? null : one / other);

const ofBestPeer = (metric) => (rows) => rowOf(rows, OWN)?.ratios[metric] ?? null;
const own =
  (metric, name = OWN) =>
  (rows) =>
    medianOf(rows, name, metric);
const beside = (mine, theirs) => (rows) =>
  quotient(medianOf(rows, mine, 'wallS'), medianOf(rows, theirs, 'wallS'));

/** `{ workload, cell, what, limit, isAtMost, unit, value(rows, cell) }`. */
export const GOALS = [
  atMost('a', '1 mirror', 'wall time, of the best peer', 0.9, ofBestPeer('wallS')),
  atMost('a', '1 mirror', 'CPU time, of the best peer', 0.9, ofBestPeer('cpuS')),
  atMost('a', '1 mirror', 'wall time, of the same bytes from memory', 1.15, beside(OWN, FLOOR)),
  atMost('a', '3 mirrors', 'wall time, of the best peer', 0.45, ofBestPeer('wallS')),
  atMost('a', '3 mirrors', 'CPU time, of the best peer', 0.4, ofBestPeer('cpuS')),
  atMost('a', '3 mirrors', 'wall time, of the same bytes from memory', 1.15, beside(OWN, FLOOR)),
  atMost('a', '3 mirrors', 'peak memory, MB', 150, own('rssMb')),
  atMost('b', '1 mirror', 'wall time, of the best peer', 0.5, ofBestPeer('wallS')),
  atMost('b', '3 mirrors', 'wall time, of the best peer', 0.5, ofBestPeer('wallS')),
  atMost('b', '3 mirrors', 'peak memory, MB', 150, own('rssMb')),
  atMost(
    'c',
    '3 mirrors',
    'requests more than one HEAD for each tag at the source and at each mirror',
    0,
    overFloor(OWN, 1),
  ),
  atMost(
    'c',
    '3 mirrors',
    'pinned: requests more than one HEAD for each tag at each mirror',
    0,
    overFloor(PINNED, 0),
  ),
  atMost('c', '1 mirror', 'wall time, of the best peer', 0.6, ofBestPeer('wallS')),
  atMost('c', '3 mirrors', 'wall time, of the best peer', 0.6, ofBestPeer('wallS')),
  atMost('d', '3 mirrors, 30 ms', 'wall time, s', 20, own('wallS', PINNED)),
  atMost('d', '3 mirrors, 30 ms', 'peak memory, MB', 200, own('rssMb', PINNED)),
  atMost(
    'e',
    '3 mirrors',
    'bytes read of the source, of the bytes that changed',
    1,
    bytesMoved(1, 'source', 'bytesOut'),
  ),
  atMost(
    'e',
    '3 mirrors',
    'bytes written to mirrors, of the bytes that changed × 3',
    1,
    bytesMoved(3, 'target', 'bytesIn'),
  ),
  atLeast(
    'g',
    'content of 2 GB',
    'rate of `content`, of `curl | openssl dgst -sha256`',
    1.2,
    beside('curl | openssl dgst -sha256', `${OWN} content`),
  ),
  atLeast('g', 'content of 2 GB', 'rate of `content`, of what one core hashes', 0.45, ofHashRate),
  atMost(
    'g',
    'root file system of 0.5 GB',
    'time of `rootfs`, of `zcat | sha256sum`',
    1.3,
    beside(`${OWN} rootfs`, 'zcat | sha256sum'),
  ),
  atMost('i', '--version', 'wall time, s', 0.12, own('wallS')),
  atMost('i', 'check on one file', 'wall time, s', 0.12, own('wallS')),
];

/** `[{ ...goal, measured, isMet }]`; null where nothing was measured. `cellOf(workload, label)` finds a cell. */
export function judgeGoals(cellOf) {
  return GOALS.map((goal) => {
    const cell = cellOf(goal.workload, goal.cell);
    const measured = cell === null ? null : goal.value(figuresOf(cell), cell);
    const isMet = measured === null ? null : goal.isAtMost ? measured <= goal.limit : measured >= goal.limit;
    return { ...goal, measured, isMet };
  });
}

function atMost(workload, cell, what, limit, value) {
  return { workload, cell, what, limit, isAtMost: true, value };
}

function atLeast(workload, cell, what, limit, value) {
  return { workload, cell, what, limit, isAtMost: false, value };
}

function overFloor(name, atSource) {
  return (rows, { images, mirrors }) => {
    const requests = medianOf(rows, name, 'requests');
    return requests === null ? null : requests - images * (mirrors + atSource);
  };
}

function bytesMoved(times, side, key) {
  return (rows, { changedBytes = null }) => {
    const moved = rowOf(rows, OWN)?.[side]?.[key] ?? null;
    return changedBytes === null ? null : quotient(moved, changedBytes * times);
  };
}

function ofHashRate(rows, { bytes, sha256BytesPerS }) {
  const wallS = medianOf(rows, `${OWN} content`, 'wallS');
  return wallS === null ? null : quotient(bytes / wallS, sha256BytesPerS);
}
