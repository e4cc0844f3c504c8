/** What an image's layers unpack to, held against what its config promises; and its platform, against the index. Pure. */
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { chainIdOf, type ImageConfig } from '../../oci/image-config.ts';
import type { ManifestNode } from '../../oci/manifest.ts';
import { formatPlatform, type Platform, platformMatches } from '../../oci/platform.ts';
import { rootfsProblems } from '../../oci/rootfs.ts';
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

export function judgeFileSystem(node: ManifestNode, image: CheckedImage): JudgedFileSystem {
  const platform = platformRemarks(image);
  if (!image.isDecoded) return { faults: [], remarks: platform, fileSystems: [] };
  const undecodables = node.layers.flatMap((layer, index) => undecodable(layer, index + 1, image));
  const faults = [...undecodables, ...misfits(node, image)];
  const remarks = [...platform, ...node.layers.flatMap((layer) => contradiction(layer, image))];
  return { faults, remarks, fileSystems: faults.length > 0 ? [] : fileSystem(node, image) };
}

function undecodable({ digest }: Descriptor, position: number, image: CheckedImage): Fault[] {
  const { checks } = image;
  const check = checks.get(digest);
  if (check?.kind !== 'layer' || check.layer.kind !== 'undecodable') return [];
  const why = `cannot be unpacked: ${check.layer.why}`;
  return [{ rule: 'layer-undecodable', digest, why, what: `layer ${position} of ${nameOf(image)}` }];
}

/** Magic bytes win over the media type; a reader that believes the type fails. */
function contradiction({ digest }: Descriptor, { checks }: CheckedImage): Remark[] {
  const check = checks.get(digest);
  if (check?.kind !== 'layer' || check.layer.contradiction === null) return [];
  const why = `is a layer that is not what it is called: ${check.layer.contradiction}`;
  return [{ rule: 'media-type-mismatch', digest, why, isOfMirror: false }];
}

function nameOf({ platform }: CheckedImage): string {
  return platform === null ? 'the image' : formatPlatform(platform);
}

/** Layers that are not there or could not be unpacked have faults of their own and are not judged again. */
function misfits({ layers }: ManifestNode, image: CheckedImage): Fault[] {
  const { digest, config, checks } = image;
  const what = nameOf(image);
  return rootfsProblems(layers, config, decodedIn(checks)).flatMap((problem): Fault[] => {
    if (problem.kind === 'history-count') return [];
    const about = problem.kind === 'diff-id' ? problem.layer.digest : digest;
    return [
      { rule: 'diff-id-mismatch', digest: about, why: `does not fit its config: ${problem.why}`, what },
    ];
  });
}

function decodedIn(checks: CheckedImage['checks']): ReadonlyMap<Digest, Digest> {
  return new Map(
    [...checks].flatMap(([digest, check]) =>
      check?.kind === 'layer' && check.layer.kind === 'decoded'
        ? [[digest, check.layer.diffId] as const]
        : [],
    ),
  );
}

/** Only where every layer was unpacked: a chain ID names all of them. */
function fileSystem({ layers }: ManifestNode, { digest, config, checks }: CheckedImage): RootFileSystem[] {
  const decoded = decodedIn(checks);
  const chainId = chainIdOf(config.diffIds);
  if (chainId === null || !layers.every((layer) => decoded.has(layer.digest))) return [];
  const platform = config.platform === null ? null : formatPlatform(config.platform);
  return [{ manifest: digest, platform, chainId }];
}

function platformRemarks({ digest, platform, config }: CheckedImage): Remark[] {
  if (platform === null || config.platform === null || isSamePlatform(platform, config.platform)) return [];
  const why = `is ${formatPlatform(config.platform)} by its config and ${formatPlatform(platform)} by the index`;
  return [{ rule: 'platform-mismatch', digest, why, isOfMirror: false }];
}

/** Many configs leave the variant out, which no runtime minds. */
function isSamePlatform({ os, architecture, variant }: Platform, config: Platform): boolean {
  const isCompared = variant !== undefined && config.variant !== undefined;
  return platformMatches({ os, architecture, ...(isCompared ? { variant } : {}) }, config);
}
