/** Certificates and keys for talking to a registry: from the paths a person configured to checked PEM text. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isMirrorError, MirrorError } from '../errors.ts';
import { readTextFile } from './text-file.ts';

/** Absolute paths; null where not configured. */
export interface TlsPaths {
  /** Certificates trusted besides the system's. */
  readonly ca: string | null;
  /** The client certificate, its chain after it. */
  readonly cert: string | null;
  readonly key: string | null;
}

/** PEM texts, each null where no path was given. The key is a secret. */
export interface TlsMaterial {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}

export interface TlsReading {
  /** Null for every file with a fault. */
  readonly material: TlsMaterial;
  /** MirrorErrors `input`, each naming file, reason and remedy; none holds any of the key. */
  readonly faults: readonly MirrorError[];
}

/**
 * Reads and checks TLS files: certificates and key can be parsed, the key is not encrypted and belongs to the
 * certificate, and neither is given alone. `where` says where they were configured (`mirror.yaml:12:5`). Throws
 * MirrorError `aborted` only.
 */
export async function readTlsMaterial(
  paths: TlsPaths,
  signal: AbortSignal,
  where: string | null = null,
): Promise<TlsReading> {
  const reader = new TlsFileReader(signal, where);
  const ca = await reader.certificates(paths.ca);
  const cert = await reader.certificates(paths.cert);
  const key = await reader.key(paths.key);
  const faults = [...reader.faults, ...pairFaults(paths, where)];
  if (cert !== null && key !== null && !cert.first.checkPrivateKey(key.parsed)) {
    faults.push(
      unusable(key.path, `it is not the key of the certificate in ${cert.path}`, {
        where,
        fix: 'name the certificate and the key that were made together; the client certificate stands first in its file',
      }),
    );
  }
  return { material: { ca: ca?.text ?? null, cert: cert?.text ?? null, key: key?.text ?? null }, faults };
}

function pairFaults({ cert, key }: TlsPaths, where: string | null): MirrorError[] {
  if (cert !== null && key === null) {
    return [
      unusable(cert, 'a client certificate needs its key', { where, fix: 'give tls.key beside tls.cert' }),
    ];
  }
  if (key !== null && cert === null) {
    return [
      unusable(key, 'a client key needs its certificate', { where, fix: 'give tls.cert beside tls.key' }),
    ];
  }
  return [];
}

interface ReadCertificates {
  readonly path: string;
  readonly text: string;
  readonly first: X509Certificate;
}

interface ReadKey {
  readonly path: string;
  readonly text: string;
  readonly parsed: KeyObject;
}

class TlsFileReader {
  readonly faults: MirrorError[] = [];
  readonly #signal: AbortSignal;
  readonly #where: string | null;

  constructor(signal: AbortSignal, where: string | null) {
    this.#signal = signal;
    this.#where = where;
  }

  certificates(path: string | null): Promise<ReadCertificates | null> {
    return this.#collect(path, (named) => this.#certificates(named));
  }

  key(path: string | null): Promise<ReadKey | null> {
    return this.#collect(path, (named) => this.#key(named));
  }

  /** A file that cannot be used keeps none of the others from being looked at. */
  async #collect<T>(path: string | null, read: (path: string) => Promise<T>): Promise<T | null> {
    if (path === null) return null;
    try {
      return await read(path);
    } catch (error) {
      if (!isMirrorError(error, 'input')) throw error;
      this.faults.push(error);
      return null;
    }
  }

  async #certificates(path: string): Promise<ReadCertificates> {
    const text = await this.#text(path);
    const [first] = pemBlocks(text, 'CERTIFICATE').map((block, index) =>
      this.#parseCertificate(path, block, index),
    );
    if (first !== undefined) return { path, text, first };
    throw this.#unusable(
      path,
      'there is no PEM certificate in it',
      'name a file with -----BEGIN CERTIFICATE-----; openssl x509 -inform der turns a DER file into one',
    );
  }

  async #key(path: string): Promise<ReadKey> {
    const text = await this.#text(path);
    const [block] = pemBlocks(text, '(?:[A-Z]+ )?PRIVATE KEY');
    if (block === undefined) {
      throw this.#unusable(
        path,
        'there is no PEM private key in it',
        'name a file with -----BEGIN PRIVATE KEY-----',
      );
    }
    if (/^-----BEGIN ENCRYPTED |^Proc-Type: 4,ENCRYPTED/m.test(block)) {
      throw this.#unusable(
        path,
        'its key is encrypted',
        'store it decrypted (openssl pkey) where only this user can read it',
      );
    }
    return { path, text, parsed: this.#parseKey(path, block) };
  }

  async #text(path: string): Promise<string> {
    const text = await readTextFile(path, this.#signal);
    if (text === null)
      throw this.#unusable(
        path,
        'there is no such file',
        'correct the path, which is relative to the mirror manifest',
      );
    return text;
  }

  #parseCertificate(path: string, block: string, index: number): X509Certificate {
    try {
      return new X509Certificate(block);
    } catch {
      throw this.#unusable(
        path,
        `certificate ${index + 1} in it cannot be parsed`,
        'copy the whole file again',
      );
    }
  }

  #parseKey(path: string, block: string): KeyObject {
    try {
      return createPrivateKey(block);
    } catch {
      throw this.#unusable(path, 'its private key cannot be parsed', 'copy the whole file again');
    }
  }

  #unusable(path: string, why: string, fix: string): MirrorError {
    return unusable(path, why, { where: this.#where, fix });
  }
}

/** The blocks of a PEM text whose label matches (RFC 7468); text around them is explanation and ignored. */
function pemBlocks(text: string, label: string): readonly string[] {
  return (
    text.match(new RegExp(`-----BEGIN (${label})-----[^-]*(?:-(?!----)[^-]*)*-----END \\1-----`, 'g')) ?? []
  );
}

function unusable(
  path: string,
  why: string,
  { where, fix }: { readonly where: string | null; readonly fix: string },
): MirrorError {
  return new MirrorError('input', `cannot use ${path} for TLS: ${why}`, { where: where ?? path, fix });
}
