// Sets of images with the shapes that people mirror. `[{ repository, tag, digest, mediaType, bytes, blobs, children }]`, each the
// same on every machine. Repositories have one name part: skopeo sync puts images under the last part only.
import { digestOf, imageOf, layerOf, MANIFEST } from './images.mjs';
import { wordyLayerOf } from './wordy-layer.mjs';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MEGABYTE = 1_000_000;

/** One image whose layers differ in size as those of a language runtime do. `sizeBytes` of all of them together. */
export function oneImage({ sizeBytes, parts = [0.45, 0.25, 0.15, 0.1, 0.05] }) {
  const layers = parts.map((part, index) =>
    layerOf(`one/${index}`, Math.round(sizeBytes * part), { level: 0 }),
  );
  return [{ repository: 'large', tag: 'v1', mediaType: MANIFEST, ...imageOf(layers, 'one') }];
}

/** An image of `count` layers of the same size; `isWordy`: of bytes that can be compressed. */
export function evenImage({ count, layerBytes, isWordy = false }) {
  const layers = Array.from({ length: count }, (_, index) =>
    isWordy ? wordyLayerOf(`even/${index}`, layerBytes) : layerOf(`even/${index}`, layerBytes, { level: 0 }),
  );
  return [{ repository: 'even', tag: 'v1', mediaType: MANIFEST, ...imageOf(layers, 'even') }];
}

/** Images over repositories: one base layer for all, one layer for each repository, one for each image. */
export function sharedLayers({ count, repositories, baseBytes, middleBytes, ownBytes, changed = 0 }) {
  const base = layerOf('base', baseBytes);
  const middles = Array.from({ length: repositories }, (_, each) => layerOf(`middle/${each}`, middleBytes));
  const step = changed === 0 ? Number.POSITIVE_INFINITY : Math.floor(count / changed);
  return Array.from({ length: count }, (_, number) => {
    const each = number % repositories;
    const edition = number % step === 0 && number / step < changed ? 'second' : 'first';
    const layers = [base, middles[each], layerOf(`own/${number}/${edition}`, ownBytes)];
    const tag = `v${Math.floor(number / repositories)}`;
    return {
      repository: `app-${each}`,
      tag,
      mediaType: MANIFEST,
      ...imageOf(layers, `${number}/${edition}`),
    };
  });
}

export const SMALL_FLEET = {
  count: 200,
  repositories: 50,
  baseBytes: 4 * MEGABYTE,
  middleBytes: MEGABYTE,
  ownBytes: 0.1 * MEGABYTE,
};

const PLATFORMS = [
  ...['amd64', 'arm64', 'riscv64', 'ppc64le', 's390x', '386', 'mips64le', 'loong64'].map((architecture) => ({
    architecture,
  })),
  { architecture: 'arm', variant: 'v6' },
  { architecture: 'arm', variant: 'v7' },
].map((platform) => ({ os: 'linux', ...platform }));

/** Indexes as a builder with provenance makes them: ten platforms, and an attestation beside each. */
export function multiPlatform({ count, layerBytes }) {
  return Array.from({ length: count }, (_, number) => {
    const kept = PLATFORMS.map((platform, index) => {
      const name = `${number}/${index}`;
      const layers = ['base', 'app'].map((each) => layerOf(`platform/${name}/${each}`, layerBytes));
      return { platform, image: imageOf(layers, name) };
    });
    const attestations = kept.map(({ image }, index) => attestationOf(image, `${number}/${index}`));
    const children = [...kept.map(({ image }) => image), ...attestations.map(({ image }) => image)];
    const entries = [...kept.map(entryOf), ...attestations.map(entryOf)];
    const document = { schemaVersion: 2, mediaType: INDEX, manifests: entries };
    const bytes = Buffer.from(JSON.stringify(document));
    const blobs = children.flatMap((child) => child.blobs);
    const image = { digest: digestOf(bytes), bytes, blobs, children };
    return { repository: `platforms-${number}`, tag: 'v1', mediaType: INDEX, ...image };
  });
}

function entryOf({ platform, image, annotations }) {
  const entry = { mediaType: MANIFEST, digest: image.digest, size: image.bytes.length, platform };
  return annotations === undefined ? entry : { ...entry, annotations };
}

function attestationOf(image, label) {
  const statement = Buffer.from(JSON.stringify({ predicateType: 'https://slsa.dev/provenance/v0.2', label }));
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'unknown',
      os: 'unknown',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(statement)] },
    }),
  );
  const descriptor = (mediaType, bytes) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
  const layer = {
    ...descriptor('application/vnd.in-toto+json', statement),
    annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
  };
  const document = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [layer],
  };
  const bytes = Buffer.from(JSON.stringify(document));
  const blobs = [config, statement].map((each) => ({ digest: digestOf(each), bytes: each }));
  return {
    image: { digest: digestOf(bytes), bytes, blobs },
    platform: { architecture: 'unknown', os: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  };
}
