/** Several OpenShift objects as the platform takes them together: one order of mirrors per source and kind of pull. */
import type { Finding, Position } from '../finding.ts';
import { findConflicts } from './conflicts.ts';
import { compareNames, mergeOrders } from './mirror-order.ts';
import type { MirrorEntry, MirrorSet, PullBy } from './model.ts';

export interface MergedMirror {
  readonly location: string;
  /** Every list that names it, in the order given. */
  readonly at: readonly Position[];
}

/** What all entries of one source say together. */
export interface MergedSource {
  readonly source: string;
  readonly mirrors: readonly MergedMirror[];
  readonly neverContactSource: boolean;
  /** The lists contradict each other. */
  readonly hasLoop: boolean;
  /** Its entries, in the order given. */
  readonly entries: readonly MirrorEntry[];
}

export interface MergedPolicy {
  /** By source, in the order of bytes. */
  readonly digest: readonly MergedSource[];
  readonly tag: readonly MergedSource[];
  /** Conflicts between objects; each keeps all of it from the nodes. */
  readonly findings: readonly Finding[];
  /** Whether the platform applies this, and does not leave nodes with what they had. */
  readonly isApplied: boolean;
}

/**
 * Merges what takes effect (`fate` used), plus everything that was only proposed, as it was proposed. The result does
 * not depend on the order of objects and entries, save the order of places.
 */
export function mergeMirrorSets(sets: readonly MirrorSet[]): MergedPolicy {
  const entries = sets.filter(({ fate }) => fate === 'used').flatMap((set) => set.entries);
  const findings = findConflicts(sets);
  return {
    digest: mergeEntries(entries, 'digest'),
    tag: mergeEntries(entries, 'tag'),
    findings,
    isApplied: findings.length === 0 && sets.every(({ fate }) => fate !== 'blocks-all'),
  };
}

/** Whether an entry says anything: one without a mirror besides its source is passed over with all it says. */
export function hasRealMirror({ source, mirrors }: MirrorEntry): boolean {
  return mirrors.some(({ text }) => text !== source.text);
}

function mergeEntries(entries: readonly MirrorEntry[], pullBy: PullBy): readonly MergedSource[] {
  const bySource = new Map<string, MirrorEntry[]>();
  for (const entry of entries) {
    if (!entry.pulls.includes(pullBy) || !hasRealMirror(entry)) continue;
    const known = bySource.get(entry.source.text);
    if (known === undefined) bySource.set(entry.source.text, [entry]);
    else known.push(entry);
  }
  return [...bySource]
    .sort(([a], [b]) => compareNames(a, b))
    .map(([source, group]) => mergeSource(source, group));
}

function mergeSource(source: string, entries: readonly MirrorEntry[]): MergedSource {
  const lists = entries.map(({ mirrors }) => mirrors.map(({ text }) => text));
  const { mirrors, hasLoop } = mergeOrders(source, lists);
  const places = placesByMirror(entries);
  return {
    source,
    mirrors: mirrors.map((location) => ({ location, at: places.get(location) ?? [] })),
    neverContactSource: entries.some(({ sourcePolicy }) => sourcePolicy === 'NeverContactSource'),
    hasLoop,
    entries,
  };
}

/** A source that a loop brings to the front is in no list: the place of its entry is then the nearest one. */
function placesByMirror(entries: readonly MirrorEntry[]): ReadonlyMap<string, readonly Position[]> {
  const places = new Map<string, Position[]>();
  const add = (name: string, at: Position): void => {
    const known = places.get(name);
    if (known === undefined) places.set(name, [at]);
    else known.push(at);
  };
  for (const { mirrors } of entries) for (const { text, at } of mirrors) add(text, at);
  for (const { source } of entries) if (!places.has(source.text)) add(source.text, source.at);
  return places;
}
