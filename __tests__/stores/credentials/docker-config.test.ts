import { describe, expect, test } from '@jest/globals';
import { MirrorError } from '../../../src/errors.ts';
import { parseAuthFile } from '../../../src/stores/credentials/docker-config.ts';
import { thrownBy } from './support.ts';

describe('parseAuthFile', () => {
  test('reads auths, credHelpers and credsStore', () => {
    const file = parseAuthFile(
      '/c/config.json',
      JSON.stringify({
        auths: { 'https://reg/v1/': { auth: 'x' }, 'reg/team': {} },
        credHelpers: { 'public.ecr.aws': 'ecr-login', 'docker.io': 'pass', plain: '' },
        credsStore: 'desktop',
        HttpHeaders: { 'User-Agent': 'x' },
      }),
      'docker',
    );
    expect(file.entries).toEqual([
      { key: 'https://reg/v1/', value: { auth: 'x' }, host: 'reg', path: '' },
      { key: 'reg/team', value: {}, host: 'reg', path: 'team' },
    ]);
    expect([...file.helpers]).toEqual([
      ['public.ecr.aws', 'ecr-login'],
      ['index.docker.io', 'pass'],
      ['plain', ''],
    ]);
    expect(file.defaultHelper).toBe('desktop');
  });

  test('a helper written for a path does not answer for the registry', () => {
    const file = parseAuthFile('f', '{"credHelpers":{"reg/team":"pass"}}', 'docker');
    expect(file.helpers.size).toBe(0);
  });

  test('Podman knows no credsStore', () => {
    expect(parseAuthFile('f', '{"credsStore":"desktop"}', 'podman').defaultHelper).toBeNull();
  });

  test('the legacy format has no wrapper, and a key "auths" in it is a registry', () => {
    const file = parseAuthFile('f', '{"https://reg/v1/":{"auth":"x"},"auths":{}}', 'legacy');
    expect(file.entries.map((entry) => entry.host)).toEqual(['reg', 'auths']);
  });

  test.each(['', ' \n', '{}', '{"auths":null,"credHelpers":null,"credsStore":null}'])(
    '%j holds nothing',
    (text) => {
      expect(parseAuthFile('f', text, 'docker')).toEqual({
        name: 'f',
        entries: [],
        helpers: new Map(),
        defaultHelper: null,
      });
    },
  );

  test('names like those of Object.prototype are names like any other', () => {
    const file = parseAuthFile('f', '{"auths":{"__proto__":{"auth":"x"},"constructor":{}}}', 'docker');
    expect(file.entries.map((entry) => entry.key)).toEqual(['__proto__', 'constructor']);
    expect(({} as { auth?: string }).auth).toBeUndefined();
  });

  test.each([
    '[]',
    '"PLANTED"',
    '{"auths":["PLANTED"]}',
    '{"auths":"PLANTED"}',
    '{"credHelpers":{"reg":["PLANTED"]}}',
    '{"credsStore":{"a":"PLANTED"}}',
    '{"auths":{"reg":{"auth":PLANTED}}}',
    '{"auths":{"reg":{"auth":"PLANTED}}',
    'PLANTED',
  ])('refuses %s by the name of the file, never with what is in it', async (text) => {
    const error = await thrownBy(() => parseAuthFile('/c/config.json', text, 'docker'));
    expect(error).toBeInstanceOf(MirrorError);
    expect(error.code).toBe('input');
    expect(error.message).toContain('/c/config.json');
    expect(JSON.stringify([error.message, error.where, error.fix, error.stack])).not.toContain('PLANTED');
    expect(error.cause).toBeUndefined();
  });

  test('points at the place where the file stops being JSON', async () => {
    const error = await thrownBy(() => parseAuthFile('/c/config.json', '{\n "auths": {,}\n}', 'docker'));
    expect(error.where).toBe('/c/config.json:2:12');
  });
});
