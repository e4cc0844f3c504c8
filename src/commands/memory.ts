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
  try {
    const merged = await mergeWithDisk(directory, files, { memory, baseline });
    const write = (name: string, text: string) => writeOwn(join(directory, name), text, files);
    await write(FILES.proofs, formatProofs(merged.proofs));
    await write(FILES.history, formatHistory(merged.history));
    await write(FILES.indexes, formatIndexes(merged.indexes));
    await write(FILES.relations, formatRelations(merged.relations));
    await write(FILES.carried, formatCarried(merged.carried));
    await write(FILES.lastStates, formatLastStates(merged.lastStates));
    return null;
  } catch (error) {
    return describeError(toMirrorError(error));
  }
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

async function mergeWithDisk(
  directory: string,
  files: Files,
  { memory, baseline }: { readonly memory: Memory; readonly baseline: Baseline },
): Promise<Memory> {
  const onDisk = async <T>(name: string, parse: (text: string) => ReadMemory<Remembered<T>>) =>
    new Map(await entriesOnDisk(join(directory, name), parse, files));
  return {
    proofs: new Proofs(
      mergeProofs({
        ours: new Map(memory.proofs.entries()),
        theirs: await onDisk(FILES.proofs, parseProofs),
        loaded: baseline.proofs,
      }),
    ),
    history: new History(
      mergeHistory({
        ours: new Map(memory.history.entries()),
        theirs: await onDisk(FILES.history, parseHistory),
        loaded: baseline.history,
      }),
    ),
    indexes: new IndexMemory(
      mergeIndexes(new Map(memory.indexes.entries()), await onDisk(FILES.indexes, parseIndexes)),
    ),
    relations: new Relations(
      mergeRelations(new Map(memory.relations.entries()), await onDisk(FILES.relations, parseRelations)),
    ),
    carried: new CarriedMemory(
      mergeCarried(new Map(memory.carried.entries()), await onDisk(FILES.carried, parseCarried)),
    ),
    lastStates: new LastStates(
      mergeLastStates(new Map(memory.lastStates.entries()), await onDisk(FILES.lastStates, parseLastStates)),
    ),
  };
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
