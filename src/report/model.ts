/** The JSON report (contract, section 6): the one model that every renderer reads. Fields may be added, not renamed. */
import type { Severity } from '../finding.ts';

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

/** One row: one image on one mirror. */
export interface ReportMirrorRow {
  readonly mirror: string;
  readonly target: string;
  readonly outcome: Outcome;
  readonly drift: string | null;
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
  readonly mirrors: readonly ReportMirrorRow[];
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
  };
  readonly totals: ReportTotals;
  /** In manifest order. */
  readonly images: readonly ReportImage[];
  /** Sorted by severity, manifest order, mirror order, rule, digest. */
  readonly findings: readonly ReportFinding[];
  /** Why the command could not run (exit code 2); null otherwise. */
  readonly error: { readonly code: string; readonly message: string; readonly help: string | null } | null;
}
