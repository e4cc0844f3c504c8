/**
 * Names from outside that want to be paths (CVE-2024-3727 and its class: digests, tags, repositories, annotations), and links
 * in layouts. Pipes, devices and the links of a checkout are in `files.test.ts`.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readLockFile } from '../../src/files/read-lockfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import { parseHistory } from '../../src/mirror/memory-format.ts';
import { type Digest, isDigest, whyNotDigest } from '../../src/oci/digest.ts';
import { parseReference } from '../../src/oci/reference.ts';
import { startCli } from '../e2e/program.ts';
import { expectExit, makeWorkspace, type ReportedRun, rowsOf } from '../e2e/workspace.ts';
import { descriptorOf, documentOf, type ImageTree, OCI_MANIFEST, treeOf } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { writeLayout } from '../fixtures/layout.ts';
import { startOddRegistry } from '../servers/odd-registry.ts';
import { waitUntil } from '../servers/processes.ts';
import { type FaultServer, startFaultServer } from '../stores/registry/fault-server.ts';

const IMAGE = makeImage({ seed: 'paths' });
const HEX = '0'.repeat(64);
const SECRET = 'the-bytes-of-a-file-outside';

/** What is no digest, and what a careless join would make a path of. */
const DIGESTS: readonly string[] = [
  'sha256:../../../../etc/passwd',
  `sha256:../../${HEX}`.slice(0, 71),
  'sha256:/etc/passwd',
  'sha256:..%2f..%2fetc%2fpasswd',
  `sha256:${HEX}/../../x`,
  `sha256:${HEX.slice(1)}\u0000`,
  `sha256:${HEX}\u0000`,
  `sha256:${HEX}\n`,
  ` sha256:${HEX}`,
  `sha256:${'A'.repeat(64)}`,
  `SHA256:${HEX}`,
  `sha256:${'０'.repeat(64)}`,
  `sha256:${'а'.repeat(64)}`, // cyrillic
  `sha256:${HEX.slice(1)}`,
  `sha256:${HEX}0`,
  `sha512:${HEX}`,
  `md5:${'0'.repeat(32)}`,
  `../sha256:${HEX}`,
  `sha256:sha256:${HEX}`,
  'sha256:',
  ':',
  '',
  'constructor:00',
  '__proto__:00',
];

describe('CVE-2024-3727: a digest that is a path', () => {
  test.each(DIGESTS)('%j is none, and the reason is one line', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(whyNotDigest(text)).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  });

  test.each(DIGESTS.filter((text) => text !== ''))(
    '%j is refused in references, the mirror manifest, the lock and memory',
    (text) => {
      expect(parseReference(`docker.io/library/redis@${text}`).ok).toBe(false);
      const quoted = JSON.stringify(text);
      const head = 'version: 1\nmirrors: [{ name: a, target: a.example.com }]\n';
      const manifests = [
        `${head}images: [{ source: redis, digests: [${quoted}] }]\n`,
        `${head}images: [{ source: redis, tags: [${JSON.stringify(`1@${text}`)}] }]\n`,
        `${head}images: [${JSON.stringify(`redis@${text}`)}]\n`,
      ];
      for (const manifest of manifests) expect(readMirrorFile(manifest, 'mirror.yaml').file).toBeNull();
      const entry = (digest: string, previous: string) =>
        `version: 1\ntags:\n  docker.io/library/redis:1: { digest: ${digest}, since: 2026-01-01T00:00:00Z, previous: [{ digest: ${previous}, since: 2026-01-01T00:00:00Z }] }\n`;
      const good = JSON.stringify(IMAGE.root.digest);
      const other = JSON.stringify(`sha256:${HEX}`);
      expect(readLockFile(entry(good, other), 'l').findings).toEqual([]);
      expect(readLockFile(entry(quoted, other), 'l').lock).toBeNull();
      expect(readLockFile(entry(good, quoted), 'l').lock).toBeNull();
      const header = '{"mirrorAction":"history","version":1,"records":1}';
      expect(parseHistory(`${header}\n${JSON.stringify(['t', [text], []])}\n`).ok).toBe(false);
    },
  );
});

const NAMES: readonly string[] = [
  '..',
  '../../x',
  '/etc/passwd',
  'a/../../b',
  '.',
  '-x',
  'a%2f..',
  'a\\b',
  'a:b',
  'x'.repeat(129),
  'ü',
  'a\u0000',
  'a\nb',
  ' a',
];

const printable = (text: string): string =>
  encodeURI(text.replace(/[^\x20-\x7e]/g, '?'))
    .replaceAll('%25', '%')
    .trim() || '-';

interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

function json(value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** What repository `KIND-NUMBER` says: DIGESTS[NUMBER] in a header or in a list of referrers, NAMES as its tags. Null: not found. */
function lieAbout(kind: string, evil: string, rest: string): Answer | null {
  if (rest.startsWith('tags/list'))
    return json({ name: 'x', tags: kind === 'names' ? [...NAMES, '1'] : ['1'] });
  if (rest.startsWith('referrers/') && kind === 'referrers') {
    const manifests = [{ ...descriptorOf(IMAGE.root), digest: evil, artifactType: evil }];
    return json(
      { schemaVersion: 2, manifests },
      { 'content-type': 'application/vnd.oci.image.index.v1+json' },
    );
  }
  if (rest.startsWith('manifests/') && !rest.startsWith('manifests/sha256-')) {
    const digest = kind === 'header' ? printable(evil) : IMAGE.root.digest;
    return {
      headers: { 'content-type': OCI_MANIFEST, 'docker-content-digest': digest },
      body: IMAGE.root.bytes,
    };
  }
  const blob = IMAGE.blobs.get(/^blobs\/(.*)$/.exec(rest)?.[1] as Digest);
  return blob === undefined ? null : { headers: {}, body: blob };
}

function startLyingRegistry(): Promise<FaultServer> {
  return startFaultServer(({ url, method }, response) => {
    const [, kind = '', number = '0', rest = ''] = /^\/v2\/([a-z]+)-(\d+)\/(.*)$/.exec(url) ?? [];
    const answer = url === '/v2/' ? json({}) : lieAbout(kind, DIGESTS[Number(number)] ?? '', rest);
    if (answer === null) return void response.writeHead(404).end();
    response.writeHead(200, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
    return void response.end(method === 'HEAD' ? undefined : answer.body);
  });
}

describe('a registry that names paths', () => {
  const workspace = makeWorkspace();
  let registry: FaultServer;
  let run: ReportedRun;
  beforeAll(async () => {
    registry = await startLyingRegistry();
    mkdirSync(workspace.path('deep'));
    workspace.manifest({
      unlocked: 'resolve',
      repository: 'x/{path}',
      mirrors: [{ name: 'vault', target: 'oci:./deep/vault' }],
      images: [
        ...DIGESTS.flatMap((_text, at) => [
          `${registry.host}/header-${at}:1`,
          `${registry.host}/referrers-${at}@${IMAGE.root.digest}`,
        ]),
        { source: `${registry.host}/names-0`, select: { include: '.' }, allowMirrorByTags: true },
      ],
    });
    run = await workspace.run('sync', '--summary', 'out.md', '--html', 'out.html', '--sarif', 'out.sarif');
  });

  test('was asked in every way, and never for a path', () => {
    for (const part of ['manifests/1', 'referrers/', 'tags/list', 'blobs/sha256:'])
      expect(registry.received.some(({ url }) => url.includes(part))).toBe(true);
    const strange = registry.received.filter(({ url }) =>
      /\.\.|%|\\|\/\/|passwd|-x/.test(url.split('?')[0] ?? ''),
    );
    expect(strange.map(({ url }) => url)).toEqual([]);
  });

  test('is believed by what its bytes hash to, not by what it says', () => {
    const rows = rowsOf(run.report);
    expect(rows.length).toBeGreaterThan(2 * DIGESTS.length);
    for (const row of rows) expect([IMAGE.root.digest, null]).toContain(row.found);
    expect(rows.some(({ outcome, source }) => outcome === 'copied' && source.includes('/names-0:1'))).toBe(
      true,
    );
    expect(rows.filter(({ source }) => source.includes('/names-0'))).toHaveLength(1);
  });

  test('makes nothing in the layout but files that are named by digests, and nothing beside it', () => {
    expect(readdirSync(workspace.path('deep'))).toEqual(['vault']);
    expect(readdirSync(workspace.path('deep/vault')).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    expect(readdirSync(workspace.path('deep/vault/blobs'))).toEqual(['sha256']);
    for (const name of readdirSync(workspace.path('deep/vault/blobs/sha256')))
      expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(workspace.directory).sort()).toEqual(
      [
        'deep',
        'docker',
        'home',
        'mirror.yaml',
        'out.html',
        'out.md',
        'out.sarif',
        'report.json',
        'run',
        'state',
      ].sort(),
    );
  });
});

/** An image whose every text is a path: titles of layers (ORAS unpacks by them), names of the image. */
function titled(title: string): ImageTree {
  const annotations = { 'org.opencontainers.image.title': title, 'org.opencontainers.image.ref.name': title };
  const body = JSON.parse(Buffer.from(IMAGE.root.bytes).toString());
  const layers = body.layers.map((layer: object) => ({ ...layer, annotations }));
  const root = documentOf(OCI_MANIFEST, { ...body, layers, annotations });
  return { ...treeOf(root, {}), blobs: IMAGE.blobs };
}

describe('GHSA-8xwf, GHSA-fxhp: titles and names of a layout that are paths', () => {
  const workspace = makeWorkspace();
  const EVIL = ['../../evil', '/tmp/evil', 'a/../../../evil', '..', 'evil\u0000', '.ssh/authorized_keys'];
  let run: ReportedRun;
  let mirror: Awaited<ReturnType<typeof startOddRegistry>>;
  beforeAll(async () => {
    mirror = await startOddRegistry({});
    mkdirSync(workspace.path('deep'));
    for (const name of EVIL) writeLayout(workspace.path('source'), `${name}:1`, titled(name));
    EVIL.forEach((name, at) => {
      writeLayout(workspace.path('source'), `r${at}:1`, titled(name));
    });
    workspace.manifest({
      unlocked: 'resolve',
      mirrors: [
        { name: 'vault', target: 'oci:./deep/vault' },
        { name: 'registry', target: `${mirror.host}/p` },
      ],
      images: EVIL.map((_name, at) => ({
        source: `oci:./source:r${at}:1`,
        repository: `app/r${at}`,
      })),
    });
    run = await workspace.run('sync');
  });

  test('are carried as they are, and name no file', () => {
    expectExit(run, 0);
    expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(Array(2 * EVIL.length).fill('copied'));
    expect(readdirSync(workspace.path('deep'))).toEqual(['vault']);
    expect(readdirSync(workspace.path('deep/vault')).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    for (const name of readdirSync(workspace.path('deep/vault/blobs/sha256')))
      expect(name).toMatch(/^[0-9a-f]{64}$/);
  });

  test('become no repository or tag on a registry', () => {
    const { repositories } = mirror.backend.content;
    expect([...repositories.keys()].sort()).toEqual(EVIL.map((_name, at) => `p/app/r${at}`).sort());
  });
});

type Spoil = (layout: string, outside: string) => void;
const LAYER = [...IMAGE.blobs.keys()].at(-1)?.slice(7) ?? '';
const replaceBy = (path: string, target: string): void => {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
};
/** Links in a layout that lead to a file or a folder outside of it, which holds what the link promises. */
const LINKS: Readonly<Record<string, Spoil>> = {
  'a blob': (layout, outside) => {
    renameSync(join(layout, 'blobs/sha256', LAYER), join(outside, LAYER));
    symlinkSync(join(outside, LAYER), join(layout, 'blobs/sha256', LAYER));
  },
  'a manifest': (layout, outside) => {
    const name = IMAGE.root.digest.slice(7);
    renameSync(join(layout, 'blobs/sha256', name), join(outside, name));
    symlinkSync(join(outside, name), join(layout, 'blobs/sha256', name));
  },
  'the folder of the algorithm': (layout, outside) => {
    renameSync(join(layout, 'blobs/sha256'), join(outside, 'sha256'));
    symlinkSync(join(outside, 'sha256'), join(layout, 'blobs/sha256'));
  },
  'the folder of blobs': (layout, outside) => {
    renameSync(join(layout, 'blobs'), join(outside, 'blobs'));
    symlinkSync(join(outside, 'blobs'), join(layout, 'blobs'));
  },
  'the index': (layout, outside) => {
    renameSync(join(layout, 'index.json'), join(outside, 'index.json'));
    symlinkSync(join(outside, 'index.json'), join(layout, 'index.json'));
  },
  'the marker': (layout, outside) => {
    renameSync(join(layout, 'oci-layout'), join(outside, 'oci-layout'));
    symlinkSync(join(outside, 'oci-layout'), join(layout, 'oci-layout'));
  },
};

describe.each(Object.keys(LINKS))('a layout in which %s is a link that leads out', (name) => {
  const make = () => {
    const workspace = makeWorkspace();
    for (const folder of ['outside', 'other']) mkdirSync(workspace.path(folder));
    writeLayout(workspace.path('layout'), 'app:1', IMAGE);
    LINKS[name]?.(workspace.path('layout'), workspace.path('outside'));
    writeLayout(workspace.path('other'), 'tool:1', makeImage({ seed: 'paths/other' }));
    return workspace;
  };
  const filesOutside = (workspace: ReturnType<typeof make>): readonly string[] =>
    readdirSync(workspace.path('outside'), { recursive: true, encoding: 'utf8' }).sort();

  test('is not read as a source, and not written as a mirror', async () => {
    const workspace = make();
    const there = filesOutside(workspace);
    workspace.manifest({
      unlocked: 'resolve',
      mirrors: [{ name: 'clean', target: 'oci:./clean' }],
      images: [{ source: 'oci:./layout:1', repository: 'app' }],
    });
    const asSource = await workspace.run('sync');
    workspace.forgetState();
    workspace.manifest({
      unlocked: 'resolve',
      mirrors: [{ name: 'linked', target: 'oci:./layout' }],
      images: [{ source: 'oci:./other:1', repository: 'tool', allowMirrorByTags: true }],
    });
    const asMirror = await workspace.run('sync');
    if (name !== 'the marker') expect(asSource.code).not.toBe(0);
    // one linked blob among others is in nobody's way
    if (name !== 'a blob' && name !== 'a manifest') expect(asMirror.code).not.toBe(0);
    expect(filesOutside(workspace)).toEqual(there);
    expect(existsSync(workspace.path('clean/blobs/sha256', LAYER))).toBe(
      name === 'the marker' && asSource.code === 0,
    );
  });
});

describe('serve', () => {
  const workspace = makeWorkspace();
  const ask = (port: number, path: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', path, method: 'GET' }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('latin1') }),
        );
      });
      asking.on('error', reject);
      asking.end();
    });
  let port = 0;
  let server: ReturnType<typeof startCli>;
  beforeAll(async () => {
    mkdirSync(workspace.path('outside'));
    const secret = makeImage({ seed: 'paths/secret' });
    writeFileSync(workspace.path('outside/secret'), SECRET);
    writeLayout(workspace.path('vault'), 'app:1', IMAGE);
    writeLayout(workspace.path('vault'), '../../outside:1', secret);
    const linked = join(workspace.path('vault'), 'blobs/sha256', HEX);
    symlinkSync(workspace.path('outside/secret'), linked);
    symlinkSync('/etc/passwd', join(workspace.path('vault'), 'blobs/sha256', '1'.repeat(64)));
    replaceBy(join(workspace.path('vault'), 'blobs/sha512'), workspace.path('outside'));
    server = startCli(['serve', 'vault', '--listen', '127.0.0.1:0', '--writable'], {
      cwd: workspace.directory,
      env: workspace.env,
    });
    port = await waitUntil(
      'serve listening',
      () => Number(/127\.0\.0\.1:([1-9]\d*)/.exec(server.stderrSoFar())?.[1] ?? 0) || null,
    );
  });

  test('serves what is in the layout', async () => {
    expect((await ask(port, `/v2/app/blobs/sha256:${LAYER}`)).status).toBe(200);
    expect((await ask(port, '/v2/app/manifests/1')).status).toBe(200);
  });

  test.each([
    `/v2/app/blobs/sha256:${HEX}`,
    `/v2/app/blobs/sha256:${'1'.repeat(64)}`,
    `/v2/app/manifests/sha256:${HEX}`,
    `/v2/app/blobs/sha512:${'0'.repeat(128)}`,
    '/v2/app/blobs/sha256:../../outside/secret',
    '/v2/app/blobs/sha256:..%2f..%2f..%2foutside%2fsecret',
    '/v2/app/blobs/..%2f..%2f..%2foutside%2fsecret',
    '/v2/app/manifests/..%2f..%2foutside%2fsecret',
    '/v2/../../outside/secret',
    '/v2/%2e%2e/%2e%2e/outside/secret',
    '/v2/..%2f..%2foutside/manifests/1',
    '/../outside/secret',
    '/v2/app/blobs/uploads/..%2f..%2f..%2foutside',
    `/v2/app/referrers/${encodeURIComponent('sha256:../../outside/secret')}`,
  ])('gives nothing for %s', async (path) => {
    const { status, body } = await ask(port, path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain(SECRET);
    expect(body).not.toContain('root:');
  });

  test('lists no repository that is a path, and ends when told to', async () => {
    expect(JSON.parse((await ask(port, '/v2/_catalog')).body).repositories).toEqual(['app']);
    expect(lstatSync(workspace.path('outside/secret')).isFile()).toBe(true);
    expect(readFileSync(workspace.path('outside/secret'), 'utf8')).toBe(SECRET);
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(143);
  });
});
