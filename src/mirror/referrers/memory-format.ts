/** The text of what images carry, in the family of `mirror/memory-format`: hints, trusted whole or not at all. */
import { ARTIFACT_KINDS, type ArtifactKind } from '../../oci/artifact-kind.ts';
import { isTag } from '../../oci/reference.ts';
import type { FoundBy } from '../../oci/referrer.ts';
import { digestIn, formatLines, isTime, listOf, type ReadMemory, readLines } from '../memory-format.ts';
import { CARRIED_LIMIT, type Carried, CarriedMemory, type CarriedReferrer } from './carried.ts';

const KIND = 'referrers';
const LONGEST_WORD = 300;
const FOUND_BY: readonly FoundBy[] = ['api', 'fallback-tag', 'cosign-tag', 'subject'];

export function formatCarried(memory: CarriedMemory): string {
  const records = memory
    .entries()
    .map(([key, { referrers, count, atMs, wholeAtMs, hasApi }]) => [
      key,
      atMs,
      wholeAtMs,
      hasApi,
      count,
      referrers.map((one) => [
        one.subject,
        one.digest,
        one.mediaType,
        one.artifactType,
        one.kind,
        one.predicateType,
        one.size,
        one.manifestSize,
        one.foundBy,
        one.tag,
      ]),
    ]);
  return formatLines(KIND, records);
}

export function parseCarried(text: string): ReadMemory<CarriedMemory> {
  return readLines(text, KIND, recordOf, (entries) => new CarriedMemory(entries));
}

function recordOf(record: unknown): [string, Carried] | null {
  if (!Array.isArray(record) || record.length !== 6) return null;
  const [key, atMs, wholeAtMs, hasApi, count, list] = record as unknown[];
  const referrers = listOf(list, CARRIED_LIMIT, referrerOf);
  if (typeof key !== 'string' || typeof hasApi !== 'boolean' || referrers === null) return null;
  if (!isTime(atMs) || !isTime(wholeAtMs) || !isTime(count)) return null;
  return [key, { referrers, count, atMs, wholeAtMs, hasApi }];
}

function referrerOf(value: unknown): CarriedReferrer | null {
  if (!Array.isArray(value) || value.length !== 10) return null;
  const [subjectText, digestText, mediaType, artifactType, kind, predicateType, size, manifestSize] = value;
  const [foundBy, tag] = value.slice(8) as unknown[];
  const [subject, digest] = [digestIn(subjectText), digestIn(digestText)];
  if (subject === null || digest === null || !isWord(mediaType) || !isWord(artifactType)) return null;
  if (!isKind(kind) || !(predicateType === null || isWord(predicateType))) return null;
  if (!isTime(size) || !isTime(manifestSize) || !isFoundBy(foundBy)) return null;
  const known = {
    subject,
    digest,
    mediaType,
    artifactType,
    kind,
    predicateType,
    size,
    manifestSize,
    foundBy,
  };
  if (tag === null) return { ...known, tag };
  return typeof tag === 'string' && isTag(tag) ? { ...known, tag } : null;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_WORD;
}

function isKind(value: unknown): value is ArtifactKind {
  return ARTIFACT_KINDS.some((kind) => kind === value);
}

function isFoundBy(value: unknown): value is FoundBy {
  return FOUND_BY.some((one) => one === value);
}
