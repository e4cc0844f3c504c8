// The project's own settings, with the tests of one group alone. Runs in Stryker's copy of the project.
import { join } from 'node:path';
import settings from '../../jest.config.mjs';

const tests = (process.env.MUTATION_TESTS ?? '').split(',');

export default {
  ...settings,
  rootDir: process.cwd(),
  testMatch: tests.map((path) => `<rootDir>/${path}`),
  testSequencer: join(import.meta.dirname, 'test-order.mjs'),
};
