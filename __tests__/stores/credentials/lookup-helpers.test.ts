import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  authsWith,
  base64,
  type Folder,
  LookupFixture,
  NEVER,
  temporaryFolder,
  thrownBy,
  wholeText,
} from './support.ts';

const PLANTED = 'planted-s3cret';
let folder: Folder;
let fixture: LookupFixture;

beforeEach(async () => {
  folder = await temporaryFolder();
  fixture = new LookupFixture(folder);
});

afterEach(async () => {
  await folder[Symbol.asyncDispose]();
});

async function callsOf(counter: string): Promise<number> {
  return (await readFile(join(folder.path, counter), 'utf8').catch(() => '')).length;
}

describe('credential helpers', () => {
  const COUNTING = `printf x >> "$OUT/calls"; host=$(cat); printf '{"Username":"%s","Secret":"hs"}' "$host"`;

  test('credHelpers goes before credsStore, and that before auths', async () => {
    await folder.helper('one', COUNTING);
    await folder.helper('all', `echo '{"Username":"all","Secret":"as"}'`);
    await folder.write('home/.docker/config.json', {
      ...authsWith('plain', 'r1', 'r2', 'r3'),
      credHelpers: { r1: 'one', r3: '' },
      credsStore: 'all',
    });
    const lookup = fixture.lookup();
    expect(await lookup('r1', 'a', NEVER)).toEqual({ kind: 'basic', username: 'r1', password: 'hs' });
    expect(await lookup('r2', 'a', NEVER)).toMatchObject({ username: 'all' });
    expect(await lookup('r3', 'a', NEVER)).toMatchObject({ password: 'plain' });
    expect(fixture.used.slice(0, 2)).toEqual(['r1: credential helper one', 'r2: credential helper all']);
    expect(fixture.secrets.slice(0, 2)).toEqual(['hs', base64('r1:hs')]);
  });

  test('where the default helper has nothing, the entries of the file count', async () => {
    await folder.helper('none', `echo 'credentials not found in native keychain'; exit 1`);
    await folder.write('home/.docker/config.json', {
      ...authsWith('plain', 'r1', 'r2'),
      credHelpers: { r2: 'none' },
      credsStore: 'none',
    });
    const lookup = fixture.lookup();
    expect(await lookup('r1', 'a', NEVER)).toMatchObject({ password: 'plain' });
    // A helper named for this registry has the only say in its file.
    expect(await lookup('r2', 'a', NEVER)).toBeNull();
  });

  test('credHelpers of a Podman file work, its credsStore does not', async () => {
    await folder.helper('one', COUNTING);
    await folder.write('run/containers/auth.json', { credHelpers: { r1: 'one' }, credsStore: 'one' });
    const lookup = fixture.lookup();
    expect(await lookup('r1', 'a', NEVER)).toMatchObject({ username: 'r1' });
    expect(await lookup('r2', 'a', NEVER)).toBeNull();
  });

  test('a helper for one registry is not asked for its look-alikes', async () => {
    await folder.helper('one', COUNTING);
    await folder.write('home/.docker/config.json', { credHelpers: { 'gcr.io': 'one' } });
    const lookup = fixture.lookup();
    for (const host of ['evil-gcr.io', 'gcr.io.evil.com', 'gcr.io:444', 'us.gcr.io']) {
      expect(await lookup(host, 'a', NEVER)).toBeNull();
    }
    expect(await callsOf('calls')).toBe(0);
  });

  test('one call serves everybody for five minutes, then the token is renewed', async () => {
    await folder.helper('one', COUNTING);
    await folder.write('home/.docker/config.json', { credsStore: 'one' });
    let nowMs = 0;
    const lookup = fixture.lookup({}, { now: () => nowMs });
    await Promise.all(Array.from({ length: 20 }, (_, n) => lookup('reg', `app${n}`, NEVER)));
    nowMs = 5 * 60_000 - 1;
    await lookup('reg', 'late', NEVER);
    expect(await callsOf('calls')).toBe(1);
    nowMs = 5 * 60_000;
    await lookup('reg', 'later', NEVER);
    expect(await callsOf('calls')).toBe(2);
    await lookup('other', 'a', NEVER);
    expect(await callsOf('calls')).toBe(3);
  });

  test('a helper that fails stops the search; it is not called again for a while', async () => {
    await folder.helper('bad', `printf x >> "$OUT/calls"; echo ${PLANTED} >&2; exit 1`);
    const file = await folder.write('home/.docker/config.json', {
      ...authsWith('plain', 'reg'),
      credsStore: 'bad',
    });
    await folder.write('run/containers/auth.json', authsWith('run', 'reg'));
    const lookup = fixture.lookup();
    for (const repository of ['a', 'b']) {
      const error = await thrownBy(() => lookup('reg', repository, NEVER));
      expect(error).toMatchObject({ code: 'input', where: file });
      expect(wholeText(error)).not.toContain(PLANTED);
    }
    expect(await callsOf('calls')).toBe(1);
    expect(fixture.used).toEqual([]);
  });

  test('the time a helper may take can be set', async () => {
    await folder.helper('hangs', 'sleep 30');
    await folder.write('home/.docker/config.json', { credsStore: 'hangs' });
    const error = await thrownBy(() => fixture.lookup({}, { helperTimeoutMs: 100 })('reg', 'a', NEVER));
    expect(error.code).toBe('input');
  });

  test('a caller that stops does not stop the others', async () => {
    await folder.helper('slow', `sleep 0.3; echo '{"Username":"u","Secret":"p"}'`);
    await folder.write('home/.docker/config.json', { credsStore: 'slow' });
    const lookup = fixture.lookup();
    const stop = new AbortController();
    const leaving = thrownBy(() => lookup('reg', 'a', stop.signal));
    const staying = lookup('reg', 'b', NEVER);
    setTimeout(() => stop.abort(), 50);
    expect((await leaving).code).toBe('aborted');
    expect(await staying).toMatchObject({ username: 'u' });
  });
});
