import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTextFile, TEXT_FILE_LIMIT_BYTES } from '../../src/stores/text-file.ts';

const NEVER = new AbortController().signal;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'text-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('readTextFile', () => {
  test('gives the text without its byte order mark', async () => {
    expect(await readTextFile(await file('a', 'ä€\n'), NEVER)).toBe('ä€\n');
    expect(await readTextFile(await file('bom', '\uFEFF{}'), NEVER)).toBe('{}');
    expect(await readTextFile(await file('empty', ''), NEVER)).toBe('');
  });

  test('what is not there is null', async () => {
    const there = await file('there', 'x');
    expect(await readTextFile(join(folder, 'nowhere'), NEVER)).toBeNull();
    expect(await readTextFile(join(folder, 'no/where'), NEVER)).toBeNull();
    expect(await readTextFile(join(there, 'below'), NEVER)).toBeNull();
  });

  test('special files are read like others', async () => {
    expect(await readTextFile('/dev/null', NEVER)).toBe('');
  });

  test('the limit is inclusive, and endless files end at it', async () => {
    const whole = await readTextFile(await file('full', 'x'.repeat(TEXT_FILE_LIMIT_BYTES)), NEVER);
    expect(whole).toHaveLength(TEXT_FILE_LIMIT_BYTES);
    const over = await file('over', 'x'.repeat(TEXT_FILE_LIMIT_BYTES + 1));
    await expect(readTextFile(over, NEVER)).rejects.toMatchObject({ code: 'input', where: over });
    await expect(readTextFile('/dev/zero', NEVER)).rejects.toMatchObject({ code: 'input' });
  });

  test('folders, loops of links and other encodings are told by name', async () => {
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    const utf16 = await file('utf16', Buffer.from('\uFEFF{}', 'utf16le'));
    for (const path of [folder, loop, utf16]) {
      await expect(readTextFile(path, NEVER)).rejects.toMatchObject({ code: 'input', where: path });
    }
  });

  test('a signal that has fired stops it', async () => {
    await expect(readTextFile('/dev/null', AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });
});
