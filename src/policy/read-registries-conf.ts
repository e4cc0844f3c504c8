/** Reads a containers `registries.conf`, version 2 or 1, main file or drop-in. */
import { shown } from '../files/shown.ts';
import { whyHostIsInvalid } from '../oci/reference-grammar.ts';
import type { PlacedText, RegistriesConf } from './model.ts';
import type { NodeContext, PolicyNode } from './policy-node.ts';
import { readAliases } from './read-aliases.ts';
import { readVersion1, VERSION_1_KEY } from './read-registries-v1.ts';
import { readRegistryTables } from './read-registry-tables.ts';
import { readLocation } from './registry-location.ts';

const SHORT_NAME_MODES = ['enforcing', 'permissive', 'disabled'];
export const REGISTRIES_CONF_KEYS: readonly string[] = [
  'unqualified-search-registries',
  'credential-helpers',
  'short-name-mode',
  'additional-layer-store-auth-helper',
  'aliases',
  'registry',
];
export const REGISTRIES_CONF_CONSEQUENCE =
  'the reader refuses the file, and every pull on the node fails until it is mended';

/** The file at `root`; `path` tells whether it is a drop-in: it lies in a folder `….conf.d`. */
export function readRegistriesConf(root: PolicyNode, path: string): RegistriesConf {
  root.tellUnknownKeys([...REGISTRIES_CONF_KEYS, VERSION_1_KEY]);
  const isDropIn = /(?:^|[\\/])[^\\/]*\.conf\.d[\\/][^\\/]*$/.test(path);
  if (isDropIn) tellUnreadName(root, path);
  const version1 = readVersion1(root, { isDropIn, version2Keys: REGISTRIES_CONF_KEYS });
  const registries = readRegistryTables(root);
  checkShortNameMode(root);
  readAliases(root);
  root.child('credential-helpers')?.asTexts();
  root.child('additional-layer-store-auth-helper')?.asText();
  return {
    format: 'registries.conf',
    file: path,
    version: version1 === null ? 2 : 1,
    isDropIn,
    searchRegistries: version1?.searchRegistries ?? readSearchRegistries(root),
    registries: version1?.registries ?? registries,
    fate: fateOf(root.context, isDropIn && !path.endsWith('.conf')),
    at: { ...root.at, line: 1, column: 1 },
  };
}

function fateOf({ isRefused }: NodeContext, isUnread: boolean): RegistriesConf['fate'] {
  if (isUnread) return 'ignored';
  return isRefused ? 'refused' : 'used';
}

function tellUnreadName(root: PolicyNode, path: string): void {
  if (path.endsWith('.conf')) return;
  root.context.faults.tell(
    'policy-ignored',
    { ...root.at, line: 1, column: 1 },
    {
      message: 'the name of this drop-in does not end with .conf, so that no reader opens it',
      help: 'rename it',
    },
  );
}

function readSearchRegistries(root: PolicyNode): readonly PlacedText[] | null {
  const list = root.child('unqualified-search-registries');
  if (list === null) return null;
  const items = list.asList() ?? [];
  return items.flatMap((item) => {
    const text = readLocation(item);
    if (text === null) return [];
    const why = whyNotSearchRegistry(text);
    if (why !== null) {
      item.refuse(`search registry ${shown(text)} cannot be used: ${why}`, 'write host[:port]');
    }
    return [{ text, at: item.at }];
  });
}

function whyNotSearchRegistry(text: string): string | null {
  return text.includes('/') ? 'it has a path' : whyHostIsInvalid(text);
}

function checkShortNameMode(root: PolicyNode): void {
  const node = root.child('short-name-mode');
  const mode = node?.asText() ?? '';
  if (mode === '' || SHORT_NAME_MODES.includes(mode)) return;
  node?.refuse(`short-name-mode is ${shown(mode)}`, `write ${SHORT_NAME_MODES.join(', ')}`);
}
