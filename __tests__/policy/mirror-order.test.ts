import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeOrders } from '../../src/policy/mirror-order.ts';
import { processorMs } from './reading.ts';

/** The platform's documented rule, told once more with nothing but lists: slow, and free of the code under test. */
function oracle(source: string, lists: readonly (readonly string[])[]): readonly string[] {
  const pairs = lists.flatMap((list) => {
    const whole = list.includes(source) ? list : [...list, source];
    return whole.slice(1).map((to, index) => [whole[index] ?? '', to] as const);
  });
  const names = [...new Set(pairs.flat())].sort();
  let open = pairs;
  const isFree = (name: string) => !open.some(([, to]) => to === name);
  let queue = names.filter(isFree);
  const order: string[] = [];
  while (order.length < names.length) {
    const next = queue[0] ?? names.find((name) => !order.includes(name)) ?? '';
    queue = queue.slice(1);
    order.push(next);
    const behind = names.filter((name) => open.some(([from, to]) => from === next && to === name));
    open = open.filter(([from]) => from !== next);
    queue = [...queue, ...behind.filter((name) => isFree(name) && !order.includes(name))];
  }
  return order.at(-1) === source ? order.slice(0, -1) : order;
}

const mirrors = (text: string) => text.split(',').filter((name) => name !== '');

describe('the worked examples of the platform', () => {
  test.each<[string, string[], string, boolean]>([
    ['S', ['A,B', 'B,C'], 'A,B,C', false],
    ['S', ['B,C', 'A,B'], 'A,B,C', false],
    ['S', ['a,b,c', 'c,d,e'], 'a,b,c,d,e', false],
    ['S', ['Z', 'A'], 'A,Z', false],
    ['s', ['a,b', 'b,a'], 'a,b', true],
    ['quay.io/x', ['z.io/x,y.io/x', 'y.io/x,z.io/x'], 'quay.io/x,y.io/x,z.io/x', true],
    ['s', ['r1,r2', 'local,r2,r1'], 'local,r1,r2', true],
    ['S', ['m,S'], 'm', false],
    ['S', ['S,m'], 'S,m', false],
    ['S', ['S,a', 'b'], 'b,S,a', false],
    ['S', ['m,m'], 'S,m', true],
  ])('%s: %j is %s', (source, lists, expected, hasLoop) => {
    expect(mergeOrders(source, lists.map(mirrors))).toEqual({ mirrors: mirrors(expected), hasLoop });
  });
});

const name = fc.constantFrom('S', 'a', 'b', 'c', 'd', 'e', 'T', 'Z', '0');
const list = fc
  .array(name, { minLength: 1, maxLength: 5 })
  .filter((names) => names.some((one) => one !== 'S'));
const lists = fc.array(list, { minLength: 1, maxLength: 6 });

describe('whatever the lists', () => {
  test('the order is the one that the rule gives', () => {
    fc.assert(
      fc.property(lists, (given) => {
        expect(mergeOrders('S', given).mirrors).toEqual(oracle('S', given));
      }),
      { numRuns: 2000 },
    );
  });

  test('the order of lists does not matter', () => {
    const permuted = lists.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(permuted, ([given, shuffled]) => {
        expect(mergeOrders('S', shuffled)).toEqual(mergeOrders('S', given));
      }),
    );
  });

  test('every mirror is there once, and lists without contradiction are all kept', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const { mirrors: order, hasLoop } = mergeOrders('S', given);
        const named = new Set(given.flat().filter((one) => one !== 'S'));
        expect([...order].filter((one) => one !== 'S').sort()).toEqual([...named].sort());
        if (hasLoop) return;
        for (const one of given) {
          const kept = one.filter((each) => order.includes(each));
          expect(order.filter((each) => (kept as readonly string[]).includes(each))).toEqual(kept);
        }
      }),
    );
  });

  test('merging what was merged changes nothing', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const { mirrors: order } = mergeOrders('S', given);
        expect(mergeOrders('S', [order])).toEqual({ mirrors: order, hasLoop: false });
      }),
    );
  });

  test('a thousand mirrors in a hundred lists take no time', () => {
    const many = Array.from({ length: 100 }, (_, at) =>
      Array.from({ length: 1000 }, (_each, index) => `m${(index * 7 + at * 13) % 1000}`),
    );
    const spent = processorMs(() => expect(mergeOrders('S', many).mirrors).toHaveLength(1001));
    expect(spent).toBeLessThan(3000);
  });
});
