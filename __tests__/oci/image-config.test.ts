import { describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import { chainIdOf, type ImageConfig, parseImageConfig } from '../../src/oci/image-config.ts';
import { digestFor } from './documents.ts';

const ONE = digestFor('one');
const TWO = digestFor('two');

function bytesOf(document: unknown): Uint8Array {
  return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
}

function configOf(document: unknown): ImageConfig {
  const parsed = parseImageConfig(bytesOf(document));
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.config;
}

function refusalOf(document: unknown): string {
  const parsed = parseImageConfig(document instanceof Uint8Array ? document : bytesOf(document));
  return parsed.ok ? 'accepted' : `${parsed.kind}: ${parsed.why}`;
}

describe('an image config', () => {
  test('says its platform, diff IDs and the layers of its history', () => {
    const document = {
      architecture: 'arm64',
      variant: 'v8',
      os: 'windows',
      'os.version': '10.0.1',
      'os.features': ['win32k'],
      config: { Env: ['OS=x'], os: 7 },
      rootfs: { type: 'layers', diff_ids: [ONE, TWO, ONE] },
      history: [{ created_by: 'a' }, { empty_layer: true }, { empty_layer: false }, { empty_layer: null }],
      'x-unknown': { rootfs: [] },
    };
    expect(configOf(document)).toEqual({
      platform: { os: 'windows', architecture: 'arm64', variant: 'v8', osVersion: '10.0.1' },
      diffIds: [ONE, TWO, ONE],
      historyLayers: 3,
    });
  });

  test.each([
    [{}],
    [{ os: null, architecture: null, rootfs: null, history: null }],
    [{ os: '', architecture: '', rootfs: { diff_ids: null }, history: [] }],
    [{ os: 'linux', rootfs: {} }],
  ])('may leave everything out: %j', (document) => {
    expect(configOf(document)).toEqual({ platform: null, diffIds: [], historyLayers: null });
  });

  test('keeps diff IDs of other algorithms', () => {
    const diffId = `sha512:${'a'.repeat(128)}`;
    expect(configOf({ rootfs: { diff_ids: [diffId] } }).diffIds).toEqual([diffId]);
  });
});

describe('refused', () => {
  test.each([
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'not-utf8: it is not valid UTF-8'],
    ['', 'not-json: it is not valid JSON'],
    ['\ufeff{}', 'not-json: it is not valid JSON'],
    ['[]', 'not-an-object: it is not a JSON object'],
    ['null', 'not-an-object: it is not a JSON object'],
    [`{"x":${'['.repeat(70)}${']'.repeat(70)}}`, 'too-deep: it is nested deeper than 64 levels'],
    [{ os: 5 }, 'wrong-type: os is not a string'],
    [{ 'os.version': [] }, 'wrong-type: os.version is not a string'],
    [{ rootfs: [] }, 'wrong-type: rootfs is not an object'],
    [{ rootfs: { diff_ids: {} } }, 'wrong-type: rootfs.diff_ids is not an array'],
    [{ rootfs: { diff_ids: [ONE, null] } }, 'wrong-type: rootfs.diff_ids[1] is not a string'],
    [{ history: {} }, 'wrong-type: history is not an array'],
    [{ history: ['x'] }, 'wrong-type: history[0] is not an object'],
    [{ history: [{ empty_layer: 'true' }] }, 'wrong-type: history[0].empty_layer is neither true nor false'],
  ])('%j', (document, why) => {
    expect(refusalOf(document)).toBe(why);
  });

  test.each([['sha256:abc'], [ONE.toUpperCase()], ['md5:d41d8cd98f00b204e9800998ecf8427e'], ['']])(
    'the diff ID %j',
    (diffId) => {
      expect(refusalOf({ rootfs: { diff_ids: [diffId] } })).toMatch(/^bad-digest: rootfs\.diff_ids\[0\]: /);
    },
  );

  test.each([
    ['{"os":"linux","os":"windows"}', 'os is written more than once'],
    ['{"rootfs":{},"rootfs":{}}', 'rootfs is written more than once'],
    ['{"rootfs":{"diff_ids":[],"diff_ids":null}}', 'rootfs.diff_ids is written more than once'],
    ['{"history":[{},{"empty_layer":true,"empty_layer":false}]}', 'history[1].empty_layer is written more'],
    ['{"OS":"linux"}', 'os is written "OS"'],
    ['{"rootfs":{"Diff_IDs":[]}}', 'rootfs.diff_ids is written "Diff_IDs"'],
  ])('what readers disagree about: %s', (document, why) => {
    expect(refusalOf(document)).toContain(`ambiguous: ${why}`);
  });

  test('not: the same keys where they decide nothing', () => {
    expect(refusalOf('{"config":{"os":1,"OS":2,"os":3},"created":1,"created":2}')).toBe('accepted');
  });
});

describe('chainIdOf', () => {
  const letters = ['a', 'b', 'c'].map((letter) => `sha256:${letter.repeat(64)}` as Digest);

  test.each([
    [1, `sha256:${'a'.repeat(64)}`],
    [2, 'sha256:ccd722928bd92476ba1745586fed6e45a102504185ad88cd89e01ff116fd146c'],
    [3, 'sha256:c1377126441fb2f5ec2c21ae2a60255331d639e830f0ee1b40a36e52d4c40588'],
  ])('of %i layers is what identity.ChainID of containerd says', (count, chainId) => {
    expect(chainIdOf(letters.slice(0, count))).toBe(chainId);
  });

  test('of nothing is nothing', () => {
    expect(chainIdOf([])).toBeNull();
  });
});
