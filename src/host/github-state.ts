/** Carries the state directory from run to run in the Actions cache. Best effort: without it a run only asks more. */
import type { Log } from './host.ts';

type Cache = typeof import('@actions/cache');

export interface StateCarrier {
  restore(directory: string, key: string): Promise<void>;
  save(directory: string, key: string): Promise<void>;
}

export interface StateCarrierOptions {
  readonly log: Pick<Log, 'debug' | 'info'>;
  /** Distinguishes this run from all others: `<run id>-<attempt>`. A cache entry is never overwritten. */
  readonly runKey: string;
  readonly loadCache?: () => Promise<Cache>;
}

const LIST_TIMEOUT_MS = 30_000;
const SEGMENT_TIMEOUT_MS = 60_000;

export function createStateCarrier({
  log,
  runKey,
  loadCache = () => import('@actions/cache'),
}: StateCarrierOptions): StateCarrier {
  const attempt = async (what: string, work: (cache: Cache) => Promise<string>) => {
    try {
      const cache = await loadCache();
      log.debug(cache.isFeatureAvailable() ? await work(cache) : `no Actions cache here: state not ${what}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.info(`notice: state not ${what}: ${reason}`);
    }
  };
  return {
    restore: (directory, key) =>
      attempt('restored', async (cache) => {
        const found = await cache.restoreCache([directory], `${key}-${runKey}`, [`${key}-`], {
          timeoutInMs: LIST_TIMEOUT_MS,
          segmentTimeoutInMs: SEGMENT_TIMEOUT_MS,
        });
        return found === undefined ? `no state under ${key}- yet` : `state restored from ${found}`;
      }),
    save: (directory, key) =>
      attempt('saved', async (cache) => {
        // it has said why by itself where it did not work
        const isSaved = (await cache.saveCache([directory], `${key}-${runKey}`)) !== -1;
        return isSaved ? `state saved as ${key}-${runKey}` : 'state not saved';
      }),
  };
}
