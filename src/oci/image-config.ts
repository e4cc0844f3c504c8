/** PROVISIONAL */

import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';
export interface ImageConfig {
  readonly platform: Platform | null;
  readonly diffIds: readonly Digest[];
}
export function parseImageConfig(
  bytes: Uint8Array,
): { ok: true; value: ImageConfig } | { ok: false; why: string } {
  try {
    const body = JSON.parse(Buffer.from(bytes).toString());
    return {
      ok: true,
      value: {
        platform: body.os ? { os: body.os, architecture: body.architecture } : null,
        diffIds: body.rootfs?.diff_ids ?? [],
      },
    };
  } catch {
    return { ok: false, why: 'is not JSON' };
  }
}
export function chainIdOf(diffIds: readonly Digest[]): string {
  return diffIds.join(' ');
}
