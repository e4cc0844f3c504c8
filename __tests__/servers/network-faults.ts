/** What a bad network does to one message: a small vocabulary, and the stages that make it of a body. */
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a client sends, or what the server says to it. */
export type Way = 'request' | 'answer';

export type Fault =
  | { readonly kind: 'delay'; readonly way: Way; readonly ms: number }
  | { readonly kind: 'cut'; readonly way: Way; readonly at: number; readonly how: 'reset' | 'close' }
  | { readonly kind: 'trickle'; readonly way: Way; readonly bytesPerSecond: number }
  | { readonly kind: 'corrupt'; readonly way: Way; readonly at: number };

/** It waits before it is passed on. */
export const delay = (way: Way, ms: number): Fault => ({ kind: 'delay', way, ms });
/** The client's connection ends, by RST or FIN, after `at` bytes of the body, counted around it: any number is a point inside. What
 *  has no body is cut before its first byte: the server sees no request, or the client no answer to what was done. */
export const cut = (way: Way, at: number, how: 'reset' | 'close'): Fault => ({ kind: 'cut', way, at, how });
/** The body passes at this speed. */
export const trickle = (way: Way, bytesPerSecond: number): Fault => ({
  kind: 'trickle',
  way,
  bytesPerSecond,
});
/** One bit of byte `at` of the body, counted around it, is flipped. */
export const corrupt = (way: Way, at: number): Fault => ({ kind: 'corrupt', way, at });

export interface Passing {
  readonly way: Way;
  /** Null where nobody says it beforehand. */
  readonly sizeBytes: number | null;
  /** Ends the client's connection. */
  cut(how: 'reset' | 'close'): void;
}

const TRICKLE_CHUNK_BYTES = 64 * 1024;

export function bodyFaults(faults: readonly Fault[], passing: Passing): readonly Transform[] {
  return faults
    .filter(({ way }) => way === passing.way)
    .flatMap((fault) => {
      if (fault.kind === 'trickle') return [trickling(fault.bytesPerSecond)];
      if (fault.kind === 'corrupt') return [corrupting(pointIn(fault.at, passing.sizeBytes))];
      if (fault.kind === 'cut')
        return [cutting(pointIn(fault.at, passing.sizeBytes), () => passing.cut(fault.how))];
      return [];
    });
}

/** A byte of a body that is counted around. */
function pointIn(at: number, sizeBytes: number | null): number {
  return sizeBytes === null || sizeBytes === 0 ? at : at % sizeBytes;
}

function trickling(bytesPerSecond: number): Transform {
  return new Transform({
    highWaterMark: TRICKLE_CHUNK_BYTES,
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const waitMs = (chunk.length / bytesPerSecond) * 1000;
      void sleep(waitMs, undefined, { ref: false }).then(() => done(null, chunk));
    },
  });
}

function corrupting(at: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const index = at - passed;
      passed += chunk.length;
      if (index < 0 || index >= chunk.length) return done(null, chunk);
      const flipped = Buffer.from(chunk);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      done(null, flipped);
    },
  });
}

/** Nothing passes after the cut; what comes is taken, so that nobody waits for it to be. */
function cutting(at: number, cut: () => void): Transform {
  let passed = 0;
  let isCut = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      if (isCut) return done();
      const rest = at - passed;
      passed += chunk.length;
      if (chunk.length <= rest) return done(null, chunk);
      isCut = true;
      this.push(chunk.subarray(0, rest));
      setImmediate(() => {
        cut();
        done();
      });
    },
    flush(done: TransformCallback) {
      if (isCut) return; // the end does not pass either
      done();
    },
  });
}
