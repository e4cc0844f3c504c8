import { describe, expect, test } from '@jest/globals';
import type { Descriptor } from '../../../src/oci/descriptor.ts';
import { OCI_MANIFEST } from '../../../src/oci/media-type.ts';
import {
  EMPTY_INDEX,
  findByRefName,
  parseIndex,
  renderIndex,
  withEdits,
} from '../../../src/stores/layout/index-document.ts';
import { REF_NAME_ANNOTATION } from '../../../src/stores/layout/ref-name.ts';
import { digestFor } from '../../oci/documents.ts';

const PATH = '/layout/index.json';
const descriptor = (name: string): Descriptor => ({
  mediaType: OCI_MANIFEST,
  digest: digestFor(name),
  size: 7,
});
const named = (refName: string, name: string): object => ({
  ...descriptor(name),
  annotations: { [REF_NAME_ANNOTATION]: refName },
});
const put = (refName: string, name: string) => ({
  put: new Map([[refName, descriptor(name)]]),
  drop: new Set<string>(),
});
const rendered = (index: Parameters<typeof renderIndex>[0]): unknown => JSON.parse(renderIndex(index));

describe('index.json', () => {
  test.each([
    ['not JSON', '{"manifests": ['],
    ['an array', '[]'],
    ['without manifests', '{"schemaVersion": 2}'],
    ['with manifests that are no list', '{"manifests": {}}'],
  ])('%s is an input error that names the file', (_name, text) => {
    expect(() => parseIndex(text, PATH)).toThrow(expect.objectContaining({ code: 'input', where: PATH }));
  });

  test('everything unknown and foreign is still there after an edit', () => {
    const foreign = [
      {
        ...named('other:1', 'other'),
        platform: { os: 'linux', 'os.features': ['x'] },
        'x-more': [1, { a: null }],
      },
      { ...descriptor('nameless'), annotations: { a: 'b' } },
      { mediaType: 'x', digest: 'md5:1', size: -1 },
      'nonsense',
    ];
    const document = { schemaVersion: 2, 'x-tool': { a: 1 }, manifests: foreign, annotations: { z: 'y' } };
    const index = withEdits(parseIndex(JSON.stringify(document), PATH), [put('a:1', 'a')]);
    expect(rendered(index)).toEqual({ ...document, manifests: [...foreign, named('a:1', 'a')] });
  });

  test('a name points to one digest only, the last one asked for', () => {
    const start = parseIndex(
      JSON.stringify({ manifests: [named('a:1', 'x'), named('a:1', 'y'), named('b:1', 'x')] }),
      PATH,
    );
    const index = withEdits(start, [put('a:1', 'first'), put('a:1', 'second')]);
    expect(index.entries.map((entry) => entry.refName)).toEqual(['b:1', 'a:1']);
    expect(findByRefName(index, 'a:1')?.descriptor.digest).toBe(digestFor('second'));
  });

  test('nothing to do gives the same value', () => {
    const index = withEdits(EMPTY_INDEX, [put('a:1', 'a')]);
    expect(withEdits(index, [put('a:1', 'a')])).toBe(index);
    expect(withEdits(index, [{ put: new Map(), drop: new Set(['b:1']) }])).toBe(index);
    expect(withEdits(index, [])).toBe(index);
  });

  test('an entry that is already right keeps what others wrote on it', () => {
    const entry = { ...named('a:1', 'a'), platform: { os: 'linux', architecture: 'amd64' } };
    const index = parseIndex(JSON.stringify({ manifests: [entry] }), PATH);
    expect(rendered(withEdits(index, [put('a:1', 'a'), put('b:1', 'b')]))).toEqual({
      manifests: [entry, named('b:1', 'b')],
    });
  });

  test('a dropped name is gone, and comes back when put later', () => {
    const index = withEdits(EMPTY_INDEX, [put('a:1', 'a'), put('b:1', 'b')]);
    const drop = { put: new Map(), drop: new Set(['a:1']) };
    expect(withEdits(index, [drop]).entries.map((entry) => entry.refName)).toEqual(['b:1']);
    expect(findByRefName(withEdits(index, [drop, put('a:1', 'c')]), 'a:1')?.descriptor.digest).toBe(
      digestFor('c'),
    );
  });

  test('a key called __proto__ is only a key', () => {
    const text = `{"schemaVersion":2,"__proto__":{"manifests":[]},"manifests":[]}`;
    const index = withEdits(parseIndex(text, PATH), [put('a:1', 'a')]);
    expect(renderIndex(index)).toContain('"__proto__":{"manifests":[]}');
  });
});
