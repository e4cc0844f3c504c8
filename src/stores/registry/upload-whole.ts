/** A blob in one PUT, streamed. */
import { type MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Ask } from './ask.ts';
import { type Place, writingErrandAt } from './client.ts';
import { StreamBody } from './outgoing.ts';
import { pushScope } from './scope.ts';
import type { UploadSession } from './upload-memory.ts';
import { proveByAnswer, settledAfterAll } from './upload-proof.ts';
import { closingAddress } from './upload-session.ts';
import type { Answer } from './wire.ts';

export interface BlobUpload {
  readonly place: Place;
  readonly blob: Descriptor;
  readonly session: UploadSession;
}

/** See `Upload.send`. A lost answer after the last byte is settled by reading the end of the blob there. */
export async function sendWhole(
  upload: BlobUpload,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const body = new StreamBody(source, upload.blob.size);
  let answer: Answer | null;
  try {
    answer = await sendBody(upload, body, signal);
  } finally {
    body.release();
  }
  if (answer !== null) await proveByAnswer(answer, upload, signal);
}

/** The answer that calls the upload complete; null when that was lost, but the blob was found and proven. */
async function sendBody(upload: BlobUpload, body: StreamBody, signal: AbortSignal): Promise<Answer | null> {
  const { client } = upload.place;
  for (let failures = 1; ; failures += 1) {
    try {
      const answer = await client.attempt({ ...closingAsk(upload), body, load: 'write' }, signal);
      await answer.discard();
      client.uploads.succeeded();
      return answer;
    } catch (thrown) {
      if (body.failure !== null) throw body.failure.error;
      const error = toMirrorError(thrown);
      if (body.complete && (await settledAfterAll(upload, error, signal))) return null;
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
function closingAsk({ place, blob, session }: BlobUpload): Ask {
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

/** Sends the closing request where all bytes are there already. `understand` reads what its failure stands for. */
export async function completeUpload(
  upload: BlobUpload,
  signal: AbortSignal,
  understand: (error: unknown) => unknown = (error) => error,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await upload.place.client.attempt(closingAsk(upload), signal);
    await answer.discard();
  } catch (error) {
    if (await settledAfterAll(upload, understand(error), signal)) return;
    throw error;
  }
  await proveByAnswer(answer, upload, signal);
}
