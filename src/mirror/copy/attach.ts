/** Writes what travels with an image to one mirror: manifests, the lists that name them, and cosign's tags, before the image's own tag. */
import type { Digest } from '../../oci/digest.ts';
import type { Attachments } from './attachments.ts';
import type { CellWork } from './cell-work.ts';
import { blaming } from './failure.ts';
import { type ManifestWriting, writeManifests } from './manifests.ts';

export interface Attaching extends ManifestWriting {
  /** What a tag of cosign may point to without somebody else having moved it. */
  readonly knownBefore: ReadonlySet<Digest>;
}

const NO_OMISSIONS = { omitted: new Set<Digest>() };

/** The blobs must be there. Throws CopyFailure. */
export async function writeAttachments(
  work: CellWork,
  attachments: Attachments,
  attaching: Attaching,
): Promise<void> {
  const { manifests, blobs, listings, tags } = attachments;
  const before = work.written;
  await writeManifests(work, { manifests, blobs, ...NO_OMISSIONS }, attaching);
  work.attached += work.written - before;
  for (const [subject, referrers] of listings)
    await blaming('mirror', () => work.target.attach(subject, referrers, attaching.signal));
  for (const one of tags) await setCosignTag(work, one, attaching);
}

/** These tags are bound to content and set whatever `allowMirrorByTags` says. What the source has is wanted: a signature more
 *  makes another manifest of them. */
async function setCosignTag(
  work: CellWork,
  { tag, manifest }: Attachments['tags'][number],
  { knownBefore, signal }: Attaching,
): Promise<void> {
  const wanted = manifest.descriptor.digest;
  const found = await blaming('mirror', () => work.target.resolve(tag, signal));
  if (found?.digest === wanted) return;
  await blaming('mirror', () => work.target.tag(tag, manifest, signal));
  work.attached += 1;
  if (found !== null && !knownBefore.has(found.digest))
    work.overwritten.push({ tag, found: found.digest, wanted });
}
