/** Carries the state directory from run to run in the Actions cache. Best effort: without it a run only asks more. */
import { existsSync, readdirSync } from 'node:fs';
import { assertNever } from '../errors.ts';
import type { Log } from './host.ts';
import type { CarrierEnd, CarrierJob } from './state-carrier.ts';

export interface StateCarrier {
  /** Leaves a directory alone that already holds something: an earlier step of this job left it, and it is newer. */
  restore(directory: string, key: string): Promise<void>;
  save(directory: string, key: string): Promise<void>;
}

export interface StateCarrierOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, 'debug' | 'info'>;
  /** Distinguishes this step from all others: `<run id>-<attempt>-…`. A cache entry is never overwritten. */
  readonly runKey: string;
  /** Does one job in the time that it is given (milliseconds). Never rejects. */
  readonly carry: (job: CarrierJob, timeoutMs: number) => Promise<CarrierEnd>;
}

/** A cache service that works needs a second or two; one that answers nothing must not cost a job more than this. */
const TIMEOUT_MS = 30_000;
/** Where the state could not be restored in time, saving it is not worth much waiting. */
const SHORT_TIMEOUT_MS = 5_000;

export function createStateCarrier({ env, log, runKey, carry }: StateCarrierOptions): StateCarrier {
  let timeoutMs = TIMEOUT_MS;
  const attempt = async (job: CarrierJob, done: string) => {
    const end: CarrierEnd = mayHaveCache(env) ? await carry(job, timeoutMs) : { kind: 'absent' };
    if (end.kind === 'late') timeoutMs = SHORT_TIMEOUT_MS;
    const { level, text } = told(end, job, done);
    log[level](text);
  };
  return {
    restore: async (directory, key) => {
      if (holdsSomething(directory)) return log.debug(`${directory} holds the state of an earlier step`);
      await attempt({ kind: 'restore', directory, key, runKey }, 'restored');
    },
    save: (directory, key) => attempt({ kind: 'save', directory, key, runKey }, 'saved'),
  };
}

function told(end: CarrierEnd, { key }: CarrierJob, done: string): { level: 'debug' | 'info'; text: string } {
  switch (end.kind) {
    case 'done':
      return { level: 'debug', text: `state ${done}: ${end.key}` };
    case 'none':
      return { level: 'debug', text: `no state under ${key}- yet` };
    case 'absent':
      return { level: 'debug', text: `no Actions cache here: state not ${done}` };
    case 'failed':
    case 'late':
      return { level: 'info', text: `notice: state not ${done}, going on without: ${end.why}` };
    default:
      return assertNever(end);
  }
}

/** Without either there is no service, and no process has to find that out. */
function mayHaveCache({ ACTIONS_CACHE_URL, ACTIONS_RESULTS_URL }: StateCarrierOptions['env']): boolean {
  return Boolean(ACTIONS_CACHE_URL) || Boolean(ACTIONS_RESULTS_URL);
}

function holdsSomething(directory: string): boolean {
  try {
    return existsSync(directory) && readdirSync(directory).length > 0;
  } catch {
    return false;
  }
}
