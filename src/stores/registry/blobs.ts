/** Reading blobs: one stream, whatever breaks on the way. Size and digest are checked by whoever reads it. */
import { MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Ask } from './ask.ts';
import { addressOf, errandAt, type Place } from './client.ts';
import { parseContentRange } from './content-range.ts';
import type { Errand } from './errand.ts';
import { located } from './network-errors.ts';
import { pullScope } from './scope.ts';
import { throwIfAborted } from './waiting.ts';
import type { Answer } from './wire.ts';

/** A stream may break this often, plus once per so many bytes, as long as it moves in between. */
const MOST_BREAKS = 50;
const BYTES_PER_BREAK = 64 * 1024;
const STALL_FORGIVEN_BYTES = 1024 * 1024;

/**
 * The bytes of `blob`, unverified, from the first of `places` that serves them. A broken stream is continued where it
 * broke (Range, with the answer's Content-Range checked exactly), and attempts count anew whenever bytes have moved.
 * Yields more than `blob.size` bytes where a place sends more. Throws what the last place failed with.
 */
export async function* downloadBlob(
  places: readonly Place[],
  blob: Descriptor,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const progress: Progress = { yieldedBytes: 0, breaks: 0, mistrustRanges: false };
  for (const [at, place] of places.entries()) {
    try {
      yield* downloadFrom(place, { blob, progress }, signal);
      return;
    } catch (error) {
      throwIfAborted(signal);
      if (at === places.length - 1) throw error;
    }
  }
}

interface Progress {
  yieldedBytes: number;
  breaks: number;
  /** Set after a 206 that was not what we asked for: from then on whole bodies are asked for. */
  mistrustRanges: boolean;
}

interface Download {
  readonly blob: Descriptor;
  readonly progress: Progress;
}

async function* downloadFrom(
  place: Place,
  { blob, progress }: Download,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const errand = errandAt(place, 'read blob', `@${shortDigest(blob.digest)}`);
  for (let failures = 1; ; failures += 1) {
    const before = progress.yieldedBytes;
    try {
      yield* downloadOnce(place, { blob, progress, errand }, signal);
      return;
    } catch (thrown) {
      if (isComplete(progress, blob)) return; // it broke after the last byte
      const error = located(toMirrorError(thrown), errand);
      if (hasMoved(progress.yieldedBytes - before, error)) failures = 1;
      if (!mayContinue(progress, blob)) throw error;
      if (thrown instanceof UntrustedRange && !progress.mistrustRanges) {
        progress.mistrustRanges = true;
        continue;
      }
      await place.client.pause(error, failures, signal);
    }
  }
}

/** Whether attempts count anew. The drops of a trickle are no progress. */
function hasMoved(bytes: number, error: MirrorError): boolean {
  return error.code === 'stalled' ? bytes >= STALL_FORGIVEN_BYTES : bytes > 0;
}

function isComplete({ yieldedBytes }: Progress, { size }: Descriptor): boolean {
  return size > 0 && yieldedBytes === size;
}

function mayContinue(progress: Progress, { size }: Descriptor): boolean {
  progress.breaks += 1;
  return progress.breaks <= MOST_BREAKS + size / BYTES_PER_BREAK;
}

/** A 206 that does not continue where it should. */
class UntrustedRange extends MirrorError {}

async function* downloadOnce(
  place: Place,
  { blob, progress, errand }: Download & { readonly errand: Errand },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const from = progress.mistrustRanges ? 0 : progress.yieldedBytes;
  const answer = await place.client.attempt(blobAsk(place, { blob, from, errand }), signal);
  try {
    checkAnswer(answer, { blob, from });
    const startsAt = answer.status === 206 ? from : 0;
    let toSkip = progress.yieldedBytes - startsAt;
    for await (const received of answer.chunks()) {
      place.client.meter.add('bytesReceived', received.byteLength);
      const chunk = toSkip === 0 ? received : received.subarray(toSkip);
      toSkip -= received.byteLength - chunk.byteLength;
      if (chunk.byteLength === 0) continue;
      progress.yieldedBytes += chunk.byteLength;
      yield chunk;
    }
  } finally {
    await answer.discard();
  }
  if (progress.yieldedBytes < blob.size) {
    throw new MirrorError(
      'unavailable',
      `the answer ended after ${progress.yieldedBytes} of ${blob.size} bytes`,
    );
  }
}

function blobAsk(
  place: Place,
  { blob, from, errand }: { readonly blob: Descriptor; readonly from: number; readonly errand: Errand },
): Ask {
  return {
    method: 'GET',
    url: addressOf(place, `blobs/${blob.digest}`),
    need: { repository: place.repository, scopes: pullScope(place.repository) },
    headers: from === 0 ? {} : { range: `bytes=${from}-` },
    load: 'read',
    expect: from === 0 ? [200] : [200, 206],
    errand,
  };
}

function checkAnswer(
  answer: Answer,
  { blob, from }: { readonly blob: Descriptor; readonly from: number },
): void {
  refuseEncoding(answer);
  if (answer.status === 206) {
    const range = parseContentRange(answer.lines('content-range'));
    const exact =
      range?.span?.first === from && range.span.last === blob.size - 1 && range.sizeBytes === blob.size;
    if (!exact)
      throw new UntrustedRange(
        'invalid-response',
        `${answer.url.host} answered with another range than asked for`,
      );
    return;
  }
  const length = answer.header('content-length');
  if (length !== undefined && Number(length) !== blob.size) {
    throw new MirrorError(
      'size-mismatch',
      `${answer.url.host} has ${Number(length)} bytes, but ${blob.size} are expected`,
      {
        fix: 'the content is damaged there; repair it or read it from elsewhere',
      },
    );
  }
}

/** We ask for the plain bytes; a proxy that compresses them has changed what is hashed. Throws `invalid-response`. */
export function refuseEncoding(answer: Answer): void {
  const encoding = answer.header('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  throw new MirrorError(
    'invalid-response',
    `${answer.url.host} answered with content-encoding ${encoding.slice(0, 40)}`,
    {
      fix: 'turn compression off in the proxy before the registry',
    },
  );
}
