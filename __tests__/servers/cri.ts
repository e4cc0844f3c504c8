/** As much of the kubelet's side of CRI as pulls an image: one gRPC call over a UNIX socket, without a gRPC library. */
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PULL_IMAGE = '/runtime.v1.ImageService/PullImage';
const OK = '0';
const UNAVAILABLE = '14';

export type CriPull =
  | { readonly kind: 'pulled'; readonly imageId: string }
  /** `message` is that of the runtime. */
  | { readonly kind: 'refused'; readonly message: string };

/** Asks the runtime at `socket` to pull, and again for some seconds while its CRI service is not there yet. */
export async function criPull(socket: string, reference: string): Promise<CriPull> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, message, body } = await call(socket, PULL_IMAGE, imageRequest(reference));
    if (status === OK) return { kind: 'pulled', imageId: firstString(body) };
    if (status !== UNAVAILABLE && !/unknown service|not initialized/.test(message))
      return { kind: 'refused', message };
    if (attempt === 50) throw new Error(`CRI does not answer: ${message}`);
    await sleep(200);
  }
}

interface Called {
  readonly status: string;
  readonly message: string;
  readonly body: Buffer;
}

function call(socket: string, path: string, request: Buffer): Promise<Called> {
  const session = connectHttp2('http://localhost', { createConnection: () => connectSocket(socket) });
  return new Promise<Called>((resolve, reject) => {
    session.on('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    let trailers: Record<string, unknown> = {};
    const keep = (headers: Record<string, unknown>): void => {
      trailers = { ...trailers, ...headers };
    };
    stream.on('response', keep).on('trailers', keep).on('error', reject);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () =>
      resolve({
        status: String(trailers['grpc-status'] ?? ''),
        message: decodeURIComponent(String(trailers['grpc-message'] ?? '')),
        body: Buffer.concat(chunks),
      }),
    );
    stream.end(request);
  }).finally(() => session.close());
}

/** `{ image: { image: reference } }`, as protocol buffers behind gRPC's five bytes. */
function imageRequest(reference: string): Buffer {
  const message = lengthPrefixed(lengthPrefixed(Buffer.from(reference)));
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(message.length, 1);
  return Buffer.concat([frame, message]);
}

/** Field 1, wire type 2. */
function lengthPrefixed(bytes: Buffer): Buffer {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Buffer.concat([Buffer.from([0x0a, ...length]), bytes]);
}

/** Field 1 of an answer shorter than 128 bytes, behind gRPC's five bytes; '' where it is not set. */
function firstString(body: Buffer): string {
  return body.length < 7 ? '' : body.subarray(7, 7 + (body[6] ?? 0)).toString();
}
