/** Places that serve content for somebody else: foreign layers, and endpoints that stand in for a registry. */
import { describe, expect, test } from '@jest/globals';
import {
  contentOf,
  descriptorOf,
  documentOf,
  type ImageTree,
  OCI_CONFIG,
  OCI_LAYER,
  OCI_MANIFEST,
  treeOf,
} from '../fixtures/image-tree.ts';
import { ALL_COPIED, app, stage, startAttacker, taken } from './attack.ts';

const FOREIGN = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';

/** An image whose last layer says that it lies at `url`; with its blob, or without. */
function imageWithUrls(url: string, mediaType: string, withBlob: boolean): ImageTree {
  const config = contentOf(OCI_CONFIG, Buffer.from('{"architecture":"amd64","os":"linux"}'));
  const [own, foreign] = ['own', 'foreign'].map((text) => contentOf(OCI_LAYER, Buffer.from(text)));
  if (own === undefined || foreign === undefined) throw new Error('two layers');
  const root = documentOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptorOf(config),
    layers: [descriptorOf(own), { ...descriptorOf(foreign, { urls: [url] }), mediaType }],
  });
  return treeOf(root, { blobs: withBlob ? [config, own, foreign] : [config, own] });
}

describe('CVE-2020-15157: the URL of a layer', () => {
  test.each([
    ['foreign, and not at the registry', FOREIGN, false],
    ['foreign, and at the registry', FOREIGN, true],
    ['an ordinary layer with urls', OCI_LAYER, true],
    ['an ordinary layer with urls that the registry lacks', OCI_LAYER, false],
  ])('never sees credentials, because it is never asked: %s', async (_name, mediaType, withBlob) => {
    const attacker = await startAttacker();
    const tree = imageWithUrls(`${attacker.url}/layer`, mediaType, withBlob);
    const { run } = await stage({ tree });
    await run('sync');
    expect((await run('verify')).rules).toContain('foreign-layer');
    await run('drift', { depth: 'content' });
    expect(attacker.received).toEqual([]);
  });
});

describe('an endpoint that is asked before a registry', () => {
  const withEndpoint = (url: string) => ({
    manifest: `registries: { "SOURCE": { endpoints: ["${url}"] } }`,
    image: `digests: ["${app.root.digest}"]`,
  });

  test('gets no credentials of that registry, however it asks', async () => {
    const attacker = await startAttacker();
    const { run } = await stage(withEndpoint(attacker.url));
    expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
    expect(attacker.received.length).toBeGreaterThan(0);
    expect(taken(attacker.received)).toEqual([]);
  });

  test('may answer what it likes: other content is not taken, the registry itself is asked', async () => {
    const attacker = await startAttacker((_request, response) => {
      response.writeHead(200, { 'content-type': OCI_MANIFEST }).end('{"schemaVersion":2}');
    });
    const { run } = await stage(withEndpoint(attacker.url));
    expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
  });

  test('without TLS is warned about, like a registry without TLS', async () => {
    const { run } = await stage({
      manifest: 'registries: { reg.example.com: { endpoints: ["http://mirror.example.com"] } }',
    });
    expect((await run('plan')).rules).toContain('insecure-connection');
    expect((await run('check')).rules).toContain('insecure-connection');
  });
});
