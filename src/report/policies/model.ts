/** What reports say of mirror policies: the fields `explain` and `policyChanges`. */

export type PolicyRuntime = 'cri-o' | 'containerd';
export type PolicyPull = 'digest' | 'tag';

/** A place that a node tries. */
export interface ReportEndpoint {
  /** `host/repository` */
  readonly endpoint: string;
  /** A policy forbids it: the attempt fails. */
  readonly blocked: boolean;
  readonly insecure: boolean;
  /** The line that put it there; null where none did: the source itself comes last by default. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** Only with `--probe`: the digest that it serves now; null where it serves none, or was not asked. */
  readonly serves?: string | null | undefined;
  /** Only with `--probe`: why nothing is known of it. */
  readonly error?: string | null | undefined;
}

/** In the order tried. */
export interface ReportPulls {
  readonly tag: readonly ReportEndpoint[];
  readonly digest: readonly ReportEndpoint[];
}

/** Null for a runtime that no given file speaks to. */
export interface ReportExplain {
  readonly reference: string;
  readonly 'cri-o': ReportPulls | null;
  readonly containerd: ReportPulls | null;
}

export type ReportEffectKind =
  | 'new-tag-trust'
  | 'mirror-removed'
  | 'order-changed'
  | 'mirror-added'
  | 'source-blocked'
  | 'source-contacted'
  | 'now-insecure';

/** What nodes try for one source and one kind of pull, before and after. */
export interface ReportSourceChange {
  readonly runtime: PolicyRuntime;
  readonly pull: PolicyPull;
  /** The scope of a policy, `docker.io/library` or `*.example.com`; for containerd `host/…`. */
  readonly source: string;
  readonly before: readonly ReportTry[];
  readonly after: readonly ReportTry[];
  /** The gravest first. */
  readonly effects: readonly { readonly kind: ReportEffectKind; readonly endpoint: string }[];
  readonly file: string | null;
  readonly line: number | null;
}

export interface ReportTry {
  readonly endpoint: string;
  readonly blocked: boolean;
  readonly insecure: boolean;
}

/** Something that the mirror manifest or the lock now trusts more, or otherwise. */
export interface ReportTrustChange {
  /** `new-host`, `new-variable`, `skip-verify`, `plain-http`, `tags-allowed`, `wider-select`, `not-locked`, `tag-moved`, … */
  readonly kind: string;
  /** The host, variable, image or tag. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

export interface ReportPolicyChanges {
  /** What was compared with, for people: a folder, or a commit. */
  readonly base: string;
  /** Only what is different; new trust of tags first. */
  readonly sources: readonly ReportSourceChange[];
  readonly trust: readonly ReportTrustChange[];
  /** Whether nodes of OpenShift are drained for it; null where no object of OpenShift is concerned. */
  readonly nodes: { readonly drain: boolean; readonly reasons: readonly string[] } | null;
}
