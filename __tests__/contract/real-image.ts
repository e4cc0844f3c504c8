/** Images that real tools take: gzipped tar layers, configs whose diff IDs are right, a multi-platform index. */
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Digest } from '../../src/oci/digest.ts';
import { OCI_CONFIG, OCI_LAYER, OCI_MANIFEST } from '../../src/oci/media-type.ts';
import type { RawManifest, Target } from '../../src/oci/store.ts';
import { blobOf, type Image, indexOf, jsonBlob, manifestOf, neverAborted, push } from './content.ts';

export interface RealIndex {
  readonly index: RawManifest;
  readonly images: readonly Image[];
}

/** Two platforms, each with a layer of its own. */
export function realIndex(): RealIndex {
  const images = [realImage('amd64'), realImage('arm64')];
  return { index: indexOf(images), images };
}

export async function pushRealIndex(target: Target, { index, images }: RealIndex): Promise<void> {
  for (const image of images) await push(target, image);
  await target.writeManifest(index, neverAborted());
}

export function realImage(architecture: string): Image {
  const tar = tarOf(`hello-${architecture}.txt`, randomBytes(300));
  const layer = blobOf(gzipSync(tar), `${OCI_LAYER}+gzip`);
  const diffId = `sha256:${createHash('sha256').update(tar).digest('hex')}` as Digest;
  const config = jsonBlob(
    {
      architecture,
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [diffId] },
      history: [{ created_by: 'test' }],
    },
    OCI_CONFIG,
  );
  const manifest = manifestOf(OCI_MANIFEST, {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: config.descriptor,
    layers: [layer.descriptor],
  });
  return { config, layers: [layer], manifest };
}

const BLOCK_BYTES = 512;

/** A ustar archive of one file. */
function tarOf(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0ustar\x0000', 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK_BYTES)]);
}
