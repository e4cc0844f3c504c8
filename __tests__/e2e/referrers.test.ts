/**
 * Signatures and SBOMs on real registries: Debian's docker-registry, which has no referrers API, and our own server, which
 * has. What is attached is pushed by hand, in the form that oras and cosign give it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from '../../src/server/registry-server.ts';
import type { Content, ImageTree } from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import { pushImage, pushManifest, withConnection } from '../fixtures/push.ts';
import {
  cosignBundle,
  cosignSignature,
  fallbackIndex,
  orasReferrer,
  referrerTag,
  SPDX,
} from '../fixtures/referrers.ts';
import { type AccessEntry, countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { runOk, temporaryDirectory } from '../servers/processes.ts';
import { describeReal, toolPath } from '../servers/tools.ts';
import { deleteManifest, statusOf } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf } from './workspace.ts';

const arm64 = makeImage({ seed: 'e2e/arm64', platform: { os: 'linux', architecture: 'arm64' } });
const image = makeIndex([makeImage({ seed: 'e2e/amd64' }), arm64]);
const plain = makeImage({ seed: 'e2e/plain' });
const sbom = orasReferrer(image.root, SPDX);
const signature = cosignBundle(image.root, 'https://sigstore.dev/cosign/sign/v1');
const provenance = cosignBundle(arm64.root, 'https://slsa.dev/provenance/v1');
const onSbom = cosignBundle(sbom.root, 'https://sigstore.dev/cosign/sign/v1');
const legacy = cosignSignature(image.root, 'one');

interface Listed {
  readonly manifests: readonly { readonly digest: string; readonly artifactType?: string }[];
}

async function putManifest(url: string, repository: string, reference: string, manifest: Content) {
  await withConnection(url, repository, {}, (connection) => pushManifest(connection, reference, manifest));
}

/** As a client does it where there is no API: the referrers, then the index that lists them. */
async function attachByTag(url: string, repository: string, subject: Content, trees: readonly ImageTree[]) {
  for (const tree of trees) await pushImage(url, repository, { tag: null, tree });
  await putManifest(url, repository, referrerTag(subject), fallbackIndex(trees));
}

async function listed(url: string, repository: string, path: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v2/${repository}/${path}`, {
    headers: { accept: 'application/vnd.oci.image.index.v1+json' },
  });
  if (answer.status !== 200) return [`${answer.status}`];
  const { manifests } = (await answer.json()) as Listed;
  return manifests.map(({ digest }) => digest).sort();
}

const digests = (...trees: readonly ImageTree[]) => trees.map(({ root }) => root.digest).sort();

describeReal('referrers, from a registry without the API', ['docker-registry'], () => {
  const workspace = makeWorkspace();
  const servers: RegistryServer[] = [];
  let source: DockerRegistry;
  let mirror: DockerRegistry;
  let withApi: { readonly host: string; readonly url: string };

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirror = await startDockerRegistry();
    const server = await createRegistryServer(createMemoryBackend(), { writable: true });
    servers.push(server);
    withApi = { host: `127.0.0.1:${server.port}`, url: `http://127.0.0.1:${server.port}` };
    await pushImage(source.url, 'app', { tag: '1', tree: image });
    await pushImage(source.url, 'plain', { tag: '1', tree: plain });
    await attachByTag(source.url, 'app', image.root, [sbom, signature]);
    await attachByTag(source.url, 'app', arm64.root, [provenance]);
    await attachByTag(source.url, 'app', sbom.root, [onSbom]);
    await pushImage(source.url, 'app', { tag: referrerTag(image.root, '.sig'), tree: legacy });
    workspace.manifest({
      mirrors: [
        { name: 'plain', target: mirror.host },
        { name: 'api', target: withApi.host },
        { name: 'vault', target: 'oci:./vault' },
      ],
      images: [`${source.host}/app@${image.root.digest}`, `${source.host}/plain@${plain.root.digest}`],
    });
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  test('are on every mirror after a sync, in the form that each can hold', async () => {
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['copied']);
    for (const [subject, trees] of [
      [image, [sbom, signature]],
      [arm64, [provenance]],
      [sbom, [onSbom]],
    ] as const) {
      const { digest } = subject.root;
      const tag = referrerTag(subject.root);
      expect(await listed(mirror.url, 'app', `manifests/${tag}`)).toEqual(digests(...trees));
      expect(await listed(withApi.url, 'app', `referrers/${digest}`)).toEqual(digests(...trees));
      expect(await listed(withApi.url, 'app', `manifests/${tag}`)).toEqual(['404']);
    }
    const index = JSON.parse(readFileSync(workspace.path('vault', 'index.json'), 'utf8')) as Listed;
    const inVault = index.manifests.map(({ digest }) => digest);
    for (const tree of [sbom, signature, provenance, onSbom, legacy])
      expect(inVault).toContain(tree.root.digest);
  });

  test('are listed with their own artifact type, not with what the source’s index says', async () => {
    const answer = await fetch(`${mirror.url}/v2/app/manifests/${referrerTag(image.root)}`, {
      headers: { accept: 'application/vnd.oci.image.index.v1+json' },
    });
    const { manifests } = (await answer.json()) as Listed;
    const types = new Map(manifests.map(({ digest, artifactType }) => [digest, artifactType]));
    expect(types.get(sbom.root.digest)).toBe(SPDX);
  });

  test('of cosign have their tags', async () => {
    for (const { url } of [mirror, withApi]) {
      const path = `${url}/v2/app/manifests/${referrerTag(image.root, '.sig')}`;
      const answer = await fetch(path, { method: 'HEAD', headers: { accept: legacy.root.mediaType } });
      expect(answer.headers.get('docker-content-digest')).toBe(legacy.root.digest);
    }
  });

  test('cost nothing while the proof counts', async () => {
    await source.clearAccessLog();
    await mirror.clearAccessLog();
    const run = await workspace.run('sync');
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['up-to-date']);
    expect(requestsOf(await source.accessLog())).toEqual([]);
    expect(requestsOf(await mirror.accessLog())).toHaveLength(2); // one HEAD per image
  });

  test('cost one request per repository at the source when all is looked at again', async () => {
    await source.clearAccessLog();
    await mirror.clearAccessLog();
    const manifest = workspace.read('mirror.yaml');
    workspace.write('mirror.yaml', `recheckAfter: 1ms\n${manifest}`);
    const run = await workspace.run('sync');
    workspace.write('mirror.yaml', manifest);
    expectExit(run, 0);
    expect(outcomesOf(run.report)).toEqual(['up-to-date']);
    const atSource = requestsOf(await source.accessLog());
    const lists = atSource.filter((request) => /tags\/list|referrers/.test(request));
    expect(lists).toEqual(['GET /v2/app/tags/list', 'GET /v2/plain/tags/list']);
    // where nothing refers to an image, its mirror is asked nothing about it
    const ofPlain = requestsOf(await mirror.accessLog()).filter((request) => request.includes('/plain/'));
    expect(
      ofPlain.filter((request) => /referrers|tags|sha256-/.test(request.replace('keep-sha256-', ''))),
    ).toEqual([]);
  });

  test('of other writers on the mirror stay', async () => {
    const theirs = orasReferrer(image.root, 'application/vnd.example.scan', 'of the mirror');
    const { url } = mirror;
    await pushImage(url, 'app', { tag: null, tree: theirs });
    await putManifest(url, 'app', referrerTag(image.root), fallbackIndex([theirs]));
    const run = await workspace.run('sync', '--recheck', 'all');
    expectExit(run, 0);
    expect(await listed(url, 'app', `manifests/${referrerTag(image.root)}`)).toEqual(
      digests(sbom, signature, theirs),
    );
  });

  test('that were deleted on a mirror come back', async () => {
    await deleteManifest(mirror, 'app', sbom.root.digest);
    const run = await workspace.run('sync', '--recheck', 'all', '--mirror', 'plain');
    expectExit(run, 0);
    expect(await statusOf(mirror, 'GET', `/v2/app/manifests/${sbom.root.digest}`)).toBe(200);
  });

  test('travel on from a mirror that has the API to one that has not, and from a layout', async () => {
    const [next, last] = [await startDockerRegistry(), await startDockerRegistry()];
    const onward = makeWorkspace();
    onward.manifest({
      mirrors: [{ name: 'next', target: next.host }],
      images: [`${withApi.host}/app@${image.root.digest}`],
    });
    expectExit(await onward.run('sync'), 0);
    expect(await listed(next.url, 'app', `manifests/${referrerTag(image.root)}`)).toEqual(
      digests(sbom, signature),
    );
    onward.manifest({
      mirrors: [{ name: 'last', target: last.host }],
      images: [{ source: `oci:${workspace.path('vault')}:app`, repository: 'app' }],
    });
    expectExit(await onward.run('sync'), 0);
    for (const [subject, trees] of [
      [image, [sbom, signature]],
      [sbom, [onSbom]],
    ] as const)
      expect(await listed(last.url, 'app', `manifests/${referrerTag(subject.root)}`)).toEqual(
        digests(...trees),
      );
  });

  test('and the image that they speak of outlive a garbage collection of what no tag holds', async () => {
    const [kept, loose] = [await startDockerRegistry(), await startDockerRegistry()];
    const about = orasReferrer(plain.root, SPDX, 'kept');
    await attachByTag(source.url, 'plain', plain.root, [about]);
    const other = makeWorkspace();
    other.manifest({
      mirrors: [
        { name: 'kept', target: kept.host },
        { name: 'loose', target: loose.host, keepTags: false },
      ],
      images: [`${source.host}/plain@${plain.root.digest}`],
    });
    expectExit(await other.run('sync'), 0);
    for (const registry of [kept, loose]) await collectGarbage(registry);
    const path = `/v2/plain/manifests/${about.root.digest}`;
    const served = [await statusOf(kept, 'GET', path), await statusOf(loose, 'GET', path)];
    expect(served).toEqual([200, 404]);
    // the mirror that has lost it says so
    const verified = await other.run('verify');
    expect(findingsOf(verified.report, 'manifest-missing').map(({ mirror }) => mirror)).toContain('loose');
  });

  test('that are new at the source are told by drift, missing ones by verify, and repaired', async () => {
    const [eu, us] = [await startDockerRegistry(), await startDockerRegistry()];
    const other = makeWorkspace();
    other.manifest({
      recheckAfter: '1s',
      mirrors: [
        { name: 'eu', target: eu.host },
        { name: 'us', target: us.host },
      ],
      images: [`${source.host}/app@${image.root.digest}`],
    });
    expectExit(await other.run('sync'), 0);
    const scan = orasReferrer(image.root, 'application/vnd.example.scan', 'new');
    await pushImage(source.url, 'app', { tag: null, tree: scan });
    await putManifest(source.url, 'app', referrerTag(image.root), fallbackIndex([sbom, signature, scan]));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const drift = await other.run('drift');
    expect(findingsOf(drift.report, 'referrer-missing').map(({ mirror }) => mirror)).toEqual(['eu', 'us']);
    expectExit(await other.run('sync', '--mirror', 'eu'), 0);
    const verify = await other.run('verify');
    expect(findingsOf(verify.report, 'referrer-missing')).toMatchObject([
      { mirror: 'us', severity: 'warning', affects: [scan.root.digest] },
    ]);
    const repaired = await other.run('verify', '--repair');
    expect(findingsOf(repaired.report, 'referrer-missing')).toMatchObject([
      { severity: 'note', mirror: 'us' },
    ]);
    expect(await listed(us.url, 'app', `manifests/${referrerTag(image.root)}`)).toEqual(
      digests(sbom, signature, scan),
    );
    const [carried] = repaired.report.images.map((one) => one.carried);
    expect(carried?.referrers.map(({ kind }) => kind).sort()).toContain('provenance');
  });

  test('of two programs that write to one mirror at the same time are all there', async () => {
    const target = await startDockerRegistry();
    const both = [orasReferrer(image.root, SPDX, 'left'), orasReferrer(image.root, SPDX, 'right')];
    const runs = await Promise.all(
      both.map(async (tree) => {
        const from = await startDockerRegistry();
        await pushImage(from.url, 'app', { tag: '1', tree: image });
        await attachByTag(from.url, 'app', image.root, [tree]);
        const other = makeWorkspace();
        other.manifest({
          mirrors: [{ name: 'eu', target: target.host }],
          images: [`${from.host}/app@${image.root.digest}`],
        });
        return other.run('sync');
      }),
    );
    for (const run of runs) expectExit(run, 0);
    expect(await listed(target.url, 'app', `manifests/${referrerTag(image.root)}`)).toEqual(digests(...both));
  });

  test('that a source refuses to list keep an image from being tagged', async () => {
    const server = await createRegistryServer(createMemoryBackend(), {
      writable: true,
      intercept: async (request, response) => {
        if (!request.url?.includes('/referrers/')) return false;
        response.writeHead(403, { 'content-type': 'application/json' });
        response.end('{"errors":[{"code":"DENIED"}]}');
        return true;
      },
    });
    servers.push(server);
    await pushImage(`http://127.0.0.1:${server.port}`, 'app', { tag: '1', tree: plain });
    const other = makeWorkspace();
    const target = await startDockerRegistry();
    other.manifest({
      mirrors: [{ name: 'eu', target: target.host }],
      images: [`127.0.0.1:${server.port}/app@${plain.root.digest}`],
    });
    const run = await other.run('sync');
    expectExit(run, 1);
    expect(outcomesOf(run.report)).toEqual(['failed']);
    expect(findingsOf(run.report, 'referrers-unreadable')).toHaveLength(1);
    expect(countRequests(await target.accessLog(), { method: 'PUT', path: /manifests/ })).toBe(0);
  });
});

/** `garbage-collect -m`: also manifests that no tag holds. On the storage, as an operator does it. */
async function collectGarbage({ storage }: DockerRegistry): Promise<void> {
  const configuration = join(temporaryDirectory('gc'), 'config.yml');
  writeFileSync(configuration, `version: 0.1\nstorage: { filesystem: { rootdirectory: ${storage} } }\n`);
  await runOk(toolPath('docker-registry'), ['garbage-collect', '-m', configuration]);
}

function requestsOf(entries: readonly AccessEntry[]): readonly string[] {
  return entries
    .filter(({ path }) => path !== '/v2/')
    .map(({ method, path }) => `${method} ${path}`)
    .sort();
}
