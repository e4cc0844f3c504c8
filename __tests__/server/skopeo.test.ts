import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Tag } from '../../src/oci/reference.ts';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from '../../src/server/registry-server.ts';
import { serveLayout } from '../../src/server/serve-layout.ts';
import { openLayout } from '../../src/stores/layout/layout.ts';
import { neverAborted } from '../contract/content.ts';
import { pushRealIndex, realIndex } from '../contract/real-image.ts';
import { runOk, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';

const signal = neverAborted();

describeReal('skopeo and our server', ['skopeo'], () => {
  const skopeo = (...args: readonly string[]): Promise<string> =>
    runOk(toolPath('skopeo'), ['--insecure-policy', ...args]);
  const real = realIndex();
  const raw = Buffer.from(real.index.bytes).toString();
  const directory = join(temporaryDirectory('serve'), 'vault');
  const servers: RegistryServer[] = [];

  beforeAll(async () => {
    const target = openLayout(directory).repository('library/redis');
    await pushRealIndex(target, real);
    await target.tag('7.4' as Tag, real.index, signal);
    const options = { directory, host: '127.0.0.1', port: 0, writable: true, log: () => undefined };
    servers.push(
      await serveLayout(options),
      await createRegistryServer(createMemoryBackend(), { writable: true }),
    );
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });
  const place = (position: number, name: string): string =>
    `docker://127.0.0.1:${servers[position]?.port}/${name}`;

  test('skopeo reads the same bytes, lists tags, and copies out of a served layout', async () => {
    expect(await skopeo('inspect', '--raw', '--tls-verify=false', place(0, 'library/redis:7.4'))).toBe(raw);
    const tags = JSON.parse(await skopeo('list-tags', '--tls-verify=false', place(0, 'library/redis'))) as {
      Tags: string[];
    };
    expect(tags.Tags).toEqual(['7.4']);
    const copy = join(temporaryDirectory('copy'), 'copy');
    await skopeo('copy', '--all', '--src-tls-verify=false', place(0, 'library/redis:7.4'), `oci:${copy}:x`);
    expect((await openLayout(copy).source('x', signal)).root.digest).toBe(real.index.descriptor.digest);
  });

  test('skopeo pushes into a served layout, which then lists exactly what was pushed', async () => {
    const [from, to] = [place(0, 'library/redis:7.4'), place(0, 'pushed/redis:new')];
    await skopeo('copy', '--all', '--src-tls-verify=false', '--dest-tls-verify=false', from, to);
    const roots = await openLayout(directory).roots(signal);
    expect(roots.map((root) => root.refName).sort()).toEqual(['library/redis:7.4', 'pushed/redis:new']);
    expect(await skopeo('inspect', '--raw', `oci:${directory}:pushed/redis:new`)).toBe(raw);
  });

  test('skopeo pushes to a registry in memory and pulls from it', async () => {
    await skopeo(
      'copy',
      '--all',
      '--dest-tls-verify=false',
      `oci:${directory}:library/redis:7.4`,
      place(1, 'a/b:1'),
    );
    expect(await skopeo('inspect', '--raw', '--tls-verify=false', place(1, 'a/b:1'))).toBe(raw);
    const byDigest = `a/b@${real.images[1]?.manifest.descriptor.digest}`;
    const copy = join(temporaryDirectory('copy'), 'copy');
    await skopeo('copy', '--src-tls-verify=false', place(1, byDigest), `oci:${copy}:arm`);
    const [root] = await openLayout(copy).roots(signal);
    expect(root?.descriptor.digest).toBe(real.images[1]?.manifest.descriptor.digest);
  });
});
