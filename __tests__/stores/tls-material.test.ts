import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MirrorError } from '../../src/errors.ts';
import { readTlsMaterial, type TlsPaths } from '../../src/stores/tls-material.ts';

const run = promisify(execFile);
const NEVER = new AbortController().signal;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
  await Promise.all([makePair('one', 'ec'), makePair('two', 'rsa')]);
  await openssl('x509', '-in', 'one.pem', '-outform', 'der', '-out', 'one.der');
  await openssl('pkcs8', '-topk8', '-in', 'one.key', '-passout', 'pass:x', '-out', 'encrypted.key');
  await openssl(
    'rsa',
    '-in',
    'two.key',
    '-traditional',
    '-aes128',
    '-passout',
    'pass:x',
    '-out',
    'traditional.key',
  );
  await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-out', 'params.key');
  await openssl('req', '-x509', '-key', 'params.key', '-subj', '/CN=p', '-out', 'params.pem');
  await write('both.pem', (await text('one.pem')) + (await text('one.key')));
  await write('bundle.pem', `# two of them\n${await text('one.pem')}\nbetween\n${await text('two.pem')}`);
  const body = (await text('one.pem')).split('\n').slice(1, 3).join('\n');
  await write(
    'cut.pem',
    `${await text('one.pem')}-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  );
  await write('cut.key', `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`);
  await write('words.txt', 'no certificate here');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function makePair(name: string, kind: 'ec' | 'rsa'): Promise<void> {
  const algorithm = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['rsa:2048'];
  await openssl(
    'req',
    '-x509',
    '-nodes',
    '-newkey',
    ...algorithm,
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
  );
}

async function openssl(...args: readonly string[]): Promise<void> {
  await run('openssl', [...args], { cwd: folder });
}

function text(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

function write(name: string, content: string): Promise<void> {
  return writeFile(join(folder, name), content);
}

function paths(names: Partial<TlsPaths>): TlsPaths {
  const at = (name: string | null | undefined) => (name ? join(folder, name) : null);
  return { ca: at(names.ca), cert: at(names.cert), key: at(names.key) };
}

async function faultsOf(names: Partial<TlsPaths>, where?: string): Promise<readonly MirrorError[]> {
  return (await readTlsMaterial(paths(names), NEVER, where)).faults;
}

describe('readTlsMaterial', () => {
  test('gives the texts of what was configured', async () => {
    expect(await readTlsMaterial(paths({ ca: 'two.pem', cert: 'one.pem', key: 'one.key' }), NEVER)).toEqual({
      material: { ca: await text('two.pem'), cert: await text('one.pem'), key: await text('one.key') },
      faults: [],
    });
    expect(await readTlsMaterial(paths({}), NEVER)).toEqual({
      material: { ca: null, cert: null, key: null },
      faults: [],
    });
  });

  test.each<readonly [Partial<TlsPaths>]>([
    [{ ca: 'bundle.pem' }],
    [{ cert: 'two.pem', key: 'two.key' }],
    [{ cert: 'both.pem', key: 'both.pem' }],
    [{ cert: 'params.pem', key: 'params.key' }],
    [{ cert: 'bundle.pem', key: 'one.key' }],
  ])('accepts %j', async (names) => {
    expect(await readTlsMaterial(paths(names), NEVER)).toMatchObject({
      material: {
        ca: names.ca ? await text(names.ca) : null,
        key: names.key ? await text(names.key) : null,
      },
      faults: [],
    });
  });

  test.each<readonly [string, Partial<TlsPaths>, string]>([
    ['a missing file', { ca: 'nowhere.pem' }, 'nowhere.pem'],
    ['a folder', { ca: '.' }, ''],
    ['DER', { ca: 'one.der' }, 'one.der'],
    ['no certificate', { ca: 'words.txt' }, 'words.txt'],
    ['a key as CA', { ca: 'one.key' }, 'one.key'],
    ['a second certificate that is cut', { ca: 'cut.pem' }, 'cut.pem'],
    ['a certificate alone', { cert: 'one.pem' }, 'one.pem'],
    ['a key alone', { key: 'one.key' }, 'one.key'],
    ['a certificate as key', { cert: 'one.pem', key: 'one.pem' }, 'one.pem'],
    ['an encrypted key', { cert: 'one.pem', key: 'encrypted.key' }, 'encrypted.key'],
    ['an encrypted key of the old kind', { cert: 'two.pem', key: 'traditional.key' }, 'traditional.key'],
    ['a key that is cut', { cert: 'one.pem', key: 'cut.key' }, 'cut.key'],
    ["another certificate's key", { cert: 'one.pem', key: 'two.key' }, 'two.key'],
    ['the key of the second certificate', { cert: 'bundle.pem', key: 'two.key' }, 'two.key'],
  ])('refuses %s by name, with a remedy and without the key', async (_, names, named) => {
    const [error, ...more] = await faultsOf(names);
    if (error === undefined) throw new Error('it was accepted');
    expect(more).toEqual([]);
    expect(error.code).toBe('input');
    expect(error.message).toContain(join(folder, named));
    expect(error.fix).toBeTruthy();
    const keyLines = `${await text('one.key')}${await text('two.key')}`
      .split('\n')
      .filter((line) => line.length > 40);
    expect(keyLines.filter((line) => `${error.message}${error.fix}${error.stack}`.includes(line))).toEqual(
      [],
    );
  });

  test('tells encrypted keys from files without one', async () => {
    for (const key of ['encrypted.key', 'traditional.key']) {
      expect((await faultsOf({ cert: 'two.pem', key }))[0]?.message).toContain('encrypted');
    }
  });

  test('tells the faults of all files at once', async () => {
    const faults = await faultsOf({ ca: 'nowhere.pem', cert: 'words.txt', key: 'encrypted.key' });
    expect(faults.map(({ message }) => /(\S+) for TLS/.exec(message)?.[1])).toEqual(
      ['nowhere.pem', 'words.txt', 'encrypted.key'].map((name) => join(folder, name)),
    );
  });

  test('says where it was configured', async () => {
    expect(await faultsOf({ ca: 'words.txt' }, 'mirror.yaml:9:7')).toMatchObject([
      { where: 'mirror.yaml:9:7' },
    ]);
  });

  test('stops with its signal', async () => {
    await expect(readTlsMaterial(paths({ ca: 'one.pem' }), AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  test('a megabyte of beginnings without ends is read quickly', async () => {
    await write('evil.pem', '-----BEGIN CERTIFICATE-----\n'.repeat(36_000));
    const startedAt = performance.now();
    expect(await faultsOf({ ca: 'evil.pem' })).toMatchObject([{ code: 'input' }]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
