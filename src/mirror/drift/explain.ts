/**
 * Explains differences: what the digest of a mirror's tag has to do with the wanted one. The only part of drift that reads
 * manifests, once per pair of digests, and only where neither history nor an earlier run explains them.
 */
import { type MirrorError, toMirrorError } from '../../errors.ts';
import { type Digest, digestOf } from '../../oci/digest.ts';
import { type Node, parseManifest } from '../../oci/manifest.ts';
import type { Tag } from '../../oci/reference.ts';
import type { RawManifest, Source } from '../../oci/store.ts';
import type { RunContext } from '../context.ts';
import { mapEach } from '../each.ts';
import type { Cell, Row } from '../row.ts';
import { configContent, type ImageContent, type Read } from './image-content.ts';
import { type Difference, type Relation, relate } from './relation.ts';
import { rowTimeline } from './row-timeline.ts';
import { versionsBetween } from './timeline.ts';

const DIFFERENCES_AT_ONCE = 16;
/** Rounds of reading for one difference: the roots, then per image two manifests and two configs. */
const MOST_ROUNDS = 120;

/** What is known of a tag that seems to differ. */
export type Explained =
  /** `digest` is of the bytes themselves, which is not what every registry says. */
  | { readonly kind: 'read'; readonly digest: Digest; readonly relation: Relation }
  /** What the tag points to is not served: that it differs is only said, and may be wrong. */
  | { readonly kind: 'unreadable'; readonly error: MirrorError }
  /** The run was stopped. */
  | { readonly kind: 'not-read' };

/** By cell; cells that do not differ, or of which history says enough, are not in it. Never throws. */
export async function explainDifferences(
  rows: readonly Row[],
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<ReadonlyMap<Cell, Explained>> {
  const differing = rows.flatMap((row) => row.cells.flatMap((cell) => differenceOf(row, cell, context)));
  const byPair = Map.groupBy(differing, ({ key }) => key);
  const explained = new Map<Cell, Explained>();
  await mapEach(byPair.values(), DIFFERENCES_AT_ONCE, async (group) => {
    for (const one of group) explained.set(one.cell, await explain(one, { context, signal }));
  });
  return explained;
}

interface Differing {
  readonly key: string;
  readonly row: Row;
  readonly cell: Cell;
  readonly tag: Tag;
  readonly difference: Difference;
}

function differenceOf(row: Row, cell: Cell, context: RunContext): Differing[] {
  const { wanted, platforms } = row;
  if (wanted === null || cell.tag === null || cell.seen.kind !== 'present') return [];
  const found = cell.seen.root.digest;
  if (found === wanted) return [];
  const timeline = rowTimeline(row, context);
  const versions = versionsBetween(timeline, found, wanted);
  // Within one version (an index and the child taken from it), age does not tell them apart.
  if (versions !== null && versions !== 0) return [];
  return [{ key: `${found} ${wanted}`, row, cell, tag: cell.tag, difference: { wanted, found, platforms } }];
}

interface Explaining {
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

async function explain(one: Differing, explaining: Explaining): Promise<Explained> {
  const { found } = one.difference;
  const known = explaining.context.relations.get(one.difference);
  if (known !== null && !mayBeConverted(known)) return { kind: 'read', digest: found, relation: known };
  try {
    const raw = await readTag(one, explaining);
    return { kind: 'read', ...(await explainRead(one, raw, explaining)) };
  } catch (error) {
    if (explaining.signal.aborted) return { kind: 'not-read' };
    return { kind: 'unreadable', error: toMirrorError(error) };
  }
}

/** A mirror that does not answer is not waited for once per tag. */
function readTag({ cell, tag }: Differing, { context, signal }: Explaining): Promise<RawManifest> {
  return context.health.guard(cell.mirror.name, signal, (guarded) => cell.target.readManifest(tag, guarded));
}

async function explainRead(
  one: Differing,
  raw: RawManifest,
  { context, signal }: Explaining,
): Promise<{ readonly digest: Digest; readonly relation: Relation }> {
  const { wanted, platforms } = one.difference;
  const { digest } = raw.descriptor;
  if (digest === wanted) return { digest, relation: { kind: 'unknown' } };
  const difference = { wanted, found: digest, platforms };
  const known = context.relations.get(difference);
  if (known !== null) return { digest, relation: known };
  const relation = await decide(difference, { ...one, difference }, { raw, signal });
  context.relations.remember(difference, relation);
  return { digest, relation };
}

/** Some registries name the digest of one child where they hold the whole index: only the bytes tell. */
function mayBeConverted(relation: Relation): boolean {
  return relation.kind === 'partial' && relation.shape === 'single' && !relation.isRewritten;
}

interface Deciding {
  readonly raw: RawManifest;
  readonly signal: AbortSignal;
}

async function decide(difference: Difference, one: Differing, { raw, signal }: Deciding): Promise<Relation> {
  const content = new ReadContent();
  content.addManifest(raw.descriptor.digest, raw);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const step = relate(difference, content);
    if (step.kind === 'decided') return step.relation;
    for (const read of step.reads) await readInto(content, read, { stores: storesFor(read, one), signal });
  }
  return { kind: 'unknown' };
}

/** What is wanted is read from mirrors that have it before the source: there it may count as a pull. */
function storesFor({ from }: Read, { row, cell }: Differing): readonly Source[] {
  if (from === 'found') return [cell.target];
  const holders = row.cells.filter(({ seen }) => seen.kind === 'present' && seen.root.digest === row.wanted);
  return [...holders.map(({ target }) => target), row.source];
}

interface Reading {
  readonly stores: readonly Source[];
  readonly signal: AbortSignal;
}

async function readInto(
  content: ReadContent,
  { what, digest }: Read,
  { stores, signal }: Reading,
): Promise<void> {
  for (const store of stores) {
    try {
      if (what === 'manifest') content.addManifest(digest, await store.readManifest(digest, signal));
      else content.addConfig(digest, await readConfig(store, digest, { content, signal }));
      return;
    } catch {
      signal.throwIfAborted();
    }
  }
  content.giveUp(what, digest);
}

async function readConfig(
  store: Source,
  digest: Digest,
  { content, signal }: { readonly content: ReadContent; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const descriptor = content.configDescriptor(digest);
  if (descriptor === null) throw new Error('no manifest names this config');
  const read = await store.readSmallBlob(descriptor, signal);
  if (read.kind !== 'read' || digestOf(read.bytes, digest) !== digest) throw new Error('not served');
  return read.bytes;
}

/** What has been read to explain one difference. */
class ReadContent implements ImageContent {
  readonly #nodes = new Map<Digest, Node | 'unusable'>();
  readonly #configs = new Map<Digest, ReturnType<typeof configContent>>();

  node(digest: Digest): Node | 'unusable' | undefined {
    return this.#nodes.get(digest);
  }

  config(digest: Digest): ReturnType<typeof configContent> | undefined {
    return this.#configs.get(digest);
  }

  configDescriptor(digest: Digest) {
    for (const node of this.#nodes.values())
      if (node !== 'unusable' && node.kind === 'manifest' && node.config?.digest === digest)
        return node.config;
    return null;
  }

  addManifest(digest: Digest, raw: RawManifest): void {
    const parsed = parseManifest(raw);
    this.#nodes.set(digest, parsed.ok ? parsed.node : 'unusable');
  }

  addConfig(digest: Digest, bytes: Uint8Array): void {
    this.#configs.set(digest, configContent(bytes));
  }

  giveUp(what: Read['what'], digest: Digest): void {
    if (what === 'manifest') this.#nodes.set(digest, 'unusable');
    else this.#configs.set(digest, 'unusable');
  }
}
