/**
 * Small real images made up on the fly: gzipped tar layers, configs with diff IDs, one manifest per platform, an index
 * with an attestation for each. The same description gives the same digests.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Descriptor } from '../oci/descriptor.ts';
import { type Digest, digestOf } from '../oci/digest.ts';
import { tarOfFile } from './sample-tar.ts';

export interface SampleImage {
  /** Architectures of linux: `amd64`, `arm64`. */
  readonly architectures: readonly string[];
  readonly layers: readonly SampleLayer[];
}

export interface SampleLayer {
  /** Where the layer's one file lies, such as `etc/motd`. */
  readonly path: string;
  /** What the file begins with; equal layers of two images have equal digests. */
  readonly text: string;
  /** Size of the file; what is left after the text is noise, as in a compiled program. */
  readonly sizeBytes: number;
}

export interface SampleContent {
  /** Children before the index, which is the last. */
  readonly manifests: readonly Part[];
  readonly blobs: readonly Part[];
  /** Digests of the layers, in the order of architectures and layers. */
  readonly layers: readonly Digest[];
}

export interface Part {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const STATEMENT = 'application/vnd.in-toto+json';
const CREATED = '2026-01-02T03:04:05Z';

export function makeSampleImage({ architectures, layers }: SampleImage): SampleContent {
  const images = architectures.map((architecture) => makeImage(architecture, layers));
  const attestations = images.map(({ manifest }) => makeAttestation(manifest.descriptor.digest));
  const index = documentOf(INDEX, {
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [
      ...images.map(({ manifest, architecture }) => ({
        ...manifest.descriptor,
        platform: { os: 'linux', architecture },
      })),
      ...attestations.map(({ manifest, subject }) => ({
        ...manifest.descriptor,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': subject,
        },
      })),
    ],
  });
  return {
    manifests: [...images, ...attestations].map(({ manifest }) => manifest).concat(index),
    blobs: [...images, ...attestations].flatMap(({ blobs }) => blobs),
    layers: images.flatMap((image) => image.layers),
  };
}

function makeImage(architecture: string, wanted: readonly SampleLayer[]) {
  const layers = wanted.map((layer) => makeLayer(layer, architecture));
  const config = documentOf(CONFIG, {
    created: CREATED,
    architecture,
    os: 'linux',
    config: { Env: ['PATH=/usr/bin:/bin'], Cmd: [`/${wanted.at(-1)?.path ?? ''}`] },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: wanted.map(({ path }) => ({ created: CREATED, created_by: `COPY ${path} /` })),
  });
  const blobs = layers.map(({ part }) => part);
  const manifest = manifestOf(config, blobs);
  const digests = blobs.map(({ descriptor }) => descriptor.digest);
  return { architecture, manifest, blobs: [config, ...blobs], layers: digests };
}

function makeLayer({ path, text, sizeBytes }: SampleLayer, architecture: string) {
  const head = Buffer.from(`${text} (linux/${architecture})\n`);
  const file = Buffer.concat([head, noise(head, Math.max(0, sizeBytes - head.length))]);
  const tar = tarOfFile(path, file);
  return { part: partOf(LAYER, gzipSync(tar)), diffId: digestOf(tar) };
}

/** What BuildKit attaches: a manifest of platform unknown whose layer is an in-toto statement about the image. */
function makeAttestation(subject: Digest) {
  const statement = documentOf(STATEMENT, {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subject: [{ name: 'image', digest: { sha256: subject.slice('sha256:'.length) } }],
    predicate: { buildDefinition: { buildType: 'mirror-action demo' } },
  });
  const config = documentOf(CONFIG, {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [statement.descriptor.digest] },
  });
  return { subject, manifest: manifestOf(config, [statement]), blobs: [config, statement] };
}

function manifestOf(config: Part, layers: readonly Part[]): Part {
  return documentOf(MANIFEST, {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
  });
}

function documentOf(mediaType: string, value: object): Part {
  return partOf(mediaType, Buffer.from(JSON.stringify(value, null, 2)));
}

function partOf(mediaType: string, bytes: Uint8Array): Part {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

/** Bytes that do not compress, decided by `seed`. */
function noise(seed: Uint8Array, sizeBytes: number): Buffer {
  return createHash('shake256', { outputLength: sizeBytes }).update(seed).digest();
}
