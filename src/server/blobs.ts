/** GET and HEAD of blobs (distribution-spec, "Pulling blobs"). */
import type { Digest } from '../oci/digest.ts';
import type { Span } from './backend.ts';
import { parseByteRange } from './byte-range.ts';
import { type Exchange, type Headers, sendEmpty } from './exchange.ts';
import { RequestFault } from './request-fault.ts';

export async function serveBlob(exchange: Exchange, repository: string, digest: Digest): Promise<void> {
  const sizeBytes = await exchange.scope.backend.blobSize(repository, digest);
  if (sizeBytes === null)
    throw new RequestFault(404, 'BLOB_UNKNOWN', 'there is no such blob', { detail: { digest } });
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    'Docker-Content-Digest': digest,
    ETag: `"${digest}"`,
  };
  const range = parseByteRange(exchange.request.headers.range, sizeBytes);
  if (exchange.method === 'HEAD' || range.kind === 'whole') {
    const span = { from: 0, to: sizeBytes };
    await sendSpan(exchange, { repository, digest, span, status: 200, headers });
  } else if (range.kind === 'unsatisfiable') {
    throw new RequestFault(416, 'RANGE_INVALID', 'the range is beyond the end of the blob', {
      headers: { 'Content-Range': `bytes */${sizeBytes}` },
    });
  } else {
    const { span } = range;
    const contentRange = `bytes ${span.from}-${span.to - 1}/${sizeBytes}`;
    await sendSpan(exchange, {
      repository,
      digest,
      span,
      status: 206,
      headers: { ...headers, 'Content-Range': contentRange },
    });
  }
}

interface SpanAnswer {
  readonly repository: string;
  readonly digest: Digest;
  readonly span: Span;
  readonly status: number;
  readonly headers: Headers;
}

/** The headers go out before the first byte is read: what fails then is a body that ends too early. */
async function sendSpan(exchange: Exchange, answer: SpanAnswer): Promise<void> {
  const length = answer.span.to - answer.span.from;
  const headers = { ...answer.headers, 'Content-Length': length };
  if (exchange.method === 'HEAD' || length === 0) {
    sendEmpty(exchange, answer.status, headers);
    return;
  }
  const { response, scope, signal } = exchange;
  response.writeHead(answer.status, headers);
  response.flushHeaders();
  let sentBytes = 0;
  for await (const chunk of scope.backend.readBlob(answer.repository, answer.digest, answer.span, signal)) {
    if (signal.aborted) return;
    sentBytes += chunk.length;
    if (!response.write(chunk)) await drained(exchange);
  }
  if (sentBytes !== length) throw new RequestFault(500, 'UNKNOWN', 'the blob ends too early');
  response.end();
}

/** Resolves when more may be written, or the client has gone. */
async function drained({ response, signal }: Exchange): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
