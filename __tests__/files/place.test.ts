import { describe, expect, test } from '@jest/globals';
import type { MirrorPlace, SourceRepository } from '../../src/files/mirrorfile.ts';
import { parseTemplate, placeKey, placeOf, plainDirectory } from '../../src/files/place.ts';

const REDIS: SourceRepository = { kind: 'registry', host: 'docker.io', path: 'library/redis' };
const EU: MirrorPlace = { kind: 'registry', host: 'eu.example.com', prefix: 'mirror' };
const US: MirrorPlace = { kind: 'registry', host: 'us.example.com:5000', prefix: '' };
const VAULT: MirrorPlace = { kind: 'layout', directory: './vault' };

interface Templates {
  readonly image?: string;
  readonly mirror?: string;
  readonly file?: string;
}

function place(
  source: SourceRepository,
  mirrorPlace: MirrorPlace,
  { image, mirror, file }: Templates,
): string | null {
  const result = placeOf({
    image: { source, repository: image ?? null },
    mirror: { place: mirrorPlace, repository: mirror ?? null },
    file: { repository: file ?? '{path}' },
  });
  return result.ok ? result.value : null;
}

describe('where an image lands', () => {
  test.each<[SourceRepository, MirrorPlace, Templates, string | null]>([
    [REDIS, EU, {}, 'mirror/library/redis'],
    [REDIS, US, {}, 'library/redis'],
    [REDIS, VAULT, {}, 'library/redis'],
    [REDIS, EU, { file: '{host}/{path}' }, 'mirror/docker.io/library/redis'],
    [REDIS, EU, { file: '{path}', mirror: 'cache/{name}' }, 'mirror/cache/redis'],
    [REDIS, EU, { mirror: 'cache/{name}', image: 'own' }, 'mirror/own'],
    [REDIS, EU, { file: '{name}-{name}' }, 'mirror/redis-redis'],
    [{ ...REDIS, host: 'localhost:5000' }, US, { file: '{host}/{path}' }, 'localhost-5000/library/redis'],
    [{ ...REDIS, host: '[::1]:5000' }, US, { file: '{host}/{path}' }, '1-5000/library/redis'],
    [{ ...REDIS, host: 'Reg.Example.com' }, US, { file: '{host}/x' }, 'reg.example.com/x'],
    [{ kind: 'layout', directory: 'd' }, EU, { image: 'tools/tool' }, 'mirror/tools/tool'],
    [{ kind: 'layout', directory: 'd' }, EU, {}, null],
    [{ ...REDIS, path: 'x'.repeat(255) }, EU, {}, null],
  ])('%j on %j by %j', (source, mirrorPlace, templates, expected) => {
    expect(place(source, mirrorPlace, templates)).toBe(expected);
  });
});

test.each(['{path}', '{host}/{path}', 'a/{name}', 'fixed'])('%s is a template', (template) => {
  expect(parseTemplate(template)).toEqual({ ok: true, value: template });
});

test.each([
  '',
  '/{path}',
  '{path}/',
  '{}',
  '{Path}',
  '{constructor}',
  '{path',
  'a}',
  '{{path}}',
  'Upper',
  'a b',
  'x:{name}',
])('%j is no template', (template) => {
  expect(parseTemplate(template).ok).toBe(false);
});

test.each([
  ['./vault', 'vault'],
  ['vault/', 'vault'],
  ['a/./b//c', 'a/b/c'],
  ['/abs/x', '/abs/x'],
  ['/', '/'],
  ['.', '.'],
  ['../x', '../x'],
])('directory %s is %s', (written, plain) => {
  expect(plainDirectory(written)).toBe(plain);
});

test('one directory in two spellings is one place', () => {
  expect(placeKey({ place: VAULT }, 'x')).toBe(
    placeKey({ place: { kind: 'layout', directory: 'vault/' } }, 'x'),
  );
  expect(placeKey({ place: VAULT }, 'x')).not.toBe(placeKey({ place: VAULT }, 'y'));
});
