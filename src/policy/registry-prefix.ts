/** Which `[[registry]]` table a name falls under, and what becomes of the name there (containers/image). */
import { formatRepository, parseReference, type Repository } from '../oci/reference.ts';
import type { RegistryTable } from './model.ts';

/** How much of `name` (`host/path`, normalised) the prefix covers; null where it does not match. */
export function matchedLength(name: string, prefix: string): number | null {
  const end = prefix.startsWith('*.') ? wildcardEnd(name, prefix.slice(1)) : plainEnd(name, prefix);
  if (end === null) return null;
  // A host also covers the same host with a port, which its authors call unintended.
  return end === name.length || [':', '/', '@'].includes(name[end] ?? '') ? end : null;
}

/** The table with the longest prefix, which is the only one that counts; null where none matches. */
export function findTable(name: string, tables: readonly RegistryTable[]): RegistryTable | null {
  let best: RegistryTable | null = null;
  for (const table of tables) {
    const isLonger = table.prefix.length > (best?.prefix.length ?? 0);
    if (isLonger && matchedLength(name, table.prefix) !== null) best = table;
  }
  return best;
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
