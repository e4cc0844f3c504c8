/** A referrer in the words that are remembered and reported: by what it says of itself where it was read, else as it is listed. Pure. */
import { kindOfArtifact, wordsOf } from '../../oci/artifact-kind.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Node } from '../../oci/manifest.ts';
import { cosignSuffixOf, type Referrer } from '../../oci/referrer.ts';
import type { CarriedReferrer } from './carried.ts';

/** Longer media types are none. */
const LONGEST_TYPE = 200;

export interface ReadReferrer {
  readonly node: Node;
  /** Bytes of the manifest, and of it with all that it names. */
  readonly manifestSize: number;
  readonly size: number;
}

export function describeRead(
  subject: Digest,
  { descriptor: { digest }, foundBy, tag }: Referrer,
  { node, manifestSize, size }: ReadReferrer,
): CarriedReferrer {
  const words = wordsOf(node);
  return {
    subject,
    digest,
    mediaType: node.mediaType.slice(0, LONGEST_TYPE),
    artifactType: words.artifactType,
    kind: kindOfArtifact(words, tag === null ? null : cosignSuffixOf(tag)),
    predicateType: words.predicateTypes[0] ?? null,
    size,
    manifestSize,
    foundBy,
    tag,
  };
}

export function describeListed(subject: Digest, { descriptor, foundBy, tag }: Referrer): CarriedReferrer {
  const { digest, size } = descriptor;
  const artifactType = (descriptor.artifactType ?? '').slice(0, LONGEST_TYPE);
  const words = { artifactType, predicateTypes: [], layerTypes: [] };
  const kind = kindOfArtifact(words, tag === null ? null : cosignSuffixOf(tag));
  const mediaType = descriptor.mediaType.slice(0, LONGEST_TYPE);
  return {
    subject,
    digest,
    mediaType,
    artifactType,
    kind,
    predicateType: null,
    size,
    manifestSize: size,
    foundBy,
    tag,
  };
}
