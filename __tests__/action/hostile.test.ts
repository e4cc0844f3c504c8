/** Registries, and whoever may change the mirror manifest, say what they like: it never becomes a command or markup. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMemoryBackend } from '../../src/server/memory-backend.ts';
import { createRegistryServer, type RegistryServer } from '../../src/server/registry-server.ts';
import { HOSTILE } from '../fakes/runner-commands.ts';
import {
  expectOnlyOwnCommands,
  expectOwnMarkdown,
  expectOwnMarkup,
  expectQuietLog,
} from '../security/own-output.ts';
import { type FaultServer, startFaultServer } from '../stores/registry/fault-server.ts';
import { annotations } from './commands-of.ts';
import { type Job, makeJob, type StepEnd } from './runner.ts';
import { closeAfterTests } from './servers.ts';

const NOBODY = `sha256:${'0'.repeat(64)}`;
const TEXTS = [
  ...HOSTILE,
  '::error::x',
  '##[set-output name=a;]b',
  '\x1b[31mred\x1b[0m\x1b]0;title\x07',
  '</details><script>alert(1)</script>',
  `::warning::${'long '.repeat(20_000)}`,
  '%0A::error::decoded',
  '::stop-commands::pause',
  ']]>--><!-- x',
];
type Way = (text: string, response: ServerResponse, self: string) => void;

/** The ways in which a registry can say `text`. */
const WAYS: Readonly<Record<string, Way>> = {
  message: (text, response) => {
    response.writeHead(403, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: 'DENIED', message: text, detail: text }] }));
  },
  code: (text, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: text, message: text }] }));
  },
  plain: (text, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end(text);
  },
  challenge: (text, response) => {
    const quoted = printable(text).replace(/["\\]/g, '\\$&');
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${quoted}",service="${quoted}"` });
    response.end(text);
  },
  redirect: (text, response, self) => {
    response.writeHead(307, { location: `http://${self}/v2/elsewhere/${encodeURI(printable(text))}` });
    response.end();
  },
  document: (text, response) => {
    response.writeHead(200, { 'content-type': printable(text) || 'x' });
    response.end(JSON.stringify({ schemaVersion: 2, mediaType: text, artifactType: text, layers: text }));
  },
};

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, 500);
}

/** Of repository `NUMBER` says text NUMBER in its way; anything else is refused with its own name. */
async function startHostileRegistry(say: Way): Promise<FaultServer> {
  const server = await startFaultServer(({ url }, response) => {
    if (url === '/v2/') return void response.end('{}');
    if (url.includes('/tags/list'))
      return void response.end(JSON.stringify({ name: 'x', tags: ['1.0.0', ...TEXTS] }));
    const text = TEXTS[Number(/^\/v2\/(?:mirror\/)?(\d+)\//.exec(url)?.[1])];
    say(text ?? decodeURI(url), response, server.host);
  });
  return server;
}

describe('a registry that answers with commands and markup', () => {
  const job = makeJob();
  let end: StepEnd;
  let mirror: RegistryServer;
  beforeAll(async () => {
    mirror = closeAfterTests(await createRegistryServer(createMemoryBackend(), { writable: true }));
    const registries = await Promise.all(Object.values(WAYS).map(startHostileRegistry));
    const repositories = registries.flatMap(({ host }) => TEXTS.map((_text, index) => `${host}/${index}`));
    job.manifest({
      repository: '{host}/{path}',
      mirrors: [
        { name: 'good', target: `127.0.0.1:${mirror.port}` },
        ...registries.map(({ host }, index) => ({ name: `hostile-${index}`, target: `${host}/mirror` })),
      ],
      images: [
        ...repositories.map((name) => ({ source: name, digests: [NOBODY], mirrors: ['good'] })),
        ...registries.map(({ host }) => ({ source: `${host}/7`, tags: ['1', '2'] })),
        ...registries.map(({ host }) => ({ source: `${host}/tags`, select: { include: '.' } })),
      ],
    });
    const files = { html: 'report.html', sarif: 'report.sarif', summary: 'summary.md' };
    end = await job.run({ with: { ...files, 'log-level': 'debug' }, timeoutMs: 60_000 });
  });

  test('fails every image, each for its own reason', () => {
    expect(end.code).toBe(1);
    expect(Number(end.outputs.failed)).toBeGreaterThanOrEqual(TEXTS.length * Object.keys(WAYS).length);
    expect(Number(end.outputs.errors)).toBeGreaterThanOrEqual(TEXTS.length * Object.keys(WAYS).length);
    expect(end.report.findings.some(({ message }) => message.includes('::error::x'))).toBe(true);
    expect(end.stderr).toBe('');
  });
  test('gives the runner nothing but our ten annotations', () => {
    expectOnlyOwnCommands(end);
    expect(annotations(end.commands, 'error')).toHaveLength(10);
  });
  test('leaves no control character in the log, and no endless line', () => {
    expectQuietLog(end);
  });
  test('leaves the summary in its own structure', () => {
    expectOwnMarkdown(end.summary);
    expect(end.summary.includes('alert(1)')).toBe(true);
  });
  test('leaves the page in its own markup', () => {
    const page = readFileSync(job.path('report.html'), 'utf8');
    expectOwnMarkup(page);
    expect(page.includes('alert(1)')).toBe(true);
  });
  test('changes no output', () => {
    expect(end.outputs.a).toBeUndefined();
    expect(Object.values(end.outputs).join(' ')).not.toContain('::');
  });
});

describe('a mirror manifest that is full of commands and markup', () => {
  const run = async (text: string, options: Parameters<Job['run']>[0] = {}): Promise<StepEnd> => {
    const job = makeJob();
    job.write('mirror.yaml', text);
    const end = await job.run({
      ...options,
      with: { html: 'report.html', sarif: 'r.sarif', ...options.with },
    });
    expectOnlyOwnCommands(end);
    expectQuietLog(end);
    expectOwnMarkdown(end.summary);
    expectOwnMarkup(readFileSync(job.path('report.html'), 'utf8'));
    return end;
  };

  test('in keys and values that it may not have', async () => {
    const pairs = TEXTS.map((text) => `${JSON.stringify(text.slice(0, 200))}: 1`);
    const images = TEXTS.map((text) => `  - ${JSON.stringify(text)}`);
    const end = await run(['version: 1', ...pairs, 'mirrors: []', 'images:', ...images].join('\n'));
    expect(end.code).toBe(2);
    expect(end.report.findings.length).toBeGreaterThanOrEqual(TEXTS.length);
  });
  test('instead of YAML', async () => {
    const end = await run(TEXTS.join('\n'));
    expect(end.code).toBe(2);
  });
  test('in texts that it may have', async () => {
    const accept = TEXTS.map((text) => ({
      rule: 'copy-failed',
      image: '**',
      until: '2020-01-01',
      reason: text,
    }));
    const file = {
      version: 1,
      'x-note': TEXTS,
      mirrors: [
        { name: 'vault', target: 'oci:./::error::vault' },
        { name: 'v', target: 'oci:./<b>##[error]v' },
      ],
      accept,
      images: TEXTS.map((text, index) => ({
        source: `oci:./${printable(text).replace(/[:/\s]/g, '')}x`,
        repository: `app/r${index}`,
      })),
    };
    const end = await run(JSON.stringify(file), {
      env: { GITHUB_EVENT_NAME: 'pull_request' },
      with: { command: 'plan' },
    });
    expect(end.code).not.toBe(0);
  });
  test('in its own name', async () => {
    const job = makeJob();
    const name = 'x\n::error::##[set-output name=a;]<img src=x>.yaml';
    job.write(name.replace('/', ''), 'version: 1\nmirrors: 3\n');
    const end = await job.run({ with: { manifest: name } });
    expect(end.code).toBe(2);
    expectOnlyOwnCommands(end);
    expectOwnMarkdown(end.summary);
  });
  test('in inputs', async () => {
    for (const text of ['\n::error::x\n::set-output name=ok::true', '##[set-output name=ok;]true <script>']) {
      const end = await makeJob().run({
        with: { command: text, locked: text, mirror: text, 'fail-on': text },
      });
      expect(end).toMatchObject({ code: 2, outputs: { ok: 'false' } });
      expectOnlyOwnCommands(end);
      expectOwnMarkdown(end.summary);
    }
  });
});
