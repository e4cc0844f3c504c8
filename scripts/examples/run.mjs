// Runs the examples one after the other and tells what was seen. Exit code 1 when one of them is not as expected.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TRIALS } from './trials.mjs';

const wanted = process.argv.slice(2);
const chosen = TRIALS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const unknown = wanted.filter((name) => !TRIALS.some((trial) => trial.name === name));
if (unknown.length > 0) throw new Error(`no such trial: ${unknown.join(', ')}`);

const scratch = mkdtempSync(join(tmpdir(), 'mirror-action-examples-'));
let failed = 0;
for (const { name, run } of chosen) {
  const folder = join(scratch, name);
  const startedAt = performance.now();
  const seen = [];
  /** One thing that has to be so; `log` is kept where it is not. */
  const check = (what, isSo, log = '') => {
    seen.push({ what, isSo });
    if (!isSo && log !== '') writeFileSync(join(scratch, `${name}-${seen.length}.log`), log);
  };
  try {
    await run(folder, check);
  } catch (error) {
    check(`runs to its end: ${error.stack}`, false);
  }
  const isGood = seen.length > 0 && seen.every(({ isSo }) => isSo);
  if (!isGood) failed += 1;
  console.log(
    `${isGood ? 'ok  ' : 'FAIL'} ${name} (${Math.round((performance.now() - startedAt) / 1000)} s)`,
  );
  for (const { what, isSo } of seen) console.log(`     ${isSo ? '✓' : '✗'} ${what}`);
}
const logs = existsSync(scratch) ? readdirSync(scratch).filter((name) => name.endsWith('.log')) : [];
if (process.env.EXAMPLES_SHOW_LOGS === '1')
  for (const log of logs) console.log(readFileSync(join(scratch, log), 'utf8'));
else
  for (const log of logs)
    console.log(
      `!!! ${log} holds:\n${readFileSync(join(scratch, log), 'utf8').split('\n').slice(-40).join('\n')}`,
    );
rmSync(scratch, { recursive: true, force: true });
console.log(`${chosen.length - failed} of ${chosen.length} examples ran as expected; not tried: air-gap`);
process.exitCode = failed === 0 ? 0 : 1;
