/** What is to travel with the image of one row: found once per row and run, remembered, and told where it cannot be had. */
import type { MirrorError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import { CARRIED_LIMIT, type CarriedKey, type CarriedReferrer, carriedCounts } from '../referrers/carried.ts';
import { unionOf } from '../referrers/compare.ts';
import { describeListed } from '../referrers/describe.ts';
import type { ReferrerSearch } from '../referrers/search.ts';
import { keyOfRow, rememberedLists, type SourceLists, sourceLists } from '../referrers/source-list.ts';
import type { Row } from '../row.ts';
import {
  type AttachmentReading,
  type Attachments,
  NO_ATTACHMENTS,
  readAttachments,
  UnreadableReferrers,
} from './attachments.ts';
import type { Graph } from './graph.ts';

const SUBJECTS_AT_ONCE = 8;

/** What one row has to tell of its referrers. */
export interface ReferrerFacts {
  readonly remarks: readonly string[];
  /** Why the source's own list was not to be had; the list remembered was used where there is one. */
  readonly unread: { readonly error: MirrorError; readonly remembered: boolean } | null;
  /** With `referrers: report`: what is there and stays there. */
  readonly notCopied: readonly CarriedReferrer[];
}

export interface RowAttachments {
  /** Null: nobody knows what they are. */
  readonly attachments: Attachments | null;
  /** What a mirror may hold under a tag of cosign without somebody else having put it there. */
  readonly knownBefore: ReadonlySet<Digest>;
  readonly facts: ReferrerFacts;
}

export interface RowReading extends Omit<AttachmentReading, 'lists'> {
  readonly search: ReferrerSearch;
  readonly context: Pick<RunContext, 'carried' | 'age'>;
}

const NOTHING: RowAttachments = {
  attachments: NO_ATTACHMENTS,
  knownBefore: new Set(),
  facts: { remarks: [], unread: null, notCopied: [] },
};

/** Throws CopyFailure where something that is listed cannot be read. */
export async function attachmentsOfRow(row: Row, graph: Graph, reading: RowReading): Promise<RowAttachments> {
  const key = keyOfRow(row);
  const policy = row.image.referrers;
  if (policy === 'ignore' || key === null) return NOTHING;
  const known = reading.context.carried.get(key);
  const lists = listsOf(row, key, reading);
  try {
    return policy === 'report'
      ? await report(row, graph, { reading, lists })
      : await bring(row, graph, { reading, lists });
  } catch (error) {
    if (!(error instanceof UnreadableReferrers)) throw error;
    const unread = { error: error.error, remembered: known !== null };
    const facts = { remarks: [], unread, notCopied: [] };
    if (policy === 'report') return { ...NOTHING, facts };
    if (known === null) return { ...NOTHING, attachments: null, facts };
    const brought = await bring(row, graph, { reading, lists: rememberedLists(known) });
    return { ...brought, facts: { ...brought.facts, unread } };
  }
}

/** Nobody is asked as long as what was found counts, or where what is to be brought is known. */
function listsOf(row: Row, key: CarriedKey, { search, context }: RowReading): SourceLists {
  if (row.referrers !== undefined) return rememberedLists(row.referrers);
  const known = context.carried.get(key);
  // What never was asked about in full says nothing of children.
  return known !== null && known.wholeAtMs > 0 && carriedCounts(known, key.root, context.age)
    ? rememberedLists(known)
    : sourceLists(row, key, { search, context });
}

interface Listed {
  readonly reading: RowReading;
  readonly lists: SourceLists;
}

async function bring(row: Row, graph: Graph, { reading, lists }: Listed): Promise<RowAttachments> {
  const knownBefore = new Set(knownOf(row, reading).map(({ digest }) => digest));
  const attachments = await readAttachments(graph, { ...reading, lists });
  remember(row, attachments, { reading, lists });
  const { remarks } = attachments;
  return { attachments, knownBefore, facts: { remarks, unread: null, notCopied: [] } };
}

/** Only lists are read: what would be copied is named as they name it. */
async function report(row: Row, { manifests }: Graph, { reading, lists }: Listed): Promise<RowAttachments> {
  const subjects = manifests.map(({ descriptor }) => descriptor.digest);
  const found = await mapEach(subjects, SUBJECTS_AT_ONCE, async (subject) => {
    const list = await lists.of(subject).catch((error) => {
      reading.signal.throwIfAborted();
      throw new UnreadableReferrers(error);
    });
    return { ...list, carried: list.referrers.map((referrer) => describeListed(subject, referrer)) };
  });
  const carried = found.flatMap((list) => list.carried);
  const hasApi = found.some((list) => list.hasApi);
  remember(row, { carried, hasApi }, { reading, lists });
  const facts = { remarks: found.flatMap(({ remarks }) => remarks), unread: null, notCopied: carried };
  return { ...NOTHING, facts };
}

function knownOf(row: Row, { context }: RowReading): readonly CarriedReferrer[] {
  const key = keyOfRow(row);
  return key === null ? [] : (context.carried.get(key)?.referrers ?? []);
}

/** What was only remembered is not new; that it was read tells more of it. */
function remember(
  row: Row,
  { carried, hasApi }: Pick<Attachments, 'carried' | 'hasApi'>,
  { reading: { context }, lists }: Listed,
): void {
  const key = keyOfRow(row);
  if (key === null || row.referrers !== undefined) return;
  const known = context.carried.get(key);
  const { nowMs } = context.age;
  if (lists.from === 'memory') {
    if (known !== null)
      context.carried.remember(key, { ...known, referrers: unionOf([carried, known.referrers]) });
    return;
  }
  const isWhole = lists.isWhole && row.image.referrers === 'copy';
  const wholeAtMs = isWhole ? nowMs : (known?.wholeAtMs ?? 0);
  const referrers = carried.slice(0, CARRIED_LIMIT);
  context.carried.remember(key, { referrers, count: carried.length, atMs: nowMs, wholeAtMs, hasApi });
}
