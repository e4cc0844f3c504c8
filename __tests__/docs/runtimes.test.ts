/** docs/runtimes.md shows the table that the code has, and what was seen. */
import { expect, test } from '@jest/globals';
import { read } from './documents.ts';
import { causeSections, observationTable, remedySections } from './runtime-tables.ts';

test.each([
  ['causes', causeSections],
  ['remedies', remedySections],
  ['seen', observationTable],
])('docs/runtimes.md has the %s of the code', (name, render) => {
  const [, text = ''] =
    new RegExp(`<!-- ${name} -->\n\n([\\s\\S]*?)\n<!-- end -->`).exec(read('docs/runtimes.md')) ?? [];
  expect(text).toBe(render());
});
