/** Counting what crosses the wire, for one origin and for all together. */
import type { TrafficCounters } from './settings.ts';

export interface Meter {
  add(counter: keyof TrafficCounters, amount: number): void;
}

export function noTraffic(): TrafficCounters {
  return { requests: 0, tokenRequests: 0, retries: 0, bytesReceived: 0, bytesSent: 0 };
}

export function createMeter(...counters: readonly TrafficCounters[]): Meter {
  return {
    add(counter, amount) {
      for (const each of counters) each[counter] += amount;
    },
  };
}
