/** Whether the layers of a manifest are what its image config says they unpack to. Pure: what was read comes in. */
import type { Descriptor } from './descriptor.ts';
import { type Digest, digestAlgorithm, shortDigest } from './digest.ts';
import type { ImageConfig } from './image-config.ts';
import { isEncryptedLayer, isFilesystemLayer } from './layer-type.ts';

/** A layer and the content that its config wants it to have. */
export interface RootfsLayer {
  readonly layer: Descriptor;
  /** In the manifest's `layers`, from 0. */
  readonly position: number;
  readonly wantedDiffId: Digest;
}

/** `why` is a sentence without its end: `layer 2 of 3 (sha256:…) unpacks to sha256:…, the config wants sha256:…`. */
export type RootfsProblem =
  | {
      readonly kind: 'layer-count';
      readonly layers: number;
      readonly diffIds: number;
      readonly why: string;
    }
  | ({ readonly kind: 'diff-id'; readonly found: Digest; readonly why: string } & RootfsLayer)
  | {
      readonly kind: 'history-count';
      readonly historyLayers: number;
      readonly diffIds: number;
      readonly why: string;
    };

/**
 * Each layer with its diff ID, bottom first, duplicates kept; null where their numbers do not agree. Where only the layers
 * that a runtime unpacks agree in number, those are taken, else all: signatures and attestations name diff IDs for layers
 * of their own types.
 */
export function rootfsLayers(
  layers: readonly Descriptor[],
  diffIds: readonly Digest[],
): readonly RootfsLayer[] | null {
  const all = layers.map((layer, position) => ({ layer, position }));
  const unpacked = all.filter(({ layer }) => isFilesystemLayer(layer.mediaType));
  const counted = [unpacked, all].find((candidate) => candidate.length === diffIds.length);
  if (counted === undefined) return null;
  return counted.flatMap((each, index) => {
    const wantedDiffId = diffIds[index];
    return wantedDiffId === undefined ? [] : [{ ...each, wantedDiffId }];
  });
}

/**
 * What is wrong with `layers` under `config`. `found` has the diff IDs that were computed, by layer digest; layers that it
 * lacks (foreign and not there, undecodable, not read) and encrypted ones are not judged, nor is a diff ID of another
 * algorithm than the wanted one.
 */
export function rootfsProblems(
  layers: readonly Descriptor[],
  config: ImageConfig,
  found: ReadonlyMap<Digest, Digest>,
): readonly RootfsProblem[] {
  const pairs = rootfsLayers(layers, config.diffIds);
  const history = historyProblems(config);
  if (pairs === null) return [layerCountProblem(layers, config.diffIds), ...history];
  return [...pairs.flatMap((pair) => diffIdProblems(pair, found, layers.length)), ...history];
}

function layerCountProblem(layers: readonly Descriptor[], diffIds: readonly Digest[]): RootfsProblem {
  const unpacked = layers.filter(({ mediaType }) => isFilesystemLayer(mediaType)).length;
  const among = unpacked === layers.length ? '' : ` (${unpacked} of them of a layer type)`;
  return {
    kind: 'layer-count',
    layers: layers.length,
    diffIds: diffIds.length,
    why: `the manifest lists ${layers.length} layers${among}, the config ${diffIds.length} diff IDs`,
  };
}

function diffIdProblems(
  pair: RootfsLayer,
  found: ReadonlyMap<Digest, Digest>,
  layerCount: number,
): readonly RootfsProblem[] {
  const { layer, position, wantedDiffId } = pair;
  const diffId = found.get(layer.digest);
  if (diffId === undefined || diffId === wantedDiffId || isEncryptedLayer(layer.mediaType)) return [];
  if (digestAlgorithm(diffId) !== digestAlgorithm(wantedDiffId)) return [];
  const name = `layer ${position + 1} of ${layerCount} (${shortDigest(layer.digest)})`;
  const words = `unpacks to ${shortDigest(diffId)}, the config wants ${shortDigest(wantedDiffId)}`;
  return [{ kind: 'diff-id', ...pair, found: diffId, why: `${name} ${words}` }];
}

function historyProblems({ historyLayers, diffIds }: ImageConfig): readonly RootfsProblem[] {
  if (historyLayers === null || historyLayers === diffIds.length) return [];
  const why = `the config's history made ${historyLayers} layers, its rootfs lists ${diffIds.length} diff IDs`;
  return [{ kind: 'history-count', historyLayers, diffIds: diffIds.length, why }];
}
