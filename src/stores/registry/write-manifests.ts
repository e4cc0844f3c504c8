/** Writing manifests and tags: the exact bytes, and a look at what the registry made of them. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import { type Digest, digestOf, parseDigest, shortDigest } from '../../oci/digest.ts';
import { bareMediaType, OCTET_STREAM } from '../../oci/media-type.ts';
import type { Tag } from '../../oci/reference.ts';
import type { RawManifest } from '../../oci/store.ts';
import type { Ask } from './ask.ts';
import { addressOf, type Place, writingErrandAt } from './client.ts';
import { resolveManifest, suffixOf } from './manifests.ts';
import { pushScope } from './scope.ts';
import { sleep } from './waiting.ts';
import type { Answer } from './wire.ts';

/** See `Target.writeManifest`. */
export async function putManifest(place: Place, manifest: RawManifest, signal: AbortSignal): Promise<void> {
  await put(place, { manifest, reference: manifest.descriptor.digest }, signal);
}

/** Writes a manifest that has a subject; whether the registry says that it lists it for that subject (`OCI-Subject`). */
export async function putReferrer(
  place: Place,
  manifest: RawManifest,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = putAsk(place, { manifest, reference: manifest.descriptor.digest });
  const use = async (answer: Answer): Promise<boolean> => {
    confirm(answer, { place, manifest });
    return answer.header('oci-subject') !== undefined;
  };
  const taken = await untilUnchanged(() => place.client.perform(ask, use, signal));
  place.client.meter.add('bytesSent', manifest.bytes.byteLength);
  return taken;
}

/**
 * See `Target.tag`. The tag is looked up afterwards: another writer may have moved it on. So it is where the answer is lost, says
 * nothing, or is a refusal to move a tag that must not move: it is done when it already points to the manifest.
 */
export async function putTag(
  place: Place,
  { tag, manifest }: { readonly tag: Tag; readonly manifest: RawManifest },
  signal: AbortSignal,
): Promise<void> {
  try {
    const confirmed = await put(place, { manifest, reference: tag }, signal);
    if (await settles(place, { tag, manifest, confirmed }, signal)) return;
  } catch (error) {
    if (!isUnclear(error) || !(await pointsTo(place, { tag, manifest }, signal).catch(() => false)))
      throw error;
    return;
  }
  throw new MirrorError(
    'digest-mismatch',
    `cannot write tag: ${place.client.host} took it, but it points elsewhere`,
    {
      where: writingErrandAt(place, 'write tag', suffixOf(tag)).where,
      fix: 'see who else writes this tag, and run again',
    },
  );
}

/** 400, 403, 405, 409 and 412 are how registries refuse to move an immutable tag, even to where it is. */
const MAYBE_IMMUTABLE: ReadonlySet<number | undefined> = new Set([400, 403, 405, 409, 412]);

function isUnclear(error: unknown): boolean {
  if (isMirrorError(error, 'unavailable', 'stalled')) return true;
  if (isMirrorError(error, 'invalid-response')) return error.status === undefined || error.status < 300;
  return isMirrorError(error, 'refused', 'denied') && MAYBE_IMMUTABLE.has(error.status);
}

/** Whether a tag that was written is what we wrote. A second look is for registries that answer from a cache. */
async function settles(
  place: Place,
  {
    confirmed,
    ...wanted
  }: { readonly tag: Tag; readonly manifest: RawManifest; readonly confirmed: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    if (await pointsTo(place, wanted, signal)) return true;
    await sleep(place.client.patience.backoffBaseMs, signal);
    return await pointsTo(place, wanted, signal);
  } catch (error) {
    if (confirmed && !signal.aborted) return true; // its own word stands where it cannot be asked
    throw error;
  }
}

async function pointsTo(
  place: Place,
  { tag, manifest }: { readonly tag: Tag; readonly manifest: RawManifest },
  signal: AbortSignal,
): Promise<boolean> {
  const found = await resolveManifest(place, tag, signal);
  return found !== null && isSame(found.digest, manifest);
}

interface Put {
  readonly manifest: RawManifest;
  readonly reference: Tag | Digest;
}

/** Whether the registry has named the right digest; false when it named none. */
async function put(place: Place, { manifest, reference }: Put, signal: AbortSignal): Promise<boolean> {
  const ask = putAsk(place, { manifest, reference });
  const use = async (answer: Answer): Promise<boolean> => confirm(answer, { place, manifest });
  const confirmed = await untilUnchanged(() => place.client.perform(ask, use, signal));
  place.client.meter.add('bytesSent', manifest.bytes.byteLength);
  return confirmed;
}

const MOST_WRITES = 8;

/**
 * What was changed on the way to the registry is sent again: under a tag, other content stands until the right one does. So a
 * refusal of what follows is no end either: that, too, may have been changed on the way.
 */
async function untilUnchanged<T>(write: () => Promise<T>): Promise<T> {
  let standing: MirrorError | null = null;
  for (let writes = 1; ; writes += 1) {
    try {
      return await write();
    } catch (error) {
      if (isMirrorError(error, 'digest-mismatch')) standing = error;
      else if (standing === null || !isMirrorError(error, 'refused')) throw error;
      if (writes === MOST_WRITES) throw standing;
    }
  }
}

function putAsk(place: Place, { manifest, reference }: Put): Ask {
  return {
    method: 'PUT',
    url: addressOf(place, `manifests/${reference}`),
    need: { repository: place.repository, scopes: pushScope(place.repository) },
    headers: { 'content-type': contentTypeOf(manifest) },
    body: manifest.bytes,
    load: 'small',
    expect: [200, 201, 202],
    errand: writingErrandAt(place, 'write manifest', suffixOf(reference)),
  };
}

function confirm(
  answer: Answer,
  { place, manifest }: { readonly place: Place; readonly manifest: RawManifest },
): boolean {
  const digest = parseDigest(answer.header('docker-content-digest') ?? '');
  if (digest === null) return false;
  if (isSame(digest, manifest)) return true;
  const { where } = writingErrandAt(place, '', `@${shortDigest(manifest.descriptor.digest)}`);
  throw new MirrorError(
    'digest-mismatch',
    `cannot write manifest: ${place.client.host} stored it as ${shortDigest(digest)}`,
    {
      where,
      fix: 'check the registry and the proxies before it: they change what is sent',
    },
  );
}

/** Registries may name the same bytes by another algorithm than ours. */
function isSame(digest: Digest, { descriptor, bytes }: RawManifest): boolean {
  return digest === descriptor.digest || digest === digestOf(bytes, digest);
}

const GENERIC_TYPES: ReadonlySet<string> = new Set(['', OCTET_STREAM, 'application/json', 'text/plain']);

/** Content-Type must equal the body's `mediaType` (distribution spec); sources that serve a generic type are corrected by it. */
function contentTypeOf({ descriptor, bytes }: RawManifest): string {
  const given = bareMediaType(descriptor.mediaType);
  if (!GENERIC_TYPES.has(given)) return given;
  const written = mediaTypeIn(bytes);
  return written ?? (given === '' ? OCTET_STREAM : given);
}

function mediaTypeIn(bytes: Uint8Array): string | null {
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const type = typeof body === 'object' && body !== null && 'mediaType' in body ? body.mediaType : null;
    return typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : null;
  } catch {
    return null;
  }
}
