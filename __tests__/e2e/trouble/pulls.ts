/** Every image pulled by skopeo, which knows nothing of how it came to be there. */
import { join } from 'node:path';
import { runOk, temporaryDirectory } from '../../servers/processes.ts';
import { toolPath } from '../../servers/tools.ts';

/** Fails where one of `references` (`docker://HOST/NAME:TAG`, `oci:DIRECTORY:NAME`) cannot be copied with all that it has. */
export async function expectPullable(references: readonly string[]): Promise<void> {
  const directory = temporaryDirectory('pulled');
  await Promise.all(
    references.map((reference, index) =>
      runOk(toolPath('skopeo'), [
        '--insecure-policy',
        'copy',
        '--all',
        '--quiet',
        ...(reference.startsWith('docker:') ? ['--src-tls-verify=false'] : []),
        reference,
        `dir:${join(directory, String(index))}`,
      ]),
    ),
  );
}
