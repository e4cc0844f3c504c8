/** From a request to the handler that answers it. */
import { assertNever } from '../errors.ts';
import { serveBlob } from './blobs.ts';
import { type Exchange, sendJson } from './exchange.ts';
import { serveCatalog, serveReferrers, serveTags } from './lists.ts';
import { receiveManifest, serveManifest } from './manifests.ts';
import { RequestFault } from './request-fault.ts';
import { parseRoute, type Route } from './route.ts';
import { beginUpload, cancelUpload, completeUpload, receiveChunk, serveUploadStatus } from './uploads.ts';

/** Throws RequestFault and MirrorError for what cannot be answered. */
export async function answerRequest(exchange: Exchange, path: string): Promise<void> {
  const route = parseRoute(path);
  const handler = handlersOf(exchange, route)[exchange.method];
  if (handler === undefined) throw methodNotAllowed(exchange, route);
  if (isWriting(exchange.method) && !exchange.scope.isWritable) throw readOnly();
  await handler();
}

type Handlers = Readonly<Record<string, (() => Promise<void>) | undefined>>;

function handlersOf(exchange: Exchange, route: Route): Handlers {
  switch (route.kind) {
    case 'version':
      return reading(async () => sendJson(exchange, 200, {}));
    case 'catalog':
      return reading(() => serveCatalog(exchange));
    case 'tags':
      return reading(() => serveTags(exchange, route.repository));
    case 'referrers':
      return reading(() => serveReferrers(exchange, route.repository, route.digest));
    case 'blob':
      return reading(() => serveBlob(exchange, route.repository, route.digest));
    case 'manifest':
      return {
        ...reading(() => serveManifest(exchange, route.repository, route.reference)),
        PUT: () => receiveManifest(exchange, route.repository, route.reference),
      };
    case 'uploads':
      return { POST: () => beginUpload(exchange, route.repository) };
    case 'upload':
      return {
        GET: () => serveUploadStatus(exchange, route.repository, route.id),
        PATCH: () => receiveChunk(exchange, route.repository, route.id),
        PUT: () => completeUpload(exchange, route.repository, route.id),
        DELETE: () => cancelUpload(exchange, route.repository, route.id),
      };
    default:
      return assertNever(route);
  }
}

function reading(handler: () => Promise<void>): Handlers {
  return { GET: handler, HEAD: handler };
}

function isWriting(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function methodNotAllowed(exchange: Exchange, route: Route): RequestFault {
  const allowed = Object.keys(handlersOf(exchange, route)).join(', ');
  return new RequestFault(405, 'UNSUPPORTED', 'this registry does not do that', {
    headers: { Allow: allowed },
  });
}

function readOnly(): RequestFault {
  return new RequestFault(
    405,
    'UNSUPPORTED',
    'this registry is read-only; start it with --writable to push',
    {
      headers: { Allow: 'GET, HEAD' },
    },
  );
}
