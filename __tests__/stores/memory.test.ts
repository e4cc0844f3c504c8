import { describe, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer } from '../../src/server/registry-server.ts';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { deleteBlobData } from '../../src/stores/memory-content.ts';
import { collect, neverAborted, randomBlob, upload } from '../contract/content.ts';
import { registryClient } from '../contract/registry-client.ts';

const signal = neverAborted();

describe('lost blob data in memory', () => {
  test('is damaged, not absent, cannot be read, is mounted unseen, and healed by an upload', async () => {
    const store = createMemoryStore('memory://one');
    const [target, other] = [store.open('a'), store.open('b')];
    const blob = randomBlob(100);
    await upload(target, blob);
    deleteBlobData(store.content, blob.descriptor.digest);
    const lost = { kind: 'damaged', reason: 'missing' };
    expect(await target.probeBlob(blob.descriptor, signal)).toEqual(lost);
    await expect(collect(target.readBlob(blob.descriptor, signal))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await other.beginUpload(blob.descriptor, ['a'], signal)).toEqual({ kind: 'mounted', from: 'a' });
    expect(await other.probeBlob(blob.descriptor, signal)).toEqual(lost);
    await upload(target, blob);
    expect(await other.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
  });

  test('looks the same through our server and client', async () => {
    const backend = createMemoryBackend();
    const server = await createRegistryServer(backend, { writable: true });
    const target = registryClient(`127.0.0.1:${server.port}`)('a');
    const blob = randomBlob(100);
    await upload(target, blob);
    backend.deleteBlobData(blob.descriptor.digest);
    expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'damaged', reason: 'missing' });
    await upload(target, blob);
    expect(await target.probeBlob(blob.descriptor, signal)).toEqual({ kind: 'present', proven: true });
    await server.close();
  });

  test('stores of different origins share nothing', async () => {
    const blob = randomBlob(10);
    await upload(createMemoryStore('memory://one').open('a'), blob);
    expect(await createMemoryStore('memory://two').open('a').probeBlob(blob.descriptor, signal)).toEqual({
      kind: 'absent',
    });
  });
});
