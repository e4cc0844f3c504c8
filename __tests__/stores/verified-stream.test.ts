import { describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { readToEnd, verified } from '../../src/stores/verified-stream.ts';

const bytes = Buffer.from('the quick brown fox');
const descriptorOf = (content: Uint8Array): Descriptor => ({
  mediaType: 'x/y',
  digest: digestOf(content),
  size: content.length,
});

async function* parts(...chunks: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield chunk;
  }
}

/** What came through, and the error that ended it. */
async function drain(stream: AsyncIterable<Uint8Array>): Promise<{ got: Uint8Array[]; error: unknown }> {
  const got: Uint8Array[] = [];
  try {
    for await (const chunk of stream) got.push(chunk);
    return { got, error: null };
  } catch (error) {
    return { got, error };
  }
}

describe('verified', () => {
  test('passes right content on, the very same chunks', async () => {
    const chunks = [bytes.subarray(0, 4), bytes.subarray(4, 10), bytes.subarray(10)];
    const { got, error } = await drain(verified(parts(...chunks), descriptorOf(bytes)));
    expect(error).toBeNull();
    expect(got.map((chunk, at) => chunk === chunks[at])).toEqual([true, true, true]);
  });

  test('works for every registered algorithm', async () => {
    for (const algorithm of ['sha256', 'sha384', 'sha512']) {
      const like = `${algorithm}:${'0'.repeat({ sha256: 64, sha384: 96, sha512: 128 }[algorithm] ?? 0)}`;
      const digest = digestOf(bytes, like as ReturnType<typeof digestOf>);
      const { error } = await drain(verified(parts(bytes), { mediaType: '', digest, size: bytes.length }));
      expect(error).toBeNull();
    }
  });

  test('nothing is right for an empty blob, with or without empty chunks', async () => {
    const empty = descriptorOf(Buffer.alloc(0));
    expect(await drain(verified(parts(), empty))).toEqual({ got: [], error: null });
    expect(await drain(verified(parts(Buffer.alloc(0)), empty))).toEqual({ got: [], error: null });
  });

  test('withholds the last chunk of wrong content', async () => {
    const wrong = Buffer.from(bytes);
    wrong[0] = (wrong[0] ?? 0) ^ 1;
    const { got, error } = await drain(
      verified(parts(wrong.subarray(0, 5), wrong.subarray(5)), descriptorOf(bytes)),
    );
    expect(error).toMatchObject({ code: 'digest-mismatch', fix: expect.any(String) });
    expect(Buffer.concat(got)).toEqual(wrong.subarray(0, 5));
  });

  test('withholds the last chunk when bytes are missing, trailing empty chunks or not', async () => {
    const short = parts(bytes.subarray(0, 5), bytes.subarray(5, 18), Buffer.alloc(0));
    const { got, error } = await drain(verified(short, descriptorOf(bytes)));
    expect(error).toMatchObject({
      code: 'size-mismatch',
      message: expect.stringMatching(/ 19 bytes, .* 18$/),
      fix: expect.any(String),
    });
    expect(Buffer.concat(got).length).toBe(5);
  });

  test('cuts at once when there is too much, and lets go of the source', async () => {
    let pulled = 0;
    let released = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          pulled += 1;
          yield Buffer.alloc(10);
        }
      } finally {
        released = true;
      }
    }
    const { error } = await drain(verified(endless(), descriptorOf(bytes)));
    expect(error).toMatchObject({
      code: 'size-mismatch',
      message: expect.stringMatching(/more than 19$/),
    });
    expect({ pulled, released }).toEqual({ pulled: 2, released: true });
  });

  test('one byte too many in the last chunk is not completed either', async () => {
    const { got, error } = await drain(verified(parts(bytes, Buffer.from('!')), descriptorOf(bytes)));
    expect(error).toMatchObject({ code: 'size-mismatch' });
    expect(got).toEqual([]);
  });

  test('errors of the source come through as they are', async () => {
    const broken = new Error('broken');
    expect((await drain(verified(parts(bytes, broken), descriptorOf(bytes)))).error).toBe(broken);
  });
});

describe('readToEnd', () => {
  test('tells of the bytes of each chunk and passes errors on', async () => {
    const told: number[] = [];
    await readToEnd(parts(bytes.subarray(0, 4), bytes.subarray(4)), (count) => told.push(count));
    expect(told).toEqual([4, 15]);
    const broken = new Error('broken');
    await expect(readToEnd(parts(bytes, broken), () => {})).rejects.toBe(broken);
  });
});
