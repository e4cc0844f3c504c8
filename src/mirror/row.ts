/** What the stages hand to each other: rows (one wanted image) and cells (that image on one mirror). */

import type { MirrorError } from '../errors.ts';
import type { Image, Mirror } from '../files/mirrorfile.ts';
import type { Finding, Position, Rule } from '../finding.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Platform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import type { Source, Target } from '../oci/store.ts';
import type { Proof } from './proofs.ts';
import type { Carried } from './referrers/carried.ts';
import type { RootFileSystem } from './verify/fault.ts';

/** What a mirror was seen to hold for a row before this run wrote anything. */
export type Seen =
  | { readonly kind: 'not-read' }
  /** The tag that is looked at (managed or keep tag) points here; for rows without a tag, the root itself. */
  | { readonly kind: 'present'; readonly root: Descriptor }
  /** There is no such tag, though the root may be there (`root` says so where it was asked). */
  | { readonly kind: 'absent'; readonly root: Descriptor | null }
  /** The mirror refuses to say; what is not there yet is often answered like this. */
  | { readonly kind: 'denied'; readonly error: MirrorError }
  /** The mirror has it listed and cannot serve the manifest. */
  | { readonly kind: 'damaged'; readonly error: MirrorError }
  | { readonly kind: 'unreadable'; readonly error: MirrorError };

/** One image on one mirror. */
export interface Cell {
  readonly mirror: Mirror;
  readonly target: Target;
  /** `eu.example.com/mirror/library/redis:7.4`, or `…@sha256:…` where no tag is managed. */
  readonly address: string;
  /** The source's tag to set on the mirror; null where none is managed. */
  readonly tag: Tag | null;
  /** The anchor tag that holds the root; null where a managed tag or the store itself does. */
  readonly keepTag: Tag | null;
  readonly seen: Seen;
  /** The proof from an earlier run that still counts, or null. */
  readonly proof: Proof | null;
  /** Whether what refers to the image is to be looked at here: it is wanted, and not proven, or no longer. */
  readonly referrersDue?: boolean;
  /** An earlier run had proven this root here, whatever its age. */
  readonly wasProven: boolean;
}

/** What one tag or digest of a source means, and by whose word. */
export interface Meaning {
  /** Canonical: `docker.io/library/redis:7.4`, `docker.io/library/redis@sha256:…`. */
  readonly name: string;
  /** Tag at the source; null where only a digest is wanted. */
  readonly tag: Tag | null;
  readonly digest: Digest | null;
  /** Whose word `digest` is: of the mirror manifest, of the lock, or of the source just now; null where nobody's yet. */
  readonly by: 'pin' | 'lock' | 'source' | null;
  /** What the source serves now, where it was asked and has it. */
  readonly sourceNow: Digest | null;
  /** `not-known`: it was not asked, or did not answer. */
  readonly sourceSays: 'serves' | 'gone' | 'not-known';
  readonly locked: Digest | null;
  readonly at: Position;
}

/** One wanted image. */
export interface Row {
  readonly image: Image;
  readonly source: Source;
  /** `docker.io/library/redis:7.4`, `docker.io/library/redis@sha256:…`, `oci:./images/tool:1.2`. */
  readonly name: string;
  /** Canonical `host/repository`, the key of locks and history. */
  readonly repository: string;
  readonly sourceTags: readonly Tag[];
  /** The digest wanted on every mirror; null when it can come from nowhere. */
  readonly wanted: Digest | null;
  /** What the source's tag means by pin, lock or asking: `wanted`, or with `index: omit` the index it was taken from. */
  readonly sourceDigest: Digest | null;
  /** Descriptor of the wanted root where the source or a mirror told it. */
  readonly root: Descriptor | null;
  readonly tag: Tag | null;
  readonly platforms: readonly Platform[] | null;
  /** What the source serves now, where it was asked. */
  readonly sourceNow: Digest | null;
  readonly locked: Digest | null;
  /** Everything that this row stands for: of several tags of one digest, each. The first is the row's own. */
  readonly meanings: readonly Meaning[];
  readonly at: Position;
  /** Set when nothing may be done for this row; the finding says why. */
  readonly problem: { readonly outcome: 'failed' | 'refused' | 'deferred'; readonly reason: string } | null;
  /** Other mirrors that an earlier run has proven, to read from. */
  readonly provenElsewhere: readonly Target[];
  /** What is known to refer to it, where that is to be brought and nobody is to be asked (repairs). */
  readonly referrers?: Pick<Carried, 'referrers' | 'hasApi'>;
  readonly cells: readonly Cell[];
}

export type StepAction =
  /** walk the graph, copy what lacks, prove, then the tag */
  | 'copy'
  /** the root is there and proven: what refers to it is looked at and copied */
  | 'attach'
  /** the root is there and proven: a layout lists it again */
  | 'retag'
  /** nothing to do */
  | 'skip'
  /** look at everything and write nothing */
  | 'verify'
  /** compare what tags point to */
  | 'compare'
  | 'refuse';

export interface Step {
  readonly row: Row;
  readonly cell: Cell;
  readonly action: StepAction;
  readonly reason: string;
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/** How one step ended. */
export interface CellOutcome {
  readonly step: Step;
  readonly outcome:
    | 'copied'
    | 'up-to-date'
    | 'repaired'
    | 'planned'
    | 'refused'
    | 'deferred'
    | 'failed'
    | 'complete'
    | 'incomplete'
    | 'compared';
  readonly reason: string;
  readonly found: Digest | null;
  readonly complete: boolean | null;
  readonly proof: { readonly depth: Proof['depth']; readonly atMs: number; readonly thisRun: boolean } | null;
  /** Bytes written to this mirror for this step. */
  readonly bytes: number;
  /** Root file systems that were unpacked to prove them (depth `rootfs`). */
  readonly fileSystems?: readonly RootFileSystem[];
  /** Why it failed, where it did and no finding of the resolve stage says so. */
  readonly failure: Failure | null;
}

/** What stopped a step, and whose fault it was. */
export interface Failure {
  readonly side: 'source' | 'mirror';
  readonly error: MirrorError;
  readonly rule: Rule;
}
