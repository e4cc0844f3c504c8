/** sigstore's public trust root, fetched and kept up to date by TUF. The only place of this layer with a network and a cache. */
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { MirrorError } from '../errors.ts';

/** How long one request may take, and how often it is tried again. A stopped run ends only after the one in flight. */
const TIMEOUT_MS = 10_000;
const RETRIES = 1;

export interface TufSettings {
  /** Absolute; made where it is not there. What lies in it may be lost or spoilt: it only saves requests. */
  readonly cacheDirectory: string;
  readonly signal: AbortSignal;
  /** A TUF repository instead of sigstore's, with the `root.json` that one begins with. For tests. */
  readonly repository?: { readonly url: string; readonly rootPath: string };
}

/**
 * The newest trust root. A few small requests to sigstore's server; without it, throws `unavailable`. The signal ends the waiting, not the request.
 */
export async function fetchTrustedRoot({
  cacheDirectory,
  signal,
  repository,
}: TufSettings): Promise<TrustedRoot> {
  signal.throwIfAborted();
  const { getTrustedRoot } = await import('@sigstore/tuf');
  const fetching = getTrustedRoot({
    cachePath: cacheDirectory,
    timeout: TIMEOUT_MS,
    retry: { retries: RETRIES },
    // Each run begins with the root that is built in: one out of the cache would be believed, and in Actions others may
    // have written what a cache holds.
    forceInit: true,
    ...(repository !== undefined && { mirrorURL: repository.url, rootPath: repository.rootPath }),
  });
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([fetching, stopped.promise]);
  } catch (error) {
    signal.throwIfAborted();
    throw new MirrorError('unavailable', `cannot get the trust root of sigstore: ${reasonsOf(error)}`, {
      fix: 'allow HTTPS to tuf-repo-cdn.sigstore.dev (NODE_USE_ENV_PROXY=1 where there is a proxy), or set signatures.trustedRoot to a file',
      cause: error,
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The message of an error and of what caused it: the outer one of TUF alone says only that it failed. */
function reasonsOf(error: unknown): string {
  const messages: string[] = [];
  for (let at: unknown = error; at instanceof Error && messages.length < 4; at = at.cause)
    messages.push(at.message);
  return messages.join(': ');
}
