import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { authsWith, type Folder, LookupFixture, NEVER, temporaryFolder, thrownBy } from './support.ts';

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

describe('inside a checkout', () => {
  test.each([
    ['docker config', (checkout: string) => ({ DOCKER_CONFIG: checkout }), 'config.json'],
    [
      'REGISTRY_AUTH_FILE',
      (checkout: string) => ({ REGISTRY_AUTH_FILE: `${checkout}/auth.json` }),
      'auth.json',
    ],
    [
      'a folder with dots',
      (checkout: string) => ({ REGISTRY_AUTH_FILE: `${checkout}/..x/auth.json` }),
      '..x/auth.json',
    ],
    ['Podman', (checkout: string) => ({ XDG_CONFIG_HOME: checkout }), 'containers/auth.json'],
  ])('%s is refused, whatever it says', async (_, env, name) => {
    const checkout = join(folder.path, 'checkout');
    const file = await folder.write(`checkout/${name}`, { credHelpers: { reg: 'evil' } });
    await folder.helper('evil', 'printf x >> "$OUT/calls"');
    const error = await thrownBy(() =>
      fixture.lookup(env(checkout), { inWorkspace: checkout })('reg', 'a', NEVER),
    );
    expect(error).toMatchObject({ code: 'input', where: file });
    expect(await callsOf('calls')).toBe(0);
  });

  test('symbolic links lead neither in nor out', async () => {
    const checkout = join(folder.path, 'checkout');
    await folder.write('checkout/cfg/config.json', authsWith('inside', 'reg'));
    await folder.write('outside/config.json', authsWith('outside', 'reg'));
    await symlink(join(checkout, 'cfg'), join(folder.path, 'leads-in'));
    await symlink(join(folder.path, 'outside'), join(checkout, 'leads-out'));
    await symlink(folder.path, join(folder.path, 'again'));
    for (const DOCKER_CONFIG of [
      join(folder.path, 'leads-in'),
      join(checkout, 'leads-out'),
      join(folder.path, 'again/checkout/cfg'),
    ]) {
      const error = await thrownBy(() =>
        fixture.lookup({ DOCKER_CONFIG }, { inWorkspace: checkout })('reg', 'a', NEVER),
      );
      expect(error.code).toBe('input');
    }
  });

  test('beside it, and without one, files are read', async () => {
    await folder.write('checkout-too/config.json', authsWith('beside', 'reg'));
    const env = { DOCKER_CONFIG: join(folder.path, 'checkout-too') };
    const checkout = join(folder.path, 'checkout');
    expect(await fixture.lookup(env, { inWorkspace: checkout })('reg', 'a', NEVER)).toMatchObject({
      password: 'beside',
    });
    expect(await fixture.lookup(env, { inWorkspace: null })('reg', 'a', NEVER)).toMatchObject({
      password: 'beside',
    });
  });

  test('a file that does not exist there is no trouble', async () => {
    const checkout = join(folder.path, 'checkout');
    expect(
      await fixture.lookup({ DOCKER_CONFIG: checkout }, { inWorkspace: checkout })('reg', 'a', NEVER),
    ).toBeNull();
  });
});
