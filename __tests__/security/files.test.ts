/** Files that are none, as inputs and outputs (a pipe that nobody uses hung the run, and no signal ended it), and links of a checkout. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model.ts';
import { type Job, makeJob } from '../action/runner.ts';
import type { CliEnd } from '../e2e/program.ts';
import { makeWorkspace, type Workspace } from '../e2e/workspace.ts';
import { makeImage } from '../fixtures/images.ts';
import { writeLayout } from '../fixtures/layout.ts';
import { waitUntil } from '../servers/processes.ts';
import { startFaultServer } from '../stores/registry/fault-server.ts';

const IMAGE = makeImage({ seed: 'files' });
const MANIFEST = {
  unlocked: 'resolve',
  mirrors: [{ name: 'vault', target: 'oci:./vault' }],
  images: [{ source: 'oci:./source:app:1', repository: 'app' }],
};

function makeWork(): Workspace {
  const workspace = makeWorkspace();
  writeLayout(workspace.path('source'), 'app:1', IMAGE);
  workspace.manifest(MANIFEST);
  execFileSync('mkfifo', [workspace.path('pipe')]);
  return workspace;
}

/** Where a pipe that nobody writes to is read: arguments, and what leads to it. */
const INPUTS: Readonly<
  Record<string, (workspace: Workspace) => readonly string[] | Promise<readonly string[]>>
> = {
  'the mirror manifest': () => ['plan', '--manifest', 'pipe'],
  'the lock': () => ['plan', '--lockfile', 'pipe'],
  'a mirror manifest that is checked': () => ['check', '--manifest', 'pipe'],
  'a policy': () => ['check', '--policy', 'pipe'],
  'an earlier report': (workspace) => {
    workspace.write(
      'idms.yaml',
      'apiVersion: config.openshift.io/v1\nkind: ImageDigestMirrorSet\nmetadata: { name: x }\nspec: { imageDigestMirrors: [] }\n',
    );
    return ['check', '--report', 'pipe'];
  },
  'credentials of Docker': async (workspace) => {
    execFileSync('mkfifo', [workspace.path('docker/config.json')]);
    const server = await startFaultServer((_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    workspace.manifest({ ...MANIFEST, images: [`${server.host}/app:1`] });
    return ['plan'];
  },
  'a certificate': (workspace) => {
    workspace.manifest({
      ...MANIFEST,
      mirrors: [{ name: 'a', target: '127.0.0.1:9' }],
      registries: { '127.0.0.1:9': { tls: { ca: 'pipe' } } },
    });
    return ['plan'];
  },
};

/** Whether the process has a named pipe open. */
function holdsPipe(pid: number): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((name) => {
    try {
      const target = readlinkSync(join(folder, name));
      return target.startsWith(tmpdir()) && lstatSync(target).isFIFO();
    } catch {
      return false; // closed meanwhile, or none with a name
    }
  });
}

/** All at once, since each only waits. */
describe('a pipe that nobody writes to', () => {
  const names = Object.keys(INPUTS);
  const ends = new Map<
    string,
    { readonly isWaiting: boolean; readonly end: CliEnd; readonly report: Report }
  >();
  let [needed, examined]: CliEnd[] = [];

  const stopWhileWaiting = async (name: string): Promise<void> => {
    const workspace = makeWork();
    const started = workspace.start(...((await INPUTS[name]?.(workspace)) ?? []));
    await waitUntil(`${name} to be opened`, () => (holdsPipe(started.pid) ? true : null), {
      timeoutMs: 30_000,
    });
    await sleep(100); // it goes on waiting
    const isWaiting = holdsPipe(started.pid);
    started.signal('SIGTERM');
    ends.set(name, { isWaiting, end: await started.ended, report: workspace.report() });
  };
  beforeAll(async () => {
    const workspace = makeWork();
    const patient = Promise.all([
      workspace.runBare(['plan', '--manifest', 'pipe', '--json', 'needed.json']),
      workspace.runBare(['check', '--manifest', 'pipe', '--json', 'examined.json']),
    ]);
    await Promise.all(names.map(stopWhileWaiting));
    [needed, examined] = await patient;
  });

  test.each(names)('as %s: a signal ends the wait', (name) => {
    const { isWaiting, end, report } = ends.get(name) ?? {};
    expect({ isWaiting, code: end?.code }).toEqual({ isWaiting: true, code: 143 });
    expect(report?.version).toBe(1);
  });

  test('is given up with its name, and the run ends like one of a file that cannot be read', () => {
    expect([needed?.code, examined?.code]).toEqual([2, 1]);
    for (const end of [needed, examined]) expect(end?.stderr).toMatch(/pipe.*10 s/);
  });

  test('and begins in time is read', async () => {
    const workspace = makeWork();
    const started = workspace.start('plan', '--manifest', 'pipe');
    const text = workspace.read('mirror.yaml');
    // in two parts, with a pause: the end of the first is not the end of the file
    const writing = createWriteStream(workspace.path('pipe'));
    writing.write(text.slice(0, 20));
    setTimeout(() => writing.end(text.slice(20)), 300);
    expect((await started.ended).code).toBe(0);
    expect(workspace.report().images).toHaveLength(1);
  });

  test('in a layout is no blob, and no index', async () => {
    const workspace = makeWork();
    const layer = [...IMAGE.blobs.keys()].at(-1)?.slice(7) ?? '';
    execFileSync('rm', [workspace.path('source/blobs/sha256', layer)]);
    execFileSync('mkfifo', [workspace.path('source/blobs/sha256', layer)]);
    expect((await workspace.run('sync')).code).toBe(1);
    execFileSync('rm', [workspace.path('source/index.json')]);
    execFileSync('mkfifo', [workspace.path('source/index.json')]);
    expect((await workspace.run('sync')).code).toBe(1);
  });
});

describe('pipes that are handed over', () => {
  const entry = resolve(import.meta.dirname, '../../src/cli.ts');
  const shell = (workspace: Workspace, script: string) =>
    spawnSync('bash', ['-c', script], {
      cwd: workspace.directory,
      env: { PATH: process.env.PATH ?? '', ...workspace.env, CLI: `${process.execPath} ${entry}` },
      timeout: 60_000,
      encoding: 'utf8',
    });

  test.each([
    ['as input: <(…)', '$CLI plan --manifest <(sleep 0.3; cat mirror.yaml) --json out.json'],
    ['as input: standard input', 'cat mirror.yaml | $CLI plan --manifest /dev/stdin --json out.json'],
    ['as output: >(…)', '$CLI plan --json >(sleep 0.3; cat > out.json); sleep 0.6'],
    ['as output: a pipe with a reader', 'cat pipe > out.json & $CLI plan --json pipe; wait'],
    ['as output: a slow reader of much', 'sleep 0.5 && cat pipe > out.json & $CLI plan --json pipe; wait'],
  ])('%s', (_what, script) => {
    const workspace = makeWork();
    workspace.manifest({
      unlocked: 'resolve',
      mirrors: [{ name: 'vault', target: `oci:${workspace.path('vault')}` }],
      images: [{ source: `oci:${workspace.path('source')}:app:1`, repository: 'app' }],
    });
    const { status, stderr } = shell(workspace, script);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(workspace.read('out.json')).images).toHaveLength(1);
  });
});

test('a pipe that nobody reads from keeps no report waiting for ever, and a signal ends that, too', async () => {
  const workspace = makeWork();
  const started = workspace.start('plan', '--summary', 'pipe');
  await waitUntil('the run', () => (existsSync(workspace.path('report.json')) ? true : null));
  started.signal('SIGINT');
  const end = await started.ended;
  expect(end.code).not.toBe(0);
  expect(end.durationMs).toBeLessThan(30_000);
});

test.each(['/dev/zero', '/proc/kmsg/x'])('%s as a mirror manifest is refused', async (path) => {
  const workspace = makeWork();
  const end = await workspace.runBare(['plan', '--manifest', path]);
  expect(end.code).toBe(2);
  expect(end.stderr).toContain(path);
});

const SECRET = 'do-not-show-this-line-4711';

/** A job whose checkout has a link `name` to a file outside, which holds `text`. */
function linkedJob(name: string, text: string): Job {
  const job = makeJob();
  mkdirSync(job.path('source'));
  writeLayout(job.path('source'), 'app:1', IMAGE);
  job.manifest({ ...MANIFEST, images: [{ source: 'oci:./source:app:1', repository: 'app' }] });
  const outside = join(job.temporary, 'outside');
  writeFileSync(outside, text);
  execFileSync('rm', ['-f', job.path(name)]);
  symlinkSync(outside, job.path(name));
  return job;
}

describe('a link in a checkout', () => {
  const env = { GITHUB_EVENT_NAME: 'push' };

  test.each([
    ['the mirror manifest', 'mirror.yaml', { command: 'plan' }],
    ['the mirror manifest that is checked', 'mirror.yaml', { command: 'check' }],
    [
      'the mirror manifest of what is generated',
      'mirror.yaml',
      { command: 'generate', format: 'idms', output: 'out' },
    ],
    ['the lock', 'mirror.lock.yaml', { command: 'plan' }],
    ['the lock that is checked', 'mirror.lock.yaml', { command: 'check' }],
    ['a policy', 'registries.conf', { command: 'check', policy: 'registries.conf' }],
    [
      'a policy of what is explained',
      'registries.conf',
      { command: 'explain', args: 'redis', policy: 'registries.conf' },
    ],
    ['an earlier report', 'last.json', { command: 'check', report: 'last.json' }],
  ])('as %s is not read', async (_what, name, inputs) => {
    const job = linkedJob(name, `${SECRET}: 1\n"${SECRET}": 2\n`);
    const end = await job.run({ with: inputs, env });
    expect([1, 2]).toContain(end.code);
    expect(end.log).toContain('leads out of the workspace');
    const told = [end.log, end.summary, JSON.stringify(end.report)];
    for (const text of told) expect(text).not.toContain(SECRET);
  });

  test.each(['json', 'html', 'sarif', 'summary'])('as the %s report is not written through', async (name) => {
    const job = linkedJob('report.out', SECRET);
    const end = await job.run({ with: { command: 'plan', [name]: 'report.out' }, env });
    expect(end.code).toBe(2);
    expect(end.log).toContain('leads out of the workspace and is not written');
    expect(readFileSync(join(job.temporary, 'outside'), 'utf8')).toBe(SECRET);
  });

  test('as the lock is not written through, also where nothing is there yet', async () => {
    const job = linkedJob('mirror.lock.yaml', SECRET);
    execFileSync('rm', [join(job.temporary, 'outside')]);
    const end = await job.run({ with: { command: 'lock' }, env });
    expect(end.code).toBe(2);
    expect(existsSync(join(job.temporary, 'outside'))).toBe(false);
  });

  test('as a folder in the way is not written through', async () => {
    const job = linkedJob('x', SECRET);
    mkdirSync(join(job.temporary, 'folder'));
    symlinkSync(join(job.temporary, 'folder'), job.path('reports'));
    const end = await job.run({ with: { command: 'plan', html: 'reports/deep/out.html' }, env });
    expect(end.code).toBe(2);
    expect(readdirSync(join(job.temporary, 'folder'))).toEqual([]);
  });

  test('that stays inside is followed, and so is what the workflow names outside', async () => {
    const job = linkedJob('x', SECRET);
    execFileSync('mv', [job.path('mirror.yaml'), job.path('real.yaml')]);
    symlinkSync('real.yaml', job.path('mirror.yaml'));
    symlinkSync('real.html', job.path('report.html'));
    const outside = join(job.temporary, 'own.sarif');
    const end = await job.run({ with: { command: 'plan', html: 'report.html', sarif: outside }, env });
    expect(end.code).toBe(0);
    expect(existsSync(job.path('real.html'))).toBe(true);
    expect(existsSync(outside)).toBe(true);
  });
});

test('no file of a checkout is sent anywhere: a key or certificate outside is not read', async () => {
  const server = await startFaultServer((_request, response) => void response.end('{}'));
  const job = linkedJob('ca.pem', SECRET);
  job.manifest({
    mirrors: [{ name: 'a', target: server.host }],
    registries: { [server.host]: { tls: { ca: 'ca.pem' } } },
    images: ['redis:7'],
  });
  const end = await job.run({ with: { command: 'plan' }, env: { GITHUB_EVENT_NAME: 'pull_request' } });
  expect(end.code).toBe(2);
  expect(end.log).not.toContain(SECRET);
  expect(server.received).toEqual([]);
});
