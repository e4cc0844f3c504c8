/**
 * Signatures and the like in the drift stage: what the source lists for an image and a mirror does not. Asked only when due:
 * one request per root at the source and one per mirror; what belongs to children is compared by `sync` and `verify`.
 */
import { describeError, isMirrorError, type MirrorError, toMirrorError } from '../../errors.ts';
import { type Finding, finding } from '../../finding.ts';
import { fallbackTagOf } from '../../oci/referrer.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import { isUnreachable } from '../health.ts';
import { referrersOf, subjectOf } from '../observe.ts';
import { proofCounts } from '../proofs.ts';
import { type Carried, type CarriedKey, type CarriedReferrer, carriedCounts } from '../referrers/carried.ts';
import { lackingIn } from '../referrers/compare.ts';
import { describeListed } from '../referrers/describe.ts';
import { ReferrerSearch } from '../referrers/search.ts';
import { keyOfRow, sourceLists } from '../referrers/source-list.ts';
import type { Cell, Row } from '../row.ts';
import { missingFinding } from '../verify/lacking.ts';

const ROWS_AT_ONCE = 32;
const CELLS_AT_ONCE = 16;

interface Comparing {
  readonly context: RunContext;
  readonly search: ReferrerSearch;
  readonly signal: AbortSignal;
}

/** Notes what the source lists, and which mirrors are to be looked at by the next sync. Never throws. */
export async function compareReferrers(
  rows: readonly Row[],
  context: RunContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const comparing = { context, search: new ReferrerSearch(context.health, signal), signal };
  const found = await mapEach(rows, ROWS_AT_ONCE, (row) => compareRow(row, comparing));
  return found.flat();
}

async function compareRow(row: Row, comparing: Comparing): Promise<readonly Finding[]> {
  const { context, signal } = comparing;
  const key = keyOfRow(row);
  const cells = row.cells.filter((cell) => isToCompare(row, cell));
  if (key === null || row.problem !== null || row.image.referrers !== 'copy' || cells.length === 0) return [];
  const known = context.carried.get(key);
  const isKnown = known !== null && carriedCounts(known, key.root, context.age);
  if (signal.aborted || (isKnown && cells.every((cell) => wasComparedLately(row, cell, context)))) return [];
  try {
    const expected = isKnown ? known : await askSource(row, key, { known, comparing });
    const before = known === null ? null : new Set(known.referrers.map(({ digest }) => digest));
    const found = await mapEach(cells, CELLS_AT_ONCE, (cell) =>
      compareCell(row, cell, { expected, before, comparing }),
    );
    return found.flat();
  } catch (error) {
    return signal.aborted ? [] : [unreadable(row, null, toMirrorError(error))];
  }
}

/** Mirrors that have the image itself: what else they lack is told already. */
function isToCompare({ wanted }: Row, { mirror, seen }: Cell): boolean {
  return mirror.kind === 'store' && seen.kind === 'present' && seen.root.digest === wanted;
}

function wasComparedLately(row: Row, cell: Cell, { proofs, age }: RunContext): boolean {
  const { wanted } = row;
  if (wanted === null) return true;
  const subject = referrersOf(subjectOf(cell.target, wanted, row));
  const lists = proofs.get({ ...subject, of: 'referrer-lists' });
  return proofCounts(proofs.get(subject), wanted, age) || proofCounts(lists, wanted, age);
}

interface Asking {
  readonly known: Carried | null;
  readonly comparing: Comparing;
}

/** What is known of children stays, and so does what was read of the root's own. */
async function askSource(row: Row, key: CarriedKey, { known, comparing }: Asking): Promise<Carried> {
  const { context, search } = comparing;
  const list = await sourceLists(row, key, { search, context }).of(key.root);
  const before = new Map(known?.referrers.map((one) => [`${one.digest} ${one.tag ?? ''}`, one]));
  const ofRoot = list.referrers.map(
    (referrer) =>
      before.get(`${referrer.descriptor.digest} ${referrer.tag ?? ''}`) ?? describeListed(key.root, referrer),
  );
  const others = known?.referrers.filter(({ subject }) => subject !== key.root) ?? [];
  const carried: Carried = {
    referrers: [...ofRoot, ...others],
    count: ofRoot.length + others.length,
    atMs: context.age.nowMs,
    // Never asked about children: the next sync does.
    wholeAtMs: known?.wholeAtMs ?? 0,
    hasApi: list.hasApi,
  };
  context.carried.remember(key, carried);
  return carried;
}

interface Expected {
  readonly expected: Carried;
  /** What the source was known to list before; null: nobody remembers. */
  readonly before: ReadonlySet<string> | null;
  readonly comparing: Comparing;
}

async function compareCell(
  row: Row,
  cell: Cell,
  { expected, before, comparing }: Expected,
): Promise<readonly Finding[]> {
  const { context, signal } = comparing;
  const { wanted } = row;
  if (wanted === null) return [];
  const subject = referrersOf(subjectOf(cell.target, wanted, row));
  const ofRoot = expected.referrers.filter((one) => one.subject === wanted);
  try {
    const lacking = await lackingAt(cell, ofRoot, comparing);
    if (lacking.length === 0) {
      context.proofs.prove({ ...subject, of: 'referrer-lists' }, 'exists', context.age.nowMs);
      return [];
    }
    context.proofs.forget(subject);
    context.proofs.forget({ ...subject, of: 'referrer-lists' });
    const place = { mirror: cell.mirror.name, target: cell.target.name, address: cell.address };
    const isRequired = lacking.some((one) => isNeeded(row, one, context));
    return [withNews(missingFinding({ row, ...place, isRequired }, lacking), lacking, before)];
  } catch (error) {
    // A mirror that does not answer is told of as that.
    if (signal.aborted || isUnreachable(error)) return [];
    return [unreadable(row, cell, toMirrorError(error))];
  }
}

function isNeeded(row: Row, referrer: CarriedReferrer, { isReferrerRequired }: RunContext): boolean {
  const key = keyOfRow(row);
  return key !== null && (isReferrerRequired?.({ ...key, name: row.name }, referrer) ?? false);
}

/** One request where the mirror lists referrers itself, or has been found not to. */
async function lackingAt(
  { target, mirror }: Cell,
  expected: readonly CarriedReferrer[],
  { context, signal }: Comparing,
): Promise<readonly CarriedReferrer[]> {
  const [first] = expected;
  if (first === undefined) return [];
  const { subject } = first;
  const tags = new Set<string>(expected.flatMap(({ tag }) => tag ?? []));
  const ask = (hints: { readonly tags: ReadonlySet<string>; readonly hasApi: boolean | null }) =>
    context.health.guard(mirror.name, signal, (guarded) => target.referrers(subject, guarded, hints));
  const listed = await ask({ tags, hasApi: null });
  const describe = ({ referrers }: typeof listed) => referrers.map((one) => describeListed(subject, one));
  const lacking = lackingIn(describe(listed), expected);
  if (lacking.every(({ tag }) => tag !== null)) return lacking;
  return lackingIn(describe(await ask({ tags: new Set([fallbackTagOf(subject)]), hasApi: false })), lacking);
}

function withNews(
  one: Finding,
  lacking: readonly CarriedReferrer[],
  before: ReadonlySet<string> | null,
): Finding {
  const fresh = before === null ? 0 : lacking.filter(({ digest }) => !before.has(digest)).length;
  return fresh === 0 ? one : { ...one, message: `${one.message}; ${fresh} of them new at the source` };
}

function unreadable(row: Row, cell: Cell | null, error: MirrorError): Finding {
  const who = cell === null ? 'its source' : cell.target.name;
  const where = cell === null ? {} : { mirror: cell.mirror.name, target: cell.address };
  return finding('referrers-unreadable', {
    severity: 'warning',
    message: `${row.name}: ${who} did not say what refers to it: ${describeError(error)}`,
    help: isMirrorError(error, 'unauthorized', 'denied')
      ? 'Check the credentials. Not knowing is not the same as having none.'
      : 'Not knowing is not the same as having none. Run again when it answers.',
    source: row.name,
    ...where,
    at: row.at,
  });
}
