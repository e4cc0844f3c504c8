/** Faults of sources. The numbers are rows of the table in docs/reliability.md. */
import { describe, expect } from '@jest/globals';
import { makeImage, makeIndex } from '../fixtures/images.ts';
import {
  answer,
  busy,
  closeDelimited,
  cut,
  first,
  flipBit,
  headers,
  lie,
  reset,
  stall,
  then,
  tooLong,
  trickle,
} from '../rig/effects.ts';
import { faulty, IMAGE, LAYER } from '../rig/rig.ts';

const MIB = 1024 * 1024;
const LARGE = makeImage({ seed: 'large', layers: 1, layerBytes: 16 * MIB });
const LARGE_LAYER = [...LARGE.blobs.keys()].at(-1) as string;
const OTHER = makeImage({ seed: 'other' });
const TWENTY = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `app${index}:1`,
    makeImage({ seed: `${index}`, layerBytes: 50 }),
  ]),
);

describe('status codes', () => {
  faulty('1 · 503 twice for a manifest: asked a third time', async ({ source, sync }) => {
    source.fault('GET manifest', [1, 2], answer(503));
    const run = await sync();
    expect([run.outcomes, source.count('GET manifest')]).toEqual([['copied'], 3]);
    expect(run.elapsedMs).toBeGreaterThanOrEqual(500 + 1000);
    return run;
  });

  faulty(
    '2 · 500 for ever for one of 20 images: the other 19 are copied',
    async ({ source, sync }) => {
      source.fault('GET manifest', 'always', answer(500, { code: 'UNAVAILABLE' }), { of: '/app7/' });
      const run = await sync();
      expect(run.ends.filter((end) => !end.endsWith(' copied'))).toEqual(['m1 app7:1 failed']);
      expect([run.exitCode, run.said]).toEqual([1, expect.stringMatching(/500.*UNAVAILABLE/)]);
      return run;
    },
    { images: TWENTY },
  );

  faulty('3 · 429 with Retry-After: 2: that host is left alone for two seconds', async ({ source, sync }) => {
    source.fault('GET manifest', 1, busy('2'));
    const run = await sync();
    const [, refused, next] = source.log;
    expect(run.outcomes).toEqual(['copied']);
    expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
    return run;
  });

  faulty(
    '3 · Retry-After of one host keeps no other waiting',
    async ({ mirrors, sync }) => {
      mirrors[0]?.fault('POST uploads', 1, busy('30'));
      const run = await sync();
      const tagged = mirrors.map((mirror) => mirror.asked('PUT tag')[0]?.atMs ?? 0);
      expect(run.outcomes).toEqual(['copied', 'copied']);
      expect((tagged[0] ?? 0) - (tagged[1] ?? 0)).toBeGreaterThanOrEqual(20_000);
      return run;
    },
    { mirrors: 2 },
  );

  faulty('4 · 429 with a date three seconds ahead', async ({ source, sync }) => {
    source.fault('GET manifest', 1, (exchange) => busy(new Date(Date.now() + 4000).toUTCString())(exchange));
    const run = await sync();
    const [, refused, next] = source.log;
    expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(3000);
    return run;
  });

  for (const said of ['Wed, 21 Oct 2015 07:28:00 GMT', 'soon', '-5']) {
    faulty(`4 · 429 with Retry-After: ${said}: an ordinary wait`, async ({ source, sync }) => {
      source.fault('GET manifest', 1, busy(said));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(run.elapsedMs).toBeGreaterThanOrEqual(500);
      expect(run.elapsedMs).toBeLessThan(60_000);
      return run;
    });
  }

  faulty(
    '5 · 429 with Retry-After: 86400 fails soon, says until when, and asks no more',
    async ({ source, sync }) => {
      source.fault('* *', { from: 2 }, busy('86400'));
      const run = await sync();
      expect(run.outcomes).toEqual(['failed']);
      expect(run.elapsedMs).toBeLessThan(60_000);
      expect(run.said).toContain(new Date(source.log[1]?.atMs ?? 0).getUTCFullYear().toString());
      expect(source.log.length).toBeLessThan(5);
      return run;
    },
  );

  faulty(
    '6 · 429 for anonymous pulls names the remedy',
    async ({ source, sync }) => {
      const message = 'You have reached your unauthenticated pull rate limit';
      source.fault('GET manifest', 'always', answer(429, { code: 'TOOMANYREQUESTS', message }));
      const run = await sync();
      expect([run.outcomes, run.said]).toEqual([['failed'], expect.stringContaining('docker login')]);
      return run;
    },
    { access: 'anonymous' },
  );

  faulty(
    '28 · HEAD 200, then 404 for a moment, as of a lagging replica: asked once more',
    async ({ source, sync }) => {
      source.fault('GET manifest', 1, answer(404, { code: 'MANIFEST_UNKNOWN' }));
      const run = await sync();
      expect([run.outcomes, source.count('GET manifest')]).toEqual([['copied'], 2]);
      return run;
    },
  );

  faulty(
    '28 · HEAD 200, then 404: asked once more, then it has vanished, and nothing is pushed',
    async ({ source, mirror, sync }) => {
      source.fault('GET manifest', 'always', answer(404, { code: 'MANIFEST_UNKNOWN' }));
      const run = await sync();
      expect([run.outcomes, mirror.count('PUT *')]).toEqual([['failed'], 0]);
      expect(source.count('GET manifest')).toBe(2);
      return run;
    },
  );

  for (const status of [405, 501]) {
    faulty(`29 · HEAD ${status}: GET is used`, async ({ source, sync }) => {
      source.fault('HEAD *', 'always', answer(status));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    });
  }

  faulty('29 · HEAD without digest and size: GET is used', async ({ source, sync }) => {
    source.fault('HEAD tag', 'always', headers({ 'docker-content-digest': '', 'content-length': '' }));
    const run = await sync();
    expect([run.outcomes, source.count('GET tag')]).toEqual([['copied'], 1]);
    return run;
  });

  faulty(
    '33 · a child of an index is 404: the index never gets its tag',
    async ({ source, mirror, sync }) => {
      source.fault('GET manifest', 'always', answer(404, { code: 'MANIFEST_UNKNOWN' }), {
        of: OTHER.root.digest,
      });
      const run = await sync();
      expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], {}]);
      return run;
    },
    { images: { 'app:1': makeIndex([IMAGE, OTHER]) } },
  );
});

describe('bodies that break', () => {
  faulty('7 · a reset after 40 % of a blob: one range request for the rest', async ({ source, sync }) => {
    source.fault('GET blob', 1, reset({ after: 2000 }), { of: LAYER });
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    expect(source.asked('GET blob', LAYER).map(({ headers: { range } }) => range)).toEqual([
      undefined,
      'bytes=2000-',
    ]);
    return run;
  });

  faulty(
    '8 · a reset every MiB of 16: progress renews the attempts',
    async ({ source, sync }) => {
      source.fault('GET blob', 'always', reset({ after: MIB }), { of: LARGE_LAYER });
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(source.count('GET blob', LARGE_LAYER)).toBeGreaterThan(6);
      return run;
    },
    { images: { 'app:1': LARGE } },
  );

  faulty('9 · a reset before any byte, for ever: bounded attempts', async ({ source, sync }) => {
    source.fault('GET blob', 'always', reset(), { of: LAYER });
    const run = await sync();
    expect(run.outcomes).toEqual(['failed']);
    expect(source.count('GET blob', LAYER)).toBeLessThanOrEqual(13);
    return run;
  });

  faulty('10 · closed in order before the announced length: as a reset', async ({ source, sync }) => {
    source.fault('GET blob', 1, cut({ after: 2000 }), { of: LAYER });
    const run = await sync();
    expect([run.outcomes, source.asked('GET blob', LAYER)[1]?.headers.range]).toEqual([
      ['copied'],
      'bytes=2000-',
    ]);
    return run;
  });

  faulty(
    '11 · too short, without a length, closed in order: never taken for complete',
    async ({ source, sync }) => {
      source.fault('GET blob', 1, closeDelimited({ after: 2000 }), { of: LAYER });
      const run = await sync();
      expect([run.outcomes, source.asked('GET blob', LAYER)[1]?.headers.range]).toEqual([
        ['copied'],
        'bytes=2000-',
      ]);
      return run;
    },
  );

  faulty('11 · whole, without a length, closed in order: fine', async ({ source, sync }) => {
    source.fault('GET blob', 1, closeDelimited(), { of: LAYER });
    const run = await sync();
    expect([run.outcomes, source.count('GET blob', LAYER)]).toEqual([['copied'], 1]);
    return run;
  });

  for (const [how, effect] of [
    ['one byte more, announced', tooLong(1, { announced: true })],
    ['one byte more, not announced', tooLong(1)],
    ['without end', tooLong(64 * MIB)],
  ] as const) {
    faulty(
      `12 · longer than it may be: ${how}: refused at the first byte too many`,
      async ({ source, mirror, sync }) => {
        source.fault('GET blob', 'always', effect, { of: LAYER });
        const run = await sync();
        expect([run.outcomes, run.rules]).toEqual([['failed'], expect.arrayContaining(['copy-failed'])]);
        expect(mirror.count('PUT upload', LAYER.slice(7))).toBe(0);
        return run;
      },
    );
  }

  faulty('13 · one bit flipped once: read again from the start', async ({ source, sync }) => {
    source.fault('GET blob', 1, flipBit(), { of: LAYER });
    const run = await sync();
    expect([run.outcomes, source.count('GET blob', LAYER)]).toEqual([['copied'], 2]);
    return run;
  });

  faulty(
    '13 · one bit flipped for ever: fails, the upload is cancelled, never completed',
    async ({ source, mirror, sync }) => {
      source.fault('GET blob', 'always', flipBit(), { of: LAYER });
      const run = await sync();
      expect([run.outcomes, source.count('GET blob', LAYER)]).toEqual([['failed'], 2]);
      expect(mirror.missing('app', IMAGE.root.digest)).toContain(IMAGE.root.digest);
      return run;
    },
  );

  faulty('16 · headers, then silence: resumed where it stopped', async ({ source, sync }) => {
    source.fault('GET blob', 1, stall({ after: 1000 }), { of: LAYER });
    const run = await sync();
    expect([run.outcomes, source.asked('GET blob', LAYER)[1]?.headers.range]).toEqual([
      ['copied'],
      'bytes=1000-',
    ]);
    return run;
  });

  faulty('17 · one byte a second: noticed, resumed on another connection', async ({ source, sync }) => {
    source.fault('GET blob', 1, trickle({ after: 1000 }), { of: LAYER });
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    expect(source.asked('GET blob', LAYER)[1]?.headers.range).toMatch(/^bytes=1\d\d\d-$/);
    return run;
  });

  faulty('18 · ranges are ignored when resuming: the prefix is dropped', async ({ source, sync }) => {
    source.fault('GET blob', 1, reset({ after: 2000 }), { of: LAYER });
    source.fault(
      'GET blob',
      2,
      (exchange) => {
        delete exchange.request.headers.range;
        return lie(() => ({}))(exchange);
      },
      { of: LAYER },
    );
    const run = await sync();
    expect([run.outcomes, source.count('GET blob', LAYER)]).toEqual([['copied'], 2]);
    return run;
  });

  for (const [how, effect] of [
    ['from another byte', headers({ 'content-range': 'bytes 1999-5122/5123' })],
    ['without saying which', headers({ 'content-range': '' })],
    ['of another size', headers({ 'content-range': 'bytes 2000-5122/9999' })],
    [
      'in two voices',
      lie(({ headers: told }) => ({
        headers: { ...told, 'content-range': `${told['content-range']}, bytes 0-1/2` },
      })),
    ],
  ] as const) {
    faulty(`19 · a part ${how}: read from the start, once`, async ({ source, sync }) => {
      source.fault('GET blob', 1, reset({ after: 2000 }), { of: LAYER });
      source.fault('GET blob', 2, effect, { of: LAYER });
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(source.asked('GET blob', LAYER).at(-1)?.headers.range).toBeUndefined();
      return run;
    });
  }

  faulty('20 · compressed by somebody on the way: refused by name', async ({ source, sync }) => {
    source.fault('GET blob', 'always', headers({ 'content-encoding': 'gzip' }), { of: LAYER });
    const run = await sync();
    expect([run.outcomes, run.said]).toEqual([['failed'], expect.stringContaining('gzip')]);
    return run;
  });
});

describe('manifests that are not what was asked for', () => {
  faulty(
    '14 · another sound manifest under the digest: refused, no tag moves',
    async ({ source, mirror, sync }) => {
      source.fault(
        'GET manifest',
        'always',
        lie(() => ({
          body: Buffer.from(OTHER.root.bytes),
          headers: { 'content-type': OTHER.root.mediaType },
        })),
      );
      const run = await sync();
      expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], {}]);
      expect(run.said).not.toContain(OTHER.root.digest.slice(0, 40));
      return run;
    },
  );

  faulty(
    '15 · Docker-Content-Digest lies about a body that is right: the bytes count',
    async ({ source, sync }) => {
      source.fault('GET manifest', 'always', headers({ 'docker-content-digest': OTHER.root.digest }));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
  );

  faulty(
    '30 · the tag moves while it is copied: what was resolved is copied, nothing is mixed',
    async (rig) => {
      const { source, sync } = rig;
      source.fault(
        'GET manifest',
        1,
        first(() => source.push('app', OTHER, '1')),
      );
      const run = await sync();
      expect([run.outcomes, run.report.images[0]?.digest]).toEqual([['copied'], IMAGE.root.digest]);
      return run;
    },
  );

  faulty('30 · the tag moves between HEAD and GET of a registry without digests in HEAD', async (rig) => {
    const { source, mirror, sync } = rig;
    source.fault('HEAD tag', 'always', headers({ 'docker-content-digest': '' }));
    source.fault(
      'GET tag',
      1,
      then(() => source.push('app', OTHER, '1')),
    );
    const run = await sync();
    expect([run.outcomes, mirror.tags('app')]).toEqual([['copied'], { 1: IMAGE.root.digest }]);
    return run;
  });
});
