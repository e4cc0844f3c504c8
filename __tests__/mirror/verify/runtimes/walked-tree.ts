/** What a walk of a tree would learn, without a walk. */
import type { WalkedImage, WalkedManifest } from '../../../../src/mirror/verify/walked.ts';
import type { Child } from '../../../../src/oci/manifest.ts';
import { parseManifest } from '../../../../src/oci/manifest.ts';
import { bareMediaType } from '../../../../src/oci/media-type.ts';
import type { Content } from '../../../fixtures/image-tree.ts';
import type { RuntimeCase } from '../../../fixtures/runtime-cases.ts';

type Place = Pick<WalkedManifest, 'statedType' | 'nesting' | 'platform' | 'attestationFor'>;

const ROOT: Place = { statedType: '', nesting: 0, platform: null, attestationFor: null };

export function walkedTree({ tree, servedType, childServedType }: RuntimeCase): WalkedImage {
  const byDigest = new Map<string, Content>(tree.manifests.map((manifest) => [manifest.digest, manifest]));
  const visit = (content: Content, place: Place): readonly WalkedManifest[] => {
    const served = place.nesting === 0 ? servedType : childServedType;
    const manifest = walkedManifest(content, place, bareMediaType(served ?? content.mediaType));
    const node = manifest.content.kind === 'node' ? manifest.content.node : null;
    if (node?.kind !== 'index') return [manifest];
    const below = node.children.flatMap((child) => {
      const found = byDigest.get(child.descriptor.digest);
      return found === undefined ? [] : visit(found, placeOf(child, place.nesting + 1));
    });
    return [manifest, ...below];
  };
  return visit(tree.root, ROOT);
}

function walkedManifest(content: Content, place: Place, servedType: string): WalkedManifest {
  const { digest, bytes } = content;
  const descriptor = { digest, size: bytes.length, mediaType: servedType };
  const parsed = parseManifest({ descriptor, bytes }, place.statedType);
  return {
    ...place,
    digest,
    sizeBytes: bytes.length,
    servedType,
    content: parsed.ok
      ? { kind: 'node', node: parsed.node }
      : { kind: 'refused', rule: parsed.rule, why: parsed.why },
  };
}

function placeOf({ descriptor, attestationFor }: Child, nesting: number): Place {
  const { mediaType, platform } = descriptor;
  return { statedType: mediaType, nesting, platform: platform ?? null, attestationFor };
}
