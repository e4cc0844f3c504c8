/**
 * A source, some mirrors and the whole program between them, in virtual time. At the end of each case the rig looks by itself
 * whether anything was lost: see `expectNothingLost`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { RawOptions } from '../../src/commands/options.ts';
import type { LogLevel } from '../../src/host/host.ts';
import type { Report } from '../../src/report/model.ts';
import { run } from '../../src/run.ts';
import { createRecordingHost, type RecordingHost } from '../fakes/recording-host.ts';
import type { ImageTree } from '../fixtures/image-tree.ts';
import { makeImage } from '../fixtures/images.ts';
import { type Access, RigRegistry } from './rig-registry.ts';
import { VirtualTime } from './virtual-time.ts';

/** Thousands of cases write files that are gone a moment later: in memory, where there is such a place. */
const SHARED_MEMORY = '/dev/shm';
if (existsSync(SHARED_MEMORY)) process.env.TMPDIR = SHARED_MEMORY;

export interface RigOptions {
  /** How many; 1. They are called `m1`, `m2`, … */
  readonly mirrors?: number;
  /** By `REPOSITORY:TAG` at the source; one image `app:1` unless given. */
  readonly images?: Readonly<Record<string, ImageTree>>;
  readonly access?: Access;
  /** More lines at the top level of the mirror manifest. */
  readonly settings?: string;
  /** More lines of every image. */
  readonly imageSettings?: string;
  /** Images are wanted by digest alone. */
  readonly pinned?: boolean;
  /** What of each repository is wanted, in place of the tags of `images`: `select: { … }`. */
  readonly wants?: string;
}

export interface Run {
  readonly exitCode: number;
  readonly report: Report;
  /** `MIRROR IMAGE OUTCOME` of every row on every mirror. */
  readonly ends: readonly string[];
  /** Outcomes alone, in the same order. */
  readonly outcomes: readonly string[];
  readonly rules: readonly string[];
  /** All that findings, the log and annotations say. */
  readonly said: string;
  messages(level: LogLevel): readonly string[];
  /** In virtual milliseconds. */
  readonly elapsedMs: number;
}

export const IMAGE = makeImage({ seed: 'rig', layerBytes: 5_000 });
/** A layer of it, and the size that it takes on the wire. */
export const LAYER = [...IMAGE.blobs.keys()].at(-1) as string;

export class Rig {
  readonly source: RigRegistry;
  readonly mirrors: readonly RigRegistry[];
  readonly images: Readonly<Record<string, ImageTree>>;
  readonly time: VirtualTime;
  readonly directory: string;
  readonly #options: RigOptions;
  readonly #others = new Set<RigRegistry>();
  readonly #ways = new Map<RigRegistry, { readonly port: number; readonly how: string }>();
  #host: RecordingHost | null = null;

  private constructor(source: RigRegistry, mirrors: readonly RigRegistry[], options: RigOptions) {
    this.source = source;
    this.mirrors = mirrors;
    this.images = options.images ?? { 'app:1': IMAGE };
    this.#options = options;
    this.directory = mkdtempSync(join(tmpdir(), 'mirror-action-rig-'));
    this.time = new VirtualTime(() => this.registries.reduce((sum, { activity }) => sum + activity, 0));
    for (const [name, tree] of Object.entries(this.images)) {
      const [repository = '', tag] = name.split(':');
      source.push(repository, tree, tag);
    }
  }

  static async start(options: RigOptions = {}): Promise<Rig> {
    const names = Array.from({ length: options.mirrors ?? 1 }, (_, index) => `m${index + 1}`);
    const access = options.access ?? 'basic';
    const mirrors = await Promise.all(names.map((name) => RigRegistry.start(name, { access })));
    return new Rig(await RigRegistry.start('source', { access }), mirrors, options);
  }

  /** The source, the mirrors, and who else is watched. */
  get registries(): readonly RigRegistry[] {
    return [this.source, ...this.mirrors, ...this.#others];
  }

  /** One more server belongs to the case: the clock minds it, and it must not see credentials of others. Stopped at the end. */
  readonly watch = (other: RigRegistry): void => void this.#others.add(other);

  /** The first mirror. */
  get mirror(): RigRegistry {
    return this.mirrors[0] as RigRegistry;
  }

  /** `sync` with the report as JSON, and memory between runs. */
  readonly sync = (options: RawOptions = {}): Promise<Run> => this.run('sync', options);

  async run(command: string, options: RawOptions = {}): Promise<Run> {
    const host = this.#openHost();
    const json = join(this.directory, 'report.json');
    const all: RawOptions = { json, state: join(this.directory, 'state'), ...options };
    try {
      const { value: exitCode, elapsedMs } = await this.time.run(() =>
        run({ command, positionals: [], options: all }, host),
      );
      const report: Report = JSON.parse(readFileSync(json, 'utf8'));
      return describeRun({ exitCode, report, elapsedMs }, host);
    } finally {
      host.dispose();
    }
  }

  /** As a signal to the program that runs now. */
  interrupt(name: 'SIGINT' | 'SIGTERM'): void {
    this.#host?.interrupt(name);
  }

  /** The program reaches `registry` by another port from now on; `how` stands in `registries`. */
  reach(registry: RigRegistry, port: number, how = ''): void {
    this.#ways.set(registry, { port, how });
  }

  /** Ends all faults everywhere. */
  heal(): void {
    for (const registry of this.registries) registry.heal();
  }

  async stop(): Promise<void> {
    await Promise.all(this.registries.map((registry) => registry.stop()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  #openHost(): RecordingHost {
    mkdirSync(join(this.directory, 'state'), { recursive: true });
    const env = Object.fromEntries(
      [this.source, ...this.mirrors].flatMap(({ name, user, password }) => [
        [`MIRROR_${name.toUpperCase()}_USER`, user],
        [`MIRROR_${name.toUpperCase()}_PASSWORD`, password],
      ]),
    );
    this.#host = createRecordingHost({ files: { 'mirror.yaml': this.manifest() }, env });
    return this.#host;
  }

  #reached(registry: RigRegistry): string {
    const way = this.#ways.get(registry);
    return way === undefined ? registry.host : `127.0.0.1:${way.port}`;
  }

  manifest(): string {
    const { settings = '', imageSettings = '', pinned = false, wants } = this.#options;
    const all = [this.source, ...this.mirrors];
    const byRepository = Map.groupBy(Object.entries(this.images), ([name]) => name.split(':')[0] ?? '');
    const images = [...byRepository].map(([repository, held]) => {
      const tags = held.map(([name]) => JSON.stringify(name.split(':')[1]));
      const digests = held.map(([, { root }]) => JSON.stringify(root.digest));
      const wanted = wants ?? (pinned ? `digests: [${digests}]` : `tags: [${tags}]`);
      return `  - { source: "${this.#reached(this.source)}/${repository}", ${wanted} ${imageSettings} }`;
    });
    return [
      'version: 1',
      `allowMirrorByTags: ${!pinned}`,
      settings,
      'mirrors:',
      ...this.mirrors.map((mirror) => `  - { name: ${mirror.name}, target: "${this.#reached(mirror)}" }`),
      'registries:',
      ...all.map((registry) => {
        const prefix = `MIRROR_${registry.name.toUpperCase()}`;
        return `  "${this.#reached(registry)}": { auth: { usernameEnv: ${prefix}_USER, passwordEnv: ${prefix}_PASSWORD } ${this.#ways.get(registry)?.how ?? ''} }`;
      }),
      'images:',
      ...images,
      '',
    ].join('\n');
  }
}

function describeRun(
  { exitCode, report, elapsedMs }: { exitCode: number; report: Report; elapsedMs: number },
  host: RecordingHost,
): Run {
  const rows = report.images.flatMap(({ source, mirrors }) => mirrors.map((on) => ({ source, ...on })));
  return {
    exitCode,
    report,
    ends: rows.map(
      ({ mirror, source, outcome }) => `${mirror} ${source.slice(source.indexOf('/') + 1)} ${outcome}`,
    ),
    outcomes: rows.map(({ outcome }) => outcome),
    rules: report.findings.map(({ rule }) => rule),
    said: [JSON.stringify(report), ...host.logs.map(({ message }) => message), ...host.failures].join('\n'),
    messages: (level) => host.messages(level),
    elapsedMs,
  };
}

const GOOD = new Set(['copied', 'repaired', 'up-to-date']);

/** What must be true after every run, whatever went wrong in it. */
export function expectTruth(
  rig: Rig,
  { report, exitCode }: Run,
  rows = Object.keys(rig.images).length,
): void {
  const ends = report.images.flatMap((image) =>
    image.mirrors.map(({ mirror }) => `${image.source} ${mirror}`),
  );
  expect(new Set(ends).size).toBe(ends.length);
  expect(ends).toHaveLength(rows * rig.mirrors.length);
  for (const { source, digest, mirrors } of report.images) {
    for (const { mirror: name, outcome, found } of mirrors) {
      const about = `${source} on ${name}: ${outcome}`;
      if (!GOOD.has(outcome)) continue;
      const [repository = '', tag = ''] = source.slice(source.indexOf('/') + 1).split(/[:@]/);
      const mirror = rig.mirrors.find((each) => each.name === name) as RigRegistry;
      expect([about, found]).toEqual([about, digest]);
      const held = Object.values(mirror.tags(repository));
      expect([about, tag, held.includes(digest as (typeof held)[number])]).toEqual([about, tag, true]);
      expect([about, mirror.missing(repository, digest as (typeof held)[number])]).toEqual([about, []]);
    }
  }
  const isWell = report.images.every(({ mirrors }) => mirrors.every(({ outcome }) => GOOD.has(outcome)));
  if (!isWell) expect([exitCode, report.ok]).not.toEqual([0, true]);
  for (const { name, violations } of rig.registries) expect([name, violations]).toEqual([name, []]);
}

/** Without faults the next run puts everything right, and uploads nothing that was there. */
export async function expectConvergence(rig: Rig): Promise<Run> {
  rig.heal();
  const before = rig.mirrors.map(({ backend }) => presentBlobs(backend.content));
  const marks = rig.mirrors.map(({ log }) => log.length);
  const next = await rig.sync();
  expect([next.exitCode, next.outcomes.filter((outcome) => !GOOD.has(outcome))]).toEqual([0, []]);
  expectTruth(rig, next);
  rig.mirrors.forEach(({ log }, index) => {
    const completed = log
      .slice(marks[index])
      .filter(({ method, thing }) => method === 'PUT' && thing === 'upload');
    const again = completed.filter(({ repository, url }) =>
      before[index]?.has(`${repository} ${new URL(url, 'http://x').searchParams.get('digest')}`),
    );
    expect(again.map(({ url }) => url)).toEqual([]);
  });
  return next;
}

function presentBlobs({ blobs, repositories }: RigRegistry['backend']['content']): ReadonlySet<string> {
  return new Set(
    [...repositories].flatMap(([name, held]) =>
      [...held.blobs]
        .filter((digest) => blobs.get(digest)?.bytes != null)
        .map((digest) => `${name} ${digest}`),
    ),
  );
}

/** Where a case leaves something that the next run cannot put right. */
export interface CaseOptions extends RigOptions {
  readonly converges?: false;
  /** How many images the report of the faulty run has, where that is not all. */
  readonly rows?: number;
}

/** One case: starts a rig, plays `play`, which gives the run to judge, and looks that nothing was lost. */
export function faulty(
  name: string,
  play: (rig: Rig) => Promise<Run>,
  { converges, rows, ...options }: CaseOptions = {},
): void {
  test(name, async () => {
    const rig = await Rig.start(options);
    try {
      expectTruth(rig, await play(rig), rows);
      if (converges !== false) await expectConvergence(rig);
    } finally {
      await rig.stop();
    }
  });
}
