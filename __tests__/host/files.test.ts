import { mkdtempSync, realpathSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readError, writeError } from '../../src/host/file-errors.ts';
import { createFiles } from '../../src/host/files.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'mirror-action-files-')));
let count = 0;
let directory = '';

beforeEach(async () => {
  count += 1;
  directory = join(top, String(count));
  await mkdir(directory);
});
afterAll(() => rm(top, { recursive: true, force: true }));

const files = () => createFiles({ workingDirectory: directory });

describe('readText', () => {
  test('reads UTF-8 relative to the working directory, without a byte order mark', async () => {
    await writeFile(join(directory, 'a.yaml'), '\ufeffgrün');
    expect(await files().readText('a.yaml')).toBe('grün');
  });
  test('refuses what is missing, a directory, too large or not UTF-8, each with a remedy', async () => {
    await writeFile(join(directory, 'large'), 'x'.repeat(11));
    await writeFile(join(directory, 'latin1'), Buffer.from([0x67, 0xfc]));
    for (const path of ['missing', '.', 'large', 'latin1']) {
      await expect(files().readText(path, 10)).rejects.toMatchObject({
        code: 'input',
        where: path,
        fix: expect.stringMatching(/\w+/),
      });
    }
    expect(await files().readText('large', 11)).toHaveLength(11);
  });
});

describe('writeText', () => {
  test('makes directories, replaces the file and leaves nothing else behind', async () => {
    await files().writeText('a/b/report.json', 'one');
    await files().writeText('a/b/report.json', 'two');
    expect(await readFile(join(directory, 'a/b/report.json'), 'utf8')).toBe('two');
    expect(await readdir(join(directory, 'a/b'))).toEqual(['report.json']);
  });
  test('writes long text in pieces and cuts no character in two', async () => {
    const text = `${'x'.repeat(1024 * 1024 - 1)}\u{1F600}${'ü'.repeat(1024 * 1024)}`;
    await files().writeText('long', text);
    expect((await readFile(join(directory, 'long'), 'utf8')) === text).toBe(true);
    await files().writeText('long', '');
    expect(await readFile(join(directory, 'long'), 'utf8')).toBe('');
  });
  test('joins the pieces it is given, and masks what they hold', async () => {
    const pieces = Array.from({ length: 3_000 }, (_, number) =>
      `line ${number} with s3cr3t-one\n`.repeat(20),
    );
    const masked = createFiles({
      workingDirectory: directory,
      redact: (text) => text.replaceAll('s3cr3t-one', '***'),
    });
    await masked.writeText('pieces', pieces);
    expect(await readFile(join(directory, 'pieces'), 'utf8')).toBe(
      pieces.join('').replaceAll('s3cr3t-one', '***'),
    );
    await masked.writeText('none', []);
    expect(await readFile(join(directory, 'none'), 'utf8')).toBe('');
  });
  test('readers see the old or the new text, never a part', async () => {
    const [old, next] = ['o'.repeat(300_000), 'n'.repeat(300_000)];
    await files().writeText('f', old);
    const writing = files().writeText('f', next);
    const seen = new Set<string>();
    for (let reading = 0; reading < 20; reading += 1) seen.add(await files().readText('f'));
    await writing;
    for (const text of seen) expect(text === old || text === next).toBe(true);
    expect(await files().readText('f')).toBe(next);
  });
  test('keeps the mode and the link of what was there', async () => {
    await writeFile(join(directory, 'real'), 'one');
    await chmod(join(directory, 'real'), 0o600);
    await symlink('real', join(directory, 'link'));
    await files().writeText('link', 'two');
    expect(await readFile(join(directory, 'real'), 'utf8')).toBe('two');
    expect((await stat(join(directory, 'real'))).mode & 0o777).toBe(0o600);
  });
  test('a full device is no-space and is not replaced by a file', async () => {
    await expect(files().writeText('/dev/full', 'x')).rejects.toMatchObject({
      code: 'no-space',
      where: '/dev/full',
      fix: expect.stringContaining('free space'),
    });
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });
  test('a place that cannot be written is io and leaves no temporary file', async () => {
    await mkdir(join(directory, 'dir'));
    await writeFile(join(directory, 'plain'), '');
    for (const path of ['plain/x', '/proc/nothing/x']) {
      await expect(files().writeText(path, 'x')).rejects.toMatchObject({ code: 'io', where: path });
    }
    await expect(files().writeText('dir', 'x')).rejects.toMatchObject({ code: 'io' });
    expect((await readdir(directory)).sort()).toEqual(['dir', 'plain']);
  });
  test('takes secrets out', async () => {
    const redacting = createFiles({
      workingDirectory: directory,
      redact: (text) => text.replaceAll('hunter2', '***'),
    });
    await redacting.writeText('report.json', '{"a":"hunter2"}');
    expect(await redacting.readText('report.json')).toBe('{"a":"***"}');
  });
});

test('errno decides the code and the remedy', () => {
  const errno = (code: string) => Object.assign(new Error(code), { code });
  expect(writeError('f', errno('ENOSPC')).code).toBe('no-space');
  expect(writeError('f', errno('EDQUOT')).code).toBe('no-space');
  for (const code of ['EACCES', 'EROFS', 'EIO']) expect(writeError('f', errno(code)).code).toBe('io');
  expect(writeError('f', errno('EACCES'))).toMatchObject({
    where: 'f',
    fix: expect.stringContaining('user'),
  });
  expect(readError('f', errno('EACCES'))).toMatchObject({
    code: 'input',
    message: expect.stringContaining('permission'),
  });
});

test('setAside finds a free name and never throws', async () => {
  for (const expected of ['state.json.bad-1', 'state.json.bad-2']) {
    await writeFile(join(directory, 'state.json'), '{');
    expect(await files().setAside('state.json')).toBe(join(directory, expected));
  }
  expect(await files().setAside('state.json')).toBeNull();
  expect(await files().exists('state.json')).toBe(false);
  expect(await files().exists('state.json.bad-2')).toBe(true);
});

test('realPath follows links as far as anything exists, dangling ones too', async () => {
  await mkdir(join(directory, 'inside'));
  await symlink('/nowhere/outside', join(directory, 'inside/dangling'));
  await symlink('inside', join(directory, 'link'));
  expect(await files().realPath('link/new/file')).toBe(join(directory, 'inside/new/file'));
  expect(await files().realPath('inside/dangling/x')).toBe('/nowhere/outside/x');
  await symlink('loop', join(directory, 'loop'));
  expect(await files().realPath('loop')).toBe(join(directory, 'loop'));
});

test('kindOf follows links, list does not', async () => {
  await mkdir(join(directory, 'b'));
  await writeFile(join(directory, 'a'), '');
  await symlink('a', join(directory, 'link'));
  await symlink('nowhere', join(directory, 'dangling'));
  expect(
    await Promise.all(['a', 'b', 'link', 'dangling', '/dev/null'].map((path) => files().kindOf(path))),
  ).toEqual(['file', 'directory', 'file', null, 'other']);
  expect((await files().list('.', 10)).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'a file',
    'b directory',
    'dangling link',
    'link link',
  ]);
  expect(await files().list('.', 2)).toHaveLength(2);
  await expect(files().list('a', 2)).rejects.toMatchObject({ code: 'input' });
});
