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
import { renderProblems, renderText } from '../report/text.ts';
import type { Options } from './options.ts';
import { OUTPUTS } from './outputs.ts';
import { writeUserText } from './workspace-bounds.ts';

/** Writes every rendering, prints the text, sets outputs. Returns false when something could not be written; everything else
 *  is written all the same. */
export async function publish(unmasked: Report, options: Options, host: Host): Promise<boolean> {
  const report = redactReport(unmasked, (text) => host.redact(text));
  const bounds = { host, options };
  const written = [
    await write(options.json, () => renderJson(report), bounds),
    await write(options.summary, () => renderMarkdown(report), bounds),
    await write(options.html, () => renderHtml(report), bounds),
    await write(options.sarif, () => renderSarif(report), bounds),
  ];
  showText(report, options, host);
  host.annotate(report.findings.map(asFinding));
  const areOutputsSet = setOutputs(report, options, host);
  if (host.kind === 'action') await host.writeSummary(renderMarkdown(report));
  return written.every(Boolean) && areOutputsSet;
}

interface Bounds {
  readonly host: Host;
  readonly options: Options;
}

async function write(
  path: string | null,
  render: () => string | Iterable<string>,
  bounds: Bounds,
): Promise<boolean> {
  const { host } = bounds;
  if (path === null) return true;
  try {
    if (path === '-') await host.writeStdout(textOf(render()));
    else await writeUserText(path, render(), bounds);
    return true;
  } catch (error) {
    const told = describeError(toMirrorError(error));
    host.log.error(told.startsWith('cannot write ') ? told : `cannot write ${path}: ${told}`);
    return false;
  }
}

function textOf(pieces: string | Iterable<string>): string {
  return typeof pieces === 'string' ? pieces : [...pieces].join('');
}

function showText(report: Report, { quiet }: Options, host: Host): void {
  const { display } = host;
  const { columns: width } = display;
  const render = quiet ? renderProblems : renderText;
  const text = render(report, { style: (name, text) => display.style(name, text), width });
  if (text !== '') display.show(text);
}

function setOutputs(report: Report, options: Options, host: Host): boolean {
  try {
    for (const { name, read } of OUTPUTS) host.setOutput(name, String(read(report, options)));
    return true;
  } catch (error) {
    host.log.error(describeError(toMirrorError(error)));
    return false;
  }
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
