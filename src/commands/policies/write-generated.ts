/** Generated policy files on disk: written, or with `--check` only compared. */
import { join } from 'node:path';
import { MirrorError } from '../../errors.ts';
import type { MirrorFile } from '../../files/mirrorfile.ts';
import { type Finding, finding } from '../../finding.ts';
import { GENERATED_MARK, type GenerateFormat } from '../../policy/generate.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import type { Generated, GeneratedFile } from '../../policy/routes.ts';
import type { ReportGeneratedFile } from '../../report/model.ts';
import { judgePolicies } from '../../report/policies/assemble.ts';
import type { CommandDoor } from '../command.ts';
import { globMatches } from '../run-facts.ts';
import { isInside } from './disk-tree.ts';

export interface Made extends Generated {
  readonly format: GenerateFormat;
}

export interface Written {
  readonly files: readonly ReportGeneratedFile[];
  readonly findings: readonly Finding[];
}

interface Writing {
  /** The folder, as the user wrote it. */
  readonly output: string;
  /** Whose `rules` and `accept` count. */
  readonly file: MirrorFile | null;
  readonly door: CommandDoor;
}

const MOST_FOLDERS = 10_000;
const FILE_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * What a format cannot say is not in its files, which are right without it. A file of which nothing is left is not written:
 * it would take every mirror from the nodes, so that what is on disk stays. Throws MirrorError `input` where a file would lie outside of the folder, before anything is written.
 */
export async function writeGenerated(made: readonly Made[], writing: Writing): Promise<Written> {
  await requireInside(made, writing);
  const written: Written[] = [];
  for (const one of made) written.push(await writeFormat(one, writing));
  return {
    files: written.flatMap(({ files }) => files),
    findings: written.flatMap(({ findings }) => findings),
  };
}

/** Links in the folder could lead anywhere. */
async function requireInside(made: readonly Made[], { output, door }: Writing): Promise<void> {
  const { files, workspace } = door.host;
  const root = await files.realPath(output);
  const allowed = await Promise.all(
    [workspace ?? root, ...door.options.allowPath].map((path) => files.realPath(path)),
  );
  if (!allowed.some((folder) => isInside(root, folder))) throw outside(output, 'the workspace');
  for (const { path } of made.flatMap((one) => one.files)) {
    if (!isInside(await files.realPath(join(output, path)), root)) throw outside(join(output, path), output);
  }
}

function outside(path: string, folder: string): MirrorError {
  return new MirrorError('input', `${path} leads out of ${folder}, and is not written`, {
    fix: 'name another folder with --output, or remove the link',
  });
}

function hasOpenError({ findings }: Made, { file, door }: Writing): boolean {
  const judged = judgePolicies(findings, door, { file, matches: globMatches });
  return judged.some(
    ({ severity, accepted, rule }) => severity === 'error' && !accepted && rule !== 'accept-expired',
  );
}

async function writeFormat(made: Made, writing: Writing): Promise<Written> {
  const { format } = made;
  const isPartial = hasOpenError(made, writing);
  const files: ReportGeneratedFile[] = [];
  for (const file of made.files) {
    const isLost = isPartial && saysNothing(file);
    const path = join(writing.output, file.path);
    files.push({ format, ...(isLost ? { path, state: 'left-alone' } : await writeFile(file, writing)) });
  }
  // a host that cannot be said now may have been said before: its file is not left over
  const leftOver = isPartial ? [] : await leftOvers(made, writing);
  files.push(...leftOver.map((path) => ({ format, path, state: 'left-over' as const })));
  return { files, findings: files.flatMap((one) => findingOf(one, writing)) };
}

function saysNothing({ path, text }: GeneratedFile): boolean {
  return readPolicy(text, path).documents.every((document) => {
    if (document.format === 'mirror-set') return document.entries.length === 0;
    return document.format === 'registries.conf' && document.registries.length === 0;
  });
}

async function writeFile(
  { path, text }: GeneratedFile,
  { output, door: { host, options } }: Writing,
): Promise<Omit<ReportGeneratedFile, 'format'>> {
  const place = join(output, path);
  const before = (await host.files.exists(place)) ? await host.files.readText(place, FILE_LIMIT_BYTES) : null;
  if (before === text) return { path: place, state: 'up-to-date' };
  if (options.check) return { path: place, state: before === null ? 'missing' : 'differs' };
  await host.files.writeText(place, text);
  return { path: place, state: 'written' };
}

/** Files that an earlier run wrote for hosts that are mirrored no more: containerd still reads them. */
async function leftOvers(
  { format, files }: Made,
  { output, door: { host } }: Writing,
): Promise<readonly string[]> {
  if (format !== 'hosts.toml' || (await host.files.kindOf(output)) !== 'directory') return [];
  const wanted = new Set(files.map(({ path }) => join(output, path)));
  const found: string[] = [];
  for (const { name, kind } of await host.files.list(output, MOST_FOLDERS)) {
    const path = join(output, name, 'hosts.toml');
    if (kind !== 'directory' || wanted.has(path) || (await host.files.kindOf(path)) !== 'file') continue;
    const text = await host.files.readText(path, FILE_LIMIT_BYTES).catch(() => '');
    if (text.includes(GENERATED_MARK)) found.push(path);
  }
  return found;
}

const WRONG = {
  missing: { message: 'is not there', help: 'run generate without --check and commit the result' },
  differs: {
    message: 'is not what would be written',
    help: 'run generate without --check and commit the result',
  },
  'left-over': {
    message:
      'was written by an earlier generate, for a host that is mirrored no more; containerd still reads it',
    help: 'remove the file',
  },
} as const;

/** Without `--check` a file that is left over is nothing that the run could not do. */
function findingOf({ path, state }: ReportGeneratedFile, { door }: Writing): readonly Finding[] {
  if (state === 'written' || state === 'up-to-date' || state === 'left-alone') return [];
  const { message, help } = WRONG[state];
  return [
    finding('policy-outdated', {
      at: { file: path, line: 1, column: 1 },
      message: `${path} ${message}`,
      help,
      ...(door.options.check ? {} : { severity: 'warning' as const }),
    }),
  ];
}
