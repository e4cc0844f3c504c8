import { mkdir } from 'node:fs/promises';
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

describe('the order of places', () => {
  test('each goes before those after it, down to anonymous', async () => {
    const docker = await folder.write(
      'home/.docker/config.json',
      authsWith('docker', 'r1', 'r2', 'r3', 'r4'),
    );
    const run = await folder.write(
      'run/containers/auth.json',
      authsWith('run', 'r1', 'r2', 'r3', 'r4', 'r5'),
    );
    const xdg = await folder.write('home/.config/containers/auth.json', authsWith('xdg', 'r1', 'r5', 'r6'));
    const legacy = await folder.write(
      'home/.dockercfg',
      authsWith('legacy', 'r1', 'r6', 'https://r7/v1/').auths,
    );
    const lookup = fixture.lookup(
      {
        DOCKER_AUTH_CONFIG: JSON.stringify(authsWith('text', 'r1', 'r2', 'r3')),
        MIRROR_U: 'mu',
        MIRROR_P: 'mp',
      },
      { configuredAuth: new Map([['r2', { usernameEnv: 'MIRROR_U', passwordEnv: 'MIRROR_P' }]]) },
    );
    const found: (string | null)[] = [];
    for (const host of ['r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8']) {
      const credential = await lookup(host, 'app', NEVER);
      found.push(credential?.kind === 'basic' ? credential.password : null);
    }
    expect(found).toEqual(['mp', 'text', 'docker', 'run', 'xdg', 'legacy', null]);
    expect(fixture.used).toEqual([
      'r2: environment MIRROR_U',
      'r3: DOCKER_AUTH_CONFIG',
      `r4: docker config ${docker}`,
      `r5: podman auth file ${run}`,
      `r6: podman auth file ${xdg}`,
      `r7: docker config ${legacy}`,
      'r8: anonymous',
    ]);
  });

  test("REGISTRY_AUTH_FILE goes before Docker and keeps Podman's own files out", async () => {
    const file = await folder.write('login.json', authsWith('file', 'r1'));
    await folder.write('home/.docker/config.json', authsWith('docker', 'r1', 'r2'));
    await folder.write('run/containers/auth.json', authsWith('run', 'r3'));
    const lookup = fixture.lookup({ REGISTRY_AUTH_FILE: 'login.json' });
    expect(await lookup('r1', 'a', NEVER)).toMatchObject({ password: 'file' });
    expect(await lookup('r2', 'a', NEVER)).toMatchObject({ password: 'docker' });
    expect(await lookup('r3', 'a', NEVER)).toBeNull();
    expect(fixture.used[0]).toBe(`r1: REGISTRY_AUTH_FILE ${file}`);
  });

  test('DOCKER_CONFIG is a folder that stands for ~/.docker', async () => {
    await folder.write('cfg/config.json', authsWith('cfg', 'r1'));
    await folder.write('home/.docker/config.json', authsWith('home', 'r1', 'r2'));
    const lookup = fixture.lookup({ DOCKER_CONFIG: join(folder.path, 'cfg') });
    expect(await lookup('r1', 'a', NEVER)).toMatchObject({ password: 'cfg' });
    expect(await lookup('r2', 'a', NEVER)).toBeNull();
  });

  test('a file that is never reached is never read', async () => {
    await folder.write('home/.docker/config.json', '{broken');
    const lookup = fixture.lookup({ DOCKER_AUTH_CONFIG: JSON.stringify(authsWith('text', 'r1')) });
    expect(await lookup('r1', 'a', NEVER)).toMatchObject({ password: 'text' });
    expect((await thrownBy(() => lookup('r2', 'a', NEVER))).code).toBe('input');
  });

  test('auth of the mirror manifest holds for every name of Docker Hub', async () => {
    const lookup = fixture.lookup(
      { MIRROR_U: 'mu', MIRROR_P: 'mp' },
      { configuredAuth: new Map([['docker.io', { usernameEnv: 'MIRROR_U', passwordEnv: 'MIRROR_P' }]]) },
    );
    expect(await lookup('registry-1.docker.io', 'library/redis', NEVER)).toMatchObject({ username: 'mu' });
  });

  test('a variable of auth that is unset is an error, not anonymous', async () => {
    const auth = {
      usernameEnv: 'MIRROR_U',
      passwordEnv: 'MIRROR_P',
      at: { file: 'mirror.yaml', line: 3, column: 5 },
    };
    const lookup = fixture.lookup({ MIRROR_U: 'u' }, { configuredAuth: new Map([['reg', auth]]) });
    expect(await thrownBy(() => lookup('reg', 'a', NEVER))).toMatchObject({
      code: 'input',
      where: 'mirror.yaml:3:5',
    });
  });
});

describe('what a file says', () => {
  test('paths narrow entries, and look-alike hosts get nothing', async () => {
    await folder.write('run/containers/auth.json', {
      auths: {
        'reg:5000': { auth: base64('u:all') },
        'reg:5000/team': { auth: base64('u:team') },
        'ghcr.io': { auth: base64('u:ghcr') },
        'gcr.io': { auth: base64('u:gcr') },
      },
    });
    const lookup = fixture.lookup();
    expect(await lookup('reg:5000', 'team/app', NEVER)).toMatchObject({ password: 'team' });
    expect(await lookup('reg:5000', 'teams/app', NEVER)).toMatchObject({ password: 'all' });
    for (const host of ['reg', 'reg:50000', 'evil-gcr.io', 'ghcr.io.evil.com', 'eu.gcr.io', 'gcr.io:8443']) {
      expect(await lookup(host, 'team/app', NEVER)).toBeNull();
    }
  });

  test('an empty entry leaves the choice to the next place', async () => {
    await folder.write('home/.docker/config.json', { auths: { reg: {} } });
    await folder.write('run/containers/auth.json', authsWith('run', 'reg'));
    expect(await fixture.lookup()('reg', 'a', NEVER)).toMatchObject({ password: 'run' });
  });

  test('secrets are told before they are used, in the forms in which they travel', async () => {
    await folder.write('home/.docker/config.json', {
      auths: {
        a: { auth: base64('u:pw') },
        b: { identitytoken: 'it' },
        c: { registrytoken: 'rt' },
        d: { auth: base64('u:') },
      },
    });
    const lookup = fixture.lookup();
    for (const host of ['a', 'b', 'c', 'd', 'e', 'a']) await lookup(host, 'x', NEVER);
    expect(fixture.secrets).toEqual(['pw', base64('u:pw'), 'it', 'rt']);
  });

  test('a use is told once for each registry and place', async () => {
    const file = await folder.write('home/.docker/config.json', authsWith('p', 'reg'));
    const lookup = fixture.lookup();
    await Promise.all([1, 2, 3].map((n) => lookup('reg', `app${n}`, NEVER)));
    await lookup('other', 'a', NEVER);
    await lookup('other', 'b', NEVER);
    expect(fixture.used).toEqual([`reg: docker config ${file}`, 'other: anonymous']);
  });

  test('a file is read once', async () => {
    await folder.write('home/.docker/config.json', authsWith('old', 'reg'));
    const lookup = fixture.lookup();
    await lookup('reg', 'a', NEVER);
    await folder.write('home/.docker/config.json', authsWith('new', 'reg'));
    expect(await lookup('reg', 'a', NEVER)).toMatchObject({ password: 'old' });
  });

  test.each([
    ['cut off', `{"auths":{"reg":{"auth":"${base64(`u:${PLANTED}`)}`],
    ['unquoted', `{"auths":{"reg":{"auth":${PLANTED}}}}`],
    ['a bad entry', `{"auths":{"reg":{"auth":"${PLANTED}"}}}`],
    ['too large', `{"auths":{"reg":{"auth":"${PLANTED}"}}}${' '.repeat(1024 * 1024)}`],
    ['a broken helper map', `{"credHelpers":{"reg":["${PLANTED}"]}}`],
  ])('a file that is %s is an error with its name and no secret', async (_, text) => {
    const file = await folder.write('home/.docker/config.json', text);
    const error = await thrownBy(() => fixture.lookup()('reg', 'a', NEVER));
    expect(error.code).toBe('input');
    expect(error.message).toContain(file);
    expect(wholeText(error)).not.toContain(PLANTED);
    expect(wholeText(error)).not.toContain(base64(`u:${PLANTED}`).slice(0, 16));
  });

  test('DOCKER_AUTH_CONFIG that is not JSON is told by its name', async () => {
    const error = await thrownBy(() =>
      fixture.lookup({ DOCKER_AUTH_CONFIG: `{"auths": ${PLANTED}` })('reg', 'a', NEVER),
    );
    expect(error).toMatchObject({ code: 'input', where: 'DOCKER_AUTH_CONFIG:1:11' });
    expect(wholeText(error)).not.toContain(PLANTED);
  });

  test('a folder where the file should be is told by its name', async () => {
    await mkdir(join(folder.path, 'home/.docker/config.json'), { recursive: true });
    const error = await thrownBy(() => fixture.lookup()('reg', 'a', NEVER));
    expect(error.code).toBe('input');
    expect(error.message).toContain('home/.docker/config.json');
  });
});

test('a lookup whose signal has fired does nothing', async () => {
  expect((await thrownBy(() => fixture.lookup()('reg', 'a', AbortSignal.abort()))).code).toBe('aborted');
  expect(fixture.used).toEqual([]);
});
