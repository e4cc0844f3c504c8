import { describe, expect, test } from '@jest/globals';
import { bestChallenge, parseChallenges } from '../../../src/stores/registry/challenge.ts';

const plain = (lines: readonly string[]) =>
  parseChallenges(lines).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  test.each([
    ['one', ['Bearer realm="https://a/t",service="s"'], [['bearer', { realm: 'https://a/t', service: 's' }]]],
    [
      'scheme and names in any case',
      ['bEARER Realm="x",SERVICE=s'],
      [['bearer', { realm: 'x', service: 's' }]],
    ],
    [
      'a quoted comma',
      ['Bearer realm="x",scope="repository:a:pull,push"'],
      [['bearer', { realm: 'x', scope: 'repository:a:pull,push' }]],
    ],
    ['escapes', ['Basic realm="a \\"b\\" \\\\ c"'], [['basic', { realm: 'a "b" \\ c' }]]],
    [
      'two in one line',
      ['Bearer realm="x",service="s", Basic realm="y"'],
      [
        ['bearer', { realm: 'x', service: 's' }],
        ['basic', { realm: 'y' }],
      ],
    ],
    [
      'two lines',
      ['Basic realm="y"', 'Bearer realm="x"'],
      [
        ['basic', { realm: 'y' }],
        ['bearer', { realm: 'x' }],
      ],
    ],
    [
      'a scheme without parameters',
      ['Negotiate, Basic realm="y"'],
      [
        ['negotiate', {}],
        ['basic', { realm: 'y' }],
      ],
    ],
    [
      'a token68',
      ['Negotiate YWJj==, Basic realm="y"'],
      [
        ['negotiate', {}],
        ['basic', { realm: 'y' }],
      ],
    ],
    ['a token68 at the end', ['Negotiate YWJj'], [['negotiate', {}]]],
    [
      'a token68 that could be a scheme',
      ['Negotiate YWJj , Basic realm="y"'],
      [
        ['negotiate', {}],
        ['basic', { realm: 'y' }],
      ],
    ],
    [
      'a scheme after a token68',
      ['Negotiate YWJj,Digest,Basic realm="y"'],
      [
        ['negotiate', {}],
        ['digest', {}],
        ['basic', { realm: 'y' }],
      ],
    ],
    ['a list that begins with a comma', [', Basic realm="y"'], [['basic', { realm: 'y' }]]],
    [
      'spaces around everything',
      ['  Bearer   realm = "x" ,  service = "s"  '],
      [['bearer', { realm: 'x', service: 's' }]],
    ],
    [
      'no space after commas',
      ['Bearer realm="x",Basic realm="y"'],
      [
        ['bearer', { realm: 'x' }],
        ['basic', { realm: 'y' }],
      ],
    ],
    ['the first of a name given twice', ['Bearer realm="x",realm="evil"'], [['bearer', { realm: 'x' }]]],
    ['nothing', [''], []],
  ])('reads %s', (_name, lines, expected) => {
    expect(plain(lines)).toEqual(expected);
  });

  test('goes on after a damaged part', () => {
    expect(bestChallenge(parseChallenges(['Bearer realm="unclosed, Basic realm=y']))).not.toBeNull();
    expect(plain(['"junk", Basic realm="y"']).at(-1)).toEqual(['basic', { realm: 'y' }]);
  });

  test('skips all of a damaged part, which may hold what looks like a challenge', () => {
    expect(plain(['"junk" Bearer realm="evil", Basic realm="y"'])).toEqual([['basic', { realm: 'y' }]]);
  });

  test('does not read a header beyond 16 KiB', () => {
    const line = (more: number) => `Basic realm="y",${'a=b,'.repeat(more)}Bearer realm="x"`;
    expect(bestChallenge(parseChallenges([line(4_000)]))?.scheme).toBe('bearer');
    expect(bestChallenge(parseChallenges([line(4_100)]))?.scheme).toBe('basic');
  });

  test('is done with a hostile header at once', () => {
    const hostile = [
      `Bearer ${'a="\\'.repeat(100_000)}`,
      '='.repeat(100_000),
      'a'.repeat(100_000),
      ' ,'.repeat(50_000),
    ];
    const before = performance.now();
    parseChallenges(hostile);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('bestChallenge', () => {
  test('prefers bearer, but only with a realm', () => {
    expect(bestChallenge(parseChallenges(['Basic realm="y", Bearer realm="x"']))?.scheme).toBe('bearer');
    expect(bestChallenge(parseChallenges(['Bearer service="x", Basic realm="y"']))?.scheme).toBe('basic');
    expect(bestChallenge(parseChallenges(['Digest realm="y"']))).toBeNull();
  });
});
