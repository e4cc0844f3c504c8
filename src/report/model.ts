/** The JSON report (contract, section 6): the one model that every renderer reads. Fields may be added, not renamed. */
import type { Severity } from '../finding.ts';
import type { SignedBy } from '../signatures/verdict.ts';
import type { ReportExplain, ReportPolicyChanges } from './policies/model.ts';

export type Outcome =
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

export interface ReportProof {
  readonly depth: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly thisRun: boolean;
}

/** What is known of the drift of one row, beside its state. */
export interface ReportDrift {
  /** After the rules of the mirror manifest; null where nothing is wrong, or it is accepted or off. */
  readonly severity: Severity | null;
  /** The state in words, as said of the row's target. */
  readonly reason: string;
  /** Of what was found: 0 the newest known version of the tag, -1 one older; null where it was never seen at the source. */
  readonly version: number | null;
  /** When the source was first seen with what was found. ISO 8601, UTC. */
  readonly since: string | null;
  /** Against the run before. */
  readonly change: 'new' | 'healed' | 'moved' | null;
  /** Since when run after run has seen it differ. */
  readonly driftingSince: string | null;
}

/** A version of a source tag. */
export interface ReportVersion {
  /** What mirrors hold of it: with `index: omit` and one platform the child. */
  readonly digest: string;
  /** When the source was first seen serving it. ISO 8601, UTC. */
  readonly since: string;
}

/** One row: one image on one mirror. */
export interface ReportMirrorRow {
  readonly mirror: string;
  readonly target: string;
  readonly outcome: Outcome;
  readonly drift: string | null;
  /** Null where `drift` is. */
  readonly driftDetail: ReportDrift | null;
  readonly before: string | null;
  readonly found: string | null;
  readonly complete: boolean | null;
  readonly proof: ReportProof | null;
  readonly reason: string;
  /** What this step does: copy, retag, skip, refuse. Null where no step was made. */
  readonly action: string | null;
  /** The anchor tag that holds the root, where there is one. */
  readonly keepTag: string | null;
  /** Bytes written to this mirror for this image in this run. */
  readonly bytes: number;
  /** Depth `rootfs`: what the layers unpack to, for each image manifest. */
  readonly fileSystems: readonly {
    readonly manifest: string;
    readonly platform: string | null;
    readonly chainId: string;
  }[];
}

/** One signature, SBOM or attestation that belongs to an image. */
export interface ReportReferrer {
  readonly kind: 'signature' | 'provenance' | 'sbom' | 'other';
  readonly digest: string;
  /** What it speaks of: the image, one of its children, or another referrer. */
  readonly subject: string;
  readonly mediaType: string;
  /** '' where it says none. */
  readonly artifactType: string;
  readonly predicateType: string | null;
  /** Bytes of it and of all that it names; of its manifest alone where it was not read. */
  readonly size: number;
  /** How it was found: api, fallback-tag, cosign-tag, subject (in layouts). */
  readonly foundBy: string;
  /** The tag of cosign that it stands under. */
  readonly tag: string | null;
  /** Whose signature in it was verified in this run, as a policy asks; null where nothing was judged, or nothing counts. */
  readonly signedBy: SignedBy | null;
}

/** What an image carries, as far as it was asked. */
export interface ReportCarried {
  /** `source`, or `mirrors` where nothing is remembered of the source. */
  readonly from: 'source' | 'mirrors';
  /** When that was asked. ISO 8601, UTC. */
  readonly asOf: string;
  readonly count: number;
  /** At most 200. */
  readonly referrers: readonly ReportReferrer[];
}

export interface ReportImage {
  readonly source: string;
  readonly digest: string | null;
  readonly tag: string | null;
  /** Every tag of the source that this row stands for. */
  readonly sourceTags: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly sourceNow: string | null;
  readonly lock: string | null;
  /** Which of the runtimes asked about cannot pull or run it. */
  readonly runtimes: readonly {
    readonly runtimes: readonly string[];
    readonly effect: string;
    readonly cause: string;
    readonly remedy: string;
  }[];
  /** Signatures, SBOMs and attestations; null where nobody asked. */
  readonly carried: ReportCarried | null;
  /** Newest first, down to the oldest that is spoken of here; empty where nothing was compared. */
  readonly versions: readonly ReportVersion[];
  /** Which version the source serves and the lock says: 0 the newest known, -1 one older; null where there is none. */
  readonly sourceVersion: number | null;
  readonly lockVersion: number | null;
  readonly mirrors: readonly ReportMirrorRow[];
}

/** A mirror that this report is about. */
export interface ReportMirror {
  readonly name: string;
  readonly target: string;
  readonly state: string;
  /** Whether nodes can fall back to it, in the order of this list. */
  readonly inFallbackOrder: boolean;
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly source: string | null;
  readonly mirror: string | null;
  readonly target: string | null;
  readonly digest: string | null;
  readonly affectedCount: number;
  readonly affects: readonly string[];
  readonly accepted: boolean;
  readonly repaired: { readonly from: string; readonly bytes: number } | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

export interface ReportGeneratedFile {
  readonly path: string;
  readonly format: string;
  /** `left-alone`: its format can say nothing of what is meant. */
  readonly state: 'written' | 'up-to-date' | 'differs' | 'missing' | 'left-over' | 'left-alone';
}

export interface ReportTotals {
  readonly images: number;
  readonly steps: number;
  readonly copied: number;
  readonly upToDate: number;
  readonly repaired: number;
  readonly planned: number;
  readonly refused: number;
  readonly deferred: number;
  readonly failed: number;
  readonly complete: number;
  readonly incomplete: number;
  /** Rows that were only compared. */
  readonly compared: number;
  readonly requests: number;
  readonly sourceBytes: number;
  readonly siblingBytes: number;
  readonly mirrorBytes: number;
  /** Read from mirrors only to check it. */
  readonly checkedBytes: number;
  readonly mountedBlobs: number;
  readonly rereads: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** A version of a tag in the lock; null where it was not read. */
export interface ReportLockVersion {
  readonly digest: string;
  /** As the lock says it. */
  readonly since: string;
  /** When its youngest image was built, by its config. ISO 8601, UTC. */
  readonly created: string | null;
  /** Manifests, configs and layers of wanted platforms, each once; no attestations. */
  readonly bytes: number | null;
  readonly platforms: readonly string[] | null;
}

/** An entry of the lock that is not as it was. */
export interface ReportLockChange {
  readonly source: string;
  readonly change: 'new' | 'moved' | 'removed';
  readonly before: ReportLockVersion | null;
  readonly after: ReportLockVersion | null;
  /** Null, as `layers`, where not both versions were read. */
  readonly platformsAdded: readonly string[] | null;
  readonly platformsRemoved: readonly string[] | null;
  /** Layers of the new version, and those among them that the old one has not. */
  readonly layers: { readonly total: number; readonly changed: number } | null;
  /** Why a version of a moved tag was not read. */
  readonly unread: string | null;
}

export interface Report {
  readonly version: 1;
  readonly command: string;
  readonly ok: boolean;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly tool: { readonly version: string };
  readonly run: {
    readonly url: string;
    readonly id: string;
    readonly attempt: number;
    readonly actor: string;
    readonly event: string;
  } | null;
  readonly inputs: {
    readonly manifest: { readonly path: string; readonly sha256: string } | null;
    readonly lock: { readonly path: string; readonly sha256: string } | null;
    /** Policy files that were read, in this order; empty for commands that read none. */
    readonly policies: readonly { readonly path: string; readonly sha256: string }[];
  };
  /** How deep content was looked at, where that was asked for (`verify`, `drift --depth`); null elsewhere. */
  readonly depth: string | null;
  readonly totals: ReportTotals;
  /** In the order of the mirror manifest, without retired ones. */
  readonly mirrors: readonly ReportMirror[];
  /** When the rows were last compared, against which `change` is said; null where nobody remembers. ISO 8601, UTC. */
  readonly comparedWith: string | null;
  /** Of `explain`, else null. */
  readonly explain: ReportExplain | null;
  /** Of `check` where it had something to compare with, else null. */
  readonly policyChanges: ReportPolicyChanges | null;
  /** Files that `generate` wrote or, with `--check`, would write otherwise; null for other commands. */
  readonly generated: readonly ReportGeneratedFile[] | null;
  /** In manifest order. */
  readonly images: readonly ReportImage[];
  /** By name; null where no lock was written. */
  readonly lockChanges: readonly ReportLockChange[] | null;
  /** Sorted by severity, manifest order, mirror order, rule, digest. */
  readonly findings: readonly ReportFinding[];
  /** Why the command could not run (exit code 2); null otherwise. */
  readonly error: { readonly code: string; readonly message: string; readonly help: string | null } | null;
}
