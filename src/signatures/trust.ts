/** What is trusted: authorities and logs by a trust root, keys by their files. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { TrustMaterial } from '@sigstore/verify';
import type { Signatures } from '../files/signatures.ts';
import type { Parsed } from '../oci/reference.ts';
import { loadSigstore, type Sigstore } from './sigstore.ts';

export interface Trust {
  readonly sigstore: Sigstore;
  /** Null where every signer is a key whose log is ignored. */
  readonly material: TrustMaterial | null;
  /** By the path that the mirror manifest names. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** Whether anything of the policies needs authorities or logs. */
export function needsTrustedRoot({ policies }: Pick<Signatures, 'policies'>): boolean {
  return policies.some(({ signedBy }) =>
    signedBy.some((signer) => signer.kind === 'keyless' || signer.log === 'required'),
  );
}

export async function openTrust(
  root: TrustedRoot | null,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<Trust> {
  const sigstore = await loadSigstore();
  return { sigstore, material: root === null ? null : sigstore.verify.toTrustMaterial(root), keys };
}

/** The trust root in the text of a `trusted_root.json`. */
export async function parseTrustedRoot(text: string): Promise<Parsed<TrustedRoot>> {
  const { specs, verify } = await loadSigstore();
  try {
    const root = specs.TrustedRoot.fromJSON(JSON.parse(text));
    if (!root.mediaType.startsWith('application/vnd.dev.sigstore.trustedroot')) {
      return { ok: false, why: 'it is no trust root of sigstore' };
    }
    verify.toTrustMaterial(root); // throws where a key or certificate in it cannot be used
    return root.tlogs.length === 0
      ? { ok: false, why: 'it trusts no transparency log' }
      : { ok: true, value: root };
  } catch {
    return { ok: false, why: 'it cannot be read as a trust root' };
  }
}

const KEY_KINDS: ReadonlySet<unknown> = new Set(['ec', 'rsa', 'ed25519']);
const SMALLEST_RSA_BITS = 2048;

/** The one public key in a PEM text. A private key is refused although it holds the public one: it must not lie here. */
export function parsePublicKey(pem: string): Parsed<KeyObject> {
  const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label);
  if (labels.some((label) => label?.includes('PRIVATE'))) {
    return { ok: false, why: 'it holds a private key, which belongs nowhere near a mirror' };
  }
  if (labels.length !== 1 || labels[0] !== 'PUBLIC KEY') {
    return { ok: false, why: 'it is not one public key in PEM (BEGIN PUBLIC KEY)' };
  }
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return { ok: false, why: 'its public key cannot be read' };
  }
  if (!KEY_KINDS.has(key.asymmetricKeyType))
    return { ok: false, why: 'its key is neither ECDSA, RSA nor Ed25519' };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? SMALLEST_RSA_BITS;
  return bits < SMALLEST_RSA_BITS
    ? { ok: false, why: `its RSA key has ${bits} bits; at least ${SMALLEST_RSA_BITS} are needed` }
    : { ok: true, value: key };
}
