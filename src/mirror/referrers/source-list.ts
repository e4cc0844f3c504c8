/** What a row's source lists, asked no more often than it has to be: memory saves what cannot have changed. */
import type { Digest } from '../../oci/digest.ts';
import type { Referrer, ReferrerList } from '../../oci/referrer.ts';
import type { RunContext } from '../context.ts';
import type { Row } from '../row.ts';
import { asListed, type Carried, type CarriedKey } from './carried.ts';
import type { ReferrerSearch } from './search.ts';

/** Until everything that belongs to an image is asked for anew: so many times `recheckAfter`, and a day at least. */
const WHOLE_AFTER_RECHECKS = 4;
const WHOLE_AFTER_MS = 24 * 60 * 60 * 1000;

/** One row's lists, by subject. `root` is asked first, and decides whether the others are. */
export interface SourceLists {
  of(subject: Digest): Promise<ReferrerList>;
  readonly from: 'source' | 'memory';
  /** Whether every subject was asked for in full, so far. */
  readonly isWhole: boolean;
}

export interface Listing {
  readonly search: ReferrerSearch;
  readonly context: Pick<RunContext, 'carried' | 'age'>;
}

/** Lists of the referrers of a row's image; null where no digest is wanted. */
export function keyOfRow({ repository, wanted, platforms }: Row): CarriedKey | null {
  return wanted === null ? null : { repository, root: wanted, platforms };
}

/** From the source. Where the list of the image itself is as remembered, its children are not asked for one by one. */
export function sourceLists(row: Row, key: CarriedKey, { search, context }: Listing): SourceLists {
  const known = context.carried.get(key);
  const fresh = known !== null && isFresh(known, context.age) ? known : null;
  const place = `source ${row.source.origin}`;
  let isWhole = true;
  const ask = (subject: Digest) =>
    search.of(row.source, subject, { place, ...(fresh?.hasApi === false && { hasApi: false as const }) });
  const mayBeBrief = context.age.recheck !== 'all' && known?.count === known?.referrers.length;
  const root = ask(key.root);
  root.catch(() => undefined); // whoever asks for it hears of it
  return {
    from: 'source',
    get isWhole() {
      return isWhole;
    },
    async of(subject) {
      const list = await root;
      if (subject === key.root) return list;
      if (!mayBeBrief || !fresh?.hasApi || !isAsRemembered(list, fresh, key.root)) return ask(subject);
      isWhole = false;
      return remembered(subject, fresh, () => search.tagged(row.source, subject, place));
    },
  };
}

/** From memory alone. */
export function rememberedLists({ referrers, hasApi }: Pick<Carried, 'referrers' | 'hasApi'>): SourceLists {
  return {
    from: 'memory',
    isWhole: false,
    of: async (subject) => ({
      referrers: referrers.filter((one) => one.subject === subject).map(asListed),
      remarks: [],
      hasApi,
    }),
  };
}

function isFresh({ wholeAtMs }: Carried, { nowMs, recheckAfterMs }: RunContext['age']): boolean {
  const ageMs = nowMs - wholeAtMs;
  return ageMs >= 0 && ageMs < Math.max(WHOLE_AFTER_MS, WHOLE_AFTER_RECHECKS * recheckAfterMs);
}

function isAsRemembered({ referrers }: ReferrerList, known: Carried, root: Digest): boolean {
  const before = known.referrers.filter(({ subject }) => subject === root).map(({ digest }) => digest);
  const now = referrers.map(({ descriptor }) => descriptor.digest);
  return before.length === now.length && now.every((digest) => before.includes(digest));
}

/** What the API said of a child before, with what tags say now: those are known anyway. */
async function remembered(
  subject: Digest,
  known: Carried,
  askTags: () => Promise<ReferrerList | null>,
): Promise<ReferrerList> {
  const tagged = await askTags();
  const isStill = ({ tag, foundBy }: Referrer) =>
    tagged === null || (tag === null && foundBy !== 'fallback-tag');
  const before = known.referrers.filter((one) => one.subject === subject).map(asListed);
  return {
    referrers: [...before.filter(isStill), ...(tagged?.referrers ?? [])],
    remarks: tagged?.remarks ?? [],
    hasApi: true,
  };
}
