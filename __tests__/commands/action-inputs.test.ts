import { describe, expect, test } from '@jest/globals';
import { readActionInputs } from '../../src/commands/action-inputs.ts';
import { readOptions } from '../../src/commands/options.ts';

const DEFAULTS = { defaultCommand: 'sync', defaultReport: '/tmp/report.json' };

function read(inputs: Readonly<Record<string, string>>) {
  return readActionInputs(inputs, DEFAULTS);
}

test('nothing given is the default command with a report and nothing else', () => {
  expect(read({})).toEqual({ command: 'sync', positionals: [], options: { json: '/tmp/report.json' } });
  expect(read({ command: ' ', args: '\n', mirror: '', locked: '', json: '  ' })).toEqual(read({}));
});

test('the report goes where json says', () => {
  expect(read({ json: 'mine.json' }).options.json).toBe('mine.json');
});

describe('lists', () => {
  test('have one value per line; blank lines and comments are left out', () => {
    const image = '\n  docker.io/**  \r\n# not this\n\n   # nor this\nquay.io/a#b\n';
    expect(read({ image }).options.image).toEqual(['docker.io/**', 'quay.io/a#b']);
    expect(read({ args: 'one\n#two\nthree' }).positionals).toEqual(['one', 'three']);
  });

  test('of comments alone are empty', () => {
    expect(readOptions(read({ mirror: '# eu\n# us' }).options).mirrors).toEqual([]);
  });

  test('of fail-on separate by commas as well', () => {
    expect(readOptions(read({ 'fail-on': 'warning, tag-rollback\nnote' }).options).failOn).toEqual([
      'warning',
      'tag-rollback',
      'note',
    ]);
  });
});

describe('flags', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    [' true ', true],
  ])('%j is %s', (value, expected) => {
    expect(readOptions(read({ locked: value }).options).locked).toBe(expected);
  });

  test.each(['yes', '1', 'tRue', 'on'])('%j is refused with the name of the input', (value) => {
    expect(() => readOptions(read({ 'dry-run': value }).options)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('dry-run') }),
    );
  });
});

test('inputs are read by the names of the options', () => {
  const { options } = read({ 'time-budget': '50m', 'allow-pr-write': 'true', 'log-level': 'debug' });
  expect(readOptions(options)).toMatchObject({
    timeBudgetMs: 3_000_000,
    allowPrWrite: true,
    logLevel: 'debug',
  });
});
