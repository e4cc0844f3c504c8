import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandsIn, HOSTILE } from '../fakes/runner-commands.ts';
import { type Ended, startProgram } from './programs/run-program.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mirror-action-github-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('CVE-2020-15228: no text from outside becomes a command, through any door', async () => {
  // a lone surrogate cannot be put into an environment variable
  const texts = HOSTILE.filter((text) => text.isWellFormed());
  const program = startProgram('github-hostile.ts', [], { HOSTILE_TEXTS: JSON.stringify(texts) });
  const { stdout, code } = await program.ended;
  expect(code).toBe(0);
  const ours = new Set(['debug', 'group', 'endgroup', 'error']);
  expect(commandsIn(stdout).filter((command) => !ours.has(command.name))).toEqual([]);
  const errors = commandsIn(stdout).filter((command) => command.name === 'error');
  expect(errors).toHaveLength(11); // ten findings and the failure
  expect(commandsIn(stdout).filter((command) => command.name === 'group')).toHaveLength(texts.length);
});

describe('what reaches the runner', () => {
  let ended: Ended;
  const file = (name: string) => join(directory, name);
  beforeAll(async () => {
    await Promise.all([writeFile(file('output'), ''), writeFile(file('summary'), '')]);
    ended = await startProgram('github-story.ts', [], {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_WORKSPACE: process.cwd(),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'org/app',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_ACTOR: 'someone',
      GITHUB_EVENT_NAME: 'schedule',
      INPUT_COMMAND: ' sync ',
      'INPUT_FAIL-ON': 'never',
    }).ended;
  });

  test('secrets are masked in their forms, and taken out by ourselves', () => {
    const masked = commandsIn(ended.stdout).filter((command) => command.name === 'add-mask');
    expect(masked.map((command) => command.data)).toEqual(
      expect.arrayContaining([
        'hunter2/secret',
        'hunter2%252Fsecret',
        Buffer.from('hunter2/secret').toString('base64'),
      ]),
    );
    expect(masked.every((command) => command.data.length >= 4)).toBe(true);
    expect(ended.stdout).toContain('password *** and ***\n');
  });
  test('debug lines are commands that the runner hides', () => {
    expect(ended.stdout).toContain('::debug::hidden unless asked for');
  });
  test('an error inside a fold is told again below it', () => {
    expect(ended.stdout).toContain('::group::copying\ninside\nError: broken\n::endgroup::\nError: broken\n');
  });
  test('the ten worst findings are annotated, worst first, with their place, none over 4096', () => {
    const lines = ended.stdout.split('\n').filter((line) => /^::(?:error|warning|notice)/.test(line));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^::error title=copy-failed::error x+…$/);
    expect(lines[0]?.replace(/^::error title=copy-failed::/, '')).toHaveLength(4096);
    expect(lines[1]).toBe('::warning title=no-lock,file=sub/mirror.yaml,line=1,col=3::warning 0');
    expect(ended.stdout).toContain('3 more findings');
  });
  test('outputs and summary are written, the summary never too large', async () => {
    expect(await readFile(file('output'), 'utf8')).toMatch(/^copied<<(\S+)\n3\n\1\n$/);
    const summary = await readFile(file('summary'), 'utf8');
    expect(summary.startsWith('## one ***\nline\n')).toBe(true);
    expect(summary.length).toBeGreaterThan(800 * 1024);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900 * 1024);
  });
  test('inputs and the run are known', () => {
    const line = ended.stdout.split('\n').find((one) => one.startsWith('{')) ?? '';
    expect(JSON.parse(line)).toEqual({
      inputs: { command: 'sync', 'fail-on': 'never', absent: '' },
      run: {
        url: 'https://github.com/org/app/actions/runs/77',
        id: '77',
        attempt: 2,
        actor: 'someone',
        event: 'schedule',
      },
      workspace: process.cwd(),
    });
  });
  test('no cache is nothing to talk about', () => {
    expect(ended.stdout).not.toContain('notice: state');
    expect(ended.code).toBe(0);
  });
});
