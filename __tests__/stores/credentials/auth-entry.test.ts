import { describe, expect, test } from '@jest/globals';
import { readAuthEntry } from '../../../src/stores/credentials/auth-entry.ts';
import { base64, thrownBy, wholeText } from './support.ts';

describe('readAuthEntry', () => {
  test.each([
    ['user and password', { auth: base64('u:p') }, { kind: 'basic', username: 'u', password: 'p' }],
    [
      'colons in the password',
      { auth: base64('u:p:q:') },
      { kind: 'basic', username: 'u', password: 'p:q:' },
    ],
    ['a padding of NULs', { auth: base64('u:p\0\0') }, { kind: 'basic', username: 'u', password: 'p' }],
    ['no password', { auth: base64('u:') }, { kind: 'basic', username: 'u', password: '' }],
    ['no user', { auth: base64(':p') }, { kind: 'basic', username: '', password: 'p' }],
    [
      'line breaks',
      { auth: `${base64('u:p').slice(0, 2)}\n${base64('u:p').slice(2)}\n` },
      { kind: 'basic', username: 'u', password: 'p' },
    ],
    ['letters beyond ASCII', { auth: base64('ü:pä€') }, { kind: 'basic', username: 'ü', password: 'pä€' }],
    [
      'a JSON key as password',
      { auth: base64('_json_key:{"a":"b:c"}') },
      { kind: 'basic', username: '_json_key', password: '{"a":"b:c"}' },
    ],
    ['fields in clear', { username: 'u', password: 'p' }, { kind: 'basic', username: 'u', password: 'p' }],
    [
      'auth before fields in clear',
      { auth: base64('a:b'), username: 'u', password: 'p' },
      { kind: 'basic', username: 'a', password: 'b' },
    ],
    [
      'an identity token',
      { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'it' },
      { kind: 'identity-token', token: 'it' },
    ],
    [
      'a registry token',
      { auth: base64('u:p'), identitytoken: 'it', registrytoken: 'rt' },
      { kind: 'registry-token', token: 'rt' },
    ],
    ['a helper marker', {}, null],
    ['only an address', { email: 'a@b' }, null],
    ['nothing', null, null],
    ['empty fields', { auth: '', identitytoken: '', username: '' }, null],
    ['only a colon', { auth: base64(':') }, null],
  ])('%s', (_, value, expected) => {
    expect(readAuthEntry(value, 'reg in f')).toEqual(expected);
  });

  const planted = 'planted-s3cret';
  test.each([
    ['not base64', { auth: `${planted}!` }],
    ['base64 without padding', { auth: base64(`u:${planted}x`).replace(/=+$/, '').slice(0, -1) }],
    ['URL base64', { auth: base64(`u:${planted}>>>???`).replaceAll('/', '_').replaceAll('+', '-') }],
    ['no colon', { auth: base64(planted) }],
    ['not UTF-8', { auth: Buffer.concat([Buffer.from(`u:${planted}`), Buffer.of(0xff)]).toString('base64') }],
    ['auth is a number', { auth: 7, password: planted }],
    ['a header break in a registry token', { registrytoken: `${planted}\r\nX: y` }],
    ['an entry that is a string', planted],
    ['an entry that is a list', [planted]],
  ])('%s is an error that names the place and keeps the secret', async (_, value) => {
    const error = await thrownBy(() => readAuthEntry(value, 'reg in /c/config.json'));
    expect(error.code).toBe('input');
    expect(error.message).toContain('reg in /c/config.json');
    expect(wholeText(error)).not.toContain(planted);
    expect(wholeText(error)).not.toContain(base64(planted).slice(0, 12));
  });
});
