/** `drift` over 2,000 tags on three mirrors: time, memory, requests, and reports that people can still read. */
import { readFileSync, statSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { startTagSheet, type TagSheet } from '../servers/tag-sheet.ts';
import { DAY_MS } from './drift-estate.ts';
import {
  expectExit,
  findingsOf,
  makeWorkspace,
  type ReportedRun,
  rowsOf,
  type Workspace,
} from './workspace.ts';

const TAGS = 2_000;
const DIFFERING = 400;
const KIBIBYTE = 1024;

const tags = Array.from({ length: TAGS }, (_unused, number) => `build-${number}`);
const trees = new Map<string, ImageTree>();
const numberOf = (tag: string): number => Number(tag.slice('build-'.length));

function treeOf(tag: string, version: string): ImageTree {
  const seed = `${tag}/${version}`;
  const known = trees.get(seed) ?? makeImage({ seed, layers: 1, layerBytes: 10 });
  trees.set(seed, known);
  return known;
}

/** Of the tags that differ, a quarter each: behind, never seen at the source, not there, and behind on the last mirror only. */
function onMirror(tag: string, mirror: number): ImageTree | null {
  const number = numberOf(tag);
  if (number >= DIFFERING) return treeOf(tag, 'now');
  if (number % 4 === 0) return treeOf(tag, 'old');
  if (number % 4 === 1) return mirror === 1 ? treeOf(tag, 'stranger') : treeOf(tag, 'now');
  if (number % 4 === 2) return mirror === 2 ? null : treeOf(tag, 'now');
  return treeOf(tag, mirror === 2 ? 'old' : 'now');
}

let workspace: Workspace;
let sheets: readonly TagSheet[];
let first: ReportedRun;
let second: ReportedRun;

const forgetRequests = (): void => {
  for (const { asked } of sheets) asked.clear();
};

beforeAll(async () => {
  workspace = makeWorkspace();
  const source = await startTagSheet((tag) => (tags.includes(tag) ? treeOf(tag, 'now') : null));
  const mirrors = await Promise.all([0, 1, 2].map((mirror) => startTagSheet((tag) => onMirror(tag, mirror))));
  sheets = [source, ...mirrors];
  workspace.manifest({
    allowMirrorByTags: true,
    mirrors: mirrors.map(({ host }, index) => ({ name: `mirror-${index}`, target: host })),
    images: [{ source: `${source.host}/app`, tags }],
  });
  const since = (days: number) => `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 19)}Z`;
  const entry = (tag: string) => ({
    digest: treeOf(tag, 'now').root.digest,
    since: since(3),
    previous: [{ digest: treeOf(tag, 'old').root.digest, since: since(9) }],
  });
  const entries = Object.fromEntries(tags.toSorted().map((tag) => [`${source.host}/app:${tag}`, entry(tag)]));
  workspace.write('mirror.lock.yaml', stringify({ version: 1, tags: entries }));
  // Far less than all documents together would need if they were kept.
  workspace.env.NODE_OPTIONS = '--max-old-space-size=192';
  first = await workspace.run(
    'drift',
    '--html',
    'drift.html',
    '--summary',
    'summary.md',
    '--sarif',
    'drift.sarif',
  );
  forgetRequests();
  second = await workspace.run('drift', '--html', 'drift.html', '--summary', 'summary.md');
}, 240_000);

test('finds each difference', () => {
  expectExit(first, 1);
  const byState = Map.groupBy(rowsOf(first.report), ({ drift }) => drift);
  expect(Object.fromEntries([...byState].map(([state, rows]) => [state, rows.length]))).toEqual({
    'in-sync': 3 * TAGS - 300 - 100 - 100 - 100,
    stale: 300 + 100,
    diverged: 100,
    missing: 100,
  });
  expect(findingsOf(first.report, 'fallback-rollback')).toHaveLength(100);
});

test('in a time that an operator waits for', () => {
  expect(first.report.durationMs).toBeLessThan(60_000);
  expect(second.report.durationMs).toBeLessThan(60_000);
});

test('the second run asks one HEAD each', () => {
  expect(sheets.map(({ asked }) => [asked.get('HEAD'), asked.get('GET') ?? 0])).toEqual(
    // Of the GETs one is the version check of each registry, where it is asked.
    sheets.map(() => [TAGS, expect.any(Number)]),
  );
  for (const { asked } of sheets) expect(asked.get('GET') ?? 0).toBeLessThanOrEqual(1);
  expect(rowsOf(second.report).filter(({ driftDetail }) => driftDetail?.change !== null)).toEqual([]);
});

test('the summary stays below its limit and says what it leaves out', () => {
  const summary = readFileSync(workspace.path('summary.md'));
  expect(summary.length).toBeLessThan(900 * KIBIBYTE);
  expect(summary.toString()).toContain('400 tags differ');
  expect(summary.toString()).toContain('1600 other tags are as wanted everywhere');
});

test('the page holds every tag that differs, and is not larger than a browser likes', () => {
  const page = readFileSync(workspace.path('drift.html'), 'utf8');
  for (const tag of tags.slice(0, DIFFERING)) expect(page).toContain(`app:${tag}<`);
  expect(statSync(workspace.path('drift.html')).size).toBeLessThan(5 * KIBIBYTE * KIBIBYTE);
});

test('the terminal gets the worst, and how many more there are', () => {
  expect(first.stderr).toContain('400 tags differ');
  expect(first.stderr).toMatch(/… \d+ more in the report/);
  expect(first.stderr.split('\n').length).toBeLessThan(400);
});
