/** Shows a report everywhere it was asked for. */
import { describeError, toMirrorError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import type { Host } from '../host/host.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report, ReportFinding } from '../report/model.ts';
import { redactReport } from '../report/redact-report.ts';
import { renderSarif } from '../report/sarif.ts';
import { renderText } from '../report/text.ts';
import type { Options } from './options.ts';

/** Writes every rendering, prints the text, sets outputs. Returns false when a file could not be written; every other one is written all
 *  the same. */
export async function publish(unmasked: Report, options: Options, host: Host): Promise<boolean> {
  const report = redactReport(unmasked, (text) => host.redact(text));
  const written = [
    await write(options.json, () => renderJson(report), host),
    await write(options.summary, () => renderMarkdown(report), host),
    await write(options.html, () => renderHtml(report), host),
    await write(options.sarif, () => renderSarif(report), host),
  ];
  showText(report, options, host);
  host.annotate(report.findings.map(asFinding));
  setOutputs(report, options, host);
  if (host.kind === 'action') await host.writeSummary(renderMarkdown(report));
  return written.every(Boolean);
}

async function write(path: string | null, render: () => string, host: Host): Promise<boolean> {
  if (path === null) return true;
  try {
    if (path === '-') await host.writeStdout(render());
    else await host.files.writeText(path, render());
    return true;
  } catch (error) {
    host.log.error(`cannot write ${path}: ${describeError(toMirrorError(error))}`);
    return false;
  }
}

function showText(report: Report, { quiet }: Options, host: Host): void {
  if (quiet && report.ok) return;
  const { display } = host;
  display.show(renderText(report, { style: (name, text) => display.style(name, text) }));
}

function setOutputs(report: Report, options: Options, host: Host): void {
  const { totals } = report;
  const outputs: Record<string, string | number | boolean> = {
    ok: report.ok,
    copied: totals.copied,
    'up-to-date': totals.upToDate,
    repaired: totals.repaired,
    failed: totals.failed,
    refused: totals.refused,
    deferred: totals.deferred,
    drifted: rowsWith(report, ({ drift }) => drift !== null && drift !== 'in-sync'),
    incomplete: rowsWith(report, ({ complete, outcome }) => complete === false || outcome === 'incomplete'),
    errors: totals.errors,
    warnings: totals.warnings,
    report: options.json ?? '',
    html: options.html ?? '',
    sarif: options.sarif ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) host.setOutput(name, String(value));
}

function rowsWith(
  report: Report,
  test: (row: Report['images'][number]['mirrors'][number]) => boolean,
): number {
  return report.images.flatMap(({ mirrors }) => mirrors).filter(test).length;
}

/** Back from the report, where secrets are masked and rules applied. */
function asFinding(told: ReportFinding): Finding {
  const { rule, severity, message, help, source, mirror, target, digest, accepted, file, line, column } =
    told;
  return {
    rule: rule as Finding['rule'],
    severity,
    message,
    help,
    accepted,
    affectedCount: told.affectedCount,
    ...(source === null ? {} : { source }),
    ...(mirror === null ? {} : { mirror }),
    ...(target === null ? {} : { target }),
    ...(digest === null ? {} : { digest }),
    ...(file === null || line === null ? {} : { at: { file, line, column: column ?? 1 } }),
  };
}
