/** Reads the places that `sources.ts` lists, each at most once. */
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { isMirrorError, MirrorError } from '../../errors.ts';
import { readTextFile, systemCode } from '../text-file.ts';
import { type AuthFile, parseAuthFile } from './docker-config.ts';
import type { AuthSource, FileSource } from './sources.ts';

/**
 * What a source holds; null when its file does not exist, or is guessed and lies where this user may not look.
 * Throws MirrorError `input` naming the file when it cannot be read or parsed, or when it lies in `checkout`
 * (null: anywhere is fine): a pull request could bring one that names a helper to run.
 */
export async function readAuthSource(
  source: AuthSource,
  checkout: string | null,
  signal: AbortSignal,
): Promise<AuthFile | null> {
  if (source.kind === 'text') return parseAuthFile(source.label, source.text, source.format);
  const text = await readSourceFile(source, signal);
  if (text === null) return null;
  if (checkout !== null) await refuseInside(checkout, source.path);
  return parseAuthFile(source.path, text, source.format);
}

async function readSourceFile({ path, guessed }: FileSource, signal: AbortSignal): Promise<string | null> {
  try {
    return await readTextFile(path, signal);
  } catch (error) {
    if (guessed && isMirrorError(error, 'input') && systemCode(error.cause) === 'EACCES') return null;
    throw error;
  }
}

/** Looks at the path as written and as it really is, so that no symbolic link leads in or out unseen. */
async function refuseInside(checkout: string, path: string): Promise<void> {
  const [realCheckout, realPath, realFolder] = await Promise.all([
    realOrSame(checkout),
    realOrSame(path),
    realOrSame(dirname(path)),
  ]);
  const roads = [path, realPath, realFolder];
  if (!roads.some((road) => isInside(checkout, road) || isInside(realCheckout, road))) return;
  throw new MirrorError(
    'input',
    `cannot use the credentials in ${path}: it lies inside the checkout ${checkout}`,
    {
      where: path,
      fix: 'keep credentials outside the checkout, in Actions for example in RUNNER_TEMP',
    },
  );
}

async function realOrSame(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

function isInside(folder: string, path: string): boolean {
  const road = relative(folder, path);
  return road !== '..' && !road.startsWith(`..${sep}`) && !isAbsolute(road);
}
