/** containerd pulls what was mirrored: by digest through a mirror's prefix, as a cluster node does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { countRequests } from '../servers/access-log.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { temporaryDirectory } from '../servers/processes.ts';
import { describeReal } from '../servers/tools.ts';
import { expectExit, makeWorkspace } from './workspace.ts';

describeReal('containerd', ['docker-registry', 'containerd', 'ctr'], () => {
  const index = makeIndex(
    [
      makeImage({ seed: 'containerd/a' }),
      makeImage({ seed: 'containerd/b', platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }),
    ],
    { attestations: true },
  );
  const docker = makeIndex([makeImage({ seed: 'containerd/c', docker: true })], { docker: true });
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let containerd: Containerd;

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
    await pushImage(source.url, 'team/app', { tag: '1', tree: index });
    await pushImage(source.url, 'team/old', { tag: '1', tree: docker });
    const workspace = makeWorkspace();
    workspace.manifest({
      mirrors: [{ name: 'eu', target: `${mirror.host}/cache` }],
      images: [`${source.host}/team/app:1`, { source: `${source.host}/team/old:1`, allowMirrorByTags: true }],
    });
    expectExit(await workspace.run('sync'), 0);
    const hostsDir = temporaryDirectory('hosts');
    mkdirSync(join(hostsDir, 'example.test'));
    writeFileSync(
      join(hostsDir, 'example.test', 'hosts.toml'),
      `server = "${mirror.url}"\n[host."${mirror.url}/v2/cache"]\noverride_path = true\n`,
    );
    containerd = await startContainerd({ hostsDir });
    await source.clearAccessLog();
  });

  test('pulls a mirrored image by digest', async () => {
    const pulled = await containerd.pull(`example.test/team/app@${index.root.digest}`);
    if (pulled.outcome === 'fetched')
      process.stderr.write('\n!!! containerd may not mount here: fetched every byte, did not unpack\n');
    expect({ outcome: pulled.outcome, stderr: pulled.stderr }).not.toMatchObject({ outcome: 'failed' });
  });

  test('fetches every child of a mirrored index', async () => {
    expect(await containerd.fetch(`example.test/team/app@${index.root.digest}`)).toMatchObject({ code: 0 });
    const held = (await containerd.ctr(['content', 'ls', '-q'])).stdout.trim().split('\n');
    expect(held).toEqual(
      expect.arrayContaining([...index.manifests.map(({ digest }) => digest), ...index.blobs.keys()]),
    );
  });

  test('pulls a mirrored Docker image by its tag', async () => {
    const pulled = await containerd.pull('example.test/team/old:1');
    expect({ outcome: pulled.outcome, stderr: pulled.stderr }).not.toMatchObject({ outcome: 'failed' });
  });

  test('never needed the source', async () => {
    expect(countRequests(await source.accessLog())).toBe(0);
  });
});
