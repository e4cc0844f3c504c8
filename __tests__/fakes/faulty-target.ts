/** A Target that passes everything on to another one and misbehaves where a test says so. */
import { type ErrorCode, type ErrorDetails, MirrorError } from '../../src/errors.ts';
import type { Descriptor } from '../../src/oci/descriptor.ts';
import type { Digest } from '../../src/oci/digest.ts';
import type { Tag } from '../../src/oci/reference.ts';
import type { ReferrerHints, ReferrerList } from '../../src/oci/referrer.ts';
import type {
  Attached,
  BeginUpload,
  BlobReading,
  Probe,
  RawManifest,
  SmallBlob,
  Target,
} from '../../src/oci/store.ts';
import { readToEnd } from '../../src/stores/verified-stream.ts';

/** `lastChunk` comes before the last chunk of a blob is handed over, `cancel` when an upload is given up. */
export type Method =
  | Exclude<keyof Target, 'origin' | 'repository' | 'name' | 'holdsUntaggedRoots' | 'checkBlob'>
  | 'lastChunk'
  | 'send'
  | 'cancel';

export interface Call {
  readonly method: Method;
  /** `Target.name` of where it went. */
  readonly place: string;
  /** Tag or digest; '' for calls about the repository. */
  readonly what: string;
}

/** Asked before a call is passed on: throws to fail it, waits to slow it down. */
export type Interference = (call: Call) => void | Promise<void>;

export class FaultyTarget implements Target {
  readonly origin: string;
  readonly repository: string;
  readonly name: string;
  readonly holdsUntaggedRoots: boolean;
  readonly #inner: Target;
  readonly #interfere: Interference;

  constructor(inner: Target, interfere: Interference) {
    this.#inner = inner;
    this.#interfere = interfere;
    this.origin = inner.origin;
    this.repository = inner.repository;
    this.name = inner.name;
    this.holdsUntaggedRoots = inner.holdsUntaggedRoots;
  }

  async resolve(reference: Tag | Digest, signal: AbortSignal): Promise<Descriptor | null> {
    await this.#before('resolve', reference);
    return this.#inner.resolve(reference, signal);
  }

  async tags(signal: AbortSignal, mostPages?: number): Promise<readonly Tag[]> {
    await this.#before('tags');
    return this.#inner.tags(signal, mostPages);
  }

  async referrers(subject: Digest, signal: AbortSignal, hints?: ReferrerHints): Promise<ReferrerList> {
    await this.#before('referrers', subject);
    return this.#inner.referrers(subject, signal, hints);
  }

  async readManifest(reference: Tag | Digest, signal: AbortSignal, sizeBytes?: number): Promise<RawManifest> {
    await this.#before('readManifest', reference);
    return this.#inner.readManifest(reference, signal, sizeBytes);
  }

  async *readBlob(blob: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    await this.#before('readBlob', blob.digest);
    let held: Uint8Array | null = null;
    for await (const chunk of this.#inner.readBlob(blob, signal)) {
      if (held !== null) yield held;
      held = chunk;
    }
    await this.#before('lastChunk', blob.digest);
    if (held !== null) yield held;
  }

  /** The calls and the interferences of `readBlob`. */
  checkBlob(blob: Descriptor, { onBytes, signal }: BlobReading): Promise<void> {
    return readToEnd(this.readBlob(blob, signal), onBytes);
  }

  async probeBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    await this.#before('probeBlob', blob.digest);
    return this.#inner.probeBlob(blob, signal);
  }

  async statBlob(blob: Descriptor, signal: AbortSignal): Promise<Probe> {
    await this.#before('statBlob', blob.digest);
    return this.#inner.statBlob(blob, signal);
  }

  async readSmallBlob(blob: Descriptor, signal: AbortSignal): Promise<SmallBlob> {
    await this.#before('readSmallBlob', blob.digest);
    return this.#inner.readSmallBlob(blob, signal);
  }

  async checkPush(signal: AbortSignal): Promise<void> {
    await this.#before('checkPush');
    return this.#inner.checkPush(signal);
  }

  async beginUpload(
    blob: Descriptor,
    mountFrom: readonly string[],
    signal: AbortSignal,
  ): Promise<BeginUpload> {
    await this.#before('beginUpload', blob.digest);
    const begun = await this.#inner.beginUpload(blob, mountFrom, signal);
    if (begun.kind === 'mounted') return begun;
    const { upload } = begun;
    return {
      kind: 'upload',
      upload: {
        send: async (body, sending) => {
          await this.#before('send', blob.digest);
          await upload.send(body, sending);
        },
        cancel: async () => {
          await this.#before('cancel', blob.digest);
          await upload.cancel();
        },
      },
    };
  }

  async writeManifest(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.#before('writeManifest', manifest.descriptor.digest);
    return this.#inner.writeManifest(manifest, signal);
  }

  async tag(tag: Tag, manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.#before('tag', tag);
    return this.#inner.tag(tag, manifest, signal);
  }

  async attach(subject: Digest, referrers: readonly RawManifest[], signal: AbortSignal): Promise<Attached> {
    await this.#before('attach', subject);
    return this.#inner.attach(subject, referrers, signal);
  }

  async holdRoot(manifest: RawManifest, signal: AbortSignal): Promise<void> {
    await this.#before('holdRoot', manifest.descriptor.digest);
    return this.#inner.holdRoot?.(manifest, signal);
  }

  async #before(method: Method, what = ''): Promise<void> {
    await this.#interfere({ method, place: this.name, what });
  }
}

export function failure(code: ErrorCode, details: ErrorDetails = {}): MirrorError {
  return new MirrorError(code, `injected: ${code}`, details);
}

export interface Aim {
  /** Undefined: whatever the call is about. */
  readonly what?: string;
  /** Which of the calls that fit, from 1; default the first. */
  readonly from?: number;
  /** How many of them in a row; default 1. */
  readonly times?: number;
}

/** Fails some calls of one method; everything else passes. */
export function fails(
  method: Method,
  error: MirrorError,
  { what, from = 1, times = 1 }: Aim = {},
): Interference {
  let seen = 0;
  return (call) => {
    if (call.method !== method || (what !== undefined && call.what !== what)) return;
    seen += 1;
    if (seen >= from && seen < from + times) throw error;
  };
}

/** Several interferences, each asked in turn. */
export function all(...interferences: readonly Interference[]): Interference {
  return async (call) => {
    for (const interfere of interferences) await interfere(call);
  };
}

/** A promise that a test resolves by hand. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}
