/**
 * Texts that are small to send and dear to read, and keys that reach for a prototype, in every parser of what comes from
 * outside (toml-eslint-parser 1.0.3 pollutes `Object.prototype`; YAML aliases; JSON nesting); layers that expand without end.
 */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../src/errors.ts';
import { mirrorFileFromLines } from '../../src/files/init.ts';
import { readLockFile } from '../../src/files/read-lockfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { parseLastStates, parseRelations } from '../../src/mirror/drift/memory-format.ts';
import { parseHistory, parseIndexes, parseProofs } from '../../src/mirror/memory-format.ts';
import { parseCarried } from '../../src/mirror/referrers/memory-format.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { parseImageConfig } from '../../src/oci/image-config.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import { OCI_MANIFEST } from '../../src/oci/media-type.ts';
import { readReferrerIndex } from '../../src/oci/referrer-entry.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { unhealthyRows } from '../../src/report/policies/last-report.ts';
import { readSimpleSigning, readStatement } from '../../src/signatures/claim.ts';
import { parseAuthFile } from '../../src/stores/credentials/docker-config.ts';
import { parseIndex } from '../../src/stores/layout/index-document.ts';
import { makeExpandingLayer } from '../fixtures/broken-images.ts';
import {
  contentOf,
  descriptorOf,
  documentOf,
  type ImageTree,
  OCI_CONFIG,
  OCI_LAYER,
  treeOf,
} from '../fixtures/image-tree.ts';
import { tarEnd, tarHeader } from '../fixtures/tar.ts';
import { ends, manifest, SOURCE, World } from '../mirror/world.ts';
import { compressed, read } from '../oci/layers.ts';
import { processorMs } from '../policy/reading.ts';

type Parser = (text: string) => unknown;
const bytes = (text: string): Uint8Array => Buffer.from(text);
const raw = (text: string) => ({
  bytes: bytes(text),
  descriptor: { mediaType: OCI_MANIFEST, digest: digestOf(bytes(text)), size: text.length },
});
const memory =
  (kind: string, parse: Parser): Parser =>
  (text) =>
    parse(
      `${JSON.stringify({ mirrorAction: kind, version: 1, records: 1 })}\n${text.replaceAll('\n', ' ')}\n`,
    );

/** Whatever reads text that somebody else wrote. */
const PARSERS: Readonly<Record<string, Parser>> = {
  'the mirror manifest': (text) => readMirrorFile(text, 'mirror.yaml'),
  'the mirror manifest, below a key': (text) =>
    readMirrorFile(
      `version: 1\nmirrors: []\nimages: []\nx-a:\n  ${text.replaceAll('\n', '\n  ')}`,
      'mirror.yaml',
    ),
  'the lock': (text) => readLockFile(text, 'mirror.lock.yaml'),
  'an object of OpenShift': (text) =>
    readPolicy(`kind: ImageDigestMirrorSet\nspec:\n  ${text.replaceAll('\n', '\n  ')}`, 'p.yaml'),
  'policies as YAML': (text) => readPolicy(text, 'p.yaml'),
  'policies as JSON': (text) => readPolicy(text, 'p.json'),
  'registries.conf': (text) => readPolicy(text, 'registries.conf'),
  'hosts.toml': (text) => readPolicy(text, 'docker.io/hosts.toml'),
  "containerd's own file": (text) => readPolicy(text, 'config.toml'),
  'credentials of Docker': (text) => parseAuthFile('config.json', text, 'docker'),
  'credentials of Docker, old': (text) => parseAuthFile('.dockercfg', text, 'legacy'),
  'credentials of Podman': (text) => parseAuthFile('auth.json', text, 'podman'),
  'an earlier report': (text) => unhealthyRows(text, 'report.json'),
  'a list for init': (text) => mirrorFileFromLines(text),
  'a manifest': (text) => parseManifest(raw(text)),
  'an image config': (text) => parseImageConfig(bytes(text)),
  'a list of referrers': (text) => readReferrerIndex(bytes(text)),
  'the index of a layout': (text) => parseIndex(text, 'index.json'),
  'a statement that is signed': (text) => readStatement(bytes(text)),
  'a simple signature': (text) => readSimpleSigning(bytes(text)),
  proofs: memory('proofs', parseProofs),
  history: memory('history', parseHistory),
  'remembered indexes': memory('indexes', parseIndexes),
  'remembered relations': memory('relations', parseRelations),
  'remembered states': memory('states', parseLastStates),
  'remembered referrers': memory('referrers', parseCarried),
};

const aliases = (levels: number): string =>
  [
    'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
    ...Array.from(
      { length: levels },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(',')}]`,
    ),
  ].join('\n');
const POLLUTION = '{"polluted":1}';

const BOMBS: Readonly<Record<string, string>> = {
  'aliases that multiply': aliases(12),
  'an alias within its anchor': 'a: &a [*a, *a]',
  'an alias in a key': '? &a [*a]\n: 1',
  'merge keys that multiply': `base: &b {a: 1}\n${Array.from({ length: 500 }, (_, at) => `k${at}: {<<: [*b, *b, *b]}`).join('\n')}`,
  'tags of other programs':
    'a: !!python/object/apply:os.system ["id"]\nb: !<tag:yaml.org,2002:js/function> "x"\nc: !!binary //8=\n',
  'lists without end': '['.repeat(20_000),
  'lists that end': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'mappings without end': '{"a":'.repeat(20_000),
  'mappings that end': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  'dashes without end': '- '.repeat(20_000),
  'documents without end': '---\n'.repeat(10_000),
  'quotes without end': `"${'\\"'.repeat(200_000)}`,
  'a number without end': `{"a":${'9'.repeat(300_000)}}`,
  'an exponent without end': `{"a":1e${'9'.repeat(20_000)}, "size": 1E+400}`,
  'keys without end': `{${Array.from({ length: 4_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
  'one key again and again': `{${Array(4_000).fill('"digest":1').join(',')}}`,
  'comments without end': '# x\n'.repeat(20_000),
  'a dotted key without end': `${'a.'.repeat(30_000)}a = 1`,
  'dotted keys without end': Array.from({ length: 5_000 }, (_, at) => `a.b${at}.c = 1`).join('\n'),
  'tables without end': '[[registry]]\n'.repeat(2_000),
  'nested tables': Array.from(
    { length: 300 },
    (_, at) =>
      `[${Array(at + 1)
        .fill('a')
        .join('.')}]`,
  ).join('\n'),
  'inline tables without end': `a = ${'{a='.repeat(20_000)}1`,
  'half characters': '{"\ud800":"\udfff"}',
  NULs: '\0'.repeat(20_000),
  __proto__: `{"__proto__":${POLLUTION},"mirrors":{"__proto__":${POLLUTION}}}`,
  '__proto__, escaped': `{"\\u005f_proto__":${POLLUTION}}`,
  'constructor.prototype': `{"constructor":{"prototype":${POLLUTION}}}`,
  '__proto__ in YAML': `__proto__: {polluted: 1}\n"constructor": {prototype: {polluted: 1}}\nx: {__proto__: &p {polluted: 1}, <<: *p}\n`,
  '__proto__ in TOML':
    '[__proto__]\npolluted = 1\n[a.__proto__]\npolluted = 1\n[[registry]]\n__proto__.polluted = 1\nlocation = "a"\n',
  '__proto__ in dotted keys':
    'a.__proto__.polluted = 1\n"__proto__".polluted = 1\nconstructor.prototype.polluted = 1\nb = { __proto__ = { polluted = 1 } }\n',
  '__proto__ as a list': '["__proto__","proven","probe",1]',
};

/** Far more than any of them takes, and far less than a bomb that goes off. */
const MOST_MS = 10_000;
const BUILT_IN = [Object.prototype, Array.prototype, Function.prototype, String.prototype].map(
  (prototype) => [prototype, Object.getOwnPropertyNames(prototype).sort()] as const,
);

describe.each(Object.keys(PARSERS))('%s', (name) => {
  const parse = PARSERS[name] as Parser;

  test.each(Object.keys(BOMBS))('%s: read or refused, in time, and nothing is polluted', (bomb) => {
    let thrown: unknown = null;
    const spent = processorMs(() => {
      try {
        parse(BOMBS[bomb] ?? '');
      } catch (error) {
        thrown = error;
      }
    });
    if (thrown !== null) expect(thrown).toBeInstanceOf(MirrorError);
    expect(spent).toBeLessThan(MOST_MS);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(([] as { polluted?: unknown }).polluted).toBeUndefined();
    for (const [prototype, names] of BUILT_IN)
      expect(Object.getOwnPropertyNames(prototype).sort()).toEqual(names);
  });
});

describe('a layer that expands without end', () => {
  /** An image of one layer, and a config that promises something else. */
  const imageOf = (layer: Uint8Array, type = OCI_LAYER): ImageTree => {
    const content = contentOf(type, layer);
    const config = documentOf(OCI_CONFIG, {
      os: 'linux',
      architecture: 'amd64',
      rootfs: { type: 'layers', diff_ids: [digestOf(Buffer.from('x'))] },
    });
    const root = documentOf(OCI_MANIFEST, {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: descriptorOf(config),
      layers: [descriptorOf(content)],
    });
    return treeOf(root, { blobs: [config, content] });
  };
  const verify = async (tree: ImageTree, depth: 'content' | 'rootfs') => {
    const world = new World(['eu.example.com']);
    world.push('eu.example.com', 'app', { tree });
    const [row] = await world.verify(manifest(['eu'], `  - ${SOURCE}/app@${tree.root.digest}`), { depth });
    return row;
  };

  test('is not unpacked at depth content', async () => {
    const before = process.cpuUsage();
    expect((await verify(makeExpandingLayer('content'), 'content'))?.outcome.outcome).toBe('complete');
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(MOST_MS);
  });

  test.each<[string, () => ImageTree]>([
    ['zstd that says so', () => makeExpandingLayer('rootfs')],
    ['gzip of gzip of zeros', () => imageOf(gzipSync(gzipSync(Buffer.alloc(50_000_000))))],
    ['a thousand empty members', () => imageOf(compressed('gzip', Array(1000).fill(Buffer.alloc(0))))],
    [
      'a tar that promises 8 GiB',
      () => imageOf(gzipSync(Buffer.concat([tarHeader('x', 8 * 1024 ** 3 - 1), tarEnd(0)]))),
    ],
    [
      'headers of a tar and nothing else',
      () => imageOf(gzipSync(Buffer.concat(Array(20_000).fill(tarHeader('x', 0))))),
    ],
  ])('%s: told at depth rootfs, in time and in memory', async (_what, make) => {
    const tree = make();
    const [cpu, heapBytes] = [process.cpuUsage(), process.memoryUsage().rss];
    expect((await verify(tree, 'rootfs'))?.outcome.outcome).toBe('incomplete');
    expect(process.cpuUsage(cpu).user / 1000).toBeLessThan(MOST_MS);
    expect(process.memoryUsage().rss - heapBytes).toBeLessThan(300 * 1024 * 1024);
  });

  test('is left as soon as it is over its limit, however many members or frames it has', async () => {
    const limits = { maxBytes: 1_000_000, maxRatio: 1000, freeBytes: 1_000_000, maxFrames: 100 };
    const members = compressed('gzip', Array(40).fill(Buffer.alloc(50_000)));
    expect(await read(members, '', { limits })).toMatchObject({ kind: 'undecodable', reason: 'too-large' });
    const frames = compressed('zstd', Array(200).fill(Buffer.from('x')));
    expect(await read(frames, '', { limits })).toMatchObject({
      kind: 'undecodable',
      reason: 'too-many-frames',
    });
  });

  test('is copied byte for byte: sync does not look inside', async () => {
    const world = new World();
    const tree = makeExpandingLayer('copied');
    world.push(SOURCE, 'app', { tree });
    const { outcomes } = await world.sync(manifest(['eu'], `  - ${SOURCE}/app@${tree.root.digest}`));
    expect(ends(outcomes)).toEqual(['eu copied']);
  });
});
