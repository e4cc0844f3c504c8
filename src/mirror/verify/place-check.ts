/** One repository on one mirror: every manifest and blob of it is asked for once, however many images share it. */
import { isMirrorError } from '../../errors.ts';
import type { Rule } from '../../finding.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, shortDigest } from '../../oci/digest.ts';
import { type Node, parseManifest } from '../../oci/manifest.ts';
import { bareMediaType, DOCKER_SCHEMA1_SIGNED, manifestRole } from '../../oci/media-type.ts';
import type { Source } from '../../oci/store.ts';
import { formatBytes } from '../../quantities.ts';
import type { Meter } from '../meter.ts';
import type { Depth } from '../proofs.ts';
import { type BlobCheck, type BlobChecking, checkBlob, checkConfig, checkLayer } from './blob-check.ts';
import type { WalkedManifest } from './walked.ts';

/** What reading one manifest gave, without the place in the graph where it was met. */
export type ManifestCheck =
  | ({ readonly kind: 'read' } & Pick<WalkedManifest, 'digest' | 'sizeBytes' | 'servedType' | 'content'>)
  | { readonly kind: 'fault'; readonly rule: Rule; readonly why: string };

export interface PlaceChecking {
  readonly depth: Depth;
  readonly meter: Meter;
  readonly signal: AbortSignal;
}

export class PlaceCheck {
  readonly target: Source;
  readonly depth: Depth;
  readonly #meter: Meter;
  readonly #signal: AbortSignal;
  readonly #manifests = new Map<string, Promise<ManifestCheck>>();
  readonly #firstReads = new Map<Digest, Promise<ManifestCheck>>();
  readonly #blobs = new Map<string, Promise<BlobCheck>>();

  constructor(target: Source, { depth, meter, signal }: PlaceChecking) {
    this.target = target;
    this.depth = depth;
    this.#meter = meter;
    this.#signal = signal;
  }

  /** Throws MirrorError where the mirror gives no answer about the manifest. */
  manifest(digest: Digest, statedType: string): Promise<ManifestCheck> {
    return remember(this.#manifests, `${digest} ${statedType}`, () => this.#readOnce(digest, statedType));
  }

  /** One image's root may be a child of another: it is read again only where the index that names it calls it something else. */
  async #readOnce(digest: Digest, statedType: string): Promise<ManifestCheck> {
    const first = this.#firstReads.get(digest);
    if (first === undefined) {
      const check = this.#readManifest(digest, statedType);
      this.#firstReads.set(digest, check);
      check.catch(() => this.#firstReads.delete(digest));
      return check;
    }
    const check = await first;
    return isSameUnder(check, statedType) ? check : this.#readManifest(digest, statedType);
  }

  blob(blob: Descriptor): Promise<BlobCheck> {
    const known = this.#blobs.get(keyOf('config', blob)) ?? this.#blobs.get(keyOf('layer', blob));
    return known ?? this.#check('blob', blob, checkBlob);
  }

  config(blob: Descriptor): Promise<BlobCheck> {
    return this.#check('config', blob, checkConfig);
  }

  layer(blob: Descriptor): Promise<BlobCheck> {
    return this.#check('layer', blob, checkLayer);
  }

  #check(
    use: 'blob' | 'config' | 'layer',
    blob: Descriptor,
    check: (blob: Descriptor, checking: BlobChecking) => Promise<BlobCheck>,
  ): Promise<BlobCheck> {
    return remember(this.#blobs, keyOf(use, blob), () => this.#metered(blob, check));
  }

  async #metered(
    blob: Descriptor,
    check: (blob: Descriptor, checking: BlobChecking) => Promise<BlobCheck>,
  ): Promise<BlobCheck> {
    const reads = this.depth === 'content' || this.depth === 'rootfs';
    const label = `${shortDigest(blob.digest)} ${this.target.name}`;
    const transfer = { label, bytesDone: 0, bytesTotal: blob.size };
    if (reads) {
      this.#meter.active.add(transfer);
      this.#meter.bytesTotal += blob.size;
    }
    const onBytes = (bytes: number) => {
      this.#meter.checkedBytes += bytes;
      // A blob that is read twice counts once.
      const counted = Math.min(bytes, blob.size - transfer.bytesDone);
      transfer.bytesDone += counted;
      if (reads) this.#meter.bytesDone += counted;
    };
    try {
      return await check(blob, { target: this.target, depth: this.depth, onBytes, signal: this.#signal });
    } finally {
      this.#meter.active.delete(transfer);
      if (reads) this.#meter.bytesDone += blob.size - transfer.bytesDone;
    }
  }

  async #readManifest(digest: Digest, statedType: string): Promise<ManifestCheck> {
    try {
      const raw = await this.target.readManifest(digest, this.#signal);
      this.#meter.checkedBytes += raw.bytes.byteLength;
      const parsed = parseManifest(raw, statedType);
      const servedType = bareMediaType(raw.descriptor.mediaType);
      const read = { kind: 'read' as const, digest, sizeBytes: raw.bytes.byteLength, servedType };
      if (parsed.ok) return { ...read, content: { kind: 'node', node: withoutBytes(parsed.node) } };
      return { ...read, content: { kind: 'refused', rule: parsed.rule, why: parsed.why } };
    } catch (error) {
      return (await this.#signedSchema1(digest, error)) ?? faultOf(error);
    }
  }

  /** The digest of a signed schema 1 manifest is that of what was signed: the bytes never hash to it, and are not damaged. */
  async #signedSchema1(digest: Digest, error: unknown): Promise<ManifestCheck | null> {
    if (!isMirrorError(error, 'digest-mismatch')) return null;
    const listed = await this.target.resolve(digest, this.#signal).catch(() => null); // then it stays damaged
    if (listed?.mediaType !== DOCKER_SCHEMA1_SIGNED) return null;
    const why = 'it is a signed Docker schema 1 manifest, whose digest does not cover all of its bytes';
    const content = { kind: 'refused', rule: 'schema1-manifest', why } as const;
    return { kind: 'read', digest, sizeBytes: listed.size, servedType: listed.mediaType, content };
  }
}

/** Whether reading it as `statedType` says what `check` says: the body's own type decides, unless it is contradicted. */
function isSameUnder(check: ManifestCheck, statedType: string): boolean {
  if (check.kind === 'fault') return true;
  if (check.content.kind === 'refused') return check.content.rule === 'schema1-manifest';
  const [said, stated] = [check.content.node.bodyMediaType, statedType].map(manifestRole);
  return said !== 'unknown' && (stated === 'unknown' || stated === said);
}

/** A registry answers 500 for a manifest file that is cut. Throws what says nothing about the manifest. */
function faultOf(error: unknown): ManifestCheck {
  if (isMirrorError(error, 'not-found')) return fault('manifest-missing', 'is not there');
  if (isMirrorError(error, 'digest-mismatch')) return fault('manifest-digest-mismatch', 'is served damaged');
  if (isMirrorError(error, 'unavailable') && error.status === 500)
    return fault('manifest-digest-mismatch', 'is listed but the registry answers 500 for it');
  if (isMirrorError(error, 'too-large'))
    return fault('manifest-unparsable', `is larger than ${formatBytes(MOST_BYTES)}, which runtimes refuse`);
  throw error;
}

const MOST_BYTES = 4 * 1024 * 1024;

function fault(rule: Rule, why: string): ManifestCheck {
  return { kind: 'fault', rule, why };
}

/** Thousands of images are remembered at once: their bytes are not needed any more. */
function withoutBytes(node: Node): Node {
  return { ...node, raw: { ...node.raw, bytes: new Uint8Array() } };
}

function keyOf(use: string, { digest, size }: Descriptor): string {
  return `${use} ${digest} ${size}`;
}

/** What failed is asked for anew by the next one: a mirror may answer again. */
function remember<T>(memo: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  made.catch(() => memo.delete(key));
  return made;
}
