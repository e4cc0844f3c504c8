import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReference } from '../../src/oci/reference.ts';
import { effectiveRegistries } from '../../src/policy/effective-registries.ts';
import { type Explained, explain } from '../../src/policy/explain.ts';
import type { ExplainedPulls } from '../../src/policy/explanation.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { writePlatformRegistriesConf } from '../../src/policy/registries-conf-text.ts';
import { objectText } from './reading.ts';

type Files = Readonly<Record<string, string>>;

function explained(text: string, files: Files): Explained {
  const reference = parseReference(text);
  if (!reference.ok) throw new Error(reference.why);
  const documents = Object.entries(files).flatMap(([path, content]) => readPolicy(content, path).documents);
  return explain(reference.value, documents);
}

/** `endpoint` with `!` where blocked, `~` where insecure, and its line. */
function sketch(pulls: ExplainedPulls | null): Readonly<Record<'tag' | 'digest', readonly string[]>> | null {
  const lines = (list: ExplainedPulls['tag']) =>
    list.map(
      (one) =>
        `${one.endpoint}${one.blocked ? '!' : ''}${one.insecure ? '~' : ''}${one.line === null ? '' : ` ${one.line}`}`,
    );
  return pulls === null ? null : { tag: lines(pulls.tag), digest: lines(pulls.digest) };
}

const crio = (reference: string, files: Files) => sketch(explained(reference, files).explanation['cri-o']);
const containerd = (reference: string, files: Files) =>
  sketch(explained(reference, files).explanation.containerd);

const CONF = `[[registry]]
location = "docker.io"
[[registry.mirror]]
location = "m1.example.com"
pull-from-mirror = "digest-only"
[[registry.mirror]]
location = "m2.example.com:5000/hub"
insecure = true
[[registry.mirror]]
location = "m3.example.com"
pull-from-mirror = "tag-only"

[[registry]]
location = "docker.io/acme"
blocked = true
mirror-by-digest-only = true
[[registry.mirror]]
location = "m1.example.com/acme"

[[registry]]
prefix = "old.example.com"
location = "new.example.com/old"

[[registry]]
location = "m1.example.com/library"
blocked = true

[[registry]]
location = "quay.io/only/repo"
[[registry.mirror]]
location = "m1.example.com"
pull-from-mirror = "digest-only"
`;

describe('CRI-O and podman', () => {
  const files = { 'registries.conf': CONF };

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'redis:7.4',
      [
        'm2.example.com:5000/hub/library/redis~ 6',
        'm3.example.com/library/redis 9',
        'docker.io/library/redis 1',
      ],
      [
        'm1.example.com/library/redis! 3',
        'm2.example.com:5000/hub/library/redis~ 6',
        'docker.io/library/redis 1',
      ],
    ],
    ['acme/tool', ['docker.io/acme/tool! 13'], ['m1.example.com/acme/tool 17', 'docker.io/acme/tool! 13']],
    ['old.example.com/a', ['new.example.com/old/a 20'], ['new.example.com/old/a 20']],
    ['ghcr.io/a/b', ['ghcr.io/a/b'], ['ghcr.io/a/b']],
    ['quay.io/only/repo', ['quay.io/only/repo 28'], []],
  ])('%s', (reference, tag, digest) => {
    expect(crio(reference, files)).toEqual({ tag, digest });
  });

  test('a rewrite that is no name fails the whole pull', () => {
    const { findings } = explained('quay.io/only/repo', files);
    expect(findings.map(({ rule, at }) => [rule, at?.line])).toEqual([['policy-rewrite-invalid', 30]]);
  });

  test('drop-ins replace tables whole, in the order of their names', () => {
    const table = (mirror: string) =>
      `[[registry]]\nlocation = "q.io"\n[[registry.mirror]]\nlocation = "${mirror}"\n`;
    const given = {
      'registries.conf.d/20.conf': table('b.io'),
      'registries.conf.d/10.conf': table('a.io'),
      'registries.conf': table('main.io'),
    };
    expect(crio('q.io/x', given)?.tag).toEqual(['b.io/x 3', 'q.io/x 1']);
    const { findings } = explained('q.io/x', given);
    expect(findings.map(({ rule, at }) => [rule, at?.file])).toEqual([
      ['policy-replaced', 'registries.conf.d/10.conf'],
      ['policy-replaced', 'registries.conf.d/20.conf'],
    ]);
  });

  test('objects of OpenShift, with the line of each entry', () => {
    const idms = objectText('IDMS', [
      'source: docker.io/library, mirrors: [m1.io/l, m2.io/l], mirrorSourcePolicy: NeverContactSource',
    ]);
    const itms = objectText('ITMS', ['source: docker.io/library/redis, mirrors: [t.io/redis]']);
    expect(crio('redis', { 'idms.yaml': idms })).toEqual({
      tag: ['docker.io/library/redis! 6'],
      digest: ['m1.io/l/redis 6', 'm2.io/l/redis 6', 'docker.io/library/redis! 6'],
    });
    expect(crio('redis', { 'idms.yaml': idms, 'itms.yaml': itms })?.tag).toEqual([
      't.io/redis 6',
      'docker.io/library/redis 6',
    ]);
  });

  test('files that say nothing to it give null', () => {
    expect(crio('redis', { 'docker.io/hosts.toml': '' })).toBeNull();
    expect(crio('redis', { 'p.yaml': objectText('ICP', ['source: docker.io, mirrors: [m.io]']) })).toBeNull();
  });

  test('a refused file takes no part', () => {
    const refused = { 'registries.conf': `short-name-mode = "x"\n${CONF}` };
    expect(crio('redis', refused)?.tag).toEqual(['docker.io/library/redis']);
  });

  test('what the platform would write explains the same as the objects', () => {
    const place = fc.constantFrom('a.io', 'a.io/x', 'b.io', '*.c.io', 'd.c.io/y', 'docker.io/library');
    const mirrors = fc.uniqueArray(fc.constantFrom('m.io/q', 'n.io:5000', 'a.io', 'o.io/r'), {
      minLength: 1,
    });
    const policy = fc.constantFrom('AllowContactingSource', 'NeverContactSource');
    const object = fc
      .tuple(fc.constantFrom('IDMS' as const, 'ITMS' as const), place, mirrors, policy)
      .map(([kind, source, list, never]) =>
        objectText(kind, [
          `source: "${source}", mirrors: [${list.join(', ')}], mirrorSourcePolicy: ${never}`,
        ]),
      );
    const reference = fc.constantFrom(
      'a.io/x/y',
      'a.io/z',
      'b.io/q',
      'd.c.io/y/z',
      'e.c.io/k',
      'redis',
      'm.io/q',
    );
    fc.assert(
      fc.property(fc.array(object, { maxLength: 4 }), reference, (objects, ref) => {
        const text = objects.join('---\n');
        const { documents } = readPolicy(text, 'p.yaml');
        const { tables } = effectiveRegistries(documents);
        const conf = writePlatformRegistriesConf({ header: ['x'], registries: tables ?? [] });
        const places = (files: Files) => {
          const { tag, digest } = explained(ref, files).explanation['cri-o'] ?? { tag: [], digest: [] };
          return [tag, digest].map((list) => list.map(({ endpoint, blocked }) => [endpoint, blocked]));
        };
        if (objects.length > 0)
          expect(places({ 'registries.conf': conf })).toEqual(places({ 'p.yaml': text }));
      }),
      { numRuns: 200 },
    );
  });
});

describe('containerd', () => {
  const hub = `server = "https://registry-1.docker.io"
[host."https://m1.example.com"]
capabilities = ["pull"]
[host."http://m2.example.com:5000/v2/hub"]
capabilities = ["pull", "resolve"]
override_path = true
[host."https://push.example.com"]
capabilities = ["push"]
`;

  test('mirrors in the order of the file, for what each may do, and the server last', () => {
    expect(containerd('redis', { 'certs.d/docker.io/hosts.toml': hub })).toEqual({
      tag: ['m2.example.com:5000/hub/library/redis~ 4', 'docker.io/library/redis 1'],
      digest: [
        'm1.example.com/library/redis 2',
        'm2.example.com:5000/hub/library/redis~ 4',
        'docker.io/library/redis 1',
      ],
    });
  });

  test.each<[string, Files, readonly string[]]>([
    ['another host', { 'certs.d/docker.io/hosts.toml': hub }, ['quay.io/a/b']],
    ['no server', { 'quay.io/hosts.toml': '[host."https://m"]\n' }, ['m/a/b 1', 'quay.io/a/b']],
    ['the server is a mirror', { 'quay.io/hosts.toml': 'server = "https://m"\n' }, ['m/a/b 1']],
    ['_default', { '_default/hosts.toml': '[host."https://d"]\n' }, ['d/a/b 1', 'quay.io/a/b']],
    [
      'the host before _default',
      { '_default/hosts.toml': '[host."https://d"]\n', 'quay.io/hosts.toml': '' },
      ['quay.io/a/b'],
    ],
    [
      'the first root',
      { 'a/_default/hosts.toml': '[host."https://d"]\n', 'b/quay.io/hosts.toml': '' },
      ['d/a/b 1', 'quay.io/a/b'],
    ],
    [
      'a broken file',
      { 'quay.io/hosts.toml': '[host."https://m"\n', '_default/hosts.toml': '[host."https://d"]\n' },
      ['quay.io/a/b'],
    ],
    [
      'a bad capability',
      { 'quay.io/hosts.toml': '[host."https://m"]\ncapabilities = ["x"]\n' },
      ['quay.io/a/b'],
    ],
    [
      'the path of another API',
      { 'quay.io/hosts.toml': '[host."https://m/proxy"]\n' },
      ['m/proxy/v2/a/b 1', 'quay.io/a/b'],
    ],
    [
      'skip_verify',
      { 'quay.io/hosts.toml': '[host."https://m"]\nskip_verify = true\n' },
      ['m/a/b~ 1', 'quay.io/a/b'],
    ],
  ])('%s', (_what, files, digest) => {
    expect(containerd('quay.io/a/b', files)?.digest).toEqual(digest);
  });

  test('a port is part of the folder', () => {
    const files = { 'certs.d/localhost_5000_/hosts.toml': '[host."https://m"]\n' };
    expect(containerd('localhost:5000/a', files)?.tag).toEqual(['m/a 1', 'localhost:5000/a~']);
  });

  const legacy = (endpoints: readonly string[], host = 'r3') =>
    `[plugins."io.containerd.grpc.v1.cri".registry.mirrors."${host}"]\nendpoint = ${JSON.stringify(endpoints)}\n`;
  test.each<[string, string, readonly string[]]>([
    ['appended', legacy(['r1:5000', 'https://r2:5000'], 'r3.io'), ['r1:5000/a 2', 'r2:5000/a 2', 'r3.io/a']],
    ['for any host', legacy(['https://r1'], '*'), ['r1/a 2', 'r3.io/a']],
    [
      'the host before *',
      legacy(['https://r1'], '*') + legacy(['https://r2'], 'r3.io'),
      ['r2/a 4', 'r3.io/a'],
    ],
    ['named by http', legacy(['http://r3.io', 'https://r1'], 'r3.io'), ['r3.io/a~ 2', 'r1/a 2']],
    [
      'named with a path',
      legacy(['https://r3.io/path', 'https://r1', '127.0.0.1:1234'], 'r3.io'),
      ['r3.io/path/a 2', 'r1/a 2', '127.0.0.1:1234/a~ 2'],
    ],
    ['no entry', legacy(['https://r1'], 'r9.io'), ['r3.io/a']],
  ])('registry.mirrors: the source is %s', (_what, text, expected) => {
    expect(containerd('r3.io/a', { 'config.toml': text })).toEqual({ tag: expected, digest: expected });
  });

  test('for Docker Hub its API host does not count as the source', () => {
    const text = legacy(['https://registry-1.docker.io', 'https://m'], 'docker.io');
    expect(containerd('redis', { 'config.toml': text })?.tag).toEqual([
      'docker.io/library/redis 2',
      'm/library/redis 2',
      'docker.io/library/redis',
    ]);
  });

  test('registry.mirrors keeps hosts.toml from being read', () => {
    const files = {
      'config.toml': legacy(['https://r1'], 'q.io'),
      'q.io/hosts.toml': '[host."https://m"]\n',
    };
    expect(containerd('q.io/a', files)?.tag).toEqual(['r1/a 2', 'q.io/a']);
    expect(explained('q.io/a', files).findings.map(({ rule }) => rule)).toEqual(['policy-replaced']);
  });
});

test('the reference is shown in full, and runtimes without files are null', () => {
  expect(explained('redis', {}).explanation).toEqual({
    reference: 'docker.io/library/redis:latest',
    'cri-o': null,
    containerd: null,
  });
});
