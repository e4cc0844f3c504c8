/** One request for a blob, and what its answer has to look like. */
import { MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Ask } from './ask.ts';
import { addressOf, type Place } from './client.ts';
import { parseContentRange } from './content-range.ts';
import type { Errand } from './errand.ts';
import { pullScope } from './scope.ts';
import type { Head } from './tap.ts';
import type { Answer } from './wire.ts';

/** A 206 that does not continue where it should. */
export class UntrustedRange extends MirrorError {}

/** The bytes of `blob` after the first `from`. */
export function blobAsk(
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

/** Throws `invalid-response`, `size-mismatch`, or UntrustedRange for a 206 that is not the rest of `blob` after `from`. */
export function checkAnswer(
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
  if (isOtherSize(length, blob)) {
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
  const encoding = answer.header('content-encoding');
  if (!isEncoded(encoding)) return;
  throw new MirrorError(
    'invalid-response',
    `${answer.url.host} answered with content-encoding ${encoding?.slice(0, 40)}`,
    {
      fix: 'turn compression off in the proxy before the registry',
    },
  );
}

/** Whether `checkAnswer` finds nothing wrong with a 200 for the whole of `blob`. */
export function isWholeBlob({ status, header }: Head, blob: Descriptor): boolean {
  return (
    status === 200 && !isEncoded(header('content-encoding')) && !isOtherSize(header('content-length'), blob)
  );
}

function isEncoded(encoding: string | undefined): boolean {
  return encoding !== undefined && encoding.toLowerCase() !== 'identity';
}

function isOtherSize(length: string | undefined, { size }: Descriptor): boolean {
  return length !== undefined && Number(length) !== size;
}
