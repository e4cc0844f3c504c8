/** What a walk learnt about one image on one mirror, for the rules that judge it. */
import type { Digest } from '../../oci/digest.ts';
import type { Node } from '../../oci/manifest.ts';
import type { Refusal } from '../../oci/manifest-type.ts';
import type { Platform } from '../../oci/platform.ts';

/** One manifest or index whose bytes were read and hash to `digest`. */
export interface WalkedManifest {
  readonly digest: Digest;
  readonly sizeBytes: number;
  /** Media type of the descriptor that names it; '' for the root. */
  readonly statedType: string;
  /** Content-Type as served, lower case, without parameters; '' where the store gives none. */
  readonly servedType: string;
  /** Indexes above it: 0 is the root, 1 a child of an index, 2 and more in nested indexes. */
  readonly nesting: number;
  /** What the index above says; null where it says none and for the root. */
  readonly platform: Platform | null;
  /** Set for BuildKit's attestation manifests: the sibling that it speaks of. */
  readonly attestationFor: Digest | null;
  /** A document that cannot be used says why; nothing below it is known. */
  readonly content:
    | { readonly kind: 'node'; readonly node: Node }
    | ({ readonly kind: 'refused' } & Omit<Refusal, 'ok'>);
}

/** Every manifest of one image that could be read, each digest once, parents before children: the root is first. */
export type WalkedImage = readonly WalkedManifest[];
