import { describe, expect, test } from '@jest/globals';
import { matrixOf } from '../../../src/report/drift/matrix.ts';
import { matrixText } from '../../../src/report/drift/matrix-text.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import type { Report } from '../../../src/report/model.ts';
import { redactReport } from '../../../src/report/redact-report.ts';
import { reportSchema } from '../../../src/report/schema.ts';
import { renderText } from '../../../src/report/text.ts';
import { driftReport } from '../../fakes/drift-report.ts';
import { aReport } from '../../fakes/report.ts';

const style = (_name: string, text: string) => text;
const SEVEN = driftReport({ tags: 10, differing: 7 });

function rowOf(report: Report, name: string) {
  const row = matrixOf(report)?.rows.find((one) => one.name.endsWith(name));
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
}
const labels = (name: string) =>
  rowOf(SEVEN, name).cells.map(({ label, isFall }) => `${label}${isFall ? '↓' : ''}`);

describe('the report', () => {
  test('is as its schema says, with versions down to the oldest that is spoken of', () => {
    expect(reportSchema.safeParse(SEVEN).success).toBe(true);
    const [first, second, third] = SEVEN.images;
    expect([first, second, third].map((image) => image?.versions.length)).toEqual([3, 1, 2]);
    expect(third).toMatchObject({ sourceVersion: 0, lockVersion: -1 });
    expect(first?.mirrors[1]).toMatchObject({
      drift: 'stale',
      driftDetail: { severity: 'error', version: -2, since: '2026-11-02T21:12:00.000Z', change: 'new' },
    });
    expect(SEVEN.mirrors.map(({ inFallbackOrder }) => inFallbackOrder)).toEqual([true, true, false, false]);
    expect(SEVEN.comparedWith).toBe('2026-11-20T02:00:00.000Z');
  });
  test('on a mirror that is being filled nothing is more than a warning', () => {
    const asia = SEVEN.images.flatMap(({ mirrors }) => mirrors.filter(({ mirror }) => mirror === 'asia'));
    expect(asia.map(({ driftDetail }) => driftDetail?.severity)).toContain('warning');
    expect(asia.map(({ driftDetail }) => driftDetail?.severity)).not.toContain('error');
  });
  test('has no secret in the words of a state', () => {
    const masked = redactReport(SEVEN, (text) => text.replaceAll('192.0.2.7', '***'));
    expect(JSON.stringify(SEVEN)).toContain('192.0.2.7');
    expect(JSON.stringify(masked)).not.toContain('192.0.2.7');
  });
});

describe('the matrix', () => {
  test('is none where nothing was compared', () => {
    expect(matrixOf(aReport())).toBeNull();
  });
  test('shows versions, and a number that falls to the right is marked', () => {
    // source, lock, eu, us, asia (filling), vault (a layout)
    expect(labels('redis:7.0')).toEqual(['0', '0', '0', '-2↓', '0', '0']);
    expect(labels('alpine:7.1')).toEqual(['0', '0', '0', 'none', '0', '0']);
    expect(labels('node-exporter:7.2')).toEqual(['0', '-1', '-1', '-1', '-1', '-1']);
    expect(labels('app:7.3')).toEqual(['0', '0', '?', '0', '0', '0']);
    expect(labels('pause:7.4')).toEqual(['0', '0', '0', 'n/a', '0', '0']);
    // what nodes cannot fall back to is no fall: asia is being filled
    expect(labels('redis:7.5')).toEqual(['0', '0', '?', '-1', '-3', '0']);
  });
  test('marks exactly the rows that have a fallback-rollback', () => {
    const marked = matrixOf(SEVEN)?.rows.filter(({ cells }) => cells.some(({ isFall }) => isFall));
    const found = SEVEN.findings.filter(({ rule }) => rule === 'fallback-rollback');
    expect(marked?.map(({ name }) => name)).toEqual(found.map(({ source }) => source));
  });
  test('has the worst first, of these the new ones, and counts what is equal', () => {
    const matrix = matrixOf(driftReport({ tags: 50, differing: 21 }));
    const order = matrix?.rows.map(({ severity, isNew }) => `${severity} ${isNew}`) ?? [];
    const ranks = ['error true', 'error false', 'warning true', 'warning false', 'note true', 'note false'];
    const at = order.map((one) => ranks.indexOf(one));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect([matrix?.rows.length, matrix?.equal.length]).toEqual([21, 29]);
    expect(matrix?.changes).toMatchObject({ new: 9, healed: 0, moved: 0 });
  });
  test('says every difference in words, and never leaves a cell blank', () => {
    for (const row of matrixOf(SEVEN)?.rows ?? []) {
      expect(row.words.length).toBeGreaterThan(0);
      for (const { label } of row.cells) expect(label).not.toBe('');
    }
    expect(
      rowOf(SEVEN, 'redis:7.0')
        .words.map(({ text }) => text)
        .join(),
    ).toContain('2 versions back');
  });
  test('without a run before nothing is new', () => {
    const matrix = matrixOf(driftReport({ tags: 7, differing: 7, hasRunBefore: false }));
    expect(matrix?.changes).toBeNull();
    expect(matrix?.rows.some(({ isNew }) => isNew)).toBe(false);
  });
});

describe('on a terminal', () => {
  test.each([80, 100, 120, 200])('the table keeps to %i columns, and names keep their tags', (width) => {
    const lines = matrixText(SEVEN, { style, mostRows: 40, width });
    const table = lines.filter((line) => /^(?:tag |\S+:7\.\d)/.test(line));
    expect(table).toHaveLength(8);
    for (const line of table) expect([...line].length).toBeLessThanOrEqual(width);
  });
  test('too narrow for a table it is one line per cell', () => {
    const lines = matrixText(SEVEN, { style, mostRows: 40, width: 60 });
    expect(lines.some((line) => /^ {2}us: -2↓ [0-9a-f]{12} 18 d stale$/.test(line))).toBe(true);
  });
  test('says what it leaves out', () => {
    const text = renderText(driftReport({ tags: 100, differing: 60 }), { style, width: 120 });
    expect(text).toContain('… 20 more in the report');
    expect(text).toContain('40 other tags are as wanted everywhere');
  });
});

describe('in Markdown', () => {
  test('is a table with words beside every row', () => {
    const lines = renderMarkdown(SEVEN).split('\n');
    const row = lines.find((line) => line.includes('| `docker.io/library/redis:7.0`')) ?? '';
    expect(row).toMatch(
      /^\| ❌ \| `docker.io\/library\/redis:7\.0` \*\*new\*\* \| \*\*0\*\* `[0-9a-f]{12}` 4 h \|/,
    );
    expect(row).toContain('2 versions back');
  });
  test('of a drift without differences is a few lines', () => {
    const markdown = renderMarkdown(driftReport({ tags: 2_000, differing: 0 }));
    expect(markdown.split('\n').length).toBeLessThan(20);
    expect(markdown).toContain('2000 tags are as wanted everywhere');
  });
  test('stays below the limit and says how many more there are', () => {
    const markdown = renderMarkdown(driftReport({ tags: 3_000, differing: 3_000 }));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(900 * 1024);
    expect(markdown).toContain('### 3000 tags differ');
    expect(markdown).toMatch(/… 2800 more in the report/);
  });
});

describe('in HTML', () => {
  test('each tag has an anchor of its own, also where names look alike', () => {
    const page = renderHtml(
      driftReport({ tags: 6, differing: 4, name: (index) => `a/b:${'?'.repeat(index)}` }),
    );
    const ids = [...page.matchAll(/id="(tag-[^"]*)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });
  test('has whole digests, ages with their moments, and no script', () => {
    const page = renderHtml(SEVEN);
    expect(page.match(/<code class="digest" title="sha256:[0-9a-f]{64}">/g)?.length).toBeGreaterThan(30);
    expect(page).toMatch(/<time datetime="2026-11-02T21:12:00.000Z"[^>]*>18 d<\/time>/);
    expect(page).not.toContain('<script');
  });
});
