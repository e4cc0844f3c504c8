/** Judges what each mirror itself serves beside the images that were walked there: nodes that verify look where they pull. */

import { describeError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import type { Digest } from '../../oci/digest.ts';
import { signatureFindings } from '../../signatures/findings.ts';
import { verifySignatures } from '../../signatures/verify-signatures.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import { ReferrerSearch } from '../referrers/search.ts';
import type { CellOutcome, Step } from '../row.ts';
import { failedWalk } from '../verify/outcome.ts';
import type { VerifiedStep } from '../verify/verified-step.ts';
import { materialBeside } from './beside.ts';
import { policiesOfRow } from './policies-of-row.ts';
import { trustOf, UnjudgedSignatures } from './trust-of.ts';

const IMAGES_AT_ONCE = 16;

export interface JudgedOnMirrors {
  /** In the order that was given; those that could not be judged have failed. */
  readonly steps: readonly VerifiedStep[];
  readonly findings: readonly Finding[];
}

/** Asks only about images that a policy matches and that could be walked. Never throws. */
export async function judgeOnMirrors(
  verified: readonly VerifiedStep[],
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<JudgedOnMirrors> {
  const search = new ReferrerSearch(context.health, signal);
  const judged = await mapEach(verified, IMAGES_AT_ONCE, async (one) => {
    if (one.walk === null || isUnknown(one)) return { step: one, findings: [] };
    try {
      const findings = await findingsOf(one, one.walk.root, { search, context, signal });
      return { step: one, findings };
    } catch (error) {
      return { step: { ...one, outcome: unjudged(one.outcome.step, error, signal) }, findings: [] };
    }
  });
  return {
    steps: judged.map(({ step }) => step),
    findings: judged.flatMap(({ findings }) => findings),
  };
}

/** The mirror went away or the run was stopped: that has been told. */
function isUnknown({ outcome: { outcome } }: VerifiedStep): boolean {
  return outcome === 'failed' || outcome === 'deferred';
}

/** A mirror that did not answer, a run that was stopped, or nothing to judge by, which is no mirror's fault. */
function unjudged(step: Step, error: unknown, signal: AbortSignal): CellOutcome {
  const failed = failedWalk(step, error, signal);
  if (failed.failure === null || !(error instanceof UnjudgedSignatures)) return failed;
  return { ...failed, reason: describeError(error), failure: { ...failed.failure, side: 'source' } };
}

interface OnMirror {
  readonly search: ReferrerSearch;
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

async function findingsOf(
  { outcome: { step } }: VerifiedStep,
  root: Digest,
  { search, context, signal }: OnMirror,
): Promise<readonly Finding[]> {
  const { row, cell } = step;
  const policies = policiesOfRow(row, context.file);
  if (policies.length === 0) return [];
  const trust = await trustOf(context);
  const place = cell.mirror.name;
  const material = await materialBeside([root], {
    store: cell.target,
    place,
    health: context.health,
    signal,
    listOf: (subject) => search.of(cell.target, subject, { place }),
    onBytes: (bytes) => {
      context.meter.checkedBytes += bytes;
    },
  });
  const verdicts = verifySignatures([root], material, { policies, trust, signal });
  context.signers.note(row, verdicts);
  const mirror = { name: place, target: cell.address };
  return signatureFindings(verdicts, { source: row.name, digest: root, mirror });
}
