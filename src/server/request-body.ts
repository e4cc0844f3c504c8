/** Reading request bodies. */
import type { IncomingMessage } from 'node:http';
import { RequestFault } from './request-fault.ts';

/** The whole body. Throws RequestFault 413 beyond `limitBytes`, and 400 when the client broke off. */
export async function readBounded(request: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  await eachChunk(request, async (chunk) => {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** Hands every chunk to `take`, one at a time. Throws RequestFault 400 when the client broke off. */
export async function eachChunk(
  request: IncomingMessage,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  // The stream is not destroyed when `take` fails, so that the fault can still be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    await take(chunk as Uint8Array);
  }
  if (!request.complete) throw new RequestFault(400, 'BLOB_UPLOAD_INVALID', 'the body ended too early');
}

function tooLarge(limitBytes: number): RequestFault {
  return new RequestFault(413, 'SIZE_INVALID', `at most ${limitBytes} bytes are taken here`, {
    headers: { Connection: 'close' },
  });
}
