// Real images from code: true tar layers, true diff IDs, and always the same digests for the same words. They share
// layers as images do: one for all, one for each repository, one of their own.
import { createCipheriv, createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const TAR_BLOCK = 512;

/**
 * `count` images over `repositories` repositories, tagged `v0`, `v1`, …: `[{ repository, tag, digest, bytes, blobs }]`.
 * `ownLayer`: each has a layer of its own besides the shared ones. `seed`: other words give other images.
 */
export function makeImages({ count, repositories, layerBytes = 2_000, ownLayer = true, seed = 'load' }) {
  const base = layerOf(`${seed}/base`, layerBytes);
  const middles = Array.from({ length: repositories }, (_, each) =>
    layerOf(`${seed}/repository-${each}`, layerBytes),
  );
  return Array.from({ length: count }, (_, number) => {
    const each = number % repositories;
    const own = ownLayer ? [layerOf(`${seed}/image-${number}`, layerBytes)] : [];
    return {
      repository: `team-${each % 10}/app-${each}`,
      tag: `v${Math.floor(number / repositories)}`,
      ...imageOf([base, middles[each], ...own], `${seed}/${number}`),
    };
  });
}

/** One image of these layers: `{ digest, bytes, blobs }`. Another label gives another image of the same layers. */
export function imageOf(layers, label) {
  const document = {
    created: '2026-01-02T03:04:05Z',
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/usr/bin:/bin'], Cmd: ['/bin/true'], Labels: { label } },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map((_, index) => ({ created_by: `COPY layer ${index}` })),
  };
  const config = contentOf(Buffer.from(JSON.stringify(document)));
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: descriptorOf(CONFIG, config),
      layers: layers.map((layer) => descriptorOf(LAYER, layer)),
    }),
  );
  const blobs = [config, ...layers].map(({ digest, bytes }) => ({ digest, bytes }));
  return { digest: digestOf(bytes), bytes, blobs };
}

/**
 * A gzipped tar of one file of `sizeBytes` that no compression makes smaller: `{ digest, bytes, diffId }`. At `level` 0 it is made
 * much faster.
 */
export function layerOf(seed, sizeBytes, { level = 1 } = {}) {
  const key = createHash('sha256').update(seed).digest();
  const tar = tarOf(`files/${key.toString('hex', 0, 6)}`, noiseOf(key, sizeBytes));
  return { ...contentOf(gzipSync(tar, { level })), diffId: digestOf(tar) };
}

/** Bytes that look like chance, always the same for the same key of 32 bytes. */
export function noiseOf(key, sizeBytes) {
  return createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16)).update(Buffer.alloc(sizeBytes));
}

export function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function contentOf(bytes) {
  return { digest: digestOf(bytes), bytes };
}

function descriptorOf(mediaType, { digest, bytes }) {
  return { mediaType, digest, size: bytes.length };
}

/** A tar of one file. */
export function tarOf(name, content) {
  const header = Buffer.alloc(TAR_BLOCK);
  const octal = (value, width) => value.toString(8).padStart(width - 1, '0');
  const fields = [
    [0, name],
    [100, octal(0o644, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(content.length, 12)],
    [136, octal(0, 12)],
    [148, ' '.repeat(8)], // the checksum counts as blanks while it is summed up
    [156, '0'],
    [257, 'ustar'],
    [263, '00'],
  ];
  for (const [at, text] of fields) header.write(text, at, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 7)}\0 `, 148, 'latin1');
  const padding = Buffer.alloc((TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * TAR_BLOCK)]);
}
