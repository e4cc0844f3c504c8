/** action.yml and the README's tables are those of the option and output tables. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INPUT_NAMES, readActionInputs } from '../src/commands/action-inputs.ts';
import { COMMANDS, DEFAULT_COMMAND } from '../src/commands/commands.ts';
import { OPTIONS, type OptionSpec } from '../src/commands/option-table.ts';
import { readOptions } from '../src/commands/options.ts';
import { OUTPUTS } from '../src/commands/outputs.ts';

const project = resolve(import.meta.dirname, '..');
const text = readFileSync(join(project, 'action.yml'), 'utf8');

interface Described {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}

const action = parse(text) as {
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string };
  readonly runs: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
};

/** The contract's list, section 10. */
const OUTPUT_NAMES =
  'ok copied up-to-date repaired failed refused deferred drifted incomplete errors warnings report html sarif';

test('action.yml and README.md are up to date', () => {
  const script = join(project, 'scripts', 'action-metadata.mjs');
  const ended = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect([ended.status, ended.stderr]).toEqual([0, '']);
});

describe('action.yml', () => {
  test('runs the committed bundle on Node 24, and nothing afterwards', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action/index.js' });
    expect(existsSync(join(project, 'dist', 'action', 'index.js'))).toBe(true);
  });

  test('is fit for the marketplace', () => {
    expect(action.description.length).toBeLessThanOrEqual(125);
    expect(['blue', 'green', 'purple', 'orange', 'yellow', 'red', 'white', 'gray-dark']).toContain(
      action.branding.color,
    );
    expect(action.branding.icon).toMatch(/^[a-z-]+$/);
  });

  test('has exactly the inputs that the action reads', () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES);
    const named = COMMANDS.flatMap(({ options }) => options.map((key) => OPTIONS[key].name));
    expect(INPUT_NAMES).toEqual(expect.arrayContaining(named));
  });

  test('has exactly the outputs of the contract', () => {
    expect(Object.keys(action.outputs)).toEqual(OUTPUT_NAMES.split(' '));
    expect(OUTPUTS.map(({ name }) => name)).toEqual(OUTPUT_NAMES.split(' '));
  });

  test('describes every input and output in a sentence, and names them in kebab-case', () => {
    for (const [name, { description }] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description).toMatch(/^\S.{5,}\.$/);
    }
  });

  test('needs no input', () => {
    expect(Object.values(action.inputs).filter(({ required }) => required !== false)).toEqual([]);
  });

  test('has defaults that mean the same as no value', () => {
    const defaults = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']),
    );
    const places = { defaultCommand: DEFAULT_COMMAND, defaultReport: 'report.json' };
    const given = readActionInputs(defaults, places);
    const nothing = readActionInputs({}, places);
    expect([given.command, given.positionals]).toEqual([nothing.command, nothing.positionals]);
    expect(readOptions(given.options)).toEqual(readOptions(nothing.options));
  });

  test('gives every flag a default', () => {
    const flags = Object.values<OptionSpec>(OPTIONS).filter(({ kind }) => kind === 'flag');
    expect(flags.map(({ name }) => action.inputs[name]?.default)).toEqual(flags.map(() => 'false'));
  });
});
