/** Bearer tokens against servers on 127.0.0.1. */

import { describe, expect, test } from '@jest/globals';
import { randomBlob } from '../../contract/content.ts';
import { openClient, USER } from './client-under-test.ts';
import { answerErrors, queryOf, startFaultServer } from './fault-server.ts';
import {
  answerManifest,
  BASIC,
  DIGEST,
  fail,
  LATEST,
  resolveAt,
  startTokenRegistry,
} from './token-registry.ts';

const signal = new AbortController().signal;

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
    const elsewhere = await startFaultServer((_request, response) => void response.end('{"token":"x"}'));
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
