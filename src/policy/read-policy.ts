/** Reads policy files: tells the formats apart by content; text in, documents with places and findings out. */
import { nearest } from '../files/suggest.ts';
import type { Position } from '../finding.ts';
import type { PolicyDocument, ReadPolicy } from './model.ts';
import { POLICY_KINDS } from './openshift-kinds.ts';
import { Faults, type NodeContext, PolicyNode } from './policy-node.ts';
import {
  CONTAINERD_CONSEQUENCE,
  hasRegistrySection,
  readContainerdConfig,
} from './read-containerd-config.ts';
import { HOSTS_CONSEQUENCE, readHostsToml } from './read-hosts-toml.ts';
import { readOpenShift } from './read-openshift.ts';
import {
  REGISTRIES_CONF_CONSEQUENCE,
  REGISTRIES_CONF_KEYS,
  readRegistriesConf,
} from './read-registries-conf.ts';
import { VERSION_1_KEY } from './read-registries-v1.ts';
import { parseToml, type TomlDocument } from './toml-document.ts';

/** No policy is longer; a longer text is refused before anything parses it. Counted in UTF-16 units. */
export const LONGEST_POLICY = 1024 * 1024;

const KIND_LINE = /^[ \t{,-]*["']?(?:apiVersion|kind)["']?[ \t]*:/m;
const HOSTS_FILE = /(?:^|[\\/])hosts\.toml$/;
const TOML_FILE = /\.(?:toml|conf)$/;

/**
 * Whether a file is worth reading as a policy when nobody has named it: objects of OpenShift by kind, TOML by name and
 * keys. Cheap, and wrong only towards reading too much.
 */
export function looksLikePolicy(text: string, path: string): boolean {
  if (HOSTS_FILE.test(path)) return true;
  if (TOML_FILE.test(path))
    return /^[ \t]*(?:\[\[?registr|unqualified-search-registries|\[plugins\.)/m.test(text);
  return KIND_LINE.test(text) && POLICY_KINDS.some((kind) => text.includes(kind));
}

/**
 * Reads `text`; `path` names positions, and tells which host a `hosts.toml` is for and whether a `registries.conf` is a
 * drop-in. A text without any policy is finding `policy-ignored`. Never throws.
 */
export function readPolicy(text: string, path: string): ReadPolicy {
  const faults = new Faults();
  const documents = readText(text, path, faults);
  return { documents, findings: faults.findings() };
}

function readText(text: string, path: string, faults: Faults): readonly PolicyDocument[] {
  if (text.length > LONGEST_POLICY) {
    faults.tell('policy-invalid', startOf(path), {
      message: `the file is ${text.length} characters long, at most ${LONGEST_POLICY} are read`,
      help: 'no policy is that long; is it the right file?',
    });
    return [];
  }
  if (!HOSTS_FILE.test(path) && KIND_LINE.test(text)) return readObjects(text, path, faults);
  if (!HOSTS_FILE.test(path) && /\.(?:ya?ml|json)$/i.test(path)) return readObjects(text, path, faults);
  return readToml(text, path, faults);
}

function readObjects(text: string, path: string, faults: Faults): readonly PolicyDocument[] {
  const documents = readOpenShift(text, path, faults);
  if (documents.length === 0 && !faults.has('policy-invalid')) tellNoPolicy(path, faults);
  return documents;
}

function tellNoPolicy(path: string, faults: Faults): void {
  faults.tell('policy-ignored', startOf(path), {
    message: 'there is no mirror policy in this file',
    help: `policies are ${POLICY_KINDS.join(', ')}, registries.conf and hosts.toml`,
  });
}

function readToml(text: string, path: string, faults: Faults): readonly PolicyDocument[] {
  const parsed = parseToml(text, path);
  if (!parsed.ok) {
    const { at, message, help } = parsed.fault;
    const isHosts = HOSTS_FILE.test(path);
    const consequence = isHosts ? HOSTS_CONSEQUENCE : REGISTRIES_CONF_CONSEQUENCE;
    faults.tell('policy-invalid', at, { message, help: `${help}; ${consequence}` });
    return isHosts ? unparsedHosts(path, faults) : [];
  }
  return readTables(parsed.document, path, faults);
}

/** A file that does not parse is still there: its host has no mirrors, and lower places are not looked at. */
function unparsedHosts(path: string, faults: Faults): readonly PolicyDocument[] {
  const empty: TomlDocument = {
    value: {},
    headers: [],
    positionOf: () => startOf(path),
    keyPositionOf: () => startOf(path),
  };
  const root = new PolicyNode({ ...contextOf(empty, faults, HOSTS_CONSEQUENCE), isRefused: true });
  return [readHostsToml(root, empty, path)];
}

function readTables(document: TomlDocument, path: string, faults: Faults): readonly PolicyDocument[] {
  const rootFor = (consequence: string) => new PolicyNode(contextOf(document, faults, consequence));
  if (HOSTS_FILE.test(path)) return [readHostsToml(rootFor(HOSTS_CONSEQUENCE), document, path)];
  const containerd = rootFor(CONTAINERD_CONSEQUENCE);
  if (hasRegistrySection(containerd)) return [readContainerdConfig(containerd, path)];
  const keys = containerd.keys();
  if (isRegistriesConf(keys, path)) {
    const context = contextOf(document, faults, REGISTRIES_CONF_CONSEQUENCE);
    return [readRegistriesConf(new PolicyNode({ ...context, foldsCase: true }), path)];
  }
  if (keys.includes('host') || keys.includes('server')) tellNotHostsToml(path, faults);
  else tellNoPolicy(path, faults);
  return [];
}

/** By its keys, or by its name where it has none of them or a misspelled one. */
function isRegistriesConf(keys: readonly string[], path: string): boolean {
  const known = [...REGISTRIES_CONF_KEYS, VERSION_1_KEY];
  if (keys.some((key) => known.includes(key.toLowerCase()))) return true;
  if (/(?:^|[\\/])registries\.conf(?:\.d[\\/][^\\/]*)?$/.test(path)) return true;
  return keys.some((key) => nearest(key, known) !== null) && path.endsWith('.conf');
}

function tellNotHostsToml(path: string, faults: Faults): void {
  faults.tell('policy-ignored', startOf(path), {
    message: 'this looks like a hosts.toml, but containerd reads only files of that name',
    help: 'name it HOST/hosts.toml below the config_path',
  });
}

function contextOf(document: TomlDocument, faults: Faults, consequence: string): NodeContext {
  return { document, faults, consequence, isRefused: false };
}

function startOf(file: string): Position {
  return { file, line: 1, column: 1 };
}
