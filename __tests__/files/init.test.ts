import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMirrorError } from '../../src/errors.ts';
import { type InitResult, mirrorFileFromLines } from '../../src/files/init.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import { placeOf } from '../../src/files/place.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { formatSource } from '../../src/files/source.ts';
import { OTHER_PIN, PIN } from './contract-example.ts';

function read({ yaml }: InitResult): MirrorFile {
  const { file, findings } = readMirrorFile(yaml, 'mirror.yaml');
  expect(findings).toEqual([]);
  if (file === null) throw new Error('no file');
  return file;
}

/** Every want as text: `docker.io/library/redis:7`, with `@` and a pin's or digest's first letter of hex. */
function wanted(file: MirrorFile): string[] {
  return file.images.flatMap(({ source, wants }) =>
    wants.map((want) => {
      const tag = want.kind === 'digest' ? '' : `:${want.tag}`;
      const digest = want.kind === 'digest' ? want.digest : want.kind === 'tag' ? want.pin : null;
      return `${formatSource(source)}${tag}${digest === null ? '' : `@${digest.slice(7, 8)}`}`;
    }),
  );
}

function places(file: MirrorFile): string[] {
  return file.images.flatMap((image) =>
    file.mirrors.map((mirror) => {
      const place = placeOf({ image, mirror, file });
      return `${mirror.place.kind === 'registry' ? mirror.place.host : ''}/${place.ok ? place.value : '?'}`;
    }),
  );
}

test('references are grouped by repository in the order of the lines, each once', () => {
  const lines = [
    '# what we run',
    'redis:7.4',
    '',
    `docker.io/library/alpine:3.22@${PIN}   # pinned`,
    'quay.io/acme/app',
    'redis:7.2',
    'docker.io/library/redis:7.4',
    `redis@${OTHER_PIN}`,
    `redis@${OTHER_PIN}`,
    `alpine@${PIN}`,
  ];
  const result = mirrorFileFromLines(lines.join('\r\n'), { to: 'eu.example.com:5000/mirror' });
  expect(result.problems).toEqual([]);
  expect(result.images).toBe(3);
  const file = read(result);
  expect(wanted(file)).toEqual([
    'docker.io/library/redis@b',
    'docker.io/library/redis:7.4',
    'docker.io/library/redis:7.2',
    'docker.io/library/alpine:3.22@a',
    'quay.io/acme/app:latest',
  ]);
  expect(file.mirrors).toMatchObject([{ name: 'eu.example.com-5000', target: 'eu.example.com:5000/mirror' }]);
  expect(file.images[0]?.allowMirrorByTags).toBe(false);
});

test('without --to there is a mirror to fill in', () => {
  expect(read(mirrorFileFromLines('redis')).mirrors).toMatchObject([
    { target: 'registry.example.com/mirror' },
  ]);
});

test('nothing on standard input gives a manifest without images', () => {
  expect(mirrorFileFromLines('\n# nothing\n')).toMatchObject({ images: 0, problems: [] });
  expect(read(mirrorFileFromLines('')).images).toEqual([]);
});

describe('copy commands', () => {
  test.each([
    [
      'skopeo copy docker://redis:7 docker://eu.example.com/m/library/redis:7',
      ['eu.example.com/m/library/redis'],
    ],
    [
      'skopeo --insecure-policy copy --all --src-tls-verify=false docker://redis:7 docker://eu.example.com/redis:7',
      ['eu.example.com/redis'],
    ],
    [
      'skopeo copy "docker://redis:7" \'docker://eu.example.com/docker.io/library/redis\'',
      ['eu.example.com/docker.io/library/redis'],
    ],
    [
      'skopeo copy \\\n  --all \\\n  docker://redis:7 \\\n  docker://eu.example.com/m/library/redis:7',
      ['eu.example.com/m/library/redis'],
    ],
    ['crane copy redis:7 eu.example.com/m/library/redis:7', ['eu.example.com/m/library/redis']],
    ['crane cp -j 4 --all-tags redis:7 eu.example.com/m/library/redis', ['eu.example.com/m/library/redis']],
    ['regctl image copy -v info redis:7 eu.example.com/m/redis:7', ['eu.example.com/m/redis']],
    ['oras cp -r redis:7 eu.example.com/m/redis:7', ['eu.example.com/m/redis']],
    ['docker pull redis:7', ['registry.example.com/mirror/library/redis']],
    ['docker image pull -q redis:7', ['registry.example.com/mirror/library/redis']],
    ['podman pull redis:7', ['registry.example.com/mirror/library/redis']],
    ['skopeo copy docker://redis:7 oci:./archive:7', ['registry.example.com/mirror/library/redis']],
  ])('%s', (line, expected) => {
    const result = mirrorFileFromLines(line);
    expect(result.problems).toEqual([]);
    expect(wanted(read(result))).toEqual(['docker.io/library/redis:7']);
    expect(places(read(result))).toEqual(expected);
  });

  test('to two registries give two mirrors', () => {
    const lines = ['eu.example.com/m', 'us.example.com'].flatMap((target) =>
      ['library/redis:7', 'acme/app:1'].map(
        (image) => `skopeo copy docker://docker.io/${image} docker://${target}/${image}`,
      ),
    );
    const file = read(mirrorFileFromLines(lines.join('\n')));
    expect(file.mirrors.map(({ target }) => target)).toEqual(['eu.example.com/m', 'us.example.com']);
    expect(file.images).toHaveLength(2);
  });

  test('without one pattern are a problem that names --to', () => {
    const { problems } = mirrorFileFromLines(
      'crane cp redis:7 eu.example.com/a/cache:7\ncrane cp mysql:8 eu.example.com/b/db:8\n',
    );
    expect(problems).toMatchObject([{ line: 1 }]);
    expect(problems[0]?.why).toContain('--to');
  });

  test('that rename a tag are told', () => {
    expect(mirrorFileFromLines('crane cp redis:7 eu.example.com/redis:stable').problems).toMatchObject([
      { line: 1, text: 'stable' },
    ]);
  });

  test('never hand on credentials', () => {
    const lines = [
      'skopeo copy --src-creds bob:hunter2 --dest-password=hunter2 docker://redis:7 docker://eu.example.com/redis:7',
      'podman pull --creds bob:hunter2 mysql:8',
      'oras cp -u bob -p hunter2 nginx:1 eu.example.com/nginx:1',
      'bob:hunter2@reg.example.com/app:1',
      'https://bob:hunter2@reg.example.com/app:1',
      'curl -u bob:hunter2 https://reg.example.com',
    ];
    const result = mirrorFileFromLines(lines.join('\n'));
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(wanted(read(result))).toEqual([
      'docker.io/library/redis:7',
      'docker.io/library/mysql:8',
      'docker.io/library/nginx:1',
    ]);
    expect(new Set(result.problems.map(({ line }) => line))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });
});

test.each([
  ['redis:7 mysql:8'],
  ['Foo/Bar'],
  ['redis@sha256:abc'],
  ['skopeo sync --src docker redis eu'],
  ['skopeo copy docker://redis'],
  ['skopeo copy docker-archive:x.tar docker://eu.example.com/x'],
  ['docker run redis'],
  ['crane digest redis'],
  ['docker pull $IMAGE'],
  [`redis:7@${PIN}\nredis:7@${OTHER_PIN}`],
])('%s is a problem', (text) => {
  const result = mirrorFileFromLines(text);
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]?.line).toBe(text.split('\n').length);
  read(result);
});

test('the same path at two registries gets places of its own', () => {
  const file = read(
    mirrorFileFromLines('docker.io/acme/app:1\nquay.io/acme/app:1', { to: 'eu.example.com' }),
  );
  expect(places(file)).toEqual(['eu.example.com/docker.io/acme/app', 'eu.example.com/quay.io/acme/app']);
});

test('--to may be a layout; anything unusable is a usage error', () => {
  expect(read(mirrorFileFromLines('redis', { to: 'oci:./vault' })).mirrors).toMatchObject([
    { name: 'vault', target: 'oci:./vault' },
  ]);
  for (const to of ['https://eu.example.com', 'registry', 'eu.example.com/a:1', 'oci:']) {
    let thrown: unknown;
    try {
      mirrorFileFromLines('redis', { to });
    } catch (error) {
      thrown = error;
    }
    expect(isMirrorError(thrown, 'usage')).toBe(true);
  }
});

test('whatever lines come in, the manifest can be read', () => {
  const name = fc.constantFrom(
    'redis',
    'docker.io/a/b',
    'quay.io/a/b',
    'localhost:5000/x',
    '[::1]:5000/x',
    '1.2.3.4:5000/true',
    'oci',
    'docker:24',
    'A/b',
  );
  const suffix = fc.constantFrom(
    '',
    ':1.10',
    ':null',
    ':7',
    `@${PIN}`,
    `:7@${PIN}`,
    `:7@${OTHER_PIN}`,
    ' # x',
    ' \\',
    '"',
  );
  const prefix = fc.constantFrom('', '', '', 'skopeo copy docker://', 'docker pull ', 'crane cp ', 'x');
  const target = fc.constantFrom(
    '',
    ' eu.example.com/redis:1',
    ' docker://eu.example.com/m/a/b',
    ' us.example.com/x/y/z',
  );
  const line = fc.tuple(prefix, name, suffix, target).map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.string())),
      fc.constantFrom(undefined, 'eu.example.com/m', 'localhost:5000', 'oci:../v'),
      (lines, to) => {
        const result = mirrorFileFromLines(lines.join('\n'), to === undefined ? {} : { to });
        expect(read(result).images).toHaveLength(result.images);
      },
    ),
    { numRuns: 300 },
  );
});
