import { describe, expect, test } from '@jest/globals';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report, ReportLockChange, ReportLockVersion } from '../../src/report/model.ts';
import { renderText } from '../../src/report/text.ts';
import { aReport } from '../fakes/report.ts';

const MIB = 1024 * 1024;

function aVersion(number: number, parts: Partial<ReportLockVersion> = {}): ReportLockVersion {
  const digest = `sha256:${String(number).repeat(64)}`;
  const since = '2026-11-21T02:00:00Z';
  return {
    digest,
    since,
    created: '2026-11-20T00:00:00Z',
    bytes: 30 * MIB,
    platforms: ['linux/amd64'],
    ...parts,
  };
}

function aChange(parts: Partial<ReportLockChange> = {}): ReportLockChange {
  return {
    source: 'docker.io/library/redis:7.4',
    change: 'moved',
    before: aVersion(1, { created: '2026-11-10T00:00:00Z', bytes: 28 * MIB }),
    after: aVersion(2),
    platformsAdded: [],
    platformsRemoved: [],
    layers: { total: 7, changed: 3 },
    unread: null,
    ...parts,
  };
}

const lockReport = (lockChanges: Report['lockChanges']) =>
  aReport({ command: 'lock', images: [], lockChanges });
const rowsIn = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));
const plain = (report: Report) => renderText(report, { style: (_name, text) => text });

describe('the body of a pull request', () => {
  test('says of a tag that moved from where to where, built when, and what is different', () => {
    const [head, , row] = rowsIn(renderMarkdown(lockReport([aChange()])));
    expect(head).toEqual(['tag', 'from', 'to', 'created', 'size', 'platforms', 'layers changed']);
    expect(row).toEqual([
      '`docker.io/library/redis:7.4`',
      '`sha256:111111111111`',
      '`sha256:222222222222`',
      '2026-11-10 → 2026-11-20',
      '30 MiB (+2.0 MiB)',
      'the same 1',
      '3 of 7',
    ]);
  });

  test.each<[string, Partial<ReportLockChange>, number, string]>([
    ['smaller', { after: aVersion(2, { bytes: 27 * MIB }) }, 4, '27 MiB (−1.0 MiB)'],
    ['as large as before', { after: aVersion(2, { bytes: 28 * MIB }) }, 4, '28 MiB (±0)'],
    ['more platforms', { platformsAdded: ['linux/arm64'] }, 5, 'added linux/arm64'],
    ['fewer', { platformsRemoved: ['linux/386'] }, 5, 'removed linux/386'],
    [
      'many',
      { platformsRemoved: Array.from({ length: 9 }, (_unused, index) => `os/${index}`) },
      5,
      'removed os/0, removed os/1, removed os/2, removed os/3, removed os/4, removed os/5, … 3 more',
    ],
    ['unread', { layers: null, unread: 'the source answered 429' }, 6, 'the source answered 429'],
    ['of unknown age', { before: aVersion(1, { created: null }) }, 3, '? → 2026-11-20'],
  ])('%s', (_name, parts, column, text) => {
    expect(rowsIn(renderMarkdown(lockReport([aChange(parts)])))[2]?.[column]).toBe(text);
  });

  test('lists new tags and tags that are gone', () => {
    const facts = { platformsAdded: null, platformsRemoved: null, layers: null };
    const markdown = renderMarkdown(
      lockReport([
        aChange({ source: 'a:1', change: 'new', before: null, ...facts }),
        aChange({ source: 'b:1', change: 'removed', after: null, ...facts }),
      ]),
    );
    expect(markdown).toContain('## ✅ lock: 1 new, 1 removed');
    expect(markdown.indexOf('### New in the lock')).toBeLessThan(
      markdown.indexOf('### No longer in the lock'),
    );
    expect(rowsIn(markdown).filter(([name = '']) => /^`[ab]:1`$/.test(name))).toEqual([
      ['`a:1`', '`sha256:222222222222`'],
      ['`b:1`', '`sha256:111111111111`'],
    ]);
  });

  test('says nothing of a lock that is as before, or of other commands', () => {
    for (const changes of [[], null]) {
      expect(renderMarkdown(lockReport(changes))).not.toContain('###');
      expect(renderMarkdown(lockReport(changes))).toContain('lock: all is as wanted');
    }
  });
});

test('the text form is shorter: the log has told the rest', () => {
  const text = plain(lockReport([aChange(), aChange({ source: 'a:1', change: 'new', before: null })]));
  expect(text).toContain('docker.io/library/redis:7.4  sha256:222222222222  2026-11-10 → 2026-11-20');
  expect(text).not.toContain('111111111111');
  expect(text).not.toContain('New in the lock');
});

test('the page has the same tables', () => {
  const page = renderHtml(lockReport([aChange()]));
  for (const cell of ['2026-11-10 → 2026-11-20', '3 of 7']) expect(page).toContain(cell);
});
