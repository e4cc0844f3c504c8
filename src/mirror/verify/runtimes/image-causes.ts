/** Causes in a manifest that means to be a container image. */
import type { Descriptor } from '../../../oci/descriptor.ts';
import type { ManifestNode } from '../../../oci/manifest.ts';
import {
  DOCKER_MANIFEST,
  isForeignLayer,
  isLayerType,
  isLegacyConfig,
  isRunnableConfig,
} from '../../../oci/media-type.ts';
import type { RuntimeCause } from './cause.ts';

/** Largest config that containers/image reads (`MaxConfigBodySize`). */
const CONFIG_LIMIT_BYTES = 4 * 1024 * 1024;

export function imageCauses({ config, layers, mediaType }: ManifestNode): readonly RuntimeCause[] {
  const isDocker = mediaType === DOCKER_MANIFEST;
  return [
    ...(config === null ? [] : configCauses(config, isDocker)),
    ...unknownLayerCauses(layers, isDocker),
    ...new Set(layers.flatMap(layerCauses)),
  ];
}

function configCauses({ mediaType, size }: Descriptor, isDocker: boolean): readonly RuntimeCause[] {
  const tooLarge: readonly RuntimeCause[] = size > CONFIG_LIMIT_BYTES ? ['config-over-4-mib'] : [];
  if (isRunnableConfig(mediaType)) return tooLarge;
  if (isLegacyConfig(mediaType))
    return [isDocker ? 'legacy-config-docker' : 'legacy-config-oci', ...tooLarge];
  return [isDocker ? 'unknown-config-docker' : 'unknown-config-oci', ...tooLarge];
}

function unknownLayerCauses(layers: readonly Descriptor[], isDocker: boolean): readonly RuntimeCause[] {
  const known = layers.filter(({ mediaType }) => isLayerType(mediaType));
  if (known.length === layers.length) return [];
  if (known.length === 0) return [isDocker ? 'only-unknown-layers-docker' : 'only-unknown-layers-oci'];
  return [isDocker ? 'unknown-layer-docker' : 'unknown-layer-oci'];
}

function layerCauses(layer: Descriptor): readonly RuntimeCause[] {
  const { mediaType } = layer;
  if (mediaType.endsWith('+encrypted')) return ['encrypted-layers'];
  return [
    ...(isForeignLayer(layer) ? (['foreign-layers'] as const) : []),
    ...(mediaType.endsWith('+zstd') ? (['zstd-layer-oci'] as const) : []),
    ...(mediaType.endsWith('.zstd') ? (['zstd-layer-docker'] as const) : []),
  ];
}
