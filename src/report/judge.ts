/** What findings weigh: the user's rules, what was accepted, and whether a run has failed. */
import type { Acceptance, Mirror } from '../files/mirrorfile.ts';
import {
  type Finding,
  finding,
  RULES,
  type Rule,
  type RuleLevel,
  SEVERITY_ORDER,
  type Severity,
} from '../finding.ts';
import type { Report } from './model.ts';

export interface JudgeOptions {
  readonly rules: ReadonlyMap<Rule, RuleLevel>;
  readonly accept: readonly Acceptance[];
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** On a mirror in state `filling` nothing is more than a warning. */
  readonly mirrors: readonly Pick<Mirror, 'name' | 'state'>[];
  /** Whether an image glob covers a canonical reference. */
  readonly matches: (glob: string, reference: string) => boolean;
}

/** Findings with the mirror manifest's `rules` and `accept` applied; an acceptance that has ended is a finding too. */
export function applyRules(findings: readonly Finding[], options: JudgeOptions): readonly Finding[] {
  const ended = options.accept.filter((entry) => hasEnded(entry, options.today)).map(acceptExpired);
  return [...findings, ...ended].flatMap((one) => applyRulesToOne(one, options) ?? []);
}

/** One finding as the user's rules have it; null where they turn it off. */
export function applyRulesToOne(one: Finding, options: JudgeOptions): Finding | null {
  if (options.rules.get(one.rule) === 'off') return null;
  const severity = severityOf(one, options.rules, fillingMirrors(options.mirrors));
  return { ...one, severity, ...(isAccepted(one, options) && { accepted: true }) };
}

/** Mirrors whose failures do not fail the run. */
export function fillingMirrors(mirrors: JudgeOptions['mirrors']): ReadonlySet<string> {
  return new Set(mirrors.filter((mirror) => mirror.state === 'filling').map((mirror) => mirror.name));
}

/** The parts of a report that a verdict needs, so that it can be reached before the report is whole. */
export type Judged = Pick<Report, 'images' | 'findings' | 'error'>;

const NONE: ReadonlySet<string> = new Set();

/** No open error, and nothing failed or refused on a mirror that serves. */
export function isOk(report: Judged, filling: ReadonlySet<string> = NONE): boolean {
  return report.error === null && !hasFailedRow(report, filling) && !hasOpen(report, 'error');
}

/**
 * Whether a run that reached its end fails under `--fail-on`. A severity stands for itself and everything worse, and
 * a failed or refused row is an error; a rule name stands for its open findings at any severity, mended ones left
 * out; `never` and the empty list let everything pass.
 */
export function failsOn(
  report: Judged,
  failOn: readonly string[],
  filling: ReadonlySet<string> = NONE,
): boolean {
  if (failOn.includes('never')) return false;
  const severities = failOn.filter(isSeverity);
  if (severities.length > 0 && hasFailedRow(report, filling)) return true;
  return (
    severities.some((severity) => hasOpen(report, severity)) ||
    report.findings.some((one) => !one.accepted && one.repaired === null && failOn.includes(one.rule))
  );
}

/** Why a word cannot stand in `--fail-on`, or null when it can. */
export function whyNotFailOn(word: string): string | null {
  if (word === 'never' || isSeverity(word) || Object.hasOwn(RULES, word)) return null;
  return `${JSON.stringify(word)} is no severity (error, warning, note), no rule name and not never`;
}

function isSeverity(word: string): word is Severity {
  return Object.hasOwn(SEVERITY_ORDER, word);
}

function hasOpen(report: Judged, severity: Severity): boolean {
  return report.findings.some(
    (one) => !one.accepted && SEVERITY_ORDER[one.severity] <= SEVERITY_ORDER[severity],
  );
}

function hasFailedRow(report: Judged, filling: ReadonlySet<string>): boolean {
  return report.images.some((image) =>
    image.mirrors.some(
      (row) => (row.outcome === 'failed' || row.outcome === 'refused') && !filling.has(row.mirror),
    ),
  );
}

/** What was mended stays a note, whatever the rules say of the fault. */
function severityOf(one: Finding, rules: JudgeOptions['rules'], filling: ReadonlySet<string>): Severity {
  const level = rules.get(one.rule);
  const wanted = one.repaired !== undefined || level === undefined || level === 'off' ? one.severity : level;
  const isCapped = wanted === 'error' && one.mirror !== undefined && filling.has(one.mirror);
  return isCapped ? 'warning' : wanted;
}

/** One lost layer is one finding of many images: it stays open until each of them is accepted. */
function isAccepted(one: Finding, options: JudgeOptions): boolean {
  return imagesOf(one).every((image) =>
    options.accept.some((entry) => covers(entry, { one, image }, options)),
  );
}

/** `affects` also lists places on mirrors; images are those lists that the finding's own image is in. */
function imagesOf({ source, affects = [] }: Finding): readonly (string | undefined)[] {
  return source !== undefined && affects.includes(source) ? affects : [source];
}

function covers(
  entry: Acceptance,
  { one, image }: { readonly one: Finding; readonly image: string | undefined },
  { today, matches }: JudgeOptions,
): boolean {
  if (entry.rule !== one.rule || hasEnded(entry, today)) return false;
  if (entry.mirror !== null && entry.mirror !== one.mirror) return false;
  return entry.image === null || (image !== undefined && matches(entry.image, image));
}

/** `until` is the last day it holds. */
function hasEnded(entry: Acceptance, today: string): boolean {
  return entry.until < today;
}

function acceptExpired(entry: Acceptance): Finding {
  const what = [entry.image ?? 'every image', ...(entry.mirror === null ? [] : [`on ${entry.mirror}`])].join(
    ' ',
  );
  return finding('accept-expired', {
    message: `acceptance of ${entry.rule} for ${what} ended on ${entry.until} (${entry.reason})`,
    help: 'Remove the entry if the finding is gone; otherwise mend it, or set a new date with a reason.',
    at: entry.at,
  });
}
