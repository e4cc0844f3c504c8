import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Image, MirrorFile } from '../../src/files/mirrorfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { parseRuntime, type Runtime } from '../../src/oci/runtime.ts';
import { CONTRACT_EXAMPLE, OTHER_PIN, PIN } from './contract-example.ts';

const HEAD =
  'version: 1\nmirrors: [{ name: eu, target: eu.example.com }, { name: us, target: us.example.com }]\n';

function read(text: string): MirrorFile {
  const { file, findings } = readMirrorFile(text, 'mirror.yaml');
  expect(findings).toEqual([]);
  if (file === null) throw new Error('no file');
  return file;
}

function readImage(yaml: string): Image {
  const [image] = read(`${HEAD}images:\n${yaml}\n`).images;
  if (image === undefined) throw new Error('no image');
  return image;
}

function runtime(text: string): Runtime {
  const parsed = parseRuntime(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

describe('when the mirror manifest is the one of the contract', () => {
  const file = read(CONTRACT_EXAMPLE);

  test('its top level is read', () => {
    expect(file).toMatchObject({
      path: 'mirror.yaml',
      sha256: createHash('sha256').update(CONTRACT_EXAMPLE).digest('hex'),
      recheckAfterMs: 7 * 86_400_000,
      maxLagMs: 26 * 3_600_000,
      readFrom: 'mirrors-first',
      repository: '{path}',
    });
    expect([...file.rules]).toEqual([['equivalent', 'note']]);
    expect(file.accept).toMatchObject([
      {
        rule: 'config-octet-stream',
        image: 'quay.io/old/tool',
        mirror: null,
        until: '2027-01-31',
        reason: 'rebuild planned',
      },
    ]);
  });

  test('its mirrors are read in order', () => {
    expect(
      file.mirrors.map(({ name, place, state, kind, keepTags }) => ({ name, place, state, kind, keepTags })),
    ).toEqual([
      {
        name: 'eu',
        place: { kind: 'registry', host: 'registry.eu.example.com', prefix: 'mirror' },
        state: 'serving',
        kind: 'store',
        keepTags: true,
      },
      {
        name: 'us',
        place: { kind: 'registry', host: 'us.example.com:5000', prefix: '' },
        state: 'filling',
        kind: 'store',
        keepTags: true,
      },
      {
        name: 'vault',
        place: { kind: 'layout', directory: './vault' },
        state: 'serving',
        kind: 'store',
        keepTags: true,
      },
    ]);
  });

  test('its registries are read', () => {
    expect(file.registries.get('registry.eu.example.com')).toMatchObject({
      tls: {
        kind: 'https',
        ca: 'certs/eu.pem',
        cert: 'certs/me.pem',
        key: 'certs/me.key',
        skipVerify: false,
      },
      auth: { usernameEnv: 'MIRROR_EU_USER', passwordEnv: 'MIRROR_EU_PASSWORD' },
      concurrency: 32,
      endpoints: [],
    });
    expect(file.registries.get('docker.io')).toMatchObject({
      tls: { kind: 'default' },
      auth: null,
      concurrency: null,
      endpoints: ['https://mirror.gcr.io'],
    });
  });

  test('its images are read with every default', () => {
    const [alpine, redis, tool] = file.images;
    expect(alpine).toMatchObject({
      source: { kind: 'registry', host: 'docker.io', path: 'library/alpine' },
      wants: [{ kind: 'tag', tag: '3.22', pin: PIN }],
      mirrors: ['eu', 'us', 'vault'],
      platforms: null,
      index: 'sparse',
      runtimes: [runtime('containerd@1.7'), runtime('cri-o@1.30')],
      unlocked: 'error',
      referrers: 'copy',
      at: { file: 'mirror.yaml', line: 35, column: 5 },
    });
    expect(redis).toMatchObject({
      wants: [
        { kind: 'digest', digest: PIN },
        { kind: 'tag', tag: '7.4.1', pin: OTHER_PIN },
        { kind: 'tag', tag: '7.4', pin: null },
      ],
      allowMirrorByTags: true,
      repository: 'cache/redis',
      mirrors: ['eu', 'us'],
      platforms: [
        { os: 'linux', architecture: 'amd64' },
        { os: 'linux', architecture: 'arm64' },
      ],
    });
    expect(redis?.select?.written).toEqual({
      semver: '>=7.2 <8',
      include: '^7\\.',
      exclude: '-rc',
      latest: 5,
    });
    expect(redis?.select?.include?.matches('7.4')).toBe(true);
    expect(redis?.immutable?.matches('v1.2.3')).toBe(true);
    expect(tool).toMatchObject({
      source: { kind: 'layout', directory: './images/tool' },
      wants: [{ kind: 'layout-name', name: '1.2', tag: '1.2' }],
      repository: 'tools/tool',
    });
  });
});

describe('what an image wants', () => {
  test.each([
    ['  - redis', [{ kind: 'tag', tag: 'latest', pin: null }]],
    ['  - redis:7', [{ kind: 'tag', tag: '7', pin: null }]],
    [`  - redis@${PIN}`, [{ kind: 'digest', digest: PIN }]],
    [`  - redis:7@${PIN}`, [{ kind: 'tag', tag: '7', pin: PIN }]],
    ['  - { source: redis, tags: ["7"] }', [{ kind: 'tag', tag: '7', pin: null }]],
    ['  - { source: "redis:6", tags: ["7"] }', [{ tag: '6' }, { tag: '7' }]],
    ['  - { source: redis, select: { include: x } }', []],
    ['  - { source: "oci:./d", repository: r }', [{ kind: 'layout-name', name: null, tag: null }]],
    ['  - { source: "oci:./d", repository: r, tags: ["7"] }', [{ kind: 'tag', tag: '7' }]],
    [
      '  - { source: "oci:./d:library/redis:7.4", repository: r }',
      [{ kind: 'layout-name', name: 'library/redis:7.4', tag: '7.4' }],
    ],
    [
      `  - { source: "oci:./d:redis@${PIN}", repository: r }`,
      [{ kind: 'layout-name', name: `redis@${PIN}`, tag: null }],
    ],
  ])('%s', (yaml, wants) => {
    expect(readImage(yaml).wants).toMatchObject(wants);
    expect(readImage(yaml).wants).toHaveLength(wants.length);
  });

  test('mirrors come in the order of the manifest, whatever the order of the image', () => {
    expect(readImage('  - { source: "redis:7", mirrors: [us, eu] }').mirrors).toEqual(['eu', 'us']);
  });

  test("an image's own values come before the top level's", () => {
    const file = read(
      `${HEAD}allowMirrorByTags: true\nunlocked: resolve\nreferrers: ignore\nkeepTags: false\nruntimes: [podman@5]\nimages:\n  - redis:7\n  - { source: "mysql:8", allowMirrorByTags: false, unlocked: error, referrers: report, runtimes: [] }\n`,
    );
    expect(file.images).toMatchObject([
      { allowMirrorByTags: true, unlocked: 'resolve', referrers: 'ignore', runtimes: [runtime('podman@5')] },
      { allowMirrorByTags: false, unlocked: 'error', referrers: 'report', runtimes: [] },
    ]);
    expect(file.mirrors.map(({ keepTags }) => keepTags)).toEqual([false, false]);
  });
});

describe('what YAML allows', () => {
  test('own keys, anchors and aliases', () => {
    const file = read(
      `x-common: { platforms: &amd [linux/amd64] }\n${HEAD}images:\n  - { source: "redis:7", platforms: *amd, x-owner: me }\n  - { source: "mysql:8", platforms: *amd }\n`,
    );
    expect(file.images.map(({ platforms }) => platforms?.length)).toEqual([1, 1]);
  });

  test('a byte order mark and Windows line ends', () => {
    const file = read(`\uFEFF${HEAD}images:\n  - redis:7\n`.replaceAll('\n', '\r\n'));
    expect(file.images[0]?.at).toEqual({ file: 'mirror.yaml', line: 4, column: 5 });
  });

  test('a host named like an own key, and an upper spelling of Docker Hub', () => {
    const file = read(
      `${HEAD}registries: { x-reg.example.com: { tls: false }, index.docker.io: { tls: true } }\nimages: []\n`,
    );
    expect([...file.registries].map(([host, { tls }]) => [host, tls.kind])).toEqual([
      ['x-reg.example.com', 'plain-http'],
      ['docker.io', 'https'],
    ]);
  });
});

describe('whatever is written', () => {
  test('ten thousand images are read', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `  - registry.example.com/team-${index % 97}/app-${index}:1.${index}`,
    );
    const file = read(`${HEAD}images:\n${lines.join('\n')}\n`);
    expect(file.images).toHaveLength(10_000);
    expect(file.images[9_999]?.at.line).toBe(10_003);
  });

  test('reading never throws, and gives a file or findings', () => {
    const fragment = fc.constantFrom(
      ...[
        'version: 1',
        'mirrors:',
        'images:',
        '  - ',
        'name: eu',
        'target: a.b',
        'source: x',
        'tags: [',
        ']',
        '{',
        '}',
        '&a',
        '*a',
        '<<: *a',
        '!x',
      ],
      ...[
        '\n',
        '  ',
        ': ',
        '- ',
        '"',
        "'",
        '#',
        '---',
        '...',
        '%YAML 1.1',
        '|',
        '>',
        '?',
        '__proto__',
        'constructor',
        '\t',
        '\u0000',
        '😀',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (yaml) => {
        const { file, findings } = readMirrorFile(yaml, 'm.yaml');
        expect(file === null).toBe(findings.length > 0);
        for (const { at } of findings) expect((at?.line ?? 0) >= 1 && (at?.column ?? 0) >= 1).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('any value at any place gives a file or findings', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const keys = [
      'version',
      'mirrors',
      'images',
      'registries',
      'rules',
      'accept',
      'runtimes',
      'maxLag',
      'repository',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), value, (top, image) => {
        const text = JSON.stringify({
          version: 1,
          mirrors: [{ name: 'eu', target: 'eu.example.com' }],
          images: [image],
          ...top,
        });
        const { file, findings } = readMirrorFile(text, 'm.yaml');
        expect(file === null).toBe(findings.length > 0);
      }),
      { numRuns: 400 },
    );
  });
});
