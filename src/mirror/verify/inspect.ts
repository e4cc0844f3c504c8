/** What the documents of an image say about themselves: media types that disagree, kinds that not everybody pulls. Pure. */
import type { Rule } from '../../finding.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import type { ManifestNode } from '../../oci/manifest.ts';
import { isKnownBlobType, isRunnableConfig, manifestRole, OCTET_STREAM } from '../../oci/media-type.ts';
import { formatPlatform } from '../../oci/platform.ts';
import { quoted } from '../../oci/quoted.ts';
import { formatCount } from '../../quantities.ts';
import type { Remark } from './fault.ts';
import type { WalkedImage, WalkedManifest } from './walked.ts';

/** Remarks about every manifest of an image, in walk order. */
export function inspect(image: WalkedImage): readonly Remark[] {
  return image.flatMap((manifest) => [...inspectTypes(manifest), ...inspectContent(manifest)]);
}

function inspectContent(manifest: WalkedManifest): readonly Remark[] {
  const { content, nesting, digest } = manifest;
  if (content.kind === 'refused')
    return content.rule === 'schema1-manifest'
      ? [remark('schema1-manifest', digest, `cannot be looked into: ${content.why}`)]
      : [];
  const { node } = content;
  if (node.kind === 'manifest') return inspectManifest(node, manifest);
  if (nesting === 0) return [];
  return [remark('nested-index', digest, 'is an index inside an index, which CRI-O and Podman do not pull')];
}

/** Descriptor, Content-Type and body have to agree: each reader goes by another one of them. */
function inspectTypes({ content, statedType, servedType, digest }: WalkedManifest): readonly Remark[] {
  if (content.kind === 'refused') return [];
  const { bodyMediaType, mediaType } = content.node;
  const served = servedType !== '' && servedType !== mediaType;
  const stated = statedType !== '' && bodyMediaType !== '' && statedType !== bodyMediaType;
  const isVague = statedType !== '' && manifestRole(statedType) === 'unknown';
  return [
    ...(stated || isVague
      ? [
          remark(
            'media-type-mismatch',
            digest,
            `is called ${quoted(statedType)} by the index that names it and is ${quoted(mediaType)}`,
          ),
        ]
      : []),
    ...(served
      ? [
          {
            ...remark(
              'media-type-mismatch',
              digest,
              `is served with Content-Type ${quoted(servedType)} and is ${quoted(mediaType)}`,
            ),
            isOfMirror: true,
          },
        ]
      : []),
  ];
}

function inspectManifest(node: ManifestNode, { digest, platform }: WalkedManifest): readonly Remark[] {
  const of = platform === null ? 'the image' : formatPlatform(platform);
  const remarks: Remark[] = [];
  const isImage = node.config !== null && isRunnableConfig(node.config.mediaType);
  if (node.config?.mediaType === OCTET_STREAM) {
    const why = `names the config of ${of} (${shortDigest(node.config.digest)}) as application/octet-stream`;
    remarks.push(remark('config-octet-stream', digest, why));
  }
  const encrypted = node.layers.filter(({ mediaType }) => mediaType.endsWith('+encrypted'));
  if (encrypted.length > 0) {
    remarks.push(
      remark('encrypted-layer', digest, `has ${formatCount(encrypted.length, 'encrypted layer')}`),
    );
  }
  const types = [node.config, ...node.layers].flatMap((blob) => (blob === null ? [] : [blob.mediaType]));
  const unknown = [...new Set(types)].filter((type) => type !== OCTET_STREAM && !isKnownBlobType(type));
  if (unknown.length > 0) {
    const kinds = unknown.map(quoted).join(', ');
    const what = isImage ? 'layers' : 'content';
    remarks.push(
      remark('media-type-unknown', digest, `has ${what} of types that are in no common use: ${kinds}`),
    );
  }
  return remarks;
}

function remark(rule: Rule, digest: Digest, why: string): Remark {
  return { rule, digest, why, isOfMirror: false };
}
