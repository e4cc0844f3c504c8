import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { mirrorFileFromLines } from '../../src/files/init.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { CONTRACT_EXAMPLE, PIN } from './contract-example.ts';

const root = new URL('../../', import.meta.url);

function load(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(new URL(`schema/${name}`, root), 'utf8'));
  return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
}

test('the shipped schemas are those of the sources', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/schema.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('the schema of the mirror manifest', () => {
  const accepts = load('mirror.schema.json');
  const HEAD = 'version: 1\nmirrors: [{ name: eu, target: eu.example.com }]\n';

  test('accepts the example of the contract, and what init writes', () => {
    accepts(parse(CONTRACT_EXAMPLE));
    expect(accepts.errors).toBeNull();
    expect(accepts(parse(mirrorFileFromLines(`redis:7\nredis@${PIN}`).yaml))).toBe(true);
  });

  test.each([
    'x-own: 1\nimages: [{ source: redis:7, x-owner: me }]',
    'images: []\nregistries: { a.b: { tls: false } }',
    'images: [redis]\nmaxLag: 1d12h\nrules: { stale: off }',
  ])('and the reader accept %j', (yaml) => {
    expect(accepts(parse(HEAD + yaml))).toBe(true);
    expect(readMirrorFile(HEAD + yaml, 'm.yaml').findings).toEqual([]);
  });

  test.each([
    'imges: []',
    'images: []\nversion2: 1',
    'images: [7]',
    'images: [{ source: redis, tags: [1.10] }]',
    'images: [{ tags: ["1"] }]',
    'images: [{ source: "redis:7", index: dense }]',
    'images: [{ source: "redis:7", platforms: [] }]',
    'images: [{ source: "redis:7", digests: ["sha256:abc"] }]',
    'images: []\nmaxLag: soon',
    'images: []\nmaxLag: ""',
    'images: []\nkeepTags: 1',
    'images: []\nrules: { blob-mising: note }',
    'images: []\naccept: [{ rule: stale, reason: r }]',
    'images: []\nruntimes: [docker]',
    'images: []\nregistries: { a.b: { auth: { username: x, password: y } } }',
    'images: []\nregistries: { a.b: { concurrency: 0 } }',
  ])('and the reader refuse %j', (yaml) => {
    expect(accepts(parse(HEAD + yaml))).toBe(false);
    expect(readMirrorFile(HEAD + yaml, 'm.yaml').findings).not.toEqual([]);
  });

  test('describes every key', () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties } = node as {
        readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
      };
      for (const [key, property] of Object.entries(properties ?? {})) {
        if (property.description === undefined && !path.endsWith('rules')) missing.push(`${path}/${key}`);
      }
      for (const [key, child] of Object.entries(node)) walk(child, `${path}/${key}`);
    };
    walk(JSON.parse(readFileSync(new URL('schema/mirror.schema.json', root), 'utf8')), '');
    expect(missing).toEqual([]);
  });
});

test('the schema of the lock accepts a lock and refuses others', () => {
  const accepts = load('lock.schema.json');
  const tag = (entry: string) => parse(`version: 1\ntags:\n  docker.io/library/redis:7.4: ${entry}\n`);
  expect(accepts(tag(`{ digest: "${PIN}", since: 2026-11-21T02:00:00Z, previous: [] }`))).toBe(true);
  expect(accepts(tag(`{ digest: "${PIN}" }`))).toBe(false);
  expect(accepts(tag(`{ digest: "${PIN}", since: yesterday }`))).toBe(false);
});
