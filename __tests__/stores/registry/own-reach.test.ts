import { expect, test } from '@jest/globals';
import type { Reach } from '../../../src/stores/registry/addresses.ts';
import { OwnReach } from '../../../src/stores/registry/own-reach.ts';

const ALL: readonly Reach[] = ['public', 'private', 'loopback', 'link-local'];

test('a name counts as public until it was connected to, an address as what it is', () => {
  expect(new OwnReach('reg.example', true).current).toBe('public');
  expect(new OwnReach('10.1.2.3', true).current).toBe('private');
  expect(new OwnReach('localhost', true).current).toBe('loopback');
});

test('a name is where it answered, and for good where that was most public', () => {
  const reach = new OwnReach('reg.example', true);
  reach.connectedTo('10.1.2.3');
  expect(ALL.filter((to) => reach.mayReferTo(to))).toEqual(['public', 'private']);
  reach.connectedTo('203.0.113.5');
  reach.connectedTo('127.0.0.1');
  expect(ALL.filter((to) => reach.mayReferTo(to))).toEqual(['public']);
});

test('DNS rebinding: who does not show a certificate stays where it was', () => {
  const reach = new OwnReach('reg.example', false);
  expect(ALL.filter((to) => reach.mayMoveTo(to))).toEqual(ALL);
  reach.connectedTo('203.0.113.5');
  expect(ALL.filter((to) => reach.mayMoveTo(to))).toEqual(['public']);
});

test('a registry behind a certificate may answer from other addresses, and that opens no ways', () => {
  const reach = new OwnReach('reg.example', true);
  reach.connectedTo('203.0.113.5');
  expect(ALL.filter((to) => reach.mayMoveTo(to))).toEqual(ALL);
  expect(reach.mayReferTo('private')).toBe(false);
});
