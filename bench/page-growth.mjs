// The section of docs/performance.md on how cost grows. Pure, but for the pictures that `savePicture` keeps.
import { figuresOf } from './figures.mjs';
import { table } from './page-tables.mjs';
import { linePlot, shown } from './plot.mjs';
import { fitPower, fitStraight } from './statistics.mjs';

const SERIES = [
  { name: 'images', xLabel: 'images, pinned, 1 mirror, nothing to do', heading: 'images' },
  { name: 'latency', xLabel: 'round-trip time, ms, 200 images, 1 mirror, nothing to do', heading: 'ms' },
  { name: 'mirrors', xLabel: 'empty mirrors, 200 small images', heading: 'mirrors' },
  { name: 'blob', xLabel: 'size of one blob, MB, 1 empty mirror', heading: 'MB' },
];

export function growthSection(cells, savePicture) {
  return SERIES.map((series) => seriesSection(series, cells, savePicture)).join('\n\n');
}

function seriesSection({ name, xLabel, heading }, cells, savePicture) {
  const measured = cells.filter(({ series }) => series === name);
  if (measured.length === 0) return `**By ${name}**: not measured yet.`;
  const lines = linesOf(measured);
  const picture = savePicture(
    `growth-${name}`,
    linePlot({ title: `Wall time by ${name}`, xLabel, yLabel: 'wall time, s', lines }),
  );
  const fits = lines.map(({ label, points }) => `- ${label}: ${fitOf(points)}`);
  return [
    `**By ${name}** (${xLabel})`,
    '',
    figures(heading, measured),
    '',
    ...fits,
    '',
    `![by ${name}](${picture})`,
  ].join('\n');
}

function linesOf(cells) {
  const lines = new Map();
  for (const cell of cells) {
    for (const { name, wallS } of figuresOf(cell)) {
      if (wallS === null) continue;
      lines.set(name, [...(lines.get(name) ?? []), [cell.x, wallS.median]]);
    }
  }
  return [...lines].map(([label, points]) => ({ label, points, isOwn: label.startsWith('mirror-action') }));
}

/** The straight line has the cost of one more and of none; the power tells whether the curve bends upwards. */
function fitOf(points) {
  const { slope, start, share } = fitStraight(points);
  const upper = fitPower(points.slice(-3));
  const power = upper === null ? '' : `; at the upper end wall time ∝ x^${upper.exponent.toFixed(2)}`;
  return `${shown(start)} s + ${shown(slope * 1000)} ms each (r² ${share.toFixed(3)})${power}`;
}

function figures(heading, cells) {
  return table(
    [heading, 'tool', 'wall s', 'CPU s', 'peak MB', 'requests'],
    cells.flatMap((cell) =>
      figuresOf(cell).map(({ name, wallS, cpuS, rssMb, requests }) => [
        cell.x,
        name,
        ...[wallS, cpuS, rssMb, requests].map((spread) => (spread === null ? '–' : shown(spread.median))),
      ]),
    ),
  );
}
