/** Redirects, tokens and lists that go wrong. The numbers are rows of the table in docs/reliability.md. */
import { describe, expect } from '@jest/globals';
import { makeImage } from '../fixtures/images.ts';
import { answer, first, headers, lie, redirect, reset, then } from '../rig/effects.ts';
import type { Effect } from '../rig/fault-layer.ts';
import { faulty, IMAGE, LAYER, type Rig } from '../rig/rig.ts';
import { RigRegistry } from '../rig/rig-registry.ts';

/** A blob store at another origin, which holds the same content and lets everybody in. */
async function blobStore({ watch }: Rig): Promise<RigRegistry> {
  const store = await RigRegistry.start('store', { access: 'anonymous' });
  store.push('app', IMAGE);
  watch(store);
  return store;
}

/** To the same path of another registry, with a signature that nobody may see. */
function redirectTo(store: RigRegistry): Effect {
  return (exchange) =>
    redirect(`http://${store.host}${exchange.request.url}?X-Signature=very-secret`)(exchange);
}

describe('redirects', () => {
  faulty(
    '21 · to a blob store: followed without credentials, and the signature stays secret',
    async (rig) => {
      const store = await blobStore(rig);
      rig.source.fault('GET blob', 'always', redirectTo(store));
      const run = await rig.sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(store.log.map(({ authorization }) => authorization)).toEqual(['', '', '']);
      return run;
    },
  );

  faulty('21 · to a blob store that fails: its signature is in no output', async (rig) => {
    const store = await blobStore(rig);
    store.fault('GET blob', 'always', answer(500, { message: 'X-Signature=very-secret is not good' }));
    rig.source.fault('GET blob', 'always', redirectTo(store));
    const run = await rig.sync();
    expect(run.outcomes).toEqual(['failed']);
    expect(run.said).not.toContain('very-secret');
    return run;
  });

  faulty('22 · the signed address expires in the middle: the registry is asked for another', async (rig) => {
    const store = await blobStore(rig);
    rig.source.fault('GET blob', 'always', redirectTo(store), { of: LAYER });
    store.fault('GET blob', 1, reset({ after: 2000 }), { of: LAYER });
    store.fault('GET blob', 2, answer(403, { code: 'ExpiredToken' }), { of: LAYER });
    const run = await rig.sync();
    expect(run.outcomes).toEqual(['failed']);
    expect(rig.source.count('GET blob', LAYER)).toBeGreaterThanOrEqual(2);
    return run;
  });

  for (const [where, address] of [
    ['to itself', ''],
    ['to the metadata service', 'http://169.254.169.254/latest/meta-data/'],
    ['to a file', 'file:///etc/passwd'],
    ['nowhere', 'http://'],
  ] as const) {
    faulty(`23 · ${where}: refused with the reason`, async ({ source, sync }) => {
      source.fault(
        'GET blob',
        'always',
        (exchange) => redirect(address || `${exchange.request.url}`)(exchange),
        { of: LAYER },
      );
      const run = await sync();
      expect([run.outcomes, source.count('GET blob', LAYER) <= 11]).toEqual([['failed'], true]);
      expect(run.said).toMatch(/refused to follow|refers to/);
      return run;
    });
  }
});

describe('tokens', () => {
  const bearer = { access: 'bearer' } as const;

  faulty(
    '24 · expire between the manifest and its layers: one renewal serves all who wait',
    async ({ source, sync }) => {
      source.fault(
        'GET manifest',
        1,
        then(() => source.revokeTokens()),
      );
      const run = await sync();
      expect([run.outcomes, source.count('GET token')]).toEqual([['copied'], 2]);
      return run;
    },
    bearer,
  );

  faulty(
    '24 · live for a second: renewed as often as needed',
    async ({ source, mirror, sync }) => {
      source.tokenLifetimeSeconds = 1;
      mirror.tokenLifetimeSeconds = 1;
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
    bearer,
  );

  faulty(
    '25 · refused for ever: two tokens at most, no storm',
    async ({ source, sync }) => {
      source.fault(
        '* manifest',
        'always',
        answer(401, {
          headers: { 'www-authenticate': `Bearer realm="http://${source.host}/token",service="source"` },
        }),
      );
      const run = await sync();
      expect([run.outcomes, source.count('GET token') <= 3]).toEqual([['failed'], true]);
      expect(run.said).toContain('401');
      return run;
    },
    bearer,
  );

  for (const [how, effect] of [
    ['500', answer(500)],
    ['a reset', reset()],
    [
      'a web page',
      answer(200, { body: '<html>log in here</html>', headers: { 'content-type': 'text/html' } }),
    ],
    ['10 MiB', answer(200, { body: Buffer.alloc(10 * 1024 * 1024, 0x20) })],
    ['nothing of use', answer(200, { body: '{"token":""}' })],
  ] as const) {
    faulty(
      `26 · the token server answers ${how} for ever: fails in bounded time`,
      async ({ source, mirror, sync }) => {
        source.fault('GET token', 'always', effect);
        const run = await sync();
        expect([run.outcomes, mirror.count('PUT *')]).toEqual([['failed'], 0]);
        expect(source.count('GET token')).toBeLessThanOrEqual(6);
        expect(run.elapsedMs).toBeLessThan(15 * 60_000);
        return run;
      },
      bearer,
    );
  }

  faulty(
    '26 · the token server has one bad moment: asked again',
    async ({ source, sync }) => {
      source.fault('GET token', 1, answer(503));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
    bearer,
  );

  for (const life of [
    '',
    ',"expires_in":0',
    ',"expires_in":-1',
    ',"expires_in":1e99',
    ',"expires_in":"soon"',
  ]) {
    faulty(
      `26 · a token with the life ${life || 'unsaid'} is used all the same`,
      async ({ source, sync }) => {
        source.fault(
          'GET token',
          'always',
          lie(({ body }) => {
            const { token } = JSON.parse(body.toString());
            return {
              body: Buffer.from(`{"token":"${token}"${life}}`),
              headers: { 'content-type': 'application/json' },
            };
          }),
        );
        const run = await sync();
        expect([run.outcomes, source.count('GET token') <= 6]).toEqual([['copied'], true]);
        return run;
      },
      bearer,
    );
  }

  faulty(
    '27 · narrower than asked, then insufficient_scope: asked for with the scope that is wanted',
    async ({ source, sync }) => {
      const wanted = 'repository:app:pull repository(plugin):app:pull';
      source.fault(
        'GET blob',
        1,
        answer(401, {
          headers: {
            'www-authenticate': `Bearer realm="http://${source.host}/token",service="source",scope="${wanted}",error="insufficient_scope"`,
          },
        }),
      );
      const run = await sync();
      expect([run.outcomes, source.asked('GET token').at(-1)?.url]).toEqual([
        ['copied'],
        expect.stringContaining('plugin'),
      ]);
      return run;
    },
    bearer,
  );
});

describe('lists of tags', () => {
  const three = Object.fromEntries(
    ['1.0.0', '1.1.0', '1.2.0'].map((tag) => [`app:${tag}`, makeImage({ seed: tag })]),
  );
  const selecting = { images: three, wants: 'select: { semver: ">=1" }' };

  faulty(
    '31 · are followed from page to page',
    async ({ source, sync }) => {
      source.fault(
        'GET tags',
        1,
        answer(200, {
          body: '{"name":"app","tags":["1.0.0","1.1.0"]}',
          headers: { link: '</v2/app/tags/list?last=1.1.0>; rel="next"' },
        }),
      );
      source.fault('GET tags', 2, answer(200, { body: '{"name":"app","tags":["1.2.0"]}' }));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied', 'copied', 'copied']);
      return run;
    },
    selecting,
  );

  for (const [how, link, status] of [
    ['whose second page is 500', '</v2/app/tags/list?last=1.1.0>; rel="next"', 500],
    ['whose next page is at another host', '<http://127.0.0.2:1/v2/app/tags/list>; rel="next"', 200],
    ['whose next page is itself', '</v2/app/tags/list>; rel="next"', 200],
  ] as const) {
    faulty(
      `31 · ${how}: fails as a whole, and no part of it counts`,
      async ({ source, mirror, sync }) => {
        source.fault('GET tags', 'always', (exchange) => {
          const isFirst = !exchange.request.url?.includes('last=');
          if (!isFirst && status === 500) return answer(500)(exchange);
          return answer(200, { body: '{"name":"app","tags":["1.0.0"]}', headers: { link } })(exchange);
        });
        const run = await sync();
        expect([run.exitCode, run.outcomes, mirror.tags('app')]).toEqual([1, [], {}]);
        expect(run.rules).toContain('copy-failed');
        return run;
      },
      { ...selecting, rows: 0 },
    );
  }

  faulty(
    '31 · without end: given up after a bounded number of pages',
    async ({ source, sync }) => {
      let page = 0;
      source.fault('GET tags', 'always', (exchange) =>
        answer(200, {
          body: '{"name":"app","tags":["0.1.0"]}',
          headers: { link: `</v2/app/tags/list?last=${++page}>; rel="next"` },
        })(exchange),
      );
      const run = await sync();
      expect([run.exitCode, run.outcomes]).toEqual([1, []]);
      expect(page).toBeLessThanOrEqual(10_000);
      return run;
    },
    { ...selecting, rows: 0 },
  );

  faulty('32 · omit a tag that exists: asked for by name, it is there', async ({ source, sync }) => {
    source.fault('GET tags', 'always', answer(200, { body: '{"name":"app","tags":[]}' }));
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });
});

describe('what HEAD says', () => {
  faulty('34 · Docker-Content-Digest of HEAD is no digest: not believed', async ({ source, sync }) => {
    source.fault('HEAD tag', 'always', headers({ 'docker-content-digest': 'sha256:../../etc/passwd' }));
    source.fault(
      'GET tag',
      1,
      first(() => undefined),
    );
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });
});
