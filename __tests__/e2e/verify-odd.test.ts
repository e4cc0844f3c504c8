/** `verify` against registries that answer in odd ways: each played in the test's own process. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { type OddRegistry, startOddRegistry } from '../servers/odd-registry.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

const TREES: Readonly<Record<string, ImageTree>> = {
  'team/app': makeIndex([makeImage({ seed: 'odd/app' })], { attestations: true }),
  'team/web': makeImage({ seed: 'odd/web' }),
  'team/job': makeImage({ seed: 'odd/job' }),
};
const REPOSITORIES = Object.fromEntries(Object.entries(TREES).map(([name, tree]) => [name, { tree }]));
const IMAGES = Object.entries(TREES).map(([name, { root }]) => `example.test/${name}:1@${root.digest}`);
const APP = TREES['team/app'] as ImageTree;
const WEB = TREES['team/web'] as ImageTree;

const registryWith = (intercept: Intercept): Promise<OddRegistry> =>
  startOddRegistry(REPOSITORIES, { intercept });
const isBlob = ({ url }: IncomingMessage): boolean => url?.includes('/blobs/') ?? false;
const isManifest = ({ url }: IncomingMessage): boolean => url?.includes('/manifests/') ?? false;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('verify of a mirror', () => {
  let sound: OddRegistry;
  let workspace: Workspace;

  const manifest = (odd: { readonly host: string }, top: object = {}): void =>
    workspace.manifest({
      mirrors: [
        { name: 'odd', target: odd.host },
        { name: 'sound', target: sound.host },
      ],
      ...top,
      images: IMAGES,
    });

  beforeAll(async () => {
    sound = await startOddRegistry(REPOSITORIES);
    workspace = makeWorkspace();
  });

  test('that ignores ranges names it once and proves no more than existence', async () => {
    const odd = await registryWith((request) => {
      delete request.headers.range;
      return false;
    });
    manifest(odd);
    const run = await workspace.run('verify');
    expectExit(run, 0);
    expect(findingsOf(run.report, 'range-ignored')).toMatchObject([
      { severity: 'note', mirror: 'odd', affectedCount: 3 },
    ]);
    const depths = rowsOf(run.report).map(({ mirror, proof }) => `${mirror} ${proof?.depth}`);
    expect(new Set(depths)).toEqual(new Set(['odd exists', 'sound probe']));
    const content = await workspace.run('verify', '--depth', 'content');
    expectExit(content, 0);
    expect(rowsOf(content.report).map(({ proof }) => proof?.depth)).toEqual(Array(6).fill('content'));
    expect(content.report.findings).toEqual([]);
  });

  test('that serves manifests as application/json is told of, and of what containerd makes of it', async () => {
    const odd = await startOddRegistry(
      Object.fromEntries(
        Object.entries(TREES).map(([name, tree]) => [
          name,
          { tree, servedType: 'application/json', childServedType: 'application/json' },
        ]),
      ),
    );
    manifest(odd);
    const run = await workspace.run('verify', '--runtime', 'containerd@1.7');
    expectExit(run, 1);
    const mismatches = findingsOf(run.report, 'media-type-mismatch');
    expect(new Set(mismatches.map(({ mirror }) => mirror))).toEqual(new Set(['odd']));
    expect(mismatches.map(({ digest }) => digest)).toEqual(
      expect.arrayContaining(Object.values(TREES).map(({ root }) => root.digest)),
    );
    expect(outcomesOf(run.report)).toEqual(['complete']);
    const unsupported = findingsOf(run.report, 'runtime-unsupported');
    expect(unsupported.length).toBeGreaterThan(0);
    expect(unsupported.map(({ message }) => message).join('\n')).toMatch(/containerd@1\.7 cannot pull/);
    const without = await workspace.run('verify', '--mirror', 'sound', '--runtime', 'containerd@1.7');
    expectExit(without, 0);
    expect(without.report.findings).toEqual([]);
  });

  test('that limits the rate in the middle of a walk is waited for as long as it says', async () => {
    let asked = 0;
    const limitedAt: number[] = [];
    const odd = await registryWith((request, response) => {
      asked += isBlob(request) ? 1 : 0;
      if (asked !== 3 || !isBlob(request)) return false;
      limitedAt.push(performance.now());
      response.writeHead(429, { 'retry-after': '2' }).end();
      return true;
    });
    manifest(odd);
    const run = await workspace.run('verify');
    const waitedMs = performance.now() - (limitedAt[0] ?? 0);
    expectExit(run, 0);
    expect(limitedAt).toHaveLength(1);
    expect(waitedMs).toBeGreaterThan(1_900);
    expect(outcomesOf(run.report)).toEqual(['complete']);
    expect(run.report.findings).toEqual([]);
  });

  test('that wants credentials which it was not given fails, and no secret is told', async () => {
    const password = `hunter2-${hashOf('odd')}`;
    const odd = await registryWith((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="odd"' });
      response.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'who are you?' }] }));
      return true;
    });
    manifest(odd, {
      registries: {
        [odd.host]: { auth: { usernameEnv: 'MIRROR_ODD_USER', passwordEnv: 'MIRROR_ODD_PASSWORD' } },
      },
    });
    workspace.env.MIRROR_ODD_USER = 'robot';
    workspace.env.MIRROR_ODD_PASSWORD = password;
    const files = ['report.html', 'summary.md', 'report.sarif'];
    const [html, summary, sarif] = files as [string, string, string];
    const run = await workspace.run(
      ...['verify', '--log-level', 'debug', '--html', html, '--summary', summary, '--sarif', sarif],
    );
    expectExit(run, 1);
    expect(outcomesOf(run.report, 'odd')).toEqual(['failed']);
    expect(outcomesOf(run.report, 'sound')).toEqual(['complete']);
    const told = [run.stdout, run.stderr, workspace.read('report.json'), ...files.map(workspace.read)].join();
    for (const secret of [password, Buffer.from(`robot:${password}`).toString('base64')])
      expect(told).not.toContain(secret);
    // Access is given by repository: each is a cause of its own.
    const errors = run.report.findings.filter(({ severity }) => severity === 'error');
    expect(errors).toHaveLength(IMAGES.length);
    for (const { mirror, message, help } of errors) {
      expect(mirror).toBe('odd');
      expect(`${message} ${help}`).toMatch(/401.*credentials/);
    }
  });

  test('that answers 500 for one manifest is incomplete in that image only', async () => {
    const odd = await registryWith((request, response) => {
      if (!request.url?.endsWith(WEB.root.digest)) return false;
      response.writeHead(500).end();
      return true;
    });
    manifest(odd);
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(rowsOf(run.report).filter(({ outcome }) => outcome !== 'complete')).toMatchObject([
      { mirror: 'odd', source: 'example.test/team/web:1', outcome: 'incomplete' },
    ]);
    expect(run.report.findings).toMatchObject([
      { rule: 'manifest-digest-mismatch', mirror: 'odd', digest: WEB.root.digest },
    ]);
  });

  test.each(['probe', 'content', 'rootfs'])(
    'that cuts every blob has none of them, at depth %s',
    async (depth) => {
      const odd = await registryWith((request, response) => {
        if (!isBlob(request) || request.method !== 'GET') return false;
        response.writeHead(200, { 'content-length': '100000' });
        response.flushHeaders();
        setTimeout(() => response.destroy(), 5);
        return true;
      });
      manifest(odd);
      const run = await workspace.run('verify', '--depth', depth);
      expectExit(run, 1);
      expect(outcomesOf(run.report, 'odd')).toEqual(['incomplete']);
      expect(outcomesOf(run.report, 'sound')).toEqual(['complete']);
      const rules = new Set(run.report.findings.map(({ rule, mirror }) => `${mirror} ${rule}`));
      expect([...rules].every((rule) => /^odd blob-(missing|size-mismatch)$/.test(rule))).toBe(true);
    },
  );

  test('that cuts a manifest on its way is asked again', async () => {
    let cuts = 0;
    const odd = await registryWith((request, response) => {
      if (cuts === 2 || !isManifest(request) || request.method !== 'GET') return false;
      cuts += 1;
      response.writeHead(200, { 'content-length': '5000', 'content-type': APP.root.mediaType });
      response.write('{"schemaVersion"');
      setTimeout(() => response.destroy(), 5);
      return true;
    });
    manifest(odd);
    const run = await workspace.run('verify');
    expectExit(run, 0);
    expect(cuts).toBe(2);
    expect(outcomesOf(run.report)).toEqual(['complete']);
  });

  test('that serves a page of a proxy for everything is no registry, and is told so once', async () => {
    const odd = await registryWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in</html>');
      return true;
    });
    manifest(odd);
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(outcomesOf(run.report, 'sound')).toEqual(['complete']);
    expect(run.report.findings.every(({ mirror }) => mirror === 'odd')).toBe(true);
  });

  test.each([
    [['--depth', 'bogus'], /manifests, exists, probe, content, rootfs/],
    [['--depth', 'Probe'], /manifests, exists, probe, content, rootfs/],
    [['--runtime', 'foo@1'], /containerd, cri-o/],
    [['--mirror', 'nobody'], /its mirrors are odd, sound/],
    [['--image', 'elsewhere.test/**'], /matches no image/],
  ])('is not begun with %j: what could be meant is said, and there is a report', async (args, says) => {
    manifest({ host: '127.0.0.1:1' });
    const run = await workspace.run('verify', ...args);
    expectExit(run, 2);
    expect(run.stderr).toMatch(says);
    expect(run.report).toMatchObject({ command: 'verify', ok: false, images: [] });
  });

  test('reads a manifest once that is the root of one image and a child of another', async () => {
    const child = APP.manifests[0];
    workspace.manifest({
      mirrors: [{ name: 'sound', target: sound.host }],
      images: [IMAGES[0], `example.test/team/app@${child?.digest}`],
    });
    sound.forget();
    expectExit(await workspace.run('verify'), 0);
    const reads = sound.requests.filter(
      ({ method, path }) => method === 'GET' && path.endsWith(`/manifests/${child?.digest}`),
    );
    expect(reads).toHaveLength(1);
  });
});
