/** `check`: the mirror manifest, the lock and policy files, for a pull request. No network. */
import { MirrorError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { lintPolicies } from '../policy/lint/lint.ts';
import type { PolicyDocument } from '../policy/model.ts';
import type { CommandDoor, CommandEnd } from './command.ts';
import type { Head } from './policies/compare-base.ts';
import { type ExaminedFiles, examineFiles, isExamined, lintFiles } from './policies/examined-files.ts';
import type { PolicyRequest } from './policies/find-policies.ts';
import { finishPolicies } from './policies/finish-policies.ts';
import { type Base, openBase } from './policies/open-base.ts';
import { policyRequest, readRequested, workspaceTree } from './policies/policy-request.ts';
import { NO_POLICIES, type Policies } from './policies/read-policies.ts';
import { readUserText } from './workspace-bounds.ts';

/** Reports of the largest estates fit. */
const REPORT_LIMIT_BYTES = 256 * 1024 * 1024;

export async function runCheck(door: CommandDoor): Promise<CommandEnd> {
  const tree = workspaceTree(door);
  const files = await examineFiles(door, tree, door.positionals);
  const request = requestOf(door, files);
  const policies = request === null ? NO_POLICIES : await readRequested(request, tree);
  const base = await openBase(door);
  const isNothing = files.paths.length + policies.files.length + policies.findings.length === 0;
  if (isNothing && base === null) throw nothingToCheck(door);
  const head = { documents: policies.documents, files, request };
  const policyChanges = base === null ? null : await changesSince(base, head, door);
  return finishPolicies(door, 'check', {
    file: files.file,
    lock: files.lock,
    policies: policies.files,
    policyChanges,
    findings: [
      ...files.findings,
      ...(await lintFiles(files, door)),
      ...lintAll(policies, files),
      ...(await health(policies.documents, door)),
    ],
  });
}

async function changesSince(base: Base, head: Head, door: CommandDoor) {
  const { compareWithBase } = await import('./policies/compare-base.ts');
  return await compareWithBase(base, head, door);
}

/** Null where only the mirror manifest or the lock are named. */
function requestOf(door: CommandDoor, files: ExaminedFiles): PolicyRequest | null {
  const named = door.positionals.filter((path) => !isExamined(path, files, door));
  const isAboutFilesOnly = door.positionals.length > 0 && named.length + door.options.policies.length === 0;
  return isAboutFilesOnly ? null : policyRequest(door, named);
}

/** Where no policy was found at all, that images are covered by none is nothing to tell. */
function lintAll({ documents, findings }: Policies, { file }: ExaminedFiles): readonly Finding[] {
  return [...findings, ...(documents.length === 0 ? [] : lintPolicies(documents, file))];
}

async function health(
  documents: readonly PolicyDocument[],
  { host, options }: CommandDoor,
): Promise<readonly Finding[]> {
  if (options.report === null) return [];
  const { unhealthyRows } = await import('../report/policies/last-report.ts');
  const { lintHealth } = await import('../policy/lint/health.ts');
  const text = await readUserText(options.report, REPORT_LIMIT_BYTES, { host, options });
  return lintHealth(documents, unhealthyRows(text, options.report));
}

function nothingToCheck({ host }: CommandDoor): MirrorError {
  return new MirrorError(
    'input',
    `there is nothing to check: neither a mirror manifest nor a policy file is in ${host.workingDirectory}`,
    { fix: 'name files, or globs with --policy' },
  );
}
