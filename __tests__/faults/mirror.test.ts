/** Faults of mirrors. The numbers are rows of the table in docs/reliability.md. */
import { describe, expect } from '@jest/globals';
import type { Digest } from '../../src/oci/digest.ts';
import { makeImage } from '../fixtures/images.ts';
import {
  answer,
  busy,
  hang,
  headers,
  lie,
  loseAnswer,
  reset,
  resetReceiving,
  takeSlowly,
  then,
} from '../rig/effects.ts';
import type { Effect } from '../rig/fault-layer.ts';
import { faulty, IMAGE, LAYER } from '../rig/rig.ts';
import { RigRegistry } from '../rig/rig-registry.ts';

const OTHER = makeImage({ seed: 'other' });
const BIG = makeImage({ seed: 'big', layers: 1, layerBytes: 4 * 1024 * 1024 });
const shareOf = (tree: typeof IMAGE) => [...tree.blobs.keys()].at(-1) as Digest;

/** A proxy before the registry takes no body that is larger. */
function refuseAbove(mostBytes: number): Effect {
  return (exchange) =>
    Number(exchange.request.headers['content-length'] ?? 0) > mostBytes ? answer(413)(exchange) : false;
}

describe('uploads', () => {
  faulty('35 · POST 500, then 429: tried again', async ({ mirror, sync }) => {
    mirror.fault('POST uploads', 1, answer(500));
    mirror.fault('POST uploads', 2, busy('1'));
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });

  const tooLarge = { images: { 'app:1': BIG } };

  faulty(
    '37 · a chunk is answered 416 with what is there: continued from that byte',
    async ({ mirror, sync }) => {
      mirror.fault('PUT upload', 'always', refuseAbove(1024 * 1024));
      mirror.fault('PATCH upload', 2, async (exchange) => {
        const { headers: told } = await exchange.truth();
        const there = { location: told.location ?? '', range: told.range ?? '' };
        return answer(416, { code: 'RANGE_INVALID', headers: there })(exchange);
      });
      const run = await sync();
      expect([run.outcomes, mirror.count('PATCH upload') > 2]).toEqual([['copied'], true]);
      return run;
    },
    tooLarge,
  );

  faulty(
    '38 · a chunk is taken in part: the rest is sent again',
    async ({ mirror, sync }) => {
      mirror.fault('PUT upload', 'always', refuseAbove(1024 * 1024));
      mirror.fault('PATCH upload', 1, async (exchange) => {
        const pieces: Buffer[] = [];
        for await (const piece of exchange.request as AsyncIterable<Buffer>) pieces.push(piece);
        delete exchange.request.headers['content-range'];
        const { status, headers: told } = await exchange.truth(Buffer.concat(pieces).subarray(0, 1000));
        exchange.response.writeHead(status, told).end();
        return true;
      });
      const run = await sync();
      expect([run.outcomes, mirror.asked('PATCH upload')[1]?.headers['content-range']]).toEqual([
        ['copied'],
        expect.stringMatching(/^1000-/),
      ]);
      return run;
    },
    tooLarge,
  );

  faulty('36 · the session is lost before its bytes: another from the start', async ({ mirror, sync }) => {
    mirror.fault('PUT upload', 1, answer(404, { code: 'BLOB_UPLOAD_UNKNOWN' }));
    const run = await sync();
    expect([run.outcomes, mirror.count('POST uploads')]).toEqual([['copied'], 4]);
    return run;
  });

  faulty(
    '39 · the answer to a whole upload is lost: HEAD says that it is there, and nothing is sent twice',
    async ({ mirror, sync }) => {
      mirror.fault('PUT upload', 1, loseAnswer());
      const run = await sync();
      expect([run.outcomes, mirror.count('PUT upload')]).toEqual([['copied'], 3]);
      return run;
    },
  );

  faulty(
    '39 · the upload is broken off in its middle: sent again',
    async ({ mirror, sync }) => {
      mirror.fault('PUT upload', 1, resetReceiving({ after: 100_000 }));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
    { images: { 'app:1': BIG } },
  );

  faulty(
    '40 · 201, but what was uploaded is not there for a while: looked for again',
    async ({ mirror, sync }) => {
      mirror.fault(
        'PUT upload',
        1,
        lie(() => ({})),
      );
      mirror.fault('HEAD blob', [2, 3], answer(404));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
  );

  faulty(
    '41 · DIGEST_INVALID once: one more upload from another reading',
    async ({ source, mirror, sync }) => {
      mirror.fault('PUT upload', 1, answer(400, { code: 'DIGEST_INVALID' }));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied']);
      expect(source.count('GET blob')).toBeLessThanOrEqual(4);
      return run;
    },
  );

  faulty('41 · DIGEST_INVALID for ever: fails after three tries', async ({ mirror, sync }) => {
    mirror.fault('PUT upload', 'always', answer(400, { code: 'DIGEST_INVALID' }));
    const run = await sync();
    expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], {}]);
    expect(mirror.count('PUT upload')).toBeLessThanOrEqual(9);
    return run;
  });

  faulty('44 · a Location without a host, or with a path alone: resolved', async ({ mirror, sync }) => {
    mirror.fault(
      'POST uploads',
      'always',
      lie(({ headers: told }) => ({
        headers: { ...told, location: new URL(told.location ?? '', 'http://x').pathname },
      })),
    );
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });

  faulty('44 · a Location that keeps a state: every parameter is sent back', async ({ mirror, sync }) => {
    mirror.fault(
      'POST uploads',
      'always',
      lie(({ headers: told }) => ({
        headers: { ...told, location: `${told.location}?_state=a%2Fb%3D%3D&x=1` },
      })),
    );
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    for (const { url } of mirror.asked('PUT upload')) expect(url).toContain('_state=a%2Fb%3D%3D&x=1');
    return run;
  });

  faulty(
    '44 · a Location at another private address: neither credentials nor bytes go there',
    async (rig) => {
      const stranger = await RigRegistry.start('stranger', { access: 'anonymous' });
      rig.watch(stranger);
      rig.mirror.fault(
        'POST uploads',
        'always',
        headers({ location: `http://${stranger.host}/v2/app/blobs/uploads/1` }),
      );
      const run = await rig.sync();
      expect(
        stranger.log
          .map(({ authorization, method }) => [method, authorization])
          .filter(([, shown]) => shown !== ''),
      ).toEqual([]);
      return run;
    },
  );

  faulty('44 · no Location at all: an error that says so', async ({ mirror, sync }) => {
    mirror.fault('POST uploads', 'always', headers({ location: '' }));
    const run = await sync();
    expect([run.outcomes, run.said]).toEqual([['failed'], expect.stringContaining('refers to no address')]);
    return run;
  });

  faulty(
    '51 · 404 NAME_UNKNOWN: the repository must be made, and nothing is tried again',
    async ({ mirror, sync }) => {
      mirror.fault('POST uploads', 'always', answer(404, { code: 'NAME_UNKNOWN' }));
      const run = await sync();
      expect([run.outcomes, run.said]).toEqual([
        ['failed'],
        expect.stringContaining('create the repository'),
      ]);
      expect(mirror.count('POST uploads')).toBeLessThanOrEqual(2);
      return run;
    },
  );

  faulty(
    '51 · 403 DENIED: the account may not push, and nothing is tried again',
    async ({ mirror, sync }) => {
      mirror.fault('POST uploads', 'always', answer(403, { code: 'DENIED' }));
      const run = await sync();
      expect([run.outcomes, run.said]).toEqual([['failed'], expect.stringContaining('push')]);
      expect(mirror.count('POST uploads')).toBeLessThanOrEqual(2);
      return run;
    },
  );

  faulty(
    '53 · the disk of one of three is full: the others are done, the source was read once',
    async ({ source, mirrors, sync }) => {
      mirrors[1]?.fault('PUT upload', 'always', answer(507, { message: 'no space left on device' }));
      const run = await sync();
      expect(run.outcomes).toEqual(['copied', 'failed', 'copied']);
      expect(run.said).toContain('free space');
      expect(source.count('GET blob')).toBe(3);
      return run;
    },
    { mirrors: 3 },
  );

  faulty(
    '54 · one mirror is a hundred times slower: the others do not wait, the source was read once',
    async ({ source, mirrors, sync }) => {
      mirrors[1]?.fault('PUT upload', 'always', takeSlowly({ pieceBytes: 64 * 1024, everyMs: 2000 }), {
        of: 'digest',
      });
      const run = await sync();
      const tagged = mirrors.map((mirror) => mirror.asked('PUT tag')[0]?.atMs ?? 0);
      expect(run.outcomes).toEqual(['copied', 'copied', 'copied']);
      expect((tagged[1] ?? 0) - Math.max(tagged[0] ?? 0, tagged[2] ?? 0)).toBeGreaterThan(60_000);
      expect(source.count('GET blob', shareOf(BIG))).toBe(1);
      return run;
    },
    { mirrors: 3, images: { 'app:1': BIG } },
  );

  faulty(
    '54 · one mirror never answers an upload: given up, the others are done',
    async ({ mirrors, sync }) => {
      mirrors[0]?.fault('PUT upload', 'always', hang());
      const run = await sync();
      expect(run.outcomes).toEqual(['failed', 'copied']);
      return run;
    },
    { mirrors: 2 },
  );
});

describe('mounts', () => {
  const shared = {
    images: {
      'one:1': makeImage({ seed: 'one', layerSeeds: ['shared'] }),
      'two:1': makeImage({ seed: 'two', layerSeeds: ['shared'] }),
    },
  };

  for (const status of [401, 403, 404, 405, 500]) {
    faulty(
      `42 · a mount is answered ${status}: uploaded instead`,
      async ({ mirror, sync }) => {
        mirror.fault('POST uploads', 'always', answer(status), { of: 'mount=' });
        const run = await sync();
        expect(run.outcomes).toEqual(['copied', 'copied']);
        return run;
      },
      shared,
    );
  }

  faulty(
    '42 · a mount is answered 202: its session is used',
    async ({ mirror, sync }) => {
      mirror.fault(
        'POST uploads',
        'always',
        (exchange) => {
          exchange.request.url = exchange.request.url?.split('?')[0] ?? '';
          return lie(() => ({}))(exchange);
        },
        { of: 'mount=' },
      );
      const run = await sync();
      expect(run.outcomes).toEqual(['copied', 'copied']);
      expect(mirror.count('PUT upload')).toBe(mirror.count('POST uploads'));
      return run;
    },
    shared,
  );

  faulty(
    '43 · a mount is answered 201 and is not true: uploaded',
    async ({ mirror, sync }) => {
      mirror.fault(
        'POST uploads',
        'always',
        (exchange) => answer(201, { headers: { location: `${exchange.request.url}` } })(exchange),
        { of: 'mount=' },
      );
      const run = await sync();
      expect(run.outcomes).toEqual(['copied', 'repaired']);
      return run;
    },
    shared,
  );
});

describe('manifests and tags', () => {
  faulty(
    '34 · HEAD promises blobs that are not there: what the refusal names is uploaded, and it is tried once more',
    async ({ mirror, sync }) => {
      mirror.fault('* blob', 'always', (exchange) => {
        const isThere = mirror.backend.content.blobs.has(exchange.what as Digest);
        return isThere
          ? false
          : answer(exchange.method === 'HEAD' ? 200 : 206, {
              body: '.',
              headers: {
                'docker-content-digest': exchange.what,
                'content-length': exchange.method === 'HEAD' ? '5123' : '1',
                'content-range': 'bytes 5122-5122/5123',
              },
            })(exchange);
      });
      mirror.fault(
        'PUT manifest',
        1,
        answer(400, {
          body: JSON.stringify({
            errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'x', detail: { digest: LAYER } }],
          }),
        }),
      );
      const run = await sync();
      expect(run.outcomes).not.toEqual(['up-to-date']);
      return run;
    },
  );

  for (const [how, effect] of [
    ['500', answer(500)],
    ['429', busy('1')],
    ['a reset', reset()],
  ] as const) {
    faulty(`45 · PUT of a manifest is answered ${how} once: tried again`, async ({ mirror, sync }) => {
      mirror.fault('PUT manifest', 1, effect);
      mirror.fault('PUT tag', 1, effect);
      const run = await sync();
      expect([run.outcomes, mirror.tags('app')]).toEqual([['copied'], { 1: IMAGE.root.digest }]);
      return run;
    });
  }

  faulty('46 · PUT of a manifest tells another digest: not believed', async ({ mirror, sync }) => {
    mirror.fault('PUT *', 'always', headers({ 'docker-content-digest': OTHER.root.digest }), {
      of: '/manifests/',
    });
    const run = await sync();
    expect(run.outcomes).toEqual(['failed']);
    expect(run.said).toContain(OTHER.root.digest.slice(7, 19));
    return run;
  });

  faulty('47 · the answer to the PUT of a tag is lost: read again, it is done', async ({ mirror, sync }) => {
    mirror.fault('PUT tag', 'always', loseAnswer());
    const run = await sync();
    expect([run.outcomes, mirror.tags('app')]).toEqual([['copied'], { 1: IMAGE.root.digest }]);
    return run;
  });

  faulty(
    '48 · somebody else moves the tag right after us: told as it is, no flip-flop',
    async ({ mirror, sync }) => {
      mirror.fault(
        'PUT tag',
        1,
        then(() => mirror.push('app', OTHER, '1')),
      );
      const run = await sync();
      expect([run.outcomes, mirror.count('PUT tag')]).toEqual([['failed'], 1]);
      expect(run.said).toContain('who else writes this tag');
      return run;
    },
  );

  for (const [how, status, code] of [
    ['as ECR', 400, 'ImageTagAlreadyExistsException'],
    ['as Harbor', 412, 'PRECONDITION'],
    ['as Quay', 409, 'TAG_IMMUTABLE'],
    ['with 403', 403, 'DENIED'],
    ['with 405', 405, 'UNSUPPORTED'],
  ] as const) {
    faulty(
      `49 · the tag is immutable ${how}: fails and says so; the content is left under its digest`,
      async ({ mirror, sync }) => {
        mirror.push('app', OTHER, '1');
        mirror.fault('PUT tag', 'always', answer(status, { code, message: 'tag is immutable' }));
        const run = await sync();
        expect([run.outcomes, mirror.tags('app')]).toEqual([['failed'], { 1: OTHER.root.digest }]);
        expect([run.said, mirror.missing('app', IMAGE.root.digest)]).toEqual([
          expect.stringContaining('immutable there'),
          [],
        ]);
        expect(mirror.count('PUT tag')).toBeLessThanOrEqual(2);
        return run;
      },
    );
  }

  faulty('49 · an immutable tag that has the digest is present', async ({ mirror, sync }) => {
    mirror.push('app', IMAGE, '1');
    mirror.fault('PUT tag', 'always', answer(409, { code: 'TAG_IMMUTABLE' }));
    const run = await sync();
    expect([run.outcomes, mirror.count('PUT tag')]).toEqual([['up-to-date'], 0]);
    return run;
  });

  faulty('52 · 413 for a manifest: fails, not tried again', async ({ mirror, sync }) => {
    mirror.fault('PUT *', 'always', answer(413), { of: '/manifests/' });
    const run = await sync();
    expect([run.outcomes, mirror.count('PUT *', '/manifests/')]).toEqual([['failed'], 1]);
    return run;
  });

  faulty('40 · 201 for a manifest, but GET says 404 for a while', async ({ mirror, sync }) => {
    mirror.fault('HEAD manifest', [1, 2], answer(404));
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });

  faulty('34 · the tag of a mirror says that all is there, and it is not', async ({ mirror, sync }) => {
    mirror.push('app', IMAGE, '1');
    mirror.backend.deleteBlobData(LAYER as Digest);
    const run = await sync();
    expect([run.outcomes, mirror.missing('app', IMAGE.root.digest)]).toEqual([['repaired'], []]);
    return run;
  });

  faulty(
    '61 · one blob in many images on three mirrors: one upload per mirror',
    async ({ source, mirrors, sync }) => {
      const run = await sync();
      const base = [...MANY['app0:0'].blobs.keys()].at(-1) ?? '';
      for (const mirror of mirrors) expect(mirror.count('PUT upload', base.replace(':', '%3A'))).toBe(1);
      expect(source.count('GET blob', base)).toBe(1);
      return run;
    },
    { mirrors: 3, images: manyImages() },
  );
});

const MANY = manyImages();

function manyImages() {
  return Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [
      `app${index % 10}:${index}`,
      makeImage({ seed: `${index}`, layerSeeds: ['base'] }),
    ]),
  ) as Record<string, typeof IMAGE> & { 'app0:0': typeof IMAGE };
}
