/** A signature policy on real registries: what is not signed goes nowhere, and a mirror that lost a signature is named. */
import { beforeAll, expect, test } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { pushImage, pushManifest, withConnection } from '../fixtures/push.ts';
import { fallbackIndex, referrerTag } from '../fixtures/referrers.ts';
import { bundleOn, signedByKey } from '../fixtures/signed.ts';
import { countRequests } from '../servers/access-log.ts';
import { type DockerRegistry, startDockerRegistry } from '../servers/docker-registry.ts';
import { describeReal } from '../servers/tools.ts';
import { ISSUER, keyPair, pemOf, SigningKit, SLSA, WORKFLOW } from '../signatures/signing-kit.ts';
import { deleteManifest, statusOf, tagsIn } from './registry-content.ts';
import { expectExit, findingsOf, makeWorkspace, rowsOf } from './workspace.ts';

const signed = makeImage({ seed: 'signatures/signed' });
const unsigned = makeImage({ seed: 'signatures/unsigned' });
const foreign = makeImage({ seed: 'signatures/foreign' });
const key = keyPair();
const stranger = keyPair();
const signature = signedByKey(signed.root, key);
const SIG = referrerTag(signed.root, '.sig');

describeReal('signatures that a policy requires', ['docker-registry'], () => {
  const workspace = makeWorkspace();
  let source: DockerRegistry;
  let mirrors: readonly DockerRegistry[];

  const manifest = (...names: readonly string[]) =>
    workspace.manifest({
      mirrors: mirrors.map(({ host }, index) => ({ name: index === 0 ? 'eu' : 'us', target: host })),
      images: names.map((name) => `${source.host}/acme/${name}:1`),
      signatures: {
        policies: [{ image: `${source.host}/acme/**`, signedBy: [{ key: 'acme.pub', log: 'ignored' }] }],
      },
    });

  const endsOf = (run: Awaited<ReturnType<typeof workspace.run>>) =>
    rowsOf(run.report).map(
      ({ source: name, mirror, outcome }) => `${name.split('/').at(-1)} ${mirror} ${outcome}`,
    );

  const signersOf = (run: Awaited<ReturnType<typeof workspace.run>>) =>
    run.report.images
      .flatMap(({ carried }) => carried?.referrers ?? [])
      .flatMap(({ signedBy }) => signedBy ?? []);

  beforeAll(async () => {
    source = await startDockerRegistry();
    mirrors = [await startDockerRegistry(), await startDockerRegistry()];
    workspace.write('acme.pub', pemOf(key));
    await pushImage(source.url, 'acme/signed', { tag: '1', tree: signed });
    await pushImage(source.url, 'acme/signed', { tag: SIG, tree: signature });
    await pushImage(source.url, 'acme/unsigned', { tag: '1', tree: unsigned });
    await pushImage(source.url, 'acme/foreign', { tag: '1', tree: foreign });
    await pushImage(source.url, 'acme/foreign', {
      tag: referrerTag(foreign.root, '.sig'),
      tree: signedByKey(foreign.root, stranger),
    });
  });

  test('let the signed image pass and refuse the others, before anything of them is pushed', async () => {
    manifest('signed', 'unsigned', 'foreign');
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(endsOf(run)).toEqual([
      'signed:1 eu copied',
      'signed:1 us copied',
      'unsigned:1 eu refused',
      'unsigned:1 us refused',
      'foreign:1 eu refused',
      'foreign:1 us refused',
    ]);
    expect(findingsOf(run.report, 'signature-missing')).toMatchObject([
      { severity: 'error', digest: unsigned.root.digest, mirror: null },
    ]);
    expect(findingsOf(run.report, 'signature-invalid')).toMatchObject([{ digest: foreign.root.digest }]);
    expect(signersOf(run)).toEqual([{ kind: 'key', path: 'acme.pub' }]);
    for (const mirror of mirrors) {
      expect(await statusOf(mirror, 'GET', `/v2/acme/signed/manifests/${SIG}`)).toBe(200);
      const log = await mirror.accessLog();
      for (const repository of ['unsigned', 'foreign']) {
        expect(tagsIn(mirror, `acme/${repository}`)).toEqual([]);
        const path = new RegExp(`/acme/${repository}/`);
        for (const method of ['POST', 'PATCH', 'PUT']) expect(countRequests(log, { method, path })).toBe(0);
      }
    }
  });

  test('cannot be accepted away: the finding is quiet, and nothing is pushed', async () => {
    const value = workspace.read('mirror.yaml');
    const accept = [
      'accept:',
      ...['signature-missing', 'signature-invalid'].map(
        (rule) =>
          `  - { rule: ${rule}, image: "${source.host}/acme/**", reason: "a test", until: 2999-01-01 }`,
      ),
    ].join('\n');
    workspace.write('mirror.yaml', `${value}${accept}\n`);
    const run = await workspace.run('sync');
    expectExit(run, 1);
    expect(findingsOf(run.report, 'signature-missing')).toMatchObject([{ accepted: true }]);
    for (const mirror of mirrors) expect(tagsIn(mirror, 'acme/unsigned')).toEqual([]);
  });

  test('cost nothing where all is there', async () => {
    manifest('signed');
    await source.clearAccessLog();
    expectExit(await workspace.run('sync'), 0);
    const log = await source.accessLog();
    expect(countRequests(log, { method: 'GET', path: /acme/ })).toBe(0);
  });

  test('are judged by verify on every mirror: one that lost it is named', async () => {
    manifest('signed');
    const good = await workspace.run('verify');
    expectExit(good, 0);
    expect(signersOf(good)).toEqual([{ kind: 'key', path: 'acme.pub' }]);
    const [eu] = mirrors;
    if (eu === undefined) throw new Error('no mirror');
    await deleteManifest(eu, 'acme/signed', signature.root.digest);
    const run = await workspace.run('verify');
    expectExit(run, 1);
    expect(findingsOf(run.report, 'signature-missing')).toMatchObject([
      { mirror: 'eu', digest: signed.root.digest },
    ]);
    const repaired = await workspace.run('verify', '--repair');
    expect(findingsOf(repaired.report, 'signature-missing')).toEqual([]);
    expectExit(repaired, 0);
  });

  test('of identities count by a trust root of one’s own, offline, as referrers of a registry without the API', async () => {
    const kit = await SigningKit.create();
    const digest = unsigned.root.digest;
    const made = [
      await kit.bundle({ subject: digest }),
      await kit.bundle({ subject: digest, predicateType: SLSA }),
    ];
    const trees = made.map((bundle) => bundleOn(unsigned.root, bundle));
    const from = await startDockerRegistry();
    const to = await startDockerRegistry();
    await pushImage(from.url, 'app', { tag: '1', tree: unsigned });
    const other = makeWorkspace();
    other.write('root.json', kit.trustedRoot());
    const signer = { issuer: ISSUER, subject: WORKFLOW };
    other.manifest({
      mirrors: [{ name: 'eu', target: to.host }],
      images: [`${from.host}/app:1`],
      signatures: {
        trustedRoot: 'root.json',
        policies: [{ image: `${from.host}/**`, signedBy: [signer], require: ['signature', SLSA] }],
      },
    });
    const attach = async (some: readonly ImageTree[]) => {
      for (const tree of some) await pushImage(from.url, 'app', { tag: null, tree });
      await withConnection(from.url, 'app', {}, (connection) =>
        pushManifest(connection, referrerTag(unsigned.root), fallbackIndex(some)),
      );
    };
    await attach(trees.slice(0, 1));
    const half = await other.run('sync');
    expectExit(half, 1);
    expect(findingsOf(half.report, 'signature-missing')).toMatchObject([
      { message: expect.stringContaining(SLSA) },
    ]);
    expect(tagsIn(to, 'app')).toEqual([]);
    await attach(trees);
    expectExit(await other.run('sync'), 0);
    expectExit(await other.run('verify'), 0);
  });

  test('need a key that can be read: else nothing runs', async () => {
    manifest('unsigned');
    workspace.write('acme.pub', 'no key');
    for (const command of ['sync', 'verify']) {
      const run = await workspace.run(command);
      expectExit(run, 2);
      expect(findingsOf(run.report, 'manifest-invalid')).toMatchObject([
        { message: expect.stringContaining('acme.pub') },
      ]);
    }
    workspace.write('acme.pub', pemOf(key));
  });
});
