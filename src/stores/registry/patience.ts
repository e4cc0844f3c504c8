/** How long the client waits before it gives up: the defaults of `PatienceOptions`. */
import type { PatienceOptions } from './settings.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

export const DEFAULT_PATIENCE: PatienceOptions = {
  connectTimeoutMs: 10 * SECOND_MS,
  headersTimeoutMs: MINUTE_MS,
  stallTimeoutMs: MINUTE_MS,
  minimumBytesPerSecond: 1024,
  commitTimeoutMs: 15 * MINUTE_MS,
  maxRetryAfterMs: 15 * MINUTE_MS,
  attempts: 6,
  backoffBaseMs: 500,
  backoffCapMs: MINUTE_MS,
};
