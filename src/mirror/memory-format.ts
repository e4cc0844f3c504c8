/**
 * The text of the state directory's files: JSON lines under a header that names kind and version. They are
 * hints: whatever is not exactly as written here makes the whole file untrusted (contract, section 5).
 */
import { type Digest, isDigest } from '../oci/digest.ts';
import {
  ACCEPTED_LIMIT,
  acceptedOf,
  History,
  SIGHTINGS_LIMIT,
  type Sighting,
  type TagHistory,
} from './history.ts';
import { IndexMemory, type RememberedManifest } from './index-memory.ts';
import { DEPTHS, type Depth, type Proof, Proofs } from './proofs.ts';

export const MEMORY_VERSION = 1;
/** Records kept per file at most; the newest stay. */
export const MEMORY_RECORD_LIMIT = 250_000;
/** A larger file is neither written nor read: records that do not fit go, the oldest first. */
export const MEMORY_LIMIT_BYTES = 128 * 1024 * 1024;
const HEADER_LIMIT_BYTES = 200;

export type ReadMemory<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

export function formatProofs(proofs: Proofs): string {
  return formatLines(
    'proofs',
    proofs.entries().map(([key, { kind, depth, atMs }]) => [key, kind, depth, atMs]),
  );
}

export function parseProofs(text: string): ReadMemory<Proofs> {
  return readLines(text, 'proofs', proofOf, (entries) => new Proofs(entries));
}

export function formatHistory(history: History): string {
  return formatLines(
    'history',
    history
      .entries()
      .map(([tag, past]) => [
        tag,
        acceptedOf(past),
        past.seen.map(({ digest, sinceMs }) => [digest, sinceMs]),
      ]),
  );
}

export function parseHistory(text: string): ReadMemory<History> {
  return readLines(text, 'history', historyOf, (entries) => new History(entries));
}

export function formatIndexes(indexes: IndexMemory): string {
  return formatLines(
    'indexes',
    indexes.entries().map(([digest, { mediaType, text }]) => [digest, mediaType, text]),
  );
}

export function parseIndexes(text: string): ReadMemory<IndexMemory> {
  return readLines(text, 'indexes', rememberedManifestOf, (entries) => new IndexMemory(entries));
}

/** A file of one kind; `records` are oldest first. */
export function formatLines(kind: string, records: readonly unknown[]): string {
  const lines = newestThatFit(records).reverse();
  const header = JSON.stringify({ mirrorAction: kind, version: MEMORY_VERSION, records: lines.length });
  return `${[header, ...lines].join('\n')}\n`;
}

function newestThatFit(records: readonly unknown[]): string[] {
  const lines: string[] = [];
  let leftBytes = MEMORY_LIMIT_BYTES - HEADER_LIMIT_BYTES;
  for (const record of records.slice(-MEMORY_RECORD_LIMIT).reverse()) {
    const line = JSON.stringify(record);
    leftBytes -= Buffer.byteLength(line) + 1;
    if (leftBytes < 0) break;
    lines.push(line);
  }
  return lines;
}

export function readLines<E, T>(
  text: string,
  kind: string,
  read: (record: unknown) => E | null,
  build: (entries: E[]) => T,
): ReadMemory<T> {
  const lines = text.split('\n');
  if (lines.pop() !== '') return { ok: false, why: 'it is cut off in the middle' };
  const header = parseJson(lines.shift() ?? '');
  if (!isHeader(header, kind)) return { ok: false, why: `it is not a ${kind} file of this tool` };
  if (header.version !== MEMORY_VERSION)
    return { ok: false, why: `it was written by another version (format ${header.version})` };
  if (header.records !== lines.length)
    return { ok: false, why: `it has ${lines.length} records, its header says ${header.records}` };
  const entries: E[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = read(parseJson(line));
    if (entry === null) return { ok: false, why: `line ${index + 2} is not a ${kind} record` };
    entries.push(entry);
  }
  return { ok: true, value: build(entries) };
}

interface Header {
  readonly mirrorAction: string;
  readonly version: number;
  readonly records: number;
}

function isHeader(value: unknown, kind: string): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header = value as Partial<Header>;
  return (
    header.mirrorAction === kind && typeof header.version === 'number' && typeof header.records === 'number'
  );
}

function proofOf(record: unknown): [string, Proof] | null {
  if (!Array.isArray(record) || record.length !== 4) return null;
  const [key, kind, depth, atMs] = record as unknown[];
  if (
    typeof key !== 'string' ||
    (kind !== 'proven' && kind !== 'damaged') ||
    !isDepth(depth) ||
    !isTime(atMs)
  )
    return null;
  return [key, { kind, depth, atMs }];
}

function historyOf(record: unknown): [string, TagHistory] | null {
  if (!Array.isArray(record) || record.length !== 3) return null;
  const [tag, accepted, seen] = record as unknown[];
  if (typeof tag !== 'string') return null;
  const digests = listOf(accepted, ACCEPTED_LIMIT, digestIn);
  const sightings = listOf(seen, SIGHTINGS_LIMIT, sightingOf);
  if (digests === null || sightings === null) return null;
  const [newest = null, ...acceptedBefore] = digests;
  return [tag, { seen: sightings, accepted: newest, acceptedBefore }];
}

function rememberedManifestOf(record: unknown): [string, RememberedManifest] | null {
  if (!Array.isArray(record) || record.length !== 3) return null;
  const [digest, mediaType, text] = record as unknown[];
  if (digestIn(digest) === null || typeof mediaType !== 'string' || typeof text !== 'string') return null;
  return [String(digest), { mediaType, text }];
}

function sightingOf(value: unknown): Sighting | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [digest, sinceMs] = value as unknown[];
  return typeof digest === 'string' && isDigest(digest) && isTime(sinceMs) ? { digest, sinceMs } : null;
}

export function listOf<T>(value: unknown, limit: number, read: (one: unknown) => T | null): T[] | null {
  if (!Array.isArray(value) || value.length > limit) return null;
  const list = value.map(read);
  return list.every((one) => one !== null) ? list : null;
}

export function digestIn(value: unknown): Digest | null {
  return typeof value === 'string' && isDigest(value) ? value : null;
}

function isDepth(value: unknown): value is Depth {
  return DEPTHS.some((depth) => depth === value);
}

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
