/** What is asked of a registry, in one request. */
import type { Need } from './authorize.ts';
import type { Errand } from './errand.ts';
import type { Load } from './gate.ts';
import type { Outgoing } from './outgoing.ts';
import type { BriefPatience } from './retry.ts';
import type { Tap } from './tap.ts';
import type { Method } from './wire.ts';

export interface Ask {
  readonly method: Method;
  readonly url: URL;
  /** What the token must allow; null: the request is sent without credentials. */
  readonly need: Need | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | Outgoing;
  readonly load: Load;
  /** Statuses that are answers; all others are thrown as errors. */
  readonly expect: readonly number[];
  /** Statuses that are answers only from where the registry redirected us to. */
  readonly expectElsewhere?: readonly number[];
  readonly errand: Errand;
  /** Longest wait for the head of the answer; `headersTimeoutMs` when not given. */
  readonly answerTimeoutMs?: number;
  /** Asked at each 500 that may be about what is asked for rather than about the registry: less patience, or null for all of it. */
  readonly onServerError?: () => BriefPatience | null;
  /** Takes the body of the answer as it arrives; not together with `fresh`. */
  readonly tap?: Tap;
  /** Do not reuse a connection. */
  readonly fresh?: boolean;
}

/** Whether the same request can be sent again: its body is not a stream that comes only once. */
export function isReplayable({ body }: Ask): boolean {
  return body === undefined || body instanceof Uint8Array || body.replayable;
}
