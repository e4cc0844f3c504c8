import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openLayout } from '../../../src/stores/layout/layout.ts';
import { blobPath } from '../../../src/stores/layout/place.ts';
import { collect, randomBlob, upload } from '../../contract/content.ts';
import { temporaryDirectory } from '../../servers/processes.ts';

import { newLayout, signal, V1, withImage } from './layouts.ts';

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

  test('an empty oci-layout, left by a program that was killed, is no layout and is written anew', async () => {
    const { directory } = newLayout();
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'oci-layout'), '');
    await expect(openLayout(directory).roots(signal)).rejects.toMatchObject({ code: 'input' });
    await openLayout(directory).repository('a').checkPush(signal);
    expect(readFileSync(join(directory, 'oci-layout'), 'utf8')).toContain('imageLayoutVersion');
    expect(readdirSync(directory).sort()).toEqual(['blobs', 'oci-layout']);
  });

  test('what programs that were killed left unfinished is removed a day later', async () => {
    const layout = newLayout();
    await layout.repository('a').checkPush(signal);
    const left = ['blobs/sha256/.unfinished-a', 'index.json.0123456789ab.tmp', 'oci-layout.0123456789ab.tmp'];
    const [old, fresh] = [left, left.map((name) => name.replace('-a', '-b').replace('0123', '4567'))];
    const dayBefore = Date.now() / 1000 - 25 * 60 * 60;
    for (const name of [...old, ...fresh, 'index.json.tmp']) writeFileSync(join(layout.directory, name), 'x');
    for (const name of [...old, 'index.json.tmp'])
      utimesSync(join(layout.directory, name), dayBefore, dayBefore);
    await layout.repository('a').checkPush(signal);
    const isThere = (name: string): boolean => existsSync(join(layout.directory, name));
    expect(old.filter(isThere)).toEqual([]);
    expect([...fresh, 'index.json.tmp'].filter(isThere)).toHaveLength(4);
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
    expect(readdirSync(outside)).toEqual([]);
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
