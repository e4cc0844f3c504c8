/** Opening, mounting and cancelling upload sessions (distribution spec, "Pushing blobs"). */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { addressOf, type Place, writingErrandAt } from './client.ts';
import { resolveOwnLocation } from './redirect.ts';
import { pushScope } from './scope.ts';
import type { UploadSession } from './upload-memory.ts';
import type { Answer } from './wire.ts';

const CANCEL_TIMEOUT_MS = 2000;

export async function openSession(place: Place, signal: AbortSignal): Promise<UploadSession> {
  return place.client.perform(
    {
      method: 'POST',
      url: addressOf(place, 'blobs/uploads/'),
      need: { repository: place.repository, scopes: pushScope(place.repository) },
      load: 'small',
      expect: [202],
      errand: writingErrandAt(place, 'begin upload'),
    },
    async (answer) => sessionFrom(answer, place),
    signal,
  );
}

export type Mount =
  | { readonly kind: 'mounted' }
  | { readonly kind: 'session'; readonly session: UploadSession }
  | { readonly kind: 'refused' };

/** Asks for `blob` to be taken from repository `from` of the same registry. Whatever goes wrong is `refused`, but for aborting. */
export async function mountBlob(
  place: Place,
  { blob, from }: { readonly blob: Descriptor; readonly from: string },
  signal: AbortSignal,
): Promise<Mount> {
  const query = new URLSearchParams({ mount: blob.digest, from });
  const url = addressOf(place, `blobs/uploads/?${query}`);
  const need = { repository: place.repository, scopes: pushScope(place.repository, from) };
  const errand = writingErrandAt(place, `mount blob from ${from}`, `@${shortDigest(blob.digest)}`);
  try {
    const answer = await place.client.attempt(
      { method: 'POST', url, need, load: 'small', expect: [201, 202], errand },
      signal,
    );
    await answer.discard();
    if (answer.status === 201) return { kind: 'mounted' };
    return { kind: 'session', session: sessionFrom(answer, place) };
  } catch (error) {
    if (isMirrorError(error, 'aborted')) throw error;
    return { kind: 'refused' };
  }
}

function sessionFrom(answer: Answer, place: Place): UploadSession {
  const minimum = answer.header('oci-chunk-min-length') ?? '';
  const session: UploadSession = {
    repository: place.repository,
    url: ownLocation(answer, place),
    minimumChunkBytes: /^\d{1,10}$/.test(minimum) ? Number(minimum) : 0,
    openedAtMs: performance.now(),
  };
  place.client.uploads.open.add(session);
  return session;
}

/** Takes over a newer `Location`, where the answer has one. */
export function moveOn(session: UploadSession, answer: Answer, place: Place): void {
  if (answer.header('location') !== undefined) session.url = ownLocation(answer, place);
}

/** Throws `unsafe` for another origin: neither our credentials nor the bytes of a layer go anywhere else. */
function ownLocation(answer: Answer, { client }: Place): URL {
  const location = resolveOwnLocation(answer.url, answer.header('location'));
  if (location.origin === client.origin) return location;
  throw new MirrorError(
    'unsafe',
    `refused to upload to ${location.host}, where ${client.host} refers to: uploads go to the registry alone`,
    {
      fix: `correct the address that ${client.host} has for itself (its external URL), or the proxy before it`,
    },
  );
}

/** The address that completes the session; its state is kept as it came. */
export function closingAddress(session: UploadSession, digest: Digest): URL {
  const url = new URL(session.url);
  url.search = `${url.search === '' ? '?' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
  return url;
}

/** Gives the session up; best effort within two seconds, never throws. */
export async function cancelSession(place: Place, session: UploadSession): Promise<void> {
  const { uploads } = place.client;
  if (!uploads.open.delete(session)) return;
  const work = deleteSession(place, session).catch(() => {});
  uploads.cancelling.add(work);
  await work;
  uploads.cancelling.delete(work);
}

async function deleteSession(place: Place, session: UploadSession): Promise<void> {
  const answer = await place.client.attempt(
    {
      method: 'DELETE',
      url: session.url,
      need: { repository: place.repository, scopes: pushScope(place.repository) },
      load: 'small',
      expect: [200, 202, 204],
      errand: writingErrandAt(place, 'cancel upload'),
    },
    AbortSignal.timeout(CANCEL_TIMEOUT_MS),
  );
  await answer.discard();
}
