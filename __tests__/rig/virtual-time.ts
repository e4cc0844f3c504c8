/**
 * A clock for programs that wait: sockets and files are real, waits are not. `Date`, `performance.now` and timers of the test's
 * process stand still while anything happens, and jump to the next timer as soon as nothing does.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance as realPerformance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as realSleep } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** Jumps farther than this need a longer silence: an answer that a busy machine delivers late must not meet its own timeout. */
const SHORT_JUMP_MS = 2_000;
/** How often it is looked whether anything happens, in real milliseconds. */
const LOOK_EVERY_MS = 1;
const QUIET_LOOKS_BEFORE_SHORT_JUMP = 1;
const QUIET_LOOKS_BEFORE_LONG_JUMP = 8;
/** Nothing of a test takes longer in real time: what does is stuck. */
const STUCK_AFTER_MS = 120_000;

/** Work of Node's thread pool and of the operating system that ends with an event of its own. */
const IN_PROGRESS =
  /^(FSReq|CloseReq|FileHandle|GetAddrInfo|GetNameInfo|Zlib|Zstd|Brotli|Crypto|RandomBytes|Sign|Process|TCPConnect|Shutdown)/;

/** What the client says about itself. */
const CLIENT_CHANNELS = [
  'undici:request:create',
  'undici:request:bodyChunkSent',
  'undici:request:bodySent',
  'undici:request:headers',
  'undici:request:bodyChunkReceived',
  'undici:request:trailers',
  'undici:request:error',
  'undici:client:beforeConnect',
  'undici:client:connected',
  'undici:client:connectError',
];

interface FakeClock {
  /** Timers by id; absent before the first. */
  readonly timers?: ReadonlyMap<number, { readonly callAt: number }>;
  readonly now: number;
  next(): number;
}

export interface Ran<T> {
  readonly value: T;
  /** Virtual milliseconds. */
  readonly elapsedMs: number;
}

export class VirtualTime {
  readonly #activityOfServers: () => number;
  #activityOfClient = 0;

  /** `activity` gives a number that changes whenever a server of the test has sent, received, or closed something. */
  constructor(activity: () => number) {
    this.#activityOfServers = activity;
  }

  /** Runs `work` in virtual time, which goes on where it stood at the end of the run before. */
  async run<T>(work: () => Promise<T>): Promise<Ran<T>> {
    const clock = installedClock();
    for (const channel of CLIENT_CHANNELS) subscribe(channel, this.#noteClient);
    try {
      const startedMs = clock.now;
      const value = await this.#drive(clock, work());
      return { value, elapsedMs: clock.now - startedMs };
    } finally {
      for (const channel of CLIENT_CHANNELS) unsubscribe(channel, this.#noteClient);
    }
  }

  /** The clock on the wall is set back, between two runs. */
  setBack(byMs: number): void {
    jest.setSystemTime(Date.now() - byMs);
  }

  readonly #noteClient = (): void => {
    this.#activityOfClient += 1;
  };

  async #drive<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
    const end = { isOver: false };
    const over = (): void => {
      end.isOver = true;
    };
    work.then(over, over);
    const startedMs = realPerformance.now();
    for (let quietLooks = 0, seen = -1; !end.isOver; ) {
      await realSleep(LOOK_EVERY_MS);
      await nextTurn(); // what had come meanwhile has been handed out now
      if (realPerformance.now() - startedMs > STUCK_AFTER_MS) throw new Error(`stuck: ${describe(clock)}`);
      const activity = this.#activityOfClient + this.#activityOfServers();
      const isQuiet = activity === seen && !isSomethingInProgress();
      quietLooks = isQuiet ? quietLooks + 1 : 0;
      seen = activity;
      const waitMs = isQuiet ? untilNextTimerMs(clock) : null;
      if (waitMs === null || quietLooks < quietLooksBefore(waitMs)) continue;
      clock.next();
      quietLooks = 0;
    }
    return work;
  }
}

function quietLooksBefore(waitMs: number): number {
  return waitMs > SHORT_JUMP_MS ? QUIET_LOOKS_BEFORE_LONG_JUMP : QUIET_LOOKS_BEFORE_SHORT_JUMP;
}

let installed: FakeClock | null = null;

/** One clock for all tests of a file: the HTTP client keeps a timer of its own from one request to the next. */
function installedClock(): FakeClock {
  if (installed === null) {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'hrtime'],
    });
    // the fake timers of jest stand on the global `setTimeout`
    installed = (setTimeout as unknown as { readonly clock: FakeClock }).clock;
  }
  return installed;
}

function isSomethingInProgress(): boolean {
  return process.getActiveResourcesInfo().some((kind) => IN_PROGRESS.test(kind));
}

function dueTimes({ timers }: FakeClock): readonly number[] {
  return [...(timers?.values() ?? [])].map(({ callAt }) => callAt);
}

function untilNextTimerMs(clock: FakeClock): number | null {
  const due = dueTimes(clock);
  return due.length === 0 ? null : Math.max(0, Math.min(...due) - clock.now);
}

function describe(clock: FakeClock): string {
  const timersInMs = dueTimes(clock).map((due) => due - clock.now);
  return JSON.stringify({ timersInMs, resources: process.getActiveResourcesInfo() });
}
