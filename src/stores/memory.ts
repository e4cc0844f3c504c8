/** A registry in memory, with a registry's semantics: what tests and the demo copy from and to. */
import { MirrorError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, shortDigest } from '../oci/digest.ts';
import { parseManifest } from '../oci/manifest.ts';
import { isTag, type Tag } from '../oci/reference.ts';
import { NO_HINTS, type ReferrerHints, type ReferrerList } from '../oci/referrer.ts';
import { referrerOf } from '../oci/referrer-entry.ts';
import type {
  Attached,
  BeginUpload,
  BlobReading,
  Probe,
  RawManifest,
  SmallBlob,
  Target,
} from '../oci/store.ts';
import { mergeIntoFallbackIndex } from './fallback-index.ts';
import { chunksOf, receive, requireBytes, requireRunning } from './memory-bytes.ts';
import {
  emptyMemory,
  findManifest,
  linkedBlob,
  type MemoryContent,
  missingInMemory,
  mountBlob,
  putBlob,
  repositoryForWriting,
} from './memory-content.ts';
import { joinReferrers, referrersByCosignTag, referrersByFallbackTag } from './referrers-by-tag.ts';
import { requireSmall } from './small-blob.ts';
import { readToEnd, verified } from './verified-stream.ts';

export interface MemoryStore {
  readonly content: MemoryContent;
  open(repository: string): Target;
}

export interface MemoryStoreOptions {
  /** Refuse manifests whose blobs or children are not in their repository (default), or take them. */
  readonly strict?: boolean;
  /** Answer for referrers (default), or leave that to the fallback tag. */
  readonly referrersApi?: boolean;
}

/** An empty registry called `origin`. Repositories are made on first write. */
export function createMemoryStore(
  origin = 'memory://registry',
  options: MemoryStoreOptions = {},
): MemoryStore {
  const content = emptyMemory();
  const isStrict = options.strict ?? true;
  const hasApi = options.referrersApi ?? true;
  return {
    content,
    open: (repository) => new MemoryTarget(content, { origin, repository, isStrict, hasApi }),
  };
}

interface MemoryPlace {
  readonly origin: string;
  readonly repository: string;
  readonly isStrict: boolean;
  readonly hasApi: boolean;
}

class MemoryTarget implements Target {
  readonly origin: string;
  readonly repository: string;
  readonly name: string;
  readonly holdsUntaggedRoots = false;
  readonly #content: MemoryContent;
  readonly #isStrict: boolean;
  readonly #hasApi: boolean;

  constructor(content: MemoryContent, place: MemoryPlace) {
    this.#content = content;
    this.#isStrict = place.isStrict;
    this.#hasApi = place.hasApi;
    this.origin = place.origin;
    this.repository = place.repository;
    this.name = `${place.origin.replace(/^[a-z]+:\/\//, '')}/${place.repository}`;
  }

  async resolve(reference: Tag | Digest, signal: AbortSignal): Promise<Descriptor | null> {
    requireRunning(signal);
    return findManifest(this.#content, this.repository, reference)?.descriptor ?? null;
  }

  async tags(signal: AbortSignal): Promise<readonly Tag[]> {
    requireRunning(signal);
    const tags = this.#content.repositories.get(this.repository)?.tags.keys() ?? [];
    return [...tags].filter(isTag).sort();
  }

  async referrers(
    subject: Digest,
    signal: AbortSignal,
    { tags }: ReferrerHints = NO_HINTS,
  ): Promise<ReferrerList> {
    requireRunning(signal);
    const held = this.#hasApi ? this.#content.repositories.get(this.repository) : undefined;
    const own = [...(held?.manifests.values() ?? [])].flatMap((manifest) => {
      const descriptor = referrerOf(manifest, subject);
      return descriptor === null ? [] : [{ descriptor, foundBy: 'api' as const, tag: null }];
    });
    const listed = await referrersByFallbackTag(this, { subject, tags }, signal);
    const tagged = await referrersByCosignTag(this, { subject, tags }, signal);
    const parts = [{ referrers: own, remarks: [] }, listed, { referrers: tagged, remarks: [] }];
    return joinReferrers(subject, { hasApi: this.#hasApi, name: this.name }, parts);
  }

  async readManifest(reference: Tag | Digest, signal: AbortSignal, sizeBytes?: number): Promise<RawManifest> {
    requireRunning(signal);
    const manifest = findManifest(this.#content, this.repository, reference);
    if (manifest === null) throw this.#notFound(`manifest ${reference}`);
    requireBytes(manifest, this.name);
    if (sizeBytes !== undefined && sizeBytes !== manifest.bytes.length) {
      throw new MirrorError(
        'size-mismatch',
        `${manifest.bytes.length} bytes where ${sizeBytes} are expected`,
        {
          where: this.name,
        },
      );
    }
    return { descriptor: manifest.descriptor, bytes: new Uint8Array(manifest.bytes) };
  }

  async *readBlob(blob: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    requireRunning(signal);
    const found = linkedBlob(this.#content, this.repository, blob.digest);
    if (found === null || found.bytes === null) throw this.#notFound(`blob ${shortDigest(blob.digest)}`);
    yield* verified(chunksOf(found.bytes, signal), blob);
  }

  checkBlob(blob: Descriptor, { onBytes, signal }: BlobReading): Promise<void> {
    return readToEnd(this.readBlob(blob, signal), onBytes);
  }

  async probeBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    requireRunning(signal);
    const found = linkedBlob(this.#content, this.repository, blob.digest);
    if (found === null) return { kind: 'absent' };
    if (found.sizeBytes !== blob.size)
      return { kind: 'damaged', reason: 'size', actualSize: found.sizeBytes };
    return found.bytes === null ? { kind: 'damaged', reason: 'missing' } : { kind: 'present', proven: true };
  }

  statBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    return this.#claim(blob, signal);
  }

  async readSmallBlob(blob: Descriptor, signal: AbortSignal): Promise<SmallBlob> {
    requireSmall(blob);
    const probe = await this.probeBlob(blob, signal);
    if (probe.kind !== 'present') return probe;
    const found = linkedBlob(this.#content, this.repository, blob.digest);
    return { kind: 'read', bytes: new Uint8Array(found?.bytes ?? []) };
  }

  /** As a registry's HEAD: what was lost is still claimed. */
  async #claim(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    const probe = await this.probeBlob(blob, signal);
    const isClaimed = probe.kind === 'present' || (probe.kind === 'damaged' && probe.reason === 'missing');
    return isClaimed ? { kind: 'present', proven: blob.size === 0 } : probe;
  }

  async checkPush(signal: AbortSignal): Promise<void> {
    requireRunning(signal);
  }

  async beginUpload(
    blob: Descriptor,
    mountFrom: readonly string[],
    signal: AbortSignal,
  ): Promise<BeginUpload> {
    requireRunning(signal);
    const from = mountFrom.find((source) => mountBlob(this.#content, this.repository, blob.digest, source));
    if (from !== undefined) return { kind: 'mounted', from };
    const send = async (body: AsyncIterable<Uint8Array>, sending: AbortSignal): Promise<void> => {
      putBlob(this.#content, this.repository, blob.digest, await receive(blob, body, sending));
    };
    return { kind: 'upload', upload: { send, cancel: async () => undefined } };
  }

  async writeManifest(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    requireRunning(signal);
    requireBytes(manifest, this.name);
    if (this.#isStrict) await this.#requireNeeds(manifest);
    const bytes = new Uint8Array(manifest.bytes);
    const { mediaType, digest } = manifest.descriptor;
    const stored = { descriptor: { mediaType, digest, size: bytes.length }, bytes };
    repositoryForWriting(this.#content, this.repository).manifests.set(digest, stored);
  }

  async tag(tag: Tag, manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.writeManifest(manifest, signal);
    repositoryForWriting(this.#content, this.repository).tags.set(tag, manifest.descriptor.digest);
  }

  async attach(subject: Digest, referrers: readonly RawManifest[], signal: AbortSignal): Promise<Attached> {
    requireRunning(signal);
    if (this.#hasApi) return 'listed';
    await mergeIntoFallbackIndex(this, { subject, referrers }, signal);
    return 'merged';
  }

  async #requireNeeds(manifest: RawManifest): Promise<void> {
    const parsed = parseManifest(manifest);
    if (!parsed.ok) throw this.#refusal('MANIFEST_INVALID', parsed.why, []);
    const missing = await missingInMemory(this.#content, this.repository, parsed.node);
    if (missing.length > 0)
      throw this.#refusal('MANIFEST_BLOB_UNKNOWN', 'content it names is missing', missing);
  }

  #refusal(registryCode: string, why: string, unknownDigests: readonly Digest[]): MirrorError {
    return new MirrorError('refused', `manifest refused: ${why}`, {
      where: this.name,
      status: 400,
      registryCodes: [registryCode],
      unknownDigests,
    });
  }

  #notFound(what: string): MirrorError {
    return new MirrorError('not-found', `there is no ${what}`, { where: this.name, status: 404 });
  }
}
