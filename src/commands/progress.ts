/** The meter as a progress display wants it. */
import type { Progress } from '../host/host.ts';
import type { Meter } from '../mirror/meter.ts';
import type { OpenStores } from './command.ts';

const ACTIVE_SHOWN = 4;

export function progressOf(meter: Meter, stores: Pick<OpenStores, 'retries'>): () => Progress {
  return () => ({
    phase: meter.phase,
    imagesDone: meter.imagesDone,
    imagesTotal: meter.imagesTotal,
    bytesDone: Math.min(meter.bytesDone, meter.bytesTotal),
    bytesTotal: meter.bytesTotal,
    retries: stores.retries(),
    active: [...meter.active.values()]
      .sort((a, b) => b.bytesTotal - a.bytesTotal)
      .slice(0, ACTIVE_SHOWN)
      .map(({ label, bytesDone, bytesTotal }) => ({ label, bytesDone, bytesTotal })),
  });
}
