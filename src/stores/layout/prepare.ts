/** Making sure that a directory is an OCI image layout (image-spec image-layout.md), and that it can be written. */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MirrorError } from '../../errors.ts';
import { replaceFile } from './atomic-file.ts';
import { UNFINISHED_PREFIX } from './blob-writer.ts';
import { errnoOf, fileError } from './file-error.ts';
import { markerPath, openInside, realPathInside } from './place.ts';

const MARKER = '{"imageLayoutVersion":"1.0.0"}';
/** What `replaceFile` renames at its end. */
const REPLACEMENT = /^(?:index\.json|oci-layout)\.[0-9a-f]{12}\.tmp$/;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Makes the directory, `blobs/` and the file `oci-layout` where they are not. Throws `io`, `no-space`,
 *  `unsupported` for a layout of another version, `input` for a file that is no such marker. */
export async function prepareLayout(directory: string): Promise<void> {
  try {
    // one after the other: what a link leads to is looked at before anything is made there
    for (const folder of [join(directory, 'blobs'), join(directory, 'blobs', 'sha256')]) {
      await mkdir(folder, { recursive: true });
      await realPathInside(directory, folder);
    }
    if (!(await hasMarker(directory))) await replaceFile(markerPath(directory), MARKER);
  } catch (error) {
    throw fileError(error, 'prepare the layout directory', directory);
  }
}

/** Writes a byte and removes it again, and removes what runs that were killed a day ago left unfinished. */
export async function checkWritable(directory: string): Promise<void> {
  const folder = join(directory, 'blobs', 'sha256');
  const probe = join(folder, `${UNFINISHED_PREFIX}check-${process.pid}-${Date.now()}`);
  try {
    await writeNew(probe, 'x');
    await rm(probe, { force: true });
    await removeAbandoned(folder, (name) => name.startsWith(UNFINISHED_PREFIX));
    await removeAbandoned(directory, (name) => REPLACEMENT.test(name));
  } catch (error) {
    await rm(probe, { force: true }).catch(() => undefined);
    throw fileError(error, 'write to the layout directory', directory);
  }
}

/** Whether `oci-layout` is there and of the version that is read. An empty one is none: a full disk, or a program that was killed
 *  before it had written the text, leaves that. Throws `unsupported`, `input`, `io`. */
export async function hasMarker(directory: string): Promise<boolean> {
  const path = markerPath(directory);
  const handle = await openInside(directory, path);
  if (handle === null) return false;
  try {
    const text = await handle.readFile('utf8');
    if (text === '') return false;
    requireVersion1(text, path);
    return true;
  } finally {
    await handle.close();
  }
}

function requireVersion1(text: string, path: string): void {
  const version = /"imageLayoutVersion"\s*:\s*"([0-9.]{1,20})"/.exec(text)?.[1];
  if (version?.startsWith('1.')) return;
  const fix = `the file is to hold ${MARKER}`;
  if (version === undefined) {
    throw new MirrorError('input', 'not an OCI image layout: oci-layout has no imageLayoutVersion', {
      where: path,
      fix,
    });
  }
  throw new MirrorError('unsupported', `OCI image layout version ${version} is not known`, {
    where: path,
    fix,
  });
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644).catch((error: unknown) => {
    if (errnoOf(error) === 'EEXIST') return null;
    throw error;
  });
  if (handle === null) return;
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeAbandoned(folder: string, isUnfinished: (name: string) => boolean): Promise<void> {
  for (const name of (await readdir(folder)).filter(isUnfinished)) {
    const path = join(folder, name);
    const status = await stat(path).catch(() => null);
    if (status !== null && Date.now() - status.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}
