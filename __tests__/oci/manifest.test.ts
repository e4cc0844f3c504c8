import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseManifest } from '../../src/oci/manifest.ts';
import {
  DOCKER_CONFIG,
  DOCKER_LAYER,
  DOCKER_LIST,
  DOCKER_MANIFEST,
  DOCKER_SCHEMA1,
  DOCKER_SCHEMA1_SIGNED,
  OCI_ARTIFACT_MANIFEST,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
} from '../../src/oci/media-type.ts';
import { blob, CONFIG, digestFor, outcome, parsedImage, parsedIndex, raw } from './documents.ts';

const LAYER = blob('layer');
const IMAGE = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: CONFIG, layers: [LAYER] };
const CHILD = blob('child', OCI_MANIFEST);
const INDEX = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [CHILD] };

function withoutType<T extends { mediaType: string }>(document: T): Omit<T, 'mediaType'> {
  const { mediaType: _, ...rest } = document;
  return rest;
}

function whyOf(document: unknown, expectedMediaType?: string): string {
  const parsed = parseManifest(raw(document), expectedMediaType);
  return parsed.ok ? 'accepted' : `${parsed.rule}: ${parsed.why}`;
}

describe('an image manifest', () => {
  test('of OCI', () => {
    const document = {
      ...IMAGE,
      artifactType: 'application/vnd.example+json',
      subject: blob('subject', OCI_MANIFEST),
      annotations: { a: 'b', n: 1 },
    };
    const source = raw(document, OCI_MANIFEST);
    const parsed = parseManifest(source, OCI_MANIFEST);
    expect(parsed).toEqual({
      ok: true,
      node: {
        kind: 'manifest',
        raw: source,
        mediaType: OCI_MANIFEST,
        config: CONFIG,
        layers: [LAYER],
        subject: document.subject,
        bodyMediaType: OCI_MANIFEST,
        artifactType: 'application/vnd.example+json',
        annotations: { a: 'b' },
      },
    });
    expect(parsed.ok && parsed.node.raw).toBe(source);
  });

  test('of Docker', () => {
    const config = blob('config', DOCKER_CONFIG);
    const layers = [blob('layer', `${DOCKER_LAYER}.gzip`)];
    const node = parsedImage({ schemaVersion: 2, mediaType: DOCKER_MANIFEST, config, layers });
    expect(node).toMatchObject({
      mediaType: DOCKER_MANIFEST,
      config,
      layers,
      subject: null,
      artifactType: null,
    });
  });

  test('without layers, as an array or as null', () => {
    expect(parsedImage({ ...IMAGE, layers: [] }).layers).toEqual([]);
    expect(parsedImage({ ...IMAGE, layers: null }).layers).toEqual([]);
  });

  test('keeps duplicate layers in order', () => {
    const other = blob('other');
    expect(parsedImage({ ...IMAGE, layers: [LAYER, other, LAYER] }).layers).toEqual([LAYER, other, LAYER]);
  });

  test.each(['application/octet-stream', 'application/vnd.example.config', OCI_EMPTY, 'text/html', ''])(
    'with a config and layers of type %j passes',
    (type) => {
      const node = parsedImage({ ...IMAGE, config: blob('config', type), layers: [blob('layer', type)] });
      expect([node.config?.mediaType, node.layers[0]?.mediaType]).toEqual([type, type]);
    },
  );

  test('of the withdrawn artifact type has blobs for layers and no config', () => {
    const document = {
      mediaType: OCI_ARTIFACT_MANIFEST,
      artifactType: 'a/b',
      blobs: [LAYER],
      subject: CHILD,
    };
    expect(parsedImage(document)).toMatchObject({
      config: null,
      layers: [LAYER],
      subject: CHILD,
      artifactType: 'a/b',
    });
    expect(parsedImage({ mediaType: OCI_ARTIFACT_MANIFEST, artifactType: 'a/b' }).layers).toEqual([]);
    expect(parsedImage(withoutType(document)).mediaType).toBe(OCI_ARTIFACT_MANIFEST);
  });

  test('keeps sha512 digests, sizes at the limits and foreign urls', () => {
    const layer = {
      ...LAYER,
      digest: `sha512:${'a'.repeat(128)}`,
      size: 2 ** 53 - 1,
      urls: ['https://example.com/x'],
    };
    expect(parsedImage({ ...IMAGE, layers: [layer, { ...LAYER, size: 0 }] }).layers).toEqual([
      layer,
      { ...LAYER, size: 0 },
    ]);
  });
});

describe('an index', () => {
  test('has children by role', () => {
    const children = [
      blob('a', OCI_MANIFEST),
      blob('b', DOCKER_MANIFEST),
      blob('c', OCI_INDEX),
      blob('d', DOCKER_LIST),
      blob('e', OCI_ARTIFACT_MANIFEST),
      blob('f', 'application/vnd.example+json'),
      blob('g', DOCKER_SCHEMA1),
      blob('h', 'application/octet-stream'),
    ];
    const node = parsedIndex({ ...INDEX, manifests: children });
    expect(node.children.map(({ role }) => role)).toEqual([
      'manifest',
      'manifest',
      'index',
      'index',
      'manifest',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(node.children.map(({ descriptor }) => descriptor)).toEqual(children);
  });

  test('of a BuildKit cache has blobs for children', () => {
    const node = parsedIndex({
      schemaVersion: 2,
      mediaType: DOCKER_LIST,
      manifests: [blob('layer'), blob('cache', 'application/vnd.buildkit.cacheconfig.v0')],
    });
    expect(node.children.map(({ role }) => role)).toEqual(['blob', 'blob']);
    expect(node.mediaType).toBe(DOCKER_LIST);
  });

  test('may be empty, as an array or as null', () => {
    expect(parsedIndex({ ...INDEX, manifests: [] }).children).toEqual([]);
    expect(parsedIndex({ ...INDEX, manifests: null }).children).toEqual([]);
  });

  test('tells attestations by their annotations', () => {
    const attestation = (digest: string, type = 'attestation-manifest') => ({
      ...blob('attestation', OCI_MANIFEST),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': type, 'vnd.docker.reference.digest': digest },
    });
    const node = parsedIndex({
      ...INDEX,
      manifests: [
        CHILD,
        attestation(CHILD.digest),
        attestation('sha256:short'),
        attestation(CHILD.digest, 'other'),
      ],
    });
    expect(node.children.map(({ attestationFor }) => attestationFor)).toEqual([
      null,
      CHILD.digest,
      null,
      null,
    ]);
  });

  test('reads platforms, and leaves out what is none', () => {
    const platforms: readonly (readonly [unknown, unknown])[] = [
      [
        { os: 'linux', architecture: 'arm64', variant: 'v8' },
        { os: 'linux', architecture: 'arm64', variant: 'v8' },
      ],
      [
        { os: 'windows', architecture: 'amd64', 'os.version': '10.0.17763.1', features: [] },
        { os: 'windows', architecture: 'amd64', osVersion: '10.0.17763.1' },
      ],
      [
        { os: 'linux', architecture: 'amd64', variant: '' },
        { os: 'linux', architecture: 'amd64' },
      ],
      [{ os: '', architecture: '' }, undefined],
      [{ os: 'linux' }, undefined],
      [{ os: 1, architecture: 'amd64' }, undefined],
      ['linux/amd64', undefined],
      [null, undefined],
    ];
    const manifests = platforms.map(([written]) => ({ ...CHILD, platform: written }));
    const node = parsedIndex({ ...INDEX, manifests });
    expect(node.children.map(({ descriptor }) => descriptor.platform)).toEqual(
      platforms.map(([, read]) => read),
    );
  });
});

describe('the type', () => {
  const image = withoutType(IMAGE);
  const index = withoutType(INDEX);
  const vendor = 'application/vnd.example.manifest+json';

  test.each([
    // body, descriptor, Content-Type → node type
    [IMAGE, undefined, '', OCI_MANIFEST],
    [IMAGE, DOCKER_MANIFEST, DOCKER_MANIFEST, OCI_MANIFEST],
    [image, DOCKER_MANIFEST, OCI_MANIFEST, DOCKER_MANIFEST],
    [image, undefined, DOCKER_MANIFEST, DOCKER_MANIFEST],
    [
      image,
      undefined,
      'Application/VND.docker.distribution.manifest.v2+json; charset=utf-8',
      DOCKER_MANIFEST,
    ],
    [image, undefined, '', OCI_MANIFEST],
    [image, undefined, 'application/json', OCI_MANIFEST],
    [image, 'application/octet-stream', 'text/plain', OCI_MANIFEST],
    [image, undefined, 'text/html', OCI_MANIFEST],
    [{ ...image, mediaType: '' }, undefined, DOCKER_MANIFEST, DOCKER_MANIFEST],
    [{ ...image, mediaType: null }, undefined, '', OCI_MANIFEST],
    [{ ...image, mediaType: vendor }, undefined, OCI_MANIFEST, vendor],
    [image, vendor, '', vendor],
    [{ ...image, schemaVersion: undefined }, undefined, '', OCI_MANIFEST],
  ])('of image %# is settled once', (body, descriptor, header, mediaType) => {
    const parsed = parseManifest(raw(body, header), descriptor);
    expect(parsed.ok && [parsed.node.kind, parsed.node.mediaType]).toEqual(['manifest', mediaType]);
  });

  test.each([
    [INDEX, undefined, '', OCI_INDEX],
    [index, DOCKER_LIST, '', DOCKER_LIST],
    [index, undefined, DOCKER_LIST, DOCKER_LIST],
    [index, undefined, 'application/octet-stream', OCI_INDEX],
    [{ ...index, mediaType: vendor }, undefined, 'application/json', vendor],
  ])('of index %# is settled once', (body, descriptor, header, mediaType) => {
    const parsed = parseManifest(raw(body, header), descriptor);
    expect(parsed.ok && [parsed.node.kind, parsed.node.mediaType]).toEqual(['index', mediaType]);
  });

  test.each([
    [IMAGE, OCI_INDEX, ''],
    [IMAGE, undefined, OCI_INDEX],
    [IMAGE, undefined, DOCKER_LIST],
    [INDEX, OCI_MANIFEST, ''],
    [INDEX, undefined, DOCKER_MANIFEST],
    [IMAGE, OCI_MANIFEST, OCI_INDEX],
    [image, OCI_MANIFEST, OCI_INDEX],
    [IMAGE, undefined, DOCKER_SCHEMA1_SIGNED],
  ])('contradiction %# is media-type-mismatch', (body, descriptor, header) => {
    expect(outcome(parseManifest(raw(body, header), descriptor))).toBe('media-type-mismatch');
  });

  test.each([
    [{ ...INDEX, mediaType: OCI_MANIFEST }, undefined],
    [{ ...IMAGE, mediaType: OCI_INDEX }, undefined],
    [{ ...IMAGE, mediaType: OCI_ARTIFACT_MANIFEST }, undefined],
    [{ ...IMAGE, mediaType: DOCKER_SCHEMA1 }, undefined],
    [index, OCI_MANIFEST],
    [image, DOCKER_LIST],
    [image, OCI_ARTIFACT_MANIFEST],
    [{ ...IMAGE, manifests: [CHILD] }, undefined],
    [{ ...INDEX, layers: [] }, undefined],
    [{ ...INDEX, config: null }, undefined],
    [{ ...INDEX, fsLayers: [] }, undefined],
    [{ ...INDEX, blobs: [] }, undefined],
    [{ ...IMAGE, fsLayers: [] }, undefined],
    [{ ...IMAGE, blobs: [LAYER] }, undefined],
    [{ ...IMAGE, schemaVersion: 1 }, undefined],
    [{ ...INDEX, schemaVersion: 1 }, undefined],
    [{ ...IMAGE, Manifests: [CHILD] }, undefined],
    [{ ...INDEX, LAYERS: [] }, undefined],
    [{ ...INDEX, Config: CONFIG }, undefined],
    [{ ...INDEX, fslayers: [] }, undefined],
    [{ ...IMAGE, layerſ: [] }, undefined],
    [{ ...IMAGE, MediaType: OCI_MANIFEST }, undefined],
    [{ ...IMAGE, Subject: CHILD }, undefined],
    [{ ...IMAGE, layers: [{ ...LAYER, Digest: digestFor('other') }] }, undefined],
  ])('contradiction %# between type and content is manifest-ambiguous', (body, descriptor) => {
    expect(outcome(parseManifest(raw(body), descriptor))).toBe('manifest-ambiguous');
  });

  test.each([
    [{ schemaVersion: 1, fsLayers: [], history: [], name: 'a', tag: 'b' }, ''],
    [{ schemaVersion: 1, fsLayers: [] }, 'text/plain'],
    [{ schemaVersion: 1, mediaType: DOCKER_SCHEMA1, fsLayers: [] }, DOCKER_SCHEMA1_SIGNED],
    [{ schemaVersion: 1 }, 'application/json'],
    [{ fsLayers: [] }, ''],
    [{ name: 'a' }, DOCKER_SCHEMA1_SIGNED],
  ])('schema 1 document %# is schema1-manifest', (body, header) => {
    expect(outcome(parseManifest(raw(body, header)))).toBe('schema1-manifest');
  });
});

describe('keys written twice', () => {
  const entry = (digest: string) => `{"mediaType":"${OCI_MANIFEST}","size":1,"digest":"${digest}"}`;
  const a = digestFor('a');

  test.each([
    [`{"mediaType":"${OCI_INDEX}","mediaType":"${OCI_MANIFEST}","manifests":[]}`, 'mediaType'],
    [`{"mediaType":"${OCI_INDEX}","manifests":[],"manifests":[${entry(a)}]}`, 'manifests'],
    [`{"manifests":[],"manifest\\u0073":[]}`, 'manifests'],
    [`{"schemaVersion":1,"schemaVersion":2,"manifests":[]}`, 'schemaVersion'],
    [`{"manifests":[${entry(a)},{"digest":"${a}","digest":"${a}"}]}`, 'manifests[1].digest'],
    [`{"config":{"size":1,"size":2},"layers":[]}`, 'config.size'],
    [`{"config":{"size":1,"SIZE":2},"layers":[]}`, 'config.size'],
    [`{"config":${entry(a)},"layers":[{"mediaType":"a","mediaType":"b"}]}`, 'layers[0].mediaType'],
    [`{"manifests":[],"subject":${entry(a)},"subject":null}`, 'subject'],
    [`{"manifests":[{"platform":{"os":"linux","os":"windows"}}]}`, 'manifests[0].platform.os'],
    [`{"manifests":[{"platform":{},"platform":{}}]}`, 'manifests[0].platform'],
    [
      '{"manifests":[{"annotations":{"vnd.docker.reference.digest":"a","vnd.docker.reference.digest":"b"}}]}',
      'manifests[0].annotations.vnd.docker.reference.digest',
    ],
  ])('%s is ambiguous', (text, path) => {
    const why = whyOf(text);
    expect(why).toMatch(/^manifest-ambiguous: /);
    expect(why).toContain(` ${path} `);
  });

  test.each([
    // nothing is decided by these
    `{"manifests":[],"x":1,"x":2}`,
    `{"manifests":[],"annotations":{"size":"1","Size":"2","size":"3","digest":"","Digest":""}}`,
    `{"manifests":[],"x":{"digest":1,"Digest":2,"digest":3,"manifests":[{"size":1,"size":2}]}}`,
    `{"manifests":[],"x":[{"size":1},{"size":2}],"y":"\\"size\\":1,\\"size\\":2"}`,
    `{"manifests":[{"mediaType":"${OCI_MANIFEST}","size":1,"digest":"${a}","note":"size","x":["size","size"]}]}`,
  ])('%s is not', (text) => {
    expect(whyOf(text)).toBe('accepted');
  });
});

describe('a document that cannot be used', () => {
  const bad = (change: object) => ({ ...IMAGE, layers: [LAYER, { ...LAYER, ...change }] });

  test.each([
    ['', /JSON/],
    ['{', /JSON/],
    ['{"manifests":[]}}', /JSON/],
    ['{"manifests":[],}', /JSON/],
    ['// comment\n{"manifests":[]}', /JSON/],
    ['\ufeff{"manifests":[]}', /JSON/],
    [new Uint8Array([0x22, 0xff, 0x22]), /UTF-8/],
    [new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), /UTF-8/],
    ['null', /not a JSON object/],
    ['[]', /not a JSON object/],
    ['"manifests"', /not a JSON object/],
    ['<html></html>', /JSON/],
    [{}, /neither/],
    [{ schemaVersion: 2 }, /neither/],
    [{ ...IMAGE, schemaVersion: 3 }, /schemaVersion/],
    [{ ...IMAGE, schemaVersion: '2' }, /schemaVersion/],
    [{ ...IMAGE, mediaType: 1 }, /mediaType/],
    [{ ...IMAGE, mediaType: ['x'] }, /mediaType/],
    [{ mediaType: OCI_INDEX }, /manifests is missing/],
    [{ ...INDEX, manifests: {} }, /manifests is not an array/],
    [{ ...INDEX, manifests: [null] }, /manifests\[0\] is not an object/],
    [{ ...INDEX, manifests: [[]] }, /manifests\[0\] is not an object/],
    [{ mediaType: OCI_MANIFEST, layers: [] }, /config is missing/],
    [{ mediaType: OCI_MANIFEST, config: CONFIG }, /layers is missing/],
    [{ ...IMAGE, config: null }, /config is not an object/],
    [{ ...IMAGE, config: [CONFIG] }, /config is not an object/],
    [{ ...IMAGE, subject: 'x' }, /subject is not an object/],
    [{ ...IMAGE, subject: { ...LAYER, size: -1 } }, /subject\.size/],
    [bad({ digest: undefined }), /layers\[1\]\.digest/],
    [bad({ digest: 1 }), /layers\[1\]\.digest/],
    [bad({ digest: 'sha256:abc' }), /layers\[1\]\.digest: .*64 hex/],
    [bad({ digest: `md5:${'a'.repeat(32)}` }), /layers\[1\]\.digest: .*md5/],
    [bad({ digest: LAYER.digest.toUpperCase() }), /layers\[1\]\.digest/],
    [bad({ digest: `${LAYER.digest}\n` }), /layers\[1\]\.digest/],
    [bad({ size: undefined }), /layers\[1\]\.size/],
    [bad({ size: -1 }), /layers\[1\]\.size/],
    [bad({ size: 1.5 }), /layers\[1\]\.size/],
    [bad({ size: '1' }), /layers\[1\]\.size/],
    [bad({ size: null }), /layers\[1\]\.size/],
    [bad({ size: 2 ** 53 }), /layers\[1\]\.size/],
    [bad({ mediaType: undefined }), /layers\[1\]\.mediaType/],
    [bad({ mediaType: 5 }), /layers\[1\]\.mediaType/],
  ])('%.60j is manifest-unparsable, with the place', (document, why) => {
    const text = whyOf(document);
    expect(text).toMatch(/^manifest-unparsable: /);
    expect(text).toMatch(why);
  });

  test('says 1e400 is no size', () => {
    const text = JSON.stringify(IMAGE).replace(`"size":${LAYER.size}`, '"size":1e400');
    expect(whyOf(text)).toMatch(/^manifest-unparsable: .*size/);
  });

  test.each([
    ['arrays', '[', ']'],
    ['objects', '{"x":', '}'],
  ])('nested %s are read to 64 levels and refused beyond, without end', (_, open, close) => {
    const nested = (levels: number) => `{"manifests":[],"x":${open.repeat(levels)}1${close.repeat(levels)}}`;
    expect(whyOf(nested(63))).toBe('accepted');
    expect(whyOf(nested(64))).toMatch(/^manifest-unparsable: .*64 levels/);
    expect(whyOf(nested(500_000))).toMatch(/^manifest-unparsable: .*64 levels/);
  });

  test('text from outside cannot break the line of a message', () => {
    const why =
      whyOf({ ...IMAGE, mediaType: `${OCI_MANIFEST}` }, OCI_INDEX) + whyOf(bad({ digest: 'a\u2028\n:b' }));
    expect(why).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
  });
});

describe('hostile documents', () => {
  test('prototype keys are only keys', () => {
    const text = `{"__proto__":{"config":1,"polluted":1},"constructor":{"prototype":{"polluted":1}},"manifests":[{
      "mediaType":"${OCI_MANIFEST}","size":1,"digest":"${CHILD.digest}","__proto__":{"urls":["https://example.com"]},
      "annotations":{"__proto__":"x","constructor":"y"},"platform":{"__proto__":{"os":"linux","architecture":"amd64"}}}]}`;
    const [child] = parsedIndex(text).children;
    expect(child?.descriptor.urls).toBeUndefined();
    expect(child?.descriptor.platform).toBeUndefined();
    expect(Object.entries(child?.descriptor.annotations ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(parsedIndex(INDEX).annotations.constructor).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('4 MiB of children, of quotes and of escapes are read in linear time', () => {
    const started = performance.now();
    const children = Array.from({ length: 20_000 }, () => CHILD);
    expect(parsedIndex({ ...INDEX, manifests: children }).children).toHaveLength(20_000);
    expect(whyOf(`{"manifests":[],"x":"${'\\"'.repeat(2_000_000)}"}`)).toBe('accepted');
    expect(whyOf(`{"manifests":[],"x":[${'"",'.repeat(1_000_000)}1]}`)).toBe('accepted');
    expect(whyOf(`{"manifests":[],"x":"${'\\\\'.repeat(2_000_000)}`)).toMatch(/JSON/);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('no JSON and no bytes make it throw, and nothing passes without a kind', () => {
    const key = fc.constantFrom(
      'mediaType',
      'manifests',
      'config',
      'layers',
      'blobs',
      'subject',
      'platform',
      'x',
      'Size',
    );
    const leaf = fc.constantFrom<unknown>(null, 2, 1, '', OCI_INDEX, OCI_MANIFEST, CONFIG, [CHILD], [], {});
    const document = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf), fc.jsonValue()));
    fc.assert(
      fc.property(fc.oneof(document, fc.uint8Array(), fc.jsonValue()), (value) => {
        const parsed = parseManifest(raw(value));
        expect([
          'index',
          'manifest',
          'manifest-ambiguous',
          'manifest-unparsable',
          'schema1-manifest',
        ]).toContain(outcome(parsed));
      }),
      { numRuns: 1000 },
    );
  });
});
