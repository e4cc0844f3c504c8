/** One HTTP request, sent as written: no path is normalised, no redirect followed. */
import { type IncomingHttpHeaders, request } from 'node:http';
import type { RegistryServer } from '../../src/server/registry-server.ts';
import type { Image } from '../contract/content.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False where the body ended before its Content-Length. */
  readonly isWhole: boolean;
}

export interface Question {
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string | number>>;
}

export async function ask(
  server: RegistryServer,
  method: string,
  path: string,
  question: Question = {},
): Promise<Answer> {
  const { port } = server;
  return await new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { ...question.headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined);
        response.on('close', () => {
          const { statusCode: status = 0, headers, complete: isWhole } = response;
          resolve({ status, headers, body: Buffer.concat(chunks), isWhole });
        });
      },
    );
    sent.on('error', reject);
    sent.end(question.body);
  });
}

/** The first error code of an answer. */
export function errorCode(answer: Answer): unknown {
  const body = JSON.parse(answer.body.toString()) as {
    readonly errors?: readonly { readonly code?: unknown }[];
  };
  return body.errors?.[0]?.code;
}

export async function pushBlob(
  server: RegistryServer,
  repository: string,
  bytes: Uint8Array,
  digest: string,
): Promise<Answer> {
  const begun = await ask(server, 'POST', `/v2/${repository}/blobs/uploads/`);
  return await ask(server, 'PUT', `${begun.headers.location}?digest=${digest}`, { body: bytes });
}

export async function pushImage(
  server: RegistryServer,
  repository: string,
  image: Image,
  reference: string,
): Promise<Answer> {
  for (const { bytes, descriptor } of [image.config, ...image.layers]) {
    await pushBlob(server, repository, bytes, descriptor.digest);
  }
  return await pushManifest(server, `${repository}/manifests/${reference}`, image.manifest);
}

export async function pushManifest(
  server: RegistryServer,
  place: string,
  manifest: Image['manifest'],
): Promise<Answer> {
  const headers = { 'Content-Type': manifest.descriptor.mediaType };
  return await ask(server, 'PUT', `/v2/${place}`, { headers, body: manifest.bytes });
}
