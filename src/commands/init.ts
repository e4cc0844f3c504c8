/** `init`: image references or copy commands on standard input become a mirror manifest. */
import { MirrorError } from '../errors.ts';
import { mirrorFileFromLines } from '../files/init.ts';
import type { CommandDoor, CommandEnd } from './command.ts';

export async function runInit({ host, options }: CommandDoor): Promise<CommandEnd> {
  const path = options.manifest ?? 'mirror.yaml';
  if (path !== '-' && (await host.files.exists(path))) {
    throw new MirrorError('input', `${path} exists already and is not overwritten`, {
      fix: 'name another file with --manifest, or - for standard output',
    });
  }
  const { yaml, images, problems } = mirrorFileFromLines(
    await host.readStdin(),
    options.to === null ? {} : { to: options.to },
  );
  for (const { line, text, why } of problems) host.log.warning(`standard input:${line}: ${text}: ${why}`);
  if (images === 0) {
    throw new MirrorError('input', 'no image reference was found on standard input', {
      fix: 'write one reference per line, such as docker.io/library/redis:7.4',
    });
  }
  if (path === '-') await host.writeStdout(yaml);
  else {
    await host.files.writeText(path, yaml);
    host.log.info(
      `wrote ${path} with ${images} ${images === 1 ? 'repository' : 'repositories'}; next: mirror-action lock -f ${path}`,
    );
  }
  return { report: null, exitCode: problems.length > 0 ? 1 : 0 };
}
