/** `source:` — a reference to a registry, or `oci:DIR[:NAME]` for an OCI image layout directory. */
import type { Digest } from '../oci/digest.ts';
import { formatRepository, isTag, type Parsed, parseReference, type Tag } from '../oci/reference.ts';
import type { SourceRepository } from './mirrorfile.ts';

const LAYOUT_PREFIX = 'oci:';

/** A source as written: where it is, and what of it the text itself names. */
export type ParsedSource =
  | {
      readonly kind: 'registry';
      readonly repository: SourceRepository;
      readonly tag: Tag | null;
      readonly digest: Digest | null;
    }
  /** `name` is the root's `ref.name`; `tag` is the tag in it, where it is TAG or REPOSITORY:TAG. */
  | {
      readonly kind: 'layout';
      readonly repository: SourceRepository;
      readonly name: string | null;
      readonly tag: Tag | null;
    };

/** Reads a source; no default tag is applied. */
export function parseSource(text: string): Parsed<ParsedSource> {
  if (text.startsWith(LAYOUT_PREFIX)) return parseLayoutSource(text.slice(LAYOUT_PREFIX.length));
  const parsed = parseReference(text);
  if (!parsed.ok) return parsed;
  const { host, path, tag, digest } = parsed.value;
  return { ok: true, value: { kind: 'registry', repository: { kind: 'registry', host, path }, tag, digest } };
}

/** The directory of `oci:DIR`, or null where `text` is no such thing. */
export function parseLayoutTarget(text: string): Parsed<string> | null {
  if (!text.startsWith(LAYOUT_PREFIX)) return null;
  const directory = text.slice(LAYOUT_PREFIX.length);
  if (directory.includes(':'))
    return { ok: false, why: 'a layout as target is oci:DIR without a name, and DIR has no colon' };
  const why = whyNotDirectory(directory);
  return why === null ? { ok: true, value: directory } : { ok: false, why };
}

/** Canonical name of a source without tag: `docker.io/library/redis`, `oci:./images/tool`. */
export function formatSource(source: SourceRepository): string {
  return source.kind === 'registry' ? formatRepository(source) : `${LAYOUT_PREFIX}${source.directory}`;
}

/** What stands before `:TAG` or `@DIGEST` in a `ref.name`; '' where it is a tag alone, or no name is given. */
export function repositoryOfName(name: string | null): string {
  if (name === null || isTag(name)) return '';
  const at = name.indexOf('@');
  if (at >= 0) return name.slice(0, at);
  return tagOfName(name) === null ? name : name.slice(0, name.lastIndexOf(':'));
}

/** The directory ends at the first colon; everything after it is the name, which may have `/`, `:` and `@` in it. */
function parseLayoutSource(text: string): Parsed<ParsedSource> {
  const colon = text.indexOf(':');
  const directory = colon < 0 ? text : text.slice(0, colon);
  const name = colon < 0 ? null : text.slice(colon + 1);
  const why = whyNotDirectory(directory) ?? (name === null ? null : whyNotName(name));
  if (why !== null) return { ok: false, why };
  return {
    ok: true,
    value: {
      kind: 'layout',
      repository: { kind: 'layout', directory },
      name,
      tag: name === null ? null : tagOfName(name),
    },
  };
}

function tagOfName(name: string): Tag | null {
  if (name.includes('@')) return null;
  const last = name.slice(name.lastIndexOf(':') + 1);
  return isTag(last) ? last : null;
}

function whyNotDirectory(directory: string): string | null {
  if (directory === '') return 'no directory stands after oci:';
  return hasControl(directory) ? 'the directory has a control character in it' : null;
}

function whyNotName(name: string): string | null {
  if (name === '') return 'nothing stands after the colon; leave it away, or write the name of a root';
  return hasControl(name) || /\s/.test(name) ? 'the name has white space or a control character in it' : null;
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
