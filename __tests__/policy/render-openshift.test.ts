import { describe, expect, test } from '@jest/globals';
import { mergeMirrorSets } from '../../src/policy/merge.ts';
import { documentsOf, type RegistryTable } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { writePlatformRegistriesConf } from '../../src/policy/registries-conf-text.ts';
import { type Rendered, renderOpenShift } from '../../src/policy/render-openshift.ts';
import { objectText, only, readSound } from './reading.ts';

const NEVER = 'mirrorSourcePolicy: NeverContactSource';

interface Scopes {
  readonly insecure?: string;
  readonly blocked?: string;
}

function imageText({ insecure = '', blocked = '' }: Scopes): string {
  return `apiVersion: config.openshift.io/v1
kind: Image
metadata: { name: cluster }
spec:
  registrySources:
    insecureRegistries: [${insecure}]
    blockedRegistries: [${blocked}]
`;
}

function render(objects: readonly string[], scopes: Scopes = {}): Rendered {
  const { documents } = readPolicy([imageText(scopes), ...objects].join('---\n'), 'p.yaml');
  const policy = mergeMirrorSets(documentsOf(documents, 'mirror-set'));
  return renderOpenShift(policy, documentsOf(documents, 'image-config'));
}

/** `scope[!blocked][~insecure]: mirror[~insecure]/d|t …` */
function sketch(tables: readonly RegistryTable[] | null): readonly string[] | null {
  const marks = (one: { readonly insecure: boolean; readonly blocked?: boolean }) =>
    `${one.blocked === true ? '!' : ''}${one.insecure ? '~' : ''}`;
  return (
    tables?.map(
      (table) =>
        `${table.prefix}${marks(table)}: ${table.mirrors
          .map((mirror) => `${mirror.location}${marks(mirror)} ${mirror.pullFrom[0]}`)
          .join(', ')}`,
    ) ?? null
  );
}

const idms = (...entries: string[]) => objectText('IDMS', entries);
const itms = (...entries: string[]) => objectText('ITMS', entries);

describe('the worked examples of the platform', () => {
  test('digest and tag sets of several sources', () => {
    const objects = [
      idms(`source: a, mirrors: [d1, d2], ${NEVER}`, 'source: b, mirrors: [d3]'),
      itms('source: b, mirrors: [t1]'),
    ];
    expect(sketch(render(objects).tables)).toEqual(['a!: d1 d, d2 d', 'b: d3 d, t1 t']);
  });

  test('blocked and insecure scopes within a source inherit its mirrors', () => {
    const scopes = { insecure: 'p.com/top/ins', blocked: 'p.com/top/blk' };
    expect(sketch(render([idms('source: p.com/top, mirrors: [m.com/x]')], scopes).tables)).toEqual([
      'p.com/top: m.com/x d',
      'p.com/top/blk!: m.com/x/blk d',
      'p.com/top/ins~: m.com/x/ins d',
    ]);
  });

  test('a narrower tag set leaves digest pulls without mirrors', () => {
    const objects = [
      idms('source: quay.io, mirrors: [m.io/q]'),
      itms('source: quay.io/foo, mirrors: [t.io/foo]'),
    ];
    expect(sketch(render(objects).tables)).toEqual(['quay.io: m.io/q d', 'quay.io/foo: t.io/foo t']);
  });

  test('an insecure scope covers mirrors that lie in it', () => {
    const rendered = render([idms('source: quay.io, mirrors: [m.io/q]')], { insecure: 'm.io' });
    expect(sketch(rendered.tables)).toEqual(['quay.io: m.io/q~ d', 'm.io~: ']);
  });

  test('a scope without mirrors within a wildcard source makes the operator fail', () => {
    const rendered = render([idms('source: "*.redhat.io", mirrors: [m.local/rh]')], {
      insecure: 'a.redhat.io',
    });
    expect(rendered.tables).toBeNull();
    expect(rendered.findings).toMatchObject([{ rule: 'policy-conflict', at: { line: 6 } }]);
  });

  test('a wildcard is a prefix without location', () => {
    const [table] = render([idms('source: "*.redhat.io", mirrors: [m.local/rh]')]).tables ?? [];
    expect(table).toMatchObject({ prefix: '*.redhat.io', location: '' });
  });

  test('a blocked scope within an insecure one is both, and blocks what lies in it', () => {
    const scopes = { insecure: '"*.lab.io"', blocked: '"*.bad.lab.io"' };
    expect(sketch(render([idms('source: x.bad.lab.io/y, mirrors: [m.io]')], scopes).tables)).toEqual([
      'x.bad.lab.io/y!~: m.io d',
      '*.bad.lab.io!~: ',
      '*.lab.io~: ',
    ]);
  });

  test('a scope within two sources takes the mirrors of the one that sorts first', () => {
    const objects = [idms('source: a.io, mirrors: [m.io]', 'source: a.io/b, mirrors: [n.io]')];
    expect(sketch(render(objects, { blocked: 'a.io/b/c' }).tables)).toEqual([
      'a.io: m.io d',
      'a.io/b: n.io d',
      'a.io/b/c!: m.io/b/c d',
    ]);
  });
});

test('every table and mirror keeps the line that put it there', () => {
  const { tables } = render([idms('source: b, mirrors: [x, y]'), itms('source: b, mirrors: [z]')], {
    blocked: 'b/c',
  });
  expect(tables?.map((table) => [table.at.line, table.mirrors.map(({ at }) => at.line)])).toEqual([
    [14, [14, 14, 21]],
    [7, [14, 14, 21]],
  ]);
});

test('the text is the one of the platform, and reads back as the same', () => {
  const objects = [
    idms(
      'source: registry.access.redhat.com/ubi9/ubi-minimal, mirrors: [example.io/example/ubi-minimal, example.com/example/ubi-minimal]',
      `source: registry.example.com, mirrors: [mirror.example.net], ${NEVER}`,
      'source: "*.redhat.io", mirrors: [m.example.net]',
    ),
    itms('source: registry.example.com, mirrors: [mirror.example.net]'),
  ];
  const { tables } = render(objects, { insecure: 'mirror.example.net' });
  const text = writePlatformRegistriesConf({ header: [], registries: tables ?? [] });
  expect(text).toBe(`unqualified-search-registries = ["registry.access.redhat.com", "docker.io"]
short-name-mode = ""

[[registry]]
  prefix = "*.redhat.io"

  [[registry.mirror]]
    location = "m.example.net"
    pull-from-mirror = "digest-only"

[[registry]]
  prefix = ""
  location = "registry.access.redhat.com/ubi9/ubi-minimal"

  [[registry.mirror]]
    location = "example.io/example/ubi-minimal"
    pull-from-mirror = "digest-only"

  [[registry.mirror]]
    location = "example.com/example/ubi-minimal"
    pull-from-mirror = "digest-only"

[[registry]]
  prefix = ""
  location = "registry.example.com"
  blocked = true

  [[registry.mirror]]
    location = "mirror.example.net"
    insecure = true
    pull-from-mirror = "digest-only"

  [[registry.mirror]]
    location = "mirror.example.net"
    insecure = true
    pull-from-mirror = "tag-only"

[[registry]]
  prefix = ""
  location = "mirror.example.net"
  insecure = true
`);
  const read = only(readSound(text, 'registries.conf'), 'registries.conf').registries;
  expect(sketch(read)).toEqual(sketch(tables));
});
