/** A registry that takes uploads, and fails as told. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upload } from '../../../src/oci/store.ts';
import { type Blob, inChunks, randomBlob } from '../../contract/content.ts';
import { type ClientOptions, openClient } from './client-under-test.ts';
import { type FaultServer, type Handler, queryOf, type Received, startFaultServer } from './fault-server.ts';

const signal = new AbortController().signal;
export const blob = randomBlob(400_000);
export const LOCATION = '/upload/1?_state=a%2Fb';

/** A registry that takes everything; `faults` may answer first (and says so with true). */
export function startTaking(
  faults: (request: Received & { readonly hit: number }, response: ServerResponse) => boolean = () => false,
  onHead?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<FaultServer> {
  const handler: Handler = (request, response) => {
    if (faults(request, response)) return;
    if (request.method === 'POST') response.writeHead(202, { location: LOCATION }).end();
    else if (request.method === 'PATCH') answerPatch(request, response);
    else if (request.method === 'PUT') answerPut(request, response);
    else response.writeHead(204).end();
  };
  return startFaultServer(handler, onHead === undefined ? {} : { onHead });
}

/** The digest that the client names is the one that was stored. */
export function answerPut(request: Received, response: ServerResponse): void {
  response.writeHead(201, { 'docker-content-digest': queryOf(request).get('digest') ?? '' }).end();
}

/** Serves the last byte of a blob of `sizeBytes`. */
export function answerLastByte(response: ServerResponse, sizeBytes: number): void {
  const last = sizeBytes - 1;
  const range = `bytes ${last}-${last}/${sizeBytes}`;
  response.writeHead(206, { 'content-range': range, 'content-length': 1 }).end('x');
}

function answerPatch(request: Received, response: ServerResponse): void {
  const last = /-(\d+)$/.exec(request.headers['content-range'] ?? '')?.[1] ?? '';
  response.writeHead(202, { location: LOCATION, range: `0-${last}` }).end();
}

export async function openUpload(
  server: FaultServer,
  of: Blob = blob,
  options: ClientOptions = {},
): Promise<Upload> {
  const begun = await openClient(options).open(server.host, 'a').beginUpload(of.descriptor, [], signal);
  if (begun.kind !== 'upload') throw new Error('an upload was expected');
  return begun.upload;
}

export const sendBlob = async (
  server: FaultServer,
  of: Blob = blob,
  options: ClientOptions = {},
): Promise<void> => (await openUpload(server, of, options)).send(inChunks(of.bytes), signal);

export const putBody = ({ received }: FaultServer) =>
  Buffer.concat(received.filter(({ method }) => method === 'PUT').map(({ body }) => body));
