/** Keeps the heap small: a run lasts seconds and is mostly waiting, but shares a runner's or a pod's memory with others. */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** How much old objects may grow until the next look for garbage, in percent of those in use. V8 on its own lets a small heap quadruple. */
const GROWTH_PERCENT = 70;
/** Room for new objects. V8 on its own doubles it up to many times of this, and a program that streams fills whatever it gets. */
const NEW_SPACE_BYTES = 8_000_000;
/** Reading files may take a second, in which nobody could stop the room from growing; it stays as it is until then. */
const GROW_AFTER_MS = 1_000;

/** Says how much memory may be used before garbage is collected; how much may be used in all stays as it is. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  growNewSpaceBy(1);
  setTimeout(growNewSpace, GROW_AFTER_MS).unref();
}

function growNewSpace(): void {
  const observer = new PerformanceObserver(() => {
    if (newSpaceBytes() < NEW_SPACE_BYTES) return;
    growNewSpaceBy(1);
    observer.disconnect();
  });
  observer.observe({ type: 'gc' });
  growNewSpaceBy(2);
}

/** At each collection that leaves much; 1: it stays as it is. */
function growNewSpaceBy(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
