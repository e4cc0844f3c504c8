/** Every output of the Action once: what it says, and how it is read from a report (contract, section 10). */
import type { Report, ReportMirrorRow } from '../report/model.ts';
import type { Options } from './options.ts';

export interface OutputSpec {
  readonly name: string;
  readonly description: string;
  readonly read: (report: Report, options: Options) => string | number | boolean;
}

export const OUTPUTS: readonly OutputSpec[] = [
  output(
    'ok',
    'true when there is no error and nothing failed or was refused, whatever fail-on says',
    ({ ok }) => ok,
  ),
  output('copied', 'Images copied, counted once per mirror', ({ totals }) => totals.copied),
  output(
    'up-to-date',
    'Images that were as wanted already, counted once per mirror',
    ({ totals }) => totals.upToDate,
  ),
  output(
    'repaired',
    'Images of which missing or damaged content was brought back',
    ({ totals }) => totals.repaired,
  ),
  output('failed', 'Images that could not be copied', ({ totals }) => totals.failed),
  output('refused', 'Images for which a rule forbade the step', ({ totals }) => totals.refused),
  output(
    'deferred',
    'Images that were not reached before the run was stopped',
    ({ totals }) => totals.deferred,
  ),
  output('drifted', 'Images whose tag is not what is wanted on a mirror', (report) =>
    rowsWith(report, ({ drift }) => drift !== null && drift !== 'in-sync'),
  ),
  output('incomplete', 'Images of which content is known to be missing or damaged', (report) =>
    rowsWith(
      report,
      // What an earlier run found damaged is incomplete also where this one only compared tags.
      ({ complete, outcome, drift }) =>
        complete === false || outcome === 'incomplete' || drift === 'incomplete',
    ),
  ),
  output('errors', 'Findings of severity error', ({ totals }) => totals.errors),
  output('warnings', 'Findings of severity warning', ({ totals }) => totals.warnings),
  output('report', 'Path of the JSON report', (_report, { json }) => json ?? ''),
  output('html', 'Path of the HTML report, where one was asked for', (_report, { html }) => html ?? ''),
  output('sarif', 'Path of the SARIF file, where one was asked for', (_report, { sarif }) => sarif ?? ''),
];

function output(name: string, description: string, read: OutputSpec['read']): OutputSpec {
  return { name, description, read };
}

function rowsWith({ images }: Report, test: (row: ReportMirrorRow) => boolean): number {
  return images.flatMap(({ mirrors }) => mirrors).filter(test).length;
}
