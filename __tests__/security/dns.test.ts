/** Names say nothing about where they lead: their addresses are looked at, each time. */
import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Tag } from '../../src/oci/reference.ts';
import type { Resolve } from '../../src/stores/registry/addresses.ts';
import { openClient, USER } from '../stores/registry/client-under-test.ts';
import { startAttacker, taken } from './attack.ts';
import { namingRealm, type Site, startInternet } from './internet.ts';

const TAG = '1' as Tag;
const signal = AbortSignal.timeout(60_000);

/** A resolver that knows these names; each further answer is the next one given. */
function resolver(names: Readonly<Record<string, readonly string[][]>>): Resolve {
  const asked = new Map<string, number>();
  return (hostname, _options, callback) => {
    const turn = asked.get(hostname) ?? 0;
    asked.set(hostname, turn + 1);
    const answers = names[hostname] ?? [];
    const addresses = answers[Math.min(turn, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  };
}

describe('ggcr 2440: a public registry does not lead to a name that stands for an address of ours', () => {
  /** `reg.example` is on the internet; all other names are ours to look up. */
  async function lured(lure: (url: string) => Site, addresses: readonly string[]) {
    const attacker = await startAttacker();
    const internet = await startInternet({ 'reg.example': lure(`http://inner.evil.com:${attacker.port}`) });
    const client = openClient({
      credential: USER,
      env: { ...internet.env, NO_PROXY: 'inner.evil.com' },
      resolve: resolver({ 'inner.evil.com': [[...addresses]] }),
    });
    const reading = client.open('reg.example', 'app').readManifest(TAG, signal);
    await expect(reading).rejects.toMatchObject({ code: 'unsafe' });
    return attacker;
  }
  const redirecting =
    (url: string): Site =>
    (_request, response) =>
      void response.writeHead(307, { location: url }).end();

  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['0.0.0.0'],
    ['fe80::1%1'],
    ['10.0.0.1', '127.0.0.1'],
  ])('by a redirect: %s %s', async (...addresses) => {
    const attacker = await lured(
      redirecting,
      addresses.filter((address) => typeof address === 'string'),
    );
    expect(attacker.received).toEqual([]);
  });

  test('by its token server', async () => {
    const attacker = await lured((url) => namingRealm(`${url}/token`), ['127.0.0.1']);
    expect(attacker.received).toEqual([]);
  });
});

describe('a registry of our own', () => {
  test('may be private, and lead to other private places', async () => {
    const store = await startAttacker((_request, response) => void response.end('{}'));
    const registry = await startAttacker((_request, response) => {
      response.writeHead(307, { location: `http://store.corp:${store.port}/x` }).end();
    });
    const names = { 'reg.corp': [['127.0.0.1']], 'store.corp': [['127.0.0.1']] };
    const client = openClient({ credential: USER, resolve: resolver(names) });
    const read = await client.open(`reg.corp:${registry.port}`, 'app').readManifest(TAG, signal);
    expect(Buffer.from(read.bytes).toString()).toBe('{}');
    expect(taken(store.received)).toEqual([]);
  });

  test('DNS rebinding: without a certificate it does not move to a more private address', async () => {
    const registry = await startAttacker((_request, response) => {
      response.writeHead(404, { connection: 'close' }).end();
    });
    const answers = [['127.0.0.1'], ['169.254.169.254', '127.0.0.1'], ['169.254.169.254']];
    const client = openClient({ resolve: resolver({ 'reg.corp': answers }) });
    const repository = client.open(`reg.corp:${registry.port}`, 'app');
    expect(await repository.resolve(TAG, signal)).toBeNull();
    expect(await repository.resolve(TAG, signal)).toBeNull(); // at the address that it may have
    await expect(repository.resolve(TAG, signal)).rejects.toMatchObject({ code: 'unsafe' });
  });
});
