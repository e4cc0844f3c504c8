/** The process that `state-carrier` starts: one job for the Actions cache, then its end. */
import type { CarrierAnswer, CarrierJob } from './state-carrier.ts';

type Cache = Pick<typeof import('@actions/cache'), 'isFeatureAvailable' | 'restoreCache' | 'saveCache'>;

const LIST_TIMEOUT_MS = 20_000;
const SEGMENT_TIMEOUT_MS = 20_000;

/** Does the job that the parent sends and ends the process; without a parent there is nobody to work for. */
export function serveCarrier(): void {
  process.once('disconnect', () => process.exit());
  process.once('message', async (job: CarrierJob) => {
    const answer = await doJob(job, await import('@actions/cache'));
    process.send?.(answer, () => process.exit());
  });
}

/** Never rejects. The library prints why it did not restore or save. */
export async function doJob(
  { kind, directory, key, runKey }: CarrierJob,
  cache: Cache,
): Promise<CarrierAnswer> {
  const own = `${key}-${runKey}`;
  try {
    if (!cache.isFeatureAvailable()) return { kind: 'absent' };
    if (kind === 'save') {
      const id = await cache.saveCache([directory], own);
      return { kind: 'ended', key: id === -1 ? null : own };
    }
    const found = await cache.restoreCache([directory], own, [`${key}-`], {
      timeoutInMs: LIST_TIMEOUT_MS,
      segmentTimeoutInMs: SEGMENT_TIMEOUT_MS,
    });
    return { kind: 'ended', key: found ?? null };
  } catch (error) {
    return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
  }
}
