import { describe, expect, test } from '@jest/globals';
import { formatSource, parseLayoutTarget, parseSource, repositoryOfName } from '../../src/files/source.ts';

const DIGEST = `sha256:${'c'.repeat(64)}`;

describe('a layout as source', () => {
  test.each([
    ['oci:./images/tool:1.2', './images/tool', '1.2', '1.2'],
    ['oci:./dir', './dir', null, null],
    ['oci:/abs/dir:latest', '/abs/dir', 'latest', 'latest'],
    ['oci:./dir:library/redis:7.4', './dir', 'library/redis:7.4', '7.4'],
    ['oci:./dir:reg.example.com:5000/x:1', './dir', 'reg.example.com:5000/x:1', '1'],
    [`oci:./dir:redis@${DIGEST}`, './dir', `redis@${DIGEST}`, null],
    ['oci:./dir:library/redis', './dir', 'library/redis', null],
    ['oci:.', '.', null, null],
  ])('%s', (text, directory, name, tag) => {
    expect(parseSource(text)).toEqual({
      ok: true,
      value: { kind: 'layout', repository: { kind: 'layout', directory }, name, tag },
    });
  });

  test.each(['oci:', 'oci::x', 'oci:./d:', 'oci:./d:a b', 'oci:./d\u0000:a'])('%j is refused', (text) => {
    expect(parseSource(text).ok).toBe(false);
  });
});

test('a registry as source keeps tag and digest, without a default tag', () => {
  expect(parseSource('redis')).toMatchObject({ value: { kind: 'registry', tag: null, digest: null } });
  expect(parseSource(`redis:7@${DIGEST}`)).toMatchObject({
    value: { repository: { host: 'docker.io', path: 'library/redis' }, tag: '7', digest: DIGEST },
  });
  expect(parseSource('docker://redis').ok).toBe(false);
});

test.each([
  [null, ''],
  ['1.2', ''],
  ['library/redis:7.4', 'library/redis'],
  [`library/redis@${DIGEST}`, 'library/redis'],
  ['library/redis', 'library/redis'],
])('the repository of name %s is %j', (name, repository) => {
  expect(repositoryOfName(name)).toBe(repository);
});

test('a layout as target has no name', () => {
  expect(parseLayoutTarget('oci:./v')).toEqual({ ok: true, value: './v' });
  expect(parseLayoutTarget('oci:./v:x')).toMatchObject({ ok: false });
  expect(parseLayoutTarget('eu.example.com')).toBeNull();
});

test('canonical names', () => {
  expect(formatSource({ kind: 'registry', host: 'docker.io', path: 'library/redis' })).toBe(
    'docker.io/library/redis',
  );
  expect(formatSource({ kind: 'layout', directory: './d' })).toBe('oci:./d');
});
