/** What places that a node would try serve now, judged: absence, disagreement, and falling back to something older. Pure. */
import { type Finding, finding, type Position } from '../finding.ts';
import { shortDigest } from '../oci/digest.ts';
import { formatCount } from '../quantities.ts';
import type { Sighting } from './history.ts';

/** A place, in the order in which it would be tried. */
export interface ProbedPlace {
  /** `host/repository` */
  readonly endpoint: string;
  readonly blocked: boolean;
  /** Null where it serves none, or could not be asked. */
  readonly serves: string | null;
  /** Why it could not be asked. */
  readonly error: string | null;
  readonly at: Position | null;
}

export interface ProbedPull {
  readonly pull: 'tag' | 'digest';
  /** `docker.io/library/redis:7.4`, or with `@sha256:…`. */
  readonly name: string;
  readonly places: readonly ProbedPlace[];
  /** What is known of the tag's past, newest first; empty for digests, and where nothing is. */
  readonly sightings: readonly Sighting[];
}

export function judgeProbe(probed: ProbedPull): readonly Finding[] {
  const asked = probed.places.filter(({ blocked }) => !blocked);
  return [
    ...asked.flatMap((place) => notServed(place, asked, probed)),
    ...(probed.pull === 'tag' ? [...disagreement(asked, probed), ...rollback(asked, probed)] : []),
  ];
}

function notServed(
  { endpoint, serves, error, at }: ProbedPlace,
  asked: readonly ProbedPlace[],
  { pull, name }: ProbedPull,
): readonly Finding[] {
  if (serves !== null) return [];
  const isServedElsewhere = asked.some((other) => other.serves !== null);
  const facts = {
    severity: isServedElsewhere ? ('warning' as const) : ('error' as const),
    source: name,
    target: endpoint,
    ...(at === null ? {} : { at }),
  };
  const rest = isServedElsewhere ? 'nodes go on to the next place' : 'no place serves it, so that pulls fail';
  return error === null
    ? [
        finding('missing', {
          ...facts,
          message: `${endpoint} has no ${name}, by ${pull}`,
          help: `${rest}; run sync`,
        }),
      ]
    : [
        finding('unreadable', {
          ...facts,
          message: `${endpoint} could not be asked for ${name}: ${error}`,
          help: rest,
        }),
      ];
}

function disagreement(asked: readonly ProbedPlace[], { name }: ProbedPull): readonly Finding[] {
  const serving = asked.filter(({ serves }) => serves !== null);
  const groups = Map.groupBy(serving, ({ serves }) => serves ?? '');
  if (groups.size < 2) return [];
  const told = [...groups].map(
    ([digest, places]) => `${places.map(({ endpoint }) => endpoint).join(', ')} ${shortDigest(digest)}`,
  );
  const at = serving.find((place) => place.at !== null)?.at ?? null;
  return [
    finding('mirrors-disagree', {
      ...(at === null ? {} : { at }),
      source: name,
      message: `${name}: places disagree: ${told.join('; ')}`,
      help: 'which content a node gets depends on the place that answers first',
      affects: serving.map(({ endpoint }) => endpoint),
      affectedCount: serving.length,
    }),
  ];
}

/** The deepest fall from an earlier place to a later one. */
function rollback(asked: readonly ProbedPlace[], { name, sightings }: ProbedPull): readonly Finding[] {
  const ages = new Map<string, number>(sightings.map(({ digest }, index) => [digest, index]));
  const known = asked.flatMap((place) => {
    const age = place.serves === null ? undefined : ages.get(place.serves);
    return age === undefined ? [] : [{ place, age }];
  });
  const falls = known.flatMap((from, index) =>
    known
      .slice(index + 1)
      .flatMap((to) => (to.age > from.age ? [{ from, to, versions: to.age - from.age }] : [])),
  );
  const [deepest] = falls.toSorted((a, b) => b.versions - a.versions);
  if (deepest === undefined) return [];
  const { from, to, versions } = deepest;
  return [
    finding('fallback-rollback', {
      ...(to.place.at === null ? {} : { at: to.place.at }),
      source: name,
      target: to.place.endpoint,
      digest: to.place.serves ?? '',
      message: `${name}: a node that pulled ${shortDigest(from.place.serves ?? '')} from ${from.place.endpoint} gets the older ${shortDigest(to.place.serves ?? '')} from ${to.place.endpoint} when ${from.place.endpoint} does not answer: ${formatCount(versions, 'version')} back`,
      help: `bring ${to.place.endpoint} up to date, try it before what is newer, or pull by digest`,
    }),
  ];
}
