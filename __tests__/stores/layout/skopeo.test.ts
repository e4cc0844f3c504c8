import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { openLayout } from '../../../src/stores/layout/layout.ts';
import { collect, neverAborted } from '../../contract/content.ts';
import { pushRealIndex, type RealIndex, realIndex } from '../../contract/real-image.ts';
import { runOk, temporaryDirectory } from '../../servers/processes.ts';
import { describeReal, toolPath } from '../../servers/tools.ts';

const signal = neverAborted();
const TAG = '7.4' as Tag;

async function written(): Promise<RealIndex & { readonly directory: string }> {
  const directory = join(temporaryDirectory('layout'), 'vault');
  const target = openLayout(directory).repository('library/redis');
  const real = realIndex();
  await pushRealIndex(target, real);
  await target.tag(TAG, real.index, signal);
  return { ...real, directory };
}

describeReal('skopeo and layouts', ['skopeo'], () => {
  const skopeo = (...args: readonly string[]): Promise<string> =>
    runOk(toolPath('skopeo'), ['--insecure-policy', ...args]);

  test('skopeo reads from what we wrote the same bytes', async () => {
    const { directory, index } = await written();
    const raw = await skopeo('inspect', '--raw', `oci:${directory}:library/redis:${TAG}`);
    expect(raw).toBe(Buffer.from(index.bytes).toString());
  });

  test('skopeo copies all platforms out of what we wrote, and we read what it wrote', async () => {
    const { directory, index, images } = await written();
    const copy = join(temporaryDirectory('layout'), 'copy');
    await skopeo('copy', '--all', `oci:${directory}:library/redis:${TAG}`, `oci:${copy}:1.2`);
    const { source, root } = await openLayout(copy).source('1.2', signal);
    expect(root.digest).toBe(index.descriptor.digest);
    expect(await source.resolve('1.2' as Tag, signal)).toEqual(root);
    for (const image of images) {
      const { digest, size } = image.manifest.descriptor;
      expect((await source.readManifest(digest, signal, size)).descriptor).toEqual(image.manifest.descriptor);
      for (const blob of [image.config, ...image.layers]) {
        expect(Buffer.compare(await collect(source.readBlob(blob.descriptor, signal)), blob.bytes)).toBe(0);
      }
    }
  });

  test('skopeo and we write to one layout in turns, and both find both', async () => {
    const { directory, index } = await written();
    await skopeo('copy', '--all', `oci:${directory}:library/redis:${TAG}`, `oci:${directory}:other:1`);
    const layout = openLayout(directory);
    await layout.repository('third').tag('1' as Tag, index, signal);
    expect((await layout.roots(signal)).map((root) => root.refName)).toEqual([
      'library/redis:7.4',
      'other:1',
      'third:1',
    ]);
    for (const name of ['library/redis:7.4', 'other:1', 'third:1']) {
      expect(await skopeo('inspect', '--raw', `oci:${directory}:${name}`)).toBe(
        Buffer.from(index.bytes).toString(),
      );
    }
  });
});
