/**
 * Our own process killed at random moments, and run again: nothing is lost, and nothing lies under a tag that cannot be pulled.
 * `MIRROR_TEST_KILLS` says how often, `MIRROR_TEST_SEED` which moments.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadMemory } from '../../../src/commands/memory.ts';
import { createFiles } from '../../../src/host/files.ts';
import { chanceOf, naming, seedOfRun } from '../../fixtures/chance.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { type Network, startNetwork } from '../../servers/network.ts';
import { describeReal } from '../../servers/tools.ts';
import { digestOfTag } from '../registry-content.ts';
import { expectExit, findingsOf, makeWorkspace } from '../workspace.ts';
import { ESTATE, expectEstateOn, expectNoWrongTag, imagesFrom, pushEstate } from './estate.ts';
import { atMoment, type Measured, type Moment, randomMoment } from './moments.ts';
import { expectPullable } from './pulls.ts';
import { faultsOfLayout, rootNamesIn } from './storage.ts';

const KILLS = Number(process.env.MIRROR_TEST_KILLS ?? 25);
/** After so many kills skopeo pulls what is there; the files are looked at after every one. */
const KILLS_PER_PULL = 10;
const MOST_MS_PER_KILL = 5_000;

jest.setTimeout(60_000 + KILLS * MOST_MS_PER_KILL);

describeReal('a sync that is killed', ['docker-registry', 'skopeo'], () => {
  const workspace = makeWorkspace();
  const directories = { vault: workspace.path('vault'), state: workspace.path('state/mirror-action') };
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let network: Network;

  /** Mirrors with nothing on them, and no memory. */
  const startOver = async (): Promise<void> => {
    if (network !== undefined) await leave();
    mirror = await startDockerRegistry();
    network = await startNetwork(mirror.port);
    rmSync(directories.vault, { recursive: true, force: true });
    workspace.forgetState();
    for (const directory of Object.values(directories)) mkdirSync(directory, { recursive: true });
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [
        { name: 'registry', target: network.host },
        { name: 'vault', target: 'oci:./vault' },
      ],
      images: imagesFrom(source.host),
    });
  };
  const leave = async (): Promise<void> => {
    await network.close();
    await mirror.stop();
    rmSync(mirror.storage, { recursive: true, force: true });
  };

  beforeAll(async () => {
    source = await startDockerRegistry();
    await pushEstate(source);
    await startOver();
  });
  afterAll(leave);

  const rootsThere = (): readonly string[] => [
    ...ESTATE.filter(({ repository, tag }) => digestOfTag(mirror, repository, tag) !== null).map(
      ({ repository, tag }) => `docker://${mirror.host}/${repository}:${tag}`,
    ),
    ...rootNamesIn(directories.vault)
      .filter((name) => ESTATE.some(({ repository, tag }) => name === `${repository}:${tag}`))
      .map((name) => `oci:${directories.vault}:${name}`),
  ];
  const expectNothingBroken = async (): Promise<void> => {
    expectNoWrongTag(mirror);
    expect(faultsOfLayout(directories.vault)).toEqual([]);
    const files = createFiles({ workingDirectory: workspace.directory });
    expect((await loadMemory(directories.state, files)).findings).toEqual([]);
  };
  const expectAllThere = (): void => {
    expectEstateOn(mirror);
    expect(faultsOfLayout(directories.vault)).toEqual([]);
    expect(rootsThere()).toHaveLength(2 * ESTATE.length);
  };

  const measure = async (): Promise<Measured> => {
    const startedAt = performance.now();
    let firstRequestMs = 0;
    network.onAsked(() => {
      if (firstRequestMs === 0) firstRequestMs = performance.now() - startedAt;
    });
    expectExit(await workspace.run('sync'), 0);
    const durationMs = performance.now() - startedAt;
    expectAllThere();
    return { firstRequestMs, durationMs };
  };

  /** False when the run ended before its moment came. */
  const runUntil = async (moment: Moment): Promise<boolean> => {
    const started = workspace.start('sync');
    const stop = atMoment(moment, { network, directories }, () => started.signal('SIGKILL'));
    const ended = await started.ended;
    stop();
    if (ended.code === null) return true;
    expectExit(ended, 0);
    expect(findingsOf(workspace.report(), 'state-set-aside')).toEqual([]);
    return false;
  };

  test(`${KILLS} times and run again in between: what is under a tag can be pulled, and all arrives`, async () => {
    const seed = seedOfRun();
    const chance = chanceOf(seed);
    const measured = await measure();
    let kills = 0;
    let moment: Moment = { kind: 'time', ms: 0 };
    await startOver();
    await naming(
      seed,
      () => `after kill ${kills}, ${JSON.stringify(moment)}`,
      async () => {
        while (kills < KILLS) {
          moment = randomMoment(chance, measured);
          if (await runUntil(moment)) {
            kills += 1;
            await expectNothingBroken();
            if (kills % KILLS_PER_PULL === 0) await expectPullable(rootsThere());
          } else {
            expectAllThere();
            await startOver();
          }
        }
        expectExit(await workspace.run('sync'), 0);
        expectExit(await workspace.run('verify', '--depth', 'content'), 0);
        expectAllThere();
        await expectPullable(rootsThere());
      },
    );
  });
});
