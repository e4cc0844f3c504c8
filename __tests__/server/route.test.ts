import { describe, expect, test } from '@jest/globals';
import { parseRoute } from '../../src/server/route.ts';

const HEX = 'a'.repeat(64);
const DIGEST = `sha256:${HEX}`;
const ID = '0b4c1f0e-0000-4000-8000-00000000000a';

describe('paths', () => {
  test.each([
    ['/v2/', { kind: 'version' }],
    ['/v2', { kind: 'version' }],
    ['/v2/_catalog', { kind: 'catalog' }],
    ['/v2/a/b/tags/list', { kind: 'tags', repository: 'a/b' }],
    ['/v2/a/manifests/v1.0', { kind: 'manifest', repository: 'a', reference: 'v1.0' }],
    [`/v2/a/manifests/${DIGEST}`, { kind: 'manifest', repository: 'a', reference: DIGEST }],
    [`/v2/a/manifests/sha256%3A${HEX}`, { kind: 'manifest', repository: 'a', reference: DIGEST }],
    [`/v2/a/blobs/${DIGEST}`, { kind: 'blob', repository: 'a', digest: DIGEST }],
    ['/v2/a/blobs/uploads/', { kind: 'uploads', repository: 'a' }],
    ['/v2/a/blobs/uploads', { kind: 'uploads', repository: 'a' }],
    [`/v2/a/blobs/uploads/${ID}`, { kind: 'upload', repository: 'a', id: ID }],
    [`/v2/a/referrers/${DIGEST}`, { kind: 'referrers', repository: 'a', digest: DIGEST }],
    [
      '/v2/blobs/uploads/manifests/tags',
      { kind: 'manifest', repository: 'blobs/uploads', reference: 'tags' },
    ],
    ['/v2/manifests/x/tags/list', { kind: 'tags', repository: 'manifests/x' }],
  ])('%s', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  test.each([
    ['/', 404, 'NAME_UNKNOWN'],
    ['/v1/_ping', 404, 'NAME_UNKNOWN'],
    ['/v2/a', 404, 'NAME_UNKNOWN'],
    ['/v2/../../etc/passwd', 404, 'NAME_UNKNOWN'],
    ['/v2/../manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/a/../b/manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/a%2F..%2Fb/manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/a//b/manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/A/manifests/v1', 400, 'NAME_INVALID'],
    [`/v2/${'a'.repeat(300)}/manifests/v1`, 400, 'NAME_INVALID'],
    ['/v2/a%00/manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/%zz/manifests/v1', 400, 'NAME_INVALID'],
    ['/v2/a/manifests/..', 400, 'TAG_INVALID'],
    ['/v2/a/manifests/sha256:..', 400, 'DIGEST_INVALID'],
    ['/v2/a/blobs/sha256:..%2F..%2Findex.json', 404, 'NAME_UNKNOWN'],
    [`/v2/a/blobs/sha256:${HEX}0`, 400, 'DIGEST_INVALID'],
    ['/v2/a/blobs/md5:0', 400, 'DIGEST_INVALID'],
  ])('%s is refused', (path, status, code) => {
    expect(() => parseRoute(path)).toThrow(expect.objectContaining({ status, code }));
  });
});
