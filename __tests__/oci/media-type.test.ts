import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/oci/digest.ts';
import {
  bareMediaType,
  isForeignLayer,
  isKnownBlobType,
  isRunnableConfig,
  MANIFEST_ACCEPT,
  manifestRole,
} from '../../src/oci/media-type.ts';

const DIGEST = digestOf(new Uint8Array());

test('Accept names the six manifest types', () => {
  expect(MANIFEST_ACCEPT.split(', ').sort()).toEqual([
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
  ]);
});

test.each([
  ['application/vnd.oci.image.index.v1+json', 'index'],
  ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
  ['application/vnd.oci.image.manifest.v1+json', 'manifest'],
  ['application/vnd.docker.distribution.manifest.v2+json', 'manifest'],
  ['application/vnd.oci.artifact.manifest.v1+json', 'manifest'],
  ['application/vnd.docker.distribution.manifest.v1+json', 'schema1'],
  ['application/vnd.docker.distribution.manifest.v1+prettyjws', 'schema1'],
  ['application/vnd.oci.image.index.v1+json; charset=utf-8', 'unknown'],
  ['application/vnd.oci.image.config.v1+json', 'unknown'],
  ['application/json', 'unknown'],
  ['', 'unknown'],
  ['__proto__', 'unknown'],
])('%s promises %s', (mediaType, role) => {
  expect(manifestRole(mediaType)).toBe(role);
});

describe('isKnownBlobType', () => {
  test.each([
    'application/vnd.docker.image.rootfs.diff.tar',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
    'application/vnd.docker.image.rootfs.diff.tar.zstd',
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar+zstd',
    'application/vnd.oci.image.layer.v1.tar+gzip+encrypted',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+zstd',
    'application/vnd.docker.container.image.v1+json',
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.oci.empty.v1+json',
    'application/vnd.buildkit.cacheconfig.v0',
    'application/vnd.in-toto+json',
    'application/vnd.dev.cosign.simplesigning.v1+json',
    'application/vnd.cncf.helm.config.v1+json',
    'application/wasm',
  ])('%s is', (type) => {
    expect(isKnownBlobType(type)).toBe(true);
  });

  test.each([
    'application/octet-stream',
    'application/vnd.oci.image.manifest.v1+json',
    'text/html',
    '',
    'constructor',
  ])('%j is not', (type) => {
    expect(isKnownBlobType(type)).toBe(false);
  });
});

describe('isForeignLayer', () => {
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: DIGEST, size: 0 };

  test.each([
    'application/vnd.docker.image.rootfs.foreign.diff.tar',
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.nondistributable.v1.tar',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip+encrypted',
  ])('%s is', (mediaType) => {
    expect(isForeignLayer({ ...layer, mediaType })).toBe(true);
  });

  test('a layer with urls is, an empty list of them says nothing', () => {
    expect(isForeignLayer({ ...layer, urls: ['https://example.com/layer'] })).toBe(true);
    expect(isForeignLayer({ ...layer, urls: [] })).toBe(false);
    expect(isForeignLayer(layer)).toBe(false);
  });
});

test('only the two image configs are runnable', () => {
  expect(isRunnableConfig('application/vnd.oci.image.config.v1+json')).toBe(true);
  expect(isRunnableConfig('application/vnd.docker.container.image.v1+json')).toBe(true);
  expect(isRunnableConfig('application/octet-stream')).toBe(false);
  expect(isRunnableConfig('application/vnd.oci.empty.v1+json')).toBe(false);
});

test.each([
  ['application/json', 'application/json'],
  [' Application/JSON ; charset=utf-8', 'application/json'],
  ['text/plain;a=b;c=d', 'text/plain'],
  ['', ''],
  [';', ''],
])('bareMediaType of %j is %j', (contentType, bare) => {
  expect(bareMediaType(contentType)).toBe(bare);
});
