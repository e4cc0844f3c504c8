import { expect, test } from '@jest/globals';
import { Places } from '../../../src/mirror/copy/places.ts';
import { digestOf } from '../../../src/oci/digest.ts';
import { createMemoryStore } from '../../../src/stores/memory.ts';

const LAYER = digestOf(Buffer.from('a layer for all'));

test('a layer in thousands of repositories is remembered at a few of each registry: no look goes through all of them', () => {
  const places = new Places();
  const [one, other] = [createMemoryStore('one.example'), createMemoryStore('other.example')];
  const targets = Array.from({ length: 5_000 }, (_, each) => one.open(`app-${each}`));
  for (const target of targets) places.add(LAYER, target);
  const lone = other.open('app');
  places.add(LAYER, lone);
  const [first] = targets;
  if (first === undefined) throw new Error('no target');
  expect(places.mountableInto(one.open('new'), LAYER)[0]).toBe('app-0');
  expect(places.mountableInto(first, LAYER)).not.toContain('app-0');
  expect(places.mountableInto(one.open('new'), LAYER).length).toBeLessThanOrEqual(8);
  expect(places.mountableInto(other.open('new'), LAYER)).toEqual(['app']);
  const readers = places.readersOf(LAYER, []);
  expect(readers.map(({ store }) => store)).toContain(lone);
  expect(readers.length).toBeLessThanOrEqual(9);
});

test('a place that has lost it makes room for another', () => {
  const places = new Places();
  const store = createMemoryStore('one.example');
  const targets = Array.from({ length: 8 }, (_, each) => store.open(`app-${each}`));
  for (const target of targets) places.add(LAYER, target);
  for (const target of targets) places.remove(LAYER, target);
  expect(places.mountableInto(store.open('new'), LAYER)).toEqual([]);
  places.add(LAYER, store.open('late'));
  expect(places.mountableInto(store.open('new'), LAYER)).toEqual(['late']);
});
