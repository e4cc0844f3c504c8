/** What verifying signatures comes to. */
import type { Demand, SignaturePolicy } from '../files/signatures.ts';
import type { Evidence, PassedOver } from './material.ts';

export type SignedBy =
  | { readonly kind: 'keyless'; readonly issuer: string; readonly subject: string }
  /** `path` as the mirror manifest names it. */
  | { readonly kind: 'key'; readonly path: string };

/** Why a candidate counts for nothing. Texts come from outside and are not escaped. */
export type SignatureFailure =
  /** It is not what its media type says, or two readers could read it differently. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** It may be right, and this tool does not know its kind. */
  | { readonly kind: 'unsupported'; readonly why: string }
  /** It speaks of something else; `claimed` are digests. */
  | { readonly kind: 'other-subject'; readonly claimed: readonly string[] }
  /** No entry of a transparency log. */
  | { readonly kind: 'not-logged' }
  /** The entry of the log is not about this signature, or no trusted log vouches for it. */
  | { readonly kind: 'log'; readonly why: string }
  /** No trusted clock says when it was signed, or one that is there is wrong. */
  | { readonly kind: 'timestamp'; readonly why: string }
  /** No trusted authority issued the certificate, or it was not valid when it was used. */
  | { readonly kind: 'certificate'; readonly why: string }
  /** The signature does not fit what is signed. */
  | { readonly kind: 'signature'; readonly why: string }
  /** Genuine, but of somebody whom the policy does not name. */
  | { readonly kind: 'other-signer'; readonly by: SignedBy }
  /** Signed with a key, and with none that the policy names; `why` tells of the last one tried. */
  | { readonly kind: 'other-key'; readonly why: string };

export interface RefusedCandidate {
  readonly evidence: Evidence;
  readonly failure: SignatureFailure;
}

interface VerdictBase {
  readonly policy: SignaturePolicy;
  readonly demand: Demand;
}

/** About one demand of one policy. */
export type Verdict =
  | (VerdictBase & {
      readonly kind: 'verified';
      readonly by: SignedBy;
      /** Milliseconds since the epoch, as a trusted log or time stamp says; null where none is asked. */
      readonly signedAtMs: number | null;
      readonly evidence: Evidence;
    })
  /** Nothing claims to be what is demanded; `others` are predicate types, or `signature`, that are there. */
  | (VerdictBase & { readonly kind: 'missing'; readonly others: readonly string[] })
  /** There is something, and none of it counts. */
  | (VerdictBase & {
      readonly kind: 'invalid';
      readonly refused: readonly RefusedCandidate[];
      readonly passedOver: readonly PassedOver[];
    });
