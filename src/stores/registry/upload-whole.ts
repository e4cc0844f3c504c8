/** A blob in one PUT, streamed. */
import { isMirrorError, type MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Ask } from './ask.ts';
import { type Place, writingErrandAt } from './client.ts';
import { StreamBody } from './outgoing.ts';
import { headBlobSize } from './probe.ts';
import { pushScope } from './scope.ts';
import type { UploadSession } from './upload-memory.ts';
import { closingAddress, confirmDigest } from './upload-session.ts';
import { sleep } from './waiting.ts';

export interface BlobUpload {
  readonly place: Place;
  readonly blob: Descriptor;
  readonly session: UploadSession;
}

/** See `Upload.send`. A lost answer after the last byte is settled by looking whether the blob is there. */
export async function sendWhole(
  upload: BlobUpload,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const body = new StreamBody(source, upload.blob.size);
  try {
    await sendBody(upload, body, signal);
  } finally {
    body.release();
  }
}

async function sendBody(upload: BlobUpload, body: StreamBody, signal: AbortSignal): Promise<void> {
  const { client } = upload.place;
  for (let failures = 1; ; failures += 1) {
    try {
      const answer = await client.attempt({ ...closingAsk(upload), body, load: 'write' }, signal);
      await answer.discard();
      confirmDigest(answer, upload.blob);
      client.uploads.succeeded();
      return;
    } catch (thrown) {
      if (body.failure !== null) throw body.failure.error;
      const error = toMirrorError(thrown);
      if (body.complete && (await settledAfterAll(upload, error, signal))) return;
      if (body.pulled || error.status !== undefined) {
        learn(upload, error);
        throw error;
      }
      // nothing was sent, for example on a kept connection that the other side had closed meanwhile
      await client.pause(error, failures, signal);
    }
  }
}

/** Also when all bytes have left us, a broken connection may mean that they were refused on the way. */
function learn({ place, blob }: BlobUpload, error: MirrorError): void {
  if (error.code === 'too-large') place.client.uploads.refusedSize(blob.size);
  if (error.code === 'unavailable' && error.status === undefined) place.client.uploads.brokeAt(blob.size);
}

/** The request that completes an upload. */
export function closingAsk({ place, blob, session }: BlobUpload): Ask {
  return {
    method: 'PUT',
    url: closingAddress(session, blob.digest),
    need: { repository: place.repository, scopes: pushScope(place.repository) },
    headers: { 'content-type': 'application/octet-stream' },
    load: 'small',
    expect: [201],
    errand: writingErrandAt(place, 'upload blob', `@${shortDigest(blob.digest)}`),
    answerTimeoutMs: place.client.patience.commitTimeoutMs,
  };
}

const LOOKS = 2;

/** After all bytes were sent and the answer was lost (or was a 5xx of something in between): is the blob there? */
export async function settledAfterAll(
  { place, blob }: BlobUpload,
  error: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted || !isMirrorError(error, 'unavailable', 'stalled')) return false;
  const { backoffBaseMs } = place.client.patience;
  for (let look = 1; look <= LOOKS; look += 1) {
    const size = await headBlobSize(place, blob, signal).catch(() => null);
    if (size === blob.size) return true;
    if (look < LOOKS) await sleep(backoffBaseMs, signal);
  }
  return false;
}
