import { describe, expect, test } from '@jest/globals';
import { GENERATE_FORMATS, type GenerateFormat, generateFromManifest } from '../../src/policy/generate.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import type { Generated } from '../../src/policy/routes.ts';
import { manifest, REDIS, TOOL } from './manifest.ts';

type Options = { readonly mirrors?: readonly string[]; readonly never?: boolean; readonly top?: string };

function generate(format: GenerateFormat, images: readonly string[], options: Options = {}): Generated {
  const { mirrors, never = false, top = '' } = options;
  return generateFromManifest(manifest(images, top), { format, mirrors, neverContactSource: never });
}

/** The only file, without its comment. */
function textOf({ files }: Generated): string {
  expect(files).toHaveLength(1);
  return (files[0]?.text ?? '').replace(/^#.*\n/gm, '').replace(/^\n/, '');
}

const told = ({ findings }: Generated) =>
  findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at?.line}`);

describe('OpenShift objects', () => {
  test('digests for all, tags only where they are allowed', () => {
    const idms = generate('idms', [TOOL, REDIS]);
    expect(idms.files.map(({ path }) => path)).toEqual(['idms.yaml']);
    expect(textOf(idms)).toBe(`apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: mirror-action
spec:
  imageDigestMirrors:
    - source: docker.io/library/redis
      mirrors:
        - registry.eu.example.com/mirror/library/redis
        - us.example.com:5000/library/redis
    - source: quay.io/acme/tool
      mirrors:
        - registry.eu.example.com/mirror/acme/tool
        - us.example.com:5000/acme/tool
`);
    expect(told(idms)).toEqual(['note policy-inexpressible 9']);
    expect(
      textOf(generate('itms', [TOOL, REDIS], { never: true, mirrors: ['us', 'eu', 'new'] })),
    ).toBe(`apiVersion: config.openshift.io/v1
kind: ImageTagMirrorSet
metadata:
  name: mirror-action
spec:
  imageTagMirrors:
    - source: quay.io/acme/tool
      mirrors:
        - us.example.com:5000/acme/tool
        - registry.eu.example.com/mirror/acme/tool
      mirrorSourcePolicy: NeverContactSource
`);
  });

  test('an object without entries is still an object', () => {
    const itms = generate('itms', [REDIS]);
    expect(textOf(itms)).toContain('  imageTagMirrors: []\n');
    expect(readPolicy(itms.files[0]?.text ?? '', 'itms.yaml').findings).toEqual([]);
  });

  test('the deprecated kind cannot forbid the source', () => {
    const icsp = generate('icsp', [REDIS], { never: true });
    expect(textOf(icsp)).toContain('  repositoryDigestMirrors: []\n');
    expect(told(icsp)).toEqual(['error policy-inexpressible 9']);
  });

  test('insecure mirrors are told: these objects cannot say it', () => {
    const top = 'registries: { "us.example.com:5000": { tls: false } }\n';
    expect(told(generate('idms', [REDIS], { top }))).toEqual(['warning policy-inexpressible 10']);
  });

  test('names that the platform does not take are left out', () => {
    const mirrors = 'mirrors: [{ name: v6, target: "[::1]:5000" }, { name: eu, target: eu.example.com }]\n';
    const file = manifest([REDIS, 'source: "[::1]:6000/a", tags: ["1"]'], '', mirrors);
    const idms = generateFromManifest(file, { format: 'idms', neverContactSource: false });
    expect(textOf(idms).match(/- [a-z].*/g)).toEqual([
      '- source: docker.io/library/redis',
      '- eu.example.com/library/redis',
    ]);
    expect(told(idms).filter((line) => line.startsWith('error'))).toHaveLength(2);
  });
});

describe('registries.conf', () => {
  test('says which mirrors are for digests alone and which are insecure', () => {
    const top = 'registries: { "us.example.com:5000": { tls: { skipVerify: true } } }\n';
    expect(textOf(generate('registries.conf', [REDIS, TOOL], { top }))).toBe(`[[registry]]
location = "docker.io/library/redis"

[[registry.mirror]]
location = "registry.eu.example.com/mirror/library/redis"
pull-from-mirror = "digest-only"

[[registry.mirror]]
location = "us.example.com:5000/library/redis"
insecure = true
pull-from-mirror = "digest-only"

[[registry]]
location = "quay.io/acme/tool"

[[registry.mirror]]
location = "registry.eu.example.com/mirror/acme/tool"

[[registry.mirror]]
location = "us.example.com:5000/acme/tool"
insecure = true
`);
  });

  test('a blocked source does not block its own mirrors', () => {
    const mirrors =
      'mirrors: [{ name: a, target: quay.io/acme/tool/copy }, { name: b, target: b.example.com }]\n';
    const image = 'source: quay.io/acme/tool, tags: ["1"], repository: x';
    const conf = generateFromManifest(manifest([image], '', mirrors), {
      format: 'registries.conf',
      neverContactSource: true,
    });
    expect(textOf(conf)).toBe(`[[registry]]
location = "quay.io/acme/tool"
blocked = true

[[registry.mirror]]
location = "b.example.com/x"
pull-from-mirror = "digest-only"
`);
    expect(told(conf)).toEqual(['error policy-inexpressible 4']);
  });
});

describe('hosts.toml', () => {
  test('one file per registry, with the server always set', () => {
    const top = 'registries: { "us.example.com:5000": { tls: false } }\n';
    const hosts = generate('hosts.toml', [REDIS, TOOL, 'source: "localhost:6000/a/b", tags: ["1"]'], { top });
    expect(hosts.findings).toEqual([]);
    expect(
      Object.fromEntries(hosts.files.map(({ path, text }) => [path, text.replace(/^#.*\n/gm, '')])),
    ).toEqual({
      'docker.io/hosts.toml': `server = "https://registry-1.docker.io"

[host."https://registry.eu.example.com/v2/mirror"]
  capabilities = ["pull"]
  override_path = true

[host."http://us.example.com:5000"]
  capabilities = ["pull"]
`,
      'localhost_6000_/hosts.toml': `server = "http://localhost:6000"

[host."https://registry.eu.example.com/v2/mirror"]
  capabilities = ["pull"]
  override_path = true

[host."http://us.example.com:5000"]
  capabilities = ["pull"]
`,
      'quay.io/hosts.toml': `server = "https://quay.io"

[host."https://registry.eu.example.com/v2/mirror"]
  capabilities = ["pull", "resolve"]
  override_path = true

[host."http://us.example.com:5000"]
  capabilities = ["pull", "resolve"]
`,
    });
  });

  test('where the source is never asked, the last mirror is the server', () => {
    expect(
      textOf(generate('hosts.toml', [TOOL], { never: true, mirrors: ['us', 'eu'] })),
    ).toBe(`server = "https://registry.eu.example.com/v2/mirror"
capabilities = ["pull", "resolve"]
override_path = true

[host."https://us.example.com:5000"]
  capabilities = ["pull", "resolve"]
`);
  });

  test('a path of its own cannot be said', () => {
    const hosts = generate('hosts.toml', [`${REDIS}, repository: cache/redis`]);
    expect(hosts.files).toEqual([]);
    expect(told(hosts)).toEqual(['error policy-inexpressible 9', 'error policy-inexpressible 9']);
  });

  test('tags of some repositories of a registry cannot be said: digests only', () => {
    const hosts = generate('hosts.toml', [TOOL, 'source: quay.io/acme/other, tags: ["1"]']);
    expect(textOf(hosts)).not.toContain('resolve');
    expect(told(hosts)).toEqual(['error policy-inexpressible 9', 'error policy-inexpressible 9']);
  });

  test('a mirror that lacks some repositories is asked for them too, which is told', () => {
    const hosts = generate('hosts.toml', [
      REDIS,
      'source: docker.io/library/alpine, tags: ["3"], mirrors: [us]',
    ]);
    expect(textOf(hosts).match(/^\[host.*/gm)).toHaveLength(2);
    expect(told(hosts)).toEqual(['note policy-inexpressible 10']);
  });
});

describe('whatever the format', () => {
  test.each(GENERATE_FORMATS)(
    '%s: names its origin and is the same whatever the order of images',
    (format) => {
      const one = generate(format, [REDIS, TOOL]);
      const other = generate(format, [TOOL, REDIS]);
      expect(other.files).toEqual(one.files);
      for (const { text } of one.files) expect(text).toMatch(/^# .*mirror\.yaml/);
    },
  );

  test.each(GENERATE_FORMATS)('%s: mirrors that do not serve are in no file', (format) => {
    for (const { text } of generate(format, [REDIS, TOOL]).files) {
      expect(text).not.toMatch(/new\.example|old\.example|vault/);
    }
  });

  test('an image on no mirror that serves is told', () => {
    expect(told(generate('idms', [`${REDIS}, mirrors: [new, vault]`]))).toEqual([
      'warning policy-uncovered 9',
    ]);
  });

  test('a layout as source has no policy', () => {
    const image = 'source: "oci:./images/tool:1.2", repository: tools/tool';
    expect(told(generate('idms', [image]))).toEqual(['note policy-inexpressible 9']);
  });

  test('entries of one source are one route; tags of one are tags of all, which is told', () => {
    const images = [
      `${REDIS}, mirrors: [us]`,
      'source: redis, tags: ["6"], mirrors: [eu], allowMirrorByTags: true',
    ];
    const conf = generate('registries.conf', images);
    expect(told(conf)).toEqual(['warning policy-inexpressible 9']);
    expect(textOf(conf).match(/^location.*|^pull.*/gm)).toEqual([
      'location = "docker.io/library/redis"',
      'location = "registry.eu.example.com/mirror/library/redis"',
      'location = "us.example.com:5000/library/redis"',
      'pull-from-mirror = "digest-only"',
    ]);
  });

  test('a mirror with an authority of its own is told once', () => {
    const top = 'registries: { us.example.com:5000: { tls: { ca: us.pem } } }\n';
    expect(told(generate('registries.conf', [REDIS, TOOL], { top }))).toEqual([
      'note policy-inexpressible 2',
    ]);
  });
});
