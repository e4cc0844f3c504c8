/** What a check is compared with: a folder, a commit, or in a pull request the merge base. */
import { posix } from 'node:path';
import { MirrorError } from '../../errors.ts';
import { shown } from '../../files/shown.ts';
import type { GitAnswer } from '../../host/host.ts';
import type { CommandDoor } from '../command.ts';
import { createDiskTree, isInside, strayError } from './disk-tree.ts';
import type { FileTree } from './file-tree.ts';
import { createGitTree, gitError } from './git-tree.ts';

export interface Base {
  /** For people. */
  readonly name: string;
  readonly tree: FileTree;
}

const ANSWER_LIMIT_BYTES = 64 * 1024;
const FULL_HISTORY = 'give actions/checkout the line fetch-depth: 0, so that the merge base is there';

/** Null where nothing is to be compared. Throws MirrorError `usage` (a ref that is none), `input`. */
export async function openBase(door: CommandDoor): Promise<Base | null> {
  const { base } = door.options;
  if (base !== null) {
    if ((await door.host.files.kindOf(base)) === 'directory') return openFolder(base, door);
    return openCommit(await commitOf(base, door), base, door);
  }
  if (!isPullRequest(door)) return null;
  const target = `origin/${door.host.env.GITHUB_BASE_REF ?? ''}`;
  return openCommit(await mergeBase(target, door), `merge base with ${target}`, door);
}

function isPullRequest({ host }: CommandDoor): boolean {
  const event = host.run?.event ?? host.env.GITHUB_EVENT_NAME ?? '';
  return host.kind === 'action' && event.startsWith('pull_request');
}

/** A folder that may not be read would look like one that is empty. */
async function openFolder(folder: string, { host, options }: CommandDoor): Promise<Base> {
  const { files, workspace } = host;
  const allowed = workspace === null ? null : [workspace, ...options.allowPath];
  const real = await files.realPath(folder);
  const roots = await Promise.all((allowed ?? [folder]).map((path) => files.realPath(path)));
  if (!roots.some((root) => isInside(real, root))) throw strayError(folder);
  return { name: folder, tree: createDiskTree({ files, root: folder, allowed }) };
}

async function openCommit(commit: string, written: string, door: CommandDoor): Promise<Base> {
  const { host, signal } = door;
  const prefix = posix.normalize(textOf(await ask(['rev-parse', '--show-prefix'], door)) || '.');
  const tree = await createGitTree({ git: host.git, commit, prefix: prefix === '.' ? '' : prefix, signal });
  return { name: `${written} (${commit.slice(0, 12)})`, tree };
}

/** The full name of a commit. */
async function commitOf(ref: string, door: CommandDoor): Promise<string> {
  if (ref.startsWith('-')) {
    throw new MirrorError('usage', `--base ${shown(ref)} is neither a folder nor a commit`, {
      fix: 'name a folder, or a branch, tag or commit such as origin/main',
    });
  }
  await requireRepository(door);
  const answer = await ask(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], door);
  const commit = textOf(answer);
  if (answer.code === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new MirrorError('input', `--base ${shown(ref)} is neither a folder nor a commit of this repository`, {
    fix: (await isShallow(door))
      ? FULL_HISTORY
      : 'name a folder, or a branch, tag or commit such as origin/main',
  });
}

async function mergeBase(target: string, door: CommandDoor): Promise<string> {
  await requireRepository(door);
  if (await isShallow(door)) {
    throw new MirrorError(
      'input',
      `this checkout is shallow, so that what the pull request changes cannot be told`,
      {
        fix: `${FULL_HISTORY}, or name something else to compare with: base`,
      },
    );
  }
  const commit = await commitOf(`refs/remotes/${target}`, door);
  const answer = await ask(['merge-base', await commitOf('HEAD', door), commit], door);
  if (answer.code === 0) return textOf(answer);
  throw gitError(`there is no commit that this one and ${target} come from`, answer.stderr);
}

async function requireRepository(door: CommandDoor): Promise<void> {
  const answer = await ask(['rev-parse', '--git-dir'], door);
  if (answer.code !== 0) throw gitError('there is no git repository to compare with', answer.stderr);
}

async function isShallow(door: CommandDoor): Promise<boolean> {
  return textOf(await ask(['rev-parse', '--is-shallow-repository'], door)) === 'true';
}

function ask(args: readonly string[], { host, signal }: CommandDoor): Promise<GitAnswer> {
  return host.git.run(args, { limitBytes: ANSWER_LIMIT_BYTES, signal });
}

function textOf({ stdout }: GitAnswer): string {
  return new TextDecoder().decode(stdout).trim();
}
