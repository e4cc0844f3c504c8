/** One question to a token server on 127.0.0.1: what is sent, and what is made of the answer. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent } from 'undici';
import { createMeter, noTraffic } from '../../../src/stores/registry/meter.ts';
import { pullScope, pushScope } from '../../../src/stores/registry/scope.ts';
import { requestToken, type TokenQuestion } from '../../../src/stores/registry/token-request.ts';
import { SHORT_PATIENCE, USER } from './client-under-test.ts';
import { type FaultServer, type Handler, queryOf, startFaultServer } from './fault-server.ts';
import { BASIC, fail } from './token-registry.ts';

const signal = new AbortController().signal;
let agent: Agent;
beforeAll(() => {
  agent = new Agent();
});
afterAll(() => agent.close());

const IDENTITY = { kind: 'identity-token', token: 'R' } as const;

async function ask(server: FaultServer, parts: Partial<TokenQuestion> = {}) {
  const traffic = noTraffic();
  const realm = { url: new URL(`${server.url}/token?account=x`), trusted: true };
  const whole = {
    realm,
    service: 'reg',
    scopes: pullScope('a'),
    credential: null,
    host: 'reg.example',
    ...parts,
  };
  const wire = {
    dispatcherFor: () => agent,
    patience: SHORT_PATIENCE,
    meter: createMeter(traffic),
    userAgent: 'mirror-action/test',
  };
  return { answer: await requestToken(whole, wire, signal), traffic };
}

/** Answers with `body`, or 404 to the other method. */
function answering(body: unknown, method?: string): Handler {
  return (request, response) => {
    if (method !== undefined && request.method !== method) response.writeHead(404).end();
    else response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('the question', () => {
  test('goes by GET, with the password, and says that it wants JSON as it is', async () => {
    const server = await startFaultServer(answering({ token: 'T' }));
    const { traffic } = await ask(server, { scopes: pushScope('a', 'b'), credential: USER });
    const [asked] = server.received;
    expect(asked?.headers).toMatchObject({
      authorization: BASIC,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'mirror-action/test',
    });
    expect([...queryOf(asked ?? fail())]).toEqual([
      ['account', 'x'],
      ['service', 'reg'],
      ['scope', 'repository:a:pull,push'],
      ['scope', 'repository:b:pull'],
    ]);
    expect(traffic.tokenRequests).toBe(1);
  });

  test.each(['GET', 'POST'])('names no service where the registry named none: %s', async (method) => {
    const server = await startFaultServer(answering({ token: 'T' }, method));
    const credential = method === 'GET' ? USER : IDENTITY;
    await ask(server, { service: null, credential });
    const asked = server.received.at(-1) ?? fail();
    expect(asked.method).toBe(method);
    const fields = method === 'GET' ? queryOf(asked) : new URLSearchParams(asked.body.toString());
    expect(fields.has('service')).toBe(false);
  });

  test('is put by POST to a server that knows no GET, with the password in the form', async () => {
    const server = await startFaultServer(answering({ token: 'T' }, 'POST'));
    const { traffic } = await ask(server, { scopes: pushScope('a', 'b'), credential: USER });
    const [first, second] = server.received;
    expect([first?.method, second?.method]).toEqual(['GET', 'POST']);
    expect(second?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(second?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(second?.body.toString()))).toEqual({
      grant_type: 'password',
      username: 'alice',
      password: 'open sesame',
      client_id: 'mirror-action',
      service: 'reg',
      scope: 'repository:a:pull,push repository:b:pull',
    });
    expect(traffic.tokenRequests).toBe(2);
  });

  test('with an identity token is put by POST, which is its place', async () => {
    const server = await startFaultServer(answering({ token: 'T' }));
    await ask(server, { credential: IDENTITY });
    const [asked, ...others] = server.received;
    expect(others).toEqual([]);
    expect(asked?.method).toBe('POST');
    expect(asked?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(asked?.body.toString()))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'R',
      client_id: 'mirror-action',
      service: 'reg',
      scope: 'repository:a:pull',
    });
  });

  test('is put in the other form where the first is not allowed', async () => {
    const server = await startFaultServer((request, response) => {
      if (request.method === 'GET') response.writeHead(405).end();
      else response.end('{"token":"T"}');
    });
    expect((await ask(server, { credential: USER })).answer.token).toBe('T');
  });

  test('with an identity token is put by GET to a server that knows no POST', async () => {
    const server = await startFaultServer(answering({ token: 'T' }, 'GET'));
    await ask(server, { credential: IDENTITY });
    expect(server.received.map(({ method }) => method)).toEqual(['POST', 'GET']);
    const shown = server.received[1]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(shown, 'base64').toString()).toBe('<token>:R');
  });

  test('without credentials is put once', async () => {
    const server = await startFaultServer(answering({ token: 'T' }, 'POST'));
    await expect(ask(server)).rejects.toMatchObject({ code: 'not-found' });
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
    expect(server.received[0]?.headers.authorization).toBeUndefined();
  });
});

describe('the answer', () => {
  test.each([
    [300, 300_000],
    ['300', 300_000],
    [61, 61_000],
    [59, 60_000],
    [-5, 60_000],
    ['soon', 60_000],
    [undefined, 60_000],
    [86_399, 86_399_000],
    [86_401, 86_400_000],
    [1e300, 86_400_000],
  ])('with expires_in %j is good for %i ms', async (seconds, expected) => {
    const server = await startFaultServer(answering({ token: 'T', expires_in: seconds }));
    expect((await ask(server)).answer).toEqual({ token: 'T', lifetimeMs: expected });
  });

  test.each(['', null, 5])('with %j for a token has it in access_token', async (none) => {
    const server = await startFaultServer(answering({ token: none, access_token: 'eyJ.long_one~' }));
    expect((await ask(server)).answer.token).toBe('eyJ.long_one~');
  });

  test.each(['null', '5', '"text"', '{', '{"token":"a b"}', '{"token":""}'])(
    '%s is no token',
    async (body) => {
      const server = await startFaultServer(answering(body));
      await expect(ask(server)).rejects.toMatchObject({
        code: 'invalid-response',
        where: 'reg.example',
        fix: expect.stringContaining('realm'),
      });
    },
  );

  test.each([
    [
      { location: 'https://elsewhere.example/t?sig=hunter2' },
      /redirects to "https:\/\/elsewhere.example\/t"/,
    ],
    [{}, /redirects to ""/],
  ])('that redirects is refused, without what may be secret: %j', async (headers, words) => {
    const server = await startFaultServer(
      (_request, response) => void response.writeHead(302, headers).end(),
    );
    await expect(ask(server)).rejects.toMatchObject({
      code: 'unsafe',
      message: expect.stringMatching(words),
      where: 'reg.example',
      fix: expect.stringContaining('realm'),
    });
  });

  test.each([
    [400, 'unauthorized', 401],
    [401, 'unauthorized', 401],
    [403, 'denied', 403],
    [503, 'unavailable', 503],
  ])('%i is %s', async (status, code, told) => {
    const server = await startFaultServer((_request, response) => void response.writeHead(status).end());
    await expect(ask(server)).rejects.toMatchObject({
      code,
      status: told,
      where: 'reg.example',
      message: expect.stringMatching(`^cannot get a token: ${server.host} answered`),
    });
  });

  test.each([
    ['pull from', pullScope('a')],
    ['push to', pushScope('a', 'b')],
  ])('403 says that the account may not %s', async (words, scopes) => {
    const server = await startFaultServer((_request, response) => void response.writeHead(403).end());
    await expect(ask(server, { scopes })).rejects.toMatchObject({ fix: expect.stringContaining(words) });
  });
});
