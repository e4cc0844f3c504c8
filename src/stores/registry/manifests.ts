/** Reading manifests: what a tag points to, and the exact bytes. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import {
  type Digest,
  digestAlgorithm,
  digestOf,
  isDigest,
  parseDigest,
  shortDigest,
} from '../../oci/digest.ts';
import { bareMediaType, MANIFEST_ACCEPT } from '../../oci/media-type.ts';
import type { Tag } from '../../oci/reference.ts';
import { MANIFEST_LIMIT_BYTES, type RawManifest } from '../../oci/store.ts';
import type { Ask } from './ask.ts';
import { refuseEncoding } from './blob-answer.ts';
import { addressOf, errandAt, type Place } from './client.ts';
import { performForManifest } from './manifest-trouble.ts';
import { pullScope } from './scope.ts';
import type { Answer } from './wire.ts';

/** For messages: `:7.4` or `@sha256:1a2b3c4d5e6f`. */
export function suffixOf(reference: Tag | Digest): string {
  return isDigest(reference) ? `@${shortDigest(reference)}` : `:${reference}`;
}

/** See `Source.resolve`: HEAD, and GET with hashing where HEAD does not tell or tells something else than asked for. */
export async function resolveManifest(
  place: Place,
  reference: Tag | Digest,
  signal: AbortSignal,
): Promise<Descriptor | null> {
  try {
    const ask = manifestAsk(place, reference, 'HEAD');
    const told = await performForManifest(place, ask, {
      use: async (answer) => describe(answer, reference),
      signal,
    });
    return told ?? (await readManifestAt(place, reference, signal)).descriptor;
  } catch (error) {
    if (isMirrorError(error, 'not-found')) return null;
    throw error;
  }
}

/** The descriptor that a HEAD answer gives, or null when it is not enough. */
function describe(answer: Answer, reference: Tag | Digest): Descriptor | null {
  if (answer.status !== 200) return null;
  const digest = parseDigest(answer.header('docker-content-digest') ?? '');
  const length = answer.header('content-length') ?? '';
  if (digest === null || !/^\d{1,15}$/.test(length)) return null;
  if (isDigest(reference) && digest !== reference) return null;
  return { mediaType: bareMediaType(answer.header('content-type') ?? ''), digest, size: Number(length) };
}

const MOST_READINGS = 4;

/**
 * See `Source.readManifest`. Bytes that do not fit what was said about them are asked for again: twice the same ones are what the
 * registry serves, and others every time are changed on the way.
 */
export async function readManifestAt(
  place: Place,
  reference: Tag | Digest,
  signal: AbortSignal,
): Promise<RawManifest> {
  const wrong = new Set<Digest>();
  for (;;) {
    const { manifest, agrees, said } = await getManifest(place, reference, signal);
    if (agrees) return manifest;
    const { digest } = manifest.descriptor;
    const isServed = wrong.has(digest);
    if (isServed && !isDigest(reference)) {
      place.client.warn(
        `${errandAt(place, '', suffixOf(reference)).where}: the registry says ${said}, but the bytes are ${digest}; the bytes count`,
      );
      return manifest;
    }
    wrong.add(digest);
    if (isServed || wrong.size === MOST_READINGS) throw wrongManifest(place, reference, manifest);
  }
}

interface Reading {
  readonly manifest: RawManifest;
  /** Whether the bytes have the digest asked for; for a tag: the digest that the answer names, if any. */
  readonly agrees: boolean;
  readonly said: string;
}

async function getManifest(place: Place, reference: Tag | Digest, signal: AbortSignal): Promise<Reading> {
  const ask = manifestAsk(place, reference, 'GET');
  return performForManifest(place, ask, {
    use: (answer) => readAnswer(answer, { place, reference }),
    signal,
  });
}

async function readAnswer(
  answer: Answer,
  { place, reference }: { readonly place: Place; readonly reference: Tag | Digest },
): Promise<Reading> {
  refuseEncoding(answer);
  const said = answer.header('docker-content-digest') ?? '';
  const expected = isDigest(reference) ? reference : parseDigest(said);
  const bytes = await answer.bytes(MANIFEST_LIMIT_BYTES);
  place.client.meter.add('bytesReceived', bytes.byteLength);
  const digest = digestOf(bytes, expected ?? undefined);
  const mediaType = bareMediaType(answer.header('content-type') ?? '');
  const descriptor: Descriptor = { mediaType, digest, size: bytes.byteLength };
  return { manifest: { descriptor, bytes }, agrees: expected === null || expected === digest, said };
}

/** A look-up moves no content: a registry that takes longer over it hangs. */
const LOOK_UP_LIMIT_MS = 20_000;

function manifestAsk(place: Place, reference: Tag | Digest, method: 'GET' | 'HEAD'): Ask {
  const { headersTimeoutMs } = place.client.patience;
  const errand = errandAt(
    place,
    method === 'HEAD' ? 'look up manifest' : 'read manifest',
    suffixOf(reference),
  );
  return {
    method,
    url: addressOf(place, `manifests/${reference}`),
    need: { repository: place.repository, scopes: pullScope(place.repository) },
    headers: { accept: MANIFEST_ACCEPT },
    load: 'small',
    expect: method === 'HEAD' ? [200, 405, 501] : [200],
    answerTimeoutMs: method === 'HEAD' ? Math.min(LOOK_UP_LIMIT_MS, headersTimeoutMs) : headersTimeoutMs,
    errand,
  };
}

function wrongManifest(place: Place, wanted: Tag | Digest, { descriptor }: RawManifest): MirrorError {
  const { where } = errandAt(place, '', suffixOf(wanted));
  const answered = `cannot read manifest: ${place.client.host} answered with ${shortDigest(descriptor.digest)}`;
  return isDigest(wanted)
    ? new MirrorError('digest-mismatch', `${answered} (${digestAlgorithm(wanted)}) instead`, {
        where,
        fix: 'the manifest is damaged there; repair it or read it from elsewhere',
      })
    : new MirrorError(
        'digest-mismatch',
        `${answered}, which is not what it says, and each time with others`,
        {
          where,
          fix: 'check the network and the proxies before it: they change what is read',
        },
      );
}
