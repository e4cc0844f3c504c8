/** Which steps write something on a mirror. Pure. */
import type { Step } from './row.ts';

export function writes({ action }: Pick<Step, 'action'>): boolean {
  return action === 'copy' || action === 'attach';
}
