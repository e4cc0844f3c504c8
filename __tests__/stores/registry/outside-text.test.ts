import { describe, expect, test } from '@jest/globals';
import { oneLine, publicUrl, withoutQueryOf } from '../../../src/stores/registry/outside-text.ts';

test('text from outside is one line without controls', () => {
  expect(oneLine('a\r\n::error::b\u001b[31m\u2028c\u00add\t e')).toBe('a ::error::b [31m cd e');
});

test('text from outside is short', () => {
  expect(oneLine('x'.repeat(1_000_000))).toHaveLength(200);
});

test('tokens that come back are masked', () => {
  expect(oneLine('bad Authorization: Bearer eyJhbGciOi.J9.abc and basic YWxpY2U6eA==')).toBe(
    'bad Authorization: Bearer *** and basic ***',
  );
});

test('addresses lose what may be secret', () => {
  expect(publicUrl(new URL('https://u:p@store.example/b?X-Amz-Signature=1#f'))).toBe(
    'https://store.example/b?…',
  );
  expect(publicUrl(new URL('http://[::1]:5000/b'))).toBe('http://[::1]:5000/b');
});

test('an address that is not http is not said to be "null"', () => {
  expect(publicUrl(new URL('file:///etc/passwd'))).toBe('file:///etc/passwd');
});

describe('what stood in the query of an address', () => {
  const url = new URL(
    `https://store.example.com/x?X-Amz-Signature=abcdef0123456789&sig=a%2Fb%2Bc%3Dd%20e&n=100&digest=sha256:${'0'.repeat(64)}`,
  );
  test.each([
    ['as it is', 'SignatureProvided abcdef0123456789.', 'SignatureProvided ***.'],
    ['decoded', 'got a/b+c=d e', 'got ***'],
    ['encoded', 'got a%2Fb%2Bc%3Dd%20e', 'got ***'],
  ])('is taken out of what the answer says, %s', (_what, text, clean) => {
    expect(withoutQueryOf(url, text)).toBe(clean);
  });
  test('unless it is too short to be a secret, or a digest', () => {
    expect(withoutQueryOf(url, `100 sha256:${'0'.repeat(64)}`)).toBe(`100 sha256:${'0'.repeat(64)}`);
  });
});
