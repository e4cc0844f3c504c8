/** One repository of a registry as source and target. */
import { isMirrorError, MirrorError, toMirrorError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, isDigest, shortDigest } from '../../oci/digest.ts';
import type { Tag } from '../../oci/reference.ts';
import { NO_HINTS, type ReferrerHints, type ReferrerList } from '../../oci/referrer.ts';
import type {
  Attached,
  BeginUpload,
  BlobReading,
  Probe,
  RawManifest,
  SmallBlob,
  Target,
} from '../../oci/store.ts';
import { verified } from '../verified-stream.ts';
import { downloadBlob } from './blobs.ts';
import { checkBlobAt } from './check-blob.ts';
import { errandAt, type Place, placeName } from './client.ts';
import type { Endpoints } from './endpoints.ts';
import { readManifestAt, resolveManifest } from './manifests.ts';
import { located } from './network-errors.ts';
import { probeBlobAt, readSmallBlobAt, statBlobAt } from './probe.ts';
import { attachReferrers, listReferrers } from './referrers.ts';
import { listTags } from './tags.ts';
import { beginUploadAt, checkPushAt } from './upload.ts';
import { putManifest, putTag } from './write-manifests.ts';

export class RegistryRepository implements Target {
  readonly origin: string;
  readonly repository: string;
  readonly name: string;
  readonly holdsUntaggedRoots = false;
  readonly #place: Place;
  readonly #endpoints: Endpoints;

  constructor(place: Place, endpoints: Endpoints) {
    this.#place = place;
    this.#endpoints = endpoints;
    this.origin = place.client.origin;
    this.repository = place.repository;
    this.name = placeName(place);
  }

  resolve(reference: Tag | Digest, signal: AbortSignal): Promise<Descriptor | null> {
    return resolveManifest(this.#place, reference, signal);
  }

  tags(signal: AbortSignal, mostPages?: number): Promise<readonly Tag[]> {
    return listTags(this.#place, signal, mostPages);
  }

  referrers(subject: Digest, signal: AbortSignal, hints: ReferrerHints = NO_HINTS): Promise<ReferrerList> {
    return listReferrers({ place: this.#place, store: this }, { subject, hints }, signal);
  }

  async readManifest(reference: Tag | Digest, signal: AbortSignal, sizeBytes?: number): Promise<RawManifest> {
    const raw = isDigest(reference)
      ? await this.#endpoints.readFirst(
          this.#place,
          (place) => readManifestAt(place, reference, signal),
          signal,
        )
      : await readManifestAt(this.#place, reference, signal);
    if (sizeBytes === undefined || raw.bytes.byteLength === sizeBytes) return raw;
    throw new MirrorError(
      'size-mismatch',
      `the manifest has ${raw.bytes.byteLength} bytes, but ${sizeBytes} are expected`,
      {
        where: `${this.name}${isDigest(reference) ? '@' : ':'}${reference}`,
        fix: 'whoever refers to it names the wrong size; the image is damaged',
      },
    );
  }

  async *readBlob(blob: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const places = this.#endpoints.placesFor(this.#place, blob.digest);
    try {
      yield* verified(downloadBlob(places, { blob }, signal), blob);
    } catch (error) {
      throw this.#readingError(error, blob);
    }
  }

  async checkBlob(blob: Descriptor, reading: BlobReading): Promise<void> {
    const places = this.#endpoints.placesFor(this.#place, blob.digest);
    try {
      await checkBlobAt(places, blob, reading);
    } catch (error) {
      throw this.#readingError(error, blob);
    }
  }

  probeBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    return probeBlobAt(this.#place, blob, signal);
  }

  statBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    return statBlobAt(this.#place, blob, signal);
  }

  readSmallBlob(blob: Descriptor, signal: AbortSignal): Promise<SmallBlob> {
    return readSmallBlobAt(this.#place, blob, signal);
  }

  checkPush(signal: AbortSignal): Promise<void> {
    return checkPushAt(this.#place, signal);
  }

  beginUpload(blob: Descriptor, mountFrom: readonly string[], signal: AbortSignal): Promise<BeginUpload> {
    return beginUploadAt(this.#place, { blob, mountFrom }, signal);
  }

  writeManifest(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    return putManifest(this.#place, manifest, signal);
  }

  tag(tag: Tag, manifest: RawManifest, signal: AbortSignal): Promise<void> {
    return putTag(this.#place, { tag, manifest }, signal);
  }

  attach(subject: Digest, referrers: readonly RawManifest[], signal: AbortSignal): Promise<Attached> {
    return attachReferrers({ place: this.#place, store: this }, { subject, referrers }, signal);
  }

  #readingError(error: unknown, { digest }: Descriptor): MirrorError {
    if (isMirrorError(error, 'digest-mismatch', 'size-mismatch')) this.#endpoints.mistrust(digest);
    return located(toMirrorError(error), errandAt(this.#place, 'read blob', `@${shortDigest(digest)}`));
  }
}
