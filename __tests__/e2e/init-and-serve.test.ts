/** From a list of images to a registry beyond the gap: `init`, `sync` into a layout, `serve`. */
import { beforeAll, expect, test } from '@jest/globals';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type Containerd, startContainerd } from '../servers/containerd.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { run, runOk, temporaryDirectory, waitUntil } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { type StartedCli, startCli } from './program.ts';
import { expectExit, makeWorkspace, outcomesOf } from './workspace.ts';

describeReal('init and serve', ['docker-registry', 'skopeo', 'containerd', 'ctr'], () => {
  const app = makeIndex([
    makeImage({ seed: 'serve/a' }),
    makeImage({ seed: 'serve/b', platform: { os: 'linux', architecture: 'arm64' } }),
  ]);
  const tool = makeImage({ seed: 'serve/tool' });
  const workspace = makeWorkspace();
  let source: DockerRegistry;
  let containerd: Containerd;

  beforeAll(async () => {
    source = await startDockerRegistry();
    await pushImage(source.url, 'serve/app', { tag: '1.10', tree: app });
    await pushImage(source.url, 'serve/tool', { tag: 'latest', tree: tool });
    containerd = await startContainerd();
  });

  /** Starts `serve` and waits until it says where it listens. */
  const serve = async (
    ...args: string[]
  ): Promise<{ readonly address: string; readonly server: StartedCli }> => {
    const server = startCli(['serve', 'vault', '--listen', '127.0.0.1:0', ...args], {
      cwd: workspace.directory,
      env: workspace.env,
      timeoutMs: 120_000,
    });
    const address = await waitUntil(
      'serve listening',
      () => /127\.0\.0\.1:[1-9]\d*/.exec(server.stderrSoFar())?.[0] ?? null,
      { lastWords: server.stderrSoFar },
    );
    return { address, server };
  };
  const skopeo = (...args: string[]) => run(toolPath('skopeo'), ['--insecure-policy', ...args]);

  test('init writes a mirror manifest that plan and sync take as it is', async () => {
    const lines = [
      `${source.host}/serve/app:1.10`,
      `skopeo copy --all docker://${source.host}/serve/tool docker://old.example.com/tool`,
      '# a comment',
      '',
    ].join('\n');
    const init = await workspace.runBare(['init', '--to', 'registry.example.com/mirror'], { stdin: lines });
    expectExit(init, 0);
    const text = workspace.read('mirror.yaml');
    expect(text).toContain('registry.example.com/mirror');
    expectExit(await workspace.runBare(['init', '--to', 'a.example.com'], { stdin: lines }), 2); // not overwritten
    expect(workspace.read('mirror.yaml')).toBe(text);
    const toLayout = text.replace(/registry\.example\.com\/mirror\S*/, 'oci:./vault');
    workspace.write('mirror.yaml', toLayout.replace(/allowMirrorByTags: \w+/, 'allowMirrorByTags: true'));
    const synced = await workspace.run('sync');
    expectExit(synced, 0);
    expect(outcomesOf(synced.report)).toEqual(['copied']);
    expect(synced.report.images.map(({ tag }) => tag).sort()).toEqual(['1.10', 'latest']);
  });

  test('serve lets skopeo and containerd pull, takes no push, and ends when told to', async () => {
    const { address, server } = await serve();
    const raw = await runOk(toolPath('skopeo'), [
      'inspect',
      '--raw',
      '--tls-verify=false',
      `docker://${address}/serve/app:1.10`,
    ]);
    expect(raw).toBe(Buffer.from(app.root.bytes).toString());
    expect(await containerd.fetch(`${address}/serve/app:1.10`)).toMatchObject({ code: 0 });
    const into = `dir:${temporaryDirectory('out')}`;
    expect(
      await skopeo('copy', '--src-tls-verify=false', `docker://${address}/serve/tool:latest`, into),
    ).toMatchObject({ code: 0 });
    const push = await skopeo('copy', '--dest-tls-verify=false', into, `docker://${address}/pushed:1`);
    expect(push.code).not.toBe(0);
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(143);
  });

  test('serve --writable takes a push, which sync then finds in the layout', async () => {
    const { address, server } = await serve('--writable');
    const copied = await skopeo(
      'copy',
      '--src-tls-verify=false',
      '--dest-tls-verify=false',
      `docker://${source.host}/serve/tool:latest`,
      `docker://${address}/pushed/tool:2`,
    );
    expect(copied).toMatchObject({ code: 0 });
    server.signal('SIGINT');
    expect((await server.ended).code).toBe(130);
    workspace.manifest({
      mirrors: [{ name: 'next', target: 'oci:./next' }],
      images: [{ source: 'oci:./vault:pushed/tool:2', repository: 'tool' }],
    });
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(run.report.images).toMatchObject([{ digest: tool.root.digest }]);
  });
});
