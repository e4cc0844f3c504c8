/** The report of commands that are about files alone. */
import type { LockFile } from '../../files/lockfile.ts';
import type { MirrorFile } from '../../files/mirrorfile.ts';
import type { Finding } from '../../finding.ts';
import { header, type RunFacts } from '../assemble.ts';
import { applyRules, isOk, type JudgeOptions } from '../judge.ts';
import type { Report, ReportGeneratedFile } from '../model.ts';
import { toReportFinding } from '../report-finding.ts';
import { sortFindings } from '../sort.ts';
import { countTotals, NO_TRAFFIC } from '../totals.ts';
import type { ReportExplain, ReportPolicyChanges } from './model.ts';

export interface PolicyResult {
  /** Whose `rules` and `accept` count; null: none. */
  readonly file: MirrorFile | null;
  readonly lock: LockFile | null;
  readonly policies: Report['inputs']['policies'];
  readonly findings: readonly Finding[];
  readonly explain?: ReportExplain;
  readonly policyChanges?: ReportPolicyChanges | null;
  readonly generated?: readonly ReportGeneratedFile[];
  readonly requests?: number;
  readonly matches: JudgeOptions['matches'];
}

export function assemblePolicyReport(facts: RunFacts, result: PolicyResult): Report {
  const { file, lock, policies } = result;
  const findings = judgePolicies(result.findings, facts, result);
  const sorted = sortFindings(
    findings,
    [],
    (file?.mirrors ?? []).map(({ name }) => name),
  ).map(toReportFinding);
  return {
    ...header(facts),
    ok: isOk({ images: [], findings: sorted, error: null }),
    inputs: {
      manifest: file === null ? null : { path: file.path, sha256: file.sha256 },
      lock: lock === null ? null : { path: lock.path, sha256: lock.sha256 },
      policies,
    },
    depth: null,
    totals: countTotals([], sorted, { ...NO_TRAFFIC, requests: result.requests ?? 0 }),
    mirrors: [],
    comparedWith: null,
    explain: result.explain ?? null,
    policyChanges: result.policyChanges ?? null,
    generated: result.generated ?? null,
    images: [],
    lockChanges: null,
    findings: sorted,
    error: null,
  };
}

/** Findings as the mirror manifest's `rules` and `accept` have them. */
export function judgePolicies(
  findings: readonly Finding[],
  { startedAtMs }: Pick<RunFacts, 'startedAtMs'>,
  { file, matches }: Pick<PolicyResult, 'file' | 'matches'>,
): readonly Finding[] {
  if (file === null) return findings;
  const today = new Date(startedAtMs).toISOString().slice(0, 10);
  return applyRules(findings, {
    rules: file.rules,
    accept: file.accept,
    today,
    mirrors: file.mirrors,
    matches,
  });
}
