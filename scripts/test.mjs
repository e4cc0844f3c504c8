// npm test [-- JEST ARGUMENTS]: sets up what is missing, runs the tests, says plainly what ran and what did not.
// MIRROR_TEST_RESULTS=FILE keeps jest's JSON results (`.ci/run` counts from them).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countResults, describeCounts, readResults, skippedSuites } from './results.mjs';
import { ensureDebianPackages, ensureFolderPackages, ensurePackages, runTool, say } from './toolchain.mjs';

const DEBIAN_PACKAGES = {
  'docker-registry': 'docker-registry',
  skopeo: 'skopeo',
  containerd: 'containerd',
  ctr: 'containerd',
  htpasswd: 'apache2-utils',
  openssl: 'openssl',
  chromium: 'chromium',
  buildah: 'buildah',
  umoci: 'umoci',
};

/** The blob store of the tests of the Actions cache. */
const AZURITE = '__tests__/servers/azurite';

ensurePackages();
ensureFolderPackages(AZURITE);
const missing = ensureDebianPackages(DEBIAN_PACKAGES);
if (missing.length > 0) say(`not on this machine: ${missing.join(', ')}; suites that need them cannot run`);

const scratch = mkdtempSync(join(tmpdir(), 'mirror-action-test-'));
const resultsFile = process.env.MIRROR_TEST_RESULTS ?? join(scratch, 'results.json');
rmSync(resultsFile, { force: true });
try {
  process.exitCode = await runJest(process.argv.slice(2));
  tell(readResults(resultsFile));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function runJest(args) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const reporting = ['--json', `--outputFile=${resultsFile}`];
  return runTool('node', [...flags, 'node_modules/jest/bin/jest.js', ...reporting, ...args], {
    stdio: ['inherit', 'ignore', 'inherit'], // standard output would only hold the same JSON again
  });
}

function tell(results) {
  const skipped = skippedSuites(results);
  if (skipped.length > 0) {
    console.log(`\n!!! ${skipped.length} SUITE(S) OR TEST(S) DID NOT RUN AND PROVE NOTHING:`);
    for (const name of skipped) console.log(`!!!   ${name}`);
  }
  console.log(`\n${describeCounts(countResults(results))}`);
}
