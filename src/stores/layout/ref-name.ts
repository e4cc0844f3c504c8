/** `org.opencontainers.image.ref.name` of the roots in index.json (contract, section 3 "Layouts"). */
import { type Digest, parseDigest } from '../../oci/digest.ts';
import { isTag, type Tag } from '../../oci/reference.ts';

export const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';

/** What a ref.name says. A bare tag, as other tools write it, has the empty name; a root by digest has no tag. */
export interface RefName {
  readonly name: string;
  readonly tag: Tag | null;
}

/** Reads any ref.name: `NAME:TAG`, `NAME@DIGEST`, a bare `TAG`, or, of other origin, a name alone. Never fails. */
export function readRefName(text: string): RefName {
  const at = text.lastIndexOf('@');
  if (at > 0 && parseDigest(text.slice(at + 1)) !== null)
    return { name: nameAlone(text.slice(0, at)), tag: null };
  const colon = text.lastIndexOf(':');
  const tag = text.slice(colon + 1);
  if (colon > 0 && isTag(tag)) return { name: text.slice(0, colon), tag };
  return isTag(text) ? { name: '', tag: text } : { name: text, tag: null };
}

export function taggedRefName(name: string, tag: Tag): string {
  return name === '' ? tag : `${name}:${tag}`;
}

export function untaggedRefName(name: string, digest: Digest): string {
  return name === '' ? digest : `${name}@${digest}`;
}

/** `NAME:TAG@DIGEST`, as other tools write it, belongs to NAME. */
function nameAlone(text: string): string {
  const colon = text.lastIndexOf(':');
  return colon > 0 && isTag(text.slice(colon + 1)) ? text.slice(0, colon) : text;
}
