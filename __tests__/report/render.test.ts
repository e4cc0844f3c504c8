import { describe, expect, test } from '@jest/globals';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import { pullHint } from '../../src/report/pull-hint.ts';
import { redactReport } from '../../src/report/redact-report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderText } from '../../src/report/text.ts';
import { aFinding, anImage, aReport, aRow, digestNumber } from '../fakes/report.ts';

const plain = { style: (_name: string, text: string) => text };

function busy(images: number): Report {
  const long = 'ü|_<'.repeat(200);
  return aReport({
    ok: false,
    images: Array.from({ length: images }, (_unused, number) =>
      anImage({
        source: `docker.io/library/${long}-${number}:7.4`,
        tag: '7.4',
        mirrors: [
          aRow({
            outcome: 'failed',
            found: digestNumber(number + 2),
            reason: long,
            mirror: `mirror-${number % 300}`,
          }),
        ],
      }),
    ),
    findings: Array.from({ length: images }, () => aFinding({ message: long, help: long })),
  });
}

describe('Markdown', () => {
  test('is a few lines when all is green', () => {
    const markdown = renderMarkdown(aReport({ images: Array.from({ length: 80 }, () => anImage()) }));
    expect(
      markdown
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThanOrEqual(6);
    expect(markdown).toContain('✅');
    expect(markdown).toContain('80 up to date');
  });
  test('stays below the limit with 50 000 rows, says how many are left out, and keeps the order', () => {
    const markdown = renderMarkdown(busy(50_000));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(900 * 1024);
    expect(markdown).toMatch(/… 49800 more in the report/);
    const at = ['Needs attention', '50000 images', '| mirror |', 'Tags that differ'].map((part) =>
      markdown.indexOf(part),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at.every((index) => index >= 0)).toBe(true);
  });
  test('keeps to a small limit too, and never breaks a row', () => {
    for (const limit of [400, 2_000, 20_000, 100_000]) {
      const markdown = renderMarkdown(busy(300), limit);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit);
      for (const line of markdown.split('\n').filter((one) => one.startsWith('|')))
        expect(line.endsWith('|')).toBe(true);
      expect(markdown).toContain('## ❌');
    }
  });
  test('counts a mirror as complete, incomplete, behind and failed', () => {
    const outcomes = ['copied', 'up-to-date', 'deferred', 'planned', 'failed', 'incomplete'] as const;
    const report = aReport({
      images: outcomes.map((outcome) => anImage({ mirrors: [aRow({ outcome, bytes: 1024 ** 2 })] })),
    });
    expect(renderMarkdown(report)).toContain('| `eu` | 6 | 2 | 1 | 2 | 1 | 6.0 MiB |');
  });
  test('why a command could not run comes first', () => {
    const markdown = renderMarkdown(
      aReport({ ok: false, images: [], error: { code: 'input', message: 'no such file', help: 'make it' } }),
    );
    expect(markdown).toContain('could not run');
    expect(markdown).toContain('no such file<br>make it');
  });
});

describe('text', () => {
  test('aligns its columns and says what it leaves out', () => {
    const text = renderText(busy(60), { ...plain, mostRows: 5 });
    expect(text).toContain('… 55 more in the report');
    const table = text.slice(text.indexOf('mirror ')).split('\n').slice(0, 6);
    const ends = table.map((line) => /\d+(?=\s+\d+\s+\d+\s+\d+)/.exec(line)?.index ?? -1).slice(1);
    expect(new Set(ends).size).toBe(1);
  });
  test('names findings with their place', () => {
    const text = renderText(
      aReport({ findings: [aFinding({ file: 'mirror.yaml', line: 3, column: 7 })] }),
      plain,
    );
    expect(text).toContain('error copy-failed on eu mirror.yaml:3:7\n  cannot copy\n  try again');
  });
});

test('JSON is the report with two spaces and a line end, whatever is in its lists', () => {
  for (const report of [aReport(), busy(3), aReport({ findings: [aFinding({}), aFinding({})] })])
    expect([...renderJson(report)].join('')).toBe(`${JSON.stringify(report, null, 2)}\n`);
});

describe('HTML', () => {
  test('loads and runs nothing', () => {
    const page = renderHtml(
      aReport({
        run: { url: 'https://github.com/o/r/actions/runs/1', id: '1', attempt: 1, actor: 'a', event: 'e' },
      }),
    );
    expect(page).toMatch(/http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;/);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|src=|@import|url\(/);
    expect(page.match(/href="[^"]*"/g)).toEqual(['href="https://github.com/o/r/actions/runs/1"']);
  });
});

describe('SARIF', () => {
  const sarif = (report: Report, root?: string) =>
    JSON.parse(renderSarif(report, root === undefined ? {} : { root })).runs[0];
  test('has stable rules, levels and places relative to the repository', () => {
    const run = sarif(
      aReport({
        findings: [
          aFinding({ file: '/repo/a b/mirror.yaml', line: 3, column: 7 }),
          aFinding({ rule: 'no-lock', severity: 'note', accepted: true }),
          aFinding({ source: null, target: null, mirror: null }),
        ],
      }),
      '/repo/',
    );
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['copy-failed', 'no-lock']);
    expect(run.results).toMatchObject([
      {
        ruleId: 'copy-failed',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20b/mirror.yaml', uriBaseId: 'SRCROOT' },
              region: { startLine: 3, startColumn: 7 },
            },
          },
        ],
      },
      {
        level: 'note',
        suppressions: [{ status: 'accepted' }],
        // the line of its image in the mirror manifest
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'mirror.yaml' }, region: { startLine: 12 } } },
        ],
      },
      {
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'mirror.yaml' }, region: { startLine: 1 } } },
        ],
      },
    ]);
  });
  test('fingerprints are unique in a run and do not depend on lines', () => {
    const prints = (line: number) =>
      sarif(
        aReport({
          findings: [
            aFinding({ file: 'f', line }),
            aFinding({ file: 'f', line: line + 1 }),
            aFinding({ file: 'f', line, digest: digestNumber(9) }),
          ],
        }),
      ).results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          Object.values(result.partialFingerprints)[0],
      );
    expect(new Set(prints(1)).size).toBe(3);
    expect(prints(1)).toEqual(prints(40));
  });
  test('has at most 5000 results', () => {
    expect(sarif(aReport({ findings: Array.from({ length: 6000 }, () => aFinding()) })).results).toHaveLength(
      5000,
    );
  });
});

describe('pullHint', () => {
  const copied = { outcome: 'copied' as const };
  test('shows the first image that was copied without a tag to a registry', () => {
    const report = aReport({
      images: [
        anImage({ tag: '1', mirrors: [aRow({ ...copied, target: 'eu.example.com/a:1' })] }),
        anImage({ mirrors: [aRow({ ...copied, target: `oci:./vault@${digestNumber(1)}` }), aRow(copied)] }),
      ],
    });
    expect(pullHint(report)[0]).toBe(`docker pull eu.example.com/mirror/library/redis@${digestNumber(1)}`);
    expect(renderText(report, plain)).toContain('docker pull eu.example.com');
  });
  test('is silent when nothing was copied, or all has tags', () => {
    expect(pullHint(aReport())).toEqual([]);
    expect(pullHint(aReport({ images: [anImage({ tag: '1', mirrors: [aRow(copied)] })] }))).toEqual([]);
  });
});

test('redactReport cleans the wording and leaves names exact', () => {
  const row = aRow({ reason: 'hunter2', target: 'hunter2.example.com/x' });
  const report = redactReport(
    aReport({
      images: [anImage({ mirrors: [row] })],
      findings: [aFinding({ message: 'hunter2', help: 'hunter2' })],
      error: { code: 'input', message: 'hunter2', help: 'hunter2' },
    }),
    (text) => text.replaceAll('hunter2', '***'),
  );
  expect(report.images[0]?.mirrors[0]).toMatchObject({ reason: '***', target: 'hunter2.example.com/x' });
  expect(report.findings[0]).toMatchObject({ message: '***', help: '***' });
  expect(report.error).toEqual({ code: 'input', message: '***', help: '***' });
});

test('each cell of the images table stands under its heading', () => {
  const page = renderHtml(
    aReport({ images: [anImage({ mirrors: [aRow({ drift: 'in-sync', target: 'eu.example.com/x' })] })] }),
  );
  const table = page.slice(page.indexOf('<h2>Images</h2>'));
  const texts = (tag: string) =>
    [...table.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'g'))].map((cell) =>
      cell[1]?.replace(/<[^>]*>/g, ''),
    );
  expect(Object.fromEntries(texts('th').map((heading, index) => [heading, texts('td')[index]]))).toEqual({
    image: 'docker.io/library/redis:7.4',
    digest: 'sha256:000000000000',
    mirror: 'eu',
    outcome: 'up-to-date',
    drift: 'in-sync',
    reason: 'proven complete',
    target: 'eu.example.com/x',
  });
});
