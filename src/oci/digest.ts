/** Content digests: `algorithm:hex`, exact, lower case. */
import { createHash, type Hash } from 'node:crypto';
import { quoted } from './quoted.ts';

declare const digestBrand: unique symbol;

/** A digest whose algorithm is registered and whose hex has exactly that algorithm's length. */
export type Digest = string & { readonly [digestBrand]: true };

export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

const HEX_LENGTH: Readonly<Record<DigestAlgorithm, number>> = { sha256: 64, sha384: 96, sha512: 128 };
const LONGEST_DIGEST = 'sha512:'.length + HEX_LENGTH.sha512;

/** Why `text` is not a digest, or null when it is one. Source: image-spec descriptor.md, digest.Validate. */
export function whyNotDigest(text: string): string | null {
  const colon = text.indexOf(':');
  if (colon < 1) return 'a digest is written ALGORITHM:HEX, for example sha256: and 64 hex digits';
  const algorithm = text.slice(0, colon);
  if (!Object.hasOwn(HEX_LENGTH, algorithm)) {
    return `digest algorithm ${quoted(algorithm)} is not known; use sha256, sha384 or sha512`;
  }
  const length = HEX_LENGTH[algorithm as DigestAlgorithm];
  const hex = text.slice(colon + 1, LONGEST_DIGEST + 2);
  if (/[A-F]/.test(hex)) return 'the hex digits of a digest are lower case';
  if (!/^[0-9a-f]*$/.test(hex)) return 'a digest has only the hex digits 0-9 and a-f after the colon';
  if (hex.length !== length)
    return `a ${algorithm} digest has ${length} hex digits, this one has ${text.length - colon - 1}`;
  return null;
}

export function isDigest(text: string): text is Digest {
  return whyNotDigest(text) === null;
}

/** The digest in `text`, or null. */
export function parseDigest(text: string): Digest | null {
  return isDigest(text) ? text : null;
}

export function digestAlgorithm(digest: Digest): DigestAlgorithm {
  return digest.slice(0, digest.indexOf(':')) as DigestAlgorithm;
}

export function digestHex(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

/** The form for messages: `sha256:` and the first 12 hex digits. */
export function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return digest.slice(0, colon + 13);
}

/** A running hash for content that is expected to have `digest`. */
export function hashFor(digest: Digest): Hash {
  return createHash(digestAlgorithm(digest));
}

/** The digest of `bytes` under the algorithm of `like` (default sha256). */
export function digestOf(bytes: Uint8Array, like?: Digest): Digest {
  const algorithm = like === undefined ? 'sha256' : digestAlgorithm(like);
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}` as Digest;
}

/** Longest tag a registry takes; only `keep-sha512-` and its hex would be longer. */
const LONGEST_TAG = 128;

/** The anchor tag of a root that no wanted tag holds (contract, section 4): `keep-sha256-<hex>`, cut to a tag's length. */
export function keepTagOf(digest: Digest): string {
  return `keep-${digest.replace(':', '-')}`.slice(0, LONGEST_TAG);
}
