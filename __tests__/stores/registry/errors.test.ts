import { describe, expect, test } from '@jest/globals';
import { describeError } from '../../../src/errors.ts';
import { answerError } from '../../../src/stores/registry/errors.ts';

const errand = {
  task: 'read manifest',
  where: 'reg.example/app@sha256:1a2b',
  host: 'reg.example',
  writes: false,
};
const errorFor = (status: number, body: unknown = '', more: Partial<typeof errand> = {}) =>
  answerError(
    { status, body: typeof body === 'string' ? body : JSON.stringify(body), answeredBy: 'reg.example' },
    { ...errand, ...more },
  );

describe('answerError', () => {
  test.each([
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'denied'],
    [404, 'not-found'],
    [405, 'refused'],
    [408, 'unavailable'],
    [409, 'refused'],
    [413, 'too-large'],
    [416, 'refused'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [507, 'no-space'],
    [204, 'invalid-response'],
    [301, 'invalid-response'],
  ])('%i is %s', (status, code) => {
    expect(errorFor(status)).toMatchObject({ code, status, where: errand.where });
  });

  test('codes are taken from the body, the first message too', () => {
    const error = errorFor(404, {
      errors: [{ code: 'manifest_unknown', message: 'manifest unknown' }, { code: 'NAME_UNKNOWN' }],
    });
    expect(error.registryCodes).toEqual(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN']);
    expect(error.message).toContain('404 MANIFEST_UNKNOWN: manifest unknown');
  });

  test('unknown digests are found as text, object or in the message', () => {
    const [one, two, three] = ['a', 'b', 'c'].map((letter) => `sha256:${letter.repeat(64)}`);
    const error = errorFor(400, {
      errors: [
        { code: 'MANIFEST_BLOB_UNKNOWN', detail: one },
        { code: 'MANIFEST_BLOB_UNKNOWN', detail: { Digest: two } },
        { code: 'MANIFEST_BLOB_UNKNOWN', message: `blob ${three} unknown` },
        { code: 'TAG_INVALID', detail: `sha256:${'d'.repeat(64)}` },
      ],
    });
    expect(error).toMatchObject({ code: 'refused', unknownDigests: [one, two, three] });
  });

  test.each(['no space left on device', 'disk quota exceeded', 'file too large'])(
    'a full disk is told apart from a broken registry: %s',
    (said) => {
      const detail = `write /var/lib/registry/_uploads/data: ${said}`;
      expect(errorFor(500, { errors: [{ code: 'UNKNOWN', message: 'unknown error', detail }] }).code).toBe(
        'no-space',
      );
    },
  );

  test('a full disk that distribution names by number alone is one too', () => {
    const detail = (errno: number) => ({
      DriverName: 'filesystem',
      Enclosed: { Op: 'write', Path: '/var/lib/registry/startedat', Err: errno },
    });
    const codeOf = (errno: number) =>
      errorFor(500, { errors: [{ code: 'UNKNOWN', message: 'unknown error', detail: detail(errno) }] }).code;
    expect([27, 28, 122].map(codeOf)).toEqual(['no-space', 'no-space', 'no-space']);
    expect([2, 5, 13, 280].map(codeOf)).toEqual(Array(4).fill('unavailable'));
  });

  test('a TLS port that was spoken to in plain text', () => {
    expect(errorFor(400, 'Client sent an HTTP request to an HTTPS server.\n')).toMatchObject({
      code: 'tls',
      fix: expect.stringContaining('tls: true'),
    });
  });

  test.each([
    ['login', errorFor(401), 'docker login reg.example'],
    ['pull permission', errorFor(403), 'pull from'],
    ['push permission', errorFor(403, '', { writes: true }), 'push to'],
    ['missing repository on push', errorFor(404, '', { writes: true }), 'create the repository'],
    ['Docker Hub limit', errorFor(429, '', { host: 'docker.io' }), 'docker login'],
  ])('remedy: %s', (_name, error, fix) => {
    expect(error.fix).toContain(fix);
  });

  test('registries that keep private and missing repositories apart from nobody', () => {
    expect(errorFor(401, '', { host: 'ghcr.io' }).message).toContain('does not exist');
    expect(errorFor(403, '', { host: 'docker.io' }).message).toContain('does not exist');
    expect(errorFor(401).message).not.toContain('does not exist');
  });

  test.each([
    ['HTML', '<html><body>nginx</body></html>'],
    ['broken JSON', '{"errors":'],
    ['errors that is no list', '{"errors":"x"}'],
    ['hostile members', '{"errors":[null,1,{"code":{"x":1},"message":[]}]}'],
  ])('%s says nothing', (_name, body) => {
    expect(errorFor(500, body).message).toBe('cannot read manifest: reg.example answered 500');
  });

  test('the whole message is one line', () => {
    const error = errorFor(500, {
      errors: [{ code: 'UNKNOWN', message: `a\n##[error]b\u001b${'x'.repeat(9999)}` }],
    });
    const line = describeError(error);
    expect(line.length).toBeLessThan(400);
    expect(/[\n\r\u001b]/.test(line)).toBe(false);
  });
});
