// npm run bench -- [--only a,c] [--runs 3] [--quick] [--scale 0.1] [--cell LABEL] [--storage DIR] [--setup] [--pages]
// Our tool and its peers on the same work, in turn, on fresh registries on loopback; docs/performance.md tells what is measured and
// how. Writes bench/results/ and docs/performance.md; a run that is `--quick` or scaled writes nothing of that. `--setup` only
// installs the peers, `--pages` only writes the page again. Linux; needs docker-registry, curl and openssl.
import { parseArgs } from 'node:util';
import { ensureDebianPackages } from '../scripts/toolchain.mjs';
import { openLab } from './lab.mjs';
import { conditionsOf, storageDirectory } from './machine.mjs';
import { writePerformancePage } from './page.mjs';
import { compact, saveCell } from './results.mjs';
import { ensurePeers } from './setup.mjs';
import { printCell } from './table-of-cell.mjs';
import { WORKLOADS } from './workloads/table.mjs';

const NEEDED_BYTES = 6_000_000_000;
const DEFAULT_RUNS = 5;
const QUICK = { scale: 0.05, runs: 2 };

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    cell: { type: 'string' },
    runs: { type: 'string' },
    scale: { type: 'string' },
    quick: { type: 'boolean', default: false },
    storage: { type: 'string' },
    setup: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
  },
});
const say = (message) => process.stderr.write(`[bench] ${message}\n`);

if (options.pages) writePerformancePage();
else await main();

async function main() {
  const missing = ensureDebianPackages({
    'docker-registry': 'docker-registry',
    curl: 'curl',
    openssl: 'openssl',
  });
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  const { present, absent } = ensurePeers();
  for (const { name, reason } of absent) say(`${name} is absent: ${reason}`);
  if (options.setup) return;
  const storage = options.storage ?? storageDirectory(NEEDED_BYTES);
  if (storage !== null) process.env.TMPDIR = storage;
  const scale = options.quick ? QUICK.scale : Number(options.scale ?? 1);
  const wanted = options.only?.split(',');
  for (const workload of WORKLOADS.filter(({ id }) => wanted?.includes(id) ?? true)) {
    await measureWorkload(workload, { scale, present, absent, storage });
  }
  if (scale === 1) writePerformancePage();
}

async function measureWorkload(workload, { scale, present, absent, storage }) {
  for (const cell of workload.cells) {
    if (options.cell !== undefined && options.cell !== cell.label) continue;
    say(`${workload.id}: ${workload.title}: ${cell.label}`);
    const conditions = { ...conditionsOf(present, { storage: storage ?? 'disk' }), absent };
    const runs = Number(options.runs ?? (options.quick ? QUICK.runs : (cell.runs ?? DEFAULT_RUNS)));
    const lab = openLab(`bench-${workload.id}`);
    try {
      const measured = compact(await workload.measure(lab, cell, { scale, runs, present, say }));
      printCell(measured);
      if (scale === 1) saveCell(workload, { ...measured, conditions });
    } finally {
      await lab.close();
    }
  }
}
