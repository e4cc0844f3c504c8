import { describe, expect, test } from '@jest/globals';
import { blobsOf, foreignLayersOf, keptChildren } from '../../src/oci/graph.ts';
import type { Child } from '../../src/oci/manifest.ts';
import {
  DOCKER_LAYER_FOREIGN,
  OCI_ARTIFACT_MANIFEST,
  OCI_INDEX,
  OCI_MANIFEST,
} from '../../src/oci/media-type.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../src/oci/platform.ts';
import { blob, CONFIG, digestFor, parsedImage, parsedIndex } from './documents.ts';

const NAMES = new Map<string, string>();

function named(name: string, extra: object = {}, mediaType = OCI_MANIFEST): object {
  NAMES.set(digestFor(name), name);
  return { ...blob(name, mediaType), ...extra };
}

function image(platform: string, name = platform): object {
  const [os, architecture, variant] = platform.split('/');
  return named(name, { platform: { os, architecture, ...(variant !== undefined && { variant }) } });
}

function attestation(name: string, subject: string): object {
  return named(name, {
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': digestFor(subject),
    },
  });
}

function wanted(...platforms: readonly string[]): readonly Platform[] {
  return platforms.map((text) => {
    const parsed = parsePlatform(text);
    if (!parsed.ok) throw new Error(parsed.why);
    return parsed.value;
  });
}

function namesOf(children: readonly Child[]): readonly (string | undefined)[] {
  return children.map(({ descriptor }) => NAMES.get(descriptor.digest));
}

function choose(manifests: readonly object[], platforms: readonly Platform[] | null) {
  const { kept, omitted, missingPlatforms } = keptChildren(
    parsedIndex({ mediaType: OCI_INDEX, manifests }),
    platforms,
  );
  return { kept: namesOf(kept), omitted: namesOf(omitted), missing: missingPlatforms.map(formatPlatform) };
}

describe('keptChildren', () => {
  const amd64 = image('linux/amd64');
  const arm64 = image('linux/arm64/v8');
  const index = [
    attestation('att-amd64', 'linux/amd64'),
    amd64,
    arm64,
    attestation('att-arm64', 'linux/arm64/v8'),
  ];

  test('without platforms keeps all', () => {
    expect(choose(index, null)).toEqual({
      kept: ['att-amd64', 'linux/amd64', 'linux/arm64/v8', 'att-arm64'],
      omitted: [],
      missing: [],
    });
  });

  test('keeps what was asked for and its attestations, in order', () => {
    expect(choose(index, wanted('linux/amd64'))).toEqual({
      kept: ['att-amd64', 'linux/amd64'],
      omitted: ['linux/arm64/v8', 'att-arm64'],
      missing: [],
    });
  });

  test('arm64 matches any variant, a variant matches itself', () => {
    const variants = [image('linux/arm/v6'), image('linux/arm/v7'), image('linux/arm', 'bare')];
    expect(choose(variants, wanted('linux/arm')).kept).toEqual(['linux/arm/v6', 'linux/arm/v7', 'bare']);
    expect(choose(variants, wanted('linux/arm/v7')).kept).toEqual(['linux/arm/v7', 'bare']);
  });

  test('several platforms', () => {
    expect(choose(index, wanted('linux/arm64', 'linux/amd64', 'linux/s390x'))).toEqual({
      kept: ['att-amd64', 'linux/amd64', 'linux/arm64/v8', 'att-arm64'],
      omitted: [],
      missing: ['linux/s390x'],
    });
  });

  test('names every platform that no child has', () => {
    expect(choose(index, wanted('linux/ppc64le', 'windows/amd64'))).toEqual({
      kept: [],
      omitted: ['att-amd64', 'linux/amd64', 'linux/arm64/v8', 'att-arm64'],
      missing: ['linux/ppc64le', 'windows/amd64'],
    });
  });

  test('keeps children without platform, whatever they are', () => {
    const children = [
      named('manifest'),
      named('artifact', {}, OCI_ARTIFACT_MANIFEST),
      named('blob', {}, 'application/vnd.oci.image.layer.v1.tar+gzip'),
      named('unknown', {}, 'application/vnd.example'),
      arm64,
    ];
    expect(choose(children, wanted('linux/amd64'))).toEqual({
      kept: ['manifest', 'artifact', 'blob', 'unknown'],
      omitted: ['linux/arm64/v8'],
      missing: ['linux/amd64'],
    });
  });

  test('what may be inside of a nested index is not called missing', () => {
    const children = [named('nested', {}, OCI_INDEX), arm64];
    expect(choose(children, wanted('linux/amd64'))).toEqual({
      kept: ['nested'],
      omitted: ['linux/arm64/v8'],
      missing: [],
    });
  });

  test('a nested index of another platform is left out', () => {
    const nested = named('nested', { platform: { os: 'windows', architecture: 'amd64' } }, OCI_INDEX);
    expect(choose([nested, amd64], wanted('linux/amd64')).omitted).toEqual(['nested']);
  });

  test('unknown/unknown without a kept subject is left out', () => {
    const children = [amd64, image('unknown/unknown'), attestation('stranger', 'elsewhere')];
    expect(choose(children, wanted('linux/amd64')).omitted).toEqual(['unknown/unknown', 'stranger']);
  });

  test('an attestation does not stand for its platform, and does not keep another', () => {
    const lying = {
      ...attestation('lying', 'linux/arm64/v8'),
      platform: { os: 'linux', architecture: 'amd64' },
    };
    const chained = attestation('chained', 'att-amd64');
    expect(choose([lying, arm64], wanted('linux/amd64'))).toEqual({
      kept: [],
      omitted: ['lying', 'linux/arm64/v8'],
      missing: ['linux/amd64'],
    });
    expect(choose([...index, chained], wanted('linux/amd64')).omitted).toContain('chained');
  });
});

describe('the blobs of a manifest', () => {
  const layer = blob('layer');
  const other = blob('other');
  const foreign = blob('foreign', DOCKER_LAYER_FOREIGN);
  const elsewhere = { ...blob('elsewhere'), urls: ['https://example.com/x'] };
  const manifest = parsedImage({
    config: CONFIG,
    layers: [foreign, layer, other, layer, elsewhere, foreign],
  });

  test('are config and layers, each once, in order, without foreign ones', () => {
    expect(blobsOf(manifest)).toEqual([CONFIG, layer, other]);
  });

  test('foreign layers are told apart', () => {
    expect(foreignLayersOf(manifest)).toEqual([foreign, elsewhere]);
  });

  test('an empty config that is a layer too is one blob', () => {
    const empty = blob('{}', 'application/vnd.oci.empty.v1+json');
    expect(blobsOf(parsedImage({ config: empty, layers: [empty] }))).toEqual([empty]);
  });

  test('an artifact manifest has its blobs only', () => {
    expect(blobsOf(parsedImage({ mediaType: OCI_ARTIFACT_MANIFEST, blobs: [layer] }))).toEqual([layer]);
    expect(blobsOf(parsedImage({ config: CONFIG, layers: [] }))).toEqual([CONFIG]);
  });
});
