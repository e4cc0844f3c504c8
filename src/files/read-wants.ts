/** What an image entry wants of its source: the reference itself, `tags:` and `digests:`. */
import { type Digest, isDigest, whyNotDigest } from '../oci/digest.ts';
import { type Parsed, parseTag, type Tag } from '../oci/reference.ts';
import type { Want } from './mirrorfile.ts';
import type { Reading } from './reading.ts';
import type { ParsedSource } from './source.ts';
import type { Path } from './yaml-document.ts';

type Texts = readonly (string | undefined)[];

export interface WantsShape {
  readonly tags: Texts;
  readonly digests: Texts;
}

/** Everything that `tags` and `digests` name, in written order. */
export function readWants({ tags, digests }: WantsShape, path: Path, reading: Reading): Want[] {
  return [
    ...readList(digests, [...path, 'digests'], { reading, read: readDigest }),
    ...readList(tags, [...path, 'tags'], { reading, read: readTag }),
  ];
}

/** What the source's own text names, or null where it is a repository or a layout only. */
export function wantOfSource(source: ParsedSource, at: Want['at']): Want | null {
  if (source.kind === 'layout')
    return source.name === null ? null : { kind: 'layout-name', name: source.name, tag: source.tag, at };
  if (source.tag !== null) return { kind: 'tag', tag: source.tag, pin: source.digest, at };
  return source.digest === null ? null : { kind: 'digest', digest: source.digest, at };
}

/** What a source stands for that names nothing, in short form or as a layout with one root. */
export function defaultWant(source: ParsedSource, at: Want['at']): Want {
  return source.kind === 'layout'
    ? { kind: 'layout-name', name: null, tag: null, at }
    : { kind: 'tag', tag: 'latest' as Tag, pin: null, at };
}

interface ListReader {
  readonly reading: Reading;
  readonly read: (text: string, path: Path, reading: Reading) => Want | null;
}

function readList(texts: Texts, path: Path, { reading, read }: ListReader): Want[] {
  return texts.flatMap((text, index) =>
    text === undefined ? [] : (read(text, [...path, index], reading) ?? []),
  );
}

function readDigest(text: string, path: Path, reading: Reading): Want | null {
  const digest = reading.take(path, parseDigest(text), {
    text,
    help: 'a digest is sha256: and 64 lower case hex digits',
  });
  return digest === null ? null : { kind: 'digest', digest, at: reading.positionOf(path) };
}

function readTag(text: string, path: Path, reading: Reading): Want | null {
  const parsed = reading.take(path, parsePinnedTag(text), {
    text,
    help: 'write "TAG", or "TAG@sha256:…" with 64 hex digits',
  });
  return parsed === null ? null : { kind: 'tag', ...parsed, at: reading.positionOf(path) };
}

function parsePinnedTag(text: string): Parsed<{ readonly tag: Tag; readonly pin: Digest | null }> {
  const at = text.indexOf('@');
  const tag = parseTag(at < 0 ? text : text.slice(0, at));
  if (!tag.ok)
    return isDigest(text) ? { ok: false, why: 'it is a digest, not a tag; list it under digests' } : tag;
  if (at < 0) return { ok: true, value: { tag: tag.value, pin: null } };
  const pin = parseDigest(text.slice(at + 1));
  return pin.ok ? { ok: true, value: { tag: tag.value, pin: pin.value } } : pin;
}

function parseDigest(text: string): Parsed<Digest> {
  return isDigest(text)
    ? { ok: true, value: text }
    : { ok: false, why: whyNotDigest(text) ?? 'it is no digest' };
}
