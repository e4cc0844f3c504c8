/** Which `[[registry]]` table a name falls under, and what becomes of the name there (containers/image). */
import { formatRepository, parseReference, type Repository } from '../oci/reference.ts';
import type { RegistryTable } from './model.ts';

const LONGEST_NAME = 1024;
const BOUNDARIES = [':', '/', '@'];

/** How much of `name` (`host/path`, normalised) the prefix covers; null where it does not match. */
export function matchedLength(name: string, prefix: string): number | null {
  const end = prefix.startsWith('*.') ? wildcardEnd(name, prefix.slice(1)) : plainEnd(name, prefix);
  if (end === null) return null;
  // A host also covers the same host with a port, which its authors call unintended.
  return end === name.length || BOUNDARIES.includes(name[end] ?? '') ? end : null;
}

/** The table with the longest prefix, which is the only one that counts; null where none matches. */
export function findTable(name: string, tables: readonly RegistryTable[]): RegistryTable | null {
  return coveringTables(name, tables)[0] ?? null;
}

/** Every table whose prefix covers `name`, the longest prefix first. No name is longer than a reference can be. */
export function coveringTables(name: string, tables: readonly RegistryTable[]): readonly RegistryTable[] {
  if (name.length > LONGEST_NAME) return [];
  const byPrefix = indexOf(tables);
  const found = possiblePrefixes(name).flatMap((prefix) => byPrefix.get(prefix) ?? []);
  return [...new Set(found)]
    .filter(({ prefix }) => matchedLength(name, prefix) !== null)
    .sort((a, b) => b.prefix.length - a.prefix.length);
}

/**
 * `name` at `location` instead of `prefix`. An empty location leaves it as it is. Null where the result is not the full
 * name of a repository, for which the reader gives up the whole pull.
 */
export function rewriteName(name: string, prefix: string, location: string): Repository | null {
  const length = matchedLength(name, prefix);
  if (length === null) return null;
  const written = location === '' ? name : `${location}${name.slice(length)}`;
  const parsed = parseReference(written);
  if (!parsed.ok) return null;
  const { host, path } = parsed.value;
  return formatRepository({ host, path }) === written ? { host, path } : null;
}

function plainEnd(name: string, prefix: string): number | null {
  return name.startsWith(prefix) ? prefix.length : null;
}

/** Only the first place where the suffix stands is looked at, as the reader does it: `a.x.y.x` is not below `*.x`. */
function wildcardEnd(name: string, suffix: string): number | null {
  const index = name.indexOf(suffix);
  return index < 0 || name.slice(0, index).includes('/') ? null : index + suffix.length;
}

/** Files of strangers may have thousands of tables and mirrors, so that each list of tables is indexed once. */
const indexes = new WeakMap<readonly RegistryTable[], ReadonlyMap<string, RegistryTable>>();

function indexOf(tables: readonly RegistryTable[]): ReadonlyMap<string, RegistryTable> {
  const known = indexes.get(tables);
  if (known !== undefined) return known;
  const index = new Map(tables.toReversed().map((table) => [table.prefix, table]));
  indexes.set(tables, index);
  return index;
}

/** The name up to each boundary, and `*` with what follows a dot of its host up to each boundary. */
function possiblePrefixes(name: string): readonly string[] {
  const ends = [...name].flatMap((character, at) => (BOUNDARIES.includes(character) ? [at] : []));
  const plain = [...ends, name.length].map((end) => name.slice(0, end));
  const host = name.split('/')[0] ?? '';
  const dots = [...host].flatMap((character, at) => (character === '.' ? [at] : []));
  return [...plain, ...dots.flatMap((dot) => plain.map((text) => `*${text.slice(dot)}`))];
}
