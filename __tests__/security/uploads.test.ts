/** Where a mirror wants the bytes of a layer is where the mirror is, or they stay here. */
import { describe, expect, test } from '@jest/globals';
import { ALL_COPIED, type Attack, EU_FAILED, stage, startAttacker } from './attack.ts';

/** Answers an opened upload with `location`. */
const openingAt =
  (location: string): Attack =>
  (request, response, loggedIn) => {
    if (!loggedIn || request.method !== 'POST') return false;
    response.writeHead(202, { location }).end();
    return true;
  };

describe('ggcr 2295, CVE-2026-50151: an upload Location on another origin gets neither credentials nor bytes', () => {
  test.each([
    ['another port', (port: number) => `http://127.0.0.1:${port}/upload?sig=1`],
    ['another host, by name', (port: number) => `http://localhost:${port}/upload`],
    ['another host without a scheme', (port: number) => `//localhost:${port}/upload`],
    ['the same host with a login', (port: number) => `http://alice:secret@127.0.0.1:${port}/upload`],
    ['the metadata service', () => 'http://169.254.169.254/upload'],
    ['a file', () => 'file:///tmp/upload'],
  ])('%s', async (_name, locationFor) => {
    const attacker = await startAttacker((_request, response) => void response.writeHead(201).end());
    const { run, tagsOn } = await stage({ mirror: openingAt(locationFor(attacker.port)) });
    const end = await run('sync');
    expect(end.outcomes).toEqual(EU_FAILED);
    expect([end.exitCode, end.rules.includes('copy-failed'), tagsOn('eu')]).toEqual([1, true, []]);
    expect(attacker.received).toEqual([]);
  });

  test('that a mount answers with', async () => {
    const attacker = await startAttacker();
    const { run } = await stage({ mirror: openingAt(`${attacker.url}/upload`) });
    await run('sync');
    expect((await run('sync')).outcomes['app eu']).toBe('failed');
    expect(attacker.received).toEqual([]);
  });

  test('that comes in the middle of an upload, with the answer to a chunk', async () => {
    const attacker = await startAttacker();
    const chunked: Attack = (request, response, loggedIn) => {
      if (!loggedIn || request.method === 'POST' || request.method === 'DELETE') return false;
      if (request.method === 'PUT' && Number(request.headers['content-length']) > 0)
        response.writeHead(413).end();
      else if (request.method === 'PATCH')
        request.resume().on('end', () => {
          response.writeHead(202, { location: `${attacker.url}/next`, range: '0-0' }).end();
        });
      else return false;
      return true;
    };
    const { run } = await stage({ mirror: chunked });
    expect((await run('sync')).outcomes['app eu']).toBe('failed');
    expect(attacker.received).toEqual([]);
  });

  test('a relative one is the mirror itself', async () => {
    const { run } = await stage();
    expect((await run('sync')).outcomes).toEqual(ALL_COPIED);
  });
});
