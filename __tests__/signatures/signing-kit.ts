/**
 * A whole sigstore in memory: an authority, its certificate log, a transparency log and a time stamp authority, all
 * real (`@sigstore/mock`), and what cosign and GitHub make with them. Keys are made on the fly.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomInt, sign } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';
import type { Digest } from '../../src/oci/digest.ts';
import { digestOf } from '../../src/oci/digest.ts';
import type { Candidate, EvidenceForm } from '../../src/signatures/material.ts';

export const ISSUER = 'https://token.actions.githubusercontent.com';
export const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main';
export const IMAGE = digestOf(Buffer.from('an image'));
export const OTHER_IMAGE = digestOf(Buffer.from('another image'));
export const SLSA = 'https://slsa.dev/provenance/v1';
export const COSIGN_SIGN = 'https://sigstore.dev/cosign/sign/v1';
const IN_TOTO = 'application/vnd.in-toto+json';
const REKOR = 'https://rekor.example.test';

export interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function keyPair(): Pair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

export function pemOf({ publicKey }: Pair): string {
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

/** Who signs: an identity, or a key. */
export type By = { readonly issuer?: string; readonly subject?: string } | { readonly key: Pair };

export interface BundleWishes {
  readonly subject?: Digest;
  readonly predicateType?: string;
  /** Instead of an in-toto statement about `subject`. */
  readonly payload?: Buffer;
  readonly payloadType?: string;
  readonly by?: By;
  readonly isLogged?: boolean;
  readonly isStamped?: boolean;
}

export interface LegacyWishes {
  readonly subject?: Digest;
  readonly payload?: Buffer;
  readonly by?: By;
  readonly isLogged?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: bundles are taken apart and spoilt as plain JSON.
export type Json = any;

export class SigningKit {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `certificateClock`: when certificates begin; they last ten minutes. Without `isListed` no certificate log sees them. */
  static async create({ certificateClock, isListed = true }: KitWishes = {}): Promise<SigningKit> {
    const pairs = { ca: keyPair(), ctlog: keyPair(), tlog: keyPair(), tsa: keyPair() };
    const ctlog = await initializeCTLog(pairs.ctlog);
    const ca = await initializeCA(pairs.ca, isListed ? ctlog : undefined, certificateClock);
    const tlog = await initializeTLog(REKOR, pairs.tlog);
    const tsa = await initializeTSA(pairs.tsa, wholeSeconds());
    return new SigningKit({ ca, ctlog, tlog, tsa });
  }

  /** The text of its `trusted_root.json`. */
  trustedRoot(): string {
    const { ca, ctlog, tlog, tsa } = this.#parts;
    const validFor = { start: new Date(Date.now() - 3_600_000) };
    const certificate = (raw: ArrayBufferView) => ({ rawBytes: bytesOf(raw) });
    const authority = (chain: readonly ArrayBufferView[]) => ({
      subject: { commonName: 'test', organization: 'test' },
      uri: 'https://ca.example.test',
      certChain: { certificates: chain.map(certificate) },
      validFor,
      operator: 'test',
    });
    const log = (baseUrl: string, publicKey: Buffer) => ({
      baseUrl,
      hashAlgorithm: HashAlgorithm.SHA2_256,
      publicKey: { rawBytes: publicKey, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor },
      logId: { keyId: createHash('sha256').update(publicKey).digest() },
      checkpointKeyId: undefined,
      operator: 'test',
    });
    const root = {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [log(REKOR, tlog.publicKey)],
      certificateAuthorities: [authority([ca.rootCertificate])],
      ctlogs: [log('https://ctfe.example.test', ctlog.publicKey)],
      timestampAuthorities: [authority([tsa.intCertificate, tsa.rootCertificate])],
    };
    return JSON.stringify(TrustedRoot.toJSON(root as unknown as TrustedRoot));
  }

  /** A v0.3 bundle with a DSSE envelope, as cosign 3 and GitHub's attestations have it. */
  async bundle(wishes: BundleWishes = {}): Promise<Json> {
    const {
      subject = IMAGE,
      predicateType = COSIGN_SIGN,
      by = {},
      isLogged = true,
      isStamped = false,
    } = wishes;
    const { payload = statement(subject, predicateType), payloadType = IN_TOTO } = wishes;
    const signer = await this.#signer(by);
    const signature = sign('sha256', preAuthEncoding(payloadType, payload), signer.privateKey);
    const body = {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        envelopeHash: { algorithm: 'sha256', value: sha256(payload) },
        payloadHash: { algorithm: 'sha256', value: sha256(payload) },
        signatures: [{ signature: signature.toString('base64'), verifier: signer.verifier }],
      },
    };
    return {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        ...(signer.certificate === null
          ? { publicKey: { hint: 'its key' } }
          : { certificate: { rawBytes: signer.certificate.toString('base64') } }),
        tlogEntries: isLogged ? [await this.#logEntry(body)] : [],
        ...(isStamped && {
          timestampVerificationData: {
            rfc3161Timestamps: [{ signedTimestamp: (await this.#stamp(signature)).toString('base64') }],
          },
        }),
      },
      dsseEnvelope: {
        payload: payload.toString('base64'),
        payloadType,
        signatures: [{ sig: signature.toString('base64'), keyid: '' }],
      },
    };
  }

  /** What `cosign sign` of version 2 pushes under `sha256-<hex>.sig`. */
  async legacySignature(wishes: LegacyWishes = {}): Promise<Candidate> {
    const { subject = IMAGE, payload = simpleSigning(subject), by = {}, isLogged = true } = wishes;
    const signer = await this.#signer(by);
    const signature = sign('sha256', payload, signer.privateKey).toString('base64');
    const body = {
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm: 'sha256', value: sha256(payload) } },
        signature: { content: signature, publicKey: { content: signer.verifier } },
      },
    };
    const annotations = {
      'dev.cosignproject.cosign/signature': signature,
      ...(await this.#legacyAnnotations(signer, isLogged ? body : null)),
    };
    return candidate('cosign-signature', payload, annotations);
  }

  /** What `cosign attest` of version 2 pushes under `sha256-<hex>.att`. */
  async legacyAttestation(wishes: BundleWishes = {}): Promise<Candidate> {
    const { subject = IMAGE, predicateType = SLSA, by = {}, isLogged = true } = wishes;
    const payload = wishes.payload ?? statement(subject, predicateType);
    const signer = await this.#signer(by);
    const sig = sign('sha256', preAuthEncoding(IN_TOTO, payload), signer.privateKey).toString('base64');
    const body = {
      apiVersion: '0.0.2',
      kind: 'intoto',
      spec: {
        content: {
          envelope: {
            payloadType: IN_TOTO,
            signatures: [{ sig: Buffer.from(sig).toString('base64'), publicKey: signer.verifier }],
          },
          hash: { algorithm: 'sha256', value: sha256(payload) },
          payloadHash: { algorithm: 'sha256', value: sha256(payload) },
        },
      },
    };
    const envelope = {
      payloadType: IN_TOTO,
      payload: payload.toString('base64'),
      signatures: [{ keyid: '', sig }],
    };
    const annotations = {
      'dev.cosignproject.cosign/signature': '',
      predicateType,
      ...(await this.#legacyAnnotations(signer, isLogged ? body : null)),
    };
    return candidate('cosign-attestation', Buffer.from(JSON.stringify(envelope)), annotations);
  }

  async #legacyAnnotations(signer: Signer, body: object | null): Promise<Record<string, string>> {
    const log = body === null ? null : await this.#log(body);
    return {
      ...(signer.certificate !== null && {
        'dev.sigstore.cosign/certificate': pemCertificate(signer.certificate),
        'dev.sigstore.cosign/chain': pemCertificate(bytesOf(this.#parts.ca.rootCertificate)),
      }),
      ...(log !== null && {
        'dev.sigstore.cosign/bundle': JSON.stringify({
          SignedEntryTimestamp: log.verification.signedEntryTimestamp,
          Payload: {
            body: log.body,
            integratedTime: log.integratedTime,
            logIndex: log.logIndex,
            logID: log.logID,
          },
        }),
      }),
    };
  }

  async #signer(by: By): Promise<Signer> {
    if ('key' in by) {
      return { privateKey: by.key.privateKey, certificate: null, verifier: base64(pemOf(by.key)) };
    }
    const { publicKey, privateKey } = keyPair();
    const issued = await this.#parts.ca.issueCertificate({
      publicKey: publicKey.export({ format: 'der', type: 'spki' }) as Buffer<ArrayBuffer>,
      subjectAltName: by.subject ?? WORKFLOW,
      extensions: [{ oid: '1.3.6.1.4.1.57264.1.8', value: by.issuer ?? ISSUER }],
    });
    const certificate = bytesOf(issued);
    return { privateKey, certificate, verifier: base64(pemCertificate(certificate)) };
  }

  async #logEntry(body: { readonly kind: string; readonly apiVersion: string }): Promise<Json> {
    const entry = await this.#log(body);
    const proof = entry.verification.inclusionProof;
    return {
      logIndex: String(entry.logIndex),
      logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
      kindVersion: { kind: body.kind, version: body.apiVersion },
      integratedTime: String(entry.integratedTime),
      inclusionPromise: { signedEntryTimestamp: entry.verification.signedEntryTimestamp },
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: Buffer.from(proof.rootHash, 'hex').toString('base64'),
        treeSize: String(proof.treeSize),
        hashes: [],
        checkpoint: { envelope: proof.checkpoint },
      },
      canonicalizedBody: entry.body,
    };
  }

  async #log(body: object): Promise<LogEntry> {
    const answer: Readonly<Record<string, unknown>> = await this.#parts.tlog.log(body);
    return Object.values(answer)[0] as LogEntry;
  }

  async #stamp(signature: Buffer): Promise<Buffer> {
    const response = await this.#parts.tsa.timestamp({
      artifactHash: createHash('sha256').update(signature).digest(),
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      nonce: randomInt(1_000_000),
      policyOID: '1.2.3.4.5',
      certReq: false,
    });
    return bytesOf(response);
  }
}

interface KitWishes {
  readonly certificateClock?: Date;
  readonly isListed?: boolean;
}

interface Parts {
  readonly ca: Awaited<ReturnType<typeof initializeCA>>;
  readonly ctlog: Awaited<ReturnType<typeof initializeCTLog>>;
  readonly tlog: Awaited<ReturnType<typeof initializeTLog>>;
  readonly tsa: Awaited<ReturnType<typeof initializeTSA>>;
}

/** An entry as Rekor answers it. */
interface LogEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logIndex: number;
  readonly logID: string;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
      readonly checkpoint: string;
    };
  };
}

interface Signer {
  readonly privateKey: KeyObject;
  /** In DER; null where a key signs. */
  readonly certificate: Buffer | null;
  /** Its certificate or key in PEM, in base64, as entries of the log have it. */
  readonly verifier: string;
}

export function statement(subject: Digest, predicateType: string): Buffer {
  const [algorithm = '', hex = ''] = subject.split(':');
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: '', digest: { [algorithm]: hex } }],
      predicateType,
      predicate: {},
    }),
  );
}

export function simpleSigning(subject: string): Buffer {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': 'ghcr.io/acme/app' },
        image: { 'docker-manifest-digest': subject },
        type: 'cosign container image signature',
      },
      optional: null,
    }),
  );
}

export function candidate(
  form: EvidenceForm,
  bytes: Uint8Array,
  annotations: Readonly<Record<string, string>> = {},
): Candidate {
  return {
    evidence: { form, blob: digestOf(bytes), manifest: digestOf(Buffer.from('its manifest')) },
    bytes,
    annotations,
  };
}

export function bundleCandidate(bundle: Json): Candidate {
  return candidate('bundle', Buffer.from(JSON.stringify(bundle)));
}

/** A clock that goes on in seconds, as sigstore's time stamp authority has it: two digits of a fraction are not read. */
function wholeSeconds(): Date {
  return new Proxy(new Date(), {
    get: (_date, name) => {
      const now = new Date(Math.floor(Date.now() / 1000) * 1000);
      const value = Reflect.get(now, name);
      return typeof value === 'function' ? value.bind(now) : value;
    },
  });
}

function preAuthEncoding(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function pemCertificate(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
