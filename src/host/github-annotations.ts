/** Findings beside the code: at most ten, because the runner forwards no more of one type. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import * as core from '@actions/core';
import { type Finding, SEVERITY_ORDER } from '../finding.ts';
import { cutText, makeVisible } from '../visible.ts';
import { escapeCommands } from './escape.ts';

const MOST_ANNOTATIONS = 10;
/** The runner cuts a message here. */
const LONGEST_MESSAGE = 4096;
const LONGEST_TITLE = 200;

export interface AnnotationOptions {
  readonly workingDirectory: string;
  readonly workspace: string | null;
  readonly redact: (text: string) => string;
}

/** Annotates the worst findings and returns how many that are worth one were left out. */
export function annotateFindings(findings: readonly Finding[], options: AnnotationOptions): number {
  const worstFirst = findings
    .filter(deservesAnnotation)
    .toSorted((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
  for (const finding of worstFirst.slice(0, MOST_ANNOTATIONS)) annotate(finding, options);
  return Math.max(0, worstFirst.length - MOST_ANNOTATIONS);
}

/** A note only where it points into a file; what was accepted is settled. */
function deservesAnnotation(finding: Finding): boolean {
  return finding.accepted !== true && (finding.severity !== 'note' || finding.at !== undefined);
}

function annotate(finding: Finding, options: AnnotationOptions): void {
  const { severity } = finding;
  const command = severity === 'error' ? core.error : severity === 'warning' ? core.warning : core.notice;
  command(messageOf(finding, options.redact), propertiesOf(finding, options));
}

function messageOf(finding: Finding, redact: (text: string) => string): string {
  const others = (finding.affectedCount ?? 1) - 1;
  const lines = [finding.message, ...(others > 0 ? [`It touches ${others} more.`] : []), finding.help];
  const escaped = lines
    .filter((line) => line !== '')
    .map((line) => escapeCommands(makeVisible(redact(line))));
  return cutText(escaped.join('\n'), LONGEST_MESSAGE);
}

function propertiesOf(finding: Finding, options: AnnotationOptions): core.AnnotationProperties {
  const place = finding.mirror === undefined ? '' : ` on ${finding.mirror}`;
  const title = cutText(makeVisible(options.redact(`${finding.rule}${place}`)), LONGEST_TITLE);
  const file = finding.at === undefined ? null : pathInWorkspace(finding.at.file, options);
  if (finding.at === undefined || file === null) return { title };
  return { title, file, startLine: finding.at.line, startColumn: finding.at.column };
}

/** GitHub finds files by their path from the top of the checkout; null for a file outside. */
function pathInWorkspace(file: string, { workingDirectory, workspace }: AnnotationOptions): string | null {
  const path = relative(workspace ?? workingDirectory, resolve(workingDirectory, file));
  if (path === '' || path.startsWith('..') || isAbsolute(path)) return null;
  return makeVisible(path.split(sep).join('/'));
}
