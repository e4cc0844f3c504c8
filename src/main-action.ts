/** A step of the Action: inputs in, exit code out. */
import { resolve } from 'node:path';
import { INPUT_NAMES, readActionInputs } from './commands/action-inputs.ts';
import { DEFAULT_COMMAND } from './commands/commands.ts';
import { describeError, toMirrorError } from './errors.ts';
import { createGithubHost, readInputs } from './host/github.ts';
import { keepHeapSmall } from './host/heap.ts';
import { run } from './run.ts';

export async function main(): Promise<number> {
  keepHeapSmall();
  const host = createGithubHost();
  try {
    const invocation = readActionInputs(readInputs(INPUT_NAMES), {
      defaultCommand: DEFAULT_COMMAND,
      defaultReport: resolve(process.env.RUNNER_TEMP ?? '.', 'mirror-action-report.json'),
    });
    return await run(invocation, host);
  } catch (error) {
    host.annotateFailure(describeError(toMirrorError(error)));
    return 2;
  } finally {
    host.dispose();
  }
}
