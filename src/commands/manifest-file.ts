/** Where the mirror manifest is, and how long it may be. */
import { MirrorError } from '../errors.ts';
import type { CommandDoor } from './command.ts';

/** Where a mirror manifest is looked for, in this order. */
export const MANIFEST_NAMES = ['mirror.yaml', 'mirror.yml', '.github/mirror.yaml'];
/** A mirror manifest or lock: hundreds of thousands of images fit. */
export const FILE_LIMIT_BYTES = 32 * 1024 * 1024;

/** Throws MirrorError `input` where there is none. */
export async function findManifest(host: CommandDoor['host']): Promise<string> {
  for (const name of MANIFEST_NAMES) if (await host.files.exists(name)) return name;
  throw new MirrorError(
    'input',
    `there is no mirror manifest: none of ${MANIFEST_NAMES.join(', ')} is in ${host.workingDirectory}`,
    {
      fix: 'name it with --manifest, or make one with init',
    },
  );
}
