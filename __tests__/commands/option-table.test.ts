import { describe, expect, test } from '@jest/globals';
import { INPUT_NAMES } from '../../src/commands/action-inputs.ts';
import { doesWrite } from '../../src/commands/command.ts';
import { COMMANDS, DEFAULT_COMMAND, findCommand } from '../../src/commands/commands.ts';
import { COMMON_OPTIONS, OPTIONS, type OptionKey, type OptionSpec } from '../../src/commands/option-table.ts';
import { type RawOptions, readOptions } from '../../src/commands/options.ts';

const specs = Object.entries(OPTIONS) as readonly [OptionKey, OptionSpec][];

test('every name is written once, in lower case, and is that of its key', () => {
  const names = specs.map(([, { name }]) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [key, { name }] of specs)
    expect(name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())).toBe(key);
  for (const [, { description, kind, placeholder }] of specs) {
    expect(description).not.toMatch(/\.$/);
    expect(placeholder === undefined).toBe(kind === 'flag');
  }
});

test('the inputs of the Action are command, args and every option', () => {
  expect(INPUT_NAMES).toEqual(['command', 'args', ...specs.map(([, { name }]) => name)]);
});

test('the options common to all commands are those of the contract', () => {
  const contract =
    'manifest lockfile json summary html sarif fail-on state recheck locked time-budget log-level quiet mirror image';
  const names = COMMON_OPTIONS.map((key): string => OPTIONS[key].name);
  expect(names).toEqual(expect.arrayContaining(contract.split(' ')));
});

test('every option belongs to some command, and every option is read', () => {
  const used = new Set<OptionKey>(COMMANDS.flatMap(({ options }) => options));
  expect(specs.filter(([key]) => !used.has(key)).map(([key]) => key)).toEqual([]);
  const given = Object.fromEntries(specs.map(([key, { kind }]) => [key, givenFor(key, kind)]));
  const blank = readOptions({});
  for (const [key] of specs) {
    const changed = readOptions({ [key]: given[key] });
    expect([key, JSON.stringify(changed) !== JSON.stringify(blank)]).toEqual([key, true]);
  }
});

function givenFor(key: OptionKey, kind: OptionSpec['kind']): string | boolean | readonly string[] {
  const special: Partial<Record<OptionKey, string>> = {
    recheck: 'all',
    format: 'idms',
    timeBudget: '5m',
    logLevel: 'debug',
    failOn: 'warning',
    depth: 'content',
    runtime: 'containerd@2.1',
  };
  const value = special[key] ?? 'something';
  return kind === 'flag' ? true : kind === 'list' ? [value] : value;
}

describe('the commands', () => {
  test('are those of the contract', () => {
    const contract = 'sync plan lock verify drift check generate explain init serve demo';
    expect(COMMANDS.map(({ name }) => name).toSorted()).toEqual(contract.split(' ').toSorted());
    expect(findCommand(DEFAULT_COMMAND)?.name).toBe('sync');
    expect(findCommand('Sync')).toBeNull();
  });

  test('that write to mirrors are marked', () => {
    const writing = (raw: RawOptions) =>
      COMMANDS.filter(({ writes }) => doesWrite(writes, readOptions(raw))).map(({ name }) => name);
    expect(writing({})).toEqual(['sync']);
    expect(writing({ repair: true })).toEqual(['sync', 'verify']);
    expect(writing({ dryRun: true })).toEqual([]);
  });

  test('name no option twice', () => {
    for (const { options } of COMMANDS) expect(new Set(options).size).toBe(options.length);
  });
});
