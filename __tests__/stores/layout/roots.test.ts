import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import type { Layout } from '../../../src/stores/layout/layout.ts';
import { REF_NAME_ANNOTATION } from '../../../src/stores/layout/ref-name.ts';
import { type Image, manifestOf, newImage, push } from '../../contract/content.ts';

import { newLayout, signal, withImage, writeIndex } from './layouts.ts';

describe('manifests by digest alone', () => {
  const descriptor = {
    mediaType: 'application/vnd.oci.image.layer.v1.tar',
    digest: `sha256:${'b'.repeat(64)}`,
    size: 1,
  };
  const config = { ...descriptor, mediaType: 'application/vnd.oci.image.config.v1+json' };

  test.each([
    ['an image manifest without mediaType', { schemaVersion: 2, config, layers: [descriptor] }, OCI_MANIFEST],
    [
      'an index without mediaType',
      { schemaVersion: 2, manifests: [] },
      'application/vnd.oci.image.index.v1+json',
    ],
    ['schema 1', { schemaVersion: 1, fsLayers: [] }, 'application/vnd.docker.distribution.manifest.v1+json'],
    [
      'signed schema 1',
      { schemaVersion: 1, fsLayers: [], signatures: [] },
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
    ],
    [
      'an unknown type with the structure of a manifest',
      { schemaVersion: 2, mediaType: 'a/b', config, layers: [] },
      'a/b',
    ],
    ['an image config', { architecture: 'amd64', os: 'linux', rootfs: {} }, null],
    [
      'a document that says it is something else',
      { mediaType: 'application/vnd.in-toto+json', predicate: {} },
      null,
    ],
  ])('%s', async (_name, document, mediaType) => {
    const layout = newLayout();
    const target = layout.repository('a');
    const manifest = manifestOf('', document);
    await target.writeManifest(manifest, signal);
    const found = await target.resolve(manifest.descriptor.digest, signal);
    expect(found?.mediaType ?? null).toBe(mediaType);
  });

  test('what index.json says goes before', async () => {
    const { layout, image } = await withImage();
    writeIndex(layout, [{ ...image.manifest.descriptor, mediaType: 'application/vnd.example+json' }]);
    const { digest } = image.manifest.descriptor;
    expect((await layout.repository('x').readManifest(digest, signal)).descriptor.mediaType).toBe(
      'application/vnd.example+json',
    );
  });
});

describe('roots of a layout as source', () => {
  const entry = (image: Image, refName: string | null, imageName?: string): object => ({
    ...image.manifest.descriptor,
    annotations: {
      ...(refName !== null && { [REF_NAME_ANNOTATION]: refName }),
      ...(imageName !== undefined && { 'io.containerd.image.name': imageName }),
    },
  });

  async function layoutOf(
    ...entries: readonly (readonly [Image, string | null, string?])[]
  ): Promise<Layout> {
    const layout = newLayout();
    for (const [image] of entries) await push(layout.repository('x'), image);
    await layout.prepare();
    writeIndex(
      layout,
      entries.map((each) => entry(...each)),
    );
    return layout;
  }

  const [one, two] = [newImage(), newImage()];
  const found = async (layout: Layout, wanted: string | null): Promise<Digest | undefined> =>
    (await layout.findRoot(wanted, signal))?.descriptor.digest;

  test.each([
    ['the exact ref.name', 'a/tool:1.2'],
    ['the tag of one name', '1.2'],
    ['the name of one tag', 'a/tool'],
    ['the digest', one.manifest.descriptor.digest],
  ])('by %s', async (_name, wanted) => {
    const layout = await layoutOf([one, 'a/tool:1.2'], [two, 'b/tool:2.0']);
    expect(await found(layout, wanted)).toBe(one.manifest.descriptor.digest);
  });

  test('a bare tag, as skopeo writes it, and its source has that tag', async () => {
    const layout = await layoutOf([one, '1.2'], [two, '2.0']);
    const { source, root } = await layout.source('1.2', signal);
    expect(root.digest).toBe(one.manifest.descriptor.digest);
    expect(await source.resolve('1.2' as Tag, signal)).toEqual(root);
    expect(await source.tags(signal)).toEqual(['1.2', '2.0']);
  });

  test('the full reference that docker save writes beside the same bare tag', async () => {
    const layout = await layoutOf([one, '1', 'docker.io/library/a:1'], [two, '1', 'docker.io/library/b:1']);
    expect(await found(layout, 'docker.io/library/b:1')).toBe(two.manifest.descriptor.digest);
    await expect(found(layout, '1')).rejects.toMatchObject({ code: 'input' });
  });

  test('without a name the only root, also one that has no ref.name', async () => {
    const layout = await layoutOf([one, null]);
    expect(await found(layout, null)).toBe(one.manifest.descriptor.digest);
    const { source, root } = await layout.source(null, signal);
    expect(await source.resolve(root.digest, signal)).toEqual(one.manifest.descriptor);
  });

  test('two names of one digest are no contradiction', async () => {
    const layout = await layoutOf([one, 'a:1'], [one, 'a:latest']);
    expect(await found(layout, null)).toBe(one.manifest.descriptor.digest);
    expect(await found(layout, 'a')).toBe(one.manifest.descriptor.digest);
  });

  test.each([null, '1', 'a'])('several that fit %s are an input error listing them', async (wanted) => {
    const layout = await layoutOf([one, 'a:1'], [two, wanted === 'a' ? 'a:2' : 'b:1']);
    const refused = layout.findRoot(wanted, signal);
    await expect(refused).rejects.toMatchObject({ code: 'input' });
    await expect(refused).rejects.toThrow('a:1');
  });

  test('a name that nothing fits is null, and not-found as source', async () => {
    const layout = await layoutOf([one, 'a:1']);
    expect(await found(layout, 'c')).toBeUndefined();
    await expect(layout.source('c', signal)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('roots lists name, tag and descriptor', async () => {
    const layout = await layoutOf([one, 'a/b:1'], [two, `a/b@${two.manifest.descriptor.digest}`]);
    expect(
      (await layout.roots(signal)).map(({ name, tag, descriptor }) => [name, tag, descriptor.digest]),
    ).toEqual([
      ['a/b', '1', one.manifest.descriptor.digest],
      ['a/b', null, two.manifest.descriptor.digest],
    ]);
  });
});
