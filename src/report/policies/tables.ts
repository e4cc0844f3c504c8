/** What reports show of policies, as tables: for the summary and the page, and most of it for a terminal. */
import { shortDigest } from '../../oci/digest.ts';
import type { Report } from '../model.ts';
import { type Cell, type ReportTable, tableOf } from '../table.ts';
import { code, number, text } from '../tables.ts';
import type { ReportEndpoint, ReportExplain, ReportPolicyChanges } from './model.ts';
import { effectTexts, placesText, placeText, saidBy, trustText } from './wording.ts';

/** Only tables that have rows. */
export function policyTables(report: Report): readonly ReportTable[] {
  const { explain, policyChanges, generated } = report;
  return [
    ...(explain === null ? [] : [explainTable(explain)]),
    ...(policyChanges === null ? [] : [sourcesTable(policyChanges), trustTable(policyChanges)]),
    tableOf('Files', ['file', 'format', 'state'], generated ?? [], ({ path, format, state }) => [
      code(path),
      text(format),
      text(state.replaceAll('-', ' ')),
    ]),
  ].filter((one) => one.rowCount > 0);
}

function trustTable({ trust }: ReportPolicyChanges): ReportTable {
  return tableOf(
    'Changes of trust',
    ['what', 'change', 'before', 'after', 'where'],
    trust,
    ({ what, kind, before, after, file, line }) => [
      code(what),
      text(trustText(kind)),
      before === null ? text('–') : code(before),
      after === null ? text('–') : code(after),
      text(saidBy({ file, line })),
    ],
  );
}

interface ExplainedRow extends ReportEndpoint {
  readonly runtime: string;
  readonly pull: string;
  readonly place: number;
}

function explainTable(explain: ReportExplain): ReportTable {
  const rows = explainedRows(explain);
  const isProbed = rows.some(({ serves }) => serves !== undefined);
  return tableOf(
    `What nodes try for ${explain.reference}`,
    ['runtime', 'by', '#', 'place', ...(isProbed ? ['serves'] : []), 'said by'],
    rows,
    (row) => [
      text(row.runtime),
      text(row.pull),
      number(row.place),
      code(placeText(row)),
      ...(isProbed ? [servesCell(row)] : []),
      text(row.line === null ? 'nothing: the source comes last' : saidBy(row)),
    ],
  );
}

function explainedRows(explain: ReportExplain): readonly ExplainedRow[] {
  return (['cri-o', 'containerd'] as const).flatMap((runtime) =>
    (['tag', 'digest'] as const).flatMap((pull) =>
      (explain[runtime]?.[pull] ?? []).map((one, index) => ({ ...one, runtime, pull, place: index + 1 })),
    ),
  );
}

function servesCell({ serves = null, error = null }: ReportEndpoint): Cell {
  if (serves !== null) return code(shortDigest(serves));
  return text(error ?? 'not there');
}

function sourcesTable({ sources }: ReportPolicyChanges): ReportTable {
  const rows = tableOf(
    'What nodes try, before and after',
    ['source', 'runtime', 'by', 'effect', 'before', 'after', 'where'],
    sources,
    (change) => [
      code(change.source),
      text(change.runtime),
      text(change.pull),
      text(effectTexts(change).join('; ')),
      code(placesText(change.before)),
      code(placesText(change.after)),
      text(saidBy(change)),
    ],
  );
  return { ...rows, isLong: true };
}
