/** Loads and saves what is remembered between runs (contract, section 5). A file that cannot be trusted is set aside with a notice. */
import { join } from 'node:path';
import { describeError, MirrorError, toMirrorError } from '../errors.ts';
import { type Finding, finding } from '../finding.ts';
import type { Files } from '../host/host.ts';
import { LastStates } from '../mirror/drift/last-states.ts';
import {
  formatLastStates,
  formatRelations,
  parseLastStates,
  parseRelations,
} from '../mirror/drift/memory-format.ts';
import { Relations } from '../mirror/drift/relations.ts';
import { History, type TagHistory } from '../mirror/history.ts';
import { IndexMemory } from '../mirror/index-memory.ts';
import {
  formatHistory,
  formatIndexes,
  formatProofs,
  MEMORY_LIMIT_BYTES,
  parseHistory,
  parseIndexes,
  parseProofs,
  type ReadMemory,
} from '../mirror/memory-format.ts';
import {
  type Entries,
  mergeCarried,
  mergeHistory,
  mergeIndexes,
  mergeLastStates,
  mergeProofs,
  mergeRelations,
  type Versions,
} from '../mirror/memory-merge.ts';
import { type Proof, Proofs } from '../mirror/proofs.ts';
import { CarriedMemory } from '../mirror/referrers/carried.ts';
import { formatCarried, parseCarried } from '../mirror/referrers/memory-format.ts';

export interface Memory {
  readonly proofs: Proofs;
  readonly history: History;
  readonly indexes: IndexMemory;
  readonly relations: Relations;
  readonly carried: CarriedMemory;
  readonly lastStates: LastStates;
}

const FILES = {
  proofs: 'proofs.jsonl',
  history: 'history.jsonl',
  indexes: 'indexes.jsonl',
  relations: 'relations.jsonl',
  carried: 'referrers.jsonl',
  lastStates: 'states.jsonl',
};

/** What was on disk when a run began; tells what the run itself has changed since. */
export interface Baseline {
  readonly proofs: Entries<Proof>;
  readonly history: Entries<TagHistory>;
}

export interface LoadedMemory extends Memory {
  readonly baseline: Baseline;
  readonly findings: readonly Finding[];
}

/** Never throws: what is lost costs requests, not truth. */
export async function loadMemory(directory: string, files: Files): Promise<LoadedMemory> {
  const findings: Finding[] = [];
  const read = <T>(name: string, parse: (text: string) => ReadMemory<T>) =>
    readTrusted(join(directory, name), parse, { files, findings });
  const proofs = (await read(FILES.proofs, parseProofs)) ?? new Proofs();
  const history = (await read(FILES.history, parseHistory)) ?? new History();
  const indexes = (await read(FILES.indexes, parseIndexes)) ?? new IndexMemory();
  const relations = (await read(FILES.relations, parseRelations)) ?? new Relations();
  const carried = (await read(FILES.carried, parseCarried)) ?? new CarriedMemory();
  const lastStates = (await read(FILES.lastStates, parseLastStates)) ?? new LastStates();
  const baseline = { proofs: new Map(proofs.entries()), history: new Map(history.entries()) };
  return { proofs, history, indexes, relations, carried, lastStates, baseline, findings };
}

/** Writes what this run knows together with what another run wrote since `baseline`. Returns why it could not be saved, or
 *  null. Never throws. */
export async function saveMemory(
  directory: string,
  files: Files,
  { memory, baseline }: { readonly memory: Memory; readonly baseline: Baseline },
): Promise<string | null> {
  const save = <T>(name: string, ours: [string, T][], part: Part<T>) =>
    savePart(join(directory, name), { ...part, ours, files });
  const { proofs, history, indexes, relations, carried, lastStates } = memory;
  try {
    await save(FILES.proofs, proofs.entries(), {
      loaded: baseline.proofs,
      parse: parseProofs,
      merge: (versions) => formatProofs(new Proofs(mergeProofs(versions))),
    });
    await save(FILES.history, history.entries(), {
      loaded: baseline.history,
      parse: parseHistory,
      merge: (versions) => formatHistory(new History(mergeHistory(versions))),
    });
    await save(FILES.indexes, indexes.entries(), {
      parse: parseIndexes,
      merge: ({ ours, theirs }) => formatIndexes(new IndexMemory(mergeIndexes(ours, theirs))),
    });
    await save(FILES.relations, relations.entries(), {
      parse: parseRelations,
      merge: ({ ours, theirs }) => formatRelations(new Relations(mergeRelations(ours, theirs))),
    });
    await save(FILES.carried, carried.entries(), {
      parse: parseCarried,
      merge: ({ ours, theirs }) => formatCarried(new CarriedMemory(mergeCarried(ours, theirs))),
    });
    await save(FILES.lastStates, lastStates.entries(), {
      parse: parseLastStates,
      merge: ({ ours, theirs }) => formatLastStates(new LastStates(mergeLastStates(ours, theirs))),
    });
    return null;
  } catch (error) {
    return describeError(toMirrorError(error));
  }
}

interface Part<T> {
  /** What the run began with, where that is kept. */
  readonly loaded?: Entries<T>;
  readonly parse: (text: string) => ReadMemory<Remembered<T>>;
  /** The text of the file. */
  readonly merge: (versions: Versions<T>) => string;
}

/** One file after the other, so that no two of them are in memory twice. */
async function savePart<T>(
  path: string,
  { ours, loaded, parse, merge, files }: Part<T> & { readonly ours: [string, T][]; readonly files: Files },
): Promise<void> {
  // What nobody has changed is on disk already, or something newer is.
  if (loaded !== undefined && loaded.size > 0 && isUnchanged(ours, loaded)) return;
  const theirs = new Map(await entriesOnDisk(path, parse, files));
  await writeOwn(path, merge({ ours: new Map(ours), theirs, loaded: loaded ?? new Map() }), files);
}

/** Records are replaced, never changed. */
function isUnchanged<T>(ours: readonly [string, T][], loaded: Entries<T>): boolean {
  return ours.length === loaded.size && ours.every(([key, value]) => loaded.get(key) === value);
}

/** Never through a link: the folder may be what a cache restored, and a link in it can lead to any file of this user. */
async function writeOwn(path: string, text: string, files: Files): Promise<void> {
  if ((await files.isPlainFile(path)) === false && (await files.setAside(path)) === null)
    throw new MirrorError('io', `${path} is no plain file and cannot be set aside`, {
      where: path,
      fix: 'remove it',
    });
  await files.writeText(path, text);
}

interface Remembered<T> {
  entries(): [string, T][];
}

/** Nothing where the file is missing or cannot be trusted: it will be replaced. */
async function entriesOnDisk<T>(
  path: string,
  parse: (text: string) => ReadMemory<Remembered<T>>,
  files: Files,
): Promise<[string, T][]> {
  if ((await files.isPlainFile(path)) !== true) return [];
  const text = await files.readText(path, MEMORY_LIMIT_BYTES).catch(() => '');
  const parsed = parse(text);
  return parsed.ok ? parsed.value.entries() : [];
}

async function readTrusted<T>(
  path: string,
  parse: (text: string) => ReadMemory<T>,
  { files, findings }: { files: Files; findings: Finding[] },
): Promise<T | null> {
  const isPlain = await files.isPlainFile(path);
  if (isPlain === null) return null;
  const why = isPlain ? await readParsed(path, parse, files) : 'it is no plain file';
  if (typeof why !== 'string') return why.value;
  const aside = await files.setAside(path);
  findings.push(
    finding('state-set-aside', {
      message: `${path} was not trusted: ${why}`,
      help:
        aside === null
          ? 'It will be replaced at the end of this run.'
          : `It was set aside as ${aside}; what it held is learnt anew.`,
    }),
  );
  return null;
}

/** What is in the file, or why that is not trusted. */
async function readParsed<T>(
  path: string,
  parse: (text: string) => ReadMemory<T>,
  files: Files,
): Promise<{ readonly value: T } | string> {
  try {
    const parsed = parse(await files.readText(path, MEMORY_LIMIT_BYTES));
    return parsed.ok ? parsed : parsed.why;
  } catch (error) {
    return describeError(toMirrorError(error));
  }
}
