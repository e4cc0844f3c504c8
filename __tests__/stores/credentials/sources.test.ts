import { describe, expect, test } from '@jest/globals';
import { listAuthSources, type SourcePlaces } from '../../../src/stores/credentials/sources.ts';

const HOME = '/home/u';

function labels(env: Record<string, string>, places: Partial<SourcePlaces> = {}): readonly string[] {
  return listAuthSources({
    env,
    workingDirectory: '/srv',
    homeDirectory: HOME,
    uid: 1000,
    platform: 'linux',
    ...places,
  }).map((source) => source.label);
}

describe('listAuthSources', () => {
  test('the defaults on Linux', () => {
    expect(labels({})).toEqual([
      'docker config /home/u/.docker/config.json',
      'podman auth file /run/containers/1000/auth.json',
      'podman auth file /home/u/.config/containers/auth.json',
      'docker config /home/u/.dockercfg',
    ]);
  });

  test('every variable at once, relative paths from the working directory', () => {
    expect(
      labels({
        DOCKER_AUTH_CONFIG: '{}',
        DOCKER_CONFIG: 'cfg',
        XDG_RUNTIME_DIR: '/run/user/1000',
        XDG_CONFIG_HOME: '/xdg',
      }),
    ).toEqual([
      'DOCKER_AUTH_CONFIG',
      'docker config /srv/cfg/config.json',
      'podman auth file /run/user/1000/containers/auth.json',
      'podman auth file /xdg/containers/auth.json',
      'docker config /home/u/.dockercfg',
    ]);
  });

  test('REGISTRY_AUTH_FILE goes before Docker and stands for all of the Podman files', () => {
    expect(labels({ REGISTRY_AUTH_FILE: 'auth.json', XDG_RUNTIME_DIR: '/run/user/1000' })).toEqual([
      'REGISTRY_AUTH_FILE /srv/auth.json',
      'docker config /home/u/.docker/config.json',
      'docker config /home/u/.dockercfg',
    ]);
  });

  test('empty variables are unset ones', () => {
    const empty = {
      DOCKER_AUTH_CONFIG: ' ',
      REGISTRY_AUTH_FILE: '',
      DOCKER_CONFIG: '',
      XDG_RUNTIME_DIR: '',
      XDG_CONFIG_HOME: '',
    };
    expect(labels(empty)).toEqual(labels({}));
  });

  test('other systems have one Podman file, named once', () => {
    expect(labels({ XDG_RUNTIME_DIR: '/ignored' }, { platform: 'darwin' })).toEqual([
      'docker config /home/u/.docker/config.json',
      'podman auth file /home/u/.config/containers/auth.json',
      'docker config /home/u/.dockercfg',
    ]);
    expect(
      labels({}, { platform: 'win32', homeDirectory: 'C:\\Users\\u', workingDirectory: 'C:\\w', uid: null }),
    ).toEqual([
      'docker config C:\\Users\\u\\.docker\\config.json',
      'podman auth file C:\\Users\\u\\.config\\containers\\auth.json',
      'docker config C:\\Users\\u\\.dockercfg',
    ]);
  });
});
