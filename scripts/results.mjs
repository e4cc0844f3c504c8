// Reads jest's JSON results and counts what really ran.
// node scripts/results.mjs FILE prints `PASSED FAILED SKIPPED` for `.ci/run`.
import { readFileSync } from 'node:fs';

/** The parsed results, or null where jest did not get as far as writing them. */
export function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Counts tests; a test file that could not be loaded, and a run without results, count as one failure each. */
export function countResults(results) {
  if (results === null) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites + (ranNothing(results) ? 1 : 0),
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** What did not run, one line per outermost skipped group, with the number of its tests. */
export function skippedSuites(results) {
  const counts = new Map();
  for (const file of results?.testResults ?? []) {
    for (const test of file.assertionResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      const name = test.ancestorTitles[0] ?? test.title;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => `${name} (${count} test${count === 1 ? '' : 's'})`);
}

function ranNothing(results) {
  return results.numTotalTests === 0 && results.numRuntimeErrorTestSuites === 0;
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed, skipped } = countResults(readResults(process.argv[2]));
  console.log(passed, failed, skipped);
}
