/** What a different order of places means for those who pull. */
import type { ExplainedEndpoint } from '../explanation.ts';

export type EffectKind =
  | 'new-tag-trust'
  | 'mirror-removed'
  | 'order-changed'
  | 'mirror-added'
  | 'source-blocked'
  | 'source-contacted'
  | 'now-insecure';

export interface Effect {
  readonly kind: EffectKind;
  readonly endpoint: string;
}

/** The gravest first. */
export const GRAVITY: readonly EffectKind[] = [
  'new-tag-trust',
  'now-insecure',
  'mirror-removed',
  'source-blocked',
  'order-changed',
  'source-contacted',
  'mirror-added',
];

export interface Change {
  readonly pull: 'digest' | 'tag';
  readonly source: string;
  readonly before: readonly ExplainedEndpoint[];
  readonly after: readonly ExplainedEndpoint[];
}

/** In the order of `GRAVITY`. What is blocked counts as not there. */
export function effectsOf({ pull, source, before, after }: Change): readonly Effect[] {
  const [old, now] = [placesOf(before), placesOf(after)];
  const isMirror = (place: string) => place !== source;
  const effects: readonly Effect[] = [
    ...named(
      pull === 'tag' ? 'new-tag-trust' : 'mirror-added',
      [...now].filter((one) => isMirror(one) && !old.has(one)),
    ),
    ...named('now-insecure', newlyInsecure(before, after)),
    ...named(
      'mirror-removed',
      [...old].filter((one) => isMirror(one) && !now.has(one)),
    ),
    ...named('source-blocked', old.has(source) && !now.has(source) ? [source] : []),
    ...named('source-contacted', !old.has(source) && now.has(source) ? [source] : []),
    ...orderChanged(old, now),
  ];
  return effects.toSorted((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind));
}

function placesOf(endpoints: readonly ExplainedEndpoint[]): ReadonlySet<string> {
  return new Set(endpoints.filter(({ blocked }) => !blocked).map(({ endpoint }) => endpoint));
}

function named(kind: EffectKind, places: readonly string[]): readonly Effect[] {
  return places.map((endpoint) => ({ kind, endpoint }));
}

function newlyInsecure(
  before: readonly ExplainedEndpoint[],
  after: readonly ExplainedEndpoint[],
): readonly string[] {
  const known = new Set(before.filter(({ insecure }) => insecure).map(({ endpoint }) => endpoint));
  return [...placesOf(after.filter(({ insecure, endpoint }) => insecure && !known.has(endpoint)))];
}

/** The first of the places on both sides that is now tried earlier. */
function orderChanged(old: ReadonlySet<string>, now: ReadonlySet<string>): readonly Effect[] {
  const kept = [...old].filter((one) => now.has(one));
  const keptNow = [...now].filter((one) => old.has(one));
  const moved = keptNow.find((place, index) => place !== kept[index]);
  return moved === undefined ? [] : [{ kind: 'order-changed', endpoint: moved }];
}
