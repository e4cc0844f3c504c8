import { describe, expect, test } from '@jest/globals';
import { documentsOf } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { faultsOf, objectText, only, readSound } from './reading.ts';

/** Shaped like the example of the platform's documentation: several sources, a whole registry, a policy. */
const DOCUMENTED_IDMS = `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: ubi9repo
spec:
  imageDigestMirrors:
  - mirrors:
    - example.io/example/ubi-minimal
    - example.com/example2/ubi-minimal
    source: registry.access.redhat.com/ubi9/ubi-minimal
    mirrorSourcePolicy: AllowContactingSource
  - mirrors:
    - mirror.example.com/redhat
    source: registry.example.com/redhat
    mirrorSourcePolicy: NeverContactSource
  - mirrors: [mirror.example.net]
    source: "*.redhat.io"
`;

describe('an ImageDigestMirrorSet', () => {
  const set = only(readSound(DOCUMENTED_IDMS, 'idms.yaml'), 'mirror-set');

  test('is read with the place of every text', () => {
    expect(set).toMatchObject({ kind: 'ImageDigestMirrorSet', name: 'ubi9repo', fate: 'used' });
    expect(set.entries).toHaveLength(3);
    expect(set.entries[0]).toEqual({
      source: {
        text: 'registry.access.redhat.com/ubi9/ubi-minimal',
        at: { file: 'idms.yaml', line: 10, column: 13 },
      },
      mirrors: [
        { text: 'example.io/example/ubi-minimal', at: { file: 'idms.yaml', line: 8, column: 7 } },
        { text: 'example.com/example2/ubi-minimal', at: { file: 'idms.yaml', line: 9, column: 7 } },
      ],
      sourcePolicy: 'AllowContactingSource',
      pulls: ['digest'],
      isProposed: false,
      at: { file: 'idms.yaml', line: 7, column: 5 },
    });
  });

  test('keeps its source policies', () => {
    expect(set.entries.map(({ sourcePolicy }) => sourcePolicy)).toEqual([
      'AllowContactingSource',
      'NeverContactSource',
      'AllowContactingSource',
    ]);
  });
});

describe('streams, lists and JSON', () => {
  const idms = objectText('IDMS', ['source: a.example, mirrors: [m.example]'], 'one');
  const itms = objectText('ITMS', ['source: b.example, mirrors: [m.example]'], 'two');

  test('every document of a stream', () => {
    const sets = documentsOf(readSound(`---\n${idms}---\n# none\n---\n${itms}`, 'all.yaml'), 'mirror-set');
    expect(sets.map(({ name, at }) => [name, at.line])).toEqual([
      ['one', 2],
      ['two', 11],
    ]);
    expect(sets[1]?.entries[0]?.pulls).toEqual(['tag']);
  });

  test('List and JSON, indented with tabs', () => {
    const item = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSet',
      metadata: { name: 'x' },
    };
    const spec = { imageDigestMirrors: [{ source: 'a.example', mirrors: ['m.example'] }] };
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { ...item, spec },
        { apiVersion: 'v1', kind: 'Pod' },
      ],
    };
    const set = only(readSound(JSON.stringify(list, null, '\t'), 'list.json'), 'mirror-set');
    expect(set.entries[0]?.source.at).toEqual({ file: 'list.json', line: 14, column: 17 });
  });

  test('a list of the kind itself, and other objects beside', () => {
    const text = 'apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSetList\nitems:\n';
    const entry = `- ${idms.trimEnd().replaceAll('\n', '\n  ')}\n`;
    expect(documentsOf(readSound(`${text}${entry}---\nkind: Pod\n`, 'l.yaml'), 'mirror-set')).toHaveLength(1);
  });

  test('CRLF and a byte order mark change nothing', () => {
    const plain = readPolicy(idms, 'x.yaml');
    expect(readPolicy(`\uFEFF${idms.replaceAll('\n', '\r\n')}`, 'x.yaml')).toEqual(plain);
  });

  test('an Image object gives its scopes', () => {
    const text = `apiVersion: config.openshift.io/v1
kind: Image
metadata: { name: cluster }
spec:
  registrySources:
    insecureRegistries: ["*.lab.example", m.example:5000]
    blockedRegistries: [bad.example]
`;
    const config = only(readSound(text, 'image.yaml'), 'image-config');
    expect(config.insecure.map((scope) => scope.text)).toEqual(['*.lab.example', 'm.example:5000']);
    expect(config).toMatchObject({ blocked: [{ text: 'bad.example', at: { line: 7 } }], fate: 'used' });
    expect(faultsOf(text.replace('bad.example', '"a*"'), 'i.yaml')).toEqual(['error policy-invalid 7:25']);
  });
});

describe('what the platform refuses or ignores', () => {
  const good = 'source: quay.io/a, mirrors: [m.example/a]';

  test.each<[string, string, string, string[]]>([
    [
      'a bad source',
      objectText('IDMS', ['source: "quay.io/a:1", mirrors: [m.example]']),
      'refused',
      ['error policy-invalid 6:17'],
    ],
    [
      'a bad mirror',
      objectText('ITMS', ['source: quay.io, mirrors: [https://m.example]']),
      'refused',
      ['error policy-invalid 6:36'],
    ],
    [
      'a mirror given twice',
      objectText('IDMS', ['source: a.b, mirrors: [c, c]']),
      'refused',
      ['error policy-invalid 6:35'],
    ],
    [
      'an unknown policy',
      objectText('IDMS', [`${good}, mirrorSourcePolicy: Never`]),
      'refused',
      ['error policy-invalid 6:72'],
    ],
    [
      'a wrong type',
      objectText('IDMS', ['source: 1, mirrors: x']),
      'refused',
      ['error policy-invalid 6:17', 'error policy-invalid 6:29'],
    ],
    ['no source', objectText('IDMS', ['mirrors: [m.example]']), 'refused', ['error policy-invalid 6:7']],
    [
      'a wrong group',
      objectText('IDMS', [good]).replace('config.', 'operator.'),
      'refused',
      ['error policy-invalid 1:13'],
    ],
    [
      'no name',
      objectText('IDMS', [good]).replace('name: mirrors', ''),
      'refused',
      ['error policy-invalid 1:1'],
    ],
    [
      'no spec',
      'apiVersion: config.openshift.io/v1\nkind: ImageTagMirrorSet\nmetadata: { name: x }\nspec:\n',
      'refused',
      ['error policy-invalid 1:1'],
    ],
    [
      'an empty spec',
      'apiVersion: config.openshift.io/v1\nkind: ImageTagMirrorSet\nmetadata: { name: x }\nspec: {}\n',
      'used',
      [],
    ],
    [
      'a duplicate key',
      `${objectText('IDMS', [good])}kind: ImageTagMirrorSet\n`,
      'refused',
      ['error policy-invalid 7:1'],
    ],
    [
      'a prototype key',
      `${objectText('IDMS', [good])}__proto__: { kind: Pod }\n`,
      'refused',
      ['error policy-invalid 7:1'],
    ],
    [
      'one bad ICSP',
      objectText('ICSP', ['source: "a b", mirrors: [c]']),
      'blocks-all',
      ['note policy-deprecated 2:7', 'error policy-invalid 6:17'],
    ],
    [
      'ICSP with a mirror twice',
      objectText('ICSP', ['source: a, mirrors: [c, c]']),
      'used',
      ['note policy-deprecated 2:7', 'warning policy-no-effect 6:33'],
    ],
    [
      'ImageContentPolicy',
      objectText('ICP', [`${good}, allowMirrorByTags: true`]),
      'ignored',
      ['error policy-ignored 2:7'],
    ],
    [
      'the list of another kind',
      objectText('IDMS', [good]).replace('imageDigestMirrors', 'repositoryDigestMirrors'),
      'used',
      ['error policy-unknown-key 5:3'],
    ],
    [
      'a misspelled key',
      objectText('IDMS', [`${good}, mirrorSourcePolcy: x`]),
      'used',
      ['warning policy-unknown-key 6:52'],
    ],
    [
      'no mirrors',
      objectText('IDMS', ['source: a.b, mirrorSourcePolicy: NeverContactSource']),
      'used',
      ['warning policy-no-effect 6:17'],
    ],
    [
      'only itself',
      objectText('IDMS', ['source: a.b, mirrors: [a.b]']),
      'used',
      ['warning policy-no-effect 6:17'],
    ],
  ])('%s', (_what, text, fate, expected) => {
    expect(faultsOf(text, 'p.yaml')).toEqual(expected);
    expect(only(readPolicy(text, 'p.yaml').documents, 'mirror-set').fate).toBe(fate);
  });

  test('a kind with a wrong letter is told', () => {
    const text = objectText('IDMS', [good]).replace('ImageDigest', 'imageDigest');
    expect(faultsOf(text, 'p.yaml')).toEqual(['error policy-invalid 2:7']);
  });

  test('the proposed repositoryMirrors are read as proposed, and told', () => {
    const text = objectText('ICSP', [`${good}, allowMirrorByTags: true`, good]).replace(
      'repositoryDigestMirrors',
      'repositoryMirrors',
    );
    const set = only(readPolicy(text, 'p.yaml').documents, 'mirror-set');
    expect(set.entries.map(({ pulls, isProposed }) => [pulls, isProposed])).toEqual([
      [['digest', 'tag'], true],
      [['digest'], true],
    ]);
    expect(faultsOf(text, 'p.yaml')).toEqual([
      'note policy-deprecated 2:7',
      'warning policy-unknown-key 5:3',
    ]);
  });
});
