/** Bringing blobs into a registry: mount, or upload in one piece, or in chunks where that is too large. */
import { isMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { BeginUpload, Upload } from '../../oci/store.ts';
import type { Place } from './client.ts';
import { probeBlobAt } from './probe.ts';
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
  if (mountFrom.includes(place.repository)) return beginUnlessClaimed(place, blob, signal);
  for (const from of mountFrom.slice(0, MOST_MOUNT_TRIES)) {
    const mount = await mountBlob(place, { blob, from }, signal);
    if (mount.kind === 'mounted') return { kind: 'mounted', from };
    if (mount.kind === 'session') return uploadInto(place, blob, mount.session);
  }
  const spare = place.client.uploads.takeSpare(place.repository);
  return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
}

/** A mount of what the repository has itself says that it has it, and opens an upload else: one request for both. */
async function beginUnlessClaimed(place: Place, blob: Descriptor, signal: AbortSignal): Promise<BeginUpload> {
  const { uploads } = place.client;
  const spare = uploads.takeSpare(place.repository);
  if (spare === null && uploads.mayMountOwn) {
    const mount = await mountBlob(place, { blob, from: place.repository }, signal);
    if (mount.kind === 'mounted') return { kind: 'mounted', from: place.repository };
    if (mount.kind === 'session') return uploadInto(place, blob, mount.session);
    uploads.mayMountOwn = false;
  }
  if (!(await isClaimed(place, blob, signal)))
    return uploadInto(place, blob, spare ?? (await openSession(place, signal)));
  if (spare !== null) uploads.keepSpare(spare);
  return { kind: 'mounted', from: place.repository };
}

/** A 500 is about the blob: whoever wants it has to look closer. */
async function isClaimed(place: Place, blob: Descriptor, signal: AbortSignal): Promise<boolean> {
  try {
    return (await probeBlobAt(place, blob, signal)).kind !== 'absent';
  } catch (error) {
    if (isMirrorError(error, 'unavailable') && error.status === 500) return true;
    throw error;
  }
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
