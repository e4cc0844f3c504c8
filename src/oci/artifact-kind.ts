/** What a referrer is to a person: a signature, provenance, an SBOM, or something else. By what it says of itself. */
import type { Node } from './manifest.ts';
import type { CosignSuffix } from './referrer.ts';
import { artifactTypeOf } from './referrer-entry.ts';

export const ARTIFACT_KINDS = ['signature', 'provenance', 'sbom', 'other'] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

export interface ArtifactWords {
  /** '' where it says none. */
  readonly artifactType: string;
  /** Of in-toto statements, as annotations name them; without repetition. */
  readonly predicateTypes: readonly string[];
  readonly layerTypes: readonly string[];
}

/** Annotations that name the predicate type: of sigstore bundles, BuildKit's attestations, cosign's attestations. */
const PREDICATE_KEYS = ['dev.sigstore.bundle.predicateType', 'in-toto.io/predicate-type', 'predicateType'];
/** Longer words are no types. */
const LONGEST_TYPE = 200;

/** What a manifest says of itself, cut to lengths that can be remembered and shown. */
export function wordsOf(node: Node): ArtifactWords {
  const layers = node.kind === 'manifest' ? node.layers : [];
  const predicates = [node.annotations, ...layers.map(({ annotations }) => annotations ?? {})].flatMap(
    (annotations) => PREDICATE_KEYS.flatMap((key) => annotations[key] ?? []),
  );
  return {
    artifactType: artifactTypeOf(node).slice(0, LONGEST_TYPE),
    predicateTypes: [...new Set(predicates.map((type) => type.slice(0, LONGEST_TYPE)))],
    layerTypes: [...new Set(layers.map(({ mediaType }) => mediaType.slice(0, LONGEST_TYPE)))],
  };
}

const SIGNATURE =
  /cosign\/sign\/|simplesigning|notary\.signature|cosign\.artifact\.sig|vnd\.oras\.signature/i;
const PROVENANCE = /slsa\.dev\/provenance|in-toto\.io\/provenance|slsa.*provenance/i;
const SBOM = /spdx|cyclonedx|syft/i;
const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle/i;

/** The kind by predicate types first, since one artifact type wraps them all; then by types, then by cosign's tag. */
export function kindOfArtifact(
  { artifactType, predicateTypes, layerTypes }: ArtifactWords,
  suffix: CosignSuffix | null = null,
): ArtifactKind {
  const byPredicate = kindOfWords(predicateTypes);
  if (byPredicate !== null) return byPredicate;
  if (predicateTypes.length > 0) return 'other';
  const byType = kindOfWords([artifactType, ...layerTypes]);
  if (byType !== null) return byType;
  if (suffix === '.sig' || BUNDLE.test(artifactType)) return 'signature';
  return suffix === '.sbom' ? 'sbom' : 'other';
}

function kindOfWords(words: readonly string[]): ArtifactKind | null {
  if (words.some((word) => SIGNATURE.test(word))) return 'signature';
  if (words.some((word) => PROVENANCE.test(word))) return 'provenance';
  return words.some((word) => SBOM.test(word)) ? 'sbom' : null;
}
