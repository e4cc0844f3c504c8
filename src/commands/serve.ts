/** `serve DIR`: an OCI image layout as a registry, until it is stopped. */
import { resolve } from 'node:path';
import type { CommandDoor, CommandEnd } from './command.ts';

export async function runServe({
  host,
  options,
  positionals,
  servers,
  signal,
}: CommandDoor): Promise<CommandEnd> {
  const directory = resolve(host.workingDirectory, positionals[0] ?? '.');
  const served = await servers.serveLayout({
    directory,
    listen: options.listen,
    writable: options.writable,
    signal,
  });
  host.log.info(
    `serving ${directory} at ${served.address}${options.writable ? ', pushes taken' : ', read-only'}; stop with Ctrl-C`,
  );
  await new Promise<void>((stopped) => {
    if (signal.aborted) stopped();
    signal.addEventListener('abort', () => stopped(), { once: true });
  });
  await served.close();
  return { report: null, exitCode: 0 };
}
