/** Why a step could not be done, and whose fault it was. */
import { type MirrorError, toMirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';

export type Side = 'source' | 'mirror';

/** Thrown inside the copy stage only; `copy` turns it into outcomes and findings. */
export class CopyFailure extends Error {
  readonly side: Side;
  readonly error: MirrorError;
  readonly rule: Rule;

  constructor(side: Side, error: MirrorError, rule: Rule = 'copy-failed') {
    super(error.message, { cause: error });
    this.name = 'CopyFailure';
    this.side = side;
    this.error = error;
    this.rule = rule;
  }
}

/** Whether a signature policy does not let the image pass; its own findings tell why. */
export function isSignatureRule(rule: Rule): boolean {
  return rule === 'signature-missing' || rule === 'signature-invalid';
}

/** Thrown at a mirror that fell behind the others: it is served later, in its own lane. */
export class FellBehind extends Error {
  constructor() {
    super('the mirror fell behind');
    this.name = 'FellBehind';
  }
}

/** Runs `work` and says whose fault a failure was. Failures that know it already, and aborts, pass through. */
export async function blaming<T>(side: Side, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(side, error);
  }
}

export function asFailure(side: Side, error: unknown): Error {
  if (error instanceof CopyFailure || error instanceof FellBehind) return error;
  return new CopyFailure(side, toMirrorError(error));
}

/** The failure in terms of the source or mirror; anything else is a bug and says so. */
export function failureOf(error: unknown): CopyFailure {
  return error instanceof CopyFailure ? error : new CopyFailure('mirror', toMirrorError(error));
}
