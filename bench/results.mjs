// What was measured, as small JSON files: one for each workload, cell by cell, so that a later run replaces what it measured again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/toolchain.mjs';

export const RESULTS = join(projectRoot, 'bench', 'results');

/** `{ id, title, cells }`, cells in the workload's order; null where nothing was measured. */
export function readResults({ file }, directory = RESULTS) {
  const path = join(directory, `${file}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

export function saveCell({ id, file, title, cells }, cell, directory = RESULTS) {
  mkdirSync(directory, { recursive: true });
  const kept = (readResults({ file }, directory)?.cells ?? []).filter(({ label }) => label !== cell.label);
  const order = cells.map(({ label }) => label);
  const all = [...kept, cell].filter(({ label }) => order.includes(label));
  all.sort((one, other) => order.indexOf(one.label) - order.indexOf(other.label));
  writeFileSync(join(directory, `${file}.json`), `${JSON.stringify({ id, title, cells: all }, null, 1)}\n`);
}

/** Of every run its figures; what was asked for by kind only of the last one. */
export function compact(cell) {
  const contestants = cell.contestants.map(({ runs, ...contestant }) => {
    const { source = null, target = null } = runs.at(-1) ?? {};
    const figures = runs.map((run) => ({
      wallS: run.wallS,
      cpuS: run.cpuS,
      rssMb: run.rssMb,
      requests: (run.source?.requests ?? 0) + (run.target?.requests ?? 0),
    }));
    return { ...contestant, runs: figures, source, target };
  });
  return { ...cell, contestants };
}
