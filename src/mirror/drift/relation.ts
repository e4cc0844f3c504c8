/** What the manifest of a mirror has to do with the wanted one, where their digests differ (contract, section 7). Pure. */
import type { Digest } from '../../oci/digest.ts';
import { isAttestation } from '../../oci/graph.ts';
import type { Child, IndexNode, Node } from '../../oci/manifest.ts';
import { formatPlatform, type Platform, platformMatches } from '../../oci/platform.ts';
import { compareImages, hasImageConfig, type ImageContent, type Read } from './image-content.ts';

/** Names of platforms that are kept of one relation. */
export const PLATFORMS_NAMED = 20;
/** Characters kept of one name, which comes from a registry. */
export const PLATFORM_NAME_LENGTH = 80;
/** More manifests than this are not read to explain one difference. */
const MOST_IMAGES = 50;

export type Relation =
  /** It could not be found out; to be tried again. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unrelated' }
  /** The same images in other manifest bytes, by what was compared. */
  | { readonly kind: 'equivalent'; readonly by: 'children' | 'configs' | 'diff-ids' }
  /** A part of what is wanted. Platforms are in words (`linux/arm64`), at most PLATFORMS_NAMED. */
  | {
      readonly kind: 'partial';
      readonly shape: 'single' | 'list';
      /** Its manifests have other bytes, and the same image configs or diff IDs. */
      readonly isRewritten: boolean;
      readonly has: readonly string[];
      /** Platforms wanted of the image that are not there. */
      readonly missing: readonly string[];
    };

/** One difference to explain. */
export interface Difference {
  readonly wanted: Digest;
  readonly found: Digest;
  /** Null: all platforms of the wanted index are wanted. */
  readonly platforms: readonly Platform[] | null;
}

export type RelationStep =
  | { readonly kind: 'decided'; readonly relation: Relation }
  /** These are needed next; ask again when they are known or known to be unusable. */
  | { readonly kind: 'read'; readonly reads: readonly Read[] };

/** What M has to do with W, or what has to be read to know: the two roots, then image by image two manifests and two configs. */
export function relate(difference: Difference, content: ImageContent): RelationStep {
  const { wanted, found } = difference;
  const [wantedNode, foundNode] = [content.node(wanted), content.node(found)];
  const reads: Read[] = [
    ...(wantedNode === undefined ? [{ what: 'manifest', digest: wanted, from: 'wanted' } as const] : []),
    ...(foundNode === undefined ? [{ what: 'manifest', digest: found, from: 'found' } as const] : []),
  ];
  if (reads.length > 0) return { kind: 'read', reads };
  if (wantedNode === 'unusable' || foundNode === 'unusable') return decided({ kind: 'unknown' });
  if (wantedNode === undefined || foundNode === undefined) return decided({ kind: 'unknown' });
  return decideByChildren(difference, { wantedNode, foundNode, content });
}

interface Nodes {
  readonly wantedNode: Node;
  readonly foundNode: Node;
  readonly content: ImageContent;
}

function decideByChildren(difference: Difference, nodes: Nodes): RelationStep {
  const { wantedNode, foundNode } = nodes;
  const wantedDigests = new Set(digestsIn(wantedNode, difference.wanted));
  const foundDigests = new Set(digestsIn(foundNode, difference.found));
  if (foundDigests.size === 0) return decided({ kind: 'unrelated' });
  if ([...foundDigests].every((digest) => wantedDigests.has(digest))) {
    const isWhole = foundDigests.size === wantedDigests.size;
    return decided(
      isWhole ? { kind: 'equivalent', by: 'children' } : partOf(difference, nodes, foundDigests),
    );
  }
  // The index that the wanted child was taken from (`index: omit`), or one around it.
  if (wantedNode.kind === 'manifest' && foundDigests.has(difference.wanted))
    return decided({ kind: 'equivalent', by: 'children' });
  return decideByImages(difference, nodes);
}

/** Its children, or itself where it has none. */
function digestsIn(node: Node, own: Digest): Digest[] {
  return node.kind === 'index' ? node.children.map(({ descriptor }) => descriptor.digest) : [own];
}

/** One runnable image of a root. */
interface ImageOf {
  readonly digest: Digest;
  /** Null where the index says none, and for a root that is a manifest. */
  readonly platform: Platform | null;
}

function partOf(
  { platforms }: Difference,
  { wantedNode, foundNode }: Nodes,
  there: ReadonlySet<Digest>,
): Relation {
  const images = wantedNode.kind === 'index' ? imagesOf(wantedNode) : [];
  const [has, lacks] = [
    images.filter(({ digest }) => there.has(digest)),
    images.filter(({ digest }) => !there.has(digest)),
  ];
  return partial({
    shape: shapeOf(foundNode),
    isRewritten: false,
    has,
    missing: missingOf({ has, lacks }, platforms),
  });
}

interface Parts {
  readonly has: readonly ImageOf[];
  readonly lacks: readonly ImageOf[];
}

/** Wanted platforms that the wanted index has and the mirror has not. */
function missingOf({ has, lacks }: Parts, platforms: readonly Platform[] | null): ImageOf[] {
  if (platforms === null) return [...lacks];
  const isThere = (asked: Platform) =>
    has.some(({ platform }) => platform && platformMatches(asked, platform));
  const open = platforms.filter((asked) => !isThere(asked));
  return lacks.filter(({ platform }) => platform && open.some((asked) => platformMatches(asked, platform)));
}

function partial(part: {
  readonly shape: 'single' | 'list';
  readonly isRewritten: boolean;
  readonly has: readonly ImageOf[];
  readonly missing: readonly ImageOf[];
}): Relation {
  return { kind: 'partial', ...part, has: namesOf(part.has), missing: namesOf(part.missing) };
}

function shapeOf(found: Node): 'single' | 'list' {
  return found.kind === 'manifest' ? 'single' : 'list';
}

function namesOf(images: readonly ImageOf[]): string[] {
  const names = images.map(({ platform, digest }) =>
    platform === null ? digest : formatPlatform(platform).slice(0, PLATFORM_NAME_LENGTH),
  );
  return [...new Set(names)].slice(0, PLATFORMS_NAMED);
}

/** Image by image: each image of the mirror must be one of the wanted ones in other bytes. */
function decideByImages(difference: Difference, nodes: Nodes): RelationStep {
  const wantedImages = rootImages(nodes.wantedNode, difference.wanted);
  const found = foundImagesOf(difference, nodes, wantedImages.length);
  if ('kind' in found) return found;
  if (found.length === 0 || found.length > Math.min(MOST_IMAGES, wantedImages.length))
    return decided({ kind: 'unrelated' });
  const matches: Matched[] = [];
  for (const image of found) {
    const match = matchImage(image, wantedImages, nodes.content);
    if (match.kind === 'read') return match;
    if (match.kind === 'none') return decided({ kind: match.isKnown ? 'unrelated' : 'unknown' });
    matches.push(match);
  }
  return decided(relationOf(matches, wantedImages, { difference, nodes }));
}

function relationOf(
  matches: readonly Matched[],
  wantedImages: readonly ImageOf[],
  { difference, nodes }: { readonly difference: Difference; readonly nodes: Nodes },
): Relation {
  const matched = new Set(matches.map(({ image }) => image));
  const [has, lacks] = [
    wantedImages.filter((image) => matched.has(image)),
    wantedImages.filter((image) => !matched.has(image)),
  ];
  if (lacks.length === 0)
    return { kind: 'equivalent', by: matches.some(({ by }) => by === 'diff-ids') ? 'diff-ids' : 'configs' };
  const missing = missingOf({ has, lacks }, difference.platforms);
  return partial({ shape: shapeOf(nodes.foundNode), isRewritten: true, has, missing });
}

/** The images of the mirror's root. The platform of a single one stands in its config: it says which wanted image to compare. */
function foundImagesOf(
  { found }: Difference,
  { foundNode, content }: Nodes,
  wantedCount: number,
): readonly ImageOf[] | RelationStep {
  if (foundNode.kind === 'index' || wantedCount === 1) return rootImages(foundNode, found);
  if (!hasImageConfig(foundNode) || foundNode.config === null) return [];
  const config = content.config(foundNode.config.digest);
  if (config === undefined)
    return { kind: 'read', reads: [{ what: 'config', digest: foundNode.config.digest, from: 'found' }] };
  return config === 'unusable'
    ? decided({ kind: 'unknown' })
    : [{ digest: found, platform: config.platform }];
}

interface Matched {
  readonly kind: 'same';
  readonly image: ImageOf;
  readonly by: 'configs' | 'diff-ids';
}

type Match =
  | { readonly kind: 'read'; readonly reads: readonly Read[] }
  | Matched
  /** `isKnown`: all candidates could be read. */
  | { readonly kind: 'none'; readonly isKnown: boolean };

function matchImage(image: ImageOf, among: readonly ImageOf[], content: ImageContent): Match {
  let isKnown = true;
  for (const candidate of among.slice(0, MOST_IMAGES).filter((one) => mayBeSame(one, image))) {
    if (candidate.digest === image.digest) return { kind: 'same', image: candidate, by: 'configs' };
    const compared = compareImages(candidate.digest, image.digest, content);
    if (compared.kind === 'read') return compared;
    if (compared.kind === 'same') return { kind: 'same', image: candidate, by: compared.by };
    if (compared.kind === 'unknown') isKnown = false;
  }
  return { kind: 'none', isKnown };
}

function mayBeSame(one: ImageOf, other: ImageOf): boolean {
  if (one.platform === null || other.platform === null) return true;
  return platformMatches(one.platform, other.platform) || platformMatches(other.platform, one.platform);
}

function rootImages(node: Node, own: Digest): readonly ImageOf[] {
  return node.kind === 'index' ? imagesOf(node) : [{ digest: own, platform: null }];
}

/** Children that are images, not attestations. */
function imagesOf({ children }: IndexNode): ImageOf[] {
  return children
    .filter(isImage)
    .map(({ descriptor: { digest, platform = null } }) => ({ digest, platform }));
}

function isImage(child: Child): boolean {
  return (child.role === 'manifest' || child.role === 'index') && !isAttestation(child);
}

function decided(relation: Relation): RelationStep {
  return { kind: 'decided', relation };
}
