/** A registry whose content lives in memory. */
import { MirrorError } from '../errors.ts';
import { type Digest, digestOf, shortDigest } from '../oci/digest.ts';
import { referrerOf } from '../oci/referrer-entry.ts';
import {
  deleteBlobData,
  emptyMemory,
  findManifest,
  linkedBlob,
  type MemoryContent,
  mountBlob,
  putBlob,
  repositoryForWriting,
} from '../stores/memory-content.ts';
import type { BlobSink, NewManifest, RegistryBackend, Span } from './backend.ts';

export interface MemoryBackend extends RegistryBackend {
  readonly content: MemoryContent;
  /** Loses a blob's data: HEAD goes on answering 200, GET breaks off after the headers. For tests and the demo. */
  deleteBlobData(digest: Digest): void;
}

const CHUNK_BYTES = 256 * 1024;

/** A backend over `content`, empty unless given. */
export function createMemoryBackend(content: MemoryContent = emptyMemory()): MemoryBackend {
  return {
    content,
    deleteBlobData: (digest) => deleteBlobData(content, digest),
    blobSize: async (repository, digest) => linkedBlob(content, repository, digest)?.sizeBytes ?? null,
    readBlob: (repository, digest, span) =>
      chunksOf(linkedBlob(content, repository, digest)?.bytes ?? null, span),
    startBlob: async (repository) => memorySink(content, repository),
    mountBlob: async (repository, digest, from) => mountBlob(content, repository, digest, from),
    readManifest: async (repository, reference) => findManifest(content, repository, reference),
    writeManifest: async (repository, manifest) => storeManifest(content, repository, manifest),
    tags: async (repository) => {
      const holder = content.repositories.get(repository);
      return holder === undefined ? null : [...holder.tags.keys()];
    },
    repositories: async () => [...content.repositories.keys()],
    referrers: async (repository, digest) => {
      const manifests = content.repositories.get(repository)?.manifests.values() ?? [];
      return [...manifests].flatMap((manifest) => referrerOf(manifest, digest) ?? []);
    },
  };
}

async function* chunksOf(bytes: Uint8Array | null, span: Span): AsyncGenerator<Uint8Array> {
  if (bytes === null) throw new MirrorError('io', 'the data of this blob is lost');
  for (let from = span.from; from < span.to; from += CHUNK_BYTES) {
    yield bytes.subarray(from, Math.min(from + CHUNK_BYTES, span.to));
  }
}

function memorySink(content: MemoryContent, repository: string): BlobSink {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    async append(chunk) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
    },
    async commit(digest) {
      const bytes = Buffer.concat(chunks);
      const actual = digestOf(bytes, digest);
      if (actual !== digest) {
        throw new MirrorError('digest-mismatch', `the bytes received hash to ${shortDigest(actual)}`, {
          where: digest,
        });
      }
      putBlob(content, repository, digest, bytes);
    },
    async discard() {
      chunks.length = 0;
    },
  };
}

function storeManifest(content: MemoryContent, repository: string, { raw, tag }: NewManifest): void {
  const holder = repositoryForWriting(content, repository);
  holder.manifests.set(raw.descriptor.digest, raw);
  if (tag !== null) holder.tags.set(tag, raw.descriptor.digest);
}
