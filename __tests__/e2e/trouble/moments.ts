/** Moments at which a run of the program is killed. */
import { watch } from 'node:fs';
import type { Chance } from '../../fixtures/chance.ts';
import type { Network } from '../../servers/network.ts';

export type Moment =
  | { readonly kind: 'time'; readonly ms: number }
  /** The nth request that is a write of this kind, on its way to the mirror or just answered. */
  | {
      readonly kind: 'request';
      readonly what: Write;
      readonly nth: number;
      readonly when: 'asked' | 'answered';
    }
  /** The nth change of an entry of a directory. */
  | { readonly kind: 'file'; readonly where: 'vault' | 'state'; readonly nth: number };

const WRITES = {
  tag: /^PUT \S+\/manifests\/1$/,
  manifest: /^PUT \S+\/manifests\/sha256:/,
  blob: /^(?:PUT|PATCH) \S+\/blobs\/uploads\//,
  upload: /^POST \S+\/blobs\/uploads\//,
};
type Write = keyof typeof WRITES;

/** How long a run takes that nobody kills. */
export interface Measured {
  /** From its start to its first request. */
  readonly firstRequestMs: number;
  readonly durationMs: number;
}

/** Half of them by the clock, spread over the run; the others at what a run must not be killed at if it is built wrong. */
export function randomMoment(chance: Chance, { firstRequestMs, durationMs }: Measured): Moment {
  const kind = chance.pick([
    'start',
    'time',
    'time',
    'time',
    'time',
    'request',
    'request',
    'request',
    'vault',
    'state',
  ]);
  if (kind === 'start') return { kind: 'time', ms: chance.next() * durationMs };
  if (kind === 'time')
    return { kind: 'time', ms: firstRequestMs + chance.next() * (durationMs - firstRequestMs) };
  if (kind === 'request') {
    const what = chance.pick(Object.keys(WRITES) as Write[]);
    const when = chance.pick(['asked', 'answered'] as const);
    return { kind, what, nth: 1 + chance.below(5), when };
  }
  return { kind: 'file', where: kind as 'vault' | 'state', nth: 1 + chance.below(12) };
}

export interface Stage {
  readonly network: Network;
  /** These exist. */
  readonly directories: Readonly<Record<'vault' | 'state', string>>;
}

/** Calls `kill` when the moment comes, which it may never do. Returns what stops the waiting. */
export function atMoment(moment: Moment, { network, directories }: Stage, kill: () => void): () => void {
  if (moment.kind === 'time') {
    const timer = setTimeout(kill, moment.ms);
    return () => clearTimeout(timer);
  }
  let seen = 0;
  const count = (): void => {
    seen += 1;
    if (seen === moment.nth) kill();
  };
  if (moment.kind === 'file') {
    const watcher = watch(directories[moment.where], count);
    return () => watcher.close();
  }
  const listen = moment.when === 'asked' ? network.onAsked : network.onAnswered;
  listen(({ method, path }) => {
    if (WRITES[moment.what].test(`${method} ${path}`)) count();
  });
  return () => listen(() => undefined);
}
