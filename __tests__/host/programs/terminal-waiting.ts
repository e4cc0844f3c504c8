/** A run that waits until it is told to stop, then takes its time. Argument: how long, in ms. */
import { createTerminalHost } from '../../../src/host/terminal.ts';

const host = createTerminalHost({
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
});
host.log.info('ready');
const keepAlive = setInterval(() => undefined, 1000);
host.signal.addEventListener('abort', () => {
  host.log.info(`reason ${String(host.signal.reason)}`);
  setTimeout(() => {
    clearInterval(keepAlive);
    host.dispose();
  }, Number(process.argv[2]));
});
