import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import { type ManifestNode, parseManifest } from '../../src/oci/manifest.ts';
import { candidateOf, planMaterial } from '../../src/signatures/find-material.ts';
import {
  CANDIDATE_LIMIT,
  CANDIDATE_LIMIT_BYTES,
  MATERIAL_LIMIT_BYTES,
} from '../../src/signatures/material.ts';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const SIMPLE = 'application/vnd.dev.cosign.simplesigning.v1+json';
const EMPTY = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  digest: digestOf(Buffer.from('{}')),
  size: 2,
};

interface Layer {
  readonly mediaType: string;
  readonly content?: string;
  readonly size?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

function manifest(...layers: readonly Layer[]): ManifestNode {
  const body = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: EMPTY,
    layers: layers.map(({ mediaType, content = 'x', size = content.length, annotations }) => ({
      mediaType,
      digest: digestOf(Buffer.from(content)),
      size,
      ...(annotations !== undefined && { annotations }),
    })),
  };
  const bytes = Buffer.from(JSON.stringify(body));
  const parsed = parseManifest({
    descriptor: { mediaType: OCI_MANIFEST, digest: digestOf(bytes), size: bytes.length },
    bytes,
  });
  if (!parsed.ok || parsed.node.kind !== 'manifest') throw new Error('no manifest');
  return parsed.node;
}

describe('what is worth reading beside an image', () => {
  test.each([
    [BUNDLE, 'bundle'],
    ['application/vnd.dev.sigstore.bundle+json;version=0.1', 'bundle'],
    [SIMPLE, 'cosign-signature'],
    ['application/vnd.dsse.envelope.v1+json', 'cosign-attestation'],
  ])('%s', (mediaType, form) => {
    const node = manifest({ mediaType });
    expect(planMaterial([node])).toEqual({
      reads: [
        {
          evidence: { form, blob: digestOf(Buffer.from('x')), manifest: node.raw.descriptor.digest },
          blob: expect.objectContaining({ mediaType, size: 1 }),
        },
      ],
      passedOver: [],
    });
  });

  test.each([
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/spdx+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json.evil',
    'evil/application/vnd.dev.sigstore.bundle.v0.3+json',
    '',
  ])('not %j', (mediaType) => {
    expect(planMaterial([manifest({ mediaType })])).toEqual({ reads: [], passedOver: [] });
  });

  test('one payload under two signatures is two, the same twice is one', () => {
    const signed = (signature: string) => ({
      mediaType: SIMPLE,
      annotations: { 'dev.cosignproject.cosign/signature': signature },
    });
    const plan = planMaterial([manifest(signed('a'), signed('b')), manifest(signed('a'))]);
    expect(plan.reads.map(({ blob }) => blob.annotations?.['dev.cosignproject.cosign/signature'])).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('the limits', () => {
  test('a large one is passed over, whatever stands beside it', () => {
    const node = manifest(
      { mediaType: BUNDLE, size: CANDIDATE_LIMIT_BYTES + 1 },
      { mediaType: BUNDLE, content: 'y' },
    );
    const { reads, passedOver } = planMaterial([node]);
    expect(reads).toHaveLength(1);
    expect(passedOver).toEqual([
      {
        kind: 'too-large',
        evidence: expect.objectContaining({ form: 'bundle' }),
        sizeBytes: CANDIDATE_LIMIT_BYTES + 1,
      },
    ]);
  });

  test('more than are read are counted', () => {
    const many = Array.from({ length: CANDIDATE_LIMIT + 3 }, (_, index) => ({
      mediaType: BUNDLE,
      content: String(index),
    }));
    const { reads, passedOver } = planMaterial([manifest(...many)]);
    expect(reads).toHaveLength(CANDIDATE_LIMIT);
    expect(passedOver).toEqual([{ kind: 'too-many', count: 3 }]);
  });

  test('all together they have a limit', () => {
    const size = CANDIDATE_LIMIT_BYTES;
    const fitting = MATERIAL_LIMIT_BYTES / size;
    const large = Array.from({ length: fitting + 2 }, (_, index) => ({
      mediaType: BUNDLE,
      content: String(index),
      size,
    }));
    const { reads, passedOver } = planMaterial([manifest(...large)]);
    expect(reads).toHaveLength(fitting);
    expect(passedOver).toEqual([{ kind: 'too-many', count: 2 }]);
  });

  test('ten thousand that are too large do not fill the memory', () => {
    const huge = Array.from({ length: 10_000 }, (_, index) => ({
      mediaType: BUNDLE,
      content: String(index),
      size: 1e12,
    }));
    expect(planMaterial([manifest(...huge)]).passedOver.length).toBeLessThanOrEqual(CANDIDATE_LIMIT);
  });
});

describe('the bytes that were read', () => {
  const [read] = planMaterial([
    manifest({ mediaType: SIMPLE, content: 'payload', annotations: { a: 'b' } }),
  ]).reads;
  if (read === undefined) throw new Error('nothing to read');

  test('are a candidate with its annotations', () => {
    const candidate = candidateOf(read, Buffer.from('payload'));
    expect(candidate).toEqual(expect.objectContaining({ evidence: read.evidence }));
    expect('annotations' in candidate && { ...candidate.annotations }).toEqual({ a: 'b' });
  });

  test.each([
    ['other bytes', Buffer.from('paxload')],
    ['none', null],
  ])('%s are damaged', (_what, bytes) => {
    expect(candidateOf(read, bytes)).toEqual({ kind: 'damaged', evidence: read.evidence });
  });
});
