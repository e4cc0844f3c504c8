import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askHelper } from '../../../src/stores/credentials/helper.ts';
import type { Credential } from '../../../src/stores/registry/credential.ts';
import { type Folder, NEVER, temporaryFolder, thrownBy, wholeText } from './support.ts';

const PLANTED = 'planted-s3cret';
let folder: Folder;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

function ask(
  helper: string,
  host = 'reg:5000',
  signal = NEVER,
  timeoutMs = 10_000,
): Promise<Credential | null> {
  const env = { PATH: folder.searchPath, OUT: folder.path };
  return askHelper(
    { helper, host, namedBy: '/c/config.json' },
    { env, platform: 'linux', timeoutMs },
    signal,
  );
}

describe('askHelper', () => {
  test('asks with get, the registry on standard input, and reads user and secret', async () => {
    await folder.helper(
      'good',
      `[ "$#" = 1 ] && [ "$1" = get ] || exit 9
       cat > "$OUT/asked"; printf '{"ServerURL":"x","Username":"u","Secret":"p\\"q"}'`,
    );
    expect(await ask('good')).toEqual({ kind: 'basic', username: 'u', password: 'p"q' });
    expect(await readFile(join(folder.path, 'asked'), 'utf8')).toBe('reg:5000');
  });

  test.each(['docker.io', 'registry-1.docker.io'])(
    'asks for %s under the URL that Docker uses',
    async (host) => {
      await folder.helper('hub', `read -r url; printf '{"Username":"u","Secret":"%s"}' "$url"`);
      expect(await ask('hub', host)).toMatchObject({ password: 'https://index.docker.io/v1/' });
    },
  );

  test('the user <token> stands for an identity token', async () => {
    await folder.helper('identity', `echo '{"Username":"<token>","Secret":"t"}'`);
    expect(await ask('identity')).toEqual({ kind: 'identity-token', token: 't' });
  });

  test('a helper that does not read its input may answer', async () => {
    await folder.helper('deaf', `exec <&-; echo '{"Username":"u","Secret":"p"}'`);
    expect(await ask('deaf')).toMatchObject({ username: 'u' });
  });

  test.each([
    ['none', `echo 'credentials not found in native keychain'; exit 1`],
    ['empty', `echo '{"ServerURL":"","Username":"","Secret":""}'`],
  ])('nothing for this registry (%s)', async (name, script) => {
    await folder.helper(name, script);
    expect(await ask(name)).toBeNull();
  });

  test.each([
    ['stderr', `echo 'bad ${PLANTED}' >&2; exit 1`],
    ['stdout', `echo 'bad ${PLANTED}'; exit 1`],
    ['answers-and-fails', `echo '{"Username":"u","Secret":"${PLANTED}"}'; exit 3`],
    ['garbage', `echo '{"Username":"u","Secret":"${PLANTED}'`],
    ['list', `echo '["${PLANTED}"]' | sed 's/^/[/'`],
    ['number', `echo '{"Username":"u","Secret":7,"x":"${PLANTED}"}'`],
    ['nothing', 'exit 0'],
    ['nearly', `echo 'credentials not found in native keychain for ${PLANTED}'; exit 1`],
    ['no-url', `echo 'no credentials server URL'; exit 1`],
    ['killed', 'kill -9 $$'],
    ['huge', `head -c 200000 /dev/zero | tr '\\0' '${PLANTED.charAt(0)}'; echo '${PLANTED}'`],
  ])('a failure is an error naming helper and registry, without the secret (%s)', async (name, script) => {
    await folder.helper(name, script);
    const error = await thrownBy(() => ask(name));
    expect(error).toMatchObject({ code: 'input', where: '/c/config.json' });
    expect(error.message).toContain(name);
    expect(error.message).toContain('reg:5000');
    expect(error.message).not.toContain('\n');
    expect(wholeText(error)).not.toContain(PLANTED);
  });

  test.each([
    [`echo 'ExpiredToken: ${PLANTED}' >&2; exit 1`, 'expired'],
    [`echo 'Cannot autolaunch D-Bus ${PLANTED}'; exit 1`, 'key store'],
    [`echo 'dial tcp: lookup sts.${PLANTED}: no such host'; exit 1`, 'reach'],
  ])('common complaints are told in own words: %s', async (script, words) => {
    await folder.helper('complains', script);
    const error = await thrownBy(() => ask('complains'));
    expect(error.message).toContain(words);
    expect(wholeText(error)).not.toContain(PLANTED);
  });

  test('a helper that hangs, with children of its own, is given up in time', async () => {
    await folder.helper('hangs', 'sleep 30 & sleep 30');
    const startedAt = performance.now();
    const error = await thrownBy(() => ask('hangs', 'reg', NEVER, 200));
    expect(error.code).toBe('input');
    expect(error.message).toContain('0.2 s');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('is stopped by its signal', async () => {
    await folder.helper('waits', 'sleep 30');
    const stop = new AbortController();
    setTimeout(() => stop.abort('SIGINT'), 50);
    expect((await thrownBy(() => ask('waits', 'reg', stop.signal))).code).toBe('aborted');
  });

  test.each(['../evil', 'a/b', 'a b', 'a;touch x', '$(id)', '', 'a\nb', 'x'.repeat(200)])(
    'the name %j starts nothing',
    async (name) => {
      const error = await thrownBy(() => ask(name));
      expect(error).toMatchObject({ code: 'input', where: '/c/config.json' });
      expect(error.message).not.toContain('\n');
    },
  );

  test('the secret of one registry in a shell-like host stays data', async () => {
    await folder.helper('echo', `printf '{"Username":"u","Secret":"%s"}' "$(cat)"`);
    expect(await ask('echo', '$(touch pwned)')).toMatchObject({ password: '$(touch pwned)' });
  });

  test('is not found where PATH has only relative folders, folders and files that cannot run', async () => {
    await folder.helper('there', `echo '{"Username":"u","Secret":"p"}'`);
    await mkdir(join(folder.path, 'odd', 'docker-credential-there'), { recursive: true });
    await folder.write('plain/docker-credential-there', '#!/bin/sh\n');
    const bin = join(folder.path, 'bin');
    const PATH = ['', '.', relative(process.cwd(), bin), `${folder.path}/odd`, `${folder.path}/plain`].join(
      ':',
    );
    const question = { helper: 'there', host: 'reg', namedBy: 'f' };
    const error = await thrownBy(() =>
      askHelper(question, { env: { PATH }, platform: 'linux', timeoutMs: 1_000 }, NEVER),
    );
    expect(error.message).toContain('docker-credential-there');
    expect(error.code).toBe('input');
    const env = { PATH: `${PATH}:${folder.searchPath}` };
    expect(await askHelper(question, { env, platform: 'linux', timeoutMs: 1_000 }, NEVER)).toMatchObject({
      username: 'u',
    });
  });

  test('no PATH, no helper', async () => {
    const question = { helper: 'there', host: 'reg', namedBy: 'f' };
    const error = await thrownBy(() =>
      askHelper(question, { env: {}, platform: 'linux', timeoutMs: 1_000 }, NEVER),
    );
    expect(error.code).toBe('input');
  });
});
