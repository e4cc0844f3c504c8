/**
 * Which children `index: omit` keeps of an index, so that a run with nothing to do need not read the index again; an
 * image that is no index is kept as its own only child. Keyed
 * by content (index digest and platforms), so a record can be lost but not be out of date.
 */
import type { Descriptor } from '../oci/descriptor.ts';
import type { Digest } from '../oci/digest.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';

export class IndexMemory {
  readonly #kept: Map<string, readonly Descriptor[]>;

  constructor(entries: Iterable<readonly [string, readonly Descriptor[]]> = []) {
    this.#kept = new Map(entries);
  }

  get(index: Digest, platforms: readonly Platform[]): readonly Descriptor[] | null {
    return this.#kept.get(keyOf(index, platforms)) ?? null;
  }

  remember(index: Digest, platforms: readonly Platform[], kept: readonly Descriptor[]): void {
    this.#kept.set(keyOf(index, platforms), kept);
  }

  entries(): [string, readonly Descriptor[]][] {
    return [...this.#kept];
  }
}

function keyOf(index: Digest, platforms: readonly Platform[]): string {
  return `${index} ${platforms.map(formatPlatform).sort().join(',')}`;
}
