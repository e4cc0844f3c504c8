/** `signatures:` of the mirror manifest: whose signatures images must carry. */
import type { Position } from '../finding.ts';
import type { Pattern } from './pattern.ts';

/** Whose word counts. */
export type AllowedSigner =
  /** A short-lived certificate of the trust root, issued to this identity. `issuer` is compared exactly. */
  | {
      readonly kind: 'keyless';
      readonly issuer: string;
      readonly subject: SubjectRule;
      readonly at: Position;
    }
  /** A public key in a PEM file; `path` as written, relative to the mirror manifest. */
  | {
      readonly kind: 'key';
      readonly path: string;
      /** `ignored`: the transparency log is not asked for, and what a signature says of it is not looked at. */
      readonly log: 'required' | 'ignored';
      readonly at: Position;
    };

export type SubjectRule =
  | { readonly kind: 'exact'; readonly value: string }
  /** Matches whole subjects only, whatever its source looks like. */
  | { readonly kind: 'pattern'; readonly pattern: Pattern };

/** What has to be there, signed by one of the allowed signers. */
export type Demand =
  | { readonly kind: 'signature' }
  /** An in-toto statement about the image with this predicate type, compared exactly. */
  | { readonly kind: 'attestation'; readonly predicateType: string };

/** One entry of `policies:`. Every policy that matches an image has to be met: a further one never weakens another. */
export interface SignaturePolicy {
  /** Glob over the canonical `host/repository[:tag]` of the source. */
  readonly image: Pattern;
  /** At least one; any of them will do. */
  readonly signedBy: readonly AllowedSigner[];
  /** At least one, each once; all of them are needed. */
  readonly require: readonly Demand[];
  readonly at: Position;
}

export interface Signatures {
  /** Path of a `trusted_root.json`, as written; null: sigstore's public one, by TUF. */
  readonly trustedRoot: { readonly path: string; readonly at: Position } | null;
  readonly policies: readonly SignaturePolicy[];
  readonly at: Position;
}

/** `a signature`, `an attestation of type https://slsa.dev/provenance/v1`. */
export function formatDemand(demand: Demand): string {
  return demand.kind === 'signature' ? 'a signature' : `an attestation of type ${demand.predicateType}`;
}
