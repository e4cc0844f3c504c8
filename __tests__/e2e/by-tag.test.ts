/** `allowMirrorByTags: true`: what moves a mirror's tag, what is told about it, and what is refused. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { deleteManifest, digestOfTag, hasManifest, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf, type Workspace } from './workspace.ts';

const versions: readonly ImageTree[] = [1, 2, 3].map((each) => makeImage({ seed: `tags/v${each}` }));
const [v1, v2, v3] = versions as [ImageTree, ImageTree, ImageTree];
const keepTagOf = ({ root }: ImageTree): string => `keep-sha256-${root.digest.slice(7)}`;

describeReal('sync by tag', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let workspace: Workspace;
  let repository = '';
  let repositories = 0;

  const serve = (tree: ImageTree, tag = '1'): Promise<void> =>
    pushImage(source.url, repository, { tag, tree });
  const manifest = (image: object = {}, top: object = {}): void =>
    workspace.manifest({
      allowMirrorByTags: true,
      ...top,
      mirrors: [{ name: 'eu', target: mirror.host }],
      images: [{ source: `${source.host}/${repository}`, tags: ['1'], ...image }],
    });

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
  });

  beforeEach(async () => {
    workspace = makeWorkspace();
    repositories += 1;
    repository = `tags/app-${repositories}`;
    await serve(v1);
    manifest();
  });

  test('sets the tag, and needs no keep tag beside it', async () => {
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(run.report.images).toMatchObject([
      {
        source: `${source.host}/${repository}:1`,
        tag: '1',
        digest: v1.root.digest,
        sourceNow: v1.root.digest,
      },
    ]);
    expect(rowsOf(run.report)).toMatchObject([
      { target: `${mirror.host}/${repository}:1`, outcome: 'copied', before: null, keepTag: null },
    ]);
    expect(tagsIn(mirror, repository)).toEqual(['1']);
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
    expect(findingsOf(run.report, 'no-history')).toMatchObject([{ severity: 'note' }]);
  });

  test('follows a tag that moved at the source, without a warning', async () => {
    await workspace.run('sync');
    await serve(v2);
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([
      { outcome: 'copied', before: v1.root.digest, found: v2.root.digest },
    ]);
    expect(digestOfTag(mirror, repository, '1')).toBe(v2.root.digest);
    expect(findingsOf(run.report, 'tag-overwritten')).toEqual([]);
    expect(findingsOf(run.report, 'no-history')).toEqual([]);
  });

  test('overwrites what somebody else wrote, and names it', async () => {
    await workspace.run('sync');
    await pushImage(mirror.url, repository, { tag: '1', tree: v3 });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(rowsOf(run.report)).toMatchObject([{ before: v3.root.digest, found: v1.root.digest }]);
    const [overwritten] = findingsOf(run.report, 'tag-overwritten');
    expect(overwritten).toMatchObject({ severity: 'warning', mirror: 'eu', digest: v3.root.digest });
    expect(overwritten?.message).toContain(v3.root.digest.slice(7, 19));
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
  });

  test('never moves an immutable tag once it is set', async () => {
    manifest({ immutable: '^\\d+$' });
    expectExit(await workspace.run('sync'), 0);
    await serve(v2);
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([{ outcome: 'refused', found: v1.root.digest }]);
    expect(findingsOf(run.report, 'tag-immutable')).toMatchObject([
      { severity: 'error', mirror: 'eu', source: `${source.host}/${repository}:1` },
    ]);
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
    expectExit(await workspace.run('sync', '--fail-on', 'never'), 0);
  });

  test('refuses to follow the source back, even twice, until rollback is allowed', async () => {
    await workspace.run('sync');
    await serve(v2);
    await workspace.run('sync');
    await serve(v1);
    for (const _attempt of [1, 2]) {
      const refused = await workspace.run('sync');
      expectExit(refused, 1);
      expect(rowsOf(refused.report)).toMatchObject([{ outcome: 'refused' }]);
      expect(findingsOf(refused.report, 'tag-rollback')).toMatchObject([
        { severity: 'error', source: `${source.host}/${repository}:1`, digest: v1.root.digest },
      ]);
      expect(digestOfTag(mirror, repository, '1')).toBe(v2.root.digest);
    }
    manifest({ allowRollback: true });
    const allowed = await workspace.run('sync');
    expectExit(allowed, 0);
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
    expect(findingsOf(allowed.report, 'tag-overwritten')).toEqual([]);
  });

  test('refuses a rollback where tags are not mirrored, too', async () => {
    manifest({}, { allowMirrorByTags: false });
    await workspace.run('sync');
    await serve(v2);
    await workspace.run('sync');
    await serve(v1);
    const refused = await workspace.run('sync');
    expectExit(refused, 1);
    expect(findingsOf(refused.report, 'tag-rollback')).toHaveLength(1);
  });

  test('says that a rollback would go unseen when the memory is lost', async () => {
    await workspace.run('sync');
    await serve(v2);
    await workspace.run('sync');
    await serve(v1);
    workspace.forgetState();
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(findingsOf(run.report, 'no-history')).toMatchObject([{ severity: 'note', affectedCount: 1 }]);
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
  });

  test('carries out a pin as written, also backwards', async () => {
    await workspace.run('sync');
    await serve(v2);
    await workspace.run('sync');
    manifest({ tags: [`1@${v1.root.digest}`] });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(digestOfTag(mirror, repository, '1')).toBe(v1.root.digest);
    expect(findingsOf(run.report, 'tag-rollback')).toEqual([]);
  });

  test('puts no anchor where keepTags is off', async () => {
    manifest({}, { allowMirrorByTags: false, keepTags: false });
    expectExit(await workspace.run('sync'), 0);
    expect(tagsIn(mirror, repository)).toEqual([]);
    expect(await hasManifest(mirror, `${repository}@${v1.root.digest}`)).toBe(true);
    const again = await workspace.run('sync');
    expect(rowsOf(again.report)).toMatchObject([{ outcome: 'up-to-date', keepTag: null }]);
  });

  test('tells that a proven root is gone, and brings it back', async () => {
    manifest({}, { allowMirrorByTags: false });
    expectExit(await workspace.run('sync'), 0);
    await deleteManifest(mirror, repository, v1.root.digest);
    expect(tagsIn(mirror, repository)).toEqual([]);
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(rowsOf(run.report)).toMatchObject([
      { outcome: 'repaired', found: v1.root.digest, complete: true },
    ]);
    expect(findingsOf(run.report, 'untagged-lost')).toMatchObject([{ mirror: 'eu', digest: v1.root.digest }]);
    expect(tagsIn(mirror, repository)).toEqual([keepTagOf(v1)]);
    expectExit(await workspace.run('sync'), 0);
  });
});
