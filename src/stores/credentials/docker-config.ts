/**
 * The format of Docker's `config.json`, which Podman's `auth.json` and `DOCKER_AUTH_CONFIG` share: text in,
 * data out.
 */
import { MirrorError } from '../../errors.ts';
import { findJsonFault } from './json-fault.ts';
import { type EntryScope, parseEntryKey } from './registry-key.ts';

/**
 * - `docker`: `auths`, `credHelpers` and `credsStore`
 * - `podman`: the same without `credsStore`, which Podman does not know
 * - `legacy`: `~/.dockercfg`, the content of `auths` without its wrapper
 */
export type AuthFormat = 'docker' | 'podman' | 'legacy';

export interface AuthEntry extends EntryScope {
  /** The key as written. It may itself hold a secret (`https://user:password@host`): never shown. */
  readonly key: string;
  /** Not looked into before it is used, so that one broken entry does not spoil the others. */
  readonly value: unknown;
}

export interface AuthFile {
  /** Where it came from: a path or the name of a variable. */
  readonly name: string;
  /** In the order of the file. */
  readonly entries: readonly AuthEntry[];
  /** Helper names by registry host; '' means the file's own entries. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper for every registry not in `helpers`. */
  readonly defaultHelper: string | null;
}

/**
 * Reads a credential file; an empty text is an empty file, as for Docker. Throws MirrorError `input` naming
 * file and position.
 */
export function parseAuthFile(name: string, text: string, format: AuthFormat): AuthFile {
  const root = text.trim() === '' ? {} : parseObject(name, text);
  const auths = format === 'legacy' ? root : section(name, root, 'auths');
  const helpers = format === 'legacy' ? {} : section(name, root, 'credHelpers');
  const keyFormat = format === 'legacy' ? 'legacy' : 'current';
  return {
    name,
    entries: Object.entries(auths).map(([key, value]) => ({ key, value, ...parseEntryKey(key, keyFormat) })),
    helpers: helpersByHost(name, helpers),
    defaultHelper: format === 'docker' ? helperName(name, root.credsStore, 'credsStore') || null : null,
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(name: string, text: string): JsonObject {
  const value = parseJson(name, text);
  if (!isObject(value)) throw unusable(name, 'it is not a JSON object');
  return value;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text, so it is not kept as the cause either.
    const { line, column } = findJsonFault(text);
    throw unusable(
      name,
      `it is not valid JSON from line ${line}, column ${column}`,
      `${name}:${line}:${column}`,
    );
  }
}

function section(name: string, root: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(root, key) ? root[key] : null;
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw unusable(name, `its "${key}" is not an object`);
  return value;
}

function helpersByHost(name: string, section: JsonObject): ReadonlyMap<string, string> {
  const helpers = new Map<string, string>();
  for (const [key, value] of Object.entries(section)) {
    const { host, path } = parseEntryKey(key, 'current');
    // Helpers know registries only; what is written for a path would answer for more than it was meant for.
    if (path === '') helpers.set(host, helperName(name, value, 'credHelpers'));
  }
  return helpers;
}

function helperName(name: string, value: unknown, key: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw unusable(name, `its "${key}" names a helper that is not a string`);
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(name: string, why: string, where: string = name): MirrorError {
  return new MirrorError('input', `cannot use the credentials in ${name}: ${why}`, {
    where,
    fix: 'correct it, or write it anew with docker login or podman login',
  });
}
