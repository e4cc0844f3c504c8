// Tables of docs/performance.md, in Markdown. Pure.
import { figuresOf } from './figures.mjs';
import { shown } from './plot.mjs';

const NONE = '–';

/** One cell: its figures, then what was asked for by kind. */
export function cellSection(cell) {
  return [`**${cell.label}**`, '', figuresTable(cell), '', ...kindsTable(cell), conditionsLine(cell)].join(
    '\n',
  );
}

function figuresTable(cell) {
  const rows = figuresOf(cell);
  const hasPeers = rows.some(({ isPeer }) => isPeer);
  const hasTraffic = rows.some(({ source }) => source != null);
  const heading = [
    'tool',
    'wall s (range)',
    ...(hasPeers ? ['×'] : []),
    'CPU s',
    ...(hasPeers ? ['×'] : []),
    'peak MB',
    ...(hasTraffic ? ['requests at source', 'at mirrors', 'MB from source', 'MB to mirrors'] : []),
  ];
  const ratio = (row, metric) =>
    hasPeers ? [row.isPeer || row.ratios[metric] !== null ? times(row.ratios[metric]) : NONE] : [];
  return table(
    heading,
    rows.map((row) =>
      row.failure !== null && row.runs.length === 0
        ? [row.name, 'failed', ...heading.slice(2).map(() => NONE)]
        : [
            row.isPeer ? row.name : `**${row.name}**`,
            ranged(row.wallS),
            ...ratio(row, 'wallS'),
            single(row.cpuS),
            ...ratio(row, 'cpuS'),
            single(row.rssMb),
            ...(hasTraffic ? trafficOf(row) : []),
          ],
    ),
  );
}

function trafficOf({ source, target }) {
  const megabytes = (bytes) => (bytes === undefined ? NONE : (bytes / 1e6).toFixed(1));
  const count = (side) => String(side?.requests ?? NONE);
  return [count(source), count(target), megabytes(source?.bytesOut), megabytes(target?.bytesIn)];
}

function kindsTable({ contestants }) {
  const sides = contestants.flatMap(({ name, source, target }) => [
    ...(source == null ? [] : [[name, 'source', kindsOf(source)]]),
    ...(target == null ? [] : [[name, 'mirrors', kindsOf(target)]]),
  ]);
  if (sides.length === 0) return [];
  const body = table(['tool', 'where', 'requests by kind'], sides);
  return ['<details><summary>Requests by kind</summary>', '', body, '', '</details>', ''];
}

function kindsOf({ byKind }) {
  const kinds = Object.entries(byKind).sort(([, one], [, other]) => other - one);
  return kinds.length === 0 ? 'none' : kinds.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function conditionsLine({ conditions, contestants }) {
  const runs = Math.max(...contestants.map((each) => each.runs.length));
  return `<sub>${conditions.at.slice(0, 16).replace('T', ' ')} UTC, ${runs} runs, load ${conditions.loadBefore} before, commit ${conditions.commit}</sub>`;
}

/** Who took part with which version, and how each was called. */
export function configurationTable(cells) {
  const rows = new Map();
  for (const cell of cells) {
    for (const { name, version, configuration } of cell.contestants)
      rows.set(`${name} ${configuration}`, [name, version ?? NONE, configuration]);
  }
  return table(['tool', 'version', 'how it was called'], [...rows.values()]);
}

export function goalsTable(goals) {
  return table(
    ['workload', 'cell', 'what', 'goal', 'measured', 'met'],
    goals.map(({ workload, cell, what, limit, isAtMost, measured, isMet }) => [
      workload,
      cell,
      what,
      `${isAtMost ? '≤' : '≥'} ${limit}`,
      measured === null ? 'not measured yet' : shown(measured),
      isMet === null ? NONE : isMet ? 'yes' : '**no**',
    ]),
  );
}

export function table(heading, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

function ranged(spread) {
  if (spread === null) return NONE;
  return `${fixed(spread.median)} (${fixed(spread.least)}–${fixed(spread.most)})`;
}

function single(spread) {
  return spread === null
    ? NONE
    : spread.median >= 20
      ? String(Math.round(spread.median))
      : fixed(spread.median);
}

function times(ratio) {
  return ratio === null ? NONE : ratio.toFixed(2);
}

function fixed(value) {
  return value.toFixed(value < 10 ? 2 : 1);
}
