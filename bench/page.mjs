// Writes docs/performance.md anew from bench/results: what lies between its markers, and the pictures. The text around is
// written by hand.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/toolchain.mjs';
import { figuresOf } from './figures.mjs';
import { judgeGoals } from './goals.mjs';
import { growthSection } from './page-growth.mjs';
import { cellSection, configurationTable, goalsTable, table } from './page-tables.mjs';
import { barPlot } from './plot.mjs';
import { readResults } from './results.mjs';
import { WORKLOADS } from './workloads/table.mjs';

const PAGE = join(projectRoot, 'docs', 'performance.md');
const PICTURES = join(projectRoot, 'docs', 'performance');

export function writePerformancePage() {
  mkdirSync(PICTURES, { recursive: true });
  const results = new Map(WORKLOADS.map((workload) => [workload.id, readResults(workload)]));
  const cells = [...results.values()].flatMap((each) => each?.cells ?? []);
  const cellOf = (id, label) => results.get(id)?.cells.find((cell) => cell.label === label) ?? null;
  const blocks = {
    goals: goalsTable(judgeGoals(cellOf)),
    conditions: conditionsTable(cells),
    configurations: configurationTable(cells.filter(({ series }) => series === undefined)),
  };
  for (const workload of WORKLOADS) blocks[workload.id] = sectionOf(workload, results.get(workload.id));
  writeFileSync(PAGE, fillMarkers(readFileSync(PAGE, 'utf8'), blocks));
}

/** Puts blocks between `<!-- NAME -->` and `<!-- /NAME -->`; throws where a block has no place. */
export function fillMarkers(page, blocks) {
  let filled = page;
  for (const [name, block] of Object.entries(blocks)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`docs/performance.md has no place for ${name}`);
    filled = `${filled.slice(0, from + begin.length)}\n${block}\n${filled.slice(to)}`;
  }
  return filled;
}

function sectionOf({ id, file, title, cells }, results) {
  const measured = results?.cells ?? [];
  if (measured.length === 0) return 'Not measured yet.';
  if (id === 'growth') return growthSection(measured, savePicture);
  const missing = cells.filter(({ label }) => measured.every((cell) => cell.label !== label));
  const picture = savePicture(file, timesPlot(title, measured));
  const sections = measured.map(cellSection);
  for (const { label } of missing) sections.push(`**${label}**: not measured yet.`);
  return [`![${title}](${picture})`, '', sections.join('\n\n')].join('\n');
}

function savePicture(name, svg) {
  writeFileSync(join(PICTURES, `${name}.svg`), svg);
  return `performance/${name}.svg`;
}

function timesPlot(title, cells) {
  const groups = cells.map((cell) => ({
    label: cell.label,
    bars: figuresOf(cell)
      .filter(({ wallS }) => wallS !== null)
      .map(({ name, wallS }) => ({
        label: name,
        value: wallS.median,
        least: wallS.least,
        most: wallS.most,
        isOwn: name.startsWith('mirror-action'),
      })),
  }));
  return barPlot({ title: `${title}: wall time, median and range`, unit: 's', groups });
}

function conditionsTable(cells) {
  if (cells.length === 0) return 'Not measured yet.';
  const newest = cells
    .map(({ conditions }) => conditions)
    .sort((one, other) => (one.at < other.at ? 1 : -1))[0];
  const { processor, cores, memoryGb, node, registry, storage, versions, absent } = newest;
  return table(
    ['what', 'which'],
    [
      [
        'machine',
        `${processor}, ${cores} cores, ${memoryGb} GB of memory, for the registries, the lines and the tool together`,
      ],
      ['registries', `${registry}; their content in ${storage === 'disk' ? 'files on disk' : storage}`],
      ['Node', node],
      [
        'peers',
        Object.entries(versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', '),
      ],
      ['absent', absent.map(({ name, reason }) => `${name} (${reason})`).join(', ') || 'none'],
    ],
  );
}
