/** The command line: arguments in, exit code out. */
import { type CommandLine, readCommandLine, salvageCommandLine } from './command-line.ts';
import { describeError, toMirrorError } from './errors.ts';
import { keepHeapSmall } from './host/heap.ts';
import type { Host } from './host/host.ts';
import { createTerminalHost } from './host/terminal.ts';
import { VERSION } from './version.ts';

export async function main(args: readonly string[]): Promise<number> {
  keepHeapSmall();
  const { env, stdin, stdout, stderr } = process;
  const host = createTerminalHost({ env, stdin, stdout, stderr, cwd: process.cwd() });
  try {
    return await runLine(args, host);
  } catch (error) {
    host.log.error(describeError(toMirrorError(error)));
    return 2;
  } finally {
    host.dispose();
  }
}

async function runLine(args: readonly string[], host: Host): Promise<number> {
  let line: CommandLine;
  try {
    line = readCommandLine(args, VERSION);
  } catch (error) {
    const { reportFailure } = await import('./run.ts');
    return await reportFailure(error, { ...salvageCommandLine(args), host });
  }
  if (line.kind === 'run') {
    const { run } = await import('./run.ts');
    return await run(line, host);
  }
  await host.writeStdout(line.text);
  return line.exitCode;
}
