/** Finding a program on PATH the careful way. */
import { access, constants, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface ProgramPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * The absolute path of an executable file called `name` (`name.exe` on Windows) in the folders of PATH, or
 * null. Empty and relative folders are passed over, so that what lies in the working directory, such as a
 * checkout, never becomes a program.
 */
export async function findProgram(name: string, { env, platform }: ProgramPlace): Promise<string | null> {
  const path = platform === 'win32' ? win32 : posix;
  const file = platform === 'win32' ? `${name}.exe` : name;
  const folders = (pathVariable(env, platform) ?? '').split(path.delimiter);
  for (const folder of folders) {
    if (!path.isAbsolute(folder)) continue;
    const candidate = path.join(folder, file);
    if (await isExecutableFile(candidate)) return candidate;
  }
  return null;
}

/** Windows writes it `Path`, and a copy of its environment is no longer blind to case. */
function pathVariable(env: ProgramPlace['env'], platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return env.PATH;
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
