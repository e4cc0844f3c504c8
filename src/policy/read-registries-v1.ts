/** The tables of `registries.conf` version 1: still read, without mirrors, and not beside anything of version 2. */
import type { PlacedText, RegistryTable } from './model.ts';
import type { PolicyNode } from './policy-node.ts';
import { readLocation } from './registry-location.ts';

export const VERSION_1_KEY = 'registries';
const TABLES = ['search', 'insecure', 'block'] as const;

export interface Version1 {
  readonly searchRegistries: readonly PlacedText[];
  readonly registries: readonly RegistryTable[];
}

interface FileFacts {
  readonly isDropIn: boolean;
  readonly version2Keys: readonly string[];
}

/** What the tables say, in the words of version 2; null where there are none. */
export function readVersion1(root: PolicyNode, { isDropIn, version2Keys }: FileFacts): Version1 | null {
  const tables = root.child(VERSION_1_KEY)?.asMapping() ?? null;
  if (tables === null) return null;
  tables.tellUnknownKeys(TABLES);
  const [search, insecure, block] = TABLES.map((key) => readTable(tables.child(key)));
  if (search == null && insecure == null && block == null) return null;
  const mixed = root.keys().find((key) => version2Keys.includes(key));
  if (isDropIn) tables.refuse('a drop-in has tables of version 1', convertHelp());
  else if (mixed !== undefined) {
    tables.refuse(`tables of version 1 stand beside ${mixed}, a key of version 2`, convertHelp());
  } else {
    root.context.faults.tell('policy-deprecated', tables.at, {
      message:
        'the tables [registries.search], [registries.insecure] and [registries.block] are of version 1',
      help: convertHelp(),
    });
  }
  return { searchRegistries: search ?? [], registries: registryTables(insecure ?? [], block ?? []) };
}

function convertHelp(): string {
  return (
    'search becomes unqualified-search-registries; an insecure registry becomes [[registry]] with location and ' +
    'insecure = true, a blocked one with blocked = true'
  );
}

/** Null where the list is not set; an empty one counts as set. */
function readTable(table: PolicyNode | null): readonly PlacedText[] | null {
  const list = table?.asMapping()?.child('registries') ?? null;
  if (list === null) return null;
  return (list.asList() ?? []).flatMap((item) => {
    const text = readLocation(item);
    return text === null ? [] : [{ text, at: item.at }];
  });
}

function registryTables(insecure: readonly PlacedText[], block: readonly PlacedText[]): RegistryTable[] {
  const byLocation = new Map<string, RegistryTable>();
  const flag = ({ text, at }: PlacedText, flags: Partial<RegistryTable>): void => {
    const plain = {
      prefix: text,
      location: text,
      insecure: false,
      blocked: false,
      mirrorByDigestOnly: false,
      mirrors: [],
      at,
    };
    byLocation.set(text, { ...(byLocation.get(text) ?? plain), ...flags });
  };
  for (const place of block) flag(place, { blocked: true });
  for (const place of insecure) flag(place, { insecure: true });
  return [...byLocation.values()];
}
