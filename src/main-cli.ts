/** The command line: arguments in, exit code out. */
import { readCommandLine } from './command-line.ts';
import { describeError, toMirrorError } from './errors.ts';
import { createTerminalHost } from './host/terminal.ts';
import { run } from './run.ts';
import { VERSION } from './version.ts';

export async function main(args: readonly string[]): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const host = createTerminalHost({ env, stdin, stdout, stderr, cwd: process.cwd() });
  try {
    const line = readCommandLine(args, VERSION);
    if (line.kind === 'run') return await run(line, host);
    await host.writeStdout(line.text);
    return line.exitCode;
  } catch (error) {
    host.log.error(describeError(toMirrorError(error)));
    return 2;
  } finally {
    host.dispose();
  }
}
