/** The change that a check shows: effective policy, trust and drain, against a base. */

import { drainFor } from '../../policy/change/drain.ts';
import { type SourceChange, sourceChanges } from '../../policy/change/source-changes.ts';
import type { TrustChange } from '../../policy/change/trust-change.ts';
import { trustChanges } from '../../policy/change/trust-changes.ts';
import type { PolicyDocument } from '../../policy/model.ts';
import type {
  ReportPolicyChanges,
  ReportSourceChange,
  ReportTrustChange,
} from '../../report/policies/model.ts';
import type { CommandDoor } from '../command.ts';
import { type ExaminedFiles, examineFiles } from './examined-files.ts';
import type { PolicyRequest } from './find-policies.ts';
import type { Base } from './open-base.ts';
import { NO_POLICIES, readPolicies } from './read-policies.ts';

export interface Head {
  readonly documents: readonly PolicyDocument[];
  readonly files: ExaminedFiles;
  /** Null where no policy is looked at. */
  readonly request: PolicyRequest | null;
}

/** What is wrong with the base is nobody's business any more: what cannot be read of it was not in effect. */
export async function compareWithBase(
  { name, tree }: Base,
  head: Head,
  door: CommandDoor,
): Promise<ReportPolicyChanges> {
  const before = head.request === null ? NO_POLICIES : await readPolicies(head.request, tree);
  const files = await examineFiles(door, tree, door.positionals);
  return {
    base: name,
    sources: sourceChanges(before.documents, head.documents).map(reportSource),
    trust: trustChanges(files, head.files).map(reportTrust),
    nodes: drainFor(before.documents, head.documents),
  };
}

function reportSource({ runtime, pull, source, before, after, effects }: SourceChange): ReportSourceChange {
  const at = after.find(({ endpoint }) => endpoint === effects[0]?.endpoint) ?? after[0];
  const tries = (list: SourceChange['before']) =>
    list.map(({ endpoint, blocked, insecure }) => ({ endpoint, blocked, insecure }));
  return {
    runtime,
    pull,
    source,
    before: tries(before),
    after: tries(after),
    effects,
    file: at?.file ?? null,
    line: at?.line ?? null,
  };
}

function reportTrust({ kind, what, before, after, at }: TrustChange): ReportTrustChange {
  return { kind, what, before, after, file: at?.file ?? null, line: at?.line ?? null };
}
