// Figures of runs as tables of plain text.

/** Rows of cells under a heading; numbers to the right. */
export function printTable(heading, rows) {
  const all = [heading, ...rows.map((row) => row.map(String))];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log('');
}

/** Runs of load.mjs: what each cost, then how long its requests took. */
export function printRuns(runs) {
  printTable(
    [
      'run',
      'images',
      'wall s',
      'cpu s',
      'requests',
      '/s',
      'peak MB',
      '10 %',
      '50 %',
      '90 %',
      'sockets',
      'fds',
    ],
    runs.map(({ name, images, mirrors, wallS, cpuS, source, target, rssMb, sockets, descriptors }) => [
      name,
      `${images}×${mirrors}`,
      wallS.toFixed(1),
      (cpuS.user + cpuS.system).toFixed(1),
      source.count + target.count,
      Math.round((source.count + target.count) / wallS),
      ...[rssMb.peak, rssMb.at10, rssMb.at50, rssMb.at90],
      sockets,
      descriptors,
    ]),
  );
  printTable(
    ['requests', 'count', 'p50 ms', 'p99 ms', 'max ms'],
    runs.flatMap((run) =>
      ['source', 'target', 'felt'].flatMap((where) =>
        Object.entries(run[where]?.byKind ?? {}).map(([kind, { count, p50Ms, p99Ms, maxMs }]) => [
          `${run.name}: ${where}: ${kind}`,
          count,
          p50Ms,
          p99Ms,
          maxMs,
        ]),
      ),
    ),
  );
}
