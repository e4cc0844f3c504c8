/** One log line per step that changed something or failed. */
import type { Log } from '../host/host.ts';
import type { CellOutcome } from '../mirror/row.ts';
import { shortDigest } from '../oci/digest.ts';
import { formatBytes } from '../quantities.ts';

export function logOutcome({ step, outcome, reason, bytes }: CellOutcome, log: Log): void {
  const { row, cell } = step;
  const digest = row.wanted === null ? '' : ` ${shortDigest(row.wanted)}`;
  const line = `${outcome} ${row.name}${row.name.includes('@') ? '' : digest} → ${cell.mirror.name}`;
  if (outcome === 'failed' || outcome === 'incomplete') log.warning(`${line}: ${reason}`);
  else if (outcome === 'up-to-date' || outcome === 'complete' || outcome === 'compared') log.debug(line);
  else log.info(`${line} (${formatBytes(bytes)}; ${reason})`);
}
