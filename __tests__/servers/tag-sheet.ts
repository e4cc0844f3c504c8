/** A registry with thousands of tags in one repository, made up as they are asked for: each tag has a manifest per version. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import type { ImageTree } from '../fixtures/image-tree.ts';

export interface TagSheet {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** How many requests came of each method. */
  readonly asked: Map<string, number>;
}

const closing = new Set<() => void>();

// Importing this file registers the clean-up of the test file that does so.
afterAll(() => {
  for (const close of closing) close();
  closing.clear();
});

/** The version check, manifests and blobs: neither lists of tags nor of referrers are served. */
const SERVED = /^\/v2\/(?:.*\/(?:manifests|blobs)\/([^/]+))?$/;

/** Serves `treeOf(tag)` under each tag, and manifests and blobs of trees that were served by digest; null: no such tag. */
export async function startTagSheet(treeOf: (tag: string) => ImageTree | null): Promise<TagSheet> {
  const asked = new Map<string, number>();
  const byDigest = new Map<string, { readonly type: string; readonly bytes: Uint8Array }>();
  const server = createServer((request, response) => {
    asked.set(request.method ?? '', (asked.get(request.method ?? '') ?? 0) + 1);
    const path = SERVED.exec(request.url ?? '');
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const name = decodeURIComponent(path[1] ?? '');
    const tree = name.startsWith('sha256:') || name === '' ? null : treeOf(name);
    for (const { mediaType, digest, bytes } of tree?.manifests ?? [])
      byDigest.set(digest, { type: mediaType, bytes });
    for (const [digest, bytes] of tree?.blobs ?? [])
      byDigest.set(digest, { type: 'application/octet-stream', bytes });
    answer(request, response, { digest: tree?.root.digest ?? name, byDigest });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.add(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

interface Served {
  readonly digest: string;
  readonly byDigest: ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array }>;
}

function answer({ method }: IncomingMessage, response: ServerResponse, { digest, byDigest }: Served): void {
  const found = byDigest.get(digest);
  if (found === undefined) {
    const isPing = digest === '';
    response.writeHead(isPing ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  response.writeHead(200, {
    'content-type': found.type,
    'content-length': found.bytes.length,
    'docker-content-digest': digest,
  });
  response.end(method === 'HEAD' ? undefined : found.bytes);
}
