import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type MergedPolicy, mergeMirrorSets } from '../../src/policy/merge.ts';
import { documentsOf } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { objectText } from './reading.ts';

type Short = 'IDMS' | 'ITMS' | 'ICSP';
type Object = readonly [Short, string];

function merged(...objects: readonly Object[]): MergedPolicy {
  const text = objects.map(([kind, entry], at) => objectText(kind, [entry], `o${at}`)).join('---\n');
  return mergeMirrorSets(documentsOf(readPolicy(text, 'p.yaml').documents, 'mirror-set'));
}

const NEVER = 'mirrorSourcePolicy: NeverContactSource';
const orders = (policy: MergedPolicy, by: 'digest' | 'tag') =>
  policy[by].map(({ source, mirrors }) => [source, ...mirrors.map(({ location }) => location)].join(' '));

describe('merging objects', () => {
  test('digest sets of both kinds are one, tag sets another', () => {
    const policy = merged(
      ['ICSP', 'source: s, mirrors: [a, b]'],
      ['IDMS', 'source: s, mirrors: [b, c]'],
      ['ITMS', 'source: s, mirrors: [c, a]'],
      ['IDMS', 'source: r, mirrors: [x]'],
    );
    expect(orders(policy, 'digest')).toEqual(['r x', 's a b c']);
    expect(orders(policy, 'tag')).toEqual(['s c a']);
    expect(policy.isApplied).toBe(true);
  });

  test('each mirror knows every line that names it', () => {
    const policy = merged(['ICSP', 'source: s, mirrors: [a, b]'], ['IDMS', 'source: s, mirrors: [b, c]']);
    const places = policy.digest[0]?.mirrors.map(({ at }) => at.map(({ line }) => line));
    expect(places).toEqual([[6], [6, 13], [13]]);
  });

  test('sources are exact: no prefix, no case', () => {
    const policy = merged(
      ['IDMS', 'source: q.io, mirrors: [a]'],
      ['IDMS', 'source: q.io/x, mirrors: [b]'],
      ['IDMS', 'source: Q.io, mirrors: [c]'],
    );
    expect(orders(policy, 'digest')).toEqual(['Q.io c', 'q.io a', 'q.io/x b']);
  });

  test('an entry that names only its source is passed over with its source policy', () => {
    const policy = merged(['IDMS', `source: s, mirrors: [], ${NEVER}`], ['ITMS', 'source: t, mirrors: [t]']);
    expect([policy.digest, policy.tag]).toEqual([[], []]);
  });

  test('one refused object leaves the others alone', () => {
    const policy = merged(['IDMS', 'source: s, mirrors: ["a b"]'], ['IDMS', 'source: s, mirrors: [a]']);
    expect(orders(policy, 'digest')).toEqual(['s a']);
    expect(policy.isApplied).toBe(true);
  });

  test('one bad object of the deprecated kind keeps all from the nodes', () => {
    expect(
      merged(['ICSP', 'source: s, mirrors: ["a b"]'], ['IDMS', 'source: s, mirrors: [a]']).isApplied,
    ).toBe(false);
  });
});

describe('conflicts', () => {
  test.each<[string, Object[], number[]]>([
    [
      'two policies in one kind',
      [
        ['IDMS', `source: s, mirrors: [a], ${NEVER}`],
        ['IDMS', 'source: s, mirrors: [a]'],
      ],
      [13],
    ],
    [
      'deprecated kind and never',
      [
        ['ICSP', 'source: s, mirrors: [a]'],
        ['IDMS', `source: s, mirrors: [a], ${NEVER}`],
      ],
      [6],
    ],
    [
      'digest and tag sets',
      [
        ['IDMS', 'source: s, mirrors: [a]'],
        ['ITMS', `source: s, mirrors: [a], ${NEVER}`],
      ],
      [13],
    ],
    [
      'also without mirrors',
      [
        ['IDMS', `source: s, ${NEVER}`],
        ['IDMS', 'source: s, mirrors: [a]'],
      ],
      [13],
    ],
    ['its own mirror', [['IDMS', `source: s, mirrors: [a, s], ${NEVER}`]], [6]],
    [
      'unset and the default',
      [
        ['IDMS', 'source: s, mirrors: [a]'],
        ['IDMS', 'source: s, mirrors: [b], mirrorSourcePolicy: AllowContactingSource'],
      ],
      [],
    ],
    [
      'all never',
      [
        ['IDMS', `source: s, mirrors: [a], ${NEVER}`],
        ['ITMS', `source: s, mirrors: [b], ${NEVER}`],
      ],
      [],
    ],
    [
      'other sources',
      [
        ['IDMS', `source: s, mirrors: [a], ${NEVER}`],
        ['IDMS', 'source: s/t, mirrors: [a]'],
      ],
      [],
    ],
  ])('%s', (_what, objects, lines) => {
    const policy = merged(...objects);
    expect(policy.findings.map(({ rule, at }) => [rule, at?.line])).toEqual(
      lines.map((line) => ['policy-conflict', line]),
    );
    expect(policy.isApplied).toBe(lines.length === 0);
  });

  test('a source in both lists of the proposal', () => {
    const old = objectText('ICSP', ['source: s, mirrors: [a]']);
    const both = `${old}  repositoryMirrors:\n    - { source: s, mirrors: [a], allowMirrorByTags: true }\n`;
    const policy = mergeMirrorSets(documentsOf(readPolicy(both, 'p.yaml').documents, 'mirror-set'));
    expect(policy.findings.map(({ rule, at }) => [rule, at?.line])).toEqual([['policy-conflict', 8]]);
  });
});

test('neither the order nor the names of objects matter', () => {
  const names = fc.constantFrom('a', 'b', 'c', 's', 'd');
  const entry = fc
    .tuple(fc.constantFrom('s', 't', 's/x'), fc.uniqueArray(names, { minLength: 1, maxLength: 4 }))
    .map(([source, mirrors]) => `source: ${source}, mirrors: [${mirrors.join(', ')}]`);
  const objects = fc.array(fc.tuple(fc.constantFrom<Short>('IDMS', 'ITMS', 'ICSP'), entry), { maxLength: 6 });
  const shuffled = objects.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(
    fc.property(shuffled, ([given, other]) => {
      for (const by of ['digest', 'tag'] as const) {
        expect(orders(merged(...other), by)).toEqual(orders(merged(...given), by));
      }
    }),
    { numRuns: 100 },
  );
});
