/** What proves that an upload has arrived: the registry's own digest of it, or else the blob's last byte (contract, section 4). */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Probe } from '../../oci/store.ts';
import { errandAt, type Place } from './client.ts';
import { probeBlobAt } from './probe.ts';
import { sleep } from './waiting.ts';
import type { Answer } from './wire.ts';

export interface Uploaded {
  readonly place: Place;
  readonly blob: Descriptor;
}

/**
 * For an answer that calls the upload complete. Throws `digest-mismatch` when it names other content, `not-found` or
 * `invalid-response` when it names nothing comparable and the blob is not served in full afterwards.
 */
export async function proveByAnswer(answer: Answer, uploaded: Uploaded, signal: AbortSignal): Promise<void> {
  if (confirmsDigest(answer, uploaded.blob)) return;
  const probe = await lookTwice(uploaded, signal);
  if (probe.kind !== 'present') throw notServed(probe, uploaded);
}

/** After all bytes were sent and the answer was lost (or was a 5xx of something in between): is the blob there, and served? */
export async function settledAfterAll(
  uploaded: Uploaded,
  error: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted || !isMirrorError(error, 'unavailable', 'stalled')) return false;
  const probe = await lookTwice(uploaded, signal).catch((failure: unknown) => {
    if (isMirrorError(failure, 'aborted')) throw failure;
    return null;
  });
  return probe?.kind === 'present';
}

/** False when the answer names no digest, or one of another algorithm. Throws `digest-mismatch`. */
function confirmsDigest(answer: Answer, blob: Descriptor): boolean {
  const said = answer.header('docker-content-digest');
  if (said === blob.digest) return true;
  if (said === undefined || algorithmOf(said) !== algorithmOf(blob.digest)) return false;
  throw new MirrorError(
    'digest-mismatch',
    `${answer.url.host} stored the blob as ${shortDigest(said).slice(0, 40)}`,
    {
      fix: 'check the registry and the proxies before it: they change what is sent',
    },
  );
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}

/** What was just written may need a moment before it is served. */
async function lookTwice({ place, blob }: Uploaded, signal: AbortSignal): Promise<Probe> {
  const first = await probeBlobAt(place, blob, signal).catch((error: unknown) => {
    if (isMirrorError(error, 'unavailable', 'stalled')) return null;
    throw error;
  });
  if (first?.kind === 'present') return first;
  await sleep(place.client.patience.backoffBaseMs, signal);
  return probeBlobAt(place, blob, signal);
}

function notServed(probe: Probe, { place, blob }: Uploaded): MirrorError {
  const { host, where } = errandAt(place, '', `@${shortDigest(blob.digest)}`);
  const fix = 'try again; if it stays so, check the storage of the registry';
  return probe.kind === 'absent'
    ? new MirrorError('not-found', `${host} took the blob, but does not have it`, { where, fix })
    : new MirrorError('invalid-response', `${host} took the blob, but does not serve it`, { where, fix });
}
