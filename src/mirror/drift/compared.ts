/** What drift is decided from, as values: one wanted image, and what each mirror was seen to hold of it. */
import type { Mirror } from '../../files/mirrorfile.ts';
import type { Position } from '../../finding.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import type { Relation } from './relation.ts';
import type { Timeline } from './timeline.ts';

/** The digest that every mirror should hold. */
export type WantedDigest =
  /** `by`: a pin (or a digest in the mirror manifest), the lock, or what the source serves now. With `index: omit` and one
   *  platform it is the child. */
  | { readonly kind: 'digest'; readonly digest: Digest; readonly by: 'pin' | 'lock' | 'source' }
  /** It can come from nowhere: no pin, no lock, and the source has no such tag. */
  | { readonly kind: 'gone' }
  /** It could not be found out, which a finding of its own says: nothing is compared. */
  | { readonly kind: 'unknown' };

/** What the source says of the tag now. */
export type SourceView =
  | { readonly kind: 'serves'; readonly digest: Digest }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-known' };

/** What one mirror holds. Where no tag is managed: whether the wanted digest is there, with or without an anchor tag. */
export type MirrorView =
  | { readonly kind: 'not-read' }
  /** `isTold`: a finding of its own (`mirror-unreachable`) says so. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly isTold: boolean }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'present';
      readonly digest: Digest;
      /** What is known to be missing from it or damaged, in words; null: nothing. */
      readonly lack: string | null;
      /** What it has to do with the wanted digest, where it is another one that was looked into. */
      readonly relation: Relation;
    };

export interface ComparedCell {
  readonly mirror: Pick<Mirror, 'name' | 'state' | 'place'>;
  /** `eu.example.com/mirror/library/redis:7.4`, or `…@sha256:…` where no tag is managed. */
  readonly address: string;
  readonly view: MirrorView;
}

export type PresentCell = ComparedCell & {
  readonly view: Extract<MirrorView, { readonly kind: 'present' }>;
};

export function isPresent(cell: ComparedCell): cell is PresentCell {
  return cell.view.kind === 'present';
}

export interface ComparedRow {
  /** `docker.io/library/redis:7.4` */
  readonly name: string;
  readonly at: Position;
  /** The tag that is managed on mirrors; null where none is. */
  readonly tag: Tag | null;
  readonly wanted: WantedDigest;
  readonly source: SourceView;
  /** The lock's digest of this tag, as locked; null where it has none. */
  readonly locked: Digest | null;
  /** The mirror manifest lets this image go back. */
  readonly allowRollback: boolean;
  readonly timeline: Timeline;
  /** Mirrors in the order of the mirror manifest, which is that of fallback. */
  readonly cells: readonly ComparedCell[];
}

export interface DriftClock {
  readonly nowMs: number;
  readonly maxLagMs: number;
}
