// npm run mutate [-- FILE …] [-- --write]: changes the sources of scripts/mutation/modules.mjs one small thing at a time and
// runs the tests that reach it. A change that no test notices must be explained in scripts/mutation/explained.json: exit 1
// where one is not. --write notes the scores in scripts/mutation/results.json and docs/mutation.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODULES } from './mutation/modules.mjs';
import { compareWithExplained, noteResults, readMutants } from './mutation/mutants.mjs';
import { ensureFolderPackages, ensurePackages, projectRoot, runTool } from './toolchain.mjs';

const FOLDER = 'scripts/mutation';
const STRYKER = `${FOLDER}/node_modules/@stryker-mutator/core/bin/stryker.js`;

const wanted = process.argv.slice(2).filter((argument) => argument !== '--write');
const modules = modulesOf(wanted);
ensurePackages();
if (!ensureFolderPackages(FOLDER)) process.exit(1);
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let [count, unexplained] = [0, 0];
for (const module of modules) {
  const mutants = await mutate(module);
  if (process.argv.includes('--write')) noteResults(mutants, commit());
  count += mutants.length;
  unexplained += tell(compareWithExplained(mutants));
}
console.log(`\n${count} mutants, ${unexplained} survive without an explanation`);
process.exitCode = unexplained === 0 ? 0 : 1;

/** Returns how many survive without an explanation. */
function tell({ unexplained, outdated }) {
  for (const { file, text, was, becomes } of outdated)
    console.log(`\nkilled by now, take it out of explained.json: ${file}\n  ${text}\n- ${was}\n+ ${becomes}`);
  for (const { file, line, text, was, becomes } of unexplained)
    console.log(`\nSURVIVED ${file}:${line}\n  ${text}\n- ${was}\n+ ${becomes}`);
  return unexplained.length;
}

function modulesOf(files) {
  const known = MODULES.map(({ source }) => source);
  const unknown = files.filter((file) => !known.includes(file));
  if (unknown.length > 0)
    throw new Error(`not in ${FOLDER}/modules.mjs: ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return files.length === 0 ? MODULES : MODULES.filter(({ source }) => files.includes(source));
}

async function mutate({ source, tests }) {
  const scratch = mkdtempSync(join(tmpdir(), 'mirror-action-mutation-'));
  const report = join(scratch, 'report.json');
  const args = [STRYKER, 'run', `${FOLDER}/stryker.config.mjs`, '--mutate', source];
  try {
    const exit = await runTool('node', args, {
      env: { MUTATION_TESTS: tests.join(','), MUTATION_REPORT: report },
    });
    if (exit !== 0) throw new Error(`Stryker ended with exit code ${exit} for ${source}`);
    return readMutants(JSON.parse(readFileSync(report, 'utf8')));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function commit() {
  return spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: projectRoot,
    encoding: 'utf8',
  }).stdout.trim();
}
