/** `sync` as it is by default: by digest, to three mirrors of different kinds, and what a second run costs. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage } from '../fixtures/push.ts';
import { type AccessEntry, countRequests } from '../servers/access-log.ts';
import { type CertificateAuthority, makeCertificateAuthority } from '../servers/certificates.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { ASSORTMENT } from './assortment.ts';
import { rawManifest, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, outcomesOf, type ReportedRun, rowsOf } from './workspace.ts';

const LOGIN = { user: 'pusher', password: 'correct horse' };
const MANIFEST = /\/manifests\//;
const BLOB = /\/blobs\/sha256:/;
const kinds = Object.entries(ASSORTMENT);

/** Requests without the one challenge that a registry with passwords answers first. */
async function requestsOf(registry: DockerRegistry): Promise<readonly AccessEntry[]> {
  return (await registry.accessLog()).filter(({ status }) => status !== 401);
}

describeReal('sync by digest', ['docker-registry', 'skopeo', 'htpasswd', 'openssl'], () => {
  const workspace = makeWorkspace();
  let authority: CertificateAuthority;
  let source: DockerRegistry;
  let mirrors: Readonly<Record<'eu' | 'us' | 'asia', DockerRegistry>>;
  let first: ReportedRun;

  const clearLogs = async (): Promise<void> => {
    for (const registry of [source, ...Object.values(mirrors)]) await registry.clearAccessLog();
  };
  const describeMirrors = (): object => ({
    mirrors: [
      { name: 'eu', target: `${mirrors.eu.host}/mirror` },
      { name: 'us', target: `${mirrors.us.host}/deep/er` },
      { name: 'asia', target: mirrors.asia.host },
    ],
    registries: {
      [mirrors.eu.host]: { auth: { usernameEnv: 'MIRROR_EU_USER', passwordEnv: 'MIRROR_EU_PASSWORD' } },
      [mirrors.us.host]: { tls: { ca: authority.ca } },
    },
  });
  const placeOn = { eu: 'mirror/', us: 'deep/er/', asia: '' };

  beforeAll(async () => {
    authority = await makeCertificateAuthority();
    source = await startDockerRegistry();
    mirrors = {
      eu: await startDockerRegistry({ auth: LOGIN }),
      us: await startDockerRegistry({ tls: authority.server }),
      asia: await startDockerRegistry(),
    };
    for (const [name, tree] of kinds) await pushImage(source.url, name, { tag: '1', tree });
    // Nobody listens there: loopback never goes through a proxy.
    Object.assign(workspace.env, { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' });
    workspace.env.MIRROR_EU_USER = LOGIN.user;
    workspace.env.MIRROR_EU_PASSWORD = LOGIN.password;
    workspace.manifest({
      ...describeMirrors(),
      images: kinds.map(([name, { root }]) => `${source.host}/${name}:1@${root.digest}`),
    });
    await clearLogs();
    first = await workspace.run('sync');
  });

  test('ends well and copies every image to every mirror', () => {
    expectExit(first, 0);
    expect(first.report).toMatchObject({ version: 1, command: 'sync', ok: true, error: null, run: null });
    expect(first.report.totals).toMatchObject({
      images: kinds.length,
      steps: kinds.length * 3,
      copied: kinds.length * 3,
      failed: 0,
      errors: 0,
      warnings: 0,
    });
    expect(first.report.inputs).toMatchObject({
      manifest: { sha256: digestOf(Buffer.from(workspace.read('mirror.yaml'))).slice(7) },
      lock: null,
    });
  });

  describe.each(kinds)('%s', (name, { root }) => {
    test('is served by every mirror with the bytes of the source', async () => {
      const wanted = Buffer.from(root.bytes).toString();
      expect(await rawManifest(source, `${name}@${root.digest}`)).toBe(wanted);
      expect(await rawManifest(mirrors.eu, `mirror/${name}@${root.digest}`, LOGIN)).toBe(wanted);
      expect(await rawManifest(mirrors.us, `deep/er/${name}@${root.digest}`)).toBe(wanted);
      expect(await rawManifest(mirrors.asia, `${name}@${root.digest}`)).toBe(wanted);
      expect(digestOf(Buffer.from(wanted))).toBe(root.digest);
    });

    test('is held by its keep tag and by no tag of the source', () => {
      for (const mirror of ['eu', 'us', 'asia'] as const) {
        const keepTag = `keep-sha256-${root.digest.slice(7)}`;
        expect(tagsIn(mirrors[mirror], `${placeOn[mirror]}${name}`)).toEqual([keepTag]);
      }
    });

    test('has a row per mirror in the report', () => {
      const image = first.report.images.find((one) => one.source === `${source.host}/${name}:1`);
      expect(image).toMatchObject({ digest: root.digest, tag: null, sourceNow: null, lock: null });
      expect(image?.file).toMatch(/mirror\.yaml$/);
      expect(image?.mirrors.map(({ mirror }) => mirror)).toEqual(['eu', 'us', 'asia']);
      for (const row of image?.mirrors ?? []) {
        expect(row).toMatchObject({ outcome: 'copied', before: null, found: root.digest, complete: true });
        expect(row.proof).toMatchObject({ depth: 'probe', thisRun: true });
        expect(row.target).toMatch(new RegExp(`/${name}@${root.digest}$`));
        expect(row.drift).toBe('in-sync');
        expect(row.reason).not.toBe('');
      }
    });
  });

  test('a second run asks each mirror once per image, and the source nothing', async () => {
    await clearLogs();
    const again = await workspace.run('sync');
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    expect(rowsOf(again.report).every(({ proof, before }) => !proof?.thisRun && before !== null)).toBe(true);
    expect(await source.accessLog()).toEqual([]);
    for (const mirror of Object.values(mirrors)) {
      const entries = await requestsOf(mirror);
      expect(entries.map(({ method, status }) => `${method} ${status}`)).toEqual(kinds.map(() => 'HEAD 200'));
    }
    expect((await mirrors.eu.accessLog()).length - kinds.length).toBeLessThanOrEqual(1);
  });

  test('--recheck all reads every unique manifest and the end of every unique blob, and writes nothing', async () => {
    await clearLogs();
    const recheck = await workspace.run('sync', '--recheck', 'all');
    expectExit(recheck, 0);
    expect(outcomesOf(recheck.report)).toEqual(['up-to-date']);
    expect(recheck.report.totals).toMatchObject({ sourceBytes: 0, mirrorBytes: 0, siblingBytes: 0 });
    // Whether something new refers to an image, only its source can say: one request per root at most, and no content.
    const atSource = (await source.accessLog()).filter(({ path }) => path !== '/v2/');
    const lists = kinds.map(([name]) => `GET /v2/${name}/tags/list`);
    expect(atSource.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(lists.sort());
    const unique = (pick: (tree: (typeof kinds)[number][1]) => number): number =>
      kinds.reduce((sum, [, tree]) => sum + pick(tree), 0);
    const manifests = unique((tree) => tree.manifests.length);
    const blobs = unique((tree) => tree.blobs.size);
    for (const mirror of Object.values(mirrors)) {
      const entries = await requestsOf(mirror);
      expect(countRequests(entries, { method: 'HEAD', path: MANIFEST })).toBe(kinds.length);
      expect(countRequests(entries, { method: 'GET', path: MANIFEST })).toBe(manifests);
      // The blob of no bytes answers no range: it is asked by HEAD.
      expect(countRequests(entries, { method: 'GET', path: BLOB, status: 206 })).toBe(blobs - 1);
      expect(countRequests(entries, { method: 'HEAD', path: BLOB, status: 200 })).toBe(1);
      expect(entries).toHaveLength(kinds.length + manifests + blobs);
    }
  });

  test('unlocked tags cost one request each at the source and at every mirror', async () => {
    const names = Array.from({ length: 20 }, (_, each) => `floating/app-${each}`);
    for (const name of names)
      await pushImage(source.url, name, { tag: '1', tree: makeImage({ seed: name }) });
    workspace.manifest({ ...describeMirrors(), images: names.map((name) => `${source.host}/${name}:1`) });
    const copied = await workspace.run('sync');
    expectExit(copied, 0);
    expect(findingsOf(copied.report, 'no-lock')).toMatchObject([{ severity: 'warning', affectedCount: 20 }]);
    await clearLogs();
    const again = await workspace.run('sync');
    expectExit(again, 0);
    expect(outcomesOf(again.report)).toEqual(['up-to-date']);
    expect(again.report.images.every(({ digest, sourceNow }) => digest === sourceNow)).toBe(true);
    for (const registry of [source, ...Object.values(mirrors)]) {
      const entries = await requestsOf(registry);
      expect(countRequests(entries, { method: 'HEAD', path: MANIFEST, status: 200 })).toBe(20);
      expect(entries).toHaveLength(20);
    }
  });
});
