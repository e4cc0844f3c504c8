/** What one registry has taught about its manifests: which one it serves, and which it cannot. */
import type { Ask } from './ask.ts';

/** What has to be asked for to see a manifest again. */
export type ServedManifest = Pick<Ask, 'url' | 'need'>;

export class ManifestMemory {
  #served: ServedManifest | null = null;
  readonly #damaged = new Set<string>();

  wasServed({ url, need }: ServedManifest): void {
    this.#served = { url, need };
    this.#damaged.delete(url.href);
  }

  /** Its 500 was found to be its own. */
  wasDamaged({ url }: ServedManifest): void {
    this.#damaged.add(url.href);
  }

  isDamaged({ url }: ServedManifest): boolean {
    return this.#damaged.has(url.href);
  }

  /** The manifest that was served last, if it is another one. */
  servedBesides({ url }: ServedManifest): ServedManifest | null {
    return this.#served === null || this.#served.url.href === url.href ? null : this.#served;
  }
}
