/** Small real images for tests: honest digests, any bytes. */
import { randomBytes } from 'node:crypto';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import type { RawManifest, Target } from '../../src/oci/store.ts';

export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

export interface Image {
  readonly config: Blob;
  readonly layers: readonly Blob[];
  readonly manifest: RawManifest;
}

export function blobOf(bytes: Uint8Array, mediaType = OCI_LAYER): Blob {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

export function randomBlob(sizeBytes: number): Blob {
  return blobOf(randomBytes(sizeBytes));
}

/** An image nobody has seen before. */
export function newImage(layers: readonly Blob[] = [randomBlob(1000)], more: object = {}): Image {
  const rootfs = { type: 'layers', diff_ids: layers.map((layer) => layer.descriptor.digest) };
  const config = jsonBlob(
    { architecture: 'amd64', os: 'linux', rootfs, id: randomBytes(8).toString('hex') },
    OCI_CONFIG,
  );
  const manifest = manifestOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: config.descriptor,
    layers: layers.map((layer) => layer.descriptor),
    ...more,
  });
  return { config, layers, manifest };
}

export function indexOf(images: readonly Image[]): RawManifest {
  const manifests = images.map((image, position) => ({
    ...image.manifest.descriptor,
    platform: { os: 'linux', architecture: position === 0 ? 'amd64' : 'arm64' },
  }));
  return manifestOf(OCI_INDEX, { schemaVersion: 2, mediaType: OCI_INDEX, manifests });
}

export function manifestOf(mediaType: string, document: object): RawManifest {
  const bytes = Buffer.from(JSON.stringify(document));
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

export function jsonBlob(value: unknown, mediaType: string): Blob {
  return blobOf(Buffer.from(JSON.stringify(value)), mediaType);
}

/** `bytes` in several chunks. */
export async function* inChunks(bytes: Uint8Array, chunkBytes = 70_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += chunkBytes)
    yield new Uint8Array(bytes.subarray(from, from + chunkBytes));
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

export async function upload(target: Target, blob: Blob): Promise<void> {
  const begun = await target.beginUpload(blob.descriptor, [], neverAborted());
  if (begun.kind === 'upload') await begun.upload.send(inChunks(blob.bytes), neverAborted());
}

/** Everything of an image, without a tag. */
export async function push(target: Target, image: Image): Promise<void> {
  for (const blob of [image.config, ...image.layers]) await upload(target, blob);
  await target.writeManifest(image.manifest, neverAborted());
}
