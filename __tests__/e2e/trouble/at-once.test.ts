/** Several of our processes that write to the same mirrors at the same time: all of them are right, and so is what they leave. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { loadMemory } from '../../../src/commands/memory.ts';
import { createFiles } from '../../../src/host/files.ts';
import { makeImage } from '../../fixtures/images.ts';
import { pushImage } from '../../fixtures/push.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { describeReal } from '../../servers/tools.ts';
import { digestOfTag } from '../registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, type Workspace } from '../workspace.ts';
import { ESTATE, expectEstateOn, imagesFrom, pushEstate } from './estate.ts';
import { expectPullable } from './pulls.ts';
import { faultsOfLayout, faultsOfRegistry, rootNamesIn } from './storage.ts';

const PROCESSES = 3;

describeReal('several processes at once', ['docker-registry', 'skopeo'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let workspace: Workspace;

  beforeAll(async () => {
    source = await startDockerRegistry();
    await pushEstate(source);
  });
  beforeEach(async () => {
    mirror = await startDockerRegistry();
    workspace = makeWorkspace();
  });

  test('with one manifest and one memory mirror all of it, and remember it', async () => {
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'registry', target: mirror.host },
        { name: 'vault', target: 'oci:./vault' },
      ],
      images: imagesFrom(source.host),
    });
    const names = Array.from({ length: PROCESSES }, (_, number) => `report-${number}.json`);
    const runs = await Promise.all(names.map((name) => workspace.runBare(['sync', '--json', name])));
    for (const run of runs) expectExit(run, 0);
    expectEstateOn(mirror);
    const vault = workspace.path('vault');
    const wanted = ESTATE.map(({ repository, tag }) => `${repository}:${tag}`);
    expect(rootNamesIn(vault).filter((name) => wanted.includes(name))).toEqual([...wanted].sort());
    expect(faultsOfLayout(vault)).toEqual([]);
    await expectPullable(
      wanted.flatMap((name) => [`docker://${mirror.host}/${name}`, `oci:${vault}:${name}`]),
    );
    const files = createFiles({ workingDirectory: workspace.directory });
    expect((await loadMemory(workspace.path('state/mirror-action'), files)).findings).toEqual([]);
    await source.clearAccessLog();
    const after = await workspace.run('sync');
    expectExit(after, 0);
    expect(outcomesOf(after.report)).toEqual(['up-to-date']);
    expect(findingsOf(after.report, 'no-history')).toEqual([]);
  });

  test('that want different content under one tag leave one of them, whole', async () => {
    const wants = ['left', 'right'].map((seed) => makeImage({ seed, layerBytes: 200_000 }));
    const runs = await Promise.all(
      wants.map(async (tree, number) => {
        await pushImage(source.url, `wants/${number}`, { tag: '1', tree });
        const own = makeWorkspace();
        own.manifest({
          allowMirrorByTags: true,
          mirrors: [{ name: 'eu', target: mirror.host }],
          images: [{ source: `${source.host}/wants/${number}:1`, repository: 'wanted' }],
        });
        return own.run('sync');
      }),
    );
    const standing = wants.findIndex(({ root }) => root.digest === digestOfTag(mirror, 'wanted', '1'));
    expect(standing).toBeGreaterThanOrEqual(0);
    runs.forEach((run, number) => {
      if (number === standing || run.code === 0) expectExit(run, 0);
      // It has seen that the other one moved the tag on.
      else expect(findingsOf(run.report, 'copy-failed')[0]?.help).toMatch(/who else writes this tag/);
    });
    expect(faultsOfRegistry(mirror)).toEqual([]);
    await expectPullable([`docker://${mirror.host}/wanted:1`]);
  });
});
