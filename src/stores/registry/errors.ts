/** Answers that are not the wanted ones, as MirrorErrors. */
import { type ErrorCode, MirrorError } from '../../errors.ts';
import { isDigest } from '../../oci/digest.ts';
import type { Errand } from './errand.ts';
import { oneLine } from './outside-text.ts';

/** What of an error body is used (distribution spec, "Error Codes"). */
interface RegistryReport {
  readonly codes: readonly string[];
  readonly message: string;
  readonly unknownDigests: readonly string[];
}

export interface Refusal {
  readonly status: number;
  /** May be empty. */
  readonly body: string;
  /** host:port */
  readonly answeredBy: string;
  /** Nobody was logged in; false unless given. */
  readonly anonymous?: boolean;
}

/** The error for an answer that refuses. */
export function answerError(
  { status, body, answeredBy, anonymous = false }: Refusal,
  errand: Errand,
): MirrorError {
  const report = readReport(body);
  const isChanged = errand.writes && status === 400 && report.codes.includes('DIGEST_INVALID');
  const code = isChanged ? 'digest-mismatch' : codeFor(status, body);
  const said = [report.codes[0], report.message]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
  const doubt =
    (status === 401 || status === 403) && SECRETIVE_HOSTS.has(errand.host)
      ? ' (no access, or it does not exist)'
      : code === 'no-space'
        ? ' (its storage takes no more)'
        : '';
  const fix = adviceFor({ code, status, codes: report.codes, said, anonymous }, errand);
  return new MirrorError(
    code,
    `cannot ${errand.task}: ${answeredBy} answered ${status}${said === '' ? '' : ` ${oneLine(said)}`}${doubt}`,
    {
      where: errand.where,
      status,
      registryCodes: report.codes,
      unknownDigests: report.unknownDigests,
      ...(fix === null ? {} : { fix }),
    },
  );
}

const PLAIN_HTTP_REFUSED = /sent an? (?:plain )?HTTP request to an? HTTPS (?:server|port)/i;

const STORAGE_FULL = /no space left on device|disk quota exceeded|: file too large/i;
/** Distribution shows what its disk answered by number alone: `"detail":{"DriverName":"filesystem","Enclosed":{…,"Err":28}}`. */
const STORAGE_FULL_NUMBER = /"DriverName".*"Err":\s*(?:27|28|122)\b/s; // EFBIG, ENOSPC, EDQUOT

function codeFor(status: number, body: string): ErrorCode {
  if (status === 507 || STORAGE_FULL.test(body)) return 'no-space';
  if (status === 500 && STORAGE_FULL_NUMBER.test(body)) return 'no-space';
  if (status === 400 && PLAIN_HTTP_REFUSED.test(body)) return 'tls';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'denied';
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
    case 408:
    case 425:
    case 499:
      return 'unavailable';
    default:
      if (status >= 500) return 'unavailable';
      return status >= 400 ? 'refused' : 'invalid-response';
  }
}

interface Case {
  readonly code: ErrorCode;
  readonly status: number;
  readonly codes: readonly string[];
  /** First code and message. */
  readonly said: string;
  readonly anonymous: boolean;
}

/** How ECR, Quay, Harbor, GitLab and others say that a tag may not be moved. */
const IMMUTABLE = /immutab|tag_?already_?exists|cannot be overwritten/i;

/** Registries that answer 401 or 403 for private and for missing repositories alike. */
const SECRETIVE_HOSTS = new Set(['docker.io', 'ghcr.io']);

function adviceFor({ code, status, codes, said, anonymous }: Case, { host, writes }: Errand): string | null {
  if (writes && status >= 400 && status < 500 && IMMUTABLE.test(said))
    return `tags are immutable there: delete the tag on ${host}, let it be moved, or want another one`;
  switch (code) {
    case 'unauthorized':
      return `run docker login ${host}, or check the credentials for it`;
    case 'denied':
      return `check that the account may ${writes ? 'push to' : 'pull from'} this repository`;
    case 'not-found':
      return writes ? 'create the repository, this registry may not make it on push' : null;
    case 'rate-limited':
      if (host === 'docker.io') return 'run docker login, which raises the limit of Docker Hub';
      return anonymous
        ? `run docker login ${host}, since registries let accounts ask more often, or run again later`
        : 'run again later';
    case 'too-large':
      return `raise the request size limit of ${host} or of the proxy before it`;
    case 'no-space':
      return `free space in the storage of ${host}, or raise its quota`;
    case 'digest-mismatch':
      return 'run again; if it stays so, check the proxies before the registry: they change what is sent';
    case 'tls':
      return `set tls: true for ${host} in registries`;
    case 'refused':
      return codes.includes('UNSUPPORTED') || status === 405 ? `${host} does not support this` : null;
    default:
      return null;
  }
}

function readReport(body: string): RegistryReport {
  const errors = errorList(body);
  if (errors.length === 0) return { codes: [], message: plainText(body), unknownDigests: [] };
  const codes = errors.map(({ code }) => upperCode(code)).filter((code) => code !== '');
  const message = errors
    .map(({ message: text }) => (typeof text === 'string' ? text : ''))
    .find((text) => text !== '');
  const unknown = errors
    .filter(({ code }) =>
      ['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UNKNOWN'].includes(upperCode(code)),
    )
    .flatMap(({ detail, message: text }) => digestsIn(detail ?? text));
  return { codes: [...new Set(codes)], message: message ?? '', unknownDigests: [...new Set(unknown)] };
}

/** At most this many errors of one answer are looked at: one per layer of a large manifest. */
const MOST_ERRORS = 1000;

function errorList(body: string): readonly Record<string, unknown>[] {
  try {
    const parsed: unknown = JSON.parse(body);
    const errors: unknown = isObject(parsed) ? parsed.errors : null;
    return Array.isArray(errors) ? errors.filter(isObject).slice(0, MOST_ERRORS) : [];
  } catch {
    return [];
  }
}

function upperCode(code: unknown): string {
  const text = typeof code === 'string' ? code.toUpperCase() : '';
  return /^[A-Z0-9_]{1,64}$/.test(text) ? text : '';
}

/** HTML pages of proxies say nothing that fits a line. */
function plainText(body: string): string {
  const text = body.trim();
  return text.startsWith('<') || text.startsWith('{') ? '' : text;
}

function digestsIn(detail: unknown): readonly string[] {
  const text = textsIn(detail, DEEPEST_DETAIL).join(' ');
  return (text.match(/[a-z0-9]+:[0-9a-f]{64,128}/g) ?? []).filter(isDigest);
}

/** What stands deeper in a detail is not looked at: nesting without end would exhaust the stack. */
const DEEPEST_DETAIL = 8;

function textsIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value).flatMap((inner) => textsIn(inner, depth - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
