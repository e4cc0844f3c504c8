/** One layout directory on disk: its paths, and opening files in it without ever leaving it. */
import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MirrorError } from '../../errors.ts';
import { type Digest, digestAlgorithm, digestHex } from '../../oci/digest.ts';
import { errnoOf, fileError } from './file-error.ts';

const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function indexPath(directory: string): string {
  return join(directory, 'index.json');
}

export function markerPath(directory: string): string {
  return join(directory, 'oci-layout');
}

/** `blobs/sha256` */
export function blobDirectory(directory: string, digest: Digest): string {
  return join(directory, 'blobs', digestAlgorithm(digest));
}

/** `blobs/sha256/<hex>`; a Digest holds nothing but its algorithm's name and hex digits. */
export function blobPath(directory: string, digest: Digest): string {
  return join(blobDirectory(directory, digest), digestHex(digest));
}

/** A regular file of the layout, open for reading, or null when it is not there. Throws `unsafe` when symbolic links
 *  lead out of the directory, `io` for what is not a readable regular file. The caller closes it. */
export async function openInside(directory: string, path: string): Promise<FileHandle | null> {
  try {
    const real = await realPathInside(directory, path);
    return await regularFile(await open(real, READ_FLAGS), path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
    throw fileError(error, 'read a file of the layout', path);
  }
}

/** `path` with its symbolic links resolved. Throws `unsafe` when that is outside of `directory`; errno errors pass. */
export async function realPathInside(directory: string, path: string): Promise<string> {
  const [root, real] = await Promise.all([realpath(directory), realpath(path)]);
  if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
  throw new MirrorError('unsafe', 'a symbolic link leads out of the layout directory', {
    where: path,
    fix: 'replace the link by the file itself, for example by copying the layout with cp -rL',
  });
}

async function regularFile(handle: FileHandle, path: string): Promise<FileHandle> {
  const stat = await handle.stat();
  if (stat.isFile()) return handle;
  await handle.close();
  throw new MirrorError('io', 'not a regular file', {
    where: path,
    fix: 'remove it from the layout directory',
  });
}
