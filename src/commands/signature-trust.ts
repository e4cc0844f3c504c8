/** Reads what signatures are judged by: keys and trust root as the mirror manifest names them, else sigstore's own. */
import type { KeyObject } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { isMirrorError, MirrorError } from '../errors.ts';
import type { MirrorFile } from '../files/mirrorfile.ts';
import type { Signatures } from '../files/signatures.ts';
import { type Finding, finding, type Position } from '../finding.ts';
import type { Host } from '../host/host.ts';
import type { RunContext } from '../mirror/context.ts';
import type { Row } from '../mirror/row.ts';
import { policiesOfRow } from '../mirror/signatures/policies-of-row.ts';
import type { Parsed } from '../oci/reference.ts';
import {
  needsTrustedRoot,
  openTrust,
  parsePublicKey,
  parseTrustedRoot,
  type Trust,
} from '../signatures/trust.ts';
import { fetchTrustedRoot } from '../signatures/tuf.ts';
import { makeVisible } from '../visible.ts';
import type { CommandDoor } from './command.ts';
import type { Prepared } from './prepare.ts';
import { UnusableFiles } from './unusable-files.ts';

const KEY_LIMIT_BYTES = 64 * 1024;
const ROOT_LIMIT_BYTES = 4 * 1024 * 1024;

export interface TrustDoor {
  readonly host: Pick<Host, 'files' | 'workingDirectory'>;
  /** Absolute; TUF keeps its cache in `tuf` below it. */
  readonly stateDirectory: string;
  readonly signal: AbortSignal;
}

/**
 * What the policies trust. Null where there are none: nothing is loaded then. Paths must have been checked
 * (`ManifestPaths.stray`). Throws UnusableFiles naming every file that cannot be used, and `unavailable` where sigstore's
 * trust root is needed and cannot be had.
 */
export async function openSignatureTrust(
  file: Pick<MirrorFile, 'path' | 'signatures'>,
  door: TrustDoor,
): Promise<Trust | null> {
  const { signatures } = file;
  if (signatures === null) return null;
  const reader = new TrustFiles(dirname(resolve(door.host.workingDirectory, file.path)), door.host.files);
  const keys = await readKeys(signatures, reader);
  const { trustedRoot } = signatures;
  const root =
    trustedRoot === null
      ? null
      : await reader.read(trustedRoot, { limitBytes: ROOT_LIMIT_BYTES, parse: parseTrustedRoot });
  if (reader.faults.length > 0) throw new UnusableFiles(reader.faults);
  if (!needsTrustedRoot(signatures)) return openTrust(null, keys);
  const { stateDirectory, signal } = door;
  return openTrust(
    root ?? (await fetchTrustedRoot({ cacheDirectory: join(stateDirectory, 'tuf'), signal })),
    keys,
  );
}

/** The context of a command that judges signatures: trust is opened by the first who has to judge, and once. */
export function withTrust({ context, stateDirectory }: Prepared, { host, signal }: CommandDoor): RunContext {
  if (context.file.signatures === null) return context;
  let opening: Promise<Trust> | null = null;
  const open = async () => {
    const trust = await openSignatureTrust(context.file, { host, stateDirectory, signal });
    if (trust === null) throw new MirrorError('internal', 'there are policies and nothing is trusted');
    return trust;
  };
  const openTrust = () => {
    opening ??= open();
    return opening;
  };
  return { ...context, openTrust };
}

/**
 * Throws UnusableFiles where keys or trust root of the user cannot be used and some of `rows` has to be judged by them. A trust root that cannot be had now is no fault of files: images that need it are refused, others are not.
 */
export async function checkTrustFiles(rows: readonly Row[], context: RunContext): Promise<void> {
  const isNeeded = rows.some((row) => policiesOfRow(row, context.file).length > 0);
  if (!isNeeded || context.openTrust === undefined) return;
  try {
    await context.openTrust();
  } catch (error) {
    if (error instanceof UnusableFiles) throw error;
  }
}

async function readKeys(
  { policies }: Signatures,
  reader: TrustFiles,
): Promise<ReadonlyMap<string, KeyObject>> {
  const keys = new Map<string, KeyObject>();
  const signers = policies.flatMap(({ signedBy }) => signedBy);
  for (const signer of signers) {
    if (signer.kind !== 'key' || keys.has(signer.path)) continue;
    const key = await reader.read(signer, { limitBytes: KEY_LIMIT_BYTES, parse: parsePublicKey });
    if (key !== null) keys.set(signer.path, key);
  }
  return keys;
}

interface Reading<T> {
  readonly limitBytes: number;
  readonly parse: (text: string) => Parsed<T> | Promise<Parsed<T>>;
}

class TrustFiles {
  readonly faults: Finding[] = [];
  readonly #base: string;
  readonly #files: Host['files'];

  constructor(base: string, files: Host['files']) {
    this.#base = base;
    this.#files = files;
  }

  /** What is in the file, or null after a fault at the place that names it. */
  async read<T>(
    named: { readonly path: string; readonly at: Position },
    { limitBytes, parse }: Reading<T>,
  ): Promise<T | null> {
    try {
      const parsed = await parse(await this.#files.readText(resolve(this.#base, named.path), limitBytes));
      if (parsed.ok) return parsed.value;
      this.#fault(named, `${named.path} cannot be used: ${parsed.why}`);
    } catch (error) {
      if (!isMirrorError(error, 'input')) throw error;
      this.#fault(named, error.message);
    }
    return null;
  }

  #fault({ at }: { readonly at: Position }, message: string): void {
    this.faults.push(
      finding('manifest-invalid', {
        message: makeVisible(message),
        help: 'Keys are PEM files with one public key; a trust root is a trusted_root.json of sigstore.',
        at,
      }),
    );
  }
}
