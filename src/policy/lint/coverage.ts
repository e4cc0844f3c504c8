/** Rules that compare policies with the mirror manifest. */
import type { Image, Mirror, MirrorFile } from '../../files/mirrorfile.ts';
import { placeOf } from '../../files/place.ts';
import { shown } from '../../files/shown.ts';
import { formatSource } from '../../files/source.ts';
import { type Finding, finding, type Position } from '../../finding.ts';
import { explainContainerd } from '../explain-containerd.ts';
import { explainRegistries } from '../explain-registries.ts';
import type { ExplainedEndpoint } from '../explanation.ts';
import { placeBelow } from '../host-url.ts';
import type { PolicyView } from './view.ts';

/** Images of the manifest that a node would pull without asking any of the serving mirrors that hold them. */
export function uncoveredImages(view: PolicyView): readonly Finding[] {
  const { manifest } = view;
  if (manifest === null) return [];
  const bySource = new Map<string, { readonly image: Image; readonly held: Set<string> }>();
  for (const image of manifest.images) {
    const source = formatSource(image.source);
    const known = bySource.get(source) ?? { image, held: new Set<string>() };
    for (const { location, mirror } of placesOf(image, manifest)) {
      if (mirror.state === 'serving') known.held.add(location);
    }
    bySource.set(source, known);
  }
  return [...bySource.values()].flatMap(({ image, held }) =>
    held.size === 0 ? [] : uncoveredImage(image, held, view),
  );
}

/** Mirrors of policies, on a registry of the manifest, where the manifest puts nothing. */
export function unfilledPlaces({ manifest, tables, hosts }: PolicyView): readonly Finding[] {
  if (manifest === null) return [];
  const places = manifest.images.flatMap((image) => placesOf(image, manifest));
  const registries = new Set(
    manifest.mirrors.flatMap(({ place }) => (place.kind === 'registry' ? [place.host] : [])),
  );
  const ofTables = tables.flatMap(({ mirrors }) => mirrors.map(({ location, at }) => ({ location, at })));
  const ofHosts = hosts.flatMap((file) =>
    file.hosts.map((endpoint) => ({ location: placeBelow(endpoint, '').slice(0, -1), at: endpoint.at })),
  );
  return [...ofTables, ...ofHosts]
    .filter(({ location }) => registries.has(location.split('/')[0] ?? ''))
    .flatMap(({ location, at }) => unfilledPlace(location, at, places));
}

interface ManifestPlace {
  readonly location: string;
  readonly mirror: Mirror;
}

function placesOf(image: Image, manifest: MirrorFile): readonly ManifestPlace[] {
  return manifest.mirrors.flatMap((mirror) => {
    if (!image.mirrors.includes(mirror.name) || mirror.place.kind !== 'registry') return [];
    const place = placeOf({ image, mirror, file: manifest });
    return place.ok ? [{ location: `${mirror.place.host}/${place.value}`, mirror }] : [];
  });
}

function uncoveredImage(
  { source, at }: Image,
  held: ReadonlySet<string>,
  { documents, tables, speaksToCrio }: PolicyView,
): readonly Finding[] {
  if (source.kind !== 'registry') return [];
  const facts = { source: formatSource(source), at, held };
  const crio = speaksToCrio ? explainRegistries(source, tables).digest : null;
  const containerd = explainContainerd(source, documents).pulls?.digest ?? null;
  return [
    ...(crio === null ? [] : uncoveredFor('cri-o', crio, facts)),
    ...(containerd === null ? [] : uncoveredFor('containerd', containerd, facts)),
  ];
}

interface ImageFacts {
  readonly source: string;
  readonly at: Position;
  readonly held: ReadonlySet<string>;
}

function uncoveredFor(
  runtime: string,
  digest: readonly ExplainedEndpoint[],
  { source, at, held }: ImageFacts,
): readonly Finding[] {
  if (digest.some(({ endpoint, blocked }) => !blocked && held.has(endpoint))) return [];
  const tried = digest.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== source);
  const how = tried.length === 0 ? 'asks no mirror' : `asks ${tried.map(shown).join(', ')}, where it is not`;
  return [
    finding('policy-uncovered', {
      at,
      source,
      message: `${runtime} ${how} for ${shown(source)}`,
      help: 'generate writes policies that fit the mirror manifest',
    }),
  ];
}

/** A place is filled where the manifest puts an image at it or below it on a mirror that serves. */
function unfilledPlace(location: string, at: Position, places: readonly ManifestPlace[]): readonly Finding[] {
  const there = places.filter(
    (place) => place.location === location || place.location.startsWith(`${location}/`),
  );
  if (there.some(({ mirror }) => mirror.state === 'serving')) return [];
  const [first] = there;
  const why =
    first === undefined
      ? 'the mirror manifest puts nothing there'
      : `mirror ${shown(first.mirror.name)} is ${first.mirror.state}`;
  return [
    finding('policy-unfilled', {
      at,
      message: `nodes are sent to ${shown(location)}, but ${why}`,
      help: 'each such pull first fails there; remove the mirror from the policy, or fill it',
    }),
  ];
}
