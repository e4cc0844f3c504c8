// A cell as a table of plain text, while the bench runs.
import { figuresOf } from './figures.mjs';
import { printTable } from './table.mjs';

export function printCell(cell) {
  const digits = (spread, count) => (spread === null ? '–' : spread.median.toFixed(count));
  const ratio = (value) => (value === null ? '–' : value.toFixed(2));
  printTable(
    [cell.label, 'wall s', 'from', 'to', '×', 'cpu s', '×', 'MB', '×', 'source', 'target', 'MB out', 'MB in'],
    figuresOf(cell).map((row) => [
      row.failure === null ? row.name : `${row.name} FAILED`,
      ...[digits(row.wallS, 2), row.wallS?.least.toFixed(2) ?? '–', row.wallS?.most.toFixed(2) ?? '–'],
      ...[ratio(row.ratios.wallS), digits(row.cpuS, 2), ratio(row.ratios.cpuS), digits(row.rssMb, 0)],
      ...[ratio(row.ratios.rssMb), row.source?.requests ?? '–', row.target?.requests ?? '–'],
      megabytes(row.source?.bytesOut),
      megabytes(row.target?.bytesIn),
    ]),
  );
}

function megabytes(bytes) {
  return bytes === undefined ? '–' : (bytes / 1e6).toFixed(1);
}
