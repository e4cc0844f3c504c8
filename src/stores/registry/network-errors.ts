/** Connections that fail, as MirrorErrors. */
import { MirrorError } from '../../errors.ts';
import type { Errand } from './errand.ts';
import { oneLine } from './outside-text.ts';
import { causeCode, isParserError } from './retry.ts';

const TLS_CODE =
  /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO$)/;
/** What OpenSSL says when the other side answers in plain text. */
const PLAIN_TEXT_CODE = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/;

/** `error`, thrown while talking to `url`, as a MirrorError: `tls`, `unavailable`, `invalid-response`, or what it already was. */
export function networkError(error: unknown, url: URL, errand: Errand): MirrorError {
  const inner = innerMirrorError(error);
  if (inner !== null) return located(inner, errand);
  const code = causeCode(error);
  const said = oneLine(code === '' ? messageOf(error) : code);
  if (TLS_CODE.test(code)) return tlsError(code, url, { error, errand });
  if (isParserError(error)) {
    return new MirrorError(
      'invalid-response',
      `cannot ${errand.task}: ${url.host} answered something that is not HTTP: ${said}`,
      {
        where: errand.where,
        cause: error,
      },
    );
  }
  return new MirrorError('unavailable', `cannot ${errand.task}: ${explain(code, url)} (${said})`, {
    where: errand.where,
    fix: adviceFor(code, url),
    cause: error,
  });
}

/** `error` with the errand's words, where it does not say yet what it was about. */
export function located(error: MirrorError, errand: Errand): MirrorError {
  if (error.where !== undefined || error.code === 'aborted' || error.code === 'internal') return error;
  return new MirrorError(error.code, `cannot ${errand.task}: ${error.message}`, {
    where: errand.where,
    fix: error.fix,
    status: error.status,
    isFinal: error.isFinal,
    cause: error,
  });
}

/** Refusals of our own lookup come back as the cause of a failed connection. */
function innerMirrorError(error: unknown): MirrorError | null {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if (current instanceof MirrorError) return current;
    current = 'cause' in current ? current.cause : null;
  }
  return null;
}

function tlsError(
  code: string,
  url: URL,
  { error, errand }: { error: unknown; errand: Errand },
): MirrorError {
  const plain = PLAIN_TEXT_CODE.test(code);
  const what = plain ? `${url.host} does not speak TLS` : `no trusted TLS connection to ${url.host}`;
  return new MirrorError('tls', `cannot ${errand.task}: ${what} (${oneLine(code)})`, {
    where: errand.where,
    fix: plain
      ? `set tls: false for ${url.host} in registries if plain HTTP is meant`
      : tlsAdvice(code, url.host),
    cause: error,
  });
}

function tlsAdvice(code: string, host: string): string {
  if (/ALTNAME|HOSTNAME/.test(code)) return `use a name that is in the certificate of ${host}`;
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return `renew the certificate of ${host}, or correct the clock`;
  if (/ALERT/.test(code))
    return `set tls.cert and tls.key for ${host} in registries if it wants a client certificate`;
  return `set tls.ca for ${host} in registries to the certificate authority that signed for it`;
}

function explain(code: string, { host }: URL): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address found for ${host}`;
    case 'ECONNREFUSED':
      return `${host} refuses connections`;
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `${host} does not accept the connection in time`;
    case 'UND_ERR_HEADERS_TIMEOUT':
      return `${host} does not answer in time`;
    default:
      return `the connection to ${host} broke`;
  }
}

function adviceFor(code: string, { host, protocol }: URL): string {
  if (code === 'ENOTFOUND') return `check the name ${host} and the DNS settings`;
  // with TLS 1.3 a server that misses a client certificate just closes the connection
  const certificate =
    code === 'UND_ERR_SOCKET' && protocol === 'https:'
      ? '; if it wants a client certificate, set tls.cert and tls.key'
      : '';
  return `check that ${host} is up and can be reached from here${certificate}`;
}

function messageOf(error: unknown): string {
  const isErrorLike = typeof error === 'object' && error !== null && 'message' in error;
  return String(isErrorLike ? error.message : error);
}
