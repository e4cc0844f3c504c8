/**
 * Two images that want the same place on a mirror: different sources in one repository, one tag wanted twice
 * (contract, section 3: an error naming both lines).
 */
import { shortDigest } from '../oci/digest.ts';
import { apiHost, parseRepository } from '../oci/reference.ts';
import type { Image, Mirror, MirrorFile, Want } from './mirrorfile.ts';
import { placeKey, placeOf, plainDirectory } from './place.ts';
import type { Reading } from './reading.ts';
import { formatSource, repositoryOfName } from './source.ts';

/** Tells every collision and every place that cannot be, once per cause, whatever the number of mirrors. */
export function tellCollisions(
  file: Pick<MirrorFile, 'images' | 'mirrors' | 'repository'>,
  reading: Reading,
): void {
  const mirrors = new Map(
    file.mirrors.filter(({ state }) => state !== 'retired').map((mirror) => [mirror.name, mirror]),
  );
  const owners = new Map<string, Owner>();
  const pins = new Map<string, Want>();
  tellSecondSelects(file.images, reading);
  for (const image of file.images) {
    const conflicts = new Map<string, Conflict>();
    const isPlaceless = image.source.kind === 'layout' && image.repository === null; // has been told
    for (const name of isPlaceless ? [] : image.mirrors) {
      const mirror = mirrors.get(name);
      if (mirror !== undefined) placeOn(mirror, { image, file, owners, conflicts });
    }
    for (const conflict of conflicts.values()) tellConflict(conflict, reading);
    const told = new Set([...conflicts.values()].map(({ at }) => at));
    const rest = image.wants.filter(({ at }) => !told.has(at));
    tellRepeatedInside({ ...image, wants: rest }, reading);
    tellSecondPins({ ...image, wants: rest }, pins, reading);
  }
}

/** The first image of a repository on a mirror, and what is wanted there so far. */
interface Owner {
  readonly image: Image;
  readonly source: string;
  readonly wants: Map<string, Want>;
}

interface Conflict {
  readonly at: Want['at'];
  readonly message: string;
  readonly help: string;
  readonly mirrors: string[];
}

interface Placing {
  readonly image: Image;
  readonly file: Pick<MirrorFile, 'repository'>;
  readonly owners: Map<string, Owner>;
  readonly conflicts: Map<string, Conflict>;
}

function placeOn(mirror: Mirror, { image, file, owners, conflicts }: Placing): void {
  const name = formatSource(image.source);
  const add = (conflict: Omit<Conflict, 'mirrors'>) => {
    const key = `${conflict.at.line}:${conflict.at.column}:${conflict.message}`;
    const known = conflicts.get(key);
    if (known === undefined) conflicts.set(key, { ...conflict, mirrors: [mirror.name] });
    else known.mirrors.push(mirror.name);
  };
  const place = placeOf({ image, mirror, file });
  if (!place.ok) {
    add({
      at: image.at,
      message: `${name} has no place: ${place.why}`,
      help: 'set repository for this image',
    });
    return;
  }
  if (isOwnPlace(image, mirror, place.value)) {
    add({
      at: image.at,
      message: `${name} would be mirrored onto itself, and its own tags be moved`,
      help: 'give it another repository, or leave this mirror out of its mirrors',
    });
    return;
  }
  const key = placeKey(mirror, place.value);
  const source = sourceKey(image);
  const owner = owners.get(key);
  if (owner === undefined)
    owners.set(key, { image, source, wants: new Map(image.wants.map((want) => [wantKey(want), want])) });
  else if (owner.source !== source) {
    const pair = [owner.image, image].map(({ source, at }) => `${formatSource(source)} (line ${at.line})`);
    add({
      at: image.at,
      message: `${pair.join(' and ')} land in one repository`,
      help: 'give one of the two another repository',
    });
  } else claim(owner, image, add);
}

/** A layout is one index for all of its repositories: the directory decides. Docker Hub's `redis` is its `library/redis`. */
function isOwnPlace({ source }: Image, { place }: Mirror, repository: string): boolean {
  if (source.kind === 'layout')
    return place.kind === 'layout' && plainDirectory(place.directory) === plainDirectory(source.directory);
  if (place.kind === 'layout') return false;
  const landing = parseRepository(`${place.host}/${repository}`);
  return landing.ok && landing.value.path === source.path && answering(place.host) === answering(source.host);
}

function answering(host: string): string {
  return apiHost(host.toLowerCase());
}

function claim(owner: Owner, image: Image, add: (conflict: Omit<Conflict, 'mirrors'>) => void): void {
  for (const want of image.wants) {
    const earlier = owner.wants.get(wantKey(want));
    if (earlier === undefined) owner.wants.set(wantKey(want), want);
    else add(repeated(want, earlier, formatSource(image.source)));
  }
}

function tellConflict({ at, message, help, mirrors }: Conflict, reading: Reading): void {
  reading.fault(
    at,
    `${message} (on ${mirrors.length === 1 ? 'mirror' : 'mirrors'} ${mirrors.join(', ')})`,
    help,
  );
}

/** What one entry itself lists twice, wherever it goes; another pin of the same tag is told with the pins. */
function tellRepeatedInside(image: Image, reading: Reading): void {
  const seen = new Map<string, Want>();
  for (const want of image.wants) {
    const earlier = seen.get(wantKey(want));
    if (earlier === undefined) seen.set(wantKey(want), want);
    else if (!hasOtherPin(want, earlier)) tellRepeated(want, earlier, { image, reading });
  }
}

/** One tag of a source pinned to two digests, also where the two go to different mirrors. */
function tellSecondPins(image: Image, pins: Map<string, Want>, reading: Reading): void {
  for (const want of image.wants) {
    if (pinOf(want) === null) continue;
    const key = `${sourceKey(image)} ${wantKey(want)}`;
    const earlier = pins.get(key);
    if (earlier === undefined) pins.set(key, want);
    else if (hasOtherPin(want, earlier)) tellRepeated(want, earlier, { image, reading });
  }
}

/** The lock keeps one selection of a source repository, wherever its images go. */
function tellSecondSelects(images: readonly Image[], reading: Reading): void {
  const firsts = new Map<string, number>();
  for (const image of images) {
    if (image.select === null) continue;
    const { at } = image.select;
    const name = formatSource(image.source);
    const line = firsts.get(name);
    if (line === undefined) firsts.set(name, at.line);
    else
      reading.fault(
        at,
        `${name} has two selections, in line ${line} and in line ${at.line}`,
        'make one selection of the two, or list the tags of one',
      );
  }
}

function hasOtherPin(want: Want, earlier: Want): boolean {
  return pinOf(want) !== null && pinOf(earlier) !== null && pinOf(want) !== pinOf(earlier);
}

function tellRepeated(
  want: Want,
  earlier: Want,
  { image, reading }: { readonly image: Image; readonly reading: Reading },
): void {
  const { at, message, help } = repeated(want, earlier, formatSource(image.source));
  reading.fault(at, message, help);
}

function repeated(want: Want, earlier: Want, name: string): Omit<Conflict, 'mirrors'> {
  const { at } = want;
  const what = `${name}${wantText(want)}`;
  const pin = pinOf(want);
  const earlierPin = pinOf(earlier);
  if (pin === earlierPin)
    return {
      at,
      message: `${what} is listed twice, in line ${earlier.at.line} and in line ${at.line}`,
      help: 'keep one of the two',
    };
  const [first, second] = [earlier, want].map((one) => {
    const digest = pinOf(one);
    return `${digest === null ? 'without one' : shortDigest(digest)} in line ${one.at.line}`;
  });
  const message = `${what} is wanted with two digests: ${first}, ${second}`;
  return { at, message, help: 'a tag points to one digest; keep one of the two' };
}

function pinOf(want: Want): string | null {
  return want.kind === 'tag' ? want.pin : null;
}

/** Which repository an image comes from. In a layout that is the directory and the repository part of `ref.name`. */
function sourceKey(image: Image): string {
  if (image.source.kind === 'registry') return formatSource(image.source);
  const named = image.wants.find((want) => want.kind === 'layout-name');
  return `oci:${plainDirectory(image.source.directory)}:${repositoryOfName(named?.name ?? null)}`;
}

function wantKey(want: Want): string {
  if (want.kind === 'digest') return want.digest;
  return want.tag === null ? `name ${want.kind === 'layout-name' ? want.name : ''}` : `tag ${want.tag}`;
}

function wantText(want: Want): string {
  if (want.kind === 'digest') return `@${shortDigest(want.digest)}`;
  if (want.kind === 'tag') return `:${want.tag}`;
  return want.name === null ? '' : `:${want.name}`;
}
