/** A network that delays, cuts, trickles and corrupts: what is told is true, no tag is wrong, and good weather makes all complete. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { naming, seedOfRun } from '../../fixtures/chance.ts';
import { type DockerRegistry, startDockerRegistry } from '../../servers/docker-registry.ts';
import { type Network, startNetwork } from '../../servers/network.ts';
import { describeReal } from '../../servers/tools.ts';
import { digestOfTag } from '../registry-content.ts';
import { expectExit, makeWorkspace, rowsOf, type Workspace } from '../workspace.ts';
import { ESTATE, expectEstateOn, expectNoWrongTag, imagesFrom, pushEstate } from './estate.ts';
import { type Kind, randomWeather } from './weather.ts';

/** Of all requests. What is cut is tried again after longer and longer waits. */
const SHARE: Readonly<Record<Kind | 'all', number>> = {
  delay: 0.3,
  cut: 0.15,
  trickle: 0.3,
  corrupt: 0.3,
  all: 0.2,
};
const ALL: readonly Kind[] = ['delay', 'cut', 'trickle', 'corrupt'];
const MOST_MS = 50_000;

describeReal('a network', ['docker-registry'], () => {
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let toSource: Network;
  let toMirror: Network;
  let workspace: Workspace;

  beforeAll(async () => {
    source = await startDockerRegistry();
    await pushEstate(source);
    toSource = await startNetwork(source.port);
  });

  beforeEach(async () => {
    mirror = await startDockerRegistry();
    toMirror = await startNetwork(mirror.port);
    workspace = makeWorkspace();
    workspace.manifest({
      allowMirrorByTags: true,
      mirrors: [{ name: 'eu', target: toMirror.host }],
      images: imagesFrom(toSource.host),
    });
  });

  const expectTrue = (): void => {
    const rows = rowsOf(workspace.report());
    expect(rows).toHaveLength(ESTATE.length);
    rows.forEach(({ outcome }, index) => {
      const { repository, tag, tree } = ESTATE[index] ?? {};
      expect(['copied', 'failed']).toContain(outcome);
      if (outcome === 'copied')
        expect(digestOfTag(mirror, `${repository}`, `${tag}`)).toBe(tree?.root.digest);
    });
  };
  const sendThrough = async (seed: string, network: Network, kinds: readonly Kind[]): Promise<void> => {
    network.faults.length = 0;
    await naming(
      seed,
      () => network.faults.join('\n'),
      async () => {
        const [kind = 'delay'] = kinds;
        network.weather(randomWeather(seed, kinds, SHARE[kinds.length === 1 ? kind : 'all']));
        const run = await workspace.run('sync');
        network.weather(() => []);
        expect(network.faults.length).toBeGreaterThan(0);
        expect(run.durationMs).toBeLessThan(MOST_MS);
        expectTrue();
        expectNoWrongTag(mirror);
        expect(run.code).toBe(rowsOf(run.report).some(({ outcome }) => outcome === 'failed') ? 1 : 0);
        expectExit(await workspace.run('sync'), 0);
        expectEstateOn(mirror);
      },
    );
  };

  describe('before the source', () => {
    test.each(ALL.map((kind) => [kind]))('that does one thing by chance: %s', async (kind) => {
      await sendThrough(seedOfRun(), toSource, [kind]);
    });
  });

  describe('before the mirror', () => {
    test.each(ALL.map((kind) => [kind]))('that does one thing by chance: %s', async (kind) => {
      await sendThrough(seedOfRun(), toMirror, [kind]);
    });

    test('that does everything by chance', async () => {
      await sendThrough(seedOfRun(), toMirror, ALL);
    });
  });
});
