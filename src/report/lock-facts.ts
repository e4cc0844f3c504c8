/** What a lock has changed, in the report's words. */
import type { LockChange, LockVersion } from '../mirror/lock-changes/lock-changes.ts';
import type { ReportLockChange, ReportLockVersion } from './model.ts';

export function reportLockChange(change: LockChange): ReportLockChange {
  const { name, before, after, content, unread } = change;
  return {
    source: name,
    change: change.change,
    before: versionOf(before),
    after: versionOf(after),
    platformsAdded: content?.platformsAdded ?? null,
    platformsRemoved: content?.platformsRemoved ?? null,
    layers: content?.layers ?? null,
    unread,
  };
}

function versionOf(version: LockVersion | null): ReportLockVersion | null {
  if (version === null) return null;
  const { digest, since, facts } = version;
  return {
    digest,
    since,
    created: facts?.created ?? null,
    bytes: facts?.bytes ?? null,
    platforms: facts?.platforms ?? null,
  };
}
