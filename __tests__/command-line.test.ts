import { describe, expect, test } from '@jest/globals';
import { readCommandLine, salvageCommandLine } from '../src/command-line.ts';
import { COMMANDS } from '../src/commands/commands.ts';
import { OPTIONS, type OptionSpec } from '../src/commands/option-table.ts';

function runOf(...args: readonly string[]) {
  const line = readCommandLine(args, '1.2.3');
  if (line.kind !== 'run') throw new Error(line.text);
  return line;
}

function printOf(...args: readonly string[]) {
  const line = readCommandLine(args, '1.2.3');
  if (line.kind !== 'print') throw new Error(`runs ${line.command}`);
  return line;
}

describe('a command line', () => {
  test('is a command with its options', () => {
    expect(
      runOf('sync', '-f', 'm.yaml', '--locked', '--mirror', 'eu', '--mirror', 'us', '--fail-on=warning'),
    ).toEqual({
      kind: 'run',
      command: 'sync',
      positionals: [],
      options: { manifest: 'm.yaml', locked: true, mirror: ['eu', 'us'], failOn: ['warning'] },
    });
  });

  test('has only what was given', () => {
    expect(runOf('plan').options).toEqual({});
  });

  test('remembers nothing of an earlier one', () => {
    runOf('sync', '--mirror', 'eu');
    expect(runOf('sync', '--mirror', 'us').options.mirror).toEqual(['us']);
  });

  test('takes - for standard output', () => {
    expect(runOf('sync', '--json', '-').options.json).toBe('-');
  });

  test('has positionals where the command takes them', () => {
    expect(runOf('serve', './vault', '--writable')).toMatchObject({
      positionals: ['./vault'],
      options: { writable: true },
    });
  });

  test('for a command that is not there yet gets through to it', () => {
    expect(runOf('verify', '--depth', 'content').command).toBe('verify');
  });
});

describe('it is refused, with a way to find out more', () => {
  test.each([
    ['an unknown command', ['synk']],
    ['an unknown option', ['sync', '--lockd']],
    ['an option of another command', ['plan', '--accept', 'x']],
    ['a value that is missing', ['sync', '--manifest']],
    ['an argument too many', ['sync', 'what']],
    ['a directory that is missing', ['serve']],
    ['a directory too many', ['serve', 'a', 'b']],
    ['an option before the command', ['--locked', 'sync']],
  ])('%s', (_name, args) => {
    expect(() => readCommandLine(args, '1.2.3')).toThrow(
      expect.objectContaining({ code: 'usage', fix: expect.stringContaining('--help') }),
    );
  });
});

describe('of a command line that was refused it is still told where reports go', () => {
  test.each([
    [['sync', '--lockd', '--json', 'r.json'], 'sync', { json: 'r.json' }],
    [['sync', '--json=r.json', '--nope', '--html', 'r.html'], 'sync', { json: 'r.json', html: 'r.html' }],
    [['sync', '--nope', '--json', '-'], 'sync', { json: '-' }],
    [['sync', '--json', '--nope'], 'sync', {}],
    [['sync', '--json', 'a', '--json', 'b', '--nope'], 'sync', { json: 'b' }],
    [['sync', '--sarif=s', '--summary=m', '--manifest'], 'sync', { sarif: 's', summary: 'm' }],
    [['sync', '--nope', '--json'], 'sync', {}],
    [['synk', '--json', 'r.json'], 'synk', { json: 'r.json' }],
    [['--json', 'r.json', 'sync'], 'sync', { json: 'r.json' }],
    [['--locked'], '', {}],
  ])('%j', (args, command, options) => {
    expect(salvageCommandLine(args)).toEqual({ command, options });
  });
});

describe('help', () => {
  test('lists every command, where to start and the exit codes', () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { text, exitCode } = printOf(...args);
      expect(exitCode).toBe(0);
      for (const { name, summary } of COMMANDS) {
        expect(text).toContain(`\n  ${name}`);
        expect(text.replace(/\s+/g, ' ')).toContain(summary);
      }
      for (const code of ['0', '1', '2', '130/143']) expect(text).toContain(code);
    }
  });

  test('is what nothing at all prints, and then nothing could be run', () => {
    const { text, exitCode } = printOf();
    expect(exitCode).toBe(2);
    expect(text).toContain('sync');
    expect(text).toContain('Exit codes');
  });

  test.each(COMMANDS.map(({ name }) => name))('of %s names exactly its options, with defaults', (name) => {
    const command = COMMANDS.find((one) => one.name === name);
    const { text, exitCode } = printOf(name, '--help');
    expect(exitCode).toBe(0);
    const listed = [...text.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map((match) => match[1]);
    const options = (command?.options ?? []).map((key): OptionSpec => OPTIONS[key]);
    expect(listed).toEqual([...options.map((option) => option.name), 'help']);
    const flat = text.replace(/\s+/g, ' ');
    for (const option of options) {
      expect(flat).toContain(option.description.replace(/\s+/g, ' '));
      if (option.default !== undefined) expect(flat).toContain(option.default);
      if (option.kind === 'list') expect(flat).toContain('repeatable');
    }
  });
});

test('the version is printed', () => {
  expect(printOf('--version')).toEqual({ kind: 'print', text: '1.2.3\n', exitCode: 0 });
});
