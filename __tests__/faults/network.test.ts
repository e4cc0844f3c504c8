/** Faults of the way between us and registries. The numbers are rows of the table in docs/reliability.md. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, describe, expect } from '@jest/globals';
import { answer } from '../rig/effects.ts';
import { faulty, LAYER } from '../rig/rig.ts';

const servers = new Set<Server>();

afterAll(() => {
  for (const server of servers) server.close();
});

describe('connections', () => {
  faulty(
    '57 · every kept connection is closed after its answer: asked on new ones, nothing sent twice',
    async ({ source, mirror, sync }) => {
      for (const registry of [source, mirror])
        registry.fault('* *', 'always', ({ response }) => {
          response.on('finish', () => response.socket?.destroySoon());
          return false;
        });
      const run = await sync();
      expect([run.outcomes, mirror.count('PUT upload')]).toEqual([['copied'], 3]);
      return run;
    },
  );

  faulty(
    '57 · a POST meets a connection that was just closed: sent again, one session is used',
    async ({ mirror, sync }) => {
      mirror.fault('POST uploads', [1, 3], ({ response }) => {
        response.socket?.destroy();
        return true;
      });
      const run = await sync();
      expect([run.outcomes, mirror.count('PUT upload')]).toEqual([['copied'], 3]);
      return run;
    },
  );

  faulty('55 · the mirror is not there for a while: the second chance at the end finds it', async (rig) => {
    const { mirror } = rig;
    mirror.fault('* *', { from: 1, to: 2 }, ({ response }) => {
      response.socket?.resetAndDestroy();
      return true;
    });
    const run = await rig.sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });

  faulty(
    '55 · bytes that are not HTTP: an error that says so, the other mirror is done',
    async ({ mirrors, sync }) => {
      mirrors[0]?.fault('* *', 'always', ({ response }) => {
        response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
        return true;
      });
      const run = await sync();
      expect(run.outcomes).toEqual(['failed', 'copied']);
      expect(run.said).toMatch(/HTTP/);
      return run;
    },
    { mirrors: 2 },
  );

  faulty(
    '16 · the mirror takes connections and never answers: bounded, the other mirror is done',
    async ({ mirrors, sync }) => {
      mirrors[0]?.fault('* *', 'always', ({ request }) => {
        request.resume();
        return true;
      });
      const run = await sync();
      expect(run.outcomes).toEqual(['failed', 'copied']);
      expect(run.elapsedMs).toBeLessThan(15 * 60_000);
      return run;
    },
    { mirrors: 2 },
  );

  faulty(
    '55 · a TLS handshake that never ends: given up in bounded time, the other mirror is done',
    async (rig) => {
      const silent = createServer((socket) => socket.on('error', () => undefined));
      servers.add(silent);
      await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
      const [first] = rig.mirrors;
      if (first !== undefined) rig.reach(first, (silent.address() as AddressInfo).port, ', tls: true');
      const run = await rig.sync();
      expect(run.outcomes).toEqual(['failed', 'copied']);
      expect(run.elapsedMs).toBeLessThan(15 * 60_000);
      return run;
    },
    { mirrors: 2, converges: false },
  );

  faulty('an early refusal while a body is being sent is read, and told', async ({ mirror, sync }) => {
    mirror.fault('PUT upload', 'always', ({ response }) => {
      response.writeHead(403, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"errors":[{"code":"DENIED","message":"quota exceeded"}]}');
      return true;
    });
    const run = await sync();
    expect([run.outcomes, run.said]).toEqual([['failed'], expect.stringContaining('quota exceeded')]);
    return run;
  });

  faulty('100 informational answers before the real one do no harm', async ({ source, sync }) => {
    source.fault(
      'GET blob',
      1,
      async ({ response }) => {
        for (let index = 0; index < 100; index += 1)
          response.socket?.write('HTTP/1.1 102 Processing\r\n\r\n');
        return false;
      },
      { of: LAYER },
    );
    const run = await sync();
    expect(run.outcomes).toEqual(['copied']);
    return run;
  });

  faulty(
    'a proxy’s error page says nothing of the registry: the status is told',
    async ({ source, sync }) => {
      source.fault(
        'GET manifest',
        'always',
        answer(502, {
          body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
          headers: { 'content-type': 'text/html' },
        }),
      );
      const run = await sync();
      expect([run.outcomes, run.said.includes('<h1>'), run.said.includes('502')]).toEqual([
        ['failed'],
        false,
        true,
      ]);
      return run;
    },
  );

  faulty(
    '17 · a line that passes a few bytes at a time in both directions is slow, and sound',
    async (rig) => {
      const port = await startShredder(Number(rig.source.host.split(':')[1]));
      rig.reach(rig.source, port);
      const run = await rig.sync();
      expect(run.outcomes).toEqual(['copied']);
      return run;
    },
  );
});

/** A TCP proxy that cuts everything into pieces of three bytes: boundaries fall into every header and chunk. */
async function startShredder(port: number): Promise<number> {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    passShredded(near, far);
    passShredded(far, near);
  });
  servers.add(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

function passShredded(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (bytes) => {
    for (let at = 0; at < bytes.length; at += 3) to.write(bytes.subarray(at, at + 3));
  });
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}
