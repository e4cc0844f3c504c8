import { describe, expect, test } from '@jest/globals';
import { Tap } from '../../../src/stores/registry/tap.ts';

function tapOf(limitBytes: number): { readonly tap: Tap; readonly taken: number[] } {
  const taken: number[] = [];
  const take = (chunk: Uint8Array): void => {
    taken.push(chunk.byteLength);
  };
  return { tap: new Tap({ wants: ({ status }) => status === 200, take, limitBytes }), taken };
}

const head = (status: number) => ({ status, header: () => undefined });

describe('a tap', () => {
  test('takes nothing beyond its limit, and nothing after that', () => {
    const { tap, taken } = tapOf(10);
    for (const bytes of [4, 6, 1, 0]) tap.take(new Uint8Array(bytes));
    expect(taken).toEqual([4, 6]);
    expect(tap.wants(head(200))).toBe(false);
  });

  test('that is closed takes nothing', () => {
    const { tap, taken } = tapOf(10);
    expect([tap.wants(head(200)), tap.wants(head(307))]).toEqual([true, false]);
    tap.take(new Uint8Array(3));
    tap.close();
    tap.take(new Uint8Array(3));
    expect(taken).toEqual([3]);
    expect(tap.wants(head(200))).toBe(false);
  });
});
