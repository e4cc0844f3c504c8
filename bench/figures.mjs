// From the runs of a cell to the figures that tables and pictures show, and to ratios to the best peer.
import { spreadOf } from './statistics.mjs';

export const METRICS = ['wallS', 'cpuS', 'rssMb', 'requests'];

/**
 * `[{ name, isPeer, failure, wallS, cpuS, rssMb, requests, ratios }]`: each metric `{ median, least, most }`, null where there is
 * none; a ratio is the median to the least median of a peer, metric by metric, which need not be the same peer.
 */
export function figuresOf({ contestants }) {
  const rows = contestants.map((contestant) => ({ ...contestant, ...spreadsOf(contestant) }));
  const best = Object.fromEntries(METRICS.map((metric) => [metric, bestOf(rows, metric)]));
  return rows.map((row) => ({
    ...row,
    ratios: Object.fromEntries(METRICS.map((metric) => [metric, ratioOf(row[metric], best[metric])])),
  }));
}

function spreadsOf({ runs }) {
  // A process that ends before it is looked at has no figure of memory.
  const values = (metric) =>
    runs.map((run) => run[metric]).filter((value) => metric !== 'rssMb' || value > 0);
  return Object.fromEntries(METRICS.map((metric) => [metric, spreadOf(values(metric))]));
}

function bestOf(rows, metric) {
  const medians = rows.filter((row) => row.isPeer && row[metric] !== null).map((row) => row[metric].median);
  return medians.length === 0 ? null : Math.min(...medians);
}

function ratioOf(spread, best) {
  return spread === null || best === null || best === 0 ? null : spread.median / best;
}
