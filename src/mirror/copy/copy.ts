/**
 * The copy stage: carries out a plan. Rows are worked on side by side; a mirror that falls behind gets a lane of its own,
 * one that does not answer is tried once more at the end. One failing image or mirror never stops the others.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import type { Finding } from '../../finding.ts';
import type { Target } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import { ReferrerSearch } from '../referrers/search.ts';
import type { Cell, CellOutcome, Row, Step } from '../row.ts';
import { SignatureGate } from '../signatures/gate.ts';
import { writes } from '../writes.ts';
import { BlobExchange } from './blob-exchange.ts';
import { CellWork } from './cell-work.ts';
import { CopyFailure, FellBehind, failureOf } from './failure.ts';
import { ManifestShelf } from './manifest-shelf.ts';
import { OncePerPlace } from './once-per-place.ts';
import { orAfter } from './or-after.ts';
import { outcomeOf, outcomeWithoutWork } from './outcome.ts';
import { Places } from './places.ts';
import { preflight } from './preflight.ts';
import { retag } from './root-tag.ts';
import { type CopiedGraph, type CopyTools, copyRow } from './row-copy.ts';
import { findingsOfWorks } from './work-findings.ts';
import { doubtProof } from './work-proofs.ts';

/** Rows for several mirrors in flight, and those for one mirror alone; each holds its manifests in memory. */
const ROWS_AT_ONCE = 32;
/** Rows in flight for a mirror that falls behind. */
const SLOW_ROWS_AT_ONCE = 6;

/** How long a mirror may take for a row after the first one has it, or as long again as that one took if this is longer. */
const STRAGGLER_PATIENCE_MS = 2_000;

/** How long mirrors that can be pushed to wait for the answers of others. */
const PREFLIGHT_PATIENCE_MS = 2_000;

export interface Copied {
  readonly outcomes: readonly CellOutcome[];
  readonly findings: readonly Finding[];
  /** Carries out more steps with what these have brought: siblings serve, and nothing is told twice. */
  carryOn(steps: readonly Step[]): Promise<Copied>;
}

/** Carries out `steps`; outcomes are in their order. When `signal` fires, work in flight stops and what was not reached is `deferred`. Never throws. */
export async function copy(
  steps: readonly Step[],
  context: RunContext,
  signal: AbortSignal,
): Promise<Copied> {
  return new CopyRun(context, signal).carryOut(steps);
}

class CopyRun {
  readonly #context: RunContext;
  readonly #signal: AbortSignal;
  readonly #tools: CopyTools;
  readonly #gate: SignatureGate;
  readonly #rows = pLimit(ROWS_AT_ONCE);
  readonly #lanes = new Map<string, LimitFunction>();
  readonly #slow = new Set<string>();
  /** By mirror; settled when all of its places have been asked. */
  readonly #preflights = new Map<string, Promise<unknown>>();
  readonly #inhabited = new Set<Target>();
  readonly #graphs = new Map<Row, CopiedGraph>();
  /** Names of rows whose graph has been told of. */
  readonly #told = new Set<string>();

  constructor(context: RunContext, signal: AbortSignal) {
    const places = new Places();
    this.#context = context;
    this.#signal = signal;
    const exchange = new BlobExchange({ places, meter: context.meter, now: context.monotonicMs });
    this.#tools = {
      context,
      exchange,
      places,
      inhabited: this.#inhabited,
      told: new Map(),
      shelf: new ManifestShelf(),
      once: new OncePerPlace(),
      search: new ReferrerSearch(context.health, signal),
      signal,
    };
    this.#gate = new SignatureGate(this.#tools);
  }

  async carryOut(steps: readonly Step[]): Promise<Copied> {
    for (const { cell } of steps) if (isInhabited(cell)) this.#inhabited.add(cell.target);
    const works = steps
      .filter(({ action }) => action === 'copy' || action === 'attach' || action === 'retag')
      .map((step) => new CellWork(step, this.#signal));
    this.#context.meter.imagesTotal += works.length;
    await this.#refuseUnsigned(works);
    await this.#preflightAll(works.filter((work) => work.failure === null));
    await this.#workOff(works.filter((work) => work.failure === null));
    const done = new Map(
      works.map((work) => [work.step, outcomeOf(work, this.#context.age.nowMs, this.#signal)]),
    );
    return {
      outcomes: steps.map((step) => done.get(step) ?? outcomeWithoutWork(step)),
      findings: [...findingsOfWorks(works, this.#untoldGraphs()), ...this.#gate.takeFindings()],
      carryOn: (more) => this.carryOut(more),
    };
  }

  /** Before the first byte: what a signature policy does not let pass goes nowhere. */
  async #refuseUnsigned(works: readonly CellWork[]): Promise<void> {
    const writing = works.filter(({ step }) => writes(step));
    await Promise.all(
      writing.map(async (work) => {
        const why = await this.#gate.whyClosed(work.step.row);
        if (why === null) return;
        work.fail(why);
        this.#tell(work);
      }),
    );
  }

  /** Asks all mirrors side by side. One that has not answered well after the first is left to its own lane: its works begin
   *  when it has. */
  async #preflightAll(works: readonly CellWork[]): Promise<void> {
    const unanswered = new Set<string>();
    for (const [mirror, ofMirror] of Map.groupBy(works, ({ step }) => step.cell.mirror.name)) {
      unanswered.add(mirror);
      const asked = preflight(ofMirror, this.#context.health, this.#signal)
        .catch(() => undefined)
        .then(() => unanswered.delete(mirror));
      this.#preflights.set(mirror, asked);
    }
    const all = [...this.#preflights.values()];
    if (all.length === 0) return;
    await Promise.race(all);
    await orAfter(PREFLIGHT_PATIENCE_MS, Promise.all(all));
    for (const mirror of unanswered) this.#slow.add(mirror);
  }

  #untoldGraphs(): ReadonlyMap<Row, CopiedGraph> {
    const untold = new Map([...this.#graphs].filter(([{ name }]) => !this.#told.has(name)));
    for (const { name } of untold.keys()) this.#told.add(name);
    this.#graphs.clear();
    return untold;
  }

  async #workOff(works: readonly CellWork[]): Promise<void> {
    const byRow = new Map<Row, CellWork[]>();
    for (const work of works) byRow.set(work.step.row, [...(byRow.get(work.step.row) ?? []), work]);
    await Promise.all([...byRow].map(([row, ofRow]) => this.#workRow(row, ofRow)));
  }

  /** Mirrors that keep up share one reading; those known to be slow follow alone, once a sibling has the content. */
  async #workRow(row: Row, works: readonly CellWork[]): Promise<void> {
    const together = works.length > 1 ? works.filter((work) => this.#keepsUp(work)) : [];
    const started = await this.#rows(async () => {
      const copying = this.#copyTogether(row, together);
      await Promise.race([copying, this.#untilStragglersShow(together)]);
      return { copying }; // in an object, so that the place in the queue is given up without waiting for it
    });
    await started.copying;
    const left = works.filter((work) => !work.isDone && work.failure === null);
    await Promise.all(left.map((work) => this.#workAlone(row, work)));
  }

  /** Resolves when some mirrors of a row are long done and others are not: those are slow from now on. */
  async #untilStragglersShow(works: readonly CellWork[]): Promise<void> {
    const startedMs = this.#context.monotonicMs();
    await Promise.race(works.map((work) => work.settled));
    const patienceMs = Math.max(STRAGGLER_PATIENCE_MS, this.#context.monotonicMs() - startedMs);
    const isOver = works.map((work) => work.settled);
    await orAfter(patienceMs, Promise.all(isOver));
    for (const work of works) if (!work.isSettled) this.#slow.add(work.step.cell.mirror.name);
  }

  /** In the mirror's lane, and again where it met another slow mirror there and fell behind that one. */
  async #workAlone(row: Row, work: CellWork): Promise<void> {
    await this.#preflights.get(work.step.cell.mirror.name);
    do await this.#laneOf(work)(() => this.#copyTogether(row, [work]));
    while (!work.isDone && work.failure === null && !this.#signal.aborted);
  }

  #keepsUp({ step }: CellWork): boolean {
    return !this.#slow.has(step.cell.mirror.name);
  }

  #laneOf({ step }: CellWork): LimitFunction {
    const { name } = step.cell.mirror;
    const lane = this.#lanes.get(name) ?? pLimit(ROWS_AT_ONCE);
    this.#lanes.set(name, lane);
    if (this.#slow.has(name)) lane.concurrency = SLOW_ROWS_AT_ONCE;
    return lane;
  }

  async #copyTogether(row: Row, works: readonly CellWork[]): Promise<void> {
    const ready = works.filter((work) => this.#isWorthTrying(work));
    if (ready.length === 0 || this.#signal.aborted) return;
    const retags = ready.filter(({ step }) => step.action === 'retag');
    const copies = ready.filter(({ step }) => step.action === 'copy');
    const attaches = ready.filter(({ step }) => step.action === 'attach');
    const [graph, attached] = await Promise.all([
      copies.length === 0 ? null : copyRow(row, copies, this.#tools),
      attaches.length === 0 ? null : copyRow(row, attaches, this.#tools),
      ...retags.map((work) => retag(work, this.#signal)),
    ]);
    if (graph !== null) this.#graphs.set(row, graph);
    // What belongs to an image that was copied before has been told then.
    else if (attached) this.#graphs.set(row, { ...attached, foreignLayers: [], omitted: new Set() });
    for (const work of ready) this.#learn(work);
  }

  #isWorthTrying(work: CellWork): boolean {
    if (work.failure !== null) return false;
    const down = this.#context.health.whyDown(work.step.cell.mirror.name);
    if (down !== null) work.fail(new CopyFailure('mirror', down));
    return down === null;
  }

  #tell(work: CellWork): void {
    this.#context.meter.imagesDone += 1;
    this.#context.onOutcome(outcomeOf(work, this.#context.age.nowMs, this.#signal));
  }

  #learn(work: CellWork): void {
    const { name } = work.step.cell.mirror;
    if (work.failure instanceof FellBehind) {
      this.#slow.add(name);
      work.failure = null;
      return;
    }
    work.isDone = true;
    this.#tell(work);
    const { failure } = work;
    if (failure !== null) doubtProof(work, failureOf(failure), this.#tools);
    if (failure === null) this.#context.health.succeed(name);
    else if (failure instanceof CopyFailure && failure.side === 'mirror')
      this.#context.health.fail(name, failure.error);
  }
}

function isInhabited({ seen }: Cell): boolean {
  return seen.kind === 'present' || seen.kind === 'damaged' || (seen.kind === 'absent' && seen.root !== null);
}
