/** Which steps write something on a mirror. Pure. */
import type { Step } from './row.ts';

export function writes({ action, cell }: Pick<Step, 'action' | 'cell'>): boolean {
  if (action === 'retag') return (cell.tag ?? cell.keepTag) !== null;
  return action === 'copy' || action === 'attach';
}
