import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadMemory, type Memory, saveMemory } from '../../src/commands/memory.ts';
import { LastStates } from '../../src/mirror/drift/last-states.ts';
import { Relations } from '../../src/mirror/drift/relations.ts';
import { History } from '../../src/mirror/history.ts';
import { IndexMemory } from '../../src/mirror/index-memory.ts';
import { MEMORY_VERSION } from '../../src/mirror/memory-format.ts';
import { Proofs } from '../../src/mirror/proofs.ts';
import { CarriedMemory } from '../../src/mirror/referrers/carried.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { createRecordingHost, type RecordingHost } from '../fakes/recording-host.ts';
import { digestNumber } from '../fakes/report.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';

const DIGEST = digestNumber(1) as Digest;
const AMD64 = { os: 'linux', architecture: 'amd64' };
const PLATFORMS = [AMD64];
const SUBJECT = { origin: 'https://eu.example.com', repository: 'app', root: DIGEST, platforms: null };

const INDEX = makeIndex([makeImage({ seed: 'memory', platform: AMD64 })]);
const OTHER_INDEX = makeIndex([makeImage({ seed: 'memory/other', platform: AMD64 })]);
const rawOf = ({ root: { digest, mediaType, bytes } }: ImageTree) => ({
  descriptor: { digest, mediaType, size: bytes.length },
  bytes,
});

const PAIR = { found: DIGEST, wanted: digestNumber(2) as Digest, platforms: PLATFORMS };
const PLACE = 'app:1\neu.example.com/app:1';
const LAST = { state: 'in-sync', found: DIGEST, sinceMs: 8, atMs: 9 } as const;

const CARRIED = {
  referrers: [
    {
      subject: DIGEST,
      digest: digestNumber(3) as Digest,
      mediaType: OCI_MANIFEST,
      artifactType: 'application/spdx+json',
      kind: 'sbom',
      predicateType: null,
      size: 900,
      manifestSize: 500,
      foundBy: 'fallback-tag',
      tag: null,
    },
  ],
  count: 1,
  atMs: 9,
  wholeAtMs: 8,
  hasApi: false,
} as const;

function filled() {
  const memory = {
    proofs: new Proofs(),
    history: new History(),
    indexes: new IndexMemory(),
    relations: new Relations(),
    carried: new CarriedMemory([[PLACE, CARRIED]]),
    lastStates: new LastStates([[PLACE, LAST]]),
  };
  memory.relations.remember(PAIR, { kind: 'unrelated' });
  memory.proofs.prove(SUBJECT, 'probe', 5);
  memory.history.see('docker.io/library/redis:7.4', DIGEST, 6);
  memory.indexes.remember(rawOf(INDEX));
  return memory;
}

const nothing = { proofs: new Map(), history: new Map() };
const newMemory = (memory: Memory) => ({ memory, baseline: nothing });

let host: RecordingHost;
let directory: string;
beforeEach(() => {
  host = createRecordingHost();
  directory = host.path('state/deep');
});
afterEach(() => host.dispose());

test('a first run remembers nothing and says nothing', async () => {
  const loaded = await loadMemory(directory, host.files);
  expect(loaded.findings).toEqual([]);
  expect(loaded.history.isEmpty).toBe(true);
  expect(loaded.proofs.entries()).toEqual([]);
});

test('what is saved is loaded', async () => {
  expect(await saveMemory(directory, host.files, newMemory(filled()))).toBeNull();
  const loaded = await loadMemory(directory, host.files);
  expect(loaded.findings).toEqual([]);
  expect(loaded.proofs.get(SUBJECT)).toEqual({ kind: 'proven', depth: 'probe', atMs: 5 });
  expect(loaded.history.of('docker.io/library/redis:7.4').seen).toEqual([{ digest: DIGEST, sinceMs: 6 }]);
  expect(loaded.indexes.get(INDEX.root.digest, PLATFORMS)).toHaveLength(1);
  expect(loaded.relations.get(PAIR)).toEqual({ kind: 'unrelated' });
  expect(loaded.carried.entries()).toEqual([[PLACE, CARRIED]]);
  expect(loaded.lastStates.entries()).toEqual([[PLACE, LAST]]);
});

test('two runs at once keep what both have learnt', async () => {
  await saveMemory(directory, host.files, newMemory(filled()));
  const [mine, other] = [await loadMemory(directory, host.files), await loadMemory(directory, host.files)];
  const second = { ...SUBJECT, repository: 'second' };
  const third = { ...SUBJECT, repository: 'third' };
  mine.proofs.prove(second, 'probe', 8);
  mine.proofs.forget(SUBJECT);
  mine.history.accept('docker.io/library/redis:7.4', DIGEST);
  other.proofs.prove(third, 'probe', 9);
  other.history.see('docker.io/library/redis:7.4', digestNumber(2) as Digest, 10);
  other.indexes.remember(rawOf(OTHER_INDEX));
  const pair = { ...PAIR, platforms: null };
  other.relations.remember(pair, { kind: 'equivalent', by: 'configs' });
  for (const memory of [other, mine])
    expect(await saveMemory(directory, host.files, { memory, baseline: memory.baseline })).toBeNull();
  const loaded = await loadMemory(directory, host.files);
  expect(loaded.findings).toEqual([]);
  expect([SUBJECT, second, third].map((one) => loaded.proofs.get(one)?.atMs)).toEqual([undefined, 8, 9]);
  const past = loaded.history.of('docker.io/library/redis:7.4');
  expect(past.seen.map(({ sinceMs }) => sinceMs)).toEqual([10, 6]);
  expect(past.accepted).toBe(DIGEST);
  expect(loaded.indexes.get(OTHER_INDEX.root.digest, PLATFORMS)).toHaveLength(1);
  expect(loaded.relations.get(PAIR)).toEqual({ kind: 'unrelated' });
  expect(loaded.relations.get(pair)).toEqual({ kind: 'equivalent', by: 'configs' });
});

describe('a file that cannot be trusted', () => {
  const truncated = (text: string) => text.slice(0, -3);
  const newer = (text: string) =>
    text.replace(`"version":${MEMORY_VERSION}`, `"version":${MEMORY_VERSION + 1}`);
  test.each([
    ['truncated', truncated],
    ['newer', newer],
    ['garbage', () => '\u0000'.repeat(50)],
    ['empty', () => ''],
  ])('is set aside with a notice, and the others are kept: %s', async (_name, spoil) => {
    await saveMemory(directory, host.files, newMemory(filled()));
    const path = join(directory, 'proofs.jsonl');
    const spoilt = spoil(readFileSync(path, 'utf8'));
    writeFileSync(path, spoilt);
    const loaded = await loadMemory(directory, host.files);
    expect(loaded.findings).toMatchObject([{ rule: 'state-set-aside', severity: 'note' }]);
    expect(loaded.proofs.entries()).toEqual([]);
    expect(loaded.history.isEmpty).toBe(false);
    const aside = readdirSync(directory).filter((name) => name.startsWith('proofs.jsonl.'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(directory, aside[0] ?? ''), 'utf8')).toBe(spoilt);
    expect(await saveMemory(directory, host.files, newMemory(filled()))).toBeNull();
    expect((await loadMemory(directory, host.files)).findings).toEqual([]);
  });

  test.each(['relations.jsonl', 'states.jsonl'])('%s is set aside too, and only that', async (name) => {
    await saveMemory(directory, host.files, newMemory(filled()));
    const path = join(directory, name);
    writeFileSync(path, newer(readFileSync(path, 'utf8')));
    const loaded = await loadMemory(directory, host.files);
    expect(loaded.findings).toMatchObject([{ rule: 'state-set-aside' }]);
    expect(loaded.findings[0]?.message).toContain(name);
    expect(loaded.proofs.entries()).toHaveLength(1);
    const [relations, states] = [loaded.relations.entries(), loaded.lastStates.entries()];
    expect([relations.length, states.length]).toEqual(name === 'states.jsonl' ? [1, 0] : [0, 1]);
  });

  test('is replaced where it cannot be set aside', async () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'history.jsonl'), 'x');
    const files = { ...host.files, setAside: async () => null };
    expect((await loadMemory(directory, files)).findings).toMatchObject([{ rule: 'state-set-aside' }]);
  });
});

test('a folder that cannot be written costs a warning, not the run', async () => {
  writeFileSync(host.path('file'), '');
  const why = await saveMemory(host.path('file/below'), host.files, newMemory(filled()));
  expect(why).toContain(host.path('file'));
});

test('a folder in the place of a file is not trusted', async () => {
  mkdirSync(join(directory, 'proofs.jsonl'), { recursive: true });
  const { findings, proofs } = await loadMemory(directory, host.files);
  expect(findings).toMatchObject([{ rule: 'state-set-aside' }]);
  expect(proofs.entries()).toEqual([]);
});
