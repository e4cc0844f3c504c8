/** What a referrer is to a person. */
import { describe, expect, test } from '@jest/globals';
import { kindOfArtifact, wordsOf } from '../../src/oci/artifact-kind.ts';
import { parseManifest } from '../../src/oci/manifest.ts';
import type { CosignSuffix } from '../../src/oci/referrer.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { cosignBundle, cosignSignature, orasReferrer, SPDX } from '../fixtures/referrers.ts';

const image = makeImage({ seed: 'kinds' });

function kindOf({ root }: ImageTree, suffix: CosignSuffix | null = null) {
  const { mediaType, digest, bytes } = root;
  const parsed = parseManifest({ descriptor: { mediaType, digest, size: bytes.length }, bytes });
  if (!parsed.ok) throw new Error(parsed.why);
  return kindOfArtifact(wordsOf(parsed.node), suffix);
}

describe('the kind of an artifact', () => {
  test.each([
    ['https://sigstore.dev/cosign/sign/v1', 'signature'],
    ['https://slsa.dev/provenance/v1', 'provenance'],
    ['https://slsa.dev/provenance/v0.2', 'provenance'],
    ['https://spdx.dev/Document', 'sbom'],
    ['https://cyclonedx.org/bom', 'sbom'],
    ['https://example.com/vulnerabilities/v1', 'other'],
  ])('of a sigstore bundle is by its predicate type: %s', (predicateType, kind) => {
    expect(kindOf(cosignBundle(image.root, predicateType))).toBe(kind);
  });

  test.each([
    [SPDX, 'sbom'],
    ['application/vnd.cyclonedx+json', 'sbom'],
    ['application/vnd.cncf.notary.signature', 'signature'],
    ['application/vnd.example.scan', 'other'],
  ])('of anything else is by its artifact type: %s', (artifactType, kind) => {
    expect(kindOf(orasReferrer(image.root, artifactType))).toBe(kind);
  });

  test('of what cosign tags is by its layers, then by the tag', () => {
    expect(kindOf(cosignSignature(image.root, 'one'), '.sig')).toBe('signature');
    const plain = orasReferrer(image.root, 'text/plain');
    expect(kindOf(plain, '.sbom')).toBe('sbom');
    expect(kindOf(plain, '.att')).toBe('other');
  });

  test('is remembered with words of bounded length', () => {
    const long = `application/${'x'.repeat(5_000)}`;
    const { root } = orasReferrer(image.root, long);
    const { mediaType, digest, bytes } = root;
    const parsed = parseManifest({ descriptor: { mediaType, digest, size: bytes.length }, bytes });
    if (!parsed.ok) throw new Error(parsed.why);
    expect(wordsOf(parsed.node).artifactType).toHaveLength(200);
  });
});
