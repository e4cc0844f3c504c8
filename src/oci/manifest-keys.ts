/** The keys of indexes and manifests that decide what a reader makes of them. */
import { exactShape, listShape, objectShape } from './json-scan.ts';

const PLATFORM = objectShape({ os: null, architecture: null, variant: null, 'os.version': null });

const ANNOTATIONS = exactShape(['vnd.docker.reference.type', 'vnd.docker.reference.digest']);

const DESCRIPTOR = objectShape({
  mediaType: null,
  digest: null,
  size: null,
  data: null,
  urls: null,
  platform: PLATFORM,
  annotations: ANNOTATIONS,
  artifactType: null,
});

export const MANIFEST_KEYS = objectShape({
  mediaType: null,
  schemaVersion: null,
  manifests: listShape(DESCRIPTOR),
  config: DESCRIPTOR,
  layers: listShape(DESCRIPTOR),
  blobs: listShape(DESCRIPTOR),
  fsLayers: null,
  subject: DESCRIPTOR,
  artifactType: null,
  annotations: ANNOTATIONS,
});
