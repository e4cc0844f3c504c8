import { describe, expect, test } from '@jest/globals';
import { parseAuthFile } from '../../../src/stores/credentials/docker-config.ts';
import { coveringEntries } from '../../../src/stores/credentials/podman-auth.ts';

function keysFor(keys: readonly string[], host: string, repository: string): readonly string[] {
  const auths = Object.fromEntries(keys.map((key) => [key, {}]));
  const { entries } = parseAuthFile('f', JSON.stringify({ auths }), 'podman');
  return coveringEntries(entries, host, repository).map((entry) => entry.key);
}

describe('coveringEntries', () => {
  test('longer paths go before shorter ones, the registry comes last', () => {
    const keys = ['reg', 'reg/a', 'reg/a/b', 'reg/a/b/c', 'reg/x'];
    expect(keysFor(keys, 'reg', 'a/b')).toEqual(['reg/a/b', 'reg/a', 'reg']);
    expect(keysFor(keys, 'reg', 'a/b/c/d')).toEqual(['reg/a/b/c', 'reg/a/b', 'reg/a', 'reg']);
    expect(keysFor(keys, 'reg', 'z')).toEqual(['reg']);
  });

  test.each([
    ['reg/team/app', 'reg', 'team/apple'],
    ['reg/team', 'reg', 'teams'],
    ['reg/a/b', 'reg', 'a'],
    ['gcr.io', 'evil-gcr.io', 'a'],
    ['evil-gcr.io', 'gcr.io', 'a'],
    ['gcr.io', 'eu.gcr.io', 'a'],
    ['ghcr.io', 'ghcr.io.evil.com', 'a'],
    ['ghcr.io.evil.com', 'ghcr.io', 'a'],
    ['https://ghcr.io.evil.com/ghcr.io', 'ghcr.io', 'a'],
    ['https://evil.com/https://ghcr.io/v1/', 'ghcr.io', 'a'],
    ['reg:5000', 'reg', 'a'],
    ['reg', 'reg:5000', 'a'],
    ['reg:443', 'reg', 'a'],
    ['reg:500', 'reg:5000', 'a'],
    ['https://reg:5000/v2/', 'reg', 'a'],
    ['docker.io', 'docker.io.evil.com', 'library/redis'],
    ['https://index.docker.io/v1/', 'evil-index.docker.io', 'library/redis'],
  ])('%s does not answer for %s/%s', (key, host, repository) => {
    expect(keysFor([key], host, repository)).toEqual([]);
  });

  test.each(['docker.io', 'index.docker.io', 'registry-1.docker.io'])(
    'Docker Hub is one registry, asked as %s',
    (host) => {
      for (const key of [
        'https://index.docker.io/v1/',
        'docker.io',
        'index.docker.io/v1/',
        'https://registry-1.docker.io/v2/',
      ]) {
        expect(keysFor([key], host, 'library/redis')).toEqual([key]);
      }
    },
  );

  test('of several spellings the one that Docker writes counts first', () => {
    const keys = ['https://reg/v1/', 'reg'];
    expect(keysFor(keys, 'reg', 'a')).toEqual(['reg', 'https://reg/v1/']);
    expect(keysFor(['docker.io', 'https://index.docker.io/v1/'], 'docker.io', 'a')[0]).toBe(
      'https://index.docker.io/v1/',
    );
  });

  test('paths work on Docker Hub too', () => {
    expect(keysFor(['docker.io', 'docker.io/acme'], 'docker.io', 'acme/app')).toEqual([
      'docker.io/acme',
      'docker.io',
    ]);
  });
});
