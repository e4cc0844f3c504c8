import { expect, test } from '@jest/globals';
import { parseAccessLog } from './access-log.ts';
import { run, startServer, temporaryDirectory, waitUntil } from './processes.ts';
import { findTool, requireTool } from './tools.ts';

test('findTool finds executables in system directories, and nothing else', () => {
  expect(findTool('sh')).toMatch(/\/sh$/);
  expect(findTool('no-such-tool-anywhere')).toBeNull();
});

test('requireTool gives a path, or the Debian package that is missing', () => {
  const found = requireTool('htpasswd');
  if (found.available) expect(found.path).toMatch(/\/htpasswd$/);
  else expect(found.reason).toContain('apache2-utils');
});

test('parseAccessLog reads the combined format and ignores other lines', () => {
  const line =
    '127.0.0.1 - - [21/Nov/2026:03:55:00 +0000] "GET /v2/a/tags/list?n=5 HTTP/1.1" 200 12 "" "undici"';
  expect(parseAccessLog(`{"level":"info"}\n${line}\n\n`)).toEqual([
    { method: 'GET', path: '/v2/a/tags/list', query: 'n=5', status: 200, bytes: 12, userAgent: 'undici' },
  ]);
});

test('a server that was frozen is gone after stop', async () => {
  const files = {
    stdoutFile: `${temporaryDirectory('stop')}/out`,
    stderrFile: `${temporaryDirectory('stop')}/err`,
  };
  const server = startServer('/bin/sh', ['-c', 'exec sleep 600'], files);
  await waitUntil('the server running', () => (server.isRunning() ? true : null));
  server.signal('SIGSTOP');
  await server.stop();
  expect(server.isRunning()).toBe(false);
});

test('run gives the exit code of a failing command, and of one that cannot start', async () => {
  expect(await run('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
  expect(await run('/no/such/command', [])).toMatchObject({ code: -1, stdout: '' });
});
