/** GET, HEAD and PUT of manifests (distribution-spec, "Pulling manifests", "Pushing manifests"). */
import { type Digest, digestOf, isDigest } from '../oci/digest.ts';
import { type Node, parseManifest } from '../oci/manifest.ts';
import { bareMediaType } from '../oci/media-type.ts';
import type { Tag } from '../oci/reference.ts';
import { MANIFEST_LIMIT_BYTES, type RawManifest } from '../oci/store.ts';
import { missingNeeds } from '../stores/manifest-needs.ts';
import { type Exchange, sendBytes, sendEmpty } from './exchange.ts';
import { readBounded } from './request-body.ts';
import { RequestFault } from './request-fault.ts';

export async function serveManifest(
  exchange: Exchange,
  repository: string,
  reference: Tag | Digest,
): Promise<void> {
  const manifest = await exchange.scope.backend.readManifest(repository, reference, exchange.signal);
  if (manifest === null) {
    throw new RequestFault(404, 'MANIFEST_UNKNOWN', 'there is no such manifest', { detail: { reference } });
  }
  const { digest, mediaType } = manifest.descriptor;
  sendBytes(exchange, 200, manifest.bytes, {
    'Content-Type': mediaType,
    'Docker-Content-Digest': digest,
    ETag: `"${digest}"`,
  });
}

export async function receiveManifest(
  exchange: Exchange,
  repository: string,
  reference: Tag | Digest,
): Promise<void> {
  const bytes = await readBounded(exchange.request, MANIFEST_LIMIT_BYTES);
  const raw = rawManifest(bytes, reference, bareMediaType(exchange.request.headers['content-type'] ?? ''));
  const node = parsedNode(raw);
  await requireNeeds(exchange, repository, node);
  const tag = isDigest(reference) ? null : reference;
  await exchange.scope.backend.writeManifest(repository, { raw, node, tag }, exchange.signal);
  sendEmpty(exchange, 201, {
    Location: `/v2/${repository}/manifests/${raw.descriptor.digest}`,
    'Docker-Content-Digest': raw.descriptor.digest,
    ...(node.subject !== null && { 'OCI-Subject': node.subject.digest }),
  });
}

function rawManifest(bytes: Uint8Array, reference: Tag | Digest, mediaType: string): RawManifest {
  const digest = isDigest(reference) ? digestOf(bytes, reference) : digestOf(bytes);
  if (isDigest(reference) && digest !== reference) {
    throw new RequestFault(400, 'DIGEST_INVALID', `the manifest received hashes to ${digest}`);
  }
  if (mediaType === '') throw new RequestFault(400, 'MANIFEST_INVALID', 'a Content-Type is needed');
  return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
}

function parsedNode(raw: RawManifest): Node {
  const parsed = parseManifest(raw);
  if (!parsed.ok) throw new RequestFault(400, 'MANIFEST_INVALID', parsed.why);
  const { mediaType } = parsed.node;
  if (mediaType === raw.descriptor.mediaType) return parsed.node;
  throw new RequestFault(
    400,
    'MANIFEST_INVALID',
    `the Content-Type is not the media type of the manifest, ${mediaType}`,
  );
}

async function requireNeeds({ scope, signal }: Exchange, repository: string, node: Node): Promise<void> {
  if (node.kind === 'index' && scope.allowsSparse) return;
  const missing = await missingNeeds(node, {
    hasBlob: async (digest) => (await scope.backend.blobSize(repository, digest)) !== null,
    hasManifest: async (digest) => (await scope.backend.readManifest(repository, digest, signal)) !== null,
  });
  if (missing.length === 0) return;
  throw new RequestFault(
    400,
    'MANIFEST_BLOB_UNKNOWN',
    'content that the manifest names is not in this repository',
    {
      detail: missing.map((digest) => ({ digest })),
    },
  );
}
