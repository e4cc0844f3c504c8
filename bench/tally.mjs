// Counts requests by kind, with how long they took: from the log of a docker-registry, or off the wire (slow-line.mjs).
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const UNIT_MS = { ns: 1e-6, µs: 1e-3, us: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const KINDS = [
  [/^\/v2\/$/, 'version'],
  [/\/manifests\//, 'manifest'],
  [/\/blobs\/uploads\//, 'upload'],
  [/\/blobs\//, 'blob'],
  [/\/referrers\//, 'referrers'],
  [/\/tags\/list$/, 'tags'],
];

/** `HEAD manifest`, `GET blob`, `POST upload`; a POST with `mount` is `POST mount`. */
export function kindOf(method, target) {
  const [path, query = ''] = target.split('?');
  const what = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
  return `${method} ${what === 'upload' && query.includes('mount=') ? 'mount' : what}`;
}

/** A Go duration, `1.5ms` or `1m2s`, in milliseconds. */
export function durationMs(text) {
  let total = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(ns|µs|us|ms|s|m|h)/g))
    total += number * UNIT_MS[unit];
  return total;
}

/** What was asked: `add(kind, ms, status)`, `join(other)`, then `count()`, `byKind()` and `byStatus()`. */
export function openTally() {
  const times = new Map();
  const statuses = new Map();
  const tally = {
    times,
    statuses,
    add: (kind, ms, status) => {
      times.set(kind, times.get(kind) ?? []);
      times.get(kind).push(ms);
      const answer = `${kind} ${status}`;
      statuses.set(answer, (statuses.get(answer) ?? 0) + 1);
    },
    join: (other) => {
      for (const [kind, list] of other.times) times.set(kind, [...(times.get(kind) ?? []), ...list]);
      for (const [answer, count] of other.statuses) statuses.set(answer, (statuses.get(answer) ?? 0) + count);
    },
    count: () => [...times.values()].reduce((sum, { length }) => sum + length, 0),
    byKind: () => Object.fromEntries([...times].sort().map(([kind, list]) => [kind, percentiles(list)])),
    byStatus: () => Object.fromEntries([...statuses].sort()),
  };
  return tally;
}

export function percentiles(list) {
  const sorted = Float64Array.from(list).sort();
  const at = (part) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] * 100) / 100;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

/** The entries of a registry's JSON log that tell of an answer, one for each; an error is told once for each of its codes. */
export async function* answersIn(logFile) {
  const failed = new Set();
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    if (!line.includes('"response completed')) continue;
    const entry = JSON.parse(line);
    if (entry.msg !== 'response completed') {
      const id = entry['http.request.id'];
      if (failed.has(id)) continue;
      failed.add(id);
    }
    yield entry;
  }
}

/** Adds every request of a registry's JSON log to the tally: the registry's own view, without the way to it. */
export async function tallyLog(logFile, tally) {
  for await (const entry of answersIn(logFile)) {
    const kind = kindOf(entry['http.request.method'], entry['http.request.uri']);
    tally.add(kind, durationMs(entry['http.response.duration']), entry['http.response.status']);
  }
}
