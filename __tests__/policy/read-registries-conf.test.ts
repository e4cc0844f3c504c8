import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { faultsOf, only, readSound } from './reading.ts';

/** Shaped like the example of the manual page: search registries, a remapped prefix, mirrors, a blocked registry. */
const DOCUMENTED = `unqualified-search-registries = ["example.com"]

[[registry]]
prefix = "example.com/foo"
insecure = false
blocked = false
location = "internal-registry-for-example.com/bar/"

[[registry.mirror]]
location = "example-mirror-0.local/mirror-for-foo"

[[registry.mirror]]
location = "example-mirror-1.local/mirrors/foo"
insecure = true
pull-from-mirror = "digest-only"

[[registry]]
location = "registry.com"
blocked = true

[aliases]
"fedora" = "registry.fedoraproject.org/fedora"
"gone" = ""
`;

const FILE = 'registries.conf';
const errorAt = (place: string) => [`error policy-invalid ${place}`];

describe('registries.conf', () => {
  test('is read with defaults and places', () => {
    const conf = only(readSound(DOCUMENTED, FILE), 'registries.conf');
    expect(conf).toMatchObject({ version: 2, isDropIn: false, fate: 'used' });
    expect(conf.searchRegistries).toEqual([{ text: 'example.com', at: { file: FILE, line: 1, column: 34 } }]);
    expect(conf.registries).toEqual([
      {
        prefix: 'example.com/foo',
        location: 'internal-registry-for-example.com/bar',
        insecure: false,
        blocked: false,
        mirrorByDigestOnly: false,
        mirrors: [
          {
            location: 'example-mirror-0.local/mirror-for-foo',
            insecure: false,
            pullFrom: 'all',
            at: { file: FILE, line: 9, column: 1 },
          },
          {
            location: 'example-mirror-1.local/mirrors/foo',
            insecure: true,
            pullFrom: 'digest-only',
            at: { file: FILE, line: 12, column: 1 },
          },
        ],
        at: { file: FILE, line: 3, column: 1 },
      },
      {
        prefix: 'registry.com',
        location: 'registry.com',
        insecure: false,
        blocked: true,
        mirrorByDigestOnly: false,
        mirrors: [],
        at: { file: FILE, line: 17, column: 1 },
      },
    ]);
  });

  test.each([
    ['etc/containers/registries.conf.d/01-a.conf', true],
    ['registries.conf.d/a.conf', true],
    ['etc/containers/registries.conf', false],
    ['a.conf', false],
  ])('%s is a drop-in: %s', (path, isDropIn) => {
    expect(only(readSound(DOCUMENTED, path), 'registries.conf').isDropIn).toBe(isDropIn);
  });

  const table = (lines: string) => `[[registry]]\nlocation = "a.example"\n${lines}`;
  test.each<[string, string, readonly string[]]>([
    ['broken TOML', '[[registry]\n', errorAt('1:12')],
    ['a scheme', '[[registry]]\nlocation = "https://a.example"\n', [...errorAt('1:1'), ...errorAt('2:1')]],
    ['neither location nor prefix', '[[registry]]\nblocked = true\n', errorAt('1:1')],
    ['a prefix without location', '[[registry]]\nprefix = "a.example"\n', errorAt('1:1')],
    ['a mirror without location', table('[[registry.mirror]]\ninsecure = true\n'), errorAt('3:1')],
    ['pull-from-mirror on a registry', table('pull-from-mirror = "all"\n'), errorAt('3:1')],
    [
      'both restrictions',
      table('mirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m"\npull-from-mirror = "all"\n'),
      errorAt('6:1'),
    ],
    [
      'an unknown restriction',
      table('[[registry.mirror]]\nlocation = "m"\npull-from-mirror = "digests"\n'),
      errorAt('5:1'),
    ],
    [
      'one place, two ways',
      `${table('')}[[registry]]\nprefix = "b"\nlocation = "a.example"\ninsecure = true\n`,
      errorAt('3:1'),
    ],
    ['a search path', 'unqualified-search-registries = ["docker.io/library"]\n', errorAt('1:34')],
    ['a bad short-name-mode', 'short-name-mode = "strict"\n', errorAt('1:1')],
    ['a wildcard with a port', '[[registry]]\nprefix = "*.a:5000"\n', errorAt('2:1')],
    [
      'versions 1 and 2',
      'short-name-mode = "permissive"\n[registries.search]\nregistries = []\n',
      errorAt('2:1'),
    ],
    ['a wrong type', table('blocked = "yes"\n'), errorAt('3:1')],
    ['an alias with a tag', '[aliases]\n"a:1" = "b.c/a"\n', errorAt('2:1')],
    ['an alias without a host', '[aliases]\na = "b/a"\n', errorAt('2:1')],
    ['a key given twice', table('location = "b"\n'), errorAt('3:1')],
    ['newer TOML', 'aliases = { a = "b.c/a",\n }\n', errorAt('2:1')],
    ['an unknown key', table('[[registry.mirrors]]\nlocation = "m"\n'), ['warning policy-unknown-key 3:1']],
    [
      'a prefix given twice',
      `${table('')}[[registry]]\nlocation = "a.example/"\n`,
      ['warning policy-no-effect 3:1'],
    ],
    [
      'a prototype key',
      '[[registry]]\nlocation = "a"\n[__proto__]\nx = 1\n',
      ['warning policy-unknown-key 3:1'],
    ],
    ['nothing', '', []],
  ])('%s', (_what, text, expected) => {
    expect(faultsOf(text, FILE)).toEqual(expected);
    const [document] = readPolicy(text, FILE).documents;
    const isRefused = expected.some((line) => line.startsWith('error'));
    if (document !== undefined) expect(document.fate).toBe(isRefused ? 'refused' : 'used');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('version 1 is read as version 2 would say it', () => {
    const text = `[registries.search]
registries = ["docker.io"]
[registries.insecure]
registries = ["m.example:5000/"]
[registries.block]
registries = ["m.example:5000", "bad.example"]
`;
    const conf = only(readSound(text, FILE), 'registries.conf');
    expect(conf.version).toBe(1);
    expect(conf.registries.map((one) => [one.prefix, one.insecure, one.blocked])).toEqual([
      ['m.example:5000', true, true],
      ['bad.example', false, true],
    ]);
    expect(faultsOf(text, FILE)).toEqual(['warning policy-deprecated 1:1']);
    expect(faultsOf(text, 'registries.conf.d/a.conf')).toEqual(['error policy-invalid 1:1']);
  });

  test('keys in another case are taken where none is exact', () => {
    const text = '[[Registry]]\nLocation = "a.example"\nBlocked = true\nlocation = "b.example"\n';
    const conf = only(readPolicy(text, FILE).documents, 'registries.conf');
    expect(conf.registries).toMatchObject([{ location: 'b.example', blocked: true }]);
    expect(faultsOf(text, FILE)).toEqual(['warning policy-unknown-key 2:1']);
  });

  test('a drop-in that is not called .conf is never opened', () => {
    expect(faultsOf(DOCUMENTED, 'registries.conf.d/a.toml')).toEqual(['error policy-ignored 1:1']);
  });
});
