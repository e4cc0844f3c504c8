/** `verify --repair` where it cannot do all that is asked: it says what was not brought, and never calls mended what was not seen mended. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import type { Report } from '../../src/report/model.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { type OddRegistry, startOddRegistry } from '../servers/odd-registry.ts';
import { waitUntil } from '../servers/processes.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, rowsOf, type Workspace } from './workspace.ts';

const NAME = 'team/app';
const TREE = makeIndex([makeImage({ seed: 'repair', layerBytes: 20_000 })], { attestations: true });
const LAYER = biggestOf(TREE);
const NOBODY = '127.0.0.1:1';

function biggestOf({ blobs }: ImageTree): Digest {
  const [first] = [...blobs].sort(([, one], [, other]) => other.length - one.length);
  if (first === undefined) throw new Error('no blobs');
  return first[0];
}

const writes = ({ method = '' }: { readonly method?: string | undefined }): boolean =>
  method !== 'GET' && method !== 'HEAD';

describe('verify --repair', () => {
  let sound: OddRegistry;
  let workspace: Workspace;

  const start = (intercept?: Parameters<typeof startOddRegistry>[1]): Promise<OddRegistry> =>
    startOddRegistry({ [NAME]: { tree: TREE } }, intercept);
  const manifest = (mirrors: Readonly<Record<string, string>>, source = NOBODY): void =>
    workspace.manifest({
      mirrors: Object.entries(mirrors).map(([name, target]) => ({ name, target })),
      images: [`${source}/${NAME}:1@${TREE.root.digest}`],
    });
  const errorsOf = ({ findings }: Report) => findings.filter(({ severity }) => severity === 'error');

  beforeEach(async () => {
    workspace = makeWorkspace();
    sound = await start();
  });

  test('of a mirror that takes no pushes says so, and does not speak of damage at rest', async () => {
    const closed = await start({
      intercept: (request, response) => {
        if (!writes(request)) return false;
        response.writeHead(405).end(JSON.stringify({ errors: [{ code: 'UNSUPPORTED' }] }));
        return true;
      },
    });
    closed.backend.deleteBlobData(LAYER);
    manifest({ closed: closed.host, sound: sound.host });
    const run = await workspace.run('verify', '--repair');
    expectExit(run, 1);
    expect(outcomesOf(run.report, 'closed')).toEqual(['incomplete']);
    const [error, ...more] = errorsOf(run.report);
    expect(more).toEqual([]);
    expect(error).toMatchObject({ rule: 'blob-missing', mirror: 'closed', digest: LAYER, repaired: null });
    expect(error?.message).toMatch(/could not be brought: .*405/);
    expect(error?.help).not.toMatch(/at rest|delete/);
  });

  test('of damaged content on a mirror that takes no pushes says so too', async () => {
    const closed = await start({
      intercept: (request, response) => {
        if (!writes(request)) return false;
        response.writeHead(403).end(JSON.stringify({ errors: [{ code: 'DENIED' }] }));
        return true;
      },
    });
    const bytes = Buffer.from(TREE.blobs.get(LAYER) ?? []);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    closed.backend.content.blobs.set(LAYER, { sizeBytes: bytes.length, bytes });
    manifest({ closed: closed.host, sound: sound.host });
    const run = await workspace.run('verify', '--repair', '--depth', 'content');
    expectExit(run, 1);
    const [error, ...more] = errorsOf(run.report);
    expect(more).toEqual([]);
    expect(error).toMatchObject({ rule: 'blob-digest-mismatch', mirror: 'closed', digest: LAYER });
    expect(error?.message).toMatch(/could not be brought: .*403/);
    expect(error?.help).not.toMatch(/at rest/);
  });

  test('with every mirror broken and the source down leaves everything as it was and says why', async () => {
    const other = await start();
    for (const each of [sound, other]) each.backend.deleteBlobData(LAYER);
    manifest({ sound: sound.host, other: other.host });
    const run = await workspace.run('verify', '--repair');
    expectExit(run, 1);
    expect(outcomesOf(run.report)).toEqual(['incomplete']);
    const errors = errorsOf(run.report).filter(({ rule }) => rule === 'blob-missing');
    expect(errors.map(({ mirror }) => mirror)).toEqual(['sound', 'other']);
    for (const { message, help } of errors) {
      expect(message).toMatch(/could not be brought: .*ECONNREFUSED/);
      expect(help).not.toMatch(/at rest/);
    }
    expect(
      [...sound.requests, ...other.requests].filter(({ status, ...one }) => writes(one) && status === 201),
    ).toEqual([]);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stopped by %s in its middle does not call mended what is not', async (signal, code) => {
    let uploads = 0;
    const stuck = await start({
      intercept: (request) => {
        uploads += writes(request) ? 1 : 0;
        return writes(request); // never answered
      },
    });
    stuck.backend.deleteBlobData(LAYER);
    manifest({ stuck: stuck.host, sound: sound.host });
    const started = workspace.start('verify', '--repair');
    await waitUntil('an upload', () => (uploads > 0 ? true : null));
    started.signal(signal);
    expectExit(await started.ended, code);
    const report = workspace.report();
    expect(rowsOf(report)).toMatchObject([
      { mirror: 'stuck', outcome: 'incomplete', complete: false },
      { mirror: 'sound', outcome: 'complete' },
    ]);
    expect(findingsOf(report, 'blob-missing')).toMatchObject([{ severity: 'error', repaired: null }]);
    expect(findingsOf(report, 'blob-missing')[0]?.help).not.toMatch(/at rest/);
    expect(rowsOf(report)[0]?.reason).toContain(signal);
  });

  test('over the time budget in its middle ends with 1: what was found stands', async () => {
    const stuck = await start({ intercept: writes });
    stuck.backend.deleteBlobData(LAYER);
    manifest({ stuck: stuck.host, sound: sound.host });
    const run = await workspace.run('verify', '--repair', '--time-budget', '3s');
    expectExit(run, 1);
    expect(outcomesOf(run.report, 'stuck')).toEqual(['incomplete']);
    expect(findingsOf(run.report, 'blob-missing')).toMatchObject([{ severity: 'error', repaired: null }]);
  });

  test('leaves mirrors and images alone that were not selected', async () => {
    const other = await start();
    for (const each of [sound, other]) each.backend.deleteBlobData(LAYER);
    const source = await start();
    manifest({ sound: sound.host, other: other.host }, source.host);
    const run = await workspace.run('verify', '--repair', '--mirror', 'other');
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([{ mirror: 'other', outcome: 'repaired' }]);
    expect(sound.requests.filter(writes)).toEqual([]);
    expectExit(await workspace.run('verify', '--mirror', 'other'), 0);
    expectExit(await workspace.run('verify', '--mirror', 'sound'), 1);
  });

  test('of two mirrors on one registry, one of them being filled, does not hide what the other lacks', async () => {
    const both = await startOddRegistry({ [`new/${NAME}`]: { tree: TREE }, [`old/${NAME}`]: { tree: TREE } });
    both.backend.deleteBlobData(LAYER);
    workspace.manifest({
      mirrors: [
        { name: 'new', target: `${both.host}/new`, state: 'filling' },
        { name: 'old', target: `${both.host}/old` },
      ],
      images: [`${NOBODY}/${NAME}:1@${TREE.root.digest}`],
    });
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(outcomesOf(run.report)).toEqual(['incomplete']);
    expect(run.report.findings).toMatchObject([{ rule: 'blob-missing', severity: 'error', mirror: 'old' }]);
  });

  test('of a tag that nobody knows the digest of is told what brings it', async () => {
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'sound', target: sound.host }],
      images: [{ source: `${NOBODY}/${NAME}`, tags: ['1', '2'] }],
    });
    const run = await workspace.run('verify', '--repair');
    expectExit(run, 1);
    expect(rowsOf(run.report).map(({ outcome }) => outcome)).toEqual(['complete', 'incomplete']);
    const [error] = findingsOf(run.report, 'manifest-missing');
    expect(error?.help).toMatch(/Run sync/);
  });
});
