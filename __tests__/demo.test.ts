/** The demo as a user sees it, and that it would notice if the story were not true. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CommandDoor, Servers } from '../src/commands/command.ts';
import { runDemo } from '../src/commands/demo.ts';
import { readOptions } from '../src/commands/options.ts';
import { digestOf } from '../src/oci/digest.ts';
import { parseManifest } from '../src/oci/manifest.ts';
import { openStores } from '../src/open-stores.ts';
import type { Report } from '../src/report/model.ts';
import { run } from '../src/run.ts';
import { makeSampleImage } from '../src/server/sample-image.ts';
import { servers } from '../src/servers.ts';
import { createRecordingHost, type RecordingHost } from './fakes/recording-host.ts';

const LINES_OF_TWO_SCREENS = 60;

describe('the demo', () => {
  const host = createRecordingHost({ env: { HTTP_PROXY: 'http://127.0.0.1:9' } });
  let exitCode = -1;

  beforeAll(async () => {
    exitCode = await run({ command: 'demo', positionals: [], options: { output: 'told' } }, host);
  });
  afterAll(() => host.dispose());

  const reportOf = (name: string): Report =>
    JSON.parse(readFileSync(host.path(`told/report-${name}.json`), 'utf8'));

  test('ends well and fits on two screens', () => {
    expect(exitCode).toBe(0);
    expect(host.shown.split('\n').filter((line) => line !== '').length).toBeGreaterThan(20);
    expect(host.shown.trimEnd().split('\n').length).toBeLessThanOrEqual(LINES_OF_TWO_SCREENS);
  });

  test('logs nothing besides its story', () => {
    expect(host.logs.filter(({ level }) => level !== 'debug')).toEqual([]);
    expect([host.outputs.size, host.saved.length, host.annotations.length, host.summary]).toEqual([
      0,
      0,
      0,
      '',
    ]);
  });

  test('names the command of every step and the folder', () => {
    const commands = host.shown.split('\n').flatMap((line) => /\$ mirror-action (.*)/.exec(line)?.[1] ?? []);
    expect(commands).toEqual([
      'lock',
      'plan',
      'sync',
      'sync',
      'sync',
      'lock',
      'sync',
      'sync --recheck all',
      'drift',
    ]);
    expect(host.shown).toContain(host.path('told'));
  });

  test('leaves the files of a real run', () => {
    const names = readdirSync(host.path('told'));
    expect(names).toEqual(expect.arrayContaining(['mirror.yaml', 'mirror.lock.yaml', 'state']));
    for (const kind of ['json', 'md', 'html']) {
      expect(names.filter((name) => name.endsWith(`.${kind}`))).toHaveLength(9);
    }
  });

  test('locks, plans, copies, and then has nothing to do', () => {
    expect(reportOf('1-lock')).toMatchObject({ command: 'lock', ok: true });
    expect(reportOf('2-plan').totals).toMatchObject({ planned: 8, copied: 0, mirrorBytes: 0 });
    expect(reportOf('3-sync').totals).toMatchObject({ copied: 8, rereads: 0, failed: 0 });
    expect(reportOf('4-sync').totals).toMatchObject({ upToDate: 8, requests: 8, sourceBytes: 0 });
  });

  test('follows a moved tag only through the lock', () => {
    expect(reportOf('5-sync').totals).toMatchObject({ upToDate: 8, copied: 0 });
    const after = reportOf('7-sync');
    expect(after.totals).toMatchObject({ copied: 2, upToDate: 6 });
    const [moved] = after.images.filter(({ tag }) => tag === '1.4');
    expect(moved?.mirrors.map(({ before, found }) => before !== found && found === moved.digest)).toEqual([
      true,
      true,
    ]);
  });

  test('tells of the damage and mends it', () => {
    const { ok, totals, findings } = reportOf('8-sync');
    expect([ok, totals.repaired, totals.upToDate]).toEqual([true, 1, 7]);
    expect(findings).toMatchObject([{ rule: 'blob-missing', mirror: 'us', severity: 'note' }]);
    expect(findings[0]?.repaired?.bytes).toBeGreaterThan(0);
    expect(host.shown).toContain('blob-missing');
  });

  test('tells of the mirror that serves something else', () => {
    const { ok, findings, images } = reportOf('9-drift');
    expect([ok, findings.map(({ rule, mirror }) => [rule, mirror])]).toEqual([
      false,
      [
        ['diverged', 'eu'],
        ['mirrors-disagree', null],
      ],
    ]);
    const [web] = images.filter(({ tag }) => tag === '1.4');
    expect(web?.mirrors.map(({ mirror, found }) => [mirror, found === web.digest])).toEqual([
      ['eu', false],
      ['us', true],
    ]);
    expect(host.shown).toContain('diverged');
  });
});

describe('a demo that goes otherwise', () => {
  const hosts: RecordingHost[] = [];
  const newHost = () => {
    const host = createRecordingHost();
    hosts.push(host);
    return host;
  };
  afterAll(() => {
    for (const host of hosts) host.dispose();
  });

  test('exits with 1 when no damage was found', async () => {
    const host = newHost();
    const unharmed = { ...servers(host), startEmbedded: () => startUnharmed(servers(host)) };
    const end = await runDemo(doorOf(host, unharmed));
    expect(end).toEqual({ report: null, exitCode: 1 });
    expect(host.messages('error')).toEqual([expect.stringContaining('one image is repaired')]);
    expect(host.shown).not.toContain('All of it');
  });

  test('does not touch a folder with a mirror manifest', async () => {
    const host = newHost();
    writeFileSync(host.path('mirror.yaml'), 'mine');
    const exitCode = await run({ command: 'demo', positionals: [], options: { output: '.' } }, host);
    expect(exitCode).toBe(2);
    expect(readFileSync(host.path('mirror.yaml'), 'utf8')).toBe('mine');
  });

  test('stops when it is interrupted', async () => {
    const host = newHost();
    host.interrupt('SIGINT');
    const exitCode = await run({ command: 'demo', positionals: [], options: { output: 'x' } }, host);
    expect(exitCode).toBe(130);
    expect(host.shown).not.toContain('All of it');
  });
});

describe('the images of the demo', () => {
  const layers = [{ path: 'usr/bin/tool', text: 'tool 1', sizeBytes: 5000 }];
  const image = makeSampleImage({ architectures: ['amd64', 'arm64'], layers });

  test('are an index of two platforms with an attestation each', () => {
    const index = image.manifests.at(-1);
    const parsed = index === undefined ? null : parseManifest(index);
    const node = parsed?.ok === true ? parsed.node : null;
    const children = node?.kind === 'index' ? node.children : [];
    expect(children.map(({ descriptor }) => descriptor.platform?.architecture)).toEqual([
      'amd64',
      'arm64',
      'unknown',
      'unknown',
    ]);
    expect(children.slice(2).map(({ attestationFor }) => attestationFor)).toEqual(
      children.slice(0, 2).map(({ descriptor }) => descriptor.digest),
    );
  });

  test('have layers that tar can read and that hash to the diff IDs', () => {
    const [config, layer] = image.blobs;
    const tar = gunzipSync(layer?.bytes ?? new Uint8Array());
    expect(JSON.parse(Buffer.from(config?.bytes ?? []).toString()).rootfs.diff_ids).toEqual([digestOf(tar)]);
    const listed = spawnSync('tar', ['-tvf', '-'], { input: tar, encoding: 'utf8' });
    expect([listed.status, listed.stderr]).toEqual([0, '']);
    expect(listed.stdout).toMatch(/^-rw-r--r-- 0\/0\s+5000 .* usr\/bin\/tool\n$/);
  });

  test('are the same for the same description', () => {
    const again = makeSampleImage({ architectures: ['amd64', 'arm64'], layers });
    expect(again.manifests.at(-1)?.descriptor).toEqual(image.manifests.at(-1)?.descriptor);
  });
});

describe('npm run demo', () => {
  const project = resolve(import.meta.dirname, '..');
  const folder = mkdtempSync(join(tmpdir(), 'mirror-action-demo-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('runs the committed command line', () => {
    const output = join(folder, 'story');
    const script = join(project, 'scripts', 'demo.mjs');
    const ended = spawnSync(process.execPath, [script, '--output', output], { encoding: 'utf8' });
    expect([ended.status, ended.stdout]).toEqual([0, '']);
    expect(ended.stderr).toContain(output);
    expect(readdirSync(output)).toContain('report-8-sync.html');
  });
});

async function startUnharmed({ startEmbedded }: Servers) {
  return { ...(await startEmbedded()), loseBlob: () => undefined };
}

function doorOf(host: RecordingHost, embedded: Servers): CommandDoor {
  const options = readOptions({ output: 'unharmed' });
  return {
    host,
    options,
    positionals: [],
    signal: host.signal,
    startedAtMs: host.clock.now(),
    version: '0.0.0',
    examineConnections: () => Promise.resolve([]),
    openStores: (file) => openStores(file, { host, options, command: 'demo' }),
    servers: embedded,
    home: host.path('home'),
    temporary: host.path('temporary'),
  };
}
