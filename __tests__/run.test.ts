/** Whole commands in one process, against registries on loopback. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RawOptions } from '../src/commands/options.ts';
import { MirrorError } from '../src/errors.ts';
import type { Digest } from '../src/oci/digest.ts';
import type { Report } from '../src/report/model.ts';
import { reportFailure, run } from '../src/run.ts';
import { createMemoryBackend, type MemoryBackend } from '../src/server/memory-backend.ts';
import {
  createRegistryServer,
  type RegistryServer,
  type RegistryServerOptions,
} from '../src/server/registry-server.ts';
import { putBlob, repositoryForWriting } from '../src/stores/memory-content.ts';
import {
  createRecordingHost,
  type RecordingHost,
  type RecordingHostOptions,
} from './fakes/recording-host.ts';
import { digestNumber } from './fakes/report.ts';
import { makeImage } from './fixtures/images.ts';

const image = makeImage({ seed: 'run' });
const newer = makeImage({ seed: 'newer' });

interface Registry {
  readonly backend: MemoryBackend;
  readonly server: RegistryServer;
  readonly address: string;
}

const closing: (() => Promise<void> | void)[] = [];
let source: Registry;
let mirror: Registry;

async function startRegistry(options: RegistryServerOptions = {}): Promise<Registry> {
  const backend = createMemoryBackend();
  const server = await createRegistryServer(backend, { writable: true, ...options });
  closing.push(() => server.close());
  return { backend, server, address: `${server.host}:${server.port}` };
}

function push({ backend: { content } }: Registry, tree: typeof image, tag: string): Digest {
  for (const [digest, bytes] of tree.blobs) putBlob(content, 'app', digest, bytes);
  const held = repositoryForWriting(content, 'app');
  for (const { mediaType, digest, bytes } of tree.manifests)
    held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
  held.tags.set(tag, tree.root.digest);
  return tree.root.digest;
}

const tagsOf = ({ backend }: Registry) =>
  Object.fromEntries(backend.content.repositories.get('app')?.tags ?? []);

function manifestText(images: string, more = ''): string {
  return `version: 1\n${more}mirrors: [{ name: eu, target: ${mirror.address} }]\nimages:\n${images}\n`;
}

const pinned = () =>
  `  - { source: ${source.address}/app, tags: ["1@${image.root.digest}"], allowMirrorByTags: true }`;
const unpinned = () => `  - { source: ${source.address}/app, tags: ["1"] }`;

function newHost(files: Readonly<Record<string, string>>, options: RecordingHostOptions = {}): RecordingHost {
  const host = createRecordingHost({ files, env: {}, ...options });
  closing.push(() => host.dispose());
  return host;
}

/** Runs a command with its memory and report in the working directory. */
async function runIn(
  host: RecordingHost,
  command: string,
  options: RawOptions = {},
  positionals: readonly string[] = [],
) {
  const exitCode = await run(
    { command, positionals, options: { json: 'report.json', state: 'state', ...options } },
    host,
  );
  const path = host.path('report.json');
  const report: Report | null = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  return { exitCode, report, rules: report?.findings.map(({ rule }) => rule) ?? [] };
}

beforeEach(async () => {
  source = await startRegistry();
  mirror = await startRegistry();
  push(source, image, '1');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe('exit code 0', () => {
  test('when everything was copied, and when there is nothing left to do', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()) });
    const first = await runIn(host, 'sync');
    expect([first.exitCode, first.report?.ok, first.report?.totals.copied]).toEqual([0, true, 1]);
    expect(tagsOf(mirror)).toEqual({ 1: image.root.digest });
    const second = await runIn(host, 'sync');
    expect([second.exitCode, second.report?.totals.upToDate]).toEqual([0, 1]);
    expect(second.report?.totals).toMatchObject({ requests: 1, sourceBytes: 0, mirrorBytes: 0 });
  });

  test('when it could be planned, however much there is to do; nothing is written', async () => {
    for (const [command, options] of [
      ['plan', {}],
      ['sync', { dryRun: true }],
    ] as const) {
      const host = newHost({ 'mirror.yaml': manifestText(pinned()) });
      const { exitCode, report } = await runIn(host, command, options);
      expect([command, exitCode, report?.totals.planned]).toEqual([command, 0, 1]);
      expect(report?.images[0]?.mirrors[0]).toMatchObject({
        outcome: 'planned',
        action: 'copy',
        complete: null,
      });
    }
    expect(mirror.backend.content.repositories.size).toBe(0);
  });

  test('when --fail-on lets it pass: the report still says that it is not well', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(`  - ${source.address}/app:gone`) });
    const { exitCode, report } = await runIn(host, 'sync', { failOn: ['never'] });
    expect([exitCode, report?.ok]).toEqual([0, false]);
  });

  test('when the time budget left rows for the next run', async () => {
    const stuck = await startRegistry({ intercept: () => true });
    const host = newHost({
      'mirror.yaml': manifestText(pinned()).replace(mirror.address, stuck.address),
    });
    const { exitCode, report } = await runIn(host, 'sync', { timeBudget: '50ms' });
    expect([exitCode, report?.totals.deferred, report?.ok]).toEqual([0, 1, true]);
  });
});

describe('exit code 1', () => {
  test('when an image cannot be copied; the others are', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(`${pinned()}\n  - ${source.address}/app:gone`) });
    const { exitCode, report, rules } = await runIn(host, 'sync');
    expect([exitCode, report?.totals.copied, report?.totals.failed]).toEqual([1, 1, 1]);
    expect(rules).toContain('copy-failed');
    expect(report?.error).toBeNull();
  });

  test('when --fail-on names what is only a warning', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    expect((await runIn(host, 'sync', { failOn: ['no-lock'] })).exitCode).toBe(1);
    expect((await runIn(host, 'sync')).exitCode).toBe(0);
  });
});

describe('exit code 2, with a report that says why', () => {
  const cases: Readonly<
    Record<string, () => { files?: Record<string, string>; command?: string; options?: RawOptions }>
  > = {
    'no mirror manifest': () => ({ files: {} }),
    'a mirror manifest that is not there': () => ({ options: { manifest: 'other.yaml' } }),
    'a mirror that is not in it': () => ({ options: { mirror: ['us'] } }),
    'a glob that matches nothing': () => ({ options: { image: ['nowhere.example.com/**'] } }),
    'a glob that matches nothing to lock': () => ({
      command: 'lock',
      options: { image: ['nowhere.example.com/**'] },
    }),
    'a glob that matches nothing to plan': () => ({
      command: 'plan',
      options: { image: ['nowhere.example.com/**'] },
    }),
    'a command that does not exist': () => ({ command: 'sink' }),
    'a command that is not there yet': () => ({ command: 'explain' }),
    'options that cannot be used': () => ({ options: { recheck: 'sometimes', timeBudget: 'soon' } }),
    '--accept without --reason': () => ({
      command: 'lock',
      options: { accept: `${source.address}/app:1@${digestNumber(1)}` },
    }),
    '--accept of a tag that is not wanted': () => ({
      command: 'lock',
      options: { accept: `${source.address}/app:7@${digestNumber(1)}`, reason: 'because' },
    }),
    '--reason alone': () => ({ command: 'lock', options: { reason: 'because' } }),
  };

  test.each(Object.keys(cases))('%s', async (name) => {
    const { files, command = 'sync', options = {} } = cases[name]?.() ?? {};
    const host = newHost(files ?? { 'mirror.yaml': manifestText(unpinned()) }, { kind: 'action' });
    const { exitCode, report } = await runIn(host, command, options);
    expect([exitCode, report?.ok, report?.error?.message === '']).toEqual([2, false, false]);
    expect(report?.command).toBe(command);
    expect(host.outputs.get('ok')).toBe('false');
    expect(host.outputs.get('report')).toBe('report.json');
    expect(host.failures).toHaveLength(1);
    expect(existsSync(host.path('mirror.lock.yaml'))).toBe(false);
    expect(mirror.backend.content.repositories.size).toBe(0);
  });

  test('every error of a mirror manifest in one run, with its place', async () => {
    const text =
      'version: 1\nmirors: []\nmirrors: [{ name: eu, target: eu }]\nimages:\n  - Bad/Name\n  - { source: a, tags: [1.10] }\n';
    const { exitCode, report } = await runIn(newHost({ 'mirror.yaml': text }), 'sync');
    expect(exitCode).toBe(2);
    const places = report?.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`);
    expect(new Set(places)).toEqual(
      new Set([2, 3, 5, 6].map((line) => `manifest-invalid mirror.yaml:${line}`)),
    );
  });

  test('a lock that cannot be read', async () => {
    const host = newHost({
      'mirror.yaml': manifestText(unpinned()),
      'mirror.lock.yaml': 'version: 1\ntags: { x: 1 }\n',
    });
    const { exitCode, rules } = await runIn(host, 'sync');
    expect([exitCode, new Set(rules)]).toEqual([2, new Set(['lock-invalid'])]);
  });

  describe('every fault of all that it needs, in one run', () => {
    const REGISTRIES = [
      'registries:',
      '  one.example.com:',
      '    tls: { ca: absent.pem, cert: not-a.pem, key: absent.key }',
      '  two.example.com:',
      '    auth: { usernameEnv: HOME, passwordEnv: MIRROR_PASSWORD }',
      '  three.example.com:',
      '    tls: { ca: /etc/passwd }',
      '',
    ].join('\n');
    const REGISTRY_FAULTS = [
      'manifest-invalid mirror.yaml:3',
      'manifest-invalid mirror.yaml:3',
      'manifest-invalid mirror.yaml:3',
      'manifest-invalid mirror.yaml:5',
      'manifest-invalid mirror.yaml:7',
    ];
    const BAD_LOCK = {
      'mirror.lock.yaml': 'version: 1\ntags:\n  docker.io/library/x:1: 1\n',
      'not-a.pem': 'hello\n',
    };

    async function faultsIn(manifest: string, more: RawOptions = {}) {
      const host = newHost({ 'mirror.yaml': manifest, ...BAD_LOCK }, { kind: 'action' });
      const end = await runIn(host, 'sync', more);
      const findings = end.report?.findings ?? [];
      expect(end.exitCode).toBe(2);
      expect(end.report?.error?.code).toBe('input');
      expect(end.report?.totals.errors).toBe(findings.length);
      expect(host.annotations).toHaveLength(findings.length);
      expect(new Set(findings.map(({ message }) => message)).size).toBe(findings.length);
      expect(
        findings.every(({ help, line, column }) => help !== '' && (line === null) === (column === null)),
      ).toBe(true);
      return { ...end, places: findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`).sort() };
    }

    test('of the lock, certificates, variables and paths', async () => {
      const { places, report } = await faultsIn(manifestText(unpinned(), REGISTRIES));
      expect(places).toEqual(['lock-invalid mirror.lock.yaml:3', ...REGISTRY_FAULTS]);
      expect(report?.error?.message).toMatch(/mirror\.yaml has 5 errors.*mirror\.lock\.yaml has 1 error/);
    });

    test('of the mirror manifest too, and each is told once', async () => {
      const twice = REGISTRIES.replace('MIRROR_PASSWORD', 'ACTIONS_TOKEN').replace(', key: absent.key', '');
      const { places } = await faultsIn(manifestText('  - BAD\n  - { source: a, tags: [1.10] }', twice));
      expect(places).toEqual([
        'lock-invalid mirror.lock.yaml:3',
        'manifest-invalid mirror.yaml:11',
        'manifest-invalid mirror.yaml:12',
        'manifest-invalid mirror.yaml:3',
        'manifest-invalid mirror.yaml:4',
        'manifest-invalid mirror.yaml:6',
        'manifest-invalid mirror.yaml:7',
      ]);
    });

    test('of the command line too', async () => {
      const { places, report } = await faultsIn(manifestText(unpinned()), { mirror: ['us'] });
      expect(places).toEqual(['lock-invalid mirror.lock.yaml:3', 'manifest-invalid null:null']);
      expect(report?.findings.some(({ message }) => message.includes('--mirror us'))).toBe(true);
    });

    test('although the lock is no text at all', async () => {
      const host = newHost({ 'mirror.yaml': manifestText('  - BAD'), 'lock/file': '' });
      const { exitCode, report } = await runIn(host, 'sync', { lockfile: 'lock' });
      expect(exitCode).toBe(2);
      expect(report?.findings.map(({ rule, file }) => `${rule} ${file}`).sort()).toEqual([
        'lock-invalid lock',
        'manifest-invalid mirror.yaml',
      ]);
    });

    test('and what lies outside of the workspace is named, never read', async () => {
      const host = newHost(
        { 'mirror.yaml': manifestText(unpinned(), REGISTRIES), 'absent.key': '', 'absent.pem': '' },
        { kind: 'action' },
      );
      const { report } = await runIn(host, 'sync');
      const outside = report?.findings.filter(({ message }) => message.includes('/etc/passwd'));
      expect(outside?.map(({ message }) => message.includes('outside of the workspace'))).toEqual([true]);
    });
  });

  test('a report that cannot be written, though the work was done', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()), file: '' });
    expect((await runIn(host, 'sync', { json: 'file/below.json' })).exitCode).toBe(2);
    expect(tagsOf(mirror)).toEqual({ 1: image.root.digest });
  });
});

describe('an interruption', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends with %i and a report', async (signal, code) => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()) });
    const stuck = await startRegistry({
      intercept: () => {
        host.interrupt(signal);
        return true;
      },
    });
    writeFileSync(host.path('mirror.yaml'), manifestText(pinned()).replace(mirror.address, stuck.address));
    const { exitCode, report } = await runIn(host, 'sync');
    expect([exitCode, report?.totals.deferred, report?.totals.failed]).toEqual([code, 1, 0]);
    expect(report?.findings).toEqual([]);
  });
});

describe('for pull requests', () => {
  const pullRequest = (event: string): RecordingHostOptions => ({
    kind: 'action',
    run: { url: 'https://github.com/o/r/actions/runs/1', id: '1', attempt: 1, actor: 'someone', event },
  });

  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    '%s: what writes is refused, before anything is read',
    async (event) => {
      const host = newHost({ 'mirror.yaml': 'not even read' }, pullRequest(event));
      const { exitCode, report } = await runIn(host, 'sync');
      expect([exitCode, report?.error?.code]).toEqual([2, 'usage']);
      expect(report?.run?.event).toBe(event);
      expect(report?.error?.help).toContain('allow-pr-write');
    },
  );

  test('what does not write runs', async () => {
    const files = { 'mirror.yaml': manifestText(pinned()) };
    expect((await runIn(newHost(files, pullRequest('pull_request')), 'plan')).exitCode).toBe(0);
    expect(
      (await runIn(newHost(files, pullRequest('pull_request')), 'sync', { dryRun: true })).exitCode,
    ).toBe(0);
    expect(tagsOf(mirror)).toEqual({});
  });

  test('it runs when told so, for other events, and on a terminal', async () => {
    const files = { 'mirror.yaml': manifestText(pinned()) };
    expect(
      (await runIn(newHost(files, pullRequest('pull_request')), 'sync', { allowPrWrite: true })).exitCode,
    ).toBe(0);
    expect((await runIn(newHost(files, pullRequest('push')), 'sync')).exitCode).toBe(0);
    const terminal = newHost(files, { ...pullRequest('pull_request'), kind: 'terminal' });
    expect((await runIn(terminal, 'sync')).exitCode).toBe(0);
  });
});

describe('lock', () => {
  test('writes what tags mean, and sync follows the lock until it is renewed', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    expect((await runIn(host, 'lock')).exitCode).toBe(0);
    const text = readFileSync(host.path('mirror.lock.yaml'), 'utf8');
    expect(text).toContain(image.root.digest);
    push(source, newer, '1');
    const followed = await runIn(host, 'sync');
    expect(followed.report?.images.map(({ digest, lock }) => [digest, lock])).toEqual([
      [image.root.digest, image.root.digest],
    ]);
    expect(followed.rules).toEqual([]);
    await runIn(host, 'lock');
    expect(readFileSync(host.path('mirror.lock.yaml'), 'utf8')).toContain(`digest: "${newer.root.digest}"`);
    const moved = await runIn(host, 'sync');
    expect(moved.report?.images.map(({ digest }) => digest)).toEqual([newer.root.digest]);
  });

  test('leaves the file alone when nothing has changed', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    await runIn(host, 'lock');
    const before = statSync(host.path('mirror.lock.yaml'));
    await runIn(host, 'lock');
    const after = statSync(host.path('mirror.lock.yaml'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test('refuses a source that went back, and takes it with --accept and a reason', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    await runIn(host, 'lock');
    push(source, newer, '1');
    await runIn(host, 'lock');
    push(source, image, '1');
    const refused = await runIn(host, 'lock');
    expect([refused.exitCode, refused.rules]).toEqual([1, ['tag-rollback']]);
    const accept = `${source.address}/app:1@${image.root.digest}`;
    const taken = await runIn(host, 'lock', { accept, reason: 'the newer one was withdrawn' });
    expect([taken.exitCode, taken.rules]).toEqual([0, []]);
    expect((await runIn(host, 'sync')).report?.images[0]?.digest).toBe(image.root.digest);
  });
});

describe('a lock that was stopped', () => {
  /** Tag 1 is answered, tag 2 never. */
  async function stuckHost(onStuck: (host: RecordingHost) => void) {
    const stuck = await startRegistry({
      intercept: (request) => {
        const isStuck = request.url?.endsWith('/2') === true;
        if (isStuck) onStuck(host);
        return isStuck;
      },
    });
    push(stuck, newer, '1');
    const text = (tags: string) => manifestText(`  - { source: ${stuck.address}/app, tags: ${tags} }`);
    const host = newHost({ 'mirror.yaml': text('["1"]') });
    return { host, text };
  }

  test.each([
    ['by the time budget', 1, { timeBudget: '300ms' }, () => undefined],
    ['by SIGINT', 130, {}, (host: RecordingHost) => host.interrupt('SIGINT')],
  ] as const)('%s writes nothing and says so', async (_name, code, options, onStuck) => {
    const { host, text } = await stuckHost(onStuck);
    writeFileSync(host.path('mirror.yaml'), text('["1", "2"]'));
    const first = await runIn(host, 'lock', options);
    expect([first.exitCode, first.rules, first.report?.ok]).toEqual([code, ['not-locked'], false]);
    expect(existsSync(host.path('mirror.lock.yaml'))).toBe(false);
    expect(host.messages('error').join()).toContain('was not written, because the run was stopped');
  });

  test('keeps the file of before', async () => {
    const { host, text } = await stuckHost(() => undefined);
    await runIn(host, 'lock');
    const before = readFileSync(host.path('mirror.lock.yaml'), 'utf8');
    writeFileSync(host.path('mirror.yaml'), text('["2"]'));
    expect((await runIn(host, 'lock', { timeBudget: '300ms' })).exitCode).toBe(1);
    expect(readFileSync(host.path('mirror.lock.yaml'), 'utf8')).toBe(before);
  });
});

describe('lock --accept of a digest', () => {
  const accept = (digest: string) => ({ accept: `${source.address}/app:1@${digest}`, reason: 'because' });

  test('that the source does not have is refused, and nothing is written', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    const { exitCode, report } = await runIn(host, 'lock', accept(digestNumber(1)));
    expect([exitCode, report?.error?.code]).toEqual([2, 'input']);
    expect(existsSync(host.path('mirror.lock.yaml'))).toBe(false);
  });

  test('that the lock has had is taken, though the source has lost it', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    await runIn(host, 'lock');
    push(source, newer, '1');
    await runIn(host, 'lock');
    source.backend.content.repositories.get('app')?.manifests.delete(image.root.digest);
    expect((await runIn(host, 'lock', accept(image.root.digest))).exitCode).toBe(0);
    expect(readFileSync(host.path('mirror.lock.yaml'), 'utf8')).toContain(`digest: "${image.root.digest}"`);
  });

  test('of which the source cannot be asked is a warning', async () => {
    const denied = await startRegistry({
      intercept: (_request, response) => {
        response.writeHead(403).end();
        return true;
      },
    });
    const host = newHost({
      'mirror.yaml': manifestText(`  - { source: ${denied.address}/app, tags: ["1"] }`),
    });
    const { report } = await runIn(host, 'lock', {
      accept: `${denied.address}/app:1@${digestNumber(1)}`,
      reason: 'because',
    });
    expect(report?.error).toBeNull();
    expect(host.messages('warning').some((message) => message.startsWith('--accept '))).toBe(true);
  });
});

test('a time budget longer than a timer can run does not stop the run at once', async () => {
  const host = newHost({ 'mirror.yaml': manifestText(pinned()) });
  const { exitCode, report } = await runIn(host, 'sync', { timeBudget: '30d' });
  expect([exitCode, report?.totals.copied, report?.totals.deferred]).toEqual([0, 1, 0]);
});

test('what could not even be read is reported where a report was asked for', async () => {
  const host = newHost({});
  const error = new MirrorError('usage', "unknown option '--lockd'", { fix: 'see --help' });
  expect(await reportFailure(error, { command: 'sync', options: { json: 'r.json' }, host })).toBe(2);
  const report: Report = JSON.parse(readFileSync(host.path('r.json'), 'utf8'));
  expect(report).toMatchObject({ command: 'sync', ok: false, error: { code: 'usage' } });
});

test('--mirror of retired mirrors alone is refused', async () => {
  const text = manifestText(pinned()).replace('{ name: eu,', '{ name: eu, state: retired,');
  const host = newHost({ 'mirror.yaml': text.replace('}]', '}, { name: us, target: us.example.com }]') });
  const { exitCode, report } = await runIn(host, 'sync', { mirror: ['eu'] });
  expect([exitCode, report?.error?.code, report?.error?.message]).toEqual([
    2,
    'input',
    expect.stringContaining('retired'),
  ]);
});

describe('a glob of which only a selection can have the tag', () => {
  const selecting = (host: string) =>
    manifestText(
      `  - { source: ${host}/app, select: { include: "." } }\n  - { source: ${source.address}/app, tags: ["1"], repository: x }`,
    );

  test.each(['sync', 'plan', 'lock'])('is no mistake where it could not be listed: %s', async (command) => {
    const denied = await startRegistry({
      intercept: (_request, response) => {
        response.writeHead(403).end();
        return true;
      },
    });
    const host = newHost({ 'mirror.yaml': selecting(denied.address) });
    const { exitCode, report, rules } = await runIn(host, command, { image: [`${denied.address}/app:7`] });
    expect([exitCode, report?.error]).toEqual([1, null]);
    expect(rules).toContain('copy-failed');
  });

  test.each(['sync', 'plan', 'lock'])('is one where it has no such tag: %s', async (command) => {
    const other = await startRegistry();
    push(other, newer, '1');
    const host = newHost({ 'mirror.yaml': selecting(other.address) });
    expect((await runIn(host, command, { image: [`${other.address}/app:1`] })).report?.error).toBeNull();
    expect((await runIn(host, command, { image: [`${other.address}/app:7`] })).exitCode).toBe(2);
  });

  test('is no mistake where it is not locked', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(unpinned()) });
    await runIn(host, 'lock');
    const other = await startRegistry();
    writeFileSync(host.path('mirror.yaml'), selecting(other.address));
    const { exitCode, rules } = await runIn(host, 'plan', { image: [`${other.address}/app:7`] });
    expect([exitCode, rules]).toEqual([1, ['not-locked']]);
  });
});

describe('memory', () => {
  test('is brought from an earlier run and taken to the next one', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'mirror-action-run-'));
    const env = { RUNNER_TEMP: temporary };
    const host = newHost({ 'mirror.yaml': manifestText(pinned()) }, { kind: 'action', env });
    await run({ command: 'sync', positionals: [], options: { json: 'report.json' } }, host);
    rmSync(temporary, { recursive: true });
    expect(host.restored).toEqual([
      {
        directory: join(temporary, 'mirror-action'),
        key: expect.stringMatching(/^mirror-action-[0-9a-f]{32}$/),
      },
    ]);
    expect(host.saved).toEqual(host.restored);
  });

  test('stays where it is in a folder that the user names', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()) }, { kind: 'action' });
    await runIn(host, 'sync');
    expect([host.restored, host.saved]).toEqual([[], []]);
    expect(existsSync(host.path('state/proofs.jsonl'))).toBe(true);
  });

  test('that is damaged is told and costs a walk', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()) });
    await runIn(host, 'sync');
    writeFileSync(host.path('state/proofs.jsonl'), 'garbage');
    const { exitCode, rules, report } = await runIn(host, 'sync');
    expect([exitCode, rules]).toEqual([0, ['state-set-aside']]);
    expect(report?.images[0]?.mirrors[0]).toMatchObject({ outcome: 'up-to-date', proof: { thisRun: true } });
  });

  test('that cannot be kept is a warning', async () => {
    const host = newHost({ 'mirror.yaml': manifestText(pinned()), file: '' });
    expect((await runIn(host, 'sync', { state: 'file/below' })).exitCode).toBe(0);
    expect(host.messages('warning').some((message) => message.includes('file/below'))).toBe(true);
    expect(host.saved).toEqual([]);
  });
});

test('--image and --mirror limit a run to what they name', async () => {
  push(source, newer, '2');
  const both = `  - { source: ${source.address}/app, tags: ["1", "2"], allowMirrorByTags: true }`;
  const host = newHost({ 'mirror.yaml': manifestText(both) });
  const { report } = await runIn(host, 'sync', { image: [`${source.address}/app:2`], mirror: ['eu'] });
  expect(report?.images.map(({ tag }) => tag)).toEqual(['2']);
  expect(tagsOf(mirror)).toEqual({ 2: newer.root.digest });
});
