/**
 * What a checkout may make of the names of files: in Actions its links may have been proposed by a stranger, and lead
 * neither to what a run reads nor to what it writes outside of the workspace. Paths that whoever wrote the workflow
 * named outside are theirs to name.
 */
import { resolve } from 'node:path';
import { MirrorError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import type { Options } from './options.ts';
import { isInside, strayError } from './policies/disk-tree.ts';

interface Bounds {
  readonly host: Host;
  readonly options: Pick<Options, 'allowPath'>;
}

/** Text of a file of the user. Throws MirrorError `input`. */
export async function readUserText(path: string, limitBytes: number, bounds: Bounds): Promise<string> {
  if (await leadsOut(path, bounds)) throw strayError(path);
  return bounds.host.files.readText(path, limitBytes);
}

/** Writes a file that the user asked for. Throws MirrorError `input`, `io`, `no-space`. */
export async function writeUserText(
  path: string,
  text: string | Iterable<string>,
  bounds: Bounds,
): Promise<void> {
  if (await leadsOut(path, bounds))
    throw new MirrorError('input', `${path} leads out of the workspace and is not written`, {
      where: path,
      fix: 'remove the link, or name a file outside of the workspace',
    });
  await bounds.host.files.writeText(path, text);
}

async function leadsOut(path: string, { host, options }: Bounds): Promise<boolean> {
  const { workspace, workingDirectory, files } = host;
  if (workspace === null) return false;
  const [real, ...roots] = await Promise.all(
    [path, workspace, ...options.allowPath].map((one) => files.realPath(one)),
  );
  const named = resolve(workingDirectory, path);
  const isOurs = [workspace, roots[0] ?? workspace].some((root) => isInside(named, root));
  return isOurs && !roots.some((root) => isInside(real ?? path, root));
}
