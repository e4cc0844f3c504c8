/**
 * Entries for paths, as Podman has them: the longest one that covers a repository counts
 * (containers-auth.json(5)).
 */
import type { AuthEntry } from './docker-config.ts';
import { HUB_SERVER_URL, helperServerUrl, registryHost } from './registry-key.ts';

/**
 * The entries that cover `repository` at `host`, best first: longer paths before shorter ones and the whole registry,
 * then keys written as Docker writes them, then those that are the host as asked. Paths match on whole segments only:
 * `team/app` covers `team/app` and `team/app/x`, never `team/apple`.
 */
export function coveringEntries(
  entries: readonly AuthEntry[],
  host: string,
  repository: string,
): readonly AuthEntry[] {
  const wanted = registryHost(host);
  return entries
    .filter((entry) => entry.host === wanted && covers(entry.path, repository))
    .sort((a, b) => b.path.length - a.path.length || spellingRank(a, host) - spellingRank(b, host));
}

function covers(path: string, repository: string): boolean {
  return path === '' || repository === path || repository.startsWith(`${path}/`);
}

/**
 * Two spellings of one registry in one file are rare and made by different tools; the order is only there to be
 * the same every time.
 */
function spellingRank(entry: AuthEntry, host: string): number {
  if (entry.key === HUB_SERVER_URL || entry.key === helperServerUrl(host)) return 0;
  return entry.key === host ? 1 : 2;
}
