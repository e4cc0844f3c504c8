import { describe, expect, test } from '@jest/globals';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import type { ReportPolicyChanges, ReportSourceChange } from '../../src/report/policies/model.ts';
import { renderText } from '../../src/report/text.ts';
import { aReport } from '../fakes/report.ts';

const HOSTILE = '</td><script>alert(1)</script>|`[x](https://evil.example)\n##[error]\u202e';
const at = (endpoint: string) => ({ endpoint, blocked: false, insecure: false });

function changed(parts: Partial<ReportSourceChange>, more: Partial<ReportPolicyChanges> = {}): Report {
  const source: ReportSourceChange = {
    runtime: 'cri-o',
    pull: 'tag',
    source: 'quay.io/team',
    before: [at('quay.io/team')],
    after: [at('m.example.com/team'), at('quay.io/team')],
    effects: [{ kind: 'new-tag-trust', endpoint: 'm.example.com/team' }],
    file: 'itms.yaml',
    line: 7,
    ...parts,
  };
  const policyChanges = { base: 'main (1a2b3c4d5e6f)', sources: [source], trust: [], nodes: null, ...more };
  return aReport({ command: 'check', images: [], policyChanges });
}

const renderings: readonly (readonly [string, (report: Report) => string])[] = [
  ['text', (report) => renderText(report, { style: (_name, text) => text })],
  ['Markdown', (report) => renderMarkdown(report)],
  ['HTML', renderHtml],
];

describe.each(renderings)('%s', (name, render) => {
  test('shows what nodes try before and after, what stands out, and last whether they drain', () => {
    const text = render(changed({}, { nodes: { drain: true, reasons: ['because'] } }));
    for (const part of ['main (1a2b3c4d5e6f)', 'newly decides what tags mean', 'will be drained', 'because'])
      expect(text).toContain(part);
    expect(text.indexOf('will be drained')).toBeGreaterThan(text.lastIndexOf('m.example.com/team'));
  });

  test('is not taken over by what policies say', () => {
    const trust = [
      { kind: 'new-host', what: HOSTILE, before: HOSTILE, after: HOSTILE, file: HOSTILE, line: 1 },
    ];
    const text = render(
      changed(
        {
          source: HOSTILE,
          before: [at(HOSTILE)],
          after: [],
          effects: [{ kind: 'mirror-removed', endpoint: HOSTILE }],
        },
        { base: HOSTILE, trust, nodes: { drain: true, reasons: [HOSTILE] } },
      ),
    );
    if (name !== 'text') expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/^##\[error\]/m);
    expect(text).not.toContain('\u202e');
  });

  test('stays short where a policy names thousands', () => {
    const many = Array.from({ length: 5_000 }, (_unused, index) => at(`m${index}.example.com/team`));
    const effects = many.map(({ endpoint }) => ({ kind: 'new-tag-trust' as const, endpoint }));
    expect(render(changed({ after: many, effects })).length).toBeLessThan(20_000);
  });
});
