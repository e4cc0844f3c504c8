/** What becomes of one thing that an image wants: the words that `wanted` and `ask-source` share. */
import type { Image } from '../files/mirrorfile.ts';
import type { Finding, Position } from '../finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Tag } from '../oci/reference.ts';
import type { Row } from './row.ts';
import type { Unreadable } from './unreadable.ts';

/** One thing an image wants, resolved as far as it can be. */
export interface Wanted {
  readonly image: Image;
  /** Canonical name for people and for globs: `docker.io/library/redis:7.4`. */
  readonly name: string;
  /** Tag at the source; null where only a digest is wanted. */
  readonly tag: Tag | null;
  readonly digest: Digest | null;
  readonly root: Descriptor | null;
  readonly sourceNow: Digest | null;
  readonly locked: Digest | null;
  readonly problem: Row['problem'];
  readonly at: Position;
}

export interface ResolvedWant {
  readonly wanted: Wanted;
  readonly findings: readonly Finding[];
  /** Set when the source could not be read; told together with others of the same cause. */
  readonly unreadable: Unreadable | null;
}
