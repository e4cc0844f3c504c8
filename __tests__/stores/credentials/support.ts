/** What the tests of credentials share: real files and programs in a temporary folder, and errors to look into. */
import { access, chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MirrorError } from '../../../src/errors.ts';
import { type CredentialOptions, createCredentials } from '../../../src/stores/credentials/lookup.ts';
import type { CredentialLookup } from '../../../src/stores/registry/credential.ts';

export const NEVER: AbortSignal = new AbortController().signal;

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The MirrorError that `work` throws; anything else fails the test. */
export async function thrownBy(work: () => unknown): Promise<MirrorError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MirrorError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Everything of an error that may reach a log. */
export function wholeText(error: MirrorError): string {
  const cause =
    error.cause instanceof Error ? [error.cause.message, error.cause.stack, JSON.stringify(error.cause)] : [];
  return [error.message, error.where, error.fix, error.stack, ...cause].join('\n');
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** Writes a file (text, or JSON of a value) and returns its absolute path. */
  write(name: string, content: unknown): Promise<string>;
  /** Writes `bin/docker-credential-<name>`, a shell script. */
  helper(name: string, script: string): Promise<void>;
  exists(name: string): Promise<boolean>;
  /** PATH with `bin` first. */
  readonly searchPath: string;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'credentials-'));
  const write = async (name: string, content: unknown): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  return {
    path,
    write,
    helper: async (name, script) => {
      const file = await write(`bin/docker-credential-${name}`, `#!/bin/sh\n${script}\n`);
      await chmod(file, 0o755);
    },
    exists: (name) =>
      access(join(path, name)).then(
        () => true,
        () => false,
      ),
    searchPath: `${join(path, 'bin')}:/usr/bin:/bin`,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Makes lookups that look only into `folder` and record what they tell. */
export class LookupFixture {
  readonly used: string[] = [];
  readonly secrets: string[] = [];
  readonly folder: Folder;

  constructor(folder: Folder) {
    this.folder = folder;
  }

  lookup(env: Record<string, string> = {}, options: Partial<CredentialOptions> = {}): CredentialLookup {
    const { path, searchPath } = this.folder;
    return createCredentials({
      env: { PATH: searchPath, XDG_RUNTIME_DIR: join(path, 'run'), OUT: path, ...env },
      homeDirectory: join(path, 'home'),
      uid: 54321,
      platform: 'linux',
      workingDirectory: path,
      configuredAuth: new Map(),
      allowEnv: [],
      inWorkspace: null,
      onUse: (host, source) => this.used.push(`${host}: ${source}`),
      onSecret: (secret) => this.secrets.push(secret),
      ...options,
    });
  }
}

/** A file whose entries for `keys` all hold user `u` and this password. */
export function authsWith(password: string, ...keys: readonly string[]): { auths: Record<string, object> } {
  return { auths: Object.fromEntries(keys.map((key) => [key, { auth: base64(`u:${password}`) }])) };
}
