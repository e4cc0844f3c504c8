/** A run that was stopped before it knew what to do. */
import { isMirrorError } from '../errors.ts';
import type { Resolved } from '../mirror/resolve.ts';

/** Nothing resolved, when the signal is why; any other error goes on up. */
export function stoppedResolve(error: unknown, signal: AbortSignal): Resolved {
  if (!signal.aborted) throw error;
  if (isMirrorError(error, 'internal')) throw error;
  return { rows: [], findings: [] };
}
