/** The text of what drift remembers in the state directory, in the family of `mirror/memory-format`: hints, trusted whole or not at all. */
import { digestIn, formatLines, isTime, listOf, type ReadMemory, readLines } from '../memory-format.ts';
import { type LastState, LastStates } from './last-states.ts';
import { PLATFORM_NAME_LENGTH, PLATFORMS_NAMED } from './relation.ts';
import { type KnownRelation, Relations } from './relations.ts';
import { DRIFT_NAMES, type DriftName } from './state.ts';

export function formatRelations(relations: Relations): string {
  return formatLines('relations', relations.entries());
}

export function parseRelations(text: string): ReadMemory<Relations> {
  return readLines(text, 'relations', relationRecord, (entries) => new Relations(entries));
}

export function formatLastStates(states: LastStates): string {
  const records = states
    .entries()
    .map(([key, { state, found, sinceMs, atMs }]) => [key, state, found, sinceMs, atMs]);
  return formatLines('states', records);
}

export function parseLastStates(text: string): ReadMemory<LastStates> {
  return readLines(text, 'states', stateRecord, (entries) => new LastStates(entries));
}

function relationRecord(record: unknown): [string, KnownRelation] | null {
  if (!Array.isArray(record) || record.length !== 2) return null;
  const [key, value] = record as unknown[];
  const relation = relationIn(value);
  return typeof key === 'string' && relation !== null ? [key, relation] : null;
}

function relationIn(value: unknown): KnownRelation | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, by, shape, isRewritten, has, missing } = value as Readonly<Record<string, unknown>>;
  if (kind === 'unrelated') return { kind };
  if (kind === 'equivalent') {
    return by === 'children' || by === 'configs' || by === 'diff-ids' ? { kind, by } : null;
  }
  if (kind !== 'partial' || typeof isRewritten !== 'boolean') return null;
  if (shape !== 'single' && shape !== 'list') return null;
  const [hasNames, missingNames] = [namesIn(has), namesIn(missing)];
  if (hasNames === null || missingNames === null) return null;
  return { kind, shape, isRewritten, has: hasNames, missing: missingNames };
}

function namesIn(value: unknown): string[] | null {
  return listOf(value, PLATFORMS_NAMED, (name) =>
    typeof name === 'string' && name.length <= LONGEST_NAME ? name : null,
  );
}

/** A child without a platform is named by its digest. */
const LONGEST_NAME = Math.max(PLATFORM_NAME_LENGTH, 'sha512:'.length + 128);

function stateRecord(record: unknown): [string, LastState] | null {
  if (!Array.isArray(record) || record.length !== 5) return null;
  const [key, state, found, sinceMs, atMs] = record as unknown[];
  if (typeof key !== 'string' || !isDriftName(state) || !isTime(sinceMs) || !isTime(atMs)) return null;
  const digest = found === null ? null : digestIn(found);
  return found !== null && digest === null ? null : [key, { state, found: digest, sinceMs, atMs }];
}

function isDriftName(value: unknown): value is DriftName {
  return DRIFT_NAMES.some((name) => name === value);
}
