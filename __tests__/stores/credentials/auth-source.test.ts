import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAuthSource } from '../../../src/stores/credentials/auth-source.ts';
import type { FileSource } from '../../../src/stores/credentials/sources.ts';
import { type Folder, NEVER, temporaryFolder, thrownBy } from './support.ts';

let folder: Folder;

beforeAll(async () => {
  folder = await temporaryFolder();
  await chmod(folder.path, 0o755);
});

afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

function source(path: string, guessed: boolean): FileSource {
  return { kind: 'file', label: 'x', path, format: 'podman', guessed };
}

/** Root may read everything, so the test gives that up for a moment. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a file that this user may not read', () => {
  test('is an error with its name where the user chose it', async () => {
    const path = await folder.write('closed.json', {});
    await chmod(path, 0o000);
    const error = await thrownBy(() => asNobody(() => readAuthSource(source(path, false), null, NEVER)));
    expect(error).toMatchObject({ code: 'input', where: path });
    expect(error.message).toContain('EACCES');
  });

  test('is passed over where the place is only a guess', async () => {
    const path = await folder.write('closed/auth.json', {});
    await chmod(join(folder.path, 'closed'), 0o000);
    expect(await asNobody(() => readAuthSource(source(path, true), null, NEVER))).toBeNull();
  });

  test('a guessed file that can be read but not parsed is an error all the same', async () => {
    const path = await folder.write('guessed.json', '{');
    expect((await thrownBy(() => readAuthSource(source(path, true), null, NEVER))).where).toBe(`${path}:1:2`);
  });
});
