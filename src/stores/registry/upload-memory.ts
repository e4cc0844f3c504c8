/** What one registry has taught about uploads, and the upload sessions that are open there. */

export interface UploadSession {
  readonly repository: string;
  /** Where the next request goes: the newest `Location`, with its state. */
  url: URL;
  /** All chunks but the last must have this size (`OCI-Chunk-Min-Length`); 0: no such wish. */
  readonly minimumChunkBytes: number;
  readonly openedAtMs: number;
}

/** A blob body larger than what a proxy before the registry takes is sent in chunks of at most this. */
export const DEFAULT_CHUNK_BYTES = 32 * 1024 * 1024;
const SMALLEST_CHUNK_BYTES = 64 * 1024;
/** After a refusal of a size, a quarter of it is tried. */
const STEP_DOWN = 4;
/** So many uploads of a size in a row broke: taken as a refusal of the size. */
const BREAKS_TAKEN_AS_REFUSAL = 2;
/** Older sessions may have been cleaned away. */
const SPARE_SESSION_LIFETIME_MS = 5 * 60_000;

export class UploadMemory {
  readonly open = new Set<UploadSession>();
  /** Cancellations under way, for closing. */
  readonly cancelling = new Set<Promise<void>>();
  /** Whether the registry, asked to mount a blob into the repository it is in, has not refused so far. */
  mayMountOwn = true;
  readonly #spare = new Map<string, UploadSession>();
  #chunkBytes: number;
  #refusedBytes = Number.POSITIVE_INFINITY;
  #breaks = 0;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  /** The chunk size for a blob of `sizeBytes`; null: send it in one piece. */
  chunkBytesFor(sizeBytes: number, session: UploadSession): number | null {
    return sizeBytes < this.#refusedBytes ? null : Math.max(this.#chunkBytes, session.minimumChunkBytes);
  }

  /** The registry, or a proxy before it, said that a body of `sizeBytes` is too large (413). */
  refusedSize(sizeBytes: number): void {
    this.#refusedBytes = Math.min(this.#refusedBytes, sizeBytes);
    const smaller = Math.max(SMALLEST_CHUNK_BYTES, Math.floor(sizeBytes / STEP_DOWN));
    this.#chunkBytes = Math.min(this.#chunkBytes, smaller);
  }

  /** The connection broke in the middle of a body of `sizeBytes`; proxies refuse sizes this way, too. */
  brokeAt(sizeBytes: number): void {
    this.#breaks += 1;
    if (this.#breaks >= BREAKS_TAKEN_AS_REFUSAL && sizeBytes > SMALLEST_CHUNK_BYTES)
      this.refusedSize(sizeBytes);
  }

  succeeded(): void {
    this.#breaks = 0;
  }

  /** Keeps a session that was opened to see whether one may push, for the first upload there. */
  keepSpare(session: UploadSession): void {
    this.#spare.set(session.repository, session);
  }

  takeSpare(repository: string): UploadSession | null {
    const session = this.#spare.get(repository);
    this.#spare.delete(repository);
    if (session === undefined) return null;
    return performance.now() - session.openedAtMs < SPARE_SESSION_LIFETIME_MS ? session : null;
  }
}
