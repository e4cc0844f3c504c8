import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { faultsOf, only, readSound } from './reading.ts';

/** Shaped like the example of containerd's documentation. */
const DOCUMENTED = `server = "https://registry-1.docker.io"    # Exclude this to not use upstream

[host."https://public-mirror.example.com"]
  capabilities = ["pull"]
[host."https://docker-mirror.internal"]
  capabilities = ["pull", "resolve"]
  ca = "docker-mirror.crt"
  [host."https://docker-mirror.internal".header]
    x-custom = "value"
[host."http://10.0.0.1:5000/v2/hub"]
  override_path = true
  skip_verify = true
`;

describe('hosts.toml', () => {
  test('is read with its host, its order and its places', () => {
    const hosts = only(readSound(DOCUMENTED, 'certs.d/docker.io/hosts.toml'), 'hosts.toml');
    expect(hosts).toMatchObject({ root: 'certs.d', namespace: 'docker.io', fate: 'used' });
    expect(hosts.server).toMatchObject({ host: 'registry-1.docker.io', apiPath: '/v2', at: { line: 1 } });
    expect(
      hosts.hosts.map(({ url, apiPath, capabilities, at }) => [url, apiPath, capabilities.length, at.line]),
    ).toEqual([
      ['https://public-mirror.example.com', '/v2', 1, 3],
      ['https://docker-mirror.internal', '/v2', 2, 5],
      ['http://10.0.0.1:5000/v2/hub', '/v2/hub', 4, 10],
    ]);
    expect(hosts.hosts[2]).toMatchObject({ scheme: 'http', skipVerify: true });
  });

  test.each([
    ['certs.d/localhost_5000_/hosts.toml', 'localhost:5000', 'certs.d'],
    ['a/b/localhost:5000/hosts.toml', 'localhost:5000', 'a/b'],
    ['[::1]_5000_/hosts.toml', '[::1]:5000', ''],
    ['certs.d/_default/hosts.toml', '_default', 'certs.d'],
    ['certs.d/docker.io/hosts.toml', 'docker.io', 'certs.d'],
  ])('%s is for %s', (path, namespace, root) => {
    expect(only(readSound(DOCUMENTED, path), 'hosts.toml')).toMatchObject({ namespace, root });
  });

  test.each([
    'certs.d/index.docker.io/hosts.toml',
    'certs.d/registry-1.docker.io/hosts.toml',
    'certs.d/docker.io_443_/hosts.toml',
    'hosts.toml',
  ])('%s is never looked at', (path) => {
    expect(faultsOf(DOCUMENTED, path)).toEqual(['error policy-ignored 1:1']);
    expect(only(readPolicy(DOCUMENTED, path).documents, 'hosts.toml').fate).toBe('ignored');
  });

  test.each<[string, string, readonly string[]]>([
    ['broken TOML', '[host."https://m"\n', ['error policy-invalid 1:18']],
    [
      'an unknown capability',
      '[host."https://m"]\ncapabilities = ["push", "pul"]\n',
      ['error policy-invalid 2:25'],
    ],
    ['a wrong type', '[host."https://m"]\nskip_verify = "true"\n', ['error policy-invalid 2:1']],
    ['a host that begins with http', '[host."httpbin.local"]\n', ['error policy-invalid 1:1']],
    ['no host in the server', 'server = "https://"\n', ['error policy-invalid 1:1']],
    ['two tables of one host', '[host."https://m"]\n[host."https://m"]\n', ['error policy-invalid 2:2']],
  ])('%s opens the way to the upstream', (_what, text, expected) => {
    expect(faultsOf(text, 'quay.io/hosts.toml')).toEqual(expected);
    expect(only(readPolicy(text, 'quay.io/hosts.toml').documents, 'hosts.toml').fate).toBe('opens');
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      'an inline table',
      'host."https://m" = { capabilities = ["pull"] }\n',
      ['warning policy-no-effect 1:1'],
      [],
    ],
    ['keys below [host]', '[host]\n"https://m" = {}\n', ['warning policy-no-effect 2:1'], []],
    ['an unknown key', '[host."m"]\ncapability = ["pull"]\n', ['warning policy-unknown-key 2:1'], ['m']],
    [
      'tables apart',
      '[host."m"]\n[host."n"]\n[host."m".header]\n',
      ['warning policy-no-effect 3:1'],
      ['m', 'n', 'm'],
    ],
    ['nothing', '', [], []],
  ])('%s', (_what, text, expected, hosts) => {
    expect(faultsOf(text, 'quay.io/hosts.toml')).toEqual(expected);
    const read = only(readPolicy(text, 'quay.io/hosts.toml').documents, 'hosts.toml');
    expect([read.hosts.map(({ url }) => url), read.fate]).toEqual([hosts, 'used']);
  });

  test('under another name it is told to have no effect', () => {
    expect(faultsOf(DOCUMENTED, 'certs.d/docker.io/mirrors.toml')).toEqual(['error policy-ignored 1:1']);
  });
});

describe('the registry section of containerd', () => {
  const section = (plugin: string, rest = '') => `version = 2
[plugins."${plugin}".registry]
${rest}[plugins."${plugin}".registry.mirrors."docker.io"]
endpoint = ["https://m.example", "http://localhost:5000/v2/hub"]
[plugins."${plugin}".registry.configs."m.example".tls]
insecure_skip_verify = true
`;

  test.each(['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'])('%s', (plugin) => {
    const config = only(readSound(section(plugin), 'config.toml'), 'containerd-config');
    expect(config).toMatchObject({
      configPath: null,
      mirrors: [{ host: 'docker.io', at: { line: 3 } }],
      insecureHosts: [{ text: 'm.example', at: { line: 6 } }],
    });
    expect(config.mirrors[0]?.endpoints.map(({ text }) => text)).toEqual([
      'https://m.example',
      'http://localhost:5000/v2/hub',
    ]);
    expect(faultsOf(section(plugin), 'config.toml')).toEqual(['warning policy-deprecated 3:1']);
  });

  test('mirrors beside config_path keep containerd from starting', () => {
    const text = section('io.containerd.grpc.v1.cri', 'config_path = "/etc/containerd/certs.d"\n');
    const { documents } = readPolicy(text, 'config.toml');
    expect(only(documents, 'containerd-config').fate).toBe('refused');
    expect(faultsOf(text, 'config.toml')).toContain('error policy-invalid 4:1');
  });
});
