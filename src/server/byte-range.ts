/** The Range header of a blob request (RFC 9110, section 14). */
import type { Span } from './backend.ts';

export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly span: Span }
  | { readonly kind: 'unsatisfiable' };

/** What of `sizeBytes` bytes is asked for. Other units, several ranges and malformed ones ask for the whole, as the RFC
 *  allows. */
export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange {
  const [, first = '', last = ''] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') return part(Math.max(0, sizeBytes - Number(last)), sizeBytes);
  if (last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  return part(Number(first), last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1));
}

function part(from: number, to: number): ByteRange {
  return from < to ? { kind: 'part', span: { from, to } } : { kind: 'unsatisfiable' };
}
