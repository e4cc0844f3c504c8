import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACCEPTED_LIMIT, History, SIGHTINGS_LIMIT, type TagHistory } from '../../src/mirror/history.ts';
import { IndexMemory } from '../../src/mirror/index-memory.ts';
import {
  formatHistory,
  formatIndexes,
  formatProofs,
  MEMORY_LIMIT_BYTES,
  MEMORY_RECORD_LIMIT,
  MEMORY_VERSION,
  parseHistory,
  parseIndexes,
  parseProofs,
} from '../../src/mirror/memory-format.ts';
import { DEPTHS, type Proof, Proofs } from '../../src/mirror/proofs.ts';
import type { Digest } from '../../src/oci/digest.ts';
import { digestNumber } from '../fakes/report.ts';

const digest = fc.nat().map((number) => digestNumber(number) as Digest);
const timeMs = fc.nat(4_000_000_000_000);
// Keys of any text: what is written must be read back, line ends and quotes too.
const key = fc.string({ unit: 'binary' });
const proof: fc.Arbitrary<Proof> = fc.record({
  kind: fc.constantFrom('proven', 'damaged'),
  depth: fc.constantFrom(...DEPTHS),
  atMs: timeMs,
});
const tagHistory: fc.Arbitrary<TagHistory> = fc
  .record({
    seen: fc.array(fc.record({ digest, sinceMs: timeMs }), { maxLength: SIGHTINGS_LIMIT }),
    everAccepted: fc.array(digest, { maxLength: ACCEPTED_LIMIT }),
  })
  .map(({ seen, everAccepted: [accepted = null, ...acceptedBefore] }) => ({
    seen,
    accepted,
    acceptedBefore,
  }));
const proofs = fc.array(fc.tuple(key, proof)).map((entries) => new Proofs(entries));

describe('what is written is read back', () => {
  test('proofs', () => {
    fc.assert(
      fc.property(proofs, (written) => {
        const read = parseProofs(formatProofs(written));
        expect(read.ok && new Map(read.value.entries())).toEqual(new Map(written.entries()));
      }),
    );
  });

  test('history', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, tagHistory)), (entries) => {
        const written = new History(entries);
        const read = parseHistory(formatHistory(written));
        expect(read.ok && read.value.entries()).toEqual(written.entries());
      }),
    );
  });

  test('indexes, by their exact bytes', () => {
    const remembered = fc.record({ mediaType: fc.string(), text: key });
    fc.assert(
      fc.property(fc.array(fc.tuple(digest, remembered)), (entries) => {
        const written = new IndexMemory(entries);
        const read = parseIndexes(formatIndexes(written));
        expect(read.ok && read.value.entries()).toEqual(written.entries());
      }),
    );
  });
});

describe('nothing but exactly that is trusted', () => {
  const records = [
    ['a b c *', 'proven', 'probe', 1],
    ['a b d *', 'damaged', 'content', 2],
  ];
  const header = { mirrorAction: 'proofs', version: MEMORY_VERSION, records: 2 };
  const textOf = (head: object, lines: readonly unknown[]) =>
    `${[head, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`;

  test('the text of these cases is trusted before it is spoilt', () => {
    expect(parseProofs(textOf(header, records)).ok).toBe(true);
  });

  test('a file cut anywhere', () => {
    fc.assert(
      fc.property(proofs, fc.nat(), (written, cut) => {
        const text = formatProofs(written);
        expect(parseProofs(text.slice(0, cut % text.length)).ok).toBe(false);
      }),
    );
  });

  test.each([
    ['a newer version', textOf({ ...header, version: MEMORY_VERSION + 1 }, records)],
    ['another kind', textOf({ ...header, mirrorAction: 'history' }, records)],
    ['a wrong count', textOf({ ...header, records: 3 }, records)],
    ['no header', `${JSON.stringify(records[0])}\n`],
    ['an empty file', ''],
    ['a line end alone', '\n'],
    ['null', 'null\n'],
    ['garbage', '\u0000\u0001 not json\n'],
    ['a lost write: as long, and only zeros', '\u0000'.repeat(200)],
    ['a garbled record', textOf(header, [records[0], 'x'])],
    ['an unknown kind of record', textOf(header, [records[0], ['k', 'maybe', 'probe', 1]])],
    ['an unknown depth', textOf(header, [records[0], ['k', 'proven', 'bottom', 1]])],
    ['a negative time', textOf(header, [records[0], ['k', 'proven', 'probe', -1]])],
    ['a time that is no whole number', textOf(header, [records[0], ['k', 'proven', 'probe', 1.5]])],
    ['a record too long', textOf(header, [records[0], ['k', 'proven', 'probe', 1, 1]])],
  ])('%s', (_name, text) => {
    expect(parseProofs(text).ok).toBe(false);
  });

  test.each([
    ['no digest', ['t', [], [['sha256:12', 1]]]],
    ['an accepted one that is no digest', ['t', ['latest'], []]],
    ['one accepted without a list', ['t', digestNumber(1), []]],
    ['too many accepted', ['t', Array.from({ length: ACCEPTED_LIMIT + 1 }, (_, n) => digestNumber(n)), []]],
    ['no list', ['t', [], {}]],
    ['too many', ['t', [], Array.from({ length: SIGHTINGS_LIMIT + 1 }, (_, n) => [digestNumber(n), n])]],
  ])('sightings: %s', (_name, record) => {
    expect(parseHistory(textOf({ ...header, mirrorAction: 'history', records: 1 }, [record])).ok).toBe(false);
  });

  test.each([
    ['no digest', ['x', 'm', '{}']],
    ['no text', [digestNumber(1), 'm', null]],
    ['no media type', [digestNumber(1), null, '{}']],
    ['too much', [digestNumber(1), 'm', '{}', 1]],
    ['children as earlier versions had them', [digestNumber(1), []]],
    ['null', null],
  ])('indexes: %s', (_name, record) => {
    const text = textOf({ ...header, mirrorAction: 'indexes', records: 1 }, [record]);
    expect(parseIndexes(text).ok).toBe(false);
  });
});

describe('memory is bounded', () => {
  test('at MEMORY_RECORD_LIMIT records the oldest goes', () => {
    const none: TagHistory = { seen: [], accepted: null, acceptedBefore: [] };
    const entries = Array.from({ length: MEMORY_RECORD_LIMIT + 1 }, (_, n) => [`${n}`, none] as const);
    const text = formatHistory(new History(entries));
    const [header, first] = text.slice(0, 200).split('\n');
    expect(header).toContain(`"records":${MEMORY_RECORD_LIMIT}`);
    expect(first).toBe('["1",[],[]]');
    expect(text.endsWith(`["${MEMORY_RECORD_LIMIT}",[],[]]\n`)).toBe(true);
  });

  test('what is written is never larger than what is read, however long its records are', () => {
    const longText = 'é'.repeat(4 * 1024 * 1024); // 8 MiB
    const entries = Array.from({ length: 18 }, (_, number): [string, TagHistory] => [
      `${longText}${number}`,
      { seen: [], accepted: null, acceptedBefore: [] },
    ]);
    const text = formatHistory(new History(entries));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MEMORY_LIMIT_BYTES);
    const read = parseHistory(text);
    if (!read.ok) throw new Error(read.why);
    const kept = read.value.entries().map(([tag]) => tag.slice(longText.length));
    expect(kept).toHaveLength(15);
    expect(kept.at(-1)).toBe('17');
    expect(kept).not.toContain('0');
  });
});
