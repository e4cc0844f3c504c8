/** Finding out whether a blob can really be served: its last byte is read (contract, section 8). */
import { isMirrorError, type MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { shortDigest } from '../../oci/digest.ts';
import type { Probe, SmallBlob } from '../../oci/store.ts';
import { requireSmall } from '../small-blob.ts';
import type { Ask } from './ask.ts';
import { refuseEncoding } from './blob-answer.ts';
import { addressOf, errandAt, type Place } from './client.ts';
import { parseContentRange } from './content-range.ts';
import { causeCode } from './retry.ts';
import { pullScope } from './scope.ts';
import type { Answer } from './wire.ts';

const PRESENT: Probe = { kind: 'present', proven: true };
const UNPROVEN: Probe = { kind: 'present', proven: false };
const ABSENT: Exclude<Probe, { kind: 'present' }> = { kind: 'absent' };
const MISSING: Exclude<Probe, { kind: 'present' }> = { kind: 'damaged', reason: 'missing' };

/** See `Source.probeBlob`. Throws where the registry gives no answer about the blob. */
export async function probeBlobAt(place: Place, blob: Descriptor, signal: AbortSignal): Promise<Probe> {
  if (blob.size === 0) return probeBySize(place, blob, signal);
  const first = await probeByLastByte(place, { blob, fresh: false }, signal);
  if (first !== 'cut') return first;
  // Promised and not delivered. Once is a broken connection; on a fresh one as well, the content is gone.
  const second = await probeByLastByte(place, { blob, fresh: true }, signal);
  return second === 'cut' ? MISSING : second;
}

/** See `Source.statBlob`. */
export function statBlobAt(place: Place, blob: Descriptor, signal: AbortSignal): Promise<Probe> {
  return probeBySize(place, blob, signal);
}

type Look = Probe | 'cut';

async function probeByLastByte(
  place: Place,
  { blob, fresh }: { readonly blob: Descriptor; readonly fresh: boolean },
  signal: AbortSignal,
): Promise<Look> {
  const last = blob.size - 1;
  const ask = probeAsk(place, blob, { method: 'GET', headers: { range: `bytes=${last}-${last}` }, fresh });
  const look = await place.client.perform(
    ask,
    (answer) => readLook(answer, { blob, asked: ask.url }),
    signal,
  );
  return look === 'ask-size' ? probeBySize(place, blob, signal) : look;
}

/** HEAD: the only probe for what has no byte to read; of everything else it proves nothing. */
async function probeBySize(place: Place, blob: Descriptor, signal: AbortSignal): Promise<Probe> {
  const ask = probeAsk(place, blob, { method: 'HEAD', headers: {}, fresh: false });
  return place.client.perform(
    ask,
    async (answer) => {
      if (answer.status === 403) return UNPROVEN; // a blob store that lets its addresses be read, not asked about
      if (answer.status !== 200) return wasRedirected(answer, ask.url) ? MISSING : ABSENT;
      const size = contentLength(answer);
      if (size !== null && size !== blob.size) return wrongSize(size);
      return blob.size === 0 ? PRESENT : UNPROVEN;
    },
    signal,
  );
}

function probeAsk(
  place: Place,
  blob: Descriptor,
  {
    method,
    headers,
    fresh,
  }: Pick<Ask, 'method'> & { readonly headers: Record<string, string>; readonly fresh: boolean },
): Ask {
  const errand = errandAt(place, 'probe blob', `@${shortDigest(blob.digest)}`);
  const url = addressOf(place, `blobs/${blob.digest}`);
  const need = { repository: place.repository, scopes: pullScope(place.repository) };
  const expect = method === 'HEAD' ? [200, 404] : [200, 206, 404, 416];
  return { method, url, need, headers, load: 'small', expect, expectElsewhere: [403], errand, fresh };
}

/** See `Source.readSmallBlob`. Asked for as a range, so that the answer says what size the registry believes in. */
export async function readSmallBlobAt(
  place: Place,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<SmallBlob> {
  requireSmall(blob);
  if (blob.size === 0) {
    const probe = await probeBySize(place, blob, signal);
    return probe.kind === 'present' ? { kind: 'read', bytes: new Uint8Array() } : probe;
  }
  const first = await readWhole(place, { blob, fresh: false }, signal);
  if (first !== 'cut') return first;
  const second = await readWhole(place, { blob, fresh: true }, signal);
  return second === 'cut' ? MISSING : second;
}

async function readWhole(
  place: Place,
  { blob, fresh }: { readonly blob: Descriptor; readonly fresh: boolean },
  signal: AbortSignal,
): Promise<SmallBlob | 'cut'> {
  const headers = { range: `bytes=0-${blob.size - 1}` };
  const ask = probeAsk(place, blob, { method: 'GET', headers, fresh });
  return place.client.perform(ask, (answer) => readSmall(answer, { blob, asked: ask.url }), signal);
}

async function readSmall(
  answer: Answer,
  { blob, asked }: { readonly blob: Descriptor; readonly asked: URL },
): Promise<SmallBlob | 'cut'> {
  if (answer.status === 416)
    return wrongSize(parseContentRange(answer.lines('content-range'))?.sizeBytes ?? 0);
  if (answer.status !== 200 && answer.status !== 206) return wasRedirected(answer, asked) ? MISSING : ABSENT;
  refuseEncoding(answer);
  const said =
    answer.status === 200
      ? contentLength(answer)
      : (parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null);
  if (said !== null && said !== blob.size) return wrongSize(said);
  const bytes = await receiveAll(answer, blob.size);
  return bytes === 'cut'
    ? 'cut'
    : bytes.byteLength > blob.size
      ? wrongSize(bytes.byteLength)
      : { kind: 'read', bytes };
}

/** All of a body up to one byte over `sizeBytes`; `cut` when the connection ended before. */
async function receiveAll(answer: Answer, sizeBytes: number): Promise<Uint8Array | 'cut'> {
  const parts: Uint8Array[] = [];
  let received = 0;
  try {
    for await (const chunk of answer.chunks()) {
      parts.push(chunk);
      received += chunk.byteLength;
      if (received > sizeBytes) break;
    }
  } catch (error) {
    if (!(isMirrorError(error, 'unavailable') && isCut(error))) throw error;
  }
  return received < sizeBytes ? 'cut' : Buffer.concat(parts);
}

async function readLook(
  answer: Answer,
  { blob, asked }: { readonly blob: Descriptor; readonly asked: URL },
): Promise<Look | 'ask-size'> {
  switch (answer.status) {
    case 206:
      return readLastByte(answer, blob);
    case 200:
      return readStart(answer, blob);
    case 416:
      return readSize(answer, blob);
    default:
      return wasRedirected(answer, asked) ? MISSING : ABSENT;
  }
}

async function readLastByte(answer: Answer, blob: Descriptor): Promise<Look> {
  refuseEncoding(answer);
  const range = parseContentRange(answer.lines('content-range'));
  const last = blob.size - 1;
  if (range !== null && range.sizeBytes !== null && range.sizeBytes !== blob.size)
    return wrongSize(range.sizeBytes);
  if (range?.span?.first !== last || range.span.last !== last) return UNPROVEN;
  return (await receivesAny(answer)) ? PRESENT : 'cut';
}

/** Ranges are ignored. That the first byte comes is all that can be seen cheaply. */
async function readStart(answer: Answer, blob: Descriptor): Promise<Look> {
  refuseEncoding(answer);
  const size = contentLength(answer);
  if (size !== null && size !== blob.size) return wrongSize(size);
  return (await receivesAny(answer)) ? UNPROVEN : 'cut';
}

/** 416: the registry's blob ends before our last byte. */
function readSize(answer: Answer, blob: Descriptor): Look | 'ask-size' {
  const size = parseContentRange(answer.lines('content-range'))?.sizeBytes ?? null;
  return size === null || size === blob.size ? 'ask-size' : wrongSize(size);
}

/** Beyond this the rest of a body is not read just to keep the connection. */
const READ_ON_BYTES = 64 * 1024;

/** Whether at least one byte comes before the connection ends. Short bodies are read to their end. */
async function receivesAny(answer: Answer): Promise<boolean> {
  let received = 0;
  try {
    for await (const chunk of answer.chunks()) {
      received += chunk.byteLength;
      if (received > READ_ON_BYTES) break;
    }
  } catch (error) {
    if (received === 0 && !(isMirrorError(error, 'unavailable') && isCut(error))) throw error;
  }
  return received > 0;
}

/** The other side ended the connection in the middle of a body it had promised. */
function isCut(error: MirrorError): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', ''].includes(
    causeCode(error),
  );
}

function contentLength(answer: Answer): number | null {
  const text = answer.header('content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function wasRedirected(answer: Answer, asked: URL): boolean {
  return answer.url.href !== asked.href;
}

function wrongSize(actualSize: number): Exclude<Probe, { kind: 'present' }> {
  return { kind: 'damaged', reason: 'size', actualSize };
}
