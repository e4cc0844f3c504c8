/**
 * What travels with an image: the referrers of its root and of every kept child, and what refers to those in turn. Found at
 * the source, read like any other content from the nearest place that has it, and believed only by what it says itself.
 */
import { MirrorError, toMirrorError } from '../../errors.ts';
import { ARTIFACT_KINDS } from '../../oci/artifact-kind.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { parseManifest } from '../../oci/manifest.ts';
import type { Tag } from '../../oci/reference.ts';
import type { Referrer } from '../../oci/referrer.ts';
import { mapEach } from '../each.ts';
import type { CarriedReferrer } from '../referrers/carried.ts';
import { describeRead } from '../referrers/describe.ts';
import type { SourceLists } from '../referrers/source-list.ts';
import { CopyFailure } from './failure.ts';
import { type Graph, type GraphReading, readGraph } from './graph.ts';
import type { ReadManifest } from './manifest-shelf.ts';

const SUBJECTS_AT_ONCE = 8;
/** What refers to a referrer of a referrer of a referrer is not followed further. */
export const REFERRER_DEPTH_LIMIT = 4;
/** Referrers of one image, all told. */
export const REFERRERS_LIMIT = 2_000;

export interface Attachments {
  /** Manifests and blobs of all of them, children before parents. */
  readonly manifests: readonly ReadManifest[];
  readonly blobs: readonly Descriptor[];
  /** By subject, those that name it: they are to be listed for it. */
  readonly listings: ReadonlyMap<Digest, readonly ReadManifest[]>;
  /** Tags of cosign, each to be set to its manifest. */
  readonly tags: readonly { readonly tag: Tag; readonly manifest: ReadManifest }[];
  readonly carried: readonly CarriedReferrer[];
  /** What was listed and is not carried, and why, for people. */
  readonly remarks: readonly string[];
  readonly hasApi: boolean;
}

export const NO_ATTACHMENTS: Attachments = {
  manifests: [],
  blobs: [],
  listings: new Map(),
  tags: [],
  carried: [],
  remarks: [],
  hasApi: false,
};

export type AttachmentReading = Omit<GraphReading, 'platforms' | 'isOfReferrer' | 'statedType'> & {
  readonly lists: SourceLists;
};

/** Thrown when nobody says what refers to an image. */
export class UnreadableReferrers extends Error {
  readonly error: MirrorError;

  constructor(error: MirrorError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}

/** Throws UnreadableReferrers where a list cannot be had, CopyFailure where something listed cannot be read. */
export async function readAttachments(
  { manifests }: Pick<Graph, 'manifests'>,
  reading: AttachmentReading,
): Promise<Attachments> {
  const draft = new Draft();
  let subjects: readonly Digest[] = manifests.map(({ descriptor }) => descriptor.digest);
  for (const digest of subjects) draft.subjects.add(digest);
  for (let depth = 1; subjects.length > 0; depth += 1) {
    const found = await mapEach(subjects, SUBJECTS_AT_ONCE, (subject) => readOf(subject, { draft, reading }));
    const next = new Set(found.flat().filter((digest) => !draft.subjects.has(digest)));
    for (const digest of next) draft.subjects.add(digest);
    if (depth >= REFERRER_DEPTH_LIMIT && next.size > 0) {
      draft.remarks.push(
        `what refers to ${[...next].map(shortDigest).join(', ')} is nested too deep to be looked for`,
      );
      break;
    }
    subjects = [...next];
  }
  return draft.done();
}

class Draft {
  /** Everything whose referrers have been asked for, or will be: circles end here. */
  readonly subjects = new Set<Digest>();
  readonly manifests = new Map<Digest, ReadManifest>();
  readonly blobs = new Map<Digest, Descriptor>();
  readonly listings = new Map<Digest, ReadManifest[]>();
  readonly tags: { tag: Tag; manifest: ReadManifest }[] = [];
  readonly carried: CarriedReferrer[] = [];
  readonly remarks: string[] = [];
  hasApi = false;

  done(): Attachments {
    return {
      manifests: [...this.manifests.values()],
      blobs: [...this.blobs.values()],
      listings: this.listings,
      tags: this.tags,
      carried: this.carried.toSorted(byKindAndName),
      remarks: this.remarks.toSorted(),
      hasApi: this.hasApi,
    };
  }
}

/** The same order at any concurrency. */
function byKindAndName(one: CarriedReferrer, other: CarriedReferrer): number {
  const kinds = ARTIFACT_KINDS.indexOf(one.kind) - ARTIFACT_KINDS.indexOf(other.kind);
  const nameOf = ({ artifactType, digest, subject, tag }: CarriedReferrer) =>
    `${artifactType} ${digest} ${subject} ${tag ?? ''}`;
  return kinds !== 0 ? kinds : nameOf(one) < nameOf(other) ? -1 : 1;
}

interface Within {
  readonly draft: Draft;
  readonly reading: AttachmentReading;
}

/** Reads all that refers to `subject`; their digests. */
async function readOf(subject: Digest, within: Within): Promise<readonly Digest[]> {
  const { draft, reading } = within;
  const list = await reading.lists.of(subject).catch((error: unknown) => {
    reading.signal.throwIfAborted();
    throw new UnreadableReferrers(toMirrorError(error));
  });
  draft.hasApi ||= list.hasApi;
  draft.remarks.push(...list.remarks);
  const found: Digest[] = [];
  for (const referrer of list.referrers) {
    const digest = await readReferrer(subject, referrer, within);
    if (digest !== null) found.push(digest);
  }
  return found;
}

async function readReferrer(subject: Digest, referrer: Referrer, within: Within): Promise<Digest | null> {
  const { draft, reading } = within;
  const { digest } = referrer.descriptor;
  if (draft.carried.length >= REFERRERS_LIMIT) throw tooMany(subject);
  const graph = await readListed(referrer, reading);
  const carried = typeof graph === 'string' ? graph : describe(subject, referrer, graph);
  if (typeof graph === 'string' || typeof carried === 'string') {
    const why = typeof graph === 'string' ? graph : carried;
    draft.remarks.push(`${shortDigest(digest)} is listed as referrer of ${shortDigest(subject)} and ${why}`);
    return null;
  }
  draft.carried.push(carried);
  for (const manifest of graph.manifests) draft.manifests.set(manifest.descriptor.digest, manifest);
  for (const blob of graph.blobs) draft.blobs.set(blob.digest, blob);
  if (referrer.tag === null)
    draft.listings.set(subject, [...(draft.listings.get(subject) ?? []), graph.root]);
  else draft.tags.push({ tag: referrer.tag, manifest: graph.root });
  return digest;
}

/** Why it cannot be carried, where that is the fault of the referrer itself. */
async function readListed({ descriptor }: Referrer, reading: AttachmentReading): Promise<Graph | string> {
  const { digest, mediaType } = descriptor;
  try {
    return await readGraph(digest, {
      ...reading,
      platforms: null,
      isOfReferrer: true,
      statedType: mediaType,
    });
  } catch (error) {
    if (!(error instanceof CopyFailure) || error.side !== 'source') throw error;
    if (error.error.code === 'not-found') return 'is not there';
    const isUseless = error.rule === 'manifest-unparsable' || error.rule === 'manifest-ambiguous';
    if (isUseless) return `cannot be used: ${error.error.message}`;
    throw error;
  }
}

/** What it says of itself; a list may name what speaks of something else, and is not believed then. */
function describe(subject: Digest, referrer: Referrer, graph: Graph): CarriedReferrer | string {
  const { tag, descriptor } = referrer;
  const parsed = parseManifest(graph.root, descriptor.mediaType);
  if (!parsed.ok) return `cannot be used: ${parsed.why}`;
  if (tag === null && parsed.node.subject?.digest !== subject) return 'does not speak of it';
  const named = [...graph.manifests.map((one) => one.descriptor), ...graph.blobs];
  return describeRead(subject, referrer, {
    node: parsed.node,
    manifestSize: graph.root.descriptor.size,
    size: named.reduce((sum, one) => sum + one.size, 0),
  });
}

function tooMany(subject: Digest): UnreadableReferrers {
  return new UnreadableReferrers(
    new MirrorError(
      'too-large',
      `more than ${REFERRERS_LIMIT} referrers belong to one image (at ${shortDigest(subject)})`,
      { fix: 'find out what writes them there, or set referrers: report for this image' },
    ),
  );
}
