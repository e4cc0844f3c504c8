/** `serve DIR`: an OCI image layout as a registry, until it is stopped. */
import { resolve } from 'node:path';
import type { Command, CommandDoor, CommandEnd } from './command.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'serve an OCI image layout directory as a registry',
  details: [
    'Images that index.json lists as NAME:TAG are pulled as HOST:PORT/NAME:TAG. Read-only unless',
    '--writable. There is no TLS and no login: keep it on loopback or behind something that has both.',
    '',
    '  mirror-action serve ./vault --listen 127.0.0.1:5000',
  ].join('\n'),
  positionals: 'DIR',
  takesPositionals: 'one',
  options: ['listen', 'writable', 'logLevel', 'quiet'],
  writes: 'never',
  run: runServe,
};

async function runServe({ host, options, positionals, servers, signal }: CommandDoor): Promise<CommandEnd> {
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
