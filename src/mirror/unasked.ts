/** What is wanted when no source may be asked: what mirrors and memory say (contract, section 8, "Where it starts"). */
import { toMirrorError } from '../errors.ts';
import type { Image, Select } from '../files/mirrorfile.ts';
import { placeOf } from '../files/place.ts';
import { type Finding, finding } from '../finding.ts';
import type { Tag } from '../oci/reference.ts';
import type { RunContext } from './context.ts';
import { mapEach } from './each.ts';
import type { ResolvedWant, Wanted } from './resolved-want.ts';
import { selectTags } from './select.ts';
import { mirrorsOf } from './selection.ts';
import { sourceKey } from './source-key.ts';

const MIRRORS_AT_ONCE = 16;

/** A tag without pin and lock entry: on each mirror its own tag counts, and where none is managed what was last synced. */
export function resolveUnasked(base: Wanted, { history }: RunContext): ResolvedWant {
  if (base.image.allowMirrorByTags) return { wanted: base, findings: [], unreadable: null };
  const { accepted } = history.of(base.name);
  if (accepted !== null) return { wanted: { ...base, digest: accepted }, findings: [], unreadable: null };
  const reason = 'it has no pin and no lock entry, mirrors have no tag of it, and no sync is remembered';
  return {
    wanted: { ...base, problem: { outcome: 'failed', reason } },
    findings: [unknownDigest(base, reason)],
    unreadable: null,
  };
}

interface Listing {
  readonly context: RunContext;
  readonly findings: Finding[];
  readonly signal: AbortSignal;
}

/** The tags that `select:` gives of those that any mirror has; where mirrors have no tags, of those last synced. Null: no mirror could
 *  be asked. */
export async function tagsOnMirrors(
  image: Image,
  select: Select,
  { context, findings, signal }: Listing,
): Promise<readonly Tag[] | null> {
  const key = sourceKey(image);
  if (!image.allowMirrorByTags) return selectTags(context.history.acceptedTags(key), select);
  const lists = await mapEach(mirrorsOf(image, context), MIRRORS_AT_ONCE, async (mirror) => {
    const place = placeOf({ image, mirror, file: context.file });
    if (!place.ok) return null;
    const target = context.stores.targetOf(mirror, place.value);
    try {
      return await context.health.guard(mirror.name, signal, (guarded) => target.tags(guarded));
    } catch (error) {
      if (!signal.aborted) findings.push(unlisted(target.name, mirror.name, error));
      return null;
    }
  });
  const read = lists.filter((tags) => tags !== null);
  return read.length === 0 ? null : selectTags(read.flat(), select);
}

function unknownDigest({ name, at }: Wanted, reason: string): Finding {
  return finding('not-locked', {
    message: `${name}: there is no digest to start from: ${reason}`,
    help: 'Run lock and commit the lock file, or pin the digest; then it can be verified without the source.',
    source: name,
    at,
  });
}

function unlisted(place: string, mirror: string, error: unknown): Finding {
  const cause = toMirrorError(error);
  return finding('mirror-unreachable', {
    message: `mirror ${mirror}: the tags of ${place} cannot be listed: ${cause.message}`,
    help: cause.fix ?? 'Which images select means there is not known. Run again when the mirror answers.',
    mirror,
  });
}
