import { describe, expect, test } from '@jest/globals';
import { escapeHtml, html } from '../../src/report/escape-html.ts';
import { codeSpan, escapeMarkdown } from '../../src/report/escape-markdown.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderText } from '../../src/report/text.ts';
import { aFinding, anImage, aReport, aRow } from '../fakes/report.ts';
import { commandsIn, HOSTILE } from '../fakes/runner-commands.ts';

/** A report in which every text is `text`. */
function filledWith(text: string): Report {
  const row = aRow({
    mirror: text,
    target: `${text}@${text}`,
    reason: text,
    outcome: 'failed',
    drift: text,
    driftDetail: {
      severity: 'error',
      reason: text,
      version: null,
      since: text,
      change: 'new',
      driftingSince: text,
    },
    before: text,
    found: `${text}2`,
  });
  return aReport({
    ok: false,
    command: text,
    tool: { version: text },
    startedAt: text,
    run: { url: `javascript:${text}`, id: text, attempt: 1, actor: text, event: text },
    error: { code: text, message: text, help: text },
    comparedWith: text,
    mirrors: [{ name: text, target: text, state: text, inFallbackOrder: true }],
    images: [
      anImage({
        source: text,
        digest: text,
        tag: text,
        file: text,
        sourceNow: text,
        lock: text,
        versions: [{ digest: text, since: text }],
        sourceVersion: 0,
        mirrors: [row, { ...row, outcome: 'planned', action: text }],
      }),
      anImage({ source: text, mirrors: [{ ...row, outcome: 'copied' }] }),
    ],
    lockChanges: (['new', 'moved', 'removed'] as const).flatMap((change) => {
      const version = { digest: text, since: text, created: text, bytes: 1, platforms: [text] };
      const common = { source: text, change, before: version, after: { ...version, digest: `${text}3` } };
      const layers = { total: 1, changed: 1 };
      return [
        { ...common, platformsAdded: [text], platformsRemoved: [text], layers, unread: null },
        { ...common, platformsAdded: null, platformsRemoved: null, layers: null, unread: text },
      ];
    }),
    findings: (['error', 'warning', 'note'] as const).map((severity) =>
      aFinding({
        severity,
        rule: text,
        message: text,
        help: text,
        source: text,
        mirror: text,
        target: text,
        digest: text,
        affectedCount: 3,
        affects: [text],
        repaired: { from: text, bytes: 1 },
        file: text,
        line: 1,
        column: 1,
      }),
    ),
  });
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const withoutLineEnds = (text: string) => text.replaceAll('\n', '');

describe.each(HOSTILE)('with %j everywhere', (text) => {
  const report = filledWith(text);

  test('JSON and SARIF keep the value, show nothing hidden and command nothing', () => {
    const json = [...renderJson(report)].join('');
    expect(JSON.parse(json)).toEqual(report);
    for (const rendered of [json, renderSarif(report)]) {
      expect(commandsIn(rendered)).toEqual([]);
      expect(withoutLineEnds(rendered)).not.toMatch(INVISIBLE);
      expect(() => JSON.parse(rendered)).not.toThrow();
    }
  });

  test('HTML has only its own markup', () => {
    const tags = (rendered: string) =>
      rendered.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'));
    const page = renderHtml(report);
    expect(tags(page)).toEqual(tags(renderHtml(filledWith('harmless'))));
    // no link but to the page's own anchors, of harmless characters
    for (const [, target] of page.matchAll(/href=(.*?)[ >]/g))
      expect(target).toMatch(/^"#tag-[A-Za-z0-9._~-]*"$/);
    expect(page).not.toMatch(/<script|<img|<iframe|<object|<embed/i);
    expect(withoutLineEnds(page)).not.toMatch(INVISIBLE);
  });

  test('Markdown has only its own structure', () => {
    const markdown = renderMarkdown(report);
    expect(structureOf(markdown)).toEqual(structureOf(renderMarkdown(filledWith('harmless'))));
    expect(withoutLineEnds(markdown).replaceAll('\u200b', '').replaceAll('\ufe0f', '')).not.toMatch(
      INVISIBLE,
    );
    for (const visible of outsideCode(markdown)) {
      expect(visible).not.toMatch(/@[a-z]|(?<!&)#\d|:\/\/|www\.|GH-\d/i);
      expect(visible).not.toMatch(/(?<!\\)[[\]]|(?<!\\)[~$]/);
      expect(visible.replace(/<\/?(?:br|code|details|summary)>/g, '')).not.toContain('<');
    }
  });

  test('the terminal sees only visible characters', () => {
    const shown = renderText(report, { style: (_name, part) => part });
    expect(withoutLineEnds(shown)).not.toMatch(INVISIBLE);
    expect(shown.split('\n')).toHaveLength(
      renderText(filledWith('harmless'), { style: (_name, part) => part }).split('\n').length,
    );
  });
});

/** Per line what kind it is, and for table rows how many cells. */
function structureOf(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => {
    const cells = line.split('|').length;
    return `${/^(?:#{2,3} |- |\| |<details>|<\/details>|…|$)/.exec(line)?.[0] ?? 'text'}${cells > 1 ? cells : ''}`;
  });
}

/** The text of each line with its code spans taken out, as CommonMark pairs them: fences of the same length. */
function outsideCode(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => line.replace(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, ''));
}

describe('escapeMarkdown', () => {
  test.each([
    ['a_b *c*', 'a\\_b \\*c\\*'],
    ['<b> & |', '&lt;b&gt; &amp; &#124;'],
    ['#124; &#124;', '\\#\u200b124; &amp;\\#\u200b124;'],
    ['- x', '\u200b- x'],
    ['1. x', '\u200b1. x'],
    ['redis@sha256:ab', 'redis@sha256:ab'],
    [' @sha256:ab @me', '@\u200bsha256:ab @\u200bme'],
    ['https://x www.y', 'https:\u200b//x www\u200b.y'],
    ['one\r\n two', 'one two'],
    ['std: a-b 1.2', 'std: a-b 1.2'],
  ])('%j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
  test('long text is cut before it is escaped', () => {
    expect(escapeMarkdown('<'.repeat(600))).toBe(`${'&lt;'.repeat(499)}…`);
  });
});

test.each([
  ['plain', '`plain`'],
  ['a`b', '``a`b``'],
  ['``', '``` `` ```'],
  ['`x', '`` `x ``'],
  ['a|b', '<code>a&#124;b</code>'],
  ['', '<code> </code>'],
])('codeSpan(%j)', (text, span) => {
  expect(codeSpan(text)).toBe(span);
});

test('the html tag escapes what it did not build', () => {
  expect(html`<a title="${'"\'<&`'}">${[html`<b>${1}</b>`, '<i>']}</a>`.markup).toBe(
    '<a title="&#34;&#39;&#60;&#38;&#96;"><b>1</b>&#60;i&#62;</a>',
  );
  expect(escapeHtml('\u202e')).toBe('\\u202e');
});
