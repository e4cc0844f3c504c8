import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_POLICY, looksLikePolicy, readPolicy } from '../../src/policy/read-policy.ts';
import { faultsOf, objectText, processorMs } from './reading.ts';

const PATHS = ['p.yaml', 'p.json', 'registries.conf', 'docker.io/hosts.toml', 'config.toml', 'p'];
const KIND = 'kind: ImageDigestMirrorSet\n';

describe('hostile texts', () => {
  test('50 MB are refused before anything is parsed', () => {
    const text = 'kind: [\n'.repeat(6_500_000);
    const at = { line: 1, column: 1 };
    const spent = processorMs(() => {
      for (const path of PATHS) {
        const { documents, findings } = readPolicy(text, path);
        expect(documents).toEqual([]);
        expect(findings).toMatchObject([{ rule: 'policy-invalid', severity: 'error', at }]);
      }
    });
    expect(spent).toBeLessThan(2000);
  });

  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]\n`)
    .join('')}`;
  test.each<[string, string]>([
    ['aliases that multiply', KIND + bomb],
    ['an alias within its anchor', `${KIND}spec: &s { imageDigestMirrors: *s }\n`],
    ['lists without end', `${KIND}spec: ${'['.repeat(20_000)}`],
    ['mappings without end', `${KIND}spec: ${'{a: '.repeat(20_000)}`],
    ['dashes without end', `${KIND}spec:\n  ${'- '.repeat(20_000)}`],
    ['documents without end', `---\n${KIND}`.repeat(3000)],
    [
      'a list in a list in a list',
      `kind: List\nitems: [${'{ kind: List, items: ['.repeat(10)}${']}'.repeat(10)}]\n`,
    ],
    ['a tag of another program', `${KIND}spec: !!python/object:os.system x\n`],
    ['a binary', `\0\x01\x02\uFFFD`],
    ['half a surrogate', `${KIND}spec: "\ud800"\n`],
  ])('%s', (_what, text) => {
    const { findings } = readPolicy(text, 'p.yaml');
    expect(findings.length).toBeGreaterThan(0);
    for (const { at } of findings) expect(at).toMatchObject({ file: 'p.yaml' });
  });

  test.each<[string, string]>([
    ['arrays without end', `registry = ${'['.repeat(20_000)}`],
    ['arrays without end that end', `registry = ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['a key without end', `${'a.'.repeat(20_000)}a = 1\n`],
    ['tables without end', '[[registry]]\n'.repeat(20_000)],
    ['a binary', '\0\x01\uFFFD'],
    ['YAML', 'a:\n  - b\n'],
  ])('TOML: %s', (_what, text) => {
    const { findings } = readPolicy(text, 'registries.conf');
    expect(findings.some(({ severity, at }) => severity !== 'note' && at?.file === 'registries.conf')).toBe(
      true,
    );
    expect(findings.length).toBeLessThanOrEqual(500);
  });

  test('keys that reach a prototype reach nothing', () => {
    const toml =
      '__proto__.polluted = 1\n[constructor.prototype]\npolluted = 1\n[[registry]]\nlocation = "a"\n';
    readPolicy(toml, 'registries.conf');
    readPolicy(
      `${KIND}"__proto__": { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n`,
      'p.yaml',
    );
    readPolicy('{"kind": "ImageDigestMirrorSet", "__proto__": {"polluted": 1}}', 'p.json');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('any text on any path gives findings with places, never a throw', () => {
    const pieces = [
      'kind: ImageDigestMirrorSet\n',
      'spec:\n',
      '  - ',
      '[[registry]]\n',
      'location = "a"\n',
      '[host."m"]\n',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...pieces, '\t', '\r\n', '&a ', '*a', '{', ']', '"', "'", '#'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...PATHS), (parts, path) => {
        for (const { at } of readPolicy(parts.join(''), path).findings) {
          expect(at?.line).toBeGreaterThan(0);
          expect(at?.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('files without a policy', () => {
  test.each([
    ['', 'p.yaml'],
    ['kind: Deployment\napiVersion: apps/v1\n', 'p.yaml'],
    ['[tool.poetry]\nname = "x"\n', 'pyproject.toml'],
    ['{}', 'p.json'],
  ])('%j in %s', (text, path) => {
    expect(faultsOf(text, path)).toEqual(['error policy-ignored 1:1']);
    expect(looksLikePolicy(text, path)).toBe(false);
  });

  test.each([
    [objectText('IDMS', []), 'any.yml'],
    ['{"kind":"ImageTagMirrorSet"}', 'any.json'],
    ['[[registry]]\n', 'any.conf'],
    ['', 'quay.io/hosts.toml'],
    ['[plugins."io.containerd.grpc.v1.cri".registry.mirrors."a"]\n', 'config.toml'],
  ])('%j in %s is found without being named', (text, path) => {
    expect(looksLikePolicy(text, path)).toBe(true);
  });

  test('the limit is where it is said to be', () => {
    const filler = '#'.repeat(LONGEST_POLICY - 1);
    expect(faultsOf(`${filler}\n`, 'registries.conf')).toEqual([]);
    expect(faultsOf(`${filler}\n\n`, 'registries.conf')).toEqual(['error policy-invalid 1:1']);
  });
});
