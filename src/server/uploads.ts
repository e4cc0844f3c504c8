/** Blob uploads (distribution-spec, "Pushing blobs"). */
import { isMirrorError } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import type { BlobSink } from './backend.ts';
import { type Exchange, type Headers, sendEmpty } from './exchange.ts';
import { eachChunk } from './request-body.ts';
import { RequestFault } from './request-fault.ts';
import { digestIn, requireRepository } from './route.ts';
import type { HeldSession } from './upload-sessions.ts';

/** POST: mounts a blob, takes a whole one, or opens an upload. */
export async function beginUpload(exchange: Exchange, repository: string): Promise<void> {
  const { query, scope } = exchange;
  const mount = query.get('mount');
  if (mount !== null && (await isMounted(exchange, repository, digestIn(mount)))) {
    sendCreated(exchange, repository, digestIn(mount));
    return;
  }
  const whole = mount === null ? query.get('digest') : null;
  const digest = whole === null ? null : digestIn(whole);
  const id = await scope.uploads.begin(repository);
  if (digest === null) sendProgress(exchange, 202, { repository, id, sizeBytes: 0 });
  else await complete(exchange, repository, { id, digest });
}

/** PATCH: takes the next chunk. */
export async function receiveChunk(exchange: Exchange, repository: string, id: string): Promise<void> {
  const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => {
    requireNextChunk(exchange, { repository, id }, session.sizeBytes);
    await takeBody(exchange, session, { id, digest: null });
    return session.sizeBytes;
  });
  sendProgress(exchange, 202, { repository, id, sizeBytes });
}

/** PUT: takes the last chunk, which may be empty or all there is, and completes the blob. */
export async function completeUpload(exchange: Exchange, repository: string, id: string): Promise<void> {
  const digest = exchange.query.get('digest');
  if (digest === null) throw new RequestFault(400, 'DIGEST_INVALID', 'the query parameter digest is missing');
  await complete(exchange, repository, { id, digest: digestIn(digest) });
}

/** GET: how much has been received. */
export async function serveUploadStatus(exchange: Exchange, repository: string, id: string): Promise<void> {
  const sizeBytes = await exchange.scope.uploads.hold(repository, id, async (session) => session.sizeBytes);
  sendProgress(exchange, 204, { repository, id, sizeBytes });
}

/** DELETE */
export async function cancelUpload(exchange: Exchange, repository: string, id: string): Promise<void> {
  await exchange.scope.uploads.hold(repository, id, async () => undefined);
  await exchange.scope.uploads.end(id, false);
  sendEmpty(exchange, 204, {});
}

async function isMounted({ query, scope }: Exchange, repository: string, digest: Digest): Promise<boolean> {
  const from = query.get('from');
  if (from !== null) requireRepository(from);
  return await scope.backend.mountBlob(repository, digest, from);
}

interface Completion {
  readonly id: string;
  readonly digest: Digest;
}

async function complete(exchange: Exchange, repository: string, { id, digest }: Completion): Promise<void> {
  const { uploads } = exchange.scope;
  await uploads.hold(repository, id, async (session) => {
    requireNextChunk(exchange, { repository, id }, session.sizeBytes);
    const sink = await takeBody(exchange, session, { id, digest });
    await sink.commit(digest).finally(() => uploads.end(id, true));
  });
  sendCreated(exchange, repository, digest);
}

/** When the store fails the upload is given up; when the client breaks off, it may go on later. */
async function takeBody(
  exchange: Exchange,
  session: HeldSession,
  { id, digest }: BodyOwner,
): Promise<BlobSink> {
  try {
    const sink = await session.sink(digest);
    await eachChunk(exchange.request, (chunk) => sink.append(chunk));
    return sink;
  } catch (error) {
    if (isMirrorError(error)) await exchange.scope.uploads.end(id, false);
    throw error;
  }
}

interface BodyOwner {
  readonly id: string;
  readonly digest: Digest | null;
}

interface UploadPlace {
  readonly repository: string;
  readonly id: string;
}

/** Content-Range, where it is sent, says where the chunk belongs. Throws RequestFault 416 with what has been received. */
function requireNextChunk({ request }: Exchange, place: UploadPlace, sizeBytes: number): void {
  const { 'content-range': range, 'content-length': length } = request.headers;
  if (range === undefined) return;
  const [, first, last] = /^(?:bytes[ =])?(\d{1,16})-(\d{1,16})(?:\/(?:\d+|\*))?$/.exec(range) ?? [];
  const headers = progressHeaders({ ...place, sizeBytes });
  if (first === undefined || Number(first) !== sizeBytes) {
    throw new RequestFault(416, 'RANGE_INVALID', `the next byte is number ${sizeBytes}`, { headers });
  }
  if (length !== undefined && Number(length) !== Number(last) - Number(first) + 1) {
    throw new RequestFault(400, 'SIZE_INVALID', 'Content-Range and Content-Length disagree');
  }
}

interface UploadProgress extends UploadPlace {
  readonly sizeBytes: number;
}

function sendProgress(exchange: Exchange, status: number, progress: UploadProgress): void {
  sendEmpty(exchange, status, progressHeaders(progress));
}

function progressHeaders({ repository, id, sizeBytes }: UploadProgress): Readonly<Record<string, string>> {
  return {
    Location: `/v2/${repository}/blobs/uploads/${id}`,
    Range: `0-${Math.max(0, sizeBytes - 1)}`,
    'Docker-Upload-UUID': id,
  };
}

function sendCreated(exchange: Exchange, repository: string, digest: Digest): void {
  const headers: Headers = { Location: `/v2/${repository}/blobs/${digest}`, 'Docker-Content-Digest': digest };
  sendEmpty(exchange, 201, headers);
}
