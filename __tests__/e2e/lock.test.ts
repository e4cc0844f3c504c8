/** `lock`: the durable memory of what tags mean, and how `sync` goes by it. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { request } from 'undici';
import { parse } from 'yaml';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { startDoor } from './door.ts';
import { digestOfTag } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf, type Workspace } from './workspace.ts';

const [v1, v2, other] = ['v1', 'v2', 'other'].map((seed) => makeImage({ seed: `lock/${seed}` })) as [
  ImageTree,
  ImageTree,
  ImageTree,
];
const LOCK = 'mirror.lock.yaml';

describeReal('lock', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let workspace: Workspace;
  let app = '';
  let apps = 0;

  const serve = (tree: ImageTree, tag = '1'): Promise<void> => pushImage(source.url, app, { tag, tree });
  const nameOf = (tag = '1'): string => `${source.host}/${app}:${tag}`;
  const lockFile = (): { tags: Record<string, { digest: string; since: string; previous?: object[] }> } =>
    parse(workspace.read(LOCK));
  const manifest = (image: object = {}, top: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'eu', target: mirror.host }],
      ...top,
      images: [{ source: `${source.host}/${app}`, tags: ['1', 'other'], ...image }],
    });

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    apps += 1;
    app = `lock/app-${apps}`;
    await serve(v1);
    await serve(other, 'other');
    manifest();
  });

  test('writes every unpinned tag, sorted, and leaves the file alone when nothing changed', async () => {
    manifest({ tags: ['other', '1', `pinned@${v2.root.digest}`] });
    const run = await workspace.run('lock');
    expectExit(run, 0);
    expect(run.report).toMatchObject({ command: 'lock', ok: true });
    const text = workspace.read(LOCK);
    expect(text.startsWith('version: 1\n')).toBe(true);
    const { tags } = lockFile();
    expect(Object.keys(tags)).toEqual([nameOf('1'), nameOf('other')]);
    expect(tags[nameOf('1')]).toMatchObject({ digest: v1.root.digest });
    expect(tags[nameOf('1')]?.since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expectExit(await workspace.run('lock'), 0);
    expect(workspace.read(LOCK)).toBe(text);
  });

  test('changes only the line of the tag that moved, and keeps what it was', async () => {
    await workspace.run('lock');
    const before = workspace.read(LOCK).split('\n');
    await serve(v2);
    expectExit(await workspace.run('lock'), 0);
    const after = workspace.read(LOCK).split('\n');
    const changed = after.filter((line, index) => line !== before[index]);
    expect(after).toHaveLength(before.length);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toContain(nameOf('1'));
    expect(lockFile().tags[nameOf('1')]).toMatchObject({
      digest: v2.root.digest,
      previous: [{ digest: v1.root.digest }],
    });
  });

  test('says what is different for the person who reviews it', async () => {
    const [base, one, two, three] = ['base', 'one', 'two', 'three'].map((seed) => `lock/${app}/${seed}`);
    const build = (seed: string, layerSeeds: readonly string[], created: string, architecture = 'amd64') =>
      makeImage({ seed, layerSeeds, created, platform: { os: 'linux', architecture } });
    const old = build('old', [base ?? '', one ?? ''], '2026-10-01T00:00:00Z');
    const now = makeIndex([
      build('now', [base ?? '', two ?? '', three ?? ''], '2026-11-02T00:00:00Z'),
      build('now', [base ?? '', two ?? ''], '2026-11-01T00:00:00Z', 'arm64'),
    ]);
    await serve(old);
    expect((await workspace.run('lock')).report.lockChanges).toMatchObject([
      { source: nameOf('1'), change: 'new', before: null, after: { digest: old.root.digest }, layers: null },
      { source: nameOf('other'), change: 'new' },
    ]);
    await serve(now);
    manifest({ tags: ['1', 'fresh'] });
    await serve(v2, 'fresh');
    const run = await workspace.run('lock', '--summary', 'body.md');
    expectExit(run, 0);
    expect(run.report.lockChanges).toMatchObject([
      {
        source: nameOf('1'),
        change: 'moved',
        before: { digest: old.root.digest, created: '2026-10-01T00:00:00Z', platforms: ['linux/amd64'] },
        after: { digest: now.root.digest, created: '2026-11-02T00:00:00Z' },
        platformsAdded: ['linux/arm64'],
        platformsRemoved: [],
        layers: { total: 3, changed: 2 },
        unread: null,
      },
      { source: nameOf('fresh'), change: 'new' },
      { source: nameOf('other'), change: 'removed', after: null },
    ]);
    const body = workspace.read('body.md');
    expect(body).toContain('lock: 1 moved, 1 new, 1 removed');
    expect(body).toMatch(/2026-10-01 → 2026-11-02 \|.*\| added linux\/arm64 \| 2 of 3 \|/);
    const { report } = await workspace.run('lock');
    expect(report.lockChanges).toEqual([]);
    expect((await workspace.run('sync')).report.lockChanges).toBeNull();
  });

  test('an old version that the source has lost does not keep it from being written', async () => {
    await workspace.run('lock');
    await serve(v2);
    const gone = await request(`${source.url}/v2/${app}/manifests/${v1.root.digest}`, { method: 'DELETE' });
    await gone.body.dump();
    expect(gone.statusCode).toBe(202);
    const run = await workspace.run('lock');
    expectExit(run, 0);
    expect(run.report).toMatchObject({
      ok: true,
      findings: [],
      lockChanges: [
        {
          before: { digest: v1.root.digest, bytes: null },
          after: { digest: v2.root.digest, bytes: expect.any(Number) },
          layers: null,
          unread: expect.stringContaining('old version'),
        },
      ],
    });
    expect(lockFile().tags[nameOf('1')]).toMatchObject({ digest: v2.root.digest });
  });

  test('is what sync goes by, without asking the source', async () => {
    await workspace.run('lock');
    expectExit(await workspace.run('sync'), 0);
    await serve(v2);
    await source.clearAccessLog();
    const run = await workspace.run('sync', '--locked');
    expectExit(run, 0);
    expect(await source.accessLog()).toEqual([]);
    expect(run.report.images[0]).toMatchObject({
      digest: v1.root.digest,
      lock: v1.root.digest,
      sourceNow: null,
    });
    expect(run.report.inputs.lock).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(run.report.findings).toEqual([]);
    expect(digestOfTag(mirror, app, '1')).toBe(v1.root.digest);
  });

  test('lets sync fail for a tag that it lacks, and do the others', async () => {
    await workspace.run('lock');
    manifest({ tags: ['1', 'new'] });
    await serve(v2, 'new');
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { source: nameOf('1'), outcome: 'copied' },
      { source: nameOf('new'), outcome: 'failed' },
    ]);
    expect(findingsOf(run.report, 'not-locked')).toMatchObject([
      { source: nameOf('new'), severity: 'error' },
    ]);
    expect(digestOfTag(mirror, app, 'new')).toBeNull();
  });

  test.each([
    ['for the image', { unlocked: 'resolve' }, {}],
    ['for all images', {}, { unlocked: 'resolve' }],
  ])('is not asked for tags it lacks where unlocked: resolve stands %s', async (_where, image, top) => {
    await workspace.run('lock');
    await serve(v2, 'new');
    manifest({ tags: ['1', 'new'], ...image }, top);
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(digestOfTag(mirror, app, 'new')).toBe(v2.root.digest);
    expect(findingsOf(run.report, 'no-lock')).toEqual([]);
  });

  test('is missed by --locked', async () => {
    const run = await workspace.run('sync', '--locked');
    expectExit(run, 1);
    expect(findingsOf(run.report, 'no-lock')).toMatchObject([{ severity: 'error', affectedCount: 2 }]);
    expect(digestOfTag(mirror, app, '1')).toBeNull();
    const unlocked = await workspace.run('sync');
    expectExit(unlocked, 0);
    expect(findingsOf(unlocked.report, 'no-lock')).toMatchObject([{ severity: 'warning' }]);
  });

  test('keeps its entry when the source goes back, until a person accepts', async () => {
    await workspace.run('lock');
    await serve(v2);
    await workspace.run('lock');
    const kept = workspace.read(LOCK);
    await serve(v1);
    const refused = await workspace.run('lock');
    expectExit(refused, 1);
    expect(findingsOf(refused.report, 'tag-rollback')).toMatchObject([
      { severity: 'error', source: nameOf('1'), digest: v1.root.digest },
    ]);
    expect(workspace.read(LOCK)).toBe(kept);
    const reference = `${nameOf('1')}@${v1.root.digest}`;
    expectExit(await workspace.run('lock', '--accept', reference), 2);
    expect(workspace.read(LOCK)).toBe(kept);
    const accepted = await workspace.run('lock', '--accept', reference, '--reason', 'upstream withdrew v2');
    expectExit(accepted, 0);
    expect(lockFile().tags[nameOf('1')]).toMatchObject({ digest: v1.root.digest });
    const synced = await workspace.run('sync');
    expectExit(synced, 0);
    expect(digestOfTag(mirror, app, '1')).toBe(v1.root.digest);
  });

  test('remembers a rollback even when the state directory is lost', async () => {
    await workspace.run('lock');
    await serve(v2);
    await workspace.run('lock');
    await serve(v1);
    workspace.forgetState();
    const refused = await workspace.run('lock');
    expectExit(refused, 1);
    expect(findingsOf(refused.report, 'tag-rollback')).toHaveLength(1);
    expect(lockFile().tags[nameOf('1')]).toMatchObject({ digest: v2.root.digest });
  });

  test('drops what is no longer wanted, and with --image touches nothing else', async () => {
    await workspace.run('lock');
    await serve(v2);
    await serve(v2, 'other');
    const picked = await workspace.run('lock', '--image', `${source.host}/${app}:other`);
    expectExit(picked, 0);
    expect(lockFile().tags).toMatchObject({
      [nameOf('1')]: { digest: v1.root.digest },
      [nameOf('other')]: { digest: v2.root.digest },
    });
    manifest({ tags: ['other'] });
    expectExit(await workspace.run('lock'), 0);
    expect(Object.keys(lockFile().tags)).toEqual([nameOf('other')]);
  });

  test('keeps entries whose source cannot be read, and says so', async () => {
    const door = await startDoor(source.port);
    door.open();
    manifest({ source: `127.0.0.1:${door.port}/${app}` });
    await workspace.run('lock');
    const kept = workspace.read(LOCK);
    expect(Object.keys(lockFile().tags)).toHaveLength(2);
    door.close();
    const run = await workspace.run('lock');
    await door.remove();
    expectExit(run, 1);
    expect(workspace.read(LOCK)).toBe(kept);
    expect(run.report.findings.length).toBeGreaterThan(0);
  });

  test('that is broken is an error with its line, before anything is asked', async () => {
    workspace.write(
      LOCK,
      'version: 1\ntags:\n  not a reference: { digest: "sha256:12", since: yesterday }\n',
    );
    await source.clearAccessLog();
    const run = await workspace.run('sync');
    expectExit(run, 2);
    expect(run.report.findings).toContainEqual(expect.objectContaining({ rule: 'lock-invalid', line: 3 }));
    expect(run.stderr).toMatch(/mirror\.lock\.yaml:3:\d+/);
    expect(await source.accessLog()).toEqual([]);
  });
});
