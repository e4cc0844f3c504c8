import { generateKeyPairSync } from 'node:crypto';
import { existsSync, symlinkSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ManifestPaths } from '../../src/commands/manifest-paths.ts';
import { openSignatureTrust } from '../../src/commands/signature-trust.ts';
import { UnusableFiles } from '../../src/commands/unusable-files.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import {
  createRecordingHost,
  type RecordingHost,
  type RecordingHostOptions,
} from '../fakes/recording-host.ts';
import { keyPair, pemOf, SigningKit } from '../signatures/signing-kit.ts';

const HEAD = 'version: 1\nmirrors: [{ name: eu, target: eu.example.com }]\nimages: []\n';
const IDENTITY = '{ issuer: "https://i.example", subject: a@b.example }';
let host: RecordingHost;

afterEach(() => host.dispose());

function file(
  signatures: string,
  files: Record<string, string>,
  options: RecordingHostOptions = {},
): MirrorFile {
  host = createRecordingHost({ ...options, files });
  const read = readMirrorFile(`${HEAD}${signatures}`, 'deploy/mirror.yaml');
  if (read.file === null) throw new Error(JSON.stringify(read.findings));
  return read.file;
}

function open(mirrorFile: MirrorFile, signal = new AbortController().signal) {
  return openSignatureTrust(mirrorFile, { host, stateDirectory: host.path('state'), signal });
}

async function faultsOf(mirrorFile: MirrorFile): Promise<readonly string[]> {
  try {
    await open(mirrorFile);
  } catch (error) {
    if (!(error instanceof UnusableFiles)) throw error;
    return error.findings.map(({ rule, at, message }) => `${rule} ${at?.line}: ${message}`);
  }
  throw new Error('it had no faults');
}

const policies = (...signers: readonly string[]) =>
  `  policies:\n    - image: a/**\n      signedBy:\n${signers.map((signer) => `        - ${signer}\n`).join('')}`;

test('without policies nothing is trusted, and nothing loaded', async () => {
  expect(await open(file('', {}))).toBeNull();
});

test('keys and a trust root, relative to the mirror manifest', async () => {
  const kit = await SigningKit.create();
  const trust = await open(
    file(
      `signatures:\n  trustedRoot: trust/root.json\n${policies('{ key: keys/a.pub }', '{ key: keys/a.pub }', IDENTITY)}`,
      {
        'deploy/trust/root.json': kit.trustedRoot(),
        'deploy/keys/a.pub': pemOf(keyPair()),
      },
    ),
  );
  expect([...(trust?.keys.keys() ?? [])]).toEqual(['keys/a.pub']);
  expect(trust?.material?.tlogs).toHaveLength(1);
  expect(existsSync(host.path('state'))).toBe(false);
});

test('keys alone ask nobody where the log is ignored', async () => {
  const mirrorFile = file(`signatures:\n${policies('{ key: a.pub, log: ignored }')}`, {
    'deploy/a.pub': pemOf(keyPair()),
  });
  expect((await open(mirrorFile))?.material).toBeNull();
  expect(existsSync(host.path('state'))).toBe(false);
});

test('a stopped run asks nobody', async () => {
  const mirrorFile = file(`signatures:\n${policies(IDENTITY)}`, {});
  await expect(open(mirrorFile, AbortSignal.abort('SIGTERM'))).rejects.toBe('SIGTERM');
});

test('every file that cannot be used is told at its place', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const mirrorFile = file(
    `signatures:\n  trustedRoot: root.json\n${policies('{ key: missing.pub }', '{ key: private.pem }', '{ key: large.pub }')}`,
    { 'deploy/root.json': '{}', 'deploy/private.pem': secret, 'deploy/large.pub': 'x'.repeat(70_000) },
  );
  const faults = await faultsOf(mirrorFile);
  expect(faults.map((fault) => fault.slice(0, 19))).toEqual([
    'manifest-invalid 9:',
    'manifest-invalid 10',
    'manifest-invalid 11',
    'manifest-invalid 5:',
  ]);
  expect(faults[1]).toContain('private key');
  expect(faults[3]).toContain('no trust root');
  expect(faults.join('\n')).not.toContain(secret.split('\n')[1]);
});

describe('in the Action', () => {
  const files = { 'deploy/keys/a.pub': 'x' };

  test('keys and trust root stay inside the workspace', async () => {
    const mirrorFile = file(
      `signatures:\n  trustedRoot: ../../root.json\n${policies('{ key: keys/a.pub }', '{ key: /etc/ssl/b.pub }', '{ key: link.pub }')}`,
      files,
      { kind: 'action' },
    );
    symlinkSync('/etc/hostname', host.path('deploy/link.pub'));
    const paths = new ManifestPaths(mirrorFile, { host, options: { allowPath: [] } });
    const stray = await paths.stray();
    expect(stray.map(({ path, finding }) => [path, finding.at?.line])).toEqual([
      ['../../root.json', 5],
      ['/etc/ssl/b.pub', 10],
      ['link.pub', 11],
    ]);
  });

  test('unless their folder is allowed', async () => {
    const mirrorFile = file(`signatures:\n${policies('{ key: /etc/ssl/b.pub }')}`, files, { kind: 'action' });
    const paths = new ManifestPaths(mirrorFile, { host, options: { allowPath: ['/etc/ssl'] } });
    expect(await paths.stray()).toEqual([]);
  });
});
