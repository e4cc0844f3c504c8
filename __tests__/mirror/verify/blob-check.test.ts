/** Who has the last word about a large blob at depth `content`. */
import { expect, test } from '@jest/globals';
import { checkBlob } from '../../../src/mirror/verify/blob-check.ts';
import { createMemoryStore } from '../../../src/stores/memory.ts';
import { type Blob, randomBlob, upload } from '../../contract/content.ts';
import { FaultyTarget, fails, failure, type Interference } from '../../fakes/faulty-target.ts';

const signal = new AbortController().signal;

/** `checkBlob` of the store says that the content is wrong; reading it is up to `interfere`. */
class Doubting extends FaultyTarget {
  override checkBlob(): Promise<void> {
    return Promise.reject(failure('digest-mismatch'));
  }
}

async function checkedAt(blob: Blob, interfere: Interference) {
  const store = createMemoryStore('memory://one').open('a');
  await upload(store, blob);
  const target = new Doubting(store, interfere);
  return checkBlob(blob.descriptor, { target, depth: 'content', onBytes: () => {}, signal });
}

test('a mismatch of the fast way is no verdict: what can be read is fine', async () => {
  expect(await checkedAt(randomBlob(300_000), () => {})).toEqual({ kind: 'fine', proven: true });
});

test('what reading finds wrong, too, is damaged', async () => {
  const wrong = fails('lastChunk', failure('digest-mismatch'));
  expect(await checkedAt(randomBlob(300_000), wrong)).toMatchObject({
    kind: 'fault',
    rule: 'blob-digest-mismatch',
  });
});

test.each(['probe', 'exists', 'content'] as const)(
  '500 is about the blob, 503 about the registry: %s',
  async (depth) => {
    const blob = randomBlob(300_000);
    const store = createMemoryStore('memory://one').open('a');
    await upload(store, blob);
    const check = (status: number) => {
      const interfere: Interference = () => {
        throw failure('unavailable', { status });
      };
      const target = new FaultyTarget(store, interfere);
      return checkBlob(blob.descriptor, { target, depth, onBytes: () => {}, signal });
    };
    expect(await check(500)).toMatchObject({ kind: 'fault', rule: 'blob-missing' });
    await expect(check(503)).rejects.toMatchObject({ status: 503 });
  },
);
