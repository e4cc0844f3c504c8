/** Challenges and credentials against servers on 127.0.0.1. */

import { describe, expect, test } from '@jest/globals';
import { openClient, USER } from './client-under-test.ts';
import { startFaultServer } from './fault-server.ts';
import { answerManifest, BASIC, DIGEST, LATEST, resolveAt, startTokenRegistry } from './token-registry.ts';

const signal = new AbortController().signal;

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

describe('a realm that cannot be used', () => {
  const mixedRegistry = (isBad: (url: string, hit: number) => boolean) =>
    startFaultServer((request, response) => {
      if (isBad(request.url, request.hit)) {
        response.writeHead(401, { 'www-authenticate': 'Bearer realm="nonsense"' }).end();
      } else if (request.headers.authorization === BASIC) answerManifest(response);
      else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });

  test('in one repository leaves the others of the registry alone', async () => {
    const registry = await mixedRegistry((url) => url.startsWith('/v2/bad/'));
    const client = openClient({ credential: USER });
    const unsafe = { code: 'unsafe' };
    await expect(client.open(registry.host, 'bad').resolve(LATEST, signal)).rejects.toMatchObject(unsafe);
    expect(await client.open(registry.host, 'good').resolve(LATEST, signal)).toMatchObject({
      digest: DIGEST,
    });
    await expect(client.open(registry.host, 'bad').resolve(LATEST, signal)).rejects.toMatchObject(unsafe);
    expect(await client.open(registry.host, 'other').resolve(LATEST, signal)).toMatchObject({
      digest: DIGEST,
    });
  });

  test('is asked for anew by the next request', async () => {
    const registry = await mixedRegistry((_url, hit) => hit === 1);
    const repository = openClient({ credential: USER }).open(registry.host, 'a');
    await expect(repository.resolve(LATEST, signal)).rejects.toMatchObject({ code: 'unsafe' });
    expect(await repository.resolve(LATEST, signal)).toMatchObject({ digest: DIGEST });
  });
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

  test('credentials are looked up once for many requests, and again after a refusal', async () => {
    const registry = await basicRegistry('Basic realm="x"');
    let lookups = 0;
    const rotating = async () => {
      lookups += 1;
      return lookups === 1 ? ({ ...USER, password: 'old' } as typeof USER) : USER;
    };
    const repository = openClient({ credentials: rotating }).open(registry.host, 'a');
    await Promise.all(Array.from({ length: 20 }, () => repository.resolve(LATEST, signal)));
    await repository.resolve(LATEST, signal);
    expect(lookups).toBe(2);
  });

  test('an open registry gets no credentials', async () => {
    const registry = await startFaultServer((_request, response) => answerManifest(response));
    await resolveAt(registry, { credential: USER });
    expect(registry.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
