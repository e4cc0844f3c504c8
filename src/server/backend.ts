/** What a registry server serves: the port between HTTP and content. */
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import type { Node } from '../oci/manifest.ts';
import type { Tag } from '../oci/reference.ts';
import type { RawManifest } from '../oci/store.ts';

/** Bytes `from` (inclusive) to `to` (exclusive). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A blob on its way in. Ends with exactly one of `commit` and `discard`. */
export interface BlobSink {
  readonly sizeBytes: number;
  append(chunk: Uint8Array): Promise<void>;
  /** Throws `digest-mismatch` when the bytes do not hash to `digest`; nothing is stored then. */
  commit(digest: Digest): Promise<void>;
  discard(): Promise<void>;
}

/** Throws only MirrorError. Repository names, tags and digests have been checked before they come here. */
export interface RegistryBackend {
  /** Size in bytes as the store claims it; null: no such blob in this repository. */
  blobSize(repository: string, digest: Digest): Promise<number | null>;
  /** May fail midway, or at once, for content that is gone although it is claimed. */
  readBlob(repository: string, digest: Digest, span: Span, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** `digest` where it is known before the first byte. */
  startBlob(repository: string, digest: Digest | null): Promise<BlobSink>;
  /** Links a blob from another repository (null: any); false where that does not have it. */
  mountBlob(repository: string, digest: Digest, from: string | null): Promise<boolean>;
  /** Null: no such manifest that can be served. */
  readManifest(repository: string, reference: Tag | Digest, signal: AbortSignal): Promise<RawManifest | null>;
  /** Stores a manifest that has been checked, under its digest and, unless null, under `tag`. */
  writeManifest(repository: string, manifest: NewManifest, signal: AbortSignal): Promise<void>;
  /** All tags; null: no such repository. */
  tags(repository: string, signal: AbortSignal): Promise<readonly string[] | null>;
  repositories(signal: AbortSignal): Promise<readonly string[]>;
  /** Manifests whose `subject` is `digest`, as descriptors with artifactType and annotations. */
  referrers(repository: string, digest: Digest, signal: AbortSignal): Promise<readonly Descriptor[]>;
}

export interface NewManifest {
  readonly raw: RawManifest;
  readonly node: Node;
  readonly tag: Tag | null;
}
