import { describe, expect, test } from '@jest/globals';
import { createGate, type Gate, type Load, type Slot } from '../../../src/stores/registry/gate.ts';
import { later } from './later.ts';

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
/** Timers that keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** A gate that has climbed to its bound. */
function wideGate(bound: number): Gate {
  const gate = createGate('x', bound);
  while (gate.limit < bound) gate.answered();
  return gate;
}

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

  test.each([
    // bound, then how many of twenty reads, twenty writes and twenty small ones get in
    [1, 1, 1, 0],
    [2, 1, 1, 0],
    [4, 2, 1, 1],
    [8, 6, 1, 1],
    [16, 13, 1, 2],
    [40, 20, 15, 5],
  ])('of %i places streams leave some to small requests, and to each other', async (bound, ...expected) => {
    const loads = [...many(20, 'read'), ...many(20, 'write'), ...many(20, 'small')];
    const { slots } = enterAll(wideGate(bound), loads);
    await settle();
    const inside = (load: Load) => slots.filter((one) => one.load === load).length;
    expect([inside('read'), inside('write'), inside('small')]).toEqual(expected);
  });

  test('a small request waits until streams have left a place', async () => {
    const { slots } = enterAll(createGate('x', 1), ['read', 'write', 'small']);
    await settle();
    expect(slots.map(({ load }) => load)).toEqual(['read', 'write']);
    slots[0]?.slot.release();
    await settle();
    expect(slots).toHaveLength(2);
    slots[1]?.slot.release();
    await settle();
    expect(slots.map(({ load }) => load)).toEqual(['read', 'write', 'small']);
  });

  test.each<readonly Load[]>([
    ['read', 'small', 'write'],
    ['small', 'write', 'read'],
    ['write', 'read', 'small'],
  ])('whoever came first goes first: %s, %s, %s', async (...queue) => {
    const gate = createGate('x', 8);
    const inside = enterAll(gate, ['read', 'write', ...many(6, 'small')]);
    await settle();
    expect(inside.slots).toHaveLength(8);
    const waiting = enterAll(gate, queue);
    for (const { slot } of inside.slots.slice(2, 5)) {
      slot.release();
      await settle();
    }
    expect(waiting.slots.map(({ load }) => load)).toEqual(queue);
  });

  test('a good answer lets in one more of those who wait', async () => {
    const gate = createGate('x', 64);
    const { slots } = enterAll(gate, many(10, 'small'));
    await settle();
    expect(slots).toHaveLength(8);
    gate.answered();
    await settle();
    expect(slots).toHaveLength(9);
  });

  test('who comes with a signal that has fired takes no place', async () => {
    const gate = createGate('x', 1);
    await expect(gate.enter('small', AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    const { slots } = enterAll(gate, ['small']);
    await settle();
    expect(slots).toHaveLength(1);
  });

  test('closed, it keeps no timer for nobody', async () => {
    const before = timers();
    const gate = createGate('x', 4);
    const held = await gate.enter('small', signal);
    gate.closeFor(600_000);
    held.release();
    gate.answered();
    expect(timers()).toBe(before);
    const impatient = new AbortController();
    const waiting = [gate.enter('small', impatient.signal), gate.enter('read', impatient.signal)];
    expect(timers()).toBe(before + 1);
    impatient.abort();
    await Promise.allSettled(waiting);
    expect(timers()).toBe(before);
  });

  test('closed for longer than a timer can wait, it stays closed', async () => {
    const overflows: string[] = [];
    const note = ({ name }: Error) => overflows.push(name);
    process.on('warning', note);
    const gate = createGate('x', 1);
    gate.closeFor(2 ** 32);
    const impatient = new AbortController();
    const waiting = gate.enter('small', impatient.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    impatient.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    process.off('warning', note);
    expect(overflows).not.toContain('TimeoutOverflowWarning');
  });

  test('closed, it opens for those who still wait when others have left', async () => {
    const gate = createGate('x', 4);
    gate.closeFor(40);
    const impatient = new AbortController();
    const first = gate.enter('small', impatient.signal);
    const second = gate.enter('small', signal);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    (await second).release();
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

  test('given up, it says until when by the clock on the wall, and for how much too long', async () => {
    const DAY = 86_400_000;
    const refusal = await later(10 * DAY, () => createGate('https://x', 1).giveUpFor(DAY));
    const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 13);
    expect(refusal).toMatchObject({ where: 'https://x', fix: expect.stringContaining(tomorrow) });
    expect(createGate('https://x', 1).giveUpFor(1e300).message).toMatch(/until further notice$/);
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
