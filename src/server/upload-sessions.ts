/** Blob uploads that have been begun and not yet completed. */
import { randomUUID } from 'node:crypto';
import type { Digest } from '../oci/digest.ts';
import type { BlobSink, RegistryBackend } from './backend.ts';
import { RequestFault } from './request-fault.ts';

/** Uploads that nobody touched for so long are given up. */
const IDLE_LIMIT_MS = 60 * 60 * 1000;
const MOST_SESSIONS = 4096;

interface Session {
  readonly repository: string;
  sink: BlobSink | null;
  isBusy: boolean;
  touchedAt: number;
}

/** What a request may do with a session while it has it to itself. */
export interface HeldSession {
  readonly sizeBytes: number;
  /** `digest` where it is known before the first byte. */
  sink(digest: Digest | null): Promise<BlobSink>;
}

export class UploadSessions {
  readonly #backend: RegistryBackend;
  readonly #sessions = new Map<string, Session>();

  constructor(backend: RegistryBackend) {
    this.#backend = backend;
  }

  /** A new session's id. Throws RequestFault 429 when too many are open. */
  async begin(repository: string): Promise<string> {
    await this.#giveUpIdle();
    if (this.#sessions.size >= MOST_SESSIONS)
      throw new RequestFault(429, 'TOOMANYREQUESTS', 'too many uploads are open');
    const id = randomUUID();
    this.#sessions.set(id, { repository, sink: null, isBusy: false, touchedAt: performance.now() });
    return id;
  }

  /** Runs `work` with the session for itself. Throws RequestFault 404 BLOB_UPLOAD_UNKNOWN, and 409 while another
   *  request writes to it. */
  async hold<T>(repository: string, id: string, work: (session: HeldSession) => Promise<T>): Promise<T> {
    const session = this.#sessions.get(id);
    if (session === undefined || session.repository !== repository) {
      throw new RequestFault(404, 'BLOB_UPLOAD_UNKNOWN', 'there is no such upload');
    }
    if (session.isBusy)
      throw new RequestFault(409, 'BLOB_UPLOAD_INVALID', 'another request is writing to this upload');
    session.isBusy = true;
    try {
      return await work(held(session, this.#backend));
    } finally {
      session.isBusy = false;
      session.touchedAt = performance.now();
    }
  }

  /** Forgets the session and, unless it was committed, what it has received. */
  async end(id: string, isCommitted: boolean): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    if (!isCommitted) await session?.sink?.discard();
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((id) => this.end(id, false)));
  }

  async #giveUpIdle(): Promise<void> {
    const limit = performance.now() - IDLE_LIMIT_MS;
    for (const [id, session] of this.#sessions) {
      if (!session.isBusy && session.touchedAt < limit) await this.end(id, false);
    }
  }
}

function held(session: Session, backend: RegistryBackend): HeldSession {
  return {
    get sizeBytes() {
      return session.sink?.sizeBytes ?? 0;
    },
    async sink(digest) {
      session.sink ??= await backend.startBlob(session.repository, digest);
      return session.sink;
    },
  };
}
