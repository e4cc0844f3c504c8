import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyLock, formatLockFile, type LockEntry, type LockFile } from '../../src/files/lockfile.ts';
import { readLockFile } from '../../src/files/read-lockfile.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';

const A = `sha256:${'a'.repeat(64)}` as Digest;
const B = `sha256:${'b'.repeat(64)}` as Digest;
const NOW = '2026-11-21T02:00:00Z';
const THEN = '2026-11-11T02:00:00Z';

const EXAMPLE = `version: 1
tags:
  docker.io/library/redis:7.4: { digest: "${A}", since: ${NOW}, previous: [{ digest: "${B}", since: ${THEN} }] }
selections:
  docker.io/library/redis: { select: { semver: ">=7.2 <8" }, tags: ["7.4.1"] }
`;

function entry(digest: Digest, previous: LockEntry['previous'] = []): LockEntry {
  return { digest, since: NOW, previous };
}

function read(text: string): LockFile {
  const { lock, findings } = readLockFile(text, 'mirror.lock.yaml');
  expect(findings).toEqual([]);
  if (lock === null) throw new Error('no lock');
  return lock;
}

describe('the lock of the contract', () => {
  test('is read', () => {
    const lock = read(EXAMPLE);
    expect(lock.path).toBe('mirror.lock.yaml');
    expect(lock.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect([...lock.tags]).toEqual([
      ['docker.io/library/redis:7.4', { digest: A, since: NOW, previous: [{ digest: B, since: THEN }] }],
    ]);
    expect([...lock.selections]).toEqual([
      ['docker.io/library/redis', { select: { semver: '>=7.2 <8' }, tags: ['7.4.1'] }],
    ]);
  });

  test('is written as it was', () => {
    expect(formatLockFile(read(EXAMPLE))).toBe(EXAMPLE);
  });

  test('may be empty', () => {
    expect(formatLockFile(emptyLock('l.yaml'))).toBe('version: 1\ntags: {}\n');
    expect(read('version: 1\ntags: {}\n').tags.size).toBe(0);
    expect(read('version: 1\n').selections.size).toBe(0);
  });
});

describe('the text of a lock', () => {
  test('is sorted by bytes, whatever the order of entries', () => {
    const keys = [
      'quay.io/a/b:1',
      'docker.io/library/redis:7.4',
      'docker.io/library/redis:7.10',
      'docker.io/a-b/c:1',
      'docker.io/a/c:1',
      '[::1]:5000/x:1',
    ];
    const text = formatLockFile({ tags: new Map(keys.map((key) => [key, entry(A)])), selections: new Map() });
    const lines = text.split('\n').slice(2, -1);
    expect(lines.map((line) => line.trim().split(': {')[0])).toEqual([
      '"[::1]:5000/x:1"',
      'docker.io/a-b/c:1',
      'docker.io/a/c:1',
      'docker.io/library/redis:7.10',
      'docker.io/library/redis:7.4',
      'quay.io/a/b:1',
    ]);
    expect(read(text).tags.size).toBe(6);
  });

  test('changes in one line when one digest changes', () => {
    const before = new Map([...'abcdefg'].map((name) => [`docker.io/library/${name}:1`, entry(A)]));
    const after = new Map(before).set('docker.io/library/d:1', entry(B, [{ digest: A, since: THEN }]));
    const [old, young] = [before, after].map((tags) =>
      formatLockFile({ tags, selections: new Map() }).split('\n'),
    );
    expect(old?.filter((line, index) => line !== young?.[index])).toHaveLength(1);
    expect(young).toHaveLength(old?.length ?? 0);
  });

  test('remembers at most ten earlier digests', () => {
    const previous = Array.from({ length: 14 }, () => ({ digest: B, since: THEN }));
    const text = formatLockFile({
      tags: new Map([['docker.io/a/b:1', entry(A, previous)]]),
      selections: new Map(),
    });
    expect(read(text).tags.get('docker.io/a/b:1')?.previous).toHaveLength(10);
  });

  test('is read as what was written', () => {
    const digest = fc.constantFrom(A, B, `sha512:${'0'.repeat(128)}` as Digest);
    const since = fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 19)}Z`);
    const locked = fc.record({ digest, since });
    const host = fc.constantFrom(
      'docker.io',
      'localhost:5000',
      '[::1]:5000',
      '127.0.0.1:80',
      '1e5.io',
      'Reg.Example.com',
    );
    const repository = fc
      .tuple(host, fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?$/))
      .map(([name, path]) => `${name}/x/${path}`);
    const tag = fc
      .oneof(
        fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}$/),
        fc.constantFrom('1.10', 'null', 'true', '007', '0x1f', '-'),
      )
      .filter((text) => text !== '-');
    const tags = fc.dictionary(
      fc.tuple(repository, tag).map((parts) => parts.join(':')),
      fc.record({ digest, since, previous: fc.array(locked, { maxLength: 10 }) }),
    );
    const select = fc.record(
      { semver: fc.string({ unit: 'binary' }), include: fc.string(), exclude: fc.string(), latest: fc.nat() },
      { requiredKeys: ['semver'] },
    );
    const selections = fc.dictionary(
      repository,
      fc.record({ select, tags: fc.array(tag.map((text) => text as Tag)) }),
    );
    fc.assert(
      fc.property(tags, selections, (tagEntries, selectionEntries) => {
        const lock = {
          tags: new Map(Object.entries(tagEntries)),
          selections: new Map(Object.entries(selectionEntries)),
        };
        const text = formatLockFile(lock);
        const back = read(text);
        expect(back.tags).toEqual(lock.tags);
        expect(back.selections).toEqual(lock.selections);
        expect(formatLockFile(back)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });
});

describe('faults of a lock have their place', () => {
  const locked = `{ digest: "${A}", since: ${NOW} }`;
  test.each([
    ['an empty file', '', ['1:1']],
    ['a merge conflict', `version: 1\n<<<<<<< HEAD\ntags: {}\n=======\n`, ['2:1', '4:1']],
    ['a newer version and nothing else', 'version: 2\nlocks: 7\n', ['1:10']],
    ['an older version', 'version: 0\n', ['1:10']],
    ['an unknown key', 'version: 1\ntag: {}\n', ['2:1']],
    ['a tag twice', `version: 1\ntags:\n  a.io/b:1: ${locked}\n  a.io/b:1: ${locked}\n`, ['4:3']],
    ['no tag in the key', `version: 1\ntags:\n  a.io/b: ${locked}\n`, ['3:3']],
    ['a digest in the key', `version: 1\ntags:\n  a.io/b:1@${A}: ${locked}\n`, ['3:3']],
    ['a key that is not canonical', `version: 1\ntags:\n  redis:7: ${locked}\n`, ['3:3']],
    ['a key that is no image', `version: 1\ntags:\n  a.io/B:1: ${locked}\n`, ['3:3']],
    ['no digest', `version: 1\ntags:\n  a.io/b:1: { since: ${NOW} }\n`, ['3:13']],
    ['a short digest', `version: 1\ntags:\n  a.io/b:1: { digest: "sha256:ab", since: ${NOW} }\n`, ['3:23']],
    [
      'a time without zone',
      `version: 1\ntags:\n  a.io/b:1: { since: 2026-11-21T02:00:00, digest: "${A}" }\n`,
      ['3:22'],
    ],
    [
      'no such day',
      `version: 1\ntags:\n  a.io/b:1: { since: 2026-02-30T02:00:00Z, digest: "${A}" }\n`,
      ['3:22'],
    ],
    [
      'a bad earlier digest',
      `version: 1\ntags:\n  a.io/b:1: { since: ${NOW}, previous: [{ since: ${NOW}, digest: x }], digest: "${A}" }\n`,
      ['3:94'],
    ],
    ['a selection with a tag', 'version: 1\nselections:\n  a.io/b:1: { select: {}, tags: [] }\n', ['3:3']],
    [
      'a number as selected tag',
      'version: 1\nselections:\n  a.io/b: { select: {}, tags: [1.10] }\n',
      ['3:32'],
    ],
    ['several', `version: 1\ntags:\n  x: 1\nselections: 2\n`, ['3:3', '3:6', '4:13']],
  ])('%s', (_, text, expected) => {
    const { lock, findings } = readLockFile(text, 'mirror.lock.yaml');
    expect(lock).toBeNull();
    expect(findings.map(({ at }) => `${at?.line}:${at?.column}`)).toEqual(expected);
    expect(new Set(findings.map(({ rule, at }) => `${rule} ${at?.file}`))).toEqual(
      new Set(['lock-invalid mirror.lock.yaml']),
    );
  });

  test('a key of a layout is taken as it is', () => {
    expect(read(`version: 1\ntags:\n  oci:./d:1: ${locked}\n`).tags.has('oci:./d:1')).toBe(true);
  });
});

test('a lock of twenty thousand tags is written and read', () => {
  const tags = new Map(
    Array.from({ length: 20_000 }, (_, index) => [`docker.io/team/app-${index}:1`, entry(A)]),
  );
  expect(read(formatLockFile({ tags, selections: new Map() })).tags.size).toBe(20_000);
});
