/** Files that `generate` wrote make real clients pull from the mirrors, in the order that `explain` says; one mirror is down. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ReportExplain } from '../../src/report/policies/model.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { countRequests } from '../servers/access-log.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { run, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { expectExit, makeWorkspace, type Workspace } from './workspace.ts';

/** Each pull has an image of its own, so that nothing is there already. */
const NAMES = ['by-digest', 'by-tag', 'by-digest-down', 'by-tag-down'] as const;
type Name = (typeof NAMES)[number];

interface Scene {
  readonly workspace: Workspace;
  /** In the order of the mirror manifest. */
  readonly mirrors: readonly [DockerRegistry, DockerRegistry];
  readonly images: ReadonlyMap<Name, ImageTree>;
}

/** Two mirrors that have every image; `sourceHost` is where policies say they come from. */
async function setScene(sourceHost: string, path: string): Promise<Scene> {
  const mirrors = [await startDockerRegistry(), await startDockerRegistry()] as const;
  const images = new Map(NAMES.map((name) => [name, makeImage({ seed: `${sourceHost}/${name}` })]));
  for (const [name, tree] of images) {
    await pushImage(mirrors[0].url, `cache/${path}/${name}`, { tag: '1', tree });
    await pushImage(mirrors[1].url, `${path}/${name}`, { tag: '1', tree });
  }
  const workspace = makeWorkspace();
  workspace.manifest({
    mirrors: [
      { name: 'near', target: `${mirrors[0].host}/cache` },
      { name: 'far', target: mirrors[1].host },
    ],
    allowMirrorByTags: true,
    images: [...images].map(([name, { root }]) => `${sourceHost}/${path}/${name}:1@${root.digest}`),
  });
  for (const mirror of mirrors) await mirror.clearAccessLog();
  return { workspace, mirrors, images };
}

const PULLS = NAMES.map((name) => ({
  name,
  pull: name.startsWith('by-tag') ? ('tag' as const) : ('digest' as const),
  isDown: name.endsWith('-down'),
}));
type Pull = (typeof PULLS)[number];

/** What the mirrors' own logs say: which of them were asked for the image, and whether one served its manifest. */
async function askedFor(name: Name, { mirrors }: Scene): Promise<readonly string[]> {
  const asked: string[] = [];
  for (const { host, accessLog } of mirrors) {
    const entries = (await accessLog()).filter(({ path }) => path.includes(`/${name}/`));
    if (entries.length === 0) continue;
    const served = countRequests(entries, { path: /\/manifests\//, status: 200 }) > 0;
    const blobs = countRequests(entries, { method: 'GET', path: /\/blobs\//, status: 200 });
    asked.push(`${host} ${served ? 'served' : 'refused'} ${blobs}`);
  }
  return asked;
}

/** The places that `explain` names, by what becomes of them: one that is down leaves no line in any log. */
async function explained(reference: string, { pull }: Pull, { workspace }: Scene, policy: string) {
  const { report, ...end } = await workspace.run('explain', reference, '--policy', policy);
  expectExit(end, 0);
  const runtime: keyof ReportExplain = policy.endsWith('hosts.toml') ? 'containerd' : 'cri-o';
  return (
    report.explain?.[runtime]?.[pull].filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint) ?? []
  );
}

describeReal(
  'containerd pulls names of Docker Hub through generated hosts.toml',
  ['docker-registry', 'containerd', 'ctr'],
  () => {
    let scene: Scene;
    let containerd: Containerd;

    beforeAll(async () => {
      scene = await setScene('docker.io', 'library');
      const args = ['generate', '--format', 'hosts.toml', '--output', 'certs.d', '--never-contact-source'];
      expectExit(await scene.workspace.run(...args), 0);
      containerd = await startContainerd({ hostsDir: scene.workspace.path('certs.d') });
    });
    afterAll(() => containerd.stop());

    test.each(PULLS)('$name', async (pull) => {
      const { mirrors, images } = scene;
      const { root } = images.get(pull.name) as ImageTree;
      const reference = `docker.io/library/${pull.name}${pull.pull === 'tag' ? ':1' : `@${root.digest}`}`;
      const places = await explained(reference, pull, scene, 'certs.d/**/hosts.toml');
      expect(places).toEqual([
        `${mirrors[0].host}/cache/library/${pull.name}`,
        `${mirrors[1].host}/library/${pull.name}`,
      ]);
      if (pull.isDown) await mirrors[0].stop();
      const fetched = await containerd.fetch(reference);
      expect({ code: fetched.code, stderr: fetched.code === 0 ? '' : fetched.stderr }).toEqual({
        code: 0,
        stderr: '',
      });
      const held = (await containerd.ctr(['content', 'ls', '-q'])).stdout;
      expect(held).toContain(root.digest);
      const [first] = pull.isDown ? [mirrors[1]] : mirrors;
      expect(await askedFor(pull.name, scene)).toEqual([
        expect.stringMatching(new RegExp(`^${first.host} served [1-9]`)),
      ]);
    });
  },
);

describeReal('skopeo pulls through a generated registries.conf', ['docker-registry', 'skopeo'], () => {
  let scene: Scene;
  let source: DockerRegistry;

  beforeAll(async () => {
    source = await startDockerRegistry();
    scene = await setScene(source.host, 'team');
    expectExit(await scene.workspace.run('generate', '--format', 'registries.conf', '--output', 'node'), 0);
    for (const [name, tree] of scene.images) await pushImage(source.url, `team/${name}`, { tag: '1', tree });
    await source.clearAccessLog();
  });

  test.each(PULLS)('$name', async (pull) => {
    const { mirrors, images, workspace } = scene;
    const { root } = images.get(pull.name) as ImageTree;
    const reference = `${source.host}/team/${pull.name}${pull.pull === 'tag' ? ':1' : `@${root.digest}`}`;
    expect(await explained(reference, pull, scene, 'node/registries.conf')).toEqual([
      `${mirrors[0].host}/cache/team/${pull.name}`,
      `${mirrors[1].host}/team/${pull.name}`,
      `${source.host}/team/${pull.name}`,
    ]);
    if (pull.isDown) await mirrors[0].stop();
    const copied = await run(toolPath('skopeo'), [
      '--insecure-policy',
      '--registries-conf',
      workspace.path('node', 'registries.conf'),
      'copy',
      '--all',
      `docker://${reference}`,
      `dir:${temporaryDirectory('pulled')}`,
    ]);
    expect({ code: copied.code, stderr: copied.code === 0 ? '' : copied.stderr }).toEqual({
      code: 0,
      stderr: '',
    });
    const [first] = pull.isDown ? [mirrors[1]] : mirrors;
    expect(await askedFor(pull.name, scene)).toEqual([
      expect.stringMatching(new RegExp(`^${first.host} served [1-9]`)),
    ]);
    expect(countRequests(await source.accessLog(), { path: /manifests|blobs/ })).toBe(0);
  });

  test('and from the source when no mirror is left', async () => {
    const name = 'by-digest';
    for (const mirror of scene.mirrors) await mirror.stop();
    const { root } = scene.images.get(name) as ImageTree;
    const conf = scene.workspace.path('node', 'registries.conf');
    const args = [
      '--registries-conf',
      conf,
      'inspect',
      '--raw',
      `docker://${source.host}/team/${name}@${root.digest}`,
    ];
    expect(await run(toolPath('skopeo'), args)).toMatchObject({ code: 0 });
    expect(countRequests(await source.accessLog(), { path: /manifests/, status: 200 })).toBe(1);
  });
});
