// Settings of Stryker for `npm run mutate`; scripts/mutate.mjs names the files to mutate and, in MUTATION_TESTS, the tests.
import { join } from 'node:path';

const here = import.meta.dirname;

export default {
  testRunner: 'warm',
  testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
  plugins: [join(here, 'warm-runner.mjs'), join(here, 'message-texts.mjs')],
  ignorers: ['message-texts'],
  coverageAnalysis: 'perTest',
  concurrency: 1, // tests listen on ports, wait by the clock and start servers
  timeoutMS: 10_000,
  disableTypeChecks: false,
  tsconfigFile: 'none.json', // Stryker would read it with the API of TypeScript, which version 7 does not have
  tempDirName: '.mutation',
  ignorePatterns: ['/dist', '/docs', '/bench', '/examples', '/build', '/.demo', '/.mutation'],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: process.env.MUTATION_REPORT },
};
