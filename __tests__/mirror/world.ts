/** Registries in memory, a mirror manifest over them, and what is remembered between runs. */
import type { LockFile } from '../../src/files/lockfile.ts';
import { emptyLock } from '../../src/files/lockfile.ts';
import type { MirrorFile } from '../../src/files/mirrorfile.ts';
import { readMirrorFile } from '../../src/files/read-mirrorfile.ts';
import type { Finding, Rule } from '../../src/finding.ts';
import { acceptOutcomes } from '../../src/mirror/accept.ts';
import type { RunContext } from '../../src/mirror/context.ts';
import { copy } from '../../src/mirror/copy/copy.ts';
import { findingsOfFailures } from '../../src/mirror/copy/failures.ts';
import { tryAgain } from '../../src/mirror/copy/second-chance.ts';
import { type DriftResult, findDrift } from '../../src/mirror/drift/drift.ts';
import { driftAfter } from '../../src/mirror/drift/drift-after.ts';
import { LastStates } from '../../src/mirror/drift/last-states.ts';
import {
  formatLastStates,
  formatRelations,
  parseLastStates,
  parseRelations,
} from '../../src/mirror/drift/memory-format.ts';
import { Relations } from '../../src/mirror/drift/relations.ts';
import { Health } from '../../src/mirror/health.ts';
import { History } from '../../src/mirror/history.ts';
import { IndexMemory } from '../../src/mirror/index-memory.ts';
import {
  formatHistory,
  formatIndexes,
  formatProofs,
  parseHistory,
  parseIndexes,
  parseProofs,
  type ReadMemory,
} from '../../src/mirror/memory-format.ts';
import { Meter } from '../../src/mirror/meter.ts';
import { makePlan } from '../../src/mirror/plan.ts';
import { type Depth, Proofs } from '../../src/mirror/proofs.ts';
import { CarriedMemory } from '../../src/mirror/referrers/carried.ts';
import { formatCarried, parseCarried } from '../../src/mirror/referrers/memory-format.ts';
import { resolve } from '../../src/mirror/resolve.ts';
import type { CellOutcome, Plan, Row } from '../../src/mirror/row.ts';
import { Signers } from '../../src/mirror/signatures/signers.ts';
import type { VerifiedStep } from '../../src/mirror/verify/verified-step.ts';
import { verify } from '../../src/mirror/verify/verify.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';
import type { Target } from '../../src/oci/store.ts';
import { createMemoryStore, type MemoryStore } from '../../src/stores/memory.ts';
import { putBlob, repositoryForWriting } from '../../src/stores/memory-content.ts';
import { type Call, FaultyTarget, type Interference } from '../fakes/faulty-target.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { missingBelow } from '../rig/closure.ts';

export const SOURCE = 'source.example.com';
export const START_MS = Date.UTC(2026, 10, 21, 2);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A mirror manifest with these mirrors (`NAME` at `NAME.example.com`) and these images (YAML list items). */
export function manifest(mirrors: readonly string[], images: string, more = ''): MirrorFile {
  const list = mirrors.map((name) => `  - { name: ${name}, target: ${name}.example.com }\n`).join('');
  return readFile(`version: 1\n${more}\nmirrors:\n${list}images:\n${images}\n`);
}

export function readFile(text: string): MirrorFile {
  const { file, findings } = readMirrorFile(text, 'mirror.yaml');
  if (file === null || findings.length > 0) throw new Error(JSON.stringify(findings));
  return file;
}

export interface Synced {
  readonly rows: readonly Row[];
  readonly plan: Plan;
  readonly outcomes: readonly CellOutcome[];
  readonly findings: readonly Finding[];
  /** What is said of drift at the end; its findings are not among `findings`. */
  readonly drift: DriftResult;
  readonly meter: Meter;
}

export interface Drifted {
  readonly rows: readonly Row[];
  readonly drift: DriftResult;
  readonly findings: readonly Finding[];
}

export interface Verifying {
  readonly depth?: Depth;
  readonly more?: Partial<RunContext>;
  readonly signal?: AbortSignal;
}

export class World {
  /** Every call to every registry since `calls` was last emptied. */
  readonly calls: Call[] = [];
  history = new History();
  proofs = new Proofs();
  indexes = new IndexMemory();
  relations = new Relations();
  lastStates = new LastStates();
  carried = new CarriedMemory();
  nowMs = START_MS;
  readonly #stores = new Map<string, MemoryStore>();
  readonly #targets = new Map<string, Target>();
  readonly #interferences = new Map<string, Interference>();
  readonly #lenient: readonly string[];

  readonly #withoutApi: readonly string[];

  /** Registries of `lenient` take manifests whose content is missing; those of `withoutApi` do not list referrers. */
  constructor(lenient: readonly string[] = [], withoutApi: readonly string[] = []) {
    this.#lenient = lenient;
    this.#withoutApi = withoutApi;
  }

  registry(host: string): MemoryStore {
    const known = this.#stores.get(host);
    if (known !== undefined) return known;
    const made = createMemoryStore(`memory://${host}`, {
      strict: !this.#lenient.includes(host),
      referrersApi: !this.#withoutApi.includes(host),
    });
    this.#stores.set(host, made);
    return made;
  }

  /** The repository as the stages see it: recorded and interfered with; the same value each time. */
  target(host: string, repository: string): Target {
    const key = `${host} ${repository}`;
    const known = this.#targets.get(key);
    if (known !== undefined) return known;
    const made = new FaultyTarget(this.registry(host).open(repository), async (call) => {
      this.calls.push(call);
      await this.#interferences.get(host)?.(call);
    });
    this.#targets.set(key, made);
    return made;
  }

  /** From now on calls to this registry go through `interfere`; null: none. */
  interfere(host: string, interfere: Interference | null): void {
    if (interfere === null) this.#interferences.delete(host);
    else this.#interferences.set(host, interfere);
  }

  /** Puts a tree into a registry, unseen by `calls`. */
  push(host: string, repository: string, { tree, tag }: { tree: ImageTree; tag?: string }): Digest {
    const { content } = this.registry(host);
    for (const [digest, bytes] of tree.blobs) putBlob(content, repository, digest, bytes);
    const held = repositoryForWriting(content, repository);
    for (const { mediaType, digest, bytes } of tree.manifests) {
      held.manifests.set(digest, { descriptor: { mediaType, digest, size: bytes.length }, bytes });
    }
    if (tag !== undefined) held.tags.set(tag, tree.root.digest);
    return tree.root.digest;
  }

  tagsOf(host: string, repository: string): Readonly<Record<string, Digest>> {
    return Object.fromEntries(this.registry(host).content.repositories.get(repository)?.tags ?? []);
  }

  /** What of the graph below `root` cannot be served there. Children named in `omitted` may be missing. */
  missing(
    host: string,
    repository: string,
    root: Digest,
    omitted: ReadonlySet<string> = new Set(),
  ): string[] {
    return missingBelow(this.registry(host).content, repository, root, omitted);
  }

  context(file: MirrorFile, more: Partial<RunContext> = {}): RunContext {
    return {
      file,
      lock: null,
      locked: false,
      asks: 'as-needed',
      history: this.history,
      proofs: this.proofs,
      indexes: this.indexes,
      relations: this.relations,
      carried: this.carried,
      lastStates: this.lastStates,
      age: { nowMs: this.nowMs, recheckAfterMs: file.recheckAfterMs, recheck: 'due' },
      stores: {
        sourceOf: ({ source }) =>
          source.kind === 'registry'
            ? this.target(source.host, source.path)
            : this.target(`oci:${source.directory}`, 'layout'),
        layoutRoot: ({ source }, name, signal) =>
          this.target(`oci:${source.kind === 'layout' ? source.directory : ''}`, 'layout').resolve(
            (name ?? 'only') as Tag,
            signal,
          ),
        targetOf: ({ place }, repository) =>
          this.target(place.kind === 'registry' ? place.host : `oci:${place.directory}`, repository),
      },
      health: new Health(),
      signers: new Signers(),
      meter: new Meter(),
      selection: { mirrors: [], images: [] },
      onOutcome: () => undefined,
      monotonicMs: () => this.nowMs,
      ...more,
    };
  }

  /** What `sync` does, without files and report. What is remembered goes through its written form. */
  async sync(file: MirrorFile, more: Partial<RunContext> = {}, signal = neverAborted()): Promise<Synced> {
    const context = this.context(file, more);
    const resolved = await resolve(context, signal);
    const plan = makePlan(resolved.rows, context);
    const first = await copy(plan.steps, context, signal);
    const { outcomes, findings } = await tryAgain(first, context, signal);
    acceptOutcomes(resolved.rows, outcomes, context.history);
    const drift = driftAfter(resolved.rows, outcomes, context);
    this.#remember(context);
    return {
      rows: resolved.rows,
      plan,
      outcomes,
      findings: [...resolved.findings, ...plan.findings, ...findings, ...findingsOfFailures(outcomes)],
      drift,
      meter: context.meter,
    };
  }

  /** What `drift` does without `--depth`, without files and report. */
  async drift(file: MirrorFile, more: Partial<RunContext> = {}, signal = neverAborted()): Promise<Drifted> {
    const context = this.context(file, { asks: 'always', ...more });
    const { rows, findings } = await resolve(context, signal);
    const drift = await findDrift(rows, { context, lackOf: () => null }, signal);
    this.#remember(context);
    return { rows, drift, findings: [...findings, ...drift.findings] };
  }

  /** As everything remembered is read by the next run: in its written form. */
  #remember({ history, proofs, indexes, relations, lastStates, carried }: RunContext): void {
    this.carried = trusted(parseCarried(formatCarried(carried)));
    this.history = trusted(parseHistory(formatHistory(history)));
    this.proofs = trusted(parseProofs(formatProofs(proofs)));
    this.indexes = trusted(parseIndexes(formatIndexes(indexes)));
    this.relations = trusted(parseRelations(formatRelations(relations)));
    this.lastStates = trusted(parseLastStates(formatLastStates(lastStates)));
  }

  /** As when the state directory is lost. */
  forget(): void {
    this.history = new History();
    this.proofs = new Proofs();
    this.indexes = new IndexMemory();
    this.relations = new Relations();
    this.lastStates = new LastStates();
  }

  /** What `verify` does, without files and report. */
  async verify(
    file: MirrorFile,
    { depth = 'probe' as Depth, more = {}, signal = neverAborted() }: Verifying = {},
  ): Promise<readonly VerifiedStep[]> {
    const context = this.context(file, { asks: 'never', ...more });
    const { rows } = await resolve(context, signal);
    const verified = await verify(rows, { depth, isOldestFirst: false }, { context, signal });
    this.proofs = trusted(parseProofs(formatProofs(context.proofs)));
    return verified;
  }

  /** How many calls of `method` went to places that start with `place`. */
  count(method: Call['method'], place = ''): number {
    return this.calls.filter((call) => call.method === method && call.place.startsWith(place)).length;
  }
}

export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

export function rulesOf(findings: readonly Finding[]): Rule[] {
  return findings.map(({ rule }) => rule).sort();
}

/** `mirror outcome` of every outcome, in order. */
export function ends(outcomes: readonly CellOutcome[]): string[] {
  return outcomes.map(({ step, outcome }) => `${step.cell.mirror.name} ${outcome}`);
}

export function lockOf(
  tags: Readonly<Record<string, Digest>>,
  selections: LockFile['selections'] = new Map(),
): LockFile {
  const since = '2026-11-01T00:00:00Z';
  const entries = Object.entries(tags).map(
    ([tag, digest]) => [tag, { digest, since, previous: [] }] as const,
  );
  return { ...emptyLock('mirror.lock.yaml'), tags: new Map(entries), selections };
}

export function keepTag(digest: Digest): string {
  return `keep-${digest.replace(':', '-')}`;
}

function trusted<T>(read: ReadMemory<T>): T {
  if (!read.ok) throw new Error(read.why);
  return read.value;
}
