/** Looks at every mirror of every row: one HEAD where nothing has changed. All reading of mirror tags happens here, once. */
import type { Mirror } from '../files/mirrorfile.ts';
import { placeOf } from '../files/place.ts';
import { type Digest, keepTagOf } from '../oci/digest.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Tag } from '../oci/reference.ts';
import type { Target } from '../oci/store.ts';
import type { RunContext } from './context.ts';
import { mapEach } from './each.ts';
import { lookAt } from './look.ts';
import { type ProofSubject, proofCounts } from './proofs.ts';
import type { Cell, Row, Seen, Step } from './row.ts';
import { type BareRow, rowName } from './rows.ts';
import { isMirrorSelected, mirrorsOf } from './selection.ts';
import { sourceKey } from './source-key.ts';

/** Cells of one mirror looked at together; the stores bound what reaches each registry. */
const CELLS_AT_ONCE = 64;

/** What one mirror is asked: places in the order in which they became known, and those who ask. */
interface Visit {
  readonly places: { readonly row: Row; readonly cell: Cell }[];
  readonly askers: Promise<void>[];
  /** The first place that nobody has taken. */
  next: number;
  busy: number;
}

/**
 * Looks at mirrors as rows become known, each mirror at its own pace: one that hangs keeps nobody waiting, neither other mirrors
 * nor whoever finds out what further rows want.
 */
export class MirrorObserver {
  readonly #context: RunContext;
  readonly #signal: AbortSignal;
  readonly #drafts: Draft[] = [];
  readonly #visits = new Map<Mirror, Visit>();
  readonly #seen = new Map<Cell, Seen>();

  constructor(context: RunContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
  }

  /** Begins to look and returns at once. Rows that may share a place on a mirror have to come together. */
  begin(bare: readonly BareRow[]): void {
    const drafts = draftRows(bare, this.#context);
    for (const draft of drafts) this.#drafts.push(draft);
    for (const { row, cells } of drafts) {
      for (const cell of cells) this.#visitOf(cell.mirror).places.push({ row, cell });
    }
    for (const visit of this.#visits.values()) this.#sendAskers(visit);
  }

  /** All rows that were given, in that order, with their mirrors as they are now. Never throws. */
  async end(): Promise<Row[]> {
    // Nothing waits for one cell: a promise for each would be old, and make old what it holds, before its turn comes.
    await Promise.all([...this.#visits.values()].flatMap(({ askers }) => askers));
    return this.#drafts.map(({ row, cells }) => ({
      ...row,
      cells: cells.map((cell) => ({ ...cell, seen: this.#seen.get(cell) ?? cell.seen })),
    }));
  }

  #visitOf(mirror: Mirror): Visit {
    const known = this.#visits.get(mirror);
    if (known !== undefined) return known;
    const visit: Visit = { places: [], askers: [], next: 0, busy: 0 };
    this.#visits.set(mirror, visit);
    return visit;
  }

  #sendAskers(visit: Visit): void {
    while (visit.next < visit.places.length && visit.busy < CELLS_AT_ONCE)
      visit.askers.push(this.#ask(visit));
  }

  /** One place after the other, until there is none that nobody has taken. */
  async #ask(visit: Visit): Promise<void> {
    visit.busy += 1;
    for (let place = take(visit); place !== undefined; place = take(visit)) {
      const { row, cell } = place;
      this.#seen.set(cell, await lookAt(cell, row, { context: this.#context, signal: this.#signal }));
    }
    visit.busy -= 1;
  }
}

function take(visit: Visit): Visit['places'][number] | undefined {
  const place = visit.places[visit.next];
  if (place !== undefined) visit.next += 1;
  return place;
}

/** The rows of steps whose mirror could not be read or written, with the cells of these steps looked at anew: old rows to new. */
export async function lookAgain(
  steps: readonly Step[],
  context: RunContext,
  signal: AbortSignal,
): Promise<Map<Row, Row>> {
  const looked = await mapEach(steps, CELLS_AT_ONCE, async ({ row, cell: { mirror }, cell }) => {
    return { row, mirror, seen: await lookAt(cell, row, { context, signal }) };
  });
  const rows = new Map<Row, Row>();
  for (const { row, mirror, seen } of looked) {
    const { cells } = rows.get(row) ?? row;
    rows.set(row, {
      ...row,
      cells: cells.map((cell) => (cell.mirror === mirror ? { ...cell, seen } : cell)),
    });
  }
  return rows;
}

interface Draft {
  readonly row: Row;
  readonly cells: readonly Cell[];
}

/** Cells without duplicates: one place and digest, or one place and tag, is looked at and written once for the same platforms. */
function draftRows(bare: readonly BareRow[], context: RunContext): Draft[] {
  const taken = new Set<string>();
  const held = heldByTags(bare, context);
  return bare.map((one) => {
    const cells = mirrorsOf(one.first.image, context).flatMap((mirror) => {
      const cell = draftCell(one, mirror, { context, held });
      if (cell === null) return [];
      // A row that nothing is done for takes nobody's place: a pin of the same digest is still carried out.
      if (one.first.problem !== null) return [cell];
      const key = `${mirror.name} ${cell.address} ${platformsText(one)}`;
      if (taken.has(key)) return [];
      taken.add(key);
      return [cell];
    });
    return { row: draftRow(one, context), cells };
  });
}

function platformsText({ platforms }: BareRow): string {
  return platforms === null ? '*' : platforms.map(formatPlatform).sort().join(',');
}

function draftRow(one: BareRow, context: RunContext): Row {
  return {
    image: one.first.image,
    source: context.stores.sourceOf(one.first.image),
    name: rowName(one),
    repository: sourceKey(one.first.image),
    sourceTags: one.sourceTags,
    wanted: one.wanted,
    sourceDigest: one.first.digest,
    root: one.root,
    tag: one.tag,
    platforms: one.platforms,
    sourceNow: one.first.sourceNow,
    locked: one.first.locked,
    meanings: one.meanings,
    at: one.first.at,
    problem: one.first.problem,
    provenElsewhere: provenElsewhere(one, context),
    cells: [],
  };
}

/** Mirrors that this run is not about but that an earlier one has proven: they can be read from. */
function provenElsewhere(one: BareRow, context: RunContext): Target[] {
  const { wanted, first } = one;
  if (wanted === null || context.selection.mirrors.length === 0) return [];
  const others = mirrorsOf(first.image, { ...context, selection: { ...context.selection, mirrors: [] } });
  return others.flatMap((mirror) => {
    const place = placeOf({ image: first.image, mirror, file: context.file });
    if (isMirrorSelected(mirror.name, context.selection) || !place.ok) return [];
    const target = context.stores.targetOf(mirror, place.value);
    const proof = context.proofs.get(subjectOf(target, wanted, one));
    return proofCounts(proof, wanted, context.age) ? [target] : [];
  });
}

interface Drafting {
  readonly context: RunContext;
  readonly held: ReadonlySet<string>;
}

function draftCell(one: BareRow, mirror: Mirror, { context, held }: Drafting): Cell | null {
  const place = placeOf({ image: one.first.image, mirror, file: context.file });
  if (!place.ok) return null;
  const target = context.stores.targetOf(mirror, place.value);
  const proof = one.wanted === null ? null : context.proofs.get(subjectOf(target, one.wanted, one));
  return {
    mirror,
    target,
    address: addressOf(target, one),
    tag: one.tag,
    // Who compares wants to know of the image itself, whatever anchors it.
    keepTag:
      context.asks !== 'always' && needsKeepTag(one, mirror, { target, held }) ? keepTag(one.wanted) : null,
    seen: { kind: 'not-read' },
    proof: one.wanted !== null && proofCounts(proof, one.wanted, context.age) ? proof : null,
    referrersDue: areReferrersDue(one, { mirror, target }, context),
    wasProven: proof?.kind === 'proven',
  };
}

function areReferrersDue(
  { first: { image }, wanted, platforms }: BareRow,
  { mirror, target }: Pick<Cell, 'mirror' | 'target'>,
  { proofs, age }: RunContext,
): boolean {
  if (image.referrers !== 'copy' || wanted === null || mirror.kind !== 'store') return false;
  return !proofCounts(proofs.get(referrersOf(subjectOf(target, wanted, { platforms }))), wanted, age);
}

/** What a proof of `root` on `target` is filed under. */
export function subjectOf(target: Target, root: Digest, row: Pick<Row, 'platforms'>): ProofSubject {
  return { origin: target.origin, repository: target.repository, root, platforms: row.platforms };
}

/** What a proof of all that refers to a root, and to what belongs to it, is filed under. */
export function referrersOf(subject: ProofSubject): ProofSubject {
  return { ...subject, of: 'referrers' };
}

function addressOf(target: Target, one: BareRow): string {
  if (one.tag !== null) return `${target.name}:${one.tag}`;
  return one.wanted === null ? target.name : `${target.name}@${one.wanted}`;
}

/** Roots that a managed tag will hold: they need no anchor. */
function heldByTags(bare: readonly BareRow[], context: RunContext): Set<string> {
  const held = new Set<string>();
  for (const one of bare) {
    if (one.tag === null || one.wanted === null || one.first.problem !== null) continue;
    // An immutable tag may be refused, and then holds another root.
    if (one.first.image.immutable?.matches(one.tag)) continue;
    for (const mirror of mirrorsOf(one.first.image, context)) {
      const place = placeOf({ image: one.first.image, mirror, file: context.file });
      if (place.ok) held.add(`${mirror.name} ${place.value} ${one.wanted}`);
    }
  }
  return held;
}

function needsKeepTag(
  one: BareRow,
  mirror: Mirror,
  { target, held }: { target: Target; held: ReadonlySet<string> },
): boolean {
  if (one.tag !== null || one.wanted === null || !mirror.keepTags || target.holdsUntaggedRoots) return false;
  return mirror.kind === 'store' && !held.has(`${mirror.name} ${target.repository} ${one.wanted}`);
}

function keepTag(wanted: Digest | null): Tag | null {
  return wanted === null ? null : (keepTagOf(wanted) as Tag);
}
