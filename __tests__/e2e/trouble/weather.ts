/** Bad weather by chance: the same seed does the same to the same request, in whatever order requests come. */
import { type Chance, chanceOf } from '../../fixtures/chance.ts';
import type { Asked, Weather } from '../../servers/network.ts';
import { corrupt, cut, delay, type Fault, trickle } from '../../servers/network-faults.ts';

export type Kind = Fault['kind'];

const LONGEST_DELAY_MS = 300;
const MEBIBYTE = 1024 * 1024;

/** `share` of all requests meet one of `kinds`. */
export function randomWeather(seed: string, kinds: readonly Kind[], share: number): Weather {
  const met = new Map<string, number>();
  return (asked) => {
    const name = nameOf(asked);
    const times = (met.get(name) ?? 0) + 1;
    met.set(name, times);
    const chance = chanceOf(`${seed} ${name} ${times}`);
    if (chance.next() >= share) return [];
    const kind = chance.pick(kinds);
    // Nothing proves a list of tags: one that was changed on the way is what the registry has said.
    if (kind === 'corrupt' && !/\/(?:blobs|manifests)\//.test(asked.path)) return [];
    return [faultOf(kind, chance)];
  };
}

function faultOf(kind: Kind, chance: Chance): Fault {
  const way = chance.pick(['request', 'answer'] as const);
  const at = chance.below(1_000_000_007);
  switch (kind) {
    case 'delay':
      return delay(way, chance.below(LONGEST_DELAY_MS));
    case 'cut':
      return cut(way, at, chance.pick(['reset', 'close'] as const));
    case 'trickle':
      return trickle(way, (0.5 + 4 * chance.next()) * MEBIBYTE);
    case 'corrupt':
      return corrupt(way, at);
  }
}

/** Without what is different in every run: the names of upload sessions. */
function nameOf({ method, path }: Asked): string {
  return `${method} ${path.replace(/uploads\/[^?]+/, 'uploads/').replace(/_state=[^&]*/, '')}`;
}
