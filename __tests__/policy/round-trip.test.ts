import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReference, type Reference } from '../../src/oci/reference.ts';
import { explain } from '../../src/policy/explain.ts';
import type { ExplainedEndpoint } from '../../src/policy/explanation.ts';
import {
  type GenerateFormat,
  generateFromManifest,
  generateFromPolicies,
} from '../../src/policy/generate.ts';
import type { PolicyDocument } from '../../src/policy/model.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import type { Generated } from '../../src/policy/routes.ts';
import { manifest } from './manifest.ts';
import { objectText } from './reading.ts';

function reference(text: string): Reference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

/** What was written, read back; it must be free of faults. */
function readBack({ files }: Generated): readonly PolicyDocument[] {
  return files.flatMap(({ path, text }) => {
    const { documents, findings } = readPolicy(text, `out/${path}`);
    expect(findings.filter(({ rule }) => rule !== 'policy-deprecated')).toEqual([]);
    expect(documents.map(({ fate }) => fate)).toEqual(['used']);
    return documents;
  });
}

const names = (list: readonly ExplainedEndpoint[] | undefined) =>
  (list ?? []).filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint);

interface Made {
  readonly source: string;
  readonly tags: boolean;
  readonly mirrors: readonly ('eu' | 'us')[];
}

const TARGETS = { eu: 'registry.eu.example.com/mirror', us: 'us.example.com:5000' };
const made: fc.Arbitrary<Made> = fc.record({
  source: fc.constantFrom(
    'docker.io/library/redis',
    'docker.io/acme/a',
    'quay.io/acme/tool',
    'localhost:6000/x',
  ),
  tags: fc.boolean(),
  mirrors: fc.constantFrom(['eu', 'us'] as const, ['us'] as const, ['eu'] as const),
});
const images = fc.uniqueArray(made, { selector: ({ source }) => source, minLength: 1 });

/** What a node should try, said without any format. */
function wanted({ source, tags, mirrors }: Made, by: 'tag' | 'digest', never: boolean): readonly string[] {
  const path = source.slice(source.indexOf('/'));
  const places = by === 'digest' || tags ? mirrors.map((name) => `${TARGETS[name]}${path}`) : [];
  return never ? places : [...places, source];
}

function write(list: readonly Made[], format: GenerateFormat, never: boolean): Generated {
  const lines = list.map(
    ({ source, tags, mirrors }) =>
      `source: "${source}", tags: ["1"], allowMirrorByTags: ${tags}, mirrors: [${mirrors.join(', ')}]`,
  );
  return generateFromManifest(manifest(lines), { format, neverContactSource: never });
}

describe('what is generated, read back, means the same', () => {
  test.each<[GenerateFormat[], 'cri-o' | 'containerd']>([
    [['registries.conf'], 'cri-o'],
    [['idms', 'itms'], 'cri-o'],
    [['hosts.toml'], 'containerd'],
  ])('%j', (formats, runtime) => {
    fc.assert(
      fc.property(images, fc.boolean(), (list, never) => {
        const generated = formats.map((format) => write(list, format, never));
        const isExact = generated.every(({ findings }) =>
          findings.every(({ help }) => /apply both|insecureRegistries/.test(help)),
        );
        const documents = generated.flatMap(readBack);
        if (!isExact) return;
        for (const one of list) {
          const { explanation } = explain(reference(`${one.source}:1`), documents);
          for (const by of ['digest', 'tag'] as const) {
            expect(names(explanation[runtime]?.[by])).toEqual(wanted(one, by, never));
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test('hosts.toml never lets a mirror answer for tags that were not allowed', () => {
    fc.assert(
      fc.property(images, fc.boolean(), (list, never) => {
        const documents = readBack(write(list, 'hosts.toml', never));
        for (const one of list.filter(({ tags }) => !tags)) {
          const { containerd } = explain(reference(one.source), documents).explanation;
          expect(names(containerd?.tag).filter((place) => place !== one.source)).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('conversion', () => {
  const scope = fc.constantFrom('quay.io', 'quay.io/acme', 'quay.io/acme/tool', 'docker.io/library');
  const list = fc.uniqueArray(fc.constantFrom('a.io/q', 'b.io:5000/r', 'c.io/s', 'quay.io/acme'), {
    minLength: 1,
  });
  const object = fc
    .tuple(fc.constantFrom('IDMS' as const, 'ICSP' as const), scope, list)
    .map(([kind, source, mirrors]) =>
      objectText(kind, [`source: ${source}, mirrors: [${mirrors.join(', ')}]`]),
    );
  const objects = fc.array(object, { minLength: 1, maxLength: 4 }).map((texts) => texts.join('---\n'));
  const REFERENCES = ['quay.io/acme/tool', 'quay.io/acme/x', 'quay.io/y/z', 'redis'].map(reference);

  test.each<GenerateFormat>(['idms', 'icsp', 'registries.conf'])(
    'digest sets to %s keep every order',
    (format) => {
      fc.assert(
        fc.property(objects, (text) => {
          const { documents } = readPolicy(text, 'old.yaml');
          const after = readBack(generateFromPolicies(documents, { format, neverContactSource: false }));
          for (const one of REFERENCES) {
            const places = (given: readonly PolicyDocument[]) => {
              const { digest = [], tag = [] } = explain(one, given).explanation['cri-o'] ?? {};
              return [names(digest), names(tag)];
            };
            expect(places(after)).toEqual(places(documents));
          }
        }),
        { numRuns: 100 },
      );
    },
  );

  const convert = (text: string, path: string, format: GenerateFormat) =>
    generateFromPolicies(readPolicy(text, path).documents, { format, neverContactSource: false });

  test('an old object becomes a new one', () => {
    const icsp = objectText('ICSP', [
      'source: quay.io/a, mirrors: [m.io/a, n.io/a]',
      'source: quay.io/b, mirrors: []',
    ]);
    const { files, findings } = convert(icsp, 'icsp.yaml', 'idms');
    expect(findings).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(['idms.yaml']);
    expect(files[0]?.text).toContain(`  imageDigestMirrors:
    - source: quay.io/a
      mirrors:
        - m.io/a
        - n.io/a
`);
    expect(files[0]?.text).toMatch(/^# .*icsp\.yaml/);
  });

  test('the proposed list becomes digest and tag sets', () => {
    const text = objectText('ICSP', [
      'source: q.io, mirrors: [m.io], allowMirrorByTags: true',
      'source: r.io, mirrors: [m.io]',
    ]);
    const proposed = text.replace('repositoryDigestMirrors', 'repositoryMirrors');
    expect(convert(proposed, 'p.yaml', 'idms').files[0]?.text.match(/source: .*/g)).toEqual([
      'source: q.io',
      'source: r.io',
    ]);
    expect(convert(proposed, 'p.yaml', 'itms').files[0]?.text.match(/source: .*/g)).toEqual(['source: q.io']);
    const policy = objectText('ICP', ['source: q.io, mirrors: [m.io], allowMirrorByTags: true']);
    expect(convert(policy, 'p.yaml', 'itms').files[0]?.text).toContain('source: q.io');
  });

  test('objects become the file of a node, as the platform writes it', () => {
    const { files } = convert(
      objectText('IDMS', ['source: q.io, mirrors: [m.io]']),
      'p.yaml',
      'registries.conf',
    );
    expect(files[0]?.text).toContain(
      'short-name-mode = ""\n\n[[registry]]\n  prefix = ""\n  location = "q.io"\n',
    );
  });

  test('objects that contradict each other become nothing', () => {
    const never = 'mirrorSourcePolicy: NeverContactSource';
    const text = `${objectText('IDMS', [`source: q.io, mirrors: [m.io], ${never}`])}---\n${objectText('ICSP', ['source: q.io, mirrors: [m.io]'])}`;
    const { files, findings } = convert(text, 'p.yaml', 'idms');
    expect([files, findings.map(({ rule }) => rule)]).toEqual([[], ['policy-conflict']]);
  });

  const CONF = `[[registry]]
location = "q.io"
blocked = true
[[registry.mirror]]
location = "m.io/x"
insecure = true
[[registry.mirror]]
location = "n.io"
pull-from-mirror = "tag-only"
[[registry]]
location = "blocked.io"
blocked = true
[[registry]]
location = "lab.io"
insecure = true
[[registry]]
prefix = "old.io"
location = "new.io/old"
`;

  test('registries.conf to objects: what they cannot say is told', () => {
    const { files, findings } = convert(CONF, 'registries.conf', 'idms');
    expect(files[0]?.text.split('imageDigestMirrors:\n')[1]).toBe(`    - source: old.io
      mirrors:
        - new.io/old
      mirrorSourcePolicy: NeverContactSource
    - source: q.io
      mirrors:
        - m.io/x
      mirrorSourcePolicy: NeverContactSource
`);
    expect(findings.map(({ severity, at }) => [severity, at?.line])).toEqual([
      ['warning', 13],
      ['error', 10],
      ['note', 16],
      ['warning', 4],
    ]);
  });

  test('registries.conf to hosts.toml', () => {
    const { files, findings } = convert(CONF, 'registries.conf', 'hosts.toml');
    expect(findings.map(({ severity, at }) => [severity, at?.line])).toEqual([
      ['warning', 13],
      ['warning', 4],
      ['note', 7],
    ]);
    expect(Object.fromEntries(files.map(({ path, text }) => [path, text.replace(/^#.*\n/gm, '')]))).toEqual({
      'old.io/hosts.toml':
        'server = "https://new.io/v2/old"\ncapabilities = ["pull", "resolve"]\noverride_path = true\n',
      'q.io/hosts.toml': `server = "https://n.io"
capabilities = ["pull", "resolve"]

[host."https://m.io/v2/x"]
  capabilities = ["pull", "resolve"]
  override_path = true
  skip_verify = true
`,
    });
  });

  test('hosts.toml to registries.conf', () => {
    const text = `server = "https://m.io/v2/x"
override_path = true
[host."http://n.io:5000"]
capabilities = ["pull"]
[host."https://odd.io/api"]
`;
    const { files, findings } = convert(text, 'certs.d/q.io/hosts.toml', 'registries.conf');
    expect(files[0]?.text.replace(/^#.*\n/gm, '')).toBe(`
[[registry]]
location = "q.io"
blocked = true

[[registry.mirror]]
location = "n.io:5000"
insecure = true
pull-from-mirror = "digest-only"

[[registry.mirror]]
location = "m.io/x"
`);
    expect(findings.map(({ severity, at }) => [severity, at?.line])).toEqual([['error', 5]]);
  });
});
