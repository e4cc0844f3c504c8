/** Writes a `registries.conf`, version 2. */
import type { RegistryMirror, RegistryTable } from './model.ts';

export interface RegistriesConfFacts {
  /** Lines of the comment at the top, without `#`. */
  readonly header: readonly string[];
  readonly registries: readonly RegistryTable[];
}

/** What an OpenShift node has before any mirror is configured. */
const PLATFORM_SEARCH = ['registry.access.redhat.com', 'docker.io'];

/** A drop-in or main file that says only what `registries` says. */
export function writeRegistriesConf({ header, registries }: RegistriesConfFacts): string {
  return join(header, registries.map(tableLines));
}

/** The file byte for byte as OpenShift's operator encodes it, below the comment. */
export function writePlatformRegistriesConf({ header, registries }: RegistriesConfFacts): string {
  const top = [
    `unqualified-search-registries = [${PLATFORM_SEARCH.map(tomlText).join(', ')}]`,
    'short-name-mode = ""',
  ];
  return join(header, [top, ...registries.map(platformLines)]);
}

/** `text` as a basic string of TOML. */
export function tomlText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

function join(header: readonly string[], blocks: readonly (readonly string[])[]): string {
  const comment = header.map((line) => `# ${line}`.trimEnd());
  const all = comment.length === 0 ? blocks : [comment, ...blocks];
  return all.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function tableLines(table: RegistryTable): readonly string[] {
  const isPlain = table.prefix === table.location;
  const mirrors = table.mirrors.map((mirror) => ['', '[[registry.mirror]]', ...mirrorKeys(mirror)]);
  return [
    '[[registry]]',
    ...(isPlain ? [] : [`prefix = ${tomlText(table.prefix)}`]),
    ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
    ...flags(table),
    ...mirrors.flat(),
  ];
}

function mirrorKeys({ location, insecure, pullFrom }: RegistryMirror): readonly string[] {
  return [
    `location = ${tomlText(location)}`,
    ...(insecure ? ['insecure = true'] : []),
    ...(pullFrom === 'all' ? [] : [`pull-from-mirror = ${tomlText(pullFrom)}`]),
  ];
}

/** Two spaces per level, and `prefix` always, also empty. */
function platformLines(table: RegistryTable): readonly string[] {
  const keys = [
    `prefix = ${tomlText(table.prefix === table.location ? '' : table.prefix)}`,
    ...(table.location === '' ? [] : [`location = ${tomlText(table.location)}`]),
    ...flags(table),
  ];
  const mirrors = table.mirrors.map((mirror) => [
    '',
    '  [[registry.mirror]]',
    ...mirrorKeys(mirror).map((key) => `    ${key}`),
  ]);
  return ['[[registry]]', ...keys.map((key) => `  ${key}`), ...mirrors.flat()];
}

function flags({ insecure, blocked, mirrorByDigestOnly }: RegistryTable): readonly string[] {
  return [
    ...(insecure ? ['insecure = true'] : []),
    ...(blocked ? ['blocked = true'] : []),
    ...(mirrorByDigestOnly ? ['mirror-by-digest-only = true'] : []),
  ];
}
