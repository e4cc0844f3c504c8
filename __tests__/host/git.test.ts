import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createGit } from '../../src/host/git.ts';
import type { Git } from '../../src/host/host.ts';
import { gitRepository } from '../fixtures/git-repository.ts';
import { temporaryDirectory } from '../servers/processes.ts';

const { signal } = new AbortController();
const options = { limitBytes: 1000, signal };

function repository(): { readonly directory: string; readonly commit: string } {
  const directory = temporaryDirectory('git');
  writeFileSync(join(directory, 'a.txt'), 'a');
  const { git, commit } = gitRepository(directory);
  git('init', '--quiet');
  return { directory, commit: commit('one') };
}

function gitIn(workingDirectory: string, env: Record<string, string | undefined> = {}): Git {
  return createGit({ workingDirectory, env: { PATH: process.env.PATH, ...env } });
}

test('answers, and an exit code is a value', async () => {
  const { directory, commit } = repository();
  const git = gitIn(directory);
  const found = await git.run(['rev-parse', 'HEAD'], options);
  expect([found.code, Buffer.from(found.stdout).toString()]).toEqual([0, `${commit}\n`]);
  expect((await git.run(['rev-parse', '--verify', '--quiet', 'nowhere'], options)).code).toBe(1);
});

test('reads standard input', async () => {
  const { directory, commit } = repository();
  const answer = await gitIn(directory).run(['cat-file', '--batch-check'], {
    ...options,
    input: `${commit}\n`,
  });
  expect(Buffer.from(answer.stdout).toString()).toMatch(/ commit \d+\n$/);
});

test.each([['status'], ['config', '--list'], ['-c', 'x=y'], ['--exec-path'], []])(
  'never runs git %j',
  async (...args) => {
    const run = async () => gitIn(repository().directory).run(args, options);
    await expect(run()).rejects.toMatchObject({ code: 'internal' });
  },
);

test('variables that steer git do not count', async () => {
  const [here, elsewhere] = [repository(), temporaryDirectory('elsewhere')];
  const git = gitIn(elsewhere, { GIT_DIR: join(here.directory, '.git'), GIT_CEILING_DIRECTORIES: '' });
  expect((await git.run(['rev-parse', 'HEAD'], options)).code).not.toBe(0);
});

test('no program of the working directory is taken for git', async () => {
  const { directory, commit } = repository();
  mkdirSync(join(directory, 'bin'));
  for (const path of ['git', 'bin/git']) {
    writeFileSync(join(directory, path), '#!/bin/sh\necho trapped\n');
    chmodSync(join(directory, path), 0o755);
  }
  const git = gitIn(directory, { PATH: `:.:bin:${process.env.PATH}` });
  expect(Buffer.from((await git.run(['rev-parse', 'HEAD'], options)).stdout).toString()).toBe(`${commit}\n`);
});

test('where there is none, says so', async () => {
  const git = gitIn(repository().directory, { PATH: '/nowhere' });
  await expect(git.run(['rev-parse', 'HEAD'], options)).rejects.toMatchObject({ code: 'input' });
});

test('is bounded and can be stopped', async () => {
  const { directory } = repository();
  const git = gitIn(directory);
  await expect(git.run(['rev-parse', 'HEAD'], { limitBytes: 10, signal })).rejects.toMatchObject({
    code: 'too-large',
  });
  await expect(
    git.run(['rev-parse', 'HEAD'], { limitBytes: 1000, signal: AbortSignal.abort('SIGINT') }),
  ).rejects.toMatchObject({ code: 'aborted' });
});
