/** The tables of docs/runtimes.md, made from the code and from what was seen. */
import { CAUSES } from '../../src/mirror/verify/runtimes/cause.ts';
import { CAUSE_WORDS } from '../../src/mirror/verify/runtimes/cause-words.ts';
import { rangeWords } from '../../src/mirror/verify/runtimes/problems.ts';
import { REMEDIES, remedyOf } from '../../src/mirror/verify/runtimes/remedy.ts';
import type { RuntimeRow } from '../../src/mirror/verify/runtimes/runtime-row.ts';
import { RUNTIME_ROWS } from '../../src/mirror/verify/runtimes/table.ts';
import { RUNTIME_CASES, type RuntimeCaseName } from '../fixtures/runtime-cases.ts';
import { OBSERVED_RUNTIMES, observed } from '../fixtures/runtime-observations.ts';

/** One table per cause under a heading of its name. */
export function causeSections(): string {
  return CAUSES.map((cause) =>
    [
      `### ${cause}`,
      '',
      `The image ${CAUSE_WORDS[cause]}. Remedy: [${remedyOf(cause)}](#${remedyOf(cause)}).`,
      '',
      '| runtime | effect | what it does | known from | seen |',
      '| --- | --- | --- | --- | --- |',
      ...RUNTIME_ROWS.filter((row) => row.cause === cause).map(rowLine),
      '',
    ].join('\n'),
  ).join('\n');
}

function rowLine(row: RuntimeRow): string {
  const cells = [
    `${row.runtime}${rangeWords(row)}`,
    row.effect,
    row.note,
    row.source,
    (row.seen ?? []).join(', ') || '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

export function remedySections(): string {
  return Object.entries(REMEDIES)
    .map(([remedy, text]) => `### ${remedy}\n\n${text}\n`)
    .join('\n');
}

const LETTERS = { runs: 'runs', 'cannot-run': 'pulled only', refused: 'refused' } as const;

export function observationTable(): string {
  const names = Object.keys(RUNTIME_CASES) as RuntimeCaseName[];
  return [
    `| image | ${OBSERVED_RUNTIMES.join(' | ')} |`,
    `| --- |${' --- |'.repeat(OBSERVED_RUNTIMES.length)}`,
    ...names.map(
      (name) =>
        `| ${name} | ${OBSERVED_RUNTIMES.map((runtime) => LETTERS[observed(name, runtime)]).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}
