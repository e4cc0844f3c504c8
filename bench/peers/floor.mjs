// What no tool can be faster than: the same bytes, pushed from memory to the same registries at once.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodePath, projectRoot } from '../../scripts/toolchain.mjs';

export const FLOOR = 'bytes from memory';

/** Its content lies in files, so that it is read before the clock of the push starts. */
export function memoryFloor(lab, images) {
  const directory = lab.path('floor');
  mkdirSync(directory, { recursive: true });
  const files = new Map();
  for (const { digest, bytes } of images.flatMap(({ blobs }) => blobs)) {
    const file = join(directory, digest.replace(':', '-'));
    if (!files.has(digest)) writeFileSync(file, bytes);
    files.set(digest, file);
  }
  const pushed = images.map(({ repository, tag, mediaType, bytes, blobs }) => ({
    ...{ repository, tag, mediaType },
    manifest: bytes.toString('base64'),
    blobs: blobs.map(({ digest }) => ({ digest, file: files.get(digest) })),
  }));
  return {
    name: FLOOR,
    configuration:
      'the physical floor: `bench/push-from-memory.mjs` pushes the same bytes from memory to all mirrors at once and hashes nothing; the time of the push alone',
    tellsFigures: true,
    command: (job) => {
      const file = join(job.directory, 'push.json');
      writeFileSync(file, JSON.stringify({ mirrors: job.mirrors.map(({ url }) => url), images: pushed }));
      return [nodePath(), join(projectRoot, 'bench', 'push-from-memory.mjs'), file];
    },
  };
}
