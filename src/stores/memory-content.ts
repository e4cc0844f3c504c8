/** What a registry in memory holds: blobs by digest, linked per repository; manifests and tags per repository. */
import type { Digest } from '../oci/digest.ts';
import type { Node } from '../oci/manifest.ts';
import type { RawManifest } from '../oci/store.ts';
import { missingNeeds } from './manifest-needs.ts';

/** `bytes` is null where the data was lost although the blob is still claimed. */
export interface MemoryBlob {
  readonly sizeBytes: number;
  readonly bytes: Uint8Array | null;
}

export interface MemoryRepository {
  readonly blobs: Set<Digest>;
  readonly manifests: Map<Digest, RawManifest>;
  readonly tags: Map<string, Digest>;
}

export interface MemoryContent {
  readonly blobs: Map<Digest, MemoryBlob>;
  readonly repositories: Map<string, MemoryRepository>;
}

export function emptyMemory(): MemoryContent {
  return { blobs: new Map(), repositories: new Map() };
}

/** The repository, made where it is not yet. */
export function repositoryForWriting(content: MemoryContent, name: string): MemoryRepository {
  const existing = content.repositories.get(name);
  if (existing !== undefined) return existing;
  const made: MemoryRepository = { blobs: new Set(), manifests: new Map(), tags: new Map() };
  content.repositories.set(name, made);
  return made;
}

/** The blob as `repository` sees it: only what is linked there. */
export function linkedBlob(content: MemoryContent, repository: string, digest: Digest): MemoryBlob | null {
  const isLinked = content.repositories.get(repository)?.blobs.has(digest) ?? false;
  return isLinked ? (content.blobs.get(digest) ?? null) : null;
}

/** Stores bytes that hash to `digest` and links them. Content whose data was lost is healed. */
export function putBlob(content: MemoryContent, repository: string, digest: Digest, bytes: Uint8Array): void {
  content.blobs.set(digest, { sizeBytes: bytes.length, bytes });
  repositoryForWriting(content, repository).blobs.add(digest);
}

/** Links a blob of `from` (null: of any repository) into `repository`; false when it is not there. Lost data is not
 *  noticed, as in a registry that answers from its descriptor cache. */
export function mountBlob(
  content: MemoryContent,
  repository: string,
  digest: Digest,
  from: string | null,
): boolean {
  const isThere = from === null ? content.blobs.has(digest) : linkedBlob(content, from, digest) !== null;
  if (isThere) repositoryForWriting(content, repository).blobs.add(digest);
  return isThere;
}

/** The manifest by tag or digest. */
export function findManifest(
  content: MemoryContent,
  repository: string,
  reference: string,
): RawManifest | null {
  const holder = content.repositories.get(repository);
  const digest = holder?.tags.get(reference) ?? (reference as Digest);
  return holder?.manifests.get(digest) ?? null;
}

/** What `node` names and `repository` lacks. */
export async function missingInMemory(
  content: MemoryContent,
  repository: string,
  node: Node,
): Promise<readonly Digest[]> {
  return await missingNeeds(node, {
    hasBlob: (digest) => linkedBlob(content, repository, digest) !== null,
    hasManifest: (digest) => findManifest(content, repository, digest) !== null,
  });
}

/** Loses the data of a blob, which stays claimed, as when a registry's file is gone and its descriptor cache is not. */
export function deleteBlobData(content: MemoryContent, digest: Digest): void {
  const blob = content.blobs.get(digest);
  if (blob !== undefined) content.blobs.set(digest, { sizeBytes: blob.sizeBytes, bytes: null });
}
