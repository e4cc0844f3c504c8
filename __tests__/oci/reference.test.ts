import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Digest } from '../../src/oci/digest.ts';
import {
  apiHost,
  formatReference,
  formatRepository,
  isLoopbackHost,
  isTag,
  type Parsed,
  parseHost,
  parseReference,
  parseRepository,
  parseTag,
  parseTarget,
  type Reference,
  type Tag,
  whyPathIsInvalid,
  withDefaultTag,
} from '../../src/oci/reference.ts';
import { ANY_TEXT } from './documents.ts';

const HEX = '0123456789abcdef'.repeat(4);
const SHA256 = `sha256:${HEX}`;
const SHA384 = `sha384:${'a'.repeat(96)}`;
const SHA512 = `sha512:${'b'.repeat(128)}`;
const ONE_LINE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u;

function parsedValue<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

function whyOf(parsed: Parsed<unknown>): string {
  return parsed.ok ? `accepted: ${JSON.stringify(parsed.value)}` : parsed.why;
}

describe('parseReference', () => {
  test.each([
    ['redis', 'docker.io/library/redis'],
    ['redis:7.4', 'docker.io/library/redis:7.4'],
    ['a/b', 'docker.io/a/b'],
    ['a/b/c/d', 'docker.io/a/b/c/d'],
    ['library/redis', 'docker.io/library/redis'],
    ['docker.io/redis', 'docker.io/library/redis'],
    ['docker.io/library/redis', 'docker.io/library/redis'],
    ['docker.io/a/b:1', 'docker.io/a/b:1'],
    ['index.docker.io/x', 'docker.io/library/x'],
    ['index.docker.io/library/x:1', 'docker.io/library/x:1'],
    // without a slash it is never a host
    ['localhost', 'docker.io/library/localhost'],
    ['example.com', 'docker.io/library/example.com'],
    ['host:5000', 'docker.io/library/host:5000'],
    ['localhost:5000', 'docker.io/library/localhost:5000'],
    // with one, the first part is a host if it looks like one
    ['localhost/x', 'localhost/x'],
    ['localhost:5000/x', 'localhost:5000/x'],
    ['localhost:5000/x:5000', 'localhost:5000/x:5000'],
    ['host:5000/x', 'host:5000/x'],
    ['host:0/x', 'host:0/x'],
    ['host:65535/x', 'host:65535/x'],
    ['quay.io/x', 'quay.io/x'],
    ['QUAY.io/x', 'QUAY.io/x'],
    ['FOO/x', 'FOO/x'],
    ['FOO/x:TAG', 'FOO/x:TAG'],
    ['10.0.0.1:5000/a', '10.0.0.1:5000/a'],
    ['[::1]/x', '[::1]/x'],
    ['[::1]:5000/x:1', '[::1]:5000/x:1'],
    ['[2001:DB8::1]:5000/a/b', '[2001:DB8::1]:5000/a/b'],
    ['xn--bcher-kva.example/x', 'xn--bcher-kva.example/x'],
    ['gcr.io/x', 'gcr.io/x'],
    // path components
    ['quay.io/a__b', 'quay.io/a__b'],
    ['quay.io/a---b', 'quay.io/a---b'],
    ['quay.io/a.b_c-d/0', 'quay.io/a.b_c-d/0'],
    [`quay.io/${HEX}`, `quay.io/${HEX}`],
    [`${HEX}:tag`, `docker.io/library/${HEX}:tag`],
    [HEX.slice(1), `docker.io/library/${HEX.slice(1)}`],
    // tags and digests
    ['a/b:_', 'docker.io/a/b:_'],
    [`a/b:${'t'.repeat(128)}`, `docker.io/a/b:${'t'.repeat(128)}`],
    ['x:V1.0-RC_1', 'docker.io/library/x:V1.0-RC_1'],
    [`x@${SHA256}`, `docker.io/library/x@${SHA256}`],
    [`x:1@${SHA256}`, `docker.io/library/x:1@${SHA256}`],
    [`host:5000/x@${SHA512}`, `host:5000/x@${SHA512}`],
    [`q.io/x@${SHA384}`, `q.io/x@${SHA384}`],
  ])('%s is %s', (text, canonical) => {
    const reference = parsedValue(parseReference(text));
    expect(formatReference(reference)).toBe(canonical);
    expect(parseReference(canonical)).toEqual({ ok: true, value: reference });
  });

  test('keeps host, path, tag and digest apart', () => {
    expect(parsedValue(parseReference(`localhost:5000/a/b:5000@${SHA256}`))).toEqual({
      host: 'localhost:5000',
      path: 'a/b',
      tag: '5000',
      digest: SHA256,
    });
  });

  test('applies no default tag', () => {
    expect(parsedValue(parseReference('redis'))).toEqual({
      host: 'docker.io',
      path: 'library/redis',
      tag: null,
      digest: null,
    });
  });

  test.each([
    ['', /empty/],
    [' redis', /white space/],
    ['redis ', /white space/],
    ['re dis', /white space/],
    ['redis\n', /white space/],
    ['redis\u00a0', /white space/],
    ['https://quay.io/x', /without a scheme.*https:\/\//],
    ['docker://quay.io/x', /without a scheme.*docker:\/\//],
    ['rédis', /"é"/],
    ['quay.io/x\u0000', /u0000/],
    ['quay.io/x\u202e', /u\{202e\}/],
    [HEX, /64 hex digits/],
    ['REDIS', /upper case/],
    ['foo/BAR', /upper case/],
    ['quay.io/Foo:1', /upper case/],
    ['/x', /empty component/],
    ['foo//bar', /empty component/],
    ['foo/', /empty component/],
    ['quay.io/', /name is missing/],
    [':tag', /name is missing/],
    [`@${SHA256}`, /name is missing/],
    ['quay.io/:tag', /name is missing/],
    ['a_._b', /component "a_._b"/],
    ['a___b', /component "a___b"/],
    ['a..b', /component "a..b"/],
    ['foo_', /component "foo_"/],
    ['-foo', /component "-foo"/],
    ['quay.io/.', /component "\."/],
    ['quay.io/../x', /component "\.\."/],
    ['a/b+c', /"\+"/],
    ['x:', /tag is missing/],
    ['x:-1', /starts with "-"/],
    ['x:.1', /starts with "\."/],
    ['x:a+b', /"\+"/],
    ['x:1:2', /":"/],
    ['quay.io/x:5000/y', /"\/"/],
    [`x:${'t'.repeat(129)}`, /129 characters/],
    ['x@', /ALGORITHM:HEX/],
    ['x@sha256', /ALGORITHM:HEX/],
    ['x@sha256:', /64 hex digits, this one has 0/],
    ['x@sha256:abc', /64 hex digits, this one has 3/],
    [`x@sha256:${HEX}0`, /64 hex digits, this one has 65/],
    [`x@sha512:${HEX}`, /128 hex digits, this one has 64/],
    [`x@sha384:${HEX}`, /96 hex digits, this one has 64/],
    [`x@sha256:${HEX.toUpperCase()}`, /lower case/],
    [`x@SHA256:${HEX}`, /"SHA256" is not known/],
    [`x@md5:${'a'.repeat(32)}`, /"md5" is not known/],
    [`x@blake3:${HEX}`, /"blake3" is not known/],
    [`x@__proto__:${HEX}`, /"__proto__" is not known/],
    [`x@${SHA256}@${SHA256}`, /hex digits/],
    [`x@${SHA256}:tag`, /hex digits/],
    ['quay.io:/x', /port is missing/],
    ['quay.io:65536/x', /"65536" is not a port/],
    ['quay.io:99999999999999999999/x', /is not a port/],
    ['quay.io:-1/x', /"-1" is not a port/],
    ['quay.io:http/x', /"http" is not a port/],
    ['-x.io/a', /starts or ends with "-"/],
    ['x-.io/a', /starts or ends with "-"/],
    ['a..b/x', /empty part/],
    ['.io/x', /empty part/],
    ['quay.io./x', /empty part/],
    ['host_x.io/a', /"_"/],
    ['a_b.c/x', /"_"/],
    ['user@quay.io/x', /"@"/],
    ['::1/x', /brackets/],
    ['[::1/x', /not an IPv6 address in brackets/],
    ['[]:5000/x', /not an IPv6 address in brackets/],
    ['[::1%25eth0]/x', /not an IPv6 address in brackets/],
    ['[1::2::3]/x', /not an address/],
    ['[::1]5000/x', /not an/],
    ['256.1.1.1/x', /not an address/],
  ])('refuses %j and says why', (text, why) => {
    expect(whyOf(parseReference(text))).toMatch(why);
  });

  test('limits host and path together to 255 characters, and says so', () => {
    const longest = `quay.io/${'a'.repeat(247)}`;
    expect(
      formatReference(parsedValue(parseReference(`${longest}:${'t'.repeat(128)}@${SHA512}`))),
    ).toHaveLength(255 + 129 + 136);
    expect(whyOf(parseReference(`${longest}b`))).toMatch(/together are 256 characters/);
    // what is added counts too: docker.io/library/ has 18 characters
    expect(parseReference('a'.repeat(237)).ok).toBe(true);
    expect(whyOf(parseReference('a'.repeat(238)))).toMatch(/256 characters/);
    expect(whyOf(parseReference(`quay.io/${'a'.repeat(256)}`))).toMatch(/256 characters long/);
  });

  test('a refusal is one printable line, whatever was written', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const parsed = parseReference(text);
        if (!parsed.ok) expect(parsed.why).toMatch(ONE_LINE);
      }),
    );
  });

  test.each([
    ['a'.repeat(100_000)],
    [`quay.io/${'a-'.repeat(50_000)}!`],
    [`quay.io/${'-'.repeat(100_000)}`],
    [`${'a.'.repeat(50_000)}/x`],
    [`${'a/'.repeat(50_000)}`],
    [`x:${'.'.repeat(100_000)}`],
    [`x@sha256:${'0'.repeat(100_000)}`],
    [`x@${'a+'.repeat(50_000)}:0`],
    [`quay.io:${'9'.repeat(100_000)}/x`],
    [`[${':'.repeat(100_000)}]/x`],
    [' '.repeat(100_000)],
    [`${'h'.repeat(100_000)}://x`],
  ])('refuses 100 000 characters at once (case %#)', (text) => {
    const started = performance.now();
    for (let times = 0; times < 100; times++) {
      for (const parse of [parseReference, parseRepository, parseTag, parseHost, parseTarget]) {
        expect(whyOf(parse(text)).length).toBeLessThan(400);
      }
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the grammar, at random', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,4}){0,2}$/);
  const label = fc.stringMatching(/^[a-z0-9](?:[a-zA-Z0-9-]{0,5}[a-zA-Z0-9])?$/);
  const port = fc.option(fc.integer({ min: 0, max: 65535 }), { nil: null });
  const host = fc
    .tuple(
      fc.oneof(
        fc.tuple(label, fc.constant('example')).map((labels) => labels.join('.')),
        fc.constant('[::1]'),
      ),
      port,
    )
    .map(([name, number]) => (number === null ? name : `${name}:${number}`))
    .filter((name) => parseHost(name).ok); // URL knows a few punycode labels that are none
  const path = fc.array(component, { minLength: 1, maxLength: 4 }).map((components) => components.join('/'));
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: null });
  const digest = fc.constantFrom(null, SHA256, SHA384, SHA512);

  test('what is formatted is parsed to the same', () => {
    fc.assert(
      fc.property(host, path, tag, digest, (host, path, tag, digest) => {
        const reference: Reference = { host, path, tag: tag as Tag | null, digest: digest as Digest | null };
        expect(parseReference(formatReference(reference))).toEqual({ ok: true, value: reference });
        expect(parseRepository(formatRepository(reference))).toEqual({ ok: true, value: { host, path } });
        expect(parseTarget(formatRepository(reference))).toEqual({ ok: true, value: { host, prefix: path } });
      }),
    );
  });

  test('what is accepted, however odd, is canonical after one round', () => {
    const odd = fc.string({
      unit: fc.constantFrom(...'ab0.:/@-_[]A~', 'localhost', 'docker.io', SHA256),
      maxLength: 12,
    });
    let accepted = 0;
    fc.assert(
      fc.property(odd, (text) => {
        const parsed = parseReference(text);
        if (!parsed.ok) return;
        accepted += 1;
        expect(parseReference(formatReference(parsed.value))).toEqual(parsed);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  test('no text makes any parser throw', () => {
    fc.assert(
      fc.property(fc.oneof(ANY_TEXT, fc.string()), (text) => {
        for (const parse of [parseReference, parseRepository, parseTag, parseHost, parseTarget]) {
          expect(typeof parse(text).ok).toBe('boolean');
        }
        expect(typeof isLoopbackHost(text)).toBe('boolean');
      }),
    );
  });
});

describe('withDefaultTag', () => {
  test.each([
    ['redis', 'docker.io/library/redis:latest'],
    ['redis:7', 'docker.io/library/redis:7'],
    [`redis@${SHA256}`, `docker.io/library/redis@${SHA256}`],
    [`redis:7@${SHA256}`, `docker.io/library/redis:7@${SHA256}`],
  ])('%s is %s', (text, expected) => {
    expect(formatReference(withDefaultTag(parsedValue(parseReference(text))))).toBe(expected);
  });
});

describe('parseRepository', () => {
  test.each([
    ['redis', 'docker.io/library/redis'],
    ['index.docker.io/redis', 'docker.io/library/redis'],
    ['host:5000/a/b', 'host:5000/a/b'],
  ])('%s is %s', (text, expected) => {
    expect(formatRepository(parsedValue(parseRepository(text)))).toBe(expected);
  });

  test.each([
    ['redis:7', /tag "7"/],
    ['host:5000', /tag "5000"/],
    [`redis@${SHA256}`, /without a digest/],
    ['foo/BAR', /upper case/],
    ['', /empty/],
  ])('refuses %j', (text, why) => {
    expect(whyOf(parseRepository(text))).toMatch(why);
  });
});

describe('parseTag and isTag', () => {
  test.each(['latest', '1', '_', '7.4.1', `keep-sha256-${HEX}`, 'A-b_c.d', 't'.repeat(128)])(
    '%s is a tag',
    (text) => {
      expect(parseTag(text)).toEqual({ ok: true, value: text });
      expect(isTag(text)).toBe(true);
    },
  );

  test.each(['', '.1', '-1', 'a/b', 'a:b', 'a@b', 'a b', 'a\n', 'ä', 't'.repeat(129)])(
    '%j is none',
    (text) => {
      expect(parseTag(text).ok).toBe(false);
      expect(isTag(text)).toBe(false);
    },
  );
});

describe('parseHost', () => {
  test.each([
    ['docker.io', 'docker.io'],
    ['index.docker.io', 'docker.io'],
    ['localhost', 'localhost'],
    ['mirror', 'mirror'],
    ['mirror:5000', 'mirror:5000'],
    ['[::1]:5000', '[::1]:5000'],
    ['10.0.0.1:5000', '10.0.0.1:5000'],
  ])('%s is %s', (text, expected) => {
    expect(parseHost(text)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ['https://quay.io', /scheme/],
    ['quay.io/x', /without a path/],
    ['quay.io:', /port is missing/],
    ['quay.io:70000', /not a port/],
    ['[::1', /brackets/],
    ['-x', /"-"/],
    ['a b', /white space/],
    ['a'.repeat(256), /too long/],
  ])('refuses %j', (text, why) => {
    expect(whyOf(parseHost(text))).toMatch(why);
  });
});

describe('parseTarget', () => {
  test.each([
    ['registry.eu.example.com/mirror', 'registry.eu.example.com', 'mirror'],
    ['us.example.com:5000', 'us.example.com:5000', ''],
    ['localhost/a/b', 'localhost', 'a/b'],
    ['localhost', 'localhost', ''],
    ['mirror:5000/x', 'mirror:5000', 'x'],
    ['[::1]:5000/x', '[::1]:5000', 'x'],
    ['docker.io/acme', 'docker.io', 'acme'],
    ['index.docker.io/acme', 'docker.io', 'acme'],
  ])('%s', (text, host, prefix) => {
    expect(parseTarget(text)).toEqual({ ok: true, value: { host, prefix } });
  });

  test.each([
    ['mirror', /no dot and no port/],
    ['mirror/x', /no dot and no port/],
    ['FOO/x', /no dot and no port/],
    ['quay.io/', /nothing stands after/],
    ['quay.io/x/', /empty component/],
    ['quay.io//x', /empty component/],
    ['quay.io/X', /upper case/],
    ['quay.io/x:1', /without tag or digest/],
    [`quay.io/x@${SHA256}`, /without tag or digest/],
    ['https://quay.io/x', /scheme/],
    ['oci:./vault', /not a port/],
    [`quay.io/${'a'.repeat(248)}`, /256 characters/],
    ['', /empty/],
  ])('refuses %j', (text, why) => {
    expect(whyOf(parseTarget(text))).toMatch(why);
  });
});

describe('whyPathIsInvalid', () => {
  test.each(['library/redis', 'a', 'docker.io/library/redis', 'a__b/c---d'])('%s is a path', (path) => {
    expect(whyPathIsInvalid(path)).toBeNull();
  });

  test.each([
    ['', /missing/],
    ['/a', /empty component/],
    ['a/', /empty component/],
    ['a/../b', /component "\.\."/],
    ['localhost:5000/a', /":"/],
    ['{host}/a', /"\{"/],
    ['A', /upper case/],
  ])('%j is none', (path, why) => {
    expect(whyPathIsInvalid(path)).toMatch(why);
  });
});

describe('isLoopbackHost', () => {
  test.each([
    'localhost',
    'localhost:5000',
    'LOCALHOST:5000',
    'a.localhost',
    'a.b.localhost:80',
    '127.0.0.1',
    '127.0.0.1:5000',
    '127.255.255.254',
    '127.1', // what a resolver makes of it
    '[::1]',
    '[::1]:5000',
    '[0:0:0:0:0:0:0:1]:5000',
  ])('%s is', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  test.each([
    'example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '127.example.com',
    '128.0.0.1',
    '10.127.0.1',
    '0.0.0.0',
    '[::2]',
    '[::ffff:10.0.0.1]',
    'docker.io',
    '',
    'not a host',
    'user@127.0.0.1',
    '127.0.0.1/x',
    'localhost?x',
  ])('%j is not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

test('apiHost is another host for Docker Hub only', () => {
  expect(apiHost('docker.io')).toBe('registry-1.docker.io');
  expect(apiHost('index.docker.io')).toBe('registry-1.docker.io');
  expect(apiHost('registry-1.docker.io')).toBe('registry-1.docker.io');
  expect(apiHost('quay.io')).toBe('quay.io');
  expect(apiHost('docker.io.example.com:5000')).toBe('docker.io.example.com:5000');
});
