import { mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import { OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { type Layout, openLayout } from '../../../src/stores/layout/layout.ts';
import { blobPath } from '../../../src/stores/layout/place.ts';
import { REF_NAME_ANNOTATION } from '../../../src/stores/layout/ref-name.ts';
import {
  collect,
  type Image,
  inChunks,
  manifestOf,
  neverAborted,
  newImage,
  push,
  randomBlob,
  upload,
} from '../../contract/content.ts';
import { temporaryDirectory } from '../../servers/processes.ts';

const signal = neverAborted();
const V1 = 'v1' as Tag;

function newLayout(): Layout {
  return openLayout(join(temporaryDirectory('layout'), 'deep', 'vault'));
}

async function withImage(
  name = 'a/b',
  tag = V1,
): Promise<{ readonly layout: Layout; readonly image: Image }> {
  const layout = newLayout();
  const image = newImage();
  await push(layout.repository(name), image);
  await layout.repository(name).tag(tag, image.manifest, signal);
  return { layout, image };
}

function readIndex(layout: Layout): {
  readonly manifests: readonly { readonly annotations?: Record<string, string> }[];
} {
  return JSON.parse(readFileSync(join(layout.directory, 'index.json'), 'utf8'));
}

function refNames(layout: Layout): readonly (string | undefined)[] {
  return readIndex(layout).manifests.map((entry) => entry.annotations?.[REF_NAME_ANNOTATION]);
}

function writeIndex(layout: Layout, manifests: readonly object[]): void {
  writeFileSync(join(layout.directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}

describe('what is written', () => {
  test('is a layout: marker, index, blobs, and nothing else', async () => {
    const { layout, image } = await withImage();
    const marker: unknown = JSON.parse(readFileSync(join(layout.directory, 'oci-layout'), 'utf8'));
    expect(marker).toEqual({ imageLayoutVersion: '1.0.0' });
    expect(readdirSync(layout.directory).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    const blobs = [image.config, ...image.layers, image.manifest].map((blob) =>
      blob.descriptor.digest.slice(7),
    );
    expect(readdirSync(join(layout.directory, 'blobs', 'sha256')).sort()).toEqual([...blobs].sort());
    expect(readIndex(layout)).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ ...image.manifest.descriptor, annotations: { [REF_NAME_ANNOTATION]: 'a/b:v1' } }],
    });
  });

  test('a held root is listed as NAME@DIGEST, once, beside its tags', async () => {
    const { layout, image } = await withImage();
    const target = layout.repository('a/b');
    await Promise.all([target.holdRoot?.(image.manifest, signal), target.holdRoot?.(image.manifest, signal)]);
    expect(refNames(layout)).toEqual(['a/b:v1', `a/b@${image.manifest.descriptor.digest}`]);
  });

  test('reading makes no file', async () => {
    const layout = newLayout();
    const target = layout.repository('a/b');
    expect(await target.resolve(V1, signal)).toBeNull();
    expect(await target.tags(signal)).toEqual([]);
    expect(() => readdirSync(layout.directory)).toThrow('ENOENT');
  });

  test('a thousand tags asked for together are written in few replacements', async () => {
    const { layout, image } = await withImage();
    const target = layout.repository('a/b');
    const tags = Array.from({ length: 1000 }, (_, number) => `t${number}` as Tag);
    const started = performance.now();
    await Promise.all(tags.map((tag) => target.tag(tag, image.manifest, signal)));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(new Set(await target.tags(signal))).toEqual(new Set([V1, ...tags]));
  });

  test('a tag that was answered is on disk', async () => {
    const { layout, image } = await withImage();
    await Promise.all(
      ['x', 'y', 'z'].map(async (tag) => {
        await layout.repository('n').tag(tag as Tag, image.manifest, signal);
        expect(refNames(layout)).toContain(`n:${tag}`);
      }),
    );
  });

  test('two layouts opened on one directory lose nothing of each other', async () => {
    const { layout, image } = await withImage();
    const other = openLayout(layout.directory);
    await Promise.all(
      Array.from({ length: 40 }, (_, number) => {
        const writer = number % 2 === 0 ? layout : other;
        return writer.repository('n').tag(`t${number}` as Tag, image.manifest, signal);
      }),
    );
    expect(refNames(layout)).toHaveLength(41);
  });

  test('what another tool adds between two writes stays', async () => {
    const { layout, image } = await withImage();
    const foreign = { ...newImage().manifest.descriptor, annotations: { [REF_NAME_ANNOTATION]: 'other' } };
    writeIndex(layout, [...readIndex(layout).manifests, foreign]);
    await layout.repository('a/b').tag('v2' as Tag, image.manifest, signal);
    expect(refNames(layout)).toEqual(['a/b:v1', 'other', 'a/b:v2']);
  });

  test('a media type nobody gave is taken from the manifest itself', async () => {
    const layout = newLayout();
    const { bytes, descriptor } = newImage().manifest;
    await layout.repository('a').tag(V1, { bytes, descriptor: { ...descriptor, mediaType: '' } }, signal);
    expect(await layout.repository('a').resolve(V1, signal)).toEqual(descriptor);
  });
});

describe('what is damaged', () => {
  test('a truncated blob is damaged, and replaced when it is written again', async () => {
    const layout = newLayout();
    const target = layout.repository('a');
    const blob = randomBlob(5000);
    await upload(target, blob);
    truncateSync(blobPath(layout.directory, blob.descriptor.digest), 100);
    expect(await target.probeBlob(blob.descriptor, signal)).toEqual({
      kind: 'damaged',
      reason: 'size',
      actualSize: 100,
    });
    expect((await target.beginUpload(blob.descriptor, ['b'], signal)).kind).toBe('upload');
    await upload(target, blob);
    expect(Buffer.compare(await collect(target.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
  });

  test('a corrupt blob of the right size never passes, and is replaced when it is written again', async () => {
    const layout = newLayout();
    const target = layout.repository('a');
    const blob = randomBlob(5000);
    await upload(target, blob);
    writeFileSync(blobPath(layout.directory, blob.descriptor.digest), randomBlob(5000).bytes);
    await expect(collect(target.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    await upload(target, blob);
    expect(Buffer.compare(await collect(target.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
  });

  test('a damaged manifest is not there for resolve, a digest-mismatch to read, and healed by tagging', async () => {
    const { layout, image } = await withImage();
    const target = layout.repository('a/b');
    const { digest } = image.manifest.descriptor;
    truncateSync(blobPath(layout.directory, digest), 10);
    expect(await target.resolve(V1, signal)).toBeNull();
    await expect(target.readManifest(digest, signal)).rejects.toMatchObject({ code: 'digest-mismatch' });
    await target.tag(V1, image.manifest, signal);
    expect(await target.resolve(V1, signal)).toEqual(image.manifest.descriptor);
  });

  test.each([
    ['index.json', '{', 'input'],
    ['index.json', '{"manifests": 1}', 'input'],
    ['oci-layout', '{}', 'input'],
    ['oci-layout', '{"imageLayoutVersion": "2.0.0"}', 'unsupported'],
  ])('%s with %s is refused, naming the file', async (file, text, code) => {
    const { layout } = await withImage();
    writeFileSync(join(layout.directory, file), text);
    const where = join(layout.directory, file);
    await expect(openLayout(layout.directory).roots(signal)).rejects.toMatchObject({ code, where });
    await expect(openLayout(layout.directory).repository('a').checkPush(signal)).rejects.toMatchObject({
      code,
      where,
    });
  });

  test('a broken index.json is not overwritten', async () => {
    const { layout, image } = await withImage();
    writeFileSync(join(layout.directory, 'index.json'), 'mine');
    const tagged = layout.repository('a').tag(V1, image.manifest, signal);
    await expect(tagged).rejects.toMatchObject({ code: 'input' });
    expect(readFileSync(join(layout.directory, 'index.json'), 'utf8')).toBe('mine');
    expect(readdirSync(layout.directory)).not.toContain('index.json.lock');
  });

  test.each(['nothing', 'empty'])('a directory that is %s is no layout to read from', async (state) => {
    const directory = join(temporaryDirectory('layout'), 'x');
    if (state === 'empty') mkdirSync(directory);
    await expect(openLayout(directory).source(null, signal)).rejects.toMatchObject({ code: 'input' });
  });
});

describe('symbolic links', () => {
  test('that leave the directory are refused', async () => {
    const { layout, image } = await withImage();
    const outside = join(temporaryDirectory('outside'), 'secret');
    const blob = randomBlob(10);
    writeFileSync(outside, blob.bytes);
    symlinkSync(outside, blobPath(layout.directory, blob.descriptor.digest));
    const target = layout.repository('a/b');
    await expect(collect(target.readBlob(blob.descriptor, signal))).rejects.toMatchObject({ code: 'unsafe' });
    await expect(target.probeBlob(blob.descriptor, signal)).rejects.toMatchObject({ code: 'unsafe' });
    expect(await target.resolve(V1, signal)).toEqual(image.manifest.descriptor);
  });

  test('that stay inside are followed', async () => {
    const { layout } = await withImage();
    const blob = randomBlob(10);
    writeFileSync(join(layout.directory, 'blobs', 'kept'), blob.bytes);
    symlinkSync('../kept', blobPath(layout.directory, blob.descriptor.digest));
    expect(
      Buffer.compare(await collect(layout.repository('a').readBlob(blob.descriptor, signal)), blob.bytes),
    ).toBe(0);
  });

  test('in place of blobs/ are not written through', async () => {
    const directory = temporaryDirectory('layout');
    const outside = temporaryDirectory('outside');
    symlinkSync(outside, join(directory, 'blobs'));
    await expect(upload(openLayout(directory).repository('a'), randomBlob(10))).rejects.toMatchObject({
      code: 'unsafe',
    });
    expect(readdirSync(join(outside, 'sha256'))).toEqual([]);
  });

  test('a directory in place of a blob is an io error', async () => {
    const { layout } = await withImage();
    const blob = randomBlob(10);
    mkdirSync(blobPath(layout.directory, blob.descriptor.digest));
    await expect(layout.repository('a').probeBlob(blob.descriptor, signal)).rejects.toMatchObject({
      code: 'io',
    });
  });
});

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

describe('uploads', () => {
  test('leave no unfinished file when they fail', async () => {
    const layout = newLayout();
    const blob = randomBlob(3_000_000);
    const begun = await layout.repository('a').beginUpload(blob.descriptor, [], signal);
    if (begun.kind !== 'upload') throw new Error('an upload was expected');
    await expect(begun.upload.send(inChunks(randomBlob(3_000_000).bytes), signal)).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
    expect(readdirSync(join(layout.directory, 'blobs', 'sha256'))).toEqual([]);
  });

  test('of a sha512 digest land in blobs/sha512', async () => {
    const layout = newLayout();
    const { bytes } = randomBlob(100);
    const { createHash } = await import('node:crypto');
    const digest = `sha512:${createHash('sha512').update(bytes).digest('hex')}` as Digest;
    await upload(layout.repository('a'), { bytes, descriptor: { mediaType: 'x', digest, size: 100 } });
    expect(readdirSync(join(layout.directory, 'blobs', 'sha512'))).toEqual([digest.slice(7)]);
  });
});
