/** One name of a layout directory, as source and target. */
import { isMirrorError, MirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, isDigest } from '../../oci/digest.ts';
import { OCI_MANIFEST } from '../../oci/media-type.ts';
import type { Tag } from '../../oci/reference.ts';
import type { ReferrerList } from '../../oci/referrer.ts';
import {
  type Attached,
  type BeginUpload,
  type BlobReading,
  type Probe,
  type RawManifest,
  SMALL_BLOB_LIMIT_BYTES,
  type SmallBlob,
  type Target,
} from '../../oci/store.ts';
import { requireSmall } from '../small-blob.ts';
import { readToEnd, verified } from '../verified-stream.ts';
import { blobSize, probeBlobFile, readSmallBlob, stopped, streamBlobFile, WHOLE } from './blob-file.ts';
import { writeBlob } from './blob-writer.ts';
import { findByDigest, findByRefName, type IndexDocument } from './index-document.ts';
import type { IndexFile } from './index-file.ts';
import { hasManifestFile, readManifestFile } from './manifest-file.ts';
import { manifestTypeOf } from './manifest-type.ts';
import { checkWritable } from './prepare.ts';
import { readRefName, taggedRefName, untaggedRefName } from './ref-name.ts';
import { listLayoutReferrers } from './referrers.ts';

/** What all names of one directory share. */
export interface LayoutPlace {
  readonly directory: string;
  readonly origin: string;
  readonly index: IndexFile;
  prepare(): Promise<void>;
}

export function layoutRepository(place: LayoutPlace, repository: string): Target {
  return new LayoutRepository(place, repository);
}

class LayoutRepository implements Target {
  readonly origin: string;
  readonly repository: string;
  readonly name: string;
  readonly holdsUntaggedRoots = true;
  readonly #place: LayoutPlace;

  constructor(place: LayoutPlace, repository: string) {
    this.#place = place;
    this.origin = place.origin;
    this.repository = repository;
    this.name = repository === '' ? place.origin : `${place.origin}:${repository}`;
  }

  async resolve(reference: Tag | Digest, signal: AbortSignal): Promise<Descriptor | null> {
    try {
      return (await this.readManifest(reference, signal)).descriptor;
    } catch (error) {
      if (isMirrorError(error, 'not-found', 'digest-mismatch', 'too-large')) return null;
      throw error;
    }
  }

  async tags(signal: AbortSignal): Promise<readonly Tag[]> {
    const index = await this.#index(signal);
    const refNames = (index?.entries ?? []).flatMap((entry) =>
      entry.refName === null ? [] : [readRefName(entry.refName)],
    );
    return [
      ...new Set(
        refNames.flatMap(({ name, tag }) => (name === this.repository && tag !== null ? [tag] : [])),
      ),
    ];
  }

  /** Names that are bound to content are the directory's, whatever the image is called there. */
  async referrers(subject: Digest, signal: AbortSignal): Promise<ReferrerList> {
    const index = await this.#index(signal);
    return listLayoutReferrers(index, subject, { directory: this.#place.directory, store: this, signal });
  }

  async readManifest(reference: Tag | Digest, signal: AbortSignal, sizeBytes?: number): Promise<RawManifest> {
    const index = await this.#index(signal);
    const listed = index === null ? null : this.#find(index, reference);
    const digest = isDigest(reference) ? reference : listed?.digest;
    if (digest === undefined) throw noSuchTag(this.name, reference);
    return await readManifestFile(this.#place.directory, digest, {
      mediaType: listed?.mediaType ?? '',
      sizeBytes,
    });
  }

  async *readBlob(blob: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (signal.aborted) throw stopped(signal);
    yield* verified(streamBlobFile(this.#place.directory, blob.digest, WHOLE, signal), blob);
  }

  checkBlob(blob: Descriptor, { onBytes, signal }: BlobReading): Promise<void> {
    return readToEnd(this.readBlob(blob, signal), onBytes);
  }

  async probeBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    if (signal.aborted) throw stopped(signal);
    return await probeBlobFile(this.#place.directory, blob);
  }

  /** A file is looked at, not asked about: a stat is as good as a probe. */
  statBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    return this.probeBlob(blob, signal);
  }

  async readSmallBlob(blob: Descriptor, signal: AbortSignal): Promise<SmallBlob> {
    requireSmall(blob);
    const probe = await this.probeBlob(blob, signal);
    if (probe.kind !== 'present') return probe;
    const bytes = await readSmallBlob(this.#place.directory, blob.digest, SMALL_BLOB_LIMIT_BYTES);
    return bytes === null ? { kind: 'absent' } : { kind: 'read', bytes };
  }

  async checkPush(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw stopped(signal);
    await this.#place.prepare();
    await checkWritable(this.#place.directory);
    await this.#index(signal);
  }

  async beginUpload(
    blob: Descriptor,
    mountFrom: readonly string[],
    signal: AbortSignal,
  ): Promise<BeginUpload> {
    if (signal.aborted) throw stopped(signal);
    const [from] = mountFrom;
    if (from !== undefined && (await blobSize(this.#place.directory, blob.digest)) === blob.size) {
      return { kind: 'mounted', from };
    }
    await this.#place.prepare();
    const { directory } = this.#place;
    const send = (body: AsyncIterable<Uint8Array>, sending: AbortSignal) =>
      writeBlob(directory, blob, body, sending);
    return { kind: 'upload', upload: { send, cancel: async () => undefined } };
  }

  async writeManifest(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw stopped(signal);
    await this.#place.prepare();
    await writeBlob(this.#place.directory, manifest.descriptor, only(manifest.bytes), signal);
  }

  async tag(tag: Tag, manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.#list(taggedRefName(this.repository, tag), manifest, signal);
  }

  async holdRoot(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.#list(untaggedRefName(this.repository, manifest.descriptor.digest), manifest, signal);
  }

  /** A layout has no other list than index.json: a referrer is found by its subject as long as it stands there. */
  async attach(_subject: Digest, referrers: readonly RawManifest[], signal: AbortSignal): Promise<Attached> {
    for (const referrer of referrers) await this.holdRoot(referrer, signal);
    return 'listed';
  }

  async #list(refName: string, manifest: RawManifest, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw stopped(signal);
    const { directory } = this.#place;
    if (!(await hasManifestFile(directory, manifest.descriptor))) await this.writeManifest(manifest, signal);
    const mediaType = manifest.descriptor.mediaType || (manifestTypeOf(manifest.bytes) ?? OCI_MANIFEST);
    const put = new Map([[refName, { ...manifest.descriptor, mediaType }]]);
    await this.#place.index.change({ put, drop: new Set() }, signal);
  }

  async #index(signal: AbortSignal): Promise<IndexDocument | null> {
    if (signal.aborted) throw stopped(signal);
    return await this.#place.index.read();
  }

  #find(index: IndexDocument, reference: Tag | Digest): Descriptor | null {
    const entry = isDigest(reference)
      ? findByDigest(index, reference)
      : findByRefName(index, taggedRefName(this.repository, reference));
    return entry?.descriptor ?? null;
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function noSuchTag(name: string, tag: string): MirrorError {
  return new MirrorError('not-found', `the layout lists no tag ${tag}`, { where: `${name}:${tag}` });
}
