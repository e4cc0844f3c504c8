/** Image references by Docker's rules (distribution/reference, ParseDockerRef). */
import { type Digest, isDigest, whyNotDigest } from './digest.ts';
import {
  whyHostIsInvalid,
  whyNameIsTooLong,
  whyPathIsInvalid,
  whyTagIsInvalid,
  whyTextIsUnusable,
} from './reference-grammar.ts';

export { whyPathIsInvalid };

declare const tagBrand: unique symbol;

/** `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}` */
export type Tag = string & { readonly [tagBrand]: true };

/** A repository at a registry, normalised: `docker.io` + `library/redis`. `host` may carry a port and may be `[::1]:5000`. */
export interface Repository {
  readonly host: string;
  readonly path: string;
}

export interface Reference extends Repository {
  /** Kept even when a digest is present (a pin); reading goes by the digest then. */
  readonly tag: Tag | null;
  readonly digest: Digest | null;
}

export type PinnedReference = Reference & { readonly digest: Digest };

/** Either a value or the reason why there is none, for a person. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_LEGACY = 'index.docker.io';
/** Where the registry named `docker.io` really answers. */
const DOCKER_HUB_API = 'registry-1.docker.io';

/**
 * The reference in `text`, normalised: `redis` is `docker.io/library/redis`. No default tag is applied, and a tag
 * beside a digest is kept. Source: ParseDockerRef; host and path together are limited to 255 characters.
 */
export function parseReference(text: string): Parsed<Reference> {
  const unusable = whyTextIsUnusable(text) ?? whyImageId(text);
  if (unusable !== null) return refused(unusable);
  const { host, remainder } = splitHost(text);
  const { path: written, tag, digest } = splitSuffixes(remainder);
  const path = host === DOCKER_HUB ? withLibrary(written) : written;
  const why =
    whyHostIsInvalid(host) ?? whyWrittenPathIsInvalid(written, path) ?? whyNameIsTooLong(host, path);
  if (why !== null) return refused(why);
  if (tag !== null && !isTag(tag)) return refused(whyTagIsInvalid(tag));
  if (digest !== null && !isDigest(digest)) return refused(whyNotDigest(digest));
  return { ok: true, value: { host, path, tag, digest } };
}

/** `reference` with tag `latest` where it has neither tag nor digest. */
export function withDefaultTag(reference: Reference): Reference {
  return reference.tag === null && reference.digest === null
    ? { ...reference, tag: 'latest' as Tag }
    : reference;
}

/** Like `parseReference`, for places where neither tag nor digest may stand. `host:5000` is a name with a tag. */
export function parseRepository(text: string): Parsed<Repository> {
  const parsed = parseReference(text);
  if (!parsed.ok) return parsed;
  const { host, path, tag, digest } = parsed.value;
  if (tag !== null) return refused(`a repository is meant here, without the tag "${tag}"`);
  if (digest !== null) return refused('a repository is meant here, without a digest');
  return { ok: true, value: { host, path } };
}

export function parseTag(text: string): Parsed<Tag> {
  return isTag(text) ? { ok: true, value: text } : refused(whyTagIsInvalid(text));
}

export function isTag(text: string): text is Tag {
  return whyTagIsInvalid(text) === null;
}

/** `host[:port]`, also a single label or `[::1]:5000`; `index.docker.io` becomes `docker.io`. */
export function parseHost(text: string): Parsed<string> {
  const why = whyTextIsUnusable(text) ?? whyHasPath(text) ?? whyHostIsInvalid(text);
  return why === null ? { ok: true, value: canonicalHost(text) } : refused(why);
}

/**
 * `host[:port][/prefix]`. The first part is always the host, so it must be one that references can name: `localhost`,
 * or a name with a dot or a port. `prefix` is '' where none is written.
 */
export function parseTarget(text: string): Parsed<{ readonly host: string; readonly prefix: string }> {
  const unusable = whyTextIsUnusable(text);
  if (unusable !== null) return refused(unusable);
  const slash = text.indexOf('/');
  const first = slash < 0 ? text : text.slice(0, slash);
  const prefix = slash < 0 ? '' : text.slice(slash + 1);
  const why = whyHostIsInvalid(first) ?? whyNotTargetHost(first);
  if (why !== null) return refused(why);
  const host = canonicalHost(first);
  const whyPrefix = slash < 0 ? null : (whyPrefixIsInvalid(prefix) ?? whyNameIsTooLong(host, prefix));
  return whyPrefix === null ? { ok: true, value: { host, prefix } } : refused(whyPrefix);
}

/** `docker.io/library/redis` */
export function formatRepository(repository: Repository): string {
  return `${repository.host}/${repository.path}`;
}

/** `docker.io/library/redis:7.4@sha256:…`, with what the reference has of tag and digest. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  const digest = reference.digest === null ? '' : `@${reference.digest}`;
  return `${formatRepository(reference)}${tag}${digest}`;
}

/** Whether `host[:port]` is this machine: `localhost`, `*.localhost`, `127.0.0.0/8` in any spelling, `[::1]`. */
export function isLoopbackHost(host: string): boolean {
  if (whyHostIsInvalid(host) !== null) return false;
  const { hostname } = new URL(`http://${host}/`);
  return /(?:^|\.)localhost$/.test(hostname) || /^127(?:\.[0-9]+){3}$/.test(hostname) || hostname === '[::1]';
}

/** The host that answers API requests for `host`: Docker Hub's is not the one in its references. */
export function apiHost(host: string): string {
  return canonicalHost(host) === DOCKER_HUB ? DOCKER_HUB_API : host;
}

function refused(why: string | null): { readonly ok: false; readonly why: string } {
  return { ok: false, why: why ?? 'it cannot be read' };
}

function whyImageId(text: string): string | null {
  return /^[a-f0-9]{64}$/.test(text)
    ? '64 hex digits alone are an image ID, not a reference; write NAME@sha256: before them'
    : null;
}

/** What stands before the first `/` is the host only if it looks like one; else all of it is a Docker Hub path. */
function splitHost(text: string): { readonly host: string; readonly remainder: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
  if (!isHost) return { host: DOCKER_HUB, remainder: text };
  return { host: canonicalHost(first), remainder: text.slice(slash + 1) };
}

function splitSuffixes(remainder: string): {
  readonly path: string;
  readonly tag: string | null;
  readonly digest: string | null;
} {
  const at = remainder.indexOf('@');
  const digest = at < 0 ? null : remainder.slice(at + 1);
  const name = at < 0 ? remainder : remainder.slice(0, at);
  const colon = name.indexOf(':');
  return colon < 0
    ? { path: name, tag: null, digest }
    : { path: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

function withLibrary(path: string): string {
  return path.includes('/') ? path : `library/${path}`;
}

/** Speaks of the path as it was written where that is what is wrong, not of the one with `library/` before it. */
function whyWrittenPathIsInvalid(written: string, path: string): string | null {
  return whyPathIsInvalid(written) ?? whyPathIsInvalid(path);
}

function whyHasPath(text: string): string | null {
  return text.includes('/') ? 'a host with an optional port is meant here, without a path' : null;
}

function whyNotTargetHost(first: string): string | null {
  if (first === 'localhost' || /[.:]/.test(first)) return null;
  return (
    `"${first}" is not taken for a registry host, because it has no dot and no port; ` +
    `write HOST:PORT, for example "${first}:443"`
  );
}

function whyPrefixIsInvalid(prefix: string): string | null {
  if (prefix === '') return 'nothing stands after the "/"';
  if (/[:@]/.test(prefix)) return 'a host and a path prefix are meant here, without tag or digest';
  return whyPathIsInvalid(prefix);
}

function canonicalHost(host: string): string {
  return host === DOCKER_HUB_LEGACY ? DOCKER_HUB : host;
}
