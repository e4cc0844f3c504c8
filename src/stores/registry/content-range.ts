/** `Content-Range` (RFC 9110, section 14.4). */

export interface ContentRange {
  /** Null where a 416 tells only the size. */
  readonly span: { readonly first: number; readonly last: number } | null;
  /** Null where the sender does not say it. */
  readonly sizeBytes: number | null;
}

/** The one Content-Range of an answer; null when there is none, several, or one that is not well-formed. */
export function parseContentRange(lines: readonly string[]): ContentRange | null {
  const [line] = lines;
  if (line === undefined || lines.length !== 1) return null;
  const match = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15}|\*)$/.exec(line.trim());
  if (match === null) return null;
  const [, first, last, size] = match;
  const sizeBytes = size === '*' ? null : Number(size);
  if (first === undefined || last === undefined) return { span: null, sizeBytes };
  const span = { first: Number(first), last: Number(last) };
  if (span.last < span.first || (sizeBytes !== null && span.last >= sizeBytes)) return null;
  return { span, sizeBytes };
}
