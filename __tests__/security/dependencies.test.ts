/** What is built in: versions that are not known to be open to attack, and nothing that runs when it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import semver from 'semver';
import { readSourceFiles } from '../architecture/source-file.ts';

const project = join(import.meta.dirname, '..', '..');

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(project, 'package-lock.json'), 'utf8'),
);
const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ path, name: path.split('node_modules/').at(-1) ?? '', ...locked }));
const built = packages.filter(({ dev }) => dev !== true);

/** Versions of a package in what is built, each of which must be in the range. */
const versionsOf = (name: string) =>
  built.filter((each) => each.name === name).map(({ version }) => version ?? '');

describe('versions', () => {
  test.each([
    ['undici', '^6.29.0 || >=8.9.0', 'CVE-2026-22036, CVE-2026-16728 and the others of 2026'],
    ['@actions/core', '>=1.9.1', 'CVE-2020-15228, CVE-2022-35954'],
    ['@actions/cache', '>=6.3.0', 'read-only caches of untrusted triggers'],
    ['yaml', '>=2.9.1', 'alias and nesting bombs'],
    ['@sigstore/verify', '>=4.1.3', 'bundles that do not match'],
  ])('%s is %s: %s', (name, range) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !semver.satisfies(version, range))).toEqual([]);
  });

  test('undici that speaks to registries is 8.9 or newer', () => {
    const own = built.find(({ path }) => path === 'node_modules/undici')?.version ?? '';
    expect(semver.gte(own, '8.9.0')).toBe(true);
  });

  test.each(['node-fetch', 'picomatch', 'got', 'axios', '@sigstore/oci', '@actions/artifact', 'js-yaml'])(
    '%s is not built in',
    (name) => {
      expect(versionsOf(name)).toEqual([]);
    },
  );
});

describe('npm supply chain', () => {
  test('what is built in has a checksum, comes from the registry, and runs nothing at installation', () => {
    const odd = built.filter(
      ({ integrity, resolved, hasInstallScript }) =>
        !integrity?.startsWith('sha512-') ||
        hasInstallScript === true ||
        (resolved !== undefined && !resolved.startsWith('https://')),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

describe('undici CVE-2026-2581, -16728: what is not used of it cannot be attacked', () => {
  const sources = readSourceFiles(project, 'src');
  test.each(['interceptors', 'WebSocket', 'EventSource', 'RetryHandler', 'CacheStore', 'getCookies'])(
    '%s',
    (name) => {
      const using = sources.filter(({ code }) => new RegExp(`\\b${name}\\b`).test(code));
      expect(using.map(({ path }) => path)).toEqual([]);
    },
  );

  test('globalThis.fetch, which decodes, follows and stores', () => {
    const using = sources.filter(({ code }) => /(?<![.#\w])fetch\(/.test(code));
    expect(using.map(({ path }) => path)).toEqual([]);
  });
});
