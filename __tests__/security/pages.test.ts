/** Lists that come in pages: the next one is at the registry, and there is a last one. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { openClient } from '../stores/registry/client-under-test.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';
import { APP_FAILED, type Attack, asksFor, stage, startAttacker } from './attack.ts';

const SELECT = { image: 'select: { include: "." }' };
const signal = new AbortController().signal;

/** A page of tags with the header `link`. */
const page = (response: ServerResponse, link: string, tags = '["1"]'): void => {
  response.writeHead(200, { link, 'content-type': 'application/json' }).end(`{"tags":${tags}}`);
};

describe('GHSA-h7vf-4x9w-h99v, ggcr 2332: the next page of tags', () => {
  const listing =
    (link: (url: string) => string, asked: string[] = []): Attack =>
    (request, response, loggedIn) => {
      if (!loggedIn || !asksFor(request, 'tags')) return false;
      asked.push(request.url ?? '');
      page(response, link(request.url ?? ''));
      return true;
    };

  test.each([
    ['another port', (port: number) => `http://127.0.0.1:${port}/v2/app/tags/list?last=1`],
    ['another host, by name', (port: number) => `//localhost:${port}/v2/app/tags/list?last=1`],
    ['the metadata service', () => 'http://169.254.169.254/latest/meta-data?last=1'],
    ['a file', () => 'file:///etc/passwd'],
  ])('is not asked for at %s', async (_name, target) => {
    const attacker = await startAttacker();
    const { run } = await stage({
      ...SELECT,
      source: listing(() => `<${target(attacker.port)}>; rel="next"`),
    });
    const end = await run('sync');
    expect([end.exitCode, end.outcomes['app eu'] ?? 'none', end.outcomes['other eu']]).toEqual([
      1,
      'none',
      'copied',
    ]);
    expect(attacker.received).toEqual([]);
  });

  test.each([
    ['to itself', (url: string) => `<${url}>; rel="next"`],
    ['in a circle', (url: string) => `<${url.includes('=b') ? '?last=a' : '?last=b'}>; rel="next"`],
  ])(
    'GHSA-298f-872v-2rcx: that leads %s ends the list, which then counts for nothing',
    async (_name, link) => {
      const asked: string[] = [];
      const { run } = await stage({ ...SELECT, source: listing(link, asked) });
      const end = await run('sync');
      expect([end.exitCode, end.outcomes['app eu'] ?? 'none', end.outcomes['other us']]).toEqual([
        1,
        'none',
        'copied',
      ]);
      expect(asked.length).toBeLessThan(5);
    },
  );
});

describe('GHSA-298f-872v-2rcx: a list without end', () => {
  test('of full pages stops at a million tags', async () => {
    let pages = 0;
    const server = await startFaultServer((_request, response) => {
      pages += 1;
      const tags = Array.from({ length: 400_000 }, (_, index) => `"${pages}x${index}"`).join();
      page(
        response,
        `</v2/app/tags/list?last=${pages}>; rel="next"`,
        `[${tags.slice(0, 4_000_000).replace(/,[^,]*$/, '')}]`,
      );
    });
    await expect(openClient().open(server.host, 'app').tags(signal)).rejects.toMatchObject({
      code: 'invalid-response',
    });
    expect(pages).toBeLessThan(6);
  });

  test('of one page stops at 4 MiB', async () => {
    let sentBytes = 0;
    const server = await startFaultServer((_request, response) => {
      const more = () => {
        if (response.destroyed) return;
        sentBytes += 65_536;
        response.write('"x",'.repeat(16_384), more);
      };
      response.write('{"tags":[', more);
    });
    await expect(openClient().open(server.host, 'app').tags(signal)).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(sentBytes).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('GHSA-h7vf-4x9w-h99v: the next page of referrers', () => {
  test.each([
    ['foreign', (url: string) => `<${url}/v2/app/referrers/x>; rel="next"`],
    ['itself', () => '<>; rel="next"'],
  ])('%s', async (_name, link) => {
    const attacker = await startAttacker();
    let asked = 0;
    const source: Attack = (request, response, loggedIn) => {
      if (!loggedIn || !asksFor(request, 'referrers')) return false;
      asked += 1;
      const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] };
      response.writeHead(200, { 'content-type': index.mediaType, link: link(attacker.url) });
      response.end(JSON.stringify(index));
      return true;
    };
    const { run } = await stage({ source });
    const end = await run('sync');
    expect([end.exitCode, end.rules.includes('referrers-unreadable')]).toEqual([1, true]);
    expect(attacker.received).toEqual([]);
    expect(asked).toBeLessThan(10);
  });
});

test('a page of another repository of the same registry is still the same registry: no secret leaves it', async () => {
  const attacker = await startAttacker();
  const source: Attack = (request, response, loggedIn) => {
    if (!loggedIn || !asksFor(request, 'tags')) return false;
    if (request.url?.includes('elsewhere')) response.writeHead(307, { location: attacker.url }).end();
    else page(response, '</v2/elsewhere/tags/list>; rel="next"');
    return true;
  };
  const end = await (await stage({ ...SELECT, source })).run('sync');
  expect(end.exitCode).toBe(1);
  expect(attacker.received.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  expect(APP_FAILED['other eu']).toBe(end.outcomes['other eu']);
});
