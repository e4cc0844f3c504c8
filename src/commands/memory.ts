/** Loads and saves what is remembered between runs (contract, section 5). A file that cannot be trusted is set aside with a notice. */
import { join } from 'node:path';
import { describeError, toMirrorError } from '../errors.ts';
import { type Finding, finding } from '../finding.ts';
import type { Files } from '../host/host.ts';
import { History } from '../mirror/history.ts';
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
import { Proofs } from '../mirror/proofs.ts';

export interface Memory {
  readonly proofs: Proofs;
  readonly history: History;
  readonly indexes: IndexMemory;
}

const FILES = { proofs: 'proofs.jsonl', history: 'history.jsonl', indexes: 'indexes.jsonl' };

/** Never throws: what is lost costs requests, not truth. */
export async function loadMemory(
  directory: string,
  files: Files,
): Promise<Memory & { readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const read = <T>(name: string, parse: (text: string) => ReadMemory<T>) =>
    readTrusted(join(directory, name), parse, { files, findings });
  return {
    proofs: (await read(FILES.proofs, parseProofs)) ?? new Proofs(),
    history: (await read(FILES.history, parseHistory)) ?? new History(),
    indexes: (await read(FILES.indexes, parseIndexes)) ?? new IndexMemory(),
    findings,
  };
}

/** Returns why it could not be saved, or null. Never throws. */
export async function saveMemory(directory: string, files: Files, memory: Memory): Promise<string | null> {
  try {
    await files.writeText(join(directory, FILES.proofs), formatProofs(memory.proofs));
    await files.writeText(join(directory, FILES.history), formatHistory(memory.history));
    await files.writeText(join(directory, FILES.indexes), formatIndexes(memory.indexes));
    return null;
  } catch (error) {
    return describeError(toMirrorError(error));
  }
}

async function readTrusted<T>(
  path: string,
  parse: (text: string) => ReadMemory<T>,
  { files, findings }: { files: Files; findings: Finding[] },
): Promise<T | null> {
  if (!(await files.exists(path))) return null;
  const why = await files.readText(path, MEMORY_LIMIT_BYTES).then(
    (text) => {
      const parsed = parse(text);
      return parsed.ok ? parsed : parsed.why;
    },
    (error) => describeError(toMirrorError(error)),
  );
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
