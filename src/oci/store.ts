/**
 * The two ports through which content is read and written. One value is one repository at one place: a registry
 * repository, an OCI image layout directory seen as a repository, or memory. Implementations live in `stores/`.
 *
 * Every method takes an AbortSignal, throws only `MirrorError` (code `aborted` when the signal fired), retries what
 * is safe to retry by itself, and never writes a tag unless asked by `tag`.
 */
import type { Descriptor } from './descriptor.ts';
import type { Digest } from './digest.ts';
import type { Tag } from './reference.ts';
import type { ReferrerHints, ReferrerList } from './referrer.ts';

/** Largest manifest or index that is read or written: what registries and runtimes accept (4 MiB). */
export const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;

/** A manifest's exact bytes. `descriptor.digest` and `.size` have been computed from `bytes`. */
export interface RawManifest {
  /** `mediaType` is what the store served as content type, without parameters ('' when it gave none). */
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** How a blob was found (contract, section 8, depth `probe`). */
export type Probe =
  | {
      readonly kind: 'present' /** false when the store ignores ranges and only HEAD was possible */;
      readonly proven: boolean;
    }
  | { readonly kind: 'absent' } // a clean "no such blob"
  | { readonly kind: 'damaged'; readonly reason: 'missing' | 'size'; readonly actualSize?: number };
//  'missing': the store says it has it (HEAD 200, or 206 headers) but cannot serve its last byte
//  'size': the store's own size differs from the descriptor's

/** Largest blob that is read whole into memory: image configs are some kilobytes, containerd and CRI-O take 4 MiB. */
export const SMALL_BLOB_LIMIT_BYTES = 4 * 1024 * 1024;

/** A small blob's bytes, of the descriptor's size; whether they hash to its digest is for the reader to find out. */
export type SmallBlob =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | Exclude<Probe, { kind: 'present' }>;

export interface BlobReading {
  /** Told of bytes as they are read. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface Source {
  /** Identity of the place, without the repository: `https://registry.example.com`, `oci:/abs/dir`. Keys limits, mounts and proofs. */
  readonly origin: string;
  /** Repository below the origin: `mirror/library/redis`; for layouts the name used in `ref.name`. */
  readonly repository: string;
  /** For people: `registry.example.com/mirror/library/redis`. Never holds credentials. */
  readonly name: string;

  /** What a tag points to, or whether a manifest digest is there, without reading it (HEAD; GET and hash where the
   *  store does not say). Null: there is no such tag, manifest or repository. */
  resolve(reference: Tag | Digest, signal: AbortSignal): Promise<Descriptor | null>;

  /** All tags, in the store's order, invalid ones left out; a missing repository has none. Fails as a whole: with
   *  `too-large` where listing them takes more than `mostPages` requests. */
  tags(signal: AbortSignal, mostPages?: number): Promise<readonly Tag[]>;

  /** What refers to `subject`: what the store lists by itself (referrers API, listed manifests of a layout), what the
   *  index under the fallback tag `sha256-<hex>` lists, and what cosign has tagged. Not read, not checked and not
   *  followed further. Throws `too-large` beyond LISTED_REFERRERS_LIMIT; a store that does not answer properly throws,
   *  since that is not the same as having none. */
  referrers(subject: Digest, signal: AbortSignal, hints?: ReferrerHints): Promise<ReferrerList>;

  /** A manifest's bytes by digest (hash checked: `digest-mismatch`) or by tag (digest computed), at most
   *  MANIFEST_LIMIT_BYTES (`too-large`). Throws `not-found` when it is not there. `sizeBytes`, where known, is checked
   *  (`size-mismatch`). */
  readManifest(reference: Tag | Digest, signal: AbortSignal, sizeBytes?: number): Promise<RawManifest>;

  /** A blob as a verified stream: yields chunks, resumes broken reads by itself, and withholds the last chunk until size and
   *  digest agree (throws `digest-mismatch`, `size-mismatch`, `not-found`, `stalled`, `unavailable` …). The chunks'
   *  memory belongs to the consumer. Ending the iteration early releases the connection. */
  readBlob(blob: Descriptor, signal: AbortSignal): AsyncIterable<Uint8Array>;

  /** Reads a blob to its end, checks size and digest, and keeps nothing: as `readBlob` (same errors), but a store may have
   *  a faster way for it. A mismatch found here is no verdict yet: `readBlob` has the last word. */
  checkBlob(blob: Descriptor, options: BlobReading): Promise<void>;

  /** Whether a blob can really be served, by reading its last byte (HEAD for zero-byte blobs). */
  probeBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe>;

  /** What the store says of a blob without serving any of it (HEAD): its word only, so `proven` is false but for
   *  zero-byte blobs and for stores that look at the file itself. */
  statBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe>;

  /** Reads a blob of at most SMALL_BLOB_LIMIT_BYTES (`too-large` beyond it) whole in one request, and tells apart what
   *  `probeBlob` tells apart. */
  readSmallBlob(blob: Descriptor, signal: AbortSignal): Promise<SmallBlob>;
}

/** A blob upload that a target has opened. Exactly one of `send` or `cancel` is called, once. */
export interface Upload {
  /** Streams the whole blob (chunks as `readBlob` yields them) and completes it. Resolves when the target has confirmed the digest. If `body`
   *  throws, the upload is abandoned, never completed, and that error is rethrown. Not retried inside: a caller that
   *  still has the content begins a new upload. */
  send(body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** Gives the upload up; best effort, never throws. */
  cancel(): Promise<void>;
}

export type BeginUpload =
  | { readonly kind: 'mounted'; readonly from: string }
  | { readonly kind: 'upload'; readonly upload: Upload };

/** `listed`: the store lists them by itself, and keeps them as long as their subject. `merged`: the index under the fallback tag
 *  lists them, which holds no manifest from being collected. */
export type Attached = 'listed' | 'merged';

export interface Target extends Source {
  /** Whether this store holds a root by being listed (layouts), so that no keep tag is needed. */
  readonly holdsUntaggedRoots: boolean;

  /** Finds out, writing nothing that lasts, whether this repository can be pushed to. Throws `unauthorized`, `denied`, `not-found` (the
   *  repository is not made on push), `unavailable`, `tls`, `no-space`, `io`. */
  checkPush(signal: AbortSignal): Promise<void>;

  /** Opens an upload, or mounts the blob from another repository of the same origin (`mountFrom`: repository paths,
   *  best first; a refused mount becomes an upload). This repository's own path asks whether it has the blob already, in the
   *  same request where the store lets itself be asked so. A mounted blob is claimed, not proven: probe it. */
  beginUpload(blob: Descriptor, mountFrom: readonly string[], signal: AbortSignal): Promise<BeginUpload>;

  /** Writes a manifest under its digest. Throws `digest-mismatch` if the store answers another digest; `refused`
   *  with `unknownDigests`/`registryCodes` (MANIFEST_BLOB_UNKNOWN) when it misses what the manifest names. */
  writeManifest(manifest: RawManifest, signal: AbortSignal): Promise<void>;

  /** Points `tag` at a manifest that is already there, by writing its bytes under the tag, and checks what the store
   *  answers (reads back where the answer or the connection is lost). */
  tag(tag: Tag, manifest: RawManifest, signal: AbortSignal): Promise<void>;

  /** Sees to it that `referrers`, which are there and name `subject` as theirs, are listed for it, and proves it by
   *  reading the list. Where the store does not list them itself, they are merged into the index under the fallback
   *  tag, and nothing that others put there is lost. Throws `refused` where something else holds that tag. */
  attach(subject: Digest, referrers: readonly RawManifest[], signal: AbortSignal): Promise<Attached>;

  /** Only on stores with `holdsUntaggedRoots`: lists an untagged root as NAME@DIGEST (contract, section 3 "Layouts"),
   *  after its content is there. Doing it again changes nothing. */
  holdRoot?(manifest: RawManifest, signal: AbortSignal): Promise<void>;
}
