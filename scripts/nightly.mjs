// npm run nightly -- [--faults 5000] [--kills 300]: the random parts of the tests, many more cases of them than npm test plays.
// A case that fails prints its seed; of random faults it is kept in __tests__/faults/kept-seeds.json, to be committed.
import { parseArgs } from 'node:util';
import { runTool } from './toolchain.mjs';

const { values } = parseArgs({
  options: { faults: { type: 'string', default: '5000' }, kills: { type: 'string', default: '300' } },
});
process.env.MIRROR_FAULT_RUNS = values.faults;
process.env.MIRROR_TEST_KILLS = values.kills;
const suites = ['__tests__/faults/random', '__tests__/mirror/invariants', '__tests__/e2e/trouble'];
process.exitCode = await runTool('node', ['scripts/test.mjs', ...suites], { stdio: 'inherit' });
