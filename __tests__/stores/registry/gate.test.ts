import { describe, expect, test } from '@jest/globals';
import { createGate, type Gate, type Load, type Slot } from '../../../src/stores/registry/gate.ts';

const signal = new AbortController().signal;

/** Enters without waiting; the list grows as places are given. */
function enterAll(
  gate: Gate,
  loads: readonly Load[],
): { readonly slots: { load: Load; number: number; slot: Slot }[] } {
  const slots: { load: Load; number: number; slot: Slot }[] = [];
  for (const [number, load] of loads.entries()) {
    gate.enter(load, signal).then(
      (slot) => slots.push({ load, number, slot }),
      () => {},
    );
  }
  return { slots };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const many = (count: number, load: Load): Load[] => Array.from({ length: count }, () => load);

describe('the gate', () => {
  test('lets in as many as it may, in order, and the next as places come free', async () => {
    const gate = createGate('x', 4);
    const { slots } = enterAll(gate, many(6, 'small'));
    await settle();
    expect(slots.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    slots[1]?.slot.release();
    slots[1]?.slot.release();
    await settle();
    expect(slots.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
  });

  test('never exceeds the bound, however well it goes', async () => {
    const gate = createGate('x', 5);
    for (let round = 0; round < 100; round += 1) gate.answered();
    const { slots } = enterAll(gate, many(20, 'small'));
    await settle();
    expect(slots).toHaveLength(5);
  });

  test('climbs fast at first, halves once per burst, then climbs slowly', async () => {
    const gate = createGate('x', 64);
    const start = gate.limit;
    for (let round = 0; round < 8; round += 1) gate.answered();
    expect(gate.limit).toBe(start + 8);
    const enteredAt = gate.now();
    await new Promise((resolve) => setTimeout(resolve, 5));
    gate.overloaded(enteredAt);
    gate.overloaded(enteredAt);
    expect(gate.limit).toBe((start + 8) / 2);
    for (let round = 0; round < 4; round += 1) gate.answered();
    expect(gate.limit).toBe((start + 8) / 2);
    for (let round = 0; round < 6; round += 1) gate.answered();
    expect(gate.limit).toBe((start + 8) / 2 + 1);
  });

  test('never halves below one', () => {
    const gate = createGate('x', 64);
    for (let round = 0; round < 10; round += 1) gate.overloaded(Number.POSITIVE_INFINITY);
    expect(gate.limit).toBe(1);
  });

  test('small requests pass long streams that fill the rest', async () => {
    const gate = createGate('x', 8);
    const { slots } = enterAll(gate, [...many(20, 'read'), 'small']);
    await settle();
    expect(slots.filter(({ load }) => load === 'small')).toHaveLength(1);
    expect(slots.filter(({ load }) => load === 'read').length).toBeLessThan(8);
  });

  test('reading cannot keep out writing, nor the other way round, even with one place', async () => {
    for (const bound of [1, 2, 8]) {
      const gate = createGate('x', bound);
      const { slots } = enterAll(gate, [...many(20, 'read'), 'write']);
      await settle();
      expect(slots.map(({ load }) => load)).toContain('write');
      const other = enterAll(createGate('x', bound), [...many(20, 'write'), 'read']);
      await settle();
      expect(other.slots.map(({ load }) => load)).toContain('read');
    }
  });

  test('closed, it opens after the time given', async () => {
    const gate = createGate('x', 4);
    const before = performance.now();
    gate.closeFor(60);
    gate.closeFor(10);
    (await gate.enter('small', signal)).release();
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  test('given up, it turns everybody away at once and names the time', async () => {
    const gate = createGate('https://x', 1);
    const held = await gate.enter('small', signal);
    const waiting = gate.enter('small', signal);
    gate.giveUpFor(86_400_000);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 13);
    await expect(waiting).rejects.toMatchObject({
      code: 'rate-limited',
      message: expect.stringContaining(tomorrow),
    });
    await expect(gate.enter('small', signal)).rejects.toMatchObject({ code: 'rate-limited' });
    held.release();
  });

  test('who gives up waiting loses the place in the queue, nobody else does', async () => {
    const gate = createGate('x', 1);
    const held = await gate.enter('small', signal);
    const impatient = new AbortController();
    const first = gate.enter('small', impatient.signal);
    const second = gate.enter('small', signal);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    held.release();
    (await second).release();
    (await gate.enter('small', signal)).release();
  });

  test('places come back after thousands of visits', async () => {
    const gate = createGate('x', 3);
    let inside = 0;
    let most = 0;
    await Promise.all(
      many(3000, 'small').map(async (load) => {
        const slot = await gate.enter(load, signal);
        most = Math.max(most, ++inside);
        await settle();
        inside -= 1;
        slot.release();
      }),
    );
    expect(most).toBe(3);
  });
});
