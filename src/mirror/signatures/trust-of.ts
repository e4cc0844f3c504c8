/** What signatures are judged by, opened by the first who has to judge. */
import { isMirrorError, MirrorError, toMirrorError } from '../../errors.ts';
import type { Trust } from '../../signatures/trust.ts';
import type { RunContext } from '../context.ts';

/** Nothing is known to be trusted, so that nothing counts as signed: one cause for every image that has to be judged. */
export class UnjudgedSignatures extends MirrorError {
  constructor({ code, message, fix }: MirrorError) {
    super(code, `its signatures cannot be judged: ${message}`, { fix });
  }
}

/** Throws UnjudgedSignatures, or `aborted`. */
export async function trustOf({ openTrust }: Pick<RunContext, 'openTrust'>): Promise<Trust> {
  if (openTrust === undefined)
    throw new UnjudgedSignatures(new MirrorError('internal', 'this run trusts nothing'));
  try {
    return await openTrust();
  } catch (error) {
    throw isMirrorError(error, 'aborted') ? error : new UnjudgedSignatures(toMirrorError(error));
  }
}
