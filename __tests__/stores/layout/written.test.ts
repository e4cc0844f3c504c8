import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../../src/oci/digest.ts';
import type { Tag } from '../../../src/oci/reference.ts';
import { openLayout } from '../../../src/stores/layout/layout.ts';
import { REF_NAME_ANNOTATION } from '../../../src/stores/layout/ref-name.ts';
import { inChunks, newImage, randomBlob, upload } from '../../contract/content.ts';

import { newLayout, readIndex, refNames, signal, V1, withImage, writeIndex } from './layouts.ts';

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
