/** Looks at one mirror for one row: a HEAD of what should be there, two where something has changed. */
import { isMirrorError, type MirrorError, toMirrorError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { RunContext } from './context.ts';
import type { Cell, Row, Seen } from './row.ts';

/** Never throws. A mirror that is down is not asked. */
export async function lookAt(
  cell: Cell,
  row: Row,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<Seen> {
  const { wanted } = row;
  if (row.problem !== null || (wanted === null && cell.tag === null)) return { kind: 'not-read' };
  if (cell.mirror.kind === 'cache' && cell.tag === null) return { kind: 'not-read' };
  try {
    return await context.health.guard(cell.mirror.name, signal, (guarded) => see(cell, wanted, guarded));
  } catch (error) {
    if (signal.aborted) return { kind: 'not-read' };
    return seenFromError(toMirrorError(error), cell);
  }
}

/** Without a wanted digest there is a managed tag, and what it points to is what counts. */
async function see(cell: Cell, wanted: Digest | null, signal: AbortSignal): Promise<Seen> {
  const tag = cell.tag ?? cell.keepTag;
  const asked = tag ?? wanted;
  if (asked === null) return { kind: 'not-read' };
  const root = await cell.target.resolve(asked, signal);
  if (root !== null) return { kind: 'present', root };
  const mayBeThere = cell.wasProven && tag !== null && wanted !== null;
  return { kind: 'absent', root: mayBeThere ? await cell.target.resolve(wanted, signal) : null };
}

function seenFromError(error: MirrorError, { mirror }: Cell): Seen {
  // Several registries answer 401 or 403 for what does not exist yet: whether it can be written, the preflight finds out.
  if (mirror.kind === 'store' && isMirrorError(error, 'denied', 'unauthorized'))
    return { kind: 'denied', error };
  // A registry answers 500 for a manifest whose file is cut, and serves everything else.
  if (error.status === 500) return { kind: 'damaged', error };
  return { kind: 'unreadable', error };
}
