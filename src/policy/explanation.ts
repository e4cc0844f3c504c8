/** What `explain` answers: which places a node would try for a reference, in order, and which line says so. */
import type { Position } from '../finding.ts';

export interface ExplainedEndpoint {
  /** `host/repository` */
  readonly endpoint: string;
  /** A table forbids it: the attempt fails. */
  readonly blocked: boolean;
  /** Spoken to without TLS, or without looking at certificates. */
  readonly insecure: boolean;
  /** The line that put it there; null where no line did: the source itself comes last by default. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

export interface ExplainedPulls {
  readonly tag: readonly ExplainedEndpoint[];
  readonly digest: readonly ExplainedEndpoint[];
}

/** The report's `explain`; a runtime that no given file speaks to is null. */
export interface Explanation {
  readonly reference: string;
  readonly 'cri-o': ExplainedPulls | null;
  readonly containerd: ExplainedPulls | null;
}

export function explainedAt(
  endpoint: string,
  at: Position | null,
  { blocked = false, insecure = false }: { readonly blocked?: boolean; readonly insecure?: boolean } = {},
): ExplainedEndpoint {
  return {
    endpoint,
    blocked,
    insecure,
    file: at?.file ?? null,
    line: at?.line ?? null,
    column: at?.column ?? null,
  };
}
