/** Text from outside (error bodies, headers, addresses), made fit for a one-line message without secrets. */
import { isDigest } from '../../oci/digest.ts';

const LONGEST_TEXT = 200;

/** `text` on one line: control and invisible characters are dropped, tokens masked, at most 200 characters. */
export function oneLine(text: string): string {
  const clean = text
    .slice(0, LONGEST_TEXT * 20)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, '$1 ***')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT - 1)}…` : clean;
}

/** An address for messages: without user, password, query and fragment (pre-signed addresses carry secrets there). */
export function publicUrl(url: URL): string {
  // Not url.origin, which is "null" for what is not http.
  return oneLine(`${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`);
}

const SHORTEST_MASKED = 8;

/**
 * What an answer says, without what stood in the query of the address that was asked: object stores repeat the signature of a
 * pre-signed address in their errors, registries the state of an upload. Digests are no secrets.
 */
export function withoutQueryOf(url: URL, text: string): string {
  const values = [...url.searchParams.values()].filter(
    (value) => value.length >= SHORTEST_MASKED && !isDigest(value),
  );
  const forms = [...values, ...values.map(encodeURIComponent), ...values.map((value) => encodeURI(value))];
  return forms
    .toSorted((a, b) => b.length - a.length)
    .reduce((clean, form) => clean.replaceAll(form, '***'), text);
}
