/** What becomes of one thing that an image wants: the words that `wanted` and `ask-source` share. */
import type { Image } from '../files/mirrorfile.ts';
import type { Finding } from '../finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Meaning, Row } from './row.ts';
import type { Unreadable } from './unreadable.ts';

/** One thing an image wants, resolved as far as it can be. */
export interface Wanted extends Meaning {
  readonly image: Image;
  readonly root: Descriptor | null;
  readonly problem: Row['problem'];
}

export interface ResolvedWant {
  readonly wanted: Wanted;
  readonly findings: readonly Finding[];
  /** Set when the source could not be read; told together with others of the same cause. */
  readonly unreadable: Unreadable | null;
}
