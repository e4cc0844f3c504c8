import { describe, expect, test } from '@jest/globals';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import type { Finding } from '../../src/finding.ts';
import { OTHER_PIN, PIN } from './contract-example.ts';

const MIRRORS = 'version: 1\nmirrors: [{ name: eu, target: eu.example.com }]\n';

/** `line:column` of every finding. */
function places(text: string): string[] {
  return faults(text).map(({ at }) => `${at?.line}:${at?.column}`);
}

function faults(text: string): readonly Finding[] {
  const { file, findings } = readMirrorFile(text, 'mirror.yaml');
  expect(file === null).toBe(findings.length > 0);
  for (const { rule, severity, at, help } of findings) {
    expect({ rule, severity, file: at?.file }).toEqual({
      rule: 'manifest-invalid',
      severity: 'error',
      file: 'mirror.yaml',
    });
    expect(help).not.toBe('');
  }
  return findings;
}

test('two selections of one source repository name both lines', () => {
  const images = ['redis', '{ source: redis, select: { semver: "7" } }'];
  const second = '{ source: docker.io/library/redis, repository: other, select: { semver: "8" } }';
  const text = (list: readonly string[]) =>
    `${MIRRORS}images:\n${list.map((one) => `  - ${one}\n`).join('')}`;
  expect(faults(text(images.slice(1)))).toEqual([]);
  const told = faults(text([...images.slice(1), second]));
  expect(told.map(({ at }) => at?.line)).toEqual([5]);
  expect(told[0]?.message).toMatch(/line 4 .*line 5/);
});

describe('every fault has its place', () => {
  const top: [string, string, string[]][] = [
    ['an empty file', '', ['1:1']],
    ['a comment alone', '# nothing\n', ['1:1']],
    ['a list at top', '- redis\n', ['1:1']],
    ['a syntax error', 'version: 1\nmirrors: [\n', ['3:1']],
    ['a second document', 'version: 1\n---\nversion: 1\n', ['2:1']],
    ['version missing', 'mirrors: [{ name: eu, target: a.b }]\nimages: []\n', ['1:1']],
    ['version 2', 'version: 2\nmirrors: [{ name: eu, target: a.b }]\nimages: []\n', ['1:10']],
    ['version as a string', 'version: "1"\nmirrors: [{ name: eu, target: a.b }]\nimages: []\n', ['1:10']],
    ['images missing', MIRRORS, ['1:1']],
    ['mirrors empty', 'version: 1\nmirrors: []\nimages: []\n', ['2:10']],
    ['images empty of value', `${MIRRORS}images:\n`, ['3:8']],
    ['an unknown key', `${MIRRORS}imges: []\nimages: []\n`, ['3:1']],
    ['a key given twice', `${MIRRORS}images: []\nimages: []\n`, ['4:1']],
    ['a dangerous key', `${MIRRORS}images: []\n__proto__: { version: 3 }\n`, ['4:1']],
    ['a merge key', `${MIRRORS}images: []\n<<: { maxLag: 1d }\n`, ['4:1']],
    ['a tag of another program', `${MIRRORS}images: []\nmaxLag: !secret 1d\n`, ['4:9']],
    ['an alias without anchor', `${MIRRORS}images: []\nmaxLag: *lag\n`, ['4:9']],
    ['a wrong boolean', `${MIRRORS}keepTags: yes\nimages: []\n`, ['3:11']],
    ['a number as duration', `${MIRRORS}maxLag: 26\nimages: []\n`, ['3:9']],
    ['a bad duration', `${MIRRORS}recheckAfter: 7 days\nimages: []\n`, ['3:15']],
    ['an unknown choice', `${MIRRORS}unlocked: maybe\nimages: []\n`, ['3:11']],
    ['an unknown placeholder', `${MIRRORS}repository: "{tag}"\nimages: []\n`, ['3:13']],
    ['a lone brace', `${MIRRORS}repository: "a{path"\nimages: []\n`, ['3:13']],
    ['a template that begins with a slash', `${MIRRORS}repository: "/{path}"\nimages: []\n`, ['3:13']],
    ['a runtime without version', `${MIRRORS}runtimes: [docker]\nimages: []\n`, ['3:12']],
    ['an unknown rule', `${MIRRORS}rules: { blob-mising: note }\nimages: []\n`, ['3:10']],
    ['an unknown severity', `${MIRRORS}rules: { blob-missing: fatal }\nimages: []\n`, ['3:24']],
  ];
  test.each(top)('%s', (_, text, expected) => {
    expect(places(text)).toEqual(expected);
  });

  test.each([
    ['a name in upper case', '{ name: EU, target: a.b }', ['2:19']],
    ['no name', '{ target: a.b }', ['2:11']],
    ['no target', '{ name: a }', ['2:11']],
    ['a scheme', '{ name: a, target: "https://a.b" }', ['2:30']],
    ['a host without dot', '{ name: a, target: registry }', ['2:30']],
    ['a tag in the target', '{ name: a, target: "a.b/c:1" }', ['2:30']],
    ['an empty layout', '{ name: a, target: "oci:" }', ['2:30']],
    ['a layout with a name', '{ name: a, target: "oci:./v:1" }', ['2:30']],
    ['a layout as cache', '{ name: a, target: "oci:./v", kind: cache }', ['2:47']],
    ['an unknown state', '{ name: a, target: a.b, state: gone }', ['2:42']],
    ['a name twice', '{ name: a, target: a.b }, { name: a, target: c.d }', ['2:45']],
    ['a target twice', '{ name: a, target: a.b/x }, { name: b, target: a.b/x }', ['2:39']],
    ['a layout twice', '{ name: a, target: "oci:./v" }, { name: b, target: "oci:v/" }', ['2:43']],
  ])('mirrors: %s', (_, mirrors, expected) => {
    expect(places(`version: 1\nmirrors: [${mirrors}]\nimages: []\n`)).toEqual(expected);
  });

  test.each([
    ['a host with a path', 'a.b/c: {}', ['4:3']],
    ['a host given twice', 'docker.io: {}\n  index.docker.io: {}', ['5:3']],
    ['cert without key', 'a.b: { tls: { cert: c.pem } }', ['4:23']],
    ['key without cert', 'a.b: { tls: { key: c.key } }', ['4:22']],
    ['an empty ca', 'a.b: { tls: { ca: "" } }', ['4:21']],
    ['tls as text', 'a.b: { tls: off }', ['4:15']],
    ['half an auth', 'a.b: { auth: { usernameEnv: MIRROR_U } }', ['4:16']],
    [
      'a name that belongs to the runner',
      'a.b: { auth: { usernameEnv: ACTIONS_X, passwordEnv: runner_y } }',
      ['4:31', '4:55'],
    ],
    ['no concurrency', 'a.b: { concurrency: 0 }', ['4:23']],
    ['half a request', 'a.b: { concurrency: 1.5 }', ['4:23']],
    ['an endpoint without scheme', 'a.b: { endpoints: [m.io, "https://m.io?x=1"] }', ['4:22', '4:28']],
  ])('registries: %s', (_, registry, expected) => {
    expect(places(`${MIRRORS}registries:\n  ${registry}\nimages: []\n`)).toEqual(expected);
  });

  test.each([
    ['no rule, until, reason', '{}', ['3:10', '3:10', '3:10']],
    ['an unknown rule', '{ rule: blob-gone, until: 2027-01-01, reason: r }', ['3:18']],
    ['no such day', '{ rule: stale, until: 2027-02-30, reason: r }', ['3:32']],
    ['a year alone', '{ rule: stale, until: 2027, reason: r }', ['3:32']],
    ['no reason', '{ rule: stale, until: 2027-01-01, reason: " " }', ['3:52']],
    ['an unknown mirror', '{ rule: stale, until: 2027-01-01, reason: r, mirror: us }', ['3:63']],
  ])('accept: %s', (_, entry, expected) => {
    expect(places(`${MIRRORS}accept: [${entry}]\nimages: []\n`)).toEqual(expected);
  });

  test.each([
    ['a number', '7', ['3:10']],
    ['nothing', '~', ['3:10']],
    ['a short digest', 'redis:7@sha256:abc', ['3:10']],
    ['an upper case name', 'docker.io/Acme/app:1', ['3:10']],
    ['a bad tag', '"redis:a b"', ['3:10']],
    ['a layout in short form', '"oci:./d:1"', ['3:10']],
    ['no source', '{ tags: ["7"] }', ['3:10']],
    ['nothing wanted', '{ source: redis }', ['3:10']],
    ['empty lists', '{ source: redis, tags: [], digests: [] }', ['3:10']],
    ['a number as tag', '{ source: redis, tags: [1.10] }', ['3:34']],
    ['an empty tag', '{ source: redis, tags: [~] }', ['3:34']],
    ['a bad pin', '{ source: redis, tags: ["7@sha256:x"] }', ['3:34']],
    ['a digest as tag', `{ source: redis, tags: ["${PIN}"] }`, ['3:34']],
    ['a tag as digest', '{ source: redis, digests: ["7"] }', ['3:37']],
    ['an empty select', '{ source: redis, select: {} }', ['3:35']],
    ['exclude alone', '{ source: redis, select: { exclude: x } }', ['3:35']],
    ['latest without semver', '{ source: redis, select: { include: x, latest: 3 } }', ['3:57']],
    ['latest 0', '{ source: redis, select: { semver: "1", latest: 0 } }', ['3:58']],
    ['a number as range', '{ source: redis, select: { semver: 7 } }', ['3:45']],
    ['no range', '{ source: redis, select: { semver: new } }', ['3:45']],
    ['an unusable pattern', '{ source: redis, select: { include: "(?=x)" } }', ['3:46']],
    ['an unusable immutable', '{ source: "redis:7", immutable: "[" }', ['3:42']],
    ['an unknown mirror', '{ source: "redis:7", mirrors: [ue] }', ['3:41']],
    ['a mirror twice', '{ source: "redis:7", mirrors: [eu, eu] }', ['3:45']],
    ['no mirror', '{ source: "redis:7", mirrors: [] }', ['3:40']],
    ['a bad platform', '{ source: "redis:7", platforms: [linux] }', ['3:43']],
    ['no platform', '{ source: "redis:7", platforms: [] }', ['3:42']],
    ['index omit without platforms', '{ source: "redis:7", index: omit }', ['3:38']],
    ['an upper case repository', '{ source: "redis:7", repository: Redis }', ['3:43']],
    ['an unknown placeholder', '{ source: "redis:7", repository: "{tag}" }', ['3:43']],
    ['a layout without repository', '{ source: "oci:./d:1" }', ['3:10']],
    ['a layout with a placeholder', '{ source: "oci:./d:1", repository: "x/{name}" }', ['3:45']],
    ['a layout without directory', '{ source: "oci:", repository: x }', ['3:20']],
    ['a layout without name', '{ source: "oci:./d:", repository: x }', ['3:20']],
    ['an unknown key', '{ source: "redis:7", tag: x }', ['3:31']],
  ])('images: %s', (_, image, expected) => {
    expect(places(`${MIRRORS}images: [${image}]\n`)).toEqual(expected);
  });
});

test('all faults are told in one run, in the order of the text', () => {
  const text = [
    'version: 3',
    'mirors: []',
    'maxLag: soon',
    'mirrors:',
    '  - { name: EU, target: "http://x" }',
    '  - target: 5',
    'images:',
    '  - redis:7@sha256:abc',
    '  - { source: foo/Bar, tags: [1.10, "x y"], mirrors: [us], index: omit, hm: 1 }',
    '  - { source: mysql }',
    '',
  ].join('\n');
  expect(places(text)).toEqual([
    '1:10',
    '2:1',
    '3:9',
    '5:13',
    '5:25',
    '6:5',
    '6:13',
    '8:5',
    '9:15',
    '9:31',
    '9:37',
    '9:55',
    '9:67',
    '9:73',
    '10:5',
  ]);
});

describe('messages', () => {
  test('a number where a tag is meant is shown as written, with the quotes to write', () => {
    const [fault] = faults(`${MIRRORS}images: [{ source: redis, tags: [1.10] }]\n`);
    expect(fault?.message).toContain('1.10');
    expect(fault?.help).toContain('"1.10"');
  });

  test.each([
    ['imges: []\nimages: []', 'images'],
    ['images: [{ source: x, tag: y, digests: [] , tags: ["1"] }]', 'tags'],
    ['rules: { blob-mising: note }\nimages: []', 'blob-missing'],
    ['readFrom: mirror-first\nimages: []', 'mirrors-first'],
    ['images: [{ source: "x:1", mirrors: [ue] }]', 'eu'],
  ])('%s suggests %s', (yaml, wanted) => {
    expect(faults(`${MIRRORS}${yaml}\n`)[0]?.help).toContain(wanted);
  });

  test('secrets written into the file are never repeated', () => {
    const text = [
      'version: 1',
      'mirrors: [{ name: eu, target: "bob:hunter2@eu.example.com/x" }]',
      'registries:',
      '  "bob:hunter2@a.example.com": {}',
      '  b.example.com: { auth: { username: bob, password: hunter2, usernameEnv: hunter2!, passwordEnv: [hunter2] } }',
      '  c.example.com: { auth: hunter2, endpoints: ["https://bob:hunter2@c.example.com"] }',
      '  d.example.com: { auth: { usernameEnv: 5, passwordEnv: "hunter2 x" } }',
      'images: ["bob:hunter2@eu.example.com/app:1", { source: "https://bob:hunter2@eu.example.com/app" }]',
      '',
    ].join('\n');
    const findings = faults(text);
    expect(findings.length).toBeGreaterThanOrEqual(11);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
    expect(findings.filter(({ help }) => help.includes('usernameEnv'))).toHaveLength(2);
  });
});

describe('two images in one place', () => {
  const TWO_MIRRORS =
    'version: 1\nmirrors: [{ name: eu, target: eu.example.com/m }, { name: us, target: us.example.com }]\nimages:\n';
  test.each([
    ['different sources', '  - docker.io/a/b:1\n  - quay.io/a/b:2', ['5:5'], ['4', '5']],
    [
      'different sources by repository',
      '  - a/b:1\n  - { source: "c/d:1", repository: a/b }',
      ['5:5'],
      ['4', '5'],
    ],
    [
      'different layouts',
      '  - { source: "oci:./a:1", repository: x }\n  - { source: "oci:./b:1", repository: x }',
      ['5:5'],
      ['4', '5'],
    ],
    [
      'one layout, different names',
      '  - { source: "oci:./a:x:1", repository: x }\n  - { source: "oci:a:y:2", repository: x }',
      ['5:5'],
      ['4', '5'],
    ],
    ['the same tag', '  - a/b:1\n  - { source: a/b, tags: ["1"] }', ['5:27'], ['4', '5']],
    ['the same pin', `  - a/b:1@${PIN}\n  - a/b:1@${PIN}`, ['5:5'], ['4', '5']],
    ['the same digest', `  - a/b@${PIN}\n  - { source: a/b, digests: ["${PIN}"] }`, ['5:30'], ['4', '5']],
    [
      'two digests of one tag',
      `  - a/b:1@${PIN}\n  - a/b:1@${OTHER_PIN}`,
      ['5:5'],
      ['4', '5', 'aaaaaaaaaaaa', 'bbbbbbbbbbbb'],
    ],
    ['pinned and unpinned', `  - a/b:1@${PIN}\n  - a/b:1`, ['5:5'], ['4', '5', 'aaaaaaaaaaaa']],
    [
      'two digests on different mirrors',
      `  - { source: "a/b:1@${PIN}", mirrors: [eu] }\n  - { source: "a/b:1@${OTHER_PIN}", mirrors: [us] }`,
      ['5:15'],
      ['4', '5'],
    ],
    ['one entry, one tag twice', '  - { source: a/b, tags: ["1", "1"] }', ['4:32'], ['4']],
    [
      'one entry, one tag with two digests',
      `  - { source: a/b, tags: ["1@${PIN}", "1@${OTHER_PIN}"] }`,
      ['4:104'],
      ['4'],
    ],
    ['a layout name and a tag', '  - { source: "oci:./a:1", repository: x, tags: ["1"] }', ['4:50'], ['4']],
  ])('%s', (_, images, expected, named) => {
    const findings = faults(`${TWO_MIRRORS}${images}\n`);
    expect(findings.map(({ at }) => `${at?.line}:${at?.column}`)).toEqual(expected);
    for (const text of named) expect(findings[0]?.message).toContain(text);
  });

  test.each([
    [
      'the same tag on different mirrors',
      '  - { source: "a/b:1", mirrors: [eu] }\n  - { source: "a/b:1", mirrors: [us] }',
    ],
    [
      'different sources on different mirrors',
      '  - { source: docker.io/a/b:1, mirrors: [eu] }\n  - { source: quay.io/a/b:1, mirrors: [us] }',
    ],
    ['different tags of one source', '  - a/b:1\n  - a/b:2'],
    ['a tag and its own digest', `  - a/b:1@${PIN}\n  - a/b@${PIN}`],
    [
      'one layout, two tags',
      '  - { source: "oci:./a:x:1", repository: x }\n  - { source: "oci:a:x:2", repository: x }',
    ],
  ])('%s is no fault', (_, images) => {
    expect(faults(`${TWO_MIRRORS}${images}\n`)).toEqual([]);
  });

  test('a retired mirror is left alone', () => {
    const mirrors =
      'mirrors: [{ name: eu, target: eu.example.com, repository: all, state: retired }, { name: us, target: us.example.com }]';
    expect(faults(`version: 1\n${mirrors}\nimages: [a/b:1, c/d:1]\n`)).toEqual([]);
  });

  test('a place that is too long', () => {
    const path = Array.from({ length: 8 }, () => 'x'.repeat(28)).join('/');
    expect(
      places(
        `version: 1\nmirrors: [{ name: eu, target: "eu.example.com/${'y'.repeat(40)}" }]\nimages: ["a.io/${path}:1"]\n`,
      ),
    ).toEqual(['3:10']);
  });
});

describe('hostile YAML', () => {
  test('aliases that stand for too much', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`)).join(', ');
      return `x-${level}: &a${level} [${items}]`;
    });
    const findings = faults(`${levels.join('\n')}\n${MIRRORS}images: []\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.at?.line).toBeGreaterThan(4);
  });

  test('an alias inside its own anchor', () => {
    expect(places(`x-a: &a [*a]\n${MIRRORS}images: []\n`)).toEqual(['1:10']);
  });

  test.each(['[', '{', '- '])('very deep nesting of %s', (opening) => {
    expect(faults(`x-a: ${opening.repeat(20_000)}`).length).toBeGreaterThan(0);
    expect(faults(`x-a: ${'['.repeat(60)}${']'.repeat(60)}\n${MIRRORS}images: []\n`)).toHaveLength(1);
  });

  test('keys of the object prototype are only unknown keys', () => {
    const yaml = `${MIRRORS}images: []\nconstructor: 1\ntoString: 2\nregistries: { constructor: 1, hasOwnProperty.example.com: {} }\n`;
    expect(places(yaml)).toEqual(['4:1', '5:1', '6:28']);
  });
});

test('a message is one line without invisible characters, whatever was written', () => {
  const hostile = '\\e[31m\\n::error::\\u202e';
  const text = `${MIRRORS}"${hostile}": 1\nmaxLag: "${hostile}"\nimages: [{ source: "redis:1", immutable: "(${hostile}" }, "${hostile}"]\n`;
  const findings = faults(text);
  expect(findings).toHaveLength(4);
  for (const { message, help } of findings) expect(`${message}${help}`).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
});
