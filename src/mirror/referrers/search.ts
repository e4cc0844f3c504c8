/** Asks stores what refers to what, each subject once in a run, and the tags of each repository once. */
import { isMirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { ReferrerList } from '../../oci/referrer.ts';
import type { Source } from '../../oci/store.ts';
import type { Health } from '../health.ts';

/** Tags of one repository fill this many pages at most; in larger ones each name is looked up. */
const MOST_TAG_PAGES = 10;

export interface Searching {
  /** What `health` calls the place: the name of a mirror, `source ORIGIN`. */
  readonly place: string;
  /** False: the store is known not to answer for referrers itself. */
  readonly hasApi?: false;
}

export class ReferrerSearch {
  readonly #health: Health;
  readonly #signal: AbortSignal;
  readonly #tags = new Map<Source, Promise<ReadonlySet<string> | null>>();
  readonly #lists = new Map<Source, Map<string, Promise<ReferrerList>>>();

  constructor(health: Health, signal: AbortSignal) {
    this.#health = health;
    this.#signal = signal;
  }

  /** See `Source.referrers`. What failed is asked anew by the next one. */
  of(store: Source, subject: Digest, searching: Searching): Promise<ReferrerList> {
    const ofStore = this.#lists.get(store) ?? new Map<string, Promise<ReferrerList>>();
    this.#lists.set(store, ofStore);
    const key = `${subject} ${searching.hasApi ?? ''}`;
    const known = ofStore.get(key);
    if (known !== undefined) return known;
    const asking = this.#ask(store, subject, searching);
    ofStore.set(key, asking);
    asking.catch(() => ofStore.delete(key));
    return asking;
  }

  /** What tags say of `subject`, where all tags are known; null where each name would have to be looked up. */
  async tagged(store: Source, subject: Digest, place: string): Promise<ReferrerList | null> {
    const tags = await this.tagsOf(store, { place });
    return tags === null ? null : this.of(store, subject, { place, hasApi: false });
  }

  /** Every tag of the repository; null where there are too many of them, or the store does not list them. */
  tagsOf(store: Source, { place }: Searching): Promise<ReadonlySet<string> | null> {
    const known = this.#tags.get(store);
    if (known !== undefined) return known;
    const listing = this.#listTags(store, place);
    this.#tags.set(store, listing);
    listing.catch(() => this.#tags.delete(store));
    return listing;
  }

  async #ask(store: Source, subject: Digest, searching: Searching): Promise<ReferrerList> {
    const tags = await this.tagsOf(store, searching);
    const hints = { tags, hasApi: searching.hasApi ?? null };
    return this.#health.guard(searching.place, this.#signal, (guarded) =>
      store.referrers(subject, guarded, hints),
    );
  }

  async #listTags(store: Source, place: string): Promise<ReadonlySet<string> | null> {
    try {
      const tags = await this.#health.guard(place, this.#signal, (guarded) =>
        store.tags(guarded, MOST_TAG_PAGES),
      );
      return new Set(tags);
    } catch (error) {
      // Some registries let nobody list tags, or have too many: names are looked up then. Trouble is trouble.
      if (
        isMirrorError(
          error,
          'too-large',
          'denied',
          'unauthorized',
          'refused',
          'not-found',
          'invalid-response',
        )
      )
        return null;
      throw error;
    }
  }
}
