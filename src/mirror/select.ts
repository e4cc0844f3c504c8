/** `select:` — which of a source's tags are wanted (contract, section 3). Pure. */
import semver from 'semver';
import type { Select } from '../files/mirrorfile.ts';
import type { Tag } from '../oci/reference.ts';

/** Tags that hold signatures, attestations or anchors of a digest; never an image version. */
const DIGEST_TAG = /^(keep-)?sha(256|384|512)-[0-9a-f]{64,128}(\.[a-z]+)?$/;

/** The wanted ones of `tags`, sorted bytewise. With `latest`, the newest by semver precedence. */
export function selectTags(tags: readonly Tag[], select: Select): Tag[] {
  // A tag that a list repeats (its pages moved while they were read) is still one version.
  const matching = [...new Set(tags)].filter((tag) => matchesPatterns(tag, select) && !DIGEST_TAG.test(tag));
  const chosen = select.semver === null ? matching : newestVersions(matching, select.semver, select.latest);
  return chosen.sort(bytewise);
}

function matchesPatterns(tag: Tag, select: Select): boolean {
  if (select.include !== null && !select.include.matches(tag)) return false;
  return select.exclude === null || !select.exclude.matches(tag);
}

function newestVersions(tags: readonly Tag[], range: string, latest: number | null): Tag[] {
  const versions = tags.flatMap((tag) => {
    const version = semver.parse(tag);
    return version !== null && semver.satisfies(version, range) ? [{ tag, version }] : [];
  });
  versions.sort((a, b) => semver.rcompare(a.version, b.version) || bytewise(a.tag, b.tag));
  return versions.slice(0, latest ?? versions.length).map(({ tag }) => tag);
}

function bytewise(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
