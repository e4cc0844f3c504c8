/** What parts of a walk found, and how it is put together. */
import type { Walk } from './fault.ts';

/** Of one part of an image's graph. */
export type Found = Omit<Walk, 'root'>;

export const NOTHING: Found = {
  manifests: [],
  faults: [],
  remarks: [],
  foreignLayers: [],
  omitted: 0,
  isProven: true,
  fileSystems: [],
};

export function joined(parts: readonly Found[]): Found {
  return {
    manifests: parts.flatMap(({ manifests }) => manifests),
    faults: parts.flatMap(({ faults }) => faults),
    remarks: parts.flatMap(({ remarks }) => remarks),
    foreignLayers: parts.flatMap(({ foreignLayers }) => foreignLayers),
    omitted: parts.reduce((sum, { omitted }) => sum + omitted, 0),
    isProven: parts.every(({ isProven }) => isProven),
    fileSystems: parts.flatMap(({ fileSystems }) => fileSystems),
  };
}
