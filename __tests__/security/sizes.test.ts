/** Sizes that lie: nothing is allocated, waited for or completed by what somebody says about a size. */
import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { collect } from '../contract/content.ts';
import {
  contentOf,
  documentOf,
  type ImageTree,
  OCI_LAYER,
  OCI_MANIFEST,
  treeOf,
} from '../fixtures/image-tree.ts';
import { openClient } from '../stores/registry/client-under-test.ts';
import { startRawServer } from '../stores/registry/fault-server.ts';
import { ALL_COPIED, APP_FAILED, type Attack, app, asksFor, stage } from './attack.ts';

/** `app` with another size of its first layer, written as given. */
function withLayerSize(written: string): ImageTree {
  const text = Buffer.from(app.root.bytes).toString('utf8');
  const at = text.indexOf('"layers"');
  const changed = text.slice(0, at) + text.slice(at).replace(/"size": \d+/, `"size": ${written}`);
  const blobs = [...app.blobs.values()].map((bytes) => contentOf('application/octet-stream', bytes));
  return treeOf(contentOf(OCI_MANIFEST, Buffer.from(changed)), { blobs });
}

const answering =
  (what: string, answer: (...args: Parameters<Attack>) => void): Attack =>
  (request, response, loggedIn) => {
    if (!loggedIn || !asksFor(request, what)) return false;
    answer(request, response, loggedIn);
    return true;
  };

describe('GHSA-f36w-mj3v-6jqv: the size of a layer', () => {
  test.each([
    '1e18',
    '9007199254740993',
    '99999999999999999999999999999999',
    '-1',
    '1.5',
    '"1000"',
    'null',
    '[1000]',
    'true',
    '1e999',
  ])('%s is refused before a layer is read', async (written) => {
    const asked: string[] = [];
    const source: Attack = ({ url = '' }) => {
      asked.push(url);
      return false;
    };
    const { run, tagsOn } = await stage({ tree: withLayerSize(written), source });
    const end = await run('sync');
    expect(end.outcomes).toEqual(APP_FAILED);
    expect([tagsOn('us'), asked.filter((url) => url.includes('/blobs/'))]).toEqual([[], []]);
  });

  test.each(['9007199254740991', '1', '0'])('%s is held against the bytes that come', async (written) => {
    const { run, tagsOn } = await stage({ tree: withLayerSize(written) });
    const end = await run('sync');
    expect([end.outcomes, tagsOn('us')]).toEqual([APP_FAILED, []]);
  });
});

describe('ggcr 2296, 2328: an answer is read as far as it may be', () => {
  test('a layer without end is cut off, and completed nowhere', async () => {
    let sentBytes = 0;
    const endless = answering('blobs', (_request, response) => {
      const more = (): void => {
        sentBytes += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    const { run, tagsOn } = await stage({ source: endless });
    const end = await run('sync');
    expect([end.outcomes, tagsOn('us')]).toEqual([APP_FAILED, []]);
    expect(sentBytes).toBeLessThan(100e6);
  });

  test.each([
    ['4 MiB and a byte', 4 * 1024 * 1024 + 1],
    ['200 MB', 200_000_000],
  ])('a manifest of %s', async (_name, sizeBytes) => {
    const source = answering('manifests', ({ method }, response) => {
      response.writeHead(200, { 'content-type': OCI_MANIFEST, 'content-length': sizeBytes });
      if (method === 'HEAD') response.end();
      else response.end(Buffer.alloc(sizeBytes, ' '));
    });
    const { run } = await stage({ source });
    expect((await run('sync')).outcomes).toEqual(APP_FAILED);
  });

  test('a manifest whose HEAD tells another size than it has is known by its bytes', async () => {
    const lying: Attack = (request, response, loggedIn) => {
      if (!loggedIn || request.method !== 'HEAD' || !asksFor(request, 'manifests')) return false;
      response.writeHead(200, {
        'content-type': OCI_MANIFEST,
        'content-length': 900_000_000_000,
        'docker-content-digest': app.root.digest,
      });
      response.end();
      return true;
    };
    expect((await (await stage({ source: lying })).run('sync')).outcomes).toEqual(ALL_COPIED);
  });

  test.each(['1e18', '-5', '18446744073709551616', '3'])(
    'a Content-Length of %s on a layer of two bytes is no size',
    async (length) => {
      const server = await startRawServer((_head, socket) => {
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nxy`);
      });
      const blob = { mediaType: OCI_LAYER, digest: digestOf(Buffer.from('xy')), size: 2 };
      const read = openClient().open(server.host, 'app').readBlob(blob, AbortSignal.timeout(10_000));
      await expect(collect(read)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:size-mismatch|invalid-response|unavailable)$/),
      });
    },
  );
});

test('an index whose child has an impossible size is refused, and its tag moves nowhere', async () => {
  const child = { mediaType: OCI_MANIFEST, digest: app.root.digest, size: 1e18 };
  const index = 'application/vnd.oci.image.index.v1+json';
  const tree = treeOf(documentOf(index, { schemaVersion: 2, mediaType: index, manifests: [child] }), {
    children: [app],
  });
  const { run, tagsOn } = await stage({ tree });
  expect([(await run('sync')).outcomes, tagsOn('eu')]).toEqual([APP_FAILED, []]);
});
