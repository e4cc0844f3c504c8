/** A failure in the words of one row. */
import { describeError } from '../errors.ts';
import { isUnreachable } from './health.ts';
import type { Failure } from './row.ts';

/** A mirror that does not answer is one cause, told in the same words for every row. */
export function reasonOf({ side, error }: Omit<Failure, 'rule'>, mirror: string): string {
  if (side === 'mirror' && isUnreachable(error)) return `mirror ${mirror} does not answer: ${error.message}`;
  return describeError(error);
}
