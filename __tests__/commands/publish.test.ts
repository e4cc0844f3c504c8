import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readOptions } from '../../src/commands/options.ts';
import { OUTPUTS } from '../../src/commands/outputs.ts';
import { publish } from '../../src/commands/publish.ts';
import type { Report } from '../../src/report/model.ts';
import {
  createRecordingHost,
  type RecordingHost,
  type RecordingHostOptions,
} from '../fakes/recording-host.ts';
import { aFinding, anImage, aReport, aRow } from '../fakes/report.ts';

const hosts: RecordingHost[] = [];
function newHost(options: RecordingHostOptions = {}): RecordingHost {
  const host = createRecordingHost(options);
  hosts.push(host);
  return host;
}
afterEach(() => {
  for (const host of hosts.splice(0)) host.dispose();
});

const report: Report = aReport({
  images: [
    anImage({
      mirrors: [
        aRow({ outcome: 'copied' }),
        aRow({ mirror: 'us', outcome: 'failed', complete: false }),
        aRow({ mirror: 'ap', outcome: 'copied', drift: 'stale' }),
        aRow({ mirror: 'sa', outcome: 'up-to-date', drift: 'in-sync' }),
      ],
    }),
  ],
  findings: [
    aFinding({ file: 'mirror.yaml', line: 3, column: 5 }),
    aFinding({ rule: 'no-lock', severity: 'warning' }),
  ],
});

test('every rendering goes where it was asked for', async () => {
  const host = newHost();
  const options = readOptions({ json: 'a/r.json', summary: 'r.md', html: 'r.html', sarif: 'r.sarif' });
  expect(await publish(report, options, host)).toBe(true);
  expect(JSON.parse(readFileSync(host.path('a/r.json'), 'utf8'))).toEqual(report);
  expect(JSON.parse(readFileSync(host.path('r.sarif'), 'utf8')).version).toBe('2.1.0');
  for (const path of ['r.md', 'r.html'])
    expect(readFileSync(host.path(path), 'utf8').length).toBeGreaterThan(0);
  expect(host.stdout).toBe('');
  expect(host.shown).not.toBe('');
});

test('quiet shows errors and warnings, and nothing else', async () => {
  const host = newHost();
  const note = aFinding({ rule: 'no-history', severity: 'note', message: 'only a note' });
  await publish({ ...report, findings: [...report.findings, note] }, readOptions({ quiet: true }), host);
  expect(host.shown).toContain('no-lock');
  expect(host.shown).not.toContain('only a note');
  expect(host.shown).not.toContain('up-to-date');
  const silent = newHost();
  await publish({ ...report, findings: [note] }, readOptions({ quiet: true }), silent);
  expect(silent.shown).toBe('');
});

test('with - a rendering is all that standard output gets', async () => {
  const host = newHost();
  await publish(report, readOptions({ json: '-' }), host);
  expect(JSON.parse(host.stdout)).toEqual(report);
});

test('what cannot be written is told, and the rest is written', async () => {
  const host = newHost({ files: { file: '' } });
  const options = readOptions({ json: 'file/r.json', html: 'r.html' });
  expect(await publish(report, options, host)).toBe(false);
  expect(existsSync(host.path('r.html'))).toBe(true);
  expect(host.messages('error')).toHaveLength(1);
  expect(host.outputs.get('ok')).toBe('false');
});

test('the outputs are those of the contract, as text', async () => {
  const host = newHost({ kind: 'action' });
  await publish(report, readOptions({ json: 'r.json', sarif: 's.sarif' }), host);
  expect(Object.fromEntries(host.outputs)).toEqual({
    ok: 'false',
    copied: '2',
    'up-to-date': '1',
    repaired: '0',
    failed: '1',
    refused: '0',
    deferred: '0',
    drifted: '1',
    incomplete: '1',
    errors: '1',
    warnings: '1',
    report: 'r.json',
    html: '',
    sarif: 's.sarif',
  });
  expect([...host.outputs.keys()]).toEqual(OUTPUTS.map(({ name }) => name));
});

test('findings become annotations at their places', async () => {
  const host = newHost({ kind: 'action' });
  await publish(report, readOptions({}), host);
  expect(host.annotations.map(({ rule, at }) => [rule, at])).toEqual([
    ['copy-failed', { file: 'mirror.yaml', line: 3, column: 5 }],
    ['no-lock', undefined],
  ]);
});

test('only the Action has a job summary', async () => {
  const [terminal, action] = [newHost(), newHost({ kind: 'action' })];
  for (const host of [terminal, action]) await publish(report, readOptions({}), host);
  expect(terminal.summary).toBe('');
  expect(action.summary).not.toBe('');
});

describe('--quiet', () => {
  test('says nothing when all is well', async () => {
    const host = newHost();
    await publish(aReport(), readOptions({ quiet: true }), host);
    expect(host.shown).toBe('');
  });

  test('does not hide what is wrong', async () => {
    const host = newHost();
    await publish(report, readOptions({ quiet: true }), host);
    expect(host.shown).not.toBe('');
  });
});

test('no secret reaches any surface', async () => {
  const secret = 'hunter2-hunter2';
  const host = newHost({ kind: 'action' });
  host.addSecret(secret);
  const leaky = aReport({
    findings: [aFinding({ message: `said ${secret}`, help: secret })],
    images: [anImage({ mirrors: [aRow({ reason: secret, outcome: 'failed' })] })],
  });
  await publish(
    leaky,
    readOptions({ json: 'r.json', html: 'r.html', summary: 'r.md', sarif: 'r.sarif' }),
    host,
  );
  const surfaces = [
    host.shown,
    host.summary,
    JSON.stringify(host.annotations),
    ...['r.json', 'r.html', 'r.md', 'r.sarif'].map((path) => readFileSync(host.path(path), 'utf8')),
  ];
  expect(surfaces.filter((surface) => surface.includes(secret))).toEqual([]);
});
