/** Content that is odd, or lies about itself. The numbers are rows of the table in docs/reliability.md. */
import { describe, expect } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import {
  contentOf,
  descriptorOf,
  documentOf,
  type ImageTree,
  OCI_INDEX,
  OCI_MANIFEST,
  treeOf,
} from '../fixtures/image-tree.ts';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import {
  makeArtifactWithEmptyBlob,
  makeBuildCache,
  makeImageWithEmptyAndDuplicateLayers,
  makeReferrer,
} from '../fixtures/unusual-images.ts';
import { answer, then } from '../rig/effects.ts';
import { faulty, IMAGE } from '../rig/rig.ts';

const deep = (levels: number): ImageTree =>
  Array.from({ length: levels }).reduce<ImageTree>(
    (below) => makeIndex([below]),
    makeImage({ seed: 'deep' }),
  );

/** An image whose manifest describes its first layer as `change` says. */
function describedAs(change: Readonly<Record<string, unknown>>): ImageTree {
  const document = JSON.parse(Buffer.from(IMAGE.root.bytes).toString());
  Object.assign(document.layers[0], change);
  return {
    ...IMAGE,
    root: documentOf(OCI_MANIFEST, document),
    manifests: [documentOf(OCI_MANIFEST, document)],
  };
}

describe('63 · odd and sound', () => {
  for (const [what, tree] of [
    ['an index in an index, eight deep', deep(8)],
    ['an empty layer, and one layer twice', makeImageWithEmptyAndDuplicateLayers('odd')],
    ['a blob of no bytes', makeArtifactWithEmptyBlob('odd')],
    ['an index whose children are blobs', makeBuildCache('odd')],
    ['an index of nothing', makeIndex([])],
    [
      'three hundred children',
      makeIndex(
        Array.from({ length: 300 }, (_, index) =>
          makeImage({ seed: `${index}`, layerSeeds: ['base'], layerBytes: 10 }),
        ),
      ),
    ],
  ] as const) {
    faulty(
      `63 · ${what}: copied as it is`,
      async ({ sync }) => {
        const run = await sync();
        expect(run.outcomes).toEqual(['copied']);
        return run;
      },
      { images: { 'app:1': tree } },
    );
  }
});

describe('63 · unsound', () => {
  for (const [what, change] of [
    ['a size of 10^18', { size: 1e18 }],
    ['a size below zero', { size: -1 }],
    ['a size with a fraction', { size: 5.5 }],
    ['a size as text', { size: '5' }],
    ['a digest that is a path', { digest: 'sha256:../../../../etc/passwd' }],
    ['a digest in capitals', { digest: `sha256:${'A'.repeat(64)}` }],
    ['no digest', { digest: null }],
    ['data that is not what the digest says', { data: Buffer.from('other').toString('base64') }],
  ] as const) {
    faulty(
      `63 · a layer with ${what}: refused, nothing gets a tag`,
      async ({ mirror, sync }) => {
        const run = await sync();
        expect([run.exitCode, run.outcomes, mirror.tags('app')]).toEqual([1, ['failed'], {}]);
        return run;
      },
      { images: { 'app:1': describedAs(change) }, converges: false },
    );
  }

  faulty(
    '63 · deeper than any index is: refused',
    async ({ mirror, sync }) => {
      const run = await sync();
      expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], {}]);
      return run;
    },
    { images: { 'app:1': deep(40) }, converges: false },
  );

  faulty(
    '63 · a document that is index and image at once: refused',
    async ({ mirror, sync }) => {
      const run = await sync();
      expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], {}]);
      return run;
    },
    { images: { 'app:1': bothAtOnce() }, converges: false },
  );
});

function bothAtOnce(): ImageTree {
  const document = {
    ...JSON.parse(Buffer.from(IMAGE.root.bytes).toString()),
    manifests: [descriptorOf(IMAGE.root)],
  };
  const root = contentOf(OCI_INDEX, Buffer.from(JSON.stringify({ ...document, mediaType: OCI_INDEX })));
  return treeOf(root, { children: [IMAGE] });
}

describe('referrers', () => {
  const SBOM = 'application/spdx+json';
  const ours = makeReferrer(IMAGE, SBOM);
  const theirs = makeReferrer(IMAGE, 'application/vnd.example.theirs');
  const fallbackTag = IMAGE.root.digest.replace(':', '-');

  function listOf(...trees: readonly ImageTree[]) {
    return documentOf(OCI_INDEX, {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: trees.map(({ root }) =>
        descriptorOf(root, { artifactType: 'application/vnd.example.theirs' }),
      ),
    });
  }

  faulty(
    '50 · another writer replaces the fallback index right after us: none of either side is lost',
    async ({ source, mirror, sync }) => {
      source.push('app', ours);
      mirror.fault('* referrers', 'always', answer(404));
      const list = listOf(theirs);
      mirror.fault(
        'PUT tag',
        1,
        then(() => {
          mirror.push('app', theirs);
          mirror.push('app', treeOf(list, { children: [theirs] }), fallbackTag);
        }),
        { of: fallbackTag },
      );
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(listed(mirror.tags('app')[fallbackTag] as Digest)).toEqual(
        new Set([ours.root.digest, theirs.root.digest]),
      );
      return run;

      function listed(digest: Digest): ReadonlySet<string> {
        const raw = mirror.backend.content.repositories.get('app')?.manifests.get(digest);
        const { manifests } = JSON.parse(Buffer.from(raw?.bytes ?? []).toString());
        return new Set(manifests.map((one: { digest: string }) => one.digest));
      }
    },
  );

  faulty(
    '63 · referrers that refer to each other in a circle cannot be: what claims to is left out or refused',
    async ({ source, sync }) => {
      const again = makeReferrer(ours, SBOM);
      source.push('app', ours);
      source.push('app', again);
      const body = JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [descriptorOf(ours.root), descriptorOf(again.root)],
      });
      source.fault('GET referrers', 'always', answer(200, { body, headers: { 'content-type': OCI_INDEX } }));
      const run = await sync();
      expect(['copied', 'failed']).toContain(run.outcomes[0]);
      expect(source.count('GET referrers')).toBeLessThan(20);
      return run;
    },
  );
});
