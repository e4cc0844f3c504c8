/** The pure parts of the bench: a page that says better than was measured is worse than no page. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

// Plain JavaScript without types.
const part = (name: string) => import(String(new URL(`../../bench/${name}.mjs`, import.meta.url)));

const { spreadOf, fitPower, fitStraight } = await part('statistics');
const { figuresOf } = await part('figures');
const { judgeGoals, GOALS } = await part('goals');
const { barPlot, linePlot, shown } = await part('plot');
const { cellSection, table } = await part('page-tables');
const { fillMarkers } = await part('page');
const { compact, readResults, saveCell } = await part('results');
const { readTraffic, sizesOf } = await part('traffic');
const { startSlowLine } = await part('slow-line');
const { WORKLOADS } = await part('workloads/table');
const { changedBytesOf } = await part('workloads/many-small');
const { sharedLayers, multiPlatform } = await part('fleets');

const run = (wallS: number, cpuS = 1, rssMb = 50) => ({ wallS, cpuS, rssMb, requests: 10 });
const contestant = (name: string, isPeer: boolean, runs: object[], failure: string | null = null) => ({
  ...{ name, isPeer, version: '1', configuration: `how ${name} was called`, runs, failure },
  ...{ source: null, target: null },
});
const conditions = { at: '2026-01-02T03:04:05.000Z', loadBefore: 0.5, commit: 'abc', absent: [] };

describe('figures of several runs', () => {
  test.each([
    [[3, 1, 2], { median: 2, least: 1, most: 3, count: 3 }],
    [[4, 1, 2, 3], { median: 2.5, least: 1, most: 4, count: 4 }],
    [[], null],
  ])('of %j are %j', (values, spread) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  test.each([
    [1, (x: number) => 3 * x],
    [2, (x: number) => 0.5 * x * x],
    [0, () => 7],
  ])('that grow as x to the power of %d are fitted so', (exponent, of) => {
    const { exponent: found } = fitPower([1, 10, 100, 1_000].map((x) => [x, of(x)]));
    expect(found).toBeCloseTo(exponent, 6);
  });

  test('on a line are fitted with its start and slope', () => {
    const { slope, start, share } = fitStraight([0, 1, 2, 3].map((x) => [x, 5 + 2 * x]));
    expect([slope, start, share]).toEqual([2, 5, 1]);
  });

  test('are compared with the best peer, metric by metric, and never with ourselves', () => {
    const [own, fast, frugal] = figuresOf({
      contestants: [
        contestant('mirror-action', false, [run(1, 1)]),
        contestant('fast', true, [run(2, 8)]),
        contestant('frugal', true, [run(10, 4)]),
      ],
    });
    expect([own.ratios.wallS, own.ratios.cpuS]).toEqual([0.5, 0.25]);
    expect([fast.ratios.wallS, frugal.ratios.wallS, frugal.ratios.cpuS]).toEqual([1, 5, 1]);
  });

  test('of a process that ended before it was looked at have no memory', () => {
    const [own] = figuresOf({ contestants: [contestant('mirror-action', false, [run(1, 1, 0)])] });
    expect(own.rssMb).toBeNull();
  });
});

describe('goals', () => {
  const cellWith = (own: number, floor: number, peer: number) => ({
    contestants: [
      contestant('mirror-action', false, [run(own)]),
      contestant('bytes from memory', false, [run(floor)]),
      contestant('regsync', true, [run(peer)]),
    ],
  });

  test('are met or not met by what was measured, and nothing is said of what was not', () => {
    const cells = new Map([['a 3 mirrors', cellWith(4, 4, 10)]]);
    const judged = judgeGoals((id: string, label: string) => cells.get(`${id} ${label}`) ?? null);
    const of = (what: string, cell: string) =>
      judged.find((goal: { what: string; cell: string }) => goal.what === what && goal.cell === cell);
    expect(of('wall time, of the best peer', '3 mirrors')).toMatchObject({ measured: 0.4, isMet: true });
    expect(of('CPU time, of the best peer', '3 mirrors')).toMatchObject({ measured: 1, isMet: false });
    expect(of('wall time, of the best peer', '1 mirror')).toMatchObject({ measured: null, isMet: null });
  });

  test('are set on cells that exist', () => {
    const cells = WORKLOADS.flatMap(({ id, cells: each }: { id: string; cells: { label: string }[] }) =>
      each.map(({ label }) => `${id} ${label}`),
    );
    for (const { workload, cell } of GOALS) expect(cells).toContain(`${workload} ${cell}`);
  });
});

describe('the traffic of a registry', () => {
  const line = (method: string, uri: string, status: number, written = 0) =>
    JSON.stringify({
      msg: 'response completed',
      'http.request.method': method,
      'http.request.uri': uri,
      'http.response.status': status,
      'http.response.written': written,
      'http.response.duration': '1ms',
    });
  const failedLine = (id: string, uri: string) =>
    JSON.stringify({
      ...JSON.parse(line('GET', uri, 404, 99)),
      msg: 'response completed with error',
      'http.request.id': id,
    });

  test('is what was asked by kind, and the bytes of what it gave and took', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mirror-action-test-'));
    const logFile = join(directory, 'registry.log');
    const [image] = sharedLayers({ count: 1, repositories: 1, baseBytes: 9, middleBytes: 9, ownBytes: 9 });
    const [config] = image.blobs;
    const upload = `/v2/app-0/blobs/uploads/1?digest=${encodeURIComponent(config.digest)}`;
    const lines = [
      line('HEAD', '/v2/app-0/manifests/v0', 200, 99),
      line('GET', `/v2/app-0/blobs/${config.digest}`, 200, config.bytes.length),
      line('PUT', upload, 201),
      line('PUT', upload, 400),
      line('PUT', '/v2/app-0/manifests/v0', 201),
      failedLine('one', `/v2/app-0/blobs/${config.digest}`),
      failedLine('one', `/v2/app-0/blobs/${config.digest}`), // told once for each code
      failedLine('two', '/v2/app-0/manifests/none'),
      'msg="something else"',
    ];
    writeFileSync(logFile, `${lines.join('\n')}\n`);
    const traffic = await readTraffic([{ logFile }], sizesOf([image]));
    rmSync(directory, { recursive: true });
    expect(traffic).toEqual({
      requests: 7,
      byKind: { 'HEAD manifest': 1, 'GET blob': 2, 'GET manifest': 1, 'PUT upload': 2, 'PUT manifest': 1 },
      bytesOut: config.bytes.length,
      bytesIn: config.bytes.length + image.bytes.length,
      writes: 2,
    });
  });

  test('that must move is what differs between two fleets', () => {
    const shape = { count: 8, repositories: 2, baseBytes: 900, middleBytes: 90, ownBytes: 9 };
    const [before, after] = [sharedLayers(shape), sharedLayers({ ...shape, changed: 2 })];
    const changed = after.filter(
      ({ digest }: { digest: string }, index: number) => digest !== before[index].digest,
    );
    expect(changed).toHaveLength(2);
    const fresh = changed.map(
      ({ bytes, blobs: [config, , , own] }: { bytes: Buffer; blobs: { bytes: Buffer }[] }) =>
        [bytes, config?.bytes, own?.bytes].reduce((sum, each) => sum + (each?.length ?? 0), 0),
    );
    expect(changedBytesOf(before, after)).toBe(fresh.reduce((sum: number, each: number) => sum + each, 0));
  });
});

test('what a registry said before it hung up arrives over a slow line', async () => {
  const registry = createServer(
    (_, answer) => void answer.writeHead(200, { connection: 'close' }).end('last words'),
  );
  await new Promise<void>((done) => void registry.listen(0, '127.0.0.1', done));
  const line = await startSlowLine((registry.address() as AddressInfo).port, { roundTripMs: 40 });
  const said = await new Promise((done, fail) => {
    get({ port: line.port, host: '127.0.0.1', agent: false }, (answer) =>
      answer.setEncoding('utf8').once('data', done),
    ).once('error', fail);
  });
  await line.close();
  await new Promise((done) => registry.close(done));
  expect(said).toBe('last words');
});

test('a multi-platform image has an attestation beside each platform', () => {
  const [{ bytes, children }] = multiPlatform({ count: 1, layerBytes: 10 });
  const { manifests } = JSON.parse(String(bytes));
  expect(manifests).toHaveLength(20);
  expect(manifests.map(({ digest }: { digest: string }) => digest)).toEqual(
    children.map(({ digest }: { digest: string }) => digest),
  );
});

describe('the page', () => {
  const cell = {
    label: '1 mirror',
    conditions,
    contestants: [
      contestant('mirror-action', false, [run(1.5)]),
      contestant('regsync', true, [run(3)]),
      contestant('crane', true, [], 'it ended with 1'),
    ],
  };

  test('shows a tool that failed as failed', () => {
    expect(cellSection(cell)).toMatch(/^\| crane \| failed \|/m);
    expect(cellSection(cell)).toMatch(/^\| \*\*mirror-action\*\* \| 1\.50 .* 0\.50 \|/m);
  });

  test('keeps what lies outside of its markers, and refuses a block that has no place', () => {
    const page = 'before\n<!-- a -->\nold\n<!-- /a -->\nafter\n';
    expect(fillMarkers(page, { a: 'new' })).toBe('before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n');
    expect(() => fillMarkers(page, { b: 'new' })).toThrow('no place for b');
  });

  test('has no cell that breaks its table', () => {
    expect(table(['one'], [['a|b']])).toBe('| one |\n| --- |\n| a\\|b |');
  });

  test('is made of results of which a later run replaces its own cell alone', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mirror-action-test-'));
    const workload = { id: 'a', file: 'a', title: 'A', cells: [{ label: 'one' }, { label: 'two' }] };
    for (const [label, wallS] of [
      ['two', 1],
      ['one', 2],
      ['two', 3],
    ] as const) {
      saveCell(workload, compact({ label, contestants: [contestant('x', false, [run(wallS)])] }), directory);
    }
    const { cells } = readResults(workload, directory);
    rmSync(directory, { recursive: true });
    const seen = cells.map((each: { label: string; contestants: { runs: { wallS: number }[] }[] }) => [
      each.label,
      each.contestants[0]?.runs[0]?.wallS,
    ]);
    expect(seen).toEqual([
      ['one', 2],
      ['two', 3],
    ]);
  });
});

describe('pictures', () => {
  test('escape what they are told and keep every point', () => {
    const svg = linePlot({
      ...{ title: 'a < b', xLabel: 'x', yLabel: 'y' },
      lines: [
        {
          label: 'one',
          points: [
            [0, 5],
            [1, 1],
            [10, 10],
            [100, 100],
          ],
          isOwn: true,
        },
      ],
    });
    expect(svg).toContain('a &lt; b');
    expect(svg.match(/<circle/g)).toHaveLength(3);
  });

  test('draw a bar as long as its value', () => {
    const bar = (value: number) => ({ label: 'x', value, least: value, most: value, isOwn: false });
    const svg = barPlot({ title: '', unit: 's', groups: [{ label: '', bars: [bar(2), bar(4)] }] });
    const widths = [...svg.matchAll(/<rect x="190"[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths[1]).toBeCloseTo(2 * (widths[0] ?? 0), 1);
  });

  test.each([
    [0, '0'],
    [1234.5, '1230'],
    [0.012345, '0.0123'],
    [1e-7, '1e-7'],
  ])('say %d as %s', (value, said) => {
    expect(shown(value)).toBe(said);
  });
});
