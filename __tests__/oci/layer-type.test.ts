import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  isEncryptedLayer,
  isFilesystemLayer,
  sniffCompression,
  statedCompression,
  whyCompressionContradicts,
} from '../../src/oci/layer-type.ts';
import {
  DOCKER_LAYER,
  DOCKER_LAYER_FOREIGN,
  IN_TOTO,
  OCI_EMPTY,
  OCI_LAYER,
  OCI_LAYER_NONDISTRIBUTABLE,
} from '../../src/oci/media-type.ts';

describe('a media type', () => {
  test.each([
    [OCI_LAYER, 'none', true],
    [`${OCI_LAYER}+gzip`, 'gzip', true],
    [`${OCI_LAYER}+zstd`, 'zstd', true],
    [`${OCI_LAYER}+gzip+encrypted`, 'any', true],
    [`${OCI_LAYER}+encrypted`, 'any', true],
    [OCI_LAYER_NONDISTRIBUTABLE, 'none', true],
    [`${OCI_LAYER_NONDISTRIBUTABLE}+zstd`, 'zstd', true],
    [DOCKER_LAYER, 'any', true],
    [`${DOCKER_LAYER}.gzip`, 'gzip', true],
    [`${DOCKER_LAYER}.zstd`, 'zstd', true],
    [DOCKER_LAYER_FOREIGN, 'any', true],
    [`${DOCKER_LAYER_FOREIGN}.gzip`, 'gzip', true],
    ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'gzip', false],
    [IN_TOTO, 'any', false],
    [OCI_EMPTY, 'any', false],
    ['', 'any', false],
  ])('%j states %s; a layer of a file system: %s', (type, stated, isLayer) => {
    expect([statedCompression(type), isFilesystemLayer(type)]).toEqual([stated, isLayer]);
    expect(isEncryptedLayer(type)).toBe(type.includes('encrypted'));
  });

  test('contradicts content unless it states nothing', () => {
    expect(whyCompressionContradicts('any', 'zstd')).toBeNull();
    expect(whyCompressionContradicts('gzip', 'gzip')).toBeNull();
    expect(whyCompressionContradicts('gzip', 'zstd')).toBe('its media type says gzip, its content is zstd');
    expect(whyCompressionContradicts('none', 'gzip')).toBe(
      'its media type says not compressed, its content is gzip',
    );
  });
});

describe('sniffCompression', () => {
  test.each([
    [gzipSync('x'), 'gzip'],
    [zstdCompressSync('x'), 'zstd'],
    [Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), 'zstd'],
    [Buffer.from([0x5f, 0x2a, 0x4d, 0x18]), 'zstd'],
    [Buffer.from([0x60, 0x2a, 0x4d, 0x18]), 'none'],
    [Buffer.from('BZh91AY&SY'), 'bzip2'],
    [Buffer.from('BZh91/a/file/name'), 'none'],
    [Buffer.from('\xfd7zXZ\0', 'latin1'), 'xz'],
    [Buffer.from('etc/passwd'), 'none'],
    [Buffer.alloc(1024), 'none'],
    [Buffer.from([0x1f]), 'none'],
    [Buffer.alloc(0), 'none'],
  ])('%j', (head, found) => {
    expect(sniffCompression(head)).toBe(found);
  });
});
