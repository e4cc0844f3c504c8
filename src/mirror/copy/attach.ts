/** Writes what travels with an image to one mirror: manifests, the lists that name them, and cosign's tags, before the image's own tag. */
import { MirrorError } from '../../errors.ts';
import { type Digest, keepTagOf } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import type { RawManifest } from '../../oci/store.ts';
import type { Attachments } from './attachments.ts';
import type { CellWork } from './cell-work.ts';
import { blaming, CopyFailure } from './failure.ts';
import { type ManifestWriting, writeManifests } from './manifests.ts';

export interface Attaching extends ManifestWriting {
  /** What a tag of cosign may point to without somebody else having moved it. */
  readonly knownBefore: ReadonlySet<Digest>;
}

const NO_OMISSIONS = { omitted: new Set<Digest>() };

/** The blobs must be there. Throws CopyFailure; where the mirror refuses, with what can be done about it. */
export async function writeAttachments(
  work: CellWork,
  attachments: Attachments,
  attaching: Attaching,
): Promise<void> {
  try {
    await write(work, attachments, attaching);
  } catch (error) {
    const isRefusal =
      error instanceof CopyFailure && error.side === 'mirror' && error.error.code === 'refused';
    throw isRefusal ? refusedReferrers(error) : error;
  }
}

/** Some registries take images and nothing else. */
function refusedReferrers({ side, error, rule }: CopyFailure): CopyFailure {
  const { where, status, registryCodes } = error;
  const message = `it does not take what refers to the image: ${error.message}`;
  const fix = 'let the registry take such artifacts, or set referrers: report for this image';
  const details = { where, fix, status, registryCodes, cause: error };
  return new CopyFailure(side, new MirrorError('refused', message, details), rule);
}

async function write(work: CellWork, attachments: Attachments, attaching: Attaching): Promise<void> {
  const { manifests, blobs, listings, tags } = attachments;
  const before = work.written;
  await writeManifests(work, { manifests, blobs, ...NO_OMISSIONS }, attaching);
  work.attached += work.written - before;
  for (const [subject, referrers] of listings) {
    const attached = await blaming('mirror', () => work.target.attach(subject, referrers, attaching.signal));
    if (attached === 'merged') await anchor(work, referrers, attaching.signal);
  }
  for (const one of tags) await setCosignTag(work, one, attaching);
}

/** The fallback index lists referrers, but holds them no more than any index holds its children: distribution 2.8 was seen to
 *  collect them (`garbage-collect -m`). A tag that names their content does. */
async function anchor(work: CellWork, referrers: readonly RawManifest[], signal: AbortSignal): Promise<void> {
  const { target, step } = work;
  if (!step.cell.mirror.keepTags) return;
  for (const referrer of referrers) {
    const tag = keepTagOf(referrer.descriptor.digest) as Tag;
    const found = await blaming('mirror', () => target.resolve(tag, signal));
    if (found === null) await blaming('mirror', () => target.tag(tag, referrer, signal));
  }
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
