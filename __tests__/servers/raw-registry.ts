/**
 * A registry that serves what it is given, byte for byte, with whatever Content-Type: what a real registry refuses to
 * hold (ambiguous documents, wrong types, oversize manifests), and what a mirror behind a web server does.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';

export interface RawRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
}

/** One repository: its tree, tag `1` on the root, and the Content-Type of the root where it is not its media type. */
export interface RawRepository {
  readonly tree: ImageTree;
  readonly servedType?: string;
  /** The same of every other manifest. */
  readonly childServedType?: string;
}

const running = new Set<Server>();

// Importing this file registers the clean-up of the test file that does so.
afterAll(async () => {
  await Promise.all([...running].map(close));
  running.clear();
});

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Answer {
  readonly type: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Listens on a free port of 127.0.0.1 until the test file's last test. */
export async function startRawRegistry(
  repositories: Readonly<Record<string, RawRepository>>,
): Promise<RawRegistry> {
  const answers = new Map<string, Answer>();
  for (const [name, repository] of Object.entries(repositories)) addAnswers(answers, name, repository);
  const server = createServer((request, response) => {
    respond(request, response, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.add(server);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function addAnswers(answers: Map<string, Answer>, name: string, repository: RawRepository): void {
  const { tree, servedType, childServedType } = repository;
  for (const { mediaType, digest, bytes } of tree.manifests) {
    const isRoot = digest === tree.root.digest;
    const answer = { type: (isRoot ? servedType : childServedType) ?? mediaType, digest, bytes };
    answers.set(`/v2/${name}/manifests/${digest}`, answer);
    if (isRoot) answers.set(`/v2/${name}/manifests/1`, answer);
  }
  for (const [digest, bytes] of tree.blobs)
    answers.set(`/v2/${name}/blobs/${digest}`, { type: 'application/octet-stream', digest, bytes });
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answers: ReadonlyMap<string, Answer>,
): void {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://registry').pathname);
  const answer = answers.get(path);
  if (path === '/v2/') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  } else if (answer === undefined) {
    const body = { errors: [{ code: path.includes('/blobs/') ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN' }] };
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  } else {
    response.writeHead(200, {
      ...(answer.type === '' ? {} : { 'content-type': answer.type }),
      'content-length': answer.bytes.length,
      'docker-content-digest': answer.digest,
    });
    response.end(request.method === 'HEAD' ? undefined : answer.bytes);
  }
}
