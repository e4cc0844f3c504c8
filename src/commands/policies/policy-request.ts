/** What the command line asks to read: files, globs, and the tree that both are looked for in. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { MirrorError } from '../../errors.ts';
import type { CommandDoor } from '../command.ts';
import { createDiskTree, isInside } from './disk-tree.ts';
import type { FileTree } from './file-tree.ts';
import type { PolicyRequest } from './find-policies.ts';
import { type Policies, readPolicies } from './read-policies.ts';

/** `files` are named without an option; the globs are those of `--policy`. */
export function policyRequest(door: CommandDoor, files: readonly string[]): PolicyRequest {
  return {
    files: files.map((path) => pathFromHere(path, door)),
    globs: door.options.policies,
  };
}

/** Throws MirrorError `input` naming the globs that match nothing. */
export async function readRequested(request: PolicyRequest, tree: FileTree): Promise<Policies> {
  const policies = await readPolicies(request, tree);
  if (policies.idle.length === 0) return policies;
  throw new MirrorError('input', `--policy ${policies.idle.join(', ')} matches no file`, {
    fix: 'a glob is matched against paths from the working directory, such as deploy/**/*.yaml; * stops at /, ** does not',
  });
}

/** The working directory; in the Action nothing outside of the workspace and the folders of `--allow-path` is read. */
export function workspaceTree(door: CommandDoor): FileTree {
  const { host, options } = door;
  const allowed = host.workspace === null ? null : [host.workspace, ...options.allowPath];
  // a base that lies in the workspace is not what is checked
  const skipped = options.base === null ? null : pathFromHere(options.base, door);
  return createDiskTree({ files: host.files, root: '', allowed, skipped });
}

/** Relative to the working directory where it lies in it, with `/`. */
export function pathFromHere(path: string, { host }: Pick<CommandDoor, 'host'>): string {
  const absolute = resolve(host.workingDirectory, path);
  if (isAbsolute(path) && !isInside(absolute, host.workingDirectory)) return path;
  return relative(host.workingDirectory, absolute).split(sep).join('/');
}
