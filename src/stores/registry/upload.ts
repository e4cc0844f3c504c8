/** Bringing blobs into a registry: mount, or upload in one piece, or in chunks where that is too large. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { BeginUpload, Upload } from '../../oci/store.ts';
import type { Place } from './client.ts';
import { sendInChunks } from './upload-chunks.ts';
import type { UploadSession } from './upload-memory.ts';
import { cancelSession, mountBlob, openSession } from './upload-session.ts';
import { type BlobUpload, completeUpload, sendWhole } from './upload-whole.ts';

/** A registry that refuses one mount mostly refuses the next as well. */
const MOST_MOUNT_TRIES = 2;

/** See `Target.checkPush`. The session is kept for the first upload there, so that the look costs nothing. */
export async function checkPushAt(place: Place, signal: AbortSignal): Promise<void> {
  place.client.uploads.keepSpare(await openSession(place, signal));
}

/** See `Target.beginUpload`. */
export async function beginUploadAt(
  place: Place,
  { blob, mountFrom }: { readonly blob: Descriptor; readonly mountFrom: readonly string[] },
  signal: AbortSignal,
): Promise<BeginUpload> {
  const candidates = mountFrom.filter((from) => from !== place.repository).slice(0, MOST_MOUNT_TRIES);
  for (const from of candidates) {
    const mount = await mountBlob(place, { blob, from }, signal);
    if (mount.kind === 'mounted') return { kind: 'mounted', from };
    if (mount.kind === 'session') return uploadInto(place, blob, mount.session);
  }
  const spare = place.client.uploads.takeSpare(place.repository);
  return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
}

function uploadInto(place: Place, blob: Descriptor, session: UploadSession): BeginUpload {
  return { kind: 'upload', upload: new SessionUpload({ place, blob, session }) };
}

class SessionUpload implements Upload {
  readonly #upload: BlobUpload;

  constructor(upload: BlobUpload) {
    this.#upload = upload;
  }

  async send(body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const { place, session } = this.#upload;
    try {
      await send(this.#upload, body, signal);
      place.client.uploads.open.delete(session);
    } catch (error) {
      void cancelSession(place, session); // not waited for: the caller wants to know now
      throw error;
    }
  }

  cancel(): Promise<void> {
    const { place, session } = this.#upload;
    return cancelSession(place, session);
  }
}

async function send(upload: BlobUpload, body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const { place, blob, session } = upload;
  if (blob.size === 0) return sendNothing(upload, body, signal);
  const chunkBytes = place.client.uploads.chunkBytesFor(blob.size, session);
  if (chunkBytes === null) return sendWhole(upload, body, signal);
  return sendInChunks(upload, { source: body, chunkBytes }, signal);
}

async function sendNothing(
  upload: BlobUpload,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for await (const _ of body); // a failure of the source must still be seen
  await completeUpload(upload, signal);
}
