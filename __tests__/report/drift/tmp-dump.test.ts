import { writeFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { renderHtml } from '../../../src/report/html.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderText } from '../../../src/report/text.ts';
import { driftReport } from '../../fakes/drift-report.ts';

test('dump', () => {
  for (const [tags, differing] of [
    [5, 5],
    [2000, 400],
    [40, 7],
    [30, 0],
  ] as const) {
    const report = driftReport({ tags, differing });
    writeFileSync(`/tmp/driftwork/r${tags}.html`, renderHtml(report));
    writeFileSync(`/tmp/driftwork/r${tags}.md`, renderMarkdown(report));
    for (const width of [200, 120, 80, 40])
      writeFileSync(
        `/tmp/driftwork/r${tags}-${width}.txt`,
        renderText(report, { style: (_n, t) => t, width }),
      );
  }
});
