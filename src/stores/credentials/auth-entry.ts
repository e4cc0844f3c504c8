/** One entry of `auths`: from what is written to a credential (docker/cli `types.AuthConfig`). */
import { MirrorError } from '../../errors.ts';
import type { Credential } from '../registry/credential.ts';

/**
 * The credential of an entry, or null when it holds none (`{}` only marks that a helper has it). A registry
 * token goes before an identity token, and that before user and password, as in Docker. Throws MirrorError
 * `input` naming `place` (file and registry), never what the entry holds.
 */
export function readAuthEntry(value: unknown, place: string): Credential | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw broken(place, 'it is not an object');
  const registryToken = textField(value, 'registrytoken', place);
  if (registryToken !== '') return { kind: 'registry-token', token: bearerToken(registryToken, place) };
  const identityToken = textField(value, 'identitytoken', place);
  if (identityToken !== '') return { kind: 'identity-token', token: identityToken };
  const auth = textField(value, 'auth', place);
  const [username, password] =
    auth === ''
      ? [textField(value, 'username', place), textField(value, 'password', place)]
      : decodeAuth(auth, place);
  return username === '' && password === '' ? null : { kind: 'basic', username, password };
}

/**
 * `auth` is padded standard base64 of `user:password`, split at the first colon; Docker pads passwords with
 * NULs at either end.
 */
function decodeAuth(auth: string, place: string): readonly [string, string] {
  const compact = auth.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) {
    throw broken(place, 'its "auth" is not base64');
  }
  const decoded = decodeUtf8(Buffer.from(compact, 'base64'), place);
  const colon = decoded.indexOf(':');
  if (colon === -1) throw broken(place, 'its "auth" does not hold user:password');
  return [decoded.slice(0, colon), trimNuls(decoded.slice(colon + 1))];
}

function decodeUtf8(bytes: Buffer, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw broken(place, 'its "auth" does not hold UTF-8 text');
  }
}

function trimNuls(text: string): string {
  return text.replace(/^\0+|\0+$/g, '');
}

/**
 * It goes into a header as it is, so it may not carry anything that ends the header (RFC 6750, section 2.1,
 * read generously).
 */
function bearerToken(token: string, place: string): string {
  if (!/^[\x21-\x7e]+$/.test(token))
    throw broken(place, 'its "registrytoken" has characters that no header may carry');
  return token;
}

function textField(entry: object, name: string, place: string): string {
  const value: unknown = Object.hasOwn(entry, name) ? Reflect.get(entry, name) : undefined;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw broken(place, `its "${name}" is not a string`);
  return value;
}

function broken(place: string, why: string): MirrorError {
  return new MirrorError('input', `cannot use the credentials for ${place}: ${why}`, {
    where: place,
    fix: 'log in again with docker login or podman login',
  });
}
