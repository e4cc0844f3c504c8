import { expect, test } from '@jest/globals';
import {
  coversScopes,
  mergeScopes,
  parseScopes,
  pullScope,
  pushScope,
} from '../../../src/stores/registry/scope.ts';

test('a mount needs both repositories', () => {
  expect(pushScope('b/to', 'a/from')).toEqual(['repository:a/from:pull', 'repository:b/to:pull,push']);
});

test('scopes of one resource become one, also with a port in the name', () => {
  expect(mergeScopes(['repository:h:5000/a:pull'], ['repository:h:5000/a:push,pull'])).toEqual([
    'repository:h:5000/a:pull,push',
  ]);
});

test('actions are in one order, however they were asked for', () => {
  expect(mergeScopes(['repository:a:push'], ['repository:a:pull'])).toEqual(['repository:a:pull,push']);
});

test('a token covers all that is needed, not some of it', () => {
  expect(coversScopes(pullScope('a'), [...pullScope('a'), ...pullScope('b')])).toBe(false);
});

test('a wider token covers a narrower need, not the other way round', () => {
  expect(coversScopes(pushScope('a'), pullScope('a'))).toBe(true);
  expect(coversScopes(pullScope('a'), pushScope('a'))).toBe(false);
  expect(coversScopes(pullScope('a'), pullScope('ab'))).toBe(false);
  expect(coversScopes(pushScope('a', 'b'), pushScope('a'))).toBe(true);
});

test('a challenge may name several scopes; junk is left out', () => {
  expect(parseScopes('repository:a:pull registry:catalog:* junk')).toEqual([
    'registry:catalog:*',
    'repository:a:pull',
  ]);
  expect(parseScopes(':repository:a:pull repository:a:pull! repository::pull')).toEqual([]);
});

test('a challenge does not make us ask for more than sixteen scopes', () => {
  const many = Array.from({ length: 20 }, (_unused, at) => `repository:r${at}:pull`);
  expect(parseScopes(many.join(' '))).toHaveLength(16);
});
