/** What signatures are judged by, opened by the first who has to judge. */
import { isMirrorError, MirrorError, toMirrorError } from '../../errors.ts';
import type { Trust } from '../../signatures/trust.ts';
import type { RunContext } from '../context.ts';

/** Throws MirrorError where it cannot be had: then nothing counts as signed. */
export async function trustOf({ openTrust }: Pick<RunContext, 'openTrust'>): Promise<Trust> {
  if (openTrust === undefined)
    throw new MirrorError('internal', 'its signatures cannot be judged: nothing is trusted here');
  try {
    return await openTrust();
  } catch (error) {
    if (isMirrorError(error, 'input')) throw error; // the user's own files, and it says which
    const { code, message, fix } = toMirrorError(error);
    throw new MirrorError(code, `its signatures cannot be judged: ${message}`, {
      cause: error,
      ...(fix === undefined ? {} : { fix }),
    });
  }
}
