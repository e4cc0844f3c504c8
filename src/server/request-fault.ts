/** What is wrong with a request, as the answer it gets (distribution-spec, "Error Codes"). */
import { isMirrorError, type MirrorError } from '../errors.ts';

export class RequestFault extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, more: FaultMore = {}) {
    super(message);
    this.name = 'RequestFault';
    this.status = status;
    this.code = code;
    this.detail = more.detail ?? null;
    this.headers = more.headers ?? {};
  }
}

export interface FaultMore {
  /** A list gives one error per item, as registries report missing blobs. */
  readonly detail?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Anything thrown, as the answer to give. Places on this machine are left out of it. */
export function toRequestFault(error: unknown): RequestFault {
  if (error instanceof RequestFault) return error;
  if (!isMirrorError(error)) return new RequestFault(500, 'UNKNOWN', 'unexpected failure');
  return new RequestFault(statusOf(error), codeOf(error), error.message);
}

function statusOf(error: MirrorError): number {
  if (error.code === 'no-space') return 507;
  return error.code === 'digest-mismatch' || error.code === 'size-mismatch' ? 400 : 500;
}

function codeOf(error: MirrorError): string {
  if (error.code === 'digest-mismatch') return 'DIGEST_INVALID';
  return error.code === 'size-mismatch' ? 'SIZE_INVALID' : 'UNKNOWN';
}
