/** Random cases that failed once are kept in `kept-seeds.json` and played first from then on. */
import { readFileSync, writeFileSync } from 'node:fs';
import fc, { type IAsyncPropertyWithHooks } from 'fast-check';

export interface KeptSeed {
  readonly seed: number;
  /** To the smallest failing case, as fast-check says it. */
  readonly path: string;
  /** What went wrong, in a line. */
  readonly found: string;
}

const FILE = new URL('kept-seeds.json', import.meta.url);

export function keptSeeds(): readonly KeptSeed[] {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Plays `runs` cases; a failing one is printed, and kept. `MIRROR_FAULT_SEED` says with which seed to begin. */
export async function playCases<T extends unknown[]>(
  property: IAsyncPropertyWithHooks<T>,
  runs: number,
): Promise<void> {
  const seed = process.env.MIRROR_FAULT_SEED;
  const details = await fc.check(property, {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  });
  if (!details.failed) return;
  const found = String(
    details.errorInstance instanceof Error ? details.errorInstance.message : details.errorInstance,
  );
  keep({ seed: details.seed, path: details.counterexamplePath ?? '', found: found.split('\n')[0] ?? '' });
  throw new Error(`kept as seed ${details.seed}, path ${details.counterexamplePath}: ${found}`);
}

function keep(one: KeptSeed): void {
  const all = [...keptSeeds(), one].map((each) => `  ${JSON.stringify(each)}`);
  writeFileSync(FILE, `[\n${all.join(',\n')}\n]\n`);
}
