/** Reads the `[[registry]]` tables of a `registries.conf` and judges them as its reader does. */
import { shown } from '../files/shown.ts';
import type { RegistryMirror, RegistryTable } from './model.ts';
import type { PolicyNode } from './policy-node.ts';
import { readLocation } from './registry-location.ts';

const REGISTRY_KEYS = ['prefix', 'location', 'insecure', 'blocked', 'mirror-by-digest-only', 'mirror'];
const MIRROR_KEYS = ['location', 'insecure', 'pull-from-mirror'];
const PULL_FROM = ['all', 'digest-only', 'tag-only'] as const;

/** Tables in the order of the file; of several with one prefix the reader keeps the first, and so does this. */
export function readRegistryTables(root: PolicyNode): readonly RegistryTable[] {
  const nodes = root.child('registry')?.asList() ?? [];
  const tables = nodes.flatMap((node) => {
    const table = readTable(node);
    return table === null ? [] : [{ table, node }];
  });
  checkSharedLocations(tables);
  const byPrefix = new Map<string, RegistryTable>();
  for (const { table, node } of tables) {
    const first = byPrefix.get(table.prefix);
    if (first === undefined) byPrefix.set(table.prefix, table);
    else tellSecond(table, first, node);
  }
  return [...byPrefix.values()];
}

function tellSecond(table: RegistryTable, first: RegistryTable, node: PolicyNode): void {
  node.context.faults.tell('policy-no-effect', table.at, {
    message: `a table for ${shown(table.prefix)} stands in line ${first.at.line} already; this one is dropped without a word`,
    help: 'join the two; nothing of the second counts, not even its mirrors',
  });
}

function readTable(node: PolicyNode): RegistryTable | null {
  if (node.asMapping() === null) return null;
  const pullFrom = node.child('pull-from-mirror');
  node.tellUnknownKeys([...REGISTRY_KEYS, 'pull-from-mirror']);
  if ((pullFrom?.asText() ?? '') !== '') {
    pullFrom?.refuse(
      'pull-from-mirror stands in a [[registry]] table',
      'it belongs into [[registry.mirror]]',
    );
  }
  const location = readLocation(node.child('location')) ?? '';
  const prefix = readPrefix(node, location);
  const mirrorByDigestOnly = node.child('mirror-by-digest-only')?.asBoolean() ?? false;
  const mirrors = (node.child('mirror')?.asList() ?? []).flatMap((mirror) => readMirror(mirror) ?? []);
  if (mirrorByDigestOnly) refuseBoth(node);
  return {
    prefix,
    location,
    insecure: node.child('insecure')?.asBoolean() ?? false,
    blocked: node.child('blocked')?.asBoolean() ?? false,
    mirrorByDigestOnly,
    mirrors,
    at: node.at,
  };
}

function readPrefix(node: PolicyNode, location: string): string {
  const written = node.child('prefix');
  const prefix = readLocation(written) ?? '';
  if (prefix === '') {
    if (location === '') node.refuse('a registry has neither location nor prefix', 'write its location');
    return location;
  }
  if (!prefix.startsWith('*.')) {
    if (location === '') node.refuse(`prefix ${shown(prefix)} has no location`, 'write its location');
  } else if (/[/@:]/.test(prefix)) {
    written?.refuse(
      `wildcard prefix ${shown(prefix)} has a port, path, tag or digest`,
      'a wildcard is *. and a host',
    );
  }
  return prefix;
}

function readMirror(node: PolicyNode): RegistryMirror | null {
  if (node.asMapping() === null) return null;
  node.tellUnknownKeys(MIRROR_KEYS);
  const written = node.child('location');
  const stripped = readLocation(written);
  if (written === null || stripped === '') node.refuse('a mirror has no location', 'write its location');
  return {
    location: typeof written?.value === 'string' ? written.value : '',
    insecure: node.child('insecure')?.asBoolean() ?? false,
    pullFrom: readPullFrom(node.child('pull-from-mirror')),
    at: node.at,
  };
}

function readPullFrom(node: PolicyNode | null): RegistryMirror['pullFrom'] {
  const text = node?.asText() ?? '';
  const known = PULL_FROM.find((value) => value === text);
  if (known === undefined && text !== '') {
    node?.refuse(`pull-from-mirror is ${shown(text)}`, `write ${PULL_FROM.join(', ')}`);
  }
  return known ?? 'all';
}

function refuseBoth(node: PolicyNode): void {
  for (const mirror of node.child('mirror')?.asList() ?? []) {
    const pullFrom = mirror.child('pull-from-mirror');
    if (pullFrom === null || pullFrom.value === '') continue;
    pullFrom.refuse(
      'pull-from-mirror stands below a registry with mirror-by-digest-only',
      'keep one of the two; pull-from-mirror = "digest-only" says the same per mirror',
    );
  }
}

/** Tables that lead to one place must agree on how it is spoken to, also those that the reader drops afterwards. */
function checkSharedLocations(
  tables: readonly { readonly table: RegistryTable; readonly node: PolicyNode }[],
): void {
  const byPlace = new Map<string, RegistryTable>();
  for (const { table, node } of tables) {
    const place = table.location === '' ? table.prefix : table.location;
    const first = byPlace.get(place);
    if (first === undefined) byPlace.set(place, table);
    else {
      const differing = (['insecure', 'blocked'] as const).find((key) => first[key] !== table[key]);
      if (differing === undefined) continue;
      node.refuse(
        `${shown(place)} has ${differing} = ${table[differing]} here and ${first[differing]} in line ${first.at.line}`,
        'set it the same in both',
      );
    }
  }
}
