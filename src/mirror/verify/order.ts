/** In which order a sweep takes its steps. */

import { type Depth, isShallower, type Proof } from '../proofs.ts';
import type { Step } from '../row.ts';

/** Steps whose last proof of this depth is oldest first; those never proven at it before all. Ties stay in order. */
export function oldestFirst(
  steps: readonly Step[],
  depth: Depth,
  proofOf: (step: Step) => Proof | null,
): readonly Step[] {
  const provenAtMs = (step: Step): number => {
    const proof = proofOf(step);
    return proof === null || isShallower(proof.depth, depth) ? Number.NEGATIVE_INFINITY : proof.atMs;
  };
  return steps
    .map((step) => ({ step, atMs: provenAtMs(step) }))
    .sort((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs))
    .map(({ step }) => step);
}
