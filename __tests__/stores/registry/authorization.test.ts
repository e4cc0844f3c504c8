/** Challenges, tokens and credentials against servers on 127.0.0.1. */

import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../../src/oci/reference.ts';
import { randomBlob } from '../../contract/content.ts';
import { type ClientOptions, openClient, USER } from './client-under-test.ts';
import {
  answerErrors,
  type FaultServer,
  type Handler,
  queryOf,
  type Received,
  startFaultServer,
} from './fault-server.ts';

const signal = new AbortController().signal;
const LATEST = 'latest' as Tag;
const DIGEST = `sha256:${'a'.repeat(64)}`;
const BASIC = `Basic ${Buffer.from('alice:open sesame').toString('base64')}`;

function answerManifest(response: ServerResponse): void {
  response.writeHead(200, { 'docker-content-digest': DIGEST, 'content-length': '12', 'content-type': 'x/y' });
  response.end();
}

interface TokenRegistry {
  readonly registry: FaultServer;
  readonly tokens: FaultServer;
  /** Tokens that the registry takes; all that were given out unless changed. */
  readonly good: Set<string>;
}

interface TokenRegistryOptions {
  readonly realmHost?: string;
  readonly answerToken?: (
    request: Received & { readonly hit: number },
    response: ServerResponse,
    token: string,
  ) => void;
  readonly challenge?: (realm: string, request: Received) => string | string[];
  readonly handler?: Handler;
}

/** A registry that wants bearer tokens from a token server on another port. */
async function startTokenRegistry(options: TokenRegistryOptions = {}): Promise<TokenRegistry> {
  const good = new Set<string>();
  const tokens = await startFaultServer((request, response) => {
    const token = `token-${request.hit}-${request.method}`;
    good.add(token);
    if (options.answerToken !== undefined) options.answerToken(request, response, token);
    else response.end(JSON.stringify({ token, expires_in: 300 }));
  });
  const realm = `http://${options.realmHost ?? '127.0.0.1'}:${tokens.port}/token`;
  const registry = await startFaultServer(async (request, response) => {
    const shown = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!good.has(shown)) {
      const challenge = options.challenge?.(realm, request) ?? `Bearer realm="${realm}",service="reg"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    } else if (options.handler !== undefined) {
      await options.handler(request, response);
    } else {
      answerManifest(response);
    }
  });
  return { registry, tokens, good };
}

const resolveAt = ({ host }: FaultServer, options: ClientOptions = {}, repository = 'a/b') =>
  openClient(options).open(host, repository).resolve(LATEST, signal);

describe('bearer tokens', () => {
  test('are asked for with service, scope and credentials, and shown to the registry', async () => {
    const { registry, tokens } = await startTokenRegistry();
    const client = openClient({ credential: USER });
    expect(await client.open(registry.host, 'a/b').resolve(LATEST, signal)).toMatchObject({
      digest: DIGEST,
      size: 12,
    });
    expect(tokens.received).toHaveLength(1);
    const [asked] = tokens.received;
    expect(asked?.headers.authorization).toBe(BASIC);
    expect(Object.fromEntries(asked === undefined ? [] : queryOf(asked))).toEqual({
      service: 'reg',
      scope: 'repository:a/b:pull',
    });
    expect(client.secrets).toEqual(expect.arrayContaining(['open sesame', BASIC.slice(6), 'token-1-GET']));
    expect(client.traffic).toMatchObject({ requests: 2, tokenRequests: 1 });
  });

  test('one request and one token serve many that start together', async () => {
    const { registry, tokens } = await startTokenRegistry();
    const repository = openClient().open(registry.host, 'a/b');
    await Promise.all(Array.from({ length: 30 }, () => repository.resolve(LATEST, signal)));
    expect(tokens.received).toHaveLength(1);
    expect(registry.received).toHaveLength(31);
  });

  test('each repository has its own', async () => {
    const { registry, tokens } = await startTokenRegistry();
    const client = openClient();
    await Promise.all(
      ['a', 'b', 'c'].map((name) => client.open(registry.host, name).resolve(LATEST, signal)),
    );
    expect(new Set(tokens.received.map((each) => queryOf(each).get('scope')))).toEqual(
      new Set(['repository:a:pull', 'repository:b:pull', 'repository:c:pull']),
    );
  });

  test('one that expires midway is renewed once for all who wait', async () => {
    const { registry, tokens, good } = await startTokenRegistry();
    const repository = openClient().open(registry.host, 'a/b');
    await repository.resolve(LATEST, signal);
    good.clear();
    await Promise.all(Array.from({ length: 10 }, () => repository.resolve(LATEST, signal)));
    expect(tokens.received).toHaveLength(2);
  });

  test('refused for ever costs two tokens, not a storm', async () => {
    const { registry, tokens } = await startTokenRegistry({
      answerToken: (_request, response) => response.end(JSON.stringify({ token: 'never-good' })),
    });
    const repository = openClient({ credential: USER }).open(registry.host, 'a/b');
    for (let round = 0; round < 5; round += 1) {
      await expect(repository.resolve(LATEST, signal)).rejects.toMatchObject({
        code: 'unauthorized',
        fix: expect.stringContaining(`docker login ${registry.host}`),
      });
    }
    expect(tokens.received.length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['access_token', { access_token: 'T' }],
    ['expires_in as text', { token: 'T', expires_in: '300' }],
    ['expires_in zero', { token: 'T', expires_in: 0 }],
    ['no expires_in', { token: 'T', issued_at: 'yesterday' }],
  ])('%s is understood, and the token is kept', async (_name, body) => {
    const { registry, tokens, good } = await startTokenRegistry({
      answerToken: (_request, response) => {
        good.add('T');
        response.end(JSON.stringify(body));
      },
    });
    const repository = openClient().open(registry.host, 'a/b');
    await repository.resolve(LATEST, signal);
    await repository.resolve(LATEST, signal);
    expect(tokens.received).toHaveLength(1);
  });

  test.each([
    ['HTML', '<html>'],
    ['no token', '{}'],
    ['a list', '[]'],
    ['a token with a line break', '{"token":"a\\r\\nx: y"}'],
    ['a number', '{"token":1}'],
  ])('%s is no token', async (_name, body) => {
    const { registry } = await startTokenRegistry({
      answerToken: (_request, response) => response.end(body),
    });
    await expect(resolveAt(registry)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  test('an endless answer is cut', async () => {
    const { registry } = await startTokenRegistry({
      answerToken: (_request, response) => {
        response.on('drain', () => response.write('x'.repeat(65_536)));
        response.write('x'.repeat(65_536 * 4));
      },
    });
    await expect(resolveAt(registry)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('a token server with a bad moment is asked again', async () => {
    const { registry, tokens } = await startTokenRegistry({
      answerToken: (request, response, token) => {
        if (request.hit < 3) response.writeHead(request.hit === 1 ? 500 : 429).end();
        else response.end(JSON.stringify({ token }));
      },
    });
    await resolveAt(registry);
    expect(tokens.received).toHaveLength(3);
  });

  test('refused credentials are not tried again', async () => {
    const { registry, tokens } = await startTokenRegistry({
      answerToken: (_request, response) => answerErrors(response, 401, 'UNAUTHORIZED', 'wrong password'),
    });
    await expect(resolveAt(registry, { credential: USER })).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('wrong password'),
    });
    expect(tokens.received).toHaveLength(1);
  });

  test('redirects of the token server are not followed', async () => {
    const elsewhere = await startFaultServer((_request, response) => response.end('{"token":"x"}'));
    const { registry } = await startTokenRegistry({
      answerToken: (_request, response) =>
        response.writeHead(302, { location: `${elsewhere.url}/token` }).end(),
    });
    await expect(resolveAt(registry, { credential: USER })).rejects.toMatchObject({ code: 'unsafe' });
    expect(elsewhere.received).toEqual([]);
  });

  test('a registry that wants a wider scope than ours gets asked for with it', async () => {
    const { registry, tokens, good } = await startTokenRegistry({
      challenge: (realm) => `Bearer realm="${realm}",service="reg",scope="repository:real/a/b:pull"`,
      answerToken: (request, response) => {
        const wide = queryOf(request).getAll('scope').includes('repository:real/a/b:pull');
        if (wide) good.add('wide');
        response.end(JSON.stringify({ token: wide ? 'wide' : 'narrow' }));
      },
    });
    const repository = openClient().open(registry.host, 'a/b');
    await repository.resolve(LATEST, signal);
    await repository.resolve(LATEST, signal);
    expect(
      queryOf(tokens.received.at(-1) ?? fail())
        .getAll('scope')
        .sort(),
    ).toEqual(['repository:a/b:pull', 'repository:real/a/b:pull']);
    expect(tokens.received).toHaveLength(1);
  });

  test('an identity token goes by POST, and to nobody but the token server', async () => {
    const { registry, tokens } = await startTokenRegistry();
    await resolveAt(registry, { credential: { kind: 'identity-token', token: 'refresh me' } });
    const form = new URLSearchParams(tokens.received[0]?.body.toString());
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh me',
      service: 'reg',
      client_id: 'mirror-action',
      scope: 'repository:a/b:pull',
    });
    expect(JSON.stringify(registry.received.map(({ headers }) => headers))).not.toContain('refresh');
  });

  test.each([
    ['identity-token', { kind: 'identity-token', token: 'R' } as const, ['POST', 'GET']],
    ['password', USER, ['GET', 'POST']],
  ])('where the first form is not known, the other is used: %s', async (_name, credential, methods) => {
    const { registry, tokens } = await startTokenRegistry({
      answerToken: (request, response, token) => {
        if (request.method === methods[0]) response.writeHead(405).end();
        else response.end(JSON.stringify({ token }));
      },
    });
    await resolveAt(registry, { credential });
    expect(tokens.received.map(({ method }) => method)).toEqual(methods);
  });

  test('a registry token is shown as it is', async () => {
    const { registry, tokens, good } = await startTokenRegistry();
    good.add('as-it-is');
    await resolveAt(registry, { credential: { kind: 'registry-token', token: 'as-it-is' } });
    expect(tokens.received).toEqual([]);
  });

  test('a push asks for push, and reading afterwards needs no other token', async () => {
    const { registry, tokens } = await startTokenRegistry({
      handler: (request, response) => {
        if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end();
        else answerManifest(response);
      },
    });
    const repository = openClient().open(registry.host, 'a/b');
    await repository.checkPush(signal);
    await repository.resolve(LATEST, signal);
    expect(tokens.received.map((each) => queryOf(each).get('scope'))).toEqual(['repository:a/b:pull,push']);
  });

  test('a mount asks for both repositories', async () => {
    const { registry, tokens } = await startTokenRegistry({
      handler: (_request, response) => void response.writeHead(201, { location: '/x' }).end(),
    });
    const begun = await openClient()
      .open(registry.host, 'to')
      .beginUpload(randomBlob(5).descriptor, ['from'], signal);
    expect(begun.kind).toBe('mounted');
    expect(queryOf(tokens.received[0] ?? fail()).getAll('scope')).toEqual([
      'repository:from:pull',
      'repository:to:pull,push',
    ]);
  });

  test('who stops waiting for a token does not stop the others', async () => {
    const { registry } = await startTokenRegistry({
      answerToken: (_request, response, token) =>
        void setTimeout(() => response.end(JSON.stringify({ token })), 150),
    });
    const repository = openClient().open(registry.host, 'a/b');
    const impatient = new AbortController();
    const first = repository.resolve(LATEST, impatient.signal);
    const second = repository.resolve(LATEST, signal);
    setTimeout(() => impatient.abort(), 50);
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await second).not.toBeNull();
  });
});

describe('credentials and token servers elsewhere', () => {
  test('a token server of another site is asked without credentials, with a warning', async () => {
    const { registry, tokens } = await startTokenRegistry({ realmHost: 'localhost' });
    const client = openClient({ credential: USER });
    await client.open(registry.host, 'a/b').resolve(LATEST, signal);
    expect(tokens.received[0]?.headers.authorization).toBeUndefined();
    expect(client.warnings).toEqual([expect.stringContaining('localhost')]);
  });

  test('an identity token is not sent to another site either', async () => {
    const { registry, tokens } = await startTokenRegistry({ realmHost: 'localhost' });
    await resolveAt(registry, { credential: { kind: 'identity-token', token: 'R' } });
    expect(tokens.received.map(({ method, body }) => [method, body.length])).toEqual([['GET', 0]]);
  });

  test.each(['file:///etc/passwd', 'nonsense', 'http://169.254.169.254/latest', 'http://u:p@127.0.0.1/'])(
    'the realm %s is refused',
    async (realm) => {
      const registry = await startFaultServer(
        (_request, response) =>
          void response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end(),
      );
      await expect(resolveAt(registry, { credential: USER })).rejects.toMatchObject({ code: 'unsafe' });
    },
  );
});

describe('challenges', () => {
  const basicRegistry = (challenge: string | string[] | null) =>
    startFaultServer((request, response) => {
      if (request.headers.authorization === BASIC) answerManifest(response);
      else if (challenge === null) response.writeHead(401).end();
      else response.writeHead(401, { 'www-authenticate': challenge }).end();
    });

  test.each([
    ['basic', 'Basic realm="x"'],
    ['in any case', 'bAsIc Realm="x"'],
    ['beside others', 'Negotiate, Digest realm="d, e", Basic realm="x"'],
    ['in several lines', ['Negotiate', 'Basic realm="x"']],
  ])('%s is answered with the password', async (_name, challenge) => {
    const registry = await basicRegistry(challenge);
    expect(await resolveAt(registry, { credential: USER })).toMatchObject({ digest: DIGEST });
    expect(registry.received).toHaveLength(2);
  });

  test('bearer is preferred to basic in one line', async () => {
    const { registry, tokens } = await startTokenRegistry({
      challenge: (realm) => `Basic realm="x", Bearer realm="${realm}",service="reg"`,
    });
    await resolveAt(registry, { credential: USER });
    expect(tokens.received).toHaveLength(1);
  });

  test('a 401 without one is looked up at /v2/', async () => {
    const registry = await startFaultServer((request, response) => {
      if (request.headers.authorization === BASIC) answerManifest(response);
      else if (request.url === '/v2/')
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      else response.writeHead(401).end();
    });
    const settings = { concurrency: 1 };
    expect(await resolveAt(registry, { credential: USER, settings })).toMatchObject({ digest: DIGEST });
  });

  test.each([
    ['none are there', null],
    ['they are wrong', { ...USER, password: 'wrong' } as const],
  ])('without good credentials, because %s, it ends soon', async (_name, credential) => {
    const registry = await basicRegistry('Basic realm="x"');
    await expect(resolveAt(registry, { credential })).rejects.toMatchObject({
      code: 'unauthorized',
      status: 401,
    });
    expect(registry.received.length).toBeLessThanOrEqual(2);
  });

  test('credentials of one repository are not shown for another', async () => {
    const registry = await basicRegistry('Basic realm="x"');
    const client = openClient({
      credentials: async (_host, repository) => (repository === 'mine' ? USER : null),
    });
    await client.open(registry.host, 'mine').resolve(LATEST, signal);
    await expect(client.open(registry.host, 'other').resolve(LATEST, signal)).rejects.toMatchObject({
      code: 'unauthorized',
    });
    const shown = registry.received
      .filter(({ url }) => url.includes('/other/'))
      .map(({ headers }) => headers.authorization);
    expect(shown).toEqual(shown.map(() => undefined));
  });

  test('while nothing is known about a registry, one request goes ahead', async () => {
    const registry = await basicRegistry('Basic realm="x"');
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    await Promise.all(Array.from({ length: 20 }, () => repository.resolve(LATEST, signal)));
    expect(registry.received.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(1);
  });

  test('an open registry gets no credentials', async () => {
    const registry = await startFaultServer((_request, response) => answerManifest(response));
    await resolveAt(registry, { credential: USER });
    expect(registry.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

function fail(): never {
  throw new Error('a request was expected');
}
