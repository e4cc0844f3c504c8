import { describe, expect, test } from '@jest/globals';
import {
  helperServerUrl,
  parseEntryKey,
  registryHost,
} from '../../../src/stores/credentials/registry-key.ts';

describe('registryHost', () => {
  test.each([
    ['docker.io', 'index.docker.io'],
    ['index.docker.io', 'index.docker.io'],
    ['registry-1.docker.io', 'index.docker.io'],
    ['Docker.IO', 'index.docker.io'],
    ['ghcr.io', 'ghcr.io'],
    ['Reg.Example.com:5000', 'reg.example.com:5000'],
    ['reg.example.com:443', 'reg.example.com:443'],
    ['docker.io:443', 'docker.io:443'],
    ['mydocker.io', 'mydocker.io'],
    ['[::1]:5000', '[::1]:5000'],
  ])('%s is compared as %s', (host, expected) => {
    expect(registryHost(host)).toBe(expected);
  });
});

describe('helperServerUrl', () => {
  test.each([
    ['docker.io', 'https://index.docker.io/v1/'],
    ['registry-1.docker.io', 'https://index.docker.io/v1/'],
    ['reg:5000', 'reg:5000'],
  ])('%s is asked for as %s', (host, expected) => {
    expect(helperServerUrl(host)).toBe(expected);
  });
});

describe('parseEntryKey', () => {
  test.each([
    ['reg', 'reg', ''],
    ['reg/', 'reg', ''],
    ['reg:5000', 'reg:5000', ''],
    ['https://reg', 'reg', ''],
    ['https://reg/', 'reg', ''],
    ['http://reg:5000/v1/', 'reg:5000', ''],
    ['https://reg/v2/', 'reg', ''],
    ['HTTPS://Reg/v2', 'reg', ''],
    ['https://index.docker.io/v1/', 'index.docker.io', ''],
    ['index.docker.io/v1/', 'index.docker.io', ''],
    ['docker.io', 'index.docker.io', ''],
    ['docker.io/library', 'index.docker.io', 'library'],
    ['reg/team/app', 'reg', 'team/app'],
    ['reg/v1', 'reg', 'v1'],
    ['[::1]:5000/a', '[::1]:5000', 'a'],
    ['https://user@reg/', 'user@reg', ''],
  ])('%s covers host %s, path %j', (key, host, path) => {
    expect(parseEntryKey(key, 'current')).toEqual({ host, path });
  });

  test('a path in the legacy format is an API path', () => {
    expect(parseEntryKey('reg/v1/', 'legacy')).toEqual({ host: 'reg', path: '' });
  });
});
