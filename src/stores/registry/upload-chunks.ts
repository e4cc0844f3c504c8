/** A blob in several PATCH requests, for registries behind something that refuses large bodies. */
import { isMirrorError, MirrorError, toMirrorError } from '../../errors.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Ask } from './ask.ts';
import { writingErrandAt } from './client.ts';
import { bytesBody } from './outgoing.ts';
import { pushScope } from './scope.ts';
import { moveOn } from './upload-session.ts';
import { type BlobUpload, completeUpload } from './upload-whole.ts';
import type { Answer } from './wire.ts';

/** See `Upload.send`. One chunk is held in memory, so that what the registry did not take can be sent again. */
export async function sendInChunks(
  upload: BlobUpload,
  { source, chunkBytes }: { readonly source: AsyncIterable<Uint8Array>; readonly chunkBytes: number },
  signal: AbortSignal,
): Promise<void> {
  let offset = 0;
  let completedEarly = false;
  for await (const bytes of inChunksOf(source, chunkBytes)) {
    completedEarly = await sendChunk(upload, { offset, bytes }, signal);
    offset += bytes.byteLength;
  }
  await completeUpload(upload, signal, completedEarly ? meansCompletedEarly : undefined);
}

interface Chunk {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** True when the registry called the upload complete (201), as one is known to do for a PATCH. */
async function sendChunk(upload: BlobUpload, chunk: Chunk, signal: AbortSignal): Promise<boolean> {
  const end = chunk.offset + chunk.bytes.byteLength;
  let at = chunk.offset;
  for (let failures = 0; at < end; ) {
    const rest = { offset: at, bytes: chunk.bytes.subarray(at - chunk.offset) };
    try {
      const answer = await patch(upload, rest, signal);
      if (answer.status === 201) return true;
      at = acknowledged(answer, { from: at, end });
    } catch (thrown) {
      const error = toMirrorError(thrown);
      if (isMirrorError(error, 'too-large')) upload.place.client.uploads.refusedSize(rest.bytes.byteLength);
      failures += 1;
      at = await resync(upload, { error, failures, from: chunk.offset, end }, signal);
    }
  }
  return false;
}

async function patch(upload: BlobUpload, { offset, bytes }: Chunk, signal: AbortSignal): Promise<Answer> {
  const answer = await upload.place.client.attempt(
    {
      ...sessionAsk(upload, 'PATCH'),
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `${offset}-${offset + bytes.byteLength - 1}`,
      },
      body: bytesBody(bytes),
      load: 'write',
      expect: [201, 202, 204],
    },
    signal,
  );
  await answer.discard();
  moveOn(upload.session, answer, upload.place);
  return answer;
}

function sessionAsk({ place, blob, session }: BlobUpload, method: 'PATCH' | 'GET'): Ask {
  return {
    method,
    url: session.url,
    need: { repository: place.repository, scopes: pushScope(place.repository) },
    load: 'small',
    expect: [200, 204],
    errand: writingErrandAt(place, 'upload blob', `@${shortDigest(blob.digest)}`),
  };
}

interface Span {
  readonly from: number;
  readonly end: number;
}

/**
 * Where the next byte belongs. Only a Range that lies inside of what was just sent means that a part was not taken;
 * registries are known to send wrong ones after the first chunk.
 */
function acknowledged(answer: Answer, { from, end }: Span): number {
  const taken = takenBytes(answer);
  return taken !== null && taken > from && taken < end ? taken : end;
}

/** The `Range: 0-LAST` of an upload answer as a number of bytes. */
function takenBytes(answer: Answer): number | null {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.header('range')?.trim() ?? '')?.[1];
  return last === undefined ? null : Number(last) + 1;
}

/** After a failed PATCH: asks the registry how far it got. Throws when the chunk cannot be continued. */
async function resync(
  upload: BlobUpload,
  { error, failures, from, end }: Span & { readonly error: MirrorError; readonly failures: number },
  signal: AbortSignal,
): Promise<number> {
  const { client } = upload.place;
  const outOfOrder = isMirrorError(error, 'refused') && error.status === 416;
  if (outOfOrder && failures >= client.patience.attempts) throw error;
  if (!outOfOrder) await client.pause(error, failures, signal);
  const taken = await client.perform(
    sessionAsk(upload, 'GET'),
    async (answer) => {
      moveOn(upload.session, answer, upload.place);
      return takenBytes(answer);
    },
    signal,
  );
  // `0-0` stands for none as well as for one byte
  const next = taken === null || (taken === 1 && from === 0) ? from : taken;
  if (next >= from && next <= end) return next;
  throw new MirrorError('unavailable', `the registry lost a part of the upload: it has ${next} bytes`, {
    cause: error,
  });
}

/** A registry that has completed the upload before does not know its session any more. */
function meansCompletedEarly(error: unknown): unknown {
  if (!isMirrorError(error, 'refused', 'not-found')) return error;
  return new MirrorError('unavailable', 'the upload was complete before', { cause: error });
}

/** The bytes of `source` regrouped: all chunks but the last have exactly `chunkBytes`. */
async function* inChunksOf(
  source: AsyncIterable<Uint8Array>,
  chunkBytes: number,
): AsyncGenerator<Uint8Array, void, void> {
  let parts: Uint8Array[] = [];
  let missing = chunkBytes;
  for await (const received of source) {
    for (let at = 0; at < received.byteLength; ) {
      const part = received.subarray(at, at + missing);
      parts.push(part);
      at += part.byteLength;
      missing -= part.byteLength;
      if (missing > 0) continue;
      yield joined(parts);
      parts = [];
      missing = chunkBytes;
    }
  }
  if (parts.length > 0) yield joined(parts);
}

function joined(parts: Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}
