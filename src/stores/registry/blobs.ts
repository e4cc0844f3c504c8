/** Reading blobs: one stream, whatever breaks on the way. Size and digest are checked by whoever reads it. */
import { MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import { sizeMismatch } from '../verified-stream.ts';
import { blobAsk, checkAnswer, isWholeBlob, UntrustedRange } from './blob-answer.ts';
import { errandAt, type Place } from './client.ts';
import type { Errand } from './errand.ts';
import { located } from './network-errors.ts';
import { Tap } from './tap.ts';
import { throwIfAborted } from './waiting.ts';

/** A stream may break this often, plus once per so many bytes, as long as it moves in between. */
const MOST_BREAKS = 50;
const BYTES_PER_BREAK = 64 * 1024;
const STALL_FORGIVEN_BYTES = 1024 * 1024;

/**
 * The bytes of `blob`, unverified, from the first of `places` that serves them. A broken stream is continued where it
 * broke (Range, with the answer's Content-Range checked exactly), and attempts count anew whenever bytes have moved.
 * Yields more than `blob.size` bytes where a place sends more. Throws what the last place failed with.
 *
 * With `take` the first answer that has bytes goes there, and only what comes after a break is yielded.
 */
export async function* downloadBlob(
  places: readonly Place[],
  { blob, take }: Wanted,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const progress: Progress = { readBytes: 0, breaks: 0, mistrustRanges: false };
  for (const [at, place] of places.entries()) {
    try {
      yield* downloadFrom(place, { blob, take, progress }, signal);
      return;
    } catch (error) {
      throwIfAborted(signal);
      if (at === places.length - 1) throw error;
    }
  }
}

export interface Wanted {
  readonly blob: Descriptor;
  /** Given bytes at once, in memory that is used again as soon as it returns; at most `blob.size` of them. Must not throw. */
  readonly take?: ((chunk: Uint8Array) => void) | undefined;
}

interface Progress {
  /** Yielded or taken. */
  readBytes: number;
  breaks: number;
  /** Set after a 206 that was not what we asked for: from then on whole bodies are asked for. */
  mistrustRanges: boolean;
}

interface Download extends Wanted {
  readonly progress: Progress;
}

async function* downloadFrom(
  place: Place,
  { blob, take, progress }: Download,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const errand = errandAt(place, 'read blob', `@${shortDigest(blob.digest)}`);
  for (let failures = 1; ; failures += 1) {
    const before = progress.readBytes;
    try {
      const isTaken = take !== undefined && progress.readBytes === 0;
      if (isTaken) await takeOnce(place, { blob, take, progress, errand }, signal);
      else yield* downloadOnce(place, { blob, progress, errand }, signal);
      requireWhole(progress, blob);
      return;
    } catch (thrown) {
      if (isComplete(progress, blob)) return; // it broke after the last byte
      const error = located(toMirrorError(thrown), errand);
      if (hasMoved(progress.readBytes - before, error)) failures = 1;
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

function isComplete({ readBytes }: Progress, { size }: Descriptor): boolean {
  return size > 0 && readBytes === size;
}

function mayContinue(progress: Progress, { size }: Descriptor): boolean {
  progress.breaks += 1;
  return progress.breaks <= MOST_BREAKS + size / BYTES_PER_BREAK;
}

async function* downloadOnce(
  place: Place,
  { blob, progress, errand }: Omit<Download, 'take'> & { readonly errand: Errand },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const from = progress.mistrustRanges ? 0 : progress.readBytes;
  const answer = await place.client.attempt(blobAsk(place, { blob, from, errand }), signal);
  try {
    checkAnswer(answer, { blob, from });
    const startsAt = answer.status === 206 ? from : 0;
    let toSkip = progress.readBytes - startsAt;
    for await (const received of answer.chunks()) {
      place.client.meter.add('bytesReceived', received.byteLength);
      const chunk = toSkip === 0 ? received : received.subarray(toSkip);
      toSkip -= received.byteLength - chunk.byteLength;
      if (chunk.byteLength === 0) continue;
      progress.readBytes += chunk.byteLength;
      yield chunk;
    }
  } finally {
    await answer.discard();
  }
}

interface Taking extends Download {
  readonly take: (chunk: Uint8Array) => void;
  readonly errand: Errand;
}

/** Everything is taken as it arrives; the answer's chunks then only tell how much came, and when. */
async function takeOnce(
  place: Place,
  { blob, take, progress, errand }: Taking,
  signal: AbortSignal,
): Promise<void> {
  const tap = new Tap({
    limitBytes: blob.size,
    wants: (head) => isWholeBlob(head, blob),
    take(chunk) {
      progress.readBytes += chunk.byteLength;
      place.client.meter.add('bytesReceived', chunk.byteLength);
      take(chunk);
    },
  });
  try {
    const answer = await place.client.attempt({ ...blobAsk(place, { blob, from: 0, errand }), tap }, signal);
    try {
      checkAnswer(answer, { blob, from: 0 });
      let sentBytes = 0;
      for await (const { byteLength } of answer.chunks()) {
        sentBytes += byteLength;
        if (sentBytes > blob.size) throw tooMuch(blob, { progress, sentBytes });
      }
    } finally {
      await answer.discard();
    }
  } finally {
    tap.close(); // what is still on its way is for nobody
  }
}

/** Not complete, although all that was wanted may have been taken. */
function tooMuch(
  blob: Descriptor,
  { progress, sentBytes }: { readonly progress: Progress; readonly sentBytes: number },
): MirrorError {
  progress.readBytes = sentBytes;
  return sizeMismatch(blob, `more than ${blob.size}`);
}

function requireWhole({ readBytes }: Progress, { size }: Descriptor): void {
  if (readBytes >= size) return;
  throw new MirrorError('unavailable', `the answer ended after ${readBytes} of ${size} bytes`);
}
