// A test runner for Stryker that keeps the tests loaded: a mutant costs what its tests take, not the loading of everything.
// Node itself reads TypeScript. Where a mutant lives in code that runs while modules load, Stryker starts this anew.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';

const GLOBALS = pathToFileURL(join(import.meta.dirname, 'collected-tests.mjs')).href;

class WarmRunner {
  /** Where Stryker's changed sources look for the mutant to be, and count what was reached. */
  #memory = {};
  #files = null;
  #runs = 0;
  #isSpoilt = false;

  constructor() {
    globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] = this.#memory;
  }

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context),
    });
    // What a mutant breaks in the background is no verdict: it could be counted against the next one.
    for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});
  }

  /** Twice: a test that only passes once would count as noticing every mutant. */
  async dryRun() {
    const tests = await this.#run({ bail: false, wanted: () => true });
    const { mutantCoverage } = this.#memory;
    this.#memory.mutantCoverage = undefined;
    const again = await this.#run({ bail: false, wanted: () => true });
    const once = again.filter(({ status }) => status !== TestStatus.Success);
    const all = tests.map((one) => once.find(({ id }) => id === one.id) ?? one);
    return { status: DryRunStatus.Complete, tests: all, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, disableBail }) {
    if (this.#isSpoilt) throw new Error('the mutant before has left something behind'); // Stryker starts a new process
    const wanted = testFilter === undefined ? () => true : (id) => testFilter.includes(id);
    if (mutantActivation === 'runtime') await this.#load();
    Object.assign(this.#memory, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const broken = await failureOf(() => this.#load());
    if (broken !== null) return { status: MutantRunStatus.Error, errorMessage: broken };
    const tests = await this.#run({ bail: !disableBail, wanted });
    const isEndless = determineHitLimitReached(this.#memory.hitCount, this.#memory.hitLimit);
    Object.assign(this.#memory, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    this.#runs += 1;
    if (mutantActivation === 'runtime') await this.#checkThatItWasTheMutant(tests);
    return toMutantRunResult(isEndless ?? { status: DryRunStatus.Complete, tests });
  }

  /** What failed must pass without the mutant, or something an earlier mutant left behind may be why. */
  async #checkThatItWasTheMutant(tests) {
    const failed = tests.filter(({ status }) => status === TestStatus.Failed).map(({ id }) => id);
    if (failed.length === 0) return;
    const again = await this.#run({ bail: true, wanted: (id) => failed.includes(id) });
    this.#isSpoilt = again.some(({ status }) => status === TestStatus.Failed);
    if (this.#isSpoilt && this.#runs > 1) throw new Error('an earlier mutant may have left something behind');
  }

  async #load() {
    if (this.#files !== null) return;
    const { collect } = await import(GLOBALS);
    this.#files = [];
    for (const name of (process.env.MUTATION_TESTS ?? '').split(','))
      this.#files.push(await collect(name, () => import(pathToFileURL(join(process.cwd(), name)).href)));
  }

  async #run({ bail, wanted }) {
    await this.#load();
    const { testsIn } = await import(GLOBALS);
    const results = [];
    for (const file of this.#files) {
      const tests = testsIn(file).filter(({ id }) => wanted(id));
      results.push(...(await this.#runFile(file.name, tests, bail)));
      if (bail && results.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return results;
  }

  async #runFile(fileName, tests, bail) {
    const results = [];
    const entered = [];
    for (const test of tests) {
      const startedMs = performance.now();
      this.#memory.currentTestId = test.id;
      const failure = await failureOf(() => runTest(test, entered));
      this.#memory.currentTestId = undefined;
      const told = { id: test.id, name: test.id, fileName, timeSpentMs: performance.now() - startedMs };
      results.push(
        failure === null
          ? { ...told, status: TestStatus.Success }
          : { ...told, status: TestStatus.Failed, failureMessage: failure },
      );
      if (bail && failure !== null) break;
    }
    for (const block of entered.reverse()) for (const hook of block.afterAll) await failureOf(hook);
    return results;
  }
}

async function runTest({ path, run }, entered) {
  for (const block of path.filter((one) => !entered.includes(one))) {
    entered.push(block);
    for (const hook of block.beforeAll) await hook();
  }
  try {
    for (const block of path) for (const hook of block.beforeEach) await hook();
    await run();
  } finally {
    for (const block of path.toReversed()) for (const hook of block.afterEach) await hook();
  }
}

async function failureOf(action) {
  try {
    await action();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'warm', WarmRunner)];
