/** Random histories of sources, locks, syncs and people with push access, against an oracle of what really happened. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Digest } from '../../../src/oci/digest.ts';
import { makeImage, makeIndex } from '../../fixtures/images.ts';
import { HOUR_MS, manifest, SOURCE, World } from '../world.ts';
import { Chronicle, deepestFall, expectedState, type Piece, type Situation } from './oracle.ts';

const MIRRORS = ['eu', 'us', 'asia'] as const;
const NAME = `${SOURCE}/app:1`;
const LAG_HOURS = 26;
const FILE = manifest(
  MIRRORS,
  `  - { source: ${SOURCE}/app, tags: ["1"], allowMirrorByTags: true }`,
  `maxLag: ${LAG_HOURS}h`,
);
const VERSIONS = 4;

/** Versions, one child and one rewritten copy of each, and images of somebody else. */
const PIECES: readonly Piece[] = [
  ...Array.from({ length: VERSIONS }, (_unused, number) => version(number)),
  { tree: makeImage({ seed: 'stranger/1' }), of: null },
  { tree: makeIndex(children('stranger/2')), of: null },
].flatMap((piece) => [piece, ...partsOf(piece)]);

function children(seed: string, docker = false) {
  return ['amd64', 'arm64'].map((architecture) =>
    makeImage({ seed: `${seed}/${architecture}`, platform: { os: 'linux', architecture }, docker }),
  );
}

function version(number: number): Piece & { readonly number: number } {
  return { tree: makeIndex(children(`v${number}`)), of: null, number };
}

function partsOf(piece: Piece | (Piece & { readonly number: number })): Piece[] {
  if (!('number' in piece)) return [];
  const of = piece.tree.root.digest;
  const [child] = children(`v${piece.number}`);
  return [
    ...(child === undefined ? [] : [{ tree: child, of: { version: of, as: 'child' as const } }]),
    {
      tree: makeIndex(children(`v${piece.number}`, true), { docker: true }),
      of: { version: of, as: 'rewritten' as const },
    },
  ];
}

const BY_DIGEST: ReadonlyMap<Digest, Piece> = new Map(PIECES.map((piece) => [piece.tree.root.digest, piece]));
const SERVED = PIECES.filter((piece) => 'number' in piece);

type Event =
  | { readonly kind: 'publish'; readonly version: number }
  | { readonly kind: 'unpublish' }
  | { readonly kind: 'write'; readonly mirror: number; readonly piece: number }
  | { readonly kind: 'delete'; readonly mirror: number }
  | { readonly kind: 'sync'; readonly mirrors: readonly number[] }
  | { readonly kind: 'lock' }
  | { readonly kind: 'delete-lock' }
  | { readonly kind: 'lose-state' }
  | { readonly kind: 'wait'; readonly hours: number };

const mirror = fc.nat(MIRRORS.length - 1);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), version: fc.nat(VERSIONS - 1) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'unpublish' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('write' as const), mirror, piece: fc.nat(PIECES.length - 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), mirror }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      mirrors: fc.subarray([0, 1, 2], { minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'lock' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'delete-lock' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'lose-state' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.nat(LAG_HOURS) }) },
);

interface Compared {
  readonly state: string;
  readonly held: Digest | null;
}

/** The world of the program, and beside it what really happened there. */
class Story {
  readonly world = new World();
  readonly chronicle = new Chronicle(NAME);
  /** What each mirror's tag was found to be when it was last compared. */
  last: ReadonlyMap<string, Compared> = new Map();

  get served(): Digest | null {
    return this.world.tagsOf(SOURCE, 'app')['1'] ?? null;
  }

  get wanted(): Digest | null {
    return this.chronicle.locked ?? this.served;
  }

  get held(): readonly (Digest | null)[] {
    return MIRRORS.map((name) => this.heldBy(name));
  }

  heldBy(mirror: string): Digest | null {
    return this.world.tagsOf(`${mirror}.example.com`, 'app')['1'] ?? null;
  }

  get situation(): Situation {
    const { chronicle, wanted, world } = this;
    return { chronicle, wanted, nowMs: world.nowMs, maxLagMs: LAG_HOURS * HOUR_MS, pieces: BY_DIGEST };
  }

  async happen(event: Event): Promise<void> {
    const { world, chronicle } = this;
    world.nowMs += HOUR_MS;
    switch (event.kind) {
      case 'publish':
        world.push(SOURCE, 'app', { tree: (SERVED[event.version] as Piece).tree, tag: '1' });
        break;
      case 'unpublish':
        world.registry(SOURCE).content.repositories.get('app')?.tags.delete('1');
        break;
      case 'write':
        world.push(`${MIRRORS[event.mirror]}.example.com`, 'app', {
          tree: (PIECES[event.piece] as Piece).tree,
          tag: '1',
        });
        break;
      case 'delete':
        world
          .registry(`${MIRRORS[event.mirror]}.example.com`)
          .content.repositories.get('app')
          ?.tags.delete('1');
        break;
      case 'sync':
        await this.sync(event.mirrors.map((number) => MIRRORS[number] as string));
        break;
      case 'lock':
        if (this.served !== null) chronicle.writeLock(this.served, world.nowMs);
        break;
      case 'delete-lock':
        chronicle.deleteLock();
        break;
      case 'lose-state':
        world.forget();
        chronicle.forget();
        this.last = new Map();
        break;
      case 'wait':
        world.nowMs += event.hours * HOUR_MS;
        break;
    }
  }

  /** What `sync` says at its end must be true of the mirrors as they then are. */
  async sync(mirrors: readonly string[]): Promise<void> {
    const { chronicle, world } = this;
    if (chronicle.locked === null) chronicle.look(this.served, world.nowMs);
    const selection = { mirrors, images: [] };
    const { rows, drift, outcomes } = await world.sync(FILE, { lock: chronicle.lockFile, selection });
    const last = new Map(this.last);
    for (const cell of rows.flatMap((row) => drift.rows.get(row)?.cells ?? [])) {
      const { name } = cell.mirror;
      const held = this.heldBy(name);
      const ended = outcomes.find(({ step }) => step.cell.mirror.name === name)?.outcome;
      if (ended === 'refused' || ended === 'failed') expect(cell.drift).toBe(null);
      else {
        const { state } = expectedState(held, this.situation);
        expect(cell.drift?.state).toBe(state);
        last.set(name, { state, held });
      }
    }
    this.last = last;
  }

  /** `drift` must say of every mirror what the oracle says, and ask for no more than it needs. */
  async check(): Promise<void> {
    const { chronicle, world } = this;
    world.nowMs += HOUR_MS;
    chronicle.look(this.served, world.nowMs);
    world.calls.length = 0;
    const { rows, drift, findings } = await world.drift(FILE, { lock: chronicle.lockFile });
    const cells = rows.flatMap((row) => drift.rows.get(row)?.cells ?? []);
    const expected = this.held.map((held) => expectedState(held, this.situation));
    expect(cells.map((cell) => ({ state: cell.drift?.state, severity: cell.drift?.severity }))).toEqual(
      expected,
    );
    this.checkBeside(findings.map(({ rule, message }) => ({ rule, message })));
    this.checkChanges(
      cells.map((cell) => drift.changes.byCell.get(cell) ?? null),
      expected.map(({ state }) => state),
    );
    this.checkRequests(expected.map(({ state }) => state));
  }

  checkBeside(findings: readonly { readonly rule: string; readonly message: string }[]): void {
    const { chronicle, served, held } = this;
    const { locked } = chronicle;
    const has = (rule: string): boolean => findings.some((one) => one.rule === rule);
    const fall = deepestFall(held, chronicle);
    const told = findings.find(({ rule }) => rule === 'fallback-rollback')?.message ?? '0 version';
    expect(Number(/(\d+) versions? back$/.exec(told)?.[1] ?? 0)).toBe(fall);
    expect(has('mirrors-disagree')).toBe(new Set(held.filter((one) => one !== null)).size > 1);
    expect(has('source-gone')).toBe(served === null);
    const moved = locked === null || served === null ? null : directionOf(chronicle, locked, served);
    expect(has('lock-behind')).toBe(moved !== null && moved > 0);
    expect(has('tag-rollback')).toBe(moved !== null && moved < 0);
  }

  checkChanges(changes: readonly (string | null)[], states: readonly string[]): void {
    const { held, last } = this;
    const now = states.map((state, index) => ({ state, held: held[index] ?? null }));
    const wanted = now.map((one, index) => changeOf(last.get(MIRRORS[index] ?? ''), one, last.size > 0));
    expect(changes).toEqual(wanted);
    this.last = new Map(now.map((one, index) => [MIRRORS[index] ?? '', one]));
  }

  checkRequests(states: readonly string[]): void {
    const { world } = this;
    const isExplained = states.every((state) =>
      ['in-sync', 'stale', 'ahead', 'missing', 'source-gone'].includes(state),
    );
    expect(world.calls.filter(({ method }) => method !== 'resolve').length > 0 && isExplained).toBe(false);
    // Of a tag that is gone, a root that was proven there is asked for by digest as well.
    const gone = this.held.filter((one) => one === null).length;
    expect(world.count('resolve')).toBeGreaterThanOrEqual(1 + MIRRORS.length);
    expect(world.count('resolve')).toBeLessThanOrEqual(1 + MIRRORS.length + gone);
  }
}

function changeOf(before: Compared | undefined, now: Compared, hasRun: boolean): string | null {
  const isRight = now.state === 'in-sync';
  if (before === undefined) return hasRun && !isRight ? 'new' : null;
  const wasRight = before.state === 'in-sync';
  const hasMoved = before.held !== now.held;
  if (isRight !== wasRight) return isRight ? 'healed' : 'new';
  if (hasMoved) return 'moved';
  return now.state === before.state ? null : 'new';
}

function directionOf(chronicle: Chronicle, locked: Digest, served: Digest): number | null {
  const [was, is] = [chronicle.bornAt(locked), chronicle.bornAt(served)];
  return was === null || is === null ? null : Math.sign(is - was);
}

describe('random histories', () => {
  test('every state is what really happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 25 }), async (events) => {
        const story = new Story();
        for (const one of events) {
          await story.happen(one);
          await story.check();
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('whoever does not look in between learns what can still be known', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(event, fc.boolean()), { minLength: 5, maxLength: 40 }),
        async (events) => {
          const story = new Story();
          for (const [one, isLookedAt] of events) {
            await story.happen(one);
            if (isLookedAt) await story.check();
          }
          await story.check();
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);
});
