/** The promises of the ports about the signal that stops them. */
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../src/oci/reference.ts';
import type { Target } from '../../src/oci/store.ts';
import { collect, inChunks, neverAborted, newImage, push, randomBlob, upload } from './content.ts';
import { openUpload } from './open-upload.ts';

const FIVE_MEGABYTES = 5 * 1024 * 1024;
const V1 = 'v1' as Tag;
const signal = neverAborted();

export function describeAborting(fresh: () => Target): void {
  describe('when the signal has fired', () => {
    test('every method stops', async () => {
      const target = fresh();
      const image = newImage();
      await push(target, image);
      const { manifest, config } = image;
      const aborted = AbortSignal.abort();
      const calls = [
        () => target.resolve(V1, aborted),
        () => target.tags(aborted),
        () => target.readManifest(manifest.descriptor.digest, aborted),
        () => collect(target.readBlob(config.descriptor, aborted)),
        () => target.checkBlob(config.descriptor, { onBytes: () => {}, signal: aborted }),
        () => target.probeBlob(config.descriptor, aborted),
        () => target.statBlob(config.descriptor, aborted),
        () => target.readSmallBlob(config.descriptor, aborted),
        () => target.checkPush(aborted),
        () => target.beginUpload(config.descriptor, [], aborted),
        () => target.writeManifest(manifest, aborted),
        () => target.tag(V1, manifest, aborted),
      ];
      for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'aborted' });
      expect(await target.tags(signal)).toEqual([]);
    });

    test('midway, an upload stops and leaves nothing', async () => {
      const target = fresh();
      const blob = randomBlob(400_000);
      const stop = new AbortController();
      const opened = await openUpload(target, blob);
      const sent = opened.send(abortingAfter(blob.bytes, stop), stop.signal);
      await expect(sent).rejects.toMatchObject({ code: 'aborted' });
      expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'absent' });
    });

    test('midway, reading a blob stops', async () => {
      const target = fresh();
      const blob = randomBlob(FIVE_MEGABYTES);
      await upload(target, blob);
      const stop = new AbortController();
      const read = async (): Promise<void> => {
        for await (const chunk of target.readBlob(blob.descriptor, stop.signal)) {
          expect(chunk.length).toBeGreaterThan(0);
          stop.abort();
        }
      };
      await expect(read()).rejects.toMatchObject({ code: 'aborted' });
    });

    test('midway, checking a blob stops', async () => {
      const target = fresh();
      const blob = randomBlob(FIVE_MEGABYTES);
      await upload(target, blob);
      const stop = new AbortController();
      const check = target.checkBlob(blob.descriptor, { onBytes: () => stop.abort(), signal: stop.signal });
      await expect(check).rejects.toMatchObject({ code: 'aborted' });
    });
  });
}

async function* abortingAfter(bytes: Uint8Array, stop: AbortController): AsyncGenerator<Uint8Array> {
  for await (const chunk of inChunks(bytes)) {
    yield chunk;
    stop.abort();
  }
}
